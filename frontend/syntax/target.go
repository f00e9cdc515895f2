package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// Targets are parsed as expressions first: what they are shows only at the
// "=", "in" or "as" behind them. Then they are checked and marked.

// invalidTarget returns the first part of e that cannot be assigned to, or
// deleted if ctx is Del, or nil.
func invalidTarget(e Expr, ctx Context) Expr {
	switch e := e.(type) {
	case *Name, *Attribute, *Subscript, *BadExpr:
		return nil
	case *List:
		return invalidAmong(e.Elts, ctx)
	case *Tuple:
		return invalidAmong(e.Elts, ctx)
	case *Starred:
		if ctx == Del {
			return e
		}
		return invalidTarget(e.Value, ctx)
	}
	return e
}

func invalidAmong(list []Expr, ctx Context) Expr {
	for _, e := range list {
		if bad := invalidTarget(e, ctx); bad != nil {
			return bad
		}
	}
	return nil
}

// setContext marks a valid target.
func setContext(e Expr, ctx Context) {
	switch e := e.(type) {
	case *Name:
		e.Ctx = ctx
	case *Attribute:
		e.Ctx = ctx
	case *Subscript:
		e.Ctx = ctx
	case *Starred:
		e.Ctx = ctx
		setContext(e.Value, ctx)
	case *List:
		e.Ctx = ctx
		for _, x := range e.Elts {
			setContext(x, ctx)
		}
	case *Tuple:
		e.Ctx = ctx
		for _, x := range e.Elts {
			setContext(x, ctx)
		}
	}
}

// noAsTarget reports an expression behind "as" where only a name may stand, if
// there is one. Like CPython it points behind the name, if that begins with one.
func (p *parser) noAsTarget(format string) {
	var e Expr
	if !p.try(false, func() { e = p.expression() }) {
		return
	}
	if _, ok := e.(*Name); ok {
		return
	}
	at := e.Extent()
	if p.isName(p.tok) {
		at.Start = p.toks[p.i+1].start
	}
	p.failAt(at, diag.Target, format, exprName(e))
}
