package cmath

import (
	"math"
	"math/cmplx"

	"github.com/pxc-lang/pxc/rt/libm"
)

// The functions, after W. Kahan, "Branch cuts for complex elementary functions, or:
// much ado about nothing's sign bit" (1987): with the signs of zeros on the cuts, and
// scaled where squares would overflow or vanish.

const (
	large    = math.MaxFloat64 / 4     // above it, z±1 is z, and hypot may overflow
	smallest = 2.2250738585072014e-308 // the smallest normal number
	scaleUp  = 53                      // which makes denormal numbers normal ones; odd
	ln2      = math.Ln2

	// With |x| and |z| scaled by an odd power, the root of their sum is scaled by half
	// of it rounded up, the factor of 2 in the formula included.
	scaleDown = -(scaleUp + 1) / 2
)

// logLarge is the largest argument that exp and its like bear.
var logLarge = libm.Log(large)

// logTwice is what acos, acosh and asinh have for large arguments: the logarithm of 2|z|.
func logTwice(z complex128) float64 { return libm.Log(hypot(real(z)/2, imag(z)/2)) + 2*ln2 }

func isLarge(z complex128) bool { return math.Abs(real(z)) > large || math.Abs(imag(z)) > large }

func acos(z complex128) (complex128, status) {
	if !finite(z) {
		if math.IsInf(real(z), 1) && imag(z) != imag(z) {
			return complex(nan, inf), fine
		}
		return special(cmplx.Acos, z, nil)
	}
	x, y := real(z), imag(z)
	if isLarge(z) {
		im := math.Copysign(logTwice(z), y)
		if x >= 0 {
			im = math.Copysign(logTwice(z), -y)
		} else {
			im = -im
		}
		return complex(libm.Atan2(math.Abs(y), x), im), fine
	}
	s1, _ := sqrt(complex(1-x, -y))
	s2, _ := sqrt(complex(1+x, y))
	return complex(2*libm.Atan2(real(s1), real(s2)), libm.Asinh(real(s2)*imag(s1)-imag(s2)*real(s1))), fine
}

func acosh(z complex128) (complex128, status) {
	if !finite(z) {
		return special(cmplx.Acosh, z, map[string]complex128{"0n": complex(nan, nan)})
	}
	x, y := real(z), imag(z)
	if isLarge(z) {
		return complex(logTwice(z), libm.Atan2(y, x)), fine
	}
	s1, _ := sqrt(complex(x-1, y))
	s2, _ := sqrt(complex(x+1, y))
	return complex(libm.Asinh(real(s1)*real(s2)+imag(s1)*imag(s2)), 2*libm.Atan2(imag(s1), real(s2))), fine
}

func asin(z complex128) (complex128, status) {
	r, s := asinh(complex(-imag(z), real(z)))
	return complex(imag(r), -real(r)), s
}

func asinh(z complex128) (complex128, status) {
	if !finite(z) {
		return special(cmplx.Asinh, z, map[string]complex128{"ni": complex(inf, nan)})
	}
	x, y := real(z), imag(z)
	if isLarge(z) {
		return complex(math.Copysign(logTwice(z), x), libm.Atan2(y, math.Abs(x))), fine
	}
	s1, _ := sqrt(complex(1+y, -x))
	s2, _ := sqrt(complex(1-y, x))
	return complex(libm.Asinh(real(s1)*imag(s2)-real(s2)*imag(s1)), libm.Atan2(y, real(s1)*real(s2)-imag(s1)*imag(s2))), fine
}

func atan(z complex128) (complex128, status) {
	r, s := atanh(complex(-imag(z), real(z)))
	return complex(imag(r), -real(r)), s
}

func atanh(z complex128) (complex128, status) {
	if !finite(z) {
		return special(cmplx.Atanh, z, map[string]complex128{"ni": complex(0, math.Copysign(math.Pi/2, imag(z)))})
	}
	x, y := real(z), imag(z)
	if math.Signbit(x) {
		r, s := atanh(-z)
		return -r, s
	}
	ay := math.Abs(y)
	switch {
	case x > math.Sqrt(large) || ay > math.Sqrt(large):
		h := hypot(x/2, y/2)
		return complex(x/4/h/h, -math.Copysign(math.Pi/2, -y)), fine
	case x == 1 && ay == 0:
		return complex(math.Inf(1), y), domain
	case x == 1 && ay < math.Sqrt(smallest):
		return complex(-libm.Log(math.Sqrt(ay)/math.Sqrt(hypot(ay, 2))), math.Copysign(libm.Atan2(2, -ay)/2, y)), fine
	}
	re := math.Log1p(4*x/((1-x)*(1-x)+ay*ay)) / 4
	im := -libm.Atan2(-2*y, (1-x)*(1+x)-ay*ay) / 2
	return complex(re, im), fine
}

func cos(z complex128) (complex128, status) { return cosh(complex(-imag(z), real(z))) }

// turns reports the domain error of functions with a period in the imaginary part,
// where that is infinite.
func turns(z complex128, bad bool) status {
	if math.IsInf(imag(z), 0) && bad {
		return domain
	}
	return fine
}

