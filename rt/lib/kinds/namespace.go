package kinds

import (
	"strings"

	"github.com/pxc-lang/pxc/rt"
)

// namespace is types.SimpleNamespace: an object for attributes.
var namespace rt.NativeClass

func init() {
	namespace = rt.NativeClass{
		Name: "SimpleNamespace", Module: "types", Dict: true, Open: true,
		Init: rt.Func{Sig: "self, /, **kwargs", F2: func(c *rt.Ctx, o, attrs rt.Value) rt.Value {
			for pos := 0; ; {
				name, v, ok := rt.DictNext(attrs, &pos)
				if !ok {
					return rt.None
				}
				if !rt.SetAttr(c, o, name, v) {
					return 0
				}
			}
		}},
		Methods: []rt.Func{
			{Name: "__repr__", Sig: "self, /", F1: repr},
			{Name: "__eq__", Sig: "self, value, /", F2: func(c *rt.Ctx, a, b rt.Value) rt.Value { return compare(c, a, b, rt.Eq) }},
			{Name: "__ne__", Sig: "self, value, /", F2: func(c *rt.Ctx, a, b rt.Value) rt.Value { return compare(c, a, b, rt.Ne) }},
			{Name: "__reduce__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				d := attributes(c, o)
				if d == 0 {
					return 0
				}
				defer c.Drop(d)
				args := rt.NewTuple(c, 0)
				defer c.Drop(args)
				return rt.Tuple3(c, rt.ClassOf(o), args, d)
			}},
		},
		Constants: map[string]rt.Value{"__hash__": rt.None},
	}
}

func attributes(c *rt.Ctx, o rt.Value) rt.Value { return rt.GetAttr(c, o, rt.Intern(c, "__dict__")) }

// compare compares the attributes of two namespaces.
func compare(c *rt.Ctx, a, b rt.Value, op func(c *rt.Ctx, a, b rt.Value) rt.Value) rt.Value {
	if !rt.IsA(b, &namespace) {
		return rt.NotImplemented
	}
	x, y := attributes(c, a), attributes(c, b)
	var r rt.Value
	if x != 0 && y != 0 {
		r = op(c, x, y)
	}
	c.Drop(x)
	c.Drop(y)
	return r
}

func repr(c *rt.Ctx, o rt.Value) rt.Value {
	name := "namespace"
	if !rt.IsNative(o, &namespace) {
		name = rt.GoString(rt.ClassName(o))
	}
	again, ok := rt.EnterRepr(c, o)
	switch {
	case !ok:
		return 0
	case again:
		return rt.NewStr(c, name+"(...)")
	}
	defer rt.LeaveRepr(c)
	d := attributes(c, o)
	if d == 0 {
		return 0
	}
	defer c.Drop(d)
	var format strings.Builder
	format.WriteString(strings.ReplaceAll(name, "%", "%%") + "(")
	parts := rt.NewList(c, 0)
	defer c.Drop(parts)
	for pos := 0; ; {
		k, v, ok := rt.DictNext(d, &pos)
		if !ok {
			break
		}
		if format.Len() > len(name)+1 {
			format.WriteString(", ")
		}
		format.WriteString("%s=%r")
		rt.ListAppend(c, parts, k)
		rt.ListAppend(c, parts, v)
	}
	format.WriteByte(')')
	return rt.Formatted(c, format.String(), rt.TupleOf(c, parts))
}
