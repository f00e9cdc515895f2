package rt

import "strings"

// object, type and module; the default repr; repr and str of exceptions.

// reprMadeModule is repr of a module that the program has made, by what is in it.
func reprMadeModule(c *Ctx, m Value) Value {
	d := word(m, 8)
	get := func(name string) Value { return DictGet(c, d, Intern(c, name)) }
	b := newBuilder(c, 0)
	b.text("<module ")
	ok := true
	if name := get("__name__"); name != 0 {
		ok = appendRepr(c, &b, name)
	} else {
		b.text("'?'")
	}
	if file := get("__file__"); file != 0 {
		b.text(" from ")
		ok = ok && appendRepr(c, &b, file)
	} else if loader := get("__loader__"); loader != 0 && loader != None {
		b.text(" (")
		ok = ok && appendRepr(c, &b, loader)
		b.text(")")
	}
	b.text(">")
	if !ok {
		b.discard()
		return 0
	}
	return b.finish()
}

// defaultRepr returns the repr of an object whose class says nothing about it.
func defaultRepr(c *Ctx, v Value) Value {
	switch TypeID(v) {
	case TypeMember:
		return reprDescriptor(c, "member", word(v, memberClass), word(v, memberName))
	case TypeGetSet:
		return reprDescriptor(c, "attribute", word(v, getSetClass), word(v, getSetName))
	case TypeTracedFrame:
		return reprFrame(c, v)
	case TypeCell:
		return reprCell(c, v)
	case TypeCode:
		return reprCode(c, v)
	case TypeStaticMethod, TypeClassMethod:
		return reprWrapper(c, v)
	case TypeSuper:
		return reprSuper(c, v)
	}
	b := newBuilder(c, 0)
	switch TypeID(v) {
	case TypeClass:
		b.text("<class '")
		b.className(v)
		b.text("'>")
		return b.finish()
	case TypeModule:
		if isMadeModule(v) {
			b.discard()
			return reprMadeModule(c, v)
		}
		b.text("<module ")
		ok := appendRepr(c, &b, word(v, 16))
		switch m := pythonModule(v); {
		case m == nil:
			b.text(" (built-in)>")
		case m.File == "":
			b.text(" (namespace)>")
		default:
			b.text(" from '" + m.File + "'>")
		}
		if !ok {
			b.discard()
			return 0
		}
		return b.finish()
	case TypeBuiltin:
		r := rowOf(v)
		if r.owner != 0 { // __new__
			b.text("<built-in method " + r.Name + " of type object")
			b.address(r.owner)
			return b.finish()
		}
		b.text("<built-in function " + r.Name + ">")
		return b.finish()
	case TypeMethodDescriptor, TypeWrapperDescriptor:
		r := rowOf(v)
		what := "<method '"
		if r.kind == TypeWrapperDescriptor {
			what = "<slot wrapper '"
		}
		b.text(what + r.Name + "' of '" + strings.TrimSuffix(r.QualName, "."+r.Name) + "' objects>")
		return b.finish()
	case TypeFunction:
		b.text("<function ")
		b.text(rowOf(v).funcName(c, v))
	case TypeBoundMethod, TypeBuiltinMethod, TypeMethodWrapper:
		return reprMethod(c, &b, v)
	case TypeMemoryview:
		b.text("<")
		if viewFlags(v)&viewReleased != 0 {
			b.text("released ")
		}
		b.text("memory")
		b.address(v)
		return b.finish()
	case TypeGenerator, TypeCoroutine, TypeAsyncGenerator:
		b.text("<")
		b.text(TypeName(v))
		b.text(" object ")
		b.text(rowOfFrame(v).QualName)
	default:
		b.text("<")
		b.className(ClassOf(v))
		b.text(" object")
	}
	b.address(v)
	return b.finish()
}

// className appends the qualified name of class cls, with its module unless it
// is a built-in.
func (b *builder) className(cls Value) {
	if m := word(cls, classModule); m != 0 && m != nameBuiltins && IsStr(m) {
		b.str(m)
		b.byteChar('.')
	}
	b.str(word(cls, classQualname))
}

