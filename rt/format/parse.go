package format

import (
	"math"
	"strconv"

	"github.com/pxc-lang/pxc/rt/unicodedata"
)

// Number literals: int() and float() of text. White space and decimal digits
// of any script are read as their ASCII counterparts, as CPython does; single
// underscores may stand between digits.

// ascii returns r as the parsers see it: in text, decimal digits and white
// space as ASCII; everything else beyond ASCII as '?'.
func ascii(r rune, text bool) byte {
	switch {
	case r < 127:
		return byte(r)
	case !text:
	case unicodedata.IsSpace(r):
		return ' '
	default:
		if d := unicodedata.Decimal(r); d >= 0 {
			return byte('0' + d)
		}
	}
	return '?'
}

// strip returns the bounds of s without white space around it.
func strip[T Char](s []T, text bool) (from, to int) {
	to = len(s)
	for from < to && isSpace(ascii(rune(s[from]), text)) {
		from++
	}
	for from < to && isSpace(ascii(rune(s[to-1]), text)) {
		to--
	}
	return from, to
}

func isSpace(b byte) bool { return b == ' ' || b >= '\t' && b <= '\r' }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// ParseInt reads an integer literal in the given base, 2 to 36, or 0 to take
// the base from the prefix. text says that s is a str rather than bytes. A
// well-formed number beyond int64 is ErrRange.
func ParseInt[T Char](s []T, base int, text bool) (int64, Error) {
	if base != 0 && (base < 2 || base > 36) {
		return 0, ErrBase
	}
	i, n := strip(s, text)
	at := func(i int) byte {
		if i < n {
			return ascii(rune(s[i]), text)
		}
		return 0
	}
	neg := false
	if at(i) == '+' || at(i) == '-' {
		neg = at(i) == '-'
		i++
	}
	prefixed := false
	zeroOnly := false
	if at(i) == '0' {
		b := 0
		switch at(i + 1) {
		case 'x', 'X':
			b = 16
		case 'o', 'O':
			b = 8
		case 'b', 'B':
			b = 2
		}
		switch {
		case b != 0 && (base == 0 || base == b):
			base = b
			i += 2
			prefixed = true
		case base == 0:
			// "old" octal is refused, but any number of zeros is a zero
			base = 10
			zeroOnly = true
		}
	} else if base == 0 {
		base = 10
	}
	if prefixed && at(i) == '_' {
		i++
	}
	var u uint64
	over := false
	digits := 0
	for ; i < n; i++ {
		b := at(i)
		if b == '_' {
			if digits == 0 || at(i-1) == '_' || i+1 == n {
				return 0, ErrSyntax
			}
			continue
		}
		d := digit(b)
		if d >= base {
			return 0, ErrSyntax
		}
		digits++
		if u > (math.MaxUint64-uint64(d))/uint64(base) {
			over = true
		}
		u = u*uint64(base) + uint64(d)
	}
	if digits == 0 || zeroOnly && (u != 0 || over) {
		return 0, ErrSyntax
	}
	if over || !neg && u > math.MaxInt64 || neg && u > 1<<63 {
		return 0, ErrRange
	}
	if neg {
		return int64(-u), OK
	}
	return int64(u), OK
}

