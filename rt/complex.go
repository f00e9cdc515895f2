package rt

import (
	"math"

	"github.com/pxc-lang/pxc/rt/arena"
	"github.com/pxc-lang/pxc/rt/libm"
)

// complex: 8 real part, 16 imaginary part, raw floats. Arithmetic is CPython's
// (Objects/complexobject.c), so that signed zeros, infinities and the last digits
// come out alike.

// newComplex returns complex(re, im).
func newComplex(c *Ctx, re, im float64) Value {
	p := c.Alloc(24)
	arena.SetHeader(p, TypeComplex<<8, c.count())
	setU64(p+8, math.Float64bits(re))
	setU64(p+16, math.Float64bits(im))
	return Value(p)
}

// ConstComplex returns the immortal constant complex(re, im). Main thread only.
func ConstComplex(c *Ctx, re, im float64) Value { return immortalise(newComplex(c, re, im)) }

// isComplex reports whether v is a complex.
func isComplex(v Value) bool { return isType(v, TypeComplex) }

// complexParts returns the parts of complex v.
func complexParts(v Value) (re, im float64) {
	p := v.addr()
	return math.Float64frombits(u64(p + 8)), math.Float64frombits(u64(p + 16))
}

// asComplex returns a number as a complex; ok is false if v is none, or with
// OverflowError pending.
func asComplex(c *Ctx, v Value) (z complex128, ok bool) {
	switch {
	case isComplex(v):
		re, im := complexParts(v)
		return complex(re, im), true
	case isBig(v):
		f, ok := intFloat(c, v)
		return complex(f, 0), ok
	}
	f, ok := floatOf(v)
	return complex(f, 0), ok
}

// NewComplex returns complex(re, im).
func NewComplex(c *Ctx, re, im float64) Value { return newComplex(c, re, im) }

// AsComplex converts v to a complex, by __complex__, __float__ and __index__; ok is
// false with an exception pending. Instances of classes derived from complex are taken
// by their value, whatever __complex__ they have.
func AsComplex(c *Ctx, v Value) (z complex128, ok bool) {
	if p := plain(v); isComplex(p) {
		re, im := complexParts(p)
		return complex(re, im), true
	}
	if m := special(v, nameComplex); m != 0 {
		r := Call1(c, infoOf(TypeComplex).class, v)
		if r == 0 {
			return 0, false
		}
		re, im := complexParts(plain(r))
		c.Drop(r)
		return complex(re, im), true
	}
	f, ok := AsFloat(c, v)
	return complex(f, 0), ok
}

// complexBinary performs + - * / or p (power) where an operand is complex;
// NotImplemented for other operands.
func complexBinary(c *Ctx, op byte, a, b Value) Value {
	if !isComplex(a) && !isComplex(b) {
		return unsupported
	}
	switch op {
	case '+', '-', '*', '/', 'p':
	default:
		return unsupported
	}
	x, ok := asComplex(c, a)
	y, ok2 := asComplex(c, b)
	if !ok || !ok2 {
		if c.Exc != 0 {
			return 0
		}
		return unsupported
	}
	switch op {
	case '+':
		return newComplex(c, real(x)+real(y), imag(x)+imag(y))
	case '-':
		return newComplex(c, real(x)-real(y), imag(x)-imag(y))
	case '*':
		z := complexMul(x, y)
		return newComplex(c, real(z), imag(z))
	case '/':
		z, ok := complexDiv(x, y)
		if !ok {
			return ZeroDivisionErrorf(c, "complex division by zero")
		}
		return newComplex(c, real(z), imag(z))
	}
	return complexPow(c, x, y)
}

// complexMul multiplies; the conversions keep the compiler from fusing.
func complexMul(x, y complex128) complex128 {
	return complex(float64(real(x)*real(y))-float64(imag(x)*imag(y)), float64(real(x)*imag(y))+float64(imag(x)*real(y)))
}

// complexDiv divides by the larger part first (R. L. Smith, 1962); ok is false for
// a division by zero.
func complexDiv(x, y complex128) (z complex128, ok bool) {
	re, im := math.Abs(real(y)), math.Abs(imag(y))
	switch {
	case re >= im:
		if re == 0 {
			return 0, false
		}
		ratio := imag(y) / real(y)
		denom := real(y) + float64(imag(y)*ratio)
		return complex((real(x)+float64(imag(x)*ratio))/denom, (imag(x)-float64(real(x)*ratio))/denom), true
	case im >= re:
		ratio := real(y) / imag(y)
		denom := float64(real(y)*ratio) + imag(y)
		return complex((float64(real(x)*ratio)+imag(x))/denom, (float64(imag(x)*ratio)-real(x))/denom), true
	}
	return complex(math.NaN(), math.NaN()), true
}

func complexPow(c *Ctx, x, y complex128) Value {
	z, ok := complex128(1), true
	n := real(y)
	switch {
	case imag(y) == 0 && n == math.Floor(n) && math.Abs(n) <= 100:
		p := x
		for k := int(math.Abs(n)); k > 0; k >>= 1 {
			if k&1 != 0 {
				z = complexMul(z, p)
			}
			p = complexMul(p, p)
		}
		if n <= 0 {
			z, ok = complexDiv(1, z)
		}
	case x == 0:
		ok = imag(y) == 0 && n >= 0
		z = 0
	default:
		abs := libm.Hypot2(real(x), imag(x))
		size := libm.Pow(abs, n)
		at := math.Atan2(imag(x), real(x))
		phase := at * n
		if imag(y) != 0 {
			size *= math.Exp(-at * imag(y))
			phase += imag(y) * math.Log(abs)
		}
		sin, cos := libm.SinCos(phase)
		z = complex(size*cos, size*sin)
	}
	switch {
	case !ok:
		return ZeroDivisionErrorf(c, "0.0 to a negative or complex power")
	case math.IsInf(real(z), 0) || math.IsInf(imag(z), 0):
		return OverflowErrorf(c, "complex exponentiation")
	}
	return newComplex(c, real(z), imag(z))
}

