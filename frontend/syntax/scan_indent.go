package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// Line structure: indentation, blank lines and line joining.

// beginLine measures the indentation of the next line that is not blank and
// emits tIndent or tDedents. It leaves s.pos at the line's first token.
func (s *scanner) beginLine() {
	for {
		s.lineStart = s.pos
		in := s.measure()
		if s.pos >= len(s.src) {
			return
		}
		switch c := s.src[s.pos]; {
		case c == '#':
			s.comment()
			if s.pos < len(s.src) {
				s.newline()
			}
		case classes[c] == cNewline:
			s.newline()
		default:
			s.indent(in)
			return
		}
	}
}

// measure moves over the blanks that begin a line and measures them. If a
// backslash continues them on the next line, the first part counts.
func (s *scanner) measure() indent {
	var in indent
	cont := 0
	for ; s.pos < len(s.src); s.pos++ {
		switch s.src[s.pos] {
		case ' ':
			in.col++
			in.alt++
		case '\t':
			in.col = (in.col/tabSize + 1) * tabSize
			in.alt++
		case '\f':
			in = indent{}
		case '\\':
			n := s.continuation()
			if n == 0 {
				return in
			}
			if cont == 0 {
				cont = in.col
			}
			s.pos += n - 1
		default:
			if cont > 0 {
				return indent{cont, cont}
			}
			return in
		}
	}
	return in
}

// continuation returns the length of the backslash and line end at s.pos, or
// 0 if there is none.
func (s *scanner) continuation() int {
	switch {
	case s.peek(1) == '\n' && s.pos+2 < len(s.src):
		return 2
	case s.peek(1) == '\r' && s.peek(2) == '\n' && s.pos+3 < len(s.src):
		return 3
	case s.peek(1) == '\r' && s.pos+2 < len(s.src):
		return 2
	}
	return 0
}

// indent compares the indentation of a line with that of the open blocks.
func (s *scanner) indent(in indent) {
	top := s.indents[len(s.indents)-1]
	mixed := false
	switch {
	case in.col == top.col:
		mixed = in.alt != top.alt
	case in.col > top.col:
		mixed = in.alt <= top.alt
		if len(s.indents) >= maxIndent {
			s.fail(s.pos, span(s.lineStart, s.pos), diag.Nesting, "too many levels of indentation")
			s.stop = true
			return
		}
		s.indents = append(s.indents, in)
		s.emit(tIndent, s.pos)
	default:
		for in.col < top.col {
			s.indents = s.indents[:len(s.indents)-1]
			top = s.indents[len(s.indents)-1]
			s.emit(tDedent, s.pos)
		}
		if in.col != top.col {
			// The block that begins deeper is taken to go on here. CPython's
			// place is the end of the line.
			end := s.pos
			for end < len(s.src) && classes[s.src[end]] != cNewline {
				end++
			}
			s.fail(s.pos, span(end, end), diag.Indent,
				"unindent does not match any outer indentation level").help = "indent it like a line above"
			s.toks[len(s.toks)-1].kind = tError
		} else {
			mixed = in.alt != top.alt
		}
	}
	if mixed {
		s.fail(s.pos, span(s.lineStart, s.pos), diag.Indent,
			"inconsistent use of tabs and spaces in indentation").help = "use only spaces, or only tabs"
	}
}

// backslash scans an explicit line joining.
func (s *scanner) backslash() {
	start := s.pos
	if n := s.continuation(); n > 0 {
		s.pos += n
		return
	}
	s.pos++
	rest := s.src[s.pos:]
	if len(rest) == 0 || string(rest) == "\n" || string(rest) == "\r" || string(rest) == "\r\n" {
		s.pos = len(s.src)
		if len(s.brackets) > 0 {
			return // an open bracket says more
		}
		s.fail(start, span(start+1, start+1), diag.Syntax, "unexpected EOF while parsing")
		return
	}
	at := span(s.pos, s.pos+1)
	for s.pos < len(s.src) && classes[s.src[s.pos]] != cNewline {
		s.pos++
	}
	s.fail(start, at, diag.Syntax, "unexpected character after line continuation character")
}
