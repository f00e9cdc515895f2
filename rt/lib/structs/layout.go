package structs

import (
	"encoding/binary"
	"math"
	"sync"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt"
)

// A layout is a format taken apart. They are kept by format, as many as CPython
// keeps, so that packing makes no garbage.
type layout struct {
	items  []item
	order  binary.ByteOrder
	native bool
	size   int
	values int
}

// An item is one code with its count: count values, or one of count bytes.
type item struct {
	code       byte
	off, count int
	width      int
}

const maxLayouts = 1000

var layouts struct {
	sync.RWMutex
	byText map[string]*layout
}

// recent are layouts by the address of their format, where that is a constant of the
// program, which lasts: most formats are.
var recent [64]atomic.Pointer[constant]

type constant struct {
	format rt.Value
	layout *layout
}

func recentAt(f rt.Value) *atomic.Pointer[constant] { return &recent[uint64(f)>>4%uint64(len(recent))] }

// cached returns the layout of a format that was used before, which lasts.
func cached(f rt.Value) *layout {
	var buf [128]byte
	key := formatText(buf[:0], f)
	layouts.RLock()
	l := layouts.byText[string(key)]
	layouts.RUnlock()
	if l == nil {
		l, _ = parse(string(key))
	}
	return l
}

func formatText(b []byte, f rt.Value) []byte {
	if f = rt.Plain(f); rt.IsStr(f) {
		return rt.AppendStr(b, f)
	}
	return append(b, rt.BytesData(f)...)
}

// layoutOf returns the layout of format f, nil with an exception pending.
func layoutOf(c *rt.Ctx, f rt.Value) *layout {
	if k := recentAt(f).Load(); k != nil && k.format == f {
		return k.layout
	}
	l := find(c, f)
	if l != nil && rt.IsImmortal(f) {
		recentAt(f).Store(&constant{f, l})
	}
	return l
}

func find(c *rt.Ctx, f rt.Value) *layout {
	if p := rt.Plain(f); !rt.IsStr(p) && !rt.IsBytes(p) {
		rt.TypeErrorf(c, "Struct() argument 1 must be a str or bytes object, not %s", rt.TypeName(f))
		return nil
	} else if rt.IsStr(p) && rt.StrLen(p) > 0 {
		// Not ASCII is an error of the encoding.
		var buf [128]byte
		for _, x := range rt.AppendStr(buf[:0], p) {
			if x >= 128 {
				c.Drop(rt.StrEncode(c, p, rt.Intern(c, "ascii"), 0))
				return nil
			}
		}
	}
	var buf [128]byte
	key := formatText(buf[:0], f)
	layouts.RLock()
	l := layouts.byText[string(key)]
	layouts.RUnlock()
	if l != nil {
		return l
	}
	l, text := parse(string(key))
	if text != "" {
		fail(c, "%s", text)
		return nil
	}
	layouts.Lock()
	if layouts.byText == nil || len(layouts.byText) >= maxLayouts {
		layouts.byText = map[string]*layout{}
	}
	layouts.byText[string(key)] = l
	layouts.Unlock()
	return l
}

var sizes = [128]uint8{'x': 1, 'b': 1, 'B': 1, 'c': 1, '?': 1, 's': 1, 'p': 1, 'h': 2, 'H': 2, 'e': 2, 'i': 4, 'I': 4, 'f': 4, 'd': 8, 'q': 8, 'Q': 8, 'l': 8, 'L': 8, 'n': 8, 'N': 8, 'P': 8}

