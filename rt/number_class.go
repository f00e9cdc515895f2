package rt

import (
	"math"
	"math/bits"
	"strconv"

	"github.com/pxc-lang/pxc/rt/bigint"
	"github.com/pxc-lang/pxc/rt/format"
)

// The classes int, bool and float.

func realPart(c *Ctx, v Value) Value {
	if i, ok := intOf(v); ok {
		return Int(i)
	}
	return c.Own(v)
}

func intBitLength(c *Ctx, v Value) Value {
	i, ok := intOf(v)
	if !ok {
		return Int(int64(c.setX(v).BitLen()))
	}
	return Int(int64(bits.Len64(magnitude(i))))
}

func intBitCount(_ *Ctx, v Value) Value {
	i, ok := intOf(v)
	if !ok {
		n := 0
		for _, w := range limbs(v) {
			n += bits.OnesCount64(uint64(w))
		}
		return Int(int64(n))
	}
	return Int(int64(bits.OnesCount64(magnitude(i))))
}

func magnitude(i int64) uint64 {
	if i < 0 {
		return -uint64(i)
	}
	return uint64(i)
}

// byteOrder reads a byteorder argument; absent is big.
func byteOrder(c *Ctx, v Value, method string) (little, ok bool) {
	if v == 0 {
		return false, true
	}
	if !IsStr(v) {
		TypeErrorf(c, "%s() argument 'byteorder' must be str, not %s", method, argName(v))
		return false, false
	}
	switch string(strData(v)) {
	case "little":
		return true, true
	case "big":
		return false, true
	}
	ValueErrorf(c, "byteorder must be either 'little' or 'big'")
	return false, false
}

// intToBytes is int.to_bytes(length=1, byteorder='big', *, signed=False).
func intToBytes(c *Ctx, self, length, order, signed Value) Value {
	n, ok := int64(1), true
	if length != 0 {
		if n, ok = Index(c, length); !ok {
			return 0
		}
	}
	little, ok := byteOrder(c, order, "to_bytes")
	if !ok {
		return 0
	}
	sign := 0
	if signed != 0 {
		if sign = Truth(c, signed); sign < 0 {
			return 0
		}
	}
	if self.IsInt() && sign == 0 && self.Int() >= 0 && 0 < n && n <= 8 && (n == 8 || self.Int()>>(8*uint(n)) == 0) {
		v := newBytes(c, int(n), TypeBytes)
		putWord(BytesData(v), uint64(self.Int()), little)
		return v
	}
	x := c.setX(self)
	switch {
	case n < 0:
		return ValueErrorf(c, "length argument must be non-negative")
	case x.Sign() < 0 && sign == 0:
		return OverflowErrorf(c, "can't convert negative int to unsigned")
	case n > maxLength:
		return NoMemory(c)
	}
	need := x.BitLen()
	if sign == 1 && x.Sign() != 0 {
		// A negative power of two needs one bit less than its magnitude has.
		if x.Sign() > 0 || x.TrailingZeroBits() != uint(need-1) {
			need++
		}
	}
	if int64(need) > 8*n {
		return OverflowErrorf(c, "int too big to convert")
	}
	v := newBytes(c, int(n), TypeBytes)
	if v != 0 {
		bigint.PutBytes(BytesData(v), x, little)
	}
	return v
}

// putWord fills b with the low bytes of x.
func putWord(b []byte, x uint64, little bool) {
	for i := range b {
		if little {
			b[i] = byte(x)
		} else {
			b[len(b)-1-i] = byte(x)
		}
		x >>= 8
	}
}

// wordFrom returns the number in at most eight bytes.
func wordFrom(b []byte, little bool) (x uint64) {
	for i := range b {
		if little {
			x |= uint64(b[i]) << (8 * uint(i))
		} else {
			x = x<<8 | uint64(b[i])
		}
	}
	return x
}

// intFromBytes is int.from_bytes(bytes, byteorder='big', *, signed=False).
func intFromBytes(c *Ctx, _, src, order, signed Value) Value {
	little, ok := byteOrder(c, order, "from_bytes")
	if !ok {
		return 0
	}
	sign := 0
	if signed != 0 {
		if sign = Truth(c, signed); sign < 0 {
			return 0
		}
	}
	if IsBytes(src) && BytesLen(src) < 8 && sign == 0 {
		return Int(int64(wordFrom(BytesData(src), little)))
	}
	if IsStr(src) {
		return TypeErrorf(c, "cannot convert 'str' object to bytes")
	}
	if isIntegral(src) {
		return TypeErrorf(c, "cannot convert '%s' object to bytes", TypeName(src))
	}
	b := BytesNew(c, src, 0, 0)
	if b == 0 {
		return 0
	}
	defer c.Drop(b)
	c.ints.SetBytes(BytesData(b), little, sign == 1)
	return c.finishBig(&c.ints.Z)
}

func floatIsInteger(_ *Ctx, v Value) Value {
	f := v.Float()
	return Bool(f == math.Floor(f) && !math.IsInf(f, 0))
}

