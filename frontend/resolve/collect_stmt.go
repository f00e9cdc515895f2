package resolve

import (
	"strings"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// stmt visits one statement.
func (c *collector) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		c.function(s, s, false)
	case *syntax.AsyncFunctionDef:
		c.function(s, (*syntax.FunctionDef)(s), true)
	case *syntax.ClassDef:
		c.class(s)
	case *syntax.Return:
		c.returns(s)
	case *syntax.Delete:
		c.exprs(s.Targets)
	case *syntax.Assign:
		c.expr(s.Value)
		for _, t := range s.Targets {
			c.starTarget(t)
			c.expr(t)
		}
	case *syntax.TypeAlias:
		c.typeAlias(s)
	case *syntax.AugAssign:
		c.expr(s.Target)
		if n, ok := s.Target.(*syntax.Name); ok {
			// As in symtable, this alone does not make the name Used.
			c.loads = append(c.loads, load{n, c.info.bindings[n]})
		}
		c.expr(s.Value)
	case *syntax.AnnAssign:
		c.annAssign(s)
	case *syntax.For:
		c.forLoop(s)
	case *syntax.AsyncFor:
		c.asyncStmt(s.Span, "async for")
		c.forLoop((*syntax.For)(s))
	case *syntax.While:
		c.expr(s.Test)
		c.loop(s.Span, s.Body)
		c.body(s.Orelse, false)
	case *syntax.If:
		// Long elif chains are nested deeply: walk down instead of recursing.
		outer := c.guards
		for {
			c.expr(s.Test)
			c.guards |= guardBranch
			rest := c.guards
			if testsTypes(s.Test) {
				c.guards |= guardTypes | guardVersion
			} else if testsMain(s.Test) {
				c.guards |= guardMain
			} else if testsVersion(s.Test) {
				c.guards |= guardVersion
				rest = c.guards
			}
			c.body(s.Body, false)
			c.guards = rest
			if len(s.Orelse) == 1 {
				if next, ok := s.Orelse[0].(*syntax.If); ok {
					s = next
					continue
				}
			}
			c.body(s.Orelse, false)
			c.guards = outer
			return
		}
	case *syntax.With:
		c.with(s)
	case *syntax.AsyncWith:
		c.asyncStmt(s.Span, "async with")
		c.with((*syntax.With)(s))
	case *syntax.Match:
		c.match(s)
	case *syntax.Raise:
		c.expr(s.Exc)
		c.expr(s.Cause)
	case *syntax.Try:
		c.tryStmt(s, false)
	case *syntax.TryStar:
		c.tryStmt((*syntax.Try)(s), true)
	case *syntax.Assert:
		c.suspectAssert(s)
		c.expr(s.Test)
		c.expr(s.Msg)
	case *syntax.Import:
		c.importStmt(s)
	case *syntax.ImportFrom:
		c.importFrom(s)
	case *syntax.Global:
		c.declare(s, s.Span, s.Names, true)
	case *syntax.Nonlocal:
		c.declare(s, s.Span, s.Names, false)
	case *syntax.ExprStmt:
		c.expr(s.Value)
	case *syntax.Break:
		c.breaks(s)
	case *syntax.Continue:
		c.continues(s)
	case *syntax.BadStmt:
		for _, n := range s.Names {
			c.maybe[n] = true
			c.maybe[c.scope.mangle(n)] = true
		}
	}
}

// annAssign visits an annotated assignment.
func (c *collector) annAssign(s *syntax.AnnAssign) {
	name, isName := s.Target.(*syntax.Name)
	if isName {
		b := c.lookup(name.Id)
		if s.Simple && b.Flags&Declared != 0 && c.scope.Kind != ModuleScope {
			what := "global"
			if b.Flags&IsNonlocal != 0 {
				what = "nonlocal"
			}
			c.errorf(s.Span, diag.Scope, "annotated name '%s' can't be %s", name.Id, what)
		}
		if name.Id == "__debug__" {
			c.errorf(name.Span, diag.Target, "cannot assign to __debug__")
		}
		if s.Simple {
			b.Flags |= Annotated | Assigned
		} else if s.Value != nil {
			b.Flags |= Assigned
		}
		if s.Value != nil {
			b.Defs = append(b.Defs, name)
			b.writes++
		}
		c.info.bindings[name] = b
	} else {
		c.expr(s.Target)
	}
	// In a function the annotation is not evaluated.
	if c.scope.Kind == FunctionScope {
		c.inAnnotation++
		c.annotation(s.Annotation)
		c.inAnnotation--
	} else {
		c.annotation(s.Annotation)
	}
	c.expr(s.Value)
}

// forLoop visits a for or async for statement.
func (c *collector) forLoop(s *syntax.For) {
	c.starTarget(s.Target)
	c.expr(s.Target)
	c.expr(s.Iter)
	c.loop(s.Span, s.Body)
	c.body(s.Orelse, false)
}

