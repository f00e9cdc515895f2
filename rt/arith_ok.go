package rt

import "math/bits"

// Fast paths that generated code calls before the general operation. They take
// no Ctx and allocate nothing: ok is false for everything but two ints or two
// floats held directly, and for results that need more than a Value. The integer
// half of each inlines (arith_ok_test.go checks with the compiler); floats are
// one call away.
//
// An int x is the word 2x+1, so a+b-1 is the word of the sum and the machine's
// overflow is ours.

// AddOK returns a + b.
func AddOK(a, b Value) (Value, bool) {
	if s := a + b - 1; a&b&1 != 0 {
		return s, int64((s^a)&(s^b)) >= 0
	}
	return addFlonum(a, b)
}

// SubOK returns a - b.
func SubOK(a, b Value) (Value, bool) {
	if s := a - b + 1; a&b&1 != 0 {
		return s, int64((a^b)&(s^a)) >= 0
	}
	return subFlonum(a, b)
}

// MulOK returns a * b.
func MulOK(a, b Value) (Value, bool) {
	if a&b&1 != 0 {
		return mulInt(a, b)
	}
	return mulFlonum(a, b)
}

// mulInt multiplies two ints in 128 bits: (2x)*y is the word of the product but
// for its tag.
func mulInt(a, b Value) (Value, bool) {
	x, y := int64(a-1), b.Int()
	hi, lo := bits.Mul64(uint64(x), uint64(y))
	hi -= uint64(x>>63&y + y>>63&x)
	return Value(lo | 1), hi == uint64(int64(lo)>>63)
}

// LtOK returns a < b.
func LtOK(a, b Value) (less, ok bool) {
	if a&b&1 != 0 {
		return int64(a) < int64(b), true
	}
	return ltFlonum(a, b)
}

// LeOK returns a <= b.
func LeOK(a, b Value) (less, ok bool) {
	if a&b&1 != 0 {
		return int64(a) <= int64(b), true
	}
	return leFlonum(a, b)
}

// GtOK returns a > b.
func GtOK(a, b Value) (greater, ok bool) {
	if a&b&1 != 0 {
		return int64(a) > int64(b), true
	}
	return ltFlonum(b, a)
}

// GeOK returns a >= b.
func GeOK(a, b Value) (greater, ok bool) {
	if a&b&1 != 0 {
		return int64(a) >= int64(b), true
	}
	return leFlonum(b, a)
}

// EqOK returns a == b.
func EqOK(a, b Value) (equal, ok bool) {
	if a&b&1 != 0 {
		return a == b, true
	}
	return eqFlonum(a, b)
}

// NeOK returns a != b.
func NeOK(a, b Value) (different, ok bool) {
	if a&b&1 != 0 {
		return a != b, true
	}
	different, ok = eqFlonum(a, b)
	return !different, ok
}

func bothFlonum(a, b Value) bool { return ((a^2)|(b^2))&3 == 0 }

func addFlonum(a, b Value) (Value, bool) {
	if !bothFlonum(a, b) {
		return 0, false
	}
	return flonum(a.flonumValue() + b.flonumValue())
}

func subFlonum(a, b Value) (Value, bool) {
	if !bothFlonum(a, b) {
		return 0, false
	}
	return flonum(a.flonumValue() - b.flonumValue())
}

func mulFlonum(a, b Value) (Value, bool) {
	if !bothFlonum(a, b) {
		return 0, false
	}
	return flonum(a.flonumValue() * b.flonumValue())
}

func ltFlonum(a, b Value) (less, ok bool) {
	if !bothFlonum(a, b) {
		return false, false
	}
	return a.flonumValue() < b.flonumValue(), true
}

func leFlonum(a, b Value) (less, ok bool) {
	if !bothFlonum(a, b) {
		return false, false
	}
	return a.flonumValue() <= b.flonumValue(), true
}

func eqFlonum(a, b Value) (equal, ok bool) {
	if !bothFlonum(a, b) {
		return false, false
	}
	return a == b, true // no immediate is a NaN or a negative zero
}
