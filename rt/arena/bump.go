package arena

import (
	"math/bits"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// Arena is the bump memory of one executing thread: everything a callback
// creates and does not keep. Allocation is an add and a compare; rollback to a
// snapshot frees all of it at once and keeps the memory for the next callback,
// hot in the cache.
//
// Chunks of 64 KiB stay linked in the order of their use. Objects above
// bigObject get a block of their own from a free list by powers of two. Nothing
// is zeroed and nothing is returned to the system while a callback runs.
//
// The main thread's Arena has End == 0, so that every Alloc takes the slow path
// and is served from the main heap: code that allocates does not ask where it
// runs.
type Arena struct {
	Cur, End uintptr       // free part of the current chunk
	Poll     atomic.Uint32 // non-zero: the next poll has something to do

	chunk uintptr // current chunk, 0 before the first
	first uintptr // first chunk of the chain
	big   uintptr // newest big block, linked through its header
	used  uintptr // bytes in chunks begun and big blocks
	limit uintptr // of used; beyond it Poll is set and AllocVar fails
	owner uint32
	main  *MainHeap // set in the main thread's arena
	space area
	bigs  [bigClasses]uintptr // free big blocks by log2 of their size

	blocks blockCache // free CONN and SHARED blocks
	work   []uintptr  // evacuation's worklist, reused
	dirty  []uintptr  // CONN objects stored into since the last evacuation
	ends   []uintptr  // objects that have to be told of their end, see ends.go
	dying  []uintptr  // those that the last evacuation has kept for that alone
	moved  []uintptr  // classes that it has moved
	copies map[uintptr]uintptr

	sharing bool // see EnterShared
}

// chunkSize and the size from which an object gets a block of its own: constants
// but for stress tests.
var chunkSize, bigObject uintptr = 64 << 10, 32 << 10

const (
	chunkHeader = 16 // u64 next chunk, u64 end
	extent      = 1 << 20
	bigHeader   = 16 // u64 next block, u64 bytes asked for << 8 | log2 of the size
	bigClasses  = 44
	minBig      = 16 // log2

	// DefaultLimit bounds what one callback may allocate.
	DefaultLimit = 1 << 30
)

// Bits of Arena.Poll.
const (
	PollMemory  = 1 << 0 // the limit was crossed: raise MemoryError
	PollSignal  = 1 << 1 // a signal arrived: main thread only
	PollStop    = 1 << 2 // the callback must end: deadline or shutdown
	PollReclaim = 1 << 3 // main: limbo grew, reclaim
	PollCollect = 1 << 4 // main: many containers have been made, look for cycles
)

// contexts counts the arenas made so far; their numbers count from 1.
var contexts atomic.Uint32

// New returns an empty arena with a number of its own. Arenas are never
// destroyed: their threads are reused.
func New(limit uintptr) *Arena {
	a := new(Arena)
	a.Init(limit)
	return a
}

// Init makes a zero Arena usable in place.
func (a *Arena) Init(limit uintptr) {
	a.owner = contexts.Add(1)
	a.limit = limit
}

// Owner returns the arena's number, from 1.
func (a *Arena) Owner() uint32 { return a.owner }

// SetLimit bounds the bytes that may be live between two rollbacks.
func (a *Arena) SetLimit(n uintptr) { a.limit = n }

// Limit returns what SetLimit or Init set.
func (a *Arena) Limit() uintptr { return a.limit }

// Alloc returns n bytes, n a multiple of 8 and at least MinSize, uninitialised.
// It never fails for small n: crossing the limit sets Poll, and the next poll
// raises MemoryError. Sizes that the program controls go through AllocVar.
func (a *Arena) Alloc(n uintptr) (p uintptr) {
	p = a.Cur
	a.Cur += n
	if a.Cur > a.End {
		p = a.slow(n)
	}
	return
}

// AllocVar is Alloc for sizes that depend on data: it returns 0 where the limit
// or the system forbids the allocation.
func (a *Arena) AllocVar(n uintptr) uintptr {
	if n <= bigObject {
		return a.Alloc(n)
	}
	if a.main != nil {
		return a.main.AllocBig(n)
	}
	if n > a.limit || a.used+n > a.limit {
		return 0
	}
	return a.newBig(n)
}

//go:noinline
func (a *Arena) slow(n uintptr) uintptr {
	if m := a.main; m != nil {
		a.Cur = 0
		// What follows is the main thread's whole allocator for a size that has
		// been freed before.
		if n <= smallMain {
			class := (n + 15) / 16
			if p := m.free[class]; p != 0 {
				m.free[class] = nextFree(p)
				m.objects++
				return p
			}
		}
		return m.Alloc(n)
	}
	a.Cur -= n
	if n > bigObject {
		if a.used+n > a.limit {
			a.Poll.Or(PollMemory)
		}
		p := a.newBig(n)
		if p == 0 {
			outOfMemory(n)
		}
		return p
	}
	a.nextChunk()
	p := a.Cur
	a.Cur += n
	return p
}

// nextChunk makes the following chunk current, a kept one or a new one.
func (a *Arena) nextChunk() {
	var next uintptr
	if a.chunk != 0 {
		next = loadPtr(a.chunk)
	} else {
		next = a.first
	}
	if next == 0 {
		next = a.newChunk()
	}
	a.chunk = next
	a.Cur = next + chunkHeader
	a.End = loadPtr(next + 8)
	a.used += chunkSize
	if a.used > a.limit {
		a.Poll.Or(PollMemory)
	}
}

// Warm makes the first chunk current, so that no callback begins by taking it.
func (a *Arena) Warm() {
	if a.chunk == 0 {
		a.nextChunk()
	}
}

// newChunk maps an extent and appends its chunks to the chain.
func (a *Arena) newChunk() uintptr {
	p := arenaSpace.grow(&a.space, extent, a.owner)
	if p == 0 {
		outOfMemory(extent)
	}
	for c := p; c < p+extent; c += chunkSize {
		next := c + chunkSize
		if next == p+extent {
			next = 0
		}
		storePtr(c, next)
		storePtr(c+8, c+chunkSize)
	}
	if a.chunk != 0 {
		storePtr(a.chunk, p)
	} else {
		a.first = p
	}
	return p
}

// newBig returns a block of its own for n bytes, 0 if the system has none.
func (a *Arena) newBig(n uintptr) uintptr {
	log := bits.Len64(uint64(n + bigHeader - 1))
	if log < minBig {
		log = minBig
	}
	if log >= bigClasses {
		return 0
	}
	p := a.bigs[log]
	if p == 0 && returned[a.owner].Load() != 0 {
		a.takeReturned()
		p = a.bigs[log]
	}
	if p != 0 {
		a.bigs[log] = loadPtr(p)
	} else if p = arenaSpace.grow(&a.space, 1<<log, a.owner); p == 0 {
		return 0
	}
	storePtr(p, a.big)
	store64(p+8, uint64(n+bigHeader)<<8|uint64(log))
	a.big = p
	a.used += n + bigHeader // the rest of the block is never touched
	return p + bigHeader
}

func bigLog(block uintptr) uint64      { return load64(block+8) & 0xff }
func bigCounted(block uintptr) uintptr { return uintptr(load64(block+8) >> 8) }

// Snap is a point to roll back to. It is a plain value; snapshots nest.
type Snap struct {
	cur, end, chunk, big, used uintptr
	ends                       int
}

// Snapshot returns the current point. O(1), 3 ns with Rollback.
func (a *Arena) Snapshot() Snap {
	return Snap{a.Cur, a.End, a.chunk, a.big, a.used, len(a.ends)}
}

// Rollback frees everything allocated since s was taken. Nothing may refer to
// it any more; the checked build poisons it.
func (a *Arena) Rollback(s Snap) {
	if len(a.ends) > s.ends {
		a.endSince(s.ends)
	}
	if invariants.Enabled {
		a.poisonSince(s)
	}
	if a.big != s.big {
		a.freeBig(s.big)
	}
	a.Cur, a.End, a.chunk, a.used = s.cur, s.end, s.chunk, s.used
}

// Newer reports whether object p of this arena has been allocated since s was
// taken. O(chunks and big blocks since then).
func (a *Arena) Newer(p uintptr, s Snap) bool {
	for b := a.big; b != s.big; b = loadPtr(b) {
		if p >= b && p-b < 1<<bigLog(b) {
			return true
		}
	}
	if s.chunk != 0 && p >= s.chunk && p < s.end {
		return p >= s.cur
	}
	if a.chunk == s.chunk {
		return false
	}
	c := a.first
	if s.chunk != 0 {
		c = loadPtr(s.chunk)
	}
	for ; c != 0; c = loadPtr(c) {
		if p >= c && p < uintptr(load64(c+8)) {
			return true
		}
		if c == a.chunk {
			break
		}
	}
	return false
}

func (a *Arena) freeBig(until uintptr) {
	for a.big != until {
		p := a.big
		a.big = loadPtr(p)
		log := bigLog(p)
		storePtr(p, a.bigs[log])
		a.bigs[log] = p
	}
}

func (a *Arena) poisonSince(s Snap) {
	if a.chunk == s.chunk {
		poison(s.cur, a.Cur-s.cur)
	} else {
		if s.chunk != 0 {
			poison(s.cur, s.end-s.cur)
		}
		c := a.first
		if s.chunk != 0 {
			c = loadPtr(s.chunk)
		}
		for ; c != a.chunk; c = loadPtr(c) {
			poison(c+chunkHeader, chunkSize-chunkHeader)
		}
		poison(c+chunkHeader, a.Cur-c-chunkHeader)
	}
	for b := a.big; b != s.big; b = loadPtr(b) {
		poison(b+bigHeader, 1<<bigLog(b)-bigHeader)
	}
}

// Owns reports whether arena address p was allocated by a. The checked build
// uses it to find references into another thread's arena.
func (a *Arena) Owns(p uintptr) bool {
	owner, ok := arenaSpace.ownerOf(p)
	return ok && owner == a.owner
}

// Used returns the bytes of chunks and big blocks in use since the arena was
// empty, rounded up to whole chunks.
func (a *Arena) Used() uintptr { return a.used }

// Trim gives back the pages of everything that is free. It costs 40–50 µs per
// chunk touched, so it belongs on an idle timer, never in a request. It may be
// called only by the owning thread with no snapshot outstanding.
func (a *Arena) Trim() {
	c := a.first
	if a.chunk != 0 {
		c = loadPtr(a.chunk)
	}
	for ; c != 0 && chunkSize > pageSize; c = loadPtr(c) {
		// The chunk's first page holds its header.
		discard(c+pageSize, chunkSize-pageSize)
	}
	for log, p := range a.bigs {
		for ; p != 0; p = loadPtr(p) {
			discard(p+pageSize, 1<<log-pageSize)
		}
	}
}

// outOfMemory ends the process: the system refused memory for an allocation
// that has no way to fail.
func outOfMemory(n uintptr) {
	panic(OutOfMemory(n))
}

// OutOfMemory is the panic value when the system has no memory left for a small
// allocation. It gives the bytes asked for.
type OutOfMemory uintptr

func (n OutOfMemory) Error() string { return "out of memory" }
