package rt

import (
	"math"
	"math/big"
	"math/bits"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/bigint"
	"github.com/pxc-lang/pxc/rt/format"
)

// Ints as text, of any size. Decimal text of very large numbers is refused as in
// CPython: converting it takes quadratic time, and servers read it from strangers.

// limitFrom is the number of digits up to which the limit does not apply.
const limitFrom = 640

var maxStrDigits atomic.Int64

func init() { maxStrDigits.Store(4300) }

// MaxStrDigits returns sys.get_int_max_str_digits().
func MaxStrDigits() int64 { return maxStrDigits.Load() }

// SetMaxStrDigits is sys.set_int_max_str_digits(n): 0 lifts the limit.
func SetMaxStrDigits(c *Ctx, n int64) bool {
	if n != 0 && n < limitFrom {
		ValueErrorf(c, "maxdigits must be 0 or larger than %d", limitFrom)
		return false
	}
	maxStrDigits.Store(min(n, math.MaxInt32))
	return true
}

// digitLimit checks whether n decimal digits may be converted to text.
func digitLimit(c *Ctx, n int) bool {
	limit := maxStrDigits.Load()
	if n <= limitFrom || limit == 0 || int64(n) <= limit {
		return true
	}
	ValueErrorf(c, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", int(limit))
	return false
}

// bigDigits returns the digits of |v|, an int beyond a word, in base 2, 8, 10 or
// 16, in memory valid until the next use of the scratch buffer; room is as many spare
// bytes in front of them.
func bigDigits(c *Ctx, v Value, base, spare int) (room, digits []byte, ok bool) {
	x := c.setX(v)
	n := bigint.DigitBound(x, base)
	if base == 10 && n > limitFrom && !digitLimit(c, n-2) {
		return nil, nil, false
	}
	buf := c.scratchBytes(spare + n + 1)
	if buf == nil {
		return nil, nil, false
	}
	digits = c.ints.AppendDigits(buf[spare:spare], x, base)
	c.ints.Trim()
	if base == 10 && !digitLimit(c, len(digits)) {
		return nil, nil, false
	}
	return buf[:0:spare], digits, true
}

// intText returns str(v) for an int.
func intText(c *Ctx, v Value) Value {
	if v.IsInt() {
		return intStr(c, v.Int())
	}
	_, digits, ok := bigDigits(c, v, 10, 0)
	if !ok {
		return 0
	}
	b := newBuilder(c, len(digits)+1)
	if bigNegative(v) {
		b.byteChar('-')
	}
	b.bytes(digits)
	return b.finish()
}

// intBase returns v, an int or a bool, in base 2, 8 or 16 with its prefix: bin,
// oct, hex.
func intBase(c *Ctx, v Value, base int, prefix string) Value {
	if i, ok := intOf(v); ok {
		return wordBase(c, magnitude(i), i < 0, uint(bits.TrailingZeros(uint(base))), prefix)
	}
	_, digits, ok := bigDigits(c, v, base, 0)
	if !ok {
		return 0
	}
	b := newBuilder(c, len(digits)+3)
	if bigNegative(v) {
		b.byteChar('-')
	}
	b.text(prefix)
	b.bytes(digits)
	return b.finish()
}

// wordBase is intBase of one word, with digits of shift bits.
func wordBase(c *Ctx, u uint64, neg bool, shift uint, prefix string) Value {
	n := len(prefix) + (max(bits.Len64(u), 1)+int(shift)-1)/int(shift)
	if neg {
		n++
	}
	s := newStr(c, n, kindASCII)
	if s == 0 {
		return 0
	}
	text := str8(s)
	if neg {
		text[0] = '-'
		text = text[1:]
	}
	copy(text, prefix)
	for text = text[len(prefix):]; len(text) > 0; u >>= shift {
		text[len(text)-1] = "0123456789abcdef"[u&(1<<shift-1)]
		text = text[:len(text)-1]
	}
	return s
}

// parseInt is int(x, base) for a str or bytes-like x.
func parseInt(c *Ctx, x Value, base int) Value {
	switch {
	case !IsStr(x):
		return parseChars(c, x, bytesLike(x), base, false)
	case strKind(x) == kindUCS2:
		return parseChars(c, x, str16(x), base, true)
	case strKind(x) == kindUCS4:
		return parseChars(c, x, str32(x), base, true)
	}
	return parseChars(c, x, str8(x), base, true)
}

func parseChars[T format.Char](c *Ctx, x Value, s []T, base int, text bool) Value {
	if limit := maxStrDigits.Load(); len(s) > limitFrom && limit != 0 {
		n, based := format.CountDigits(s, base, text)
		if based&(based-1) != 0 && int64(n) > limit && n > limitFrom {
			return ValueErrorf(c, "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", int(limit), n)
		}
	}
	i, err := format.ParseInt(s, base, text)
	switch err {
	case format.OK:
		return IntValue(c, i)
	case format.ErrRange:
		buf := c.scratchBytes(len(s))
		if buf == nil {
			return 0
		}
		digits, based, neg := format.AppendDigits(buf[:0], s, base, text)
		c.ints.SetDigits(digits, based, neg)
		return c.finishBig(&c.ints.Z)
	}
	if IsBytearray(x) {
		if x = bytesOf(c, BytearrayData(x)); x == 0 {
			return 0
		}
		defer c.Drop(x)
	}
	return literalError(c, "invalid literal for int() with base "+decimal(base)+": ", x)
}

// ConstInt returns the immortal int constant that text spells, with an optional
// sign and prefix. Main thread only.
func ConstInt(c *Ctx, text string) Value {
	z, ok := new(big.Int).SetString(text, 0)
	if !ok {
		panic("rt: bad int constant " + text)
	}
	return immortalise(IntFromBig(c, z))
}

// roundBig is round(v, n) for a big int and n < 0.
func roundBig(c *Ctx, v Value, n int64) Value {
	if n < -int64(bigint.DigitBound(c.setX(v), 10)) {
		return Int(0)
	}
	// The nearest multiple of unit, the even one of two: down + unit if twice the
	// rest exceeds it.
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(-n), nil)
	c.setX(v)
	s := &c.ints
	s.SetY(unit.Bits(), false)
	s.DivMod()
	odd := s.Z.Bit(0) != 0
	rest := new(big.Int).Set(&s.R)
	down := new(big.Int).Sub(&s.X, rest)
	if d := rest.Lsh(rest, 1).Cmp(unit); d > 0 || d == 0 && odd {
		down.Add(down, unit)
	}
	return IntFromBig(c, down)
}
