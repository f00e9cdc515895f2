package format

import (
	"encoding/hex"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// rows reads testdata/name.txt, which gen_testdata.py wrote.
func rows(t *testing.T, name string) [][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		out = append(out, strings.Split(line, "\t"))
	}
	return out
}

func float(t *testing.T, s string) float64 {
	t.Helper()
	bits, err := strconv.ParseUint(s, 16, 64)
	if err != nil {
		t.Fatal(err)
	}
	return math.Float64frombits(bits)
}

func utf32(t *testing.T, s string) []uint32 {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = uint32(b[4*i]) | uint32(b[4*i+1])<<8 | uint32(b[4*i+2])<<16 | uint32(b[4*i+3])<<24
	}
	return out
}

// spread writes the padding that l describes.
func spread(text []byte, l Layout, outer, inner string) string {
	return strings.Repeat(outer, l.Left) + string(text[:l.Head]) + strings.Repeat(inner, l.Mid) +
		string(text[l.Head:]) + strings.Repeat(outer, l.Right)
}

// messages lists what the errors of these tests mean; the wording with the
// operand's type belongs to package rt.
var messages = map[Error]string{
	ErrDigits: "Too many", ErrBothSeparators: "Cannot specify both", ErrNoPrecision: "Format specifier missing",
	ErrInvalid: "Invalid format specifier", ErrSeparator: "Cannot specify '", ErrType: "Unknown format code",
	ErrIntPrecision: "Precision not allowed", ErrIntZero: "Negative zero coercion (z) not allowed in int",
	ErrCharSign: "Sign not", ErrCharAlt: "Alternate", ErrSyntax: "invalid literal",
	ErrPrecision: "precision too big", ErrWidth: "width too big",
}

func check(t *testing.T, what, got string, err Error, want string) {
	t.Helper()
	if err != OK {
		if text, found := messages[err]; !found || !strings.HasPrefix(want, "!"+text) {
			t.Errorf("%s: error %d, CPython says %q", what, err, want)
		}
	} else if got != want {
		t.Errorf("%s = %q, CPython says %q", what, got, want)
	}
}

func TestRepr(t *testing.T) {
	for _, r := range rows(t, "repr") {
		got := AppendRepr(nil, float(t, r[0]))
		if string(got) != r[1] || len(got) > MaxRepr {
			t.Errorf("repr(%s) = %s, want %s", r[0], got, r[1])
		}
	}
}

func TestFloatSpec(t *testing.T) {
	for _, r := range rows(t, "float") {
		v := float(t, r[0])
		f, err := Parse([]byte(r[1]), 0, '>')
		var text []byte
		var l Layout
		if err == OK {
			bound := f.FloatBound(v)
			text, l, err = f.AppendFloat(make([]byte, 0, bound), v)
			if cap(text) != bound {
				t.Errorf("format(%v, %q) outgrew its bound %d", v, r[1], bound)
			}
		}
		check(t, "format("+string(AppendRepr(nil, v))+", "+r[1]+")", spread(text, l, string(f.Fill), string(f.Fill)), err, r[2])
	}
}

func TestIntSpec(t *testing.T) {
	for _, r := range rows(t, "int") {
		v, _ := strconv.ParseInt(r[0], 10, 64)
		f, err := Parse([]byte(r[1]), 'd', '>')
		var text []byte
		var l Layout
		if err == OK {
			bound := f.IntBound()
			text, l, err = f.AppendInt(make([]byte, 0, bound), v)
			if cap(text) != bound {
				t.Errorf("format(%d, %q) outgrew its bound %d", v, r[1], bound)
			}
		}
		check(t, "format("+r[0]+", "+r[1]+")", spread(text, l, string(f.Fill), string(f.Fill)), err, r[2])
	}
}

