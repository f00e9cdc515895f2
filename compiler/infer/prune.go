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
		ends := true // whether control gets behind n
		switch n := n.(type) {
		case *ir.Block:
			out = appendBlock(out, n)
			ends = n.Last() == nil
		case *ir.If:
			n.Then, n.Else = prune(n.Then, used), prune(n.Else, used)
			for _, phi := range n.Phis {
				if !n.Then.Ends() {
					phi.Then = nil
				}
				if !n.Else.Ends() {
					phi.Else = nil
				}
			}
			out = append(out, n)
			ends = n.Then.Ends() || n.Else.Ends()
		case *ir.Loop:
			n.Body, n.Else = prune(n.Body, used), prune(n.Else, used)
			out = append(out, n)
			ends = n.Kind != ir.Forever && n.Else.Ends() || breaks(n)
		case *ir.Try:
			n.Body, n.Handler = prune(n.Body, used), prune(n.Handler, used)
			if used[n] {
				out = append(out, n)
				ends = n.Body.Ends() || n.Handler.Ends()
				break
			}
			for _, inner := range n.Body {
				if b, ok := inner.(*ir.Block); ok {
					out = appendBlock(out, b)
				} else {
					out = append(out, inner)
				}
			}
			ends = n.Body.Ends()
		}
		if !ends {
			break // what follows cannot be reached any more
		}
	}
	return out
}

// breaks reports whether something in l leaves it by a break.
func breaks(l *ir.Loop) bool {
	found := false
	ir.Seq{l}.Walk(func(n ir.Node) {
		if b, ok := n.(*ir.Block); ok {
			op := b.Last()
			found = found || op != nil && op.Code == ir.OpBreak && op.Loop == l
		}
	})
	return found
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
