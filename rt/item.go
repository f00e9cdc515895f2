package rt

// Subscripts, len() and in.

// Len returns the number of elements of v; ok is false with TypeError pending.
func Len(c *Ctx, v Value) (n int64, ok bool) {
	switch TypeID(v) {
	case TypeStr, TypeBytes, TypeNetBytes, TypeNetView, TypeTuple:
		return int64(u32(v.addr() + 8)), true
	case TypeList:
		return int64(ListLen(v)), true
	case TypeDict:
		return int64(DictLen(v)), true
	case TypeSet, TypeFrozenset:
		return int64(SetLen(v)), true
	case TypeBytearray:
		return int64(len(BytearrayData(v))), true
	case TypeRange:
		return rangeLen(v), true
	case TypeLongRange:
		return longLen(c, v)
	case TypeMemoryview:
		_, ok = viewBase(c, v)
		return int64(viewLen(v)), ok
	case TypeDictKeys, TypeDictValues, TypeDictItems:
		return int64(DictLen(word(v, 8))), true
	}
	m := special(v, nameLen)
	if m == 0 {
		TypeErrorf(c, "object of type '%s' has no len()", TypeName(v))
		return 0, false
	}
	r := callSpecial0(c, m, v)
	if r == 0 {
		return 0, false
	}
	n, ok = sizedIndex(c, r, ExcOverflowError)
	if n < 0 || !ok && isBig(r) && bigNegative(r) {
		clearExc(c)
		ValueErrorf(c, "__len__() should return >= 0")
		ok = false
	}
	c.Drop(r)
	return n, ok
}

// position resolves key as an index into n elements of the sequence v; ok is
// false with TypeError or IndexError pending.
func position(c *Ctx, v, key Value, n int, store bool) (i int, ok bool) {
	at, isInt := intOf(key)
	if !isInt {
		if special(key, nameIndex) == 0 && !isBig(key) {
			indexType(c, v, key)
			return 0, false
		}
		if at, ok = sizedIndex(c, key, ExcIndexError); !ok {
			if TypeID(v) == TypeRange && MatchPending(c, ExcIndexError) {
				clearExc(c)
				indexRange(c, v, store)
			}
			return 0, false
		}
		switch TypeID(v) { // which __index__ may have changed
		case TypeList:
			n = ListLen(v)
		case TypeBytearray:
			n = len(BytearrayData(v))
		}
	}
	if at < 0 {
		at += int64(n)
	}
	if at < 0 || at >= int64(n) {
		indexRange(c, v, store)
		return 0, false
	}
	return int(at), true
}

// indexType raises TypeError for a key that is no index.
func indexType(c *Ctx, v, key Value) {
	switch TypeID(v) {
	case TypeStr:
		TypeErrorf(c, "string indices must be integers, not '%s'", TypeName(key))
	case TypeBytes, TypeNetBytes, TypeNetView:
		TypeErrorf(c, "byte indices must be integers or slices, not %s", TypeName(key))
	default:
		TypeErrorf(c, "%s indices must be integers or slices, not %s", TypeName(v), TypeName(key))
	}
}

// indexRange raises IndexError for an index outside v.
func indexRange(c *Ctx, v Value, store bool) {
	what := "index out of range"
	switch TypeID(v) {
	case TypeStr:
		what = "string index out of range"
	case TypeList:
		what = "list index out of range"
		if store {
			what = "list assignment index out of range"
		}
	case TypeTuple:
		what = "tuple index out of range"
	case TypeBytearray:
		what = "bytearray index out of range"
	case TypeRange:
		what = "range object index out of range"
	}
	IndexErrorf(c, "%s", what)
}

// What a class derived from dict has as its subscript and store, if it does not
// override them.
var dictGetitem, dictSetitem Value

