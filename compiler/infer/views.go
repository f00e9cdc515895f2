package infer

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// views makes the accesses to lists in loop, which runs no other code and so leaves
// their length alone, go to the items directly: of lists in variables that it does not
// store to, and in slots of the instances in them. A poll that has moved them takes its
// exit.
func views(loop *ir.Loop) {
	stored := storesOf(ir.Seq{loop})
	held := func(v *ir.Value) *ir.Var {
		if d := v.Def; d != nil && d.Code == ir.OpLoadVar && !d.Var.Cell && d.Var.Rep == ir.RepValue && !stored[d.Var] {
			return d.Var
		}
		return nil
	}
	var polls []*ir.Op
	exits := true
	eachOp(ir.Seq{loop}, func(op *ir.Op) {
		if op.Code == ir.OpPoll {
			polls = append(polls, op)
			exits = exits && op.Exit != nil
		}
	})
	if !exits {
		return
	}
	of := map[ir.View]*ir.View{}
	eachOp(ir.Seq{loop}, func(op *ir.Op) {
		if op == first(loop.Head) && op.Lent && op.View == nil {
			op.View = &ir.View{Val: op.Args[0]}
			loop.Views = append(loop.Views, op.View)
		}
		if !listAccess(op) || op.View != nil {
			return
		}
		k := ir.View{Var: held(op.Args[0])}
		if d := op.Args[0].Def; k.Var == nil && d != nil && d.Code == ir.OpGetSlot && d.Lent {
			k = ir.View{Var: held(d.Args[0]), Class: d.Class, Slot: d.Class.SlotIndex(d.Name), Name: d.Name}
		}
		if k.Var == nil {
			return
		}
		v := of[k]
		if v == nil {
			v = &k
			of[k] = v
			loop.Views = append(loop.Views, v)
		}
		op.View = v
	})
	for _, op := range polls {
		op.Views = append(op.Views, loop.Views...)
	}
}

// listAccess reports whether op reads or stores an item of what certainly is a list, in
// a way that it may also do on the items themselves.
func listAccess(op *ir.Op) bool {
	switch op.Code {
	case ir.OpItemInt, ir.OpItemFloat:
		return op.N == 1
	case ir.OpGetItem:
		return op.Lent && op.N == 1
	}
	return storesNumber(op) && op.Exit != nil
}

// lend makes reads of items that are used at once do without a reference: the list keeps
// them. That is for rows[i][j], in main bodies behind refcount.
func lend(f *ir.Func) {
	uses := usesOf(f)
	f.Body.Walk(func(n ir.Node) {
		switch n := n.(type) {
		case *ir.Block:
			for i := 0; i < len(n.Ops); i++ {
				lendItem(n, i, uses)
			}
		case *ir.Loop:
			lendNext(n, uses)
		}
	})
}

// first returns the first op of b, or nil.
func first(b *ir.Block) *ir.Op {
	if len(b.Ops) == 0 {
		return nil
	}
	return b.Ops[0]
}

// lendNext does it for the items of a loop over a list, which are numbers as it seems:
// they are unboxed before the loop polls.
func lendNext(loop *ir.Loop, uses map[*ir.Value]int) {
	next, b := first(loop.Head), loop.Body.First()
	if loop.Kind != ir.LoopIter || next.N != 1 || b == nil {
		return
	}
	v, poll := next.Res, -1
	for i, op := range b.Ops {
		switch {
		case op.Code == ir.OpPoll && poll < 0:
			poll = i
		case op.Guards() && op.Args[0] == v && op.Move && poll >= 0 && uses[v] == 1+count(op.Exit.Values(), v):
			next.Lent, op.Move = true, false
			for _, op := range []*ir.Op{b.Ops[poll], op} {
				op.Drops = unhold(op.Drops, v)
				if op.Exit != nil {
					op.Exit.Drops = unhold(op.Exit.Drops, v)
				}
			}
			p := b.Ops[poll]
			copy(b.Ops[poll:i], b.Ops[poll+1:i+1])
			b.Ops[i] = p
			return
		case op.Code == ir.OpLoadVar && !op.Checked && op.Alias, op.Code == ir.OpConst, op.Code == ir.OpConstInt:
		default:
			return
		}
	}
}

func count(vs []*ir.Value, v *ir.Value) (n int) {
	for _, w := range vs {
		if w == v {
			n++
		}
	}
	return n
}

// unhold is vs without v, which nobody holds any more.
func unhold(vs []*ir.Value, v *ir.Value) []*ir.Value {
	return slices.DeleteFunc(slices.Clone(vs), func(w *ir.Value) bool { return w == v })
}

// lendItem does it for op i of b if it can be done.
func lendItem(b *ir.Block, i int, uses map[*ir.Value]int) {
	get := b.Ops[i]
	if get.Res == nil || !lendable(get.Res) || get.Code == ir.OpGetSlot && get.Exit == nil || get.Lent {
		return
	}
	v, seen := get.Res, 0
	for j, op := range b.Ops[i+1:] {
		seen += count(op.Args, v) + count(op.Exit.Values(), v)
		if op.Code == ir.OpDecref && op.Args[0] == v {
			if seen != uses[v] {
				return
			}
			get.Lent = true
			for _, op := range b.Ops[i+1 : i+1+j] {
				op.Drops = unhold(op.Drops, v)
				if op.Exit != nil {
					op.Exit.Drops = unhold(op.Exit.Drops, v)
				}
			}
			b.Ops = slices.Delete(b.Ops, i+1+j, i+2+j)
			return
		}
		last := numberStore(op) && op.Args[0] == v
		if op.Code.Info().Steals || op.Code == ir.OpIncref || !last && (op.Code == ir.OpSetItem || !quiet(op)) {
			return
		}
		if next := i + 2 + j; last && (next == len(b.Ops) || b.Ops[next].Code != ir.OpDecref || b.Ops[next].Args[0] != v) {
			return
		}
	}
}
