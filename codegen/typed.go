package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// goOperators spell the operations on unboxed numbers that Go has as well.
var goOperators = map[ir.Code]string{
	ir.OpAdd: "+", ir.OpSub: "-", ir.OpMul: "*", ir.OpTrueDiv: "/",
	ir.OpAnd: "&", ir.OpOr: "|", ir.OpXor: "^", ir.OpLShift: "<<", ir.OpRShift: ">>",
	ir.OpLt: "<", ir.OpLe: "<=", ir.OpGt: ">", ir.OpGe: ">=", ir.OpEq: "==", ir.OpNe: "!=",
}

// typed emits an operation on unboxed numbers that cannot raise.
func (e *fn) typed(op *ir.Op) {
	if e.uses[op.Res] == 0 {
		return
	}
	e.add(set(e.temp(op.Res), e.number(op)))
}

// number is the Go expression for an operation on unboxed numbers.
func (e *fn) number(op *ir.Op) *jen.Statement {
	x := e.val(op.Args[0])
	switch op.Code {
	case ir.OpIntToFloat:
		return jen.Float64().Call(x)
	case ir.OpBoxFloat:
		return rtCall("NewFloat", x)
	case ir.OpUnboxInt:
		return x.Dot("Int").Call()
	case ir.OpUnboxFloat:
		return x.Dot("Float").Call()
	}
	y := e.val(op.Args[1])
	float := op.Code == ir.OpFloatArith || op.Code == ir.OpFloatDiv
	switch c := ir.Code(op.N); c {
	case ir.OpNeg:
		return jen.Op("-").Add(x)
	case ir.OpInvert:
		return jen.Op("^").Add(x)
	case ir.OpFloorDiv:
		if float {
			return rtPure("FloatFloorDiv", x, y)
		}
		return rtPure("IntFloorDiv", x, y)
	case ir.OpMod:
		if float {
			return rtPure("FloatMod", x, y)
		}
		return rtPure("IntMod", x, y)
	case ir.OpMul:
		if float { // the conversion forbids fusing it with an addition
			return jen.Float64().Call(x.Op("*").Add(y))
		}
		return x.Op("*").Add(y)
	default:
		return x.Op(goOperators[c]).Add(y)
	}
}

// zeroDivision is what a division of floats by zero says.
var zeroDivision = map[ir.Code]string{
	ir.OpTrueDiv: "float division by zero", ir.OpFloorDiv: "float floor division by zero", ir.OpMod: "float modulo",
}

// floatDiv emits a division of floats.
func (e *fn) floatDiv(op *ir.Op) {
	raise := rtCall("ZeroDivisionErrorf", jen.Lit(zeroDivision[ir.Code(op.N)]))
	e.add(jen.If(e.val(op.Args[1]).Op("==").Lit(0)).Block(append([]jen.Code{raise}, e.fail(op, nil)...)...))
	if e.uses[op.Res] == 0 {
		e.add(jen.Id("_").Op("=").Add(e.val(op.Args[0])))
	}
	e.typed(op)
}
