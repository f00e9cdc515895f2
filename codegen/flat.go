package codegen

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Structures that are entered in the middle, as labels and gotos at the
// function's top level. Go forbids a goto into a block, not out of one, so what is
// inside them and never entered keeps its structure.

// newLabel returns a label called want and a number.
func (e *fn) newLabel(want string) string {
	e.sus.number++
	return want + strconv.Itoa(e.sus.number)
}

// label puts a label here, if something turns out to go to it: Go refuses others.
func (e *fn) label(name string) {
	at := &jen.Statement{}
	e.sus.labels = append(e.sus.labels, at)
	e.sus.names = append(e.sus.names, name)
	e.add(at)
	e.line = 0
}

// gotoLabel is a goto to a label.
func (e *fn) gotoLabel(name string) jen.Code {
	e.sus.gotos[name]++
	return jen.Goto().Id(name)
}

func (e *fn) fillLabels() {
	for i, name := range e.sus.names {
		if e.sus.gotos[name] > 0 {
			e.sus.labels[i].Id(name).Op(":")
		}
	}
}

// isFlat reports whether n has to be flattened.
func (e *fn) isFlat(n ir.Node) bool { return e.sus != nil && e.sus.flat[n] }

// flatBranch emits an if. An arm that is never entered stays a block.
func (e *fn) flatBranch(n *ir.If) {
	then := func(p *ir.Phi) *ir.Value { return p.Then }
	els := func(p *ir.Phi) *ir.Value { return p.Else }
	end := e.newLabel("join")
	block := func(s ir.Seq, pick func(*ir.Phi) *ir.Value) []jen.Code {
		out := e.arm(n, s, pick)
		if s.Ends() {
			out = append(out, e.gotoLabel(end))
		}
		return out
	}
	switch {
	case !e.holds(n.Then):
		e.add(jen.If(e.val(n.Cond)).Block(block(n.Then, then)...))
		e.flatArm(n, n.Else, els)
	case !e.holds(n.Else):
		if out := block(n.Else, els); len(out) > 0 {
			e.add(jen.If(e.negated(n.Cond)).Block(out...))
		}
		e.flatArm(n, n.Then, then)
	default:
		other := e.newLabel("else")
		e.add(jen.If(e.negated(n.Cond)).Block(e.gotoLabel(other)))
		e.flatArm(n, n.Then, then)
		if n.Then.Ends() {
			e.add(e.gotoLabel(end))
		}
		e.label(other)
		e.flatArm(n, n.Else, els)
	}
	e.label(end)
}

// holds reports whether s holds a place where the body is left.
func (e *fn) holds(s ir.Seq) bool {
	for _, n := range s {
		if e.isFlat(n) {
			return true
		}
	}
	return false
}

func (e *fn) flatArm(n *ir.If, s ir.Seq, pick func(*ir.Phi) *ir.Value) {
	e.add(e.arm(n, s, pick)...)
	e.line = 0
}

// flatLabels are the labels of a flattened loop: where continue and break go.
type flatLabels struct{ next, done string }

// flatLoop emits a loop.
func (e *fn) flatLoop(n *ir.Loop) {
	top, done := e.newLabel("top"), e.newLabel("done")
	next := top
	orelse := func() []jen.Code {
		if e.holds(n.Else) {
			return nil
		}
		return e.sub(func() {
			e.seq(n.Else)
			if n.Else.Ends() {
				e.add(e.gotoLabel(done))
			}
		})
	}
	other := e.newLabel("else")
	out := func() []jen.Code {
		if e.holds(n.Else) {
			return []jen.Code{e.gotoLabel(other)}
		}
		return orelse()
	}
	var post *jen.Statement
	if n.Kind == ir.LoopRange {
		next = e.newLabel("next")
	}
	e.flatLoops[n] = flatLabels{next, done}
	switch n.Kind {
	case ir.LoopRange:
		op := n.Head.Ops[0]
		e.mark(op)
		c := e.counter(op)
		e.ints = append(e.ints, c.i)
		e.add(set(c.i, c.first))
		e.label(top)
		e.add(jen.If(c.done).Block(out()...))
		post = c.post
	case ir.LoopIter:
		e.label(top)
		e.next(n, out)
	default:
		e.label(top)
	}
	e.sus.around = append(e.sus.around, n)
	e.seq(n.Body)
	e.sus.around = e.sus.around[:len(e.sus.around)-1]
	if n.Kind == ir.LoopRange {
		e.label(next)
		if n.Body.Ends() || e.sus.gotos[next] > 0 {
			e.add(post, e.gotoLabel(top))
		}
	} else if n.Body.Ends() {
		e.add(e.gotoLabel(top))
	}
	if e.holds(n.Else) {
		e.label(other)
		e.seq(n.Else)
	}
	e.label(done)
}
