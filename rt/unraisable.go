package rt

import "os"

// Exceptions that nothing can receive: raised by finalisers and the like. They are
// reported on stderr, or on the main thread by what the program has put into
// sys.unraisablehook, which gets them as CPython's PyErr_WriteUnraisable gives them.

// unraisableHook is what sys.unraisablehook is until a program sets it, and
// unraisableArgs the class of what it is called with, once that is needed.
var unraisableHook, unraisableArgs Value

// ignored reports the pending exception, raised when v was dropped.
func ignored(c *Ctx, v Value) { Ignored(c, "", v) }

// Ignored reports the pending exception, raised by v: msg, which may be empty, says
// what was going on.
func Ignored(c *Ctx, msg string, v Value) {
	e := c.Exc
	c.Exc = 0
	if !callUnraisableHook(c, e, msg, v) {
		PrintUnraisable(c, e, msg, v)
	}
	c.Drop(e)
}

// unraisable reports the pending exception, raised by the finaliser of v.
func unraisable(c *Ctx, v Value) {
	e := c.Exc
	c.Exc = 0
	del, _ := FindAttr(c, ClassOf(v), nameDel)
	if !callUnraisableHook(c, e, "", del) {
		_, _ = os.Stderr.WriteString("Exception ignored in: " + TypeName(v) + ".__del__\n" + FormatException(c, e))
	}
	c.Drop(del)
	c.Drop(e)
}

// PrintUnraisable writes the report to stderr; v is 0 or None if there is no object.
func PrintUnraisable(c *Ctx, e Value, msg string, v Value) {
	if v != 0 && v != None {
		if msg == "" {
			msg = "Exception ignored in"
		}
		msg += ": "
		if s := Repr(c, v); s != 0 {
			msg += GoString(s)
			c.Drop(s)
		} else {
			clearExc(c)
			msg += "<object repr() failed>"
		}
	} else if msg != "" {
		msg += ":"
	}
	if msg != "" {
		msg += "\n"
	}
	_, _ = os.Stderr.WriteString(msg + FormatException(c, e))
}

// callUnraisableHook reports e by the program's hook; false if it has none, or that
// raised, which is reported then.
func callUnraisableHook(c *Ctx, e Value, msg string, v Value) bool {
	if sysDict == 0 || !c.IsMain {
		return false
	}
	hook := DictGet(c, sysDict, Intern(c, "unraisablehook"))
	if hook == 0 || hook == unraisableHook {
		return false
	}
	if unraisableArgs == 0 {
		unraisableArgs = immortalise(NewStructClass(c, "builtins", "UnraisableHookArgs", 5, "exc_type", "exc_value", "exc_traceback", "err_msg", "object"))
	}
	text := None
	if msg != "" {
		text = NewStr(c, msg)
	}
	if v == 0 {
		v = None
	}
	tb := c.Own(tracebackOf(c, e))
	args := NewStruct(c, unraisableArgs, c.Own(ClassOf(e)), c.Own(e), tb, text, c.Own(v))
	c.Own(hook)
	r := Value(0)
	if args != 0 {
		r = Call1(c, hook, args)
	}
	c.Drop(args)
	if r == 0 {
		failed := Catch(c)
		PrintUnraisable(c, failed, "Exception ignored in sys.unraisablehook", hook)
		c.Drop(failed)
	}
	c.Drop(r)
	c.Drop(hook)
	return true
}