// address appends " at 0x…>".
func (b *builder) address(v Value) {
	b.text(" at 0x")
	b.hex(v)
	b.byteChar('>')
}

// hex appends the identity of v.
func (b *builder) hex(v Value) {
	id := uint64(objectID(b.c, v))
	for shift := 44; shift >= 0; shift -= 4 {
		b.byteChar("0123456789abcdef"[id>>shift&15])
	}
}

func reprMethod(c *Ctx, b *builder, v Value) Value {
	f, self := word(v, 8), word(v, 16)
	r := rowOf(f)
	if r != nil && r.Native {
		what, kind := "<built-in method "+r.Name, TypeName(self)
		if TypeID(v) == TypeMethodWrapper {
			what = "<method-wrapper '" + r.Name + "'"
		} else if isType(self, TypeClass) {
			kind = "type"
		}
		b.text(what + " of " + kind + " object")
		b.address(self)
		return b.finish()
	}
	b.text("<bound method ")
	if r != nil {
		b.text(r.funcName(c, f))
	} else {
		b.text("?")
	}
	b.text(" of ")
	if !reprNested(c, b, v, "...") {
		b.discard()
		return 0
	}
	b.text(">")
	return b.finish()
}

var objectMethods = []Func{
	{Name: "__new__", Sig: "cls, /, *args, **kwargs", F3: objectNew},
	{Name: "__init__", Sig: "self, /, *args, **kwargs", F3: objectInit},
	{Name: "__repr__", Sig: "self, /", F1: defaultRepr},
	{Name: "__str__", Sig: "self, /", F1: Repr},
	{Name: "__eq__", Sig: "self, value, /", F2: func(_ *Ctx, a, b Value) Value {
		if a == b {
			return True
		}
		return NotImplemented
	}},
	{Name: "__ne__", Sig: "self, value, /", F2: func(c *Ctx, a, b Value) Value {
		if m := special(a, nameEq); m != 0 {
			return callCompare(c, relNe, m, a, b)
		}
		if a == b {
			return False
		}
		return NotImplemented
	}},
	{Name: "__lt__", Sig: "self, value, /", F2: noOrder},
	{Name: "__le__", Sig: "self, value, /", F2: noOrder},
	{Name: "__gt__", Sig: "self, value, /", F2: noOrder},
	{Name: "__ge__", Sig: "self, value, /", F2: noOrder},
	{Name: "__sizeof__", Sig: "self, /", F1: func(_ *Ctx, v Value) Value {
		n, _ := sizeOf(v)
		return Int(n)
	}},
	{Name: "__hash__", Sig: "self, /", F1: objectHash},
	{Name: "__format__", Sig: "self, format_spec, /", F2: func(c *Ctx, v, spec Value) Value {
		spec = plain(spec)
		if !IsStr(spec) {
			return TypeErrorf(c, "__format__() argument must be str, not %s", argName(spec))
		}
		if strLen(spec) > 0 {
			return TypeErrorf(c, "unsupported format string passed to %s.__format__", TypeName(v))
		}
		return Str(c, v)
	}},
	{Name: "__getattribute__", Sig: "self, name, /", F2: func(c *Ctx, o, name Value) Value {
		if !attrName(c, name) {
			return 0
		}
		v, ok := lookupAttr(c, infoFor(o), o, name)
		if v == 0 && ok {
			return noAttribute(c, o, name)
		}
		return v
	}},
	{Name: "__setattr__", Sig: "self, name, value, /", F3: func(c *Ctx, o, name, v Value) Value {
		return noneIf(attrName(c, name) && setAttr(c, infoFor(o), o, name, v))
	}},
	{Name: "__delattr__", Sig: "self, name, /", F2: func(c *Ctx, o, name Value) Value {
		return noneIf(attrName(c, name) && delAttr(c, infoFor(o), o, name))
	}},
	{Name: "__dir__", Sig: "self, /", F1: defaultDir},
	{Name: "__getstate__", Sig: "self, /", F1: func(c *Ctx, o Value) Value { return defaultState(c, o, false) }},
	{Name: "__reduce__", Sig: "self, /", F1: reduceOld},
	{Name: "__reduce_ex__", Sig: "self, protocol, /", F2: reduceEx},
}

