package io

import "github.com/pxc-lang/pxc/rt"

// Buffered files: BufferedReader, BufferedWriter and BufferedRandom are one
// implementation. What was read ahead is a bytes object and a position in it, what
// is to be written a bytearray; never both hold anything.
const (
	buRaw = iota + 1
	buAhead
	buPos
	buOut
	buSize
	buMode // modeRead, modeWrite
	buStd  // the descriptor of a standard stream, unset for others
)

var reader, writer, random rt.NativeClass

// openWriters are the buffers of the main thread that may hold something to be
// written when the program ends. They are taken out when they close, as their
// finaliser makes them.
var openWriters = map[rt.Value]bool{}

// remember has o written out when the program ends. A class with a __del__ of its own
// may not call ours, and nobody else tells when an instance goes.
func remember(c *rt.Ctx, o rt.Value) {
	name := rt.Intern(c, "__del__")
	if c.IsMain && rt.ClassLookup(rt.ClassOf(o), name) == rt.ClassLookup(ioBase.Class(), name) {
		openWriters[o] = true
	}
}

func flushAll(c *rt.Ctx) {
	for o := range openWriters {
		if !does(c, o, "flush") {
			rt.ClearExc(c)
		}
	}
}

func init() {
	build := func(name string, mode int) rt.NativeClass {
		methods := []rt.Func{
			{Name: "close", Sig: "self, /", F1: bufferedClose},
			{Name: "detach", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				raw := rawOf(c, o)
				if raw == 0 || !does(c, o, "flush") {
					return 0
				}
				c.Own(raw)
				rt.SetSlot(c, o, buRaw, 0)
				forget(c, o)
				return raw
			}},
			{Name: "flush", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return none(ready(c, o, "flush of closed file") && flushOut(c, o) && rewind(c, o))
			}},
			{Name: "seek", Sig: "self, target, whence=, /", F3: bufferedSeek},
			{Name: "tell", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				p, ok := bufferedTell(c, o)
				if !ok {
					return 0
				}
				return rt.Int(p)
			}},
			{Name: "truncate", Sig: "self, pos=, /", F2: func(c *rt.Ctx, o, pos rt.Value) rt.Value {
				if !ready(c, o, "truncate of closed file") {
					return 0
				}
				if mode&modeWrite == 0 {
					return unsupported(c, "truncate")
				}
				if !flushOut(c, o) {
					return 0
				}
				if pos == 0 || pos == rt.None {
					p, ok := bufferedTell(c, o)
					if !ok {
						return 0
					}
					pos = rt.Int(p)
				}
				return call1(c, rt.Slot(o, buRaw), "truncate", pos)
			}},
			{Name: "__repr__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				name, ok := rt.FindAttr(c, o, rt.Intern(c, "name"))
				if !ok {
					rt.ClearExc(c)
				}
				if name == 0 {
					return rt.NewStr(c, "<_io."+name2(o)+">")
				}
				defer c.Drop(name)
				return rt.Formatted(c, "<_io."+name2(o)+" name=%r>", rt.Tuple1(c, name))
			}},
		}
		for _, m := range []string{"fileno", "isatty", "seekable"} {
			methods = append(methods, passes(m, buRaw))
		}
		flag := func(name string, on bool) {
			methods = append(methods, rt.Func{Name: name, Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !ready(c, o, "I/O operation on closed file") {
					return 0
				}
				return rt.Bool(on)
			}})
		}
		flag("readable", mode&modeRead != 0)
		flag("writable", mode&modeWrite != 0)
		if mode&modeRead != 0 {
			methods = append(methods,
				rt.Func{Name: "read", Sig: "self, size=, /", F2: func(c *rt.Ctx, o, size rt.Value) rt.Value {
					n, ok := sizeArg(c, size)
					if !ok || !ready(c, o, "read of closed file") {
						return 0
					}
					return bufferedRead(c, o, n, false)
				}},
				rt.Func{Name: "read1", Sig: "self, size=, /", F2: func(c *rt.Ctx, o, size rt.Value) rt.Value {
					n, ok := sizeArg(c, size)
					if !ok || !ready(c, o, "read of closed file") {
						return 0
					}
					if n < 0 {
						n = bufferSize
					}
					return bufferedRead(c, o, n, true)
				}},
				rt.Func{Name: "peek", Sig: "self, size=, /", F2: func(c *rt.Ctx, o, _ rt.Value) rt.Value {
					if !ready(c, o, "peek of closed file") || !flushOut(c, o) {
						return 0
					}
					if len(ahead(o)) == 0 && !fillAhead(c, o, bufferSize) {
						return 0
					}
					return rt.NewBytes(c, ahead(o))
				}},
				rt.Func{Name: "readline", Sig: "self, size=, /", F2: func(c *rt.Ctx, o, size rt.Value) rt.Value {
					n, ok := sizeArg(c, size)
					if !ok || !ready(c, o, "readline of closed file") {
						return 0
					}
					return bufferedLine(c, o, n)
				}})
		}
		if mode&modeWrite != 0 {
			methods = append(methods, rt.Func{Name: "write", Sig: "self, buffer, /", F2: bufferedWrite})
		}
		return rt.NativeClass{
			Name: name, Module: "_io", Base: &bufferedBase, Slots: 7, Open: true, Dict: true,
			Init: rt.Func{Sig: "self, raw, buffer_size=", F3: func(c *rt.Ctx, o, raw, size rt.Value) rt.Value {
				n := int64(bufferSize)
				if size != 0 {
					var ok bool
					if n, ok = rt.Index(c, size); !ok {
						return 0
					}
					if n <= 0 {
						return rt.ValueErrorf(c, "buffer size must be strictly positive")
					}
				}
				for _, need := range [...]struct {
					bit           int
					method, error string
				}{{modeRead, "readable", "File or stream is not readable."}, {modeWrite, "writable", "File or stream is not writable."}} {
					if mode&need.bit != 0 {
						yes, ok := asks(c, raw, need.method)
						if !ok {
							return 0
						}
						if !yes {
							return unsupported(c, need.error)
						}
					}
				}
				rt.SetSlot(c, o, buRaw, raw)
				setInt(c, o, buSize, int(min(n, 1<<24)))
				setInt(c, o, buMode, mode)
				if mode&modeWrite != 0 {
					remember(c, o)
				}
				return none(rt.SetSlot(c, o, slotClosed, rt.False))
			}},
			Methods: methods,
			Properties: []rt.Func{
				{Name: "raw", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return c.Own(rawOf(c, o)) }},
				{Name: "closed", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
					raw := rt.Slot(o, buRaw)
					if raw == 0 {
						return rt.Bool(rt.Slot(o, slotClosed) == rt.True)
					}
					return attr(c, raw, "closed")
				}},
				passed("name", buRaw), passed("mode", buRaw),
			},
		}
	}
	reader, writer, random = build("BufferedReader", modeRead), build("BufferedWriter", modeWrite), build("BufferedRandom", modeRead|modeWrite)
}

