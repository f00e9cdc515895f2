package rt

import (
	"math"
	"math/bits"
)

// Numbers without a Value: what code with inferred types computes in. Its ints lie
// within MinInt and MaxInt, so that each has a Value; where a result does not, ok is
// false and the code goes on in general.

// AddInt returns x + y.
func AddInt(x, y int64) (sum int64, ok bool) {
	sum = x + y
	return sum, FitsInt(sum)
}

// SubInt returns x - y.
func SubInt(x, y int64) (difference int64, ok bool) {
	difference = x - y
	return difference, FitsInt(difference)
}

// MulInt returns x * y: twice that in 128 bits has to fit into 64.
func MulInt(x, y int64) (product int64, ok bool) {
	x <<= 1
	hi, lo := bits.Mul64(uint64(x), uint64(y))
	hi -= uint64(x>>63&y + y>>63&x)
	return int64(lo) >> 1, hi == uint64(int64(lo)>>63)
}

// NegInt returns -x.
func NegInt(x int64) (negated int64, ok bool) { return -x, FitsInt(-x) }

// AbsInt returns the magnitude of x.
func AbsInt(x int64) (magnitude int64, ok bool) {
	if x < 0 {
		x = -x
	}
	return x, FitsInt(x)
}

// TruncFloat returns the int that is left of x without its fraction.
func TruncFloat(x float64) (i int64, ok bool) {
	return int64(x), x < 1<<61 && x > -1<<61
}

// FloorDivInt returns x // y; ok is false unless y > 0.
func FloorDivInt(x, y int64) (quotient int64, ok bool) {
	if y <= 0 {
		return 0, false
	}
	return IntFloorDiv(x, y), true
}

// ModInt returns x % y; ok is false unless y > 0.
func ModInt(x, y int64) (mod int64, ok bool) {
	if y <= 0 {
		return 0, false
	}
	return IntMod(x, y), true
}

// LShiftInt returns x << y.
func LShiftInt(x, y int64) (shifted int64, ok bool) {
	if uint64(y) > 61 {
		return 0, false
	}
	shifted = x << uint64(y)
	return shifted, shifted>>uint64(y) == x && FitsInt(shifted)
}

// RShiftInt returns x >> y.
func RShiftInt(x, y int64) (shifted int64, ok bool) { return x >> uint64(y), y >= 0 }

// DivInts returns x / y if both are ints that a float holds.
func DivInts(x, y int64) (quotient float64, ok bool) {
	return float64(x) / float64(y), y != 0 && uint64(x+exactFloat) <= 2*exactFloat && uint64(y+exactFloat) <= 2*exactFloat
}

// exactFloat is up to where every int is equal to a float.
const exactFloat = 1 << 53

// Flonum returns f as a Value that is no object, if there is one.
func Flonum(f float64) (Value, bool) { return flonum(f) }

// Flonum returns the float in v, for which IsFlonum must hold.
func (v Value) Flonum() float64 { return v.flonumValue() }

// IntResult is what a function returns that returns ints unboxed: it turns v, the
// result of general code, into that. An exception stays pending; what is no int is
// left in c.Wide. v is taken over.
func IntResult(c *Ctx, v Value) (i int64, ok bool) {
	if v.IsInt() {
		return v.Int(), true
	}
	c.Wide = v
	return 0, false
}

// FloatResult is IntResult for floats.
func FloatResult(c *Ctx, v Value) (f float64, ok bool) {
	if v.IsFlonum() {
		return v.flonumValue(), true
	}
	if f, ok = UnboxFloat(v); ok {
		c.Drop(v)
		return f, true
	}
	c.Wide = v
	return 0, false
}

// TakeWide returns the result of a call that has given no unboxed one: 0 with an
// exception pending.
func TakeWide(c *Ctx) Value {
	v := c.Wide
	c.Wide = 0
	return v
}

// UnboxFloat returns the float in v, which is not held directly; ok is false if v
// is no float.
func UnboxFloat(v Value) (f float64, ok bool) {
	if !isType(v, TypeFloat) {
		return 0, false
	}
	return math.Float64frombits(u64(v.addr() + 8)), true
}

// UnboxNumber returns the float in v, which is no flonum, or the one that is equal to
// the int in v; ok is false if there is none.
func UnboxNumber(v Value) (f float64, ok bool) {
	if v.IsInt() {
		i := v.Int()
		return float64(i), uint64(i+exactFloat) <= 2*exactFloat
	}
	return UnboxFloat(v)
}

// TakeNumber is UnboxNumber for a v that is taken over if there is such a float. Main
// thread.
func TakeNumber(c *Ctx, v Value) (f float64, ok bool) {
	if f, ok = UnboxNumber(v); ok {
		Decref(c, v)
	}
	return f, ok
}

// TakeFloat is UnboxFloat for a v that is taken over if it is a float. Main thread.
func TakeFloat(c *Ctx, v Value) (f float64, ok bool) {
	if f, ok = UnboxFloat(v); ok {
		Decref(c, v)
	}
	return f, ok
}

// StressExit is true now and then: for tests, in which code gives up its guesses
// though they are right.
func StressExit(c *Ctx) bool {
	c.exits = c.exits*1664525 + 1013904223 // D. Knuth and H. W. Lewis's generator
	return c.exits>>29 == 0
}
