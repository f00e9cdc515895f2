package rt

import "bytes"

// Methods of bytes, which bytearray has too. Methods that return a part or a
// changed copy return the type they are called on; for the callbacks' class that
// is plain bytes.

// likeArg returns the contents of a bytes-like argument.
func likeArg(c *Ctx, v Value) ([]byte, bool) {
	if !isBytesLike(v) {
		TypeErrorf(c, "a bytes-like object is required, not '%s'", TypeName(v))
		return nil, false
	}
	return bytesLike(v), true
}

// needle returns what to search for: a bytes-like object or one byte.
func needle(c *Ctx, v Value, one *[1]byte) ([]byte, bool) {
	if isBytesLike(v) {
		return bytesLike(v), true
	}
	if !isIntegral(v) && special(v, nameIndex) == 0 {
		TypeErrorf(c, "argument should be integer or bytes-like object, not '%s'", TypeName(v))
		return nil, false
	}
	x, ok := byteOf(c, v, "byte must be in range(0, 256)")
	one[0] = x
	return one[:], ok
}

func bytesContains(c *Ctx, b, item Value) int {
	if isIntegral(item) {
		i, ok := intOf(item)
		if !ok || i < 0 || i > 255 {
			ValueErrorf(c, "byte must be in range(0, 256)")
			return -1
		}
		return truth(bytes.IndexByte(bytesLike(b), byte(i)) >= 0)
	}
	sub, ok := likeArg(c, item)
	if !ok {
		return -1
	}
	return truth(bytes.Contains(bytesLike(b), sub))
}

// searchBytes runs find on the bytes within start and stop; the result is a
// position in b, or -1.
func searchBytes(c *Ctx, b, sub, start, stop Value, find func(s, sub []byte) int) (int, bool) {
	var one [1]byte
	pattern, ok := needle(c, sub, &one)
	if !ok {
		return 0, false
	}
	data := bytesLike(b)
	from, to, ok := findRange(c, len(data), start, stop)
	if !ok {
		return 0, false
	}
	if from > to {
		return -1, true
	}
	i := find(data[from:to], pattern)
	if i >= 0 {
		i += from
	}
	return i, true
}

func bytesFind(c *Ctx, b, sub, start, stop Value) Value {
	i, ok := searchBytes(c, b, sub, start, stop, bytes.Index)
	if !ok {
		return 0
	}
	return Int(int64(i))
}

func bytesRfind(c *Ctx, b, sub, start, stop Value) Value {
	i, ok := searchBytes(c, b, sub, start, stop, bytes.LastIndex)
	if !ok {
		return 0
	}
	return Int(int64(i))
}

func bytesIndex(c *Ctx, b, sub, start, stop Value) Value {
	r := bytesFind(c, b, sub, start, stop)
	if r == Int(-1) {
		return ValueErrorf(c, "subsection not found")
	}
	return r
}

func bytesRindex(c *Ctx, b, sub, start, stop Value) Value {
	r := bytesRfind(c, b, sub, start, stop)
	if r == Int(-1) {
		return ValueErrorf(c, "subsection not found")
	}
	return r
}

func bytesCount(c *Ctx, b, sub, start, stop Value) Value {
	var one [1]byte
	pattern, ok := needle(c, sub, &one)
	if !ok {
		return 0
	}
	data := bytesLike(b)
	from, to, ok := findRange(c, len(data), start, stop)
	if !ok {
		return 0
	}
	if from > to {
		return Int(0)
	}
	if len(pattern) == 0 {
		return Int(int64(to - from + 1))
	}
	return Int(int64(bytes.Count(data[from:to], pattern)))
}

func bytesStartswith(c *Ctx, b, p, start, stop Value) Value {
	return bytesAffix(c, b, p, start, stop, "startswith", bytes.HasPrefix)
}

func bytesEndswith(c *Ctx, b, p, start, stop Value) Value {
	return bytesAffix(c, b, p, start, stop, "endswith", bytes.HasSuffix)
}

func bytesAffix(c *Ctx, b, affix, start, stop Value, name string, match func(s, p []byte) bool) Value {
	data := bytesLike(b)
	from, to, ok := findRange(c, len(data), start, stop)
	if !ok {
		return 0
	}
	if from > to {
		data, from, to = nil, 0, 0
	}
	if isBytesLike(affix) {
		return Bool((from <= len(data)) && match(data[from:to], bytesLike(affix)))
	}
	if !IsTuple(affix) {
		return TypeErrorf(c, "%s first arg must be bytes or a tuple of bytes, not %s", name, TypeName(affix))
	}
	for i := range TupleLen(affix) {
		p, ok := likeArg(c, TupleItem(affix, i))
		if !ok {
			return 0
		}
		if match(data[from:to], p) {
			return True
		}
	}
	return False
}

// likeResult returns a fresh object of n bytes of the type that methods of b
// return.
func likeResult(c *Ctx, b Value, n int) Value {
	if IsBytearray(b) {
		return newBytearray(c, n)
	}
	return newBytes(c, n, TypeBytes)
}

// finishLike returns what a bytes builder holds as the type that methods of b
// return.
func finishLike(c *Ctx, b Value, out *builder) Value {
	v := out.finish()
	if v == 0 || !IsBytearray(b) {
		return v
	}
	w := newBytearray(c, BytesLen(v))
	if w != 0 {
		copy(BytearrayData(w), BytesData(v))
	}
	c.Drop(v)
	return w
}

