package io

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/pxc-lang/pxc/rt"
)

// TextIOWrapper. What was read and decoded is kept as UTF-8 in a bytes object, with
// newlines as they are in the file, so that a position in it is one in the file;
// they are translated when a line is taken out. What is to be written is encoded at
// once and kept in a bytearray.
const (
	txBuffer = iota + 1
	txEncoding
	txErrors
	txNewline
	txText  // decoded, UTF-8
	txPos   // in txText
	txCarry // bytes that do not make a character yet
	txEOF
	txOut
	txFlags
	txSeen // newlines seen: bits
	txCodec
	txMode
)

const (
	flagLineBuffering = 1 << iota
	flagWriteThrough
	flagNext // __next__ was called: no tell
	flagStd1 // standard output
	flagStd2 // standard error
	flagEasy // what is in txText is ASCII without \r
)

var text rt.NativeClass

func init() {
	text = rt.NativeClass{
		Next: textNext,
		Name: "TextIOWrapper", Module: "_io", Base: &textBase, Slots: 13, Open: true, Dict: true,
		Init: rt.Func{Sig: "self, buffer, encoding=, errors=, newline=, line_buffering=, write_through=", FN: func(c *rt.Ctx, a rt.Value) rt.Value {
			return none(textInit(c, a))
		}},
		Methods: []rt.Func{
			{Name: "close", Sig: "self, /", F1: textClose},
			{Name: "detach", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				b := rt.Slot(o, txBuffer)
				if b == 0 {
					return rt.ValueErrorf(c, "underlying buffer has been detached")
				}
				if !does(c, o, "flush") {
					return 0
				}
				c.Own(b)
				rt.SetSlot(c, o, txBuffer, 0)
				forget(c, o)
				return b
			}},
			{Name: "flush", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return none(textOpen(c, o) && textFlush(c, o) && does(c, rt.Slot(o, txBuffer), "flush"))
			}},
			{Name: "read", Sig: "self, size=, /", F2: textRead},
			{Name: "readline", Sig: "self, size=, /", F2: func(c *rt.Ctx, o, size rt.Value) rt.Value {
				n, ok := sizeArg(c, size)
				if !ok || !textOpen(c, o) {
					return 0
				}
				return textLine(c, o, n)
			}},
			{Name: "write", Sig: "self, text, /", F2: textWrite},
			{Name: "seek", Sig: "self, cookie, whence=, /", F3: textSeek},
			{Name: "tell", Sig: "self, /", F1: textTell},
			{Name: "truncate", Sig: "self, pos=, /", F2: func(c *rt.Ctx, o, pos rt.Value) rt.Value {
				if !textOpen(c, o) || !textFlush(c, o) {
					return 0
				}
				if pos == 0 || pos == rt.None {
					if pos = textTell(c, o); pos == 0 {
						return 0
					}
				}
				return call1(c, rt.Slot(o, txBuffer), "truncate", pos)
			}},
			{Name: "reconfigure", Sig: "self, *, encoding=, errors=, newline=, line_buffering=, write_through=", FN: reconfigure},
			passes("fileno", txBuffer), passes("isatty", txBuffer), passes("readable", txBuffer), passes("writable", txBuffer), passes("seekable", txBuffer),
			{Name: "__repr__", Sig: "self, /", F1: textRepr},
		},
		Properties: []rt.Func{
			slotProperty("buffer", txBuffer), slotProperty("encoding", txEncoding), slotProperty("errors", txErrors),
			passed("closed", txBuffer), passed("name", txBuffer),
			{Name: "line_buffering", Sig: "self, /", F1: func(_ *rt.Ctx, o rt.Value) rt.Value {
				return rt.Bool(intSlot(o, txFlags)&flagLineBuffering != 0)
			}},
			{Name: "write_through", Sig: "self, /", F1: func(_ *rt.Ctx, o rt.Value) rt.Value {
				return rt.Bool(intSlot(o, txFlags)&flagWriteThrough != 0)
			}},
			{Name: "newlines", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return newlinesSeen(c, intSlot(o, txSeen)) }},
		},
		Variables: []rt.Variable{{
			Get: rt.Func{Name: "mode", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if m := rt.Slot(o, txMode); m != 0 {
					return c.Own(m)
				}
				return rt.AttributeErrorf(c, "'_io.TextIOWrapper' object has no attribute 'mode'")
			}},
			Set: rt.Func{Name: "mode", Sig: "self, value, /", F2: func(c *rt.Ctx, o, v rt.Value) rt.Value { return none(rt.SetSlot(c, o, txMode, v)) }},
		}},
	}
}