func name2(o rt.Value) string {
	switch intSlot(o, buMode) {
	case modeRead:
		return "BufferedReader"
	case modeWrite:
		return "BufferedWriter"
	}
	return "BufferedRandom"
}

// passes is a method that asks the object in a slot.
func passes(name string, slot int) rt.Func {
	return rt.Func{Name: name, Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
		below := rt.Slot(o, slot)
		if below == 0 {
			return detached(c)
		}
		return call(c, below, name)
	}}
}

func passed(name string, slot int) rt.Func {
	return rt.Func{Name: name, Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
		below := rt.Slot(o, slot)
		if below == 0 {
			return detached(c)
		}
		return attr(c, below, name)
	}}
}

func detached(c *rt.Ctx) rt.Value { return rt.ValueErrorf(c, "raw stream has been detached") }

func rawOf(c *rt.Ctx, o rt.Value) rt.Value {
	if raw := rt.Slot(o, buRaw); raw != 0 {
		return raw
	}
	return detached(c)
}

// ready raises ValueError if o is closed or detached.
func ready(c *rt.Ctx, o rt.Value, message string) bool {
	raw := rawOf(c, o)
	if raw == 0 {
		return false
	}
	closed, ok := isClosed(c, raw)
	if closed {
		rt.ValueErrorf(c, "%s", message)
	}
	return ok && !closed
}

// ahead views what was read ahead.
func ahead(o rt.Value) []byte {
	if b := rt.Slot(o, buAhead); b != 0 {
		return rt.BytesData(b)[intSlot(o, buPos):]
	}
	return nil
}

