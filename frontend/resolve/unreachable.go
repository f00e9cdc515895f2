package resolve

import (
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// unreachable warns of the first statement behind a return, raise, break or
// continue of the same block: what CPython's compiler leaves out. A yield
// there has a purpose, it makes the function a generator; so have the
// declarations.
func (c *collector) unreachable(list []syntax.Stmt) {
	for i, s := range list {
		if i == len(list)-1 {
			return
		}
		switch s.(type) {
		case *syntax.Return, *syntax.Raise, *syntax.Break, *syntax.Continue:
		default:
			continue
		}
		for _, dead := range list[i+1:] {
			keep := false
			syntax.Walk(dead, func(n syntax.Node) bool {
				switch n.(type) {
				case *syntax.Yield, *syntax.YieldFrom, *syntax.Await, *syntax.Global, *syntax.Nonlocal, *syntax.BadStmt:
					keep = true
				}
				return !keep
			})
			if keep {
				return
			}
		}
		d := c.diags.Warn(c.file, list[i+1].Extent(), diag.Unreachable, "this statement is unreachable")
		d.Note(c.file, s.Extent(), "control never goes past this one")
		return
	}
}
