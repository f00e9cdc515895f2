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
	m := Value(c.Alloc(32))
	setHeader(c, m, TypeModule)
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
	m := Value(c.Alloc(32))
	setHeader(c, m, TypeModule)
	setWord(m, 8, d)
	setWord(m, 16, c.Own(name))
	setWord(m, moduleIndex, None)
	return m
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
