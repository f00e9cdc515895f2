package rt

// Member descriptors: what a class has for each name in its __slots__. Instances
// find a slot by the class's table, which leaves these out; they serve those who
// look at the class. 8 the class, 16 the name.

const (
	memberClass = 8
	memberName  = 16
)

func newMember(c *Ctx, cls, name Value) Value {
	v := Value(c.Alloc(32))
	setHeader(c, v, TypeMember)
	setWord(v, memberClass, cls)
	setWord(v, memberName, name)
	setWord(v, 24, 0)
	return immortalise(v)
}

// memberSlot returns the slot of o that member m means; false with TypeError pending
// if o has none.
func memberSlot(c *Ctx, m, o Value) (int, bool) {
	cls, name := word(m, memberClass), word(m, memberName)
	if IsInstance(o, cls) {
		if e := infoFor(o).lookup(name); e != nil && e.slot >= 0 {
			return int(e.slot), true
		}
	}
	TypeErrorf(c, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, word(cls, className), TypeName(o))
	return 0, false
}

func memberGet(c *Ctx, m, o Value) Value {
	i, ok := memberSlot(c, m, o)
	if !ok {
		return 0
	}
	if v := Slot(o, i); v != 0 {
		return c.Own(v)
	}
	return noAttribute(c, o, word(m, memberName))
}

// memberSet stores v, or unsets the slot if v is 0.
func memberSet(c *Ctx, m, o, v Value) bool {
	i, ok := memberSlot(c, m, o)
	if !ok || !StoreCheck(c, o) {
		return false
	}
	old := Slot(o, i)
	if v == 0 && old == 0 {
		AttributeErrorf(c, "%s", word(m, memberName))
		return false
	}
	setWord(o, instanceHeader+8*uintptr(i), c.Own(v))
	c.Drop(old)
	return true
}

// findMember returns the member descriptor of that name along the MRO of cls,
// borrowed, or 0.
func findMember(c *Ctx, cls, name Value) Value { return findDescriptor(c, cls, name, TypeMember) }

func init() {
	defineDescriptor(typeSpec{id: TypeMember, name: "member_descriptor"}, "member", memberClass, memberName, memberGet, memberSet)
}
