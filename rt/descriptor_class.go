package rt

import "github.com/pxc-lang/pxc/rt/arena"

// The classes property, staticmethod and classmethod. Classes derived from them
// carry one as their value, which __init__ fills.

// fillProperty performs property.__init__. Where no text is given the getter's is
// the property's: of property itself when it is asked for (wrappedAttr); an instance
// of a derived class takes it as an attribute, because what its class has goes first.
func fillProperty(c *Ctx, t Value) Value {
	o := TupleItem(t, 0)
	p := plain(o)
	if TypeID(p) != TypeProperty {
		return TypeErrorf(c, "descriptor '__init__' requires a 'property' object but received a '%s'", TypeName(o))
	}
	if !StoreCheck(c, p) {
		return 0
	}
	for i := range 4 {
		v := TupleItem(t, i+1)
		if v == 0 {
			v = None
		}
		old := word(p, 8+8*uintptr(i))
		setWord(p, 8+8*uintptr(i), c.Own(v))
		c.Drop(old)
	}
	if o != p && word(p, 8) != None && word(p, 32) == None {
		doc, ok := FindAttr(c, word(p, 8), nameDoc)
		if !ok {
			return 0
		}
		if doc != 0 {
			ok = SetAttr(c, o, nameDoc, doc)
			c.Drop(doc)
			return noneIf(ok)
		}
	}
	return None
}

// nameProperty tells property p its name.
func nameProperty(c *Ctx, p, name Value) {
	old := word(p, propName)
	setWord(p, propName, c.Own(name))
	c.Drop(old)
}

// flagDocSet in a property's header says that its text was assigned in place of the
// getter's: what getter() and its like make has the getter's again.
const flagDocSet = 1 << 3

// setPropertyDoc is p.__doc__ = v, or the deletion if v is 0.
func setPropertyDoc(c *Ctx, p, v Value) bool {
	if v == 0 {
		v = None
	}
	if !StoreCheck(c, p) {
		return false
	}
	old := word(p, 32)
	if old == None && word(p, 8) != None {
		setU32(p.addr(), u32(p.addr())|flagDocSet)
	}
	setWord(p, 32, c.Own(v))
	c.Drop(old)
	return true
}

// initNew calls the __init__ of built-in kind typ on v, owned, which its __new__
// has just made, with the arguments of that; args is 0 where a derived class will
// do so.
func initNew(c *Ctx, typ uint32, v, args, kwargs Value) Value {
	if args == 0 || v == 0 {
		return v
	}
	all := tupleOf(c, append([]Value{v}, tupleItems(args)...)...)
	if all == 0 {
		c.Drop(v)
		return 0
	}
	r := CallEx(c, infoOf(typ).find(nameInit), all, kwargs)
	c.Drop(all)
	if r == 0 {
		c.Drop(v)
		return 0
	}
	return v
}

// changedProperty returns a copy of property p, of its own class, with function i
// replaced by f.
func changedProperty(c *Ctx, p, f Value, i int) Value {
	from := plain(p)
	parts := [4]Value{word(from, 8), word(from, 16), word(from, 24), word(from, 32)}
	if u32(from.addr())&flagDocSet != 0 {
		parts[3] = None
	}
	if f != None {
		parts[i] = f
	}
	if p == from {
		made := newProperty(c, parts[0], parts[1], parts[2], parts[3])
		if name := word(p, propName); made != 0 && name != 0 {
			nameProperty(c, made, name)
		}
		return made
	}
	args := tupleOf(c, parts[:]...)
	if args == 0 {
		return 0
	}
	r := construct(c, ClassOf(p), args, 0)
	c.Drop(args)
	return r
}

// descriptorGet is __get__ of the three classes.
var descriptorGet = Func{Name: "__get__", Sig: "self, instance, owner=, /", F3: func(c *Ctx, d, o, owner Value) Value {
	if o == None {
		o = 0
	}
	if owner == 0 || owner == None {
		if o == 0 {
			return TypeErrorf(c, "__get__(None, None) is invalid")
		}
		owner = ClassOf(o)
	}
	return bindDescriptor(c, d, o, owner)
}}

// reprWrapper is repr of a staticmethod or classmethod.
func reprWrapper(c *Ctx, w Value) Value {
	b := newBuilder(c, 0)
	b.text("<" + TypeName(w) + "(")
	if !appendRepr(c, &b, word(w, 8)) {
		b.discard()
		return 0
	}
	b.text(")>")
	return b.finish()
}

// wrapperSpec describes staticmethod or classmethod.
func wrapperSpec(id uint32, name string) typeSpec {
	methods := []Func{
		{Name: "__new__", Sig: "cls, /, *args, **kwargs", F3: func(c *Ctx, _, args, kwargs Value) Value {
			return initNew(c, id, newWrapper(c, id, None), args, kwargs)
		}},
		{Name: "__init__", Sig: "self, function, /", F2: func(c *Ctx, w, f Value) Value {
			if !StoreCheck(c, w) {
				return 0
			}
			old := word(w, 8)
			setWord(w, 8, c.Own(f))
			c.Drop(old)
			return None
		}},
		descriptorGet,
		{Name: "__repr__", Sig: "self, /", F1: reprWrapper},
	}
	if id == TypeStaticMethod {
		methods = append(methods, Func{Name: "__call__", Sig: "self, /, *args, **kwargs", F3: func(c *Ctx, w, args, kwargs Value) Value {
			return CallEx(c, word(w, 8), args, kwargs)
		}})
	}
	return typeSpec{id: id, name: name, public: true, methods: methods, attrs: func(c *Ctx, cls, ns Value) {
		function := func(c *Ctx, w Value) Value { return c.Own(word(w, 8)) }
		addProperties(c, ns, cls, name, []Func{
			{Name: "__func__", Sig: "self, /", F1: function},
			{Name: "__wrapped__", Sig: "self, /", F1: function},
		})
	}}
}

