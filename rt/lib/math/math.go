// Package math is the Python module math. Results and messages are those of
// CPython's mathmodule.c; the functions of real numbers come from rt/libm.
package math

import (
	"math"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/libm"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "math",
	Funcs: []rt.Func{
		real1("sin", libm.Sin), real1("cos", libm.Cos), real1("tan", libm.Tan),
		real1("asin", libm.Asin), real1("acos", libm.Acos), real1("atan", libm.Atan),
		real1("sinh", libm.Sinh), real1("cosh", libm.Cosh), real1("tanh", libm.Tanh),
		real1("asinh", libm.Asinh), real1("acosh", libm.Acosh), real1("atanh", math.Atanh),
		real1("exp", libm.Exp), real1("exp2", libm.Exp2), real1("expm1", math.Expm1),
		real1("log1p", math.Log1p), real1("sqrt", math.Sqrt), real1("cbrt", libm.Cbrt), real1("fabs", math.Abs),
		real1("erf", math.Erf), real1("erfc", math.Erfc), real1("gamma", libm.Gamma), real1("lgamma", libm.Lgamma),
		real1("degrees", func(x float64) float64 { return x * (180 / math.Pi) }),
		real1("radians", func(x float64) float64 { return x * (math.Pi / 180) }),
		real2("atan2", libm.Atan2), real2("copysign", math.Copysign), real2("remainder", remainder),
		{Name: "fmod", Sig: "x, y, /", F2: fmod},
		{Name: "pow", Sig: "x, y, /", F2: pow},
		real2("nextafter", nextAfter),
		{Name: "ulp", Sig: "x, /", F1: ulp},
		{Name: "log", Sig: "x, base=, /", F2: logBase},
		{Name: "log2", Sig: "x, /", F1: func(c *rt.Ctx, x rt.Value) rt.Value { return logOf(c, x, libm.Log2) }},
		{Name: "log10", Sig: "x, /", F1: func(c *rt.Ctx, x rt.Value) rt.Value { return logOf(c, x, libm.Log10) }},
		{Name: "isnan", Sig: "x, /", F1: test(func(f float64) bool { return f != f })},
		{Name: "isinf", Sig: "x, /", F1: test(func(f float64) bool { return math.IsInf(f, 0) })},
		{Name: "isfinite", Sig: "x, /", F1: test(func(f float64) bool { return f-f == 0 })},
		{Name: "isclose", Sig: "a, b, *, rel_tol=, abs_tol=", F4: isClose},
		{Name: "frexp", Sig: "x, /", F1: frexp},
		{Name: "ldexp", Sig: "x, i, /", F2: ldexp},
		{Name: "modf", Sig: "x, /", F1: modf},
		{Name: "floor", Sig: "x, /", F1: floor},
		{Name: "ceil", Sig: "x, /", F1: ceil},
		{Name: "trunc", Sig: "x, /", F1: trunc},
		{Name: "fsum", Sig: "seq, /", F1: fsum},
		{Name: "hypot", Sig: "*coordinates", F1: hypot},
		{Name: "dist", Sig: "p, q, /", F2: dist},
		{Name: "prod", Sig: "iterable, /, *, start=", F2: prod},
		{Name: "gcd", Sig: "*integers", F1: gcd},
		{Name: "lcm", Sig: "*integers", F1: lcm},
		{Name: "isqrt", Sig: "n, /", F1: isqrt},
		{Name: "factorial", Sig: "x, /", F1: factorial},
		{Name: "comb", Sig: "n, k, /", F2: comb},
		{Name: "perm", Sig: "n, k=, /", F2: perm},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		set := func(name string, f float64) { rt.ModuleSet(c, m, name, rt.ConstFloat(c, f)) }
		set("pi", math.Pi)
		set("e", math.E)
		set("tau", 2*math.Pi)
		set("inf", math.Inf(1))
		set("nan", rt.NaN())
		return true
	},
}

func domainError(c *rt.Ctx) rt.Value { return rt.ValueErrorf(c, "math domain error") }
func rangeError(c *rt.Ctx) rt.Value  { return rt.OverflowErrorf(c, "math range error") }

func isInf(f float64) bool { return math.IsInf(f, 0) }

// real1 is a function of one real number: NaN out of numbers is a domain error,
// and so is an infinity out of finite numbers where the function has a pole; else
// it is a range error.
func real1(name string, f func(float64) float64) rt.Func {
	poles := false
	switch name {
	case "atanh", "log1p", "gamma", "lgamma":
		poles = true
	}
	return rt.Func{Name: name, Sig: "x, /", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
		x, ok := rt.AsFloat(c, v)
		if !ok {
			return 0
		}
		r := f(x)
		switch {
		case r != r && x == x:
			return domainError(c)
		case isInf(r) && !isInf(x) && name != "degrees":
			if name == "gamma" && x != 0 || name == "lgamma" && x > 0 || !poles {
				return rangeError(c)
			}
			return domainError(c)
		}
		return rt.NewFloat(c, r)
	}}
}

