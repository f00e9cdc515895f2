package rt

import (
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/rt/arena"
)

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
		return c.refused != 0 && slotOnMain(c, o, i, v)
	}
	setU64(o.addr()+instanceHeader+8*uintptr(i), uint64(v))
	return true
}

// GetAttr returns o.name for a str name.
func GetAttr(c *Ctx, o, name Value) Value {
	if t := TypeID(o); t >= FirstType && u32(name.addr())&flagInterned != 0 {
		// An attribute of an instance that its class knows nothing of.
		if in := infoOf(t); in.getattribute == 0 && in.layout >= FirstType {
			if e := in.lookup(name); e != nil && e.val == 0 && e.slot >= 0 {
				if v := Slot(o, int(e.slot)); v != 0 {
					return c.Own(v)
				}
			}
		}
	}
	in := infoFor(o)
	if in.getattribute != 0 {
		v := callSpecial1(c, in.getattribute, o, name)
		if v == 0 && in.getattr != 0 && MatchPending(c, ExcAttributeError) {
			if in = infoFor(o); in.getattr != 0 { // which may have been removed
				clearExc(c)
				return callSpecial1(c, in.getattr, o, name)
			}
		}
		return v
	}
	v, ok := lookupAttr(c, in, o, name)
	if v != 0 || !ok {
		if v == 0 && in.getattr != 0 && MatchPending(c, ExcAttributeError) {
			clearExc(c)
			return callSpecial1(c, in.getattr, o, name)
		}
		return v
	}
	if in.getattr != 0 {
		return callSpecial1(c, in.getattr, o, name)
	}
	return noAttribute(c, o, name)
}

// FindAttr is GetAttr that returns 0 without an exception when there is no such
// attribute; ok is false when one is pending.
func FindAttr(c *Ctx, o, name Value) (v Value, ok bool) {
	in := infoFor(o)
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
	if in.layout == TypeSuper {
		if v, ok := superAttr(c, plain(o), name); v != 0 || !ok {
			return v, ok
		}
	}
	canon := internedName(name)
	var e *attrEntry
	if canon != 0 {
		e = in.lookup(canon)
		name = canon
	}
	if e != nil {
		if e.prop && word(e.val, 8) != None {
			v = Call1(c, word(e.val, 8), o)
			return v, v != 0
		}
		if e.val != 0 && (isDataDescriptor(e.val) && hasGet(e.val) || name == nameClass) {
			v = bindDescriptor(c, e.val, o, in.class)
			return v, v != 0
		}
		if e.slot >= 0 {
			if v := Slot(o, int(e.slot)); v != 0 {
				if e.slot == excTraceback && v.IsInt() && in.flags&classIsException != 0 {
					v = tracebackOf(c, o)
				}
				return c.Own(v), true
			}
		}
	}
	var val Value
	if e != nil && e.val != 0 {
		val = c.Own(e.val) // comparing keys of the instance's dict may remove it
	}
	if v, ok := instanceAttr(c, in, o, name); v != 0 || !ok {
		c.Drop(val)
		return v, ok
	}
	if val != 0 {
		v = bindDescriptor(c, val, o, in.class)
		c.Drop(val)
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
			if in.id == TypeObject {
				return 0, true
			}
			return instanceDict(c, o)
		}
		if d := overflowOf(o); d != 0 {
			if v := DictGet(c, d, name); v != 0 && v != inSlot || c.Exc != 0 {
				return c.Own(v), c.Exc == 0
			}
		}
	case in.id == TypeModule && name != nameClass:
		return moduleAttr(c, o, name)
	case in.layout == TypeClass:
		return classAttr(c, o, name)
	case in.id >= TypeFunction && in.id <= TypeMethodWrapper:
		return funcAttr(c, o, name)
	case in.id == TypeProperty || in.id == TypeStaticMethod || in.id == TypeClassMethod:
		if v, ok := wrappedAttr(c, o, name); v != 0 || !ok {
			return v, ok
		}
	case in.id == TypeTransport && TransportAttr != nil:
		return TransportAttr(c, o, name)
	}
	switch name {
	case nameClass:
		return in.class, true
	case nameWeakref:
		if d := findGetSet(c, in.class, name); d != 0 {
			v := getSetGet(c, d, o)
			return v, v != 0
		}
	}
	return 0, true
}

