package functools

import "github.com/pxc-lang/pxc/rt"

// lru is what lru_cache makes of a function. Slots: 0 the function; 1 the dict of
// results, the least recently used one first, or None for a cache of size 0; 2
// maxsize or None; 3 typed; 4 hits; 5 misses. Calling it has no attribute lookups and
// no Python in it.
//
// A cache of the main thread is read by contexts, which store nothing: reading must
// not write what others read (a result that is not there is computed).
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
		Name: "_lru_cache_wrapper", Module: "functools", Slots: 6, Dict: true, Call1: callCached1, Call: callCached,
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
			{Name: "__call__", Sig: "self, /, *args, **kwargs", F3: func(c *rt.Ctx, o, args, kwargs rt.Value) rt.Value {
				return rt.WithKeywords(c, args, kwargs, func(all, names rt.Value) rt.Value { return callCached(c, o, all, names) })
			}},
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

// callCached looks a call up, with the arguments in a tuple, of which the last have the
// names in the tuple kwnames, or 0. It makes the call if it is new.
func callCached(c *rt.Ctx, o, args, kwnames rt.Value) rt.Value {
	if rt.Slot(o, lruResults) == rt.None {
		count(c, o, lruMisses)
		return rt.CallKw(c, rt.Slot(o, lruFunc), args, kwnames)
	}
	key := callKey(c, args, kwnames, rt.Slot(o, lruTyped) == rt.True)
	if key == 0 {
		return 0
	}
	v := known(c, o, key)
	if v == 0 && c.Exc == 0 {
		count(c, o, lruMisses)
		v = remember(c, o, key, rt.CallKw(c, rt.Slot(o, lruFunc), args, kwnames))
	}
	c.Drop(key)
	return v
}

// callCached1 is callCached for one positional argument.
func callCached1(c *rt.Ctx, o, x rt.Value) rt.Value {
	if !x.IsInt() && rt.TypeID(x) != rt.TypeStr || rt.Slot(o, lruTyped) == rt.True || rt.Slot(o, lruResults) == rt.None {
		args := rt.Tuple1(c, x)
		if args == 0 {
			return 0
		}
		v := callCached(c, o, args, 0)
		c.Drop(args)
		return v
	}
	v := known(c, o, x)
	if v == 0 && c.Exc == 0 {
		count(c, o, lruMisses)
		c.Own(x) // the caller may lose it meanwhile
		v = remember(c, o, x, rt.Call1(c, rt.Slot(o, lruFunc), x))
		c.Drop(x)
	}
	return v
}

// known returns the result that is stored under key, owned; 0 if there is none, or
// with an exception pending. The result becomes the most recently used one.
func known(c *rt.Ctx, o, key rt.Value) rt.Value {
	d := rt.Slot(o, lruResults)
	if !rt.Writable(c, o) {
		return rt.DictGet(c, d, key)
	}
	var v rt.Value
	if rt.Slot(o, lruMax) == rt.None {
		v = rt.DictGet(c, d, key)
	} else {
		v = rt.DictTouch(c, d, key)
	}
	if v != 0 {
		c.Own(v)
		count(c, o, lruHits)
	}
	return v
}

// remember stores v, which it passes on, under key, in place of the least recently
// used result if the cache is full.
func remember(c *rt.Ctx, o, key, v rt.Value) rt.Value {
	if v == 0 || !rt.Writable(c, o) {
		return v
	}
	d := rt.Slot(o, lruResults)
	if size := rt.Slot(o, lruMax); size != rt.None && int64(rt.DictLen(d)) >= size.Int() && !rt.DictHas(c, d, key) {
		oldest := rt.DictPopFirst(c, d)
		c.Drop(oldest)
	}
	if c.Exc != 0 || !rt.DictSet(c, d, key, v) {
		c.Drop(v)
		return 0
	}
	return v
}

func count(c *rt.Ctx, o rt.Value, slot int) {
	if rt.Writable(c, o) {
		rt.SetSlot(c, o, slot, rt.Int(rt.Slot(o, slot).Int()+1))
	}
}

// callKey is what calls with equal arguments have in common: the argument itself if
// it is a single int or str, else a tuple: the arguments, the names and what says that
// there are names, and the classes if these matter.
func callKey(c *rt.Ctx, args, kwnames rt.Value, typed bool) rt.Value {
	n := rt.TupleLen(args)
	if kwnames == 0 && !typed {
		if n == 1 {
			if x := rt.TupleItem(args, 0); x.IsInt() || rt.TypeID(x) == rt.TypeStr {
				return c.Own(x)
			}
		}
		return c.Own(args)
	}
	size := n
	if kwnames != 0 {
		size += 2
	}
	if typed {
		size += n
	}
	t := rt.NewTuple(c, size)
	if t == 0 {
		return 0
	}
	for i := range n {
		rt.TupleInit(t, i, c.Own(rt.TupleItem(args, i)))
	}
	at := n
	if kwnames != 0 {
		rt.TupleInit(t, at, c.Own(kwnames))
		rt.TupleInit(t, at+1, c.Own(lru.Class())) // nobody passes that behind such a tuple
		at += 2
	}
	for i := at; i < size; i++ {
		rt.TupleInit(t, i, c.Own(rt.ClassOf(rt.TupleItem(args, i-at))))
	}
	return t
}
