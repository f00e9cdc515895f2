package diag

import (
	"cmp"
	"slices"
)

// Severity tells whether a diagnostic stops the build.
type Severity uint8

const (
	// Error is what CPython would refuse to compile, or pxc cannot.
	Error Severity = iota
	// Warning is what would raise at run time; the program still builds.
	Warning
)

func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Diagnostic is one finding about the user's program.
type Diagnostic struct {
	File *File // nil for a finding about no file, such as a missing one
	Span
	Severity Severity
	Code     Code
	Msg      string // the fact: lower case, no full stop
	Notes    []Note // other places that matter
	Help     string // an edit that fixes it and compiles, or ""
}

// Note points at another place that a diagnostic is about.
type Note struct {
	File *File
	Span
	Msg string
}

// Note adds a note to d and returns d.
func (d *Diagnostic) Note(f *File, at Span, msg string) *Diagnostic {
	d.Notes = append(d.Notes, Note{f, at, msg})
	return d
}

// List collects the diagnostics of a run. The zero List is ready for use.
// It is not safe for concurrent use: give each goroutine its own and Append.
type List struct {
	all []*Diagnostic
}

// Add appends d.
func (l *List) Add(d *Diagnostic) { l.all = append(l.all, d) }

// Error adds an error and returns it, so that notes and help can be added.
func (l *List) Error(f *File, at Span, code Code, msg string) *Diagnostic {
	d := &Diagnostic{File: f, Span: at, Severity: Error, Code: code, Msg: msg}
	l.Add(d)
	return d
}

// Warn adds a warning and returns it, so that notes and help can be added.
func (l *List) Warn(f *File, at Span, code Code, msg string) *Diagnostic {
	d := &Diagnostic{File: f, Span: at, Severity: Warning, Code: code, Msg: msg}
	l.Add(d)
	return d
}

// Find returns a diagnostic of that code at that place, or nil. O(n).
func (l *List) Find(f *File, at Span, code Code) *Diagnostic {
	for _, d := range l.all {
		if d.File == f && d.Span == at && d.Code == code {
			return d
		}
	}
	return nil
}

// Append adds all of m to l.
func (l *List) Append(m *List) { l.all = append(l.all, m.all...) }

// Len returns the number of diagnostics, repeats included.
func (l *List) Len() int { return len(l.all) }

// HasErrors reports whether any diagnostic is an error.
func (l *List) HasErrors() bool {
	return slices.ContainsFunc(l.all, func(d *Diagnostic) bool { return d.Severity == Error })
}

// Sorted returns the diagnostics by file, position, severity and message,
// without repeats: a file may have been read twice, as a module of two
// programs. The result is the caller's.
func (l *List) Sorted() []*Diagnostic {
	all := slices.Clone(l.all)
	slices.SortStableFunc(all, func(a, b *Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.fileName(), b.fileName()),
			cmp.Compare(a.Start, b.Start),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Msg, b.Msg),
		)
	})
	return slices.CompactFunc(all, func(a, b *Diagnostic) bool {
		return a.fileName() == b.fileName() && a.Start == b.Start && a.Severity == b.Severity &&
			a.Code == b.Code && a.Msg == b.Msg
	})
}

// DefaultLimit is how many diagnostics a run shows unless all are asked for.
const DefaultLimit = 10

// Limited returns at most limit of the Sorted diagnostics, in that order,
// and how many were left out. Errors come before warnings when there is not
// room for all, so that a failing run always shows why. A limit of 0 or
// less is no limit.
func (l *List) Limited(limit int) (shown []*Diagnostic, left int) {
	all := l.Sorted()
	if limit <= 0 || len(all) <= limit {
		return all, 0
	}
	room := [2]int{} // by severity
	for _, d := range all {
		room[d.Severity]++
	}
	room[Error] = min(room[Error], limit)
	room[Warning] = limit - room[Error]
	for _, d := range all {
		if room[d.Severity] > 0 {
			room[d.Severity]--
			shown = append(shown, d)
		}
	}
	return shown, len(all) - len(shown)
}

func (d *Diagnostic) fileName() string {
	if d.File == nil {
		return ""
	}
	return d.File.Name
}
