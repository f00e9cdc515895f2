package rt

import "github.com/pxc-lang/pxc/rt/unicodedata"

// Case mappings and the is… predicates. ASCII strings go byte by byte; others
// character by character with full mappings, so a result may be longer.

// shiftASCII returns a copy of the ASCII string s in which the 26 letters from first
// on are replaced by those of the other case: eight characters at a time, of which
// those from first on and those beyond the letters are found by adding what takes
// them to the byte's top bit. Strings are padded to words.
func shiftASCII(c *Ctx, s Value, first byte) Value {
	n := strLen(s)
	v := newStr(c, n, kindASCII)
	if v == 0 {
		return 0
	}
	from := uint64(0x80-first) * low8
	beyond := uint64(0x80-first-26) * low8
	src, dst := s.addr()+16, v.addr()+16
	for end := src + uintptr(n); src < end; src += 8 {
		w := u64(src)
		setU64(dst, w^((w+from)&^(w+beyond)&(0x80*low8))>>2)
		dst += 8
	}
	return v
}

// low8 has the lowest bit of each byte of a word.
const low8 = 0x0101010101010101

func upperASCII(b byte) byte {
	if b >= 'a' && b <= 'z' {
		b -= 0x20
	}
	return b
}

func lowerASCII(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		b += 0x20
	}
	return b
}

func strUpper(c *Ctx, s Value) Value {
	if strKind(s) == kindASCII {
		return shiftASCII(c, s, 'a')
	}
	return mapRunes(c, s, func(_ Value, _ int, r rune, out *[3]rune) int { return unicodedata.Upper(r, out) })
}

func strLower(c *Ctx, s Value) Value {
	if strKind(s) == kindASCII {
		return shiftASCII(c, s, 'A')
	}
	return mapRunes(c, s, lowerAt)
}

func strCasefold(c *Ctx, s Value) Value {
	if strKind(s) == kindASCII {
		return shiftASCII(c, s, 'A')
	}
	return mapRunes(c, s, func(_ Value, _ int, r rune, out *[3]rune) int { return unicodedata.Fold(r, out) })
}

// lowerAt lowers character i of s, a capital sigma by its context.
func lowerAt(s Value, i int, r rune, out *[3]rune) int {
	if r == unicodedata.CapitalSigma && unicodedata.FinalSigma(i, strLen(s), func(j int) rune { return strAt(s, j) }) {
		out[0] = 0x3c2
		return 1
	}
	return unicodedata.Lower(r, out)
}

// mapRunes returns s with each character mapped to up to three.
func mapRunes(c *Ctx, s Value, f func(s Value, i int, r rune, out *[3]rune) int) Value {
	if strKind(s) == kindUCS2 {
		if v := mapWide(c, s, f); v != 0 || c.Exc != 0 {
			return v
		}
	}
	b := newBuilder(c, strLen(s))
	var out [3]rune // on Go's heap, as f is not known: once, not for each character
	for i, n := 0, strLen(s); i < n; i++ {
		b.mapped(s, i, &out, f)
	}
	return b.finish()
}

func (b *builder) mapped(s Value, i int, out *[3]rune, f func(s Value, i int, r rune, out *[3]rune) int) {
	for k, n := 0, f(s, i, strAt(s, i), out); k < n; k++ {
		b.char(out[k])
	}
}

// asciiCopy returns a copy of the ASCII string s and its characters, to be changed
// into others of ASCII before anyone sees it; nil if there is no memory.
func asciiCopy(c *Ctx, s Value) (v Value, text []byte) {
	if v = newStr(c, strLen(s), kindASCII); v != 0 {
		text = str8(v)
		copy(text, str8(s))
	}
	return v, text
}

func strSwapcase(c *Ctx, s Value) Value {
	if strKind(s) == kindASCII {
		v, text := asciiCopy(c, s)
		for i, b := range text {
			if b|0x20-'a' < 26 {
				text[i] = b ^ 0x20
			}
		}
		return v
	}
	return mapRunes(c, s, func(s Value, i int, r rune, out *[3]rune) int {
		switch {
		case unicodedata.IsUpper(r):
			return lowerAt(s, i, r, out)
		case unicodedata.IsLower(r):
			return unicodedata.Upper(r, out)
		}
		out[0] = r
		return 1
	})
}

func strCapitalize(c *Ctx, s Value) Value {
	if strKind(s) == kindASCII {
		v := shiftASCII(c, s, 'A')
		if v != 0 && strLen(v) > 0 {
			str8(v)[0] = upperASCII(str8(v)[0])
		}
		return v
	}
	return mapRunes(c, s, func(s Value, i int, r rune, out *[3]rune) int {
		if i == 0 {
			return unicodedata.Title(r, out)
		}
		return lowerAt(s, i, r, out)
	})
}

