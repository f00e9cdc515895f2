package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Assignment to and deletion of slices.

func listSetSlice(c *Ctx, l, s, v Value) bool {
	if !StoreCheck(c, l) {
		return false
	}
	if s = plainSlice(c, s); s == 0 {
		return false
	}
	defer c.Drop(s)
	var src Value
	switch {
	case IsTuple(v):
		src = c.Own(v)
	case IsList(v):
		src = newTupleOf(c, listItems(v)) // v may be l
	default:
		it := Iter(c, v)
		if it == 0 {
			if MatchPending(c, ExcTypeError) {
				clearExc(c)
				message := "can only assign an iterable"
				if step := word(s, 24); step != None && step != Int(1) {
					message = "must assign iterable to extended slice"
				}
				TypeErrorf(c, "%s", message)
			}
			return false
		}
		t := ListOf(c, it)
		c.Drop(it)
		if t == 0 {
			return false
		}
		src = newTupleOf(c, listItems(t))
		c.Drop(t)
	}
	if src == 0 {
		return false
	}
	defer c.Drop(src)
	items := tupleItems(src)
	from, step, count, ok := sliceBounds(c, s, ListLen(l))
	if !ok {
		return false
	}
	if step == 1 {
		return listSplice(c, l, from, from+count, items)
	}
	if len(items) != count {
		ValueErrorf(c, "attempt to assign sequence of size %d to extended slice of size %d", len(items), count)
		return false
	}
	// What is dropped is dropped last: finalisers may look at l.
	dropped := NewTuple(c, count)
	if dropped == 0 || count == 0 {
		return dropped != 0
	}
	b := listBlock(l)
	for i, x := range items {
		TupleInit(dropped, i, blockItem(b, from+i*step))
		setBlockItem(b, from+i*step, c.Own(x))
	}
	c.Drop(dropped)
	return true
}

func listDelSlice(c *Ctx, l, s Value) bool {
	if !StoreCheck(c, l) {
		return false
	}
	if s = plainSlice(c, s); s == 0 {
		return false
	}
	defer c.Drop(s)
	from, step, count, ok := sliceBounds(c, s, ListLen(l))
	if !ok || count == 0 {
		return ok
	}
	if step == 1 {
		return listSplice(c, l, from, from+count, nil)
	}
	if step < 0 {
		from, step = from+(count-1)*step, -step
	}
	// Keep the others in a new block; what is dropped is dropped last.
	items := listItems(l)
	n := len(items) - count
	b := listGrown(c, l, max(n, 1))
	dropped := NewTuple(c, count)
	if b == 0 || dropped == 0 {
		return false
	}
	keep, gone := valuesAt(b+arena.BlockHeader, uintptr(n)), 0
	at := 0
	for i, v := range items {
		if gone < count && i == from+gone*step {
			TupleInit(dropped, gone, v)
			gone++
		} else {
			keep[at] = v
			at++
		}
	}
	setU32(b+8, uint32(n))
	publishBlock(c, l, b)
	c.Drop(dropped)
	return true
}

func bytearraySetItem(c *Ctx, o, key, v Value) bool {
	if _, isInt := intOf(key); isInt { // the byte is looked at before the length
		x, ok := byteOf(c, v, "byte must be in range(0, 256)")
		if !ok {
			return false
		}
		i, ok := position(c, o, key, len(BytearrayData(o)), true)
		return ok && bytearraySetByte(c, o, i, x)
	}
	if !IsSlice(key) {
		i, ok := position(c, o, key, len(BytearrayData(o)), true)
		if !ok {
			return false
		}
		x, ok := byteOf(c, v, "byte must be in range(0, 256)")
		return ok && bytearraySetByte(c, o, i, x)
	}
	if key = plainSlice(c, key); key == 0 {
		return false
	}
	defer c.Drop(key)
	if _, _, _, ok := sliceBounds(c, key, 0); !ok {
		return false // before what is stored is looked at
	}
	var data Value
	switch {
	case isBytesLike(v):
		data = bytesOf(c, bytesLike(v)) // v may be o
	default:
		if isIntegral(v) || IsStr(v) {
			TypeErrorf(c, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
			return false
		}
		out := newBytesBuilder(c, 0)
		if !fillBytes(c, &out, v, 0, 0, "bytearray") {
			out.discard()
			return false
		}
		data = out.finish()
	}
	if data == 0 {
		return false
	}
	defer c.Drop(data)
	from, step, count, ok := sliceBounds(c, key, len(BytearrayData(o)))
	if !ok {
		return false
	}
	src := BytesData(data)
	if step == 1 {
		return bytearraySplice(c, o, from, from+count, src)
	}
	if len(src) == 0 {
		return bytearrayDelSlice(c, o, from, step, count)
	}
	if len(src) != count {
		ValueErrorf(c, "attempt to assign bytes of size %d to extended slice of size %d", len(src), count)
		return false
	}
	for i, x := range src {
		if !bytearraySetByte(c, o, from+i*step, x) {
			return false
		}
	}
	return true
}

func bytearrayDelItem(c *Ctx, o, key Value) bool {
	n := len(BytearrayData(o))
	if !IsSlice(key) {
		i, ok := position(c, o, key, n, true)
		return ok && bytearraySplice(c, o, i, i+1, nil)
	}
	if key = plainSlice(c, key); key == 0 {
		return false
	}
	defer c.Drop(key)
	from, step, count, ok := sliceBounds(c, key, len(BytearrayData(o)))
	if !ok {
		return false
	}
	return bytearrayDelSlice(c, o, from, step, count)
}

func bytearrayDelSlice(c *Ctx, o Value, from, step, count int) bool {
	if count == 0 {
		return true
	}
	if step < 0 {
		from, step = from+(count-1)*step, -step
	}
	if step == 1 {
		return bytearraySplice(c, o, from, from+count, nil)
	}
	if !StoreCheck(c, o) || exported(c, o) {
		return false
	}
	old := BytearrayData(o)
	b := newByteBlock(c, o, max(len(old)-count, 8))
	if b == 0 {
		return false
	}
	dst := bytesAt(b+arena.BlockHeader, uintptr(len(old)-count))
	gone, at := 0, 0
	for i, x := range old {
		if gone < count && i == from+gone*step {
			gone++
		} else {
			dst[at] = x
			at++
		}
	}
	setU32(b+8, uint32(len(dst)))
	publishBlock(c, o, b)
	return true
}
