package libm

import "math"

const (
	logLn2Hi = 0x1.62e42fefa38p-1 // log 2, its last bits 0: multiples are exact
	logLn2Lo = 0x1.ef35793c7673p-45
)

// logNear are the coefficients of log(1+r)/r - 1 for small r, from r³ on.
var logNear = [...]float64{
	0x1.5555555555577p-2, -0x1.ffffffffffdcbp-3, 0x1.999999995dd0cp-3, -0x1.55555556745a7p-3, 0x1.24924a344de3p-3,
	-0x1.fffffa4423d65p-4, 0x1.c7184282ad6cap-4, -0x1.999eb43b068ffp-4, 0x1.78182f7afd085p-4, -0x1.5521375d145cdp-4,
}

// Log is C's log.
func Log(x float64) float64 {
	if x > 1-0x1p-4 && x < 1+0x1.09p-4 {
		return logNearOne(x)
	}
	bits := math.Float64bits(x)
	if !(x >= 0x1p-1022) || x > math.MaxFloat64 {
		switch {
		case x == 0:
			return math.Inf(-1)
		case !(x > 0):
			return math.NaN()
		case x > 1:
			return x
		}
		bits = math.Float64bits(x*0x1p52) - 52<<52
	}
	z, k, i := split(bits, 0x3fe6<<48)
	const (
		a0 = -0x1.0000000000001p-1
		a1 = 0x1.555555551305bp-2
		a2 = -0x1.fffffffeb459p-3
		a3 = 0x1.999b324f10111p-3
		a4 = -0x1.55575e506c89fp-3
	)
	entry := &logTable[i]
	r := math.FMA(z, entry[0], -1)
	w := math.FMA(k, logLn2Hi, entry[1])
	hi := w + r
	lo := math.FMA(k, logLn2Lo, w-hi+r)
	r2 := r * r
	p := math.FMA(r2, math.FMA(r, a4, a3), math.FMA(r, a2, a1))
	return math.FMA(r*r2, p, math.FMA(r2, a0, lo)) + hi
}

// split writes a float as 2**k z with z in the octave that begins at from, and
// finds z's interval in the octave's 128.
func split(bits, from uint64) (z, k float64, i uint64) {
	t := bits - from
	return math.Float64frombits(bits - t&(0xfff<<52)), float64(int64(t) >> 52), t >> (52 - 7) % 128
}

// logNearOne is Log within a sixteenth of 1, where log(c) and the rest would
// cancel.
func logNearOne(x float64) float64 {
	if x == 1 {
		return 0
	}
	b := &logNear
	r := x - 1
	r2 := r * r
	r3 := r * r2
	p := math.FMA(r3, b[9], math.FMA(r2, b[8], math.FMA(r, b[7], b[6])))
	p = math.FMA(r3, p, math.FMA(r2, b[5], math.FMA(r, b[4], b[3])))
	p = math.FMA(r3, p, math.FMA(r2, b[2], math.FMA(r, b[1], b[0])))
	// r - r²/2 in two parts, by way of the upper half of r, whose square is exact.
	w := r * 0x1p27
	upper := r + w - w
	lower := r - upper
	w = upper * upper * -0.5
	hi := r + w
	lo := math.FMA(-0.5*lower, upper+r, r-hi+w)
	return math.FMA(r3, p, lo) + hi
}

var (
	log2Near = [...]float64{
		-0x1.71547652b82fep-1, 0x1.ec709dc3a03f7p-2, -0x1.71547652b7c3fp-2, 0x1.2776c50f05be4p-2, -0x1.ec709dd768fe5p-3,
		0x1.a61761ec4e736p-3, -0x1.7153fbc64a79bp-3, 0x1.484d154f01b4ap-3, -0x1.289e4a72c383cp-3, 0x1.0b32f285aee66p-3,
	}
	log2Far = [...]float64{
		-0x1.71547652b8339p-1, 0x1.ec709dc3a04bep-2, -0x1.7154764702ffbp-2, 0x1.2776c50034c48p-2, -0x1.ec7b328ea92bcp-3,
		0x1.a6225e117f92ep-3,
	}
)

// Log2 is C's log2.
func Log2(x float64) float64 {
	const (
		log2eHi = 0x1.71547652p+0
		log2eLo = 0x1.705fc2eefa2p-33
	)
	if x > 1-0x1.5b51p-5 && x < 1+0x1.6ab2p-5 {
		if x == 1 {
			return 0
		}
		b := &log2Near
		r := x - 1
		t := r * log2eHi
		lo := math.FMA(r, log2eLo, math.FMA(r, log2eHi, -t))
		r2 := r * r
		r4 := r2 * r2
		p := math.FMA(r, b[1], b[0])
		y := math.FMA(r2, p, t)
		lo += math.FMA(r2, p, t-y)
		p = math.FMA(r4, math.FMA(r2, math.FMA(r, b[9], b[8]), math.FMA(r, b[7], b[6])),
			math.FMA(r2, math.FMA(r, b[5], b[4]), math.FMA(r, b[3], b[2])))
		return y + math.FMA(r4, p, lo)
	}
	bits := math.Float64bits(x)
	if !(x >= 0x1p-1022) || x > math.MaxFloat64 {
		if !(x > 0) || x > 1 {
			return Log(x)
		}
		bits = math.Float64bits(x*0x1p52) - 52<<52
	}
	z, k, i := split(bits, 0x3fe6<<48)
	e, a := &log2Table[i/2], &log2Far
	r := math.FMA(z, e[0], -1)
	t1 := r * log2eHi
	t2 := math.FMA(r, log2eLo, math.FMA(r, log2eHi, -t1))
	t3 := k + e[1]
	hi := t3 + t1
	lo := t3 - hi + t1 + t2
	r2 := r * r
	p := math.FMA(r2*r2, math.FMA(r, a[5], a[4]), math.FMA(r2, math.FMA(r, a[3], a[2]), math.FMA(r, a[1], a[0])))
	return math.FMA(r2, p, lo) + hi
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
