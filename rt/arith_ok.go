package rt

import "math/bits"

// Fast paths that generated code tries before the general operation. They take
// no Ctx, allocate nothing and inline, which leaves no room for a call: they
// know ints only (and equality of floats held directly). ok is false for
// everything else and for results beyond 63 bits; then the general operation,
// whose first test is for floats, does the work.
//
// An int x is the word 2x+1, so a+b-1 is the word of the sum and the machine's
// overflow is ours.

// AddOK returns a + b.
func AddOK(a, b Value) (sum Value, ok bool) {
	sum = a + b - 1
	return sum, a&b&1 != 0 && int64((sum^a)&(sum^b)) >= 0
}

// SubOK returns a - b.
func SubOK(a, b Value) (difference Value, ok bool) {
	difference = a - b + 1
	return difference, a&b&1 != 0 && int64((a^b)&(difference^a)) >= 0
}

// MulOK returns a * b: (2x)*y in 128 bits is the word of the product but for its
// tag.
func MulOK(a, b Value) (product Value, ok bool) {
	x, y := int64(a-1), int64(b)>>1
	hi, lo := bits.Mul64(uint64(x), uint64(y))
	hi -= uint64(x>>63&y + y>>63&x)
	return Value(lo | 1), a&b&1 != 0 && hi == uint64(int64(lo)>>63)
}

// LtOK returns a < b.
func LtOK(a, b Value) (less, ok bool) { return int64(a) < int64(b), a&b&1 != 0 }

// LeOK returns a <= b.
func LeOK(a, b Value) (less, ok bool) { return int64(a) <= int64(b), a&b&1 != 0 }

// GtOK returns a > b.
func GtOK(a, b Value) (greater, ok bool) { return int64(a) > int64(b), a&b&1 != 0 }

// GeOK returns a >= b.
func GeOK(a, b Value) (greater, ok bool) { return int64(a) >= int64(b), a&b&1 != 0 }

// EqOK returns a == b. Equal floats held directly have equal words: none of them
// is a NaN or a negative zero.
func EqOK(a, b Value) (equal, ok bool) { return a == b, a&b&1 != 0 || bothFlonum(a, b) }

// NeOK returns a != b.
func NeOK(a, b Value) (different, ok bool) { return a != b, a&b&1 != 0 || bothFlonum(a, b) }

// bothFlonum reports whether both operands are floats held directly.
func bothFlonum(a, b Value) bool { return ((a^2)|(b^2))&3 == 0 }

// twoFloats returns a and b as floats if they are that, or ints that a float is equal to,
// and one is a float.
func twoFloats(a, b Value) (x, y float64, ok bool) {
	if bothFlonum(a, b) {
		return a.flonumValue(), b.flonumValue(), true
	}
	if x, ok = asFloat(a); ok {
		y, ok = asFloat(b)
	}
	return x, y, ok && !BothInt(a, b)
}

func asFloat(v Value) (f float64, ok bool) {
	if v.IsFlonum() {
		return v.flonumValue(), true
	}
	return UnboxNumber(v)
}

// ModOK returns a % b for b > 0.
func ModOK(a, b Value) (mod Value, ok bool) {
	if a&b&1 == 0 || int64(b) < 3 {
		return 0, false
	}
	y := int64(b) >> 1
	r := int64(a) >> 1 % y
	r += r >> 63 & y
	return Int(r), true
}

// FloorDivOK returns a // b for b > 0.
func FloorDivOK(a, b Value) (quotient Value, ok bool) {
	if a&b&1 == 0 || int64(b) < 3 {
		return 0, false
	}
	x, y := int64(a)>>1, int64(b)>>1
	q := x / y
	return Int(q + (x-q*y)>>63), true
}

// AndOK returns a & b.
func AndOK(a, b Value) (bits Value, ok bool) { return a & b, a&b&1 != 0 }

// OrOK returns a | b.
func OrOK(a, b Value) (bits Value, ok bool) { return a | b, a&b&1 != 0 }

// XorOK returns a ^ b.
func XorOK(a, b Value) (bits Value, ok bool) { return a ^ b | 1, a&b&1 != 0 }

// LShiftOK returns a << b for b from 0 to 61.
func LShiftOK(a, b Value) (shifted Value, ok bool) {
	x, n := int64(a-1), uint64(b)>>1
	s := x << (n & 63)
	return Value(s | 1), a&b&1 != 0 && n < 62 && s>>(n&63) == x
}

// RShiftOK returns a >> b for b from 0 to 63.
func RShiftOK(a, b Value) (shifted Value, ok bool) {
	n := uint64(b) >> 1
	return a.shiftedRight(n), a&b&1 != 0 && n < 64
}

func (v Value) shiftedRight(n uint64) Value { return Value(int64(v)>>(n&63)) | 1 }

// IntFloorDiv returns x // y for y > 0.
func IntFloorDiv(x, y int64) int64 {
	q := x / y
	return q + (x-q*y)>>63
}

// IntMod returns x % y for y > 0.
func IntMod(x, y int64) int64 {
	r := x % y
	return r + r>>63&y
}

// FloatFloorDiv returns x // y for y != 0.
func FloatFloorDiv(x, y float64) float64 {
	q, _ := divmodFloat(x, y)
	return q
}

// FloatMod returns x % y for y != 0.
func FloatMod(x, y float64) float64 {
	_, r := divmodFloat(x, y)
	return r
}
