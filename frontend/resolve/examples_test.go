package resolve

import (
	"slices"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

func TestExampleSources(t *testing.T) {
	for _, test := range []struct {
		doc  string
		want []string
	}{
		{"no examples >>> here", nil},
		{">>> f(1)\n2\n", []string{"f(1)\n"}},
		{"\n    >>> for x in y:\n    ...     x\n    ...\n    1\n    >>> g()\n", []string{"for x in y:\n    x\n", "g()\n"}},
		{"  >>> # only a comment\n  >>> x # and code\n", []string{"x # and code\n"}},
		{"\t>>> a\n\t>>> b\n\tb", []string{"a\n", "b\n"}},
		{">>>\n>>> '''a\n... b'''\n", []string{"'''a\nb'''\n"}},
	} {
		if got := exampleSources(test.doc); !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, want %q", test.doc, got, test.want)
		}
	}
}

// TestExamples looks at which docstrings count.
func TestExamples(t *testing.T) {
	const text = `">>> 1"
def f():
    ">>> 2"
    def g():
        ">>> 3"
if f:
    class C:
        ">>> import there"
        async def m(self):
            ">>> 4 +"
__test__ = {'x': ">>> 5"}
">>> no docstring"
`
	var diags diag.List
	f := syntax.NewFile("m.py", []byte(text), &diags)
	list, imports := Examples(syntax.Parse(f, syntax.Options{}, &diags))
	var got []string
	for _, s := range list {
		got = append(got, s.Text)
		if (s.Err != nil) != (s.Text == "4 +\n") {
			t.Errorf("%q: error %v", s.Text, s.Err)
		}
	}
	if want := []string{"1\n", "2\n", "3\n", "import there\n", "4 +\n", "5\n"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if len(imports) != 1 || imports[0].Name != "there" || imports[0].Need != Optional {
		t.Errorf("imports of examples: %v", imports)
	}
}

func TestTestsOthers(t *testing.T) {
	for text, want := range map[string]bool{
		"doctest.testmod()": false, "testmod(verbose=True)": false, "doctest.testmod(other)": true, "testmod(m=other)": true,
		"x(doctest.DocTestFinder())": true, "if a:\n    run_docstring_examples(f, {})": true, "f()()": false,
	} {
		var diags diag.List
		f := syntax.NewFile("m.py", []byte(text), &diags)
		if got := TestsOthers(syntax.Parse(f, syntax.Options{}, &diags)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
