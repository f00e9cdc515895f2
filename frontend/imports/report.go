package imports

import (
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// What is reported, and how strongly. An import that finds nothing raises
// when it runs, so it is a warning. What is there and cannot be compiled, a C
// extension above all, is an error where the program surely imports it.
//
// Users answer for their own modules, those beside the program and on
// PXCPATH. In installed ones only what they surely run into counts, once for
// each module that is missing; the place is the user's own import, and notes
// lead from there to the culprit.

// maxChain bounds these notes: the last ones are shown.
const maxChain = 5

// report adds what is wrong with the graph to diags.
func (l *loader) report(diags *diag.List) {
	l.needs()
	stored := l.storedAttributes()
	seen := make(map[*Failure]bool) // in installed modules
	suggested := 0
	for _, m := range l.graph.Modules {
		l.reportFile(m, diags)
		for _, e := range m.Edges {
			l.unbound(m, e, stored)
			f := e.Fail
			if f == nil {
				f = e.Unbound
			}
			if f == nil || m.Origin == Runtime || e.Need == resolve.Optional || e.Name == "__future__" || m.root && l.asScript(m, e) || f.registered() {
				continue
			}
			if !m.Origin.Users() {
				if m.needed != resolve.Required || e.Need != resolve.Required || f.module != nil || seen[f] {
					continue
				}
				seen[f] = true
			}
			d := &diag.Diagnostic{Severity: diag.Warning, Code: diag.Import, Msg: f.Msg}
			if f.unsupported != "" {
				d.Code = diag.Unsupported
				if m.Origin.Users() || m.needed == resolve.Required {
					d.Severity = diag.Error
				}
			}
			if suggested++; suggested <= maxSuggestions {
				d.Help = l.help(e, f)
			}
			place(d, m, e.span(f), "this import fails")
			diags.Add(d)
		}
	}
}

// asScript reports whether an import of a file in a package would be found if
// the file were run as a program: its directory is the first place then.
func (l *loader) asScript(m *Module, e *Edge) bool {
	if m.Parent == nil || e.Target != nil || e.Name == "" || e.Level > 0 {
		return false
	}
	top, _, _ := strings.Cut(e.Name, ".")
	list := l.list(filepath.Dir(m.Path))
	return list.has(top+".py") || list.has(top)
}

// registered reports whether the module may come from what the module around it
// puts into sys.modules, as os does with os.path.
func (f *Failure) registered() bool {
	for p := f.parent; p != nil; p = p.Parent {
		if p.Kind == Source && p.Origin != Runtime && replaces(p) {
			return true
		}
	}
	return false
}

// maxSuggestions bounds the search for similar names.
const maxSuggestions = 100

// needs finds how surely each module is imported: as surely as the surest way
// to it from the program, whose least sure import counts.
func (l *loader) needs() {
	for _, m := range l.graph.Modules {
		m.needed = resolve.TypeOnly // not reached yet
	}
	var work []*Module
	for _, m := range l.graph.Modules {
		if m.root {
			m.needed = resolve.Required
			work = append(work, m)
		}
	}
	// A module's need only ever gets surer, two steps at most.
	for len(work) > 0 {
		m := work[len(work)-1]
		work = work[:len(work)-1]
		for _, e := range m.Edges {
			for t := range e.Modules() {
				for ; t != nil; t = t.Parent {
					need := max(m.needed, e.Need)
					if m.Origin == Runtime && t.Origin != Runtime {
						need = max(need, resolve.Optional) // the runtime does without
					}
					if need < t.needed {
						t.needed, t.by, t.from = need, e, m
						work = append(work, t)
					}
				}
			}
		}
	}
}

// Modules yields the modules that the edge leads to, those around them left
// out.
func (e *Edge) Modules() iter.Seq[*Module] {
	return func(yield func(*Module) bool) {
		if e.Target == nil || !yield(e.Target) {
			return
		}
		for _, list := range [][]*Module{e.Submodules, e.Star} {
			for _, m := range list {
				if m != nil && !yield(m) {
					return
				}
			}
		}
	}
}

// reportFile adds what is wrong in the module's file.
func (l *loader) reportFile(m *Module, diags *diag.List) {
	if m.diags == nil {
		return
	}
	if m.Origin.Users() {
		diags.Append(m.diags)
		return
	}
	if !m.Broken || m.needed != resolve.Required {
		return
	}
	for _, d := range m.diags.Sorted() {
		if d.Severity == diag.Error {
			at, text := d.Span, d.Msg
			d := &diag.Diagnostic{Severity: diag.Error, Code: d.Code} // help is for who can edit the file
			d.Msg = "importing '" + m.Name + "' raises SyntaxError: " + text
			place(d, m, at, "the error is here")
			diags.Add(d)
			return
		}
	}
}

// place gives d, which is about a span of m, its place: that span, or, in an
// installed module, the import in the user's own modules that leads there.
func place(d *diag.Diagnostic, m *Module, at diag.Span, here string) {
	d.File, d.Span = m.File, at
	if m.Origin.Users() {
		return
	}
	notes := []diag.Note{{File: m.File, Span: at, Msg: here}}
	for !m.Origin.Users() && m.by != nil {
		d.File, d.Span = m.from.File, m.by.span(nil)
		notes = append(notes, diag.Note{File: d.File, Span: d.Span, Msg: "which imports '" + m.Name + "'"})
		m = m.from
	}
	notes = notes[:len(notes)-1] // the last one is the place
	slices.Reverse(notes)
	d.Notes = append(d.Notes, notes[max(0, len(notes)-maxChain):]...)
}

// span returns the text of the statement that a failure is about, or, with
// nil, the name of the module.
func (e *Edge) span(f *Failure) diag.Span {
	switch s := e.Node.(type) {
	case *syntax.Call:
		return s.Args[0].Extent()
	case *syntax.Import:
		for _, a := range s.Names {
			if a.Name == e.Import.Name {
				return a.NameSpan
			}
		}
	case *syntax.ImportFrom:
		if f != nil && f == e.Unbound {
			for _, a := range s.Names {
				if a.Name == f.name || strings.HasSuffix(f.name, "."+a.Name) {
					return a.NameSpan
				}
			}
		}
		if s.ModuleSpan.Len() > 0 {
			return s.ModuleSpan
		}
	}
	return e.Node.Extent()
}

// help returns what to do about a failure.
func (l *loader) help(e *Edge, f *Failure) string {
	switch {
	case f.name == "":
		return "name the module without leading dots"
	case f.unsupported != "":
		return "use a module written in Python, or one of the runtime's; or catch ImportError and do without it"
	case f.module != nil:
		if s := resolve.Similar(f.name, slices.Values(f.known)); s != "" {
			return "did you mean '" + s + "'?"
		}
		return "'" + f.module.Name + "' binds no such name"
	}
	base := f.name[strings.LastIndexByte(f.name, '.')+1:]
	if s := resolve.Similar(base, l.candidates(f.parent)); s != "" {
		if f.parent != nil {
			s = f.parent.Name + "." + s
		}
		return "did you mean '" + s + "'?"
	}
	if f.parent != nil {
		return ""
	}
	if l.python == nil && l.pythonErr != nil {
		return "only the program's own modules and the runtime's are known: " + l.pythonErr.Error()
	}
	return "put " + f.name + ".py beside the program, or its directory on PXCPATH, or install it for the Python that pxc finds"
}

// candidates yields the modules that are there inside parent, or outermost.
func (l *loader) candidates(parent *Module) iter.Seq[string] {
	return func(yield func(string) bool) {
		prefix := ""
		if parent != nil {
			prefix = parent.Name + "."
		}
		for _, n := range l.cfg.Native {
			if rest, ok := strings.CutPrefix(n, prefix); ok && !strings.Contains(rest, ".") && !yield(rest) {
				return
			}
		}
		if parent != nil && parent.Kind == Source {
			return
		}
		for d := range l.places(parent, false) {
			// Directories count only as packages: any may lie about.
			for n := range l.list(d.path).names {
				name, ok := strings.CutSuffix(n, ".py")
				if !ok && !strings.Contains(n, ".") {
					ok = l.list(filepath.Join(d.path, n)).has("__init__.py")
				}
				if ok && !yield(name) {
					return
				}
			}
		}
	}
}
