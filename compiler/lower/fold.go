package lower

import (
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// sum, any and all of a generator expression are loops in line, like
// comprehensions: there is no generator to resume for each item, and no frame that
// keeps its variables. Nothing but the generator itself could tell: so expressions
// that might end it from inside, by a StopIteration that it turns into a
// RuntimeError, or ask for its variables stay generators.

// folds are the builtins that go through a generator at once.
var folds = map[string]bool{"sum": true, "any": true, "all": true}

// keepsFrame are names that an expression in line must not use.
var keepsFrame = map[string]bool{
	"next": true, "__next__": true, "send": true, "throw": true, "StopIteration": true,
	"locals": true, "vars": true, "dir": true, "eval": true, "exec": true, "super": true,
}

// folded returns the generator expression that call folds, or nil.
func (m *module) folded(call *syntax.Call) *syntax.GeneratorExp {
	n, ok := call.Func.(*syntax.Name)
	if !ok || !folds[n.Id] || len(call.Args) != 1 || len(call.Keywords) > 0 || !m.isBuiltin(n) {
		return nil
	}
	g, ok := call.Args[0].(*syntax.GeneratorExp)
	if !ok || m.info.ScopeOf(g) == nil {
		return nil
	}
	for s := m.info.ScopeOf(g).Parent; s != nil; s = s.Parent {
		if s.Kind == resolve.ClassScope {
			return nil
		}
	}
	simple := true
	walk(g, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Name:
			simple = simple && !keepsFrame[n.Id]
		case *syntax.Attribute:
			simple = simple && !keepsFrame[n.Attr]
		case *syntax.Comprehension:
			simple = simple && !n.IsAsync
		case *syntax.Await, *syntax.Yield, *syntax.YieldFrom, *syntax.NamedExpr, *syntax.Lambda:
			simple = false
		}
		return simple
	})
	if !simple {
		return nil
	}
	return g
}

// inFold reports whether s is the scope of a generator expression that is folded.
func (m *module) inFold(s *resolve.Scope) bool {
	if m.foldScopes == nil {
		m.foldScopes = map[*resolve.Scope]bool{}
		walk(m.tree, func(n syntax.Node) bool {
			if call, ok := n.(*syntax.Call); ok {
				if g := m.folded(call); g != nil {
					m.foldScopes[m.info.ScopeOf(g)] = true
				}
			}
			return true
		})
	}
	return m.foldScopes[s]
}

// fold lowers sum(g), any(g) or all(g).
func (b *builder) fold(name string, g *syntax.GeneratorExp) *ir.Value {
	acc := b.newVar("", ir.RepValue)
	store := func(v *ir.Value) { b.op(&ir.Op{Code: ir.OpStoreVar, Var: acc, Args: []*ir.Value{v}}) }
	load := func() *ir.Value { return b.value(&ir.Op{Code: ir.OpLoadVar, Var: acc}, name) }
	constant := func(c *ir.Const) *ir.Value { return b.value(&ir.Op{Code: ir.OpConst, Const: c}, "") }
	if name == "sum" {
		store(constant(&ir.Const{Kind: ir.ConstInt}))
		b.comprehension(g, g.Generators, func() {
			x := b.expr(g.Elt)
			store(b.emit(ir.OpAdd, "sum", load(), x))
		})
		return load()
	}
	end, found := &ir.Const{Kind: ir.ConstFalse}, &ir.Const{Kind: ir.ConstTrue}
	if name == "all" {
		end, found = found, end
	}
	store(constant(end))
	b.escape(func(leave func()) {
		b.comprehension(g, g.Generators, func() {
			stop := func() {
				store(constant(found))
				leave()
			}
			if name == "any" {
				b.branch(b.cond(g.Elt), stop, nil)
			} else {
				b.branch(b.cond(g.Elt), func() {}, stop)
			}
		})
		leave()
	})
	return load()
}
