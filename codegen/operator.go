package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// ownOperator emits an operator whose left operand is probably an instance of a class
// of the program that performs it: its method is called directly, unless the right
// operand may have the first word. What the method leaves undone is done in general.
func (e *fn) ownOperator(op *ir.Op, dying []*ir.Value) {
	a, b := e.val(op.Args[0]), e.val(op.Args[1])
	own := e.inClass(a, op.Class).Op("&&").Add(rtPure("Meets", a, b))
	method := e.directOn(op.Proto, op.Args)
	if ir.OpTestLt <= op.Code && op.Code <= ir.OpTestNe {
		name := ir.CompareNames[op.Code-ir.OpTestLt]
		e.needs["test"] = true
		e.add(jen.If(own).Block(set("test", rtCall("TestOf", method, jen.Lit(int(op.Code-ir.OpTestLt)), a, b))).
			Else().Block(set("test", rtCall(name+"T", a, b))))
		e.test(op, nil, dying)
		return
	}
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	v := e.temp(op.Res)
	var after, general *jen.Statement
	if name, ok := op.Code.IsBinary(); ok {
		after, general = rtCall("BinaryAfter", jen.Lit(int(op.Code-ir.OpAdd)), a, b), rtCall(name, a, b)
	} else {
		name = ir.CompareNames[op.Code-ir.OpLt]
		after, general = rtCall("CompareAfter", jen.Lit(int(op.Code-ir.OpLt)), a, b), rtCall(name, a, b)
	}
	e.add(jen.If(own).Block(
		jen.If(set(v, method), jen.Id(v).Op("==").Add(rt("NotImplemented"))).Block(set(v, after)),
	).Else().Block(set(v, general)))
	e.add(drops...)
	e.add(jen.If(jen.Id(v).Op("==").Lit(0)).Block(failed...))
}
