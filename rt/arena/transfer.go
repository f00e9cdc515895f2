package arena

// Objects pass between the main thread and contexts by being copied: the graph that
// a word leads to, with its sharing and its cycles, which a table of copies keeps
// because the source is left as it was. There are three targets:
//
//	Share    a heap of region CONN or SHARED: a message to another context
//	ToMain   the main heap, which counts the references to the copies
//	FromMain a context's arena, from the main heap or a heap of the other kinds
//
// The source must not change meanwhile: it is the copying thread's, or belongs to
// a context that waits for it. O(size of the graph), on a worklist.

// A Verdict says what becomes of an object that a copy comes upon.
type Verdict uint8

const (
	Copied  Verdict = iota // a copy takes its place
	Kept                   // the copy refers to it: MAIN objects only
	Refused                // the whole graph cannot be copied
)

// A Transfer is one such copy. Its fields are set before, or read behind it.
type Transfer struct {
	// Judge says what becomes of an object. Share and ToMain ask it about objects
	// that are not MAIN, because those are Kept; FromMain about these. Nil copies all.
	Judge func(p uintptr) Verdict

	// Refused is the first object that Judge has refused, 0 if none.
	Refused uintptr

	// Tables are the copied dicts and sets with keys that are copies themselves: their
	// hashes may have been those of the originals' identities.
	Tables []uintptr

	// Identify gives a number to each instance of a class that is frozen: a copy has no
	// room for one that is asked for later.
	Identify func() uint32

	target
	copies map[uintptr]uintptr
	work   []uintptr
	failed bool
	frozen bool
	frost  Heap // what Freeze fills
}

// A target is where copies go: exactly one of the three is set.
type target struct {
	heap *Heap
	a    *Arena // the heap's blocks come from it, or the copies
	main *MainHeap
}

// Share copies the graph of w into h. Copying stops at MAIN objects, which h pins.
// ok is false when h could not grow or something was refused; h is then good for
// Free only.
func (t *Transfer) Share(a *Arena, h *Heap, w uint64) (copy uint64, ok bool) {
	return t.run(target{heap: h, a: a}, w)
}

// ToMain copies the graph of w to the main heap and returns a counted reference.
// If ok is false, nothing is left of the copy that does not refer to itself.
func (t *Transfer) ToMain(m *MainHeap, w uint64) (copy uint64, ok bool) {
	copy, ok = t.run(target{main: m}, w)
	if !ok && isPointer(copy) {
		m.Drop(uintptr(copy))
		copy = 0
	}
	return copy, ok
}

// FromMain copies the graph of w, on the main heap or a message's, into arena a, whose
// context waits for it. What is Kept must stay until that context has left its epoch.
func (t *Transfer) FromMain(a *Arena, w uint64) (copy uint64, ok bool) {
	return t.run(target{a: a}, w)
}

func (t *Transfer) run(to target, w uint64) (uint64, bool) {
	t.target = to
	copy := t.word(w)
	for len(t.work) > 0 {
		n := t.work[len(t.work)-1]
		t.work = t.work[:len(t.work)-1]
		inline, side := Spans(n)
		t.span(inline)
		t.span(side)
		if side.N > 0 && t.copiedKeys(n, side) {
			t.Tables = append(t.Tables, n)
		}
	}
	clear(t.copies)
	return copy, !t.failed && t.Refused == 0
}

// Reset makes t ready for another copy with the same judge, in the same memory.
func (t *Transfer) Reset() {
	t.Refused, t.failed = 0, false
	t.Tables = t.Tables[:0]
}

// word returns what takes the place of w in a copy.
func (t *Transfer) word(w uint64) uint64 {
	if !isPointer(w) {
		return w
	}
	p := uintptr(w)
	if IsMain(p) {
		switch {
		case t.main != nil:
			if load32(p+4) == 0 {
				t.main.revive(p) // only the context still knew it
			} else {
				t.main.Keep(p)
			}
			return w
		case t.heap != nil:
			t.failed = t.failed || !t.heap.pin(t.a, p)
			return w
		}
	}
	n := t.copies[p]
	if n == 0 {
		verdict := Copied
		if t.Judge != nil {
			verdict = t.Judge(p)
		}
		switch verdict {
		case Kept:
			return w
		case Refused:
			if t.Refused == 0 {
				t.Refused = p
			}
			return 0
		}
		if n = t.copy(p); n == 0 {
			t.failed = true
			return 0
		}
		if t.copies == nil {
			t.copies = make(map[uintptr]uintptr)
		}
		t.copies[p] = n
	}
	if t.main != nil {
		t.main.Keep(n)
	}
	return uint64(n)
}

func (t *Transfer) alloc(n uintptr) uintptr {
	switch {
	case t.main != nil:
		return t.main.AllocBig(n)
	case t.heap != nil:
		return t.heap.Alloc(t.a, n)
	}
	return t.a.AllocVar(n)
}

// copy copies object p alone, with its side block, and queues the copy.
func (t *Transfer) copy(p uintptr) uintptr {
	l := layoutAt(p)
	if l.View {
		return t.own(l, p)
	}
	size := l.sizeAt(p)
	n := t.alloc(size)
	if n == 0 {
		return 0
	}
	move(n, p, size)
	flags := uint32(FlagDirty | FlagTracked)
	if IsMain(p) {
		flags |= FlagFinalise // its own affair, and that of weak references to it
	}
	identity := uint32(0)
	if t.frozen && load32(p)>>8 >= layoutChunk && t.Identify != nil {
		identity = t.Identify()
	}
	SetHeader(n, load32(p)&^flags, identity)
	if t.main != nil && !l.leaf {
		t.main.Track(n) // what kind it is does not matter here: lists may hold more than they must
	}
	if l.Side == Block {
		if b := loadPtr(p + 8); b != 0 {
			size := BlockSize(b)
			to := t.alloc(size)
			if to == 0 {
				// The copy is walked and freed as any object: it must not refer to the original's.
				storePtr(n+8, 0)
				t.failed = true
			} else {
				move(to, b, size)
				if load32(to) == BlockBytes {
					store32(to+4, 0) // the views of the original
				}
				storePtr(n+8, to)
			}
		}
	}
	if l.Count != 0 || l.Form == Items || l.Side == Block {
		t.work = append(t.work, n)
	}
	return n
}

// own copies a view as an object that holds the bytes.
func (t *Transfer) own(l *Layout, p uintptr) uintptr {
	length := uintptr(load32(p + 8))
	n := t.alloc(MinSize + round8(length))
	if n == 0 {
		return 0
	}
	SetHeader(n, l.Owned<<8|load32(p)&FlagKind, 0)
	store64(n+8, load64(p+8)) // length and hash
	move(n+MinSize, loadPtr(p+16), length)
	return n
}

func (t *Transfer) span(sp Span) {
	for q := sp.P; sp.N > 0; q, sp.N = q+sp.Stride, sp.N-1 {
		for w := uintptr(0); w < sp.Width; w++ {
			store64(q+8*w, t.word(load64(q+8*w)))
		}
	}
}

// copiedKeys reports whether the hash table of copy n, if it has one, has a key that
// is a copy of something whose hash may be its identity's: not of a leaf.
func (t *Transfer) copiedKeys(n uintptr, side Span) bool {
	if kind := load32(loadPtr(n + 8)); kind != BlockTable && kind != BlockSet {
		return false
	}
	for q, i := side.P, side.N; i > 0; q, i = q+side.Stride, i-1 {
		if w := load64(q); isPointer(w) && !layoutAt(uintptr(w)).leaf && (!IsMain(uintptr(w)) || t.main != nil) {
			return true
		}
	}
	return false
}
