package rt

// object.__reduce_ex__ and what belongs to it: how an instance is made again, for
// pickle and copy (Objects/typeobject.c, Lib/copyreg.py).

// copyregFuncs are the functions of module copyreg that results name.
var copyregFuncs = []Func{
	{Name: "__newobj__", QualName: "__newobj__", Module: "copyreg", Sig: "cls, /, *args", F2: func(c *Ctx, cls, args Value) Value {
		return newObject(c, cls, args, 0)
	}},
	{Name: "__newobj_ex__", QualName: "__newobj_ex__", Module: "copyreg", Sig: "cls, args, kwargs", F3: newObject},
	{Name: "_reconstructor", QualName: "_reconstructor", Module: "copyreg", Sig: "cls, base, state", F3: reconstruct},
}

// Rows of copyregFuncs.
const (
	newObjFunc = iota
	newObjExFunc
	reconstructFunc
)

var copyregBase uint32

func init() {
	AtBoot(func(c *Ctx) { copyregBase = AddFuncs(c, copyregFuncs) })
	for _, id := range [...]uint32{TypeInt, TypeFloat, TypeComplex, TypeStr, TypeBytes, TypeTuple} {
		valueMethods[id] = append(valueMethods[id], Func{Name: "__getnewargs__", Sig: "self, /", F1: newArgs})
	}
}

// newArgs is __getnewargs__ of the immutable built-in classes: the value.
func newArgs(c *Ctx, v Value) Value {
	v = plain(v)
	switch v {
	case True:
		v = Int(1)
	case False:
		v = Int(0)
	}
	if isComplex(v) {
		z, _ := complexOf(c, v, false)
		return Tuple2(c, NewFloat(c, real(z)), NewFloat(c, imag(z)))
	}
	return Tuple1(c, v)
}

// newObject is cls.__new__(cls, *args, **kwargs).
func newObject(c *Ctx, cls, args, kwargs Value) Value {
	f := GetAttr(c, cls, nameNew)
	if f == 0 {
		return 0
	}
	defer c.Drop(f)
	all := tupleOf(c, append([]Value{cls}, tupleItems(args)...)...)
	if all == 0 {
		return 0
	}
	defer c.Drop(all)
	return CallEx(c, f, all, kwargs)
}

// reconstruct is copyreg._reconstructor: an instance of cls whose value of built-in
// class base is state.
func reconstruct(c *Ctx, cls, base, state Value) Value {
	f := GetAttr(c, base, nameNew)
	if f == 0 {
		return 0
	}
	defer c.Drop(f)
	if base == infoOf(TypeObject).class {
		return Call1(c, f, cls)
	}
	o := Call2(c, f, cls, state)
	if o == 0 {
		return 0
	}
	init, ok := FindAttr(c, base, nameInit)
	if !ok {
		c.Drop(o)
		return 0
	}
	if init != 0 && init != objectInfoFind(nameInit) {
		r := Call2(c, init, o, state)
		if c.Drop(r); r == 0 {
			c.Drop(o)
			o = 0
		}
	}
	c.Drop(init)
	return o
}

// reduceEx is object.__reduce_ex__: a class's own __reduce__ comes first.
func reduceEx(c *Ctx, o, protocol Value) Value {
	n, ok := Index(c, protocol)
	if !ok {
		return 0
	}
	if m := infoFor(o).find(nameReduce); m != 0 && m != objectInfoFind(nameReduce) {
		return callSpecial0(c, m, o)
	}
	if n >= 2 {
		return reduceNew(c, o)
	}
	return reduceOld(c, o)
}

// reduceNew is what protocols from 2 on have: the class with arguments for __new__,
// the state, and the items of lists and dicts as iterators.
func reduceNew(c *Ctx, o Value) Value {
	in := infoFor(o)
	if in.new == 0 && in.flags&classNative != 0 && in.id != TypeObject && in.flags&classIsException == 0 {
		return TypeErrorf(c, "cannot pickle '%s' object", TypeName(o))
	}
	args, kwargs, ok := newArguments(c, o)
	if !ok {
		return 0
	}
	defer c.Drop(args)
	defer c.Drop(kwargs)
	p := plain(o)
	state := getState(c, o, args == 0 && !IsList(p) && !IsDict(p))
	if state == 0 {
		return 0
	}
	defer c.Drop(state)
	given := args
	if given == 0 {
		given = emptyTuple
	}
	f, call := Value(0), Value(0)
	if kwargs != 0 && DictLen(kwargs) > 0 {
		f, call = FuncValue(copyregBase+newObjExFunc), Tuple3(c, in.class, given, kwargs)
	} else {
		f, call = FuncValue(copyregBase+newObjFunc), tupleOf(c, append([]Value{in.class}, tupleItems(given)...)...)
	}
	defer c.Drop(call)
	items, pairs := None, None
	if IsList(p) {
		items = Iter(c, o)
	}
	if IsDict(p) {
		v := GetAttr(c, o, Intern(c, "items"))
		if v == 0 {
			return 0
		}
		all := Call0(c, v)
		c.Drop(v)
		if all == 0 {
			return 0
		}
		pairs = Iter(c, all)
		c.Drop(all)
	}
	if call == 0 || items == 0 || pairs == 0 {
		return 0
	}
	defer c.Drop(items)
	defer c.Drop(pairs)
	return tupleOf(c, f, call, state, items, pairs)
}

