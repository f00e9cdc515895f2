package posix

import (
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// Calls that take paths.

// pathOf returns the path that v is: str, bytes or what has __fspath__.
func pathOf(c *rt.Ctx, v rt.Value, what string) (string, bool) {
	p := rt.Plain(v)
	if rt.IsStr(p) {
		return noNull(c, rt.GoString(p))
	}
	if rt.IsBytes(p) {
		return noNull(c, string(rt.BytesData(p)))
	}
	r, found := rt.CallSpecial(c, v, rt.Intern(c, "__fspath__"))
	if !found {
		kinds := "string, bytes or os.PathLike"
		switch {
		case strings.HasPrefix(what, "stat"), strings.HasPrefix(what, "truncate"):
			kinds = "string, bytes, os.PathLike or integer"
		case strings.HasPrefix(what, "listdir"), strings.HasPrefix(what, "scandir"):
			kinds = "string, bytes, os.PathLike, integer or None"
		}
		rt.TypeErrorf(c, "%s should be %s, not %s", what, kinds, rt.TypeName(v))
		return "", false
	}
	if r == 0 {
		return "", false
	}
	defer c.Drop(r)
	switch {
	case rt.IsStr(rt.Plain(r)):
		return noNull(c, rt.GoString(rt.Plain(r)))
	case rt.IsBytes(rt.Plain(r)):
		return noNull(c, string(rt.BytesData(rt.Plain(r))))
	}
	rt.TypeErrorf(c, "expected %s.__fspath__() to return str or bytes, not %s", rt.TypeName(v), rt.TypeName(r))
	return "", false
}

// named returns what exceptions call the path v: what its __fspath__ gives, if it is
// neither text nor a descriptor.
func named(c *rt.Ctx, v rt.Value) rt.Value {
	if p := rt.Plain(v); !rt.IsStr(p) && !rt.IsBytes(p) {
		if r, found := rt.CallSpecial(c, v, rt.Intern(c, "__fspath__")); found {
			return r
		}
	}
	return c.Own(v)
}

func noNull(c *rt.Ctx, s string) (string, bool) {
	if slices.Contains([]byte(s), 0) {
		rt.ValueErrorf(c, "embedded null byte")
		return "", false
	}
	return s, true
}

// onPath is a function of one path.
func onPath(name string, call func(path string) error) rt.Func {
	return rt.Func{Name: name, Sig: "path", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
		path, ok := pathOf(c, v, name+": path")
		if !ok {
			return 0
		}
		return done(c, call(path), v)
	}}
}

// onTwo is a function of two paths.
func onTwo(name, sig string, call func(a, b string) error) rt.Func {
	return rt.Func{Name: name, Sig: sig, F2: func(c *rt.Ctx, x, y rt.Value) rt.Value {
		a, ok := pathOf(c, x, name+": src")
		if !ok {
			return 0
		}
		b, ok := pathOf(c, y, name+": dst")
		if !ok {
			return 0
		}
		err := call(a, b)
		if err == nil {
			return rt.None
		}
		if n, ok := err.(syscall.Errno); ok {
			return twoNames(c, n, x, y)
		}
		return failed(c, err, x)
	}}
}

// twoNames raises OSError about two files.
func twoNames(c *rt.Ctx, n syscall.Errno, x, y rt.Value) rt.Value {
	if x = named(c, x); x == 0 {
		return 0
	}
	if y = named(c, y); y == 0 {
		c.Drop(x)
		return 0
	}
	args := tuple(c, rt.Int(int64(n)), rt.NewStr(c, rt.ErrnoText(n)), x, rt.None, y)
	e := rt.CallEx(c, rt.BuiltinClass(rt.ExcOSError), args, 0)
	c.Drop(args)
	if e != 0 {
		rt.Raise(c, e, 0)
		c.Drop(e)
	}
	return 0
}

// mode reads an optional mode.
func mode(c *rt.Ctx, v rt.Value, def uint32) (uint32, bool) {
	if v == 0 {
		return def, true
	}
	n, ok := rt.Index(c, v)
	return uint32(n), ok
}

