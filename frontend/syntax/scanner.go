package syntax

import (
	"fmt"
	"unicode/utf8"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// The scanner turns a file into tokens in one pass before parsing begins.
//
// It is a loop over bytes with two stacks: the indentation of the open blocks
// and the open brackets. Line ends are tokens only while no bracket is open.
// The literal parts of f-strings are tokens too (PEP 701): a replacement
// field is an open bracket whose entry says which f-string it belongs to, and
// when it closes, scanning of the literal text goes on (fstring.go).
//
// A mistake becomes a tError token; scanning goes on behind it, in a state
// that makes the rest of the file readable. The hard case is a bracket that
// is never closed, which would swallow everything up to the end of the file:
// see unclosed.
//
// Cost: linear, but for files with unclosed brackets, which are scanned again
// from the line after the bracket, at most maxRescans times.

const (
	maxIndent   = 100 // as CPython
	maxBrackets = 200 // as CPython
	maxRescans  = 16
	tabSize     = 8

	maxFieldDepth = 3 // replacement fields within format specs, as CPython
)

// indent is the indentation of a block, measured twice: with tabs of eight
// columns and of one. A file that needs the tab size to be understood orders
// the two differently, which is an error.
type indent struct{ col, alt int }

// bracket is an open bracket.
type bracket struct {
	open byte
	pos  diag.Pos
	fstr int // 1 + index of the f-string whose replacement field this is, or 0
}

// scanError is what a tError token stands for.
type scanError struct {
	token int // index of the tError token
	at    diag.Span
	code  diag.Code
	msg   string
	help  string
	open  diag.Span // the bracket that is closed wrongly, or empty
}

type scanner struct {
	file     *diag.File
	src      []byte
	pos      int // next byte
	toks     []token
	comments []Comment
	errs     []scanError

	indents  []indent
	brackets []bracket
	fstrings []fstringMode

	lineStart int // offset of the current physical line
	stmtToken int // index of the first token of the current logical line
	rescans   int
	stop      bool // the rest of the file cannot be understood
}

// scan returns the tokens of file. The last is tEOF, before it are the tDedents
// of all open blocks.
func scan(file *diag.File) *scanner {
	src := file.Source
	s := &scanner{file: file, src: src, toks: make([]token, 0, len(src)/4+16), indents: make([]indent, 1, 16)}
	s.beginLine()
	for !s.stop {
		for !s.stop && s.pos < len(s.src) {
			s.next()
		}
		if s.stop || !s.atEnd() {
			break
		}
	}
	s.finish()
	return s
}

// peek returns the byte i places ahead, or 0 at the end of the file.
func (s *scanner) peek(i int) byte {
	if i += s.pos; i < len(s.src) {
		return s.src[i]
	}
	return 0
}

func (s *scanner) emit(k kind, start int) {
	s.toks = append(s.toks, token{k, diag.Pos(start), diag.Pos(s.pos)})
}

// fail emits a tError token over [start, s.pos) whose message points at at.
func (s *scanner) fail(start int, at diag.Span, code diag.Code, format string, args ...any) *scanError {
	s.errs = append(s.errs, scanError{
		token: len(s.toks), at: at, code: code, msg: fmt.Sprintf(format, args...),
	})
	s.emit(tError, start)
	return &s.errs[len(s.errs)-1]
}

func span(start, end int) diag.Span {
	return diag.Span{Start: diag.Pos(start), End: diag.Pos(end)}
}

// byteClass sorts bytes by what may begin with them.
type byteClass uint8

const (
	cOther byteClass = iota
	cSpace
	cNewline
	cName
	cDigit
	cHigh
)

var classes = func() (t [256]byteClass) {
	for c := range t {
		switch {
		case c == ' ' || c == '\t' || c == '\f':
			t[c] = cSpace
		case c == '\n' || c == '\r':
			t[c] = cNewline
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_':
			t[c] = cName
		case '0' <= c && c <= '9':
			t[c] = cDigit
		case c >= utf8.RuneSelf:
			t[c] = cHigh
		}
	}
	return
}()

// next scans one token, or skips blanks, a comment or a line end.
func (s *scanner) next() {
	c := s.src[s.pos]
	switch classes[c] {
	case cSpace:
		s.pos++
		for s.pos < len(s.src) && classes[s.src[s.pos]] == cSpace {
			s.pos++
		}
	case cNewline:
		start := s.pos
		if len(s.brackets) == 0 {
			s.pos++
			s.emit(tNewline, start)
			s.pos--
			s.newline()
			s.stmtToken = len(s.toks)
			s.beginLine()
			return
		}
		s.newline()
		s.lineStart = s.pos
	case cName, cHigh:
		s.name()
	case cDigit:
		s.number()
	default:
		s.operator(c)
	}
}

// newline moves over the line end at s.pos.
func (s *scanner) newline() {
	if s.src[s.pos] == '\r' && s.peek(1) == '\n' {
		s.pos++
	}
	s.pos++
}

// comment moves over the comment at s.pos.
func (s *scanner) comment() {
	start := s.pos
	for s.pos < len(s.src) && classes[s.src[s.pos]] != cNewline {
		s.pos++
	}
	s.comments = append(s.comments, Comment{span(start, s.pos)})
}

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
			s.fail(s.pos, span(s.pos, s.pos+1), diag.Nesting, "too many levels of indentation")
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
			// The block that begins deeper is taken to go on here.
			s.fail(s.pos, span(s.pos, s.pos), diag.Indent,
				"unindent does not match any outer indentation level")
			s.toks[len(s.toks)-1].kind = tError
		} else {
			mixed = in.alt != top.alt
		}
	}
	if mixed {
		s.fail(s.pos, span(s.lineStart, s.pos), diag.Indent,
			"inconsistent use of tabs and spaces in indentation")
	}
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
	s.fail(resume, diag.Span{Start: b.pos, End: b.pos + 1}, diag.Bracket, "'%c' was never closed", b.open)
	s.emit(tNewline, resume)
	s.stmtToken = len(s.toks)
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

// finish closes the last line and the open blocks.
func (s *scanner) finish() {
	s.pos = len(s.src)
	if n := len(s.toks); n > 0 {
		switch s.toks[n-1].kind {
		case tNewline, tIndent, tDedent:
		default:
			s.emit(tNewline, s.pos)
		}
	}
	for range s.indents[1:] {
		s.emit(tDedent, s.pos)
	}
	s.emit(tEOF, s.pos)
}

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
		s.fail(start, at, diag.Syntax, "invalid syntax")
	case c == 0:
		s.fail(start, at, diag.Syntax, "source code cannot contain null bytes")
	default:
		s.fail(start, at, diag.Syntax, "invalid non-printable character U+%04X", c)
	}
}

// backslash scans an explicit line joining.
func (s *scanner) backslash() {
	start := s.pos
	if n := s.continuation(); n > 0 {
		s.pos += n
		s.lineStart = s.pos
		return
	}
	s.pos++
	rest := s.src[s.pos:]
	if len(rest) == 0 || string(rest) == "\n" || string(rest) == "\r" || string(rest) == "\r\n" {
		s.pos = len(s.src)
		s.fail(start, span(start+1, start+1), diag.Syntax, "unexpected EOF while parsing")
		return
	}
	at := span(s.pos, s.pos+1)
	for s.pos < len(s.src) && classes[s.src[s.pos]] != cNewline {
		s.pos++
	}
	s.fail(start, at, diag.Syntax, "unexpected character after line continuation character")
}

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
		s.fail(start, span(start, s.pos), diag.Bracket, "unmatched '%c'", c)
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
