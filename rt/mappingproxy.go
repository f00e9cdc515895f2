package rt

// mappingproxy, a read-only view of a mapping: what __dict__ of a class is, and
// types.MappingProxyType. Slot 0 is the mapping.
var mappingProxy NativeClass

// MappingProxy returns the class mappingproxy.
func MappingProxy() Value { return mappingProxy.class }

// newMappingProxy returns a view of mapping m.
func newMappingProxy(c *Ctx, m Value) Value {
	p := NewNative(c, &mappingProxy)
	if p != 0 {
		SetSlot(c, p, 0, m)
	}
	return p
}

// unproxied returns what a mappingproxy shows; anything else is returned as it is.
func unproxied(v Value) Value {
	if IsNative(v, &mappingProxy) {
		return Slot(v, 0)
	}
	return v
}

func bootMappingProxy(c *Ctx) {
	pass := func(name string) Func {
		key := Intern(c, name)
		return Func{Name: name, Sig: "self, /", F1: func(c *Ctx, p Value) Value { return CallMethod0(c, Slot(p, 0), key) }}
	}
	compare := func(name string, op func(*Ctx, Value, Value) Value) Func {
		return Func{Name: name, Sig: "self, value, /", F2: func(c *Ctx, p, x Value) Value { return op(c, Slot(p, 0), x) }}
	}
	get := Intern(c, "get")
	or := func(swap bool) func(*Ctx, Value, Value) Value {
		return func(c *Ctx, p, x Value) Value {
			a, b := unproxied(p), unproxied(x)
			if swap {
				a, b = b, a
			}
			return Or(c, a, b)
		}
	}
	mappingProxy = NativeClass{
		Name: "mappingproxy", Module: "builtins", Slots: 1,
		New: Func{Sig: "mapping", F2: func(c *Ctx, p, m Value) Value {
			if IsList(plain(m)) || IsTuple(plain(m)) || !IsDict(plain(m)) && (special(m, nameGetitem) == 0 || isType(m, TypeClass)) {
				return TypeErrorf(c, "mappingproxy() argument must be a mapping, not %s", TypeName(m))
			}
			SetSlot(c, p, 0, m)
			return None
		}},
		Constants:    map[string]Value{"__hash__": None},
		ClassMethods: []Func{{Name: "__class_getitem__", Sig: "cls, key, /", F2: newAlias}},
		Methods: []Func{
			{Name: "__getitem__", Sig: "self, key, /", F2: func(c *Ctx, p, k Value) Value { return GetItem(c, Slot(p, 0), k) }},
			{Name: "__contains__", Sig: "self, key, /", F2: func(c *Ctx, p, k Value) Value { return dunderContains(c, Slot(p, 0), k) }},
			{Name: "__len__", Sig: "self, /", F1: func(c *Ctx, p Value) Value { return LenOf(c, Slot(p, 0)) }},
			{Name: "__iter__", Sig: "self, /", F1: func(c *Ctx, p Value) Value { return Iter(c, Slot(p, 0)) }},
			{Name: "__str__", Sig: "self, /", F1: func(c *Ctx, p Value) Value { return Str(c, Slot(p, 0)) }},
			{Name: "__repr__", Sig: "self, /", F1: func(c *Ctx, p Value) Value { return Formatted(c, "mappingproxy(%r)", Tuple1(c, Slot(p, 0))) }},
			{Name: "__or__", Sig: "self, value, /", F2: or(false)},
			{Name: "__ror__", Sig: "self, value, /", F2: or(true)},
			{Name: "__ior__", Sig: "self, value, /", F2: func(c *Ctx, p, _ Value) Value {
				return TypeErrorf(c, "'|=' is not supported by mappingproxy; use '|' instead")
			}},
			{Name: "get", Sig: "self, key, default=, /", F3: func(c *Ctx, p, k, def Value) Value {
				if def == 0 {
					def = None
				}
				return CallMethod2(c, Slot(p, 0), get, k, def)
			}},
			pass("keys"), pass("values"), pass("items"), pass("copy"), pass("__reversed__"),
			compare("__eq__", Eq), compare("__ne__", Ne), compare("__lt__", Lt), compare("__le__", Le),
			compare("__gt__", Gt), compare("__ge__", Ge),
		},
	}
	DefineClass(c, 0, &mappingProxy)
}
