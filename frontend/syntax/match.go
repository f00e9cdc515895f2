package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// Match statements (PEP 634). match and case are names everywhere else.

// matchHere reports whether the name match at the current token begins a
// match statement.
//
// If what follows cannot continue an expression that begins with a name, it
// does. "match (x)" and the like could be a call, subscript or operator: then
// it does if the line ends with a colon, or case clauses follow.
func (p *parser) matchHere() bool {
	switch k := p.peek(1); k {
	case tLParen, tLBrack, tMinus, tPlus, tStar, kNot:
		if k == kNot && p.peek(2) == kIn {
			return false
		}
	case kAsync, kAwait:
	default:
		return startsExpr[k]
	}
	depth := 0
	for i := p.i; ; i++ {
		switch p.toks[i].kind {
		case tLParen, tLBrack, tLBrace:
			depth++
		case tRParen, tRBrack, tRBrace:
			depth--
		case tColon:
			if depth == 0 && p.toks[i+1].kind != tNewline {
				return false
			}
		case tEqual:
			if depth == 0 {
				return false
			}
		case tNewline:
			if p.toks[i-1].kind == tColon {
				return true
			}
			return p.toks[i+1].kind == tIndent && p.toks[i+2].kind == tName && p.word(p.toks[i+2]) == "case"
		case tEOF, tError:
			return false
		}
	}
}

// matchStmt parses a match statement.
func (p *parser) matchStmt() Stmt {
	at := p.tok
	m := &Match{}
	p.next()
	start := p.tok.start
	subject := p.starNamedExpression()
	if p.tok.kind == tComma {
		mark := len(p.exprs)
		p.push(subject)
		p.elements(tColon)
		t := &Tuple{Elts: p.popExprs(mark)}
		t.Span = p.from(start)
		subject = t
	} else if _, ok := subject.(*Starred); ok {
		p.syntaxError()
	}
	m.Subject = subject
	p.colon(false)
	p.lineEnd = p.prevEnd()
	if p.tok.kind != tNewline {
		p.syntaxError()
	}
	p.next()
	if p.tok.kind != tIndent {
		p.noBlock("'match' statement", at)
		for p.isWord("case") {
			m.Cases = append(m.Cases, p.matchCase())
		}
		m.Span = diag.Span{Start: at.start, End: p.lineEnd}
		return m
	}
	p.next()
	for p.tok.kind != tDedent && p.tok.kind != tEOF {
		if n := len(m.Cases); !p.isWord("case") && n > 0 && isBad(m.Cases[n-1].Body) {
			p.statement(nil) // of the block that was reported missing
			continue
		}
		if !p.isWord("case") {
			p.caseless()
		}
		m.Cases = append(m.Cases, p.matchCase())
	}
	p.got(tDedent)
	m.Span = diag.Span{Start: at.start, End: p.lineEnd}
	return m
}

// caseless reports a statement where a case clause belongs, and skips the
// rest of the block.
func (p *parser) caseless() {
	defer func() {
		for depth := 0; p.tok.kind != tEOF; p.next() {
			if p.tok.kind == tIndent {
				depth++
			} else if p.tok.kind == tDedent {
				if depth == 0 {
					p.next()
					break
				}
				depth--
			}
		}
	}()
	p.syntaxError()
}

// matchCase parses one case clause.
func (p *parser) matchCase() *MatchCase {
	at := p.tok
	c := &MatchCase{}
	p.next()
	if p.tok.kind == kNot {
		p.failAt(p.tok.span(), diag.Syntax, "invalid syntax") // not "in" missing behind it
	}
	c.Pattern = p.patterns()
	if p.got(kIf) {
		c.Guard = p.namedExpression()
	}
	c.Body = p.block("'case' statement", at, false)
	c.Span = diag.Span{Start: at.start, End: p.lineEnd}
	return c
}

