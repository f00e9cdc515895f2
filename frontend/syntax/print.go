package syntax

import (
	"strings"
)

// Print returns Python source for mod that parses to an equal tree, positions
// apart. Comments are lost, strings are written as repr writes them. It is
// for tests and for showing what the compiler understood; statements that did
// not parse become "pass".
func Print(mod *Module) string {
	p := &printer{}
	p.stmts(mod.Body)
	return p.b.String()
}

// PrintExpr returns Python source for one expression.
func PrintExpr(e Expr) string {
	p := &printer{}
	p.expr(e, precTest)
	return p.b.String()
}

type printer struct {
	b      strings.Builder
	indent int
	named  bool // names take no parentheses
}

func (p *printer) write(parts ...string) {
	for _, s := range parts {
		p.b.WriteString(s)
	}
}

// line begins a line of code.
func (p *printer) line(parts ...string) {
	for range p.indent {
		p.b.WriteString("    ")
	}
	p.write(parts...)
}

func (p *printer) block(list []Stmt) {
	p.write(":\n")
	p.indent++
	p.stmts(list)
	p.indent--
}

func (p *printer) stmts(list []Stmt) {
	for _, s := range list {
		p.stmt(s)
	}
	if len(list) == 0 && p.indent > 0 {
		p.line("pass\n")
	}
}

// clause writes "keyword:" and a block, if there is one.
func (p *printer) clause(keyword string, list []Stmt) {
	if len(list) > 0 {
		p.line(keyword)
		p.block(list)
	}
}

func (p *printer) stmt(s Stmt) {
	switch s := s.(type) {
	case *FunctionDef:
		p.function(s, "def ")
	case *AsyncFunctionDef:
		p.function((*FunctionDef)(s), "async def ")
	case *ClassDef:
		p.class(s)
	case *For:
		p.forLoop(s, "for ")
	case *AsyncFor:
		p.forLoop((*For)(s), "async for ")
	case *While:
		p.line("while ")
		p.expr(s.Test, precNamed)
		p.block(s.Body)
		p.clause("else", s.Orelse)
	case *If:
		p.ifChain(s)
	case *With:
		p.with(s, "with ")
	case *AsyncWith:
		p.with((*With)(s), "async with ")
	case *Match:
		p.match(s)
	case *Try:
		p.try(s, "except")
	case *TryStar:
		p.try((*Try)(s), "except*")
	default:
		p.line()
		p.simple(s)
		p.write("\n")
	}
}

func (p *printer) function(s *FunctionDef, def string) {
	p.decorators(s.DecoratorList)
	p.line(def, s.Name)
	p.typeParams(s.TypeParams)
	p.write("(")
	p.parameters(s.Args)
	p.write(")")
	if s.Returns != nil {
		p.write(" -> ")
		p.expr(s.Returns, precTest)
	}
	p.block(s.Body)
}

func (p *printer) decorators(list []Expr) {
	for _, d := range list {
		p.line("@")
		p.expr(d, precNamed)
		p.write("\n")
	}
}

func (p *printer) class(s *ClassDef) {
	p.decorators(s.DecoratorList)
	p.line("class ", s.Name)
	p.typeParams(s.TypeParams)
	if len(s.Bases)+len(s.Keywords) > 0 {
		p.arguments(s.Bases, s.Keywords)
	}
	p.block(s.Body)
}

func (p *printer) typeParams(list []TypeParam) {
	if len(list) == 0 {
		return
	}
	p.write("[")
	for i, t := range list {
		p.comma(i)
		var bound, def Expr
		switch t := t.(type) {
		case *TypeVar:
			p.write(t.Name)
			bound, def = t.Bound, t.DefaultValue
		case *ParamSpec:
			p.write("**", t.Name)
			def = t.DefaultValue
		case *TypeVarTuple:
			p.write("*", t.Name)
			def = t.DefaultValue
		}
		if bound != nil {
			p.write(": ")
			p.expr(bound, precTest)
		}
		if def != nil {
			p.write(" = ")
			p.expr(def, precTest)
		}
	}
	p.write("]")
}

func (p *printer) comma(i int) {
	if i > 0 {
		p.write(", ")
	}
}

func (p *printer) forLoop(s *For, head string) {
	p.line(head)
	p.expr(s.Target, precTuple)
	p.write(" in ")
	p.expr(s.Iter, precTuple)
	p.block(s.Body)
	p.clause("else", s.Orelse)
}

func (p *printer) ifChain(s *If) {
	head := "if "
	for {
		p.line(head)
		p.expr(s.Test, precNamed)
		p.block(s.Body)
		if len(s.Orelse) == 1 {
			if next, ok := s.Orelse[0].(*If); ok {
				s, head = next, "elif "
				continue
			}
		}
		p.clause("else", s.Orelse)
		return
	}
}

func (p *printer) with(s *With, head string) {
	p.line(head)
	for i, item := range s.Items {
		p.comma(i)
		p.expr(item.ContextExpr, precTest)
		if item.OptionalVars != nil {
			p.write(" as ")
			p.expr(item.OptionalVars, precTest)
		}
	}
	p.block(s.Body)
}

func (p *printer) try(s *Try, except string) {
	p.line("try")
	p.block(s.Body)
	for _, h := range s.Handlers {
		p.line(except)
		if h.Type != nil {
			p.write(" ")
			p.expr(h.Type, precTest)
		}
		if h.Name != "" {
			p.write(" as ", h.Name)
		}
		p.block(h.Body)
	}
	p.clause("else", s.Orelse)
	p.clause("finally", s.Finalbody)
}

