// Package cmath is the Python module cmath: functions of complex numbers.
package cmath

import (
	"math"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/libm"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "cmath",
	Doc:  "This module provides access to mathematical functions for complex\nnumbers.",
	Funcs: []rt.Func{
		function("acos", acos), function("acosh", acosh), function("asin", asin), function("asinh", asinh),
		function("atan", atan), function("atanh", atanh), function("cos", cos), function("cosh", cosh),
		function("exp", exp), function("log10", log10), function("sin", sin), function("sinh", sinh),
		function("sqrt", sqrt), function("tan", tan), function("tanh", tanh),
		{Name: "log", Sig: "z, base=, /", F2: logBase},
		{Name: "phase", Sig: "z, /", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
			z, ok := rt.AsComplex(c, v)
			if !ok {
				return 0
			}
			phi := libm.Atan2(imag(z), real(z))
			if phi == 0 && imag(z) != 0 && finite(z) { // C's function underflows
				return rt.OverflowErrorf(c, "math range error")
			}
			return rt.NewFloat(c, phi)
		}},
		{Name: "polar", Sig: "z, /", F1: polar},
		{Name: "rect", Sig: "r, phi, /", F2: rect},
		test("isnan", func(z complex128) bool { return real(z) != real(z) || imag(z) != imag(z) }),
		test("isinf", isInf),
		test("isfinite", finite),
		{Name: "isclose", Sig: "a, b, *, rel_tol=, abs_tol=", F4: isClose},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		for name, f := range map[string]float64{"pi": math.Pi, "e": math.E, "tau": 2 * math.Pi, "inf": math.Inf(1), "nan": rt.NaN()} {
			rt.ModuleSet(c, m, name, rt.ConstFloat(c, f))
		}
		rt.ModuleSet(c, m, "infj", rt.ConstComplex(c, 0, math.Inf(1)))
		rt.ModuleSet(c, m, "nanj", rt.ConstComplex(c, 0, rt.NaN()))
		return true
	},
}

// A status is what C's errno says behind a call.
type status int

const (
	fine status = iota
	domain
	overflow
)

// function is a function of one complex number.
func function(name string, f func(z complex128) (complex128, status)) rt.Func {
	return rt.Func{Name: name, Sig: "z, /", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
		z, ok := rt.AsComplex(c, v)
		if !ok {
			return 0
		}
		return result(c, f, z)
	}}
}

func result(c *rt.Ctx, f func(z complex128) (complex128, status), z complex128) rt.Value {
	r, s := f(z)
	switch s {
	case domain:
		return rt.ValueErrorf(c, "math domain error")
	case overflow:
		return rt.OverflowErrorf(c, "math range error")
	}
	return rt.NewComplex(c, real(r), imag(r))
}

func test(name string, f func(z complex128) bool) rt.Func {
	return rt.Func{Name: name, Sig: "z, /", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
		z, ok := rt.AsComplex(c, v)
		if !ok {
			return 0
		}
		return rt.Bool(f(z))
	}}
}

func isInf(z complex128) bool { return math.IsInf(real(z), 0) || math.IsInf(imag(z), 0) }

func finite(z complex128) bool { return real(z)-real(z) == 0 && imag(z)-imag(z) == 0 }

func logBase(c *rt.Ctx, v, base rt.Value) rt.Value {
	z, ok := rt.AsComplex(c, v)
	if !ok {
		return 0
	}
	if base == 0 {
		return result(c, log, z)
	}
	b, ok := rt.AsComplex(c, base)
	if !ok {
		return 0
	}
	x, y := result(c, log, z), rt.Value(0)
	if x != 0 {
		y = result(c, log, b)
	}
	r := rt.Value(0)
	if y != 0 {
		if r = rt.TrueDiv(c, x, y); r == 0 && rt.MatchPending(c, rt.ExcZeroDivisionError) {
			rt.ClearExc(c)
			rt.ValueErrorf(c, "math domain error")
		}
	}
	c.Drop(x)
	c.Drop(y)
	return r
}

func polar(c *rt.Ctx, v rt.Value) rt.Value {
	z, ok := rt.AsComplex(c, v)
	if !ok {
		return 0
	}
	size := hypot(real(z), imag(z))
	if math.IsInf(size, 0) && finite(z) {
		return rt.OverflowErrorf(c, "math range error")
	}
	return rt.FloatPair(c, size, libm.Atan2(imag(z), real(z)))
}

func rect(c *rt.Ctx, size, angle rt.Value) rt.Value {
	r, ok := rt.AsFloat(c, size)
	if !ok {
		return 0
	}
	phi, ok := rt.AsFloat(c, angle)
	if !ok {
		return 0
	}
	switch {
	case math.IsInf(phi, 0) && r != 0 && r == r:
		return rt.ValueErrorf(c, "math domain error")
	case math.IsInf(phi, 0) || phi != phi:
		if r == 0 { // the sign of zero says nothing then
			return rt.NewComplex(c, 0, 0)
		}
		if math.IsInf(r, 0) {
			return rt.NewComplex(c, math.Inf(1), math.NaN())
		}
		return rt.NewComplex(c, math.NaN(), math.NaN())
	case phi == 0 && r != r:
		return rt.NewComplex(c, r, 0)
	case phi == 0:
		im := r * phi
		if math.IsInf(r, 0) { // inf times zero is no number, but the angle is
			im = math.Copysign(0, phi) * math.Copysign(1, r)
		}
		return rt.NewComplex(c, r, im)
	}
	s, k := libm.SinCos(phi)
	return rt.NewComplex(c, r*k, r*s)
}

func isClose(c *rt.Ctx, v, w, rel, abs rt.Value) rt.Value {
	x, ok := rt.AsComplex(c, v)
	if !ok {
		return 0
	}
	y, ok := rt.AsComplex(c, w)
	if !ok {
		return 0
	}
	r, a := 1e-9, 0.0
	for _, t := range []struct {
		v    rt.Value
		into *float64
	}{{rel, &r}, {abs, &a}} {
		if t.v == 0 {
			continue
		}
		if *t.into, ok = rt.AsFloat(c, t.v); !ok {
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
	d := hypot(real(x-y), imag(x-y))
	return rt.Bool(d <= r*hypot(real(y), imag(y)) || d <= r*hypot(real(x), imag(x)) || d <= a)
}

func hypot(x, y float64) float64 { return libm.Hypot2(x, y) }

// special is the value at an argument that is not finite. C's annex G gives it, and
// math/cmplx follows that; where the annex leaves open a sign or more, at is what
// CPython has, by the parts of z: i an infinity, n no number, 0 a zero.
func special(f func(complex128) complex128, z complex128, at map[string]complex128) (complex128, status) {
	if r, ok := at[kind(real(z))+kind(imag(z))]; ok {
		return r, fine
	}
	return f(z), fine
}

func kind(f float64) string {
	switch {
	case f != f:
		return "n"
	case math.IsInf(f, 0):
		return "i"
	case f == 0:
		return "0"
	}
	return "f"
}

var nan, inf = math.NaN(), math.Inf(1)

// checked is a result with overflow if it is infinite though the argument was not.
func checked(re, im float64) (complex128, status) {
	z := complex(re, im)
	if isInf(z) {
		return z, overflow
	}
	return z, fine
}