// patterns parses a pattern, or a sequence pattern without brackets.
func (p *parser) patterns() Pattern {
	start := p.tok.start
	first := p.maybeStar()
	if p.tok.kind != tComma {
		if _, ok := first.(*MatchStar); ok {
			p.syntaxError()
		}
		return first
	}
	list := []Pattern{first}
	for p.got(tComma) {
		if p.tok.kind == tColon || p.tok.kind == kIf {
			break
		}
		list = append(list, p.maybeStar())
	}
	return &MatchSequence{Span: p.from(start), Patterns: list}
}

// maybeStar parses a pattern or "*name".
func (p *parser) maybeStar() Pattern {
	if p.tok.kind != tStar {
		return p.pattern()
	}
	start := p.tok.start
	p.next()
	name, _ := p.name()
	if name == "_" {
		name = ""
	}
	return &MatchStar{Span: p.from(start), Name: name}
}

// pattern parses an or-pattern and its optional "as name".
func (p *parser) pattern() Pattern {
	p.enter()
	defer func() { p.depth-- }()
	start := p.tok.start
	pat := p.closedPattern()
	if p.tok.kind == tBar {
		list := []Pattern{pat}
		for p.got(tBar) {
			list = append(list, p.closedPattern())
		}
		pat = &MatchOr{Span: p.from(start), Patterns: list}
	}
	if !p.got(kAs) {
		return pat
	}
	t := p.tok
	if p.isName(t) {
		if k := p.peek(1); k != tDot && k != tLParen && k != tLBrack {
			if p.word(t) == "_" {
				p.failAt(t.span(), diag.Target, "cannot use '_' as a target")
			}
			name, at := p.name()
			return &MatchAs{Span: p.from(start), Pattern: pat, Name: name, NameSpan: at}
		}
	}
	p.noAsTarget("cannot use %s as pattern target")
	p.syntaxError()
	return nil
}

// closedPattern parses a pattern without "|" and "as" at its top.
func (p *parser) closedPattern() Pattern {
	start := p.tok.start
	switch t := p.tok; t.kind {
	case kNone, kTrue, kFalse:
		p.next()
		var v any
		if t.kind != kNone {
			v = t.kind == kTrue
		}
		return &MatchSingleton{Span: t.span(), Value: v}
	case tNumber, tMinus, tString, tFStart:
		e := p.literalExpr()
		return &MatchValue{Span: e.Extent(), Value: e}
	case tLParen:
		return p.groupPattern()
	case tLBrack:
		p.next()
		list := p.patternList(tRBrack)
		return &MatchSequence{Span: p.from(start), Patterns: list}
	case tLBrace:
		return p.mappingPattern()
	}
	if !p.isName(p.tok) {
		p.syntaxError()
	}
	if k := p.peek(1); k != tDot && k != tLParen {
		name, at := p.name()
		if name == "_" {
			return &MatchAs{Span: at}
		}
		return &MatchAs{Span: at, Name: name, NameSpan: at}
	}
	e := p.dottedExpr()
	if p.tok.kind == tLParen {
		return p.classPattern(start, e)
	}
	return &MatchValue{Span: e.Extent(), Value: e}
}

// dottedExpr parses a name with attributes.
func (p *parser) dottedExpr() Expr {
	start := p.tok.start
	var e Expr = p.nameExpr(Load)
	for p.got(tDot) {
		name, at := p.name()
		e = &Attribute{Span: p.from(start), Value: e, Attr: name, AttrSpan: at}
	}
	return e
}

// literalExpr parses a string, a number with sign, or a complex literal.
func (p *parser) literalExpr() Expr {
	if p.tok.kind == tString || p.tok.kind == tFStart {
		return p.strings()
	}
	start := p.tok.start
	left := p.signedNumber()
	if p.tok.kind != tPlus && p.tok.kind != tMinus {
		return left
	}
	op := Operator(p.tok.kind - tPlus)
	if isImag(left) {
		if u, ok := left.(*UnaryOp); ok {
			left = u.Operand
		}
		p.failAt(left.Extent(), diag.Literal, "real number required in complex literal")
	}
	p.next()
	if p.tok.kind != tNumber {
		p.syntaxError()
	}
	right := p.number()
	if !isImag(right) {
		p.failAt(right.Extent(), diag.Literal, "imaginary number required in complex literal")
	}
	return &BinOp{Span: p.from(start), Left: left, Op: op, Right: right}
}

