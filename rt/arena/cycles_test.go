package arena

import "testing"

// trackedPair returns a tracked object of the main heap with count 1 that takes over
// the references x and y.
func trackedPair(m *MainHeap, x, y uint64) uintptr {
	p := newPair(m.Arena, x, y)
	store32(p+4, 1)
	m.Track(p)
	return p
}

func link(m *MainHeap, p, off, q uintptr) {
	m.Keep(q)
	storePtr(p+off, q)
}

// collectAll collects age and returns how many objects were freed.
func collectAll(m *MainHeap, age int) int {
	m.Reclaim()
	n := m.Find(age)
	m.FreeGarbage()
	m.End()
	return n
}

func TestCycles(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(m *MainHeap) (held []uintptr)
		want int // unreachable
		left int
	}{
		{"self", func(m *MainHeap) []uintptr {
			p := trackedPair(m, 4, 4)
			link(m, p, 8, p)
			m.Drop(p)
			return nil
		}, 1, 0},
		{"held", func(m *MainHeap) []uintptr {
			p := trackedPair(m, 4, 4)
			link(m, p, 8, p)
			return []uintptr{p}
		}, 0, 1},
		{"two, one of them held", func(m *MainHeap) []uintptr {
			p, q := trackedPair(m, 4, 4), trackedPair(m, 4, 4)
			link(m, p, 8, q)
			link(m, q, 8, p)
			m.Drop(p)
			return []uintptr{q}
		}, 0, 2},
		{"two references to the same object", func(m *MainHeap) []uintptr {
			p, q := trackedPair(m, 4, 4), trackedPair(m, 4, 4)
			link(m, p, 8, q)
			link(m, p, 16, q)
			link(m, q, 8, p)
			m.Drop(p)
			m.Drop(q)
			return nil
		}, 2, 0},
		{"through an object that is on no list", func(m *MainHeap) []uintptr {
			p := trackedPair(m, 4, 4)
			tuple := m.Alloc(32)
			SetHeader(tuple, tTuple<<8, 1)
			store64(tuple+8, 2)
			store64(tuple+16, 4)
			m.Keep(p)
			storePtr(tuple+24, p)
			storePtr(p+8, tuple)
			m.Drop(p)
			return nil
		}, 2, 0},
		{"what hangs off a cycle", func(m *MainHeap) []uintptr {
			leaf := trackedPair(m, 4, 4)
			p := trackedPair(m, uint64(leaf), 4)
			link(m, p, 16, p)
			m.Drop(p)
			return nil
		}, 2, 0},
		{"a cycle that refers to what is held", func(m *MainHeap) []uintptr {
			other := trackedPair(m, 4, 4)
			p := trackedPair(m, 4, 4)
			link(m, p, 8, other)
			link(m, p, 16, p)
			m.Drop(p)
			return []uintptr{other}
		}, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := NewMain(New(DefaultLimit))
			held := c.make(m)
			if got := collectAll(m, 2); got != c.want {
				t.Errorf("%d unreachable, want %d", got, c.want)
			}
			if got := collectAll(m, 2); got != 0 {
				t.Errorf("%d unreachable the second time", got)
			}
			n := m.CheckCounts(nil)
			if n != c.left || int(m.Objects()) != n {
				t.Errorf("the heap walk finds %d of %d objects, want %d", n, m.Objects(), c.left)
			}
			for _, p := range held {
				if load32(p+4) == 0 || TypeID(p) != tPair {
					t.Errorf("%#x is gone", p)
				}
			}
		})
	}
}

// Survivors grow older, and a young collection leaves the old alone.
func TestGenerations(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	p := trackedPair(m, 4, 4)
	link(m, p, 8, p)
	for _, age := range []int{0, 1} {
		if n := collectAll(m, age); n != 0 || Age(p) != age+1 {
			t.Fatalf("after collecting %d: %d freed, generation %d", age, n, Age(p))
		}
	}
	m.Drop(p)
	if n := collectAll(m, 1); n != 0 {
		t.Errorf("collecting generation 1 freed %d of the oldest", n)
	}
	m.Freeze()
	if n := collectAll(m, 2); n != 0 || m.Tracked(frozenAge) != 1 {
		t.Errorf("%d freed although frozen; %d frozen", n, m.Tracked(frozenAge))
	}
	m.Unfreeze()
	if n := collectAll(m, 2); n != 1 || m.Objects() != 0 {
		t.Errorf("%d freed, %d left", n, m.Objects())
	}
}

