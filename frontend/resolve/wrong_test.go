package resolve

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// TestWrong compares our first error on each program of testdata/wrong.txt
// with CPython 3.13's. Every program must be refused. Our places and messages
// may differ where that is better, but not often.
func TestWrong(t *testing.T) {
	raw, err := os.ReadFile("testdata/wrong.txt")
	if err != nil {
		t.Fatal(err)
	}
	total, places, messages := 0, 0, 0
	for _, c := range strings.Split("\n"+string(raw), "\n## ")[1:] {
		head, src, _ := strings.Cut(c, "\n")
		src += "\n"
		at, msg, _ := strings.Cut(head, ": ")
		total++
		_, diags := resolve(src)
		var first *diag.Diagnostic
		for _, d := range diags.Sorted() {
			if d.Severity == diag.Error {
				first = d
				break
			}
		}
		if first == nil {
			t.Errorf("accepted, but CPython says %s:\n%s", head, src)
			continue
		}
		line, col := first.File.Position(first.Start)
		ours := fmt.Sprintf("%d:%d", line, col)
		if ours == at {
			places++
		}
		if first.Msg == msg {
			messages++
		}
		if ours != at || first.Msg != msg {
			t.Logf("theirs %s\n  ours %s: %s\n%s", head, ours, first.Msg, src)
		}
	}
	t.Logf("%d programs: %d at CPython's place, %d with its message", total, places, messages)
	if places*100 < total*98 || messages*100 < total*90 {
		t.Errorf("only %d of %d places and %d messages agree with CPython", places, total, messages)
	}
}
