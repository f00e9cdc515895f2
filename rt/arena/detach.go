package arena

import "sync/atomic"

// A reply that the kernel does not take at once outlives the callback that made
// it. If it is large, it lies in a big block of its own, which changes hands
// instead of being copied: the arena gives the block up, the connection sends
// from it, and whoever has sent the last byte returns it. The checked build tells
// arenas apart by address, so a block goes back to the arena that it came from.

const largeReturn = 22 // log2: 4 MiB

// returned holds the blocks on their way back, a stack by arena number. Any
// thread pushes, the owner takes all.
var returned [MaxContexts]atomic.Uintptr

// Detach takes the big block that contains address p out of the arena, so that a
// rollback does not free it. It returns the block for Return, 0 if p does not lie
// in a big block. O(big blocks since the last rollback).
func (a *Arena) Detach(p uintptr) (block uintptr) {
	prev := uintptr(0)
	for b := a.big; b != 0; prev, b = b, loadPtr(b) {
		size := uintptr(1) << bigLog(b)
		if p < b || p >= b+size {
			continue
		}
		if prev == 0 {
			a.big = loadPtr(b)
		} else {
			storePtr(prev, loadPtr(b))
		}
		a.used -= bigCounted(b)
		return b
	}
	return 0
}

// Return gives a detached block back. Any thread. The pages of a large one go
// back to the system: its owner may be idle for long, and sending it has cost
// more than they do.
func Return(block uintptr) {
	if log := bigLog(block); log >= largeReturn {
		discard(block+pageSize, 1<<log-pageSize)
	}
	owner, _ := arenaSpace.ownerOf(block)
	top := &returned[owner]
	for {
		old := top.Load()
		storePtr(block, old)
		if top.CompareAndSwap(old, block) {
			return
		}
	}
}

// takeReturned adds the returned blocks to the free lists.
func (a *Arena) takeReturned() {
	for b := returned[a.owner].Swap(0); b != 0; {
		next, log := loadPtr(b), bigLog(b)
		storePtr(b, a.bigs[log])
		a.bigs[log] = b
		b = next
	}
}
