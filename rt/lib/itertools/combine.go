package itertools

import "github.com/pxc-lang/pxc/rt"

// product, permutations, combinations: slot 0 holds the pool (for product, a
// tuple of pools), slot 1 a list of indices, or None when done, slot 2 whether a
// result was yielded; permutations have cycles in slot 3.

// pick returns the tuple of the pool's items at the indices.
func pick(c *rt.Ctx, o rt.Value) rt.Value {
	pool, at := rt.Slot(o, 0), counters(rt.ItemsOf(rt.Slot(o, 1)))
	t := rt.NewTuple(c, len(at))
	if t == 0 {
		return 0
	}
	for i := range at {
		rt.TupleInit(t, i, c.Own(rt.TupleItem(pool, at.get(i))))
	}
	return t
}

// counters are the items of a list of small ints, in place.
type counters []rt.Value

func (l counters) get(i int) int    { return int(l[i].Int()) }
func (l counters) set(i int, v int) { l[i] = rt.Int(int64(v)) }

// change returns the counters of l to be changed.
func change(c *rt.Ctx, l rt.Value) (counters, bool) {
	if !rt.StoreCheck(c, l) {
		return nil, false
	}
	return counters(rt.ItemsOf(l)), true
}

// begin makes the list of n indices, yielded by f, and marks o as begun.
func begin(c *rt.Ctx, o rt.Value, n int, f func(i int) int) bool {
	l := rt.NewList(c, n)
	if l == 0 {
		return false
	}
	for i := range n {
		rt.ListInit(l, i, rt.Int(int64(f(i))))
	}
	rt.SetSlot(c, o, 2, rt.False)
	return rt.GiveSlot(c, o, 1, l)
}

func finish(c *rt.Ctx, o rt.Value) rt.Value {
	rt.SetSlot(c, o, 1, rt.None)
	return 0
}

// begun reports whether a result was yielded before.
func begun(c *rt.Ctx, o rt.Value) bool {
	if rt.Slot(o, 2) == rt.True {
		return true
	}
	rt.SetSlot(c, o, 2, rt.True)
	return false
}

// size reads r, the length of results.
func size(c *rt.Ctx, v rt.Value) (int, bool) {
	r, ok := rt.Index(c, v)
	if ok && r < 0 {
		rt.ValueErrorf(c, "r must be non-negative")
		return 0, false
	}
	return int(min(r, 1<<30)), ok
}

// choosing returns the constructor of combinations, with or without replacement.
func choosing(again bool) rt.Func {
	return rt.Func{Sig: "iterable, r", F3: func(c *rt.Ctx, o, x, length rt.Value) rt.Value {
		pool := rt.TupleOf(c, x)
		if pool == 0 {
			return 0
		}
		n := rt.TupleLen(pool)
		rt.GiveSlot(c, o, 0, pool)
		r, ok := size(c, length)
		if !ok {
			return 0
		}
		if !again && r > n || again && n == 0 && r > 0 {
			finish(c, o)
			return rt.None
		}
		if !begin(c, o, r, func(i int) int {
			if again {
				return 0
			}
			return i
		}) {
			return 0
		}
		return rt.None
	}}
}

var combinations = rt.NativeClass{
	Name: "combinations", Slots: 3, New: choosing(false),
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		indices := rt.Slot(o, 1)
		if indices == rt.None {
			return 0
		}
		if begun(c, o) {
			at, ok := change(c, indices)
			if !ok {
				return 0
			}
			n, r := rt.TupleLen(rt.Slot(o, 0)), len(at)
			i := r - 1
			for i >= 0 && at.get(i) == i+n-r {
				i--
			}
			if i < 0 {
				return finish(c, o)
			}
			for v := at.get(i) + 1; i < r; i, v = i+1, v+1 {
				at.set(i, v)
			}
		}
		return pick(c, o)
	},
}

var replacement = rt.NativeClass{
	Name: "combinations_with_replacement", Slots: 3, New: choosing(true),
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		indices := rt.Slot(o, 1)
		if indices == rt.None {
			return 0
		}
		if begun(c, o) {
			at, ok := change(c, indices)
			if !ok {
				return 0
			}
			n, r := rt.TupleLen(rt.Slot(o, 0)), len(at)
			i := r - 1
			for i >= 0 && at.get(i) == n-1 {
				i--
			}
			if i < 0 {
				return finish(c, o)
			}
			for v := at.get(i) + 1; i < r; i++ {
				at.set(i, v)
			}
		}
		return pick(c, o)
	},
}

