package rt

import "bytes"

// split and its like for bytes and bytearray.

func addBytes(c *Ctx, l, b Value, from, to int) bool {
	p := subBytes(c, b, from, to)
	if p == 0 {
		return false
	}
	ok := ListAppend(c, l, p)
	c.Drop(p)
	return ok
}

// bytesSplit is bytes.split(sep=None, maxsplit=-1).
func bytesSplit(c *Ctx, b, sep, maxsplit Value) Value {
	limit, ok := limitArg(c, maxsplit)
	if !ok {
		return 0
	}
	if limit == maxLength && bothBytes(b, sep) && BytesLen(sep) == 1 {
		return splitAt(c, b, uintptr(BytesLen(b)), BytesData(sep)[0], cutBytes)
	}
	data := bytesLike(b)
	l := NewList(c, 0)
	if sep == 0 || sep == None {
		for i := 0; ; limit-- {
			for i < len(data) && isByteSpace(data[i]) {
				i++
			}
			if i == len(data) {
				return l
			}
			from := i
			if limit == 0 {
				return orDrop(c, l, addBytes(c, l, b, from, len(data)))
			}
			for i < len(data) && !isByteSpace(data[i]) {
				i++
			}
			if !addBytes(c, l, b, from, i) {
				return orDrop(c, l, false)
			}
		}
	}
	x, ok := bytesSep(c, sep)
	if !ok {
		return orDrop(c, l, false)
	}
	from := 0
	for ; limit > 0; limit-- {
		i := bytes.Index(data[from:], x)
		if i < 0 {
			break
		}
		if !addBytes(c, l, b, from, from+i) {
			return orDrop(c, l, false)
		}
		from += i + len(x)
	}
	return orDrop(c, l, addBytes(c, l, b, from, len(data)))
}

func bytesSep(c *Ctx, sep Value) ([]byte, bool) {
	x, ok := likeArg(c, sep)
	if ok && len(x) == 0 {
		ValueErrorf(c, "empty separator")
		return nil, false
	}
	return x, ok
}

// bytesRsplit is bytes.rsplit(sep=None, maxsplit=-1).
func bytesRsplit(c *Ctx, b, sep, maxsplit Value) Value {
	limit, ok := limitArg(c, maxsplit)
	if !ok {
		return 0
	}
	data := bytesLike(b)
	l := NewList(c, 0)
	to := len(data)
	if sep == 0 || sep == None {
		for ; ; limit-- {
			for to > 0 && isByteSpace(data[to-1]) {
				to--
			}
			if to == 0 {
				break
			}
			from := to
			if limit == 0 {
				from = 0
			} else {
				for from > 0 && !isByteSpace(data[from-1]) {
					from--
				}
			}
			if !addBytes(c, l, b, from, to) {
				return orDrop(c, l, false)
			}
			if limit == 0 {
				break
			}
			to = from
		}
		return orDrop(c, l, listReverse(c, l))
	}
	x, ok := bytesSep(c, sep)
	if !ok {
		return orDrop(c, l, false)
	}
	for ; limit > 0; limit-- {
		i := bytes.LastIndex(data[:to], x)
		if i < 0 {
			break
		}
		if !addBytes(c, l, b, i+len(x), to) {
			return orDrop(c, l, false)
		}
		to = i
	}
	return orDrop(c, l, addBytes(c, l, b, 0, to) && listReverse(c, l))
}

func bytesSplitlines(c *Ctx, b, keepends Value) Value {
	keep := 0
	if keepends != 0 {
		if keep = Truth(c, keepends); keep < 0 {
			return 0
		}
	}
	data := bytesLike(b)
	l := NewList(c, 0)
	for i := 0; i < len(data); {
		from := i
		for i < len(data) && data[i] != '\n' && data[i] != '\r' {
			i++
		}
		end := i
		if i < len(data) {
			if data[i] == '\r' && i+1 < len(data) && data[i+1] == '\n' {
				i++
			}
			i++
			if keep == 1 {
				end = i
			}
		}
		if !addBytes(c, l, b, from, end) {
			return orDrop(c, l, false)
		}
	}
	return l
}

