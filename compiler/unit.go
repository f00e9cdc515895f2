package compiler

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/compiler/lower"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/imports"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Unit is one program on its way to Go.
type Unit struct {
	File  *diag.File
	Tree  *syntax.Module
	Info  *resolve.Info
	Graph *imports.Graph // the modules it consists of; nil if the source has errors
	Prog  *ir.Program    // nil before Compile, and if there are errors
}

// Load reads a program and the modules that it imports, and adds what is wrong
// with them to diags. name is how messages call the file.
func Load(name string, src []byte, diags *diag.List) *Unit {
	// Other files may have reported errors into diags already.
	var own diag.List
	defer func() { diags.Append(&own) }()
	u := &Unit{File: syntax.NewFile(name, src, &own)}
	u.Tree = syntax.Parse(u.File, syntax.Options{}, &own)
	u.Info = resolve.Resolve(u.Tree, &own)
	if !own.HasErrors() {
		u.Graph = u.Imports(&own)
	}
	if own.HasErrors() {
		u.Graph = nil
	}
	return u
}

// Sources returns what the program consists of, as far as Load got: names and
// texts of its modules.
func (u *Unit) Sources() [][]byte {
	if u.Graph == nil {
		return nil
	}
	var parts [][]byte
	for _, m := range u.Graph.Modules[1:] {
		parts = append(parts, []byte(m.Name), []byte(m.Path))
		if m.File != nil {
			parts = append(parts, m.File.Source)
		}
	}
	for _, name := range u.Graph.Missing() {
		parts = append(parts, []byte(name))
	}
	return parts
}

// Compile turns the program into IR, if Load found no errors, and adds what is
// wrong with it to diags. The error is a mistake of the compiler's own.
func (u *Unit) Compile(diags *diag.List) error { return u.compile(Options{}, diags) }

// CompileApart is Compile for programs that import the modules of the runtime from
// the packages that Libraries describes, in the Go module of the given path.
func (u *Unit) CompileApart(module string, diags *diag.List) error {
	return u.compile(Options{Units: module, Whole: true}, diags)
}

func (u *Unit) compile(opts Options, diags *diag.List) error {
	if u.Graph == nil {
		return nil
	}
	prog, own, err := CompileGraph(u.Graph, opts)
	diags.Append(own)
	if err == nil && !own.HasErrors() {
		u.Prog = prog
	}
	return err
}

// Check is Load and Compile.
//
// Each stage runs as long as the ones before left it something to work on: names
// are resolved in a file with syntax errors, because the parser resumes at the
// next statement; lowering wants a program without errors.
func Check(name string, src []byte, diags *diag.List) (*Unit, error) {
	u := Load(name, src, diags)
	return u, u.Compile(diags)
}

// CompileGraph compiles the modules of an import graph without errors. Which
// modules there are, the runtime's among them, the graph says.
func CompileGraph(graph *imports.Graph, opts Options) (*ir.Program, *diag.List, error) {
	var sources []lower.Source
	units := libraries(graph, &opts)
	for _, m := range graph.Modules {
		if m.Broken || m.Kind == imports.Native && codegen.IsNative(m.Name) {
			continue
		}
		src := sourceOf(m)
		src.Apart = units[m.Name] != ""
		sources = append(sources, src)
	}
	opts.of(graph, units)
	prog, diags, err := Compile(sources, opts)
	if prog != nil {
		prog.Units = units
	}
	return prog, usersOwn(graph, diags), err
}

// usersOwn returns the diagnostics without warnings about modules that the user
// did not write.
func usersOwn(graph *imports.Graph, diags *diag.List) *diag.List {
	foreign := map[*diag.File]bool{}
	for _, m := range graph.Modules {
		if m.File != nil && !m.Origin.Users() {
			foreign[m.File] = true
		}
	}
	out := &diag.List{}
	for _, d := range diags.Sorted() {
		if d.Severity == diag.Error || !foreign[d.File] {
			out.Add(d)
		}
	}
	return out
}

// GoFile is the name of the generated file of a program.
const GoFile = "program.go"

// networkPath is the package whose Main runs a program: the network's.
const networkPath = codegen.Path + "/net"

// ProgramFile returns the program as package main, one Go file, with directives that
// cite Python's lines or without, as go/format would have it or, raw, as it comes.
func (u *Unit) ProgramFile(line, raw bool) ([]byte, error) {
	return codegen.Generate(u.Prog, codegen.Options{Main: networkPath, Line: line, Raw: raw, GoFile: GoFile})
}

// PackageFile returns the program as one Go file of package pkg, for Go programs
// to import.
func (u *Unit) PackageFile(pkg, goFile string, line bool) ([]byte, error) {
	return codegen.Generate(u.Prog, codegen.Options{Package: pkg, Library: networkPath, Line: line, GoFile: goFile})
}

// A Stage is something that Dump can print.
type Stage struct {
	Name string
	Doc  string // one line, no full stop
}

// Stages lists what Dump can print, in the order they happen.
func Stages() []Stage {
	stages := []Stage{
		{"ast", "the syntax tree"},
		{"scopes", "the scope of every name"},
		{"imports", "the modules that the program imports, and where they were found"},
		{"lower", "the IR as lowering has made it; the passes follow"},
	}
	for _, p := range passes {
		stages = append(stages, Stage{p.name, p.doc})
	}
	return append(stages, Stage{"go", "the Go source"})
}

// Dump prints the stage of that name of compiling a program to w.
func Dump(w io.Writer, stage, name string, src []byte, pkg string, line bool, diags *diag.List) error {
	u := Load(name, src, diags)
	err := u.compile(Options{Dump: stage, DumpTo: w, Whole: true}, diags)
	if err != nil {
		return err
	}
	switch stage {
	case "ast":
		_, err = fmt.Fprintln(w, syntax.Dump(u.Tree, u.File, true))
	case "scopes":
		_, err = fmt.Fprint(w, u.Info)
	case "imports":
		if u.Graph != nil {
			_, err = fmt.Fprint(w, u.Graph)
		}
	case "go":
		if u.Prog == nil {
			return nil
		}
		var text []byte
		if pkg != "" {
			text, err = u.PackageFile(pkg, GoFile, line)
		} else {
			text, err = u.ProgramFile(line, false)
		}
		if err == nil {
			_, err = w.Write(text)
		}
	}
	return err
}

// Imports finds the modules that the program imports, and adds to diags what is
// wrong with them. It reads files and may ask the user's Python for its path.
func (u *Unit) Imports(diags *diag.List) *imports.Graph {
	return imports.Load(u.Info, ImportConfig(filepath.Dir(u.File.Name)), diags) // of standard input: the current one
}

// Explain writes what the compiler decided about each function: the worlds it is
// compiled for, and where its allocations live.
func (u *Unit) Explain(w io.Writer) error {
	if u.Prog == nil {
		return nil
	}
	return explain(w, u.Prog)
}
