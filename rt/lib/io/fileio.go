package io

import (
	"strings"
	"syscall"

	"github.com/pxc-lang/pxc/rt"
)

// FileIO is a descriptor. System calls are made directly: they are those of plain
// files, and a callback that hangs in one is handed over by the watchdog.
const (
	fiFD = iota + 1
	fiName
	fiMode  // bits below
	fiClose // whether close closes the descriptor
)

const (
	modeRead = 1 << iota
	modeWrite
	modeAppend
	modeCreate
	modePlus
)

var fileIO rt.NativeClass

func init() {
	fileIO = rt.NativeClass{
		Name: "FileIO", Module: "_io", Base: &rawBase, Slots: 4, Open: true, Dict: true, Abandon: fileAbandon,
		Init: rt.Func{Sig: "self, file, mode=, closefd=, opener=", FN: func(c *rt.Ctx, args rt.Value) rt.Value {
			return fileInit(c, rt.TupleItem(args, 0), rt.TupleItem(args, 1), rt.TupleItem(args, 2), rt.TupleItem(args, 3), rt.TupleItem(args, 4))
		}},
		Methods: []rt.Func{
			{Name: "close", Sig: "self, /", F1: fileClose},
			{Name: "read", Sig: "self, size=, /", F2: func(c *rt.Ctx, o, size rt.Value) rt.Value {
				n, ok := sizeArg(c, size)
				if !ok || !fileCan(c, o, modeRead) {
					return 0
				}
				if n < 0 {
					return fileReadAll(c, o)
				}
				return fileRead(c, o, n)
			}},
			{Name: "readall", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !fileCan(c, o, 0) {
					return 0
				}
				return fileReadAll(c, o)
			}},
			{Name: "readinto", Sig: "self, buffer, /", F2: func(c *rt.Ctx, o, b rt.Value) rt.Value {
				dst, ok := writableArg(c, b)
				if !ok || !fileCan(c, o, modeRead) {
					return 0
				}
				n, err := readFD(intSlot(o, fiFD), dst)
				return fileResult(c, n, err)
			}},
			{Name: "write", Sig: "self, b, /", F2: func(c *rt.Ctx, o, b rt.Value) rt.Value {
				if !fileCan(c, o, modeWrite) {
					return 0
				}
				data, ok := bytesArg(c, b)
				if !ok {
					return 0
				}
				n, err := writeFD(intSlot(o, fiFD), data)
				return fileResult(c, n, err)
			}},
			{Name: "seek", Sig: "self, pos, whence=, /", F3: func(c *rt.Ctx, o, pos, whence rt.Value) rt.Value {
				if !fileCan(c, o, 0) {
					return 0
				}
				p, ok := rt.Index(c, pos)
				w := int64(0)
				if ok && whence != 0 {
					w, ok = rt.Index(c, whence)
				}
				if !ok {
					return 0
				}
				return fileSeek(c, o, p, int(w))
			}},
			{Name: "tell", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !fileCan(c, o, 0) {
					return 0
				}
				return fileSeek(c, o, 0, 1)
			}},
			{Name: "truncate", Sig: "self, size=, /", F2: func(c *rt.Ctx, o, size rt.Value) rt.Value {
				if !fileCan(c, o, modeWrite) {
					return 0
				}
				if size == 0 || size == rt.None {
					if size = fileSeek(c, o, 0, 1); size == 0 {
						return 0
					}
				}
				n, ok := rt.Index(c, size)
				if !ok {
					return 0
				}
				if err := syscall.Ftruncate(intSlot(o, fiFD), n); err != nil {
					return osError(c, err, 0)
				}
				return rt.Int(n)
			}},
			{Name: "fileno", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !fileCan(c, o, 0) {
					return 0
				}
				return rt.Slot(o, fiFD)
			}},
			{Name: "isatty", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !fileCan(c, o, 0) {
					return 0
				}
				var st syscall.Stat_t
				err := syscall.Fstat(intSlot(o, fiFD), &st)
				return rt.Bool(err == nil && st.Mode&syscall.S_IFMT == syscall.S_IFCHR && st.Rdev>>8 != 1)
			}},
			{Name: "readable", Sig: "self, /", F1: fileHas(modeRead)},
			{Name: "writable", Sig: "self, /", F1: fileHas(modeWrite)},
			{Name: "seekable", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !fileCan(c, o, 0) {
					return 0
				}
				_, err := syscall.Seek(intSlot(o, fiFD), 0, 1)
				return rt.Bool(err == nil)
			}},
			{Name: "__repr__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if rt.Slot(o, slotClosed) == rt.True || rt.Slot(o, fiFD) == 0 {
					return rt.NewStr(c, "<_io.FileIO [closed]>")
				}
				mode := rt.NewStr(c, modeText(intSlot(o, fiMode)))
				defer c.Drop(mode)
				args := rt.NewTuple(c, 3)
				for i, v := range [...]rt.Value{rt.Slot(o, fiName), mode, rt.Slot(o, fiClose)} {
					rt.TupleInit(args, i, c.Own(v))
				}
				return rt.Formatted(c, "<_io.FileIO name=%r mode=%r closefd=%r>", args)
			}},
		},
		Properties: []rt.Func{
			{Name: "mode", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.NewStr(c, modeText(intSlot(o, fiMode))) }},
			{Name: "closefd", Sig: "self, /", F1: func(_ *rt.Ctx, o rt.Value) rt.Value { return rt.Bool(rt.Slot(o, fiClose) != rt.False) }},
		},
		Variables: []rt.Variable{{
			Get: rt.Func{Name: "name", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if v := rt.Slot(o, fiName); v != 0 {
					return c.Own(v)
				}
				return rt.AttributeErrorf(c, "'_io.FileIO' object has no attribute 'name'")
			}},
			Set: rt.Func{Name: "name", Sig: "self, value, /", F2: func(c *rt.Ctx, o, v rt.Value) rt.Value { return none(rt.SetSlot(c, o, fiName, v)) }},
		}},
	}
}

