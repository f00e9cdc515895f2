package rt

import "math"

// bytes, and the class of what callbacks receive. That class is a subclass of
// bytes whose +, += and reflected + also take str, as UTF-8, and yield the
// subclass; everything else it does is what bytes does, with plain bytes as
// results. It has two layouts: NetBytes holds its bytes, NetView refers to the
// receive buffer.

// isNetBytes reports whether v is of the class that callbacks receive.
func isNetBytes(v Value) bool {
	if !v.IsPtr() {
		return false
	}
	t := TypeID(v)
	return t == TypeNetBytes || t == TypeNetView
}

// isBytesLike reports whether v is bytes of either class, a bytearray, a
// memoryview whose elements lie side by side, or an instance of a native class with
// a buffer.
func isBytesLike(v Value) bool {
	if !v.IsPtr() {
		return false
	}
	t := TypeID(v)
	switch {
	case t == TypeMemoryview:
		return viewFlags(v)&viewReleased == 0 && viewContiguous(v)
	case t >= FirstType:
		store, _ := bufferOf(v)
		return store != 0
	}
	return t >= TypeBytes && t <= TypeBytearray
}

// bufferOf returns the bytearray behind an instance of a native class with a buffer,
// borrowed, and the format of its items; 0 for anything else.
func bufferOf(v Value) (store Value, format byte) {
	if !v.IsPtr() || TypeID(v) < FirstType {
		return 0, 0
	}
	if in := infoOf(TypeID(v)); in.native {
		if buffer := infoOf(in.layout).buffer; buffer != nil {
			return buffer(v)
		}
	}
	return 0, 0
}

// bufferStore returns the bytes or bytearray that has v's memory, if v is one or has
// one behind it.
func bufferStore(v Value) Value {
	if store, _ := bufferOf(v); store != 0 {
		return store
	}
	return v
}

// bytesLike views the contents of a bytes-like object.
func bytesLike(v Value) []byte {
	if IsBytearray(v) {
		return BytearrayData(v)
	}
	switch t := TypeID(v); {
	case t == TypeMemoryview:
		return viewBytes(v)
	case t >= FirstType:
		store, _ := bufferOf(v)
		return BytearrayData(store)
	}
	return BytesData(v)
}

// bytesOf returns a bytes object with a copy of b; the shared ones for up to one
// byte.
func bytesOf(c *Ctx, b []byte) Value {
	switch len(b) {
	case 0:
		return emptyBytes
	case 1:
		return oneBytes[b[0]]
	}
	return NewBytes(c, b)
}

// subBytes returns bytes from..to of a bytes-like object as the type that its
// methods return: bytearray for a bytearray, else plain bytes.
func subBytes(c *Ctx, v Value, from, to int) Value {
	if IsBytearray(v) {
		w := newBytearray(c, to-from)
		if w != 0 {
			copy(BytearrayData(w), BytearrayData(v)[from:to])
		}
		return w
	}
	if from == 0 && to == BytesLen(v) && TypeID(v) == TypeBytes {
		return c.Own(v)
	}
	switch to - from {
	case 0:
		return emptyBytes
	case 1:
		return oneBytes[BytesData(v)[from]]
	}
	return cutBytes(c, addrOf(BytesData(v)[from:]), uintptr(to-from))
}

// cutBytes returns the n bytes at p as bytes.
func cutBytes(c *Ctx, p, n uintptr) Value {
	switch {
	case n == 0:
		return emptyBytes
	case n == 1:
		return oneBytes[byteAt(p)]
	case n <= shortText && c.IsMain:
		return recent(c, &recentBytes, TypeBytes, p, n)
	}
	w := newBytes(c, int(n), TypeBytes)
	if w != 0 {
		copyBytes(w.addr()+16, p, n)
	}
	return w
}

// bytesConcat returns a + b, bytes-like, as bytes of the given type.
func bytesConcat(c *Ctx, a, b Value, typ uint32) Value {
	n, m := len(bytesLike(a)), len(bytesLike(b))
	if typ == TypeBytes {
		if m == 0 && TypeID(a) == TypeBytes {
			return c.Own(a)
		}
		if n == 0 && TypeID(b) == TypeBytes {
			return c.Own(b)
		}
	}
	v := newBytes(c, n+m, typ)
	if v != 0 {
		dst := BytesData(v)
		copy(dst, bytesLike(a))
		copy(dst[n:], bytesLike(b))
	}
	return v
}

// netConcat is a + b where one of them is of the callbacks' class. A bytearray on
// the left keeps its own +.
func netConcat(c *Ctx, a, b Value) Value {
	n, ok := netLen(c, a)
	if !ok || IsBytearray(a) {
		return unsupported
	}
	m, ok := netLen(c, b)
	if !ok {
		if c.Exc != 0 {
			return 0
		}
		return unsupported
	}
	if n < 0 || m < 0 {
		return 0
	}
	v := newBytes(c, n+m, TypeNetBytes)
	if v != 0 {
		dst := BytesData(v)
		netPut(dst[:n], a)
		netPut(dst[n:], b)
	}
	return v
}

// netLen returns how many bytes v adds to a concatenation, -1 with
// UnicodeEncodeError pending; ok is false if v is neither str nor bytes-like.
func netLen(c *Ctx, v Value) (n int, ok bool) {
	switch {
	case isBytesLike(v):
		return len(bytesLike(v)), true
	case IsStr(v):
		n, surrogate := utf8Len(v)
		if surrogate >= 0 {
			encodeError(c, "utf-8", v, surrogate, "surrogates not allowed")
			return -1, true
		}
		return n, true
	}
	return 0, false
}

