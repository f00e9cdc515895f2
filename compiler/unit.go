package compiler

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/imports"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Unit is one checked program, ready to be written as Go.
type Unit struct {
	File *diag.File
	Tree *syntax.Module
	Info *resolve.Info // nil if the source did not parse
	Prog *ir.Program   // nil if there were errors before
}

// Check reads a program and adds everything that is wrong with it to diags. name
// is how messages call the file. The error is a mistake of the compiler's own.
//
// Each stage runs as long as the ones before left it something to work on: names
// are resolved in a file with syntax errors, because the parser resumes at the
// next statement; lowering wants a program without errors.
func Check(name string, src []byte, diags *diag.List) (*Unit, error) {
	return check(name, src, Options{}, diags)
}

func check(name string, src []byte, opts Options, diags *diag.List) (*Unit, error) {
	// Other files may have reported errors into diags already.
	var own diag.List
	defer func() { diags.Append(&own) }()
	u := &Unit{File: syntax.NewFile(name, src, &own)}
	u.Tree = syntax.Parse(u.File, syntax.Options{}, &own)
	u.Info = resolve.Resolve(u.Tree, &own)
	if own.HasErrors() {
		return u, nil
	}
	opts.Native = codegen.IsNative
	opts.Builtin = codegen.KnowsBuiltin
	opts.RTBuiltin = codegen.HasBuiltin
	prog, more, err := Compile(u.Tree, u.Info, opts)
	own.Append(more)
	if err != nil {
		return u, err
	}
	if !own.HasErrors() {
		u.Prog = prog
	}
	return u, nil
}

// GoFile is the name of the generated file of a program.
const GoFile = "program.go"

// networkPath is the package whose Main runs a program: the network's.
const networkPath = codegen.Path + "/net"

// ProgramFile returns the program as package main, one Go file.
func (u *Unit) ProgramFile(line bool) ([]byte, error) {
	return codegen.Generate(u.Prog, codegen.Options{Main: networkPath, Line: line, GoFile: GoFile})
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
	u, err := check(name, src, Options{Dump: stage, DumpTo: w}, diags)
	if err != nil {
		return err
	}
	switch stage {
	case "ast":
		_, err = fmt.Fprintln(w, syntax.Dump(u.Tree, u.File, true))
	case "scopes":
		_, err = fmt.Fprint(w, u.Info)
	case "imports":
		_, err = fmt.Fprint(w, u.Imports(diags))
	case "go":
		if u.Prog == nil {
			return nil
		}
		var text []byte
		if pkg != "" {
			text, err = u.PackageFile(pkg, GoFile, line)
		} else {
			text, err = u.ProgramFile(line)
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
	return imports.Load(u.Info, imports.Config{
		Dir:    filepath.Dir(u.File.Name), // of standard input: the current one
		Native: codegen.Natives(),
		Path:   filepath.SplitList(os.Getenv("PXCPATH")),
		Python: imports.FindPython,
	}, diags)
}

// Explain writes what the compiler decided about each function: the worlds it is
// compiled for, and where its allocations live.
func (u *Unit) Explain(w io.Writer) error {
	if u.Prog == nil {
		return nil
	}
	return explain(w, u.Prog)
}
