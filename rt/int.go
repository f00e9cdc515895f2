package rt

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
)

// int: 63 bits in the word itself, beyond that an object (bigint.go). True and
// False count as 1 and 0 in every operation.

// IntValue returns i as a Value.
func IntValue(c *Ctx, i int64) Value {
	if FitsInt(i) {
		return Int(i)
	}
	return wideInt(c, i)
}

// intOf returns the integer in v if v is an int held directly or a bool.
func intOf(v Value) (i int64, ok bool) {
	switch {
	case v.IsInt():
		return v.Int(), true
	case v == True:
		return 1, true
	case v == False:
		return 0, true
	}
	return 0, false
}

// Index returns v as an integer, for counts and the like: an int, a bool or an
// object with __index__. ok is false with TypeError pending, or OverflowError if
// an int64 does not hold it.
func Index(c *Ctx, v Value) (i int64, ok bool) {
	if i, ok := intOf(v); ok {
		return i, true
	}
	w := IndexValue(c, v)
	if w == 0 {
		return 0, false
	}
	if i, ok = wordOf(w); !ok {
		OverflowErrorf(c, "Python int too large to convert to C ssize_t")
	}
	c.Drop(w)
	return i, ok
}

// wordOf returns the int or bool v if an int64 holds it.
func wordOf(v Value) (i int64, ok bool) {
	if i, ok := intOf(v); ok || !isBig(v) {
		return i, ok
	}
	w := limbs(v)
	u := uint64(w[0])
	switch neg := bigNegative(v); {
	case len(w) > 1 || u > 1<<63 || !neg && u == 1<<63:
		return 0, false
	case neg:
		return -int64(u), true
	}
	return int64(u), true
}

// sizedIndex is Index for what CPython takes with PyNumber_AsSsize_t: an int that
// is too large raises exc in other words.
func sizedIndex(c *Ctx, v Value, exc uint32) (i int64, ok bool) {
	if i, ok := intOf(v); ok {
		return i, true
	}
	w := IndexValue(c, v)
	if w == 0 {
		return 0, false
	}
	if i, ok = wordOf(w); !ok {
		raisef(c, exc, "cannot fit '%s' into an index-sized integer", TypeName(v))
	}
	c.Drop(w)
	return i, ok
}

// smallIndex is Index for what CPython takes as a C int.
func smallIndex(c *Ctx, v Value) (i int64, ok bool) {
	if i, ok = clampedIndex(c, v); ok && i != int64(int32(i)) {
		OverflowErrorf(c, "Python int too large to convert to C int")
		ok = false
	}
	return i, ok
}

// clampedIndex is Index with ints that are too large cut to the bounds of int64,
// for slices.
func clampedIndex(c *Ctx, v Value) (i int64, ok bool) {
	w := IndexValue(c, v)
	if w == 0 {
		return 0, false
	}
	if i, ok = wordOf(w); !ok {
		i = math.MaxInt64
		if bigNegative(w) {
			i = math.MinInt64
		}
	}
	c.Drop(w)
	return i, true
}

// IndexValue returns operator.index(v): an int, or a bool as it is.
func IndexValue(c *Ctx, v Value) Value {
	if p := plain(v); isIntegral(p) {
		return c.Own(p) // __index__ of a class derived from int is not asked
	}
	m := special(v, nameIndex)
	if m == 0 {
		return TypeErrorf(c, "'%s' object cannot be interpreted as an integer", TypeName(v))
	}
	r := callSpecial0(c, m, v)
	if p := plain(r); r != 0 && p != r && isIntegral(p) {
		c.Own(p)
		c.Drop(r)
		return p
	}
	if r != 0 && !isIntegral(r) {
		TypeErrorf(c, "__index__ returned non-int (type %s)", TypeName(r))
		c.Drop(r)
		return 0
	}
	return r
}

// floorDivInt returns x // y for y != 0; it overflows only for MinInt // -1.
func floorDivInt(x, y int64) int64 {
	q := x / y
	if x%y != 0 && (x < 0) != (y < 0) {
		q--
	}
	return q
}

// modInt returns x % y for y != 0, with the sign of y.
func modInt(x, y int64) int64 {
	r := x % y
	if r != 0 && (r < 0) != (y < 0) {
		r += y
	}
	return r
}

