package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Asynchronous generators. Their body yields to two receivers: what an await lets
// through goes to whoever drives the coroutine around, and what the body yields
// itself ends the await of __anext__. The second is wrapped in an AsyncItem.
//
//	AsyncNext  8 generator   16 what is sent, or the exception   24 kind   32 state
//	AsyncItem  8 value
const (
	asyncSent  = 16
	asyncKind  = 24
	asyncState = 32
	asyncSize  = 40
)

// Kinds of AsyncNext.
const (
	asyncIsSend = iota
	asyncIsThrow
	asyncIsClose
	asyncIsDefault // of anext(it, default): 8 is what is awaited, 16 the default
)

// States of AsyncNext.
const (
	asyncFresh = iota
	asyncGoing
	asyncClosed
)

func init() {
	arena.Register(TypeAsyncNext, &arena.Layout{Name: "async_generator_asend", Size: asyncSize, First: 8, Count: 2})
	arena.Register(TypeAsyncItem, &arena.Layout{Name: "async_generator_wrapped_value", Size: 16, First: 8, Count: 1})
	defineType(typeSpec{id: TypeAsyncGenerator, name: "async_generator", methods: []Func{
		{Name: "__aiter__", Sig: "self, /", F1: func(c *Ctx, g Value) Value { return c.Own(g) }},
		{Name: "__anext__", Sig: "self, /", F1: func(c *Ctx, g Value) Value { return newAsync(c, g, None, asyncIsSend) }},
		{Name: "asend", Sig: "self, value, /", F2: func(c *Ctx, g, x Value) Value { return newAsync(c, g, c.Own(x), asyncIsSend) }},
		{Name: "athrow", Sig: "self, type, value=, traceback=, /", F4: func(c *Ctx, g, typ, value, tb Value) Value {
			e := thrown(c, typ, value, tb)
			if e == 0 {
				return 0
			}
			return newAsync(c, g, e, asyncIsThrow)
		}},
		{Name: "aclose", Sig: "self, /", F1: func(c *Ctx, g Value) Value { return newAsync(c, g, None, asyncIsClose) }},
	}, attrs: func(c *Ctx, cls, ns Value) { frameAttributes(c, ns, cls, "async_generator", "ag", "ag_await") }})
	own := func(c *Ctx, a Value) Value { return c.Own(a) }
	defineType(typeSpec{id: TypeAsyncNext, name: "async_generator_asend", methods: []Func{
		{Name: "__await__", Sig: "self, /", F1: own},
		{Name: "__iter__", Sig: "self, /", F1: own},
		{Name: "__next__", Sig: "self, /", F1: func(c *Ctx, a Value) Value { return asyncSend(c, a, None) }},
		{Name: "send", Sig: "self, value, /", F2: asyncSend},
		{Name: "throw", Sig: "self, type, value=, traceback=, /", F4: func(c *Ctx, a, typ, value, tb Value) Value {
			e := thrown(c, typ, value, tb)
			if e == 0 || !StoreCheck(c, a) {
				c.Drop(e)
				return 0
			}
			c.Exc = e
			return asyncThrow(c, a)
		}},
		{Name: "close", Sig: "self, /", F1: func(c *Ctx, a Value) Value {
			if !StoreCheck(c, a) {
				return 0
			}
			setU64(a.addr()+asyncState, asyncClosed)
			return None
		}},
	}})
	defineType(typeSpec{id: TypeAsyncItem, name: "async_generator_wrapped_value"})
}

// newAsync returns what a method of asynchronous generator g gives to be awaited;
// it takes over x.
func newAsync(c *Ctx, g, x Value, kind uint64) Value {
	a := Value(c.Alloc(asyncSize))
	setHeader(c, a, TypeAsyncNext)
	setWord(a, 8, c.Own(g))
	setWord(a, asyncSent, x)
	setU64(a.addr()+asyncKind, kind)
	setU64(a.addr()+asyncState, asyncFresh)
	return a
}

