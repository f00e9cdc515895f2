package shared

import (
	"slices"

	"github.com/pxc-lang/pxc/rt"
)

// dict and object: one table, with items or attributes.

var dict, object rt.NativeClass

func copyDict(c *rt.Ctx, s *rt.Shared) rt.Value { return s.DictCopy(c) }

// fillDict stores what dict(…) and update(…) take, entry by entry.
func fillDict(c *rt.Ctx, s *rt.Shared, args, kwargs rt.Value, what string) bool {
	d := rt.NewDict(c, 0)
	if d == 0 {
		return false
	}
	defer c.Drop(d)
	var other *rt.Shared
	if rt.TupleLen(args) == 1 && rt.IsNative(rt.TupleItem(args, 0), &dict) {
		other = rt.SharedOf(rt.TupleItem(args, 0))
		c.Drop(d)
		if d = other.DictCopy(c); d == 0 {
			return false
		}
		args = rt.NewTuple(c, 0)
		defer c.Drop(args)
	}
	if !rt.DictFill(c, d, args, kwargs, what) {
		return false
	}
	for pos := 0; ; {
		k, v, ok := rt.DictNext(d, &pos)
		if !ok {
			return true
		}
		if s.DictPut(c, k, v, false, false) == 0 {
			return false
		}
	}
}

// found returns v, or raises KeyError if it is 0 without an exception.
func found(c *rt.Ctx, v, key rt.Value) rt.Value {
	if v == 0 && c.Exc == 0 {
		return rt.KeyError(c, key)
	}
	return v
}

// orElse returns v, or another if it is 0 without an exception.
func orElse(c *rt.Ctx, v, other rt.Value) rt.Value {
	switch {
	case v != 0 || c.Exc != 0:
		return v
	case other == 0:
		return rt.None
	}
	return c.Own(other)
}

func listOf(name string, what int) rt.Func {
	return rt.Func{Name: name, Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.SharedOf(o).DictList(c, what) }}
}

