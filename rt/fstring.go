package rt

import (
	"math"

	"github.com/pxc-lang/pxc/rt/bigint"
	"github.com/pxc-lang/pxc/rt/format"
)

// format(), f-strings and str() of formatted values.

// JoinStr returns the concatenation of an f-string's parts, strs and ints.
func JoinStr(c *Ctx, parts ...Value) Value { return joinParts(c, parts) }

// JoinList is JoinStr of a list of strs.
func JoinList(c *Ctx, parts Value) Value { return joinParts(c, listItems(parts)) }

func joinParts(c *Ctx, items []Value) Value {
	n, kind := 0, uint32(kindASCII)
	for _, v := range items {
		if v.IsInt() {
			n += decimalLen(v.Int())
			continue
		}
		n += strLen(v)
		kind = max(kind, strKind(v))
	}
	if n == 0 {
		return emptyStr
	}
	out := newStr(c, n, kind)
	if out == 0 {
		return 0
	}
	if kind > kindLatin1 {
		return joinWide(c, out, items)
	}
	p := out.addr() + 16
	for _, v := range items {
		if v.IsInt() {
			k := decimalLen(v.Int())
			putDecimal(bytesAt(p, uintptr(k)), v.Int())
			p += uintptr(k)
			continue
		}
		k := uintptr(strLen(v))
		copyBytes(p, v.addr()+16, k)
		p += k
	}
	if n == 1 {
		ch := str8(out)[0]
		c.Drop(out)
		return latin1Strs[ch]
	}
	return out
}

// joinWide is joinParts for a result out of wide characters.
func joinWide(c *Ctx, out Value, items []Value) Value {
	at := 0
	for _, v := range items {
		if v.IsInt() {
			v = intStr(c, v.Int())
		} else {
			c.Own(v)
		}
		if v == 0 {
			c.Drop(out)
			return 0
		}
		copyChars(out, at, v, 0, strLen(v))
		at += strLen(v)
		c.Drop(v)
	}
	return out
}

// FormatPart returns format(v) as a part for JoinStr: the text, or v itself if it is
// a small int, whose digits go straight into the whole.
func FormatPart(c *Ctx, v Value) Value {
	if v.IsInt() {
		return v
	}
	if IsStr(v) {
		return c.Own(v)
	}
	return Format(c, v, 0)
}

// FormatValue returns format(v, spec) after the conversion conv: 0, 's', 'r' or
// 'a'. spec is a str or 0.
func FormatValue(c *Ctx, v Value, conv rune, spec Value) Value {
	switch conv {
	case 's':
		v = Str(c, v)
	case 'r':
		v = Repr(c, v)
	case 'a':
		v = Ascii(c, v)
	default:
		return Format(c, v, spec)
	}
	if v == 0 || spec == 0 || strLen(spec) == 0 {
		return v
	}
	r := Format(c, v, spec)
	c.Drop(v)
	return r
}

// Format returns format(v, spec); spec is a str or 0.
func Format(c *Ctx, v, spec Value) Value {
	if spec != 0 && !IsStr(spec) {
		return TypeErrorf(c, "format() argument 2 must be str, not %s", argName(spec))
	}
	if m := special(v, nameFormat); m != 0 {
		if spec == 0 {
			spec = emptyStr
		}
		r := callSpecial1(c, m, v, spec)
		if r != 0 && !IsStr(r) {
			TypeErrorf(c, "__format__ must return a str, not %s", TypeName(r))
			c.Drop(r)
			return 0
		}
		return r
	}
	if spec == 0 || strLen(spec) == 0 {
		return Str(c, v)
	}
	switch TypeID(v) {
	case TypeStr:
		return formatStr(c, v, spec)
	case TypeInt, TypeBool:
		return formatInt(c, v, spec)
	case TypeComplex:
		return formatComplex(c, v, spec)
	case TypeFloat:
		return formatFloat(c, v.Float(), v, spec)
	}
	return TypeErrorf(c, "unsupported format string passed to %s.__format__", TypeName(v))
}

func parseSpec(spec Value, typ rune, align byte) (format.Spec, format.Error) {
	switch strKind(spec) {
	case kindUCS2:
		return format.Parse(str16(spec), typ, align)
	case kindUCS4:
		return format.Parse(str32(spec), typ, align)
	}
	return format.Parse(str8(spec), typ, align)
}

func formatStr(c *Ctx, v, spec Value) Value {
	f, err := parseSpec(spec, 's', '<')
	if err != format.OK {
		return specError(c, &f, err, v, spec)
	}
	show, l, err := f.Str(strLen(v))
	if err != format.OK {
		return specError(c, &f, err, v, spec)
	}
	if l.Left > maxLength || l.Right > maxLength {
		return NoMemory(c)
	}
	if l.Left == 0 && l.Right == 0 {
		return substr(c, v, 0, show)
	}
	return padStr(c, v, show, l, f.Fill)
}

