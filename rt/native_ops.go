package rt

import (
	"strconv"
	"strings"
	"syscall"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Operations that native modules need on the containers their instances keep in
// slots.

// ListPut stores v, whose reference it takes over, as item i of l, which has it.
// The barrier must have been passed.
func ListPut(c *Ctx, l Value, i int, v Value) {
	b := listBlock(l)
	old := blockItem(b, i)
	setBlockItem(b, i, v)
	c.Drop(old)
}

// ListMove copies the word of item from to item to of l, references and all: one
// of the two is overwritten next. The barrier must have been passed.
func ListMove(l Value, from, to int) {
	b := listBlock(l)
	setBlockItem(b, to, blockItem(b, from))
}

// ListTake returns item i of l, owned, and leaves it unset. The barrier must have
// been passed.
func ListTake(l Value, i int) Value {
	b := listBlock(l)
	v := blockItem(b, i)
	setBlockItem(b, i, 0)
	return v
}

// ListPeek returns item i of l, borrowed; 0 if there is none, or if it is unset.
func ListPeek(l Value, i int) Value { return listItem(l, i) }

// Same reports whether a and b are identical or equal, as containers compare
// their elements: 1, 0, -1.
func Same(c *Ctx, a, b Value) int { return same(c, a, b) }

// Plain returns the value that an instance of a class derived from a built-in type
// carries, borrowed; anything else is returned as it is.
func Plain(v Value) Value { return plain(v) }

// ClearExc drops the pending exception.
func ClearExc(c *Ctx) { clearExc(c) }

// EnterRepr begins the repr of a container. again is true, and nothing begun, if
// that is in progress already; ok false with RecursionError pending. Else
// LeaveRepr ends it.
func EnterRepr(c *Ctx, v Value) (again, ok bool) { return enterRepr(c, v, 0) }

// GuardedRepr returns method(v), owned, or fill if that is in progress already.
func GuardedRepr(c *Ctx, v, method, fill Value) Value {
	again, ok := enterRepr(c, v, method)
	switch {
	case !ok:
		return 0
	case again:
		return c.Own(fill)
	}
	r := Call1(c, method, v)
	LeaveRepr(c)
	return r
}

func enterRepr(c *Ctx, v, by Value) (again, ok bool) {
	for _, o := range c.reprs {
		if o == (reprOf{v, by}) {
			return true, true
		}
	}
	if !enterNested(c, "while getting the repr of an object") {
		return false, false
	}
	c.reprs = append(c.reprs, reprOf{v, by})
	return false, true
}

// LeaveRepr ends what EnterRepr began.
func LeaveRepr(c *Ctx) {
	c.reprs = c.reprs[:len(c.reprs)-1]
	Leave(c)
}

// Formatted returns f % args, args a tuple that it takes over or 0.
func Formatted(c *Ctx, f string, args Value) Value {
	if args == 0 {
		return 0
	}
	s := NewStr(c, f)
	if s == 0 {
		c.Drop(args)
		return 0
	}
	r := StrFormat(c, s, args)
	c.Drop(s)
	c.Drop(args)
	return r
}

// ClassName returns the name of v's class, as its __name__ is.
func ClassName(v Value) Value { return word(ClassOf(v), className) }

// HasIndex reports whether v can be an index.
func HasIndex(v Value) bool { return isIntegral(v) || special(v, nameIndex) != 0 }

// Alias is __class_getitem__: the alias of a class with arguments.
func Alias(c *Ctx, cls, args Value) Value { return newAlias(c, cls, args) }

// DictFill adds what the arguments of dict(…) or d.update(…) give, a tuple and a
// dict or 0, to o: an instance of a class derived from dict, through its own
// __setitem__ if it has one.
func DictFill(c *Ctx, o, args, kwargs Value, what string) bool {
	if n := TupleLen(args); n > 1 {
		TypeErrorf(c, "%s expected at most 1 argument, got %d", what, n)
		return false
	}
	if special(o, nameSetitem) == dictSetitem {
		return dictFill(c, plain(o), args, kwargs, what)
	}
	d := NewDict(c, 0)
	if d == 0 {
		return false
	}
	defer c.Drop(d)
	if !dictFill(c, d, args, kwargs, what) {
		return false
	}
	for pos := 0; ; {
		k, v, ok := DictNext(d, &pos)
		if !ok {
			return true
		}
		if !SetItem(c, o, k, v) {
			return false
		}
	}
}

// DictsEqual reports whether two dicts have equal entries: 1, 0, -1.
func DictsEqual(c *Ctx, a, b Value) int { return dictsEqual(c, a, b) }

// NewObject returns cls() for a class derived from a built-in type or native class:
// an instance on which __init__ has not run. 0 with an exception pending.
func NewObject(c *Ctx, cls Value) Value {
	in := infoOfClass(cls)
	if in.value >= 0 && kindOfValue(in.layout) == fills {
		return newFilled(c, in)
	}
	return newInstance(c, in)
}

// NewBytearray returns a bytearray of n zero bytes.
func NewBytearray(c *Ctx, n int) Value {
	v := newBytearray(c, n)
	if v != 0 {
		clear(BytearrayData(v))
	}
	return v
}

// SliceBounds resolves a slice against a sequence of n elements: the first position,
// the step and how many positions there are. ok is false with an exception pending.
func SliceBounds(c *Ctx, s Value, n int) (start, step, count int, ok bool) {
	if s = plainSlice(c, s); s == 0 {
		return 0, 0, 0, false
	}
	start, step, count, ok = sliceBounds(c, s, n)
	c.Drop(s)
	return start, step, count, ok
}

// BytearraySplice replaces bytes from..to of v by data; false with an exception
// pending.
func BytearraySplice(c *Ctx, v Value, from, to int, data []byte) bool {
	return bytearraySplice(c, v, from, to, data)
}

// BytesView views the bytes of a bytes-like object, until anything changes;
// writable says whether they may be written to, after the barrier. ok is false,
// and no exception pending, if v is not bytes-like or not contiguous.
func BytesView(v Value) (data []byte, writable, ok bool) {
	v = plain(v)
	switch {
	case IsBytearray(v):
		return BytearrayData(v), true, true
	case isView(v):
		if viewFlags(v)&viewReleased == 0 && viewContiguous(v) {
			return viewBytes(v), viewFlags(v)&viewReadonly == 0, true
		}
	case isBytesLike(v):
		return bytesLike(v), isUser(v), true
	}
	return nil, false, false
}

// BufferOwner returns the object whose memory a bytes-like object shows, for the
// barrier.
func BufferOwner(v Value) Value {
	if v = plain(v); isView(v) {
		v = word(v, 8)
	}
	return bufferStore(v)
}

// StrLen returns the number of characters of s.
func StrLen(s Value) int { return strLen(s) }

// StrSlice returns characters from..to of s.
func StrSlice(c *Ctx, s Value, from, to int) Value { return substr(c, s, from, to) }

// IsView reports whether v is a memoryview.
func IsView(v Value) bool { return isView(v) }

// NewMemoryview returns memoryview(v).
func NewMemoryview(c *Ctx, v Value) Value {
	return Call1(c, infoOf(TypeMemoryview).class, v)
}

// OSError raises the subclass of OSError for an error number, with its text and,
// unless it is 0, the name of a file. It returns 0.
func OSError(c *Ctx, errno syscall.Errno, filename Value) Value {
	text := NewStr(c, ErrnoText(errno))
	if text == 0 {
		return 0
	}
	var e Value
	if cls := infoOf(ExcOSError).class; filename != 0 {
		e = Call3(c, cls, Int(int64(errno)), text, filename)
	} else {
		e = Call2(c, cls, Int(int64(errno)), text)
	}
	c.Drop(text)
	if e != 0 {
		Raise(c, e, 0)
		c.Drop(e)
	}
	return 0
}

// ErrnoText is the C library's text for an error number.
func ErrnoText(errno syscall.Errno) string {
	s := errno.Error()
	if strings.HasPrefix(s, "errno ") {
		return "Unknown error " + strconv.Itoa(int(errno))
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Uint64Value returns the int u.
func Uint64Value(c *Ctx, u uint64) Value {
	if u <= 1<<62-1 {
		return Int(int64(u))
	}
	z := [2 * smallLimbs]uint64{u}
	return fromLimbs(c, &z, 1, false)
}

// Bits64 returns the int n as two's complement: u holds the low 64 bits, and the
// int lies in the range of int64, or of uint64, if the flags say so.
func Bits64(c *Ctx, n Value) (u uint64, signed, unsigned bool) {
	z := c.setX(n)
	if w := z.Bits(); len(w) > 0 {
		u = uint64(w[0])
	}
	bits := z.BitLen()
	if z.Sign() < 0 {
		return -u, bits < 64 || bits == 64 && u == 1<<63, false
	}
	return u, bits < 64, bits <= 64
}

// NewExceptionClass makes an exception class of a native module, of which Python
// classes may derive, and binds its name there. Main thread.
func NewExceptionClass(c *Ctx, m Value, name string, base uint32) Value {
	ns := NewDict(c, 0)
	module := GoString(word(m, 16))
	cls := BuildClass(c, &ClassSpec{Name: name, QualName: name, Module: module}, ConstTuple(c, infoOf(base).class), ns)
	c.Drop(ns)
	ModuleSet(c, m, name, Incref(c, cls))
	return cls
}

// RaiseClass raises an exception of class cls with a message as Errorf has it. It
// returns 0.
func RaiseClass(c *Ctx, cls Value, f string, args ...any) Value {
	b := appendf(c.scratch[:0], f, args...)
	c.scratch = b
	m := NewStr(c, string(b))
	if m == 0 {
		return 0
	}
	e := Call1(c, cls, m)
	c.Drop(m)
	if e != 0 {
		Raise(c, e, 0)
		c.Drop(e)
	}
	return 0
}

// IsMainObject reports whether v is an object of the main heap.
func IsMainObject(v Value) bool { return v.IsPtr() && arena.IsMain(v.addr()) }