// complexEqual compares a complex with a number: 1, 0, or undecided.
func complexEqual(a, b Value) int {
	if !isComplex(a) {
		a, b = b, a
	}
	re, im := complexParts(a)
	if isComplex(b) {
		re2, im2 := complexParts(b)
		return truth(re == re2 && im == im2)
	}
	if !isIntegral(b) && !b.IsFloat() {
		return undecided
	}
	if im != 0 {
		return 0
	}
	if b.IsFloat() {
		return truth(re == b.Float())
	}
	if i, ok := intOf(b); ok {
		return truth(compareIntFloat(i, re) == 0)
	}
	return truth(bigFloatOrder(b, re) == 0)
}

// hashComplex is CPython's: equal to the real part's for a real number.
func hashComplex(v Value) uint64 {
	re, im := complexParts(v)
	h := uint64(hashDouble(re, v)) + 1000003*uint64(hashDouble(im, v))
	if int64(h) == -1 {
		h--
	}
	return h
}

func complexAbs(c *Ctx, v Value) Value {
	re, im := complexParts(v)
	f := libm.Hypot2(re, im)
	if math.IsInf(f, 0) && !math.IsInf(re, 0) && !math.IsInf(im, 0) {
		return OverflowErrorf(c, "absolute value too large")
	}
	return NewFloat(c, f)
}

// complexOf converts an argument of complex(); what tells which one.
func complexOf(c *Ctx, v Value, second bool) (z complex128, ok bool) {
	if z, ok = asComplex(c, v); ok || c.Exc != 0 {
		return z, ok
	}
	if !second {
		if m := special(v, nameComplex); m != 0 {
			r := callSpecial0(c, m, v)
			if r == 0 {
				return 0, false
			}
			defer c.Drop(r)
			if !isComplex(plain(r)) {
				TypeErrorf(c, "__complex__ returned non-complex (type %s)", TypeName(r))
				return 0, false
			}
			return asComplex(c, plain(r))
		}
	}
	if p := plain(v); isComplex(p) {
		re, im := complexParts(p)
		return complex(re, im), true
	}
	if special(v, nameFloat) == 0 && special(v, nameIndex) == 0 {
		if second {
			TypeErrorf(c, "complex() second argument must be a number, not '%s'", TypeName(v))
		} else {
			TypeErrorf(c, "complex() first argument must be a string or a number, not '%s'", TypeName(v))
		}
		return 0, false
	}
	f, ok := AsFloat(c, v)
	return complex(f, 0), ok
}

// complexNew is complex(real=0, imag=0).
func complexNew(c *Ctx, _, x, y Value) Value {
	switch {
	case x == 0 && y == 0:
		return newComplex(c, 0, 0)
	case x != 0 && y == 0 && isComplex(x):
		return c.Own(x)
	case x != 0 && IsStr(x):
		if y != 0 {
			return TypeErrorf(c, "complex() can't take second arg if first is a string")
		}
		return parseComplex(c, x)
	case y != 0 && IsStr(y):
		return TypeErrorf(c, "complex() second arg can't be a string")
	}
	var z, w complex128
	ok := true
	if x != 0 {
		if z, ok = complexOf(c, x, false); !ok {
			return 0
		}
	}
	re, im := real(z), imag(z)
	if y != 0 {
		if w, ok = complexOf(c, y, true); !ok {
			return 0
		}
		// The parts may be complex themselves: x + y * 1j.
		if isComplex(plain(y)) {
			re -= imag(w)
		}
		// Where there is nothing to add, the sign of a zero remains.
		if x != 0 && (isComplex(plain(x)) || isUser(x) && special(x, nameComplex) != 0) {
			im += real(w)
		} else {
			im = real(w)
		}
	}
	return newComplex(c, re, im)
}

func init() {
	arena.Register(TypeComplex, &arena.Layout{Name: "complex", Size: 24})
	part := func(off uintptr) func(*Ctx, Value) Value {
		return func(c *Ctx, v Value) Value { return NewFloat(c, math.Float64frombits(u64(v.addr()+off))) }
	}
	defineType(typeSpec{id: TypeComplex, name: "complex", public: true,
		methods: []Func{
			{Name: "__new__", Sig: "cls, real=, imag=", F3: complexNew},
			{Name: "__complex__", Sig: "self, /", F1: func(c *Ctx, v Value) Value { return c.Own(v) }},
			{Name: "conjugate", Sig: "self, /", F1: func(c *Ctx, v Value) Value {
				re, im := complexParts(v)
				return newComplex(c, re, -im)
			}},
		},
		attrs: func(c *Ctx, cls, ns Value) {
			addProperties(c, ns, cls, "complex", []Func{
				{Name: "real", Sig: "self", F1: part(8)},
				{Name: "imag", Sig: "self", F1: part(16)},
			})
		}})
}
