package syntax

import (
	"fmt"
	"os/exec"
	"strings"
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
		{"shift_jis", "\x83\x65\xb1\\\x81\x60", "\u30c6\uff71\\\u301c"},
		{"shift_jis", "\x87\x40", ""}, // of cp932 only
		{"shift_jis", "\x81", ""},
		{"cp932", "\x87\x40\x81\x60", "\u2460\uff5e"},
		{"EUC-JP", "\xa5\xc6\x8f\xa2\xb7\x8e\xb1", "\u30c6\uff5e\uff71"},
		{"euc_jp", "\xa5", ""},
		{"iso-2022-jp", "\x1b$B%F\x1b(B", "\u30c6"},
		{"iso-2022-jp", "\xa5", ""},
		{"euc-kr", "\xb0\xa1", "\uac00"},
		{"euc-kr", "\x81\x41", ""}, // of cp949 only
		{"cp949", "\x81\x41", "\uac02"},
		{"gb2312", "\xd6\xd0\xa1\xaa", "\u4e2d\u2015"},
		{"gbk", "\xd6\xd0\xa1\xaa", "\u4e2d\u2014"},
		{"gbk", "\x80", ""},
		{"gb18030", "\xd6\xd0\x81\x30\x81\x30", "\u4e2d\u0080"},
		{"gb18030", "\x81\x30\x81", ""},
		{"big5", "\xa4\xa4\xc6\xe7\xa1\x45", "\u4e2d\u3083\u2022"},
		{"cp950", "\xa4\xa4\xa1\x45", "\u4e2d\u2027"},
	} {
		head := "# -*- coding: " + c.enc + " -*-\n"
		var diags diag.List
		f := NewFile("t.py", []byte(head+c.bytes), &diags)
		if diags.HasErrors() != (c.want == "") || c.want != "" && string(f.Source) != head+c.want {
			t.Errorf("%s %q: %q, %d errors", c.enc, c.bytes, f.Source[len(head):], diags.Len())
		}
	}
}

// TestMultibyte compares all characters of one to three bytes with Python's.
func TestMultibyte(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no Python here")
	}
	// What is left out: more than one character, and private ones.
	const script = `
import sys
def text(b):
    try:
        s = b.decode(sys.argv[1])
    except UnicodeDecodeError:
        return None
    return s if len(s) == 1 and not 0xE000 <= ord(s) <= 0xF8FF else None
for a in range(0x80, 0x100):
    all = [bytes([a])] + [bytes([a, b]) for b in range(0x100)]
    if a == 0x8F and sys.argv[1] == "euc_jp":
        all += [bytes([a, b, c]) for b in range(0xA1, 0xFF) for c in range(0xA1, 0xFF)]
    for b in all:
        s = text(b)
        if s:
            print(b.hex(), ord(s))
`
	for name, lacking := range map[string]int{
		"shift_jis": 0, "cp932": 0, "euc_jp": 1, "euc_kr": 0, "cp949": 0, "gb2312": 0, "gbk": 0, "gb18030": 0, "big5": 0, "cp950": 0,
	} {
		listed, err := exec.Command(python, "-c", script, name).Output()
		if err != nil {
			t.Fatal(err)
		}
		want := make(map[string]rune)
		for l := range strings.Lines(string(listed)) {
			var b []byte
			var r rune
			if _, err := fmt.Sscanf(l, "%x %d", &b, &r); err != nil {
				t.Fatal(l, err)
			}
			want[string(b)] = r
		}
		m := multibytes[normalEncoding(name)]
		wrong, more := 0, 0
		check := func(b []byte) {
			out, bad := m.decode(b)
			r := []rune(string(out))
			w, ok := want[string(b)]
			switch {
			case ok && (bad >= 0 || len(r) != 1 || r[0] != w):
				wrong++
				if wrong < 8 {
					t.Logf("%s %x: %U, Python has %U", name, b, r, w)
				}
			case !ok && bad < 0 && len(r) == 1:
				more++
				if more < 8 {
					t.Logf("%s %x: %U, Python has none", name, b, r)
				}
			}
		}
		for a := 0x80; a < 0x100; a++ {
			check([]byte{byte(a)})
			for b := range 0x100 {
				check([]byte{byte(a), byte(b)})
				if a == 0x8F && name == "euc_jp" && b >= 0xA1 {
					for c := 0xA1; c < 0xFF; c++ {
						check([]byte{byte(a), byte(b), byte(c)})
					}
				}
			}
		}
		t.Logf("%s: %d characters, %d differ, %d are ours alone", name, len(want), wrong, more)
		if wrong > lacking || more > 100 {
			t.Errorf("%s: %d differ", name, wrong)
		}
	}
}
