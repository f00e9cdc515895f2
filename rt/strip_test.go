package rt

import "testing"

func TestBelow(t *testing.T) {
	for _, bits := range []int{0, 16, 40, 44, 61} {
		n := int64(1) << bits
		for i, want := range map[int64]bool{0: true, n: true, -n: true, n - 1: true, n + 1: false, -n - 1: false, MaxInt: n > MaxInt, MinInt: n >= -MinInt} {
			if Below(i, bits) != want {
				t.Errorf("Below(%d, %d) = %v", i, bits, !want)
			}
		}
	}
}

func TestSmallInts(t *testing.T) {
	for _, test := range []struct {
		items  []Value
		rounds int64
		small  bool
		left   int64
	}{
		{nil, 0, true, 0},
		{[]Value{Int(1), Int(-5)}, 15, false, 15},
		{[]Value{Int(1), Int(-5)}, 16, true, 0},
		{[]Value{Int(1 << 44), Int(-1 << 44)}, 100, true, 0},
		{[]Value{Int(1), Int(1<<44 + 1)}, 100, false, 0},
		{[]Value{Int(1), True}, 100, false, 0},
		{[]Value{zeroFloat, Int(1)}, 100, false, 0},
		{[]Value{Int(1), 0}, 100, false, 0},
	} {
		if small, left := SmallInts(test.items, test.rounds); small != test.small || left != test.left {
			t.Errorf("SmallInts(%v, %d) = %v, %d", test.items, test.rounds, small, left)
		}
	}
	items := []Value{Int(1), Int(2), Int(3)}
	PutAt(items, 1, Int(9))
	if At(items, 0) != Int(1) || At(items, 1) != Int(9) || At(items, 2) != Int(3) {
		t.Errorf("items are %v", items)
	}
}