// permutations keep r indices in slot 1, those left over in slot 4 and cycles in
// slot 3: the algorithm of the library reference.
var permutations = rt.NativeClass{
	Name: "permutations", Slots: 5,
	New: rt.Func{Sig: "iterable, r=", F3: func(c *rt.Ctx, o, x, length rt.Value) rt.Value {
		pool := rt.TupleOf(c, x)
		if pool == 0 {
			return 0
		}
		n := rt.TupleLen(pool)
		rt.GiveSlot(c, o, 0, pool)
		r := n
		if length != 0 && length != rt.None {
			if !isInt(length) {
				return rt.TypeErrorf(c, "Expected int as r")
			}
			var ok bool
			if r, ok = size(c, length); !ok {
				return 0
			}
		}
		if r > n {
			finish(c, o)
			return rt.None
		}
		if !begin(c, o, n, func(i int) int { return i }) {
			return 0
		}
		rt.GiveSlot(c, o, 4, rt.ListOf(c, rt.Slot(o, 1)))
		if !begin(c, o, r, func(i int) int { return n - i }) {
			return 0
		}
		rt.SetSlot(c, o, 3, rt.Slot(o, 1))
		if !begin(c, o, r, func(i int) int { return i }) {
			return 0
		}
		return rt.None
	}},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		if rt.Slot(o, 1) == rt.None {
			return 0
		}
		if begun(c, o) {
			chosen, ok := change(c, rt.Slot(o, 1))
			cycles, ok2 := change(c, rt.Slot(o, 3))
			all, ok3 := change(c, rt.Slot(o, 4))
			if !ok || !ok2 || !ok3 {
				return 0
			}
			n, r := len(all), len(chosen)
			i := r - 1
			for ; i >= 0; i-- {
				left := cycles.get(i) - 1
				if left > 0 {
					cycles.set(i, left)
					a, b := all.get(i), all.get(n-left)
					all.set(i, b)
					all.set(n-left, a)
					break
				}
				v := all[i]
				copy(all[i:], all[i+1:])
				all[n-1] = v
				cycles.set(i, n-i)
			}
			if i < 0 {
				return finish(c, o)
			}
			copy(chosen, all)
		}
		return pick(c, o)
	},
}

func isInt(v rt.Value) bool { return rt.IsInstance(v, rt.BuiltinClass(rt.TypeInt)) }

var product = rt.NativeClass{
	Name: "product", Slots: 3,
	New: rt.Func{Sig: "*iterables, repeat=", F3: func(c *rt.Ctx, o, times, xs rt.Value) rt.Value {
		repeat := int64(1)
		if times != 0 {
			var ok bool
			if repeat, ok = rt.Index(c, times); !ok {
				return 0
			}
			if repeat < 0 {
				return rt.ValueErrorf(c, "repeat argument cannot be negative")
			}
		}
		n := rt.TupleLen(xs)
		if repeat == 0 {
			n = 0
		}
		if n > 0 && repeat > 1<<24/int64(n) {
			return rt.OverflowErrorf(c, "repeat argument too large")
		}
		total := n
		if n > 0 {
			total = n * int(repeat)
		}
		pools := rt.NewTuple(c, total)
		if pools == 0 {
			return 0
		}
		rt.GiveSlot(c, o, 0, pools)
		empty := false
		for i := range n {
			pool := rt.TupleOf(c, rt.TupleItem(xs, i))
			if pool == 0 {
				return 0
			}
			empty = empty || rt.TupleLen(pool) == 0
			rt.TupleInit(pools, i, pool)
		}
		for i := n; i < total; i++ {
			rt.TupleInit(pools, i, c.Own(rt.TupleItem(pools, i-n)))
		}
		if empty {
			finish(c, o)
		} else if !begin(c, o, total, func(int) int { return 0 }) {
			return 0
		}
		return rt.None
	}},
	Next: func(c *rt.Ctx, o rt.Value) rt.Value {
		pools, indices := rt.Slot(o, 0), rt.Slot(o, 1)
		if indices == rt.None {
			return 0
		}
		n := rt.ListLen(indices)
		if begun(c, o) {
			at, ok := change(c, indices)
			if !ok {
				return 0
			}
			i := n - 1
			for ; i >= 0; i-- {
				v := at.get(i) + 1
				if v < rt.TupleLen(rt.TupleItem(pools, i)) {
					at.set(i, v)
					break
				}
				at.set(i, 0)
			}
			if i < 0 {
				return finish(c, o)
			}
		}
		t := rt.NewTuple(c, n)
		if t == 0 {
			return 0
		}
		for i, v := range rt.ItemsOf(indices) {
			rt.TupleInit(t, i, c.Own(rt.TupleItem(rt.TupleItem(pools, i), int(v.Int()))))
		}
		return t
	},
}
