package rt

// Operators. Each has a fast path for numbers and a general one, which follows
// CPython's abstract.c: the left operand's method, the right operand's reflected
// one, first the right's if its class derives from the left's; then what the
// built-in sequences do; then TypeError.

// An operator is one binary operator.
type operator struct {
	symbol        string
	method        string
	name, rname   Value // __add__, __radd__
	iname         Value // __iadd__
	inplaceSymbol string
	number        func(c *Ctx, a, b Value) Value // on built-in kinds; NotImplemented
	sequence      func(c *Ctx, a, b Value) Value // what sequences add to it, may be nil
}

var (
	opAdd      = &operator{symbol: "+", method: "add", number: addNumbers, sequence: concat}
	opSub      = &operator{symbol: "-", method: "sub", number: subNumbers}
	opMul      = &operator{symbol: "*", method: "mul", number: mulNumbers, sequence: multiply}
	opTrueDiv  = &operator{symbol: "/", method: "truediv", number: trueDivNumbers}
	opFloorDiv = &operator{symbol: "//", method: "floordiv", number: floorDivNumbers}
	opMod      = &operator{symbol: "%", method: "mod", number: modNumbers}
	opPow      = &operator{symbol: "** or pow()", method: "pow", number: powNumbers}
	opLShift   = &operator{symbol: "<<", method: "lshift", number: lshiftNumbers}
	opRShift   = &operator{symbol: ">>", method: "rshift", number: rshiftNumbers}
	opAnd      = &operator{symbol: "&", method: "and", number: andNumbers}
	opOr       = &operator{symbol: "|", method: "or", number: orNumbers}
	opXor      = &operator{symbol: "^", method: "xor", number: xorNumbers}
	opMatMul   = &operator{symbol: "@", method: "matmul", number: noNumbers}
	opDivmod   = &operator{symbol: "divmod()", method: "divmod", number: divmodNumbers}
)

func internOperators(c *Ctx) {
	for _, op := range [...]*operator{opAdd, opSub, opMul, opTrueDiv, opFloorDiv, opMod, opPow, opLShift,
		opRShift, opAnd, opOr, opXor, opMatMul, opDivmod} {
		op.name = Intern(c, "__"+op.method+"__")
		op.rname = Intern(c, "__r"+op.method+"__")
		op.iname = Intern(c, "__i"+op.method+"__")
		op.inplaceSymbol = op.symbol + "="
	}
	opPow.inplaceSymbol = "**="
}

// binary performs a op b.
func binary(c *Ctx, op *operator, a, b Value) Value {
	r := binaryOrNot(c, op, a, b)
	if r == NotImplemented {
		return operandError(c, op.symbol, a, b)
	}
	return r
}

func operandError(c *Ctx, symbol string, a, b Value) Value {
	hint := ""
	if row := rowOf(a); symbol == ">>" && row != nil && row.Native && row.Name == "print" && row.Module == "builtins" {
		hint = ". Did you mean \"print(<message>, file=<output_stream>)\"?"
	}
	return TypeErrorf(c, "unsupported operand type(s) for %s: '%s' and '%s'%s", symbol, TypeName(a), TypeName(b), hint)
}

// binaryOrNot is binary that returns NotImplemented if nothing applies.
func binaryOrNot(c *Ctx, op *operator, a, b Value) Value {
	var r Value
	switch {
	case !isUser(a) && !isUser(b):
		r = op.number(c, a, b)
	case op == opMod && !isUser(a) && (IsStr(a) || isBytesLike(a)) && !IsInstance(b, ClassOf(a)):
		return op.number(c, a, b) // what a text formats is not asked for __rmod__
	default:
		r = binaryUser(c, op, a, b)
		if r == NotImplemented {
			return binaryRest(c, op, a, b)
		}
	}
	if r == NotImplemented && op.sequence != nil {
		r = op.sequence(c, a, b)
	}
	return r
}

// binaryRest is binaryOrNot where the methods of neither operand do.
func binaryRest(c *Ctx, op *operator, a, b Value) Value {
	x, y := plain(a), plain(b)
	if op == opMod && (IsStr(x) || isBytesLike(x)) {
		y = b // asked for items by its own methods
	}
	r := NotImplemented
	if !declined(op, a, b) {
		r = op.number(c, x, y)
	}
	if op == opMul && (isIntegral(x) || isIntegral(y)) || TypeID(x) == TypeID(y) {
		a, b = x, y
	}
	if r == NotImplemented && op.sequence != nil {
		r = op.sequence(c, a, b)
	}
	return r
}

