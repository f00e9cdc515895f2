package bigint

import (
	"math"
	"math/big"
	"math/rand"
	"testing"
)

func random(r *rand.Rand) *big.Int {
	z := new(big.Int)
	switch r.Intn(4) {
	case 0:
		z.SetInt64(int64(r.Intn(5)))
	case 1:
		z.SetUint64(r.Uint64())
	default:
		z.Rand(r, new(big.Int).Lsh(big.NewInt(1), uint(1+r.Intn(900))))
	}
	if r.Intn(3) == 0 { // near a power of two
		z.Lsh(big.NewInt(1), uint(r.Intn(200)))
		z.Add(z, big.NewInt(int64(r.Intn(3)-1)))
	}
	if r.Intn(2) == 0 {
		z.Neg(z)
	}
	return z
}

func TestAgainstBig(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	var s Scratch
	for range 20000 {
		x, y := random(r), random(r)
		s.SetX(x.Bits(), x.Sign() < 0)
		s.SetY(y.Bits(), y.Sign() < 0)
		for op, want := range map[byte]*big.Int{'&': new(big.Int).And(x, y), '|': new(big.Int).Or(x, y), '^': new(big.Int).Xor(x, y)} {
			if s.Bitwise(op); s.Z.Cmp(want) != 0 {
				t.Fatalf("%v %c %v = %v, want %v", x, op, y, &s.Z, want)
			}
		}
		if y.Sign() != 0 {
			s.DivMod()
			back := new(big.Int).Mul(&s.Z, y)
			if back.Add(back, &s.R); back.Cmp(x) != 0 || s.R.Sign() != 0 && s.R.Sign() != y.Sign() || s.R.CmpAbs(y) >= 0 {
				t.Fatalf("divmod(%v, %v) = %v, %v", x, y, &s.Z, &s.R)
			}
			got, ok := s.TrueDiv()
			want, _ := new(big.Rat).SetFrac(x, y).Float64()
			if want == 0 {
				want = 0 // without a sign
			}
			if ok == math.IsInf(want, 0) || ok && got != want {
				t.Fatalf("%v / %v = %v, want %v", x, y, got, want)
			}
		}
		got, _ := Float(x)
		want, _ := new(big.Float).SetInt(x).Float64()
		if got != want {
			t.Fatalf("float(%v) = %v, want %v", x, got, want)
		}
		s.SetFloat(got)
		whole, _ := new(big.Float).SetFloat64(want).Int(nil)
		if s.Z.Cmp(whole) != 0 || s.CmpFloat(got) != x.Cmp(whole) {
			t.Fatalf("%v and %v", x, got)
		}
		for _, base := range []int{2, 8, 10, 16} {
			text := s.AppendDigits(nil, x, base)
			if string(text) != new(big.Int).Abs(x).Text(base) {
				t.Fatalf("%v in base %d is %s", x, base, text)
			}
			if s.SetDigits(text, base, x.Sign() < 0); s.Z.Cmp(x) != 0 {
				t.Fatalf("%s in base %d is %v", text, base, &s.Z)
			}
		}
		little := r.Intn(2) == 0
		b := make([]byte, x.BitLen()/8+1+r.Intn(3))
		PutBytes(b, x, little)
		if s.SetBytes(b, little, true); s.Z.Cmp(x) != 0 {
			t.Fatalf("bytes of %v: %x", x, b)
		}
		m := big.NewInt(1<<61 - 1)
		h := new(big.Int).Rem(x, m).Int64()
		if h == -1 {
			h = -2
		}
		if got := Hash(x.Bits(), x.Sign() < 0); got != h {
			t.Fatalf("hash(%v) = %d, want %d", x, got, h)
		}
	}
}

func TestSubnormalQuotients(t *testing.T) {
	var s Scratch
	r := rand.New(rand.NewSource(2))
	for range 3000 {
		x := new(big.Int).Rand(r, new(big.Int).Lsh(big.NewInt(1), uint(1+r.Intn(150))))
		y := new(big.Int).Lsh(big.NewInt(1+r.Int63()), uint(900+r.Intn(300)))
		s.SetX(x.Bits(), false)
		s.SetY(y.Bits(), false)
		got, _ := s.TrueDiv()
		if want, _ := new(big.Rat).SetFrac(x, y).Float64(); got != want {
			t.Fatalf("%v / %v = %v, want %v", x, y, got, want)
		}
	}
}

func TestPow(t *testing.T) {
	var s Scratch
	for x := int64(-5); x <= 5; x++ {
		for n := int64(0); n < 70; n++ {
			s.SmallX(x)
			if s.Pow(uint64(n)); s.Z.Cmp(new(big.Int).Exp(big.NewInt(x), big.NewInt(n), nil)) != 0 {
				t.Fatalf("%d ** %d = %v", x, n, &s.Z)
			}
		}
	}
}
