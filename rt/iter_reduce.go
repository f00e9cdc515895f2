package rt

import "github.com/pxc-lang/pxc/rt/arena"

// How iterators are made again, for copy and pickle: __reduce__ names iter() or the
// iterator's own class, what it goes over and, where that has positions, how far it
// has come, which __setstate__ sets. Those over dicts and sets have no position to
// give: they are made again over a list of what is left.

// reduceMethods are the methods for an iterator of kind id.
func reduceMethods(id uint32) []Func {
	reduce := Func{Name: "__reduce__", Sig: "self, /", F1: reduceIter}
	switch id {
	case TypeSeqIter, TypeListIter, TypeTupleIter, TypeStrIter, TypeBytesIter, TypeRangeIter, TypeReversed:
		return []Func{reduce, {Name: "__setstate__", Sig: "self, state, /", F2: setIterState}}
	}
	return []Func{reduce}
}

// remade returns the tuple (f, args) or (f, args, state), all taken over; state may
// be 0.
func remade(c *Ctx, f, args, state Value) Value {
	items := []Value{f, args, state}
	if state == 0 {
		items = items[:2]
	}
	defer func() {
		for _, v := range items {
			c.Drop(v)
		}
	}()
	if f == 0 || args == 0 {
		return 0
	}
	return tupleOf(c, items...)
}

// iterFunc is the built-in function iter or the class reversed.
func builtinNamed(c *Ctx, name string) Value { return LoadBuiltin(c, Intern(c, name)) }

// args1 is the tuple of v, taken over.
func args1(c *Ctx, v Value) Value {
	if v == 0 {
		return 0
	}
	t := Tuple1(c, v)
	c.Drop(v)
	return t
}

// reduceCallable is __reduce__ of what is found by its name: in a module, or as an
// attribute of an object or class.
func reduceCallable(c *Ctx, f Value) Value {
	name := GetAttr(c, f, nameName)
	if name == 0 {
		return 0
	}
	of, ok := FindAttr(c, f, nameSelf)
	if of == 0 && ok {
		of, ok = FindAttr(c, f, nameObjclass)
	}
	if !ok || of == 0 || isType(of, TypeModule) {
		c.Drop(of)
		return name
	}
	args := Tuple2(c, of, name)
	c.Drop(of)
	c.Drop(name)
	return remade(c, builtinNamed(c, "getattr"), args, 0)
}