func strTitle(c *Ctx, s Value) Value {
	if strKind(s) == kindASCII {
		v, text := asciiCopy(c, s)
		inWord := false
		for i, b := range text {
			if inWord {
				text[i] = lowerASCII(b)
			} else {
				text[i] = upperASCII(b)
			}
			inWord = b|0x20-'a' < 26
		}
		return v
	}
	return mapRunes(c, s, func(s Value, i int, r rune, out *[3]rune) int {
		if i > 0 && unicodedata.IsCased(strAt(s, i-1)) {
			return lowerAt(s, i, r, out)
		}
		return unicodedata.Title(r, out)
	})
}

// strAll reports whether s is not empty and f holds for all its characters.
func strAll(s Value, f func(rune) bool) Value { return Bool(strEach(s, f)) }

func strEach(s Value, f func(rune) bool) bool {
	n := strLen(s)
	for i := range n {
		if !f(strAt(s, i)) {
			return false
		}
	}
	return n > 0
}

// Classes of ASCII characters, a bit each.
const (
	classAlpha = 1 << iota
	classDigit
	classSpace
	classBreak // ends a line
)

// asciiClass holds the classes of the ASCII characters.
var asciiClass = func() (t [128]uint8) {
	for i := range t {
		switch b := byte(i); {
		case b|0x20 >= 'a' && b|0x20 <= 'z':
			t[i] = classAlpha
		case b >= '0' && b <= '9':
			t[i] = classDigit
		case asciiSpace[b]:
			t[i] = classSpace
		}
		if unicodedata.IsLineBreak(rune(i)) {
			t[i] |= classBreak
		}
	}
	return t
}()

// strClass reports whether s has characters and all are of the classes; f tells that
// of those beyond ASCII.
func strClass(s Value, classes uint8, f func(rune) bool) Value {
	if strKind(s) != kindASCII {
		return strAll(s, f)
	}
	text := str8(s)
	for _, b := range text {
		if asciiClass[b&0x7f]&classes == 0 {
			return False
		}
	}
	return Bool(len(text) > 0)
}

func strIsalnum(c *Ctx, s Value) Value {
	return strClass(s, classAlpha|classDigit, unicodedata.IsAlnum)
}
func strIsalpha(c *Ctx, s Value) Value { return strClass(s, classAlpha, unicodedata.IsAlpha) }
func strIsdigit(c *Ctx, s Value) Value { return strClass(s, classDigit, unicodedata.IsDigit) }
func strIsspace(c *Ctx, s Value) Value { return strClass(s, classSpace, unicodedata.IsSpace) }

func strIsupper(c *Ctx, s Value) Value {
	if strKind(s) == kindASCII {
		return caseASCII(str8(s), 'A', 'a')
	}
	return strCase(s, unicodedata.IsUpper, unicodedata.IsLower)
}

func strIslower(c *Ctx, s Value) Value {
	if strKind(s) == kindASCII {
		return caseASCII(str8(s), 'a', 'A')
	}
	return strCase(s, unicodedata.IsLower, unicodedata.IsUpper)
}

// caseASCII is strCase for ASCII, by the first letters of the two cases.
func caseASCII(text []byte, want, other byte) Value {
	found := false
	for _, b := range text {
		if b-other < 26 {
			return False
		}
		found = found || b-want < 26
	}
	return Bool(found)
}

// strCase reports whether s has a character of the wanted case and none of the
// other or of title case.
func strCase(s Value, want, other func(rune) bool) Value {
	found := false
	for i := range strLen(s) {
		r := strAt(s, i)
		if other(r) || unicodedata.IsTitle(r) {
			return False
		}
		found = found || want(r)
	}
	return Bool(found)
}

func strIstitle(c *Ctx, s Value) Value {
	found, inWord := false, false
	for i := range strLen(s) {
		r := strAt(s, i)
		switch {
		case unicodedata.IsUpper(r) || unicodedata.IsTitle(r):
			if inWord {
				return False
			}
			found, inWord = true, true
		case unicodedata.IsLower(r):
			if !inWord {
				return False
			}
			found = true
		default:
			inWord = false
		}
	}
	return Bool(found)
}

func strIsidentifier(c *Ctx, s Value) Value {
	n := strLen(s)
	for i := range n {
		if r := strAt(s, i); i == 0 && !unicodedata.IsIDStart(r) || i > 0 && !unicodedata.IsIDContinue(r) {
			return False
		}
	}
	return Bool(n > 0)
}

func strIsascii(c *Ctx, s Value) Value { return Bool(strKind(s) == kindASCII) }

func strIsprintable(c *Ctx, s Value) Value {
	return Bool(strLen(s) == 0 || strAll(s, unicodedata.IsPrintable) == True)
}
