package rt

// Attributes. Every lookup starts from the class: its table has, for an interned
// name, the attribute found along the MRO and the slot that instances use. A name
// that was never interned is an attribute of no class.

// Slot returns slot i of instance o, borrowed; 0 is unset. The compiler uses it
// where it knows o's class.
func Slot(o Value, i int) Value { return Value(u64(o.addr() + instanceHeader + 8*uintptr(i))) }

// SetSlotM stores v in slot i of instance o, which the main thread owns; the
// slot takes its own reference.
func SetSlotM(c *Ctx, o Value, i int, v Value) {
	p := o.addr() + instanceHeader + 8*uintptr(i)
	old := Value(u64(p))
	setU64(p, uint64(Incref(c, v)))
	Decref(c, old)
}

// SetSlotP stores v in slot i of instance o from a context. It returns false
// with PersistenceError pending if o belongs to the main thread.
func SetSlotP(c *Ctx, o Value, i int, v Value) bool {
	if o&(1<<43) != 0 && !storeSlow(c, o) {
		return false
	}
	setU64(o.addr()+instanceHeader+8*uintptr(i), uint64(v))
	return true
}

// GetAttr returns o.name for a str name.
func GetAttr(c *Ctx, o, name Value) Value {
	in := infoOf(TypeID(o))
	if in.getattribute != 0 {
		return Call2(c, in.getattribute, o, name)
	}
	v, ok := lookupAttr(c, in, o, name)
	if v != 0 || !ok {
		if v == 0 && in.getattr != 0 && MatchPending(c, ExcAttributeError) {
			clearExc(c)
			return Call2(c, in.getattr, o, name)
		}
		return v
	}
	if in.getattr != 0 {
		return Call2(c, in.getattr, o, name)
	}
	return noAttribute(c, o, name)
}

// FindAttr is GetAttr that returns 0 without an exception when there is no such
// attribute; ok is false when one is pending.
func FindAttr(c *Ctx, o, name Value) (v Value, ok bool) {
	in := infoOf(TypeID(o))
	if in.getattribute == 0 && in.getattr == 0 {
		v, ok = lookupAttr(c, in, o, name)
	} else {
		v = GetAttr(c, o, name)
		ok = v != 0
	}
	if !ok && MatchPending(c, ExcAttributeError) {
		clearExc(c)
		return 0, true
	}
	return v, ok
}

// lookupAttr is object.__getattribute__: data descriptors of the class, then the
// instance, then the class. It returns 0, true when there is no such attribute.
func lookupAttr(c *Ctx, in *classInfo, o, name Value) (v Value, ok bool) {
	if in.id == TypeSuper {
		return superAttr(c, o, name)
	}
	canon := internedName(name)
	var e *attrEntry
	if canon != 0 {
		e = in.lookup(canon)
		name = canon
	}
	if e != nil {
		if e.val != 0 && isDataDescriptor(e.val) {
			v = bindDescriptor(c, e.val, o, in.class)
			return v, v != 0
		}
		if e.slot >= 0 {
			if v := Slot(o, int(e.slot)); v != 0 {
				return c.Own(v), true
			}
		}
	}
	if v, ok := instanceAttr(c, in, o, name); v != 0 || !ok {
		return v, ok
	}
	if e != nil && e.val != 0 {
		v = bindDescriptor(c, e.val, o, in.class)
		return v, v != 0
	}
	return 0, true
}

// instanceAttr looks into what o itself carries: the overflow dict of an
// instance, a module's namespace, a class and its bases.
func instanceAttr(c *Ctx, in *classInfo, o, name Value) (Value, bool) {
	switch {
	case hasSlots(in):
		if name == nameDict {
			return instanceDict(c, o)
		}
		if d := word(o, 8); d != 0 {
			v := DictGet(c, d, name)
			return c.Own(v), c.Exc == 0
		}
	case in.id == TypeModule:
		return moduleAttr(c, o, name)
	case in.id == TypeClass:
		return classAttr(c, o, name)
	case in.id == TypeFunction || in.id == TypeBuiltin || in.id == TypeBoundMethod:
		return funcAttr(c, o, name)
	case in.id == TypeTransport && TransportAttr != nil:
		return TransportAttr(c, o, name)
	}
	if name == nameClass {
		return in.class, true
	}
	return 0, true
}

// TransportAttr is installed by rt/net: it returns an attribute of a transport,
// owned, or 0, true if there is none.
var TransportAttr func(c *Ctx, t, name Value) (Value, bool)

