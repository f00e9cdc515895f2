package rt

import (
	"math"
	"math/bits"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Value is any Python object in one word:
//
//	...xxx1   int        63-bit two's complement
//	...xx10   flonum     float64, rotated so that common exponents fit
//	...x000   pointer    8-byte aligned address outside Go's heap
//	...x100   immediate  None, False, True, …; function rows; transports
//	0         NULL       an exception is pending, or a slot is unset
//
// The float encoding is Ruby's flonum (K. Sasada, 2008): three bits of the
// exponent make room for the tag, which covers magnitudes from about 1e-77 to
// 1e77; other floats are objects.
type Value uint64

// The immediates.
const (
	None           Value = 0x04
	False          Value = 0x0c
	True           Value = 0x14
	NotImplemented Value = 0x1c
	Ellipsis       Value = 0x24

	tagFunc      = 0xfc // function row << 8
	tagTransport = 0xec // rt/net's connection handle << 8

	zeroFloat Value = 0x8000000000000002 // +0.0; see flonum
)

// MaxInt and MinInt bound the integers a Value holds directly.
const (
	MaxInt = 1<<62 - 1
	MinInt = -1 << 62
)

// ABI1 ties generated code to this version of the runtime's interface.
const ABI1 = 1

// Int returns i as a Value. i must be within MinInt and MaxInt; IntValue checks.
func Int(i int64) Value { return Value(uint64(i)<<1 | 1) }

// FitsInt reports whether i can be held by a Value.
func FitsInt(i int64) bool { return i<<1>>1 == i }

// Bool returns True or False.
func Bool(b bool) Value {
	if b {
		return True
	}
	return False
}

// IsInt reports whether v is an int held directly. bool is not.
func (v Value) IsInt() bool { return v&1 != 0 }

// Int returns the integer in v, for which IsInt must hold.
func (v Value) Int() int64 { return int64(v) >> 1 }

// IsPtr reports whether v is the address of an object.
func (v Value) IsPtr() bool { return v&7 == 0 && v != 0 }

// IsFlonum reports whether v is a float held directly.
func (v Value) IsFlonum() bool { return v&3 == 2 }

// IsNumber reports whether v is an int or a float held directly.
func (v Value) IsNumber() bool { return v&3 != 0 }

// IsBool reports whether v is True or False.
func (v Value) IsBool() bool { return v&^0x18 == 4 && v&0x18 != 0 && v&0x18 != 0x18 }

// BothInt reports whether a and b are ints held directly.
func BothInt(a, b Value) bool { return a&b&1 != 0 }

// addr returns the address in v.
func (v Value) addr() uintptr { return uintptr(v) }

// flonum returns f as an immediate if its exponent allows. The three topmost bits of the
// exponent must be 011 or 100; turned to the bottom, behind the sign, two of them are
// there, 01 or 10, and the third at the top says which. Adding that gives 10, the tag.
// No word is left over for 0: it takes that of 0x1p-255, which becomes an object.
func flonum(f float64) (Value, bool) {
	b := math.Float64bits(f)
	v := bits.RotateLeft64(b, 3)
	v += v >> 63
	if v&3 == 2 && Value(v) != zeroFloat {
		return Value(v), true
	}
	if b == 0 {
		return zeroFloat, true
	}
	return 0, false
}

// flonumValue decodes an immediate float.
func (v Value) flonumValue() float64 {
	if v == zeroFloat {
		return 0
	}
	return math.Float64frombits(bits.RotateLeft64(uint64(v)-uint64(v)>>63, -3))
}

// NewFloat returns f as a Value, allocating only for exponents that no
// immediate covers.
func NewFloat(c *Ctx, f float64) Value {
	if v, ok := flonum(f); ok {
		return v
	}
	return boxFloat(c, f)
}

// infinities are the two infinite floats, which programs that look for a minimum use all
// the time: positive first.
var infinities [2]Value

// boxFloat makes a Float object.
func boxFloat(c *Ctx, f float64) Value {
	if b := math.Float64bits(f); b<<1 == 0x7ff<<53 && infinities[b>>63] != 0 {
		return infinities[b>>63]
	}
	p := c.Alloc(16)
	arena.SetHeader(p, TypeFloat<<8, c.count())
	setU64(p+8, math.Float64bits(f))
	return Value(p)
}

// IsFloat reports whether v is a float, of any representation but not of a
// subclass.
func (v Value) IsFloat() bool {
	return v&3 == 2 || isType(v, TypeFloat)
}

// Float returns the float in v, for which IsFloat must hold.
func (v Value) Float() float64 {
	if v&3 == 2 {
		return v.flonumValue()
	}
	return math.Float64frombits(u64(v.addr() + 8))
}

// FuncValue returns the immediate for function row id.
func FuncValue(id uint32) Value { return Value(uint64(id)<<8 | tagFunc) }

// IsFunc reports whether v is a function row.
func (v Value) IsFunc() bool { return v&0xff == tagFunc }

// TransportValue returns the immediate for a connection handle: a slab index and
// a generation, packed by rt/net into 56 bits.
func TransportValue(handle uint64) Value { return Value(handle<<8 | tagTransport) }

// IsTransport reports whether v is a connection handle.
func (v Value) IsTransport() bool { return v&0xff == tagTransport }

// Handle returns the bits given to TransportValue.
func (v Value) Handle() uint64 { return uint64(v) >> 8 }