// padStr returns the first n characters of v with padding around them.
func padStr(c *Ctx, v Value, n int, l format.Layout, fill rune) Value {
	if strKind(v) == kindASCII && fill < 0x80 && n > 0 {
		w := newStr(c, n+l.Left+l.Right, kindASCII)
		if w != 0 {
			p := putBytes(w.addr()+16, byte(fill), l.Left)
			copyBytes(p, v.addr()+16, uintptr(n))
			putBytes(p+uintptr(n), byte(fill), l.Right)
		}
		return w
	}
	b := newBuilder(c, n+l.Left+l.Right)
	b.fill(fill, l.Left)
	b.substr(v, 0, n)
	b.fill(fill, l.Right)
	return b.finish()
}

func formatInt(c *Ctx, v, spec Value) Value {
	i, small := intOf(v)
	f, err := parseSpec(spec, 'd', '>')
	if err != format.OK {
		return specError(c, &f, err, v, spec)
	}
	switch f.Type {
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		x, ok := intFloat(c, v)
		if !ok {
			return 0
		}
		return layFloat(c, &f, x, v, spec)
	case 'c':
		if _, err := f.IntBase(); err != format.OK {
			return specError(c, &f, err, v, spec)
		}
		if _, ok := wordOf(v); !ok {
			return OverflowErrorf(c, "Python int too large to convert to C long")
		}
		if !small || i < 0 || i > 0x10ffff {
			return OverflowErrorf(c, "%%c arg not in range(0x110000)")
		}
		l := f.Char()
		b := newBuilder(c, 0)
		b.fill(f.Fill, l.Left+l.Mid)
		b.char(rune(i))
		b.fill(f.Fill, l.Right)
		return b.finish()
	}
	if f.Width > maxLength {
		return NoMemory(c)
	}
	if !small {
		return formatBig(c, &f, v, spec)
	}
	if f.Type == 'i' || f.Type == 'u' { // of % only
		return specError(c, &f, format.ErrType, v, spec)
	}
	if s, ok := formatWord(c, i, &f); ok {
		return s
	}
	var room [256]byte
	buf := room[:0]
	if n := f.IntBound(); n > len(room) {
		if buf = c.scratchBytes(n); buf == nil {
			return 0
		}
	}
	text, l, err := f.AppendInt(buf[:0], i)
	if err != format.OK {
		return specError(c, &f, err, v, spec)
	}
	return laidOut(c, &f, text, l)
}

// formatBig is formatInt for an integer type and an int beyond a word.
func formatBig(c *Ctx, f *format.Spec, v, spec Value) Value {
	base, err := f.IntBase()
	if err != format.OK {
		return specError(c, f, err, v, spec)
	}
	// The digits go behind the room for the finished text.
	spare := f.IntBound() + 2*bigint.DigitBound(c.setX(v), base)
	room, digits, ok := bigDigits(c, v, base, spare)
	if !ok {
		return 0
	}
	text, l, err := f.AppendDigits(room, bigNegative(v), digits)
	if err != format.OK {
		return specError(c, f, err, v, spec)
	}
	return laidOut(c, f, text, l)
}

func formatFloat(c *Ctx, x float64, v, spec Value) Value {
	f, err := parseSpec(spec, 0, '>')
	if err != format.OK {
		return specError(c, &f, err, v, spec)
	}
	return layFloat(c, &f, x, v, spec)
}

func layFloat(c *Ctx, f *format.Spec, x float64, v, spec Value) Value {
	if f.Precision > format.MaxPrecision {
		return ValueErrorf(c, "precision too big")
	}
	if f.Width > maxLength {
		return NoMemory(c)
	}
	var small [256]byte
	buf := small[:0]
	if n := f.FloatBound(x); n > len(small) {
		if buf = c.scratchBytes(n); buf == nil {
			return 0
		}
	}
	text, l, err := f.AppendFloat(buf[:0], x)
	if err != format.OK {
		return specError(c, f, err, v, spec)
	}
	return laidOut(c, f, text, l)
}

