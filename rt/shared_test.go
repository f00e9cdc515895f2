package rt

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt/arena"
)

// testShared is the class of the containers of these tests.
var testShared = NativeClass{Name: "shared", Module: "test", Slots: 1, End: EndShared}

func newShared(t *testing.T) (Value, *Shared) {
	t.Helper()
	if testShared.Class() == 0 {
		DefineClass(mainCtx, 0, &testShared)
	}
	o, s := NewShared(mainCtx, &testShared)
	if o == 0 {
		t.Fatal(exceptionText(mainCtx))
	}
	return o, s
}

// callbacks runs body in n contexts, again and again, each time as a callback of its
// own, while meanwhile runs on the main thread, also again and again.
func callbacks(t *testing.T, n int, d time.Duration, body func(c *Ctx, k, round int), meanwhile func()) {
	t.Helper()
	var wg sync.WaitGroup
	var stop atomic.Bool
	for k := range n {
		wg.Go(func() {
			c := NewCtx(arena.DefaultLimit)
			for round := 0; !stop.Load(); round++ {
				c.Enter()
				snap := c.Snapshot()
				body(c, k, round)
				if c.Exc != 0 {
					t.Errorf("context %d: %s", k, exceptionText(c))
					stop.Store(true)
				}
				c.Rollback(snap)
				c.LeaveShared()
				c.Leave()
			}
		})
	}
	for end := time.Now().Add(d); time.Now().Before(end) && !stop.Load(); {
		meanwhile()
		mainCtx.Main.Reclaim()
	}
	stop.Store(true)
	wg.Wait()
	mainCtx.Main.Reclaim()
}

// A canary is a value that tells whether it is whole: (n, ['n', n], {'n': n}).
func canary(c *Ctx, n int) Value {
	text := NewStr(c, fmt.Sprintf("canary %d", n))
	l := NewList(c, 0)
	ListAppend(c, l, text)
	ListAppend(c, l, Int(int64(n)))
	key := ownKey(c)
	d := DictOf(c, key, Int(int64(n)))
	c.Drop(key)
	v := Tuple3(c, Int(int64(n)), l, d)
	c.Drop(text)
	c.Drop(l)
	c.Drop(d)
	return v
}

// ownKey is a string that is not interned.
func ownKey(c *Ctx) Value { return NewStr(c, "number") }

// checkCanary returns the number of a canary.
func checkCanary(t *testing.T, c *Ctx, v Value) int {
	t.Helper()
	if !IsTuple(v) || TupleLen(v) != 3 {
		t.Fatalf("a value is no canary but a '%s'", TypeName(v))
	}
	n := TupleItem(v, 0)
	l, d := TupleItem(v, 1), TupleItem(v, 2)
	key := ownKey(c)
	if ListPeek(l, 1) != n || DictGet(c, d, key) != n || GoString(ListPeek(l, 0)) != fmt.Sprintf("canary %d", n.Int()) {
		t.Fatalf("canary %d is torn", n.Int())
	}
	c.Drop(key)
	return int(n.Int())
}

// key is the k-th key of these tests: strings, ints, and tuples of them.
func testKey(c *Ctx, k int) Value {
	switch k % 3 {
	case 0:
		return NewStr(c, fmt.Sprintf("key %d", k))
	case 1:
		return Int(int64(k))
	}
	s := NewStr(c, "pair")
	t := Tuple2(c, s, Int(int64(k)))
	c.Drop(s)
	return t
}

// emptied checks that nothing is left of what containers have held.
func emptied(t *testing.T, before, objects int64) {
	t.Helper()
	mainCtx.Main.Reclaim()
	mainCtx.Main.Reclaim()
	if live, limbo := arena.SharedUsage(); live != before || limbo != 0 {
		t.Errorf("%d bytes are in containers, %d were before; %d in limbo", live, before, limbo)
	}
	// Fewer may be: what other tests have left is freed meanwhile.
	if n := mainCtx.Main.Objects(); n > objects {
		t.Errorf("%d objects on the main heap, %d were before", n, objects)
	}
	if n := persisted.Load(); n != 0 {
		t.Errorf("%d values of contexts are counted", n)
	}
}

