// Package refcount inserts reference counting into main bodies: Incref and
// Decref ops, releases on exception edges, and the release of variables
// where the function returns. Contexts do not count, so their bodies never
// see this pass.
//
// The convention is the runtime's: arguments are borrowed, results owned,
// containers and variables take their own count. The pass walks the
// structure backwards once, keeping the set of owned values that are needed
// later. A value is released right behind its last use; where it is needed
// on one way only, at the start of the other. An op that can raise releases
// on its exception edge whatever its handler does not need.
//
// A value that a variable, a constant global or a closure keeps alive is
// borrowed and costs nothing, unless something takes it over. That is sound
// only while the variable is not stored to, which infer has found out
// (Op.Alias); other borrowed values get an Incref right behind their
// definition. ir.Balance checks the result.
//
// The order of releases is CPython's where a program can see it: operands
// die when the operation is done, variables when the function returns, in
// their order, and an iterator when its loop ends.
package refcount

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Run inserts reference counting into f, a main body, and links it.
func Run(f *ir.Func) {
	own(f)
	r := &pass{f: f, handler: map[*ir.Try]set{}, after: map[*ir.Loop]set{}, pins: map[*ir.Loop]set{}}
	r.seq(&f.Body, nil, nil)
	variables(f)
	f.Link()
}

// own turns borrowed values that nothing keeps alive long enough into owned
// ones, and parameters that are stored to into owned variables.
func own(f *ir.Func) {
	f.Body.Walk(func(n ir.Node) {
		b, ok := n.(*ir.Block)
		if !ok {
			return
		}
		var out []*ir.Op
		for i, op := range b.Ops {
			if op.Code == ir.OpLoadVar && returned(op, b.Ops[i+1:]) && !op.Var.Borrowed && !op.Var.Cell {
				op.Move = true
			}
			out = append(out, op)
			if op.Res != nil && op.Own() == ir.Borrowed && !stable(op) {
				out = append(out, &ir.Op{Code: ir.OpIncref, Pos: op.Pos, Args: []*ir.Value{op.Res}})
			}
		}
		b.Ops = out
	})
	if first := f.Body.First(); first != nil {
		var incs []*ir.Op
		for _, v := range f.Params {
			if !v.Borrowed && v.Rep == ir.RepValue && !v.Cell {
				incs = append(incs, &ir.Op{Code: ir.OpIncrefVar, Var: v})
			}
		}
		first.Ops = slices.Concat(incs, first.Ops)
	}
}

// returned reports whether op's result is what the next op returns.
func returned(op *ir.Op, next []*ir.Op) bool {
	return len(next) > 0 && next[0].Code == ir.OpReturn && next[0].Args[0] == op.Res
}

// stable reports whether something keeps op's borrowed result alive as long
// as it is used.
func stable(op *ir.Op) bool {
	switch op.Code {
	case ir.OpLoadVar:
		return op.Alias
	case ir.OpLoadGlobal:
		return op.Global.Constant
	case ir.OpClosureCell:
		return true // the function object holds it, and the caller the function
	}
	return false
}

type set map[*ir.Value]bool

func (s set) clone() set {
	t := make(set, len(s))
	for v := range s {
		t[v] = true
	}
	return t
}

func union(sets ...set) set {
	u := set{}
	for _, s := range sets {
		for v := range s {
			u[v] = true
		}
	}
	return u
}

// minus returns the values of s that are not in t, in order of definition.
func (s set) minus(t set) []*ir.Value {
	var vs []*ir.Value
	for v := range s {
		if !t[v] {
			vs = append(vs, v)
		}
	}
	slices.SortFunc(vs, func(a, b *ir.Value) int { return a.ID - b.ID })
	return vs
}

