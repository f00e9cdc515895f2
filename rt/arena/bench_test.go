package arena

import (
	"fmt"
	"testing"
)

// What a callback costs besides its own work: figures are in docs/performance.md.

func BenchmarkBump(b *testing.B) {
	for _, size := range []uintptr{16, 32, 64, 256} {
		b.Run(fmt.Sprintf("size=%d", size), func(b *testing.B) {
			a := New(DefaultLimit)
			s := a.Snapshot()
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				SetHeader(a.Alloc(size), tPair<<8, 0)
				if i++; i == 1000 {
					a.Rollback(s)
					i = 0
				}
			}
		})
	}
}

// BenchmarkRollback is a snapshot and a rollback, with some objects in between: those
// within a chunk, across chunks, and with a block of its own.
func BenchmarkRollback(b *testing.B) {
	for _, bench := range []struct {
		name string
		fill func(a *Arena)
	}{
		{"nothing", func(*Arena) {}},
		{"object", func(a *Arena) { a.Alloc(32) }},
		{"chunks=4", func(a *Arena) {
			for range 4 {
				a.Alloc(24 << 10)
				a.Alloc(24 << 10)
			}
		}},
		{"big", func(a *Arena) { a.AllocVar(1 << 20) }},
	} {
		b.Run("made="+bench.name, func(b *testing.B) {
			a := New(DefaultLimit)
			a.Warm()
			b.ReportAllocs()
			for b.Loop() {
				s := a.Snapshot()
				bench.fill(a)
				a.Rollback(s)
			}
		})
	}
}

// BenchmarkEvacuation moves a chain of pairs that a callback keeps; those of the
// callback before are garbage then, which compactions remove.
func BenchmarkEvacuation(b *testing.B) {
	for _, n := range []int{0, 1, 10, 1000} {
		b.Run(fmt.Sprintf("objects=%d", n), func(b *testing.B) {
			a := New(DefaultLimit)
			var h Heap
			p := h.Alloc(a, 24)
			SetHeader(p, tPair<<8, 0)
			store64(p+8, 4)
			store64(p+16, 4)
			roots := []uint64{uint64(p)}
			b.ReportAllocs()
			for b.Loop() {
				s := a.Snapshot()
				if n > 0 {
					chain := uint64(4)
					for range n {
						chain = uint64(newPair(a, 3, chain))
					}
					self := uintptr(roots[0])
					a.LogDirty(self)
					store64(self+8, chain)
				}
				if h.ShouldCompact() {
					a.Compact(&h, roots)
				} else {
					a.Evacuate(&h, roots)
				}
				a.Rollback(s)
			}
			if n > 0 {
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/object")
			}
			h.Free(a)
		})
	}
}

// BenchmarkCompact copies a heap of 1,000 live objects.
func BenchmarkCompact(b *testing.B) {
	a := New(DefaultLimit)
	var h Heap
	s := a.Snapshot()
	chain := uint64(4)
	for range 1000 {
		chain = uint64(newPair(a, 3, chain))
	}
	roots := []uint64{chain}
	a.Evacuate(&h, roots)
	a.Rollback(s)
	b.ReportAllocs()
	for b.Loop() {
		a.Compact(&h, roots)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/object")
	h.Free(a)
}

// BenchmarkEpoch is what a batch of callbacks pays to read the main heap.
func BenchmarkEpoch(b *testing.B) {
	a := New(DefaultLimit)
	b.ReportAllocs()
	for b.Loop() {
		a.Enter()
		a.Leave()
	}
}

// BenchmarkConnectionHeap is the life of a heap with one small object.
func BenchmarkConnectionHeap(b *testing.B) {
	a := New(DefaultLimit)
	b.ReportAllocs()
	for b.Loop() {
		var h Heap
		h.Alloc(a, 32)
		h.Free(a)
	}
}

// BenchmarkMainObject allocates an object of the main heap and frees it, alone and while
// a context reads.
func BenchmarkMainObject(b *testing.B) {
	for _, readers := range []int{0, 1} {
		b.Run(fmt.Sprintf("readers=%d", readers), func(b *testing.B) {
			m := NewMain(New(DefaultLimit))
			reader := New(DefaultLimit)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				if readers > 0 && i%1000 == 0 {
					reader.Leave()
					m.Reclaim()
					reader.Enter()
				}
				p := m.Arena.Alloc(32)
				SetHeader(p, tBytes<<8, 1)
				store64(p+8, 8)
				m.Drop(p)
				i++
			}
			reader.Leave()
			m.Reclaim()
		})
	}
}