// declined reports whether a method of the program had its say about two objects of
// one class: what that inherits from a number is not asked then.
func declined(op *operator, a, b Value) bool {
	if TypeID(a) != TypeID(b) || TypeID(a) < firstException {
		return false
	}
	r := rowOf(infoOf(TypeID(a)).find(op.name))
	return r != nil && !r.Native
}

// binaryUser tries the operands' own methods.
func binaryUser(c *Ctx, op *operator, a, b Value) Value {
	ta, tb := TypeID(a), TypeID(b)
	if ta >= FirstType {
		if f := infoOf(ta).binary; f != nil && (!b.IsPtr() || tb >= FirstType && infoOf(tb).binary != nil) {
			if r := f(c, op.symbol, a, b); r != NotImplemented {
				return r
			}
		}
	}
	var left, right Value
	if ta >= firstException {
		left = infoOf(ta).find(op.name) // object has no arithmetic
	} else {
		left = special(a, op.name)
	}
	if ta != tb {
		if right = special(b, op.rname); right != 0 && right == infoFor(a).find(op.rname) && ta < firstException {
			right = 0 // inherited from a's type, whose own method comes first
		}
	}
	if right != 0 && IsSubclass(ClassOf(b), ClassOf(a)) && right != special(a, op.rname) {
		if r := callSpecial1(c, right, b, a); r != NotImplemented {
			return r
		}
		right = 0
	}
	if left != 0 && right != 0 && op.sequence != nil && joins(left, a) {
		if r := callSpecial1(c, right, b, a); r != NotImplemented {
			return r
		}
		right = 0
	}
	if left != 0 {
		if r := callSpecial1(c, left, a, b); r != NotImplemented {
			return r
		}
	}
	if right != 0 {
		return callSpecial1(c, right, b, a)
	}
	return NotImplemented
}

// joins reports whether method is what a inherits from a built-in sequence: in CPython
// this is no operation of numbers, and comes after those of the other operand.
func joins(method, a Value) bool {
	row := rowOf(method)
	return row != nil && row.Native && (isSequence(plain(a)) || infoFor(a).opaque() && special(a, nameGetitem) != 0)
}

// inplace performs a op= b for operands without a mutating form of their own.
func inplace(c *Ctx, op *operator, a, b Value) Value {
	if m := special(a, op.iname); m != 0 {
		if r := callSpecial1(c, m, a, b); r != NotImplemented {
			return r
		}
	}
	r := binaryOrNot(c, op, a, b)
	if r == NotImplemented {
		return operandError(c, op.inplaceSymbol, a, b)
	}
	return r
}

// unsupported is the result of a number operation for operands that it does not
// know.
const unsupported = NotImplemented

func noNumbers(*Ctx, Value, Value) Value { return unsupported }

// Add returns a + b.
func Add(c *Ctx, a, b Value) Value {
	if r, ok := AddOK(a, b); ok {
		return r
	}
	if x, y, ok := twoFloats(a, b); ok {
		return NewFloat(c, x+y)
	}
	switch {
	case IsStr(a) && IsStr(b):
		return strConcat(c, a, b)
	case IsBytes(a) && IsBytes(b):
		if isNetBytes(a) || isNetBytes(b) {
			return bytesConcat(c, a, b, TypeNetBytes)
		}
		return bytesConcat(c, a, b, TypeBytes)
	}
	if isBig(a) || isBig(b) {
		if r := bigBinary(c, '+', a, b); r != NotImplemented {
			return r
		}
	}
	return binary(c, opAdd, a, b)
}

// Sub returns a - b.
func Sub(c *Ctx, a, b Value) Value {
	if r, ok := SubOK(a, b); ok {
		return r
	}
	if x, y, ok := twoFloats(a, b); ok {
		return NewFloat(c, x-y)
	}
	if isBig(a) || isBig(b) {
		if r := bigBinary(c, '-', a, b); r != NotImplemented {
			return r
		}
	}
	return binary(c, opSub, a, b)
}