// fileAbandon closes the descriptor of a FileIO that goes without having been closed.
func fileAbandon(o rt.Value) {
	if rt.Slot(o, slotClosed) != rt.True && rt.Slot(o, fiFD) != 0 && rt.Slot(o, fiClose) != rt.False {
		_ = syscall.Close(intSlot(o, fiFD))
	}
}

func modeText(m int) string {
	switch {
	case m&modeCreate != 0 && m&modeRead != 0:
		return "xb+"
	case m&modeCreate != 0:
		return "xb"
	case m&modeAppend != 0 && m&modeRead != 0:
		return "ab+"
	case m&modeAppend != 0:
		return "ab"
	case m&modeRead != 0 && m&modeWrite != 0:
		return "rb+"
	case m&modeRead != 0:
		return "rb"
	}
	return "wb"
}

// rawMode reads the mode of a FileIO: bits and flags of open(2).
func rawMode(c *rt.Ctx, mode string) (bits, flags int, ok bool) {
	kinds := 0
	for _, r := range mode {
		switch r {
		case 'r':
			kinds++
			bits |= modeRead
		case 'w':
			kinds++
			bits |= modeWrite
			flags |= syscall.O_CREAT | syscall.O_TRUNC
		case 'a':
			kinds++
			bits |= modeWrite | modeAppend
			flags |= syscall.O_CREAT | syscall.O_APPEND
		case 'x':
			kinds++
			bits |= modeWrite | modeCreate
			flags |= syscall.O_CREAT | syscall.O_EXCL
		case '+':
			bits |= modeRead | modeWrite | modePlus
		case 'b':
		default:
			rt.ValueErrorf(c, "invalid mode: %s", mode)
			return 0, 0, false
		}
	}
	if kinds != 1 || strings.Count(mode, "+") > 1 {
		rt.ValueErrorf(c, "Must have exactly one of create/read/write/append mode and at most one plus")
		return 0, 0, false
	}
	switch {
	case bits&modeRead != 0 && bits&modeWrite != 0:
		flags |= syscall.O_RDWR
	case bits&modeWrite != 0:
		flags |= syscall.O_WRONLY
	}
	return bits, flags | syscall.O_CLOEXEC, true
}

