package rt

import "testing"

// BenchmarkOps times operations in both worlds.
func BenchmarkOps(b *testing.B) {
	m := mainCtx
	percent, xyz := ConstStr(m, "a%d"), ConstStr(m, "xyz")
	upper := Intern(m, "upper")
	l := NewList(m, 0)
	for i := range 100_000 {
		ListAppend(m, l, Int(int64(i*7919%100_003)))
	}
	strs := NewList(m, 0)
	for i := range 20_000 {
		s := intStr(m, int64(i*7919%100_003))
		ListAppend(m, strs, s)
		m.Drop(s)
	}
	ops := []struct {
		name string
		f    func(c *Ctx)
	}{
		{"percent", func(c *Ctx) { c.Drop(Mod(c, percent, Int(12345))) }},
		{"concat", func(c *Ctx) { c.Drop(Add(c, percent, xyz)) }},
		{"upper", func(c *Ctx) { c.Drop(CallMethod0(c, xyz, upper)) }},
		{"str", func(c *Ctx) { c.Drop(Str(c, Int(12345))) }},
		{"index", func(c *Ctx) { c.Drop(GetItem(c, xyz, Int(1))) }},
		{"append100", func(c *Ctx) {
			l := NewList(c, 0)
			for i := range 100 {
				ListAppend(c, l, Int(int64(i)))
			}
			c.Drop(l)
		}},
		{"dict100", func(c *Ctx) {
			d := NewDict(c, 0)
			for i := range 100 {
				DictSet(c, d, Int(int64(i)), None)
			}
			c.Drop(d)
		}},
		{"iterate100k", func(c *Ctx) {
			it := Iter(c, l)
			for v := Next(c, it); v != 0; v = Next(c, it) {
				c.Drop(v)
			}
			c.Drop(it)
		}},
		{"sorted100k", func(c *Ctx) { c.Drop(Sorted(c, l, 0, 0)) }},
		{"sortedstr20k", func(c *Ctx) { c.Drop(Sorted(c, strs, 0, 0)) }},
	}
	ctx := NewCtx(1 << 28)
	s := ctx.Snapshot()
	for _, op := range ops {
		b.Run(op.name+"/world=main", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				op.f(m)
			}
		})
		b.Run(op.name+"/world=context", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				op.f(ctx)
				ctx.Rollback(s)
			}
		})
	}
}
