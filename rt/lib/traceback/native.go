// Package traceback is what the Python module traceback, and unittest, ask of the
// runtime: module _traceback.
package traceback

import (
	"slices"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_traceback",
	Funcs: []rt.Func{
		{Name: "entries", Sig: "tb, /", F1: entries},
		{Name: "source_line", Sig: "filename, lineno, /", F2: sourceLine},
		{Name: "filename", Sig: "tb, /", F1: filename},
		{Name: "stack", Sig: "", F0: stack},
		{Name: "caller", Sig: "level, /", F1: caller},
		{Name: "format_exception", Sig: "exc, /", F1: text(rt.FormatException)},
		{Name: "format_only", Sig: "exc, /", F1: text(rt.FormatOnly)},
	},
}

// filename is the file of the outermost entry of a traceback.
func filename(c *rt.Ctx, tb rt.Value) rt.Value {
	if !rt.IsTraceback(tb) {
		return rt.TypeErrorf(c, "expected a traceback, got '%s'", rt.TypeName(tb))
	}
	return rt.NewStr(c, rt.TracebackFile(tb))
}

// entries is a list of (file name, line, name, text of the line).
func entries(c *rt.Ctx, tb rt.Value) rt.Value {
	if tb != rt.None && !rt.IsTraceback(tb) {
		return rt.TypeErrorf(c, "expected a traceback or None, got '%s'", rt.TypeName(tb))
	}
	return list(c, rt.TracebackEntries(tb))
}

func list(c *rt.Ctx, found []rt.TracebackEntry) rt.Value {
	l := rt.NewList(c, 0)
	for _, e := range found {
		t := rt.NewTuple(c, 4)
		rt.TupleInit(t, 0, rt.NewStr(c, e.File))
		rt.TupleInit(t, 1, rt.Int(e.Line))
		rt.TupleInit(t, 2, rt.NewStr(c, e.Name))
		rt.TupleInit(t, 3, rt.NewStr(c, e.Text))
		rt.ListAppend(c, l, t)
		c.Drop(t)
	}
	return l
}

func sourceLine(c *rt.Ctx, name, line rt.Value) rt.Value {
	if !rt.IsStr(name) || !line.IsInt() {
		return rt.NewStr(c, "")
	}
	return rt.NewStr(c, rt.SourceLine(rt.GoString(name), line.Int()))
}

// text is a function of an exception that gives a str.
func text(f func(*rt.Ctx, rt.Value) string) func(*rt.Ctx, rt.Value) rt.Value {
	return func(c *rt.Ctx, e rt.Value) rt.Value {
		if !rt.IsException(e) {
			return rt.TypeErrorf(c, "expected an exception, got '%s'", rt.TypeName(e))
		}
		return rt.NewStr(c, f(c, e))
	}
}

// caller is (file name, line, module) of the function that many levels above the
// one that calls it; what CPython gives where there is none.
func caller(c *rt.Ctx, level rt.Value) rt.Value {
	n := int64(1)
	if level.IsInt() {
		n = max(1, level.Int())
	}
	at := rt.TracebackEntry{File: "sys", Line: 1, Module: "sys"}
	stack := rt.Callers()
	if n < int64(len(stack)) {
		at = stack[n]
	}
	t := rt.NewTuple(c, 3)
	rt.TupleInit(t, 0, rt.NewStr(c, at.File))
	rt.TupleInit(t, 1, rt.Int(at.Line))
	rt.TupleInit(t, 2, rt.NewStr(c, at.Module))
	return t
}

// stack is the entries of the functions that are running, outermost first, without
// the one that calls it.
func stack(c *rt.Ctx) rt.Value {
	found := rt.Callers()
	for len(found) > 0 && found[0].Module == "traceback" { // where the runtime's own Python cites its lines
		found = found[1:]
	}
	slices.Reverse(found)
	return list(c, found)
}
