package rt

import "github.com/pxc-lang/pxc/rt/arena"

// bytearray: a header and a block that grows by an eighth and more. On the main
// heap, which contexts read meanwhile, what shifts bytes publishes a new block;
// appending writes behind the published length first.

// byteRoom makes room for n bytes in all, keeping the contents, and returns the
// block; 0 with MemoryError pending. The barrier must have been passed.
func byteRoom(c *Ctx, v Value, n int) uintptr {
	b := bytearrayBlock(v)
	have := 0
	if b != 0 {
		have = int(u32(b + 12))
	}
	if b != 0 && n <= have {
		return b
	}
	if uint(n) > maxLength {
		NoMemory(c)
		return 0
	}
	nb := newByteBlock(c, v, min(n+max(n>>3, min(n, 1<<10))+16, maxLength))
	if nb == 0 {
		return 0
	}
	if b != 0 {
		length := uintptr(u32(b + 8))
		copy(bytesAt(nb+arena.BlockHeader, length), bytesAt(b+arena.BlockHeader, length))
		setU32(nb+8, uint32(length))
	}
	publishBlock(c, v, nb)
	return nb
}

// publishBlock makes b the block of v, a list or bytearray, and retires the old
// one.
func publishBlock(c *Ctx, v Value, b uintptr) {
	old := uintptr(u64(v.addr() + 8))
	publish64(v.addr()+8, uint64(b))
	if old != 0 && c.IsMain && arena.IsMain(old) {
		c.Main.Retire(old, arena.BlockSize(old))
	}
}

// reduceBytearray is bytearray.__reduce__: the class, its bytes, and the state of an
// instance of a derived class.
func reduceBytearray(c *Ctx, o Value) Value {
	state := None
	if plain(o) != o {
		if state = getState(c, o, false); state == 0 {
			return 0
		}
	}
	return remade(c, c.Own(ClassOf(o)), args1(c, NewBytes(c, BytearrayData(plain(o)))), state)
}

// bytearraySplice replaces bytes from..to of v by data, which may be a view of v
// itself.
func bytearraySplice(c *Ctx, v Value, from, to int, data []byte) bool {
	if !StoreCheck(c, v) {
		return false
	}
	if len(data) != to-from && exported(c, v) {
		return false
	}
	old := BytearrayData(v)
	n := len(old) - (to - from) + len(data)
	tail := old[to:]
	switch {
	case to == len(old) && from == to:
		// Append: readers see the new length after the new bytes. data may lie
		// in the old block, which is gone when there is a new one.
		at := -1
		if overlaps(old, data) {
			at = int(addrOf(data) - addrOf(old))
		}
		b := byteRoom(c, v, n)
		if b == 0 {
			return false
		}
		if at >= 0 {
			data = bytesAt(b+arena.BlockHeader+uintptr(at), uintptr(len(data)))
		}
		copy(bytesAt(b+arena.BlockHeader, uintptr(n))[from:], data)
		publish32(b+8, uint32(n))
		return true
	case len(data) == to-from:
		copy(old[from:to], data)
		return true
	case !arena.IsMain(v.addr()) && bytearrayBlock(v) != 0 && n <= int(u32(bytearrayBlock(v)+12)) && !overlaps(old, data):
		b := bytearrayBlock(v)
		dst := bytesAt(b+arena.BlockHeader, uintptr(max(n, len(old))))
		copy(dst[from+len(data):], tail)
		copy(dst[from:], data)
		setU32(b+8, uint32(n))
		return true
	}
	if uint(n) > maxLength {
		NoMemory(c)
		return false
	}
	b := newByteBlock(c, v, max(n, 8))
	if b == 0 {
		return false
	}
	dst := bytesAt(b+arena.BlockHeader, uintptr(n))
	copy(dst, old[:from])
	copy(dst[from:], data)
	copy(dst[from+len(data):], tail)
	setU32(b+8, uint32(n))
	publishBlock(c, v, b)
	return true
}

// overlaps reports whether b lies within a.
func overlaps(a, b []byte) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	p, q := addrOf(a), addrOf(b)
	return q < p+uintptr(len(a)) && p < q+uintptr(len(b))
}

// BytearrayAppend appends bytes to v.
func BytearrayAppend(c *Ctx, v Value, data []byte) bool {
	n := len(BytearrayData(v))
	if b := bytearrayBlock(v); b != 0 && n+len(data) <= int(u32(b+12)) && c.IsMain && u32(b+4) == 0 {
		copy(bytesAt(b+arena.BlockHeader+uintptr(n), uintptr(len(data))), data)
		publish32(b+8, uint32(n+len(data)))
		return true
	}
	return bytearraySplice(c, v, n, n, data)
}

// bytearrayAdd performs v += b.
func bytearrayAdd(c *Ctx, v, b Value) bool {
	if b = plainText(b); !isBytesLike(b) {
		TypeErrorf(c, "can't concat %s to bytearray", TypeName(b))
		return false
	}
	return BytearrayAppend(c, v, bytesLike(b))
}

func bytearrayConcat(c *Ctx, a, b Value) Value {
	x, y := bytesLike(a), bytesLike(b)
	v := newBytearray(c, len(x)+len(y))
	if v != 0 {
		dst := BytearrayData(v)
		copy(dst, x)
		copy(dst[len(x):], y)
	}
	return v
}

func bytearrayRepeat(c *Ctx, a Value, n int64) Value {
	data := BytearrayData(a)
	if n <= 0 || len(data) == 0 {
		return newBytearray(c, 0)
	}
	if n > maxLength/int64(len(data)) {
		return NoMemory(c)
	}
	v := newBytearray(c, len(data)*int(n))
	if v != 0 {
		repeat(BytearrayData(v), data)
	}
	return v
}

func bytearrayRepeatInPlace(c *Ctx, v Value, n int64) bool {
	w := bytearrayRepeat(c, v, n)
	if w == 0 {
		return false
	}
	ok := bytearraySplice(c, v, 0, len(BytearrayData(v)), BytearrayData(w))
	c.Drop(w)
	return ok
}

// bytearraySetByte stores one byte.
func bytearraySetByte(c *Ctx, v Value, i int, x byte) bool {
	if !StoreCheck(c, v) {
		return false
	}
	data := BytearrayData(v)
	if i >= len(data) { // it became shorter while x was worked out
		indexRange(c, v, true)
		return false
	}
	data[i] = x
	return true
}

// BytearrayNew is bytearray(source, encoding, errors).
func BytearrayNew(c *Ctx, source, encoding, errors Value) Value {
	if encoding == 0 && errors == 0 {
		// A size, or bytes to copy: large ones need their room once only.
		if n := int64(0); source.IsInt() {
			if n = source.Int(); n >= 0 && n <= maxLength {
				v := newBytearray(c, int(n))
				if v != 0 {
					clear(BytearrayData(v))
				}
				return v
			}
		} else if source != 0 && isBytesLike(source) {
			data := bytesLike(source)
			v := newBytearray(c, len(data))
			if v != 0 {
				copy(BytearrayData(v), data)
			}
			return v
		}
	}
	b := newBytesBuilder(c, 0)
	if !fillBytes(c, &b, source, encoding, errors, "bytearray") {
		b.discard()
		return 0
	}
	data := b.finish()
	if data == 0 {
		return 0
	}
	v := newBytearray(c, BytesLen(data))
	if v != 0 {
		copy(BytearrayData(v), BytesData(data))
	}
	c.Drop(data)
	return v
}
