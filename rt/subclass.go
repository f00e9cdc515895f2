package rt

import "strings"

// Classes derived from built-in types. An instance of class Stack(list) is an
// ordinary instance that carries, in a slot no name reaches, an object of exactly
// the built-in type: its value. The built-in type's methods, which instances find
// along the MRO as they find any other, work on the value; so do the operators,
// because the special methods are among them. Nothing that tests for exact types
// takes an instance for the built-in, so what a class overrides is never passed
// over, and regions, counts and evacuation see two plain objects.

// nameValue stands for the value's slot in classSlots.
var nameValue Value

// valueKinds are the built-in types whose subclasses carry a value, by id.
var valueKinds = [firstException]valueKind{
	TypeInt: carries, TypeFloat: carries, TypeComplex: carries, TypeStr: carries, TypeBytes: carries, TypeTuple: carries, TypeFrozenset: carries,
	TypeMap: carries, TypeFilter: carries, TypeZip: carries, TypeEnumerate: carries, TypeReversed: carries, TypeSuper: fills,
	TypeProperty: fills, TypeStaticMethod: fills, TypeClassMethod: fills, TypeBytearray: fills, TypeList: fills, TypeDict: fills, TypeSet: fills,
}

// A valueKind says whether instances of subclasses carry a value, and whether
// __init__ fills it.
type valueKind uint8

const (
	carries valueKind = iota + 1
	fills
)

// kindOfValue returns the kind of a type id, 0 for types that are no values.
func kindOfValue(id uint32) valueKind {
	if id < firstException {
		return valueKinds[id]
	}
	return 0
}

// plain returns the value that an instance of a class derived from a built-in
// type carries, borrowed; anything else is returned as it is.
func plain(v Value) Value {
	if v.IsPtr() {
		if t := TypeID(v); t >= FirstType {
			if in := infoOf(t); in.value >= 0 {
				if p := Slot(v, in.value); p != 0 {
					return p
				}
			}
		}
	}
	return v
}

// plainOwned is plain for an owned value, or 0.
func plainOwned(c *Ctx, v Value) Value {
	if p := plain(v); p != v {
		c.Own(p)
		c.Drop(v)
		return p
	}
	return v
}

// plainText returns the value of an instance of a class derived from str, bytes
// or bytearray.
func plainText(v Value) Value {
	if p := plain(v); IsStr(p) || isBytesLike(p) {
		return p
	}
	return v
}

// plainArg returns the value of an instance of a class derived from a text or
// number type.
func plainArg(v Value) Value {
	if p := plain(v); IsStr(p) || isBytesLike(p) || isIntegral(p) || p.IsFloat() {
		return p
	}
	return v
}

// ownValue returns v's value if v's class leaves name as its built-in type has
// it, else 0: then what looks at all of a container may look at the value.
func ownValue(v, name Value) Value {
	p := plain(v)
	if p == v || special(v, name) != infoOf(TypeID(p)).find(name) {
		return 0
	}
	return p
}

// newBuiltinOf finishes cls.__new__ of a built-in type for class cls: v, owned,
// becomes the value of an instance.
func newBuiltinOf(c *Ctx, cls, v Value) Value {
	if v == 0 {
		return 0
	}
	in := infoOfClass(cls)
	if in.value < 0 || in.layout == TypeReversed && TypeID(v) != TypeReversed { // what a __reversed__ gave
		return v
	}
	o := newInstance(c, in)
	setWord(o, instanceHeader+8*uintptr(in.value), plainOwned(c, v))
	return o
}

// newFilled returns an instance with an empty value, for __init__ to fill.
func newFilled(c *Ctx, in *classInfo) Value {
	var v Value
	switch in.layout {
	case TypeList:
		v = NewList(c, 0)
	case TypeDict:
		v = NewDict(c, 0)
	case TypeSet:
		v = setNew(c, 0, 0)
	case TypeProperty:
		v = newProperty(c, 0, 0, 0, 0)
	case TypeStaticMethod, TypeClassMethod:
		v = newWrapper(c, in.layout, None)
	case TypeSuper:
		v = newSuper(c, 0, 0)
	default:
		v = newBytearray(c, 0)
	}
	return newBuiltinOf(c, in.class, v)
}

