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
