package rt

import (
	"bytes"

	"github.com/pxc-lang/pxc/rt/bigint"
	"github.com/pxc-lang/pxc/rt/format"
)

// %-formatting of str and bytes. One walk over the format writes into a builder;
// numbers are formatted by rt/format into scratch memory and padded here.

// A percentArgs hands out the arguments of a %-format.
type percentArgs struct {
	c       *Ctx
	all     Value // the right operand
	tuple   bool
	next    int
	mapping bool  // the right operand can be one
	key     Value // value of the last key, owned, 0 if none
	bytes   bool
}

// take returns the next argument, borrowed.
func (a *percentArgs) take() Value {
	switch {
	case a.key != 0:
		return a.key
	case a.tuple && a.next < TupleLen(a.all):
		a.next++
		return TupleItem(a.all, a.next-1)
	case !a.tuple && a.next == 0:
		a.next++
		return a.all
	}
	return TypeErrorf(a.c, "not enough arguments for format string")
}

// isPercentMapping reports whether the right operand of % counts as a mapping:
// it has __getitem__ and is no tuple and no string.
func isPercentMapping(v Value) bool {
	switch TypeID(v) {
	case TypeDict, TypeList, TypeRange, TypeLongRange:
		return true
	case TypeBytes, TypeNetBytes, TypeNetView, TypeBytearray:
		return true
	}
	return special(v, nameGetitem) != 0
}

// Percent returns the text that one conversion of a %-format, given without its
// percent sign, makes of v: what the compiler makes of a literal format.
func Percent(c *Ctx, v Value, conversion string) Value {
	p := PercentPart(c, v, conversion)
	if p.IsInt() {
		return intStr(c, p.Int())
	}
	return p
}

// PercentPart is Percent as a part for JoinStr: the text, or v itself if it is a small
// int whose digits are asked for.
func PercentPart(c *Ctx, v Value, conversion string) Value {
	switch conversion {
	case "s":
		if v.IsInt() {
			return v
		}
		return Str(c, v)
	case "d":
		if v.IsInt() {
			return v
		}
	}
	p := format.Scanner[byte]{S: stringBytes(conversion)}
	var f format.Percent
	p.Flags(&f)
	if _, err := p.Width(&f); err == format.OK {
		if _, err = p.Precision(&f); err == format.OK {
			_ = p.Type(&f) // the compiler has parsed all this before
		}
	}
	if v.IsInt() && f.Precision < 0 && !f.Alt {
		spec := f.Spec()
		if s, ok := formatWord(c, v.Int(), &spec); ok {
			return s
		}
	}
	a := percentArgs{c: c}
	b := newBuilder(c, 0)
	if !a.convert(&b, &f, v, 0) {
		b.discard()
		return 0
	}
	return b.finish()
}

// StrFormat returns s % args.
func StrFormat(c *Ctx, s, args Value) Value {
	if strKind(s) == kindASCII && (args.IsInt() || isType(args, TypeStr)) {
		if r, ok := formatOne(c, s, args); ok {
			return r
		}
	}
	if p := plain(args); IsTuple(p) {
		args = p
	}
	a := percentArgs{c: c, all: args, tuple: IsTuple(args), mapping: isPercentMapping(args)}
	b := newBuilder(c, strLen(s)+32)
	ok := false
	switch strKind(s) {
	case kindUCS2:
		ok = percentFormat(&a, &b, s, str16(s))
	case kindUCS4:
		ok = percentFormat(&a, &b, s, str32(s))
	default:
		ok = percentFormat(&a, &b, s, str8(s))
	}
	c.Drop(a.key)
	if !ok {
		b.discard()
		return 0
	}
	return b.finish()
}

// formatOne is StrFormat where the format has one conversion, %s or %d, and the operand
// is the str or small int for it; ok is false if not. Most formats are so.
func formatOne(c *Ctx, s, v Value) (r Value, ok bool) {
	text := str8(s)
	i := bytes.IndexByte(text, '%')
	if i < 0 || i+1 == len(text) || text[i+1] != 's' && (text[i+1] != 'd' || !v.IsInt()) || bytes.IndexByte(text[i+2:], '%') >= 0 {
		return 0, false
	}
	n, kind := 0, uint32(kindASCII)
	if v.IsInt() {
		n = decimalLen(v.Int())
	} else {
		n, kind = strLen(v), strKind(v)
	}
	n += len(text) - 2
	if kind != kindASCII || n < 2 {
		return 0, false
	}
	if r = newStr(c, n, kindASCII); r == 0 {
		return 0, true
	}
	dst := str8(r)
	dst = dst[copy(dst, text[:i]):]
	if v.IsInt() {
		k := decimalLen(v.Int())
		putDecimal(dst[:k], v.Int())
		dst = dst[k:]
	} else {
		dst = dst[copy(dst, str8(v)):]
	}
	copy(dst, text[i+2:])
	return r, true
}

