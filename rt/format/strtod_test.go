package format

import (
	"math"
	"strings"
	"testing"
)

// TestStrtod compares numbers of many digits with short ones of the same value.
func TestStrtod(t *testing.T) {
	zeros := strings.Repeat("0", 20000)
	half := "9007199254740993" // between two floats
	for _, test := range []struct {
		s    string
		want float64
	}{
		{"1" + zeros + "e-20000", 1},
		{"0." + zeros[1:] + "1e+20000", 1},
		{half + "." + zeros, 9007199254740992},
		{half + "." + zeros + "1", 9007199254740994},
		{"179769313486231580794" + zeros[:900] + "e-612", math.Inf(1)},
		{"17976931348623157" + zeros[:900] + "e-608", math.MaxFloat64},
		{"0." + zeros, 0},
		{zeros + "12.5", 12.5},
		{"1" + zeros + "e-99999999999999999999", 0},
		{"1" + zeros + "e99999999999999999999", math.Inf(1)},
	} {
		if got, _ := Strtod(test.s); got != test.want {
			t.Errorf("Strtod(%.20s…, %d digits) = %v, want %v", test.s, len(test.s), got, test.want)
		}
	}
}
