package syntax

// awaitPrimary parses "await" primary, or a primary.
func (p *parser) awaitPrimary() Expr {
	if p.tok.kind != kAwait || !p.awaitHere() {
		return p.primary()
	}
	start := p.tok.start
	p.next()
	v := p.primary()
	return &Await{Span: p.from(start), Value: v}
}

// awaitHere reports whether the await at the current token is the keyword.
//
// Inside async def it is. Elsewhere it was a name until Python 3.6; newer
// Pythons refuse it there after parsing. It is taken for a name if what
// follows cannot be its operand, or could also be a call, subscript, operator
// or end of a name and the file uses await as a name elsewhere.
func (p *parser) awaitHere() bool {
	if p.inAsync {
		return true
	}
	switch k := p.peek(1); k {
	case tLParen, tLBrack, tPlus, tMinus, tStar:
	case tNewline, tSemi:
		if !p.alone(p.i) {
			return false
		}
	case kNot, kLambda:
		return false
	default:
		return startsExpr[k]
	}
	if p.awaitName == 0 {
		p.awaitName = p.usesAsName(kAwait)
	}
	return p.awaitName < 0
}

// asyncHere reports whether the async that begins the current statement is
// the keyword, though no statement follows that it belongs to: inside async
// def, and where nothing but the word says that it is a name.
func (p *parser) asyncHere() bool {
	if p.inAsync {
		return true
	}
	if !p.alone(p.i) && p.peek(1) != kIf {
		return false
	}
	if p.asyncName == 0 {
		p.asyncName = p.usesAsName(kAsync)
	}
	return p.asyncName < 0
}

// alone reports whether token i is a statement of its own.
func (p *parser) alone(i int) bool {
	if k := p.toks[i+1].kind; k != tNewline && k != tSemi {
		return false
	}
	return p.beginsStatement(i)
}

// beginsStatement reports whether a statement may begin at token i.
func (p *parser) beginsStatement(i int) bool {
	if i == 0 {
		return true
	}
	switch p.toks[i-1].kind {
	case tNewline, tIndent, tDedent, tSemi, tColon:
		return true
	}
	return false
}

// usesAsName returns 1 if async or await, whichever k is, is certainly a name
// somewhere in the file, else -1.
func (p *parser) usesAsName(k kind) int8 {
	for i, t := range p.toks {
		if t.kind != k || p.alone(i) {
			continue
		}
		if i > 0 {
			switch p.toks[i-1].kind {
			case tDot, kDef, kImport:
				return 1
			}
		}
		switch after := p.toks[i+1].kind; {
		case startsExpr[after]:
		case k == kAwait && after == tStar:
		case k == kAsync && (after == kDef || after == kFor || after == kWith || after == kIf && p.beginsStatement(i)):
		default:
			return 1
		}
	}
	return -1
}
