package rt

// The classes bytes and bytearray, and that of what callbacks receive.

// sharedBytesMethods returns the rows that bytes and bytearray have in common.
// Each class needs rows of its own.
func sharedBytesMethods() []Func {
	return []Func{
		{Name: "capitalize", Sig: "self, /", F1: bytesCapitalize},
		{Name: "center", Sig: "self, width, fillchar=, /", F3: func(c *Ctx, b, w, f Value) Value { return bytesPad(c, b, w, f, 'c') }},
		{Name: "count", Sig: "self, sub, start=, end=, /", F4: bytesCount},
		{Name: "decode", Sig: "self, encoding=, errors=", F3: BytesDecode},
		{Name: "endswith", Sig: "self, suffix, start=, end=, /", F4: bytesEndswith},
		{Name: "expandtabs", Sig: "self, tabsize=", F2: bytesExpandtabs},
		{Name: "find", Sig: "self, sub, start=, end=, /", F4: bytesFind},
		{Name: "hex", Sig: "self, sep=, bytes_per_sep=", F3: bytesHex},
		{Name: "index", Sig: "self, sub, start=, end=, /", F4: bytesIndex},
		{Name: "isalnum", Sig: "self, /", F1: func(_ *Ctx, b Value) Value {
			return bytesAll(b, func(x byte) bool { return isLetter(x) || isDigitByte(x) })
		}},
		{Name: "isalpha", Sig: "self, /", F1: func(_ *Ctx, b Value) Value { return bytesAll(b, isLetter) }},
		{Name: "isascii", Sig: "self, /", F1: func(_ *Ctx, b Value) Value { return Bool(isASCII(bytesLike(b))) }},
		{Name: "isdigit", Sig: "self, /", F1: func(_ *Ctx, b Value) Value { return bytesAll(b, isDigitByte) }},
		{Name: "islower", Sig: "self, /", F1: func(_ *Ctx, b Value) Value { return bytesCase(b, isLowerByte, isUpperByte) }},
		{Name: "isspace", Sig: "self, /", F1: func(_ *Ctx, b Value) Value { return bytesAll(b, isByteSpace) }},
		{Name: "istitle", Sig: "self, /", F1: bytesIstitle},
		{Name: "isupper", Sig: "self, /", F1: func(_ *Ctx, b Value) Value { return bytesCase(b, isUpperByte, isLowerByte) }},
		{Name: "join", Sig: "self, iterable_of_bytes, /", F2: bytesJoin},
		{Name: "ljust", Sig: "self, width, fillchar=, /", F3: func(c *Ctx, b, w, f Value) Value { return bytesPad(c, b, w, f, 'l') }},
		{Name: "lower", Sig: "self, /", F1: func(c *Ctx, b Value) Value { return bytesMap(c, b, lowerASCII) }},
		{Name: "lstrip", Sig: "self, bytes=, /", F2: func(c *Ctx, b, x Value) Value { return bytesStrip(c, b, x, true, false) }},
		{Name: "partition", Sig: "self, sep, /", F2: func(c *Ctx, b, x Value) Value { return bytesPartition(c, b, x, false) }},
		{Name: "removeprefix", Sig: "self, prefix, /", F2: bytesRemoveprefix},
		{Name: "removesuffix", Sig: "self, suffix, /", F2: bytesRemovesuffix},
		{Name: "replace", Sig: "self, old, new, count=, /", F4: bytesReplace},
		{Name: "rfind", Sig: "self, sub, start=, end=, /", F4: bytesRfind},
		{Name: "rindex", Sig: "self, sub, start=, end=, /", F4: bytesRindex},
		{Name: "rjust", Sig: "self, width, fillchar=, /", F3: func(c *Ctx, b, w, f Value) Value { return bytesPad(c, b, w, f, 'r') }},
		{Name: "rpartition", Sig: "self, sep, /", F2: func(c *Ctx, b, x Value) Value { return bytesPartition(c, b, x, true) }},
		{Name: "rsplit", Sig: "self, sep=, maxsplit=", F3: bytesRsplit},
		{Name: "rstrip", Sig: "self, bytes=, /", F2: func(c *Ctx, b, x Value) Value { return bytesStrip(c, b, x, false, true) }},
		{Name: "split", Sig: "self, sep=, maxsplit=", F3: bytesSplit},
		{Name: "splitlines", Sig: "self, keepends=", F2: bytesSplitlines},
		{Name: "startswith", Sig: "self, prefix, start=, end=, /", F4: bytesStartswith},
		{Name: "strip", Sig: "self, bytes=, /", F2: func(c *Ctx, b, x Value) Value { return bytesStrip(c, b, x, true, true) }},
		{Name: "swapcase", Sig: "self, /", F1: bytesSwapcase},
		{Name: "title", Sig: "self, /", F1: bytesTitle},
		{Name: "translate", Sig: "self, table, /, delete=", F3: bytesTranslate},
		{Name: "upper", Sig: "self, /", F1: func(c *Ctx, b Value) Value { return bytesMap(c, b, upperASCII) }},
		{Name: "zfill", Sig: "self, width, /", F2: bytesZfill},
	}
}

