package lower

import (
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// assign lowers "targets = value": the value first, then the targets from
// left to right.
func (b *builder) assign(s *syntax.Assign) {
	if len(s.Targets) == 1 && b.assignTogether(s.Targets[0], s.Value) {
		return
	}
	v := b.expr(s.Value)
	for _, t := range s.Targets {
		b.assignTo(t, v)
	}
}

// assignTogether lowers "a, b = x, y" without a tuple between. It evaluates
// all of the right side before it assigns.
func (b *builder) assignTogether(target, value syntax.Expr) bool {
	to, from := elements(target), elements(value)
	if to == nil || len(to) != len(from) || len(to) > 8 || hasStar(to) || hasStar(from) {
		return false
	}
	if _, isList := value.(*syntax.List); isList {
		return false
	}
	vs := b.exprs(from)
	for i, t := range to {
		b.assignTo(t, vs[i])
	}
	return true
}

// elements returns the elements of a tuple or list, nil for anything else.
func elements(e syntax.Expr) []syntax.Expr {
	switch e := e.(type) {
	case *syntax.Tuple:
		return e.Elts
	case *syntax.List:
		return e.Elts
	}
	return nil
}

// assignTo lowers the assignment of v to one target.
func (b *builder) assignTo(target syntax.Expr, v *ir.Value) {
	defer b.at(target)()
	switch t := target.(type) {
	case *syntax.Name:
		b.storeBinding(b.info.BindingOf(t), t.Id, v)
	case *syntax.Attribute:
		b.storeAttr(t, b.expr(t.Value), v)
	case *syntax.Subscript:
		o := b.expr(t.Value)
		if s, ok := t.Slice.(*syntax.Slice); ok {
			b.do(ir.OpSetSlice, append(append([]*ir.Value{o}, b.sliceParts(s)...), v)...)
			return
		}
		k := b.expr(t.Slice)
		b.do(ir.OpSetItem, o, k, v)
	case *syntax.Tuple:
		b.unpack(t.Elts, v)
	case *syntax.List:
		b.unpack(t.Elts, v)
	case *syntax.Starred:
		b.assignTo(t.Value, v)
	case *syntax.BadExpr:
	default:
		b.unsupported(target, "this assignment target is")
	}
}

func (b *builder) storeAttr(t *syntax.Attribute, o, v *ir.Value) {
	attr := mangle(b.scope.Private, t.Attr)
	if class, i := b.slot(t.Value, attr); class != nil {
		b.op(&ir.Op{Code: ir.OpSetSlot, Class: class, N: int64(i), Name: attr, Args: []*ir.Value{o, v}})
		return
	}
	b.setAttr(o, attr, v)
}

// unpack lowers the assignment of v to several targets, one of which may be
// starred.
func (b *builder) unpack(targets []syntax.Expr, v *ir.Value) {
	star := -1
	for i, t := range targets {
		if _, ok := t.(*syntax.Starred); ok {
			star = i
		}
	}
	if star < 0 && len(targets) > 0 {
		for i, it := range b.unpackTo(targets, v) {
			b.assignTo(targets[i], it)
		}
		return
	}
	op := &ir.Op{Code: ir.OpUnpack, N: int64(len(targets)), Args: []*ir.Value{v}}
	if star >= 0 {
		op = &ir.Op{Code: ir.OpUnpackEx, N: int64(star), Index: []int{len(targets) - star - 1}, Args: []*ir.Value{v}}
	}
	items := b.value(op, "items")
	for i, t := range targets {
		it := b.value(&ir.Op{Code: ir.OpTupleItem, N: int64(i), Args: []*ir.Value{items}}, hint(t))
		b.assignTo(t, it)
	}
}

// unpackTo takes v apart into as many items as there are targets, none of which is
// starred.
func (b *builder) unpackTo(targets []syntax.Expr, v *ir.Value) []*ir.Value {
	op := &ir.Op{Code: ir.OpUnpackTo, N: int64(len(targets)), Args: []*ir.Value{v}}
	items := []*ir.Value{b.value(op, hint(targets[0]))}
	for _, t := range targets[1:] {
		it := b.fresh(ir.RepValue, hint(t))
		it.Def = op
		items = append(items, it)
	}
	op.More = items[1:]
	return items
}

// augAssign lowers "target op= value": what the target needs is evaluated
// once, before the value.
func (b *builder) augAssign(s *syntax.AugAssign) {
	code := binaryOps[s.Op] - ir.OpAdd + ir.OpIAdd
	h := operatorHints[s.Op]
	switch t := s.Target.(type) {
	case *syntax.Name:
		old := b.loadBinding(b.info.BindingOf(t), t.Id)
		b.storeBinding(b.info.BindingOf(t), t.Id, b.emit(code, h, old, b.expr(s.Value)))
	case *syntax.Attribute:
		o := b.expr(t.Value)
		attr := mangle(b.scope.Private, t.Attr)
		var old *ir.Value
		if class, i := b.slot(t.Value, attr); class != nil {
			old = b.value(&ir.Op{Code: ir.OpGetSlot, Class: class, N: int64(i), Name: attr, Args: []*ir.Value{o}}, attr)
		} else {
			old = b.getAttr(o, attr)
		}
		b.storeAttr(t, o, b.emit(code, h, old, b.expr(s.Value)))
	case *syntax.Subscript:
		o := b.expr(t.Value)
		k := b.expr(t.Slice)
		old := b.emit(ir.OpGetItem, "item", o, k)
		b.do(ir.OpSetItem, o, k, b.emit(code, h, old, b.expr(s.Value)))
	case *syntax.BadExpr:
	default:
		b.unsupported(s.Target, "this assignment target is")
	}
}

// delete lowers one target of a del statement.
func (b *builder) delete(target syntax.Expr) {
	defer b.at(target)()
	switch t := target.(type) {
	case *syntax.Name:
		b.deleteBinding(b.info.BindingOf(t), false)
	case *syntax.Attribute:
		b.op(&ir.Op{Code: ir.OpDelAttr, Name: mangle(b.scope.Private, t.Attr), Args: []*ir.Value{b.expr(t.Value)}})
	case *syntax.Subscript:
		b.do(ir.OpDelItem, b.expr(t.Value), b.expr(t.Slice))
	case *syntax.Tuple:
		for _, x := range t.Elts {
			b.delete(x)
		}
	case *syntax.List:
		for _, x := range t.Elts {
			b.delete(x)
		}
	}
}
