package rt

import "github.com/pxc-lang/pxc/rt/arena"

// bootExceptions makes the classes of excTable.
func bootExceptions(c *Ctx) {
	ids := map[string]uint32{"object": TypeObject}
	for i, row := range excTable {
		id := uint32(firstException + i)
		ids[row.name] = id
		base := infoOf(ids[row.base]).class
		cls := newClass(c, row.name, id)
		setWord(cls, classModule, nameBuiltins)
		setWord(cls, classFlags, Int(classIsException|classNative))
		if id == ExcExceptionGroup {
			bases := ConstTuple(c, base, infoOf(ExcException).class)
			setWord(cls, classBases, bases)
			setWord(cls, classMro, mergeMro(c, cls, bases))
			e := infoOf(ExcException)
			e.subclasses = append(e.subclasses, id)
		} else {
			setWord(cls, classBases, ConstTuple(c, base))
			setWord(cls, classMro, prependMro(c, cls, base))
		}
		var slots []Value
		baseSlots := word(base, classSlots)
		for j := range TupleLen(baseSlots) {
			slots = append(slots, TupleItem(baseSlots, j))
		}
		own := row.slots
		if i == 0 {
			own = excSlotNames
		}
		for _, s := range own {
			slots = append(slots, Intern(c, s))
		}
		setWord(cls, classSlots, ConstTuple(c, slots...))
		for _, s := range row.slots {
			addGetSets(c, cls, word(cls, classDict), s)
		}
		if i == 0 {
			addGetSets(c, cls, word(cls, classDict), "args", "__cause__", "__context__", "__dict__", "__suppress_context__", "__traceback__")
			addMethods(c, cls, "BaseException", exceptionMethods)
		}
		if id == ExcBaseExceptionGroup {
			addMethods(c, cls, "BaseExceptionGroup", groupMethods)
			addClassMethods(c, word(cls, classDict), row.name, []Func{{Name: "__class_getitem__", Sig: "cls, key, /", F2: newAlias}})
		}
		in := rebuild(cls)
		in.layout = id
		in.fixed = in.slots // none of them is in __dict__
		arena.Register(id, &arena.Layout{Name: row.name, Size: in.size, First: 8, Count: 1 + uintptr(in.slots)})
		b := infoOfClass(base)
		b.subclasses = append(b.subclasses, id)
	}
}

func prependMro(c *Ctx, cls, base Value) Value {
	mro := word(base, classMro)
	vs := []Value{cls}
	for i := range TupleLen(mro) {
		vs = append(vs, TupleItem(mro, i))
	}
	return ConstTuple(c, vs...)
}

// exceptionMethods are the methods of BaseException.
var exceptionMethods = []Func{
	{Name: "__new__", Sig: "cls, /, *args, **kwargs", F3: func(c *Ctx, cls, args, kwargs Value) Value {
		if TypeID(cls) != TypeClass || infoOfClass(cls).flags&classIsException == 0 {
			return TypeErrorf(c, "BaseException.__new__(X): X is not an exception type")
		}
		id := infoOfClass(cls).id
		if id == ExcOSError {
			id = osErrorClass(args)
		}
		return newException(c, id, c.Own(args))
	}},
	{Name: "__init__", Sig: "self, /, *args, **kwargs", F3: func(c *Ctx, e, args, kwargs Value) Value {
		if !sameArgs(e, args) { // called with others than __new__ was
			if !StoreCheck(c, e) {
				return 0
			}
			replaceSlot(c, e, excArgs, c.Own(args))
			if kind := exceptionKind(TypeID(e)); kind != ExcBaseExceptionGroup && unicodeParts(kind) == 0 {
				for i := excSlots; i < nativeSlots(kind); i++ {
					replaceSlot(c, e, i, None)
				}
				fillException(c, e, TypeID(e), args)
			}
		}
		if kind := infoOf(TypeID(e)).excKind; unicodeParts(kind) > 0 && !initUnicodeError(c, e, kind, args) {
			return 0
		}
		if DictLen(kwargs) > 0 {
			return exceptionKeywords(c, e, kwargs)
		}
		return None
	}},
	{Name: "with_traceback", Sig: "self, tb, /", F2: func(c *Ctx, e, tb Value) Value {
		if tb != None && TypeID(tb) != TypeTraceback {
			return TypeErrorf(c, "__traceback__ must be a traceback or None")
		}
		if !StoreCheck(c, e) {
			return 0
		}
		replaceSlot(c, e, excTraceback, c.Own(tb))
		return c.Own(e)
	}},
	{Name: "__reduce__", Sig: "self, /", F1: reduceException},
	{Name: "__setstate__", Sig: "self, state, /", F2: setExceptionState},
	{Name: "add_note", Sig: "self, note, /", F2: func(c *Ctx, e, note Value) Value {
		if !IsStr(note) {
			return TypeErrorf(c, "note must be a str, not '%s'", TypeName(note))
		}
		name := internedNotes
		notes, ok := FindAttr(c, e, name)
		if !ok {
			return 0
		}
		if notes == 0 {
			notes = NewList(c, 0)
			if !SetAttr(c, e, name, notes) {
				return 0
			}
		}
		defer c.Drop(notes)
		if !IsList(notes) {
			return TypeErrorf(c, "Cannot add note: __notes__ is not a list")
		}
		return noneIf(ListAppend(c, notes, note))
	}},
}

