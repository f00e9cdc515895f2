package arena

// Share copies the graph reachable from word w into h, normally a heap of
// region SHARED: a message to another context, a value in a shared container.
// The source is left as it was, because its owner goes on using it; sharing and
// cycles are kept by a table of copies. Copying stops at MAIN objects, which h
// pins.
//
// ok is false when h could not grow; h is then good for Free only.
func (a *Arena) Share(h *Heap, w uint64) (copy uint64, ok bool) {
	s := sharing{evacuation{a: a, h: h}}
	copy = s.word(w)
	for len(a.work) > 0 {
		p := a.work[len(a.work)-1]
		a.work = a.work[:len(a.work)-1]
		inline, side := Spans(p)
		s.span(inline)
		s.span(side)
	}
	clear(a.copies)
	return copy, !s.failed
}

// sharing is an evacuation that may not write to its source.
type sharing struct{ evacuation }

func (s *sharing) word(w uint64) uint64 {
	if !isPointer(w) {
		return w
	}
	p := uintptr(w)
	if IsMain(p) {
		s.failed = s.failed || !s.h.pin(s.a, p)
		return w
	}
	n := s.copyShared(p)
	if n != 0 {
		// The copy is nobody's CONN object and has no identity yet.
		store32(n+4, 0)
	}
	return uint64(n)
}

func (s *sharing) span(sp Span) {
	for q := sp.P; sp.N > 0; q, sp.N = q+sp.Stride, sp.N-1 {
		for w := uintptr(0); w < sp.Width; w++ {
			store64(q+8*w, s.word(load64(q+8*w)))
		}
	}
}
