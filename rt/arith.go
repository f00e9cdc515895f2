package rt

import "math"

// Arithmetic on the built-in kinds: ints, bools and floats, and what else has a
// numeric slot in CPython (% of str and bytes, | of dicts, + of the bytes that
// callbacks receive). Each function returns NotImplemented for operands that it
// does not know.

// bothInts returns the operands if both are ints or bools.
func bothInts(a, b Value) (x, y int64, ok bool) {
	x, ok1 := intOf(a)
	y, ok2 := intOf(b)
	return x, y, ok1 && ok2
}

// bothFloats returns the operands as floats if both are numbers.
func bothFloats(a, b Value) (x, y float64, ok bool) {
	x, ok1 := floatOf(a)
	y, ok2 := floatOf(b)
	return x, y, ok1 && ok2
}

func absFloat(f float64) float64 { return math.Abs(f) }

func addNumbers(c *Ctx, a, b Value) Value {
	if x, y, ok := bothInts(a, b); ok {
		return IntValue(c, x+y)
	}
	if x, y, ok := bothFloats(a, b); ok {
		return NewFloat(c, x+y)
	}
	if isNetBytes(a) || isNetBytes(b) {
		return netConcat(c, a, b)
	}
	return bigBinary(c, '+', a, b)
}

func subNumbers(c *Ctx, a, b Value) Value {
	if x, y, ok := bothInts(a, b); ok {
		return IntValue(c, x-y)
	}
	if x, y, ok := bothFloats(a, b); ok {
		return NewFloat(c, x-y)
	}
	if r := bigBinary(c, '-', a, b); r != unsupported {
		return r
	}
	return setOp(c, a, b, '-')
}

func mulNumbers(c *Ctx, a, b Value) Value {
	if x, y, ok := bothInts(a, b); ok {
		if p, ok := MulOK(Int(x), Int(y)); ok {
			return p
		}
		return bigBinary(c, '*', a, b)
	}
	if x, y, ok := bothFloats(a, b); ok {
		return NewFloat(c, x*y)
	}
	return bigBinary(c, '*', a, b)
}

func trueDivNumbers(c *Ctx, a, b Value) Value {
	if x, y, ok := bothInts(a, b); ok {
		if y == 0 {
			return ZeroDivisionErrorf(c, "division by zero")
		}
		return NewFloat(c, trueDivInt(x, y))
	}
	if x, y, ok := bothFloats(a, b); ok {
		if y == 0 {
			return ZeroDivisionErrorf(c, "float division by zero")
		}
		return NewFloat(c, x/y)
	}
	return bigBinary(c, '/', a, b)
}

func floorDivNumbers(c *Ctx, a, b Value) Value {
	if x, y, ok := bothInts(a, b); ok {
		if y == 0 {
			return ZeroDivisionErrorf(c, "integer division or modulo by zero")
		}
		return IntValue(c, floorDivInt(x, y))
	}
	if x, y, ok := bothFloats(a, b); ok {
		if y == 0 {
			return ZeroDivisionErrorf(c, "float floor division by zero")
		}
		q, _ := divmodFloat(x, y)
		return NewFloat(c, q)
	}
	return bigBinary(c, 'q', a, b)
}

func modNumbers(c *Ctx, a, b Value) Value {
	if x, y, ok := bothInts(a, b); ok {
		if y == 0 {
			return ZeroDivisionErrorf(c, "integer modulo by zero")
		}
		return Int(modInt(x, y))
	}
	if x, y, ok := bothFloats(a, b); ok {
		if y == 0 {
			return ZeroDivisionErrorf(c, "float modulo")
		}
		_, r := divmodFloat(x, y)
		return NewFloat(c, r)
	}
	if r := bigBinary(c, '%', a, b); r != unsupported {
		return r
	}
	switch {
	case IsStr(a):
		return StrFormat(c, a, b)
	case IsBytes(a) || IsBytearray(a):
		return BytesFormat(c, a, b)
	}
	return unsupported
}

func divmodNumbers(c *Ctx, a, b Value) Value {
	var q, r Value
	if x, y, ok := bothInts(a, b); ok {
		if y == 0 {
			return ZeroDivisionErrorf(c, "integer division or modulo by zero")
		}
		q, r = IntValue(c, floorDivInt(x, y)), Int(modInt(x, y))
	} else if x, y, ok := bothFloats(a, b); ok {
		if y == 0 {
			return ZeroDivisionErrorf(c, "float divmod()")
		}
		d, m := divmodFloat(x, y)
		q, r = NewFloat(c, d), NewFloat(c, m)
	} else {
		return bigBinary(c, 'd', a, b)
	}
	if q == 0 {
		return 0
	}
	t := NewTuple(c, 2)
	if t != 0 {
		TupleInit(t, 0, q)
		TupleInit(t, 1, r)
	}
	return t
}

