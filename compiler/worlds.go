package compiler

import (
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/imports"
)

// worlds replaces every body by its clones: one for each world in which it
// can run.
//
// Module code and the class suites in it run on the main thread. A function whose
// address is taken, methods included, can be called by anyone. Any other is
// reached only by direct calls, and runs where its callers do. Options can ask for
// both clones of every function, and for module code and suites that run in a context.
// A whole program that cannot make contexts needs no clones for these.
func worlds(prog *ir.Program, opts *Options) {
	alone := (opts.Whole || opts.Alone) && !makesContexts(prog) && !opts.InContext
	calls := map[*ir.Proto][]*ir.Proto{}
	for _, f := range prog.Funcs {
		f.EachOp(func(op *ir.Op) {
			calls[f.Proto] = append(calls[f.Proto], prog.Callees(op)...)
			if op.Code == ir.OpMakeFunc && op.Proto.Kind == ir.ClassBody {
				calls[f.Proto] = append(calls[f.Proto], op.Proto) // called at once
			}
		})
	}
	var reach func(p *ir.Proto, w ir.Worlds)
	reach = func(p *ir.Proto, w ir.Worlds) {
		if p.Worlds&w == w {
			return
		}
		p.Worlds |= w
		for _, callee := range calls[p] {
			reach(callee, w)
		}
	}
	for _, p := range prog.Protos {
		switch {
		case p.Kind != ir.Function && opts.InContext:
			reach(p, ir.InCtx)
		case p.Kind != ir.Function:
			reach(p, ir.InMain)
		case (p.AddressTaken || opts.BothWorlds) && alone && opts.Whole:
			reach(p, ir.InMain)
		case p.AddressTaken || opts.BothWorlds:
			reach(p, ir.InBoth)
		}
	}
	var bodies []*ir.Func
	for _, f := range prog.Funcs {
		if f.Of != nil {
			continue // cloned with the other
		}
		for _, w := range []struct {
			in    ir.Worlds
			world ir.World
		}{{ir.InCtx, ir.Ctx}, {ir.InMain, ir.Main}} {
			if f.Proto.Worlds&w.in == 0 {
				continue
			}
			g := f.Clone(w.world)
			g.Alone = alone
			bodies = append(bodies, g)
			if g.Rest != nil {
				bodies = append(bodies, g.Rest)
			}
		}
	}
	prog.Funcs = bodies
}

// makesContexts reports whether the program imports the module that runs callbacks.
func makesContexts(prog *ir.Program) bool { return slices.ContainsFunc(prog.Imports, runsCallbacks) }

// graphMakesContexts is makesContexts before anything is compiled, for a program with all
// modules that it consists of.
func graphMakesContexts(graph *imports.Graph) bool {
	return slices.ContainsFunc(graph.Modules, func(m *imports.Module) bool { return runsCallbacks(m.Name) })
}

func runsCallbacks(module string) bool {
	first, _, _ := strings.Cut(module, ".")
	return first == "parallel" || first == "async"
}
