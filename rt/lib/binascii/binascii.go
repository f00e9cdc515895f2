// Package binascii is part of the Python module binascii: hexadecimal, base64 and
// CRC-32.
package binascii

import (
	"encoding/base64"
	"encoding/hex"
	"hash/crc32"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "binascii",
	Funcs: []rt.Func{
		{Name: "hexlify", Sig: "data, sep=, bytes_per_sep=", F3: hexlify}, {Name: "b2a_hex", Sig: "data, sep=, bytes_per_sep=", F3: hexlify},
		{Name: "unhexlify", Sig: "hexstr, /", F1: unhexlify}, {Name: "a2b_hex", Sig: "hexstr, /", F1: unhexlify},
		{Name: "b2a_base64", Sig: "data, /, *, newline=", F2: encode64},
		{Name: "a2b_base64", Sig: "data, /", F1: decode64},
		{Name: "crc32", Sig: "data, crc=, /", F2: checksum},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		errorClass = rt.NewExceptionClass(c, m, "Error", rt.ExcValueError)
		rt.NewExceptionClass(c, m, "Incomplete", rt.ExcException)
		return errorClass != 0
	},
}

var errorClass rt.Value

func view(c *rt.Ctx, v rt.Value) ([]byte, bool) {
	data, _, ok := rt.BytesView(v)
	if !ok {
		rt.TypeErrorf(c, "a bytes-like object is required, not '%s'", rt.TypeName(v))
	}
	return data, ok
}

// ascii views an argument that may also be a str of ASCII characters.
func ascii(c *rt.Ctx, v rt.Value) ([]byte, bool) {
	if p := rt.Plain(v); rt.IsStr(p) {
		b := rt.AppendStr(nil, p)
		for _, x := range b {
			if x >= 128 {
				rt.ValueErrorf(c, "string argument should contain only ASCII characters")
				return nil, false
			}
		}
		return b, true
	}
	data, _, ok := rt.BytesView(v)
	if !ok {
		rt.TypeErrorf(c, "argument should be bytes, buffer or ASCII string, not '%s'", rt.TypeName(v))
	}
	return data, ok
}

// hexlify is bytes.hex with bytes as its result.
func hexlify(c *rt.Ctx, x, sep, group rt.Value) rt.Value {
	data, ok := view(c, x)
	if !ok {
		return 0
	}
	if sep == 0 {
		b, out := rt.FreshBytes(c, 2*len(data))
		if b != 0 {
			hex.Encode(out, data)
		}
		return b
	}
	b := rt.NewBytes(c, data)
	defer c.Drop(b)
	var s rt.Value
	if name := rt.Intern(c, "hex"); group == 0 {
		s = rt.CallMethod1(c, b, name, sep)
	} else {
		s = rt.CallMethod2(c, b, name, sep, group)
	}
	if s == 0 {
		return 0
	}
	defer c.Drop(s)
	return rt.StrEncode(c, s, 0, 0)
}

func unhexlify(c *rt.Ctx, x rt.Value) rt.Value {
	data, ok := ascii(c, x)
	if !ok {
		return 0
	}
	if len(data)%2 != 0 {
		return rt.RaiseClass(c, errorClass, "Odd-length string")
	}
	b, out := rt.FreshBytes(c, len(data)/2)
	if b == 0 {
		return 0
	}
	if _, err := hex.Decode(out, data); err != nil {
		c.Drop(b)
		return rt.RaiseClass(c, errorClass, "Non-hexadecimal digit found")
	}
	return b
}

func encode64(c *rt.Ctx, x, newline rt.Value) rt.Value {
	data, ok := view(c, x)
	if !ok {
		return 0
	}
	n := base64.StdEncoding.EncodedLen(len(data))
	end := 1
	if newline != 0 {
		t := rt.Truth(c, newline)
		if t < 0 {
			return 0
		}
		end = t
	}
	b, out := rt.FreshBytes(c, n+end)
	if b == 0 {
		return 0
	}
	base64.StdEncoding.Encode(out, data)
	if end == 1 {
		out[n] = '\n'
	}
	return b
}

