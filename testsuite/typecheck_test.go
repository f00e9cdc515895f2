package testsuite

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"
)

// The Go compiler must accept whatever pxc generates. Running it for every input
// would be slow, so the tests type-check with go/types, which refuses what the
// compiler refuses: undefined and unused names, wrong types, jumps over
// declarations.

// runtimeTypes are the packages generated code may import, loaded once from
// export data.
var runtimeTypes = sync.OnceValues(func() (map[string]*types.Package, error) {
	cfg := &packages.Config{Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps | packages.NeedExportFile}
	pkgs, err := packages.Load(cfg, modulePath+"/rt/...", "context", "math", "net")
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

// importer imports the runtime's packages from export data and those that the
// tests' library of compiled modules holds from source, each once.
type importer struct {
	known   map[string]*types.Package
	library map[string]*types.Package
}

var libraryTypes = struct {
	sync.Mutex
	packages map[string]*types.Package
}{packages: map[string]*types.Package{}}

func (m importer) Import(path string) (*types.Package, error) {
	if p := m.known[path]; p != nil {
		return p, nil
	}
	if p := m.library[path]; p != nil {
		return p, nil
	}
	dir, ok := strings.CutPrefix(path, modulePath+"/testsuite/")
	if !ok || !strings.HasPrefix(dir, "_work/lib/") {
		return nil, fmt.Errorf("generated code imports %s", path)
	}
	files, err := filepath.Glob(filepath.Join(filepath.FromSlash(dir), "*.go"))
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	var parsed []*ast.File
	for _, file := range files {
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		parsed = append(parsed, f)
	}
	cfg := types.Config{Importer: m}
	p, err := cfg.Check(path, fset, parsed, nil)
	if err == nil {
		m.library[path] = p
	}
	return p, err
}

// typeCheck reports what the Go compiler would say of a generated file.
func typeCheck(src []byte) error {
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
	libraryTypes.Lock()
	defer libraryTypes.Unlock()
	cfg := types.Config{Importer: importer{known, libraryTypes.packages}, Error: func(err error) {
		if first == nil {
			first = err
		}
	}}
	_, _ = cfg.Check("app", fset, []*ast.File{f}, nil)
	return first
}
