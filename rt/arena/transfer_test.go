package arena

import "testing"

// circle returns a pair that refers to itself and to a tuple.
func circle(a *Arena) (pair, tuple uintptr) {
	tuple = a.Alloc(32)
	SetHeader(tuple, tTuple<<8, 0)
	store64(tuple+8, 2)
	pair = newPair(a, 0, 0)
	store64(tuple+16, 9)
	store64(tuple+24, uint64(pair))
	store64(pair+8, uint64(tuple))
	store64(pair+16, uint64(tuple))
	return pair, tuple
}

// isCircle reports whether p has circle's shape and lies in region r.
func isCircle(p uintptr, r Region) bool {
	tuple := loadPtr(p + 8)
	return RegionOf(p) == r && RegionOf(tuple) == r && loadPtr(p+16) == tuple && load64(tuple+16) == 9 && loadPtr(tuple+24) == p
}

func TestShareLeavesSource(t *testing.T) {
	a := New(DefaultLimit)
	for _, h := range []Heap{{Shared: true}, {}} {
		want := Conn
		if h.Shared {
			want = Shared
		}
		pair, _ := circle(a)
		store32(pair+4, 7) // identity
		var tr Transfer
		w, ok := tr.Share(a, &h, uint64(pair))
		if n := uintptr(w); !ok || !isCircle(n, want) || load32(n+4) != 0 {
			t.Errorf("%v: copy %#x is wrong", want, n)
		}
		if !isCircle(pair, Arenas) || load32(pair+4) != 7 {
			t.Error("the source was changed")
		}
		h.Free(a)
	}
}

// Copies on the main heap count the references among themselves and to others.
func TestToMain(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	a := New(DefaultLimit)
	old := newPair(m.Arena, 4, 4)
	store32(old+4, 1)
	pair, tuple := circle(a)
	store64(tuple+16, uint64(old))
	before := m.Objects()
	var tr Transfer
	w, ok := tr.ToMain(m, uint64(pair))
	n := uintptr(w)
	if !ok || RegionOf(n) != Main || load32(n+4) != 2 || load32(loadPtr(n+8)+4) != 2 || load32(old+4) != 2 {
		t.Fatalf("copy %#x has count %d, its tuple %d, the old object %d", n, load32(n+4), load32(loadPtr(n+8)+4), load32(old+4))
	}
	store64(loadPtr(n+8)+24, 4) // break the circle
	m.Drop(n)
	m.Drop(n)
	m.Reclaim()
	if m.Objects() != before || load32(old+4) != 1 {
		t.Errorf("%d objects are left, the old one has count %d", m.Objects()-before, load32(old+4))
	}
}

// What is refused anywhere in a graph leaves nothing behind.
func TestTransferRefused(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	a := New(DefaultLimit)
	bad := newPair(a, 4, 4)
	x := newPair(a, uint64(newPair(a, 4, 4)), uint64(newPair(a, uint64(bad), uint64(newPair(a, 4, 4)))))
	before := m.Objects()
	tr := Transfer{Judge: func(p uintptr) Verdict {
		if p == bad {
			return Refused
		}
		return Copied
	}}
	if w, ok := tr.ToMain(m, uint64(x)); ok || w != 0 || tr.Refused != bad {
		t.Errorf("got %#x, %v, refused %#x", w, ok, tr.Refused)
	}
	m.Reclaim()
	if m.Objects() != before {
		t.Errorf("%d objects are left", m.Objects()-before)
	}
	tr.Reset()
	if _, ok := tr.ToMain(m, 9); !ok {
		t.Error("not ready for another copy")
	}
}

func TestFromMain(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	a := New(DefaultLimit)
	kept := newPair(m.Arena, 4, 4)
	pair, tuple := circle(m.Arena)
	store64(tuple+16, uint64(kept))
	tr := Transfer{Judge: func(p uintptr) Verdict {
		if p == kept {
			return Kept
		}
		return Copied
	}}
	w, ok := tr.FromMain(a, uint64(pair))
	n := uintptr(w)
	if !ok || RegionOf(n) != Arenas || RegionOf(loadPtr(n+8)) != Arenas || loadPtr(loadPtr(n+8)+16) != kept {
		t.Errorf("copy %#x is wrong", n)
	}
	if !a.Owns(n) {
		t.Error("the copy is not the arena's")
	}
}

// A context may pass on an object that the main thread has given up meanwhile.
func TestToMainRevives(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	a := New(DefaultLimit)
	a.Enter()
	inner := newPair(m.Arena, 4, 4)
	store32(inner+4, 1)
	old := newPair(m.Arena, uint64(inner), 4)
	store32(old+4, 1)
	m.Drop(old)
	if len(m.limbo) != 2 {
		t.Fatalf("%d objects in limbo", len(m.limbo))
	}
	var tr Transfer
	w, ok := tr.ToMain(m, uint64(newPair(a, uint64(old), 4)))
	a.Leave()
	m.Reclaim()
	if !ok || load64(uintptr(w)+8) != uint64(old) || load32(old+4) != 1 || load32(inner+4) != 1 || load64(old+8) != uint64(inner) {
		t.Errorf("count %d and %d", load32(old+4), load32(inner+4))
	}
	before := m.Objects()
	m.Drop(uintptr(w))
	m.Reclaim()
	if n := m.Objects(); n != before-3 {
		t.Errorf("%d objects freed, want 3", before-n)
	}
}

// A cycle that has come to the main heap as a copy is found there.
func TestToMainCycle(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	pair, _ := circle(New(DefaultLimit))
	var tr Transfer
	w, ok := tr.ToMain(m, uint64(pair))
	if !ok || m.Objects() != 2 {
		t.Fatalf("%d objects copied, want 2", m.Objects())
	}
	m.Drop(uintptr(w))
	if n := collectAll(m, 2); n != 2 || m.Objects() != 0 {
		t.Errorf("%d freed, %d left", n, m.Objects())
	}
}
