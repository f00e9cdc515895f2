package rt

import (
	"bytes"
	"math/bits"

	"github.com/pxc-lang/pxc/rt/unicodedata"
)

// Taking strings apart and joining them.

// limitArg returns an optional count; absent or negative means no limit.
func limitArg(c *Ctx, v Value) (int, bool) {
	if v == 0 {
		return maxLength, true
	}
	n, ok := Index(c, v)
	if n < 0 || n > maxLength {
		n = maxLength
	}
	return int(n), ok
}

func isSpaceAt(s Value, i int) bool { return isSpace(strAt(s, i)) }

func isSpace(r rune) bool {
	if r < 128 {
		return r == ' ' || r >= '\t' && r <= '\r' || r >= 0x1c && r <= 0x1f
	}
	return unicodedata.IsSpace(r)
}

// addPart appends characters from..to of s to the list l.
func addPart(c *Ctx, l, s Value, from, to int) bool {
	p := substr(c, s, from, to)
	if p == 0 {
		return false
	}
	ok := ListAppend(c, l, p)
	c.Drop(p)
	return ok
}

// strSplit is str.split(sep=None, maxsplit=-1).
func strSplit(c *Ctx, s, sep, maxsplit Value) Value {
	limit, ok := limitArg(c, maxsplit)
	if !ok {
		return 0
	}
	if limit == maxLength && strKind(s) == kindASCII {
		if sep == 0 || sep == None {
			return splitSpaces(c, s)
		}
		if IsStr(sep) && strLen(sep) == 1 && strKind(sep) == kindASCII {
			return splitAt(c, s, uintptr(strLen(s)), str8(sep)[0], subASCII)
		}
	}
	l := NewList(c, 0)
	n := strLen(s)
	if sep == 0 || sep == None {
		i := 0
		for {
			i = nextSpace(s, i, false)
			if i == n {
				return l
			}
			from := i
			if limit == 0 {
				return orDrop(c, l, addPart(c, l, s, from, n))
			}
			i = nextSpace(s, i, true)
			if !addPart(c, l, s, from, i) {
				return orDrop(c, l, false)
			}
			limit--
		}
	}
	if !sepArg(c, sep) {
		return orDrop(c, l, false)
	}
	from := 0
	for limit > 0 {
		i := strIndex(s, sep, from, n)
		if i < 0 {
			break
		}
		if !addPart(c, l, s, from, i) {
			return orDrop(c, l, false)
		}
		from = i + strLen(sep)
		limit--
	}
	return orDrop(c, l, addPart(c, l, s, from, n))
}

// splitAt is split by one byte, s being all ASCII, or bytes: the parts, which cut
// makes, are counted first, so that the list has its size from the start. Separators
// are found eight bytes at a time, because parts are short: what a word holds besides
// the bytes that are sought becomes 0, and those the top bit of their byte.
func splitAt(c *Ctx, s Value, n uintptr, sep byte, cut func(c *Ctx, p, n uintptr) Value) Value {
	const low, high = 0x7f7f7f7f7f7f7f7f, 0x8080808080808080
	start := s.addr() + 16
	k := bytes.Count(bytesAt(start, n), []byte{sep})
	l := NewList(c, k+1)
	if l == 0 {
		return 0
	}
	if k == 0 {
		ListInit(l, 0, c.Own(s))
		return l
	}
	items := listItems(l)
	pattern := uint64(sep) * 0x0101010101010101
	from, at := start, 0
	for p := start; at < k; p += 8 { // both are padded to words
		x := u64(p) ^ pattern
		for m := ^((x&low + low) | x | low) & high; m != 0 && at < k; m &= m - 1 {
			end := p + uintptr(bits.TrailingZeros64(m)>>3)
			part := cut(c, from, end-from)
			if part == 0 {
				c.Drop(l)
				return 0
			}
			items[at] = part
			at++
			from = end + 1
		}
	}
	part := cut(c, from, start+n-from)
	if part == 0 {
		c.Drop(l)
		return 0
	}
	items[k] = part
	return l
}

