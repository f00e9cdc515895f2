package regex

import (
	"fmt"
	"strings"

	"github.com/pxc-lang/pxc/rt/unicodedata"
)

// source is what a pattern or a template is read from: characters one by one, an
// escape being a backslash and the character behind it.
type source struct {
	text []rune
	at   int // of the next unit
	str  bool
}

// fail is how the parser gives up; Compile catches it.
type failure struct{ err *Error }

func (s *source) fail(pos int, f string, args ...any) {
	msg := fmt.Sprintf(f, args...)
	if !s.str {
		// Messages about bytes are ASCII.
		var b strings.Builder
		for _, r := range msg {
			if r < 128 {
				b.WriteRune(r)
			} else {
				fmt.Fprintf(&b, `\x%02x`, r)
			}
		}
		msg = b.String()
	}
	panic(failure{&Error{Kind: Syntax, Msg: msg, Pos: pos}})
}

// peek returns the next character, -1 at the end. A backslash stands for an escape.
func (s *source) peek() rune {
	if s.at >= len(s.text) {
		return -1
	}
	if r := s.text[s.at]; r != '\\' {
		return r
	}
	s.checkEscape()
	return '\\'
}

func (s *source) checkEscape() {
	if s.at+1 >= len(s.text) {
		s.fail(s.at, "bad escape (end of pattern)")
	}
}

// next consumes a character; of an escape both, returning a backslash and leaving
// the other in esc.
func (s *source) next() (r, esc rune) {
	r = s.peek()
	switch r {
	case -1:
		return -1, 0
	case '\\':
		s.at += 2
		esc = s.text[s.at-1]
	default:
		s.at++
	}
	if s.at < len(s.text) && s.text[s.at] == '\\' {
		s.checkEscape() // noticed as soon as it is in sight
	}
	return r, esc
}

// unit returns the unit at offset at: a character, or an escape's first two.
func (s *source) unit(at int) []rune {
	if s.text[at] == '\\' {
		return s.text[at : at+2]
	}
	return s.text[at : at+1]
}

func (s *source) accept(r rune) bool {
	if s.peek() == r {
		s.next()
		return true
	}
	return false
}

// digits consumes up to n characters that are digits of the base.
func (s *source) digits(n int, base rune) string {
	from := s.at
	for s.at < len(s.text) && s.at-from < n && digitOf(s.text[s.at]) < base {
		s.next()
	}
	return string(s.text[from:s.at])
}

func digitOf(r rune) rune {
	switch {
	case r >= '0' && r <= '9':
		return r - '0'
	case r >= 'a' && r <= 'f':
		return r - 'a' + 10
	case r >= 'A' && r <= 'F':
		return r - 'A' + 10
	}
	return 99
}

// until consumes a name and what ends it.
func (s *source) until(end rune, what string) []rune {
	from := s.at
	for {
		at := s.at
		switch r, _ := s.next(); {
		case r < 0 && at == from:
			s.fail(at, "missing %s", what)
		case r < 0:
			s.fail(from, "missing %c, unterminated name", end)
		case r == end && at == from:
			s.fail(s.at-1, "missing %s", what)
		case r == end:
			return s.text[from:at]
		}
	}
}

func isIdentifier(name []rune) bool {
	for i, r := range name {
		if r != '_' && (i == 0 && !unicodedata.IsIDStart(r) || !unicodedata.IsIDContinue(r)) {
			return false
		}
	}
	return len(name) > 0
}

func (s *source) checkName(name []rune) {
	if !isIdentifier(name) {
		s.fail(s.at-len(name)-1, "bad character in group name %s", s.quote(name))
	}
}

// quote is repr of a str; of the name of a bytes pattern, which Python decodes, too.
func (s *source) quote(name []rune) string {
	var b strings.Builder
	q := '\''
	if strings.ContainsRune(string(name), '\'') && !strings.ContainsRune(string(name), '"') {
		q = '"'
	}
	b.WriteRune(q)
	for _, r := range name {
		switch {
		case r == q || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 127 || r < 256 && !unicodedata.IsPrintable(r):
			fmt.Fprintf(&b, `\x%02x`, r)
		case unicodedata.IsPrintable(r):
			b.WriteString(text([]rune{r}))
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteRune(q)
	return b.String()
}

// text is the characters as UTF-8, surrogates as if they were characters.
func text(rs []rune) string {
	var b []byte
	for _, r := range rs {
		if r >= 0xd800 && r < 0xe000 {
			b = append(b, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0xbf, 0x80|byte(r)&0xbf)
		} else {
			b = append(b, string(r)...)
		}
	}
	return string(b)
}

// number reads decimal digits, as int() does of a name: any decimal digits, blanks
// around, underscores between.
func number(name []rune) (n int64, ok bool) {
	for len(name) > 0 && unicodedata.IsSpace(name[0]) {
		name = name[1:]
	}
	for len(name) > 0 && unicodedata.IsSpace(name[len(name)-1]) {
		name = name[:len(name)-1]
	}
	if len(name) > 0 && name[0] == '+' {
		name = name[1:]
	} else if len(name) > 0 && name[0] == '-' {
		name = name[1:]
		for _, r := range name {
			if r != '0' && r != '_' {
				return 0, false
			}
		}
	}
	under := true
	for _, r := range name {
		d := unicodedata.Decimal(r)
		switch {
		case r == '_' && !under:
			under = true
			continue
		case d < 0:
			return 0, false
		}
		under = false
		n = min(n*10+int64(d), 1<<40)
	}
	return n, len(name) > 0 && !under
}
