package testsuite

import (
	"testing"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/compiler"
)

// TestTypes checks that every program of run/ compiles, that its IR verifies
// and balances after every pass, and that Go's type checker accepts its text,
// with each of the options that change it.
func TestTypes(t *testing.T) {
	asShipped(t)
	for _, c := range loadCases(t) {
		t.Run(c.name, func(t *testing.T) {
			for _, both := range []bool{false, true} {
				src, diags, err := build("program.py", c.program, codegen.Options{Line: both, Main: modulePath + "/rt/net"}, compiler.Options{BothWorlds: both})
				if err != nil || diags.HasErrors() {
					t.Fatalf("%v\n%s", err, text(diags))
				}
				if err := typeCheck(src); err != nil {
					t.Fatalf("%v\n%s", err, src)
				}
			}
		})
	}
}
