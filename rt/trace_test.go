package rt

import (
	"slices"
	"testing"
)

// entry is one entry of a traceback: row and line.
type entry [2]int64

// traced returns the entries of e's traceback, outermost first.
func traced(c *Ctx, e Value) []entry {
	var all []entry
	for tb := tracebackOf(c, e); tb != None; tb = word(tb, 8) {
		all = append(all, entry{word(tb, 16).Int(), word(tb, 24).Int()})
	}
	return all
}

// Whatever numbers functions and lines have, and whenever somebody looks, the entries are
// those that were recorded.
func TestTrace(t *testing.T) {
	const row, line = 1 << (entryBits - lineBits), 1 << lineBits // too large to be packed
	cases := map[string][]entry{
		"none":         {},
		"one":          {{3, 7}},
		"two":          {{3, 7}, {4, 1}},
		"largest":      {{row - 1, line - 1}, {row - 1, line - 1}},
		"three":        {{3, 7}, {4, 1}, {5, 2}},
		"five":         {{3, 7}, {4, 1}, {5, 2}, {row - 1, 9}, {0, 1}},
		"row":          {{row, 7}, {4, 1}},
		"line":         {{3, line}, {4, 1}, {5, 2}},
		"second row":   {{3, 7}, {row, 1}, {5, 2}},
		"second line":  {{3, 7}, {4, line + 5}, {5, 2}},
		"third of all": {{3, 7}, {4, 1}, {row + 1, line}},
	}
	check := func(c *Ctx, look int, name string, want []entry) {
		e := newException(c, ExcValueError, c.Own(emptyTuple))
		c.Exc = e
		for i, x := range want {
			if i == look {
				traced(c, e)
			}
			Trace(c, uint32(x[0]), int32(x[1]))
			Trace(c, 9, 0) // records nothing
		}
		got := traced(c, e)
		slices.Reverse(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s, seen after %d: %v, not %v", name, look, got, want)
		}
		if first := tracebackOf(c, e); len(want) > 0 && tracebackOf(c, e) != first {
			t.Errorf("%s: another object each time", name)
		}
		clearExc(c)
	}
	for name, want := range cases {
		for look := range len(want) + 1 {
			check(mainCtx, look, name, want)
			inContext(func(c *Ctx) { check(c, look, name, want) })
		}
	}
}

// A context shows the traceback of an exception of the main thread and leaves it alone.
func TestTraceOfMain(t *testing.T) {
	m := mainCtx
	e := newException(m, ExcValueError, m.Own(emptyTuple))
	m.Exc = e
	Trace(m, 3, 7)
	packed := Slot(e, excTraceback)
	inContext(func(c *Ctx) {
		c.Exc = e
		Trace(c, 4, 8)
		c.Exc = 0
		if got := traced(c, e); !slices.Equal(got, []entry{{3, 7}}) {
			t.Errorf("a context sees %v", got)
		}
	})
	if Slot(e, excTraceback) != packed {
		t.Error("a context changed the exception")
	}
	clearExc(m)
}

// An exception that is caught near to where it was raised makes nothing of its
// traceback.
func TestTraceAllocatesNothing(t *testing.T) {
	c := mainCtx
	e := newException(c, ExcValueError, c.Own(emptyTuple))
	c.Exc = e
	objects := c.Main.Objects()
	Trace(c, 3, 7)
	Trace(c, 4, 8)
	if n := c.Main.Objects() - objects; n != 0 {
		t.Errorf("%d objects", n)
	}
	clearExc(c)
}
