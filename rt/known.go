package rt

import (
	"math"

	"github.com/pxc-lang/pxc/rt/arena"
)

// What the compiler knows of classes. The classes of a program have consecutive
// type ids down the tree of first bases, so that "an instance of this class or
// of one below it" is a subtraction and a comparison.

// InClasses reports whether o is an instance of the class with type id first or
// of one of the n classes behind it.
func InClasses(o Value, first, n uint32) bool { return o.IsPtr() && u32(o.addr())>>8-first <= n }

// SlotOf returns slot i of o, borrowed, if o is an instance of those classes; 0
// if it is not, or if the slot is unset.
func SlotOf(o Value, first, n uint32, i int) Value {
	if o.IsPtr() && u32(o.addr())>>8-first <= n {
		return Slot(o, i)
	}
	return 0
}

// ItemOf returns o[k], borrowed, if o is exactly a list and k an int that is one
// of its indexes from the left; 0 if not. It loads the block once. Item i is at
// 8i, which is 4k-4.
func ItemOf(o, k Value) Value {
	if o&7|^k&1 == 0 && u32(uintptr(o))>>8 == TypeList {
		if b := uintptr(u64(uintptr(o) + 8)); b != 0 && uint64(k)>>1 < uint64(u32(b+8)) {
			return Value(u64(b + 4*uintptr(k) + (arena.BlockHeader - 4)))
		}
	}
	return 0
}

// StoreItemM stores v as o[k] if o is exactly a list and k an int that is one of
// its indexes from the left. Main thread.
func StoreItemM(c *Ctx, o, k, v Value) bool {
	if o&7|^k&1 == 0 && u32(uintptr(o))>>8 == TypeList {
		if b := uintptr(u64(uintptr(o) + 8)); b != 0 && uint64(k)>>1 < uint64(u32(b+8)) {
			p := b + 4*uintptr(k) + (arena.BlockHeader - 4)
			old := Value(u64(p))
			setU64(p, uint64(Incref(c, v)))
			Decref(c, old)
			return true
		}
	} else if isType(o, TypeBytearray) && k.IsInt() && v.IsInt() {
		if p, n := BytearrayAddr(o); uint64(k.Int()) < uint64(n) && uint64(v.Int()) < 256 {
			setByteAt(p+uintptr(k.Int()), byte(v.Int()))
			return true
		}
	}
	return SetItem(c, o, k, v)
}

// ItemAt is ItemOf for an index that is no Value.
func ItemAt(o Value, i int64) Value {
	if o&7 == 0 && u32(uintptr(o))>>8 == TypeList {
		if b := uintptr(u64(uintptr(o) + 8)); b != 0 && uint64(i) < uint64(u32(b+8)) {
			return Value(u64(b + 8*uintptr(i) + arena.BlockHeader))
		}
	}
	return 0
}

// PutItem stores v, which must be no object, as o[i] if o is exactly a list, i one
// of its indexes from the left, and what it replaces no object. Main thread.
func PutItem(o Value, i int64, v Value) bool {
	if p := itemPlace(o, i); p != 0 && !Value(u64(p)).IsCounted() {
		setU64(p, uint64(v))
		return true
	}
	return false
}

func itemPlace(o Value, i int64) uintptr {
	if o&7 == 0 && u32(uintptr(o))>>8 == TypeList {
		if b := uintptr(u64(uintptr(o) + 8)); b != 0 && uint64(i) < uint64(u32(b+8)) {
			return b + 8*uintptr(i) + arena.BlockHeader
		}
	}
	return 0
}

// PutSlot stores v, which must be no object, in slot i of o, if o is an instance of
// those classes and what it replaces, if anything, is no object. Main thread.
func PutSlot(o Value, first, n uint32, i int, v Value) bool {
	if o.IsPtr() && u32(o.addr())>>8-first <= n {
		if p := o.addr() + instanceHeader + 8*uintptr(i); !Value(u64(p)).IsCounted() {
			setU64(p, uint64(v))
			return true
		}
	}
	return false
}

// SetAttrFloat stores f as o.name.
func SetAttrFloat(c *Ctx, o, name Value, f float64) bool {
	v := NewFloat(c, f)
	ok := SetAttr(c, o, name, v)
	c.Drop(v)
	return ok
}

// SetItemFloat stores f as o[k].
func SetItemFloat(c *Ctx, o, k Value, f float64) bool {
	v := NewFloat(c, f)
	ok := SetItem(c, o, k, v)
	c.Drop(v)
	return ok
}

// StoreSlot stores v in slot i of o, which is certainly an instance with such a slot, in
// the place of what is no object.
func StoreSlot(o Value, i int, v Value) { setU64(o.addr()+instanceHeader+8*uintptr(i), uint64(v)) }

// ReplaceSlot stores v, which is taken over, in slot i of o, which is certainly an
// instance with such a slot. It returns false if releasing what was there may have run
// code: a finaliser, say. Main thread.
func ReplaceSlot(c *Ctx, o Value, i int, v Value) bool {
	return replace(c, o.addr()+instanceHeader+8*uintptr(i), v)
}

