package syntax

import "fmt"

// Help for a token that fits nowhere. CPython says "invalid syntax" of these; what is
// written for what is known from other languages, or was left over by an edit.

// hint returns how to mend the line whose current token fits nowhere, or "".
func (p *parser) hint() string {
	t := p.tok
	prev, before := p.behind(1), p.behind(2)
	first := p.toks[p.lineBegin()]
	touches := prev.end == t.start
	switch {
	case t.kind == tError:
		if e := p.scanErr(p.i); e != nil {
			return e.help
		}
	case t.start == first.start && (t.kind == kElse || t.kind == kElif || t.kind == kExcept || t.kind == kFinally):
		return fmt.Sprintf("indent '%s' like the statement it belongs to, with nothing in between", t.kind)
	case t.kind == tSemi:
		return "take this ';' away"
	case touches && prev.kind == tAmp && t.kind == tAmp:
		return "write 'and' for '&&'"
	case touches && prev.kind == tBar && t.kind == tBar:
		return "write 'or' for '||'"
	case t.kind == tExclaim:
		return "write 'not' for '!'"
	case touches && prev.kind == tEqual && (t.kind == tLess || t.kind == tGreater):
		return fmt.Sprintf("write '%s=' for '=%s'", t.kind, t.kind)
	case t.kind == tEqual && (p.peek(1) == tLess || p.peek(1) == tGreater) && p.toks[p.i+1].start == t.end:
		return fmt.Sprintf("write '%s=' for '=%s'", p.peek(1), p.peek(1))
	case endsLine(t.kind) && (prev.kind == tPlus || prev.kind == tMinus) && before.kind == prev.kind && before.end == prev.start:
		return fmt.Sprintf("write '%s= 1' for '%s%s'", prev.kind, prev.kind, prev.kind)
	case first.kind == kRaise && t.kind == tComma:
		return "give the exception its arguments in parentheses, as in raise ValueError('text')"
	case isOperator(prev.kind) && (endsLine(t.kind) || t.kind == tRParen || t.kind == tRBrack || t.kind == tRBrace || t.kind == tComma):
		return fmt.Sprintf("put a value behind '%s'", prev.kind)
	case isOperator(prev.kind) && t.kind == prev.kind:
		return fmt.Sprintf("take one '%s' away", t.kind)
	case isOperator(prev.kind) && isOperator(t.kind):
		return fmt.Sprintf("put a value between '%s' and '%s'", prev.kind, t.kind)
	case p.isKeyword(t) && namesSomething(prev.kind) && t.start != first.start:
		return keywordHelp(t.kind)
	case isAssignment(t.kind) && p.isKeyword(prev) && prev.start == first.start:
		return keywordHelp(prev.kind)
	case beginsStatement[t.kind] && t.start != first.start && prev.kind != kLambda:
		return fmt.Sprintf("'%s' begins a statement: put it on a line of its own", t.kind)
	}
	return ""
}

func keywordHelp(k kind) string {
	return fmt.Sprintf("'%s' is a keyword: choose another name, such as %s_", k, k)
}

// behind returns the token n before the current one.
func (p *parser) behind(n int) token {
	if p.i < n {
		return token{kind: tNewline, start: -1, end: -1}
	}
	return p.toks[p.i-n]
}

// lineBegin returns the index of the first token of the current logical line.
func (p *parser) lineBegin() int {
	i := p.i
	for i > 0 && !endsLine(p.toks[i-1].kind) && p.toks[i-1].kind != tIndent && p.toks[i-1].kind != tDedent {
		i--
	}
	return i
}

func endsLine(k kind) bool { return k == tNewline || k == tEOF }

// isOperator reports whether a value must follow k.
func isOperator(k kind) bool {
	return k >= tPlus && k <= tDoubleSlash || k >= tEqEq && k <= tGreaterEq || isAssignment(k) || k == kAnd || k == kOr || k == kNot || k == kIn || k == kIs
}

func isAssignment(k kind) bool {
	return k == tEqual || k == tWalrus || k >= tPlusEq && k <= tDoubleSlashEq
}

func (p *parser) isKeyword(t token) bool {
	return t.start >= 0 && keywords[p.word(t)] == t.kind && t.kind != 0
}

// namesSomething reports whether a name must follow k.
func namesSomething(k kind) bool {
	switch k {
	case kDef, kClass, kAs, kImport, kFrom, kFor, kGlobal, kNonlocal, tDot:
		return true
	}
	return false
}
