package arena

import (
	"slices"
	"testing"
)

const tEnds = 1<<23 + 100 // a pair that has to be told of its end

func init() {
	Register(tEnds, &Layout{Name: "ending", Size: 24, First: 8, Count: 2, Ends: true})
}

// withHooks has Speaks and End note what they are asked about.
func withHooks(t *testing.T) (ended *[]uint64) {
	t.Helper()
	ended = new([]uint64)
	speaks, end := Speaks, End
	t.Cleanup(func() { Speaks, End = speaks, end })
	Speaks = func(p uintptr) bool { return load64(p+8) == 7 }
	End = func(_ *Arena, p uintptr) { *ended = append(*ended, load64(p+8)>>1) }
	return ended
}

func newEnding(a *Arena, flags uint32, x uint64) uintptr {
	p := newPair(a, x, 4)
	SetHeader(p, tEnds<<8|flags, 0)
	a.Ending(p)
	return p
}

// What is rolled back is told, the youngest first, what has moved to a heap when that
// is compacted without it or freed, and each once.
func TestEnds(t *testing.T) {
	ended := withHooks(t)
	a := New(DefaultLimit)
	var h Heap
	self := connPair(t, a, &h)
	roots := []uint64{uint64(self)}
	s := a.Snapshot()
	newEnding(a, 0, 1<<1|1)
	kept := newEnding(a, 0, 2<<1|1)
	newEnding(a, 0, 3<<1|1)
	a.LogDirty(self)
	store64(self+8, uint64(kept))
	if !a.Evacuate(&h, roots) {
		t.Fatal("no memory")
	}
	if m := a.Moved(); len(m) != 1 || uintptr(load64(self+8)) != m[0] {
		t.Errorf("moved %#x, kept %#x", m, load64(self+8))
	}
	a.Rollback(s)
	if want := []uint64{3, 1}; !slices.Equal(*ended, want) {
		t.Errorf("told %v at the rollback, want %v", *ended, want)
	}
	for range 3 {
		if !a.Compact(&h, roots) {
			t.Fatal("no memory")
		}
	}
	if len(*ended) != 2 {
		t.Errorf("a compaction told what it has moved: %v", *ended)
	}
	a.Moved()
	store64(uintptr(roots[0])+8, 4)
	if !a.Compact(&h, roots) {
		t.Fatal("no memory")
	}
	if want := []uint64{3, 1, 2}; !slices.Equal(*ended, want) {
		t.Errorf("told %v, want %v", *ended, want)
	}
	h.Free(a)
	if len(*ended) != 3 {
		t.Errorf("told twice: %v", *ended)
	}
}

// What has something to say is kept for that with what it refers to, once.
func TestDying(t *testing.T) {
	withHooks(t)
	a := New(DefaultLimit)
	var h Heap
	self := connPair(t, a, &h)
	roots := []uint64{uint64(self)}
	s := a.Snapshot()
	shared := newPair(a, 5<<1|1, 4)
	p := newEnding(a, FlagFinalise, 7)
	store64(p+16, uint64(shared))
	quiet := newEnding(a, FlagFinalise, 9)
	a.LogDirty(self)
	store64(self+8, uint64(shared))
	if !a.Evacuate(&h, roots) {
		t.Fatal("no memory")
	}
	dying := a.Dying(nil)
	a.Rollback(s)
	if len(dying) != 1 || !IsConn(dying[0]) || load64(dying[0]+16) != load64(self+8) || load64(loadPtr(self+8)+8) != 5<<1|1 {
		t.Fatalf("dying %#x", dying)
	}
	if len(a.Dying(nil)) != 0 || quiet == 0 {
		t.Error("told again")
	}
	store32(dying[0], load32(dying[0])&^FlagFinalise)
	if !a.Compact(&h, roots) || len(a.Dying(nil)) != 0 {
		t.Error("an object speaks twice")
	}
	h.Free(a)
}

// Objects of a local class bring it with them.
func TestInstancesBringTheirClass(t *testing.T) {
	withHooks(t)
	const tLocal = 1<<23 + 101
	a := New(DefaultLimit)
	var h Heap
	self := connPair(t, a, &h)
	roots := []uint64{uint64(self)}
	s := a.Snapshot()
	class := newEnding(a, 0, 11)
	l := &Layout{Name: "local", Size: 24, First: 8, Count: 2, Class: class}
	Register(tLocal, l)
	o := newPair(a, 4, 4)
	SetHeader(o, tLocal<<8, 0)
	a.LogDirty(self)
	store64(self+8, uint64(o))
	move := func(step func(*Heap, []uint64) bool) {
		t.Helper()
		if !step(&h, roots) {
			t.Fatal("no memory")
		}
		if m := a.Moved(); len(m) != 1 || !IsConn(m[0]) || !h.Contains(m[0]) || load64(m[0]+8) != 11 {
			t.Fatalf("moved %#x", m)
		} else {
			l.Class = m[0]
		}
	}
	move(a.Evacuate)
	a.Rollback(s)
	for range 3 {
		move(a.Compact)
	}
	h.Free(a)
}

// A heap with many files that nobody refers to is compacted though it is small.
func TestManyEndsCompact(t *testing.T) {
	withHooks(t)
	a := New(DefaultLimit)
	var h Heap
	self := connPair(t, a, &h)
	roots := []uint64{uint64(self)}
	open, most := 0, 0
	End = func(*Arena, uintptr) { open-- }
	for range 1000 {
		s := a.Snapshot()
		self := uintptr(roots[0])
		a.LogDirty(self)
		store64(self+8, uint64(newEnding(a, 0, 13)))
		open++
		step := a.Evacuate
		if h.ShouldCompact() {
			step = a.Compact
		}
		if !step(&h, roots) {
			t.Fatal("no memory")
		}
		a.Moved()
		a.Rollback(s)
		most = max(most, open)
	}
	if most > 2*endsFloor+2 {
		t.Errorf("%d open at once", most)
	}
	h.Free(a)
	if open != 0 {
		t.Errorf("%d open in the end", open)
	}
}
