package rt

import "sync"

// Module objects: 8 dict, 16 name, 24 number of the Python module, None for one that
// the program has made, or 0.

// ModuleDef describes a native module. Funcs are its functions; Init, if any,
// adds the rest. Importing it twice yields the same object.
type ModuleDef struct {
	Name, Doc string
	Funcs     []Func
	Init      func(c *Ctx, m Value) bool
	Object    func() Value // returns the module, for one that is there already

	// A module of a unit is written in Python: Unit registers what its package
	// holds, and Python is the module.
	Unit   *Program
	Python *Module

	once   sync.Once
	object Value
}

// NewModule returns an immortal module with an empty namespace. Main thread only.
func NewModule(c *Ctx, name string) Value {
	m := Value(c.newTracked(32, TypeModule<<8))
	setWord(m, moduleIndex, 0)
	d := NewDict(c, 8)
	setWord(m, 8, immortalise(d))
	setWord(m, 16, Intern(c, name))
	DictSet(c, d, nameName, word(m, 16))
	return immortalise(m)
}

// makeModule is types.ModuleType(name, doc): a module of the program's own making,
// doc may be 0. The word at moduleIndex is None.
func makeModule(c *Ctx, name, doc Value) Value {
	if doc == 0 {
		doc = None
	}
	d := NewDict(c, 8)
	if d == 0 {
		return 0
	}
	for _, e := range [...]struct {
		name string
		v    Value
	}{{"__name__", name}, {"__doc__", doc}, {"__package__", None}, {"__loader__", None}, {"__spec__", None}} {
		key := NewStr(c, e.name)
		ok := key != 0 && DictSet(c, d, key, e.v)
		c.Drop(key)
		if !ok {
			c.Drop(d)
			return 0
		}
	}
	m := Value(c.newTracked(32, TypeModule<<8))
	setWord(m, 8, d)
	setWord(m, 16, c.Own(name))
	setWord(m, moduleIndex, None)
	return m
}

// moduleNew is ModuleType.__new__. An instance of a class derived from it is a plain
// object, whose attributes moduleInit sets.
func moduleNew(c *Ctx, cls, args, kwargs Value) Value {
	if cls != infoOf(TypeModule).class {
		if TypeID(cls) != TypeClass || !IsSubclass(cls, infoOf(TypeModule).class) {
			return TypeErrorf(c, "module.__new__(X): X is not a subtype of module")
		}
		return newInstance(c, infoOfClass(cls))
	}
	var given [2]Value
	n := TupleLen(args)
	if n > len(given) {
		return TypeErrorf(c, "module() takes at most 2 arguments (%d given)", n)
	}
	copy(given[:], tupleItems(args))
	for pos := 0; kwargs != 0; {
		k, v, ok := DictNext(kwargs, &pos)
		if !ok {
			break
		}
		switch name := GoString(k); {
		case name == "name" && n == 0:
			given[0] = v
		case name == "doc" && n < 2:
			given[1] = v
		case name == "name" || name == "doc":
			return TypeErrorf(c, "argument for module() given by name ('%s') and position (%d)", name, 1+len(name)%2)
		default:
			return TypeErrorf(c, "'%s' is an invalid keyword argument for module()", name)
		}
	}
	switch name := plain(given[0]); {
	case given[0] == 0:
		return TypeErrorf(c, "module() missing required argument 'name' (pos 1)")
	case !IsStr(name):
		return TypeErrorf(c, "module() argument 'name' must be str, not %s", TypeName(name))
	default:
		return makeModule(c, name, given[1])
	}
}

// moduleAttrs are the attributes that every module begins with, but for its name.
var moduleAttrs = [...]string{"__doc__", "__package__", "__loader__", "__spec__"}

// moduleInit is ModuleType.__init__.
func moduleInit(c *Ctx, m, name, doc Value) Value {
	if !IsStr(plain(name)) {
		return TypeErrorf(c, "module.__init__() argument 'name' must be str, not %s", TypeName(name))
	}
	in := infoFor(m)
	ok := setAttr(c, in, m, nameName, name)
	for i, attr := range moduleAttrs {
		v := None
		if i == 0 && doc != 0 {
			v = doc
		}
		ok = ok && setAttr(c, in, m, Intern(c, attr), v)
	}
	return noneIf(ok)
}

