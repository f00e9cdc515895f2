package gpython

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-python/gpython/parser"
	"github.com/go-python/gpython/py"
	"golang.org/x/tools/txtar"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

var every = flag.Int("every", 11, "compare every n-th file of the installed libraries")

// compareText parses src with both and compares. It reports whether gpython
// took it. Files in other encodings than UTF-8 are left out: gpython knows none.
func compareText(t *testing.T, name string, src []byte) bool {
	t.Helper()
	var diags diag.List
	file := syntax.NewFile(name, src, &diags)
	if diags.HasErrors() || !bytes.HasSuffix(src, file.Source) {
		return false
	}
	mod, err := parser.ParseString(string(src), py.ExecMode)
	if err != nil {
		return false
	}
	tree := syntax.Parse(file, syntax.Options{}, &diags)
	if diags.HasErrors() {
		t.Errorf("gpython takes what we refuse:\n%s", diags.Sorted()[0])
		return true
	}
	defer func() {
		if n, ok := recover().(notPython34); ok {
			t.Errorf("%s: gpython takes a program that to us has a %s", name, string(n))
		}
	}()
	if at, a, b := difference(ours(tree), theirs(mod)); a != nil {
		t.Errorf("%s: trees differ in %s\n  ours:   %.300s\n  theirs: %.300s", name, at, a, b)
	}
	return true
}

// compareFiles compares every n-th file of those below dir.
func compareFiles(t *testing.T, dir string, n int) {
	files, taken := 0, 0
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || !strings.HasSuffix(path, ".py") {
			return nil
		}
		if files++; files%n != 0 {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if compareText(t, path, src) {
			taken++
		}
		return nil
	})
	t.Logf("%s: gpython takes %d of %d files", dir, taken, files/n)
}

// TestOwn compares the Python text of the repository.
func TestOwn(t *testing.T) {
	taken := 0
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root {
			return fs.SkipDir
		}
		if d.IsDir() {
			return nil
		}
		src, err := os.ReadFile(path)
		switch {
		case err != nil:
			return err
		case strings.HasSuffix(path, ".py"):
			if compareText(t, path, src) {
				taken++
			}
		case strings.HasSuffix(path, ".txt"):
			for _, f := range txtar.Parse(src).Files {
				if strings.HasSuffix(f.Name, ".py") && compareText(t, path+":"+f.Name, f.Data) {
					taken++
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if taken < 50 {
		t.Errorf("gpython took %d programs only", taken)
	}
	t.Logf("%d programs", taken)
}

// TestCorpus compares what PXC_CORPUS names.
func TestCorpus(t *testing.T) {
	dirs := filepath.SplitList(os.Getenv("PXC_CORPUS"))
	if len(dirs) == 0 {
		t.Skip("PXC_CORPUS is not set")
	}
	for _, dir := range dirs {
		compareFiles(t, dir, 1)
	}
}

// TestInstalled compares the libraries of the CPythons that are here.
func TestInstalled(t *testing.T) {
	pythons := []string{"python3"}
	for _, pattern := range []string{"/usr/bin/python3.[0-9]*", "/usr/local/bin/python3.[0-9]*"} {
		found, _ := filepath.Glob(pattern)
		pythons = append(pythons, found...)
	}
	if home, err := os.UserHomeDir(); err == nil {
		found, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions/3.*/bin/python3"))
		pythons = append(pythons, found...)
	}
	seen := map[string]bool{}
	for _, p := range pythons {
		out, err := exec.Command(p, "-c", "import os; print(os.path.realpath(os.path.dirname(os.__file__)))").Output()
		lib := strings.TrimSpace(string(out))
		if err != nil || seen[lib] {
			continue
		}
		seen[lib] = true
		compareFiles(t, lib, *every)
	}
	if len(seen) == 0 {
		t.Skip("no CPython here")
	}
}

// TestKnown shows that a difference is seen, and that the two mistakes that
// theirs mends are there.
func TestKnown(t *testing.T) {
	const src = "@a.b\ndef f(*, x, y=1): pass\n"
	if !compareText(t, "known.py", []byte(src)) {
		t.Fatal("gpython refuses it")
	}
	mod, err := parser.ParseString("x + 1\n", py.ExecMode)
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	tree := syntax.Parse(diag.NewFile("x.py", []byte("x + 2\n")), syntax.Options{}, &diags)
	if at, a, b := difference(ours(tree), theirs(mod)); at != "Module.Body.0.ExprStmt.Value.BinOp.Right.Num.N" {
		t.Errorf("1 and 2 differ in %q: %s, %s", at, a, b)
	}
}
