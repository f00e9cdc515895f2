package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Operators and methods of set and frozenset.

// setOp is - & | ^ of sets and of dictionary views, 0 with an exception pending,
// NotImplemented for other operands.
func setOp(c *Ctx, a, b Value, op byte) Value {
	if !isAnySet(a) || !isAnySet(b) {
		return dictViewOp(c, a, b, op)
	}
	switch op {
	case '-':
		return setDifference(c, a, b)
	case '&':
		return setIntersection(c, a, b)
	case '^':
		return setSymmetric(c, a, b)
	}
	r := setCopy(c, a)
	if r != 0 && a != b && !setUpdate(c, r, b) {
		c.Drop(r)
		return 0
	}
	return r
}

// setInPlace is -= &= |= ^= of the set a with a set b; NotImplemented for other
// operands.
func setInPlace(c *Ctx, a, b Value, op byte) Value {
	if !IsSet(a) || !isAnySet(b) {
		return NotImplemented
	}
	if !StoreCheck(c, a) {
		return 0
	}
	ok := false
	switch op {
	case '-':
		ok = setSubtract(c, a, b)
	case '&':
		if r := setIntersection(c, a, b); r != 0 {
			ok = setAssign(c, a, r)
		}
	case '|':
		ok = setUpdate(c, a, b)
	case '^':
		ok = setToggle(c, a, b)
	}
	if !ok {
		return 0
	}
	return c.Own(a)
}

// setMethods returns the rows that set and frozenset have in common. Each class
// needs rows of its own.
func setMethods() []Func {
	return []Func{
		{Name: "copy", Sig: "self, /", F1: func(c *Ctx, s Value) Value {
			if !IsSet(s) {
				return c.Own(s)
			}
			return setCopy(c, s)
		}},
		{Name: "difference", Sig: "self, /, *others", F2: func(c *Ctx, s, others Value) Value {
			return setFold(c, s, others, setDifference, setSubtract)
		}},
		{Name: "intersection", Sig: "self, /, *others", F2: setIntersectionAll},
		{Name: "isdisjoint", Sig: "self, other, /", F2: setIsdisjoint},
		{Name: "issubset", Sig: "self, other, /", F2: setIssubset},
		{Name: "issuperset", Sig: "self, other, /", F2: setIssuperset},
		{Name: "symmetric_difference", Sig: "self, other, /", F2: setSymmetric},
		{Name: "union", Sig: "self, /, *others", F2: func(c *Ctx, s, others Value) Value {
			return setFold(c, s, others, nil, func(c *Ctx, r, x Value) bool { return s == x || setUpdate(c, r, x) })
		}},
	}
}

// setFold combines s with the others: the first by first, if that is not nil, the
// rest by changing the result in place. Without others it is a copy.
func setFold(c *Ctx, s, others Value, first func(c *Ctx, s, x Value) Value, rest func(c *Ctx, r, x Value) bool) Value {
	var r Value
	i, n := 0, TupleLen(others)
	if n > 0 && first != nil {
		r = first(c, s, TupleItem(others, 0))
		i = 1
	} else {
		r = setCopy(c, s)
	}
	for ; r != 0 && i < n; i++ {
		if !rest(c, r, TupleItem(others, i)) {
			c.Drop(r)
			return 0
		}
	}
	return r
}

func setIntersectionAll(c *Ctx, s, others Value) Value {
	if TupleLen(others) == 0 {
		return setCopy(c, s)
	}
	r := c.Own(s)
	for i := range TupleLen(others) {
		next := setIntersection(c, r, TupleItem(others, i))
		c.Drop(r)
		if r = next; r == 0 {
			return 0
		}
	}
	return r
}

func setIsdisjoint(c *Ctx, s, x Value) Value {
	if s == x {
		return Bool(SetLen(s) == 0)
	}
	common := false
	absent := func(key Value, hash uint64) bool {
		_, found, ok := setFind(c, s, key, hash)
		common = common || found
		return ok && !found
	}
	if isAnySet(x) {
		if SetLen(x) > SetLen(s) {
			s, x = x, s
		}
		setEach(c, x, absent)
	} else {
		eachHashed(c, x, absent)
	}
	if c.Exc != 0 {
		return 0
	}
	return Bool(!common)
}

func setIssubset(c *Ctx, s, x Value) Value {
	if !isAnySet(x) {
		r := setIntersection(c, s, x)
		if r == 0 {
			return 0
		}
		all := SetLen(r) == SetLen(s)
		c.Drop(r)
		return Bool(all)
	}
	return boolOrError(setWithin(c, s, x))
}

func setIssuperset(c *Ctx, s, x Value) Value {
	if isAnySet(x) {
		return boolOrError(setWithin(c, x, s))
	}
	missing := false
	eachHashed(c, x, func(key Value, hash uint64) bool {
		_, found, ok := setFind(c, s, key, hash)
		missing = ok && !found
		return ok && found
	})
	if c.Exc != 0 {
		return 0
	}
	return Bool(!missing)
}

// boolOrError turns 1, 0, -1 into True, False and the pending exception.
func boolOrError(t int) Value {
	if t < 0 {
		return 0
	}
	return Bool(t == 1)
}

