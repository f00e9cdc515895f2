package re

import (
	"bytes"
	"encoding/binary"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/regex"
)

const maxTemplates = 256

// templateOf returns the pieces of a template with backslashes, for pattern p. They
// are kept by template, pattern and flags.
func templateOf(c *rt.Ctx, p, template rt.Value) ([]regex.Piece, bool) {
	pool := poolOf(c)
	t, pattern := rt.Plain(template), rt.Plain(rt.Slot(p, ptPattern))
	key := binary.LittleEndian.AppendUint64(pool.key[:0], uint64(rt.Slot(p, ptFlags).Int()))
	str := rt.IsStr(t)
	if str {
		key = rt.AppendStr(append(key, 's'), t)
	} else {
		key = append(append(key, 'b'), rt.BytesData(t)...)
	}
	key = append(key, 0, byte(len(key)), byte(len(key)>>8), byte(len(key)>>16))
	if rt.IsStr(pattern) {
		key = rt.AppendStr(key, pattern)
	} else {
		key = append(key, rt.BytesData(pattern)...)
	}
	pool.key = key
	if pieces, ok := pool.templates[string(key)]; ok {
		return pieces, true
	}
	chars, ok := charsOf(t)
	if !ok {
		rt.NoMemory(c)
		return nil, false
	}
	names := map[string]int{}
	for pos := 0; ; {
		name, n, ok := rt.DictNext(rt.Slot(p, ptIndex), &pos)
		if !ok {
			break
		}
		names[rt.GoString(name)] = int(n.Int())
	}
	pieces, err := regex.Expand(chars, str, int(rt.Slot(p, ptGroups).Int()), names)
	if err != nil {
		fail(c, err, template)
		return nil, false
	}
	if len(pool.templates) >= maxTemplates {
		clear(pool.templates)
	}
	pool.templates[string(key)] = pieces
	return pieces, true
}

// isText reports whether v is a str or bytes, and whether it has a backslash.
func isText(v rt.Value) (text, escapes bool) {
	v = rt.Plain(v)
	switch {
	case rt.IsStr(v):
		b, h, w := rt.StrChars(v)
		switch {
		case h != nil:
			escapes = hasBackslash(h)
		case w != nil:
			escapes = hasBackslash(w)
		default:
			escapes = bytes.IndexByte(b, '\\') >= 0
		}
		return true, escapes
	case rt.IsBytes(v):
		return true, bytes.IndexByte(rt.BytesData(v), '\\') >= 0
	}
	return false, false
}

func hasBackslash[T uint16 | uint32](s []T) bool {
	for _, r := range s {
		if r == '\\' {
			return true
		}
	}
	return false
}

// put appends characters from..to of a subject.
func (s *subject) put(b *rt.TextBuilder, from, to int) {
	if s.str {
		b.Slice(s.v, from, to)
	} else {
		b.Bytes(s.b[from:to])
	}
}

// putAll appends what a replacement gave, a str or bytes as the text is; false with
// TypeError pending.
func putAll(c *rt.Ctx, b *rt.TextBuilder, v rt.Value, str bool, n int64) bool {
	x := rt.Plain(v)
	if str {
		if !rt.IsStr(x) {
			rt.TypeErrorf(c, "sequence item %d: expected str instance, %s found", int(n), rt.TypeName(v))
			return false
		}
		b.Slice(x, 0, rt.StrLen(x))
		return true
	}
	data, _, ok := rt.BytesView(x)
	if !ok {
		rt.TypeErrorf(c, "sequence item %d: expected a bytes-like object, %s found", int(n), rt.TypeName(v))
		return false
	}
	b.Bytes(data)
	return true
}