var files = []rt.Func{
	onPath("chdir", syscall.Chdir),
	onPath("rmdir", syscall.Rmdir),
	onPath("unlink", syscall.Unlink),
	onPath("remove", syscall.Unlink),
	onTwo("rename", "src, dst", syscall.Rename),
	onTwo("replace", "src, dst", syscall.Rename),
	onTwo("symlink", "src, dst", syscall.Symlink),
	onTwo("link", "src, dst", syscall.Link),
	{Name: "mkdir", Sig: "path, mode=", F2: func(c *rt.Ctx, v, m rt.Value) rt.Value {
		path, ok := pathOf(c, v, "mkdir: path")
		bits, ok2 := mode(c, m, 0o777)
		if !ok || !ok2 {
			return 0
		}
		return done(c, syscall.Mkdir(path, bits), v)
	}},
	{Name: "chmod", Sig: "path, mode", F2: func(c *rt.Ctx, v, m rt.Value) rt.Value {
		path, ok := pathOf(c, v, "chmod: path")
		bits, ok2 := mode(c, m, 0)
		if !ok || !ok2 {
			return 0
		}
		return done(c, syscall.Chmod(path, bits), v)
	}},
	{Name: "access", Sig: "path, mode", F2: func(c *rt.Ctx, v, m rt.Value) rt.Value {
		path, ok := pathOf(c, v, "access: path")
		bits, ok2 := mode(c, m, 0)
		if !ok || !ok2 {
			return 0
		}
		return rt.Bool(syscall.Access(path, bits) == nil)
	}},
	{Name: "readlink", Sig: "path", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
		path, ok := pathOf(c, v, "readlink: path")
		if !ok {
			return 0
		}
		to, err := os.Readlink(path)
		if err != nil {
			return failed(c, err, v)
		}
		return like(c, v, to)
	}},
	{Name: "listdir", Sig: "path", F1: listdir},
	{Name: "entries", Sig: "path", F1: entries},
	{Name: "stat", Sig: "path, follow", F2: stat},
	{Name: "utime", Sig: "path, atime, mtime", F3: func(c *rt.Ctx, v, a, m rt.Value) rt.Value {
		path, ok := pathOf(c, v, "utime: path")
		if !ok {
			return 0
		}
		now := time.Now()
		at, mt := now, now
		for _, t := range [...]struct {
			v  rt.Value
			to *time.Time
		}{{a, &at}, {m, &mt}} {
			if t.v == rt.None {
				continue
			}
			ns, ok := rt.Index(c, t.v)
			if !ok {
				return 0
			}
			*t.to = time.Unix(0, ns)
		}
		return done(c, os.Chtimes(path, at, mt), v)
	}},
	{Name: "truncate", Sig: "path, length", F2: func(c *rt.Ctx, v, n rt.Value) rt.Value {
		size, ok := rt.Index(c, n)
		if !ok {
			return 0
		}
		if fd := rt.Plain(v); fd.IsInt() {
			return done(c, syscall.Ftruncate(int(fd.Int()), size), 0)
		}
		path, ok := pathOf(c, v, "truncate: path")
		if !ok {
			return 0
		}
		return done(c, syscall.Truncate(path, size), v)
	}},
}

// like returns a name as str or, where the path was bytes, as bytes.
func like(c *rt.Ctx, path rt.Value, name string) rt.Value {
	if rt.IsBytes(rt.Plain(path)) {
		return rt.NewBytes(c, []byte(name))
	}
	return rt.NewStr(c, name)
}

func listdir(c *rt.Ctx, v rt.Value) rt.Value {
	path, ok := pathOf(c, v, "listdir: path")
	if !ok {
		return 0
	}
	names, err := readNames(path)
	if err != nil {
		return failed(c, err, v)
	}
	l := rt.NewList(c, 0)
	for _, name := range names {
		s := like(c, v, name.Name())
		if s == 0 || !rt.ListAppend(c, l, s) {
			c.Drop(s)
			c.Drop(l)
			return 0
		}
		c.Drop(s)
	}
	return l
}

// readNames returns the entries of a directory in the order that the system has.
func readNames(path string) ([]os.DirEntry, error) {
	d, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = d.Close() }()
	return d.ReadDir(-1)
}

// entries returns, for each entry of a directory, its name and kind: "d", "f", "l" or
// "".
func entries(c *rt.Ctx, v rt.Value) rt.Value {
	path, ok := pathOf(c, v, "scandir: path")
	if !ok {
		return 0
	}
	names, err := readNames(path)
	if err != nil {
		return failed(c, err, v)
	}
	l := rt.NewList(c, 0)
	for _, e := range names {
		kind := ""
		switch t := e.Type(); {
		case t.IsDir():
			kind = "d"
		case t.IsRegular():
			kind = "f"
		case t&os.ModeSymlink != 0:
			kind = "l"
		}
		pair := tuple(c, like(c, v, e.Name()), rt.NewStr(c, kind))
		if !rt.ListAppend(c, l, pair) {
			c.Drop(l)
			return 0
		}
		c.Drop(pair)
	}
	return l
}

// stat returns the 10 fields of os.stat, then the times as floats, as nanoseconds,
// and block size, blocks and device.
func stat(c *rt.Ctx, v, follow rt.Value) rt.Value {
	var st syscall.Stat_t
	var err error
	name := v
	if fd := rt.Plain(v); fd.IsInt() {
		err, name = syscall.Fstat(int(fd.Int()), &st), 0
	} else {
		path, ok := pathOf(c, v, "stat: path")
		if !ok {
			return 0
		}
		if rt.Truth(c, follow) == 1 {
			err = syscall.Stat(path, &st)
		} else {
			err = syscall.Lstat(path, &st)
		}
	}
	if err != nil {
		return failed(c, err, name)
	}
	at, mt, ct := fileTimes(&st)
	af, an := seconds(c, at)
	mf, mn := seconds(c, mt)
	cf, cn := seconds(c, ct)
	n := func(x int64) rt.Value { return rt.IntValue(c, x) }
	return tuple(c, n(int64(st.Mode)), n(int64(st.Ino)), n(int64(st.Dev)), n(int64(st.Nlink)), n(int64(st.Uid)), n(int64(st.Gid)), n(st.Size),
		n(int64(at.Sec)), n(int64(mt.Sec)), n(int64(ct.Sec)), af, mf, cf, an, mn, cn,
		n(int64(st.Blksize)), n(st.Blocks), n(int64(st.Rdev)))
}
