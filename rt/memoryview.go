package rt

import (
	encoding "encoding/binary"
	"math"

	"github.com/pxc-lang/pxc/rt/arena"
)

// memoryview: 8 the object it looks at, a bytes or bytearray, or an instance that has a
// bytearray behind it; 16 a tuple of the lengths of the inner dimensions, 0 if there are
// none; then raw words: 24 offset of the first element in bytes, 32 length of the first
// dimension, 40 its stride in bytes, 48 format character, size of an element above it,
// 56 flags. Views of several dimensions are made by cast from one with all elements side
// by side and then cut in the first only, so within it they still lie like that.
//
// Where the bytes lie is looked up at each use, because a bytearray's block may
// move; the main thread refuses to resize a bytearray that has views (its block
// counts them, at offset 4), contexts let a view see what is there.
const (
	viewReleased = 1 << 0
	viewReadonly = 1 << 1
	viewCounted  = 1 << 2
	viewScalar   = 1 << 3 // no dimension, one element
)

const (
	viewObject = 8
	viewInner  = 16
	viewOffset = 24
	viewLength = 32
	viewStep   = 40
	viewItem   = 48
	viewState  = 56
	viewEnd    = 64
)

func isView(v Value) bool { return isType(v, TypeMemoryview) }

func viewFlags(v Value) uint64 { return u64(v.addr() + viewState) }
func viewLen(v Value) int      { return int(u64(v.addr() + viewLength)) }
func viewFormat(v Value) byte  { return byte(u64(v.addr() + viewItem)) }
func viewSize(v Value) int     { return int(u64(v.addr()+viewItem) >> 8) }
func viewStride(v Value) int   { return int(int64(u64(v.addr() + viewStep))) }
func viewStart(v Value) int    { return int(u64(v.addr() + viewOffset)) }

// newView makes a view of base, bytes, a bytearray or what has a buffer.
func newView(c *Ctx, base Value, off, n, stride int, format byte, size int, flags uint64) Value {
	v := Value(c.Alloc(viewEnd))
	setHeader(c, v, TypeMemoryview)
	p := v.addr()
	setWord(v, 8, c.Own(base))
	setU64(p+viewInner, 0)
	setU64(p+viewOffset, uint64(off))
	setU64(p+viewLength, uint64(n))
	setU64(p+viewStep, uint64(int64(stride)))
	setU64(p+viewItem, uint64(size)<<8|uint64(format))
	flags &= viewReadonly
	if store := bufferStore(base); c.IsMain && IsBytearray(store) {
		b := bytearrayBlock(store)
		if b == 0 {
			if b = newByteBlock(c, store, 8); b == 0 {
				c.Drop(v)
				return 0
			}
			publish64(store.addr()+8, uint64(b))
		}
		setU32(b+4, u32(b+4)+1)
		flags |= viewCounted
		setU32(p, u32(p)|arena.FlagFinalise)
	}
	setU64(p+viewState, flags)
	return v
}

// viewDone gives up a view's hold on its bytearray.
func viewDone(v Value) {
	p := v.addr()
	if f := viewFlags(v); f&viewCounted != 0 {
		setU64(p+viewState, f&^viewCounted)
		if b := bytearrayBlock(bufferStore(word(v, 8))); b != 0 && u32(b+4) > 0 {
			setU32(b+4, u32(b+4)-1)
		}
	}
}

// exported reports whether bytearray v has views that forbid to resize it, with
// BufferError pending.
func exported(c *Ctx, v Value) bool {
	if BytearrayExported(c, v) {
		raiseNew(c, ExcBufferError, "Existing exports of data: object cannot be re-sized")
		return true
	}
	return false
}

// BytearrayExported reports whether bytearray v has views that forbid to resize it.
func BytearrayExported(c *Ctx, v Value) bool {
	b := bytearrayBlock(v)
	return b != 0 && u32(b+4) != 0 && c.IsMain
}

// viewBase returns the bytes that v looks at; ok is false with ValueError pending
// if v is released.
func viewBase(c *Ctx, v Value) (data []byte, ok bool) {
	if viewFlags(v)&viewReleased != 0 {
		ValueErrorf(c, "operation forbidden on released memoryview object")
		return nil, false
	}
	return bytesLike(word(v, 8)), true
}

// viewContiguous reports whether v's elements lie side by side.
func viewContiguous(v Value) bool { return viewLen(v) <= 1 || viewStride(v) == viewRow(v) }

// viewBytes returns the bytes of a contiguous view.
func viewBytes(v Value) []byte {
	data := bytesLike(word(v, 8))
	off, n := viewStart(v), viewLen(v)*viewRow(v)
	if off < 0 || off+n > len(data) {
		return nil
	}
	return data[off : off+n]
}

