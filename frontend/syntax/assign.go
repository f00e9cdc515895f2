package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// exprOrAssign parses an expression statement or one of the assignments.
func (p *parser) exprOrAssign() Stmt {
	first := p.i
	start := p.tok.start
	e := p.yieldOrStar()
	switch k := p.tok.kind; {
	case k == tNewline || k == tSemi:
	case k == tEqual:
		return p.assign(first, start, e)
	case k == tColon:
		return p.annAssign(start, e)
	case k == tWalrus:
		p.misplacedWalrus(first, e)
	case tPlusEq <= k && k <= tDoubleSlashEq:
		return p.augAssign(start, e)
	}
	s := alloc(&p.pool.exprStmts)
	s.Value, s.Span = e, p.from(start)
	return s
}

// yieldOrStar parses what may stand on the right of an assignment.
func (p *parser) yieldOrStar() Expr {
	if p.tok.kind == kYield {
		return p.yield()
	}
	return p.starExpressions()
}

// assign parses "= …" behind the first target, which began at token first.
func (p *parser) assign(first int, start diag.Pos, e Expr) Stmt {
	a := alloc(&p.pool.assigns)
	mark := len(p.exprs)
	for p.tok.kind == tEqual {
		p.assignable(first, e)
		setContext(e, Store)
		p.push(e)
		p.next()
		first = -1
		e = p.yieldOrStar()
	}
	a.Targets = p.popExprs(mark)
	a.Value = e
	a.Span = p.from(start)
	return a
}

// assignable reports e if nothing can be assigned to it. first is the token
// that it begins at if it is the first target of its statement, else -1.
func (p *parser) assignable(first int, e Expr) {
	switch e.(type) {
	case *Name, *Attribute, *Subscript:
		return
	case *Yield, *YieldFrom:
		if first >= 0 {
			p.misplacedEqual(first, e, true)
		}
		p.failAt(e.Extent(), diag.Target, "assignment to yield expression not possible")
	}
	bad := invalidTarget(e, Store)
	if bad == nil {
		return
	}
	if _, star := e.(*Starred); first >= 0 && !star {
		last, at := e, first
		if t, ok := e.(*Tuple); ok && p.toks[first].start == t.Start && len(t.Elts) > 0 && t.Elts[0].Extent().Start == t.Start {
			last = t.Elts[len(t.Elts)-1]
			at = p.tokenAt(last.Extent().Start)
		}
		if last == bad || last == e {
			p.misplacedEqual(at, last, true)
		}
	}
	p.failAt(bad.Extent(), diag.Target, "cannot assign to %s", exprName(bad))
}

// misplacedWalrus explains ":=" behind e, which begins at token first, if e is
// no name.
func (p *parser) misplacedWalrus(first int, e Expr) {
	switch e.(type) {
	case *Name:
		if p.toks[first].kind == tName {
			return
		}
	case *Tuple:
		if e.Extent().Start == p.toks[first].start && p.toks[first].kind != tLParen {
			return
		}
	case *Starred, *Yield, *YieldFrom:
		return
	}
	if p.try(false, func() { p.next(); p.expression() }) {
		p.failAt(e.Extent(), diag.Target, "cannot use assignment expressions with %s", exprName(e))
	}
}

// annAssign parses ": annotation = value" behind target.
func (p *parser) annAssign(start diag.Pos, target Expr) Stmt {
	a := &AnnAssign{Target: target}
	msg := ""
	switch t := target.(type) {
	case *Name:
		a.Simple = t.Start == start
	case *Attribute, *Subscript:
	case *List:
		msg = "only single target (not list) can be annotated"
	case *Tuple:
		msg = "only single target (not tuple) can be annotated"
	default:
		msg = "illegal target for annotation"
	}
	if msg != "" {
		if _, star := target.(*Starred); star || !p.try(false, func() { p.next(); p.primary() }) && !p.try(false, func() { p.next(); p.expression() }) {
			p.syntaxError()
		}
		at := target.Extent()
		if t, ok := target.(*Tuple); ok && len(t.Elts) > 0 && t.Elts[0].Extent().Start == t.Start {
			at = t.Elts[0].Extent()
		}
		p.failAt(at, diag.Target, "%s", msg)
	}
	setContext(target, Store)
	p.next()
	a.Annotation = p.expression()
	if p.got(tEqual) {
		a.Value = p.yieldOrStar()
	}
	a.Span = p.from(start)
	return a
}

// augAssign parses "op= value" behind target.
func (p *parser) augAssign(start diag.Pos, target Expr) Stmt {
	switch target.(type) {
	case *Name, *Attribute, *Subscript:
	default:
		p.failAt(target.Extent(), diag.Target, "'%s' is an illegal expression for augmented assignment", exprName(target))
	}
	setContext(target, Store)
	op := Operator(p.tok.kind - tPlusEq)
	p.next()
	v := p.yieldOrStar()
	return &AugAssign{Span: p.from(start), Target: target, Op: op, Value: v}
}