// bytesHex is bytes.hex(sep, bytes_per_sep=1).
func bytesHex(c *Ctx, b, sep, per Value) Value {
	group := int64(1)
	if per != 0 {
		var ok bool
		if group, ok = smallIndex(c, per); !ok {
			return 0
		}
	}
	mark := rune(-1)
	if sep != 0 {
		switch {
		case IsStr(sep) && strLen(sep) == 1 && strAt(sep, 0) < 128:
			mark = strAt(sep, 0)
		case isBytesLike(sep) && len(bytesLike(sep)) == 1 && bytesLike(sep)[0] < 128:
			mark = rune(bytesLike(sep)[0])
		case IsStr(sep) && strLen(sep) != 1 || isBytesLike(sep) && len(bytesLike(sep)) != 1:
			return ValueErrorf(c, "sep must be length 1.")
		case IsStr(sep) || isBytesLike(sep):
			return ValueErrorf(c, "sep must be ASCII.")
		default:
			_, _ = Len(c, sep)
			if c.Exc == 0 {
				TypeErrorf(c, "sep must be str or bytes.")
			}
			return 0
		}
	}
	data := bytesLike(b) // not before __index__, which may change b
	if mark < 0 {
		return hexStr(c, data)
	}
	out := newBuilder(c, 3*len(data))
	n := int64(len(data))
	for i, x := range data {
		if i > 0 && group != 0 {
			// Positive groups count from the right, negative ones from the left.
			at := n - int64(i)
			size := group
			if group < 0 {
				at, size = int64(i), -group
			}
			if at%size == 0 {
				out.char(mark)
			}
		}
		out.byteChar("0123456789abcdef"[x>>4])
		out.byteChar("0123456789abcdef"[x&15])
	}
	return out.finish()
}

// fromHex appends what hexadecimal text stands for.
func fromHex(c *Ctx, out *builder, text Value) bool {
	if !IsStr(text) {
		TypeErrorf(c, "fromhex() argument must be str, not %s", argName(text))
		return false
	}
	digit := func(i int) int {
		if i >= strLen(text) {
			return -1
		}
		switch r := strAt(text, i); {
		case r >= '0' && r <= '9':
			return int(r - '0')
		case r|0x20 >= 'a' && r|0x20 <= 'f':
			return int(r|0x20-'a') + 10
		}
		return -1
	}
	for i := 0; i < strLen(text); {
		if r := strAt(text, i); r < 128 && isByteSpace(byte(r)) {
			i++
			continue
		}
		high, low := digit(i), digit(i+1)
		if high < 0 || low < 0 {
			if high >= 0 {
				i++
			}
			ValueErrorf(c, "non-hexadecimal number found in fromhex() arg at position %d", i)
			return false
		}
		out.byte(byte(high<<4 | low))
		i += 2
	}
	return true
}

func bytesFromhex(c *Ctx, _, text Value) Value {
	out := newBytesBuilder(c, 0)
	if !fromHex(c, &out, text) {
		out.discard()
		return 0
	}
	return out.finish()
}

func bytearrayFromhex(c *Ctx, cls, text Value) Value {
	v := bytesFromhex(c, cls, text)
	if v == 0 {
		return 0
	}
	w := newBytearray(c, BytesLen(v))
	if w != 0 {
		copy(BytearrayData(w), BytesData(v))
	}
	c.Drop(v)
	return w
}

var bytearrayMethods = []Func{
	{Name: "__new__", Sig: "cls, source=, encoding=, errors=", F4: func(c *Ctx, _, x, e, r Value) Value { return BytearrayNew(c, x, e, r) }},
	{Name: "append", Sig: "self, item, /", F2: func(c *Ctx, v, x Value) Value {
		b, ok := byteOf(c, x, "byte must be in range(0, 256)")
		one := [1]byte{b}
		return noneIf(ok && BytearrayAppend(c, v, one[:]))
	}},
	{Name: "clear", Sig: "self, /", F1: func(c *Ctx, v Value) Value {
		return noneIf(bytearraySplice(c, v, 0, len(BytearrayData(v)), nil))
	}},
	{Name: "copy", Sig: "self, /", F1: func(c *Ctx, v Value) Value { return subBytes(c, v, 0, len(BytearrayData(v))) }},
	{Name: "extend", Sig: "self, iterable_of_ints, /", F2: bytearrayExtend},
	{Name: "insert", Sig: "self, index, item, /", F3: bytearrayInsert},
	{Name: "pop", Sig: "self, index=, /", F2: bytearrayPop},
	{Name: "remove", Sig: "self, value, /", F2: bytearrayRemove},
	{Name: "reverse", Sig: "self, /", F1: bytearrayReverse},
	{Name: "__reduce__", Sig: "self, /", Instance: true, F1: reduceBytearray},
}