func powNumbers(c *Ctx, a, b Value) Value {
	if x, y, ok := bothInts(a, b); ok && y >= 0 {
		if p, ok := powInt(x, y); ok {
			return Int(p)
		}
		return bigPow(c, a, b)
	}
	if x, y, ok := bothFloats(a, b); ok {
		return powFloats(c, x, y)
	}
	return bigBinary(c, 'p', a, b)
}

func lshiftNumbers(c *Ctx, a, b Value) Value {
	if x, y, ok := bothInts(a, b); ok {
		return shiftLeft(c, x, y)
	}
	return bigBinary(c, '<', a, b)
}

func rshiftNumbers(c *Ctx, a, b Value) Value {
	if x, y, ok := bothInts(a, b); ok {
		return shiftRight(c, x, y)
	}
	return bigBinary(c, '>', a, b)
}

func andNumbers(c *Ctx, a, b Value) Value {
	if x, y, ok := bothInts(a, b); ok {
		if a.IsBool() && b.IsBool() {
			return Bool(x&y != 0)
		}
		return Int(x & y)
	}
	if r := bigBinary(c, '&', a, b); r != unsupported {
		return r
	}
	return setOp(c, a, b, '&')
}

func orNumbers(c *Ctx, a, b Value) Value {
	if x, y, ok := bothInts(a, b); ok {
		if a.IsBool() && b.IsBool() {
			return Bool(x|y != 0)
		}
		return Int(x | y)
	}
	if IsDict(a) && IsDict(b) {
		return dictMerge(c, a, b)
	}
	if r := unionOr(c, a, b); r != unsupported {
		return r
	}
	if r := bigBinary(c, '|', a, b); r != unsupported {
		return r
	}
	return setOp(c, a, b, '|')
}

func xorNumbers(c *Ctx, a, b Value) Value {
	if x, y, ok := bothInts(a, b); ok {
		if a.IsBool() && b.IsBool() {
			return Bool(x != y)
		}
		return Int(x ^ y)
	}
	if r := bigBinary(c, '^', a, b); r != unsupported {
		return r
	}
	return setOp(c, a, b, '^')
}

// concat is + of sequences: the left operand decides.
func concat(c *Ctx, a, b Value) Value {
	switch TypeID(a) {
	case TypeStr:
		if !IsStr(b) {
			return TypeErrorf(c, "can only concatenate str (not \"%s\") to str", TypeName(b))
		}
		return strConcat(c, a, b)
	case TypeBytes:
		if b = plainText(b); !isBytesLike(b) {
			return TypeErrorf(c, "can't concat %s to bytes", TypeName(b))
		}
		return bytesConcat(c, a, b, TypeBytes)
	case TypeBytearray:
		if b = plainText(b); !isBytesLike(b) {
			return TypeErrorf(c, "can't concat %s to bytearray", TypeName(b))
		}
		return bytearrayConcat(c, a, b)
	case TypeTuple:
		if !IsTuple(b) {
			return TypeErrorf(c, "can only concatenate tuple (not \"%s\") to tuple", TypeName(b))
		}
		return tupleConcat(c, a, b)
	case TypeList:
		if !IsList(b) {
			return TypeErrorf(c, "can only concatenate list (not \"%s\") to list", TypeName(b))
		}
		return listConcat(c, a, b)
	}
	return unsupported
}

// isSequence reports whether v is of a built-in kind that * repeats.
func isSequence(v Value) bool {
	switch TypeID(v) {
	case TypeStr, TypeBytes, TypeNetBytes, TypeNetView, TypeBytearray, TypeTuple, TypeList:
		return true
	}
	return false
}

// multiply is * of a sequence and a count, either way round.
func multiply(c *Ctx, a, b Value) Value {
	if !isSequence(a) {
		if !isSequence(b) {
			return unsupported
		}
		a, b = b, a
	}
	n, ok := repeatCount(c, b)
	if !ok {
		return 0
	}
	switch TypeID(a) {
	case TypeStr:
		return strRepeat(c, a, n)
	case TypeBytearray:
		return bytearrayRepeat(c, a, n)
	case TypeTuple:
		return tupleRepeat(c, a, n)
	case TypeList:
		return listRepeat(c, a, n)
	}
	return bytesRepeat(c, a, n)
}

// repeatCount returns the count by which a sequence is repeated.
func repeatCount(c *Ctx, v Value) (n int64, ok bool) {
	if n, ok := intOf(v); ok {
		return n, true
	}
	if isBig(v) {
		return sizedIndex(c, v, ExcOverflowError)
	}
	if special(v, nameIndex) == 0 {
		TypeErrorf(c, "can't multiply sequence by non-int of type '%s'", TypeName(v))
		return 0, false
	}
	return sizedIndex(c, v, ExcOverflowError)
}
