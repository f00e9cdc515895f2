package io

import (
	"encoding/binary"

	"github.com/pxc-lang/pxc/rt"
)

// StringIO: its characters in a bytearray, four bytes each, and a position in
// characters. Newlines are translated when they are written.
const (
	siData = iota + 1
	siPos
	siNewline // see newlineMode
)

// How newlines are read and written, by the argument newline.
const (
	newlineNone = iota // translated to \n
	newlineAny         // '': all of them end lines, none is translated
	newlineLF
	newlineCR
	newlineCRLF
)

var stringIO rt.NativeClass

// newlineMode reads the argument newline; if it is not given, it is def.
func newlineMode(c *rt.Ctx, v rt.Value, def int) (int, bool) {
	switch {
	case v == 0:
		return def, true
	case v == rt.None:
		return newlineNone, true
	case !rt.IsStr(v):
		rt.TypeErrorf(c, "newline must be str or None, not %s", rt.TypeName(v))
		return 0, false
	}
	switch rt.GoString(v) {
	case "":
		return newlineAny, true
	case "\n":
		return newlineLF, true
	case "\r":
		return newlineCR, true
	case "\r\n":
		return newlineCRLF, true
	}
	if def == newlineNone { // a file's
		rt.ValueErrorf(c, "illegal newline value: %s", v)
	} else if r := rt.Repr(c, v); r != 0 {
		rt.ValueErrorf(c, "illegal newline value: %s", r)
		c.Drop(r)
	}
	return 0, false
}

func init() {
	stringIO = rt.NativeClass{
		Name: "StringIO", Module: "_io", Base: &textBase, Slots: 3, Open: true, Dict: true,
		Init: rt.Func{Sig: "self, initial_value=, newline=", F3: func(c *rt.Ctx, o, x, newline rt.Value) rt.Value {
			mode, ok := newlineMode(c, newline, newlineLF)
			if !ok {
				return 0
			}
			if x != 0 && x != rt.None && !rt.IsStr(rt.Plain(x)) {
				return rt.TypeErrorf(c, "initial_value must be str or None, not %s", rt.TypeName(x))
			}
			rt.SetSlot(c, o, slotClosed, rt.False)
			setInt(c, o, siPos, 0)
			setInt(c, o, siNewline, mode)
			if !rt.GiveSlot(c, o, siData, rt.NewBytearray(c, 0)) {
				return 0
			}
			if x != 0 && x != rt.None {
				if !stringPut(c, o, rt.Plain(x)) {
					return 0
				}
				setInt(c, o, siPos, 0)
			}
			return rt.None
		}},
		Methods: []rt.Func{
			{Name: "close", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return none(rt.SetSlot(c, o, slotClosed, rt.True) && rt.SetSlot(c, o, siData, 0))
			}},
			{Name: "getvalue", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !textReady(c, o) {
					return 0
				}
				return fromUnits(c, rt.BytearrayData(rt.Slot(o, siData)))
			}},
			{Name: "read", Sig: "self, size=, /", F2: func(c *rt.Ctx, o, size rt.Value) rt.Value {
				n, ok := sizeArg(c, size)
				if !ok || !textReady(c, o) {
					return 0
				}
				return stringTake(c, o, n, false)
			}},
			{Name: "readline", Sig: "self, size=, /", F2: func(c *rt.Ctx, o, size rt.Value) rt.Value {
				n, ok := sizeArg(c, size)
				if !ok || !textReady(c, o) {
					return 0
				}
				return stringTake(c, o, n, true)
			}},
			{Name: "write", Sig: "self, s, /", F2: func(c *rt.Ctx, o, s rt.Value) rt.Value {
				p := rt.Plain(s)
				if !rt.IsStr(p) {
					return rt.TypeErrorf(c, "string argument expected, got '%s'", rt.TypeName(s))
				}
				if !textReady(c, o) || !stringPut(c, o, p) {
					return 0
				}
				return rt.Int(int64(rt.StrLen(p)))
			}},
			{Name: "seek", Sig: "self, pos, whence=, /", F3: func(c *rt.Ctx, o, target, whence rt.Value) rt.Value {
				if !textReady(c, o) {
					return 0
				}
				pos, w, ok := seekArgs(c, target, whence, "Invalid whence (%d, should be 0, 1 or 2)")
				switch {
				case !ok:
					return 0
				case w == 0 && pos < 0:
					return rt.ValueErrorf(c, "Negative seek position %d", int(pos))
				case w != 0 && pos != 0:
					return rt.RaiseExc(c, rt.ExcOSError, "Can't do nonzero cur-relative seeks")
				case w == 1:
					pos = int64(intSlot(o, siPos))
				case w == 2:
					pos = int64(len(rt.BytearrayData(rt.Slot(o, siData))) / 4)
				}
				if !setInt(c, o, siPos, int(pos)) {
					return 0
				}
				return rt.Int(pos)
			}},
			{Name: "tell", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !textReady(c, o) {
					return 0
				}
				return rt.Int(int64(intSlot(o, siPos)))
			}},
			{Name: "truncate", Sig: "self, pos=, /", F2: func(c *rt.Ctx, o, size rt.Value) rt.Value {
				if !textReady(c, o) {
					return 0
				}
				n, ok := int64(intSlot(o, siPos)), true
				if size != 0 && size != rt.None {
					if n, ok = rt.Index(c, size); ok && n < 0 {
						return rt.ValueErrorf(c, "Negative size value %d", int(n))
					}
				}
				b := rt.Slot(o, siData)
				if !ok || !rt.StoreCheck(c, b) {
					return 0
				}
				if have := len(rt.BytearrayData(b)); int(n) < have/4 && !rt.BytearraySplice(c, b, int(n)*4, have, nil) {
					return 0
				}
				return rt.Int(n)
			}},
			{Name: "readable", Sig: "self, /", F1: memYes}, {Name: "writable", Sig: "self, /", F1: memYes}, {Name: "seekable", Sig: "self, /", F1: memYes},
		},
		Properties: []rt.Func{{Name: "line_buffering", Sig: "self, /", F1: func(*rt.Ctx, rt.Value) rt.Value { return rt.False }}},
	}
}

