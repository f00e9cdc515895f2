package rt

// The order in which an instance got its attributes, which __dict__ shows and slots do
// not have. Word 8 of an instance that has no dict keeps it, as an int:
//
//	0, -1, -2 …  slots have been set from left to right, the last of them that one less 1
//	1 and above  otherwise: four bits for each attribute, the first at the bottom, that
//	             are the slot and 1
//
// An instance with more slots than such an int has room for gets its dict instead. In a
// dict that holds what has no slot, the attributes in slots have their place too, under
// inSlot. Slots that are set but have no place, as a reader on another core may find
// them, are the last.

// inSlot is the value of an attribute in an overflow dict that is in a slot.
const inSlot Value = 0x34

const orderMax = 15 // attributes, and slots

// isOrder reports whether w, word 8 of an instance, is no dict.
func isOrder(w Value) bool { return w&1 != 0 || w == 0 }

// overflowOf returns the dict of instance o, 0 if it has none.
func overflowOf(o Value) Value {
	if w := word(o, 8); !isOrder(w) {
		return w
	}
	return 0
}

// placeSlot notes that slot i of o, which had been unset, has been set.
func placeSlot(c *Ctx, o Value, i int) {
	if w := int64(word(o, 8)); w <= 0 && w|1 > int64(Int(int64(-i-1))) {
		setWord(o, 8, Int(int64(-i-1)))
		return
	}
	placeLate(c, o, i)
}

// placeLate is placeSlot for a slot whose turn has passed, and for what has a dict.
func placeLate(c *Ctx, o Value, i int) {
	in := infoOf(TypeID(o))
	w := word(o, 8)
	if in.noDict || !dictSlots(in, i) {
		return
	}
	if !isOrder(w) {
		if u32(o.addr())&flagDict == 0 {
			if !markSlot(c, w, in, i) {
				clearExc(c)
			}
		}
		return
	}
	code, n, fits := int64(0), 0, true
	eachPlace(o, in, i, func(s int) bool {
		code |= int64(s+1) << (4 * n)
		n++
		fits = s < orderMax && n < orderMax
		return fits
	})
	if fits && i < orderMax {
		publish64(o.addr()+8, uint64(Int(code|int64(i+1)<<(4*n))))
		return
	}
	// Whoever asks gets the order of the dict from now on.
	if d, ok := slotsInOrder(c, o, in, i); ok {
		replaceDict(c, o, in, d)
	} else {
		clearExc(c) // the order is lost, the attribute is not
	}
}

// unplaceSlot takes back the place of the attribute name, whose slot has been unset.
func unplaceSlot(c *Ctx, o, name Value) {
	d := overflowOf(o)
	if d == 0 || u32(o.addr())&flagDict != 0 {
		return
	}
	if hash, ok := HashOf(c, name); ok {
		if e, ok := dictFind(c, d, name, hash); ok && e != 0 {
			c.Drop(dictRemove(c, d, e))
		}
	}
}

// eachPlace calls f with the slots of o that are set, without slot skip, in order, until
// it returns false.
func eachPlace(o Value, in *classInfo, skip int, f func(i int) bool) {
	seen := uint64(0)
	if code := word(o, 8); code.IsInt() {
		for n := code.Int(); n > 0; n >>= 4 {
			i := int(n&15) - 1
			seen |= 1 << i
			if i != skip && Slot(o, i) != 0 && !f(i) {
				return
			}
		}
	}
	for i := range in.slots {
		if i != skip && (i >= orderMax || seen>>i&1 == 0) && Slot(o, i) != 0 && dictSlots(in, i) && !f(i) {
			return
		}
	}
}

// markSlot gives the attribute in slot i its place in the overflow dict d.
func markSlot(c *Ctx, d Value, in *classInfo, i int) bool {
	return DictSet(c, d, TupleItem(word(in.class, classSlots), i), inSlot)
}

// newOverflow returns a dict for o's attributes without slots, those with a slot in
// their places; 0 with MemoryError pending.
func newOverflow(c *Ctx, o Value) Value {
	in := infoOf(TypeID(o))
	d, ok := NewDict(c, 4), true
	if d == 0 {
		return 0
	}
	eachPlace(o, in, -1, func(i int) bool {
		ok = markSlot(c, d, in, i)
		return ok
	})
	if !ok {
		c.Drop(d)
		return 0
	}
	return d
}

// slotsInOrder returns a new dict of the attributes that o, which has no dict, has in
// slots, slot last, unless that is -1, behind the others.
func slotsInOrder(c *Ctx, o Value, in *classInfo, last int) (Value, bool) {
	d, ok := NewDict(c, in.slots), true
	if d == 0 {
		return 0, false
	}
	slots := word(in.class, classSlots)
	add := func(i int) bool {
		if v := Slot(o, i); v != 0 {
			ok = DictSet(c, d, TupleItem(slots, i), v)
		}
		return ok
	}
	eachPlace(o, in, last, add)
	if !ok || last >= 0 && !add(last) {
		c.Drop(d)
		return 0, false
	}
	return d, true
}

// snapshotDict returns a new dict of o's attributes.
func snapshotDict(c *Ctx, o Value, in *classInfo) (Value, bool) {
	over := overflowOf(o)
	if over == 0 {
		return slotsInOrder(c, o, in, -1)
	}
	d := NewDict(c, in.slots)
	if d == 0 {
		return 0, false
	}
	slots := word(in.class, classSlots)
	for pos := 0; ; {
		k, v, ok := DictNext(over, &pos)
		if !ok {
			break
		}
		if v == inSlot {
			if e := in.lookup(k); e == nil || e.slot < 0 {
				continue
			} else if v = Slot(o, int(e.slot)); v == 0 {
				continue
			}
		}
		if !DictSet(c, d, k, v) {
			c.Drop(d)
			return 0, false
		}
	}
	ok := true
	eachPlace(o, in, -1, func(i int) bool {
		if v, k := Slot(o, i), TupleItem(slots, i); v != 0 && !DictHas(c, d, k) {
			ok = DictSet(c, d, k, v)
		}
		return ok
	})
	if !ok {
		c.Drop(d)
		return 0, false
	}
	return d, true
}
