package rt

import (
	"maps"
	"slices"
)

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
// them as they know any instance, and nothing of them lies on Go's heap.
type NativeClass struct {
	Name, Doc string
	Module    string // __module__, if not the module that has the class

	// Slots is the number of slots of the class's own, behind those of Base.
	Slots int

	// Base is the native class that this one derives from, or Kind the built-in
	// type, of those that carry a value (see subclass.go); object without them.
	Base *NativeClass
	Kind uint32

	// Open says that Python classes may derive from the class. Their instances
	// have the same slots in the same places, all unset if the class they come
	// from has not called __init__: methods have to bear that.
	Open bool

	// Dict says that instances take attributes, as those of compiled classes do.
	Dict bool

	// New is the constructor: Sig without cls, and the entry F1 to F4 or FN that
	// takes the new instance, all slots unset, and the arguments. It returns 0
	// with an exception pending, or anything else.
	//
	// Init instead is __init__, Sig with self, and __new__ takes any arguments:
	// what Python classes derive from mostly has this one. Without either there is
	// no constructor.
	New     Func
	Init    Func
	Methods []Func // Sig includes self, which is an instance

	ClassMethods []Func // Sig includes cls
	Properties   []Func // read-only attributes; Sig is self
	Variables    []Variable
	Constants    map[string]Value // immortal, and set before the class is made

	// Next, for iterators, is __next__, except that it returns 0 without an
	// exception at the end. __iter__ is Base's, if there is one.
	Next func(c *Ctx, self Value) Value

	// Call1, if set, is what __call__ does with one positional argument: calls with
	// just that make no tuple of it.
	Call1 func(c *Ctx, self, x Value) Value

	// Call, if set, is what __call__ does with the arguments in a tuple, of which the last
	// have the names in the tuple kwnames, or 0.
	Call func(c *Ctx, self, args, kwnames Value) Value

	// Abandon, if set, gives up what an instance of a context has beyond memory, if it has
	// not been closed: it goes without its __del__ having run.
	Abandon func(self Value)

	// Buffer, if set, makes instances bytes-like: it returns the bytearray that holds
	// an instance's items, borrowed, 0 while there is none, and the struct format of
	// an item.
	Buffer func(self Value) (store Value, format byte)

	// Order, if set, compares two instances of just this class faster than the methods
	// of the operators do: a is less, equal or greater. ok is false where these have to
	// decide.
	Order func(a, b Value) (order int, ok bool)

	// Binary, if set, does what the methods of the operator do for an instance of just
	// this class on the left, and on the right one of a class that has Binary too, or
	// no object. It returns NotImplemented where they have to decide.
	Binary func(c *Ctx, symbol string, a, b Value) Value

	// End, if set, makes instances objects of the main heap that every thread may use as
	// it likes, and that are never copied: what they are about lies elsewhere. The main
	// thread calls it when the last reference is gone; contexts may still use the
	// instance then. Instances are made by the main thread.
	End func(c *Ctx, self Value)

	class Value
	id    uint32 // the type id of class
}

// A Variable is an attribute that can be set: the entries F1 of Get and F2 of Set.
type Variable struct{ Get, Set Func }

