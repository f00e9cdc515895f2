package syntax

import (
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// TestClauses checks that the "for" clauses of a comprehension are bounded.
func TestClauses(t *testing.T) {
	for n, ok := range map[int]bool{maxClauses: true, maxClauses + 1: false, 4000: false} {
		var diags diag.List
		Parse(diag.NewFile("x", []byte("x = [0"+strings.Repeat(" for a in b", n)+"]\n")), Options{}, &diags)
		if diags.HasErrors() == ok {
			t.Errorf("%d clauses: refused %v, want %v", n, diags.HasErrors(), !ok)
		}
	}
}
