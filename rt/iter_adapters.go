package rt

// enumerate, zip, map, filter, reversed and iter(callable, sentinel).
//
//	enumerate  8 iterator   16 next number
//	zip        8 iterators  16 strict, raw
//	map        8 iterators  16 function
//	filter     8 iterator   16 function
//	reversed   8 sequence   16 next position + 1, raw
//	callable   8 function   16 sentinel

func newAdapter(c *Ctx, typ uint32, first, second Value) Value {
	it := Value(c.Alloc(iterSize))
	setHeader(c, it, typ)
	setWord(it, 8, first)
	setWord(it, 16, second)
	setU64(it.addr()+24, 0)
	return it
}

// nextAdapter advances an iterator that advances others: they may be nested as
// deep as a program likes.
func nextAdapter(c *Ctx, it Value) Value {
	if !Enter(c) {
		return 0
	}
	v := advanceAdapter(c, it, false)
	Leave(c)
	if v == 0 {
		endByStop(c)
	}
	return v
}

// isAdapter reports whether it advances others that may end with a value.
func isAdapter(it Value) bool {
	t := TypeID(it)
	return t == TypeEnumerate || t == TypeZip || t == TypeMap || t == TypeFilter
}

// adapterNext is the __next__ of an iterator that advances others: the StopIteration
// that ends one of those, with its value, passes through.
func adapterNext(c *Ctx, it Value) Value {
	if !Enter(c) {
		return 0
	}
	v := advanceAdapter(c, it, true)
	Leave(c)
	if v == 0 && c.Exc == 0 {
		StopIteration(c, 0)
	}
	return v
}

// advance returns the next element of an iterator that another one advances; stop
// says that its end shall be a pending StopIteration.
func advance(c *Ctx, it Value, stop bool) Value {
	if stop {
		return builtinNext(c, it, 0)
	}
	return Next(c, it)
}

// endByStop makes a StopIteration that a function has raised the end of the iterator
// that called it.
func endByStop(c *Ctx) {
	if c.Exc != 0 && MatchPending(c, ExcStopIteration) {
		clearExc(c)
	}
}

func advanceAdapter(c *Ctx, it Value, stop bool) Value {
	switch TypeID(it) {
	case TypeEnumerate:
		return nextEnumerate(c, it, stop)
	case TypeZip:
		return nextZip(c, it, stop)
	case TypeMap:
		return nextMap(c, it, stop)
	case TypeFilter:
		return nextFilter(c, it, stop)
	case TypeReversed:
		return nextReversed(c, it)
	}
	return nextCall(c, it)
}

func nextEnumerate(c *Ctx, it Value, stop bool) Value {
	x := advance(c, word(it, 8), stop)
	if x == 0 {
		return 0
	}
	n := word(it, iterPos)
	next, ok := AddOK(n, Int(1))
	if !ok {
		next = bigBinary(c, '+', n, Int(1))
	}
	t := NewTuple(c, 2)
	if t == 0 || next == 0 {
		c.Drop(x)
		c.Drop(next)
		c.Drop(t)
		return 0
	}
	setWord(it, iterPos, next)
	TupleInit(t, 0, n)
	TupleInit(t, 1, x)
	return t
}

func nextZip(c *Ctx, it Value, stop bool) Value {
	its := word(it, 8)
	n := TupleLen(its)
	if n == 0 {
		return 0
	}
	t := NewTuple(c, n)
	if t == 0 {
		return 0
	}
	for i := range n {
		x := advance(c, TupleItem(its, i), stop)
		if x == 0 {
			c.Drop(t)
			if u64(it.addr()+16) != 0 {
				endByStop(c)
			}
			if c.Exc == 0 && u64(it.addr()+16) != 0 {
				zipUneven(c, its, i)
			}
			return 0
		}
		TupleInit(t, i, x)
	}
	return t
}

// zipUneven raises ValueError for zip(strict=True) if the iterators were not
// equally long; the i-th ended first.
func zipUneven(c *Ctx, its Value, i int) {
	before := func(n int) string {
		if n == 1 {
			return " "
		}
		return "s 1-"
	}
	if i > 0 {
		ValueErrorf(c, "zip() argument %d is shorter than argument%s%d", i+1, before(i), i)
		return
	}
	for k := 1; k < TupleLen(its); k++ {
		x := Next(c, TupleItem(its, k))
		if x != 0 {
			c.Drop(x)
			ValueErrorf(c, "zip() argument %d is longer than argument%s%d", k+1, before(k), k)
			return
		}
		if c.Exc != 0 {
			return
		}
	}
}

