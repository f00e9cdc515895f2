// Package abc is the Python module _abc: what the class ABCMeta does that has to be
// fast. The registries and what was found out are in rt/abc.go.
package abc

import "github.com/pxc-lang/pxc/rt"

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_abc",
	Funcs: []rt.Func{
		{Name: "get_cache_token", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.Int(rt.ABCToken()) }},
		{Name: "init", Sig: "cls, /", F1: func(_ *rt.Ctx, cls rt.Value) rt.Value {
			rt.ABCInit(cls)
			return rt.None
		}},
		{Name: "register", Sig: "cls, subclass, /", F2: func(c *rt.Ctx, cls, sub rt.Value) rt.Value {
			if !rt.ABCRegister(c, cls, sub) {
				return 0
			}
			return c.Own(sub)
		}},
		{Name: "registry", Sig: "cls, /", F1: rt.ABCRegistry},
		{Name: "instancecheck", Sig: "cls, instance, /", F2: rt.ABCInstanceCheck},
		{Name: "subclasscheck", Sig: "cls, subclass, /", F2: rt.ABCSubclassCheck},
	},
}
