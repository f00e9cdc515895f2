package unicodedata

import (
	"fmt"
	"hash/crc32"
	"testing"
)

// TestAgainstCPython compares every code point with CPython 3.11. The sum is
// that of the text which this program prints:
//
//	import sys, unicodedata, zlib
//	sum = 0
//	for cp in range(0x110000):
//	    c = chr(cp)
//	    flags = [c.isprintable(), c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.isalnum(),
//	             c.isupper(), c.islower(), c.isspace(), c.isidentifier(), ('a' + c).isidentifier(),
//	             len(('a' + c + 'a').splitlines()) > 1]
//	    maps = [c.upper(), c.lower() if cp != 0x3a3 else '\u03c3', c.title(), c.casefold()]
//	    line = ''.join('01'[f] for f in flags) + ' %d ' % unicodedata.decimal(c, -1) + \
//	           ' '.join(','.join('%x' % ord(m) for m in s) for s in maps) + '\n'
//	    sum = zlib.crc32(line.encode(), sum)
//	print('%08x' % sum)
func TestAgainstCPython(t *testing.T) {
	sum := crc32.NewIEEE()
	for r := rune(0); r < 0x110000; r++ {
		for _, f := range []bool{IsPrintable(r), IsAlpha(r), IsDecimal(r), IsDigit(r), IsNumeric(r), IsAlnum(r),
			IsUpper(r), IsLower(r), IsSpace(r), IsIDStart(r), IsIDContinue(r), IsLineBreak(r)} {
			if f {
				sum.Write([]byte{'1'})
			} else {
				sum.Write([]byte{'0'})
			}
		}
		fmt.Fprintf(sum, " %d", Decimal(r))
		for _, m := range []func(rune, *[MaxMapped]rune) int{Upper, Lower, Title, Fold} {
			var out [MaxMapped]rune
			sep := byte(' ')
			for i, n := 0, m(r, &out); i < n; i++ {
				fmt.Fprintf(sum, "%c%x", sep, out[i])
				sep = ','
			}
		}
		sum.Write([]byte{'\n'})
	}
	if got := fmt.Sprintf("%08x", sum.Sum32()); got != "8135604d" {
		t.Errorf("the tables sum to %s, CPython's to 8135604d", got)
	}
}

func TestFinalSigma(t *testing.T) {
	for _, test := range []struct {
		text string
		want bool
	}{
		{"ΑΣ", true}, {"Σ", false}, {"ΑΣΑ", false}, {"Α'Σ", true}, {"ΑΣ'Α", false}, {"ΑΣ ", true}, {" Σ", false},
	} {
		s := []rune(test.text)
		i := 0
		for s[i] != CapitalSigma {
			i++
		}
		if got := FinalSigma(i, len(s), func(j int) rune { return s[j] }); got != test.want {
			t.Errorf("FinalSigma in %q = %v", test.text, got)
		}
	}
}
