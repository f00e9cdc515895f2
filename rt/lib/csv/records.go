// Package csv is the module _records: the reader and writer of module csv, for records
// of the usual form. What a dialect can make of the others is written in Python, in
// the module _csv, which completes the two classes.
package csv

import (
	"bytes"
	"strconv"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_records",
	Funcs: []rt.Func{
		{Name: "complete", Sig: "holder, /", F1: complete},
		{Name: "setup", Sig: "record, row, limit, /", F3: func(c *rt.Ctx, record, row, limit rt.Value) rt.Value {
			pythonRecord, pythonRow, fieldLimit = c.Own(record), c.Own(row), c.Own(limit)
			return rt.None
		}},
		{Name: "line", Sig: "reader, end, /", F2: func(c *rt.Ctx, o, end rt.Value) rt.Value {
			l := nextLine(c, o)
			if l == 0 && c.Exc == 0 {
				return c.Own(end)
			}
			return l
		}},
		{Name: "write", Sig: "writer, text, /", F2: func(c *rt.Ctx, o, text rt.Value) rt.Value {
			return rt.Call1(c, rt.Slot(o, wrWrite), text)
		}},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		rt.DefineClass(c, m, &reader)
		rt.DefineClass(c, m, &writer)
		return true
	},
}

var reader, writer rt.NativeClass

// What _csv does: the record that a line begins, and a row to be written; and its list
// with the number of characters that a field may have.
var pythonRecord, pythonRow, fieldLimit rt.Value

// complete adds the methods that are written in Python to the class of the same name,
// and returns that. Main thread, when the module is imported.
func complete(c *rt.Ctx, holder rt.Value) rt.Value {
	def := &reader
	if rt.GoString(rt.ClassNameOf(holder)) == "writer" {
		def = &writer
	}
	rt.CompleteClass(c, def.Class(), holder)
	return c.Own(def.Class())
}

// The slots of a reader: an iterator over lines, the dialect, how many lines there
// were, and what the usual form is, see usual.
const (
	rdLines = iota
	rdDialect
	rdCount
	rdUsual
	rdSlots
)

// And those of a writer.
const (
	wrWrite = iota
	wrDialect
	wrUsual
	wrEnd // of a line
	wrSlots
)

// usual is an int: the delimiter and, above it, the quote, both ASCII, the latter 0 for
// none; then whether everything is quoted. It is 0 for dialects that are left to Python.
func usual(delimiter, quote byte, all bool) rt.Value {
	n := int64(delimiter) | int64(quote)<<8
	if all {
		n |= 1 << 16
	}
	return rt.Int(n)
}

// ascii returns the character that v is, 0 for None and for others than ASCII.
func ascii(v rt.Value) byte {
	if !rt.IsStr(v) {
		return 0
	}
	if b, ok := rt.ASCIIData(v); ok && len(b) == 1 {
		return b[0]
	}
	return 0
}

// nextLine returns the next line, counted, or 0.
func nextLine(c *rt.Ctx, o rt.Value) rt.Value {
	line := rt.Next(c, rt.Slot(o, rdLines))
	if line != 0 && rt.IsStr(line) && !rt.SetSlot(c, o, rdCount, rt.Int(rt.Slot(o, rdCount).Int()+1)) {
		c.Drop(line)
		return 0
	}
	return line
}

// nextRecord is reader.__next__.
func nextRecord(c *rt.Ctx, o rt.Value) rt.Value {
	line := nextLine(c, o)
	if line == 0 {
		return 0
	}
	defer c.Drop(line)
	form, limit := rt.Slot(o, rdUsual).Int(), rt.ListPeek(fieldLimit, 0)
	if form != 0 && rt.IsStr(line) && limit.IsInt() {
		if text, ok := rt.Latin1Data(line); ok {
			if l, done := split(c, text, byte(form), byte(form>>8), limit.Int()); done {
				return l
			}
		}
	}
	return rt.Call2(c, pythonRecord, o, line)
}

// split returns the fields of a line that is a record. done is false if it is none of
// the usual form, or only begins one.
func split(c *rt.Ctx, s []byte, delimiter, quote byte, limit int64) (l rt.Value, done bool) {
	n := len(s)
	for n > 0 && (s[n-1] == '\n' || s[n-1] == '\r') {
		n--
	}
	s = s[:n]
	if l = rt.NewList(c, 0); l == 0 || n == 0 {
		return l, true
	}
	for i := 0; ; {
		var field []byte
		if i < n && s[i] == quote && quote != 0 {
			end := i + 1
			for {
				k := bytes.IndexByte(s[end:], quote)
				if k < 0 {
					c.Drop(l)
					return 0, false
				}
				field = append(field, s[end:end+k]...)
				if end += k + 1; end >= n || s[end] != quote {
					break
				}
				field = append(field, quote)
				end++
			}
			if end < n && s[end] != delimiter {
				c.Drop(l)
				return 0, false
			}
			i = end
		} else {
			end := i
			for end < n && s[end] != delimiter && s[end] != '\n' && s[end] != '\r' {
				end++
			}
			if end < n && s[end] != delimiter {
				c.Drop(l)
				return 0, false
			}
			field = s[i:end]
			i = end
		}
		if int64(len(field)) > limit {
			c.Drop(l)
			return 0, false
		}
		v := rt.NewLatin1(c, field)
		ok := v != 0 && rt.ListAppend(c, l, v)
		c.Drop(v)
		if !ok {
			c.Drop(l)
			return 0, true
		}
		if i == n {
			return l, true
		}
		i++
	}
}

