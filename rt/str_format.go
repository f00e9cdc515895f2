package rt

// str.format: literal text, {{ and }}, and replacement fields
//
//	{[name or number]{.attribute | [item]}[!conversion][:specification]}
//
// whose specification may contain fields, one level deep. After CPython's
// Objects/stringlib/unicode_format.h.

func strFormatMethod(c *Ctx, s, args, kwargs Value) Value { return formatString(c, s, args, kwargs) }

// A formatter holds the arguments of one str.format call.
type formatter struct {
	c            *Ctx
	args, kwargs Value // args is 0 for format_map
	auto         int   // next automatic number
	numbering    byte  // 0, 'a'utomatic or 'm'anual
}

func formatString(c *Ctx, s, args, kwargs Value) Value {
	f := formatter{c: c, args: args, kwargs: kwargs}
	b := newBuilder(c, strLen(s)+32)
	if !f.format(&b, s, 0, strLen(s), 2) {
		b.discard()
		return 0
	}
	return b.finish()
}

// format writes characters i..end of s with their fields replaced; depth is how
// deep fields may still nest.
func (f *formatter) format(b *builder, s Value, i, end, depth int) bool {
	c := f.c
	if depth == 0 {
		ValueErrorf(c, "Max string recursion exceeded")
		return false
	}
	for i < end {
		from := i
		for i < end && strAt(s, i) != '{' && strAt(s, i) != '}' {
			i++
		}
		b.substr(s, from, i)
		if i == end {
			break
		}
		open := strAt(s, i) == '{'
		i++
		if i < end && strAt(s, i) == strAt(s, i-1) {
			b.char(strAt(s, i))
			i++
			continue
		}
		if !open {
			ValueErrorf(c, "Single '}' encountered in format string")
			return false
		}
		if i == end {
			ValueErrorf(c, "Single '{' encountered in format string")
			return false
		}
		var ok bool
		if i, ok = f.field(b, s, i, end, depth); !ok {
			return false
		}
	}
	return !b.failed
}

// field writes the replacement field whose content begins at i and returns the
// position behind its brace.
func (f *formatter) field(b *builder, s Value, i, end, depth int) (int, bool) {
	c := f.c
	// The name ends at : or ! outside brackets, or at the closing brace.
	name, bracket := i, false
	nested := 1
	spec, conv := -1, rune(0)
scan:
	for ; i < end; i++ {
		switch r := strAt(s, i); {
		case r == '[':
			bracket = true
		case r == ']':
			bracket = false
		case bracket:
		case r == '{':
			ValueErrorf(c, "unexpected '{' in field name")
			return 0, false
		case r == '}' || r == ':' || r == '!':
			break scan
		}
	}
	if i == end {
		ValueErrorf(c, "expected '}' before end of string")
		return 0, false
	}
	nameEnd := i
	if strAt(s, i) == '!' {
		i++
		if i == end {
			ValueErrorf(c, "end of string while looking for conversion specifier")
			return 0, false
		}
		conv = strAt(s, i)
		i++
		if i == end {
			ValueErrorf(c, "unmatched '{' in format spec")
			return 0, false
		}
		if strAt(s, i) != ':' && strAt(s, i) != '}' {
			ValueErrorf(c, "expected ':' after conversion specifier")
			return 0, false
		}
	}
	specEnd := i
	hasFields := false
	if strAt(s, i) == ':' {
		i++
		spec = i
		for ; i < end; i++ {
			r := strAt(s, i)
			if r == '{' {
				hasFields = true
				nested++
			} else if r == '}' {
				if nested--; nested == 0 {
					break
				}
			}
		}
		if i == end {
			ValueErrorf(c, "unmatched '{' in format spec")
			return 0, false
		}
		specEnd = i
	}
	v := f.value(s, name, nameEnd)
	if v == 0 {
		return 0, false
	}
	defer c.Drop(v)
	var sv Value
	if spec >= 0 {
		if hasFields {
			nb := newBuilder(c, specEnd-spec)
			if !f.format(&nb, s, spec, specEnd, depth-1) {
				nb.discard()
				return 0, false
			}
			sv = nb.finish()
		} else {
			sv = substr(c, s, spec, specEnd)
		}
		if sv == 0 {
			return 0, false
		}
		defer c.Drop(sv)
	}
	switch conv {
	case 0, 's', 'r', 'a':
	default:
		if conv > 32 && conv < 127 {
			ValueErrorf(c, "Unknown conversion specifier %s", string(conv))
		} else {
			ValueErrorf(c, "Unknown conversion specifier \\x%s", hexText(int64(conv)))
		}
		return 0, false
	}
	r := FormatValue(c, v, conv, sv)
	if r == 0 {
		return 0, false
	}
	b.str(r)
	c.Drop(r)
	return i + 1, true
}

