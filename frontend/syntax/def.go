package syntax

import (
	"fmt"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// Definitions: functions, classes, their parameters and decorators.

// decorated parses decorators and the definition that they belong to.
func (p *parser) decorated() Stmt {
	mark := len(p.exprs)
	for p.tok.kind == tAt {
		p.next()
		p.push(p.namedExpression())
		if p.tok.kind != tNewline {
			p.syntaxError()
		}
		p.next()
	}
	decorators := p.popExprs(mark)
	switch {
	case p.tok.kind == kClass:
		return p.classDef(decorators)
	case p.tok.kind == kDef, p.tok.kind == kAsync && p.peek(1) == kDef:
		return p.functionDef(decorators, p.tok.start)
	case p.tok.kind == kAsync:
		p.next()
	}
	p.syntaxError()
	return nil
}

// functionDef parses def or async def.
func (p *parser) functionDef(decorators []Expr, start diag.Pos) Stmt {
	f := &FunctionDef{DecoratorList: decorators}
	async := p.got(kAsync)
	at := p.tok
	outer := p.inAsync
	p.inAsync = outer || async
	p.next()
	f.Name, f.NameSpan = p.name()
	if bracket := p.tok; bracket.kind == tLBrack {
		p.instead = func(at diag.Span) {
			p.errorAt(bracket.span(), diag.Syntax, "expected '('").
				Note(p.file, at, "what begins with '[' is no list of type parameters because of this")
			panic(bailout{})
		}
		f.TypeParams = p.typeParams()
		p.instead = nil
	}
	if p.tok.kind != tLParen {
		if p.tok.kind == tError {
			p.syntaxError()
		}
		p.failAt(p.tok.span(), diag.Syntax, "expected '('")
	}
	p.next()
	f.Args = p.parameters(tRParen)
	p.want(tRParen)
	if p.tok.kind == tArrow {
		f.Returns = p.returns()
	}
	f.Body = p.block("function definition", at, true)
	p.inAsync = outer
	f.Span = diag.Span{Start: start, End: p.lineEnd}
	if async {
		return (*AsyncFunctionDef)(f)
	}
	return f
}

// returns parses "->" and an annotation. Where that is no expression CPython
// misses the colon, behind the part that is one or in place of the arrow.
func (p *parser) returns() Expr {
	arrow := p.i
	p.next()
	p.instead = func(at diag.Span) {
		p.seek(arrow + 1)
		if !p.try(true, func() { p.primary() }) {
			p.seek(arrow)
		}
		d := p.errorAt(p.here(), diag.Syntax, "expected ':'")
		if at.Start != p.tok.start {
			d.Note(p.file, at, "an expression is missing behind '->', or goes wrong here")
		}
		panic(bailout{})
	}
	e := p.expression()
	p.instead = nil
	return e
}

// classDef parses a class statement.
func (p *parser) classDef(decorators []Expr) Stmt {
	c := &ClassDef{DecoratorList: decorators}
	at := p.tok
	p.next()
	c.Name, c.NameSpan = p.name()
	c.TypeParams = p.typeParams()
	if p.tok.kind == tLParen {
		c.Bases, c.Keywords = p.arguments(true)
	}
	c.Body = p.block("class definition", at, false)
	c.Span = diag.Span{Start: at.start, End: p.lineEnd}
	return c
}

// typeParams parses an optional list of type parameters in brackets.
func (p *parser) typeParams() []TypeParam {
	if p.tok.kind != tLBrack {
		return nil
	}
	p.next()
	if p.tok.kind == tRBrack {
		p.failAt(p.tok.span(), diag.Syntax, "Type parameter list cannot be empty")
	}
	var list []TypeParam
	for p.tok.kind != tRBrack {
		list = append(list, p.typeParam())
		if !p.got(tComma) {
			break
		}
	}
	p.want(tRBrack)
	return list
}

// typeParam parses one type parameter.
func (p *parser) typeParam() TypeParam {
	star := p.tok
	bound := func(what string) {
		if p.tok.kind != tColon {
			return
		}
		colon := p.tok.span()
		var e Expr
		if p.try(false, func() { p.next(); e = p.expression() }) {
			if _, ok := e.(*Tuple); ok {
				p.failAt(colon, diag.Syntax, "cannot use constraints with %s", what)
			}
			p.failAt(colon, diag.Syntax, "cannot use bound with %s", what)
		}
	}
	switch star.kind {
	case tStar:
		p.next()
		t := &TypeVarTuple{}
		t.Name, t.NameSpan = p.name()
		bound("TypeVarTuple")
		if p.got(tEqual) {
			t.DefaultValue = p.starExpression()
		}
		t.Span = p.from(star.start)
		return t
	case tDoubleStar:
		p.next()
		t := &ParamSpec{}
		t.Name, t.NameSpan = p.name()
		bound("ParamSpec")
		if p.got(tEqual) {
			t.DefaultValue = p.expression()
		}
		t.Span = p.from(star.start)
		return t
	}
	t := &TypeVar{}
	t.Name, t.NameSpan = p.name()
	if p.got(tColon) {
		t.Bound = p.expression()
	}
	if p.got(tEqual) {
		t.DefaultValue = p.expression()
	}
	t.Span = p.from(star.start)
	return t
}

// parameters parses the parameters of a def, up to ")", or of a lambda, up
// to ":". It leaves that token.
func (p *parser) parameters(end kind) *Arguments {
	a := &Arguments{Span: diag.Span{Start: p.tok.start, End: p.tok.start}}
	lambda := end == tColon
	var slash, star bool
	for p.tok.kind != end {
		t := p.tok
		if a.Kwarg != nil && (t.kind == tStar || t.kind == tDoubleStar || t.kind == tSlash || p.isName(t)) {
			p.failAt(t.span(), diag.Argument, "arguments cannot follow var-keyword argument")
		}
		switch {
		case t.kind == tSlash:
			switch {
			case star:
				p.failAt(t.span(), diag.Argument, "/ must be ahead of *")
			case slash:
				p.failAt(t.span(), diag.Argument, "/ may appear only once")
			case len(a.Args) == 0:
				p.failAt(t.span(), diag.Argument, "at least one argument must precede /")
			}
			p.next()
			slash = true
			a.PosOnlyArgs, a.Args = a.Args, nil
			if p.tok.kind == tStar {
				p.failAt(p.tok.span(), diag.Argument, "expected comma between / and *")
			}
		case t.kind == tStar:
			if star {
				p.failAt(t.span(), diag.Argument, "* argument may appear only once")
			}
			star = true
			p.next()
			switch {
			case p.isName(p.tok):
				a.Vararg = p.param(lambda, true)
				if p.tok.kind == tEqual {
					p.failAt(p.tok.span(), diag.Argument, "var-positional argument cannot have default value")
				}
			case p.tok.kind == end:
				p.bareStar(lambda, t.span())
			case p.tok.kind == tComma:
				if k := p.peek(1); k == end || k == tDoubleStar {
					p.bareStar(lambda, t.span())
				}
			default:
				p.syntaxError()
			}
		case t.kind == tDoubleStar:
			p.next()
			a.Kwarg = p.param(lambda, false)
			if p.tok.kind == tEqual {
				p.failAt(p.tok.span(), diag.Argument, "var-keyword argument cannot have default value")
			}
		case t.kind == tLParen:
			p.parenthesised(lambda)
		default:
			arg := p.param(lambda, false)
			var def Expr
			if p.tok.kind == tEqual {
				eq := p.tok.span()
				p.next()
				if p.tok.kind == end || p.tok.kind == tComma {
					if lambda && p.tok.kind == end {
						eq = p.tok.span() // CPython's place
					}
					p.failAt(eq, diag.Argument, "expected default value expression")
				}
				def = p.expression()
			}
			switch {
			case star:
				a.KwOnlyArgs = append(a.KwOnlyArgs, arg)
				a.KwDefaults = append(a.KwDefaults, def)
			case def != nil:
				a.Args = append(a.Args, arg)
				a.Defaults = append(a.Defaults, def)
			default:
				if len(a.Defaults) > 0 {
					p.failHelp(arg.Span, diag.Argument, "give it a default, or put it before those that have one", "parameter without a default follows parameter with a default")
				}
				a.Args = append(a.Args, arg)
			}
		}
		if p.tok.kind != tComma {
			break
		}
		p.next()
	}
	if p.prevEnd() > a.Start {
		a.End = p.prevEnd()
	}
	return a
}

// bareStar reports a "*" without parameters behind it; in a lambda, as
// CPython does, at what stands there instead.
func (p *parser) bareStar(lambda bool, at diag.Span) {
	if lambda {
		p.got(tComma)
		at = p.tok.span()
	}
	p.failAt(at, diag.Argument, "named arguments must follow bare *")
}

// parenthesised reports Python 2's parameters in parentheses.
func (p *parser) parenthesised(lambda bool) {
	start := p.tok.start
	what := "Function"
	if lambda {
		what = "Lambda expression"
	}
	end := diag.Pos(0)
	if p.try(false, func() {
		p.next()
		p.identList()
		p.got(tComma)
		end = p.tok.end
		p.want(tRParen)
	}) {
		p.failAt(diag.Span{Start: start, End: end}, diag.Argument, "%s", fmt.Sprintf("%s parameters cannot be parenthesized", what))
	}
	p.syntaxError()
}

// param parses one parameter. vararg says that its annotation may be starred
// (PEP 646).
func (p *parser) param(lambda, vararg bool) *Arg {
	a := alloc(&p.pool.args)
	start := p.tok.start
	a.Arg, _ = p.name()
	if !lambda && p.got(tColon) {
		if vararg && p.tok.kind == tStar {
			a.Annotation = p.starred()
		} else {
			a.Annotation = p.expression()
		}
	}
	a.Span = p.from(start)
	return a
}