func init() {
	dict = rt.NativeClass{
		Name: "dict", Slots: 1, End: rt.EndShared, Constants: unhashable,
		Doc: "dict(…): a dict that every context and the main thread may change; what it holds are copies",
		Methods: slices.Concat([]rt.Func{
			constructor(&dict, "*args, **kwargs", func(c *rt.Ctx, _ rt.Value, s *rt.Shared, args, kwargs rt.Value) bool {
				return fillDict(c, s.Table(), args, kwargs, "dict")
			}),
			{Name: "__len__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.Int(int64(rt.SharedOf(o).DictLen(c))) }},
			{Name: "__getitem__", Sig: "self, key, /", F2: func(c *rt.Ctx, o, k rt.Value) rt.Value {
				return found(c, rt.SharedOf(o).DictGet(c, k), k)
			}},
			{Name: "__setitem__", Sig: "self, key, value, /", F3: func(c *rt.Ctx, o, k, v rt.Value) rt.Value {
				return rt.SharedOf(o).DictPut(c, k, v, false, false)
			}},
			{Name: "__delitem__", Sig: "self, key, /", F2: func(c *rt.Ctx, o, k rt.Value) rt.Value {
				return found(c, rt.SharedOf(o).DictTake(c, k, false), k)
			}},
			{Name: "__contains__", Sig: "self, key, /", F2: func(c *rt.Ctx, o, k rt.Value) rt.Value { return truth(rt.SharedOf(o).DictHas(c, k)) }},
			{Name: "__iter__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return iterate(c, rt.SharedOf(o).DictList(c, rt.SharedKeys), false)
			}},
			{Name: "__reversed__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return iterate(c, rt.SharedOf(o).DictList(c, rt.SharedKeys), true)
			}},
			{Name: "__repr__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return repr(c, o, "dict", copyDict) }},
			{Name: "__ior__", Sig: "self, other, /", F2: func(c *rt.Ctx, o, other rt.Value) rt.Value {
				args := rt.Tuple1(c, other)
				ok := fillDict(c, rt.SharedOf(o), args, 0, "update")
				c.Drop(args)
				if !ok {
					return 0
				}
				return c.Own(o)
			}},
			{Name: "get", Sig: "self, key, default=, /", F3: func(c *rt.Ctx, o, k, other rt.Value) rt.Value {
				return orElse(c, rt.SharedOf(o).DictGet(c, k), other)
			}},
			{Name: "setdefault", Sig: "self, key, default=, /", F3: func(c *rt.Ctx, o, k, v rt.Value) rt.Value {
				if v == 0 {
					v = rt.None
				}
				return rt.SharedOf(o).DictPut(c, k, v, true, true)
			}},
			{Name: "pop", Sig: "self, key, default=, /", F3: func(c *rt.Ctx, o, k, other rt.Value) rt.Value {
				v := rt.SharedOf(o).DictTake(c, k, true)
				if other == 0 {
					return found(c, v, k)
				}
				return orElse(c, v, other)
			}},
			{Name: "popitem", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				p := rt.SharedOf(o).DictPopItem(c)
				if p == 0 && c.Exc == 0 {
					k := rt.NewStr(c, "popitem(): dictionary is empty")
					rt.KeyError(c, k)
					c.Drop(k)
				}
				return p
			}},
			{Name: "update", Sig: "self, /, *args, **kwargs", F3: func(c *rt.Ctx, o, args, kwargs rt.Value) rt.Value {
				return none(fillDict(c, rt.SharedOf(o), args, kwargs, "update"))
			}},
			reduce(func(c *rt.Ctx, o rt.Value) rt.Value { return rt.SharedOf(o).DictCopy(c) }),
			{Name: "clear", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				rt.SharedOf(o).Clear(c)
				return rt.None
			}},
			{Name: "copy", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.SharedOf(o).DictCopy(c) }},
			listOf("keys", rt.SharedKeys), listOf("values", rt.SharedValues), listOf("items", rt.SharedItems),
		}, equals(&dict, rt.IsDict, copyDict)),
	}
	object = rt.NativeClass{
		Name: "object", Slots: 1, End: rt.EndShared,
		Doc: "object(**attributes): an object whose attributes every context and the main thread may change; what they are are copies",
		Methods: []rt.Func{
			constructor(&object, "*args, **kwargs", func(c *rt.Ctx, _ rt.Value, s *rt.Shared, args, kwargs rt.Value) bool {
				s.Table()
				if n := rt.TupleLen(args); n > 0 {
					rt.TypeErrorf(c, "object() takes 0 positional arguments but %d were given", n)
					return false
				}
				return fillDict(c, s, args, kwargs, "object")
			}),
			{Name: "__getattr__", Sig: "self, name, /", F2: func(c *rt.Ctx, o, name rt.Value) rt.Value {
				return attribute(c, rt.SharedOf(o).DictGet(c, name), name)
			}},
			{Name: "__setattr__", Sig: "self, name, value, /", F3: func(c *rt.Ctx, o, name, v rt.Value) rt.Value {
				return rt.SharedOf(o).DictPut(c, name, v, false, false)
			}},
			{Name: "__delattr__", Sig: "self, name, /", F2: func(c *rt.Ctx, o, name rt.Value) rt.Value {
				return attribute(c, rt.SharedOf(o).DictTake(c, name, false), name)
			}},
			{Name: "__dir__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.SharedOf(o).DictList(c, rt.SharedKeys) }},
			{Name: "__repr__", Sig: "self, /", F1: reprObject},
			{Name: "__copy__", Sig: "self, /", F1: copyObject},
			{Name: "__deepcopy__", Sig: "self, memo, /", F2: func(c *rt.Ctx, o, _ rt.Value) rt.Value { return copyObject(c, o) }},
			noCopies,
		},
		Properties: []rt.Func{{Name: "__dict__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.SharedOf(o).DictCopy(c) }}},
	}
}

// attribute returns v, or raises AttributeError if it is 0 without an exception.
func attribute(c *rt.Ctx, v, name rt.Value) rt.Value {
	if v == 0 && c.Exc == 0 {
		return rt.AttributeErrorf(c, "'object' object has no attribute '%s'", name)
	}
	return v
}

func copyObject(c *rt.Ctx, o rt.Value) rt.Value {
	d := rt.SharedOf(o).DictCopy(c)
	if d == 0 {
		return 0
	}
	args := rt.NewTuple(c, 0)
	r := rt.CallEx(c, object.Class(), args, d)
	c.Drop(args)
	c.Drop(d)
	return r
}

func reprObject(c *rt.Ctx, o rt.Value) rt.Value {
	again, ok := rt.EnterRepr(c, o)
	switch {
	case !ok:
		return 0
	case again:
		return rt.NewStr(c, "parallel.object(...)")
	}
	defer rt.LeaveRepr(c)
	d := rt.SharedOf(o).DictCopy(c)
	if d == 0 {
		return 0
	}
	defer c.Drop(d)
	text := "parallel.object("
	for pos, first := 0, true; ; first = false {
		name, v, more := rt.DictNext(d, &pos)
		if !more {
			return rt.NewStr(c, text+")")
		}
		r := rt.Repr(c, v)
		if r == 0 {
			return 0
		}
		if !first {
			text += ", "
		}
		text += rt.GoString(name) + "=" + rt.GoString(r)
		c.Drop(r)
	}
}
