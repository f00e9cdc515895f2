package lower

import (
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// funcProto returns the Proto of a def, made on first sight: calls may come
// before the def is lowered.
func (m *module) funcProto(s *syntax.FunctionDef) *ir.Proto { return m.defProto(s, s) }

// defProto is funcProto for the statement node, whose fields are s's: a def or an
// async def.
func (m *module) defProto(node syntax.Stmt, s *syntax.FunctionDef) *ir.Proto {
	if p := m.protos[node]; p != nil {
		return p
	}
	p := m.proto(node, &ir.Proto{
		Name: s.Name, QualName: m.qualName(node), Doc: docstring(s.Body),
		Line: m.tree.File.LineOf(s.Start), Params: m.params(s.Args),
	})
	scope := m.info.ScopeOf(node)
	if in := around(scope.Parent); in.Kind == resolve.ClassScope {
		cls := in.Node.(*syntax.ClassDef)
		p.Class = m.classes[cls]
		// A decorator may have the body run anywhere, on the main thread even.
		if p.Class != nil && p.Class.Protocol && callbacks[s.Name] && len(s.DecoratorList) == 0 {
			p.Callback = s.Name
		}
	}
	p.Closure = len(m.captured(scope)) > 0
	p.Suspends = suspension(scope)
	return p
}

// params describes a's parameters in the order of Go's.
func (m *module) params(a *syntax.Arguments) ir.Params {
	var p ir.Params
	add := func(arg *syntax.Arg) { p.Names = append(p.Names, arg.Arg) }
	def := func(e syntax.Expr) {
		p.HasDefault = append(p.HasDefault, e != nil)
		var c *ir.Const
		if e != nil {
			c = constOf(e)
		}
		p.Defaults = append(p.Defaults, c)
	}
	for _, arg := range a.PosOnlyArgs {
		add(arg)
	}
	for _, arg := range a.Args {
		add(arg)
	}
	p.NPosOnly, p.NPos = len(a.PosOnlyArgs), len(a.PosOnlyArgs)+len(a.Args)
	for i := range p.NPos {
		if k := i - (p.NPos - len(a.Defaults)); k >= 0 {
			def(a.Defaults[k])
		} else {
			def(nil)
		}
	}
	for i, arg := range a.KwOnlyArgs {
		add(arg)
		def(a.KwDefaults[i])
	}
	p.NKwOnly = len(a.KwOnlyArgs)
	if a.Vararg != nil {
		p.VarArgs = true
		add(a.Vararg)
	}
	if a.Kwarg != nil {
		p.VarKw = true
		add(a.Kwarg)
	}
	return p
}

// args lists a's parameters in the order of params.
func args(a *syntax.Arguments) []*syntax.Arg {
	var out []*syntax.Arg
	out = append(out, a.PosOnlyArgs...)
	out = append(out, a.Args...)
	out = append(out, a.KwOnlyArgs...)
	if a.Vararg != nil {
		out = append(out, a.Vararg)
	}
	if a.Kwarg != nil {
		out = append(out, a.Kwarg)
	}
	return out
}

// home returns the scope whose body the code of s runs in: comprehensions
// are lowered in line, and some generator expressions, and type parameters.
func (m *module) home(s *resolve.Scope) *resolve.Scope {
	for s.Kind == resolve.ComprehensionScope && (!isGeneratorExp(s) || m.inFold(s)) || s.Kind == resolve.TypeParamScope {
		s = s.Parent
	}
	return s
}

// isCell reports whether variable b, an owning binding, must be a cell: a
// function inside uses it. One that only comprehensions in line use is not.
func (m *module) isCell(b *resolve.Binding) bool {
	if b == m.env && b != nil {
		return len(m.info.Root.Children) > 0
	}
	if b.Kind != resolve.Cell || m.typeGlobal(b) != nil {
		return false
	}
	if m.cells == nil {
		m.cells = make(map[*resolve.Binding]bool)
		m.findCells(m.info.Root)
	}
	return m.cells[b]
}

// findCells fills cells with the variables that the functions in s use from
// around themselves. O(names in all scopes).
func (m *module) findCells(s *resolve.Scope) {
	for _, x := range s.Bindings {
		if x.Kind == resolve.Free && m.home(s) != m.home(x.Owner().Scope) {
			m.cells[x.Owner()] = true
		}
	}
	for _, child := range s.Children {
		m.findCells(child)
	}
}

// isDynamic reports whether scope is that of a class whose statement can run more
// than once.
func (m *module) isDynamic(scope *resolve.Scope) bool {
	def, ok := scope.Node.(*syntax.ClassDef)
	return ok && (m.classes[def] == nil || m.classes[def].ID == ir.DynamicID)
}

// captured lists the variables of enclosing functions that the function of
// scope, or one inside it, uses: the cells of its closure, in order.
func (m *module) captured(scope *resolve.Scope) []*resolve.Binding {
	var out []*resolve.Binding
	seen := map[*resolve.Binding]bool{}
	inside := map[*resolve.Scope]bool{}
	var visit func(s *resolve.Scope)
	visit = func(s *resolve.Scope) {
		inside[s] = true
		for _, b := range s.Bindings {
			if b.Kind == resolve.Free && !seen[b.Owner()] && !inside[b.Owner().Scope] && (b.Owner().Scope.Kind != resolve.ClassScope || m.isDynamic(b.Owner().Scope)) {
				seen[b.Owner()] = true
				if b.Owner() != b && m.typeGlobal(b.Owner()) == nil {
					out = append(out, b.Owner())
				}
			}
		}
		for _, child := range s.Children {
			visit(child)
		}
	}
	visit(scope)
	if m.env != nil {
		out = append(out, m.env)
	}
	slices.SortFunc(out, func(x, y *resolve.Binding) int { return strings.Compare(x.Name, y.Name) }) // as co_freevars
	return out
}

// describe notes what the code object of the function of scope tells.
func (m *module) describe(p *ir.Proto, scope *resolve.Scope) {
	code := &ir.CodeInfo{Flags: 3} // optimized, new locals
	if scope.IsNested {
		code.Flags |= 0x10
	}
	code.Flags |= [...]int{ir.RunsThrough: 0, ir.Generator: 0x20, ir.Coroutine: 0x80, ir.AsyncGenerator: 0x200}[p.Suspends]
	for _, b := range scope.Bindings {
		switch {
		case b.Kind == resolve.Cell && b.Owner() == b && m.isCell(b):
			code.Cells = append(code.Cells, b.Name)
		case b.Kind == resolve.Local && b.Flags&resolve.Param == 0:
			code.Locals = append(code.Locals, b.Name)
		}
	}
	slices.Sort(code.Cells)
	for _, b := range m.captured(scope) {
		code.Free = append(code.Free, b.Name)
	}
	p.Code = code
}

// def lowers a def or async def statement, whose fields s has.
func (b *builder) def(node syntax.Stmt, s *syntax.FunctionDef) {
	var decorators []*ir.Value
	for _, d := range s.DecoratorList {
		decorators = append(decorators, b.expr(d))
	}
	p := b.defProto(node, s)
	if len(decorators) > 0 || b.env != nil || b.scope == b.info.Root && (b.mod.Object || b.global(s.Name).Func != p) {
		// The name may come to mean something else, or the function is an
		// attribute of the module: calls go through its value.
		p.AddressTaken = true
	}
	if b.class != nil && b.ns != nil {
		p.AddressTaken = true // anything can call a method
		if len(decorators) == 0 {
			b.class.Methods[mangle(b.scope.Private, s.Name)] = p
		}
	}
	f := b.function(node, p, s.Args, s.Returns, s.TypeParams, func(in *builder) {
		in.stmts(s.Body)
		in.ret(nil)
	})
	for i := len(decorators) - 1; i >= 0; i-- {
		restore := b.at(s.DecoratorList[i])
		f = b.emit(ir.OpCall, s.Name, decorators[i], f)
		restore()
	}
	b.storeBinding(b.info.BindingOf(node), s.Name, f)
}

// bodyOf returns the suite of a def or async def.
func bodyOf(s syntax.Stmt) []syntax.Stmt {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		return s.Body
	case *syntax.AsyncFunctionDef:
		return s.Body
	}
	return nil
}

