package rt

import (
	"sync/atomic"
)

// Module describes a Python module of the compiled program. Its variables are
// Go variables of the generated package; the module object, which the program
// sees when it imports the module, finds them through Vars and keeps what else
// is stored on it in Dict. Modules belong to the main thread: contexts find
// them imported.
type Module struct {
	Name    string // dotted
	Parent  string // dotted name of the package it is in, or ""
	File    string // "" for a namespace package
	Package bool
	Dirs    []string         // of a package: __path__
	Code    func(*Ctx) Value // runs the module; nil if there is nothing to run
	Vars    []ModuleVar
	Dict    Value // of the module object; holds all variables if Vars is empty

	object atomic.Uint64 // the module object once an import has begun
	parent *Module
	vars   map[Value]*Value // by interned name
	index  int64            // one more than that into pythonModules
}

// ModuleVar is a variable of a module.
type ModuleVar struct {
	Name string
	Var  *Value
}

// pythonModules is indexed by the word at moduleIndex of a module object, less
// one. Programs append to it when they are loaded, before contexts run.
var pythonModules []*Module

const moduleIndex = 24

// modulesDict is sys.modules.
var modulesDict Value

// AddModules makes the program's modules known, before any of its code runs.
func AddModules(c *Ctx, mods []Module) {
	byName := map[string]*Module{}
	for i := range mods {
		byName[mods[i].Name] = &mods[i]
	}
	for i := range mods {
		m := &mods[i]
		pythonModules = append(pythonModules, m)
		m.index = int64(len(pythonModules))
		m.parent = byName[m.Parent]
		m.Dict = immortalise(NewDict(c, 8))
		m.vars = make(map[Value]*Value, len(m.Vars))
		for _, v := range m.Vars {
			m.vars[Intern(c, v.Name)] = v.Var
		}
	}
}

// Begin makes the object of the program's own module, whose code is about to
// run.
func Begin(c *Ctx, m *Module) { m.begin(c) }

func (m *Module) begin(c *Ctx) Value {
	o := NewModule(c, m.Name)
	setWord(o, 8, m.Dict)
	setWord(o, moduleIndex, Int(m.index))
	set := func(name string, v Value) {
		DictSet(c, m.Dict, Intern(c, name), v)
		c.Drop(v)
	}
	set("__name__", word(o, 16))
	set("__doc__", None)
	set("__loader__", None)
	set("__spec__", None)
	if m.Name == "__main__" {
		set("__builtins__", c.Own(builtinsModule))
	} else {
		set("__builtins__", c.Own(ModuleDict(builtinsModule)))
	}
	if m.File != "" {
		set("__file__", NewStr(c, m.File))
	}
	if m.Package {
		set("__package__", NewStr(c, m.Name))
		path := NewList(c, 0)
		for _, dir := range m.Dirs {
			s := NewStr(c, dir)
			ListAppend(c, path, s)
			c.Drop(s)
		}
		set("__path__", path)
	} else if m.Name == "__main__" {
		set("__package__", None)
	} else {
		set("__package__", NewStr(c, m.Parent))
	}
	m.object.Store(uint64(o))
	DictSet(c, modulesDict, word(o, 16), o)
	return o
}

// Imported reports whether the import of m has begun.
func Imported(m *Module) bool { return m.object.Load() != 0 }

// Import returns the module object of m, owned, after running the module, and
// before it the packages it is in, if that has not begun yet.
func Import(c *Ctx, m *Module) Value {
	if o := Value(m.object.Load()); o != 0 {
		return o
	}
	return ImportIn(c, c, m)
}

// ImportIn is Import where objects that belong to the main thread are made on mc
// and the module's code runs on c.
func ImportIn(mc, c *Ctx, m *Module) Value {
	if o := Value(m.object.Load()); o != 0 {
		return o
	}
	if !mc.IsMain {
		return ImportErrorf(c, "module '%s' could not be imported before the first callback ran", Intern(c, m.Name))
	}
	if m.parent != nil && ImportIn(mc, c, m.parent) == 0 {
		return 0
	}
	if o := Value(m.object.Load()); o != 0 {
		return o // the package has done it
	}
	o := m.begin(mc)
	if m.Code != nil {
		r := m.Code(c)
		if r == 0 {
			m.abandon(mc)
			return 0
		}
		c.Drop(r)
	}
	if m.parent != nil {
		m.parent.set(mc, lastName(mc, m.Name), o)
	}
	return o
}

