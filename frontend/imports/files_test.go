package imports

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// TestLoadFiles: what several files lead to is read and reported once, files in
// packages are modules of them, and calls with constants import.
func TestLoadFiles(t *testing.T) {
	const tree = `
-- main.py --
import importlib
import pkg.b, shared
importlib.import_module('plugin')
__import__('gone')
try:
    importlib.import_module('absent')
except ImportError:
    pass
importlib.import_module(name)
-- shared.py --
import main, __main__
nope
-- plugin.py --
x = = 1
-- pkg/__init__.py --
from .a import A
-- pkg/a.py --
import importlib, sibling, sideways
from . import b
from .. import beyond
m = importlib.import_module('.c', __package__)
A = 1
-- pkg/b.py --
from .a import A, B
-- pkg/c.py --
nope
-- pkg/sideways.py --
-- reg.py --
import sys
sys.modules['reg.sub'] = sys
-- user.py --
import reg.sub
-- parallel/__init__.py --
from .core import x
`
	t.Chdir(t.TempDir())
	files := NewFiles()
	var places []Place
	for _, f := range txtar.Parse([]byte(tree)).Files {
		name := filepath.FromSlash(f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
		if base := filepath.Base(name); base != "c.py" && base != "plugin.py" {
			places = append(places, Place{File: files.Add(name, f.Data)})
		}
	}
	for i := range places {
		if places[i] = PlaceOf(places[i].File); places[i].Dir != "." {
			t.Errorf("%s is looked at from %s", places[i].File.Name, places[i].Dir)
		}
	}
	var diags diag.List
	g := LoadFiles(places, Config{Dir: ".", Native: append(natives, "importlib"), Files: files}, &diags)
	var got []string
	for _, line := range strings.Split(report(&diags, "?"), "\n") {
		if !strings.HasPrefix(line, "  ") {
			got = append(got, line)
		}
	}
	want := `main.py:4:12: warning: No module named 'gone' [import]
main.py:9:25: warning: name 'name' is not defined [undefined]
pkg/a.py:1:19: warning: No module named 'sibling' [import]
pkg/a.py:3:1: warning: attempted relative import beyond top-level package [import]
pkg/b.py:1:19: warning: cannot import name 'B' from 'pkg.a' (pkg/a.py) [import]
pkg/c.py:1:1: warning: name 'nope' is not defined [undefined]
plugin.py:1:5: error: invalid syntax [syntax]
shared.py:2:1: warning: name 'nope' is not defined [undefined]
`
	if got := strings.Join(got, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s\n%s", got, want, g)
	}
	imported := g.Imported()
	for _, p := range places {
		base := filepath.Base(p.File.Name)
		want := base != "user.py" && base != "sideways.py" && base != "reg.py" && p.Name != "parallel"
		if imported[p.File.File] != want {
			t.Errorf("%s: imported is %v", p.File.Name, !want)
		}
	}
}

// TestIrregular: what is no regular file is no module. Reading a pipe would wait.
func TestIrregular(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Symlink(os.DevNull, "device.py"); err != nil {
		t.Skip(err)
	}
	var diags diag.List
	files := NewFiles()
	main := PlaceOf(files.Add("main.py", []byte("import device\n")))
	g := LoadFiles([]Place{main}, Config{Dir: ".", Files: files}, &diags)
	if g.Lookup("device") != nil || diags.Len() != 1 {
		t.Errorf("%d diagnostics\n%s", diags.Len(), g)
	}
}
