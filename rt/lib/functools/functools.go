// Package functools is the part of the Python module functools that is written in
// Go, module _functools: reduce, partial, cmp_to_key and the cache of lru_cache.
package functools

import (
	"strings"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_functools",
	Funcs: []rt.Func{
		{Name: "reduce", Sig: "function, iterable, initial=, /", F3: reduce},
		{Name: "cmp_to_key", Sig: "mycmp", F1: func(c *rt.Ctx, f rt.Value) rt.Value { return newKey(c, f, 0) }},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		rt.DefineClass(c, m, &partial)
		rt.DefineClass(c, m, &keyObject)
		rt.DefineClass(c, m, &lru)
		return true
	},
}

func reduce(c *rt.Ctx, f, x, acc rt.Value) rt.Value {
	it := rt.Iter(c, x)
	if it == 0 {
		if rt.MatchPending(c, rt.ExcTypeError) && rt.ClassLookup(rt.ClassOf(x), rt.Intern(c, "__iter__")) == 0 {
			c.Drop(c.Exc)
			c.Exc = 0
			rt.TypeErrorf(c, "reduce() arg 2 must support iteration")
		}
		return 0
	}
	defer c.Drop(it)
	c.Own(acc)
	for {
		v := rt.Next(c, it)
		if v == 0 {
			break
		}
		if acc == 0 {
			acc = v
			continue
		}
		next := rt.Call2(c, f, acc, v)
		c.Drop(acc)
		c.Drop(v)
		if next == 0 {
			return 0
		}
		acc = next
	}
	switch {
	case c.Exc != 0:
		c.Drop(acc)
		return 0
	case acc == 0:
		return rt.TypeErrorf(c, "reduce() of empty iterable with no initial value")
	}
	return acc
}

// partial: function, args, keywords. A partial of a partial takes over what that
// one holds.
var partial = rt.NativeClass{
	Name: "partial", Module: "functools", Dict: true, Slots: 3, Open: true,
	ClassMethods: []rt.Func{{Name: "__class_getitem__", Sig: "cls, key, /", F2: rt.Alias}},
	New: rt.Func{Sig: "func, /, *args, **keywords", F4: func(c *rt.Ctx, o, f, args, kw rt.Value) rt.Value {
		if !rt.Callable(f) {
			return rt.TypeErrorf(c, "the first argument must be callable")
		}
		if isPartial(f) {
			joined := rt.Add(c, rt.Slot(f, 1), args)
			if joined == 0 {
				return 0
			}
			rt.GiveSlot(c, o, 1, joined)
			rt.GiveSlot(c, o, 2, rt.DictCopy(c, rt.Slot(f, 2)))
			if !rt.DictUpdate(c, rt.Slot(o, 2), kw) {
				return 0
			}
			rt.SetSlot(c, o, 0, rt.Slot(f, 0))
			return rt.None
		}
		rt.SetSlot(c, o, 0, f)
		rt.SetSlot(c, o, 1, args)
		rt.GiveSlot(c, o, 2, rt.DictCopy(c, kw))
		return rt.None
	}},
	Properties: []rt.Func{slot("func", 0), slot("args", 1), slot("keywords", 2)},
	Methods: []rt.Func{
		{Name: "__call__", Sig: "self, /, *args, **keywords", F3: func(c *rt.Ctx, o, args, kw rt.Value) rt.Value {
			all := c.Own(rt.Slot(o, 1))
			if rt.TupleLen(args) > 0 {
				c.Drop(all)
				if all = rt.Add(c, rt.Slot(o, 1), args); all == 0 {
					return 0
				}
			}
			defer c.Drop(all)
			if rt.DictLen(kw) == 0 {
				return rt.CallEx(c, rt.Slot(o, 0), all, rt.Slot(o, 2))
			}
			both := rt.DictCopy(c, rt.Slot(o, 2))
			defer c.Drop(both)
			if both == 0 || !rt.DictUpdate(c, both, kw) {
				return 0
			}
			return rt.CallEx(c, rt.Slot(o, 0), all, both)
		}},
		{Name: "__repr__", Sig: "self, /", F1: reprPartial},
		{Name: "__reduce__", Sig: "self, /", F1: reducePartial},
		{Name: "__setstate__", Sig: "self, state, /", F2: setPartial},
	},
}

// reducePartial is __reduce__: a partial of the function, whose state is all of it.
func reducePartial(c *rt.Ctx, o rt.Value) rt.Value {
	attrs := rt.GetAttr(c, o, rt.Intern(c, "__dict__"))
	if attrs == 0 {
		return 0
	}
	defer c.Drop(attrs)
	if rt.IsDict(attrs) && rt.DictLen(attrs) == 0 {
		attrs = rt.None
	}
	args := rt.Tuple1(c, rt.Slot(o, 0))
	defer c.Drop(args)
	head, tail := rt.Tuple2(c, rt.Slot(o, 0), rt.Slot(o, 1)), rt.Tuple2(c, rt.Slot(o, 2), attrs)
	defer c.Drop(head)
	defer c.Drop(tail)
	state := rt.Add(c, head, tail)
	if state == 0 {
		return 0
	}
	defer c.Drop(state)
	return rt.Tuple3(c, rt.ClassOf(o), args, state)
}

