package ir

import "slices"

// Inline returns the ops that do what call, a call in f of g, does, and what it
// returns. g is a single block. The ops have call's position and exception edge; an
// exit in them leads to g's Rest and from there to where call.Exit leads.
//
// The variables of g become values: each is what was stored in it last.
func (f *Func) Inline(call *Op, g *Func) (ops []*Op, result *Value) {
	c := newCloner()
	all := slices.Concat(g.Params, g.Vars)
	holds := map[*Var]*Value{}
	for i, p := range g.Params {
		holds[p] = call.Args[i]
	}
	for _, op := range g.Body.First().Ops {
		switch op.Code {
		case OpLoadVar:
			c.values[op.Res] = holds[op.Var]
			continue
		case OpStoreVar:
			holds[op.Var] = c.value(op.Args[0])
			continue
		case OpReturn:
			return ops, c.value(op.Args[0])
		}
		d := c.op(op)
		for _, v := range append([]*Value{d.Res}, d.More...) {
			if v != nil {
				v.ID = f.NValues
				f.NValues++
			}
		}
		d.Pos, d.Exc, d.In = call.Pos, call.Exc, op.In.around(&Frame{Proto: g.Proto, Pos: op.Pos})
		if x := d.Exit; x != nil {
			for x.In != nil {
				x = x.Outer
			}
			x.In, x.Outer = g.Proto, call.Exit
			for _, v := range all {
				x.Vars = append(x.Vars, holds[v])
			}
		}
		ops = append(ops, d)
	}
	return ops, nil
}

// around is f with outer around it.
func (f *Frame) around(outer *Frame) *Frame {
	if f == nil {
		return outer
	}
	return &Frame{Proto: f.Proto, Pos: f.Pos, Outer: f.Outer.around(outer)}
}

// Replace puts other values in the place of those in became, wherever f uses them.
func (f *Func) Replace(became map[*Value]*Value) {
	now := func(v *Value) *Value {
		for became[v] != nil {
			v = became[v]
		}
		return v
	}
	all := func(vs []*Value) {
		for i, v := range vs {
			vs[i] = now(v)
		}
	}
	f.EachOp(func(op *Op) {
		all(op.Args)
		all(op.Drops)
		op.Handling = now(op.Handling)
		for x := op.Exit; x != nil; x = x.Outer {
			all(x.Args)
			all(x.Vars)
		}
	})
	f.Body.Walk(func(n Node) {
		if n, ok := n.(*If); ok {
			n.Cond = now(n.Cond)
			for _, p := range n.Phis {
				p.Then, p.Else = now(p.Then), now(p.Else)
			}
		}
	})
}
