package rt

// slice objects: 8 start, 16 stop, 24 step, any of them None.

// NewSlice returns slice(start, stop, step), borrowed values.
func NewSlice(c *Ctx, start, stop, step Value) Value {
	v := Value(c.Alloc(32))
	setHeader(c, v, TypeSlice)
	setWord(v, 8, c.Own(start))
	setWord(v, 16, c.Own(stop))
	setWord(v, 24, c.Own(step))
	return v
}

// IsSlice reports whether v is a slice.
func IsSlice(v Value) bool { return isType(v, TypeSlice) }

// sliceIndex returns a slice bound, clamped to what an int64 holds.
func sliceIndex(c *Ctx, v Value) (int64, bool) {
	if i, ok := intOf(v); ok {
		return i, true
	}
	if special(v, nameIndex) == 0 && !isBig(v) {
		TypeErrorf(c, "slice indices must be integers or None or have an __index__ method")
		return 0, false
	}
	return clampedIndex(c, v)
}

// plainSlice returns s with objects that have __index__ replaced by what that
// returns, owned; 0 with an exception pending. It comes before looking at the
// length of a sequence that such a method may change.
func plainSlice(c *Ctx, s Value) Value {
	plain := true
	for off := uintptr(8); off <= 24; off += 8 {
		v := word(s, off)
		plain = plain && (v == None || v.IsInt())
	}
	if word(s, 24) == Int(0) {
		return ValueErrorf(c, "slice step cannot be zero")
	}
	if plain {
		return c.Own(s)
	}
	var parts [3]Value
	for i := range parts {
		parts[i] = word(s, 8+8*uintptr(i))
		if parts[i] == None {
			continue
		}
		x, ok := sliceIndex(c, parts[i])
		if !ok {
			return 0
		}
		parts[i] = Int(max(min(x, MaxInt), MinInt))
	}
	return NewSlice(c, parts[0], parts[1], parts[2])
}

// sliceBounds resolves slice s against a sequence of n elements: the first
// position, the step and how many positions there are.
func sliceBounds(c *Ctx, s Value, n int) (start, step, count int, ok bool) {
	return boundsOf(c, word(s, 8), word(s, 16), word(s, 24), n)
}

// boundsOf is sliceBounds for the parts of a slice.
func boundsOf(c *Ctx, begin, end, by Value, n int) (start, step, count int, ok bool) {
	st := int64(1)
	if v := by; v != None {
		if st, ok = sliceIndex(c, v); !ok {
			return 0, 0, 0, false
		}
		if st == 0 {
			ValueErrorf(c, "slice step cannot be zero")
			return 0, 0, 0, false
		}
	}
	length := int64(n)
	low, high := int64(0), length
	if st < 0 {
		low, high = -1, length-1
	}
	bound := func(v Value, absent int64) (int64, bool) {
		if v == None {
			return absent, true
		}
		i, ok := sliceIndex(c, v)
		if i < 0 {
			i = max(i+length, low)
		}
		return min(i, high), ok
	}
	first, last := low, high
	if st < 0 {
		first, last = high, low
	}
	from, ok := bound(begin, first)
	if !ok {
		return 0, 0, 0, false
	}
	to, ok := bound(end, last)
	if !ok {
		return 0, 0, 0, false
	}
	switch {
	case st > 0 && from < to:
		count = int((to-from-1)/st) + 1
	case st < 0 && to < from:
		count = int((from-to-1)/-st) + 1
	}
	return int(from), int(st), count, true
}

func reprSlice(c *Ctx, b *builder, v Value) bool {
	b.text("slice(")
	for off := uintptr(8); off <= 24; off += 8 {
		if off > 8 {
			b.text(", ")
		}
		if !appendRepr(c, b, word(v, off)) {
			return false
		}
	}
	b.text(")")
	return true
}

func sliceNew(c *Ctx, _, a, b, s Value) Value {
	switch {
	case b == 0:
		return NewSlice(c, None, a, None)
	case s == 0:
		return NewSlice(c, a, b, None)
	}
	return NewSlice(c, a, b, s)
}

func init() {
	defineType(typeSpec{id: TypeSlice, name: "slice", public: true,
		methods: []Func{
			{Name: "__new__", Sig: "cls, start, stop=, step=, /", F4: sliceNew},
			{Name: "indices", Sig: "self, length, /", F2: sliceIndices},
			{Name: "__reduce__", Sig: "self, /", F1: func(c *Ctx, v Value) Value {
				return remade(c, c.Own(ClassOf(v)), Tuple3(c, word(v, 8), word(v, 16), word(v, 24)), 0)
			}},
		},
		attrs: func(c *Ctx, cls, ns Value) {
			addProperties(c, ns, cls, "slice", []Func{
				{Name: "start", Sig: "self", F1: func(c *Ctx, v Value) Value { return c.Own(word(v, 8)) }},
				{Name: "stop", Sig: "self", F1: func(c *Ctx, v Value) Value { return c.Own(word(v, 16)) }},
				{Name: "step", Sig: "self", F1: func(c *Ctx, v Value) Value { return c.Own(word(v, 24)) }},
			})
		}})
}

// sliceIndices is slice.indices, in integers of any size: PySlice_GetLongIndices of
// CPython.
func sliceIndices(c *Ctx, s, length Value) Value {
	n := IndexValue(c, length)
	if n == 0 {
		return 0
	}
	defer c.Drop(n)
	if LtT(c, n, Int(0)) != 0 {
		return ValueErrorf(c, "length should not be negative")
	}
	step := Int(1)
	if v := word(s, 24); v != None {
		if step = sliceIndexValue(c, v); step == 0 {
			return 0
		}
		if EqT(c, step, Int(0)) != 0 {
			return ValueErrorf(c, "slice step cannot be zero")
		}
	}
	defer c.Drop(step)
	low, high := Int(0), c.Own(n)
	backwards := LtT(c, step, Int(0)) == 1
	if backwards {
		c.Drop(high)
		low, high = Int(-1), Sub(c, n, Int(1))
	}
	defer c.Drop(high)
	bound := func(v, absent Value) Value {
		if v == None {
			return c.Own(absent)
		}
		i := sliceIndexValue(c, v)
		if i == 0 {
			return 0
		}
		if LtT(c, i, Int(0)) == 1 {
			sum := Add(c, i, n)
			c.Drop(i)
			if i = sum; LtT(c, i, low) == 1 {
				c.Drop(i)
				return low
			}
		}
		if LtT(c, high, i) == 1 {
			c.Drop(i)
			return c.Own(high)
		}
		return i
	}
	first, last := low, high
	if backwards {
		first, last = high, low
	}
	start := bound(word(s, 8), first)
	if start == 0 {
		return 0
	}
	defer c.Drop(start)
	stop := bound(word(s, 16), last)
	if stop == 0 {
		return 0
	}
	defer c.Drop(stop)
	return Tuple3(c, start, stop, step)
}

// sliceIndexValue returns a part of a slice as an int, owned.
func sliceIndexValue(c *Ctx, v Value) Value {
	if special(v, nameIndex) == 0 && !isIntegral(plain(v)) {
		return TypeErrorf(c, "slice indices must be integers or None or have an __index__ method")
	}
	return IndexValue(c, v)
}

// clampStop returns the stop of a slice's indices.
func clampStop(c *Ctx, v Value, n int, backwards bool) int {
	if v == None {
		return n
	}
	i, _ := sliceIndex(c, v)
	low, high := int64(0), int64(n)
	if backwards {
		low, high = -1, int64(n)-1
	}
	if i < 0 {
		i = max(i+int64(n), low)
	}
	return int(min(i, high))
}
