package resolve

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// FuzzResolve: no text, right or wrong, may panic or hang, or leave a name
// without an owner.
func FuzzResolve(f *testing.F) {
	for _, c := range diag.Codes {
		f.Add(c.Example)
	}
	if raw, err := os.ReadFile("testdata/wrong.txt"); err == nil {
		for _, c := range strings.Split("\n"+string(raw), "\n## ")[1:] {
			_, src, _ := strings.Cut(c, "\n")
			f.Add(src)
		}
	}
	for _, s := range []string{
		"x = [y for y in z if (w := y)]\nclass A[T](B): nonlocal q; x: T = 1\n",
		"def f(a, *b, c=1, **d):\n global x; nonlocal a; yield; await x\n return lambda: (yield)\n",
		"match x:\n case {'a': 1, **r} | [*_, a] | C(x=1) as z if z: del r\n",
		"try: pass\nexcept* A as e: break\nasync def f(): return [x async for x in await y]\n",
		"class A:\n  def f(self): return super().f(__x)\n", "def f(a, a): global a; nonlocal b\n",
		"[x := y for y in [z := 1 for z in x]]\n", "class A[T: (lambda: T)]:\n  type B[U] = [T, U, __a]\n",
		"match x:\n case {**y} | [*y]: del y\n", "try: pass\nexcept* A as e: return\n", "from a import *\nimport b.c\n",
		"def f():\n x = 1\n class B:\n  nonlocal x\n  x: int = (yield)\n", "async def f(): return [await x async for x in (y async for y in z)]\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 1<<15 {
			return
		}
		begin := time.Now()
		info, diags := resolve(src)
		if took := time.Since(begin); took > 2*time.Second {
			t.Errorf("took %v for %d bytes", took, len(src))
		}
		_ = info.String()
		for _, d := range diags.Sorted() {
			if d.Msg == "" {
				t.Errorf("bad diagnostic %+v", d)
			}
			_ = d.String()
		}
		if !diags.HasErrors() {
			checkOwners(t, info.Root)
		}
	})
}

// checkOwners checks that what is free somewhere is a cell of its owner.
func checkOwners(t *testing.T, s *Scope) {
	for _, b := range s.Bindings {
		if b.Kind == Free && (b.Outer == nil || b.Outer.Kind != Cell || b.Outer == b) {
			t.Errorf("%s in %s is free and has no owner", b.Name, s.Name)
		}
	}
	for _, c := range s.Children {
		checkOwners(t, c)
	}
}
