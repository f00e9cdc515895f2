package syntax

import (
	"bytes"
	"os"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// BenchmarkParse parses an ordinary module of some 5 kB, many times over to
// show that the cost is linear.
func BenchmarkParse(b *testing.B) {
	src, err := os.ReadFile("testdata/bench.py")
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		copies int
	}{{"case=one", 1}, {"case=hundred", 100}} {
		b.Run(c.name, func(b *testing.B) {
			file := diag.NewFile("bench.py", bytes.Repeat(src, c.copies))
			b.SetBytes(int64(len(file.Source)))
			b.ReportAllocs()
			for b.Loop() {
				var diags diag.List
				Parse(file, Options{}, &diags)
				if diags.Len() > 0 {
					b.Fatal(diags.Sorted()[0])
				}
			}
		})
	}
}

// BenchmarkScan scans the same module.
func BenchmarkScan(b *testing.B) {
	src, err := os.ReadFile("testdata/bench.py")
	if err != nil {
		b.Fatal(err)
	}
	file := diag.NewFile("bench.py", src)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		scan(file)
	}
}
