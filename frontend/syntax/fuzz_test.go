package syntax

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// parseAny parses any bytes and checks what must hold of any tree.
func parseAny(t *testing.T, src []byte) (*Module, *diag.List) {
	t.Helper()
	var diags diag.List
	file := NewFile("fuzz.py", src, &diags)
	begin := time.Now()
	mod := Parse(file, Options{}, &diags)
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("took %v for %d bytes", took, len(src))
	}
	checkSpans(t, mod, mod)
	for _, d := range diags.Sorted() {
		if d.Msg == "" || d.Start < 0 || int(d.End) > len(file.Source)+1 {
			t.Errorf("bad diagnostic %+v", d)
		}
		_ = d.String()
	}
	return mod, &diags
}

// checkSpans checks that every span is within the source and within that of
// its parent.
func checkSpans(t *testing.T, mod *Module, n Node) {
	at := n.Extent()
	if at.Start < 0 || at.End < at.Start || int(at.End) > len(mod.File.Source) {
		t.Errorf("%T has span %v", n, at)
	}
	Children(n, func(c Node) { checkSpans(t, mod, c) })
}

var fuzzSeeds = []string{
	"", "x", "x = (1,\n", "def f(a, *, b=1, **c): return a\n", "f'{a!r:{w}}' 'x' b'y'\n",
	"if x:\n\ty\n        z\n", "match x:\n case {'a': [1, *_], **r} | C(x=1) as z if z: pass\n",
	"async def f():\n async with a as b, c: await d\n", "try:\n  x\nexcept* A as e: pass\nelse:\n  y\nfinally: z\n",
	"lambda *a, b=1: (yield)\n", "x = 0b12 + 1__0 + 'abc\n", "class A[T: int = str, *U, **V](B, metaclass=M): x: int = 1\n",
	"[x async for y in z if w for q in r]\n", "type X[T] = list[T]\n", "a[1:2, ::3, ...] @= ~b ** -c // d\n",
	"\xff\xfe", "\x00", "'''abc", "((((((((((", "f'{f'{f'{x}'}'}'\n", "\\\n\\\n", "if x:\n", "t'{x=!r:>{w}}'\n",
	"print 'x'\n", "x = [1, 2\ny = 3\ndef f():\n  pass\n", "@a.b\n@c()\ndef f[**P](x, /, y) -> z: ...\n",
}

// FuzzParse: no input may panic, hang or give a malformed tree.
func FuzzParse(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add([]byte(s))
	}
	if src, err := os.ReadFile("testdata/bench.py"); err == nil {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 1<<16 {
			return
		}
		parseAny(t, src)
	})
}

// FuzzMutate takes real code and cuts, doubles or replaces a piece of it.
func FuzzMutate(f *testing.F) {
	src, err := os.ReadFile("testdata/bench.py")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(100, 10, "(")
	f.Add(1000, 0, "f'{")
	f.Add(2000, 50, "\n  ")
	f.Fuzz(func(t *testing.T, at, n int, insert string) {
		if at < 0 || at > len(src) || n < 0 || n > len(src)-at || len(insert) > 100 {
			return
		}
		parseAny(t, []byte(string(src[:at])+insert+string(src[at+n:])))
	})
}

// vocabulary is what FuzzTokens builds programs of: an indented line for each
// depth, and what else the grammar is made of.
var vocabulary = strings.Split("\n|\n |\n  |\n   |: |, |; |( |) |[ |] |{ |} |= |== |:= |-> |. |... |* |** |@ |+ |- |~ |< |! |"+
	"x |y |_ |1 |2.5j |'s' |b'b' |f'{ |}' |f'a{ |!r |t'{ |'''z''' |"+
	"if |elif |else |while |for |in |not |and |or |is |lambda |def |class |return |yield |from |import |as |with |try |"+
	"except |finally |raise |del |pass |break |continue |global |nonlocal |assert |await |async |match |case |type |None |True |print |exec ", "|")

// FuzzTokens joins words of the grammar: many more of these programs get far
// into the parser, and some are right, which then survive printing.
func FuzzTokens(f *testing.F) {
	f.Add([]byte{24, 5, 1, 20, 22})
	f.Add([]byte("a program of some length, which is any bytes at all"))
	f.Fuzz(func(t *testing.T, picks []byte) {
		if len(picks) > 2000 {
			return
		}
		var b strings.Builder
		for _, p := range picks {
			b.WriteString(vocabulary[int(p)%len(vocabulary)])
		}
		src := []byte(b.String() + "\n")
		if _, diags := parseAny(t, src); !diags.HasErrors() {
			roundTrip(t, "tokens.py", src)
		}
	})
}

// TestNesting: no depth of nesting exhausts the stack; it is reported.
func TestNesting(t *testing.T) {
	const n = 10_000
	for _, c := range []struct{ name, src string }{
		{"parentheses", strings.Repeat("(", n) + strings.Repeat(")", n)},
		{"brackets", strings.Repeat("[", n) + strings.Repeat("]", n)},
		{"not", strings.Repeat("not ", n) + "x"},
		{"minus", strings.Repeat("-", n) + "x"},
		{"power", strings.Repeat("2**", n) + "x"},
		{"plus", strings.Repeat("x+", n) + "x"},
		{"attributes", "x" + strings.Repeat(".y", n)},
		{"calls", "x" + strings.Repeat("()", n)},
		{"lambda", strings.Repeat("lambda: ", n) + "x"},
		{"conditional", strings.Repeat("x if y else ", n) + "z"},
		{"await", strings.Repeat("await ", n) + "z"},
		{"dicts", strings.Repeat("{1:", n) + strings.Repeat("}", n)},
		{"f-strings", strings.Repeat("f'{", n) + strings.Repeat("}'", n)},
		{"elif", "if x: pass\n" + strings.Repeat("elif y: pass\n", n)},
		{"patterns", "match x:\n case " + strings.Repeat("A(", n) + strings.Repeat(")", n) + ": pass"},
		{"decorators", strings.Repeat("@(x)\n", n) + "def f(): pass"},
		{"blocks", nestedBlocks(n)},
		{"open brackets", strings.Repeat("x = (\n", n)},
		{"stars", strings.Repeat("*", n) + "x"},
		{"comprehensions", strings.Repeat("[x for x in ", n) + strings.Repeat("]", n)},
		{"clauses", "[x" + strings.Repeat(" for x in y", n) + "]"},
		{"one-line blocks", strings.Repeat("if x: ", n)},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, diags := parseAny(t, []byte(c.src+"\n"))
			if !diags.HasErrors() && c.name != "decorators" && c.name != "await" {
				t.Error("accepted")
			}
			if c.name == "elif" && diags.Len() != 1 {
				t.Errorf("%d diagnostics", diags.Len())
			}
		})
	}
}

func nestedBlocks(n int) string {
	var b strings.Builder
	for i := range n / 10 {
		b.WriteString(strings.Repeat(" ", i) + "if x:\n")
	}
	return b.String()
}
