package libm

import "math"

var ddHalfPi = [...]float64{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110}

// ddSinCos returns the sine and cosine of x, |x| < 1e6.
func ddSinCos(x float64) (sin, cos dd) {
	k := math.Round(x / ddHalfPi[0])
	p := k * ddHalfPi[0]
	r := ddSum(x, -p).add(dd{-math.FMA(k, ddHalfPi[0], -p), 0}).add(dd{ddHalfPi[1], ddHalfPi[2]}.mulFloat(-k))
	square := r.mul(r).mulFloat(-1)
	s, c := dd{1, 0}, dd{1, 0}
	for n := 26.0; n >= 2; n -= 2 {
		s = dd{1, 0}.add(square.mul(s).div(dd{n * (n + 1), 0}))
		c = dd{1, 0}.add(square.mul(c).div(dd{n * (n - 1), 0}))
	}
	s = s.mul(r)
	switch int64(k) & 3 {
	case 1:
		return c, s.neg()
	case 2:
		return s.neg(), c.neg()
	case 3:
		return c.neg(), s
	}
	return s, c
}

// SinCos returns the sine and cosine of x, right to half a unit for moderate x.
func SinCos(x float64) (sin, cos float64) {
	if !(math.Abs(x) < 1e6) || x == 0 {
		return math.Sincos(x)
	}
	if math.Abs(x) < 1e-150 {
		return x, 1
	}
	s, c := ddSinCos(x)
	return s.hi, c.hi
}

// Sin is C's sin.
func Sin(x float64) float64 {
	s, _ := SinCos(x)
	return s
}

// Cos is C's cos.
func Cos(x float64) float64 {
	_, c := SinCos(x)
	return c
}

// Tan is C's tan.
func Tan(x float64) float64 {
	switch a := math.Abs(x); {
	case !(a < 1e6) || x == 0:
		return math.Tan(x)
	case a < 1e-150:
		return x
	}
	s, c := ddSinCos(x)
	return s.div(c).hi
}

// refine turns the angle a, right to some units, of the vector (x, y) of length
// about 1 into the rounded one: the rest of the rotation by -a is the error.
func refine(a float64, x, y dd) float64 {
	s, c := ddSinCos(a)
	sine := y.mul(c).add(x.mul(s).neg())
	cosine := x.mul(c).add(y.mul(s))
	return a + sine.hi/cosine.hi
}

// Atan is C's atan.
func Atan(x float64) float64 {
	a := math.Atan(x)
	switch m := math.Abs(x); {
	case m < 1e-9 && m > 1e-150:
		return x - x*x*x/3
	case !(m > 1e-150) || m > 1e17:
		return a
	}
	return refine(a, dd{1, 0}, dd{x, 0})
}

// Atan2 is C's atan2.
func Atan2(y, x float64) float64 {
	a := math.Atan2(y, x)
	m, n := math.Abs(x), math.Abs(y)
	if !(m > 1e-150 && n > 1e-150 && m < 1e150 && n < 1e150 && m/n < 1e15 && n/m < 1e15) {
		return a
	}
	return refine(a, dd{x, 0}, dd{y, 0})
}

// complement returns sqrt(1 - x²).
func complement(x float64) dd {
	return ddSum(1, -x).mul(ddSum(1, x)).sqrt()
}

// Asin is C's asin.
func Asin(x float64) float64 {
	a := math.Asin(x)
	if m := math.Abs(x); !(m < 1) || m < 1e-9 {
		if m < 1e-9 {
			return x + x*x*x/6
		}
		return a
	}
	return refine(a, complement(x), dd{x, 0})
}

// Acos is C's acos.
func Acos(x float64) float64 {
	a := math.Acos(x)
	if !(math.Abs(x) < 1) {
		return a
	}
	return refine(a, dd{x, 0}, complement(x))
}
