// Package region decides in which region each allocation lives, and finds
// the stores by which a callback's object would outlive its callback.
//
// In main bodies everything lives on the main heap. In contexts everything
// is allocated in the callback's arena; what is stored on self is moved to
// the connection's heap when the callback ends, which is the runtime's work
// (the barrier logs the object that was stored to).
package region

import "github.com/pxc-lang/pxc/compiler/ir"

// Place gives every allocation of f its region.
func Place(f *ir.Func) {
	at := ir.RegionMain
	if f.World == ir.Ctx {
		at = ir.RegionArena
	}
	f.EachOp(func(op *ir.Op) {
		if op.Code.Info().Alloc {
			op.Region = at
		}
	})
}

// RefuseGlobals makes the stores to globals in context bodies raise: what they
// store would outlive the callback. Tests that run whole programs in a context
// leave this pass out.
func RefuseGlobals(prog *ir.Program) {
	for _, f := range prog.Funcs {
		if f.World != ir.Ctx {
			continue
		}
		f.EachOp(func(op *ir.Op) {
			if op.Code == ir.OpStoreGlobal {
				op.Checked = true
			}
		})
	}
}
