package rt

// How exceptions are made again, for pickle and copy: the class, its arguments and,
// where there is something in it, the __dict__ (Objects/exceptions.c).

// reduceException is BaseException.__reduce__.
func reduceException(c *Ctx, e Value) Value {
	args := Slot(e, excArgs)
	if args == 0 {
		args = emptyTuple
	}
	c.Own(args)
	defer func() { c.Drop(args) }()
	state, ok := FindAttr(c, e, nameDict)
	if !ok {
		return 0
	}
	if state != 0 {
		d := DictCopy(c, state)
		c.Drop(state)
		if state = d; state == 0 {
			return 0
		}
	} else if state = NewDict(c, 0); state == 0 {
		return 0
	}
	defer c.Drop(state)
	field := func(name string) Value {
		v, _ := FindAttr(c, e, Intern(c, name))
		clearExc(c)
		if v == None {
			return 0
		}
		return v
	}
	switch {
	case IsInstance(e, infoOf(ExcOSError).class) && TupleLen(args) == 2:
		// The file names given have left the arguments.
		if name := field("filename"); name != 0 {
			all := Tuple3(c, TupleItem(args, 0), TupleItem(args, 1), name)
			if other := field("filename2"); other != 0 {
				c.Drop(all)
				all = tupleOf(c, TupleItem(args, 0), TupleItem(args, 1), name, None, other)
				c.Drop(other)
			}
			c.Drop(name)
			c.Drop(args)
			if args = all; args == 0 {
				return 0
			}
		}
	case IsInstance(e, infoOf(ExcImportError).class):
		for _, n := range [...]string{"name", "path"} {
			if v := field(n); v != 0 {
				ok := DictSet(c, state, Intern(c, n), v)
				c.Drop(v)
				if !ok {
					return 0
				}
			}
		}
	}
	if DictLen(state) == 0 {
		return Tuple2(c, ClassOf(e), args)
	}
	return Tuple3(c, ClassOf(e), args, state)
}

// setExceptionState is BaseException.__setstate__: attributes from a dict.
func setExceptionState(c *Ctx, e, state Value) Value {
	if state == None {
		return None
	}
	d := plain(state)
	if !IsDict(d) {
		return TypeErrorf(c, "state is not a dictionary")
	}
	for pos := 0; ; {
		k, v, ok := DictNext(d, &pos)
		if !ok {
			return None
		}
		if !SetAttr(c, e, k, v) {
			return 0
		}
	}
}
