package infer

import "github.com/pxc-lang/pxc/compiler/ir"

// wrap takes away the checks for overflow of what is masked behind, as a hash or a
// generator of random numbers is: if of a sum, difference or product nothing is needed
// but bits that a non-negative mask lets through, it may wrap around, because those
// bits depend on the same bits of the operands only.
func wrap(f *ir.Func) {
	uses := usesOf(f)
	var masks []*ir.Op
	f.EachOp(func(op *ir.Op) {
		if op.Code == ir.OpIntArith && ir.Code(op.N) == ir.OpAnd {
			masks = append(masks, op)
		}
	})
	var low func(v *ir.Value)
	low = func(v *ir.Value) {
		op := v.Def
		if op == nil || op.Code != ir.OpIntArith {
			return
		}
		switch ir.Code(op.N) {
		case ir.OpNeg: // its operand is there twice
			return
		case ir.OpAdd, ir.OpSub, ir.OpMul, ir.OpAnd, ir.OpOr, ir.OpXor:
		case ir.OpLShift:
			if by := op.Args[1].Def; by == nil || by.Code != ir.OpConstInt || by.N < 0 || by.N > 63 {
				return
			}
		default:
			return
		}
		if uses[v] != 1 {
			return
		}
		for _, v := range op.Exit.Values() {
			uses[v]--
		}
		op.Exit = nil
		low(op.Args[0])
		if ir.Code(op.N) != ir.OpLShift {
			low(op.Args[1])
		}
	}
	for _, op := range masks {
		for i, v := range op.Args {
			if d := op.Args[1-i].Def; d != nil && d.Code == ir.OpConstInt && d.N >= 0 {
				low(v)
			}
		}
	}
}
