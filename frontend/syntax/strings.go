package syntax

import (
	"strings"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// strings parses one or more adjacent string literals.
//
// Without f- or t-strings among them they are one Constant over all.
func (p *parser) strings() Expr {
	first := p.tok
	if first.kind == tString && p.peek(1) != tString && p.peek(1) != tFStart {
		p.next()
		return p.stringConstant(first)
	}
	start := p.i
	anyF, anyBytes, anyStr := false, false, false
	for p.tok.kind == tString || p.tok.kind == tFStart {
		if p.tok.kind == tFStart {
			anyF, anyStr = true, true
			p.skipFString()
			continue
		}
		if _, isBytes, _, _ := stringParts(p.text(p.tok)); isBytes {
			anyBytes = true
		} else {
			anyStr = true
		}
		p.next()
	}
	at := diag.Span{Start: first.start, End: p.prevEnd()}
	if anyBytes && anyStr {
		// CPython's place is the token behind them.
		p.errorAt(p.tok.span(), diag.Literal, "cannot mix bytes and nonbytes literals").
			Note(p.file, at, "these literals are adjacent, so they would be joined")
		return &BadExpr{at}
	}
	if anyF {
		p.seek(start)
		return p.joined(at)
	}
	var str strings.Builder
	var buf []byte
	var isU bool
	for i := start; i < p.i; i++ {
		raw, isBytes, u, body := stringParts(p.text(p.toks[i]))
		if i == start {
			isU = u
		}
		if isBytes {
			b, msg := decodeBytes(body, raw)
			if msg != "" {
				return p.badLiteral(p.toks[i].span(), msg)
			}
			buf = append(buf, b...)
			continue
		}
		s, msg := decodeStr(body, raw)
		if msg != "" {
			return p.badLiteral(p.toks[i].span(), msg)
		}
		str.WriteString(s)
	}
	if anyBytes {
		if buf == nil {
			buf = []byte{}
		}
		return p.constant(at, buf, false)
	}
	return p.constant(at, str.String(), isU)
}

// stringConstant decodes one string token.
func (p *parser) stringConstant(t token) Expr {
	raw, isBytes, isU, body := stringParts(p.text(t))
	if isBytes {
		b, msg := decodeBytes(body, raw)
		if msg != "" {
			return p.badLiteral(t.span(), msg)
		}
		if b == nil {
			b = []byte{}
		}
		return p.constant(t.span(), b, false)
	}
	s, msg := decodeStr(body, raw)
	if msg != "" {
		return p.badLiteral(t.span(), msg)
	}
	return p.constant(t.span(), s, isU)
}

func (p *parser) badLiteral(at diag.Span, msg string) Expr {
	p.errorAt(at, diag.Literal, "%s", msg)
	return &BadExpr{at}
}

func (p *parser) number() Expr {
	t := p.tok
	p.next()
	v, msg := numberValue(p.text(t))
	if msg != "" {
		return p.badLiteral(t.span(), msg)
	}
	return p.constant(t.span(), v, false)
}
