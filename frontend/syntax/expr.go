package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// Expressions, from the loosest binding to the tightest. Each function parses
// one rule of the grammar and leaves the token behind it.

// startsExpr tells which tokens can begin an expression.
var startsExpr = [nKinds]bool{
	tName: true, tNumber: true, tString: true, tFStart: true, tLParen: true,
	tLBrack: true, tLBrace: true, tEllipsis: true, tTilde: true, tPlus: true,
	tMinus: true, kFalse: true, kNone: true, kTrue: true, kAwait: true,
	kAsync: true, kLambda: true, kNot: true,
}

// starExpressions parses star_expressions: one expression or *expression, or
// a tuple of them without parentheses.
func (p *parser) starExpressions() Expr {
	start := p.tok.start
	e := p.starExpression()
	if p.tok.kind != tComma {
		return e
	}
	mark := len(p.exprs)
	p.push(e)
	for p.got(tComma) {
		if !startsExpr[p.tok.kind] && p.tok.kind != tStar {
			break
		}
		p.push(p.starExpression())
	}
	t := &Tuple{Elts: p.popExprs(mark)}
	t.Span = p.from(start)
	return t
}

// starExpression parses an expression or *expression.
func (p *parser) starExpression() Expr {
	if p.tok.kind == tStar {
		return p.starred()
	}
	return p.expression()
}

// starred parses "*" bitwise_or.
func (p *parser) starred() Expr {
	start := p.tok.start
	p.next()
	if p.i >= 2 {
		switch p.toks[p.i-2].kind {
		case tLParen, tLBrack, tLBrace:
			if p.field0 != p.i-1 { // brokenField explains those
				p.starOperand()
			}
		}
	}
	v := p.bitwiseOr()
	return &Starred{Span: p.from(start), Value: v}
}

// starNamedExpression parses an element of a list, set or tuple display.
func (p *parser) starNamedExpression() Expr {
	if p.tok.kind == tStar {
		return p.starred()
	}
	return p.namedExpression()
}

// namedExpression parses an expression or "name := expression".
func (p *parser) namedExpression() Expr {
	first := p.i
	start := p.tok.start
	if p.peek(1) == tWalrus && p.isName(p.tok) {
		target := p.nameExpr(Store)
		p.next()
		v := p.expression()
		return &NamedExpr{Span: p.from(start), Target: target, Value: v}
	}
	e := p.expression()
	switch p.tok.kind {
	case tWalrus:
		p.failAt(e.Extent(), diag.Target, "cannot use assignment expressions with %s", exprName(e))
	case tEqual:
		p.misplacedEqual(first, e, true)
	}
	return e
}

