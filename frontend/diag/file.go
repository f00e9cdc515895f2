// Package diag owns source positions, diagnostics and their codes.
//
// It knows how to find a line and a column and how to show a message. It
// knows nothing of Python: the passes that find mistakes import it, and it
// imports none of them.
package diag

import (
	"bytes"
	"sort"
	"sync"
	"unicode/utf8"
)

// Pos is a byte offset into the source of one File. NoPos is no position.
type Pos int32

// NoPos marks a diagnostic that belongs to a file as a whole.
const NoPos Pos = -1

// Span is the half-open range [Start, End) of one File's source.
type Span struct{ Start, End Pos }

// Extent returns s. Types that embed Span get it as a method.
func (s Span) Extent() Span { return s }

// Len returns the number of bytes in s.
func (s Span) Len() int { return int(s.End - s.Start) }

// Join returns the span from the start of s to the end of t.
func (s Span) Join(t Span) Span { return Span{s.Start, t.End} }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// File is one source file, decoded to UTF-8 and without a byte-order mark.
// Line ends are as in the file: "\n", "\r\n" or "\r".
//
// A File is immutable after NewFile and safe for concurrent use.
type File struct {
	Name   string
	Source []byte

	once  sync.Once
	lines []Pos // offset of the first byte of each line; built on first use
}

// NewFile returns a File for source, which the caller must not modify.
func NewFile(name string, source []byte) *File {
	return &File{Name: name, Source: source}
}

// index builds the line table. It is lazy because most files of a program
// never have a position shown.
func (f *File) index() []Pos {
	f.once.Do(func() {
		src := f.Source
		lines := make([]Pos, 1, 1+len(src)/24)
		// A file without "\r" is the common case: IndexByte then does all the work.
		if bytes.IndexByte(src, '\r') < 0 {
			for off := 0; ; {
				i := bytes.IndexByte(src[off:], '\n')
				if i < 0 {
					break
				}
				off += i + 1
				lines = append(lines, Pos(off))
			}
		} else {
			for i := 0; i < len(src); i++ {
				switch src[i] {
				case '\r':
					if i+1 < len(src) && src[i+1] == '\n' {
						i++
					}
					lines = append(lines, Pos(i+1))
				case '\n':
					lines = append(lines, Pos(i+1))
				}
			}
		}
		f.lines = lines
	})
	return f.lines
}

// LineOf returns the 1-based line that holds p. O(log lines).
func (f *File) LineOf(p Pos) int {
	lines := f.index()
	return sort.Search(len(lines), func(i int) bool { return lines[i] > p })
}

// Position returns the 1-based line and the 1-based column, in characters,
// of p. Positions outside the source are moved to its nearest end.
func (f *File) Position(p Pos) (line, col int) {
	line, off := f.LineOffset(p)
	start := f.index()[line-1]
	return line, utf8.RuneCount(f.Source[start:int(start)+off]) + 1
}

// LineOffset returns the 1-based line of p and the 0-based offset of p in
// that line, in bytes: lineno and col_offset of CPython's ast.
func (f *File) LineOffset(p Pos) (line, off int) {
	p = max(0, min(p, Pos(len(f.Source))))
	line = f.LineOf(p)
	return line, int(p - f.index()[line-1])
}

// LineStart returns the offset of the first byte of line n, 1-based.
func (f *File) LineStart(n int) Pos {
	lines := f.index()
	if n < 1 || n > len(lines) {
		return NoPos
	}
	return lines[n-1]
}

// Lines returns the number of lines. An empty file has one.
func (f *File) Lines() int { return len(f.index()) }

// Line returns the text of line n, 1-based, without its line end, or "" if
// there is no such line.
func (f *File) Line(n int) string {
	lines := f.index()
	if n < 1 || n > len(lines) {
		return ""
	}
	end := len(f.Source)
	if n < len(lines) {
		end = int(lines[n])
	}
	return string(bytes.TrimRight(f.Source[lines[n-1]:end], "\r\n"))
}
