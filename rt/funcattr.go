package rt

import (
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Attributes of functions. A def of module code that runs once is an immediate,
// the number of its row: what is stored on it lies beside the row. Function
// objects have it in themselves. Both keep two dicts, made when first needed: one is
// __dict__, the other holds what is set of the attributes that every function
// has, __name__ and its like, by name.

// funcState is what is stored on a function immediate: Values, so that contexts
// may read while the main thread writes.
type funcState struct{ special, dict, code atomic.Uint64 }

var funcStates [1 << 12]atomic.Pointer[[funcChunk]funcState]

// stateOf returns the state of row id, nil if nothing was stored on any of its
// neighbours and none is to be made.
func stateOf(id uint32, create bool) *funcState {
	slot := &funcStates[id/funcChunk]
	chunk := slot.Load()
	if chunk == nil {
		if !create {
			return nil
		}
		chunk = new([funcChunk]funcState)
		slot.Store(chunk)
	}
	return &chunk[id%funcChunk]
}

// funcDicts returns the dict of special attributes and __dict__ of f, borrowed,
// 0 where there is none.
func funcDicts(f Value) (special, dict Value) {
	if f.IsPtr() {
		return word(f, funcSpecialOff), word(f, funcDictOff)
	}
	if s := stateOf(FuncOf(f).id, false); s != nil {
		return Value(s.special.Load()), Value(s.dict.Load())
	}
	return 0, 0
}

// mainObject reports whether v is an object of the main heap.
func mainObject(v Value) bool { return v.IsPtr() && arena.IsMain(v.addr()) }

// funcSpecial returns what was stored as attribute name of function f, borrowed,
// 0 if nothing was.
func funcSpecial(c *Ctx, f, name Value) Value {
	if d, _ := funcDicts(f); d != 0 {
		return DictGet(c, d, name)
	}
	return 0
}

// funcDictAt returns a dict of f, made if there is none, borrowed; 0 with an
// exception pending if a context may not store on f.
func funcDictAt(c *Ctx, f Value, dict bool) Value {
	special, d := funcDicts(f)
	if !dict {
		d = special
	}
	if !f.IsPtr() && !c.IsMain {
		refuseStore(c, f, ExcPersistenceError)
		return 0
	}
	if f.IsPtr() && !StoreCheck(c, f) {
		return 0
	}
	if d != 0 {
		return d
	}
	if d = NewDict(c, 4); d == 0 {
		return 0
	}
	switch {
	case f.IsPtr() && dict:
		setWord(f, funcDictOff, d)
	case f.IsPtr():
		setWord(f, funcSpecialOff, d)
	case dict:
		stateOf(FuncOf(f).id, true).dict.Store(uint64(d))
	default:
		stateOf(FuncOf(f).id, true).special.Store(uint64(d))
	}
	return d
}

// funcAttr returns an attribute of a function, builtin or bound method.
func funcAttr(c *Ctx, f, name Value) (Value, bool) {
	if isBound(f) {
		return methodAttr(c, f, name)
	}
	r := rowOf(f)
	if !r.Native {
		if _, d := funcDicts(f); d != 0 {
			if v := DictGet(c, d, name); v != 0 || c.Exc != 0 {
				return c.Own(v), c.Exc == 0
			}
		}
		if v := funcSpecial(c, f, name); v != 0 {
			return c.Own(v), true
		}
	}
	switch name {
	case nameName:
		return r.name, true
	case nameQualname:
		return Intern(c, r.QualName), true
	case nameModule:
		if r.Module == "" {
			return None, true
		}
		return Intern(c, r.Module), true
	case nameDoc:
		if r.Doc == "" {
			return None, true
		}
		return Intern(c, r.Doc), true
	case nameClass:
		return ClassOf(f), true
	case nameSelf:
		if r.Native && r.QualName == r.Name && r.Module != "" {
			if m := DictGet(c, modulesDict, Intern(c, r.Module)); m != 0 {
				return c.Own(m), true
			}
		}
	}
	if r.Native {
		if name == nameObjclass && r.owner != 0 {
			return r.owner, true
		}
		return 0, true
	}
	switch name {
	case nameDict:
		return functionDict(c, f)
	case nameDefaults:
		return funcDefaults(c, r, f), true
	case nameKwDefaults:
		return funcKwDefaults(c, r, f), true
	case nameAnnotations:
		d := NewDict(c, 0)
		if d == 0 || !c.IsMain && (!f.IsPtr() || mainObject(f)) {
			return d, d != 0
		}
		at := funcDictAt(c, f, false)
		if at == 0 || !DictSet(c, at, name, d) {
			c.Drop(d)
			return 0, false
		}
		return d, true
	case nameClosure:
		if f.IsPtr() {
			if t := word(f, funcClosureOff); t != 0 {
				return c.Own(t), true
			}
		}
		return None, true
	case nameCode:
		v := codeOf(c, r)
		return v, v != 0
	case nameGlobals:
		for _, m := range pythonModules {
			if m.Name == r.Module {
				d := m.namespace(c)
				return d, d != 0
			}
		}
	case nameTypeParams:
		return emptyTuple, true
	case nameModuleBuiltins:
		return c.Own(ModuleDict(builtinsModule)), true
	}
	return 0, true
}

// methodAttr returns an attribute of a bound method: its own, else its function's.
func methodAttr(c *Ctx, m, name Value) (Value, bool) {
	f := word(m, 8)
	r := rowOf(f)
	switch name {
	case nameSelf:
		return c.Own(word(m, 16)), true
	case nameClass:
		return ClassOf(m), true
	case nameFunc:
		if r == nil || !r.Native {
			return c.Own(f), true
		}
		return 0, true
	}
	if canon := internedName(name); canon != nameDoc && canon != nameModule && canon != 0 && infoOf(TypeID(m)).find(canon) != 0 {
		return 0, true // what methods have goes before what functions have
	}
	return FindAttr(c, f, name)
}

// functionDict returns f.__dict__, owned. A context finds an empty one where the
// main thread has stored nothing.
func functionDict(c *Ctx, f Value) (Value, bool) {
	_, d := funcDicts(f)
	if d == 0 {
		if !c.IsMain && (!f.IsPtr() || mainObject(f)) {
			d = NewDict(c, 0)
			return d, d != 0
		}
		if d = funcDictAt(c, f, true); d == 0 {
			return 0, false
		}
	}
	return c.Own(d), true
}

// setFuncAttr performs f.name = v for a compiled function, or del f.name if v is 0.
func setFuncAttr(c *Ctx, f, name, v Value) bool {
	p := plain(v)
	switch name {
	case nameName, nameQualname:
		if v == 0 || !IsStr(p) {
			TypeErrorf(c, "%s must be set to a string object", name)
			return false
		}
		v = p
	case nameDoc, nameModule:
		if v == 0 {
			v = None
		}
	case nameDefaults, nameKwDefaults:
		return setDefaults(c, f, name, p)
	case nameAnnotations:
		if v == None || v == 0 {
			v = NewDict(c, 0)
			defer c.Drop(v)
		} else if !IsDict(p) {
			TypeErrorf(c, "__annotations__ must be set to a dict object")
			return false
		}
	case nameTypeParams:
		if v == 0 || !IsTuple(v) {
			TypeErrorf(c, "__type_params__ must be set to a tuple")
			return false
		}
	case nameDict:
		if v == 0 {
			TypeErrorf(c, "cannot delete __dict__")
			return false
		}
		if !IsDict(p) {
			TypeErrorf(c, "__dict__ must be set to a dictionary, not a '%s'", TypeName(v))
			return false
		}
		old := funcDictAt(c, f, true)
		if old == 0 {
			return false
		}
		if f.IsPtr() {
			setWord(f, funcDictOff, c.Own(p))
		} else {
			stateOf(FuncOf(f).id, true).dict.Store(uint64(c.Own(p)))
		}
		c.Drop(old)
		return true
	case nameCode:
		TypeErrorf(c, "__code__ cannot be assigned: functions are compiled ahead of time")
		return false
	case nameClosure, nameGlobals:
		AttributeErrorf(c, "readonly attribute")
		return false
	case nameClass:
		TypeErrorf(c, "__class__ assignment only supported for mutable types or ModuleType subclasses")
		return false
	default:
		d := funcDictAt(c, f, true)
		switch {
		case d == 0:
			return false
		case v != 0:
			return DictSet(c, d, name, v)
		case DictHas(c, d, name):
			return DictDelete(c, d, name)
		case c.Exc == 0:
			noAttribute(c, f, name)
		}
		return false
	}
	d := funcDictAt(c, f, false)
	return d != 0 && DictSet(c, d, name, v)
}

// Annotate gives a function its annotations, names and values in turn, borrowed: its
// def is being executed.
func Annotate(c *Ctx, f Value, pairs ...Value) bool {
	special, _ := funcDicts(f)
	if special == 0 {
		if special = NewDict(c, 2); special == 0 {
			return false
		}
		if f.IsPtr() {
			setWord(f, funcSpecialOff, special)
		} else {
			stateOf(FuncOf(f).id, true).special.Store(uint64(special))
		}
	}
	d := DictOf(c, pairs...)
	ok := d != 0 && DictSet(c, special, nameAnnotations, d)
	c.Drop(d)
	return ok
}

// funcName returns how messages call function fn of row r: by its __qualname__.
func (r *Func) funcName(c *Ctx, fn Value) string {
	if !r.Native && fn != 0 && rowOf(fn) == r {
		if v := funcSpecial(c, fn, nameQualname); v != 0 {
			return GoString(v)
		}
	}
	return r.QualName
}

// funcDefaults returns f.__defaults__, owned.
func funcDefaults(c *Ctx, r *Func, f Value) Value {
	n := r.Params.Pos
	first := n
	for first > 0 && r.defaultOf(f, first-1) != 0 {
		first--
	}
	if first == n {
		return None
	}
	t := NewTuple(c, n-first)
	for i := first; t != 0 && i < n; i++ {
		TupleInit(t, i-first, c.Own(r.defaultOf(f, i)))
	}
	return t
}

// funcKwDefaults returns f.__kwdefaults__, owned: a copy.
func funcKwDefaults(c *Ctx, r *Func, f Value) Value {
	var d Value
	for i := r.Params.Pos; i < r.Params.Pos+r.Params.KwOnly; i++ {
		v := r.defaultOf(f, i)
		if v == 0 {
			continue
		}
		if d == 0 {
			if d = NewDict(c, 0); d == 0 {
				return 0
			}
		}
		if !DictSet(c, d, r.Params.names[i], v) {
			c.Drop(d)
			return 0
		}
	}
	if d == 0 {
		return None
	}
	return d
}

// setDefaults performs f.__defaults__ = v or f.__kwdefaults__ = v; v is 0 where it
// is deleted.
func setDefaults(c *Ctx, f, name, v Value) bool {
	if v == None {
		v = 0
	}
	r := rowOf(f)
	named := r.Params.Pos + r.Params.KwOnly
	from, to := 0, r.Params.Pos
	if name == nameKwDefaults {
		from, to = r.Params.Pos, named
		if v != 0 && !IsDict(v) {
			TypeErrorf(c, "__kwdefaults__ must be set to a dict object")
			return false
		}
	} else if v != 0 && !IsTuple(v) {
		TypeErrorf(c, "__defaults__ must be set to a tuple object")
		return false
	}
	if !c.IsMain && (!f.IsPtr() || !StoreCheck(c, f)) {
		if !f.IsPtr() {
			refuseStore(c, f, ExcPersistenceError)
		}
		return false
	}
	t := NewTuple(c, max(named, len(r.Params.Names)))
	if t == 0 {
		return false
	}
	for i := range named {
		var d Value
		switch {
		case i < from || i >= to:
			d = r.defaultOf(f, i)
		case v == 0:
		case from == 0:
			if k := TupleLen(v) - to + i; k >= 0 {
				d = TupleItem(v, k)
			}
		default:
			d = DictGet(c, v, r.Params.names[i])
		}
		TupleInit(t, i, c.Own(d))
	}
	if f.IsPtr() {
		old := word(f, funcDefaultsOff)
		setWord(f, funcDefaultsOff, t)
		c.Drop(old)
		return true
	}
	for i := range named {
		SetDefault(c, f, i, c.Own(TupleItem(t, i)))
	}
	c.Drop(t)
	return true
}
