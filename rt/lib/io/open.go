package io

import (
	"os"
	"strings"

	"github.com/pxc-lang/pxc/rt"
)

// open is the built-in function: a FileIO, a buffer around it, text around that.
func open(c *rt.Ctx, a rt.Value) rt.Value {
	if !prepare(c) {
		return 0
	}
	file, modeV, buffering := rt.TupleItem(a, 0), rt.TupleItem(a, 1), rt.TupleItem(a, 2)
	encoding, errors, newline := rt.TupleItem(a, 3), rt.TupleItem(a, 4), rt.TupleItem(a, 5)
	if p := rt.Plain(file); !p.IsInt() && !p.IsBool() {
		if _, ok := pathOf(c, file); !ok {
			return 0
		}
	}
	mode := "r"
	if modeV != 0 {
		if !rt.IsStr(modeV) {
			return rt.TypeErrorf(c, "open() argument 'mode' must be str, not %s", rt.TypeName(modeV))
		}
		mode = rt.GoString(modeV)
	}
	for i, r := range mode {
		if !strings.ContainsRune("rwaxbt+", r) || strings.ContainsRune(mode[i+1:], r) {
			return rt.ValueErrorf(c, "invalid mode: '%s'", mode)
		}
	}
	for _, p := range [...]struct {
		v    *rt.Value
		name string
	}{{&encoding, "encoding"}, {&errors, "errors"}, {&newline, "newline"}} {
		if *p.v == rt.None {
			*p.v = 0
		}
		if *p.v != 0 && !rt.IsStr(*p.v) {
			return rt.TypeErrorf(c, "open() argument '%s' must be str or None, not %s", p.name, rt.TypeName(*p.v))
		}
	}
	size := int64(-1)
	if buffering != 0 {
		var ok bool
		if size, ok = rt.Index(c, buffering); !ok {
			return 0
		}
	}
	has := func(r string) bool { return strings.Contains(mode, r) }
	binary, kinds := has("b"), 0
	for _, k := range [...]string{"r", "w", "a", "x"} {
		if has(k) {
			kinds++
		}
	}
	switch {
	case binary && has("t"):
		return rt.ValueErrorf(c, "can't have text and binary mode at once")
	case kinds > 1:
		return rt.ValueErrorf(c, "must have exactly one of create/read/write/append mode")
	case kinds == 0:
		return rt.ValueErrorf(c, "Must have exactly one of create/read/write/append mode and at most one plus")
	case binary && encoding != 0:
		return rt.ValueErrorf(c, "binary mode doesn't take an encoding argument")
	case binary && errors != 0:
		return rt.ValueErrorf(c, "binary mode doesn't take an errors argument")
	case binary && newline != 0:
		return rt.ValueErrorf(c, "binary mode doesn't take a newline argument")
	}
	raw := rt.NewNative(c, &fileIO)
	m := rt.NewStr(c, strings.NewReplacer("t", "", "b", "").Replace(mode))
	r := fileInit(c, raw, file, m, rt.TupleItem(a, 6), rt.TupleItem(a, 7))
	c.Drop(m)
	if r == 0 {
		c.Drop(raw)
		return 0
	}
	fail := func(o rt.Value) rt.Value {
		e := c.Exc
		c.Exc = 0
		fileClose(c, raw)
		c.Drop(o)
		c.Exc = e
		return 0
	}
	if size == 0 {
		if binary {
			return raw
		}
		rt.ValueErrorf(c, "can't have unbuffered text I/O")
		return fail(raw)
	}
	if size < 2 {
		size = bufferSize
	}
	class := &writer
	switch {
	case has("+"):
		class = &random
	case has("r"):
		class = &reader
	}
	buffer := rt.Call2(c, class.Class(), raw, rt.Int(size))
	if buffer == 0 {
		return fail(raw)
	}
	c.Drop(raw)
	if binary {
		return buffer
	}
	args := rt.NewTuple(c, 5)
	for i, v := range [...]rt.Value{buffer, encoding, errors, newline, rt.Bool(rt.TupleItem(a, 2) == rt.Int(1))} {
		if v == 0 {
			v = rt.None
		}
		rt.TupleInit(args, i, c.Own(v))
	}
	t := rt.CallTuple(c, text.Class(), args)
	c.Drop(args)
	if t == 0 {
		return fail(buffer)
	}
	c.Drop(buffer)
	s := rt.NewStr(c, mode)
	rt.GiveSlot(c, t, txMode, s)
	return t
}

// openCode is io.open_code: the file to read, in binary mode, without a hook.
func openCode(c *rt.Ctx, path rt.Value) rt.Value {
	if !rt.IsStr(path) {
		return rt.TypeErrorf(c, "open_code() argument 'path' must be str, not %s", rt.TypeName(path))
	}
	args := rt.NewTuple(c, 8)
	rt.TupleInit(args, 0, c.Own(path))
	rt.TupleInit(args, 1, rt.NewStr(c, "rb"))
	f := open(c, args)
	c.Drop(args)
	return f
}

// textEncoding is io.text_encoding: the encoding that a function passes on to open.
func textEncoding(c *rt.Ctx, encoding, _ rt.Value) rt.Value {
	if encoding == rt.None {
		return rt.Intern(c, "locale")
	}
	return c.Own(encoding)
}

// Std returns the objects for the process's standard streams. Main thread, when sys
// is imported.
func Std(c *rt.Ctx) (streams [3]rt.Value) {
	if !prepare(c) {
		return streams
	}
	for fd := range 3 {
		raw := rt.NewNative(c, &fileIO)
		setInt(c, raw, fiFD, fd)
		rt.GiveSlot(c, raw, fiName, rt.NewStr(c, [...]string{"<stdin>", "<stdout>", "<stderr>"}[fd]))
		rt.SetSlot(c, raw, fiClose, rt.False)
		rt.SetSlot(c, raw, slotClosed, rt.False)
		class, mode, bits := &writer, "w", modeWrite
		if fd == 0 {
			class, mode, bits = &reader, "r", modeRead
		}
		setInt(c, raw, fiMode, bits)
		buffer := rt.NewNative(c, class)
		rt.GiveSlot(c, buffer, buRaw, raw)
		setInt(c, buffer, buSize, bufferSize)
		setInt(c, buffer, buMode, bits)
		setInt(c, buffer, buStd, fd)
		rt.SetSlot(c, buffer, slotClosed, rt.False)
		t := rt.NewNative(c, &text)
		rt.GiveSlot(c, t, txBuffer, buffer)
		rt.SetSlot(c, t, txEncoding, rt.Intern(c, "utf-8"))
		rt.SetSlot(c, t, txCodec, rt.Intern(c, "utf-8"))
		rt.SetSlot(c, t, txErrors, rt.Intern(c, [...]string{"strict", "strict", "backslashreplace"}[fd]))
		rt.SetSlot(c, t, txMode, rt.Intern(c, mode))
		rt.SetSlot(c, t, slotClosed, rt.False)
		flags := [...]int{0, flagStd1, flagStd2 | flagLineBuffering}[fd]
		if st, err := [...]*os.File{os.Stdin, os.Stdout, os.Stderr}[fd].Stat(); err == nil && st.Mode()&os.ModeCharDevice != 0 && fd == 1 {
			flags |= flagLineBuffering
		}
		setInt(c, t, txFlags, flags)
		streams[fd] = t
	}
	return streams
}
