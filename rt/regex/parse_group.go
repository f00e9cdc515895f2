package regex

import "github.com/pxc-lang/pxc/rt/unicodedata"

// What begins with a parenthesis.

// flagOf returns the flag of a letter, 0 if it is none.
func flagOf(r rune) Flags {
	switch r {
	case 'i':
		return IgnoreCase
	case 'L':
		return Locale
	case 'm':
		return MultiLine
	case 's':
		return DotAll
	case 'x':
		return Verbose
	case 'a':
		return ASCII
	case 't':
		return Template
	case 'u':
		return Unicode
	}
	return 0
}

// group parses behind an opening parenthesis at offset from. It returns nil where
// there is nothing to match.
func (s *parser) group(from int, f Flags, first bool) *node {
	if !s.accept('?') {
		return s.body(from, f, s.open(nil), false)
	}
	at := s.at
	r, _ := s.next()
	switch {
	case r < 0:
		s.fail(s.at, "unexpected end of pattern")
	case r == 'P':
		at = s.at
		switch r, _ := s.next(); r {
		case '<':
			name := s.until('>', "group name")
			s.checkName(name)
			return s.body(from, f, s.open(name), false)
		case '=':
			name := s.until(')', "group name")
			s.checkName(name)
			n, ok := s.byName[text(name)]
			if !ok {
				s.fail(s.at-len(name)-1, "unknown group name %s", s.quote(name))
			}
			if !s.closed(n) {
				s.fail(s.at-len(name)-1, "cannot refer to an open group")
			}
			s.checkBehind(n)
			return s.ref(n, f)
		case -1:
			s.fail(s.at, "unexpected end of pattern")
		default:
			s.fail(at-2, "unknown extension ?P%s", text(s.text[at:s.at]))
		}
	case r == ':':
		return s.body(from, f, 0, false)
	case r == '>':
		return s.body(from, f, 0, true)
	case r == '#':
		for {
			if s.peek() < 0 {
				s.fail(from, "missing ), unterminated comment")
			}
			if r, _ := s.next(); r == ')' {
				return nil
			}
		}
	case r == '=' || r == '!':
		return s.look(from, f, false, r == '!')
	case r == '<':
		at = s.at
		switch r, _ := s.next(); r {
		case '=', '!':
			return s.look(from, f, true, r == '!')
		case -1:
			s.fail(s.at, "unexpected end of pattern")
		default:
			s.fail(at-2, "unknown extension ?<%s", text(s.text[at:s.at]))
		}
	case r == '(':
		return s.condition(from, f)
	case r == '-' || r != '\\' && flagOf(r) != 0:
		add, del, all := s.inline(r)
		if all {
			if !first {
				s.fail(from, "global flags not at the start of the expression")
			}
			return nil
		}
		if add&typeFlags != 0 {
			f &^= typeFlags
		}
		return s.body(from, (f|add)&^del, 0, false)
	}
	s.fail(at-1, "unknown extension ?%s", text(s.text[at:s.at]))
	return nil
}

// body parses the inside of a group and its end.
func (s *parser) body(from int, f Flags, n int, atomic bool) *node {
	kid := s.alternatives(f, false)
	s.closing(from)
	if n > 0 {
		s.ends[n] = kid.width(s.ends)
	}
	if atomic {
		return &node{op: opAtomic, kids: []*node{kid}}
	}
	return &node{op: opGroup, n: n, kids: []*node{kid}}
}

func (s *parser) closing(from int) {
	if !s.accept(')') {
		s.fail(from, "missing ), unterminated subpattern")
	}
}

func (s *parser) look(from int, f Flags, behind, neg bool) *node {
	outer := s.behind
	if behind && outer < 0 {
		s.behind = s.groups
	}
	kid := s.alternatives(f, false)
	s.behind = outer
	s.closing(from)
	if neg && isEmpty(kid) {
		return &node{op: opFail}
	}
	return &node{op: opLook, kids: []*node{kid}, behind: behind, neg: neg}
}

