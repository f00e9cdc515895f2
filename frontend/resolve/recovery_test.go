package resolve

import (
	"os"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// TestRecovery puts each three neighbours of testdata/wrong.txt into one file
// and expects an error in each of them. Only what makes the rest of a file
// unreadable, such as a string without end, may hide the others.
func TestRecovery(t *testing.T) {
	raw, err := os.ReadFile("testdata/wrong.txt")
	if err != nil {
		t.Fatal(err)
	}
	var programs []string
	for _, c := range strings.Split("\n"+string(raw), "\n## ")[1:] {
		head, src, _ := strings.Cut(c, "\n")
		switch {
		case strings.Contains(head, "__future__"), strings.Contains(head, "future feature"), strings.Contains(head, "chance"):
			continue // depends on its place in the file
		case strings.Contains(head, "triple-quoted"), strings.Contains(head, "EOF"):
			continue // ends the file
		}
		programs = append(programs, src+"\n")
	}
	total, found := 0, 0
	for i := 0; i+2 < len(programs); i++ {
		src := ""
		var starts []int
		for _, p := range programs[i : i+3] {
			starts = append(starts, strings.Count(src, "\n")+1)
			src += p + "\ndef between():\n    pass\n\n"
		}
		_, diags := resolve(src)
		var hit [3]bool
		for _, d := range diags.Sorted() {
			if d.Severity != diag.Error {
				continue
			}
			line, _ := d.File.Position(d.Start)
			for k := 2; k >= 0; k-- {
				if line >= starts[k] {
					hit[k] = true
					break
				}
			}
		}
		for k, ok := range hit {
			total++
			if ok {
				found++
			} else {
				t.Logf("hidden: %q\n in %q", programs[i+k], src)
			}
		}
	}
	t.Logf("%d of %d mistakes found", found, total)
	if found*100 < total*99 {
		t.Errorf("only %d of %d mistakes found", found, total)
	}
}