// fillAhead reads once from below; nothing ahead means the end.
func fillAhead(c *rt.Ctx, o rt.Value, n int) bool {
	if std := rt.Slot(o, buStd); std != 0 {
		b := rt.ReadStdin(c, -1, true)
		return b != 0 && setInt(c, o, buPos, 0) && rt.GiveSlot(c, o, buAhead, b)
	}
	b := call1(c, rt.Slot(o, buRaw), "read", rt.Int(int64(n)))
	if b == 0 {
		return false
	}
	if b == rt.None {
		return setInt(c, o, buPos, 0) && rt.SetSlot(c, o, buAhead, 0)
	}
	if !rt.IsBytes(b) {
		rt.TypeErrorf(c, "read() should return bytes")
		c.Drop(b)
		return false
	}
	return setInt(c, o, buPos, 0) && rt.GiveSlot(c, o, buAhead, b)
}

// bufferedRead reads n bytes, all if n < 0; once says to read below at most once,
// and not at all if something is there.
func bufferedRead(c *rt.Ctx, o rt.Value, n int, once bool) rt.Value {
	if !flushOut(c, o) {
		return 0
	}
	have := ahead(o)
	if n >= 0 && (len(have) >= n || once && len(have) > 0) {
		n = min(n, len(have))
		b := rt.NewBytes(c, have[:n])
		setInt(c, o, buPos, intSlot(o, buPos)+n)
		return b
	}
	all := rt.NewBytearray(c, 0)
	defer c.Drop(all)
	for {
		have = ahead(o)
		k := len(have)
		if n >= 0 {
			k = min(k, n-len(rt.BytearrayData(all)))
		}
		if !rt.BytearrayAppend(c, all, have[:k]) || !setInt(c, o, buPos, intSlot(o, buPos)+k) {
			return 0
		}
		got := len(rt.BytearrayData(all))
		if n >= 0 && got >= n || once && got > 0 {
			break
		}
		if n < 0 && rt.Slot(o, buStd) == 0 {
			rest := call(c, rt.Slot(o, buRaw), "readall")
			if rest == 0 {
				return 0
			}
			ok := rest == rt.None
			if !ok {
				data, isBytes := bytesArg(c, rest)
				ok = isBytes && rt.BytearrayAppend(c, all, data)
			}
			c.Drop(rest)
			if !ok {
				return 0
			}
			break
		}
		if !fillAhead(c, o, max(intSlot(o, buSize), n-got)) {
			return 0
		}
		if len(ahead(o)) == 0 {
			break
		}
	}
	return rt.NewBytes(c, rt.BytearrayData(all))
}

func bufferedLine(c *rt.Ctx, o rt.Value, limit int) rt.Value {
	if !flushOut(c, o) {
		return 0
	}
	line := rt.Value(0)
	defer func() { c.Drop(line) }()
	for {
		have := ahead(o)
		n, end := len(have), false
		for i, x := range have {
			if x == '\n' {
				n, end = i+1, true
				break
			}
		}
		got := 0
		if line != 0 {
			got = len(rt.BytearrayData(line))
		}
		if limit >= 0 && got+n >= limit {
			n, end = limit-got, true
		}
		if end && line == 0 {
			b := rt.NewBytes(c, have[:n])
			setInt(c, o, buPos, intSlot(o, buPos)+n)
			return b
		}
		if line == 0 {
			line = rt.NewBytearray(c, 0)
		}
		if !rt.BytearrayAppend(c, line, have[:n]) || !setInt(c, o, buPos, intSlot(o, buPos)+n) {
			return 0
		}
		if !end {
			if !fillAhead(c, o, intSlot(o, buSize)) {
				return 0
			}
			end = len(ahead(o)) == 0
		}
		if end {
			return rt.NewBytes(c, rt.BytearrayData(line))
		}
	}
}

func bufferedWrite(c *rt.Ctx, o, b rt.Value) rt.Value {
	if rt.IsStr(b) {
		return rt.TypeErrorf(c, "a bytes-like object is required, not 'str'")
	}
	data, ok := bytesArg(c, b)
	if !ok || !ready(c, o, "write to closed file") {
		return 0
	}
	if std := rt.Slot(o, buStd); std != 0 {
		if !rt.WriteStdBytes(c, int(std.Int()), data) {
			return 0
		}
		return rt.Int(int64(len(data)))
	}
	if !rewind(c, o) {
		return 0
	}
	out := rt.Slot(o, buOut)
	if out == 0 {
		if !rt.GiveSlot(c, o, buOut, rt.NewBytearray(c, 0)) {
			return 0
		}
		out = rt.Slot(o, buOut)
	}
	n := len(data)
	if len(rt.BytearrayData(out))+n > intSlot(o, buSize) {
		if !flushOut(c, o) {
			return 0
		}
	}
	if !rt.StoreCheck(c, out) || !rt.BytearrayAppend(c, out, data) {
		return 0
	}
	if n > intSlot(o, buSize) && !flushOut(c, o) {
		return 0
	}
	return rt.Int(int64(n))
}

