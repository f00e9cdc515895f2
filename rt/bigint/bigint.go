// Package bigint computes with integers of any size as Python does, on top of
// math/big: floored division, two's complement bits, correctly rounded floats,
// CPython's hash, text. It does not know Value.
//
// Operands are views: their limbs lie in objects outside Go's heap and are only
// read. Results are left in numbers that are reused, so that nothing is garbage
// once they have grown; the caller copies them into an object.
package bigint

import (
	"math"
	"math/big"
	"math/bits"
)

// Scratch holds the operands and results of one operation. It belongs to one
// thread.
type Scratch struct {
	X, Y big.Int // operands: views
	Z, R big.Int // results
	t, u big.Int // intermediate results
	one  big.Int

	xw, yw [1]big.Word
}

// Keep is the number of limbs up to which results are kept for reuse.
const Keep = 1 << 17

// SetX makes X the integer with these limbs, a view, and sign.
func (s *Scratch) SetX(limbs []big.Word, neg bool) { set(&s.X, limbs, neg) }

// SetY is SetX for Y.
func (s *Scratch) SetY(limbs []big.Word, neg bool) { set(&s.Y, limbs, neg) }

// SmallX makes X the number i.
func (s *Scratch) SmallX(i int64) {
	s.xw[0] = big.Word(magnitude(i))
	set(&s.X, s.xw[:], i < 0)
}

// SmallY makes Y the number i.
func (s *Scratch) SmallY(i int64) {
	s.yw[0] = big.Word(magnitude(i))
	set(&s.Y, s.yw[:], i < 0)
}

func set(z *big.Int, limbs []big.Word, neg bool) {
	z.SetBits(limbs)
	if neg {
		z.Neg(z)
	}
}

// Trim gives up results that are too large to keep.
func (s *Scratch) Trim() {
	for _, z := range [...]*big.Int{&s.Z, &s.R, &s.t, &s.u} {
		if cap(z.Bits()) > Keep {
			*z = big.Int{}
		}
	}
}

func magnitude(i int64) uint64 {
	if i < 0 {
		return -uint64(i)
	}
	return uint64(i)
}

// Int64 returns z if it fits.
func Int64(z *big.Int) (i int64, ok bool) { return z.Int64(), z.IsInt64() }

// DivMod sets Z = X // Y and R = X % Y, rounding towards minus infinity. Y must
// not be 0.
func (s *Scratch) DivMod() {
	s.Z.QuoRem(&s.X, &s.Y, &s.R)
	if s.R.Sign() != 0 && s.R.Sign() != s.Y.Sign() {
		s.one.SetInt64(1)
		s.Z.Sub(&s.Z, &s.one)
		s.R.Add(&s.R, &s.Y)
	}
}

// Pow sets Z = X ** n, squaring from the left.
func (s *Scratch) Pow(n uint64) {
	if n == 0 {
		s.Z.SetInt64(1)
		return
	}
	a, b := &s.Z, &s.t
	a.Set(&s.X)
	for i := bits.Len64(n) - 2; i >= 0; i-- {
		b.Mul(a, a)
		a, b = b, a
		if n>>i&1 != 0 {
			b.Mul(a, &s.X)
			a, b = b, a
		}
	}
	if a != &s.Z {
		s.Z, s.t = s.t, s.Z
	}
}

// PowMod sets Z = X ** Y % m with the sign of m, which must not be 0. A negative
// Y needs an inverse of X; it reports false if there is none.
func (s *Scratch) PowMod(m *big.Int) bool {
	abs := s.u.Abs(m)
	x := s.t.Mod(&s.X, abs)
	y := &s.Y
	if y.Sign() < 0 {
		if abs.IsInt64() && abs.Int64() == 1 {
			x.SetInt64(0)
		} else if x.ModInverse(x, abs) == nil {
			return false
		}
		y = s.R.Neg(y)
	}
	s.Z.Exp(x, y, abs)
	if s.Z.Sign() != 0 && m.Sign() < 0 {
		s.Z.Sub(&s.Z, abs)
	}
	return true
}

// Bits of two's complement: limb i of x, sign extended. carry is 1 at the first
// limb of a negative number and what twos returns from then on.
func twos(x []big.Word, neg bool, i int, carry uint) (limb, next uint) {
	var w uint
	if i < len(x) {
		w = uint(x[i])
	}
	if !neg {
		return w, 0
	}
	sum, out := bits.Add(^w, carry, 0)
	return sum, out
}

// Bitwise sets Z to X op Y in two's complement of unlimited length; op is & | or
// ^.
func (s *Scratch) Bitwise(op byte) {
	x, y := s.X.Bits(), s.Y.Bits()
	xn, yn := s.X.Sign() < 0, s.Y.Sign() < 0
	var neg bool
	switch op {
	case '&':
		neg = xn && yn
	case '|':
		neg = xn || yn
	default:
		neg = xn != yn
	}
	n := max(len(x), len(y)) + 1
	if !xn && !yn {
		s.bitwisePositive(op, x, y)
		return
	}
	z := s.Z.Bits()
	if cap(z) < n {
		z = make([]big.Word, n, n+4)
	}
	z = z[:n]
	cx, cy, cz := uint(1), uint(1), uint(1)
	for i := range z {
		var a, b, w uint
		a, cx = twos(x, xn, i, cx)
		b, cy = twos(y, yn, i, cy)
		switch op {
		case '&':
			w = a & b
		case '|':
			w = a | b
		default:
			w = a ^ b
		}
		if neg {
			w, cz = bits.Add(^w, cz, 0)
		}
		z[i] = big.Word(w)
	}
	set(&s.Z, z, neg)
}