// unwound returns vs, which op releases where it raises, in CPython's order: its operands
// first, then from the top of the stack down.
func unwound(op *ir.Op, vs []*ir.Value) []*ir.Value {
	var out []*ir.Value
	for _, v := range op.Args {
		if slices.Contains(vs, v) && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	for _, v := range slices.Backward(vs) {
		if !slices.Contains(op.Args, v) {
			out = append(out, v)
		}
	}
	return out
}

type pass struct {
	f       *ir.Func
	handler map[*ir.Try]set  // what the handler of each finished Try needs
	after   map[*ir.Loop]set // what is needed behind each loop around
	pins    map[*ir.Loop]set // what is held all through each loop around
}

// counted reports whether the function holds v's reference.
func counted(v *ir.Value) bool {
	if v == nil {
		return false
	}
	switch v.Own() {
	case ir.Owned:
		return true
	case ir.Borrowed:
		return !stable(v.Def) // own has put an incref behind it
	}
	return false
}

func decref(v *ir.Value, at *ir.Op) *ir.Op {
	op := &ir.Op{Code: ir.OpDecref, Args: []*ir.Value{v}}
	if at != nil {
		op.Pos = at.Pos
	}
	return op
}

func incref(v *ir.Value, at *ir.Op) *ir.Op {
	return &ir.Op{Code: ir.OpIncref, Pos: at.Pos, Args: []*ir.Value{v}}
}

// seq processes s, behind which the values out are needed, and returns the
// values needed before it. The values around are held by the code around s
// whatever happens in it; what leaves s early releases those it must.
func (r *pass) seq(s *ir.Seq, out, around set) set {
	live := out.clone()
	for i := len(*s) - 1; i >= 0; i-- {
		switch n := (*s)[i].(type) {
		case *ir.Block:
			live = r.block(n, live, around)
		case *ir.If:
			live = r.branch(n, live, around, behind(*s, i))
		case *ir.Loop:
			live = r.loop(n, live, around, behind(*s, i))
		case *ir.Try:
			live = r.try(n, live, around)
		}
	}
	return live
}

// behind returns the block that follows s[i], or nil.
func behind(s ir.Seq, i int) *ir.Block {
	if i+1 == len(s) {
		return nil
	}
	return s[i+1].(*ir.Block)
}

func (r *pass) block(b *ir.Block, live, around set) set {
	live = live.clone()
	var rev []*ir.Op // the new ops, last first
	for i := len(b.Ops) - 1; i >= 0; i-- {
		op := b.Ops[i]
		if op.Code == ir.OpIncref {
			// Placed by own: it makes its operand held, so the value is not
			// needed before; if not behind either, nobody needs to hold it.
			if v := op.Args[0]; live[v] {
				delete(live, v)
				rev = append(rev, op)
			}
			continue
		}
		info := op.Code.Info()
		if info.Term {
			live = r.terminator(op, around, &rev)
			continue
		}
		if op.Res != nil && counted(op.Res) && op.Res.Own() == ir.Owned {
			for _, v := range append([]*ir.Value{op.Res}, op.More...) {
				if !live[v] {
					rev = append(rev, decref(v, op))
				}
				delete(live, v)
			}
		}
		before := live.clone()
		var dying, pre []*ir.Op
		for _, v := range op.Args {
			switch {
			case v == nil:
			case !counted(v):
				if info.Steals && v.Own() == ir.Borrowed {
					pre = append(pre, incref(v, op))
				}
			case info.Steals && before[v]: // taken over here, needed again
				pre = append(pre, incref(v, op))
			case !before[v]:
				op.Move = op.Guards()
				if !info.Steals && !op.Move {
					dying = append(dying, decref(v, op))
				}
				before[v] = true
			}
		}
		if op.Exit != nil {
			for _, v := range op.Exit.Values() { // needed where the exit leads
				if counted(v) && !before[v] {
					dying = append(dying, decref(v, op))
					before[v] = true
				}
			}
			op.Exit.Drops = before.minus(nil)
		}
		slices.Reverse(dying)
		// A borrowed result is held before what it was borrowed from dies.
		if k := len(rev) - 1; k >= 0 && rev[k].Code == ir.OpIncref && rev[k].Args[0] == op.Res {
			rev = slices.Insert(rev, k, dying...)
		} else {
			rev = append(rev, dying...)
		}
		if op.CanRaise() {
			held := before
			if op.Code == ir.OpYield {
				held = live // its operand is gone before anything is thrown in
			}
			op.Drops = unwound(op, held.minus(r.needs(op.Exc)))
		}
		rev = append(rev, op)
		slices.Reverse(pre)
		rev = append(rev, pre...)
		live = before
	}
	slices.Reverse(rev)
	b.Ops = rev
	return live
}

// needs returns what the handler of t needs; nothing where exceptions leave
// the function.
func (r *pass) needs(t *ir.Try) set {
	if t == nil {
		return nil
	}
	return r.handler[t]
}

// terminator releases what is held and not needed where op leads.
func (r *pass) terminator(op *ir.Op, around set, rev *[]*ir.Op) set {
	live := around.clone()
	if op.CanRaise() {
		for _, v := range op.Args {
			if counted(v) {
				live[v] = true
			}
		}
		op.Drops = unwound(op, live.minus(r.needs(op.Exc)))
		*rev = append(*rev, op)
		return live
	}
	var target set
	switch op.Code {
	case ir.OpBreak:
		target = union(r.after[op.Loop], r.pins[op.Loop])
	case ir.OpContinue:
		target = union(r.after[op.Loop], r.pins[op.Loop])
	}
	*rev = append(*rev, op)
	drops := live.minus(target)
	for i := len(drops) - 1; i >= 0; i-- {
		*rev = append(*rev, decref(drops[i], op))
	}
	if op.Code == ir.OpReturn {
		v := op.Args[0]
		switch {
		case counted(v) && !live[v]:
			live[v] = true
		case counted(v) || v.Own() == ir.Borrowed:
			*rev = append(*rev, incref(v, op))
		}
	}
	return live
}

func (r *pass) branch(n *ir.If, out, around set, next *ir.Block) set {
	live := out.clone()
	for i := len(n.Phis) - 1; i >= 0; i-- {
		phi := n.Phis[i]
		if phi.Own() == ir.Owned {
			if !live[phi.Res] && next != nil {
				next.Ops = slices.Concat([]*ir.Op{decref(phi.Res, nil)}, next.Ops)
			}
			delete(live, phi.Res)
		}
	}
	inner := union(around, live)
	arm := func(s *ir.Seq, pick func(*ir.Phi) *ir.Value) set {
		need := live.clone()
		if s.Ends() {
			for _, phi := range n.Phis {
				v := pick(phi)
				if v == nil || phi.Own() != ir.Owned {
					continue
				}
				if counted(v) && !need[v] {
					need[v] = true
				} else if v.Own() != ir.NoRef {
					last := tail(s)
					last.Ops = append(last.Ops, &ir.Op{Code: ir.OpIncref, Args: []*ir.Value{v}})
				}
			}
		}
		return r.armSeq(s, need, inner)
	}
	then := arm(&n.Then, func(p *ir.Phi) *ir.Value { return p.Then })
	els := arm(&n.Else, func(p *ir.Phi) *ir.Value { return p.Else })
	release(&n.Then, els.minus(then))
	release(&n.Else, then.minus(els))
	return union(then, els)
}

// armSeq is seq for an arm that may end in increfs placed for phis, which
// must not be taken for those of own: the values are held by others.
func (r *pass) armSeq(s *ir.Seq, need, around set) set {
	last, ok := lastBlock(*s)
	if !ok {
		return r.seq(s, need, around)
	}
	k := len(last.Ops)
	for k > 0 && last.Ops[k-1].Code == ir.OpIncref && last.Ops[k-1].Pos.End == 0 {
		k--
	}
	added := slices.Clone(last.Ops[k:])
	last.Ops = last.Ops[:k]
	for _, op := range added {
		if v := op.Args[0]; counted(v) {
			need = union(need, set{v: true})
		}
	}
	in := r.seq(s, need, around)
	last.Ops = append(last.Ops, added...)
	return in
}

func lastBlock(s ir.Seq) (*ir.Block, bool) {
	if len(s) == 0 {
		return nil, false
	}
	b, ok := s[len(s)-1].(*ir.Block)
	return b, ok
}

// tail returns the block at the end of s, which control runs off.
func tail(s *ir.Seq) *ir.Block {
	if b, ok := lastBlock(*s); ok {
		return b
	}
	b := &ir.Block{}
	*s = append(*s, b)
	return b
}

// release puts decrefs of vs at the start of s.
func release(s *ir.Seq, vs []*ir.Value) {
	if len(vs) == 0 {
		return
	}
	if len(*s) == 0 {
		*s = ir.Seq{&ir.Block{}}
	}
	first := s.First()
	var ops []*ir.Op
	for _, v := range vs {
		ops = append(ops, decref(v, nil))
	}
	first.Ops = slices.Concat(ops, first.Ops)
}

func (r *pass) loop(n *ir.Loop, out, around set, next *ir.Block) set {
	pins := outer(n)
	held := union(pins, out)
	r.after[n], r.pins[n] = out, pins
	inner := union(around, held)
	body := r.seq(&n.Body, held, inner)
	// An item that the body does not use is released where it starts.
	var item *ir.Value
	if len(n.Head.Ops) > 0 {
		item = n.Head.Ops[0].Res
	}
	if item != nil && counted(item) {
		if !body[item] {
			release(&n.Body, []*ir.Value{item})
		}
	}
	if n.Kind != ir.Forever {
		r.seq(&n.Else, held, inner)
	}
	head := n.Head.Ops
	for _, op := range head {
		if op.CanRaise() {
			op.Drops = unwound(op, union(held).minus(r.needs(op.Exc)))
		}
	}
	if next != nil {
		var ops []*ir.Op
		for _, v := range pins.minus(out) {
			ops = append(ops, decref(v, nil))
		}
		next.Ops = slices.Concat(ops, next.Ops)
	}
	return held
}

// outer returns the counted values that n uses and does not define.
func outer(n *ir.Loop) set {
	used, defined := set{}, set{}
	ir.Seq{n}.Walk(func(m ir.Node) {
		switch m := m.(type) {
		case *ir.Block:
			for _, op := range m.Ops {
				for _, v := range op.Args {
					if counted(v) {
						used[v] = true
					}
				}
				if op.Res != nil {
					defined[op.Res] = true
				}
				for _, v := range op.More {
					defined[v] = true
				}
			}
		case *ir.If:
			for _, phi := range m.Phis {
				defined[phi.Res] = true
				for _, v := range []*ir.Value{phi.Then, phi.Else} {
					if counted(v) {
						used[v] = true
					}
				}
			}
		}
	})
	for v := range defined {
		delete(used, v)
	}
	return used
}

func (r *pass) try(n *ir.Try, out, around set) set {
	handler := r.seq(&n.Handler, out, union(around, out))
	r.handler[n] = union(handler, out)
	keep := r.handler[n]
	only := handler.minus(out) // needed by the handler, not behind
	if len(only) > 0 && n.Body.Ends() {
		last := tail(&n.Body)
		for _, v := range only {
			last.Ops = append(last.Ops, decref(v, nil))
		}
	}
	body := r.bodySeq(&n.Body, keep, union(around, keep), len(only))
	return union(body, keep)
}

// bodySeq is seq for the body of a try that ends in k releases placed by try.
func (r *pass) bodySeq(s *ir.Seq, need, around set, k int) set {
	if k == 0 || !s.Ends() {
		return r.seq(s, need, around)
	}
	last := tail(s)
	at := len(last.Ops) - k
	added := slices.Clone(last.Ops[at:])
	last.Ops = last.Ops[:at]
	in := r.seq(s, need, around)
	last.Ops = append(last.Ops, added...)
	return in
}

// variables releases the variables that hold a reference: the old value
// before a store, all of them where the function ends.
func variables(f *ir.Func) {
	a := ir.AnalyseAssignment(f)
	var owned []*ir.Var
	for _, v := range slices.Concat(f.Params, f.Vars) {
		if v.Rep == ir.RepValue && !v.Borrowed {
			owned = append(owned, v)
		}
	}
	for _, b := range f.Blocks {
		if !a.Reached(b) {
			continue
		}
		var out []*ir.Op
		a.Walk(b, func(op *ir.Op, _, may func(any) bool) {
			switch op.Code {
			case ir.OpStoreVar, ir.OpDelVar:
				if op.Var.Rep == ir.RepValue && may(op.Var) {
					out = append(out, &ir.Op{Code: ir.OpDecrefVar, Pos: op.Pos, Var: op.Var})
				}
			case ir.OpReturn, ir.OpFail:
				for _, v := range owned {
					if may(v) {
						out = append(out, &ir.Op{Code: ir.OpDecrefVar, Pos: op.Pos, Var: v})
					}
				}
			}
			out = append(out, op)
		})
		b.Ops = out
	}
}
