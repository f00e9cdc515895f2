package rt

import (
	"runtime/debug"
	"sync/atomic"
)

// The depth of recursion. Every call counts it, so the limit is a constant; another
// limit is one more or less to begin with.

// MaxDepth is the depth of calls at which RecursionError is raised.
const MaxDepth = 1000

// Enter counts a call of a function that may recurse. It returns false with
// RecursionError pending when the limit is reached, and then must not be paired
// with Leave.
func Enter(c *Ctx) bool {
	c.Depth++
	if c.Depth > MaxDepth {
		return tooDeep(c)
	}
	return true
}

// Leave ends what Enter began.
func Leave(c *Ctx) { c.Depth-- }

// EnterAt makes c as deep as a function is that has counted by itself, and returns by how
// much, which LeaveTo takes back. What runs in between may move the limit, and c.Depth
// with it.
func EnterAt(c *Ctx, depth int32) int32 {
	by := depth - c.Depth
	c.Depth = depth
	return by
}

// LeaveTo ends what EnterAt began.
func LeaveTo(c *Ctx, by int32) { c.Depth -= by }

// TooDeep raises RecursionError in a function that counts by itself.
//
//go:noinline
func TooDeep(c *Ctx) { raiseNew(c, ExcRecursionError, "maximum recursion depth exceeded") }

//go:noinline
func tooDeep(c *Ctx) bool {
	c.Depth--
	raiseNew(c, ExcRecursionError, "maximum recursion depth exceeded")
	return false
}

// depthBase is what new contexts begin with.
var depthBase atomic.Int32

// InCalls reports how many calls deep c is.
func (c *Ctx) InCalls() int { return int(c.Depth - c.base) }

// RecursionLimit returns the depth of calls at which c raises RecursionError.
func (c *Ctx) RecursionLimit() int { return MaxDepth - int(c.base) }

// Frames of compiled functions are at most about this large, and so is what a limit
// lets them take on the stack. What Go allows in any case is enough for 200,000.
const frameBytes = 4096

// SetRecursionLimit is sys.setrecursionlimit, for the main thread and for contexts
// that begin later.
func SetRecursionLimit(c *Ctx, v Value) Value {
	n := IndexValue(c, v)
	if n == 0 {
		return 0
	}
	limit, ok := intOf(n)
	c.Drop(n)
	switch {
	case !ok || limit != int64(int32(limit)):
		return OverflowErrorf(c, "Python int too large to convert to C int")
	case limit < 1:
		return ValueErrorf(c, "recursion limit must be greater or equal than 1")
	case !c.IsMain:
		return RuntimeErrorf(c, "only the main thread can set the recursion limit")
	case c.InCalls() >= int(limit):
		return RecursionErrorf(c, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", int(limit), c.InCalls())
	}
	base := int32(MaxDepth - limit)
	c.Depth += base - c.base
	c.base = base
	depthBase.Store(base)
	debug.SetMaxStack(max(1_000_000_000, int(limit)*frameBytes))
	return None
}
