package format

import "strconv"

// %-formatting: %[(key)][flags][width][.precision][length]type, after
// unicode_format_arg_parse and formatfloat/formatlong in CPython's
// unicodeobject.c. Parsing stops at a * so that the caller can fetch the
// argument before a later mistake is reported, as CPython does.

// A Percent is one conversion of a %-format.
type Percent struct {
	Left, Plus, Blank, Alt, Zero bool
	Width                        int // -1: none
	Precision                    int // -1: none
	Type                         rune
}

// Spec returns the specification that lays out an integer, without precision and
// alternate form, as f does.
func (f *Percent) Spec() Spec {
	s := Spec{Fill: ' ', Align: '>', Width: f.Width, Precision: -1, Type: f.Type}
	switch {
	case f.Left:
		s.Align = '<'
	case f.Zero:
		s.Fill, s.Align = Fill, '='
	}
	switch {
	case f.Plus:
		s.Sign = '+'
	case f.Blank:
		s.Sign = ' '
	}
	return s
}

// A Scanner walks a %-format.
type Scanner[T Char] struct {
	S   []T
	Pos int // next character to read
}

// Literal returns the bounds of the text up to the next '%', or to the end,
// and moves past the '%'; more is false at the end.
func (p *Scanner[T]) Literal() (from, to int, more bool) {
	from = p.Pos
	for i := from; i < len(p.S); i++ {
		if p.S[i] == '%' {
			p.Pos = i + 1
			return from, i, true
		}
	}
	p.Pos = len(p.S)
	return from, p.Pos, false
}

// Key reads a parenthesised mapping key, if there is one.
func (p *Scanner[T]) Key() (from, to int, ok bool, err Error) {
	if p.Pos >= len(p.S) || p.S[p.Pos] != '(' {
		return 0, 0, false, OK
	}
	p.Pos++
	from = p.Pos
	for depth := 1; p.Pos < len(p.S); p.Pos++ {
		switch p.S[p.Pos] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				to = p.Pos
				p.Pos++
				return from, to, true, OK
			}
		}
	}
	return 0, 0, false, ErrIncompleteKey
}

// Flags reads the flags into f, which it resets.
func (p *Scanner[T]) Flags(f *Percent) {
	*f = Percent{Width: -1, Precision: -1}
	for ; p.Pos < len(p.S); p.Pos++ {
		switch p.S[p.Pos] {
		case '-':
			f.Left = true
		case '+':
			f.Plus = true
		case ' ':
			f.Blank = true
		case '#':
			f.Alt = true
		case '0':
			f.Zero = true
		default:
			return
		}
	}
}

// Width reads the width; star says that it is an argument (see SetWidth).
func (p *Scanner[T]) Width(f *Percent) (star bool, err Error) {
	if p.take('*') {
		return true, OK
	}
	n, used := count(p.S[p.Pos:])
	if used < 0 {
		return false, ErrWidth
	}
	if used > 0 {
		f.Width = n
		p.Pos += used
	}
	return false, OK
}

// SetWidth sets a width that came as an argument.
func (f *Percent) SetWidth(n int) {
	if n < 0 {
		f.Left = true
		n = -max(n, -maxCount)
	}
	f.Width = n
}

// Precision reads the precision; star says that it is an argument.
func (p *Scanner[T]) Precision(f *Percent) (star bool, err Error) {
	if !p.take('.') {
		return false, OK
	}
	f.Precision = 0
	if p.take('*') {
		return true, OK
	}
	n, used := count(p.S[p.Pos:])
	if used < 0 || n > MaxPrecision {
		return false, ErrPercentPrecision
	}
	f.Precision = n
	p.Pos += used
	return false, OK
}

// Type skips a length modifier and reads the conversion type.
func (p *Scanner[T]) Type(f *Percent) Error {
	_ = p.take('h') || p.take('l') || p.take('L')
	if p.Pos >= len(p.S) {
		return ErrIncomplete
	}
	f.Type = rune(p.S[p.Pos])
	p.Pos++
	return OK
}

func (p *Scanner[T]) take(b T) bool {
	if p.Pos < len(p.S) && p.S[p.Pos] == b {
		p.Pos++
		return true
	}
	return false
}

// IntBound bounds the bytes that AppendInt appends.
func (f *Percent) IntBound() int { return 32 + max(f.Precision, 0) }

// AppendInt appends v in type d i u o x X, without the padding.
func (f *Percent) AppendInt(dst []byte, v int64) ([]byte, Layout) {
	var text [MaxInt]byte
	neg := v < 0
	u := uint64(v)
	if neg {
		u = -u
	}
	base := 10
	switch f.Type {
	case 'o':
		base = 8
	case 'x', 'X':
		base = 16
	}
	return f.AppendDigits(dst, neg, strconv.AppendUint(text[:0], u, base))
}

// AppendDigits appends an integer given by sign and lowercase digits in the
// base of f's type.
func (f *Percent) AppendDigits(dst []byte, neg bool, digits []byte) ([]byte, Layout) {
	start := len(dst)
	dst = f.sign(dst, neg)
	if f.Alt {
		switch f.Type {
		case 'o':
			dst = append(dst, '0', 'o')
		case 'x', 'X':
			dst = append(dst, '0', byte(f.Type))
		}
	}
	head := len(dst) - start
	for n := f.Precision - len(digits); n > 0; n-- {
		dst = append(dst, '0')
	}
	for _, b := range digits {
		if f.Type == 'X' && b >= 'a' {
			b -= 0x20
		}
		dst = append(dst, b)
	}
	return dst, f.layout(head, len(dst)-start)
}

func (f *Percent) sign(dst []byte, neg bool) []byte {
	switch {
	case neg:
		return append(dst, '-')
	case f.Plus:
		return append(dst, '+')
	case f.Blank:
		return append(dst, ' ')
	}
	return dst
}

// layout places the padding of a number; Fill tells with what.
func (f *Percent) layout(head, n int) Layout {
	l := Layout{Head: head}
	extra := f.Width - n
	switch {
	case extra <= 0:
	case f.Left:
		l.Right = extra
	case f.Zero:
		l.Mid = extra
	default:
		l.Left = extra
	}
	return l
}

// Fill is the character for Layout.Mid; Left and Right take blanks.
const Fill = '0'

// FloatBound bounds the bytes that AppendFloat appends.
func (f *Percent) FloatBound(v float64) int { return FloatBound(v, max(f.Precision, 6)) }

// AppendFloat appends v in type e E f F g G, without the padding.
func (f *Percent) AppendFloat(dst []byte, v float64) ([]byte, Layout) {
	precision, flags := f.Precision, 0
	if precision < 0 {
		precision = 6
	}
	if f.Alt {
		flags = flagAlt
	}
	start := len(dst)
	dst = appendFloat(dst, v, byte(f.Type), precision, flags)
	head := 1
	if dst[start] != '-' {
		if f.Plus || f.Blank {
			dst = append(dst, 0)
			copy(dst[start+1:], dst[start:])
			f.sign(dst[:start], false)
		} else {
			head = 0
		}
	}
	return dst, f.layout(head, len(dst)-start)
}

// Text returns how many of n characters a text conversion shows (a single
// character keeps its one) and the padding around them.
func (f *Percent) Text(n int, truncate bool) (show int, l Layout) {
	if truncate && f.Precision >= 0 && n > f.Precision {
		n = f.Precision
	}
	if extra := f.Width - n; extra > 0 {
		if f.Left {
			l.Right = extra
		} else {
			l.Left = extra
		}
	}
	return n, l
}
