package infer

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Calls of short functions are replaced by what these do, in bodies that guess: most
// are methods that read and write attributes, of which little but the arithmetic is
// left then. Such a function has no loops and runs no other code of Python's: nobody
// can see that it has no frame. A traceback gets its entry all the same, and where a
// guess is wrong its Rest is called in its place (ir.Exit).

// maxInlined is how many ops such a function may have, and maxGrown how many a body
// may grow by.
const (
	maxInlined = 40
	maxGrown   = 400
)

// An inliner replaces calls in the bodies that guess, the innermost first. A body that
// has been begun and is not done calls itself by way of others.
type inliner struct {
	typed       map[*ir.Proto]*unboxer
	begun, done map[*ir.Func]bool
}

func (in *inliner) body(f *ir.Func) {
	if in.begun[f] {
		return
	}
	in.begun[f] = true
	r := &replacing{inliner: in, f: f, became: in.typed[f.Proto].became, uses: usesOf(f)}
	f.Body = r.seq(f.Body)
	if len(r.became) > 0 {
		f.Replace(r.became)
		f.Link()
	}
	in.done[f] = true
}

// replacing is the state of replacing the calls in a body.
type replacing struct {
	*inliner
	f      *ir.Func
	became map[*ir.Value]*ir.Value
	uses   map[*ir.Value]int
	grown  int
}

func (r *replacing) seq(s ir.Seq) ir.Seq {
	if s == nil {
		return nil
	}
	var out ir.Seq
	for _, n := range s {
		switch n := n.(type) {
		case *ir.Block:
			out = append(out, r.block(n)...)
			continue
		case *ir.If:
			n.Then, n.Else = r.seq(n.Then), r.seq(n.Else)
		case *ir.Loop:
			n.Body, n.Else = r.seq(n.Body), r.seq(n.Else)
		case *ir.Try:
			n.Body, n.Handler = r.seq(n.Body), r.seq(n.Handler)
		}
		out = append(out, n)
	}
	return out
}

// block is b with its calls replaced: blocks and ifs.
func (r *replacing) block(b *ir.Block) ir.Seq {
	out := ir.Seq{b}
	last, ops := b, b.Ops
	b.Ops = nil
	for _, op := range ops {
		g := r.callee(op)
		if g == nil {
			last.Ops = append(last.Ops, op)
			continue
		}
		wanted := r.uses[op.Res] > 0
		inlined, nodes, behind, result := r.f.Inline(op, g, wanted)
		r.add(last, inlined)
		if len(nodes) > 0 {
			out = append(out, nodes...)
			last = &ir.Block{}
			out = append(out, last)
		}
		r.add(last, behind)
		if wanted {
			r.became[op.Res] = result
		}
	}
	return out
}

// add appends ops to b, apart from guards that are not needed.
func (r *replacing) add(b *ir.Block, ops []*ir.Op) {
	for _, op := range ops {
		if v := unguarded(op); v != nil {
			r.became[op.Res] = v
		} else {
			b.Ops = append(b.Ops, op)
		}
	}
}

// callee is the function whose ops can stand in the place of op, or nil.
func (r *replacing) callee(op *ir.Op) *ir.Func {
	if op.Code != ir.OpCallKnown || !op.Typed {
		return nil
	}
	g := r.typed[op.Proto].f
	r.inliner.body(g)
	size := opsOf(g)
	fits := op.Exit != nil && r.done[g] && r.grown+size <= maxGrown && inlinable(g)
	if fits && len(g.Body) > 1 && op.Res.Rep == ir.RepValue && r.uses[op.Res] > 0 {
		fits = false // the object would live longer
	}
	if !fits {
		if op.Res.Rep == ir.RepValue {
			op.Exit = nil
		}
		return nil
	}
	r.grown += size
	return g
}

