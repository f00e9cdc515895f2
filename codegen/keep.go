package codegen

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// keeper finds what a suspended body has to keep: the Go variables that may be
// read behind the place where it is left, on the normal way and on the one of an
// exception that is thrown in. In main bodies that is also what the body holds
// references to, because what it holds it gives up later, which is a use.
//
// A backward dataflow analysis over the graph, sets of variables and of values
// that have a Go variable of their own: O(size × depth of loops).
type keeper struct {
	f    *ir.Func
	in   map[*ir.Block]places
	ends map[*ir.Block][]*ir.Value // what phis take from the end of a block
	phis map[*ir.Block][]*ir.Phi   // what is defined at its start
	nums map[*ir.Block][]*ir.Value // counters that start behind it
}

// places is a set of *ir.Var and *ir.Value.
type places map[any]bool

func (s places) addAll(t places) {
	for k := range t {
		s[k] = true
	}
}

func findKept(f *ir.Func) *keeper {
	l := &keeper{f: f, in: map[*ir.Block]places{}, ends: map[*ir.Block][]*ir.Value{},
		phis: map[*ir.Block][]*ir.Phi{}, nums: map[*ir.Block][]*ir.Value{}}
	f.Link()
	l.structure(f.Body)
	for changed := true; changed; {
		changed = false
		for _, b := range slices.Backward(f.Blocks) {
			in := l.walk(b, nil)
			if len(in) != len(l.in[b]) {
				l.in[b], changed = in, true
			}
		}
	}
	return l
}

// structure notes what phis and counted loops do to the blocks around them.
func (l *keeper) structure(s ir.Seq) {
	for i, n := range s {
		switch n := n.(type) {
		case *ir.If:
			before := s[i-1].(*ir.Block)
			end := func(arm ir.Seq) *ir.Block {
				if len(arm) == 0 {
					return before
				}
				return arm[len(arm)-1].(*ir.Block)
			}
			l.ends[before] = append(l.ends[before], n.Cond)
			for _, p := range n.Phis {
				if p.Then != nil && n.Then.Ends() {
					l.ends[end(n.Then)] = append(l.ends[end(n.Then)], p.Then)
				}
				if p.Else != nil && n.Else.Ends() {
					l.ends[end(n.Else)] = append(l.ends[end(n.Else)], p.Else)
				}
			}
			if i+1 < len(s) {
				after := s[i+1].(*ir.Block)
				l.phis[after] = append(l.phis[after], n.Phis...)
			}
			l.structure(n.Then)
			l.structure(n.Else)
		case *ir.Loop:
			if n.Kind == ir.LoopRange {
				before := s[i-1].(*ir.Block)
				l.nums[before] = append(l.nums[before], n.Head.Ops[0].Res)
			}
			l.structure(n.Body)
			l.structure(n.Else)
		case *ir.Try:
			l.structure(n.Body)
			l.structure(n.Handler)
		}
	}
}

// walk goes backwards through b and returns what is live at its start. visit, if
// given, sees each op with what is live behind it.
func (l *keeper) walk(b *ir.Block, visit func(*ir.Op, places)) places {
	live := places{}
	for _, s := range b.Succs {
		live.addAll(l.in[s])
	}
	for _, v := range l.nums[b] {
		delete(live, v)
	}
	for _, v := range l.ends[b] {
		live.value(v)
	}
	for _, op := range slices.Backward(b.Ops) {
		if op.Code == ir.OpFail || op.Code == ir.OpReturn {
			live = places{}
		}
		if visit != nil {
			visit(op, live)
		}
		l.op(op, live)
	}
	for _, p := range l.phis[b] {
		delete(live, p.Res)
	}
	return live
}

func (l *keeper) op(op *ir.Op, live places) {
	switch op.Code {
	case ir.OpRangeNext: // its result is counted up, from loop to loop
		live[op.Res] = true
	case ir.OpStoreVar, ir.OpDelVar:
		delete(live, op.Var)
	default:
		if op.Res != nil {
			delete(live, op.Res)
		}
		for _, v := range op.More {
			delete(live, v)
		}
	}
	switch op.Code {
	case ir.OpLoadVar, ir.OpIncrefVar, ir.OpDecrefVar, ir.OpClosureCell:
		live[op.Var] = true
	case ir.OpEndCatch:
		live.value(op.Args[0])
	default:
		for _, v := range op.Args {
			live.value(v)
		}
	}
	live.addAll(l.thrown(op))
}

// thrown is what the exception edge of op needs.
func (l *keeper) thrown(op *ir.Op) places {
	live := places{}
	if op.CanRaise() {
		to := l.f.Exit
		if op.Exc != nil {
			to = op.Exc.Handler.First()
		}
		live.addAll(l.in[to])
		for _, v := range op.Drops {
			live.value(v)
		}
		live.value(op.Handling)
	}
	return live
}

// value adds the Go variables that the expression for v reads.
func (s places) value(v *ir.Value) {
	if v == nil {
		return
	}
	if op := v.Def; op != nil {
		switch op.Code {
		case ir.OpConst, ir.OpConstInt, ir.OpBoolVal, ir.OpFuncRef, ir.OpLoadBuiltin:
			return
		case ir.OpBox, ir.OpBoxInt, ir.OpNot:
			s.value(op.Args[0])
			return
		case ir.OpClosureCell:
			s[op.Var] = true
			return
		case ir.OpLoadVar:
			if op.Alias || op.Move {
				s[op.Var] = true
				return
			}
		case ir.OpHandled:
			if op.N == 1 {
				return // found anew each time
			}
		}
	}
	s[v] = true
}

// kept is what has to be kept where the body is left at op, behind which live is
// needed.
func (l *keeper) kept(op *ir.Op, live places) places {
	s := places{}
	s.addAll(live)
	if op.Res != nil {
		delete(s, op.Res)
	}
	s.addAll(l.thrown(op))
	return s
}
