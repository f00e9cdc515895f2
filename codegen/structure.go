package codegen

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
)

func (e *fn) seq(s ir.Seq) {
	if e.split != nil && len(s) > 0 {
		if groups := e.split.groups[s[0]]; groups != nil {
			e.pieces(groups, s.Ends())
			return
		}
	}
	e.nodes(s)
}

func (e *fn) nodes(s ir.Seq) {
	for i, n := range s {
		switch n := n.(type) {
		case *ir.Block:
			e.inlineTest = nil
			if i+1 < len(s) {
				if next, ok := s[i+1].(*ir.If); ok {
					e.inlineTest = lastTest(n, next.Cond)
				}
			}
			e.block(n)
		case *ir.If:
			if e.isFlat(n) {
				e.flatBranch(n)
			} else {
				e.branch(n)
			}
		case *ir.Loop:
			if e.isFlat(n) {
				e.flatLoop(n)
			} else {
				e.loop(n)
			}
		case *ir.Try:
			e.try(n)
		}
	}
}

// lastTest returns the op result that cond is about, if b ends with that op:
// it can then be tested in place.
func lastTest(b *ir.Block, cond *ir.Value) *ir.Value {
	v := cond
	for v.Def != nil && v.Def.Code == ir.OpNot {
		v = v.Def.Args[0]
	}
	for i := len(b.Ops) - 1; i >= 0; i-- {
		switch op := b.Ops[i]; op.Code {
		case ir.OpNot, ir.OpDecref:
			continue
		default:
			if op.Res == v {
				return v
			}
			return nil
		}
	}
	return nil
}

func (e *fn) block(b *ir.Block) {
	for i := 0; i < len(b.Ops); i++ {
		op := b.Ops[i]
		if op.Code == ir.OpPoll && e.inStrip != nil {
			continue
		}
		e.mark(op)
		if op.Code == ir.OpSetItem && e.byteSure(op) {
			continue
		}
		first := i
		i += e.opWith(op, b.Ops[i+1:])
		e.stripped(b.Ops[first : i+1])
	}
}

// mark cites the statement's line in the Python file, and the function whose call has
// been replaced by its ops.
func (e *fn) mark(op *ir.Op) {
	if op.Pos.End == 0 || silent(op) {
		return
	}
	file, line := e.source(op)
	var p *ir.Proto
	if op.In != nil {
		p = op.In.Proto
	}
	if p != e.in {
		e.in, e.line = p, 0
		if p != nil {
			e.add(jen.Comment("In " + p.QualName + ", called by this one:"))
		}
	}
	if e.opts.Line && line != e.line {
		e.line = line
		e.add(lineComment(file, line))
	}
}

// source is where op comes from.
func (e *fn) source(op *ir.Op) (*diag.File, int) {
	if in := op.In; in != nil {
		file := in.Proto.Module.File
		return file, file.LineOf(in.Pos.Start)
	}
	return e.f.Proto.Module.File, e.lineOf(op)
}

// lineComment tells Go where the statements behind it come from.
func lineComment(file *diag.File, line int) jen.Code {
	return jen.Comment(fmt.Sprintf("//line %s:%d", oneLine(file.Name), line))
}

// silent reports whether op makes no statement of its own.
func silent(op *ir.Op) bool {
	switch op.Code {
	case ir.OpConst, ir.OpConstInt, ir.OpConstFloat, ir.OpBoolVal, ir.OpFuncRef, ir.OpLoadBuiltin, ir.OpBox, ir.OpBoxInt, ir.OpNot, ir.OpClosureCell, ir.OpGlobals,
		ir.OpTrace, ir.OpFail, ir.OpRangeNext:
		return true
	case ir.OpLoadVar, ir.OpLoadGlobal:
		return !op.Checked
	}
	return false
}

func (e *fn) branch(n *ir.If) {
	cond := n.Cond
	then := e.arm(n, n.Then, func(p *ir.Phi) *ir.Value { return p.Then })
	els := e.arm(n, n.Else, func(p *ir.Phi) *ir.Value { return p.Else })
	switch {
	case len(then) == 0 && len(els) == 0:
		if _, named := e.names[cond]; named {
			e.add(jen.Id("_").Op("=").Add(e.val(cond)))
		}
	case len(then) == 0:
		e.add(jen.If(e.negated(cond)).Block(els...))
	case len(els) == 0:
		e.add(jen.If(e.val(cond)).Block(then...))
	default:
		e.add(jen.If(e.val(cond)).Block(then...).Else().Block(els...))
	}
}

