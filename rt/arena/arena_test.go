package arena

import (
	"testing"

	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// Type ids of the tests' own layouts, out of the way of package rt's.
const (
	tPair  = 1<<23 + iota // two Values at 8 and 16
	tTuple                // Items
	tList                 // Block
	tBytes                // Bytes
	tView                 // View
)

func init() {
	Register(tPair, &Layout{Name: "pair", Size: 24, First: 8, Count: 2})
	Register(tTuple, &Layout{Name: "tuple", Size: 16, Form: Items})
	Register(tList, &Layout{Name: "list", Size: 16, Side: Block})
	Register(tBytes, &Layout{Name: "bytes", Size: 16, Form: Bytes})
	Register(tView, &Layout{Name: "view", Size: 32, View: true, Owned: tBytes})
}

func newPair(a *Arena, x, y uint64) uintptr {
	p := a.Alloc(24)
	SetHeader(p, tPair<<8, 0)
	store64(p+8, x)
	store64(p+16, y)
	return p
}

func connPair(t *testing.T, a *Arena, h *Heap) uintptr {
	t.Helper()
	p := h.Alloc(a, 24)
	if p == 0 {
		t.Fatal("no memory")
	}
	SetHeader(p, tPair<<8, 0)
	store64(p+8, 4)
	store64(p+16, 4)
	return p
}

func TestRegions(t *testing.T) {
	if err := Probe(); err != nil {
		t.Fatal(err)
	}
	a := New(DefaultLimit)
	var h, s Heap
	s.Shared = true
	m := NewMain(New(DefaultLimit))
	for _, c := range []struct {
		p    uintptr
		want Region
	}{
		{a.Alloc(16), Arenas},
		{a.AllocVar(1 << 20), Arenas},
		{h.Alloc(a, 16), Conn},
		{s.Alloc(a, 16), Shared},
		{m.Alloc(16), Main},
		{m.Arena.Alloc(32), Main},
		{0x1234_5678, None},
	} {
		if got := RegionOf(c.p); got != c.want {
			t.Errorf("RegionOf(%#x) = %v, want %v", c.p, got, c.want)
		}
		if got, want := NeedsBarrier(c.p), c.want != Arenas && c.want != None; c.want != None && got != want {
			t.Errorf("NeedsBarrier(%#x) = %v", c.p, got)
		}
	}
}

func TestRollback(t *testing.T) {
	a := New(DefaultLimit)
	first := a.Alloc(16)
	s := a.Snapshot()
	for range 100_000 {
		a.Alloc(32)
	}
	big := a.AllocVar(1 << 20)
	used := a.Used()
	a.Rollback(s)
	if got := a.Alloc(16); got != first+16 {
		t.Errorf("after rollback: %#x, want %#x", got, first+16)
	}
	if again := a.AllocVar(1 << 20); again != big {
		t.Errorf("big block was not reused: %#x, want %#x", again, big)
	}
	a.Rollback(s)
	mapped := arenaSpace.mapped.Load()
	for range 10 {
		for range 100_000 {
			a.Alloc(32)
		}
		a.AllocVar(1 << 20)
		if a.Used() != used {
			t.Errorf("used = %d, want %d", a.Used(), used)
		}
		a.Rollback(s)
	}
	if arenaSpace.mapped.Load() != mapped {
		t.Error("steady state maps memory")
	}
}

func TestLimit(t *testing.T) {
	a := New(1 << 20)
	if p := a.AllocVar(2 << 20); p != 0 {
		t.Error("allocation beyond the limit succeeded")
	}
	for range 1 << 16 {
		a.Alloc(32)
	}
	if a.Poll.Load()&PollMemory == 0 {
		t.Error("crossing the limit did not set Poll")
	}
}

func TestEvacuateKeepsSharingAndCycles(t *testing.T) {
	a := New(DefaultLimit)
	var h Heap
	self := connPair(t, a, &h)
	s := a.Snapshot()
	x := newPair(a, 7, 4)
	y := newPair(a, uint64(x), 4)
	store64(x+16, uint64(y)) // x and y refer to each other
	a.LogDirty(self)
	store64(self+8, uint64(x))
	store64(self+16, uint64(y))
	roots := []uint64{uint64(self)}
	if !a.Evacuate(&h, roots) {
		t.Fatal("evacuation failed")
	}
	a.Rollback(s)
	nx, ny := loadPtr(self+8), loadPtr(self+16)
	if !IsConn(nx) || !IsConn(ny) || loadPtr(nx+16) != ny || loadPtr(ny+8) != nx || load64(nx+8) != 7 {
		t.Errorf("structure lost: x=%#x y=%#x", nx, ny)
	}
	if load32(self)&FlagDirty != 0 {
		t.Error("object still dirty")
	}
}

func TestEvacuateView(t *testing.T) {
	a := New(DefaultLimit)
	var h Heap
	buf := a.Alloc(32)
	copy(bytesAt(buf, 5), "hello")
	v := a.Alloc(32)
	SetHeader(v, tView<<8, 0)
	store64(v+8, 5)
	storePtr(v+16, buf)
	roots := []uint64{uint64(v)}
	if !a.Evacuate(&h, roots) {
		t.Fatal("evacuation failed")
	}
	p := uintptr(roots[0])
	if TypeID(p) != tBytes || string(bytesAt(p+16, 5)) != "hello" {
		t.Errorf("view became type %d %q", TypeID(p), bytesAt(p+16, 5))
	}
}

func TestCompact(t *testing.T) {
	a := New(DefaultLimit)
	var h Heap
	self := connPair(t, a, &h)
	roots := []uint64{uint64(self)}
	for i := range 10_000 {
		s := a.Snapshot()
		self = uintptr(roots[0])
		a.LogDirty(self)
		store64(self+8, uint64(newPair(a, uint64(i)<<1|1, 4)))
		ok := true
		if h.ShouldCompact() {
			ok = a.Compact(&h, roots)
		} else {
			ok = a.Evacuate(&h, roots)
		}
		if !ok {
			t.Fatal("out of memory")
		}
		a.Rollback(s)
		kept := loadPtr(uintptr(roots[0]) + 8)
		if got := load64(kept+8) >> 1; got != uint64(i) {
			t.Fatalf("kept %d, want %d", got, i)
		}
	}
	if h.Size() > 64<<10 {
		t.Errorf("heap grew to %d bytes", h.Size())
	}
	h.Free(a)
	if h.Size() != 0 {
		t.Error("freed heap has a size")
	}
}

func TestHeapLimit(t *testing.T) {
	a := New(DefaultLimit)
	h := Heap{Limit: 64 << 10}
	n := 0
	for h.Alloc(a, 1024) != 0 {
		n++
	}
	if n < 10 || n > 64 {
		t.Errorf("%d KiB before the limit of 64", n)
	}
	h.Free(a)
}

func TestMainRelease(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	alloc := func(x uint64) uintptr {
		p := m.Alloc(24)
		SetHeader(p, tPair<<8, 1)
		store64(p+8, x)
		store64(p+16, 4)
		return p
	}
	before := m.Objects()
	head := alloc(4)
	for range 1_000_000 { // depth costs no stack
		head = alloc(uint64(head))
	}
	m.Drop(head)
	if after := m.Objects(); after != before {
		t.Errorf("%d objects leaked", after-before)
	}
}

func TestLimboWaitsForReaders(t *testing.T) {
	m := NewMain(New(DefaultLimit))
	reader := New(DefaultLimit)
	p := m.Alloc(24)
	SetHeader(p, tPair<<8, 1)
	store64(p+8, 4)
	store64(p+16, 4)
	reader.Enter()
	m.Drop(p)
	if m.Reclaim() != 1 {
		t.Error("freed under a reader")
	}
	var h Heap
	self := connPair(t, reader, &h)
	reader.LogDirty(self)
	store64(self+8, uint64(p))
	if !reader.Evacuate(&h, []uint64{uint64(self)}) {
		t.Fatal("evacuation failed")
	}
	reader.Leave()
	if m.Reclaim(); load32(p+4) != 1 {
		t.Errorf("pinned object has count %d, want 1", load32(p+4))
	}
	h.Free(reader)
	m.Reclaim()
	if left := m.Reclaim(); left != 0 {
		t.Errorf("%d objects left in limbo", left)
	}
}

func TestMainClasses(t *testing.T) {
	last := -1
	for n := uintptr(16); n < 1<<20; n += 8 {
		class, size := mainClass(n)
		if size < n || class >= mainClasses || class < last {
			t.Fatalf("mainClass(%d) = %d, %d", n, class, size)
		}
		if c2, s2 := mainClass(size); c2 != class || s2 != size {
			t.Fatalf("mainClass(%d) is not stable", n)
		}
		last = class
	}
}

// A large block that is freed keeps its place, but no pages.
func TestLargeBlocksGiveBackPages(t *testing.T) {
	if invariants.Enabled {
		t.Skip("free memory is poisoned")
	}
	m := NewMain(New(DefaultLimit))
	const n = discardFrom
	p := m.Alloc(n)
	store64(p+n-8, 7)
	m.Retire(p, n)
	if load64(p+n-8) != 0 {
		t.Error("the pages are still there")
	}
	if q := m.Alloc(n); q != p {
		t.Errorf("the block at %#x is not used again", p)
	}
}
