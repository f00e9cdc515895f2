package rt

import "os"

// Coroutines: frames that are awaited instead of iterated.

// warnNeverAwaited reports a coroutine that is dropped without having run.
func warnNeverAwaited(f Value) {
	FlushStdout()
	_, _ = os.Stderr.WriteString("sys:1: RuntimeWarning: coroutine '" + rowOfFrame(f).QualName + "' was never awaited\n")
}

// AwaitIter returns the iterator that "await v" waits for.
func AwaitIter(c *Ctx, v Value) Value {
	if TypeID(v) == TypeCoroutine {
		if s := frameFlags(v); s&(FrameDelegating|frameRunning) != 0 && s&frameRunning == 0 && s&frameNumber != 0 {
			return RuntimeErrorf(c, "coroutine is being awaited already")
		}
		return c.Own(v)
	}
	m := special(v, nameAwait)
	if m == 0 {
		return TypeErrorf(c, "object %s can't be used in 'await' expression", TypeName(v))
	}
	it := callSpecial0(c, m, v)
	switch {
	case it == 0:
	case TypeID(it) == TypeCoroutine:
		c.Drop(it)
		return TypeErrorf(c, "__await__() returned a coroutine")
	case !isIterator(it):
		TypeErrorf(c, "__await__() returned non-iterator of type '%s'", TypeName(it))
		c.Drop(it)
		return 0
	}
	return it
}
