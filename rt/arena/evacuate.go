package arena

import "github.com/pxc-lang/pxc/rt/internal/invariants"

// Evacuation moves what a callback decided to keep from the arena to the
// connection's heap, Cheney's way: objects are copied when first reached and
// leave a forwarding address behind, so shared structure and cycles survive and
// the cost is proportional to what is kept. It runs at the end of a callback,
// when no frame of the connection is on any stack.
//
// The barrier logs objects, never slots, because slots move while a callback
// works (list.insert). The roots are the logged objects and the connection's
// hidden root slots.
//
// C. J. Cheney, A Nonrecursive List Compacting Algorithm, CACM 13 (1970).

// LogDirty records that CONN object p is about to be stored into. It is the
// write barrier's slow part; logging an object twice costs one test.
func (a *Arena) LogDirty(p uintptr) {
	w := load32(p)
	if w&FlagDirty != 0 {
		return
	}
	store32(p, w|FlagDirty)
	a.dirty = append(a.dirty, p)
}

// Evacuate copies into h everything in the arena (or in region SHARED) that is
// reachable from the objects logged by LogDirty and from the given root slots,
// and makes those slots refer to the copies. It costs nothing when nothing was
// stored. The arena may be rolled back afterwards.
//
// It reports false when h's limit or the system's memory does not suffice; h is
// then unusable except for Free, and the connection must be closed.
func (a *Arena) Evacuate(h *Heap, roots []uint64) bool {
	e := evacuation{a: a, h: h}
	for i := range roots {
		roots[i] = e.word(roots[i])
	}
	for _, p := range a.dirty {
		store32(p, load32(p)&^FlagDirty)
		e.object(p)
	}
	a.dirty = a.dirty[:0]
	e.drain()
	e.keepDying(0)
	return e.finish(roots)
}

// Compact copies the live part of h, reachable from roots, into fresh blocks
// and frees the old ones. Like Evacuate it also fetches what still lies in the
// arena. Nothing but the roots may refer into h.
func (a *Arena) Compact(h *Heap, roots []uint64) bool {
	to := Heap{Limit: h.Limit, Owner: h.Owner, Shared: h.Shared}
	e := evacuation{a: a, h: &to, compact: true}
	for i := range roots {
		roots[i] = e.word(roots[i])
	}
	a.dirty = a.dirty[:0]
	e.drain()
	e.keepDying(h.ends)
	ok := e.finish(roots)
	// The copies hold their own pins before the old ones are dropped.
	h.Free(a)
	to.live, to.liveEnds = to.size, to.nends
	*h = to
	return ok
}

// DropDirty forgets the logged objects: their heap is about to be freed.
func (a *Arena) DropDirty() { a.dirty = a.dirty[:0] }

type evacuation struct {
	a       *Arena
	h       *Heap
	compact bool // CONN objects move too
	failed  bool
}

func (e *evacuation) finish(roots []uint64) bool {
	clear(e.a.copies)
	if invariants.Enabled && !e.failed {
		checkEvacuated(roots)
	}
	return !e.failed
}

// word returns the value that replaces w in a slot of the connection.
func (e *evacuation) word(w uint64) uint64 {
	if !isPointer(w) {
		return w
	}
	p := uintptr(w)
	switch {
	case IsArena(p), e.compact && IsConn(p):
		if load32(p) == forwarded {
			return load64(p + 8)
		}
		n := e.copy(p)
		if n == 0 {
			return 0
		}
		store32(p, forwarded)
		storePtr(p+8, n)
		return uint64(n)
	case IsShared(p):
		return uint64(e.copyShared(p))
	case IsMain(p):
		e.failed = e.failed || !e.h.pin(e.a, p)
	}
	return w
}

// copyShared copies a frozen object, whose readers forbid a forwarding address.
func (e *evacuation) copyShared(p uintptr) uintptr {
	if n := e.a.copies[p]; n != 0 {
		return n
	}
	n := e.copy(p)
	if n != 0 {
		if e.a.copies == nil {
			e.a.copies = make(map[uintptr]uintptr)
		}
		e.a.copies[p] = n
	}
	return n
}

