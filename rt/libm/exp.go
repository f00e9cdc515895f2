package libm

import "math"

// exp, exp2, log and pow are those of Arm's optimized routines, as glibc has them:
// a table of 128 entries and a short polynomial, right to 0.51 units (pow: 0.54).
// Where glibc's build for processors with FMA fuses a multiplication into an
// addition, so does this code: the last bit depends on it.

const (
	expShift = 0x1.8p52 // its addition rounds to an integer, found in the low bits
	ln2Per   = 128      // steps of the table in a power of two
	expHi    = -0x1.62e42fefap-8
	expLo    = -0x1.cf79abc9e3b3ap-47

	expC2 = 0x1.ffffffffffdbdp-2
	expC3 = 0x1.555555555543cp-3
	expC4 = 0x1.55555cf172b91p-5
	expC5 = 0x1.1111167a4d017p-7
)

// Exp is C's exp.
func Exp(x float64) float64 {
	if a := math.Abs(x); !(a >= 0x1p-54 && a < 1024) {
		switch {
		case a < 0x1p-54:
			return 1 + x
		case a != a, x > 0:
			return x * math.Inf(1)
		}
		return 0
	}
	return expSum(x, 0, 0)
}

// expSum returns e**(x+rest), |x| in [2**-54, 1024), with sign's bit as its sign.
func expSum(x, rest float64, sign uint64) float64 {
	kd := math.FMA(math.Log2E*ln2Per, x, expShift)
	k := math.Float64bits(kd)
	kd -= expShift
	r := math.FMA(kd, expLo, math.FMA(kd, expHi, x)) + rest
	r2 := r * r
	entry := &exp2Table[k%ln2Per]
	t := math.FMA(r2, math.FMA(r, expC3, expC2), math.Float64frombits(entry[0])+r)
	t = math.FMA(r2*r2, math.FMA(r, expC5, expC4), t)
	bits := entry[1] + k<<(52-7) + sign
	if math.Abs(x) < 512 {
		scale := math.Float64frombits(bits)
		return math.FMA(scale, t, scale)
	}
	if int32(k) >= 0 {
		// The exponent of scale may have left its field upwards.
		scale := math.Float64frombits(bits - 1009<<52)
		return math.FMA(scale, t, scale) * 0x1p1009
	}
	return smallScale(t, bits)
}

// smallScale returns scale + scale*t where the exponent of scale may have left its
// field downwards. glibc does not fuse here.
func smallScale(t float64, bits uint64) float64 {
	bits += 1022 << 52
	scale := math.Float64frombits(bits)
	step := scale * t
	y := scale + step
	if math.Abs(y) < 1 {
		// A subnormal: round once, to the digits that it will have.
		one := math.Copysign(1, y)
		rest := scale - y + step
		sum := one + y
		rest += one - sum + y
		if y = sum + rest - one; y == 0 {
			y = math.Float64frombits(bits & (1 << 63))
		}
	}
	return y * 0x1p-1022
}

// Exp2 is C's exp2.
func Exp2(x float64) float64 {
	const (
		c1 = 0x1.62e42fefa39efp-1
		c2 = 0x1.ebfbdff82c424p-3
		c3 = 0x1.c6b08d70cf4b5p-5
		c4 = 0x1.3b2abd24650ccp-7
		c5 = 0x1.5d7e09b4e3a84p-10
	)
	a := math.Abs(x)
	switch {
	case a < 0x1p-54:
		return 1 + x
	case a != a, x >= 1024:
		return x * math.Inf(1)
	case x <= -1075:
		return 0
	}
	// Not fused: glibc has one build of it.
	kd := x + expShift/ln2Per
	k := math.Float64bits(kd)
	r := x - (kd - expShift/ln2Per)
	r2 := r * r
	entry := &exp2Table[k%ln2Per]
	t := math.Float64frombits(entry[0]) + float64(r*c1) + float64(r2*(c2+float64(r*c3))) +
		float64(float64(r2*r2)*(c4+float64(r*c5)))
	bits := entry[1] + k<<(52-7)
	switch {
	case a < 512:
		scale := math.Float64frombits(bits)
		return scale + float64(scale*t)
	case x > 0:
		scale := math.Float64frombits(bits - 1009<<52)
		return (scale + float64(scale*t)) * 0x1p1009
	}
	return smallScale(t, bits)
}
