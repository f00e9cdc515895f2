package testsuite

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

const modulePath = "github.com/pxc-lang/pxc"

// layers is the picture of docs/architecture.md: which packages of the module a
// package may import. A pattern that ends in /* stands for every package below.
// A new edge is a design decision: add it here and say why in the commit.
var layers = []struct {
	pkg     string
	imports []string
}{
	{"", nil},
	{"cmd/pxc", []string{"", "compiler", "compiler/gobuild", "frontend/*"}},
	{"compiler", []string{"", "compiler/ir", "compiler/lower", "compiler/infer", "compiler/region", "compiler/refcount", "codegen", "frontend/*"}},
	{"compiler/gobuild", []string{""}},
	{"compiler/gobuild/internal/pack", nil},
	{"compiler/lower", []string{"compiler/ir", "frontend/*"}},
	{"compiler/infer", []string{"compiler/ir", "frontend/diag"}},
	{"compiler/region", []string{"compiler/ir", "frontend/diag"}},
	{"compiler/refcount", []string{"compiler/ir"}},
	{"compiler/ir", []string{"frontend/diag"}},
	{"codegen", []string{"compiler/ir", "frontend/diag"}},
	{"frontend/imports", []string{"frontend/resolve", "frontend/syntax", "frontend/diag"}},
	{"frontend/resolve", []string{"frontend/syntax", "frontend/diag"}},
	{"frontend/syntax", []string{"frontend/diag"}},
	{"frontend/diag", nil},
	// The other half: what links into the user's binary.
	{"rt/lib", []string{"rt", "rt/lib/*"}}, // a test of them all
	{"rt/lib/*", []string{"rt", "rt/net", "rt/arena", "rt/libm", "rt/lib/io", "rt/regex", "rt/uninames"}}, // rt/lib/parallel puts rt/net into Python's words
	{"rt/net", []string{"rt", "rt/arena", "rt/internal/invariants"}},
	{"rt", []string{"rt/arena", "rt/bigint", "rt/format", "rt/libm", "rt/unicodedata", "rt/internal/invariants"}},
	{"rt/arena", []string{"rt/internal/invariants"}},
	{"rt/bigint", nil},
	{"rt/libm", nil},
	{"rt/format", []string{"rt/unicodedata"}},
	{"rt/regex", []string{"rt/unicodedata"}},
	{"rt/uninames", nil},
	{"rt/unicodedata", nil},
	{"rt/internal/invariants", nil},
	// Tests may look at both halves.
	{"testsuite", []string{"", "compiler", "compiler/*", "codegen", "frontend/*", "rt", "rt/*"}},
	{"testsuite/*", []string{"", "compiler", "compiler/*", "codegen", "frontend/*", "rt", "rt/*"}},
	{"examples/*", []string{"rt", "rt/*"}},
}

// outside lists the modules that packages may import from elsewhere; everything
// links what it names, so the runtime's line is weighed most.
var outside = map[string][]string{
	"rt":       {"golang.org/x/sys/"},
	"compiler": {"golang.org/x/tools/"},
	"codegen":  {"github.com/dave/jennifer/"},
	"frontend": {"golang.org/x/text/"},
}

// unsafeFiles may import unsafe: the home of memory, the layout of each kind of
// object, system calls. Everyone else calls their accessors.
var unsafeFiles = []string{
	"rt/arena/*.go",
	"rt/layout*.go",
	"rt/value.go",
	"rt/publish_other.go",
	"rt/net/syscall_*.go",
	"rt/net/epoll*.go",
	"rt/net/slab.go",
	"rt/net/buffer.go",
	"rt/net/conn.go",
}

// TestImports checks the imports of every file by parsing it here: a test that
// asked the go command would be served from the test cache and go blind.
func TestImports(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, name)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if base := d.Name(); rel != "." && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata") {
				return filepath.SkipDir
			}
			if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil && rel != "." {
				return filepath.SkipDir // a module of its own
			}
			return nil
		}
		if strings.HasSuffix(rel, ".go") {
			seen[path.Dir(rel)] = true
			checkFile(t, name, rel)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !seen["rt"] || !seen["frontend/syntax"] {
		t.Error("the walk did not reach the packages it is about")
	}
}

func checkFile(t *testing.T, name, rel string) {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Errorf("%s: %v", rel, err)
		return
	}
	dir := path.Dir(rel)
	if dir == "." {
		dir = ""
	}
	allowed, known := allowedFor(dir)
	if !known {
		t.Errorf("%s: package %s is not in the table of layers", rel, dir)
		return
	}
	test := strings.HasSuffix(rel, "_test.go")
	for _, spec := range f.Imports {
		imp := strings.Trim(spec.Path.Value, `"`)
		switch own, ok := strings.CutPrefix(imp, modulePath); {
		case imp == "unsafe":
			if !matchAny(unsafeFiles, rel) {
				t.Errorf("%s imports unsafe; see unsafeFiles", rel)
			}
		case ok:
			own = strings.TrimPrefix(own, "/")
			if !matchAny(allowed, own) && own != dir {
				t.Errorf("%s imports %s, which the layers do not allow", rel, imp)
			}
		case strings.Contains(imp, ".") && !test:
			top, _, _ := strings.Cut(dir, "/")
			fine := false
			for _, p := range outside[top] {
				fine = fine || strings.HasPrefix(imp, p)
			}
			if !fine {
				t.Errorf("%s imports %s, which is not one of the chosen libraries", rel, imp)
			}
		}
	}
}

func allowedFor(dir string) ([]string, bool) {
	for _, l := range layers {
		if matches(l.pkg, dir) {
			return l.imports, true
		}
	}
	return nil, false
}

func matches(pattern, name string) bool {
	if p, ok := strings.CutSuffix(pattern, "/*"); ok {
		return strings.HasPrefix(name, p+"/")
	}
	ok, err := path.Match(pattern, name)
	return err == nil && ok
}

func matchAny(patterns []string, name string) bool {
	for _, p := range patterns {
		if matches(p, name) {
			return true
		}
	}
	return false
}

// TestImportTableRefuses makes sure that the checks above can fail.
func TestImportTableRefuses(t *testing.T) {
	for _, c := range []struct {
		dir, imp string
		want     bool
	}{
		{"rt", "compiler/ir", false},
		{"codegen", "frontend/syntax", false},
		{"compiler/ir", "frontend/syntax", false},
		{"rt/arena", "rt", false},
		{"rt/net", "rt", true},
		{"compiler/lower", "frontend/resolve", true},
	} {
		allowed, known := allowedFor(c.dir)
		if got := known && matchAny(allowed, c.imp); got != c.want {
			t.Errorf("%s importing %s: allowed = %v", c.dir, c.imp, got)
		}
	}
}
