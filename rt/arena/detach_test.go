package arena

import (
	"bytes"
	"sync"
	"testing"
)

func TestDetach(t *testing.T) {
	a := New(DefaultLimit)
	s := a.Snapshot()
	used := a.Used()
	a.AllocVar(100 << 10)
	p := a.AllocVar(200 << 10)
	last := a.AllocVar(100 << 10)
	if a.Detach(a.Alloc(16)) != 0 {
		t.Error("a small object was detached")
	}
	want := bytes.Repeat([]byte{7}, 200<<10)
	copy(bytesAt(p, 200<<10), want)
	block := a.Detach(p + 1000)
	if block == 0 {
		t.Fatal("no block")
	}
	a.Rollback(s)
	if a.Used() != used {
		t.Errorf("%d bytes used after the rollback", a.Used())
	}
	for range 4 {
		if q := a.AllocVar(200 << 10); q == p {
			t.Fatal("a detached block was handed out")
		}
	}
	a.Rollback(s)
	if !bytes.Equal(bytesAt(p, 200<<10), want) {
		t.Error("a detached block was written to")
	}
	Return(block)
	found := false
	for range 8 {
		found = found || a.AllocVar(200<<10) == p
	}
	if !found {
		t.Error("a returned block is not used again")
	}
	a.Rollback(s)
	_ = last
}

// Blocks come back from any number of threads.
func TestHammerReturn(t *testing.T) {
	a := New(DefaultLimit)
	var wg sync.WaitGroup
	blocks := make(chan uintptr, 64)
	for range 4 {
		wg.Go(func() {
			for b := range blocks {
				Return(b)
			}
		})
	}
	mapped := uint64(0)
	for i := range 20_000 {
		s := a.Snapshot()
		b := a.Detach(a.AllocVar(64 << 10))
		a.Rollback(s)
		blocks <- b
		if i == 10_000 {
			mapped = arenaSpace.mapped.Load()
		}
	}
	close(blocks)
	wg.Wait()
	if more := arenaSpace.mapped.Load() - mapped; more > 64<<20 {
		t.Errorf("%d bytes mapped by the second half", more)
	}
}
