package regex

// The parser: recursive descent over characters. Case and kinds of characters are
// settled here, because flags can change inside a pattern; the tree below knows
// sets only.

type parser struct {
	source
	flags   Flags
	names   []string // by group
	byName  map[string]int
	ends    []widths // by group; lo is -1 while it is open
	groups  int      // opened, the whole match not counted
	behind  int      // in a lookbehind: the groups opened before it; else -1
	pending []groupUse
	depth   int
}

// A groupUse is a condition on a group that may come later.
type groupUse struct{ n, pos int }

// restart is thrown when flag x turns up after the fact.
type restart struct{}

func parse(pattern []rune, str bool, flags Flags) (p *parser, root *node, err *Error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case failure:
			err = r.err
		case restart:
			p, root, err = parse(pattern, str, flags|Verbose)
		default:
			panic(r)
		}
	}()
	s := &parser{source: source{text: pattern, str: str}, flags: flags, byName: map[string]int{}, behind: -1}
	s.names, s.ends = []string{""}, []widths{{lo: -1}}
	s.peek()
	root = s.alternatives(flags, true)
	final, ferr := s.kinds(s.flags)
	if ferr != nil {
		return nil, nil, ferr
	}
	s.flags = final
	if s.peek() >= 0 {
		s.fail(s.at, "unbalanced parenthesis")
	}
	for _, u := range s.pending {
		if u.n > s.groups {
			s.fail(u.pos, "invalid group reference %d", u.n)
		}
	}
	return s, root, nil
}

// kinds settles which of ASCII, LOCALE and UNICODE hold.
func (s *parser) kinds(f Flags) (Flags, *Error) {
	bad := func(msg string) (Flags, *Error) { return f, &Error{Kind: Flag, Msg: msg, Pos: -1} }
	if s.str {
		switch {
		case f&Locale != 0:
			return bad("cannot use LOCALE flag with a str pattern")
		case f&ASCII != 0 && f&Unicode != 0:
			return bad("ASCII and UNICODE flags are incompatible")
		case f&ASCII == 0:
			f |= Unicode
		}
		return f, nil
	}
	switch {
	case f&Unicode != 0:
		return bad("cannot use UNICODE flag with a bytes pattern")
	case f&Locale != 0 && f&ASCII != 0:
		return bad("ASCII and LOCALE flags are incompatible")
	}
	return f, nil
}

// unicode reports whether \w and case are those of all characters.
func (s *parser) unicode(f Flags) bool { return s.str && f&ASCII == 0 }

// alternatives parses up to a closing parenthesis or the end. f are the flags that
// hold there.
func (s *parser) alternatives(f Flags, top bool) *node {
	if s.depth++; s.depth > maxDepth {
		panic(failure{&Error{Kind: Recursion, Msg: "maximum recursion depth exceeded", Pos: -1}})
	}
	defer func() { s.depth-- }()
	alt := &node{op: opAlt}
	for {
		seq := s.sequence(f, top, top && len(alt.kids) == 0)
		alt.kids = append(alt.kids, seq)
		if !s.accept('|') {
			break
		}
		if top {
			f = s.flags
		}
	}
	if len(alt.kids) == 1 {
		return alt.kids[0]
	}
	return alt
}

// sequence parses what stands between bars. In the first sequence of a pattern
// flags may be set for all of it.
func (s *parser) sequence(f Flags, top, first bool) *node {
	seq := &node{op: opSeq}
	for {
		if top {
			f = s.flags
		}
		from := s.at
		if r := s.peek(); r < 0 || r == '|' || r == ')' {
			return seq
		}
		r, esc := s.next()
		if f&Verbose != 0 {
			switch r {
			case ' ', '\t', '\n', '\r', '\v', '\f':
				continue
			case '#':
				for {
					if r, _ := s.next(); r < 0 || r == '\n' {
						break
					}
				}
				continue
			}
		}
		var n *node
		switch r {
		case '\\':
			n = s.escape(from, esc, f)
		case '[':
			n = s.class(from, f)
		case '.':
			n = &node{op: opChars, set: everything()}
			if f&DotAll == 0 {
				n.set.bits[0] &^= 1 << '\n'
			}
			if !s.str {
				n.set.wide = 0
			}
		case '^':
			n = &node{op: opAt, at: atStart}
			if f&MultiLine != 0 {
				n.at = atLineStart
			}
		case '$':
			n = &node{op: opAt, at: atEnd}
			if f&MultiLine != 0 {
				n.at = atLineEnd
			}
		case '(':
			n = s.group(from, f, first && len(seq.kids) == 0)
		case '*', '+', '?', '{':
			if s.repeat(seq, r, from, f) {
				continue
			}
			n = s.literal(r, f)
		default:
			n = s.literal(r, f)
		}
		if n != nil {
			seq.kids = append(seq.kids, n)
		}
	}
}