func bytesMap(c *Ctx, b Value, f func(byte) byte) Value {
	v := likeResult(c, b, len(bytesLike(b)))
	if v != 0 {
		dst := bytesLike(v)
		for i, x := range bytesLike(b) {
			dst[i] = f(x)
		}
	}
	return v
}

func isLetter(x byte) bool { return x|0x20 >= 'a' && x|0x20 <= 'z' }

func isByteSpace(x byte) bool { return x == ' ' || x >= '\t' && x <= '\r' }

func bytesTitle(c *Ctx, b Value) Value {
	inWord := false
	return bytesMap(c, b, func(x byte) byte {
		was := inWord
		inWord = isLetter(x)
		if was {
			return lowerASCII(x)
		}
		return upperASCII(x)
	})
}

func bytesCapitalize(c *Ctx, b Value) Value {
	first := true
	return bytesMap(c, b, func(x byte) byte {
		if first {
			first = false
			return upperASCII(x)
		}
		return lowerASCII(x)
	})
}

func bytesSwapcase(c *Ctx, b Value) Value {
	return bytesMap(c, b, func(x byte) byte {
		if isLetter(x) {
			x ^= 0x20
		}
		return x
	})
}

func bytesAll(b Value, f func(byte) bool) Value {
	data := bytesLike(b)
	for _, x := range data {
		if !f(x) {
			return False
		}
	}
	return Bool(len(data) > 0)
}

func isUpperByte(x byte) bool { return x >= 'A' && x <= 'Z' }
func isLowerByte(x byte) bool { return x >= 'a' && x <= 'z' }
func isDigitByte(x byte) bool { return x >= '0' && x <= '9' }

// bytesCase reports whether b has a letter of the wanted case and none of the
// other.
func bytesCase(b Value, want, other func(byte) bool) Value {
	found := false
	for _, x := range bytesLike(b) {
		if other(x) {
			return False
		}
		found = found || want(x)
	}
	return Bool(found)
}

func bytesIstitle(_ *Ctx, b Value) Value {
	found, inWord := false, false
	for _, x := range bytesLike(b) {
		switch {
		case isUpperByte(x):
			if inWord {
				return False
			}
			found, inWord = true, true
		case isLowerByte(x):
			if !inWord {
				return False
			}
		default:
			inWord = false
		}
	}
	return Bool(found)
}

// bytesStrip is strip, lstrip and rstrip.
func bytesStrip(c *Ctx, b, chars Value, left, right bool) Value {
	in := isByteSpace
	if chars != 0 && chars != None {
		set, ok := likeArg(c, chars)
		if !ok {
			return 0
		}
		in = func(x byte) bool { return bytes.IndexByte(set, x) >= 0 }
	}
	data := bytesLike(b)
	from, to := 0, len(data)
	for left && from < to && in(data[from]) {
		from++
	}
	for right && from < to && in(data[to-1]) {
		to--
	}
	return subBytes(c, b, from, to)
}

func bytesReplace(c *Ctx, b, old, repl, count Value) Value {
	x, ok := likeArg(c, old)
	if !ok {
		return 0
	}
	y, ok := likeArg(c, repl)
	if !ok {
		return 0
	}
	limit, ok := limitArg(c, count)
	if !ok {
		return 0
	}
	data := bytesLike(b)
	if limit == 0 || !bytes.Contains(data, x) {
		return subBytes(c, b, 0, len(data))
	}
	out := newBytesBuilder(c, len(data))
	from := 0
	for ; limit > 0; limit-- {
		i := bytes.Index(data[from:], x)
		if i < 0 {
			break
		}
		out.bytes(data[from : from+i])
		out.bytes(y)
		from += i + len(x)
		if len(x) == 0 {
			if from == len(data) {
				break
			}
			out.byte(data[from])
			from++
		}
	}
	out.bytes(data[min(from, len(data)):])
	return finishLike(c, b, &out)
}

// bytesJoin is sep.join(x).
func bytesJoin(c *Ctx, sep, x Value) Value {
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
	n := 0
	for i, v := range items {
		if !isBytesLike(v) {
			if plain(v) != v {
				return joinValues(c, sep, items, bytesJoin)
			}
			return TypeErrorf(c, "sequence item %d: expected a bytes-like object, %s found", i, TypeName(v))
		}
		n += len(bytesLike(v))
	}
	glue := bytesLike(sep)
	if len(items) > 1 {
		n += len(glue) * (len(items) - 1)
	}
	if n == 0 && !IsBytearray(sep) {
		return emptyBytes
	}
	out := likeResult(c, sep, n)
	if out == 0 {
		return 0
	}
	dst := bytesLike(out)
	for i, v := range items {
		if i > 0 {
			dst = dst[copy(dst, glue):]
		}
		dst = dst[copy(dst, bytesLike(v)):]
	}
	return out
}

func bytesRemoveprefix(c *Ctx, b, p Value) Value {
	x, ok := likeArg(c, p)
	if !ok {
		return 0
	}
	data := bytesLike(b)
	if bytes.HasPrefix(data, x) {
		return subBytes(c, b, len(x), len(data))
	}
	return subBytes(c, b, 0, len(data))
}

func bytesRemovesuffix(c *Ctx, b, p Value) Value {
	x, ok := likeArg(c, p)
	if !ok {
		return 0
	}
	data := bytesLike(b)
	if bytes.HasSuffix(data, x) {
		return subBytes(c, b, 0, len(data)-len(x))
	}
	return subBytes(c, b, 0, len(data))
}