// trueDivInt returns x / y correctly rounded, for y != 0. Beyond 2^53 the
// operands are no floats: the quotient is taken to 63 bits or more, with a
// sticky bit for the remainder, and rounded once.
func trueDivInt(x, y int64) float64 {
	const exact = 1 << 53
	if -exact <= x && x <= exact && -exact <= y && y <= exact {
		return float64(x) / float64(y)
	}
	if x == 0 {
		return float64(x) / float64(y) // with the sign of y
	}
	a, b := uint64(x), uint64(y)
	if x < 0 {
		a = -a
	}
	if y < 0 {
		b = -b
	}
	shift := 63 - bits.Len64(a) + bits.Len64(b)
	var hi, lo uint64
	if shift >= 64 {
		hi = a << (shift - 64)
	} else {
		hi, lo = a>>(64-shift), a<<shift
	}
	q, r := bits.Div64(hi, lo, b)
	if r != 0 {
		q |= 1
	}
	f := math.Ldexp(float64(q), -shift)
	if (x < 0) != (y < 0) {
		f = -f
	}
	return f
}

// powInt returns x ** y for y >= 0; ok is false when it does not fit.
func powInt(x, y int64) (p int64, ok bool) {
	result, base := Int(1), Int(x)
	for y > 0 {
		if y&1 != 0 {
			if result, ok = MulOK(result, base); !ok {
				return 0, false
			}
		}
		if y >>= 1; y > 0 {
			if base, ok = MulOK(base, base); !ok {
				return 0, false
			}
		}
	}
	return result.Int(), true
}

// powMod returns x ** y % m for y >= 0 and m != 0, with the sign of m.
func powMod(x, y, m int64) int64 {
	n := uint64(m)
	if m < 0 {
		n = -n
	}
	base := uint64(modInt(x, int64(n)))
	result := 1 % n
	for ; y > 0; y >>= 1 {
		if y&1 != 0 {
			result = mulMod(result, base, n)
		}
		base = mulMod(base, base, n)
	}
	return modInt(int64(result), m)
}

func mulMod(a, b, n uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	_, r := bits.Div64(hi, lo, n)
	return r
}

// inverseMod returns the inverse of x modulo m, false if there is none.
func inverseMod(x, m int64) (int64, bool) {
	a, n := modInt(x, m), m
	if n < 0 {
		a, n = modInt(x, -m), -m
	}
	r0, r1, s0, s1 := n, a, int64(0), int64(1)
	for r1 != 0 {
		q := r0 / r1
		r0, r1 = r1, r0-q*r1
		s0, s1 = s1, s0-q*s1
	}
	if r0 != 1 {
		return 0, false
	}
	return modInt(s0, n), true
}

// powMod3 is pow(x, y, m) of ints and bools.
func powMod3(c *Ctx, a, b, m Value) Value {
	x, ok1 := intOf(a)
	y, ok2 := intOf(b)
	z, ok3 := intOf(m)
	if ok3 && z == 0 {
		return ValueErrorf(c, "pow() 3rd argument cannot be 0")
	}
	if !ok1 || !ok2 || !ok3 {
		c.setX(a)
		c.setY(b)
		var wide big.Int
		BigOf(&wide, m)
		if !c.ints.PowMod(&wide) {
			return ValueErrorf(c, "base is not invertible for the given modulus")
		}
		return c.finishBig(&c.ints.Z)
	}
	if y < 0 {
		inverse, ok := inverseMod(x, z)
		if !ok {
			return ValueErrorf(c, "base is not invertible for the given modulus")
		}
		x, y = inverse, -y
	}
	return Int(powMod(x, y, z))
}

func shiftLeft(c *Ctx, x, y int64) Value {
	switch {
	case y < 0:
		return ValueErrorf(c, "negative shift count")
	case x == 0:
		return Int(0)
	case y >= 63 || x<<y>>y != x:
		return bigLShift(c, Int(x), Int(y))
	}
	return IntValue(c, x<<y)
}

func shiftRight(c *Ctx, x, y int64) Value {
	if y < 0 {
		return ValueErrorf(c, "negative shift count")
	}
	return Int(x >> min(y, 63))
}

// intStr returns str(i).
func intStr(c *Ctx, i int64) Value {
	if i >= 0 && i < 10 {
		return latin1Strs['0'+i]
	}
	n := decimalLen(i)
	v := newStr(c, n, kindASCII)
	if v != 0 {
		putDecimal(str8(v), i)
	}
	return v
}

// decimalLen returns the number of characters of i in decimal.
func decimalLen(i int64) int {
	u, n := uint64(i), 1
	if i < 0 {
		u, n = -u, 2
	}
	for ; u >= 10000; u /= 10000 {
		n += 4
	}
	switch {
	case u >= 1000:
		n += 3
	case u >= 100:
		n += 2
	case u >= 10:
		n++
	}
	return n
}

