package lower

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// builder lowers one body. It appends to a sequence, in which block is the
// open block, or nil where control does not get to.
type builder struct {
	*module
	fn    *ir.Func
	scope *resolve.Scope // of the code being lowered; comprehensions change it
	seq   *ir.Seq
	block *ir.Block
	pos   diag.Span // of what is being lowered
	try   *ir.Try   // where exceptions go
	ctl   []control // what break, continue and return must unwind
	vars  map[*resolve.Binding]*ir.Var

	ns     *ir.Var            // class suites: the namespace
	locals *ir.Var            // the dict of locals(), or nil; of a snippet, the namespace of its top level
	wide   bool               // it may hold names that the suite does not bind
	self   *resolve.Binding   // methods: the first parameter, if it stays what it is
	class  *ir.Class          // whose suite, or whose method, this is
	cells  []*resolve.Binding // closures: what the closure's cells hold

	suspends ir.Suspension
	handled  *ir.Value // in a body that suspends: the exception being handled here, or nil
}

// control is a loop, or something that must run when control leaves it.
type control struct {
	loop    *ir.Loop
	cleanup func()    // emits what must run
	try     *ir.Try   // where exceptions in cleanup go
	handled *ir.Value // the builder's, in cleanup
}

func (m *module) newBuilder(p *ir.Proto, scope *resolve.Scope) *builder {
	b := &builder{
		module:   m,
		fn:       &ir.Func{Proto: p, Exit: &ir.Block{}},
		scope:    scope,
		suspends: p.Suspends,
		vars:     map[*resolve.Binding]*ir.Var{},
	}
	b.seq = &b.fn.Body
	b.open()
	return b
}

// finish closes the function.
func (b *builder) finish() {
	b.bodies[b.fn.Proto] = true
	b.fn.Exit.Ops = append(b.fn.Exit.Ops, &ir.Op{Code: ir.OpTrace}, &ir.Op{Code: ir.OpFail})
	b.fn.Link()
}

// open starts a block at the end of the sequence.
func (b *builder) open() {
	b.block = &ir.Block{}
	*b.seq = append(*b.seq, b.block)
}

// at makes node the position of the ops that follow and returns what
// restores the one before.
func (b *builder) at(node syntax.Node) func() {
	saved := b.pos
	b.pos = node.Extent()
	return func() { b.pos = saved }
}

// op appends op to the open block, with position and exception edge.
func (b *builder) op(op *ir.Op) *ir.Op {
	if op.Pos == (diag.Span{}) {
		op.Pos = b.pos
	}
	op.Exc = b.try
	b.block.Ops = append(b.block.Ops, op)
	if op.Code.Info().Term {
		b.block = nil
	}
	return op
}

// value appends op with a result of the representation its opcode says.
func (b *builder) value(op *ir.Op, hint string) *ir.Value {
	op.Res = b.fresh(op.Code.Info().Res, hint)
	op.Res.Def = op
	b.op(op)
	return op.Res
}

func (b *builder) fresh(rep ir.Rep, hint string) *ir.Value {
	v := &ir.Value{ID: b.fn.NValues, Rep: rep, Hint: hint}
	b.fn.NValues++
	return v
}

// emit is value for an opcode that needs operands only.
func (b *builder) emit(code ir.Code, hint string, args ...*ir.Value) *ir.Value {
	op := &ir.Op{Code: code, Args: args}
	if len(args) == 2 {
		op.Classes = b.operators(code)
	}
	return b.value(op, hint)
}

// operators returns the classes whose method performs an operator on two operands.
func (b *builder) operators(code ir.Code) []*ir.Class {
	name := code.Method()
	if name == "" {
		return nil
	}
	classes, ok := b.operatorsOf[code]
	if !ok {
		classes = b.receivers(name, 1)
		if ir.OpIAdd <= code && code <= ir.OpIMatMul && b.anyDefines("__i"+name[2:]) {
			classes = nil
		}
		b.operatorsOf[code] = classes
	}
	return classes
}

// anyDefines reports whether a class of the program has attr in its suite.
func (b *builder) anyDefines(attr string) bool {
	return slices.ContainsFunc(b.prog.Classes, func(c *ir.Class) bool { return c.Defines[attr] })
}

// do is op for an opcode that needs operands only and has no result.
func (b *builder) do(code ir.Code, args ...*ir.Value) { b.op(&ir.Op{Code: code, Args: args}) }

// newVar adds a variable to the function.
func (b *builder) newVar(name string, rep ir.Rep) *ir.Var {
	v := &ir.Var{ID: len(b.fn.Params) + len(b.fn.Vars), Name: name, Rep: rep}
	b.fn.Vars = append(b.fn.Vars, v)
	return v
}

