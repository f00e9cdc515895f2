package infer

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Loops that run no code of Python's and read ints out of slots of instances that do
// not change: in front of the loop it is found out that there are ints, and then they
// are read without a check in every round (Slots). The runtime may run code where the
// loop polls, so that is found out again behind.

// A head is what is known in front of a loop. last is the op before it.
type head struct {
	last  *ir.Op
	facts map[*ir.Var]fact
}

// hoistSlots puts such checks in front of the loops of the body, the outermost first.
func (u *unboxer) hoistSlots() {
	var seq func(s ir.Seq, found bool)
	seq = func(s ir.Seq, found bool) {
		for i, n := range s {
			switch n := n.(type) {
			case *ir.If:
				seq(n.Then, found)
				seq(n.Else, found)
			case *ir.Try:
				seq(n.Body, found)
				seq(n.Handler, found)
			case *ir.Loop:
				seq(n.Body, u.hoistSlotsOf(s[i-1].(*ir.Block), n, found) || found)
				seq(n.Else, found)
			}
		}
	}
	seq(u.f.Body, false)
	u.f.Link()
}

// hoistSlotsOf does it for the loop behind b, unless it has been found in one around. It
// gives the polls of a loop that goes to the items of lists an exit, too: see views.
func (u *unboxer) hoistSlotsOf(b *ir.Block, loop *ir.Loop, found bool) bool {
	if found || !silent(loop, false) {
		return false
	}
	reads, lists := u.slotReads(loop)
	if len(reads) == 0 && !lists {
		return false
	}
	for _, op := range reads {
		at := u.heads[loop].last
		u.out = b.Ops
		load := u.add(at, &ir.Op{Code: ir.OpLoadVar, Var: op.Args[0].Def.Var}, op.Args[0].Def.Var.Name)
		u.add(at, &ir.Op{Code: ir.OpSlotInt, Class: op.Class, Name: op.Name, N: op.N, Sure: true, Fresh: true, Args: []*ir.Value{load},
			Exit: u.lateEdge(u.entryAfter(at), u.behind[at])}, op.Res.Hint)
		b.Ops = u.out
	}
	for _, p := range u.pairs(loop, reads) {
		at := u.heads[loop].last
		u.out = b.Ops
		x := u.add(at, &ir.Op{Code: ir.OpLoadVar, Var: p[0]}, p[0].Name)
		y := u.add(at, &ir.Op{Code: ir.OpLoadVar, Var: p[1]}, p[1].Name)
		u.out = append(u.out, &ir.Op{Code: ir.OpDistinct, Args: []*ir.Value{x, y}, Pos: at.Pos, In: at.In, Exit: u.lateEdge(u.entryAfter(at), u.behind[at])})
		b.Ops = u.out
	}
	ir.Seq{loop}.Walk(func(n ir.Node) {
		b, ok := n.(*ir.Block)
		if !ok {
			return
		}
		u.out = nil
		for _, op := range b.Ops {
			if op.Code == ir.OpPoll {
				for _, read := range reads {
					v := read.Args[0].Def.Var
					op.Args = append(op.Args, u.add(op, &ir.Op{Code: ir.OpLoadVar, Var: v}, v.Name))
					op.Names = append(op.Names, read.Name)
					op.Classes = append(op.Classes, read.Class)
				}
				op.Exit = u.lateEdge(u.entryBefore(op), u.live[op])
			}
			u.out = append(u.out, op)
		}
		b.Ops = u.out
	})
	return true
}

// slotReads returns the reads of ints in slots that can be looked at in front of loop,
// one for each slot, and whether it accesses items of lists.
func (u *unboxer) slotReads(loop *ir.Loop) (reads []*ir.Op, lists bool) {
	at := u.heads[loop]
	stored := storesOf(loop.Body)
	seen := map[slotKey]bool{}
	eachOp(ir.Seq{loop}, func(op *ir.Op) {
		if op.Code != ir.OpSlotInt {
			lists = lists || listAccess(op) || op.Code == ir.OpNext || op.Code == ir.OpGetItem
			return
		}
		d := op.Args[0].Def
		if d == nil || d.Code != ir.OpLoadVar || d.Var.Cell || stored[d.Var] {
			return
		}
		f, k := at.facts[d.Var], slotKey{d.Var, op.Name}
		if f.class != nil && within(f.class, op.Class) && !seen[k] && storesInts(loop, op.Name) {
			seen[k] = true
			reads = append(reads, op)
		}
	})
	return reads, lists
}

// pairs returns the variables with instances that loop can only keep slots of in
// variables (Slots) if they are two: it stores to a slot of one, and reads or stores the
// one of the same name of the other.
func (u *unboxer) pairs(loop *ir.Loop, reads []*ir.Op) (pairs [][2]*ir.Var) {
	stores := map[slotKey]bool{}
	eachOp(ir.Seq{loop}, func(op *ir.Op) {
		if op.Code == ir.OpSetSlot && op.Args[0].Def != nil && op.Args[0].Def.Code == ir.OpLoadVar {
			stores[slotKey{op.Args[0].Def.Var, op.Name}] = true
		}
	})
	for i, r := range reads {
		for _, q := range reads[:i] {
			v, w := r.Args[0].Def.Var, q.Args[0].Def.Var
			pair := [2]*ir.Var{w, v}
			if v != w && r.Name == q.Name && (stores[slotKey{v, r.Name}] || stores[slotKey{w, r.Name}]) && !slices.Contains(pairs, pair) {
				pairs = append(pairs, pair)
			}
		}
	}
	return pairs
}

// lateEdge is edge for an op that has been rewritten already: nothing that has been
// unboxed since stands for an object.
func (u *unboxer) lateEdge(n int, live []*ir.Value) *ir.Exit {
	x := &ir.Exit{Entry: n}
	for _, v := range live {
		x.IDs = append(x.IDs, v.ID)
		for u.became[v] != nil {
			v = u.became[v]
		}
		x.Args = append(x.Args, v)
	}
	return x
}

// silent reports whether the loop runs no code of Python's, unless it says that it may
// have. On the main thread nothing must be released in it either: counted tells whether
// that can be seen yet.
func silent(loop *ir.Loop, counted bool) bool {
	ok := true
	eachOp(ir.Seq{loop}, func(op *ir.Op) {
		switch {
		case op.Code == ir.OpPoll:
		case op.Code == ir.OpSetSlot:
			ok = ok && op.Sure && op.Args[1].Rep != ir.RepValue && (op.Exit != nil || op.Fresh)
		case counted:
			ok = ok && quiet(op)
		case op.Code == ir.OpGetItem && lendable(op.Res), op.Code == ir.OpGetSlot && op.Exit != nil, op.Code == ir.OpNext && op.N == 1: // may be lent
		case op.Code == ir.OpStoreVar && op.Var.Rep == ir.RepValue, op.Res != nil && op.Res.Rep == ir.RepValue && op.Res.Own() == ir.Owned:
			ok = false
		default:
			ok = ok && quiet(op)
		}
	})
	return ok
}

// storesInts reports whether nothing but ints is stored in slots of that name in loop.
func storesInts(loop *ir.Loop, name string) bool {
	ok := true
	eachOp(ir.Seq{loop}, func(op *ir.Op) {
		if op.Code == ir.OpSetSlot && op.Name == name {
			ok = ok && op.Args[1].Rep == ir.RepInt
		}
	})
	return ok
}

func eachOp(s ir.Seq, visit func(*ir.Op)) {
	s.Walk(func(n ir.Node) {
		if b, ok := n.(*ir.Block); ok {
			for _, op := range b.Ops {
				visit(op)
			}
		}
	})
}