func slotProperty(name string, slot int) rt.Func {
	return rt.Func{Name: name, Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
		if v := rt.Slot(o, slot); v != 0 {
			return c.Own(v)
		}
		return rt.ValueErrorf(c, "underlying buffer has been detached")
	}}
}

func newlinesSeen(c *rt.Ctx, bits int) rt.Value {
	var seen []rt.Value
	for i, s := range [...]string{"\r", "\n", "\r\n"} {
		if bits>>i&1 != 0 {
			seen = append(seen, rt.Intern(c, s))
		}
	}
	switch len(seen) {
	case 0:
		return rt.None
	case 1:
		return seen[0]
	}
	t := rt.NewTuple(c, len(seen))
	for i, s := range seen {
		rt.TupleInit(t, i, s)
	}
	return t
}

// textInit takes the arguments of TextIOWrapper(…), self first.
func textInit(c *rt.Ctx, a rt.Value) bool {
	o, buffer, encoding, errors := rt.TupleItem(a, 0), rt.TupleItem(a, 1), rt.TupleItem(a, 2), rt.TupleItem(a, 3)
	mode, ok := newlineMode(c, rt.TupleItem(a, 4), newlineNone)
	if !ok {
		return false
	}
	for _, p := range [...]struct {
		v    *rt.Value
		name string
		def  string
	}{{&encoding, "encoding", "utf-8"}, {&errors, "errors", "strict"}} {
		if *p.v == 0 || *p.v == rt.None {
			*p.v = rt.Intern(c, p.def)
		} else if !rt.IsStr(*p.v) {
			rt.TypeErrorf(c, "TextIOWrapper() argument '%s' must be str or None, not %s", p.name, rt.TypeName(*p.v))
			return false
		}
	}
	if rt.GoString(encoding) == "locale" {
		encoding = rt.Intern(c, "utf-8")
	}
	empty := rt.Intern(c, "")
	probe := rt.StrEncode(c, empty, encoding, 0) // is the encoding known?
	if probe == 0 {
		return false
	}
	c.Drop(probe)
	flags := 0
	for i, bit := range [...]int{flagLineBuffering, flagWriteThrough} {
		if v := rt.TupleItem(a, 5+i); v != 0 {
			t := rt.Truth(c, v)
			if t < 0 {
				return false
			}
			flags |= bit * t
		}
	}
	rt.SetSlot(c, o, txBuffer, buffer)
	rt.SetSlot(c, o, txEncoding, encoding)
	rt.SetSlot(c, o, txErrors, errors)
	rt.SetSlot(c, o, txCodec, encoding)
	setInt(c, o, txNewline, mode)
	setInt(c, o, txFlags, flags)
	for _, slot := range [...]int{txText, txCarry, txOut} {
		rt.SetSlot(c, o, slot, 0)
	}
	setInt(c, o, txPos, 0)
	remember(c, o)
	return rt.SetSlot(c, o, slotClosed, rt.False)
}