// arm emits one side of an if, with the values it gives to the phis.
func (e *fn) arm(n *ir.If, s ir.Seq, pick func(*ir.Phi) *ir.Value) []jen.Code {
	line := e.line
	out := e.sub(func() {
		e.seq(s)
		if !s.Ends() {
			return
		}
		for _, phi := range n.Phis {
			if v := pick(phi); v != nil && e.uses[phi.Res] > 0 {
				e.add(set(e.temp(phi.Res), e.val(v)))
			}
		}
	})
	if e.line != line {
		e.line = 0 // what follows cites its line again
	}
	return out
}

func (e *fn) loop(n *ir.Loop) {
	e.loops = append(e.loops, n)
	line := e.line
	var head, body []jen.Code
	if n.Kind == ir.LoopRange {
		head, body = e.counted(n)
	} else if n.Kind == ir.LoopIter && n.Head.Ops[0].N == 1 {
		head, body = e.countedList(n)
	} else {
		body = e.sub(func() {
			if n.Kind == ir.LoopIter {
				e.next(n, func() []jen.Code { return e.orelse(n) })
			}
			e.seq(n.Body)
		})
	}
	if e.line != line {
		e.line = 0
	}
	e.loops = e.loops[:len(e.loops)-1]
	for _, v := range n.Views {
		e.add(set(e.view(v), rtPure("ItemsOf", e.viewed(v))))
		e.startWhole(v)
	}
	e.add(e.before...)
	e.before = nil
	if e.labelled[n] {
		e.add(jen.Id(loopLabel(n)).Op(":"))
	}
	e.add(jen.For(head...).Block(body...))
}

func loopLabel(n *ir.Loop) string { return fmt.Sprintf("loop%d", n.ID+1) }

// A counter is the parts of a counted loop: where it starts, whether it goes on
// or is done, how it gets on.
type counter struct {
	i                       string
	first, more, done, post *jen.Statement
}

// counter names the counter of a loop.
func (e *fn) counter(op *ir.Op) counter {
	start, stop, step := op.Args[0], op.Args[1], op.Args[2]
	i := e.scope.temp("i")
	if e.names[op.Res] == "" {
		e.names[op.Res] = i
	}
	first := e.val(start)
	if start.Def.Code == ir.OpConstInt {
		first = jen.Int64().Call(jen.Lit(int(start.Def.N)))
	}
	var more, done, post *jen.Statement
	switch {
	case step.Def.Code != ir.OpConstInt:
		more = jen.Add(e.val(step)).Op(">").Lit(0).Op("&&").Id(i).Op("<").Add(e.val(stop)).Op("||").
			Add(e.val(step)).Op("<").Lit(0).Op("&&").Id(i).Op(">").Add(e.val(stop))
		done = jen.Op("!").Parens(more)
		post = jen.Id(i).Op("+=").Add(e.val(step))
	case step.Def.N > 0:
		more = jen.Id(i).Op("<").Add(e.val(stop))
		done = jen.Id(i).Op(">=").Add(e.val(stop))
		post = jen.Id(i).Op("+=").Lit(int(step.Def.N))
	default:
		more = jen.Id(i).Op(">").Add(e.val(stop))
		done = jen.Id(i).Op("<=").Add(e.val(stop))
		post = jen.Id(i).Op("-=").Lit(int(-step.Def.N))
	}
	if step.Def.Code == ir.OpConstInt && step.Def.N == 1 {
		post = jen.Id(i).Op("++")
	}
	if step.Def.Code == ir.OpConstInt && step.Def.N == -1 {
		post = jen.Id(i).Op("--")
	}
	return counter{i, first, more, done, post}
}