// BytesFormat returns s % args for bytes or bytearray s.
func BytesFormat(c *Ctx, s, args Value) Value {
	if p := plain(args); IsTuple(p) {
		args = p
	}
	a := percentArgs{c: c, all: args, tuple: IsTuple(args), mapping: isPercentMapping(args) && !isBytesLike(args), bytes: true}
	data := bytesLike(s)
	b := newBytesBuilder(c, len(data)+32)
	ok := percentFormat(&a, &b, s, data)
	c.Drop(a.key)
	if !ok {
		b.discard()
		return 0
	}
	return finishLike(c, s, &b)
}

// percentFormat writes the format, whose characters are chars, to b.
func percentFormat[T format.Char](a *percentArgs, b *builder, s Value, chars []T) bool {
	p := format.Scanner[T]{S: chars}
	for {
		from, to, more := p.Literal()
		a.literal(b, s, from, to)
		if !more {
			break
		}
		if p.Pos < len(chars) && chars[p.Pos] == '%' {
			p.Pos++
			b.byteOrChar('%')
			continue
		}
		if !percentOne(a, b, s, &p) {
			return false
		}
	}
	if b.failed {
		return false
	}
	if !a.mapping && (a.tuple && a.next < TupleLen(a.all) || !a.tuple && a.next == 0) {
		what := "string"
		if a.bytes {
			what = "bytes"
		}
		TypeErrorf(a.c, "not all arguments converted during %s formatting", what)
		return false
	}
	return true
}

// byteOrChar appends an ASCII character to a builder of either kind.
func (b *builder) byteOrChar(x byte) {
	if b.typ == TypeBytes {
		b.byte(x)
		return
	}
	b.char(rune(x))
}

// literal appends text between conversions.
func (a *percentArgs) literal(b *builder, s Value, from, to int) {
	if a.bytes {
		b.bytes(bytesLike(s)[from:to])
		return
	}
	b.substr(s, from, to)
}

// percentOne parses and writes one conversion.
func percentOne[T format.Char](a *percentArgs, b *builder, s Value, p *format.Scanner[T]) bool {
	c := a.c
	from, to, keyed, err := p.Key()
	if keyed || err != format.OK {
		if !a.mapping {
			TypeErrorf(c, "format requires a mapping")
			return false
		}
		if err != format.OK {
			ValueErrorf(c, "incomplete format key")
			return false
		}
		if !a.lookup(s, from, to) {
			return false
		}
	}
	var f format.Percent
	p.Flags(&f)
	star, err := p.Width(&f)
	if star {
		n, ok := a.star()
		if !ok {
			return false
		}
		f.SetWidth(n)
	}
	if err == format.OK {
		star, err = p.Precision(&f)
		if star {
			n, ok := a.star()
			if !ok {
				return false
			}
			f.Precision = max(n, 0)
		}
	}
	if err == format.OK {
		err = p.Type(&f)
	}
	switch err {
	case format.ErrWidth:
		ValueErrorf(c, "width too big")
		return false
	case format.ErrPercentPrecision:
		if a.bytes {
			ValueErrorf(c, "prec too big")
		} else {
			ValueErrorf(c, "precision too big")
		}
		return false
	case format.ErrIncomplete:
		ValueErrorf(c, "incomplete format")
		return false
	}
	v := a.take()
	if v == 0 {
		return false
	}
	if a.key != 0 {
		defer func() {
			c.Drop(a.key)
			a.key = 0
		}()
	}
	if f.Width > maxLength || f.Precision > maxLength {
		NoMemory(c)
		return false
	}
	return a.convert(b, &f, v, p.Pos-1)
}