// simple writes a statement that fits on a line.
func (p *printer) simple(s Stmt) {
	switch s := s.(type) {
	case *Return:
		p.write("return")
		p.operand(s.Value)
	case *Delete:
		p.write("del ")
		p.list(s.Targets)
	case *Assign:
		for _, t := range s.Targets {
			p.expr(t, precTuple)
			p.write(" = ")
		}
		p.expr(s.Value, precYield)
	case *TypeAlias:
		p.write("type ")
		p.name(s.Name)
		p.typeParams(s.TypeParams)
		p.write(" = ")
		p.expr(s.Value, precTest)
	case *AugAssign:
		p.expr(s.Target, precTest)
		p.write(" ", operatorText[s.Op], "= ")
		p.expr(s.Value, precYield)
	case *AnnAssign:
		if _, ok := s.Target.(*Name); ok {
			p.paren(!s.Simple, func() { p.name(s.Target) })
		} else {
			p.expr(s.Target, precTest)
		}
		p.write(": ")
		p.expr(s.Annotation, precTest)
		if s.Value != nil {
			p.write(" = ")
			p.expr(s.Value, precYield)
		}
	case *Raise:
		p.write("raise")
		p.operand(s.Exc)
		if s.Cause != nil {
			p.write(" from ")
			p.expr(s.Cause, precTest)
		}
	case *Assert:
		p.write("assert ")
		p.expr(s.Test, precTest)
		if s.Msg != nil {
			p.write(", ")
			p.expr(s.Msg, precTest)
		}
	case *Import:
		p.write("import ")
		p.aliases(s.Names)
	case *ImportFrom:
		p.write("from ", strings.Repeat(".", s.Level), s.Module, " import ")
		p.aliases(s.Names)
	case *Global:
		p.write("global ")
		p.idents(s.Names)
	case *Nonlocal:
		p.write("nonlocal ")
		p.idents(s.Names)
	case *ExprStmt:
		p.expr(s.Value, precYield)
	case *Break:
		p.write("break")
	case *Continue:
		p.write("continue")
	default: // Pass, BadStmt
		p.write("pass")
	}
}

// operand writes a blank and e, if there is one.
func (p *printer) operand(e Expr) {
	if e != nil {
		p.write(" ")
		p.expr(e, precTuple)
	}
}

func (p *printer) aliases(list []*Alias) {
	for i, a := range list {
		p.comma(i)
		p.write(a.Name)
		if a.AsName != "" {
			p.write(" as ", a.AsName)
		}
	}
}

func (p *printer) idents(list []Ident) {
	for i, n := range list {
		p.comma(i)
		p.write(n.Name)
	}
}

func (p *printer) match(s *Match) {
	p.line("match ")
	p.expr(s.Subject, precNamed)
	p.write(":\n")
	p.indent++
	for _, c := range s.Cases {
		p.line("case ")
		p.named = true
		p.pattern(c.Pattern, true)
		p.named = false
		if c.Guard != nil {
			p.write(" if ")
			p.expr(c.Guard, precNamed)
		}
		p.block(c.Body)
	}
	p.indent--
}

// pattern writes a pattern; open says that "as" and "|" need no parentheses.
func (p *printer) pattern(pat Pattern, open bool) {
	switch pat := pat.(type) {
	case *MatchValue:
		p.expr(pat.Value, precTest)
	case *MatchSingleton:
		p.expr(&Constant{Value: pat.Value}, precTest)
	case *MatchSequence:
		p.write("[")
		p.patterns(pat.Patterns)
		p.write("]")
	case *MatchMapping:
		p.write("{")
		for i, k := range pat.Keys {
			p.comma(i)
			p.expr(k, precTest)
			p.write(": ")
			p.pattern(pat.Patterns[i], true)
		}
		if pat.Rest != "" {
			p.comma(len(pat.Keys))
			p.write("**", pat.Rest)
		}
		p.write("}")
	case *MatchClass:
		p.expr(pat.Cls, precAtom)
		p.write("(")
		p.patterns(pat.Patterns)
		for i, k := range pat.KwdAttrs {
			p.comma(len(pat.Patterns) + i)
			p.write(k.Name, "=")
			p.pattern(pat.KwdPatterns[i], true)
		}
		p.write(")")
	case *MatchStar:
		p.write("*", orWildcard(pat.Name))
	case *MatchAs:
		if pat.Pattern == nil {
			p.write(orWildcard(pat.Name))
			return
		}
		p.paren(!open, func() {
			p.pattern(pat.Pattern, false)
			p.write(" as ", pat.Name)
		})
	case *MatchOr:
		p.paren(!open, func() {
			for i, alt := range pat.Patterns {
				if i > 0 {
					p.write(" | ")
				}
				p.pattern(alt, false)
			}
		})
	default: // BadPattern
		p.write("_")
	}
}

func orWildcard(name string) string {
	if name == "" {
		return "_"
	}
	return name
}

func (p *printer) patterns(list []Pattern) {
	for i, pat := range list {
		p.comma(i)
		p.pattern(pat, true)
	}
}

func (p *printer) paren(yes bool, f func()) {
	if yes {
		p.write("(")
	}
	f()
	if yes {
		p.write(")")
	}
}
