package rt

// Descriptors: functions bind to instances, properties compute, staticmethod and
// classmethod change what is bound, and any class with __get__ may take part.

// Property: 8 getter, 16 setter, 24 deleter, 32 doc, 40 the name that a class has told
// it. StaticMethod, ClassMethod: 8 the function, 16 __dict__, once there is one.

const (
	propName    = 40
	wrapperDict = 16
)

// isDataDescriptor reports whether class attribute v takes precedence over the
// instance.
func isDataDescriptor(v Value) bool {
	if !v.IsPtr() {
		return false
	}
	t := TypeID(v)
	if t == TypeProperty || t == TypeMember || t == TypeGetSet {
		return true
	}
	if t < FirstType {
		return false
	}
	in := infoOf(t)
	return in.find(nameSet) != 0 || in.find(nameDelete) != 0
}

// hasGet reports whether data descriptor v has a say when the attribute is read.
func hasGet(v Value) bool {
	t := TypeID(v)
	return t < FirstType || infoOf(t).find(nameGet) != 0
}

// bindDescriptor returns what attribute v of class cls yields when read from
// instance o, or from the class itself if o is 0; owned.
func bindDescriptor(c *Ctx, v, o, cls Value) Value {
	if v.IsFunc() {
		if o == 0 || FuncOf(v).kind == TypeBuiltin {
			return v
		}
		return newBoundMethod(c, v, o)
	}
	if !v.IsPtr() {
		return v
	}
	switch t := TypeID(v); t {
	case TypeFunction:
		if o == 0 {
			return c.Own(v)
		}
		return newBoundMethod(c, v, o)
	case TypeMember:
		if o == 0 {
			return c.Own(v)
		}
		return memberGet(c, v, o)
	case TypeGetSet:
		if o == 0 {
			return c.Own(v)
		}
		return getSetGet(c, v, o)
	case TypeStaticMethod:
		return c.Own(word(v, 8))
	case TypeClassMethod:
		// What it wraps may be a descriptor of another kind, which then binds to the
		// class.
		switch f := word(v, 8); {
		case isType(f, TypeProperty), isType(f, TypeStaticMethod), isType(f, TypeClassMethod), isUser(f) && special(f, nameGet) != 0:
			return bindDescriptor(c, f, cls, cls)
		default:
			return newBoundMethod(c, f, cls)
		}
	case TypeProperty:
		if o == 0 {
			return c.Own(v)
		}
		if word(v, 8) == None {
			return lacks(c, v, o, "getter")
		}
		return Call1(c, word(v, 8), o)
	case TypeSuper:
		if o == 0 {
			o = None
		}
		return superGet(c, v, o, cls)
	default:
		if t >= FirstType {
			if get := infoOf(t).find(nameGet); get != 0 {
				if o == 0 {
					o = None
				}
				return Call3(c, get, v, o, cls)
			}
		}
	}
	return c.Own(v)
}

func setDescriptor(c *Ctx, d, o, name, v Value) bool {
	if TypeID(d) == TypeMember {
		return memberSet(c, d, o, v)
	}
	if TypeID(d) == TypeGetSet {
		return getSetSet(c, d, o, v)
	}
	if TypeID(d) == TypeProperty {
		if word(d, 16) == None {
			noSetter(c, d, o, name)
			return false
		}
		r := Call2(c, word(d, 16), o, v)
		c.Drop(r)
		return r != 0
	}
	m := special(d, nameSet)
	if m == 0 {
		AttributeErrorf(c, "__set__")
		return false
	}
	r := callSpecial2(c, m, d, o, v)
	c.Drop(r)
	return r != 0
}

// lacks says that property d has no getter, setter or deleter.
func lacks(c *Ctx, d, o Value, what string) Value {
	if name := word(d, propName); name != 0 {
		return AttributeErrorf(c, "property %s of '%s' object has no %s", textOf(c, name), typeQualName(o), what)
	}
	return AttributeErrorf(c, "property of '%s' object has no %s", typeQualName(o), what)
}

// noSetter says that an attribute is read-only. CPython has descriptors of other
// types where properties with a native getter are here.
func noSetter(c *Ctx, d, o, name Value) {
	switch f := rowOf(word(d, 8)); {
	case f == nil || !f.Native:
		lacks(c, d, o, "setter")
	case f.Name == tupleGetter:
		AttributeErrorf(c, "can't set attribute")
	case TypeID(o) == TypeRange, TypeID(o) == TypeLongRange, TypeID(o) == TypeSlice, TypeID(o) == TypeComplex:
		AttributeErrorf(c, "readonly attribute")
	default:
		AttributeErrorf(c, "attribute '%s' of '%s' objects is not writable", name, TypeName(o))
	}
}

func deleteDescriptor(c *Ctx, d, o, name Value) bool {
	if TypeID(d) == TypeMember {
		return memberSet(c, d, o, 0)
	}
	if TypeID(d) == TypeGetSet {
		return getSetSet(c, d, o, 0)
	}
	if TypeID(d) == TypeProperty {
		if word(d, 24) == None {
			if f := rowOf(word(d, 8)); f != nil && f.Native {
				noSetter(c, d, o, name)
				return false
			}
			lacks(c, d, o, "deleter")
			return false
		}
		r := Call1(c, word(d, 24), o)
		c.Drop(r)
		return r != 0
	}
	m := special(d, nameDelete)
	if m == 0 {
		AttributeErrorf(c, "__delete__")
		return false
	}
	r := callSpecial1(c, m, d, o)
	c.Drop(r)
	return r != 0
}

func newBoundMethod(c *Ctx, f, self Value) Value {
	v := Value(c.Alloc(24))
	typ := uint32(TypeBoundMethod)
	if f.IsFunc() {
		if r := FuncOf(f); r.kind == TypeWrapperDescriptor {
			typ = TypeMethodWrapper
		} else if r.Native {
			typ = TypeBuiltinMethod
		}
	}
	setHeader(c, v, typ)
	setWord(v, 8, c.Own(f))
	setWord(v, 16, c.Own(self))
	return v
}

// isBound reports whether v is a bound method, of whatever class.
func isBound(v Value) bool {
	t := TypeID(v)
	return t == TypeBoundMethod || t == TypeBuiltinMethod || t == TypeMethodWrapper
}

// newWrapper makes a staticmethod or classmethod object.
func newWrapper(c *Ctx, typ uint32, f Value) Value {
	v := Value(c.Alloc(24))
	setHeader(c, v, typ)
	setWord(v, 8, c.Own(f))
	setWord(v, wrapperDict, 0)
	return v
}

// newProperty makes a property; functions not given are None.
func newProperty(c *Ctx, get, set, del, doc Value) Value {
	v := Value(c.Alloc(48))
	setHeader(c, v, TypeProperty)
	setWord(v, propName, 0)
	for i, f := range [...]Value{get, set, del, doc} {
		if f == 0 {
			f = None
		}
		setWord(v, 8+8*uintptr(i), c.Own(f))
	}
	return v
}
