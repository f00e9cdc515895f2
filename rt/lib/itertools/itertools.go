// Package itertools is the Python module itertools: lazy iterators whose state
// lies in slots of their instances, as CPython's itertoolsmodule.c keeps it.
package itertools

import "github.com/pxc-lang/pxc/rt"

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name:  "itertools",
	Funcs: []rt.Func{{Name: "tee", Sig: "iterable, n=, /", F2: tee}},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		for _, def := range []*rt.NativeClass{&count, &cycle, &repeat, &chain, &islice, &takewhile, &dropwhile, &filterfalse, &starmap,
			&zipLongest, &product, &permutations, &combinations, &replacement, &accumulate, &groupby, &grouper, &teeIter, &pairwise, &compress} {
			rt.DefineClass(c, m, def)
		}
		return true
	},
}

// start puts iter(x) into slot i of o.
func start(c *rt.Ctx, o rt.Value, i int, x rt.Value) rt.Value {
	it := rt.Iter(c, x)
	if it == 0 || !rt.GiveSlot(c, o, i, it) {
		return 0
	}
	return rt.None
}

// stop empties slot i: the iterator is exhausted.
func stop(c *rt.Ctx, o rt.Value, i int) rt.Value {
	rt.SetSlot(c, o, i, 0)
	return 0
}

// truth is bool(v), v taken over; -1 with an exception pending.
func truth(c *rt.Ctx, v rt.Value) int {
	if v == 0 {
		return -1
	}
	t := rt.Truth(c, v)
	c.Drop(v)
	return t
}

var count = rt.NativeClass{
	Name: "count", Slots: 2, // next, step
	New: rt.Func{Sig: "start=, step=", F3: func(c *rt.Ctx, o, first, step rt.Value) rt.Value {
		if first == 0 {
			first = rt.Int(0)
		}
		if step == 0 {
			step = rt.Int(1)
		}
		for _, v := range [...]rt.Value{first, step} {
			if !isNumber(c, v) {
				return rt.TypeErrorf(c, "a number is required")
			}
		}
		rt.SetSlot(c, o, 0, first)
		rt.SetSlot(c, o, 1, step)
		return rt.None
	}},
	Methods: []rt.Func{{Name: "__repr__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
		args := rt.Tuple2(c, rt.Slot(o, 0), rt.Slot(o, 1))
		defer c.Drop(args)
		f := "count(%r, %r)"
		if rt.Slot(o, 1) == rt.Int(1) {
			f = "count(%r)"
			args = rt.Tuple1(c, rt.Slot(o, 0))
			defer c.Drop(args)
		}
		s := rt.NewStr(c, f)
		defer c.Drop(s)
		return rt.StrFormat(c, s, args)
	}}},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		v := c.Own(rt.Slot(o, 0))
		next := rt.Add(c, v, rt.Slot(o, 1))
		if next == 0 || !rt.GiveSlot(c, o, 0, next) {
			c.Drop(v)
			return 0
		}
		return v
	},
}

// isNumber reports whether v takes part in arithmetic.
func isNumber(c *rt.Ctx, v rt.Value) bool {
	if v.IsInt() || v.IsFloat() || v.IsBool() {
		return true
	}
	for _, name := range [...]string{"__index__", "__float__", "__int__", "__complex__"} {
		if rt.ClassLookup(rt.ClassOf(v), rt.Intern(c, name)) != 0 {
			return true
		}
	}
	return false
}

var cycle = rt.NativeClass{
	Name: "cycle", Slots: 3, // iterator, saved items, position
	New: rt.Func{Sig: "iterable, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
		saved := rt.NewList(c, 0)
		rt.GiveSlot(c, o, 1, saved)
		rt.SetSlot(c, o, 2, rt.Int(0))
		return start(c, o, 0, x)
	}},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		saved := rt.Slot(o, 1)
		if it := rt.Slot(o, 0); it != 0 {
			if v := rt.Next(c, it); v != 0 {
				if !rt.ListAppend(c, saved, v) {
					c.Drop(v)
					return 0
				}
				return v
			}
			if c.Exc != 0 {
				return 0
			}
			stop(c, o, 0)
		}
		n := rt.ListLen(saved)
		if n == 0 {
			return 0
		}
		i := rt.Slot(o, 2).Int()
		rt.SetSlot(c, o, 2, rt.Int((i+1)%int64(n)))
		return c.Own(rt.ListItem(saved, int(i)))
	},
}

var repeat = rt.NativeClass{
	Name: "repeat", Slots: 2, // object, times left or -1
	New: rt.Func{Sig: "object, times=", F3: func(c *rt.Ctx, o, x, times rt.Value) rt.Value {
		n := int64(-1)
		if times != 0 {
			var ok bool
			if n, ok = rt.Index(c, times); !ok {
				return 0
			}
			n = max(n, 0)
		}
		rt.SetSlot(c, o, 0, x)
		rt.SetSlot(c, o, 1, rt.Int(min(n, rt.MaxInt)))
		return rt.None
	}},
	Methods: []rt.Func{
		{Name: "__repr__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
			f, args := "repeat(%r, %r)", rt.Tuple2(c, rt.Slot(o, 0), rt.Slot(o, 1))
			if rt.Slot(o, 1).Int() < 0 {
				c.Drop(args)
				f, args = "repeat(%r)", rt.Tuple1(c, rt.Slot(o, 0))
			}
			s := rt.NewStr(c, f)
			defer c.Drop(s)
			defer c.Drop(args)
			return rt.StrFormat(c, s, args)
		}},
		{Name: "__length_hint__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
			if n := rt.Slot(o, 1); n.Int() >= 0 {
				return n
			}
			return rt.TypeErrorf(c, "len() of unsized object")
		}},
	},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		n := rt.Slot(o, 1).Int()
		if n == 0 {
			return 0
		}
		if n > 0 {
			rt.SetSlot(c, o, 1, rt.Int(n-1))
		}
		return c.Own(rt.Slot(o, 0))
	},
}