// objectHash is the hash of an identity, and what types without instances of their
// own say of their values.
func objectHash(c *Ctx, v Value) Value {
	if TypeID(v) == TypeNone || TypeID(v) == TypeEllipsis || TypeID(v) == TypeNotImplemented {
		return Hash(c, v)
	}
	return Value(mix(uint64(objectID(c, v)))<<1 | 1)
}

func noOrder(*Ctx, Value, Value) Value { return NotImplemented }

// objectNew is object.__new__(cls, …): extra arguments are for __init__, unless
// the class does not override it.
func objectNew(c *Ctx, cls, args, kwargs Value) Value {
	if TypeID(cls) != TypeClass {
		return TypeErrorf(c, "object.__new__(X): X is not a type object (%s)", TypeName(cls))
	}
	in := infoOfClass(cls)
	if in.id != TypeObject && in.flags&classNative != 0 {
		return TypeErrorf(c, "object.__new__(%s) is not safe, use %s.__new__()", word(cls, className), word(cls, className))
	}
	if in.layout == TypeClass {
		return TypeErrorf(c, "object.__new__(%s) is not safe, use type.__new__()", word(cls, className))
	}
	if in.value >= 0 {
		return TypeErrorf(c, "object.__new__(%s) is not safe, use %s.__new__()", word(cls, className), word(cls, className))
	}
	if TupleLen(args) > 0 || DictLen(kwargs) > 0 {
		if in.new != 0 && in.id != TypeObject {
			return TypeErrorf(c, "object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if in.init == 0 || in.id == TypeObject {
			return TypeErrorf(c, "%s() takes no arguments", word(cls, className))
		}
	}
	if !noAbstract(c, in) {
		return 0
	}
	return newInstance(c, in)
}

func objectInit(c *Ctx, o, args, kwargs Value) Value {
	if TupleLen(args) > 0 || DictLen(kwargs) > 0 {
		in := infoFor(o)
		if in.init != 0 {
			return TypeErrorf(c, "object.__init__() takes exactly one argument (the instance to initialize)")
		}
		if in.new == 0 {
			return TypeErrorf(c, "%s() takes no arguments", word(in.class, className))
		}
	}
	return None
}

func init() {
	defineType(typeSpec{id: TypeObject, name: "object", public: true, methods: objectMethods, attrs: func(c *Ctx, cls, ns Value) {
		addGetSets(c, cls, ns, "__class__")
		addClassMethods(c, ns, "object", []Func{{Name: "__init_subclass__", Sig: "cls, /, **kwargs", F2: func(c *Ctx, cls, kwargs Value) Value {
			if kwargs != 0 && DictLen(kwargs) > 0 {
				name := TypeName(cls)
				if isType(cls, TypeClass) {
					name = GoString(word(cls, className))
				}
				return TypeErrorf(c, "%s.__init_subclass__() takes no keyword arguments", name)
			}
			return None
		}}, {Name: "__subclasshook__", Sig: "cls, subclass, /", F2: func(*Ctx, Value, Value) Value { return NotImplemented }}})
	}})
	defineType(typeSpec{id: TypeModule, name: "module", methods: []Func{
		{Name: "__new__", Sig: "cls, /, *args, **kwargs", F3: moduleNew},
		{Name: "__init__", Sig: "self, name, doc=", Instance: true, F3: moduleInit},
		{Name: "__repr__", Sig: "self, /", Instance: true, F1: moduleRepr},
	}})
	for _, t := range [...]struct {
		id   uint32
		name string
		v    Value
	}{{TypeNone, "NoneType", None}, {TypeNotImplemented, "NotImplementedType", NotImplemented}, {TypeEllipsis, "ellipsis", Ellipsis}} {
		defineType(typeSpec{id: t.id, name: t.name, methods: []Func{
			{Name: "__new__", Sig: "cls, /", F1: func(*Ctx, Value) Value { return t.v }},
			{Name: "__repr__", Sig: "self, /", F1: Repr},
			{Name: "__bool__", Sig: "self, /", F1: func(c *Ctx, v Value) Value { return Bool(Truth(c, v) == 1) }},
		}})
	}
}
