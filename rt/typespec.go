package rt

import "strings"

// typeSpec describes a built-in class: its type id, base and methods. Each
// type's file registers its own with defineType from an init function; Boot makes
// the classes, so importing the package starts nothing.
type typeSpec struct {
	id      uint32
	name    string
	base    uint32   // 0: object
	also    []uint32 // further type ids of the same class
	methods []Func   // Sig includes self (or cls for __new__)
	attrs   func(c *Ctx, cls, dict Value)
	public  bool // a name in module builtins
}

var typeSpecs []typeSpec

func defineType(t typeSpec) { typeSpecs = append(typeSpecs, t) }

// bootTypes makes the classes of all registered specs, bases first.
func bootTypes(c *Ctx) {
	done := map[uint32]bool{0: true}
	for left := len(typeSpecs); left > 0; {
		before := left
		for i := range typeSpecs {
			t := &typeSpecs[i]
			if done[t.id] {
				continue
			}
			base := t.base
			if base == 0 && t.id != TypeObject {
				base = TypeObject
			}
			if base != 0 && !done[base] {
				continue
			}
			bootType(c, t, base)
			done[t.id] = true
			left--
		}
		if left == before {
			panic("rt: a built-in type's base is not defined")
		}
	}
}

func bootType(c *Ctx, t *typeSpec, base uint32) {
	cls := newClass(c, t.name, t.id)
	setWord(cls, classModule, nameBuiltins)
	flags := int64(classNative)
	setWord(cls, classFlags, Int(flags))
	if base == 0 {
		setWord(cls, classBases, emptyTuple)
		setWord(cls, classMro, ConstTuple(c, cls))
	} else {
		b := infoOf(base).class
		setWord(cls, classBases, ConstTuple(c, b))
		setWord(cls, classMro, prependMro(c, cls, b))
	}
	addMethods(c, cls, t.name, append(t.methods, valueMethods[t.id]...))
	switch t.id {
	case TypeList, TypeDict, TypeSet, TypeBytearray, TypeDictKeys, TypeDictItems, TypeSlice:
		DictSet(c, word(cls, classDict), nameHashing, None)
	}
	if t.attrs != nil {
		t.attrs(c, cls, word(cls, classDict))
	}
	if !DictHas(c, word(cls, classDict), nameDoc) {
		DictSet(c, word(cls, classDict), nameDoc, None)
	}
	switch t.id {
	case TypeList, TypeTuple, TypeDict, TypeSet, TypeFrozenset, TypeEnumerate, TypeAsyncGenerator:
		addClassMethods(c, word(cls, classDict), t.name, []Func{{Name: "__class_getitem__", Sig: "cls, key, /", F2: newAlias}})
	}
	if base != 0 && base != TypeObject {
		b := infoOf(base)
		b.subclasses = append(b.subclasses, t.id)
	}
	in := rebuild(cls)
	for _, id := range t.also {
		copyOf := *in
		copyOf.id = id
		setInfo(id, &copyOf)
	}
}

// addMethods adds rows to the namespace of class cls.
func addMethods(c *Ctx, cls Value, class string, methods []Func) {
	for i := range methods {
		methods[i].QualName = class + "." + methods[i].Name
		methods[i].Module = "builtins"
		methods[i].owner = cls
		guardNew(cls, &methods[i])
		guardSelf(cls, &methods[i])
	}
	base := AddFuncs(c, methods)
	for i := range methods {
		DictSet(c, word(cls, classDict), Intern(c, methods[i].Name), FuncValue(base+uint32(i)))
	}
}

// A selfGuard checks the arguments of a built-in class's methods.
type selfGuard struct {
	cls   Value
	id    uint32
	plain bool // arguments that carry a value are replaced by it
	name  string
}

// value returns what a method works on of self.
func (g *selfGuard) value(c *Ctx, self Value) Value {
	if TypeID(self) == g.id {
		return self
	}
	return g.valueOf(c, self)
}

func (g *selfGuard) valueOf(c *Ctx, self Value) Value {
	if IsInstance(self, g.cls) {
		if g.id >= FirstType { // a native module's class: the instance is what it works on
			return self
		}
		value := plain(self)
		if kindOfValue(g.id) == 0 || TypeID(value) < FirstType {
			return value
		}
	}
	text := "descriptor '%s' for '%s' objects doesn't apply to a '%s' object"
	if isSlotWrapper(g.id, g.name) {
		text = "descriptor '%s' requires a '%s' object but received a '%s'"
	}
	return TypeErrorf(c, text, g.name, word(g.cls, className), TypeName(self))
}

func (g *selfGuard) arg(x Value) Value {
	if g.plain && x.IsPtr() {
		return plainArg(x)
	}
	return x
}

// result is r, but l += x returns the instance that l is, not its value.
func (g *selfGuard) result(c *Ctx, self, value, r Value) Value {
	if value != self && r == value && kindOfValue(g.id) == fills {
		c.Drop(r)
		return c.Own(self)
	}
	return r
}

