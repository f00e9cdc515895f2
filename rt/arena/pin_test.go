package arena

import "testing"

// A context has kept a reference to a main object and left its epoch; the main
// thread gives its own up before it has heard of that.
func TestPinOutlivesTheLastCount(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	child := newPair(m.Arena, 4, 4)
	store32(child+4, 1)
	p := newPair(m.Arena, uint64(child), 4)
	store32(p+4, 1)

	a := New(DefaultLimit)
	var h Heap
	a.Enter()
	self := connPair(t, a, &h)
	a.LogDirty(self)
	store64(self+8, uint64(p))
	if !a.Evacuate(&h, []uint64{uint64(self)}) {
		t.Fatal("no memory")
	}
	a.Leave()
	m.Drop(p)
	other := m.Alloc(24)
	if other == p || other == child || TypeID(p) != tPair || TypeID(child) != tPair {
		t.Fatal("an object that a connection keeps was freed")
	}
	m.Reclaim()
	if load32(p+4) != 1 || load32(child+4) != 1 {
		t.Fatalf("counts %d and %d after the pin, want 1 and 1", load32(p+4), load32(child+4))
	}
	before := m.Objects()
	h.Free(a)
	m.Reclaim()
	if after := m.Objects(); after != before-2 {
		t.Errorf("%d objects freed with the connection, want 2", before-after)
	}
}

// Contexts that pin and give back for days leave nothing behind, though the main
// thread only waits.
func TestPinsAreDrainedOnRequest(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	p := newPair(m.Arena, 4, 4)
	store32(p+4, 1)
	a := New(DefaultLimit)
	var h Heap
	self := connPair(t, a, &h)
	roots := []uint64{uint64(self)}
	longest := 0
	for range 20 * pinBatch {
		a.LogDirty(uintptr(roots[0]))
		store64(uintptr(roots[0])+8, uint64(p))
		ok := true
		if h.ShouldCompact() {
			ok = a.Compact(&h, roots)
		} else {
			ok = a.Evacuate(&h, roots)
		}
		if !ok {
			t.Fatal("no memory")
		}
		longest = max(longest, len(pins.queue))
		select {
		case <-PinsWaiting():
			m.Reclaim()
		default:
		}
	}
	if longest > 2*pinBatch {
		t.Errorf("%d pins queued at once", longest)
	}
	h.Free(a)
	m.Reclaim()
	if load32(p+4) != 1 {
		t.Errorf("count %d in the end, want 1", load32(p+4))
	}
}