// flushOut writes what is buffered.
func flushOut(c *rt.Ctx, o rt.Value) bool {
	if std := rt.Slot(o, buStd); std != 0 {
		if std == rt.Int(1) {
			return rt.FlushOut(c)
		}
		return true
	}
	out := rt.Slot(o, buOut)
	for out != 0 && len(rt.BytearrayData(out)) > 0 {
		b := rt.NewBytes(c, rt.BytearrayData(out))
		if b == 0 {
			return false
		}
		r := call1(c, rt.Slot(o, buRaw), "write", b)
		c.Drop(b)
		if r == 0 {
			return false
		}
		if r == rt.None {
			rt.RaiseExc(c, rt.ExcBlockingIOError, "write could not complete without blocking")
			return false
		}
		n, ok := rt.Index(c, r)
		c.Drop(r)
		if !ok || !rt.StoreCheck(c, out) {
			return false
		}
		have := len(rt.BytearrayData(out))
		if n < 0 || int(n) > have {
			rt.RaiseExc(c, rt.ExcOSError, "raw write() returned invalid length %d (should have been between 0 and %d)", int(n), have)
			return false
		}
		if !rt.BytearraySplice(c, out, 0, int(n), nil) {
			return false
		}
	}
	return true
}

// rewind gives up what was read ahead: the raw file goes back to where the reader is.
func rewind(c *rt.Ctx, o rt.Value) bool {
	n := len(ahead(o))
	if rt.Slot(o, buAhead) == 0 || rt.Slot(o, buStd) != 0 {
		return true
	}
	if n > 0 && intSlot(o, buMode)&modeWrite != 0 {
		r := rt.CallMethod2(c, rt.Slot(o, buRaw), rt.Intern(c, "seek"), rt.Int(int64(-n)), rt.Int(1))
		if r == 0 {
			return false
		}
		c.Drop(r)
		return rt.SetSlot(c, o, buAhead, 0)
	}
	return true
}

func bufferedTell(c *rt.Ctx, o rt.Value) (int64, bool) {
	raw := rawOf(c, o)
	if raw == 0 {
		return 0, false
	}
	r := call(c, raw, "tell")
	if r == 0 {
		return 0, false
	}
	p, ok := rt.Index(c, r)
	c.Drop(r)
	p -= int64(len(ahead(o)))
	if out := rt.Slot(o, buOut); out != 0 {
		p += int64(len(rt.BytearrayData(out)))
	}
	return p, ok
}

func bufferedSeek(c *rt.Ctx, o, target, whence rt.Value) rt.Value {
	if !ready(c, o, "seek of closed file") {
		return 0
	}
	pos, w, ok := seekArgs(c, target, whence, "whence value %d unsupported")
	if !ok {
		return 0
	}
	if !flushOut(c, o) {
		return 0
	}
	if w == 1 {
		pos -= int64(len(ahead(o)))
	}
	r := rt.CallMethod2(c, rt.Slot(o, buRaw), rt.Intern(c, "seek"), rt.Int(pos), rt.Int(w))
	if r != 0 && !rt.SetSlot(c, o, buAhead, 0) {
		c.Drop(r)
		return 0
	}
	return r
}

func bufferedClose(c *rt.Ctx, o rt.Value) rt.Value {
	raw := rawOf(c, o)
	if raw == 0 {
		return 0
	}
	closed, ok := isClosed(c, raw)
	if closed || !ok {
		return none(ok)
	}
	forget(c, o)
	ok = does(c, o, "flush")
	e := c.Exc
	c.Exc = 0
	if !does(c, raw, "close") {
		c.Drop(e)
		return 0
	}
	c.Exc = e
	return none(ok)
}

// forget undoes remember.
func forget(c *rt.Ctx, o rt.Value) {
	if c.IsMain {
		delete(openWriters, o)
	}
}
