package rt

import "testing"

func TestCallFilled(t *testing.T) {
	f := addFunc(Func{Name: "f", Params: Params{Names: []string{"a", "b", "k"}, Pos: 3},
		M3: func(c *Ctx, a, b, k Value) Value { return Tuple3(c, a, b, k) },
		P3: func(c *Ctx, a, b, k Value) Value { return Tuple3(c, a, b, k) }})
	SetDefault(mainCtx, f, 1, Int(20))
	SetDefault(mainCtx, f, 2, Int(30))
	both := func(c *Ctx) {
		if Call0(c, f) != 0 || !MatchPending(c, ExcTypeError) {
			t.Error("a call without its required argument went through")
		}
		clearExc(c)
		for given, r := range []Value{Call1(c, f, Int(1)), Call2(c, f, Int(1), Int(2)), Call3(c, f, Int(1), Int(2), Int(3))} {
			for i := range 3 {
				want := Int(int64(i + 1))
				if i > given {
					want *= 10
					want -= 9 // the tag
				}
				if got := TupleItem(r, i); got != want {
					t.Errorf("%d given: item %d is %d, want %d", given+1, i, got.Int(), want.Int())
				}
			}
			c.Drop(r)
		}
	}
	both(mainCtx)
	inContext(both)
}

func BenchmarkCallMethod(b *testing.B) {
	c := NewCtx(1 << 28)
	data := ConstBytes(mainCtx, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	end := ConstBytes(mainCtx, "\r\n\r\n")
	count := Intern(mainCtx, "count")
	s := c.Snapshot()
	b.ReportAllocs()
	for b.Loop() {
		CallMethod1(c, data, count, end)
		c.Rollback(s)
	}
}