func parse(f string) (*layout, string) {
	l := &layout{order: binary.LittleEndian, native: true}
	align := true
	i := 0
	if len(f) > 0 {
		switch f[0] {
		case '@':
			i = 1
		case '=', '<':
			i, l.native, align = 1, false, false
		case '>', '!':
			i, l.native, align, l.order = 1, false, false, binary.BigEndian
		}
	}
	const tooLong = "total struct size too long"
	for i < len(f) {
		if f[i] == ' ' || f[i] >= '\t' && f[i] <= '\r' {
			i++
			continue
		}
		count := 1
		if f[i] >= '0' && f[i] <= '9' {
			count = 0
			for i < len(f) && f[i] >= '0' && f[i] <= '9' {
				if count = 10*count + int(f[i]-'0'); count > 1<<40 {
					return nil, tooLong
				}
				i++
			}
			if i == len(f) {
				return nil, "repeat count given without format specifier"
			}
		}
		code := f[i]
		i++
		if code >= 128 || sizes[code] == 0 || !l.native && (code == 'n' || code == 'N' || code == 'P') {
			return nil, "bad char in struct format"
		}
		width := int(sizes[code])
		if !l.native && (code == 'l' || code == 'L') {
			width = 4
		}
		if align && width > 1 {
			l.size = (l.size + width - 1) / width * width
		}
		it := item{code: code, off: l.size, count: count, width: width}
		l.size += count * width
		if l.size > 1<<40 {
			return nil, tooLong
		}
		switch code {
		case 'x':
			continue
		case 's', 'p':
			l.values++
		default:
			l.values += count
		}
		l.items = append(l.items, it)
	}
	return l, ""
}

// values returns the tuple of what data holds.
func values(c *rt.Ctx, l *layout, data []byte) rt.Value {
	t := rt.NewTuple(c, l.values)
	if t == 0 {
		return 0
	}
	n := 0
	add := func(v rt.Value) bool {
		if v == 0 {
			c.Drop(t)
			return false
		}
		rt.TupleInit(t, n, v)
		n++
		return true
	}
	for i := range l.items {
		it := &l.items[i]
		switch it.code {
		case 's':
			if !add(rt.NewBytes(c, data[it.off:it.off+it.count])) {
				return 0
			}
			continue
		case 'p':
			k := 0
			if it.count > 0 {
				k = min(int(data[it.off]), it.count-1)
			}
			if !add(rt.NewBytes(c, data[min(it.off+1, len(data)):][:k])) {
				return 0
			}
			continue
		}
		for k := range it.count {
			if !add(value(c, l, it, data[it.off+k*it.width:][:it.width])) {
				return 0
			}
		}
	}
	return t
}

func value(c *rt.Ctx, l *layout, it *item, b []byte) rt.Value {
	u := uint64(0)
	switch it.width {
	case 1:
		u = uint64(b[0])
	case 2:
		u = uint64(l.order.Uint16(b))
	case 4:
		u = uint64(l.order.Uint32(b))
	case 8:
		u = l.order.Uint64(b)
	}
	switch it.code {
	case 'c':
		return rt.NewBytes(c, b)
	case '?':
		return rt.Bool(u != 0)
	case 'e':
		return rt.NewFloat(c, halfFloat(uint16(u)))
	case 'f':
		return rt.NewFloat(c, float64(math.Float32frombits(uint32(u))))
	case 'd':
		return rt.NewFloat(c, math.Float64frombits(u))
	case 'b', 'h', 'i', 'l', 'q', 'n':
		shift := 64 - 8*it.width
		return rt.IntValue(c, int64(u<<shift)>>shift)
	}
	return rt.Uint64Value(c, u)
}

// put packs the values of args, from index from on, into b, of the layout's size and
// seen by nobody else.
func put(c *rt.Ctx, l *layout, b []byte, args rt.Value, from int) bool {
	for i := range l.items {
		it := &l.items[i]
		if it.code == 's' || it.code == 'p' {
			v := rt.TupleItem(args, from)
			from++
			p := rt.Plain(v)
			if !rt.IsBytes(p) && !rt.IsBytearray(p) {
				fail(c, "argument for '%s' must be a bytes object", string(it.code))
				return false
			}
			src, _, _ := rt.BytesView(p)
			dst := b[it.off:][:it.count]
			if it.code == 'p' && it.count > 0 {
				n := min(len(src), it.count-1)
				dst[0] = byte(min(n, 255))
				copy(dst[1:], src[:n])
			} else {
				copy(dst, src)
			}
			continue
		}
		for k := range it.count {
			u, ok := bitsOf(c, l, it, rt.TupleItem(args, from))
			if !ok {
				return false
			}
			from++
			dst := b[it.off+k*it.width:]
			switch it.width {
			case 1:
				dst[0] = byte(u)
			case 2:
				l.order.PutUint16(dst, uint16(u))
			case 4:
				l.order.PutUint32(dst, uint32(u))
			case 8:
				l.order.PutUint64(dst, u)
			}
		}
	}
	return true
}

var signedNames = map[byte]string{'b': "byte", 'B': "ubyte", 'h': "short", 'H': "ushort"}