func cosh(z complex128) (complex128, status) {
	x, y := real(z), imag(z)
	if !finite(z) {
		r, _ := special(cmplx.Cosh, z, map[string]complex128{"0n": complex(nan, 0), "n0": complex(nan, 0)})
		return r, turns(z, x == x)
	}
	s, k := libm.SinCos(y)
	if math.Abs(x) > logLarge {
		x -= math.Copysign(1, x)
		return checked(k*libm.Cosh(x)*math.E, s*libm.Sinh(x)*math.E)
	}
	return checked(k*libm.Cosh(x), s*libm.Sinh(x))
}

func exp(z complex128) (complex128, status) {
	x, y := real(z), imag(z)
	if !finite(z) {
		if math.IsInf(x, -1) && y-y != 0 {
			return 0, fine
		}
		r, _ := special(cmplx.Exp, z, nil)
		return r, turns(z, x-x == 0 || math.IsInf(x, 1))
	}
	s, k := libm.SinCos(y)
	if x > logLarge {
		l := libm.Exp(x - 1)
		return checked(l*k*math.E, l*s*math.E)
	}
	l := libm.Exp(x)
	return checked(l*k, l*s)
}

func log(z complex128) (complex128, status) {
	x, y := real(z), imag(z)
	if !finite(z) {
		return special(cmplx.Log, z, nil)
	}
	ax, ay := math.Abs(x), math.Abs(y)
	im := libm.Atan2(y, x)
	switch {
	case isLarge(z):
		return complex(libm.Log(hypot(ax/2, ay/2))+ln2, im), fine
	case ax == 0 && ay == 0:
		return complex(math.Inf(-1), im), domain
	case ax < smallest && ay < smallest:
		const digits = 53
		return complex(libm.Log(hypot(math.Ldexp(ax, digits), math.Ldexp(ay, digits)))-digits*ln2, im), fine
	}
	h := hypot(ax, ay)
	if 0.71 <= h && h <= 1.73 { // where |z| is near 1, its logarithm has few digits
		most, least := max(ax, ay), min(ax, ay)
		return complex(math.Log1p((most-1)*(most+1)+least*least)/2, im), fine
	}
	return complex(libm.Log(h), im), fine
}

func log10(z complex128) (complex128, status) {
	r, s := log(z)
	return complex(real(r)/math.Ln10, imag(r)/math.Ln10), s
}

func sin(z complex128) (complex128, status) {
	r, s := sinh(complex(-imag(z), real(z)))
	return complex(imag(r), -real(r)), s
}

func sinh(z complex128) (complex128, status) {
	x, y := real(z), imag(z)
	if !finite(z) {
		r, _ := special(cmplx.Sinh, z, map[string]complex128{"0n": complex(0, nan), "in": complex(inf, nan)})
		return r, turns(z, x == x)
	}
	s, k := libm.SinCos(y)
	if math.Abs(x) > logLarge {
		x -= math.Copysign(1, x)
		return checked(k*libm.Sinh(x)*math.E, s*libm.Cosh(x)*math.E)
	}
	return checked(k*libm.Sinh(x), s*libm.Cosh(x))
}

func sqrt(z complex128) (complex128, status) {
	x, y := real(z), imag(z)
	if !finite(z) {
		return special(cmplx.Sqrt, z, map[string]complex128{"n0": complex(nan, nan)})
	}
	if x == 0 && y == 0 {
		return complex(0, y), fine
	}
	ax, ay := math.Abs(x), math.Abs(y)
	var s float64
	if ax < smallest && ay < smallest && (ax > 0 || ay > 0) {
		ax = math.Ldexp(ax, scaleUp)
		s = math.Ldexp(math.Sqrt(ax+hypot(ax, math.Ldexp(ay, scaleUp))), scaleDown)
	} else {
		ax /= 8
		s = 2 * math.Sqrt(ax+hypot(ax, ay/8))
	}
	d := ay / (2 * s)
	if x >= 0 {
		return complex(s, math.Copysign(d, y)), fine
	}
	return complex(d, math.Copysign(s, y)), fine
}

func tan(z complex128) (complex128, status) {
	r, s := tanh(complex(-imag(z), real(z)))
	return complex(imag(r), -real(r)), s
}

func tanh(z complex128) (complex128, status) {
	x, y := real(z), imag(z)
	if !finite(z) {
		r, _ := special(cmplx.Tanh, z, map[string]complex128{"ii": complex(math.Copysign(1, x), 0)})
		return r, turns(z, x-x == 0)
	}
	if math.Abs(x) > logLarge {
		s, k := libm.SinCos(y)
		return complex(math.Copysign(1, x), 4*s*k*libm.Exp(-2*math.Abs(x))), fine
	}
	tx, ty, cx := libm.Tanh(x), libm.Tan(y), 1/libm.Cosh(x)
	p := tx * ty
	d := 1 + p*p
	return complex(tx*(1+ty*ty)/d, ty/d*cx*cx), fine
}
