package rt

// Calls. A call with up to four positional arguments of a function that takes
// just these goes straight to its entry. Everything else (defaults, keywords,
// *args, bound methods, classes, callable objects) goes through callAny with the
// arguments in a tuple.

// Call0 calls f without arguments.
func Call0(c *Ctx, f Value) Value {
	if f.IsFunc() {
		if r := FuncOf(f); r.exact {
			e := r.P0
			if c.IsMain {
				e = r.M0
			}
			if e != nil {
				return e(c)
			}
			if v, ok := callFilled(c, r, 0, 0, 0, 0, 0); ok {
				return v
			}
		} else if r.named {
			if v, ok := callFilled(c, r, 0, 0, 0, 0, 0); ok {
				return v
			}
		}
	}
	if f.IsPtr() {
		if v, ok := callObject(c, f, 0, 0, 0, 0); ok {
			return v
		}
	}
	return callAny(c, f, emptyTuple, 0)
}

// Call1 calls f(x).
func Call1(c *Ctx, f, x Value) Value {
	if f.IsFunc() {
		if r := FuncOf(f); r.exact {
			e := r.P1
			if c.IsMain {
				e = r.M1
			}
			if e != nil {
				return e(c, x)
			}
			if v, ok := callFilled(c, r, x, 0, 0, 0, 1); ok {
				return v
			}
		} else if r.named {
			if v, ok := callFilled(c, r, x, 0, 0, 0, 1); ok {
				return v
			}
		}
	}
	if r := closureOf(f, 1); r != nil {
		if e := pick(c, r.M2, r.P2); e != nil {
			c.Own(f) // it may replace itself where the caller found it
			v := e(c, f, x)
			c.Drop(f)
			return v
		}
	}
	if f.IsPtr() {
		if v, ok := callObject(c, f, x, 0, 0, 1); ok {
			return v
		}
	}
	return callPacked(c, f, Tuple1(c, x))
}

// Call2 calls f(x, y).
func Call2(c *Ctx, f, x, y Value) Value {
	if f.IsFunc() {
		if r := FuncOf(f); r.exact {
			e := r.P2
			if c.IsMain {
				e = r.M2
			}
			if e != nil {
				return e(c, x, y)
			}
			if v, ok := callFilled(c, r, x, y, 0, 0, 2); ok {
				return v
			}
		} else if r.named {
			if v, ok := callFilled(c, r, x, y, 0, 0, 2); ok {
				return v
			}
		}
	}
	if r := closureOf(f, 2); r != nil {
		if e := pick(c, r.M3, r.P3); e != nil {
			c.Own(f) // it may replace itself where the caller found it
			v := e(c, f, x, y)
			c.Drop(f)
			return v
		}
	}
	if f.IsPtr() {
		if v, ok := callObject(c, f, x, y, 0, 2); ok {
			return v
		}
	}
	return callPacked(c, f, Tuple2(c, x, y))
}

// Call3 calls f(x, y, z).
func Call3(c *Ctx, f, x, y, z Value) Value {
	if f.IsFunc() {
		if r := FuncOf(f); r.exact {
			e := r.P3
			if c.IsMain {
				e = r.M3
			}
			if e != nil {
				return e(c, x, y, z)
			}
			if v, ok := callFilled(c, r, x, y, z, 0, 3); ok {
				return v
			}
		} else if r.named {
			if v, ok := callFilled(c, r, x, y, z, 0, 3); ok {
				return v
			}
		}
	}
	if r := closureOf(f, 3); r != nil {
		if e := pick(c, r.M4, r.P4); e != nil {
			c.Own(f) // it may replace itself where the caller found it
			v := e(c, f, x, y, z)
			c.Drop(f)
			return v
		}
	}
	if f.IsPtr() {
		if v, ok := callObject(c, f, x, y, z, 3); ok {
			return v
		}
	}
	return callPacked(c, f, Tuple3(c, x, y, z))
}

