// Package gc is the Python module gc. Objects of the main thread are freed when their
// last reference goes; what is left are cycles, which the runtime's collector finds
// (rt/collect.go). A context's memory is freed as a whole, so what it asks of the
// collector finds nothing; what the module tells of single objects is true everywhere.
package gc

import (
	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
)

const oldest = arena.Generations - 1

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "gc",
	Funcs: []rt.Func{
		{Name: "enable", Sig: "", F0: func(c *rt.Ctx) rt.Value { rt.GCEnable(c, true); return rt.None }},
		{Name: "disable", Sig: "", F0: func(c *rt.Ctx) rt.Value { rt.GCEnable(c, false); return rt.None }},
		{Name: "isenabled", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.Bool(rt.GCEnabled()) }},
		{Name: "collect", Sig: "generation=", F1: collect},
		{Name: "get_count", Sig: "", F0: func(c *rt.Ctx) rt.Value {
			n := rt.GCCount(c)
			return rt.Tuple3(c, rt.Int(n[0]), rt.Int(n[1]), rt.Int(n[2]))
		}},
		{Name: "get_threshold", Sig: "", F0: func(c *rt.Ctx) rt.Value {
			return rt.Tuple3(c, rt.Int(rt.GCThreshold(0)), rt.Int(rt.GCThreshold(1)), rt.Int(rt.GCThreshold(2)))
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
				rt.SetGCThreshold(c, i, n)
			}
			return rt.None
		}},
		{Name: "get_debug", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.Int(rt.GCDebug()) }},
		{Name: "set_debug", Sig: "flags, /", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
			n, ok := rt.Index(c, v)
			if !ok {
				return 0
			}
			rt.SetGCDebug(n)
			return rt.None
		}},
		{Name: "get_stats", Sig: "", F0: stats},
		{Name: "freeze", Sig: "", F0: func(c *rt.Ctx) rt.Value { rt.GCFreeze(c, true); return rt.None }},
		{Name: "unfreeze", Sig: "", F0: func(c *rt.Ctx) rt.Value { rt.GCFreeze(c, false); return rt.None }},
		{Name: "get_freeze_count", Sig: "", F0: func(c *rt.Ctx) rt.Value { return rt.Int(int64(rt.GCFrozen(c))) }},
		{Name: "get_objects", Sig: "generation=", F1: objects},
		{Name: "get_referents", Sig: "*objs", F1: rt.Referents},
		{Name: "get_referrers", Sig: "*objs", F1: rt.GCReferrers},
		{Name: "is_tracked", Sig: "obj, /", F1: func(_ *rt.Ctx, v rt.Value) rt.Value { return rt.Bool(rt.MayHoldObjects(v)) }},
		{Name: "is_finalized", Sig: "obj, /", F1: func(_ *rt.Ctx, v rt.Value) rt.Value { return rt.Bool(rt.IsFinalised(v)) }},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		for name, v := range map[string]int64{"DEBUG_STATS": rt.DebugStats, "DEBUG_COLLECTABLE": rt.DebugCollectable,
			"DEBUG_UNCOLLECTABLE": rt.DebugUncollectable, "DEBUG_SAVEALL": rt.DebugSaveAll,
			"DEBUG_LEAK": rt.DebugCollectable | rt.DebugUncollectable | rt.DebugSaveAll} {
			rt.ModuleSet(c, m, name, rt.Int(v))
		}
		garbage, callbacks := rt.NewList(c, 0), rt.NewList(c, 0)
		rt.ModuleSet(c, m, "garbage", garbage)
		rt.ModuleSet(c, m, "callbacks", callbacks)
		rt.GCLists(c, garbage, callbacks)
		return true
	},
}

func collect(c *rt.Ctx, generation rt.Value) rt.Value {
	age := int64(oldest)
	if generation != 0 {
		var ok bool
		if age, ok = rt.Index(c, generation); !ok {
			return 0
		} else if age < 0 || age > oldest {
			return rt.ValueErrorf(c, "invalid generation")
		}
	}
	return rt.Int(int64(rt.Collect(c, int(age))))
}

func objects(c *rt.Ctx, generation rt.Value) rt.Value {
	if generation == 0 || generation == rt.None {
		return rt.GCObjects(c, 0, oldest)
	}
	age, ok := rt.Index(c, generation)
	switch {
	case !ok:
		rt.ClearExc(c)
		return rt.TypeErrorf(c, "argument should be integer or None, not '%s'", rt.TypeName(generation))
	case age == -1:
		return rt.GCObjects(c, 0, oldest)
	case age >= arena.Generations:
		return rt.ValueErrorf(c, "generation parameter must be less than the number of available generations (%d)", arena.Generations)
	case age < 0:
		return rt.ValueErrorf(c, "generation parameter cannot be negative")
	}
	return rt.GCObjects(c, int(age), int(age))
}

func stats(c *rt.Ctx) rt.Value {
	l := rt.NewList(c, 0)
	for age := range arena.Generations {
		s := rt.GCStats{}
		if c.IsMain {
			s = rt.GCStatsOf(age)
		}
		d := rt.NewDict(c, 3)
		for _, e := range [...]struct {
			name string
			n    int64
		}{{"collections", s.Collections}, {"collected", s.Collected}, {"uncollectable", s.Uncollectable}} {
			rt.DictSet(c, d, rt.Intern(c, e.name), rt.Int(e.n))
		}
		rt.ListAppend(c, l, d)
		c.Drop(d)
	}
	return l
}
