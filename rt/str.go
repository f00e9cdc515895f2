package rt

import (
	"math"

	"github.com/pxc-lang/pxc/rt/arena"
)

// str: immutable text, stored as PEP 393 does with the fewest bytes a character
// that its widest character allows.
//
//	0 header (kind in the flags)  8 u32 length  12 u32 hash  16 characters
//
// The kind is canonical: a Latin-1 string has a character beyond ASCII, a UCS-2
// one has a character beyond Latin-1, and so on. So strings of different kinds
// differ, and equal ones have equal bytes. Every constructor here keeps that.
//
// Strings of length 0 and single Latin-1 characters are shared immortals.

// maxLength bounds strings, bytes and lists, whose lengths are u32.
const maxLength = 1<<32 - 1<<16

// Shared immortals, made by initText.
var (
	emptyStr   Value
	emptyBytes Value
	latin1Strs [256]Value
	oneBytes   [256]Value
)

// initText makes the shared strings and bytes. Main thread, once.
func initText(c *Ctx) {
	// Before any other string: NewStr hands these out.
	shared := func(typeword uint32, ch int) Value {
		p := c.Alloc(24)
		arena.SetHeader(p, typeword, arena.Immortal)
		setU64(p+8, 0)
		setU64(p+16, 0)
		if ch >= 0 {
			setU32(p+8, 1)
			setU64(p+16, uint64(ch))
		}
		return Value(p)
	}
	emptyStr = shared(TypeStr<<8, -1)
	emptyBytes = shared(TypeBytes<<8, -1)
	strHash(c, emptyStr)
	bytesHash(c, emptyBytes)
	for i := range latin1Strs {
		kind := uint32(kindASCII)
		if i >= 128 {
			kind = kindLatin1
		}
		latin1Strs[i] = shared(TypeStr<<8|kind<<4, i)
		oneBytes[i] = shared(TypeBytes<<8, i)
		strHash(c, latin1Strs[i])
		bytesHash(c, oneBytes[i])
	}
}

// str8, str16 and str32 view the characters of a str of matching kind.
func str8(v Value) []byte    { return bytesAt(v.addr()+16, uintptr(strLen(v))) }
func str16(v Value) []uint16 { return u16sAt(v.addr()+16, uintptr(strLen(v))) }
func str32(v Value) []uint32 { return u32sAt(v.addr()+16, uintptr(strLen(v))) }

// charStr returns the str of one character.
func charStr(c *Ctx, r rune) Value {
	if uint32(r) < 256 {
		return latin1Strs[r]
	}
	v := newStr(c, 1, kindOf(r))
	if v != 0 {
		setU32(v.addr()+16, uint32(r))
	}
	return v
}

// strFromASCII returns a str of the ASCII bytes b.
func strFromASCII(c *Ctx, b []byte) Value {
	switch len(b) {
	case 0:
		return emptyStr
	case 1:
		return latin1Strs[b[0]]
	}
	v := newStr(c, len(b), kindASCII)
	if v != 0 {
		copy(str8(v), b)
	}
	return v
}

// subASCII returns the n ASCII characters at p as a str.
func subASCII(c *Ctx, p, n uintptr) Value {
	switch n {
	case 0:
		return emptyStr
	case 1:
		return latin1Strs[bytesAt(p, 1)[0]]
	}
	if n <= shortText && c.IsMain {
		return recent(c, &recentStrs, TypeStr, p, n)
	}
	v := newStr(c, int(n), kindASCII)
	if v != 0 {
		copyBytes(v.addr()+16, p, n)
	}
	return v
}

// recentStrs and recentBytes are short strings and bytes objects of the main thread that
// were cut from others, by their hashes. The words of a text, the fields of lines and
// the tokens of a program come again: finding the last one costs less than making it,
// and as keys of a dict they are found by identity, their hashes known.
var recentStrs, recentBytes [256]Value

// recent returns the str or bytes object, as typ says, of the 2 to 16 bytes at p, all
// ASCII if it is a str: the one among known, or a new one, which takes its place. Main
// thread.
func recent(c *Ctx, known *[256]Value, typ uint32, p, n uintptr) Value {
	x, y := shortWords(p, n)
	h := hashShort(x, y, n)
	last := &known[h%uint32(len(known))]
	if v := *last; v != 0 && u64(v.addr()+8) == uint64(h)<<32|uint64(n) {
		if a, b := shortWords(v.addr()+16, n); a == x && b == y {
			return Incref(c, v)
		}
	}
	size := 16 + (n+7)&^7
	q := c.Main.Take(size)
	if q == 0 {
		q = c.Alloc(size)
	}
	arena.SetHeader(q, typ<<8, 2)
	setU64(q+8, uint64(h)<<32|uint64(n))
	copyBytes(q+16, p, n)
	Decref(c, *last)
	*last = Value(q)
	return Value(q)
}