// abandon forgets a module whose code has raised: the next import begins anew.
func (m *Module) abandon(c *Ctx) {
	exc := c.Exc
	c.Exc = 0
	DictDelete(c, modulesDict, Intern(c, m.Name))
	clearExc(c)
	c.Exc = exc
	m.object.Store(0)
	for _, v := range m.Vars {
		old := *v.Var
		*v.Var = 0
		if c.IsMain {
			c.Drop(old)
		}
	}
	m.Dict = immortalise(NewDict(c, 8))
}

func lastName(c *Ctx, name string) Value {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			return Intern(c, name[i+1:])
		}
	}
	return Intern(c, name)
}

// pythonModule returns the description of a module object, nil for a native
// module.
func pythonModule(o Value) *Module {
	if i := word(o, moduleIndex); i.IsInt() {
		return pythonModules[i.Int()-1]
	}
	return nil
}

// get returns variable name, borrowed, or 0.
func (m *Module) get(c *Ctx, name Value) Value {
	if canon := internedName(name); canon != 0 {
		if p := m.vars[canon]; p != nil && *p != 0 {
			return *p
		}
	}
	return DictGet(c, m.Dict, name)
}

// set binds name to v. Main thread.
func (m *Module) set(c *Ctx, name, v Value) bool {
	if canon := internedName(name); canon != 0 {
		if p := m.vars[canon]; p != nil {
			old := *p
			*p = c.Own(v)
			c.Drop(old)
			return true
		}
	}
	return DictSet(c, m.Dict, name, v)
}

// remove unsets name and reports whether it was set. Main thread.
func (m *Module) remove(c *Ctx, name Value) bool {
	if canon := internedName(name); canon != 0 {
		if p := m.vars[canon]; p != nil && *p != 0 {
			old := *p
			*p = 0
			c.Drop(old)
			return true
		}
	}
	return DictHas(c, m.Dict, name) && DictDelete(c, m.Dict, name)
}

// moduleAttr returns attribute name of module o, owned, or 0, true if there is
// none: a variable, or what the module's __getattr__ answers (PEP 562).
func moduleAttr(c *Ctx, o, name Value) (Value, bool) {
	m := pythonModule(o)
	if m == nil {
		v := DictGet(c, word(o, 8), name)
		if v == 0 && name == nameDict {
			v = word(o, 8)
		}
		if v == 0 && c.Exc == 0 && isMadeModule(o) {
			if f := DictGet(c, word(o, 8), nameGetattr); f != 0 {
				v := Call1(c, f, name)
				return v, v != 0
			}
		}
		return c.Own(v), c.Exc == 0
	}
	if v := m.get(c, name); v != 0 || c.Exc != 0 {
		return c.Own(v), c.Exc == 0
	}
	if name == nameDict {
		d := m.namespace(c)
		return d, d != 0
	}
	if name == nameAnnotations {
		return ownAnnotations(c, o, m.Dict)
	}
	if f := m.get(c, nameGetattr); f != 0 {
		v := Call1(c, f, name)
		return v, v != 0
	}
	return 0, true
}

// namespace returns the module's variables: its dict, or, where they live in Go
// variables because the program never changes them by name, a dict of them.
func (m *Module) namespace(c *Ctx) Value {
	if len(m.Vars) == 0 {
		return c.Own(m.Dict)
	}
	d := NewDict(c, len(m.Vars)+8)
	if d == 0 || !DictUpdate(c, d, m.Dict) {
		c.Drop(d)
		return 0
	}
	for _, v := range m.Vars {
		if *v.Var != 0 && !DictSet(c, d, Intern(c, v.Name), *v.Var) {
			c.Drop(d)
			return 0
		}
	}
	return d
}

// NoModuleAttr raises AttributeError: variable name of m is unset.
func NoModuleAttr(c *Ctx, m *Module, name Value) Value {
	return AttributeErrorf(c, "module '%s' has no attribute '%s'", Intern(c, m.Name), name)
}

// LoadGlobal returns variable name of a module that keeps its variables in dict
// d, or else the builtin of that name, borrowed; NameError if there is neither.
func LoadGlobal(c *Ctx, d, name Value) Value {
	if v := DictGet(c, d, name); v != 0 {
		return v
	}
	return LoadBuiltin(c, name)
}