// Call4 calls f(w, x, y, z).
func Call4(c *Ctx, f, w, x, y, z Value) Value {
	if f.IsFunc() {
		if r := FuncOf(f); r.exact {
			e := r.P4
			if c.IsMain {
				e = r.M4
			}
			if e != nil {
				return e(c, w, x, y, z)
			}
		}
	}
	return callPacked(c, f, tupleOf(c, w, x, y, z))
}

// closureOf returns the row of f if f is a closure that takes n positional
// arguments and nothing else, or nil.
func closureOf(f Value, n int) *Func {
	if isType(f, TypeFunction) {
		if r := rowOf(f); r.Closure && r.Params.Pos == n && len(r.Params.Names) == n {
			return r
		}
	}
	return nil
}

// callFilled calls r with the given number of positional arguments and its
// defaults for the rest, without making a tuple: methods such as bytes.count, whose
// parameters are mostly left out, are called so. ok is false where that is not all
// there is to the call.
func callFilled(c *Ctx, r *Func, a0, a1, a2, a3 Value, given int) (v Value, ok bool) {
	n := len(r.Params.Names)
	if given < r.least || given > r.Params.Pos || n > MaxFixed {
		return 0, false
	}
	a := [MaxFixed]Value{a0, a1, a2, a3}
	copy(a[given:n], r.Defaults[given:n])
	return r.enterPlain(c, n, &a)
}

// callObject calls a function object or bound method whose parameters are just the
// given number of positional arguments, without making a tuple. ok is false where
// that is not all there is to the call.
func callObject(c *Ctx, f, a0, a1, a2 Value, given int) (v Value, ok bool) {
	switch TypeID(f) {
	case TypeBoundMethod, TypeBuiltinMethod, TypeMethodWrapper:
		self, fn := word(f, 16), word(f, 8)
		if !fn.IsFunc() || !FuncOf(fn).exact {
			return 0, false
		}
		c.Own(f) // it may be replaced where the caller found it
		v = callFirst(c, fn, self, a0, a1, a2, given)
		c.Drop(f)
		return v, true
	case TypeFunction:
	case TypeClass:
		return callClass(c, f, a0, a1, a2, given)
	default:
		if id := TypeID(f); given == 1 && id >= FirstType {
			if call := infoOf(id).call1; call != nil {
				c.Own(f)
				v = call(c, f, a0)
				c.Drop(f)
				return v, true
			}
		}
		return 0, false
	}
	r := funcRow(uint32(word(f, funcRowOff).Int()))
	if given != len(r.Params.Names) || given != r.Params.Pos {
		return 0, false
	}
	if r.Closure {
		return 0, false // see closureOf
	}
	c.Own(f)
	ok = true
	switch given {
	case 0:
		if e := pick(c, r.M0, r.P0); e != nil {
			v = e(c)
		} else {
			ok = false
		}
	case 1:
		if e := pick(c, r.M1, r.P1); e != nil {
			v = e(c, a0)
		} else {
			ok = false
		}
	case 2:
		if e := pick(c, r.M2, r.P2); e != nil {
			v = e(c, a0, a1)
		} else {
			ok = false
		}
	case 3:
		if e := pick(c, r.M3, r.P3); e != nil {
			v = e(c, a0, a1, a2)
		} else {
			ok = false
		}
	}
	c.Drop(f)
	return v, ok
}

// callClass is callObject for a class: an exception, a built-in type, or a class with
// an __init__ and object's __new__.
func callClass(c *Ctx, cls, a0, a1, a2 Value, given int) (v Value, ok bool) {
	in := infoOfClass(cls)
	if word(cls, classMeta) != 0 {
		return 0, false
	}
	switch {
	case in.plainExc:
		return newException(c, in.id, givenTuple(c, a0, a1, a2, given)), true
	case in.id == TypeClass && given == 1: // type(x)
		return c.Own(ClassOf(a0)), true
	case in.id == TypeClass:
		return 0, false // the class that is made may have a metaclass's __init__
	case in.id < firstException && in.new != 0 && in.new != nativeNew && in.flags&classNative != 0:
		// What a built-in type makes has no __init__ to call.
		return callFirst(c, in.new, cls, a0, a1, a2, given), true
	case in.new != 0 && !in.plainNew || in.init == 0 || in.flags&(classNative|classAbstract) != 0:
		return 0, false
	}
	var o Value
	if in.plainNew {
		o = newException(c, in.id, givenTuple(c, a0, a1, a2, given))
	} else {
		o = newInstance(c, in)
	}
	if o == 0 {
		return 0, true
	}
	c.Own(cls) // it may be replaced where the caller found it
	if !checkInit(c, callFirst(c, in.init, o, a0, a1, a2, given)) {
		c.Drop(o)
		o = 0
	}
	c.Drop(cls)
	return o, true
}