func reduceIter(c *Ctx, o Value) Value {
	it := plain(o)
	pos := u64(it.addr() + iterPos)
	switch TypeID(it) {
	case TypeListIter:
		if pos == exhausted {
			return remade(c, builtinNamed(c, "iter"), args1(c, NewList(c, 0)), 0)
		}
		return remade(c, builtinNamed(c, "iter"), Tuple1(c, word(it, 8)), Int(int64(pos)))
	case TypeTupleIter, TypeStrIter, TypeBytesIter, TypeSeqIter:
		if n, ok := iterLen(c, it); !ok || pos >= n {
			if c.Exc != 0 {
				return 0
			}
			empty := emptyTuple
			if TypeID(it) == TypeStrIter {
				empty = NewStr(c, "")
			}
			return remade(c, builtinNamed(c, "iter"), args1(c, empty), 0)
		}
		return remade(c, builtinNamed(c, "iter"), Tuple1(c, word(it, 8)), Int(int64(pos)))
	case TypeRangeIter:
		start, step, left := int64(u64(it.addr()+8)), int64(pos), int64(u64(it.addr()+24))
		return remade(c, builtinNamed(c, "iter"), args1(c, newRange(c, start, start+left*step, step)), Int(0))
	case TypeLongRangeIter:
		start, step := word(it, 8), word(it, 16)
		span := c.chain(word(it, 24), "*", step)
		stop := Add(c, start, span)
		c.Drop(span)
		if stop == 0 {
			return 0
		}
		r := makeRange(c, start, stop, step)
		c.Drop(stop)
		return remade(c, builtinNamed(c, "iter"), args1(c, r), 0)
	case TypeReversed:
		seq := word(it, 8)
		switch {
		case pos == 0 && !IsList(seq) && !IsDict(seq) && !isDictView(seq):
			return remade(c, c.Own(ClassOf(o)), args1(c, emptyTuple), 0)
		case pos == 0:
			return remade(c, builtinNamed(c, "iter"), args1(c, NewList(c, 0)), 0)
		case IsDict(seq), isDictView(seq):
			return remade(c, builtinNamed(c, "iter"), args1(c, restOf(c, it)), 0)
		}
		return remade(c, c.Own(ClassOf(o)), Tuple1(c, seq), Int(int64(pos-1)))
	case TypeEnumerate:
		return remade(c, c.Own(ClassOf(o)), Tuple2(c, word(it, 8), word(it, 16)), 0)
	case TypeZip:
		strict := Value(0)
		if pos != 0 {
			strict = True
		}
		return remade(c, c.Own(ClassOf(o)), c.Own(word(it, 8)), strict)
	case TypeMap:
		return remade(c, c.Own(ClassOf(o)), tupleOf(c, append([]Value{word(it, 16)}, tupleItems(word(it, 8))...)...), 0)
	case TypeFilter:
		return remade(c, c.Own(ClassOf(o)), Tuple2(c, word(it, 16), word(it, 8)), 0)
	case TypeCallIter:
		if word(it, 8) == None {
			return remade(c, builtinNamed(c, "iter"), args1(c, emptyTuple), 0)
		}
		return remade(c, builtinNamed(c, "iter"), Tuple2(c, word(it, 8), word(it, 16)), 0)
	}
	return remade(c, builtinNamed(c, "iter"), args1(c, restOf(c, it)), 0)
}

// iterLen returns the length of what a positional iterator goes over; ok is false
// where there is none to know, or with an exception pending.
func iterLen(c *Ctx, it Value) (uint64, bool) {
	if TypeID(it) == TypeSeqIter {
		return exhausted, true
	}
	n, ok := Len(c, word(it, 8))
	return uint64(n), ok
}

// restOf returns a list of what is left of it, which stays where it is.
func restOf(c *Ctx, it Value) Value {
	l := arena.LayoutOf(TypeID(it))
	cp := Value(c.Alloc(l.Size))
	setHeader(c, cp, TypeID(it))
	for off := uintptr(8); off < l.Size; off += 8 {
		setU64(cp.addr()+off, u64(it.addr()+off))
	}
	for i := range l.Count {
		c.Own(word(cp, l.First+8*i))
	}
	r := NewList(c, 0)
	if r != 0 && !ListExtend(c, r, cp) {
		c.Drop(r)
		r = 0
	}
	c.Drop(cp)
	return r
}

// setIterState is __setstate__ of an iterator with a position, which is brought into
// the range of what there is.
func setIterState(c *Ctx, o, state Value) Value {
	it := plain(o)
	n, ok := Index(c, state)
	if !ok || !StoreCheck(c, it) {
		return 0
	}
	p := it.addr()
	switch TypeID(it) {
	case TypeRangeIter:
		left := int64(u64(p + 24))
		n = min(max(n, 0), left)
		setU64(p+8, u64(p+8)+uint64(n)*u64(p+iterPos))
		setU64(p+24, uint64(left-n))
		return None
	case TypeReversed:
		if u64(p+iterPos) != 0 {
			size, ok := Len(c, word(it, 8))
			if !ok {
				return 0
			}
			setU64(p+iterPos, uint64(min(max(n, -1), size-1)+1))
		}
		return None
	}
	if u64(p+iterPos) == exhausted {
		return None
	}
	size, ok := iterLen(c, it)
	if !ok {
		return 0
	}
	setU64(p+iterPos, min(uint64(max(n, 0)), size))
	return None
}

func isDictView(v Value) bool {
	t := TypeID(v)
	return t == TypeDictKeys || t == TypeDictValues || t == TypeDictItems
}
