package rt

import "github.com/pxc-lang/pxc/rt/arena"

// list[int] and int | str: types.GenericAlias (8 origin, 16 tuple of arguments)
// and types.UnionType (8 tuple of members). They describe types; calling an alias
// calls its origin.

func newAlias(c *Ctx, origin, args Value) Value {
	if !IsTuple(args) {
		if args = Tuple1(c, args); args == 0 {
			return 0
		}
	} else {
		c.Own(args)
	}
	v := Value(c.Alloc(24))
	setHeader(c, v, TypeGenericAlias)
	setWord(v, 8, c.Own(origin))
	setWord(v, 16, args)
	return v
}

func isAlias(v Value) bool { return isType(v, TypeGenericAlias) }
func isUnion(v Value) bool { return isType(v, TypeUnion) }

// unionOr is a | b of types: NotImplemented if one is none or both are None.
func unionOr(c *Ctx, a, b Value) Value {
	names := func(v Value) bool { return isType(v, TypeClass) || isAlias(v) || isUnion(v) }
	if !names(a) && !names(b) || !names(a) && a != None || !names(b) && b != None {
		return unsupported
	}
	l := NewList(c, 0)
	defer c.Drop(l)
	for _, v := range [...]Value{a, b} {
		one := [1]Value{v}
		members := one[:]
		switch {
		case isUnion(v):
			members = tupleItems(word(v, 8))
		case v == None:
			one[0] = infoOf(TypeNone).class
		}
		for _, m := range members {
			if at := listFind(c, l, m, 0, ListLen(l)); at == -2 || at == -1 && !ListAppend(c, l, m) {
				return 0
			}
		}
	}
	if ListLen(l) == 1 {
		return c.Own(listItem(l, 0))
	}
	t := newTupleOf(c, listItems(l))
	if t == 0 {
		return 0
	}
	v := Value(c.Alloc(16))
	setHeader(c, v, TypeUnion)
	setWord(v, 8, t)
	return v
}

// reprType appends a type as an alias shows it.
func reprType(c *Ctx, b *builder, v Value) bool {
	switch {
	case v == Ellipsis:
		b.text("...")
	case isType(v, TypeClass) && v == infoOf(TypeNone).class:
		b.text("None")
	case isType(v, TypeClass):
		b.className(v)
	default:
		return appendRepr(c, b, v)
	}
	return true
}

func reprAlias(c *Ctx, v Value) Value {
	b := newBuilder(c, 0)
	ok := reprType(c, &b, word(v, 8))
	b.byteChar('[')
	args := word(v, 16)
	for i := range TupleLen(args) {
		if i > 0 {
			b.text(", ")
		}
		if TupleItem(args, i) == infoOf(TypeNone).class {
			b.text("NoneType")
		} else {
			ok = ok && reprType(c, &b, TupleItem(args, i))
		}
	}
	if TupleLen(args) == 0 {
		b.text("()")
	}
	b.byteChar(']')
	if !ok {
		b.discard()
		return 0
	}
	return b.finish()
}

func reprUnion(c *Ctx, v Value) Value {
	b := newBuilder(c, 0)
	members := word(v, 8)
	for i := range TupleLen(members) {
		if i > 0 {
			b.text(" | ")
		}
		if !reprType(c, &b, TupleItem(members, i)) {
			b.discard()
			return 0
		}
	}
	return b.finish()
}

// compareTypes is == and != of aliases and unions.
func compareTypes(c *Ctx, rel int, a, b Value) int {
	if rel != relEq && rel != relNe || TypeID(a) != TypeID(b) {
		return undecided
	}
	equal := 1
	if isAlias(a) {
		if equal = same(c, word(a, 8), word(b, 8)); equal == 1 {
			equal = same(c, word(a, 16), word(b, 16))
		}
	} else {
		x, y := newSetOf(c, TypeFrozenset, word(a, 8)), newSetOf(c, TypeFrozenset, word(b, 8))
		equal = -1
		if x != 0 && y != 0 {
			equal = compareSets(c, relEq, x, y)
		}
		c.Drop(x)
		c.Drop(y)
	}
	if equal < 0 || rel == relEq {
		return equal
	}
	return 1 - equal
}

// hashType is the hash of an alias or a union.
func hashType(c *Ctx, v Value) (uint64, bool) {
	if isAlias(v) {
		h, ok := HashOf(c, word(v, 8))
		if !ok {
			return 0, false
		}
		g, ok := HashOf(c, word(v, 16))
		return h ^ g, ok
	}
	s := newSetOf(c, TypeFrozenset, word(v, 8))
	if s == 0 {
		return 0, false
	}
	defer c.Drop(s)
	return hashFrozenset(c, s), true
}

func init() {
	arena.Register(TypeGenericAlias, &arena.Layout{Name: "types.GenericAlias", Size: 24, First: 8, Count: 2})
	arena.Register(TypeUnion, &arena.Layout{Name: "types.UnionType", Size: 16, First: 8, Count: 1})
	field := func(off uintptr) func(*Ctx, Value) Value {
		return func(c *Ctx, v Value) Value { return c.Own(word(v, off)) }
	}
	none := func(*Ctx, Value) Value { return emptyTuple }
	defineType(typeSpec{id: TypeGenericAlias, name: "GenericAlias",
		methods: []Func{
			{Name: "__call__", Sig: "self, /, *args, **kwargs", F3: func(c *Ctx, v, args, kwargs Value) Value {
				return CallEx(c, word(v, 8), args, kwargs)
			}},
			{Name: "__getattr__", Sig: "self, name, /", F2: func(c *Ctx, v, name Value) Value { return GetAttr(c, word(v, 8), name) }},
		},
		attrs: func(c *Ctx, cls, ns Value) {
			setWord(cls, classModule, Intern(c, "types"))
			setWord(cls, className, Intern(c, "types.GenericAlias")) // as messages show it
			addProperties(c, ns, cls, "GenericAlias", []Func{
				{Name: "__origin__", Sig: "self", F1: field(8)},
				{Name: "__args__", Sig: "self", F1: field(16)},
				{Name: "__parameters__", Sig: "self", F1: none},
			})
		}})
	defineType(typeSpec{id: TypeUnion, name: "UnionType", attrs: func(c *Ctx, cls, ns Value) {
		setWord(cls, classModule, Intern(c, "types"))
		setWord(cls, className, Intern(c, "types.UnionType"))
		addProperties(c, ns, cls, "UnionType", []Func{
			{Name: "__args__", Sig: "self", F1: field(8)},
			{Name: "__parameters__", Sig: "self", F1: none},
		})
	}})
}
