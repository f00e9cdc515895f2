package regex

import (
	"slices"

	"github.com/pxc-lang/pxc/rt/unicodedata"
)

// Sets of characters. Those below 256 are bits; those beyond are spans, categories,
// or anything but these.

// Categories, as bits.
const (
	catWord = 1 << iota
	catDigit
	catSpace
	catNotWord
	catNotDigit
	catNotSpace

	wideAll = 1 << 6 // all characters from 256 on
	wideNeg = 1 << 7 // anything but what the rest says
)

type span struct{ lo, hi rune }

// A set holds the characters of a class.
type set struct {
	bits  [8]uint32
	wide  uint32 // categories, wideAll, wideNeg
	spans []span // beyond 255, sorted, apart
}

func (s *set) has8(r rune) bool { return s.bits[r>>5&7]>>(r&31)&1 != 0 }
func (s *set) add8(r rune)      { s.bits[r>>5&7] |= 1 << (r & 31) }

// isWord and the two below it are \w \d \s of str patterns.
func isWord(r rune) bool  { return r == '_' || unicodedata.IsAlnum(r) }
func isDigit(r rune) bool { return unicodedata.IsDecimal(r) }
func isSpace(r rune) bool { return unicodedata.IsSpace(r) }

func asciiWord(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

func inCategory(cats uint32, r rune) bool {
	return cats&(catWord|catNotWord) != 0 && (isWord(r) && cats&catWord != 0 || cats&catNotWord != 0 && !isWord(r)) ||
		cats&(catDigit|catNotDigit) != 0 && (isDigit(r) && cats&catDigit != 0 || cats&catNotDigit != 0 && !isDigit(r)) ||
		cats&(catSpace|catNotSpace) != 0 && (isSpace(r) && cats&catSpace != 0 || cats&catNotSpace != 0 && !isSpace(r))
}

// A builder of sets collects items; what case does to them is settled at the end.
type setBuilder struct {
	spans   []span
	cats    uint32 // of all characters
	ascii   uint32 // the same of ASCII
	negated bool
}

func (b *setBuilder) char(r rune)     { b.spans = append(b.spans, span{r, r}) }
func (b *setBuilder) rng(lo, hi rune) { b.spans = append(b.spans, span{lo, hi}) }
func (b *setBuilder) category(c byte, unicode bool) {
	bit := uint32(1) << (map[byte]uint32{'w': 0, 'd': 1, 's': 2, 'W': 3, 'D': 4, 'S': 5}[c])
	if unicode {
		b.cats |= bit
	} else {
		b.ascii |= bit
	}
}

func asciiCategory(cats uint32, r rune) bool {
	word, digit := asciiWord(r), r >= '0' && r <= '9'
	space := r == ' ' || r >= '\t' && r <= '\r'
	return cats&catWord != 0 && word || cats&catNotWord != 0 && !word ||
		cats&catDigit != 0 && digit || cats&catNotDigit != 0 && !digit ||
		cats&catSpace != 0 && space || cats&catNotSpace != 0 && !space
}

// finish makes the set. narrow says that there are no characters beyond 255.
func (b *setBuilder) finish(flags Flags, narrow bool) *set {
	if flags&IgnoreCase != 0 {
		b.spans = foldSpans(b.spans, flags&Unicode != 0)
	}
	s := &set{}
	for _, p := range b.spans {
		for r := p.lo; r <= min(p.hi, 255); r++ {
			s.add8(r)
		}
		if p.hi > 255 && !narrow {
			s.spans = append(s.spans, span{max(p.lo, 256), p.hi})
		}
	}
	for r := rune(0); r < 256; r++ {
		if inCategory(b.cats, r) || asciiCategory(b.ascii, r) {
			s.add8(r)
		}
	}
	if b.negated {
		for i := range s.bits {
			s.bits[i] = ^s.bits[i]
		}
	}
	if narrow {
		return s
	}
	s.spans = tidy(s.spans)
	s.wide = b.cats
	if b.ascii&(catNotWord|catNotDigit|catNotSpace) != 0 {
		s.wide |= wideAll
	}
	for pos, neg := uint32(catWord), uint32(catNotWord); pos <= catSpace; pos, neg = pos<<1, neg<<1 {
		if s.wide&pos != 0 && s.wide&neg != 0 {
			s.wide |= wideAll
		}
	}
	if len(s.spans) == 1 && s.spans[0].lo == 256 && s.spans[0].hi == 0x10ffff {
		s.wide |= wideAll
	}
	if s.wide&wideAll != 0 {
		s.wide, s.spans = wideAll, nil
	}
	if b.negated {
		switch {
		case s.wide&wideAll != 0:
			s.wide = 0
		case s.wide == 0 && len(s.spans) == 0:
			s.wide = wideAll
		default:
			s.wide |= wideNeg
		}
	}
	return s
}

// tidy sorts spans and joins those that touch.
func tidy(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int {
		if a.lo != b.lo {
			return int(a.lo - b.lo)
		}
		return int(a.hi - b.hi)
	})
	out := spans[:0]
	for _, p := range spans {
		if n := len(out); n > 0 && p.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, p.hi)
		} else {
			out = append(out, p)
		}
	}
	return out
}

