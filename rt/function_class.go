package rt

// The classes of what can be called: functions, built-in functions, methods and
// what they are bound to. A method of a built-in type is a method_descriptor or,
// where CPython makes it from a slot, a wrapper_descriptor; bound to an object
// it is a builtin_function_or_method or a method-wrapper.

func init() {
	call := func(id uint32) Func {
		return Func{Name: "__call__", Sig: "self, /, *args, **kwargs", F3: func(c *Ctx, f, args, kwargs Value) Value {
			return CallEx(c, f, args, kwargs)
		}}
	}
	get := Func{Name: "__get__", Sig: "self, instance, owner=, /", F3: func(c *Ctx, f, o, owner Value) Value {
		if o == None {
			if owner == 0 || owner == None {
				return TypeErrorf(c, "__get__(None, None) is invalid")
			}
			o = 0
		}
		return bindDescriptor(c, f, o, owner)
	}}
	reduce := Func{Name: "__reduce__", Sig: "self, /", F1: reduceCallable}
	defineType(typeSpec{id: TypeFunction, name: "function", methods: []Func{call(TypeFunction), get},
		attrs: func(c *Ctx, cls, ns Value) {
			addGetSets(c, cls, ns, "__annotations__", "__builtins__", "__closure__", "__code__", "__defaults__", "__dict__",
				"__globals__", "__kwdefaults__", "__module__", "__name__", "__qualname__")
		}})
	defineType(typeSpec{id: TypeBuiltin, name: "builtin_function_or_method", also: []uint32{TypeBuiltinMethod}, methods: []Func{call(TypeBuiltin), reduce},
		attrs: func(c *Ctx, cls, ns Value) {
			addGetSets(c, cls, ns, "__module__", "__name__", "__qualname__", "__self__")
		}})
	defineType(typeSpec{id: TypeMethodDescriptor, name: "method_descriptor", methods: []Func{call(TypeMethodDescriptor), get, reduce}})
	defineType(typeSpec{id: TypeWrapperDescriptor, name: "wrapper_descriptor", methods: []Func{call(TypeWrapperDescriptor), get, reduce}})
	defineType(typeSpec{id: TypeMethodWrapper, name: "method-wrapper", methods: []Func{call(TypeMethodWrapper), reduce}})
	defineType(typeSpec{id: TypeBoundMethod, name: "method", methods: []Func{
		{Name: "__new__", Sig: "cls, function, instance, /", F3: func(c *Ctx, _, f, o Value) Value {
			switch {
			case !Callable(f):
				return TypeErrorf(c, "first argument must be callable")
			case o == None:
				return TypeErrorf(c, "instance must not be None")
			}
			m := newBoundMethod(c, f, o)
			setHeader(c, m, TypeBoundMethod)
			return m
		}},
		call(TypeBoundMethod), reduce,
		{Name: "__get__", Sig: "self, instance, owner=, /", F3: func(c *Ctx, m, _, _ Value) Value { return c.Own(m) }},
	}})
	defineType(typeSpec{id: TypeCell, name: "cell", methods: []Func{
		{Name: "__new__", Sig: "cls, contents=, /", F2: func(c *Ctx, _, v Value) Value { return NewCell(c, v) }},
		{Name: "__repr__", Sig: "self, /", F1: reprCell},
	}, attrs: func(c *Ctx, cls, ns Value) {
		addGetSet(c, ns, cls, "cell", "cell_contents", func(c *Ctx, cell Value) Value {
			if CellGet(cell) == 0 {
				return ValueErrorf(c, "Cell is empty")
			}
			return c.Own(CellGet(cell))
		}, CellSet)
	}})
}

func reprCell(c *Ctx, cell Value) Value {
	b := newBuilder(c, 0)
	b.text("<cell")
	b.address(cell)
	if v := CellGet(cell); v == 0 {
		b.text(": empty>")
	} else {
		b.text(": " + TypeName(v) + " object")
		b.address(v)
		b.text(">")
	}
	return b.finish()
}
