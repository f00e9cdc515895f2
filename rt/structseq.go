package rt

// Tuples whose items have names too, as sys.version_info and its like are: classes
// derived from tuple, with a property for each item.

// NewStructClass makes such a class. Main thread, when a module is imported.
func NewStructClass(c *Ctx, module, name string, fields ...string) Value {
	ns := NewDict(c, 0)
	base := infoOf(TypeTuple).class
	bases := ConstTuple(c, base)
	cls := BuildClass(c, &ClassSpec{Name: name, QualName: name, Module: module}, bases, ns)
	c.Drop(ns)
	if cls == 0 {
		return 0
	}
	dict := word(cls, classDict)
	rows := make([]Func, len(fields))
	names := make([]Value, len(fields))
	for i, f := range fields {
		rows[i] = Func{Name: f, Sig: "self, /", Instance: true, F1: func(c *Ctx, o Value) Value {
			if t := plain(o); IsTuple(t) && i < TupleLen(t) {
				return c.Own(TupleItem(t, i))
			}
			return noAttribute(c, o, names[i])
		}}
		names[i] = Intern(c, f)
	}
	addProperties(c, dict, cls, name, rows)
	addMethods(c, cls, name, []Func{{Name: "__repr__", Sig: "self, /", Instance: true, F1: func(c *Ctx, o Value) Value { return reprStruct(c, o, names) }}})
	for _, n := range [...]string{"n_fields", "n_sequence_fields"} {
		DictSet(c, dict, Intern(c, n), Int(int64(len(fields))))
	}
	DictSet(c, dict, Intern(c, "n_unnamed_fields"), Int(0))
	DictSet(c, dict, nameMatchArgs, ConstTuple(c, names...))
	rebuild(cls)
	return cls
}

// NewStruct returns an instance of a class that NewStructClass has made; it takes
// over the items.
func NewStruct(c *Ctx, cls Value, items ...Value) Value {
	t := NewTuple(c, len(items))
	if t == 0 {
		return 0
	}
	for i, v := range items {
		TupleInit(t, i, v)
	}
	return newBuiltinOf(c, cls, t)
}

func reprStruct(c *Ctx, o Value, names []Value) Value {
	t := plain(o)
	if !IsTuple(t) {
		return defaultRepr(c, o)
	}
	b := newBuilder(c, 0)
	b.className(ClassOf(o))
	b.byteChar('(')
	for i := range min(TupleLen(t), len(names)) {
		if i > 0 {
			b.text(", ")
		}
		b.str(names[i])
		b.byteChar('=')
		if !appendRepr(c, &b, TupleItem(t, i)) {
			b.discard()
			return 0
		}
	}
	b.byteChar(')')
	return b.finish()
}
