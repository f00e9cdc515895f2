package syntax

import (
	"unicode/utf8"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// Atoms and displays, and the attributes, subscripts and calls behind them.

// primary parses an atom and what follows it without an operator.
func (p *parser) primary() Expr {
	start := p.tok.start
	e := p.atom()
	for n := 0; ; n++ {
		switch p.tok.kind {
		case tDot:
			p.next()
			name, at := p.name()
			a := alloc(&p.pool.attributes)
			a.Span, a.Value, a.Attr, a.AttrSpan = p.from(start), e, name, at
			e = a
		case tLParen:
			e = p.call(start, e)
		case tLBrack:
			p.next()
			index := p.slices()
			p.want(tRBrack)
			s := alloc(&p.pool.subscripts)
			s.Span, s.Value, s.Slice = p.from(start), e, index
			e = s
		default:
			return e
		}
		if n > maxChain {
			p.failAt(p.tok.span(), diag.Nesting, "too many operators in one expression")
		}
	}
}

// atom parses a literal, a name, or anything in brackets.
func (p *parser) atom() Expr {
	t := p.tok
	switch t.kind {
	case tName:
		return p.nameExpr(Load)
	case tNumber:
		return p.number()
	case tString, tFStart:
		return p.strings()
	case tLParen:
		return p.parens()
	case tLBrack:
		return p.list()
	case tLBrace:
		return p.braces()
	case kNone:
		p.next()
		return p.constant(t.span(), nil, false)
	case kTrue:
		p.next()
		return p.constant(t.span(), true, false)
	case kFalse:
		p.next()
		return p.constant(t.span(), false, false)
	case tEllipsis:
		p.next()
		return p.constant(t.span(), Ellipsis{}, false)
	case kAsync, kAwait:
		if !p.inAsync {
			return p.nameExpr(Load)
		}
	}
	p.syntaxError()
	return nil
}

// nameExpr parses a name as an expression.
func (p *parser) nameExpr(ctx Context) *Name {
	n := alloc(&p.pool.names)
	n.Id, n.Span = p.name()
	n.Ctx = ctx
	return n
}

// isFor reports whether a comprehension's "for" or "async for" comes next.
func (p *parser) isFor() bool {
	return p.tok.kind == kFor || p.tok.kind == kAsync && p.peek(1) == kFor
}

// parens parses what begins with "(": a tuple, generator expression, or an
// expression in parentheses, which are no part of its span.
func (p *parser) parens() Expr {
	start := p.tok.start
	p.next()
	switch p.tok.kind {
	case tRParen:
		p.next()
		return &Tuple{Span: p.from(start)}
	case kYield:
		e := p.yield()
		p.want(tRParen)
		return e
	case tDoubleStar:
		at := p.tok.span()
		if p.try(false, func() { p.next(); p.expression(); p.want(tRParen) }) {
			p.failAt(at, diag.Syntax, "cannot use double starred expression here")
		}
	}
	e := p.starNamedExpression()
	if p.isFor() {
		gens := p.generators(e)
		p.want(tRParen)
		return &GeneratorExp{Span: p.from(start), Elt: e, Generators: gens}
	}
	if p.tok.kind == tComma {
		mark := len(p.exprs)
		p.push(e)
		p.elements(tRParen)
		p.want(tRParen)
		t := &Tuple{Elts: p.popExprs(mark)}
		t.Span = p.from(start)
		return t
	}
	if s, ok := e.(*Starred); ok && p.tok.kind == tRParen {
		p.failAt(s.Span, diag.Syntax, "cannot use starred expression here")
	}
	p.want(tRParen)
	return e
}

// elements parses "," and further elements of a display up to end, which it
// leaves, and pushes them on p.exprs.
func (p *parser) elements(end kind) {
	for p.got(tComma) {
		if p.tok.kind == end || p.isFor() {
			return
		}
		p.push(p.starNamedExpression())
	}
}

// list parses what begins with "[": a list or list comprehension.
func (p *parser) list() Expr {
	start := p.tok.start
	p.next()
	if p.got(tRBrack) {
		return &List{Span: p.from(start)}
	}
	e := p.starNamedExpression()
	if p.isFor() {
		gens := p.generators(e)
		p.want(tRBrack)
		return &ListComp{Span: p.from(start), Elt: e, Generators: gens}
	}
	mark := len(p.exprs)
	p.push(e)
	p.elements(tRBrack)
	p.unparenthesisedTarget(e)
	p.want(tRBrack)
	l := &List{Elts: p.popExprs(mark)}
	l.Span = p.from(start)
	return l
}

// unparenthesisedTarget explains "[a, b for …": called behind the elements.
func (p *parser) unparenthesisedTarget(first Expr) {
	if p.tok.kind != kFor && !p.isFor() {
		return
	}
	at := p.from(first.Extent().Start)
	if p.try(false, func() { p.generators(nil) }) {
		p.failAt(at, diag.Syntax, "did you forget parentheses around the comprehension target?")
	}
}

// braces parses what begins with "{": a dict or set, or a comprehension.
func (p *parser) braces() Expr {
	start := p.tok.start
	p.next()
	if p.got(tRBrace) {
		return &Dict{Span: p.from(start)}
	}
	if p.tok.kind == tDoubleStar {
		return p.dict(start, nil)
	}
	e := p.starNamedExpression()
	if p.tok.kind == tColon {
		if _, ok := e.(*Starred); !ok && !p.bareNamed(e) {
			return p.dict(start, e)
		}
	}
	if p.isFor() {
		gens := p.generators(e)
		p.want(tRBrace)
		return &SetComp{Span: p.from(start), Elt: e, Generators: gens}
	}
	mark := len(p.exprs)
	p.push(e)
	p.elements(tRBrace)
	p.unparenthesisedTarget(e)
	p.want(tRBrace)
	s := &Set{Elts: p.popExprs(mark)}
	s.Span = p.from(start)
	return s
}

// dict parses a dict display or comprehension whose first key, nil at "**",
// has been parsed.
func (p *parser) dict(start diag.Pos, key Expr) Expr {
	d := &Dict{}
	for first := true; ; first = false {
		var value Expr
		if key == nil && p.tok.kind == tDoubleStar {
			star := p.tok.span()
			p.next()
			value = p.bitwiseOr()
			if first && p.isFor() {
				p.failAt(star, diag.Syntax, "dict unpacking cannot be used in dict comprehension")
			}
		} else {
			if key == nil {
				key = p.expression()
			}
			value = p.dictValue(key)
			if first && p.isFor() {
				gens := p.generators(nil)
				p.want(tRBrace)
				return &DictComp{Span: p.from(start), Key: key, Value: value, Generators: gens}
			}
		}
		d.Keys = append(d.Keys, key)
		d.Values = append(d.Values, value)
		key = nil
		if !p.got(tComma) || p.tok.kind == tRBrace {
			break
		}
	}
	p.want(tRBrace)
	d.Span = p.from(start)
	return d
}

// dictValue parses ":" and the value behind key.
func (p *parser) dictValue(key Expr) Expr {
	if p.tok.kind != tColon {
		if p.tok.kind != tError && p.tok.kind != tEqual {
			_, n := utf8.DecodeLastRuneInString(p.src[:p.prevEnd()])
			at := diag.Span{Start: p.prevEnd() - diag.Pos(n), End: p.prevEnd()}
			p.failHelp(at, diag.Syntax, "put ':' and a value behind the key", "':' expected after dictionary key")
		}
		p.syntaxError()
	}
	colon := p.tok.span()
	p.next()
	switch p.tok.kind {
	case tComma, tRBrace:
		p.failAt(colon, diag.Syntax, "expression expected after dictionary key and ':'")
	case tStar:
		at := p.tok.span()
		p.try(false, func() { at = p.starred().Extent() })
		p.failAt(at, diag.Syntax, "cannot use a starred expression in a dictionary value")
	}
	return p.expression()
}

// bareNamed reports whether e, just parsed, is a named expression without
// parentheses.
func (p *parser) bareNamed(e Expr) bool {
	n, ok := e.(*NamedExpr)
	return ok && n.End == p.prevEnd()
}

// slices parses what stands between the brackets of a subscript.
func (p *parser) slices() Expr {
	start := p.tok.start
	e := p.slice()
	_, star := e.(*Starred)
	if p.tok.kind != tComma && !star {
		return e
	}
	mark := len(p.exprs)
	p.push(e)
	for p.got(tComma) {
		if p.tok.kind == tRBrack {
			break
		}
		p.push(p.slice())
	}
	t := &Tuple{Elts: p.popExprs(mark)}
	t.Span = p.from(start)
	return t
}

// slice parses one index, "*index" or lower:upper:step.
func (p *parser) slice() Expr {
	start := p.tok.start
	if p.tok.kind == tStar {
		p.next()
		p.starOperand()
		v := p.expression()
		return &Starred{Span: p.from(start), Value: v}
	}
	s := &Slice{}
	if p.tok.kind != tColon {
		e := p.namedExpression()
		if p.tok.kind != tColon {
			return e
		}
		if p.bareNamed(e) {
			p.syntaxError()
		}
		s.Lower = e
	}
	p.next()
	bound := func() Expr {
		switch p.tok.kind {
		case tColon, tComma, tRBrack:
			return nil
		}
		return p.expression()
	}
	s.Upper = bound()
	if p.got(tColon) {
		s.Step = bound()
	}
	s.Span = p.from(start)
	return s
}

// yield parses a yield expression.
func (p *parser) yield() Expr {
	start := p.tok.start
	p.next()
	if p.got(kFrom) {
		v := p.expression()
		return &YieldFrom{Span: p.from(start), Value: v}
	}
	y := &Yield{}
	if startsExpr[p.tok.kind] || p.tok.kind == tStar || p.tok.kind == tError {
		y.Value = p.starExpressions()
	}
	y.Span = p.from(start)
	return y
}

// lambda parses a lambda expression.
func (p *parser) lambda() Expr {
	start := p.tok.start
	p.next()
	args := p.parameters(tColon)
	colon := p.tok.span()
	p.want(tColon)
	if p.tok.kind == tFMiddle || p.tok.kind == tRBrace && p.inFieldAt(start) {
		at := diag.Span{Start: start, End: colon.End}
		p.failAt(at, diag.Syntax, "f-string: lambda expressions are not allowed without parentheses")
	}
	body := p.expression()
	return &Lambda{Span: p.from(start), Args: args, Body: body}
}

// inFieldAt reports whether the token that begins at pos is the first of a
// replacement field.
func (p *parser) inFieldAt(pos diag.Pos) bool {
	i := p.tokenAt(pos)
	return i >= 2 && p.toks[i-1].kind == tLBrace &&
		(p.toks[i-2].kind == tFStart || p.toks[i-2].kind == tFMiddle || p.toks[i-2].kind == tRBrace)
}
