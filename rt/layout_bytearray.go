package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Bytearray: header, block at 8. The block has kind, length at 8, capacity at 12
// and bytes from 16; no block means empty.

// newBytearray returns n bytes, uninitialised, in a block of that capacity.
func newBytearray(c *Ctx, n int) Value {
	p := c.Alloc(16)
	arena.SetHeader(p, TypeBytearray<<8, c.count())
	setU64(p+8, 0)
	v := Value(p)
	if n > 0 {
		b := newByteBlock(c, v, n)
		if b == 0 {
			c.Drop(v)
			return 0
		}
		setU64(p+8, uint64(b))
		setU32(b+8, uint32(n))
	}
	return v
}

// newByteBlock returns an empty block of capacity n for bytearray v.
func newByteBlock(c *Ctx, v Value, n int) uintptr {
	if uint(n) > maxLength {
		NoMemory(c)
		return 0
	}
	n = (n + 7) &^ 7
	b := c.AllocFor(v, arena.BlockHeader+uintptr(n))
	if b != 0 {
		setU64(b, arena.BlockBytes)
		setU32(b+8, 0)
		setU32(b+12, uint32(n))
	}
	return b
}

// bytearrayBlock returns the block of v in one load, 0 if it has none.
func bytearrayBlock(v Value) uintptr { return uintptr(u64(v.addr() + 8)) }

// BytearrayData returns the contents of bytearray v, to be used and dropped
// before v is next changed.
func BytearrayData(v Value) []byte {
	b := bytearrayBlock(v)
	if b == 0 {
		return nil
	}
	return bytesAt(b+arena.BlockHeader, uintptr(u32(b+8)))
}

// BytearrayLen returns how many bytes bytearray v has.
func BytearrayLen(v Value) int { return blockLen(bytearrayBlock(v)) }

// BytearrayAddr returns where the contents of bytearray v lie.
func BytearrayAddr(v Value) (p, n uintptr) {
	b := bytearrayBlock(v)
	if b == 0 {
		return 0, 0
	}
	return b + arena.BlockHeader, uintptr(u32(b + 8))
}

// IsBytearray reports whether v is exactly a bytearray.
func IsBytearray(v Value) bool { return isType(v, TypeBytearray) }
