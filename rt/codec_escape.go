package rt

// unicode_escape and raw_unicode_escape: text in the escapes of literals.

// encodeEscapes encodes s; raw escapes only what Latin-1 lacks.
func encodeEscapes(c *Ctx, s Value, raw bool) Value {
	b := newBytesBuilder(c, strLen(s)+8)
	for i := range strLen(s) {
		r := strAt(s, i)
		switch {
		case raw && r < 256, !raw && r >= ' ' && r < 127 && r != '\\':
			b.byte(byte(r))
			continue
		case !raw && r == '\\':
			b.byte('\\')
			b.byte('\\')
			continue
		case !raw && r == '\n', !raw && r == '\r', !raw && r == '\t':
			b.byte('\\')
			b.byte("tn\x00\x00r"[r-'\t'])
			continue
		}
		var buf [12]byte
		for _, x := range appendEscape(buf[:0], r) {
			b.byte(x)
		}
	}
	return b.finish()
}

// simpleEscapes are those of one letter.
var simpleEscapes = map[byte]rune{'\\': '\\', '\'': '\'', '"': '"', 'a': 7, 'b': 8, 'f': 12, 'n': 10, 'r': 13, 't': 9, 'v': 11}

// escapes decodes the character at the start of data.
func (d *decoder) escapes(data []byte) (rune, int, string) {
	raw := d.enc == codecRawEscape
	if data[0] != '\\' || raw && (len(data) < 2 || data[1] != 'u' && data[1] != 'U') {
		return rune(data[0]), 1, ""
	}
	if len(data) == 1 {
		return 0, 1, "\\ at end of string"
	}
	x := data[1]
	if r, ok := simpleEscapes[x]; ok {
		return r, 2, ""
	}
	digits, text := 0, ""
	switch {
	case x >= '0' && x <= '7':
		r, n := rune(0), 1
		for ; n < 4 && n < len(data) && data[n] >= '0' && data[n] <= '7'; n++ {
			r = r<<3 | rune(data[n]-'0')
		}
		return r, n, ""
	case x == 'x':
		digits, text = 2, "truncated \\xXX escape"
	case x == 'u':
		digits, text = 4, "truncated \\uXXXX escape"
	case x == 'U':
		digits, text = 8, "truncated \\UXXXXXXXX escape"
	case x == 'N':
		return 0, 2, "malformed \\N character escape"
	default:
		return '\\', 1, "" // and the character itself next
	}
	r := int64(0)
	for i := range digits {
		if 2+i >= len(data) || hexDigit(data[2+i]) < 0 {
			return 0, 2 + i, text
		}
		r = r<<4 | int64(hexDigit(data[2+i]))
	}
	if r > 0x10ffff {
		return 0, 2 + digits, "illegal Unicode character"
	}
	return rune(r), 2 + digits, ""
}

// hexDigit returns the value of a hexadecimal digit, -1 if x is none.
func hexDigit(x byte) int {
	switch {
	case x >= '0' && x <= '9':
		return int(x - '0')
	case x|0x20 >= 'a' && x|0x20 <= 'f':
		return int(x|0x20-'a') + 10
	}
	return -1
}
