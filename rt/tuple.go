package rt

// tuple: immutable; its layout is in layout_tuple.go.

// tupleItems views the items of t.
func tupleItems(t Value) []Value { return valuesAt(t.addr()+16, uintptr(TupleLen(t))) }

// newTupleOf returns a tuple of the items in vs, a view of object memory or a
// slice, taking its own references.
func newTupleOf(c *Ctx, vs []Value) Value {
	if len(vs) == 0 {
		return emptyTuple
	}
	if len(vs) > maxLength/8 {
		return NoMemory(c)
	}
	t := NewTuple(c, len(vs))
	if t != 0 {
		for i, v := range vs {
			if v == 0 { // the main thread is shortening the list that vs views
				setU64(t.addr()+8, uint64(i))
				break
			}
			TupleInit(t, i, c.Own(v))
		}
	}
	return t
}

func tupleConcat(c *Ctx, a, b Value) Value {
	n, m := TupleLen(a), TupleLen(b)
	switch {
	case n == 0:
		return c.Own(b)
	case m == 0:
		return c.Own(a)
	}
	t := NewTuple(c, n+m)
	if t != 0 {
		for i, v := range tupleItems(a) {
			TupleInit(t, i, c.Own(v))
		}
		for i, v := range tupleItems(b) {
			TupleInit(t, n+i, c.Own(v))
		}
	}
	return t
}

func tupleRepeat(c *Ctx, a Value, n int64) Value {
	length := TupleLen(a)
	switch {
	case n <= 0 || length == 0:
		return emptyTuple
	case n == 1:
		return c.Own(a)
	case n > maxLength/8/int64(length):
		return NoMemory(c)
	}
	t := NewTuple(c, length*int(n))
	if t != 0 {
		for i := range TupleLen(t) {
			TupleInit(t, i, c.Own(TupleItem(a, i%length)))
		}
	}
	return t
}

// TupleOf returns tuple(x).
func TupleOf(c *Ctx, x Value) Value {
	switch {
	case IsTuple(x):
		return c.Own(x)
	case IsList(x):
		return newTupleOf(c, listItems(x))
	}
	if p := ownValue(x, nameIter); p != 0 && IsTuple(p) {
		return c.Own(p)
	}
	l := ListOf(c, x)
	if l == 0 {
		return 0
	}
	t := newTupleOf(c, listItems(l))
	c.Drop(l)
	return t
}

var tupleMethods = []Func{
	{Name: "__new__", Sig: "cls, iterable=, /", F2: func(c *Ctx, _, x Value) Value {
		if x == 0 {
			return emptyTuple
		}
		return TupleOf(c, x)
	}},
	{Name: "count", Sig: "self, value, /", F2: tupleCount},
	{Name: "index", Sig: "self, value, start=, stop=, /", F4: tupleIndex},
}

func tupleCount(c *Ctx, t, x Value) Value {
	n := int64(0)
	for i := range TupleLen(t) {
		switch same(c, TupleItem(t, i), x) {
		case -1:
			return 0
		case 1:
			n++
		}
	}
	return Int(n)
}

func tupleIndex(c *Ctx, t, x, start, stop Value) Value {
	from, to, ok := indexBounds(c, TupleLen(t), start, stop)
	if !ok {
		return 0
	}
	for i := from; i < to; i++ {
		switch same(c, TupleItem(t, i), x) {
		case -1:
			return 0
		case 1:
			return Int(int64(i))
		}
	}
	return ValueErrorf(c, "tuple.index(x): x not in tuple")
}

// indexBounds is searchRange for methods that do not take None.
func indexBounds(c *Ctx, n int, start, stop Value) (from, to int, ok bool) {
	for _, v := range [...]Value{start, stop} {
		if v != 0 && !isIntegral(plain(v)) && special(v, nameIndex) == 0 {
			TypeErrorf(c, "slice indices must be integers or have an __index__ method")
			return 0, 0, false
		}
	}
	return searchRange(c, n, start, stop)
}

// searchRange returns the bounds of a search in n elements, from optional
// arguments that count from the end when negative. None is not one.
func searchRange(c *Ctx, n int, start, stop Value) (from, to int, ok bool) {
	to = n
	for _, bound := range []struct {
		v  Value
		at *int
	}{{start, &from}, {stop, &to}} {
		if bound.v == 0 {
			continue
		}
		i, ok := intOf(bound.v)
		if !ok {
			if special(bound.v, nameIndex) == 0 && !isBig(bound.v) {
				TypeErrorf(c, "slice indices must be integers or have an __index__ method")
				return 0, 0, false
			}
			if i, ok = clampedIndex(c, bound.v); !ok {
				return 0, 0, false
			}
		}
		*bound.at = clampBound(i, n)
	}
	return from, to, true
}

func init() {
	defineType(typeSpec{id: TypeTuple, name: "tuple", public: true, methods: tupleMethods})
}
