package codegen

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Names of temporaries are used again: a value gets the name of an earlier one
// that held the like and is dead by then. That is how one would write it, and
// the Go compiler takes time in proportion to variables times blocks.
//
// Liveness is counted in steps of the text, which goes the way of control but
// for the jumps back to the heads of loops: what a loop uses from before it
// lives until its end. O(ops × depth of loops).

// liveness says at which step each value is defined and used last.
type liveness struct {
	def, last map[*ir.Value]int
	step      int
	loops     []*loopSteps // around
}

// loopSteps collects what a loop uses from before it.
type loopSteps struct {
	start int
	uses  []*ir.Value
}

func livenessOf(f *ir.Func) *liveness {
	l := &liveness{def: map[*ir.Value]int{}, last: map[*ir.Value]int{}}
	l.seq(f.Body)
	l.block(f.Exit)
	// What is only written out where its result is used is used there. Such
	// ops stand behind those of their operands.
	var ops []*ir.Op
	f.EachOp(func(op *ir.Op) {
		switch op.Code {
		case ir.OpBox, ir.OpBoxInt, ir.OpNot, ir.OpTestIs:
			ops = append(ops, op)
		}
	})
	for _, op := range slices.Backward(ops) {
		for _, v := range op.Args {
			l.last[v] = max(l.last[v], l.last[op.Res])
		}
	}
	return l
}

func (l *liveness) seq(s ir.Seq) {
	for _, n := range s {
		switch n := n.(type) {
		case *ir.Block:
			l.block(n)
		case *ir.If:
			l.use(n.Cond)
			l.arm(n, n.Then, func(p *ir.Phi) *ir.Value { return p.Then })
			l.arm(n, n.Else, func(p *ir.Phi) *ir.Value { return p.Else })
			for _, phi := range n.Phis {
				l.use(phi.Res)
			}
		case *ir.Loop:
			l.loops = append(l.loops, &loopSteps{start: l.step})
			l.block(n.Head)
			l.seq(n.Else) // written at the head
			l.seq(n.Body)
			top := l.loops[len(l.loops)-1]
			l.loops = l.loops[:len(l.loops)-1]
			l.step++
			for _, v := range top.uses {
				l.last[v] = max(l.last[v], l.step)
			}
		case *ir.Try:
			l.seq(n.Body)
			l.seq(n.Handler)
		}
	}
}

func (l *liveness) arm(n *ir.If, s ir.Seq, pick func(*ir.Phi) *ir.Value) {
	l.seq(s)
	l.step++
	for _, phi := range n.Phis {
		if v := pick(phi); v != nil {
			l.use(v)
		}
		l.define(phi.Res)
	}
}

func (l *liveness) block(b *ir.Block) {
	for _, op := range b.Ops {
		l.step++
		for _, v := range op.Args {
			l.use(v)
		}
		for _, v := range op.Drops {
			l.use(v)
		}
		if op.Exit != nil {
			for _, v := range op.Exit.Values() {
				l.use(v)
			}
			for _, v := range op.Exit.Drops {
				l.use(v)
			}
		}
		l.define(op.Res)
		for _, v := range op.More {
			l.define(v)
		}
	}
}

func (l *liveness) define(v *ir.Value) {
	if v == nil {
		return
	}
	if _, ok := l.def[v]; !ok {
		l.def[v] = l.step
	}
	l.last[v] = max(l.last[v], l.step)
}

func (l *liveness) use(v *ir.Value) {
	if v == nil {
		return
	}
	l.last[v] = max(l.last[v], l.step)
	def, ok := l.def[v]
	if !ok {
		return
	}
	for _, loop := range l.loops {
		if def <= loop.start {
			loop.uses = append(loop.uses, v)
			return // an outer loop ends later
		}
	}
}

// tempName is a declared temporary and the step up to which it is taken.
type tempName struct {
	name string
	last int
}

// reuse returns the name of a dead temporary for v, or "".
func (e *fn) reuse(v *ir.Value, key string) string {
	free := e.named[key]
	for i := range free {
		if free[i].last < e.live.def[v] {
			free[i].last = e.live.last[v]
			return free[i].name
		}
	}
	return ""
}
