package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// call parses the arguments behind f, which began at start.
func (p *parser) call(start diag.Pos, f Expr) Expr {
	c := alloc(&p.pool.calls)
	c.Func = f
	c.Args, c.Keywords = p.arguments(false)
	c.Span = p.from(start)
	return c
}

// arguments parses "(" arguments ")" of a call or class. Only a call may have
// a generator expression without parentheses of its own.
func (p *parser) arguments(class bool) (args []Expr, keywords []*Keyword) {
	open := p.tok.start
	p.next()
	mark := len(p.exprs)
	unpacked := false // a **mapping has been seen
	for p.tok.kind != tRParen {
		start := p.tok.start
		switch {
		case p.tok.kind == tStar:
			comma := p.i - 1
			p.next()
			p.starOperand()
			v := p.expression()
			if unpacked {
				p.failAt(p.toks[comma].span(), diag.Argument,
					"iterable argument unpacking follows keyword argument unpacking")
			}
			if p.tok.kind == tEqual {
				p.failAt(diag.Span{Start: start, End: p.tok.end}, diag.Target, "cannot assign to iterable argument unpacking")
			}
			p.push(&Starred{Span: p.from(start), Value: v})
		case p.tok.kind == tDoubleStar:
			p.next()
			v := p.expression()
			if p.tok.kind == tEqual {
				p.failAt(diag.Span{Start: start, End: p.tok.end}, diag.Target, "cannot assign to keyword argument unpacking")
			}
			unpacked = true
			k := alloc(&p.pool.keywords)
			k.Span, k.Value = p.from(start), v
			keywords = append(keywords, k)
		case p.peek(1) == tEqual && (p.isName(p.tok) || kFalse <= p.tok.kind && p.tok.kind <= kTrue):
			keywords = append(keywords, p.keyword())
		default:
			e := p.positional(open, len(p.exprs) > mark || len(keywords) > 0, class)
			if len(keywords) > 0 && (p.tok.kind == tComma || p.tok.kind == tRParen) {
				p.positionalAfterKeyword(unpacked)
			}
			p.push(e)
		}
		if p.tok.kind == tRParen {
			break
		}
		p.want(tComma)
	}
	p.want(tRParen)
	return p.popExprs(mark), keywords
}

// starOperand reports a "*" with nothing behind it, within brackets.
func (p *parser) starOperand() {
	switch k := p.tok.kind; k {
	case tError, tNewline, tEOF:
		return
	default:
		if startsExpr[k] {
			return
		}
		p.failAt(p.tok.span(), diag.Syntax, "Invalid star expression")
	}
}

// positionalAfterKeyword reports a positional argument that comes too late.
// CPython notices it at the token behind all arguments.
func (p *parser) positionalAfterKeyword(unpacked bool) {
	what := "keyword argument"
	if unpacked {
		what = "keyword argument unpacking"
	}
	p.try(true, func() {
		for p.got(tComma) && p.tok.kind != tRParen {
			switch {
			case p.tok.kind == tStar || p.tok.kind == tDoubleStar:
				p.next()
			case p.peek(1) == tEqual:
				p.next()
				p.next()
			}
			p.expression()
		}
	})
	if p.tok.kind != tRParen {
		p.syntaxError()
	}
	p.failHelp(p.tok.span(), diag.Argument, "put it before the arguments with names", "positional argument follows %s", what)
}

// keyword parses name=value.
func (p *parser) keyword() *Keyword {
	t := p.tok
	if t.kind != tName && !p.isName(t) {
		p.failAt(diag.Span{Start: t.start, End: p.toks[p.i+1].end}, diag.Target, "cannot assign to %s", p.word(t))
	}
	p.next()
	p.next()
	if p.tok.kind == tComma || p.tok.kind == tRParen {
		p.failAt(diag.Span{Start: t.start, End: p.toks[p.i-1].end}, diag.Argument, "expected argument value expression")
	}
	v := p.expression()
	switch {
	case p.isFor():
		p.failAt(diag.Span{Start: t.start, End: p.toks[p.tokenAt(t.start)+1].end}, diag.Syntax,
			"invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
	case p.tok.kind == tEqual:
		p.failAt(p.tok.span(), diag.Argument,
			"expression cannot contain assignment, perhaps you meant \"==\"?")
	}
	k := alloc(&p.pool.keywords)
	k.Span, k.Arg, k.Value = p.from(t.start), p.identifier(t), v
	return k
}

// positional parses a positional argument. open is where the parentheses
// begin; others says that it is not the first argument, class that the
// arguments are a class's.
func (p *parser) positional(open diag.Pos, others, class bool) Expr {
	start := p.tok.start
	var e Expr
	if p.peek(1) == tWalrus && p.isName(p.tok) {
		e = p.namedExpression()
	} else {
		e = p.expression()
		switch p.tok.kind {
		case tWalrus:
			p.failAt(p.tok.span(), diag.Target, "cannot use assignment expressions with %s", exprName(e))
		case tEqual:
			p.failAt(diag.Span{Start: e.Extent().Start, End: p.tok.end}, diag.Argument,
				"expression cannot contain assignment, perhaps you meant \"==\"?")
		}
	}
	if !p.isFor() {
		return e
	}
	if class && !others {
		p.syntaxError()
	}
	gens := p.generators(e)
	g := &GeneratorExp{Elt: e, Generators: gens}
	g.Span = p.from(start)
	if others || p.tok.kind == tComma && p.peek(1) != tRParen {
		p.failHelp(g.Span, diag.Argument, "("+p.src[g.Start:g.End]+")", "Generator expression must be parenthesized")
	}
	if p.tok.kind == tComma {
		p.failHelp(g.Span, diag.Argument, "("+p.src[g.Start:g.End]+")", "Generator expression must be parenthesized")
	}
	// Alone in a call, its parentheses are the call's.
	g.Span = diag.Span{Start: open, End: p.tok.end}
	return g
}
