// Package gc is the Python module gc. Objects of the main thread are freed when their
// last reference goes; there is no collector of reference cycles yet, so what asks for
// one finds nothing. What the module tells of single objects is true.
package gc

import (
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt"
)

var (
	disabled  atomic.Bool
	debug     atomic.Int64
	threshold [3]atomic.Int64
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "gc",
	Funcs: []rt.Func{
		{Name: "enable", Sig: "", F0: func(*rt.Ctx) rt.Value { disabled.Store(false); return rt.None }},
		{Name: "disable", Sig: "", F0: func(*rt.Ctx) rt.Value { disabled.Store(true); return rt.None }},
		{Name: "isenabled", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.Bool(!disabled.Load()) }},
		{Name: "collect", Sig: "generation=", F1: func(c *rt.Ctx, generation rt.Value) rt.Value {
			if generation != 0 {
				if n, ok := rt.Index(c, generation); !ok {
					return 0
				} else if n < 0 || n > 2 {
					return rt.ValueErrorf(c, "invalid generation")
				}
			}
			return rt.Int(0)
		}},
		{Name: "get_count", Sig: "", F0: func(c *rt.Ctx) rt.Value { return rt.Tuple3(c, rt.Int(0), rt.Int(0), rt.Int(0)) }},
		{Name: "get_threshold", Sig: "", F0: func(c *rt.Ctx) rt.Value {
			return rt.Tuple3(c, rt.Int(threshold[0].Load()), rt.Int(threshold[1].Load()), rt.Int(threshold[2].Load()))
		}},
		{Name: "set_threshold", Sig: "threshold0, threshold1=, threshold2=, /", F3: func(c *rt.Ctx, x, y, z rt.Value) rt.Value {
			for i, v := range [...]rt.Value{x, y, z} {
				if v == 0 {
					continue
				}
				n, ok := rt.Index(c, v)
				if !ok {
					return 0
				}
				threshold[i].Store(n)
			}
			return rt.None
		}},
		{Name: "get_debug", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.Int(debug.Load()) }},
		{Name: "set_debug", Sig: "flags, /", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
			n, ok := rt.Index(c, v)
			if !ok {
				return 0
			}
			debug.Store(n)
			return rt.None
		}},
		{Name: "get_stats", Sig: "", F0: stats},
		{Name: "freeze", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.None }},
		{Name: "unfreeze", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.None }},
		{Name: "get_freeze_count", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.Int(0) }},
		{Name: "get_referents", Sig: "*objs", F1: rt.Referents},
		{Name: "is_tracked", Sig: "obj, /", F1: func(_ *rt.Ctx, v rt.Value) rt.Value { return rt.Bool(rt.MayHoldObjects(v)) }},
		{Name: "is_finalized", Sig: "obj, /", F1: func(*rt.Ctx, rt.Value) rt.Value { return rt.False }},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		for i, n := range [...]int64{700, 10, 10} {
			threshold[i].Store(n)
		}
		for name, v := range map[string]int64{"DEBUG_STATS": 1, "DEBUG_COLLECTABLE": 2, "DEBUG_UNCOLLECTABLE": 4, "DEBUG_SAVEALL": 32, "DEBUG_LEAK": 38} {
			rt.ModuleSet(c, m, name, rt.Int(v))
		}
		rt.ModuleSet(c, m, "garbage", rt.NewList(c, 0))
		rt.ModuleSet(c, m, "callbacks", rt.NewList(c, 0))
		return true
	},
}

func stats(c *rt.Ctx) rt.Value {
	l := rt.NewList(c, 0)
	for range 3 {
		d := rt.NewDict(c, 3)
		for _, name := range [...]string{"collections", "collected", "uncollectable"} {
			rt.DictSet(c, d, rt.Intern(c, name), rt.Int(0))
		}
		rt.ListAppend(c, l, d)
		c.Drop(d)
	}
	return l
}
