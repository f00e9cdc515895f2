package itertools

import "github.com/pxc-lang/pxc/rt"

// Iterators that choose, map or group what another iterator yields.

// filtering is the constructor of those that take a function and an iterable.
var filtering = rt.Func{Sig: "function, iterable, /", F3: func(c *rt.Ctx, o, f, x rt.Value) rt.Value {
	rt.SetSlot(c, o, 1, f)
	return start(c, o, 0, x)
}}

var takewhile = rt.NativeClass{
	Name: "takewhile", Slots: 2, New: filtering, // iterator, predicate
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		it := rt.Slot(o, 0)
		if it == 0 {
			return 0
		}
		v := rt.Next(c, it)
		if v == 0 {
			return 0
		}
		switch truth(c, rt.Call1(c, rt.Slot(o, 1), v)) {
		case 1:
			return v
		case 0:
			stop(c, o, 0)
		}
		c.Drop(v)
		return 0
	},
}

var dropwhile = rt.NativeClass{
	Name: "dropwhile", Slots: 2, New: filtering, // iterator, predicate until it was false
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		for {
			v := rt.Next(c, rt.Slot(o, 0))
			if v == 0 || rt.Slot(o, 1) == 0 {
				return v
			}
			switch truth(c, rt.Call1(c, rt.Slot(o, 1), v)) {
			case 0:
				stop(c, o, 1)
				return v
			case -1:
				c.Drop(v)
				return 0
			}
			c.Drop(v)
		}
	},
}

var filterfalse = rt.NativeClass{
	Name: "filterfalse", Slots: 2, New: filtering, // iterator, predicate
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		for {
			v := rt.Next(c, rt.Slot(o, 0))
			if v == 0 {
				return 0
			}
			t := 0
			if f := rt.Slot(o, 1); f == rt.None {
				t = rt.Truth(c, v)
			} else {
				t = truth(c, rt.Call1(c, f, v))
			}
			if t == 0 {
				return v
			}
			c.Drop(v)
			if t < 0 {
				return 0
			}
		}
	},
}

var starmap = rt.NativeClass{
	Name: "starmap", Slots: 2, New: filtering, // iterator, function
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		v := rt.Next(c, rt.Slot(o, 0))
		if v == 0 {
			return 0
		}
		args := rt.TupleOf(c, v)
		c.Drop(v)
		if args == 0 {
			return 0
		}
		r := rt.CallTuple(c, rt.Slot(o, 1), args)
		c.Drop(args)
		return r
	},
}

var compress = rt.NativeClass{
	Name: "compress", Slots: 2, // data, selectors
	New: rt.Func{Sig: "data, selectors", F3: func(c *rt.Ctx, o, data, selectors rt.Value) rt.Value {
		if start(c, o, 0, data) == 0 {
			return 0
		}
		return start(c, o, 1, selectors)
	}},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		for {
			v := rt.Next(c, rt.Slot(o, 0))
			if v == 0 {
				return 0
			}
			t := -1
			if s := rt.Next(c, rt.Slot(o, 1)); s != 0 {
				t = truth(c, s)
			}
			if t == 1 {
				return v
			}
			c.Drop(v)
			if t < 0 {
				return 0
			}
		}
	},
}

var pairwise = rt.NativeClass{
	Name: "pairwise", Slots: 2, // iterator, the item before
	New: rt.Func{Sig: "iterable, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value { return start(c, o, 0, x) }},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		if rt.Slot(o, 0) == 0 {
			return 0
		}
		it := c.Own(rt.Slot(o, 0))
		defer c.Drop(it)
		if rt.Slot(o, 1) == 0 {
			v := rt.Next(c, it)
			if v == 0 {
				return stop(c, o, 0)
			}
			rt.GiveSlot(c, o, 1, v)
		}
		v := rt.Next(c, it)
		if v == 0 {
			stop(c, o, 1)
			return stop(c, o, 0)
		}
		t := rt.Tuple2(c, rt.Slot(o, 1), v)
		rt.GiveSlot(c, o, 1, v)
		return t
	},
}

