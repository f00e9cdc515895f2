package ir

import "slices"

// Liveness says which values are needed later: a backward dataflow analysis over
// the graph, exception edges included. O(size × depth of loops) sets.
type Liveness struct {
	f    *Func
	in   map[*Block]map[*Value]bool
	ends map[*Block][]*Value // what is used at the end of a block, by phis and ifs
	phis map[*Block][]*Phi   // what is defined at its start
	nums map[*Block][]*Value // counters of the loop that starts behind it
}

// AnalyseLiveness links f and computes its Liveness.
func AnalyseLiveness(f *Func) *Liveness {
	l := &Liveness{f: f, in: map[*Block]map[*Value]bool{}, ends: map[*Block][]*Value{}, phis: map[*Block][]*Phi{}, nums: map[*Block][]*Value{}}
	f.Link()
	l.structure(f.Body)
	for changed := true; changed; {
		changed = false
		for _, b := range slices.Backward(f.Blocks) {
			if in := l.Walk(b, nil); len(in) != len(l.in[b]) {
				l.in[b], changed = in, true
			}
		}
	}
	return l
}

func (l *Liveness) structure(s Seq) {
	for i, n := range s {
		switch n := n.(type) {
		case *If:
			before := s[i-1].(*Block)
			l.ends[before] = append(l.ends[before], n.Cond)
			for _, p := range n.Phis {
				l.phiArm(before, n.Then, p.Then)
				l.phiArm(before, n.Else, p.Else)
			}
			if i+1 < len(s) {
				after := s[i+1].(*Block)
				l.phis[after] = append(l.phis[after], n.Phis...)
			}
			l.structure(n.Then)
			l.structure(n.Else)
		case *Loop:
			if n.Kind == LoopRange {
				before := s[i-1].(*Block)
				l.nums[before] = append(l.nums[before], n.Head.Ops[0].Res)
			}
			l.structure(n.Body)
			l.structure(n.Else)
		case *Try:
			l.structure(n.Body)
			l.structure(n.Handler)
		}
	}
}

// phiArm notes that a phi uses v at the end of arm; before is the block in front
// of the if.
func (l *Liveness) phiArm(before *Block, arm Seq, v *Value) {
	if v == nil || !arm.Ends() {
		return
	}
	end := before
	if len(arm) > 0 {
		end = arm[len(arm)-1].(*Block)
	}
	l.ends[end] = append(l.ends[end], v)
}

// Walk goes backwards through b and returns what is live at its start. visit, if
// given, sees each op with what is live behind it and then with what is live
// before it, and must not keep the sets.
func (l *Liveness) Walk(b *Block, visit func(op *Op, before bool, live map[*Value]bool)) map[*Value]bool {
	live := map[*Value]bool{}
	for _, s := range b.Succs {
		for v := range l.in[s] {
			live[v] = true
		}
	}
	for _, v := range l.nums[b] {
		delete(live, v)
	}
	for _, v := range l.ends[b] {
		live[v] = true
	}
	for _, op := range slices.Backward(b.Ops) {
		if visit != nil {
			visit(op, false, live)
		}
		if op.Res != nil && op.Code != OpRangeNext { // a counter is counted on
			delete(live, op.Res)
		}
		for _, v := range op.More {
			delete(live, v)
		}
		if op.Code == OpRangeNext {
			live[op.Res] = true
		}
		for _, v := range op.Args {
			if v != nil {
				live[v] = true
			}
		}
		if op.Handling != nil {
			live[op.Handling] = true
		}
		if op.MayRaise() {
			to := l.f.Exit
			if op.Exc != nil {
				to = op.Exc.Handler.First()
			}
			for v := range l.in[to] {
				live[v] = true
			}
		}
		if visit != nil {
			visit(op, true, live)
		}
	}
	for _, p := range l.phis[b] {
		delete(live, p.Res)
	}
	return live
}