// bitwisePositive is Bitwise of numbers that are not negative.
func (s *Scratch) bitwisePositive(op byte, x, y []big.Word) {
	if len(x) < len(y) {
		x, y = y, x
	}
	z := s.Z.Bits()
	if cap(z) < len(x) {
		z = make([]big.Word, len(x), len(x)+4)
	}
	z = z[:len(x)]
	switch op {
	case '&':
		z = z[:len(y)]
		for i := range y {
			z[i] = x[i] & y[i]
		}
	case '|':
		copy(z[len(y):], x[len(y):])
		for i := range y {
			z[i] = x[i] | y[i]
		}
	default:
		copy(z[len(y):], x[len(y):])
		for i := range y {
			z[i] = x[i] ^ y[i]
		}
	}
	s.Z.SetBits(z)
}

// Hash returns CPython's hash: the value modulo 2^61-1 with its sign, -2 for -1.
func Hash(x []big.Word, neg bool) int64 {
	const shift, modulus = 61, 1<<61 - 1
	var h uint64
	for i := len(x) - 1; i >= 0; i-- {
		// h * 2^64 + limb, 2^61 being 1: h * 8 + limb.
		hi, lo := bits.Mul64(h, 8)
		lo, carry := bits.Add64(lo, uint64(x[i]), 0)
		hi += carry
		h = lo&modulus + (lo>>shift | hi<<(64-shift))
		h = h&modulus + h>>shift
		if h >= modulus {
			h -= modulus
		}
	}
	if neg {
		if h == 1 {
			return -2
		}
		return -int64(h)
	}
	return int64(h)
}

// Float returns x rounded to the nearest float, ties to even; ok is false if it
// is too large.
func Float(x *big.Int) (f float64, ok bool) {
	m, e := top(x.Bits())
	return scale(m, e, x.Sign() < 0)
}

// top returns the upper 64 bits of x, the lowest standing for all below it, and
// the power of two that they count.
func top(x []big.Word) (m uint64, e int) {
	n := len(x)
	if n == 0 {
		return 0, 0
	}
	m = uint64(x[n-1])
	shift := bits.LeadingZeros64(m)
	m <<= shift
	rest := false
	if n > 1 {
		m |= uint64(x[n-2]) >> (64 - shift)
		rest = shift < 64 && uint64(x[n-2])<<shift != 0
		for i := n - 3; i >= 0 && !rest; i-- {
			rest = x[i] != 0
		}
	}
	if rest {
		m |= 1
	}
	return m, 64*(n-1) - shift
}

// scale returns m * 2^e rounded once, also where the result is subnormal. The
// lowest bit of m may stand for what lies below it; m has its top bit set, or is 0.
func scale(m uint64, e int, neg bool) (f float64, ok bool) {
	if m == 0 {
		return 0, true
	}
	drop := 11
	if least := -1074 - e; least > drop {
		drop = least
	}
	if drop > 64 {
		m = 0
	} else {
		half, low := uint64(1)<<(drop-1), uint64(0)
		if drop == 64 {
			low, m = m, 0
		} else {
			low, m = m&(half<<1-1), m>>drop
		}
		if low > half || low == half && m&1 != 0 {
			m++
		}
	}
	f = math.Ldexp(float64(m), e+drop)
	if neg {
		f = -f
	}
	return f, !math.IsInf(f, 0)
}

// TrueDiv returns X / Y correctly rounded, Y not 0; ok is false if it is too large.
func (s *Scratch) TrueDiv() (f float64, ok bool) {
	if s.X.Sign() == 0 {
		return math.Copysign(0, float64(s.Y.Sign())), true
	}
	shift := 66 - (s.X.BitLen() - s.Y.BitLen())
	neg := s.X.Sign() != s.Y.Sign()
	switch {
	case shift < 66-1025:
		return 0, false
	case shift > 66+1076:
		f, _ = scale(1<<63, -2000, neg)
		return f, true
	}
	a, b := s.t.Abs(&s.X), s.u.Abs(&s.Y)
	if shift >= 0 {
		a.Lsh(a, uint(shift))
	} else {
		b.Lsh(b, uint(-shift))
	}
	s.Z.QuoRem(a, b, &s.R)
	m, e := top(s.Z.Bits())
	if s.R.Sign() != 0 {
		m |= 1
	}
	return scale(m, e-shift, neg)
}

// SetFloat sets Z to the finite float f, truncated.
func (s *Scratch) SetFloat(f float64) { setFloat(&s.Z, f) }

func setFloat(z *big.Int, f float64) {
	m, e := math.Frexp(f)
	z.SetInt64(int64(m * (1 << 53)))
	if e -= 53; e >= 0 {
		z.Lsh(z, uint(e))
		return
	}
	neg := z.Sign() < 0
	z.Abs(z)
	z.Rsh(z, uint(-e))
	if neg {
		z.Neg(z)
	}
}

// CmpFloat orders X and f exactly: -1, 0, 1, and 2 for a NaN.
func (s *Scratch) CmpFloat(f float64) int {
	switch {
	case f != f:
		return 2
	case math.IsInf(f, 1):
		return -1
	case math.IsInf(f, -1):
		return 1
	}
	setFloat(&s.t, f)
	if c := s.X.Cmp(&s.t); c != 0 {
		return c
	}
	whole := math.Trunc(f)
	switch {
	case f > whole:
		return -1
	case f < whole:
		return 1
	}
	return 0
}
