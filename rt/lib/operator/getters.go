package operator

import (
	"strings"

	"github.com/pxc-lang/pxc/rt"
)

// each returns f of the only item of tuple t, or a tuple of f of all.
func each(c *rt.Ctx, t rt.Value, f func(x rt.Value) rt.Value) rt.Value {
	n := rt.TupleLen(t)
	if n == 1 {
		return f(rt.TupleItem(t, 0))
	}
	r := rt.NewTuple(c, n)
	if r == 0 {
		return 0
	}
	for i := range n {
		v := f(rt.TupleItem(t, i))
		if v == 0 {
			c.Drop(r)
			return 0
		}
		rt.TupleInit(r, i, v)
	}
	return r
}

// text formats args, a tuple taken over, with f.
func text(c *rt.Ctx, f string, args rt.Value) rt.Value {
	s := rt.NewStr(c, f)
	r := rt.StrFormat(c, s, args)
	c.Drop(s)
	c.Drop(args)
	return r
}

// listing returns the repr of a getter: its name and what it gets.
func listing(name string) rt.Func {
	return rt.Func{Name: "__repr__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
		t := rt.Slot(o, 0)
		n := rt.TupleLen(t)
		return text(c, "operator."+name+"("+strings.TrimSuffix(strings.Repeat("%r, ", n), ", ")+")", c.Own(t))
	}}
}

var itemgetter = rt.NativeClass{
	Name: "itemgetter", Slots: 1, // tuple of items
	New:   rt.Func{Sig: "item, /, *items", F3: func(c *rt.Ctx, o, first, rest rt.Value) rt.Value { return keep(c, o, first, rest) }},
	Call1: items,
	Methods: []rt.Func{
		listing("itemgetter"),
		{Name: "__call__", Sig: "self, obj, /", F2: items},
	},
}

// items is what itemgetter o gets of x.
func items(c *rt.Ctx, o, x rt.Value) rt.Value {
	return each(c, rt.Slot(o, 0), func(key rt.Value) rt.Value { return rt.GetItem(c, x, key) })
}

// keep puts the tuple of first and rest into slot 0 of o.
func keep(c *rt.Ctx, o, first, rest rt.Value) rt.Value {
	n := rt.TupleLen(rest)
	t := rt.NewTuple(c, n+1)
	if t == 0 {
		return 0
	}
	rt.TupleInit(t, 0, c.Own(first))
	for i := range n {
		rt.TupleInit(t, i+1, c.Own(rt.TupleItem(rest, i)))
	}
	rt.GiveSlot(c, o, 0, t)
	return rt.None
}

var attrgetter = rt.NativeClass{
	Name: "attrgetter", Slots: 2, // tuple of names, whether there are dots in them
	New: rt.Func{Sig: "attr, /, *attrs", F3: func(c *rt.Ctx, o, first, rest rt.Value) rt.Value {
		if keep(c, o, first, rest) == 0 {
			return 0
		}
		names := rt.Slot(o, 0)
		dots := false
		for i := range rt.TupleLen(names) {
			if !rt.IsStr(rt.TupleItem(names, i)) {
				return rt.TypeErrorf(c, "attribute name must be a string")
			}
			if name := rt.TupleItem(names, i); rt.Interned(name) != name {
				rt.TupleInit(names, i, rt.Interned(name))
				c.Drop(name)
			}
			dots = dots || strings.Contains(rt.GoString(rt.TupleItem(names, i)), ".")
		}
		rt.SetSlot(c, o, 1, rt.Bool(dots))
		return rt.None
	}},
	Call1: attributes,
	Methods: []rt.Func{
		listing("attrgetter"),
		{Name: "__call__", Sig: "self, obj, /", F2: attributes},
	},
}

// attributes is what attrgetter o gets of x.
func attributes(c *rt.Ctx, o, x rt.Value) rt.Value {
	if rt.Slot(o, 1) == rt.False {
		return each(c, rt.Slot(o, 0), func(name rt.Value) rt.Value { return rt.GetAttr(c, x, name) })
	}
	return each(c, rt.Slot(o, 0), func(name rt.Value) rt.Value { return dotted(c, x, name) })
}

// dotted returns the attribute of x that name, with dots, leads to.
func dotted(c *rt.Ctx, x, name rt.Value) rt.Value {
	path := rt.GoString(name)
	if !strings.Contains(path, ".") {
		return rt.GetAttr(c, x, name)
	}
	v := c.Own(x)
	for part := range strings.SplitSeq(path, ".") {
		s := rt.NewStr(c, part)
		next := rt.GetAttr(c, v, s)
		c.Drop(s)
		c.Drop(v)
		if next == 0 {
			return 0
		}
		v = next
	}
	return v
}

var methodcaller = rt.NativeClass{
	Name: "methodcaller", Slots: 3, // name, args, kwargs
	New: rt.Func{Sig: "name, /, *args, **kwargs", F4: func(c *rt.Ctx, o, name, args, kwargs rt.Value) rt.Value {
		if !rt.IsStr(name) {
			return rt.TypeErrorf(c, "method name must be a string")
		}
		rt.SetSlot(c, o, 0, rt.Interned(name))
		rt.SetSlot(c, o, 1, args)
		rt.SetSlot(c, o, 2, kwargs)
		return rt.None
	}},
	Call1: callMethod,
	Methods: []rt.Func{
		{Name: "__repr__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
			f, l := "operator.methodcaller(%r", rt.NewList(c, 0)
			rt.ListAppend(c, l, rt.Slot(o, 0))
			for i := range rt.TupleLen(rt.Slot(o, 1)) {
				f += ", %r"
				rt.ListAppend(c, l, rt.TupleItem(rt.Slot(o, 1), i))
			}
			for pos := 0; ; {
				k, v, ok := rt.DictNext(rt.Slot(o, 2), &pos)
				if !ok {
					break
				}
				f += ", %s=%r"
				rt.ListAppend(c, l, k)
				rt.ListAppend(c, l, v)
			}
			t := rt.TupleOf(c, l)
			c.Drop(l)
			return text(c, f+")", t)
		}},
		{Name: "__call__", Sig: "self, obj, /", F2: callMethod},
	},
}

// callMethod is what methodcaller o calls of x.
func callMethod(c *rt.Ctx, o, x rt.Value) rt.Value {
	name, args, kwargs := rt.Slot(o, 0), rt.Slot(o, 1), rt.Slot(o, 2)
	if rt.DictLen(kwargs) == 0 {
		switch rt.TupleLen(args) {
		case 0:
			return rt.CallMethod0(c, x, name)
		case 1:
			return rt.CallMethod1(c, x, name, rt.TupleItem(args, 0))
		}
	}
	f := rt.GetAttr(c, x, name)
	if f == 0 {
		return 0
	}
	r := rt.CallEx(c, f, args, kwargs)
	c.Drop(f)
	return r
}