// with visits a with or async with statement.
func (c *collector) with(s *syntax.With) {
	outer := c.guards
	for _, i := range s.Items {
		c.expr(i.ContextExpr)
		if i.OptionalVars != nil {
			c.starTarget(i.OptionalVars)
			c.expr(i.OptionalVars)
		}
		if expectsError(i.ContextExpr) {
			c.guards |= guardAll
		}
	}
	at := s.Span
	if n := maxBlocks - c.flow.blocks; 0 <= n && n < len(s.Items) {
		at = s.Items[n].ContextExpr.Extent() // the one that is too many
	}
	c.block(at, len(s.Items), s.Body)
	c.guards = outer
}

// tryStmt visits a try statement.
func (c *collector) tryStmt(s *syntax.Try, star bool) {
	outer := c.guards
	for _, h := range s.Handlers {
		c.guards |= catches(h.Type)
	}
	// Blocks count as CPython's compiler counts them: an exception handler is
	// one and so is each clause in it, and so is what "finally" surrounds.
	final := 0
	if len(s.Finalbody) > 0 {
		final = 1
	}
	body := final
	if len(s.Handlers) > 0 {
		body++
	}
	c.block(s.Span, body, s.Body)
	caught := c.guards &^ outer & guardImport
	c.guards = outer
	c.block(s.Span, final, s.Orelse) // before the handlers, as symtable does
	// What a handler of ImportError imports stands in for what failed.
	c.guards |= guardBranch | caught
	for i, h := range s.Handlers {
		if h.Type == nil && i < len(s.Handlers)-1 {
			c.errorf(h.Span, diag.Syntax, "default 'except:' must be last")
		}
		c.expr(h.Type)
		if h.Name != "" {
			c.bind(h.Name, diag.Span{Start: h.Start, End: h.NameSpan.End}, h, Deleted)
		}
		flow := c.flow
		if star {
			c.flow.exceptStar, c.flow.loops = true, 0
		}
		c.block(h.Span, final+2, h.Body)
		c.flow = flow
	}
	c.guards = outer
	flow := c.flow
	c.flow.finally, c.flow.outside = true, c.flow.loops
	c.block(s.Span, final, s.Finalbody)
	c.flow = flow
}

// declare visits a global or nonlocal statement.
func (c *collector) declare(s syntax.Stmt, at diag.Span, names []syntax.Ident, global bool) {
	what := "nonlocal"
	if global {
		what = "global"
	}
	if !global && c.scope.Kind == ModuleScope {
		c.errorf(at, diag.Scope, "nonlocal declaration not allowed at module level")
		return
	}
	for _, n := range names {
		b := c.lookup(n.Name)
		problem := ""
		switch f := b.Flags; {
		case f&Param != 0:
			problem = "name '%s' is parameter and " + what
		case f&Used != 0:
			problem = "name '%s' is used prior to " + what + " declaration"
		case f&Annotated != 0:
			problem = "annotated name '%s' can't be " + what
		case f&Assigned != 0:
			problem = "name '%s' is assigned to before " + what + " declaration"
		case f&Declared != 0 && (f&IsNonlocal == 0) != global:
			problem = "name '%s' is nonlocal and global"
			at = b.decl.Extent()
		}
		if problem != "" {
			c.errorf(at, diag.Scope, problem, n.Name)
			continue
		}
		b.Flags |= Declared
		b.decl = s
		if global {
			c.info.Root.binding(b.Name).Flags |= Declared
		} else {
			b.Flags |= IsNonlocal
		}
	}
}

// importStmt visits "import a.b as c".
func (c *collector) importStmt(s *syntax.Import) {
	for _, a := range s.Names {
		c.info.Imports = append(c.info.Imports, Import{Node: s, Name: a.Name, Scope: c.scope, Need: c.need(), AsMain: c.guards&guardMain != 0})
		name := a.AsName
		if name == "" {
			name = a.Name
			if i := strings.IndexByte(name, '.'); i >= 0 {
				name = name[:i]
			}
		}
		c.bind(name, diag.Span{Start: s.Start, End: a.End}, a, Imported)
	}
}

// importFrom visits "from m import a as b".
func (c *collector) importFrom(s *syntax.ImportFrom) {
	im := Import{Node: s, Name: s.Module, Level: s.Level, Scope: c.scope, Need: c.need(), AsMain: c.guards&guardMain != 0}
	for _, a := range s.Names {
		im.Names = append(im.Names, a.Name)
	}
	if s.Module == "__future__" && s.Level == 0 {
		c.future(s) // it tells the compiler something: the module is not needed
	} else {
		c.info.Imports = append(c.info.Imports, im)
	}
	for _, a := range s.Names {
		if a.Name == "*" {
			if c.scope.Kind != ModuleScope {
				c.errorf(a.Span, diag.Scope, "import * only allowed at module level")
			}
			c.scope.HasStar = true
			continue
		}
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		c.bind(name, diag.Span{Start: s.Start, End: a.End}, a, Imported)
	}
}
