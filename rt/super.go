package rt

// super objects: 8 the class whose place in the MRO the search begins behind, 16
// the object or class that what is found binds to, unset in super(C). A class
// derived from super carries one of these as its value; its __init__ fills it.

const (
	superClass = 8
	superSelf  = 16
)

// NewSuper returns super(cls, self): 0 with TypeError pending if self is neither
// an instance nor a subclass of cls. A self of 0 or None is given later, by
// __get__.
func NewSuper(c *Ctx, cls, self Value) Value {
	if !checkSuper(c, cls, self) {
		return 0
	}
	if self == None {
		self = 0
	}
	return newSuper(c, cls, self)
}

func newSuper(c *Ctx, cls, self Value) Value {
	v := Value(c.Alloc(24))
	setHeader(c, v, TypeSuper)
	setWord(v, superClass, c.Own(cls))
	setWord(v, superSelf, c.Own(self))
	return v
}

func checkSuper(c *Ctx, cls, self Value) bool {
	if TypeID(cls) != TypeClass {
		TypeErrorf(c, "super() argument 1 must be a type, not %s", TypeName(cls))
		return false
	}
	if self != None && self != 0 && superStart(c, cls, self) == 0 {
		if c.Exc == 0 {
			TypeErrorf(c, "super(type, obj): obj must be an instance or subtype of type")
		}
		return false
	}
	return true
}

// superStart returns the class whose MRO is searched: self if it is a subclass
// of cls, else its class, or the one that it gives as its __class__; 0 if none is, or
// with what raises there.
func superStart(c *Ctx, cls, self Value) Value {
	if isType(self, TypeClass) && IsSubclass(self, cls) {
		return self
	}
	if IsInstance(self, cls) {
		return ClassOf(self)
	}
	if !isUser(self) {
		return 0
	}
	claimed, _ := FindAttr(c, self, nameClass)
	c.Drop(claimed) // classes are not freed
	if claimed != 0 && TypeID(claimed) == TypeClass && IsSubclass(claimed, cls) {
		return claimed
	}
	return 0
}

// superAttr looks name up behind the super object's class in the MRO; 0, true if
// it is not there.
func superAttr(c *Ctx, o, name Value) (Value, bool) {
	cls, self := word(o, superClass), word(o, superSelf)
	start := selfClass(c, o)
	if start == 0 || name == nameClass {
		return 0, true
	}
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

// superCall calls o.name(a0, a1), as many arguments as given, if o is a super object and
// what it finds is a function that takes the object first: neither a bound method nor
// an exception's arguments are made twice.
func superCall(c *Ctx, o, name, a0, a1 Value, given int) (v Value, ok bool) {
	if !isType(o, TypeSuper) {
		return 0, false
	}
	cls, self := word(o, superClass), word(o, superSelf)
	start := selfClass(c, o)
	if start == 0 || start == self || name == nameClass {
		return 0, false
	}
	mro := word(start, classMro)
	n := TupleLen(mro)
	i := 0
	for i < n && TupleItem(mro, i) != cls {
		i++
	}
	f := Value(0)
	for i++; i < n && f == 0; i++ {
		f = DictGet(c, word(TupleItem(mro, i), classDict), name)
	}
	switch {
	case f.IsFunc() && FuncOf(f).kind != TypeBuiltin:
	case !isType(f, TypeFunction):
		return 0, false
	}
	if name == nameInit && IsException(self) && f == infoOf(ExcBaseException).init {
		return initException(c, self, a0, a1, given)
	}
	return callFirst(c, f, self, a0, a1, 0, given), true
}

// selfClass returns the class whose MRO a super object searches; 0 without one.
func selfClass(c *Ctx, o Value) Value {
	if self := word(o, superSelf); self != 0 {
		start := superStart(c, word(o, superClass), self)
		if start == 0 && c.Exc != 0 {
			clearExc(c)
		}
		return start
	}
	return 0
}

// superInit is super.__init__, which classes derived from super call.
func superInit(c *Ctx, o, cls, self Value) Value {
	if cls == 0 {
		return RuntimeErrorf(c, "super(): no arguments")
	}
	if !checkSuper(c, cls, self) || !StoreCheck(c, o) {
		return 0
	}
	if self == None {
		self = 0
	}
	swapWord(c, o, superClass, c.Own(cls))
	swapWord(c, o, superSelf, c.Own(self))
	return None
}

// swapWord stores v, which it takes over, in place of the word at off of o. The
// barrier must have been passed.
func swapWord(c *Ctx, o Value, off uintptr, v Value) {
	old := word(o, off)
	setWord(o, off, v)
	c.Drop(old)
}

// superGet is super.__get__: an unbound super object as a class attribute binds to
// the instance that it is read from.
func superGet(c *Ctx, o, self, _ Value) Value {
	s := plain(o)
	if TypeID(s) != TypeSuper {
		return TypeErrorf(c, "descriptor '__get__' requires a 'super' object but received a '%s'", TypeName(o))
	}
	if self == None || word(s, superSelf) != 0 || word(s, superClass) == 0 {
		return c.Own(o)
	}
	if s == o {
		return NewSuper(c, word(s, superClass), self)
	}
	return Call2(c, ClassOf(o), word(s, superClass), self)
}

func reprSuper(c *Ctx, o Value) Value {
	b := newBuilder(c, 0)
	b.text("<super: ")
	if cls := word(o, superClass); cls == 0 {
		b.text("NULL")
	} else {
		b.text("<class '")
		b.str(word(cls, className))
		b.text("'>")
	}
	if start := selfClass(c, o); start == 0 {
		b.text(", NULL>")
	} else {
		b.text(", <")
		b.str(word(start, className))
		b.text(" object>>")
	}
	return b.finish()
}

func init() {
	part := func(get func(c *Ctx, o Value) Value) func(*Ctx, Value) Value {
		return func(c *Ctx, o Value) Value {
			if v := get(c, o); v != 0 {
				return c.Own(v)
			}
			return None
		}
	}
	defineType(typeSpec{id: TypeSuper, name: "super", public: true, methods: []Func{
		{Name: "__new__", Sig: "cls, type=, obj=, /", F3: func(c *Ctx, _, t, o Value) Value {
			if t == 0 {
				return RuntimeErrorf(c, "super(): no arguments")
			}
			return NewSuper(c, t, o)
		}},
		{Name: "__repr__", Sig: "self, /", F1: reprSuper},
		{Name: "__get__", Sig: "self, instance, owner=, /", F3: superGet, Instance: true},
	}, attrs: func(c *Ctx, cls, ns Value) {
		addProperties(c, ns, cls, "super", []Func{
			{Name: "__thisclass__", Sig: "self, /", F1: part(func(_ *Ctx, o Value) Value { return word(o, superClass) })},
			{Name: "__self__", Sig: "self, /", F1: part(func(_ *Ctx, o Value) Value { return word(o, superSelf) })},
			{Name: "__self_class__", Sig: "self, /", F1: part(selfClass)},
		})
	}})
	valueMethods[TypeSuper] = []Func{{Name: "__init__", Sig: "self, type=, obj=, /", F3: superInit}}
}
