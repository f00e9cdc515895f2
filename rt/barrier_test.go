package rt

import (
	"os"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt/arena"
)

// TestContextsMayNotChangeMainContainers tries every mutating operation on
// containers of the main heap from a context.
func TestContextsMayNotChangeMainContainers(t *testing.T) {
	m := mainCtx
	l := newListOf(m, []Value{Int(3), Int(1), Int(2)})
	d := NewDict(m, 0)
	DictSet(m, d, Int(1), Int(2))
	b := newBytearray(m, 3)
	copy(BytearrayData(b), "abc")
	it := Iter(m, l)
	slice := NewSlice(m, Int(0), Int(1), None)
	call := func(c *Ctx, o Value, name string, args ...Value) bool {
		f := GetAttr(c, o, Intern(mainCtx, name))
		return f != 0 && CallTuple(c, f, newTupleOf(c, args)) != 0
	}
	before := run(m, "1") + GoString(Repr(m, l)) + GoString(Repr(m, d)) + GoString(Repr(m, b))
	inContext(func(c *Ctx) {
		for name, op := range map[string]func() bool{
			"append":          func() bool { return ListAppend(c, l, Int(5)) },
			"extend":          func() bool { return ListExtend(c, l, l) },
			"insert":          func() bool { return ListInsert(c, l, 0, Int(5)) },
			"pop":             func() bool { return call(c, l, "pop") },
			"pop(0)":          func() bool { return call(c, l, "pop", Int(0)) },
			"remove":          func() bool { return call(c, l, "remove", Int(1)) },
			"reverse":         func() bool { return call(c, l, "reverse") },
			"sort":            func() bool { return ListSort(c, l, 0, 0) },
			"list clear":      func() bool { return ListClear(c, l) },
			"l[0] =":          func() bool { return SetItem(c, l, Int(0), Int(9)) },
			"l[0:1] =":        func() bool { return SetItem(c, l, slice, l) },
			"del l[0]":        func() bool { return DelItem(c, l, Int(0)) },
			"del l[0:1]":      func() bool { return DelItem(c, l, slice) },
			"l +=":            func() bool { return IAdd(c, l, l) != 0 },
			"l *=":            func() bool { return IMul(c, l, Int(2)) != 0 },
			"d[1] =":          func() bool { return SetItem(c, d, Int(1), Int(9)) },
			"d[5] =":          func() bool { return SetItem(c, d, Int(5), Int(9)) },
			"del d[1]":        func() bool { return DelItem(c, d, Int(1)) },
			"dict pop":        func() bool { return call(c, d, "pop", Int(1)) },
			"popitem":         func() bool { return call(c, d, "popitem") },
			"setdefault":      func() bool { return call(c, d, "setdefault", Int(7), None) },
			"update":          func() bool { x := NewDict(c, 0); DictSet(c, x, Int(1), None); return DictUpdate(c, d, x) },
			"dict clear":      func() bool { return DictClear(c, d) },
			"bytearray +=":    func() bool { return IAdd(c, b, b) != 0 },
			"bytearray *=":    func() bool { return IMul(c, b, Int(2)) != 0 },
			"bytearray[0] =":  func() bool { return SetItem(c, b, Int(0), Int(9)) },
			"del bytearray":   func() bool { return DelItem(c, b, slice) },
			"bytearray clear": func() bool { return call(c, b, "clear") },
			"bytearray rev":   func() bool { return call(c, b, "reverse") },
			"next":            func() bool { return Next(c, it) != 0 },
		} {
			if op() || !MatchPending(c, ExcPersistenceError) {
				t.Errorf("%s: no PersistenceError", name)
			}
			c.Exc = 0
		}
	})
	if after := "1" + GoString(Repr(m, l)) + GoString(Repr(m, d)) + GoString(Repr(m, b)); after != before {
		t.Errorf("changed: %s", after)
	}
}

