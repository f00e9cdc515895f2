package syntax

import (
	"bytes"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// fstringMode is an f- or t-string whose literal text is being scanned, or
// which a replacement field interrupts.
//
// Its text is cut into tFMiddle tokens. They are raw: "{{" and escapes are
// decoded by the parser. The parts of a format spec are tFMiddle tokens too.
type fstringMode struct {
	start  int // of the prefix
	quote  byte
	triple bool
	raw    bool
	what   string // "f-string" or "t-string"
	depth  int    // open replacement fields
	spec   []bool // per open field: in its format spec
}

// str scans a string whose prefix, maybe empty, begins at start and whose
// quote is at s.pos.
func (s *scanner) str(start int) {
	raw, what := false, ""
	for _, c := range s.src[start:s.pos] {
		switch c | 0x20 {
		case 'r':
			raw = true
		case 'f':
			what = "f-string"
		case 't':
			what = "t-string"
		}
	}
	quote := s.src[s.pos]
	triple := s.peek(1) == quote && s.peek(2) == quote
	s.pos++
	if triple {
		s.pos += 2
	}
	if what != "" {
		s.emit(tFStart, start)
		s.fstrings = append(s.fstrings, fstringMode{start: start, quote: quote, triple: triple, raw: raw, what: what})
		s.fstringText()
		return
	}
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case c == '\\':
			s.pos++
			if s.pos < len(s.src) {
				s.newlineOrByte()
			}
			continue
		case c == quote:
			if !triple {
				s.pos++
				s.emit(tString, start)
				return
			}
			if s.peek(1) == quote && s.peek(2) == quote {
				s.pos += 3
				s.emit(tString, start)
				return
			}
		case !triple && (c == '\n' || c == '\r'):
			s.unterminated(start, "string literal", false)
			return
		}
		s.pos++
	}
	s.unterminated(start, "string literal", triple)
}

// newlineOrByte moves over one byte or one line end.
func (s *scanner) newlineOrByte() {
	if c := s.src[s.pos]; c == '\n' || c == '\r' {
		s.newline()
	} else {
		s.pos++
	}
}

// unterminated reports a string with no end. Scanning goes on at the end of
// its line; behind a triple-quoted one nothing can be told apart.
func (s *scanner) unterminated(start int, what string, triple bool) {
	line := s.file.LineOf(diag.Pos(s.pos))
	if s.pos == len(s.src) && s.pos > start && (s.src[s.pos-1] == '\n' || s.src[s.pos-1] == '\r') {
		line--
	}
	msg := "unterminated %s (detected at line %d)"
	if triple {
		msg = "unterminated triple-quoted %s (detected at line %d)"
		s.stop = true
	}
	q := start
	for s.src[q] != '"' && s.src[q] != '\'' {
		q++
	}
	if n := len(s.fstrings); n > 0 && !triple && what == "string literal" && !s.fstrings[n-1].triple && s.src[q] == s.fstrings[n-1].quote {
		// It is the quote of the f-string whose field was left open.
		s.pos = q + 1
		s.fail(start, span(start, q+1), diag.Literal, "%s: expecting '}'", s.fstrings[n-1].what)
		s.endFString()
		return
	}
	if !triple && what == "string literal" && escapesQuote(s.src[q+1:s.pos], s.src[q]) {
		msg += "; perhaps you escaped the end quote?"
	}
	e := s.fail(start, span(start, q+1), diag.Literal, msg, what, line)
	if !triple && bytes.IndexByte(s.src[q+1:s.pos], s.src[q]) < 0 && len(s.fstrings) == 0 {
		e.help = "close the string with " + string(s.src[q])
	}
}

// escapesQuote reports whether a quote in text has a backslash before it.
func escapesQuote(text []byte, quote byte) bool {
	for i := 0; i+1 < len(text); i++ {
		if text[i] == '\\' {
			if i++; text[i] == quote {
				return true
			}
		}
	}
	return false
}

// inField reports whether the innermost open bracket is a replacement field,
// so that ":" begins its format spec and "}" ends it.
func (s *scanner) inField() bool {
	n := len(s.brackets)
	return n > 0 && s.brackets[n-1].fstr == len(s.fstrings)
}

// beginSpec is called behind the ":" of a replacement field.
func (s *scanner) beginSpec() {
	f := &s.fstrings[len(s.fstrings)-1]
	f.spec[f.depth-1] = true
	s.fstringText()
}

