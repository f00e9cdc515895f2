package rt

// range: 8 start, 16 stop, 24 step, raw.

func newRange(c *Ctx, start, stop, step int64) Value {
	v := Value(c.Alloc(32))
	setHeader(c, v, TypeRange)
	setU64(v.addr()+8, uint64(start))
	setU64(v.addr()+16, uint64(stop))
	setU64(v.addr()+24, uint64(step))
	return v
}

func rangeParts(v Value) (start, stop, step int64) {
	p := v.addr()
	return int64(u64(p + 8)), int64(u64(p + 16)), int64(u64(p + 24))
}

// rangeCount returns the number of elements from start to stop by step.
func rangeCount(start, stop, step int64) int64 {
	switch {
	case step > 0 && start < stop:
		return int64((uint64(stop)-uint64(start)-1)/uint64(step)) + 1
	case step < 0 && start > stop:
		return int64((uint64(start)-uint64(stop)-1)/uint64(-step)) + 1
	}
	return 0
}

func rangeLen(v Value) int64 {
	start, stop, step := rangeParts(v)
	return rangeCount(start, stop, step)
}

func rangeItem(v Value, i int64) Value {
	start, _, step := rangeParts(v)
	return Int(start + i*step)
}

// RangeInts returns the bounds of range(a), range(a, b) or range(a, b, s) for a
// counted loop; b and s are 0 where they are not given. ok is false with an
// exception pending.
func RangeInts(c *Ctx, a, b, s Value) (start, stop, step int64, ok bool) {
	if a.IsInt() && b.IsInt() && s.IsInt() && s != Int(0) {
		return a.Int(), b.Int(), s.Int(), true
	}
	v := rangeNew(c, 0, a, b, s)
	if v == 0 {
		return 0, 0, 0, false
	}
	if TypeID(v) == TypeRange {
		start, stop, step = rangeParts(v)
		ok = true
	} else {
		x, y, z, _ := longParts(v)
		start, stop, step, ok = clampRange(c, x, y, z)
	}
	c.Drop(v)
	return start, stop, step, ok
}

// rangeNew is range(a), range(a, b) and range(a, b, s).
func rangeNew(c *Ctx, _, a, b, s Value) Value {
	if b == 0 {
		a, b = Int(0), a
	}
	if s == 0 {
		s = Int(1)
	}
	if a.IsInt() && b.IsInt() && s.IsInt() && s != Int(0) {
		return newRange(c, a.Int(), b.Int(), s.Int())
	}
	start := IndexValue(c, a)
	if start == 0 {
		return 0
	}
	defer c.Drop(start)
	stop := IndexValue(c, b)
	if stop == 0 {
		return 0
	}
	defer c.Drop(stop)
	step := IndexValue(c, s)
	if step == 0 {
		return 0
	}
	defer c.Drop(step)
	if longSign(step) == 0 {
		return ValueErrorf(c, "range() arg 3 must not be zero")
	}
	return makeRange(c, start, stop, step)
}

func reprRange(c *Ctx, b *builder, v Value) bool {
	if TypeID(v) == TypeLongRange {
		start, stop, step, _ := longParts(v)
		b.text("range(")
		ok := appendRepr(c, b, start)
		b.text(", ")
		ok = ok && appendRepr(c, b, stop)
		if step != Int(1) {
			b.text(", ")
			ok = ok && appendRepr(c, b, step)
		}
		b.text(")")
		return ok
	}
	start, stop, step := rangeParts(v)
	var buf [80]byte
	s := append(buf[:0], "range("...)
	s = appendInt(s, start)
	s = append(s, ", "...)
	s = appendInt(s, stop)
	if step != 1 {
		s = append(s, ", "...)
		s = appendInt(s, step)
	}
	b.bytes(append(s, ')'))
	return true
}

// rangeIndexOf returns the position of integer x in v, -1 if it is not there.
func rangeIndexOf(v Value, x int64) int64 {
	start, stop, step := rangeParts(v)
	if step > 0 && (x < start || x >= stop) || step < 0 && (x > start || x <= stop) {
		return -1
	}
	if (x-start)%step != 0 {
		return -1
	}
	return (x - start) / step
}

func rangeSlice(c *Ctx, v, s Value) Value {
	if isBig(word(s, 24)) {
		return longSlice(c, v, s)
	}
	n := rangeLen(v)
	if s = plainSlice(c, s); s == 0 {
		return 0
	}
	defer c.Drop(s)
	from, step, count, ok := sliceBounds(c, s, int(n))
	if !ok {
		return 0
	}
	start, _, by := rangeParts(v)
	st := int64(step)
	if w := word(s, 24); w != None {
		st, _ = sliceIndex(c, w)
	}
	// The end as CPython computes it, visible in the repr.
	to := int64(clampStop(c, word(s, 16), int(n), st < 0))
	if word(s, 16) == None && st < 0 {
		to = -1
	}
	if by == 1 && st == 1 {
		return newRange(c, start+int64(from), start+to, 1)
	}
	_ = count
	first := c.chain(Int(int64(from)), "*+", Int(by), Int(start))
	last := c.chain(Int(to), "*+", Int(by), Int(start))
	every := c.chain(IntValue(c, by), "*", Int(max(min(st, MaxInt), MinInt)))
	r := makeRange(c, first, last, every)
	c.Drop(first)
	c.Drop(last)
	c.Drop(every)
	return r
}