// lambda lowers a lambda expression.
func (b *builder) lambda(e *syntax.Lambda) *ir.Value {
	p := b.protos[e]
	if p == nil {
		p = b.proto(e, &ir.Proto{
			Name: "<lambda>", QualName: b.qualName(e), AddressTaken: true,
			Line: b.tree.File.LineOf(e.Start), Params: b.params(e.Args),
			Closure: len(b.captured(b.info.ScopeOf(e))) > 0, Suspends: suspension(b.info.ScopeOf(e)),
		})
	}
	return b.function(e, p, e.Args, nil, nil, func(in *builder) { in.ret(in.expr(e.Body)) })
}

// function lowers the body of a def or lambda, once, and gives the function
// as a value. A def of module code that runs once is an immediate, whose
// defaults the runtime's row keeps; others are objects.
func (b *builder) function(node syntax.Node, p *ir.Proto, a *syntax.Arguments, returns syntax.Expr, generic []syntax.TypeParam, body func(*builder)) *ir.Value {
	scope := b.info.ScopeOf(node)
	if !b.lowered(p) {
		if b.prog.Code {
			b.describe(p, scope)
		}
		in := b.newBuilder(p, scope)
		in.class = p.Class
		in.pos = node.Extent()
		in.enter(scope, a)
		in.start()
		if def, ok := node.(syntax.Stmt); ok && b.wantsLocals(bodyOf(def)) {
			in.locals = in.newVar(".locals", ir.RepValue)
			in.op(&ir.Op{Code: ir.OpStoreVar, Var: in.locals, Args: []*ir.Value{in.emit(ir.OpDict, "locals")}})
		}
		body(in)
		in.finish()
		b.funcs = append(b.funcs, in.fn)
	}
	defaults := make([]*ir.Value, p.Params.NPos+p.Params.NKwOnly)
	any := false
	exprs := make([]syntax.Expr, len(defaults))
	copy(exprs[p.Params.NPos-len(a.Defaults):], a.Defaults)
	copy(exprs[p.Params.NPos:], a.KwDefaults)
	for i, e := range exprs {
		if e != nil {
			defaults[i] = b.expr(e)
			any = true
		}
	}
	finish := func(f *ir.Value) *ir.Value {
		b.annotate(f, a, returns)
		return f
	}
	if len(generic) > 0 {
		outer := b.scope
		defer func() { b.scope = outer }()
		params := b.typeParams(scope.Parent, generic)
		annotate := finish
		finish = func(f *ir.Value) *ir.Value {
			annotate(f)
			b.op(&ir.Op{Code: ir.OpSetAttr, Name: "__type_params__", Args: []*ir.Value{f, params}})
			return f
		}
	}
	stmt, isDef := node.(syntax.Stmt)
	if isDef && b.facts.once[stmt] && !p.Closure {
		f := b.value(&ir.Op{Code: ir.OpFuncRef, Proto: p}, "")
		for i, d := range defaults {
			if d != nil {
				b.op(&ir.Op{Code: ir.OpSetDefaults, Proto: p, N: int64(i), Args: []*ir.Value{f, d}})
			}
		}
		return finish(f)
	}
	p.AddressTaken = true
	op := &ir.Op{Code: ir.OpMakeFunc, Proto: p, Args: []*ir.Value{nil, nil}}
	if any {
		op.Args[0] = b.defaultsTuple(defaults, p.Params.Len())
	}
	if cells := b.captured(scope); len(cells) > 0 {
		op.Args[1] = b.closure(cells)
	}
	return finish(b.value(op, p.Name))
}

