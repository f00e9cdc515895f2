package rt

import (
	"github.com/pxc-lang/pxc/rt/arena"
	"github.com/pxc-lang/pxc/rt/bigint"
)

// Ctx is the state of one executing thread: its arena, its pending exception,
// its place in the epochs. The main thread has one, every worker and every spare
// has one; a callback that blocks keeps its Ctx while another takes the loop.
//
// Nothing off the Go heap refers to a Ctx.
type Ctx struct {
	arena.Arena // first: Alloc is the hottest operation there is

	Exc     Value // pending exception, 0 if none
	Handled Value // exception whose handler is running, 0 if none
	Wide    Value // result of a function that could not return it unboxed
	Ret     Value // return value of the body of a frame that has just ended
	Depth   int32 // nesting of calls, for RecursionError, from base on
	IsMain  bool  // the main thread's

	Heap *arena.Heap // heap of the connection whose callback runs; nil elsewhere
	Main *arena.MainHeap

	Hooks Hooks
	Owner any // what runs callbacks on this Ctx: rt/net's worker state

	// Random is the generator behind random.random() in a context, of rt/lib/random.
	Random any

	// Regex is what rt/lib/re keeps for the next match of this thread.
	Regex any

	refused Value // object of a protected store that has just been refused; see protected.go
	refusal Value // and the exception

	base    int32 // depth of no call: see SetRecursionLimit
	thrown  thrownArgs
	ended   Value    // generator that has just ended, for the one that waits for it
	exits   uint32   // state of StressExit
	nextID  uint32   // next identity of an ARENA or CONN object
	reprs   []reprOf // those that are in progress
	scratch []byte   // reused by conversions that need a Go slice
	ints    bigint.Scratch

	transfers *arena.Transfer // of values to and from other contexts
	words     []*[]Value      // see borrowWords

	statements []statement   // class statements that are being executed
	patched    []*localClass // local classes with attributes that were stored
	dying      []uintptr     // see lastRound
}

// Hooks lets the network layer know what a callback is about to do. Both may be
// nil.
type Hooks struct {
	// Block is called before an operation that may sleep: the loop is handed to
	// another thread. Unblock is called after it.
	Block, Unblock func(*Ctx)
}

// NewCtx returns a context for a thread that runs callbacks, with a limit in
// bytes on what one callback may allocate.
func NewCtx(limit uintptr) *Ctx {
	c := new(Ctx)
	c.Arena.Init(limit)
	c.base = depthBase.Load()
	c.Depth = c.base
	return c
}

// NewMainCtx returns the main thread's context. There is one per process.
func NewMainCtx() *Ctx {
	c := NewCtx(arena.DefaultLimit)
	c.IsMain = true
	c.Main = arena.NewMain(&c.Arena)
	c.Main.Finalise = func(p uintptr) bool { return finalise(c, Value(p)) }
	return c
}

// Recover forgets what a callback that ended in a Go panic was doing.
func (c *Ctx) Recover() {
	c.Exc, c.Handled, c.Wide, c.Ret, c.Depth, c.ended = 0, 0, 0, 0, c.base, 0
	c.reprs, c.statements = c.reprs[:0], c.statements[:0]
}

// count is the reference count of a fresh object: 1 for the main thread, which
// owns the result, and 0 where counts do not exist.
func (c *Ctx) count() uint32 {
	if c.IsMain {
		return 1
	}
	return 0
}

// Blocking announces an operation that may sleep; Unblocking ends it. Between
// the two no Python object of the connection may be touched except those the
// caller holds.
func Blocking(c *Ctx) {
	if c.Hooks.Block != nil {
		c.Hooks.Block(c)
	}
}

// Unblocking ends what Blocking announced.
func Unblocking(c *Ctx) {
	if c.Hooks.Unblock != nil {
		c.Hooks.Unblock(c)
	}
}

// Polled serves the poll word at a loop's back-edge or a function's entry. It
// returns false with an exception pending when the callback must end.
func Polled(c *Ctx) bool {
	w := c.Poll.Load()
	if w&arena.PollMemory != 0 {
		c.Poll.And(^uint32(arena.PollMemory))
		raiseNew(c, ExcMemoryError, "")
		return false
	}
	if w&arena.PollSignal != 0 && c.IsMain {
		c.Poll.And(^uint32(arena.PollSignal))
		raiseNew(c, ExcKeyboardInterrupt, "")
		return false
	}
	if w&arena.PollReclaim != 0 && c.IsMain {
		c.Main.Reclaim()
	}
	if w&arena.PollCollect != 0 && c.IsMain {
		collectAtPoll(c)
	}
	if w&arena.PollStop != 0 && !c.IsMain {
		c.Poll.And(^uint32(arena.PollStop))
		raiseNew(c, ExcSystemExit, "")
		return false
	}
	return true
}

// Interrupt makes the main thread, whose context is c, raise KeyboardInterrupt at
// its next poll; sleeping polls too. Any goroutine may call it.
func Interrupt(c *Ctx) { c.Poll.Or(arena.PollSignal) }

// AllocFor returns n bytes for a side block of object o, in o's region: a block
// of a CONN object may not die at the rollback. It returns 0 with MemoryError
// pending when there is none.
func (c *Ctx) AllocFor(o Value, n uintptr) uintptr {
	var p uintptr
	switch a := o.addr(); {
	case c.IsMain && n <= arena.SmallMain:
		p = c.allocSmall(n)
	case arena.IsConn(a) && c.Heap != nil:
		p = c.Heap.Alloc(&c.Arena, n)
	default:
		p = c.AllocVar(n)
	}
	if p == 0 {
		NoMemory(c)
	}
	return p
}

// allocSmall is Alloc of at most arena.SmallMain bytes, with fewer calls on the main
// thread.
func (c *Ctx) allocSmall(n uintptr) uintptr {
	if c.IsMain {
		if p := c.Main.Take(n); p != 0 {
			return p
		}
	}
	return c.Alloc(n)
}

// newTracked returns n uninitialised bytes with the header of an object that may become
// part of a cycle: the collector of the main heap learns of it.
func (c *Ctx) newTracked(n uintptr, typeword uint32) uintptr {
	if !c.IsMain {
		p := c.Alloc(n)
		arena.SetHeader(p, typeword, 0)
		return p
	}
	var p uintptr
	if n <= arena.SmallMain {
		p = c.Main.Take(n)
	}
	if p == 0 {
		p = c.Main.Alloc(n)
	}
	arena.SetHeader(p, typeword, 1)
	c.Main.Track(p)
	return p
}

// AllocData is AllocVar that raises MemoryError: for objects whose size depends
// on data.
func (c *Ctx) AllocData(n uintptr) uintptr {
	p := c.AllocVar(n)
	if p == 0 {
		NoMemory(c)
	}
	return p
}

// NoMemory raises MemoryError and returns 0.
func NoMemory(c *Ctx) Value { return raiseNew(c, ExcMemoryError, "") }
