// Package syntax owns Python's grammar: it turns the text of one source file
// into a syntax tree and reports what is not Python.
//
// It knows nothing of names, modules or types; frontend/resolve does.
package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// Options change what Parse accepts. The zero Options are Python 3.14 with
// async and await as names where Python 3.5 and 3.6 had them as names.
type Options struct{}

// Parse parses the source of file and adds what is wrong with it to diags.
//
// It never returns nil and never panics. After an error it resumes at the
// next statement, so that independent mistakes are each reported; what did
// not parse is a BadStmt, BadExpr or BadPattern.
func Parse(file *diag.File, opts Options, diags *diag.List) *Module {
	return &Module{File: file, Span: diag.Span{Start: 0, End: diag.Pos(len(file.Source))}}
}
