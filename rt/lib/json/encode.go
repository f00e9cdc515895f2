package json

import (
	"slices"
	"strconv"

	"github.com/pxc-lang/pxc/rt"
)

// maxDepth bounds how deep values lie in each other here: what goes deeper may go in
// circles, which the general encoder notices.
const maxDepth = 200

// An encoder writes one text. Its methods return false for what it leaves to the
// general encoder, mostly without an exception pending.
type encoder struct {
	c         *rt.Ctx
	out       rt.TextBuilder
	item, key rt.Value // separators
	indent    rt.Value // of a level, 0: all goes into one line
	ascii     bool
	sorted    bool
	nan       bool
	depth     int
}

// encode returns the text of o, NotImplemented if the general encoder has to write it.
func encode(c *rt.Ctx, args rt.Value) rt.Value {
	e := encoder{c: c, item: rt.TupleItem(args, 2), key: rt.TupleItem(args, 3)}
	if !rt.IsStr(e.item) || !rt.IsStr(e.key) {
		return rt.NotImplemented
	}
	for _, i := range [...]int{1, 5, 6} {
		if v := rt.TupleItem(args, i); v != rt.True && v != rt.False {
			return rt.NotImplemented
		}
	}
	e.ascii, e.sorted, e.nan = rt.TupleItem(args, 1) == rt.True, rt.TupleItem(args, 5) == rt.True, rt.TupleItem(args, 6) == rt.True
	switch v := rt.TupleItem(args, 4); {
	case v == rt.None:
	case rt.IsStr(v):
		e.indent = c.Own(v)
	case v.IsInt() && v.Int() < 1<<10:
		e.indent = rt.NewStr(c, string(slices.Repeat([]byte{' '}, int(max(v.Int(), 0)))))
	default:
		return rt.NotImplemented
	}
	e.out = rt.NewTextBuilder(c, true, 0)
	ok := e.value(rt.TupleItem(args, 0))
	c.Drop(e.indent)
	if ok {
		return e.out.Finish()
	}
	e.out.Discard()
	if c.Exc != 0 {
		return 0
	}
	return rt.NotImplemented
}

func (e *encoder) text(s string) { e.out.Text(s) }

func (e *encoder) value(v rt.Value) bool {
	switch {
	case rt.IsStr(v):
		e.str(v)
		return true
	case v.IsInt():
		e.int(v.Int())
		return true
	}
	switch v {
	case rt.None:
		e.text("null")
		return true
	case rt.True:
		e.text("true")
		return true
	case rt.False:
		e.text("false")
		return true
	}
	switch {
	case v.IsFloat():
		return e.float(v)
	case rt.TypeID(v) == rt.TypeInt:
		return e.repr(v)
	case rt.IsDict(v):
		return e.dict(v)
	case rt.IsList(v):
		return e.items(v, rt.ListLen(v), rt.ListPeek)
	case rt.IsTuple(v):
		return e.items(v, rt.TupleLen(v), rt.TupleItem)
	}
	return false
}

func (e *encoder) int(i int64) {
	var buf [20]byte
	e.out.Bytes(strconv.AppendInt(buf[:0], i, 10))
}

// float writes the float v.
func (e *encoder) float(v rt.Value) bool {
	switch f := v.Float(); {
	case f-f == 0:
		return e.repr(v)
	case !e.nan:
		return false
	case f > 0:
		e.text("Infinity")
	case f < 0:
		e.text("-Infinity")
	default:
		e.text("NaN")
	}
	return true
}

// repr writes a number as repr does.
func (e *encoder) repr(v rt.Value) bool {
	s := rt.Repr(e.c, v)
	if s == 0 {
		return false
	}
	e.out.Slice(s, 0, rt.StrLen(s))
	e.c.Drop(s)
	return true
}

// str writes the str s in quotes.
func (e *encoder) str(s rt.Value) {
	e.out.Char('"')
	switch narrow, wide, widest := rt.StrChars(s); {
	case wide != nil:
		quote(e, s, wide)
	case widest != nil:
		quote(e, s, widest)
	default:
		quote(e, s, narrow)
	}
	e.out.Char('"')
}