// guardSelf makes the entry of a method of class cls check that its first
// argument is an instance: the entries read memory by cls's layout, and
// str.upper(5) must raise. object's methods take anything.
func guardSelf(cls Value, f *Func) {
	id := classID(cls)
	if id == TypeObject || !strings.HasPrefix(f.Sig, "self") || f.Instance {
		return
	}
	g := &selfGuard{cls, id, plainArgs(id, f.Name), f.Name}
	switch {
	case f.F1 != nil:
		entry := f.F1
		f.F1 = func(c *Ctx, self Value) Value {
			v := self
			if TypeID(self) != id {
				if v = g.value(c, self); v == 0 {
					return 0
				}
			}
			r := entry(c, v)
			if r == 0 && c.refused != 0 && refusedStore(c, self) {
				return storedOnMain(c, f.id, self)
			}
			return r
		}
	case f.F2 != nil:
		entry := f.F2
		f.F2 = func(c *Ctx, self, x Value) Value {
			if TypeID(self) == id && !g.plain {
				r := entry(c, self, x)
				if r == 0 && c.refused != 0 && refusedStore(c, self) {
					return storedOnMain(c, f.id, self, x)
				}
				return r
			}
			v := g.value(c, self)
			if v == 0 {
				return 0
			}
			r := entry(c, v, g.arg(x))
			if r == 0 && c.refused != 0 && refusedStore(c, self) {
				return storedOnMain(c, f.id, self, x)
			}
			return g.result(c, self, v, r)
		}
	case f.F3 != nil:
		entry := f.F3
		f.F3 = func(c *Ctx, self, x, y Value) Value {
			if TypeID(self) == id && !g.plain {
				r := entry(c, self, x, y)
				if r == 0 && c.refused != 0 && refusedStore(c, self) {
					return storedOnMain(c, f.id, self, x, y)
				}
				return r
			}
			v := g.value(c, self)
			if v == 0 {
				return 0
			}
			r := entry(c, v, g.arg(x), g.arg(y))
			if r == 0 && c.refused != 0 && refusedStore(c, self) {
				return storedOnMain(c, f.id, self, x, y)
			}
			return g.result(c, self, v, r)
		}
	case f.F4 != nil:
		entry := f.F4
		f.F4 = func(c *Ctx, self, x, y, z Value) Value {
			v := g.value(c, self)
			if v == 0 {
				return 0
			}
			r := entry(c, v, g.arg(x), g.arg(y), g.arg(z))
			if r == 0 && c.refused != 0 && refusedStore(c, self) {
				return storedOnMain(c, f.id, self, x, y, z)
			}
			return g.result(c, self, v, r)
		}
	case f.FN != nil:
		entry := f.FN
		f.FN = func(c *Ctx, args Value) Value {
			v := g.value(c, TupleItem(args, 0))
			if v == 0 {
				return 0
			}
			if v == TupleItem(args, 0) {
				return again(c, f, args, entry(c, args))
			}
			t := newTupleOf(c, tupleItems(args))
			if t == 0 {
				return 0
			}
			c.Drop(TupleItem(t, 0))
			TupleInit(t, 0, c.Own(v))
			r := entry(c, t)
			c.Drop(t)
			return again(c, f, args, r)
		}
	}
}

// isSlotWrapper reports whether a special method is, in CPython, made from a slot
// of the type and not from a row of its method table: messages differ.
func isSlotWrapper(id uint32, name string) bool {
	if !strings.HasPrefix(name, "__") {
		return false
	}
	switch name {
	case "__format__", "__round__", "__trunc__", "__floor__", "__ceil__", "__reversed__", "__sizeof__", "__mro_entries__", "__reduce__", "__complex__", "__length_hint__",
		"__instancecheck__", "__subclasscheck__", "__subclasses__":
		return false
	case "__getitem__":
		return id != TypeList && id != TypeDict
	case "__contains__":
		return id != TypeDict && id != TypeSet && id != TypeFrozenset
	}
	return true
}

// addClassMethods adds rows to the namespace of a built-in class as class
// methods.
func addClassMethods(c *Ctx, ns Value, class string, rows []Func) {
	for i := range rows {
		guardConstructor(&rows[i])
	}
	addWrapped(c, ns, class, rows, func(f Value) Value { return newWrapper(c, TypeClassMethod, f) })
}

// addStaticMethods adds rows to the namespace of a built-in class as static
// methods.
func addStaticMethods(c *Ctx, ns Value, class string, rows []Func) {
	addWrapped(c, ns, class, rows, func(f Value) Value { return newWrapper(c, TypeStaticMethod, f) })
}

// addProperties adds read-only attributes to the namespace of built-in class
// cls.
func addProperties(c *Ctx, ns, cls Value, class string, rows []Func) {
	for i := range rows {
		guardSelf(cls, &rows[i])
	}
	addWrapped(c, ns, class, rows, func(f Value) Value { return newProperty(c, f, 0, 0, 0) })
}

// addGetSet adds an attribute that can be set to the namespace of built-in class
// cls: get takes self, set takes self and value, which is 0 where the attribute is
// deleted.
func addGetSet(c *Ctx, ns, cls Value, class, name string, get func(c *Ctx, self Value) Value, set func(c *Ctx, self, v Value) bool) {
	rows := []Func{
		{Name: name, Sig: "self, /", F1: get},
		{Name: name, Sig: "self, value, /", F2: func(c *Ctx, self, v Value) Value { return noneIf(set(c, self, v)) }},
		{Name: name, Sig: "self, /", F1: func(c *Ctx, self Value) Value { return noneIf(set(c, self, 0)) }},
	}
	for i := range rows {
		rows[i].QualName, rows[i].Module = class+"."+name, "builtins"
		guardSelf(cls, &rows[i])
	}
	base := AddFuncs(c, rows)
	p := newProperty(c, FuncValue(base), FuncValue(base+1), FuncValue(base+2), 0)
	DictSet(c, ns, Intern(c, name), immortalise(p))
}

func addWrapped(c *Ctx, ns Value, class string, rows []Func, wrap func(f Value) Value) {
	for i := range rows {
		rows[i].QualName = class + "." + rows[i].Name
		rows[i].Module = "builtins"
	}
	base := AddFuncs(c, rows)
	for i := range rows {
		DictSet(c, ns, Intern(c, rows[i].Name), immortalise(wrap(FuncValue(base+uint32(i)))))
	}
}
