// Package io is the Python module io: files, buffers in memory and the classes
// that programs derive their own from. State lies in slots of the objects, what is
// buffered in bytearrays there, so that a file that a callback keeps on self is
// moved like any other instance.
//
// Three layers, as in CPython: raw (FileIO), buffered, text. Each calls the one
// below by its methods, unless that is the class here, unchanged.
package io

import (
	"strings"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "io",
	Funcs: []rt.Func{
		{Name: "open", Sig: "file, mode=, buffering=, encoding=, errors=, newline=, closefd=, opener=", FN: open},
		{Name: "open_code", Sig: "path", F1: openCode},
		{Name: "text_encoding", Sig: "encoding, stacklevel=, /", F2: textEncoding},
	},
	Init: initModule,
}

// unsupported is io.UnsupportedOperation.
var unsupportedClass rt.Value

const bufferSize = 8192

func init() {
	rt.Open = func(c *rt.Ctx, args rt.Value) rt.Value { return open(c, args) }
	rt.AtBoot(func(c *rt.Ctx) { prepare(c) })
}

func initModule(c *rt.Ctx, m rt.Value) bool {
	prepare(c)
	for _, def := range classes {
		rt.ModuleSet(c, m, def.Name, def.Class())
	}
	for name, v := range map[string]rt.Value{
		"UnsupportedOperation": unsupportedClass, "BlockingIOError": rt.BuiltinClass(rt.ExcBlockingIOError),
		"DEFAULT_BUFFER_SIZE": rt.Int(bufferSize), "SEEK_SET": rt.Int(0), "SEEK_CUR": rt.Int(1), "SEEK_END": rt.Int(2),
	} {
		rt.ModuleSet(c, m, name, v)
	}
	return true
}

var classes = []*rt.NativeClass{&ioBase, &rawBase, &bufferedBase, &textBase, &fileIO, &reader, &writer, &random, &text, &stringIO, &bytesIO}

// prepare makes the classes, once, on the main thread.
func prepare(c *rt.Ctx) bool {
	if unsupportedClass != 0 {
		return true
	}
	for _, name := range strings.Fields("closed readline peek read readall read1 readinto write close flush seek tell truncate fileno isatty readable writable seekable name mode encoding replace __fspath__ __del__ utf-8 locale utf-16-le utf-16-be utf-32-le utf-32-be strict backslashreplace surrogatepass") {
		rt.Intern(c, name) // contexts cannot
	}
	for _, s := range [...]string{"", "\r", "\n", "\r\n"} {
		rt.Intern(c, s)
	}
	for _, def := range classes {
		rt.DefineClass(c, 0, def)
	}
	ns := rt.NewDict(c, 0)
	unsupportedClass = rt.BuildClass(c, &rt.ClassSpec{Name: "UnsupportedOperation", QualName: "UnsupportedOperation", Module: "io"},
		rt.ConstTuple(c, rt.BuiltinClass(rt.ExcOSError), rt.BuiltinClass(rt.ExcValueError)), ns)
	c.Drop(ns)
	rt.AtExit(flushAll)
	return unsupportedClass != 0
}

func unsupported(c *rt.Ctx, what string) rt.Value {
	msg := rt.NewStr(c, what)
	e := rt.Call1(c, unsupportedClass, msg)
	c.Drop(msg)
	if e != 0 {
		rt.Raise(c, e, 0)
		c.Drop(e)
	}
	return 0
}

func none(ok bool) rt.Value {
	if ok {
		return rt.None
	}
	return 0
}

// call calls a method without arguments.
func call(c *rt.Ctx, o rt.Value, name string) rt.Value {
	return rt.CallMethod0(c, o, rt.Intern(c, name))
}

func call1(c *rt.Ctx, o rt.Value, name string, x rt.Value) rt.Value {
	return rt.CallMethod1(c, o, rt.Intern(c, name), x)
}

// does calls a method for its effect.
func does(c *rt.Ctx, o rt.Value, name string) bool {
	r := call(c, o, name)
	c.Drop(r)
	return r != 0
}

// attr returns o.name, owned, or 0 with an exception pending.
func attr(c *rt.Ctx, o rt.Value, name string) rt.Value { return rt.GetAttr(c, o, rt.Intern(c, name)) }

// asks returns the truth of o.name().
func asks(c *rt.Ctx, o rt.Value, name string) (yes, ok bool) {
	r := call(c, o, name)
	if r == 0 {
		return false, false
	}
	t := rt.Truth(c, r)
	c.Drop(r)
	return t == 1, t >= 0
}

// isClosed reports whether o.closed is true.
func isClosed(c *rt.Ctx, o rt.Value) (closed, ok bool) {
	if rt.IsNative(o, &fileIO) {
		return rt.Slot(o, slotClosed) == rt.True, true
	}
	if rt.IsNative(o, &reader) || rt.IsNative(o, &writer) {
		// A property of both: no attribute of an instance goes before it.
		if raw := rt.Slot(o, buRaw); raw != 0 && rt.IsNative(raw, &fileIO) {
			return rt.Slot(raw, slotClosed) == rt.True, true
		}
	}
	r := attr(c, o, "closed")
	if r == 0 {
		return false, false
	}
	t := rt.Truth(c, r)
	c.Drop(r)
	return t == 1, t >= 0
}

// sizeArg reads an optional count: -1 for none, None or what is negative.
func sizeArg(c *rt.Ctx, v rt.Value) (int, bool) {
	if v == 0 || v == rt.None {
		return -1, true
	}
	if !rt.HasIndex(v) {
		rt.TypeErrorf(c, "argument should be integer or None, not '%s'", rt.TypeName(v))
		return 0, false
	}
	n, ok := rt.Index(c, v)
	return int(max(min(n, 1<<40), -1)), ok
}

// bytesArg views the bytes of an argument.
func bytesArg(c *rt.Ctx, v rt.Value) ([]byte, bool) {
	data, _, ok := rt.BytesView(v)
	if !ok {
		rt.TypeErrorf(c, "a bytes-like object is required, not '%s'", rt.TypeName(v))
	}
	return data, ok
}

func intSlot(o rt.Value, i int) int {
	if v := rt.Slot(o, i); v != 0 {
		return int(v.Int())
	}
	return 0
}

func setInt(c *rt.Ctx, o rt.Value, i, n int) bool { return rt.SetIntSlot(c, o, i, int64(n)) }
