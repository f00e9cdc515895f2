package rt

import "github.com/pxc-lang/pxc/rt/arena"

// A builder makes a str or bytes object of a length not known beforehand, in
// place: it is an object under construction with room to spare, grown by
// doubling and widened when a wider character arrives. Where the arena's free
// part follows the object, growing and trimming move only the free part's start,
// so nothing is copied.
//
// A builder lives on Go's stack; it allocates in the executing world like
// anything else. After an allocation has failed it swallows writes and finish
// returns 0 with MemoryError pending.
type builder struct {
	c      *Ctx
	v      Value // the object; its length field holds the capacity
	n, cap int   // characters written, and room
	kind   uint32
	typ    uint32
	failed bool
}

// builderSize is the room a builder begins with, in characters.
const builderSize = 48

// newBuilder returns a builder of a str with room for n ASCII characters.
func newBuilder(c *Ctx, n int) builder {
	b := builder{c: c, typ: TypeStr}
	b.start(max(n, builderSize))
	return b
}

// newBytesBuilder returns a builder of bytes with room for n of them.
func newBytesBuilder(c *Ctx, n int) builder {
	b := builder{c: c, typ: TypeBytes}
	b.start(max(n, builderSize))
	return b
}

func (b *builder) start(n int) {
	b.v = b.object(n, kindASCII)
	if b.v != 0 {
		b.cap = n
	}
}

// object allocates the object for n characters of a kind.
func (b *builder) object(n int, kind uint32) Value {
	if uint(n) > maxLength {
		NoMemory(b.c)
		b.failed = true
		return 0
	}
	p := b.c.AllocData(16 + (uintptr(n)*kindWidth[kind]+7)&^7)
	if p == 0 {
		b.failed = true
		return 0
	}
	arena.SetHeader(p, b.typ<<8|kind<<kindShift, b.c.count())
	setU64(p+8, uint64(n))
	return Value(p)
}

// end returns the address behind room for n characters.
func (b *builder) end(n int) uintptr {
	return b.v.addr() + 16 + (uintptr(n)*kindWidth[b.kind]+7)&^7
}

// atTop reports whether the object is the arena's last allocation.
func (b *builder) atTop() bool { return !b.c.IsMain && b.end(b.cap) == b.c.Cur }

// reserve makes room for n more characters, of the given kind at most.
func (b *builder) reserve(n int, kind uint32) bool {
	if kind <= b.kind && b.n+n <= b.cap {
		return true
	}
	return b.grow(n, kind)
}

func (b *builder) grow(n int, kind uint32) bool {
	if b.failed {
		return false
	}
	kind = max(kind, b.kind)
	want := max(b.n+n, 2*b.cap)
	if kindWidth[kind] == kindWidth[b.kind] && b.atTop() && b.end(want) <= b.c.End {
		b.c.Cur = b.end(want)
		b.cap, b.kind = want, kind
		setU32(b.v.addr(), b.typ<<8|kind<<kindShift)
		setU32(b.v.addr()+8, uint32(want))
		return true
	}
	v := b.object(want, kind)
	if v == 0 {
		b.c.Drop(b.v)
		return false
	}
	copyChars(v, 0, b.v, 0, b.n)
	b.c.Drop(b.v)
	b.v, b.cap, b.kind = v, want, kind
	return true
}

// room returns the next n bytes, to be written at once, of a builder whose
// content is ASCII or bytes so far and stays so.
func (b *builder) room(n int) []byte {
	if b.kind > kindLatin1 || !b.reserve(n, b.kind) {
		return nil
	}
	p := b.v.addr() + 16 + uintptr(b.n)
	b.n += n
	return bytesAt(p, uintptr(n))
}

// char appends one character.
func (b *builder) char(r rune) {
	if b.reserve(1, kindOf(r)) {
		setStrAt(b.v, b.n, r)
		b.n++
	}
}

// byte appends one byte.
func (b *builder) byte(x byte) {
	if b.reserve(1, b.kind) {
		bytesAt(b.v.addr()+16, uintptr(b.n)+1)[b.n] = x
		b.n++
	}
}

// fill appends n times the same character.
func (b *builder) fill(r rune, n int) {
	if n > 0 && b.reserve(n, kindOf(r)) {
		for i := range n {
			setStrAt(b.v, b.n+i, r)
		}
		b.n += n
	}
}

// fillByte appends n times the same byte.
func (b *builder) fillByte(x byte, n int) {
	if n > 0 && b.reserve(n, b.kind) {
		s := bytesAt(b.v.addr()+16+uintptr(b.n), uintptr(n))
		for i := range s {
			s[i] = x
		}
		b.n += n
	}
}

// bytes appends ASCII characters, or bytes to a bytes builder.
func (b *builder) bytes(s []byte) {
	if len(s) == 0 || !b.reserve(len(s), b.kind) {
		return
	}
	switch b.kind {
	case kindUCS2:
		convert(str16(b.v)[b.n:], s)
	case kindUCS4:
		convert(str32(b.v)[b.n:], s)
	default:
		copy(bytesAt(b.v.addr()+16+uintptr(b.n), uintptr(len(s))), s)
	}
	b.n += len(s)
}

// text appends an ASCII string.
func (b *builder) text(s string) { b.bytes(stringBytes(s)) }

// str appends a str.
func (b *builder) str(s Value) { b.substr(s, 0, strLen(s)) }

// substr appends characters from..to of a str.
func (b *builder) substr(s Value, from, to int) {
	kind := strKind(s)
	if kind != kindASCII && (from != 0 || to != strLen(s)) {
		kind = widest(s, from, to)
	}
	if from < to && b.reserve(to-from, kind) {
		copyChars(b.v, b.n, s, from, to-from)
		b.n += to - from
	}
}

// finish returns the object, owned, or 0 with MemoryError pending.
func (b *builder) finish() Value {
	c := b.c
	if b.failed {
		return 0
	}
	if b.n == 0 {
		b.discard()
		if b.typ == TypeStr {
			return emptyStr
		}
		return emptyBytes
	}
	size := (uintptr(b.n)*kindWidth[b.kind] + 7) &^ 7
	if b.end(b.cap) != b.v.addr()+16+size {
		if c.IsMain {
			// The main heap frees by the size an object claims to have.
			v := b.object(b.n, b.kind)
			if v != 0 {
				copyChars(v, 0, b.v, 0, b.n)
			}
			c.Drop(b.v)
			return v
		}
		if b.atTop() {
			c.Cur = b.v.addr() + 16 + size
		}
	}
	setU32(b.v.addr()+8, uint32(b.n))
	return b.v
}

// discard gives the object up.
func (b *builder) discard() {
	if b.failed {
		return
	}
	if b.atTop() {
		b.c.Cur = b.v.addr()
	}
	b.c.Drop(b.v)
}

// maxScratch is how large a buffer a context keeps for the next use.
const maxScratch = 1 << 20

// scratchBytes returns n bytes of the context's scratch buffer, valid until the
// next call of any operation that may use it; nil with MemoryError pending if n
// is absurd.
func (c *Ctx) scratchBytes(n int) []byte {
	if uint(n) > maxLength {
		NoMemory(c)
		return nil
	}
	if !c.IsMain && uintptr(n) > c.Limit() {
		NoMemory(c)
		return nil
	}
	if n > maxScratch {
		return make([]byte, n)
	}
	if cap(c.scratch) < n {
		c.scratch = make([]byte, max(n, 1024))
	}
	return c.scratch[:n]
}
