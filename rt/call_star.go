package rt

// Starred arguments and elements: f(*a, **k), [*a]. Their errors name what they
// were starred for.

// ExtendStar appends the elements of x to the list l, for [*x].
func ExtendStar(c *Ctx, l, x Value) bool {
	if ListExtend(c, l, x) {
		return true
	}
	if notIterable(c, x) {
		clearExc(c)
		TypeErrorf(c, "Value after * must be an iterable, not %s", TypeName(x))
	}
	return false
}

// extendArgs appends the elements of x to the list l of arguments, for f(*x).
func extendArgs(c *Ctx, l, x, f Value) bool {
	if ListExtend(c, l, x) {
		return true
	}
	if notIterable(c, x) {
		clearExc(c)
		TypeErrorf(c, "%s argument after * must be an iterable, not %s", callName(c, f), TypeName(x))
	}
	return false
}

// notIterable reports whether the pending exception says that x cannot be
// iterated at all.
func notIterable(c *Ctx, x Value) bool {
	if !MatchPending(c, ExcTypeError) {
		return false
	}
	args := Slot(c.Exc, excArgs)
	return TupleLen(args) == 1 && IsStr(TupleItem(args, 0)) &&
		GoString(TupleItem(args, 0)) == "'"+TypeName(x)+"' object is not iterable"
}

// CallEx calls f(*args, **kwargs) for any iterable args and mapping kwargs (or 0). What
// is a tuple and a dict already, as in a wrapper that passes its own arguments on, is
// not copied.
func CallEx(c *Ctx, f, args, kwargs Value) Value {
	if !IsTuple(args) || kwargs != 0 && !IsDict(kwargs) {
		return callIterables(c, f, args, kwargs)
	}
	c.Own(args) // it may be replaced where the caller found it
	var v Value
	if kwargs == 0 || DictLen(kwargs) == 0 {
		v = callAny(c, f, args, 0)
	} else {
		v = callDict(c, f, args, kwargs)
	}
	c.Drop(args)
	return v
}

// callDict calls f with a tuple and a dict.
func callDict(c *Ctx, f, args, kwargs Value) Value {
	fn, first := f, Value(0)
	if isType(f, TypeBoundMethod) {
		fn, first = word(f, 8), word(f, 16)
	}
	if r := rowOf(fn); r != nil {
		c.Own(f)
		v, ok := callFew(c, r, fn, first, args, 0, kwargs)
		c.Drop(f)
		if ok {
			return v
		}
	}
	return WithKeywords(c, args, kwargs, func(all, names Value) Value { return callAny(c, f, all, names) })
}

// callIterables is CallEx for what is no tuple or no dict. The mapping is read before the
// iterable.
func callIterables(c *Ctx, f, args, kwargs Value) Value {
	if kwargs != 0 {
		d := NewDict(c, 0)
		if d == 0 || !DictMerge(c, d, kwargs, f) {
			c.Drop(d)
			return 0
		}
		kwargs = d
		defer c.Drop(d)
	}
	var t Value
	if IsTuple(args) {
		t = c.Own(args)
	} else {
		l := NewList(c, 0)
		if l == 0 || !extendArgs(c, l, args, f) {
			c.Drop(l)
			return 0
		}
		t = TupleOf(c, l)
		c.Drop(l)
	}
	if t == 0 {
		return 0
	}
	v := CallEx(c, f, t, kwargs)
	c.Drop(t)
	return v
}

// DictUnpack adds the items of mapping x to the dict d, for {**x}.
func DictUnpack(c *Ctx, d, x Value) bool {
	if !IsDict(x) {
		keys, ok := FindAttr(c, x, nameKeys)
		if !ok {
			return false
		}
		if keys == 0 {
			TypeErrorf(c, "'%s' object is not a mapping", TypeName(x))
			return false
		}
		c.Drop(keys)
	}
	return DictUpdate(c, d, x)
}

// DictMerge adds the items of mapping x to the dict d of keyword arguments, for
// f(**x): a key that is there already is a TypeError.
func DictMerge(c *Ctx, d, x, f Value) bool {
	if !IsDict(x) {
		keys, ok := FindAttr(c, x, nameKeys)
		if !ok {
			return false
		}
		if keys == 0 {
			TypeErrorf(c, "%s argument after ** must be a mapping, not %s", callName(c, f), TypeName(x))
			return false
		}
		c.Drop(keys)
		plain := NewDict(c, 0)
		if !DictUpdate(c, plain, x) {
			c.Drop(plain)
			return false
		}
		ok = DictMerge(c, d, plain, f)
		c.Drop(plain)
		return ok
	}
	for pos := 0; ; {
		k, v, ok := DictNext(x, &pos)
		if !ok {
			return true
		}
		switch DictContains(c, d, k) {
		case 1:
			if IsStr(k) {
				TypeErrorf(c, "%s got multiple values for keyword argument '%s'", callName(c, f), k)
			} else {
				TypeErrorf(c, "keywords must be strings")
			}
			return false
		case -1:
			return false
		}
		if !DictSet(c, d, k, v) {
			return false
		}
	}
}

// callName is how errors about arguments name f: with its module, unless that
// is builtins.
func callName(c *Ctx, f Value) string {
	part := func(name Value) string {
		v, _ := FindAttr(c, f, name)
		defer c.Drop(v)
		if v == 0 || !IsStr(v) {
			return ""
		}
		return GoString(v)
	}
	name, module := part(nameQualname), part(nameModule)
	if name == "" {
		s := Str(c, f)
		if s == 0 {
			clearExc(c)
			return TypeName(f) + " object"
		}
		defer c.Drop(s)
		return GoString(s)
	}
	if module == "" || module == "builtins" {
		return name + "()"
	}
	return module + "." + name + "()"
}