// DefineClass makes class def and binds its name in native module m, unless m is
// 0. Main thread, when the module is imported.
func DefineClass(c *Ctx, m Value, def *NativeClass) {
	module := def.Module
	if module == "" {
		module = GoString(word(m, 16))
	}
	spec := &ClassSpec{Name: def.Name, QualName: def.Name, Module: module}
	for i := range def.Slots {
		spec.Slots = append(spec.Slots, def.Name+" "+string(rune('a'+i)))
	}
	bases := emptyTuple
	switch {
	case def.Base != nil:
		bases = ConstTuple(c, def.Base.class)
	case def.Kind != 0:
		bases = ConstTuple(c, infoOf(def.Kind).class)
	}
	ns := NewDict(c, 0)
	for _, name := range slices.Sorted(maps.Keys(def.Constants)) {
		DictSet(c, ns, Intern(c, name), def.Constants[name])
	}
	cls := BuildClass(c, spec, bases, ns)
	c.Drop(ns)
	def.class, def.id = cls, classID(cls)
	methods := slices.Clone(def.Methods)
	if def.New.Name = "__new__"; def.New.hasEntry() {
		methods = append(methods, def.constructor())
	}
	if def.Init.hasEntry() {
		def.Init.Name = "__init__"
		methods = append(methods, def.Init)
		if def.Kind == 0 {
			DictSet(c, word(cls, classDict), nameNew, nativeNew)
		}
	}
	if def.Next != nil {
		if def.Base == nil {
			methods = append(methods, Func{Name: "__iter__", Sig: "self, /", F1: func(c *Ctx, it Value) Value { return c.Own(it) }})
		}
		methods = append(methods, Func{Name: "__next__", Sig: "self, /", F1: func(c *Ctx, it Value) Value {
			v := def.Next(c, it)
			if v == 0 && c.Exc == 0 {
				StopIteration(c, 0)
			}
			return v
		}})
	}
	addMethods(c, cls, def.Name, methods)
	addClassMethods(c, word(cls, classDict), def.Name, slices.Clone(def.ClassMethods))
	addProperties(c, word(cls, classDict), cls, def.Name, slices.Clone(def.Properties))
	addVariables(c, cls, def)
	if def.Doc != "" {
		DictSet(c, word(cls, classDict), nameDoc, Intern(c, def.Doc))
	}
	flags := word(cls, classFlags).Int() | classNative
	if def.Open {
		flags |= classOpen
	}
	if def.Dict {
		flags |= classTakesAttrs
	}
	setWord(cls, classFlags, Int(flags))
	in := infoOfClass(cls)
	in.fixed = in.slots
	if def.Kind == 0 && (in.slots > 0 || def.Init.hasEntry()) {
		in.layout, in.native = in.id, true
	}
	in.noDict = !def.Dict
	in = rebuild(cls)
	in.call1, in.buffer, in.abandon = def.Call1, def.Buffer, def.Abandon
	in.order, in.binary, in.call, in.end = def.Order, def.Binary, def.Call, def.End
	if def.Next != nil {
		in.next = def.Next
	} else if def.Base != nil {
		in.next = infoOfClass(def.Base.class).next
	}
	if m != 0 {
		ModuleSet(c, m, def.Name, Incref(c, cls))
	}
}

// CompleteClass adds what holder, a class written in Python, defines to native class
// cls: the part of a class that is better written in Python. Main thread, when the
// module is imported.
func CompleteClass(c *Ctx, cls, holder Value) {
	for pos := 0; ; {
		name, v, ok := DictNext(word(holder, classDict), &pos)
		if !ok {
			break
		}
		switch name {
		case nameModule, nameDoc, nameDict, nameWeakref, nameQualname:
			continue
		}
		DictSet(c, word(cls, classDict), name, v)
	}
	classChanged(cls)
}

// ClassConstant adds one attribute to native class cls. Main thread, when the module
// is imported.
func ClassConstant(c *Ctx, cls, name, v Value) {
	DictSet(c, word(cls, classDict), Intern(c, GoString(name)), v)
	classChanged(cls)
}

// ClassNameOf returns the name of class cls, as its __name__ is.
func ClassNameOf(cls Value) Value { return word(cls, className) }

func (f *Func) hasEntry() bool {
	return f.F1 != nil || f.F2 != nil || f.F3 != nil || f.F4 != nil || f.FN != nil
}

// addVariables adds the attributes that can be set.
func addVariables(c *Ctx, cls Value, def *NativeClass) {
	ns := word(cls, classDict)
	for _, v := range def.Variables {
		rows := []Func{v.Get, v.Set}
		for i := range rows {
			guardSelf(cls, &rows[i])
			rows[i].QualName, rows[i].Module = def.Name+"."+rows[i].Name, "builtins"
		}
		base := AddFuncs(c, rows)
		DictSet(c, ns, Intern(c, v.Get.Name), immortalise(newProperty(c, FuncValue(base), FuncValue(base+1), 0, 0)))
	}
}

// nativeNew is __new__ of the native classes that have an __init__: an instance
// with all slots unset, whatever the arguments.
var nativeNew Value

