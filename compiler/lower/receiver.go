package lower

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Receivers of unknown class. In a closed world a name says much: of all the
// program's classes few have an attribute x, few a method step, and where an
// object is of one of them its type id tells which. What is found here is a
// guess at run time: the type id is compared, and an object of another type,
// built-in or changed by hand, goes the general way.

// maxReceivers bounds the classes that one operation compares with, in groups
// with one slot, and the methods that one call goes to directly.
const (
	maxSlotRoots = 3
	maxMethods   = 4
)

// slotRoots returns the classes that first have attr as a slot, at most
// maxSlotRoots; nil where a slot is not all there may be to it.
func (p *program) slotRoots(attr string) []*ir.Class {
	if roots, ok := p.roots[attr]; ok {
		return roots
	}
	var roots []*ir.Class
	if !p.reflects && (!p.defined[attr] || p.plainDefault(attr)) {
		for _, c := range p.prog.Classes {
			if c.SlotIndex(attr) >= 0 && (c.Base == nil || c.Base.SlotIndex(attr) < 0) && p.plainSlots(c) {
				roots = append(roots, c)
			}
		}
	}
	if len(roots) > maxSlotRoots {
		roots = nil
	}
	p.roots[attr] = roots
	return roots
}

// plainSlots reports whether attributes of c and its descendants are read and
// stored without hooks.
func (p *program) plainSlots(c *ir.Class) bool {
	for b := c; b != nil; b = b.Base {
		if b.Defines["__getattribute__"] || b.Defines["__setattr__"] {
			return false
		}
	}
	for _, d := range p.prog.Classes[c.ID : c.ID+c.NSub+1] {
		if d.Opaque || d.Defines["__getattribute__"] || d.Defines["__setattr__"] {
			return false
		}
	}
	return true
}

// getAttr lowers o.attr for an object of unknown class.
func (b *builder) getAttr(o *ir.Value, attr string) *ir.Value {
	op := &ir.Op{Code: ir.OpGetAttr, Name: attr, Args: []*ir.Value{o}}
	if roots := b.slotRoots(attr); len(roots) > 0 {
		op.Code, op.Class, op.N, op.Classes = ir.OpGetSlot, roots[0], int64(roots[0].SlotIndex(attr)), roots[1:]
	}
	return b.value(op, attr)
}

// setAttr lowers o.attr = v likewise.
func (b *builder) setAttr(o *ir.Value, attr string, v *ir.Value) {
	op := &ir.Op{Code: ir.OpSetAttr, Name: attr, Args: []*ir.Value{o, v}}
	if roots := b.slotRoots(attr); len(roots) > 0 {
		op.Code, op.Class, op.N, op.Classes = ir.OpSetSlot, roots[0], int64(roots[0].SlotIndex(attr)), roots[1:]
	}
	b.op(op)
}

// receivers returns the classes whose method attr takes just n arguments and
// cannot be another one; nil if there are none, or too many.
func (b *builder) receivers(attr string, n int) []*ir.Class {
	if b.reflects || b.stored[attr] || b.defined[attr] {
		return nil
	}
	var classes []*ir.Class
	methods := map[*ir.Proto]bool{}
	for _, c := range b.prog.Classes {
		if p := b.directMethod(c, attr, n); p != nil {
			classes = append(classes, c)
			methods[p] = true
		}
	}
	if len(methods) > maxMethods {
		return nil
	}
	return classes
}

// directMethod returns the method attr of c if a call of it on an instance with n
// arguments can go there directly, or nil.
func (b *builder) directMethod(c *ir.Class, attr string, n int) *ir.Proto {
	p := b.method(c, attr)
	if p == nil || c.Opaque || c.SlotIndex(attr) >= 0 || c.Defines["__getattribute__"] {
		return nil
	}
	ps := &p.Params
	if ps.NPos != n+1 || ps.NKwOnly > 0 || ps.VarArgs || ps.VarKw || p.Closure {
		return nil
	}
	return p
}

// callAny lowers o.attr(args) for an object of unknown class.
func (b *builder) callAny(o *ir.Value, attr string, args []syntax.Expr) *ir.Value {
	if b.looksUp(attr) && slices.ContainsFunc(args, acts) { // the order of the two can be seen
		f := b.getAttr(o, attr)
		return b.value(&ir.Op{Code: ir.OpCall, Args: append([]*ir.Value{f}, b.exprs(args)...)}, attr)
	}
	if slices.ContainsFunc(args, calls) { // which must not be seen to run if there is no such method
		b.op(&ir.Op{Code: ir.OpHasMethod, Name: attr, Args: []*ir.Value{o}})
	}
	vs := append([]*ir.Value{o}, b.exprs(args)...)
	op := &ir.Op{Code: ir.OpCallMethod, Name: attr, Args: vs}
	if classes := b.receivers(attr, len(args)); len(classes) > 0 {
		op.Code, op.Classes = ir.OpCallSelf, classes
	}
	return b.value(op, attr)
}

// looksUp reports whether looking up o.attr to call it may run code, or find something
// else than later.
func (p *program) looksUp(attr string) bool {
	if p.stored[attr] || p.defined[attr] || p.hooked {
		return true
	}
	return slices.ContainsFunc(p.prog.Classes, func(c *ir.Class) bool { return c.SlotIndex(attr) >= 0 })
}

// acts reports whether evaluating e may do anything.
func acts(e syntax.Expr) bool {
	switch e.(type) {
	case *syntax.Name, *syntax.Constant, *syntax.Lambda:
		return false
	}
	return true
}

// construct lowers C(args) for a class of the program whose instances are made
// without hooks: the object is allocated and its __init__ called directly. It
// returns nil where that is not all there is to it. check makes sure that the
// class exists.
func (b *builder) construct(e *syntax.Call, c *ir.Class, check func()) *ir.Value {
	if c.Opaque || c.ID == ir.DynamicID || b.reflects || b.stored["__init__"] || b.stored["__new__"] || b.defined["__init__"] ||
		len(e.Keywords) > 0 || hasStar(e.Args) || len(e.Args) > 3 {
		return nil
	}
	has := false
	for d := c; d != nil; d = d.Base {
		if d.Defines["__new__"] || d.Defines["__getattribute__"] {
			return nil
		}
		has = has || d.Defines["__init__"]
	}
	op := &ir.Op{Code: ir.OpConstruct, Class: c}
	if has {
		if op.Proto = b.directMethod(c, "__init__", len(e.Args)); op.Proto == nil || op.Proto.Suspends != ir.RunsThrough {
			return nil
		}
	} else if len(e.Args) > 0 {
		return nil
	}
	check()
	op.Args = b.exprs(e.Args)
	return b.value(op, c.Name)
}

// calls reports whether evaluating e can be seen: whether it calls something, suspends
// the function or assigns.
func calls(e syntax.Expr) bool {
	found := false
	walk(e, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.Call, *syntax.Await, *syntax.Yield, *syntax.YieldFrom, *syntax.NamedExpr:
			found = true
		case *syntax.Lambda, *syntax.Constant, *syntax.Name:
			return false
		}
		return !found
	})
	return found
}
