package syntax

import (
	"crypto/sha1"
	"encoding/hex"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// Digests of the trees that CPython 3.13 builds for the corpus of the frontend
// are kept in testdata/digests.txt, so that our trees are compared with its
// also where there is no Python. CPython writes them, never pxc.

var confirm = flag.Bool("confirm", false, "have CPython write the digests of its trees")

const digestFile = "testdata/digests.txt"

// corpus returns the files of the frontend's own corpus.
func corpus(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../testdata/corpus/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus", err)
	}
	return append(files, "testdata/bench.py")
}

// TestDigests compares our trees of the corpus with the digests.
func TestDigests(t *testing.T) {
	text, err := os.ReadFile(digestFile)
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string]string)
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		name, digest, _ := strings.Cut(line, "\t")
		want[name] = digest
	}
	for _, name := range corpus(t) {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var diags diag.List
		file := NewFile(name, raw, &diags)
		mod := Parse(file, Options{}, &diags)
		if diags.HasErrors() {
			t.Errorf("refused:\n%s", diags.Sorted()[0])
			continue
		}
		sum := sha1.Sum([]byte(ascii(Dump(mod, file, true))))
		if got := hex.EncodeToString(sum[:]); got != want[filepath.ToSlash(name)] {
			t.Errorf("%s: the tree has digest %s, CPython's %s; if the file is new or changed, run make confirm", name, got, want[filepath.ToSlash(name)])
		}
	}
}

// TestConfirm has CPython 3.13 write the digests. It runs with -confirm only.
func TestConfirm(t *testing.T) {
	if !*confirm {
		t.Skip("without -confirm")
	}
	python, _ := pythonLibrary(t, "3.13")
	cmd := exec.Command(python, "testdata/dump.py")
	cmd.Stdin = strings.NewReader(strings.Join(corpus(t), "\n"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(out), "\terror\t") {
		t.Fatalf("CPython refuses some of the corpus:\n%s", out)
	}
	old, _ := os.ReadFile(digestFile)
	if string(old) != string(out) {
		t.Logf("%s: rewritten", digestFile)
		if err := os.WriteFile(digestFile, out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	TestDigests(t)
}