func bootNative(c *Ctx) {
	dictGetitem, dictSetitem = infoOf(TypeDict).find(nameGetitem), infoOf(TypeDict).find(nameSetitem)
	nativeNew = FuncValue(AddFuncs(c, []Func{{Name: "__new__", Sig: "cls, /, *args, **kwargs", Module: "builtins", F3: func(c *Ctx, cls, _, _ Value) Value {
		if TypeID(cls) != TypeClass {
			return TypeErrorf(c, "__new__(X): X is not a type object (%s)", TypeName(cls))
		}
		if in := infoOfClass(cls); in.native {
			return newInstance(c, in)
		}
		return TypeErrorf(c, "__new__(%s) is not safe, use %s.__new__()", word(cls, className), word(cls, className))
	}}}))
}

// constructor is __new__: the instance made, then New's entry.
func (def *NativeClass) constructor() Func {
	f := def.New
	f.Sig = "cls, " + f.Sig
	make := func(c *Ctx, cls Value) Value {
		if cls != def.class && !checkNew(c, def.class, cls) {
			return 0
		}
		return newInstance(c, infoOfClass(cls))
	}
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
		f.F1 = func(c *Ctx, cls Value) Value {
			if o := make(c, cls); o != 0 {
				return done(c, o, init(c, o))
			}
			return 0
		}
	case f.F2 != nil:
		init := f.F2
		f.F2 = func(c *Ctx, cls, x Value) Value {
			if o := make(c, cls); o != 0 {
				return done(c, o, init(c, o, x))
			}
			return 0
		}
	case f.F3 != nil:
		init := f.F3
		f.F3 = func(c *Ctx, cls, x, y Value) Value {
			if o := make(c, cls); o != 0 {
				return done(c, o, init(c, o, x, y))
			}
			return 0
		}
	case f.F4 != nil:
		init := f.F4
		f.F4 = func(c *Ctx, cls, x, y, z Value) Value {
			if o := make(c, cls); o != 0 {
				return done(c, o, init(c, o, x, y, z))
			}
			return 0
		}
	default:
		init := f.FN
		f.FN = func(c *Ctx, args Value) Value {
			o := make(c, TupleItem(args, 0))
			if o == 0 {
				return 0
			}
			items := append([]Value{o}, tupleItems(args)[1:]...)
			all := newTupleOf(c, items)
			if all == 0 {
				return done(c, o, 0)
			}
			r := init(c, all)
			c.Drop(all)
			return done(c, o, r)
		}
	}
	return f
}

// NewNative returns an instance of native class def with all slots unset.
func NewNative(c *Ctx, def *NativeClass) Value { return newInstance(c, infoOfClass(def.class)) }

// Class returns the class object of def, once it is made.
func (def *NativeClass) Class() Value { return def.class }

// IsA reports whether v is an instance of native class def or of a class derived
// from it.
func IsA(v Value, def *NativeClass) bool {
	return v.IsPtr() && def.class != 0 && IsInstance(v, def.class)
}

// IsNative reports whether v is an instance of native class def.
func IsNative(v Value, def *NativeClass) bool {
	return v.IsPtr() && TypeID(v) == def.id && def.id != 0
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

// SetIntSlot is SetSlot of a small int.
func SetIntSlot(c *Ctx, o Value, i int, n int64) bool {
	if !StoreCheck(c, o) {
		return false
	}
	p := o.addr() + instanceHeader + 8*uintptr(i)
	old := Value(u64(p))
	setU64(p, uint64(Int(n)))
	if old.IsPtr() {
		c.Drop(old)
	}
	return true
}

// InitSlot stores v, whose reference it takes over, in slot i of o, which NewNative
// has just made.
func InitSlot(o Value, i int, v Value) { setU64(o.addr()+instanceHeader+8*uintptr(i), uint64(v)) }

// GiveSlot is SetSlot that takes over the caller's reference.
func GiveSlot(c *Ctx, o Value, i int, v Value) bool {
	ok := SetSlot(c, o, i, v)
	c.Drop(v)
	return ok
}
