package format

// The format mini-language:
//
//	[[fill]align][sign][z][#][0][width][grouping][.precision][type]
//
// as parse_internal_render_format_spec in CPython's formatter_unicode.c reads
// it, with its order of complaints.

// A Spec is a parsed format specification.
type Spec struct {
	Fill      rune
	Align     byte // '<' '>' '=' '^'
	Sign      byte // 0 '+' '-' ' '
	NoNegZero bool // z
	Alt       bool // #
	Width     int  // -1: none
	Group     byte // 0 ',' '_'
	Precision int  // -1: none
	Type      rune // 0: none given and no default
}

// maxCount bounds widths and precisions, as Py_ssize_t does.
const maxCount = 1<<63 - 1

// Parse reads a specification. typ is the type assumed when none is given
// ('s', 'd' or 0) and align the alignment ('<' for strings, '>' for numbers).
func Parse[T Char](s []T, typ rune, align byte) (Spec, Error) {
	f := Spec{Fill: ' ', Align: align, Width: -1, Precision: -1, Type: typ}
	i, n := 0, len(s)
	fillGiven, alignGiven := false, false
	if n >= 2 && isAlign(rune(s[1])) {
		f.Fill, f.Align = rune(s[0]), byte(s[1])
		fillGiven, alignGiven = true, true
		i = 2
	} else if n >= 1 && isAlign(rune(s[0])) {
		f.Align, alignGiven = byte(s[0]), true
		i = 1
	}
	if i < n && (s[i] == '+' || s[i] == '-' || s[i] == ' ') {
		f.Sign = byte(s[i])
		i++
	}
	if i < n && s[i] == 'z' {
		f.NoNegZero = true
		i++
	}
	if i < n && s[i] == '#' {
		f.Alt = true
		i++
	}
	if !fillGiven && i < n && s[i] == '0' {
		f.Fill = '0'
		if !alignGiven && align == '>' {
			f.Align = '='
		}
		i++
	}
	width, used := count(s[i:])
	if used < 0 {
		return f, ErrDigits
	}
	if used > 0 {
		f.Width = width
		i += used
	}
	if i < n && s[i] == ',' {
		f.Group = ','
		i++
	}
	if i < n && s[i] == '_' {
		if f.Group != 0 {
			return f, ErrBothSeparators
		}
		f.Group = '_'
		i++
	}
	if i < n && s[i] == ',' && f.Group == '_' {
		return f, ErrBothSeparators
	}
	if i < n && s[i] == '.' {
		i++
		precision, used := count(s[i:])
		if used < 0 {
			return f, ErrDigits
		}
		if used == 0 {
			return f, ErrNoPrecision
		}
		f.Precision = precision
		i += used
	}
	if n-i > 1 {
		return f, ErrInvalid
	}
	if i < n {
		f.Type = rune(s[i])
	}
	if f.Group != 0 {
		switch f.Type {
		case 'd', 'e', 'f', 'g', 'E', 'G', '%', 'F', 0:
		case 'b', 'o', 'x', 'X':
			if f.Group != '_' {
				return f, ErrSeparator
			}
		default:
			return f, ErrSeparator
		}
	}
	return f, OK
}

func isAlign(r rune) bool { return r == '<' || r == '>' || r == '=' || r == '^' }

// count reads decimal digits; used is their number, or -1 if the value is too
// big.
func count[T Char](s []T) (value, used int) {
	for used < len(s) && s[used] >= '0' && s[used] <= '9' {
		d := int(s[used] - '0')
		if value > (maxCount-d)/10 {
			return 0, -1
		}
		value = value*10 + d
		used++
	}
	return value, used
}

// Str checks f for a string of n characters and returns how many of them to
// show and the padding around them.
func (f *Spec) Str(n int) (show int, pad Layout, err Error) {
	switch {
	case f.Type != 's':
		return 0, pad, ErrType
	case f.Sign == ' ':
		return 0, pad, ErrStrSpace
	case f.Sign != 0:
		return 0, pad, ErrStrSign
	case f.NoNegZero:
		return 0, pad, ErrStrZero
	case f.Alt:
		return 0, pad, ErrStrAlt
	case f.Align == '=':
		return 0, pad, ErrStrAlign
	}
	if f.Precision >= 0 && n > f.Precision {
		n = f.Precision
	}
	f.pad(&pad, n)
	return n, pad, OK
}

// pad distributes the padding that a text of n characters needs.
func (f *Spec) pad(l *Layout, n int) {
	extra := f.Width - n
	if extra <= 0 {
		return
	}
	switch f.Align {
	case '<':
		l.Right = extra
	case '^':
		l.Left = extra / 2
		l.Right = extra - extra/2
	case '=':
		l.Mid = extra
	default:
		l.Left = extra
	}
}
