package rt

// Padding, stripping and the small rest of str's methods.

// padArgs returns width and fill character.
func padArgs(c *Ctx, width, fill Value) (n int, r rune, ok bool) {
	w, ok := Index(c, width)
	if !ok {
		return 0, 0, false
	}
	r = ' '
	if fill != 0 {
		if !IsStr(fill) {
			TypeErrorf(c, "The fill character must be a unicode character, not %s", TypeName(fill))
			return 0, 0, false
		}
		if strLen(fill) != 1 {
			TypeErrorf(c, "The fill character must be exactly one character long")
			return 0, 0, false
		}
		r = strAt(fill, 0)
	}
	if w > maxLength {
		NoMemory(c)
		return 0, 0, false
	}
	return int(max(w, 0)), r, true
}

// padded returns s between left and right fill characters.
func padded(c *Ctx, s Value, left, right int, fill rune) Value {
	if left <= 0 && right <= 0 {
		return c.Own(s)
	}
	n := strLen(s)
	v := newStr(c, left+n+right, max(strKind(s), kindOf(fill)))
	if v == 0 {
		return 0
	}
	for i := range left {
		setStrAt(v, i, fill)
	}
	copyChars(v, left, s, 0, n)
	for i := range right {
		setStrAt(v, left+n+i, fill)
	}
	return v
}

func strLjust(c *Ctx, s, width, fill Value) Value {
	w, r, ok := padArgs(c, width, fill)
	if !ok {
		return 0
	}
	return padded(c, s, 0, w-strLen(s), r)
}

func strRjust(c *Ctx, s, width, fill Value) Value {
	w, r, ok := padArgs(c, width, fill)
	if !ok {
		return 0
	}
	return padded(c, s, w-strLen(s), 0, r)
}

func strCenter(c *Ctx, s, width, fill Value) Value {
	w, r, ok := padArgs(c, width, fill)
	if !ok {
		return 0
	}
	pad := max(w-strLen(s), 0)
	// CPython's rule for odd rests: the left takes it when the width is odd too.
	left := pad/2 + pad&w&1
	return padded(c, s, left, pad-left, r)
}

func strZfill(c *Ctx, s, width Value) Value {
	w, _, ok := padArgs(c, width, 0)
	if !ok {
		return 0
	}
	n := strLen(s)
	pad := w - n
	if pad <= 0 {
		return c.Own(s)
	}
	v := padded(c, s, pad, 0, '0')
	if v != 0 && n > 0 {
		if sign := strAt(s, 0); sign == '+' || sign == '-' {
			setStrAt(v, 0, sign)
			setStrAt(v, pad, '0')
		}
	}
	return v
}

// strStrip is strip, lstrip and rstrip.
func strStrip(c *Ctx, s, chars Value, left, right bool, name string) Value {
	if chars != 0 && chars != None && !IsStr(chars) {
		return TypeErrorf(c, "%s arg must be None or str", name)
	}
	if (chars == 0 || chars == None) && strKind(s) == kindASCII {
		text := str8(s)
		from, to := 0, len(text)
		for left && from < to && asciiSpace[text[from]] {
			from++
		}
		for right && from < to && asciiSpace[text[to-1]] {
			to--
		}
		return substr(c, s, from, to)
	}
	in := func(i int) bool {
		if chars == 0 || chars == None {
			return isSpaceAt(s, i)
		}
		r := strAt(s, i)
		for j := range strLen(chars) {
			if strAt(chars, j) == r {
				return true
			}
		}
		return false
	}
	from, to := 0, strLen(s)
	for left && from < to && in(from) {
		from++
	}
	for right && from < to && in(to-1) {
		to--
	}
	return substr(c, s, from, to)
}

func strRemoveprefix(c *Ctx, s, p Value) Value {
	if !IsStr(p) {
		return TypeErrorf(c, "removeprefix() argument must be str, not %s", argName(p))
	}
	if strLen(p) <= strLen(s) && strMatchAt(s, 0, p) {
		return substr(c, s, strLen(p), strLen(s))
	}
	return c.Own(s)
}