// moduleRepr is ModuleType.__repr__ for an instance of a derived class.
func moduleRepr(c *Ctx, m Value) Value {
	if isType(m, TypeModule) {
		return Repr(c, m)
	}
	name, ok := FindAttr(c, m, nameName)
	if name == 0 {
		if !ok {
			return 0
		}
		return NewStr(c, "<module '?'>")
	}
	s := "<module " + textOf(c, name) + ">"
	c.Drop(name)
	return NewStr(c, s)
}

func isMadeModule(m Value) bool { return word(m, moduleIndex) == None }

// ModuleSet binds name in module m to v, taking over the reference.
func ModuleSet(c *Ctx, m Value, name string, v Value) {
	DictSet(c, word(m, 8), Intern(c, name), v)
	Decref(c, v)
}

// ModuleDict returns the namespace of m, borrowed.
func ModuleDict(m Value) Value { return word(m, 8) }

// ImportNative returns the module object of def, made at the first import. Main
// thread only: contexts find modules imported when their program was loaded.
func ImportNative(c *Ctx, def *ModuleDef) Value {
	if def.Unit != nil {
		return importUnit(c, def)
	}
	ok := true
	def.once.Do(func() {
		if def.Object != nil {
			def.object = def.Object()
			return
		}
		m := NewModule(c, def.Name)
		for i := range def.Funcs {
			def.Funcs[i].Module = def.Name
		}
		base := AddFuncs(c, def.Funcs)
		for i := range def.Funcs {
			ModuleSet(c, m, def.Funcs[i].Name, FuncValue(base+uint32(i)))
		}
		def.object = m
		DictSet(c, modulesDict, word(m, 16), m)
		if def.Init != nil {
			ok = def.Init(c, m)
		}
	})
	if !ok {
		return 0
	}
	return def.object
}

// importUnit is ImportNative for a module of a unit.
func importUnit(c *Ctx, def *ModuleDef) Value {
	if o := Value(def.Python.object.Load()); o != 0 {
		return o
	}
	if c.IsMain && !def.Unit.loaded {
		def.Unit.loaded = true
		if !def.Unit.Load(c) {
			return 0
		}
	}
	o := Import(c, def.Python)
	if o == 0 || def.Python.parent != nil || def.Python.Parent == "" {
		return o
	}
	// The package around it is native.
	if pkg := DictGet(c, modulesDict, Intern(c, def.Python.Parent)); pkg != 0 {
		if m := pythonModule(pkg); m != nil {
			m.set(c, lastName(c, def.Name), o)
		} else {
			DictSet(c, word(pkg, 8), lastName(c, def.Name), o)
		}
	}
	return o
}

// ImportFrom returns attribute name of module m for from m import name.
func ImportFrom(c *Ctx, m, name Value) Value {
	v, ok := FindAttr(c, m, name)
	if v == 0 && ok {
		where := "unknown location"
		if p := pythonModule(m); p != nil && p.File != "" {
			where = p.File
		}
		if !isType(m, TypeModule) {
			return ImportErrorf(c, "cannot import name '%s' from '%s' ("+where+")", name, TypeName(m))
		}
		return ImportErrorf(c, "cannot import name '%s' from '%s' ("+where+")", name, word(m, 16))
	}
	return v
}

var builtinsModule Value

// BuiltinsModule returns the module builtins.
func BuiltinsModule() Value { return builtinsModule }

// LoadBuiltin returns the built-in of that name, owned; NameError if there is
// none.
func LoadBuiltin(c *Ctx, name Value) Value {
	if v := DictGet(c, word(builtinsModule, 8), name); v != 0 {
		return c.Own(v)
	}
	if GoString(name) == "__builtins__" {
		return builtinsModule // no attribute of its own, but every module has the name
	}
	return unknownName(c, name)
}
