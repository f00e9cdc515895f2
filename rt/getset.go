package rt

import "slices"

// What classes hold under the names of attributes that the type itself computes, such
// as __class__, __dict__ and __weakref__ (Objects/descrobject.c). Lookups find these
// attributes without them, and the tables of classes leave them out; they are for
// those who look at a class's namespace. 8 the class, 16 the name.

const (
	getSetClass = 8
	getSetName  = 16
)

func newGetSet(c *Ctx, cls, name Value) Value {
	v := Value(c.Alloc(24))
	setHeader(c, v, TypeGetSet)
	setWord(v, getSetClass, cls)
	setWord(v, getSetName, name)
	return immortalise(v)
}

// addGetSets adds descriptors to the namespace of built-in class cls.
func addGetSets(c *Ctx, cls, ns Value, names ...string) {
	for _, n := range names {
		name := Intern(c, n)
		DictSet(c, ns, name, newGetSet(c, cls, name))
	}
}

// getSetCheck reports whether descriptor d is about o, else TypeError.
func getSetCheck(c *Ctx, d, o Value) bool {
	if IsInstance(o, word(d, getSetClass)) {
		return true
	}
	TypeErrorf(c, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", word(d, getSetName), word(word(d, getSetClass), className), TypeName(o))
	return false
}

func getSetGet(c *Ctx, d, o Value) Value {
	if !getSetCheck(c, d, o) {
		return 0
	}
	name := word(d, getSetName)
	switch name {
	case nameClass:
		return c.Own(ClassOf(o))
	case nameWeakref:
		if c.IsMain {
			if list := weakObjects[o]; list != nil && len(list.refs) > 0 {
				return c.Own(list.refs[0])
			}
		}
		return None
	}
	find := lookupAttr
	if name == nameDict {
		find = instanceAttr // a class's own property of that name may ask for it
	}
	v, ok := find(c, infoFor(o), o, name)
	if v == 0 && ok {
		return noAttribute(c, o, name)
	}
	return v
}

// getSetSet stores v, or deletes the attribute if v is 0.
func getSetSet(c *Ctx, d, o, v Value) bool {
	if !getSetCheck(c, d, o) {
		return false
	}
	name := word(d, getSetName)
	switch {
	case name == nameWeakref:
		AttributeErrorf(c, "attribute '__weakref__' of '%s' objects is not writable", word(word(d, getSetClass), className))
		return false
	case v == 0:
		return delAttr(c, infoFor(o), o, name)
	}
	return setAttr(c, infoFor(o), o, name, v)
}

// findGetSet returns what the classes along the MRO of cls have of that name,
// borrowed, or 0.
func findGetSet(c *Ctx, cls, name Value) Value { return findDescriptor(c, cls, name, TypeGetSet) }

func init() {
	defineDescriptor(typeSpec{id: TypeGetSet, name: "getset_descriptor"}, "attribute", getSetClass, getSetName, getSetGet, getSetSet,
		Func{Name: "__qualname__", Sig: "self, /", F1: func(c *Ctx, d Value) Value {
			return NewStr(c, GoString(word(word(d, getSetClass), classQualname))+"."+GoString(word(d, getSetName)))
		}})
}

// findDescriptor returns the descriptor of that name and type along the MRO of cls,
// borrowed, or 0.
func findDescriptor(c *Ctx, cls, name Value, typ uint32) Value {
	mro := word(cls, classMro)
	for i := range TupleLen(mro) {
		if v := DictGet(c, word(TupleItem(mro, i), classDict), name); v != 0 && TypeID(v) == typ {
			return v
		}
	}
	return 0
}

func reprDescriptor(c *Ctx, kind string, cls, name Value) Value {
	b := newBuilder(c, 0)
	b.text("<" + kind + " '")
	b.str(name)
	b.text("' of '")
	b.str(word(cls, className))
	b.text("' objects>")
	return b.finish()
}

// defineDescriptor defines a type of descriptors that hold a class and a name, at those
// offsets. kind is how their repr calls them; set with the value 0 deletes.
func defineDescriptor(spec typeSpec, kind string, class, name uintptr, get func(c *Ctx, d, o Value) Value, set func(c *Ctx, d, o, v Value) bool, more ...Func) {
	spec.methods = []Func{
		{Name: "__get__", Sig: "self, instance, owner=, /", F3: func(c *Ctx, d, o, owner Value) Value {
			if o != None {
				return get(c, d, o)
			}
			if owner == 0 || owner == None {
				return TypeErrorf(c, "__get__(None, None) is invalid")
			}
			return c.Own(d)
		}},
		{Name: "__set__", Sig: "self, instance, value, /", F3: func(c *Ctx, d, o, v Value) Value { return noneIf(set(c, d, o, v)) }},
		{Name: "__delete__", Sig: "self, instance, /", F2: func(c *Ctx, d, o Value) Value { return noneIf(set(c, d, o, 0)) }},
		{Name: "__repr__", Sig: "self, /", F1: func(c *Ctx, d Value) Value { return reprDescriptor(c, kind, word(d, class), word(d, name)) }},
	}
	spec.attrs = func(c *Ctx, cls, ns Value) {
		addProperties(c, ns, cls, spec.name, append([]Func{
			{Name: "__name__", Sig: "self, /", F1: func(_ *Ctx, d Value) Value { return word(d, name) }},
			{Name: "__objclass__", Sig: "self, /", F1: func(_ *Ctx, d Value) Value { return word(d, class) }},
		}, more...))
	}
	defineType(spec)
}

// addDescriptors adds to the namespace of the new class cls what its instances have
// beyond those of its best base: members in the order of their names, then __dict__
// and __weakref__.
func (d *slotDeclaration) addDescriptors(c *Ctx, cls, dict Value, best *classInfo) {
	if best.layout == TypeClass {
		return
	}
	if d.declared {
		for _, n := range slices.Sorted(slices.Values(d.names)) {
			if name := internAlways(c, n); !DictHas(c, dict, name) {
				DictSet(c, dict, name, newMember(c, cls, name))
			}
		}
	}
	if d.dict && !instancesHaveDict(best) && !DictHas(c, dict, nameDict) {
		DictSet(c, dict, nameDict, newGetSet(c, cls, nameDict))
	}
	if (d.weak || !d.declared) && mayAddWeakref(c, best) && !DictHas(c, dict, nameWeakref) {
		DictSet(c, dict, nameWeakref, newGetSet(c, cls, nameWeakref))
	}
}

// instancesHaveDict reports whether instances of in's class have a __dict__.
func instancesHaveDict(in *classInfo) bool {
	switch {
	case in.flags&classNative == 0:
		return !in.noDict
	case in.id >= FirstType:
		return in.flags&classTakesAttrs != 0
	}
	return in.id >= firstException
}

// mayAddWeakref reports whether a class derived from in's makes its instances
// referable: they are not so already, and are not of variable size.
func mayAddWeakref(c *Ctx, in *classInfo) bool {
	switch in.layout {
	case TypeInt, TypeTuple, TypeBytes, TypeSet, TypeFrozenset:
		return false
	}
	if in.id >= FirstType && in.flags&classNative != 0 {
		return false
	}
	return findGetSet(c, in.class, nameWeakref) == 0
}