func strRemovesuffix(c *Ctx, s, p Value) Value {
	if !IsStr(p) {
		return TypeErrorf(c, "removesuffix() argument must be str, not %s", argName(p))
	}
	if n := strLen(s) - strLen(p); n >= 0 && strLen(p) > 0 && strMatchAt(s, n, p) {
		return substr(c, s, 0, n)
	}
	return c.Own(s)
}

// strMaketrans is str.maketrans(x, y, z).
func strMaketrans(c *Ctx, x, y, z Value) Value {
	d := NewDict(c, 0)
	if d == 0 || !fillTrans(c, d, x, y, z) {
		c.Drop(d)
		return 0
	}
	return d
}

// fillTrans stores the entries of a translation table in d.
func fillTrans(c *Ctx, d, x, y, z Value) bool {
	if y == 0 {
		return fillTransDict(c, d, x)
	}
	for i, v := range [...]Value{x, y, z} {
		switch {
		case v == 0 || IsStr(v):
		case i == 0:
			TypeErrorf(c, "first maketrans argument must be a string if there is a second argument")
			return false
		default:
			TypeErrorf(c, "maketrans() argument %d must be str, not %s", i+1, argName(v))
			return false
		}
	}
	if strLen(x) != strLen(y) {
		ValueErrorf(c, "the first two maketrans arguments must have equal length")
		return false
	}
	for i := range strLen(x) {
		if !DictSet(c, d, Int(int64(strAt(x, i))), Int(int64(strAt(y, i)))) {
			return false
		}
	}
	if z != 0 {
		for i := range strLen(z) {
			if !DictSet(c, d, Int(int64(strAt(z, i))), None) {
				return false
			}
		}
	}
	return true
}

// fillTransDict takes the entries from a dict whose keys are characters or
// ordinals.
func fillTransDict(c *Ctx, d, x Value) bool {
	if !IsDict(x) {
		TypeErrorf(c, "if you give only one argument to maketrans it must be a dict")
		return false
	}
	for pos := 0; ; {
		k, v, ok := DictNext(x, &pos)
		if !ok {
			return true
		}
		if IsStr(k) {
			if strLen(k) != 1 {
				ValueErrorf(c, "string keys in translate table must be of length 1")
				return false
			}
			k = Int(int64(strAt(k, 0)))
		} else if !k.IsInt() && !isBig(k) {
			TypeErrorf(c, "keys in translate table must be strings or integers")
			return false
		}
		if !DictSet(c, d, k, v) {
			return false
		}
	}
}

// strTranslate is str.translate(table): ordinals map to ordinals, strings or
// None; a key that is missing stays.
func strTranslate(c *Ctx, s, table Value) Value {
	b := newBuilder(c, strLen(s))
	for i, n := 0, strLen(s); i < n; i++ {
		r := strAt(s, i)
		var v Value
		if isType(table, TypeDict) {
			if v = c.Own(DictGet(c, table, Int(int64(r)))); v == 0 && c.Exc == 0 {
				b.char(r)
				continue
			}
		} else {
			v = GetItem(c, table, Int(int64(r)))
		}
		switch {
		case v == 0:
			if !MatchPending(c, ExcLookupError) {
				b.discard()
				return 0
			}
			clearExc(c)
			b.char(r)
		case v == None:
		case v.IsInt() && v.Int() >= 0 && v.Int() < 0x110000:
			b.char(rune(v.Int()))
		case v.IsInt() || isBig(v):
			c.Drop(v)
			b.discard()
			return ValueErrorf(c, "character mapping must be in range(0x110000)")
		case IsStr(v):
			b.str(v)
		default:
			b.discard()
			return TypeErrorf(c, "character mapping must return integer, None or str")
		}
		c.Drop(v)
	}
	return b.finish()
}