// viewElement returns the bytes of element i of the first dimension, nil if the object
// became shorter.
func viewElement(data []byte, v Value, i int) []byte {
	at, n := viewStart(v)+i*viewStride(v), viewRow(v)
	if at < 0 || at+n > len(data) {
		return nil
	}
	return data[at : at+n]
}

var viewSizes = map[byte]int{'b': 1, 'B': 1, 'c': 1, '?': 1, 'h': 2, 'H': 2, 'i': 4, 'I': 4, 'l': 8, 'L': 8, 'q': 8, 'Q': 8, 'n': 8, 'N': 8, 'P': 8, 'f': 4, 'd': 8}

// unpackElement returns an element as an object.
func unpackElement(c *Ctx, format byte, b []byte) Value {
	le := encoding.LittleEndian
	switch format {
	case 'B':
		return Int(int64(b[0]))
	case 'b':
		return Int(int64(int8(b[0])))
	case 'c':
		return oneBytes[b[0]]
	case '?':
		return Bool(b[0] != 0)
	case 'h':
		return Int(int64(int16(le.Uint16(b))))
	case 'H':
		return Int(int64(le.Uint16(b)))
	case 'i':
		return Int(int64(int32(le.Uint32(b))))
	case 'I':
		return Int(int64(le.Uint32(b)))
	case 'l', 'q', 'n':
		return IntValue(c, int64(le.Uint64(b)))
	case 'f':
		return NewFloat(c, float64(math.Float32frombits(le.Uint32(b))))
	case 'd':
		return NewFloat(c, math.Float64frombits(le.Uint64(b)))
	}
	if len(b) < 8 {
		return NotImplementedErrorf(c, "memoryview: format %s not supported", string(format))
	}
	z := [2 * smallLimbs]uint64{le.Uint64(b)}
	return fromLimbs(c, &z, 1, false)
}

// packElement stores x as an element.
func packElement(c *Ctx, format byte, b []byte, x Value) bool {
	wrong := func() bool {
		TypeErrorf(c, "memoryview: invalid type for format '%s'", string(format))
		return false
	}
	le := encoding.LittleEndian
	switch format {
	case 'c':
		if !IsBytes(x) {
			return wrong()
		}
		if BytesLen(x) != 1 {
			ValueErrorf(c, "memoryview: invalid value for format 'c'")
			return false
		}
		b[0] = BytesData(x)[0]
		return true
	case '?':
		t := Truth(c, x)
		b[0] = byte(max(t, 0))
		return t >= 0
	case 'f', 'd':
		f, ok := AsFloat(c, x)
		if !ok {
			clearExc(c)
			return wrong()
		}
		if format == 'f' {
			le.PutUint32(b, math.Float32bits(float32(f)))
		} else {
			le.PutUint64(b, math.Float64bits(f))
		}
		return true
	}
	if viewSizes[format] == 0 {
		NotImplementedErrorf(c, "memoryview: format %s not supported", string(format))
		return false
	}
	if !isIntegral(x) && special(x, nameIndex) == 0 {
		return wrong()
	}
	n := IndexValue(c, x)
	if n == 0 {
		return false
	}
	defer c.Drop(n)
	z := c.setX(n)
	bits, signed := 8*len(b), format >= 'a' && format <= 'z'
	fits := z.Sign() >= 0 && z.BitLen() <= bits
	if signed {
		i, ok := wordOf(n)
		fits = ok && i>>(bits-1) == i>>63
	}
	if !fits {
		ValueErrorf(c, "memoryview: invalid value for format '%s'", string(format))
		return false
	}
	u := uint64(0)
	if w := z.Bits(); len(w) > 0 {
		u = uint64(w[0])
	}
	if z.Sign() < 0 {
		u = -u
	}
	for i := range b {
		b[i] = byte(u >> (8 * i))
	}
	return true
}

// viewGet is v[key].
func viewGet(c *Ctx, v, key Value) Value {
	data, ok := viewBase(c, v)
	if !ok {
		return 0
	}
	if viewFlags(v)&viewScalar != 0 && key == Ellipsis {
		return c.Own(v)
	}
	if IsSlice(key) && viewFlags(v)&viewScalar == 0 {
		from, step, count, ok := sliceBounds(c, key, viewLen(v))
		if !ok {
			return 0
		}
		return sameShape(c, v, newView(c, word(v, 8), viewStart(v)+from*viewStride(v), count, step*viewStride(v), viewFormat(v), viewSize(v), viewFlags(v)))
	}
	at, ok := viewPlace(c, v, key, "multi-dimensional sub-views are not implemented", "multi-dimensional slicing is not implemented")
	if !ok {
		return 0
	}
	if e := elementAt(data, v, at); e != nil {
		return unpackElement(c, viewFormat(v), e)
	}
	return IndexErrorf(c, "index out of bounds on dimension 1")
}

