package io

import "github.com/pxc-lang/pxc/rt"

// IOBase and the three bases of the layers: what classes written in Python rest on.
// Slot 0 of every object here says whether it is closed.
const slotClosed = 0

var ioBase, rawBase, bufferedBase, textBase rt.NativeClass

// checkClosed raises ValueError if o is closed.
func checkClosed(c *rt.Ctx, o rt.Value) bool {
	closed, ok := isClosed(c, o)
	if closed {
		rt.ValueErrorf(c, "I/O operation on closed file.")
	}
	return ok && !closed
}

func init() {
	ioBase = rt.NativeClass{
		Name: "_IOBase", Module: "_io", Slots: 1, Open: true, Dict: true,
		Init: rt.Func{Sig: "self, /, *args, **kwargs", F3: func(_ *rt.Ctx, _, _, _ rt.Value) rt.Value { return rt.None }},
		Methods: []rt.Func{
			{Name: "close", Sig: "self, /", F1: baseClose},
			{Name: "flush", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return none(checkClosed(c, o)) }},
			{Name: "seek", Sig: "self, offset, whence=, /", F3: func(c *rt.Ctx, _, _, _ rt.Value) rt.Value { return unsupported(c, "seek") }},
			{Name: "tell", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return rt.CallMethod2(c, o, rt.Intern(c, "seek"), rt.Int(0), rt.Int(1))
			}},
			{Name: "truncate", Sig: "self, pos=, /", F2: func(c *rt.Ctx, _, _ rt.Value) rt.Value { return unsupported(c, "truncate") }},
			{Name: "fileno", Sig: "self, /", F1: func(c *rt.Ctx, _ rt.Value) rt.Value { return unsupported(c, "fileno") }},
			{Name: "isatty", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !checkClosed(c, o) {
					return 0
				}
				return rt.False
			}},
			{Name: "readable", Sig: "self, /", F1: no}, {Name: "writable", Sig: "self, /", F1: no}, {Name: "seekable", Sig: "self, /", F1: no},
			{Name: "_checkClosed", Sig: "self, msg=, /", F2: func(c *rt.Ctx, o, _ rt.Value) rt.Value { return none(checkClosed(c, o)) }},
			check("_checkReadable", "readable", "File or stream is not readable."),
			check("_checkWritable", "writable", "File or stream is not writable."),
			check("_checkSeekable", "seekable", "File or stream is not seekable."),
			{Name: "readline", Sig: "self, size=, /", F2: baseReadline},
			{Name: "readlines", Sig: "self, hint=, /", F2: readlines},
			{Name: "writelines", Sig: "self, lines, /", F2: writelines},
			{Name: "__iter__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !checkClosed(c, o) {
					return 0
				}
				return c.Own(o)
			}},
			{Name: "__next__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				v := nextLine(c, o)
				if v == 0 && c.Exc == 0 {
					rt.StopIteration(c, 0)
				}
				return v
			}},
			{Name: "__enter__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !checkClosed(c, o) {
					return 0
				}
				return c.Own(o)
			}},
			{Name: "__exit__", Sig: "self, /, *args", F2: func(c *rt.Ctx, o, _ rt.Value) rt.Value { return none(does(c, o, "close")) }},
			{Name: "__del__", Sig: "self, /", F1: del},
		},
		Properties: []rt.Func{{Name: "closed", Sig: "self, /", F1: func(_ *rt.Ctx, o rt.Value) rt.Value { return rt.Bool(rt.Slot(o, slotClosed) == rt.True) }}},
	}
	rawBase = rt.NativeClass{
		Name: "_RawIOBase", Module: "_io", Base: &ioBase, Open: true, Dict: true,
		Methods: []rt.Func{
			{Name: "read", Sig: "self, size=, /", F2: rawReadMethod},
			{Name: "readall", Sig: "self, /", F1: rawReadAll},
			{Name: "readinto", Sig: "self, buffer, /", F2: func(c *rt.Ctx, _, _ rt.Value) rt.Value { return rt.NotImplementedErrorf(c, "") }},
			{Name: "write", Sig: "self, b, /", F2: func(c *rt.Ctx, _, _ rt.Value) rt.Value { return rt.NotImplementedErrorf(c, "") }},
		},
	}
	bufferedBase = rt.NativeClass{
		Name: "_BufferedIOBase", Module: "_io", Base: &ioBase, Open: true, Dict: true,
		Methods: []rt.Func{
			{Name: "read", Sig: "self, size=, /", F2: func(c *rt.Ctx, _, _ rt.Value) rt.Value { return unsupported(c, "read") }},
			{Name: "read1", Sig: "self, size=, /", F2: func(c *rt.Ctx, _, _ rt.Value) rt.Value { return unsupported(c, "read1") }},
			{Name: "write", Sig: "self, b, /", F2: func(c *rt.Ctx, _, _ rt.Value) rt.Value { return unsupported(c, "write") }},
			{Name: "detach", Sig: "self, /", F1: func(c *rt.Ctx, _ rt.Value) rt.Value { return unsupported(c, "detach") }},
			{Name: "readinto", Sig: "self, buffer, /", F2: func(c *rt.Ctx, o, b rt.Value) rt.Value { return readInto(c, o, b, "read") }},
			{Name: "readinto1", Sig: "self, buffer, /", F2: func(c *rt.Ctx, o, b rt.Value) rt.Value { return readInto(c, o, b, "read1") }},
		},
	}
	noneProperty := func(name string) rt.Func {
		return rt.Func{Name: name, Sig: "self, /", F1: func(*rt.Ctx, rt.Value) rt.Value { return rt.None }}
	}
	textBase = rt.NativeClass{
		Name: "_TextIOBase", Module: "_io", Base: &ioBase, Open: true, Dict: true,
		Methods: []rt.Func{
			{Name: "read", Sig: "self, size=, /", F2: func(c *rt.Ctx, _, _ rt.Value) rt.Value { return unsupported(c, "read") }},
			{Name: "readline", Sig: "self, size=, /", F2: func(c *rt.Ctx, _, _ rt.Value) rt.Value { return unsupported(c, "readline") }},
			{Name: "write", Sig: "self, s, /", F2: func(c *rt.Ctx, _, _ rt.Value) rt.Value { return unsupported(c, "write") }},
			{Name: "detach", Sig: "self, /", F1: func(c *rt.Ctx, _ rt.Value) rt.Value { return unsupported(c, "detach") }},
		},
		Properties: []rt.Func{noneProperty("encoding"), noneProperty("newlines"), noneProperty("errors")},
	}
	// The names under which io has them.
	ioBase.Name, rawBase.Name, bufferedBase.Name, textBase.Name = "IOBase", "RawIOBase", "BufferedIOBase", "TextIOBase"
	for _, def := range []*rt.NativeClass{&ioBase, &rawBase, &bufferedBase, &textBase} {
		def.Module = "io"
	}
}