// GetItem returns o[key].
func GetItem(c *Ctx, o, key Value) Value {
	switch TypeID(o) {
	case TypeList:
		if key.IsInt() {
			b := listBlock(o)
			n, i := blockLen(b), key.Int()
			if i < 0 {
				i += int64(n)
			}
			if uint64(i) < uint64(n) {
				if v := blockItem(b, int(i)); v != 0 {
					return c.Own(v)
				}
			}
		}
		return getSequence(c, o, key, ListLen(o))
	case TypeDict:
		v := DictGet(c, o, key)
		if v == 0 {
			if c.Exc == 0 {
				KeyError(c, key)
			}
			return 0
		}
		return c.Own(v)
	case TypeTuple:
		if n := TupleLen(o); key.IsInt() && uint64(key.Int()) < uint64(n) {
			return c.Own(TupleItem(o, int(key.Int())))
		}
		return getSequence(c, o, key, TupleLen(o))
	case TypeStr:
		if n := strLen(o); key.IsInt() && uint64(key.Int()) < uint64(n) {
			if strKind(o) <= kindLatin1 {
				return latin1Strs[byteAt(o.addr()+16+uintptr(key.Int()))]
			}
			return charStr(c, strAt(o, int(key.Int())))
		}
		return getSequence(c, o, key, strLen(o))
	case TypeBytes:
		if n := u32(o.addr() + 8); key.IsInt() && uint64(key.Int()) < uint64(n) {
			return Int(int64(bytesAt(o.addr()+16, uintptr(n))[key.Int()]))
		}
		return getSequence(c, o, key, len(bytesLike(o)))
	case TypeBytearray:
		if p, n := BytearrayAddr(o); key.IsInt() && uint64(key.Int()) < uint64(n) {
			return Int(int64(byteAt(p + uintptr(key.Int()))))
		}
		return getSequence(c, o, key, len(bytesLike(o)))
	case TypeNetBytes, TypeNetView:
		return getSequence(c, o, key, len(bytesLike(o)))
	case TypeRange:
		return getSequence(c, o, key, int(rangeLen(o)))
	case TypeLongRange:
		return longGet(c, o, key)
	case TypeMemoryview:
		return viewGet(c, o, key)
	case TypeClass:
		return classItem(c, o, key)
	case TypeGenericAlias:
		return aliasItem(c, o, key)
	case TypeUnion:
		return unionItem(c, o, key)
	}
	if m := special(o, nameGetitem); m != 0 {
		if m == dictGetitem {
			return dictSubscript(c, o, key)
		}
		return callSpecial1(c, m, o, key)
	}
	return TypeErrorf(c, "'%s' object is not subscriptable", TypeName(o))
}

// getSequence returns o[key] for a built-in sequence of n elements.
func getSequence(c *Ctx, o, key Value, n int) Value {
	if IsSlice(key) {
		return getSlice(c, o, key, n)
	}
	i, ok := position(c, o, key, n, false)
	if !ok {
		return 0
	}
	switch TypeID(o) {
	case TypeStr:
		return charStr(c, strAt(o, i))
	case TypeList:
		if v := listItem(o, i); v != 0 {
			return c.Own(v)
		}
		indexRange(c, o, false)
		return 0
	case TypeTuple:
		return c.Own(TupleItem(o, i))
	case TypeRange:
		return rangeItem(o, int64(i))
	}
	return Int(int64(bytesLike(o)[i]))
}

