package rt

// sys.getsizeof, with the sizes that CPython 3.11 has on 64-bit machines: programs
// compare them, and ours say nothing to whoever expects those.

// gcHead is what CPython keeps before an object that its collector tracks.
const gcHead = 16

// SizeOf returns sys.getsizeof(v).
func SizeOf(v Value) int64 {
	n, tracked := sizeOf(v)
	if tracked {
		n += gcHead
	}
	return n
}

// sizeOf returns what __sizeof__ does and whether the collector tracks v.
func sizeOf(v Value) (n int64, tracked bool) {
	switch TypeID(v) {
	case TypeInt, TypeBool:
		// 30 bits to a digit.
		bits := int64(0)
		if i, ok := intOf(v); ok {
			for u := magnitude(i); u != 0; u >>= 30 {
				bits += 30
			}
		} else {
			w := limbs(v)
			bits = int64(64 * len(w))
			for u := w[len(w)-1]; u>>63 == 0; u <<= 1 {
				bits--
			}
		}
		return 24 + 4*max((bits+29)/30, 1), false
	case TypeFloat:
		return 24, false
	case TypeComplex:
		return 32, false
	case TypeNone, TypeEllipsis, TypeNotImplemented:
		return 16, false
	case TypeStr:
		n := int64(strLen(v))
		switch strKind(v) {
		case kindUCS2:
			return 74 + 2*n, false
		case kindUCS4:
			return 76 + 4*n, false
		case kindLatin1:
			return 73 + n, false
		}
		return 49 + n, false
	case TypeBytes, TypeNetBytes, TypeNetView:
		return 33 + int64(BytesLen(v)), false
	case TypeBytearray:
		if b := bytearrayBlock(v); b != 0 {
			return 56 + int64(u32(b+8)) + 1, false
		}
		return 56, false
	case TypeTuple:
		return 24 + 8*int64(TupleLen(v)), true
	case TypeList:
		return 40 + 8*int64(ListLen(v)), true
	case TypeDict:
		t := dictTable(v)
		if t == 0 {
			return 48, true
		}
		// A table of size slots: a byte or more each, entries for two thirds.
		size := int64(tableMask(t)) + 1
		width := int64(1)
		if size > 1<<8 {
			width = 2
		}
		if size > 1<<16 {
			width = 4
		}
		return 48 + 32 + size*width + 24*(size*2/3), true
	case TypeSet, TypeFrozenset:
		n := int64(200)
		if mask := int64(setMask(setTable(v))); mask >= setMinSize {
			n += 16 * (mask + 1)
		}
		return n, true
	case TypeRange, TypeLongRange:
		return 48, false
	case TypeSlice:
		return 40, true
	case TypeBoundMethod, TypeBuiltinMethod, TypeMethodWrapper, TypeCell, TypeProperty:
		return 48, true
	case TypeFunction:
		return 128, true
	case TypeClass:
		return 1048, true
	}
	return 40, true
}
