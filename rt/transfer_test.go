package rt

import (
	"testing"

	"github.com/pxc-lang/pxc/rt/arena"
)

// knot makes [obj, {obj: l, (obj,): 'tuple', 'k': l}, {obj}, {frozenset({obj}): 1}] in
// which l is [1, l], and obj an instance without a hash of its own.
func knot(c *Ctx, cls Value) Value {
	obj, l := Call0(c, cls), NewList(c, 0)
	ListAppend(c, l, Int(1))
	ListAppend(c, l, l)
	pair := Tuple1(c, obj)
	d := DictOf(c, obj, l, pair, Intern(c, "tuple"), Intern(c, "k"), l)
	s := NewSet(c, 0)
	SetAdd(c, s, obj)
	frozen := Call1(c, BuiltinClass(TypeFrozenset), s)
	outer := DictOf(c, frozen, Int(1))
	all := NewList(c, 0)
	for _, v := range []Value{obj, d, s, outer} {
		ListAppend(c, all, v)
	}
	for _, v := range []Value{obj, l, pair, d, s, frozen, outer} {
		c.Drop(v)
	}
	return all
}

// isKnot checks that v is what knot makes, in region r.
func isKnot(t *testing.T, c *Ctx, v Value, r arena.Region) {
	t.Helper()
	obj, d, s, outer := ListPeek(v, 0), ListPeek(v, 1), ListPeek(v, 2), ListPeek(v, 3)
	for _, o := range []Value{v, obj, d, s, outer} {
		if got := arena.RegionOf(o.addr()); got != r {
			t.Errorf("a '%s' lies in %v, not in %v", TypeName(o), got, r)
		}
	}
	l := DictGet(c, d, obj)
	if l == 0 || DictGet(c, d, Intern(c, "k")) != l || ListPeek(l, 1) != l || ListPeek(l, 0) != Int(1) {
		t.Errorf("in %v the list is not found by its keys, or is not the same", r)
	}
	pair := Tuple1(c, obj)
	if w := DictGet(c, d, pair); w == 0 || GoString(w) != "tuple" {
		t.Errorf("in %v a tuple is not found", r)
	}
	frozen := Call1(c, BuiltinClass(TypeFrozenset), s)
	if DictGet(c, outer, frozen) != Int(1) {
		t.Errorf("in %v a frozenset is not found", r)
	}
	c.Drop(pair)
	c.Drop(frozen)
	if n := DictLen(d); n != 3 {
		t.Errorf("in %v the dict has %d keys", r, n)
	}
}

// Graphs keep their shape, and objects are found by their identity, on every way.
func TestTransfers(t *testing.T) {
	main := mainCtx
	cls := newTestClass(t, &ClassSpec{Name: "K", QualName: "K", Module: "__main__"}, nil)
	inContext(func(a *Ctx) {
		v := knot(a, cls)
		h := arena.Heap{}
		g, ok := Send(a, &h, v)
		if !ok {
			t.Fatal("not sent")
		}
		g.Keep(nil)
		isKnot(t, a, v, arena.Arenas)
		inContext(func(b *Ctx) {
			for range 5 {
				objectID(b, Call0(b, cls)) // other numbers than a's
			}
			g.Settle(b)
			isKnot(t, b, g.Root, arena.Conn)
			m := ToMain(main, g.Root)
			if m == 0 {
				t.Fatal(exceptionText(main))
			}
			isKnot(t, main, m, arena.Main)
			back, ok := FromMain(main, b, m)
			if !ok {
				t.Fatal(exceptionText(main))
			}
			back.Settle(b)
			isKnot(t, b, back.Root, arena.Arenas)
			if d := ListPeek(back.Root, 1); !DictSet(b, d, Int(5), None) {
				t.Error("what came from the main heap cannot be changed")
			}
			isKnot(t, main, m, arena.Main)
			main.Drop(m)
			h.Free(&b.Arena)
		})
	})
	main.Main.Reclaim()
}

func exceptionText(c *Ctx) string {
	e := Catch(c)
	EndCatch(c, 0)
	defer c.Drop(e)
	return FormatException(c, e)
}

// What has no meaning elsewhere is an error that names it, and leaves nothing behind.
func TestTransferRefused(t *testing.T) {
	main := mainCtx
	main.Main.Reclaim()
	before := main.Main.Objects()
	inContext(func(a *Ctx) {
		l := NewList(a, 0)
		ListAppend(a, l, NewFrame(a, TypeGenerator, 0, 1, false))
		if v := ToMain(main, l); v != 0 || !MatchPending(main, ExcTypeError) {
			t.Errorf("got %#x", uint64(v))
		}
		clearExc(main)
		h := arena.Heap{}
		if _, ok := Send(a, &h, l); ok || !MatchPending(a, ExcTypeError) {
			t.Error("a generator was sent")
		}
		a.Exc = 0
		h.Free(&a.Arena)
	})
	main.Main.Reclaim() // what a context might have seen is free when that has left
	if n := main.Main.Objects(); n != before {
		t.Errorf("%d objects are left", n-before)
	}
}
