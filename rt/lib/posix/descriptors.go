package posix

import (
	"os"
	"syscall"

	"github.com/pxc-lang/pxc/rt"
)

// Calls that take file descriptors.

// onFD is a function of one descriptor.
func onFD(name string, call func(fd int) error) rt.Func {
	return rt.Func{Name: name, Sig: "fd", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
		fd, ok := rt.Index(c, v)
		if !ok {
			return 0
		}
		return done(c, call(int(fd)), 0)
	}}
}

var descriptors = []rt.Func{
	onFD("close", syscall.Close),
	onFD("fsync", syscall.Fsync),
	{Name: "open", Sig: "path, flags, mode=", F3: func(c *rt.Ctx, v, flags, m rt.Value) rt.Value {
		path, ok := pathOf(c, v, "open: path")
		if !ok {
			return 0
		}
		how, ok := rt.Index(c, flags)
		bits, ok2 := mode(c, m, 0o777)
		if !ok || !ok2 {
			return 0
		}
		fd, err := syscall.Open(path, int(how)|syscall.O_CLOEXEC, bits)
		if err != nil {
			return failed(c, err, v)
		}
		return rt.Int(int64(fd))
	}},
	{Name: "read", Sig: "fd, length, /", F2: func(c *rt.Ctx, v, n rt.Value) rt.Value {
		fd, ok := rt.Index(c, v)
		size, ok2 := rt.Index(c, n)
		if !ok || !ok2 {
			return 0
		}
		if size < 0 || size > 1<<31 {
			return rt.OSError(c, syscall.EINVAL, 0)
		}
		data := make([]byte, size)
		got, err := syscall.Read(int(fd), data)
		if err != nil {
			return failed(c, err, 0)
		}
		return rt.NewBytes(c, data[:got])
	}},
	{Name: "write", Sig: "fd, data, /", F2: func(c *rt.Ctx, v, x rt.Value) rt.Value {
		fd, ok := rt.Index(c, v)
		if !ok {
			return 0
		}
		view, _, ok := rt.BytesView(x)
		if !ok {
			return rt.TypeErrorf(c, "a bytes-like object is required, not '%s'", rt.TypeName(x))
		}
		n, err := syscall.Write(int(fd), append([]byte(nil), view...))
		if err != nil {
			return failed(c, err, 0)
		}
		return rt.Int(int64(n))
	}},
	{Name: "lseek", Sig: "fd, position, whence, /", F3: func(c *rt.Ctx, v, p, w rt.Value) rt.Value {
		fd, ok := rt.Index(c, v)
		pos, ok2 := rt.Index(c, p)
		how, ok3 := rt.Index(c, w)
		if !ok || !ok2 || !ok3 {
			return 0
		}
		at, err := syscall.Seek(int(fd), pos, int(how))
		if err != nil {
			return failed(c, err, 0)
		}
		return rt.Int(at)
	}},
	{Name: "isatty", Sig: "fd, /", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
		fd, ok := rt.Index(c, v)
		if !ok {
			return 0
		}
		f, err := os.Readlink("/proc/self/fd/" + itoa(fd))
		return rt.Bool(err == nil && (len(f) > 8 && f[:8] == "/dev/pts" || len(f) > 8 && f[:8] == "/dev/tty"))
	}},
	{Name: "pipe", Sig: "", F0: func(c *rt.Ctx) rt.Value {
		var p [2]int
		if err := syscall.Pipe(p[:]); err != nil {
			return failed(c, err, 0)
		}
		syscall.CloseOnExec(p[0])
		syscall.CloseOnExec(p[1])
		return tuple(c, rt.Int(int64(p[0])), rt.Int(int64(p[1])))
	}},
	{Name: "dup", Sig: "fd, /", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
		fd, ok := rt.Index(c, v)
		if !ok {
			return 0
		}
		n, err := syscall.Dup(int(fd))
		if err != nil {
			return failed(c, err, 0)
		}
		syscall.CloseOnExec(n)
		return rt.Int(int64(n))
	}},
}

func itoa(n int64) string {
	if n < 0 {
		return "-"
	}
	s := ""
	for {
		s = string(rune('0'+n%10)) + s
		if n /= 10; n == 0 {
			return s
		}
	}
}
