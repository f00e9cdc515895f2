package codegen

import "github.com/pxc-lang/pxc/compiler/ir"

// Text that is built in place: what op.go emits in another form for strings.

// planStrings finds sums that may extend a string in place, and the values of
// f-strings whose text goes straight into the whole.
//
// A sum may when its left operand is what a variable holds and its result is
// stored to that variable next: where the variable's is the only reference to a
// string, nobody can see it change. Only counts tell, so contexts copy.
func (e *fn) planStrings() {
	e.extends, e.parts, e.fused = map[*ir.Op]bool{}, map[*ir.Op]bool{}, map[*ir.Op]bool{}
	e.f.Body.Walk(func(n ir.Node) {
		b, ok := n.(*ir.Block)
		if !ok {
			return
		}
		for i, op := range b.Ops {
			switch op.Code {
			case ir.OpAdd, ir.OpIAdd:
				if e.main && replaces(op, b.Ops[i+1:]) {
					e.extends[op] = true
				}
			case ir.OpJoin:
				e.planJoin(op)
			}
		}
	})
}

// replaces reports whether op's result replaces its left operand in a local
// variable, before anything else happens.
func replaces(op *ir.Op, next []*ir.Op) bool {
	load := op.Args[0].Def
	if load == nil || load.Code != ir.OpLoadVar || !load.Alias || load.Move || load.Var.Cell || load.Var.Rep != ir.RepValue {
		return false
	}
	if d := op.Args[1].Def; d != nil && (d.Code == ir.OpBoxInt || d.Code == ir.OpConst && d.Const.Kind != ir.ConstStr) {
		return false // no string
	}
	for len(next) > 0 && next[0].Code == ir.OpDecref && next[0].Args[0] != op.Res {
		next = next[1:]
	}
	return len(next) > 1 && next[0].Code == ir.OpDecrefVar && next[0].Var == load.Var &&
		next[1].Code == ir.OpStoreVar && next[1].Var == load.Var && next[1].Args[0] == op.Res
}

// planJoin finds the parts of a joined text that need not be text: values without
// conversion and format, and conversions of a %-format.
func (e *fn) planJoin(join *ir.Op) {
	for _, v := range join.Args {
		switch d := v.Def; {
		case d == nil:
		case d.Code == ir.OpFormat && d.N == 0 && len(d.Args) == 1, d.Code == ir.OpPercent:
			e.parts[d] = true
		}
	}
}