// usesOf counts the uses of values in f.
func usesOf(f *ir.Func) map[*ir.Value]int {
	uses := map[*ir.Value]int{}
	f.EachOp(func(op *ir.Op) {
		for _, v := range op.Args {
			uses[v]++
		}
		for _, v := range op.Exit.Values() {
			uses[v]++
		}
		uses[op.Handling]++
	})
	f.Body.Walk(func(n ir.Node) {
		if n, ok := n.(*ir.If); ok {
			uses[n.Cond]++
			for _, phi := range n.Phis {
				uses[phi.Then]++
				uses[phi.Else]++
			}
		}
	})
	return uses
}

func opsOf(f *ir.Func) (n int) {
	f.EachOp(func(*ir.Op) { n++ })
	return n
}

// isLeaf reports whether f may become a body that is inlined.
func isLeaf(f *ir.Func) bool { return opsOf(f) <= maxInlined && ir.Inlinable(f.Body) }

// inlinable reports whether calls of f can be replaced.
func inlinable(f *ir.Func) bool {
	if !isLeaf(f) || f.Proto.Closure || f.Body.Ends() {
		return false
	}
	for _, v := range slices.Concat(f.Params, f.Vars) {
		if v.Cell || v.Rep == ir.RepValue && !v.Borrowed {
			return false // its object would live shorter
		}
	}
	ok := true
	eachOp(f.Body, func(op *ir.Op) {
		ok = ok && leafOp(op) && (op.Code != ir.OpStoreVar || !op.Var.Param || len(f.Body) == 1)
	})
	return ok
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
		return op.N != 0 && plainIndex(op.Args[1])
	case ir.OpConst, ir.OpConstInt, ir.OpConstFloat, ir.OpBoolVal, ir.OpFuncRef,
		ir.OpBox, ir.OpBoxInt, ir.OpBoxFloat, ir.OpNot, ir.OpTestIs, ir.OpTuple,
		ir.OpIntArith, ir.OpFloatArith, ir.OpFloatDiv, ir.OpIntTest, ir.OpFloatTest, ir.OpIntToFloat, ir.OpUnboxInt, ir.OpUnboxFloat,
		ir.OpGuardInt, ir.OpGuardFloat, ir.OpGuardClass, ir.OpGuardList, ir.OpGuardBytes, ir.OpDistinct,
		ir.OpIntDiv, ir.OpTrunc, ir.OpLen, ir.OpFloatFunc,
		ir.OpSlotInt, ir.OpSlotFloat, ir.OpItemInt, ir.OpItemFloat,
		ir.OpReturn:
		return true
	}
	return false
}

// plainIndex reports whether v, an index, is no instance whose __index__ may run code.
func plainIndex(v *ir.Value) bool {
	return v.Rep == ir.RepInt || v.Def != nil && (v.Def.Code == ir.OpConst || v.Def.Code == ir.OpBoxInt || v.Def.Code == ir.OpBox)
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
		if !mayGuess(f) || opsOf(f) > maxGuessed {
			continue
		}
		found := false
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
	worth, bad := false, false
	eachOp(f.Body, func(op *ir.Op) {
		_, binary := op.Code.IsBinary()
		switch {
		case op.Code == ir.OpGetSlot:
			bad = bad || !number(op.Res)
			worth = true
		case op.Code == ir.OpSetSlot:
			worth = true
		case binary, op.Code == ir.OpNeg, ir.OpTestLt <= op.Code && op.Code <= ir.OpTestNe:
			for _, v := range op.Args {
				worth = worth || number(v) && v.Def != nil && v.Def.Code == ir.OpLoadVar && v.Def.Var.Param
			}
		case op.Code == ir.OpCallRT:
			bad = bad || !numberCalls[op.Name]
		case op.Code == ir.OpConst, op.Code == ir.OpStoreVar, op.Code == ir.OpReturn, op.Code == ir.OpLoadVar && !op.Checked, op.Code == ir.OpBoolVal, op.Code == ir.OpNot, op.Code == ir.OpBox:
		default:
			bad = true
		}
	})
	return worth && !bad
}
