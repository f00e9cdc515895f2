package collections

import "github.com/pxc-lang/pxc/rt"

// defaultdict is a dict whose instances carry a factory in slot 0; what it does for
// missing keys is dict's own __missing__ protocol.
var defaultdict rt.NativeClass

func init() {
	defaultdict = rt.NativeClass{
		Name: "defaultdict", Module: "collections", Kind: rt.TypeDict, Slots: 1, Open: true,
		Init: rt.Func{Sig: "self, /, *args, **kwargs", F3: initDefault},
		Methods: []rt.Func{
			{Name: "__missing__", Sig: "self, key, /", F2: missing},
			{Name: "copy", Sig: "self, /", F1: copyDefault},
			{Name: "__copy__", Sig: "self, /", F1: copyDefault},
			{Name: "__repr__", Sig: "self, /", F1: reprDefault},
			{Name: "__or__", Sig: "self, value, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value {
				if !rt.IsDict(rt.Plain(x)) {
					return rt.NotImplemented
				}
				return updated(c, copyDefault(c, d), x)
			}},
			{Name: "__ror__", Sig: "self, value, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value {
				if !rt.IsDict(rt.Plain(x)) {
					return rt.NotImplemented
				}
				return updated(c, rt.Call2(c, rt.ClassOf(d), factory(d), x), d)
			}},
			{Name: "__reduce__", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value {
				args := rt.NewTuple(c, 0)
				if f := factory(d); f != rt.None {
					c.Drop(args)
					args = rt.Tuple1(c, f)
				}
				return reduce(c, d, args)
			}},
		},
		Variables: []rt.Variable{{
			Get: rt.Func{Name: "default_factory", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value { return c.Own(factory(d)) }},
			Set: rt.Func{Name: "default_factory", Sig: "self, value, /", F2: func(c *rt.Ctx, d, f rt.Value) rt.Value { return none(rt.SetSlot(c, d, 0, f)) }},
		}},
	}
}

func factory(d rt.Value) rt.Value {
	if f := rt.Slot(d, 0); f != 0 {
		return f
	}
	return rt.None
}

func initDefault(c *rt.Ctx, d, args, kwargs rt.Value) rt.Value {
	rest := args
	if n := rt.TupleLen(args); n > 0 {
		f := rt.TupleItem(args, 0)
		if f != rt.None && !rt.Callable(f) {
			return rt.TypeErrorf(c, "first argument must be callable or None")
		}
		if !rt.SetSlot(c, d, 0, f) {
			return 0
		}
		rest = rt.NewTuple(c, n-1)
		if rest == 0 {
			return 0
		}
		defer c.Drop(rest)
		for i := range n - 1 {
			rt.TupleInit(rest, i, c.Own(rt.TupleItem(args, i+1)))
		}
	} else if !rt.SetSlot(c, d, 0, rt.None) {
		return 0
	}
	return none(rt.DictFill(c, d, rest, kwargs, "dict"))
}

func missing(c *rt.Ctx, d, key rt.Value) rt.Value {
	f := rt.Slot(d, 0)
	if f == 0 || f == rt.None {
		return rt.KeyError(c, key)
	}
	v := rt.Call0(c, f)
	if v == 0 {
		return 0
	}
	if !rt.SetItem(c, d, key, v) {
		c.Drop(v)
		return 0
	}
	return v
}

func copyDefault(c *rt.Ctx, d rt.Value) rt.Value {
	return rt.Call2(c, rt.ClassOf(d), factory(d), d)
}

// updated is r after r.update(x); r owned or 0.
func updated(c *rt.Ctx, r, x rt.Value) rt.Value {
	if r == 0 {
		return 0
	}
	args := rt.Tuple1(c, x)
	ok := args != 0 && rt.DictFill(c, r, args, 0, "update")
	c.Drop(args)
	if !ok {
		c.Drop(r)
		return 0
	}
	return r
}

// reduce is __reduce__ of a class derived from dict: args are taken over.
func reduce(c *rt.Ctx, d, args rt.Value) rt.Value {
	items := rt.CallMethod0(c, d, rt.Intern(c, "items"))
	if items == 0 {
		c.Drop(args)
		return 0
	}
	it := rt.Iter(c, items)
	c.Drop(items)
	state, ok := rt.FindAttr(c, d, rt.Intern(c, "__dict__"))
	if it == 0 || !ok {
		c.Drop(args)
		return 0
	}
	if state == 0 || rt.DictLen(state) == 0 {
		c.Drop(state)
		state = rt.None
	}
	r := rt.NewTuple(c, 5)
	for i, v := range [...]rt.Value{c.Own(rt.ClassOf(d)), args, state, rt.None, it} {
		rt.TupleInit(r, i, v)
	}
	return r
}

// reprDefault leaves it to the dict's repr to notice itself.
func reprDefault(c *rt.Ctx, d rt.Value) rt.Value {
	body := rt.Repr(c, rt.Plain(d))
	if body == 0 {
		return 0
	}
	defer c.Drop(body)
	return rt.Formatted(c, "%s(%r, %s)", rt.Tuple3(c, rt.ClassName(d), factory(d), body))
}