// TransportAttr is installed by rt/net: it returns an attribute of a transport,
// owned, or 0, true if there is none.
var TransportAttr func(c *Ctx, t, name Value) (Value, bool)

// hasSlots reports whether instances of the class have an overflow dict and
// slots: those of compiled classes, exceptions and object().
func hasSlots(in *classInfo) bool {
	return in.id >= firstException && in.layout != TypeClass && !in.opaque() || in.id == TypeObject
}

// classAttr returns an attribute of class cls found along its MRO.
func classAttr(c *Ctx, cls, name Value) (Value, bool) {
	switch name { // what type defines goes before what instances have of that name
	case nameName:
		return bareName(c, cls, className), true
	case nameQualname:
		return bareName(c, cls, classQualname), true
	}
	in := infoOfClass(cls)
	if name == nameAnnotations && in.flags&classNative == 0 {
		return ownAnnotations(c, cls, word(cls, classDict))
	}
	if name == nameTypeParams {
		v := DictGet(c, word(cls, classDict), name)
		if v == 0 && c.Exc == 0 {
			v = emptyTuple
		}
		return c.Own(v), v != 0
	}
	if canon := internedName(name); canon != 0 {
		if v := in.find(canon); v != 0 {
			v = bindDescriptor(c, v, 0, cls)
			return v, v != 0
		}
		if len(in.members) > 0 {
			if v := findMember(c, cls, canon); v != 0 {
				return c.Own(v), true
			}
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
		p := newMappingProxy(c, word(cls, classDict))
		return p, p != 0
	case nameClass:
		return c.Own(ClassOf(cls)), true
	case nameBase:
		if best := bestBase(word(cls, classBases)); best != nil {
			return best.class, true
		}
		return None, true
	case nameDoc:
		return None, true
	default:
		if canon := internedName(name); canon != 0 {
			return c.Own(findGetSet(c, cls, canon)), true
		}
		return 0, true
	}
	return c.Own(word(cls, off)), true
}

// bareName returns __name__ or __qualname__ of a class, which is at off, owned:
// messages call some built-in classes by their module too, as CPython's do.
func bareName(c *Ctx, cls Value, off uintptr) Value {
	name := word(cls, off)
	if word(cls, classFlags).Int()&classNative != 0 {
		if s := GoString(name); strings.Contains(s, ".") {
			return Intern(c, s[strings.LastIndexByte(s, '.')+1:])
		}
	}
	return c.Own(name)
}

// ownAnnotations returns __annotations__ of a class or module with namespace dict,
// owned: an empty one is made where it has none.
func ownAnnotations(c *Ctx, o, dict Value) (Value, bool) {
	v := DictGet(c, dict, nameAnnotations)
	if v != 0 || c.Exc != 0 {
		return c.Own(v), c.Exc == 0
	}
	d := NewDict(c, 0)
	if d == 0 {
		return 0, false
	}
	if c.IsMain && !SetAttr(c, o, nameAnnotations, d) {
		c.Drop(d)
		return 0, false
	}
	return d, true
}

// flagDict in an instance's header says that its attributes live in its dict, not
// in its slots: somebody has seen __dict__.
const flagDict = arena.FlagOwn

// dictSlots returns the range of the slots that hold what CPython keeps in
// __dict__: not those of exceptions, which the runtime reads, nor of __slots__.
func dictSlots(in *classInfo, i int) bool {
	if i < in.fixed {
		return false
	}
	return i != in.value && !in.members[i]
}

// instanceDict returns o.__dict__, owned. Attributes in slots move into the dict
// when it is first asked for, and stay there. An object of the main thread is not
// to change under a context: that gets a copy.
func instanceDict(c *Ctx, o Value) (Value, bool) {
	in := infoOf(TypeID(o))
	if in.noDict {
		return 0, true
	}
	if !c.IsMain && (arena.IsMain(o.addr()) || arena.IsShared(o.addr())) {
		return snapshotDict(c, o, in)
	}
	if d := overflowOf(o); d != 0 && u32(o.addr())&flagDict != 0 {
		return c.Own(d), true
	}
	if !StoreCheck(c, o) {
		return 0, false
	}
	d, ok := snapshotDict(c, o, in)
	if !ok {
		return 0, false
	}
	replaceDict(c, o, in, d)
	return c.Own(d), true
}

// replaceDict makes the dict d, taken over, hold o's attributes. It is there
// before the slots are cleared: a reader finds each in one or the other.
func replaceDict(c *Ctx, o Value, in *classInfo, d Value) {
	old := word(o, 8)
	publish64(o.addr()+8, uint64(d))
	setU32(o.addr(), u32(o.addr())|flagDict)
	for i := range in.slots {
		if v := Slot(o, i); v != 0 && dictSlots(in, i) {
			setWord(o, instanceHeader+8*uintptr(i), 0)
			c.Drop(v)
		}
	}
	c.Drop(old)
}

// setInstanceDict performs o.__dict__ = d.
func setInstanceDict(c *Ctx, o, d Value) bool {
	d = plain(d)
	if !IsDict(d) {
		TypeErrorf(c, "__dict__ must be set to a dictionary, not a '%s'", TypeName(d))
		return false
	}
	if !StoreCheck(c, o) {
		return false
	}
	replaceDict(c, o, infoOf(TypeID(o)), c.Own(d))
	return true
}

// setClass performs o.__class__ = cls for instances of the same layout.
func setClass(c *Ctx, o, cls Value) bool {
	if TypeID(cls) != TypeClass {
		TypeErrorf(c, "__class__ must be set to a class, not '%s' object", TypeName(cls))
		return false
	}
	from, to := infoOf(TypeID(o)), infoOfClass(cls)
	if from.id < FirstType || to.id < FirstType || from.layout == TypeClass || to.layout == TypeClass {
		TypeErrorf(c, "__class__ assignment only supported for mutable types or ModuleType subclasses")
		return false
	}
	same := sameLayout(from, to)
	if !same && (from.layout != TypeObject || to.layout != TypeObject || len(from.members)+len(to.members) > 0 || from.noDict || to.noDict) {
		TypeErrorf(c, "__class__ assignment: '%s' object layout differs from '%s'", word(cls, className), TypeName(o))
		return false
	}
	if !StoreCheck(c, o) {
		return false
	}
	if !from.noDict {
		d, ok := instanceDict(c, o) // empties the slots, whose names differ
		if !ok {
			return false
		}
		c.Drop(d)
	}
	if !same {
		if !c.IsMain {
			RuntimeErrorf(c, "objects of these classes cannot change their class in a parallel context yet")
			return false
		}
		to = sibling(from, to)
	}
	head := u32(o.addr())&0xff&^arena.FlagFinalise | to.id<<8
	if to.del != 0 || c.IsMain && weakObjects[o] != nil {
		head |= arena.FlagFinalise
		c.willEnd(o)
	}
	setU32(o.addr(), head)
	return true
}

// sibling returns the information of a type id for instances of class to that are
// as large as from's and keep everything in their dict.
func sibling(from, to *classInfo) *classInfo {
	to = infoOfClass(to.class)
	for _, id := range to.siblings {
		if in := infoOf(id); in.size == from.size {
			return in
		}
	}
	in := &classInfo{id: ReserveTypes(1), size: from.size}
	setInfo(in.id, in)
	registerClass(&classInfo{id: in.id, size: from.size, slots: from.slots}, GoString(word(to.class, className)))
	to.siblings = append(to.siblings, in.id)
	return updateSibling(in.id, to)
}

// updateSibling makes the information of a sibling anew from that of its class.
func updateSibling(id uint32, of *classInfo) *classInfo {
	in := *of
	in.id, in.size, in.slots, in.siblings = id, infoOf(id).size, 0, nil
	in.entries = slices.Clone(of.entries)
	for i := range in.entries {
		in.entries[i].slot = -1
	}
	setInfo(id, &in)
	return &in
}

// sameLayout reports whether an instance of one class can become one of the
// other: as large, with the same fixed slots, members and value.
func sameLayout(a, b *classInfo) bool {
	if a.size != b.size || a.layout != b.layout || a.value != b.value || a.fixed != b.fixed || a.noDict != b.noDict || len(a.members) != len(b.members) {
		return false
	}
	x, y := word(a.class, classSlots), word(b.class, classSlots)
	for i := range a.members {
		if !b.members[i] || TupleItem(x, i) != TupleItem(y, i) {
			return false
		}
	}
	return true
}

func noAttribute(c *Ctx, o, name Value) Value {
	switch TypeID(o) {
	case TypeModule:
		AttributeErrorf(c, "module '%s' has no attribute '%s'", word(o, 16), name)
	case TypeClass:
		AttributeErrorf(c, "type object '%s' has no attribute '%s'", word(o, className), name)
	default:
		if IsInstance(o, infoOf(TypeModule).class) {
			if of, _ := FindAttr(c, o, nameName); of != 0 && IsStr(plain(of)) {
				AttributeErrorf(c, "module '%s' has no attribute '%s'", plain(of), name)
				c.Drop(of)
				break
			}
			clearExc(c)
		}
		AttributeErrorf(c, "'%s' object has no attribute '%s'", TypeName(o), name)
	}
	tellName(c, name)
	if e := c.Exc; e != 0 && MatchPending(c, ExcAttributeError) {
		replaceSlot(c, e, excSlots+1, c.Own(o))
	}
	return 0
}

// directMethod returns the function that o.name(…) calls with o first, borrowed,
// if that is certain without making a bound method; else 0.
func directMethod(c *Ctx, o, name Value) Value {
	if e := directEntry(o, name); e != nil {
		return e.val
	}
	return 0
}

// directEntry is the entry that directMethod is from; nil if there is none.
func directEntry(o, name Value) *attrEntry {
	t := TypeID(o)
	if t == TypeClass || t == TypeModule {
		return nil
	}
	in := infoOf(t)
	if in.getattribute != 0 {
		return nil
	}
	canon := internedName(name)
	if canon == 0 {
		return nil
	}
	e := in.lookup(canon)
	if e == nil || !e.method || e.slot >= 0 && Slot(o, int(e.slot)) != 0 {
		return nil
	}
	switch {
	case hasSlots(in):
		if overflowOf(o) != 0 {
			return nil
		}
	case in.layout == TypeClass || in.id == TypeTransport || in.layout == TypeSuper:
		return nil
	}
	return e
}

// HasMethod returns false with the exception of o.name pending if that certainly raises
// one, and runs no Python code to find out: what may be computed is looked up by the
// call itself.
func HasMethod(c *Ctx, o, name Value) bool {
	if directMethod(c, o, name) != 0 {
		return true
	}
	in := infoFor(o)
	switch {
	case in.getattribute != 0 || in.getattr != 0 || in.find(name) != 0, in.id == TypeTransport, in.layout == TypeSuper:
		return true
	case in.id == TypeModule:
		if m := pythonModule(o); m != nil && m.get(c, nameGetattr) != 0 || isMadeModule(o) {
			return true
		}
	case in.layout == TypeClass && infoOfClass(o).find(name) != 0:
		return true
	}
	f := GetAttr(c, o, name)
	c.Drop(f)
	return f != 0
}

// SetAttr performs o.name = v.
func SetAttr(c *Ctx, o, name, v Value) bool {
	ok := setAttrOf(c, o, name, v)
	if !ok && c.refused != 0 {
		return orOnMain(c, ok, storeAttr, o, name, v)
	}
	return ok
}

func setAttrOf(c *Ctx, o, name, v Value) bool {
	in := infoFor(o)
	if in.setattr != 0 {
		r := callSpecial2(c, in.setattr, o, name, v)
		c.Drop(r)
		return r != 0
	}
	return setAttr(c, in, o, name, v)
}

// SetPlainAttr performs object.__setattr__(o, name, v).
func SetPlainAttr(c *Ctx, o, name, v Value) bool { return setAttr(c, infoFor(o), o, name, v) }

// setAttr is object.__setattr__.
func setAttr(c *Ctx, in *classInfo, o, name, v Value) bool {
	canon := internedName(name)
	if canon != 0 {
		name = canon
		if e := in.lookup(canon); e != nil {
			if e.val != 0 && isDataDescriptor(e.val) {
				return setDescriptor(c, e.val, o, name, v)
			}
			if e.slot >= 0 && (u32(o.addr())&flagDict == 0 || !dictSlots(in, int(e.slot))) {
				if e.slot < excSlots && in.flags&classIsException != 0 {
					return setExceptionSlot(c, o, int(e.slot), v)
				}
				if readonlySlot(in, int(e.slot)) {
					AttributeErrorf(c, "readonly attribute")
					return false
				}
				if !StoreCheck(c, o) {
					return false
				}
				return setSlotInPlace(c, o, int(e.slot), v)
			}
		}
	}
	switch {
	case in.layout == TypeClass:
		return setClassAttr(c, o, name, v)
	case name == nameClass:
		return setClass(c, o, v)
	case in.id == TypeModule:
		if m := pythonModule(o); m != nil {
			return StoreCheck(c, o) && m.set(c, name, v)
		}
		return DictSet(c, word(o, 8), name, v)
	case in.id == TypeFunction:
		return setFuncAttr(c, o, name, v)
	case in.id == TypeProperty && name == nameDoc:
		return setPropertyDoc(c, o, v)
	case in.id == TypeStaticMethod || in.id == TypeClassMethod:
		return setWrapped(c, o, name, v)
	case in.id == TypeObject || !hasSlots(in):
		noAttribute(c, o, name)
		return false
	case in.noDict:
		if canon != 0 && in.find(canon) != 0 {
			AttributeErrorf(c, "'%s' object attribute '%s' is read-only", TypeName(o), name)
		} else {
			noAttribute(c, o, name)
		}
		return false
	case name == nameDict:
		return setInstanceDict(c, o, v)
	case name == nameWeakref:
		if d := findGetSet(c, in.class, name); d != 0 {
			return getSetSet(c, d, o, v)
		}
	}
	return setOverflow(c, o, name, v)
}

// setSlotInPlace stores v in slot i of instance o, which may have a dict some time.
func setSlotInPlace(c *Ctx, o Value, i int, v Value) bool {
	first := Slot(o, i) == 0
	if c.IsMain {
		SetSlotM(c, o, i, v)
	} else if !SetSlotP(c, o, i, v) {
		return false
	}
	if first && Slot(o, i) != 0 { // what SetSlotM released may have unset it
		placeSlot(c, o, i)
	}
	return true
}

// setOverflow stores an attribute that has no slot in the dict of o, made when first
// needed in o's own region.
func setOverflow(c *Ctx, o Value, name, v Value) bool {
	if !StoreCheck(c, o) {
		return false
	}
	d := overflowOf(o)
	if d == 0 {
		if d = newOverflow(c, o); d == 0 {
			return false
		}
		publish64(o.addr()+8, uint64(d))
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
	if canon := internedName(name); canon != 0 {
		name = canon
	} else {
		name = internAlways(c, GoString(name))
	}
	if name == nameName || name == nameQualname {
		return renameClass(c, cls, name, v)
	}
	if name == nameBases {
		return setBases(c, cls, v)
	}
	if name == nameClass || name == nameMro || name == nameDict || name == nameBase {
		TypeErrorf(c, "assignment to %s of a class is not supported", name)
		return false
	}
	// The tables made from the class refer to the old value until they are made
	// anew, and dropping it may run code that looks.
	old := c.Own(DictGet(c, word(cls, classDict), name))
	defer c.Drop(old)
	if !DictSet(c, word(cls, classDict), name, v) {
		return false
	}
	c.patch(cls)
	if name == nameAbstractMethods {
		flags := word(cls, classFlags).Int() &^ classAbstract
		if Truth(c, v) == 1 {
			flags |= classAbstract
		}
		setWord(cls, classFlags, Int(flags))
	}
	if old != 0 && TypeID(old) != TypeMember && TypeID(v) != TypeMember && !isMethod(old) && !isMethod(v) && !isDunder(name) {
		classValueChanged(c, cls, name, v)
	} else {
		classChanged(cls)
	}
	return true
}

// isDunder reports whether a name may be that of a special method.
func isDunder(name Value) bool {
	return strLen(name) > 1 && strAt(name, 0) == '_' && strAt(name, 1) == '_'
}

// renameClass sets cls.__name__ or cls.__qualname__.
func renameClass(c *Ctx, cls, name, v Value) bool {
	v = plain(v)
	if !IsStr(v) {
		TypeErrorf(c, "can only assign string to %s.%s, not '%s'", word(cls, className), name, TypeName(v))
		return false
	}
	off := uintptr(className)
	if name == nameQualname {
		off = classQualname
	}
	setWord(cls, off, Intern(c, GoString(v)))
	return true
}

// DelAttr performs del o.name.
func DelAttr(c *Ctx, o, name Value) bool {
	ok := delAttrOf(c, o, name)
	if !ok && c.refused != 0 {
		return orOnMain(c, ok, storeDelAttr, o, name)
	}
	return ok
}

func delAttrOf(c *Ctx, o, name Value) bool {
	in := infoFor(o)
	if in.delattr != 0 {
		r := callSpecial1(c, in.delattr, o, name)
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
			if e.slot >= 0 && in.members[int(e.slot)] && Slot(o, int(e.slot)) == 0 {
				AttributeErrorf(c, "%s", name)
				return false
			}
			if e.slot >= 0 && Slot(o, int(e.slot)) != 0 {
				if e.slot < excSlots && in.flags&classIsException != 0 {
					return setExceptionSlot(c, o, int(e.slot), 0)
				}
				if readonlySlot(in, int(e.slot)) {
					AttributeErrorf(c, "readonly attribute")
					return false
				}
				if !StoreCheck(c, o) {
					return false
				}
				// Unset before the drop: __del__ may look at o.
				old := Slot(o, int(e.slot))
				setWord(o, instanceHeader+8*uintptr(e.slot), 0)
				unplaceSlot(c, o, name)
				c.Drop(old)
				return true
			}
		}
	}
	var d Value
	switch {
	case name == nameClass && in.layout != TypeClass:
		TypeErrorf(c, "can't delete __class__ attribute")
		return false
	case name == nameBases && in.layout == TypeClass:
		TypeErrorf(c, "cannot delete '__bases__' attribute of immutable type '%s'", word(o, className))
		return false
	case name == nameDict && hasSlots(in) && !in.noDict && in.id != TypeObject:
		d := NewDict(c, 0)
		ok := d != 0 && setInstanceDict(c, o, d)
		c.Drop(d)
		return ok
	case in.id == TypeFunction:
		return setFuncAttr(c, o, name, 0)
	case in.id == TypeProperty && name == nameDoc:
		return setPropertyDoc(c, o, 0)
	case in.id == TypeStaticMethod || in.id == TypeClassMethod:
		return setWrapped(c, o, name, 0)
	case in.id == TypeModule && pythonModule(o) != nil:
		if !StoreCheck(c, o) {
			return false
		}
		if pythonModule(o).remove(c, name) {
			return true
		}
	case in.layout == TypeClass && word(o, classFlags).Int()&classNative != 0:
		TypeErrorf(c, "cannot set '%s' attribute of immutable type '%s'", name, word(o, className))
		return false
	case in.layout == TypeClass, in.id == TypeModule:
		d = word(o, 8)
	case hasSlots(in):
		d = overflowOf(o)
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
			if in.layout == TypeClass {
				c.patch(o)
				classChanged(o) // before the drop, which may run code that looks
			}
			c.Drop(old)
			return true
		}
	}
	noAttribute(c, o, name)
	return false
}