// misplacedEqual is called at a "=" behind e, which begins at token first,
// where no assignment can stand. It explains what it can and returns else.
// The error is at e if a named expression could stand there, else at the "=".
func (p *parser) misplacedEqual(first int, e Expr, named bool) {
	if p.quiet > 0 {
		return
	}
	switch k := p.toks[first].kind; k {
	case kNone, kTrue, kFalse:
		return
	}
	paren := p.toks[first].start < e.Extent().Start // then it binds like a name
	var right Expr
	again := false
	behind := 0
	ok := p.try(false, func() {
		p.next()
		right = p.bitwiseOr()
		behind = p.i
		again = p.tok.kind == tEqual || p.tok.kind == tWalrus
	})
	if !ok || again {
		return
	}
	if e := p.scanErr(behind); e != nil {
		p.reportScan(e)
		panic(bailout{})
	}
	if p.i == first+1 && p.toks[first].kind == tName {
		name := p.word(p.toks[first])
		at := diag.Span{Start: e.Extent().Start, End: right.Extent().End}
		if !named {
			at = p.tok.span()
		}
		p.failHelp(at, diag.Syntax,
			name+" == "+p.src[right.Extent().Start:right.Extent().End],
			"invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
	}
	switch e := e.(type) {
	case *List, *Tuple, *GeneratorExp:
		return
	case *BoolOp, *Compare, *IfExp, *Lambda, *NamedExpr, *Yield, *YieldFrom:
		if !paren {
			return
		}
	case *UnaryOp:
		if e.Op == Not && !paren {
			return
		}
	case *Name:
		if p.toks[first].kind != tName {
			return
		}
	}
	at := e.Extent()
	if !named {
		at = p.tok.span()
	}
	p.failHelp(at, diag.Target, "write == to compare", "cannot assign to %s here. Maybe you meant '==' instead of '='?", exprName(e))
}

// expression parses a disjunction, a conditional expression or a lambda.
func (p *parser) expression() Expr {
	p.enter()
	var e Expr
	if p.tok.kind == kLambda {
		e = p.lambda()
	} else {
		start := p.tok.start
		e = p.disjunction()
		if p.tok.kind == kIf {
			e = p.conditional(start, e)
		}
	}
	p.depth--
	return e
}

// conditional parses what follows body in "body if test else orelse".
func (p *parser) conditional(start diag.Pos, body Expr) Expr {
	p.next()
	test := p.disjunction()
	if p.tok.kind != kElse {
		if p.tok.kind != tColon && p.tok.kind != tError {
			p.failAt(diag.Span{Start: body.Extent().Start, End: test.Extent().End}, diag.Syntax,
				"expected 'else' after 'if' expression")
		}
		p.syntaxError()
	}
	p.next()
	switch p.tok.kind {
	case kPass, kBreak, kContinue:
		p.failAt(p.tok.span(), diag.Syntax, "expected expression after 'else', but statement is given")
	}
	orelse := p.expression()
	return &IfExp{Span: p.from(start), Test: test, Body: body, Orelse: orelse}
}

// disjunction parses operands of "or". It notes where it stands, for
// forgottenComma.
func (p *parser) disjunction() Expr {
	start := p.tok.start
	e := p.conjunction()
	if p.tok.kind == kOr {
		mark := len(p.exprs)
		p.push(e)
		for p.got(kOr) {
			p.push(p.conjunction())
		}
		e = &BoolOp{Op: Or, Values: p.popExprs(mark), Span: p.from(start)}
	}
	p.disjStart, p.disjEnd = e.Extent().Start, p.i
	return e
}

// conjunction parses operands of "and".
func (p *parser) conjunction() Expr {
	start := p.tok.start
	e := p.inversion()
	if p.tok.kind == kAnd {
		mark := len(p.exprs)
		p.push(e)
		for p.got(kAnd) {
			p.push(p.inversion())
		}
		e = &BoolOp{Op: And, Values: p.popExprs(mark), Span: p.from(start)}
	}
	return e
}

// inversion parses "not" inversion, or a comparison.
func (p *parser) inversion() Expr {
	if p.tok.kind != kNot {
		return p.comparison()
	}
	start := p.tok.start
	p.next()
	p.enter()
	v := p.inversion()
	p.depth--
	return &UnaryOp{Span: p.from(start), Op: Not, Operand: v}
}

// comparison parses a chain of comparisons.
func (p *parser) comparison() Expr {
	start := p.tok.start
	left := p.bitwiseOr()
	op, n := p.cmpOp()
	if n == 0 {
		return left
	}
	c := &Compare{Left: left}
	mark := len(p.exprs)
	for n > 0 {
		c.Ops = append(c.Ops, op)
		for ; n > 0; n-- {
			p.next()
		}
		p.push(p.bitwiseOr())
		op, n = p.cmpOp()
	}
	c.Comparators = p.popExprs(mark)
	c.Span = p.from(start)
	return c
}

// cmpOp returns the comparison at the current token and its number of tokens,
// 0 if there is none.
func (p *parser) cmpOp() (CmpOperator, int) {
	switch k := p.tok.kind; k {
	case tEqEq, tNotEq, tLess, tLessEq, tGreater, tGreaterEq:
		if k == tLess && p.peek(1) == tGreater && p.toks[p.i+1].start == p.tok.end {
			p.failHelp(diag.Span{Start: p.tok.start, End: p.toks[p.i+1].end}, diag.Syntax,
				"write != for not equal", "invalid syntax")
		}
		return CmpOperator(k - tEqEq), 1
	case kIn:
		return In, 1
	case kIs:
		if p.peek(1) == kNot {
			return IsNot, 2
		}
		return Is, 1
	case kNot:
		if p.peek(1) == kIn {
			return NotIn, 2
		}
	}
	return 0, 0
}

// precedence of the binary operators, 0 for other tokens.
var precedence = [nKinds]uint8{
	tBar: 1, tCaret: 2, tAmp: 3, tLShift: 4, tRShift: 4, tPlus: 5, tMinus: 5,
	tStar: 6, tSlash: 6, tDoubleSlash: 6, tPercent: 6, tAt: 6,
}

// maxChain bounds "a + b + c …", whose tree is as deep as it is long.
const maxChain = 5000

func (p *parser) bitwiseOr() Expr {
	start := p.tok.start
	e := p.factor()
	if precedence[p.tok.kind] == 0 {
		return e
	}
	return p.binary(start, e, 1)
}

// binary parses the operators behind left that bind at least as tightly as
// min. left began at start: its parentheses are no part of its own span.
func (p *parser) binary(start diag.Pos, left Expr, min uint8) Expr {
	for n := 0; ; n++ {
		k := p.tok.kind
		prec := precedence[k]
		if prec < min || prec == 0 {
			return left
		}
		if n > maxChain {
			p.failAt(p.tok.span(), diag.Nesting, "too many operators in one expression")
		}
		p.next()
		if prec >= precedence[tPlus] {
			p.bareNot()
		}
		rightStart := p.tok.start
		right := p.factor()
		if precedence[p.tok.kind] > prec {
			p.enter()
			right = p.binary(rightStart, right, prec+1)
			p.depth--
		}
		op := Operator(k - tPlus)
		if k == tAt {
			op = MatMult
		}
		b := alloc(&p.pool.binOps)
		b.Span, b.Left, b.Op, b.Right = p.from(start), left, op, right
		left = b
	}
}

// bareNot reports "not" behind an arithmetic operator.
func (p *parser) bareNot() {
	if p.tok.kind != kNot {
		return
	}
	var e Expr
	if p.try(false, func() { e = p.inversion() }) {
		at := e.Extent()
		p.failHelp(at, diag.Syntax, "("+p.src[at.Start:at.End]+")", "'not' after an operator must be parenthesized")
	}
}

// factor parses the unary operators.
func (p *parser) factor() Expr {
	var op UnaryOperator
	switch p.tok.kind {
	case tMinus:
		op = USub
	case tPlus:
		op = UAdd
	case tTilde:
		op = Invert
	default:
		return p.power()
	}
	start := p.tok.start
	p.next()
	p.bareNot()
	p.enter()
	v := p.factor()
	p.depth--
	return &UnaryOp{Span: p.from(start), Op: op, Operand: v}
}

// power parses await_primary ["**" factor].
func (p *parser) power() Expr {
	start := p.tok.start
	e := p.awaitPrimary()
	if p.tok.kind != tDoubleStar {
		return e
	}
	p.next()
	p.enter()
	v := p.factor()
	p.depth--
	return &BinOp{Span: p.from(start), Left: e, Op: Pow, Right: v}
}
