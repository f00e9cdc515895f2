package io

import (
	"bytes"
	"encoding/binary"

	"github.com/pxc-lang/pxc/rt"
)

// StringIO: its characters in a bytearray, and a position in characters. They are
// Latin-1 until another one is written, then of four bytes each. Newlines are
// translated when they are written.
const (
	siData = iota + 1
	siPos
	siNewline // see newlineMode
	siWide    // bytes of a character, 1 or 4
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
		Next: stringNext,
		Name: "StringIO", Module: "_io", Base: &textBase, Slots: 4, Open: true, Dict: true,
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
			setInt(c, o, siWide, 1)
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
				return fromUnits(c, rt.BytearrayData(rt.Slot(o, siData)), intSlot(o, siWide))
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
					pos = int64(len(rt.BytearrayData(rt.Slot(o, siData))) / intSlot(o, siWide))
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
				wide := intSlot(o, siWide)
				if have := len(rt.BytearrayData(b)); int(n) < have/wide && !rt.BytearraySplice(c, b, int(n)*wide, have, nil) {
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

// fromUnits returns the str of characters of so many bytes.
func fromUnits(c *rt.Ctx, units []byte, wide int) rt.Value {
	if wide == 1 {
		return rt.NewLatin1(c, units)
	}
	return rt.NewUnits(c, units)
}

// stringPut writes s at the position.
func stringPut(c *rt.Ctx, o, s rt.Value) bool {
	units, narrow := rt.Latin1Data(s)
	if !narrow && intSlot(o, siWide) == 1 && !widen(c, o) {
		return false
	}
	mode := intSlot(o, siNewline)
	wide := intSlot(o, siWide)
	if wide == 1 {
		if mode != newlineAny && mode != newlineLF {
			units = translate(units, mode)
		}
		return unitsPut(c, o, units, 1)
	}
	var buf [1 << 10]byte
	for from, n := 0, rt.StrLen(s); from < n; {
		k := 0
		// A \r and the \n behind it stay together.
		for ; from < n && (k < len(buf)-8 || k < len(buf) && rt.StrAt(s, from) == '\n'); k += 4 {
			binary.LittleEndian.PutUint32(buf[k:], uint32(rt.StrAt(s, from)))
			from++
		}
		units := buf[:k]
		if mode != newlineAny && mode != newlineLF {
			units = translateWide(units, mode)
		}
		if !unitsPut(c, o, units, 4) {
			return false
		}
	}
	return true
}

// widen gives each character four bytes.
func widen(c *rt.Ctx, o rt.Value) bool {
	old := rt.BytearrayData(rt.Slot(o, siData))
	data := rt.NewBytearray(c, 4*len(old))
	if data == 0 {
		return false
	}
	for i, x := range old {
		rt.BytearrayData(data)[4*i] = x
	}
	return rt.GiveSlot(c, o, siData, data) && setInt(c, o, siWide, 4)
}

// unitsPut writes characters of so many bytes at the position.
func unitsPut(c *rt.Ctx, o rt.Value, units []byte, wide int) bool {
	data, pos := rt.Slot(o, siData), wide*intSlot(o, siPos)
	if pos == len(rt.BytearrayData(data)) {
		return rt.StoreCheck(c, data) && rt.BytearrayAppend(c, data, units) && setInt(c, o, siPos, (pos+len(units))/wide)
	}
	if !rt.StoreCheck(c, data) || !grow(c, data, pos) {
		return false
	}
	end := min(pos+len(units), len(rt.BytearrayData(data)))
	n := len(units)
	return rt.BytearraySplice(c, data, pos, end, units) && setInt(c, o, siPos, (pos+n)/wide)
}

func unit(b []byte, i int) uint32 { return binary.LittleEndian.Uint32(b[i:]) }

// translate replaces newlines in Latin-1 characters as a mode has them.
func translate(text []byte, mode int) []byte {
	switch mode {
	case newlineCR:
		return bytes.ReplaceAll(text, []byte("\n"), []byte("\r"))
	case newlineCRLF:
		return bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}

// translateWide is translate of characters of four bytes.
func translateWide(units []byte, mode int) []byte {
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
	data, wide := rt.BytearrayData(rt.Slot(o, siData)), intSlot(o, siWide)
	pos := min(wide*intSlot(o, siPos), len(data))
	rest := data[pos:]
	if line {
		if wide == 1 {
			rest = rest[:lineEnd(rest, intSlot(o, siNewline))]
		} else {
			rest = rest[:lineEndWide(rest, intSlot(o, siNewline))]
		}
	}
	if n >= 0 && n < len(rest)/wide {
		rest = rest[:wide*n]
	}
	s := fromUnits(c, rest, wide)
	if s != 0 && len(rest) > 0 && !setInt(c, o, siPos, (pos+len(rest))/wide) {
		c.Drop(s)
		return 0
	}
	return s
}

// stringNext is __next__.
func stringNext(c *rt.Ctx, o rt.Value) rt.Value {
	if !textReady(c, o) {
		return 0
	}
	s := stringTake(c, o, -1, true)
	if s != 0 && rt.StrLen(s) == 0 {
		c.Drop(s)
		return 0
	}
	return s
}

// lineEnd returns where the first line ends, in Latin-1 characters.
func lineEnd(b []byte, mode int) int {
	n := 0
	if mode == newlineNone {
		n = bytes.IndexByte(b, '\n') + 1 // all there are
	} else {
		n = endOfLine(b, mode, true)
	}
	if n == 0 {
		n = len(b)
	}
	return n
}

// lineEndWide is lineEnd of characters of four bytes.
func lineEndWide(b []byte, mode int) int {
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
