package arena

import (
	"math/bits"
	"sync"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// MainHeap is the reference-counted heap of the main thread. Only the main
// thread calls its methods; any number of contexts read its objects meanwhile
// (epoch.go).
//
// Sizes up to 1 KiB are rounded to 16 bytes, larger ones to a quarter of their
// power of two. Each size has a free list linked through the first word, in
// complement: the upper half of a free block's first word is no count, and so the
// collector (cycles.go) tells it from an object.
// Freeing is logical at once (the references an object holds are dropped when
// its count reaches zero) and physical after the grace period.
type MainHeap struct {
	Arena *Arena // the main thread's

	free  [mainClasses]uintptr
	bump  area // unused part of the last extent
	space area

	limbo []retired
	work  []uintptr // objects with count zero, to be taken apart
	busy  bool      // Release is running
	calls int       // finalisers that are running
	open  bool      // one is running, and what it drops is released at once

	// Finalise is called for objects with FlagFinalise before they are taken
	// apart. It returns false to keep the object, which it has resurrected.
	Finalise func(p uintptr) bool

	// Revived is called for an object whose count was zero, and which a context has
	// pinned. Reclaimed is called before memory is freed that was retired before the
	// given epoch.
	Revived   func(p uintptr)
	Reclaimed func(oldest uint64)

	// What Track has been told since the log was last read: it is short, so that it
	// and what it names are in the cache then.
	log    [logSize]uintptr
	logged uint32
	logEnd uint32 // when to read it

	cycles collector

	objects     int64 // live allocations
	carvedBytes int64 // cut from fresh memory, live or in a free list
}

type retired struct {
	p, n  uintptr
	stamp uint64
	side  bool // a block: no count, no references of its own
}

const (
	// SmallMain bounds the sizes that are rounded to 16 bytes.
	SmallMain   = 1 << 10
	smallMain   = SmallMain
	mainClasses = smallMain/16 + 1 + 4*34
	mainExtent  = 256 << 10
	hugeExtent  = 2 << 20
	discardFrom = 32 << 20 // size from which a free block's pages are given back: what grows leaves such behind
	hugeFrom    = 8 << 20  // bytes cut from fresh memory
	logSize     = 512
	limboPoll   = 1 << 12 // retired entries after which reclaiming is asked for
)

// NewMain makes a the main thread's arena: its allocations go to the returned
// heap.
func NewMain(a *Arena) *MainHeap {
	m := &MainHeap{Arena: a}
	a.main = m
	a.Cur, a.End = 0, 0
	return m
}

// mainClass returns the free list of size n and the size it is rounded to.
func mainClass(n uintptr) (class int, size uintptr) {
	if n <= smallMain {
		n = (n + 15) &^ 15
		return int(n / 16), n
	}
	log := bits.Len64(uint64(n - 1)) // 2^(log-1) < n <= 2^log
	quarter := uintptr(1) << (log - 3)
	size = (n + quarter - 1) &^ (quarter - 1)
	k := int((size - 1<<(log-1)) / quarter) // 1..4
	return smallMain/16 + 1 + 4*(log-11) + k - 1, size
}

// classSize returns the size of a free list's blocks.
func classSize(class int) uintptr {
	if class <= smallMain/16 {
		return 16 * uintptr(class)
	}
	k := class - smallMain/16 - 1
	return uintptr(4+k%4+1) << (k/4 + 11 - 3)
}

// MainSize returns the bytes that an object of n takes on the main heap.
func MainSize(n uintptr) uintptr {
	_, size := mainClass(n)
	return size
}

// Alloc returns n bytes, uninitialised. Running out of memory panics with
// OutOfMemory; sizes that depend on data go through AllocBig.
func (m *MainHeap) Alloc(n uintptr) uintptr {
	p := m.AllocBig(n)
	if p == 0 {
		outOfMemory(n)
	}
	return p
}

// AllocBig is Alloc that returns 0 when the system has no memory.
func (m *MainHeap) AllocBig(n uintptr) uintptr {
	if n >= regionSpan/2 {
		return 0
	}
	class, size := mainClass(n)
	p := m.free[class]
	if p != 0 {
		m.free[class] = nextFree(p)
	} else if p = m.extend(size); p == 0 {
		return 0
	}
	m.objects++
	return p
}

// perpetual is memory of the main heap's region that belongs to nobody and is never
// freed.
var perpetual struct {
	sync.Mutex
	space, free area
}

// Perpetuate copies the leaf at p to where it is immortal; any thread. 0 if the system
// has no memory.
func Perpetuate(p uintptr) uintptr {
	size := layoutAt(p).sizeAt(p)
	size = (size + 15) &^ 15
	if size > perpetualExtent {
		return 0
	}
	t := &perpetual
	t.Lock()
	defer t.Unlock()
	if t.free.end-t.free.cur < size {
		q := mainSpace.grow(&t.space, perpetualExtent, 0)
		if q == 0 {
			return 0
		}
		t.free = area{q, q + perpetualExtent}
	}
	q := t.free.cur
	t.free.cur += size
	move(q, p, layoutAt(p).sizeAt(p))
	SetHeader(q, load32(p), Immortal)
	return q
}

const perpetualExtent = 64 << 10

// Take returns a block of n bytes that has been freed before, n at most SmallMain; 0 if
// there is none: the allocation that needs no call.
func (m *MainHeap) Take(n uintptr) uintptr {
	p := m.free[(n+15)/16]
	if p != 0 {
		m.free[(n+15)/16] = nextFree(p)
		m.objects++
	}
	return p
}

// nextFree returns the block behind the free block p in its list; linkFree makes it.
func nextFree(p uintptr) uintptr    { return ^loadPtr(p) }
func linkFree(p uintptr, n uintptr) { storePtr(p, ^n) }

// extend cuts size bytes from fresh memory.
func (m *MainHeap) extend(size uintptr) uintptr {
	p := m.fresh(size)
	if p != 0 {
		m.carvedBytes += int64(size)
	}
	return p
}

func (m *MainHeap) fresh(size uintptr) uintptr {
	// A page fault costs as much as ten objects. A heap that has grown large takes
	// memory in huge pages: 512 times fewer.
	n := uintptr(mainExtent)
	if m.carvedBytes > hugeFrom {
		n = hugeExtent
	}
	if size > n/4 {
		size = (size + pageSize - 1) &^ (pageSize - 1)
		p := mainSpace.grow(&m.space, size, 0)
		if p != 0 && size >= hugeExtent {
			adviseHuge(p, size)
		}
		return p
	}
	if m.bump.end-m.bump.cur < size {
		p := mainSpace.grow(&m.space, n, 0)
		if p == 0 {
			return 0
		}
		if n == hugeExtent {
			adviseHuge(p, n)
		}
		m.bump = area{p, p + n}
	}
	p := m.bump.cur
	m.bump.cur += size
	return p
}

// put frees n bytes at p for good.
func (m *MainHeap) put(p, n uintptr) {
	class, size := mainClass(n)
	if invariants.Enabled {
		poison(p, size)
	}
	linkFree(p, m.free[class])
	m.free[class] = p
	m.objects--
	if size >= discardFrom && !invariants.Enabled { // which look at the poison
		discard(p+pageSize, size-pageSize)
	}
}

// Objects reports the number of live allocations of the main heap.
func (m *MainHeap) Objects() int64 { return m.objects }

// objectsSeen is what Objects was at the last Reclaim.
var objectsSeen atomic.Int64

// MainObjects is Objects for any thread, as of the last Reclaim.
func MainObjects() int64 { return objectsSeen.Load() }

// Bytes reports how many bytes they are: what has been cut from fresh memory less
// what lies in the free lists, which it walks.
func (m *MainHeap) Bytes() int64 {
	bytes := m.carvedBytes
	for class, p := range m.free {
		for ; p != 0; p = nextFree(p) {
			bytes -= int64(classSize(class))
		}
	}
	return bytes
}

// Retire frees a side block of n bytes that has been replaced: at once when no
// context runs, else after the grace period.
func (m *MainHeap) Retire(p, n uintptr) {
	m.retire(retired{p: p, n: n, side: true})
}

func (m *MainHeap) retire(r retired) {
	if len(m.limbo) == 0 && unseen() {
		m.put(r.p, r.n)
		return
	}
	r.stamp = globalEpoch.Load()
	m.limbo = append(m.limbo, r)
	if len(m.limbo)%limboPoll == 0 {
		globalEpoch.Add(1)
		m.Arena.Poll.Or(PollReclaim)
	}
}

// Release takes apart the MAIN object p, whose count has just reached zero:
// finaliser, references, memory. It uses a worklist, so the depth of a structure
// costs no stack. What a finaliser drops is released at once, as the program that it
// runs expects; deep in finalisers that run each other it is queued instead.
func (m *MainHeap) Release(p uintptr) {
	if n := leafSize(p, load32(p)); n != 0 {
		if class := (n + 15) / 16; !invariants.Enabled && n <= smallMain && len(m.limbo) == 0 && unseen() {
			// As retireObject.
			linkFree(p, m.free[class])
			m.free[class] = p
			m.objects--
			return
		}
		m.retireObject(p, n)
		return
	}
	m.release(p)
}

func (m *MainHeap) release(p uintptr) {
	if m.busy && !m.open {
		m.work = append(m.work, p)
		return
	}
	busy, open := m.busy, m.open
	m.busy, m.open = true, false
	base := len(m.work)
	m.dismantle(p)
	for len(m.work) > base {
		p := m.work[len(m.work)-1]
		m.work = m.work[:len(m.work)-1]
		m.dismantle(p)
	}
	m.busy, m.open = busy, open
}

// retireBlock is retire for a side block of n bytes.
func (m *MainHeap) retireBlock(b, n uintptr) {
	if n <= smallMain && len(m.limbo) == 0 && unseen() {
		m.retireObject(b, n) // which frees it at once
		return
	}
	m.retire(retired{p: b, n: n, side: true})
}

// retireObject is retire for an object of n bytes.
func (m *MainHeap) retireObject(p, n uintptr) {
	if n > smallMain || len(m.limbo) != 0 || !unseen() {
		m.retire(retired{p: p, n: n})
		return
	}
	// As put, for a small size.
	class := (n + 15) / 16
	if invariants.Enabled {
		poison(p, class*16)
	}
	linkFree(p, m.free[class])
	m.free[class] = p
	m.objects--
}

// maxFinalisers bounds how deep finalisers run each other.
const maxFinalisers = 50

func (m *MainHeap) dismantle(p uintptr) {
	if load32(p)&FlagFinalise != 0 && m.Finalise != nil {
		store32(p, load32(p)&^FlagFinalise)
		m.calls++
		m.open = m.calls < maxFinalisers
		kept := !m.Finalise(p)
		m.open = false
		m.calls--
		if kept {
			return
		}
	}
	if m.cycles.garbage.n != 0 && m.IsGarbage(p) {
		store32(shadow(p), 0) // a finaliser that a collection runs has freed it
	}
	if id := load32(p) >> 8; id < layoutChunk {
		switch shapes[id] {
		case onlyItems:
			n := uintptr(load32(p + 8))
			m.dropWords(p+16, n)
			m.retireObject(p, 16+8*n)
			return
		case onlyBlock:
			if b := loadPtr(p + 8); b != 0 && IsMain(b) && load32(b) == BlockValues {
				m.dropWords(b+BlockHeader, uintptr(load32(b+8)))
				m.retireBlock(b, BlockHeader+8*uintptr(load32(b+12)))
				m.retireObject(p, 16)
				return
			}
		case tableBlock:
			if b := loadPtr(p + 8); b == 0 {
				m.retireObject(p, 24)
				return
			} else if IsMain(b) {
				m.dropTable(b)
				m.retireObject(p, 24)
				return
			}
		}
	}
	l := layoutAt(p)
	if l.Form == Items {
		n := uintptr(load32(p + 8))
		m.dropWords(p+16, n)
		m.retireObject(p, l.Size+8*n)
		return
	}
	if l.Count != 0 {
		m.dropWords(p+l.First, l.Count)
	}
	if l.Side == Block {
		if b := loadPtr(p + 8); b != 0 {
			m.dropSpan(BlockSpan(b))
			if IsMain(b) {
				m.retireBlock(b, BlockSize(b))
			}
		}
	}
	m.retireObject(p, l.sizeAt(p))
}

func (m *MainHeap) dropWords(q, n uintptr) {
	for end := q + 8*n; q < end; q += 8 {
		v := load64(q)
		if v&MainMask != MainBits {
			continue
		}
		// As dropInner, in line for what does not die.
		if p := uintptr(v); load32(p+4)-2 < Immortal-2 {
			store32(p+4, load32(p+4)-1)
		} else {
			m.dropInner(p)
		}
	}
}

// dropInner takes from p the reference of an object that is being taken apart.
func (m *MainHeap) dropInner(p uintptr) {
	if m.drop(p) {
		if n := leafSize(p, load32(p)); n != 0 {
			m.retireObject(p, n)
		} else {
			m.work = append(m.work, p)
		}
	}
}

func (m *MainHeap) dropSpan(s Span) {
	if s.Stride == 8 {
		m.dropWords(s.P, s.N)
		return
	}
	for q, end := s.P, s.P+s.N*s.Stride; q < end; q += s.Stride {
		for p := q; p < q+8*s.Width; p += 8 {
			m.dropWord(load64(p))
		}
	}
}

// dropTable takes apart the side block b of a dict, set or other object that refers to
// nothing else.
func (m *MainHeap) dropTable(b uintptr) {
	switch load32(b) {
	case BlockSet:
		n := SetEntrySize * (uintptr(load32(b+4)) + 1)
		for q, end := b+BlockHeader, b+BlockHeader+n; q < end; q += SetEntrySize {
			m.dropWord(load64(q))
		}
		m.retireBlock(b, BlockHeader+n)
	case BlockTable:
		q := TableEntries(b)
		for end := q + EntrySize*uintptr(load32(b+8)); q < end; q += EntrySize {
			m.dropWord(load64(q))
			m.dropWord(load64(q + 8))
		}
		m.retireBlock(b, TableSize(load32(b+4)))
	default:
		m.dropSpan(BlockSpan(b))
		m.retireBlock(b, BlockSize(b))
	}
}

// dropWord is dropInner for a word that may be anything.
func (m *MainHeap) dropWord(v uint64) {
	if v&MainMask == MainBits { // one test, so that this inlines
		m.dropInner(uintptr(v))
	}
}

// drop takes one reference from p and reports whether it was the last.
func (m *MainHeap) drop(p uintptr) bool {
	rc := load32(p + 4)
	if rc >= Immortal {
		return false
	}
	if invariants.Enabled && rc == 0 {
		invariants.Failf("count of %#x (type %d) drops below zero", p, TypeID(p))
	}
	store32(p+4, rc-1)
	return rc == 1
}

// Drop takes one reference from the MAIN object p and releases it if it was the
// last.
func (m *MainHeap) Drop(p uintptr) {
	if m.drop(p) {
		m.Release(p)
	}
}

// Keep adds one reference to the MAIN object p.
func (m *MainHeap) Keep(p uintptr) {
	if rc := load32(p + 4); rc < Immortal {
		store32(p+4, rc+1)
	}
}

// Reclaim applies the pins that contexts have recorded and frees what no context
// can still see. The order matters: a context records its pins before it leaves
// its epoch, so the oldest epoch is read first. Returns the entries still held.
func (m *MainHeap) Reclaim() int {
	m.Arena.Poll.And(^uint32(PollReclaim))
	if m.busy {
		return len(m.limbo) // what waits in m.work is neither alive nor in limbo
	}
	globalEpoch.Add(1)
	oldest := minEpoch()
	requests := m.takePins()
	if m.Reclaimed != nil {
		m.Reclaimed(oldest)
	}
	kept := m.limbo[:0]
	for _, r := range m.limbo {
		if r.stamp >= oldest {
			kept = append(kept, r)
		} else {
			m.put(r.p, r.n)
		}
	}
	m.limbo = kept
	for _, r := range requests {
		if r.drop {
			m.Drop(r.p)
		}
	}
	recyclePins(requests)
	m.Arena.ReclaimShared()
	objectsSeen.Store(m.objects)
	return len(m.limbo)
}
