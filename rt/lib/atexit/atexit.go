// Package atexit is the Python module atexit: functions that are called when the
// program ends, the last registered first.
package atexit

import (
	"slices"

	"github.com/pxc-lang/pxc/rt"
)

// calls are tuples of a function, its arguments and its keywords. Main thread.
var calls []rt.Value

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "atexit",
	Funcs: []rt.Func{
		{Name: "register", Sig: "func, /, *args, **kwargs", F3: register},
		{Name: "unregister", Sig: "func, /", F1: unregister},
		{Name: "_clear", Sig: "", F0: func(c *rt.Ctx) rt.Value {
			for _, t := range calls {
				c.Drop(t)
			}
			calls = nil
			return rt.None
		}},
		{Name: "_ncallbacks", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.Int(int64(len(calls))) }},
		{Name: "_run_exitfuncs", Sig: "", F0: func(c *rt.Ctx) rt.Value {
			run(c)
			return rt.None
		}},
	},
	Init: func(*rt.Ctx, rt.Value) bool {
		rt.AtExitCalls = run
		return true
	},
}

func register(c *rt.Ctx, f, args, kwargs rt.Value) rt.Value {
	if !rt.Callable(f) {
		return rt.TypeErrorf(c, "the first argument must be callable")
	}
	if !c.IsMain {
		return rt.RuntimeErrorf(c, "functions cannot be registered with atexit in a parallel context")
	}
	if kwargs == 0 {
		kwargs = rt.None
	}
	t := rt.Tuple3(c, f, args, kwargs)
	if t == 0 {
		return 0
	}
	calls = append(calls, t)
	return c.Own(f)
}

func unregister(c *rt.Ctx, f rt.Value) rt.Value {
	// The comparisons may change what is registered: those are asked that were there
	// at first and still are.
	was := slices.Clone(calls)
	for _, t := range was {
		c.Own(t)
	}
	failed := false
	for _, t := range was {
		if at := slices.Index(calls, t); !failed && at >= 0 {
			same := rt.Same(c, rt.TupleItem(t, 0), f)
			failed = same < 0
			if at = slices.Index(calls, t); same == 1 && at >= 0 {
				calls = slices.Delete(calls, at, at+1)
				c.Drop(t)
			}
		}
		c.Drop(t)
	}
	if failed {
		return 0
	}
	return rt.None
}

// run calls what is registered, and forgets it. An exception is reported, and does not
// keep the others from being called.
func run(c *rt.Ctx) {
	for len(calls) > 0 {
		t := calls[len(calls)-1]
		calls = calls[:len(calls)-1]
		kwargs := rt.TupleItem(t, 2)
		if kwargs == rt.None {
			kwargs = 0
		}
		if r := rt.CallEx(c, rt.TupleItem(t, 0), rt.TupleItem(t, 1), kwargs); r != 0 {
			c.Drop(r)
		} else {
			rt.Ignored(c, "Exception ignored in atexit callback", rt.TupleItem(t, 0))
		}
		c.Drop(t)
	}
}
