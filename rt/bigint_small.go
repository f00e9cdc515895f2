package rt

import (
	"math/bits"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Sums and products of ints of a few limbs, which most ints beyond a word are:
// without the detour through math/big, they cost a third.

// smallLimbs is the number of limbs up to which an operand is small.
const smallLimbs = 4

// A smallInt is an int of at most smallLimbs limbs.
type smallInt struct {
	w   [smallLimbs]uint64
	n   int
	neg bool
}

// load reads the int or bool v; false if it is larger.
func (s *smallInt) load(v Value) bool {
	if i, ok := intOf(v); ok {
		s.w[0], s.neg, s.n = magnitude(i), i < 0, 1
		return true
	}
	w := limbs(v)
	if len(w) > smallLimbs {
		return false
	}
	for i := range w {
		s.w[i] = uint64(w[i])
	}
	s.n, s.neg = len(w), bigNegative(v)
	return true
}

// less orders magnitudes.
func (s *smallInt) less(t *smallInt) bool {
	for i := smallLimbs - 1; i >= 0; i-- {
		if s.w[i] != t.w[i] {
			return s.w[i] < t.w[i]
		}
	}
	return false
}

// smallSum is a + b, or a - b; ok is false if an operand is not small.
func smallSum(c *Ctx, a, b Value, minus bool) (sum Value, ok bool) {
	var x, y smallInt
	if !x.load(a) || !y.load(b) {
		return 0, false
	}
	if minus {
		y.neg = !y.neg
	}
	var z [2 * smallLimbs]uint64
	n := max(x.n, y.n)
	var carry uint64
	if x.neg == y.neg {
		for i := range n {
			z[i], carry = bits.Add64(x.w[i], y.w[i], carry)
		}
		z[n] = carry
		return fromLimbs(c, &z, n+1, x.neg), true
	}
	if x.less(&y) {
		x, y = y, x
	}
	for i := range n {
		z[i], carry = bits.Sub64(x.w[i], y.w[i], carry)
	}
	return fromLimbs(c, &z, n, x.neg), true
}

// smallProduct is a * b; ok is false if an operand is not small.
func smallProduct(c *Ctx, a, b Value) (product Value, ok bool) {
	var x, y smallInt
	if !x.load(a) || !y.load(b) {
		return 0, false
	}
	var z [2 * smallLimbs]uint64
	for i := range x.n {
		var carry uint64
		for j := range y.n {
			hi, lo := bits.Mul64(x.w[i], y.w[j])
			var o uint64
			lo, o = bits.Add64(lo, z[i+j], 0)
			hi += o
			lo, o = bits.Add64(lo, carry, 0)
			z[i+j], carry = lo, hi+o
		}
		z[i+y.n] = carry
	}
	return fromLimbs(c, &z, x.n+y.n, x.neg != y.neg), true
}

// fromLimbs returns the int with the first n limbs of z.
func fromLimbs(c *Ctx, z *[2 * smallLimbs]uint64, n int, neg bool) Value {
	for n > 0 && z[n-1] == 0 {
		n--
	}
	if n == 0 {
		return Int(0)
	}
	if u := z[0]; n == 1 && (u < 1<<62 || neg && u == 1<<62) {
		if neg {
			return Int(-int64(u))
		}
		return Int(int64(u))
	}
	p := c.Alloc(16 + 8*uintptr(n))
	arena.SetHeader(p, TypeInt<<8, c.count())
	sign := uint64(0)
	if neg {
		sign = 1 << 32
	}
	setU64(p+8, sign|uint64(8*n))
	for i, w := range z[:n] {
		setU64(p+16+8*uintptr(i), w)
	}
	return Value(p)
}