func reconfigure(c *rt.Ctx, a rt.Value) rt.Value {
	o := rt.TupleItem(a, 0)
	if !textOpen(c, o) || !textFlush(c, o) {
		return 0
	}
	for i, slot := range [...]int{txEncoding, txErrors} {
		if v := rt.TupleItem(a, 1+i); v != 0 && v != rt.None {
			if !rt.IsStr(v) {
				return rt.TypeErrorf(c, "reconfigure() argument must be str or None, not %s", rt.TypeName(v))
			}
			rt.SetSlot(c, o, slot, v)
			if slot == txEncoding {
				rt.SetSlot(c, o, txCodec, v)
			}
		}
	}
	if v := rt.TupleItem(a, 3); v != 0 {
		mode, ok := newlineMode(c, v, newlineNone)
		if !ok {
			return 0
		}
		setInt(c, o, txNewline, mode)
	}
	flags := intSlot(o, txFlags)
	for i, bit := range [...]int{flagLineBuffering, flagWriteThrough} {
		if v := rt.TupleItem(a, 4+i); v != 0 && v != rt.None {
			t := rt.Truth(c, v)
			if t < 0 {
				return 0
			}
			flags = flags&^bit | bit*t
		}
	}
	return none(setInt(c, o, txFlags, flags))
}

func textOpen(c *rt.Ctx, o rt.Value) bool {
	b := rt.Slot(o, txBuffer)
	if b == 0 {
		rt.ValueErrorf(c, "underlying buffer has been detached")
		return false
	}
	return checkClosed(c, b)
}

func textRepr(c *rt.Ctx, o rt.Value) rt.Value {
	l := rt.NewList(c, 0)
	defer c.Drop(l)
	f := "<_io.TextIOWrapper"
	for _, name := range [...]string{"name", "mode", "encoding"} {
		v, ok := rt.FindAttr(c, o, rt.Intern(c, name))
		if !ok {
			rt.ClearExc(c)
		}
		if v != 0 {
			f += " " + name + "=%r"
			rt.ListAppend(c, l, v)
			c.Drop(v)
		}
	}
	return rt.Formatted(c, f+">", rt.TupleOf(c, l))
}

// pending views the text that was decoded and not yet read.
func pending(o rt.Value) []byte {
	if b := rt.Slot(o, txText); b != 0 {
		return rt.BytesData(b)[intSlot(o, txPos):]
	}
	return nil
}

// textFill reads and decodes once more; more is false at the end. n < 0 reads all
// there is.
func textFill(c *rt.Ctx, o rt.Value, n int) (more, ok bool) {
	if !textFlush(c, o) {
		return false, false
	}
	buffer := rt.Slot(o, txBuffer)
	if n >= 0 && rt.IsNative(buffer, &reader) && rt.Slot(buffer, buStd) != 0 && rt.Slot(o, txCarry) == 0 && len(pending(o)) == 0 && len(ahead(buffer)) == 0 {
		if more, done, ok := stdinFill(c, o, buffer); done {
			return more, ok
		}
	}
	if yes, ok := asks(c, buffer, "readable"); !ok || !yes {
		if ok {
			unsupported(c, "not readable")
		}
		return false, false
	}
	var b rt.Value
	if n < 0 {
		b = call(c, buffer, "read")
	} else if rt.IsNative(buffer, &reader) || rt.IsNative(buffer, &random) || rt.IsNative(buffer, &bytesIO) {
		b = call1(c, buffer, "read1", rt.Int(bufferSize))
	} else {
		m, found := rt.FindAttr(c, buffer, rt.Intern(c, "read1"))
		if !found {
			return false, false
		}
		if m != 0 {
			b = rt.Call1(c, m, rt.Int(bufferSize))
			c.Drop(m)
		} else {
			b = call1(c, buffer, "read", rt.Int(bufferSize))
		}
	}
	if b == 0 {
		return false, false
	}
	if b == rt.None {
		b = rt.NewBytes(c, nil)
	}
	data, _, isBytes := rt.BytesView(b)
	if !isBytes {
		rt.TypeErrorf(c, "underlying read1() should have returned a bytes-like object, not '%s'", rt.TypeName(b))
		c.Drop(b)
		return false, false
	}
	final := len(data) == 0 || n < 0
	more = len(data) > 0
	defer c.Drop(b)
	if carry := rt.Slot(o, txCarry); carry != 0 {
		all := rt.NewBytearray(c, 0)
		defer c.Drop(all)
		if !rt.BytearrayAppend(c, all, rt.BytesData(carry)) || !rt.BytearrayAppend(c, all, data) {
			return false, false
		}
		data = rt.BytearrayData(all)
	}
	k := len(data)
	if !final {
		k = whole(data, encodingName(o, txCodec))
	}
	decoded, ok := decode(c, o, data[:k])
	if !ok {
		return false, false
	}
	old := pending(o)
	next, all := rt.FreshBytes(c, len(old)+len(decoded))
	if next == 0 {
		return false, false
	}
	copy(all[copy(all, old):], decoded)
	flags := intSlot(o, txFlags) &^ flagEasy
	if rt.IsASCII(all) && bytes.IndexByte(all, '\r') < 0 {
		flags |= flagEasy
	}
	if !rt.GiveSlot(c, o, txText, next) || !setInt(c, o, txPos, 0) || !setInt(c, o, txFlags, flags) {
		return false, false
	}
	carry := rt.Value(0)
	if k < len(data) {
		carry = rt.NewBytes(c, data[k:])
	}
	ok = rt.SetSlot(c, o, txCarry, carry)
	c.Drop(carry)
	return more && n >= 0, ok
}