// LoadModuleVar returns variable name of m, borrowed; AttributeError if it is
// unset.
func LoadModuleVar(c *Ctx, m *Module, name Value) Value {
	if v := m.get(c, name); v != 0 || c.Exc != 0 {
		return v
	}
	return NoModuleAttr(c, m, name)
}

// StoreGlobal binds name in the dict of a module, taking over the reference.
func StoreGlobal(c *Ctx, d, name, v Value) {
	DictSet(c, d, name, v)
	c.Drop(v)
}

// DelGlobal unsets name in the dict of a module.
func DelGlobal(c *Ctx, d, name Value) bool {
	if !DictHas(c, d, name) {
		unknownName(c, name)
		return false
	}
	return DictDelete(c, d, name)
}

// ImportStar binds in dict d what module o exports: the names in its __all__,
// else all that do not begin with an underscore.
func ImportStar(c *Ctx, o, d Value) bool {
	all, ok := FindAttr(c, o, Intern(c, "__all__"))
	if !ok {
		return false
	}
	if all == 0 {
		return importPublic(c, o, d)
	}
	defer c.Drop(all)
	it := Iter(c, all)
	if it == 0 {
		return false
	}
	defer c.Drop(it)
	for {
		name := Next(c, it)
		if name == 0 {
			return c.Exc == 0
		}
		if !IsStr(name) {
			if module := GetAttr(c, o, nameName); module != 0 {
				TypeErrorf(c, "Item in %s.__all__ must be str, not %s", module, TypeName(name))
				c.Drop(module)
			}
			c.Drop(name)
			return false
		}
		v := GetAttr(c, o, name)
		ok := v != 0 && DictSet(c, d, name, v)
		c.Drop(v)
		c.Drop(name)
		if !ok {
			return false
		}
	}
}

func importPublic(c *Ctx, o, d Value) bool {
	if TypeID(o) != TypeModule {
		return importPublicOf(c, o, d)
	}
	ns, ok := moduleAttr(c, o, nameDict)
	if !ok {
		return false
	}
	defer c.Drop(ns)
	for pos := 0; ; {
		k, v, ok := DictNext(ns, &pos)
		if !ok {
			return true
		}
		if s := GoString(k); s != "" && s[0] != '_' && !DictSet(c, d, k, v) {
			return false
		}
	}
}

// importPublicOf is importPublic for what stands for a module in sys.modules.
func importPublicOf(c *Ctx, o, d Value) bool {
	ns, ok := FindAttr(c, o, nameDict)
	if ns == 0 {
		if ok {
			ImportErrorf(c, "from-import-* object has no __dict__ and no __all__")
		}
		return false
	}
	names := ListOf(c, ns)
	c.Drop(ns)
	if names == 0 {
		return false
	}
	defer c.Drop(names)
	for i := range ListLen(names) {
		name := ListItem(names, i)
		if !IsStr(name) {
			TypeErrorf(c, "Key in %s.__dict__ must be str, not %s", TypeName(o), TypeName(name))
			return false
		}
		if s := GoString(name); s == "" || s[0] == '_' {
			continue
		}
		v := GetAttr(c, o, name)
		ok := v != 0 && DictSet(c, d, name, v)
		c.Drop(v)
		if !ok {
			return false
		}
	}
	return true
}

// ImportUnder imports native module def into the package m of the program.
func ImportUnder(c *Ctx, m *Module, def *ModuleDef) Value {
	o := ImportNative(c, def)
	if o == 0 || !c.IsMain {
		return o
	}
	if !m.set(c, lastName(c, def.Name), o) {
		return 0
	}
	return o
}

// lazy is what the program's functions import: contexts cannot.
var lazy struct {
	modules []*Module
	natives []*ModuleDef
}

// AddLazy notes modules that functions of the program import.
func AddLazy(mods []*Module, natives []*ModuleDef) {
	lazy.modules = append(lazy.modules, mods...)
	lazy.natives = append(lazy.natives, natives...)
}

// ImportLazy imports, on the main thread and before the first context runs, what
// functions of the program import. One that raises stays out: the import raises
// where it is executed.
func ImportLazy(c *Ctx) {
	for _, def := range lazy.natives {
		ImportNative(c, def)
		clearExc(c)
	}
	for _, m := range lazy.modules {
		Import(c, m)
		clearExc(c)
	}
	lazy.modules, lazy.natives = nil, nil
}

// ModulesDict returns sys.modules, borrowed.
func ModulesDict() Value { return modulesDict }
