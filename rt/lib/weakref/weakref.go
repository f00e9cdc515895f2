// Package weakref is the Python module _weakref: weak references, which are rt's.
package weakref

import "github.com/pxc-lang/pxc/rt"

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_weakref",
	Funcs: []rt.Func{
		{Name: "getweakrefs", Sig: "object, /", F1: rt.WeakRefs},
		{Name: "getweakrefcount", Sig: "object, /", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
			l := rt.WeakRefs(c, v)
			if l == 0 {
				return 0
			}
			n := rt.ListLen(l)
			c.Drop(l)
			return rt.Int(int64(n))
		}},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		rt.ModuleSet(c, m, "ref", rt.WeakRef.Class())
		rt.ModuleSet(c, m, "ReferenceType", rt.WeakRef.Class())
		return true
	},
}