// TestConnectionContainers changes containers that belong to a connection over
// many callbacks: what is stored must survive the rollbacks.
func TestConnectionContainers(t *testing.T) {
	c := NewCtx(1 << 24)
	c.Enter()
	defer c.Leave()
	var h arena.Heap
	c.Heap = &h
	defer h.Free(&c.Arena)
	roots := make([]uint64, 3)
	snapshot := c.Snapshot()
	keep := func() {
		if h.ShouldCompact() {
			if !c.Compact(&h, roots) {
				t.Fatal("compaction failed")
			}
		} else if !c.Evacuate(&h, roots) {
			t.Fatal("evacuation failed")
		}
		c.Rollback(snapshot)
		// What the rollback freed is overwritten at once.
		for range 50 {
			newTupleOf(c, []Value{None, None, None})
		}
		c.Rollback(snapshot)
	}
	roots[0] = uint64(NewList(c, 0))
	roots[1] = uint64(NewDict(c, 0))
	roots[2] = uint64(newBytearray(c, 0))
	keep()
	const rounds = 300
	for i := range rounds {
		l, d, b := Value(roots[0]), Value(roots[1]), Value(roots[2])
		s := intStr(c, int64(1000+i))
		ok := ListAppend(c, l, s) && ListInsert(c, l, 0, Int(int64(i))) && DictSet(c, d, s, l) &&
			BytearrayAppend(c, b, str8(s)) && DictSet(c, d, Int(int64(i)), s)
		if i%3 == 0 {
			ok = ok && DelItem(c, l, Int(0)) && DictDelete(c, d, Int(int64(i)))
		}
		if i%50 == 0 {
			ok = ok && ListSort(c, newListOf(c, listItems(l)[:0]), 0, 0) && listReverse(c, l) && listReverse(c, l)
		}
		if !ok {
			t.Fatal(FormatException(c, c.Exc))
		}
		keep()
	}
	l, d, b := Value(roots[0]), Value(roots[1]), Value(roots[2])
	if n := ListLen(l); n != 2*rounds-rounds/3 {
		t.Errorf("list has %d items", n)
	}
	if got := GoString(listItem(l, ListLen(l)-1)); got != "1299" {
		t.Errorf("last item is %s", got)
	}
	if n := len(BytearrayData(b)); n != 4*rounds {
		t.Errorf("bytearray has %d bytes", n)
	}
	for i := range rounds {
		s := intStr(c, int64(1000+i))
		if DictGet(c, d, s) != l {
			t.Fatalf("entry %d is lost", i)
		}
		if v := DictGet(c, d, Int(int64(i))); (v == 0) != (i%3 == 0) || v != 0 && !strEqual(v, s) {
			t.Fatalf("entry %d is wrong", i)
		}
	}
}

// hammerTime is how long a hammer runs at least: PXC_HAMMER, see make stress.
func hammerTime(t *testing.T) time.Duration {
	text := os.Getenv("PXC_HAMMER")
	if text == "" {
		return 0
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestHammer reads a list, a dict and a bytearray from contexts while the main
// thread changes them in every way: readers must see only values that were
// stored there, and never freed memory (which the checked build poisons).
func TestHammer(t *testing.T) {
	m := mainCtx
	l, d, b := NewList(m, 0), NewDict(m, 0), newBytearray(m, 0)
	word := func(i int) Value { return NewStr(m, "value-"+decimal(i%50)) }
	var stop atomic.Bool
	done := make(chan string, 3)
	reader := func(read func(c *Ctx) string) {
		c := NewCtx(1 << 24)
		s := c.Snapshot()
		for !stop.Load() {
			c.Arena.Enter()
			for range 20 {
				if bad := read(c); bad != "" {
					c.Arena.Leave()
					done <- bad
					return
				}
				if c.Exc != 0 && !MatchPending(c, ExcIndexError) && !MatchPending(c, ExcKeyError) {
					done <- GoString(Str(c, c.Exc))
					return
				}
				c.Exc = 0
				c.Rollback(s)
			}
			c.Arena.Leave()
			runtime.Gosched()
		}
		done <- ""
	}
	valid := func(v Value) bool {
		return v.IsInt() || IsStr(v) && strLen(v) >= 7 && string(str8(v)[:6]) == "value-"
	}
	go reader(func(c *Ctx) string {
		it := Iter(c, l)
		for v := Next(c, it); v != 0; v = Next(c, it) {
			if !valid(v) {
				return "list item " + GoString(Repr(c, v))
			}
		}
		v := GetItem(c, l, Int(3))
		if v != 0 && !valid(v) {
			return "list[3]"
		}
		Contains(c, l, Int(7))
		return ""
	})
	go reader(func(c *Ctx) string {
		it := Iter(c, d)
		for k := Next(c, it); k != 0; k = Next(c, it) {
			if !valid(k) {
				return "dict key"
			}
		}
		for i := range 60 {
			if v := DictGet(c, d, Int(int64(i))); v != 0 && !valid(v) {
				return "dict value"
			}
		}
		return ""
	})
	go reader(func(c *Ctx) string {
		for _, x := range BytearrayData(b) {
			if x < 'a' || x > 'e' {
				return "bytearray byte " + decimal(int(x))
			}
		}
		return ""
	})
	until := time.Now().Add(hammerTime(t))
	for i := 0; i < 100_000 || time.Now().Before(until); i++ {
		w := word(i)
		ListAppend(m, l, w)
		switch n := ListLen(l); {
		case i%7 == 0:
			ListInsert(m, l, int64(i%5), Int(int64(i)))
		case i%11 == 0:
			m.Drop(listTake(m, l, n/2))
		case i%13 == 0:
			listReverse(m, l)
		case n > 60:
			listSplice(m, l, 5, 40, nil)
		}
		DictSet(m, d, Int(int64(i%60)), w)
		DictSet(m, d, w, Int(int64(i)))
		if i%3 == 0 && DictContains(m, d, Int(int64(i*7%60))) == 1 {
			DictDelete(m, d, Int(int64(i*7%60)))
		}
		if i%500 == 0 {
			DictClear(m, d)
		}
		BytearrayAppend(m, b, []byte("abcde"))
		if len(BytearrayData(b)) > 400 {
			bytearraySplice(m, b, 3, 350, nil)
		}
		m.Drop(w)
		if i%200 == 0 {
			m.Main.Reclaim()
			runtime.Gosched()
		}
	}
	stop.Store(true)
	for range 3 {
		if bad := <-done; bad != "" {
			t.Error(bad)
		}
	}
	m.Main.Reclaim()
}
