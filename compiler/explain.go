package compiler

import (
	"fmt"
	"io"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// explain writes, for each body of prog, the world it is for, the values that
// have an unboxed representation, and the region of every allocation.
func explain(w io.Writer, prog *ir.Program) error {
	for _, f := range prog.Funcs {
		world := "main thread"
		if f.World == ir.Ctx {
			world = "parallel contexts"
		}
		if _, err := fmt.Fprintf(w, "%s:%d: %s, compiled for %s\n", f.Proto.Module.File.Name, f.Proto.Line, f.Proto.QualName, world); err != nil {
			return err
		}
		var err error
		print := func(op *ir.Op, format string, args ...any) {
			line, col := f.Proto.Module.File.Position(op.Pos.Start)
			if _, e := fmt.Fprintf(w, "  %d:%d: "+format+"\n", append([]any{line, col}, args...)...); e != nil {
				err = e
			}
		}
		f.EachOp(func(op *ir.Op) {
			if op.Region != ir.RegionUnknown {
				print(op, "%s allocates in %s", op.Code, op.Region)
			}
			if op.Res != nil && op.Res.Rep != ir.RepValue && op.Res.Rep != ir.RepNone {
				print(op, "%s stays unboxed as %s", op.Code, op.Res.Rep)
			}
		})
		if f.World == ir.Ctx {
			f.Body.Walk(func(n ir.Node) {
				if l, ok := n.(*ir.Loop); ok && err == nil {
					err = explainLoop(w, f, l)
				}
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// explainLoop says whether the rounds of a loop give back what they allocate.
func explainLoop(w io.Writer, f *ir.Func, l *ir.Loop) error {
	what := ""
	switch {
	case l.RollsBack:
		what = "each round of the loop is rolled back"
	case l.Kept != "":
		what = "rounds of the loop are not rolled back: " + l.Kept
	default:
		return nil
	}
	line, col := f.Proto.Module.File.Position(l.Pos.Start)
	_, err := fmt.Fprintf(w, "  %d:%d: %s\n", line, col, what)
	return err
}