// setUpdater is a method that changes a set by each of its arguments.
func setUpdater(name string, change func(c *Ctx, s, x Value) bool) Func {
	return Func{Name: name, Sig: "self, /, *others", F2: func(c *Ctx, s, others Value) Value {
		if !StoreCheck(c, s) {
			return 0
		}
		for i := range TupleLen(others) {
			if !change(c, s, TupleItem(others, i)) {
				return 0
			}
		}
		return None
	}}
}

func setPop(c *Ctx, s Value) Value {
	t := setTable(s)
	if setLive(t) == 0 {
		return raiseKeyErrorText(c, "pop from an empty set")
	}
	if !StoreCheck(c, s) {
		return 0
	}
	mask := uint64(setMask(t))
	i := u64(s.addr()+16) & mask
	for !isKey(setKey(setEntry(t, i))) {
		i = (i + 1) & mask
	}
	setU64(s.addr()+16, i+1)
	return setRemove(s, setEntry(t, i))
}

// setNew is set(iterable).
func setNew(c *Ctx, _, x Value) Value { return newSetOf(c, TypeSet, x) }

// frozensetNew is frozenset(iterable).
func frozensetNew(c *Ctx, _, x Value) Value {
	if x != 0 && isType(x, TypeFrozenset) {
		return c.Own(x)
	}
	return newSetOf(c, TypeFrozenset, x)
}

// newSetIter makes an iterator over s. A context that iterates a set of the main
// heap walks the table it found.
func newSetIter(c *Ctx, s Value) Value {
	it := Value(c.Alloc(dictISize))
	setHeader(c, it, TypeSetIter)
	setWord(it, 8, c.Own(s))
	p := it.addr()
	setU64(p+iterPos, 0)
	setU64(p+dictSize, uint64(SetLen(s)))
	setU64(p+dictTab, 0)
	if !c.IsMain && arena.IsMain(s.addr()) {
		t := setTable(s)
		if t == 0 {
			setU64(p+iterPos, exhausted)
		}
		setU64(p+dictTab, uint64(t))
	}
	return it
}

func nextSet(c *Ctx, it Value) Value {
	p := it.addr()
	s := word(it, 8)
	pos := u64(p + iterPos)
	if pos >= exhausted {
		return 0
	}
	t := uintptr(u64(p + dictTab))
	if t == 0 || arena.IsConn(p) {
		if t == 0 && uint64(SetLen(s)) != u64(p+dictSize) {
			setU64(p+dictSize, 1<<63) // and so it stays
			return RuntimeErrorf(c, "Set changed size during iteration")
		}
		t = setTable(s)
	}
	at := int(pos)
	key, _, more := setNext(t, &at)
	if !more {
		setU64(p+iterPos, exhausted)
		return 0
	}
	setU64(p+iterPos, uint64(at))
	return c.Own(key)
}

func init() {
	for id, name := range map[uint32]string{TypeSet: "set", TypeFrozenset: "frozenset"} {
		arena.Register(id, &arena.Layout{Name: name, Size: 24, Side: arena.Block})
	}
	reduce := Func{Name: "__reduce__", Sig: "self, /", Instance: true, F1: reduceSet}
	defineType(typeSpec{id: TypeSet, name: "set", public: true, methods: append(setMethods(), reduce,
		Func{Name: "__new__", Sig: "cls, iterable=, /", F2: setNew},
		Func{Name: "add", Sig: "self, object, /", F2: func(c *Ctx, s, x Value) Value { return noneIf(SetAdd(c, s, x)) }},
		Func{Name: "clear", Sig: "self, /", F1: func(c *Ctx, s Value) Value { return noneIf(SetClear(c, s)) }},
		Func{Name: "discard", Sig: "self, object, /", F2: func(c *Ctx, s, x Value) Value {
			return noneIf(setTakeKey(c, s, x) >= 0)
		}},
		Func{Name: "remove", Sig: "self, object, /", F2: setRemoveMethod},
		Func{Name: "pop", Sig: "self, /", F1: setPop},
		Func{Name: "symmetric_difference_update", Sig: "self, other, /", F2: func(c *Ctx, s, x Value) Value {
			return noneIf(StoreCheck(c, s) && setToggle(c, s, x))
		}},
		Func{Name: "intersection_update", Sig: "self, /, *others", F2: func(c *Ctx, s, others Value) Value {
			r := setIntersectionAll(c, s, others)
			if r == s { // owned twice
				c.Drop(r)
				return None
			}
			return noneIf(r != 0 && setAssign(c, s, r))
		}},
		setUpdater("update", setUpdate),
		setUpdater("difference_update", setSubtract),
	)})
	defineType(typeSpec{id: TypeFrozenset, name: "frozenset", public: true, methods: append(setMethods(), reduce,
		Func{Name: "__new__", Sig: "cls, iterable=, /", F2: frozensetNew})})
}

// reduceSet is __reduce__ of sets: the class, a list of the elements, and the state of
// an instance of a derived class.
func reduceSet(c *Ctx, o Value) Value {
	if !isAnySet(plain(o)) {
		return TypeErrorf(c, "descriptor '__reduce__' requires a 'set' object but received a '%s'", TypeName(o))
	}
	state := None
	if plain(o) != o {
		if state = getState(c, o, false); state == 0 {
			return 0
		}
	}
	return remade(c, c.Own(ClassOf(o)), args1(c, ListOf(c, plain(o))), state)
}

func setRemoveMethod(c *Ctx, s, x Value) Value {
	switch setTakeKey(c, s, x) {
	case -1:
		return 0
	case 0:
		return KeyError(c, x)
	}
	return None
}
