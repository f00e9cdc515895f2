package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Taking sequences apart. What assignments to two, three or four targets need comes
// back in registers; a tuple is made where there are more.

// itemsOf views the items of a tuple or list of n, or is nil. The main thread may be
// shortening the list: items may be 0.
func itemsOf(seq Value, n int) []Value {
	if seq.IsPtr() {
		switch TypeID(seq) {
		case TypeTuple:
			if TupleLen(seq) == n {
				return tupleItems(seq)
			}
		case TypeList:
			if vs := listItems(seq); len(vs) == n {
				return vs
			}
		default:
			// A named tuple, mostly: its class has tuple's __iter__.
			if in := infoOf(TypeID(seq)); in.layout == TypeTuple && in.id >= FirstType && in.find(nameIter) == infoOf(TypeTuple).find(nameIter) {
				if t := plain(seq); IsTuple(t) && TupleLen(t) == n {
					return tupleItems(t)
				}
			}
		}
	}
	return nil
}

// Unpack2 returns the two items of seq, owned; ok is false with an exception pending
// if it has more or fewer.
func Unpack2(c *Ctx, seq Value) (a, b Value, ok bool) {
	if vs := itemsOf(seq, 2); vs != nil {
		if a, b = vs[0], vs[1]; a != 0 && b != 0 {
			return c.Own(a), c.Own(b), true
		}
	}
	t := unpack(c, seq, 2)
	if t == 0 {
		return 0, 0, false
	}
	a, b = c.Own(TupleItem(t, 0)), c.Own(TupleItem(t, 1))
	c.Drop(t)
	return a, b, true
}

// Unpack3 is Unpack2 for three items.
func Unpack3(c *Ctx, seq Value) (x, y, z Value, ok bool) {
	if vs := itemsOf(seq, 3); vs != nil {
		if x, y, z = vs[0], vs[1], vs[2]; x != 0 && y != 0 && z != 0 {
			return c.Own(x), c.Own(y), c.Own(z), true
		}
	}
	t := unpack(c, seq, 3)
	if t == 0 {
		return 0, 0, 0, false
	}
	x, y, z = c.Own(TupleItem(t, 0)), c.Own(TupleItem(t, 1)), c.Own(TupleItem(t, 2))
	c.Drop(t)
	return x, y, z, true
}

// Unpack4 is Unpack2 for four items.
func Unpack4(c *Ctx, seq Value) (w, x, y, z Value, ok bool) {
	t := Unpack(c, seq, 4)
	if t == 0 {
		return 0, 0, 0, 0, false
	}
	w, x, y, z = c.Own(TupleItem(t, 0)), c.Own(TupleItem(t, 1)), c.Own(TupleItem(t, 2)), c.Own(TupleItem(t, 3))
	c.Drop(t)
	return w, x, y, z, true
}

// NextPair returns the two items of the next element of iterator it, owned. ok is
// false if it is exhausted, or with an exception pending. The pairs of a dict, of
// enumerate and of zip are never made.
func NextPair(c *Ctx, it Value) (a, b Value, ok bool) {
	if it.IsPtr() && (it&(1<<43) == 0 || c.IsMain) {
		switch TypeID(it) {
		case TypeDictItemIter:
			key, value := nextEntry(c, it)
			if key == 0 {
				return 0, 0, false
			}
			return c.Own(key), c.Own(value), true
		case TypeEnumerate:
			if n := word(it, iterPos); n.IsInt() && n.Int() < 1<<61 {
				if !Enter(c) {
					return 0, 0, false
				}
				x := Next(c, word(it, 8))
				Leave(c)
				if x == 0 {
					return 0, 0, false
				}
				// The iterator may have advanced this one.
				n = word(it, iterPos)
				setWord(it, iterPos, Int(n.Int()+1))
				return n, x, true
			}
		case TypeZip:
			its := word(it, 8)
			if TupleLen(its) == 2 && u64(it.addr()+16) == 0 {
				return nextTwo(c, its)
			}
		}
	}
	item := Next(c, it)
	if item == 0 {
		return 0, 0, false
	}
	a, b, ok = Unpack2(c, item)
	c.Drop(item)
	return a, b, ok
}

// nextTwo returns the next elements of two iterators.
func nextTwo(c *Ctx, its Value) (a, b Value, ok bool) {
	if !Enter(c) {
		return 0, 0, false
	}
	if a = Next(c, TupleItem(its, 0)); a != 0 {
		if b = Next(c, TupleItem(its, 1)); b == 0 {
			c.Drop(a)
			a = 0
		}
	}
	Leave(c)
	return a, b, b != 0
}

