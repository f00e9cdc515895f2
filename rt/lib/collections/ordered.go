package collections

import "github.com/pxc-lang/pxc/rt"

// OrderedDict is a dict, which keeps its order, with methods that change the order
// and with comparisons that see it.
var ordered rt.NativeClass

func init() {
	update := func(c *rt.Ctx, d, args, kwargs rt.Value) rt.Value {
		if n := rt.TupleLen(args); n > 1 {
			return rt.TypeErrorf(c, "expected at most 1 arguments, got %d", n)
		}
		return none(rt.DictFill(c, d, args, kwargs, "update"))
	}
	ordered = rt.NativeClass{
		Name: "OrderedDict", Module: "collections", Kind: rt.TypeDict, Open: true, Dict: true,
		Doc: "Dictionary that remembers insertion order",
		Init: rt.Func{Sig: "self, /, *args, **kwargs", F3: func(c *rt.Ctx, d, args, kwargs rt.Value) rt.Value {
			if !rt.StoreCheck(c, rt.Plain(d)) {
				return 0
			}
			rt.MarkOrdered(rt.Plain(d))
			return update(c, d, args, kwargs)
		}},
		Methods: []rt.Func{
			{Name: "update", Sig: "self, /, *args, **kwargs", F3: update},
			{Name: "move_to_end", Sig: "self, key, last=", F3: func(c *rt.Ctx, d, key, last rt.Value) rt.Value {
				t, ok := flag(c, last)
				return none(ok && rt.DictMove(c, rt.Plain(d), key, t))
			}},
			{Name: "popitem", Sig: "self, last=", F2: popItem},
			{Name: "pop", Sig: "self, key, default=", F3: func(c *rt.Ctx, d, key, def rt.Value) rt.Value {
				return rt.DictPop(c, rt.Plain(d), key, def)
			}},
			{Name: "setdefault", Sig: "self, key, default=", F3: func(c *rt.Ctx, d, key, def rt.Value) rt.Value {
				return rt.DictSetDefault(c, rt.Plain(d), key, def)
			}},
			{Name: "copy", Sig: "self, /", F1: copyOrdered},
			{Name: "__copy__", Sig: "self, /", F1: copyOrdered},
			{Name: "__repr__", Sig: "self, /", F1: reprOrdered},
			{Name: "__eq__", Sig: "self, value, /", F2: func(c *rt.Ctx, a, b rt.Value) rt.Value { return equal(c, a, b, true) }},
			{Name: "__ne__", Sig: "self, value, /", F2: func(c *rt.Ctx, a, b rt.Value) rt.Value { return equal(c, a, b, false) }},
			{Name: "__or__", Sig: "self, value, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value {
				if !rt.IsDict(rt.Plain(x)) {
					return rt.NotImplemented
				}
				return updated(c, rt.Call1(c, rt.ClassOf(d), d), x)
			}},
			{Name: "__ror__", Sig: "self, value, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value {
				if !rt.IsDict(rt.Plain(x)) {
					return rt.NotImplemented
				}
				return updated(c, rt.Call1(c, rt.ClassOf(d), x), d)
			}},
			{Name: "__ior__", Sig: "self, value, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value { return updated(c, c.Own(d), x) }},
			{Name: "__reduce__", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value { return reduce(c, d, rt.NewTuple(c, 0)) }},
		},
		Constants: map[string]rt.Value{"__hash__": rt.None},
	}
}

// flag is the truth of an optional argument that is true if not given.
func flag(c *rt.Ctx, v rt.Value) (t, ok bool) {
	if v == 0 {
		return true, true
	}
	n := rt.Truth(c, v)
	return n == 1, n >= 0
}

func popItem(c *rt.Ctx, d, last rt.Value) rt.Value {
	fromEnd, ok := flag(c, last)
	if !ok {
		return 0
	}
	pop := rt.DictPopFirst
	if fromEnd {
		pop = rt.DictPopLast
	}
	r := pop(c, rt.Plain(d))
	if r == 0 && c.Exc == 0 {
		text := rt.NewStr(c, "dictionary is empty")
		rt.KeyError(c, text)
		c.Drop(text)
	}
	return r
}

// copyOrdered is d.__class__(d), and the attributes that d has.
func copyOrdered(c *rt.Ctx, d rt.Value) rt.Value {
	return rt.Call1(c, rt.ClassOf(d), d)
}

// equal compares as dicts, and the order of the keys if both have one.
func equal(c *rt.Ctx, a, b rt.Value, want bool) rt.Value {
	x, y := rt.Plain(a), rt.Plain(b)
	if !rt.IsDict(y) {
		return rt.NotImplemented
	}
	eq := rt.DictsEqual(c, x, y)
	if eq == 1 && rt.IsA(b, &ordered) {
		for p, q := 0, 0; eq == 1; {
			k, _, more := rt.DictNext(x, &p)
			l, _, more2 := rt.DictNext(y, &q)
			if !more || !more2 {
				break
			}
			c.Own(k)
			c.Own(l)
			eq = rt.Same(c, k, l)
			c.Drop(k)
			c.Drop(l)
		}
	}
	if eq < 0 {
		return 0
	}
	return rt.Bool(want == (eq == 1))
}

func reprOrdered(c *rt.Ctx, d rt.Value) rt.Value {
	if rt.DictLen(rt.Plain(d)) == 0 {
		return rt.Formatted(c, "%s()", rt.Tuple1(c, rt.ClassName(d)))
	}
	again, ok := rt.EnterRepr(c, d)
	if again {
		return rt.NewStr(c, "...")
	}
	if !ok {
		return 0
	}
	defer rt.LeaveRepr(c)
	items := rt.CallMethod0(c, d, rt.Intern(c, "items"))
	if items == 0 {
		return 0
	}
	l := rt.ListOf(c, items)
	c.Drop(items)
	if l == 0 {
		return 0
	}
	defer c.Drop(l)
	return rt.Formatted(c, "%s(%r)", rt.Tuple2(c, rt.ClassName(d), l))
}
