package resolve

import (
	"fmt"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// collector is the first walk over the module. It visits nodes in the order
// of CPython's symtable, which decides what "used prior to global
// declaration" means.
type collector struct {
	info  *Info
	file  *diag.File
	diags *diag.List

	scope *Scope
	flow  flow

	futureAnnotations bool
	futureDone        bool            // a statement other than a __future__ import was seen
	refutable         *syntax.MatchOr // the pattern of a case that others follow

	inAnnotation int // > 0 within an annotation that is not evaluated
	guards       guard

	// maybe holds names that may be bound in ways that we cannot see: they
	// stand in statements that did not parse.
	maybe map[string]bool

	loads []load // every use of a name, for undefined.go
	calls []call // every call of a name, for arity.go

	sourceCalls []*syntax.Call // of exec, eval and compile
	sourceNames []*syntax.Name // uses of these names
	texts       []string       // see constants; nil until asked for
	allFlows    *flows

	dynamic   bool // exec, globals() or the like may bind any name
	patchable bool // functions or classes of the module may be changed
}

// load is a use of a name that may turn out to be undefined.
type load struct {
	node    *syntax.Name
	binding *Binding
}

func (c *collector) errorf(at diag.Span, code diag.Code, format string, args ...any) *diag.Diagnostic {
	return c.diags.Error(c.file, at, code, fmt.Sprintf(format, args...))
}

// push enters a new scope below the current one.
func (c *collector) push(kind ScopeKind, node syntax.Node, name string) *Scope {
	s := &Scope{Kind: kind, Node: node, Name: name, Parent: c.scope, names: make(map[string]*Binding)}
	if p := c.scope; p != nil {
		p.Children = append(p.Children, s)
		s.IsNested = p.IsNested || p.Kind.IsFunction()
		s.Private = p.Private
		if kind != ClassScope {
			s.params = p.params
		}
	}
	c.scope = s
	return s
}

func (c *collector) pop() { c.scope = c.scope.Parent }

// lookup returns the current scope's binding of name, new if need be.
func (c *collector) lookup(name string) *Binding {
	return c.scope.binding(c.scope.mangle(name))
}

// mangle returns the name by which s knows a name of its text.
func (s *Scope) mangle(name string) string {
	if m, ok := s.params[name]; ok {
		return m
	}
	return Mangle(s.Private, name)
}

// binding returns the scope's binding of a mangled name, new if need be.
func (s *Scope) binding(name string) *Binding {
	b := s.names[name]
	if b == nil {
		b = &Binding{Name: name, Scope: s}
		s.names[name] = b
		s.Bindings = append(s.Bindings, b)
	}
	return b
}

// bind notes that node binds name in the current scope. A name that nothing may
// bind is reported at at, which for a statement begins where that does.
func (c *collector) bind(name string, at diag.Span, node syntax.Node, flags Flags) *Binding {
	if name == "__debug__" {
		c.errorf(at, diag.Target, "cannot assign to __debug__")
	}
	b := c.lookup(name)
	if flags&(Param|Imported) == 0 {
		flags |= Assigned
	}
	b.Flags |= flags
	b.Defs = append(b.Defs, node)
	b.writes++
	c.info.bindings[node] = b
	return b
}

// module visits the whole module.
func (c *collector) module(mod *syntax.Module) {
	root := c.push(ModuleScope, mod, "top")
	c.info.Root = root
	c.info.scopes[mod] = root
	c.body(mod.Body, true)
}

// body visits the statements of a block; docstring says that a string at its
// beginning is one.
func (c *collector) body(list []syntax.Stmt, docstring bool) {
	outer := c.flow.headless
	for i, s := range list {
		if !c.futureDone && !(docstring && i == 0 && isString(s)) && !isFuture(s) {
			c.futureDone = true
		}
		c.stmt(s)
		c.flow.headless = c.flow.headless || blockMissing(s)
	}
	c.flow.headless = outer
	c.unreachable(list)
}

// blockMissing reports whether the parser found no block behind the head of s.
// It looks at the statements of which Python says what may stand in them.
func blockMissing(s syntax.Stmt) bool {
	var body []syntax.Stmt
	switch s := s.(type) {
	case *syntax.FunctionDef:
		body = s.Body
	case *syntax.AsyncFunctionDef:
		body = s.Body
	case *syntax.For:
		body = s.Body
	case *syntax.AsyncFor:
		body = s.Body
	case *syntax.While:
		body = s.Body
	}
	if len(body) != 1 {
		return false
	}
	_, bad := body[0].(*syntax.BadStmt)
	return bad
}

func isString(s syntax.Stmt) bool {
	e, ok := s.(*syntax.ExprStmt)
	if !ok {
		return false
	}
	k, ok := e.Value.(*syntax.Constant)
	if !ok {
		return false
	}
	_, ok = k.Value.(string)
	return ok
}

// function visits a def or async def.
func (c *collector) function(node syntax.Stmt, f *syntax.FunctionDef, async bool) {
	c.bind(f.Name, diag.Span{Start: f.Start, End: f.NameSpan.End}, node, Namespace)
	c.exprs(f.Args.Defaults)
	c.exprs(f.Args.KwDefaults)
	c.exprs(f.DecoratorList)
	generic := c.typeParams(node, "", f.Name, f.TypeParams)
	c.annotations(f.Args, f.Returns)

	s := c.push(FunctionScope, node, f.Name)
	c.info.scopes[node] = s
	s.IsCoroutine = async
	outer := c.flow
	c.flow = flow{}
	guards := c.guards
	c.guards = 0
	c.params(f.Args)
	c.body(f.Body, true)
	c.asyncReturns(s, f.Body)
	c.guards = guards
	c.flow = outer
	c.pop()
	if generic {
		c.pop()
	}
}

// params binds the parameters in the order of co_varnames.
func (c *collector) params(a *syntax.Arguments) {
	seen := make(map[string]*syntax.Arg)
	one := func(arg *syntax.Arg) {
		if arg == nil {
			return
		}
		if first := seen[arg.Arg]; first != nil {
			c.errorf(arg.Span, diag.Scope, "duplicate argument '%s' in function definition", arg.Arg).
				Note(c.file, first.Span, "the first is here")
		}
		seen[arg.Arg] = arg
		at := arg.Span
		at.End = at.Start + diag.Pos(len(arg.Arg))
		c.bind(arg.Arg, at, arg, Param)
	}
	for _, arg := range a.PosOnlyArgs {
		one(arg)
	}
	for _, arg := range a.Args {
		one(arg)
	}
	for _, arg := range a.KwOnlyArgs {
		one(arg)
	}
	one(a.Vararg)
	one(a.Kwarg)
}

// annotations visits the annotations of a function, which belong to the scope
// around it.
func (c *collector) annotations(a *syntax.Arguments, returns syntax.Expr) {
	for _, list := range [][]*syntax.Arg{a.PosOnlyArgs, a.Args} {
		for _, arg := range list {
			c.annotation(arg.Annotation)
		}
	}
	if a.Vararg != nil {
		c.annotation(a.Vararg.Annotation)
	}
	if a.Kwarg != nil {
		c.annotation(a.Kwarg.Annotation)
	}
	for _, arg := range a.KwOnlyArgs {
		c.annotation(arg.Annotation)
	}
	c.annotation(returns)
}

// annotation visits an annotation. With annotations imported from __future__
// they are text: names in them belong to no scope and have no binding.
func (c *collector) annotation(e syntax.Expr) {
	if e == nil {
		return
	}
	if c.futureAnnotations {
		c.quoted(e)
		return
	}
	if s, ok := e.(*syntax.Starred); ok { // *args: *Ts
		e = s.Value
	}
	c.expr(e)
}

// quoted visits an annotation that is text: what would have an effect on the
// block around it is refused all the same.
func (c *collector) quoted(e syntax.Expr) {
	syntax.Walk(e, func(n syntax.Node) bool {
		what := ""
		switch n.(type) {
		case *syntax.Yield, *syntax.YieldFrom:
			what = "yield"
		case *syntax.Await:
			what = "await"
		case *syntax.NamedExpr:
			what = "named"
		case *syntax.Lambda, *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
			return false // blocks of their own
		default:
			return true
		}
		c.errorf(n.Extent(), diag.Context, "%s expression cannot be used within an annotation", what)
		return true
	})
}

// class visits a class statement.
func (c *collector) class(n *syntax.ClassDef) {
	c.bind(n.Name, diag.Span{Start: n.Start, End: n.NameSpan.End}, n, Namespace)
	c.exprs(n.DecoratorList)
	generic := c.typeParams(n, n.Name, n.Name, n.TypeParams)
	if generic {
		c.scope.binding(TypeParamsName).Flags |= TypeParam | Used
	}
	c.elements(n.Bases)
	c.keywords(n.Keywords)

	s := c.push(ClassScope, n, n.Name)
	c.info.scopes[n] = s
	s.Private = n.Name
	if generic {
		s.binding(TypeParamsName).Flags |= Used
	}
	outer := c.flow
	c.flow = flow{}
	c.body(n.Body, true)
	c.flow = outer
	c.pop()
	if generic {
		c.pop()
	}
}

// TypeParamsName is the variable that holds the tuple of a class's type parameters,
// in their scope. The class body reads it.
const TypeParamsName = ".type_params"

// typeParams enters the scope of the type parameters of a definition and
// reports whether there is one. The caller leaves it. Of a class, class is its name.
func (c *collector) typeParams(node syntax.Node, class, name string, list []syntax.TypeParam) bool {
	if len(list) == 0 {
		return false
	}
	c.needs(node, "typing")
	s := c.push(TypeParamScope, node, name)
	if class != "" {
		s.params = make(map[string]string)
	}
	seen := make(map[string]bool)
	defaulted := false
	for _, t := range list {
		var name string
		var at diag.Span
		var bound, def syntax.Expr
		kind := ""
		switch t := t.(type) {
		case *syntax.TypeVar:
			name, at, bound, def = t.Name, t.NameSpan, t.Bound, t.DefaultValue
			kind = "a TypeVar"
		case *syntax.ParamSpec:
			name, at, def = t.Name, t.NameSpan, t.DefaultValue
			kind = "a ParamSpec"
		case *syntax.TypeVarTuple:
			name, at, def = t.Name, t.NameSpan, t.DefaultValue
			kind = "a TypeVarTuple"
		}
		if seen[name] {
			c.errorf(t.Extent(), diag.Scope, "duplicate type parameter '%s'", name)
		}
		seen[name] = true
		if class != "" {
			s.params[name] = Mangle(class, name)
		}
		if def == nil && defaulted {
			c.errorf(t.Extent(), diag.Argument, "non-default type parameter '%s' follows default type parameter", name)
		}
		defaulted = defaulted || def != nil
		c.bind(name, at, t, TypeParam)
		for i, e := range []syntax.Expr{bound, def} {
			if e != nil {
				s := c.push(TypeBoundScope, t, name)
				c.info.bounds[e] = s
				s.what = kind + " default"
				if i == 0 {
					s.what = kind + " bound"
					if _, ok := e.(*syntax.Tuple); ok {
						s.what = kind + " constraint"
					}
				}
				c.elements([]syntax.Expr{e})
				c.pop()
			}
		}
	}
	return true
}

// needs notes that what node makes is of a class that the module name has.
func (c *collector) needs(node syntax.Node, name string) {
	c.info.Imports = append(c.info.Imports, Import{Node: node, Name: name, Scope: c.scope, Need: min(max(c.need(), Conditional), Optional), AsMain: c.guards&guardMain != 0})
}

// typeAlias visits a type statement. Its value is evaluated when it is asked
// for, in a scope of its own.
func (c *collector) typeAlias(n *syntax.TypeAlias) {
	name := ""
	if id, ok := n.Name.(*syntax.Name); ok {
		name = id.Id
	}
	if name == "__debug__" {
		c.errorf(diag.Span{Start: n.Start, End: n.Name.Extent().End}, diag.Target, "cannot assign to __debug__")
	} else {
		c.expr(n.Name)
	}
	c.needs(n, "typing")
	generic := c.typeParams(n, "", name, n.TypeParams)
	c.info.scopes[n] = c.push(TypeAliasScope, n, name)
	c.expr(n.Value)
	c.pop()
	if generic {
		c.pop()
	}
}
