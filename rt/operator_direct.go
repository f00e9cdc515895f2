package rt

// Operators whose method on the left operand's side generated code calls directly.

// Meets reports whether the method of a, an instance of a class of the program, has
// the first word in an operator on a and b: b is of the same class, or of a built-in
// type, and so of none derived from a's.
func Meets(a, b Value) bool {
	return !b.IsPtr() || u32(b.addr())>>8 == u32(a.addr())>>8 || u32(b.addr())>>8 < FirstType
}

// binaryOperators are the operators in the order of the compiler's opcodes.
var binaryOperators = [...]*operator{opAdd, opSub, opMul, opTrueDiv, opFloorDiv, opMod, opPow, opLShift, opRShift, opAnd, opOr, opXor, opMatMul}

// comparisons are those of the compiler's opcodes, in their order.
var comparisons = [...]int{relLt, relLe, relGt, relGe, relEq, relNe}

// BinaryAfter goes on with a binary operator, or an in-place one, where the left
// operand's method has returned NotImplemented.
func BinaryAfter(c *Ctx, op int, a, b Value) Value {
	o := binaryOperators[op%len(binaryOperators)]
	r := NotImplemented
	if TypeID(a) != TypeID(b) {
		if right := special(b, o.rname); right != 0 {
			r = callSpecial1(c, right, b, a)
		}
	}
	if r == NotImplemented {
		r = binaryRest(c, o, a, b)
	}
	if r == NotImplemented {
		symbol := o.symbol
		if op >= len(binaryOperators) {
			symbol = o.inplaceSymbol
		}
		return operandError(c, symbol, a, b)
	}
	return r
}

// CompareAfter goes on with a comparison where the left operand's method has returned
// NotImplemented. rel is in the order of the compiler's opcodes.
func CompareAfter(c *Ctx, rel int, a, b Value) Value {
	if !enterNested(c, "in comparison") {
		return 0
	}
	v := compareRest(c, comparisons[rel], a, b, false)
	Leave(c)
	return v
}

// TestOf is the truth of r, what the left operand's method has returned for a
// comparison, or of what the comparison then gives; -1 with an exception pending. It
// takes over r.
func TestOf(c *Ctx, r Value, rel int, a, b Value) int {
	switch r {
	case True:
		return 1
	case False:
		return 0
	case NotImplemented:
		r = CompareAfter(c, rel, a, b)
	}
	if r == 0 {
		return -1
	}
	t := Truth(c, r)
	c.Drop(r)
	return t
}
