package rtnet

import "sync/atomic"

// A token says who owns a loop. Its word holds a sequence number and a state:
//
//	loop    the owner runs loop code; nobody may take the loop
//	python  the owner runs a callback; a thief may take the loop
//	in-rt   the callback is inside this package; nobody may take the loop
//
// The owner goes loop → python → loop around a callback, python → in-rt → python
// around a call from the callback into this package. A thief goes python → loop
// with a new sequence number: the former owner's next compare-and-swap fails, and
// that is how it learns that it has lost the loop. Sequence numbers count
// callbacks, so the same word seen twice means the same callback still runs.
type token struct {
	word atomic.Uint64
	_    [56]byte // the watchdog reads every token: a cache line each
}

const (
	stateLoop   = 0
	statePython = 1
	stateInRT   = 2
	stateMask   = 3
	stateStep   = 4
)

// enter announces a callback and returns the word to leave with. Owner only.
func (t *token) enter() uint64 {
	w := (t.word.Load()&^stateMask + stateStep) | statePython
	t.word.Store(w)
	return w
}

// leave ends the callback that enter announced. It reports false when the loop
// has been taken meanwhile.
func (t *token) leave(w uint64) bool {
	return t.word.CompareAndSwap(w, w&^stateMask|stateLoop)
}

// enterRT forbids theft while a callback works on the loop. It reports false when
// the loop has been taken already.
func (t *token) enterRT(w uint64) bool {
	return t.word.CompareAndSwap(w, w&^stateMask|stateInRT)
}

// leaveRT allows theft again. Only after a successful enterRT.
func (t *token) leaveRT(w uint64) { t.word.Store(w) }

// exitRT allows theft again if the callback that w names has been torn out of a
// call into this package by a panic; without it nobody could take the loop ever
// again, nor could its owner leave.
func (t *token) exitRT(w uint64) { t.word.CompareAndSwap(w&^stateMask|stateInRT, w) }

// running reports whether a callback runs. It may be inside this package, where it
// cannot be robbed, but will be again where it can.
func (t *token) running() bool { return t.word.Load()&stateMask != stateLoop }

// take steals the loop from the callback that word w names. On success the
// caller owns the loop, in state loop.
func (t *token) take(w uint64) bool {
	return t.word.CompareAndSwap(w, (w&^stateMask+stateStep)|stateLoop)
}