func bytearrayExtend(c *Ctx, v, x Value) Value {
	if isBytesLike(x) {
		return noneIf(BytearrayAppend(c, v, bytesLike(x)))
	}
	if IsStr(x) {
		if strLen(x) > 0 {
			_, _ = Index(c, x)
		}
		return noneIf(c.Exc == 0)
	}
	if isIntegral(x) {
		return TypeErrorf(c, "can't extend bytearray with %s", TypeName(x))
	}
	out := newBytesBuilder(c, 0)
	if !fillBytes(c, &out, x, 0, 0, "bytearray") {
		out.discard()
		return 0
	}
	data := out.finish()
	if data == 0 {
		return 0
	}
	ok := BytearrayAppend(c, v, BytesData(data))
	c.Drop(data)
	return noneIf(ok)
}

func bytearrayInsert(c *Ctx, v, index, x Value) Value {
	i, ok := Index(c, index)
	if !ok {
		return 0
	}
	b, ok := byteOf(c, x, "byte must be in range(0, 256)")
	if !ok {
		return 0
	}
	n := int64(len(BytearrayData(v)))
	if i < 0 {
		i = max(i+n, 0)
	}
	i = min(i, n)
	one := [1]byte{b}
	return noneIf(bytearraySplice(c, v, int(i), int(i), one[:]))
}

func bytearrayPop(c *Ctx, v, index Value) Value {
	i, ok := int64(-1), true
	if index != 0 {
		if i, ok = Index(c, index); !ok {
			return 0
		}
	}
	n := int64(len(BytearrayData(v)))
	if n == 0 {
		return IndexErrorf(c, "pop from empty bytearray")
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return IndexErrorf(c, "pop index out of range")
	}
	x := BytearrayData(v)[i]
	if !bytearraySplice(c, v, int(i), int(i)+1, nil) {
		return 0
	}
	return Int(int64(x))
}

func bytearrayRemove(c *Ctx, v, x Value) Value {
	b, ok := byteOf(c, x, "byte must be in range(0, 256)")
	if !ok {
		return 0
	}
	for i, y := range BytearrayData(v) {
		if y == b {
			return noneIf(bytearraySplice(c, v, i, i+1, nil))
		}
	}
	return ValueErrorf(c, "value not found in bytearray")
}

func bytearrayReverse(c *Ctx, v Value) Value {
	if !StoreCheck(c, v) {
		return 0
	}
	data := BytearrayData(v)
	for i, j := 0, len(data)-1; i < j; i, j = i+1, j-1 {
		data[i], data[j] = data[j], data[i]
	}
	return None
}

// netBytesNew makes an object of the callbacks' class: what bytes(…) of the
// arguments holds.
func netBytesNew(c *Ctx, _, x, encoding, errors Value) Value {
	b := BytesNew(c, x, encoding, errors)
	if b == 0 {
		return 0
	}
	v := newBytes(c, BytesLen(b), TypeNetBytes)
	if v != 0 {
		copy(BytesData(v), BytesData(b))
	}
	c.Drop(b)
	return v
}

func init() {
	defineType(typeSpec{id: TypeBytes, name: "bytes", public: true,
		methods: append(sharedBytesMethods(), Func{Name: "__new__", Sig: "cls, source=, encoding=, errors=",
			F4: func(c *Ctx, cls, x, e, r Value) Value {
				if cls == infoOf(TypeBytes).class {
					return bytesFrom(c, x, e, r)
				}
				return BytesNew(c, x, e, r) // the value of an instance of cls
			}},
			Func{Name: "__bytes__", Sig: "self, /", F1: func(c *Ctx, b Value) Value {
				if TypeID(b) == TypeBytes {
					return c.Own(b)
				}
				return bytesOf(c, bytesLike(b))
			}}),
		attrs: func(c *Ctx, cls, ns Value) {
			addClassMethods(c, ns, "bytes", []Func{{Name: "fromhex", Sig: "cls, string, /", F2: bytesFromhex}})
			addStaticMethods(c, ns, "bytes", []Func{{Name: "maketrans", Sig: "frm, to, /", F2: bytesMaketrans}})
		}})
	defineType(typeSpec{id: TypeNetBytes, name: "bytes", base: TypeBytes, also: []uint32{TypeNetView},
		methods: []Func{{Name: "__new__", Sig: "cls, source=, encoding=, errors=", F4: netBytesNew}}})
	defineType(typeSpec{id: TypeBytearray, name: "bytearray", public: true,
		methods: append(sharedBytesMethods(), bytearrayMethods...),
		attrs: func(c *Ctx, cls, ns Value) {
			addClassMethods(c, ns, "bytearray", []Func{{Name: "fromhex", Sig: "cls, string, /", F2: bytearrayFromhex}})
			addStaticMethods(c, ns, "bytearray", []Func{{Name: "maketrans", Sig: "frm, to, /", F2: bytesMaketrans}})
		}})
}

// hexStr returns two hexadecimal digits for each byte.
func hexStr(c *Ctx, data []byte) Value {
	if len(data) == 0 {
		return emptyStr
	}
	v := newStr(c, 2*len(data), kindASCII)
	if v != 0 {
		out := str8(v)
		for i, x := range data {
			out[2*i], out[2*i+1] = "0123456789abcdef"[x>>4], "0123456789abcdef"[x&15]
		}
	}
	return v
}
