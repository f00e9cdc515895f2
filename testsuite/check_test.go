package testsuite

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"

	"github.com/pxc-lang/pxc/codegen"
)

// typeCheck checks generated source against the table of runtime names, so
// that what the Go compiler would refuse is found without building the
// runtime: an unused variable or label, a goto over a declaration, a missing
// return.
func typeCheck(src []byte) error {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "program.go", src, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	imp := stubImporter{}
	var first error
	conf := types.Config{Importer: imp, Error: func(err error) {
		if first == nil {
			first = err
		}
	}}
	_, _ = conf.Check("program", fset, []*ast.File{f}, nil)
	return first
}

// stubImporter gives packages that hold nothing but declarations.
type stubImporter map[string]*types.Package

func (imp stubImporter) Import(path string) (*types.Package, error) {
	if p := imp[path]; p != nil {
		return p, nil
	}
	var src string
	switch {
	case path == codegen.Path:
		src = codegen.Stub()
	case path == "sync/atomic":
		src = "package atomic\ntype Uint32 struct{}\nfunc (*Uint32) Load() uint32 { return 0 }\n"
	case path == "math":
		src = "package math\nfunc Inf(int) float64 { return 0 }\nfunc Copysign(a, b float64) float64 { return 0 }\n"
	case strings.HasSuffix(path, "/rt/net"):
		src = fmt.Sprintf("package rtnet\nimport %q\nfunc Main(*rt.Program) {}\n", codegen.Path)
	default:
		src = fmt.Sprintf("package %s\nimport %q\nvar Module rt.ModuleDef\n", path[strings.LastIndexByte(path, '/')+1:], codegen.Path)
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, src, 0)
	if err != nil {
		return nil, err
	}
	p, err := (&types.Config{Importer: imp}).Check(path, fset, []*ast.File{f}, nil)
	if err != nil {
		return nil, err
	}
	imp[path] = p
	return p, nil
}
