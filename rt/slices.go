package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Subscripts with colons, whose slice object nobody needs to see when they are applied
// to a built-in sequence.

// GetSlice returns o[start:stop:step]; parts that are left out are None.
func GetSlice(c *Ctx, o, start, stop, step Value) Value {
	if plainBound(start) && plainBound(stop) {
		switch TypeID(o) {
		case TypeStr:
			if step == None {
				from, to := simpleBounds(start, stop, strLen(o))
				return substr(c, o, from, to)
			}
		case TypeBytes:
			if step == None {
				from, to := simpleBounds(start, stop, BytesLen(o))
				return subBytes(c, o, from, to)
			}
		case TypeTuple:
			if step == None {
				n := TupleLen(o)
				from, to := simpleBounds(start, stop, n)
				if to-from == n {
					return c.Own(o)
				}
				return newTupleOf(c, tupleItems(o)[from:to])
			}
		case TypeList:
			items := listItems(o)
			if step == None {
				from, to := simpleBounds(start, stop, len(items))
				return listEvery(c, items, from, 1, to-from)
			}
			if step.IsInt() {
				from, by, count, ok := boundsOf(c, start, stop, step, len(items))
				if !ok {
					return 0
				}
				return listEvery(c, items, from, by, count)
			}
		}
	}
	s := NewSlice(c, start, stop, step)
	r := GetItem(c, o, s)
	c.Drop(s)
	return r
}

// plainBound reports whether v, a part of a slice, needs no call to be understood.
func plainBound(v Value) bool { return v == None || v.IsInt() }

// simpleBounds resolves the bounds of a slice without step against n elements.
func simpleBounds(start, stop Value, n int) (from, to int) {
	to = n
	if start.IsInt() {
		from = clampBound(start.Int(), n)
	}
	if stop.IsInt() {
		to = max(clampBound(stop.Int(), n), from)
	}
	return from, max(from, to)
}

func clampBound(i int64, n int) int {
	if i < 0 {
		i = max(i+int64(n), 0)
	}
	return int(min(i, int64(n)))
}

// listEvery returns the list of count items of a view from position from on, in steps.
func listEvery(c *Ctx, items []Value, from, step, count int) Value {
	l := NewList(c, 0)
	if l == 0 || count == 0 {
		return l
	}
	b := newItemBlock(c, l, count)
	if b == 0 {
		c.Drop(l)
		return 0
	}
	dst := valuesAt(b+arena.BlockHeader, uintptr(count))
	n := count
	for i := range dst {
		v := items[from]
		if v == 0 { // the main thread is shortening the list that items views
			n = i
			break
		}
		dst[i] = c.Own(v)
		from += step
	}
	setU32(b+8, uint32(n))
	setU64(l.addr()+8, uint64(b))
	return l
}

// spliceMax is how many items a slice assignment replaces in place: what they were is
// kept on the stack until the list is whole again, because dropping it may run code.
const spliceMax = 32

// SetSlice performs o[start:stop:step] = v.
func SetSlice(c *Ctx, o, start, stop, step, v Value) bool {
	if step == None && c.IsMain && plainBound(start) && plainBound(stop) && IsList(o) && o != v && (IsList(v) || IsTuple(v)) && arena.Unshared() {
		b := listBlock(o)
		n, src := blockLen(b), listItemsOrTuple(v)
		from, to := simpleBounds(start, stop, n)
		if m := n - (to - from) + len(src); b != 0 && to-from <= spliceMax && m <= int(u32(b+12)) {
			spliceInPlace(c, b, n, from, to, src)
			return true
		}
	}
	s := NewSlice(c, start, stop, step)
	ok := SetItem(c, o, s, v)
	c.Drop(s)
	return ok
}

// spliceInPlace replaces items from..to of the n in block b, which has room, by src.
// Main thread, no reader.
func spliceInPlace(c *Ctx, b uintptr, n, from, to int, src []Value) {
	var old [spliceMax]Value
	m := n - (to - from) + len(src)
	items := valuesAt(b+arena.BlockHeader, uintptr(max(n, m)))
	dropped := old[:copy(old[:], items[from:to])]
	if len(src) != to-from {
		copy(items[from+len(src):m], items[to:n])
	}
	for i, v := range src {
		items[from+i] = Incref(c, v)
	}
	for i := m; i < n; i++ {
		items[i] = 0
	}
	setU32(b+8, uint32(m))
	for _, v := range dropped {
		Decref(c, v)
	}
}