// quote writes the characters of s.
func quote[T char](e *encoder, s rt.Value, text []T) {
	from := 0
	for i, ch := range text {
		if ch >= ' ' && ch != '"' && ch != '\\' && (ch < 0x7f || !e.ascii) {
			continue
		}
		e.out.Slice(s, from, i)
		from = i + 1
		e.escape(rune(ch))
	}
	e.out.Slice(s, from, len(text))
}

// escape writes the escape sequence of r.
func (e *encoder) escape(r rune) {
	switch r {
	case '"':
		e.text(`\"`)
	case '\\':
		e.text(`\\`)
	case '\b':
		e.text(`\b`)
	case '\f':
		e.text(`\f`)
	case '\n':
		e.text(`\n`)
	case '\r':
		e.text(`\r`)
	case '\t':
		e.text(`\t`)
	default:
		if r < 0x10000 {
			e.unit(r)
			return
		}
		r -= 0x10000
		e.unit(0xd800 | r>>10)
		e.unit(0xdc00 | r&0x3ff)
	}
}

// unit writes \uXXXX.
func (e *encoder) unit(r rune) {
	const digits = "0123456789abcdef"
	b := [6]byte{'\\', 'u', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]}
	e.out.Bytes(b[:])
}

// newline begins a line of a level, if there are lines.
func (e *encoder) newline() {
	if e.indent == 0 {
		return
	}
	e.out.Char('\n')
	for range e.depth {
		e.write(e.indent)
	}
}

// write writes the characters of s as they are.
func (e *encoder) write(s rt.Value) { e.out.Slice(s, 0, rt.StrLen(s)) }

// enter begins a level, and leave ends it.
func (e *encoder) enter(ch rune) bool {
	if e.depth == maxDepth {
		return false
	}
	e.depth++
	e.out.Char(ch)
	e.newline()
	return true
}

func (e *encoder) leave(ch rune) bool {
	e.depth--
	e.newline()
	e.out.Char(ch)
	return true
}

func (e *encoder) between() {
	e.write(e.item)
	e.newline()
}

func (e *encoder) items(v rt.Value, n int, item func(rt.Value, int) rt.Value) bool {
	if n == 0 {
		e.text("[]")
		return true
	}
	if !e.enter('[') {
		return false
	}
	for i := range n {
		if i > 0 {
			e.between()
		}
		if !e.value(item(v, i)) {
			return false
		}
	}
	return e.leave(']')
}

func (e *encoder) dict(d rt.Value) bool {
	if rt.DictLen(d) == 0 {
		e.text("{}")
		return true
	}
	if e.sorted {
		return e.sortedDict(d)
	}
	if !e.enter('{') {
		return false
	}
	first := true
	for pos := 0; ; {
		k, v, ok := rt.DictNext(d, &pos)
		if !ok {
			return e.leave('}')
		}
		if !first {
			e.between()
		}
		first = false
		if !e.member(k, v) {
			return false
		}
	}
}

// sortedDict is dict with the keys in order, which have to be strings.
func (e *encoder) sortedDict(d rt.Value) bool {
	type entry struct{ k, v rt.Value }
	entries := make([]entry, 0, rt.DictLen(d))
	for pos := 0; ; {
		k, v, ok := rt.DictNext(d, &pos)
		if !ok {
			break
		}
		if !rt.IsStr(k) {
			return false
		}
		entries = append(entries, entry{k, v})
	}
	slices.SortFunc(entries, func(a, b entry) int { return rt.StrCompare(a.k, b.k) })
	if !e.enter('{') {
		return false
	}
	for i, x := range entries {
		if i > 0 {
			e.between()
		}
		if !e.member(x.k, x.v) {
			return false
		}
	}
	return e.leave('}')
}

// member writes a key and its value.
func (e *encoder) member(k, v rt.Value) bool {
	if rt.IsStr(k) {
		e.str(k)
	} else {
		e.out.Char('"')
		switch {
		case !k.IsInt() && !k.IsFloat() && k != rt.None && k != rt.True && k != rt.False:
			return false
		case !e.value(k):
			return false
		}
		e.out.Char('"')
	}
	e.write(e.key)
	return e.value(v)
}
