// Package resolve owns names: it finds the scope of every name in a module,
// as CPython's symtable does, and reports what CPython's compiler refuses
// after parsing.
//
// It sees one module at a time and knows nothing of types or of what other
// modules hold.
package resolve

import (
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Resolution takes two walks. The first (collect.go) makes the scopes and
// notes for each name of each scope what the scope does with it; misplaced
// statements are reported on the way. The second (analyze.go) decides, from
// the outside in, which scope owns each name. Warnings come last (undefined.go,
// arity.go, unreachable.go), as they need to know all of the module.
//
// Errors have CPython 3.13's text and place. Warnings are for what would
// surely raise, or never run, if it were reached: where the module does
// something that could change that, such as calling exec, they are dropped.

// Resolve finds the scopes and bindings of mod and adds what is wrong with
// it to diags: errors for what CPython would not compile, warnings for what
// would surely raise at run time. It never returns nil, also for a module
// that did not parse.
func Resolve(mod *syntax.Module, diags *diag.List) *Info {
	info := &Info{
		Module:   mod,
		scopes:   make(map[syntax.Node]*Scope),
		bounds:   make(map[syntax.Expr]*Scope),
		bindings: make(map[syntax.Node]*Binding, len(mod.File.Source)/20),
	}
	c := &collector{info: info, file: mod.File, diags: diags, maybe: make(map[string]bool)}
	c.module(mod)
	info.Dynamic = c.dynamic
	analyze(c)
	c.snippets()
	c.warnings()
	return info
}
