// Package dataclasses is the module _dataclasses: the methods that a data class gets
// which run often, __init__, the comparisons and __hash__. Each is a function row of
// its own, so that calls bind arguments, and name them in messages, as for any
// function. Rows are made by the main thread; a class made elsewhere gets methods
// written in Python.
package dataclasses

import "github.com/pxc-lang/pxc/rt"

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_dataclasses",
	Funcs: []rt.Func{
		{Name: "initialiser", Sig: "cls, params, keyword, defaults, factory, fields, frozen, post, /", FN: initialiser},
		{Name: "comparison", Sig: "cls, name, fields, /", F3: comparison},
		{Name: "hasher", Sig: "cls, fields, /", F2: hasher},
	},
}

// A field is what __init__ does for one field.
type field struct {
	name    rt.Value // immortal
	param   int      // of __init__, 0: none
	value   rt.Value // what it gets without one, 0: nothing; kept for ever
	factory bool     // value makes it
	initvar bool     // only passed on to __post_init__
}

// row adds a function of class cls and returns it.
func row(c *rt.Ctx, cls rt.Value, f rt.Func) rt.Value {
	for i, name := range [...]string{"__qualname__", "__module__"} {
		v := rt.GetAttr(c, cls, rt.Intern(c, name))
		if v == 0 {
			return 0
		}
		if rt.IsStr(v) && i == 0 {
			f.QualName = rt.GoString(v) + "." + f.Name
		} else if rt.IsStr(v) {
			f.Module = rt.GoString(v)
		}
		c.Drop(v)
	}
	f.M1, f.M2, f.M3, f.M4, f.MN = f.P1, f.P2, f.P3, f.P4, f.PN
	return rt.FuncValue(rt.AddFuncs(c, []rt.Func{f}))
}

// texts returns the strings of a tuple.
func texts(t rt.Value) []string {
	var s []string
	for i := range rt.TupleLen(t) {
		s = append(s, rt.GoString(rt.TupleItem(t, i)))
	}
	return s
}

// initialiser returns __init__ of cls: its positional and its keyword-only parameters;
// their defaults, NotImplemented for none; what stands for a default that has to be
// made; and for each field a tuple of its name, parameter, default or factory,
// whether it is a factory, and whether it is an InitVar.
func initialiser(c *rt.Ctx, args rt.Value) rt.Value {
	if !c.IsMain {
		return rt.NotImplemented
	}
	item := func(i int) rt.Value { return rt.TupleItem(args, i) }
	positional, keyword, defaults := texts(item(1)), texts(item(2)), item(3)
	self := "self"
	for _, name := range append(positional, keyword...) {
		if name == "self" {
			self = "__dataclass_self__"
		}
	}
	f := rt.Func{Name: "__init__", Params: rt.Params{Names: append(append([]string{self}, positional...), keyword...), Pos: 1 + len(positional), KwOnly: len(keyword)}}
	f.Defaults = make([]rt.Value, len(f.Params.Names))
	for i := range rt.TupleLen(defaults) {
		if v := rt.TupleItem(defaults, i); v != rt.NotImplemented {
			f.Defaults[i+1] = c.Own(v)
		}
	}
	b := &body{factory: c.Own(item(4)), frozen: item(6) == rt.True, post: item(7) == rt.True, postInit: rt.Intern(c, "__post_init__")}
	for i := range rt.TupleLen(item(5)) {
		t := rt.TupleItem(item(5), i)
		x := field{name: rt.Intern(c, rt.GoString(rt.TupleItem(t, 0))), param: int(rt.TupleItem(t, 1).Int())}
		if v := rt.TupleItem(t, 2); v != rt.NotImplemented {
			x.value = c.Own(v)
		}
		x.factory, x.initvar = rt.TupleItem(t, 3) == rt.True, rt.TupleItem(t, 4) == rt.True
		b.fields = append(b.fields, x)
	}
	switch len(f.Params.Names) {
	case 1:
		f.P1 = func(c *rt.Ctx, o rt.Value) rt.Value { return b.run(c, [4]rt.Value{o}, 0) }
	case 2:
		f.P2 = func(c *rt.Ctx, o, x rt.Value) rt.Value { return b.run(c, [4]rt.Value{o, x}, 0) }
	case 3:
		f.P3 = func(c *rt.Ctx, o, x, y rt.Value) rt.Value { return b.run(c, [4]rt.Value{o, x, y}, 0) }
	case 4:
		f.P4 = func(c *rt.Ctx, o, x, y, z rt.Value) rt.Value { return b.run(c, [4]rt.Value{o, x, y, z}, 0) }
	default:
		f.PN = func(c *rt.Ctx, t rt.Value) rt.Value { return b.run(c, [4]rt.Value{}, t) }
	}
	return row(c, item(0), f)
}

