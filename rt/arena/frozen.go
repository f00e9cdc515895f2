package arena

import (
	"math/bits"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// Frozen copies are what containers hold that every thread may change: graphs in
// memory of their own, in region SHARED, which nobody writes to once they are
// published. Any thread may take one out of a container and retire it; it is freed
// when no thread can refer to it any more.
//
// That is epoch-based reclamation as for the main heap (epoch.go), with slots of its
// own: a thread holds back what is retired only while it looks into a container, and,
// if it has been given a reference, to the end of its callback (LeaveShared). So a
// callback that only stores holds back nothing, however long it runs.
//
// A copy begins with a capsule of two words, right before its root object: the newest
// block and the newest record of pinned MAIN objects, so that the root's address is
// all that a container has to keep.

const (
	capsuleSize = 16
	minShared   = 6 // log2 of the smallest block of a frozen copy

	// limboBatch is after how many retirements freeing is tried, limboBytes after how
	// much memory.
	limboBatch = 64
	limboBytes = 1 << 20

	// DefaultSharedLimbo bounds what is retired and cannot be freed.
	DefaultSharedLimbo = 1 << 30
)

var (
	sharedEpoch atomic.Uint64
	sharedSlots [MaxContexts]epochSlot // the entered epoch plus one; 0: not inside
	sharedBytes atomic.Int64           // in frozen copies and blocks that are not retired
	sharedLimit atomic.Int64           // of sharedLimbo.bytes
	sharedLimbo struct {
		mu      sync.Mutex
		entries []retiredShared
		spare   []retiredShared // empty, to be filled next
		fresh   int             // entries since freeing was last tried
		freshBy int64           // their bytes
		freeing bool
		bytes   atomic.Int64
	}
	sharedSweep struct {
		armed atomic.Bool
		arena *Arena // of the timer's goroutine
	}
)

// A retiredShared is a capsule, or, with the lowest bit of p set, a block.
type retiredShared struct {
	p     uintptr
	n     int64
	stamp uint64
}

func init() { sharedLimit.Store(DefaultSharedLimbo) }

// SetSharedLimbo bounds the bytes that have been retired and are still referred to:
// beyond it nothing new can be stored.
func SetSharedLimbo(n int64) { sharedLimit.Store(n) }

// SharedUsage returns the bytes in containers that threads share, and how many more are
// retired but not yet free.
func SharedUsage() (live, limbo int64) {
	return sharedBytes.Load(), sharedLimbo.bytes.Load()
}

// EnterShared makes what the calling thread finds in containers stay in memory until
// LeaveShared. It reports whether that was not so before. 5 ns.
func (a *Arena) EnterShared() bool {
	if a.sharing {
		return false
	}
	a.sharing = true
	// Swap rather than Store, as in Enter.
	sharedSlots[a.owner].Swap(sharedEpoch.Load() + 1)
	return true
}

// LeaveShared ends what EnterShared began: the thread holds no reference to a frozen
// copy any more.
func (a *Arena) LeaveShared() {
	if a.sharing {
		a.sharing = false
		sharedSlots[a.owner].Store(0)
		if sharedLimbo.bytes.Load() >= limboBytes {
			sweepSoon(sweepTime)
		}
	}
}

// oldestShared returns the oldest epoch a thread is in, idle if none is in any.
func oldestShared() uint64 {
	oldest := uint64(idle)
	n := contexts.Load()
	for i := uint32(1); i <= n; i++ {
		if e := sharedSlots[i].Load(); e != 0 && e-1 < oldest {
			oldest = e - 1
		}
	}
	return oldest
}

// Freeze copies the graph of w, an object, into memory of its own. Copying stops at
// MAIN objects, which the copy pins, but a root on the main heap, which has to be a
// leaf, is copied. ok is false when there is no memory or something was refused.
func (t *Transfer) Freeze(a *Arena, w uint64) (copy uint64, ok bool) {
	if !sharedRoom(a) {
		return 0, false
	}
	p := uintptr(w)
	h := &t.frost
	*h = Heap{Shared: true}
	if !IsMain(p) {
		h.Limit = a.limit
	}
	l := layoutAt(p)
	size := l.sizeAt(p)
	if l.View {
		size = MinSize + round8(uintptr(load32(p+8)))
	}
	if l.Side == Block {
		if b := loadPtr(p + 8); b != 0 {
			size += BlockSize(b)
		}
	}
	if !h.grow(a, capsuleSize+size) {
		return 0, false
	}
	capsule := h.Alloc(a, capsuleSize)
	t.frozen = true
	if IsMain(p) {
		t.target = target{heap: h, a: a}
		copy = uint64(t.copy(p))
		ok = copy != 0
	} else {
		copy, ok = t.Share(a, h, w)
	}
	t.frozen = false
	if !ok {
		h.Free(a)
		return 0, false
	}
	if invariants.Enabled && uintptr(copy) != capsule+capsuleSize {
		invariants.Failf("frozen copy %#x does not follow its capsule %#x", copy, capsule)
	}
	storePtr(capsule, h.blocks)
	storePtr(capsule+8, h.pins)
	sharedBytes.Add(int64(h.size))
	return copy, true
}

// Discard frees the frozen copy w, which nobody else has seen.
func (a *Arena) Discard(w uint64) {
	if isPointer(w) && IsShared(uintptr(w)) {
		sharedBytes.Add(-a.freeCapsule(uintptr(w) - capsuleSize))
	}
}

// freeCapsule frees the copy that begins with capsule c and returns how many bytes it
// took.
func (a *Arena) freeCapsule(c uintptr) int64 {
	h := Heap{Shared: true, blocks: loadPtr(c), pins: loadPtr(c + 8)}
	n := h.blockBytes()
	h.Free(a)
	return n
}

func (h *Heap) blockBytes() (n int64) {
	for b := h.blocks; b != 0; b = loadPtr(b) {
		n += 1 << load32(b+8)
	}
	return n
}

// SharedBlock returns a block of n bytes in region SHARED, uninitialised, for the
// insides of a container, 0 if there is no memory.
func (a *Arena) SharedBlock(n uintptr) uintptr {
	log := max(bits.Len64(uint64(n+blockHeader-1)), minShared)
	if log >= blockClasses || !sharedRoom(a) {
		return 0
	}
	p := a.getBlock(true, log)
	if p == 0 {
		return 0
	}
	store64(p+8, uint64(log))
	sharedBytes.Add(1 << log)
	return p + blockHeader
}

// DiscardBlock frees a SharedBlock that nobody else has seen.
func (a *Arena) DiscardBlock(p uintptr) {
	log := int(load32(p - blockHeader + 8))
	sharedBytes.Add(-1 << log)
	a.putBlock(true, p-blockHeader, log)
}

// Retire frees w, which has just been taken out of a container, once nobody can refer
// to it: a frozen copy, or a MAIN object that the container has pinned. Any thread.
func (a *Arena) Retire(w uint64) {
	switch p := uintptr(w); {
	case !isPointer(w):
	case IsShared(p):
		c := p - capsuleSize
		h := Heap{blocks: loadPtr(c)}
		a.retireShared(c, h.blockBytes())
	case load32(p+4) < Immortal:
		Unpin(p) // the main thread's own grace period follows
	}
}

// RetireBlock is Retire for a SharedBlock.
func (a *Arena) RetireBlock(p uintptr) {
	p -= blockHeader
	a.retireShared(p|1, 1<<load32(p+8))
}

func (a *Arena) retireShared(p uintptr, n int64) {
	l := &sharedLimbo
	sharedBytes.Add(-n)
	l.bytes.Add(n)
	l.mu.Lock()
	// Loaded after p has become unreachable: who still sees p has entered before.
	l.entries = append(l.entries, retiredShared{p, n, sharedEpoch.Load()})
	l.fresh++
	l.freshBy += n
	// What is still referred to is looked at again only when as much has come in again.
	due := !l.freeing && (l.fresh >= limboBatch && l.fresh*2 >= len(l.entries) || l.freshBy >= max(limboBytes, l.bytes.Load()/4))
	l.mu.Unlock()
	if due {
		a.ReclaimShared()
	}
}

// ReclaimShared frees what has been retired and cannot be seen any more. Any thread.
func (a *Arena) ReclaimShared() {
	l := &sharedLimbo
	l.mu.Lock()
	if l.freeing || len(l.entries) == 0 {
		l.mu.Unlock()
		return
	}
	l.freeing = true
	l.fresh, l.freshBy = 0, 0
	work := l.entries
	l.entries, l.spare = l.spare[:0], nil
	l.mu.Unlock()

	sharedEpoch.Add(1)
	oldest := oldestShared()
	kept := work[:0]
	for _, r := range work {
		switch {
		case r.stamp >= oldest:
			kept = append(kept, r)
			continue
		case r.p&1 != 0:
			a.putBlock(true, r.p&^1, int(load32(r.p&^1+8)))
		default:
			a.freeCapsule(r.p)
		}
		l.bytes.Add(-r.n)
	}

	l.mu.Lock()
	// What was retired meanwhile goes behind what is kept.
	kept = append(kept, l.entries...)
	if cap(l.entries) <= 64*limboBatch {
		l.spare = l.entries[:0]
	}
	l.entries = kept
	l.freeing = false
	l.mu.Unlock()
}

// sweepTime is how long much memory may lie in limbo, when nothing is retired any more,
// after whoever held it back has left.
const sweepTime = 200 * time.Millisecond

// sweepSoon has a goroutine free what it can, after some time, and again if that is not
// enough. It is asleep at least twenty times as long as it works.
func sweepSoon(after time.Duration) {
	if sharedSweep.armed.Load() || sharedSweep.armed.Swap(true) {
		return
	}
	time.AfterFunc(after, func() {
		if sharedSweep.arena == nil {
			sharedSweep.arena = New(0)
		}
		begin := time.Now()
		sharedSweep.arena.ReclaimShared()
		took := time.Since(begin)
		sharedSweep.armed.Store(false)
		if sharedLimbo.bytes.Load() >= limboBytes {
			sweepSoon(max(sweepTime, 20*took))
		}
	})
}

// sharedRoom reports whether something new may be stored: not while too much that has
// been retired is still referred to.
func sharedRoom(a *Arena) bool {
	limit := sharedLimit.Load()
	if sharedLimbo.bytes.Load() <= limit {
		return true
	}
	a.ReclaimShared()
	return sharedLimbo.bytes.Load() <= limit
}
