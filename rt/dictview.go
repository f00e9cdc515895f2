package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Views of a dict: keys(), values() and items(). 8 the dict.

func newDictView(c *Ctx, d Value, typ uint32) Value {
	v := Value(c.Alloc(16))
	setHeader(c, v, typ)
	setWord(v, 8, c.Own(d))
	return v
}

func reprDictView(c *Ctx, b *builder, v Value) bool {
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

// compareDictViews compares keys and items views as sets.
func compareDictViews(c *Ctx, rel int, a, b Value) int {
	if !isDictSetView(a) || !isDictSetView(b) {
		return undecided
	}
	n, m := DictLen(word(a, 8)), DictLen(word(b, 8))
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
		r := dictViewContains(c, b, x)
		c.Drop(x)
		if r <= 0 {
			return r
		}
	}
}

// dictViewOp is - & | ^ with a keys or items view. Sets are not there yet.
func dictViewOp(c *Ctx, a, b Value, op byte) Value {
	if !isDictSetView(a) && !isDictSetView(b) {
		return unsupported
	}
	return NotImplementedErrorf(c, "set operations on dictionary views are not supported yet")
}

func init() {
	for _, t := range [...]struct {
		id   uint32
		name string
	}{{TypeDictKeys, "dict_keys"}, {TypeDictValues, "dict_values"}, {TypeDictItems, "dict_items"}} {
		arena.Register(t.id, &arena.Layout{Name: t.name, Size: 16, First: 8, Count: 1})
		defineType(typeSpec{id: t.id, name: t.name})
	}
}
