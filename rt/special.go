package rt

// Special methods. Operators look them up on the class, never on the instance,
// and only for objects of compiled classes: the built-in kinds are dispatched
// by their type ids.

// Names of special methods that operations look up.
var (
	nameIndex, nameInt, nameFloat, nameTrunc, nameRound, nameAbs, nameNeg, namePos, nameInvert,
	nameBool, nameLen, nameHashing, nameRepr, nameStr, nameBytes, nameFormat,
	nameLt, nameLe, nameEq, nameNe, nameGt, nameGe, nameContains,
	nameGetitem, nameSetitem, nameDelitem, nameMissing,
	nameIter, nameNext, nameReversed, nameLengthHint, nameKeys, nameSort,
	nameDivmod, nameRdivmod, nameFileno, nameWrite, nameFlush, nameInstancecheck, nameSubclasscheck, nameDir,
	nameComplex, nameFloor, nameCeil, nameClassGetitem, nameGetMethod, nameReduce, nameGetstate, nameWeakref, nameModuleBuiltins Value
)

func internSpecials(c *Ctx) {
	for _, n := range [...]struct {
		v    *Value
		name string
	}{
		{&nameIndex, "__index__"}, {&nameInt, "__int__"}, {&nameFloat, "__float__"}, {&nameTrunc, "__trunc__"},
		{&nameRound, "__round__"}, {&nameAbs, "__abs__"}, {&nameNeg, "__neg__"}, {&namePos, "__pos__"},
		{&nameInvert, "__invert__"}, {&nameBool, "__bool__"}, {&nameLen, "__len__"}, {&nameHashing, "__hash__"},
		{&nameRepr, "__repr__"}, {&nameStr, "__str__"}, {&nameBytes, "__bytes__"}, {&nameFormat, "__format__"},
		{&nameLt, "__lt__"}, {&nameLe, "__le__"}, {&nameEq, "__eq__"}, {&nameNe, "__ne__"}, {&nameGt, "__gt__"},
		{&nameGe, "__ge__"}, {&nameContains, "__contains__"}, {&nameGetitem, "__getitem__"},
		{&nameSetitem, "__setitem__"}, {&nameDelitem, "__delitem__"}, {&nameMissing, "__missing__"},
		{&nameIter, "__iter__"}, {&nameNext, "__next__"}, {&nameReversed, "__reversed__"},
		{&nameLengthHint, "__length_hint__"}, {&nameKeys, "keys"}, {&nameSort, "sort"},
		{&nameDivmod, "__divmod__"}, {&nameRdivmod, "__rdivmod__"}, {&nameFileno, "fileno"}, {&nameWrite, "write"},
		{&nameFlush, "flush"}, {&nameInstancecheck, "__instancecheck__"}, {&nameSubclasscheck, "__subclasscheck__"},
		{&nameDir, "__dir__"}, {&nameComplex, "__complex__"}, {&nameFloor, "__floor__"}, {&nameCeil, "__ceil__"}, {&nameClassGetitem, "__class_getitem__"},
		{&nameGetMethod, "get"}, {&nameReduce, "__reduce__"}, {&nameGetstate, "__getstate__"}, {&nameWeakref, "__weakref__"},
		{&nameModuleBuiltins, "__builtins__"},
	} {
		*n.v = Intern(c, n.name)
	}
	internOperators(c)
}

// special returns the special method of v's class, borrowed: 0 if v is of a
// built-in kind or its class defines none beyond object's.
func special(v, name Value) Value {
	if !v.IsPtr() {
		return 0
	}
	t := TypeID(v)
	if t < firstException {
		if t == TypeClass {
			return metaSpecial(v, name)
		}
		return 0
	}
	return infoOf(t).findOwn(name)
}

// isUser reports whether v is an instance of a class that may define operators.
func isUser(v Value) bool {
	return v.IsPtr() && (TypeID(v) >= firstException || isType(v, TypeClass) && word(v, classMeta) != 0)
}

// takesSelf reports whether m is a function that becomes a method in a class, as
// built-in functions do not.
func takesSelf(m Value) bool {
	row := rowOf(m)
	return row != nil && row.kind != TypeBuiltin
}

// callSpecial0 calls the special method m of v without further arguments.
func callSpecial0(c *Ctx, m, v Value) Value {
	if takesSelf(m) {
		return Call1(c, m, v)
	}
	f := bindDescriptor(c, m, v, ClassOf(v))
	if f == 0 {
		return 0
	}
	r := Call0(c, f)
	c.Drop(f)
	return r
}

// callSpecial1 calls the special method m of v with one argument.
func callSpecial1(c *Ctx, m, v, x Value) Value {
	if takesSelf(m) {
		return Call2(c, m, v, x)
	}
	f := bindDescriptor(c, m, v, ClassOf(v))
	if f == 0 {
		return 0
	}
	r := Call1(c, f, x)
	c.Drop(f)
	return r
}

// callSpecial2 calls the special method m of v with two arguments.
func callSpecial2(c *Ctx, m, v, x, y Value) Value {
	if takesSelf(m) {
		return Call3(c, m, v, x, y)
	}
	f := bindDescriptor(c, m, v, ClassOf(v))
	if f == 0 {
		return 0
	}
	r := Call2(c, f, x, y)
	c.Drop(f)
	return r
}

// argName names the type of a wrong argument as CPython's argument parser does:
// None is itself.
func argName(v Value) string {
	if v == None {
		return "None"
	}
	return TypeName(v)
}
