package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// maxClauses bounds the "for" clauses of a comprehension. Each is a loop in the
// one before, and the Go compiler takes time that grows with the cube of their
// number: a second for these, minutes for five times as many. For statements nest
// twenty deep at most, as in CPython.
const maxClauses = 100

// generators parses the clauses of a comprehension over elt.
func (p *parser) generators(elt Expr) []*Comprehension {
	if s, ok := elt.(*Starred); ok {
		p.failAt(s.Span, diag.Syntax, "iterable unpacking cannot be used in comprehension")
	}
	var gens []*Comprehension
	outer := p.depth
	for p.isFor() {
		p.enter() // each is a loop in the one before
		if len(gens) == maxClauses {
			p.failAt(p.tok.span(), diag.Nesting, "too many 'for' clauses in one comprehension")
		}
		c := &Comprehension{}
		start := p.tok.start
		c.IsAsync = p.got(kAsync)
		p.next()
		c.Target = p.forTarget("'in' expected after for-loop variables")
		p.next() // "in": forTarget has checked it
		c.Iter = p.disjunction()
		for p.tok.kind == kIf {
			p.next()
			first := p.i
			e := p.disjunction()
			if p.tok.kind == tEqual {
				p.misplacedEqual(first, e, false)
			}
			c.Ifs = append(c.Ifs, e)
		}
		if p.tok.kind == kAsync && p.peek(1) != kFor {
			p.next() // no name stands here, and "for" is missing behind it
			p.syntaxError()
		}
		c.Span = p.from(start)
		gens = append(gens, c)
	}
	p.depth = outer
	return gens
}

// forTarget parses the targets of a for loop up to its "in", which it leaves.
// msg is what to say if that is missing.
func (p *parser) forTarget(msg string) Expr {
	start := p.tok.start
	one := func() Expr {
		if p.tok.kind == tStar {
			return p.starred()
		}
		return p.bitwiseOr()
	}
	e := one()
	if p.tok.kind == tComma {
		mark := len(p.exprs)
		p.push(e)
		for p.got(tComma) {
			if p.tok.kind == kIn || !startsExpr[p.tok.kind] && p.tok.kind != tStar {
				break
			}
			p.push(one())
		}
		t := &Tuple{Elts: p.popExprs(mark)}
		t.Span = p.from(start)
		e = t
	}
	bad := invalidTarget(e, Store)
	if c, ok := bad.(*Compare); ok && p.tok.kind != kIn && c.Ops[0] == In {
		bad = nil // "(x in y)" is no target, but the missing "in" explains it
	}
	if bad != nil {
		p.failAt(bad.Extent(), diag.Target, "cannot assign to %s", exprName(bad))
	}
	if p.tok.kind != kIn {
		if p.tok.kind != tError {
			p.failAt(p.here(), diag.Syntax, "%s", msg)
		}
		p.syntaxError()
	}
	setContext(e, Store)
	return e
}