// What is put into a dict, if nothing is there, is taken out once, by whomever, and is
// whole all the time.
func TestHammerSharedDict(t *testing.T) {
	newShared(t)
	mainCtx.Main.Reclaim()
	before, _ := arena.SharedUsage()
	objects := mainCtx.Main.Objects()
	o, s := newShared(t)
	s.Table()
	const keys = 24
	var next, put, taken atomic.Int64 // numbers, and sums of them
	step := func(c *Ctx, round int) {
		key := testKey(c, round*7%keys)
		defer c.Drop(key)
		switch round % 8 {
		case 0, 1, 2:
			n := next.Add(1)
			v := canary(c, int(n))
			r := s.DictPut(c, key, v, true, true)
			c.Drop(v)
			if r == 0 {
				return
			}
			if checkCanary(t, c, r) == int(n) {
				put.Add(n)
			}
			c.Drop(r)
		case 3, 4:
			if v := s.DictTake(c, key, true); v != 0 {
				taken.Add(int64(checkCanary(t, c, v)))
				c.Drop(v)
			}
		case 5:
			if p := s.DictPopItem(c); p != 0 {
				taken.Add(int64(checkCanary(t, c, TupleItem(p, 1))))
				c.Drop(p)
			}
		case 6:
			if v := s.DictGet(c, key); v != 0 {
				checkCanary(t, c, v)
				c.Drop(v)
			}
		case 7:
			d := s.DictCopy(c)
			if d == 0 {
				return
			}
			for pos := 0; ; {
				_, v, ok := DictNext(d, &pos)
				if !ok {
					break
				}
				checkCanary(t, c, v)
			}
			c.Drop(d)
		}
	}
	main := 0
	callbacks(t, 4, time.Second, func(c *Ctx, k, round int) {
		for i := range 10 {
			if c.Exc == 0 {
				step(c, round*10+i+k)
			}
		}
	}, func() {
		main++
		step(mainCtx, main)
	})
	for p := s.DictPopItem(mainCtx); p != 0; p = s.DictPopItem(mainCtx) {
		taken.Add(int64(checkCanary(t, mainCtx, TupleItem(p, 1))))
		mainCtx.Drop(p)
	}
	if put.Load() != taken.Load() || put.Load() == 0 {
		t.Errorf("numbers with the sum %d were put in, with the sum %d taken out", put.Load(), taken.Load())
	}
	if n := s.DictLen(mainCtx); n != 0 {
		t.Errorf("%d entries are left", n)
	}
	t.Logf("%d values", next.Load())
	mainCtx.Drop(o)
	emptied(t, before, objects)
}