// NewAsyncItem wraps what an asynchronous generator yields.
func NewAsyncItem(c *Ctx, v Value) Value {
	w := Value(c.Alloc(16))
	setHeader(c, w, TypeAsyncItem)
	setWord(w, 8, c.Own(v))
	return w
}

// AsyncIter returns the iterator of an asynchronous loop over o.
func AsyncIter(c *Ctx, o Value) Value {
	if TypeID(o) == TypeAsyncGenerator {
		return c.Own(o)
	}
	m := special(o, nameAiter)
	if m == 0 {
		return TypeErrorf(c, "'async for' requires an object with __aiter__ method, got %s", TypeName(o))
	}
	it := callSpecial0(c, m, o)
	if it != 0 && TypeID(it) != TypeAsyncGenerator && special(it, nameAnext) == 0 {
		TypeErrorf(c, "'async for' received an object from __aiter__ that does not implement __anext__: %s", TypeName(it))
		c.Drop(it)
		return 0
	}
	return it
}

// AsyncNext returns the iterator that waits for the next item of asynchronous
// iterator it.
func AsyncNext(c *Ctx, it Value) Value {
	if TypeID(it) == TypeAsyncGenerator {
		return newAsync(c, it, None, asyncIsSend)
	}
	m := special(it, nameAnext)
	if m == 0 {
		return TypeErrorf(c, "'async for' requires an iterator with __anext__ method, got %s", TypeName(it))
	}
	v := callSpecial0(c, m, it)
	if v == 0 {
		return 0
	}
	w, ok := awaitIter(c, v)
	if w == 0 && (ok || MatchPending(c, ExcTypeError)) {
		clearExc(c)
		TypeErrorf(c, "'async for' received an invalid object from __anext__: %s", TypeName(v))
	}
	c.Drop(v)
	return w
}

// EndAsyncFor reports whether the pending exception ends an asynchronous loop, and
// drops it then.
func EndAsyncFor(c *Ctx) bool {
	if !MatchPending(c, ExcStopAsyncIteration) {
		return false
	}
	clearExc(c)
	return true
}

// asyncBusy tells whether something already waits for generator g: the place
// behind those of the body holds True then.
func asyncBusy(g Value) bool { return FrameItem(g, frameLast(g)) == True }

func setAsyncBusy(g Value, busy bool) {
	if frameFlags(g)&frameDone == 0 {
		FrameSet(g, frameLast(g), Bool(busy))
	}
}

func frameLast(g Value) int { return int(u32(g.addr()+8)) - 2 }

// asyncSend resumes what waits for a generator.
func asyncSend(c *Ctx, a, x Value) Value {
	if !StoreCheck(c, a) {
		return 0
	}
	p, g := a.addr(), word(a, 8)
	kind := u64(p + asyncKind)
	if kind == asyncIsDefault {
		return orDefault(c, a, Delegate(c, g, x))
	}
	if u64(p+asyncState) == asyncClosed {
		return RuntimeErrorf(c, "cannot reuse already awaited %s", [...]string{"__anext__()/asend()", "aclose()/athrow()", "aclose()/athrow()"}[kind])
	}
	var v Value
	if u64(p+asyncState) == asyncGoing {
		v = asyncStep(c, a, asyncResult(c, sendFrame(c, g, x)))
		return v
	}
	if asyncBusy(g) {
		setU64(p+asyncState, asyncClosed)
		return RuntimeErrorf(c, "%s: asynchronous generator is already running", [...]string{"anext()", "athrow()", "aclose()"}[kind])
	}
	if kind == asyncIsSend {
		if x == None {
			x = word(a, asyncSent)
		}
		setU64(p+asyncState, asyncGoing)
		setAsyncBusy(g, true)
		return asyncStep(c, a, asyncResult(c, sendFrame(c, g, x)))
	}
	if frameFlags(g)&frameDone != 0 {
		setU64(p+asyncState, asyncClosed)
		return StopIteration(c, 0)
	}
	if x != None {
		return RuntimeErrorf(c, "can't send non-None value to a just-started coroutine")
	}
	setU64(p+asyncState, asyncGoing)
	setAsyncBusy(g, true)
	if kind == asyncIsThrow {
		c.Exc = c.Own(word(a, asyncSent))
	} else {
		raiseNew(c, ExcGeneratorExit, "")
	}
	return asyncStep(c, a, asyncResult(c, throwFrame(c, g)))
}

