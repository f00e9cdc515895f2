package rt

import (
	"math/big"
	"unsafe"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Big int: header, u32 bytes of limbs at 8, u32 sign at 12 (1 if negative), limbs
// from 16, least significant first. It holds only numbers beyond MinInt and
// MaxInt: an int has one representation. Immutable.

// isBig reports whether v is an int that its word does not hold.
func isBig(v Value) bool { return isType(v, TypeInt) }

// limbs returns the limbs of the big int v, to be used and dropped.
func limbs(v Value) []big.Word {
	// Safe: as u64; an immutable object outside Go's heap.
	return unsafe.Slice((*big.Word)(unsafe.Add(nil, v.addr()+16)), u32(v.addr()+8)/8)
}

// bigNegative reports whether the big int v is negative.
func bigNegative(v Value) bool { return u32(v.addr()+12) != 0 }

// newBig returns z, which no word holds, as an object.
func newBig(c *Ctx, z *big.Int) Value {
	w := z.Bits()
	n := 8 * len(w)
	if n > maxLength {
		return NoMemory(c)
	}
	p := c.AllocData(16 + uintptr(n))
	if p == 0 {
		return 0
	}
	arena.SetHeader(p, TypeInt<<8, c.count())
	sign := uint64(0)
	if z.Sign() < 0 {
		sign = 1
	}
	setU64(p+8, sign<<32|uint64(n))
	v := Value(p)
	copy(limbs(v), w)
	return v
}

// wideInt returns i, which no word holds, as an object.
func wideInt(c *Ctx, i int64) Value {
	p := c.Alloc(24)
	arena.SetHeader(p, TypeInt<<8, c.count())
	if i < 0 {
		setU64(p+8, 1<<32|8)
		setU64(p+16, -uint64(i))
	} else {
		setU64(p+8, 8)
		setU64(p+16, uint64(i))
	}
	return Value(p)
}

func init() {
	arena.Register(TypeInt, &arena.Layout{Name: "int", Size: 16, Form: arena.Bytes})
}
