package infer

import "github.com/pxc-lang/pxc/compiler/ir"

// operators finds the methods that operators of f call directly: those of the class
// that their left operand is probably an instance of.
func operators(prog *ir.Program, f *ir.Func, hints *Hints) {
	f.EachOp(func(op *ir.Op) {
		if op.Code.Method() == "" || len(op.Classes) == 0 {
			return
		}
		all := op.Classes
		op.Classes = nil
		if c := hints.classOf(op.Args[0]); c != nil {
			if m := method(prog, all, c, op.Code.Method()); m != nil {
				op.Class, op.Proto = c, m
			}
		}
	})
}
