package rt

import "github.com/pxc-lang/pxc/rt/arena"

// list: a header and a block of items. Contexts read lists of the main heap
// while the main thread changes them: an append stores the item before the
// length, a removal at the end stores NULL, and whatever shifts items publishes
// a new block. Elsewhere items are shifted in place.

// listItems views the items of l. The view ends with the next change of l.
func listItems(l Value) []Value {
	b := listBlock(l)
	if b == 0 {
		return nil
	}
	return valuesAt(b+arena.BlockHeader, uintptr(blockLen(b)))
}

// listItem returns item i of l, borrowed; 0 if l has become shorter meanwhile.
func listItem(l Value, i int) Value {
	b := listBlock(l)
	if i >= blockLen(b) {
		return 0
	}
	return blockItem(b, i)
}

// itemRoom makes room for n items in all and returns the block; 0 with
// MemoryError pending. The barrier must have been passed.
func itemRoom(c *Ctx, l Value, n int) uintptr {
	b := listBlock(l)
	if b != 0 && n <= int(u32(b+12)) {
		return b
	}
	nb := listGrown(c, l, n)
	if nb == 0 {
		return 0
	}
	if b != 0 {
		length := blockLen(b)
		copy(valuesAt(nb+arena.BlockHeader, uintptr(length)), valuesAt(b+arena.BlockHeader, uintptr(length)))
		setU32(nb+8, uint32(length))
	}
	publishBlock(c, l, nb)
	return nb
}

// listGrown returns an unpublished block for n items with room to grow.
func listGrown(c *Ctx, l Value, n int) uintptr {
	if uint(n) > maxLength/8 {
		NoMemory(c)
		return 0
	}
	// CPython's steps of an eighth rely on a realloc that mostly moves nothing.
	// Blocks are copied here, because readers may be in the old one.
	return newItemBlock(c, l, (n+n>>1+6)&^3)
}

// ListAppend appends v, borrowed.
func ListAppend(c *Ctx, l, v Value) bool {
	if b := listBlock(l); b != 0 && (c.IsMain || !arena.NeedsBarrier(l.addr())) {
		if n := u32(b + 8); n < u32(b+12) {
			setBlockItem(b, int(n), c.Own(v))
			publish32(b+8, n+1)
			return true
		}
	}
	return listAppend(c, l, v)
}

func listAppend(c *Ctx, l, v Value) bool {
	if !resizeCheck(c, l) {
		return false
	}
	n := ListLen(l)
	b := itemRoom(c, l, n+1)
	if b == 0 {
		return false
	}
	setBlockItem(b, n, c.Own(v))
	publish32(b+8, uint32(n+1))
	return true
}

// listSplice replaces items from..to of l by the items in vs, whose references
// it takes itself. vs must not be a view of l's own block.
func listSplice(c *Ctx, l Value, from, to int, vs []Value) bool {
	if !resizeCheck(c, l) {
		return false
	}
	old := listItems(l)
	n := len(old) - (to - from) + len(vs)
	if from == to && to == len(old) {
		b := itemRoom(c, l, n)
		if b == 0 {
			return false
		}
		items := valuesAt(b+arena.BlockHeader, uintptr(n))
		for i, v := range vs {
			items[from+i] = c.Own(v)
		}
		publish32(b+8, uint32(n))
		return true
	}
	b := listBlock(l)
	if arena.IsMain(l.addr()) || b == 0 || n > int(u32(b+12)) {
		nb := listGrown(c, l, n)
		if nb == 0 {
			return false
		}
		items := valuesAt(nb+arena.BlockHeader, uintptr(n))
		copy(items, old[:from])
		for i, v := range vs {
			items[from+i] = c.Own(v)
		}
		copy(items[from+len(vs):], old[to:])
		setU32(nb+8, uint32(n))
		if !c.IsMain || from == to {
			publishBlock(c, l, nb)
			return true
		}
		// Dropping may run finalisers that look at l: publish first, and keep
		// what is dropped out of the retired block's reach.
		dropped := newTupleOwned(c, old[from:to])
		publishBlock(c, l, nb)
		c.Drop(dropped)
		return true
	}
	items := valuesAt(b+arena.BlockHeader, uintptr(max(n, len(old))))
	copy(items[from+len(vs):], old[to:])
	copy(items[from:], vs)
	setU32(b+8, uint32(n))
	return true
}