func nextMap(c *Ctx, it Value, stop bool) Value {
	its, f := word(it, 8), word(it, 16)
	n := TupleLen(its)
	if n == 1 {
		x := advance(c, TupleItem(its, 0), stop)
		if x == 0 {
			return 0
		}
		r := Call1(c, f, x)
		c.Drop(x)
		return r
	}
	args := NewTuple(c, n)
	if args == 0 {
		return 0
	}
	defer c.Drop(args)
	for i := range n {
		x := advance(c, TupleItem(its, i), stop)
		if x == 0 {
			return 0
		}
		TupleInit(args, i, x)
	}
	return CallTuple(c, f, args)
}

func nextFilter(c *Ctx, it Value, stop bool) Value {
	f := word(it, 16)
	for {
		x := advance(c, word(it, 8), stop)
		if x == 0 {
			return 0
		}
		keep := 0
		if f == None {
			keep = Truth(c, x)
		} else if r := Call1(c, f, x); r == 0 {
			keep = -1
		} else {
			keep = Truth(c, r)
			c.Drop(r)
		}
		if keep == 1 {
			return x
		}
		c.Drop(x)
		if keep < 0 {
			return 0
		}
	}
}

func nextReversed(c *Ctx, it Value) Value {
	p := it.addr()
	i := u64(p + iterPos)
	if i == 0 {
		return 0
	}
	setU64(p+iterPos, i-1)
	seq := word(it, 8)
	switch TypeID(seq) {
	case TypeList:
		if v := listItem(seq, int(i-1)); v != 0 {
			return c.Own(v)
		}
		setU64(p+iterPos, 0)
		return 0
	case TypeDict, TypeDictKeys, TypeDictValues, TypeDictItems:
		return prevDict(c, it, seq, i)
	}
	v := GetItem(c, seq, Int(int64(i-1)))
	if v == 0 && (MatchPending(c, ExcIndexError) || MatchPending(c, ExcStopIteration)) {
		clearExc(c)
		setU64(p+iterPos, 0)
	}
	return v
}

// prevDict walks a dict or view backwards from position i; the size it began
// with is at 24.
func prevDict(c *Ctx, it, seq Value, i uint64) Value {
	d := seq
	if !IsDict(d) {
		d = word(seq, 8)
	}
	p := it.addr()
	t := dictTable(d)
	if dictShape(d) != u64(p+24) {
		setU64(p+iterPos, 0)
		return dictChanged(c, d)
	}
	for ; i > 0 && t != 0; i-- {
		if i > uint64(tableUsed(t)) {
			continue
		}
		e := tableEntry(t, uint32(i-1))
		key, value := entryKey(e), entryValue(e)
		if key == 0 || value == 0 {
			continue
		}
		setU64(p+iterPos, i-1)
		switch TypeID(seq) {
		case TypeDictValues:
			return c.Own(value)
		case TypeDictItems:
			return Tuple2(c, key, value)
		}
		return c.Own(key)
	}
	setU64(p+iterPos, 0)
	return 0
}

// Reversed returns reversed(o).
func Reversed(c *Ctx, o Value) Value {
	var n uint64
	switch TypeID(o) {
	case TypeRange:
		start, _, step := rangeParts(o)
		left := rangeLen(o)
		it := Value(c.Alloc(iterSize))
		setHeader(c, it, TypeRangeIter)
		setU64(it.addr()+8, uint64(start)+uint64(left-1)*uint64(step))
		setU64(it.addr()+16, -uint64(step))
		setU64(it.addr()+24, uint64(left))
		return it
	case TypeList, TypeTuple, TypeStr, TypeBytes, TypeNetBytes, TypeNetView, TypeBytearray:
		length, _ := Len(c, o)
		n = uint64(length)
	case TypeDict, TypeDictKeys, TypeDictValues, TypeDictItems:
		d := o
		if !IsDict(d) {
			d = word(o, 8)
		}
		if t := dictTable(d); t != 0 {
			n = uint64(tableUsed(t))
		}
		it := newIter(c, TypeReversed, o)
		setU64(it.addr()+iterPos, n)
		setU64(it.addr()+24, dictShape(d))
		return it
	case TypeLongRange:
		return longReversed(c, o)
	case TypeMemoryview:
		n = uint64(viewLen(o))
	default:
		m := special(o, nameReversed)
		if m != 0 && m != None {
			return callSpecial0(c, m, o)
		}
		if m == None || special(o, nameGetitem) == 0 {
			return TypeErrorf(c, "'%s' object is not reversible", TypeName(o))
		}
		length, ok := Len(c, o)
		if !ok {
			return 0
		}
		n = uint64(length)
	}
	it := newIter(c, TypeReversed, o)
	setU64(it.addr()+iterPos, n)
	return it
}

