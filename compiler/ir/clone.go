package ir

import "slices"

// Clone returns a deep copy of f for world w, and with it of its Rest. Protos,
// classes, globals and constants are shared: they belong to the program.
func (f *Func) Clone(w World) *Func {
	g, _ := f.CloneOps(w)
	if f.Rest != nil {
		g.Rest = f.Rest.Clone(w)
		g.Rest.Of = g
	}
	return g
}

// CloneOps returns a copy of f without its Rest, and that of each op.
func (f *Func) CloneOps(w World) (*Func, map[*Op]*Op) {
	c := newCloner()
	g := &Func{Proto: f.Proto, World: w, Result: f.Result, NValues: f.NValues, NTrys: f.NTrys, NLoops: f.NLoops}
	for _, v := range f.Params {
		g.Params = append(g.Params, c.variable(v))
	}
	for _, v := range f.Vars {
		g.Vars = append(g.Vars, c.variable(v))
	}
	g.Body = c.seq(f.Body)
	g.Exit = c.block(f.Exit)
	g.Link()
	return g, c.ops
}

// cloner maps what is private to a function to its copy. Copies are made on
// first sight, because edges point forwards and backwards.
type cloner struct {
	values map[*Value]*Value
	vars   map[*Var]*Var
	loops  map[*Loop]*Loop
	trys   map[*Try]*Try
	phis   map[*Phi]*Phi
	ops    map[*Op]*Op
}

func newCloner() *cloner {
	return &cloner{
		values: map[*Value]*Value{},
		vars:   map[*Var]*Var{},
		loops:  map[*Loop]*Loop{},
		trys:   map[*Try]*Try{},
		phis:   map[*Phi]*Phi{},
		ops:    map[*Op]*Op{},
	}
}

func (c *cloner) seq(s Seq) Seq {
	if s == nil {
		return nil
	}
	t := make(Seq, len(s))
	for i, n := range s {
		switch n := n.(type) {
		case *Block:
			t[i] = c.block(n)
		case *If:
			m := &If{Pos: n.Pos, Cond: c.value(n.Cond), Then: c.seq(n.Then), Else: c.seq(n.Else)}
			for _, phi := range n.Phis {
				m.Phis = append(m.Phis, c.phi(phi))
			}
			t[i] = m
		case *Loop:
			m := c.loop(n)
			m.Head, m.Body, m.Else = c.block(n.Head), c.seq(n.Body), c.seq(n.Else)
			t[i] = m
		case *Try:
			m := c.try(n)
			m.Body, m.Handler = c.seq(n.Body), c.seq(n.Handler)
			t[i] = m
		}
	}
	return t
}

func (c *cloner) block(b *Block) *Block {
	d := &Block{ID: b.ID, Ops: make([]*Op, len(b.Ops))}
	for i, op := range b.Ops {
		d.Ops[i] = c.op(op)
	}
	return d
}

func (c *cloner) op(op *Op) *Op {
	if op == nil {
		return nil
	}
	if d := c.ops[op]; d != nil {
		return d
	}
	d := &Op{}
	c.ops[op] = d
	*d = *op
	d.Args = c.list(op.Args)
	d.Drops = c.list(op.Drops)
	d.More = c.list(op.More)
	d.Res = c.value(op.Res)
	d.Handling = c.value(op.Handling)
	d.Var = c.variable(op.Var)
	d.Loop = c.loop(op.Loop)
	d.Exc = c.try(op.Exc)
	d.Names = slices.Clone(op.Names)
	d.Exit = c.exit(op.Exit)
	return d
}

func (c *cloner) exit(x *Exit) *Exit {
	if x == nil {
		return nil
	}
	return &Exit{Entry: x.Entry, IDs: x.IDs, Args: c.list(x.Args), Wide: c.value(x.Wide), Drops: c.list(x.Drops), In: x.In, Vars: c.list(x.Vars), Outer: c.exit(x.Outer)}
}

func (c *cloner) list(vs []*Value) []*Value {
	if vs == nil {
		return nil
	}
	out := make([]*Value, len(vs))
	for i, v := range vs {
		out[i] = c.value(v)
	}
	return out
}

func (c *cloner) value(v *Value) *Value {
	if v == nil {
		return nil
	}
	w := c.values[v]
	if w == nil {
		w = &Value{ID: v.ID, Rep: v.Rep, Hint: v.Hint}
		c.values[v] = w
		w.Def, w.Phi = c.op(v.Def), c.phi(v.Phi)
	}
	return w
}

func (c *cloner) phi(p *Phi) *Phi {
	if p == nil {
		return nil
	}
	q := c.phis[p]
	if q == nil {
		q = &Phi{}
		c.phis[p] = q
		q.Res, q.Then, q.Else = c.value(p.Res), c.value(p.Then), c.value(p.Else)
	}
	return q
}

func (c *cloner) variable(v *Var) *Var {
	if v == nil {
		return nil
	}
	w := c.vars[v]
	if w == nil {
		w = &Var{}
		*w = *v
		c.vars[v] = w
	}
	return w
}

func (c *cloner) loop(l *Loop) *Loop {
	if l == nil {
		return nil
	}
	m := c.loops[l]
	if m == nil {
		m = &Loop{ID: l.ID, Pos: l.Pos, Kind: l.Kind}
		c.loops[l] = m
	}
	return m
}

func (c *cloner) try(t *Try) *Try {
	if t == nil {
		return nil
	}
	u := c.trys[t]
	if u == nil {
		u = &Try{ID: t.ID, Pos: t.Pos, Expects: t.Expects}
		c.trys[t] = u
	}
	return u
}
