package diag

import (
	"encoding/json"
	"io"
)

// jsonDiagnostic is the stable form that editors read. Lines and columns are
// 1-based, columns in characters; the end is exclusive. They are 0 when a
// diagnostic has no position.
type jsonDiagnostic struct {
	jsonPlace
	Severity string     `json:"severity"`
	Code     Code       `json:"code"`
	Message  string     `json:"message"`
	Notes    []jsonNote `json:"notes,omitempty"`
	Help     string     `json:"help,omitempty"`
}

type jsonNote struct {
	jsonPlace
	Message string `json:"message"`
}

type jsonPlace struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
}

// WriteJSON writes the diagnostics for programs: one JSON object a line, in
// Sorted order, at most limit of them (0 for all).
func (l *List) WriteJSON(w io.Writer, limit int) error {
	shown, _ := l.Limited(limit)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, d := range shown {
		j := jsonDiagnostic{
			jsonPlace: place(d.File, d.Span),
			Severity:  d.Severity.String(),
			Code:      d.Code,
			Message:   d.Msg,
			Help:      d.Help,
		}
		for _, n := range d.Notes {
			j.Notes = append(j.Notes, jsonNote{place(n.File, n.Span), n.Msg})
		}
		if err := enc.Encode(j); err != nil {
			return err
		}
	}
	return nil
}

func place(f *File, at Span) jsonPlace {
	if f == nil {
		return jsonPlace{}
	}
	p := jsonPlace{File: f.Name}
	if at.Start >= 0 {
		p.Line, p.Column = f.Position(at.Start)
		p.EndLine, p.EndColumn = f.Position(max(at.Start, at.End))
	}
	return p
}
