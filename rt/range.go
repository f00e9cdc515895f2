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
	step = 1
	if b == 0 {
		stop, ok = Index(c, a)
		return 0, stop, 1, ok
	}
	if start, ok = Index(c, a); !ok {
		return
	}
	if stop, ok = Index(c, b); !ok {
		return
	}
	if s != 0 {
		if step, ok = Index(c, s); !ok {
			return
		}
		if step == 0 {
			ValueErrorf(c, "range() arg 3 must not be zero")
			return 0, 0, 0, false
		}
	}
	return start, stop, step, true
}

func rangeNew(c *Ctx, _, a, b, s Value) Value {
	start, stop, step, ok := RangeInts(c, a, b, s)
	if !ok {
		return 0
	}
	return newRange(c, start, stop, step)
}

func reprRange(b *builder, v Value) bool {
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

func rangesEqual(a, b Value) bool {
	n := rangeLen(a)
	switch {
	case n != rangeLen(b):
		return false
	case n == 0:
		return true
	}
	s1, _, t1 := rangeParts(a)
	s2, _, t2 := rangeParts(b)
	return s1 == s2 && (n == 1 || t1 == t2)
}

func hashRange(c *Ctx, v Value) (uint64, bool) {
	n := rangeLen(v)
	start, _, step := rangeParts(v)
	first, by := None, None
	if n > 0 {
		first = Int(start)
		if n > 1 {
			by = Int(step)
		}
	}
	t := Tuple3(c, Int(n), first, by)
	if t == 0 {
		return 0, false
	}
	h, ok := hashTuple(c, t)
	c.Drop(t)
	return h, ok
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
	n := rangeLen(v)
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
	_ = count
	return newRange(c, start+int64(from)*by, start+to*by, by*st)
}

func rangeIndexMethod(c *Ctx, v, x Value) Value {
	if i, ok := intOf(x); ok {
		if at := rangeIndexOf(v, i); at >= 0 {
			return Int(at)
		}
		r := Repr(c, x)
		if r == 0 {
			return 0
		}
		ValueErrorf(c, "%s is not in range", r)
		c.Drop(r)
		return 0
	}
	for i, n := int64(0), rangeLen(v); i < n; i++ {
		switch EqT(c, rangeItem(v, i), x) {
		case -1:
			return 0
		case 1:
			return Int(i)
		}
	}
	return ValueErrorf(c, "sequence.index(x): x not in sequence")
}

func rangeCountMethod(c *Ctx, v, x Value) Value {
	if i, ok := intOf(x); ok {
		return Int(int64(truth(rangeIndexOf(v, i) >= 0)))
	}
	count := int64(0)
	for i, n := int64(0), rangeLen(v); i < n; i++ {
		switch EqT(c, rangeItem(v, i), x) {
		case -1:
			return 0
		case 1:
			count++
		}
	}
	return Int(count)
}

func init() {
	part := func(i uintptr) func(*Ctx, Value) Value {
		return func(_ *Ctx, v Value) Value { return Int(int64(u64(v.addr() + 8*i))) }
	}
	defineType(typeSpec{id: TypeRange, name: "range", public: true,
		methods: []Func{
			{Name: "__new__", Sig: "cls, start, stop=, step=, /", F4: rangeNew},
			{Name: "index", Sig: "self, value, /", F2: rangeIndexMethod},
			{Name: "count", Sig: "self, value, /", F2: rangeCountMethod},
		},
		attrs: func(c *Ctx, cls, ns Value) {
			addProperties(c, ns, cls, "range", []Func{
				{Name: "start", Sig: "self", F1: part(1)},
				{Name: "stop", Sig: "self", F1: part(2)},
				{Name: "step", Sig: "self", F1: part(3)},
			})
		}})
}
