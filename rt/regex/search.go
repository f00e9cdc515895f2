package regex

import "bytes"

// Match matches at position from of s, whose end is the end of matching. all says
// that the match has to end there. With notEmpty, a match that is empty does not
// count.
func Match[T Char](m *Matcher, code []uint32, s []T, from int, all, notEmpty bool) Status {
	m.begin(code, all)
	if notEmpty {
		m.not = from
	}
	if len(s)-from < int(code[hdrWidth]) {
		return NoMatch
	}
	m.reset(code)
	m.Start = from
	return run(m, code, s, from)
}

func (m *Matcher) begin(code []uint32, all bool) {
	m.all, m.not = all, -1
}

// Search finds the first match that begins at position from of s or later. With
// notEmpty, an empty match at from does not count.
func Search[T Char](m *Matcher, code []uint32, s []T, from int, notEmpty bool) Status {
	m.begin(code, false)
	if notEmpty {
		m.not = from
	}
	last := len(s) - int(code[hdrWidth]) // where a match may begin at the latest
	m.reset(code)
	for p := from; p <= last; p++ {
		switch code[hdrSearch] {
		case searchStart:
			if p > 0 {
				return NoMatch
			}
		case searchFirst:
			p = findSet(s, code, code[hdrFirst], p)
		case searchChar:
			p = findChar(s, code[hdrText], p)
		case searchPrefix:
			p = findText(s, code[code[hdrText]:][:code[hdrTextN]], p)
		}
		if p > last {
			return NoMatch
		}
		m.Start = p
		st := run(m, code, s, p)
		if st != NoMatch {
			return st
		}
		m.unset()
		if m.Poll != nil && m.Poll.Load() != 0 && !m.Polled() {
			return Interrupted
		}
	}
	return NoMatch
}

// unset clears what a failed try has left behind where nothing was recorded.
func (m *Matcher) unset() {
	for i := range m.regs {
		m.regs[i] = none
	}
}

// findSet returns the position of the first character from p on that is in a set.
func findSet[T Char](s []T, code []uint32, at uint32, p int) int {
	bits := setBits(code, at)
	for i, ch := range s[p:] {
		r := uint32(ch)
		if r < 256 {
			if bits[r>>5]>>(r&31)&1 != 0 {
				return p + i
			}
		} else if wideInSet(code, at, rune(r)) {
			return p + i
		}
	}
	return len(s) + 1
}

func findChar[T Char](s []T, ch uint32, p int) int {
	if b, ok := any(s).([]byte); ok {
		if ch < 256 {
			if i := bytes.IndexByte(b[p:], byte(ch)); i >= 0 {
				return p + i
			}
		}
		return len(s) + 1
	}
	for i, x := range s[p:] {
		if uint32(x) == ch {
			return p + i
		}
	}
	return len(s) + 1
}

// findText returns the position of the first occurrence of text from p on.
func findText[T Char](s []T, text []uint32, p int) int {
	for {
		p = findChar(s, text[0], p)
		if p+len(text) > len(s) {
			return len(s) + 1
		}
		for i, x := range s[p:][:len(text)] {
			if uint32(x) != text[i] {
				break
			}
			if i == len(text)-1 {
				return p
			}
		}
		p++
	}
}
