package rt

import (
	"math"

	"github.com/pxc-lang/pxc/rt/libm"
)

// Functions of math on unboxed floats. ok is false where the function raises or
// has a special result: the general code does that.

// SqrtFloat returns the square root of x.
func SqrtFloat(x float64) (root float64, ok bool) { return math.Sqrt(x), x >= 0 }

// FabsFloat returns the magnitude of x.
func FabsFloat(x float64) (magnitude float64, ok bool) { return math.Abs(x), x == x }

// SquareFloat returns x*x, which is what C's pow makes of x and 2.
func SquareFloat(x float64) (square float64, ok bool) {
	square = x * x
	return square, square-square == 0
}

// SinFloat returns the sine of x.
func SinFloat(x float64) (sine float64, ok bool) { return libm.Sin(x), x-x == 0 }

// CosFloat returns the cosine of x.
func CosFloat(x float64) (cosine float64, ok bool) { return libm.Cos(x), x-x == 0 }

// ExpFloat returns e**x.
func ExpFloat(x float64) (power float64, ok bool) {
	power = libm.Exp(x)
	return power, power-power == 0
}

// LogFloat returns the natural logarithm of x.
func LogFloat(x float64) (log float64, ok bool) {
	if !(x > 0) || x-x != 0 {
		return 0, false
	}
	return libm.Log(x), true
}
