package ir

import "slices"

// Assignment is what is known about which variables hold a value, per block,
// and in module code also which globals: a forward dataflow analysis over the graph, exception edges included. Two
// bit sets a block, a few rounds in practice: O(size × loop depth).
type Assignment struct {
	f     *Func
	index map[any]int // *Var and *Global
	in    map[*Block]*assigned
}

// assigned is a state: a variable is certainly set, certainly unset, or
// neither.
type assigned struct {
	reached  bool
	set, may bits
}

type bits []uint64

func (b bits) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b bits) add(i int)      { b[i/64] |= 1 << (i % 64) }
func (b bits) remove(i int)   { b[i/64] &^= 1 << (i % 64) }

// AnalyseAssignment links f and computes its Assignment.
func AnalyseAssignment(f *Func) *Assignment {
	f.Link()
	a := &Assignment{f: f, index: map[any]int{}, in: map[*Block]*assigned{}}
	for _, v := range slices.Concat(f.Params, f.Vars) {
		a.index[v] = len(a.index)
	}
	if f.Proto.Kind == ModuleCode {
		f.EachOp(func(op *Op) {
			if g := op.Global; g != nil {
				if _, ok := a.index[g]; !ok {
					a.index[g] = len(a.index)
				}
			}
		})
	}
	n := len(a.index)/64 + 1
	for _, b := range f.Blocks {
		a.in[b] = &assigned{set: make(bits, n), may: make(bits, n)}
	}
	entry := f.Body.First()
	if entry == nil {
		return a
	}
	start := a.in[entry]
	start.reached = true
	for _, v := range f.Params {
		start.set.add(a.index[v])
		start.may.add(a.index[v])
	}
	work := []*Block{entry}
	queued := map[*Block]bool{entry: true}
	flow := func(s *assigned, to *Block) {
		if a.join(to, s) && !queued[to] {
			queued[to] = true
			work = append(work, to)
		}
	}
	for len(work) > 0 {
		b := work[0]
		work = work[1:]
		queued[b] = false
		s := a.in[b].clone()
		for _, op := range b.Ops {
			if op.CanRaise() {
				to := f.Exit
				if op.Exc != nil {
					to = op.Exc.Handler.First()
				}
				flow(s, to)
			}
			a.step(s, op)
		}
		for _, next := range b.Succs {
			flow(s, next)
		}
	}
	return a
}

func (s *assigned) clone() *assigned {
	return &assigned{s.reached, slices.Clone(s.set), slices.Clone(s.may)}
}

// join merges s into the state at the start of b and reports a change.
func (a *Assignment) join(b *Block, s *assigned) bool {
	t := a.in[b]
	if !t.reached {
		t.reached = true
		copy(t.set, s.set)
		copy(t.may, s.may)
		return true
	}
	changed := false
	for i := range t.set {
		set, may := t.set[i]&s.set[i], t.may[i]|s.may[i]
		changed = changed || set != t.set[i] || may != t.may[i]
		t.set[i], t.may[i] = set, may
	}
	return changed
}

func (a *Assignment) step(s *assigned, op *Op) {
	var key any = op.Var
	if op.Global != nil {
		key = op.Global
	}
	i, ok := a.index[key]
	if !ok {
		return
	}
	switch op.Code {
	case OpStoreVar, OpStoreGlobal:
		s.set.add(i)
		s.may.add(i)
	case OpLoadVar, OpLoadGlobal: // reached only if the check passed
		if op.Move {
			s.set.remove(i)
			s.may.remove(i)
		} else if op.Checked && (op.Global == nil || !op.Global.Builtin) {
			// A global of a builtin's name passes unset: the builtin answers.
			s.set.add(i)
		}
	case OpDelVar, OpDecrefVar, OpDelGlobal:
		s.set.remove(i)
		s.may.remove(i)
	}
}

// Walk calls visit for every reachable op of b in order, with functions that
// tell whether a *Var, or in module code a *Global, is certainly, or
// possibly, set just before it. What functions do to globals it leaves out.
func (a *Assignment) Walk(b *Block, visit func(op *Op, set, may func(any) bool)) {
	in := a.in[b]
	if in == nil || !in.reached {
		return
	}
	s := in.clone()
	set := func(v any) bool { return s.set.has(a.index[v]) }
	may := func(v any) bool { return s.may.has(a.index[v]) }
	for _, op := range b.Ops {
		visit(op, set, may)
		a.step(s, op)
	}
}

// Reached reports whether control can get to b.
func (a *Assignment) Reached(b *Block) bool { return a.in[b] != nil && a.in[b].reached }
