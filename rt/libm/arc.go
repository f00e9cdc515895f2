package libm

import "math"

var (
	ddPi      = dd{0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53}
	ddRight   = dd{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54}
	arcCoeffs = [...]float64{-1.0 / 3, 1.0 / 5, -1.0 / 7, 1.0 / 9}
)

// quickArc returns the angle of the vector (x, y), x and y positive, to about 66
// bits.
func quickArc(y, x dd) dd {
	if y.hi > x.hi {
		return ddRight.add(quickArc(x, y).neg())
	}
	k := math.Round(y.hi / x.hi * 64)
	c := k / 64
	u := y
	if k == 0 {
		u = y.div(x)
	} else {
		u = y.add(x.mulFloat(-c)).div(x.add(y.mulFloat(c)))
	}
	u2 := u.hi * u.hi
	series := arcCoeffs[3]
	for i := 2; i >= 0; i-- {
		series = arcCoeffs[i] + u2*series
	}
	a := sixtyFourths()[int(k)].atan
	s := ddSum(a.hi, u.hi)
	return ddNorm(s.hi, s.lo+(a.lo+(u.lo+u.hi*u2*series)))
}

// refine turns the angle a, right to some units, of the vector (x, y) of length
// about 1 into the rounded one: the rest of the rotation by -a is the error.
func refine(a float64, x, y dd) float64 {
	s, c := ddSinCos(a)
	sine := y.mul(c).add(x.mul(s).neg())
	cosine := x.mul(c).add(y.mul(s))
	return a + sine.hi/cosine.hi
}

// arc returns the angle of the vector (x, y).
func arc(y, x dd) float64 {
	up := y
	if y.hi < 0 {
		up = y.neg()
	}
	var a dd
	if x.hi < 0 {
		a = ddPi.add(quickArc(up, x.neg()).neg())
	} else {
		a = quickArc(up, x)
	}
	if y.hi < 0 {
		a = a.neg()
	}
	if settled(a) {
		return a.hi
	}
	return refine(a.hi, x, y)
}

// Atan is C's atan.
func Atan(x float64) float64 {
	switch m := math.Abs(x); {
	case m < 1e-9 && m > 1e-150:
		return x - x*x*x/3
	case !(m > 1e-150) || m > 1e17:
		return math.Atan(x)
	}
	return arc(dd{x, 0}, dd{1, 0})
}

// Atan2 is C's atan2.
func Atan2(y, x float64) float64 {
	m, n := math.Abs(x), math.Abs(y)
	if !(m > 1e-150 && n > 1e-150 && m < 1e150 && n < 1e150 && m/n < 1e15 && n/m < 1e15) {
		return math.Copysign(math.Atan2(y, x), y) // Go's loses the sign where y/x underflows
	}
	return arc(dd{y, 0}, dd{x, 0})
}

// complement returns sqrt(1 - x²).
func complement(x float64) dd {
	return ddSum(1, -x).mul(ddSum(1, x)).sqrt()
}

// Asin is C's asin.
func Asin(x float64) float64 {
	m := math.Abs(x)
	if m < 1e-9 {
		return x + x*x*x/6
	}
	if !(m < 1) {
		return math.Asin(x)
	}
	return arc(dd{x, 0}, complement(x))
}

// Acos is C's acos.
func Acos(x float64) float64 {
	if !(math.Abs(x) < 1) {
		return math.Acos(x)
	}
	if x == 0 {
		return ddRight.hi
	}
	return arc(complement(x), dd{x, 0})
}
