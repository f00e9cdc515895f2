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
	const text = `
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
`
	for _, test := range []struct {
		first string
		want  []string
	}{
		{"import doctest", []string{"1\n", "2\n", "3\n", "import there\n", "4 +\n", "5\n"}},
		{"import other", nil},
	} {
		var diags diag.List
		src := "\">>> 1\"\n" + test.first + text
		f := syntax.NewFile("m.py", []byte(src), &diags)
		info := Resolve(syntax.Parse(f, syntax.Options{}, &diags), &diags)
		var got []string
		for _, s := range info.Snippets {
			got = append(got, s.Text)
			if (s.Err != nil) != (s.Text == "4 +\n") {
				t.Errorf("%q: error %v", s.Text, s.Err)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.first, got, test.want)
		}
		there := slices.ContainsFunc(info.Imports, func(im Import) bool { return im.Name == "there" && im.Need == Optional })
		if there != (test.want != nil) {
			t.Errorf("%s: imports of examples: %v", test.first, info.Imports)
		}
	}
}
