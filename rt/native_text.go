package rt

// What native modules that read and write text character by character need.

// StrChars views the characters of the str s, in the one width that they have, to
// be used and dropped.
func StrChars(s Value) (narrow []byte, wide []uint16, widest []uint32) {
	switch strKind(s) {
	case kindUCS2:
		return nil, str16(s), nil
	case kindUCS4:
		return nil, nil, str32(s)
	}
	return str8(s), nil, nil
}

// ASCIIData views the characters of the str s, to be used and dropped, if all are
// ASCII.
func ASCIIData(s Value) (text []byte, ok bool) {
	if strKind(s) != kindASCII {
		return nil, false
	}
	return str8(s), true
}

// StrAt returns character i of the str s.
func StrAt(s Value, i int) rune { return strAt(s, i) }

// Substr returns characters from..to of the str s.
func Substr(c *Ctx, s Value, from, to int) Value { return substr(c, s, from, to) }

// StrIsSlice reports whether the str v is characters from..to of the str s.
func StrIsSlice(v, s Value, from, to int) bool {
	return strLen(v) == to-from && strMatchAt(s, from, v)
}

// StrCompare orders two strs by code points: negative, zero or positive.
func StrCompare(a, b Value) int { return strCompare(a, b) }

// FreshBytes returns a bytes object of n zeros and a view of them, to be filled before
// anyone else sees the object; 0 with MemoryError pending if there is no memory.
func FreshBytes(c *Ctx, n int) (v Value, data []byte) {
	if n == 0 {
		return emptyBytes, nil
	}
	if v = newBytes(c, n, TypeBytes); v != 0 {
		data = BytesData(v)
		clear(data)
	}
	return v, data
}

// NewWords returns a bytes object that holds words, in this machine's order.
func NewWords(c *Ctx, words []uint32) Value {
	v := newBytes(c, 4*len(words), TypeBytes)
	if v != 0 {
		copy(u32sAt(v.addr()+16, uintptr(len(words))), words)
	}
	return v
}

// Words views what NewWords has stored, to be used and dropped.
func Words(v Value) []uint32 { return u32sAt(v.addr()+16, uintptr(BytesLen(v)/4)) }

// A TextBuilder makes a str or bytes object piece by piece, in place. It lives on
// Go's stack. After an allocation has failed it swallows what it is given, and
// Finish returns 0 with MemoryError pending.
type TextBuilder struct{ b builder }

// NewTextBuilder returns a builder of a str, or of bytes, with room for n characters.
func NewTextBuilder(c *Ctx, str bool, n int) TextBuilder {
	if str {
		return TextBuilder{newBuilder(c, n)}
	}
	return TextBuilder{newBytesBuilder(c, n)}
}

// Slice appends characters from..to of the str s.
func (t *TextBuilder) Slice(s Value, from, to int) { t.b.substr(s, from, to) }

// Text appends an ASCII string.
func (t *TextBuilder) Text(s string) { t.b.text(s) }

// Bytes appends bytes, to a builder of bytes, or ASCII characters.
func (t *TextBuilder) Bytes(p []byte) { t.b.bytes(p) }

// Char appends a character; of bytes, one below 256.
func (t *TextBuilder) Char(r rune) {
	if t.b.typ == TypeStr {
		t.b.char(r)
	} else {
		t.b.byte(byte(r))
	}
}

// Finish returns the object, owned.
func (t *TextBuilder) Finish() Value { return t.b.finish() }

// Discard gives it up.
func (t *TextBuilder) Discard() { t.b.discard() }

// Latin1Data views the characters of the str s, to be used and dropped, if all fit a
// byte.
func Latin1Data(s Value) (text []byte, ok bool) {
	if strKind(s) > kindLatin1 {
		return nil, false
	}
	return str8(s), true
}

// NewLatin1 returns the str of characters of one byte each.
func NewLatin1(c *Ctx, text []byte) Value {
	if isASCII(text) {
		return strFromASCII(c, text)
	}
	if len(text) == 1 {
		return latin1Strs[text[0]]
	}
	v := newStr(c, len(text), kindLatin1)
	if v != 0 {
		copy(str8(v), text)
	}
	return v
}

// IsASCII reports whether all bytes are ASCII.
func IsASCII(b []byte) bool { return isASCII(b) }

// NewASCII returns the str of bytes that are ASCII.
func NewASCII(c *Ctx, b []byte) Value { return strFromASCII(c, b) }

// NewUnits returns the str of characters of four bytes each, low byte first.
func NewUnits(c *Ctx, text []byte) Value {
	unit := func(i int) rune {
		return rune(uint32(text[i]) | uint32(text[i+1])<<8 | uint32(text[i+2])<<16 | uint32(text[i+3])<<24)
	}
	var top rune
	for i := 0; i < len(text); i += 4 {
		top |= unit(i)
	}
	switch n := len(text) / 4; {
	case n == 0:
		return emptyStr
	case n == 1 && top < 0x100:
		return latin1Strs[top]
	}
	v := newStr(c, len(text)/4, kindOf(top))
	if v != 0 {
		for i := 0; i < len(text); i += 4 {
			setStrAt(v, i/4, unit(i))
		}
	}
	return v
}