// asyncThrow throws the pending exception into what a waits for.
func asyncThrow(c *Ctx, a Value) Value {
	p, g := a.addr(), word(a, 8)
	if u64(p+asyncKind) == asyncIsDefault {
		return orDefault(c, a, Delegate(c, g, 0))
	}
	if u64(p+asyncState) == asyncClosed {
		clearExc(c)
		return RuntimeErrorf(c, "cannot reuse already awaited %s", [...]string{"__anext__()/asend()", "aclose()/athrow()", "aclose()/athrow()"}[u64(p+asyncKind)])
	}
	setU64(p+asyncState, asyncGoing)
	return asyncStep(c, a, asyncResult(c, throwFrame(c, g)))
}

// asyncResult makes the end of a generator's body, v being 0 without an exception,
// a StopAsyncIteration.
func asyncResult(c *Ctx, v Value) Value {
	if v == 0 && c.Exc == 0 {
		DropRet(c)
		raiseNew(c, ExcStopAsyncIteration, "")
	}
	return v
}

// asyncStep is what a gives for v, which its generator's body gave: an item ends
// the waiting, and so does an exception.
func asyncStep(c *Ctx, a, v Value) Value {
	p, g := a.addr(), word(a, 8)
	closing := u64(p+asyncKind) == asyncIsClose
	if v != 0 && TypeID(v) != TypeAsyncItem {
		return v // an await inside
	}
	setAsyncBusy(g, false)
	setU64(p+asyncState, asyncClosed)
	switch {
	case v != 0 && closing:
		c.Drop(v)
		return RuntimeErrorf(c, "async generator ignored GeneratorExit")
	case v != 0:
		x := c.Own(word(v, 8))
		c.Drop(v)
		StopIteration(c, x)
		c.Drop(x)
	case closing && (MatchPending(c, ExcStopAsyncIteration) || MatchPending(c, ExcGeneratorExit)):
		clearExc(c)
		StopIteration(c, 0)
	}
	return 0
}

// builtinAnext is anext(it) and anext(it, default).
func builtinAnext(c *Ctx, it, def Value) Value {
	next := Value(0)
	if m := special(it, nameAnext); TypeID(it) == TypeAsyncGenerator {
		next = newAsync(c, it, None, asyncIsSend)
	} else if m != 0 {
		next = callSpecial0(c, m, it)
	} else {
		return TypeErrorf(c, "'%s' object is not an async iterator", TypeName(it))
	}
	if next == 0 || def == 0 {
		return next
	}
	w := AwaitIter(c, next)
	c.Drop(next)
	if w == 0 {
		return 0
	}
	a := newAsync(c, w, c.Own(def), asyncIsDefault)
	c.Drop(w)
	return a
}

func builtinAiter(c *Ctx, o Value) Value {
	if TypeID(o) == TypeAsyncGenerator {
		return c.Own(o)
	}
	m := special(o, nameAiter)
	if m == 0 {
		return TypeErrorf(c, "'%s' object is not an async iterable", TypeName(o))
	}
	it := callSpecial0(c, m, o)
	if it != 0 && TypeID(it) != TypeAsyncGenerator && special(it, nameAnext) == 0 {
		TypeErrorf(c, "aiter() returned not an async iterator of type '%s'", TypeName(it))
		c.Drop(it)
		return 0
	}
	return it
}

// orDefault ends a step of anext(it, default): the value that Ctx.Ret holds is a
// StopIteration, and so is the default at the end of it.
func orDefault(c *Ctx, a, v Value) Value {
	switch {
	case v != 0:
	case c.Exc == 0:
		r := TakeRet(c)
		StopIteration(c, r)
		c.Drop(r)
	case MatchPending(c, ExcStopAsyncIteration):
		clearExc(c)
		StopIteration(c, word(a, asyncSent))
	}
	return v
}
