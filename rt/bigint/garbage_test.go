//go:build !race

// The race detector makes sync.Pool, in which math/big keeps its scratch, drop
// what it is given at random: counts of allocations mean nothing then.

package bigint

import (
	"math/big"
	"testing"
)

// TestNoGarbage holds everyday operations to no allocation once results have
// grown.
func TestNoGarbage(t *testing.T) {
	var s Scratch
	x := new(big.Int).Lsh(big.NewInt(12345), 500)
	y := new(big.Int).Lsh(big.NewInt(-777), 222)
	buf := make([]byte, 0, 1024)
	n := testing.AllocsPerRun(100, func() {
		s.SetX(x.Bits(), false)
		s.SetY(y.Bits(), true)
		s.Z.Add(&s.X, &s.Y)
		s.Z.Mul(&s.X, &s.Y)
		s.DivMod()
		s.Bitwise('^')
		s.Z.Lsh(&s.X, 77)
		s.Z.Rsh(&s.Y, 5)
		s.Pow(3)
		buf = s.AppendDigits(buf[:0], &s.X, 10)
		s.SetDigits(buf, 10, false)
		_, _ = s.TrueDiv()
		s.SmallX(5)
		s.Z.Add(&s.X, &s.Y)
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}