var internedNotes Value

// setExceptionSlot stores v, borrowed, in one of the slots that all exceptions
// have, which the runtime reads without looking at types again. v is 0 for del.
func setExceptionSlot(c *Ctx, e Value, i int, v Value) bool {
	fail := func(message string) bool {
		TypeErrorf(c, "%s", message)
		return false
	}
	name := excSlotNames[i]
	switch {
	case v == 0:
		return fail(name + " may not be deleted")
	case i == excArgs:
		if v = TupleOf(c, v); v == 0 {
			return false
		}
	case i == excTraceback && v != None && TypeID(v) != TypeTraceback:
		return fail("__traceback__ must be a traceback or None")
	case i == excCause && v != None && !IsException(v):
		return fail("exception cause must be None or derive from BaseException")
	case i == excContext && v != None && !IsException(v):
		return fail("exception context must be None or derive from BaseException")
	case i == excSuppress && v != True && v != False:
		return fail("attribute value type must be bool")
	default:
		c.Own(v)
	}
	if !StoreCheck(c, e) {
		c.Drop(v)
		return false
	}
	replaceSlot(c, e, i, v)
	if i == excCause {
		replaceSlot(c, e, excSuppress, True)
	}
	return true
}

// initException is BaseException.__init__ of e with up to two arguments; ok is false for
// the kinds that make more of them.
func initException(c *Ctx, e, a0, a1 Value, given int) (v Value, ok bool) {
	if exceptionKind(TypeID(e)) != ExcBaseException {
		return 0, false
	}
	have := Slot(e, excArgs)
	if TupleLen(have) == given && (given < 1 || TupleItem(have, 0) == a0) && (given < 2 || TupleItem(have, 1) == a1) {
		return None, true
	}
	if !StoreCheck(c, e) {
		return 0, true
	}
	replaceSlot(c, e, excArgs, givenTuple(c, a0, a1, 0, given))
	return None, true
}

// sameArgs reports whether the arguments that e has are the same objects. Those
// of an OSError leave out the file name, which it has elsewhere.
func sameArgs(e, args Value) bool {
	have := Slot(e, excArgs)
	n := TupleLen(have)
	if n != TupleLen(args) && !(n == 2 && TupleLen(args) > 2 && exceptionKind(TypeID(e)) == ExcOSError && Slot(e, excSlots+2) == TupleItem(args, 2)) {
		return false
	}
	for i := range n {
		if TupleItem(have, i) != TupleItem(args, i) {
			return false
		}
	}
	return true
}

// unicodeParts returns how many arguments a UnicodeDecodeError and its like has, 0 for
// other kinds of exceptions.
func unicodeParts(kind uint32) int {
	switch kind {
	case ExcUnicodeDecodeError, ExcUnicodeEncodeError:
		return 5 // encoding, object, start, end, reason
	case ExcUnicodeTranslateError:
		return 4 // without encoding
	}
	return 0
}

// initUnicodeError is __init__ of these: it takes nothing but what belongs there.
func initUnicodeError(c *Ctx, e Value, kind uint32, args Value) bool {
	n := unicodeParts(kind)
	if TupleLen(args) != n {
		TypeErrorf(c, "function takes exactly %d arguments (%d given)", n, TupleLen(args))
		return false
	}
	if !StoreCheck(c, e) {
		return false
	}
	for i := range n {
		v := TupleItem(args, i)
		p, from := plain(v), i+5-n
		switch {
		case from == 1 && kind == ExcUnicodeDecodeError:
			continue
		case from == 2 || from == 3:
			x := IndexValue(c, v)
			if x == 0 {
				return false
			}
			c.Drop(x)
		case !IsStr(p):
			TypeErrorf(c, "argument %d must be str, not %s", i+1, argName(v))
			return false
		}
		replaceSlot(c, e, excSlots+i, c.Own(v))
	}
	if kind == ExcUnicodeDecodeError {
		v := TupleItem(args, 1)
		if _, _, ok := BytesView(v); !ok {
			TypeErrorf(c, "a bytes-like object is required, not '%s'", TypeName(v))
			return false
		}
		b := BytesNew(c, v, 0, 0)
		if b == 0 {
			return false
		}
		replaceSlot(c, e, excSlots+1, b)
	}
	return true
}

// exceptionKeywords stores the keyword arguments that a built-in exception takes
// (name=, obj=, path=); others are refused.
func exceptionKeywords(c *Ctx, e, kwargs Value) Value {
	in := infoOf(TypeID(e))
	for pos := 0; ; {
		k, v, ok := DictNext(kwargs, &pos)
		if !ok {
			return None
		}
		name := internedName(k)
		entry := in.lookup(name)
		if name == 0 || entry == nil || entry.slot < excSlots {
			return TypeErrorf(c, "%s() takes no keyword arguments", word(in.class, className))
		}
		if !StoreCheck(c, e) {
			return 0
		}
		replaceSlot(c, e, int(entry.slot), c.Own(v))
	}
}