// newTupleOwned returns a tuple that takes over the references in vs.
func newTupleOwned(c *Ctx, vs []Value) Value {
	t := NewTuple(c, len(vs))
	if t != 0 {
		copy(tupleItems(t), vs)
	}
	return t
}

// ListInsert inserts v, borrowed, before item i, which is clamped to l.
func ListInsert(c *Ctx, l Value, i int64, v Value) bool {
	n := int64(ListLen(l))
	if i < 0 {
		i = max(i+n, 0)
	}
	i = min(i, n)
	vs := [1]Value{v}
	return listSplice(c, l, int(i), int(i), vs[:])
}

// listTake removes item i and returns it, owned; IndexError if there is none.
func listTake(c *Ctx, l Value, i int) Value {
	if !resizeCheck(c, l) {
		return 0
	}
	b := listBlock(l)
	n := blockLen(b)
	if i >= n { // it became shorter while Python code chose i
		return IndexErrorf(c, "list index out of range")
	}
	v := blockItem(b, i)
	if i == n-1 {
		publish32(b+8, uint32(n-1))
		setBlockItem(b, i, 0)
		return v
	}
	c.Own(v)
	if !listSplice(c, l, i, i+1, nil) {
		c.Drop(v)
		return 0
	}
	return v
}

// listStore stores v, borrowed, as item i; IndexError if there is none.
func listStore(c *Ctx, l Value, i int, v Value) bool {
	if !StoreCheck(c, l) {
		return false
	}
	b := listBlock(l)
	if i >= blockLen(b) { // it became shorter while Python code chose i
		indexRange(c, l, true)
		return false
	}
	old := blockItem(b, i)
	setBlockItem(b, i, c.Own(v))
	c.Drop(old)
	return true
}

// ListClear removes all items.
func ListClear(c *Ctx, l Value) bool {
	if ListLen(l) == 0 {
		return true
	}
	return listSplice(c, l, 0, ListLen(l), nil)
}

// ListExtend appends what x yields.
func ListExtend(c *Ctx, l, x Value) bool {
	switch {
	case IsTuple(x):
		return listSplice(c, l, ListLen(l), ListLen(l), tupleItems(x))
	case IsList(x):
		if !resizeCheck(c, l) {
			return false
		}
		// x may be l: make room first, then look at x. It may belong to the
		// main thread, which may have changed it meanwhile.
		n, m := ListLen(l), ListLen(x)
		b := itemRoom(c, l, n+m)
		if b == 0 {
			return false
		}
		src := listItems(x)
		m = min(m, len(src))
		dst := valuesAt(b+arena.BlockHeader, uintptr(n+m))
		for i := range m {
			dst[n+i] = c.Own(src[i])
		}
		publish32(b+8, uint32(n+m))
		return true
	}
	if TypeID(x) == TypeLongRange {
		if _, ok := longLen(c, x); !ok {
			return false
		}
	}
	if TypeID(x) == TypeRange && rangeLen(x) > maxLength/8 {
		NoMemory(c) // rather than when the memory is full
		return false
	}
	if n := sizeHint(x); n > 0 && n < 1<<16 && !(resizeCheck(c, l) && listReserve(c, l, ListLen(l)+n)) {
		return false
	}
	it := Iter(c, x)
	if it == 0 {
		return false
	}
	defer c.Drop(it)
	for {
		v := Next(c, it)
		if v == 0 {
			return c.Exc == 0
		}
		ok := ListAppend(c, l, v)
		c.Drop(v)
		if !ok {
			return false
		}
	}
}

// sizeHint returns how many items x, of a built-in type, yields as far as that is
// seen at once; 0 if not.
func sizeHint(x Value) int {
	switch TypeID(x) {
	case TypeStr:
		return strLen(x)
	case TypeBytes:
		return BytesLen(x)
	case TypeRange:
		return int(rangeLen(x))
	case TypeDict:
		return DictLen(x)
	case TypeSet, TypeFrozenset:
		return SetLen(x)
	case TypeRangeIter:
		return int(u64(x.addr() + 24))
	case TypeListIter:
		return max(0, blockLen(listBlock(word(x, 8)))-int(u64(x.addr()+iterPos)))
	case TypeEnumerate:
		return sizeHint(word(x, 8))
	case TypeMap, TypeZip:
		n := 0
		for i, it := range tupleItems(word(x, 8)) {
			if k := sizeHint(it); i == 0 || k < n {
				n = k
			}
		}
		return n
	}
	return 0
}

