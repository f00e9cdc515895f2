package resolve

import (
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

func (c *collector) exprs(list []syntax.Expr) {
	for _, e := range list {
		if e != nil {
			c.expr(e)
		}
	}
}

// elements visits expressions that may be starred.
func (c *collector) elements(list []syntax.Expr) {
	for _, e := range list {
		if s, ok := e.(*syntax.Starred); ok {
			e = s.Value
		}
		c.expr(e)
	}
}

// keywords visits keyword arguments.
func (c *collector) keywords(list []*syntax.Keyword) {
	var seen map[string]bool
	if len(list) > 1 {
		seen = make(map[string]bool, len(list))
	}
	for _, k := range list {
		if k.Arg != "" {
			if seen[k.Arg] {
				c.errorf(k.Span, diag.Argument, "keyword argument repeated: %s", k.Arg)
			}
			if seen != nil {
				seen[k.Arg] = true
			}
			if k.Arg == "__debug__" {
				c.errorf(k.Span, diag.Target, "cannot assign to __debug__")
			}
		}
		c.expr(k.Value)
	}
}

// expr visits one expression; nil is none.
func (c *collector) expr(e syntax.Expr) {
	switch e := e.(type) {
	case nil:
	case *syntax.Name:
		c.name(e)
	case *syntax.Constant, *syntax.BadExpr:
	case *syntax.Attribute:
		c.attribute(e)
	case *syntax.Call:
		c.call(e)
	case *syntax.Compare:
		c.suspectIs(e)
		c.expr(e.Left)
		c.exprs(e.Comparators)
	case *syntax.Subscript:
		c.suspectSubscript(e)
		c.expr(e.Value)
		c.expr(e.Slice)
	case *syntax.NamedExpr:
		c.namedExpr(e)
	case *syntax.Lambda:
		c.lambda(e)
	case *syntax.ListComp:
		c.comprehension(e, "listcomp", e.Elt, nil, e.Generators)
	case *syntax.SetComp:
		c.comprehension(e, "setcomp", e.Elt, nil, e.Generators)
	case *syntax.DictComp:
		c.comprehension(e, "dictcomp", e.Key, e.Value, e.Generators)
	case *syntax.GeneratorExp:
		c.comprehension(e, "genexpr", e.Elt, nil, e.Generators)
	case *syntax.Yield:
		c.expr(e.Value)
		c.yields(e.Span, "yield")
	case *syntax.YieldFrom:
		c.expr(e.Value)
		c.yields(e.Span, "yield from")
	case *syntax.Await:
		c.expr(e.Value)
		c.awaits(e.Span)
	case *syntax.Starred:
		if e.Ctx == syntax.Load {
			c.errorf(e.Span, diag.Syntax, "can't use starred expression here")
		}
		c.expr(e.Value)
	case *syntax.Tuple:
		c.elements(e.Elts)
	case *syntax.List:
		c.elements(e.Elts)
	case *syntax.Set:
		c.elements(e.Elts)
	default:
		if _, ok := e.(*syntax.TemplateStr); ok {
			c.needs(e, "_templatelib")
		}
		syntax.Children(e, func(n syntax.Node) {
			if x, ok := n.(syntax.Expr); ok {
				c.expr(x)
			}
		})
	}
}

// name visits a name.
func (c *collector) name(n *syntax.Name) {
	b := c.lookup(n.Id)
	c.info.bindings[n] = b
	switch n.Ctx {
	case syntax.Load:
		b.Flags |= Used
		switch n.Id {
		case "super":
			// A bare super() finds its class through __class__.
			if k := c.scope.Kind; k == FunctionScope || k == LambdaScope || k == ComprehensionScope {
				c.scope.binding("__class__").Flags |= Used
			}
		case "exec", "globals", "vars", "locals", "__builtins__", "__dict__", "eval", "global_enum":
			c.dynamic = true
		}
		switch n.Id {
		case "exec", "eval", "compile":
			c.sourceNames = append(c.sourceNames, n)
		}
		if c.inAnnotation == 0 && c.guards&(guardName|guardVersion) == 0 {
			c.loads = append(c.loads, load{n, b})
		}
	case syntax.Store:
		if n.Id == "__debug__" {
			c.errorf(n.Span, diag.Target, "cannot assign to __debug__")
		}
		b.Flags |= Assigned
		b.Defs = append(b.Defs, n)
		b.writes++
	case syntax.Del:
		if n.Id == "__debug__" {
			c.errorf(n.Span, diag.Target, "cannot delete __debug__")
		}
		b.Flags |= Assigned | Deleted
		b.writes++
	}
}

// attribute visits value.attr.
func (c *collector) attribute(e *syntax.Attribute) {
	if e.Ctx != syntax.Load {
		if n, ok := e.Value.(*syntax.Name); ok && n.Id == "builtins" {
			c.maybe[e.Attr] = true // it may be found there
		}
		switch e.Attr {
		case "__debug__":
			if e.Ctx == syntax.Store { // CPython lets it be deleted
				c.errorf(e.Span, diag.Target, "cannot assign to __debug__")
			}
		case "__init__", "__new__", "__call__", "__defaults__", "__kwdefaults__", "__code__", "__class__", "__bases__":
			c.patchable = true
		}
	}
	switch e.Attr {
	case "__dict__":
		c.patchable = true
	case "_convert_", "global_enum", "__builtins__":
		c.dynamic = true // enum puts members into the module
	}
	c.expr(e.Value)
}

// lambda visits a lambda.
func (c *collector) lambda(e *syntax.Lambda) {
	c.exprs(e.Args.Defaults)
	c.exprs(e.Args.KwDefaults)
	c.info.scopes[e] = c.push(LambdaScope, e, "lambda")
	outer := c.flow
	c.flow = flow{}
	c.params(e.Args)
	c.expr(e.Body) // guarded by what is around: it may well run there
	c.flow = outer
	c.pop()
}

// comprehension visits a comprehension or generator expression. Its first
// iterable belongs to the scope around it.
func (c *collector) comprehension(node syntax.Expr, name string, elt, value syntax.Expr, gens []*syntax.Comprehension) {
	first := gens[0]
	outer := c.scope
	wasIterable := outer.iterable
	outer.iterable = true
	c.expr(first.Iter)
	outer.iterable = wasIterable

	s := c.push(ComprehensionScope, node, name)
	c.info.scopes[node] = s
	for i, g := range gens {
		if g.IsAsync {
			s.IsCoroutine = true
		}
		c.starTarget(g.Target)
		c.compTarget(g.Target)
		if i > 0 {
			s.iterable = true
			c.expr(g.Iter)
			s.iterable = false
		}
		c.exprs(g.Ifs)
	}
	c.expr(elt)
	c.expr(value)
	c.pop()
	if s.IsCoroutine {
		c.asyncComprehension(node)
	}
	if name == "genexpr" {
		s.IsGenerator = true
	}
}

// compTarget visits the target of a comprehension and marks its names.
func (c *collector) compTarget(t syntax.Expr) {
	c.expr(t)
	syntax.Walk(t, func(n syntax.Node) bool {
		if name, ok := n.(*syntax.Name); ok && name.Ctx == syntax.Store {
			if c.scope.walrus[name.Id] {
				c.errorf(name.Span, diag.Scope,
					"comprehension inner loop cannot rebind assignment expression target '%s'", name.Id)
			}
			c.info.bindings[name].Flags |= CompIter
		}
		return true
	})
}

// namedExpr visits name := value. In a comprehension the name belongs to the
// innermost scope around that is not one.
func (c *collector) namedExpr(e *syntax.NamedExpr) {
	n, ok := e.Target.(*syntax.Name)
	if !ok {
		c.expr(e.Target)
		c.expr(e.Value)
		return
	}
	switch c.scope.Kind {
	case TypeParamScope, TypeAliasScope, TypeBoundScope:
		c.errorf(e.Span, diag.Scope, "named expression cannot be used within %s", annotationScopeName(c.scope))
	}
	if c.inIterable() {
		c.errorf(e.Span, diag.Scope, "assignment expression cannot be used in a comprehension iterable expression")
	}
	if c.scope.Kind != ComprehensionScope {
		c.expr(e.Value)
		c.name(n)
		return
	}
	inner := c.scope
	for s := inner; ; s = s.Parent {
		if s.Kind == ComprehensionScope {
			if b := s.names[s.mangle(n.Id)]; b != nil && b.Flags&CompIter != 0 {
				c.errorf(n.Span, diag.Scope,
					"assignment expression cannot rebind comprehension iteration variable '%s'", n.Id)
			}
			if s.walrus == nil {
				s.walrus = make(map[string]bool)
			}
			s.walrus[n.Id] = true
			continue
		}
		switch s.Kind {
		case TypeParamScope, TypeAliasScope, TypeBoundScope:
			c.errorf(e.Span, diag.Scope, "assignment expression within a comprehension cannot be used %s",
				within(s))
		case ClassScope:
			c.errorf(e.Span, diag.Scope, "assignment expression within a comprehension cannot be used in a class body")
		}
		// Declare it nonlocal, or global, in the comprehension; analyze passes
		// it through those between.
		owner := s.binding(s.mangle(n.Id))
		global := s.Kind == ModuleScope || owner.Flags&Declared != 0 && owner.Flags&IsNonlocal == 0
		owner.Flags |= Assigned
		b := inner.binding(inner.mangle(n.Id))
		b.Flags |= Declared
		if global {
			c.info.Root.binding(b.Name).Flags |= Declared
		} else {
			b.Flags |= IsNonlocal
		}
		break
	}
	c.expr(e.Value)
	b := inner.binding(inner.mangle(n.Id))
	b.Flags |= Assigned
	b.Defs = append(b.Defs, n)
	b.writes++
	c.info.bindings[n] = b
}

// inIterable reports whether an iterable of a comprehension is being visited,
// also from within a lambda there.
func (c *collector) inIterable() bool {
	for s := c.scope; s != nil; s = s.Parent {
		if s.iterable {
			return true
		}
	}
	return false
}

// within returns how that message goes on: it has two prepositions.
func within(s *Scope) string {
	if s.Kind == TypeParamScope {
		return "within " + annotationScopeName(s)
	}
	return "in " + annotationScopeName(s)
}

func annotationScopeName(s *Scope) string {
	switch s.Kind {
	case TypeAliasScope:
		return "a type alias"
	case TypeBoundScope:
		return s.what
	}
	return "the definition of a generic"
}
