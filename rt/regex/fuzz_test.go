package regex

import (
	"sync/atomic"
	"testing"
)

// FuzzMatch looks for patterns and texts that make the engine panic, or run on
// although it is asked to stop.
func FuzzMatch(f *testing.F) {
	for _, s := range []string{`(a|b)*c`, `(?i)[^\W\d_]+`, `(?<=ab)c(?!d)`, `((a)?b(?(2)c|d))*+`, `(?P<x>.)(?P=x){2,}?`, `\b$^\Z`, `[]-a`, `(?x) a # b`, `(?>a+|b{3})`} {
		f.Add([]byte(s), []byte("aabbcabcdéé\n"), true, uint32(0))
	}
	f.Fuzz(func(t *testing.T, pattern, text []byte, str bool, flags uint32) {
		if len(pattern) > 200 || len(text) > 200 {
			return
		}
		var chars []rune
		for _, b := range pattern {
			chars = append(chars, rune(b))
		}
		p, err := Compile(chars, str, Flags(flags))
		if err != nil {
			return
		}
		var polls int
		var poll atomic.Uint32
		poll.Store(1)
		m := &Matcher{Poll: &poll, MaxFrames: 1 << 14, Polled: func() bool { polls++; return polls < 2000 }}
		try(t, m, p, text)
		wide := make([]uint16, len(text))
		long := make([]uint32, len(text))
		for i, b := range text {
			wide[i], long[i] = uint16(b)<<2, uint32(b)<<9
		}
		polls = 0
		try(t, m, p, wide)
		polls = 0
		try(t, m, p, long)
		Expand(chars, str, p.Groups, map[string]int{"x": 0})
	})
}

func try[T Char](t *testing.T, m *Matcher, p *Pattern, s []T) {
	at, notEmpty := 0, false
	for at <= len(s) {
		if Search(m, p.Code, s, at, notEmpty) != Matched {
			break
		}
		if m.Start < at || m.End < m.Start || m.End > len(s) {
			t.Fatalf("a match from %d to %d of %d, sought from %d", m.Start, m.End, len(s), at)
		}
		for g := 1; g <= p.Groups; g++ {
			if a, b := m.Group(g); a > b || b > len(s) {
				t.Fatalf("group %d from %d to %d", g, a, b)
			}
		}
		notEmpty, at = m.Start == m.End, m.End
	}
	Match(m, p.Code, s, 0, true, false)
}

func TestStops(t *testing.T) {
	p, err := Compile([]rune(`(x+x+)+y`), true, 0)
	if err != nil {
		t.Fatal(err)
	}
	var poll atomic.Uint32
	polls := 0
	m := &Matcher{Poll: &poll, Polled: func() bool { polls++; return false }}
	poll.Store(1)
	if st := Search(m, p.Code, []byte("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"), 0, false); st != Interrupted || polls != 1 {
		t.Errorf("status %d after %d polls", st, polls)
	}
	p, _ = Compile([]rune(`(?:a|b)*c`), true, 0)
	m = &Matcher{MaxFrames: 1000}
	text := make([]byte, 10_000)
	for i := range text {
		text[i] = 'a'
	}
	if st := Match(m, p.Code, text, 0, false, false); st != NoMatch {
		t.Errorf("a loop that needs nothing to come back to: status %d", st)
	}
	p, _ = Compile([]rune(`(?:a|a.|b)*c`), true, 0)
	if st := Match(m, p.Code, text, 0, false, false); st != OutOfMemory {
		t.Errorf("a small stack: status %d", st)
	}
}

func BenchmarkSearch(b *testing.B) {
	text := []byte(`192.168.1.27 - - [10/Oct/2000:13:55:36 -0700] "GET /path/index.html HTTP/1.1" 200 2326 "http://example.com/" "Mozilla/5.0"`)
	for _, bench := range []struct{ name, pattern string }{
		{"prefix", `Mozilla/\d`},
		{"class", `[A-Z]+ /\S+ `},
		{"groups", `(\S+) (\S+) (\S+) \[([^\]]+)\] "(\S+) (\S+) (\S+)" (\d{3}) (\d+|-)`},
		{"lazy", `"(.*?)" "(.*?)"$`},
		{"alternatives", `(?:POST|PUT|HEAD|HTTP)/1`},
	} {
		b.Run("pattern="+bench.name, func(b *testing.B) {
			p, err := Compile([]rune(bench.pattern), true, 0)
			if err != nil {
				b.Fatal(err)
			}
			m := &Matcher{}
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if Search(m, p.Code, text, 0, false) != Matched {
					b.Fatal("no match")
				}
			}
		})
	}
}

// TestNoGarbage holds that a matcher in use allocates nothing.
func TestNoGarbage(t *testing.T) {
	p, _ := Compile([]rune(`(?:(\w+)[ .]|(x|y)*?z)+$`), true, 0)
	m := &Matcher{}
	narrow, wide := []byte("some words. here yxz"), []uint16{'a', 0x100, ' ', 'y', 'z'}
	if n := testing.AllocsPerRun(100, func() {
		Search(m, p.Code, narrow, 0, false)
		Search(m, p.Code, wide, 0, false)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