// A block that is freed and used again leaves its entries on the lists.
func TestListsForgetWhatIsFreed(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	for range 100_000 {
		m.Drop(trackedPair(m, 4, 4))
	}
	p := trackedPair(m, 4, 4)
	if n := m.Young(); n != 1 {
		t.Errorf("%d young objects, want 1", n)
	}
	collectAll(m, 2)
	m.Drop(p)
	for range 3 { // old entries of the same block
		p = trackedPair(m, 4, 4)
		collectAll(m, 1)
		collectAll(m, 1)
		m.Drop(p)
	}
	p = trackedPair(m, 4, 4)
	link(m, p, 8, p)
	m.Drop(p)
	if n := collectAll(m, 2); n != 1 || m.Objects() != 0 {
		t.Errorf("%d freed, %d left; want 1 and 0", n, m.Objects())
	}
	q := m.Alloc(24) // the block becomes something that is no object
	store64(q, BlockValues)
	store64(q+8, 0)
	if n := collectAll(m, 2); n != 0 || m.Young() != 0 {
		t.Errorf("%d freed, %d young", n, m.Young())
	}
}

// Objects older than what holds them, and more than fit on the stack of what is to be
// marked: none is taken for garbage, nor lost when it is.
func TestMarkWide(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	const n = 3 * maxWork
	wide := func(last uintptr) uintptr { // a tuple of n pairs that refer to themselves, and last
		tuple := m.Alloc(16 + 8*(n+1))
		SetHeader(tuple, tTuple<<8, 1)
		store64(tuple+8, n+1)
		for i := range uintptr(n) {
			p := trackedPair(m, 4, 4)
			link(m, p, 8, p)
			storePtr(tuple+16+8*i, p)
		}
		storePtr(tuple+16+8*n, last)
		return trackedPair(m, uint64(tuple), 4)
	}
	top := wide(wide(wide(4)))
	want := m.Objects()
	for range 3 {
		if got := collectAll(m, 2); got != 0 || m.Objects() != want {
			t.Fatalf("%d freed of what is held", got)
		}
	}
	m.Drop(top)
	if got := collectAll(m, 2); got != 3*n || m.Objects() != 0 {
		t.Errorf("%d freed, %d left; want %d and 0", got, m.Objects(), 3*n)
	}
}

// What was freed as garbage of an older generation, and comes back by a pin, is found
// again when it is given up.
func TestRevivedIsListed(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	p := trackedPair(m, 4, 4)
	link(m, p, 8, p)
	collectAll(m, 0)
	a := New(DefaultLimit)
	a.Enter()
	m.Drop(p)
	if n := collectAll(m, 2); n != 1 {
		t.Fatalf("%d unreachable, want 1", n)
	}
	Pin(p)
	a.Leave()
	m.Reclaim()
	Unpin(p)
	m.Reclaim()
	if n := collectAll(m, 2); n != 1 {
		t.Errorf("%d freed in the end, want 1", n)
	}
	m.Reclaim()
	if n := m.Objects(); n != 0 {
		t.Errorf("%d objects left", n)
	}
}