func getSlice(c *Ctx, o, s Value, n int) Value {
	if TypeID(o) == TypeRange {
		return rangeSlice(c, o, s)
	}
	var items []Value
	var data []byte
	if isType(o, TypeList) || IsBytearray(o) {
		if s = plainSlice(c, s); s == 0 {
			return 0
		}
		defer c.Drop(s)
		// One look at the block: the main thread may change it meanwhile.
		if IsBytearray(o) {
			data = BytearrayData(o)
			n = len(data)
		} else {
			items = listItems(o)
			n = len(items)
		}
	} else if IsBytes(o) {
		data = BytesData(o)
	}
	from, step, count, ok := sliceBounds(c, s, n)
	if !ok {
		return 0
	}
	switch TypeID(o) {
	case TypeStr:
		return strSlice(c, o, from, step, count)
	case TypeTuple:
		if step == 1 {
			if count == n {
				return c.Own(o)
			}
			return newTupleOf(c, tupleItems(o)[from:from+count])
		}
		t := NewTuple(c, count)
		if t != 0 {
			for i := range count {
				TupleInit(t, i, c.Own(TupleItem(o, from+i*step)))
			}
		}
		return t
	case TypeList:
		return listEvery(c, items, from, step, count)
	}
	if step == 1 {
		return subBytes(c, o, from, from+count)
	}
	var w Value
	if IsBytearray(o) {
		w = newBytearray(c, count)
	} else {
		w = newBytes(c, count, TypeBytes)
	}
	if w != 0 {
		dst := bytesLike(w)
		for i := range dst {
			dst[i] = data[from+i*step]
		}
	}
	return w
}

func strSlice(c *Ctx, s Value, from, step, count int) Value {
	if step == 1 || count <= 1 {
		return substr(c, s, from, from+count)
	}
	v := newStr(c, count, strKind(s))
	if v == 0 {
		return 0
	}
	switch strKind(s) {
	case kindASCII:
		everyNth(str8(v), str8(s), from, step)
		return v
	case kindLatin1:
		everyNth(str8(v), str8(s), from, step)
	case kindUCS2:
		everyNth(str16(v), str16(s), from, step)
	default:
		everyNth(str32(v), str32(s), from, step)
	}
	return canonical(c, v)
}

// SetItem performs o[key] = v.
func SetItem(c *Ctx, o, key, v Value) bool {
	ok := setItem(c, o, key, v)
	if !ok && c.refused != 0 {
		return orOnMain(c, ok, storeItem, o, key, v)
	}
	return ok
}

func setItem(c *Ctx, o, key, v Value) bool {
	switch TypeID(o) {
	case TypeList:
		if IsSlice(key) {
			return listSetSlice(c, o, key, v)
		}
		i, ok := position(c, o, key, ListLen(o), true)
		return ok && listStore(c, o, i, v)
	case TypeDict:
		return DictSet(c, o, key, v)
	case TypeBytearray:
		if p, n := BytearrayAddr(o); key.IsInt() && v.IsInt() && uint64(key.Int()) < uint64(n) && uint64(v.Int()) < 256 {
			if !StoreCheck(c, o) {
				return false
			}
			setByteAt(p+uintptr(key.Int()), byte(v.Int()))
			return true
		}
		return bytearraySetItem(c, o, key, v)
	case TypeMemoryview:
		return viewSet(c, o, key, v)
	}
	if m := special(o, nameSetitem); m != 0 {
		if d := plain(o); m == dictSetitem && IsDict(d) {
			return DictSet(c, d, key, v)
		}
		r := callSpecial2(c, m, o, key, v)
		c.Drop(r)
		return r != 0
	}
	TypeErrorf(c, "'%s' object does not support item assignment", TypeName(o))
	return false
}

// DelItem performs del o[key].
func DelItem(c *Ctx, o, key Value) bool {
	ok := delItem(c, o, key)
	if !ok && c.refused != 0 {
		return orOnMain(c, ok, storeDelItem, o, key)
	}
	return ok
}

