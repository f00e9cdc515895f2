package resolve

import (
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Statements and expressions that stand where they have no meaning.

// flow is what surrounds a statement within its function.
type flow struct {
	loops      int  // loops around
	blocks     int  // loops, with items, try and except clauses around
	exceptStar bool // in an except* clause, and not in a loop or function in it
	headless   bool // behind a statement whose block is missing: this may be it
	finally    bool // in a finally suite
	outside    int  // of loops, those around that suite
}

// maxBlocks is the limit of CPython 3.13 on blocks within blocks.
const maxBlocks = 21

// block visits a body that n blocks surround which at begins.
func (c *collector) block(at diag.Span, n int, body []syntax.Stmt) {
	outer := c.flow.blocks
	c.flow.blocks += n
	if outer <= maxBlocks && c.flow.blocks > maxBlocks {
		c.errorf(at, diag.Nesting, "too many statically nested blocks")
	}
	c.body(body, false)
	c.flow.blocks = outer
}

// loop visits the body of a loop.
func (c *collector) loop(at diag.Span, body []syntax.Stmt) {
	c.flow.loops++
	outer := c.guards
	c.guards |= guardBranch
	c.block(at, 1, body)
	c.guards = outer
	c.flow.loops--
}

func (c *collector) breaks(s *syntax.Break) {
	switch {
	case c.flow.loops > 0:
		c.leavesFinally(s.Span, "break")
	case c.flow.exceptStar:
		c.exceptStarJump(s.Span)
	case !c.flow.headless:
		c.errorf(s.Span, diag.Context, "'break' outside loop").Help = "put it into a for or while loop"
	}
}

func (c *collector) continues(s *syntax.Continue) {
	switch {
	case c.flow.loops > 0:
		c.leavesFinally(s.Span, "continue")
	case c.flow.exceptStar:
		c.exceptStarJump(s.Span)
	case !c.flow.headless:
		c.errorf(s.Span, diag.Context, "'continue' not properly in loop").Help = "put it into a for or while loop"
	}
}

func (c *collector) exceptStarJump(at diag.Span) {
	c.errorf(at, diag.Context, "'break', 'continue' and 'return' cannot appear in an except* block")
}

func (c *collector) returns(s *syntax.Return) {
	c.expr(s.Value)
	switch {
	case c.flow.headless:
	case c.scope.Kind != FunctionScope:
		c.errorf(s.Span, diag.Context, "'return' outside function").Help = "put it into a function; sys.exit() ends the program"
	case c.flow.exceptStar:
		at := s.Span
		if constant(s.Value) {
			at = s.Value.Extent() // CPython's place
		}
		c.exceptStarJump(at)
	case c.flow.finally:
		c.suspect(s.Span, "", "'return' in a 'finally' block")
	}
}

// leavesFinally warns of a break or continue that leaves a finally suite: the exception that
// was under way is lost. As CPython 3.14 does (PEP 765).
func (c *collector) leavesFinally(at diag.Span, what string) {
	if c.flow.finally && c.flow.loops == c.flow.outside {
		c.suspect(at, "", "'%s' in a 'finally' block", what)
	}
}

// constant reports whether e is made of literals only.
func constant(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Constant:
		return true
	case *syntax.UnaryOp:
		return constant(e.Operand)
	case *syntax.BinOp:
		return constant(e.Left) && constant(e.Right)
	case *syntax.Tuple:
		for _, x := range e.Elts {
			if !constant(x) {
				return false
			}
		}
		return true
	}
	return false
}

// yields checks a yield or yield from and marks its function.
func (c *collector) yields(at diag.Span, what string) {
	if c.flow.headless {
		return
	}
	switch k := c.scope.Kind; k {
	case ModuleScope, ClassScope:
		c.errorf(at, diag.Context, "'%s' outside function", what)
	case ComprehensionScope:
		name := map[string]string{"listcomp": "list comprehension", "setcomp": "set comprehension",
			"dictcomp": "dict comprehension", "genexpr": "generator expression"}[c.scope.Name]
		c.errorf(at, diag.Context, "'yield' inside %s", name)
	case TypeParamScope, TypeAliasScope, TypeBoundScope:
		c.errorf(at, diag.Context, "yield expression cannot be used within %s", annotationScopeName(c.scope))
	default:
		c.scope.IsGenerator = true
		if what == "yield from" && c.scope.IsCoroutine && c.inAnnotation == 0 {
			c.errorf(at, diag.Context, "'yield from' inside async function")
		}
	}
}

// asyncReturns reports return statements with a value in an async generator.
func (c *collector) asyncReturns(s *Scope, body []syntax.Stmt) {
	if !s.IsCoroutine || !s.IsGenerator {
		return
	}
	for _, b := range body {
		syntax.Walk(b, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.FunctionDef, *syntax.AsyncFunctionDef, *syntax.ClassDef, syntax.Expr:
				return false
			case *syntax.Return:
				if n.Value != nil {
					c.errorf(n.Span, diag.Context, "'return' with value in async generator")
				}
			}
			return true
		})
	}
}

// awaits checks an await expression.
func (c *collector) awaits(at diag.Span) {
	if c.flow.headless {
		return
	}
	if c.inAnnotation > 0 {
		return // never evaluated
	}
	switch k := c.scope.Kind; k {
	case ModuleScope, ClassScope:
		c.errorf(at, diag.Context, "'await' outside function")
	case TypeParamScope, TypeAliasScope, TypeBoundScope:
		c.errorf(at, diag.Context, "await expression cannot be used within %s", annotationScopeName(c.scope))
	case ComprehensionScope:
		// It makes the comprehension asynchronous: see asyncComprehension.
		c.scope.IsCoroutine = true
	default:
		if !c.scope.IsCoroutine {
			c.errorf(at, diag.Context, "'await' outside async function").Help = "write async def for the function's def"
		}
	}
}

// asyncStmt checks an async for or async with statement.
func (c *collector) asyncStmt(at diag.Span, what string) {
	if c.scope.Kind != FunctionScope || !c.scope.IsCoroutine {
		c.errorf(at, diag.Context, "'%s' outside async function", what)
	}
}

// asyncComprehension checks a comprehension with "async for" or await, which
// the current scope contains. It makes comprehensions around it asynchronous
// too, but for generator expressions.
func (c *collector) asyncComprehension(node syntax.Expr) {
	if _, ok := node.(*syntax.GeneratorExp); ok {
		return
	}
	switch {
	case c.scope.Kind == ComprehensionScope:
		c.scope.IsCoroutine = true
	case c.scope.Kind == FunctionScope && c.scope.IsCoroutine:
	default:
		c.errorf(node.Extent(), diag.Context, "asynchronous comprehension outside of an asynchronous function")
	}
}

// starTarget reports starred targets that cannot be unpacked to.
func (c *collector) starTarget(t syntax.Expr) {
	if s, ok := t.(*syntax.Starred); ok {
		c.errorf(s.Span, diag.Target, "starred assignment target must be in a list or tuple")
		return
	}
	c.starElements(t)
}

func (c *collector) starElements(t syntax.Expr) {
	var elts []syntax.Expr
	switch t := t.(type) {
	case *syntax.Tuple:
		elts = t.Elts
	case *syntax.List:
		elts = t.Elts
	case *syntax.Starred:
		c.starElements(t.Value)
		return
	default:
		return
	}
	stars := 0
	for _, e := range elts {
		if _, ok := e.(*syntax.Starred); ok {
			if stars++; stars == 2 {
				c.errorf(t.Extent(), diag.Target, "multiple starred expressions in assignment")
			}
		}
		c.starElements(e)
	}
}
