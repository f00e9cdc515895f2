package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Metaclasses. A class whose metaclass is not type has it in classMeta; its header
// says TypeClass all the same, so that what takes classes apart needs one test.
// What depends on a class's own class goes through infoFor and ClassOf.
//
// A class statement with keywords, or with a base that the compiler does not know,
// runs in three steps, CPython's __build_class__: PrepareClass resolves the bases,
// finds the metaclass and asks it for a namespace; the suite fills that;
// FinishClass calls the metaclass. If that comes down to type.__new__ with the same
// namespace, the class has the type id and the slots that the compiler gave it.

// infoFor returns the class information that attribute lookups on o start from.
func infoFor(o Value) *classInfo {
	t := TypeID(o)
	if t == TypeClass {
		if m := word(o, classMeta); m != 0 {
			return infoOfClass(m)
		}
	}
	return infoOf(t)
}

// metaSpecial is special for a class object: the method of its metaclass, 0 if
// that has only type's or object's.
func metaSpecial(cls, name Value) Value {
	meta := word(cls, classMeta)
	if meta == 0 {
		return 0
	}
	m := infoOfClass(meta).find(name)
	if m == infoOf(TypeClass).find(name) {
		return 0
	}
	return m
}

// isMeta reports whether the instances of a class are classes.
func isMeta(cls Value) bool { return isType(cls, TypeClass) && infoOfClass(cls).layout == TypeClass }

// A recipe is what a class statement knows between PrepareClass and FinishClass.
const (
	recipeNamespace = iota
	recipeName
	recipeBases
	recipeMeta
	recipeKeywords  // dict without metaclass
	recipeOrigBases // as the statement has them, if __mro_entries__ replaced some, else None
	recipeItems
)

// PrepareClass begins a class statement: name, a tuple of what stands as bases and
// a dict of its keywords, all borrowed. The result is a tuple whose first item is
// the namespace for the suite.
func PrepareClass(c *Ctx, name, bases, keywords Value) Value {
	kw := DictCopy(c, keywords)
	if kw == 0 {
		return 0
	}
	defer c.Drop(kw)
	resolved := resolveBases(c, bases)
	if resolved == 0 {
		return 0
	}
	defer c.Drop(resolved)
	meta := c.Own(DictGet(c, kw, nameMetaclass))
	switch {
	case meta != 0:
		DictDelete(c, kw, nameMetaclass)
	case TupleLen(resolved) > 0:
		meta = c.Own(ClassOf(TupleItem(resolved, 0)))
	default:
		meta = infoOf(TypeClass).class
	}
	defer c.Drop(meta)
	winner := meta
	if isMeta(meta) {
		if winner = bestMeta(c, meta, resolved); winner == 0 {
			return 0
		}
	}
	ns := Value(0)
	prepare, ok := FindAttr(c, winner, namePrepare)
	switch {
	case !ok:
		return 0
	case prepare == 0:
		ns = NewDict(c, 0)
	default:
		args := Tuple2(c, name, resolved)
		ns = CallEx(c, prepare, args, kw)
		c.Drop(args)
		c.Drop(prepare)
	}
	if ns == 0 {
		return 0
	}
	defer c.Drop(ns)
	if !IsDict(plain(ns)) {
		who := "<metaclass>"
		if isMeta(winner) {
			who = GoString(word(winner, className))
		}
		return TypeErrorf(c, "%s.__prepare__() must return a mapping, not %s", who, TypeName(ns))
	}
	orig := None
	if resolved != bases {
		orig = bases
	}
	return tupleOf(c, ns, name, resolved, winner, kw, orig)
}

// resolveBases replaces the bases that are no classes by what their
// __mro_entries__ returns; the result is owned, bases itself if all are classes.
func resolveBases(c *Ctx, bases Value) Value {
	var l Value
	defer func() { c.Drop(l) }()
	for i := range TupleLen(bases) {
		b := TupleItem(bases, i)
		var more Value
		if TypeID(b) != TypeClass {
			if isAlias(b) {
				more = Tuple1(c, word(b, 8))
			} else {
				m, ok := FindAttr(c, b, nameMroEntries)
				if !ok {
					return 0
				}
				if m != 0 {
					more = Call1(c, m, bases)
					c.Drop(m)
					if more == 0 {
						return 0
					}
					if !IsTuple(more) {
						c.Drop(more)
						return TypeErrorf(c, "__mro_entries__ must return a tuple")
					}
				}
			}
		}
		if more != 0 && l == 0 {
			if l = newListOf(c, tupleItems(bases)[:i]); l == 0 {
				c.Drop(more)
				return 0
			}
		}
		ok := true
		switch {
		case more != 0:
			ok = ListExtend(c, l, more)
			c.Drop(more)
		case l != 0:
			ok = ListAppend(c, l, b)
		}
		if !ok {
			return 0
		}
	}
	if l == 0 {
		return c.Own(bases)
	}
	return newTupleOf(c, listItems(l))
}