const oneDimension = "memoryview slice assignments are currently restricted to ndim = 1"

// viewSet is v[key] = x.
func viewSet(c *Ctx, v, key, x Value) bool {
	data, ok := viewBase(c, v)
	if !ok {
		return false
	}
	if viewFlags(v)&viewReadonly != 0 {
		TypeErrorf(c, "cannot modify read-only memory")
		return false
	}
	if !StoreCheck(c, bufferStore(word(v, 8))) {
		return false
	}
	if !IsSlice(key) || viewFlags(v)&viewScalar != 0 {
		if viewFlags(v)&viewScalar != 0 && key == Ellipsis {
			key = emptyTuple
		}
		at, ok := viewPlace(c, v, key, "sub-views are not implemented", oneDimension)
		if !ok {
			return false
		}
		var buf [8]byte
		if !packElement(c, viewFormat(v), buf[:viewSize(v)], x) {
			return false
		}
		data = bytesLike(word(v, 8)) // packing may have run Python code
		e := elementAt(data, v, at)
		if e == nil {
			IndexErrorf(c, "index out of bounds on dimension 1")
			return false
		}
		copy(e, buf[:])
		return true
	}
	if viewInnerDims(v) > 0 {
		NotImplementedErrorf(c, oneDimension)
		return false
	}
	from, step, count, ok := sliceBounds(c, key, viewLen(v))
	if !ok {
		return false
	}
	size, format := 1, byte('B')
	if isView(x) {
		size, format = viewSize(x), viewFormat(x)
		if x = viewToBytes(c, x); x == 0 {
			return false
		}
		defer c.Drop(x)
	} else if _, f := bufferOf(x); f != 0 {
		format, size = f, max(viewSizes[f], 1)
	}
	if !isBytesLike(x) {
		TypeErrorf(c, "a bytes-like object is required, not '%s'", TypeName(x))
		return false
	}
	src := bytesLike(x)
	if format != viewFormat(v) || len(src) != count*size {
		ValueErrorf(c, "memoryview assignment: lvalue and rvalue have different structures")
		return false
	}
	if overlaps(data, src) {
		tmp := c.scratchBytes(len(src))
		if tmp == nil {
			return false
		}
		copy(tmp, src)
		src = tmp
	}
	for k := range count {
		if e := viewElement(data, v, from+k*step); e != nil {
			copy(e, src[k*size:(k+1)*size])
		}
	}
	return true
}

// viewCompare is == and != with a view: by elements, as objects.
func viewCompare(c *Ctx, rel int, a, b Value) int {
	if IsBytearray(a) && isBytesLike(b) { // bytearray's comparison, of bytes
		return truth(holds(rel, compareBytes(bytesLike(a), bytesLike(b))))
	}
	if rel != relEq && rel != relNe || !isView(a) && !isBytesLike(a) || !isView(b) && !isBytesLike(b) {
		return undecided
	}
	equal := truth(a == b)
	if equal == 0 {
		released := func(v Value) bool { return isView(v) && viewFlags(v)&viewReleased != 0 }
		if !released(a) && !released(b) {
			equal = viewsEqual(c, a, b)
		}
	}
	if equal < 0 || rel == relEq {
		return equal
	}
	return 1 - equal
}

func viewsEqual(c *Ctx, a, b Value) int {
	if isView(a) && viewDims(a) != 1 || isView(b) && viewDims(b) != 1 {
		return shapesEqual(c, a, b)
	}
	n, _ := Len(c, a)
	m, _ := Len(c, b)
	if n != m {
		return 0
	}
	for i := range n {
		x, y := GetItem(c, a, Int(i)), GetItem(c, b, Int(i))
		r := -1
		if x != 0 && y != 0 {
			r = same(c, x, y)
			if x == y && x.IsFloat() && x.Float() != x.Float() {
				r = 0
			}
		}
		c.Drop(x)
		c.Drop(y)
		if r <= 0 {
			return r
		}
	}
	return 1
}

func hashView(c *Ctx, v Value) (uint64, bool) {
	if _, ok := viewBase(c, v); !ok {
		return 0, false
	}
	switch {
	case viewFlags(v)&viewReadonly == 0:
		ValueErrorf(c, "cannot hash writable memoryview object")
		return 0, false
	case viewFormat(v) != 'B' && viewFormat(v) != 'b' && viewFormat(v) != 'c':
		ValueErrorf(c, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
		return 0, false
	}
	if _, ok := HashOf(c, word(v, 8)); !ok {
		return 0, false
	}
	b := viewToBytes(c, v)
	if b == 0 {
		return 0, false
	}
	defer c.Drop(b)
	return HashOf(c, b)
}
