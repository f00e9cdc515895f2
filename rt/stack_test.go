package rt

import "testing"

// TestParseStack finds the Python functions of one goroutine among others.
func TestParseStack(t *testing.T) {
	sources.Lock()
	old := sources.files
	sources.files = append(sources.files[:len(sources.files):len(sources.files)], SourceFile{Name: "stacked.py", Text: "a\nb\nc\n"})
	file := len(sources.files) - 1
	sources.Unlock()
	defer func() {
		sources.Lock()
		sources.files = old
		sources.Unlock()
	}()
	const text = `goroutine 1 [select]:
main.other(0x1)
	/x/stacked.py:9 +0x1d

goroutine 17 [running, locked to thread]:
pxcapp.P_data_received(0x1, {0x2, 0x3})
	stacked.py:2 +0x1d
github.com/pxc-lang/pxc/rt/net.(*binding).call(0x1)
	/go/rt/net/callback.go:90 +0x2
pxcapp.helper(...)
	/somewhere/stacked.py:3
created by x in goroutine 1
	/go/x.go:3 +0x79

goroutine 18 [running]:
main.other(0x1)
	stacked.py:7 +0x1d
`
	got := parseStack(text, "17")
	if len(got) != 2 || got[0].file != file || got[0].line != 2 || !got[0].near || got[1].line != 3 || got[1].near {
		t.Errorf("%+v", got)
	}
	if got := parseStack(text, "7"); got != nil {
		t.Errorf("%+v", got)
	}
}