// hasSlots reports whether instances of the class have an overflow dict and
// slots: those of compiled classes, exceptions and object().
func hasSlots(in *classInfo) bool { return in.id >= firstException || in.id == TypeObject }

// classAttr returns an attribute of class cls found along its MRO.
func classAttr(c *Ctx, cls, name Value) (Value, bool) {
	switch name { // what type defines goes before what instances have of that name
	case nameName:
		return c.Own(word(cls, className)), true
	case nameQualname:
		return c.Own(word(cls, classQualname)), true
	}
	in := infoOfClass(cls)
	if canon := internedName(name); canon != 0 {
		if v := in.find(canon); v != 0 {
			v = bindDescriptor(c, v, 0, cls)
			return v, v != 0
		}
	}
	var off uintptr
	switch name {
	case nameModule:
		off = classModule
	case nameBases:
		off = classBases
	case nameMro:
		off = classMro
	case nameDict:
		off = classDict
	case nameClass:
		return infoOf(TypeClass).class, true
	default:
		return 0, true
	}
	return c.Own(word(cls, off)), true
}

// funcAttr returns an attribute of a function, builtin or bound method.
func funcAttr(c *Ctx, f, name Value) (Value, bool) {
	if TypeID(f) == TypeBoundMethod {
		switch name {
		case nameSelf:
			return c.Own(word(f, 16)), true
		case nameFunc:
			return c.Own(word(f, 8)), true
		}
		return FindAttr(c, word(f, 8), name)
	}
	if f.IsPtr() {
		if d := word(f, funcDictOff); d != 0 {
			if v := DictGet(c, d, name); v != 0 || c.Exc != 0 {
				return c.Own(v), c.Exc == 0
			}
		}
	}
	r := rowOf(f)
	switch name {
	case nameName:
		return r.name, true
	case nameQualname:
		return NewStr(c, r.QualName), true
	case nameModule:
		return NewStr(c, r.Module), true
	case nameDoc:
		if r.Doc == "" {
			return None, true
		}
		return NewStr(c, r.Doc), true
	case nameClass:
		return ClassOf(f), true
	}
	return 0, true
}

// instanceDict returns a dict of o's attributes. Attributes in slots are copied
// into it: it is a snapshot, not yet CPython's live view.
func instanceDict(c *Ctx, o Value) (Value, bool) {
	in := infoOf(TypeID(o))
	d := NewDict(c, in.slots)
	if d == 0 {
		return 0, false
	}
	slots := word(in.class, classSlots)
	for i := range in.slots {
		if name := TupleItem(slots, i); name != nameValue && Slot(o, i) != 0 && in.flags&classIsException == 0 {
			DictSet(c, d, name, Slot(o, i))
		}
	}
	if over := word(o, 8); over != 0 {
		for pos := 0; ; {
			k, v, ok := DictNext(over, &pos)
			if !ok {
				break
			}
			DictSet(c, d, k, v)
		}
	}
	return d, true
}

func noAttribute(c *Ctx, o, name Value) Value {
	switch TypeID(o) {
	case TypeModule:
		return AttributeErrorf(c, "module '%s' has no attribute '%s'", word(o, 16), name)
	case TypeClass:
		return AttributeErrorf(c, "type object '%s' has no attribute '%s'", word(o, className), name)
	}
	return AttributeErrorf(c, "'%s' object has no attribute '%s'", TypeName(o), name)
}

// directMethod returns the function that o.name(…) calls with o first, borrowed,
// if that is certain without making a bound method; else 0.
func directMethod(c *Ctx, o, name Value) Value {
	in := infoOf(TypeID(o))
	if in.getattribute != 0 {
		return 0
	}
	canon := internedName(name)
	if canon == 0 {
		return 0
	}
	e := in.lookup(canon)
	if e == nil || e.val == 0 || e.slot >= 0 && Slot(o, int(e.slot)) != 0 {
		return 0
	}
	if rowOf(e.val) == nil {
		return 0
	}
	switch {
	case hasSlots(in):
		if d := word(o, 8); d != 0 {
			return 0
		}
	case in.id == TypeModule || in.id == TypeClass || in.id == TypeTransport || in.id == TypeSuper:
		return 0
	}
	return e.val
}

// SetAttr performs o.name = v.
func SetAttr(c *Ctx, o, name, v Value) bool {
	in := infoOf(TypeID(o))
	if in.setattr != 0 {
		r := Call3(c, in.setattr, o, name, v)
		c.Drop(r)
		return r != 0
	}
	return setAttr(c, in, o, name, v)
}

