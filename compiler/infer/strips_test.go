package infer

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// TestIntArith compares the intervals of operations with the operations on numbers in the
// intervals of their operands.
func TestIntArith(t *testing.T) {
	ops := map[ir.Code]func(x, y int64) (int64, bool){
		ir.OpAdd: func(x, y int64) (int64, bool) { return addInt64(x, y) },
		ir.OpSub: func(x, y int64) (int64, bool) { return x - y, (x-y < x) == (y > 0) },
		ir.OpMul: func(x, y int64) (int64, bool) {
			p := x * y
			return p, x == 0 || p/x == y && !(x == -1 && y == math.MinInt64)
		},
		ir.OpAnd:    func(x, y int64) (int64, bool) { return x & y, true },
		ir.OpOr:     func(x, y int64) (int64, bool) { return x | y, true },
		ir.OpXor:    func(x, y int64) (int64, bool) { return x ^ y, true },
		ir.OpNeg:    func(x, _ int64) (int64, bool) { return -x, x != math.MinInt64 },
		ir.OpInvert: func(x, _ int64) (int64, bool) { return ^x, true },
		ir.OpAbs:    func(x, _ int64) (int64, bool) { return max(x, -x), x != math.MinInt64 },
		ir.OpMin:    func(x, y int64) (int64, bool) { return min(x, y), true },
		ir.OpMax:    func(x, y int64) (int64, bool) { return max(x, y), true },
		ir.OpMod: func(x, y int64) (int64, bool) {
			if y <= 0 {
				return 0, false
			}
			m := x % y
			if m < 0 {
				m += y
			}
			return m, true
		},
		ir.OpFloorDiv: func(x, y int64) (int64, bool) {
			if y <= 0 {
				return 0, false
			}
			q := x / y
			if x%y < 0 {
				q--
			}
			return q, true
		},
		ir.OpRShift: func(x, y int64) (int64, bool) {
			if y < 0 {
				return 0, false
			}
			return x >> uint64(y), true
		},
		ir.OpLShift: func(x, y int64) (int64, bool) {
			if y < 0 || y > 61 {
				return 0, false
			}
			return x << uint64(y), x<<uint64(y)>>uint64(y) == x
		},
	}
	r := rand.New(rand.NewPCG(1, 2))
	number := func() int64 {
		n := int64(r.Uint64()) >> r.IntN(64)
		if r.IntN(4) == 0 {
			n = []int64{0, 1, -1, minInt, maxInt, math.MinInt64, math.MaxInt64, 63, 61}[r.IntN(9)]
		}
		return n
	}
	interval := func() span {
		a, b := number(), number()
		if r.IntN(3) == 0 {
			b = a
		}
		return span{lo: min(a, b), hi: max(a, b)}
	}
	in := func(s span) int64 {
		switch r.IntN(3) {
		case 0:
			return s.lo
		case 1:
			return s.hi
		}
		if d := uint64(s.hi - s.lo); d+1 != 0 {
			return s.lo + int64(r.Uint64N(d+1))
		}
		return int64(r.Uint64())
	}
	for c, op := range ops {
		known := 0
		for range 20000 {
			x, y := interval(), interval()
			z, ok := intArith(c, x, y)
			if !ok {
				continue
			}
			known++
			for range 4 {
				a, b := in(x), in(y)
				if got, fits := op(a, b); !fits || got < z.lo || got > z.hi {
					t.Fatalf("%s of %d and %d is %d, %v, but of %v and %v: %v", c, a, b, got, fits, x, y, z)
				}
			}
		}
		if known < 100 {
			t.Errorf("%s: known %d times only", c, known)
		}
	}
}

// TestAffine checks what is still known as the counter plus a constant.
func TestAffine(t *testing.T) {
	loop := &ir.Loop{}
	i, one, other := span{lo: 0, hi: 9, base: loop, off: 2}, span{lo: 1, hi: 1}, span{lo: 0, hi: 3}
	for _, test := range []struct {
		c    ir.Code
		x, y span
		off  int64
		is   bool
	}{
		{ir.OpAdd, i, one, 3, true},
		{ir.OpAdd, one, i, 3, true},
		{ir.OpSub, i, one, 1, true},
		{ir.OpSub, one, i, 0, false},
		{ir.OpAdd, i, other, 0, false},
		{ir.OpAdd, i, i, 0, false},
		{ir.OpMul, i, one, 0, false},
		{ir.OpMin, i, one, 0, false},
	} {
		z, ok := intArith(test.c, test.x, test.y)
		if is := z.base == any(loop); !ok || is != test.is || is && z.off != test.off {
			t.Errorf("%s of %v and %v: %v, %v", test.c, test.x, test.y, z, ok)
		}
	}
	if z := i.join(span{lo: 4, hi: 5, base: loop, off: 3}); z.base != nil || z.lo != 0 || z.hi != 9 {
		t.Errorf("joined: %v", z)
	}
}
