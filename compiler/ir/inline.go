package ir

import (
	"fmt"
	"slices"
)

// Inline returns what does in f what call, a call of g, does: ops for the block that call
// stands in, nodes behind it if g is more than one block, and ops in front of those
// behind call; and what the call returns, nil if that is not wanted. g consists of blocks
// and ifs, of which one arm at most goes on if something in them returns (Inlinable). The
// ops have call's position and exception edge; an exit in them leads to g's Rest and from
// there to where call.Exit leads.
func (f *Func) Inline(call *Op, g *Func, wanted bool) (ops []*Op, nodes Seq, behind []*Op, result *Value) {
	in := &inlining{cloner: newCloner(), f: f, g: g, call: call, all: slices.Concat(g.Params, g.Vars), holds: map[*Var]*Value{}}
	for i, p := range g.Params {
		in.holds[p] = call.Args[i]
	}
	if len(g.Body) == 1 {
		for _, op := range g.Body.First().Ops {
			if op.Code == OpReturn {
				return ops, nil, nil, in.value(op.Args[0])
			}
			ops = append(ops, in.inline(op)...)
		}
	}
	for _, v := range g.Vars {
		w := in.variable(v)
		w.ID = len(f.Params) + len(f.Vars)
		f.Vars = append(f.Vars, w)
	}
	if wanted {
		in.result = &Var{ID: len(f.Params) + len(f.Vars), Name: g.Proto.Name, Rep: call.Res.Rep}
		f.Vars = append(f.Vars, in.result)
	}
	g.EachOp(func(op *Op) {
		if v := in.holds[op.Var]; op.Code == OpLoadVar && v != nil {
			in.values[op.Res] = v
		}
	})
	nodes = in.seq(g.Body)
	ops = nodes.First().Ops
	if nodes = nodes[1:]; wanted {
		load := &Op{Code: OpLoadVar, Var: in.result, Pos: call.Pos}
		load.Res = &Value{ID: f.NValues, Rep: call.Res.Rep, Hint: call.Res.Hint, Def: load}
		f.NValues++
		return ops, nodes, []*Op{load}, load.Res
	}
	return ops, nodes, nil, nil
}

// Inlinable reports whether Inline can take s apart.
func Inlinable(s Seq) bool {
	for i, n := range s {
		switch n := n.(type) {
		case *Block:
		case *If:
			then, els := n.Then.Ends(), n.Else.Ends()
			switch {
			case !then && !els:
				return Inlinable(n.Then) && Inlinable(n.Else)
			case !then:
				return Inlinable(n.Then) && Inlinable(slices.Concat(n.Else, s[i+1:]))
			case !els:
				return Inlinable(n.Else) && Inlinable(slices.Concat(n.Then, s[i+1:]))
			case returns(n.Then) || returns(n.Else) || !Inlinable(n.Then) || !Inlinable(n.Else):
				return false
			}
		default:
			return false
		}
	}
	return true
}

// returns reports whether something in s returns.
func returns(s Seq) bool {
	found := false
	s.Walk(func(n Node) {
		if b, ok := n.(*Block); ok {
			op := b.Last()
			found = found || op != nil && op.Code == OpReturn
		}
	})
	return found
}

// An inlining is a call that is being replaced.
type inlining struct {
	*cloner
	f, g   *Func
	call   *Op
	all    []*Var          // parameters and variables of g
	holds  map[*Var]*Value // what those hold: parameters, and all if g is one block
	result *Var            // nil if it is not wanted
}

// inline is op of g in f: nothing if it is a variable's that is a value.
func (in *inlining) inline(op *Op) []*Op {
	switch op.Code {
	case OpLoadVar:
		if v := in.holds[op.Var]; v != nil {
			in.values[op.Res] = v
			return nil
		}
	case OpStoreVar:
		if len(in.g.Body) == 1 {
			in.holds[op.Var] = in.value(op.Args[0])
			return nil
		}
	case OpReturn:
		if in.result == nil {
			return nil
		}
		return []*Op{{Code: OpStoreVar, Var: in.result, Args: []*Value{in.value(op.Args[0])}, Pos: in.call.Pos}}
	}
	d := in.op(op)
	for _, v := range append([]*Value{d.Res}, d.More...) {
		if v != nil {
			v.ID = in.f.NValues
			in.f.NValues++
		}
	}
	d.Pos, d.Exc, d.In = in.call.Pos, in.call.Exc, op.In.around(&Frame{Proto: in.g.Proto, Pos: op.Pos})
	x := d.Exit
	if x == nil {
		return []*Op{d}
	}
	for x.In != nil {
		x = x.Outer
	}
	x.In, x.Outer = in.g.Proto, in.call.Exit
	var ops []*Op
	for _, v := range in.all {
		w := in.holds[v]
		if w == nil && len(in.g.Body) > 1 { // a variable of f now
			load := &Op{Code: OpLoadVar, Var: in.variable(v), Pos: d.Pos, In: d.In}
			load.Res = &Value{ID: in.f.NValues, Rep: v.Rep, Hint: v.Name, Def: load}
			in.f.NValues++
			ops = append(ops, load)
			w = load.Res
		}
		x.Vars = append(x.Vars, w)
	}
	return append(ops, d)
}

// seq is s of g in f. What is behind an if of which one arm returns goes into the other.
func (in *inlining) seq(s Seq) Seq {
	var out Seq
	for i, n := range s {
		switch n := n.(type) {
		case *Block:
			b := &Block{}
			for _, op := range n.Ops {
				b.Ops = append(b.Ops, in.inline(op)...)
			}
			out = append(out, b)
		case *If:
			m := &If{Pos: in.call.Pos, Cond: in.value(n.Cond)}
			out = append(out, m)
			then, els := n.Then, n.Else
			if then.Ends() && els.Ends() {
				m.Then, m.Else = in.seq(then), in.seq(els)
				for _, phi := range n.Phis {
					q := in.phi(phi)
					q.Res.ID = in.f.NValues
					in.f.NValues++
					m.Phis = append(m.Phis, q)
				}
				continue
			}
			for _, phi := range n.Phis {
				if in.values[phi.Res] = in.value(phi.Else); then.Ends() {
					in.values[phi.Res] = in.value(phi.Then)
				}
			}
			switch rest := s[i+1:]; {
			case then.Ends():
				then = slices.Concat(then, rest)
			case els.Ends():
				els = slices.Concat(els, rest)
			}
			m.Then, m.Else = in.seq(then), in.seq(els)
			return out
		default:
			panic(fmt.Sprintf("ir: inlining %T", n))
		}
	}
	return out
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
