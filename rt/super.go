package rt

// super objects: 8 the class whose place in the MRO the search begins behind, 16
// the object or class that what is found binds to.

const (
	superClass = 8
	superSelf  = 16
)

// NewSuper returns super(cls, self): 0 with TypeError pending if self is neither
// an instance nor a subclass of cls.
func NewSuper(c *Ctx, cls, self Value) Value {
	if TypeID(cls) != TypeClass {
		return TypeErrorf(c, "super() argument 1 must be a type, not %s", TypeName(cls))
	}
	if superStart(cls, self) == 0 {
		return TypeErrorf(c, "super(type, obj): obj must be an instance or subtype of type")
	}
	v := Value(c.Alloc(24))
	setHeader(c, v, TypeSuper)
	setWord(v, superClass, c.Own(cls))
	setWord(v, superSelf, c.Own(self))
	return v
}

// superStart returns the class whose MRO is searched: self if it is a subclass
// of cls, else its class; 0 if it is neither.
func superStart(cls, self Value) Value {
	if isType(self, TypeClass) && IsSubclass(self, cls) {
		return self
	}
	if IsInstance(self, cls) {
		return ClassOf(self)
	}
	return 0
}

// superAttr looks name up behind the super object's class in the MRO.
func superAttr(c *Ctx, o, name Value) (Value, bool) {
	cls, self := word(o, superClass), word(o, superSelf)
	start := superStart(cls, self)
	mro := word(start, classMro)
	n := TupleLen(mro)
	i := 0
	for i < n && TupleItem(mro, i) != cls {
		i++
	}
	for i++; i < n; i++ {
		v := DictGet(c, word(TupleItem(mro, i), classDict), name)
		if v == 0 {
			continue
		}
		if self == start {
			self = 0 // found on a class: functions stay as they are
		}
		v = bindDescriptor(c, v, self, start)
		return v, v != 0
	}
	return 0, true
}

func init() {
	defineType(typeSpec{id: TypeSuper, name: "super", public: true, methods: []Func{
		{Name: "__new__", Sig: "cls, type, obj, /", F3: func(c *Ctx, _, t, o Value) Value { return NewSuper(c, t, o) }},
	}})
}
