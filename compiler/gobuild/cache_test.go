package gobuild

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
)

// An entry whose file is missing is made again; one that is there is not touched.
func TestCacheEntryWithoutFile(t *testing.T) {
	c := &Cache{Dir: t.TempDir()}
	builds := 0
	build := func(out string) error {
		builds++
		return os.WriteFile(out, []byte("x"), 0o755)
	}
	for i := range 4 {
		before := builds
		if i == 2 {
			if err := os.Remove(filepath.Join(c.Dir, "bin", "k", "app")); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(c.Dir, "bin", "k", "other"), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		bin, err := c.Binary("k", "app", build)
		if err != nil || !isFile(bin) {
			t.Fatal(bin, err)
		}
		if made := builds > before; made != (i%2 == 0) {
			t.Errorf("step %d: built: %v", i, made)
		}
	}
	failed := errors.New("failed")
	if _, err := c.Binary("l", "app", func(string) error { return failed }); err != failed {
		t.Error(err)
	}
	if left, err := filepath.Glob(filepath.Join(c.Dir, "bin", ".new-*")); err != nil || len(left) > 0 {
		t.Error(left, err)
	}
}

// Many processes may want the same entry at once: each gets a file that is there, and
// stays.
func TestCacheHammer(t *testing.T) {
	c := &Cache{Dir: t.TempDir()}
	for round := range 50 {
		key := Key([]byte{byte(round)})
		var wg sync.WaitGroup
		var lost atomic.Int32
		for range 32 {
			wg.Go(func() {
				bin, err := c.Binary(key, "app", func(out string) error { return os.WriteFile(out, []byte("x"), 0o755) })
				for range 20 {
					if err != nil || !isFile(bin) {
						lost.Add(1)
					}
				}
			})
		}
		wg.Wait()
		if n := lost.Load(); n > 0 {
			t.Fatalf("round %d: missing %d times", round, n)
		}
	}
}