func textReady(c *rt.Ctx, o rt.Value) bool {
	if rt.Slot(o, slotClosed) == rt.True || rt.Slot(o, siData) == 0 {
		rt.ValueErrorf(c, "I/O operation on closed file")
		return false
	}
	return true
}

// fromUnits returns the str of characters of four bytes.
func fromUnits(c *rt.Ctx, units []byte) rt.Value {
	b := rt.NewBytes(c, units)
	if b == 0 {
		return 0
	}
	defer c.Drop(b)
	return rt.BytesDecode(c, b, rt.Intern(c, "utf-32-le"), rt.Intern(c, "surrogatepass"))
}

// stringPut writes s at the position.
func stringPut(c *rt.Ctx, o, s rt.Value) bool {
	if mode := intSlot(o, siNewline); mode == newlineAny || mode == newlineLF {
		var units [1 << 10]byte
		for from, n := 0, rt.StrLen(s); from < n; {
			k := 0
			for ; k < len(units) && from < n; k += 4 {
				binary.LittleEndian.PutUint32(units[k:], uint32(rt.StrAt(s, from)))
				from++
			}
			if !unitsPut(c, o, units[:k]) {
				return false
			}
		}
		return true
	}
	b := rt.StrEncode(c, s, rt.Intern(c, "utf-32-le"), rt.Intern(c, "surrogatepass"))
	if b == 0 {
		return false
	}
	defer c.Drop(b)
	units := rt.BytesData(b)
	switch mode := intSlot(o, siNewline); mode {
	case newlineNone, newlineCR, newlineCRLF:
		units = translate(units, mode)
	}
	return unitsPut(c, o, units)
}

// unitsPut writes characters of four bytes at the position.
func unitsPut(c *rt.Ctx, o rt.Value, units []byte) bool {
	data, pos := rt.Slot(o, siData), 4*intSlot(o, siPos)
	if !rt.StoreCheck(c, data) || !grow(c, data, pos) {
		return false
	}
	end := min(pos+len(units), len(rt.BytearrayData(data)))
	n := len(units)
	return rt.BytearraySplice(c, data, pos, end, units) && setInt(c, o, siPos, (pos+n)/4)
}

func unit(b []byte, i int) uint32 { return binary.LittleEndian.Uint32(b[i:]) }

// translate replaces newlines in characters of four bytes as a mode has them.
func translate(units []byte, mode int) []byte {
	out := make([]byte, 0, len(units))
	for i := 0; i < len(units); i += 4 {
		switch x := unit(units, i); {
		case mode == newlineNone && x == '\r':
			out = binary.LittleEndian.AppendUint32(out, '\n')
			if i+4 < len(units) && unit(units, i+4) == '\n' {
				i += 4
			}
		case mode == newlineCR && x == '\n':
			out = binary.LittleEndian.AppendUint32(out, '\r')
		case mode == newlineCRLF && x == '\n':
			out = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(out, '\r'), '\n')
		default:
			out = append(out, units[i:i+4]...)
		}
	}
	return out
}

// stringTake reads n characters, all if n < 0, to the end of the line if line.
func stringTake(c *rt.Ctx, o rt.Value, n int, line bool) rt.Value {
	data := rt.BytearrayData(rt.Slot(o, siData))
	pos := min(4*intSlot(o, siPos), len(data))
	rest := data[pos:]
	if line {
		rest = rest[:lineEnd(rest, intSlot(o, siNewline))]
	}
	if n >= 0 && 4*n < len(rest) {
		rest = rest[:4*n]
	}
	s := fromUnits(c, rest)
	if s != 0 && len(rest) > 0 && !setInt(c, o, siPos, (pos+len(rest))/4) {
		c.Drop(s)
		return 0
	}
	return s
}

// lineEnd returns where the first line ends, in characters of four bytes.
func lineEnd(b []byte, mode int) int {
	for i := 0; i < len(b); i += 4 {
		x := unit(b, i)
		next := uint32(0)
		if i+4 < len(b) {
			next = unit(b, i+4)
		}
		switch {
		case mode == newlineCR && x == '\r', (mode == newlineNone || mode == newlineLF || mode == newlineAny) && x == '\n':
			return i + 4
		case mode == newlineCRLF && x == '\r' && next == '\n', mode == newlineAny && x == '\r' && next == '\n':
			return i + 8
		case mode == newlineAny && x == '\r':
			return i + 4
		}
	}
	return len(b)
}
