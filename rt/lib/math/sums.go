package math

import (
	"math"
	"math/big"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/libm"
)

// logOf returns the logarithm f of v. Ints too large for a float are split into
// a fraction and a power of two first.
func logOf(c *rt.Ctx, v rt.Value, f func(float64) float64) rt.Value {
	if isInt(v) {
		var z big.Int
		rt.BigOf(&z, v)
		if z.Sign() <= 0 {
			return domainError(c)
		}
		if n := z.BitLen(); n > 1000 {
			m := new(big.Int).Rsh(&z, uint(n-64))
			x, _ := new(big.Float).SetInt(m).Float64()
			x = math.Ldexp(x, -64)
			return rt.NewFloat(c, f(x)+f(2)*float64(n))
		}
	}
	x, ok := rt.AsFloat(c, v)
	if !ok {
		return 0
	}
	if x <= 0 {
		return domainError(c)
	}
	return rt.NewFloat(c, f(x))
}

func logBase(c *rt.Ctx, v, base rt.Value) rt.Value {
	x := logOf(c, v, libm.Log)
	if x == 0 || base == 0 {
		return x
	}
	y := logOf(c, base, libm.Log)
	if y == 0 {
		c.Drop(x)
		return 0
	}
	r := rt.TrueDiv(c, x, y)
	c.Drop(x)
	c.Drop(y)
	return r
}

// fsum adds without loss: partial sums that do not overlap, as J. R. Shewchuk,
// Adaptive Precision Floating-Point Arithmetic (1997), rounded once at the end.
func fsum(c *rt.Ctx, seq rt.Value) rt.Value {
	it := rt.Iter(c, seq)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	var buf [64]float64
	parts := buf[:0]
	var special, infinities float64
	for {
		v := rt.Next(c, it)
		if v == 0 {
			break
		}
		x, ok := rt.AsFloat(c, v)
		c.Drop(v)
		if !ok {
			return 0
		}
		given := x
		n := 0
		for _, y := range parts {
			if math.Abs(x) < math.Abs(y) {
				x, y = y, x
			}
			high := x + y
			if low := y - (high - x); low != 0 {
				parts[n] = low
				n++
			}
			x = high
		}
		parts = parts[:n]
		switch {
		case x == 0:
		case x-x == 0:
			parts = append(parts, x)
		case given-given == 0:
			return rt.OverflowErrorf(c, "intermediate overflow in fsum")
		default:
			if isInf(given) {
				infinities += given
			}
			special += given
			parts = parts[:0]
		}
	}
	switch {
	case c.Exc != 0:
		return 0
	case special != 0 || special != special:
		if infinities != infinities {
			return rt.ValueErrorf(c, "-inf + inf in fsum")
		}
		return rt.NewFloat(c, special)
	}
	return rt.NewFloat(c, roundParts(parts))
}

// roundParts adds non-overlapping parts, the largest last, with one rounding to
// even.
func roundParts(parts []float64) float64 {
	n := len(parts)
	if n == 0 {
		return 0
	}
	n--
	high, low := parts[n], 0.0
	for n > 0 {
		n--
		x, y := high, parts[n]
		high = x + y
		if low = y - (high - x); low != 0 {
			break
		}
	}
	if n > 0 && (low < 0 && parts[n-1] < 0 || low > 0 && parts[n-1] > 0) {
		// Half a unit is left over, and what follows says to which side.
		y := low * 2
		if x := high + y; y == x-high {
			high = x
		}
	}
	return high
}

// floats appends the items of tuple t to buf.
func floats(c *rt.Ctx, t rt.Value, buf []float64) ([]float64, bool) {
	for i := range rt.TupleLen(t) {
		x, ok := rt.AsFloat(c, rt.TupleItem(t, i))
		if !ok {
			return nil, false
		}
		buf = append(buf, x)
	}
	return buf, true
}

func hypot(c *rt.Ctx, args rt.Value) rt.Value {
	var buf [8]float64
	v, ok := floats(c, args, buf[:0])
	if !ok {
		return 0
	}
	return rt.NewFloat(c, libm.Hypot(v))
}

func dist(c *rt.Ctx, p, q rt.Value) rt.Value {
	p = rt.TupleOf(c, p)
	if p == 0 {
		return 0
	}
	defer c.Drop(p)
	q = rt.TupleOf(c, q)
	if q == 0 {
		return 0
	}
	defer c.Drop(q)
	if rt.TupleLen(p) != rt.TupleLen(q) {
		return rt.ValueErrorf(c, "both points must have the same number of dimensions")
	}
	var bufP, bufQ [8]float64
	v, ok := floats(c, p, bufP[:0])
	if !ok {
		return 0
	}
	w, ok := floats(c, q, bufQ[:0])
	if !ok {
		return 0
	}
	for i := range v {
		v[i] -= w[i]
	}
	return rt.NewFloat(c, libm.Hypot(v))
}

func prod(c *rt.Ctx, seq, start rt.Value) rt.Value {
	// Keyword-only parameters come after the positional ones.
	it := rt.Iter(c, seq)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	r := rt.Int(1)
	if start != 0 {
		r = c.Own(start)
	}
	for {
		v := rt.Next(c, it)
		if v == 0 {
			break
		}
		next := rt.Mul(c, r, v)
		c.Drop(r)
		c.Drop(v)
		if next == 0 {
			return 0
		}
		r = next
	}
	if c.Exc != 0 {
		c.Drop(r)
		return 0
	}
	return r
}
