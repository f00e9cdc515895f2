package libm

import (
	"bufio"
	"math"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestGlibc compares, bit by bit, the functions that follow glibc's operations
// with what glibc answered.
func TestGlibc(t *testing.T) {
	f, err := os.Open("testdata/glibc.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for in := bufio.NewScanner(f); in.Scan(); {
		word := strings.Fields(in.Text())
		var v [3]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(word[i+1], 64); err != nil {
				t.Fatal(err)
			}
		}
		one := map[string]func(float64) float64{"cbrt": Cbrt, "exp": Exp, "exp2": Exp2, "log": Log, "log10": Log10, "log2": Log2}
		got := Pow(v[0], v[1])
		if word[0] != "pow" {
			got = one[word[0]](v[0])
		}
		if math.Float64bits(got) != math.Float64bits(v[2]) {
			t.Errorf("%s(%x, %x) = %x, want %x", word[0], v[0], v[1], got, v[2])
		}
	}
}

// TestQuick holds the quick way of sines and arcs to the thorough one.
func TestQuick(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	for range 50_000 {
		x := math.Ldexp(r.Float64()-0.5, r.Intn(24)-4)
		s, c := ddSinCos(x)
		for _, test := range []struct {
			name      string
			got, want float64
		}{
			{"sin", Sin(x), s.hi}, {"cos", Cos(x), c.hi}, {"tan", Tan(x), s.div(c).hi},
			{"atan", Atan(x), refine(math.Atan(x), dd{1, 0}, dd{x, 0})},
			{"atan2", Atan2(x, -3), refine(math.Atan2(x, -3), dd{-3, 0}, dd{x, 0})},
		} {
			if test.got != test.want {
				t.Errorf("%s(%x) = %x, want %x", test.name, x, test.got, test.want)
			}
		}
	}
}

func TestEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, test := range []struct{ got, want float64 }{
		{Pow(-2, 3), -8}, {Pow(-2, -3), -0.125}, {Pow(-2, 0.5), nan}, {Pow(0, -1), inf}, {Pow(-1, inf), 1}, {Pow(2, 1e300), inf},
		{Pow(0.5, 1e300), 0}, {Pow(-1, 1e300), 1}, {Pow(5e-324, 0.5), 0x1p-537}, {Pow(1, nan), 1}, {Pow(nan, 0), 1}, {Pow(-5e-324, 3), math.Copysign(0, -1)},
		{Pow(3, 1e-70), 1}, {Exp(inf), inf}, {Exp(-inf), 0}, {Exp(nan), nan}, {Exp(710), inf}, {Exp(-746), 0}, {Exp(-745), 5e-324}, {Exp(1e-60), 1},
		{Exp2(1024), inf}, {Exp2(-1074), 5e-324}, {Exp2(-1076), 0}, {Exp2(10), 1024}, {Exp2(nan), nan},
		{Log(0), -inf}, {Log(-1), nan}, {Log(inf), inf}, {Log(nan), nan}, {Log(1), 0}, {Log2(8), 3}, {Log2(5e-324), -1074}, {Log2(0), -inf}, {Log2(-2), nan},
		{Log10(1000), 3}, {Atan2(-1e-300, -1e300), -math.Pi}, {Acos(0), math.Pi / 2}, {Acos(-1), math.Pi}, {Asin(2), nan}, {Cbrt(-8), -2}, {Cbrt(0), 0},
		{Sin(0), 0}, {Cos(0), 1}, {Sin(1e-200), 1e-200}, {Sin(inf), nan}, {Tan(inf), nan},
	} {
		if test.got != test.want && !(test.got != test.got && test.want != test.want) ||
			math.Signbit(test.got) != math.Signbit(test.want) && test.want == test.want {
			t.Errorf("%v, want %v", test.got, test.want)
		}
	}
}
