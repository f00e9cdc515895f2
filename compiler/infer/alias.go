package infer

import (
	"sort"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Aliases marks the loads whose variable is not stored to as long as their
// result is used: the variable then stands for the value, nothing is copied
// and, on the main thread, nothing counted. In "x + (x := 5)" the first load
// is not one of them.
//
// Ops are numbered in order of emission, which is also the order in which
// structured code runs, loops apart: a use inside a loop of a value from
// outside counts up to the end of that loop. O(uses × depth of loops +
// loads × log stores).
func Aliases(f *ir.Func) {
	n := numbering{at: map[*ir.Op]int{}, last: map[*ir.Value]int{}, stores: map[*ir.Var][]int{}}
	n.seq(f.Body)
	f.EachOp(func(op *ir.Op) {
		if op.Code != ir.OpLoadVar {
			return
		}
		// The op that uses the value last may be the store itself.
		stores := n.stores[op.Var] // ascending
		i := sort.SearchInts(stores, n.at[op]+1)
		op.Alias = i == len(stores) || stores[i] >= n.last[op.Res]
	})
}

type numbering struct {
	next   int
	at     map[*ir.Op]int
	last   map[*ir.Value]int // the number of the last use
	stores map[*ir.Var][]int
	uses   []*ir.Value // in order, repeats included
}

func (n *numbering) use(v *ir.Value) {
	if v != nil {
		n.last[v] = n.next
		n.uses = append(n.uses, v)
		if d := v.Def; d != nil && d.Code == ir.OpBoxInt {
			n.use(d.Args[0]) // it is boxed where it is used
		}
	}
}

func (n *numbering) seq(s ir.Seq) {
	for _, node := range s {
		switch node := node.(type) {
		case *ir.Block:
			n.block(node)
		case *ir.If:
			n.use(node.Cond)
			n.seq(node.Then)
			for _, phi := range node.Phis {
				n.use(phi.Then)
			}
			n.next++
			n.seq(node.Else)
			for _, phi := range node.Phis {
				n.use(phi.Else)
			}
			n.next++
		case *ir.Loop:
			start, first := n.next, len(n.uses)
			n.block(node.Head)
			n.seq(node.Body)
			// What the loop uses from outside it needs until its end.
			for _, v := range n.uses[first:] {
				if n.defined(v) <= start {
					n.last[v] = n.next
				}
			}
			n.next++
			n.seq(node.Else)
		case *ir.Try:
			n.seq(node.Body)
			n.seq(node.Handler)
		}
	}
}

// defined returns the number of the op that defines v; a phi's result is as
// old as its operands at least, which errs on the safe side.
func (n *numbering) defined(v *ir.Value) int {
	if v.Def != nil {
		return n.at[v.Def]
	}
	return 0
}

func (n *numbering) block(b *ir.Block) {
	for _, op := range b.Ops {
		n.next++
		n.at[op] = n.next
		for _, v := range op.Args {
			n.use(v)
		}
		if op.Exit != nil {
			for _, v := range op.Exit.Values() {
				n.use(v)
			}
		}
		switch op.Code {
		case ir.OpStoreVar, ir.OpDelVar:
			n.stores[op.Var] = append(n.stores[op.Var], n.next)
		}
	}
}