func (s *parser) literal(r rune, f Flags) *node {
	var b setBuilder
	b.char(r)
	return s.chars(&b, f)
}

func (s *parser) chars(b *setBuilder, f Flags) *node {
	cf := f & IgnoreCase
	if cf != 0 && s.unicode(f) {
		cf |= Unicode
	}
	return &node{op: opChars, set: b.finish(cf, !s.str)}
}

// repeat makes the last of seq a repeat; false if a brace is not one.
func (s *parser) repeat(seq *node, r rune, from int, f Flags) bool {
	least, most := int64(0), int64(inf)
	here := s.at
	switch r {
	case '?':
		most = 1
	case '+':
		least = 1
	case '{':
		if s.peek() == '}' {
			return false
		}
		lo := s.digits(1<<30, 10)
		hi := lo
		if s.accept(',') {
			hi = s.digits(1<<30, 10)
		}
		if !s.accept('}') {
			s.at = here
			return false
		}
		least, most = s.bound(lo, 0), s.bound(hi, inf)
		if most < least {
			s.fail(here, "min repeat greater than max repeat")
		}
	}
	if len(seq.kids) == 0 || seq.kids[len(seq.kids)-1].op == opAt {
		s.fail(here-1, "nothing to repeat")
	}
	item := seq.kids[len(seq.kids)-1]
	if item.op == opRepeat {
		s.fail(here-1, "multiple repeat")
	}
	n := &node{op: opRepeat, kids: []*node{item}, min: least, max: most}
	switch {
	case s.accept('?'):
		n.mode = lazy
	case s.accept('+'):
		n.mode = possessive
	}
	seq.kids[len(seq.kids)-1] = n
	return true
}

func (s *parser) bound(digits string, none int64) int64 {
	if digits == "" {
		return none
	}
	n := int64(0)
	for _, d := range digits {
		if n = n*10 + int64(d-'0'); n >= inf {
			panic(failure{&Error{Kind: Overflow, Msg: "the repetition number is too large", Pos: -1}})
		}
	}
	return n
}

// class parses a set in brackets.
func (s *parser) class(from int, f Flags) *node {
	var b setBuilder
	b.negated = s.accept('^')
	unicode := s.unicode(f)
	end := func() { s.fail(from, "unterminated character set") }
	// member reads one character or category.
	member := func() (r rune, cat byte, at int) {
		at = s.at
		c, esc := s.next()
		if c == '\\' {
			r, cat = s.classEscape(at, esc)
			return r, cat, at
		}
		return c, 0, at
	}
	for n := 0; ; n++ {
		if s.peek() < 0 {
			end()
		}
		if n > 0 && s.peek() == ']' {
			s.next()
			break
		}
		lo, cat, at := member()
		if s.accept('-') {
			if s.peek() < 0 {
				end()
			}
			if s.peek() == ']' {
				s.next()
				if cat != 0 {
					b.category(cat, unicode)
				} else {
					b.char(lo)
				}
				b.char('-')
				break
			}
			hi, cat2, at2 := member()
			if cat != 0 || cat2 != 0 || hi < lo {
				// Of an escape the message has its two first characters.
				a, z := s.unit(at), s.unit(at2)
				s.fail(s.at-len(a)-1-len(z), "bad character range %s-%s", text(a), text(z))
			}
			b.rng(lo, hi)
			continue
		}
		if cat != 0 {
			b.category(cat, unicode)
		} else {
			b.char(lo)
		}
	}
	return s.chars(&b, f)
}

func (s *parser) open(name []rune) int {
	s.groups++
	if s.groups > maxGroups {
		s.fail(s.at, "too many groups")
	}
	key := text(name)
	if name != nil {
		if old, ok := s.byName[key]; ok {
			s.fail(s.at-len(name)-1, "redefinition of group name %s as group %d; was group %d", s.quote(name), s.groups, old)
		}
		s.byName[key] = s.groups
	}
	s.names = append(s.names, key)
	s.ends = append(s.ends, widths{lo: -1})
	return s.groups
}

func (s *parser) closed(n int) bool { return n <= s.groups && s.ends[n].lo >= 0 }

// checkBehind refuses references to what a lookbehind itself sets.
func (s *parser) checkBehind(n int) {
	if s.behind < 0 {
		return
	}
	if !s.closed(n) {
		s.fail(s.at, "cannot refer to an open group")
	}
	if n > s.behind {
		s.fail(s.at, "cannot refer to group defined in the same lookbehind subpattern")
	}
}

func (s *parser) ref(n int, f Flags) *node {
	r := &node{op: opRef, n: n}
	if f&IgnoreCase != 0 {
		r.kind = ofASCII
		if s.unicode(f) {
			r.kind = ofUnicode
		}
	}
	return r
}

func isEmpty(n *node) bool { return n.op == opSeq && len(n.kids) == 0 }
