package syntax

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// f-strings and t-strings (PEP 701, PEP 750).

// skipFString moves over an f-string and everything in it.
func (p *parser) skipFString() {
	for depth := 0; ; p.next() {
		switch p.tok.kind {
		case tFStart:
			depth++
		case tFEnd:
			if depth--; depth == 0 {
				p.next()
				return
			}
		case tError:
			if !p.stray() {
				p.syntaxError()
			}
		case tNewline, tEOF:
			p.syntaxError()
		}
	}
}

// joined parses adjacent strings of which at least one is an f- or t-string
// into one JoinedStr or TemplateStr over at. Literal parts that touch are one
// Constant; empty ones are dropped.
func (p *parser) joined(at diag.Span) Expr {
	mark := len(p.exprs)
	var lit literal
	template, format, plain := false, false, false
	for p.tok.kind == tString || p.tok.kind == tFStart {
		t := p.tok
		if t.kind == tString {
			plain = true
			p.next()
			raw, _, isU, body := stringParts(p.text(t))
			s, msg := decodeStr(body, raw)
			if msg != "" {
				p.errorAt(t.span(), diag.Literal, "%s", msg)
			}
			lit.add(s, t.span(), isU)
			continue
		}
		prefix := strings.ToLower(p.word(t))
		if strings.Contains(prefix[:len(prefix)-1], "t") {
			template = true
		} else {
			format = true
		}
		p.fstringParts(&lit, strings.Contains(prefix, "t"), strings.Contains(prefix, "r"))
	}
	if template && (format || plain) {
		p.errorAt(at, diag.Literal, "cannot mix t-string literals with string or bytes literals")
	}
	p.flush(&lit)
	values := p.popExprs(mark)
	if template {
		return &TemplateStr{Span: at, Values: values}
	}
	return &JoinedStr{Span: at, Values: values}
}

// literal collects literal text until a replacement field interrupts it.
type literal struct {
	text []byte
	at   diag.Span
	isU  bool
	any  bool
}

func (l *literal) add(s string, at diag.Span, isU bool) {
	if !l.any {
		l.at, l.isU, l.any = at, isU, true
	}
	l.at.End = at.End
	l.text = append(l.text, s...)
}

// flush pushes the text collected so far, if any.
func (p *parser) flush(l *literal) {
	if len(l.text) > 0 {
		p.push(p.constant(l.at, string(l.text), l.isU))
	}
	l.text, l.any = l.text[:0], false
}

// fstringParts parses one f- or t-string.
func (p *parser) fstringParts(lit *literal, template, raw bool) {
	p.next()
	for p.tok.kind != tFEnd {
		switch p.tok.kind {
		case tFMiddle:
			p.middle(lit, raw, false)
		case tLBrace:
			p.field(lit, template, raw)
		default:
			p.syntaxError()
		}
	}
	p.next()
}

// middle adds one piece of literal text, decoded, to lit.
func (p *parser) middle(lit *literal, raw, spec bool) {
	t := p.tok
	p.next()
	text := p.text(t)
	if !spec {
		if bytes.IndexByte(text, '{') >= 0 || bytes.IndexByte(text, '}') >= 0 {
			text = unbrace(text, raw)
		}
	}
	s, msg := decodeStr(text, raw)
	if msg != "" {
		// CPython's place is the token behind the text.
		p.errorAt(p.tok.span(), diag.Literal, "%s", msg).Note(p.file, t.span(), "in this text")
	}
	lit.add(s, t.span(), false)
}

// unbrace replaces doubled braces by single ones, but for those of \N{…}.
func unbrace(text []byte, raw bool) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '\\' && !raw && i+2 < len(text) && text[i+1] == 'N' && text[i+2] == '{' {
			end := bytes.IndexByte(text[i:], '}')
			if end > 0 {
				out = append(out, text[i:i+end+1]...)
				i += end
				continue
			}
		}
		if c == '\\' && !raw && i+1 < len(text) && text[i+1] == '\\' {
			out = append(out, c, c)
			i++
			continue
		}
		out = append(out, c)
		if (c == '{' || c == '}') && i+1 < len(text) && text[i+1] == c {
			i++
		}
	}
	return out
}

