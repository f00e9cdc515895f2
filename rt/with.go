package rt

// The with statement. __enter__ and __exit__ are looked up on the class, both
// before the first is called.

// Special returns method name of o's class bound to o, owned: __enter__ or
// __exit__ of a with statement.
func Special(c *Ctx, o, name Value) Value {
	in := infoOf(TypeID(o))
	if m := in.find(name); m != 0 {
		return bindDescriptor(c, m, o, in.class)
	}
	switch GoString(name) {
	case "__aenter__":
		return TypeErrorf(c, "'%s' object does not support the asynchronous context manager protocol", TypeName(o))
	case "__aexit__":
		return TypeErrorf(c, "'%s' object does not support the asynchronous context manager protocol (missed __aexit__ method)", TypeName(o))
	case "__exit__":
		return TypeErrorf(c, "'%s' object does not support the context manager protocol (missed __exit__ method)", TypeName(o))
	}
	return TypeErrorf(c, "'%s' object does not support the context manager protocol", TypeName(o))
}

// CallExit calls a bound __exit__ with the type, the value and the traceback of
// exception e.
func CallExit(c *Ctx, exit, e Value) Value {
	return Call3(c, exit, ClassOf(e), e, tracebackOf(c, e))
}