// replace stores v at p and releases what was there; it returns false if that may have
// run code.
func replace(c *Ctx, p uintptr, v Value) bool {
	old := Value(u64(p))
	setU64(p, uint64(v))
	if !old.IsCounted() {
		return true
	}
	silent := u32(old.addr()+4) > 1
	switch TypeID(old) {
	case TypeFloat, TypeStr, TypeBytes, TypeInt:
		silent = true
	}
	Decref(c, old)
	return silent
}

// ReplaceSlotFloat is ReplaceSlot for a float.
func ReplaceSlotFloat(c *Ctx, o Value, i int, f float64) bool {
	return ReplaceSlot(c, o, i, NewFloat(c, f))
}

// ByteAt returns o[i] for an o that is certainly a bytearray; 0 if i is no index
// from the left.
func ByteAt(o Value, i int64) Value {
	if b := uintptr(u64(uintptr(o) + 8)); b != 0 && uint64(i) < uint64(u32(b+8)) {
		return Value(byteAt(b+uintptr(i)+arena.BlockHeader))<<1 | 1
	}
	return 0
}

// PutByteAt performs o[i] = b for an o that is certainly a bytearray, if i is an
// index from the left and b a byte.
func PutByteAt(o Value, i, b int64) bool {
	if p := uintptr(u64(uintptr(o) + 8)); p != 0 && uint64(i) < uint64(u32(p+8)) && uint64(b) < 256 {
		setByteAt(p+uintptr(i)+arena.BlockHeader, byte(b))
		return true
	}
	return false
}

// ListAt is ItemAt for an o that is certainly a list.
func ListAt(o Value, i int64) Value {
	if b := uintptr(u64(uintptr(o) + 8)); b != 0 && uint64(i) < uint64(u32(b+8)) {
		return Value(u64(b + 8*uintptr(i) + arena.BlockHeader))
	}
	return 0
}

// PutListAt is PutItem for an o that is certainly a list.
func PutListAt(o Value, i int64, v Value) bool {
	if b := uintptr(u64(uintptr(o) + 8)); b != 0 && uint64(i) < uint64(u32(b+8)) {
		if p := b + 8*uintptr(i) + arena.BlockHeader; !Value(u64(p)).IsCounted() {
			setU64(p, uint64(v))
			return true
		}
	}
	return false
}

// ItemOfList returns o[i], borrowed, for an o that is certainly a list; 0 with IndexError
// pending if i is no index.
func ItemOfList(c *Ctx, o Value, i int64) Value {
	b := listBlock(o)
	n := blockLen(b)
	if i < 0 {
		i += int64(n)
	}
	if uint64(i) < uint64(n) {
		if v := blockItem(b, int(i)); v != 0 {
			return v
		}
	}
	return IndexErrorf(c, "list index out of range")
}

// ItemOfBytes is ItemOfList for a bytearray.
func ItemOfBytes(c *Ctx, o Value, i int64) Value {
	p, n := BytearrayAddr(o)
	if i < 0 {
		i += int64(n)
	}
	if uint64(i) >= uint64(n) {
		return IndexErrorf(c, "bytearray index out of range")
	}
	return Int(int64(byteAt(p + uintptr(i))))
}

// ItemsOf returns the items of o, if o is exactly a list that has some, in place: they
// are valid as long as its length stays. nil if not.
func ItemsOf(o Value) []Value {
	if o != 0 && IsList(o) {
		return listItems(o)
	}
	return nil
}

// Moved reports whether items are no longer what ItemsOf returns for o.
func Moved(items []Value, o Value) bool {
	now := ItemsOf(o)
	return len(now) != len(items) || len(now) > 0 && &now[0] != &items[0]
}

// In reports whether i is an index of items from the left.
func In(items []Value, i int64) bool { return uint64(i) < uint64(len(items)) }

// FromLeft returns i, counted from the left of items if it is negative. A branch would be
// dearer where its way changes.
func FromLeft(items []Value, i int64) int64 { return i + int64(len(items))&(i>>63) }

// FloatIn returns item i of items, which is no flonum; ok is false if it is no float, or
// if there is none.
func FloatIn(items []Value, i int64) (f float64, ok bool) {
	if !In(items, i) || !isType(items[i], TypeFloat) {
		return 0, false
	}
	return math.Float64frombits(u64(items[i].addr() + 8)), true
}

// ReplaceItem stores v, which is taken over, as o[i] of a list o. It returns 0 with
// IndexError pending if i is no index, 1, or -1 if releasing what was there may have run
// code. Main thread.
func ReplaceItem(c *Ctx, o Value, i int64, v Value) int {
	b := listBlock(o)
	n := int64(blockLen(b))
	if i < 0 {
		i += n
	}
	if uint64(i) >= uint64(n) {
		c.Drop(v)
		IndexErrorf(c, "list assignment index out of range")
		return 0
	}
	if !replace(c, b+8*uintptr(i)+arena.BlockHeader, v) {
		return -1
	}
	return 1
}

// ReplaceItemFloat is ReplaceItem for a float.
func ReplaceItemFloat(c *Ctx, o Value, i int64, f float64) int {
	return ReplaceItem(c, o, i, NewFloat(c, f))
}
