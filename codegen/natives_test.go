package codegen

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNatives checks that the package of every native module is there and
// defines Module.
func TestNatives(t *testing.T) {
	for _, name := range Natives() {
		dir := filepath.Join("../rt", strings.TrimPrefix(natives[name], Path))
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Errorf("%s: no package in %s", name, dir)
			continue
		}
		if !slices.ContainsFunc(files, func(f string) bool {
			text, err := os.ReadFile(f)
			return err == nil && strings.Contains(string(text), "var Module = rt.ModuleDef")
		}) {
			t.Errorf("%s: %s has no Module", name, dir)
		}
	}
}

// TestIdentifiers checks the mapping of Python names to Go's.
func TestIdentifiers(t *testing.T) {
	s := newScope(nil, "rt")
	for _, tt := range []struct{ python, want string }{
		{"x", "x"}, {"x", "x2"}, {"func", "func_"}, {"len", "len_"}, {"_", "_2"}, {"rt", "rt2"},
		{"größe", "größe"}, {"C.m", "C_m"}, {"<lambda>", "lambda"}, {"init", "init_"}, {"a\u0301", "au301"},
	} {
		if got := s.name(tt.python); got != tt.want {
			t.Errorf("%q becomes %q, want %q", tt.python, got, tt.want)
		}
	}
}
