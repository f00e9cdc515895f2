package imports

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// natives is what the runtime has in the tests.
var natives = []string{"parallel", "sys", "os", "os.path", "json", "time", "urllib.parse"}

// library is what the runtime has that is written in Python: a module of the
// user's installation and one on PXCPATH have its names too.
var library = fstest.MapFS{
	"rtlib/rtlib.py":   {Data: []byte("import json, nope, lib2\n")},
	"pack/__init__.py": {Data: []byte("from . import inner\nfrom .inner import x\n")},
	"pack/inner.py":    {Data: []byte("x = undefined_name\n")},
	"os/more.py":       {},
	"notes/readme.txt": {},
}

// load writes a tree of files and loads the program app/main.py of it. PXCPATH
// is the directories path1 and path2, Python's path py and py/site.
func load(t *testing.T, tree string) (*Graph, *diag.List, string) {
	t.Helper()
	root := t.TempDir()
	for _, f := range txtar.Parse([]byte(tree)).Files {
		name := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) string { return filepath.Join(root, name) }
	python := func() (*Python, error) {
		return &Python{Path: []string{in("python311.zip"), in("py"), in("py/site")}, Builtins: []string{"sys", "_io"}}, nil
	}
	if _, err := os.Stat(in("py")); err != nil {
		python = func() (*Python, error) { return nil, errors.New("no python3 here") }
	}
	main := in("app/main.py")
	src, err := os.ReadFile(main)
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	file := syntax.NewFile(main, src, &diags)
	info := resolve.Resolve(syntax.Parse(file, syntax.Options{}, &diags), &diags)
	g := Load(info, Config{Dir: in("app"), Native: natives, Library: library, Path: []string{in("path1"), "", in("path2")}, Python: python}, &diags)
	return g, &diags, root
}