// digitPairs are the decimal numbers of two digits.
const digitPairs = "00010203040506070809101112131415161718192021222324" +
	"25262728293031323334353637383940414243444546474849" +
	"50515253545556575859606162636465666768697071727374" +
	"75767778798081828384858687888990919293949596979899"

// putDecimal writes i to dst, which decimalLen has measured.
func putDecimal(dst []byte, i int64) {
	at, u := len(dst), uint64(i)
	if i < 0 {
		u = -u
		dst[0] = '-'
	}
	for u >= 100 {
		pair := 2 * (u % 100)
		u /= 100
		at -= 2
		dst[at], dst[at+1] = digitPairs[pair], digitPairs[pair+1]
	}
	if u >= 10 {
		dst[at-2], dst[at-1] = digitPairs[2*u], digitPairs[2*u+1]
		return
	}
	dst[at-1] = byte('0' + u)
}

// IntOf returns int(x).
func IntOf(c *Ctx, x Value) Value {
	if isUser(x) { // may carry a str, say
		return Call1(c, infoOf(TypeInt).class, x)
	}
	return IntNew(c, x, 0)
}

// IntNew is int(x) and int(text, base); base is 0 when it was not given.
func IntNew(c *Ctx, x, base Value) Value {
	if base != 0 {
		b, ok := sizedIndex(c, base, ExcOverflowError)
		if !ok && MatchPending(c, ExcOverflowError) {
			clearExc(c)
			b, ok = -1, true
		}
		if !ok {
			return 0
		}
		switch {
		case x == 0:
			return TypeErrorf(c, "int() missing string argument")
		case b != 0 && (b < 2 || b > 36):
			return ValueErrorf(c, "int() base must be >= 2 and <= 36, or 0")
		case !IsStr(x) && !isBytesLike(x):
			return TypeErrorf(c, "int() can't convert non-string with explicit base")
		}
		return parseInt(c, x, int(b))
	}
	switch {
	case x == 0:
		return Int(0)
	case x.IsInt():
		return x
	case isBig(x):
		return c.Own(x)
	case x.IsFloat():
		return truncFloat(c, x.Float())
	case IsStr(x):
		if i, ok := shortInt(x); ok {
			return Int(i)
		}
		return parseInt(c, x, 10)
	case isBytesLike(x):
		return parseInt(c, x, 10)
	}
	if i, ok := intOf(x); ok {
		return Int(i)
	}
	for _, name := range [...]Value{nameInt, nameIndex, nameTrunc} {
		m := special(x, name)
		if m == 0 {
			continue
		}
		r := callSpecial0(c, m, x)
		if r == 0 || r.IsInt() || isBig(r) {
			return r
		}
		if i, ok := intOf(r); ok {
			return Int(i)
		}
		TypeErrorf(c, "%s returned non-int (type %s)", GoString(name), TypeName(r))
		c.Drop(r)
		return 0
	}
	return TypeErrorf(c, "int() argument must be a string, a bytes-like object or a real number, not '%s'", TypeName(x))
}

// shortInt parses a str of up to 18 decimal digits and nothing else.
func shortInt(s Value) (i int64, ok bool) {
	n := strLen(s)
	if n == 0 || n > 18 || strKind(s) != kindASCII {
		return 0, false
	}
	for _, ch := range str8(s) {
		d := ch - '0'
		if d > 9 {
			return 0, false
		}
		i = 10*i + int64(d)
	}
	return i, true
}

// decimal returns a small number as text, for messages.
func decimal(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return decimal(n/10) + string(rune('0'+n%10))
}

// literalError raises ValueError with the repr of x after the message, cut as
// CPython cuts it at 200 characters.
func literalError(c *Ctx, message string, x Value) Value {
	r := Repr(c, x)
	if r == 0 {
		return 0
	}
	if strLen(r) > 200 {
		cut := substr(c, r, 0, 200)
		c.Drop(r)
		if r = cut; r == 0 {
			return 0
		}
	}
	ValueErrorf(c, "%s%s", message, r)
	c.Drop(r)
	return 0
}

// truncFloat is int(f).
func truncFloat(c *Ctx, f float64) Value {
	switch {
	case math.IsNaN(f):
		return ValueErrorf(c, "cannot convert float NaN to integer")
	case math.IsInf(f, 0):
		return OverflowErrorf(c, "cannot convert float infinity to integer")
	case f >= 1<<62 || f < -1<<62:
		return bigFromFloat(c, f)
	}
	return Int(int64(f))
}

// appendInt appends i in decimal.
func appendInt(dst []byte, i int64) []byte { return strconv.AppendInt(dst, i, 10) }
