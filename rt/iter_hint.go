package rt

// __length_hint__ of iterators: how many elements are left, as far as they know.

// hintOf returns the number of elements that iterator it, of a built-in kind, has
// left; -1 with an exception pending.
func hintOf(c *Ctx, it Value) int64 {
	p := it.addr()
	behind := func(n, pos uint64) int64 {
		if pos >= n {
			return 0
		}
		return int64(n - pos)
	}
	switch TypeID(it) {
	case TypeListIter:
		return behind(uint64(blockLen(listBlock(word(it, 8)))), u64(p+iterPos))
	case TypeTupleIter:
		return behind(uint64(TupleLen(word(it, 8))), u64(p+iterPos))
	case TypeStrIter:
		return behind(uint64(strLen(word(it, 8))), u64(p+iterPos))
	case TypeBytesIter:
		return behind(uint64(len(bytesLike(word(it, 8)))), u64(p+iterPos))
	case TypeRangeIter:
		return int64(u64(p + 24))
	case TypeDictKeyIter, TypeDictValueIter, TypeDictItemIter, TypeSetIter:
		return leftIn(c, it)
	case TypeReversed:
		switch seq := word(it, 8); TypeID(seq) {
		case TypeDict, TypeDictKeys, TypeDictValues, TypeDictItems:
			return leftIn(c, it)
		default:
			n, ok := Len(c, seq)
			if !ok {
				return -1
			}
			if left := int64(u64(p + iterPos)); left <= n {
				return left
			}
		}
	}
	return 0
}

// leftIn counts what an iterator over a table of entries has left, by going on with
// a copy of it: entries may have been deleted.
func leftIn(c *Ctx, it Value) int64 {
	probe := Value(c.Alloc(dictISize))
	setHeader(c, probe, TypeID(it))
	for off := uintptr(8); off < dictISize; off += 8 {
		setU64(probe.addr()+off, u64(it.addr()+off))
	}
	c.Own(word(probe, 8))
	n := int64(0)
	for v := Next(c, probe); v != 0; v = Next(c, probe) {
		c.Drop(v)
		n++
	}
	if c.Exc != 0 { // it changed
		clearExc(c)
		n = 0
	}
	c.Drop(probe)
	return n
}

// seqHint is __length_hint__ of the iterator over what has __getitem__ alone.
func seqHint(c *Ctx, it Value) Value {
	seq, pos := word(it, 8), int64(u64(it.addr()+iterPos))
	if u64(it.addr()+iterPos) >= exhausted {
		return Int(0)
	}
	if TypeID(seq) >= firstException && special(seq, nameLen) == 0 {
		return NotImplemented
	}
	n, ok := Len(c, seq)
	if !ok {
		return 0
	}
	return Int(max(0, n-pos))
}

// hintMethod is the method of iterators that can tell.
var hintMethod = Func{Name: "__length_hint__", Sig: "self, /", F1: func(c *Ctx, it Value) Value {
	if TypeID(it) == TypeLongRangeIter {
		return c.Own(word(it, 24))
	}
	n := hintOf(c, it)
	if n < 0 {
		return 0
	}
	return IntValue(c, n)
}}

// LengthHint is operator.length_hint: len(o) or what o.__length_hint__ says, else
// def; -1 with an exception pending.
func LengthHint(c *Ctx, o Value, def int64) int64 {
	if o.IsPtr() && (TypeID(o) < firstException || special(o, nameLen) != 0) {
		n, ok := Len(c, o)
		if ok {
			return n
		}
		if TypeID(o) >= firstException && !MatchPending(c, ExcTypeError) {
			return -1
		}
		clearExc(c)
	}
	m := infoFor(o).find(nameLengthHint)
	if m == 0 {
		return def
	}
	r := callSpecial0(c, m, o)
	switch {
	case r == 0:
		if !MatchPending(c, ExcTypeError) {
			return -1
		}
		clearExc(c)
		return def
	case r == NotImplemented:
		return def
	}
	defer c.Drop(r)
	n, ok := intOf(r)
	if !ok {
		TypeErrorf(c, "__length_hint__ must be an integer, not %s", TypeName(r))
		return -1
	}
	if n < 0 {
		ValueErrorf(c, "__length_hint__() should return >= 0")
		return -1
	}
	return n
}