// wantDump compares the graph with its dump, in which paths are relative.
func wantDump(t *testing.T, tree, want string) {
	t.Helper()
	g, _, root := load(t, tree)
	got := filepath.ToSlash(strings.ReplaceAll(g.String(), root+string(filepath.Separator), ""))
	if want = strings.TrimPrefix(want, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestPrecedence(t *testing.T) {
	t.Run("beside hides native, PXCPATH does not", func(t *testing.T) {
		wantDump(t, `
-- app/main.py --
import json, time, one, two, three, four
-- app/json.py --
-- app/one.py --
-- path1/time.py --
-- path1/one.py --
-- path1/two.py --
-- path2/two.py --
-- path2/three.py --
-- py/three.py --
-- py/four.py --
-- py/site/four.py --
`, `
__main__ (module, beside) app/main.py
  1: json -> json
  1: time -> time
  1: one -> one
  1: two -> two
  1: three -> three
  1: four -> four
json (module, beside) app/json.py
time (native)
one (module, beside) app/one.py
two (module, PXCPATH) path1/two.py
three (module, PXCPATH) path2/three.py
four (module, installed) py/four.py
`)
	})
	t.Run("not parallel async sys builtins", func(t *testing.T) {
		wantDump(t, `
-- app/main.py --
import parallel, sys, async
import parallel.http.server
-- app/parallel/__init__.py --
-- app/parallel/http/server.py --
-- app/sys.py --
-- app/async.py --
`, `
__main__ (module, beside) app/main.py
  1: parallel -> parallel
  1: sys -> sys
  1: async: ModuleNotFoundError: No module named 'async'
  2: parallel.http.server: ModuleNotFoundError: No module named 'parallel.http'
parallel (native)
sys (native)
`)
	})
	t.Run("modules of the runtime in Python", func(t *testing.T) {
		wantDump(t, `
-- app/main.py --
import rtlib, pack, os.more, pack.sub, notes
import lib2.x
-- app/lib2/__init__.py --
-- py/rtlib.py --
-- path1/pack/__init__.py --
-- py/pack/inner.py --
-- py/pack/sub.py --
-- py/lib2/x.py --
`, `
__main__ (module, beside) app/main.py
  1: rtlib -> rtlib
  1: pack -> pack
  1: os.more -> os.more
  1: pack.sub -> pack.sub
  1: notes: ModuleNotFoundError: No module named 'notes'
  2: lib2.x: ModuleNotFoundError: No module named 'lib2.x'
rtlib (module, runtime) <pxc>/rtlib.py
  1: json -> json
  1: nope: ModuleNotFoundError: No module named 'nope'
  1: lib2 -> lib2
pack (package, runtime) <pxc>/pack/__init__.py
  1: . -> pack: inner -> pack.inner
  2: .inner -> pack.inner: x
os (native)
os.more (module, runtime) <pxc>/os/more.py
pack.sub (module, installed) py/pack/sub.py
lib2 (package, beside) app/lib2/__init__.py
json (native)
pack.inner (module, runtime) <pxc>/pack/inner.py
`)
	})
	t.Run("what is beside the program hides them", func(t *testing.T) {
		wantDump(t, `
-- app/main.py --
import rtlib, pack.inner
-- app/rtlib.py --
-- app/pack/__init__.py --
`, `
__main__ (module, beside) app/main.py
  1: rtlib -> rtlib
  1: pack.inner: ModuleNotFoundError: No module named 'pack.inner'
rtlib (module, beside) app/rtlib.py
pack (package, beside) app/pack/__init__.py
`)
	})
	t.Run("within packages", func(t *testing.T) {
		wantDump(t, `
-- app/main.py --
import os.path, urllib.parse, urllib.request, os.most
-- py/urllib/__init__.py --
-- py/urllib/parse.py --
-- py/urllib/request.py --
-- py/os.py --
-- py/os/most.py --
`, `
__main__ (module, beside) app/main.py
  1: os.path -> os.path
  1: urllib.parse -> urllib.parse
  1: urllib.request -> urllib.request
  1: os.most -> os.most
os (native)
os.path (native)
urllib (package, installed) py/urllib/__init__.py
urllib.parse (native)
urllib.request (module, installed) py/urllib/request.py
os.most (module, installed) py/os/most.py
`)
	})
	t.Run("a package beside is whole", func(t *testing.T) {
		wantDump(t, `
-- app/main.py --
import urllib.parse
-- app/urllib/__init__.py --
-- py/urllib/parse.py --
`, `
__main__ (module, beside) app/main.py
  1: urllib.parse: ModuleNotFoundError: No module named 'urllib.parse'
urllib (package, beside) app/urllib/__init__.py
`)
	})
	t.Run("a native package without Python", func(t *testing.T) {
		wantDump(t, `
-- app/main.py --
from urllib import parse
`, `
__main__ (module, beside) app/main.py
  1: urllib -> urllib: parse -> urllib.parse
urllib (native)
urllib.parse (native)
`)
	})
	t.Run("packages before modules before namespaces", func(t *testing.T) {
		wantDump(t, `
-- app/main.py --
import a, b, c
-- app/a.py --
-- app/a/__init__.py --
-- app/b.py --
-- app/b/x.py --
-- app/c/x.py --
-- py/c.py --
`, `
__main__ (module, beside) app/main.py
  1: a -> a
  1: b -> b
  1: c -> c
a (package, beside) app/a/__init__.py
b (module, beside) app/b.py
c (module, installed) py/c.py
`)
	})
}

func TestNamespace(t *testing.T) {
	wantDump(t, `
-- app/main.py --
import ns.one, ns.two
from ns import three, four
from ns.deep.er import x
-- app/ns/one.py --
-- path1/ns/one.py --
-- path1/ns/two.py --
-- py/ns/three.py --
-- py/ns/deep/er/x.py --
`, `
__main__ (module, beside) app/main.py
  1: ns.one -> ns.one
  1: ns.two -> ns.two
  2: ns -> ns: three -> ns.three, four: ImportError: cannot import name 'four' from 'ns' (unknown location)
  3: ns.deep.er -> ns.deep.er: x -> ns.deep.er.x
ns (namespace, beside)
ns.one (module, beside) app/ns/one.py
ns.two (module, PXCPATH) path1/ns/two.py
ns.three (module, installed) py/ns/three.py
ns.deep (namespace, installed)
ns.deep.er (namespace, installed)
ns.deep.er.x (module, installed) py/ns/deep/er/x.py
`)
}

func TestRelativeAndCycles(t *testing.T) {
	wantDump(t, `
-- app/main.py --
import pkg.sub.deep
from . import other
-- app/pkg/__init__.py --
from .a import A
from . import a, b, VERSION
VERSION = 1
-- app/pkg/a.py --
import pkg
from . import b
from .. import beyond
A = 1
-- app/pkg/b.py --
from .a import A
from pkg.sub import *
-- app/pkg/sub/__init__.py --
__all__ = ["deep", "here"]
__all__ += ["more"]
here = 1
-- app/pkg/sub/deep.py --
from ..a import A
from ... import x
-- app/pkg/sub/more.py --
`, `
__main__ (module, beside) app/main.py
  1: pkg.sub.deep -> pkg.sub.deep
  2: .: ImportError: attempted relative import with no known parent package
pkg (package, beside) app/pkg/__init__.py
  1: .a -> pkg.a: A
  2: . -> pkg: a -> pkg.a, b -> pkg.b, VERSION
pkg.sub (package, beside) app/pkg/sub/__init__.py
pkg.sub.deep (module, beside) app/pkg/sub/deep.py
  1: ..a -> pkg.a: A
  2: ...: ImportError: attempted relative import beyond top-level package
pkg.a (module, beside) app/pkg/a.py
  1: pkg -> pkg
  2: . -> pkg: b -> pkg.b
  3: ..: ImportError: attempted relative import beyond top-level package
pkg.b (module, beside) app/pkg/b.py
  1: .a -> pkg.a: A
  2: pkg.sub -> pkg.sub: *, pkg.sub.deep, pkg.sub.more
pkg.sub.more (module, beside) app/pkg/sub/more.py
`)
}

func TestNeeds(t *testing.T) {
	wantDump(t, `
-- app/main.py --
import sys
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import never
else:
    import always
try:
    import fast
except ImportError:
    import slow as fast
def f():
    import late
if sys.version_info < (3,):
    import old
-- app/always.py --
-- app/slow.py --
-- app/late.py --
`, `
__main__ (module, beside) app/main.py
  1: sys -> sys
  2: typing: ModuleNotFoundError: No module named 'typing'
  6: always (conditional) -> always
  8: fast (optional): ModuleNotFoundError: No module named 'fast'
  10: slow (optional) -> slow
  12: late (conditional) -> late
  14: old (optional): ModuleNotFoundError: No module named 'old'
sys (native)
always (module, beside) app/always.py
slow (module, beside) app/slow.py
late (module, beside) app/late.py
`)
}

// report is the diagnostics, one a line, with file names relative.
func report(diags *diag.List, root string) string {
	var b strings.Builder
	for _, d := range diags.Sorted() {
		b.WriteString(strings.SplitN(d.String(), "\n", 2)[0] + "\n")
		for _, n := range d.Notes {
			line, _ := n.File.Position(n.Start)
			b.WriteString("  " + n.File.Name + ":" + string(rune('0'+line)) + ": " + n.Msg + "\n")
		}
		if d.Help != "" {
			b.WriteString("  " + d.Help + "\n")
		}
	}
	return filepath.ToSlash(strings.ReplaceAll(b.String(), root+string(filepath.Separator), ""))
}

func TestDiagnostics(t *testing.T) {
	for _, c := range []struct{ name, tree, want string }{
		{"not the runtime's own", `
-- app/main.py --
import rtlib, pack, script
-- app/script.py --
if __name__ == '__main__':
    import nowhere
`, ``},
		{"missing", `
-- app/main.py --
import jsn, halpers, pkg.tolls, zzzzzz, helpers.x
-- app/helpers.py --
-- app/pkg/__init__.py --
-- app/pkg/tools.py --
-- py/os.py --
`, `
app/main.py:1:8: warning: No module named 'jsn' [import]
  did you mean 'json'?
app/main.py:1:13: warning: No module named 'halpers' [import]
  did you mean 'helpers'?
app/main.py:1:22: warning: No module named 'pkg.tolls' [import]
  did you mean 'pkg.tools'?
app/main.py:1:33: warning: No module named 'zzzzzz' [import]
  put zzzzzz.py beside the program, or its directory on PXCPATH, or install it for the Python that pxc finds
app/main.py:1:41: warning: No module named 'helpers.x'; 'helpers' is not a package [import]
`},
		{"no Python", `
-- app/main.py --
import argparse
`, `
app/main.py:1:8: warning: No module named 'argparse' [import]
  only the program's own modules and the runtime's are known: no python3 here
`},
		{"names", `
-- app/main.py --
from lib import gret, greet, __name__
from lib import other
from dyn import anything
from star import anything
from slot import x
import slot
slot.x = 1
-- app/lib.py --
def greet(): pass
-- app/dyn.py --
def __getattr__(name): return name
-- app/star.py --
from lib import *
-- app/slot.py --
`, `
app/main.py:1:17: warning: cannot import name 'gret' from 'lib' (app/lib.py) [import]
  did you mean 'greet'?
app/main.py:2:17: warning: cannot import name 'other' from 'lib' (app/lib.py) [import]
  'lib' binds no such name
`},
		{"C extensions", `
-- app/main.py --
import fast
import both
import _io
from pkg import core
try:
    import _speedups
except ImportError:
    _speedups = None
-- py/fast.cpython-311-x86_64-linux-gnu.so --
-- py/_speedups.so --
-- py/both.py --
-- py/both.abi3.so --
-- py/pkg/__init__.py --
-- py/pkg/core.pyd --
`, `
app/main.py:1:8: error: 'fast' is a C extension (py/fast.cpython-311-x86_64-linux-gnu.so): pxc cannot import it [unsupported]
  use a module written in Python, or one of the runtime's; or catch ImportError and do without it
app/main.py:3:8: error: '_io' is written in C, a part of CPython: pxc cannot import it [unsupported]
  use a module written in Python, or one of the runtime's; or catch ImportError and do without it
app/main.py:4:17: error: 'pkg.core' is a C extension (py/pkg/core.pyd): pxc cannot import it [unsupported]
  use a module written in Python, or one of the runtime's; or catch ImportError and do without it
`},
		{"installed", `
-- app/main.py --
import lib
try:
    import maybe
except ImportError:
    pass
-- py/lib/__init__.py --
from . import inner
print(undefined)
def f():
    import _io, missing, lazy
-- py/lazy.py --
import far
-- py/lib/inner.py --
import _io
import gone
-- py/maybe.py --
import _io
import gone
def (
`, `
app/main.py:1:8: error: '_io' is written in C, a part of CPython: pxc cannot import it [unsupported]
  py/lib/__init__.py:1: which imports 'lib.inner'
  py/lib/inner.py:1: this import fails
  use a module written in Python, or one of the runtime's; or catch ImportError and do without it
app/main.py:1:8: warning: No module named 'gone' [import]
  py/lib/__init__.py:1: which imports 'lib.inner'
  py/lib/inner.py:2: this import fails
  put gone.py beside the program, or its directory on PXCPATH, or install it for the Python that pxc finds
`},
		{"errors in modules", `
-- app/main.py --
import own, lib
-- app/own.py --
x = = 1
print(nowhere)
-- py/lib.py --
x = = 1
print(nowhere)
`, `
app/main.py:1:13: error: importing 'lib' raises SyntaxError: invalid syntax [syntax]
  py/lib.py:1: the error is here
app/own.py:1:5: error: invalid syntax [syntax]
  take one '=' away
app/own.py:2:7: warning: name 'nowhere' is not defined [undefined]
  bind 'nowhere' or import it before this line
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, diags, root := load(t, c.tree)
			if got := report(diags, root); got != strings.TrimPrefix(c.want, "\n") {
				t.Errorf("got\n%s\nwant%s", got, c.want)
			}
		})
	}
}

// TestCode compiles the example of the code that this package owns.
func TestCode(t *testing.T) {
	example := diag.Lookup(diag.Import).Example
	_, diags, _ := load(t, "-- app/main.py --\n"+example)
	want := regexp.MustCompile(`# WARNING "(.*)"`).FindStringSubmatch(example)[1]
	all := diags.Sorted()
	if len(all) != 1 || all[0].Code != diag.Import || !regexp.MustCompile(want).MatchString(all[0].Msg) {
		t.Errorf("got %v", all)
	}
}

// TestLazy: nobody asks for Python while what is there suffices.
func TestLazy(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "own.py"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	info := resolve.Resolve(syntax.Parse(syntax.NewFile("<stdin>", []byte("import own, json\n"), &diags), syntax.Options{}, &diags), &diags)
	asked := 0
	cfg := Config{Dir: dir, Native: natives, Python: func() (*Python, error) { asked++; return nil, errors.New("none") }}
	if g := Load(info, cfg, &diags); g.Lookup("own") == nil || g.Lookup("json") == nil || asked != 0 {
		t.Errorf("asked %d times\n%s", asked, g)
	}
	info = resolve.Resolve(syntax.Parse(syntax.NewFile("<stdin>", []byte("import x, y, x.z\n"), &diags), syntax.Options{}, &diags), &diags)
	if Load(info, cfg, &diags); asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}
