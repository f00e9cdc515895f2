package math

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/pxc-lang/pxc/rt"
)

// Functions of whole numbers. Those that one word holds are worked on there, and
// the rest with math/big.

func isInt(v rt.Value) bool {
	var z big.Int
	return v.IsInt() || v.IsBool() || rt.BigOf(&z, v)
}

// smallInt returns the int or bool v if a word holds it.
func smallInt(v rt.Value) (i int64, ok bool) {
	switch {
	case v.IsInt():
		return v.Int(), true
	case v.IsBool():
		if v == rt.True {
			i = 1
		}
		return i, true
	}
	var z big.Int
	if rt.BigOf(&z, v) && z.IsInt64() {
		return z.Int64(), true
	}
	return 0, false
}

// bigOf returns the int v as a number of its own.
func bigOf(v rt.Value) *big.Int {
	var view big.Int
	rt.BigOf(&view, v)
	return new(big.Int).Set(&view)
}

// rounding returns a function that calls a method of the argument's class, or
// rounds a float by f.
func rounding(c *rt.Ctx, v rt.Value, method string, f func(float64) float64) rt.Value {
	if !v.IsFloat() {
		if isInt(v) {
			return rt.IndexValue(c, v)
		}
		if r, found := rt.CallSpecial(c, v, rt.Intern(c, method)); found {
			return r
		}
		if method == "__trunc__" {
			return rt.TypeErrorf(c, "type %s doesn't define __trunc__ method", rt.TypeName(v))
		}
	}
	x, ok := rt.AsFloat(c, v)
	if !ok {
		return 0
	}
	if y := f(x); -1<<60 < y && y < 1<<60 {
		return rt.Int(int64(y))
	}
	r := rt.NewFloat(c, f(x))
	i := rt.IntNew(c, r, 0)
	c.Drop(r)
	return i
}

func floor(c *rt.Ctx, v rt.Value) rt.Value { return plainInt(rounding(c, v, "__floor__", math.Floor)) }
func ceil(c *rt.Ctx, v rt.Value) rt.Value  { return plainInt(rounding(c, v, "__ceil__", math.Ceil)) }
func trunc(c *rt.Ctx, v rt.Value) rt.Value { return plainInt(rounding(c, v, "__trunc__", math.Trunc)) }

// plainInt turns a bool into an int.
func plainInt(v rt.Value) rt.Value {
	switch v {
	case rt.True:
		return rt.Int(1)
	case rt.False:
		return rt.Int(0)
	}
	return v
}

// fold reduces the arguments, whole numbers, with f.
func fold(c *rt.Ctx, args rt.Value, start int64, f func(z, x *big.Int)) rt.Value {
	z := big.NewInt(start)
	for i := range rt.TupleLen(args) {
		v := rt.IndexValue(c, rt.TupleItem(args, i))
		if v == 0 {
			return 0
		}
		var x big.Int
		rt.BigOf(&x, v)
		f(z, &x)
		c.Drop(v)
	}
	return rt.IntFromBig(c, z)
}

func gcd(c *rt.Ctx, args rt.Value) rt.Value {
	if rt.TupleLen(args) == 2 {
		if x, y := rt.TupleItem(args, 0), rt.TupleItem(args, 1); rt.BothInt(x, y) {
			a, b := abs(x.Int()), abs(y.Int())
			for b != 0 {
				a, b = b, a%b
			}
			return rt.IntValue(c, a)
		}
	}
	return fold(c, args, 0, func(z, x *big.Int) { z.GCD(nil, nil, z, new(big.Int).Abs(x)) })
}

func abs(i int64) int64 { return max(i, -i) }

func lcm(c *rt.Ctx, args rt.Value) rt.Value {
	if rt.TupleLen(args) == 2 {
		if x, y := rt.TupleItem(args, 0), rt.TupleItem(args, 1); rt.BothInt(x, y) {
			a, b := abs(x.Int()), abs(y.Int())
			if a == 0 || b == 0 {
				return rt.Int(0)
			}
			p, q := a, b
			for q != 0 {
				p, q = q, p%q
			}
			if hi, lo := bits.Mul64(uint64(a/p), uint64(b)); hi == 0 && lo <= math.MaxInt64 {
				return rt.IntValue(c, int64(lo))
			}
		}
	}
	return fold(c, args, 1, func(z, x *big.Int) {
		if z.Sign() == 0 || x.Sign() == 0 {
			z.SetInt64(0)
			return
		}
		a := new(big.Int).Abs(x)
		g := new(big.Int).GCD(nil, nil, z, a)
		z.Mul(z.Quo(z, g), a)
	})
}

func isqrt(c *rt.Ctx, v rt.Value) rt.Value {
	if v.IsInt() && v.Int() >= 0 && v.Int() < 1<<52 {
		return rt.Int(int64(math.Sqrt(float64(v.Int())))) // no rounding reaches the next one
	}
	v = rt.IndexValue(c, v)
	if v == 0 {
		return 0
	}
	defer c.Drop(v)
	var x big.Int
	rt.BigOf(&x, v)
	if x.Sign() < 0 {
		return rt.ValueErrorf(c, "isqrt() argument must be nonnegative")
	}
	return rt.IntFromBig(c, new(big.Int).Sqrt(&x))
}

