package testsuite

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/compiler"
	"github.com/pxc-lang/pxc/frontend/diag"
)

// Goldens of the compiler's stages: a txtar file with a program and what a
// stage made of it. In ir/ the parts are "after PASS", the IR of the program
// behind that pass; in gen/ they are "program.go", the whole Go source, "library.go",
// what pxc gen writes, or "functions.go", the program's functions alone; in explain/ "explain",
// what pxc check -explain tells. They are the cases that
// teach; behaviour is tested in run/, and by TestTypes.

var update = flag.Bool("update", false, "rewrite the expectations of ir/, gen/ and explain/")

// golden runs one file: produce makes a part from the program.
func golden(t *testing.T, file string, produce func(program, part string) ([]byte, error)) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Files) < 2 || a.Files[0].Name != "program.py" || len(bytes.TrimSpace(a.Comment)) == 0 {
		t.Fatalf("%s: wants a comment, program.py and at least one part", file)
	}
	program := string(a.Files[0].Data)
	changed := false
	for i := range a.Files[1:] {
		part := &a.Files[i+1]
		got, err := produce(program, part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(got, part.Data) {
			continue
		}
		if !*update {
			t.Errorf("%s differs; -update rewrites it:\n%s", part.Name, difference(string(part.Data), string(got)))
		}
		part.Data, changed = got, true
	}
	if changed && *update {
		write(t, file, txtar.Format(a))
	}
}

func files(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no files match %s (%v)", pattern, err)
	}
	return names
}

// TestIR compares the IR after passes.
func TestIR(t *testing.T) {
	for _, file := range files(t, "ir/*.txt") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			golden(t, file, func(program, part string) ([]byte, error) {
				pass, ok := strings.CutPrefix(part, "after ")
				if !ok {
					return nil, fmt.Errorf("unknown part %q", part)
				}
				var out bytes.Buffer
				_, diags, err := build("program.py", program, codegen.Options{}, compiler.Options{Dump: pass, DumpTo: &out})
				if err != nil || diags.HasErrors() {
					return nil, fmt.Errorf("%v\n%s", err, text(diags))
				}
				if out.Len() == 0 {
					return nil, fmt.Errorf("no pass %q", pass)
				}
				return out.Bytes(), nil
			})
		})
	}
}

// TestExplain compares what pxc check -explain says.
func TestExplain(t *testing.T) {
	for _, file := range files(t, "explain/*.txt") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			golden(t, file, func(program, part string) ([]byte, error) {
				if part != "explain" {
					return nil, fmt.Errorf("unknown part %q", part)
				}
				var diags diag.List
				u, err := compiler.Check("program.py", []byte(program), &diags)
				if err != nil || diags.HasErrors() {
					return nil, fmt.Errorf("%v\n%s", err, text(&diags))
				}
				var out bytes.Buffer
				err = u.Explain(&out)
				return out.Bytes(), err
			})
		})
	}
}

// TestGen compares Go text, and vets it.
func TestGen(t *testing.T) {
	dir := workDir(t, "gen")
	for _, file := range files(t, "gen/*.txt") {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			golden(t, file, func(program, part string) ([]byte, error) {
				opts := codegen.Options{Package: name}
				if part == "library.go" {
					opts.Library = codegen.Path + "/net"
				}
				src, diags, err := build("program.py", program, opts, compiler.Options{})
				if err != nil || diags.HasErrors() {
					return nil, fmt.Errorf("%v\n%s", err, text(diags))
				}
				write(t, filepath.Join(dir, name, "program.go"), src)
				switch part {
				case "program.go", "library.go":
					return src, nil
				case "functions.go":
					return functions(src)
				}
				return nil, fmt.Errorf("unknown part %q", part)
			})
		})
	}
	if out, err := exec.Command("go", "vet", "./_work/gen/...").CombinedOutput(); err != nil {
		t.Errorf("go vet: %v\n%s", err, out)
	}
}

// functions returns the functions of the program itself: not load, not the
// module's code or classes' suites.
func functions(src []byte) ([]byte, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "program.go", src, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Name.Name == "load" || fn.Name.Name == "module" || strings.HasSuffix(fn.Name.Name, "_suite") {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
		}
		start := fset.Position(fn.Doc.Pos()).Offset
		out.Write(src[start:fset.Position(fn.End()).Offset])
		out.WriteByte('\n')
	}
	return format.Source(out.Bytes())
}
