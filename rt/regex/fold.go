package regex

import (
	"slices"
	"sync"

	"github.com/pxc-lang/pxc/rt/unicodedata"
)

// Case. A character matches another regardless of case if their lower-case forms
// are equal, or have the same upper-case form: so K matches the Kelvin sign, and s
// the long s.

func lowerOf(r rune) rune {
	if r < 128 {
		if r >= 'A' && r <= 'Z' {
			return r + 32
		}
		return r
	}
	var out [unicodedata.MaxMapped]rune
	unicodedata.Lower(r, &out)
	return out[0]
}

func asciiLower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 32
	}
	return r
}

// caseTables say what matches what: alike maps a lower-case character to others
// whose upper-case form is the same, above lists the characters whose lower-case
// form is another one, sorted by that.
type caseTables struct {
	alike map[rune][]rune
	above []pair
}

type pair struct{ lower, r rune }

// letters are the tables for patterns of ASCII characters, allLetters those for any.
var letters = caseTables{
	alike: map[rune][]rune{'i': {0x131}, 's': {0x17f}},
	above: func() []pair {
		var p []pair
		for r := 'a'; r <= 'z'; r++ {
			p = append(p, pair{r, r - 32})
			switch r {
			case 'i':
				p = append(p, pair{r, 0x130})
			case 'k':
				p = append(p, pair{r, 0x212a})
			}
		}
		return p
	}(),
}

var allLetters = sync.OnceValue(func() *caseTables {
	t := &caseTables{alike: map[rune][]rune{}}
	byUpper := map[[unicodedata.MaxMapped]rune][]rune{}
	var out [unicodedata.MaxMapped]rune
	for r := rune(0); r < 0x1ffff; r++ {
		switch r {
		case 0x3400:
			r = 0xa000 // ideographs
		case 0xac00:
			r = 0xe000
		}
		l := lowerOf(r)
		if l != r {
			t.above = append(t.above, pair{l, r})
		}
		out = [unicodedata.MaxMapped]rune{}
		unicodedata.Upper(r, &out)
		if l != r || out[0] != r || out[1] != 0 {
			if !slices.Contains(byUpper[out], l) {
				byUpper[out] = append(byUpper[out], l)
			}
		}
	}
	slices.SortFunc(t.above, func(a, b pair) int {
		if a.lower != b.lower {
			return int(a.lower - b.lower)
		}
		return int(a.r - b.r)
	})
	for _, group := range byUpper {
		if len(group) < 2 {
			continue
		}
		for _, r := range group {
			for _, o := range group {
				if o != r {
					t.alike[r] = append(t.alike[r], o)
				}
			}
			slices.Sort(t.alike[r])
		}
	}
	return t
})

// foldSpans returns the characters that match those of spans regardless of case.
func foldSpans(spans []span, unicode bool) []span {
	if !unicode {
		out := slices.Clone(spans)
		for _, p := range spans {
			if lo, hi := max(p.lo, 'A'), min(p.hi, 'Z'); lo <= hi {
				out = append(out, span{lo + 32, hi + 32})
			}
			if lo, hi := max(p.lo, 'a'), min(p.hi, 'z'); lo <= hi {
				out = append(out, span{lo - 32, hi - 32})
			}
		}
		return out
	}
	t := &letters
	for _, p := range spans {
		if p.hi >= 128 {
			t = allLetters()
			break
		}
	}
	out := tidy(slices.Clone(spans))
	in := func(sorted []span, r rune) bool {
		i, _ := slices.BinarySearchFunc(sorted, r, func(p span, r rune) int { return int(p.hi - r) })
		return i < len(sorted) && sorted[i].lo <= r
	}
	// Lower-case forms, then what is like them, then all that have these forms.
	lows := slices.Clone(out)
	for _, p := range t.above {
		if in(out, p.r) {
			lows = append(lows, span{p.lower, p.lower})
		}
	}
	lows = tidy(lows)
	all := slices.Clone(lows)
	for _, r := range sortedKeys(t.alike) {
		if in(lows, r) {
			for _, o := range t.alike[r] {
				all = append(all, span{o, o})
			}
		}
	}
	all = tidy(all)
	out = slices.Clone(all)
	for _, p := range t.above {
		if in(all, p.lower) {
			out = append(out, span{p.r, p.r})
		}
	}
	return tidy(out)
}

func sortedKeys(m map[rune][]rune) []rune {
	keys := make([]rune, 0, len(m))
	for r := range m {
		keys = append(keys, r)
	}
	slices.Sort(keys)
	return keys
}