// checkNew tests the class given to the __new__ of built-in type own.
func checkNew(c *Ctx, own, cls Value) bool {
	name := word(own, className)
	switch {
	case cls == own:
		return true
	case TypeID(cls) != TypeClass:
		TypeErrorf(c, "%s.__new__(X): X is not a type object (%s)", name, TypeName(cls))
	case !IsSubclass(cls, own):
		TypeErrorf(c, "%s.__new__(%s): %s is not a subtype of %s", name, word(cls, className), word(cls, className), name)
	case infoOfClass(cls).id == TypeBool:
		TypeErrorf(c, "int.__new__(bool) is not safe, use bool.__new__()")
	default:
		return true
	}
	return false
}

// guardNew makes the __new__ of built-in type own serve its subclasses too.
func guardNew(own Value, f *Func) {
	id := classID(own)
	kind := kindOfValue(id)
	if kind == 0 || f.Name != "__new__" {
		return
	}
	number := id == TypeInt || id == TypeFloat || id == TypeComplex
	// What __init__ fills starts empty.
	arg := func(cls, x Value) Value {
		switch {
		case kind == fills && cls != own:
			return 0
		case number && x != 0:
			return plainText(x)
		}
		return x
	}
	switch {
	case f.F2 != nil:
		entry := f.F2
		f.F2 = func(c *Ctx, cls, x Value) Value {
			if !checkNew(c, own, cls) {
				return 0
			}
			return newBuiltinOf(c, cls, entry(c, cls, arg(cls, x)))
		}
	case f.F3 != nil:
		entry := f.F3
		f.F3 = func(c *Ctx, cls, x, y Value) Value {
			if !checkNew(c, own, cls) {
				return 0
			}
			if id == TypeDict && cls != own {
				return newBuiltinOf(c, cls, NewDict(c, 0))
			}
			return newBuiltinOf(c, cls, entry(c, cls, arg(cls, x), arg(cls, y)))
		}
	case f.F4 != nil:
		entry := f.F4
		f.F4 = func(c *Ctx, cls, x, y, z Value) Value {
			if !checkNew(c, own, cls) {
				return 0
			}
			return newBuiltinOf(c, cls, entry(c, cls, arg(cls, x), arg(cls, y), arg(cls, z)))
		}
	}
}

// classID returns the type id of a class whose information is not there yet.
func classID(cls Value) uint32 { return uint32(word(cls, classTypeID).Int()) }

// takesMappings lists the methods of str, bytes and numbers whose further argument
// is looked into as a mapping or an iterable, so that its own methods count.
const takesMappings = " join format format_map translate extend __add__ __mul__ __rmul__ __mod__ __iadd__ __init__ "

// plainArgs reports whether the further arguments of a method stand for their
// values: those of text and numbers, which keep none of them.
func plainArgs(id uint32, name string) bool {
	switch id {
	case TypeStr, TypeBytes, TypeBytearray, TypeInt, TypeFloat, TypeComplex:
		return !strings.Contains(takesMappings, " "+name+" ")
	}
	return false
}

// valueMethods are the methods of built-in types that look at the instance
// itself, not only at its value.
var valueMethods = map[uint32][]Func{
	TypeList: {{Name: "__init__", Sig: "self, iterable=, /", F2: func(c *Ctx, l, x Value) Value {
		return noneIf(ListClear(c, l) && (x == 0 || ListExtend(c, l, x)))
	}}},
	TypeDict: {
		{Name: "__init__", Sig: "self, /, *args, **kwargs", F3: func(c *Ctx, d, args, kwargs Value) Value {
			return noneIf(dictFill(c, d, args, kwargs, "dict"))
		}},
	},
	TypeSet: {{Name: "__init__", Sig: "self, iterable=, /", F2: func(c *Ctx, s, x Value) Value {
		return noneIf(SetClear(c, s) && (x == 0 || setUpdate(c, s, x)))
	}}},
	TypeBytearray: {{Name: "__init__", Sig: "self, source=, encoding=, errors=", F4: func(c *Ctx, v, x, e, r Value) Value {
		w := BytearrayNew(c, x, e, r)
		if w == 0 {
			return 0
		}
		ok := bytearraySplice(c, v, 0, len(BytearrayData(v)), BytearrayData(w))
		c.Drop(w)
		return noneIf(ok)
	}}},
}