// ParseFloat reads a float literal. Either f is its value, or number is not empty
// and what strconv.ParseFloat makes of it, out of range included, times f (1 or
// -1) is. The caller finishes the work because only it can make a string of
// number without copying. number is put into scratch, whose capacity should be
// that of s.
func ParseFloat[T Char](s []T, scratch []byte, text bool) (f float64, number []byte, err Error) {
	i, n := strip(s, text)
	clean := scratch[:0]
	neg := false
	if i < n && (s[i] == '+' || s[i] == '-') {
		neg = s[i] == '-'
		i++
	}
	if f, ok := special(s[i:n]); ok {
		if neg {
			f = -f
		}
		return f, nil, OK
	}
	// A digit at least before the exponent; underscores only between digits.
	// lead is the power of ten of the first digit that is not zero: it answers
	// overflow and underflow without strconv, whose errors allocate.
	const most = 1 << 40
	var digits, expDigits, exp, lead int
	var nonzero, point, inExp, expNeg bool
	for j := i; j < n; j++ {
		b := ascii(rune(s[j]), text)
		switch {
		case isDigit(b) && inExp:
			expDigits++
			exp = min(exp*10+int(b-'0'), most)
		case isDigit(b):
			digits++
			switch {
			case !point && nonzero:
				lead++
			case point && !nonzero:
				lead--
			}
			nonzero = nonzero || b != '0'
		case b == '_':
			if j == i || j+1 == n || !isDigit(ascii(rune(s[j-1]), text)) || !isDigit(ascii(rune(s[j+1]), text)) {
				return 0, nil, ErrSyntax
			}
			continue
		case b == '.' && !point && !inExp:
			point = true
		case (b == 'e' || b == 'E') && !inExp && digits > 0:
			inExp = true
			if j+1 < n && (s[j+1] == '+' || s[j+1] == '-') {
				clean = append(clean, 'e')
				j++
				expNeg = s[j] == '-'
				b = byte(s[j])
			}
		default:
			return 0, nil, ErrSyntax
		}
		clean = append(clean, b)
	}
	if digits == 0 || inExp && expDigits == 0 {
		return 0, nil, ErrSyntax
	}
	if expNeg {
		exp = -exp
	}
	f = 1
	if neg {
		f = -1
	}
	switch {
	case !nonzero || lead+exp < -326:
		return 0 * f, nil, OK
	case lead+exp > 308:
		return math.Inf(int(f)), nil, OK
	}
	return f, clean, OK
}

// special reads inf, infinity and nan in any case.
func special[T Char](s []T) (float64, bool) {
	equal := func(word string) bool {
		if len(s) != len(word) {
			return false
		}
		for i, ch := range s {
			if ch >= 128 || byte(ch)|0x20 != word[i] {
				return false
			}
		}
		return true
	}
	switch {
	case equal("inf"), equal("infinity"):
		return math.Inf(1), true
	case equal("nan"):
		return math.Float64frombits(0x7ff8 << 48), true // as C has it; Go's has a bit more
	}
	return 0, false
}

// Round returns f, finite, rounded to n decimal places, which may be negative:
// correctly, on the exact value of f, ties to even. It reports overflow.
func Round(f float64, n int) (rounded float64, overflow bool) {
	exp := decimalExponent(f)
	switch {
	case n+exp < -1:
		return math.Copysign(0, f), false
	case exp > 17 && n >= 0:
		return f, false
	}
	var buf [maxDigits + 16]byte
	var text []byte
	switch {
	case n >= 0:
		text = strconv.AppendFloat(buf[:0], f, 'f', n, 64)
	case n+exp >= 0:
		text = strconv.AppendFloat(buf[:0], f, 'e', n+exp, 64)
	default:
		// One digit more than f has can appear.
		unit, _ := strconv.ParseFloat(string(appendExponent(append(buf[:0], '1'), -n)), 64)
		if math.Abs(f) > unit/2 {
			return math.Copysign(unit, f), math.IsInf(unit, 0)
		}
		return math.Copysign(0, f), false
	}
	rounded, _ = strconv.ParseFloat(string(text), 64)
	return rounded, math.IsInf(rounded, 0)
}

// decimalExponent returns the power of ten of f's first digit.
func decimalExponent(f float64) int {
	var buf [32]byte
	text := strconv.AppendFloat(buf[:0], f, 'e', -1, 64)
	i := len(text) - 1
	for text[i] != 'e' {
		i--
	}
	exp := 0
	for _, b := range text[i+2:] {
		exp = exp*10 + int(b-'0')
	}
	if text[i+1] == '-' {
		return -exp
	}
	return exp
}

