package codegen

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"sort"
	"strings"
)

// blankUnused gives variables that are assigned and never read a use: Go refuses
// them, and whether a value is read is known only once everything that could read
// it has been written. Most are avoided before (see fn.count); what is left are
// values that a raise makes pointless, such as the one a context would have stored
// in a global.
//
// Our functions declare all their variables at the head and shadow none, so a name
// is read if it stands anywhere but on the left of a plain assignment.
func blankUnused(src []byte) ([]byte, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	done := 0
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		names, end := declared(fn)
		unread := unreadOf(fn, names)
		if len(unread) == 0 {
			continue
		}
		at := fset.Position(end).Offset
		out.Write(src[done:at])
		done = at
		out.WriteString("\n\t" + strings.TrimSuffix(strings.Repeat("_, ", len(unread)), ", ") + " = " + strings.Join(unread, ", "))
	}
	out.Write(src[done:])
	return out.Bytes(), nil
}

// declared returns the variables declared at the head of fn and where the last
// declaration ends.
func declared(fn *ast.FuncDecl) (names map[string]bool, end token.Pos) {
	names = map[string]bool{}
	for _, s := range fn.Body.List {
		ds, ok := s.(*ast.DeclStmt)
		if !ok {
			break
		}
		for _, spec := range ds.Decl.(*ast.GenDecl).Specs {
			if vs, ok := spec.(*ast.ValueSpec); ok {
				for _, n := range vs.Names {
					names[n.Name] = true
				}
			}
		}
		end = ds.End()
	}
	return names, end
}

// unreadOf returns those of names that fn only assigns, sorted.
func unreadOf(fn *ast.FuncDecl, names map[string]bool) []string {
	read := map[string]bool{}
	var visit func(n ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.ASSIGN {
				return true
			}
			for _, l := range n.Lhs {
				if _, plain := l.(*ast.Ident); !plain {
					ast.Inspect(l, visit)
				}
			}
			for _, r := range n.Rhs {
				ast.Inspect(r, visit)
			}
			return false
		case *ast.ValueSpec:
			return false
		case *ast.SelectorExpr:
			ast.Inspect(n.X, visit)
			return false
		case *ast.Ident:
			read[n.Name] = true
		}
		return true
	}
	ast.Inspect(fn.Body, visit)
	var unread []string
	for n := range names {
		if !read[n] {
			unread = append(unread, n)
		}
	}
	sort.Strings(unread)
	return unread
}