// stdinFill is textFill for standard input, of which nothing is read ahead here, so
// that input() and reads of bytes find what follows: a line of UTF-8 goes from the
// process's buffer to the text's. done is false where there is more to it.
func stdinFill(c *rt.Ctx, o, buffer rt.Value) (more, done, ok bool) {
	if raw := rt.Slot(buffer, buRaw); raw == 0 || !rt.IsNative(raw, &fileIO) || rt.Slot(raw, slotClosed) == rt.True || encodingName(o, txCodec) != "utf-8" {
		return false, false, false
	}
	b := rt.ReadStdin(c, -1, true)
	if b == 0 {
		return false, true, false
	}
	line := rt.BytesData(b)
	if !utf8.Valid(line) {
		ok = setInt(c, buffer, buPos, 0) && rt.GiveSlot(c, buffer, buAhead, b)
		return false, !ok, ok
	}
	more = len(line) > 0
	ok = setInt(c, o, txPos, 0) && setInt(c, o, txFlags, intSlot(o, txFlags)&^flagEasy) && rt.GiveSlot(c, o, txText, b)
	return more, true, ok
}

// encodingName returns the encoding in a slot, in the form that is compared here.
func encodingName(o rt.Value, slot int) string {
	name := rt.Slot(o, slot)
	if narrow, _, _ := rt.StrChars(name); string(narrow) == "utf-8" {
		return "utf-8" // for each line, mostly
	}
	return spellings.Replace(strings.ToLower(rt.GoString(name)))
}

var spellings = strings.NewReplacer("_", "-", "utf8", "utf-8", "utf16", "utf-16", "utf32", "utf-32")

// whole returns how many bytes make complete characters.
func whole(b []byte, encoding string) int {
	n := len(b)
	switch {
	case strings.HasPrefix(encoding, "utf-16"):
		n &^= 1
		if big := encoding == "utf-16-be"; n >= 2 {
			hi := b[n-1]
			if big {
				hi = b[n-2]
			}
			if hi&0xfc == 0xd8 {
				n -= 2
			}
		}
	case strings.HasPrefix(encoding, "utf-32"):
		n &^= 3
	case strings.HasPrefix(encoding, "utf-8"):
		for i := 1; i <= 3 && i <= n; i++ {
			if x := b[n-i]; x >= 0xc0 {
				if !utf8.FullRune(b[n-i:]) {
					return n - i
				}
				break
			} else if x < 0x80 {
				break
			}
		}
	}
	return n
}

