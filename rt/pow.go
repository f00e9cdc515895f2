package rt

import "math"

// x ** y for floats. Go's math.Pow multiplies and is off by several units in the
// last place for larger exponents; programs print what CPython prints, whose pow
// is right to half a unit. So the general case is computed in double-double
// arithmetic, exp(y log x) with some 100 bits, and rounded once. About 300 ns.
//
// T. J. Dekker, A Floating-Point Technique for Extending the Available Precision
// (1971); the series are the textbook ones.

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

var ddLn2 = dd{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56}

// ddLog returns log x for finite x > 0: log(m 2^e) with m near 1, by the series
// of 2 atanh((m-1)/(m+1)).
func ddLog(x float64) dd {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		e--
	}
	f := dd{m - 1, 0}.div(ddSum(m, 1))
	square := f.mul(f)
	sum := dd{}
	for k := 43; k >= 1; k -= 2 {
		sum = sum.mul(square).add(dd{1, 0}.div(dd{float64(k), 0}))
	}
	return sum.mul(f).mulFloat(2).add(ddLn2.mulFloat(float64(e)))
}

// ddExp returns e**t rounded, for |t| < 1000: the argument is reduced to an
// eighth of half of log 2, the series' result squared three times.
func ddExp(t dd) float64 {
	k := math.Round(t.hi / ddLn2.hi)
	r := t.add(ddLn2.mulFloat(-k)).mulFloat(1.0 / 8)
	sum := dd{1, 0}
	for i := 16; i >= 1; i-- {
		sum = dd{1, 0}.add(r.mul(sum).div(dd{float64(i), 0}))
	}
	for range 3 {
		sum = sum.mul(sum)
	}
	return math.Ldexp(sum.hi, int(k))
}

// powFloat is C's pow.
func powFloat(x, y float64) float64 {
	switch {
	case x == 1 || y == 0:
		return 1
	case y == 1:
		return x
	case y == 2:
		return x * x
	case x != x || y != y || x == 0 || math.IsInf(x, 0) || math.IsInf(y, 0):
		return math.Pow(x, y)
	case y == 0.5:
		return math.Sqrt(x)
	}
	sign := 1.0
	if x < 0 {
		if y != math.Floor(y) {
			return math.NaN()
		}
		if math.Mod(y, 2) != 0 {
			sign = -1
		}
		x = -x
	}
	t := ddLog(x)
	if size := math.Abs(t.hi * y); size > 900 {
		if t.hi*y > 0 {
			return sign * math.Inf(1)
		}
		return sign * 0
	}
	return sign * ddExp(t.mulFloat(y))
}

var ddHalfPi = [...]float64{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110}

// sinCos returns the sine and cosine of x, right to half a unit for moderate x.
func sinCos(x float64) (sin, cos float64) {
	if !(math.Abs(x) < 1e6) || x == 0 {
		return math.Sincos(x)
	}
	k := math.Round(x / ddHalfPi[0])
	p := k * ddHalfPi[0]
	r := ddSum(x, -p).add(dd{-math.FMA(k, ddHalfPi[0], -p), 0}).add(dd{ddHalfPi[1], ddHalfPi[2]}.mulFloat(-k))
	square := r.mul(r).mulFloat(-1)
	s, c := dd{1, 0}, dd{1, 0}
	for n := 26.0; n >= 2; n -= 2 {
		s = dd{1, 0}.add(square.mul(s).div(dd{n * (n + 1), 0}))
		c = dd{1, 0}.add(square.mul(c).div(dd{n * (n - 1), 0}))
	}
	sin, cos = s.mul(r).hi, c.hi
	switch int64(k) & 3 {
	case 1:
		return cos, -sin
	case 2:
		return -sin, -cos
	case 3:
		return -cos, sin
	}
	return sin, cos
}