// fstringText scans literal text of the innermost f-string, at its beginning,
// behind a replacement field or in a format spec, up to and including the
// bracket or quote that ends it.
func (s *scanner) fstringText() {
	if len(s.fstrings) == 0 {
		return
	}
	f := &s.fstrings[len(s.fstrings)-1]
	// The field that has just been closed, if any, is no longer on the stack
	// of brackets.
	open := 0
	for i := len(s.brackets) - 1; i >= 0 && s.brackets[i].fstr == len(s.fstrings); i-- {
		open++
	}
	f.depth, f.spec = open, f.spec[:open]
	inSpec := open > 0 && f.spec[open-1]

	start := s.pos
	middle := func() {
		if s.pos > start {
			s.emit(tFMiddle, start)
		}
	}
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; c {
		case f.quote:
			n := 1
			if f.triple {
				if s.peek(1) != f.quote || s.peek(2) != f.quote {
					s.pos++
					continue
				}
				n = 3
			}
			middle()
			if open > 0 {
				at := span(s.pos, s.pos+n)
				s.pos += n
				msg := ": expecting '}', or format specs"
				s.fail(s.pos-n, at, diag.Literal, "%s", f.what+msg)
				s.endFString()
				return
			}
			end := s.pos
			s.pos += n
			s.emit(tFEnd, end)
			s.fstrings = s.fstrings[:len(s.fstrings)-1]
			return
		case '\n', '\r':
			if !f.triple {
				if inSpec {
					// The field may go on: its "}" can stand on a later line.
					if s.specGoesOn() {
						middle()
						s.newline()
						return
					}
				}
				s.unterminated(f.start, f.what+" literal", false)
				s.endFString()
				return
			}
			s.newline()
		case '\\':
			if f.raw {
				// A raw string's backslash protects only its quote.
				s.pos++
				if s.pos < len(s.src) && s.src[s.pos] != '{' && s.src[s.pos] != '}' {
					s.newlineOrByte()
				}
				continue
			}
			s.pos++
			if s.pos >= len(s.src) {
				continue
			}
			switch s.src[s.pos] {
			case '{', '}':
				// The backslash is literal text.
			case 'N':
				s.pos++
				if s.peek(0) == '{' {
					for s.pos < len(s.src) && s.src[s.pos] != '}' && s.src[s.pos] != f.quote && s.src[s.pos] != '\n' {
						s.pos++
					}
					if s.peek(0) == '}' {
						s.pos++
					}
				}
			default:
				s.newlineOrByte()
			}
		case '{':
			if s.peek(1) == '{' && !inSpec {
				s.pos += 2
				continue
			}
			middle()
			if open >= maxFieldDepth {
				s.fail(s.pos, span(s.pos, s.pos+1), diag.Nesting, "%s: expressions nested too deeply", f.what)
				s.skipFString()
				return
			}
			f.depth++
			f.spec = append(f.spec, false)
			s.open('{', len(s.fstrings))
			return
		case '}':
			if inSpec {
				middle()
				s.close('}')
				return
			}
			if s.peek(1) == '}' {
				s.pos += 2
				continue
			}
			middle()
			s.pos++
			s.fail(s.pos-1, span(s.pos-1, s.pos), diag.Literal, "%s: single '}' is not allowed", f.what)
			s.skipFString()
			return
		default:
			s.pos++
		}
	}
	s.unterminated(f.start, f.what+" literal", f.triple)
	s.endFString()
}

// specGoesOn reports whether the line end at s.pos, in the format spec of a
// string with single quotes, is followed by the "}" of its field.
func (s *scanner) specGoesOn() bool {
	for i := s.pos; i < len(s.src); i++ {
		switch classes[s.src[i]] {
		case cSpace, cNewline:
			continue
		}
		return s.src[i] == '}'
	}
	return false
}

// skipFString skips to the end of the innermost f-string after an error in
// it, as if it had no replacement fields.
func (s *scanner) skipFString() {
	f := s.fstrings[len(s.fstrings)-1]
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if c == '\\' && s.pos+1 < len(s.src) {
			s.pos += 2
			continue
		}
		if c == f.quote && (!f.triple || s.peek(1) == c && s.peek(2) == c) {
			s.pos++
			if f.triple {
				s.pos += 2
			}
			break
		}
		if !f.triple && (c == '\n' || c == '\r') {
			break
		}
		s.pos++
	}
	s.endFString()
}

// endFString drops the innermost f-string and its open fields after an error.
func (s *scanner) endFString() {
	n := len(s.fstrings)
	for len(s.brackets) > 0 && s.brackets[len(s.brackets)-1].fstr >= n {
		s.brackets = s.brackets[:len(s.brackets)-1]
	}
	// Brackets opened within the fields go as well.
	for i, b := range s.brackets {
		if b.fstr >= n {
			s.brackets = s.brackets[:i]
			break
		}
	}
	s.fstrings = s.fstrings[:n-1]
}
