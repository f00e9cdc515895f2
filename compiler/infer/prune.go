package infer

import "github.com/pxc-lang/pxc/compiler/ir"

// Prune removes what the passes before it have made unreachable: a Try to
// whose handler no exception edge leads is replaced by its body.
func Prune(f *ir.Func) {
	used := map[*ir.Try]bool{}
	f.EachOp(func(op *ir.Op) {
		if op.MayRaise() {
			used[op.Exc] = true
		} else {
			op.Exc = nil
		}
	})
	f.Body = prune(f.Body, used)
	f.Link()
}

func prune(s ir.Seq, used map[*ir.Try]bool) ir.Seq {
	var out ir.Seq
	for _, n := range s {
		switch n := n.(type) {
		case *ir.Block:
			out = appendBlock(out, n)
		case *ir.If:
			n.Then, n.Else = prune(n.Then, used), prune(n.Else, used)
			out = append(out, n)
		case *ir.Loop:
			n.Body, n.Else = prune(n.Body, used), prune(n.Else, used)
			out = append(out, n)
		case *ir.Try:
			n.Body, n.Handler = prune(n.Body, used), prune(n.Handler, used)
			if used[n] {
				out = append(out, n)
				continue
			}
			for _, inner := range n.Body {
				if b, ok := inner.(*ir.Block); ok {
					out = appendBlock(out, b)
				} else {
					out = append(out, inner)
				}
			}
		}
	}
	return out
}

// appendBlock appends b to s, joining it to a block before it.
func appendBlock(s ir.Seq, b *ir.Block) ir.Seq {
	if len(s) > 0 {
		if last, ok := s[len(s)-1].(*ir.Block); ok {
			last.Ops = append(last.Ops, b.Ops...)
			return s
		}
	}
	return append(s, b)
}
