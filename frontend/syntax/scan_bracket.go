package syntax

import (
	"fmt"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// Brackets, and what to do about those that do not match.

// open scans an opening bracket. fstr is as in bracket.
func (s *scanner) open(c byte, fstr int) {
	start := s.pos
	s.pos++
	if len(s.brackets) >= maxBrackets {
		s.fail(start, span(start, s.pos), diag.Nesting, "too many nested parentheses")
		s.stop = true
		return
	}
	s.brackets = append(s.brackets, bracket{c, diag.Pos(start), fstr})
	k := tLParen
	switch c {
	case '[':
		k = tLBrack
	case '{':
		k = tLBrace
	}
	s.emit(k, start)
}

// close scans a closing bracket.
func (s *scanner) close(c byte) {
	start := s.pos
	s.pos++
	k, open := tRParen, byte('(')
	switch c {
	case ']':
		k, open = tRBrack, '['
	case '}':
		k, open = tRBrace, '{'
	}
	n := len(s.brackets)
	if n == 0 {
		s.fail(start, span(start, s.pos), diag.Bracket, "unmatched '%c'", c).help = fmt.Sprintf("take it away, or open it with '%c'", open)
		return
	}
	top := s.brackets[n-1]
	if top.open == open {
		s.brackets = s.brackets[:n-1]
		s.emit(k, start)
		if top.fstr > 0 {
			s.fstringText()
		}
		return
	}
	if top.fstr > 0 {
		s.fail(start, span(start, s.pos), diag.Bracket, "f-string: unmatched '%c'", c)
		return
	}
	// Take it to close the bracket that it matches, if there is one.
	for i := n - 1; i >= 0 && s.brackets[i].fstr == 0; i-- {
		if s.brackets[i].open == open {
			s.brackets = s.brackets[:i]
			break
		}
	}
	if len(s.brackets) == n {
		s.brackets = s.brackets[:n-1]
	}
	where := ""
	if line := s.file.LineOf(top.pos); line != s.file.LineOf(diag.Pos(start)) {
		where = fmt.Sprintf(" on line %d", line)
	}
	e := s.fail(start, span(start, s.pos), diag.Bracket,
		"closing parenthesis '%c' does not match opening parenthesis '%c'%s", c, top.open, where)
	e.open = diag.Span{Start: top.pos, End: top.pos + 1}
}

// atEnd deals with the end of the source and reports whether scanning goes
// on, at an earlier place, because a bracket was never closed.
func (s *scanner) atEnd() bool {
	if len(s.brackets) > 0 {
		return s.unclosed(len(s.src))
	}
	return false
}

// unclosed reports the innermost open bracket and looks for a place where the
// program goes on. at is where it was noticed: the end of the file, or a line
// that begins with a keyword no expression has, where scanning can go on
// directly. From the end of the file, it goes back to the first line after
// the outermost bracket that is indented no deeper than its statement and
// does not begin with a closing bracket.
func (s *scanner) unclosed(at int) bool {
	b := s.brackets[len(s.brackets)-1]
	outer := s.brackets[0]
	resume := at
	if at == len(s.src) {
		resume = s.lineAfter(int(outer.pos))
		n := len(s.toks)
		for n > 0 && int(s.toks[n-1].end) > resume {
			n--
		}
		s.toks = s.toks[:n]
		for len(s.comments) > 0 && int(s.comments[len(s.comments)-1].Start) >= resume {
			s.comments = s.comments[:len(s.comments)-1]
		}
		for len(s.errs) > 0 && s.errs[len(s.errs)-1].token >= n {
			s.errs = s.errs[:len(s.errs)-1]
		}
		s.rescans++
	}
	s.pos = resume
	s.brackets = s.brackets[:0]
	s.fstrings = s.fstrings[:0]
	e := s.fail(resume, diag.Span{Start: b.pos, End: b.pos + 1}, diag.Bracket, "'%c' was never closed", b.open)
	e.help = fmt.Sprintf("put '%c' where it ends", map[byte]byte{'(': ')', '[': ']', '{': '}'}[b.open])
	s.emit(tNewline, resume)
	if resume >= len(s.src) || s.rescans > maxRescans {
		s.stop = true
		return false
	}
	s.pos = s.lineOf(resume)
	s.beginLine()
	return true
}

// lineOf returns the start of the line that pos is in.
func (s *scanner) lineOf(pos int) int {
	for pos > 0 && classes[s.src[pos-1]] != cNewline {
		pos--
	}
	return pos
}

// lineAfter finds where to go on after a bracket at pos that is never closed.
func (s *scanner) lineAfter(pos int) int {
	limit := s.indents[len(s.indents)-1].col
	for pos < len(s.src) {
		for pos < len(s.src) && s.src[pos] != '\n' && s.src[pos] != '\r' {
			pos++
		}
		for pos < len(s.src) && (s.src[pos] == '\n' || s.src[pos] == '\r') {
			pos++
		}
		start := pos
		for pos < len(s.src) && classes[s.src[pos]] == cSpace {
			pos++
		}
		if pos == len(s.src) {
			break
		}
		switch s.src[pos] {
		case ')', ']', '}', '#', '\n', '\r', '\'', '"':
			continue
		}
		if pos-start <= limit {
			return start
		}
	}
	return len(s.src)
}
