package rt

import (
	"math"

	"github.com/pxc-lang/pxc/rt/format"
)

// complex as text.

// appendPart appends a part as repr shows it, without ".0".
func appendPart(dst []byte, f float64) []byte {
	dst = format.AppendRepr(dst, f)
	if n := len(dst); n > 2 && dst[n-2] == '.' && dst[n-1] == '0' {
		dst = dst[:n-2]
	}
	return dst
}

// realOmitted reports whether the real part is a zero that repr leaves out.
func realOmitted(re float64) bool { return re == 0 && !math.Signbit(re) }

// complexRepr returns repr(v).
func complexRepr(c *Ctx, v Value) Value {
	re, im := complexParts(v)
	var buf [2*format.MaxRepr + 4]byte
	s := buf[:0]
	if realOmitted(re) {
		return strFromASCII(c, append(appendPart(s, im), 'j'))
	}
	s = appendPart(append(s, '('), re)
	if !math.Signbit(im) || im != im {
		s = append(s, '+')
	}
	return strFromASCII(c, append(appendPart(s, im), 'j', ')'))
}

// formatComplex is format(v, spec).
func formatComplex(c *Ctx, v, spec Value) Value {
	f, err := parseSpec(spec, 0, '>')
	if err != format.OK {
		return specError(c, &f, err, v, spec)
	}
	switch f.Type {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n':
	default:
		return specError(c, &f, format.ErrType, v, spec)
	}
	switch {
	case f.Fill == '0':
		return ValueErrorf(c, "Zero padding is not allowed in complex format specifier")
	case f.Align == '=':
		return ValueErrorf(c, "'=' alignment flag is not allowed in complex format specifier")
	case f.Precision > format.MaxPrecision:
		return ValueErrorf(c, "precision too big")
	case f.Width > maxLength || f.Precision > maxLength:
		return NoMemory(c)
	}
	re, im := complexParts(v)
	part := f
	part.Width, part.Fill, part.Align = -1, ' ', '>'
	plain := f.Type == 0
	if plain && f.Precision >= 0 {
		part.Type = 'g'
	}
	omit := plain && realOmitted(re)
	n := part.FloatBound(re) + part.FloatBound(im) + 8
	buf := c.scratchBytes(n)
	if buf == nil {
		return 0
	}
	s := buf[:0]
	one := func(x float64, tail byte) {
		from := len(s)
		s, _, err = part.AppendFloat(s, x)
		if k := len(s); part.Type == 0 && k-from > 2 && s[k-2] == '.' && s[k-1] == '0' {
			s = s[:k-2]
			if part.Alt {
				s = s[:k-1]
			}
		}
		if tail != 0 {
			s = append(s, tail)
		}
	}
	if !omit {
		if plain {
			s = append(s, '(')
		}
		one(re, 0)
		part.Sign = '+'
	}
	one(im, 'j')
	if plain && !omit {
		s = append(s, ')')
	}
	if err != format.OK {
		return specError(c, &f, err, v, spec)
	}
	text := strFromASCII(c, s)
	if text == 0 || f.Width <= len(s) {
		return text
	}
	extra := f.Width - len(s)
	left := extra
	switch f.Align {
	case '<':
		left = 0
	case '^':
		left = extra / 2
	}
	r := padded(c, text, left, extra-left, f.Fill)
	c.Drop(text)
	return r
}

// parseComplex is complex(text).
func parseComplex(c *Ctx, x Value) Value {
	malformed := func() Value { return ValueErrorf(c, "complex() arg is a malformed string") }
	s, ok := complexText(c, x)
	if !ok {
		if c.Exc != 0 {
			return 0
		}
		return malformed()
	}
	inner := format.Trim(s)
	if n := len(inner); n > 0 && inner[0] == '(' {
		if inner[n-1] != ')' {
			return malformed()
		}
		inner = format.Trim(inner[1 : n-1])
	}
	number := func(t []byte) (f float64, rest []byte, ok bool) {
		n := format.FloatPrefix(t)
		if n == 0 {
			return 0, t, false
		}
		digits := t[:n]
		if digits[0] == '+' || digits[0] == '-' {
			digits = digits[1:]
		}
		f, err := format.Strtod(viewString(digits))
		if t[0] == '-' {
			f = -f
		}
		return f, t[n:], err == nil || math.IsInf(f, 0)
	}
	signed := func(t []byte) (f float64, rest []byte, ok bool) { // a sign may stand for 1
		if f, rest, ok = number(t); ok {
			return f, rest, true
		}
		if len(t) > 1 && (t[0] == '+' || t[0] == '-') && (t[1] == 'j' || t[1] == 'J') {
			return map[byte]float64{'+': 1, '-': -1}[t[0]], t[1:], true
		}
		return 0, t, false
	}
	isJ := func(t []byte) bool { return len(t) == 1 && t[0]|0x20 == 'j' }
	if isJ(inner) {
		return newComplex(c, 0, 1)
	}
	f, rest, ok := signed(inner)
	switch {
	case !ok:
		return malformed()
	case len(rest) == 0:
		return newComplex(c, f, 0)
	case isJ(rest):
		return newComplex(c, 0, f)
	case rest[0] != '+' && rest[0] != '-':
		return malformed()
	}
	g, rest, ok := signed(rest)
	if !ok || !isJ(rest) {
		return malformed()
	}
	return newComplex(c, f, g)
}

// complexText returns the characters of a str as ASCII without underscores, in
// scratch memory; ok is false if it has others than a number may.
func complexText(c *Ctx, x Value) (s []byte, ok bool) {
	n := strLen(x)
	buf := c.scratchBytes(n)
	if buf == nil {
		return nil, false
	}
	s = buf[:0]
	for i := range n {
		b := format.ASCII(strAt(x, i))
		if b == '_' {
			if i == 0 || i+1 == n || !isDigitByte(format.ASCII(strAt(x, i-1))) || !isDigitByte(format.ASCII(strAt(x, i+1))) {
				literalError(c, "could not convert string to complex: ", x)
				return nil, false
			}
			continue
		}
		s = append(s, b)
	}
	return s, true
}
