package rt

import (
	"testing"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Lengths are 32 bits: what would not fit is refused before anything is written.
func TestLengthsDoNotWrap(t *testing.T) {
	c := mainCtx
	for name, f := range map[string]func() Value{
		"str":       func() Value { return newStr(c, 1<<32+8, kindASCII) },
		"bytes":     func() Value { return newBytes(c, 1<<32+8, TypeBytes) },
		"bytearray": func() Value { return newBytearray(c, 1<<32+8) },
		"tuple":     func() Value { return NewTuple(c, 1<<32+8) },
		"list":      func() Value { return NewList(c, 1<<32+8) },
	} {
		before := c.Main.Objects()
		if f() != 0 || !MatchPending(c, ExcMemoryError) {
			t.Errorf("%s: no MemoryError", name)
		}
		clearExc(c)
		c.Main.Reclaim()
		if after := c.Main.Objects(); after != before {
			t.Errorf("%s leaves %d objects", name, after-before)
		}
	}
}

// Structures nested deeper than Go's stack could follow end in RecursionError.
func TestDeepNesting(t *testing.T) {
	c := mainCtx
	classes := Tuple1(c, infoOf(ExcValueError).class)
	it := Iter(c, Tuple1(c, Int(1)))
	for range 1 << 20 {
		outer := Tuple1(c, classes)
		c.Drop(classes)
		classes = outer
		it = newAdapter(c, TypeMap, tupleOwned(c, it), infoOf(TypeStr).class)
	}
	e := newException(c, ExcKeyError, emptyTuple)
	if MatchExc(c, e, classes) != -1 || !MatchPending(c, ExcTypeError) {
		t.Error("MatchExc: no TypeError for a tuple in a tuple")
	}
	clearExc(c)
	if Next(c, it) != 0 || !MatchPending(c, ExcRecursionError) {
		t.Error("Next: no RecursionError")
	}
	clearExc(c)
	if c.Depth != 0 {
		t.Errorf("depth %d in the end", c.Depth)
	}
	c.Drop(it)
	c.Drop(classes)
}

func tupleOwned(c *Ctx, v Value) Value {
	t := NewTuple(c, 1)
	TupleInit(t, 0, v)
	return t
}

// A bytearray may be appended to itself: its old block goes first.
func TestBytearrayPlusItself(t *testing.T) {
	c := mainCtx
	b := newBytearray(c, 3)
	copy(BytearrayData(b), "abc")
	for range 6 {
		if !bytearrayAdd(c, b, b) {
			t.Fatal("no memory")
		}
	}
	for i, x := range BytearrayData(b) {
		if x != "abc"[i%3] {
			t.Fatalf("byte %d is %q", i, x)
		}
	}
	c.Drop(b)
}

// A context may not change an exception of the main thread by any way.
func TestMainExceptionsStay(t *testing.T) {
	m := mainCtx
	args := Tuple1(m, NewStr(m, "x"))
	e := newException(m, ExcImportError, args)
	inContext(func(c *Ctx) {
		kw := NewDict(c, 1)
		DictSet(c, kw, Intern(m, "name"), NewStr(c, "y"))
		for name, ok := range map[string]bool{
			"keywords":    exceptionKeywords(c, e, kw) != 0,
			"args":        SetAttr(c, e, nameArgs, emptyTuple),
			"__context__": SetAttr(c, e, Intern(m, "__context__"), None),
		} {
			if ok {
				t.Errorf("%s: changed", name)
			}
		}
		clearExc(c)
	})
}

// A key function that changes the list takes references away from it; the sorted
// list must not take them over again.
func TestSortNoticesReplacedItems(t *testing.T) {
	c := mainCtx
	l := NewList(c, 0)
	for i := range 3 {
		x := tupleOwned(c, Int(int64(3-i)))
		ListAppend(c, l, x)
		c.Drop(x)
	}
	key := FuncValue(AddFuncs(c, []Func{{Name: "key", Sig: "x", F1: func(c *Ctx, x Value) Value {
		if !SetItem(c, l, Int(0), None) {
			return 0
		}
		return TupleItem(x, 0)
	}}}))
	if ListSort(c, l, key, 0) || !MatchPending(c, ExcValueError) {
		t.Error("no ValueError")
	}
	clearExc(c)
	c.Drop(l)
}

// A context that copies a list of the main thread while that takes items from its
// end sees a shorter list, without holes.
func TestCopiesOfShrinkingListsHaveNoHoles(t *testing.T) {
	view := []Value{Int(1), Int(2), 0}
	inContext(func(c *Ctx) {
		if n := TupleLen(newTupleOf(c, view)); n != 2 {
			t.Errorf("tuple of %d items, want 2", n)
		}
		if n := ListLen(newListOf(c, view)); n != 2 {
			t.Errorf("list of %d items, want 2", n)
		}
		if ListOf(c, Call1(c, infoOf(TypeRange).class, Int(1<<40))) != 0 || !MatchPending(c, ExcMemoryError) {
			t.Error("list(range(2**40)): no MemoryError")
		}
		clearExc(c)
	})
}

// A context that interns a new name leaves nothing of its arena in the table.
func TestContextsInternNothing(t *testing.T) {
	const name = "a name only this test has"
	inContext(func(c *Ctx) {
		if v := Intern(c, name); v == 0 || GoString(v) != name || internedName(v) != 0 {
			t.Error("a context's name is interned")
		}
	})
	if v := Intern(mainCtx, name); v.addr() == 0 || !arena.IsMain(v.addr()) || internedName(v) != v {
		t.Error("the main thread's name is not its own")
	}
}
