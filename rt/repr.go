package rt

import (
	"bytes"

	"github.com/pxc-lang/pxc/rt/format"
)

// repr and str. Containers are written into one builder, element by element; a
// container met again inside itself shows as CPython shows it ("[...]"), and
// depth is counted, so that no structure exhausts Go's stack.

// Repr returns repr(v).
func Repr(c *Ctx, v Value) Value {
	switch TypeID(v) {
	case TypeInt:
		return intText(c, v)
	case TypeFloat:
		return floatRepr(c, v.Float())
	case TypeStr:
		return strRepr(c, v, false)
	}
	if m := special(v, nameRepr); m != 0 {
		return reprBy(c, v, m, "__repr__")
	}
	b := newBuilder(c, 0)
	if !appendRepr(c, &b, v) {
		b.discard()
		return 0
	}
	return b.finish()
}

// Str returns str(v).
func Str(c *Ctx, v Value) Value {
	if IsStr(v) {
		return c.Own(v)
	}
	if m := special(v, nameStr); m != 0 {
		return reprBy(c, v, m, "__str__")
	}
	if m := special(v, nameRepr); m != 0 {
		return reprBy(c, v, m, "__str__")
	}
	return Repr(c, v)
}

// reprBy calls the method m of v, which must return a str.
func reprBy(c *Ctx, v, m Value, name string) Value {
	if !enterNested(c, "while getting the repr of an object") {
		return 0
	}
	r := plainOwned(c, callSpecial0(c, m, v))
	Leave(c)
	if r != 0 && !IsStr(r) {
		TypeErrorf(c, "%s returned non-string (type %s)", name, TypeName(r))
		c.Drop(r)
		return 0
	}
	return r
}

// Ascii returns ascii(v): repr with everything beyond ASCII escaped.
func Ascii(c *Ctx, v Value) Value {
	r := Repr(c, v)
	if r == 0 || strKind(r) == kindASCII {
		return r
	}
	b := newBuilder(c, strLen(r)+16)
	for i, n := 0, strLen(r); i < n; i++ {
		b.escaped(strAt(r, i))
	}
	c.Drop(r)
	return b.finish()
}

// escaped appends r, escaped if it is not ASCII.
func (b *builder) escaped(r rune) {
	digits := 0
	switch {
	case r < 128:
		b.char(r)
		return
	case r < 0x100:
		b.text("\\x")
		digits = 2
	case r < 0x10000:
		b.text("\\u")
		digits = 4
	default:
		b.text("\\U")
		digits = 8
	}
	for digits--; digits >= 0; digits-- {
		b.byteChar("0123456789abcdef"[r>>(4*digits)&15])
	}
}

// byteChar appends an ASCII character.
func (b *builder) byteChar(x byte) { b.char(rune(x)) }

// enterNested counts one level of recursion over data; the end of the message
// tells where. It returns false with RecursionError pending, else LeaveCall
// must follow.
func enterNested(c *Ctx, where string) bool {
	c.Depth++
	if c.Depth <= MaxDepth {
		return true
	}
	c.Depth--
	RecursionErrorf(c, "maximum recursion depth exceeded %s", where)
	return false
}

// strRepr returns the repr of a str.
func strRepr(c *Ctx, s Value, ascii bool) Value {
	var n int
	var quote byte
	var high rune
	kind := strKind(s)
	switch kind {
	case kindUCS2:
		n, quote, high = format.Quoted(str16(s), ascii)
	case kindUCS4:
		n, quote, high = format.Quoted(str32(s), ascii)
	default:
		n, quote, high = format.Quoted(str8(s), ascii)
	}
	v := newStr(c, n, kindOf(high))
	if v == 0 {
		return 0
	}
	switch d := strKind(v); {
	case kindWidth[kind] == 1:
		format.Quote(str8(v), str8(s), quote, ascii)
	case kind == kindUCS2 && d == kindUCS2:
		format.Quote(str16(v), str16(s), quote, ascii)
	case kind == kindUCS2:
		format.Quote(str8(v), str16(s), quote, ascii)
	case d == kindUCS4:
		format.Quote(str32(v), str32(s), quote, ascii)
	case d == kindUCS2:
		format.Quote(str16(v), str32(s), quote, ascii)
	default:
		format.Quote(str8(v), str32(s), quote, ascii)
	}
	return v
}

// appendRepr appends repr(v) to b; false with an exception pending.
func appendRepr(c *Ctx, b *builder, v Value) bool {
	switch TypeID(v) {
	case TypeInt:
		if isBig(v) {
			return appendObjectRepr(c, b, v)
		}
		var buf [24]byte
		b.bytes(appendInt(buf[:0], v.Int()))
	case TypeFloat:
		var buf [format.MaxRepr]byte
		b.bytes(format.AppendRepr(buf[:0], v.Float()))
	case TypeNone:
		b.text("None")
	case TypeBool:
		if v == True {
			b.text("True")
		} else {
			b.text("False")
		}
	case TypeEllipsis:
		b.text("Ellipsis")
	case TypeNotImplemented:
		b.text("NotImplemented")
	case TypeBytes, TypeNetBytes, TypeNetView:
		b.quoteBytes(BytesData(v))
	case TypeBytearray:
		b.text("bytearray(")
		b.quoteBytearray(BytearrayData(v))
		b.text(")")
	case TypeTuple:
		return reprNested(c, b, v, "(...)")
	case TypeList:
		return reprNested(c, b, v, "[...]")
	case TypeDict:
		return reprNested(c, b, v, "{...}")
	case TypeSet, TypeFrozenset:
		return reprNested(c, b, v, TypeName(v)+"(...)")
	case TypeDictKeys, TypeDictValues, TypeDictItems:
		return reprNested(c, b, v, "...")
	case TypeRange, TypeLongRange:
		return reprRange(c, b, v)
	case TypeSlice:
		return reprNested(c, b, v, "slice(...)")
	default:
		return appendObjectRepr(c, b, v)
	}
	return true
}