// sub runs body on a sequence of its own and returns it; a sequence without
// anything in it comes back as nil.
func (b *builder) sub(body func()) ir.Seq {
	seq, block := b.seq, b.block
	var s ir.Seq
	b.seq = &s
	b.open()
	body()
	b.seq, b.block = seq, block
	if first := s[0].(*ir.Block); len(s) == 1 && len(first.Ops) == 0 {
		return nil
	}
	return s
}

// add appends a structure; ends says whether control gets behind it.
func (b *builder) add(n ir.Node, ends bool) {
	*b.seq = append(*b.seq, n)
	b.block = nil
	if ends {
		b.open()
	}
}

// branch lowers an if; either suite may be nil.
func (b *builder) branch(cond *ir.Value, then, els func()) {
	n := &ir.If{Pos: b.pos, Cond: cond}
	if then != nil {
		n.Then = b.sub(then)
	}
	if els != nil {
		n.Else = b.sub(els)
	}
	b.add(n, n.Then.Ends() || n.Else.Ends())
}

// choose lowers an if that gives a value.
func (b *builder) choose(cond *ir.Value, hint string, then, els func() *ir.Value) *ir.Value {
	n := &ir.If{Pos: b.pos, Cond: cond}
	phi := &ir.Phi{}
	n.Then = b.sub(func() { phi.Then = then() })
	n.Else = b.sub(func() { phi.Else = els() })
	phi.Res = b.fresh(phi.Then.Rep, hint)
	phi.Res.Phi = phi
	n.Phis = []*ir.Phi{phi}
	b.add(n, true)
	return phi.Res
}

// chooseTwo is choose for an object and its truth.
func (b *builder) chooseTwo(cond *ir.Value, hint string, then, els func() (v, truth *ir.Value)) (v, truth *ir.Value) {
	n := &ir.If{Pos: b.pos, Cond: cond}
	value, known := &ir.Phi{}, &ir.Phi{}
	n.Then = b.sub(func() { value.Then, known.Then = then() })
	n.Else = b.sub(func() { value.Else, known.Else = els() })
	value.Res, known.Res = b.fresh(value.Then.Rep, hint), b.fresh(known.Then.Rep, "truth")
	value.Res.Phi, known.Res.Phi = value, known
	n.Phis = []*ir.Phi{value, known}
	b.add(n, true)
	return value.Res, known.Res
}

// loop lowers a loop. head gives the op of the loop's head, if it has one;
// body gets that op's result.
func (b *builder) loop(kind ir.LoopKind, head *ir.Op, hint string, body func(item *ir.Value), orelse func()) {
	b.loopWith(kind, head, hint, nil, body, orelse)
}

// loopOver lowers a loop that assigns what next gives to target. Several targets get
// their items before anything else happens, so that the runtime can hand out pairs
// that no tuple holds.
func (b *builder) loopOver(next *ir.Op, target syntax.Expr, body, orelse func()) {
	targets := elements(target)
	if len(targets) == 0 || hasStar(targets) {
		b.loop(ir.LoopIter, next, hint(target), func(item *ir.Value) {
			b.assignTo(target, item)
			body()
		}, orelse)
		return
	}
	var items []*ir.Value
	b.loopWith(ir.LoopIter, next, hint(target), func(item *ir.Value) {
		defer b.at(target)()
		items = b.unpackTo(targets, item)
	}, func(*ir.Value) {
		for i, t := range targets {
			b.assignTo(t, items[i])
		}
		body()
	}, orelse)
}

// loopWith is loop with what comes first in each round, before the poll.
func (b *builder) loopWith(kind ir.LoopKind, head *ir.Op, hint string, first, body func(item *ir.Value), orelse func()) {
	l := &ir.Loop{ID: b.fn.NLoops, Pos: b.pos, Kind: kind, Head: &ir.Block{}}
	b.fn.NLoops++
	var item *ir.Value
	if head != nil {
		head.Pos, head.Exc = b.pos, b.try
		item = b.fresh(head.Code.Info().Res, hint)
		item.Def, head.Res = head, item
		l.Head.Ops = []*ir.Op{head}
	}
	b.ctl = append(b.ctl, control{loop: l})
	breaks := false
	l.Body = b.sub(func() {
		if first != nil {
			first(item)
		}
		b.do(ir.OpPoll)
		body(item)
	})
	b.ctl = b.ctl[:len(b.ctl)-1]
	if orelse != nil {
		l.Else = b.sub(orelse)
	}
	l.Body.Walk(func(n ir.Node) {
		if blk, ok := n.(*ir.Block); ok {
			if op := blk.Last(); op != nil && op.Code == ir.OpBreak && op.Loop == l {
				breaks = true
			}
		}
	})
	b.add(l, breaks || kind != ir.Forever && l.Else.Ends())
}

