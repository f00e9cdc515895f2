package infer

import "github.com/pxc-lang/pxc/compiler/ir"

// A program's own code often computes in loops that no function is around. Its numbers
// are globals, which are objects. Where nothing but that code can know of them, they may
// as well be its local variables, and so unboxed.

// private makes local variables of the globals of f, the program's own code, that are
// probably numbers and that nothing else refers to.
func private(prog *ir.Program, f *ir.Func, hints *Hints) {
	main := prog.Main()
	if f.Proto.Kind != ir.ModuleCode || f.Proto.Module != main || main.Dynamic || main.Object || main.Snippet != nil || len(prog.Snippets) > 0 {
		return
	}
	vars := map[*ir.Global]*ir.Var{}
	for _, g := range main.Globals {
		if hints.Of(g).kind.mixes() && !g.Shared && !g.Deleted && !g.Hidden && !g.InDict && g.Func == nil && g.Class == nil {
			vars[g] = nil
		}
	}
	for _, other := range prog.Funcs {
		other.EachOp(func(op *ir.Op) {
			known := op.Code == ir.OpLoadGlobal && !op.Checked || op.Code == ir.OpStoreGlobal
			if op.Global != nil && (other != f || op.Module != nil || !known) {
				delete(vars, op.Global)
			}
		})
	}
	if len(vars) == 0 {
		return
	}
	f.EachOp(func(op *ir.Op) {
		g := op.Global
		if g == nil {
			return
		}
		v, ok := vars[g]
		if !ok {
			return
		}
		if v == nil {
			v = &ir.Var{ID: len(f.Params) + len(f.Vars), Name: g.Name, Rep: ir.RepValue}
			f.Vars = append(f.Vars, v)
			vars[g] = v
			hints.nodes[v] = hints.node(g)
		}
		if op.Code == ir.OpLoadGlobal {
			op.Code = ir.OpLoadVar
		} else {
			op.Code = ir.OpStoreVar
		}
		op.Global, op.Fresh, op.Var = nil, false, v
	})
}
