package format

import (
	"math"
	"strconv"
)

// Floats. Go's strconv gives correctly rounded digits, shortest or to a
// precision, as David Gay's dtoa gives them to CPython; what differs is where
// the point and the exponent go, so digits are taken in e-form and laid out
// here by the rules of CPython's format_float_short.

// MaxRepr bounds the length of a float's repr.
const MaxRepr = 32

// maxDigits bounds the digits of a float64 that are not trailing zeros.
const maxDigits = 800

// AppendRepr appends repr(f): the shortest digits that read back as f, with an
// exponent below 1e-4 and from 1e16 on, and ".0" where it would look like an
// integer. At most MaxRepr bytes.
func AppendRepr(dst []byte, f float64) []byte {
	return appendFloat(dst, f, 'r', 0, flagDotZero)
}

// Flags of appendFloat.
const (
	flagDotZero   = 1 << iota // ".0" after an integral value without exponent
	flagAlt                   // keep the point, and trailing zeros in 'g'
	flagNoNegZero             // a result that rounds to zero has no sign
)

// FloatBound bounds the bytes appended for f in any type with the given
// precision.
func FloatBound(f float64, precision int) int {
	n := 32 + precision
	if f >= 1e17 || f <= -1e17 {
		n += 310
	}
	return n
}

// appendFloat appends f in type e, f, g or r (or E, F, G), with a '-' if it is
// negative. The precision counts as in C; type r takes none.
func appendFloat(dst []byte, f float64, typ byte, precision, flags int) []byte {
	upper := typ >= 'A' && typ <= 'Z'
	if upper {
		typ |= 0x20
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return appendSpecial(dst, f, upper)
	}
	if math.Signbit(f) {
		f = -f
		dst = append(dst, '-')
	}
	start := len(dst)
	switch typ {
	case 'f':
		dst = strconv.AppendFloat(dst, f, 'f', precision, 64)
		if precision == 0 && flags&flagAlt != 0 {
			dst = append(dst, '.')
		}
	case 'e':
		dst = strconv.AppendFloat(dst, f, 'e', precision, 64)
		if precision == 0 && flags&flagAlt != 0 {
			// d e+XX becomes d.e+XX
			dst = append(dst, 0)
			copy(dst[start+2:], dst[start+1:])
			dst[start+1] = '.'
		}
	default:
		dst = appendShort(dst, f, typ, precision, flags)
	}
	if flags&flagNoNegZero != 0 && start > 0 && dst[start-1] == '-' && isZero(dst[start:]) {
		dst = append(dst[:start-1], dst[start:]...)
	}
	if upper {
		for i := start; i < len(dst); i++ {
			if dst[i] == 'e' {
				dst[i] = 'E'
			}
		}
	}
	return dst
}

// isZero reports whether the mantissa of a formatted number is all zeros.
func isZero(s []byte) bool {
	for _, b := range s {
		if b >= '1' && b <= '9' {
			return false
		}
		if b == 'e' {
			break
		}
	}
	return true
}

func appendSpecial(dst []byte, f float64, upper bool) []byte {
	s := "nan"
	switch {
	case math.IsInf(f, -1):
		s = "-inf"
	case math.IsInf(f, 1):
		s = "inf"
	}
	for i := 0; i < len(s); i++ {
		b := s[i]
		if upper && b != '-' {
			b -= 0x20
		}
		dst = append(dst, b)
	}
	return dst
}

// appendShort lays out a finite f >= 0 in type g or r: digits without trailing
// zeros, exponent only outside a range that depends on the type.
func appendShort(dst []byte, f float64, typ byte, precision, flags int) []byte {
	var scratch [maxDigits + 16]byte
	var text []byte
	if typ == 'r' {
		text = strconv.AppendFloat(scratch[:0], f, 'e', -1, 64)
	} else {
		if precision == 0 {
			precision = 1
		}
		text = strconv.AppendFloat(scratch[:0], f, 'e', min(precision, maxDigits)-1, 64)
	}
	// text is d[.ddd]e±XX: take the digits together and read the exponent.
	e := len(text) - 1
	for text[e] != 'e' {
		e--
	}
	exp := 0
	for _, b := range text[e+2:] {
		exp = exp*10 + int(b-'0')
	}
	if text[e+1] == '-' {
		exp = -exp
	}
	digits := text[:1]
	if e > 1 {
		copy(text[1:], text[2:e])
		digits = text[:e-1]
	}
	for len(digits) > 1 && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}

	point := exp + 1 // position of the decimal point in digits
	end := len(digits)
	limit := 16
	if typ == 'g' {
		limit = precision
		if flags&flagDotZero != 0 {
			limit--
		}
		if flags&flagAlt != 0 {
			end = precision
		}
	}
	useExp := point <= -4 || point > limit
	if useExp {
		point = 1
	}
	if !useExp && flags&flagDotZero != 0 {
		end = max(end, point+1)
	} else {
		end = max(end, point)
	}
	digit := func(i int) byte {
		if i < 0 || i >= len(digits) {
			return '0'
		}
		return digits[i]
	}
	for i := min(point-1, 0); i < end; i++ {
		if i == point {
			dst = append(dst, '.')
		}
		dst = append(dst, digit(i))
	}
	if end == point && flags&flagAlt != 0 {
		dst = append(dst, '.')
	}
	if useExp {
		dst = appendExponent(dst, exp)
	}
	return dst
}

// appendExponent appends e, a sign and at least two digits.
func appendExponent(dst []byte, exp int) []byte {
	sign := byte('+')
	if exp < 0 {
		sign, exp = '-', -exp
	}
	dst = append(dst, 'e', sign)
	if exp < 10 {
		dst = append(dst, '0')
	}
	return strconv.AppendInt(dst, int64(exp), 10)
}
