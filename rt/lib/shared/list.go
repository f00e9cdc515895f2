package shared

import (
	"math"
	"slices"

	"github.com/pxc-lang/pxc/rt"
)

// list and xlist.

var list, xlist rt.NativeClass

func copyList(c *rt.Ctx, s *rt.Shared) rt.Value {
	l, _ := s.ListCopy(c)
	return l
}

// extend appends the items of an iterable, all at one moment.
func extend(c *rt.Ctx, s *rt.Shared, x rt.Value) bool {
	l := rt.ListOf(c, x)
	if l == 0 {
		return false
	}
	defer c.Drop(l)
	return s.ListAppend(c, rt.ItemsOf(l))
}

func fillList(c *rt.Ctx, _ rt.Value, s *rt.Shared, args, kwargs rt.Value) bool {
	s.List()
	switch n := rt.TupleLen(args); {
	case n > 1:
		rt.TypeErrorf(c, "list expected at most 1 argument, got %d", n)
		return false
	case kwargs != 0 && rt.DictLen(kwargs) > 0:
		rt.TypeErrorf(c, "list() takes no keyword arguments")
		return false
	case n == 0:
		return true
	}
	return extend(c, s, rt.TupleItem(args, 0))
}

// at converts an index; name says whose it is.
func at(c *rt.Ctx, i rt.Value) (int64, bool) {
	if !rt.HasIndex(i) {
		rt.TypeErrorf(c, "list indices must be integers or slices, not %s", rt.TypeName(i))
		return 0, false
	}
	return rt.Index(c, i)
}

func getItem(c *rt.Ctx, o, i rt.Value) rt.Value {
	s := rt.SharedOf(o)
	if rt.IsSlice(i) {
		l, _ := s.ListCopy(c)
		if l == 0 {
			return 0
		}
		defer c.Drop(l)
		return rt.GetItem(c, l, i)
	}
	n, ok := at(c, i)
	if !ok {
		return 0
	}
	v := s.ListGet(c, n)
	if v == 0 && c.Exc == 0 {
		return rt.IndexErrorf(c, "list index out of range")
	}
	return v
}

func setItem(c *rt.Ctx, o, i, v rt.Value) rt.Value {
	s := rt.SharedOf(o)
	if rt.IsSlice(i) {
		return none(change(c, s, func(l rt.Value) bool { return rt.SetItem(c, l, i, v) }))
	}
	n, ok := at(c, i)
	if !ok {
		return 0
	}
	found, ok := s.ListSet(c, n, v)
	if ok && !found {
		return rt.IndexErrorf(c, "list assignment index out of range")
	}
	return none(ok)
}

func delItem(c *rt.Ctx, o, i rt.Value) rt.Value {
	s := rt.SharedOf(o)
	if rt.IsSlice(i) {
		return none(change(c, s, func(l rt.Value) bool { return rt.DelItem(c, l, i) }))
	}
	n, ok := at(c, i)
	if !ok {
		return 0
	}
	v := s.ListTake(c, n)
	if v == 0 && c.Exc == 0 {
		return rt.IndexErrorf(c, "list assignment index out of range")
	}
	c.Drop(v)
	return none(v != 0)
}

// change has f change a copy of the items and makes that the items, again if the list
// has changed meanwhile.
func change(c *rt.Ctx, s *rt.Shared, f func(l rt.Value) bool) bool {
	for range mostTries {
		if !rt.Polled(c) {
			return false
		}
		l, version := s.ListCopy(c)
		if l == 0 {
			return false
		}
		done, ok := false, f(l)
		if ok {
			done, ok = s.ListReplace(c, rt.ItemsOf(l), version)
		}
		c.Drop(l)
		if done || !ok {
			return ok
		}
	}
	rt.RuntimeErrorf(c, "others change the list all the time")
	return false
}

// mostTries bounds how often change begins again.
const mostTries = 1000

func pop(c *rt.Ctx, o, i rt.Value) rt.Value {
	n, ok := int64(-1), true
	if i != 0 {
		if n, ok = rt.Index(c, i); !ok {
			return 0
		}
	}
	s := rt.SharedOf(o)
	v := s.ListTake(c, n)
	switch {
	case v != 0 || c.Exc != 0:
		return v
	case s.ListLen(c) == 0:
		return rt.IndexErrorf(c, "pop from empty list")
	}
	return rt.IndexErrorf(c, "pop index out of range")
}

func sortList(c *rt.Ctx, o, key, reverse rt.Value) rt.Value {
	return none(change(c, rt.SharedOf(o), func(l rt.Value) bool {
		sorted := rt.Sorted(c, l, key, reverse)
		if sorted == 0 {
			return false
		}
		defer c.Drop(sorted)
		everything := rt.NewSlice(c, rt.None, rt.None, rt.None)
		defer c.Drop(everything)
		return rt.SetItem(c, l, everything, sorted)
	}))
}