func nextCall(c *Ctx, it Value) Value {
	f := word(it, 8)
	if f == None {
		return 0
	}
	c.Own(f) // what it calls may exhaust this very iterator
	defer c.Drop(f)
	v := Call0(c, f)
	if v == 0 {
		if MatchPending(c, ExcStopIteration) {
			clearExc(c)
		}
		return 0
	}
	done := same(c, v, word(it, 16))
	if done == 0 {
		return v
	}
	c.Drop(v)
	if done == 1 {
		old := word(it, 8)
		setWord(it, 8, None)
		c.Drop(old)
	}
	return 0
}

// iterators returns a tuple of iterators over the items of args from position
// from on.
func iterators(c *Ctx, args Value, from int, what string) Value {
	n := TupleLen(args) - from
	its := NewTuple(c, n)
	if its == 0 {
		return 0
	}
	for i := range n {
		it := Iter(c, TupleItem(args, from+i))
		if it == 0 {
			c.Drop(its)
			if what != "" && MatchPending(c, ExcTypeError) && special(TupleItem(args, from+i), nameIter) == 0 {
				clearExc(c)
				TypeErrorf(c, "%s argument #%d must support iteration", what, i+1)
			}
			return 0
		}
		TupleInit(its, i, it)
	}
	return its
}

func enumerateNew(c *Ctx, _, x, start Value) Value {
	n := Int(0)
	if start != 0 {
		if n = IndexValue(c, start); n == 0 {
			return 0
		}
		if i, ok := intOf(n); ok { // True counts as 1
			n = Int(i)
		}
	}
	src := Iter(c, x)
	if src == 0 {
		c.Drop(n)
		return 0
	}
	return newAdapter(c, TypeEnumerate, src, n)
}

func zipNew(c *Ctx, _, args, strict Value) Value {
	flag := uint64(0)
	if strict != 0 {
		t := Truth(c, strict)
		if t < 0 {
			return 0
		}
		flag = uint64(t)
	}
	its := iterators(c, args, 0, "")
	if its == 0 {
		return 0
	}
	it := newAdapter(c, TypeZip, its, 0)
	setU64(it.addr()+16, flag)
	return it
}

func mapNew(c *Ctx, _, args Value) Value {
	if TupleLen(args) < 2 {
		return TypeErrorf(c, "map() must have at least two arguments.")
	}
	its := iterators(c, args, 1, "")
	if its == 0 {
		return 0
	}
	return newAdapter(c, TypeMap, its, c.Own(TupleItem(args, 0)))
}

func filterNew(c *Ctx, _, f, x Value) Value {
	src := Iter(c, x)
	if src == 0 {
		return 0
	}
	return newAdapter(c, TypeFilter, src, c.Own(f))
}

func init() {
	withIter := func(id uint32, fs ...Func) []Func {
		return append(append(fs, reduceMethods(id)...),
			Func{Name: "__iter__", Sig: "self, /", F1: func(c *Ctx, it Value) Value { return c.Own(it) }, Instance: true},
			Func{Name: "__next__", Sig: "self, /", F1: nextMethod})
	}
	defineType(typeSpec{id: TypeEnumerate, name: "enumerate", public: true,
		methods: withIter(TypeEnumerate, Func{Name: "__new__", Sig: "cls, iterable, start=", F3: enumerateNew})})
	defineType(typeSpec{id: TypeZip, name: "zip", public: true,
		methods: withIter(TypeZip, Func{Name: "__new__", Sig: "cls, /, *iterables, strict=", F3: func(c *Ctx, cls, a, b Value) Value {
			return zipNew(c, cls, b, a) // keyword-only parameters come before *args
		}})})
	defineType(typeSpec{id: TypeMap, name: "map", public: true,
		methods: withIter(TypeMap, Func{Name: "__new__", Sig: "cls, /, *args", F2: mapNew})})
	defineType(typeSpec{id: TypeFilter, name: "filter", public: true,
		methods: withIter(TypeFilter, Func{Name: "__new__", Sig: "cls, function, iterable, /", F3: filterNew})})
	defineType(typeSpec{id: TypeReversed, name: "reversed", public: true,
		methods: append(withIter(TypeReversed, Func{Name: "__new__", Sig: "cls, sequence, /", F2: func(c *Ctx, _, o Value) Value { return Reversed(c, o) }}), hintMethod)})
}
