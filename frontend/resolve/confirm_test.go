package resolve

import (
	"crypto/sha1"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Digests of the symbol tables that CPython 3.11 makes for the corpus of the
// frontend are kept in testdata/digests.txt, without the files that it does not
// know the syntax of. CPython writes them, never pxc.

var confirm = flag.Bool("confirm", false, "have CPython write the digests of its symbol tables")

const digestFile = "testdata/digests.txt"

// TestDigests compares our scopes of the corpus with the digests.
func TestDigests(t *testing.T) {
	text, err := os.ReadFile(digestFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		name, want, _ := strings.Cut(line, "\t")
		info, _, diags := resolveFile(t, name)
		if diags.HasErrors() {
			t.Errorf("refused:\n%s", diags.Sorted()[0])
			continue
		}
		if got := digest(info); got != want {
			t.Errorf("%s: the scopes have digest %s, CPython's %s; if the file is new or changed, run make confirm", name, got, want)
		}
	}
}

func digest(info *Info) string {
	var b strings.Builder
	dumpScope(&b, info.Root, 0)
	sum := sha1.Sum([]byte(strings.TrimSuffix(ascii(b.String()), "\n")))
	return hex.EncodeToString(sum[:])
}

// TestConfirm has CPython 3.11 write the digests. It runs with -confirm only.
func TestConfirm(t *testing.T) {
	if !*confirm {
		t.Skip("without -confirm")
	}
	python, _ := python311(t)
	files, err := filepath.Glob("../testdata/corpus/*.py")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "testdata/scopes.py")
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var now strings.Builder
	for _, part := range strings.Split("\n"+string(out), "\nfile\t")[1:] {
		head, table, _ := strings.Cut(strings.TrimSuffix(part, "\n"), "\n")
		if strings.Contains(head, "\t") {
			t.Logf("left out: %s", head)
			continue
		}
		sum := sha1.Sum([]byte(table))
		fmt.Fprintf(&now, "%s\t%s\n", filepath.ToSlash(head), hex.EncodeToString(sum[:]))
	}
	old, _ := os.ReadFile(digestFile)
	if string(old) != now.String() {
		t.Logf("%s: rewritten", digestFile)
		if err := os.WriteFile(digestFile, []byte(now.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	TestDigests(t)
}
