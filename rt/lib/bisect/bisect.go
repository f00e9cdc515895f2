// Package bisect is the Python module bisect: binary search in sorted sequences.
package bisect

import "github.com/pxc-lang/pxc/rt"

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "bisect",
	Funcs: []rt.Func{
		{Name: "bisect_left", Sig: "a, x, lo=, hi=, *, key=", FN: func(c *rt.Ctx, args rt.Value) rt.Value { return search(c, args, true) }},
		{Name: "bisect_right", Sig: "a, x, lo=, hi=, *, key=", FN: func(c *rt.Ctx, args rt.Value) rt.Value { return search(c, args, false) }},
		{Name: "insort_left", Sig: "a, x, lo=, hi=, *, key=", FN: func(c *rt.Ctx, args rt.Value) rt.Value { return insert(c, args, true) }},
		{Name: "insort_right", Sig: "a, x, lo=, hi=, *, key=", FN: func(c *rt.Ctx, args rt.Value) rt.Value { return insert(c, args, false) }},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		for name, is := range map[string]string{"bisect": "bisect_right", "insort": "insort_right"} {
			rt.ModuleSet(c, m, name, rt.DictGet(c, rt.ModuleDict(m), rt.Intern(c, is)))
		}
		return true
	},
}

// bounds reads lo and hi, and tells that a has what sequences have.
func bounds(c *rt.Ctx, args rt.Value) (lo, hi int64, ok bool) {
	if v := rt.TupleItem(args, 2); v != 0 {
		if lo, ok = rt.Index(c, v); !ok {
			return 0, 0, false
		}
	}
	if lo < 0 {
		rt.ValueErrorf(c, "lo must be non-negative")
		return 0, 0, false
	}
	if v := rt.TupleItem(args, 3); v != 0 && v != rt.None {
		hi, ok = rt.Index(c, v)
		return lo, hi, ok
	}
	hi, ok = rt.Len(c, rt.TupleItem(args, 0))
	return lo, hi, ok
}

// order is item < k, or k < item: 1, 0, -1.
func order(c *rt.Ctx, item, k rt.Value, left bool) int {
	if left {
		return rt.Less(c, item, k)
	}
	return rt.Less(c, k, item)
}

// place returns where x belongs: left says before or behind what is equal. k is what
// items, or their keys, are compared with.
func place(c *rt.Ctx, args, k rt.Value, left bool) (at int64, ok bool) {
	a, key := rt.TupleItem(args, 0), rt.TupleItem(args, 4)
	lo, hi, ok := bounds(c, args)
	if !ok {
		return 0, false
	}
	if rt.IsDict(rt.Plain(a)) {
		rt.TypeErrorf(c, "%s is not a sequence", rt.TypeName(a))
		return 0, false
	}
	list, plain := rt.TypeID(a) == rt.TypeList, key == 0 || key == rt.None
	for lo < hi {
		mid := int64((uint64(lo) + uint64(hi)) / 2)
		var item rt.Value
		if list {
			if item = rt.ListPeek(a, int(mid)); item != 0 && plain {
				t := order(c, item, k, left) // which keeps the two
				switch {
				case t < 0:
					return 0, false
				case (t == 1) == left:
					lo = mid + 1
				default:
					hi = mid
				}
				continue
			}
			c.Own(item)
		}
		if item == 0 {
			if item = itemAt(c, a, mid); item == 0 {
				return 0, false
			}
		}
		if !plain {
			v := rt.Call1(c, key, item)
			c.Drop(item)
			if v == 0 {
				return 0, false
			}
			item = v
		}
		t := order(c, item, k, left)
		c.Drop(item)
		switch {
		case t < 0:
			return 0, false
		case (t == 1) == left:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return lo, true
}

// itemAt is a[i].
func itemAt(c *rt.Ctx, a rt.Value, i int64) rt.Value {
	at := rt.IntValue(c, i)
	v := rt.GetItem(c, a, at)
	c.Drop(at)
	return v
}

func search(c *rt.Ctx, args rt.Value, left bool) rt.Value {
	at, ok := place(c, args, rt.TupleItem(args, 1), left)
	if !ok {
		return 0
	}
	return rt.IntValue(c, at)
}

func insert(c *rt.Ctx, args rt.Value, left bool) rt.Value {
	a, x := rt.TupleItem(args, 0), rt.TupleItem(args, 1)
	k := c.Own(x)
	if key := rt.TupleItem(args, 4); key != 0 && key != rt.None {
		c.Drop(k)
		if k = rt.Call1(c, key, x); k == 0 {
			return 0
		}
	}
	at, ok := place(c, args, k, left)
	c.Drop(k)
	if !ok {
		return 0
	}
	if rt.TypeID(a) == rt.TypeList {
		if !rt.ListInsert(c, a, at, x) {
			return 0
		}
		return rt.None
	}
	i := rt.IntValue(c, at)
	r := rt.CallMethod2(c, a, rt.Intern(c, "insert"), i, x)
	c.Drop(i)
	if r == 0 {
		return 0
	}
	c.Drop(r)
	return rt.None
}
