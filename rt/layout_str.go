package rt

import (
	"hash/maphash"
	"math/bits"
	"math/rand/v2"
	"unicode/utf8"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Str (PEP 393): header with the kind in its flags, u32 length in code points at
// 8, u32 hash at 12 (0: not computed), characters from 16, each 1, 2 or 4 bytes,
// the narrowest kind that holds them all.

// Kinds of strings, the size class of their characters.
const (
	kindASCII = iota
	kindLatin1
	kindUCS2
	kindUCS4

	kindShift    = 4
	flagInterned = arena.FlagOwn // the only string with these characters that is a name
)

// smallStr bounds the strings whose allocation cannot fail.
const smallStr = 1 << 10

// kindWidth is the size of a character by kind.
var kindWidth = [4]uintptr{1, 1, 2, 4}

// kindOf returns the narrowest kind that holds r.
func kindOf(r rune) uint32 {
	switch {
	case r < 0x80:
		return kindASCII
	case r < 0x100:
		return kindLatin1
	case r < 0x10000:
		return kindUCS2
	}
	return kindUCS4
}

// newStr returns an uninitialised string of n characters, 0 with MemoryError if
// there is no memory.
func newStr(c *Ctx, n int, kind uint32) Value {
	if uint(n) > maxLength {
		return NoMemory(c)
	}
	size := 16 + (uintptr(n)*kindWidth[kind]+7)&^7
	var p uintptr
	if size <= smallStr {
		if c.IsMain {
			p = c.Main.Take(size)
		}
		if p == 0 {
			p = c.Alloc(size) // never fails
		}
	} else if p = c.AllocData(size); p == 0 {
		return 0
	}
	arena.SetHeader(p, TypeStr<<8|kind<<kindShift, c.count())
	setU64(p+8, uint64(n))
	return Value(p)
}

// IsStr reports whether v is exactly a str.
func IsStr(v Value) bool { return isType(v, TypeStr) }

// strLen returns the number of characters of string s.
func strLen(s Value) int { return int(u32(s.addr() + 8)) }

// strKind returns the kind of string s.
func strKind(s Value) uint32 { return u32(s.addr()) >> kindShift & 3 }

// strData returns the raw characters of s, strLen times kindWidth bytes, to be
// used and dropped.
func strData(s Value) []byte {
	return bytesAt(s.addr()+16, uintptr(strLen(s))*kindWidth[strKind(s)])
}

// strAt returns character i of s.
func strAt(s Value, i int) rune {
	p := s.addr() + 16
	switch strKind(s) {
	case kindUCS2:
		w := u64((p + 2*uintptr(i)) &^ 7)
		return rune(w >> (16 * (uint(i) & 3)) & 0xffff)
	case kindUCS4:
		return rune(u32(p + 4*uintptr(i)))
	}
	return rune(bytesAt(p, uintptr(i)+1)[i])
}

// setStrAt initialises character i of the fresh string s; r must fit its kind.
func setStrAt(s Value, i int, r rune) {
	p := s.addr() + 16
	switch strKind(s) {
	case kindUCS2:
		b := bytesAt(p+2*uintptr(i), 2)
		b[0], b[1] = byte(r), byte(r>>8)
	case kindUCS4:
		setU32(p+4*uintptr(i), uint32(r))
	default:
		bytesAt(p, uintptr(i)+1)[i] = byte(r)
	}
}

// NewStr returns s, which is UTF-8 in which lone surrogates may be encoded as
// WTF-8 does, as a str. Undecodable bytes become U+FFFD.
func NewStr(c *Ctx, s string) Value {
	if b := stringBytes(s); isASCII(b) {
		return strFromASCII(c, b)
	}
	n, kind := 0, uint32(kindASCII)
	for i := 0; i < len(s); {
		r, w := decodeWTF8(s[i:])
		kind = max(kind, kindOf(r))
		i += w
		n++
	}
	v := newStr(c, n, kind)
	if v == 0 {
		return 0
	}
	for i, k := 0, 0; i < len(s); k++ {
		r, w := decodeWTF8(s[i:])
		setStrAt(v, k, r)
		i += w
	}
	return v
}

// decodeWTF8 is utf8.DecodeRuneInString that also accepts surrogates.
func decodeWTF8(s string) (rune, int) {
	r, w := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && w == 1 && len(s) >= 3 && s[0] == 0xED && s[1]&0xE0 == 0xA0 && s[2]&0xC0 == 0x80 {
		return rune(s[0]&15)<<12 | rune(s[1]&63)<<6 | rune(s[2]&63), 3
	}
	return r, w
}

// appendWTF8 is utf8.AppendRune that also encodes surrogates.
func appendWTF8(b []byte, r rune) []byte {
	if r >= 0xD800 && r < 0xE000 {
		return append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0xBF, 0x80|byte(r)&0xBF)
	}
	return utf8.AppendRune(b, r)
}

