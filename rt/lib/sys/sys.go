// Package sys is the Python module sys: what a program may know about the
// process and the implementation it runs on.
package sys

import (
	"os"
	"runtime"
	"unicode/utf8"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/lib/io"
)

// Version of the language that programs are compiled for.
const (
	major, minor, micro = 3, 11, 0
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "sys",
	Funcs: append(infoFuncs, []rt.Func{
		{Name: "exit", Sig: "status=, /", F1: exit},
		{Name: "exc_info", Sig: "", F0: excInfo},
		{Name: "intern", Sig: "string, /", F1: intern},
		{Name: "_getframe", Sig: "depth=, /", F1: getFrame},
		{Name: "getsizeof", Sig: "object, default=", F2: func(_ *rt.Ctx, v, _ rt.Value) rt.Value { return rt.Int(rt.SizeOf(v)) }},
		{Name: "get_int_max_str_digits", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.Int(rt.MaxStrDigits()) }},
		{Name: "set_int_max_str_digits", Sig: "maxdigits", F1: setMaxStrDigits},
		{Name: "getdefaultencoding", Sig: "", F0: func(c *rt.Ctx) rt.Value { return rt.NewStr(c, "utf-8") }},
		{Name: "getfilesystemencoding", Sig: "", F0: func(c *rt.Ctx) rt.Value { return rt.NewStr(c, "utf-8") }},
	}...),
	Init: initModule,
}

func initModule(c *rt.Ctx, m rt.Value) bool {
	set := func(name string, v rt.Value) { rt.ModuleSet(c, m, name, v) }
	text := func(name, s string) { set(name, rt.ConstStr(c, s)) }

	argv := rt.NewList(c, 0)
	for _, a := range os.Args {
		s := rt.NewStr(c, a)
		rt.ListAppend(c, argv, s)
		c.Drop(s)
	}
	set("argv", argv)
	streams := io.Std(c)
	for i, name := range [...]string{"stdin", "stdout", "stderr"} {
		set(name, streams[i])
		set("__"+name+"__", rt.Incref(c, streams[i]))
	}
	for _, hook := range [...]string{"excepthook", "displayhook", "unraisablehook", "breakpointhook"} {
		set("__"+hook+"__", rt.Incref(c, rt.DictGet(c, rt.ModuleDict(m), rt.Intern(c, hook))))
	}
	rt.SetStreams(c, m, streams)
	set("path", rt.NewList(c, 0))
	set("modules", rt.ModulesDict())
	set("maxsize", rt.IntValue(c, 1<<63-1))
	set("maxunicode", rt.Int(0x10ffff))
	set("hexversion", rt.Int(major<<24|minor<<16|micro<<8|0xf0))
	text("version", "3.11.0 (pxc, "+runtime.Version()+")")
	text("platform", runtime.GOOS)
	text("byteorder", "little")
	exe, err := os.Executable()
	if err != nil {
		exe = ""
	}
	text("executable", exe)
	text("copyright", "Copyright the pxc authors.")

	implementation := namespace(c, "SimpleNamespace")
	if implementation == 0 {
		return false
	}
	rt.SetAttr(c, implementation, rt.Intern(c, "name"), rt.ConstStr(c, "pxc"))
	rt.SetAttr(c, implementation, rt.Intern(c, "cache_tag"), rt.None)
	rt.SetAttr(c, implementation, rt.Intern(c, "hexversion"), rt.Int(major<<24|minor<<16|micro<<8|0xf0))
	set("implementation", implementation)
	if !setInfo(c, m) {
		return false
	}
	rt.SetHooks(c)
	return true
}

// getFrame is sys._getframe: what a frame knows is its function and line.
func getFrame(c *rt.Ctx, depth rt.Value) rt.Value {
	n := int64(0)
	if depth != 0 {
		i, ok := rt.Index(c, depth)
		if !ok {
			return 0
		}
		n = i
	}
	return rt.CallerFrame(c, n)
}

// namespace returns an object that only carries attributes.
func namespace(c *rt.Ctx, name string) rt.Value {
	ns := rt.NewDict(c, 0)
	cls := rt.BuildClass(c, &rt.ClassSpec{Name: name, QualName: name, Module: "types"}, rt.NewTuple(c, 0), ns)
	c.Drop(ns)
	if cls == 0 {
		return 0
	}
	return rt.Call0(c, cls)
}

// setMaxStrDigits limits the digits of ints that are converted to and from decimal
// text, in the whole process.
func setMaxStrDigits(c *rt.Ctx, n rt.Value) rt.Value {
	i, ok := rt.Index(c, n)
	if !ok || !rt.SetMaxStrDigits(c, i) {
		return 0
	}
	return rt.None
}

// exit raises SystemExit(status).
func exit(c *rt.Ctx, status rt.Value) rt.Value {
	cls := rt.BuiltinClass(rt.ExcSystemExit)
	var e rt.Value
	if status == 0 {
		e = rt.Call0(c, cls)
	} else {
		e = rt.Call1(c, cls, status)
	}
	if e != 0 {
		rt.Raise(c, e, 0)
		c.Drop(e)
	}
	return 0
}

// excInfo returns class, instance and traceback of the exception being handled.
func excInfo(c *rt.Ctx) rt.Value {
	e := c.Handled
	if e == 0 {
		return rt.Tuple3(c, rt.None, rt.None, rt.None)
	}
	name := rt.NewStr(c, "__traceback__")
	tb, ok := rt.FindAttr(c, e, name)
	c.Drop(name)
	if !ok {
		return 0
	}
	if tb == 0 {
		tb = rt.None
	}
	t := rt.Tuple3(c, rt.ClassOf(e), e, tb)
	c.Drop(tb)
	return t
}

// intern returns the string itself: equal names are compared by address only
// inside the runtime.
func intern(c *rt.Ctx, s rt.Value) rt.Value {
	if !rt.IsStr(s) {
		return rt.TypeErrorf(c, "intern() argument must be str, not %s", rt.TypeName(s))
	}
	if text := rt.GoString(s); utf8.ValidString(text) {
		return c.Own(rt.Intern(c, text))
	}
	return c.Own(s)
}