// number reads characters from..to of s as a number; ok is false if they are not
// all digits.
func number(s Value, from, to int) (n int64, ok bool) {
	if from == to {
		return 0, false
	}
	for i := from; i < to; i++ {
		r := strAt(s, i)
		if r < '0' || r > '9' || n > 1<<50 {
			return 0, false
		}
		n = n*10 + int64(r-'0')
	}
	return n, true
}

// digitsOnly reports whether characters from..to of s are decimal digits.
func digitsOnly(s Value, from, to int) bool {
	for i := from; i < to; i++ {
		if r := strAt(s, i); r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// value returns the object a field's name stands for, owned.
func (f *formatter) value(s Value, i, end int) Value {
	c := f.c
	from := i
	for i < end && strAt(s, i) != '.' && strAt(s, i) != '[' {
		i++
	}
	if digitsOnly(s, from, i) && i-from > 18 {
		return ValueErrorf(c, "Too many decimal digits in format string")
	}
	n, numeric := number(s, from, i)
	mode := byte('m')
	if from == i {
		mode, numeric = 'a', true
		n = int64(f.auto)
		f.auto++
	}
	var v Value
	if numeric {
		if f.numbering != 0 && f.numbering != mode {
			if mode == 'a' {
				return ValueErrorf(c, "cannot switch from manual field specification to automatic field numbering")
			}
			return ValueErrorf(c, "cannot switch from automatic field numbering to manual field specification")
		}
		f.numbering = mode
		if f.args == 0 {
			return ValueErrorf(c, "Format string contains positional fields")
		}
		if n >= int64(TupleLen(f.args)) {
			return IndexErrorf(c, "Replacement index %d out of range for positional args tuple", n)
		}
		v = c.Own(TupleItem(f.args, int(n)))
	} else {
		key := substr(c, s, from, i)
		if key == 0 {
			return 0
		}
		if f.kwargs == 0 {
			KeyError(c, key)
		} else {
			v = GetItem(c, f.kwargs, key)
		}
		c.Drop(key)
	}
	for v != 0 && i < end {
		next, j := f.step(v, s, i, end)
		c.Drop(v)
		v, i = next, j
	}
	return v
}

// step follows one attribute or item from v and returns the position behind it.
func (f *formatter) step(v, s Value, i, end int) (Value, int) {
	c := f.c
	from := i + 1
	j := from
	if strAt(s, i) == '.' {
		for j < end && strAt(s, j) != '.' && strAt(s, j) != '[' {
			j++
		}
		if j == from {
			return ValueErrorf(c, "Empty attribute in format string"), j
		}
		name := substr(c, s, from, j)
		if name == 0 {
			return 0, j
		}
		r := GetAttr(c, v, name)
		c.Drop(name)
		return r, j
	}
	for j < end && strAt(s, j) != ']' {
		j++
	}
	switch {
	case j == end:
		return ValueErrorf(c, "Missing ']' in format string"), j
	case j == from:
		return ValueErrorf(c, "Empty attribute in format string"), j
	case j+1 < end && strAt(s, j+1) != '.' && strAt(s, j+1) != '[':
		return ValueErrorf(c, "Only '.' or '[' may follow ']' in format field specifier"), j
	}
	if from < j && j-from > 18 && digitsOnly(s, from, j) {
		return ValueErrorf(c, "Too many decimal digits in format string"), end
	}
	if n, ok := number(s, from, j); ok {
		return GetItem(c, v, Int(n)), j + 1
	}
	key := substr(c, s, from, j)
	if key == 0 {
		return 0, j
	}
	r := GetItem(c, v, key)
	c.Drop(key)
	return r, j + 1
}
