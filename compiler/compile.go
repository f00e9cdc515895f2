// Package compiler turns a resolved module into IR that codegen can emit: it
// owns the table of passes and the cloning of bodies for the two worlds.
package compiler

import (
	"io"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/compiler/lower"
	"github.com/pxc-lang/pxc/frontend/diag"
)

// Options change how a module is compiled.
type Options struct {
	Native     func(name string) bool                // whether the runtime has a native module
	Builtin    func(name string) bool                // whether the runtime has a builtin; nil: all
	Missing    func(name string) (class, msg string) // what importing a module raises that is not there; nil: ModuleNotFoundError
	RTBuiltin  func(name string, n int) bool         // whether the runtime has a direct function for a builtin
	BothWorlds bool                                  // clone every function for both worlds, or the one that a Whole program has, reached or not
	NoInfer    bool                                  // leave every number an object: for tests
	Verify     bool                                  // verify the IR after every pass
	InContext  bool                                  // module code runs in a context, and may store globals: for tests
	Whole      bool                                  // the program becomes a binary of its own: where it makes no contexts, none enters it
	Alone      bool                                  // no context runs beside a program that makes none, whole or not: for tests
	Open       bool                                  // the sources are a part of a program
	Units      string                                // path of a Go module in which the runtime's modules are packages of their own; "": they are part of the program: see Library
	KeepGoing  bool                                  // run the passes over what is there although something is unsupported: for tests
	Dump       string                                // print the IR after this pass
	DumpTo     io.Writer
}

// Compile lowers a program, whose own module comes first, and runs the passes.
// The program is complete if there are no errors among the diagnostics; the
// error is the compiler's own mistake, an *InternalError.
//
// The sources must have parsed and resolved without errors.
func Compile(sources []lower.Source, opts Options) (*ir.Program, *diag.List, error) {
	diags := &diag.List{}
	prog := lower.Program(sources, lower.Options{
		Native: opts.Native, Builtin: opts.Builtin, RTBuiltin: opts.RTBuiltin, Missing: opts.Missing, Open: opts.Open,
	}, diags)
	if diags.HasErrors() && !opts.KeepGoing {
		return prog, diags, nil
	}
	if err := runPasses(prog, &opts, diags); err != nil {
		return prog, diags, err
	}
	return prog, diags, nil
}