// ParseHex reads what float.fromhex does: hexadecimal digits with an optional
// 0x, point and binary exponent, or inf and nan.
func ParseHex(s string) (f float64, ok bool) {
	body := s
	neg := false
	if body != "" && (body[0] == '+' || body[0] == '-') {
		neg = body[0] == '-'
		body = body[1:]
	}
	if f, ok := special([]byte(body)); ok {
		if neg {
			f = -f
		}
		return f, true
	}
	if len(body) > 1 && body[0] == '0' && body[1]|0x20 == 'x' {
		body = body[2:]
	}
	exponent := false
	for i := 0; i < len(body); i++ {
		b := body[i]
		exponent = exponent || b|0x20 == 'p'
		if b == '_' {
			return 0, false
		}
	}
	if !exponent {
		body += "p0"
	}
	f, err := strconv.ParseFloat("0x"+body, 64)
	if err != nil && !math.IsInf(f, 0) {
		return 0, false
	}
	if neg {
		f = -f
	}
	return f, true
}

// IsInfinity reports whether s spells an infinity.
func IsInfinity(s string) bool {
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	f, ok := special([]byte(s))
	return ok && math.IsInf(f, 0)
}

// CountDigits returns how many characters of a literal for ParseInt are digits up
// to the first that is not, and the base that they are in.
func CountDigits[T Char](s []T, base int, text bool) (n, based int) {
	i, end, base, _ := literalStart(s, base, text)
	for ; i < end; i++ {
		b := ascii(rune(s[i]), text)
		if b == '_' {
			continue
		}
		if digit(b) >= base {
			break
		}
		n++
	}
	return n, base
}

// AppendDigits appends the digits, in lower case, of a literal for which ParseInt
// returned ErrRange, and returns their base and sign.
func AppendDigits[T Char](dst []byte, s []T, base int, text bool) (digits []byte, based int, neg bool) {
	i, end, base, neg := literalStart(s, base, text)
	for ; i < end; i++ {
		if b := ascii(rune(s[i]), text); b != '_' {
			if b >= 'A' && b <= 'Z' {
				b |= 0x20
			}
			dst = append(dst, b)
		}
	}
	return dst, base, neg
}

// literalStart skips what stands before the digits of an integer literal.
func literalStart[T Char](s []T, base int, text bool) (i, end, based int, neg bool) {
	i, end = strip(s, text)
	if i < end && (s[i] == '+' || s[i] == '-') {
		neg = s[i] == '-'
		i++
	}
	if i+1 < end && s[i] == '0' {
		b := 0
		switch s[i+1] | 0x20 {
		case 'x':
			b = 16
		case 'o':
			b = 8
		case 'b':
			b = 2
		}
		if b != 0 && (base == 0 || base == b) {
			return i + 2, end, b, neg
		}
	}
	if base == 0 {
		base = 10
	}
	return i, end, base, neg
}

// digit returns the value of a digit in the largest base, 99 if it is none.
func digit(b byte) int {
	switch {
	case b >= '0' && b <= '9':
		return int(b - '0')
	case b >= 'a' && b <= 'z':
		return int(b-'a') + 10
	case b >= 'A' && b <= 'Z':
		return int(b-'A') + 10
	}
	return 99
}

// ASCII returns a character of a str as number parsers see it: decimal digits and
// white space of any script as ASCII, others beyond ASCII as '?'.
func ASCII(r rune) byte { return ascii(r, true) }

// Trim returns s without white space around it.
func Trim(s []byte) []byte {
	from, to := strip(s, false)
	return s[from:to]
}

// FloatPrefix returns the length of the longest float literal that s begins with,
// 0 if there is none.
func FloatPrefix(s []byte) int {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	for _, word := range [...]string{"infinity", "inf", "nan"} {
		if len(s)-i >= len(word) {
			if _, ok := special(s[i : i+len(word)]); ok {
				return i + len(word)
			}
		}
	}
	digits := 0
	run := func() {
		for i < len(s) && isDigit(s[i]) {
			i++
			digits++
		}
	}
	run()
	if i < len(s) && s[i] == '.' {
		i++
		run()
	}
	if digits == 0 {
		return 0
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if j < len(s) && isDigit(s[j]) {
			i = j
			run()
		}
	}
	return i
}