// rangeFind returns the position of the int x in a range of either layout: -1 if
// it is not there, 0 with an exception pending.
func rangeFind(c *Ctx, v, x Value) Value {
	if TypeID(v) == TypeLongRange {
		return longIndexOf(c, v, x)
	}
	i, ok := intOf(x)
	if !ok {
		return Int(-1)
	}
	return IntValue(c, rangeIndexOf(v, i))
}

// rangeHas reports whether the int x is in a range: 1, 0, -1.
func rangeHas(c *Ctx, v, x Value) int {
	at := rangeFind(c, v, x)
	if at == 0 {
		return -1
	}
	c.Drop(at)
	return truth(at != Int(-1))
}

func rangeIndexMethod(c *Ctx, v, x Value) Value {
	if isIntegral(x) {
		if at := rangeFind(c, v, x); at != Int(-1) {
			return at
		}
		r := Repr(c, x)
		if r == 0 {
			return 0
		}
		ValueErrorf(c, "%s is not in range", r)
		c.Drop(r)
		return 0
	}
	at := int64(0)
	switch searchIter(c, v, x, &at) {
	case -1:
		return 0
	case 1:
		return IntValue(c, at)
	}
	return ValueErrorf(c, "sequence.index(x): x not in sequence")
}

// searchIter walks v up to an element equal to x: 1 with its position, 0, -1.
func searchIter(c *Ctx, v, x Value, at *int64) int {
	it := Iter(c, v)
	if it == 0 {
		return -1
	}
	defer c.Drop(it)
	for ; ; *at++ {
		y := Next(c, it)
		if y == 0 {
			return -truth(c.Exc != 0)
		}
		r := EqT(c, y, x)
		c.Drop(y)
		if r != 0 {
			return r
		}
	}
}

func rangeCountMethod(c *Ctx, v, x Value) Value {
	if isIntegral(x) {
		n := rangeHas(c, v, x)
		if n < 0 {
			return 0
		}
		return Int(int64(n))
	}
	it := Iter(c, v)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	for count := int64(0); ; {
		y := Next(c, it)
		if y == 0 {
			if c.Exc != 0 {
				return 0
			}
			return Int(count)
		}
		r := EqT(c, y, x)
		c.Drop(y)
		if r < 0 {
			return 0
		}
		count += int64(r)
	}
}

func init() {
	part := func(i uintptr) func(*Ctx, Value) Value {
		return func(c *Ctx, v Value) Value {
			if TypeID(v) == TypeLongRange {
				return c.Own(word(v, 8*i))
			}
			return Int(int64(u64(v.addr() + 8*i)))
		}
	}
	defineType(typeSpec{id: TypeRange, name: "range", also: []uint32{TypeLongRange}, public: true,
		methods: []Func{
			{Name: "__new__", Sig: "cls, start, stop=, step=, /", F4: rangeNew},
			{Name: "index", Sig: "self, value, /", F2: rangeIndexMethod},
			{Name: "count", Sig: "self, value, /", F2: rangeCountMethod},
			{Name: "__reduce__", Sig: "self, /", F1: func(c *Ctx, r Value) Value {
				if TypeID(r) == TypeLongRange {
					start, stop, step, _ := longParts(r)
					return remade(c, ClassOf(r), Tuple3(c, start, stop, step), 0)
				}
				a, b, d := rangeParts(r)
				parts := [...]Value{IntValue(c, a), IntValue(c, b), IntValue(c, d)}
				args := tupleOf(c, parts[:]...)
				for _, v := range parts {
					c.Drop(v)
				}
				return remade(c, ClassOf(r), args, 0)
			}},
		},
		attrs: func(c *Ctx, cls, ns Value) {
			addProperties(c, ns, cls, "range", []Func{
				{Name: "start", Sig: "self", F1: part(1)},
				{Name: "stop", Sig: "self", F1: part(2)},
				{Name: "step", Sig: "self", F1: part(3)},
			})
		}})
}

// Rounds returns the length of range(start, stop, step), for a step that is not 0.
func Rounds(start, stop, step int64) int64 {
	switch {
	case step > 0 && start < stop:
		return int64(uint64(stop-start-1)/uint64(step)) + 1
	case step < 0 && start > stop:
		return int64(uint64(start-stop-1)/uint64(-step)) + 1
	}
	return 0
}
