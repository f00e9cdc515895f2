package rt

// str.encode and bytes.decode: UTF-8, ASCII, Latin-1, UTF-16 and UTF-32, with
// CPython's error handlers except those registered by programs.

// A codec is one of the supported encodings.
type codec uint8

const (
	codecUTF8 codec = iota
	codecASCII
	codecLatin1
	codecUTF16
	codecUTF16LE
	codecUTF16BE
	codecUTF32
	codecUTF32LE
	codecUTF32BE
	codecUTF8Sig
	codecEscape    // unicode_escape
	codecRawEscape // raw_unicode_escape
	noCodec
)

var codecNames = [...]string{"utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8", "unicodeescape", "rawunicodeescape"}

// codecAliases gives the names of encodings with everything but letters and
// digits left out.
var codecAliases = map[string]codec{
	"utf8": codecUTF8, "u8": codecUTF8, "utf": codecUTF8, "cp65001": codecUTF8, "utf8sig": codecUTF8Sig,
	"ascii": codecASCII, "usascii": codecASCII, "646": codecASCII, "us": codecASCII,
	"latin1": codecLatin1, "latin": codecLatin1, "iso88591": codecLatin1, "88591": codecLatin1, "l1": codecLatin1, "cp819": codecLatin1,
	"utf16": codecUTF16, "u16": codecUTF16, "utf16le": codecUTF16LE, "utf16be": codecUTF16BE,
	"utf32": codecUTF32, "u32": codecUTF32, "utf32le": codecUTF32LE, "utf32be": codecUTF32BE,
	"unicodeescape": codecEscape, "rawunicodeescape": codecRawEscape,
}

// codecOf finds an encoding by name; 0 is UTF-8.
func codecOf(c *Ctx, name Value, function string) (codec, bool) {
	if name == 0 {
		return codecUTF8, true
	}
	if !IsStr(name) {
		TypeErrorf(c, "%s() argument 'encoding' must be str, not %s", function, argName(name))
		return noCodec, false
	}
	if strKind(name) == kindASCII {
		switch string(strData(name)) { // as most programs spell them
		case "utf-8", "utf8":
			return codecUTF8, true
		case "latin-1":
			return codecLatin1, true
		case "ascii":
			return codecASCII, true
		}
	}
	var buf [32]byte
	key := buf[:0]
	for i := range strLen(name) {
		switch r := strAt(name, i); {
		case r >= 'A' && r <= 'Z':
			key = append(key, byte(r)|0x20)
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			key = append(key, byte(r))
		case r == '-' || r == '_' || r == ' ':
		default:
			key = append(key, '?')
		}
		if len(key) == cap(key) {
			break
		}
	}
	enc, ok := codecAliases[string(key)]
	if !ok {
		enc, ok = charmapOf(string(key))
	}
	if !ok {
		switch string(key) {
		case "hex", "hexcodec", "rot13", "base64", "base64codec", "bz2", "bz2codec", "zlib", "zlibcodec", "uu", "uucodec", "quopri", "quopricodec":
			LookupErrorf(c, "'%s' is not a text encoding; use codecs.%s() to handle arbitrary codecs", name, function)
			return noCodec, false
		}
		LookupErrorf(c, "unknown encoding: %s", name)
		return noCodec, false
	}
	return enc, true
}

// A handler is an error handler.
type handler uint8

const (
	handleStrict handler = iota
	handleIgnore
	handleReplace
	handleBackslash
	handleXML
	handleEscape // surrogateescape
	handlePass   // surrogatepass
	handleUnknown
)

// handlerOf finds an error handler by name; an unknown one is reported only when
// it is needed, as CPython does.
func handlerOf(c *Ctx, name Value, function string) (handler, bool) {
	if name == 0 {
		return handleStrict, true
	}
	if !IsStr(name) {
		TypeErrorf(c, "%s() argument 'errors' must be str, not %s", function, argName(name))
		return 0, false
	}
	if strKind(name) == kindASCII {
		switch string(str8(name)) {
		case "strict":
			return handleStrict, true
		case "ignore":
			return handleIgnore, true
		case "replace":
			return handleReplace, true
		case "backslashreplace":
			return handleBackslash, true
		case "xmlcharrefreplace":
			return handleXML, true
		case "surrogateescape":
			return handleEscape, true
		case "surrogatepass":
			return handlePass, true
		}
	}
	return handleUnknown, true
}

// StrEncode is s.encode(encoding, errors); arguments may be 0.
func StrEncode(c *Ctx, s, encoding, errors Value) Value {
	enc, ok := codecOf(c, encoding, "encode")
	if !ok {
		return 0
	}
	h, ok := handlerOf(c, errors, "encode")
	if !ok {
		return 0
	}
	if strKind(s) == kindASCII && enc <= codecLatin1 {
		return bytesOf(c, str8(s))
	}
	if enc == codecUTF8 {
		if n, surrogate := utf8Len(s); surrogate < 0 {
			v := newBytes(c, n, TypeBytes)
			if v != 0 {
				putUTF8(BytesData(v), s)
			}
			return v
		}
	}
	if enc == codecEscape || enc == codecRawEscape {
		return encodeEscapes(c, s, enc == codecRawEscape)
	}
	b := newBytesBuilder(c, 2*strLen(s)+8)
	switch enc {
	case codecUTF16:
		b.unit16(0xfeff, false)
	case codecUTF32:
		b.unit32(0xfeff, false)
	case codecUTF8Sig:
		b.unit8(0xfeff)
	}
	for i, n := 0, strLen(s); i < n; {
		if r := strAt(s, i); encodable(enc, r) {
			b.encode(enc, r)
			i++
			continue
		}
		j := i + 1
		for j < n && !encodable(enc, strAt(s, j)) {
			j++
		}
		if !encodeUnencodable(c, &b, s, i, j, enc, h, errors) {
			b.discard()
			return 0
		}
		i = j
	}
	return b.finish()
}