func (s *parser) condition(from int, f Flags) *node {
	name := s.until(')', "group name")
	at := s.at - len(name) - 1
	n := 0
	if isIdentifier(name) {
		var ok bool
		if n, ok = s.byName[text(name)]; !ok {
			s.fail(at, "unknown group name %s", s.quote(name))
		}
	} else {
		i, ok := number(name)
		switch {
		case !ok:
			s.fail(at, "bad character in group name %s", s.quote(name))
		case i == 0:
			s.fail(at, "bad group number")
		case i >= maxGroups:
			s.fail(at, "invalid group reference %s", plainNumber(name))
		}
		n = int(i)
		s.pending = append(s.pending, groupUse{n, at})
	}
	s.checkBehind(n)
	cond := &node{op: opCond, n: n, kids: []*node{s.nested(f), {op: opSeq}}}
	if s.accept('|') {
		cond.kids[1] = s.nested(f)
		if s.peek() == '|' {
			s.fail(s.at, "conditional backref with more than two branches")
		}
	}
	s.closing(from)
	return cond
}

// nested parses a sequence one level down.
func (s *parser) nested(f Flags) *node {
	if s.depth++; s.depth > maxDepth {
		panic(failure{&Error{Kind: Recursion, Msg: "maximum recursion depth exceeded", Pos: -1}})
	}
	defer func() { s.depth-- }()
	return s.sequence(f, false, false)
}

// plainNumber is str(int(name)).
func plainNumber(name []rune) string {
	var b []byte
	for _, r := range name {
		if d := unicodedata.Decimal(r); d >= 0 && (d > 0 || len(b) > 0) {
			b = append(b, '0'+byte(d))
		}
	}
	return string(b)
}

// inline parses flags behind (?; all says that they are for the whole pattern, and
// set already.
func (s *parser) inline(r rune) (add, del Flags, all bool) {
	at := s.at
	// step reads what follows a flag: a flag again, or one of ends.
	step := func(ends, missing string) rune {
		at = s.at
		r, _ := s.next()
		if r < 0 {
			s.fail(s.at, "%s", missing)
		}
		for _, e := range ends {
			if r == e {
				return r
			}
		}
		if flagOf(r) == 0 {
			if unicodedata.IsAlpha(r) {
				missing = "unknown flag"
			}
			s.fail(at, "%s", missing)
		}
		return r
	}
	if r != '-' {
		for r != ')' && r != '-' && r != ':' {
			flag := flagOf(r)
			switch {
			case s.str && r == 'L':
				s.fail(s.at, "bad inline flags: cannot use 'L' flag with a str pattern")
			case !s.str && r == 'u':
				s.fail(s.at, "bad inline flags: cannot use 'u' flag with a bytes pattern")
			}
			add |= flag
			if flag&typeFlags != 0 && add&typeFlags != flag {
				s.fail(s.at, "bad inline flags: flags 'a', 'u' and 'L' are incompatible")
			}
			r = step(")-:", "missing -, : or )")
		}
	}
	if r == ')' {
		fresh := add&Verbose != 0 && s.flags&Verbose == 0
		s.flags |= add
		if fresh {
			panic(restart{})
		}
		return 0, 0, true
	}
	if add&Template != 0 {
		s.fail(s.at-1, "bad inline flags: cannot turn on global flag")
	}
	if r == '-' {
		for r = step("", "missing flag"); r != ':'; r = step(":", "missing :") {
			if flagOf(r)&typeFlags != 0 {
				s.fail(s.at, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
			}
			del |= flagOf(r)
		}
	}
	if del&Template != 0 {
		s.fail(s.at-1, "bad inline flags: cannot turn off global flag")
	}
	if add&del != 0 {
		s.fail(s.at-1, "bad inline flags: flag turned on and off")
	}
	return add, del, false
}