func no(*rt.Ctx, rt.Value) rt.Value { return rt.False }

func check(name, method, message string) rt.Func {
	return rt.Func{Name: name, Sig: "self, msg=, /", F2: func(c *rt.Ctx, o, _ rt.Value) rt.Value {
		yes, ok := asks(c, o, method)
		if ok && !yes {
			return unsupported(c, message)
		}
		return none(ok)
	}}
}

func baseClose(c *rt.Ctx, o rt.Value) rt.Value {
	if rt.Slot(o, slotClosed) == rt.True {
		return rt.None
	}
	ok := does(c, o, "flush")
	e := c.Exc
	c.Exc = 0
	if !rt.SetSlot(c, o, slotClosed, rt.True) {
		c.Drop(e)
		return 0
	}
	c.Exc = e
	return none(ok)
}

// del closes what nobody closed, quietly.
func del(c *rt.Ctx, o rt.Value) rt.Value {
	closed, ok := isClosed(c, o)
	if ok && !closed {
		ok = does(c, o, "close")
	}
	if !ok {
		rt.ClearExc(c)
	}
	forget(c, o) // if close did not
	return rt.None
}

// nextLine is __next__ that returns 0 without an exception at the end.
func nextLine(c *rt.Ctx, o rt.Value) rt.Value {
	line := call(c, o, "readline")
	if line == 0 {
		return 0
	}
	if n, ok := rt.Len(c, line); !ok || n == 0 {
		c.Drop(line)
		return 0
	}
	return line
}

// baseReadline reads byte by byte, or by what peek shows.
func baseReadline(c *rt.Ctx, o, size rt.Value) rt.Value {
	limit, ok := sizeArg(c, size)
	if !ok {
		return 0
	}
	peek, ok := rt.FindAttr(c, o, rt.Intern(c, "peek"))
	if !ok {
		return 0
	}
	defer c.Drop(peek)
	line := rt.NewBytearray(c, 0)
	defer c.Drop(line)
	for limit < 0 || len(rt.BytearrayData(line)) < limit {
		n := int64(1)
		if peek != 0 {
			ahead := rt.Call1(c, peek, rt.Int(1))
			if ahead == 0 {
				return 0
			}
			data, _, isBytes := rt.BytesView(ahead)
			if !isBytes {
				rt.RaiseExc(c, rt.ExcOSError, "peek() should have returned a bytes object, not '%s'", rt.TypeName(ahead))
				c.Drop(ahead)
				return 0
			}
			for i, x := range data {
				n = int64(i + 1)
				if x == '\n' {
					break
				}
			}
			c.Drop(ahead)
			if limit >= 0 {
				n = min(n, int64(limit-len(rt.BytearrayData(line))))
			}
		}
		b := call1(c, o, "read", rt.Int(n))
		if b == 0 {
			return 0
		}
		data, _, isBytes := rt.BytesView(b)
		if !isBytes {
			rt.RaiseExc(c, rt.ExcOSError, "read() should have returned a bytes object, not '%s'", rt.TypeName(b))
			c.Drop(b)
			return 0
		}
		ok := rt.BytearrayAppend(c, line, data)
		end := len(data) == 0 || data[len(data)-1] == '\n'
		c.Drop(b)
		if !ok {
			return 0
		}
		if end {
			break
		}
	}
	return rt.NewBytes(c, rt.BytearrayData(line))
}