func delItem(c *Ctx, o, key Value) bool {
	switch TypeID(o) {
	case TypeList:
		if IsSlice(key) {
			return listDelSlice(c, o, key)
		}
		i, ok := position(c, o, key, ListLen(o), true)
		if !ok {
			return false
		}
		v := listTake(c, o, i)
		c.Drop(v)
		return v != 0
	case TypeDict:
		return DictDelete(c, o, key)
	case TypeBytearray:
		return bytearrayDelItem(c, o, key)
	case TypeMemoryview:
		if viewFlags(o)&viewReadonly != 0 {
			TypeErrorf(c, "cannot modify read-only memory")
			return false
		}
		TypeErrorf(c, "cannot delete memory")
		return false
	}
	if m := special(o, nameDelitem); m != 0 {
		r := callSpecial1(c, m, o, key)
		c.Drop(r)
		return r != 0
	}
	what := "does not support"
	if _, isInt := intOf(key); isInt {
		switch t := TypeID(o); {
		case t >= FirstType:
			what = "doesn't support"
		}
		switch TypeID(o) { // CPython's sequences, which say it in other words
		case TypeStr, TypeTuple, TypeBytes, TypeNetBytes, TypeNetView, TypeRange, TypeLongRange, TypeSet, TypeFrozenset, TypeDictKeys, TypeDictValues, TypeDictItems:
			what = "doesn't support"
		}
	}
	TypeErrorf(c, "'%s' object %s item deletion", TypeName(o), what)
	return false
}

// Contains returns whether item is in container: 1, 0, or -1 with an exception
// pending.
func Contains(c *Ctx, container, item Value) int {
	if item.IsInt() && isType(container, TypeSet) {
		t := setTable(container)
		if t == 0 {
			return 0
		}
		if _, found, ok := setFindInt(t, item, uint64(hashInt(item.Int()))); ok {
			return truth(found)
		}
	}
	switch TypeID(container) {
	case TypeDict:
		return DictContains(c, container, item)
	case TypeList:
		switch listFind(c, container, item, 0, ListLen(container)) {
		case -1:
			return 0
		case -2:
			return -1
		}
		return 1
	case TypeTuple:
		for i := range TupleLen(container) {
			if r := same(c, TupleItem(container, i), item); r != 0 {
				return r
			}
		}
		return 0
	case TypeStr:
		if p := plain(item); IsStr(p) {
			item = p
		}
		if !IsStr(item) {
			TypeErrorf(c, "'in <string>' requires string as left operand, not %s", TypeName(item))
			return -1
		}
		return truth(strIndex(container, item, 0, strLen(container)) >= 0)
	case TypeBytes, TypeNetBytes, TypeNetView, TypeBytearray:
		return bytesContains(c, container, plainArg(item))
	case TypeRange, TypeLongRange:
		if isIntegral(item) {
			return rangeHas(c, container, item)
		}
	case TypeSet, TypeFrozenset:
		return setContains(c, container, item)
	case TypeDictKeys, TypeDictItems:
		return dictViewContains(c, container, item)
	}
	if m := special(container, nameContains); m != 0 {
		if m == None {
			TypeErrorf(c, "'%s' object is not a container", TypeName(container))
			return -1
		}
		r := callSpecial1(c, m, container, item)
		if r == 0 {
			return -1
		}
		t := Truth(c, r)
		c.Drop(r)
		return t
	}
	return containsByIteration(c, container, item)
}

func containsByIteration(c *Ctx, container, item Value) int {
	it := Iter(c, container)
	if it == 0 {
		if MatchPending(c, ExcTypeError) {
			clearExc(c)
			TypeErrorf(c, "argument of type '%s' is not iterable", TypeName(container))
		}
		return -1
	}
	defer c.Drop(it)
	for {
		x := Next(c, it)
		if x == 0 {
			return -truth(c.Exc != 0)
		}
		r := same(c, x, item)
		c.Drop(x)
		if r != 0 {
			return r
		}
	}
}

// classItem is cls[key]: __class_getitem__, which the built-in containers have.
func classItem(c *Ctx, cls, key Value) Value {
	if m := special(cls, nameGetitem); m != 0 {
		return callSpecial1(c, m, cls, key)
	}
	if cls == infoOf(TypeClass).class {
		return newAlias(c, cls, key)
	}
	if m, ok := FindAttr(c, cls, nameClassGetitem); m != 0 || !ok {
		if !ok {
			return 0
		}
		r := Call1(c, m, key)
		c.Drop(m)
		return r
	}
	return TypeErrorf(c, "type '%s' is not subscriptable", word(cls, className))
}
