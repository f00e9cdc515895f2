package rt

import (
	"slices"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Iteration. Iterators of the built-in kinds are small objects: the Values they
// refer to first, raw words last. Each looks at its container anew for every
// element, so the container may change meanwhile; a dict that changes size raises
// as in CPython. A context that iterates a dict of the main heap, which the main
// thread may be changing, walks the table it found at the start.

// Iterator layouts: the container or source at 8; for most a position at 16.
const (
	iterPos   = 16
	iterSize  = 32
	dictSize  = 24 // dict iterators: entries when it began
	dictTab   = 32 // and the table, for those that keep to it; else see nextEntry
	dictISize = 40

	exhausted = 1<<63 - 1
)

func init() {
	for _, t := range [...]struct {
		id      uint32
		name    string
		size, n uintptr
	}{
		{TypeSeqIter, "iterator", iterSize, 1},
		{TypeListIter, "list_iterator", iterSize, 1},
		{TypeTupleIter, "tuple_iterator", iterSize, 1},
		{TypeStrIter, "str_ascii_iterator", iterSize, 1},
		{TypeBytesIter, "bytes_iterator", iterSize, 1},
		{TypeRangeIter, "range_iterator", iterSize, 0},
		{TypeLongRangeIter, "longrange_iterator", iterSize, 3},
		{TypeDictKeyIter, "dict_keyiterator", dictISize, 1},
		{TypeDictValueIter, "dict_valueiterator", dictISize, 1},
		{TypeDictItemIter, "dict_itemiterator", dictISize, 1},
		{TypeSetIter, "set_iterator", dictISize, 1},
		{TypeReversed, "reversed", iterSize, 1},
		{TypeEnumerate, "enumerate", iterSize, 2},
		{TypeZip, "zip", iterSize, 1},
		{TypeMap, "map", iterSize, 2},
		{TypeFilter, "filter", iterSize, 2},
		{TypeCallIter, "callable_iterator", iterSize, 2},
	} {
		arena.Register(t.id, &arena.Layout{Name: t.name, Size: t.size, First: 8, Count: t.n})
	}
	plain := []Func{
		{Name: "__iter__", Sig: "self, /", F1: func(c *Ctx, it Value) Value { return c.Own(it) }},
		{Name: "__next__", Sig: "self, /", F1: nextMethod},
	}
	for _, id := range [...]uint32{TypeSeqIter, TypeListIter, TypeTupleIter, TypeStrIter, TypeBytesIter, TypeRangeIter, TypeLongRangeIter,
		TypeDictKeyIter, TypeDictValueIter, TypeDictItemIter, TypeSetIter, TypeCallIter} {
		methods := append(slices.Clone(plain), reduceMethods(id)...)
		switch id {
		case TypeCallIter:
		case TypeSeqIter:
			methods = append(methods, Func{Name: "__length_hint__", Sig: "self, /", F1: seqHint})
		default:
			methods = append(methods, hintMethod)
		}
		defineType(typeSpec{id: id, name: arena.LayoutOf(id).Name, methods: methods})
	}
}

func nextMethod(c *Ctx, it Value) Value {
	if isAdapter(it) {
		return adapterNext(c, it)
	}
	v := Next(c, it)
	if v == 0 && c.Exc == 0 {
		StopIteration(c, 0)
	}
	return v
}

// newIter makes an iterator over a container, from position 0.
func newIter(c *Ctx, typ uint32, v Value) Value {
	it := Value(c.Alloc(iterSize))
	setHeader(c, it, typ)
	setWord(it, 8, c.Own(v))
	setU64(it.addr()+iterPos, 0)
	setU64(it.addr()+24, 0)
	return it
}

// ListIterAt returns an iterator over list l whose next item is the one with index i.
// It takes over l.
func ListIterAt(c *Ctx, l Value, i int64) Value {
	it := newIter(c, TypeListIter, l)
	setU64(it.addr()+iterPos, uint64(i))
	c.Drop(l)
	return it
}

// Iter returns iter(o).
func Iter(c *Ctx, o Value) Value {
	switch t := TypeID(o); t {
	case TypeList:
		return newIter(c, TypeListIter, o)
	case TypeTuple:
		return newIter(c, TypeTupleIter, o)
	case TypeStr:
		return newIter(c, TypeStrIter, o)
	case TypeBytes, TypeNetBytes, TypeNetView, TypeBytearray:
		return newIter(c, TypeBytesIter, o)
	case TypeDict:
		return newDictIter(c, TypeDictKeyIter, o)
	case TypeDictKeys, TypeDictValues, TypeDictItems:
		return newDictIter(c, t-TypeDictKeys+TypeDictKeyIter, word(o, 8))
	case TypeSet, TypeFrozenset:
		return newSetIter(c, o)
	case TypeMemoryview:
		switch _, ok := viewBase(c, o); {
		case !ok:
			return 0
		case viewDims(o) == 0:
			return TypeErrorf(c, "invalid indexing of 0-dim memory")
		case viewDims(o) > 1:
			return NotImplementedErrorf(c, "multi-dimensional sub-views are not implemented")
		}
		return newIter(c, TypeSeqIter, o)
	case TypeGenericAlias:
		return iterAlias(c, o)
	case TypeLongRange:
		start, step, n := rangeValues(c, o)
		return longIter(c, start, step, n)
	case TypeRange:
		start, _, step := rangeParts(o)
		it := Value(c.Alloc(iterSize))
		setHeader(c, it, TypeRangeIter)
		setU64(it.addr()+8, uint64(start))
		setU64(it.addr()+16, uint64(step))
		setU64(it.addr()+24, uint64(rangeLen(o)))
		return it
	case TypeSeqIter, TypeListIter, TypeTupleIter, TypeStrIter, TypeBytesIter, TypeRangeIter, TypeLongRangeIter, TypeDictKeyIter,
		TypeDictValueIter, TypeDictItemIter, TypeSetIter, TypeReversed, TypeEnumerate, TypeZip, TypeMap, TypeFilter, TypeCallIter,
		TypeGenerator, TypeCoroutineWrapper, TypeAsyncNext:
		return c.Own(o)
	}
	return iterUser(c, o)
}

func newDictIter(c *Ctx, typ uint32, d Value) Value {
	it := Value(c.Alloc(dictISize))
	setHeader(c, it, typ)
	setWord(it, 8, c.Own(d))
	p := it.addr()
	setU64(p+iterPos, 0)
	setU64(p+dictSize, dictShape(d))
	setU64(p+dictTab, uint64(DictLen(d))<<1|1)
	if !c.IsMain && arena.IsMain(d.addr()) {
		t := dictTable(d)
		if t == 0 {
			setU64(p+iterPos, exhausted)
			return it
		}
		setU64(p+dictTab, uint64(t))
		setU64(p+dictSize, uint64(tableUsed(t)))
	}
	return it
}

// iterUser is Iter for instances: __iter__, else __getitem__ from 0.
func iterUser(c *Ctx, o Value) Value {
	m := special(o, nameIter)
	if m == 0 && special(o, nameGetitem) != 0 {
		return newIter(c, TypeSeqIter, o)
	}
	if m == 0 || m == None {
		return TypeErrorf(c, "'%s' object is not iterable", TypeName(o))
	}
	it := callSpecial0(c, m, o)
	if it != 0 && !isIterator(it) {
		TypeErrorf(c, "iter() returned non-iterator of type '%s'", TypeName(it))
		c.Drop(it)
		return 0
	}
	return it
}

// isIterator reports whether v has __next__.
func isIterator(v Value) bool {
	if !v.IsPtr() {
		return false
	}
	t := TypeID(v)
	return t >= TypeSeqIter && t <= TypeCallIter || t == TypeGenerator || t == TypeCoroutineWrapper || t == TypeAsyncNext || t >= firstException && special(v, nameNext) != 0
}

// Next returns the next element of iterator it, owned; 0 with no exception
// pending when it is exhausted.
func Next(c *Ctx, it Value) Value {
	p := it.addr()
	if !it.IsPtr() {
		return notIterator(c, it)
	}
	if it&(1<<43) != 0 && !c.IsMain && !StoreCheck(c, it) {
		return 0
	}
	switch TypeID(it) {
	case TypeRangeIter:
		left := u64(p + 24)
		if left == 0 {
			return 0
		}
		setU64(p+24, left-1)
		i := int64(u64(p + 8))
		setU64(p+8, uint64(i)+u64(p+16))
		return Int(i)
	case TypeListIter:
		i := u64(p + iterPos)
		b := listBlock(word(it, 8))
		if i >= uint64(blockLen(b)) {
			setU64(p+iterPos, exhausted)
			return 0
		}
		setU64(p+iterPos, i+1)
		return c.Own(blockItem(b, int(i)))
	case TypeTupleIter:
		i, t := u64(p+iterPos), word(it, 8)
		if i >= uint64(TupleLen(t)) {
			return 0
		}
		setU64(p+iterPos, i+1)
		return c.Own(TupleItem(t, int(i)))
	case TypeStrIter:
		i, s := u64(p+iterPos), word(it, 8)
		if i >= uint64(strLen(s)) {
			return 0
		}
		setU64(p+iterPos, i+1)
		if strKind(s) <= kindLatin1 {
			return latin1Strs[byteAt(s.addr()+16+uintptr(i))]
		}
		return charStr(c, strAt(s, int(i)))
	case TypeBytesIter:
		i, base := u64(p+iterPos), word(it, 8)
		if TypeID(base) == TypeBytes {
			if i >= uint64(u32(base.addr()+8)) {
				return 0
			}
			setU64(p+iterPos, i+1)
			return Int(int64(byteAt(base.addr() + 16 + uintptr(i))))
		}
		b := bytesLike(base)
		if i >= uint64(len(b)) {
			setU64(p+iterPos, exhausted)
			return 0
		}
		setU64(p+iterPos, i+1)
		return Int(int64(b[i]))
	case TypeDictKeyIter, TypeDictValueIter, TypeDictItemIter:
		return nextDict(c, it)
	case TypeSetIter:
		return nextSet(c, it)
	case TypeLongRangeIter:
		return nextLong(c, it)
	case TypeGenerator:
		return nextFrame(c, it)
	case TypeCoroutineWrapper, TypeAsyncNext:
		return nextAwait(c, it)
	case TypeSeqIter:
		return nextSequence(c, it)
	case TypeEnumerate, TypeZip, TypeMap, TypeFilter, TypeCallIter, TypeReversed:
		return nextAdapter(c, it)
	}
	return nextUser(c, it)
}

func notIterator(c *Ctx, it Value) Value {
	return TypeErrorf(c, "'%s' object is not an iterator", TypeName(it))
}

func nextUser(c *Ctx, it Value) Value {
	if next := infoOf(TypeID(it)).next; next != nil {
		if !Enter(c) {
			return 0
		}
		v := next(c, it)
		Leave(c)
		if v == 0 {
			endByStop(c)
		}
		return v
	}
	m := special(it, nameNext)
	if m == 0 {
		return notIterator(c, it)
	}
	v := callSpecial0(c, m, it)
	if v == 0 && MatchPending(c, ExcStopIteration) {
		clearExc(c)
	}
	return v
}

func nextSequence(c *Ctx, it Value) Value {
	p := it.addr()
	i := u64(p + iterPos)
	if i >= exhausted {
		return 0
	}
	v := GetItem(c, word(it, 8), Int(int64(i)))
	if v == 0 {
		if MatchPending(c, ExcIndexError) || MatchPending(c, ExcStopIteration) {
			clearExc(c)
			setU64(p+iterPos, exhausted)
		}
		return 0
	}
	setU64(p+iterPos, i+1)
	return v
}

func nextDict(c *Ctx, it Value) Value {
	key, value := nextEntry(c, it)
	if key == 0 {
		return 0
	}
	switch TypeID(it) {
	case TypeDictKeyIter:
		return c.Own(key)
	case TypeDictValueIter:
		return c.Own(value)
	}
	return Tuple2(c, key, value)
}
