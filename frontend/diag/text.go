package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// TextOptions say how WriteText shows diagnostics.
type TextOptions struct {
	Color bool // ANSI colours; the caller knows about terminals and NO_COLOR
	Limit int  // at most so many, 0 for all
}

// ANSI sequences, used only with TextOptions.Color.
const (
	styleError   = "\x1b[1;31m"
	styleWarning = "\x1b[1;35m"
	styleNote    = "\x1b[1;36m"
	styleHelp    = "\x1b[1;32m"
	styleBold    = "\x1b[1m"
	styleOff     = "\x1b[0m"
)

// WriteText writes the diagnostics for people, in this form:
//
//	cache.py:14:9: error: a parallel object would outlive its callback [persist]
//	   14 |         cache[key] = value
//	      |         ^~~~~~~~~~~~~~~~~~
//	cache.py:12:17: note: allocated here, in data_received
//	help: keep it in a parallel.dict()
//
// If diagnostics were left out, a last line says how many.
func (l *List) WriteText(w io.Writer, opts TextOptions) error {
	shown, left := l.Limited(opts.Limit)
	var b strings.Builder
	for _, d := range shown {
		d.text(&b, opts.Color)
	}
	if left > 0 {
		fmt.Fprintf(&b, "%d more not shown; -e shows all\n", left)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// String returns d as WriteText shows it, without colour.
func (d *Diagnostic) String() string {
	var b strings.Builder
	d.text(&b, false)
	return b.String()
}

func (d *Diagnostic) text(b *strings.Builder, color bool) {
	paint := func(style, s string) string {
		if !color {
			return s
		}
		return style + s + styleOff
	}
	style := styleError
	if d.Severity == Warning {
		style = styleWarning
	}
	b.WriteString(paint(styleBold, where(d.File, d.Span)))
	fmt.Fprintf(b, "%s %s", paint(style, d.Severity.String()+":"), oneLine(d.Msg))
	if d.Code != "" {
		fmt.Fprintf(b, " [%s]", d.Code)
	}
	b.WriteByte('\n')
	if d.File != nil && d.Start >= 0 {
		snippet(b, d.File, d.Span, func(s string) string { return paint(style, s) })
	}
	for _, n := range d.Notes {
		b.WriteString(paint(styleBold, where(n.File, n.Span)))
		fmt.Fprintf(b, "%s %s\n", paint(styleNote, "note:"), oneLine(n.Msg))
	}
	if d.Help != "" {
		fmt.Fprintf(b, "%s %s\n", paint(styleHelp, "help:"), oneLine(d.Help))
	}
}

// where returns "file:line:col: ", or as much of it as is known.
func where(f *File, at Span) string {
	switch {
	case f == nil:
		return ""
	case at.Start < 0:
		return f.Name + ": "
	}
	line, col := f.Position(at.Start)
	return fmt.Sprintf("%s:%d:%d: ", f.Name, line, col)
}

// maxSnippet bounds the part of a source line that is shown, in bytes: a
// mistake in a generated line of a megabyte should not fill the screen.
const maxSnippet = 160

// snippet writes the first line of at with a caret line below it. The caret
// line repeats the tabs of the source line, and uses two columns where the
// source line has a wide character, so that it lines up in any terminal.
func snippet(b *strings.Builder, f *File, at Span, paint func(string) string) {
	line, off := f.LineOffset(at.Start)
	text := f.Line(line)
	off = min(off, len(text))
	end := min(len(text), off+max(0, at.Len()))

	var lead, tail string
	if len(text) > maxSnippet {
		from := 0
		if off > maxSnippet/2 {
			from = off - maxSnippet/2
			lead = "…"
		}
		to := min(len(text), from+maxSnippet)
		for from > 0 && !utf8.RuneStart(text[from]) {
			from--
		}
		for to < len(text) && !utf8.RuneStart(text[to]) {
			to++
		}
		if to < len(text) {
			tail = "…"
		}
		text = text[from:to]
		off, end = off-from, min(end-from, len(text))
	}

	fmt.Fprintf(b, "%5d | %s%s%s\n", line, lead, printable(text), tail)
	var caret strings.Builder
	for _, r := range lead + text[:off] {
		caret.WriteString(blank(r))
	}
	under := 0
	for _, r := range text[off:end] {
		under += cells(r)
	}
	mark := "^" + strings.Repeat("~", max(0, under-1))
	fmt.Fprintf(b, "      | %s%s\n", caret.String(), paint(mark))
}

// blank returns what goes below r in front of a caret.
func blank(r rune) string {
	if r == '\t' {
		return "\t"
	}
	return strings.Repeat(" ", cells(r))
}

// cells returns how many terminal columns r takes.
func cells(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case r >= 0x300 && r <= 0x36F, r >= 0x200B && r <= 0x200F, r >= 0xFE00 && r <= 0xFE0F:
		return 0
	case r >= 0x1100 && r <= 0x115F, r >= 0x2E80 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3,
		r >= 0xF900 && r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF00 && r <= 0xFF60,
		r >= 0xFFE0 && r <= 0xFFE6, r >= 0x1F300 && r <= 0x1FAFF, r >= 0x20000 && r <= 0x3FFFD:
		return 2
	}
	return 1
}

// printable replaces control characters, which could move the cursor or
// change colours, by a substitute one column wide. Tabs stay.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (r < 0x20 || r >= 0x7F && r < 0xA0) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// oneLine keeps a message that quotes the user's text on its line.
func oneLine(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 || r == 0x7F }) {
		return s
	}
	q := fmt.Sprintf("%q", s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
}