func (p *parser) signedNumber() Expr {
	start := p.tok.start
	minus := p.got(tMinus)
	if p.tok.kind != tNumber {
		p.syntaxError()
	}
	n := p.number()
	if !minus {
		return n
	}
	return &UnaryOp{Span: p.from(start), Op: USub, Operand: n}
}

func isImag(e Expr) bool {
	if u, ok := e.(*UnaryOp); ok {
		e = u.Operand
	}
	c, ok := e.(*Constant)
	if !ok {
		return false
	}
	_, ok = c.Value.(Imag)
	return ok
}

// groupPattern parses what begins with "(": a group or a sequence.
func (p *parser) groupPattern() Pattern {
	start := p.tok.start
	p.next()
	if p.got(tRParen) {
		return &MatchSequence{Span: p.from(start)}
	}
	first := p.maybeStar()
	_, star := first.(*MatchStar)
	if p.tok.kind == tRParen && !star {
		p.next()
		return first
	}
	if p.tok.kind != tComma {
		p.syntaxError()
	}
	p.next()
	list := append([]Pattern{first}, p.patternList(tRParen)...)
	return &MatchSequence{Span: p.from(start), Patterns: list}
}

// patternList parses patterns with commas between them up to end, and moves
// over that.
func (p *parser) patternList(end kind) []Pattern {
	var list []Pattern
	for p.tok.kind != end {
		list = append(list, p.maybeStar())
		if !p.got(tComma) {
			break
		}
	}
	p.want(end)
	return list
}

// mappingPattern parses "{key: pattern, **rest}".
func (p *parser) mappingPattern() Pattern {
	m := &MatchMapping{}
	start := p.tok.start
	p.next()
	for p.tok.kind != tRBrace {
		if p.got(tDoubleStar) {
			m.Rest, m.RestSpan = p.name()
			if m.Rest == "_" {
				p.failAt(m.RestSpan, diag.Syntax, "invalid syntax")
			}
			p.got(tComma)
			break
		}
		var key Expr
		switch t := p.tok; t.kind {
		case tString, tFStart, tNumber, tMinus:
			key = p.literalExpr()
		case kNone, kTrue, kFalse:
			key = p.atom()
		default:
			if p.peek(1) != tDot {
				if p.isName(t) {
					p.next()
				}
				p.syntaxError()
			}
			key = p.dottedExpr()
		}
		p.want(tColon)
		m.Keys = append(m.Keys, key)
		m.Patterns = append(m.Patterns, p.pattern())
		if !p.got(tComma) {
			break
		}
	}
	p.want(tRBrace)
	m.Span = p.from(start)
	return m
}

// classPattern parses the arguments of a class pattern.
func (p *parser) classPattern(start diag.Pos, cls Expr) Pattern {
	c := &MatchClass{Cls: cls}
	p.next()
	for p.tok.kind != tRParen {
		if p.isName(p.tok) && p.peek(1) == tEqual {
			name, at := p.name()
			p.next()
			c.KwdAttrs = append(c.KwdAttrs, Ident{at, name})
			c.KwdPatterns = append(c.KwdPatterns, p.pattern())
		} else {
			pat := p.pattern()
			if len(c.KwdAttrs) > 0 {
				p.failAt(pat.Extent(), diag.Argument, "positional patterns follow keyword patterns")
			}
			c.Patterns = append(c.Patterns, pat)
		}
		if !p.got(tComma) {
			break
		}
	}
	p.want(tRParen)
	c.Span = p.from(start)
	return c
}