func indexOf(c *rt.Ctx, o, v, start, stop rt.Value) rt.Value {
	if start == 0 && stop == 0 {
		i, ok := rt.SharedOf(o).ListIndex(c, v, false)
		if ok && i < 0 {
			if r := rt.Repr(c, v); r != 0 {
				rt.ValueErrorf(c, "%s is not in list", r)
				c.Drop(r)
			}
			return 0
		}
		return number(i, ok)
	}
	l := copyList(c, rt.SharedOf(o))
	if l == 0 {
		return 0
	}
	defer c.Drop(l)
	if stop == 0 {
		stop = rt.Int(math.MaxInt32)
	}
	return rt.CallMethod3(c, l, rt.Intern(c, "index"), v, start, stop)
}

func number(i int, ok bool) rt.Value {
	if !ok {
		return 0
	}
	return rt.Int(int64(i))
}

// common are the methods that list and xlist share.
func common(def *rt.NativeClass, name string) []rt.Func {
	return slices.Concat([]rt.Func{
		constructor(def, "*args, **kwargs", fillList),
		{Name: "__len__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.Int(int64(rt.SharedOf(o).ListLen(c))) }},
		{Name: "__contains__", Sig: "self, value, /", F2: func(c *rt.Ctx, o, v rt.Value) rt.Value {
			i, ok := rt.SharedOf(o).ListIndex(c, v, false)
			if !ok {
				return 0
			}
			return rt.Bool(i >= 0)
		}},
		{Name: "__iter__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return iterate(c, copyList(c, rt.SharedOf(o)), false) }},
		{Name: "__repr__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return repr(c, o, name, copyList) }},
		{Name: "clear", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
			rt.SharedOf(o).Clear(c)
			return rt.None
		}},
		reduce(func(c *rt.Ctx, o rt.Value) rt.Value { return copyList(c, rt.SharedOf(o)) }),
		{Name: "copy", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return copyList(c, rt.SharedOf(o)) }},
		{Name: "extend", Sig: "self, iterable, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value { return none(extend(c, rt.SharedOf(o), x)) }},
	}, equals(def, rt.IsList, copyList))
}

func init() {
	list = rt.NativeClass{
		Name: "list", Slots: 1, End: rt.EndShared, Constants: unhashable,
		Doc: "list([iterable]): a list that every context and the main thread may change; what it holds are copies",
		Methods: append(common(&list, "list"), []rt.Func{
			{Name: "__getitem__", Sig: "self, key, /", F2: getItem},
			{Name: "__setitem__", Sig: "self, key, value, /", F3: setItem},
			{Name: "__delitem__", Sig: "self, key, /", F2: delItem},
			{Name: "__reversed__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return iterate(c, copyList(c, rt.SharedOf(o)), true) }},
			{Name: "__iadd__", Sig: "self, value, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
				if !extend(c, rt.SharedOf(o), x) {
					return 0
				}
				return c.Own(o)
			}},
			{Name: "append", Sig: "self, object, /", F2: appendItem},
			{Name: "insert", Sig: "self, index, object, /", F3: func(c *rt.Ctx, o, i, v rt.Value) rt.Value {
				n, ok := rt.Index(c, i)
				return none(ok && rt.SharedOf(o).ListInsert(c, n, v))
			}},
			{Name: "pop", Sig: "self, index=, /", F2: pop},
			{Name: "remove", Sig: "self, value, /", F2: func(c *rt.Ctx, o, v rt.Value) rt.Value {
				found, ok := rt.SharedOf(o).ListRemove(c, v)
				if ok && !found {
					return rt.ValueErrorf(c, "list.remove(x): x not in list")
				}
				return none(ok)
			}},
			{Name: "index", Sig: "self, value, start=, stop=, /", F4: indexOf},
			{Name: "count", Sig: "self, value, /", F2: func(c *rt.Ctx, o, v rt.Value) rt.Value {
				return number(rt.SharedOf(o).ListIndex(c, v, true))
			}},
			{Name: "reverse", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return none(rt.SharedOf(o).ListReverse(c)) }},
			{Name: "sort", Sig: "self, /, *, key=, reverse=", F3: sortList},
		}...),
	}
	xlist = rt.NativeClass{
		Name: "xlist", Slots: 1, End: rt.EndShared, Constants: unhashable,
		Doc: "xlist([iterable]): a stack that every context and the main thread may use; what it holds are copies",
		Methods: append(common(&xlist, "xlist"), []rt.Func{
			{Name: "push", Sig: "self, object, /", F2: appendItem},
			{Name: "pop", Sig: "self, default=, /", F2: func(c *rt.Ctx, o, other rt.Value) rt.Value {
				v := rt.SharedOf(o).ListTake(c, -1)
				switch {
				case v != 0 || c.Exc != 0:
					return v
				case other == 0:
					return rt.IndexErrorf(c, "pop from empty xlist")
				}
				return c.Own(other)
			}},
			{Name: "flush", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.SharedOf(o).ListFlush(c) }},
		}...),
	}
}

func appendItem(c *rt.Ctx, o, v rt.Value) rt.Value { return none(rt.SharedOf(o).ListAppend1(c, v)) }
