package rt

// Tuples whose items have names too, as sys.version_info and its like are: classes
// derived from tuple, with a property for each item. An instance may have more named
// fields than items, as time.struct_time has: these lie as a tuple in a slot that is
// no attribute (Objects/structseq.c).

// structHidden is the name of that slot.
const structHidden = "hidden fields"

// NewStructClass makes such a class, the first of whose fields, visible ones, are
// items. Main thread, when a module is imported.
func NewStructClass(c *Ctx, module, name string, visible int, fields ...string) Value {
	ns := NewDict(c, 0)
	spec := &ClassSpec{Name: name, QualName: name, Module: module}
	if visible < len(fields) {
		spec.Slots = []string{structHidden}
	}
	cls := BuildClass(c, spec, ConstTuple(c, infoOf(TypeTuple).class), ns)
	c.Drop(ns)
	if cls == 0 {
		return 0
	}
	in := infoOfClass(cls)
	in.noDict = true
	if DictHas(c, word(cls, classDict), nameDict) {
		DictDelete(c, word(cls, classDict), nameDict)
	}
	s := &structClass{cls: cls, name: module + "." + name, visible: visible, names: make([]Value, len(fields)), hidden: -1}
	if visible < len(fields) {
		s.hidden = in.slots - 1
		for i := range in.slots {
			if GoString(TupleItem(word(cls, classSlots), i)) == structHidden {
				s.hidden = i
			}
		}
	}
	dict := word(cls, classDict)
	rows := make([]Func, len(fields))
	for i, f := range fields {
		rows[i] = Func{Name: f, Sig: "self, /", Instance: true, F1: func(c *Ctx, o Value) Value {
			if v := s.field(o, i); v != 0 {
				return c.Own(v)
			}
			return noAttribute(c, o, s.names[i])
		}}
		s.names[i] = Intern(c, f)
	}
	addProperties(c, dict, cls, name, rows)
	addMethods(c, cls, name, []Func{
		{Name: "__new__", Sig: "cls, sequence, dict=, /", Instance: true, F3: s.make},
		{Name: "__repr__", Sig: "self, /", Instance: true, F1: s.repr},
		{Name: "__reduce__", Sig: "self, /", Instance: true, F1: s.reduce},
	})
	DictSet(c, dict, Intern(c, "n_fields"), Int(int64(len(fields))))
	DictSet(c, dict, Intern(c, "n_sequence_fields"), Int(int64(visible)))
	DictSet(c, dict, Intern(c, "n_unnamed_fields"), Int(0))
	DictSet(c, dict, nameMatchArgs, ConstTuple(c, s.names[:visible]...))
	rebuild(cls)
	return cls
}

// NewStruct returns an instance of a class that NewStructClass has made; it takes
// over the values of the fields.
func NewStruct(c *Ctx, cls Value, fields ...Value) Value {
	visible, _ := intOf(DictGet(c, word(cls, classDict), Intern(c, "n_sequence_fields")))
	t, more := NewTuple(c, int(visible)), Value(0)
	if len(fields) > int(visible) {
		more = NewTuple(c, len(fields)-int(visible))
	}
	if t == 0 {
		return 0
	}
	for i, v := range fields {
		if i < int(visible) {
			TupleInit(t, i, v)
		} else {
			TupleInit(more, i-int(visible), v)
		}
	}
	o := newBuiltinOf(c, cls, t)
	if more != 0 {
		in := infoOfClass(cls)
		for i := range in.slots {
			if i != in.value {
				setWord(o, instanceHeader+8*uintptr(i), more)
			}
		}
	}
	return o
}

// StructField returns field i of an instance of a class that NewStructClass has
// made, one that is no item included; borrowed.
func StructField(o Value, i int) Value {
	t := plain(o)
	if n := TupleLen(t); i >= n {
		in := infoOf(TypeID(o))
		for j := range in.slots {
			if j != in.value {
				return TupleItem(Slot(o, j), i-n)
			}
		}
	}
	return TupleItem(t, i)
}

type structClass struct {
	cls     Value
	name    string
	visible int
	names   []Value
	hidden  int // the slot of the fields that are no items, -1 if there are none
}

// field returns field i of o, borrowed, or 0 if o is no instance.
func (s *structClass) field(o Value, i int) Value {
	t := plain(o)
	if !IsInstance(o, s.cls) || !IsTuple(t) {
		return 0
	}
	if i >= s.visible {
		t = Slot(o, s.hidden)
		i -= s.visible
	}
	if t == 0 || i >= TupleLen(t) {
		return 0
	}
	return TupleItem(t, i)
}

// make is __new__: the fields are in a sequence, those that are no items perhaps in a
// dict.
func (s *structClass) make(c *Ctx, cls, seq, dict Value) Value {
	if dict != 0 && !IsDict(plain(dict)) {
		return TypeErrorf(c, "%s() takes a dict as second arg, if any", s.name)
	}
	t := TupleOf(c, seq)
	if t == 0 {
		if MatchPending(c, ExcTypeError) {
			clearExc(c)
			return TypeErrorf(c, "constructor requires a sequence")
		}
		return 0
	}
	defer c.Drop(t)
	n, most := TupleLen(t), len(s.names)
	switch {
	case s.visible == most && n != most:
		return TypeErrorf(c, "%s() takes a %d-sequence (%d-sequence given)", s.name, most, n)
	case n < s.visible:
		return TypeErrorf(c, "%s() takes an at least %d-sequence (%d-sequence given)", s.name, s.visible, n)
	case n > most:
		return TypeErrorf(c, "%s() takes an at most %d-sequence (%d-sequence given)", s.name, most, n)
	}
	fields := make([]Value, most)
	for i := range fields {
		v := None
		if i < n {
			v = TupleItem(t, i)
		} else if dict != 0 {
			if v = DictGet(c, plain(dict), s.names[i]); v == 0 {
				v = None
			}
		}
		fields[i] = c.Own(v)
	}
	return NewStruct(c, s.cls, fields...)
}

// reduce is __reduce__: the class, its items, and the other fields by name.
func (s *structClass) reduce(c *Ctx, o Value) Value {
	t, d := plain(o), NewDict(c, 0)
	defer c.Drop(d)
	for i := s.visible; i < len(s.names); i++ {
		if !DictSet(c, d, s.names[i], s.field(o, i)) {
			return 0
		}
	}
	args := Tuple2(c, t, d)
	defer c.Drop(args)
	return Tuple2(c, s.cls, args)
}

func (s *structClass) repr(c *Ctx, o Value) Value {
	t := plain(o)
	if !IsTuple(t) {
		return defaultRepr(c, o)
	}
	b := newBuilder(c, 0)
	b.className(ClassOf(o))
	b.byteChar('(')
	for i := range min(TupleLen(t), s.visible) {
		if i > 0 {
			b.text(", ")
		}
		b.str(s.names[i])
		b.byteChar('=')
		if !appendRepr(c, &b, TupleItem(t, i)) {
			b.discard()
			return 0
		}
	}
	b.byteChar(')')
	return b.finish()
}