// listReserve makes room for n items in all, no more, if the list is empty.
func listReserve(c *Ctx, l Value, n int) bool {
	if listBlock(l) != 0 {
		return itemRoom(c, l, n) != 0
	}
	b := newItemBlock(c, l, n)
	if b == 0 {
		return false
	}
	publishBlock(c, l, b)
	return true
}

// newListOf returns a list of the items in vs, taking its own references.
func newListOf(c *Ctx, vs []Value) Value {
	l := NewList(c, len(vs))
	if l != 0 {
		for i, v := range vs {
			if v == 0 { // the main thread is shortening the list that vs views
				setU32(listBlock(l)+8, uint32(i))
				break
			}
			ListInit(l, i, c.Own(v))
		}
	}
	return l
}

// ListOf returns list(x).
func ListOf(c *Ctx, x Value) Value {
	switch {
	case IsList(x):
		return newListOf(c, listItems(x))
	case IsTuple(x):
		return newListOf(c, tupleItems(x))
	}
	if d, typ := viewedDict(x); d != 0 && (c.IsMain || !arena.IsMain(d.addr())) {
		return listOfDict(c, d, typ)
	}
	l := NewList(c, 0)
	if l == 0 || !ListExtend(c, l, x) {
		c.Drop(l)
		return 0
	}
	return l
}

func listConcat(c *Ctx, a, b Value) Value {
	x, y := listItems(a), listItems(b)
	n := len(x)
	l := NewList(c, n+len(y))
	if l != 0 {
		for i, v := range x {
			ListInit(l, i, c.Own(v))
		}
		for i, v := range y {
			ListInit(l, n+i, c.Own(v))
		}
	}
	return l
}

func listRepeat(c *Ctx, a Value, n int64) Value {
	items := listItems(a)
	if n <= 0 || len(items) == 0 {
		return NewList(c, 0)
	}
	if n > maxLength/8/int64(len(items)) {
		return NoMemory(c)
	}
	l := NewList(c, len(items)*int(n))
	if l != 0 {
		for i := range ListLen(l) {
			ListInit(l, i, c.Own(items[i%len(items)]))
		}
	}
	return l
}

func listRepeatInPlace(c *Ctx, l Value, n int64) bool {
	length := ListLen(l)
	if n <= 0 {
		return ListClear(c, l)
	}
	if length > 0 && n > maxLength/8/int64(length) {
		NoMemory(c)
		return false
	}
	if !resizeCheck(c, l) {
		return false
	}
	total := length * int(n)
	if total == length {
		return true
	}
	b := itemRoom(c, l, total)
	if b == 0 {
		return false
	}
	items := valuesAt(b+arena.BlockHeader, uintptr(total))
	for i := length; i < total; i++ {
		items[i] = c.Own(items[i-length])
	}
	publish32(b+8, uint32(total))
	return true
}

// listReverse reverses l.
func listReverse(c *Ctx, l Value) bool {
	n := ListLen(l)
	if !StoreCheck(c, l) || n < 2 {
		return c.Exc == 0
	}
	items := listItems(l)
	if arena.IsMain(l.addr()) && !arena.Unshared() {
		b := listGrown(c, l, n)
		if b == 0 {
			return false
		}
		dst := valuesAt(b+arena.BlockHeader, uintptr(n))
		for i, v := range items {
			dst[n-1-i] = v
		}
		setU32(b+8, uint32(n))
		publishBlock(c, l, b)
		return true
	}
	for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
		items[i], items[j] = items[j], items[i]
	}
	return true
}

// listFind returns the position of x in items from..to of l: -1 if it is not
// there, -2 with an exception pending.
func listFind(c *Ctx, l, x Value, from, to int) int {
	for i := from; i < to && i < ListLen(l); i++ {
		y := listItem(l, i)
		if y == x {
			return i
		}
		if y == 0 {
			break
		}
		if BothInt(y, x) {
			continue
		}
		c.Own(y)
		eq := EqT(c, y, x)
		c.Drop(y)
		switch eq {
		case -1:
			return -2
		case 1:
			return i
		}
	}
	return -1
}
