package imports

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

func TestParseAnswer(t *testing.T) {
	for _, c := range []struct {
		out string
		ok  bool
	}{
		{"a greeting\n\x00pxc\x003\x0011\x002\x001\x00/lib\x00/lib\nx\x00_io\x00", true},
		{"", false},
		{"\x00pxc\x00", false},
		{"\x00pxc\x003\x0011\x009\x009\x00/lib\x00", false},
		{"\x00pxc\x003\x0011\x00-1\x001\x00/lib\x00", false},
		{"\x00pxc\x003\x00x\x001\x001\x00a\x00b\x00", false},
	} {
		p, ok := parseAnswer([]byte(c.out))
		if ok != c.ok {
			t.Errorf("%q: ok = %v", c.out, ok)
		}
		if ok && (p.Version != [2]int{3, 11} || !slices.Equal(p.Path, []string{"/lib", "/lib\nx"}) || !slices.Equal(p.Builtins, []string{"_io"})) {
			t.Errorf("%q: %+v", c.out, p)
		}
	}
}

// TestAskPython asks programs that are no useful Python.
func TestAskPython(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("wants a shell")
	}
	dir := t.TempDir()
	for _, c := range []struct{ script, want string }{
		{`printf 'hi'`, "did not answer as Python does"},
		{`echo no such luck >&2; exit 3`, "no such luck"},
		{`printf '\000pxc\0003\0006\0000\0000\000'`, "is Python 3.6; 3.8 or newer is needed"},
	} {
		exe := filepath.Join(dir, "python")
		if err := os.WriteFile(exe, []byte("#!/bin/sh\n"+c.script+"\n"), 0o777); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PXC_PYTHON", exe)
		if _, err := FindPython(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.script, err)
		}
	}
	t.Setenv("PXC_PYTHON", "")
	t.Setenv("PATH", dir)
	if _, err := FindPython(); err == nil || !strings.Contains(err.Error(), "no python3 on PATH") {
		t.Error(err)
	}
}

// TestAskOldPython has a Python 2 say its version, if there is one.
func TestAskOldPython(t *testing.T) {
	exe, err := exec.LookPath("python2")
	if home, _ := os.UserHomeDir(); err != nil || strings.Contains(exe, "shims") {
		found, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions/2.*/bin/python2"))
		if len(found) == 0 {
			t.Skip("no Python 2 here")
		}
		exe = found[0]
	}
	const want = "is Python 2.7; 3.8 or newer is needed"
	if _, err := AskPython(exe); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, not %s", err, want)
	}
}

// TestInstalled follows a program into the library of the Python that is
// here, and compares with what that Python imports.
func TestInstalled(t *testing.T) {
	p, err := FindPython()
	if err != nil {
		t.Skip(err)
	}
	const program = "import argparse, asyncio, email.message, http.client, xml.etree.ElementTree, concurrent.futures\n"
	out, err := exec.Command(p.Exe, "-S", "-c", "import sys\n"+program+`
for n, m in sorted(sys.modules.items()):
    f = getattr(m, '__file__', None)
    if f and f.endswith('.py') and getattr(m, '__spec__', None) and m.__spec__.name == n: print(n, f)`).Output()
	if err != nil {
		t.Skip(err)
	}
	var diags diag.List
	file := syntax.NewFile("<stdin>", []byte(program), &diags)
	info := resolve.Resolve(syntax.Parse(file, syntax.Options{}, &diags), &diags)
	g := Load(info, Config{Dir: t.TempDir(), Python: func() (*Python, error) { return p, nil }}, &diags)
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	found := 0
	for _, line := range lines {
		name, path, _ := strings.Cut(line, " ")
		m := g.Lookup(name)
		switch {
		case m == nil:
			// Loaded at start, from C, or by a name made up at run time.
			t.Logf("%s is not in the graph", name)
		case m.Path != path:
			t.Errorf("%s is %s, CPython's is %s", name, m.Path, path)
		default:
			found++
		}
	}
	if found < len(lines)*9/10 {
		t.Errorf("%d of %d modules found", found, len(lines))
	}
	t.Logf("%d modules in the graph; %d of CPython's %d found", len(g.Modules), found, len(lines))
}