// What is appended to a list is taken out once, wherever it has moved.
func TestHammerSharedList(t *testing.T) {
	newShared(t)
	mainCtx.Main.Reclaim()
	before, _ := arena.SharedUsage()
	objects := mainCtx.Main.Objects()
	o, s := newShared(t)
	s.List()
	var next, put, taken atomic.Int64
	step := func(c *Ctx, round int) {
		take := func(v Value) {
			if v != 0 {
				taken.Add(int64(checkCanary(t, c, v)))
				c.Drop(v)
			}
		}
		switch round % 10 {
		case 0, 1, 2:
			n := next.Add(1)
			v := canary(c, int(n))
			ok := s.ListAppend1(c, v)
			if round%10 == 2 {
				ok = ok && s.ListInsert(c, int64(round%20), v)
				put.Add(n)
			}
			c.Drop(v)
			if ok {
				put.Add(n)
			}
		case 3:
			take(s.ListTake(c, 0))
		case 4:
			take(s.ListTake(c, -1))
		case 5:
			take(s.ListTake(c, int64(round%30)))
		case 6:
			for _, i := range []int64{0, -1, 5} {
				if v := s.ListGet(c, i); v != 0 {
					checkCanary(t, c, v)
					c.Drop(v)
				}
			}
			s.ListReverse(c)
		case 7:
			l, version := s.ListCopy(c)
			for i := range ListLen(l) {
				checkCanary(t, c, ListPeek(l, i))
			}
			if n := ListLen(l); n > 40 {
				// All but the first, if nobody has changed anything since.
				first := checkCanary(t, c, ListPeek(l, 0))
				if done, _ := s.ListReplace(c, ItemsOf(l)[1:], version); done {
					taken.Add(int64(first))
				}
			}
			c.Drop(l)
		case 8:
			if l := s.ListFlush(c); l != 0 {
				for i := range ListLen(l) {
					taken.Add(int64(checkCanary(t, c, ListPeek(l, i))))
				}
				c.Drop(l)
			}
		case 9:
			n := next.Add(1)
			v, w := canary(c, int(n)), canary(c, int(n))
			if s.ListAppend(c, []Value{v, w}) {
				put.Add(2 * n)
			}
			if found, _ := s.ListRemove(c, v); found {
				taken.Add(n)
			}
			c.Drop(v)
			c.Drop(w)
		}
	}
	main := 0
	callbacks(t, 4, time.Second, func(c *Ctx, k, round int) { step(c, round*3+k) }, func() {
		main++
		step(mainCtx, main)
	})
	for v := s.ListTake(mainCtx, 0); v != 0; v = s.ListTake(mainCtx, 0) {
		taken.Add(int64(checkCanary(t, mainCtx, v)))
		mainCtx.Drop(v)
	}
	if put.Load() != taken.Load() || put.Load() == 0 {
		t.Errorf("numbers with the sum %d were put in, with the sum %d taken out", put.Load(), taken.Load())
	}
	t.Logf("%d values", next.Load())
	mainCtx.Drop(o)
	emptied(t, before, objects)
}

// A value that a callback has been given stays whole to its end, however often others
// replace it, and is copied when it goes elsewhere.
func TestHammerSharedBorrowed(t *testing.T) {
	newShared(t)
	mainCtx.Main.Reclaim()
	before, _ := arena.SharedUsage()
	objects := mainCtx.Main.Objects()
	o, s := newShared(t)
	s.Table()
	o2, s2 := newShared(t)
	s2.List()
	n := 0
	callbacks(t, 4, time.Second, func(c *Ctx, k, round int) {
		key := testKey(c, 3)
		if k == 0 { // replaces
			for i := range 50 {
				v := canary(c, round*50+i)
				s.DictPut(c, key, v, false, false)
			}
			return
		}
		v := s.DictGet(c, key)
		if v == 0 {
			return
		}
		was := checkCanary(t, c, v)
		for range 20 {
			w := s.DictGet(c, key)
			checkCanary(t, c, w)
			s2.ListAppend1(c, w)
			if w := s2.ListTake(c, 0); w != 0 {
				checkCanary(t, c, w)
			}
		}
		if checkCanary(t, c, v) != was {
			t.Error("a borrowed value has changed")
		}
	}, func() {
		n++
		key := testKey(mainCtx, 3)
		v := canary(mainCtx, n)
		s.DictPut(mainCtx, key, v, false, false)
		mainCtx.Drop(v)
		if v = s.DictGet(mainCtx, key); v != 0 {
			checkCanary(t, mainCtx, v)
			mainCtx.Drop(v)
		}
		mainCtx.Drop(key)
	})
	mainCtx.Drop(o)
	mainCtx.Drop(o2)
	emptied(t, before, objects)
}

