package collections

import "github.com/pxc-lang/pxc/rt"

// The class deque: what its methods take, return and raise.

func init() {
	deque = rt.NativeClass{
		Name: "deque", Module: "collections", Slots: dqSlots, Open: true,
		Doc:  "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.",
		Init: rt.Func{Sig: "self, iterable=, maxlen=", F3: initDeque},
		Methods: []rt.Func{
			{Name: "append", Sig: "self, object, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value { return none(pushRight(c, d, x)) }},
			{Name: "appendleft", Sig: "self, object, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value { return none(pushLeft(c, d, x)) }},
			{Name: "clear", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value { return none(clear(c, d)) }},
			{Name: "copy", Sig: "self, /", F1: copyDeque},
			{Name: "__copy__", Sig: "self, /", F1: copyDeque},
			{Name: "count", Sig: "self, value, /", F2: countDeque},
			{Name: "extend", Sig: "self, iterable, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value { return none(extend(c, d, x, pushRight)) }},
			{Name: "extendleft", Sig: "self, iterable, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value { return none(extend(c, d, x, pushLeft)) }},
			{Name: "index", Sig: "self, value, start=, stop=, /", F4: indexDeque},
			{Name: "insert", Sig: "self, index, object, /", F3: insert},
			{Name: "pop", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value { return take(c, d, false) }},
			{Name: "popleft", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value { return take(c, d, true) }},
			{Name: "remove", Sig: "self, value, /", F2: removeDeque},
			{Name: "reverse", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value { return none(reverse(c, d)) }},
			{Name: "rotate", Sig: "self, n=, /", F2: func(c *rt.Ctx, d, n rt.Value) rt.Value {
				steps, ok := int64(1), true
				if n != 0 {
					steps, ok = rt.Index(c, n)
				}
				return none(ok && rotate(c, d, steps))
			}},
			{Name: "__len__", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value { return rt.Int(int64(length(d))) }},
			{Name: "__getitem__", Sig: "self, key, /", F2: getDeque},
			{Name: "__setitem__", Sig: "self, key, value, /", F3: setDeque},
			{Name: "__delitem__", Sig: "self, key, /", F2: delDeque},
			{Name: "__contains__", Sig: "self, key, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value {
				i := find(c, d, x, 0, maxLen, mutated)
				if i == -2 {
					return 0
				}
				return rt.Bool(i >= 0)
			}},
			{Name: "__iter__", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value { return iterate(c, d, &dequeIter) }},
			{Name: "__reversed__", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value { return iterate(c, d, &dequeReverse) }},
			{Name: "__repr__", Sig: "self, /", F1: reprDeque},
			{Name: "__add__", Sig: "self, value, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value {
				if !rt.IsA(x, &deque) {
					return rt.TypeErrorf(c, "can only concatenate deque (not \"%s\") to deque", rt.TypeName(x))
				}
				r := copyDeque(c, d)
				if r != 0 && !extend(c, r, x, pushRight) {
					c.Drop(r)
					return 0
				}
				return r
			}},
			{Name: "__iadd__", Sig: "self, value, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value {
				if !extend(c, d, x, pushRight) {
					return 0
				}
				return c.Own(d)
			}},
			{Name: "__mul__", Sig: "self, value, /", F2: mulDeque},
			{Name: "__rmul__", Sig: "self, value, /", F2: mulDeque},
			{Name: "__imul__", Sig: "self, value, /", F2: func(c *rt.Ctx, d, n rt.Value) rt.Value {
				times, ok := repeats(c, n)
				if !ok || !repeat(c, d, times) {
					return 0
				}
				return c.Own(d)
			}},
			{Name: "__reduce__", Sig: "self, /", F1: reduceDeque},
			compare("__eq__", rt.Eq), compare("__ne__", rt.Ne), compare("__lt__", rt.Lt), compare("__le__", rt.Le),
			compare("__gt__", rt.Gt), compare("__ge__", rt.Ge),
		},
		ClassMethods: []rt.Func{{Name: "__class_getitem__", Sig: "cls, key, /", F2: rt.Alias}},
		Properties: []rt.Func{{Name: "maxlen", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value {
			if m := rt.Slot(d, dqMax); m != 0 {
				return c.Own(m)
			}
			return rt.None
		}}},
		Constants: map[string]rt.Value{"__hash__": rt.None},
	}
	iterator := func(name string, forward bool) rt.NativeClass {
		return rt.NativeClass{
			Name: name, Module: "_collections", Slots: 3, // deque, counter, position
			Next: func(c *rt.Ctx, it rt.Value) rt.Value { return nextDeque(c, it, forward) },
			Methods: []rt.Func{{Name: "__length_hint__", Sig: "self, /", F1: func(c *rt.Ctx, it rt.Value) rt.Value {
				if rt.Slot(it, 0) == 0 {
					return rt.Int(0)
				}
				return rt.Int(max(int64(length(rt.Slot(it, 0)))-rt.Slot(it, 2).Int(), 0))
			}}},
		}
	}
	dequeIter, dequeReverse = iterator("_deque_iterator", true), iterator("_deque_reverse_iterator", false)
}

func length(d rt.Value) int {
	v := look(d)
	return v.n
}

func initDeque(c *rt.Ctx, d, x, most rt.Value) rt.Value {
	if most != 0 && most != rt.None {
		if !rt.IsInstance(most, rt.BuiltinClass(rt.TypeInt)) {
			return rt.TypeErrorf(c, "an integer is required")
		}
		n, ok := rt.Index(c, most)
		if !ok {
			return 0
		}
		if n < 0 {
			return rt.ValueErrorf(c, "maxlen must be non-negative")
		}
		most = rt.Int(n)
	} else {
		most = rt.None
	}
	if !clear(c, d) || !rt.SetSlot(c, d, dqMax, most) {
		return 0
	}
	return none(x == 0 || extend(c, d, x, pushRight))
}

// copyDeque returns a deque of d's class with the same items and limit.
func copyDeque(c *rt.Ctx, d rt.Value) rt.Value {
	if !rt.IsNative(d, &deque) {
		cls, most := rt.ClassOf(d), rt.Slot(d, dqMax)
		if most == 0 || most == rt.None {
			return rt.Call1(c, cls, d)
		}
		return rt.Call2(c, cls, d, most)
	}
	r := rt.NewNative(c, &deque)
	if r == 0 {
		return 0
	}
	rt.SetSlot(c, r, dqMax, rt.Slot(d, dqMax))
	v := look(d)
	for i := range v.n {
		x := v.item(i)
		if x != 0 && !pushRight(c, r, x) {
			c.Drop(r)
			return 0
		}
	}
	return r
}

func countDeque(c *rt.Ctx, d, x rt.Value) rt.Value {
	n := int64(0)
	for i := 0; ; i++ {
		if i = find(c, d, x, i, maxLen, mutated); i < 0 {
			if i == -2 {
				return 0
			}
			return rt.Int(n)
		}
		n++
	}
}

func indexDeque(c *rt.Ctx, d, x, start, stop rt.Value) rt.Value {
	n := int64(length(d))
	from, to := int64(0), n
	bound := func(v rt.Value, into *int64) bool {
		if v == 0 {
			return true
		}
		i, ok := rt.Index(c, v)
		if !ok {
			if rt.MatchPending(c, rt.ExcTypeError) {
				rt.ClearExc(c)
				rt.TypeErrorf(c, "slice indices must be integers or have an __index__ method")
			}
			return false
		}
		if i < 0 {
			i = max(i+n, 0)
		}
		*into = i
		return true
	}
	if !bound(start, &from) || !bound(stop, &to) {
		return 0
	}
	to = min(to, n)
	from = min(from, to)
	switch i := find(c, d, x, int(from), int(to), mutated); i {
	case -2:
		return 0
	case -1:
		return notFound(c, x)
	default:
		return rt.Int(int64(i))
	}
}

func notFound(c *rt.Ctx, x rt.Value) rt.Value {
	r := rt.Repr(c, x)
	if r != 0 {
		rt.ValueErrorf(c, "%s is not in deque", r)
		c.Drop(r)
	}
	return 0
}

func removeDeque(c *rt.Ctx, d, x rt.Value) rt.Value {
	switch i := find(c, d, x, 0, maxLen, ""); i {
	case -2:
		return 0
	case -1:
		return notFound(c, x)
	default:
		return none(removeAt(c, d, i))
	}
}

// position resolves a key as an index.
func position(c *rt.Ctx, d, key rt.Value) (i int, ok bool) {
	if !key.IsInt() && !rt.HasIndex(key) {
		rt.TypeErrorf(c, "sequence index must be integer, not '%s'", rt.TypeName(key))
		return 0, false
	}
	at, ok := rt.Index(c, key)
	if !ok {
		return 0, false
	}
	n := int64(length(d))
	if at < 0 {
		at += n
	}
	if at < 0 || at >= n {
		rt.IndexErrorf(c, "deque index out of range")
		return 0, false
	}
	return int(at), true
}

func getDeque(c *rt.Ctx, d, key rt.Value) rt.Value {
	i, ok := position(c, d, key)
	if !ok {
		return 0
	}
	v := look(d)
	if x := v.item(i); i < v.n && x != 0 {
		return c.Own(x)
	}
	return rt.IndexErrorf(c, "deque index out of range")
}

func setDeque(c *rt.Ctx, d, key, x rt.Value) rt.Value {
	i, ok := position(c, d, key)
	if !ok {
		return 0
	}
	v, ok := write(c, d)
	if !ok {
		return 0
	}
	rt.ListPut(c, v.ring, v.place(i), c.Own(x))
	return rt.None
}

func delDeque(c *rt.Ctx, d, key rt.Value) rt.Value {
	i, ok := position(c, d, key)
	return none(ok && removeAt(c, d, i))
}

func repeats(c *rt.Ctx, n rt.Value) (int64, bool) {
	if !n.IsInt() && !rt.HasIndex(n) {
		rt.TypeErrorf(c, "can't multiply sequence by non-int of type '%s'", rt.TypeName(n))
		return 0, false
	}
	return rt.Index(c, n)
}

// repeat makes d n times as long.
func repeat(c *rt.Ctx, d rt.Value, n int64) bool {
	size := int64(length(d))
	switch {
	case n <= 0 || size == 0:
		return clear(c, d)
	case n > maxLen/size && limit(d) > maxLen:
		rt.NoMemory(c)
		return false
	}
	if most := int64(limit(d)); most <= maxLen {
		n = min(n, (most+size-1)/size+1)
	}
	l := rt.ListOf(c, d)
	if l == 0 {
		return false
	}
	defer c.Drop(l)
	for range n - 1 {
		if !extend(c, d, l, pushRight) {
			return false
		}
	}
	return true
}

func mulDeque(c *rt.Ctx, d, n rt.Value) rt.Value {
	times, ok := repeats(c, n)
	if !ok {
		return 0
	}
	r := copyDeque(c, d)
	if r != 0 && !repeat(c, r, times) {
		c.Drop(r)
		return 0
	}
	return r
}

func reprDeque(c *rt.Ctx, d rt.Value) rt.Value {
	again, ok := rt.EnterRepr(c, d)
	if again || !ok {
		if ok {
			return rt.NewStr(c, "[...]")
		}
		return 0
	}
	defer rt.LeaveRepr(c)
	l := rt.ListOf(c, d)
	if l == 0 {
		return 0
	}
	defer c.Drop(l)
	if m := rt.Slot(d, dqMax); m != 0 && m != rt.None {
		return rt.Formatted(c, "%s(%r, maxlen=%r)", rt.Tuple3(c, rt.ClassName(d), l, m))
	}
	return rt.Formatted(c, "%s(%r)", rt.Tuple2(c, rt.ClassName(d), l))
}

func reduceDeque(c *rt.Ctx, d rt.Value) rt.Value {
	it := rt.Iter(c, d)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	empty := rt.NewTuple(c, 0)
	args := empty
	if m := rt.Slot(d, dqMax); m != 0 && m != rt.None {
		args = rt.Tuple2(c, empty, m)
		c.Drop(empty)
	}
	state, ok := rt.FindAttr(c, d, rt.Intern(c, "__dict__"))
	if !ok {
		return 0
	}
	if state == 0 {
		state = rt.None
	}
	r := rt.NewTuple(c, 4)
	for i, v := range [...]rt.Value{c.Own(rt.ClassOf(d)), args, state, c.Own(it)} {
		rt.TupleInit(r, i, v)
	}
	return r
}

// compare compares like lists: the first items that differ decide.
func compare(name string, op func(c *rt.Ctx, a, b rt.Value) rt.Value) rt.Func {
	return rt.Func{Name: name, Sig: "self, value, /", F2: func(c *rt.Ctx, a, b rt.Value) rt.Value {
		if !rt.IsA(b, &deque) {
			return rt.NotImplemented
		}
		if n, m := length(a), length(b); n != m && (name == "__eq__" || name == "__ne__") && a != b {
			return rt.Bool(name == "__ne__")
		}
		x, y := rt.ListOf(c, a), rt.ListOf(c, b)
		if x == 0 || y == 0 {
			c.Drop(x)
			c.Drop(y)
			return 0
		}
		r := op(c, x, y)
		c.Drop(x)
		c.Drop(y)
		return r
	}}
}

func iterate(c *rt.Ctx, d rt.Value, class *rt.NativeClass) rt.Value {
	it := rt.NewNative(c, class)
	if it != 0 {
		rt.SetSlot(c, it, 0, d)
		rt.SetSlot(c, it, 1, counter(d))
		rt.SetSlot(c, it, 2, rt.Int(0))
	}
	return it
}

func nextDeque(c *rt.Ctx, it rt.Value, forward bool) rt.Value {
	d := rt.Slot(it, 0)
	if d == 0 {
		return 0
	}
	if counter(d) != rt.Slot(it, 1) {
		rt.SetSlot(c, it, 0, 0)
		return rt.RuntimeErrorf(c, mutated)
	}
	i := int(rt.Slot(it, 2).Int())
	v := look(d)
	if i < v.n {
		k := i
		if !forward {
			k = v.n - 1 - i
		}
		if x := v.item(k); x != 0 {
			if !rt.SetSlot(c, it, 2, rt.Int(int64(i+1))) {
				return 0
			}
			return c.Own(x)
		}
	}
	rt.SetSlot(c, it, 0, 0)
	return 0
}
