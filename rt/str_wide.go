package rt

// Loops over strings of two or four bytes a character. What looks at one character at
// a time asks for the kind of the string each time; these ask once.

// chars are the characters of a string of one kind.
type chars interface{ uint8 | uint16 | uint32 }

// widestOf returns the kind that the characters s need, at most the given one.
func widestOf[T chars](s []T, most uint32) uint32 {
	var all T
	for len(s) >= 16 { // whether the widest is among them is known early, mostly
		for _, ch := range s[:16] {
			all |= ch
		}
		if kindOf(rune(all)) == most {
			return most
		}
		s = s[16:]
	}
	for _, ch := range s {
		all |= ch
	}
	return kindOf(rune(all))
}

// utf8LenOf is utf8Len of characters.
func utf8LenOf[T chars](s []T) (n, surrogate int) {
	surrogate = -1
	for i, ch := range s {
		switch r := uint32(ch); {
		case r < 0x80:
			n++
		case r < 0x800:
			n += 2
		case r < 0x10000:
			n += 3
			if surrogate < 0 && r-0xd800 < 0x800 {
				surrogate = i
			}
		default:
			n += 4
		}
	}
	return n, surrogate
}

// putUTF8Of is putUTF8 of characters.
func putUTF8Of[T chars](dst []byte, s []T) {
	at := 0
	for _, ch := range s {
		switch r := uint32(ch); {
		case r < 0x80:
			dst[at] = byte(r)
			at++
		case r < 0x800:
			dst[at], dst[at+1] = byte(0xc0|r>>6), byte(0x80|r&0x3f)
			at += 2
		case r < 0x10000:
			dst[at], dst[at+1], dst[at+2] = byte(0xe0|r>>12), byte(0x80|r>>6&0x3f), byte(0x80|r&0x3f)
			at += 3
		default:
			dst[at], dst[at+1], dst[at+2], dst[at+3] = byte(0xf0|r>>18), byte(0x80|r>>12&0x3f), byte(0x80|r>>6&0x3f), byte(0x80|r&0x3f)
			at += 4
		}
	}
}

// fromUTF8 decodes data, which is valid, to the characters dst.
func fromUTF8[T chars](dst []T, data []byte) {
	for k, i := 0, 0; k < len(dst); k++ {
		switch b := uint32(data[i]); {
		case b < 0x80:
			dst[k] = T(b)
			i++
		case b < 0xe0:
			dst[k] = T(b&0x1f<<6 | uint32(data[i+1])&0x3f)
			i += 2
		case b < 0xf0:
			dst[k] = T(b&0xf<<12 | uint32(data[i+1])&0x3f<<6 | uint32(data[i+2])&0x3f)
			i += 3
		default:
			r, w, _ := utf8At(data[i:])
			dst[k] = T(r)
			i += w
		}
	}
}

// everyNth fills dst with the characters of s from position from on, step apart.
func everyNth[T chars](dst, s []T, from, step int) {
	for i := range dst {
		dst[i] = s[from]
		from += step
	}
}

// skip returns the first position from i on in s whose character is, or is not, a
// space.
func skip[T chars](s []T, i int, space bool) int {
	for i < len(s) && isSpace(rune(s[i])) != space {
		i++
	}
	return i
}

// nextSpace returns the first position from i on whose character in s is, or is not, a
// space; the length of s if there is none.
func nextSpace(s Value, i int, space bool) int {
	switch strKind(s) {
	case kindUCS2:
		return skip(str16(s), i, space)
	case kindUCS4:
		return skip(str32(s), i, space)
	}
	return skip(str8(s), i, space)
}

// mapWide is mapRunes for strings of two bytes a character that keep their length
// and kind, as most do; 0 without an exception for others. f maps a character to out.
func mapWide(c *Ctx, s Value, f func(s Value, i int, r rune, out *[3]rune) int) Value {
	v := newStr(c, strLen(s), kindUCS2)
	if v == 0 {
		return 0
	}
	var out [3]rune
	all := rune(0)
	dst := str16(v)
	for i, ch := range str16(s) {
		if f(s, i, rune(ch), &out) != 1 || out[0] > 0xffff {
			all = 0
			break
		}
		dst[i] = uint16(out[0])
		all |= out[0]
	}
	if all < 0x100 {
		c.Drop(v)
		return 0
	}
	return v
}