var accumulate = rt.NativeClass{
	Name: "accumulate", Slots: 4, // iterator, function or None, total, value to begin with
	New: rt.Func{Sig: "iterable, func=, *, initial=", F4: func(c *rt.Ctx, o, x, f, initial rt.Value) rt.Value {
		if f == 0 {
			f = rt.None
		}
		rt.SetSlot(c, o, 1, f)
		if initial != rt.None {
			rt.SetSlot(c, o, 3, initial)
		}
		return start(c, o, 0, x)
	}},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		if v := rt.Slot(o, 3); v != 0 {
			rt.SetSlot(c, o, 2, v)
			rt.SetSlot(c, o, 3, 0)
			return c.Own(rt.Slot(o, 2))
		}
		v := rt.Next(c, rt.Slot(o, 0))
		if v == 0 {
			return 0
		}
		if total := c.Own(rt.Slot(o, 2)); total != 0 {
			var r rt.Value
			if f := rt.Slot(o, 1); f == rt.None {
				r = rt.Add(c, total, v)
			} else {
				r = rt.Call2(c, f, total, v)
			}
			c.Drop(total)
			c.Drop(v)
			if r == 0 {
				return 0
			}
			v = r
		}
		rt.SetSlot(c, o, 2, v)
		return v
	},
}

var zipLongest = rt.NativeClass{
	Name: "zip_longest", Slots: 3, // list of iterators, None where exhausted; fill value; iterators left
	New: rt.Func{Sig: "*iterables, fillvalue=", F3: func(c *rt.Ctx, o, fill, xs rt.Value) rt.Value {
		if fill == 0 {
			fill = rt.None
		}
		its := rt.NewList(c, 0)
		rt.GiveSlot(c, o, 0, its)
		rt.SetSlot(c, o, 1, fill)
		n := rt.TupleLen(xs)
		rt.SetSlot(c, o, 2, rt.Int(int64(n)))
		for i := range n {
			it := rt.Iter(c, rt.TupleItem(xs, i))
			if it == 0 {
				return 0
			}
			rt.ListAppend(c, its, it)
			c.Drop(it)
		}
		return rt.None
	}},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		its := rt.Slot(o, 0)
		n := rt.ListLen(its)
		if n == 0 || rt.Slot(o, 2).Int() == 0 {
			return 0
		}
		t := rt.NewTuple(c, n)
		if t == 0 {
			return 0
		}
		for i := range n {
			var v rt.Value
			if it := rt.ListItem(its, i); it != rt.None {
				if v = rt.Next(c, it); v == 0 {
					left := rt.Slot(o, 2).Int() - 1
					if c.Exc != 0 {
						left = 0
					}
					rt.SetSlot(c, o, 2, rt.Int(left))
					if left <= 0 {
						c.Drop(t)
						return 0
					}
					rt.SetItem(c, its, rt.Int(int64(i)), rt.None)
				}
			}
			if v == 0 {
				v = c.Own(rt.Slot(o, 1))
			}
			rt.TupleInit(t, i, v)
		}
		return t
	},
}

// groupby: iterator, key function or None, current value, its key, key of the
// group, number of the group that may still yield.
var groupby = rt.NativeClass{
	Name: "groupby", Slots: 6,
	New: rt.Func{Sig: "iterable, key=", F3: func(c *rt.Ctx, o, x, key rt.Value) rt.Value {
		if key == 0 {
			key = rt.None
		}
		rt.SetSlot(c, o, 1, key)
		rt.SetSlot(c, o, 5, rt.Int(0))
		return start(c, o, 0, x)
	}},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		rt.SetSlot(c, o, 5, rt.Int(rt.Slot(o, 5).Int()+1))
		for {
			if rt.Slot(o, 3) != 0 {
				if rt.Slot(o, 4) == 0 {
					break
				}
				switch sameKey(c, rt.Slot(o, 4), rt.Slot(o, 3)) {
				case -1:
					return 0
				case 0:
					rt.SetSlot(c, o, 4, 0)
					continue
				}
			}
			if !stepGroup(c, o) {
				return 0
			}
		}
		rt.SetSlot(c, o, 4, rt.Slot(o, 3))
		g := groupOf(c, newGrouper(c), o)
		t := rt.Tuple2(c, rt.Slot(o, 3), g)
		c.Drop(g)
		return t
	},
}

// sameKey is a == b with a look at identity first.
func sameKey(c *rt.Ctx, a, b rt.Value) int {
	if a == b {
		return 1
	}
	c.Own(a)
	c.Own(b)
	t := rt.EqT(c, a, b)
	c.Drop(a)
	c.Drop(b)
	return t
}

// stepGroup takes the next value of groupby o and its key.
func stepGroup(c *rt.Ctx, o rt.Value) bool {
	v := rt.Next(c, rt.Slot(o, 0))
	if v == 0 {
		return false
	}
	key := c.Own(v)
	if f := rt.Slot(o, 1); f != rt.None {
		c.Drop(key)
		if key = rt.Call1(c, f, v); key == 0 {
			c.Drop(v)
			return false
		}
	}
	rt.GiveSlot(c, o, 2, v)
	rt.GiveSlot(c, o, 3, key)
	return true
}

