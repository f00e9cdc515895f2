package collections

import "github.com/pxc-lang/pxc/rt"

// countElements is _count_elements(mapping, iterable): mapping[x] = mapping.get(x, 0) + 1.
func countElements(c *rt.Ctx, m, x rt.Value) rt.Value {
	it := rt.Iter(c, x)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	get := rt.Intern(c, "get")
	d := rt.Plain(m)
	direct := rt.IsDict(d) && rt.StoresAsDict(m) && rt.ClassLookup(rt.ClassOf(m), get) == rt.ClassLookup(rt.BuiltinClass(rt.TypeDict), get)
	for {
		key := rt.Next(c, it)
		if key == 0 {
			return none(c.Exc == 0)
		}
		ok := false
		if direct {
			old := rt.DictGet(c, d, key)
			if old == 0 {
				ok = c.Exc == 0 && rt.DictSet(c, d, key, rt.Int(1))
			} else if v := rt.Add(c, old, rt.Int(1)); v != 0 {
				ok = rt.DictSet(c, d, key, v)
				c.Drop(v)
			}
		} else if old := rt.CallMethod2(c, m, get, key, rt.Int(0)); old != 0 {
			v := rt.Add(c, old, rt.Int(1))
			ok = v != 0 && rt.SetItem(c, m, key, v)
			c.Drop(old)
			c.Drop(v)
		}
		c.Drop(key)
		if !ok || c.Poll.Load() != 0 && !rt.Polled(c) {
			return 0
		}
	}
}

// named returns both as tuples, owned, and how many pairs they make; 0 with an exception
// pending if one is no iterable.
func named(c *rt.Ctx, names, values rt.Value) (ns, vs rt.Value, n int) {
	if ns = rt.TupleOf(c, names); ns == 0 {
		return 0, 0, 0
	}
	if vs = rt.TupleOf(c, values); vs == 0 {
		c.Drop(ns)
		return 0, 0, 0
	}
	return ns, vs, min(rt.TupleLen(ns), rt.TupleLen(vs))
}

// paired is dict(zip(names, values)): what _asdict returns.
func paired(c *rt.Ctx, names, values rt.Value) rt.Value {
	ns, vs, n := named(c, names, values)
	if ns == 0 {
		return 0
	}
	defer c.Drop(ns)
	defer c.Drop(vs)
	d := rt.NewDict(c, n)
	for i := 0; d != 0 && i < n; i++ {
		if !rt.DictSet(c, d, rt.TupleItem(ns, i), rt.TupleItem(vs, i)) {
			c.Drop(d)
			return 0
		}
	}
	return d
}

// replaced returns the tuple of the values, or what the dict changes, from which it is
// taken, has for their names.
func replaced(c *rt.Ctx, names, values, changes rt.Value) rt.Value {
	if !rt.IsDict(changes) {
		return rt.TypeErrorf(c, "argument 3 must be dict, not %s", rt.TypeName(changes))
	}
	ns, vs, n := named(c, names, values)
	if ns == 0 {
		return 0
	}
	defer c.Drop(ns)
	defer c.Drop(vs)
	t := rt.NewTuple(c, n)
	for i := 0; t != 0 && i < n; i++ {
		v := rt.DictTake(c, changes, rt.TupleItem(ns, i))
		if v == 0 {
			if c.Exc != 0 {
				c.Drop(t)
				return 0
			}
			v = c.Own(rt.TupleItem(vs, i))
		}
		rt.TupleInit(t, i, v)
	}
	return t
}
