package infer

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Calls of short functions are replaced by what these do, in bodies that guess: most
// are methods that read and write attributes, of which little but the arithmetic is
// left then. Such a function is one block, and runs no other code of Python's: nobody
// can see that it has no frame. A traceback gets its entry all the same, and where a
// guess is wrong its Rest is called in its place (ir.Exit).

// maxInlined is how many ops such a function may have, and maxGrown how many a body
// may grow by.
const (
	maxInlined = 40
	maxGrown   = 400
)

// An inliner replaces calls in the bodies that guess, the innermost first.
type inliner struct {
	typed map[*ir.Proto]*unboxer
	begun map[*ir.Func]bool
}

func (in *inliner) body(f *ir.Func) {
	if in.begun[f] {
		return
	}
	in.begun[f] = true
	became, grown := in.typed[f.Proto].became, 0
	f.Body.Walk(func(n ir.Node) {
		b, ok := n.(*ir.Block)
		if !ok {
			return
		}
		var out []*ir.Op
		for _, op := range b.Ops {
			if op.Code != ir.OpCallKnown || !op.Typed {
				out = append(out, op)
				continue
			}
			g := in.typed[op.Proto].f
			in.body(g)
			if size := len(g.Body.First().Ops); op.Exit != nil && g != f && inlinable(g) && grown+size <= maxGrown {
				ops, result := f.Inline(op, g)
				for _, op := range ops {
					if v := unguarded(op); v != nil {
						became[op.Res] = v
					} else {
						out = append(out, op)
					}
				}
				became[op.Res] = result
				grown += size
				continue
			}
			if op.Res.Rep == ir.RepValue {
				op.Exit = nil
			}
			out = append(out, op)
		}
		b.Ops = out
	})
	if len(became) > 0 {
		f.Replace(became)
		f.Link()
	}
}

// unguarded returns the number that op, a guard, finds, if its operand has been made of
// one.
func unguarded(op *ir.Op) *ir.Value {
	if !op.Guards() {
		return nil
	}
	d := op.Args[0].Def
	if d == nil || op.Code == ir.OpGuardInt && d.Code != ir.OpBoxInt || op.Code == ir.OpGuardFloat && d.Code != ir.OpBoxFloat {
		return nil
	}
	return d.Args[0]
}

// isLeaf reports whether f may become a body that is inlined.
func isLeaf(f *ir.Func) bool { return len(f.Body) == 1 && len(f.Body.First().Ops) <= maxInlined }

// inlinable reports whether calls of f can be replaced.
func inlinable(f *ir.Func) bool {
	if !isLeaf(f) || f.Proto.Closure || f.Body.First().Last() == nil {
		return false
	}
	for _, v := range slices.Concat(f.Params, f.Vars) {
		if v.Cell || v.Rep == ir.RepValue && !v.Borrowed {
			return false // its object would live shorter
		}
	}
	for _, op := range f.Body.First().Ops {
		if !leafOp(op) {
			return false
		}
	}
	return true
}

// leafOp reports whether op runs no code of Python's, finalisers apart.
func leafOp(op *ir.Op) bool {
	switch op.Code {
	case ir.OpLoadVar:
		return !op.Checked
	case ir.OpStoreVar:
		return op.Var.Rep != ir.RepValue
	case ir.OpLoadGlobal:
		return !op.Checked && op.Global.Constant
	case ir.OpGetSlot, ir.OpSetSlot:
		return op.Sure && op.N >= 0
	case ir.OpGetItem, ir.OpSetItem:
		return op.N != 0
	case ir.OpConst, ir.OpConstInt, ir.OpConstFloat, ir.OpBoolVal, ir.OpFuncRef,
		ir.OpBox, ir.OpBoxInt, ir.OpBoxFloat, ir.OpNot, ir.OpTestIs, ir.OpTuple,
		ir.OpIntArith, ir.OpFloatArith, ir.OpFloatDiv, ir.OpIntTest, ir.OpFloatTest, ir.OpIntToFloat, ir.OpUnboxInt, ir.OpUnboxFloat,
		ir.OpGuardInt, ir.OpGuardFloat, ir.OpGuardClass, ir.OpGuardList, ir.OpGuardBytes,
		ir.OpIntDiv, ir.OpTrunc, ir.OpLen, ir.OpFloatFunc,
		ir.OpSlotInt, ir.OpSlotFloat, ir.OpItemInt, ir.OpItemFloat,
		ir.OpReturn:
		return true
	}
	return false
}

// worthInlining finds the short functions that loops call and that may be inlined there,
// and the functions with these loops: it pays to guess at both, though neither may have
// much to compute.
func worthInlining(prog *ir.Program, hints *Hints) map[*ir.Func]bool {
	leaves := map[*ir.Proto]*ir.Func{}
	for _, f := range prog.Funcs {
		if shortLeaf(f, hints) {
			leaves[f.Proto] = f
		}
	}
	worth := map[*ir.Func]bool{}
	if len(leaves) == 0 {
		return worth
	}
	for _, f := range prog.Funcs {
		if !mayGuess(f) {
			continue
		}
		found, ops := false, 0
		f.EachOp(func(*ir.Op) { ops++ })
		if ops > maxGuessed {
			continue
		}
		f.Body.Walk(func(n ir.Node) {
			loop, ok := n.(*ir.Loop)
			if !ok {
				return
			}
			eachOp(loop.Body, func(op *ir.Op) {
				var p *ir.Proto
				switch op.Code {
				case ir.OpCallKnown:
					p = op.Proto
				case ir.OpCallSelf:
					all := prog.Receivers(op)
					p = all[0].Lookup(op.Name)
					for _, c := range all {
						if c.Lookup(op.Name) != p {
							return
						}
					}
				}
				if leaf := leaves[p]; leaf != nil {
					worth[leaf], found = true, true
				}
			})
		})
		if found {
			worth[f] = true
		}
	}
	return worth
}

// shortLeaf reports whether f does nothing but work with attributes of its instance that
// probably hold numbers, or with parameters that probably are numbers.
func shortLeaf(f *ir.Func, hints *Hints) bool {
	p := f.Proto
	if p.Kind != ir.Function || p.Closure || !isLeaf(f) || !mayGuess(f) || p.Class != nil && p.Class.ID == ir.DynamicID {
		return false
	}
	number := func(v *ir.Value) bool { return hints.Of(v).kind.mixes() }
	worth := false
	for _, op := range f.Body.First().Ops {
		_, binary := op.Code.IsBinary()
		switch {
		case op.Code == ir.OpGetSlot:
			if !number(op.Res) {
				return false
			}
			worth = true
		case op.Code == ir.OpSetSlot:
			worth = true
		case binary, op.Code == ir.OpNeg:
			for _, v := range op.Args {
				worth = worth || number(v) && v.Def != nil && v.Def.Code == ir.OpLoadVar && v.Def.Var.Param
			}
		case op.Code == ir.OpCallRT:
			if !numberCalls[op.Name] {
				return false
			}
		case ir.OpTestLt <= op.Code && op.Code <= ir.OpTestNe,
			op.Code == ir.OpConst, op.Code == ir.OpStoreVar, op.Code == ir.OpReturn, op.Code == ir.OpLoadVar && !op.Checked:
		default:
			return false
		}
	}
	return worth
}