// body is the body of an __init__.
type body struct {
	fields   []field
	factory  rt.Value // as an argument: the field's factory makes the value
	frozen   bool     // stores as object.__setattr__ does
	post     bool     // ends with __post_init__
	postInit rt.Value
}

// run stores the fields of a new instance, the first argument; they are in a, or in
// the tuple t unless that is 0.
func (b *body) run(c *rt.Ctx, a [4]rt.Value, t rt.Value) rt.Value {
	if !rt.Enter(c) {
		return 0
	}
	defer rt.Leave(c)
	o := a[0]
	if t != 0 {
		o = rt.TupleItem(t, 0)
	}
	var passed rt.Value // to __post_init__
	if b.post {
		if passed = rt.NewList(c, 0); passed == 0 {
			return 0
		}
		defer c.Drop(passed)
	}
	for i := range b.fields {
		f := &b.fields[i]
		v := f.value
		if f.param > 0 {
			if t != 0 {
				v = rt.TupleItem(t, f.param)
			} else {
				v = a[f.param]
			}
		}
		made := f.factory && (f.param == 0 || v == b.factory)
		if made {
			v = rt.Call0(c, f.value)
		} else if v == 0 {
			continue
		}
		ok := v != 0
		switch {
		case !ok:
		case f.initvar:
			ok = passed == 0 || rt.ListAppend(c, passed, v)
		case b.frozen:
			ok = rt.SetPlainAttr(c, o, f.name, v)
		default:
			ok = rt.SetAttr(c, o, f.name, v)
		}
		if made {
			c.Drop(v)
		}
		if !ok {
			return 0
		}
	}
	if !b.post {
		return rt.None
	}
	m := rt.GetAttr(c, o, b.postInit)
	if m == 0 {
		return 0
	}
	defer c.Drop(m)
	all := rt.TupleOf(c, passed)
	if all == 0 {
		return 0
	}
	r := rt.CallTuple(c, m, all)
	c.Drop(all)
	c.Drop(r)
	if r == 0 {
		return 0
	}
	return rt.None
}

// names interns the strings of a tuple.
func names(c *rt.Ctx, t rt.Value) []rt.Value {
	var out []rt.Value
	for _, s := range texts(t) {
		out = append(out, rt.Intern(c, s))
	}
	return out
}

// values returns a tuple of attributes of o.
func values(c *rt.Ctx, o rt.Value, names []rt.Value) rt.Value {
	t := rt.NewTuple(c, len(names))
	if t == 0 {
		return 0
	}
	for i, name := range names {
		v := rt.GetAttr(c, o, name)
		if v == 0 {
			c.Drop(t)
			return 0
		}
		rt.TupleInit(t, i, v)
	}
	return t
}

var operators = map[string]func(c *rt.Ctx, a, b rt.Value) rt.Value{
	"__eq__": rt.Eq, "__lt__": rt.Lt, "__le__": rt.Le, "__gt__": rt.Gt, "__ge__": rt.Ge,
}

// comparison returns the method of cls that compares fields of two instances as
// tuples.
func comparison(c *rt.Ctx, cls, name, fields rt.Value) rt.Value {
	if !c.IsMain {
		return rt.NotImplemented
	}
	compared := names(c, fields)
	op := operators[rt.GoString(name)]
	return row(c, cls, rt.Func{Name: rt.GoString(name), Params: rt.Params{Names: []string{"self", "other"}, Pos: 2}, P2: func(c *rt.Ctx, a, b rt.Value) rt.Value {
		if rt.ClassOf(a) != rt.ClassOf(b) {
			return rt.NotImplemented
		}
		if !rt.Enter(c) {
			return 0
		}
		defer rt.Leave(c)
		x := values(c, a, compared)
		if x == 0 {
			return 0
		}
		defer c.Drop(x)
		y := values(c, b, compared)
		if y == 0 {
			return 0
		}
		defer c.Drop(y)
		return op(c, x, y)
	}})
}

// hasher returns __hash__ of cls, the hash of a tuple of fields.
func hasher(c *rt.Ctx, cls, fields rt.Value) rt.Value {
	if !c.IsMain {
		return rt.NotImplemented
	}
	hashed := names(c, fields)
	return row(c, cls, rt.Func{Name: "__hash__", Params: rt.Params{Names: []string{"self"}, Pos: 1}, P1: func(c *rt.Ctx, o rt.Value) rt.Value {
		t := values(c, o, hashed)
		if t == 0 {
			return 0
		}
		defer c.Drop(t)
		return rt.Hash(c, t)
	}})
}
