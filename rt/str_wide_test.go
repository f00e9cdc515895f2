package rt

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestWideStrings compares what is done to strings of each kind with Go's own.
func TestWideStrings(t *testing.T) {
	c := mainCtx
	for _, s := range []string{"", "a", "é", "ж", "漢字", "𝄞", "a b\tc", "é b", "это  текст", "\u2003a\u2003", "x𝄞 y", "ß ж", "ŉж", "Σж", strings.Repeat("ж", 17) + "𝄞",
		strings.Repeat("a", 40) + "ж", strings.Repeat("é", 15) + "€", "\ue000\uffff\u0800\u07ff"} {
		v := NewStr(c, s)
		if got := GoString(v); got != s {
			t.Errorf("GoString(NewStr(%q)) = %q", s, got)
		}
		if n, surrogate := utf8Len(v); n != len(s) || surrogate != -1 {
			t.Errorf("utf8Len(%q) = %d, %d", s, n, surrogate)
		}
		d, ok := decodeValidUTF8(c, []byte(s))
		if !ok || s != "" && !strEqual(d, v) || strKind(d) != strKind(v) {
			t.Errorf("decodeValidUTF8(%q) = %q, %v", s, GoString(d), ok)
		}
		for i := range strLen(v) {
			want := uint32(kindASCII)
			for _, r := range []rune(s)[i:] {
				want = max(want, kindOf(r))
			}
			if got := widest(v, i, strLen(v)); got != want {
				t.Errorf("widest(%q, %d) = %d, not %d", s, i, got, want)
			}
		}
		l := strSplit(c, v, 0, 0)
		var parts []string
		for i := range ListLen(l) {
			parts = append(parts, GoString(listItems(l)[i]))
		}
		if want := strings.Fields(s); strings.Join(parts, "|") != strings.Join(want, "|") {
			t.Errorf("split(%q) = %q, not %q", s, parts, want)
		}
		if u := GoString(strUpper(c, v)); !strings.ContainsAny(s, "ßŉ") && u != strings.ToUpper(s) {
			t.Errorf("upper(%q) = %q", s, u)
		}
		if u := strUpper(c, v); strKind(u) != widest(u, 0, strLen(u)) || !utf8.ValidString(GoString(u)) {
			t.Errorf("upper(%q) has kind %d", s, strKind(u))
		}
	}
}

func TestIntBase(t *testing.T) {
	c := mainCtx
	for _, x := range []struct {
		v      int64
		base   int
		prefix string
		want   string
	}{
		{0, 2, "0b", "0b0"}, {1, 2, "0b", "0b1"}, {-5, 2, "0b", "-0b101"}, {8, 8, "0o", "0o10"}, {7, 8, "0o", "0o7"},
		{-64, 8, "0o", "-0o100"}, {255, 16, "0x", "0xff"}, {256, 16, "0x", "0x100"}, {-1 << 62, 16, "0x", "-0x4000000000000000"},
	} {
		v := IntValue(c, x.v)
		if got := GoString(intBase(c, v, x.base, x.prefix)); got != x.want {
			t.Errorf("%d in base %d = %s, not %s", x.v, x.base, got, x.want)
		}
	}
}
