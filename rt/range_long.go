package rt

import (
	"math"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Ranges with a bound or step that no word holds: the same class as other ranges,
// in another layout. 8 start, 16 stop, 24 step, 32 number of elements. Their
// iterator: 8 next element, 16 step, 24 elements left.

// makeRange returns range(start, stop, step) of ints and bools; step is not 0.
func makeRange(c *Ctx, start, stop, step Value) Value {
	a, ok1 := intOf(start)
	b, ok2 := intOf(stop)
	s, ok3 := intOf(step)
	if ok1 && ok2 && ok3 {
		return newRange(c, a, b, s)
	}
	n := longCount(c, start, stop, step)
	if n == 0 {
		return 0
	}
	v := Value(c.Alloc(40))
	setHeader(c, v, TypeLongRange)
	for i, x := range [...]Value{start, stop, step} {
		if i, ok := intOf(x); ok { // True is 1
			x = Int(i)
		}
		setWord(v, 8+8*uintptr(i), c.Own(x))
	}
	setWord(v, 32, n)
	return v
}

// longSign returns the sign of an int.
func longSign(v Value) int {
	if i, ok := intOf(v); ok {
		return orderInts(i, 0)
	}
	return 1 - 2*truth(bigNegative(v))
}

// longCount returns the number of elements of a range.
func longCount(c *Ctx, start, stop, step Value) Value {
	if longSign(step) < 0 {
		neg := Neg(c, step)
		if neg == 0 {
			return 0
		}
		defer c.Drop(neg)
		start, stop, step = stop, start, neg
	}
	if longOrder(start, stop) >= 0 {
		return Int(0)
	}
	return c.chain(stop, "--q+", start, Int(1), step, Int(1))
}

// longOrder orders two ints.
func longOrder(a, b Value) int {
	x, ok1 := intOf(a)
	y, ok2 := intOf(b)
	if ok1 && ok2 {
		return orderInts(x, y)
	}
	return bigOrder(a, b)
}

// chain applies the operators of bigBinary to an int from left to right.
func (c *Ctx) chain(v Value, ops string, xs ...Value) Value {
	c.Own(v)
	for i := 0; i < len(ops) && v != 0; i++ {
		r := bigBinary(c, ops[i], v, xs[i])
		c.Drop(v)
		v = r
	}
	return v
}

func longParts(v Value) (start, stop, step, n Value) {
	return word(v, 8), word(v, 16), word(v, 24), word(v, 32)
}

// isRange reports whether v is a range of either layout.
func isRange(v Value) bool {
	if !v.IsPtr() {
		return false
	}
	t := TypeID(v)
	return t == TypeRange || t == TypeLongRange
}

// rangeValues returns start, step and length of a range of either layout, owned.
func rangeValues(c *Ctx, v Value) (start, step, n Value) {
	if TypeID(v) == TypeLongRange {
		start, _, step, n = longParts(v)
		return c.Own(start), c.Own(step), c.Own(n)
	}
	a, _, s := rangeParts(v)
	return Int(a), Int(s), IntValue(c, rangeLen(v))
}

// longLen is len() of a long range.
func longLen(c *Ctx, v Value) (int64, bool) {
	n, ok := wordOf(word(v, 32))
	if !ok {
		OverflowErrorf(c, "Python int too large to convert to C ssize_t")
	}
	return n, ok
}

// longItem returns element i of a long range, not negative and in bounds.
func longItem(c *Ctx, v, i Value) Value {
	start, _, step, _ := longParts(v)
	return c.chain(i, "*+", step, start)
}

// longGet is v[key].
func longGet(c *Ctx, v, key Value) Value {
	if IsSlice(key) {
		return longSlice(c, v, key)
	}
	if !isIntegral(key) && special(key, nameIndex) == 0 {
		indexType(c, v, key)
		return 0
	}
	i := IndexValue(c, key)
	if i == 0 {
		return 0
	}
	if longSign(i) < 0 {
		j := c.chain(i, "+", word(v, 32))
		c.Drop(i)
		if i = j; i == 0 {
			return 0
		}
	}
	defer c.Drop(i)
	if longSign(i) < 0 || longOrder(i, word(v, 32)) >= 0 {
		return IndexErrorf(c, "range object index out of range")
	}
	return longItem(c, v, i)
}

// longBound resolves a bound of a slice over n elements, between low and high,
// owned.
func longBound(c *Ctx, v, n, low, high, absent Value) Value {
	if v == None {
		return c.Own(absent)
	}
	if !isIntegral(v) && special(v, nameIndex) == 0 {
		return TypeErrorf(c, "slice indices must be integers or None or have an __index__ method")
	}
	i := IndexValue(c, v)
	if i != 0 && longSign(i) < 0 {
		j := c.chain(i, "+", n)
		c.Drop(i)
		i = j
		if i != 0 && longOrder(i, low) < 0 {
			c.Drop(i)
			return c.Own(low)
		}
	}
	if i != 0 && longOrder(i, high) > 0 {
		c.Drop(i)
		return c.Own(high)
	}
	return i
}

// longSlice is v[slice] of a range of either layout, with start and stop as CPython computes them.
func longSlice(c *Ctx, v, s Value) Value {
	start, step, n := rangeValues(c, v)
	defer c.Drop(start)
	defer c.Drop(step)
	defer c.Drop(n)
	by := Int(1)
	if x := word(s, 24); x != None {
		if by = longBound(c, x, Int(0), Int(0), x, x); by == 0 {
			return 0
		}
		c.Drop(by)
		if by = IndexValue(c, x); by == 0 {
			return 0
		}
	}
	defer c.Drop(by)
	low, high := Int(0), c.Own(n)
	switch longSign(by) {
	case 0:
		c.Drop(high)
		return ValueErrorf(c, "slice step cannot be zero")
	case -1:
		c.Drop(high)
		low, high = Int(-1), c.chain(n, "-", Int(1))
	}
	defer c.Drop(high)
	first, last := low, high
	if longSign(by) < 0 {
		first, last = high, low
	}
	from := longBound(c, word(s, 8), n, low, high, first)
	if from == 0 {
		return 0
	}
	defer c.Drop(from)
	to := longBound(c, word(s, 16), n, low, high, last)
	if to == 0 {
		return 0
	}
	defer c.Drop(to)
	a, b, d := c.chain(from, "*+", step, start), c.chain(to, "*+", step, start), c.chain(step, "*", by)
	var r Value
	if a != 0 && b != 0 && d != 0 {
		r = makeRange(c, a, b, d)
	}
	c.Drop(a)
	c.Drop(b)
	c.Drop(d)
	return r
}

// longIndexOf returns the position of the int x in v, owned: -1 if it is not
// there.
func longIndexOf(c *Ctx, v, x Value) Value {
	start, stop, step, _ := longParts(v)
	if longSign(step) > 0 && (longOrder(x, start) < 0 || longOrder(x, stop) >= 0) ||
		longSign(step) < 0 && (longOrder(x, start) > 0 || longOrder(x, stop) <= 0) {
		return Int(-1)
	}
	rest := c.chain(x, "-%", start, step)
	if rest != Int(0) {
		c.Drop(rest)
		if rest == 0 {
			return 0
		}
		return Int(-1)
	}
	return c.chain(x, "-q", start, step)
}

// longIter makes an iterator over n elements from first by step, which it takes
// over.
func longIter(c *Ctx, first, step, n Value) Value {
	it := Value(c.Alloc(iterSize))
	setHeader(c, it, TypeLongRangeIter)
	setWord(it, 8, first)
	setWord(it, 16, step)
	setWord(it, 24, n)
	return it
}

func nextLong(c *Ctx, it Value) Value {
	x, step, n := word(it, 8), word(it, 16), word(it, 24)
	if n == Int(0) {
		return 0
	}
	next, left := c.chain(x, "+", step), c.chain(n, "-", Int(1))
	if next == 0 || left == 0 {
		c.Drop(next)
		c.Drop(left)
		return 0
	}
	setWord(it, 8, next)
	setWord(it, 24, left)
	c.Drop(n)
	return x
}

// longReversed is reversed() of a long range.
func longReversed(c *Ctx, v Value) Value {
	_, _, step, n := longParts(v)
	last := Int(0)
	if n != Int(0) {
		i := c.chain(n, "-", Int(1))
		last = longItem(c, v, i)
		c.Drop(i)
	}
	return longIter(c, last, Neg(c, step), c.Own(n))
}

// rangesEqual compares two ranges by their elements.
func rangesEqual(c *Ctx, a, b Value) bool {
	s1, t1, n1 := rangeValues(c, a)
	s2, t2, n2 := rangeValues(c, b)
	equal := longOrder(n1, n2) == 0 && (n1 == Int(0) || longOrder(s1, s2) == 0 && (n1 == Int(1) || longOrder(t1, t2) == 0))
	for _, x := range [...]Value{s1, t1, n1, s2, t2, n2} {
		c.Drop(x)
	}
	return equal
}

// hashRange hashes what decides equality.
func hashRange(c *Ctx, v Value) (uint64, bool) {
	start, step, n := rangeValues(c, v)
	first, by := start, step
	if n == Int(0) {
		first = None
	}
	if n == Int(0) || n == Int(1) {
		by = None
	}
	t := Tuple3(c, n, first, by)
	c.Drop(start)
	c.Drop(step)
	c.Drop(n)
	if t == 0 {
		return 0, false
	}
	h, ok := hashTuple(c, t)
	c.Drop(t)
	return h, ok
}

// clampRange brings the bounds of a counted loop into what a word holds, where
// that cannot be seen: a loop of more than 2^48 rounds does not end.
func clampRange(c *Ctx, start, stop, step Value) (a, b, s int64, ok bool) {
	n := longCount(c, start, stop, step)
	if n == 0 {
		return 0, 0, 0, false
	}
	empty := n == Int(0)
	c.Drop(n)
	if empty {
		return 0, 0, 1, true
	}
	a, ok1 := intOf(start)
	s, ok3 := intOf(step)
	if ok1 && ok3 && math.Abs(float64(s)) < 1<<14 {
		if b = MaxInt; s < 0 {
			b = MinInt
		}
		return a, b, s, math.Abs(float64(b-a)) > 0
	}
	OverflowErrorf(c, "a counted loop over numbers beyond 63 bits is not supported: iterate over list(range(...))")
	return 0, 0, 0, false
}

func init() {
	arena.Register(TypeLongRange, &arena.Layout{Name: "range", Size: 40, First: 8, Count: 4})
}
