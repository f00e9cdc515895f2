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