func readlines(c *rt.Ctx, o, hint rt.Value) rt.Value {
	limit, ok := sizeArg(c, hint)
	if !ok {
		return 0
	}
	l := rt.NewList(c, 0)
	it := rt.Iter(c, o)
	if it == 0 {
		c.Drop(l)
		return 0
	}
	defer c.Drop(it)
	for total := int64(0); ; {
		line := rt.Next(c, it)
		if line == 0 {
			break
		}
		n, _ := rt.Len(c, line)
		ok := rt.ListAppend(c, l, line)
		c.Drop(line)
		if !ok {
			break
		}
		if total += n; limit > 0 && total >= int64(limit) {
			break
		}
	}
	if c.Exc != 0 {
		c.Drop(l)
		return 0
	}
	return l
}

func writelines(c *rt.Ctx, o, lines rt.Value) rt.Value {
	if !checkClosed(c, o) {
		return 0
	}
	it := rt.Iter(c, lines)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	for {
		line := rt.Next(c, it)
		if line == 0 {
			return none(c.Exc == 0)
		}
		r := call1(c, o, "write", line)
		c.Drop(line)
		c.Drop(r)
		if r == 0 {
			return 0
		}
	}
}

// rawReadMethod is RawIOBase.read: by readinto.
func rawReadMethod(c *rt.Ctx, o, size rt.Value) rt.Value {
	n, ok := sizeArg(c, size)
	if !ok {
		return 0
	}
	if n < 0 {
		return call(c, o, "readall")
	}
	b := rt.NewBytearray(c, n)
	if b == 0 {
		return 0
	}
	defer c.Drop(b)
	r := call1(c, o, "readinto", b)
	if r == 0 || r == rt.None {
		return r
	}
	got, ok := rt.Index(c, r)
	c.Drop(r)
	if !ok {
		return 0
	}
	data := rt.BytearrayData(b)
	if got < 0 || got > int64(len(data)) {
		return rt.ValueErrorf(c, "readinto returned %d outside buffer size %d", int(got), n)
	}
	return rt.NewBytes(c, data[:got])
}

func rawReadAll(c *rt.Ctx, o rt.Value) rt.Value {
	all := rt.NewBytearray(c, 0)
	defer c.Drop(all)
	for {
		b := call1(c, o, "read", rt.Int(bufferSize))
		if b == 0 {
			return 0
		}
		if b == rt.None {
			if len(rt.BytearrayData(all)) == 0 {
				return rt.None
			}
			break
		}
		data, ok := bytesArg(c, b)
		ok = ok && rt.BytearrayAppend(c, all, data)
		n := len(data)
		c.Drop(b)
		if !ok {
			return 0
		}
		if n == 0 {
			break
		}
	}
	return rt.NewBytes(c, rt.BytearrayData(all))
}

// readInto reads into a writable buffer by method name.
func readInto(c *rt.Ctx, o, into rt.Value, name string) rt.Value {
	dst, ok := writableArg(c, into)
	if !ok {
		return 0
	}
	b := call1(c, o, name, rt.Int(int64(len(dst))))
	if b == 0 || b == rt.None {
		return b
	}
	defer c.Drop(b)
	data, ok := bytesArg(c, b)
	if !ok {
		return 0
	}
	if dst, ok = writableArg(c, into); !ok { // which the call may have moved
		return 0
	}
	if len(data) > len(dst) {
		return rt.ValueErrorf(c, "read() returned too much data: %d bytes requested, %d returned", len(dst), len(data))
	}
	copy(dst, data)
	return rt.Int(int64(len(data)))
}

// writableArg views a buffer to be written to, behind the barrier.
func writableArg(c *rt.Ctx, v rt.Value) ([]byte, bool) {
	data, writable, ok := rt.BytesView(v)
	if !ok || !writable {
		rt.TypeErrorf(c, "readinto() argument must be read-write bytes-like object, not %s", rt.TypeName(v))
		return nil, false
	}
	return data, rt.StoreCheck(c, rt.BufferOwner(v))
}

// seekArgs reads the arguments of a seek; format is the message for a whence that
// there is not.
func seekArgs(c *rt.Ctx, target, whence rt.Value, format string) (pos, from int64, ok bool) {
	if pos, ok = rt.Index(c, target); ok && whence != 0 {
		from, ok = rt.Index(c, whence)
	}
	if ok && (from < 0 || from > 2) {
		rt.ValueErrorf(c, format, int(from))
		ok = false
	}
	return pos, from, ok
}
