package syntax

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// name scans a name, a keyword, or the prefix of a string.
func (s *scanner) name() {
	start := s.pos
	for s.pos < len(s.src) {
		switch classes[s.src[s.pos]] {
		case cName, cDigit:
			s.pos++
			continue
		case cHigh:
			s.highName(start)
			return
		}
		break
	}
	if s.pos < len(s.src) {
		if c := s.src[s.pos]; (c == '"' || c == '\'') && s.pos-start <= 2 && isPrefix(s.src[start:s.pos]) {
			s.str(start)
			return
		}
	}
	k := keywordKind(s.src[start:s.pos])
	if beginsStatement[k] && len(s.brackets) > 0 && s.firstOnLine(start) {
		s.unclosed(start)
		return
	}
	s.emit(k, start)
}

// firstOnLine reports whether only blanks precede pos on its line.
func (s *scanner) firstOnLine(pos int) bool {
	for pos > 0 && classes[s.src[pos-1]] == cSpace {
		pos--
	}
	return pos == 0 || classes[s.src[pos-1]] == cNewline
}

// isPrefix reports whether p is a string prefix.
func isPrefix(p []byte) bool {
	var seen [256]bool
	for _, c := range p {
		c |= 0x20
		switch c {
		case 'r', 'b', 'u', 'f', 't':
		default:
			return false
		}
		if seen[c] {
			return false
		}
		seen[c] = true
	}
	return len(p) <= 1 || seen['r'] && !seen['u']
}

// highName goes on with a name at a byte that is not ASCII.
func (s *scanner) highName(start int) {
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if cl := classes[c]; cl == cName || cl == cDigit {
			s.pos++
			continue
		} else if cl != cHigh {
			break
		}
		r, n := utf8.DecodeRune(s.src[s.pos:])
		at := span(s.pos, s.pos+n)
		ok := isXIDContinue(r)
		if s.pos == start {
			ok = isXIDStart(r)
		}
		if !ok {
			from := s.pos
			s.pos += n
			switch {
			case r == utf8.RuneError && n == 1:
				s.fail(from, at, diag.Encoding, "invalid UTF-8: byte 0x%02x", c)
			case r != ' ' && unicode.IsPrint(r):
				s.fail(from, at, diag.Syntax, "invalid character '%c' (U+%04X)", r, r).help = plainQuote(r)
			default:
				s.fail(from, at, diag.Syntax, "invalid non-printable character U+%04X", r).blank = unicode.IsSpace(r)
			}
			return
		}
		s.pos += n
	}
	s.emit(tName, start)
}

// isXIDStart and isXIDContinue decide what a name may hold: Unicode's
// XID_Start and XID_Continue, which are ID_Start and ID_Continue without the
// characters whose NFKC form is no name (UAX 31, 5.1).
func isXIDStart(r rune) bool {
	return isIDStart(r) && staysName(r, true)
}

func isXIDContinue(r rune) bool {
	return (isIDStart(r) || isIDContinue(r)) && staysName(r, false)
}

func isIDStart(r rune) bool {
	return unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r)
}

func isIDContinue(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}

func staysName(r rune, start bool) bool {
	s := string(r)
	if norm.NFKC.IsNormalString(s) {
		return true
	}
	for i, c := range norm.NFKC.String(s) {
		if start && i == 0 && !isIDStart(c) && c != '_' {
			return false
		}
		if !isIDStart(c) && !isIDContinue(c) {
			return false
		}
	}
	return true
}

// normalName returns the name as Python compares it, in NFKC.
func normalName(b []byte) string {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return string(norm.NFKC.Bytes(b))
		}
	}
	return string(b)
}

// plainQuote is the help for quotes of typography, or "".
func plainQuote(r rune) string {
	switch r {
	case '“', '”', '„', '«', '»':
		return `write " for it`
	case '‘', '’', '‚':
		return "write ' for it"
	}
	return ""
}