// protect lowers a try: exceptions in body run handler, which finds them
// pending. after runs behind body, unprotected.
func (b *builder) protect(expects bool, body, after, handler func()) {
	outer := b.try
	t := &ir.Try{ID: b.fn.NTrys, Pos: b.pos, Expects: expects}
	b.fn.NTrys++
	t.Body = b.sub(func() {
		b.try = t
		body()
		b.try = outer
		if b.block != nil && after != nil {
			after()
		}
	})
	if t.Body == nil {
		return // nothing to protect
	}
	if !raisesTo(t) {
		// Without an edge the handler is unreachable: only the body is left.
		redirect(t.Body, t, outer)
		*b.seq = append(*b.seq, t.Body[1:]...)
		b.block.Ops = append(b.block.Ops, t.Body[0].(*ir.Block).Ops...)
		b.reopen(t.Body)
		return
	}
	t.Handler = b.sub(handler)
	if t.Handler == nil {
		t.Handler = ir.Seq{&ir.Block{}}
	}
	b.add(t, t.Body.Ends() || t.Handler.Ends())
}

// reopen makes the end of s, just appended, the open block.
func (b *builder) reopen(s ir.Seq) {
	switch {
	case !s.Ends():
		b.block = nil
	case len(s) > 1:
		b.block = s[len(s)-1].(*ir.Block)
	}
}

// redirect gives to the exception edges of s that lead to from. Ops that
// cannot raise have one too, until a pass looks.
func redirect(s ir.Seq, from, to *ir.Try) {
	s.Walk(func(n ir.Node) {
		if blk, ok := n.(*ir.Block); ok {
			for _, op := range blk.Ops {
				if op.Exc == from {
					op.Exc = to
				}
			}
		}
	})
}

// raisesTo reports whether an op in t's body has an edge to its handler.
func raisesTo(t *ir.Try) bool {
	found := false
	t.Body.Walk(func(n ir.Node) {
		if blk, ok := n.(*ir.Block); ok {
			for _, op := range blk.Ops {
				found = found || op.Exc == t && op.MayRaise()
			}
		}
	})
	return found
}

// leave unwinds to depth controls, emitting what must run on the way.
func (b *builder) leave(depth int) {
	ctl, try, handled := b.ctl, b.try, b.handled
	for len(b.ctl) > depth && b.block != nil {
		top := b.ctl[len(b.ctl)-1]
		b.ctl = slices.Clip(b.ctl[:len(b.ctl)-1]) // cleanup may append
		if top.cleanup != nil {
			b.try, b.handled = top.try, top.handled
			top.cleanup()
		}
	}
	b.ctl, b.try, b.handled = ctl, try, handled
}

// jump lowers break and continue.
func (b *builder) jump(code ir.Code) {
	for i := len(b.ctl) - 1; i >= 0; i-- {
		if l := b.ctl[i].loop; l != nil {
			b.leave(i + 1)
			if b.block != nil {
				b.op(&ir.Op{Code: code, Loop: l})
			}
			return
		}
	}
}

// ret lowers a return of v, None if nil.
func (b *builder) ret(v *ir.Value) {
	if b.block == nil {
		return
	}
	if v == nil {
		v = b.none()
	}
	b.leave(0)
	if b.block != nil {
		b.do(ir.OpReturn, v)
	}
}

// guarded runs body so that cleanup runs however it is left, exceptions
// included. An exception in cleanup replaces the one before it.
func (b *builder) guarded(body, cleanup func()) {
	outer := b.try
	b.protect(false, func() {
		b.ctl = append(b.ctl, control{cleanup: cleanup, try: outer, handled: b.handled})
		body()
		b.ctl = b.ctl[:len(b.ctl)-1]
	}, cleanup, func() {
		cleanup()
		b.do(ir.OpRethrow)
	})
}

// Constants.

func (b *builder) constant(c *ir.Const) *ir.Value {
	return b.value(&ir.Op{Code: ir.OpConst, Const: c}, "")
}

func (b *builder) none() *ir.Value { return b.constant(&ir.Const{Kind: ir.ConstNone}) }

func (b *builder) str(s string) *ir.Value {
	return b.constant(&ir.Const{Kind: ir.ConstStr, Text: s})
}

func (b *builder) boolean(x bool) *ir.Value {
	op := &ir.Op{Code: ir.OpBoolVal}
	if x {
		op.N = 1
	}
	return b.value(op, "")
}
