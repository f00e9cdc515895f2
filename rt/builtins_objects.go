package rt

import "strings"

// Functions about objects: attributes, classes, identity, iteration.

func init() {
	builtinFuncs = append(builtinFuncs,
		Func{Name: "len", Sig: "obj, /", F1: LenOf},
		Func{Name: "hash", Sig: "obj, /", F1: Hash},
		Func{Name: "id", Sig: "obj, /", F1: func(c *Ctx, v Value) Value { return Int(objectID(c, v)) }},
		Func{Name: "callable", Sig: "obj, /", F1: func(_ *Ctx, v Value) Value { return Bool(Callable(v)) }},
		Func{Name: "getattr", Sig: "object, name, default=, /", F3: builtinGetattr},
		Func{Name: "hasattr", Sig: "obj, name, /", F2: builtinHasattr},
		Func{Name: "setattr", Sig: "obj, name, value, /", F3: func(c *Ctx, o, name, v Value) Value {
			name = plainText(name)
			return noneIf(attrName(c, name) && SetAttr(c, o, name, v))
		}},
		Func{Name: "delattr", Sig: "obj, name, /", F2: func(c *Ctx, o, name Value) Value {
			name = plainText(name)
			return noneIf(attrName(c, name) && DelAttr(c, o, name))
		}},
		Func{Name: "isinstance", Sig: "obj, class_or_tuple, /", F2: InstanceOf},
		Func{Name: "issubclass", Sig: "cls, class_or_tuple, /", F2: builtinIssubclass},
		Func{Name: "iter", Sig: "object, sentinel=, /", F2: builtinIter},
		Func{Name: "next", Sig: "iterator, default=, /", F2: builtinNext},
		Func{Name: "all", Sig: "iterable, /", F1: func(c *Ctx, x Value) Value { return anyTrue(c, x, 0, False, True) }},
		Func{Name: "any", Sig: "iterable, /", F1: func(c *Ctx, x Value) Value { return anyTrue(c, x, 1, True, False) }},
		Func{Name: "sorted", Sig: "*args, key=, reverse=", F3: func(c *Ctx, key, reverse, args Value) Value {
			if TupleLen(args) != 1 {
				return TypeErrorf(c, "sorted expected 1 argument, got %d", TupleLen(args))
			}
			return Sorted(c, TupleItem(args, 0), key, reverse)
		}},
		Func{Name: "vars", Sig: "object, /", F1: builtinVars},
		Func{Name: "dir", Sig: "object, /", F1: builtinDir},
	)
}

// LenOf returns len(v).
func LenOf(c *Ctx, v Value) Value {
	n, ok := Len(c, v)
	if !ok {
		return 0
	}
	return IntValue(c, n)
}

// Callable reports whether v can be called.
func Callable(v Value) bool {
	if rowOf(v) != nil {
		return true
	}
	switch t := TypeID(v); {
	case t == TypeClass || t == TypeGenericAlias || isBound(v):
		return true
	case t >= firstException:
		return infoOf(t).find(nameCall) != 0
	}
	return false
}

// attrName checks the name of an attribute given as a value.
func attrName(c *Ctx, name Value) bool {
	if !IsStr(name) {
		TypeErrorf(c, "attribute name must be string, not '%s'", TypeName(name))
		return false
	}
	return true
}

func builtinGetattr(c *Ctx, o, name, def Value) Value {
	name = plainText(name)
	if !attrName(c, name) {
		return 0
	}
	if def == 0 {
		return GetAttr(c, o, name)
	}
	v, ok := FindAttr(c, o, name)
	if v == 0 && ok {
		return c.Own(def)
	}
	return v
}

func builtinHasattr(c *Ctx, o, name Value) Value {
	name = plainText(name)
	if !attrName(c, name) {
		return 0
	}
	v, ok := FindAttr(c, o, name)
	if !ok {
		return 0
	}
	c.Drop(v)
	return Bool(v != 0)
}

// InstanceOf returns isinstance(v, cls).
func InstanceOf(c *Ctx, v, cls Value) Value {
	return matchClasses(c, v, ClassOf(v), cls, nameInstancecheck, "isinstance() arg 2 must be a type, a tuple of types, or a union")
}