// real2 is a function of two real numbers with the same errors.
func real2(name string, f func(x, y float64) float64) rt.Func {
	return rt.Func{Name: name, Sig: "x, y, /", F2: func(c *rt.Ctx, v, w rt.Value) rt.Value {
		x, y, ok := twoFloats(c, v, w)
		if !ok {
			return 0
		}
		r := f(x, y)
		switch {
		case r != r && x == x && y == y:
			return domainError(c)
		case isInf(r) && !isInf(x) && !isInf(y) && name != "nextafter":
			return rangeError(c)
		}
		return rt.NewFloat(c, r)
	}}
}

func twoFloats(c *rt.Ctx, v, w rt.Value) (x, y float64, ok bool) {
	if x, ok = rt.AsFloat(c, v); ok {
		y, ok = rt.AsFloat(c, w)
	}
	return x, y, ok
}

func test(f func(float64) bool) func(*rt.Ctx, rt.Value) rt.Value {
	return func(c *rt.Ctx, v rt.Value) rt.Value {
		x, ok := rt.AsFloat(c, v)
		if !ok {
			return 0
		}
		return rt.Bool(f(x))
	}
}

func remainder(x, y float64) float64 {
	if isInf(y) && !isInf(x) && x == x {
		return x
	}
	return math.Remainder(x, y)
}

func nextAfter(x, y float64) float64 {
	if x == y {
		return y
	}
	return math.Nextafter(x, y)
}

func fmod(c *rt.Ctx, v, w rt.Value) rt.Value {
	x, y, ok := twoFloats(c, v, w)
	if !ok {
		return 0
	}
	if isInf(y) && !isInf(x) && x == x {
		return rt.NewFloat(c, x)
	}
	r := math.Mod(x, y)
	if r != r && x == x && y == y {
		return domainError(c)
	}
	return rt.NewFloat(c, r)
}

func pow(c *rt.Ctx, v, w rt.Value) rt.Value {
	x, y, ok := twoFloats(c, v, w)
	if !ok {
		return 0
	}
	r := libm.Pow(x, y)
	if x-x == 0 && y-y == 0 {
		switch {
		case r != r || isInf(r) && x == 0:
			return domainError(c)
		case isInf(r):
			return rangeError(c)
		}
	}
	return rt.NewFloat(c, r)
}

func ulp(c *rt.Ctx, v rt.Value) rt.Value {
	x, ok := rt.AsFloat(c, v)
	if !ok {
		return 0
	}
	x = math.Abs(x)
	switch {
	case x != x || isInf(x):
	case x == math.MaxFloat64:
		x -= math.Nextafter(x, 0)
	default:
		x = math.Nextafter(x, math.Inf(1)) - x
	}
	return rt.NewFloat(c, x)
}

func isClose(c *rt.Ctx, v, w, rel, abs rt.Value) rt.Value {
	x, y, ok := twoFloats(c, v, w)
	if !ok {
		return 0
	}
	r, a := 1e-9, 0.0
	if rel != 0 {
		if r, ok = rt.AsFloat(c, rel); !ok {
			return 0
		}
	}
	if abs != 0 {
		if a, ok = rt.AsFloat(c, abs); !ok {
			return 0
		}
	}
	switch {
	case r < 0 || a < 0:
		return rt.ValueErrorf(c, "tolerances must be non-negative")
	case x == y:
		return rt.True
	case isInf(x) || isInf(y):
		return rt.False
	}
	d := math.Abs(y - x)
	return rt.Bool(d <= math.Abs(r*y) || d <= math.Abs(r*x) || d <= a)
}

func frexp(c *rt.Ctx, v rt.Value) rt.Value {
	x, ok := rt.AsFloat(c, v)
	if !ok {
		return 0
	}
	e := 0
	if x-x == 0 {
		x, e = math.Frexp(x)
	}
	f := rt.NewFloat(c, x)
	t := rt.Tuple2(c, f, rt.Int(int64(e)))
	c.Drop(f)
	return t
}

func modf(c *rt.Ctx, v rt.Value) rt.Value {
	x, ok := rt.AsFloat(c, v)
	if !ok {
		return 0
	}
	whole, frac := math.Trunc(x), 0.0
	switch {
	case x != x:
		frac = x
	case !isInf(x):
		frac = x - whole
	}
	return rt.FloatPair(c, math.Copysign(frac, x), whole)
}

func ldexp(c *rt.Ctx, v, exp rt.Value) rt.Value {
	x, ok := rt.AsFloat(c, v)
	if !ok {
		return 0
	}
	if !isInt(exp) {
		return rt.TypeErrorf(c, "Expected an int as second argument to ldexp.")
	}
	if x == 0 || x-x != 0 {
		return rt.NewFloat(c, x)
	}
	e, small := smallInt(exp)
	switch {
	case !small && rt.LtT(c, exp, rt.Int(0)) == 1, small && e < -5000:
		return rt.NewFloat(c, math.Copysign(0, x))
	case !small || e > 5000:
		return rangeError(c)
	}
	r := math.Ldexp(x, int(e))
	if isInf(r) {
		return rangeError(c)
	}
	return rt.NewFloat(c, r)
}