// copy moves object p with its side block into the heap and queues the copy.
func (e *evacuation) copy(p uintptr) uintptr {
	l := layoutAt(p)
	if l.View {
		return e.own(l, p)
	}
	size := l.sizeAt(p)
	n := e.h.Alloc(e.a, size)
	if n == 0 {
		e.failed = true
		return 0
	}
	move(n, p, size)
	w := load32(n) &^ FlagDirty
	store32(n, w)
	if w&FlagFinalise != 0 || l.Ends {
		e.end(l, n)
	}
	if l.Class != 0 {
		e.word(uint64(l.Class)) // Moved tells where it is now
	}
	if l.Side == Block {
		if b := loadPtr(n + 8); b != 0 && !IsMain(b) {
			storePtr(n+8, e.block(b))
		}
	}
	if l.Count != 0 || l.Form == Items || l.Side == Block {
		e.a.work = append(e.a.work, n)
	}
	return n
}

func (e *evacuation) block(b uintptr) uintptr {
	size := BlockSize(b)
	n := e.h.Alloc(e.a, size)
	if n == 0 {
		e.failed = true
		return 0
	}
	move(n, b, size)
	return n
}

// own replaces a view by an object that holds the bytes.
func (e *evacuation) own(l *Layout, p uintptr) uintptr {
	length := uintptr(load32(p + 8))
	n := e.h.Alloc(e.a, MinSize+round8(length))
	if n == 0 {
		e.failed = true
		return 0
	}
	SetHeader(n, l.Owned<<8|load32(p)&FlagKind, load32(p+4))
	store64(n+8, load64(p+8)) // length and hash
	move(n+MinSize, loadPtr(p+16), length)
	return n
}

// object rewrites the slots of p, whose side block may still lie in the arena.
func (e *evacuation) object(p uintptr) {
	l := layoutAt(p)
	if l.Class != 0 && !e.compact {
		e.word(uint64(l.Class)) // p may have changed its class
	}
	if l.Side == Block {
		if b := loadPtr(p + 8); b != 0 && IsArena(b) {
			storePtr(p+8, e.block(b))
		}
	}
	inline, side := Spans(p)
	e.span(inline)
	e.span(side)
}

func (e *evacuation) span(s Span) {
	for q := s.P; s.N > 0; q, s.N = q+s.Stride, s.N-1 {
		for w := uintptr(0); w < s.Width; w++ {
			v := load64(q + 8*w)
			if isPointer(v) {
				store64(q+8*w, e.word(v))
			}
		}
	}
}

func (e *evacuation) drain() {
	for len(e.a.work) > 0 {
		p := e.a.work[len(e.a.work)-1]
		e.a.work = e.a.work[:len(e.a.work)-1]
		e.object(p)
	}
}

// checkEvacuated walks everything reachable from roots and fails if any of it
// still lies in an arena.
func checkEvacuated(roots []uint64) {
	seen := make(map[uintptr]bool)
	var work []uintptr
	visit := func(w uint64) {
		if !isPointer(w) {
			return
		}
		p := uintptr(w)
		if IsArena(p) || IsShared(p) {
			invariants.Failf("kept object %#x still lies in %v", p, RegionOf(p))
		}
		if IsConn(p) && !seen[p] {
			seen[p] = true
			if cls := layoutAt(p).Class; IsArena(cls) && load32(cls) != forwarded {
				invariants.Failf("the class of kept object %#x still lies in an arena", p)
			}
			work = append(work, p)
		}
	}
	for _, w := range roots {
		visit(w)
	}
	for len(work) > 0 {
		p := work[len(work)-1]
		work = work[:len(work)-1]
		inline, side := Spans(p)
		for _, s := range [...]Span{inline, side} {
			s.Each(visit)
		}
	}
}

// Each calls f for every word of s. It is for checks and cold walks.
func (s Span) Each(f func(w uint64)) {
	for i := uintptr(0); i < s.N; i++ {
		for w := uintptr(0); w < s.Width; w++ {
			f(load64(s.P + i*s.Stride + 8*w))
		}
	}
}
