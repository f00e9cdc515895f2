package array

import (
	"encoding/binary"
	"math"

	"github.com/pxc-lang/pxc/rt"
)

// Items as bytes: little-endian, as the machines are that pxc compiles for.

var order = binary.LittleEndian

// sizeOf returns the size in bytes of an item of that type code.
func sizeOf(typecode byte) int {
	switch typecode {
	case 'b', 'B':
		return 1
	case 'h', 'H':
		return 2
	case 'i', 'I', 'f', 'u':
		return 4
	}
	return 8
}

// unpack returns the item whose bytes are b.
func unpack(c *rt.Ctx, typecode byte, b []byte) rt.Value {
	switch typecode {
	case 'b':
		return rt.Int(int64(int8(b[0])))
	case 'B':
		return rt.Int(int64(b[0]))
	case 'h':
		return rt.Int(int64(int16(order.Uint16(b))))
	case 'H':
		return rt.Int(int64(order.Uint16(b)))
	case 'i':
		return rt.Int(int64(int32(order.Uint32(b))))
	case 'I':
		return rt.Int(int64(order.Uint32(b)))
	case 'l', 'q':
		return rt.IntValue(c, int64(order.Uint64(b)))
	case 'L', 'Q':
		return rt.Uint64Value(c, order.Uint64(b))
	case 'f':
		return rt.NewFloat(c, float64(math.Float32frombits(order.Uint32(b))))
	case 'd':
		return rt.NewFloat(c, math.Float64frombits(order.Uint64(b)))
	}
	return rt.Chr(c, rt.Int(int64(order.Uint32(b))))
}

// item returns item i of an array; 0 without an exception if it has become shorter.
func item(c *rt.Ctx, o rt.Value, i int) rt.Value {
	k := code(o)
	size := sizeOf(k)
	b := bytesOf(o)
	if (i+1)*size > len(b) {
		return 0
	}
	return unpack(c, k, b[i*size:(i+1)*size])
}

func putRune(b []byte, r rune) { order.PutUint32(b, uint32(r)) }

// pack stores x as an item in b.
func pack(c *rt.Ctx, typecode byte, b []byte, x rt.Value) bool {
	switch typecode {
	case 'f', 'd':
		f, ok := rt.AsFloat(c, x)
		if !ok {
			return false
		}
		if typecode == 'f' {
			order.PutUint32(b, math.Float32bits(float32(f)))
		} else {
			order.PutUint64(b, math.Float64bits(f))
		}
		return true
	case 'u':
		s := rt.Plain(x)
		if !rt.IsStr(s) || rt.StrLen(s) != 1 {
			rt.TypeErrorf(c, "array item must be unicode character")
			return false
		}
		putRune(b, rt.StrAt(s, 0))
		return true
	}
	n := rt.IndexValue(c, x)
	if n == 0 {
		return false
	}
	u, signed, unsigned := rt.Bits64(c, n)
	negative := rt.LtT(c, n, rt.Int(0)) == 1
	c.Drop(n)
	if !fits(c, typecode, u, signed, unsigned, negative) {
		return false
	}
	for i := range b {
		b[i] = byte(u >> (8 * i))
	}
	return true
}

// A cRange is a C type that an int is converted to on its way into an item, and how
// OverflowError calls it.
type cRange struct {
	low, high int64
	name      string
}

// conversions are the C types that CPython converts ints to, in that order.
var conversions = map[byte][]cRange{
	'b': {{math.MinInt16, math.MaxInt16, "signed short integer"}, {math.MinInt8, math.MaxInt8, "signed char"}},
	'B': {{math.MinInt16, math.MaxInt16, "signed short integer"}, {0, math.MaxUint8, "unsigned byte integer"}},
	'h': {{math.MinInt16, math.MaxInt16, "signed short integer"}},
	'H': {{math.MinInt32, math.MaxInt32, "signed integer"}, {0, math.MaxUint16, "unsigned short"}},
	'i': {{math.MinInt32, math.MaxInt32, "signed integer"}},
}

// fits reports whether an int lies in the range of an item, with OverflowError
// pending if not. u are its low 64 bits; signed and unsigned say whether int64 and
// uint64 have it.
func fits(c *rt.Ctx, typecode byte, u uint64, signed, unsigned, negative bool) bool {
	fail := func(f string, args ...any) bool {
		rt.OverflowErrorf(c, f, args...)
		return false
	}
	switch typecode {
	case 'q':
		return signed || fail("int too big to convert")
	case 'Q':
		if negative {
			return fail("can't convert negative int to unsigned")
		}
		return unsigned || fail("int too big to convert")
	case 'I', 'L':
		if negative {
			return fail("can't convert negative value to unsigned int")
		}
		if !unsigned {
			return fail("Python int too large to convert to C unsigned long")
		}
		if typecode == 'I' && u > math.MaxUint32 {
			return fail("unsigned int is greater than maximum")
		}
		return true
	}
	if !signed {
		return fail("Python int too large to convert to C long")
	}
	for _, r := range conversions[typecode] {
		if i := int64(u); i < r.low {
			return fail("%s is less than minimum", r.name)
		} else if i > r.high {
			return fail("%s is greater than maximum", r.name)
		}
	}
	return true
}