// encodable reports whether an encoding has the character.
func encodable(enc codec, r rune) bool {
	switch enc {
	case codecASCII:
		return r < 128
	case codecLatin1:
		return r < 256
	}
	if enc >= codecCharmap {
		_, ok := enc.table().encode[r]
		return ok || r < 128
	}
	return r < 0xd800 || r > 0xdfff
}

// encode appends r in an encoding that has it.
func (b *builder) encode(enc codec, r rune) {
	if enc >= codecCharmap {
		if r >= 128 {
			r = rune(enc.table().encode[r])
		}
		b.byte(byte(r))
		return
	}
	switch enc {
	case codecASCII, codecLatin1:
		b.byte(byte(r))
	case codecUTF8, codecUTF8Sig:
		b.unit8(r)
	case codecUTF16, codecUTF16LE, codecUTF16BE:
		big := enc == codecUTF16BE
		if r >= 0x10000 {
			b.unit16(0xd7c0+r>>10, big)
			r = 0xdc00 + r&0x3ff
		}
		b.unit16(r, big)
	default:
		b.unit32(r, enc == codecUTF32BE)
	}
}

func (b *builder) unit8(r rune) {
	switch {
	case r < 0x80:
		b.byte(byte(r))
		return
	case r < 0x800:
		b.byte(byte(0xc0 | r>>6))
	default:
		if r < 0x10000 {
			b.byte(byte(0xe0 | r>>12))
		} else {
			b.byte(byte(0xf0 | r>>18))
			b.byte(byte(0x80 | r>>12&0x3f))
		}
		b.byte(byte(0x80 | r>>6&0x3f))
	}
	b.byte(byte(0x80 | r&0x3f))
}

func (b *builder) unit16(r rune, big bool) {
	if big {
		b.byte(byte(r >> 8))
	}
	b.byte(byte(r))
	if !big {
		b.byte(byte(r >> 8))
	}
}

func (b *builder) unit32(r rune, big bool) {
	if big {
		b.unit16(r>>16, true)
	}
	b.unit16(r&0xffff, big)
	if !big {
		b.unit16(r>>16, false)
	}
}

// encodeUnencodable handles characters from..to of s, which enc lacks.
func encodeUnencodable(c *Ctx, b *builder, s Value, from, to int, enc codec, h handler, errors Value) bool {
	reason := "surrogates not allowed"
	switch enc {
	case codecASCII:
		reason = "ordinal not in range(128)"
	case codecLatin1:
		reason = "ordinal not in range(256)"
	}
	if enc >= codecCharmap {
		reason = undefinedChar
	}
	for i := from; i < to; i++ {
		r := strAt(s, i)
		switch h {
		case handleIgnore:
		case handleReplace:
			b.encode(enc, '?')
		case handleBackslash, handleXML:
			var buf [16]byte
			text := appendInt(append(buf[:0], "&#"...), int64(r))
			text = append(text, ';')
			if h == handleBackslash {
				text = appendEscape(buf[:0], r)
			}
			for _, x := range text {
				b.encode(enc, rune(x))
			}
		case handleEscape:
			if r < 0xdc80 || r > 0xdcff {
				encodeErrorRange(c, enc.name(), s, i, to, reason)
				return false
			}
			b.byte(byte(r))
		case handlePass:
			if enc <= codecLatin1 && enc != codecUTF8 || enc >= codecCharmap {
				encodeErrorRange(c, enc.name(), s, i, to, reason)
				return false
			}
			b.encode(enc, r)
		case handleUnknown:
			LookupErrorf(c, "unknown error handler name '%s'", errors)
			return false
		default:
			encodeErrorRange(c, enc.name(), s, from, to, reason)
			return false
		}
	}
	return true
}

// appendEscape appends r as a backslash escape.
func appendEscape(dst []byte, r rune) []byte {
	letter, digits := byte('x'), 2
	switch {
	case r > 0xffff:
		letter, digits = 'U', 8
	case r > 0xff:
		letter, digits = 'u', 4
	}
	dst = append(dst, '\\', letter)
	for digits--; digits >= 0; digits-- {
		dst = append(dst, "0123456789abcdef"[r>>(4*digits)&15])
	}
	return dst
}

// encodeError raises UnicodeEncodeError for the run of characters that begins at
// i: surrogates, in UTF-8.
func encodeError(c *Ctx, encoding string, s Value, i int, reason string) Value {
	j := i + 1
	for j < strLen(s) && !encodable(codecUTF8, strAt(s, j)) {
		j++
	}
	return encodeErrorRange(c, encoding, s, i, j, reason)
}

func encodeErrorRange(c *Ctx, encoding string, s Value, from, to int, reason string) Value {
	return unicodeError(c, ExcUnicodeEncodeError, encoding, s, from, to, reason)
}

// unicodeError raises UnicodeEncodeError or UnicodeDecodeError.
func unicodeError(c *Ctx, id uint32, encoding string, object Value, from, to int, reason string) Value {
	t := NewTuple(c, 5)
	name, why := NewStr(c, encoding), NewStr(c, reason)
	if t == 0 || name == 0 || why == 0 {
		return 0
	}
	TupleInit(t, 0, name)
	TupleInit(t, 1, c.Own(object))
	TupleInit(t, 2, Int(int64(from)))
	TupleInit(t, 3, Int(int64(to)))
	TupleInit(t, 4, why)
	setExc(c, newException(c, id, t))
	return 0
}