func TestPercent(t *testing.T) {
	for _, r := range rows(t, "percent") {
		p := Scanner[byte]{S: []byte(r[2])}
		var f Percent
		if from, to, more := p.Literal(); from != 0 || to != 0 || !more {
			t.Fatalf("%q: no conversion", r[2])
		}
		p.Flags(&f)
		if _, err := p.Width(&f); err != OK {
			t.Errorf("%q: %d", r[2], err)
		}
		if _, err := p.Precision(&f); err != OK {
			t.Errorf("%q: %d", r[2], err)
		}
		if err := p.Type(&f); err != OK {
			t.Errorf("%q: %d", r[2], err)
		}
		var text []byte
		var l Layout
		var bound int
		if r[0] == "d" {
			v, _ := strconv.ParseInt(r[1], 10, 64)
			bound = f.IntBound()
			text, l = f.AppendInt(make([]byte, 0, bound), v)
		} else {
			v := float(t, r[1])
			bound = f.FloatBound(v)
			text, l = f.AppendFloat(make([]byte, 0, bound), v)
		}
		if cap(text) != bound {
			t.Errorf("%q outgrew its bound %d", r[2], bound)
		}
		check(t, r[2]+" % "+r[1], spread(text, l, " ", "0")+r[2][p.Pos:], OK, r[3])
	}
}

func TestQuote(t *testing.T) {
	for _, r := range rows(t, "quote") {
		s := utf32(t, r[0])
		for _, ascii := range []bool{false, true} {
			n, quote, widest := Quoted(s, ascii)
			dst := make([]uint32, n)
			if got := Quote(dst, s, quote, ascii); got != n {
				t.Errorf("%s: wrote %d of %d", r[2], got, n)
			}
			var want []uint32
			if ascii {
				for _, b := range []byte(r[2]) {
					want = append(want, uint32(b))
				}
			} else {
				want = utf32(t, r[1])
			}
			high := rune(127)
			for i, ch := range want {
				high = max(high, rune(ch))
				if i >= n || dst[i] != ch {
					t.Errorf("%s: got %x, want %x", r[2], dst, want)
					break
				}
			}
			if n != len(want) || widest != high {
				t.Errorf("%s: measured %d, %x; want %d, %x", r[2], n, widest, len(want), high)
			}
		}
	}
}

func TestQuoteBytes(t *testing.T) {
	for _, r := range rows(t, "bytes") {
		s, _ := hex.DecodeString(r[0])
		n, quote := BytesQuoted(s)
		dst := make([]byte, n)
		if got := QuoteBytes(dst, s, quote); got != n || string(dst) != r[1] {
			t.Errorf("got %s (%d), want %s", dst, got, r[1])
		}
	}
}

func TestParseInt(t *testing.T) {
	for _, r := range rows(t, "parseint") {
		base, _ := strconv.Atoi(r[1])
		v, err := ParseInt(utf32(t, r[0]), base, true)
		if err == ErrRange {
			if len(r[2]) < 18 || r[2][0] == '!' {
				t.Errorf("int(%s, %s) out of range, want %s", r[0], r[1], r[2])
			}
			continue
		}
		check(t, "int("+r[0]+", "+r[1]+")", strconv.FormatInt(v, 10), err, r[2])
	}
}

func TestParseFloat(t *testing.T) {
	for _, r := range rows(t, "parsefloat") {
		s := utf32(t, r[0])
		v, number, err := ParseFloat(s, make([]byte, 0, len(s)), true)
		if len(number) > 0 {
			f, _ := strconv.ParseFloat(string(number), 64)
			v *= f
		}
		if err != OK {
			if r[1][0] != '!' {
				t.Errorf("float(%s) refused, want %s", r[0], r[1])
			}
			continue
		}
		check(t, "float("+r[0]+")", string(AppendRepr(nil, v)), OK, r[1])
	}
}

// TestNoAllocs pins that formatting into a sufficient buffer stays off the
// heap: callbacks format.
func TestNoAllocs(t *testing.T) {
	buf := make([]byte, 0, 4096)
	spec, _ := Parse([]byte("+020,.3f"), 0, '>')
	ispec, _ := Parse([]byte("#_x"), 'd', '>')
	percent := Percent{Width: 10, Precision: 3, Type: 'g'}
	for name, f := range map[string]func(){
		"repr":    func() { AppendRepr(buf, 1.1) },
		"float":   func() { spec.AppendFloat(buf, 1234567.891) },
		"int":     func() { ispec.AppendInt(buf, 1<<40) },
		"percent": func() { percent.AppendFloat(buf, 2.0/3) },
		"parse":   func() { Parse(buf[:0], 0, '>') },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func BenchmarkRepr(b *testing.B) {
	b.ReportAllocs()
	buf := make([]byte, 0, MaxRepr)
	for b.Loop() {
		AppendRepr(buf, 0.1)
	}
}
