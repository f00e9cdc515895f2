package testsuite

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
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

type mapImporter map[string]*types.Package

func (m mapImporter) Import(path string) (*types.Package, error) {
	if p := m[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("generated code imports %s", path)
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
	cfg := types.Config{Importer: mapImporter(known), Error: func(err error) {
		if first == nil {
			first = err
		}
	}}
	_, _ = cfg.Check("app", fset, []*ast.File{f}, nil)
	return first
}