// closure makes the tuple of cells of a function object.
func (b *builder) closure(cells []*resolve.Binding) *ir.Value {
	var vs []*ir.Value
	for _, c := range cells {
		vs = append(vs, b.cellOf(c))
	}
	return b.emit(ir.OpTuple, "closure", vs...)
}

// defaultsTuple packs defaults by parameter; a parameter without one has an
// unset item.
func (b *builder) defaultsTuple(defaults []*ir.Value, n int) *ir.Value {
	op := &ir.Op{Code: ir.OpDefaults, N: int64(n)}
	for i, d := range defaults {
		if d != nil {
			op.Args = append(op.Args, d)
			op.Index = append(op.Index, i)
		}
	}
	return b.value(op, "defaults")
}

func (m *module) lowered(p *ir.Proto) bool {
	return m.bodies[p]
}

// enter makes the variables of a function's parameters.
func (b *builder) enter(scope *resolve.Scope, a *syntax.Arguments) {
	b.cells = b.captured(scope)
	if b.fn.Proto.Closure {
		b.fn.Params = append(b.fn.Params, &ir.Var{Name: "", Rep: ir.RepValue, Param: true, Borrowed: b.suspends == ir.RunsThrough})
	}
	params := args(a)
	bindings := make([]*resolve.Binding, len(params))
	for i, arg := range params {
		bind := b.info.BindingOf(arg)
		bindings[i] = bind
		v := &ir.Var{
			ID: len(b.fn.Params), Name: bind.Name, Rep: ir.RepValue, Param: true,
			Borrowed: bind.NWrites <= 1 && b.suspends == ir.RunsThrough || b.isCell(bind),
		}
		b.fn.Params = append(b.fn.Params, v)
		b.vars[bind] = v
	}
	for i, bind := range bindings {
		if b.isCell(bind) {
			param := b.fn.Params[len(b.fn.Params)-len(bindings)+i]
			v := b.value(&ir.Op{Code: ir.OpLoadVar, Var: param}, bind.Name)
			b.makeCell(bind, v)
		}
	}
	for _, bind := range scope.Bindings {
		if bind.Flags&resolve.Param == 0 && b.isCell(bind) {
			b.makeCell(bind, nil)
		}
	}
	if def, ok := scope.Node.(*syntax.FunctionDef); ok && len(params) > 0 {
		if bind := bindings[0]; b.selfOf(bind) != nil && len(def.Args.PosOnlyArgs)+len(def.Args.Args) > 0 {
			b.self = bind
		}
	}
}

