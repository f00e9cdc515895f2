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
// when it closes, scanning of the literal text goes on (scan_string.go).
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
	stray bool      // a character of no token: as good as a token that fits nowhere
	blank bool      // a blank of no token, which may be meant as indentation
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

	lineStart int // offset of the line whose indentation beginLine measured
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
			s.beginLine()
			return
		}
		s.newline()
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
