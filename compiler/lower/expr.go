package lower

import (
	"fmt"
	"math/big"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// binaryOps maps Python's operators to opcodes; the in-place opcode is as far
// behind as OpIAdd is behind OpAdd.
var binaryOps = [...]ir.Code{
	syntax.Add: ir.OpAdd, syntax.Sub: ir.OpSub, syntax.Mult: ir.OpMul,
	syntax.MatMult: ir.OpMatMul, syntax.Div: ir.OpTrueDiv, syntax.Mod: ir.OpMod,
	syntax.Pow: ir.OpPow, syntax.LShift: ir.OpLShift, syntax.RShift: ir.OpRShift,
	syntax.BitOr: ir.OpOr, syntax.BitXor: ir.OpXor, syntax.BitAnd: ir.OpAnd,
	syntax.FloorDiv: ir.OpFloorDiv,
}

// operatorHints name results of arithmetic in the output.
var operatorHints = [...]string{
	syntax.Add: "sum", syntax.Sub: "diff", syntax.Mult: "product", syntax.MatMult: "product",
	syntax.Div: "quotient", syntax.Mod: "mod", syntax.Pow: "power", syntax.LShift: "shifted",
	syntax.RShift: "shifted", syntax.BitOr: "bits", syntax.BitXor: "bits", syntax.BitAnd: "bits",
	syntax.FloorDiv: "quotient",
}

// MaxInt and MinInt bound the integers that a Value holds without an object.
const (
	MaxInt = 1<<62 - 1
	MinInt = -1 << 62
)

// expr lowers an expression to a value.
func (b *builder) expr(e syntax.Expr) *ir.Value {
	defer b.at(e)()
	if c := constOf(e); c != nil {
		return b.constant(c)
	}
	switch e := e.(type) {
	case *syntax.Constant:
		return b.literal(e)
	case *syntax.Name:
		return b.name(e)
	case *syntax.BinOp:
		if e.Op == syntax.Mod {
			if v := b.percent(e); v != nil {
				return v
			}
		}
		l := b.expr(e.Left)
		r := b.expr(e.Right)
		return b.emit(binaryOps[e.Op], operatorHints[e.Op], l, r)
	case *syntax.UnaryOp:
		return b.unary(e)
	case *syntax.BoolOp:
		return b.boolOp(e.Op, e.Values)
	case *syntax.Compare:
		return b.compare(e)
	case *syntax.IfExp:
		return b.choose(b.cond(e.Test), "choice",
			func() *ir.Value { return b.expr(e.Body) }, func() *ir.Value { return b.expr(e.Orelse) })
	case *syntax.NamedExpr:
		v := b.expr(e.Value)
		b.assignTo(e.Target, v)
		return v
	case *syntax.Attribute:
		return b.attribute(e)
	case *syntax.Subscript:
		o := b.expr(e.Value)
		if s, ok := e.Slice.(*syntax.Slice); ok {
			return b.emit(ir.OpGetSlice, "part", append([]*ir.Value{o}, b.sliceParts(s)...)...)
		}
		return b.emit(ir.OpGetItem, "item", o, b.expr(e.Slice))
	case *syntax.Slice:
		return b.slice(e)
	case *syntax.Call:
		return b.call(e)
	case *syntax.Tuple:
		if hasStar(e.Elts) || len(e.Elts) > manyPending && constants(e.Elts) == nil {
			return b.emit(ir.OpListToTuple, "tuple", b.starList(e.Elts))
		}
		return b.emit(ir.OpTuple, "tuple", b.exprs(e.Elts)...)
	case *syntax.List:
		if hasStar(e.Elts) {
			return b.starList(e.Elts)
		}
		if c := constants(e.Elts); c != nil {
			list := b.emit(ir.OpList, "list")
			b.do(ir.OpListExtend, list, b.constant(c))
			return list
		}
		if len(e.Elts) > manyPending {
			return b.starList(e.Elts)
		}
		return b.emit(ir.OpList, "list", b.exprs(e.Elts)...)
	case *syntax.Dict:
		return b.dict(e)
	case *syntax.Set:
		return b.set(e)
	case *syntax.ListComp:
		return b.listComp(e)
	case *syntax.SetComp:
		return b.setComp(e)
	case *syntax.DictComp:
		return b.dictComp(e)
	case *syntax.JoinedStr:
		return b.joined(e)
	case *syntax.Lambda:
		return b.lambda(e)
	case *syntax.GeneratorExp:
		return b.generatorExp(e)
	case *syntax.Await:
		return b.await(e)
	case *syntax.Yield:
		return b.yield(e)
	case *syntax.YieldFrom:
		return b.yieldFrom(e)
	case *syntax.TemplateStr:
		return b.template(e)
	case *syntax.Starred:
		b.unsupported(e, "a starred expression here is")
	case *syntax.BadExpr: // reported
	default:
		b.unsupported(e, "this expression is")
	}
	return b.none()
}

func (b *builder) exprs(es []syntax.Expr) []*ir.Value {
	vs := make([]*ir.Value, len(es))
	for i, e := range es {
		vs[i] = b.expr(e)
	}
	return vs
}

// constOf returns e as a constant, or nil: literals, signs before numbers,
// and tuples of constants.
func constOf(e syntax.Expr) *ir.Const {
	switch e := e.(type) {
	case *syntax.Constant:
		switch v := e.Value.(type) {
		case nil:
			return &ir.Const{Kind: ir.ConstNone}
		case bool:
			if v {
				return &ir.Const{Kind: ir.ConstTrue}
			}
			return &ir.Const{Kind: ir.ConstFalse}
		case int64:
			return intConst(big.NewInt(v))
		case *big.Int:
			return intConst(v)
		case syntax.Imag:
			return &ir.Const{Kind: ir.ConstImag, Float: float64(v)}
		case float64:
			return &ir.Const{Kind: ir.ConstFloat, Float: v}
		case string:
			return &ir.Const{Kind: ir.ConstStr, Text: v}
		case []byte:
			return &ir.Const{Kind: ir.ConstBytes, Text: string(v)}
		case syntax.Ellipsis:
			return &ir.Const{Kind: ir.ConstEllipsis}
		}
	case *syntax.BinOp:
		if r := constOf(e.Right); r != nil {
			if l := constOf(e.Left); l != nil {
				return foldBinary(e.Op, l, r)
			}
		}
	case *syntax.UnaryOp:
		if e.Op != syntax.USub && e.Op != syntax.Invert {
			return nil
		}
		c := constOf(e.Operand)
		switch {
		case c == nil:
		case e.Op == syntax.Invert:
			if c.Kind != ir.ConstInt {
				return nil
			}
			return intConst(new(big.Int).Not(big.NewInt(c.Int)))
		case c.Kind == ir.ConstInt:
			return intConst(new(big.Int).Neg(big.NewInt(c.Int)))
		case c.Kind == ir.ConstBig:
			n, _ := new(big.Int).SetString(c.Text, 0)
			return intConst(n.Neg(n))
		case c.Kind == ir.ConstFloat:
			return &ir.Const{Kind: ir.ConstFloat, Float: -c.Float}
		}
	case *syntax.Tuple:
		c := &ir.Const{Kind: ir.ConstTuple}
		for _, it := range e.Elts {
			x := constOf(it)
			if x == nil {
				return nil
			}
			c.Items = append(c.Items, x)
		}
		return c
	}
	return nil
}

// intConst returns the constant of an int.
func intConst(n *big.Int) *ir.Const {
	if n.IsInt64() && n.Int64() >= MinInt && n.Int64() <= MaxInt {
		return &ir.Const{Kind: ir.ConstInt, Int: n.Int64()}
	}
	return &ir.Const{Kind: ir.ConstBig, Text: fmt.Sprintf("%#x", n)}
}

// literal reports the literals that are no constants yet.
func (b *builder) literal(e *syntax.Constant) *ir.Value {
	switch e.Value.(type) {
	default:
		b.unsupported(e, "this literal is")
	}
	return b.none()
}

func (b *builder) unary(e *syntax.UnaryOp) *ir.Value {
	switch e.Op {
	case syntax.Not:
		if _, ok := e.Operand.(*syntax.BoolOp); ok { // asked again, as an object
			return b.emit(ir.OpBox, "", b.emit(ir.OpNot, "", b.truthOf(b.expr(e.Operand))))
		}
		return b.emit(ir.OpBox, "", b.cond(e))
	case syntax.USub:
		return b.emit(ir.OpNeg, "neg", b.expr(e.Operand))
	case syntax.UAdd:
		return b.emit(ir.OpPos, "pos", b.expr(e.Operand))
	}
	return b.emit(ir.OpInvert, "bits", b.expr(e.Operand))
}

// attribute lowers value.attr: a slot where the class is known.
func (b *builder) attribute(e *syntax.Attribute) *ir.Value {
	attr := mangle(b.scope.Private, e.Attr)
	if in := b.moduleOf(e.Value); in != nil && in.owns(e.Attr) {
		if f := in.global(e.Attr).Func; f != nil {
			f.AddressTaken = true
		}
		return b.moduleVar(e, in)
	}
	class, i := b.slot(e.Value, attr)
	o := b.expr(e.Value)
	if class != nil {
		return b.value(&ir.Op{Code: ir.OpGetSlot, Class: class, N: int64(i), Name: attr, Args: []*ir.Value{o}}, attr)
	}
	return b.getAttr(o, attr)
}

func (b *builder) slice(e *syntax.Slice) *ir.Value {
	return b.emit(ir.OpSlice, "slice", b.sliceParts(e)...)
}

// sliceParts evaluates start, stop and step of a slice.
func (b *builder) sliceParts(e *syntax.Slice) []*ir.Value {
	defer b.at(e)()
	part := func(x syntax.Expr) *ir.Value {
		if x == nil {
			return b.none()
		}
		return b.expr(x)
	}
	return []*ir.Value{part(e.Lower), part(e.Upper), part(e.Step)}
}
