package rt

import (
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Frames of functions whose bodies are resumed bit by bit: generators and
// coroutines. The call of such a function makes a frame; what lives across a
// suspension is kept in it, and nothing else: a running body has its variables in
// Go's registers.
//
//	8   u32 number of Values that follow
//	12  u32 state
//	16  Int(row)
//	24… what is suspended: the first of it is the iterator that a yield from
//	    waits for, if it does
//
// The body is a Go function of the row, entered at the place that the state
// tells. sent is what it is resumed with, borrowed; 0 means that the pending
// exception is thrown in. It returns what it yields, owned, or 0: with an
// exception, or because it is done, with its return value in Ctx.Ret.
//
// On the main thread a frame owns what is in it while suspended, and nothing
// while it runs. In a context it is marked once each time it is resumed, like
// any object that is stored into.
const (
	frameState = 12
	frameRow   = 16
	frameItems = 24

	frameRunning    = 1 << 31
	frameDone       = 1 << 30
	FramePlain      = 1 << 29 // nothing to run when it is closed here
	FrameDelegating = 1 << 28 // waits for another iterator
	FramePassing    = 1 << 27 // and adds nothing to what that yields when it is asked for more
	frameNumber     = 1<<24 - 1
)

// A Resume is the entry of a suspended body.
type Resume func(c *Ctx, frame, sent Value) Value

// NewFrame returns the frame of a fresh call of the function with the given row,
// with room for n Values. finalise says that the body may have something to run
// when the frame is dropped.
func NewFrame(c *Ctx, typ, row uint32, n int, finalise bool) Value {
	if typ == TypeAsyncGenerator {
		n++ // see asyncBusy
	}
	word0 := typ << 8
	if finalise {
		word0 |= arena.FlagFinalise
	}
	p := c.newTracked(frameItems+8*uintptr(n), word0)
	f := Value(p)
	if finalise {
		c.willEnd(f)
	}
	setU64(p+8, uint64(n+1))
	setWord(f, frameRow, Int(int64(row)))
	for i := range uintptr(n) {
		setU64(p+frameItems+8*i, 0)
	}
	return f
}

// FrameState returns the number of the place at which frame f is suspended, 0
// before it has run.
func FrameState(f Value) uint32 { return u32(f.addr()+frameState) & frameNumber }

// FrameSet stores v, which the frame takes over, into place i of f.
func FrameSet(f Value, i int, v Value) { setU64(f.addr()+frameItems+8*uintptr(i), uint64(v)) }

// FrameItem returns what is at place i of f.
func FrameItem(f Value, i int) Value { return Value(u64(f.addr() + frameItems + 8*uintptr(i))) }

// FrameTake takes what is at place i of f from it.
func FrameTake(f Value, i int) Value {
	p := f.addr() + frameItems + 8*uintptr(i)
	v := Value(u64(p))
	setU64(p, 0)
	return v
}

// Suspend makes state, a number and flags, that of f.
func Suspend(f Value, state uint32) { setU32(f.addr()+frameState, state) }

// FrameReturn ends f with the return value v, which it takes over.
func FrameReturn(c *Ctx, f, v Value) {
	c.Ret = v
	endFrame(c, f)
}

// FrameFail ends f with the pending exception. A StopIteration may not leave a
// generator: it would look like its end.
func FrameFail(c *Ctx, f Value) {
	endFrame(c, f)
	name := "StopIteration"
	if !MatchPending(c, ExcStopIteration) {
		if TypeID(f) != TypeAsyncGenerator || !MatchPending(c, ExcStopAsyncIteration) {
			return
		}
		name = "StopAsyncIteration"
	}
	cause := c.Exc
	c.Exc = 0
	RuntimeErrorf(c, "%s raised %s", frameKind(f), name)
	replaceSlot(c, c.Exc, excContext, c.Own(cause))
	replaceSlot(c, c.Exc, excCause, cause)
	replaceSlot(c, c.Exc, excSuppress, True)
}

// FrameRefused ends f, which could not be entered: an exception is pending.
func FrameRefused(c *Ctx, f Value) Value {
	endFrame(c, f)
	return 0
}

// flagWeak marks frames that there have been weak references to.
const flagWeak = arena.FlagOwn

// endFrame marks f as done and gives up what is in it.
func endFrame(c *Ctx, f Value) {
	setU32(f.addr()+frameState, frameDone)
	if w := u32(f.addr()); w&(arena.FlagFinalise|flagWeak) == arena.FlagFinalise {
		setU32(f.addr(), w&^arena.FlagFinalise) // its body has nothing left to run
	}
	n := int(u32(f.addr()+8)) - 1
	for i := range n {
		if v := FrameItem(f, i); v != 0 {
			FrameSet(f, i, 0)
			c.Drop(v)
		}
	}
}

// TakeRet takes the return value of a body that has ended.
func TakeRet(c *Ctx) Value {
	v := c.Ret
	c.Ret = None
	return v
}

// DropRet gives up the return value of a body that has ended.
func DropRet(c *Ctx) { c.Drop(TakeRet(c)) }

// Touch marks frame f, which is resumed without its class, if it belongs to the
// connection.
func Touch(c *Ctx, f Value) {
	if f&(1<<43) != 0 {
		storeSlow(c, f)
	}
}

// Thrown makes the exception that is being handled where a frame is resumed the
// context of the one that is thrown in.
func Thrown(c *Ctx) {
	e := c.Exc
	c.Exc = 0
	setExc(c, e)
}

func frameFlags(f Value) uint32 { return u32(f.addr() + frameState) }

func rowOfFrame(f Value) *Func { return funcRow(uint32(word(f, frameRow).Int())) }

// frameKind is what messages call f.
func frameKind(f Value) string {
	switch TypeID(f) {
	case TypeCoroutine:
		return "coroutine"
	case TypeAsyncGenerator:
		return "async generator"
	}
	return "generator"
}

// isFrame reports whether v is a generator or a coroutine.
func isFrame(v Value) bool {
	return v.IsPtr() && (isType(v, TypeGenerator) || isType(v, TypeCoroutine) || TypeID(v) == TypeAsyncGenerator)
}

// enter runs the body of f from where it is suspended, which the caller has
// checked.
func enterFrame(c *Ctx, f, sent Value) Value {
	p := f.addr()
	setU32(p+frameState, u32(p+frameState)|frameRunning)
	e := &(*bodies.Load())[word(f, frameRow).Int()]
	if c.IsMain {
		return e.main(c, f, sent)
	}
	return e.ctx(c, f, sent)
}

// bodies holds the entries of all suspended bodies, by row. It is what a loop over
// a generator looks at each time, so the way there is short; a longer table
// replaces it when functions are added.
var bodies atomic.Pointer[[]bodyEntries]

type bodyEntries struct{ main, ctx Resume }

// addBodies enters the bodies of rows, which begin with id base. The caller holds
// funcMu.
func addBodies(base uint32, rows []Func) {
	old := bodies.Load()
	if old == nil {
		old = new([]bodyEntries)
	}
	for i := range rows {
		if rows[i].ResumeM != nil || rows[i].ResumeP != nil {
			t := make([]bodyEntries, base+uint32(len(rows)))
			copy(t, *old)
			for i := range rows {
				t[base+uint32(i)] = bodyEntries{rows[i].ResumeM, rows[i].ResumeP}
			}
			bodies.Store(&t)
			return
		}
	}
}

// mayEnter checks that f can be resumed: that it neither runs nor is done, and
// may be stored into. It raises nothing for one that is done.
func mayEnter(c *Ctx, f Value) bool {
	s := frameFlags(f)
	if s&frameRunning != 0 || s&FramePassing != 0 && chainRuns(f) {
		ValueErrorf(c, "%s already executing", frameKind(f))
		return false
	}
	return s&frameDone == 0 && StoreCheck(c, f)
}

// nextFrame is Next for a generator.
func nextFrame(c *Ctx, f Value) Value {
	if frameFlags(f)&(frameRunning|frameDone) != 0 && !mayEnter(c, f) {
		return 0
	}
	var v Value
	if frameFlags(f)&FramePassing != 0 {
		v = nextInner(c, f)
	} else {
		v = enterFrame(c, f, None)
	}
	if v == 0 && c.Exc == 0 {
		DropRet(c)
	}
	return v
}

// chainRuns reports whether f waits for a generator that runs now: then f does, too.
func chainRuns(f Value) bool {
	for frameFlags(f)&(FramePassing|frameRunning) == FramePassing {
		if f = FrameItem(f, 0); !isType(f, TypeGenerator) {
			return false
		}
	}
	return frameFlags(f)&frameRunning != 0
}

// nextInner resumes the generator at the end of the chain of yield froms that f
// heads, without waking those between: they have nothing to say until it ends. Then
// the one that waits for it is resumed and finds its result in the context.
func nextInner(c *Ctx, f Value) Value {
	g, outer := f, Value(0) // outer waits for g
	for frameFlags(g)&(FramePassing|frameRunning) == FramePassing {
		// The generator that g asks for the next item, unless g's own body has to.
		it := FrameItem(g, 0)
		if !isType(it, TypeGenerator) || frameFlags(it)&frameDone != 0 || it&(1<<43) != 0 && !c.IsMain {
			break
		}
		outer, g = g, it
	}
	if frameFlags(g)&frameRunning != 0 {
		return ValueErrorf(c, "%s already executing", frameKind(f))
	}
	v := enterFrame(c, g, None)
	for v == 0 && g != f {
		if outer == 0 {
			for outer = f; FrameItem(outer, 0) != g; {
				outer = FrameItem(outer, 0)
			}
		}
		c.ended = g
		v = enterFrame(c, outer, None)
		c.ended = 0
		g, outer = outer, 0
	}
	return v
}

// sendFrame resumes f with sent, borrowed. It returns 0 without an exception, and
// the return value in c.Ret, when the body has ended.
func sendFrame(c *Ctx, f, sent Value) Value {
	if !mayEnter(c, f) {
		if c.Exc == 0 {
			if isType(f, TypeCoroutine) {
				return RuntimeErrorf(c, "cannot reuse already awaited coroutine")
			}
			c.Ret = None
		}
		return 0
	}
	if frameFlags(f)&frameNumber == 0 && sent != None {
		return TypeErrorf(c, "can't send non-None value to a just-started %s", frameKind(f))
	}
	return enterFrame(c, f, sent)
}

// throwFrame resumes f with the pending exception.
func throwFrame(c *Ctx, f Value) Value {
	e := c.Exc
	c.Exc = 0
	if !mayEnter(c, f) {
		switch {
		case c.Exc != 0:
			c.Drop(e)
		case isType(f, TypeCoroutine):
			c.Drop(e)
			RuntimeErrorf(c, "cannot reuse already awaited coroutine")
		default:
			c.Exc = e
		}
		return 0
	}
	c.Exc = e
	return enterFrame(c, f, 0)
}

// closeFrame makes f run to its end: its finally suites do, by GeneratorExit.
func closeFrame(c *Ctx, f Value) bool {
	if !mayEnter(c, f) {
		return c.Exc == 0
	}
	if s := frameFlags(f); s&frameNumber == 0 || s&FramePlain != 0 {
		endFrame(c, f)
		return true
	}
	raiseNew(c, ExcGeneratorExit, "")
	v := enterFrame(c, f, 0)
	switch {
	case v != 0:
		c.Drop(v)
		RuntimeErrorf(c, "%s ignored GeneratorExit", frameKind(f))
		return false
	case c.Exc == 0:
		DropRet(c)
	case MatchPending(c, ExcStopIteration), MatchPending(c, ExcGeneratorExit):
		clearExc(c)
	default:
		return false
	}
	return true
}

// Delegate passes what a body is resumed with on to it, the iterator that a yield
// from waits for. sent is borrowed; 0 means that the pending exception is thrown
// in. It returns what it yields, or 0: with an exception, or because it is done,
// with the value of the expression in Ctx.Ret.
func Delegate(c *Ctx, it, sent Value) Value {
	if it == c.ended { // see nextInner
		c.ended = 0
		return 0
	}
	var v Value
	switch {
	case sent == 0:
		if v = delegateThrow(c, it); v == 0 && c.Exc != 0 {
			Thrown(c) // into this body, where another may be being handled
		}
		return v
	case isFrame(it):
		return sendFrame(c, it, sent)
	case TypeID(it) == TypeCoroutineWrapper || TypeID(it) == TypeAsyncNext:
		v = sendAwait(c, it, sent)
	case sent == None:
		if isAdapter(it) {
			v = adapterNext(c, it)
			break
		}
		if special(it, nameNext) == 0 {
			if v = Next(c, it); v == 0 && c.Exc == 0 {
				c.Ret = None
			}
			return v
		}
		v = callSpecial0(c, special(it, nameNext), it)
	default:
		v = CallMethod1(c, it, nameSend, sent)
	}
	if v == 0 {
		stopped(c)
	}
	return v
}

// YieldFromIter returns the iterator that "yield from v" waits for.
func YieldFromIter(c *Ctx, v Value) Value {
	if isType(v, TypeCoroutine) {
		return TypeErrorf(c, "cannot 'yield from' a coroutine object in a non-coroutine generator")
	}
	return Iter(c, v)
}

// stopped turns a pending StopIteration into its value in c.Ret.
func stopped(c *Ctx) {
	if MatchPending(c, ExcStopIteration) {
		v := c.Own(Slot(c.Exc, excSlots))
		clearExc(c)
		c.Ret = v
	}
}

func delegateThrow(c *Ctx, it Value) Value {
	if MatchPending(c, ExcGeneratorExit) {
		e := c.Exc
		c.Exc = 0
		if closeIterator(c, it) {
			c.Exc = e
		} else {
			c.Drop(e)
		}
		return 0
	}
	if isFrame(it) {
		return throwFrame(c, it)
	}
	e := c.Exc
	c.Exc = 0
	throw, ok := FindAttr(c, it, nameThrow)
	if throw == 0 {
		if ok {
			c.Exc = e
		} else {
			c.Drop(e)
		}
		return 0
	}
	var v Value
	switch a := c.thrown; {
	case a.exc != e:
		v = Call1(c, throw, e)
	case a.tb != 0:
		v = Call3(c, throw, a.typ, a.value, a.tb)
	case a.value != 0:
		v = Call2(c, throw, a.typ, a.value)
	default:
		v = Call1(c, throw, a.typ)
	}
	c.Drop(throw)
	c.Drop(e)
	if v == 0 {
		stopped(c)
	}
	return v
}

// closeIterator closes an iterator that a yield from waits for.
func closeIterator(c *Ctx, it Value) bool {
	if isFrame(it) {
		return closeFrame(c, it)
	}
	m, ok := FindAttr(c, it, nameClose)
	if m == 0 {
		return ok
	}
	r := Call0(c, m)
	c.Drop(m)
	c.Drop(r)
	return r != 0
}

// finaliseFrame closes a frame whose count has reached zero.
func finaliseFrame(c *Ctx, f Value) {
	if s := frameFlags(f); isType(f, TypeCoroutine) && s == 0 {
		warnNeverAwaited(f)
	}
	if !closeFrame(c, f) {
		ignored(c, f)
	}
}