// newArguments returns what __getnewargs_ex__ or __getnewargs__ gives, owned; zeros
// where the class has neither.
func newArguments(c *Ctx, o Value) (args, kwargs Value, ok bool) {
	if f, ok := FindAttr(c, o, Intern(c, "__getnewargs_ex__")); f != 0 || !ok {
		if !ok {
			return 0, 0, false
		}
		r := Call0(c, f)
		c.Drop(f)
		switch {
		case r == 0:
			return 0, 0, false
		case !IsTuple(r) || TupleLen(r) != 2 || !IsTuple(TupleItem(r, 0)) || !IsDict(TupleItem(r, 1)):
			TypeErrorf(c, "__getnewargs_ex__ should return a tuple, not '%s'", TypeName(r))
			c.Drop(r)
			return 0, 0, false
		}
		args, kwargs = c.Own(TupleItem(r, 0)), c.Own(TupleItem(r, 1))
		c.Drop(r)
		return args, kwargs, true
	}
	f, ok := FindAttr(c, o, Intern(c, "__getnewargs__"))
	switch {
	case !ok:
		return 0, 0, false
	case f != 0:
		r := Call0(c, f)
		c.Drop(f)
		if r != 0 && !IsTuple(r) {
			TypeErrorf(c, "__getnewargs__ should return a tuple, not '%s'", TypeName(r))
			c.Drop(r)
			return 0, 0, false
		}
		return r, 0, r != 0
	}
	return 0, 0, true
}

// getState returns o.__getstate__(); of object's own, required says that __new__ and
// items alone do not make o.
func getState(c *Ctx, o Value, required bool) Value {
	m := infoFor(o).find(nameGetstate)
	if m == 0 || m == objectInfoFind(nameGetstate) {
		return defaultState(c, o, required)
	}
	return callSpecial0(c, m, o)
}

// defaultState is object.__getstate__: the __dict__, or None where it is empty, and
// the values of __slots__ beside it.
func defaultState(c *Ctx, o Value, required bool) Value {
	in := infoFor(o)
	if required && in.id != TypeObject && in.flags&classIsException == 0 && (in.flags&classNative != 0 || in.value >= 0 || in.native) {
		return TypeErrorf(c, "cannot pickle '%s' object", TypeName(o))
	}
	state, ok := FindAttr(c, o, nameDict)
	if !ok {
		return 0
	}
	if state == 0 {
		state = None
	} else if IsDict(state) && DictLen(state) == 0 {
		c.Drop(state)
		state = None
	}
	if len(in.members) == 0 {
		return state
	}
	slots := NewDict(c, len(in.members))
	if slots == 0 {
		return 0
	}
	names := word(in.class, classSlots)
	for i := range TupleLen(names) {
		if v := Slot(o, i); in.members[i] && v != 0 && !DictSet(c, slots, TupleItem(names, i), v) {
			return 0
		}
	}
	if DictLen(slots) == 0 {
		c.Drop(slots)
		return state
	}
	r := Tuple2(c, state, slots)
	c.Drop(state)
	c.Drop(slots)
	return r
}

// reduceOld is what protocols 0 and 1 have: the class, its built-in base and a value
// of that.
func reduceOld(c *Ctx, o Value) Value {
	in := infoFor(o)
	base := infoOf(TypeObject)
	if in.value >= 0 || in.flags&classNative != 0 {
		base = infoOf(in.layout)
	}
	if base == in && in.id != TypeObject {
		return TypeErrorf(c, "cannot pickle '%s' object", TypeName(o))
	}
	state := None
	if base.id != TypeObject {
		state = plain(o)
	}
	if len(in.members) > 0 {
		if m := in.find(nameGetstate); m == 0 || m == objectInfoFind(nameGetstate) {
			return TypeErrorf(c, "a class that defines __slots__ without defining __getstate__ cannot be pickled")
		}
	}
	args := Tuple3(c, in.class, base.class, state)
	if args == 0 {
		return 0
	}
	defer c.Drop(args)
	own := getState(c, o, false)
	if own == 0 {
		return 0
	}
	defer c.Drop(own)
	f := FuncValue(copyregBase + reconstructFunc)
	if m := DictGet(c, modulesDict, Intern(c, "copyreg")); m != 0 { // whose own function pickle compares it with
		if own, ok := FindAttr(c, m, FuncOf(f).name); own != 0 {
			f = own
			defer c.Drop(own)
		} else if !ok {
			return 0
		}
	}
	if t := Truth(c, own); t < 0 {
		return 0
	} else if t == 0 {
		return Tuple2(c, f, args)
	}
	return Tuple3(c, f, args, own)
}
