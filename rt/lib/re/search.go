package re

import (
	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/regex"
)

// A subject is a text being searched, up to where searching ends. It views the
// text's characters: no Python code runs while one is used, except that of a sub's
// function, after which it is made anew.
type subject struct {
	v   rt.Value // str or bytes-like, plain
	str bool
	b   []byte
	h   []uint16
	w   []uint32
}

func (s *subject) len() int { return len(s.b) + len(s.h) + len(s.w) }

// view makes the subject of v for pattern p; false with TypeError pending.
func view(c *rt.Ctx, p, v rt.Value) (s subject, ok bool) {
	str := rt.IsStr(rt.Plain(rt.Slot(p, ptPattern)))
	s.v = rt.Plain(v)
	if s.str = rt.IsStr(s.v); s.str {
		s.b, s.h, s.w = rt.StrChars(s.v)
	} else if s.b, _, ok = rt.BytesView(s.v); !ok {
		rt.TypeErrorf(c, "expected string or bytes-like object, got '%s'", rt.TypeName(v))
		return s, false
	}
	switch {
	case s.str && !str:
		rt.TypeErrorf(c, "cannot use a bytes pattern on a string-like object")
		return s, false
	case str && !s.str:
		rt.TypeErrorf(c, "cannot use a string pattern on a bytes-like object")
		return s, false
	}
	return s, true
}

// cut ends the subject at n.
func (s *subject) cut(n int) {
	switch {
	case s.h != nil:
		s.h = s.h[:n]
	case s.w != nil:
		s.w = s.w[:n]
	default:
		s.b = s.b[:n]
	}
}

// slice returns what lies between from and to, as a str or bytes of its own.
func (s *subject) slice(c *rt.Ctx, from, to int) rt.Value {
	if s.str {
		return rt.StrSlice(c, s.v, from, to)
	}
	if from == 0 && to == len(s.b) && rt.IsBytes(s.v) {
		return c.Own(s.v)
	}
	return rt.NewBytes(c, s.b[from:to])
}

// part returns characters from..to of a text, clamped to what it has by now.
func part(c *rt.Ctx, text rt.Value, from, to int) rt.Value {
	v := rt.Plain(text)
	if rt.IsStr(v) {
		return rt.StrSlice(c, v, from, to)
	}
	data, _, ok := rt.BytesView(v)
	if !ok {
		return rt.TypeErrorf(c, "expected string or bytes-like object, got '%s'", rt.TypeName(text))
	}
	from, to = min(from, len(data)), min(to, len(data))
	if from == 0 && to == len(data) && rt.IsBytes(v) {
		return c.Own(v)
	}
	return rt.NewBytes(c, data[from:to])
}

func (s *subject) search(m *regex.Matcher, code []uint32, from int, notEmpty bool) regex.Status {
	switch {
	case s.h != nil:
		return regex.Search(m, code, s.h, from, notEmpty)
	case s.w != nil:
		return regex.Search(m, code, s.w, from, notEmpty)
	}
	return regex.Search(m, code, s.b, from, notEmpty)
}

func (s *subject) match(m *regex.Matcher, code []uint32, from int, all, notEmpty bool) regex.Status {
	switch {
	case s.h != nil:
		return regex.Match(m, code, s.h, from, all, notEmpty)
	case s.w != nil:
		return regex.Match(m, code, s.w, from, all, notEmpty)
	}
	return regex.Match(m, code, s.b, from, all, notEmpty)
}

// bad raises what ended a search but for finding something or not; true if so.
func bad(c *rt.Ctx, st regex.Status) bool {
	if st == regex.OutOfMemory {
		rt.NoMemory(c)
		return true
	}
	return st == regex.Interrupted
}

// bounds resolves pos and endpos, 0 for those not given, in a text of n characters.
func bounds(c *rt.Ctx, pos, endpos rt.Value, n int) (from, to int, ok bool) {
	to = n
	if pos != 0 {
		i, ok := rt.Index(c, pos)
		if !ok {
			return 0, 0, false
		}
		from = int(min(max(i, 0), int64(n)))
	}
	if endpos != 0 {
		i, ok := rt.Index(c, endpos)
		if !ok {
			return 0, 0, false
		}
		to = int(min(max(i, 0), int64(n)))
	}
	return from, to, true
}

// begin prepares a search.
func begin(c *rt.Ctx, p, text, pos, endpos rt.Value) (s subject, from, to int, ok bool) {
	if s, ok = view(c, p, text); !ok {
		return s, 0, 0, false
	}
	if pos|endpos == 0 {
		return s, 0, s.len(), true
	}
	if from, to, ok = bounds(c, pos, endpos, s.len()); !ok {
		return s, 0, 0, false
	}
	if s, ok = view(c, p, text); !ok { // __index__ may have changed it
		return s, 0, 0, false
	}
	to = min(to, s.len())
	s.cut(to)
	return s, from, to, true
}

// plainText returns the characters of the str text, if pattern p is a str, both of
// no class derived from str, and the characters are of one byte: the usual case,
// which needs no subject.
func plainText(p, text rt.Value) ([]byte, bool) {
	if !rt.IsStr(text) || !rt.IsStr(rt.Slot(p, ptPattern)) {
		return nil, false
	}
	b, h, w := rt.StrChars(text)
	return b, h == nil && w == nil
}