// counted emits the header and the body of a counted loop.
func (e *fn) counted(n *ir.Loop) (head, body []jen.Code) {
	op := n.Head.Ops[0]
	e.mark(op)
	field, inFrame := e.names[op.Res]
	c := e.counter(op)
	declare := ":="
	if e.f.Rest != nil { // exits need it
		declare = "="
		e.ints = append(e.ints, c.i)
	}
	init, left := jen.Id(c.i).Op(declare).Add(c.first), ""
	if step := op.Args[2]; step.Def.Code != ir.OpConstInt { // a number of rounds is easier to test
		left = e.scope.temp("left")
		if declare == "=" {
			e.ints = append(e.ints, left)
		}
		init = jen.List(jen.Id(c.i), jen.Id(left)).Op(declare).List(c.first, rtPure("Rounds", e.vals(op.Args)...))
		c.more, c.done = jen.Id(left).Op(">").Lit(0), jen.Id(left).Op("==").Lit(0)
		c.post = jen.List(jen.Id(c.i), jen.Id(left)).Op("=").List(jen.Id(c.i).Op("+").Add(e.val(step)), jen.Id(left).Op("-").Lit(1))
	}
	body = e.sub(func() {
		if len(n.Else) > 0 {
			e.add(jen.If(c.done).Block(e.orelse(n)...))
		}
		if inFrame {
			e.add(set(field, jen.Id(c.i)))
		}
		if n.Strip != nil {
			e.strips(n, c, left)
		}
		e.seq(n.Body)
	})
	if len(n.Else) > 0 {
		return []jen.Code{init, jen.Empty(), c.post}, body
	}
	return []jen.Code{init, c.more, c.post}, body
}

// holdList emits what an iterator over a list is replaced by: a reference to the list.
func (e *fn) holdList(op *ir.Op, dying []*ir.Value) {
	v := e.temp(op.Res)
	e.add(set(v, e.val(op.Args[0])))
	if e.main {
		e.add(incref(jen.Id(v)))
	}
	drops, _ := e.released(dying)
	e.add(drops...)
}

// countedList emits the header and the body of a loop over a list, which counts.
func (e *fn) countedList(n *ir.Loop) (head, body []jen.Code) {
	op := n.Head.Ops[0]
	e.mark(op)
	list := op.Args[0]
	i := e.scope.temp("i")
	e.cursors[list] = i
	body = e.sub(func() {
		read := rtPure("ListAt", e.val(list), jen.Id(i))
		stop := e.orelse(n)
		if len(n.Else) == 0 {
			stop = []jen.Code{jen.Break()}
		}
		switch {
		case op.View != nil:
			items := jen.Id(e.view(op.View))
			e.add(jen.If(jen.Op("!").Add(rtPure("In", items, jen.Id(i)))).Block(stop...))
			e.add(set(e.temp(op.Res), jen.Add(items).Index(jen.Id(i))))
		case e.uses[op.Res] == 0:
			e.add(jen.If(read.Op("==").Lit(0)).Block(stop...))
		default:
			item := e.temp(op.Res)
			e.add(jen.If(set(item, read), jen.Id(item).Op("==").Lit(0)).Block(stop...))
			if e.main && !op.Lent {
				e.add(incref(jen.Id(item)))
			}
		}
		e.seq(n.Body)
	})
	delete(e.cursors, list)
	init := jen.Id(i).Op(":=").Int64().Call(jen.Lit(0))
	if e.f.Rest != nil { // exits need it
		e.ints = append(e.ints, i)
		init = set(i, jen.Lit(0))
	}
	return []jen.Code{init, jen.Empty(), jen.Id(i).Op("++")}, body
}

// iteratorOf makes the iterator that a list stands for in a loop that counts: it takes
// the list's reference over.
func (e *fn) iteratorOf(list *ir.Value) *jen.Statement {
	next := jen.Lit(0)
	if i := e.cursors[list]; i != "" {
		next = jen.Id(i).Op("+").Lit(1)
	}
	return rtCall("ListIterAt", e.val(list), next)
}

// orelse emits the else suite of a loop, which ends it.
func (e *fn) orelse(n *ir.Loop) []jen.Code {
	return e.sub(func() {
		e.seq(n.Else)
		if n.Else.Ends() {
			e.add(jen.Break())
		}
	})
}

