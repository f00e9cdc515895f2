package syntax

import (
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// TestDecode decodes bytes in declared encodings, to what Python decodes.
func TestDecode(t *testing.T) {
	for _, c := range []struct {
		enc   string
		bytes string
		want  string // "" is an error
	}{
		{"iso-8859-5", "\xd0\x96\xaf", "\u0430\u0096\u040f"},
		{"ISO8859-15", "\x80\xa4", "\u0080\u20ac"},
		{"latin-1", "\x80\xe9", "\u0080\u00e9"},
		{"cp1252", "\x80", "\u20ac"},
		{"cp1252", "\x81", ""},
		{"cp1255", "\xca", ""},
		{"koi8_u", "\xa4\xae\xbe", "\u0454\u255d\u256c"},
		{"windows-1251", "\xcf", "\u041f"},
		{"utf8", "\xc3\xa9", "\u00e9"},
		{"utf-8", "\xe9", ""},
		{"ascii", "\xe9", ""},
		{"uft-8", "x", ""},
	} {
		head := "# -*- coding: " + c.enc + " -*-\n"
		var diags diag.List
		f := NewFile("t.py", []byte(head+c.bytes), &diags)
		if diags.HasErrors() != (c.want == "") || c.want != "" && string(f.Source) != head+c.want {
			t.Errorf("%s %q: %q, %d errors", c.enc, c.bytes, f.Source[len(head):], diags.Len())
		}
	}
}