// guardConstructor makes a class method of a built-in type that returns an
// instance (int.from_bytes, dict.fromkeys) return one of the class it was called on.
func guardConstructor(f *Func) {
	switch f.Name {
	case "fromkeys", "fromhex", "from_bytes":
	default:
		return
	}
	switch {
	case f.F2 != nil:
		entry := f.F2
		f.F2 = func(c *Ctx, cls, x Value) Value { return convertTo(c, cls, entry(c, cls, x)) }
	case f.F3 != nil:
		entry := f.F3
		f.F3 = func(c *Ctx, cls, x, y Value) Value { return convertTo(c, cls, entry(c, cls, x, y)) }
	case f.F4 != nil:
		entry := f.F4
		f.F4 = func(c *Ctx, cls, x, y, z Value) Value { return convertTo(c, cls, entry(c, cls, x, y, z)) }
	}
}

// convertTo returns v, owned or 0, as an instance of cls: what cls(v) makes, or
// for dicts cls() with v's items set one by one.
func convertTo(c *Ctx, cls, v Value) Value {
	if v == 0 || cls == ClassOf(v) || TypeID(cls) != TypeClass || infoOfClass(cls).value < 0 && infoOfClass(cls).id != TypeBool {
		return v
	}
	defer c.Drop(v)
	if !IsDict(v) {
		return Call1(c, cls, v)
	}
	d := Call0(c, cls)
	if d == 0 {
		return 0
	}
	for pos := 0; ; {
		k, x, ok := DictNext(v, &pos)
		if !ok {
			return d
		}
		if !SetItem(c, d, k, x) {
			c.Drop(d)
			return 0
		}
	}
}

// joinValues joins the values of items, of which one has a class derived from a
// built-in type.
func joinValues(c *Ctx, sep Value, items []Value, join func(c *Ctx, sep, x Value) Value) Value {
	l := NewList(c, len(items))
	if l == 0 {
		return 0
	}
	for i, v := range items {
		ListInit(l, i, c.Own(plain(v)))
	}
	r := join(c, sep, l)
	c.Drop(l)
	return r
}

// formatValue is __format__ of text and numbers: without a specification it is
// str(o), which a class may have overridden.
func formatValue(c *Ctx, o, spec Value) Value {
	if IsStr(spec) && strLen(spec) == 0 {
		return Str(c, o)
	}
	v := plain(o)
	if TypeID(v) >= firstException {
		return TypeErrorf(c, "descriptor '__format__' doesn't apply to a '%s' object", TypeName(o))
	}
	return Format(c, v, spec)
}

// dictSubscript is dict.__getitem__: a class derived from dict is asked for what
// is missing.
func dictSubscript(c *Ctx, o, key Value) Value {
	d := plain(o)
	if !IsDict(d) {
		return TypeErrorf(c, "descriptor '__getitem__' for 'dict' objects doesn't apply to a '%s' object", TypeName(o))
	}
	if v := DictGet(c, d, key); v != 0 {
		return c.Own(v)
	}
	if c.Exc != 0 {
		return 0
	}
	if m := special(o, nameMissing); m != 0 {
		return callSpecial1(c, m, o, key)
	}
	return KeyError(c, key)
}

// reprNamed is the repr of an instance of a class derived from a type that shows
// its name: set, frozenset, bytearray.
func reprNamed(c *Ctx, o Value) Value {
	p := plain(o)
	if !isAnySet(p) && !IsBytearray(p) {
		return TypeErrorf(c, "descriptor '__repr__' requires a set or bytearray, not '%s'", TypeName(o))
	}
	r := Repr(c, p)
	if r == 0 || p == o {
		return r
	}
	text := GoString(r)
	c.Drop(r)
	text = strings.TrimPrefix(text, TypeName(p)+"(")
	text = strings.TrimSuffix(text, ")")
	return NewStr(c, TypeName(o)+"("+text+")")
}