// Objects of the main heap live as long as containers hold them, whoever puts them
// there, and containers as long as contexts see them.
func TestHammerSharedMain(t *testing.T) {
	newShared(t)
	key := Intern(mainCtx, "current")
	mainCtx.Main.Reclaim()
	before, _ := arena.SharedUsage()
	objects := mainCtx.Main.Objects()
	o, s := newShared(t)
	s.Table()
	root, roots := newShared(t)
	roots.Table()
	roots.DictPut(mainCtx, key, o, false, false)
	mainCtx.Drop(o)
	n := 0
	callbacks(t, 4, time.Second, func(c *Ctx, k, round int) {
		o := roots.DictGet(c, key)
		if o == 0 {
			return
		}
		s := SharedOf(o)
		a, b := testKey(c, round%5), testKey(c, (round+1)%5)
		v := s.DictGet(c, a)
		if v != 0 {
			checkCanary(t, c, v)
			s.DictPut(c, b, v, false, false) // pinned, if the main thread has made it
		}
		v = canary(c, round)
		s.DictPut(c, a, v, round%2 == 0, false)
		if round%3 == 0 {
			s.DictTake(c, b, false)
		}
	}, func() {
		n++
		if n%10 == 0 {
			o, s = newShared(t)
			s.Table()
			roots.DictPut(mainCtx, key, o, false, false)
			mainCtx.Drop(o)
		}
		k := testKey(mainCtx, n%5)
		v := canary(mainCtx, n)
		s.DictPut(mainCtx, k, v, false, false)
		mainCtx.Drop(v)
		if v = s.DictGet(mainCtx, k); v != 0 {
			checkCanary(t, mainCtx, v)
			mainCtx.Drop(v)
		}
		mainCtx.Drop(k)
	})
	mainCtx.Drop(root)
	mainCtx.Main.Reclaim()
	emptied(t, before, objects)
}

// BenchmarkShared compares one access of a shared dict with one of a dict of the context's own.
func BenchmarkShared(b *testing.B) {
	if testShared.Class() == 0 {
		DefineClass(mainCtx, 0, &testShared)
	}
	_, s := NewShared(mainCtx, &testShared)
	s.Table()
	c := NewCtx(arena.DefaultLimit)
	c.Enter()
	defer c.Leave()
	d := NewDict(c, 0)
	for i := range 100 {
		k := NewStr(c, fmt.Sprintf("key %d", i))
		DictSet(c, d, k, Int(int64(i)))
		s.DictPut(c, k, Int(int64(i)), false, false)
	}
	key, text := NewStr(c, "key 7"), NewStr(c, "key 8")
	s.DictPut(c, text, text, false, false)
	for name, f := range map[string]func(){
		"own get":  func() { DictGet(c, d, key) },
		"own set":  func() { DictSet(c, d, key, Int(5)) },
		"get":      func() { s.DictGet(c, key) },
		"get text": func() { s.DictGet(c, text); c.LeaveShared() },
		"set":      func() { s.DictPut(c, key, Int(5), false, false) },
		"set text": func() { s.DictPut(c, text, text, false, false) },
	} {
		b.Run("op="+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
}

// Using containers makes no garbage.
func TestSharedAllocatesNothing(t *testing.T) {
	dict, d := newShared(t)
	d.Table()
	list, l := newShared(t)
	l.List()
	defer func() {
		mainCtx.Drop(dict)
		mainCtx.Drop(list)
		mainCtx.Main.Reclaim()
	}()
	c := NewCtx(arena.DefaultLimit)
	key, text := NewStr(c, "key"), NewStr(c, "text of the context's own")
	pair := Tuple2(c, key, text)
	step := func() {
		snap := c.Snapshot()
		d.DictPut(c, key, text, false, false)
		d.DictPut(c, pair, pair, true, true)
		d.DictGet(c, key)
		l.ListAppend1(c, pair)
		l.ListGet(c, -1)
		l.ListTake(c, 0)
		d.DictTake(c, pair, true)
		l.ListAppend(c, tupleItems(pair))
		l.ListFlush(c)
		c.Rollback(snap)
		c.LeaveShared()
	}
	for range 1000 {
		step()
	}
	if n := testing.AllocsPerRun(2000, step); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if c.Exc != 0 {
		t.Error(exceptionText(c))
	}
}