// appendObjectRepr appends the repr of anything that is not a plain value.
func appendObjectRepr(c *Ctx, b *builder, v Value) bool {
	var r Value
	switch {
	case IsStr(v):
		r = strRepr(c, v, false)
	case isBig(v):
		r = intText(c, v)
	case isAlias(v):
		r = reprAlias(c, v)
	case isUnion(v):
		r = reprUnion(c, v)
	case isComplex(v):
		r = complexRepr(c, v)
	case special(v, nameRepr) != 0:
		r = reprBy(c, v, special(v, nameRepr), "__repr__")
	default:
		r = defaultRepr(c, v)
	}
	if r == 0 {
		return false
	}
	b.str(r)
	c.Drop(r)
	return true
}

func (b *builder) quoteBytes(s []byte) {
	n, quote := format.BytesQuoted(s)
	if b.kind <= kindLatin1 {
		if dst := b.room(n); dst != nil {
			format.QuoteBytes(dst, s, quote)
		}
		return
	}
	// The builder holds wide characters: go through the scratch buffer.
	if buf := b.c.scratchBytes(n); buf != nil {
		format.QuoteBytes(buf, s, quote)
		b.bytes(buf)
	} else {
		b.failed = true
	}
}

// quoteBytearray is quoteBytes with a backslash before every single quote, also
// between double ones, as CPython has it for bytearrays.
func (b *builder) quoteBytearray(s []byte) {
	if bytes.IndexByte(s, '\'') < 0 || bytes.IndexByte(s, '"') >= 0 {
		b.quoteBytes(s)
		return
	}
	n, quote := format.BytesQuoted(s)
	buf := b.c.scratchBytes(n)
	if buf == nil {
		b.failed = true
		return
	}
	format.QuoteBytes(buf, s, quote)
	for _, x := range buf {
		if x == '\'' {
			b.char('\\')
		}
		b.char(rune(x))
	}
}

// reprOf is the repr of a container that is in progress, with the method that makes it,
// 0 for the runtime's own.
type reprOf struct{ v, by Value }

// reprNested writes an object that contains others, or only mark if its repr is
// already in progress. The writers are chosen here rather than passed: through a
// function value the builder would escape to Go's heap.
func reprNested(c *Ctx, b *builder, v Value, mark string) bool {
	for _, o := range c.reprs {
		if o == (reprOf{v, 0}) {
			b.text(mark)
			return true
		}
	}
	if !enterNested(c, "while getting the repr of an object") {
		return false
	}
	c.reprs = append(c.reprs, reprOf{v, 0})
	ok := reprContents(c, b, v)
	c.reprs = c.reprs[:len(c.reprs)-1]
	Leave(c)
	return ok
}

func reprContents(c *Ctx, b *builder, v Value) bool {
	switch TypeID(v) {
	case TypeTuple:
		return reprTuple(c, b, v)
	case TypeList:
		return reprList(c, b, v)
	case TypeDict:
		return reprDict(c, b, v)
	case TypeSet, TypeFrozenset:
		return reprSet(c, b, v)
	case TypeDictKeys, TypeDictValues, TypeDictItems:
		return reprDictView(c, b, v)
	case TypeSlice:
		return reprSlice(c, b, v)
	case TypeBoundMethod, TypeBuiltinMethod, TypeMethodWrapper:
		return appendRepr(c, b, word(v, 16))
	}
	return appendRepr(c, b, TupleItem(Slot(v, excArgs), 0)) // an exception's only argument
}

func reprTuple(c *Ctx, b *builder, v Value) bool {
	b.byteChar('(')
	n := TupleLen(v)
	for i := range n {
		if i > 0 {
			b.text(", ")
		}
		if !appendRepr(c, b, TupleItem(v, i)) {
			return false
		}
	}
	if n == 1 {
		b.byteChar(',')
	}
	b.byteChar(')')
	return true
}

func reprList(c *Ctx, b *builder, v Value) bool {
	b.byteChar('[')
	// An element's repr may change the list: look at it anew each time.
	for i := 0; i < ListLen(v); i++ {
		x := c.Own(listItem(v, i))
		if x == 0 {
			break
		}
		if i > 0 {
			b.text(", ")
		}
		ok := appendRepr(c, b, x)
		c.Drop(x)
		if !ok {
			return false
		}
	}
	b.byteChar(']')
	return true
}

func reprDict(c *Ctx, b *builder, v Value) bool {
	b.byteChar('{')
	pos, first := 0, true
	for {
		key, x, more := DictNext(v, &pos)
		if !more {
			break
		}
		if !first {
			b.text(", ")
		}
		first = false
		c.Own(key)
		c.Own(x)
		ok := appendRepr(c, b, key)
		if ok {
			b.text(": ")
			ok = appendRepr(c, b, x)
		}
		c.Drop(key)
		c.Drop(x)
		if !ok {
			return false
		}
	}
	b.byteChar('}')
	return true
}