// bitsOf returns what a value is packed as.
func bitsOf(c *rt.Ctx, l *layout, it *item, v rt.Value) (uint64, bool) {
	switch it.code {
	case 'c':
		if !rt.IsBytes(v) || rt.BytesLen(v) != 1 {
			fail(c, "char format requires a bytes object of length 1")
			return 0, false
		}
		return uint64(rt.BytesData(v)[0]), true
	case '?':
		t := rt.Truth(c, v)
		return uint64(max(t, 0)), t >= 0
	case 'e', 'f', 'd':
		x, ok := rt.AsFloat(c, v)
		if !ok {
			if rt.MatchPending(c, rt.ExcTypeError) {
				rt.ClearExc(c)
				fail(c, "required argument is not a float")
			}
			return 0, false
		}
		if it.code == 'd' {
			return math.Float64bits(x), true
		}
		if it.code == 'f' {
			y := float32(x)
			if math.IsInf(float64(y), 0) && !math.IsInf(x, 0) && !l.native {
				rt.OverflowErrorf(c, "float too large to pack with f format")
				return 0, false
			}
			return uint64(math.Float32bits(y)), true
		}
		h, ok := toHalf(x)
		if !ok {
			rt.OverflowErrorf(c, "float too large to pack with e format")
		}
		return uint64(h), ok
	}
	u, signed, unsigned := uint64(0), true, false
	if v.IsInt() {
		u, unsigned = uint64(v.Int()), v.Int() >= 0
	} else {
		if !rt.HasIndex(v) {
			fail(c, "required argument is not an integer")
			return 0, false
		}
		n := rt.IndexValue(c, v)
		if n == 0 {
			return 0, false
		}
		u, signed, unsigned = rt.Bits64(c, n)
		c.Drop(n)
	}
	isSigned := it.code >= 'a'
	bits := 8 * it.width
	i := int64(u)
	switch {
	case it.code == 'P':
		if !signed && !unsigned {
			fail(c, "int too large to convert")
		}
		return u, signed || unsigned
	case isSigned && signed && i>>(bits-1) == i>>63, !isSigned && unsigned && (bits == 64 || u>>bits == 0):
		return u, true
	case bits <= 16 && signed:
		if isSigned {
			fail(c, "%s format requires %d <= number <= %d", signedNames[it.code], -1<<(bits-1), 1<<(bits-1)-1)
		} else {
			fail(c, "%s format requires 0 <= number <= %d", signedNames[it.code], 1<<bits-1)
		}
	case bits == 32 && isSigned && signed:
		fail(c, "'%s' format requires %d <= number <= %d", string(it.code), -1<<31, 1<<31-1)
	case bits == 32 && !isSigned && unsigned:
		fail(c, "'%s' format requires 0 <= number <= %d", string(it.code), 1<<32-1)
	default:
		fail(c, "argument out of range")
	}
	return 0, false
}

// halfFloat returns a float of IEEE 754's binary16.
func halfFloat(h uint16) float64 {
	sign, exp, frac := 1.0, int(h>>10&31), float64(h&0x3ff)
	if h>>15 != 0 {
		sign = -1
	}
	switch exp {
	case 31:
		if frac == 0 {
			return math.Inf(int(sign))
		}
		return math.Copysign(rt.NaN(), sign)
	case 0:
		return sign * math.Ldexp(frac, -24)
	}
	return sign * math.Ldexp(1024+frac, exp-25)
}

// toHalf rounds to binary16, to even; ok is false if x is too large.
func toHalf(x float64) (h uint16, ok bool) {
	sign := uint16(math.Float64bits(x) >> 48 & 0x8000)
	a := math.Abs(x)
	switch {
	case math.IsNaN(x):
		return sign | 0x7e00, true
	case math.IsInf(a, 0):
		return sign | 0x7c00, true
	case a == 0:
		return sign, true
	}
	_, e := math.Frexp(a) // a = f * 2**e, f in [0.5, 1)
	e = max(e-1, -14)
	m := math.RoundToEven(math.Ldexp(a, 10-e))
	if m >= 2048 {
		m, e = m/2, e+1
	}
	if e > 15 {
		return 0, false
	}
	if m < 1024 {
		return sign | uint16(m), true // subnormal
	}
	return sign | uint16(e+15)<<10 | uint16(m-1024), true
}
