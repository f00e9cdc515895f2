package syntax

import (
	"os"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// roundTrip checks that printing src and parsing that gives the same tree,
// and the same text again.
func roundTrip(t *testing.T, name string, src []byte) {
	t.Helper()
	var diags diag.List
	first := Parse(NewFile(name, src, &diags), Options{}, &diags)
	if diags.HasErrors() || mixesAwait(first) {
		return
	}
	text := Print(first)
	second := Parse(diag.NewFile(name+" printed", []byte(text)), Options{}, &diags)
	if diags.HasErrors() {
		t.Errorf("%s: printed text does not parse:\n%s", name, diags.Sorted()[0])
		return
	}
	a, b := Dump(first, nil, false), Dump(second, nil, false)
	if a != b {
		i := 0
		for i < len(a) && i < len(b) && a[i] == b[i] {
			i++
		}
		from := max(0, i-100)
		t.Errorf("%s: tree changed\n  from %s\n  to   %s", name, a[from:min(len(a), i+100)], b[from:min(len(b), i+100)])
	} else if again := Print(second); again != text {
		t.Errorf("%s: text changed", name)
	}
}

// mixesAwait reports whether await is a name in one place and the keyword in another,
// which no Python has: what one is depends on the others then.
func mixesAwait(mod *Module) bool {
	keywords := 0
	Walk(mod, func(n Node) bool {
		if _, ok := n.(*Await); ok {
			keywords++
		}
		return true
	})
	return keywords > 0 && keywords < strings.Count(string(mod.File.Source), "await")
}

var printed = []string{
	"x = (yield)\n", "a = b, = c\n", "(x): int = 1\n", "x: int\n", "f(*a, **b, c=1)\n", "f(x for x in y)\n",
	"a[1:2, ::3, *b]\n", "a[b,]\n", "a[()]\n", "1 .real\n", "(-1) ** 2\n", "-1 ** -2\n", "2 ** 3 ** 4\n",
	"(2 ** 3) ** 4\n", "not (a and b) or c\n", "(a < b) < c\n", "a - (b - c) - d\n", "(lambda: x)()\n",
	"lambda a, /, b=1, *c, d, e=2, **f: (yield)\n", "f'{x!r:>{w}}{{}}\"\\'\\n'\n", "f'{ {1: 2}[1] }{(lambda: 1)}'\n",
	"f'{\"a\"}' 'b'\n", "t'{x}' t'y'\n", "u'x'\n", "b'\\x00\\'\"'\n", "'\\ud800 \\U0001f600 \\x7f'\n", "1e999\n", "1j\n",
	"async def f():\n  return [await x async for x in y if z]\n", "with (a as b, c): pass\n", "with (yield): pass\n",
	"try: a\nexcept* (A, B) as e: b\nelse: c\nfinally: d\n", "if a: b\nelif c: d\nelse:\n  e\n  if f: g\n",
	"@a\n@b.c(d)\nclass A[T: int = str, *U, **V](B, metaclass=C): pass\n", "type X[T] = list[T]\n",
	"match a, b:\n  case [1, *_] | {'a': -1, **r} | C(x, y=None) as z if z: pass\n  case (a.b | 1 + 2j) as q: pass\n  case _: pass\n",
	"[(x := 1), (y, z)]\n", "{**a, 'b': c}\n", "{*a, b}\n", "x = await_ = a if b else c if d else e\n",
	"from . import a\nfrom ...b.c import d as e, f\nimport g.h as i\n", "def f(*args: *Ts) -> (yield): pass\n",
	"f'{x:{\"{\"}>10}'\n", "f'{x:\\x7b}'\n", "global a, b\n", "for x, *y in z, w: pass\n", "return x, *y\n", "x = *a, b\n",
	"assert (a, b), c\n", "print((yield))\n", "f((yield), a=(yield))\n", "async = await = 1\n", "del (a), [b, (c,)]\n",
	"u'a' f'b'\n", "u'f' f''\n", "x = f'{y}z' f'{x}' u'a' 'b' f'{{'\n", "f''\n", "(123456789012345678901).x\n", "(await)\n", "(async := 1)\n", "await: int\n", "(await): int\n", "await.x: int\n", "(await)()\n", "match x:\n  case await.x | await(): await.y\n", "(async)\nawait.x\n",
	"for (x) in (y if z else w): pass\n", "[x for x in (lambda: y)()]\n", "[x for x in y if (lambda: z)]\n",
}

func TestPrint(t *testing.T) {
	for _, src := range printed {
		var diags diag.List
		Parse(diag.NewFile("x", []byte(src)), Options{}, &diags)
		if diags.HasErrors() {
			t.Errorf("%q: %s", src, diags.Sorted()[0])
		}
		roundTrip(t, src, []byte(src))
	}
	src, err := os.ReadFile("testdata/bench.py")
	if err != nil {
		t.Fatal(err)
	}
	roundTrip(t, "bench.py", src)
}

// TestPrintLibrary prints and parses again a sample of CPython's library.
func TestPrintLibrary(t *testing.T) {
	_, lib := pythonLibrary(t, "3.13")
	for _, path := range libraryFiles(t, lib) {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		roundTrip(t, path, src)
	}
}

// FuzzPrint: what parses survives printing.
func FuzzPrint(f *testing.F) {
	for _, s := range append(printed, fuzzSeeds...) {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) { roundTrip(t, "fuzz.py", src) })
}
