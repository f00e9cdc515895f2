package syntax

import (
	"fmt"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// This file finds the best message for a token that fits nowhere. The
// messages and the places that they point at are CPython 3.13's; its grammar
// has "invalid_" rules for them, tried after a first parse has failed.

// scanErr returns the scanner's error whose token has index i, or nil.
func (p *parser) scanErr(i int) *scanError {
	lo, hi := 0, len(p.scanErrs)
	for lo < hi {
		m := (lo + hi) / 2
		if p.scanErrs[m].token < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(p.scanErrs) && p.scanErrs[lo].token == i {
		return &p.scanErrs[lo]
	}
	return nil
}

// stray reports whether the current token is a character of no token.
func (p *parser) stray() bool {
	e := p.scanErr(p.i)
	return e != nil && e.stray
}

func (p *parser) reportScan(e *scanError) *diag.Diagnostic {
	if p.quiet > 0 {
		panic(bailout{})
	}
	d := p.diags.Error(p.file, e.at, e.code, e.msg)
	d.Help = e.help
	if e.open.Len() > 0 {
		d.Note(p.file, e.open, "opened here")
	}
	return d
}

// errorOnLine returns the scanner's first error on the rest of this logical
// line, or nil.
func (p *parser) errorOnLine() *scanError {
	for i := p.i; i < len(p.toks); i++ {
		switch p.toks[i].kind {
		case tError:
			if e := p.scanErr(i); e == nil || !e.stray {
				return e
			}
		case tNewline, tEOF:
			return nil
		}
	}
	return nil
}

// better returns the scanner's error on the rest of this logical line, if
// there is one that says more than an error of the parser at at. One about a
// bracket that is never closed does if at is on a later line.
func (p *parser) better(at diag.Span) *scanError {
	if len(p.scanErrs) == 0 {
		return nil
	}
	if e := p.errorOnLine(); e != nil && (!e.neverClosed() || p.overrides(e, at)) {
		return e
	}
	return nil
}

// overrides reports whether e, about a bracket that is never closed, explains
// an error at at: it does if that is on a later line.
func (p *parser) overrides(e *scanError, at diag.Span) bool {
	return e.at.Start < at.Start && p.file.LineOf(e.at.Start) < p.file.LineOf(at.Start)
}

// here returns the span of the current token for an error message; at the
// end of the file, that of the last line's end.
func (p *parser) here() diag.Span {
	t := p.tok
	if (t.kind == tEOF || t.kind == tDedent) && int(t.start) >= len(p.src) {
		// CPython's place is the end of the last line, be it blank.
		end := len(p.src)
		if end > 0 && p.src[end-1] == '\n' {
			end--
		}
		if end > 0 && p.src[end-1] == '\r' {
			end--
		}
		return diag.Span{Start: diag.Pos(end), End: diag.Pos(end)}
	}
	switch t.kind {
	case tNewline, tEOF, tDedent:
		return diag.Span{Start: t.start, End: t.start}
	}
	return t.span()
}

func (e *scanError) neverClosed() bool {
	const tail = "was never closed"
	return len(e.msg) > len(tail) && e.msg[len(e.msg)-len(tail):] == tail
}

// syntaxError reports that the current token fits nowhere and gives up the
// statement.
func (p *parser) syntaxError() {
	if p.quiet > 0 {
		panic(bailout{})
	}
	at := p.here()
	var open *scanError // a bracket on this line that is never closed
	if len(p.scanErrs) > 0 {
		if e := p.errorOnLine(); e != nil {
			if p.scanErr(p.i) == e || !e.neverClosed() || p.overrides(e, at) {
				p.reportScan(e)
				panic(bailout{})
			}
			if e.at.Start < at.Start {
				open = e
			}
		}
	}
	switch p.tok.kind {
	case tIndent:
		p.failHelp(p.indentation(), diag.Indent, indentHelp, "unexpected indent")
	case tDedent:
		p.failAt(at, diag.Indent, "unexpected unindent")
	}
	p.legacyStatement()
	p.forgottenComma()
	p.brokenField()
	if p.tok.kind == kNot && p.peek(1) != tError && p.i > 0 && endsOperand(p.toks[p.i-1].kind) {
		at = p.toks[p.i+1].span() // "in" is missing here
	}
	if f := p.instead; f != nil {
		p.instead = nil
		f(at)
	}
	d := p.errorAt(at, diag.Syntax, "invalid syntax")
	d.Help = p.hint()
	if open != nil {
		d.Note(p.file, open.at, open.msg)
	}
	panic(bailout{})
}

// endsOperand reports whether a token of kind k may be the last one of an operand.
func endsOperand(k kind) bool {
	switch k {
	case tName, tNumber, tString, tFEnd, tRParen, tRBrack, tRBrace, tEllipsis, kNone, kTrue, kFalse:
		return true
	}
	return false
}

const indentHelp = "begin this line where the one above begins"

// indentation returns the span of the last blank before the current token.
func (p *parser) indentation() diag.Span {
	return diag.Span{Start: max(0, p.tok.start-1), End: p.tok.start}
}

// brokenField reports an error in the expression of a replacement field as
// CPython does: where the longest part of it that is an expression ends.
func (p *parser) brokenField() {
	first := p.field0
	if first == 0 || p.i-first > maxFieldSearch {
		return
	}
	stop, at := p.i, p.i
	for ; at > first; at-- {
		kept := p.toks[at].kind
		p.toks[at].kind = tRBrace
		ok := p.try(false, func() {
			p.seek(first)
			p.yieldOrStar()
			if p.i != at {
				panic(bailout{})
			}
		})
		p.toks[at].kind = kept
		if ok {
			break
		}
	}
	p.seek(stop)
	if at == first {
		p.failAt(p.toks[first].span(), diag.Syntax, "%s: expecting a valid expression after '{'", p.fieldWhat)
	}
	p.failAt(p.toks[at].span(), diag.Syntax, "%s: expecting '=', or '!', or ':', or '}'", p.fieldWhat)
}

// maxFieldSearch bounds the search of brokenField, which is quadratic.
const maxFieldSearch = 40

// legacyStatement recognises Python 2's print and exec.
func (p *parser) legacyStatement() {
	if p.i == 0 {
		return
	}
	prev := p.toks[p.i-1]
	if prev.kind != tName || p.tok.kind == tLParen {
		return
	}
	w := p.word(prev)
	if w != "print" && w != "exec" || p.i > 1 && p.toks[p.i-2].kind == tDot {
		return
	}
	var arg Expr
	if p.try(false, func() { arg = p.starExpressions() }) {
		at := diag.Span{Start: prev.start, End: arg.Extent().End}
		text := p.src[arg.Extent().Start:arg.Extent().End]
		p.failHelp(at, diag.Syntax, fmt.Sprintf("%s(%s)", w, text),
			"Missing parentheses in call to '%s'. Did you mean %s(...)?", w, w)
	}
}

// forgottenComma recognises two expressions in a row within brackets.
func (p *parser) forgottenComma() {
	if p.disjEnd != p.i || p.i == 0 || !p.inBrackets() {
		return
	}
	first := p.tokenAt(p.disjStart)
	if t := p.toks[first]; t.kind == tName {
		switch p.word(t) {
		case "match", "case", "type", "_", "print", "exec":
			return
		}
		if k := p.toks[first+1].kind; k == tString || k == tFStart {
			return
		}
	}
	start := p.disjStart
	var second Expr
	behind := 0
	if p.try(false, func() { second = p.expression(); behind = p.i }) {
		if e := p.scanErr(behind); e != nil {
			p.reportScan(e)
			panic(bailout{})
		}
		p.failHelp(diag.Span{Start: start, End: second.Extent().End}, diag.Syntax,
			"put a comma between the two", "invalid syntax. Perhaps you forgot a comma?")
	}
}

// tokenAt returns the index of the last token that begins at or before pos,
// not behind the current one.
func (p *parser) tokenAt(pos diag.Pos) int {
	i := p.i
	for i > 0 && p.toks[i].start > pos {
		i--
	}
	return i
}

// inBrackets reports whether the current token stands within brackets.
func (p *parser) inBrackets() bool {
	depth := 0
	for i := p.i - 1; i >= 0; i-- {
		switch p.toks[i].kind {
		case tLParen, tLBrack, tLBrace:
			if depth == 0 {
				return true
			}
			depth--
		case tRParen, tRBrack, tRBrace:
			depth++
		case tNewline:
			return false
		}
	}
	return false
}

// exprName returns what messages call e.
func exprName(e Expr) string {
	switch e := e.(type) {
	case *Attribute:
		return "attribute"
	case *Subscript:
		return "subscript"
	case *Starred:
		return "starred"
	case *Name:
		return "name"
	case *List:
		return "list"
	case *Tuple:
		return "tuple"
	case *Lambda:
		return "lambda"
	case *Call:
		return "function call"
	case *BoolOp, *BinOp, *UnaryOp:
		return "expression"
	case *GeneratorExp:
		return "generator expression"
	case *Yield, *YieldFrom:
		return "yield expression"
	case *Await:
		return "await expression"
	case *ListComp:
		return "list comprehension"
	case *SetComp:
		return "set comprehension"
	case *DictComp:
		return "dict comprehension"
	case *Dict:
		return "dict literal"
	case *Set:
		return "set display"
	case *JoinedStr, *FormattedValue:
		return "f-string expression"
	case *TemplateStr, *Interpolation:
		return "t-string expression"
	case *Compare:
		return "comparison"
	case *IfExp:
		return "conditional expression"
	case *NamedExpr:
		return "named expression"
	case *Constant:
		switch v := e.Value.(type) {
		case nil:
			return "None"
		case bool:
			if v {
				return "True"
			}
			return "False"
		case Ellipsis:
			return "ellipsis"
		}
		return "literal"
	}
	return "expression"
}
