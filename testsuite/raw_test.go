package testsuite

import (
	"go/format"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/compiler"
)

// rawTrap has source that looks like what is done to Go text line by line: calls,
// directives, backquotes.
const rawTrap = `import warnings
def f(c):
    """print(c)
    //line program.py:3
//line program.py:4
    """
    warnings.warn("x")
    return max(c, 1) + abs(c)
print(f(1))
`

// What builds give to the compiler is what go/format would make of it, with Python's
// lines cited at the same places and the source for tracebacks intact.
func TestRaw(t *testing.T) {
	programs := map[string]string{"trap": rawTrap, "quotes": "print('`', max(1, 2))\n", "return": "print('a\\\n b')\r\nprint(1)\n"}
	for _, c := range loadCases(t) {
		if len(programs) < 40 && !strings.Contains(c.name, "lib_") {
			programs[c.name] = c.program
		}
	}
	for name, program := range programs {
		for _, pieces := range []int{0, 4} {
			compareRaw(t, name, program, pieces)
		}
	}
}

// compareRaw compares the two texts of a program whose functions are in pieces of
// that many ops, whole if it is 0.
func compareRaw(t *testing.T, name, program string, pieces int) {
	t.Helper()
	opts := codegen.Options{Line: true, Main: codegen.Path + "/net", PieceSize: pieces}
	nice, diags, err := build("program.py", program, opts, compiler.Options{})
	if err != nil || diags.HasErrors() {
		return // TestRun tells
	}
	opts.Raw = true
	raw, _, err := build("program.py", program, opts, compiler.Options{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if a, b := directives(nice), directives(raw); !slices.Equal(a, b) {
		t.Errorf("%s: directives differ:\n%q\n%q", name, a, b)
	}
	made, err := format.Source(raw)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if a, b := tidy(nice), tidy(made); a != b {
		t.Errorf("%s: go/format makes something else of the raw text", name)
	}
	// Directives are true of the file that they stand in.
	for i, l := range strings.Split(string(raw), "\n") {
		if n, ok := strings.CutPrefix(l, "//line program.go:"); ok && n != strconv.Itoa(i+2) {
			t.Errorf("%s: line %d says that %s follows", name, i+1, n)
		}
	}
}

var ownLine = regexp.MustCompile(`^(//line program\.go:).*`)

// directives returns the lines that are directives, those that cite the Go file without
// its line.
func directives(text []byte) []string {
	var all []string
	for l := range strings.SplitSeq(string(text), "\n") {
		if strings.HasPrefix(strings.TrimSpace(l), "//line ") {
			all = append(all, ownLine.ReplaceAllString(l, "$1"))
		}
	}
	return all
}

var importBlock = regexp.MustCompile(`(?s)\nimport \(.*?\n\)`)

// tidy returns Go text without imports, whose order is another thing, and directives.
func tidy(text []byte) string {
	var b strings.Builder
	for l := range strings.SplitSeq(string(importBlock.ReplaceAll(text, nil)), "\n") {
		if !strings.HasPrefix(l, "//line ") {
			b.WriteString(l + "\n")
		}
	}
	return b.String()
}