// sub replaces matches by repl: a function of the match, or a template.
func sub(c *rt.Ctx, p, repl, text, count rt.Value, counted bool) rt.Value {
	limit := int64(0)
	if count != 0 {
		var ok bool
		if limit, ok = rt.Index(c, rt.Plain(count)); !ok {
			return 0
		}
	}
	var pieces []regex.Piece
	function := rt.Callable(repl)
	if !function {
		isText, escapes := isText(repl)
		switch {
		case escapes:
			var ok bool
			if pieces, ok = templateOf(c, p, repl); !ok {
				return 0
			}
		case !isText:
			if _, _, ok := rt.BytesView(repl); !ok {
				return rt.TypeErrorf(c, "decoding to str: need a bytes-like object, %s found", rt.TypeName(repl))
			}
		}
	}
	s, _, to, ok := begin(c, p, text, 0, 0)
	if !ok {
		return 0
	}
	code := rt.Words(rt.Slot(p, ptCode))
	pool := poolOf(c)
	m := pool.matcher(c)
	defer pool.give(m)
	st := s.search(m, code, 0, false)
	if bad(c, st) {
		return 0
	}
	if st == regex.NoMatch || limit < 0 {
		return subResult(c, s.slice(c, 0, to), 0, counted)
	}
	b := rt.NewTextBuilder(c, s.str, to+16)
	last, n, items := 0, int64(0), int64(0)
	for {
		start, end := m.Start, m.End
		if last < start {
			s.put(&b, last, start)
			items++
		}
		switch {
		case function:
			o := newMatch(c, m, p, text, 0, to)
			if o == 0 {
				b.Discard()
				return 0
			}
			r := rt.Call1(c, repl, o)
			c.Drop(o)
			if r == 0 || r != rt.None && !putAll(c, &b, r, s.str, items) {
				c.Drop(r)
				b.Discard()
				return 0
			}
			c.Drop(r)
			if s, ok = view(c, p, text); !ok || s.len() < to {
				if ok {
					rt.IndexErrorf(c, "string index out of range")
				}
				b.Discard()
				return 0
			}
		case pieces != nil:
			for _, piece := range pieces {
				if piece.Group < 0 {
					for _, r := range piece.Text {
						b.Char(r)
					}
				} else if piece.Group == 0 {
					s.put(&b, start, end)
				} else if x, y := m.Group(piece.Group); x >= 0 {
					s.put(&b, x, y)
				}
			}
		default:
			if !putAll(c, &b, repl, s.str, items) {
				b.Discard()
				return 0
			}
		}
		items++
		last = end
		if n++; n == limit {
			break
		}
		if st = s.search(m, code, end, start == end); st == regex.NoMatch {
			break
		}
		if bad(c, st) {
			b.Discard()
			return 0
		}
	}
	s.put(&b, last, to)
	return subResult(c, b.Finish(), n, counted)
}

func subResult(c *rt.Ctx, v rt.Value, n int64, counted bool) rt.Value {
	if !counted || v == 0 {
		return v
	}
	t := rt.Tuple2(c, v, rt.Int(n))
	c.Drop(v)
	return t
}

// expand is Match.expand.
func expand(c *rt.Ctx, o, template rt.Value) rt.Value {
	p, text := rt.Slot(o, mtPattern), rt.Slot(o, mtString)
	isText, escapes := isText(template)
	if !isText {
		return rt.TypeErrorf(c, "decoding to str: need a bytes-like object, %s found", rt.TypeName(template))
	}
	if !escapes {
		return c.Own(rt.Plain(template))
	}
	pieces, ok := templateOf(c, p, template)
	if !ok {
		return 0
	}
	s, ok := view(c, p, text)
	if !ok {
		return 0
	}
	b := rt.NewTextBuilder(c, s.str, 0)
	for _, piece := range pieces {
		if piece.Group < 0 {
			for _, r := range piece.Text {
				b.Char(r)
			}
		} else if x, y := span(o, piece.Group); x >= 0 {
			x, y = min(x, s.len()), min(y, s.len())
			s.put(&b, x, y)
		}
	}
	return b.Finish()
}
