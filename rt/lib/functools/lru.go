package functools

import "github.com/pxc-lang/pxc/rt"

// lru is what lru_cache makes of a function. Slots: 0 the function; 1 the dict of
// results, the least recently used one first, or None for a cache of size 0; 2
// maxsize or None; 3 typed; 4 hits; 5 misses. Calling it has no attribute lookups and
// no Python in it.
//
// A cache belongs to the main thread. Contexts read it and store nothing: reading
// must not write what others read (a result that is not there is computed).
var lru rt.NativeClass

const (
	lruFunc = iota
	lruResults
	lruMax
	lruTyped
	lruHits
	lruMisses
)

func init() {
	lru = rt.NativeClass{
		Name: "_lru_cache_wrapper", Module: "functools", Slots: 6, Dict: true,
		New: rt.Func{Sig: "function, maxsize, typed, /", F4: func(c *rt.Ctx, o, f, size, typed rt.Value) rt.Value {
			rt.SetSlot(c, o, lruFunc, f)
			if size.IsInt() && size.Int() <= 0 {
				rt.SetSlot(c, o, lruResults, rt.None)
			} else {
				rt.GiveSlot(c, o, lruResults, rt.NewDict(c, 0))
			}
			rt.SetSlot(c, o, lruMax, size)
			rt.SetSlot(c, o, lruTyped, typed)
			rt.SetSlot(c, o, lruHits, rt.Int(0))
			rt.SetSlot(c, o, lruMisses, rt.Int(0))
			return rt.None
		}},
		Methods: []rt.Func{
			{Name: "__call__", Sig: "self, /, *args, **kwargs", F3: callCached},
			{Name: "__get__", Sig: "self, instance, owner=, /", F3: func(c *rt.Ctx, o, instance, _ rt.Value) rt.Value {
				if instance == rt.None {
					return c.Own(o)
				}
				return rt.NewBoundMethod(c, o, instance)
			}},
			{Name: "cache_clear", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if d := rt.Slot(o, lruResults); d != rt.None && !rt.DictClear(c, d) {
					return 0
				}
				if !rt.SetSlot(c, o, lruHits, rt.Int(0)) || !rt.SetSlot(c, o, lruMisses, rt.Int(0)) {
					return 0
				}
				return rt.None
			}},
			{Name: "_numbers", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				n := 0
				if d := rt.Slot(o, lruResults); d != rt.None {
					n = rt.DictLen(d)
				}
				t := rt.NewTuple(c, 4)
				for i, v := range []rt.Value{rt.Slot(o, lruHits), rt.Slot(o, lruMisses), rt.Slot(o, lruMax), rt.Int(int64(n))} {
					rt.TupleInit(t, i, v)
				}
				return t
			}},
			{Name: "__copy__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return c.Own(o) }},
			{Name: "__deepcopy__", Sig: "self, memo, /", F2: func(c *rt.Ctx, o, _ rt.Value) rt.Value { return c.Own(o) }},
		},
	}
}

// callCached looks a call up and makes it if it is new.
func callCached(c *rt.Ctx, o, args, kwargs rt.Value) rt.Value {
	d := rt.Slot(o, lruResults)
	if d == rt.None {
		count(c, o, lruMisses)
		return rt.CallEx(c, rt.Slot(o, lruFunc), args, kwargs)
	}
	key := callKey(c, args, kwargs, rt.Slot(o, lruTyped) == rt.True)
	if key == 0 {
		return 0
	}
	defer c.Drop(key)
	v := rt.DictGet(c, d, key)
	if v == 0 && c.Exc != 0 {
		return 0
	}
	bounded := rt.Slot(o, lruMax) != rt.None
	if v != 0 {
		v = c.Own(v)
		if c.IsMain {
			count(c, o, lruHits)
			if bounded {
				// The most recently used result comes last.
				rt.DictDelete(c, d, key)
				rt.DictSet(c, d, key, v)
			}
		}
		return v
	}
	v = rt.CallEx(c, rt.Slot(o, lruFunc), args, kwargs)
	if v == 0 || !c.IsMain {
		return v
	}
	count(c, o, lruMisses)
	if bounded && !rt.DictHas(c, d, key) && int64(rt.DictLen(d)) >= rt.Slot(o, lruMax).Int() {
		pos := 0
		if oldest, _, ok := rt.DictNext(d, &pos); ok {
			c.Own(oldest)
			rt.DictDelete(c, d, oldest)
			c.Drop(oldest)
		}
	}
	if !rt.DictSet(c, d, key, v) {
		c.Drop(v)
		return 0
	}
	return v
}

func count(c *rt.Ctx, o rt.Value, slot int) {
	if c.IsMain {
		rt.SetSlot(c, o, slot, rt.Int(rt.Slot(o, slot).Int()+1))
	}
}

// callKey is what calls with equal arguments have in common: the argument itself if
// it is a single int or str, else a tuple.
func callKey(c *rt.Ctx, args, kwargs rt.Value, typed bool) rt.Value {
	n, k := rt.TupleLen(args), 0
	if kwargs != 0 && kwargs != rt.None {
		k = rt.DictLen(kwargs)
	}
	if k == 0 && !typed {
		if n == 1 {
			if x := rt.TupleItem(args, 0); x.IsInt() || rt.TypeID(x) == rt.TypeStr {
				return c.Own(x)
			}
		}
		return c.Own(args)
	}
	l := rt.NewList(c, 0)
	for i := range n {
		rt.ListAppend(c, l, rt.TupleItem(args, i))
	}
	if k > 0 {
		rt.ListAppend(c, l, rt.Ellipsis)
		for pos := 0; ; {
			name, v, ok := rt.DictNext(kwargs, &pos)
			if !ok {
				break
			}
			rt.ListAppend(c, l, name)
			rt.ListAppend(c, l, v)
		}
	}
	if typed {
		for i := range n {
			rt.ListAppend(c, l, rt.ClassOf(rt.TupleItem(args, i)))
		}
		for pos := 0; k > 0; {
			_, v, ok := rt.DictNext(kwargs, &pos)
			if !ok {
				break
			}
			rt.ListAppend(c, l, rt.ClassOf(v))
		}
	}
	t := rt.TupleOf(c, l)
	c.Drop(l)
	return t
}
