package format

import "strconv"

// Numbers under the format mini-language. A number is laid out as
//
//	<left> <sign> <prefix> <mid> <digits, grouped> <point and rest> <right>
//
// where zero padding (fill '0' with align '=') belongs to the digits, because
// it is grouped with them.

// MaxInt bounds the digits of a 64-bit integer in base 2 with its sign.
const MaxInt = 65

// IntBound bounds the bytes that AppendInt appends.
func (f *Spec) IntBound() int { return 128 + 2*max(f.Width, 0) }

// AppendInt appends v under a specification of an integer type (b c d n o x
// X); c appends nothing and is for the caller. ErrType is returned for other
// types; e f g and % are for the caller too, who converts to float.
func (f *Spec) AppendInt(dst []byte, v int64) ([]byte, Layout, Error) {
	base, err := f.IntBase()
	if err != OK {
		return dst, Layout{}, err
	}
	var digits [MaxInt]byte
	neg := v < 0
	u := uint64(v)
	if neg {
		u = -u
	}
	text := strconv.AppendUint(digits[:0], u, base)
	return f.AppendDigits(dst, neg, text)
}

// IntBase returns the base for f's integer type, or says what is wrong with f.
func (f *Spec) IntBase() (int, Error) {
	var base int
	switch f.Type {
	case 'b':
		base = 2
	case 'o':
		base = 8
	case 'd', 'n':
		base = 10
	case 'x', 'X':
		base = 16
	case 'c':
	default:
		return 0, ErrType
	}
	switch {
	case f.Precision >= 0:
		return 0, ErrIntPrecision
	case f.NoNegZero:
		return 0, ErrIntZero
	case f.Type == 'c' && f.Sign != 0:
		return 0, ErrCharSign
	case f.Type == 'c' && f.Alt:
		return 0, ErrCharAlt
	}
	return base, OK
}

// Char returns the padding around the one character of type c.
func (f *Spec) Char() Layout {
	var l Layout
	f.pad(&l, 1)
	return l
}

// AppendDigits appends an integer given by sign and lowercase digits in the
// base that f's type asks for.
func (f *Spec) AppendDigits(dst []byte, neg bool, digits []byte) ([]byte, Layout, Error) {
	prefix := ""
	if f.Alt {
		switch f.Type {
		case 'b':
			prefix = "0b"
		case 'o':
			prefix = "0o"
		case 'x':
			prefix = "0x"
		case 'X':
			prefix = "0X"
		}
	}
	if f.Type == 'X' {
		for i, b := range digits {
			if b >= 'a' {
				digits[i] = b - 0x20
			}
		}
	}
	size := 3
	if f.Type != 'd' && f.Type != 'n' {
		size = 4
	}
	dst, l := f.number(dst, neg, prefix, digits, nil, size)
	return dst, l, OK
}

// FloatBound bounds the bytes that AppendFloat appends for v, the room for the
// ungrouped text that it makes first included.
func (f *Spec) FloatBound(v float64) int {
	return 3*FloatBound(v, max(f.Precision, 6)) + 2*max(f.Width, 0) + 16
}

// MaxPrecision is the largest precision a float takes.
const MaxPrecision = 1<<31 - 1

// AppendFloat appends v under a specification of a float type (none, e E f F
// g G n %).
func (f *Spec) AppendFloat(dst []byte, v float64) ([]byte, Layout, Error) {
	if f.Precision > MaxPrecision {
		return dst, Layout{}, ErrPrecision
	}
	typ, precision, flags := f.Type, f.Precision, 0
	if f.Alt {
		flags |= flagAlt
	}
	if f.NoNegZero {
		flags |= flagNoNegZero
	}
	percent := false
	switch typ {
	case 0:
		flags |= flagDotZero
		typ = 'r'
		if precision >= 0 {
			typ = 'g'
		}
	case 'n':
		typ = 'g'
	case '%':
		typ, percent = 'f', true
		v *= 100
	case 'e', 'E', 'f', 'F', 'g', 'G':
	default:
		return dst, Layout{}, ErrType
	}
	if precision < 0 && typ != 'r' {
		precision = 6
	}
	// The plain text goes behind the room for the final one, then is moved
	// into place group by group.
	start := len(dst)
	text := appendFloat(dst, v, byte(typ), precision, flags)[start:]
	if percent {
		text = append(text, '%')
	}
	room := len(text) + len(text)/2 + 2*max(f.Width, 0) + 8
	if dst = dst[:start]; cap(dst) < start+room+len(text) {
		// Not after FloatBound; kept so that a short buffer is only slow.
		dst = append(make([]byte, 0, start+room+len(text)), dst...)
	}
	moved := dst[start+room : start+room+len(text)]
	copy(moved, text)
	neg := moved[0] == '-'
	if neg {
		moved = moved[1:]
	}
	n := 0
	for n < len(moved) && moved[n] >= '0' && moved[n] <= '9' {
		n++
	}
	dst, l := f.number(dst, neg, "", moved[:n], moved[n:], 3)
	return dst, l, OK
}

// number appends sign, prefix, grouped digits and rest, and works out the
// padding.
func (f *Spec) number(dst []byte, neg bool, prefix string, digits, rest []byte, size int) ([]byte, Layout) {
	start := len(dst)
	switch {
	case neg:
		dst = append(dst, '-')
	case f.Sign == '+':
		dst = append(dst, '+')
	case f.Sign == ' ':
		dst = append(dst, ' ')
	}
	dst = append(dst, prefix...)
	l := Layout{Head: len(dst) - start}
	if len(digits) > 0 {
		least := 0
		if f.Fill == '0' && f.Align == '=' {
			least = max(f.Width-l.Head-len(rest), 0)
		}
		dst = group(dst, digits, least, f.Group, size)
	}
	dst = append(dst, rest...)
	f.pad(&l, len(dst)-start)
	return dst, l
}

// group appends digits, with sep between groups of size (0: none), padded with
// zeros to at least least characters. A separator never comes first, so the
// result may be one longer.
func group(dst, digits []byte, least int, sep byte, size int) []byte {
	if sep == 0 {
		for n := least - len(digits); n > 0; n-- {
			dst = append(dst, '0')
		}
		return append(dst, digits...)
	}
	n := len(digits)
	total := max(n, 1)
	// Each full group but the last costs one separator more.
	for total+(total-1)/size < least {
		total++
	}
	for i := total; i > 0; i-- {
		b := byte('0')
		if i <= n {
			b = digits[n-i]
		}
		dst = append(dst, b)
		if i > 1 && (i-1)%size == 0 {
			dst = append(dst, sep)
		}
	}
	return dst
}