// AppendStr appends the characters of string s to b as (W)UTF-8.
func AppendStr(b []byte, s Value) []byte {
	if strKind(s) == kindASCII {
		return append(b, strData(s)...)
	}
	for i, n := 0, strLen(s); i < n; i++ {
		b = appendWTF8(b, strAt(s, i))
	}
	return b
}

// GoString returns a copy of string s on Go's heap: for messages and start-up,
// not for what callbacks do.
func GoString(s Value) string {
	if strKind(s) == kindASCII {
		return string(strData(s))
	}
	return string(AppendStr(nil, s))
}

var hashSeed = maphash.MakeSeed()

// hashKeys are random: nobody can prepare texts whose hashes are equal.
var hashKeys = [2]uint64{rand.Uint64() | 1, rand.Uint64() | 1}

// hashBytes hashes raw characters; equal contents of equal width hash alike. It
// is never 0, which marks a hash not yet computed.
//
// Up to 16 bytes, which are most keys, are two words, which overlap where there are
// fewer, and one multiplication folded (as in wyhash, Wang Yi, 2019).
func hashBytes(b []byte) uint32 {
	n := uintptr(len(b))
	if n == 0 || n > shortText {
		if h := uint32(maphash.Bytes(hashSeed, b)); h != 0 {
			return h
		}
		return 1
	}
	x, y := shortWords(addrOf(b), n)
	return hashShort(x, y, n)
}

// shortText is the most bytes that shortWords takes.
const shortText = 16

// shortWords returns the n bytes at p, 1 to 16, as two words: of texts of one length
// equal ones for equal texts only.
func shortWords(p, n uintptr) (x, y uint64) {
	switch {
	case n >= 8:
		return u64(p), u64(p + n - 8)
	case n >= 4:
		return uint64(u32(p)), uint64(u32(p + n - 4))
	}
	return uint64(byteAt(p)) | uint64(byteAt(p+n>>1))<<8 | uint64(byteAt(p+n-1))<<16, 0
}

func hashShort(x, y uint64, n uintptr) uint32 {
	hi, lo := bits.Mul64(x^hashKeys[0]^uint64(n), y^hashKeys[1])
	hi, lo = bits.Mul64(hi^lo^hashKeys[1], hashKeys[0])
	if h := uint32(hi ^ lo); h != 0 {
		return h
	}
	return 1
}

// strHash returns the hash of string s. It is stored in s except by readers of
// the main heap, which may not write there.
func strHash(c *Ctx, s Value) uint32 {
	h := u32(s.addr() + 12)
	if h == 0 {
		h = hashBytes(strData(s))
		if c.IsMain || !arena.IsMain(s.addr()) && !arena.IsShared(s.addr()) {
			setU32(s.addr()+12, h)
		}
	}
	return h
}

// strEqual reports whether two strings have the same characters: the kind is
// canonical, so equal strings have equal bytes.
func strEqual(a, b Value) bool {
	if a == b {
		return true
	}
	if strLen(a) != strLen(b) || strKind(a) != strKind(b) {
		return false
	}
	n := uintptr(strLen(a)) * kindWidth[strKind(a)]
	p, q := a.addr()+16, b.addr()+16
	switch {
	case n > 16:
		return string(bytesAt(p, n)) == string(bytesAt(q, n))
	case n >= 8:
		return u64(p) == u64(q) && u64(p+n-8) == u64(q+n-8)
	case n >= 4:
		return u32(p) == u32(q) && u32(p+n-4) == u32(q+n-4)
	}
	for ; n > 0; n-- {
		if byteAt(p+n-1) != byteAt(q+n-1) {
			return false
		}
	}
	return true
}
