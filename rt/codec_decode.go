package rt

// BytesDecode is v.decode(encoding, errors) for a bytes-like v; arguments may be
// 0.
func BytesDecode(c *Ctx, v, encoding, errors Value) Value {
	return decodeFor(c, v, encoding, errors, "decode")
}

// decodeFor is BytesDecode for the function of that name.
func decodeFor(c *Ctx, v, encoding, errors Value, function string) Value {
	if len(bytesLike(v)) == 0 && (encoding == 0 || IsStr(encoding)) && (errors == 0 || IsStr(errors)) {
		return emptyStr // without a look at the encoding, as CPython
	}
	enc, ok := codecOf(c, encoding, function)
	if !ok {
		return 0
	}
	h, ok := handlerOf(c, errors, function)
	if !ok {
		return 0
	}
	d := decoder{c: c, v: v, enc: enc, h: h, errors: errors}
	data := bytesLike(v)
	if enc <= codecLatin1 && isASCII(data) {
		return strFromASCII(c, data)
	}
	if enc >= codecCharmap {
		return d.run(d.charmap)
	}
	switch enc {
	case codecEscape, codecRawEscape:
		return d.run(d.escapes)
	case codecUTF8:
		if s, ok := decodeValidUTF8(c, data); ok {
			return s
		}
		return d.run(d.utf8)
	case codecUTF8Sig:
		if len(data) >= 3 && string(data[:3]) == "\xef\xbb\xbf" {
			d.pos = 3
		}
		return d.run(d.utf8)
	case codecASCII:
		return d.run(d.ascii)
	case codecLatin1:
		return strFromLatin1(c, data)
	case codecUTF16, codecUTF16LE, codecUTF16BE:
		d.unit = 2
	default:
		d.unit = 4
	}
	d.big = enc == codecUTF16BE || enc == codecUTF32BE
	if enc == codecUTF16 || enc == codecUTF32 {
		d.byteOrderMark()
		d.settle()
	}
	if d.unit == 2 {
		return d.run(d.utf16)
	}
	return d.run(d.utf32)
}

// decodeValidUTF8 decodes data if all of it is valid.
func decodeValidUTF8(c *Ctx, data []byte) (s Value, ok bool) {
	n, kind := 0, uint32(kindASCII)
	for i := 0; i < len(data); n++ {
		if data[i] < 0x80 {
			i++
			continue
		}
		r, w, reason := utf8At(data[i:])
		if reason != "" {
			return 0, false
		}
		kind = max(kind, kindOf(r))
		i += w
	}
	if n == 1 && kind == kindLatin1 {
		r, _, _ := utf8At(data)
		return latin1Strs[r], true
	}
	s = newStr(c, n, kind)
	if s == 0 {
		return 0, true
	}
	switch kind {
	case kindUCS2:
		fromUTF8(str16(s), data)
	case kindUCS4:
		fromUTF8(str32(s), data)
	default:
		fromUTF8(str8(s), data)
	}
	return s, true
}

// utf8At decodes the character at the start of data. If it is not valid, reason
// says why and w is the number of bytes to blame, as CPython's decoder counts
// them.
func utf8At(data []byte) (r rune, w int, reason string) {
	b := data[0]
	if b < 0x80 {
		return rune(b), 1, ""
	}
	var n int
	low, high := byte(0x80), byte(0xbf) // of the second byte
	switch {
	case b >= 0xc2 && b < 0xe0:
		n, r = 2, rune(b&0x1f)
	case b >= 0xe0 && b < 0xf0:
		n, r = 3, rune(b&0x0f)
		if b == 0xe0 {
			low = 0xa0
		} else if b == 0xed {
			high = 0x9f
		}
	case b >= 0xf0 && b < 0xf5:
		n, r = 4, rune(b&0x07)
		if b == 0xf0 {
			low = 0x90
		} else if b == 0xf4 {
			high = 0x8f
		}
	default:
		return 0, 1, "invalid start byte"
	}
	for i := 1; i < n; i++ {
		if i == len(data) {
			return 0, i, "unexpected end of data"
		}
		x := data[i]
		if x < low || x > high {
			return 0, i, "invalid continuation byte"
		}
		low, high = 0x80, 0xbf
		r = r<<6 | rune(x&0x3f)
	}
	return r, n, ""
}

// A decoder decodes with error handling, character by character.
type decoder struct {
	c      *Ctx
	v      Value
	enc    codec
	h      handler
	errors Value
	pos    int
	unit   int
	big    bool
	b      builder
}

// run decodes with step, which returns a character and its width, or a reason
// and the bytes to blame.
func (d *decoder) run(step func(data []byte) (rune, int, string)) Value {
	data := bytesLike(d.v)
	d.b = newBuilder(d.c, len(data))
	for d.pos < len(data) {
		r, w, reason := step(data[d.pos:])
		if reason == "" {
			d.b.char(r)
		} else if w = d.invalid(data, w, reason); w == 0 {
			d.b.discard()
			return 0
		}
		d.pos += w
	}
	return d.b.finish()
}

