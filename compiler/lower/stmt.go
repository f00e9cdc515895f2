package lower

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// stmts lowers a suite. What control does not get to is left out.
func (b *builder) stmts(body []syntax.Stmt) {
	for _, s := range body {
		if b.block == nil {
			return
		}
		b.stmt(s)
	}
}

func (b *builder) stmt(s syntax.Stmt) {
	defer b.at(s)()
	switch s := s.(type) {
	case *syntax.ExprStmt:
		if b.mode == "single" && b.scope == b.info.Root {
			b.display(b.expr(s.Value))
			break
		}
		if _, ok := s.Value.(*syntax.Constant); !ok {
			b.expr(s.Value)
		}
	case *syntax.Assign:
		b.assign(s)
	case *syntax.AugAssign:
		b.augAssign(s)
	case *syntax.AnnAssign:
		b.annAssign(s)
	case *syntax.If:
		b.ifStmt(s)
	case *syntax.While:
		b.while(s)
	case *syntax.For:
		b.forStmt(s)
	case *syntax.Break:
		b.jump(ir.OpBreak)
	case *syntax.Continue:
		b.jump(ir.OpContinue)
	case *syntax.Return:
		var v *ir.Value
		if s.Value != nil {
			v = b.expr(s.Value)
		}
		b.ret(v)
	case *syntax.FunctionDef:
		b.def(s, s)
	case *syntax.ClassDef:
		b.classDef(s)
	case *syntax.Try:
		b.tryStmt(s, false)
	case *syntax.With:
		b.with(s, s.Items)
	case *syntax.Raise:
		b.raise(s)
	case *syntax.Assert:
		b.assert(s)
	case *syntax.Delete:
		for _, t := range s.Targets {
			b.delete(t)
		}
	case *syntax.Import:
		b.importStmt(s)
	case *syntax.ImportFrom:
		b.importFrom(s)
	case *syntax.Global, *syntax.Nonlocal, *syntax.Pass, *syntax.BadStmt:
	case *syntax.AsyncFunctionDef:
		b.def(s, (*syntax.FunctionDef)(s))
	case *syntax.AsyncFor:
		b.asyncFor(s)
	case *syntax.AsyncWith:
		b.asyncWith(s, s.Items)
	case *syntax.TryStar:
		b.tryStmt((*syntax.Try)(s), true)
	case *syntax.Match:
		b.matchStmt(s)
	case *syntax.TypeAlias:
		b.typeAlias(s)
	default:
		b.unsupported(s, "this statement is")
	}
}

// ifStmt lowers if and elif. "if a and b" without an else nests.
func (b *builder) ifStmt(s *syntax.If) {
	if c, ok := constTruth(s.Test); ok {
		if c {
			b.stmts(s.Body)
		} else {
			b.stmts(s.Orelse)
		}
		return
	}
	if test, ok := s.Test.(*syntax.BoolOp); ok && test.Op == syntax.And && len(s.Orelse) == 0 {
		var nest func(tests []syntax.Expr)
		nest = func(tests []syntax.Expr) {
			if len(tests) == 0 {
				b.stmts(s.Body)
				return
			}
			b.branch(b.cond(tests[0]), func() { nest(tests[1:]) }, nil)
		}
		nest(test.Values)
		return
	}
	var els func()
	if len(s.Orelse) > 0 {
		els = func() { b.stmts(s.Orelse) }
	}
	b.branch(b.cond(s.Test), func() { b.stmts(s.Body) }, els)
}

func (b *builder) while(s *syntax.While) {
	forever := false
	if c, ok := constTruth(s.Test); ok {
		if !c {
			b.stmts(s.Orelse)
			return
		}
		forever = true
	}
	b.loop(ir.Forever, nil, "", func(*ir.Value) {
		if !forever {
			defer b.at(s.Test)()
			l := b.ctl[len(b.ctl)-1].loop
			b.branch(b.cond(s.Test), nil, func() {
				// The else suite is outside the loop for break and continue.
				saved := b.ctl
				b.ctl = slices.Clip(b.ctl[:len(b.ctl)-1])
				b.stmts(s.Orelse)
				b.ctl = saved
				if b.block != nil {
					b.op(&ir.Op{Code: ir.OpBreak, Loop: l})
				}
			})
		}
		b.stmts(s.Body)
	}, nil)
}

func (b *builder) forStmt(s *syntax.For) {
	var orelse func()
	if len(s.Orelse) > 0 {
		orelse = func() { b.stmts(s.Orelse) }
	}
	b.forEach(s.Target, s.Iter, func() { b.stmts(s.Body) }, orelse)
}