var chain = rt.NativeClass{
	Name: "chain", Slots: 2, // iterator over the sources, current iterator
	New: rt.Func{Sig: "*iterables", F2: func(c *rt.Ctx, o, its rt.Value) rt.Value { return start(c, o, 0, its) }},
	ClassMethods: []rt.Func{{Name: "from_iterable", Sig: "cls, iterable, /", F2: func(c *rt.Ctx, _, x rt.Value) rt.Value {
		it := rt.Iter(c, x)
		if it == 0 {
			return 0
		}
		o := newChain(c)
		rt.GiveSlot(c, o, 0, it)
		return o
	}}, {Name: "__class_getitem__", Sig: "cls, key, /", F2: rt.Alias}},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		for rt.Slot(o, 0) != 0 {
			if rt.Slot(o, 1) == 0 {
				x := rt.Next(c, rt.Slot(o, 0))
				if x == 0 {
					return stop(c, o, 0)
				}
				r := start(c, o, 1, x)
				c.Drop(x)
				if r == 0 {
					return stop(c, o, 0)
				}
			}
			it := c.Own(rt.Slot(o, 1))
			v := rt.Next(c, it)
			c.Drop(it)
			if v != 0 || c.Exc != 0 {
				return v
			}
			stop(c, o, 1)
		}
		return 0
	},
}

// newChain is set apart because chain's own method makes a chain.
var newChain func(c *rt.Ctx) rt.Value

func init() { newChain = func(c *rt.Ctx) rt.Value { return rt.NewNative(c, &chain) } }

var islice = rt.NativeClass{
	Name: "islice", Slots: 5, // iterator, next position wanted, stop or -1, step, position
	New: rt.Func{Sig: "iterable, /, *args", F3: func(c *rt.Ctx, o, x, args rt.Value) rt.Value {
		n := rt.TupleLen(args)
		if n < 1 || n > 3 {
			if n < 1 {
				return rt.TypeErrorf(c, "islice expected at least 2 arguments, got %d", n+1)
			}
			return rt.TypeErrorf(c, "islice expected at most 4 arguments, got %d", n+1)
		}
		var first, last, step int64 = 0, -1, 1
		limit := func(v rt.Value, what string, old int64, least int64) (int64, bool) {
			if v == rt.None {
				return old, true
			}
			i, ok := rt.Index(c, v)
			if !ok || i < least || i > rt.MaxInt {
				if ok || rt.MatchPending(c, rt.ExcTypeError) || rt.MatchPending(c, rt.ExcOverflowError) || rt.MatchPending(c, rt.ExcIndexError) {
					c.Drop(c.Exc)
					c.Exc = 0
					rt.ValueErrorf(c, what)
				}
				return 0, false
			}
			return i, true
		}
		const indices = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
		stopText := "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
		ok := true
		if n == 1 {
			last, ok = limit(rt.TupleItem(args, 0), stopText, last, 0)
		} else {
			if last, ok = limit(rt.TupleItem(args, 1), stopText, last, 0); ok {
				first, ok = limit(rt.TupleItem(args, 0), indices, 0, 0)
			}
		}
		if ok && n == 3 {
			step, ok = limit(rt.TupleItem(args, 2), "Step for islice() must be a positive integer or None.", 1, 1)
		}
		if !ok {
			return 0
		}
		for i, v := range [...]int64{first, last, step, 0} {
			rt.SetSlot(c, o, i+1, rt.Int(v))
		}
		return start(c, o, 0, x)
	}},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		if rt.Slot(o, 0) == 0 {
			return 0
		}
		want, last, step := rt.Slot(o, 1).Int(), rt.Slot(o, 2).Int(), rt.Slot(o, 3).Int()
		it := c.Own(rt.Slot(o, 0))
		defer c.Drop(it)
		for {
			at := rt.Slot(o, 4).Int()
			if last >= 0 && at >= last {
				return stop(c, o, 0)
			}
			v := rt.Next(c, it)
			if v == 0 {
				return stop(c, o, 0)
			}
			rt.SetSlot(c, o, 4, rt.Int(at+1))
			if at >= want {
				next := want + step
				if next < want || next > rt.MaxInt {
					next = rt.MaxInt
				}
				if last >= 0 {
					next = min(next, last)
				}
				rt.SetSlot(c, o, 1, rt.Int(next))
				return v
			}
			c.Drop(v)
			if c.Poll.Load() != 0 && !rt.Polled(c) {
				return 0
			}
		}
	},
}
