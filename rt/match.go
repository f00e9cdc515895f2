package rt

import "sync"

// Structural pattern matching: the tests of CPython's match opcodes.

// MatchSequence reports whether v is a sequence of n elements, or of at least n:
// 1, 0, or -1 with an exception pending.
func MatchSequence(c *Ctx, v Value, n int, atLeast bool) int {
	have := int64(0)
	switch TypeID(v) {
	case TypeTuple:
		have = int64(TupleLen(v))
	case TypeList:
		have = int64(ListLen(v))
	case TypeRange, TypeMemoryview:
		var ok bool
		if have, ok = Len(c, v); !ok {
			return -1
		}
	default:
		if patternOf(v) != patternSequence {
			return 0
		}
		var ok bool
		if have, ok = Len(c, v); !ok {
			return -1
		}
	}
	return boolInt(have == int64(n) || atLeast && have > int64(n))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// What sequence and mapping patterns take besides the built-in types: instances of
// classes that derive from these or from the abstract classes of collections.abc.
const (
	patternNone = iota
	patternSequence
	patternMapping
)

// patternOf tells which patterns an object that is no tuple, list or dict itself
// can match.
func patternOf(v Value) int {
	if !v.IsPtr() || TypeID(v) < FirstType {
		return patternNone
	}
	return patternOfClass(ClassOf(v))
}

// registered are the classes that were registered with an abstract class of sequences
// or mappings, and which of the two.
var registered sync.Map

// registerPattern makes sub match what cls, with which it is registered, matches; str
// and the other built-in classes do not change.
func registerPattern(cls, sub Value) {
	if word(sub, classFlags).Int()&classNative != 0 {
		return
	}
	if p := patternOfClass(cls); p != patternNone {
		registered.Store(sub, p)
	}
}

func patternOfClass(cls Value) int {
	mro := word(cls, classMro)
	for i := range TupleLen(mro) {
		cls := TupleItem(mro, i)
		if p, ok := registered.Load(cls); ok {
			return p.(int)
		}
		switch classID(cls) {
		case TypeList, TypeTuple:
			return patternSequence
		case TypeDict:
			return patternMapping
		}
		if classID(cls) < FirstType || !IsStr(word(cls, classModule)) {
			continue
		}
		module, name := GoString(word(cls, classModule)), GoString(word(cls, className))
		switch {
		case module == "array" && name == "array", module == "collections" && name == "deque", module == "collections.abc" && name == "Sequence", module == "collections" && name == "UserList":
			return patternSequence
		case module == "collections.abc" && name == "Mapping", module == "collections" && (name == "UserDict" || name == "ChainMap"):
			return patternMapping
		}
	}
	return patternNone
}

// MatchMapping reports whether v is a mapping of at least n keys: 1, 0, or -1 with an
// exception pending.
func MatchMapping(c *Ctx, v Value, n int) int {
	if IsDict(v) {
		return boolInt(DictLen(v) >= n)
	}
	if patternOf(v) != patternMapping {
		return 0
	}
	have, ok := Len(c, v)
	if !ok {
		return -1
	}
	return boolInt(have >= int64(n))
}

// MatchKeys returns the tuple of v's values for a tuple of keys, or None if it
// lacks one.
func MatchKeys(c *Ctx, v, keys Value) Value {
	n := TupleLen(keys)
	values := NewTuple(c, n)
	if values == 0 {
		return 0
	}
	for i := range n {
		key := TupleItem(keys, i)
		for j := range i {
			switch EqT(c, key, TupleItem(keys, j)) {
			case 1:
				s := Repr(c, key)
				if s != 0 {
					ValueErrorf(c, "mapping pattern checks duplicate key (%s)", s)
					c.Drop(s)
				}
				c.Drop(values)
				return 0
			case -1:
				c.Drop(values)
				return 0
			}
		}
		x := matchKey(c, v, key)
		if x == 0 {
			c.Drop(values)
			if c.Exc != 0 {
				return 0
			}
			return None
		}
		TupleInit(values, i, x)
	}
	return values
}

// matchKey returns what a mapping's get has for key, owned; 0 without an exception
// if it has nothing.
func matchKey(c *Ctx, v, key Value) Value {
	if IsDict(v) {
		return c.Own(DictGet(c, v, key))
	}
	missing := newInstance(c, infoOf(TypeObject))
	if missing == 0 {
		return 0
	}
	x := CallMethod2(c, v, nameGetMethod, key, missing)
	c.Drop(missing)
	if x == missing {
		c.Drop(x)
		return 0
	}
	return x
}

// MatchRest returns a dict of what v has beside keys.
func MatchRest(c *Ctx, v, keys Value) Value {
	d := NewDict(c, 0)
	if d == 0 || !DictUpdate(c, d, v) {
		c.Drop(d)
		return 0
	}
	for i := range TupleLen(keys) {
		if !DictDelete(c, d, TupleItem(keys, i)) {
			c.Drop(d)
			return 0
		}
	}
	return d
}

// MatchClass returns the tuple of the attributes that a class pattern looks at, n
// by position and those of names, a tuple or None; or None if v is no instance of
// cls or lacks one.
func MatchClass(c *Ctx, v, cls Value, n int, names Value) Value {
	if TypeID(cls) != TypeClass {
		return TypeErrorf(c, "called match pattern must be a type")
	}
	switch InstanceOf(c, v, cls) {
	case 0:
		return 0
	case False:
		return None
	}
	named := 0
	if names != None {
		named = TupleLen(names)
	}
	t := NewTuple(c, n+named)
	if t == 0 {
		return 0
	}
	fail := func(r Value) Value {
		c.Drop(t)
		return r
	}
	var args Value
	if n > 0 {
		var ok bool
		if args, ok = FindAttr(c, cls, nameMatchArgs); !ok {
			return fail(0)
		}
		defer c.Drop(args)
		allowed, self := 0, false
		switch {
		case args == 0:
			if self = matchesSelf(cls); self {
				allowed = 1
			}
		case !IsTuple(args):
			return fail(TypeErrorf(c, "%s.__match_args__ must be a tuple (got %s)", word(cls, className), TypeName(args)))
		default:
			allowed = TupleLen(args)
		}
		if n > allowed {
			plural := "s"
			if allowed == 1 {
				plural = ""
			}
			return fail(TypeErrorf(c, "%s() accepts %d positional sub-pattern%s (%d given)", word(cls, className), allowed, plural, n))
		}
		if self {
			TupleInit(t, 0, c.Own(v))
		} else {
			for i := range n {
				name := TupleItem(args, i)
				if !IsStr(name) {
					return fail(TypeErrorf(c, "__match_args__ elements must be strings (got %s)", TypeName(name)))
				}
				for j := range i {
					if EqT(c, name, TupleItem(args, j)) == 1 {
						return fail(repeatedAttribute(c, cls, name))
					}
				}
				if r := matchAttr(c, t, i, v, name); r != True {
					return fail(r)
				}
			}
		}
	}
	for i := range named {
		name := TupleItem(names, i)
		for j := 0; j < n && args != 0; j++ {
			if EqT(c, name, TupleItem(args, j)) == 1 {
				return fail(repeatedAttribute(c, cls, name))
			}
		}
		if r := matchAttr(c, t, n+i, v, name); r != True {
			return fail(r)
		}
	}
	return t
}

func repeatedAttribute(c *Ctx, cls, name Value) Value {
	s := Repr(c, name)
	if s == 0 {
		return 0
	}
	TypeErrorf(c, "%s() got multiple sub-patterns for attribute %s", word(cls, className), s)
	c.Drop(s)
	return 0
}

// matchAttr puts v's attribute name into t: True, None if there is none, 0.
func matchAttr(c *Ctx, t Value, i int, v, name Value) Value {
	x, ok := FindAttr(c, v, name)
	if x == 0 {
		return noneIf(ok)
	}
	TupleInit(t, i, x)
	return True
}

// matchesSelf reports whether a positional pattern of class cls stands for the
// object itself: for these built-in types and what derives from them.
func matchesSelf(cls Value) bool {
	for _, id := range [...]uint32{TypeBool, TypeBytearray, TypeBytes, TypeDict, TypeFloat, TypeFrozenset, TypeInt, TypeList, TypeSet, TypeStr, TypeTuple} {
		if IsSubclass(cls, infoOf(id).class) {
			return true
		}
	}
	return false
}
