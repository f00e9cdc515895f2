package libm

import "math"

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

// ddExp returns e**t rounded, for |t| < 1000.
func ddExp(t dd) float64 {
	m, k := ddExpParts(t)
	return math.Ldexp(m.hi, k)
}

// ddExpParts returns m and k with e**t = m 2^k: the argument is reduced to an
// eighth of half of log 2, the series' result squared three times.
func ddExpParts(t dd) (m dd, exp int) {
	k := math.Round(t.hi / ddLn2.hi)
	r := t.add(ddLn2.mulFloat(-k)).mulFloat(1.0 / 8)
	sum := dd{1, 0}
	for i := 16; i >= 1; i-- {
		sum = dd{1, 0}.add(r.mul(sum).div(dd{float64(i), 0}))
	}
	for range 3 {
		sum = sum.mul(sum)
	}
	return sum, int(k)
}

// Pow is C's pow.
func Pow(x, y float64) float64 {
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
