package resolve

import (
	"bytes"
	"os"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// BenchmarkResolve resolves an ordinary module.
func BenchmarkResolve(b *testing.B) {
	src, err := os.ReadFile("../syntax/testdata/bench.py")
	if err != nil {
		b.Fatal(err)
	}
	var diags diag.List
	mod := syntax.Parse(diag.NewFile("bench.py", bytes.Repeat(src, 10)), syntax.Options{}, &diags)
	b.SetBytes(int64(10 * len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Resolve(mod, &diags)
	}
}
