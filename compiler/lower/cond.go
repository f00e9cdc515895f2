package lower

import (
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// compareOps maps comparisons to opcodes that give an object; OpTestLt is as
// far behind OpLt as the tests are behind them.
var compareOps = map[syntax.CmpOperator]ir.Code{
	syntax.Lt: ir.OpLt, syntax.LtE: ir.OpLe, syntax.Gt: ir.OpGt,
	syntax.GtE: ir.OpGe, syntax.Eq: ir.OpEq, syntax.NotEq: ir.OpNe,
}

var compareHints = map[syntax.CmpOperator]string{
	syntax.Lt: "less", syntax.LtE: "atMost", syntax.Gt: "greater",
	syntax.GtE: "atLeast", syntax.Eq: "equal", syntax.NotEq: "unequal",
	syntax.In: "found", syntax.NotIn: "found", syntax.Is: "same", syntax.IsNot: "same",
}

// cond lowers an expression to a bool: its truth.
func (b *builder) cond(e syntax.Expr) *ir.Value {
	defer b.at(e)()
	if c, ok := constTruth(e); ok {
		return b.boolean(c)
	}
	switch e := e.(type) {
	case *syntax.UnaryOp:
		if e.Op == syntax.Not {
			return b.emit(ir.OpNot, "", b.cond(e.Operand))
		}
	case *syntax.BoolOp:
		return b.boolCond(e.Op, e.Values)
	case *syntax.Compare:
		return b.compareCond(e)
	}
	v := b.expr(e)
	if v.Def != nil && v.Def.Code == ir.OpBox {
		return v.Def.Args[0]
	}
	return b.emit(ir.OpTruth, "truth", v)
}

// constTruth returns the truth of an expression that is constant.
func constTruth(e syntax.Expr) (truth, ok bool) {
	c := constOf(e)
	if c == nil {
		if n, isName := e.(*syntax.Name); isName && n.Id == "__debug__" {
			return true, true
		}
		return false, false
	}
	switch c.Kind {
	case ir.ConstNone, ir.ConstFalse:
		return false, true
	case ir.ConstInt:
		return c.Int != 0, true
	case ir.ConstFloat, ir.ConstImag:
		return c.Float != 0, true
	case ir.ConstStr, ir.ConstBytes:
		return c.Text != "", true
	case ir.ConstTuple:
		return len(c.Items) > 0, true
	}
	return true, true
}

// boolOp lowers "and" and "or" to the operand that decides.
func (b *builder) boolOp(op syntax.BoolOperator, values []syntax.Expr) *ir.Value {
	if len(values) == 1 {
		return b.expr(values[0])
	}
	n := split(values)
	first, truth := b.boolOpTruth(op, values[:n])
	keep := func() *ir.Value { return first }
	rest := func() *ir.Value { return b.boolOp(op, values[n:]) }
	if op == syntax.And {
		return b.choose(truth, "last", rest, keep)
	}
	return b.choose(truth, "first", keep, rest)
}

// split says how many of an operator's operands to take first: one, and of very many
// half, because what is nested deep takes long to compile.
func split(values []syntax.Expr) int {
	if len(values) <= 16 {
		return 1
	}
	return len(values) / 2
}

// withTruth lowers an expression to an object and its truth. The operand that
// decides an "and" inside an "or" is asked once.
func (b *builder) withTruth(e syntax.Expr) (v, truth *ir.Value) {
	op, ok := e.(*syntax.BoolOp)
	if !ok {
		v = b.expr(e)
		return v, b.truthOf(v)
	}
	defer b.at(e)()
	return b.boolOpTruth(op.Op, op.Values)
}

func (b *builder) boolOpTruth(op syntax.BoolOperator, values []syntax.Expr) (v, truth *ir.Value) {
	if len(values) == 1 {
		return b.withTruth(values[0])
	}
	n := split(values)
	first, decided := b.boolOpTruth(op, values[:n])
	keep := func() (v, truth *ir.Value) { return first, b.boolean(op == syntax.Or) }
	rest := func() (v, truth *ir.Value) { return b.boolOpTruth(op, values[n:]) }
	if op == syntax.And {
		return b.chooseTwo(decided, "last", rest, keep)
	}
	return b.chooseTwo(decided, "first", keep, rest)
}

// boolCond lowers "and" and "or" to their truth.
func (b *builder) boolCond(op syntax.BoolOperator, values []syntax.Expr) *ir.Value {
	if len(values) == 1 {
		return b.cond(values[0])
	}
	n := split(values)
	first := b.boolCond(op, values[:n])
	rest := func() *ir.Value { return b.boolCond(op, values[n:]) }
	if op == syntax.And {
		return b.choose(first, "both", rest, func() *ir.Value { return b.boolean(false) })
	}
	return b.choose(first, "either", func() *ir.Value { return b.boolean(true) }, rest)
}

// compare lowers a comparison to an object. In a chain each operand is
// evaluated once, and the first false result is the chain's.
func (b *builder) compare(e *syntax.Compare) *ir.Value {
	return b.chain(b.expr(e.Left), e, 0)
}

func (b *builder) chain(left *ir.Value, e *syntax.Compare, i int) *ir.Value {
	right := b.expr(e.Comparators[i])
	v := b.compareOne(e.Ops[i], left, right)
	if i+1 == len(e.Ops) {
		return v
	}
	truth := b.truthOf(v)
	return b.choose(truth, "inOrder", func() *ir.Value { return b.chain(right, e, i+1) }, func() *ir.Value { return v })
}

// truthOf is the truth of a value that may have been made from a bool.
func (b *builder) truthOf(v *ir.Value) *ir.Value {
	if v.Def != nil && v.Def.Code == ir.OpBox {
		return v.Def.Args[0]
	}
	return b.emit(ir.OpTruth, "truth", v)
}

func (b *builder) compareOne(op syntax.CmpOperator, l, r *ir.Value) *ir.Value {
	if code, ok := compareOps[op]; ok {
		return b.emit(code, compareHints[op], l, r)
	}
	return b.emit(ir.OpBox, "", b.test(op, l, r))
}

// compareCond lowers a comparison to its truth.
func (b *builder) compareCond(e *syntax.Compare) *ir.Value {
	return b.chainCond(b.expr(e.Left), e, 0)
}

func (b *builder) chainCond(left *ir.Value, e *syntax.Compare, i int) *ir.Value {
	right := b.expr(e.Comparators[i])
	v := b.test(e.Ops[i], left, right)
	if i+1 == len(e.Ops) {
		return v
	}
	return b.choose(v, "inOrder", func() *ir.Value { return b.chainCond(right, e, i+1) }, func() *ir.Value { return b.boolean(false) })
}

func (b *builder) test(op syntax.CmpOperator, l, r *ir.Value) *ir.Value {
	h := compareHints[op]
	switch op {
	case syntax.Is:
		return b.emit(ir.OpTestIs, h, l, r)
	case syntax.IsNot:
		return b.emit(ir.OpNot, "", b.emit(ir.OpTestIs, h, l, r))
	case syntax.In:
		return b.emit(ir.OpTestIn, h, l, r)
	case syntax.NotIn:
		return b.emit(ir.OpNot, "", b.emit(ir.OpTestIn, h, l, r))
	}
	return b.emit(compareOps[op]-ir.OpLt+ir.OpTestLt, h, l, r)
}
