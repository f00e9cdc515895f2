package uninames

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

func TestLookup(t *testing.T) {
	for _, test := range []struct {
		name string
		want rune
	}{
		{"SPACE", ' '}, {"LATIN SMALL LETTER A", 'a'}, {"EM DASH", 0x2014}, {"GRINNING FACE", 0x1f600}, {"NULL", 0}, {"LF", '\n'},
		{"CJK UNIFIED IDEOGRAPH-4E2D", 0x4e2d}, {"HANGUL SYLLABLE HAN", 0xd55c}, {"HANGUL SYLLABLE GAGG", 0xac02}, {"HANGUL SYLLABLE A", 0xc544}, {"VS256", 0xe01ef},
	} {
		if got, ok := Lookup(test.name); !ok || got != test.want {
			t.Errorf("%s: %x, %v", test.name, got, ok)
		}
	}
	for _, name := range []string{"", "NOTHING", "HANGUL SYLLABLE ", "HANGUL SYLLABLE X", "CJK UNIFIED IDEOGRAPH-0041", "CJK UNIFIED IDEOGRAPH-", "20;SPACE", "SPACE\nEXCLAMATION MARK"} {
		if got, ok := Lookup(name); ok {
			t.Errorf("%q: %x", name, got)
		}
	}
}

// TestAgainstCPython looks for every name that is made by rule, and some of the others.
func TestAgainstCPython(t *testing.T) {
	const program = `
import unicodedata
for c in range(0x110000):
    n = unicodedata.name(chr(c), '')
    if n and (n.startswith(('HANGUL SYL', 'CJK UNIFIED')) or c % 331 == 0):
        print(c, n, sep=';')
`
	out, err := exec.Command("python3.11", "-c", program).Output()
	if err != nil {
		t.Skip("no python3.11")
	}
	for line := range strings.Lines(string(out)) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), ";")
		want, _ := strconv.Atoi(code)
		if got, ok := Lookup(name); !ok || int(got) != want {
			t.Fatalf("%s: %x, %v, want %x", name, got, ok, want)
		}
	}
}