// invalid handles w undecodable bytes and returns how many of them it dealt with,
// 0 with an exception pending.
func (d *decoder) invalid(data []byte, w int, reason string) int {
	bad := data[d.pos : d.pos+w]
	switch d.h {
	case handleIgnore:
	case handleReplace:
		d.b.char(0xfffd)
	case handleBackslash:
		for _, x := range bad {
			var buf [4]byte
			d.b.bytes(appendEscape(buf[:0], rune(x)))
		}
	case handleEscape:
		n := 0
		for n < w && bad[n] >= 128 {
			d.b.char(0xdc00 + rune(bad[n]))
			n++
		}
		if n == 0 {
			d.raise(w, reason)
		}
		return n
	case handlePass:
		if r, n := d.surrogate(data[d.pos:]); n > 0 {
			d.b.char(r)
			return n
		}
		d.raise(w, reason)
		return 0
	case handleXML:
		TypeErrorf(d.c, "don't know how to handle UnicodeDecodeError in error callback")
		return 0
	case handleUnknown:
		LookupErrorf(d.c, "unknown error handler name '%s'", d.errors)
		return 0
	default:
		d.raise(w, reason)
		return 0
	}
	return w
}

// surrogate returns the lone surrogate that data begins with and its length, 0 if
// there is none.
func (d *decoder) surrogate(data []byte) (r rune, n int) {
	switch d.enc {
	case codecUTF8, codecUTF8Sig:
		if len(data) >= 3 && data[0] == 0xed && data[1]&0xe0 == 0xa0 && data[2]&0xc0 == 0x80 {
			return 0xd000 | rune(data[1]&0x3f)<<6 | rune(data[2]&0x3f), 3
		}
		return 0, 0
	case codecUTF16, codecUTF16LE, codecUTF16BE:
		n = 2
	case codecUTF32, codecUTF32LE, codecUTF32BE:
		n = 4
	default:
		return 0, 0
	}
	if len(data) < n {
		return 0, 0
	}
	if x := d.load(data[:n]); x >= 0xd800 && x < 0xe000 {
		return rune(x), n
	}
	return 0, 0
}

func (d *decoder) raise(w int, reason string) {
	object := d.v
	if TypeID(object) != TypeBytes {
		if object = bytesOf(d.c, bytesLike(object)); object == 0 {
			return
		}
		defer d.c.Drop(object)
	}
	unicodeError(d.c, ExcUnicodeDecodeError, d.enc.name(), object, d.pos, d.pos+w, reason)
}

func (d *decoder) utf8(data []byte) (rune, int, string) { return utf8At(data) }

func (d *decoder) ascii(data []byte) (rune, int, string) {
	if data[0] >= 128 {
		return 0, 1, "ordinal not in range(128)"
	}
	return rune(data[0]), 1, ""
}

// byteOrderMark reads the mark, if there is one.
func (d *decoder) byteOrderMark() {
	data := bytesLike(d.v)
	if len(data) < d.unit {
		return
	}
	for _, big := range [...]bool{false, true} {
		d.big = big
		if d.load(data) == 0xfeff {
			d.pos = d.unit
			return
		}
	}
	d.big = false
}

// settle makes the encoding that of the byte order found, which errors name.
func (d *decoder) settle() {
	if d.enc == codecUTF16 || d.enc == codecUTF32 {
		d.enc++
		if d.big {
			d.enc++
		}
	}
}

// load reads one unit.
func (d *decoder) load(data []byte) uint32 {
	var x uint32
	for i := range d.unit {
		at := i
		if !d.big {
			at = d.unit - 1 - i
		}
		x = x<<8 | uint32(data[at])
	}
	return x
}

func (d *decoder) utf16(data []byte) (rune, int, string) {
	if len(data) < 2 {
		return 0, len(data), "truncated data"
	}
	x := d.load(data)
	switch {
	case x < 0xd800 || x > 0xdfff:
		return rune(x), 2, ""
	case x >= 0xdc00:
		return 0, 2, "illegal encoding"
	case len(data) < 4:
		return 0, len(data), "unexpected end of data"
	}
	y := d.load(data[2:])
	if y < 0xdc00 || y > 0xdfff {
		return 0, 2, "illegal UTF-16 surrogate"
	}
	return rune(0x10000 + (x-0xd800)<<10 + (y - 0xdc00)), 4, ""
}

func (d *decoder) utf32(data []byte) (rune, int, string) {
	if len(data) < 4 {
		return 0, len(data), "truncated data"
	}
	x := d.load(data)
	switch {
	case x >= 0x110000:
		return 0, 4, "code point not in range(0x110000)"
	case x >= 0xd800 && x < 0xe000:
		return 0, 4, "code point in surrogate code point range"
	}
	return rune(x), 4, ""
}
