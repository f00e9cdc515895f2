package syntax

import (
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// TestAsyncNames checks where async and await are names: outside async def,
// where that is certain or the file uses them so elsewhere.
func TestAsyncNames(t *testing.T) {
	for _, c := range []struct {
		src string
		ok  bool
	}{
		{"import async\nasync.run()\nasync\n", true},
		{"def f(await):\n    return await * 2\n", true},
		{"x.async()\nasync\n", true},
		{"def f(async=1):\n    async\n    return async if async else 2\n", true},
		{"async = 1\nawait = 2\nawait * async\nawait\n", true},
		{"async = 3\nasync if async else 2\n", true},
		{"class C:\n    await = 1\n    print(await)\nasync def f():\n    await x\n", true},
		{"async\n", false},
		{"async;\n", false},
		{"async\ndef f(): pass\n", false},
		{"x; async\n", false},
		{"if x: async\n", false},
		{"async if x else y\n", false},
		{"async def f(): async\n", false},
		{"async def f():\n    pass\nasync\n", false},
		{"await\n", false},
		{"await *x\n", false},
		{"print(await *y)\n", false},
		{"def f():\n    await\n", false},
	} {
		var diags diag.List
		Parse(diag.NewFile("x", []byte(c.src)), Options{}, &diags)
		if diags.HasErrors() == c.ok {
			t.Errorf("%q: refused %v, want %v", c.src, diags.HasErrors(), !c.ok)
		}
	}
}
