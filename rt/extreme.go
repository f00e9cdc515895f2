package rt

import "math"

// min and max of few arguments, which need no tuple for them.

// Min2 returns min(a, b).
func Min2(c *Ctx, a, b Value) Value { return extreme2(c, relLt, a, b) }

// Max2 returns max(a, b).
func Max2(c *Ctx, a, b Value) Value { return extreme2(c, relGt, a, b) }

// Min3 returns min(x, y, z).
func Min3(c *Ctx, x, y, z Value) Value { return extreme3(c, relLt, x, y, z) }

// Max3 returns max(x, y, z).
func Max3(c *Ctx, x, y, z Value) Value { return extreme3(c, relGt, x, y, z) }

func extreme2(c *Ctx, rel int, a, b Value) Value {
	switch compareT(c, rel, b, a) {
	case 0:
		return c.Own(a)
	case 1:
		return c.Own(b)
	}
	return 0
}

func extreme3(c *Ctx, rel int, x, y, z Value) Value {
	best := extreme2(c, rel, x, y)
	if best == 0 {
		return 0
	}
	v := extreme2(c, rel, best, z)
	c.Drop(best)
	return v
}

// AbsFloat returns the magnitude of x.
func AbsFloat(x float64) float64 { return math.Abs(x) }

// MinFloat returns min(x, y): x unless y is less.
func MinFloat(x, y float64) float64 {
	if y < x {
		return y
	}
	return x
}

// MaxFloat returns max(x, y): x unless y is greater.
func MaxFloat(x, y float64) float64 {
	if y > x {
		return y
	}
	return x
}
