package testsuite

import (
	"testing"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/rt"
)

// TestBuiltins compares what the compiler believes of the runtime's builtins
// with what the runtime has.
func TestBuiltins(t *testing.T) {
	c := rt.NewMainCtx()
	rt.Boot(c)
	for _, name := range resolve.Builtins() {
		has := rt.LoadBuiltin(c, rt.Intern(c, name)) != 0
		c.Exc = 0
		if has != codegen.KnowsBuiltin(name) {
			t.Errorf("%s: the runtime has it: %v, the compiler believes %v", name, has, codegen.KnowsBuiltin(name))
		}
	}
}
