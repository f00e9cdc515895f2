package rt

// print and the functions that turn objects into text.

func init() {
	builtinFuncs = append(builtinFuncs,
		Func{Name: "print", Sig: "*args, sep=, end=, file=, flush=", FN: builtinPrint},
		Func{Name: "open", Sig: "file, mode=, buffering=, encoding=, errors=, newline=, closefd=, opener=", FN: builtinOpen},
		Func{Name: "input", Sig: "prompt=, /", F1: Input},
		Func{Name: "repr", Sig: "obj, /", F1: Repr},
		Func{Name: "ascii", Sig: "obj, /", F1: Ascii},
		Func{Name: "format", Sig: "value, format_spec=, /", F2: Format},
		Func{Name: "chr", Sig: "i, /", F1: Chr},
		Func{Name: "ord", Sig: "c, /", F1: Ord},
		Func{Name: "hex", Sig: "number, /", F1: func(c *Ctx, v Value) Value { return baseText(c, v, 16, "0x") }},
		Func{Name: "oct", Sig: "number, /", F1: func(c *Ctx, v Value) Value { return baseText(c, v, 8, "0o") }},
		Func{Name: "bin", Sig: "number, /", F1: func(c *Ctx, v Value) Value { return baseText(c, v, 2, "0b") }},
	)
}

// Open is the function open of module io, which a program links that mentions it.
var Open func(c *Ctx, args Value) Value

func builtinOpen(c *Ctx, args Value) Value {
	if Open == nil {
		return RuntimeErrorf(c, "open() is not part of this program, because its name does not occur in it")
	}
	return Open(c, args)
}

func baseText(c *Ctx, v Value, base int, prefix string) Value {
	i := IndexValue(c, v)
	if i == 0 {
		return 0
	}
	t := intBase(c, i, base, prefix)
	c.Drop(i)
	return t
}

// builtinPrint is print; its parameters are sep, end, file, flush and the tuple
// of what to print.
func builtinPrint(c *Ctx, params Value) Value {
	sep, end := TupleItem(params, 0), TupleItem(params, 1)
	file, flush := TupleItem(params, 2), TupleItem(params, 3)
	args := TupleItem(params, 4)
	for _, p := range [...]struct {
		v    Value
		name string
	}{{sep, "sep"}, {end, "end"}} {
		if p.v != 0 && p.v != None && !IsStr(p.v) {
			return TypeErrorf(c, "%s must be None or a string, not %s", p.name, TypeName(p.v))
		}
	}
	now := 0
	if flush != 0 {
		if now = Truth(c, flush); now < 0 {
			return 0
		}
	}
	if sep == 0 || sep == None {
		sep = latin1Strs[' ']
	}
	if end == 0 || end == None {
		end = latin1Strs['\n']
	}
	if file == 0 || file == None {
		out, own, ok := stream(c, 1)
		if !ok {
			return 0
		}
		if file = out; own {
			file = 0
		} else if out == None {
			return None
		}
	}
	if file != 0 {
		c.Own(file) // what it writes may replace it
		defer c.Drop(file)
		return printTo(c, args, sep, end, file, now == 1)
	}
	b := newBuilder(c, 80)
	for i := range TupleLen(args) {
		if i > 0 {
			b.str(sep)
		}
		if !appendStr(c, &b, TupleItem(args, i)) {
			// What comes before the culprit has been written, as in CPython.
			e := c.Exc
			c.Exc = 0
			if s := b.finish(); s != 0 {
				writeStdout(c, s, false)
				c.Drop(s)
			}
			clearExc(c)
			c.Exc = e
			return 0
		}
	}
	b.str(end)
	s := b.finish()
	if s == 0 {
		return 0
	}
	ok := writeStdout(c, s, now == 1)
	c.Drop(s)
	return noneIf(ok)
}

// appendStr appends str(v).
func appendStr(c *Ctx, b *builder, v Value) bool {
	switch TypeID(v) {
	case TypeStr:
		b.str(v)
		return true
	case TypeInt, TypeFloat, TypeNone, TypeBool:
		return appendRepr(c, b, v)
	}
	s := Str(c, v)
	if s == 0 {
		return false
	}
	b.str(s)
	c.Drop(s)
	return true
}

// printTo prints through file.write, piece by piece.
func printTo(c *Ctx, args, sep, end, file Value, flush bool) Value {
	write := func(s Value) bool {
		r := CallMethod1(c, file, nameWrite, s)
		c.Drop(r)
		return r != 0
	}
	for i := range TupleLen(args) {
		if i > 0 && !write(sep) {
			return 0
		}
		s := Str(c, TupleItem(args, i))
		if s == 0 {
			return 0
		}
		ok := write(s)
		c.Drop(s)
		if !ok {
			return 0
		}
	}
	if !write(end) {
		return 0
	}
	if flush {
		r := CallMethod0(c, file, nameFlush)
		c.Drop(r)
		return noneIf(r != 0)
	}
	return None
}

// Chr returns chr(i).
func Chr(c *Ctx, v Value) Value {
	i, ok := smallIndex(c, v)
	if !ok {
		return 0
	}
	if i < 0 || i > 0x10ffff {
		return ValueErrorf(c, "chr() arg not in range(0x110000)")
	}
	return charStr(c, rune(i))
}

// Ord returns ord(v): of a character or a byte.
func Ord(c *Ctx, v Value) Value {
	n := 0
	v = plainText(v)
	switch {
	case IsStr(v):
		if n = strLen(v); n == 1 {
			return Int(int64(strAt(v, 0)))
		}
	case isBytesLike(v):
		data := bytesLike(v)
		if n = len(data); n == 1 {
			return Int(int64(data[0]))
		}
	default:
		return TypeErrorf(c, "ord() expected string of length 1, but %s found", TypeName(v))
	}
	return TypeErrorf(c, "ord() expected a character, but string of length %d found", n)
}
