package rt

import (
	encoding "encoding/binary"
	"math"
)

// Large constant tuples travel as text: one string in the program's data instead
// of a call per element, which the Go compiler would work on for minutes. A
// value is a tag and what it needs; integers and lengths are varints.
//
//	n None   t True   f False   . Ellipsis
//	i signed varint   d, j 8 bytes of a float or an imaginary part, big endian
//	I length and text of an int for ConstInt
//	s, b length and bytes of a str or bytes   ( length and items of a tuple
//
// codegen writes it; nothing else does, so it is not checked.

// ConstData returns the immortal constant that text describes. Main thread only.
// Equal strings within it are one object.
func ConstData(c *Ctx, text string) Value {
	d := constData{c: c, text: text, seen: map[string]Value{}}
	return d.value()
}

type constData struct {
	c    *Ctx
	text string
	seen map[string]Value // str and bytes by tag and contents
}

func (d *constData) value() Value {
	tag := d.text[0]
	d.text = d.text[1:]
	switch tag {
	case 'n':
		return None
	case 't':
		return True
	case 'f':
		return False
	case '.':
		return Ellipsis
	case 'i':
		return Int(d.int())
	case 'd', 'j':
		bits := encoding.BigEndian.Uint64([]byte(d.text[:8]))
		d.text = d.text[8:]
		if tag == 'j' {
			return ConstComplex(d.c, 0, math.Float64frombits(bits))
		}
		return ConstFloat(d.c, math.Float64frombits(bits))
	case 'I':
		n := int(d.int())
		v := ConstInt(d.c, d.text[:n])
		d.text = d.text[n:]
		return v
	case '(':
		n := int(d.int())
		t := NewTuple(d.c, n)
		for i := range n {
			TupleInit(t, i, d.value())
		}
		return immortalise(t)
	}
	if tag == '{' {
		items := make([]Value, int(d.int()))
		for i := range items {
			items[i] = d.value()
		}
		return ConstFrozenset(d.c, items...)
	}
	n := int(d.int())
	s := d.text[:n]
	d.text = d.text[n:]
	key := string(tag) + s
	v := d.seen[key]
	if v == 0 {
		if tag == 'b' {
			v = ConstBytes(d.c, s)
		} else {
			v = ConstStr(d.c, s)
		}
		d.seen[key] = v
	}
	return v
}

func (d *constData) int() int64 {
	var buf [encoding.MaxVarintLen64]byte
	v, n := encoding.Varint(buf[:copy(buf[:], d.text)])
	d.text = d.text[n:]
	return v
}
