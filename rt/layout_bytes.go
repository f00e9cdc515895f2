package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Bytes and NetBytes: header, u32 length at 8, u32 hash at 12, data from 16.
// NetView: the same, but the address of the data at 16. NetBytes and NetView are
// one Python class, the type of what callbacks receive.

// newBytes returns n uninitialised bytes of the given type (TypeBytes or
// TypeNetBytes), 0 with MemoryError if there is no memory.
func newBytes(c *Ctx, n int, typ uint32) Value {
	if uint(n) > maxLength {
		return NoMemory(c)
	}
	var p uintptr
	if c.IsMain && n <= arena.SmallMain-16 {
		p = c.Main.Take(16 + (uintptr(n)+7)&^7)
	}
	if p == 0 {
		if p = c.AllocData(16 + (uintptr(n)+7)&^7); p == 0 {
			return 0
		}
	}
	arena.SetHeader(p, typ<<8, c.count())
	setU64(p+8, uint64(n))
	return Value(p)
}

// NewBytes returns a bytes object with a copy of b.
func NewBytes(c *Ctx, b []byte) Value {
	v := newBytes(c, len(b), TypeBytes)
	if v != 0 {
		copy(bytesAt(v.addr()+16, uintptr(len(b))), b)
	}
	return v
}

// NewView returns the n bytes at p, a receive buffer of the caller's, as what a
// callback receives. It is valid as long as the buffer; what is kept of it is
// copied when it is evacuated.
func NewView(c *Ctx, p uintptr, n int) Value {
	v := c.Alloc(32)
	arena.SetHeader(v, TypeNetView<<8, c.count())
	setU64(v+8, uint64(n))
	setU64(v+16, uint64(p))
	setU64(v+24, 0)
	return Value(v)
}

// IsBytes reports whether v is of class bytes or the class callbacks receive.
func IsBytes(v Value) bool {
	if !v.IsPtr() {
		return false
	}
	t := TypeID(v)
	return t >= TypeBytes && t <= TypeNetView
}

// BytesLen returns the length of bytes object v.
func BytesLen(v Value) int { return int(u32(v.addr() + 8)) }

// BytesData returns the contents of bytes object v, to be used and dropped.
func BytesData(v Value) []byte {
	p, n := BytesAddr(v)
	return bytesAt(p, n)
}

// BytesAddr returns where the contents of bytes object v lie.
func BytesAddr(v Value) (p, n uintptr) {
	p = v.addr() + 16
	if TypeID(v) == TypeNetView {
		p = uintptr(u64(p))
	}
	return p, uintptr(u32(v.addr() + 8))
}

// bytesHash returns the hash of bytes object v, as strHash.
func bytesHash(c *Ctx, v Value) uint32 {
	h := u32(v.addr() + 12)
	if h == 0 {
		h = hashBytes(BytesData(v))
		if c.IsMain || !arena.IsMain(v.addr()) && !arena.IsShared(v.addr()) {
			setU32(v.addr()+12, h)
		}
	}
	return h
}
