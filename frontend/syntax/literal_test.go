package syntax

import (
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// TestLiterals checks the values of literals.
func TestLiterals(t *testing.T) {
	huge, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	for src, want := range map[string]any{
		"0": int64(0), "00_0": int64(0), "1_000": int64(1000), "0xFF": int64(255), "0b_101": int64(5), "0O17": int64(15),
		"9223372036854775807": int64(1<<63 - 1), "9223372036854775808": new(big.Int).SetUint64(1 << 63),
		"123456789012345678901234567890": huge, "0x1_0000_0000_0000_0000": new(big.Int).Lsh(big.NewInt(1), 64),
		"1.": 1.0, ".5": 0.5, "1e3": 1000.0, "1_0.2_5E-1": 1.025, "09.5": 9.5, "1j": Imag(1), "0e0J": Imag(0), "0E5": 0.0, "0.e1": 0.0, "010j": Imag(10),
		"None": nil, "True": true, "False": false, "...": Ellipsis{},
		`'a\n\t\\\'\"\a\b\f\v\r'`: "a\n\t\\'\"\a\b\f\v\r", `'\x41\101\u0042\U00000043\0'`: "AABC\x00", `'\400'`: "\u0100",
		`r'\n\''`: `\n\'`, `'\q'`: `\q`, "'a\\\nb'": "ab", "'a\\\r\nb'": "ab", "'''a\r\nb\rc'''": "a\nb\nc",
		`'\ud83d\ude00'`: "\xed\xa0\xbd\xed\xb8\x80", `'\N{EM DASH}\N{latin small letter a}'`: "—a",
		`'\N{HANGUL SYLLABLE GAG}\N{CJK UNIFIED IDEOGRAPH-4E00}\N{LF}'`: "각一\n",
		`'a' "b" '''c'''`: "abc", `b'\x00\377\n'`: []byte("\x00\xff\n"), `b'a' rb'\n'`: []byte(`a\n`), `Rb"\x"`: []byte(`\x`), `b''`: []byte{},
	} {
		var diags diag.List
		mod := Parse(diag.NewFile("x", []byte(src)), Options{}, &diags)
		if diags.Len() > 0 {
			t.Errorf("%s: %s", src, diags.Sorted()[0])
			continue
		}
		got := mod.Body[0].(*ExprStmt).Value.(*Constant).Value
		if fmt.Sprintf("%T %v", got, got) != fmt.Sprintf("%T %v", want, want) {
			t.Errorf("%s = %T %v, want %T %v", src, got, got, want, want)
		}
	}
}

// TestNames checks that names are compared in NFKC.
func TestNames(t *testing.T) {
	for src, want := range map[string]string{"ﬁ": "fi", "ℌ": "H", "x_é": "x_é", "e\u0301": "é", "async + 1": "async", "await.x": "await", "变量": "变量"} {
		var diags diag.List
		mod := Parse(diag.NewFile("x", []byte(src)), Options{}, &diags)
		if diags.Len() > 0 {
			t.Errorf("%s: %s", src, diags.Sorted()[0])
			continue
		}
		got := ""
		Walk(mod, func(n Node) bool {
			if name, ok := n.(*Name); ok {
				got = name.Id
			}
			return true
		})
		if got != want {
			t.Errorf("%s is the name %s, want %s", src, got, want)
		}
	}
}

// TestEncodings checks how the bytes of a file become text.
func TestEncodings(t *testing.T) {
	for _, c := range []struct{ raw, text, msg string }{
		{"x = 'é'\n", "x = 'é'\n", ""},
		{"\xef\xbb\xbfx", "x", ""},
		{"\xef\xbb\xbf# coding: utf-8\n", "# coding: utf-8\n", ""},
		{"# -*- coding: latin-1 -*-\n'\xe9'", "# -*- coding: latin-1 -*-\n'é'", ""},
		{"#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\n'\xa4'", "#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\n'€'", ""},
		{"\n# coding: cp1252\n'\x80'", "\n# coding: cp1252\n'€'", ""},
		{"#\r# coding: koi8-r\r'\xc1'", "#\r# coding: koi8-r\r'а'", ""},
		{"x = 1\n# coding: latin-1\n'é'", "x = 1\n# coding: latin-1\n'é'", ""},
		{"\n\n# coding: latin-1\n'é'", "\n\n# coding: latin-1\n'é'", ""},
		{"# coding: ascii\n'\xe9'", "# coding: ascii\n'\uFFFD'", "the bytes here are not ASCII, which the file declares"},
		{"# coding: nope\n", "# coding: nope\n", "unknown encoding: nope"},
		{"\xef\xbb\xbf# coding: latin-1\n", "# coding: latin-1\n", "encoding problem: latin-1 with BOM"},
		{"'\xff'", "'\uFFFD'", "the bytes here are not UTF-8, and the file declares no other encoding"},
	} {
		var diags diag.List
		f := NewFile("x", []byte(c.raw), &diags)
		msg := ""
		if diags.Len() > 0 {
			msg = diags.Sorted()[0].Msg
		}
		if string(f.Source) != c.text || msg != c.msg {
			t.Errorf("%q: got %q, %q", c.raw, f.Source, msg)
		}
	}
}

// TestComments checks that comments are kept, in order.
func TestComments(t *testing.T) {
	var diags diag.List
	src := "# a\nx = (1, # b\n  2) # c\nif x: # d\n  # e\n  pass\nf'{x # f\n}' '#no'"
	mod := Parse(diag.NewFile("x", []byte(src)), Options{}, &diags)
	got := ""
	for _, c := range mod.Comments {
		got += src[c.Start:c.End]
	}
	if got != "# a# b# c# d# e# f" || diags.Len() > 0 {
		t.Errorf("got %q, %d diagnostics", got, diags.Len())
	}
}

// TestLineEnds parses a module with each kind of line end: the trees, lines
// and columns are the same.
func TestLineEnds(t *testing.T) {
	src, err := os.ReadFile("testdata/bench.py")
	if err != nil {
		t.Fatal(err)
	}
	src = append(src, "\nx = f'''{a\n =\n}\n{b:\n}''' '''\n\n''' \\\n 'c'\n\f\ny = (1,\n\n# c\n\n 2)\nif x:\n\n    # d\n\n    y\n"...)
	dump := func(end string) string {
		var diags diag.List
		f := diag.NewFile("x.py", []byte(strings.ReplaceAll(string(src), "\n", end)))
		mod := Parse(f, Options{}, &diags)
		if diags.Len() > 0 {
			t.Fatalf("%q: %s", end, diags.Sorted()[0])
		}
		return Dump(mod, f, true)
	}
	want := dump("\n")
	for _, end := range []string{"\r\n", "\r"} {
		if dump(end) != want {
			t.Errorf("%q: the tree differs", end)
		}
	}
}

// TestSpoilt checks where a byte that is not UTF-8 is reported: at the string
// around it, if that begins on its line or the file declares UTF-8.
func TestSpoilt(t *testing.T) {
	for raw, want := range map[string]string{
		"x = 'ab\xe9'\n":                       "1:5",
		"x = 1 + a\xe9\n":                      "1:10",
		"# \xff\n":                             "1:3",
		"x = '''a\n\x80'''\n":                  "2:1",
		"# coding: utf-8\nx = '''a\n\x80'''\n": "2:5",
		"x = ('a',\n  'b' '\x80')\n":           "2:7",
	} {
		var diags diag.List
		NewFile("x", []byte(raw), &diags)
		if diags.Len() != 1 {
			t.Errorf("%q: %d diagnostics", raw, diags.Len())
			continue
		}
		d := diags.Sorted()[0]
		line, col := d.File.Position(d.Start)
		if got := fmt.Sprintf("%d:%d", line, col); got != want {
			t.Errorf("%q: reported at %s, want %s", raw, got, want)
		}
	}
}
