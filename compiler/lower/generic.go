package lower

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Type parameters of functions, classes and type statements (PEP 695, with the
// defaults of PEP 696). Their scope is lowered in line, as that of a comprehension is.
// Bounds, defaults and the values of type statements are evaluated when somebody asks
// for them: each is a function, which is called with the names of the class that it
// stands in, where its names are looked up first; None if there is none. The objects
// are made by functions of the module typing, which keep these functions. A list that
// the class suite shares with them holds the names: its namespace, and what the class
// has once that is made.
//
// A definition that runs once has its type parameters in variables of the module,
// under names that no program can write. So functions that use them are no closures,
// and what is known of other functions at compile time is known of them.

// typeParams makes the type parameters of a definition, in whose scope what follows
// is lowered, and gives the tuple of them. The caller goes back to the scope around.
func (b *builder) typeParams(scope *resolve.Scope, list []syntax.TypeParam) *ir.Value {
	b.scope = scope
	b.makeCells(scope)
	var all []*ir.Value
	for _, t := range list {
		restore := b.at(t)
		var v *ir.Value
		bind := b.info.BindingOf(t)
		switch t := t.(type) {
		case *syntax.TypeVar:
			bound, several := b.none(), b.constant(&ir.Const{Kind: ir.ConstFalse})
			if t.Bound != nil {
				bound = b.delayed(b.info.BoundScopeOf(t.Bound), t.Name, t.Bound)
				if _, ok := t.Bound.(*syntax.Tuple); ok && constOf(t.Bound) == nil {
					several = b.constant(&ir.Const{Kind: ir.ConstTrue})
				}
			}
			v = b.typing("_type_var", b.str(t.Name), bound, several, b.defaultType(t.Name, t.DefaultValue))
		case *syntax.ParamSpec:
			v = b.typing("_param_spec", b.str(t.Name), b.defaultType(t.Name, t.DefaultValue))
		case *syntax.TypeVarTuple:
			v = b.typing("_type_var_tuple", b.str(t.Name), b.defaultType(t.Name, t.DefaultValue))
		}
		b.storeBinding(bind, bind.Name, v)
		all = append(all, v)
		restore()
	}
	tuple := b.emit(ir.OpTuple, "parameters", all...)
	if bind := scope.Lookup(resolve.TypeParamsName); bind != nil {
		b.storeBinding(bind, bind.Name, tuple)
	}
	return tuple
}

// suiteName is where a class suite has the list that holds its namespace, while it runs.
const suiteName = "__classdictcell__"

// delays reports whether something in a class suite is evaluated later and sees the
// names of the class.
func delays(s *resolve.Scope) bool {
	return slices.ContainsFunc(s.Children, func(c *resolve.Scope) bool {
		return c.Kind == resolve.TypeAliasScope || c.Kind == resolve.TypeBoundScope || c.Kind == resolve.TypeParamScope && delays(c)
	})
}

// typing calls a function of the module typing that makes an object of the program:
// with the name of the module and what holds the names of the class around behind the
// other arguments.
func (b *builder) typing(name string, args ...*ir.Value) *ir.Value {
	module, suite := b.str(b.mod.Name), b.none()
	if b.env != nil {
		module = b.emit(ir.OpCall, "module", b.getAttr(b.envGlobals(), "get"), b.str("__name__"))
	}
	if b.ns != nil && b.inTypes() {
		s := b.scope
		for typeScope(s) {
			s = s.Parent
		}
		if delays(s) {
			suite = b.value(&ir.Op{Code: ir.OpLoadName, Name: suiteName, Args: []*ir.Value{b.namespace()}}, "suite")
		}
	}
	return b.callIn("typing", name, append(args, module, suite)...)
}

// callIn calls a function of a module of the runtime.
func (b *builder) callIn(module, name string, args ...*ir.Value) *ir.Value {
	if b.byName[module] == nil && !b.opts.native(module) {
		b.branch(b.boolean(true), func() { b.raiseMissing(module) }, nil)
		return b.none()
	}
	f := b.getAttr(b.importModule(module), name)
	return b.emit(ir.OpCall, "made", append([]*ir.Value{f}, args...)...)
}

// defaultType gives the function of a type parameter's default, None if it has none.
func (b *builder) defaultType(name string, e syntax.Expr) *ir.Value {
	if e == nil {
		return b.none()
	}
	return b.delayed(b.info.BoundScopeOf(e), name, e)
}

// delayed gives the function, of a namespace, that evaluates e in scope.
func (b *builder) delayed(scope *resolve.Scope, name string, e syntax.Expr) *ir.Value {
	defer b.at(e)()
	p := b.thunks[scope]
	if p == nil {
		p = &ir.Proto{
			Name: name, QualName: name, AddressTaken: true, Line: b.tree.File.LineOf(e.Extent().Start),
			Module: b.mod, Row: len(b.prog.Protos), Closure: len(b.captured(scope)) > 0,
			Params: ir.Params{Names: []string{"namespace"}, NPos: 1, HasDefault: []bool{false}, Defaults: []*ir.Const{nil}},
		}
		b.prog.Protos = append(b.prog.Protos, p)
		b.thunks[scope] = p
	}
	if !b.lowered(p) {
		in := b.newBuilder(p, scope)
		in.pos = b.pos
		in.cells = b.captured(scope)
		in.wide = b.wide
		if p.Closure {
			in.fn.Params = append(in.fn.Params, &ir.Var{Rep: ir.RepValue, Param: true, Borrowed: true})
		}
		in.ns = &ir.Var{ID: len(in.fn.Params), Name: "namespace", Rep: ir.RepValue, Param: true, Borrowed: true}
		in.fn.Params = append(in.fn.Params, in.ns)
		in.makeCells(scope)
		var v *ir.Value
		if s, ok := e.(*syntax.Starred); ok { // *Ts = *tuple[int, str]
			v = in.emit(ir.OpTupleItem, "", in.value(&ir.Op{Code: ir.OpUnpack, N: 1, Args: []*ir.Value{in.expr(s.Value)}}, "unpacked"))
		} else {
			v = in.expr(e)
		}
		in.ret(v)
		in.finish()
		b.funcs = append(b.funcs, in.fn)
	}
	op := &ir.Op{Code: ir.OpMakeFunc, Proto: p, Args: []*ir.Value{nil, nil}}
	if len(b.captured(scope)) > 0 {
		op.Args[1] = b.closure(b.captured(scope))
	}
	return b.value(op, name)
}

// typeAlias lowers a type statement.
func (b *builder) typeAlias(s *syntax.TypeAlias) {
	outer := b.scope
	scope := b.info.ScopeOf(s)
	name := s.Name.(*syntax.Name)
	params := b.none()
	if len(s.TypeParams) > 0 {
		params = b.typeParams(scope.Parent, s.TypeParams)
	}
	b.scope = scope.Parent
	v := b.typing("_type_alias", b.str(name.Id), params, b.delayed(scope, name.Id, s.Value))
	b.scope = outer
	b.assignTo(name, v)
}

// typeScope reports whether a scope is one of type parameters, or of what is evaluated
// when it is asked for.
func typeScope(s *resolve.Scope) bool {
	return s.Kind == resolve.TypeParamScope || s.Kind == resolve.TypeAliasScope || s.Kind == resolve.TypeBoundScope
}

// around returns the scope that a definition stands in whose type parameters have the
// scope s: s itself, if it is none of type parameters.
func around(s *resolve.Scope) *resolve.Scope {
	for s != nil && s.Kind == resolve.TypeParamScope {
		s = s.Parent
	}
	return s
}

// inTypes reports whether the code belongs to types in a class suite, whose names are
// looked up there first, although they are no names of the suite.
func (b *builder) inTypes() bool {
	s := b.scope
	for s != nil && typeScope(s) {
		s = s.Parent
	}
	return s != nil && s.Kind == resolve.ClassScope
}

// typeGlobal returns the variable of the module that holds the type parameter owner,
// or nil if that is a variable of a function.
func (m *module) typeGlobal(owner *resolve.Binding) *ir.Global {
	if owner.Scope.Kind != resolve.TypeParamScope || m.env != nil || !m.facts.once[owner.Scope.Node] {
		return nil
	}
	g := m.typeGlobals[owner]
	if g == nil {
		name := m.qualNameIn(owner.Scope, owner.Scope.Name) + "." + owner.Name
		for m.globals[name] != nil {
			name += "'"
		}
		g = &ir.Global{Name: name, Module: m.mod, Hidden: true, Constant: true}
		m.globals[name] = g
		m.mod.Globals = append(m.mod.Globals, g)
		m.typeGlobals[owner] = g
	}
	return g
}
