package re

import "github.com/pxc-lang/pxc/rt"

// proxy is the read-only view of a dict that groupindex returns.
var proxy rt.NativeClass

func init() {
	on := func(name string) rt.Func {
		return rt.Func{Name: name, Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
			return rt.CallMethod0(c, rt.Slot(o, 0), rt.Intern(c, name))
		}}
	}
	proxy = rt.NativeClass{
		Name: "mappingproxy", Module: "builtins", Slots: 1, New: notMade("mappingproxy"),
		Methods: []rt.Func{
			on("keys"), on("values"), on("items"), on("copy"), on("__reversed__"),
			{Name: "__iter__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.Iter(c, rt.Slot(o, 0)) }},
			{Name: "__len__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.Int(int64(rt.DictLen(rt.Slot(o, 0)))) }},
			{Name: "__getitem__", Sig: "self, key, /", F2: func(c *rt.Ctx, o, key rt.Value) rt.Value { return rt.GetItem(c, rt.Slot(o, 0), key) }},
			{Name: "__contains__", Sig: "self, key, /", F2: func(c *rt.Ctx, o, key rt.Value) rt.Value {
				in := rt.Contains(c, rt.Slot(o, 0), key)
				if in < 0 {
					return 0
				}
				return rt.Bool(in == 1)
			}},
			{Name: "get", Sig: "self, key, default=, /", F3: func(c *rt.Ctx, o, key, none rt.Value) rt.Value {
				if none == 0 {
					none = rt.None
				}
				return rt.CallMethod2(c, rt.Slot(o, 0), rt.Intern(c, "get"), key, none)
			}},
			{Name: "__or__", Sig: "self, value, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
				if rt.IsNative(x, &proxy) {
					x = rt.Slot(x, 0)
				}
				return rt.CallMethod1(c, rt.Slot(o, 0), rt.Intern(c, "__or__"), x)
			}},
			{Name: "__eq__", Sig: "self, value, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
				if rt.IsNative(x, &proxy) {
					x = rt.Slot(x, 0)
				}
				return rt.Eq(c, rt.Slot(o, 0), x)
			}},
			{Name: "__str__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.Str(c, rt.Slot(o, 0)) }},
			{Name: "__repr__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return rt.Formatted(c, "mappingproxy(%r)", tupleOf(c, rt.Slot(o, 0)))
			}},
		},
		Constants: map[string]rt.Value{"__hash__": rt.None},
	}
}
