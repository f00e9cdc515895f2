package rt

// What native modules need beside the operations of generated code.

// CallSpecial calls method name of o's class without arguments. found is false,
// and no exception pending, if the class has none.
func CallSpecial(c *Ctx, o, name Value) (r Value, found bool) {
	m := special(o, name)
	if m == 0 {
		return 0, false
	}
	return callSpecial0(c, m, o), true
}

// A NativeClass describes a class of a native module. Its instances are laid out
// as those of compiled classes, and what they hold lies in slots that Python
// cannot name: evacuation, the walkers of the heap and the checks of regions know
// them as they know any instance, and nothing of them lies on Go's heap. They take
// no attributes, and the classes no subclasses.
type NativeClass struct {
	Name, Doc string
	Slots     int

	// New is the constructor: Sig without cls, and the entry F1 to F4 that takes
	// the new instance, all slots unset, and the arguments. It returns 0 with an
	// exception pending, or anything else. Without New there is no constructor.
	New     Func
	Methods []Func // Sig includes self, which is an instance

	ClassMethods []Func // Sig includes cls
	Properties   []Func // read-only attributes; Sig is self

	// Next, for iterators, is __next__, except that it returns 0 without an
	// exception at the end.
	Next func(c *Ctx, self Value) Value

	class Value
}

// DefineClass makes class def and binds its name in native module m. Main
// thread, when the module is imported.
func DefineClass(c *Ctx, m Value, def *NativeClass) {
	module := GoString(word(m, 16))
	spec := &ClassSpec{Name: def.Name, QualName: def.Name, Module: module}
	for i := range def.Slots {
		spec.Slots = append(spec.Slots, "slot "+string(rune('a'+i)))
	}
	ns := NewDict(c, 0)
	cls := BuildClass(c, spec, emptyTuple, ns)
	c.Drop(ns)
	def.class = cls
	methods := def.Methods
	if def.New.Name = "__new__"; def.New.F1 != nil || def.New.F2 != nil || def.New.F3 != nil || def.New.F4 != nil {
		methods = append(methods, def.constructor())
	}
	if def.Next != nil {
		methods = append(methods,
			Func{Name: "__iter__", Sig: "self, /", F1: func(c *Ctx, it Value) Value { return c.Own(it) }},
			Func{Name: "__next__", Sig: "self, /", F1: nextMethod})
	}
	addMethods(c, cls, def.Name, methods)
	addClassMethods(c, word(cls, classDict), def.Name, def.ClassMethods)
	addProperties(c, word(cls, classDict), cls, def.Name, def.Properties)
	if def.Doc != "" {
		DictSet(c, word(cls, classDict), nameDoc, Intern(c, def.Doc))
	}
	setWord(cls, classFlags, Int(word(cls, classFlags).Int()|classNative))
	rebuild(cls).next = def.Next
	ModuleSet(c, m, def.Name, Incref(c, cls))
}

// constructor is __new__: what it is given as cls does not matter, because native
// classes have no subclasses.
func (def *NativeClass) constructor() Func {
	f := def.New
	f.Sig = "cls, " + f.Sig
	done := func(c *Ctx, o, r Value) Value {
		if r == 0 {
			c.Drop(o)
			return 0
		}
		return o
	}
	switch {
	case f.F1 != nil:
		init := f.F1
		f.F1 = func(c *Ctx, _ Value) Value { o := NewNative(c, def); return done(c, o, init(c, o)) }
	case f.F2 != nil:
		init := f.F2
		f.F2 = func(c *Ctx, _, x Value) Value { o := NewNative(c, def); return done(c, o, init(c, o, x)) }
	case f.F3 != nil:
		init := f.F3
		f.F3 = func(c *Ctx, _, x, y Value) Value { o := NewNative(c, def); return done(c, o, init(c, o, x, y)) }
	default:
		init := f.F4
		f.F4 = func(c *Ctx, _, x, y, z Value) Value { o := NewNative(c, def); return done(c, o, init(c, o, x, y, z)) }
	}
	return f
}

// NewNative returns an instance of native class def with all slots unset.
func NewNative(c *Ctx, def *NativeClass) Value { return newInstance(c, infoOfClass(def.class)) }

// IsNative reports whether v is an instance of native class def.
func IsNative(v Value, def *NativeClass) bool {
	return v.IsPtr() && def.class != 0 && TypeID(v) == uint32(word(def.class, classTypeID).Int())
}

// SetSlot stores v in slot i of the native instance o, which takes a reference of
// its own, after the barrier. It returns false with PersistenceError pending if a
// context may not change o.
func SetSlot(c *Ctx, o Value, i int, v Value) bool {
	if !c.IsMain {
		return SetSlotP(c, o, i, v)
	}
	SetSlotM(c, o, i, v)
	return true
}

// GiveSlot is SetSlot that takes over the caller's reference.
func GiveSlot(c *Ctx, o Value, i int, v Value) bool {
	ok := SetSlot(c, o, i, v)
	c.Drop(v)
	return ok
}
