package testsuite

import (
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/compiler"
)

// TestPieces checks that one large expression is emitted in pieces too: the Go
// compiler takes minutes for functions far longer than these bounds.
func TestPieces(t *testing.T) {
	const n, most = 2500, 12000 // elements; lines of a Go function
	repeat := func(unit string) string { return strings.Repeat(unit, n) }
	for name, program := range map[string]string{
		"list":       "def f(x): return [x]\nT = [" + repeat("f(1), ") + "]\n",
		"tuple":      "def f(x): return [x]\nT = (" + repeat("f(1), ") + ")\n",
		"dict":       "def f(x): return [x]\nT = {" + repeat("'a': f(1), ") + "}\n",
		"set":        "def f(x): return [x]\nT = {" + repeat("f(1), ") + "}\n",
		"nested":     "def f(x): return [x]\nT = [" + repeat("{'a': [f(1), f(2)], 'b': (f(3),)}, ") + "]\n",
		"arguments":  "def f(x): return [x]\nT = max(" + repeat("f(1), ") + ")\n",
		"decorators": "def d(f): return f\n" + repeat("@d\n") + "def f(): pass\n",
		"sum":        "def f(x): return [x]\nT = f(0)" + repeat(" + f(1)") + "\n",
		"method":     "def f(x): return [x]\nT = ''" + repeat(".replace('a', 'b')") + "\n",
		"in a def":   "def f(x): return [x]\ndef g(x):\n    return [" + repeat("f(x), ") + "]\ng(1)\n",
	} {
		opts := codegen.Options{Line: true, Main: codegen.Path + "/net"}
		src, diags, err := build("program.py", program, opts, compiler.Options{Alone: true})
		if err != nil || diags.HasErrors() {
			t.Errorf("%s: %v\n%s", name, err, text(diags))
			continue
		}
		longest, lines := 0, 0
		for l := range strings.SplitSeq(string(src), "\n") {
			if lines++; strings.HasPrefix(l, "func ") {
				lines = 0
			} else if l == "}" {
				longest = max(longest, lines)
			}
		}
		if longest > most {
			t.Errorf("%s: a Go function of %d lines", name, longest)
		}
	}
}
