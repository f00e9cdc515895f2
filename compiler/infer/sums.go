package infer

import "github.com/pxc-lang/pxc/compiler/ir"

// sums makes one check for overflow of two where a sum or difference of tagged ints is
// only used in another one right behind: s + (a - b). Three numbers of 63 bits add up to
// less than 3·2⁶² either way, so that what wraps around in 64 bits does not look like a
// tagged int; and what overflows on the way only is right in the end. The exit is that
// of the first, which goes back to in front of both.
func sums(f *ir.Func) {
	uses := usesOf(f)
	f.Body.Walk(func(n ir.Node) {
		if b, ok := n.(*ir.Block); ok {
			sumsIn(b, uses)
		}
	})
}

func sumsIn(b *ir.Block, uses map[*ir.Value]int) {
	var last []*ir.Op // sums of two that nothing but arithmetic stands behind
	for _, op := range b.Ops {
		switch {
		case isSum(op):
			if first := partOf(op, last, uses); first != nil {
				for _, v := range op.Exit.Values() {
					uses[v]--
				}
				op.Exit, first.Exit = first.Exit, nil
			} else {
				last = append(last, op)
			}
		case op.Exit != nil, op.Code != ir.OpLoadVar && op.Code != ir.OpConstInt && op.Code != ir.OpIntArith:
			last = nil
		}
	}
}

// partOf returns the last of sums that op needs, and nothing else does.
func partOf(op *ir.Op, sums []*ir.Op, uses map[*ir.Value]int) *ir.Op {
	for i := len(sums) - 1; i >= 0; i-- {
		s := sums[i]
		if (op.Args[0] == s.Res || op.Args[1] == s.Res) && s.In == op.In && uses[s.Res] == 1+count(op.Exit.Values(), s.Res) {
			return s
		}
	}
	return nil
}

// isSum reports whether op is a sum or difference that is checked.
func isSum(op *ir.Op) bool {
	return op.Code == ir.OpIntArith && op.Exit != nil && (ir.Code(op.N) == ir.OpAdd || ir.Code(op.N) == ir.OpSub)
}