// A context that is reading keeps a freed cycle in memory, and a pin that it has made
// brings all of it back.
func TestLatePinKeepsCycle(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	p, q := trackedPair(m, 4, 4), trackedPair(m, 4, 4)
	outside := trackedPair(m, 4, 4)
	link(m, p, 8, q)
	link(m, q, 8, p)
	link(m, q, 16, outside)
	a := New(DefaultLimit)
	a.Enter()
	m.Drop(p)
	m.Drop(q)
	if n := collectAll(m, 2); n != 2 {
		t.Fatalf("%d unreachable, want 2", n)
	}
	if TypeID(p) != tPair || loadPtr(p+8) != q || loadPtr(q+8) != p || load32(outside+4) != 1 {
		t.Fatal("a context saw a cycle being taken apart")
	}
	Pin(p)
	a.Leave()
	m.Reclaim()
	if load32(p+4) != 2 || load32(q+4) != 1 || load32(outside+4) != 2 {
		t.Fatalf("counts %d, %d and %d after the pin, want 2, 1 and 2", load32(p+4), load32(q+4), load32(outside+4))
	}
	if n := collectAll(m, 2); n != 0 {
		t.Fatalf("%d objects freed that a context has pinned", n)
	}
	Unpin(p)
	m.Reclaim()
	if n := collectAll(m, 2); n != 2 {
		t.Errorf("%d freed in the end, want 2", n)
	}
	m.Reclaim()
	m.Drop(outside)
	if n := m.Objects(); n != 0 {
		t.Errorf("%d objects left", n)
	}
}

// What a finaliser frees by breaking the cycle is garbage no more; what it makes
// reachable is spared with all that it leads to.
func TestAgain(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	p, q, r, s := trackedPair(m, 4, 4), trackedPair(m, 4, 4), trackedPair(m, 4, 4), trackedPair(m, 4, 4)
	link(m, p, 8, q)
	link(m, q, 8, p)
	link(m, r, 8, s)
	link(m, s, 8, r)
	for _, x := range []uintptr{p, q, r, s} {
		m.Drop(x)
	}
	if n := m.Find(2); n != 4 {
		t.Fatalf("%d unreachable, want 4", n)
	}
	storePtr(p+8, 4)
	m.Drop(q) // and with it p
	root := trackedPair(m, 4, 4)
	link(m, root, 8, r)
	if n := m.Again(); n != 0 {
		t.Errorf("%d still unreachable, want 0", n)
	}
	m.FreeGarbage()
	m.End()
	if n := m.Objects(); n != 3 {
		t.Errorf("%d objects, want 3", n)
	}
	m.Drop(root)
	if n := collectAll(m, 2); n != 2 || m.Objects() != 0 {
		t.Errorf("%d freed, %d left", n, m.Objects())
	}
}

// The heap asks for a collection when more is made than freed, and not before.
func TestCollectLimit(t *testing.T) {
	old := CollectLimit.Swap(700)
	defer CollectLimit.Store(old)
	m := NewMain(New(DefaultLimit))
	m.takeStock()
	for range 100_000 {
		m.Drop(trackedPair(m, 4, 4))
	}
	if m.Arena.Poll.Load()&PollCollect != 0 {
		t.Error("a collection is due although everything was freed")
	}
	n := 0
	for ; m.Arena.Poll.Load()&PollCollect == 0 && n < 10_000; n++ {
		trackedPair(m, 4, 4)
	}
	if n <= 700 || n > 1500 {
		t.Errorf("a collection is due after %d objects", n)
	}
}

// BenchmarkCollect takes a collection of a million objects with two references each.
func BenchmarkCollect(b *testing.B) {
	for _, garbage := range []bool{false, true} {
		name := "live"
		if garbage {
			name = "garbage"
		}
		b.Run("state="+name, func(b *testing.B) {
			const n = 1_000_000
			m := NewMain(New(DefaultLimit))
			build := func() uintptr {
				first := trackedPair(m, 4, 4)
				last := first
				for range n - 1 {
					p := trackedPair(m, 4, 4)
					link(m, p, 8, last)
					storePtr(last+16, p)
					last = p
				}
				storePtr(last+16, 4)
				return first
			}
			first := build()
			m.Keep(first)
			b.ReportAllocs()
			for b.Loop() {
				if garbage {
					m.Drop(first)
				}
				collectAll(m, 2)
				if garbage {
					b.StopTimer()
					first = build()
					m.Keep(first)
					b.StartTimer()
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/object")
		})
	}
}
