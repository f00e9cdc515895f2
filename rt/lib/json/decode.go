package json

import (
	"math"
	"strconv"

	"github.com/pxc-lang/pxc/rt"
)

// decode is decode(s): the value of the text s, a str; NotImplemented where the
// general decoder has to look at it.
func decode(c *rt.Ctx, s rt.Value) rt.Value {
	if !rt.IsStr(s) {
		return rt.NotImplemented
	}
	var v rt.Value
	switch narrow, wide, widest := rt.StrChars(s); {
	case wide != nil:
		v = decodeText(c, s, wide)
	case widest != nil:
		v = decodeText(c, s, widest)
	default:
		v = decodeText(c, s, narrow)
	}
	if v == 0 && c.Exc == 0 {
		return rt.NotImplemented
	}
	return v
}

func decodeText[T char](c *rt.Ctx, s rt.Value, text []T) rt.Value {
	d := decoder[T]{c: c, s: s, text: text}
	v := d.value()
	if d.space(); v != 0 && d.at != len(text) {
		c.Drop(v)
		v = 0
	}
	for _, k := range d.keys {
		c.Drop(k)
	}
	return v
}

type char interface{ uint8 | uint16 | uint32 }

// A decoder reads one text. Its methods return 0 without an exception pending for
// what is no JSON.
type decoder[T char] struct {
	c    *rt.Ctx
	s    rt.Value
	text []T // of s
	at   int

	// Keys that were met, by their first and last character and length: the objects
	// of an array mostly have the same ones.
	keys [64]rt.Value
}

func (d *decoder[T]) space() {
	for d.at < len(d.text) {
		switch d.text[d.at] {
		case ' ', '\t', '\n', '\r':
			d.at++
		default:
			return
		}
	}
}

// next skips white space and reports whether ch follows, which it takes.
func (d *decoder[T]) next(ch T) bool {
	d.space()
	if d.at < len(d.text) && d.text[d.at] == ch {
		d.at++
		return true
	}
	return false
}

// word takes the characters of w if they follow.
func (d *decoder[T]) word(w string) bool {
	if len(d.text)-d.at < len(w) {
		return false
	}
	for i := range len(w) {
		if d.text[d.at+i] != T(w[i]) {
			return false
		}
	}
	d.at += len(w)
	return true
}

func (d *decoder[T]) value() rt.Value {
	d.space()
	if d.at == len(d.text) {
		return 0
	}
	switch d.text[d.at] {
	case '"':
		d.at++
		return d.str(false)
	case '{', '[':
		if !rt.Enter(d.c) {
			return 0
		}
		defer rt.Leave(d.c)
		if d.at++; d.text[d.at-1] == '{' {
			return d.object()
		}
		return d.array()
	case 't':
		if d.word("true") {
			return rt.True
		}
	case 'f':
		if d.word("false") {
			return rt.False
		}
	case 'n':
		if d.word("null") {
			return rt.None
		}
	case 'N':
		if d.word("NaN") {
			return rt.NewFloat(d.c, rt.NaN())
		}
	case 'I':
		if d.word("Infinity") {
			return rt.NewFloat(d.c, math.Inf(1))
		}
	case '-':
		if d.word("-Infinity") {
			return rt.NewFloat(d.c, math.Inf(-1))
		}
		return d.number()
	default:
		return d.number()
	}
	return 0
}

func (d *decoder[T]) array() rt.Value {
	l := rt.NewList(d.c, 0)
	if l == 0 || d.next(']') {
		return l
	}
	for {
		v := d.value()
		ok := v != 0 && rt.ListAppend(d.c, l, v)
		d.c.Drop(v)
		if ok && d.next(']') {
			return l
		}
		if !ok || !d.next(',') {
			d.c.Drop(l)
			return 0
		}
	}
}

func (d *decoder[T]) object() rt.Value {
	o := rt.NewDict(d.c, 0)
	if o == 0 || d.next('}') {
		return o
	}
	for {
		if !d.member(o) {
			break
		}
		if d.next('}') {
			return o
		}
		if !d.next(',') {
			break
		}
	}
	d.c.Drop(o)
	return 0
}

// member reads a key and its value into the dict o.
func (d *decoder[T]) member(o rt.Value) bool {
	if !d.next('"') {
		return false
	}
	key := d.str(true)
	if key == 0 {
		return false
	}
	ok := false
	if d.next(':') {
		v := d.value()
		ok = v != 0 && rt.DictSet(d.c, o, key, v)
		d.c.Drop(v)
	}
	d.c.Drop(key)
	return ok
}

// str reads the string behind a quote.
func (d *decoder[T]) str(key bool) rt.Value {
	from := d.at
	for i := from; i < len(d.text); i++ {
		switch ch := d.text[i]; {
		case ch == '"':
			d.at = i + 1
			if key {
				return d.key(from, i)
			}
			return rt.Substr(d.c, d.s, from, i)
		case ch == '\\':
			return d.escaped(from, i)
		case ch < ' ':
			return 0
		}
	}
	return 0
}

