package rt

import (
	"slices"
	"strings"
	"sync/atomic"
)

// What makes the classes of collections.namedtuple: a constructor that binds its
// arguments as one written in Python does, and getters by index.

// tupleGetters holds the functions that return an item of a named tuple, by index.
// They are shared by all classes and made when first needed, by the main thread; the list
// is replaced as a whole.
var tupleGetters atomic.Pointer[[]Value]

const tupleGetter = "tuplegetter"

// TupleGetter returns a property for item i of a class derived from tuple; None if a
// context asks for an item that no class of the main thread has.
func TupleGetter(c *Ctx, index, doc Value) Value {
	i, ok := Index(c, index)
	if !ok {
		return 0
	}
	if i < 0 || i > 1<<16 {
		return ValueErrorf(c, "no such field")
	}
	var getters []Value
	if list := tupleGetters.Load(); list != nil {
		getters = *list
	}
	if int(i) < len(getters) {
		return newProperty(c, getters[i], 0, 0, doc)
	}
	if !c.IsMain {
		return None
	}
	getters = slices.Clone(getters)
	for n := len(getters); n <= int(i); n++ {
		getters = append(getters, FuncValue(AddFuncs(c, []Func{{Name: tupleGetter, Sig: "self, /", Module: "builtins", F1: func(c *Ctx, o Value) Value {
			t := plain(o)
			if !IsTuple(t) {
				return TypeErrorf(c, "descriptor for index '%d' for tuple subclasses doesn't apply to '%s' object", n, TypeName(o))
			}
			if n >= TupleLen(t) {
				return IndexErrorf(c, "tuple index out of range")
			}
			return c.Own(TupleItem(t, n))
		}}})))
	}
	tupleGetters.Store(&getters)
	return newProperty(c, getters[i], 0, 0, doc)
}

// NamedTupleNew returns __new__ for a named tuple with the given fields, a tuple of
// str; defaults is a tuple of values for the last of them. Functions stay for ever, so
// contexts get None.
func NamedTupleNew(c *Ctx, name, fields, defaults Value) Value {
	if !c.IsMain {
		return None
	}
	if !IsStr(name) || !IsTuple(fields) || !IsTuple(defaults) || TupleLen(defaults) > TupleLen(fields) {
		return TypeErrorf(c, "a named tuple has a name, fields and defaults")
	}
	n := TupleLen(fields)
	names := []string{"_cls"}
	for i := range n {
		f := TupleItem(fields, i)
		if !IsStr(f) {
			return TypeErrorf(c, "field names must be strings")
		}
		names = append(names, GoString(f))
	}
	f := Func{Name: "__new__", QualName: GoString(name) + ".__new__", Module: "namedtuple_" + GoString(name), Sig: strings.Join(names, ", ")}
	f.Defaults = make([]Value, n+1)
	for i := range TupleLen(defaults) {
		f.Defaults[n+1-TupleLen(defaults)+i] = c.Own(TupleItem(defaults, i))
	}
	switch n {
	case 0:
		f.M1 = func(c *Ctx, cls Value) Value { return namedTuple(c, cls) }
		f.P1 = f.M1
	case 1:
		f.M2 = func(c *Ctx, cls, x Value) Value { return namedTuple(c, cls, x) }
		f.P2 = f.M2
	case 2:
		f.M3 = func(c *Ctx, cls, x, y Value) Value { return namedTuple(c, cls, x, y) }
		f.P3 = f.M3
	case 3:
		f.M4 = func(c *Ctx, cls, x, y, z Value) Value { return namedTuple(c, cls, x, y, z) }
		f.P4 = f.M4
	default:
		f.MN = func(c *Ctx, args Value) Value {
			return namedTuple(c, TupleItem(args, 0), tupleItems(args)[1:]...)
		}
		f.PN = f.MN
	}
	return FuncValue(AddFuncs(c, []Func{f}))
}

// namedTuple is tuple.__new__(cls, items).
func namedTuple(c *Ctx, cls Value, items ...Value) Value {
	if !checkNew(c, infoOf(TypeTuple).class, cls) {
		return 0
	}
	return newBuiltinOf(c, cls, newTupleOf(c, items))
}

// StoresAsDict reports whether o's class leaves __setitem__ as dict has it.
func StoresAsDict(o Value) bool { return IsDict(o) || special(o, nameSetitem) == dictSetitem }
