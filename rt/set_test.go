package rt

import (
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/pxc-lang/pxc/rt/arena"
)

// TestHammerSet reads a set from contexts while the main thread adds, removes,
// pops, merges and clears: readers see only elements that were stored there.
func TestHammerSet(t *testing.T) {
	m := mainCtx
	s := NewSet(m, 0)
	var stop atomic.Bool
	done := make(chan string, 2)
	read := func(c *Ctx) string {
		it := Iter(c, s)
		for v := Next(c, it); v != 0; v = Next(c, it) {
			if !v.IsInt() && (!IsTuple(v) || TupleLen(v) != 1 || !TupleItem(v, 0).IsInt()) {
				return "element " + GoString(Repr(c, v))
			}
		}
		for i := range int64(40) {
			if Contains(c, s, Tuple1(c, Int(i))) < 0 || Contains(c, s, Int(i)) < 0 {
				return GoString(Str(c, c.Exc))
			}
		}
		other := newSetOf(c, TypeSet, newRange(c, 0, 100, 3))
		for _, op := range [...]byte{'|', '&', '-', '^'} {
			if r := setOp(c, s, s, op); r == 0 || SetLen(r) > 200 {
				return "operator " + string(op)
			}
			if r := setOp(c, s, other, op); r == 0 || SetLen(r) > 200 {
				return "operator " + string(op)
			}
			if r := setOp(c, other, s, op); r == 0 || SetLen(r) > 200 {
				return "reflected " + string(op)
			}
		}
		if SetAdd(c, s, Int(1)) || !MatchPending(c, ExcPersistenceError) {
			return "a context changed the set"
		}
		c.Exc = 0
		return ""
	}
	for range 2 {
		go func() {
			c := NewCtx(1 << 24)
			snap := c.Snapshot()
			for !stop.Load() {
				c.Arena.Enter()
				bad := read(c)
				c.Rollback(snap)
				c.Arena.Leave()
				if bad != "" {
					done <- bad
					return
				}
				runtime.Gosched()
			}
			done <- ""
		}()
	}
	for i := range int64(60_000) {
		v := Tuple1(m, Int(i%40))
		SetAdd(m, s, v)
		SetAdd(m, s, Int(i%50))
		switch {
		case i%3 == 0:
			setTakeKey(m, s, Tuple1(m, Int(i*7%40)))
		case i%5 == 0:
			m.Drop(setPop(m, s))
		case i%101 == 0:
			r := newSetOf(m, TypeSet, s)
			m.Drop(IXor(m, s, r))
			m.Drop(IOr(m, s, r))
			m.Drop(r)
		case i%499 == 0:
			SetClear(m, s)
		}
		m.Drop(v)
		if i%200 == 0 {
			m.Main.Reclaim()
			runtime.Gosched()
		}
	}
	stop.Store(true)
	for range 2 {
		if bad := <-done; bad != "" {
			t.Error(bad)
		}
	}
	m.Main.Reclaim()
}

// TestConnectionSet changes a set of a connection over many callbacks.
func TestConnectionSet(t *testing.T) {
	c := NewCtx(1 << 24)
	c.Enter()
	defer c.Leave()
	var h arena.Heap
	c.Heap = &h
	defer h.Free(&c.Arena)
	snap := c.Snapshot()
	roots := []uint64{uint64(NewSet(c, 0))}
	for i := range int64(600) {
		if ok := h.ShouldCompact() && c.Compact(&h, roots) || c.Evacuate(&h, roots); !ok {
			t.Fatal("no memory")
		}
		c.Rollback(snap)
		for range 50 {
			newTupleOf(c, []Value{None, None, None})
		}
		c.Rollback(snap)
		s := Value(roots[0])
		ok := SetAdd(c, s, intStr(c, i)) && setTakeKey(c, s, intStr(c, i-100)) >= 0
		if i%50 == 0 {
			ok = ok && IAnd(c, s, newSetOf(c, TypeFrozenset, s)) == s
		}
		if !ok {
			t.Fatal(FormatException(c, c.Exc))
		}
		if n := int64(SetLen(s)); n != min(i+1, 100) {
			t.Fatalf("%d elements after %d", n, i)
		}
		for k := max(i-99, 0); k <= i; k++ {
			if Contains(c, s, intStr(c, k)) != 1 {
				t.Fatalf("%d is lost", k)
			}
		}
	}
}
