package arena

import (
	"math/bits"
	"sync"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// Heap is the memory of one connection (region CONN) or one message (region
// SHARED): bump allocation in a list of blocks, freed as a whole.
//
// Blocks are powers of two from 256 bytes, so that an idle connection costs
// little and a busy one few blocks. What is overwritten stays as garbage until
// Compact copies the live objects into fresh blocks, which pays for itself
// because it runs only when the heap has doubled.
//
// A Heap may lie off the Go heap: it holds no Go pointers. Its zero value, with
// Shared and Owner set as wanted, is an empty heap. It belongs to one thread at
// a time.
type Heap struct {
	cur, end uintptr
	blocks   uintptr // newest block
	pins     uintptr // newest record of references to MAIN objects
	ends     uintptr // newest record of an object that has to be told of its end
	nends    uint32  // such records, and how many there were after the last compaction
	liveEnds uint32
	size     uintptr // bytes of all blocks
	live     uintptr // size after the last compaction
	Limit    uintptr // of size, 0: none
	Owner    uint32  // connection's number, for the checked build
	Shared   bool    // region SHARED instead of CONN
}

// A block begins with: u64 next, u32 log2 of its size, u32 owner.
const (
	blockHeader  = 16
	minBlock     = 8  // log2: 256 bytes
	blockClasses = 44 // up to the region's size
	growBlock    = 16 // log2: blocks double up to 64 KiB
	blockExtent  = 256 << 10
	compactFloor = 4 << 10
	endsFloor    = 16
)

// A blockCache holds an arena's free blocks by log2 of their size, for both
// regions. Small ones are cut from extents of 256 KiB.
type blockCache struct {
	free  [2][blockClasses]uintptr
	count [2][blockClasses]uint32
	space [2]area
	cut   [2]area // unused part of the last extent
}

// blockPool takes what a thread frees beyond its own needs: connections move
// between threads, so one frees what another allocates.
var blockPool struct {
	sync.Mutex
	free [2][blockClasses]uintptr
}

const cacheBlocks = 64 // kept per class before half goes to the pool

func regionIndex(shared bool) int {
	if shared {
		return 1
	}
	return 0
}

var heapSpaces = [2]*space{&connSpace, &sharedSpace}

func (a *Arena) getBlock(shared bool, log int) uintptr {
	p := a.findBlock(shared, log)
	if p != 0 {
		heapBytes[regionIndex(shared)].Add(1 << log)
	}
	return p
}

// heapBytes are the bytes of the blocks that heaps have, by region.
var heapBytes [2]atomic.Int64

// HeapBytes returns how many bytes the heaps of connections have, and the frozen copies.
func HeapBytes() (conn, shared int64) { return heapBytes[0].Load(), heapBytes[1].Load() }

func (a *Arena) findBlock(shared bool, log int) uintptr {
	r, bc := regionIndex(shared), &a.blocks
	if p := bc.free[r][log]; p != 0 {
		bc.free[r][log] = loadPtr(p)
		bc.count[r][log]--
		return p
	}
	if log <= growBlock {
		if p := takePool(r, log); p != 0 {
			return p
		}
	}
	n := uintptr(1) << log
	if n > blockExtent/2 {
		if p := takePool(r, log); p != 0 {
			return p
		}
		return heapSpaces[r].grow(&bc.space[r], n, a.owner)
	}
	cut := &bc.cut[r]
	if cut.end-cut.cur < n {
		p := heapSpaces[r].grow(&bc.space[r], blockExtent, a.owner)
		if p == 0 {
			return 0
		}
		cut.cur, cut.end = p, p+blockExtent
	}
	p := cut.cur
	cut.cur += n
	return p
}

func takePool(r, log int) uintptr {
	blockPool.Lock()
	defer blockPool.Unlock()
	p := blockPool.free[r][log]
	if p != 0 {
		blockPool.free[r][log] = loadPtr(p)
	}
	return p
}

func (a *Arena) putBlock(shared bool, p uintptr, log int) {
	r, bc := regionIndex(shared), &a.blocks
	heapBytes[r].Add(-(1 << log))
	if invariants.Enabled {
		poison(p, 1<<log)
	}
	if log > growBlock {
		// Large blocks are rare and dear: give the pages back, share the range.
		discard(p+pageSize, 1<<log-pageSize)
	}
	if bc.count[r][log] >= cacheBlocks || log > growBlock {
		blockPool.Lock()
		storePtr(p, blockPool.free[r][log])
		blockPool.free[r][log] = p
		blockPool.Unlock()
		return
	}
	storePtr(p, bc.free[r][log])
	bc.free[r][log] = p
	bc.count[r][log]++
}

// Alloc returns n bytes in h, uninitialised, or 0 when h's limit or the system
// forbids it. a is the arena of the calling thread, whose free blocks are used.
func (h *Heap) Alloc(a *Arena, n uintptr) uintptr {
	if h.end-h.cur < n {
		if !h.grow(a, n) {
			return 0
		}
	}
	p := h.cur
	h.cur += n
	return p
}

func (h *Heap) grow(a *Arena, n uintptr) bool {
	log := bits.Len64(uint64(n + blockHeader - 1))
	want := minBlock
	switch {
	case h.blocks != 0:
		want = min(int(load32(h.blocks+8))+1, growBlock)
	case h.Shared:
		want = minShared
	}
	log = max(log, want)
	if log >= blockClasses || h.Limit != 0 && h.size+1<<log > h.Limit {
		return false
	}
	p := a.getBlock(h.Shared, log)
	if p == 0 {
		return false
	}
	storePtr(p, h.blocks)
	store64(p+8, uint64(h.Owner)<<32|uint64(log))
	h.blocks = p
	h.size += 1 << log
	h.cur, h.end = p+blockHeader, p+1<<log
	return true
}

// Free gives all of h back. What refers into h must be gone; MAIN objects that h
// kept alive are released.
func (h *Heap) Free(a *Arena) {
	h.endAll(a)
	h.unpin(a)
	for p := h.blocks; p != 0; {
		next, log := loadPtr(p), int(load32(p+8))
		a.putBlock(h.Shared, p, log)
		p = next
	}
	*h = Heap{Limit: h.Limit, Owner: h.Owner, Shared: h.Shared}
}

// Size returns the bytes of h's blocks.
func (h *Heap) Size() uintptr { return h.size }

// Contains reports whether p lies in one of h's blocks. O(blocks); for checks.
func (h *Heap) Contains(p uintptr) bool {
	for b := h.blocks; b != 0; b = loadPtr(b) {
		if p >= b && p < b+1<<load32(b+8) {
			return true
		}
	}
	return false
}

// ShouldCompact reports whether h has doubled since its last compaction, in bytes or in
// objects that have to be told of their end.
func (h *Heap) ShouldCompact() bool {
	if invariants.Enabled && Stress.Compact {
		return true
	}
	if h.nends > endsFloor && h.nends >= 2*h.liveEnds {
		return true // files that nobody refers to are still open
	}
	return h.size > compactFloor && h.size >= 2*h.live
}