func bytesPartition(c *Ctx, b, sep Value, last bool) Value {
	x, ok := bytesSep(c, sep)
	if !ok {
		return 0
	}
	data := bytesLike(b)
	i := -1
	if last {
		i = bytes.LastIndex(data, x)
	} else {
		i = bytes.Index(data, x)
	}
	bounds := [6]int{0, i, i, i + len(x), i + len(x), len(data)}
	if i < 0 {
		bounds = [6]int{0, len(data), 0, 0, 0, 0}
		if last {
			bounds = [6]int{0, 0, 0, 0, 0, len(data)}
		}
	}
	t := NewTuple(c, 3)
	if t == 0 {
		return 0
	}
	for k := range 3 {
		if k == 1 && i >= 0 && !IsBytearray(b) {
			TupleInit(t, 1, c.Own(sep))
			continue
		}
		p := subBytes(c, b, bounds[2*k], bounds[2*k+1])
		if p == 0 {
			c.Drop(t)
			return 0
		}
		TupleInit(t, k, p)
	}
	return t
}

// bytesPad is ljust, rjust and center.
func bytesPad(c *Ctx, b, width, fill Value, side byte) Value {
	w, ok := Index(c, width)
	if !ok {
		return 0
	}
	x := byte(' ')
	if fill != 0 {
		if !isBytesLike(fill) || len(bytesLike(fill)) != 1 {
			name := map[byte]string{'l': "ljust", 'r': "rjust", 'c': "center"}[side]
			return TypeErrorf(c, "%s() argument 2 must be a byte string of length 1, not %s", name, TypeName(fill))
		}
		x = bytesLike(fill)[0]
	}
	data := bytesLike(b)
	if w > maxLength {
		return NoMemory(c)
	}
	pad := int(max(w, 0)) - len(data)
	if pad <= 0 {
		return subBytes(c, b, 0, len(data))
	}
	left := 0
	switch side {
	case 'r':
		left = pad
	case 'c':
		left = pad/2 + pad&int(w)&1
	}
	out := newBytesBuilder(c, len(data)+pad)
	out.fillByte(x, left)
	out.bytes(data)
	out.fillByte(x, pad-left)
	return finishLike(c, b, &out)
}

func bytesZfill(c *Ctx, b, width Value) Value {
	w, ok := Index(c, width)
	if !ok {
		return 0
	}
	data := bytesLike(b)
	if w > maxLength {
		return NoMemory(c)
	}
	pad := int(w) - len(data)
	if pad <= 0 {
		return subBytes(c, b, 0, len(data))
	}
	out := newBytesBuilder(c, len(data)+pad)
	if len(data) > 0 && (data[0] == '+' || data[0] == '-') {
		out.byte(data[0])
		data = data[1:]
	}
	out.fillByte('0', pad)
	out.bytes(data)
	return finishLike(c, b, &out)
}

func bytesExpandtabs(c *Ctx, b, tabsize Value) Value {
	size := int64(8)
	if tabsize != 0 {
		var ok bool
		if size, ok = smallIndex(c, tabsize); !ok {
			return 0
		}
	}
	data := bytesLike(b)
	out := newBytesBuilder(c, len(data))
	column := int64(0)
	for _, x := range data {
		switch x {
		case '\t':
			if size > 0 {
				fill := size - column%size
				column += fill
				if fill > maxLength {
					out.discard()
					return NoMemory(c)
				}
				out.fillByte(' ', int(fill))
			}
		case '\n', '\r':
			column = 0
			out.byte(x)
		default:
			column++
			out.byte(x)
		}
	}
	return finishLike(c, b, &out)
}

// bytesTranslate is bytes.translate(table, delete).
func bytesTranslate(c *Ctx, b, table, del Value) Value {
	var to []byte
	if table != None {
		var ok bool
		if to, ok = likeArg(c, table); !ok {
			return 0
		}
		if len(to) != 256 {
			return ValueErrorf(c, "translation table must be 256 characters long")
		}
	}
	var drop []byte
	if del != 0 {
		var ok bool
		if drop, ok = likeArg(c, del); !ok {
			return 0
		}
	}
	data := bytesLike(b)
	out := newBytesBuilder(c, len(data))
	for _, x := range data {
		if bytes.IndexByte(drop, x) >= 0 {
			continue
		}
		if to != nil {
			x = to[x]
		}
		out.byte(x)
	}
	return finishLike(c, b, &out)
}

func bytesMaketrans(c *Ctx, from, to Value) Value {
	x, ok := likeArg(c, from)
	if !ok {
		return 0
	}
	y, ok := likeArg(c, to)
	if !ok {
		return 0
	}
	if len(x) != len(y) {
		return ValueErrorf(c, "maketrans arguments must have same length")
	}
	v := newBytes(c, 256, TypeBytes)
	if v != 0 {
		table := BytesData(v)
		for i := range table {
			table[i] = byte(i)
		}
		for i, b := range x {
			table[b] = y[i]
		}
	}
	return v
}
