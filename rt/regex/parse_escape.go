package regex

import (
	"strconv"
	"strings"
)

// Escapes. LookupName finds a character by its name, for \N{...}; whoever has a
// table of names sets it.
var LookupName func(name string) (r rune, ok bool)

func plainEscape(r rune) (rune, bool) {
	switch r {
	case 'a':
		return 7, true
	case 'f':
		return 12, true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'v':
		return 11, true
	case '\\':
		return '\\', true
	}
	return 0, false
}

func isASCIILetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func (s *parser) badEscape(from int) {
	s.fail(from, "bad escape %s", text(s.text[from:s.at]))
}

// escape parses an escape outside of sets; it begins at from, and esc stood behind
// the backslash.
func (s *parser) escape(from int, esc rune, f Flags) *node {
	word := ofASCII
	if s.unicode(f) {
		word = ofUnicode
	}
	switch esc {
	case 'A':
		return &node{op: opAt, at: atStart}
	case 'Z':
		return &node{op: opAt, at: atVeryEnd}
	case 'b':
		return &node{op: opAt, at: atBoundary, kind: word}
	case 'B':
		return &node{op: opAt, at: atNotBoundary, kind: word}
	case 'd', 'D', 's', 'S', 'w', 'W':
		var b setBuilder
		b.category(byte(esc), s.unicode(f))
		return s.chars(&b, f)
	}
	if r, ok := plainEscape(esc); ok {
		return s.literal(r, f)
	}
	if r, ok := s.coded(from, esc); ok {
		return s.literal(r, f)
	}
	switch {
	case esc == '0':
		s.digits(2, 8)
		n, _ := strconv.ParseInt(string(s.text[from+1:s.at]), 8, 32)
		return s.literal(rune(n), f)
	case esc >= '1' && esc <= '9':
		if s.digits(1, 10) != "" && digitOf(esc) < 8 && digitOf(s.text[from+2]) < 8 && s.digits(1, 8) != "" {
			n, _ := strconv.ParseInt(string(s.text[from+1:s.at]), 8, 32)
			if n > 0o377 {
				s.fail(from, "octal escape value %s outside of range 0-0o377", string(s.text[from:s.at]))
			}
			return s.literal(rune(n), f)
		}
		n, _ := strconv.Atoi(string(s.text[from+1 : s.at]))
		if n > s.groups {
			s.fail(from+1, "invalid group reference %d", n)
		}
		if !s.closed(n) {
			s.fail(from, "cannot refer to an open group")
		}
		s.checkBehind(n)
		return s.ref(n, f)
	}
	if isASCIILetter(esc) {
		s.badEscape(from)
	}
	return s.literal(esc, f)
}

// classEscape parses an escape in a set: a character, or a category.
func (s *parser) classEscape(from int, esc rune) (r rune, cat byte) {
	if r, ok := plainEscape(esc); ok {
		return r, 0
	}
	switch esc {
	case 'b':
		return 8, 0
	case 'd', 'D', 's', 'S', 'w', 'W':
		return 0, byte(esc)
	}
	if r, ok := s.coded(from, esc); ok {
		return r, 0
	}
	if digitOf(esc) < 8 {
		s.digits(2, 8)
		n, _ := strconv.ParseInt(string(s.text[from+1:s.at]), 8, 32)
		if n > 0o377 {
			s.fail(from, "octal escape value %s outside of range 0-0o377", string(s.text[from:s.at]))
		}
		return rune(n), 0
	}
	if isASCIILetter(esc) || digitOf(esc) < 10 {
		s.badEscape(from)
	}
	return esc, 0
}

// coded parses \x, \u, \U and \N.
func (s *parser) coded(from int, esc rune) (rune, bool) {
	n := 0
	switch {
	case esc == 'x':
		n = 2
	case esc == 'u' && s.str:
		n = 4
	case esc == 'U' && s.str:
		n = 8
	case esc == 'N' && s.str:
		return s.named(from), true
	default:
		return 0, false
	}
	hex := s.digits(n, 16)
	if len(hex) < n {
		s.fail(from, "incomplete escape %s", text(s.text[from:s.at]))
	}
	r, _ := strconv.ParseUint(hex, 16, 32)
	if r > 0x10ffff {
		s.badEscape(from)
	}
	return rune(r), true
}

func (s *parser) named(from int) rune {
	if !s.accept('{') {
		s.fail(s.at, "missing {")
	}
	name := s.until('}', "character name")
	if LookupName != nil {
		if r, ok := LookupName(strings.ToUpper(text(name))); ok {
			return r
		}
	}
	s.fail(s.at-len(name)-4, "undefined character name %s", s.quote(name))
	return 0
}
