package syntax

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
)

var (
	sampleFlag = flag.Int("cpython.every", 17, "compare every n-th file of CPython's library")
	pathFlag   = flag.String("cpython.path", "", "compare only files whose path contains this")
)

// pythonLibrary returns an interpreter of the given version and its library,
// or skips the test.
func pythonLibrary(t *testing.T, version string) (python, lib string) {
	t.Helper()
	candidates := []string{"python" + version, "python3"}
	if home, err := os.UserHomeDir(); err == nil {
		found, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions", version+".*", "bin/python3"))
		candidates = append(found, candidates...)
	}
	for _, c := range candidates {
		out, err := exec.Command(c, "-c",
			"import sys, os; print('%d.%d' % sys.version_info[:2]); print(os.path.dirname(os.__file__))").Output()
		f := strings.Split(strings.TrimSpace(string(out)), "\n")
		if err == nil && len(f) == 2 && f[0] == version {
			return c, f[1]
		}
	}
	t.Skipf("no Python %s here", version)
	return "", ""
}

// libraryFiles returns the .py files of a library, sampled by the flags.
func libraryFiles(t *testing.T, lib string) (files []string) {
	t.Helper()
	n := 0
	filepath.WalkDir(lib, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && e.Name() == "site-packages" && path != lib {
			return fs.SkipDir
		}
		if err == nil && strings.HasSuffix(path, ".py") && strings.Contains(path, *pathFlag) {
			if n++; *pathFlag != "" || n%*sampleFlag == 0 {
				files = append(files, path)
			}
		}
		return nil
	})
	return files
}

// TestCPython compares our trees with those that CPython builds for the files
// of its own library, positions included. Python 3.11 has no positions within
// f-strings, so files with any are left out there.
func TestCPython(t *testing.T) {
	for _, version := range []string{"3.13", "3.11"} {
		t.Run(version, func(t *testing.T) {
			python, lib := pythonLibrary(t, version)
			files := libraryFiles(t, lib)
			cmd := exec.Command(python, "testdata/dump.py")
			cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			equal, refused, left := 0, 0, 0
			for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
				f := strings.Split(line, "\t")
				raw, err := os.ReadFile(f[0])
				if err != nil {
					t.Fatal(err)
				}
				var diags diag.List
				file := NewFile(f[0], raw, &diags)
				mod := Parse(file, Options{}, &diags)
				if f[1] == "error" {
					if !diags.HasErrors() {
						t.Errorf("%s: accepted, but CPython says line %s: %s", f[0], f[2], f[4])
					}
					refused++
					continue
				}
				if diags.HasErrors() {
					t.Errorf("refused:\n%s", diags.Sorted()[0])
					continue
				}
				if version == "3.11" && hasFString(file) {
					left++
					continue
				}
				text := ascii(Dump(mod, file, true))
				sum := sha1.Sum([]byte(text))
				if hex.EncodeToString(sum[:]) != f[1] {
					t.Errorf("%s: trees differ%s", f[0], firstDifference(t, python, f[0], text))
					continue
				}
				equal++
			}
			t.Logf("%d files: %d equal, %d refused by both, %d left out", len(files), equal, refused, left)
		})
	}
}

// ascii writes a dump as Python's ascii() does.
func ascii(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	return b.String()
}

func hasFString(file *diag.File) bool {
	for _, t := range scan(file).toks {
		if t.kind == tFStart {
			return true
		}
	}
	return false
}

// firstDifference shows where our tree and CPython's part.
func firstDifference(t *testing.T, python, path, ours string) string {
	cmd := exec.Command(python, "testdata/dump.py", "--text")
	cmd.Stdin = strings.NewReader(path)
	theirs, err := cmd.Output()
	if err != nil {
		return ": " + err.Error()
	}
	theirs = bytes.TrimSuffix(theirs, []byte("\n"))
	i := 0
	for i < len(ours) && i < len(theirs) && ours[i] == theirs[i] {
		i++
	}
	from := max(0, i-200)
	return "\n  ours:   " + ours[from:min(len(ours), i+160)] + "\n  theirs: " + string(theirs[from:min(len(theirs), i+160)])
}

// TestAccepts parses what Pythons parse of their own libraries and of what is
// installed beside them. TestCPython has the libraries of two.
func TestAccepts(t *testing.T) {
	for _, version := range []string{"3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"} {
		t.Run(version, func(t *testing.T) {
			python, lib := pythonLibrary(t, version)
			files := libraryFiles(t, filepath.Join(lib, "site-packages"))
			if version != "3.11" && version != "3.13" {
				files = append(files, libraryFiles(t, lib)...)
			}
			cmd := exec.Command(python, "testdata/dump.py", "--accept")
			cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			accepted := 0
			for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
				f := strings.Split(line, "\t")
				if f[1] == "error" {
					continue
				}
				raw, err := os.ReadFile(f[0])
				if err != nil {
					t.Fatal(err)
				}
				var diags diag.List
				Parse(NewFile(f[0], raw, &diags), Options{}, &diags)
				if diags.HasErrors() {
					t.Errorf("refused:\n%s", diags.Sorted()[0])
					continue
				}
				accepted++
			}
			t.Logf("%d files: %d accepted", len(files), accepted)
		})
	}
}
