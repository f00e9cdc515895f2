package resolve

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

var (
	sampleFlag = flag.Int("cpython.every", 17, "compare every n-th file of CPython's library")
	pathFlag   = flag.String("cpython.path", "", "compare only files whose path contains this")
)

// python311 returns a Python 3.11 and its library, or skips the test.
func python311(t *testing.T) (python, lib string) {
	t.Helper()
	candidates := []string{"python3.11", "python3"}
	if home, err := os.UserHomeDir(); err == nil {
		found, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions/3.11.*/bin/python3"))
		candidates = append(found, candidates...)
	}
	for _, c := range candidates {
		out, err := exec.Command(c, "-c",
			"import sys, os; print('%d.%d' % sys.version_info[:2]); print(os.path.dirname(os.__file__))").Output()
		f := strings.Split(strings.TrimSpace(string(out)), "\n")
		if err == nil && len(f) == 2 && f[0] == "3.11" {
			return c, f[1]
		}
	}
	t.Skip("no Python 3.11 here")
	return "", ""
}

// TestSymtable compares our scopes with those of CPython 3.11's symtable on
// its own library, and what the two refuse.
func TestSymtable(t *testing.T) {
	python, lib := python311(t)
	var files []string
	n := 0
	filepath.WalkDir(lib, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && e.Name() == "site-packages" {
			return fs.SkipDir
		}
		if err == nil && strings.HasSuffix(path, ".py") && strings.Contains(path, *pathFlag) {
			if n++; *pathFlag != "" || n%*sampleFlag == 0 {
				files = append(files, path)
			}
		}
		return nil
	})
	cmd := exec.Command(python, "testdata/scopes.py")
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	equal, refused, warned := 0, 0, 0
	for _, part := range strings.Split("\n"+string(out), "\nfile\t")[1:] {
		head, want, _ := strings.Cut(strings.TrimSuffix(part, "\n"), "\n")
		f := strings.Split(head, "\t")
		info, file, diags := resolveFile(t, f[0])
		if len(f) > 1 {
			refused++
			if !diags.HasErrors() {
				t.Errorf("%s: accepted, but CPython says line %s: %s", f[0], f[2], f[4])
			}
			continue
		}
		if diags.HasErrors() {
			t.Errorf("refused:\n%s", diags.Sorted()[0])
			continue
		}
		for _, d := range diags.Sorted() {
			warned++
			t.Logf("%s", strings.SplitN(d.String(), "\n", 2)[0])
		}
		var b strings.Builder
		dumpScope(&b, info.Root, 0)
		got := strings.TrimSuffix(ascii(b.String()), "\n")
		if got != want {
			g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
			for i := range g {
				// The symtable module takes a function named top for a module.
				if strings.HasPrefix(strings.TrimSpace(g[i]), "function top:") {
					continue
				}
				if i >= len(w) || g[i] != w[i] {
					t.Errorf("%s: scope %d\n  ours:   %s\n  theirs: %s", file.Name, i, g[i], strings.Join(w[min(i, len(w)):min(i+1, len(w))], ""))
					break
				}
			}
			continue
		}
		equal++
	}
	t.Logf("%d files: %d equal, %d refused by both, %d warnings", len(files), equal, refused, warned)
}

func resolveFile(t *testing.T, path string) (*Info, *diag.File, *diag.List) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	file := syntax.NewFile(path, raw, &diags)
	mod := syntax.Parse(file, syntax.Options{}, &diags)
	return Resolve(mod, &diags), file, &diags
}

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

// dumpScope writes a scope as testdata/scopes.py does.
func dumpScope(b *strings.Builder, s *Scope, depth int) {
	var syms []string
	for _, x := range s.Bindings {
		if x.Flags == Implicit && s.Kind == ClassScope && x.Kind == Cell {
			continue // our own: __class__
		}
		syms = append(syms, x.Name+"="+symFlags(s, x))
	}
	slices.Sort(syms)
	kind := "function"
	switch s.Kind {
	case ModuleScope, ClassScope:
		kind = s.Kind.String()
	}
	fmt.Fprintf(b, "%s%s %s: %s\n", strings.Repeat(" ", depth), kind, s.Name, strings.Join(syms, " "))
	for _, c := range s.Children {
		dumpScope(b, c, depth+1)
	}
}

func symFlags(s *Scope, x *Binding) string {
	bound := x.Flags&Bound != 0
	nonlocal := x.Flags&IsNonlocal != 0
	declared := x.Flags&Declared != 0 && !nonlocal
	local := bound && !declared && !nonlocal
	global := x.Kind == GlobalImplicit || x.Kind == GlobalExplicit || x.Kind == Builtin
	if s.Kind == ModuleScope {
		local, global = bound, true
	}
	out := ""
	for _, f := range []struct {
		letter string
		is     bool
	}{
		{"r", x.Flags&Used != 0}, {"p", x.Flags&Param != 0}, {"g", global},
		{"d", x.Kind == GlobalExplicit && declared || s.Kind == ModuleScope && declared}, {"n", nonlocal}, {"l", local},
		{"f", x.Kind == Free}, {"i", x.Flags&Imported != 0},
		{"a", x.Flags&Assigned != 0}, {"t", x.Flags&Annotated != 0},
	} {
		if f.is {
			out += f.letter
		}
	}
	return out
}
