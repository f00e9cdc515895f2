package rt

import "github.com/pxc-lang/pxc/rt/arena"

// The generator class: what a program can do with a frame.

func init() {
	for id, name := range map[uint32]string{TypeGenerator: "generator", TypeCoroutine: "coroutine", TypeAsyncGenerator: "async_generator"} {
		arena.Register(id, &arena.Layout{Name: name, Size: 16, Form: arena.Items, Frame: true})
	}
	arena.Register(TypeFrame, &arena.Layout{Name: "frame", Size: 16, First: 8, Count: 1})
	defineType(typeSpec{id: TypeGenerator, name: "generator", methods: []Func{
		{Name: "__iter__", Sig: "self, /", F1: func(c *Ctx, g Value) Value { return c.Own(g) }},
		{Name: "__next__", Sig: "self, /", F1: func(c *Ctx, g Value) Value { return generatorSend(c, g, None) }},
		{Name: "send", Sig: "self, value, /", F2: generatorSend},
		{Name: "throw", Sig: "self, type, value=, traceback=, /", F4: generatorThrow},
		{Name: "close", Sig: "self, /", F1: generatorClose},
	}, attrs: func(c *Ctx, cls, ns Value) { frameAttributes(c, ns, cls, "generator", "gi", "gi_yieldfrom") }})
	defineType(typeSpec{id: TypeFrame, name: "frame", methods: []Func{
		{Name: "clear", Sig: "self, /", F1: func(c *Ctx, f Value) Value {
			if g := word(f, 8); chainRuns(g) {
				return RuntimeErrorf(c, "cannot clear an executing frame")
			}
			return noneIf(closeFrame(c, word(f, 8)))
		}},
	}})
}

// frameAttributes adds what generators, coroutines and asynchronous generators
// tell about their frame; prefix and waits are as in CPython.
func frameAttributes(c *Ctx, ns, cls Value, class, prefix, waits string) {
	running := func(_ *Ctx, g Value) Value { return Bool(chainRuns(g)) }
	addProperties(c, ns, cls, class, []Func{
		{Name: "__name__", Sig: "self, /", F1: func(c *Ctx, g Value) Value { return NewStr(c, rowOfFrame(g).Name) }},
		{Name: "__qualname__", Sig: "self, /", F1: func(c *Ctx, g Value) Value { return NewStr(c, rowOfFrame(g).QualName) }},
		{Name: prefix + "_running", Sig: "self, /", F1: running},
		{Name: prefix + "_suspended", Sig: "self, /", F1: func(_ *Ctx, g Value) Value {
			s := frameFlags(g)
			return Bool(s&frameDone == 0 && s&frameNumber != 0 && !chainRuns(g))
		}},
		{Name: prefix + "_frame", Sig: "self, /", F1: func(c *Ctx, g Value) Value {
			if frameFlags(g)&frameDone != 0 {
				return None
			}
			f := Value(c.Alloc(16))
			setHeader(c, f, TypeFrame)
			setWord(f, 8, c.Own(g))
			return f
		}},
		{Name: prefix + "_code", Sig: "self, /", F1: func(c *Ctx, g Value) Value { return codeOf(c, rowOfFrame(g)) }},
		{Name: waits, Sig: "self, /", F1: func(c *Ctx, g Value) Value {
			if frameFlags(g)&FrameDelegating == 0 || chainRuns(g) {
				return None
			}
			return c.Own(FrameItem(g, 0))
		}},
	})
}

// generatorSend is send and __next__: the end of the body is a StopIteration.
func generatorSend(c *Ctx, g, x Value) Value {
	v := sendFrame(c, g, x)
	return orStop(c, v)
}

// orStop raises StopIteration with the return value if v is 0 and nothing is
// pending.
func orStop(c *Ctx, v Value) Value {
	if v == 0 && c.Exc == 0 {
		if r := TakeRet(c); r != None {
			StopIteration(c, r)
			c.Drop(r)
		} else {
			StopIteration(c, 0)
		}
	}
	return v
}

// thrownArgs are the arguments of a throw, borrowed, while the exception that they
// mean is on its way to where the generator waits: an iterator with a throw of its
// own, if that is there, gets them as they are.
type thrownArgs struct{ exc, typ, value, tb Value }

func generatorThrow(c *Ctx, g, typ, value, tb Value) Value {
	var e Value
	if TypeID(typ) != TypeClass && !IsException(typ) && throwsInto(c, g) {
		TypeErrorf(c, "exceptions must be classes or instances deriving from BaseException, not %s", TypeName(typ))
		e, c.Exc = c.Exc, 0
	} else if e = thrown(c, typ, value, tb); e == 0 {
		return 0
	}
	outer := c.thrown
	c.thrown = thrownArgs{e, typ, value, tb}
	c.Exc = e
	v := orStop(c, throwFrame(c, g))
	c.thrown = outer
	return v
}

// throwsInto reports whether g waits for an iterator, not a generator, that has a
// throw.
func throwsInto(c *Ctx, g Value) bool {
	for isFrame(g) && frameFlags(g)&FrameDelegating != 0 && !chainRuns(g) {
		if g = FrameItem(g, 0); !isFrame(g) {
			m, _ := FindAttr(c, g, nameThrow)
			c.Drop(m)
			return m != 0
		}
	}
	return false
}

// thrown returns the exception that the arguments of throw mean, owned.
func thrown(c *Ctx, typ, value, tb Value) Value {
	if tb != 0 && tb != None && TypeID(tb) != TypeTraceback {
		return TypeErrorf(c, "throw() third argument must be a traceback object")
	}
	var e Value
	switch {
	case isType(typ, TypeClass) && infoOfClass(typ).flags&classIsException != 0:
		switch {
		case value == 0 || value == None:
			e = construct(c, typ, emptyTuple, 0)
		case IsException(value) && IsInstance(value, typ):
			e = c.Own(value)
		case IsTuple(value):
			e = construct(c, typ, value, 0)
		default:
			args := Tuple1(c, value)
			e = construct(c, typ, args, 0)
			c.Drop(args)
		}
		if e != 0 && !IsException(e) {
			return notMade(c, typ, e, ClassName(e))
		}
	case IsException(typ):
		if value != 0 && value != None {
			return TypeErrorf(c, "instance exception may not have a separate value")
		}
		e = c.Own(typ)
	default:
		return TypeErrorf(c, "exceptions must be classes or instances deriving from BaseException, not %s", TypeName(typ))
	}
	if e != 0 && tb != 0 && tb != None && writableException(c, e) {
		replaceSlot(c, e, excTraceback, c.Own(tb))
	}
	return e
}

func generatorClose(c *Ctx, g Value) Value { return noneIf(closeFrame(c, g)) }