// floatRatio is float.as_integer_ratio.
func floatRatio(c *Ctx, v Value) Value {
	f := v.Float()
	switch {
	case f != f:
		return ValueErrorf(c, "cannot convert NaN to integer ratio")
	case math.IsInf(f, 0):
		return OverflowErrorf(c, "cannot convert Infinity to integer ratio")
	}
	m, e := math.Frexp(f)
	n, e := int64(m*(1<<53)), e-53
	if n == 0 {
		return Tuple2(c, Int(0), Int(1))
	}
	for n&1 == 0 {
		n >>= 1
		e++
	}
	num, den := Int(n), Int(1)
	if e >= 0 {
		num = shiftLeft(c, n, int64(e))
	} else {
		den = shiftLeft(c, 1, int64(-e))
	}
	t := Tuple2(c, num, den)
	c.Drop(num)
	c.Drop(den)
	return t
}

// floatHex is float.hex.
func floatHex(c *Ctx, v Value) Value {
	f := v.Float()
	if f != f || math.IsInf(f, 0) {
		return floatRepr(c, f)
	}
	b := newBuilder(c, 32)
	if math.Signbit(f) {
		b.text("-")
		f = -f
	}
	if f == 0 {
		b.text("0x0.0p+0")
		return b.finish()
	}
	word := math.Float64bits(f)
	exp := int(word>>52) - 1023
	lead := byte('1')
	if exp == -1023 {
		exp, lead = -1022, '0'
	}
	b.text("0x")
	b.byteChar(lead)
	b.text(".")
	for shift := 48; shift >= 0; shift -= 4 {
		b.byteChar("0123456789abcdef"[word>>shift&15])
	}
	b.text("p")
	if exp >= 0 {
		b.text("+")
	}
	var buf [8]byte
	b.bytes(strconv.AppendInt(buf[:0], int64(exp), 10))
	return b.finish()
}

// floatFromHex is float.fromhex.
func floatFromHex(c *Ctx, _, s Value) Value {
	if !IsStr(s) {
		return TypeErrorf(c, "bad argument type for built-in operation")
	}
	t := strStrip(c, s, 0, true, true, "strip")
	if t == 0 {
		return 0
	}
	text := GoString(t)
	c.Drop(t)
	f, ok := format.ParseHex(text)
	switch {
	case !ok:
		return ValueErrorf(c, "invalid hexadecimal floating-point string")
	case math.IsInf(f, 0) && !format.IsInfinity(text):
		return OverflowErrorf(c, "hexadecimal value too large to represent as a float")
	}
	return NewFloat(c, f)
}

func intRatio(c *Ctx, v Value) Value {
	if i, ok := intOf(v); ok {
		v = Int(i)
	}
	return Tuple2(c, v, Int(1))
}

func init() {
	defineType(typeSpec{id: TypeInt, name: "int", public: true,
		methods: []Func{
			{Name: "__new__", Sig: "cls, x=, /, base=", F3: func(c *Ctx, _, x, base Value) Value { return IntNew(c, x, base) }},
			{Name: "as_integer_ratio", Sig: "self, /", F1: intRatio},
			{Name: "bit_count", Sig: "self, /", F1: intBitCount},
			{Name: "bit_length", Sig: "self, /", F1: intBitLength},
			{Name: "conjugate", Sig: "self, /", F1: realPart},
			{Name: "to_bytes", Sig: "self, length=, byteorder=, *, signed=", F4: intToBytes},
		},
		attrs: func(c *Ctx, cls, ns Value) {
			addClassMethods(c, ns, "int", []Func{{Name: "from_bytes", Sig: "cls, bytes, byteorder=, *, signed=", F4: intFromBytes}})
			addProperties(c, ns, cls, "int", []Func{
				{Name: "real", Sig: "self", F1: realPart},
				{Name: "imag", Sig: "self", F1: func(*Ctx, Value) Value { return Int(0) }},
				{Name: "numerator", Sig: "self", F1: realPart},
				{Name: "denominator", Sig: "self", F1: func(*Ctx, Value) Value { return Int(1) }},
			})
		}})
	defineType(typeSpec{id: TypeBool, name: "bool", base: TypeInt, public: true, methods: []Func{
		{Name: "__new__", Sig: "cls, x=, /", F2: func(c *Ctx, _, x Value) Value {
			if x == 0 {
				return False
			}
			switch Truth(c, x) {
			case 1:
				return True
			case 0:
				return False
			}
			return 0
		}},
	}})
	defineType(typeSpec{id: TypeFloat, name: "float", public: true,
		methods: []Func{
			{Name: "__new__", Sig: "cls, x=, /", F2: func(c *Ctx, _, x Value) Value { return FloatNew(c, x) }},
			{Name: "as_integer_ratio", Sig: "self, /", F1: floatRatio},
			{Name: "conjugate", Sig: "self, /", F1: realPart},
			{Name: "hex", Sig: "self, /", F1: floatHex},
			{Name: "is_integer", Sig: "self, /", F1: floatIsInteger},
		},
		attrs: func(c *Ctx, cls, ns Value) {
			addClassMethods(c, ns, "float", []Func{{Name: "fromhex", Sig: "cls, string, /", F2: floatFromHex}})
			addProperties(c, ns, cls, "float", []Func{
				{Name: "real", Sig: "self", F1: realPart},
				{Name: "imag", Sig: "self", F1: func(*Ctx, Value) Value { return zeroFloat }},
			})
		}})
}
