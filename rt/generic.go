package rt

import "github.com/pxc-lang/pxc/rt/arena"

// list[int] and int | str: types.GenericAlias (8 origin, 16 tuple of arguments, 24
// True for the starred form, *tuple[int]) and types.UnionType (8 tuple of members).
// They describe types; calling an alias calls its origin. What a subscript puts in
// place of type variables is in generic_subst.go.

func newAlias(c *Ctx, origin, args Value) Value {
	if !IsTuple(args) {
		if args = Tuple1(c, args); args == 0 {
			return 0
		}
	} else {
		c.Own(args)
	}
	v := Value(c.Alloc(32))
	setHeader(c, v, TypeGenericAlias)
	setWord(v, 8, c.Own(origin))
	setWord(v, 16, args)
	setWord(v, 24, False)
	return v
}

// starAlias returns *v.
func starAlias(c *Ctx, v Value) Value {
	r := newAlias(c, word(v, 8), word(v, 16))
	if r != 0 {
		setWord(r, 24, True)
	}
	return r
}

func isAlias(v Value) bool { return isType(v, TypeGenericAlias) }
func isUnion(v Value) bool { return isType(v, TypeUnion) }

// unionOr is a | b of types: NotImplemented if one is none or both are None.
func unionOr(c *Ctx, a, b Value) Value {
	names := func(v Value) bool { return isType(v, TypeClass) || isAlias(v) || isUnion(v) }
	if !names(a) && !names(b) || !names(a) && a != None || !names(b) && b != None {
		return unsupported
	}
	return UnionOf(c, a, b)
}

// typeOr is type.__or__.
func typeOr(c *Ctx, a, b Value) Value {
	r := unionOr(c, a, b)
	if r == unsupported {
		return NotImplemented
	}
	return r
}

// UnionOf returns the union of what stands for types; of a single one, that.
func UnionOf(c *Ctx, a, b Value) Value {
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
	if word(v, 24) == True {
		b.byteChar('*')
	}
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
		if word(a, 24) != word(b, 24) {
			return truth(rel == relNe)
		}
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

// iterAlias is iter(v): *v, once.
func iterAlias(c *Ctx, v Value) Value {
	star := starAlias(c, v)
	if star == 0 {
		return 0
	}
	defer c.Drop(star)
	one := Tuple1(c, star)
	if one == 0 {
		return 0
	}
	defer c.Drop(one)
	return newIter(c, TypeTupleIter, one)
}

// aliasOwn are the attributes that an alias has itself; others are its origin's.
var aliasOwn = map[string]bool{
	"__class__": true, "__bases__": true, "__origin__": true, "__args__": true, "__parameters__": true, "__unpacked__": true,
	"__typing_unpacked_tuple_args__": true, "__mro_entries__": true, "__reduce__": true, "__reduce_ex__": true,
	"__copy__": true, "__deepcopy__": true,
}

// callAlias calls the origin, and tells the result what it was made as if that takes
// attributes.
func callAlias(c *Ctx, v, args, kwargs Value) Value {
	o := CallEx(c, word(v, 8), args, kwargs)
	if o == 0 {
		return 0
	}
	if !isUser(o) || !c.IsMain && IsMainObject(o) {
		return o
	}
	if !SetAttr(c, o, Intern(c, "__orig_class__"), v) {
		if !MatchPending(c, ExcAttributeError) && !MatchPending(c, ExcTypeError) {
			c.Drop(o)
			return 0
		}
		clearExc(c)
	}
	return o
}

func init() {
	arena.Register(TypeGenericAlias, &arena.Layout{Name: "types.GenericAlias", Size: 32, First: 8, Count: 3})
	arena.Register(TypeUnion, &arena.Layout{Name: "types.UnionType", Size: 16, First: 8, Count: 1})
	field := func(off uintptr) func(*Ctx, Value) Value {
		return func(c *Ctx, v Value) Value { return c.Own(word(v, off)) }
	}
	parameters := Func{Name: "__parameters__", Sig: "self", F1: aliasParameters}
	defineType(typeSpec{id: TypeGenericAlias, name: "GenericAlias",
		methods: []Func{
			{Name: "__new__", Sig: "cls, origin, args, /", F3: func(c *Ctx, _, origin, args Value) Value { return newAlias(c, origin, args) }},
			{Name: "__call__", Sig: "self, /, *args, **kwargs", F3: callAlias},
			{Name: "__getitem__", Sig: "self, key, /", F2: aliasItem},
			{Name: "__iter__", Sig: "self, /", F1: iterAlias},
			{Name: "__mro_entries__", Sig: "self, bases, /", F2: func(c *Ctx, v, _ Value) Value { return Tuple1(c, word(v, 8)) }},
			{Name: "__reduce__", Sig: "self, /", F1: func(c *Ctx, v Value) Value {
				args := Tuple2(c, word(v, 8), word(v, 16))
				r := Tuple2(c, infoOf(TypeGenericAlias).class, args)
				c.Drop(args)
				return r
			}},
			{Name: "__getattribute__", Sig: "self, name, /", F2: func(c *Ctx, v, name Value) Value {
				if IsStr(name) && !aliasOwn[GoString(name)] {
					return GetAttr(c, word(v, 8), name)
				}
				r, ok := lookupAttr(c, infoOf(TypeGenericAlias), v, name)
				if r == 0 && ok {
					return noAttribute(c, v, name)
				}
				return r
			}},
		},
		attrs: func(c *Ctx, cls, ns Value) {
			setWord(cls, classModule, Intern(c, "types"))
			setWord(cls, className, Intern(c, "types.GenericAlias")) // as messages show it
			addProperties(c, ns, cls, "GenericAlias", []Func{
				{Name: "__origin__", Sig: "self", F1: field(8)},
				{Name: "__args__", Sig: "self", F1: field(16)},
				{Name: "__unpacked__", Sig: "self", F1: field(24)},
				{Name: "__typing_unpacked_tuple_args__", Sig: "self", F1: func(c *Ctx, v Value) Value {
					if word(v, 24) == True && word(v, 8) == infoOf(TypeTuple).class {
						return c.Own(word(v, 16))
					}
					return None
				}},
				parameters,
			})
		}})
	defineType(typeSpec{id: TypeUnion, name: "UnionType", methods: []Func{
		{Name: "__getitem__", Sig: "self, key, /", F2: unionItem},
	}, attrs: func(c *Ctx, cls, ns Value) {
		setWord(cls, classModule, Intern(c, "types"))
		setWord(cls, className, Intern(c, "types.UnionType"))
		addProperties(c, ns, cls, "UnionType", []Func{
			{Name: "__args__", Sig: "self", F1: field(8)},
			{Name: "__parameters__", Sig: "self", F1: aliasParameters},
		})
	}})
}
