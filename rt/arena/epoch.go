package arena

import (
	"math"
	"sync/atomic"
)

// Contexts read the main heap without locks. What the main thread frees or
// replaces must therefore stay in memory until no context can still hold a
// reference to it: every context publishes the epoch in which it entered, the
// main thread stamps what it retires with the epoch of that moment and frees it
// once every published epoch is younger.
//
// Keir Fraser, Practical Lock-Freedom (2004), 5.2.3: epoch-based reclamation.

// MaxContexts bounds the number of contexts a process can have.
const MaxContexts = 4096

const idle = math.MaxUint64

type epochSlot struct {
	atomic.Uint64
	_ [56]byte // a cache line each
}

var (
	globalEpoch atomic.Uint64
	// epochSlots holds the entered epoch plus one by context number; 0 is idle.
	epochSlots [MaxContexts]epochSlot
)

// Enter marks the arena's context as a reader of the main heap. It is called
// once per batch of callbacks. 3 ns.
func (a *Arena) Enter() {
	// Swap rather than Store: what is read next must be read after it everywhere.
	epochSlots[a.owner].Swap(globalEpoch.Load() + 1)
}

// fence is added to where the main thread must see other threads' slots only after
// what it has unlinked is out of their sight: a store and a later load of another
// word may otherwise change places.
var fence atomic.Uint32

// unseen reports whether no context can refer to what the main thread has just
// unlinked: none is in an epoch, and none has left one with a pin that is still to
// be applied. Contexts queue their pins before they leave, so the pins come last.
func unseen() bool {
	return contexts.Load() <= 1 || allIdle() // one: there is only the main thread
}

func allIdle() bool {
	fence.Add(1)
	return minEpoch() == idle && pins.unapplied.Load() == 0
}

// Unshared reports whether no context can hold a reference to a MAIN object that
// the main thread's counts do not know of: then a count of one means that the main
// thread is alone with it.
func Unshared() bool { return unseen() }

// Leave ends what Enter began: the context holds no reference to a MAIN object
// that it has not pinned.
func (a *Arena) Leave() { epochSlots[a.owner].Store(0) }

// Epoch returns the epoch of this moment, with which the main thread stamps what it
// retires.
func Epoch() uint64 { return globalEpoch.Load() }

// minEpoch returns the oldest epoch a context is in, idle if none is in any.
func minEpoch() uint64 {
	oldest := uint64(idle)
	n := contexts.Load()
	for i := uint32(1); i <= n; i++ {
		if e := epochSlots[i].Load(); e != 0 && e-1 < oldest {
			oldest = e - 1
		}
	}
	return oldest
}