// only returns the one character of s, or that of the complement.
func (s *set) only() (r rune, neg, ok bool) {
	n := 0
	for i := rune(0); i < 256; i++ {
		if s.has8(i) {
			n++
			r = i
		}
	}
	if s.wide == 0 {
		switch {
		case n == 1 && len(s.spans) == 0:
			return r, false, true
		case n == 0 && len(s.spans) == 1 && s.spans[0].lo == s.spans[0].hi:
			return s.spans[0].lo, false, true
		}
	}
	return 0, false, false
}

// but returns the one character that s lacks, -1 if it lacks none.
func (s *set) but(narrow bool) (r rune, ok bool) {
	if !narrow && (s.wide != wideAll || len(s.spans) > 0) {
		return 0, false
	}
	r = -1
	for i := rune(0); i < 256; i++ {
		if !s.has8(i) {
			if r >= 0 {
				return 0, false
			}
			r = i
		}
	}
	return r, true
}

// mayBeWide reports whether s has characters beyond 255.
func (s *set) mayBeWide() bool { return s.wide != 0 || len(s.spans) > 0 }

// apart reports whether no character is in both a and b, if that is easy to see.
func apart(a, b *set) bool {
	for i := range a.bits {
		if a.bits[i]&b.bits[i] != 0 {
			return false
		}
	}
	return !a.mayBeWide() || !b.mayBeWide() || wideApart(a, b) || wideApart(b, a)
}

// wideApart knows that no space is a word character, nor is what has none.
func wideApart(a, b *set) bool {
	if len(a.spans) > 0 || len(b.spans) > 0 {
		return false
	}
	word := a.wide != 0 && a.wide&^(catWord|catDigit) == 0
	switch b.wide {
	case catSpace, catNotWord, catSpace | catNotWord:
		return word
	case catNotDigit:
		return a.wide == catDigit
	case catNotSpace:
		return a.wide == catSpace
	}
	return false
}

// merge adds b's characters to a, or more.
func (a *set) merge(b *set) {
	for i := range a.bits {
		a.bits[i] |= b.bits[i]
	}
	switch {
	case !b.mayBeWide():
	case !a.mayBeWide():
		a.wide, a.spans = b.wide, b.spans
	case (a.wide|b.wide)&(wideAll|wideNeg) == 0 && len(a.spans)+len(b.spans) < 64:
		a.wide |= b.wide
		a.spans = tidy(append(slices.Clone(a.spans), b.spans...))
	default:
		a.wide, a.spans = wideAll, nil
	}
}

func everything() *set {
	s := &set{wide: wideAll}
	for i := range s.bits {
		s.bits[i] = 1<<32 - 1
	}
	return s
}
