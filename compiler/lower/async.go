package lower

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Asynchronous statements: a coroutine is a generator that is awaited. Where an
// ordinary statement calls, an asynchronous one awaits what the call gives.

// What Delegate makes the iterator of.
const (
	fromIterable  = iota // yield from
	fromAwaitable        // await
	fromNext             // the next item of an asynchronous iterator
	fromEnter            // what __aenter__ gave
	fromExit             // what __aexit__ gave
)

func (b *builder) await(e *syntax.Await) *ir.Value {
	return b.delegate(b.expr(e.Value), fromAwaitable)
}

// asyncIter evaluates what an asynchronous loop is over.
func (b *builder) asyncIter(iter syntax.Expr) *ir.Value {
	defer b.at(iter)()
	return b.emit(ir.OpAsyncIter, "iter", b.expr(iter))
}

func (b *builder) asyncFor(s *syntax.AsyncFor) {
	it := b.asyncIter(s.Iter)
	b.asyncLoop(it, s.Target, func() { b.stmts(s.Body) }, func() { b.stmts(s.Orelse) })
}

// asyncLoop lowers a loop over the asynchronous iterator it: StopAsyncIteration
// from its next item, and from nothing else, ends it.
func (b *builder) asyncLoop(it *ir.Value, target syntax.Expr, body, orelse func()) {
	item := b.newVar("", ir.RepValue)
	b.loop(ir.Forever, nil, "", func(*ir.Value) {
		l := b.ctl[len(b.ctl)-1].loop
		b.protect(false, func() {
			b.op(&ir.Op{Code: ir.OpStoreVar, Var: item, Args: []*ir.Value{b.delegate(it, fromNext)}})
		}, nil, func() {
			b.branch(b.emit(ir.OpEndAsyncFor, "ended"), func() {
				// The else suite is outside the loop for break and continue.
				saved := b.ctl
				b.ctl = slices.Clip(b.ctl[:len(b.ctl)-1])
				orelse()
				b.ctl = saved
				if b.block != nil {
					b.op(&ir.Op{Code: ir.OpBreak, Loop: l})
				}
			}, func() { b.do(ir.OpRethrow) })
		})
		if b.block == nil {
			return
		}
		b.assignTo(target, b.value(&ir.Op{Code: ir.OpLoadVar, Var: item, Move: true}, hint(target)))
		body()
	}, nil)
}

// asyncWith lowers an async with statement, item by item.
func (b *builder) asyncWith(s *syntax.AsyncWith, items []*syntax.WithItem) {
	if len(items) == 0 {
		b.stmts(s.Body)
		return
	}
	it := items[0]
	defer b.at(it.ContextExpr)()
	mgr := b.expr(it.ContextExpr)
	enter := b.value(&ir.Op{Code: ir.OpSpecial, Name: "__aenter__", Args: []*ir.Value{mgr}}, "enter")
	exit := b.value(&ir.Op{Code: ir.OpSpecial, Name: "__aexit__", Args: []*ir.Value{mgr}}, "exit")
	v := b.delegate(b.emit(ir.OpCall, "entered", enter), fromEnter)
	outer := b.try
	leave := func() {
		none := b.none()
		b.delegate(b.emit(ir.OpCall, "exit", exit, none, none, none), fromExit)
	}
	b.protect(false, func() {
		b.ctl = append(b.ctl, control{cleanup: leave, try: outer, handled: b.handled})
		if it.OptionalVars != nil {
			b.assignTo(it.OptionalVars, v)
		}
		b.asyncWith(s, items[1:])
		b.ctl = b.ctl[:len(b.ctl)-1]
	}, leave, func() {
		b.handling(func(e *ir.Value) {
			result := b.delegate(b.emit(ir.OpExitCall, "result", exit, e), fromExit)
			b.branch(b.emit(ir.OpTruth, "swallow", result), nil, func() { b.do(ir.OpReraise, e) })
		})
	})
}

// asyncClause is forEachIn for "async for".
func (b *builder) asyncClause(inner *resolve.Scope, target, iter syntax.Expr, source *ir.Var, body func()) {
	var it *ir.Value
	if source != nil {
		it = b.value(&ir.Op{Code: ir.OpLoadVar, Var: source}, "iter")
	} else {
		it = b.asyncIter(iter)
	}
	b.scope = inner
	defer b.at(iter)()
	b.asyncLoop(it, target, body, func() {})
}
