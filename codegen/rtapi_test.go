package codegen

import (
	"go/importer"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// TestRTAPI checks that package rt has every name that generated code
// mentions, with the signature that the table says.
func TestRTAPI(t *testing.T) {
	pkg, err := importer.ForCompiler(token.NewFileSet(), "source", nil).Import(Path)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rtAPI {
		obj := pkg.Scope().Lookup(row.Name)
		if obj == nil {
			t.Errorf("rt.%s does not exist", row.Name)
			continue
		}
		if row.Sig == "" {
			continue
		}
		if got, want := signature(obj), plain(row.Sig); got != want {
			t.Errorf("rt.%s is %s, the table says %s", row.Name, got, want)
		}
	}
}

// signature is obj's type without package and parameter names.
func signature(obj types.Object) string {
	s := types.TypeString(obj.Type(), func(*types.Package) string { return "" })
	return plain(s)
}

// plain removes the names of parameters and results from a signature: only
// types count.
func plain(sig string) string {
	params, results, _ := strings.Cut(strings.TrimPrefix(sig, "func("), ")")
	return "func(" + plainList(params) + ")" + plainResults(results)
}

func plainList(list string) string {
	var kinds []string
	group := 0
	for _, p := range strings.Split(list, ",") {
		p = strings.TrimSpace(p)
		if p == "" {
			continue
		}
		name, typ, named := strings.Cut(p, " ")
		if !named {
			// "a, b Value": a has the type of what follows; or a type alone.
			kinds = append(kinds, name)
			group++
			continue
		}
		for i := len(kinds) - group; i < len(kinds); i++ {
			kinds[i] = typ
		}
		group = 0
		kinds = append(kinds, typ)
	}
	return strings.Join(kinds, ", ")
}

func plainResults(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if strings.HasPrefix(s, "(") {
		return " (" + plainList(strings.Trim(s, "()")) + ")"
	}
	return " " + s
}
