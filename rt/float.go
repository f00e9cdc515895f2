package rt

import (
	"math"

	"github.com/pxc-lang/pxc/rt/format"
	"github.com/pxc-lang/pxc/rt/libm"
)

// NaN returns the NaN that C and so CPython have, whose bits struct shows: Go's has
// one bit more.
func NaN() float64 { return math.Float64frombits(0x7ff8 << 48) }

// float: an IEEE double, in the word itself where the exponent allows.

// floatOf returns the number in v as a float if v is a float, an int held directly
// or a bool.
func floatOf(v Value) (f float64, ok bool) {
	if v.IsFloat() {
		return v.Float(), true
	}
	i, ok := intOf(v)
	return float64(i), ok
}

// AsFloat returns v as a float, for functions that take a real number: a float,
// an int, or an object with __float__ or __index__. ok is false with TypeError
// pending.
func AsFloat(c *Ctx, v Value) (f float64, ok bool) {
	if f, ok := floatOf(v); ok {
		return f, true
	}
	if m := special(v, nameFloat); m != 0 {
		r := callSpecial0(c, m, v)
		if r == 0 {
			return 0, false
		}
		if r.IsFloat() {
			f := r.Float()
			c.Drop(r)
			return f, true
		}
		TypeErrorf(c, "%s.__float__ returned non-float (type %s)", TypeName(v), TypeName(r))
		c.Drop(r)
		return 0, false
	}
	if isBig(v) {
		return intFloat(c, v)
	}
	if special(v, nameIndex) != 0 {
		i := IndexValue(c, v)
		if i == 0 {
			return 0, false
		}
		f, ok = intFloat(c, i)
		c.Drop(i)
		return f, ok
	}
	TypeErrorf(c, "must be real number, not %s", TypeName(v))
	return 0, false
}

// FloatOf returns float(x).
func FloatOf(c *Ctx, x Value) Value {
	if isUser(x) {
		return Call1(c, infoOf(TypeFloat).class, x)
	}
	return FloatNew(c, x)
}

// FloatNew is float(x); x is 0 when it was not given.
func FloatNew(c *Ctx, x Value) Value {
	switch {
	case x == 0:
		return zeroFloat
	case x.IsFloat():
		return c.Own(x)
	case IsStr(x) || isBytesLike(x):
		return parseFloat(c, x)
	}
	if !isIntegral(x) && special(x, nameFloat) == 0 && special(x, nameIndex) == 0 {
		return TypeErrorf(c, "float() argument must be a string or a real number, not '%s'", TypeName(x))
	}
	f, ok := AsFloat(c, x)
	if !ok {
		return 0
	}
	return NewFloat(c, f)
}

func parseFloat(c *Ctx, x Value) Value {
	var n int
	if IsStr(x) {
		n = strLen(x)
	} else {
		n = len(bytesLike(x))
	}
	var small [64]byte
	scratch := small[:0]
	if n > len(small) {
		s := c.scratchBytes(n)
		if s == nil {
			return 0
		}
		scratch = s[:0]
	}
	var f float64
	var number []byte
	var err format.Error
	switch {
	case !IsStr(x):
		f, number, err = format.ParseFloat(bytesLike(x), scratch, false)
	case strKind(x) == kindUCS2:
		f, number, err = format.ParseFloat(str16(x), scratch, true)
	case strKind(x) == kindUCS4:
		f, number, err = format.ParseFloat(str32(x), scratch, true)
	default:
		f, number, err = format.ParseFloat(str8(x), scratch, true)
	}
	if err != format.OK {
		return literalError(c, "could not convert string to float: ", x)
	}
	if len(number) > 0 {
		m, _ := format.Strtod(viewString(number)) // beyond the range: infinite or zero, as in CPython
		f *= m
	}
	return NewFloat(c, f)
}

// floatRepr returns repr(f).
func floatRepr(c *Ctx, f float64) Value {
	var buf [format.MaxRepr]byte
	return strFromASCII(c, format.AppendRepr(buf[:0], f))
}

// divmodFloat returns x // y and x % y for y != 0, as CPython's float_divmod:
// the remainder has the sign of y and the quotient is the nearest integer to
// (x - remainder) / y.
func divmodFloat(x, y float64) (quotient, remainder float64) {
	mod := math.Mod(x, y)
	div := (x - mod) / y
	if mod != 0 {
		if (y < 0) != (mod < 0) {
			mod += y
			div--
		}
	} else {
		mod = math.Copysign(0, y)
	}
	if div == 0 {
		return math.Copysign(0, x/y), mod
	}
	floor := math.Floor(div)
	if div-floor > 0.5 {
		floor++
	}
	return floor, mod
}

// powFloats is x ** y.
func powFloats(c *Ctx, x, y float64) Value {
	switch {
	case x == 0 && y < 0 && !math.IsInf(y, 0):
		return ZeroDivisionErrorf(c, "0.0 cannot be raised to a negative power")
	case x < 0 && !math.IsInf(x, 0) && !math.IsInf(y, 0) && y == y && y != math.Floor(y):
		return complexPow(c, complex(x, 0), complex(y, 0))
	}
	f := libm.Pow(x, y)
	if math.IsInf(f, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		return raiseErrno(c, ExcOverflowError, 34, "Numerical result out of range")
	}
	return NewFloat(c, f)
}

// roundFloat is round(f): to the nearest integer, ties to even.
func roundFloat(c *Ctx, f float64) Value {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return truncFloat(c, f)
	}
	return truncFloat(c, math.RoundToEven(f))
}

// roundDigits is round(f, n): f's exact decimal expansion rounded, ties to
// even, and read back.
func roundDigits(c *Ctx, f float64, n int64) Value {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0) || f == 0 || n > 323:
		return NewFloat(c, f)
	case n < -308:
		return NewFloat(c, math.Copysign(0, f))
	}
	r, overflow := format.Round(f, int(n))
	if overflow {
		return OverflowErrorf(c, "rounded value too large to represent")
	}
	return NewFloat(c, r)
}

// roundInt is round(v, n) of an int or a bool, n < 0.
func roundInt(c *Ctx, v Value, n int64) Value {
	i, ok := intOf(v)
	if !ok {
		return roundBig(c, v, n)
	}
	unit := int64(1)
	for ; n < 0; n++ {
		if unit > math.MaxInt64/10 {
			return Int(0)
		}
		unit *= 10
	}
	rest := modInt(i, unit)
	down := i - rest
	if rest > unit-rest || rest == unit-rest && floorDivInt(i, unit)&1 != 0 {
		return IntValue(c, down+unit)
	}
	return IntValue(c, down)
}

// compareIntFloat orders an int and a float exactly: -1, 0 or 1, and 2 for NaN.
func compareIntFloat(i int64, f float64) int {
	switch {
	case f != f:
		return 2
	case f >= 1<<63:
		return -1
	case f < -1<<63:
		return 1
	}
	whole := math.Floor(f)
	switch j := int64(whole); {
	case i < j:
		return -1
	case i > j:
		return 1
	case f > whole:
		return -1
	}
	return 0
}