// nextEntry returns the key and value of the next entry of the dict iterator it,
// borrowed; 0 if it is exhausted, or with an exception pending.
func nextEntry(c *Ctx, it Value) (key, value Value) {
	p := it.addr()
	d := word(it, 8)
	pos := u64(p + iterPos)
	if pos >= exhausted {
		return 0, 0
	}
	t, limit := uintptr(u64(p+dictTab)), u64(p+dictSize)
	left := uint64(t) // odd: twice the entries it has left, and one
	if left&1 != 0 || arena.IsConn(p) {
		if left&1 != 0 && dictShape(d) != limit {
			setU64(p+iterPos, exhausted)
			dictChanged(c, d)
			return 0, 0
		}
		t, limit = dictTable(d), 0
		if t != 0 {
			limit = uint64(tableUsed(t))
		}
	}
	if pos < limit {
		for e, end := tableEntry(t, uint32(pos)), tableEntry(t, uint32(limit)); e < end; e += arena.EntrySize {
			pos++
			if key, value = entryKey(e), entryValue(e); key != 0 && value != 0 {
				setU64(p+iterPos, pos)
				if left&1 != 0 {
					if left == 1 { // as many are new as have gone
						setU64(p+iterPos, exhausted)
						RuntimeErrorf(c, "dictionary keys changed during iteration")
						return 0, 0
					}
					setU64(p+dictTab, left-2)
				}
				return key, value
			}
		}
	}
	setU64(p+iterPos, exhausted)
	return 0, 0
}

// Unpack returns the n elements of seq as a tuple; ValueError if there are more
// or fewer.
func Unpack(c *Ctx, seq Value, n int) Value {
	if isType(seq, TypeTuple) && TupleLen(seq) == n {
		return c.Own(seq)
	}
	return unpack(c, seq, n)
}

func unpack(c *Ctx, seq Value, n int) Value {
	if IsTuple(seq) || IsList(seq) {
		items := listItemsOrTuple(seq)
		if len(items) == n {
			return newTupleOf(c, items)
		}
		if len(items) > n {
			return ValueErrorf(c, "too many values to unpack (expected %d)", n)
		}
		return ValueErrorf(c, "not enough values to unpack (expected %d, got %d)", n, len(items))
	}
	it := unpackIter(c, seq)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	t := NewTuple(c, n)
	for i := range n {
		v := Next(c, it)
		if v == 0 {
			c.Drop(t)
			if c.Exc == 0 {
				ValueErrorf(c, "not enough values to unpack (expected %d, got %d)", n, i)
			}
			return 0
		}
		TupleInit(t, i, v)
	}
	if v := Next(c, it); v != 0 || c.Exc != 0 {
		c.Drop(t)
		if v != 0 {
			c.Drop(v)
			ValueErrorf(c, "too many values to unpack (expected %d)", n)
		}
		return 0
	}
	return t
}

// unpackIter is Iter with the error that unpacking raises.
func unpackIter(c *Ctx, seq Value) Value {
	it := Iter(c, seq)
	if it == 0 && MatchPending(c, ExcTypeError) && special(seq, nameIter) == 0 {
		clearExc(c)
		TypeErrorf(c, "cannot unpack non-iterable %s object", TypeName(seq))
	}
	return it
}

// UnpackEx unpacks seq for targets with a starred one: a tuple of before
// elements, the list of the middle ones, after elements.
func UnpackEx(c *Ctx, seq Value, before, after int) Value {
	if IsTuple(seq) {
		items := tupleItems(seq)
		head := items[:min(before, len(items))]
		return unpackStar(c, head, items[len(head):], before, after)
	}
	it := unpackIter(c, seq)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	// Those before the star one by one, then the rest as a list.
	head := NewTuple(c, before)
	if head == 0 {
		return 0
	}
	defer c.Drop(head)
	for i := range before {
		x := Next(c, it)
		if x == 0 {
			if c.Exc == 0 {
				ValueErrorf(c, "not enough values to unpack (expected at least %d, got %d)", before+after, i)
			}
			return 0
		}
		TupleInit(head, i, x)
	}
	l := ListOf(c, it)
	if l == 0 {
		return 0
	}
	defer c.Drop(l)
	return unpackStar(c, tupleItems(head), listItems(l), before, after)
}

// unpackStar returns what UnpackEx does of head, which goes before the star, and
// the items behind it.
func unpackStar(c *Ctx, head, items []Value, before, after int) Value {
	if len(head) < before || len(items) < after {
		return ValueErrorf(c, "not enough values to unpack (expected at least %d, got %d)", before+after, len(head)+len(items))
	}
	middle := newListOf(c, items[:len(items)-after])
	t := NewTuple(c, before+1+after)
	if t == 0 || middle == 0 {
		return 0
	}
	for i, v := range head {
		TupleInit(t, i, c.Own(v))
	}
	TupleInit(t, before, middle)
	for i, v := range items[len(items)-after:] {
		TupleInit(t, before+1+i, c.Own(v))
	}
	return t
}
