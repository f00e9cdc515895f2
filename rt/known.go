package rt

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