// key returns characters from..to, which are a key.
func (d *decoder[T]) key(from, to int) rt.Value {
	n := to - from
	if n == 0 || n > 32 {
		return rt.Substr(d.c, d.s, from, to)
	}
	known := &d.keys[(uint(d.text[from])*7+uint(d.text[to-1])*3+uint(n))%uint(len(d.keys))]
	if *known == 0 || !rt.StrIsSlice(*known, d.s, from, to) {
		k := rt.Substr(d.c, d.s, from, to)
		if k == 0 {
			return 0
		}
		d.c.Drop(*known)
		*known = k
	}
	return d.c.Own(*known)
}

// escaped is str from the first backslash on, at i.
func (d *decoder[T]) escaped(from, i int) rt.Value {
	b := rt.NewTextBuilder(d.c, true, 2*(i-from))
	for i < len(d.text) {
		switch ch := d.text[i]; {
		case ch == '"':
			b.Slice(d.s, from, i)
			d.at = i + 1
			return b.Finish()
		case ch < ' ':
			b.Discard()
			return 0
		case ch != '\\':
			i++
			continue
		}
		b.Slice(d.s, from, i)
		r, n := d.escape(i + 1)
		if n == 0 {
			break
		}
		b.Char(r)
		i += 1 + n
		from = i
	}
	b.Discard()
	return 0
}

// escape returns the character for what stands behind a backslash, at i, and how many
// characters that takes: 0 for a mistake.
func (d *decoder[T]) escape(i int) (r rune, n int) {
	if i == len(d.text) {
		return 0, 0
	}
	switch d.text[i] {
	case '"', '\\', '/':
		return rune(d.text[i]), 1
	case 'b':
		return '\b', 1
	case 'f':
		return '\f', 1
	case 'n':
		return '\n', 1
	case 'r':
		return '\r', 1
	case 't':
		return '\t', 1
	case 'u':
		r = d.hex(i + 1)
		if r < 0 {
			return 0, 0
		}
		if r&^0x3ff == 0xd800 && i+6 < len(d.text) && d.text[i+5] == '\\' && d.text[i+6] == 'u' {
			if low := d.hex(i + 7); low >= 0 && low&^0x3ff == 0xdc00 {
				return 0x10000 + (r-0xd800)<<10 + low - 0xdc00, 11
			}
		}
		return r, 5
	}
	return 0, 0
}

// hex returns the number of the four digits at i, -1 if there are not as many.
func (d *decoder[T]) hex(i int) rune {
	if i+4 > len(d.text) {
		return -1
	}
	r := rune(0)
	for _, ch := range d.text[i : i+4] {
		switch {
		case ch >= '0' && ch <= '9':
			r = r<<4 | rune(ch-'0')
		case ch|0x20 >= 'a' && ch|0x20 <= 'f':
			r = r<<4 | rune(ch|0x20-'a'+10)
		default:
			return -1
		}
	}
	return r
}

// digits skips digits.
func (d *decoder[T]) digits(i int) int {
	for i < len(d.text) && d.text[i]-'0' < 10 {
		i++
	}
	return i
}

func (d *decoder[T]) number() rt.Value {
	from, i := d.at, d.at
	if d.text[i] == '-' {
		i++
	}
	first := i
	switch {
	case i == len(d.text) || d.text[i]-'0' >= 10:
		return 0
	case d.text[i] == '0':
		i++
	default:
		i = d.digits(i)
	}
	end := i
	if i+1 < len(d.text) && d.text[i] == '.' && d.text[i+1]-'0' < 10 {
		end = d.digits(i + 1)
	}
	if j := end + 1; j < len(d.text) && d.text[end]|0x20 == 'e' {
		if d.text[j] == '+' || d.text[j] == '-' {
			j++
		}
		if k := d.digits(j); k > j {
			end = k
		}
	}
	d.at = end
	if end == i && i-first <= 18 {
		n := int64(0)
		for _, ch := range d.text[first:i] {
			n = 10*n + int64(ch-'0')
		}
		if first > from {
			n = -n
		}
		return rt.Int(n)
	}
	var buf [64]byte
	if end > i && end-from <= len(buf) {
		for k, ch := range d.text[from:end] {
			buf[k] = byte(ch)
		}
		if f, err := strconv.ParseFloat(string(buf[:end-from]), 64); err == nil {
			return rt.NewFloat(d.c, f)
		}
	}
	text := rt.Substr(d.c, d.s, from, end)
	if text == 0 {
		return 0
	}
	defer d.c.Drop(text)
	if end > i {
		return rt.FloatOf(d.c, text)
	}
	return rt.IntOf(d.c, text)
}