// splitSpaces is split by white space without limit, all of s being ASCII. The parts
// are counted first. Both passes look at eight characters at a time: edges of words
// are where a character differs from the one before it in being white space.
func splitSpaces(c *Ctx, s Value) Value {
	n := uintptr(strLen(s))
	start := s.addr() + 16
	k, carry := 0, uint64(0)
	for off := uintptr(0); off < n; off += 8 {
		word := wordMask(u64(start+off), n-off)
		k += bits.OnesCount64(word &^ (word<<8 | carry))
		carry = word >> 63 << 7
	}
	l := NewList(c, k)
	if l == 0 || k == 0 {
		return l
	}
	items, at := listItems(l), 0
	add := func(from, to uintptr) bool {
		part := Value(0)
		if to-from == n {
			part = c.Own(s)
		} else if part = subASCII(c, start+from, to-from); part == 0 {
			return false
		}
		items[at] = part
		at++
		return true
	}
	carry = 0
	from, in := uintptr(0), false
	for off := uintptr(0); off < n; off += 8 {
		word := wordMask(u64(start+off), n-off)
		for edges := word ^ (word<<8 | carry); edges != 0; edges &= edges - 1 {
			i := off + uintptr(bits.TrailingZeros64(edges)>>3)
			if in && !add(from, i) {
				c.Drop(l)
				return 0
			}
			from, in = i, !in
		}
		carry = word >> 63 << 7
	}
	if in && !add(from, n) {
		c.Drop(l)
		return 0
	}
	return l
}

// wordMask returns the top bits of the bytes of w that are no white space, of the
// first n, n > 0: the ASCII characters below 9, from 14 to 27 and from 33 on.
func wordMask(w uint64, n uintptr) uint64 {
	const top = 0x80 * low8
	from9, from14 := w+(0x80-9)*low8, w+(0x80-14)*low8
	from28, from33 := w+(0x80-28)*low8, w+(0x80-33)*low8
	word := ^(from9&^from14 | from28&^from33) & top
	if n < 8 {
		word &= 1<<(8*n) - 1
	}
	return word
}

// asciiSpace are the ASCII characters that count as white space.
var asciiSpace = [256]bool{'\t': true, '\n': true, '\v': true, '\f': true, '\r': true,
	0x1c: true, 0x1d: true, 0x1e: true, 0x1f: true, ' ': true}

// orDrop returns l, or drops it and returns 0 if something failed.
func orDrop(c *Ctx, l Value, ok bool) Value {
	if !ok {
		c.Drop(l)
		return 0
	}
	return l
}

// sepArg checks a separator.
func sepArg(c *Ctx, sep Value) bool {
	if !IsStr(sep) {
		TypeErrorf(c, "must be str or None, not %s", TypeName(sep))
		return false
	}
	if strLen(sep) == 0 {
		ValueErrorf(c, "empty separator")
		return false
	}
	return true
}

// strRsplit is str.rsplit(sep=None, maxsplit=-1).
func strRsplit(c *Ctx, s, sep, maxsplit Value) Value {
	limit, ok := limitArg(c, maxsplit)
	if !ok {
		return 0
	}
	l := NewList(c, 0)
	to := strLen(s)
	if sep == 0 || sep == None {
		for {
			for to > 0 && isSpaceAt(s, to-1) {
				to--
			}
			if to == 0 {
				break
			}
			if limit == 0 {
				if !addPart(c, l, s, 0, to) {
					return orDrop(c, l, false)
				}
				break
			}
			from := to
			for from > 0 && !isSpaceAt(s, from-1) {
				from--
			}
			if !addPart(c, l, s, from, to) {
				return orDrop(c, l, false)
			}
			to = from
			limit--
		}
		return orDrop(c, l, listReverse(c, l))
	}
	if !sepArg(c, sep) {
		return orDrop(c, l, false)
	}
	for limit > 0 {
		i := strLastIndex(s, sep, 0, to)
		if i < 0 {
			break
		}
		if !addPart(c, l, s, i+strLen(sep), to) {
			return orDrop(c, l, false)
		}
		to = i
		limit--
	}
	return orDrop(c, l, addPart(c, l, s, 0, to) && listReverse(c, l))
}

