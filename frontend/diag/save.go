package diag

import "encoding/json"

// Diagnostics that are kept: what a build has warned of is shown again when its result
// comes from a cache. The sources go with them, for the modules that a program consists
// of may have changed their places by then.

// saved is the form of a List that Save writes. Files are numbers, from 1.
type saved struct {
	Files []savedFile
	All   []savedDiagnostic
}

type savedFile struct {
	Name   string
	Source []byte
}

type savedDiagnostic struct {
	savedNote
	Severity Severity
	Code     Code
	Help     string      `json:",omitempty"`
	Notes    []savedNote `json:",omitempty"`
}

type savedNote struct {
	File int
	Span
	Msg string
}

// Save returns the diagnostics in a form that Restore reads.
func (l *List) Save() ([]byte, error) {
	var s saved
	numbers := map[*File]int{}
	place := func(f *File, at Span, msg string) savedNote {
		if f != nil && numbers[f] == 0 {
			s.Files = append(s.Files, savedFile{f.Name, f.Source})
			numbers[f] = len(s.Files)
		}
		return savedNote{numbers[f], at, msg}
	}
	for _, d := range l.all {
		out := savedDiagnostic{savedNote: place(d.File, d.Span, d.Msg), Severity: d.Severity, Code: d.Code, Help: d.Help}
		for _, n := range d.Notes {
			out.Notes = append(out.Notes, place(n.File, n.Span, n.Msg))
		}
		s.All = append(s.All, out)
	}
	return json.Marshal(s)
}

// Restore adds the diagnostics that Save has written.
func (l *List) Restore(data []byte) error {
	var s saved
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	files := make([]*File, len(s.Files)+1)
	for i, f := range s.Files {
		files[i+1] = NewFile(f.Name, f.Source)
	}
	for _, in := range s.All {
		d := &Diagnostic{File: files[in.File], Span: in.Span, Severity: in.Severity, Code: in.Code, Msg: in.Msg, Help: in.Help}
		for _, n := range in.Notes {
			d.Note(files[n.File], n.Span, n.Msg)
		}
		l.Add(d)
	}
	return nil
}