// decode returns data as UTF-8.
func decode(c *rt.Ctx, o rt.Value, data []byte) ([]byte, bool) {
	name := encodingName(o, txCodec)
	if name == "utf-8" && utf8.Valid(data) {
		return data, true
	}
	if len(data) == 0 {
		return nil, true
	}
	b := rt.NewBytes(c, data)
	if b == 0 {
		return nil, false
	}
	s := rt.BytesDecode(c, b, rt.Slot(o, txCodec), rt.Slot(o, txErrors))
	c.Drop(b)
	if s == 0 {
		return nil, false
	}
	// Only the beginning has a byte order mark.
	switch next := ""; name {
	case "utf-16", "utf-32":
		if next = name + "-le"; data[0] == 0xfe || data[0] == 0 {
			next = name + "-be"
		}
		rt.SetSlot(c, o, txCodec, rt.Intern(c, next))
	case "utf-8-sig":
		rt.SetSlot(c, o, txCodec, rt.Intern(c, "utf-8"))
	}
	u := rt.StrEncode(c, s, rt.Intern(c, "utf-8"), rt.Intern(c, "surrogatepass"))
	c.Drop(s)
	if u == 0 {
		return nil, false
	}
	out := append([]byte(nil), rt.BytesData(u)...)
	c.Drop(u)
	return out, true
}

// newText returns a str of what is kept as UTF-8.
func newText(c *rt.Ctx, b []byte) rt.Value {
	if rt.IsASCII(b) {
		return rt.NewASCII(c, b)
	}
	if utf8.Valid(b) {
		return rt.NewStrBytes(c, b)
	}
	v := rt.NewBytes(c, b)
	if v == 0 {
		return 0
	}
	defer c.Drop(v)
	return rt.BytesDecode(c, v, rt.Intern(c, "utf-8"), rt.Intern(c, "surrogatepass"))
}

// plainNewlines translates newlines and notes which there were.
func plainNewlines(c *rt.Ctx, o rt.Value, b []byte) []byte {
	mode := intSlot(o, txNewline)
	if mode > newlineAny {
		return b
	}
	seen := intSlot(o, txSeen)
	was := seen
	if bytes.IndexByte(b, '\r') < 0 {
		if bytes.IndexByte(b, '\n') >= 0 {
			seen |= 2
		}
	} else {
		for i := 0; i < len(b); i++ {
			switch {
			case b[i] == '\n':
				seen |= 2
			case b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n':
				seen |= 4
				i++
			case b[i] == '\r':
				seen |= 1
			}
		}
		if mode == newlineNone {
			b = bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
		}
	}
	if seen != was {
		setInt(c, o, txSeen, seen)
	}
	return b
}

// endOfLine returns the length of the first line of b with its end, 0 if it has
// none yet.
func endOfLine(b []byte, mode int, eof bool) int {
	switch mode {
	case newlineLF:
		return bytes.IndexByte(b, '\n') + 1
	case newlineCR:
		return bytes.IndexByte(b, '\r') + 1
	case newlineCRLF:
		if i := bytes.Index(b, []byte("\r\n")); i >= 0 {
			return i + 2
		}
		return 0
	}
	i := bytes.IndexByte(b, '\n')
	before := b
	if i >= 0 {
		before = b[:i]
	}
	if j := bytes.IndexByte(before, '\r'); j >= 0 {
		i = j
	}
	switch {
	case i < 0:
		return 0
	case b[i] == '\n':
		return i + 1
	case i+1 < len(b):
		if b[i+1] == '\n' {
			return i + 2
		}
		return i + 1
	case eof:
		return i + 1
	}
	return 0 // a \n may follow
}