// field parses a replacement field and pushes it. "{x=}" adds its source text
// to lit first.
func (p *parser) field(lit *literal, template, raw bool) {
	start := p.tok.start
	p.next()
	what := "f-string"
	if template {
		what = "t-string"
	}
	switch k := p.tok.kind; k {
	case tRBrace, tExclaim, tColon, tEqual:
		p.failAt(p.tok.span(), diag.Syntax, "%s: valid expression required before '%s'", what, k.String())
	}
	outer, outerWhat := p.field0, p.fieldWhat
	p.field0, p.fieldWhat = p.i, what
	value := p.yieldOrStar()
	p.field0, p.fieldWhat = outer, outerWhat
	if s, ok := value.(*Starred); ok {
		p.failAt(s.Span, diag.Syntax, "can't use starred expression here")
	}
	exprEnd := p.prevEnd()
	conversion := int8(-1)
	debug := p.got(tEqual)
	debugEnd := p.tok.start
	if p.tok.kind == tExclaim {
		conversion = p.conversion(what)
	} else if p.tok.kind != tColon && p.tok.kind != tRBrace {
		if p.tok.kind == tError && !p.stray() {
			p.syntaxError()
		}
		p.legacyStatement()
		p.forgottenComma()
		if debug {
			p.failAt(p.tok.span(), diag.Syntax, "%s: expecting '!', or ':', or '}'", what)
		}
		p.failAt(p.tok.span(), diag.Syntax, "%s: expecting '=', or '!', or ':', or '}'", what)
	}
	var spec *JoinedStr
	if p.tok.kind == tColon {
		spec = p.formatSpec(raw)
	}
	if p.tok.kind != tRBrace {
		if p.tok.kind != tError && p.i > 0 && conversion >= 0 && spec == nil {
			p.failAt(p.tok.span(), diag.Syntax, "%s: expecting ':' or '}'", what)
		}
		if p.tok.kind != tError {
			p.failAt(p.tok.span(), diag.Syntax, "%s: expecting '}', or format specs", what)
		}
		p.syntaxError()
	}
	p.next()

	if debug {
		if conversion < 0 && spec == nil {
			conversion = 'r'
		}
		lit.add(string(unixLines(p.withoutComments(start+1, debugEnd))), diag.Span{Start: start + 1, End: debugEnd}, false)
	}
	p.flush(lit)
	at := p.from(start)
	if template {
		text := string(unixLines(p.withoutComments(start+1, exprEnd)))
		p.push(&Interpolation{Span: at, Value: value, Str: text, Conversion: conversion, FormatSpec: spec})
		return
	}
	p.push(&FormattedValue{Span: at, Value: value, Conversion: conversion, FormatSpec: spec})
}

// conversion parses "!r", "!s" or "!a".
func (p *parser) conversion(what string) int8 {
	bang := p.tok
	p.next()
	t := p.tok
	switch {
	case t.kind == tError:
		p.syntaxError()
	case t.kind == tRBrace || t.kind == tColon:
		p.failAt(t.span(), diag.Syntax, "%s: missing conversion character", what)
	case t.kind == tName && t.start != bang.end:
		p.failAt(diag.Span{Start: bang.start, End: t.end}, diag.Syntax,
			"%s: conversion type must come right after the exclamation mark", what)
	case t.kind != tName:
		p.failAt(t.span(), diag.Syntax, "%s: invalid conversion character", what)
	}
	p.next()
	switch w := p.word(t); w {
	case "r", "s", "a":
		return int8(w[0])
	default:
		p.failAt(t.span(), diag.Syntax, "%s: invalid conversion character '%s': expected 's', 'r', or 'a'", what, w)
		return -1
	}
}

// formatSpec parses ":" and a format spec, which may hold fields itself.
func (p *parser) formatSpec(raw bool) *JoinedStr {
	colon := p.tok
	p.next()
	mark := len(p.exprs)
	var lit literal
	start := colon.end
	for {
		switch p.tok.kind {
		case tFMiddle:
			p.middle(&lit, raw, true)
			continue
		case tLBrace:
			p.enter()
			// Fields of a spec are formatted at once, also in a t-string.
			p.field(&lit, false, raw)
			p.depth--
			continue
		}
		break
	}
	end := p.prevEnd()
	p.flush(&lit)
	return &JoinedStr{Span: diag.Span{Start: start - 1, End: end}, Values: p.popExprs(mark)}
}

// withoutComments returns the source from start to end less its comments.
func (p *parser) withoutComments(start, end diag.Pos) []byte {
	i, _ := slices.BinarySearchFunc(p.comments, start, func(c Comment, at diag.Pos) int { return int(c.Start - at) })
	if i == len(p.comments) || p.comments[i].Start >= end {
		return p.file.Source[start:end]
	}
	var out []byte
	for ; i < len(p.comments) && p.comments[i].Start < end; i++ {
		out = append(out, p.file.Source[start:p.comments[i].Start]...)
		start = p.comments[i].End
	}
	return append(out, p.file.Source[start:end]...)
}
