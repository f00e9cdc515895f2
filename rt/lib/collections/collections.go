// Package collections is the Python module _collections: the containers of
// collections that are written in C elsewhere.
package collections

import "github.com/pxc-lang/pxc/rt"

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_collections",
	Funcs: []rt.Func{
		{Name: "_count_elements", Sig: "mapping, iterable, /", F2: countElements},
		{Name: "_namedtuple_new", Sig: "typename, fields, defaults, /", F3: rt.NamedTupleNew},
		{Name: "_paired", Sig: "names, values, /", F2: paired},
		{Name: "_replaced", Sig: "names, values, changes, /", F3: replaced},
		{Name: "_guarded_repr", Sig: "self, method, fillvalue, /", F3: rt.GuardedRepr},
		{Name: "_tuplegetter", Sig: "index, doc, /", F2: rt.TupleGetter},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		rt.DefineClass(c, m, &deque)
		rt.DefineClass(c, m, &dequeIter)
		rt.DefineClass(c, m, &dequeReverse)
		rt.DefineClass(c, m, &defaultdict)
		rt.DefineClass(c, m, &ordered)
		return true
	},
}

func none(ok bool) rt.Value {
	if ok {
		return rt.None
	}
	return 0
}