func textLine(c *rt.Ctx, o rt.Value, limit int) rt.Value {
	if limit < 0 && intSlot(o, txFlags)&flagEasy != 0 {
		if s, done := easyLine(c, o); done {
			return s
		}
	}
	eof := false
	for {
		b := pending(o)
		n := endOfLine(b, intSlot(o, txNewline), eof)
		if n == 0 && eof {
			n = len(b)
		}
		if limit >= 0 {
			for i, count := 0, 0; i < len(b) && (n == 0 || i < n); count++ {
				if count == limit {
					n = i
					return textTake(c, o, n)
				}
				_, w := utf8.DecodeRune(b[i:])
				i += w
			}
			if limit == 0 {
				return textTake(c, o, 0)
			}
		}
		if n > 0 || eof {
			return textTake(c, o, n)
		}
		more, ok := textFill(c, o, 0)
		if !ok {
			return 0
		}
		eof = !more
	}
}

// easyLine is textLine where nothing has to be translated or decoded; done is false if
// the line has no end yet.
func easyLine(c *rt.Ctx, o rt.Value) (s rt.Value, done bool) {
	b, mode := pending(o), intSlot(o, txNewline)
	n := bytes.IndexByte(b, '\n') + 1
	if n == 0 || mode > newlineLF {
		return 0, false
	}
	if s = rt.NewASCII(c, b[:n]); s == 0 {
		return 0, true
	}
	seen := intSlot(o, txSeen)
	if !setInt(c, o, txPos, intSlot(o, txPos)+n) || mode != newlineLF && seen&2 == 0 && !setInt(c, o, txSeen, seen|2) {
		c.Drop(s)
		return 0, true
	}
	return s, true
}

// textNext is __next__. Whether tell may be asked is noted at the first line.
func textNext(c *rt.Ctx, o rt.Value) rt.Value {
	if !textOpen(c, o) {
		return 0
	}
	flags := intSlot(o, txFlags)
	if flags&flagNext == 0 && !setInt(c, o, txFlags, flags|flagNext) {
		return 0
	}
	var line rt.Value
	if rt.IsNative(o, &text) {
		line = textLine(c, o, -1)
	} else {
		line = call(c, o, "readline")
	}
	if line == 0 || !rt.IsStr(line) || rt.StrLen(line) > 0 {
		return line
	}
	setInt(c, o, txFlags, intSlot(o, txFlags)&^flagNext)
	return 0
}

// textTake takes n bytes of the decoded text.
func textTake(c *rt.Ctx, o rt.Value, n int) rt.Value {
	s := newText(c, plainNewlines(c, o, pending(o)[:n]))
	if s != 0 && n > 0 && !setInt(c, o, txPos, intSlot(o, txPos)+n) {
		c.Drop(s)
		return 0
	}
	return s
}

func textRead(c *rt.Ctx, o, size rt.Value) rt.Value {
	n, ok := sizeArg(c, size)
	if !ok || !textOpen(c, o) {
		return 0
	}
	if n < 0 {
		if _, ok := textFill(c, o, -1); !ok {
			return 0
		}
		return textTake(c, o, len(pending(o)))
	}
	eof := false
	for {
		b := pending(o)
		i, count := 0, 0
		universal := intSlot(o, txNewline) == newlineNone
		for i < len(b) && count < n {
			if universal && b[i] == '\r' {
				if i+1 == len(b) && !eof {
					break
				}
				if i+1 < len(b) && b[i+1] == '\n' {
					i++
				}
			}
			_, w := utf8.DecodeRune(b[i:])
			i += w
			count++
		}
		if count == n || eof {
			return textTake(c, o, i)
		}
		more, ok := textFill(c, o, 0)
		if !ok {
			return 0
		}
		eof = !more
	}
}

func textWrite(c *rt.Ctx, o, s rt.Value) rt.Value {
	p := rt.Plain(s)
	if !rt.IsStr(p) {
		return rt.TypeErrorf(c, "write() argument must be str, not %s", rt.TypeName(s))
	}
	n := rt.Int(int64(rt.StrLen(p)))
	if data, ok := rt.ASCIIData(p); ok && appends(o) {
		out := rt.Slot(o, txOut)
		if !rt.StoreCheck(c, out) || !rt.BytearrayAppend(c, out, data) || len(rt.BytearrayData(out)) > bufferSize && !textFlush(c, o) {
			return 0
		}
		return n
	}
	return textWriteAny(c, o, p, n)
}

