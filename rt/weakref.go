package rt

import (
	"slices"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Weak references. One to an object of the main heap, made by the main thread, holds
// the object's address as an int, which counts for nothing; a table on Go's heap
// leads from the object to its references, and the flag that makes Release ask for a
// finaliser leads there when the object's count is zero: after __del__, before what
// the object holds is let go of, the references are cleared and their callbacks
// called, the youngest first (CPython's Objects/weakrefobject.c says when).
//
// Objects of a context are not freed one by one, and a context writes nothing that
// belongs to the main thread: a weak reference made there holds its object.

// Slots of a weak reference.
const (
	weakTarget   = iota // an address as int; the object, where it is held; None if it is gone
	weakCallback        // or unset
	weakHash            // or unset
	weakSlots
)

// WeakRef is the class weakref.ReferenceType.
var WeakRef NativeClass

// weakList is what is known of an object with weak references.
type weakList struct {
	refs []Value // weak references, not counted, the oldest first
}

var weakObjects = map[Value]*weakList{} // main thread

// weakly reports whether there can be weak references to v.
func weakly(c *Ctx, v Value) bool {
	in := infoOf(TypeID(v))
	switch id := in.id; {
	case id < firstException:
		switch id {
		case TypeFunction, TypeBuiltin, TypeBuiltinMethod, TypeBoundMethod, TypeModule, TypeClass, TypeSet, TypeFrozenset,
			TypeGenerator, TypeCoroutine, TypeAsyncGenerator, TypeCode, TypeGenericAlias:
			return true
		}
		return isMeta(ClassOf(v))
	case id < FirstType:
		return false
	case in.flags&classNative != 0:
		return true
	case in.layout == TypeInt || in.layout == TypeTuple || in.layout == TypeBytes:
		return false
	case !in.noDict:
		return true
	}
	mro := word(in.class, classMro)
	for i := range TupleLen(mro) {
		cls := TupleItem(mro, i)
		if infoOfClass(cls).flags&classNative != 0 {
			continue
		}
		slots := plain(DictGet(c, word(cls, classDict), nameSlots))
		if slots == 0 {
			return true
		}
		for _, n := range listItemsOrTuple(slots) {
			if IsStr(n) && GoString(n) == "__weakref__" {
				return true
			}
		}
		if IsStr(slots) && GoString(slots) == "__weakref__" {
			return true
		}
	}
	return false
}

// NewWeakRef returns a weak reference of class cls to v; callback may be 0. One of
// the class itself without callback is made once for each object.
func NewWeakRef(c *Ctx, cls, v, callback Value) Value {
	if callback == None {
		callback = 0
	}
	if !weakly(c, v) {
		return TypeErrorf(c, "cannot create weak reference to '%s' object", TypeName(v))
	}
	counted := c.IsMain && v.IsPtr() && arena.IsMain(v.addr())
	list := (*weakList)(nil)
	if counted {
		list = weakObjects[v]
		if list != nil && callback == 0 && cls == WeakRef.class {
			for _, r := range list.refs {
				if ClassOf(r) == cls && Slot(r, weakCallback) == 0 {
					return c.Own(r)
				}
			}
		}
	}
	r := newInstance(c, infoOfClass(cls))
	if r == 0 {
		return 0
	}
	SetSlot(c, r, weakCallback, callback)
	if !counted {
		SetSlot(c, r, weakTarget, v)
		return r
	}
	SetSlot(c, r, weakTarget, Int(int64(v)))
	if list == nil {
		list = &weakList{}
		weakObjects[v] = list
	}
	list.refs = append(list.refs, r)
	endIsSeen()
	setU32(v.addr(), u32(v.addr())|arena.FlagFinalise)
	if isFrame(v) {
		setU32(v.addr(), u32(v.addr())|flagWeak)
	}
	setU32(r.addr(), u32(r.addr())|arena.FlagFinalise)
	return r
}

// WeakTarget returns the object that weak reference r leads to, borrowed; 0 if it is
// gone.
func WeakTarget(r Value) Value {
	v := Slot(r, weakTarget)
	switch {
	case v.IsInt():
		v = Value(v.Int())
		if u32(v.addr()+4) == 0 {
			return 0 // about to be taken apart
		}
	case v == None:
		return 0
	}
	return v
}

// WeakRefs returns the weak references to v, a list.
func WeakRefs(c *Ctx, v Value) Value {
	l := NewList(c, 0)
	if !c.IsMain || l == 0 {
		return l
	}
	if list := weakObjects[v]; list != nil {
		for _, r := range list.refs {
			if u32(r.addr()+4) > 0 && !ListAppend(c, l, r) {
				c.Drop(l)
				return 0
			}
		}
	}
	return l
}

// forgetWeak takes weak reference r, which is about to be freed, off its object's
// list.
func forgetWeak(r Value) {
	at := Slot(r, weakTarget)
	if !at.IsInt() {
		return
	}
	v := Value(at.Int())
	if list := weakObjects[v]; list != nil {
		list.refs = slices.DeleteFunc(list.refs, func(x Value) bool { return x == r })
		if len(list.refs) == 0 {
			delete(weakObjects, v)
		}
	}
}

// clearWeak clears the weak references to v, which is about to be taken apart, and
// calls their callbacks.
func clearWeak(c *Ctx, v Value, list *weakList) {
	delete(weakObjects, v)
	refs := list.refs[:0]
	for _, r := range list.refs {
		setWord(r, instanceHeader+8*weakTarget, None)
		if u32(r.addr()+4) > 0 { // not itself about to go
			refs = append(refs, Incref(c, r))
		}
	}
	for _, r := range slices.Backward(refs) {
		if f := Slot(r, weakCallback); f != 0 {
			if x := Call1(c, f, r); x != 0 {
				Decref(c, x)
			} else {
				ignored(c, f)
			}
		}
		Decref(c, r)
	}
}

func hashWeak(c *Ctx, r Value) Value {
	if h := Slot(r, weakHash); h != 0 {
		return h
	}
	v := WeakTarget(r)
	if v == 0 {
		return TypeErrorf(c, "weak object has gone away")
	}
	c.Own(v)
	h := Hash(c, v)
	c.Drop(v)
	if h != 0 && (c.IsMain || !IsMainObject(r)) {
		SetSlot(c, r, weakHash, h)
	}
	return h
}

// compareWeak compares the objects of two weak references; what is gone is equal to
// itself alone.
func compareWeak(op func(*Ctx, Value, Value) Value, same bool) func(*Ctx, Value, Value) Value {
	return func(c *Ctx, r, s Value) Value {
		if !IsA(s, &WeakRef) {
			return NotImplemented
		}
		a, b := WeakTarget(r), WeakTarget(s)
		if a == 0 || b == 0 {
			return Bool((r == s) == same)
		}
		c.Own(a)
		c.Own(b)
		v := op(c, a, b)
		c.Drop(a)
		c.Drop(b)
		return v
	}
}

func reprWeak(c *Ctx, r Value) Value {
	b := newBuilder(c, 0)
	b.text("<weakref at 0x")
	b.hex(r)
	v := WeakTarget(r)
	if v == 0 {
		b.text("; dead>")
		return b.finish()
	}
	b.text("; to '" + TypeName(v) + "'")
	b.address(v)
	return b.finish()
}

func bootWeakRef(c *Ctx) {
	WeakRef = NativeClass{
		Name: "ReferenceType", Module: "weakref", Slots: weakSlots, Open: true,
		ClassMethods: []Func{{Name: "__class_getitem__", Sig: "cls, key, /", F2: newAlias}},
		Properties: []Func{{Name: "__callback__", Sig: "self, /", F1: func(c *Ctx, r Value) Value {
			if f := Slot(r, weakCallback); f != 0 && WeakTarget(r) != 0 {
				return c.Own(f)
			}
			return None
		}}},
		Methods: []Func{
			{Name: "__new__", Sig: "cls, object, callback=, /", F3: NewWeakRef},
			{Name: "__init__", Sig: "self, object, callback=, /", F3: func(*Ctx, Value, Value, Value) Value { return None }},
			{Name: "__call__", Sig: "self, /", F1: func(c *Ctx, r Value) Value {
				if v := WeakTarget(r); v != 0 {
					return c.Own(v)
				}
				return None
			}},
			{Name: "__repr__", Sig: "self, /", F1: reprWeak},
			{Name: "__hash__", Sig: "self, /", F1: hashWeak},
			{Name: "__eq__", Sig: "self, value, /", F2: compareWeak(Eq, true)},
			{Name: "__ne__", Sig: "self, value, /", F2: compareWeak(Ne, false)},
		},
	}
	DefineClass(c, 0, &WeakRef)
}