// forEach lowers a loop over iter that assigns to target: a counted loop if
// iter is a call of the builtin range.
func (b *builder) forEach(target, iter syntax.Expr, body, orelse func()) {
	if call, ok := iter.(*syntax.Call); ok && b.isRange(call) {
		head := b.rangeHead(call)
		b.loop(ir.LoopRange, head, "i", func(i *ir.Value) {
			b.assignTo(target, b.emit(ir.OpBoxInt, hint(target), i))
			body()
		}, orelse)
		return
	}
	next := b.iterate(iter)
	defer b.at(iter)()
	b.loopOver(next, target, body, orelse)
}

// iterate evaluates what a loop is over and gives the op of the loop's head. The
// generator that a known function makes is resumed by its own function: nothing
// else has it.
func (b *builder) iterate(iter syntax.Expr) *ir.Op {
	v := b.iterable(iter)
	if def := v.Def; def != nil && def.Code == ir.OpCallKnown && def.Proto.Suspends == ir.Generator {
		return &ir.Op{Code: ir.OpNext, Proto: def.Proto, Args: []*ir.Value{v}}
	}
	return &ir.Op{Code: ir.OpNext, Args: []*ir.Value{b.emit(ir.OpIter, "iter", v)}}
}

// iterable evaluates what a loop is over. A display of constants is a constant then,
// and a set has that one's order.
func (b *builder) iterable(e syntax.Expr) *ir.Value {
	if s, ok := e.(*syntax.Set); ok {
		if c := constOf(&syntax.Tuple{Elts: s.Elts}); c != nil {
			defer b.at(e)()
			return b.constant(&ir.Const{Kind: ir.ConstFrozenset, Items: c.Items})
		}
	}
	return b.expr(e)
}

// isRange reports whether e calls the builtin range with plain arguments.
func (b *builder) isRange(e *syntax.Call) bool {
	n, ok := e.Func.(*syntax.Name)
	if !ok || n.Id != "range" || !b.isBuiltin(n) || len(e.Keywords) > 0 || len(e.Args) < 1 || len(e.Args) > 3 {
		return false
	}
	for _, a := range e.Args {
		if _, ok := a.(*syntax.Starred); ok || mayBeLarge(a) {
			return false
		}
	}
	return true
}

// mayBeLarge reports whether an expression looks like a number beyond 63 bits:
// a large constant, a power or a shift.
func mayBeLarge(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Constant:
		c := constOf(e)
		return c != nil && c.Kind == ir.ConstBig
	case *syntax.UnaryOp:
		return mayBeLarge(e.Operand)
	case *syntax.BinOp:
		if e.Op == syntax.Pow || e.Op == syntax.LShift {
			if c := constOf(e.Right); c == nil || c.Kind != ir.ConstInt || c.Int > 40 {
				return true
			}
		}
		return mayBeLarge(e.Left) || mayBeLarge(e.Right)
	}
	return false
}

// rangeHead evaluates the arguments of range to int64s, at compile time if
// they are constants.
func (b *builder) rangeHead(e *syntax.Call) *ir.Op {
	defer b.at(e)()
	parts := []syntax.Expr{nil, e.Args[0], nil}
	if len(e.Args) > 1 {
		copy(parts, e.Args)
	}
	consts := [3]int64{0, 0, 1}
	all := true
	for i, p := range parts {
		if p == nil {
			continue
		}
		c := constOf(p)
		if c == nil || c.Kind != ir.ConstInt || i == 2 && c.Int == 0 {
			all = false
			break
		}
		consts[i] = c.Int
	}
	integer := func(n int64) *ir.Value { return b.value(&ir.Op{Code: ir.OpConstInt, N: n}, "") }
	if all {
		return &ir.Op{Code: ir.OpRangeNext, Args: []*ir.Value{integer(consts[0]), integer(consts[1]), integer(consts[2])}}
	}
	var vs [3]*ir.Value
	for i, p := range parts {
		if p == nil {
			vs[i] = b.constant(&ir.Const{Kind: ir.ConstInt, Int: consts[i]})
		} else {
			vs[i] = b.expr(p)
		}
	}
	op := &ir.Op{Code: ir.OpRange, Args: vs[:]}
	start := b.value(op, "start")
	stop, step := b.fresh(ir.RepInt, "stop"), b.fresh(ir.RepInt, "step")
	stop.Def, step.Def = op, op
	op.More = []*ir.Value{stop, step}
	if parts[2] == nil {
		step = integer(1)
	}
	return &ir.Op{Code: ir.OpRangeNext, Args: []*ir.Value{start, stop, step}}
}

// hint names a value after what it is assigned to.
func hint(target syntax.Expr) string {
	switch t := target.(type) {
	case *syntax.Name:
		return t.Id
	case *syntax.Attribute:
		return t.Attr
	}
	return "item"
}
