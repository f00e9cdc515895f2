package regex

import "strconv"

// A Piece of a template is text, or what group Group holds; Group is -1 for text.
type Piece struct {
	Group int
	Text  []rune
}

// Expand parses the template of a substitution, for a pattern with groups.
func Expand(template []rune, str bool, groups int, names map[string]int) (pieces []Piece, err *Error) {
	defer func() {
		if f, ok := recover().(failure); ok {
			pieces, err = nil, f.err
		}
	}()
	s := &source{text: template, str: str}
	s.peek()
	var lit []rune
	group := func(n int64, name []rune, at int) {
		if n > int64(groups) {
			s.fail(at, "invalid group reference %s", plainNumber(name))
		}
		if len(lit) > 0 {
			pieces = append(pieces, Piece{-1, lit})
			lit = nil
		}
		pieces = append(pieces, Piece{Group: int(n)})
	}
	for {
		from := s.at
		r, esc := s.next()
		switch {
		case r < 0:
			if len(lit) > 0 {
				pieces = append(pieces, Piece{-1, lit})
			}
			return pieces, nil
		case r != '\\':
			lit = append(lit, r)
		case esc == 'g':
			if !s.accept('<') {
				s.fail(s.at, "missing <")
			}
			name := s.until('>', "group name")
			at := s.at - len(name) - 1
			if isIdentifier(name) {
				n, ok := names[text(name)]
				if !ok {
					return nil, &Error{Kind: Index, Msg: "unknown group name " + s.quote(name), Pos: -1}
				}
				group(int64(n), nil, at)
				continue
			}
			n, ok := number(name)
			if !ok {
				s.fail(at, "bad character in group name %s", s.quote(name))
			}
			group(n, zeroName(name, n), at)
		case esc == '0':
			s.digits(2, 8)
			n, _ := strconv.ParseInt(string(s.text[from+1:s.at]), 8, 32)
			lit = append(lit, rune(n&0xff))
		case esc >= '1' && esc <= '9':
			if s.digits(1, 10) != "" && digitOf(esc) < 8 && digitOf(s.text[from+2]) < 8 && s.digits(1, 8) != "" {
				n, _ := strconv.ParseInt(string(s.text[from+1:s.at]), 8, 32)
				if n > 0o377 {
					s.fail(from, "octal escape value %s outside of range 0-0o377", string(s.text[from:s.at]))
				}
				lit = append(lit, rune(n))
				continue
			}
			n, _ := strconv.ParseInt(string(s.text[from+1:s.at]), 10, 64)
			group(n, s.text[from+1:s.at], from+1)
		default:
			if r, ok := plainEscape(esc); ok {
				lit = append(lit, r)
			} else if esc == 'b' {
				lit = append(lit, 8)
			} else if isASCIILetter(esc) {
				s.fail(from, "bad escape %s", text(s.text[from:s.at]))
			} else {
				lit = append(lit, '\\', esc)
			}
		}
	}
}

// zeroName is name, or "0" in a form that shows.
func zeroName(name []rune, n int64) []rune {
	if n == 0 {
		return []rune{'0'}
	}
	return name
}
