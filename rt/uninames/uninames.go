// Package uninames finds characters by their names in Unicode 14.0, as CPython 3.11
// has them, aliases included. It knows nothing of Values. The table is packed, and
// unpacked when it is first asked: names are for \N{...} in texts that are not known
// at compile time.
package uninames

//go:generate sh -c "python3.11 gen_table.py > table.go"

import (
	"compress/flate"
	"encoding/base64"
	"io"
	"strconv"
	"strings"
	"sync"
)

// names is a line for each name, in the order of their code points: the code point,
// if it is not the next one, a semicolon and the name.
var names = sync.OnceValue(func() string {
	r := flate.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(strings.ReplaceAll(packed, "\n", ""))))
	b, err := io.ReadAll(r)
	if err != nil {
		panic("uninames: " + err.Error()) // the table is ours
	}
	return string(b)
})

// Lookup returns the character of that name, in capitals.
func Lookup(name string) (r rune, ok bool) {
	if hex, ok := strings.CutPrefix(name, "CJK UNIFIED IDEOGRAPH-"); ok {
		n, err := strconv.ParseUint(hex, 16, 32)
		return rune(n), err == nil && (len(hex) == 4 || len(hex) == 5) && isIdeograph(rune(n))
	}
	if rest, ok := strings.CutPrefix(name, "HANGUL SYLLABLE "); ok {
		return hangul(rest)
	}
	if name == "" || strings.ContainsAny(name, "\n;") {
		return 0, false
	}
	next := rune(0)
	for line := range strings.SplitSeq(names(), "\n") {
		if hex, after, ok := strings.Cut(line, ";"); ok {
			n, _ := strconv.ParseUint(hex, 16, 32)
			next, line = rune(n), after
		}
		if line == name {
			return next, true
		}
		next++
	}
	return 0, false
}

// isIdeograph reports whether r is a unified ideograph of Unicode 14.0.
func isIdeograph(r rune) bool {
	for _, p := range [...][2]rune{
		{0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0x20000, 0x2a6df}, {0x2a700, 0x2b738}, {0x2b740, 0x2b81d},
		{0x2b820, 0x2cea1}, {0x2ceb0, 0x2ebe0}, {0x30000, 0x3134a},
	} {
		if r >= p[0] && r <= p[1] {
			return true
		}
	}
	return false
}

var (
	leads  = strings.Split("G,GG,N,D,DD,R,M,B,BB,S,SS,,J,JJ,C,K,T,P,H", ",")
	vowels = strings.Split("A,AE,YA,YAE,EO,E,YEO,YE,O,WA,WAE,OE,YO,U,WEO,WE,WI,YU,EU,YI,I", ",")
	tails  = strings.Split(",G,GG,GS,N,NJ,NH,D,L,LG,LM,LB,LS,LT,LP,LH,M,B,BS,S,SS,NG,J,C,K,T,P,H", ",")
)

// hangul finds a syllable by its letters: in each place the longest that fits.
func hangul(s string) (rune, bool) {
	take := func(parts []string) int {
		best := -1
		for i, p := range parts {
			if strings.HasPrefix(s, p) && (best < 0 || len(p) > len(parts[best])) {
				best = i
			}
		}
		if best >= 0 {
			s = s[len(parts[best]):]
		}
		return best
	}
	l, v := take(leads), take(vowels)
	if l < 0 || v < 0 {
		return 0, false
	}
	t := take(tails)
	return rune(0xac00 + (l*len(vowels)+v)*len(tails) + t), s == ""
}