// writeRow is writer.writerow.
func writeRow(c *rt.Ctx, o, row rt.Value) rt.Value {
	form := rt.Slot(o, wrUsual).Int()
	isList := rt.IsList(row)
	if form == 0 || !isList && !rt.IsTuple(row) {
		return rt.Call2(c, pythonRow, o, row)
	}
	delimiter, quote, all := byte(form), byte(form>>8), form>>16 != 0
	end, _ := rt.ASCIIData(rt.Slot(o, wrEnd))
	var buf [512]byte
	b := buf[:0]
	count := 0
	for ; ; count++ {
		var v rt.Value
		if isList {
			if count < rt.ListLen(row) {
				v = rt.ListPeek(row, count)
			}
		} else if count < rt.TupleLen(row) {
			v = rt.TupleItem(row, count)
		}
		if v == 0 {
			break
		}
		if count > 0 {
			b = append(b, delimiter)
		}
		start := len(b)
		switch {
		case v.IsInt():
			b = strconv.AppendInt(b, v.Int(), 10)
		case rt.IsStr(v):
			b = rt.AppendStr(b, v)
		case v != rt.None:
			c.Own(v) // its __str__ may change the row
			s := rt.Str(c, v)
			c.Drop(v)
			if s == 0 {
				return 0
			}
			b = rt.AppendStr(b, rt.Plain(s))
			c.Drop(s)
		}
		b = quoted(b, start, delimiter, quote, end, all)
	}
	if count == 1 && len(b) == 0 {
		b = append(b, quote, quote) // an empty line would be a record without fields
	}
	text := rt.NewStrBytes(c, append(b, end...))
	if text == 0 {
		return 0
	}
	r := rt.Call1(c, rt.Slot(o, wrWrite), text)
	c.Drop(text)
	return r
}

// quoted puts the field that b has from start on into quotes if it has to be.
func quoted(b []byte, start int, delimiter, quote byte, end []byte, all bool) []byte {
	quotes := 0
	for _, x := range b[start:] {
		if x == quote {
			quotes++
		} else if x == delimiter || bytes.IndexByte(end, x) >= 0 {
			all = true
		}
	}
	if quotes == 0 && !all {
		return b
	}
	size := len(b) - start
	for range quotes + 2 {
		b = append(b, quote)
	}
	if quotes == 0 {
		copy(b[start+1:], b[start:start+size])
		b[start] = quote
		return b
	}
	// From behind, so that nothing is overwritten before it is moved.
	to := len(b) - 1
	b[to] = quote
	for from := start + size - 1; from >= start; from-- {
		to--
		x := b[from]
		b[to] = x
		if x == quote {
			to--
			b[to] = quote
		}
	}
	b[start] = quote
	return b
}

// readonly is an attribute that shows a slot.
func readonly(name string, i int) rt.Variable {
	return rt.Variable{
		Get: rt.Func{Name: name, Sig: "self", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return c.Own(rt.Slot(o, i)) }},
		Set: rt.Func{Name: name, Sig: "self, value", F2: func(c *rt.Ctx, _, _ rt.Value) rt.Value {
			return rt.AttributeErrorf(c, "readonly attribute")
		}},
	}
}

func init() {
	reader = rt.NativeClass{
		Name: "reader", Module: "_csv", Slots: rdSlots, Next: nextRecord, Doc: "An iterator over the records of lines.",
		New: rt.Func{Sig: "lines, dialect, delimiter, quote, /", FN: func(c *rt.Ctx, args rt.Value) rt.Value {
			o := rt.TupleItem(args, 0)
			rt.SetSlot(c, o, rdLines, rt.TupleItem(args, 1))
			rt.SetSlot(c, o, rdDialect, rt.TupleItem(args, 2))
			rt.SetSlot(c, o, rdCount, rt.Int(0))
			rt.SetSlot(c, o, rdUsual, usual(ascii(rt.TupleItem(args, 3)), ascii(rt.TupleItem(args, 4)), false))
			return rt.None
		}},
		Variables: []rt.Variable{readonly("dialect", rdDialect), readonly("line_num", rdCount)},
	}
	writer = rt.NativeClass{
		Name: "writer", Module: "_csv", Slots: wrSlots, Doc: "What writes records with a function for text.",
		New: rt.Func{Sig: "write, dialect, delimiter, quote, end, all, /", FN: func(c *rt.Ctx, args rt.Value) rt.Value {
			o, end := rt.TupleItem(args, 0), rt.TupleItem(args, 5)
			rt.SetSlot(c, o, wrWrite, rt.TupleItem(args, 1))
			rt.SetSlot(c, o, wrDialect, rt.TupleItem(args, 2))
			rt.SetSlot(c, o, wrEnd, end)
			rt.SetSlot(c, o, wrUsual, rt.Int(0))
			delimiter, quote := ascii(rt.TupleItem(args, 3)), ascii(rt.TupleItem(args, 4))
			if _, ok := rt.ASCIIData(end); ok && delimiter != 0 && quote != 0 {
				rt.SetSlot(c, o, wrUsual, usual(delimiter, quote, rt.TupleItem(args, 6) == rt.True))
			}
			return rt.None
		}},
		Methods: []rt.Func{
			{Name: "writerow", Sig: "self, row, /", F2: writeRow},
			{Name: "writerows", Sig: "self, rows, /", F2: func(c *rt.Ctx, o, rows rt.Value) rt.Value {
				it := rt.Iter(c, rows)
				if it == 0 {
					return 0
				}
				defer c.Drop(it)
				for {
					row := rt.Next(c, it)
					if row == 0 {
						if c.Exc != 0 {
							return 0
						}
						return rt.None
					}
					r := writeRow(c, o, row)
					c.Drop(row)
					if r == 0 {
						return 0
					}
					c.Drop(r)
				}
			}},
		},
		Variables: []rt.Variable{readonly("dialect", wrDialect)},
	}
}