// Mul returns a * b.
func Mul(c *Ctx, a, b Value) Value {
	if r, ok := MulOK(a, b); ok {
		return r
	}
	if x, y, ok := twoFloats(a, b); ok {
		return NewFloat(c, x*y)
	}
	if isBig(a) || isBig(b) {
		if r := bigBinary(c, '*', a, b); r != NotImplemented {
			return r
		}
	}
	return binary(c, opMul, a, b)
}

// TrueDiv returns a / b.
func TrueDiv(c *Ctx, a, b Value) Value { return binary(c, opTrueDiv, a, b) }

// FloorDiv returns a // b.
func FloorDiv(c *Ctx, a, b Value) Value { return binary(c, opFloorDiv, a, b) }

// Mod returns a % b.
func Mod(c *Ctx, a, b Value) Value { return binary(c, opMod, a, b) }

// Pow returns a ** b.
func Pow(c *Ctx, a, b Value) Value { return binary(c, opPow, a, b) }

// LShift returns a << b.
func LShift(c *Ctx, a, b Value) Value { return binary(c, opLShift, a, b) }

// RShift returns a >> b.
func RShift(c *Ctx, a, b Value) Value { return binary(c, opRShift, a, b) }

// And returns a & b.
func And(c *Ctx, a, b Value) Value { return binary(c, opAnd, a, b) }

// Or returns a | b.
func Or(c *Ctx, a, b Value) Value { return binary(c, opOr, a, b) }

// Xor returns a ^ b.
func Xor(c *Ctx, a, b Value) Value { return binary(c, opXor, a, b) }

// MatMul returns a @ b.
func MatMul(c *Ctx, a, b Value) Value { return binary(c, opMatMul, a, b) }

// IAdd performs a += b and returns the new value of a: a itself if it is a list
// or a bytearray.
func IAdd(c *Ctx, a, b Value) Value {
	if r, ok := AddOK(a, b); ok {
		return r
	}
	if x, y, ok := twoFloats(a, b); ok {
		return NewFloat(c, x+y)
	}
	switch {
	case IsStr(a) && IsStr(b):
		return strConcat(c, a, b)
	case IsList(a) || IsBytearray(a):
		if isUser(b) {
			if r := binaryUser(c, opAdd, a, b); r != NotImplemented {
				return r
			}
		}
		return placed(c, inPlaceAdd, a, b, extend(c, a, b))
	}
	if isBig(a) || isBig(b) {
		if r := bigBinary(c, '+', a, b); r != NotImplemented {
			return r
		}
	}
	return inplace(c, opAdd, a, b)
}

// extend is __iadd__ of a list or bytearray.
func extend(c *Ctx, a, b Value) Value {
	ok := false
	if IsList(a) {
		ok = ListExtend(c, a, b)
	} else {
		if a == b && len(BytearrayData(a)) > 0 {
			if StoreCheck(c, a) {
				raisef(c, ExcBufferError, "Existing exports of data: object cannot be re-sized")
			}
			return 0
		}
		ok = bytearrayAdd(c, a, b)
	}
	if !ok {
		return 0
	}
	return c.Own(a)
}

// ISub performs a -= b.
func ISub(c *Ctx, a, b Value) Value {
	if r, ok := SubOK(a, b); ok {
		return r
	}
	if x, y, ok := twoFloats(a, b); ok {
		return NewFloat(c, x-y)
	}
	if isBig(a) || isBig(b) {
		if r := bigBinary(c, '-', a, b); r != NotImplemented {
			return r
		}
	}
	if r := setInPlace(c, a, b, '-'); r != NotImplemented {
		return placed(c, inPlaceSub, a, b, r)
	}
	return inplace(c, opSub, a, b)
}

// IMul performs a *= b.
func IMul(c *Ctx, a, b Value) Value {
	if r, ok := MulOK(a, b); ok {
		return r
	}
	if x, y, ok := twoFloats(a, b); ok {
		return NewFloat(c, x*y)
	}
	if isBig(a) || isBig(b) {
		if r := bigBinary(c, '*', a, b); r != NotImplemented {
			return r
		}
	}
	if IsList(a) || IsBytearray(a) {
		n, ok := intOf(b)
		if !ok {
			if isUser(b) {
				if r := binaryUser(c, opMul, a, b); r != NotImplemented {
					return r
				}
			}
			if n, ok = repeatCount(c, b); !ok {
				return 0
			}
		}
		if IsList(a) {
			ok = listRepeatInPlace(c, a, n)
		} else {
			ok = bytearrayRepeatInPlace(c, a, n)
		}
		if !ok {
			return placed(c, inPlaceMul, a, b, 0)
		}
		return c.Own(a)
	}
	return inplace(c, opMul, a, b)
}