// decode64 skips what is not base64, as CPython does.
func decode64(c *rt.Ctx, x rt.Value) rt.Value {
	data, ok := ascii(c, x)
	if !ok {
		return 0
	}
	if b, done := decodeClean(c, data); done {
		return b
	}
	b := rt.NewBytearray(c, len(data)/4*3+3)
	if b == 0 {
		return 0
	}
	defer c.Drop(b)
	out, n := rt.BytearrayData(b), 0
	quad, pads, left := 0, 0, byte(0)
	for _, ch := range data {
		if ch == '=' {
			if pads++; quad >= 2 && quad+pads >= 4 {
				return rt.NewBytes(c, out[:n])
			}
			continue
		}
		v := sextet(ch)
		if v == 0xff {
			continue
		}
		pads = 0
		switch quad {
		case 0:
			left = v
		case 1:
			out[n], left = left<<2|v>>4, v&15
			n++
		case 2:
			out[n], left = left<<4|v>>2, v&3
			n++
		case 3:
			out[n] = left<<6 | v
			n++
		}
		quad = (quad + 1) % 4
	}
	switch quad {
	case 0:
		return rt.NewBytes(c, out[:n])
	case 1:
		return rt.RaiseClass(c, errorClass, "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4", n/3*4+1)
	}
	return rt.RaiseClass(c, errorClass, "Incorrect padding")
}

// decodeClean decodes text that is all base64; done is false if it is not.
func decodeClean(c *rt.Ctx, data []byte) (b rt.Value, done bool) {
	n := len(data)
	if n == 0 || n%4 != 0 {
		return 0, false
	}
	pads := 0
	for pads < 2 && data[n-1-pads] == '=' {
		pads++
	}
	b, out := rt.FreshBytes(c, n/4*3-pads)
	if b == 0 {
		return 0, true
	}
	bad, at := byte(0), 0
	for i := 0; i+4 <= n-(pads+1)/2*4; i += 4 {
		p, q, r, s := sextets[data[i]], sextets[data[i+1]], sextets[data[i+2]], sextets[data[i+3]]
		bad |= p | q | r | s
		out[at], out[at+1], out[at+2] = p<<2|q>>4, q<<4|r>>2, r<<6|s
		at += 3
	}
	if pads > 0 {
		p, q := sextets[data[n-4]], sextets[data[n-3]]
		bad |= p | q
		out[at] = p<<2 | q>>4
		if pads == 1 {
			r := sextets[data[n-2]]
			bad |= r
			out[at+1] = q<<4 | r>>2
		}
	}
	if bad > 63 {
		c.Drop(b)
		return 0, false
	}
	return b, true
}

// sextets has the sextet of each character, 0xff for others.
var sextets = func() (t [256]byte) {
	for i := range t {
		t[i] = sextet(byte(i))
	}
	return t
}()

func sextet(x byte) byte {
	switch {
	case x >= 'A' && x <= 'Z':
		return x - 'A'
	case x >= 'a' && x <= 'z':
		return x - 'a' + 26
	case x >= '0' && x <= '9':
		return x - '0' + 52
	case x == '+':
		return 62
	case x == '/':
		return 63
	}
	return 0xff
}

func checksum(c *rt.Ctx, x, start rt.Value) rt.Value {
	data, ok := view(c, x)
	if !ok {
		return 0
	}
	crc := uint32(0)
	if start != 0 {
		n := rt.IndexValue(c, start)
		if n == 0 {
			return 0
		}
		u, _, _ := rt.Bits64(c, n)
		c.Drop(n)
		crc = uint32(u)
	}
	return rt.Int(int64(crc32.Update(crc, crc32.IEEETable, data)))
}
