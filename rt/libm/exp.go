package libm

import "math"

// Exp is C's exp.
func Exp(x float64) float64 {
	switch {
	case !(math.Abs(x) < 800):
		return math.Exp(x)
	case math.Abs(x) < 0x1p-54:
		return 1 + x
	}
	return ddExp(dd{x, 0})
}

// Exp2 is C's exp2.
func Exp2(x float64) float64 { return Pow(2, x) }

// Log is C's log.
func Log(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log(x)
	}
	return ddLog(x).hi
}

// Log2 is C's log2.
func Log2(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log(x)
	}
	return ddLog(x).div(ddLn2).hi
}

// Log10 is C's log10: log10(m 2^k) = k log10(2) + log(m)/log(10), the first in
// two parts so that powers of ten come out whole. That is not always right to half
// a unit, but C libraries do the same.
func Log10(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log(x)
	}
	const (
		high = 3.01029995663611771306e-01 // log10(2), with trailing zeros
		low  = 3.69423907715893078616e-13
	)
	m, e := math.Frexp(x)
	if e > 0 {
		m, e = 2*m, e-1
	}
	k := float64(e)
	z := float64(k*low) + float64((1/math.Ln10)*Log(m))
	return z + float64(k*high)
}

// The hyperbolic functions go by way of expm1 and log1p where exp would lose
// digits, as most C libraries do.

// Sinh is C's sinh.
func Sinh(x float64) float64 {
	a := math.Abs(x)
	if !(a < 700) {
		if a < 711 {
			h := Exp(a / 2)
			return math.Copysign(h/2*h, x)
		}
		return math.Sinh(x)
	}
	h := math.Copysign(0.5, x)
	if a >= 22 {
		return h * Exp(a)
	}
	if a < 0x1p-28 {
		return x
	}
	t := math.Expm1(a)
	if a < 1 {
		return h * (2*t - t*t/(t+1))
	}
	return h * (t + t/(t+1))
}

// Cosh is C's cosh.
func Cosh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case !(a < 711):
		return math.Cosh(x)
	case a >= 700:
		h := Exp(a / 2)
		return h / 2 * h
	case a >= 22:
		return Exp(a) / 2
	case a >= math.Ln2/2:
		t := Exp(a)
		return t/2 + 0.5/t
	}
	t := math.Expm1(a)
	w := 1 + t
	return 1 + t*t/(w+w)
}

// Tanh is C's tanh.
func Tanh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case !(a < 22) || a < 0x1p-28:
		return math.Tanh(x)
	case a >= 1:
		return math.Copysign(1-2/(math.Expm1(2*a)+2), x)
	}
	t := math.Expm1(-2 * a)
	return math.Copysign(-t/(t+2), x)
}

// Asinh is C's asinh.
func Asinh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case !(a < math.MaxFloat64) || a < 0x1p-28:
		return math.Asinh(x)
	case a > 0x1p28:
		return math.Copysign(Log(a)+math.Ln2, x)
	case a > 2:
		return math.Copysign(Log(2*a+1/(math.Sqrt(a*a+1)+a)), x)
	}
	return math.Copysign(math.Log1p(a+a*a/(1+math.Sqrt(1+a*a))), x)
}

// Acosh is C's acosh.
func Acosh(x float64) float64 {
	switch {
	case !(x > 1) || math.IsInf(x, 1):
		return math.Acosh(x)
	case x > 0x1p28:
		return Log(x) + math.Ln2
	case x > 2:
		return Log(2*x - 1/(x+math.Sqrt(x*x-1)))
	}
	t := x - 1
	return math.Log1p(t + math.Sqrt(2*t+t*t))
}

// Cbrt is C's cbrt.
func Cbrt(x float64) float64 {
	y := math.Cbrt(x)
	if y == 0 || math.IsInf(y, 0) || y != y {
		return y
	}
	// One step of Newton's iteration from the error of y³, which FMA yields
	// exactly enough.
	f, e := math.Frexp(x)
	shift := ((e % 3) + 3) % 3
	f = math.Ldexp(f, shift)
	y = math.Cbrt(f)
	cube := dd{y, 0}.mulFloat(y).mulFloat(y)
	y -= cube.add(dd{-f, 0}).hi / (3 * y * y)
	return math.Ldexp(y, (e-shift)/3)
}

// Hypot returns the length of the vector whose components are at v: the squares
// are summed in double-double arithmetic after scaling by the largest, so that
// neither overflow nor rounding shows.
func Hypot(v []float64) float64 {
	most, nan := 0.0, false
	for _, x := range v {
		a := math.Abs(x)
		if math.IsInf(a, 1) {
			return a
		}
		nan = nan || a != a
		most = max(most, a)
	}
	switch {
	case nan:
		return math.NaN()
	case most == 0:
		return 0
	case len(v) == 1:
		return most
	}
	_, e := math.Frexp(most)
	sum := dd{}
	for _, x := range v {
		x = math.Ldexp(x, -e)
		sum = sum.add(dd{x, 0}.mulFloat(x))
	}
	return math.Ldexp(sum.sqrt().hi, e)
}
