package gobuild

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A small program of two packages, without the runtime.
const (
	smallMain = "package main\n\nimport \"pxcapp/lib\"\n\nfunc main() { println(lib.Answer()) }\n"
	smallLib  = "package lib\n\nfunc Answer() int { return 42 }\n"
)

func smallRequest(t *testing.T, log *bytes.Buffer) *Request {
	t.Helper()
	tool, err := FindGo()
	if err != nil {
		t.Fatal(err)
	}
	return &Request{
		Cache: &Cache{Dir: t.TempDir()},
		Go:    tool,
		Files: map[string][]byte{"main.go": []byte(smallMain), "lib/lib.go": []byte(smallLib)},
		Out:   filepath.Join(t.TempDir(), "out"),
		Log: func(format string, args ...any) {
			log.WriteString(format)
			for _, a := range args {
				if s, ok := a.(string); ok {
					log.WriteString(" " + s)
				}
			}
			log.WriteString("\n")
		},
	}
}

func buildAndRun(t *testing.T, r *Request, want string) {
	t.Helper()
	if err := Build(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(r.Out).CombinedOutput()
	if err != nil || string(out) != want {
		t.Fatalf("the program prints %q (%v), not %q", out, err, want)
	}
}

// The go command is asked once, again for other packages and again when one is gone.
func TestDirect(t *testing.T) {
	var log bytes.Buffer
	r := smallRequest(t, &log)
	steps := []struct {
		name, want string
		change     func()
		asked      bool
	}{
		{"first", "42\n", func() {}, true},
		{"again", "42\n", func() {}, false},
		{"other text", "43\n", func() { r.Files["main.go"] = []byte(strings.Replace(smallMain, "Answer()", "Answer() + 1", 1)) }, false},
		{"other package", "44\n", func() { r.Files["lib/lib.go"] = []byte(strings.Replace(smallLib, "42", "43", 1)) }, true},
		{"package gone", "44\n", func() {
			kept, err := filepath.Glob(filepath.Join(r.Cache.Dir, "packages", "*"))
			if err != nil || len(kept) != 2 {
				t.Fatalf("the cache holds %q (%v), not two answers", kept, err)
			}
			for _, name := range kept {
				config, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				config = bytes.Replace(config, []byte("packagefile runtime="), []byte("packagefile runtime=/nowhere"), 1)
				if err := os.WriteFile(name, config, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}, true},
	}
	for _, s := range steps {
		s.change()
		log.Reset()
		buildAndRun(t, r, s.want)
		if asked := strings.Contains(log.String(), "go list") || strings.Contains(log.String(), " list "); asked != s.asked {
			t.Errorf("%s: the go command was asked: %v, not %v\n%s", s.name, asked, s.asked, log.String())
		}
		if strings.Contains(log.String(), " build -trimpath") {
			t.Errorf("%s: go build was needed\n%s", s.name, log.String())
		}
	}
}

// What the compiler refuses comes back as go build tells it.
func TestDirectFails(t *testing.T) {
	var log bytes.Buffer
	r := smallRequest(t, &log)
	r.Files["main.go"] = []byte(strings.Replace(smallMain, "Answer", "Question", 1))
	err := Build(context.Background(), r)
	refused, ok := err.(*GoError)
	if !ok || !strings.Contains(refused.Output, "undefined: lib.Question") {
		t.Fatalf("the error is %v", err)
	}
	if err := os.RemoveAll(refused.Work); err != nil {
		t.Error(err)
	}
	// A toolchain without its programs where they should be.
	r.Files["main.go"] = []byte(smallMain)
	r.Go.ToolDir = t.TempDir()
	buildAndRun(t, r, "42\n")
	if !strings.Contains(log.String(), " build -trimpath") {
		t.Errorf("go build did not take over:\n%s", log.String())
	}
}
