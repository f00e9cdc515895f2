package rt

import (
	"os"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Coroutines: frames that are awaited instead of iterated. What await waits for is
// an iterator, so that a yield from does the work; a coroutine is its own.

func init() {
	arena.Register(TypeCoroutineWrapper, &arena.Layout{Name: "coroutine_wrapper", Size: 16, First: 8, Count: 1})
	defineType(typeSpec{id: TypeCoroutine, name: "coroutine", methods: []Func{
		{Name: "send", Sig: "self, value, /", F2: generatorSend},
		{Name: "throw", Sig: "self, type, value=, traceback=, /", F4: generatorThrow},
		{Name: "close", Sig: "self, /", F1: generatorClose},
		{Name: "__await__", Sig: "self, /", F1: func(c *Ctx, f Value) Value {
			w := Value(c.Alloc(16))
			setHeader(c, w, TypeCoroutineWrapper)
			setWord(w, 8, c.Own(f))
			return w
		}},
	}, attrs: func(c *Ctx, cls, ns Value) { frameAttributes(c, ns, cls, "coroutine", "cr", "cr_await") }})
	defineType(typeSpec{id: TypeCoroutineWrapper, name: "coroutine_wrapper", methods: []Func{
		{Name: "__iter__", Sig: "self, /", F1: func(c *Ctx, w Value) Value { return c.Own(w) }},
		{Name: "__next__", Sig: "self, /", F1: func(c *Ctx, w Value) Value { return generatorSend(c, word(w, 8), None) }},
		{Name: "send", Sig: "self, value, /", F2: func(c *Ctx, w, x Value) Value { return generatorSend(c, word(w, 8), x) }},
		{Name: "throw", Sig: "self, type, value=, traceback=, /", F4: func(c *Ctx, w, typ, value, tb Value) Value {
			return generatorThrow(c, word(w, 8), typ, value, tb)
		}},
		{Name: "close", Sig: "self, /", F1: func(c *Ctx, w Value) Value { return generatorClose(c, word(w, 8)) }},
	}})
}

// nextAwait is Next for the built-in iterators that await waits for.
func nextAwait(c *Ctx, it Value) Value {
	v := sendAwait(c, it, None)
	if v == 0 && MatchPending(c, ExcStopIteration) {
		clearExc(c)
	}
	return v
}

// sendAwait is their send: the end is a StopIteration.
func sendAwait(c *Ctx, it, x Value) Value {
	if TypeID(it) == TypeCoroutineWrapper {
		return generatorSend(c, word(it, 8), x)
	}
	return asyncSend(c, it, x)
}

// warnNeverAwaited reports a coroutine that is dropped without having run.
func warnNeverAwaited(f Value) {
	FlushStdout()
	_, _ = os.Stderr.WriteString("sys:1: RuntimeWarning: coroutine '" + rowOfFrame(f).QualName + "' was never awaited\n")
}

// AwaitIter returns the iterator that "await v" waits for.
func AwaitIter(c *Ctx, v Value) Value {
	it, ok := awaitIter(c, v)
	if it == 0 && ok {
		return TypeErrorf(c, "object %s can't be used in 'await' expression", TypeName(v))
	}
	return it
}

// AwaitEnter is AwaitIter for what __aenter__ gave.
func AwaitEnter(c *Ctx, v Value) Value { return awaitFrom(c, v, "__aenter__") }

// AwaitExit is AwaitIter for what __aexit__ gave.
func AwaitExit(c *Ctx, v Value) Value { return awaitFrom(c, v, "__aexit__") }

func awaitFrom(c *Ctx, v Value, method string) Value {
	it, ok := awaitIter(c, v)
	if it == 0 && ok {
		return TypeErrorf(c, "'async with' received an object from %s that does not implement __await__: %s", method, TypeName(v))
	}
	return it
}

// awaitIter returns 0, true if v cannot be awaited.
func awaitIter(c *Ctx, v Value) (it Value, ok bool) {
	switch TypeID(v) {
	case TypeCoroutine:
		if frameFlags(v)&(FrameDelegating|frameRunning) == FrameDelegating {
			return RuntimeErrorf(c, "coroutine is being awaited already"), false
		}
		return c.Own(v), true
	case TypeAsyncNext:
		return c.Own(v), true
	}
	m := special(v, nameAwait)
	if m == 0 {
		return 0, true
	}
	it = callSpecial0(c, m, v)
	switch {
	case it == 0:
	case isType(it, TypeCoroutine):
		c.Drop(it)
		return TypeErrorf(c, "__await__() returned a coroutine"), false
	case !isIterator(it):
		TypeErrorf(c, "__await__() returned non-iterator of type '%s'", TypeName(it))
		c.Drop(it)
		return 0, false
	}
	return it, it != 0
}
