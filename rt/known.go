package rt

import "github.com/pxc-lang/pxc/rt/arena"

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
	}
	return SetItem(c, o, k, v)
}