// bestMeta returns the most derived of meta and the metaclasses of the bases,
// borrowed; 0 with TypeError pending if there is none.
func bestMeta(c *Ctx, meta, bases Value) Value {
	for i := range TupleLen(bases) {
		m := ClassOf(TupleItem(bases, i))
		switch {
		case IsSubclass(meta, m):
		case IsSubclass(m, meta):
			meta = m
		default:
			return TypeErrorf(c, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
		}
	}
	return meta
}

// statement is the class statement whose suite has run, for type.__new__ to
// find: by its namespace.
type statement struct {
	ns   Value
	spec *ClassSpec
	cell Value // for __class__, 0 if no method looks at it
}

// FinishClass ends a class statement whose suite has filled the namespace of
// recipe.
func FinishClass(c *Ctx, spec *ClassSpec, recipe Value) Value {
	ns, name := TupleItem(recipe, recipeNamespace), TupleItem(recipe, recipeName)
	bases, meta, kw := TupleItem(recipe, recipeBases), TupleItem(recipe, recipeMeta), TupleItem(recipe, recipeKeywords)
	if orig := TupleItem(recipe, recipeOrigBases); orig != None && !SetItem(c, ns, nameOrigBases, orig) {
		return 0
	}
	if meta == infoOf(TypeClass).class {
		return buildClass(c, spec, meta, bases, ns, kw)
	}
	cell := c.Own(DictGet(c, plain(ns), nameClassCell))
	if spec.Cell != nil && cell == 0 {
		if cell = NewCell(c, 0); !SetItem(c, ns, nameClassCell, cell) {
			c.Drop(cell)
			return 0
		}
	}
	c.statements = append(c.statements, statement{ns, spec, cell})
	args := Tuple3(c, name, bases, ns)
	cls := CallEx(c, meta, args, kw)
	c.Drop(args)
	c.statements = c.statements[:len(c.statements)-1]
	if cell != 0 && cls != 0 && isType(cell, TypeCell) && TypeID(cls) == TypeClass && CellGet(cell) != cls {
		if CellGet(cell) == 0 {
			RuntimeErrorf(c, "__class__ not set defining %s as %s. Was __classcell__ propagated to type.__new__?", textOf(c, name), textOf(c, cls))
		} else {
			TypeErrorf(c, "__class__ set to %s defining %s as %s", textOf(c, CellGet(cell)), textOf(c, name), textOf(c, cls))
		}
		c.Drop(cls)
		cls = 0
	}
	c.Drop(cell)
	return cls
}

// setClassCell makes a new class what its methods find as __class__: in the variable
// of the statement, or in the cell that the suite has left in the namespace.
func setClassCell(c *Ctx, spec *ClassSpec, cls, ns Value) bool {
	cell := DictGet(c, plain(ns), nameClassCell)
	switch {
	case cell == 0:
		if spec.Cell != nil {
			*spec.Cell = cls
		}
		return true
	case !isType(cell, TypeCell):
		TypeErrorf(c, "__classcell__ must be a nonlocal cell, not %s", textOf(c, ClassOf(cell)))
		return false
	}
	for _, s := range c.statements {
		if s.cell == cell && s.spec.Cell != nil {
			*s.spec.Cell = cls
		}
	}
	return CellSet(c, cell, cls)
}

// takeStatement returns the ClassSpec of the innermost class statement if ns is
// its namespace, once; else a new one.
func takeStatement(c *Ctx, name string, ns Value) *ClassSpec {
	if n := len(c.statements); n > 0 && c.statements[n-1].ns == ns && c.statements[n-1].spec.Name == name {
		c.statements[n-1].ns = 0
		return c.statements[n-1].spec
	}
	return &ClassSpec{Name: name, QualName: name, Module: "__main__"}
}

// typeNew is type(x), type(name, bases, namespace) and what metaclasses call as
// super().__new__.
func typeNew(c *Ctx, meta, args, keywords Value) Value {
	if !isMeta(meta) {
		if TypeID(meta) != TypeClass {
			return TypeErrorf(c, "type.__new__(X): X is not a type object (%s)", TypeName(meta))
		}
		return TypeErrorf(c, "type.__new__(%s): %s is not a subtype of type", word(meta, className), word(meta, className))
	}
	plainType := meta == infoOf(TypeClass).class
	if n := TupleLen(args); n == 1 && plainType && (keywords == 0 || DictLen(keywords) == 0) {
		return c.Own(ClassOf(TupleItem(args, 0)))
	} else if n != 3 {
		if plainType {
			return TypeErrorf(c, "type() takes 1 or 3 arguments")
		}
		return TypeErrorf(c, "type.__new__() takes exactly 3 arguments (%d given)", n)
	}
	name, bases, ns := plain(TupleItem(args, 0)), plain(TupleItem(args, 1)), TupleItem(args, 2)
	switch {
	case !IsStr(name):
		return TypeErrorf(c, "type.__new__() argument 1 must be str, not %s", TypeName(name))
	case !IsTuple(bases):
		return TypeErrorf(c, "type.__new__() argument 2 must be tuple, not %s", TypeName(bases))
	case !IsDict(plain(ns)):
		return TypeErrorf(c, "type.__new__() argument 3 must be dict, not %s", TypeName(ns))
	}
	for i := range TupleLen(bases) {
		b := TupleItem(bases, i)
		if isType(b, TypeClass) {
			continue
		}
		if m, ok := FindAttr(c, b, nameMroEntries); m != 0 || !ok {
			c.Drop(m)
			if ok {
				TypeErrorf(c, "type() doesn't support MRO entry resolution; use types.new_class()")
			}
			return 0
		}
	}
	winner := bestMeta(c, meta, bases)
	if winner == 0 {
		return 0
	}
	if winner != meta {
		if m := infoOfClass(winner).new; m != infoOf(TypeClass).new {
			all := tupleOf(c, append([]Value{winner}, tupleItems(args)...)...)
			r := CallEx(c, m, all, keywords)
			c.Drop(all)
			return r
		}
	}
	return buildClass(c, takeStatement(c, GoString(name), ns), winner, bases, ns, keywords)
}

// typeCall is type.__call__: the call of a class whose metaclass defines its own
// __call__ and passes on to this.
func typeCall(c *Ctx, cls, args, keywords Value) Value {
	if TypeID(cls) != TypeClass {
		return TypeErrorf(c, "descriptor '__call__' requires a 'type' object but received a '%s'", TypeName(cls))
	}
	return WithKeywords(c, args, keywords, func(all, names Value) Value { return makeInstance(c, cls, all, names) })
}

// nameMembers tells the attributes of a new class their names: __set_name__.
func nameMembers(c *Ctx, cls Value) bool {
	members := DictCopy(c, word(cls, classDict))
	if members == 0 {
		return false
	}
	defer c.Drop(members)
	for pos := 0; ; {
		k, v, ok := DictNext(members, &pos)
		if !ok {
			return true
		}
		if isType(v, TypeProperty) {
			nameProperty(c, v, k)
			continue
		}
		m := special(v, nameSetName)
		if m == 0 {
			continue
		}
		r := callSpecial2(c, m, v, cls, k)
		if r == 0 {
			cause := c.Exc
			c.Exc = 0
			RuntimeErrorf(c, "Error calling __set_name__ on '%s' instance '%s' in '%s'", TypeName(v), k, word(cls, className))
			if e := c.Exc; e != 0 {
				replaceSlot(c, e, excCause, c.Own(cause))
				replaceSlot(c, e, excContext, cause)
				replaceSlot(c, e, excSuppress, True)
			}
			return false
		}
		c.Drop(r)
	}
}

// initSubclass calls super(cls, cls).__init_subclass__(**keywords).
func initSubclass(c *Ctx, cls, keywords Value) bool {
	super := NewSuper(c, cls, cls)
	if super == 0 {
		return false
	}
	f, ok := superAttr(c, super, nameInitSubclass)
	c.Drop(super)
	if f == 0 {
		return ok
	}
	r := CallEx(c, f, emptyTuple, keywords)
	c.Drop(f)
	c.Drop(r)
	return r != 0
}

// classHooks makes the functions of a namespace that CPython binds to the class
// class methods, and __new__ a static one.
func classHooks(c *Ctx, dict Value) {
	for _, name := range [...]Value{nameInitSubclass, nameClassGetitem, nameNew} {
		if f := DictGet(c, dict, name); f != 0 && rowOf(f) != nil && !rowOf(f).Native {
			kind := uint32(TypeClassMethod)
			if name == nameNew {
				kind = TypeStaticMethod
			}
			w := newWrapper(c, kind, f)
			DictSet(c, dict, name, w)
			c.Drop(w)
		}
	}
}

// subclassesOf is type.__subclasses__.
func subclassesOf(c *Ctx, cls Value) Value {
	l := NewList(c, 0)
	if l == 0 {
		return 0
	}
	for _, id := range infoOfClass(cls).subclasses {
		if !ListAppend(c, l, infoOf(id).class) {
			c.Drop(l)
			return 0
		}
	}
	infoOfClass(cls).eachLocal(func(k Value) {
		if l != 0 && !ListAppend(c, l, k) {
			l = 0
		}
	})
	return l
}

func init() {
	boolOf := func(test func(cls, x Value) bool) func(*Ctx, Value, Value) Value {
		return func(_ *Ctx, cls, x Value) Value { return Bool(test(cls, x)) }
	}
	defineType(typeSpec{id: TypeClass, name: "type", public: true, methods: []Func{
		{Name: "__new__", Sig: "cls, /, *args, **kwargs", F3: typeNew},
		{Name: "__init__", Sig: "self, /, *args, **kwargs", F3: func(c *Ctx, _, args, kwargs Value) Value {
			if n := TupleLen(args); n != 1 && n != 3 {
				return TypeErrorf(c, "type.__init__() takes 1 or 3 arguments")
			}
			return None
		}},
		{Name: "__call__", Sig: "self, /, *args, **kwargs", F3: typeCall},
		{Name: "__instancecheck__", Sig: "self, instance, /", F2: boolOf(func(cls, x Value) bool { return IsInstance(x, cls) })},
		{Name: "__subclasscheck__", Sig: "self, subclass, /", F2: func(c *Ctx, cls, x Value) Value {
			if TypeID(x) != TypeClass {
				return matchAbstract(c, x, x, cls, nameSubclasscheck, "")
			}
			return Bool(IsSubclass(x, cls))
		}},
		{Name: "__subclasses__", Sig: "self, /", F1: subclassesOf},
		{Name: "mro", Sig: "self, /", F1: func(c *Ctx, cls Value) Value {
			if TypeID(cls) != TypeClass {
				return TypeErrorf(c, "descriptor 'mro' for 'type' objects doesn't apply to a '%s' object", TypeName(cls))
			}
			mro := mergeMro(c, cls, word(cls, classBases))
			if mro == 0 {
				return 0
			}
			return newListOf(c, tupleItems(mro))
		}},
		{Name: "__or__", Sig: "self, value, /", F2: typeOr},
		{Name: "__ror__", Sig: "self, value, /", F2: func(c *Ctx, a, b Value) Value { return typeOr(c, b, a) }},
	}, attrs: func(c *Ctx, cls, ns Value) {
		addGetSets(c, cls, ns, "__annotations__", "__base__", "__bases__", "__dict__", "__module__", "__mro__", "__name__", "__qualname__")
		addClassMethods(c, ns, "type", []Func{{Name: "__prepare__", Sig: "cls, /, *args, **kwargs", F3: func(c *Ctx, _, _, _ Value) Value { return NewDict(c, 0) }}})
	}})
}

// NameSet stores a name of a class suite in its namespace, which may be an
// instance of a class derived from dict.
func NameSet(c *Ctx, ns, name, v Value) bool {
	if IsDict(ns) {
		return DictSet(c, ns, name, v)
	}
	return SetItem(c, ns, name, v)
}

// NameGet returns what a name of a class suite stands for: in its namespace, among the
// module's variables, whose value is global or 0, or among the built-in ones. A
// namespace of a class of its own is asked as any mapping.
func NameGet(c *Ctx, ns, name, global Value) Value {
	if IsDict(ns) {
		if v := DictGet(c, ns, name); v != 0 || c.Exc != 0 {
			return c.Own(v)
		}
	} else if v := GetItem(c, ns, name); v != 0 || !MatchPending(c, ExcKeyError) {
		return v
	} else {
		clearExc(c)
	}
	if global != 0 {
		return c.Own(global)
	}
	return LoadBuiltin(c, name)
}

// NameDelete deletes a name of a class suite; false with NameError pending if it
// is not there.
func NameDelete(c *Ctx, ns, name Value) bool {
	if !DictHas(c, plain(ns), name) {
		unknownName(c, name)
		return false
	}
	return DelItem(c, ns, name)
}

// registerClass makes the memory layout of instances known to the walkers.
func registerClass(in *classInfo, name string) {
	l := &arena.Layout{Name: name, Size: in.size, First: 8, Count: 1 + uintptr(in.slots)}
	if in.local != nil {
		l.Class = in.class.addr()
	}
	arena.Register(in.id, l)
}
