package rt

import "testing"

// TestFastPaths compares every fast path with the general operation: where it
// answers it must answer the same.
func TestFastPaths(t *testing.T) {
	edges := []int64{0, 1, 2, 3, 7, 10, 61, 62, 63, 64, 1000003, 1<<31 - 1, 1 << 31, 1<<53 + 1, 1 << 61, MaxInt - 1, MaxInt}
	var vs []Value
	for _, x := range edges {
		vs = append(vs, Int(x), Int(-x))
	}
	vs = append(vs, Int(MinInt), Int(MinInt+1), True, False, None, NewFloat(mainCtx, 1.5), NewFloat(mainCtx, 0), IntValue(mainCtx, 1<<62), NewStr(mainCtx, "s"))
	for _, op := range []struct {
		name    string
		fast    func(a, b Value) (Value, bool)
		general func(c *Ctx, a, b Value) Value
	}{
		{"Add", AddOK, Add}, {"Sub", SubOK, Sub}, {"Mul", MulOK, Mul}, {"FloorDiv", FloorDivOK, FloorDiv}, {"Mod", ModOK, Mod},
		{"LShift", LShiftOK, LShift}, {"RShift", RShiftOK, RShift}, {"And", AndOK, And}, {"Or", OrOK, Or}, {"Xor", XorOK, Xor},
	} {
		answers := 0
		for _, a := range vs {
			for _, b := range vs {
				got, ok := op.fast(a, b)
				if !ok {
					continue
				}
				answers++
				if want := op.general(mainCtx, a, b); got != want {
					t.Errorf("%s(%#x, %#x) = %#x, not %#x", op.name, uint64(a), uint64(b), uint64(got), uint64(want))
				}
			}
		}
		if answers == 0 {
			t.Errorf("%s: no answers", op.name)
		}
	}
}
