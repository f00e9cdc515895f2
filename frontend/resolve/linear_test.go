package resolve

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestLinear resolves large modules of awkward shapes. Much worse than linear
// would take minutes; the bound is generous for slow machines.
func TestLinear(t *testing.T) {
	const n = 10_000
	for _, c := range []struct {
		name string
		line func(i int) string
	}{
		{"undefined names", func(i int) string { return fmt.Sprintf("x%d = y%d\n", i, i) }},
		{"functions", func(i int) string { return fmt.Sprintf("def f%d(a, b=1): return f%d(a) + b\n", i, i/2) }},
		{"classes", func(i int) string {
			return fmt.Sprintf("class C%d:\n  def m(self): return super().m(C%d(1))\n", i, i/2)
		}},
		{"globals", func(i int) string { return fmt.Sprintf("def f%d():\n  global g%d\n  g%d = 1\n", i, i, i) }},
		{"comprehensions", func(i int) string { return fmt.Sprintf("[(y%d := x) for x in [1] if x]\n", i) }},
		{"unreachable", func(i int) string { return "def f():\n  return\n  pass\n" }},
		{"nonlocal", func(i int) string {
			return fmt.Sprintf("def f():\n  x%d = 1\n  def g(): nonlocal x%d; x%d = 2\n", i, i, i)
		}},
		{"keywords", func(i int) string {
			if i == 0 {
				return "f("
			}
			if i == n-1 {
				return ")\n"
			}
			return fmt.Sprintf("a%d=1, ", i)
		}},
		{"elif", func(i int) string {
			if i == 0 {
				return "if x: pass\n"
			}
			return fmt.Sprintf("elif x%d: pass\n", i%4000)
		}},
		{"one deep function", func(i int) string {
			if i < 90 {
				return strings.Repeat(" ", i) + fmt.Sprintf("def f(a%d):\n", i)
			}
			return strings.Repeat(" ", 90) + fmt.Sprintf("a%d + a%d\n", i%90, (i+1)%90)
		}},
	} {
		var b strings.Builder
		for i := range n {
			b.WriteString(c.line(i))
		}
		begin := time.Now()
		resolve(b.String())
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%s: %v", c.name, took)
		} else if testing.Verbose() {
			t.Logf("%s: %v", c.name, took)
		}
	}
}