// appends reports whether what is written, being ASCII, is only added to what waits to
// be written.
func appends(o rt.Value) bool {
	b := rt.Slot(o, txBuffer)
	if b == 0 || !rt.IsNative(b, &writer) || rt.Slot(o, txOut) == 0 || rt.Slot(o, txText) != 0 || rt.Slot(o, txCarry) != 0 {
		return false
	}
	raw := rt.Slot(b, buRaw)
	mode := intSlot(o, txNewline)
	return raw != 0 && rt.IsNative(raw, &fileIO) && rt.Slot(raw, slotClosed) != rt.True &&
		intSlot(o, txFlags)&(flagStd1|flagStd2|flagLineBuffering|flagWriteThrough) == 0 &&
		mode != newlineCR && mode != newlineCRLF && encodingName(o, txCodec) == "utf-8"
}

// textWriteAny writes the str p, of n characters.
func textWriteAny(c *rt.Ctx, o, p, n rt.Value) rt.Value {
	flags := intSlot(o, txFlags)
	if flags&(flagStd1|flagStd2) != 0 && rt.Slot(o, txBuffer) != 0 && rt.Slot(o, slotClosed) != rt.True {
		fd := 1
		if flags&flagStd2 != 0 {
			fd = 2
		}
		if !rt.WriteStd(c, fd, p) {
			return 0
		}
		return n
	}
	if !textOpen(c, o) {
		return 0
	}
	if !rt.IsNative(rt.Slot(o, txBuffer), &writer) {
		yes, ok := asks(c, rt.Slot(o, txBuffer), "writable")
		if !ok {
			return 0
		}
		if !yes {
			return unsupported(c, "not writable")
		}
	}
	if mode := intSlot(o, txNewline); mode == newlineCR || mode == newlineCRLF {
		end := "\r"
		if mode == newlineCRLF {
			end = "\r\n"
		}
		from, to := rt.NewStr(c, "\n"), rt.NewStr(c, end)
		p = rt.CallMethod2(c, p, rt.Intern(c, "replace"), from, to)
		c.Drop(from)
		c.Drop(to)
		if p == 0 {
			return 0
		}
		defer c.Drop(p)
	}
	name := encodingName(o, txCodec)
	data, isASCII := rt.ASCIIData(p)
	if name != "utf-8" || !isASCII {
		b := rt.StrEncode(c, p, rt.Slot(o, txCodec), rt.Slot(o, txErrors))
		if b == 0 {
			return 0
		}
		defer c.Drop(b)
		data = rt.BytesData(b)
	}
	switch name {
	case "utf-16", "utf-32":
		rt.SetSlot(c, o, txCodec, rt.Intern(c, name+"-le"))
	case "utf-8-sig":
		rt.SetSlot(c, o, txCodec, rt.Intern(c, "utf-8"))
	}
	if len(pending(o)) > 0 || rt.Slot(o, txCarry) != 0 {
		rt.SetSlot(c, o, txText, 0)
		rt.SetSlot(c, o, txCarry, 0)
	}
	out := rt.Slot(o, txOut)
	if out == 0 {
		if !rt.GiveSlot(c, o, txOut, rt.NewBytearray(c, 0)) {
			return 0
		}
		out = rt.Slot(o, txOut)
	}
	if !rt.StoreCheck(c, out) || !rt.BytearrayAppend(c, out, data) {
		return 0
	}
	lines := flags&flagLineBuffering != 0 && bytes.ContainsAny(data, "\r\n")
	if lines || flags&flagWriteThrough != 0 || len(rt.BytearrayData(out)) > bufferSize {
		if !textFlush(c, o) || lines && !does(c, rt.Slot(o, txBuffer), "flush") {
			return 0
		}
	}
	return n
}

