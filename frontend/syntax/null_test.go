package syntax

import (
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// TestNullBytes expects one error for a null byte, wherever it stands.
func TestNullBytes(t *testing.T) {
	for _, src := range []string{
		"x = 1 # \x00\n", "\x00", "x = '\x00'\n", "x = f'\x00{y}'\n", "'''\n\x00'''\n", "x\x00 = 1\n", "r'\\\x00'\n",
	} {
		var diags diag.List
		Parse(NewFile("x.py", []byte(src), &diags), Options{}, &diags)
		all := diags.Sorted()
		if len(all) != 1 || all[0].Msg != nullBytes || src[all[0].Start] != 0 {
			t.Errorf("%q: %v", src, all)
		}
	}
}
