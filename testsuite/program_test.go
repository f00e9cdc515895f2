package testsuite

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/pxc-lang/pxc/compiler"
	"github.com/pxc-lang/pxc/frontend/diag"
)

// The Go compiler must accept whatever pxc generates. Running it for every input
// would be slow, so the tests type-check with go/types, which refuses what the
// compiler refuses: undefined and unused names, wrong types, jumps over
// declarations.

// runtimeTypes are the packages generated code may import, loaded once from
// export data.
var runtimeTypes = sync.OnceValues(func() (map[string]*types.Package, error) {
	cfg := &packages.Config{Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps | packages.NeedExportFile}
	pkgs, err := packages.Load(cfg, modulePath+"/rt/...", "context", "net")
	if err != nil {
		return nil, err
	}
	all := map[string]*types.Package{}
	packages.Visit(pkgs, nil, func(p *packages.Package) {
		if p.Types != nil {
			all[p.PkgPath] = p.Types
		}
	})
	return all, nil
})

type mapImporter map[string]*types.Package

func (m mapImporter) Import(path string) (*types.Package, error) {
	if p := m[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("generated code imports %s", path)
}

// typeCheckFast reports what the Go compiler would say of a generated file.
func typeCheckFast(src []byte) error {
	known, err := runtimeTypes()
	if err != nil {
		return err
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "app.go", src, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	var first error
	cfg := types.Config{Importer: mapImporter(known), Error: func(err error) {
		if first == nil {
			first = err
		}
	}}
	_, _ = cfg.Check("app", fset, []*ast.File{f}, nil)
	return first
}

// checkProgram compiles src as far as Go source. It fails the test if the
// compiler breaks or generates what Go refuses; it returns the diagnostics.
func checkProgram(t *testing.T, src string) *diag.List {
	t.Helper()
	var diags diag.List
	u, err := compiler.Check("p.py", []byte(src), &diags)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	if diags.HasErrors() {
		return &diags
	}
	for _, library := range []bool{false, true} {
		var text []byte
		if library {
			text, err = u.PackageFile("p", "p.go", false)
		} else {
			text, err = u.ProgramFile(false)
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, src)
		}
		if err := typeCheckFast(text); err != nil {
			t.Fatalf("Go refuses the generated code: %v\n%s\n%s", err, src, numbered(text))
		}
	}
	return &diags
}

func numbered(text []byte) string {
	var b strings.Builder
	for i, l := range strings.Split(string(text), "\n") {
		fmt.Fprintf(&b, "%4d %s\n", i+1, l)
	}
	return b.String()
}

// FuzzProgram feeds whole programs to the compiler: the fuzzer's text as it is,
// and as choices of the program generator.
func FuzzProgram(f *testing.F) {
	for _, seed := range []string{
		seedHello,
		"x = = 1\n",
		"def f(:\n  pass\n",
		"class A:\n    def m(self):\n        self.x = 1\n        return self.y\nA().m()\n",
		"try:\n    x = 1\nfinally:\n    for i in range(3):\n        break\n",
		"while True:\n    try:\n        continue\n    except ValueError as e:\n        raise\n    else:\n        break\n",
		"\x00", "\xff\xfe", "\t \f\r", "(((((((((", "f'{x!r:{y}}'", "async def f(): await x",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 {
			return
		}
		checkProgram(t, string(data))
		checkProgram(t, generate(data))
	})
}

// TestGeneratedPrograms runs the generator over fixed pseudo-random bytes, so that
// every test run covers some hundred programs; many of them must compile.
func TestGeneratedPrograms(t *testing.T) {
	n := 300
	if testing.Short() {
		n = 50
	}
	state := uint64(1)
	compiled := 0
	for range n {
		data := make([]byte, 400)
		for i := range data {
			state = state*6364136223846793005 + 1442695040888963407
			data[i] = byte(state >> 56)
		}
		if !checkProgram(t, generate(data)).HasErrors() {
			compiled++
		}
	}
	if compiled < n/20 {
		t.Errorf("only %d of %d programs compiled: the generator tests little", compiled, n)
	}
}
