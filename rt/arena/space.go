package arena

import (
	"fmt"
	"sync"
	"sync/atomic"
	"unsafe"
)

// A space hands out the address space of one region: aligned steps of 64 MiB,
// each with an owner, inside which memory is mapped in smaller extents as it is
// needed. Nothing is reserved in advance, so address-space limits, overcommit
// settings and containers see only what is used; where a foreign mapping
// occupies part of a step, the rest of that step is skipped.
//
// Owners number contexts (ARENA) or are 1; the checked build uses them to find
// pointers that belong to somebody else.
type space struct {
	base   uintptr
	mu     sync.Mutex
	next   int // first step never handed out
	owners *ownerTable
	mapped atomic.Uint64 // bytes mapped by this space
}

// An ownerTable holds owner+1 by step; 0 is free.
type ownerTable [stepCount]atomic.Uint32

// The tables are variables of their own, all zero, so that they take no room in
// the binary and none in memory where they are not used.
var mainOwners, sharedOwners, arenaOwners, connOwners ownerTable

var (
	mainSpace   = space{base: mainBase, owners: &mainOwners}
	sharedSpace = space{base: sharedBase, owners: &sharedOwners}
	arenaSpace  = space{base: arenaBase, owners: &arenaOwners}
	connSpace   = space{base: connBase, owners: &connOwners}
)

// An area is the unused tail of a step, from which its owner maps extents.
type area struct {
	cur, end uintptr
}

// grow maps n bytes (a multiple of the page size, at most a step unless big)
// and returns their address, or 0 when the system has no memory. The memory
// reads as zero. a keeps what is left of the step for the next call.
func (s *space) grow(a *area, n uintptr, owner uint32) uintptr {
	for {
		if a.end-a.cur < n {
			steps := int((n + stepSize - 1) >> stepShift)
			start, ok := s.take(steps, owner)
			if !ok {
				return 0
			}
			a.cur = start
			a.end = start + uintptr(steps)<<stepShift
		}
		p := a.cur
		switch err := mapFixed(p, n); err {
		case nil:
			a.cur += n
			s.mapped.Add(uint64(n))
			return p
		case errOccupied:
			a.cur, a.end = 0, 0 // somebody lives in this step
		default:
			return 0
		}
	}
}

// take hands out consecutive steps.
func (s *space) take(steps int, owner uint32) (uintptr, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next+steps > stepCount {
		return 0, false
	}
	first := s.next
	s.next += steps
	for i := first; i < s.next; i++ {
		s.owners[i].Store(owner + 1)
	}
	return s.base + uintptr(first)<<stepShift, true
}

// ownerOf returns the owner of the step that holds p.
func (s *space) ownerOf(p uintptr) (uint32, bool) {
	i := (p - s.base) >> stepShift
	if i >= stepCount {
		return 0, false
	}
	o := s.owners[i].Load()
	return o - 1, o != 0
}

// Usage reports the bytes mapped for each region since the start.
func Usage() (main, arenas, conn, shared uint64) {
	return mainSpace.mapped.Load(), arenaSpace.mapped.Load(), connSpace.mapped.Load(), sharedSpace.mapped.Load()
}

// Probe maps and unmaps one page of every region and reports why this machine
// cannot run the program, if it cannot: too few address bits, or a sandbox that
// forbids fixed mappings.
func Probe() error {
	for _, s := range []*space{&mainSpace, &sharedSpace, &arenaSpace, &connSpace} {
		// The last step is handed out last, so probing there disturbs nobody.
		p := s.base + regionSpan - stepSize
		if err := mapFixed(p, pageSize); err != nil && err != errOccupied {
			return fmt.Errorf("cannot map memory at %#x: %w", p, err)
		} else if err == nil {
			unmap(p, pageSize)
		}
	}
	return nil
}

const pageSize = 4096

func load64(p uintptr) uint64 {
	// Safe: p addresses a mapped word of one of our regions.
	return *(*uint64)(unsafe.Add(nil, p))
}

func store64(p uintptr, v uint64) {
	// Safe: as load64; off-heap words hold no Go pointers.
	*(*uint64)(unsafe.Add(nil, p)) = v
}

func load32(p uintptr) uint32 {
	// Safe: as load64.
	return *(*uint32)(unsafe.Add(nil, p))
}

func store32(p uintptr, v uint32) {
	// Safe: as load64.
	*(*uint32)(unsafe.Add(nil, p)) = v
}

func loadPtr(p uintptr) uintptr     { return uintptr(load64(p)) }
func storePtr(p uintptr, v uintptr) { store64(p, uint64(v)) }

// bytesAt returns the n bytes at p as a slice for immediate use.
func bytesAt(p, n uintptr) []byte {
	// Safe: the range lies in memory of ours; the slice is used and dropped.
	return unsafe.Slice((*byte)(unsafe.Add(nil, p)), n)
}

func move(dst, src, n uintptr) { copy(bytesAt(dst, n), bytesAt(src, n)) }

// Poison fills freed memory so that a stale reference reads 0xDB bytes.
func poison(p, n uintptr) {
	b := bytesAt(p, n)
	for i := range b {
		b[i] = 0xDB
	}
}
