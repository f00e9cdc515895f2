package lower

import (
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// call lowers a call: to a def of the module directly, to a method of a known
// self by type id, to a builtin through its runtime function, and else
// through the object's row.
func (b *builder) call(e *syntax.Call) *ir.Value {
	if name := b.info.ImportedBy(e); name != "" {
		// import_module looks in sys.modules, and among the program's modules.
		if b.byName[name] != nil {
			b.lazy(name)
		} else if b.opts.native(name) {
			b.importModule(name)
		}
	}
	if n, ok := e.Func.(*syntax.Name); ok {
		if v := b.callName(e, n); v != nil {
			return v
		}
	}
	plain := len(e.Keywords) == 0 && !hasStar(e.Args)
	if a, ok := e.Func.(*syntax.Attribute); ok {
		// CPython gives a method call the line of the method's name.
		if file := b.tree.File; file.LineOf(a.AttrSpan.Start) != file.LineOf(e.Start) {
			b.pos = diag.Span{Start: a.AttrSpan.Start, End: e.End}
		}
		if v := b.callSelf(e, a); v != nil {
			return v
		}
		if v := b.callModule(e, a); v != nil {
			return v
		}
		if v := b.formatCall(e, a); v != nil {
			return v
		}
		if plain && len(e.Args) <= 3 {
			o := b.expr(a.Value)
			return b.callAny(o, mangle(b.scope.Private, a.Attr), e.Args)
		}
	}
	f := b.expr(e.Func)
	return b.callValue(f, e, hint(e.Func))
}

// callValue lowers the call of a value.
func (b *builder) callValue(f *ir.Value, e *syntax.Call, h string) *ir.Value {
	if hasStar(e.Args) || hasDoubleStar(e.Keywords) || len(e.Args)+len(e.Keywords) > manyPending {
		return b.callEx(f, e, h)
	}
	vs := append([]*ir.Value{f}, b.exprs(e.Args)...)
	if len(e.Keywords) == 0 {
		return b.emit(ir.OpCall, h, vs...)
	}
	op := &ir.Op{Code: ir.OpCallKw, Args: vs}
	for _, k := range e.Keywords {
		op.Args = append(op.Args, b.expr(k.Value))
		op.Names = append(op.Names, k.Arg)
	}
	return b.value(op, h)
}

func hasDoubleStar(ks []*syntax.Keyword) bool {
	for _, k := range ks {
		if k.Arg == "" {
			return true
		}
	}
	return false
}

// callEx lowers f(*args, **kwargs). What is starred alone is left to the call, which
// takes it apart if the function does not want it as it is.
func (b *builder) callEx(f *ir.Value, e *syntax.Call, h string) *ir.Value {
	var args *ir.Value
	if star, ok := onlyStar(e.Args); ok {
		args = b.expr(star.Value)
	} else if hasStar(e.Args) || len(e.Args) > manyPending {
		args = b.emit(ir.OpListToTuple, "args", b.starList(e.Args))
	} else {
		args = b.emit(ir.OpTuple, "args", b.exprs(e.Args)...)
	}
	op := &ir.Op{Code: ir.OpCallEx, Args: []*ir.Value{f, args}}
	switch {
	case len(e.Keywords) == 1 && e.Keywords[0].Arg == "":
		op.Args = append(op.Args, b.expr(e.Keywords[0].Value))
	case len(e.Keywords) > 0:
		d := b.emit(ir.OpDict, "kwargs")
		for _, k := range e.Keywords {
			if k.Arg == "" {
				b.do(ir.OpDictMerge, d, b.expr(k.Value), f)
			} else {
				b.do(ir.OpDictSet, d, b.str(k.Arg), b.expr(k.Value))
			}
		}
		op.Args = append(op.Args, d)
	}
	return b.value(op, h)
}

// onlyStar returns the one argument of a call if that is starred.
func onlyStar(args []syntax.Expr) (*syntax.Starred, bool) {
	if len(args) != 1 {
		return nil, false
	}
	s, ok := args[0].(*syntax.Starred)
	return s, ok
}

// callName lowers the call of a name where that is more than the call of its
// value; else it returns nil.
func (b *builder) callName(e *syntax.Call, n *syntax.Name) *ir.Value {
	bind := b.info.BindingOf(n)
	if bind == nil {
		return nil
	}
	if b.isBuiltin(n) {
		if n.Id == "super" && len(e.Args) == 0 && len(e.Keywords) == 0 {
			return b.super(e)
		}
		if g := b.folded(e); g != nil {
			return b.fold(n.Id, g)
		}
		plain := len(e.Keywords) == 0 && !hasStar(e.Args)
		if plain && len(e.Args) == 0 {
			switch n.Id {
			case "globals":
				return b.globalsDict()
			case "locals", "vars":
				return b.localsDict()
			case "dir":
				return b.emit(ir.OpCall, "names", b.loadGlobal("sorted"), b.localsDict())
			}
		}
		if n.Id == "exec" || n.Id == "eval" || n.Id == "compile" {
			return b.sourceCall(e, n.Id)
		}
		if n.Id == "__import__" {
			return b.importCall(e)
		}
		if plain && b.opts.RTBuiltin != nil && b.opts.RTBuiltin(n.Id, len(e.Args)) {
			return b.value(&ir.Op{Code: ir.OpCallRT, Name: n.Id, Args: b.exprs(e.Args)}, n.Id)
		}
		return nil
	}
	if b.env != nil {
		return b.callEnv(e, n)
	}
	if bind.Kind != resolve.GlobalImplicit && bind.Kind != resolve.GlobalExplicit {
		return nil
	}
	if !b.facts.bound[bind.Name] {
		return nil
	}
	g := b.global(bind.Name)
	return b.callGlobal(e, g, func() {
		b.value(&ir.Op{Code: ir.OpLoadGlobal, Global: g, Checked: true}, n.Id)
	})
}

// callEnv lowers what a snippet calls by the name of a builtin that must be seen
// where it is called; else it returns nil.
func (b *builder) callEnv(e *syntax.Call, n *syntax.Name) *ir.Value {
	bind := b.info.BindingOf(n)
	if bind.Kind != resolve.GlobalImplicit && bind.Kind != resolve.Builtin || len(bind.Owner().Defs) > 0 {
		return nil
	}
	switch none := len(e.Args)+len(e.Keywords) == 0; {
	case none && n.Id == "super":
		return b.super(e)
	case none && n.Id == "globals":
		return b.globalsDict()
	case none && (n.Id == "locals" || n.Id == "vars"):
		return b.localsDict()
	case n.Id == "exec", n.Id == "eval", n.Id == "compile":
		return b.sourceCall(e, n.Id)
	}
	return nil
}

// callModule lowers m.f(args), where m surely is a module of the program and f
// a def of it, as a direct call; else it returns nil.
func (b *builder) callModule(e *syntax.Call, a *syntax.Attribute) *ir.Value {
	in := b.moduleOf(a.Value)
	if in == nil || !in.owns(a.Attr) {
		return nil
	}
	return b.callGlobal(e, in.global(a.Attr), func() { b.moduleVar(a, in) })
}

// callGlobal lowers a call of the def that g is bound to, if it is to just one
// and the arguments fit. check makes sure that the def has been executed.
func (b *builder) callGlobal(e *syntax.Call, g *ir.Global, check func()) *ir.Value {
	if g.Class != nil {
		return b.construct(e, g.Class, check)
	}
	if g.Func == nil || g.Func.Closure {
		return nil
	}
	plan := bindCall(&g.Func.Params, e, 0)
	if plan == nil || b.redefaults && plan.partial(&g.Func.Params) {
		return nil // it will raise, or the compiler cannot tell
	}
	check()
	return b.value(&ir.Op{Code: ir.OpCallKnown, Proto: g.Func, Args: b.bound(g.Func, plan, e, nil)}, g.Func.Name)
}

// super lowers super() as super(__class__, self).
func (b *builder) super(e *syntax.Call) *ir.Value {
	c := b.enclosingClass()
	first := b.firstParam()
	bind := b.home(b.scope).Lookup("__class__")
	f := b.loadGlobal("super")
	if first != nil && (c == nil || bind == nil) {
		b.branch(b.value(&ir.Op{Code: ir.OpBoolVal, N: 1}, ""), func() {
			cls := b.value(&ir.Op{Code: ir.OpLoadBuiltin, Name: "RuntimeError"}, "RuntimeError")
			b.do(ir.OpRaise, b.emit(ir.OpCall, "error", cls, b.str("super(): __class__ cell not found")))
		}, nil)
	}
	if c == nil || first == nil || bind == nil {
		return b.emit(ir.OpCall, "super", f)
	}
	cls := b.loadClassCell(bind, true)
	return b.emit(ir.OpCall, "super", f, cls, first)
}

// firstParam loads the first parameter of the function being lowered, or
// gives nil.
func (b *builder) firstParam() *ir.Value {
	for _, bind := range b.home(b.scope).Bindings {
		if bind.Flags&resolve.Param != 0 {
			return b.loadBinding(bind, bind.Name)
		}
	}
	return nil
}

// callSelf lowers self.method(args) where the class is known and every
// descendant's method takes just these arguments.
func (b *builder) callSelf(e *syntax.Call, a *syntax.Attribute) *ir.Value {
	c := b.class
	attr := mangle(b.scope.Private, a.Attr)
	if !b.isOwnSelf(a.Value) || c == nil || c.Opaque || b.reflects || b.stored[attr] || b.defined[attr] {
		return nil
	}
	if len(e.Keywords) > 0 || hasStar(e.Args) || len(e.Args) > 3 {
		return nil
	}
	for _, d := range b.prog.Classes[c.ID : c.ID+c.NSub+1] {
		p := b.method(d, attr)
		if d.Opaque || d.SlotIndex(attr) >= 0 || d.Defines["__getattribute__"] || p == nil {
			return nil
		}
		ps := &p.Params
		if ps.NPos != len(e.Args)+1 || ps.NKwOnly > 0 || ps.VarArgs || ps.VarKw || p.Closure {
			return nil
		}
	}
	self := b.expr(a.Value)
	vs := append([]*ir.Value{self}, b.exprs(e.Args)...)
	return b.value(&ir.Op{Code: ir.OpCallSelf, Class: c, Name: attr, Args: vs}, a.Attr)
}

// method finds the plain method attr of c or its bases, also where its def
// has not been lowered yet.
func (b *builder) method(c *ir.Class, attr string) *ir.Proto {
	for ; c != nil; c = c.Base {
		if !c.Defines[attr] {
			continue
		}
		def := b.defs[c]
		s, ok := plainMethod(def.in.info.ScopeOf(def.stmt).Lookup(attr))
		if !ok {
			return nil
		}
		p := def.in.funcProto(s)
		c.Methods[attr] = p
		return p
	}
	return nil
}
