package rt

import "testing"

// BenchmarkTrack makes and frees a container: what the collector's lists add to that.
func BenchmarkTrack(b *testing.B) {
	c := mainCtx
	for _, k := range []struct {
		kind string
		make func() Value
	}{
		{"list", func() Value { return NewList(c, 0) }},
		{"dict", func() Value { return NewDict(c, 0) }},
		{"object", func() Value { return NewOf(c, TypeObject) }},
	} {
		b.Run("kind="+k.kind, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Decref(c, k.make())
			}
		})
	}
}
