package syntax

import (
	"fmt"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// number scans a numeric literal. The errors point where CPython's do: at
// the last character that was still right, or at a digit out of range.
func (s *scanner) number() {
	start := s.pos
	if s.src[s.pos] == '0' {
		switch s.peek(1) | 0x20 {
		case 'x':
			s.radix(start, isHexDigit, "hexadecimal")
			return
		case 'o':
			s.radix(start, func(c byte) bool { return '0' <= c && c <= '7' }, "octal")
			return
		case 'b':
			s.radix(start, func(c byte) bool { return c == '0' || c == '1' }, "binary")
			return
		}
	}
	what := "decimal"
	isFloat := false
	if s.src[s.pos] != '.' {
		if !s.digits(start) {
			return
		}
	}
	intEnd := s.pos
	if s.peek(0) == '.' {
		isFloat = true
		s.pos++
		if classes[s.peek(0)] == cDigit && !s.digits(start) {
			return
		}
	}
	if s.peek(0)|0x20 == 'e' {
		c := s.peek(1)
		n := 1
		if c == '+' || c == '-' {
			c, n = s.peek(2), 2
		}
		switch {
		case classes[c] == cDigit:
			isFloat = true
			s.pos += n
			if !s.digits(start) {
				return
			}
		case n == 2:
			s.pos += 2
			s.badNumber(start, what)
			return
		}
	}
	if s.peek(0)|0x20 == 'j' {
		isFloat = true
		what = "imaginary"
		s.pos++
	}
	if !isFloat && s.src[start] == '0' && s.peek(0)|0x20 != 'e' {
		for _, c := range s.src[start:intEnd] {
			if c != '0' && c != '_' {
				zeros := start
				for s.src[zeros] == '0' || s.src[zeros] == '_' {
					zeros++
				}
				s.fail(start, span(start, zeros), diag.Literal, "leading zeros in decimal integer literals"+
					" are not permitted; use an 0o prefix for octal integers").help = fmt.Sprintf("write %s", s.src[zeros:intEnd])
				return
			}
		}
	}
	s.endNumber(start, what)
}

// digits scans decimal digits with single underscores between them.
func (s *scanner) digits(start int) bool {
	for {
		for classes[s.peek(0)] == cDigit {
			s.pos++
		}
		if s.peek(0) != '_' {
			return true
		}
		s.pos++
		if classes[s.peek(0)] != cDigit {
			s.badNumber(start, "decimal")
			return false
		}
	}
}

// radix scans what follows 0x, 0o or 0b.
func (s *scanner) radix(start int, isDigit func(byte) bool, what string) {
	s.pos += 2
	for {
		if s.peek(0) == '_' {
			s.pos++
		}
		if c := s.peek(0); !isDigit(c) {
			if classes[c] == cDigit {
				s.badDigit(start, c, what)
			} else {
				s.badNumber(start, what)
			}
			return
		}
		for isDigit(s.peek(0)) {
			s.pos++
		}
		if s.peek(0) != '_' {
			break
		}
	}
	if c := s.peek(0); classes[c] == cDigit {
		s.badDigit(start, c, what)
		return
	}
	s.endNumber(start, what)
}

func isHexDigit(c byte) bool {
	return classes[c] == cDigit || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// endNumber checks that no name follows directly; CPython still allows the
// keywords that can follow a number, as in "1if x else y".
func (s *scanner) endNumber(start int, what string) {
	rest := s.src[s.pos:]
	if len(rest) > 0 && (classes[rest[0]] == cName || classes[rest[0]] == cDigit) {
		n := 0
		for n < len(rest) && (classes[rest[n]] == cName || classes[rest[n]] == cDigit) {
			n++
		}
		ok := false
		switch string(rest[:min(n, 8)]) {
		case "and", "else", "for", "if", "in", "is", "not", "or":
			ok = true
		}
		if !ok {
			s.badNumber(start, what)
			return
		}
	}
	s.emit(tNumber, start)
}

// badNumber reports the number that is right up to s.pos and skips the rest
// of it.
func (s *scanner) badNumber(start int, what string) {
	at := span(s.pos-1, s.pos)
	s.skipWord()
	s.fail(start, at, diag.Literal, "invalid %s literal", what)
}

func (s *scanner) badDigit(start int, c byte, what string) {
	at := span(s.pos, s.pos+1)
	s.skipWord()
	s.fail(start, at, diag.Literal, "invalid digit '%c' in %s literal", c, what)
}

func (s *scanner) skipWord() {
	for s.pos < len(s.src) {
		switch classes[s.src[s.pos]] {
		case cName, cDigit, cHigh:
			s.pos++
		default:
			return
		}
	}
}
