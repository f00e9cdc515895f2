package syntax

import (
	"fmt"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// block parses ":" and the statements of a compound statement. head is what
// messages call it, "'if' statement", and at is its first token. Anywhere a
// colon is missing a message says so if forced; else only at a line's end.
func (p *parser) block(head string, at token, forced bool) []Stmt {
	p.colon(forced)
	p.lineEnd = p.prevEnd()
	if p.tok.kind != tNewline {
		return p.simpleLine(nil)
	}
	p.next()
	if p.tok.kind != tIndent {
		if p.tok.kind == tError {
			if e := p.scanErr(p.i); e != nil && e.code != diag.Indent && e.code != diag.Nesting && !e.blank {
				p.noBlock(head, at)
			}
			p.syntaxError()
		}
		p.noBlock(head, at)
		return []Stmt{&BadStmt{Span: diag.Span{Start: p.prevEnd(), End: p.prevEnd()}}}
	}
	p.next()
	list := p.statements(tDedent)
	p.got(tDedent)
	return list
}

// noBlock reports that the current token should have been indented.
func (p *parser) noBlock(head string, at token) {
	line, _ := p.file.LineOffset(at.start)
	if p.quiet > 0 {
		panic(bailout{})
	}
	// Not errorAt: what the scanner says of the next line is another mistake.
	p.report(p.here(), diag.Indent, "expected an indented block after %s on line %d", head, line).Help =
		"indent what belongs to it, or put pass there"
}

// isBad reports whether a block is missing.
func isBad(body []Stmt) bool {
	if len(body) != 1 {
		return false
	}
	_, bad := body[0].(*BadStmt)
	return bad
}

// colon moves over ":". If it is only missing before an indented block, that
// is reported and parsing goes on.
func (p *parser) colon(forced bool) {
	if p.got(tColon) {
		return
	}
	if p.tok.kind == tError {
		p.syntaxError()
	}
	if p.tok.kind == tNewline {
		d := p.errorAt(diag.Span{Start: p.tok.start, End: p.tok.start}, diag.Syntax, "expected ':'")
		d.Help = "put ':' at the end of the line"
		if p.peek(1) == tIndent {
			return
		}
		panic(bailout{})
	}
	if forced {
		help := "put ':' here"
		if p.tok.kind == kIf && p.behind(1).kind == kElse {
			help = "write elif for else if"
		}
		p.failHelp(p.tok.span(), diag.Syntax, help, "expected ':'")
	}
	p.syntaxError()
}

// ifStmt parses an if statement with its elif clauses, each an If in the
// Orelse of the one before.
func (p *parser) ifStmt() Stmt {
	var chain []*If
	var orelse []Stmt
	tooMany := false
	for {
		at := p.tok
		head := "'if' statement"
		if at.kind == kElif {
			head = "'elif' statement"
		}
		s := &If{Span: diag.Span{Start: at.start}}
		p.next()
		s.Test = p.namedExpression()
		s.Body = p.block(head, at, false)
		if !tooMany {
			chain = append(chain, s)
		}
		if p.tok.kind != kElif {
			break
		}
		if len(chain) > maxChain && !tooMany {
			// The others are read for their own mistakes.
			p.errorAt(p.tok.span(), diag.Nesting, "too many elif clauses")
			tooMany = true
		}
	}
	orelse = p.elseBlock()
	for i := len(chain) - 1; i >= 0; i-- {
		s := chain[i]
		s.Orelse = orelse
		s.End = p.lineEnd
		orelse = []Stmt{s}
	}
	if p.tok.kind == kElif {
		p.errorAt(p.tok.span(), diag.Syntax, "'elif' block follows an 'else' block")
		p.next() // so that it is not read as a statement of its own
		panic(bailout{})
	}
	return chain[0]
}

// elseBlock parses an optional else clause.
func (p *parser) elseBlock() []Stmt {
	if p.tok.kind != kElse {
		return nil
	}
	at := p.tok
	p.next()
	return p.block("'else' statement", at, true)
}

// whileStmt parses a while statement.
func (p *parser) whileStmt() Stmt {
	at := p.tok
	s := &While{}
	p.next()
	s.Test = p.namedExpression()
	s.Body = p.block("'while' statement", at, false)
	s.Orelse = p.elseBlock()
	s.Span = diag.Span{Start: at.start, End: p.lineEnd}
	return s
}

// forStmt parses a for statement; the async of an async for begins at start.
func (p *parser) forStmt(start diag.Pos, async bool) Stmt {
	at := p.tok
	s := &For{}
	p.next()
	if p.inAsync && p.tok.kind == kAwait && p.peek(1) == kIn {
		p.syntaxError()
	}
	s.Target = p.forTarget("invalid syntax")
	p.next()
	s.Iter = p.starExpressions()
	s.Body = p.block("'for' statement", at, false)
	s.Orelse = p.elseBlock()
	s.Span = diag.Span{Start: start, End: p.lineEnd}
	if async {
		return (*AsyncFor)(s)
	}
	return s
}

// withStmt parses a with statement; the async of an async with begins at
// start.
//
// "with (a, b):" and "with (a as b):" are lists of items in parentheses,
// "with (a, b) as c:" is an item that begins with a tuple. Which one it is
// shows at the closing parenthesis, so the first is tried where a colon
// follows that.
func (p *parser) withStmt(start diag.Pos, async bool) Stmt {
	at := p.tok
	s := &With{}
	p.next()
	parsed := false
	if p.tok.kind == tLParen {
		if behind, as := p.closing(); behind == tColon || as {
			list := func() {
				s.Items = s.Items[:0]
				p.next()
				for p.tok.kind != tRParen {
					s.Items = append(s.Items, p.withItem())
					if !p.got(tComma) {
						break
					}
				}
				p.want(tRParen)
				if len(s.Items) == 0 || p.tok.kind != tColon && p.tok.kind != tNewline {
					p.syntaxError()
				}
			}
			if parsed = p.try(true, list); !parsed && as {
				list()
			}
		}
	}
	if !parsed {
		s.Items = nil
		for {
			s.Items = append(s.Items, p.withItem())
			if !p.got(tComma) {
				break
			}
		}
	}
	s.Body = p.block("'with' statement", at, false)
	s.Span = diag.Span{Start: start, End: p.lineEnd}
	if async {
		return (*AsyncWith)(s)
	}
	return s
}

// closing returns the kind of the token behind the bracket that closes the
// current one, and whether there is an "as" directly between the two.
func (p *parser) closing() (behind kind, as bool) {
	depth := 0
	for i := p.i; i < len(p.toks); i++ {
		switch p.toks[i].kind {
		case tLParen, tLBrack, tLBrace:
			depth++
		case tRParen, tRBrack, tRBrace:
			if depth--; depth == 0 {
				return p.toks[i+1].kind, as
			}
		case kAs:
			as = as || depth == 1
		case tNewline, tEOF, tError:
			return tError, as
		}
	}
	return tError, false
}

// withItem parses "context as target".
func (p *parser) withItem() *WithItem {
	w := &WithItem{}
	start := p.tok.start
	w.ContextExpr = p.expression()
	if p.got(kAs) {
		e := p.starExpression()
		switch p.tok.kind {
		case tComma, tRParen, tColon:
		default:
			p.syntaxError()
		}
		if bad := invalidTarget(e, Store); bad != nil {
			p.failAt(bad.Extent(), diag.Target, "cannot assign to %s", exprName(bad))
		}
		setContext(e, Store)
		w.OptionalVars = e
	}
	w.Span = p.from(start)
	return w
}

// tryStmt parses a try statement.
func (p *parser) tryStmt() Stmt {
	at := p.tok
	s := &Try{}
	p.next()
	broken := p.tok.kind != tColon
	s.Body = p.block("'try' statement", at, true)
	broken = broken || isBad(s.Body)
	star := false
	for p.tok.kind == kExcept {
		h, isStar := p.exceptHandler(star)
		if len(s.Handlers) > 0 && isStar != star {
			p.failAt(diag.Span{Start: h.Start, End: h.Start + 6}, diag.Syntax,
				"cannot have both 'except' and 'except*' on the same 'try'")
		}
		star = isStar
		s.Handlers = append(s.Handlers, h)
	}
	if len(s.Handlers) > 0 {
		s.Orelse = p.elseBlock()
	}
	if p.tok.kind == kFinally {
		at := p.tok
		p.next()
		s.Finalbody = p.block("'finally' statement", at, true)
	}
	if len(s.Handlers) == 0 && s.Finalbody == nil {
		if broken {
			panic(bailout{}) // reported already
		}
		d := p.errorAt(p.here(), diag.Syntax, "expected 'except' or 'finally' block")
		line, _ := p.file.LineOffset(at.start)
		d.Note(p.file, at.span(), fmt.Sprintf("the 'try' on line %d", line))
		panic(bailout{})
	}
	s.Span = diag.Span{Start: at.start, End: p.lineEnd}
	if star {
		return (*TryStar)(s)
	}
	return s
}

// exceptHandler parses an except or except* clause.
func (p *parser) exceptHandler(inStar bool) (h *ExceptHandler, star bool) {
	at := p.tok
	h = &ExceptHandler{}
	p.next()
	star = p.got(tStar)
	head := "'except' statement"
	if star {
		head = "'except*' statement"
	}
	if p.tok.kind != tColon && p.tok.kind != tNewline {
		typeStart := p.tok.start
		h.Type = p.expression()
		if p.tok.kind == tComma {
			// PEP 758: a tuple without parentheses, if no name follows.
			mark := len(p.exprs)
			p.push(h.Type)
			for p.got(tComma) {
				if !startsExpr[p.tok.kind] {
					break
				}
				p.push(p.expression())
			}
			t := &Tuple{Elts: p.popExprs(mark)}
			t.Span = p.from(typeStart)
			h.Type = t
			if p.tok.kind == kAs {
				p.failHelp(t.Span, diag.Syntax, "("+p.src[t.Start:t.End]+")",
					"multiple exception types must be parenthesized when using 'as'")
			}
		}
		if p.got(kAs) {
			if p.isName(p.tok) && (p.peek(1) == tColon || p.peek(1) == tNewline) {
				h.Name, h.NameSpan = p.name()
			} else {
				p.noAsTarget("cannot use " + head[:len(head)-len(" statement")] + " statement with %s")
				h.Name, h.NameSpan = p.name()
			}
		}
	} else if star {
		p.failAt(p.tok.span(), diag.Syntax, "expected one or more exception types")
	}
	h.Body = p.block(head, at, false)
	h.Span = diag.Span{Start: at.start, End: p.lineEnd}
	return h, star
}