// givenTuple returns the first given of the arguments as a tuple.
func givenTuple(c *Ctx, a0, a1, a2 Value, given int) Value {
	switch given {
	case 0:
		return c.Own(emptyTuple)
	case 1:
		return Tuple1(c, a0)
	case 2:
		return Tuple2(c, a0, a1)
	}
	return Tuple3(c, a0, a1, a2)
}

// callFirst calls f with self and the given number of arguments.
func callFirst(c *Ctx, f, self, a0, a1, a2 Value, given int) Value {
	switch given {
	case 0:
		return Call1(c, f, self)
	case 1:
		return Call2(c, f, self, a0)
	case 2:
		return Call3(c, f, self, a0, a1)
	}
	return Call4(c, f, self, a0, a1, a2)
}

// CallTuple calls f(*args) for a tuple args.
func CallTuple(c *Ctx, f, args Value) Value { return callAny(c, f, args, 0) }

// CallKw calls f with the tuple args, of which the last ones are named by the
// tuple of strings kwnames.
func CallKw(c *Ctx, f, args, kwnames Value) Value { return callAny(c, f, args, kwnames) }

// WithKeywords puts the values of the dict kwargs (or 0) behind args and passes
// them on with their names.
func WithKeywords(c *Ctx, args, kwargs Value, call func(all, names Value) Value) Value {
	if kwargs == 0 || DictLen(kwargs) == 0 {
		return call(args, 0)
	}
	n, k := TupleLen(args), DictLen(kwargs)
	all, names := NewTuple(c, n+k), NewTuple(c, k)
	if all == 0 || names == 0 {
		c.Drop(all)
		return 0
	}
	for i := range n {
		TupleInit(all, i, c.Own(TupleItem(args, i)))
	}
	for i, pos := 0, 0; i < k; i++ {
		key, v, _ := DictNext(kwargs, &pos)
		if key = plain(key); !IsStr(key) {
			c.Drop(all)
			c.Drop(names)
			return TypeErrorf(c, "keywords must be strings")
		}
		TupleInit(names, i, c.Own(key))
		TupleInit(all, n+i, c.Own(v))
	}
	res := call(all, names)
	c.Drop(all)
	c.Drop(names)
	return res
}

// callPacked is callAny for an argument tuple made for the call.
func callPacked(c *Ctx, f, args Value) Value {
	if args == 0 {
		return 0
	}
	res := callAny(c, f, args, 0)
	c.Drop(args)
	return res
}

// callAny calls any object.
func callAny(c *Ctx, f, args, kwnames Value) Value {
	if r := rowOf(f); r != nil {
		return callRow(c, r, f, args, kwnames)
	}
	switch TypeID(f) {
	case TypeBoundMethod, TypeBuiltinMethod, TypeMethodWrapper:
		return callWith(c, word(f, 8), word(f, 16), args, kwnames)
	case TypeClass:
		return construct(c, f, args, kwnames)
	}
	in := infoOf(TypeID(f))
	if in.call != nil {
		c.Own(f) // it may be replaced where the caller found it
		v := in.call(c, f, args, kwnames)
		c.Drop(f)
		return v
	}
	if call := in.find(nameCall); call != 0 {
		return callBound(c, call, f, args, kwnames)
	}
	return TypeErrorf(c, "'%s' object is not callable", TypeName(f))
}

