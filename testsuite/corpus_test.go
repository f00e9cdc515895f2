package testsuite

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/compiler"
)

// TestCorpus compiles every Python file below the directory that PXC_CORPUS
// names (CPython's Lib, say), leaving out what is not supported: nothing may
// panic, the IR must verify after every pass, and Go must accept the text.
func TestCorpus(t *testing.T) {
	dir := os.Getenv("PXC_CORPUS")
	if dir == "" {
		t.Skip("PXC_CORPUS is not set")
	}
	files, compiled := 0, 0
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".py") {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files++
		src, _, err := build(name, string(text), codegen.Options{}, compiler.Options{KeepGoing: true})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if src == nil {
			return nil
		}
		compiled++
		if err := typeCheck(src); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d files compiled", compiled, files)
}