// strSplitlines is str.splitlines(keepends=False).
func strSplitlines(c *Ctx, s, keepends Value) Value {
	keep := 0
	if keepends != 0 {
		if keep = Truth(c, keepends); keep < 0 {
			return 0
		}
	}
	l := NewList(c, 0)
	narrow := strKind(s) == kindASCII
	for i, n := 0, strLen(s); i < n; {
		from := i
		if narrow {
			for text := str8(s); i < n && asciiClass[text[i]&0x7f]&classBreak == 0; {
				i++
			}
		} else {
			for i < n && !unicodedata.IsLineBreak(strAt(s, i)) {
				i++
			}
		}
		end := i
		if i < n {
			if strAt(s, i) == '\r' && i+1 < n && strAt(s, i+1) == '\n' {
				i++
			}
			i++
			if keep == 1 {
				end = i
			}
		}
		if !addPart(c, l, s, from, end) {
			return orDrop(c, l, false)
		}
	}
	return l
}

// strPartition is str.partition(sep) and, from the end, rpartition.
func strPartition(c *Ctx, s, sep Value) Value { return partition(c, s, sep, false) }

func strRpartition(c *Ctx, s, sep Value) Value { return partition(c, s, sep, true) }

func partition(c *Ctx, s, sep Value, last bool) Value {
	if !IsStr(sep) {
		return TypeErrorf(c, "must be str, not %s", TypeName(sep))
	}
	if strLen(sep) == 0 {
		return ValueErrorf(c, "empty separator")
	}
	n := strLen(s)
	i := -1
	if last {
		i = strLastIndex(s, sep, 0, n)
	} else {
		i = strIndex(s, sep, 0, n)
	}
	if i < 0 {
		if last {
			return Tuple3(c, emptyStr, emptyStr, s)
		}
		return Tuple3(c, s, emptyStr, emptyStr)
	}
	t := NewTuple(c, 3)
	before, after := substr(c, s, 0, i), substr(c, s, i+strLen(sep), n)
	if t == 0 || before == 0 || after == 0 {
		return 0
	}
	TupleInit(t, 0, before)
	TupleInit(t, 1, c.Own(sep))
	TupleInit(t, 2, after)
	return t
}

// StrJoin is sep.join(x).
func StrJoin(c *Ctx, sep, x Value) Value {
	l := x
	if !IsList(x) && !IsTuple(x) {
		if l = ListOf(c, x); l == 0 {
			if MatchPending(c, ExcTypeError) && special(x, nameIter) == 0 {
				clearExc(c)
				TypeErrorf(c, "can only join an iterable")
			}
			return 0
		}
		defer c.Drop(l)
	}
	items := listItemsOrTuple(l)
	if len(items) == 1 && IsStr(items[0]) {
		return c.Own(items[0])
	}
	n, kind := 0, uint32(kindASCII)
	for i, v := range items {
		if !v.IsPtr() || TypeID(v) != TypeStr {
			if plain(v) != v {
				return joinValues(c, sep, items, StrJoin)
			}
			return TypeErrorf(c, "sequence item %d: expected str instance, %s found", i, TypeName(v))
		}
		n += strLen(v)
		kind = max(kind, strKind(v))
	}
	if len(items) == 0 || n == 0 && (strLen(sep) == 0 || len(items) < 2) {
		return emptyStr
	}
	n += strLen(sep) * (len(items) - 1)
	if len(items) > 1 {
		kind = max(kind, strKind(sep))
	}
	out := newStr(c, n, kind)
	if out == 0 {
		return 0
	}
	if kind <= kindLatin1 {
		dst, between := out.addr()+16, uintptr(strLen(sep))
		for i, v := range items {
			if i > 0 && between > 0 {
				copyBytes(dst, sep.addr()+16, between)
				dst += between
			}
			n := uintptr(strLen(v))
			copyBytes(dst, v.addr()+16, n)
			dst += n
		}
		return out
	}
	at := 0
	for i, v := range items {
		if i > 0 {
			copyChars(out, at, sep, 0, strLen(sep))
			at += strLen(sep)
		}
		copyChars(out, at, v, 0, strLen(v))
		at += strLen(v)
	}
	return out
}

