// Package infer finds out what is true of values and variables on every run:
// which are certainly set, and which keep their value as long as it matters.
//
// It reads and annotates IR. Where it is silent, the operation stays checked; where
// it guesses, the operation checks that and has an exit.
package infer

import "github.com/pxc-lang/pxc/compiler/ir"

// Assigned removes checks for unset variables where they cannot fail, and
// marks the stores to globals that certainly find them unset.
//
// Locals: a dataflow analysis over the graph. Globals: the same in module
// code, if no function deletes or sets them behind its back; elsewhere only
// globals bound before any other code runs (Global.Early).
func Assigned(f *ir.Func) {
	a := ir.AnalyseAssignment(f)
	module := f.Proto.Kind == ir.ModuleCode
	for _, b := range f.Blocks {
		a.Walk(b, func(op *ir.Op, set, may func(any) bool) {
			switch op.Code {
			case ir.OpLoadVar:
				if op.Checked && set(op.Var) {
					op.Checked = false
				}
			case ir.OpLoadGlobal:
				g := op.Global
				switch {
				case module && set(g) && (!g.Deleted || !g.Shared):
					op.Checked = false
				case !module && g.Early:
					op.Checked = false
				}
			case ir.OpStoreGlobal:
				op.Fresh = module && !may(op.Global) && !op.Global.Shared
			}
		})
	}
}
