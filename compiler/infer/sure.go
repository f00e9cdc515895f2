package infer

import (
	"maps"
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// What objects are. Of a variable that is used as an instance of a class, a list or
// a bytearray, a body that makes guesses makes sure at its first use; from then on,
// until something else is stored in the variable, it needs no further checks. What a
// loop uses and never stores to is looked at in front of the loop.
//
// A class is a class of the program with its descendants. Objects keep theirs:
// programs that may assign to __class__ are lowered without slots and direct calls of
// methods, so nothing here finds anything to do.

// A fact is what is certain of the object in a variable.
type fact struct {
	class *ir.Class
	kind  numKind // listKind or bytesKind, if class is nil
}

// implies reports whether what f says includes g.
func (f fact) implies(g fact) bool {
	if g.class == nil || f.class == nil {
		return f == g
	}
	return within(f.class, g.class)
}

// within reports whether c is d or one of its descendants.
func within(c, d *ir.Class) bool { return d.ID <= c.ID && c.ID <= d.ID+d.NSub }

// variable returns the local variable that v was loaded from and that still holds
// it, or nil.
func (u *unboxer) variable(v *ir.Value) *ir.Var {
	if v == nil {
		return nil // of a slice without a start, say
	}
	d := v.Def
	if d == nil || d.Code != ir.OpLoadVar || d.Var.Cell || d.Var.Rep != ir.RepValue || u.loaded[d] != u.stored[d.Var] {
		return nil
	}
	return d.Var
}

// wants is the object that op is better done with if something is known of it, and
// what that is.
func (u *unboxer) wants(op *ir.Op) (o *ir.Value, f fact) {
	switch op.Code {
	case ir.OpIter:
		if t := u.n.values[op.Args[0]]; t.kind == listKind && t.guess && u.counted[op] != nil {
			return op.Args[0], fact{kind: listKind}
		}
	case ir.OpCallRT:
		if op.Name != "len" || len(op.Args) != 1 {
			break
		}
		if t := u.n.values[op.Args[0]]; t.kind.sequence() && t.guess {
			return op.Args[0], fact{kind: t.kind}
		}
	case ir.OpGetSlot, ir.OpSetSlot:
		if c := slotClass(op, u.n.hints.classOf(op.Args[0])); c != nil {
			return op.Args[0], fact{class: c}
		}
	case ir.OpGetItem, ir.OpSetItem:
		if t := u.n.values[op.Args[0]]; t.kind.sequence() && t.guess && !isSlice(op.Args[1]) {
			return op.Args[0], fact{kind: t.kind}
		}
	case ir.OpCallSelf:
		c := u.receiver(op, nil)
		if hint := u.n.hints.classOf(op.Args[0]); c == nil && hint != nil {
			c = u.receiver(op, hint)
		}
		if c != nil {
			return op.Args[0], fact{class: c}
		}
	}
	return nil, fact{}
}

// slotClass returns the class with the slot that op, a GetSlot or SetSlot, accesses in
// an instance of c: the only one there is if c is nil; nil if it cannot be told.
func slotClass(op *ir.Op, c *ir.Class) *ir.Class {
	if c == nil {
		if len(op.Classes) > 0 {
			return nil
		}
		return op.Class
	}
	for _, root := range append([]*ir.Class{op.Class}, op.Classes...) {
		if within(c, root) {
			return root
		}
	}
	return nil
}

// receiver returns the class of whose instances and those of its descendants op, a
// CallSelf, calls one and the same method; nil if there is none. known is what is
// known already, if not nil.
func (u *unboxer) receiver(op *ir.Op, known *ir.Class) *ir.Class {
	all := u.prog.Receivers(op)
	root := known
	if root == nil {
		root = all[0]
		if len(all) != root.NSub+1 {
			return nil
		}
	}
	if method(u.prog, all, root, op.Name) == nil {
		return nil
	}
	return root
}

// method returns the one method of that name that root and its descendants have, if
// all of them are among those that can be called directly; else nil.
func method(prog *ir.Program, direct []*ir.Class, root *ir.Class, name string) *ir.Proto {
	m := root.Lookup(name)
	for _, c := range prog.Classes[root.ID : root.ID+root.NSub+1] {
		if m == nil || c.Lookup(name) != m || !slices.Contains(direct, c) {
			return nil
		}
	}
	return m
}

// sure finds out what op needs, and marks it as one that needs no checks.
func (u *unboxer) sure(op *ir.Op) {
	o, want := u.wants(op)
	if o == nil && len(op.Args) > 0 { // what is known may be more than what was expected
		if x := u.variable(op.Args[0]); x != nil && u.facts[x].class != nil && u.serves(op, u.facts[x].class) {
			o, want = op.Args[0], u.facts[x]
		}
	}
	if o == nil {
		return
	}
	x := u.variable(o)
	if x == nil {
		switch {
		case op.Code == ir.OpIter: // it pays for one use
			u.makeSure(op, o, want, u.exit())
			u.countItems(op)
		case want.kind == listKind && lendable(o) && u.numberIndex(op): // see lend
			if get := o.Def; get.Code == ir.OpGetSlot && get.Exit == nil {
				get.Exit = u.lateEdge(u.entryBefore(get), u.live[get])
			}
			u.makeSure(op, o, want, u.exit())
			op.N = 1
		}
		return
	}
	known, ok := u.facts[x]
	switch {
	case ok && u.serves(op, known.class):
	case ok && !known.implies(want):
		return // guessed wrong
	case !ok:
		u.makeSure(op, o, want, u.exit())
		u.facts[x] = want
	}
	switch op.Code {
	case ir.OpGetSlot, ir.OpSetSlot:
		op.Class, op.Classes = slotClass(op, u.facts[x].class), nil
		op.N = int64(op.Class.SlotIndex(op.Name))
		op.Sure, op.Hooked = true, hooked(u.prog, op.Class, op.Name)
	case ir.OpCallSelf:
		op.Proto = u.facts[x].class.Lookup(op.Name)
		op.Code, op.Class, op.Classes = ir.OpCallKnown, nil, nil
	case ir.OpIter:
		u.countItems(op)
	default:
		op.N = itemOf(want.kind)
	}
}

// lendable reports whether v is an item of what certainly is a list, or what a slot of a
// known instance holds.
func lendable(v *ir.Value) bool {
	d := v.Def
	return d != nil && (d.Code == ir.OpGetItem && d.N == 1 && d.Args[1].Rep == ir.RepInt || d.Code == ir.OpGetSlot && d.Sure)
}

// numberIndex reports whether the index that op is given is probably an int.
func (u *unboxer) numberIndex(op *ir.Op) bool {
	if op.Code != ir.OpGetItem && op.Code != ir.OpSetItem {
		return false
	}
	t := u.n.values[op.Args[1]]
	return t.kind == intKind && t.small
}

// hooked reports whether reading the attribute of an instance of c or a descendant may
// run code though it has a slot, which may be unset.
func hooked(prog *ir.Program, c *ir.Class, name string) bool {
	hooks := func(c *ir.Class) bool {
		return c.Opaque || c.Defines[name] || c.Defines["__getattr__"] || c.Defines["__getattribute__"]
	}
	for b := c; b != nil; b = b.Base {
		if hooks(b) {
			return true
		}
	}
	return slices.ContainsFunc(prog.Classes[c.ID:c.ID+c.NSub+1], hooks)
}

// findCounted finds the loops that could go over a list by counting: nothing else
// knows their iterator, and the items are not taken apart at once.
func (u *unboxer) findCounted() {
	u.counted = map[*ir.Op]*ir.Op{}
	uses := map[*ir.Value]int{}
	u.f.EachOp(func(op *ir.Op) {
		for _, v := range op.Args {
			uses[v]++
		}
	})
	u.f.Body.Walk(func(n ir.Node) {
		l, ok := n.(*ir.Loop)
		if !ok || l.Kind != ir.LoopIter {
			return
		}
		next := l.Head.Ops[0]
		it := next.Args[0].Def
		if next.Code != ir.OpNext || next.Proto != nil || it == nil || it.Code != ir.OpIter || uses[it.Res] != 1 {
			return
		}
		if first := l.Body.First(); first == nil || len(first.Ops) == 0 || first.Ops[0].Code != ir.OpUnpackTo {
			u.counted[it] = next
		}
	})
}

// countItems makes the loop over the list that iter is given count.
func (u *unboxer) countItems(iter *ir.Op) { iter.N, u.counted[iter].N = 1, 1 }

// serves reports whether op can be done directly on an instance of c.
func (u *unboxer) serves(op *ir.Op, c *ir.Class) bool {
	if c == nil {
		return false
	}
	switch op.Code {
	case ir.OpGetSlot, ir.OpSetSlot:
		return slotClass(op, c) != nil
	case ir.OpCallSelf:
		return u.receiver(op, c) != nil
	}
	return false
}

// itemOf is N of GetItem and SetItem.
func itemOf(k numKind) int64 {
	if k == bytesKind {
		return 2
	}
	return 1
}

// makeSure emits the check that o is what f says, or x is taken.
func (u *unboxer) makeSure(op *ir.Op, o *ir.Value, f fact, x *ir.Exit) {
	g := &ir.Op{Code: ir.OpGuardClass, Class: f.class, Args: []*ir.Value{o}, Pos: op.Pos, Exit: x}
	switch {
	case f.kind == listKind:
		g.Code = ir.OpGuardList
	case f.kind == bytesKind:
		g.Code = ir.OpGuardBytes
	}
	u.out = append(u.out, g)
}

// follow keeps u.facts true behind op.
func (u *unboxer) follow(op *ir.Op) {
	switch op.Code {
	case ir.OpLoadVar:
		u.loaded[op] = u.stored[op.Var]
	case ir.OpDelVar:
		u.changed(op.Var)
	case ir.OpStoreVar:
		var f fact
		v := op.Args[0]
		if d := v.Def; d != nil && d.Code == ir.OpConstruct {
			f.class = d.Class
		} else if x := u.variable(v); x != nil {
			f = u.facts[x]
		}
		u.changed(op.Var)
		if f != (fact{}) {
			u.facts[op.Var] = f
		}
	}
}

func (u *unboxer) changed(v *ir.Var) {
	u.stored[v]++
	delete(u.facts, v)
}

// forget drops what is known of variables that code stores to.
func (u *unboxer) forget(seqs ...ir.Seq) {
	for _, s := range seqs {
		for v := range storesOf(s) {
			u.changed(v)
		}
	}
}

func storesOf(s ir.Seq) map[*ir.Var]bool {
	all := map[*ir.Var]bool{}
	s.Walk(func(n ir.Node) {
		if b, ok := n.(*ir.Block); ok {
			for _, op := range b.Ops {
				if op.Code == ir.OpStoreVar || op.Code == ir.OpDelVar {
					all[op.Var] = true
				}
			}
		}
	})
	return all
}

// hoist makes sure, at the end of b, of what the loop behind it uses in every round
// and does not store to. last was the last op of b.
func (u *unboxer) hoist(b *ir.Block, last *ir.Op, loop *ir.Loop) {
	if _, known := u.behind[last]; !known {
		return
	}
	stored := storesOf(loop.Body)
	var seq func(s ir.Seq)
	seq = func(s ir.Seq) {
		for _, n := range s {
			switch n := n.(type) {
			case *ir.Block:
				for _, op := range n.Ops {
					o, want := u.wants(op)
					if o == nil || o.Def == nil || o.Def.Code != ir.OpLoadVar || o.Def.Checked {
						continue
					}
					x := o.Def.Var
					if _, ok := u.facts[x]; ok || x.Cell || x.Rep != ir.RepValue || stored[x] {
						continue
					}
					u.out = b.Ops
					load := u.add(op, &ir.Op{Code: ir.OpLoadVar, Var: x}, x.Name)
					u.makeSure(op, load, want, u.edge(u.entryAfter(last), u.behind[last]))
					b.Ops = u.out
					u.facts[x] = want
				}
			case *ir.Loop:
				seq(n.Body)
			}
		}
	}
	seq(loop.Body)
	u.heads[loop] = head{last: last, facts: maps.Clone(u.facts)}
}

// selfClass is the class of the first parameter of a method, if the method makes
// use of it: callers then make sure of it.
func (u *unboxer) selfClass() *ir.Class {
	p := u.f.Proto
	if p.Class == nil || p.Class.ID == ir.DynamicID || p.Class.Methods[p.Name] != p || len(u.f.Params) == 0 {
		return nil
	}
	self := u.f.Params[0]
	if self.Cell || len(u.stores[self]) > 0 || u.deleted[self] {
		return nil
	}
	used := false
	u.f.EachOp(func(op *ir.Op) {
		o, want := u.wants(op)
		if o != nil && o.Def != nil && o.Def.Code == ir.OpLoadVar && o.Def.Var == self {
			used = used || want.class != nil && within(p.Class, want.class)
		}
	})
	if !used {
		return nil
	}
	return p.Class
}

// passed makes sure that o, an argument of a typed call, is an instance of c.
func (u *unboxer) passed(op *ir.Op, o *ir.Value, c *ir.Class) {
	want := fact{class: c}
	x := u.variable(o)
	if x != nil && u.facts[x].class != nil && u.facts[x].implies(want) {
		return
	}
	u.makeSure(op, o, want, u.exit())
	if _, ok := u.facts[x]; x != nil && !ok {
		u.facts[x] = want
	}
}
