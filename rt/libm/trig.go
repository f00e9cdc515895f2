package libm

import (
	"math"
	"sync"
)

// Sines, cosines and arcs are computed twice if need be: quickly, to some 66 bits
// by a table and a short series, and where that leaves the rounding open, which is
// seldom, with 100 bits.

// sixtyFourths holds, for k in [0, 64], sine, cosine and arc tangent of k/64. It is
// made when the first function asks for it.
var sixtyFourths = sync.OnceValue(func() *[65]angle {
	var t [65]angle
	for k := range t {
		c := float64(k) / 64
		t[k].sin, t[k].cos = ddSinCos(c)
		a := math.Atan(c)
		s, cos := ddSinCos(a)
		rest := dd{c, 0}.mul(cos).add(s.neg()).div(cos.add(s.mulFloat(c)))
		t[k].atan = ddSum(a, 0).add(rest)
	}
	return &t
})

type angle struct{ sin, cos, atan dd }

// settled reports whether a sum of two parts, right to 64 bits of it, has but one
// rounding.
func settled(a dd) bool {
	e := math.Abs(a.hi) * 0x1p-64
	return a.hi+(a.lo+e) == a.hi+(a.lo-e)
}

var ddHalfPi = [...]float64{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110}

// reduce returns x less the nearest multiple of half of π, and which one that is,
// |x| < 1e6.
func reduce(x float64) (r dd, quarter int64) {
	k := math.Round(x / ddHalfPi[0])
	if k == 0 {
		return dd{x, 0}, 0
	}
	p := k * ddHalfPi[0]
	r = ddSum(x, -p).add(dd{-math.FMA(k, ddHalfPi[0], -p), 0}).add(dd{ddHalfPi[1], ddHalfPi[2]}.mulFloat(-k))
	return r, int64(k)
}

// turn returns the sine and cosine of an angle from those of the rest to a
// multiple of the right angle.
func turn(s, c dd, quarter int64) (sin, cos dd) {
	switch quarter & 3 {
	case 1:
		return c, s.neg()
	case 2:
		return s.neg(), c.neg()
	case 3:
		return c.neg(), s
	}
	return s, c
}

// ddSinCos returns the sine and cosine of x, |x| < 1e6.
func ddSinCos(x float64) (sin, cos dd) {
	r, quarter := reduce(x)
	square := r.mul(r).mulFloat(-1)
	s, c := dd{1, 0}, dd{1, 0}
	for n := 26.0; n >= 2; n -= 2 {
		s = dd{1, 0}.add(square.mul(s).div(dd{n * (n + 1), 0}))
		c = dd{1, 0}.add(square.mul(c).div(dd{n * (n - 1), 0}))
	}
	return turn(s.mul(r), c, quarter)
}

// quickSinCos is ddSinCos to about 66 bits.
func quickSinCos(x float64) (sin, cos dd) {
	r, quarter := reduce(x)
	k := math.Round(math.Abs(r.hi) * 64)
	e := &sixtyFourths()[int(k)&127%65]
	s := e.sin
	if r.hi < 0 {
		s, k = s.neg(), -k
	}
	// r = k/64 + t
	t := ddNorm(r.hi-k/64, r.lo)
	t2 := t.hi * t.hi
	st := t.lo + t.hi*t2*(-1.0/6+t2*(1.0/120-t2*(1.0/5040)))
	ct := t2*(-0.5+t2*(1.0/24-t2*(1.0/720))) - t.hi*t.lo
	a := combine(s, e.cos, t.hi, st, ct)
	b := combine(e.cos, s.neg(), t.hi, st, ct)
	return turn(a, b, quarter)
}

// combine returns a + a*ct + b*(t + st), the last three small.
func combine(a, b dd, t, st, ct float64) dd {
	p := b.hi * t
	rest := math.FMA(b.hi, t, -p) + a.lo + (b.lo*t + b.hi*st + a.hi*ct)
	s := ddSum(a.hi, p)
	return ddNorm(s.hi, s.lo+rest)
}

// within reports whether x is an angle that reduce can take and whose sine is not
// x itself.
func within(x float64) bool { a := math.Abs(x); return a < 1e6 && a > 1e-150 }

// SinCos returns the sine and cosine of x, right to half a unit for moderate x.
func SinCos(x float64) (sin, cos float64) {
	if !within(x) {
		return math.Sincos(x)
	}
	s, c := quickSinCos(x)
	if !settled(s) || !settled(c) {
		s, c = ddSinCos(x)
	}
	return s.hi, c.hi
}

// Sin is C's sin.
func Sin(x float64) float64 {
	if !within(x) {
		return math.Sin(x)
	}
	s, _ := quickSinCos(x)
	if !settled(s) {
		s, _ = ddSinCos(x)
	}
	return s.hi
}

// Cos is C's cos.
func Cos(x float64) float64 {
	if !within(x) {
		return math.Cos(x)
	}
	_, c := quickSinCos(x)
	if !settled(c) {
		_, c = ddSinCos(x)
	}
	return c.hi
}

// Tan is C's tan.
func Tan(x float64) float64 {
	if !within(x) {
		return math.Tan(x)
	}
	s, c := quickSinCos(x)
	t := s.div(c)
	if !settled(t) {
		s, c = ddSinCos(x)
		t = s.div(c)
	}
	return t.hi
}