// lookup fetches the value of the key at from..to of the format.
func (a *percentArgs) lookup(s Value, from, to int) bool {
	var key Value
	if a.bytes {
		key = bytesOf(a.c, bytesLike(s)[from:to])
	} else {
		key = substr(a.c, s, from, to)
	}
	if key == 0 {
		return false
	}
	a.key = GetItem(a.c, a.all, key)
	a.c.Drop(key)
	a.next = 1
	return a.key != 0
}

// star returns an argument that stands for a width or precision.
func (a *percentArgs) star() (int, bool) {
	v := a.take()
	if v == 0 {
		return 0, false
	}
	if isBig(v) {
		n, ok := wordOf(v)
		if !ok {
			OverflowErrorf(a.c, "Python int too large to convert to C ssize_t")
		}
		return int(n), ok
	}
	n, ok := intOf(v)
	if !ok {
		TypeErrorf(a.c, "* wants int")
	}
	return int(n), ok
}

// convert writes v; at is the position of the conversion's type in the format.
func (a *percentArgs) convert(b *builder, f *format.Percent, v Value, at int) bool {
	c := a.c
	switch f.Type {
	case 'd', 'i', 'u', 'o', 'x', 'X':
		w := a.integer(f, v)
		if w == 0 {
			return false
		}
		defer c.Drop(w)
		i, ok := intOf(w)
		if !ok {
			return a.bigInteger(b, f, w)
		}
		var small [128]byte
		buf := small[:0]
		if n := f.IntBound(); n > len(small) {
			if buf = c.scratchBytes(n); buf == nil {
				return false
			}
		}
		text, l := f.AppendInt(buf[:0], i)
		b.spread(text, l, ' ', format.Fill)
	case 'e', 'E', 'f', 'F', 'g', 'G':
		x, ok := floatOf(v)
		if !ok {
			if x, ok = AsFloat(c, v); !ok {
				if a.bytes && MatchPending(c, ExcTypeError) {
					clearExc(c)
					TypeErrorf(c, "float argument required, not %s", TypeName(v))
				}
				return false
			}
		}
		var small [128]byte
		buf := small[:0]
		if n := f.FloatBound(x) + 2; n > len(small) {
			if buf = c.scratchBytes(n); buf == nil {
				return false
			}
		}
		text, l := f.AppendFloat(buf[:0], x)
		b.spread(text, l, ' ', format.Fill)
	case 'c':
		return a.char(b, f, v)
	case 's', 'r', 'a', 'b':
		if f.Type == 'b' && !a.bytes {
			return badConversion(c, f.Type, at)
		}
		if a.bytes && f.Type != 'r' && f.Type != 'a' {
			return a.bytesText(b, f, v)
		}
		return a.text(b, f, v)
	default:
		return badConversion(c, f.Type, at)
	}
	return !b.failed
}

func badConversion(c *Ctx, typ rune, at int) bool {
	shown := "?"
	if typ > 31 && typ < 127 {
		shown = string(typ)
	}
	ValueErrorf(c, "unsupported format character '%s' (0x%s) at index %d", shown, hexText(int64(typ)), at)
	return false
}

// hexText returns i in hexadecimal, for messages.
func hexText(i int64) string {
	if i < 16 {
		return "0123456789abcdef"[i : i+1]
	}
	return hexText(i/16) + hexText(i%16)
}

// bigInteger writes an int that no word holds.
func (a *percentArgs) bigInteger(b *builder, f *format.Percent, v Value) bool {
	c := a.c
	base := 10
	switch f.Type {
	case 'o':
		base = 8
	case 'x', 'X':
		base = 16
	}
	// The digits go behind the room for the finished text.
	spare := f.IntBound() + bigint.DigitBound(c.setX(v), base)
	room, digits, ok := bigDigits(c, v, base, spare)
	if !ok {
		return false
	}
	text, l := f.AppendDigits(room, bigNegative(v), digits)
	b.spread(text, l, ' ', format.Fill)
	return !b.failed
}

// integer returns v for an integer conversion, owned.
func (a *percentArgs) integer(f *format.Percent, v Value) Value {
	c := a.c
	if isIntegral(v) {
		return c.Own(v)
	}
	if f.Type == 'd' || f.Type == 'i' || f.Type == 'u' {
		if v.IsFloat() {
			return truncFloat(c, v.Float())
		}
		if special(v, nameInt) != 0 || special(v, nameIndex) != 0 {
			return IntNew(c, v, 0)
		}
		shown := f.Type
		if a.bytes && shown == 'i' {
			shown = 'd'
		}
		return TypeErrorf(c, "%%%s format: a real number is required, not %s", string(shown), TypeName(v))
	}
	if special(v, nameIndex) == 0 {
		return TypeErrorf(c, "%%%s format: an integer is required, not %s", string(f.Type), TypeName(v))
	}
	return IndexValue(c, v)
}

