package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Views of a dict: keys(), values() and items(). 8 the dict.

// viewedDict returns the dict whose keys, values or items iterating over x gives, and
// the view's type; 0 if x is neither a dict nor a view of one.
func viewedDict(x Value) (d Value, typ uint32) {
	if x.IsPtr() {
		switch t := TypeID(x); t {
		case TypeDict:
			return x, TypeDictKeys
		case TypeDictKeys, TypeDictValues, TypeDictItems:
			if d = word(x, 8); IsDict(d) {
				return d, t
			}
		}
	}
	return 0, 0
}

// listOfDict returns the list of what a view of d gives. Nothing runs meanwhile that
// could change d.
func listOfDict(c *Ctx, d Value, typ uint32) Value {
	l := NewList(c, DictLen(d))
	if l == 0 || DictLen(d) == 0 {
		return l
	}
	t, at := dictTable(d), 0
	items := listItems(l)
	for i, n := uint32(0), tableUsed(t); i < n; i++ {
		e := tableEntry(t, i)
		key, value := entryKey(e), entryValue(e)
		if key == 0 || value == 0 {
			continue
		}
		switch typ {
		case TypeDictKeys:
			items[at] = c.Own(key)
		case TypeDictValues:
			items[at] = c.Own(value)
		default:
			pair := Tuple2(c, key, value)
			if pair == 0 {
				c.Drop(l)
				return 0
			}
			items[at] = pair
		}
		at++
	}
	return l
}

func newDictView(c *Ctx, d Value, typ uint32) Value {
	v := Value(c.Alloc(16))
	setHeader(c, v, typ)
	setWord(v, 8, c.Own(d))
	return v
}

func reprDictView(c *Ctx, b *builder, v Value) bool {
	if isOrdered(word(v, 8)) {
		b.byteChar('o')
	}
	b.text(TypeName(v))
	b.text("([")
	it := Iter(c, v)
	if it == 0 {
		return false
	}
	defer c.Drop(it)
	for first := true; ; first = false {
		x := Next(c, it)
		if x == 0 {
			break
		}
		if !first {
			b.text(", ")
		}
		ok := appendRepr(c, b, x)
		c.Drop(x)
		if !ok {
			return false
		}
	}
	b.text("])")
	return c.Exc == 0
}

// dictViewContains is x in view.
func dictViewContains(c *Ctx, v, x Value) int {
	d := word(v, 8)
	switch TypeID(v) {
	case TypeDictKeys:
		return DictContains(c, d, x)
	case TypeDictItems:
		if !IsTuple(x) || TupleLen(x) != 2 {
			return 0
		}
		y := c.Own(DictGet(c, d, TupleItem(x, 0)))
		if y == 0 {
			return -truth(c.Exc != 0)
		}
		r := same(c, y, TupleItem(x, 1))
		c.Drop(y)
		return r
	}
	return containsByIteration(c, v, x)
}

// isDictSetView reports whether v is a keys or items view, which compare and
// combine as sets.
func isDictSetView(v Value) bool {
	if !v.IsPtr() {
		return false
	}
	t := TypeID(v)
	return t == TypeDictKeys || t == TypeDictItems
}

// isSetLike reports whether v is a set, a frozenset or a view that compares as one.
func isSetLike(v Value) bool { return isAnySet(v) || isDictSetView(v) }

// compareDictViews compares keys and items views as sets with sets or views.
func compareDictViews(c *Ctx, rel int, a, b Value) int {
	if !isSetLike(a) || !isSetLike(b) {
		return undecided
	}
	n, _ := Len(c, a)
	m, _ := Len(c, b)
	switch rel {
	case relEq, relNe:
		if n != m {
			return truth(rel == relNe)
		}
		r := viewWithin(c, a, b)
		if r < 0 || rel == relEq {
			return r
		}
		return 1 - r
	case relLt, relLe:
		if n > m || rel == relLt && n == m {
			return 0
		}
		return viewWithin(c, a, b)
	}
	if n < m || rel == relGt && n == m {
		return 0
	}
	return viewWithin(c, b, a)
}

// viewWithin reports whether all of a is in b.
func viewWithin(c *Ctx, a, b Value) int {
	it := Iter(c, a)
	if it == 0 {
		return -1
	}
	defer c.Drop(it)
	for {
		x := Next(c, it)
		if x == 0 {
			if c.Exc != 0 {
				return -1
			}
			return 1
		}
		r := Contains(c, b, x)
		c.Drop(x)
		if r <= 0 {
			return r
		}
	}
}