// strReplace is str.replace(old, new, count=-1).
func strReplace(c *Ctx, s, old, repl, count Value) Value {
	for i, v := range [...]Value{old, repl} {
		if !IsStr(v) {
			return TypeErrorf(c, "replace() argument %d must be str, not %s", i+1, argName(v))
		}
	}
	limit, ok := limitArg(c, count)
	if !ok {
		return 0
	}
	n, m := strLen(s), strLen(old)
	if limit == 0 || m > n || strEqual(old, repl) {
		return c.Own(s)
	}
	if m > 0 && limit == maxLength && max(strKind(s), strKind(old), strKind(repl)) == kindASCII {
		return replaceASCII(c, s, str8(old), str8(repl))
	}
	if m > 0 && strIndex(s, old, 0, n) < 0 {
		return c.Own(s)
	}
	b := newBuilder(c, n)
	from := 0
	for ; limit > 0; limit-- {
		i := from
		if m > 0 {
			if i = strIndex(s, old, from, n); i < 0 {
				break
			}
		}
		b.substr(s, from, i)
		b.str(repl)
		if from = i + m; m == 0 {
			if from == n {
				break
			}
			b.substr(s, from, from+1)
			from++
			if from == n && limit > 1 {
				b.str(repl)
				break
			}
		}
	}
	b.substr(s, from, n)
	return b.finish()
}

// replaceASCII replaces all of old, which is not empty; all is ASCII. The result is
// measured first.
func replaceASCII(c *Ctx, s Value, old, repl []byte) Value {
	text := str8(s)
	count := bytes.Count(text, old)
	if count == 0 {
		return c.Own(s)
	}
	n := len(text) + count*(len(repl)-len(old))
	if n == 0 {
		return emptyStr
	}
	v := newStr(c, n, kindASCII)
	if v == 0 {
		return 0
	}
	dst := str8(v)
	switch {
	case len(old) == 1 && len(repl) == 1:
		from, to := old[0], repl[0]
		for i, b := range text {
			if b == from {
				b = to
			}
			dst[i] = b
		}
	case len(old) == 1 && count >= len(text)/16:
		at := 0
		for _, b := range text {
			if b != old[0] {
				dst[at] = b
				at++
			} else {
				at += copy(dst[at:], repl)
			}
		}
	default:
		for range count {
			i := bytes.Index(text, old)
			dst = dst[copy(dst, text[:i]):]
			dst = dst[copy(dst, repl):]
			text = text[i+len(old):]
		}
		copy(dst, text)
	}
	if n == 1 {
		ch := str8(v)[0]
		c.Drop(v)
		return latin1Strs[ch]
	}
	return v
}

// strExpandtabs is str.expandtabs(tabsize=8).
func strExpandtabs(c *Ctx, s, tabsize Value) Value {
	size := int64(8)
	if tabsize != 0 {
		var ok bool
		if size, ok = smallIndex(c, tabsize); !ok {
			return 0
		}
	}
	b := newBuilder(c, strLen(s))
	column := int64(0)
	for i, n := 0, strLen(s); i < n; i++ {
		switch r := strAt(s, i); r {
		case '\t':
			if size > 0 {
				fill := size - column%size
				column += fill
				if fill > maxLength {
					b.discard()
					return NoMemory(c)
				}
				b.fill(' ', int(fill))
			}
		case '\n', '\r':
			column = 0
			b.char(r)
		default:
			column++
			b.char(r)
		}
	}
	return b.finish()
}
