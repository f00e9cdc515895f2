package diag

import (
	"strings"
	"testing"
)

func TestPosition(t *testing.T) {
	f := NewFile("a.py", []byte("one\r\ntwö x\rthree\n\tfour"))
	for _, c := range []struct {
		pos       Pos
		line, col int
	}{
		{0, 1, 1}, {2, 1, 3}, {5, 2, 1}, {9, 2, 4}, {10, 2, 5}, {12, 3, 1}, {18, 4, 1}, {19, 4, 2},
		{23, 4, 6}, {99, 4, 6}, {-1, 1, 1},
	} {
		if line, col := f.Position(c.pos); line != c.line || col != c.col {
			t.Errorf("Position(%d) = %d:%d, want %d:%d", c.pos, line, col, c.line, c.col)
		}
	}
	for n, want := range map[int]string{0: "", 1: "one", 2: "twö x", 3: "three", 4: "\tfour", 5: ""} {
		if got := f.Line(n); got != want {
			t.Errorf("Line(%d) = %q, want %q", n, got, want)
		}
	}
	if f.Lines() != 4 || NewFile("", nil).Lines() != 1 {
		t.Error("wrong number of lines")
	}
}

func TestText(t *testing.T) {
	at := func(f *File, text string) Span {
		i := strings.Index(string(f.Source), text)
		return Span{Pos(i), Pos(i + len(text))}
	}
	f := NewFile("cache.py", []byte("value = b''\nif x:\n\tcache[key] = value\nname = '世界' + nam\nx = (1,\n     2)\n"))
	for _, c := range []struct {
		name, want string
		d          Diagnostic
	}{
		{"tabs, note and help", `cache.py:3:2: error: a parallel object would outlive its callback [persist]
    3 | 	cache[key] = value
      | 	^~~~~~~~~~~~~~~~~~
cache.py:1:9: note: allocated here
help: keep it in a parallel.dict()
`, Diagnostic{File: f, Span: at(f, "cache[key] = value"), Code: "persist", Msg: "a parallel object would outlive its callback",
			Notes: []Note{{f, at(f, "b''"), "allocated here"}}, Help: "keep it in a parallel.dict()"}},
		{"wide characters", `cache.py:4:15: warning: name 'nam' is not defined [undefined]
    4 | name = '世界' + nam
      |                 ^~~
`, Diagnostic{File: f, Span: at(f, "nam\n"), Severity: Warning, Code: Undefined, Msg: "name 'nam' is not defined"}},
		{"several lines", `cache.py:5:5: error: m [syntax]
    5 | x = (1,
      |     ^~~
`, Diagnostic{File: f, Span: at(f, "(1,\n     2)"), Code: Syntax, Msg: "m"}},
		{"empty span at the end of a line", `cache.py:2:6: error: m [syntax]
    2 | if x:
      |      ^
`, Diagnostic{File: f, Span: Span{17, 17}, Code: Syntax, Msg: "m"}},
		{"no position", "cache.py: error: m [encoding]\n", Diagnostic{File: f, Span: Span{NoPos, NoPos}, Code: Encoding, Msg: "m"}},
		{"no file", "error: m\n", Diagnostic{Msg: "m"}},
		{"control characters", "error: a\\x1b\\n\"b\"\n", Diagnostic{Msg: "a\x1b\n\"b\""}},
	} {
		if got := c.d.String(); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// TestLongLine: a huge line is cut around the mistake.
func TestLongLine(t *testing.T) {
	src := strings.Repeat("a", 5000) + "MISTAKE" + strings.Repeat("b", 5000)
	d := Diagnostic{File: NewFile("x.py", []byte(src)), Span: Span{5000, 5007}, Msg: "m"}
	lines := strings.Split(d.String(), "\n")
	if len(lines[1]) > 300 || !strings.Contains(lines[1], "MISTAKE") {
		t.Errorf("got %q", lines[1])
	}
	if strings.Index(lines[1], "MISTAKE")-len("…")+1 != strings.Index(lines[2], "^") {
		t.Errorf("misplaced caret:\n%s", d.String())
	}
}

func TestLimit(t *testing.T) {
	var l List
	f := NewFile("a.py", []byte(strings.Repeat("x\n", 40)))
	for i := range 12 {
		l.Warn(f, Span{Pos(i), Pos(i + 1)}, Undefined, "w")
		l.Warn(f, Span{Pos(i), Pos(i + 1)}, Undefined, "w") // a repeat
	}
	l.Error(f, Span{30, 31}, Syntax, "e")
	if !l.HasErrors() || l.Len() != 25 || len(l.Sorted()) != 13 {
		t.Errorf("%d diagnostics, %d without repeats", l.Len(), len(l.Sorted()))
	}
	shown, left := l.Limited(DefaultLimit)
	if len(shown) != 10 || left != 3 || shown[9].Msg != "e" {
		t.Errorf("%d shown, %d left, last %v", len(shown), left, shown[9])
	}
	var b strings.Builder
	if err := l.WriteText(&b, TextOptions{Limit: 2}); err != nil || !strings.HasSuffix(b.String(), "11 more not shown; -e shows all\n") {
		t.Errorf("%v\n%s", err, b.String())
	}
	b.Reset()
	if err := l.WriteText(&b, TextOptions{Limit: 1, Color: true}); err != nil || !strings.Contains(b.String(), styleError+"error:"+styleOff) {
		t.Errorf("%v\n%q", err, b.String())
	}
}

func TestJSON(t *testing.T) {
	var l List
	f := NewFile("ä.py", []byte("x = <ö>\n"))
	l.Error(f, Span{4, 8}, Syntax, "m <&>").Note(f, Span{0, 1}, "n").Help = "h"
	l.Warn(nil, Span{}, Encoding, "no file")
	var b strings.Builder
	if err := l.WriteJSON(&b, 0); err != nil {
		t.Fatal(err)
	}
	want := `{"file":"","line":0,"column":0,"end_line":0,"end_column":0,"severity":"warning","code":"encoding","message":"no file"}
{"file":"ä.py","line":1,"column":5,"end_line":1,"end_column":8,"severity":"error","code":"syntax","message":"m <&>","notes":[{"file":"ä.py","line":1,"column":1,"end_line":1,"end_column":2,"message":"n"}],"help":"h"}
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// TestCodesTable: every code is documented once.
func TestCodesTable(t *testing.T) {
	seen := make(map[Code]bool)
	for _, c := range Codes {
		if c.Summary == "" || !strings.HasSuffix(c.Summary, ".") || seen[c.Code] {
			t.Errorf("%s: bad or second row", c.Code)
		}
		seen[c.Code] = true
		if Lookup(c.Code).Summary != c.Summary {
			t.Errorf("Lookup(%s) finds another", c.Code)
		}
	}
	if Lookup("no such") != nil {
		t.Error("Lookup finds what is not there")
	}
}

// What is kept beside a cached binary reads as it did.
func TestSave(t *testing.T) {
	f, g := NewFile("a.py", []byte("x = 世界\nf(1)\n")), NewFile("b/b.py", []byte("def f(a, b):\n\tpass\n"))
	var l, m List
	l.Warn(f, Span{4, 10}, Undefined, "name '世界' is not defined").Help = "bind it"
	l.Warn(f, Span{11, 15}, Call, "f() missing 1 argument").Note(g, Span{4, 5}, "defined here").Note(nil, Span{}, "nowhere")
	l.Add(&Diagnostic{Severity: Error, Code: Import, Msg: "no file"})
	data, err := l.Save()
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Restore(data); err != nil {
		t.Fatal(err)
	}
	var a, b strings.Builder
	_, _ = l.WriteText(&a, TextOptions{}), m.WriteText(&b, TextOptions{})
	_, _ = l.WriteJSON(&a, 0), m.WriteJSON(&b, 0)
	if a.String() != b.String() || m.Len() != 3 || !m.HasErrors() {
		t.Errorf("%s\nbecame\n%s", a.String(), b.String())
	}
	if m.Restore([]byte("{")) == nil {
		t.Error("what is cut off was read")
	}
}