func netPut(dst []byte, v Value) {
	if IsStr(v) {
		putUTF8(dst, v)
		return
	}
	copy(dst, bytesLike(v))
}

// bytesRepeat returns v * n.
func bytesRepeat(c *Ctx, v Value, n int64) Value {
	length := BytesLen(v)
	switch {
	case n <= 0 || length == 0:
		return emptyBytes
	case n == 1 && TypeID(v) == TypeBytes:
		return c.Own(v)
	case n > math.MaxInt64/int64(length):
		return OverflowErrorf(c, "repeated bytes are too long")
	case n > maxLength/int64(length):
		return NoMemory(c)
	}
	w := newBytes(c, length*int(n), TypeBytes)
	if w != 0 {
		repeat(BytesData(w), BytesData(v))
	}
	return w
}

// byteOf returns v as a byte for a bytes item or argument.
func byteOf(c *Ctx, v Value, message string) (byte, bool) {
	i, ok := clampedIndex(c, v)
	if !ok {
		return 0, false
	}
	if i < 0 || i > 255 {
		ValueErrorf(c, "%s", message)
		return 0, false
	}
	return byte(i), true
}

// BytesNew is bytes(source, encoding, errors), as plain bytes; arguments not given
// are 0.
func BytesNew(c *Ctx, source, encoding, errors Value) Value {
	return plainOwned(c, bytesFrom(c, source, encoding, errors))
}

// bytesFrom is BytesNew that returns what __bytes__ did, which may be an instance of a
// class derived from bytes.
func bytesFrom(c *Ctx, source, encoding, errors Value) Value {
	if source != 0 && TypeID(source) == TypeBytes && encoding == 0 && errors == 0 {
		return c.Own(source)
	}
	if source != 0 && encoding == 0 && errors == 0 {
		if m := special(source, nameBytes); m != 0 {
			r := callSpecial0(c, m, source)
			if r != 0 && !IsBytes(plain(r)) {
				TypeErrorf(c, "__bytes__ returned non-bytes (type %s)", TypeName(r))
				c.Drop(r)
				return 0
			}
			return r
		}
	}
	b := newBytesBuilder(c, 0)
	if !fillBytes(c, &b, source, encoding, errors, "bytes") {
		b.discard()
		return 0
	}
	if b.n == 1 {
		x := bytesAt(b.v.addr()+16, 1)[0]
		b.discard()
		return oneBytes[x]
	}
	return b.finish()
}

// fillBytes appends what bytes(…) or bytearray(…) of the arguments contains.
func fillBytes(c *Ctx, b *builder, source, encoding, errors Value, what string) bool {
	switch {
	case source == 0:
		if encoding != 0 {
			TypeErrorf(c, "encoding without a string argument")
			return false
		}
		if errors != 0 {
			TypeErrorf(c, "errors without a string argument")
			return false
		}
		return true
	case IsStr(plain(source)):
		source = plain(source)
		if encoding == 0 {
			TypeErrorf(c, "string argument without an encoding")
			return false
		}
		if encoding != 0 && !IsStr(encoding) {
			TypeErrorf(c, "%s() argument 'encoding' must be str, not %s", what, argName(encoding))
			return false
		}
		e := StrEncode(c, source, encoding, errors)
		if e == 0 {
			return false
		}
		b.bytes(BytesData(e))
		c.Drop(e)
		return !b.failed
	case encoding != 0:
		TypeErrorf(c, "encoding without a string argument")
		return false
	case errors != 0:
		TypeErrorf(c, "errors without a string argument")
		return false
	case isBytesLike(source):
		b.bytes(bytesLike(source))
		return !b.failed
	case isView(source):
		data := viewToBytes(c, source)
		if data == 0 {
			return false
		}
		b.bytes(BytesData(data))
		c.Drop(data)
		return !b.failed
	}
	if isIntegral(source) || special(source, nameIndex) != 0 {
		n, ok := sizedIndex(c, source, ExcOverflowError)
		switch {
		case !ok:
			return false
		case n < 0:
			ValueErrorf(c, "negative count")
			return false
		case n > maxLength:
			NoMemory(c)
			return false
		}
		b.fillByte(0, int(n))
		return !b.failed
	}
	if source.IsFloat() || source == None || special(source, nameIter) == 0 && special(source, nameGetitem) == 0 && isUser(source) {
		TypeErrorf(c, "cannot convert '%s' object to %s", TypeName(source), what)
		return false
	}
	it := Iter(c, source)
	if it == 0 {
		if MatchPending(c, ExcTypeError) {
			clearExc(c)
			TypeErrorf(c, "cannot convert '%s' object to %s", TypeName(source), what)
		}
		return false
	}
	defer c.Drop(it)
	for {
		x := Next(c, it)
		if x == 0 {
			return c.Exc == 0 && !b.failed
		}
		message := "byte must be in range(0, 256)"
		if what == "bytes" {
			message = "bytes must be in range(0, 256)"
		}
		y, ok := byteOf(c, x, message)
		c.Drop(x)
		if !ok {
			return false
		}
		b.byte(y)
	}
}