// setAttr is object.__setattr__.
func setAttr(c *Ctx, in *classInfo, o, name, v Value) bool {
	canon := internedName(name)
	if canon != 0 {
		name = canon
		if e := in.lookup(canon); e != nil {
			if e.val != 0 && isDataDescriptor(e.val) {
				return setDescriptor(c, e.val, o, name, v)
			}
			if e.slot >= 0 {
				if e.slot < excSlots && in.flags&classIsException != 0 {
					return setExceptionSlot(c, o, int(e.slot), v)
				}
				if !StoreCheck(c, o) {
					return false
				}
				if c.IsMain {
					SetSlotM(c, o, int(e.slot), v)
					return true
				}
				return SetSlotP(c, o, int(e.slot), v)
			}
		}
	}
	switch {
	case in.id == TypeClass:
		return setClassAttr(c, o, name, v)
	case in.id == TypeModule:
		if m := pythonModule(o); m != nil {
			return StoreCheck(c, o) && m.set(c, name, v)
		}
		return DictSet(c, word(o, 8), name, v)
	case in.id == TypeFunction && o.IsPtr():
		return setInDict(c, o, funcDictOff, name, v)
	case in.id == TypeObject || !hasSlots(in):
		noAttribute(c, o, name)
		return false
	case name == nameClass || name == nameDict:
		TypeErrorf(c, "assignment to %s is not supported yet", name)
		return false
	}
	return setInDict(c, o, 8, name, v)
}

// setInDict stores an attribute in the dict at offset off of o, made when first
// needed in o's own region.
func setInDict(c *Ctx, o Value, off uintptr, name, v Value) bool {
	if !StoreCheck(c, o) {
		return false
	}
	d := word(o, off)
	if d == 0 {
		if d = NewDict(c, 4); d == 0 {
			return false
		}
		setWord(o, off, d)
	}
	return DictSet(c, d, name, v)
}

func setClassAttr(c *Ctx, cls, name, v Value) bool {
	if word(cls, classFlags).Int()&classNative != 0 {
		TypeErrorf(c, "cannot set '%s' attribute of immutable type '%s'", name, word(cls, className))
		return false
	}
	if !StoreCheck(c, cls) {
		return false
	}
	name = Intern(c, GoString(name))
	// The tables made from the class refer to the old value until they are made
	// anew, and dropping it may run code that looks.
	old := c.Own(DictGet(c, word(cls, classDict), name))
	defer c.Drop(old)
	if !DictSet(c, word(cls, classDict), name, v) {
		return false
	}
	classChanged(cls)
	return true
}

// DelAttr performs del o.name.
func DelAttr(c *Ctx, o, name Value) bool {
	in := infoOf(TypeID(o))
	if in.delattr != 0 {
		r := Call2(c, in.delattr, o, name)
		c.Drop(r)
		return r != 0
	}
	return delAttr(c, in, o, name)
}

// delAttr is object.__delattr__.
func delAttr(c *Ctx, in *classInfo, o, name Value) bool {
	if canon := internedName(name); canon != 0 {
		name = canon
		if e := in.lookup(canon); e != nil {
			if e.val != 0 && isDataDescriptor(e.val) {
				return deleteDescriptor(c, e.val, o, name)
			}
			if e.slot >= 0 && Slot(o, int(e.slot)) != 0 {
				if e.slot < excSlots && in.flags&classIsException != 0 {
					return setExceptionSlot(c, o, int(e.slot), 0)
				}
				if !StoreCheck(c, o) {
					return false
				}
				// Unset before the drop: __del__ may look at o.
				old := Slot(o, int(e.slot))
				setWord(o, instanceHeader+8*uintptr(e.slot), 0)
				c.Drop(old)
				return true
			}
		}
	}
	var d Value
	switch {
	case in.id == TypeModule && pythonModule(o) != nil:
		if !StoreCheck(c, o) {
			return false
		}
		if pythonModule(o).remove(c, name) {
			return true
		}
	case in.id == TypeClass, in.id == TypeModule, hasSlots(in):
		d = word(o, 8)
	}
	if d != 0 {
		if !StoreCheck(c, o) || !StoreCheck(c, d) {
			return false
		}
		hash, ok := HashOf(c, name)
		if !ok {
			return false
		}
		e, ok := dictFind(c, d, name, hash)
		if !ok {
			return false
		}
		if e != 0 {
			old := dictRemove(c, d, e)
			if in.id == TypeClass {
				classChanged(o) // before the drop, which may run code that looks
			}
			c.Drop(old)
			return true
		}
	}
	noAttribute(c, o, name)
	return false
}