// formatWord is formatInt for what most specifications ask for: digits, a sign and
// padding, written straight into the result.
func formatWord(c *Ctx, i int64, f *format.Spec) (s Value, ok bool) {
	if f.Precision >= 0 || f.NoNegZero || f.Alt || f.Group != 0 || f.Fill >= 0x80 {
		return 0, false
	}
	var digits [64]byte
	at, u := len(digits), uint64(i)
	if i < 0 {
		u = -u
	}
	switch f.Type {
	case 'd', 'n', 'i', 'u':
		n := decimalLen(int64(u))
		if i == math.MinInt64 {
			return 0, false
		}
		at -= n
		putDecimal(digits[at:], int64(u))
	case 'x', 'X', 'o', 'b':
		shift, letters := uint(4), "0123456789abcdef"
		switch f.Type {
		case 'X':
			letters = "0123456789ABCDEF"
		case 'o':
			shift = 3
		case 'b':
			shift = 1
		}
		for {
			at--
			digits[at] = letters[u&(1<<shift-1)]
			if u >>= shift; u == 0 {
				break
			}
		}
	default:
		return 0, false
	}
	sign := byte(0)
	if i < 0 {
		sign = '-'
	} else if f.Sign == '+' || f.Sign == ' ' {
		sign = f.Sign
	}
	n := len(digits) - at
	if sign != 0 {
		n++
	}
	pad := max(f.Width-n, 0)
	v := newStr(c, n+pad, kindASCII)
	if v == 0 {
		return 0, true
	}
	left, mid, right := 0, 0, 0
	switch f.Align {
	case '<':
		right = pad
	case '^':
		left = pad / 2
		right = pad - left
	case '=':
		mid = pad
	default:
		left = pad
	}
	p := v.addr() + 16
	p = putBytes(p, byte(f.Fill), left)
	if sign != 0 {
		p = putBytes(p, sign, 1)
	}
	p = putBytes(p, byte(f.Fill), mid)
	p += uintptr(copy(bytesAt(p, uintptr(len(digits)-at)), digits[at:]))
	putBytes(p, byte(f.Fill), right)
	if n+pad == 1 {
		ch := str8(v)[0]
		c.Drop(v)
		return latin1Strs[ch], true
	}
	return v, true
}

// putBytes writes n times x at p and returns the address behind.
func putBytes(p uintptr, x byte, n int) uintptr {
	b := bytesAt(p, uintptr(n))
	for i := range b {
		b[i] = x
	}
	return p + uintptr(n)
}

func laidOut(c *Ctx, f *format.Spec, text []byte, l format.Layout) Value {
	if l.Left|l.Mid|l.Right == 0 {
		return strFromASCII(c, text)
	}
	b := newBuilder(c, len(text)+l.Left+l.Mid+l.Right)
	b.spread(text, l, f.Fill, f.Fill)
	return b.finish()
}

// specError raises what CPython raises for a refused specification.
func specError(c *Ctx, f *format.Spec, err format.Error, v, spec Value) Value {
	switch err {
	case format.ErrDigits:
		return ValueErrorf(c, "Too many decimal digits in format string")
	case format.ErrBothSeparators:
		return ValueErrorf(c, "Cannot specify both ',' and '_'.")
	case format.ErrNoPrecision:
		return ValueErrorf(c, "Format specifier missing precision")
	case format.ErrInvalid:
		return ValueErrorf(c, "Invalid format specifier '%s' for object of type '%s'", spec, TypeName(v))
	case format.ErrSeparator:
		return ValueErrorf(c, "Cannot specify '%s' with '%s'.", string(rune(f.Group)), codeText(f.Type))
	case format.ErrType:
		return ValueErrorf(c, "Unknown format code '%s' for object of type '%s'", codeText(f.Type), TypeName(v))
	case format.ErrStrSign:
		return ValueErrorf(c, "Sign not allowed in string format specifier")
	case format.ErrStrSpace:
		return ValueErrorf(c, "Space not allowed in string format specifier")
	case format.ErrStrZero:
		return ValueErrorf(c, "Negative zero coercion (z) not allowed in string format specifier")
	case format.ErrStrAlt:
		return ValueErrorf(c, "Alternate form (#) not allowed in string format specifier")
	case format.ErrStrAlign:
		return ValueErrorf(c, "'=' alignment not allowed in string format specifier")
	case format.ErrIntPrecision:
		return ValueErrorf(c, "Precision not allowed in integer format specifier")
	case format.ErrIntZero:
		return ValueErrorf(c, "Negative zero coercion (z) not allowed in integer format specifier")
	case format.ErrCharSign:
		return ValueErrorf(c, "Sign not allowed with integer format specifier 'c'")
	case format.ErrCharAlt:
		return ValueErrorf(c, "Alternate form (#) not allowed with integer format specifier 'c'")
	}
	return ValueErrorf(c, "precision too big")
}

// codeText shows a type code in a message: beyond ASCII as an escape.
func codeText(r rune) string {
	switch {
	case r == 0:
		return "s"
	case r > 32 && r < 128:
		return string(r)
	}
	return "\\x" + hexText(int64(r))
}
