package lower

import (
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Exceptions. A handler runs with the exception pending: it records the frame
// in the traceback, takes the exception (OpCatch), which makes it the one
// being handled, and restores the one before (OpEndCatch) however it is
// left. A finally suite is lowered once for every way out of its try, as in
// CPython: at the end, before each return, break and continue, and for
// exceptions.

// star says that the clauses are except*.
func (b *builder) tryStmt(s *syntax.Try, star bool) {
	if len(s.Finalbody) == 0 {
		b.tryExcept(s, star)
		return
	}
	outer := b.try
	finally := func() { b.stmts(s.Finalbody) }
	b.protect(false, func() {
		b.ctl = append(b.ctl, control{cleanup: finally, try: outer, handled: b.handled})
		if len(s.Handlers) > 0 {
			b.tryExcept(s, star)
		} else {
			b.stmts(s.Body)
		}
		b.ctl = b.ctl[:len(b.ctl)-1]
	}, finally, func() {
		b.handling(func(e *ir.Value) {
			finally()
			if b.block != nil {
				b.do(ir.OpReraise, e)
			}
		})
	})
}

// handling takes the pending exception and runs body while it is being
// handled.
func (b *builder) handling(body func(e *ir.Value)) {
	b.do(ir.OpTrace)
	outer := b.handled
	prev := outer
	switch {
	case b.suspends == ir.RunsThrough:
		prev = b.emit(ir.OpHandled, "handled")
	case prev == nil:
		prev = b.value(&ir.Op{Code: ir.OpHandled, N: 1}, "handled")
	}
	e := b.emit(ir.OpCatch, "caught")
	b.guarded(func() {
		if b.suspends != ir.RunsThrough {
			b.handled = e
		}
		body(e)
		b.handled = outer
	}, func() { b.do(ir.OpEndCatch, prev, e) })
}

// tryExcept lowers the body, the handlers and the else suite.
func (b *builder) tryExcept(s *syntax.Try, star bool) {
	expects := false
	for _, h := range s.Handlers {
		expects = expects || b.expectsPersist(h.Type)
	}
	var orelse func()
	if len(s.Orelse) > 0 {
		orelse = func() { b.stmts(s.Orelse) }
	}
	b.protect(expects, func() { b.stmts(s.Body) }, orelse, func() {
		b.pos = s.Handlers[0].Extent()
		b.handling(func(e *ir.Value) {
			if star {
				b.starHandlers(s.Handlers, e)
			} else {
				b.handlers(s.Handlers, e)
			}
		})
	})
}

// handlers lowers except clauses from the first on; if none matches, the
// exception goes on.
func (b *builder) handlers(hs []*syntax.ExceptHandler, e *ir.Value) {
	if len(hs) == 0 {
		b.do(ir.OpReraise, e)
		return
	}
	h := hs[0]
	defer b.at(h)()
	run := func() { b.handlerBody(h, e) }
	if h.Type == nil {
		run()
		return
	}
	cls := b.expr(h.Type)
	b.pos = h.Type.Extent()
	b.branch(b.emit(ir.OpMatchExc, "match", e, cls), run, func() { b.handlers(hs[1:], e) })
}

// handlerBody binds e to the name of clause h, if it has one, for its suite.
func (b *builder) handlerBody(h *syntax.ExceptHandler, e *ir.Value) {
	if h.Name == "" {
		b.stmts(h.Body)
		return
	}
	bind := b.info.BindingOf(h)
	b.storeBinding(bind, h.Name, e)
	b.guarded(func() { b.stmts(h.Body) }, func() { b.deleteBinding(bind, true) })
}

// starHandlers lowers except* clauses. Each takes its part of the exception,
// which is raised again so that its suite runs while that part is being
// handled; what the suite raises is kept in the state. What is left and what
// was raised goes on at the end.
func (b *builder) starHandlers(hs []*syntax.ExceptHandler, e *ir.Value) {
	state := b.emit(ir.OpList, "star", e, e)
	for _, h := range hs {
		if b.block == nil {
			return
		}
		restore := b.at(h)
		cls := b.expr(h.Type)
		b.pos = h.Type.Extent()
		match := b.emit(ir.OpStarMatch, "match", state, cls)
		b.present(match, func() {
			b.protect(false, func() {
				b.protect(false, func() { b.do(ir.OpReraise, match) }, nil, func() {
					b.handling(func(part *ir.Value) { b.handlerBody(h, part) })
				})
			}, nil, func() {
				b.handling(func(raised *ir.Value) { b.do(ir.OpListAppend, state, raised) })
			})
		})
		restore()
	}
	result := b.emit(ir.OpStarResult, "result", state)
	b.present(result, func() { b.do(ir.OpReraise, result) })
}

// expectsPersist reports whether an except clause for t catches
// parallel.AsyncError or wider.
func (b *builder) expectsPersist(t syntax.Expr) bool {
	switch t := t.(type) {
	case nil:
		return true
	case *syntax.Name:
		switch t.Id {
		case "Exception", "BaseException", "AsyncError", "PersistenceError", "UnprotectedError", "AssignmentError":
			return true
		}
	case *syntax.Attribute:
		switch t.Attr {
		case "AsyncError", "PersistenceError", "UnprotectedError", "AssignmentError":
			return true
		}
	case *syntax.Tuple:
		for _, x := range t.Elts {
			if b.expectsPersist(x) {
				return true
			}
		}
	}
	return false
}

func (b *builder) raise(s *syntax.Raise) {
	if s.Exc == nil {
		b.do(ir.OpBareRaise)
		return
	}
	args := []*ir.Value{b.expr(s.Exc)}
	if s.Cause != nil {
		args = append(args, b.expr(s.Cause))
	}
	b.do(ir.OpRaise, args...)
}

func (b *builder) assert(s *syntax.Assert) {
	cond := b.cond(s.Test)
	b.branch(cond, nil, func() {
		cls := b.value(&ir.Op{Code: ir.OpLoadBuiltin, Name: "AssertionError"}, "AssertionError")
		if s.Msg != nil {
			cls = b.emit(ir.OpCall, "error", cls, b.expr(s.Msg))
		}
		b.do(ir.OpRaise, cls)
	})
}

// with lowers a with statement, item by item.
func (b *builder) with(s *syntax.With, items []*syntax.WithItem) {
	if len(items) == 0 {
		b.stmts(s.Body)
		return
	}
	it := items[0]
	defer b.at(it.ContextExpr)()
	mgr := b.expr(it.ContextExpr)
	enter := b.value(&ir.Op{Code: ir.OpSpecial, Name: "__enter__", Args: []*ir.Value{mgr}}, "enter")
	exit := b.value(&ir.Op{Code: ir.OpSpecial, Name: "__exit__", Args: []*ir.Value{mgr}}, "exit")
	v := b.emit(ir.OpCall, "entered", enter)
	outer := b.try
	leave := func() {
		none := b.none()
		b.emit(ir.OpCall, "exit", exit, none, none, none)
	}
	b.protect(false, func() {
		b.ctl = append(b.ctl, control{cleanup: leave, try: outer, handled: b.handled})
		if it.OptionalVars != nil {
			b.assignTo(it.OptionalVars, v)
		}
		b.with(s, items[1:])
		b.ctl = b.ctl[:len(b.ctl)-1]
	}, leave, func() {
		b.handling(func(e *ir.Value) {
			swallow := b.emit(ir.OpTruth, "swallow", b.emit(ir.OpExitCall, "result", exit, e))
			b.branch(swallow, nil, func() { b.do(ir.OpReraise, e) })
		})
	})
}