// pathOf returns the path that v is: str, bytes or what has __fspath__.
func pathOf(c *rt.Ctx, v rt.Value) (path string, ok bool) {
	p := rt.Plain(v)
	if !rt.IsStr(p) && !rt.IsBytes(p) {
		r, found := rt.CallSpecial(c, v, rt.Intern(c, "__fspath__"))
		if !found {
			rt.TypeErrorf(c, "expected str, bytes or os.PathLike object, not %s", rt.TypeName(v))
			return "", false
		}
		if r == 0 {
			return "", false
		}
		defer c.Drop(r)
		if p = rt.Plain(r); !rt.IsStr(p) && !rt.IsBytes(p) {
			rt.TypeErrorf(c, "expected %s.__fspath__() to return str or bytes, not %s", rt.TypeName(v), rt.TypeName(r))
			return "", false
		}
	}
	if rt.IsStr(p) {
		path = rt.GoString(p)
	} else {
		path = string(rt.BytesData(p))
	}
	if strings.IndexByte(path, 0) >= 0 {
		rt.ValueErrorf(c, "embedded null byte")
		return "", false
	}
	return path, true
}

func fileInit(c *rt.Ctx, o, file, mode, closefd, opener rt.Value) rt.Value {
	m := "r"
	if mode != 0 {
		if !rt.IsStr(mode) {
			return rt.TypeErrorf(c, "FileIO() argument 'mode' must be str, not %s", rt.TypeName(mode))
		}
		m = rt.GoString(mode)
	}
	bits, flags, ok := rawMode(c, m)
	if !ok {
		return 0
	}
	closes := true
	if closefd != 0 {
		t := rt.Truth(c, closefd)
		if t < 0 {
			return 0
		}
		closes = t == 1
	}
	if rt.Slot(o, fiFD) != 0 && rt.Slot(o, slotClosed) != rt.True {
		if fileClose(c, o) == 0 {
			return 0
		}
	}
	fd := -1
	if n := rt.Plain(file); n.IsInt() || n.IsBool() {
		i, _ := rt.Index(c, n)
		if i < 0 {
			return rt.ValueErrorf(c, "negative file descriptor")
		}
		fd = int(min(i, 1<<30))
		var st syscall.Stat_t
		if err := syscall.Fstat(fd, &st); err != nil {
			return osError(c, err, file)
		}
	} else {
		path, ok := pathOf(c, file)
		if !ok {
			return 0
		}
		if !closes {
			return rt.ValueErrorf(c, "Cannot use closefd=False with file name")
		}
		if opener != 0 && opener != rt.None {
			r := rt.Call2(c, opener, file, rt.Int(int64(flags)))
			if r == 0 {
				return 0
			}
			i, ok := rt.Index(c, r)
			c.Drop(r)
			if !ok {
				return rt.TypeErrorf(c, "expected integer from opener")
			}
			if i < 0 {
				return rt.ValueErrorf(c, "opener returned %d", int(i))
			}
			fd = int(i)
		} else {
			var err error
			for {
				if fd, err = syscall.Open(path, flags|syscall.O_CLOEXEC, 0o666); err != syscall.EINTR {
					break
				}
			}
			if err != nil {
				return osError(c, err, file)
			}
		}
		var st syscall.Stat_t
		if err := syscall.Fstat(fd, &st); err == nil && st.Mode&syscall.S_IFMT == syscall.S_IFDIR {
			syscall.Close(fd)
			return osError(c, syscall.EISDIR, file)
		}
	}
	setInt(c, o, fiFD, fd)
	rt.SetSlot(c, o, fiName, file)
	setInt(c, o, fiMode, bits)
	rt.SetSlot(c, o, fiClose, rt.Bool(closes))
	if bits&modeAppend != 0 {
		_, _ = syscall.Seek(fd, 0, 2)
	}
	return none(rt.SetSlot(c, o, slotClosed, rt.False))
}

func osError(c *rt.Ctx, err error, name rt.Value) rt.Value {
	errno, ok := err.(syscall.Errno)
	if !ok {
		errno = syscall.EIO
	}
	return rt.OSError(c, errno, name)
}

// fileCan raises what a closed file raises, or one that is not open for need.
func fileCan(c *rt.Ctx, o rt.Value, need int) bool {
	switch {
	case rt.Slot(o, fiFD) == 0 || rt.Slot(o, slotClosed) == rt.True:
		rt.ValueErrorf(c, "I/O operation on closed file")
	case need&^intSlot(o, fiMode) == 0:
		return true
	case need == modeRead:
		unsupported(c, "File not open for reading")
	default:
		unsupported(c, "File not open for writing")
	}
	return false
}

