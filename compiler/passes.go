package compiler

import (
	"fmt"

	"github.com/pxc-lang/pxc/compiler/infer"
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/compiler/refcount"
	"github.com/pxc-lang/pxc/compiler/region"
	"github.com/pxc-lang/pxc/frontend/diag"
)

// A pass is one function over an *ir.Func, or over the program, and one row
// of the table.
type pass struct {
	name  string
	doc   string
	fn    func(*ir.Func)              // runs on every body
	prog  func(*ir.Program, *Options) // or on the program as a whole
	check func(*ir.Func, *run)        // or looks and reports
	when  func(*ir.Func) bool         // bodies that fn and check run on; nil: all
}

// run is what checks report to.
type run struct {
	prog  *ir.Program
	diags *diag.List
}

// passes are run in this order. "assigned" comes before the clones are made,
// so that its work is done once; "refcount" comes behind whatever inserts ops,
// because what it inserts must see them all, and "slots" behind it, because a
// release may run code.
var passes = []pass{
	{name: "assigned", doc: "which variables are certainly set", fn: infer.Assigned},
	{name: "infer", doc: "types of numbers; which need no object",
		prog: func(prog *ir.Program, opts *Options) {
			if !opts.NoInfer {
				infer.Unbox(prog)
			}
		}},
	{name: "prune", doc: "remove handlers that nothing leads to", fn: infer.Prune},
	{name: "alias", doc: "which loads need no copy", fn: infer.Aliases},
	{name: "worlds", doc: "clone bodies for the main thread and for contexts",
		prog: func(prog *ir.Program, opts *Options) {
			worlds(prog, opts)
		}},
	{name: "region", doc: "where each allocation lives", fn: region.Place},
	{name: "rollback", doc: "loops of contexts whose rounds give back what they allocate",
		prog: func(prog *ir.Program, _ *Options) {
			for _, f := range prog.Funcs {
				if f.World == ir.Ctx {
					region.Rollbacks(f, prog)
				}
			}
		}},
	{name: "globals", doc: "stores to globals that a context must not do",
		prog: func(prog *ir.Program, opts *Options) {
			if !opts.InContext {
				region.RefuseGlobals(prog)
			}
		}},
	{name: "persist", doc: "stores that would outlive their callback",
		check: func(f *ir.Func, r *run) { region.Persist(r.prog, f, r.diags) },
		when:  func(f *ir.Func) bool { return f.World == ir.Ctx && f.Proto.Callback != "" }},
	{name: "refcount", doc: "reference counts in main bodies", fn: refcount.Run, when: isMain},
	{name: "slots", doc: "numbers in slots that are known", fn: infer.Slots, when: guesses},
	{name: "strips", doc: "loops that run some rounds at a time with fewer checks", fn: infer.Strips, when: guesses},
}

func guesses(f *ir.Func) bool { return f.Rest != nil }

func isMain(f *ir.Func) bool { return f.World == ir.Main }

// runPasses runs the table over prog. After each pass it prints the IR to
// dump if opts asks for it, and verifies it if opts.Verify.
func runPasses(prog *ir.Program, opts *Options, diags *diag.List) error {
	if err := after("lower", prog, opts); err != nil {
		return err
	}
	r := &run{prog: prog, diags: diags}
	for _, p := range passes {
		if p.prog != nil {
			p.prog(prog, opts)
		}
		for _, f := range prog.Funcs {
			if p.when != nil && !p.when(f) {
				continue
			}
			if p.fn != nil {
				p.fn(f)
			}
			if p.check != nil {
				p.check(f, r)
			}
		}
		if err := after(p.name, prog, opts); err != nil {
			return err
		}
	}
	return nil
}

// after does what comes behind a pass.
func after(name string, prog *ir.Program, opts *Options) error {
	if opts.Dump == name && opts.DumpTo != nil {
		if err := prog.Print(opts.DumpTo); err != nil {
			return err
		}
	}
	if !opts.Verify {
		return nil
	}
	for _, f := range prog.Funcs {
		if err := ir.Verify(f); err != nil {
			return internal(name, prog, f, err)
		}
		if name == "refcount" && f.World == ir.Main {
			if err := ir.Balance(f); err != nil {
				return internal(name, prog, f, err)
			}
		}
	}
	return nil
}

// InternalError is a mistake of the compiler's own.
type InternalError struct {
	Pass, Func string
	File       *diag.File
	Line       int
	Err        error
}

func (e *InternalError) Error() string {
	return fmt.Sprintf("internal error after pass %s, in %s (%s:%d): %v", e.Pass, e.Func, e.File.Name, e.Line, e.Err)
}

func (e *InternalError) Unwrap() error { return e.Err }

func internal(pass string, prog *ir.Program, f *ir.Func, err error) error {
	return &InternalError{Pass: pass, Func: f.Name(), File: f.Proto.Module.File, Line: f.Proto.Line, Err: err}
}
