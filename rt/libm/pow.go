package libm

import "math"

// Pow is C's pow.
func Pow(x, y float64) float64 {
	ay := math.Abs(y)
	if x < 0x1p-1022 || !(x <= math.MaxFloat64) || !(ay >= 0x1p-65 && ay < 0x1p63) {
		return powEdges(x, y)
	}
	return powBits(math.Float64bits(x), y, 0)
}

// powEdges is Pow for what its fast way cannot take: x that is negative, zero,
// subnormal or not finite, y that is not finite, or tiny or large beyond effect.
func powEdges(x, y float64) float64 {
	if x == 0 || y == 0 || x != x || y != y || math.IsInf(x, 0) || math.IsInf(y, 0) {
		return math.Pow(x, y)
	}
	sign := uint64(0)
	if x < 0 {
		if y != math.Floor(y) {
			return math.NaN()
		}
		if math.Mod(y, 2) != 0 {
			sign = 1 << 63
		}
		x = -x
	}
	switch a := math.Abs(y); {
	case x == 1 && sign == 0:
		return 1
	case a < 0x1p-65:
		if x > 1 {
			return 1 + y
		}
		return 1 - y
	case a >= 0x1p63:
		if (x > 1) == (y > 0) {
			return math.Inf(1)
		}
		return 0
	}
	if x < 0x1p-1022 {
		return powBits(math.Float64bits(x*0x1p52)-52<<52, y, sign)
	}
	return powBits(math.Float64bits(x), y, sign)
}

// powBits returns x**y for the positive x whose bits are given, a subnormal's with
// an exponent below 0.
func powBits(bits uint64, y float64, sign uint64) float64 {
	const (
		a1 = 0x1.555555555556p-2 * -2
		a2 = -0x1.0000000000006p-2 * -2
		a3 = 0x1.999999959554ep-3 * 4
		a4 = -0x1.555555529a47ap-3 * 4
		a5 = 0x1.2495b9b4845e9p-3 * -8
		a6 = -0x1.0002b8b263fc3p-3 * -8
	)
	// log x as hi + lo, good to 68 bits.
	z, k, i := split(bits, 0x3fe6955500000000)
	entry := &powLogTable[i]
	r := math.FMA(z, entry[0], -1)
	t1 := math.FMA(k, logLn2Hi, entry[1])
	t2 := t1 + r
	ar := -0.5 * r
	ar2 := r * ar
	hi := t2 + ar2
	lo := math.FMA(k, logLn2Lo, entry[2]) + (t1 - t2 + r) + math.FMA(ar, r, -ar2) + (t2 - hi + ar2)
	p := math.FMA(ar2, math.FMA(r, a6, a5), math.FMA(r, a4, a3))
	p = math.FMA(ar2, p, math.FMA(r, a2, a1))
	lo = math.FMA(r*ar2, p, lo)
	sum := hi + lo
	lo += hi - sum
	hi = sum

	x := y * hi
	rest := math.FMA(y, lo, math.FMA(y, hi, -x))
	switch a := math.Abs(x); {
	case a < 0x1p-54:
		return math.Copysign(1, math.Float64frombits(sign)) * (1 + x)
	case !(a < 1024):
		if x > 0 {
			return math.Float64frombits(sign | math.Float64bits(math.Inf(1)))
		}
		return math.Float64frombits(sign)
	}
	return expSum(x, rest, sign)
}
