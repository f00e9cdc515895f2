package testsuite

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/compiler"
	"github.com/pxc-lang/pxc/frontend/diag"
)

// checkProgram compiles src as far as Go source. It fails the test if the
// compiler breaks or generates what Go refuses; it returns the diagnostics.
func checkProgram(t *testing.T, src string) *diag.List {
	t.Helper()
	var diags diag.List
	u, err := compiler.Check("p.py", []byte(src), &diags)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	if diags.HasErrors() {
		return &diags
	}
	// Again with the verifier behind every pass, and every function for both worlds.
	if _, _, err := build("p.py", src, codegen.Options{}, compiler.Options{BothWorlds: true}); err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	for _, library := range []bool{false, true} {
		var text []byte
		if library {
			text, err = u.PackageFile("p", "p.go", false)
		} else {
			text, err = u.ProgramFile(false, false)
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, src)
		}
		if err := typeCheck(text); err != nil {
			t.Fatalf("Go refuses the generated code: %v\n%s\n%s", err, src, numbered(text))
		}
	}
	return &diags
}

func numbered(text []byte) string {
	var b strings.Builder
	for i, l := range strings.Split(string(text), "\n") {
		fmt.Fprintf(&b, "%4d %s\n", i+1, l)
	}
	return b.String()
}

// FuzzProgram feeds whole programs to the compiler: the fuzzer's text as it is,
// and as choices of the program generator.
func FuzzProgram(f *testing.F) {
	for _, seed := range []string{
		helloProgram,
		"x = = 1\n",
		"def f(:\n  pass\n",
		"class A:\n    def m(self):\n        self.x = 1\n        return self.y\nA().m()\n",
		"try:\n    x = 1\nfinally:\n    for i in range(3):\n        break\n",
		"while True:\n    try:\n        continue\n    except ValueError as e:\n        raise\n    else:\n        break\n",
		"\x00", "\xff\xfe", "\t \f\r", "(((((((((", "f'{x!r:{y}}'", "async def f(): await x",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 {
			return
		}
		checkProgram(t, string(data))
		checkProgram(t, generate(data))
	})
}

// TestGeneratedPrograms runs the generator over fixed pseudo-random bytes, so that
// every test run covers some hundred programs; many of them must compile.
func TestGeneratedPrograms(t *testing.T) {
	n := 300
	if testing.Short() {
		n = 50
	}
	if os.Getenv("PXC_LONG") != "" {
		n = 20_000
	}
	state := uint64(1)
	compiled := 0
	for range n {
		data := make([]byte, 400)
		for i := range data {
			state = state*6364136223846793005 + 1442695040888963407
			data[i] = byte(state >> 56)
		}
		if !checkProgram(t, generate(data)).HasErrors() {
			compiled++
		}
	}
	if compiled < n/20 {
		t.Errorf("only %d of %d programs compiled: the generator tests little", compiled, n)
	}
}
