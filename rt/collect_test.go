package rt

import (
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/pxc-lang/pxc/rt/arena"
)

// settled collects everything and returns the number of objects that are left.
func settled(c *Ctx) int64 {
	Collect(c, 2)
	Collect(c, 2)
	c.Main.Reclaim()
	return c.Main.Objects()
}

// cyclic makes cycles of all kinds that native code can close, and gives them up.
var cyclic = []struct {
	name string
	make func(c *Ctx)
}{
	{"list", func(c *Ctx) {
		l := NewList(c, 0)
		ListAppend(c, l, l)
		Decref(c, l)
	}},
	{"dict", func(c *Ctx) {
		d := NewDict(c, 0)
		DictSet(c, d, Int(1), d)
		Decref(c, d)
	}},
	{"tuple", func(c *Ctx) {
		l := NewList(c, 0)
		t := Tuple2(c, l, None)
		ListAppend(c, l, t)
		Decref(c, l)
		Decref(c, t)
	}},
	{"cell", func(c *Ctx) {
		cell := NewCell(c, 0)
		CellSet(c, cell, cell)
		Decref(c, cell)
	}},
	{"set", func(c *Ctx) {
		l := NewList(c, 0)
		it := NewFrame(c, TypeGenerator, 0, 1, false) // something that can be hashed
		s := NewSet(c, 1)
		SetAdd(c, s, it)
		ListAppend(c, l, s)
		FrameSet(it, 0, l)
		Decref(c, it)
		Decref(c, s)
	}},
	{"exception", func(c *Ctx) {
		e := newException(c, ExcValueError, emptyTuple)
		replaceSlot(c, e, excContext, Incref(c, e))
		Decref(c, e)
	}},
	{"many", func(c *Ctx) {
		first := NewList(c, 0)
		last := Incref(c, first)
		for range 50 {
			l := NewList(c, 0)
			ListAppend(c, last, l)
			ListAppend(c, l, last)
			ListAppend(c, l, NewStr(c, "a text that nothing else refers to"))
			Decref(c, ListPeek(l, 1))
			Decref(c, last)
			last = l
		}
		ListAppend(c, last, first)
		Decref(c, last)
		Decref(c, first)
	}},
}

// TestCollectLeavesNothing: memory is where it was after 100,000 cycles of each kind.
func TestCollectLeavesNothing(t *testing.T) {
	c := mainCtx
	for _, k := range cyclic {
		t.Run(k.name, func(t *testing.T) {
			rounds := 100_000
			if k.name == "many" {
				rounds /= 50
			}
			k.make(c)
			before := settled(c)
			most := int64(0)
			for i := range rounds {
				k.make(c)
				if i%100 == 0 && !Polled(c) {
					t.Fatal(FormatException(c, c.Exc))
				}
				most = max(most, c.Main.Objects()-before)
			}
			if most > 50_000 {
				t.Errorf("there were %d objects more at once: no collection ran by itself", most)
			}
			if after := settled(c); after != before {
				t.Errorf("%d objects more than before", after-before)
			}
		})
	}
}

// TestCollectDeep: neither finding nor freeing a million objects in a row recurses.
func TestCollectDeep(t *testing.T) {
	c := mainCtx
	before := settled(c)
	first := NewList(c, 0)
	last := Incref(c, first)
	const n = 1_000_000
	for range n - 1 {
		l := NewList(c, 0)
		ListAppend(c, last, l)
		Decref(c, last)
		last = l
	}
	ListAppend(c, last, first)
	Decref(c, last)
	if got := Collect(c, 2); got != 0 {
		t.Errorf("%d objects collected that are held", got)
	}
	Decref(c, first)
	if got := Collect(c, 2); got != n {
		t.Errorf("%d objects collected, want %d", got, n)
	}
	if after := settled(c); after != before {
		t.Errorf("%d objects more than before", after-before)
	}
}

// TestHeapWalk: every count is what the references found, and the holder's, make it.
func TestHeapWalk(t *testing.T) {
	c := mainCtx
	settled(c)
	l, d := NewList(c, 0), NewDict(c, 0)
	defer Decref(c, l)
	outside := func(v Value) (n int) {
		c.Main.CheckCounts(func(p uintptr, k int) {
			if Value(p) == v {
				n = k
			}
		})
		return n
	}
	ListAppend(c, l, d)
	ListAppend(c, l, d)
	if n := outside(d); n != 1 {
		t.Errorf("%d references to the dict from outside, want 1", n)
	}
	Decref(c, d)
	if n := outside(d); n != 0 {
		t.Errorf("%d references to the dict from outside, want 0", n)
	}
	if n := outside(l); n != 1 {
		t.Errorf("%d references to the list from outside, want 1", n)
	}
}

