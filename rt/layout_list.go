package rt

import "github.com/pxc-lang/pxc/rt/arena"

// List: header, block at 8. The block has kind, length at 8, capacity at 12 and
// items from 16; no block means empty. An operation loads the block once.

// NewList returns a list of n items, all unset, to be filled with ListInit.
func NewList(c *Ctx, n int) Value {
	if uint(n) > maxLength/8 {
		return NoMemory(c)
	}
	var p uintptr
	if c.IsMain {
		p = c.Main.Take(16)
	}
	if p != 0 { // newTracked in line
		arena.SetHeader(p, TypeList<<8, 1)
		c.Main.Track(p)
	} else {
		p = c.newTracked(16, TypeList<<8)
	}
	setU64(p+8, 0)
	v := Value(p)
	if n > 0 {
		b := newItemBlock(c, v, n)
		if b == 0 {
			c.Drop(v)
			return 0
		}
		for i := range uintptr(n) {
			setU64(b+arena.BlockHeader+8*i, 0)
		}
		setU32(b+8, uint32(n))
		setU64(p+8, uint64(b))
	}
	return v
}

// newItemBlock returns an empty block of capacity n for list v.
func newItemBlock(c *Ctx, v Value, n int) uintptr {
	b := c.AllocFor(v, arena.BlockHeader+8*uintptr(n))
	if b != 0 {
		setU64(b, arena.BlockValues)
		setU32(b+8, 0)
		setU32(b+12, uint32(n))
	}
	return b
}

// listBlock returns the block of l in one load, 0 if it has none.
func listBlock(l Value) uintptr { return uintptr(u64(l.addr() + 8)) }

// blockLen returns the number of items in block b, which may be 0.
func blockLen(b uintptr) int {
	if b == 0 {
		return 0
	}
	return int(u32(b + 8))
}

// blockItem returns item i of block b: 0 when another thread is shrinking it.
func blockItem(b uintptr, i int) Value { return Value(u64(b + arena.BlockHeader + 8*uintptr(i))) }

// setBlockItem stores item i of block b.
func setBlockItem(b uintptr, i int, v Value) {
	setU64(b+arena.BlockHeader+8*uintptr(i), uint64(v))
}

// ListInit stores v into item i of the fresh list l, which takes over the
// caller's reference.
func ListInit(l Value, i int, v Value) { setBlockItem(listBlock(l), i, v) }

// ListLen returns the number of items of l.
func ListLen(l Value) int { return blockLen(listBlock(l)) }

// IsList reports whether v is exactly a list.
func IsList(v Value) bool { return isType(v, TypeList) }