// next emits the head of a loop over an iterator, at whose end comes what orelse
// gives.
func (e *fn) next(n *ir.Loop, orelse func() []jen.Code) {
	op := n.Head.Ops[0]
	e.mark(op)
	failed := jen.If(jen.Id("c").Dot("Exc").Op("!=").Lit(0)).Block(e.fail(op, nil)...)
	stop := []jen.Code{failed}
	call := rtCall("Next", e.val(op.Args[0]))
	// A generator that nothing else knows is resumed by its own function, unless the
	// runtime may find one at the end of a chain that has the next item.
	if op.Proto != nil && !delegates(e.bodies[body{op.Proto, e.f.World}]) {
		call = jen.Id(e.resumes[e.bodies[body{op.Proto, e.f.World}]]).Call(jen.Id("c"), e.val(op.Args[0]), rt("None"))
		if e.main {
			stop = append(stop, rtCall("DropRet"))
		} else if e.inFrame() {
			e.add(rtCall("Touch", e.val(op.Args[0])))
		}
	}
	stop = append(stop, orelse()...)
	if pair := e.pair(n); pair != nil {
		e.fused[pair] = true
		e.needs["ok"] = true
		left := append(e.results(pair), jen.Id("ok"))
		call := rtCall("NextPair", e.val(op.Args[0]))
		e.add(jen.If(jen.List(left...).Op("=").Add(call), jen.Op("!").Id("ok")).Block(stop...))
		return
	}
	if e.uses[op.Res] == 0 {
		e.add(jen.If(call.Op("==").Lit(0)).Block(stop...))
		return
	}
	item := e.temp(op.Res)
	e.add(jen.If(set(item, call), jen.Id(item).Op("==").Lit(0)).Block(stop...))
}

// pair returns the op by which the body of a loop over an iterator begins, if that
// takes the item apart into two and nothing else wants the item, or nil.
func (e *fn) pair(n *ir.Loop) *ir.Op {
	next, first := n.Head.Ops[0], n.Body.First()
	if next.Proto != nil || e.split != nil || first == nil || len(first.Ops) == 0 {
		return nil
	}
	op := first.Ops[0]
	if op.Code != ir.OpUnpackTo || op.N != 2 || op.Args[0] != next.Res || e.lineOf(op) != e.lineOf(next) {
		return nil
	}
	uses := 1
	if len(first.Ops) > 1 && first.Ops[1].Code == ir.OpDecref && first.Ops[1].Args[0] == next.Res {
		uses++
	}
	for _, v := range op.Drops {
		if v == next.Res {
			uses++
		}
	}
	if e.uses[next.Res] != uses {
		return nil
	}
	return op
}

// delegates reports whether f, a suspended body, has a yield from.
func delegates(f *ir.Func) bool {
	found := false
	f.EachOp(func(op *ir.Op) { found = found || op.Code == ir.OpYieldFrom })
	return found
}

// try emits the body, and behind it the handler at its label.
func (e *fn) try(n *ir.Try) {
	e.seq(n.Body)
	if e.targets[n] == 0 {
		return
	}
	end := fmt.Sprintf("end%d", n.ID+1)
	if n.Body.Ends() {
		e.add(jen.Goto().Id(end))
	}
	e.fallInto(label(n), e.targets[n])
	e.add(jen.Id(label(n)).Op(":"))
	e.line = 0
	e.seq(n.Handler)
	if n.Body.Ends() {
		e.add(jen.Id(end).Op(":"))
	}
	e.line = 0
}

// fallInto leaves out a goto to the label that comes next, if the label keeps
// another of its n gotos: Go refuses a label without any.
func (e *fn) fallInto(label string, n int) {
	if last := len(*e.out) - 1; n > 1 && last >= 0 {
		if s, ok := (*e.out)[last].(*jen.Statement); ok && s.GoString() == "goto "+label {
			*e.out = (*e.out)[:last]
		}
	}
}

// jump emits a break or continue.
func (e *fn) jump(keyword string, l *ir.Loop) {
	label := e.flatLoops[l].done
	if keyword == "continue" {
		label = e.flatLoops[l].next
	}
	switch {
	case label != "":
		e.add(e.gotoLabel(label))
		return
	case e.leaves(l):
		e.add(e.leave(exit{keyword: keyword, loop: l}))
		return
	}
	s := jen.Id(keyword)
	if e.loops[len(e.loops)-1] != l || keyword == "break" && e.leavesStrip(l) {
		e.labelled[l] = true
		s.Id(loopLabel(l))
	}
	e.add(s)
}