// TestLargeDictIsLookedAtRarely: a full collection walks all entries of a dict, so one
// large dict puts full collections off as many containers would.
func TestLargeDictIsLookedAtRarely(t *testing.T) {
	c := mainCtx
	d := NewDict(c, 0)
	for i := range 1_000_000 {
		DictSet(c, d, Int(int64(i)), Int(0))
	}
	settled(c)
	full := gcStats[2].Collections
	kept := NewList(c, 0)
	for range 20_000 {
		l := NewList(c, 0)
		ListAppend(c, kept, l)
		Decref(c, l)
		Polled(c)
	}
	if n := gcStats[2].Collections - full; n != 0 {
		t.Errorf("%d full collections while 20,000 lists were made", n)
	}
	Decref(c, kept)
	Decref(c, d)
	settled(c)
}

// TestHammerCollect reads cycles from contexts while the main thread replaces and
// collects them: a reader goes round each and must find what was stored there. The
// checked build poisons what is freed.
func TestHammerCollect(t *testing.T) {
	c := mainCtx
	before := settled(c)
	const size = 20
	ring := func(i int) Value { // size lists: number, next, and the same in a dict
		first := NewList(c, 0)
		ListAppend(c, first, Int(int64(i)))
		last := Incref(c, first)
		for range size - 1 {
			l, d := NewList(c, 0), NewDict(c, 0)
			ListAppend(c, l, Int(int64(i)))
			ListAppend(c, last, l)
			DictSet(c, d, Int(0), l)
			ListAppend(c, last, d)
			Decref(c, d)
			Decref(c, last)
			last = l
		}
		ListAppend(c, last, first)
		ListAppend(c, last, Int(0))
		Decref(c, last)
		return first
	}
	root := NewList(c, 0)
	ListAppend(c, root, None)
	put := func(i int) {
		r := ring(i)
		SetItem(c, root, Int(0), r)
		Decref(c, r)
	}
	put(0)
	var stop atomic.Bool
	done := make(chan string, 2)
	var rounds atomic.Int64
	for range 2 {
		go func() {
			c := NewCtx(1 << 24)
			s := c.Snapshot()
			for !stop.Load() {
				c.Arena.Enter()
				for range 20 {
					v := ListPeek(root, 0)
					want := ListPeek(v, 0)
					for i := range 3 * size {
						next := ListPeek(v, 1)
						if d := ListPeek(v, 2); d != Int(0) && (!isType(d, TypeDict) || DictGet(c, d, Int(0)) != next) {
							c.Arena.Leave()
							done <- "a dict is not what it was, at " + decimal(i)
							return
						}
						if v = next; !isType(v, TypeList) || ListPeek(v, 0) != want {
							c.Arena.Leave()
							done <- "a list is not what it was, at " + decimal(i)
							return
						}
					}
					c.Rollback(s)
				}
				c.Arena.Leave()
				rounds.Add(1)
				runtime.Gosched()
			}
			done <- ""
		}()
	}
	for i := 1; i < 20_000 || rounds.Load() < 20; i++ {
		put(i)
		switch {
		case i%500 == 0:
			Collect(c, 2)
		case i%5 == 0:
			Collect(c, 0)
		}
		if i%50 == 0 {
			c.Main.Reclaim()
			runtime.Gosched()
		}
		if len(done) > 0 {
			break
		}
	}
	stop.Store(true)
	for range 2 {
		if bad := <-done; bad != "" {
			t.Error(bad)
		}
	}
	Decref(c, root)
	if after := settled(c); after != before {
		t.Errorf("%d objects more than before", after-before)
	}
}

// TestCollectAtPoll: a context that polls collects nothing, and the main thread does not
// when that is off.
func TestCollectAtPoll(t *testing.T) {
	c := mainCtx
	settled(c)
	r := func(n int) {
		for range n {
			l := NewList(c, 0)
			ListAppend(c, l, l)
			Decref(c, l)
		}
	}
	count := func() int64 { return gcStats[0].Collections }
	GCEnable(c, false)
	old := count()
	r(5000)
	Polled(c)
	if count() != old {
		t.Error("collected although disabled")
	}
	GCEnable(c, true)
	if c.Poll.Load()&arena.PollCollect == 0 {
		t.Error("no collection is due")
	}
	inContext(func(c *Ctx) {
		c.Poll.Or(arena.PollCollect)
		Polled(c)
		if n := Collect(c, 2); n != 0 || count() != old {
			t.Error("a context has collected the main heap")
		}
	})
	Polled(c)
	if count() != old+1 {
		t.Error("not collected at a poll")
	}
}
