// Package unicodedata answers what Python's str methods ask about a code
// point: categories, digit values, case mappings.
//
// The answers are those of CPython 3.11 (Unicode 14.0). Go's own unicode
// package follows a later version and knows neither Python's notion of
// "printable" nor full case mappings, so the tables are generated from
// CPython itself: a two-stage table (pages of 128 code points) leads to one of
// a few hundred distinct records. A lookup is two loads, no branch but the
// clamp. Code points are int32 (rune) and may be lone surrogates.
//
// The package knows nothing of Values; nothing in it allocates.
package unicodedata

//go:generate sh -c "python3.11 gen_tables.py > tables.go && gofmt -w tables.go"

// The bits of record.flags.
const (
	printable = 1 << iota
	alpha
	decimal
	digit
	numeric
	upper
	lower
	title
	space
	idStart
	idContinue
	ignorable // Case_Ignorable
	hasSpecial
	lineBreak
)

// A record holds what all code points of one kind share: flags, the digit
// value, and the distance to the simple case mappings.
type record struct {
	flags                         uint16
	value                         uint8
	upper, lower, title, casefold int32
}

// A special is a code point one of whose full mappings has several characters.
type special struct {
	r    rune
	maps [4][3]rune // upper, lower, title, casefold; zero padded
}

func lookup(r rune) *record {
	p := uint32(r) >> shift
	if p >= uint32(len(pages)) {
		p = uint32(len(pages)) - 1
	}
	return &records[data[uint32(pages[p])<<shift|uint32(r)&(1<<shift-1)]]
}

func is(r rune, mask uint16) bool { return lookup(r).flags&mask != 0 }

// IsPrintable reports whether repr shows r as it is (str.isprintable).
func IsPrintable(r rune) bool { return is(r, printable) }

// IsAlpha reports whether r is a letter (str.isalpha).
func IsAlpha(r rune) bool { return is(r, alpha) }

// IsDecimal reports whether r is a decimal digit (str.isdecimal).
func IsDecimal(r rune) bool { return is(r, decimal) }

// IsDigit reports whether r is a digit, superscripts included (str.isdigit).
func IsDigit(r rune) bool { return is(r, digit) }

// IsNumeric reports whether r has a numeric value (str.isnumeric).
func IsNumeric(r rune) bool { return is(r, numeric) }

// IsAlnum reports whether r is alphabetic or numeric of any kind (str.isalnum).
func IsAlnum(r rune) bool { return is(r, alpha|decimal|digit|numeric) }

// IsUpper reports whether r has the Uppercase property.
func IsUpper(r rune) bool { return is(r, upper) }

// IsLower reports whether r has the Lowercase property.
func IsLower(r rune) bool { return is(r, lower) }

// IsTitle reports whether r is a titlecase letter (category Lt).
func IsTitle(r rune) bool { return is(r, title) }

// IsCased reports whether r is upper, lower or title case.
func IsCased(r rune) bool { return is(r, upper|lower|title) }

// IsSpace reports whether r is whitespace (str.isspace, str.split).
func IsSpace(r rune) bool { return is(r, space) }

// IsLineBreak reports whether str.splitlines breaks at r.
func IsLineBreak(r rune) bool { return is(r, lineBreak) }

// IsIDStart reports whether an identifier may begin with r.
func IsIDStart(r rune) bool { return is(r, idStart) }

// IsIDContinue reports whether an identifier may continue with r.
func IsIDContinue(r rune) bool { return is(r, idContinue) }

// Decimal returns the value of the decimal digit r, or -1.
func Decimal(r rune) int {
	rec := lookup(r)
	if rec.flags&decimal == 0 {
		return -1
	}
	return int(rec.value)
}

// MaxMapped is how many characters one character maps to at most.
const MaxMapped = 3

// Upper writes the full uppercase mapping of r to out and returns its length.
func Upper(r rune, out *[MaxMapped]rune) int {
	rec := lookup(r)
	return mapped(r, rec, rec.upper, 0, out)
}

// Lower writes the full lowercase mapping of r to out and returns its length.
// A capital sigma maps to a small one; see FinalSigma.
func Lower(r rune, out *[MaxMapped]rune) int {
	rec := lookup(r)
	return mapped(r, rec, rec.lower, 1, out)
}

// Title writes the full titlecase mapping of r to out and returns its length.
func Title(r rune, out *[MaxMapped]rune) int {
	rec := lookup(r)
	return mapped(r, rec, rec.title, 2, out)
}

// Fold writes the full case folding of r to out and returns its length.
func Fold(r rune, out *[MaxMapped]rune) int {
	rec := lookup(r)
	return mapped(r, rec, rec.casefold, 3, out)
}

// mapped applies the simple mapping delta, or the which-th full mapping of a
// special character.
func mapped(r rune, rec *record, delta int32, which int, out *[MaxMapped]rune) int {
	if rec.flags&hasSpecial == 0 {
		out[0] = r + delta
		return 1
	}
	lo, hi := 0, len(specials)
	for lo < hi {
		if mid := (lo + hi) / 2; specials[mid].r < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	*out = specials[lo].maps[which]
	n := 1
	for n < MaxMapped && out[n] != 0 {
		n++
	}
	return n
}

// CapitalSigma is the one letter whose lowercase form depends on its context.
const CapitalSigma = 0x3a3

// FinalSigma reports whether the capital sigma at position i of n characters
// lowers to the final form: a cased letter stands before it and none after it,
// case-ignorable characters not counted. at(j) is the j-th character.
func FinalSigma(i, n int, at func(int) rune) bool {
	j := i - 1
	for j >= 0 && is(at(j), ignorable) {
		j--
	}
	if j < 0 || !IsCased(at(j)) {
		return false
	}
	j = i + 1
	for j < n && is(at(j), ignorable) {
		j++
	}
	return j == n || !IsCased(at(j))
}
