package syntax

import (
	"slices"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// compoundOrSimple parses what begins a logical line and appends it to list.
func (p *parser) compoundOrSimple(list []Stmt) []Stmt {
	switch p.tok.kind {
	case kIf:
		return append(list, p.ifStmt())
	case kDef:
		return append(list, p.functionDef(nil, p.tok.start))
	case kClass:
		return append(list, p.classDef(nil))
	case kFor:
		return append(list, p.forStmt(p.tok.start, false))
	case kWhile:
		return append(list, p.whileStmt())
	case kTry:
		return append(list, p.tryStmt())
	case kWith:
		return append(list, p.withStmt(p.tok.start, false))
	case tAt:
		return append(list, p.decorated())
	case kAsync:
		start := p.tok.start
		switch p.peek(1) {
		case kDef:
			return append(list, p.functionDef(nil, start))
		case kFor:
			p.next()
			return append(list, p.forStmt(start, true))
		case kWith:
			p.next()
			return append(list, p.withStmt(start, true))
		}
		if p.asyncHere() {
			p.next() // CPython's place
			p.syntaxError()
		}
	case tName:
		if p.word(p.tok) == "match" && p.matchHere() {
			return append(list, p.matchStmt())
		}
	}
	return p.simpleLine(list)
}

// simpleLine parses simple statements up to the end of their line.
func (p *parser) simpleLine(list []Stmt) []Stmt {
	for {
		list = append(list, p.simple())
		if p.tok.kind != tSemi {
			break
		}
		p.next()
		if p.tok.kind == tNewline {
			break
		}
	}
	if p.tok.kind != tNewline {
		p.syntaxError()
	}
	p.lineEnd = p.prevEnd()
	p.next()
	return list
}

// simple parses one simple statement.
func (p *parser) simple() Stmt {
	start := p.tok.start
	switch p.tok.kind {
	case kReturn:
		p.next()
		r := &Return{}
		if startsExpr[p.tok.kind] || p.tok.kind == tStar || p.tok.kind == tError {
			r.Value = p.starExpressions()
		}
		r.Span = p.from(start)
		return r
	case kImport:
		return p.importStmt()
	case kFrom:
		return p.fromStmt()
	case kPass:
		p.next()
		return &Pass{p.from(start)}
	case kBreak:
		p.next()
		return &Break{p.from(start)}
	case kContinue:
		p.next()
		return &Continue{p.from(start)}
	case kRaise:
		return p.raise()
	case kDel:
		return p.del()
	case kAssert:
		return p.assert()
	case kGlobal:
		p.next()
		names := p.identList()
		return &Global{Span: p.from(start), Names: names}
	case kNonlocal:
		p.next()
		names := p.identList()
		return &Nonlocal{Span: p.from(start), Names: names}
	case kAsync:
		if p.asyncHere() {
			p.syntaxError()
		}
	case tName:
		if p.peek(1) == tName && p.word(p.tok) == "type" {
			return p.typeAlias()
		}
	}
	return p.exprOrAssign()
}

// identList parses names with commas between them.
func (p *parser) identList() []Ident {
	var list []Ident
	for {
		name, at := p.name()
		list = append(list, Ident{at, name})
		if !p.got(tComma) {
			return list
		}
	}
}

// raise parses a raise statement.
func (p *parser) raise() Stmt {
	r := &Raise{}
	start := p.tok.start
	p.next()
	if startsExpr[p.tok.kind] || p.tok.kind == tError {
		r.Exc = p.expression()
		if p.got(kFrom) {
			r.Cause = p.expression()
		}
	}
	r.Span = p.from(start)
	return r
}

// assert parses an assert statement.
func (p *parser) assert() Stmt {
	a := &Assert{}
	start := p.tok.start
	p.next()
	first := p.i
	a.Test = p.expression()
	if p.tok.kind == tEqual {
		p.misplacedEqual(first, a.Test, false)
	}
	if p.got(tComma) {
		a.Msg = p.expression()
	}
	a.Span = p.from(start)
	return a
}

// del parses a del statement.
func (p *parser) del() Stmt {
	d := &Delete{}
	start := p.tok.start
	p.next()
	mark := len(p.exprs)
	for {
		from := p.i
		p.instead = func(at diag.Span) {
			// Where an expression goes wrong behind a target, it is that which
			// does not follow a target.
			p.seek(from)
			if p.try(true, func() { p.primary() }) {
				at = p.here()
			}
			p.failAt(at, diag.Syntax, "invalid syntax")
		}
		e := p.starExpression()
		p.instead = nil
		if p.tok.kind != tComma && p.tok.kind != tSemi && p.tok.kind != tNewline {
			p.syntaxError()
		}
		if bad := invalidTarget(e, Del); bad != nil {
			p.failAt(bad.Extent(), diag.Target, "cannot delete %s", exprName(bad))
		}
		setContext(e, Del)
		p.push(e)
		if !p.got(tComma) || p.tok.kind == tSemi || p.tok.kind == tNewline {
			break
		}
	}
	d.Targets = p.popExprs(mark)
	d.Span = p.from(start)
	return d
}

// typeAlias parses a type statement.
func (p *parser) typeAlias() Stmt {
	t := &TypeAlias{}
	start := p.tok.start
	p.next()
	t.Name = p.nameExpr(Store)
	t.TypeParams = p.typeParams()
	p.want(tEqual)
	t.Value = p.expression()
	t.Span = p.from(start)
	return t
}

// importStmt parses "import a.b as c, d".
func (p *parser) importStmt() Stmt {
	im := &Import{}
	start := p.tok.start
	p.next()
	if p.tok.kind == tNewline {
		p.failAt(diag.Span{Start: p.tok.start, End: p.tok.start}, diag.Syntax, "Expected one or more names after 'import'")
	}
	for {
		first := p.tok.start
		name, at := p.dottedName()
		im.Names = append(im.Names, p.asName(&Alias{Name: name, NameSpan: at}, first))
		if !p.got(tComma) {
			break
		}
	}
	if p.tok.kind == kFrom && !slices.ContainsFunc(im.Names, func(a *Alias) bool { return a.AsName != "" }) {
		if p.try(false, func() { p.next(); p.dottedName() }) {
			p.failAt(diag.Span{Start: start, End: p.tok.end}, diag.Syntax, "Did you mean to use 'from ... import ...' instead?")
		}
	}
	im.Span = p.from(start)
	return im
}

// dottedName parses a name with dots. Blanks around the dots are dropped.
func (p *parser) dottedName() (string, diag.Span) {
	name, at := p.name()
	for p.got(tDot) {
		part, end := p.name()
		name += "." + part
		at.End = end.End
	}
	return name, at
}

// asName parses an optional "as name" for a, which began at start.
func (p *parser) asName(a *Alias, start diag.Pos) *Alias {
	if p.got(kAs) {
		if t := p.tok; !p.isName(t) || p.peek(1) == tDot || p.peek(1) == tLParen || p.peek(1) == tLBrack {
			p.noAsTarget("cannot use %s as import target")
		}
		a.AsName, a.AsNameSpan = p.name()
	}
	a.Span = p.from(start)
	return a
}

// fromStmt parses "from ..m import a as b, c".
func (p *parser) fromStmt() Stmt {
	f := &ImportFrom{}
	start := p.tok.start
	p.next()
	for {
		if p.tok.kind == tDot {
			f.Level++
		} else if p.tok.kind == tEllipsis {
			f.Level += 3
		} else {
			break
		}
		p.next()
	}
	if p.tok.kind != kImport || f.Level == 0 {
		f.Module, f.ModuleSpan = p.dottedName()
	}
	p.want(kImport)
	switch p.tok.kind {
	case tStar:
		at := p.tok.span()
		p.next()
		f.Names = []*Alias{{Span: at, Name: "*", NameSpan: at}}
	case tLParen:
		p.next()
		f.Names = p.fromNames(tRParen)
		p.want(tRParen)
	case tNewline:
		p.failAt(diag.Span{Start: p.tok.start, End: p.tok.start}, diag.Syntax, "Expected one or more names after 'import'")
	default:
		f.Names = p.fromNames(tNewline)
	}
	f.Span = p.from(start)
	return f
}

// fromNames parses the names behind import. Only in parentheses may a comma
// follow the last.
func (p *parser) fromNames(end kind) []*Alias {
	var list []*Alias
	for {
		start := p.tok.start
		name, at := p.name()
		list = append(list, p.asName(&Alias{Name: name, NameSpan: at}, start))
		if !p.got(tComma) {
			return list
		}
		if p.tok.kind == end {
			if end == tNewline {
				p.failAt(diag.Span{Start: p.tok.start, End: p.tok.start}, diag.Syntax,
					"trailing comma not allowed without surrounding parentheses")
			}
			return list
		}
	}
}
