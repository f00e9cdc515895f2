package rt

// Type variables in aliases and unions: list[T][int]. A type variable is known by
// its attribute __typing_subst__, a function that turns an argument into what stands
// in its place; aliases among the arguments by their __parameters__ (PEP 585, 646).

// typeArgs returns the arguments of an alias or the members of a union, borrowed.
func typeArgs(v Value) Value {
	if isUnion(v) {
		return word(v, 8)
	}
	return word(v, 16)
}

// substOf returns __typing_subst__ of an argument, owned; 0, true if it is none.
func substOf(c *Ctx, arg Value) (Value, bool) {
	if !arg.IsPtr() || isType(arg, TypeClass) {
		return 0, true
	}
	return FindAttr(c, arg, Intern(c, "__typing_subst__"))
}

// parametersOf returns __parameters__ of an argument, a tuple, owned; 0, true if it
// has none.
func parametersOf(c *Ctx, arg Value) (Value, bool) {
	if !arg.IsPtr() || isType(arg, TypeClass) {
		return 0, true
	}
	p, ok := FindAttr(c, arg, Intern(c, "__parameters__"))
	if p != 0 && !IsTuple(p) {
		c.Drop(p)
		p = 0
	}
	return p, ok
}

// aliasParameters returns the type variables in v, each once.
func aliasParameters(c *Ctx, v Value) Value {
	args := typeArgs(v)
	l := NewList(c, 0)
	if l == 0 {
		return 0
	}
	defer c.Drop(l)
	add := func(p Value) bool {
		at := listFind(c, l, p, 0, ListLen(l))
		return at >= 0 || at == -1 && ListAppend(c, l, p)
	}
	for i := range TupleLen(args) {
		arg := TupleItem(args, i)
		subst, ok := substOf(c, arg)
		if !ok {
			return 0
		}
		if subst != 0 {
			c.Drop(subst)
			if !add(arg) {
				return 0
			}
			continue
		}
		inner, ok := parametersOf(c, arg)
		if !ok {
			return 0
		}
		for j := 0; inner != 0 && j < TupleLen(inner); j++ {
			if !add(TupleItem(inner, j)) {
				c.Drop(inner)
				return 0
			}
		}
		c.Drop(inner)
	}
	return newTupleOf(c, listItems(l))
}

// substituted returns the arguments of v with key in place of its type variables, a
// tuple, owned.
func substituted(c *Ctx, v, key Value) Value {
	params := aliasParameters(c, v)
	if params == 0 {
		return 0
	}
	defer c.Drop(params)
	complain := func(f string, more ...any) Value {
		if r := Repr(c, v); r != 0 {
			TypeErrorf(c, f, append([]any{r}, more...)...)
			c.Drop(r)
		}
		return 0
	}
	n := TupleLen(params)
	if n == 0 {
		return complain("%s is not a generic class")
	}
	items := c.Own(key)
	if !IsTuple(key) {
		c.Drop(items)
		if items = Tuple1(c, key); items == 0 {
			return 0
		}
	}
	defer func() { c.Drop(items) }()
	for i := range n {
		prepare, ok := FindAttr(c, TupleItem(params, i), Intern(c, "__typing_prepare_subst__"))
		if !ok {
			return 0
		}
		if prepare == 0 || prepare == None {
			continue
		}
		more := Call2(c, prepare, v, items)
		c.Drop(prepare)
		if more == 0 {
			return 0
		}
		if !IsTuple(more) {
			one := Tuple1(c, more)
			c.Drop(more)
			more = one
		}
		c.Drop(items)
		items = more
	}
	if m := TupleLen(items); m != n {
		what := "few"
		if m > n {
			what = "many"
		}
		return complain("Too "+what+" arguments for %s; actual %d, expected %d", m, n)
	}
	// given returns what stands for a type variable.
	given := func(p Value) Value {
		for i := range n {
			if same(c, TupleItem(params, i), p) == 1 {
				return TupleItem(items, i)
			}
		}
		return p
	}
	args := typeArgs(v)
	out := NewList(c, 0)
	if out == 0 {
		return 0
	}
	defer c.Drop(out)
	for i := range TupleLen(args) {
		arg := TupleItem(args, i)
		subst, ok := substOf(c, arg)
		if !ok {
			return 0
		}
		var r Value
		if subst != 0 {
			r = Call1(c, subst, given(arg))
			c.Drop(subst)
		} else {
			r = substInner(c, arg, given)
		}
		if r == 0 {
			return 0
		}
		// *tuple[int, str] gives its members, and so does what stands for *Ts.
		spread, ok := spreadArgs(c, arg, r)
		if ok && spread != 0 {
			ok = ListExtend(c, out, spread)
			c.Drop(spread)
		} else if ok {
			ok = ListAppend(c, out, r)
		}
		c.Drop(r)
		if !ok {
			return 0
		}
	}
	return newTupleOf(c, listItems(out))
}

// substInner puts what is given in place of the type variables within arg.
func substInner(c *Ctx, arg Value, given func(p Value) Value) Value {
	inner, ok := parametersOf(c, arg)
	if !ok {
		return 0
	}
	if inner == 0 || TupleLen(inner) == 0 {
		c.Drop(inner)
		return c.Own(arg)
	}
	defer c.Drop(inner)
	l := NewList(c, 0)
	if l == 0 {
		return 0
	}
	defer c.Drop(l)
	for i := range TupleLen(inner) {
		p := TupleItem(inner, i)
		x := given(p)
		ok := true
		if unpackable, found := FindAttr(c, p, Intern(c, "__typing_is_unpacked_typevartuple__")); IsTuple(x) && found && unpackable != True {
			c.Drop(unpackable)
			ok = ListExtend(c, l, x)
		} else {
			c.Drop(unpackable)
			ok = found && ListAppend(c, l, x)
		}
		if !ok {
			return 0
		}
	}
	key := newTupleOf(c, listItems(l))
	if key == 0 {
		return 0
	}
	defer c.Drop(key)
	return GetItem(c, arg, key)
}

// spreadArgs returns the tuple of arguments that r, which stands for arg, gives in
// its place; 0, true if it is one itself.
func spreadArgs(c *Ctx, arg, r Value) (Value, bool) {
	if IsTuple(r) {
		return c.Own(r), true
	}
	if !r.IsPtr() || isType(r, TypeClass) {
		return 0, true
	}
	t, ok := FindAttr(c, r, Intern(c, "__typing_unpacked_tuple_args__"))
	if t == None {
		t = 0
	}
	if t == 0 || r == arg {
		c.Drop(t)
		return 0, ok
	}
	return t, ok
}

// aliasItem is alias[key].
func aliasItem(c *Ctx, v, key Value) Value {
	args := substituted(c, v, key)
	if args == 0 {
		return 0
	}
	defer c.Drop(args)
	r := newAlias(c, word(v, 8), args)
	if r != 0 && word(v, 24) == True {
		setWord(r, 24, True)
	}
	return r
}

// joinTypes is Or, which the table of operators refers to.
var joinTypes func(c *Ctx, a, b Value) Value

func init() { joinTypes = Or }

// unionItem is union[key]: the members joined again.
func unionItem(c *Ctx, v, key Value) Value {
	args := substituted(c, v, key)
	if args == 0 {
		return 0
	}
	defer c.Drop(args)
	var r Value
	for i := range TupleLen(args) {
		if r == 0 {
			r = c.Own(TupleItem(args, i))
			continue
		}
		next := joinTypes(c, r, TupleItem(args, i))
		c.Drop(r)
		if next == 0 {
			return 0
		}
		r = next
	}
	return r
}