func fileHas(bit int) func(c *rt.Ctx, o rt.Value) rt.Value {
	return func(c *rt.Ctx, o rt.Value) rt.Value {
		if !fileCan(c, o, 0) {
			return 0
		}
		return rt.Bool(intSlot(o, fiMode)&bit != 0)
	}
}

func fileClose(c *rt.Ctx, o rt.Value) rt.Value {
	if rt.Slot(o, slotClosed) == rt.True {
		return rt.None
	}
	if !rt.SetSlot(c, o, slotClosed, rt.True) {
		return 0
	}
	if rt.Slot(o, fiFD) != 0 && rt.Slot(o, fiClose) != rt.False {
		if err := syscall.Close(intSlot(o, fiFD)); err != nil && err != syscall.EINTR {
			return osError(c, err, 0)
		}
	}
	return rt.None
}

func readFD(fd int, dst []byte) (int, error) {
	for {
		n, err := syscall.Read(fd, dst)
		if err != syscall.EINTR {
			return n, err
		}
	}
}

// writeFD writes once; buffers write until all is written.
func writeFD(fd int, data []byte) (int, error) {
	for {
		n, err := syscall.Write(fd, data)
		if err != syscall.EINTR {
			return n, err
		}
	}
}

func fileResult(c *rt.Ctx, n int, err error) rt.Value {
	if err == syscall.EAGAIN {
		return rt.None
	}
	if err != nil {
		return osError(c, err, 0)
	}
	return rt.Int(int64(n))
}

// fileRead reads at most n bytes.
func fileRead(c *rt.Ctx, o rt.Value, n int) rt.Value {
	b := rt.NewBytearray(c, n)
	if b == 0 {
		return 0
	}
	defer c.Drop(b)
	data := rt.BytearrayData(b)
	got, err := readFD(intSlot(o, fiFD), data)
	if err != nil {
		return fileResult(c, 0, err)
	}
	return rt.NewBytes(c, data[:got])
}

// fileReadAll reads to the end.
func fileReadAll(c *rt.Ctx, o rt.Value) rt.Value {
	fd := intSlot(o, fiFD)
	room := bufferSize
	var st syscall.Stat_t
	if err := syscall.Fstat(fd, &st); err == nil && st.Mode&syscall.S_IFMT == syscall.S_IFREG {
		if at, err := syscall.Seek(fd, 0, 1); err == nil && st.Size > at {
			room = int(st.Size-at) + 1
		}
	}
	all := rt.NewBytearray(c, 0)
	defer c.Drop(all)
	n := 0
	for {
		if n+room > len(rt.BytearrayData(all)) {
			if !grow(c, all, n+room) {
				return 0
			}
		}
		got, err := readFD(fd, rt.BytearrayData(all)[n:])
		if err != nil {
			if err == syscall.EAGAIN && n > 0 {
				break
			}
			return fileResult(c, 0, err)
		}
		if got == 0 {
			break
		}
		n += got
		room = max(bufferSize, n/2)
		if n < len(rt.BytearrayData(all)) {
			room = len(rt.BytearrayData(all)) - n
		}
		if !c.IsMain && c.Poll.Load() != 0 && !rt.Polled(c) {
			return 0
		}
	}
	return rt.NewBytes(c, rt.BytearrayData(all)[:n])
}

// grow makes bytearray b n bytes long.
func grow(c *rt.Ctx, b rt.Value, n int) bool {
	have := len(rt.BytearrayData(b))
	if n <= have {
		return true
	}
	more := rt.NewBytearray(c, n-have)
	if more == 0 {
		return false
	}
	ok := rt.BytearraySplice(c, b, have, have, rt.BytearrayData(more))
	c.Drop(more)
	return ok
}

func fileSeek(c *rt.Ctx, o rt.Value, pos int64, whence int) rt.Value {
	p, err := syscall.Seek(intSlot(o, fiFD), pos, whence)
	if err != nil {
		return osError(c, err, 0)
	}
	return rt.IntValue(c, p)
}
