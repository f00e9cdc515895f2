package syntax

import (
	"strings"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// TestLinear parses a quarter of a megabyte of each of many awkward things. Much worse
// than linear would take minutes; the bound is generous for slow machines.
func TestLinear(t *testing.T) {
	const size = 1 << 18
	for _, unit := range []string{
		"'\n", "x = (\n", "x = [1, 2\ndef f():\n  pass\n", "f'{\n", "x = 'a' 'b' \\\n", "(1, 2]\n", ")\n", "x y z\n",
		"match x:\n", "match (x)\n", "with (a, b):\n", "with (a as b, c d):\n  pass\n", "print 'x'\n", "f(a=1, b)\n", "a = b = c d\n",
		"if x:\n", "else:\n", "  x\n y\n", "await x\n", "async def f(): await x\n", "f(", "f'{x' ", "x if ", "@x\n", "#\n", "\n", "\\\n",
		"x: int = 1\n", "é = 1\n", "1, ", "'x' ", "f'x' ", "x = yield = 1\n", "try:\n  pass\n", "a.b", "lambda *: ", "x = 1 +\n",
		"[a b, ", "{a: ", "del f()\n", "import x from y\n", "0x_ ", "\x00", "\xff", "class A:\n  def f(self):\n", "a < b > c == ",
		"x[1:2, ", "not ", "f'{x:{y}}' ", "case x:\n", "type X = ", "if x = 1:\n  pass\n", "try: pass\nexcept A, B as c: pass\n",
	} {
		src := []byte(strings.Repeat(unit, size/len(unit)))
		begin := time.Now()
		var diags diag.List
		Parse(NewFile("x.py", src, &diags), Options{}, &diags)
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%q: %v", unit, took)
		} else if testing.Verbose() && took > time.Second/10 {
			t.Logf("%q: %v, %d diagnostics", unit, took, diags.Len())
		}
	}
}