// callBound calls the special method m of o. A function takes o before args; any
// other attribute of the class binds first, and may be what leads here again.
func callBound(c *Ctx, m, o, args, kwnames Value) Value {
	if r := rowOf(m); r != nil && r.kind != TypeBuiltin {
		return callWith(c, m, o, args, kwnames)
	}
	f := bindDescriptor(c, m, o, ClassOf(o))
	if f == 0 {
		return 0
	}
	var res Value
	if Enter(c) {
		res = callAny(c, f, args, kwnames)
		Leave(c)
	} else {
		clearExc(c)
		raiseNew(c, ExcRecursionError, "maximum recursion depth exceeded while calling a Python object")
	}
	c.Drop(f)
	return res
}

// callWith calls f with first put before args.
func callWith(c *Ctx, f, first, args, kwnames Value) Value {
	if kwnames == 0 {
		switch TupleLen(args) {
		case 0:
			return Call1(c, f, first)
		case 1:
			return Call2(c, f, first, TupleItem(args, 0))
		case 2:
			return Call3(c, f, first, TupleItem(args, 0), TupleItem(args, 1))
		case 3:
			return Call4(c, f, first, TupleItem(args, 0), TupleItem(args, 1), TupleItem(args, 2))
		}
	}
	if r := rowOf(f); r != nil {
		if v, ok := callFew(c, r, f, first, args, kwnames, 0); ok {
			return v
		}
	}
	n := TupleLen(args)
	t := NewTuple(c, n+1)
	if t == 0 {
		return 0
	}
	TupleInit(t, 0, c.Own(first))
	for i := range n {
		TupleInit(t, i+1, c.Own(TupleItem(args, i)))
	}
	res := callAny(c, f, t, kwnames)
	c.Drop(t)
	return res
}

// callRow binds the arguments to r's parameters and enters it.
func callRow(c *Ctx, r *Func, fn, args, kwnames Value) Value {
	if kwnames != 0 || r.Params.VarArgs || r.Params.VarKw || TupleLen(args) < len(r.Params.Names) {
		if v, ok := callFew(c, r, fn, 0, args, kwnames, 0); ok {
			return v
		}
	}
	bound := args
	if kwnames != 0 || r.Params.VarArgs || r.Params.VarKw || TupleLen(args) != len(r.Params.Names) || r.Params.KwOnly != 0 {
		if bound = bind(c, r, fn, args, kwnames); bound == 0 {
			return 0
		}
	}
	res := r.enter(c, fn, bound)
	if bound != args {
		c.Drop(bound)
	}
	return res
}

// enterFew is enter with the parameters in an array. ok is false if they are not few
// enough or r has no entry for the executing world.
func (r *Func) enterFew(c *Ctx, fn Value, a *[MaxFixed]Value) (v Value, ok bool) {
	n := len(r.Params.Names)
	if r.Closure {
		c.Own(fn) // it may replace itself where the caller found it
		defer c.Drop(fn)
		switch n {
		case 0:
			if e := pick(c, r.M1, r.P1); e != nil {
				return e(c, fn), true
			}
		case 1:
			if e := pick(c, r.M2, r.P2); e != nil {
				return e(c, fn, a[0]), true
			}
		case 2:
			if e := pick(c, r.M3, r.P3); e != nil {
				return e(c, fn, a[0], a[1]), true
			}
		case 3:
			if e := pick(c, r.M4, r.P4); e != nil {
				return e(c, fn, a[0], a[1], a[2]), true
			}
		case 4:
			if e := pick(c, r.M5, r.P5); e != nil {
				return e(c, fn, a[0], a[1], a[2], a[3]), true
			}
		}
		return 0, false
	}
	return r.enterPlain(c, n, a)
}

// enterPlain calls the entry of r, no closure, that takes the first n of a. ok is false
// if it has none for the executing world.
func (r *Func) enterPlain(c *Ctx, n int, a *[MaxFixed]Value) (v Value, ok bool) {
	switch n {
	case 1:
		if e := pick(c, r.M1, r.P1); e != nil {
			return e(c, a[0]), true
		}
	case 2:
		if e := pick(c, r.M2, r.P2); e != nil {
			return e(c, a[0], a[1]), true
		}
	case 3:
		if e := pick(c, r.M3, r.P3); e != nil {
			return e(c, a[0], a[1], a[2]), true
		}
	case 4:
		if e := pick(c, r.M4, r.P4); e != nil {
			return e(c, a[0], a[1], a[2], a[3]), true
		}
	}
	return 0, false
}

