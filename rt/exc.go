package rt

import (
	"maps"
	"strings"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Exceptions are instances whose first slots are args, __cause__, __context__,
// __traceback__ and __suppress_context__. A pending exception is Ctx.Exc and a
// function's result of 0; nothing in Go panics for it.

// newException returns an instance of exception class id with the given args
// tuple, whose reference it takes over.
func newException(c *Ctx, id uint32, args Value) Value {
	in := infoOf(id)
	e := newInstance(c, in)
	setSlot(e, excArgs, args)
	setSlot(e, excCause, None)
	setSlot(e, excContext, None)
	setSlot(e, excTraceback, None)
	setSlot(e, excSuppress, False)
	if in.excKind != ExcBaseException {
		fillException(c, e, id, args)
	}
	return e
}

// setSlot initialises slot i of a fresh instance.
func setSlot(o Value, i int, v Value) { setWord(o, instanceHeader+8*uintptr(i), v) }

// fillException sets the slots that a class derives from its arguments.
func fillException(c *Ctx, e Value, id uint32, args Value) {
	n := TupleLen(args)
	arg := func(i int) Value {
		if i < n {
			return c.Own(TupleItem(args, i))
		}
		return None
	}
	kind := exceptionKind(id)
	switch kind {
	case ExcSystemExit, ExcStopIteration:
		v := None
		if n == 1 {
			v = arg(0)
		} else if n > 1 && kind == ExcSystemExit {
			v = c.Own(args)
		} else if n > 1 {
			v = arg(0)
		}
		setSlot(e, excSlots, v)
	case ExcOSError:
		if n >= 2 && n <= 5 {
			setSlot(e, excSlots, arg(0))
			setSlot(e, excSlots+1, arg(1))
			setSlot(e, excSlots+2, arg(2))
			setSlot(e, excSlots+3, arg(4))
			if n > 2 {
				short := tupleOf(c, TupleItem(args, 0), TupleItem(args, 1))
				c.Drop(args)
				setSlot(e, excArgs, short)
			}
		} else {
			for i := range 4 {
				setSlot(e, excSlots+i, None)
			}
		}
	case ExcUnicodeDecodeError, ExcUnicodeEncodeError:
		for i := range 5 {
			setSlot(e, excSlots+i, arg(i))
		}
	case ExcUnicodeTranslateError:
		for i := range 4 {
			setSlot(e, excSlots+i, arg(i))
		}
	default:
		in := infoOf(id)
		for i := excSlots; i < in.slots && i < nativeSlots(kind); i++ {
			setSlot(e, i, None)
		}
		if kind == ExcImportError || kind == ExcSyntaxError {
			at := excSlots
			if kind == ExcImportError {
				at += 2
			}
			if n > 0 {
				setSlot(e, at, arg(0))
			}
			if kind == ExcSyntaxError && n == 2 {
				if where := TupleItem(args, 1); IsTuple(where) && TupleLen(where) >= 4 && TupleLen(where) <= 6 {
					for i := range TupleLen(where) {
						setSlot(e, at+1+i, c.Own(TupleItem(where, i)))
					}
				}
			}
		}
	}
}

// nativeSlots returns the number of slots instances of built-in exception id
// have.
func nativeSlots(id uint32) int { return infoOf(id).slots }

// exceptionKind returns the built-in exception whose extra slots instances of
// class id have: the nearest ancestor that declares some, else BaseException.
func exceptionKind(id uint32) uint32 { return infoOf(id).excKind }

func exceptionKindOf(mro Value) uint32 {
	for i := range TupleLen(mro) {
		id := uint32(word(TupleItem(mro, i), classTypeID).Int())
		if id >= firstException && id < exceptionEnd && len(excTable[id-firstException].slots) > 0 {
			return id
		}
	}
	return ExcBaseException
}

// Raise performs raise exc from cause; cause is 0 where there is no from, and
// None for from None. Both are borrowed. It returns 0.
func Raise(c *Ctx, exc, cause Value) Value {
	e := instantiate(c, exc, "exceptions must derive from BaseException")
	if e == 0 {
		return 0
	}
	if cause != 0 {
		if cause != None {
			if cause = instantiate(c, cause, "exception causes must derive from BaseException"); cause == 0 {
				c.Drop(e)
				return 0
			}
		}
		if writableException(c, e) {
			replaceSlot(c, e, excCause, cause)
			replaceSlot(c, e, excSuppress, True)
		}
	}
	setExc(c, e)
	return 0
}

// instantiate returns an owned exception instance for an operand of raise.
func instantiate(c *Ctx, v Value, msg string) Value {
	if isType(v, TypeClass) && infoOfClass(v).flags&classIsException != 0 {
		e := construct(c, v, emptyTuple, 0)
		if e != 0 && !IsException(e) {
			kind := Repr(c, ClassOf(e))
			if kind != 0 {
				notMade(c, v, e, kind)
				c.Drop(kind)
			}
			return 0
		}
		return e
	}
	if !IsException(v) {
		return TypeErrorf(c, "%s", msg)
	}
	return c.Own(v)
}

// notMade raises TypeError: class cls made e, which it takes over, and that is no
// exception. kind is what the message calls e's class.
func notMade(c *Ctx, cls, e, kind Value) Value {
	if name := Repr(c, cls); name != 0 {
		TypeErrorf(c, "calling %s should have returned an instance of BaseException, not %s", name, kind)
		c.Drop(name)
	}
	c.Drop(e)
	return 0
}

// IsException reports whether v is an instance of BaseException.
func IsException(v Value) bool {
	return v.IsPtr() && TypeID(v) >= firstException && infoOf(TypeID(v)).flags&classIsException != 0
}

// writableException reports whether the executing thread may store into e: an
// exception object of the main heap that a context raises keeps its traceback
// and context to itself.
func writableException(c *Ctx, e Value) bool {
	if c.IsMain {
		return true
	}
	if arena.IsMain(e.addr()) || arena.IsShared(e.addr()) {
		return false
	}
	return StoreCheck(c, e)
}

// unknownName raises NameError for name, which its attribute name tells.
func unknownName(c *Ctx, name Value) Value {
	NameErrorf(c, "name '%s' is not defined", name)
	return tellName(c, name)
}

// tellName stores name in the attribute name of the pending NameError or
// AttributeError.
func tellName(c *Ctx, name Value) Value {
	if e := c.Exc; e != 0 && (MatchPending(c, ExcNameError) || MatchPending(c, ExcAttributeError)) {
		replaceSlot(c, e, excSlots, c.Own(name))
	}
	return 0
}

// replaceSlot stores the owned value v in slot i of e.
func replaceSlot(c *Ctx, e Value, i int, v Value) {
	old := Slot(e, i)
	setSlot(e, i, v)
	c.Drop(old)
}

// setExc makes the owned instance e the pending exception, with the exception
// being handled as its context.
func setExc(c *Ctx, e Value) {
	if h := c.Handled; h != 0 && h != e && writableException(c, e) {
		// The chain may already contain e: cut it there, as CPython does.
		// A program can make a chain that runs in a circle without e: slow follows at
		// half the speed and is met there.
		slow, even := h, false
		for o := h; o != 0 && o != None; {
			next := Slot(o, excContext)
			if next == e {
				if writableException(c, o) {
					replaceSlot(c, o, excContext, None)
				}
				break
			}
			o = next
			if o == slow {
				break
			}
			if even {
				slow = Slot(slow, excContext)
			}
			even = !even
		}
		replaceSlot(c, e, excContext, c.Own(h))
	}
	if c.Exc != 0 {
		c.Drop(c.Exc)
	}
	c.Exc, c.refused = e, 0
}

// Reraise makes e, borrowed, pending again without touching its context.
func Reraise(c *Ctx, e Value) Value {
	c.Exc = c.Own(e)
	return 0
}

// RaiseAgain performs a bare raise.
func RaiseAgain(c *Ctx) Value {
	if c.Handled == 0 {
		return RuntimeErrorf(c, "No active exception to reraise")
	}
	return Reraise(c, c.Handled)
}

// Catch takes the pending exception for a handler, which owns it; until EndCatch
// it is the one being handled.
func Catch(c *Ctx) Value {
	e := c.Exc
	c.Exc = 0
	c.Handled = e
	return e
}

// EndCatch ends a handler: prev is what Ctx.Handled was before Catch.
func EndCatch(c *Ctx, prev Value) { c.Handled = prev }

// clearExc drops the pending exception.
func clearExc(c *Ctx) {
	c.Drop(c.Exc)
	c.Exc = 0
}

// checkExcClass raises TypeError where cls is not a class of exceptions.
func checkExcClass(c *Ctx, cls Value) bool {
	if !isType(cls, TypeClass) || infoOfClass(cls).flags&classIsException == 0 {
		TypeErrorf(c, "catching classes that do not inherit from BaseException is not allowed")
		return false
	}
	return true
}

// MatchExc reports whether exception e matches cls, a class or a tuple of
// classes: 1, 0, or -1 with TypeError pending.
func MatchExc(c *Ctx, e, cls Value) int {
	if isType(cls, TypeClass) && ClassOf(e) == cls {
		return 1 // it was raised, so it is an exception
	}
	if isType(cls, TypeTuple) {
		for i := range TupleLen(cls) {
			if !checkExcClass(c, TupleItem(cls, i)) {
				return -1
			}
		}
		for i := range TupleLen(cls) {
			if IsInstance(e, TupleItem(cls, i)) {
				return 1
			}
		}
		return 0
	}
	if !checkExcClass(c, cls) {
		return -1
	}
	if IsInstance(e, cls) {
		return 1
	}
	return 0
}

// MatchPending reports whether the pending exception is of built-in class id.
func MatchPending(c *Ctx, id uint32) bool {
	return c.Exc != 0 && IsInstance(c.Exc, infoOf(id).class)
}

// raiseNew raises built-in exception id with a message, none if it is empty. It
// returns 0.
func raiseNew(c *Ctx, id uint32, msg string) Value {
	args := emptyTuple
	if msg != "" {
		m := NewStr(c, msg)
		if m == 0 {
			return 0
		}
		args = NewTuple(c, 1)
		TupleInit(args, 0, m)
	}
	setExc(c, newException(c, id, args))
	return 0
}

// raisef formats into scratch memory and raises.
func raisef(c *Ctx, id uint32, f string, args ...any) Value {
	if len(args) == 0 {
		if known := fixedMessages.Load(); known != nil && (*known)[f] != 0 {
			setExc(c, newException(c, id, (*known)[f]))
			return 0
		}
	}
	b := appendf(c.scratch[:0], f, args...)
	c.scratch = b
	m := NewStr(c, string(b))
	if m == 0 {
		return 0
	}
	t := NewTuple(c, 1)
	TupleInit(t, 0, m)
	setExc(c, newException(c, id, t))
	if len(args) == 0 && c.IsMain {
		keepMessage(c, f, t)
	}
	return 0
}

// fixedMessages holds the arguments of exceptions, immortal tuples, by messages that say
// nothing of the values that were to blame. Programs look for the end of a list by its
// IndexError. Only the main thread adds some; a map that can be read is never changed.
var fixedMessages atomic.Pointer[map[string]Value]

// maxFixedMessages bounds fixedMessages: there may be texts that are not fixed.
const maxFixedMessages = 256

// keepMessage remembers args, made from f alone.
func keepMessage(c *Ctx, f string, args Value) {
	all := map[string]Value{}
	if known := fixedMessages.Load(); known != nil {
		if len(*known) >= maxFixedMessages {
			return
		}
		maps.Copy(all, *known)
	}
	all[strings.Clone(f)] = ConstTuple(c, ConstStr(c, GoString(TupleItem(args, 0))))
	fixedMessages.Store(&all)
}

// The following raise a built-in exception whose message is f with its verbs
// (%s for a string or str Value, %d for an int) replaced. They return 0.

// TypeErrorf raises TypeError.
func TypeErrorf(c *Ctx, f string, args ...any) Value { return raisef(c, ExcTypeError, f, args...) }

// ValueErrorf raises ValueError.
func ValueErrorf(c *Ctx, f string, args ...any) Value { return raisef(c, ExcValueError, f, args...) }

// AttributeErrorf raises AttributeError.
func AttributeErrorf(c *Ctx, f string, args ...any) Value {
	return raisef(c, ExcAttributeError, f, args...)
}

// IndexErrorf raises IndexError.
func IndexErrorf(c *Ctx, f string, args ...any) Value { return raisef(c, ExcIndexError, f, args...) }

// OverflowErrorf raises OverflowError.
func OverflowErrorf(c *Ctx, f string, args ...any) Value {
	return raisef(c, ExcOverflowError, f, args...)
}

// ZeroDivisionErrorf raises ZeroDivisionError.
func ZeroDivisionErrorf(c *Ctx, f string, args ...any) Value {
	return raisef(c, ExcZeroDivisionError, f, args...)
}

// NameErrorf raises NameError. What its message quotes first is the name.
func NameErrorf(c *Ctx, f string, args ...any) Value {
	raisef(c, ExcNameError, f, args...)
	return tellQuoted(c)
}

// tellQuoted stores what the message of the pending NameError quotes first as its
// attribute name.
func tellQuoted(c *Ctx) Value {
	if c.Exc == 0 || !MatchPending(c, ExcNameError) {
		return 0
	}
	_, text, _ := strings.Cut(string(c.scratch), "'")
	if name, _, ok := strings.Cut(text, "'"); ok {
		v := NewStr(c, name)
		tellName(c, v)
		c.Drop(v)
	}
	return 0
}

// UnboundLocalErrorf raises UnboundLocalError.
func UnboundLocalErrorf(c *Ctx, f string, args ...any) Value {
	return raisef(c, ExcUnboundLocalError, f, args...)
}

// RuntimeErrorf raises RuntimeError.
func RuntimeErrorf(c *Ctx, f string, args ...any) Value {
	return raisef(c, ExcRuntimeError, f, args...)
}

// RecursionErrorf raises RecursionError.
func RecursionErrorf(c *Ctx, f string, args ...any) Value {
	return raisef(c, ExcRecursionError, f, args...)
}

// NotImplementedErrorf raises NotImplementedError.
func NotImplementedErrorf(c *Ctx, f string, args ...any) Value {
	return raisef(c, ExcNotImplementedError, f, args...)
}

// LookupErrorf raises LookupError.
func LookupErrorf(c *Ctx, f string, args ...any) Value { return raisef(c, ExcLookupError, f, args...) }

// ImportErrorf raises ImportError.
func ImportErrorf(c *Ctx, f string, args ...any) Value { return raisef(c, ExcImportError, f, args...) }

// RaiseExc raises built-in exception id, one of the Exc constants.
func RaiseExc(c *Ctx, id uint32, f string, args ...any) Value { return raisef(c, id, f, args...) }

// KeyError raises KeyError(key).
func KeyError(c *Ctx, key Value) Value {
	setExc(c, newException(c, ExcKeyError, Tuple1(c, key)))
	return 0
}

// StopIteration raises StopIteration(value); value 0 gives no argument.
func StopIteration(c *Ctx, value Value) Value {
	args := emptyTuple
	if value != 0 {
		args = Tuple1(c, value)
	}
	setExc(c, newException(c, ExcStopIteration, args))
	return 0
}

// StoreGlobalP raises the PersistenceError of a context that would store to a
// global variable. It returns false.
func StoreGlobalP(c *Ctx, name Value) bool {
	raisef(c, ExcPersistenceError, "parallel code may not assign to global variable '%s'", name)
	return false
}
