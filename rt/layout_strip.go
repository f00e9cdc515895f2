package rt

import (
	"unsafe"

	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// What loops do in strips, for some rounds of which everything has been made sure of once.

// At returns items[i], where i is certainly an index from the left.
func At(items []Value, i int64) Value {
	if invariants.Enabled {
		return items[i]
	}
	// Safe: 0 <= i < len(items).
	return *(*Value)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(items)), 8*i))
}

// PutAt performs items[i] = v, where i is certainly an index and the item there no object.
func PutAt(items []Value, i int64, v Value) {
	if invariants.Enabled {
		if !items[i].IsNumber() {
			panic("rt: PutAt over an object")
		}
		items[i] = v
		return
	}
	// Safe: as in At.
	*(*Value)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(items)), 8*i)) = v
}

// Below reports whether i lies within ±2^bits.
func Below(i int64, bits int) bool { return uint64(i+1<<bits) <= 2<<bits }

// smallBits is how wide a small int in a list is at most.
const smallBits = 44

// SmallInts reports whether items are ints within ±2^44. It only looks if rounds, for
// which a loop did not know that, are many more than items; left is what is left of them
// then.
func SmallInts(items []Value, rounds int64) (small bool, left int64) {
	if rounds < 8*int64(len(items)) {
		return false, rounds
	}
	for _, v := range items {
		if !v.IsInt() || !Below(v.Int(), smallBits) {
			return false, 0
		}
	}
	return true, 0
}

// BytesOf returns the contents of o, if it is exactly a bytearray, in place: they are valid
// as long as its length stays. nil if not.
func BytesOf(o Value) []byte {
	if o == 0 || !IsBytearray(o) {
		return nil
	}
	p, n := BytearrayAddr(o)
	// Safe: the n bytes at p, which no Go pointer is in.
	return unsafe.Slice((*byte)(unsafe.Add(nil, p)), n)
}

// ByteIn returns b[i], where i is certainly an index.
func ByteIn(b []byte, i int64) int64 {
	if invariants.Enabled {
		return int64(b[i])
	}
	// Safe: 0 <= i < len(b).
	return int64(*(*byte)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(b)), i)))
}

// PutByte performs b[i] = v, where i is certainly an index and v a byte.
func PutByte(b []byte, i, v int64) {
	if invariants.Enabled {
		if v != v&255 {
			panic("rt: PutByte of no byte")
		}
		b[i] = byte(v)
		return
	}
	// Safe: as in ByteIn.
	*(*byte)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(b)), i)) = byte(v)
}