// wrappedAttr returns what a staticmethod or classmethod takes over from its
// function, or an abstract property from its functions; 0, true if that is nothing.
func wrappedAttr(c *Ctx, w, name Value) (Value, bool) {
	if TypeID(w) == TypeProperty {
		switch name {
		case nameDoc:
			if d := word(w, 32); d != None {
				return c.Own(d), true
			}
			if word(w, 8) == None {
				return None, true
			}
			return FindAttr(c, word(w, 8), name)
		case nameAbstract:
			for off := uintptr(8); off < 32; off += 8 {
				v, ok := FindAttr(c, word(w, off), name)
				if !ok || v != 0 && Truth(c, v) == 1 {
					return v, ok
				}
				c.Drop(v)
			}
			return False, true
		}
		return 0, true
	}
	if d := word(w, wrapperDict); d != 0 {
		if v := DictGet(c, d, name); v != 0 || c.Exc != 0 {
			return c.Own(v), c.Exc == 0
		}
	}
	switch name {
	case nameDict:
		return wrapperNamespace(c, w)
	case nameName, nameQualname, nameModule, nameDoc, nameAnnotations:
		return FindAttr(c, word(w, 8), name)
	case nameAbstract:
		v, ok := FindAttr(c, word(w, 8), name)
		if v == 0 && ok {
			v = False
		}
		return v, ok
	}
	return 0, true
}

// wrapperNamespace returns __dict__ of a staticmethod or classmethod, owned: it begins
// with what that takes over from its function. A context that may not store it has a
// copy.
func wrapperNamespace(c *Ctx, w Value) (Value, bool) {
	if d := word(w, wrapperDict); d != 0 {
		return c.Own(d), true
	}
	d := NewDict(c, 5)
	if d == 0 {
		return 0, false
	}
	for _, name := range [...]Value{nameModule, nameName, nameQualname, nameDoc, nameAnnotations} {
		v, ok := FindAttr(c, word(w, 8), name)
		if v != 0 {
			ok = DictSet(c, d, name, v)
			c.Drop(v)
		}
		if !ok {
			c.Drop(d)
			return 0, false
		}
	}
	if c.IsMain || !arena.IsMain(w.addr()) {
		setWord(w, wrapperDict, c.Own(d))
	}
	return d, true
}

// setWrapped performs w.name = v for a staticmethod or classmethod, or del w.name if v
// is 0.
func setWrapped(c *Ctx, w, name, v Value) bool {
	if !StoreCheck(c, w) {
		return false
	}
	d, ok := wrapperNamespace(c, w)
	if !ok {
		return false
	}
	defer c.Drop(d)
	if v != 0 {
		return DictSet(c, d, name, v)
	}
	if !DictHas(c, d, name) {
		noAttribute(c, w, name)
		return false
	}
	return DelItem(c, d, name)
}

func init() {
	change := func(name string, i int) Func {
		return Func{Name: name, Sig: "self, f, /", Instance: true, F2: func(c *Ctx, p, f Value) Value {
			if TypeID(plain(p)) != TypeProperty {
				return TypeErrorf(c, "descriptor '%s' for 'property' objects doesn't apply to a '%s' object", name, TypeName(p))
			}
			return changedProperty(c, p, f, i)
		}}
	}
	part := func(name string, off uintptr) Func {
		return Func{Name: name, Sig: "self, /", F1: func(c *Ctx, p Value) Value { return c.Own(word(p, off)) }}
	}
	defineType(typeSpec{id: TypeProperty, name: "property", public: true, methods: []Func{
		{Name: "__new__", Sig: "cls, /, *args, **kwargs", F3: func(c *Ctx, _, args, kwargs Value) Value {
			return initNew(c, TypeProperty, newProperty(c, 0, 0, 0, 0), args, kwargs)
		}},
		{Name: "__init__", Sig: "self, fget=, fset=, fdel=, doc=", Instance: true, FN: fillProperty},
		{Name: "__set_name__", Sig: "self, /, *args", F2: func(c *Ctx, p, args Value) Value {
			if n := TupleLen(args); n != 2 {
				return TypeErrorf(c, "__set_name__() takes 2 positional arguments but %d were given", n)
			}
			if !StoreCheck(c, p) {
				return 0
			}
			nameProperty(c, p, TupleItem(args, 1))
			return None
		}},
		change("getter", 0), change("setter", 1), change("deleter", 2),
		descriptorGet,
		{Name: "__set__", Sig: "self, instance, value, /", F3: func(c *Ctx, p, o, v Value) Value {
			return noneIf(setDescriptor(c, p, o, propertyName(c, p), v))
		}},
		{Name: "__delete__", Sig: "self, instance, /", F2: func(c *Ctx, p, o Value) Value {
			return noneIf(deleteDescriptor(c, p, o, propertyName(c, p)))
		}},
	}, attrs: func(c *Ctx, cls, ns Value) {
		addProperties(c, ns, cls, "property", []Func{part("fget", 8), part("fset", 16), part("fdel", 24)})
	}})
	defineType(wrapperSpec(TypeStaticMethod, "staticmethod"))
	defineType(wrapperSpec(TypeClassMethod, "classmethod"))
	defineType(typeSpec{id: TypeTransport, name: "transport"})
}

// propertyName is how messages call property p: as its getter.
func propertyName(c *Ctx, p Value) Value {
	if r := rowOf(word(p, 8)); r != nil {
		return r.name
	}
	return Intern(c, "?")
}