// textFlush passes what is encoded on to the buffer.
func textFlush(c *rt.Ctx, o rt.Value) bool {
	out := rt.Slot(o, txOut)
	if out == 0 || len(rt.BytearrayData(out)) == 0 {
		return true
	}
	b := rt.NewBytes(c, rt.BytearrayData(out))
	if b == 0 || !rt.BytearraySplice(c, out, 0, len(rt.BytearrayData(out)), nil) {
		return false
	}
	r := call1(c, rt.Slot(o, txBuffer), "write", b)
	c.Drop(b)
	c.Drop(r)
	return r != 0
}

func textClose(c *rt.Ctx, o rt.Value) rt.Value {
	b := rt.Slot(o, txBuffer)
	if b == 0 {
		return rt.ValueErrorf(c, "underlying buffer has been detached")
	}
	forget(c, o)
	closed, ok := isClosed(c, b)
	if closed || !ok {
		return none(ok)
	}
	ok = does(c, o, "flush")
	e := c.Exc
	c.Exc = 0
	if !does(c, b, "close") {
		c.Drop(e)
		return 0
	}
	c.Exc = e
	return none(ok)
}

func textTell(c *rt.Ctx, o rt.Value) rt.Value {
	if !textOpen(c, o) {
		return 0
	}
	if intSlot(o, txFlags)&flagNext != 0 {
		return rt.RaiseExc(c, rt.ExcOSError, "telling position disabled by next() call")
	}
	if !textFlush(c, o) {
		return 0
	}
	r := call(c, rt.Slot(o, txBuffer), "tell")
	if r == 0 {
		return 0
	}
	pos, ok := rt.Index(c, r)
	c.Drop(r)
	if !ok {
		return 0
	}
	if carry := rt.Slot(o, txCarry); carry != 0 {
		pos -= int64(rt.BytesLen(carry))
	}
	if rest := pending(o); len(rest) > 0 {
		if encodingName(o, txCodec) == "utf-8" {
			pos -= int64(len(rest))
		} else {
			s := newText(c, rest)
			b := rt.StrEncode(c, s, rt.Slot(o, txCodec), rt.Slot(o, txErrors))
			c.Drop(s)
			if b == 0 {
				return 0
			}
			pos -= int64(rt.BytesLen(b))
			c.Drop(b)
		}
	}
	return rt.Int(pos)
}

func textSeek(c *rt.Ctx, o, cookie, whence rt.Value) rt.Value {
	if !textOpen(c, o) {
		return 0
	}
	pos, w, ok := seekArgs(c, cookie, whence, "invalid whence (%d, should be 0, 1 or 2)")
	switch {
	case !ok:
		return 0
	case w == 1 && pos != 0:
		return unsupported(c, "can't do nonzero cur-relative seeks")
	case w == 2 && pos != 0:
		return unsupported(c, "can't do nonzero end-relative seeks")
	case w == 0 && pos < 0:
		return rt.ValueErrorf(c, "negative seek position %d", int(pos))
	}
	setInt(c, o, txFlags, intSlot(o, txFlags)&^flagNext)
	if !textFlush(c, o) {
		return 0
	}
	if w == 1 {
		r := textTell(c, o)
		if r == 0 {
			return 0
		}
		pos, _ = rt.Index(c, r)
		w = 0
	}
	if !does(c, rt.Slot(o, txBuffer), "flush") {
		return 0
	}
	r := rt.CallMethod2(c, rt.Slot(o, txBuffer), rt.Intern(c, "seek"), rt.Int(pos), rt.Int(w))
	if r == 0 {
		return 0
	}
	if r == rt.Int(0) {
		rt.SetSlot(c, o, txCodec, rt.Slot(o, txEncoding))
	}
	if !rt.SetSlot(c, o, txText, 0) || !rt.SetSlot(c, o, txCarry, 0) || !setInt(c, o, txPos, 0) {
		return 0
	}
	return r
}