func matchAt(c *rt.Ctx, p, text, pos, endpos rt.Value, all bool) rt.Value {
	pool := poolOf(c)
	if pos|endpos == 0 {
		if b, ok := plainText(p, text); ok {
			m := pool.matcher(c)
			st := regex.Match(m, rt.Words(rt.Slot(p, ptCode)), b, 0, all, false)
			r := found(c, m, st, p, text, 0, len(b))
			pool.give(m)
			return r
		}
	}
	s, from, to, ok := begin(c, p, text, pos, endpos)
	if !ok {
		return 0
	}
	if from > to {
		return rt.None
	}
	m := pool.matcher(c)
	st := s.match(m, rt.Words(rt.Slot(p, ptCode)), from, all, false)
	r := found(c, m, st, p, text, from, to)
	pool.give(m)
	return r
}

func searchFrom(c *rt.Ctx, p, text, pos, endpos rt.Value) rt.Value {
	pool := poolOf(c)
	if pos|endpos == 0 {
		if b, ok := plainText(p, text); ok {
			m := pool.matcher(c)
			st := regex.Search(m, rt.Words(rt.Slot(p, ptCode)), b, 0, false)
			r := found(c, m, st, p, text, 0, len(b))
			pool.give(m)
			return r
		}
	}
	s, from, to, ok := begin(c, p, text, pos, endpos)
	if !ok {
		return 0
	}
	if from > to {
		return rt.None
	}
	m := pool.matcher(c)
	st := s.search(m, rt.Words(rt.Slot(p, ptCode)), from, false)
	r := found(c, m, st, p, text, from, to)
	pool.give(m)
	return r
}

// found returns the Match object, or None.
func found(c *rt.Ctx, m *regex.Matcher, st regex.Status, p, text rt.Value, from, to int) rt.Value {
	if st == regex.Matched {
		return newMatch(c, m, p, text, from, to)
	}
	if bad(c, st) {
		return 0
	}
	return rt.None
}

// group returns what group n of the last match holds, none if nothing.
func (s *subject) group(c *rt.Ctx, m *regex.Matcher, n int, none rt.Value) rt.Value {
	from, to := m.Group(n)
	if from < 0 {
		return none
	}
	return s.slice(c, from, to)
}

func emptyOf(c *rt.Ctx, str bool) rt.Value {
	if str {
		return rt.NewStr(c, "")
	}
	return rt.NewBytes(c, nil)
}

func findAll(c *rt.Ctx, p, text, pos, endpos rt.Value) rt.Value {
	s, from, to, ok := begin(c, p, text, pos, endpos)
	if !ok {
		return 0
	}
	l := rt.NewList(c, 0)
	if l == 0 || from > to {
		return l
	}
	groups := int(rt.Slot(p, ptGroups).Int())
	code := rt.Words(rt.Slot(p, ptCode))
	pool := poolOf(c)
	m := pool.matcher(c)
	defer pool.give(m)
	empty := emptyOf(c, s.str)
	defer c.Drop(empty)
	for notEmpty := false; from <= to; {
		st := s.search(m, code, from, notEmpty)
		if st == regex.NoMatch {
			break
		}
		var v rt.Value
		switch {
		case bad(c, st):
		case groups == 0:
			v = s.slice(c, m.Start, m.End)
		case groups == 1:
			v = s.groupOr(c, m, 1, empty)
		default:
			if v = rt.NewTuple(c, groups); v != 0 {
				for g := range groups {
					x := s.groupOr(c, m, g+1, empty)
					if x == 0 {
						c.Drop(v)
						v = 0
						break
					}
					rt.TupleInit(v, g, x)
				}
			}
		}
		if v == 0 {
			c.Drop(l)
			return 0
		}
		ok := rt.ListAppend(c, l, v)
		c.Drop(v)
		if !ok {
			c.Drop(l)
			return 0
		}
		notEmpty, from = m.Start == m.End, m.End
	}
	return l
}

func (s *subject) groupOr(c *rt.Ctx, m *regex.Matcher, n int, none rt.Value) rt.Value {
	if v := s.group(c, m, n, none); v != none {
		return v
	}
	return c.Own(none)
}

func split(c *rt.Ctx, p, text, most rt.Value) rt.Value {
	limit := int64(0)
	if most != 0 {
		var ok bool
		if limit, ok = rt.Index(c, most); !ok {
			return 0
		}
	}
	s, from, to, ok := begin(c, p, text, 0, 0)
	if !ok {
		return 0
	}
	l := rt.NewList(c, 0)
	if l == 0 {
		return 0
	}
	groups := int(rt.Slot(p, ptGroups).Int())
	code := rt.Words(rt.Slot(p, ptCode))
	pool := poolOf(c)
	m := pool.matcher(c)
	defer pool.give(m)
	add := func(v rt.Value) bool {
		ok := v != 0 && rt.ListAppend(c, l, v)
		c.Drop(v)
		if !ok {
			c.Drop(l)
		}
		return ok
	}
	last, notEmpty := 0, false
	for n := int64(0); limit == 0 || n < limit; n++ {
		st := s.search(m, code, from, notEmpty)
		if st == regex.NoMatch {
			break
		}
		if bad(c, st) {
			c.Drop(l)
			return 0
		}
		if !add(s.slice(c, last, m.Start)) {
			return 0
		}
		for g := range groups {
			if !add(s.groupOr(c, m, g+1, rt.None)) {
				return 0
			}
		}
		notEmpty, from, last = m.Start == m.End, m.End, m.End
	}
	if !add(s.slice(c, last, to)) {
		return 0
	}
	return l
}