// makeCell makes the cell of variable bind, holding v or unset.
func (b *builder) makeCell(bind *resolve.Binding, v *ir.Value) {
	x := b.newVar(bind.Name, ir.RepValue)
	x.Cell = true
	b.vars[bind] = x
	op := &ir.Op{Code: ir.OpNewCell}
	if v != nil {
		op.Args = []*ir.Value{v}
	}
	b.op(&ir.Op{Code: ir.OpStoreVar, Var: x, Args: []*ir.Value{b.value(op, bind.Name)}})
}

// cellOf loads the cell of variable owner, of this function or an enclosing
// one.
func (b *builder) cellOf(owner *resolve.Binding) *ir.Value {
	for i, c := range b.cells {
		if c == owner {
			return b.value(&ir.Op{Code: ir.OpClosureCell, Var: b.fn.Params[0], N: int64(i)}, owner.Name)
		}
	}
	return b.value(&ir.Op{Code: ir.OpLoadVar, Var: b.variable(owner)}, owner.Name)
}

// variable returns the variable of a Local or Cell binding.
func (b *builder) variable(bind *resolve.Binding) *ir.Var {
	v := b.vars[bind]
	if v == nil {
		v = b.newVar(bind.Name, ir.RepValue)
		b.vars[bind] = v
	}
	return v
}
