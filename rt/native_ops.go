package rt

// Operations that native modules need on the containers their instances keep in
// slots.

// ListPut stores v, whose reference it takes over, as item i of l, which has it.
// The barrier must have been passed.
func ListPut(c *Ctx, l Value, i int, v Value) {
	b := listBlock(l)
	old := blockItem(b, i)
	setBlockItem(b, i, v)
	c.Drop(old)
}

// ListMove copies the word of item from to item to of l, references and all: one
// of the two is overwritten next. The barrier must have been passed.
func ListMove(l Value, from, to int) {
	b := listBlock(l)
	setBlockItem(b, to, blockItem(b, from))
}

// ListTake returns item i of l, owned, and leaves it unset. The barrier must have
// been passed.
func ListTake(l Value, i int) Value {
	b := listBlock(l)
	v := blockItem(b, i)
	setBlockItem(b, i, 0)
	return v
}

// ListPeek returns item i of l, borrowed; 0 if there is none, or if it is unset.
func ListPeek(l Value, i int) Value { return listItem(l, i) }

// Same reports whether a and b are identical or equal, as containers compare
// their elements: 1, 0, -1.
func Same(c *Ctx, a, b Value) int { return same(c, a, b) }

// Plain returns the value that an instance of a class derived from a built-in type
// carries, borrowed; anything else is returned as it is.
func Plain(v Value) Value { return plain(v) }

// ClearExc drops the pending exception.
func ClearExc(c *Ctx) { clearExc(c) }

// EnterRepr begins the repr of a container. again is true, and nothing begun, if
// that is in progress already; ok false with RecursionError pending. Else
// LeaveRepr ends it.
func EnterRepr(c *Ctx, v Value) (again, ok bool) {
	for _, o := range c.reprs {
		if o == v {
			return true, true
		}
	}
	if !enterNested(c, "while getting the repr of an object") {
		return false, false
	}
	c.reprs = append(c.reprs, v)
	return false, true
}

// LeaveRepr ends what EnterRepr began.
func LeaveRepr(c *Ctx) {
	c.reprs = c.reprs[:len(c.reprs)-1]
	Leave(c)
}

// Formatted returns f % args, args a tuple that it takes over or 0.
func Formatted(c *Ctx, f string, args Value) Value {
	if args == 0 {
		return 0
	}
	s := NewStr(c, f)
	if s == 0 {
		c.Drop(args)
		return 0
	}
	r := StrFormat(c, s, args)
	c.Drop(s)
	c.Drop(args)
	return r
}

// ClassName returns the name of v's class, as its __name__ is.
func ClassName(v Value) Value { return word(ClassOf(v), className) }

// HasIndex reports whether v can be an index.
func HasIndex(v Value) bool { return isIntegral(v) || special(v, nameIndex) != 0 }

// Alias is __class_getitem__: the alias of a class with arguments.
func Alias(c *Ctx, cls, args Value) Value { return newAlias(c, cls, args) }

// DictFill adds what the arguments of dict(…) or d.update(…) give, a tuple and a
// dict or 0, to o: an instance of a class derived from dict, through its own
// __setitem__ if it has one.
func DictFill(c *Ctx, o, args, kwargs Value, what string) bool {
	if n := TupleLen(args); n > 1 {
		TypeErrorf(c, "%s expected at most 1 argument, got %d", what, n)
		return false
	}
	if special(o, nameSetitem) == dictSetitem {
		return dictFill(c, plain(o), args, kwargs, what)
	}
	d := NewDict(c, 0)
	if d == 0 {
		return false
	}
	defer c.Drop(d)
	if !dictFill(c, d, args, kwargs, what) {
		return false
	}
	for pos := 0; ; {
		k, v, ok := DictNext(d, &pos)
		if !ok {
			return true
		}
		if !SetItem(c, o, k, v) {
			return false
		}
	}
}

// DictsEqual reports whether two dicts have equal entries: 1, 0, -1.
func DictsEqual(c *Ctx, a, b Value) int { return dictsEqual(c, a, b) }

// NewObject returns cls() for a class derived from a built-in type or native class:
// an instance on which __init__ has not run. 0 with an exception pending.
func NewObject(c *Ctx, cls Value) Value {
	in := infoOfClass(cls)
	if in.value >= 0 && valueKinds[in.layout] {
		return newFilled(c, in)
	}
	return newInstance(c, in)
}