func factorial(c *rt.Ctx, v rt.Value) rt.Value {
	if v.IsInt() && uint64(v.Int()) <= 20 {
		z := int64(1)
		for i := int64(2); i <= v.Int(); i++ {
			z *= i
		}
		return rt.IntValue(c, z)
	}
	v = rt.IndexValue(c, v)
	if v == 0 {
		return 0
	}
	defer c.Drop(v)
	n, small := smallInt(v)
	var x big.Int
	rt.BigOf(&x, v)
	switch {
	case x.Sign() < 0:
		return rt.ValueErrorf(c, "factorial() not defined for negative values")
	case !small:
		return rt.OverflowErrorf(c, "factorial() argument should not exceed %d", math.MaxInt64)
	case n > maxBits/32:
		return rt.NoMemory(c)
	}
	return rt.IntFromBig(c, new(big.Int).MulRange(1, n))
}

// maxBits bounds results, so that a slip in a program ends in MemoryError.
const maxBits = 1 << 30

// chosen reads n and k of comb and perm. done is true if r is the result.
func chosen(c *rt.Ctx, n, k rt.Value) (x, y *big.Int, r rt.Value, done bool) {
	n = rt.IndexValue(c, n)
	if n == 0 {
		return nil, nil, 0, true
	}
	defer c.Drop(n)
	k = rt.IndexValue(c, k)
	if k == 0 {
		return nil, nil, 0, true
	}
	defer c.Drop(k)
	x, y = bigOf(n), bigOf(k)
	switch {
	case x.Sign() < 0:
		return nil, nil, rt.ValueErrorf(c, "n must be a non-negative integer"), true
	case y.Sign() < 0:
		return nil, nil, rt.ValueErrorf(c, "k must be a non-negative integer"), true
	case x.Cmp(y) < 0:
		return nil, nil, rt.Int(0), true
	}
	return x, y, 0, false
}

func comb(c *rt.Ctx, n, k rt.Value) rt.Value {
	// Numbers that a word holds with the factor that is divided next.
	if rt.BothInt(n, k) && 0 <= k.Int() && k.Int() <= n.Int() && n.Int() <= 60 {
		z, few := int64(1), min(k.Int(), n.Int()-k.Int())
		for i := int64(1); i <= few; i++ {
			hi, lo := bits.Mul64(uint64(z), uint64(n.Int()-few+i))
			q, _ := bits.Div64(hi, lo, uint64(i))
			z = int64(q)
		}
		return rt.IntValue(c, z)
	}
	x, y, r, done := chosen(c, n, k)
	if done {
		return r
	}
	if rest := new(big.Int).Sub(x, y); rest.Cmp(y) < 0 {
		y = rest
	}
	if !y.IsInt64() {
		return rt.OverflowErrorf(c, "min(n - k, k) must not exceed %d", math.MaxInt64)
	}
	steps := y.Int64()
	if tooLong(x, steps) {
		return rt.NoMemory(c)
	}
	if x.IsInt64() {
		return rt.IntFromBig(c, new(big.Int).Binomial(x.Int64(), steps))
	}
	z := big.NewInt(1)
	for i := int64(1); i <= steps; i++ {
		z.Mul(z, x)
		z.Quo(z, big.NewInt(i))
		x.Sub(x, big.NewInt(1))
	}
	return rt.IntFromBig(c, z)
}

// tooLong reports whether a product of n numbers up to x is out of reach.
func tooLong(x *big.Int, n int64) bool {
	hi, lo := bits.Mul64(uint64(n), uint64(x.BitLen()))
	return hi != 0 || lo > maxBits
}

func perm(c *rt.Ctx, n, k rt.Value) rt.Value {
	if k == 0 || k == rt.None {
		return factorial(c, n)
	}
	if rt.BothInt(n, k) && 0 <= k.Int() && k.Int() <= n.Int() && n.Int() <= 20 {
		z := int64(1)
		for i := n.Int() - k.Int() + 1; i <= n.Int(); i++ {
			z *= i
		}
		return rt.IntValue(c, z)
	}
	x, y, r, done := chosen(c, n, k)
	if done {
		return r
	}
	if !y.IsInt64() {
		return rt.OverflowErrorf(c, "k must not exceed %d", math.MaxInt64)
	}
	steps := y.Int64()
	if tooLong(x, steps) {
		return rt.NoMemory(c)
	}
	if x.IsInt64() {
		return rt.IntFromBig(c, new(big.Int).MulRange(x.Int64()-steps+1, x.Int64()))
	}
	z := big.NewInt(1)
	for range steps {
		z.Mul(z, x)
		x.Sub(x, big.NewInt(1))
	}
	return rt.IntFromBig(c, z)
}