// strFromLatin1 returns a str of the Latin-1 characters b.
func strFromLatin1(c *Ctx, b []byte) Value {
	if isASCII(b) {
		return strFromASCII(c, b)
	}
	if len(b) == 1 {
		return latin1Strs[b[0]]
	}
	v := newStr(c, len(b), kindLatin1)
	if v != 0 {
		copy(str8(v), b)
	}
	return v
}

// isASCII reports whether b has no byte above 127.
func isASCII(b []byte) bool {
	for len(b) >= 8 {
		w := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		if w&0x8080808080808080 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, x := range b {
		if x >= 0x80 {
			return false
		}
	}
	return true
}

// utf8Len returns the length of the str v in UTF-8, and the position of its
// first surrogate, -1 if it has none.
func utf8Len(v Value) (n, surrogate int) {
	surrogate = -1
	switch strKind(v) {
	case kindASCII:
		return strLen(v), -1
	case kindLatin1:
		for _, ch := range str8(v) {
			n += 1 + int(ch>>7)
		}
	case kindUCS2:
		return utf8LenOf(str16(v))
	default:
		return utf8LenOf(str32(v))
	}
	return n, surrogate
}

// putUTF8 writes the str v as UTF-8 to dst, which utf8Len has measured.
// Surrogates are written as if they were characters.
func putUTF8(dst []byte, v Value) {
	switch strKind(v) {
	case kindASCII:
		copy(dst, str8(v))
	case kindLatin1:
		putUTF8Of(dst, str8(v))
	case kindUCS2:
		putUTF8Of(dst, str16(v))
	default:
		putUTF8Of(dst, str32(v))
	}
}

// copyChars copies n characters from position from of src to position at of the
// fresh str dst, whose kind must suffice for them.
func copyChars(dst Value, at int, src Value, from, n int) {
	if n == 0 {
		return
	}
	d, s := strKind(dst), strKind(src)
	ds, ss := kindWidth[d], kindWidth[s]
	if ds == ss {
		copy(bytesAt(dst.addr()+16+uintptr(at)*ds, uintptr(n)*ds), bytesAt(src.addr()+16+uintptr(from)*ss, uintptr(n)*ss))
		return
	}
	switch {
	case ds == 1 && ss == 2:
		convert(str8(dst)[at:], str16(src)[from:from+n])
	case ds == 1 && ss == 4:
		convert(str8(dst)[at:], str32(src)[from:from+n])
	case ds == 2 && ss == 1:
		convert(str16(dst)[at:], str8(src)[from:from+n])
	case ds == 2 && ss == 4:
		convert(str16(dst)[at:], str32(src)[from:from+n])
	case ds == 4 && ss == 1:
		convert(str32(dst)[at:], str8(src)[from:from+n])
	default:
		convert(str32(dst)[at:], str16(src)[from:from+n])
	}
}

func convert[D, S uint8 | uint16 | uint32](dst []D, src []S) {
	dst = dst[:len(src)]
	for i, ch := range src {
		dst[i] = D(ch)
	}
}

// widest returns the kind that characters from..to of v need.
func widest(v Value, from, to int) uint32 {
	switch k := strKind(v); k {
	case kindASCII:
	case kindLatin1:
		if !isASCII(str8(v)[from:to]) {
			return k
		}
	case kindUCS2:
		return widestOf(str16(v)[from:to], k)
	default:
		return widestOf(str32(v)[from:to], k)
	}
	return kindASCII
}

// substr returns characters from..to of v.
func substr(c *Ctx, v Value, from, to int) Value {
	n := to - from
	switch {
	case n <= 0:
		return emptyStr
	case n == strLen(v):
		return c.Own(v)
	case n == 1:
		return charStr(c, strAt(v, from))
	case strKind(v) == kindASCII:
		return subASCII(c, v.addr()+16+uintptr(from), uintptr(n))
	}
	w := newStr(c, n, widest(v, from, to))
	if w != 0 {
		copyChars(w, 0, v, from, n)
	}
	return w
}

// canonical returns the fresh str v in the kind that its characters need: for
// operations that may have dropped the widest one. It consumes v.
func canonical(c *Ctx, v Value) Value {
	n := strLen(v)
	if n == 0 {
		c.Drop(v)
		return emptyStr
	}
	if n == 1 {
		if r := strAt(v, 0); r < 256 {
			c.Drop(v)
			return latin1Strs[r]
		}
	}
	kind := widest(v, 0, n)
	if kind == strKind(v) {
		return v
	}
	w := newStr(c, n, kind)
	if w != 0 {
		copyChars(w, 0, v, 0, n)
	}
	c.Drop(v)
	return w
}

// strConcat returns a + b.
func strConcat(c *Ctx, a, b Value) Value {
	n, m := strLen(a), strLen(b)
	switch {
	case n == 0:
		return c.Own(b)
	case m == 0:
		return c.Own(a)
	}
	kind := max(strKind(a), strKind(b))
	v := newStr(c, n+m, kind)
	switch {
	case v == 0:
	case kind <= kindLatin1:
		p := v.addr() + 16
		copyBytes(p, a.addr()+16, uintptr(n))
		copyBytes(p+uintptr(n), b.addr()+16, uintptr(m))
	default:
		copyChars(v, 0, a, 0, n)
		copyChars(v, n, b, 0, m)
	}
	return v
}

// AddVar is Add where a is what a local variable holds that the result is stored to.
// Main thread.
func AddVar(c *Ctx, a, b Value) Value {
	if strExtend(a, b) {
		return Incref(c, a)
	}
	return Add(c, a, b)
}

// IAddVar is IAdd where a is what a local variable holds that the result is stored
// to. Main thread.
func IAddVar(c *Ctx, a, b Value) Value {
	if strExtend(a, b) {
		return Incref(c, a)
	}
	return IAdd(c, a, b)
}

// strExtend appends b to the str a in place, as CPython does, if the variable that
// holds a is all that does and the memory of a has room: adding piece by piece is
// then linear, because sizes on the main heap are rounded to a quarter of their
// power of two.
func strExtend(a, b Value) bool {
	if !IsStr(a) || !IsStr(b) {
		return false
	}
	n, m := strLen(a), strLen(b)
	if n == 0 || m == 0 || a == b || u32(a.addr()+4) != 1 || u32(a.addr())&flagInterned != 0 || n+m > maxLength {
		return false
	}
	kind, width := strKind(a), kindWidth[strKind(a)]
	if kindWidth[strKind(b)] > width || !arena.IsMain(a.addr()) || !arena.Unshared() {
		return false
	}
	if width == 1 && n+m <= (n+15)&^15 && n+m <= smallStr-32 { // the block ends there
		p := a.addr()
		if kind = max(kind, strKind(b)); kind != strKind(a) {
			setU32(p, u32(p)|kind<<kindShift)
		}
		setU64(p+8, uint64(n+m)) // and no hash
		copyBytes(p+16+uintptr(n), b.addr()+16, uintptr(m))
		return true
	}
	if arena.MainSize(16+(uintptr(n+m)*width+7)&^7) != arena.MainSize(16+(uintptr(n)*width+7)&^7) {
		return false
	}
	setU32(a.addr(), TypeStr<<8|max(kind, strKind(b))<<kindShift|u32(a.addr())&^(TypeStr<<8|3<<kindShift))
	setU64(a.addr()+8, uint64(n+m)) // and no hash
	copyChars(a, n, b, 0, m)
	return true
}

// strRepeat returns s * n.
func strRepeat(c *Ctx, s Value, n int64) Value {
	length := strLen(s)
	switch {
	case n <= 0 || length == 0:
		return emptyStr
	case n == 1:
		return c.Own(s)
	case n > math.MaxInt64/int64(length):
		return OverflowErrorf(c, "repeated string is too long")
	case n > maxLength/int64(length):
		return NoMemory(c)
	}
	v := newStr(c, length*int(n), strKind(s))
	if v != 0 {
		repeat(strData(v), strData(s))
	}
	return v
}

// repeat fills dst with copies of src, doubling what is there.
func repeat(dst, src []byte) {
	for n := copy(dst, src); n < len(dst); n *= 2 {
		copy(dst[n:], dst[:n])
	}
}

// strCompare orders two strs by code points: negative, zero or positive.
func strCompare(a, b Value) int {
	if kindWidth[strKind(a)] == 1 && kindWidth[strKind(b)] == 1 {
		return compareBytes(str8(a), str8(b))
	}
	n, m := strLen(a), strLen(b)
	for i := 0; i < n && i < m; i++ {
		if x, y := strAt(a, i), strAt(b, i); x != y {
			if x < y {
				return -1
			}
			return 1
		}
	}
	return n - m
}

func compareBytes(a, b []byte) int {
	switch x, y := viewString(a), viewString(b); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// NewStrBytes returns the UTF-8 in b as a str, as NewStr does.
func NewStrBytes(c *Ctx, b []byte) Value { return NewStr(c, viewString(b)) }
