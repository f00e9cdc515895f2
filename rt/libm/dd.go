// Package libm computes C's mathematical functions as the C library of CPython's
// builds does, because programs print all digits: Go's package math is off by a unit
// for a fifth of the arguments. exp, exp2, log, log2, log10, pow and cbrt follow
// glibc (2.28 and later, on processors with FMA) operation by operation and agree
// bit by bit. The others are right to half a unit, which glibc misses for one
// argument in a thousand: computed with 66 bits, and with 100 where those leave the
// rounding open.
//
// The package knows numbers only: no Value, no exception. Arguments outside a
// function's domain yield what C's functions return, NaN or an infinity.
//
// T. J. Dekker, A Floating-Point Technique for Extending the Available Precision
// (1971); Arm's optimized routines; the series are the textbook ones.
package libm

import "math"

// A dd is the unevaluated sum of two floats, |lo| at most half a unit of hi.
type dd struct{ hi, lo float64 }

func ddSum(a, b float64) dd {
	s := a + b
	t := s - a
	return dd{s, (a - (s - t)) + (b - t)}
}

// ddNorm is ddSum for |a| >= |b|.
func ddNorm(a, b float64) dd {
	s := a + b
	return dd{s, b - (s - a)}
}

func (a dd) add(b dd) dd {
	s, t := ddSum(a.hi, b.hi), ddSum(a.lo, b.lo)
	s = ddNorm(s.hi, s.lo+t.hi)
	return ddNorm(s.hi, s.lo+t.lo)
}

func (a dd) mul(b dd) dd {
	p := a.hi * b.hi
	e := math.FMA(a.hi, b.hi, -p)
	return ddNorm(p, e+(a.hi*b.lo+a.lo*b.hi))
}

func (a dd) mulFloat(b float64) dd {
	p := a.hi * b
	return ddNorm(p, math.FMA(a.hi, b, -p)+a.lo*b)
}

func (a dd) div(b dd) dd {
	q1 := a.hi / b.hi
	r := a.add(b.mulFloat(-q1))
	q2 := r.hi / b.hi
	r = r.add(b.mulFloat(-q2))
	q := ddNorm(q1, q2)
	return q.add(dd{r.hi / b.hi, 0})
}

func (a dd) neg() dd { return dd{-a.hi, -a.lo} }

// sqrt returns the square root of a >= 0 by one step of Newton's iteration.
func (a dd) sqrt() dd {
	s := math.Sqrt(a.hi)
	if s == 0 {
		return dd{}
	}
	return ddNorm(s, a.add(dd{s, 0}.mulFloat(-s)).hi/(2*s))
}
