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
// follows cannot be its operand, or could also be a call, subscript or
// operator of a name and the file uses await as a name elsewhere.
func (p *parser) awaitHere() bool {
	if p.inAsync {
		return true
	}
	k := p.peek(1)
	if !startsExpr[k] || k == kNot || k == kLambda {
		return false
	}
	switch k {
	case tLParen, tLBrack, tPlus, tMinus:
		if p.awaitName == 0 {
			p.awaitName = -1
			for i, t := range p.toks {
				if t.kind != kAwait {
					continue
				}
				after := p.toks[i+1].kind
				if !startsExpr[after] || i > 0 && (p.toks[i-1].kind == tDot || p.toks[i-1].kind == kDef || p.toks[i-1].kind == kImport) {
					p.awaitName = 1
					break
				}
			}
		}
		return p.awaitName < 0
	}
	return true
}