// ITrueDiv performs a /= b.
func ITrueDiv(c *Ctx, a, b Value) Value { return inplace(c, opTrueDiv, a, b) }

// IFloorDiv performs a //= b.
func IFloorDiv(c *Ctx, a, b Value) Value { return inplace(c, opFloorDiv, a, b) }

// IMod performs a %= b.
func IMod(c *Ctx, a, b Value) Value { return inplace(c, opMod, a, b) }

// IPow performs a **= b.
func IPow(c *Ctx, a, b Value) Value { return inplace(c, opPow, a, b) }

// ILShift performs a <<= b.
func ILShift(c *Ctx, a, b Value) Value { return inplace(c, opLShift, a, b) }

// IRShift performs a >>= b.
func IRShift(c *Ctx, a, b Value) Value { return inplace(c, opRShift, a, b) }

// IAnd performs a &= b.
func IAnd(c *Ctx, a, b Value) Value {
	if r := setInPlace(c, a, b, '&'); r != NotImplemented {
		return placed(c, inPlaceAnd, a, b, r)
	}
	return inplace(c, opAnd, a, b)
}

// IOr performs a |= b; a dict is updated in place.
func IOr(c *Ctx, a, b Value) Value {
	if IsDict(a) && !isUser(b) {
		if !DictUpdate(c, a, b) {
			return placed(c, inPlaceOr, a, b, 0)
		}
		return c.Own(a)
	}
	if r := setInPlace(c, a, b, '|'); r != NotImplemented {
		return placed(c, inPlaceOr, a, b, r)
	}
	return inplace(c, opOr, a, b)
}

// IXor performs a ^= b.
func IXor(c *Ctx, a, b Value) Value {
	if r := setInPlace(c, a, b, '^'); r != NotImplemented {
		return placed(c, inPlaceXor, a, b, r)
	}
	return inplace(c, opXor, a, b)
}

// IMatMul performs a @= b.
func IMatMul(c *Ctx, a, b Value) Value { return inplace(c, opMatMul, a, b) }

// Neg returns -a.
func Neg(c *Ctx, a Value) Value {
	if i, ok := intOf(a); ok {
		return IntValue(c, -i)
	}
	if a.IsFloat() {
		return NewFloat(c, -a.Float())
	}
	if isComplex(a) {
		re, im := complexParts(a)
		return newComplex(c, -re, -im)
	}
	if isBig(a) {
		c.ints.Z.Neg(c.setX(a))
		return c.finishBig(&c.ints.Z)
	}
	return unary(c, a, nameNeg, "bad operand type for unary -: '%s'")
}

// Pos returns +a.
func Pos(c *Ctx, a Value) Value {
	if i, ok := intOf(a); ok {
		return Int(i)
	}
	if a.IsFloat() || isBig(a) || isComplex(a) {
		return c.Own(a)
	}
	return unary(c, a, namePos, "bad operand type for unary +: '%s'")
}

// Invert returns ~a.
func Invert(c *Ctx, a Value) Value {
	if i, ok := intOf(a); ok {
		return Int(^i)
	}
	if isBig(a) {
		c.ints.Z.Not(c.setX(a))
		return c.finishBig(&c.ints.Z)
	}
	return unary(c, a, nameInvert, "bad operand type for unary ~: '%s'")
}

// Abs returns abs(a).
func Abs(c *Ctx, a Value) Value {
	if i, ok := intOf(a); ok {
		if i < 0 {
			return IntValue(c, -i)
		}
		return Int(i)
	}
	if a.IsFloat() {
		if f := a.Float(); f < 0 || f == 0 {
			return NewFloat(c, absFloat(f))
		}
		return NewFloat(c, absFloat(a.Float()))
	}
	if isComplex(a) {
		return complexAbs(c, a)
	}
	if isBig(a) {
		if !bigNegative(a) {
			return c.Own(a)
		}
		return Neg(c, a)
	}
	return unary(c, a, nameAbs, "bad operand type for abs(): '%s'")
}

func unary(c *Ctx, a, name Value, message string) Value {
	if m := special(a, name); m != 0 {
		return callSpecial0(c, m, a)
	}
	return TypeErrorf(c, message, TypeName(a))
}