// enter calls r's entry for the executing world with bound parameters.
func (r *Func) enter(c *Ctx, fn, t Value) Value {
	n := len(r.Params.Names)
	if r.Closure {
		// It may replace itself where the caller found it.
		c.Own(fn)
		res := r.enterClosure(c, fn, t, n)
		c.Drop(fn)
		return res
	}
	switch {
	case n == 0:
		if e := pick(c, r.M0, r.P0); e != nil {
			return e(c)
		}
	case n == 1:
		if e := pick(c, r.M1, r.P1); e != nil {
			return e(c, TupleItem(t, 0))
		}
	case n == 2:
		if e := pick(c, r.M2, r.P2); e != nil {
			return e(c, TupleItem(t, 0), TupleItem(t, 1))
		}
	case n == 3:
		if e := pick(c, r.M3, r.P3); e != nil {
			return e(c, TupleItem(t, 0), TupleItem(t, 1), TupleItem(t, 2))
		}
	case n == 4:
		if e := pick(c, r.M4, r.P4); e != nil {
			return e(c, TupleItem(t, 0), TupleItem(t, 1), TupleItem(t, 2), TupleItem(t, 3))
		}
	default:
		if e := pick(c, r.MN, r.PN); e != nil {
			return e(c, t)
		}
	}
	return wrongWorld(c, r)
}

func (r *Func) enterClosure(c *Ctx, fn, t Value, n int) Value {
	switch {
	case n == 0:
		if e := pick(c, r.M1, r.P1); e != nil {
			return e(c, fn)
		}
	case n == 1:
		if e := pick(c, r.M2, r.P2); e != nil {
			return e(c, fn, TupleItem(t, 0))
		}
	case n == 2:
		if e := pick(c, r.M3, r.P3); e != nil {
			return e(c, fn, TupleItem(t, 0), TupleItem(t, 1))
		}
	case n == 3:
		if e := pick(c, r.M4, r.P4); e != nil {
			return e(c, fn, TupleItem(t, 0), TupleItem(t, 1), TupleItem(t, 2))
		}
	case n == 4:
		if e := pick(c, r.M5, r.P5); e != nil {
			return e(c, fn, TupleItem(t, 0), TupleItem(t, 1), TupleItem(t, 2), TupleItem(t, 3))
		}
	default:
		if e := pick(c, r.MNC, r.PNC); e != nil {
			return e(c, fn, t)
		}
	}
	return wrongWorld(c, r)
}

// pick chooses the entry of the executing world.
func pick[F any](c *Ctx, m, p F) F {
	if c.IsMain {
		return m
	}
	return p
}

// wrongWorld raises for a function that was not compiled for the executing
// world: the compiler found no way to it.
func wrongWorld(c *Ctx, r *Func) Value {
	world := "a parallel context"
	if c.IsMain {
		world = "the main thread"
	}
	return RuntimeErrorf(c, "%s() was not compiled to run in %s", r.QualName, world)
}

// classFunc returns the function that o.name(…) calls if o is a class, borrowed, and
// what it puts before the arguments, 0 for nothing: a static method, a class method
// or a function of the class's. f is 0 where that is not certain.
func classFunc(o, name Value) (f, self Value) {
	if !isType(o, TypeClass) || word(o, classMeta) != 0 || name == nameName || name == nameQualname {
		return 0, 0
	}
	canon := internedName(name)
	if canon == 0 {
		return 0, 0
	}
	v := infoOfClass(o).find(canon)
	switch {
	case isType(v, TypeStaticMethod):
		v = word(v, 8)
	case isType(v, TypeClassMethod):
		v, self = word(v, 8), o
	}
	if rowOf(v) == nil {
		return 0, 0
	}
	return v, self
}