// grouper yields the values of one group: the groupby, the key, its number.
var grouper = rt.NativeClass{
	Name: "_grouper", Slots: 3,
	New: rt.Func{Sig: "parent, tgtkey, /", F3: func(c *rt.Ctx, o, parent, key rt.Value) rt.Value {
		if !isGroupby(parent) {
			return rt.TypeErrorf(c, "argument 1 must be itertools.groupby, not %s", rt.TypeName(parent))
		}
		rt.SetSlot(c, parent, 4, key)
		groupOf(c, o, parent)
		return rt.None
	}},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		g := rt.Slot(o, 0)
		if rt.Slot(g, 5) != rt.Slot(o, 2) {
			return 0
		}
		if !rt.StoreCheck(c, g) {
			return 0
		}
		if rt.Slot(g, 2) == 0 && !stepGroup(c, g) {
			return 0
		}
		if sameKey(c, rt.Slot(o, 1), rt.Slot(g, 3)) != 1 {
			return 0
		}
		v := c.Own(rt.Slot(g, 2))
		rt.SetSlot(c, g, 2, 0)
		return v
	},
}

// groupOf makes g the group of o that has its key of the group.
func groupOf(c *rt.Ctx, g, o rt.Value) rt.Value {
	rt.SetSlot(c, g, 0, o)
	rt.SetSlot(c, g, 1, rt.Slot(o, 4))
	rt.SetSlot(c, g, 2, rt.Slot(o, 5))
	return g
}

var (
	newGrouper func(c *rt.Ctx) rt.Value
	isGroupby  func(v rt.Value) bool
)

func init() {
	newGrouper = func(c *rt.Ctx) rt.Value { return rt.NewNative(c, &grouper) }
	isGroupby = func(v rt.Value) bool { return rt.IsA(v, &groupby) }
}

// tee's iterators share the source and a chain of nodes: a node is a list, empty
// until the item is known, then the item and the next node. Nodes that no iterator
// has before it are freed.
var teeIter = rt.NativeClass{
	Name: "_tee", Slots: 2, // source, node
	New: rt.Func{Sig: "iterable, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
		it := rt.Iter(c, x)
		if it == 0 {
			return 0
		}
		if isTee(it) {
			rt.SetSlot(c, o, 0, rt.Slot(it, 0))
			rt.SetSlot(c, o, 1, rt.Slot(it, 1))
			c.Drop(it)
			return rt.None
		}
		rt.GiveSlot(c, o, 0, it)
		rt.GiveSlot(c, o, 1, rt.NewList(c, 0))
		return rt.None
	}},
	Methods: []rt.Func{{Name: "__copy__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return copyTee(c, o) }}},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		node := rt.Slot(o, 1)
		if rt.ListLen(node) == 0 {
			v := rt.Next(c, rt.Slot(o, 0))
			if v == 0 {
				return 0
			}
			next := rt.NewList(c, 0)
			ok := rt.ListAppend(c, node, v) && rt.ListAppend(c, node, next)
			c.Drop(v)
			c.Drop(next)
			if !ok {
				return 0
			}
		}
		v := c.Own(rt.ListItem(node, 0))
		rt.SetSlot(c, o, 1, rt.ListItem(node, 1))
		return v
	},
}

var (
	copyTee func(c *rt.Ctx, o rt.Value) rt.Value
	isTee   func(v rt.Value) bool
)

func init() {
	isTee = func(v rt.Value) bool { return rt.IsNative(v, &teeIter) }
	copyTee = func(c *rt.Ctx, o rt.Value) rt.Value {
		t := rt.NewNative(c, &teeIter)
		rt.SetSlot(c, t, 0, rt.Slot(o, 0))
		rt.SetSlot(c, t, 1, rt.Slot(o, 1))
		return t
	}
}

func tee(c *rt.Ctx, x, times rt.Value) rt.Value {
	n := int64(2)
	if times != 0 {
		var ok bool
		if n, ok = rt.Index(c, times); !ok {
			return 0
		}
	}
	switch {
	case n < 0:
		return rt.ValueErrorf(c, "n must be >= 0")
	case n > 1<<24:
		return rt.NoMemory(c)
	}
	it := rt.Iter(c, x)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	first := it
	if rt.IsNative(it, &teeIter) {
		c.Own(first)
	} else {
		first = rt.NewNative(c, &teeIter)
		rt.SetSlot(c, first, 0, it)
		rt.GiveSlot(c, first, 1, rt.NewList(c, 0))
	}
	t := rt.NewTuple(c, int(n))
	if t == 0 || n == 0 {
		c.Drop(first)
		return t
	}
	rt.TupleInit(t, 0, first)
	for i := 1; i < int(n); i++ {
		rt.TupleInit(t, i, copyTee(c, first))
	}
	return t
}
