package io

import (
	"bytes"

	"github.com/pxc-lang/pxc/rt"
)

// BytesIO: a bytearray and a position.
const (
	biData = iota + 1
	biPos
)

var bytesIO rt.NativeClass

func init() {
	bytesIO = rt.NativeClass{
		Next: func(c *rt.Ctx, o rt.Value) rt.Value {
			if !memReady(c, o, biData) {
				return 0
			}
			line := takeLine(c, o, -1)
			if line != 0 && rt.BytesLen(line) == 0 {
				c.Drop(line)
				return 0
			}
			return line
		},
		Name: "BytesIO", Module: "_io", Base: &bufferedBase, Slots: 2, Open: true, Dict: true,
		Init: rt.Func{Sig: "self, initial_bytes=", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
			var data []byte
			if x != 0 && x != rt.None {
				var ok bool
				if data, ok = bytesArg(c, x); !ok {
					return 0
				}
			}
			b := rt.NewBytearray(c, len(data))
			if b == 0 {
				return 0
			}
			copy(rt.BytearrayData(b), data)
			setInt(c, o, biPos, 0)
			rt.SetSlot(c, o, slotClosed, rt.False)
			return none(rt.GiveSlot(c, o, biData, b))
		}},
		Methods: []rt.Func{
			{Name: "close", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return none(rt.SetSlot(c, o, slotClosed, rt.True) && rt.SetSlot(c, o, biData, 0))
			}},
			{Name: "getvalue", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !memReady(c, o, biData) {
					return 0
				}
				return rt.NewBytes(c, rt.BytearrayData(rt.Slot(o, biData)))
			}},
			{Name: "getbuffer", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !memReady(c, o, biData) {
					return 0
				}
				return rt.NewMemoryview(c, rt.Slot(o, biData))
			}},
			{Name: "read", Sig: "self, size=, /", F2: bytesRead}, {Name: "read1", Sig: "self, size=, /", F2: bytesRead},
			{Name: "readline", Sig: "self, size=, /", F2: func(c *rt.Ctx, o, size rt.Value) rt.Value {
				n, ok := sizeArg(c, size)
				if !ok || !memReady(c, o, biData) {
					return 0
				}
				return takeLine(c, o, n)
			}},
			{Name: "readinto", Sig: "self, buffer, /", F2: func(c *rt.Ctx, o, b rt.Value) rt.Value { return readInto(c, o, b, "read") }},
			{Name: "write", Sig: "self, b, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
				if !memReady(c, o, biData) {
					return 0
				}
				data, ok := bytesArg(c, x)
				b, pos := rt.Slot(o, biData), intSlot(o, biPos)
				if !ok || !rt.StoreCheck(c, b) {
					return 0
				}
				if len(data) == 0 {
					return rt.Int(0)
				}
				if pos == len(rt.BytearrayData(b)) {
					if !rt.BytearrayAppend(c, b, data) || !setInt(c, o, biPos, pos+len(data)) {
						return 0
					}
					return rt.Int(int64(len(data)))
				}
				if !grow(c, b, pos) {
					return 0
				}
				end := min(pos+len(data), len(rt.BytearrayData(b)))
				n := len(data)
				if !rt.BytearraySplice(c, b, pos, end, data) || !setInt(c, o, biPos, pos+n) {
					return 0
				}
				return rt.Int(int64(n))
			}},
			{Name: "seek", Sig: "self, pos, whence=, /", F3: func(c *rt.Ctx, o, target, whence rt.Value) rt.Value {
				if !memReady(c, o, biData) {
					return 0
				}
				w := int64(0)
				pos, ok := rt.Index(c, target)
				if ok && whence != 0 {
					w, ok = rt.Index(c, whence)
				}
				switch {
				case !ok:
					return 0
				case w == 0 && pos < 0:
					return rt.ValueErrorf(c, "negative seek value %d", int(pos))
				case w == 1:
					pos += int64(intSlot(o, biPos))
				case w == 2:
					pos += int64(len(rt.BytearrayData(rt.Slot(o, biData))))
				case w != 0:
					return rt.ValueErrorf(c, "invalid whence (%d, should be 0, 1 or 2)", int(w))
				}
				pos = max(pos, 0)
				if !setInt(c, o, biPos, int(pos)) {
					return 0
				}
				return rt.Int(pos)
			}},
			{Name: "tell", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if !memReady(c, o, biData) {
					return 0
				}
				return rt.Int(int64(intSlot(o, biPos)))
			}},
			{Name: "truncate", Sig: "self, size=, /", F2: func(c *rt.Ctx, o, size rt.Value) rt.Value {
				if !memReady(c, o, biData) {
					return 0
				}
				n, ok := int64(intSlot(o, biPos)), true
				if size != 0 && size != rt.None {
					if n, ok = rt.Index(c, size); ok && n < 0 {
						return rt.ValueErrorf(c, "negative size value %d", int(n))
					}
				}
				b := rt.Slot(o, biData)
				if !ok || !rt.StoreCheck(c, b) {
					return 0
				}
				if have := len(rt.BytearrayData(b)); int(n) < have && !rt.BytearraySplice(c, b, int(n), have, nil) {
					return 0
				}
				return rt.Int(n)
			}},
			{Name: "flush", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return none(memReady(c, o, biData)) }},
			{Name: "readable", Sig: "self, /", F1: memYes}, {Name: "writable", Sig: "self, /", F1: memYes}, {Name: "seekable", Sig: "self, /", F1: memYes},
		},
	}
}

// memReady raises ValueError if a buffer in memory is closed, or not initialised.
func memReady(c *rt.Ctx, o rt.Value, slot int) bool {
	if rt.Slot(o, slotClosed) == rt.True || rt.Slot(o, slot) == 0 {
		rt.ValueErrorf(c, "I/O operation on closed file.")
		return false
	}
	return true
}

func memYes(c *rt.Ctx, o rt.Value) rt.Value {
	if rt.Slot(o, slotClosed) == rt.True {
		return rt.ValueErrorf(c, "I/O operation on closed file.")
	}
	return rt.True
}

func bytesRead(c *rt.Ctx, o, size rt.Value) rt.Value {
	n, ok := sizeArg(c, size)
	if !ok || !memReady(c, o, biData) {
		return 0
	}
	data := rt.BytearrayData(rt.Slot(o, biData))
	pos := min(intSlot(o, biPos), len(data))
	if n < 0 || n > len(data)-pos {
		n = len(data) - pos
	}
	b := rt.NewBytes(c, data[pos:pos+n])
	if n > 0 && !setInt(c, o, biPos, pos+n) {
		return 0
	}
	return b
}

func takeLine(c *rt.Ctx, o rt.Value, limit int) rt.Value {
	data := rt.BytearrayData(rt.Slot(o, biData))
	pos := min(intSlot(o, biPos), len(data))
	n := bytes.IndexByte(data[pos:], '\n') + 1
	if n == 0 {
		n = len(data) - pos
	}
	if limit >= 0 {
		n = min(n, limit)
	}
	b := rt.NewBytes(c, data[pos:pos+n])
	if n > 0 && !setInt(c, o, biPos, pos+n) {
		return 0
	}
	return b
}