// dictViewOp is - & | ^ where a keys or items view is one operand: a new set.
func dictViewOp(c *Ctx, a, b Value, op byte) Value {
	if !isDictSetView(a) && !isDictSetView(b) {
		return unsupported
	}
	if op == '&' {
		return viewIntersection(c, a, b)
	}
	if op == '^' && isType(a, TypeDictItems) && isType(b, TypeDictItems) {
		return itemsXor(c, word(a, 8), word(b, 8))
	}
	if isType(a, TypeDictKeys) {
		a = word(a, 8) // whose hashes are known
	}
	r := newSetOf(c, TypeSet, a)
	if r == 0 {
		return 0
	}
	ok := false
	switch op {
	case '-':
		ok = setSubtract(c, r, b)
	case '|':
		ok = setUpdate(c, r, b)
	default:
		ok = setToggle(c, r, b)
	}
	if !ok {
		c.Drop(r)
		return 0
	}
	return r
}

// viewIntersection is & with a view on either side. Which operand is walked
// decides the order of the result.
func viewIntersection(c *Ctx, a, b Value) Value {
	if !isDictSetView(a) {
		a, b = b, a
	}
	n := DictLen(word(a, 8))
	if IsSet(b) && n <= SetLen(b) {
		return setIntersection(c, b, a)
	}
	if isDictSetView(b) && DictLen(word(b, 8)) > n {
		a, b = b, a
	}
	r := newSet(c, TypeSet)
	if !eachHashed(c, b, func(key Value, hash uint64) bool {
		t := dictViewContains(c, a, key)
		return t == 0 || t > 0 && setAddHash(c, r, key, hash)
	}) {
		c.Drop(r)
		return 0
	}
	return r
}

// itemsXor is the symmetric difference of the items of two dicts: those of the
// second that the first does not have, then the other way round.
func itemsXor(c *Ctx, a, b Value) Value {
	r := newSet(c, TypeSet)
	add := func(d, other Value) bool {
		for pos := 0; ; {
			key, x, more := DictNext(d, &pos)
			if !more {
				return true
			}
			pair := Tuple2(c, key, x)
			if pair == 0 {
				return false
			}
			eq := 0
			if y := c.Own(DictGet(c, other, TupleItem(pair, 0))); y != 0 {
				eq = same(c, y, TupleItem(pair, 1))
				c.Drop(y)
			}
			ok := c.Exc == 0 && eq >= 0 && (eq > 0 || SetAdd(c, r, pair))
			c.Drop(pair)
			if !ok {
				return false
			}
		}
	}
	if !add(b, a) || !add(a, b) {
		c.Drop(r)
		return 0
	}
	return r
}

func viewIsdisjoint(c *Ctx, v, x Value) Value {
	if v == x {
		return Bool(DictLen(word(v, 8)) == 0)
	}
	if isSetLike(x) {
		n, _ := Len(c, x)
		if int(n) > DictLen(word(v, 8)) {
			v, x = x, v
		}
	}
	it := Iter(c, x)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	for {
		y := Next(c, it)
		if y == 0 {
			if c.Exc != 0 {
				return 0
			}
			return True
		}
		t := Contains(c, v, y)
		c.Drop(y)
		if t != 0 {
			return boolOrError(-truth(t < 0))
		}
	}
}

func init() {
	for _, t := range [...]struct {
		id   uint32
		name string
	}{{TypeDictKeys, "dict_keys"}, {TypeDictValues, "dict_values"}, {TypeDictItems, "dict_items"}} {
		arena.Register(t.id, &arena.Layout{Name: t.name, Size: 16, First: 8, Count: 1})
		var methods []Func
		if t.id != TypeDictValues {
			methods = []Func{{Name: "isdisjoint", Sig: "self, other, /", F2: viewIsdisjoint}}
		}
		defineType(typeSpec{id: t.id, name: t.name, methods: methods, attrs: func(c *Ctx, cls, ns Value) {
			addProperties(c, ns, cls, t.name, []Func{{Name: "mapping", Sig: "self, /", F1: func(c *Ctx, v Value) Value {
				return newMappingProxy(c, word(v, 8))
			}}})
		}})
	}
}