// moduleFunc returns function name of the module o, an immediate, to be called without
// ado: 0 for anything else.
func moduleFunc(c *Ctx, o, name Value) Value {
	if TypeID(o) != TypeModule {
		return 0
	}
	canon := internedName(name)
	if canon == 0 || isDunder(canon) {
		return 0
	}
	var f Value
	if m := pythonModule(o); m != nil {
		f = m.get(c, canon)
	} else {
		f = DictGet(c, word(o, 8), canon)
	}
	if f.IsFunc() {
		return f
	}
	return 0
}

// CallMethod0 calls o.name().
func CallMethod0(c *Ctx, o, name Value) Value {
	if e := directEntry(o, name); e != nil {
		if r := e.row; r != nil {
			if f := pick(c, r.M1, r.P1); f != nil {
				return f(c, o)
			}
		}
		return Call1(c, e.val, o)
	}
	if v, ok := superCall(c, o, name, 0, 0, 0); ok {
		return v
	}

	if f := moduleFunc(c, o, name); f != 0 {
		return Call0(c, f)
	}
	if f, self := classFunc(o, name); self != 0 {
		return Call1(c, f, self)
	} else if f != 0 {
		return Call0(c, f)
	}
	f := GetAttr(c, o, name)
	if f == 0 {
		return 0
	}
	res := Call0(c, f)
	c.Drop(f)
	return res
}

// CallMethod1 calls o.name(x).
func CallMethod1(c *Ctx, o, name, x Value) Value {
	if e := directEntry(o, name); e != nil {
		if r := e.row; r != nil {
			if f := pick(c, r.M2, r.P2); f != nil {
				return f(c, o, x)
			}
		}
		return Call2(c, e.val, o, x)
	}
	if v, ok := superCall(c, o, name, x, 0, 1); ok {
		return v
	}

	if f := moduleFunc(c, o, name); f != 0 {
		return Call1(c, f, x)
	}
	if f, self := classFunc(o, name); self != 0 {
		return Call2(c, f, self, x)
	} else if f != 0 {
		return Call1(c, f, x)
	}
	f := GetAttr(c, o, name)
	if f == 0 {
		return 0
	}
	res := Call1(c, f, x)
	c.Drop(f)
	return res
}

// CallMethod2 calls o.name(x, y).
func CallMethod2(c *Ctx, o, name, x, y Value) Value {
	if e := directEntry(o, name); e != nil {
		if r := e.row; r != nil {
			if f := pick(c, r.M3, r.P3); f != nil {
				return f(c, o, x, y)
			}
		}
		return Call3(c, e.val, o, x, y)
	}
	if v, ok := superCall(c, o, name, x, y, 2); ok {
		return v
	}

	if f := moduleFunc(c, o, name); f != 0 {
		return Call2(c, f, x, y)
	}
	if f, self := classFunc(o, name); self != 0 {
		return Call3(c, f, self, x, y)
	} else if f != 0 {
		return Call2(c, f, x, y)
	}
	f := GetAttr(c, o, name)
	if f == 0 {
		return 0
	}
	res := Call2(c, f, x, y)
	c.Drop(f)
	return res
}

// CallMethod3 calls o.name(x, y, z).
func CallMethod3(c *Ctx, o, name, x, y, z Value) Value {
	if e := directEntry(o, name); e != nil {
		if r := e.row; r != nil {
			if f := pick(c, r.M4, r.P4); f != nil {
				return f(c, o, x, y, z)
			}
		}
		return Call4(c, e.val, o, x, y, z)
	}
	if f := moduleFunc(c, o, name); f != 0 {
		return Call3(c, f, x, y, z)
	}
	if f, self := classFunc(o, name); self != 0 {
		return Call4(c, f, self, x, y, z)
	} else if f != 0 {
		return Call3(c, f, x, y, z)
	}
	f := GetAttr(c, o, name)
	if f == 0 {
		return 0
	}
	res := Call3(c, f, x, y, z)
	c.Drop(f)
	return res
}