// char writes v as one character or byte.
func (a *percentArgs) char(b *builder, f *format.Percent, v Value) bool {
	c := a.c
	_, l := f.Text(1, false)
	if a.bytes {
		x := int64(-1)
		if isBytesLike(v) && len(bytesLike(v)) == 1 {
			x = int64(bytesLike(v)[0])
		} else if i, ok := intOf(v); ok {
			if x = i; i < 0 || i > 255 {
				OverflowErrorf(c, "%%c arg not in range(256)")
				return false
			}
		} else if isBig(v) {
			OverflowErrorf(c, "%%c arg not in range(256)")
			return false
		} else if isBytesLike(v) || special(v, nameIndex) == 0 {
			TypeErrorf(c, "%%c requires an integer in range(256) or a single byte")
			return false
		} else if n, ok := Index(c, v); !ok {
			return false
		} else if x = n; x < 0 || x > 255 {
			OverflowErrorf(c, "%%c arg not in range(256)")
			return false
		}
		b.fillByte(' ', l.Left)
		b.byte(byte(x))
		b.fillByte(' ', l.Right)
		return !b.failed
	}
	var r rune
	if IsStr(v) && strLen(v) == 1 {
		r = strAt(v, 0)
	} else if i, ok := intOf(v); ok {
		if i < 0 || i > 0x10ffff {
			OverflowErrorf(c, "%%c arg not in range(0x110000)")
			return false
		}
		r = rune(i)
	} else if isBig(v) {
		OverflowErrorf(c, "%%c arg not in range(0x110000)")
		return false
	} else if m := special(v, nameIndex); m != 0 && !IsStr(v) {
		i := IndexValue(c, v)
		if i == 0 {
			return false
		}
		defer c.Drop(i)
		return a.char(b, f, i)
	} else {
		TypeErrorf(c, "%%c requires int or char")
		return false
	}
	b.fill(' ', l.Left)
	b.char(r)
	b.fill(' ', l.Right)
	return !b.failed
}

// text writes str, repr or ascii of v.
func (a *percentArgs) text(b *builder, f *format.Percent, v Value) bool {
	c := a.c
	var t Value
	switch {
	case f.Type == 's':
		t = Str(c, v)
	case f.Type == 'r' && !a.bytes:
		t = Repr(c, v)
	default:
		t = Ascii(c, v)
	}
	if t == 0 {
		return false
	}
	show, l := f.Text(strLen(t), true)
	if a.bytes {
		b.fillByte(' ', l.Left)
		b.bytes(str8(t)[:show])
		b.fillByte(' ', l.Right)
	} else {
		b.fill(' ', l.Left)
		b.substr(t, 0, show)
		b.fill(' ', l.Right)
	}
	c.Drop(t)
	return !b.failed
}

// bytesText writes a bytes-like object, or what __bytes__ returns.
func (a *percentArgs) bytesText(b *builder, f *format.Percent, v Value) bool {
	c := a.c
	src := v
	if !isBytesLike(v) {
		m := special(v, nameBytes)
		if m == 0 {
			TypeErrorf(c, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", TypeName(v))
			return false
		}
		if src = BytesNew(c, v, 0, 0); src == 0 {
			return false
		}
		defer c.Drop(src)
	}
	data := bytesLike(src)
	show, l := f.Text(len(data), true)
	b.fillByte(' ', l.Left)
	b.bytes(data[:show])
	b.fillByte(' ', l.Right)
	return !b.failed
}

// spread appends a formatted number with its padding.
func (b *builder) spread(text []byte, l format.Layout, outer, inner rune) {
	pad := func(r rune, n int) {
		if b.typ == TypeBytes {
			b.fillByte(byte(r), n)
		} else {
			b.fill(r, n)
		}
	}
	pad(outer, l.Left)
	b.bytes(text[:l.Head])
	pad(inner, l.Mid)
	b.bytes(text[l.Head:])
	pad(outer, l.Right)
}