// setPartial is __setstate__ with what reducePartial gives.
func setPartial(c *rt.Ctx, o, state rt.Value) rt.Value {
	t := rt.Plain(state)
	if !rt.IsTuple(t) || rt.TupleLen(t) != 4 {
		return rt.TypeErrorf(c, "invalid partial state")
	}
	f, args, kw, attrs := rt.TupleItem(t, 0), rt.Plain(rt.TupleItem(t, 1)), rt.Plain(rt.TupleItem(t, 2)), rt.TupleItem(t, 3)
	if !rt.Callable(f) || !rt.IsTuple(args) || kw != rt.None && !rt.IsDict(kw) {
		return rt.TypeErrorf(c, "invalid partial state")
	}
	if attrs == rt.None {
		attrs = rt.NewDict(c, 0)
		defer c.Drop(attrs)
	}
	if !rt.SetAttr(c, o, rt.Intern(c, "__dict__"), attrs) || !rt.SetSlot(c, o, 0, f) || !rt.SetSlot(c, o, 1, args) {
		return 0
	}
	if kw == rt.None {
		kw = rt.NewDict(c, 0)
	} else {
		kw = rt.DictCopy(c, kw)
	}
	if kw == 0 {
		return 0
	}
	rt.GiveSlot(c, o, 2, kw)
	return rt.None
}

var isPartial func(v rt.Value) bool

func init() { isPartial = func(v rt.Value) bool { return rt.IsNative(v, &partial) } }

func slot(name string, i int) rt.Func {
	return rt.Func{Name: name, Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return c.Own(rt.Slot(o, i)) }}
}

func reprPartial(c *rt.Ctx, o rt.Value) rt.Value {
	if !rt.Enter(c) {
		return 0
	}
	defer rt.Leave(c)
	var f strings.Builder
	name := "functools.partial"
	if !isPartial(o) {
		name = rt.TypeName(o)
	}
	f.WriteString(strings.ReplaceAll(name, "%", "%%") + "(%r")
	l := rt.NewList(c, 0)
	defer c.Drop(l)
	rt.ListAppend(c, l, rt.Slot(o, 0))
	for i := range rt.TupleLen(rt.Slot(o, 1)) {
		f.WriteString(", %r")
		rt.ListAppend(c, l, rt.TupleItem(rt.Slot(o, 1), i))
	}
	for pos := 0; ; {
		k, v, ok := rt.DictNext(rt.Slot(o, 2), &pos)
		if !ok {
			break
		}
		f.WriteString(", %s=%r")
		rt.ListAppend(c, l, k)
		rt.ListAppend(c, l, v)
	}
	t, s := rt.TupleOf(c, l), rt.NewStr(c, f.String()+")")
	defer c.Drop(t)
	defer c.Drop(s)
	return rt.StrFormat(c, s, t)
}

// keyObject is what cmp_to_key's keys are: function, object (unset in the factory
// that cmp_to_key returns).
var keyObject = rt.NativeClass{
	Name: "KeyWrapper", Module: "functools", Slots: 2,
	Properties: []rt.Func{{Name: "obj", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
		if v := rt.Slot(o, 1); v != 0 {
			return c.Own(v)
		}
		return rt.AttributeErrorf(c, "object")
	}}},
	Methods: []rt.Func{
		{Name: "__call__", Sig: "self, obj", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value { return newKey(c, rt.Slot(o, 0), x) }},
		order("__lt__", rt.Lt), order("__le__", rt.Le), order("__eq__", rt.Eq), order("__ne__", rt.Ne), order("__gt__", rt.Gt), order("__ge__", rt.Ge),
	},
}

var isKey func(v rt.Value) bool

var newKey func(c *rt.Ctx, f, x rt.Value) rt.Value

func init() {
	isKey = func(v rt.Value) bool { return rt.IsNative(v, &keyObject) }
	newKey = func(c *rt.Ctx, f, x rt.Value) rt.Value {
		o := rt.NewNative(c, &keyObject)
		rt.SetSlot(c, o, 0, f)
		rt.SetSlot(c, o, 1, x)
		return o
	}
}

// order compares the objects of two keys: cmp(a, b) with 0.
func order(name string, op func(c *rt.Ctx, a, b rt.Value) rt.Value) rt.Func {
	return rt.Func{Name: name, Sig: "self, other, /", F2: func(c *rt.Ctx, a, b rt.Value) rt.Value {
		if !isKey(b) {
			return rt.TypeErrorf(c, "other argument must be K instance")
		}
		x, y := rt.Slot(a, 1), rt.Slot(b, 1)
		if x == 0 || y == 0 {
			return rt.AttributeErrorf(c, "object")
		}
		r := rt.Call2(c, rt.Slot(a, 0), x, y)
		if r == 0 {
			return 0
		}
		v := op(c, r, rt.Int(0))
		c.Drop(r)
		return v
	}}
}