func builtinIssubclass(c *Ctx, v, cls Value) Value {
	return matchClasses(c, v, v, cls, nameSubclasscheck, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
}

// matchClasses tests class have, or what its metaclass's hook says of v, against
// a class or a tuple of classes and tuples.
func matchClasses(c *Ctx, v, have, want, hook Value, message string) Value {
	if classes := plain(want); IsTuple(classes) {
		if !enterNested(c, "in __instancecheck__") {
			return 0
		}
		defer Leave(c)
		for i := range TupleLen(classes) {
			if r := matchClasses(c, v, have, TupleItem(classes, i), hook, message); r != False {
				return r
			}
		}
		return False
	}
	if isUnion(want) {
		members := word(want, 8)
		for i := range TupleLen(members) {
			if r := matchClasses(c, v, have, TupleItem(members, i), hook, message); r != False {
				return r
			}
		}
		return False
	}
	if isAlias(want) {
		name, _, _ := strings.Cut(message, "()")
		return TypeErrorf(c, "%s() argument 2 cannot be a parameterized generic", name)
	}
	if m := special(want, hook); m != 0 && (have != want || hook == nameSubclasscheck) {
		r := callSpecial1(c, m, want, v)
		if r == 0 {
			return 0
		}
		t := Truth(c, r)
		c.Drop(r)
		if t < 0 {
			return 0
		}
		return Bool(t == 1)
	}
	if TypeID(want) != TypeClass || TypeID(have) != TypeClass {
		return matchAbstract(c, v, have, want, hook, message)
	}
	if IsSubclass(have, want) {
		return True
	}
	return claimsClass(c, v, have, want, hook)
}

// matchAbstract is matchClasses where not both are classes: what has a tuple
// __bases__ stands for one, as in what predates the type objects of today.
func matchAbstract(c *Ctx, v, have, want, hook Value, message string) Value {
	if hook == nameSubclasscheck {
		if !looksLikeClass(c, have, "issubclass() arg 1 must be a class") {
			return 0
		}
		c.Own(have)
	}
	if !looksLikeClass(c, want, message) {
		if hook == nameSubclasscheck {
			c.Drop(have)
		}
		return 0
	}
	if hook == nameInstancecheck {
		cls, ok := FindAttr(c, v, nameClass)
		if cls == 0 {
			if !ok {
				return 0
			}
			return False
		}
		have = cls
	}
	t := derivesFrom(c, have, want)
	c.Drop(have)
	if t < 0 {
		return 0
	}
	return Bool(t == 1)
}

// looksLikeClass reports whether v has a tuple __bases__; false with an exception
// pending, a TypeError with the message if v has none.
func looksLikeClass(c *Ctx, v Value, message string) bool {
	bases, ok := abstractBases(c, v)
	c.Drop(bases)
	if bases == 0 && ok {
		TypeErrorf(c, "%s", message)
	}
	return bases != 0
}

// abstractBases returns v.__bases__, owned, if that is a tuple; else 0.
func abstractBases(c *Ctx, v Value) (bases Value, ok bool) {
	bases, ok = FindAttr(c, v, nameBases)
	if bases != 0 && !IsTuple(bases) {
		c.Drop(bases)
		bases = 0
	}
	return bases, ok
}

// derivesFrom reports whether want is found from have along __bases__: 1, 0, -1.
func derivesFrom(c *Ctx, have, want Value) int {
	if have == want {
		return 1
	}
	bases, ok := abstractBases(c, have)
	if bases == 0 {
		if !ok {
			return -1
		}
		return 0
	}
	defer c.Drop(bases)
	if !enterNested(c, "in __issubclass__") {
		return -1
	}
	defer Leave(c)
	for i := range TupleLen(bases) {
		if t := derivesFrom(c, TupleItem(bases, i), want); t != 0 {
			return t
		}
	}
	return 0
}

// claimsClass reports whether object v says, by a __class__ of its own, that it is an
// instance of class want: what stands for others does (proxies, mocks).
func claimsClass(c *Ctx, v, have, want, hook Value) Value {
	if hook != nameInstancecheck || !isUser(v) || TypeID(v) == TypeClass {
		return False
	}
	if in := infoFor(v); in.getattribute == 0 && in.find(nameClass) == 0 {
		return False
	}
	cls, ok := FindAttr(c, v, nameClass)
	if !ok {
		return 0
	}
	r := cls != 0 && TypeID(cls) == TypeClass && cls != have && IsSubclass(cls, want)
	c.Drop(cls)
	return Bool(r)
}

func builtinIter(c *Ctx, x, sentinel Value) Value {
	if sentinel == 0 {
		return Iter(c, x)
	}
	if !Callable(x) {
		return TypeErrorf(c, "iter(v, w): v must be callable")
	}
	return newAdapter(c, TypeCallIter, c.Own(x), c.Own(sentinel))
}

func builtinNext(c *Ctx, it, def Value) Value {
	if !isIterator(it) {
		return notIterator(c, it)
	}
	if isType(it, TypeGenerator) && def == 0 {
		return generatorSend(c, it, None)
	}
	if isType(it, TypeCoroutineWrapper) && def == 0 {
		return generatorSend(c, word(it, 8), None)
	}
	// An instance's own StopIteration, with its value, is passed on.
	if m := special(it, nameNext); m != 0 && def == 0 {
		return callSpecial0(c, m, it)
	}
	if def == 0 {
		return nextMethod(c, it)
	}
	v := Next(c, it)
	if v == 0 && c.Exc == 0 {
		return c.Own(def)
	}
	return v
}

// anyTrue looks for an element whose truth is want.
func anyTrue(c *Ctx, x Value, want int, found, none Value) Value {
	it := Iter(c, x)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	for {
		v := Next(c, it)
		if v == 0 {
			if c.Exc != 0 {
				return 0
			}
			return none
		}
		t := 1
		switch v {
		case True:
		case False:
			t = 0
		default:
			t = Truth(c, v)
			c.Drop(v)
		}
		if t < 0 {
			return 0
		}
		if t == want {
			return found
		}
	}
}

// Sorted returns sorted(x, key=key, reverse=reverse); arguments may be 0.
func Sorted(c *Ctx, x, key, reverse Value) Value {
	l := ListOf(c, x)
	if l == 0 || !ListSort(c, l, key, reverse) {
		c.Drop(l)
		return 0
	}
	return l
}

func builtinVars(c *Ctx, o Value) Value {
	v, ok := FindAttr(c, o, nameDict)
	if v == 0 && ok {
		return TypeErrorf(c, "vars() argument must have __dict__ attribute")
	}
	return v
}

// builtinDir returns the sorted names of o's attributes: its own and those of
// its class along the MRO; of a class or module, its own.
func builtinDir(c *Ctx, o Value) Value {
	if m := special(o, nameDir); m != 0 {
		r := callSpecial0(c, m, o)
		if r == 0 {
			return 0
		}
		l := Sorted(c, r, 0, 0)
		c.Drop(r)
		return l
	}
	return defaultDir(c, o)
}

// defaultDir is object.__dir__, in order.
func defaultDir(c *Ctx, o Value) Value {
	names := NewDict(c, 0)
	if names == 0 {
		return 0
	}
	defer c.Drop(names)
	addClass := func(cls Value) bool {
		mro := word(cls, classMro)
		for i := range TupleLen(mro) {
			if !dictAddAll(c, names, word(TupleItem(mro, i), classDict)) {
				return false
			}
		}
		return true
	}
	ok := true
	switch TypeID(o) {
	case TypeClass:
		ok = addClass(o)
	case TypeModule:
		hook, found := moduleAttr(c, o, nameDir)
		if !found && MatchPending(c, ExcAttributeError) { // by its __getattr__
			clearExc(c)
		} else if !found {
			return 0
		}
		if hook != 0 {
			r := Call0(c, hook)
			c.Drop(hook)
			if r == 0 {
				return 0
			}
			l := Sorted(c, r, 0, 0)
			c.Drop(r)
			return l
		}
		d, found := moduleAttr(c, o, nameDict)
		ok = found && dictAddAll(c, names, d)
		c.Drop(d)
	default:
		d, found := FindAttr(c, o, nameDict)
		ok = found && addClass(ClassOf(o))
		if d != 0 {
			ok = ok && dictAddAll(c, names, d)
			c.Drop(d)
		}
	}
	if !ok {
		return 0
	}
	return Sorted(c, names, 0, 0)
}
