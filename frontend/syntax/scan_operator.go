package syntax

import (
	"fmt"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// operator scans an operator, bracket, string or stray character.
func (s *scanner) operator(c byte) {
	start := s.pos
	c1, c2 := s.peek(1), s.peek(2)
	k, n := tError, 1
	switch c {
	case '#':
		s.comment()
		return
	case '\'', '"':
		s.str(start)
		return
	case '\\':
		s.backslash()
		return
	case '(', '[', '{':
		s.open(c, 0)
		return
	case ')', ']', '}':
		s.close(c)
		return
	case ':':
		if len(s.fstrings) > 0 && s.inField() {
			s.pos++
			s.emit(tColon, start)
			s.beginSpec()
			return
		}
		k = tColon
		if c1 == '=' {
			k, n = tWalrus, 2
		}
	case ',':
		k = tComma
	case ';':
		k = tSemi
	case '~':
		k = tTilde
	case '.':
		switch {
		case classes[c1] == cDigit:
			s.number()
			return
		case c1 == '.' && c2 == '.':
			k, n = tEllipsis, 3
		default:
			k = tDot
		}
	case '=':
		k = tEqual
		if c1 == '=' {
			k, n = tEqEq, 2
		}
	case '!':
		switch {
		case c1 == '=':
			k, n = tNotEq, 2
		default:
			k = tExclaim
		}
	case '+':
		k, n = withEqual(c1, tPlus, tPlusEq)
	case '-':
		if c1 == '>' {
			k, n = tArrow, 2
		} else {
			k, n = withEqual(c1, tMinus, tMinusEq)
		}
	case '*':
		if c1 == '*' {
			k, n = withEqual(c2, tDoubleStar, tDoubleStarEq)
			n++
		} else {
			k, n = withEqual(c1, tStar, tStarEq)
		}
	case '/':
		if c1 == '/' {
			k, n = withEqual(c2, tDoubleSlash, tDoubleSlashEq)
			n++
		} else {
			k, n = withEqual(c1, tSlash, tSlashEq)
		}
	case '%':
		k, n = withEqual(c1, tPercent, tPercentEq)
	case '@':
		k, n = withEqual(c1, tAt, tAtEq)
	case '|':
		k, n = withEqual(c1, tBar, tBarEq)
	case '^':
		k, n = withEqual(c1, tCaret, tCaretEq)
	case '&':
		k, n = withEqual(c1, tAmp, tAmpEq)
	case '<':
		if c1 == '<' {
			k, n = withEqual(c2, tLShift, tLShiftEq)
			n++
		} else {
			k, n = withEqual(c1, tLess, tLessEq)
		}
	case '>':
		if c1 == '>' {
			k, n = withEqual(c2, tRShift, tRShiftEq)
			n++
		} else {
			k, n = withEqual(c1, tGreater, tGreaterEq)
		}
	}
	if k == tError {
		s.stray(c)
		return
	}
	s.pos += n
	s.emit(k, start)
}

// withEqual returns the kind and length of an operator that c follows.
func withEqual(c byte, plain, augmented kind) (kind, int) {
	if c == '=' {
		return augmented, 2
	}
	return plain, 1
}

// stray reports a character that begins no token.
func (s *scanner) stray(c byte) {
	start := s.pos
	s.pos++
	at := span(start, s.pos)
	switch {
	case c == '$' || c == '?' || c == '`':
		e := s.fail(start, at, diag.Syntax, "invalid syntax")
		if e.stray, e.help = true, fmt.Sprintf("take this '%c' away", c); c == '`' {
			e.help = "write repr() for backquotes"
		}
	case c == 0:
		s.fail(start, at, diag.Syntax, nullBytes)
	default:
		s.fail(start, at, diag.Syntax, "invalid non-printable character U+%04X", c)
	}
}
