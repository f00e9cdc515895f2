package codegen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// indexIn is the index i from the left of items, a view, that an access has asked for:
// i itself where that cannot be negative.
func (e *fn) indexIn(items *jen.Statement, i *ir.Value) *jen.Statement {
	if e.notNegative(i, 0) {
		return e.val(i)
	}
	index := e.sharedInt("index")
	e.add(set(index, rtPure("FromLeft", items, e.val(i))))
	return jen.Id(index)
}

// notNegative reports whether v, an unboxed int, is certainly not negative: it counts up
// from such a number, or is made of some. depth bounds how far it is followed.
func (e *fn) notNegative(v *ir.Value, depth int) bool {
	op := v.Def
	if op == nil || depth > 4 {
		return false
	}
	all := func() bool {
		return !slices.ContainsFunc(op.Args, func(v *ir.Value) bool { return !e.notNegative(v, depth+1) })
	}
	switch op.Code {
	case ir.OpConstInt:
		return op.N >= 0
	case ir.OpLen:
		return true
	case ir.OpBoxInt:
		return all()
	case ir.OpRange:
		return v == op.Res && e.notNegative(op.Args[0], depth+1)
	case ir.OpRangeNext:
		return e.notNegative(op.Args[2], depth+1) && e.notNegative(op.Args[0], depth+1)
	case ir.OpLoadVar:
		return e.countsUp(op.Var, depth)
	case ir.OpIntArith:
		switch ir.Code(op.N) {
		case ir.OpAnd:
			return e.notNegative(op.Args[0], depth+1) || e.notNegative(op.Args[1], depth+1)
		case ir.OpAdd, ir.OpMul:
			return op.Exit != nil && all()
		case ir.OpRShift, ir.OpFloorDiv:
			return all()
		case ir.OpMod:
			return e.notNegative(op.Args[1], depth+1)
		}
	}
	return false
}

// countsUp reports whether all that is stored in v is not negative, if v is not before.
func (e *fn) countsUp(v *ir.Var, depth int) bool {
	switch {
	case e.counting[v]:
		return true
	case v.Cell || slices.Contains(e.f.Params, v):
		return false
	}
	e.counting[v] = true
	defer delete(e.counting, v)
	if e.stored == nil {
		e.stored = map[*ir.Var][]*ir.Value{}
		e.f.EachOp(func(op *ir.Op) {
			if op.Code == ir.OpStoreVar {
				e.stored[op.Var] = append(e.stored[op.Var], op.Args[0])
			}
		})
	}
	return !slices.ContainsFunc(e.stored[v], func(x *ir.Value) bool { return !e.notNegative(x, depth+1) })
}
