package rt

import "bytes"

// Searching in strings. Both sides in one-byte characters use Go's bytes
// package; other pairs a loop over characters.

// strIndex returns the position of sub within characters from..to of s, -1 if it
// is not there.
func strIndex(s, sub Value, from, to int) int {
	n := strLen(sub)
	if from > to || to-from < n {
		return -1
	}
	if n == 0 {
		return from
	}
	ws, wn := kindWidth[strKind(s)], kindWidth[strKind(sub)]
	switch {
	case wn > ws:
		return -1
	case ws == 1 && n == 1:
		if i := bytes.IndexByte(str8(s)[from:to], str8(sub)[0]); i >= 0 {
			return from + i
		}
		return -1
	case ws == 1:
		if i := bytes.Index(str8(s)[from:to], str8(sub)); i >= 0 {
			return from + i
		}
		return -1
	case ws == 2 && wn == 1:
		return indexChars(str16(s)[:to], str8(sub), from)
	case ws == 2:
		return indexChars(str16(s)[:to], str16(sub), from)
	case wn == 1:
		return indexChars(str32(s)[:to], str8(sub), from)
	case wn == 2:
		return indexChars(str32(s)[:to], str16(sub), from)
	}
	return indexChars(str32(s)[:to], str32(sub), from)
}

func indexChars[S, N uint8 | uint16 | uint32](s []S, sub []N, from int) int {
	first := S(sub[0])
	for i := from; i+len(sub) <= len(s); i++ {
		if s[i] == first && matchChars(s[i:], sub) {
			return i
		}
	}
	return -1
}

func matchChars[S, N uint8 | uint16 | uint32](s []S, sub []N) bool {
	for j, ch := range sub {
		if s[j] != S(ch) {
			return false
		}
	}
	return true
}

// strLastIndex is strIndex from the end.
func strLastIndex(s, sub Value, from, to int) int {
	n := strLen(sub)
	if from > to || to-from < n {
		return -1
	}
	if n == 0 {
		return to
	}
	ws, wn := kindWidth[strKind(s)], kindWidth[strKind(sub)]
	if wn > ws {
		return -1
	}
	if ws == 1 {
		if i := bytes.LastIndex(str8(s)[from:to], str8(sub)); i >= 0 {
			return from + i
		}
		return -1
	}
	for i := to - n; i >= from; i-- {
		if strMatchAt(s, i, sub) {
			return i
		}
	}
	return -1
}

// strMatchAt reports whether sub stands at position i of s, where it fits.
func strMatchAt(s Value, i int, sub Value) bool {
	n := strLen(sub)
	if kindWidth[strKind(s)] == 1 && kindWidth[strKind(sub)] == 1 {
		return string(str8(s)[i:i+n]) == string(str8(sub))
	}
	for j := range n {
		if strAt(s, i+j) != strAt(sub, j) {
			return false
		}
	}
	return true
}

// strCount counts non-overlapping occurrences of sub in characters from..to.
func strCount(s, sub Value, from, to int) int {
	n := strLen(sub)
	if from > to {
		return 0
	}
	if n == 0 {
		return to - from + 1
	}
	count := 0
	for {
		i := strIndex(s, sub, from, to)
		if i < 0 {
			return count
		}
		count++
		from = i + n
	}
}

// findArgs resolves the arguments of find and its like; ok is false with
// TypeError pending.
func findArgs(c *Ctx, s, sub, start, stop Value) (from, to int, ok bool) {
	if !IsStr(sub) {
		TypeErrorf(c, "must be str, not %s", TypeName(sub))
		return 0, 0, false
	}
	return findRange(c, strLen(s), start, stop)
}

// findRange returns the bounds of a search in n characters, from optional
// arguments that count from the end when negative. It keeps a start beyond the
// end, where nothing is found, not even an empty string.
func findRange(c *Ctx, n int, start, stop Value) (from, to int, ok bool) {
	to = n
	if start != 0 && start != None {
		i, ok := sliceIndex(c, start)
		if !ok {
			return 0, 0, false
		}
		if i < 0 {
			i = max(i+int64(n), 0)
		}
		from = int(min(i, int64(n)+1))
	}
	if stop != 0 && stop != None {
		i, ok := sliceIndex(c, stop)
		if !ok {
			return 0, 0, false
		}
		to = clampBound(i, n)
	}
	return from, to, true
}

func strFind(c *Ctx, s, sub, start, stop Value) Value {
	from, to, ok := findArgs(c, s, sub, start, stop)
	if !ok {
		return 0
	}
	return Int(int64(strIndex(s, sub, from, to)))
}

func strRfind(c *Ctx, s, sub, start, stop Value) Value {
	from, to, ok := findArgs(c, s, sub, start, stop)
	if !ok {
		return 0
	}
	return Int(int64(strLastIndex(s, sub, from, to)))
}

func strIndexMethod(c *Ctx, s, sub, start, stop Value) Value {
	r := strFind(c, s, sub, start, stop)
	if r == Int(-1) {
		return ValueErrorf(c, "substring not found")
	}
	return r
}

func strRindex(c *Ctx, s, sub, start, stop Value) Value {
	r := strRfind(c, s, sub, start, stop)
	if r == Int(-1) {
		return ValueErrorf(c, "substring not found")
	}
	return r
}

func strCountMethod(c *Ctx, s, sub, start, stop Value) Value {
	from, to, ok := findArgs(c, s, sub, start, stop)
	if !ok {
		return 0
	}
	return Int(int64(strCount(s, sub, from, to)))
}

func strStartswith(c *Ctx, s, prefix, start, stop Value) Value {
	return strAffix(c, s, prefix, start, stop, "startswith", func(s, p Value, from, to int) bool {
		return to-from >= strLen(p) && strMatchAt(s, from, p)
	})
}

func strEndswith(c *Ctx, s, suffix, start, stop Value) Value {
	return strAffix(c, s, suffix, start, stop, "endswith", func(s, p Value, from, to int) bool {
		return to-from >= strLen(p) && strMatchAt(s, to-strLen(p), p)
	})
}

// strAffix tests a prefix or suffix, or a tuple of them.
func strAffix(c *Ctx, s, affix, start, stop Value, name string, match func(s, p Value, from, to int) bool) Value {
	from, to, ok := findRange(c, strLen(s), start, stop)
	if !ok {
		return 0
	}
	if IsStr(affix) {
		return Bool(match(s, affix, from, to))
	}
	if !IsTuple(affix) {
		return TypeErrorf(c, "%s first arg must be str or a tuple of str, not %s", name, TypeName(affix))
	}
	for i := range TupleLen(affix) {
		p := TupleItem(affix, i)
		if !IsStr(p) {
			return TypeErrorf(c, "tuple for %s must only contain str, not %s", name, TypeName(p))
		}
		if match(s, p, from, to) {
			return True
		}
	}
	return False
}
