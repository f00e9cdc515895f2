package libm

import "math"

// The hyperbolic functions go by way of expm1 and log1p where exp would lose
// digits, as most C libraries do.

// logMax is the greatest argument of exp that does not overflow.
const logMax = 709.782712893383973096

// Sinh is C's sinh.
func Sinh(x float64) float64 {
	a := math.Abs(x)
	if !(a < logMax) {
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
	case a >= logMax:
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

// Cbrt is C's cbrt as glibc has it: a polynomial of the sixth degree and one step
// of Halley's iteration, right to one unit.
func Cbrt(x float64) float64 {
	if x == 0 || x != x || math.IsInf(x, 0) {
		return x
	}
	m, e := math.Frexp(math.Abs(x))
	u := 0.784932344976639262 - float64(0.145263899385486367*m)
	for _, c := range [...]float64{1.83469277483613086, 2.44693122563534430, 2.11499494167371287, 1.50819193781584896} {
		u = c - float64(u*m)
	}
	u = 0.354895765043919860 + float64(u*m)
	cube := u * u * u
	y := float64(u*(cube+2*m)) / (2*cube + m) * cbrtFactor[2+e%3]
	return math.Ldexp(math.Copysign(y, x), e/3)
}

// cbrtFactor holds the cube roots of 1/4, 1/2, 1, 2, 4.
var cbrtFactor = [...]float64{
	0x1.428a2f98d728ap-1, 0x1.965fea53d6e3cp-1, 1, 0x1.428a2f98d728bp+0, 0x1.965fea53d6e3dp+0,
}

// Hypot2 is C's hypot, as glibc has it: the root of the sum of squares and one step of
// correction (C. F. Borges, "An improved algorithm for hypot(a,b)", 2019), scaled where
// squares would overflow or vanish.
func Hypot2(x, y float64) float64 {
	switch {
	case math.IsInf(x, 0) || math.IsInf(y, 0):
		return math.Inf(1)
	case x != x || y != y:
		return math.NaN()
	}
	x, y = math.Abs(x), math.Abs(y)
	if x < y {
		x, y = y, x
	}
	const (
		scale = 0x1p-600
		high  = 0x1p+511
		low   = 0x1p-459
		ratio = 0x1p-54 // below it, y does not count
	)
	switch {
	case x > high:
		if y <= x*ratio {
			return x + y
		}
		return root(x*scale, y*scale) / scale
	case y < low:
		if x >= y/ratio {
			return x + y
		}
		return root(x/scale, y/scale) * scale
	case y <= x*ratio:
		return x + y
	}
	return root(x, y)
}

// root is Hypot2 for x >= y whose squares are normal numbers.
func root(x, y float64) float64 {
	h := math.Sqrt(float64(x*x) + float64(y*y))
	var a, b float64
	if h <= 2*y {
		d := h - y
		a = float64(x * (2*d - x))
		b = float64((d - 2*(x-y)) * d)
	} else {
		d := h - x
		a = float64(2 * d * (x - 2*y))
		b = float64((4*d-y)*y) + float64(d*d)
	}
	return h - (a+b)/(2*h)
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
