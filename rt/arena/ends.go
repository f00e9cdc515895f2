package arena

import "slices"

// Contexts do not count references: what a callback has made is gone when its arena is
// rolled back or its connection's heap is freed, all at once. Some objects have to be
// told of that: those with FlagFinalise, which have a file to close, a __del__ method or
// a finally suite to run, and those of a layout with Ends. They are on a list from when
// they are made (Ending); when one moves to a connection's heap, that heap has a record
// of it.
//
// What has something to say may do so while the memory is intact: an evacuation keeps the
// unreachable ones that Speaks names, as if they were reachable, and Dying returns them.
// When memory goes, End is called for each that has not moved elsewhere, the youngest
// first; it may look at the object, but what that refers to may be gone already.

// Hooks of package rt.
var (
	Speaks func(p uintptr) bool      // whether p has something to say before its end
	End    func(a *Arena, p uintptr) // p is about to be gone
)

// Ending says that object p of this arena has to be told of its end.
func (a *Arena) Ending(p uintptr) { a.ends = append(a.ends, p) }

// Ends calls f for the objects made since s that have to be told of their end and have
// not been moved, also for those that f makes.
func (a *Arena) Ends(s Snap, f func(p uintptr)) {
	for i := s.ends; i < len(a.ends); i++ {
		if p := a.ends[i]; load32(p) != forwarded {
			f(p)
		}
	}
}

// HasEnds reports whether an object made since s has to be told of its end.
func (a *Arena) HasEnds(s Snap) bool { return len(a.ends) > s.ends }

func (a *Arena) endSince(n int) {
	for i := len(a.ends) - 1; i >= n; i-- {
		if p := a.ends[i]; load32(p) != forwarded {
			End(a, p)
		}
	}
	clear(a.ends[n:])
	a.ends = a.ends[:n]
}

const endRecord = 16 // u64 next, u64 object

// end records that n, of layout l, has come to live in the heap.
func (e *evacuation) end(l *Layout, n uintptr) {
	if l.Ends {
		e.a.moved = append(e.a.moved, n)
	}
	if !e.h.Ending(e.a, n) {
		e.failed = true
	}
}

// keepDying keeps what has not been reached but has something to say, on the arena's
// list and among the records of a heap that is being compacted.
func (e *evacuation) keepDying(records uintptr) {
	keep := func(p uintptr) {
		if load32(p) == forwarded || load32(p)&FlagFinalise == 0 || !Speaks(p) {
			return
		}
		if n := uintptr(e.word(uint64(p))); n != 0 {
			e.a.dying = append(e.a.dying, n)
			e.drain()
		}
	}
	// A buffer is written out before its file is closed: what was made later speaks first,
	// and what was moved to the heap earlier, because it led to the other.
	for i := len(e.a.ends) - 1; i >= 0; i-- {
		keep(e.a.ends[i])
	}
	var moved []uintptr
	for r := records; r != 0; r = loadPtr(r) {
		if p := loadPtr(r + 8); load32(p) != forwarded {
			moved = append(moved, p)
		}
	}
	for _, p := range slices.Backward(moved) {
		keep(p)
	}
}

// Dying appends to list what evacuations have kept for its last words alone, and
// forgets it.
func (a *Arena) Dying(list []uintptr) []uintptr {
	list = append(list, a.dying...)
	a.dying = a.dying[:0]
	return list
}

// Moved returns the objects of layouts with Ends that the last evacuations have moved,
// and forgets them.
func (a *Arena) Moved() []uintptr {
	m := a.moved
	a.moved = a.moved[:0]
	return m
}

// Ending says that object p of h has to be told of its end.
func (h *Heap) Ending(a *Arena, p uintptr) bool {
	r := h.Alloc(a, endRecord)
	if r == 0 {
		return false
	}
	storePtr(r, h.ends)
	storePtr(r+8, p)
	h.ends = r
	h.nends++
	return true
}

// EachEnd calls f for the objects of h that have to be told of its end.
func (h *Heap) EachEnd(f func(p uintptr)) {
	for r := h.ends; r != 0; r = loadPtr(r) {
		f(loadPtr(r + 8))
	}
}

// HasEnds reports whether there are any.
func (h *Heap) HasEnds() bool { return h.ends != 0 }

func (h *Heap) endAll(a *Arena) {
	for r := h.ends; r != 0; r = loadPtr(r) {
		if p := loadPtr(r + 8); load32(p) != forwarded {
			End(a, p)
		}
	}
	h.ends, h.nends = 0, 0
}
