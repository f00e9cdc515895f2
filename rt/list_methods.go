package rt

// Methods of list.

var listMethods = []Func{
	{Name: "__new__", Sig: "cls, iterable=, /", F2: func(c *Ctx, _, x Value) Value {
		if x == 0 {
			return NewList(c, 0)
		}
		return ListOf(c, x)
	}},
	{Name: "append", Sig: "self, object, /", F2: func(c *Ctx, l, x Value) Value { return noneIf(ListAppend(c, l, x)) }},
	{Name: "clear", Sig: "self, /", F1: func(c *Ctx, l Value) Value { return noneIf(ListClear(c, l)) }},
	{Name: "copy", Sig: "self, /", F1: func(c *Ctx, l Value) Value { return newListOf(c, listItems(l)) }},
	{Name: "count", Sig: "self, value, /", F2: listCount},
	{Name: "extend", Sig: "self, iterable, /", F2: func(c *Ctx, l, x Value) Value { return noneIf(ListExtend(c, l, x)) }},
	{Name: "index", Sig: "self, value, start=, stop=, /", F4: listIndex},
	{Name: "insert", Sig: "self, index, object, /", F3: listInsertMethod},
	{Name: "pop", Sig: "self, index=, /", F2: listPop},
	{Name: "remove", Sig: "self, value, /", F2: listRemove},
	{Name: "reverse", Sig: "self, /", F1: func(c *Ctx, l Value) Value { return noneIf(listReverse(c, l)) }},
	{Name: "sort", Sig: "self, /, *, key=, reverse=", F3: func(c *Ctx, l, key, reverse Value) Value {
		return noneIf(ListSort(c, l, key, reverse))
	}},
}

// noneIf turns a statement's outcome into a result.
func noneIf(ok bool) Value {
	if ok {
		return None
	}
	return 0
}

func listCount(c *Ctx, l, x Value) Value {
	n := int64(0)
	for i := 0; ; i++ {
		if i = listFind(c, l, x, i, ListLen(l)); i < 0 {
			if i == -2 {
				return 0
			}
			return Int(n)
		}
		n++
	}
}

func listIndex(c *Ctx, l, x, start, stop Value) Value {
	from, to, ok := indexBounds(c, ListLen(l), start, stop)
	if !ok {
		return 0
	}
	switch i := listFind(c, l, x, from, to); i {
	case -2:
		return 0
	case -1:
		r := Repr(c, x)
		if r == 0 {
			return 0
		}
		ValueErrorf(c, "%s is not in list", r)
		c.Drop(r)
		return 0
	default:
		return Int(int64(i))
	}
}

func listInsertMethod(c *Ctx, l, index, x Value) Value {
	i, ok := Index(c, index)
	if !ok {
		return 0
	}
	return noneIf(ListInsert(c, l, i, x))
}

func listPop(c *Ctx, l, index Value) Value {
	i, ok := int64(-1), true
	if index != 0 {
		if i, ok = Index(c, index); !ok {
			return 0
		}
	}
	n := int64(ListLen(l))
	if n == 0 {
		return IndexErrorf(c, "pop from empty list")
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return IndexErrorf(c, "pop index out of range")
	}
	return listTake(c, l, int(i))
}

func listRemove(c *Ctx, l, x Value) Value {
	switch i := listFind(c, l, x, 0, ListLen(l)); i {
	case -2:
		return 0
	case -1:
		return ValueErrorf(c, "list.remove(x): x not in list")
	default:
		if i >= ListLen(l) {
			return None // the comparison has removed it
		}
		v := listTake(c, l, i)
		if v == 0 {
			return 0
		}
		c.Drop(v)
		return None
	}
}

func init() {
	defineType(typeSpec{id: TypeList, name: "list", public: true, methods: listMethods})
}
