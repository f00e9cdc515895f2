// Package array is the Python module array: sequences of numbers of one C type.
package array

import (
	"strings"

	"github.com/pxc-lang/pxc/rt"
)

// An array is an instance with two slots: a bytearray that holds the items as the
// machine does, so that memoryviews and whatever takes bytes look at it without a
// copy, and the type code, a character, as an int. Both are set by the constructor.
const (
	slotStore = iota
	slotCode
	arraySlots
)

const typecodes = "bBuhHiIlLqQfd"

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "array",
	Doc: "This module defines an object type which can efficiently represent\n" +
		"an array of basic values: characters, integers, floating point numbers.",
	Init: func(c *rt.Ctx, m rt.Value) bool {
		rt.DefineClass(c, m, &array)
		rt.DefineClass(c, 0, &arrayIter)
		rt.ModuleSet(c, m, "ArrayType", rt.Incref(c, array.Class()))
		rt.ModuleSet(c, m, "typecodes", rt.NewStr(c, typecodes))
		return true
	},
}

var array, arrayIter rt.NativeClass

// store returns the bytearray of an array, borrowed.
func store(o rt.Value) rt.Value { return rt.Slot(o, slotStore) }

// bytesOf views the bytes of an array until it changes.
func bytesOf(o rt.Value) []byte {
	if s := store(o); s != 0 {
		return rt.BytearrayData(s)
	}
	return nil
}

func code(o rt.Value) byte {
	if v := rt.Slot(o, slotCode); v != 0 {
		return byte(v.Int())
	}
	return 'b'
}

func length(o rt.Value) int { return len(bytesOf(o)) / sizeOf(code(o)) }

// make returns an array of n items, all zero.
func makeArray(c *rt.Ctx, typecode byte, n int) rt.Value {
	o := rt.NewNative(c, &array)
	if o == 0 {
		return 0
	}
	if !prepare(c, o, typecode, n) {
		c.Drop(o)
		return 0
	}
	return o
}

// prepare sets the slots of a new instance.
func prepare(c *rt.Ctx, o rt.Value, typecode byte, n int) bool {
	b := rt.NewBytearray(c, n*sizeOf(typecode))
	if b == 0 {
		return false
	}
	rt.InitSlot(o, slotStore, b)
	rt.InitSlot(o, slotCode, rt.Int(int64(typecode)))
	return true
}

// splice replaces items from..to by data, which may be a view of the array's own bytes.
func splice(c *rt.Ctx, o rt.Value, from, to int, data []byte) bool {
	size := sizeOf(code(o))
	if (to-from)*size != len(data) && rt.BytearrayExported(c, store(o)) {
		rt.RaiseExc(c, rt.ExcBufferError, "cannot resize an array that is exporting buffers")
		return false
	}
	return rt.BytearraySplice(c, store(o), from*size, to*size, data)
}

// add appends x.
func add(c *rt.Ctx, o, x rt.Value) bool {
	var b [8]byte
	item := b[:sizeOf(code(o))]
	if !pack(c, code(o), item, x) {
		return false
	}
	n := length(o)
	return splice(c, o, n, n, item)
}

// each calls f for what iterating over x yields, until it returns false.
func each(c *rt.Ctx, x rt.Value, f func(v rt.Value) bool) bool {
	it := rt.Iter(c, x)
	if it == 0 {
		return false
	}
	defer c.Drop(it)
	for {
		v := rt.Next(c, it)
		if v == 0 {
			return c.Exc == 0
		}
		ok := f(v)
		c.Drop(v)
		if !ok || c.Poll.Load() != 0 && !rt.Polled(c) {
			return false
		}
	}
}

// construct is array(typecode, initializer).
func construct(c *rt.Ctx, o, typecode, x rt.Value) rt.Value {
	if !rt.IsStr(rt.Plain(typecode)) || rt.StrLen(rt.Plain(typecode)) != 1 {
		return rt.TypeErrorf(c, "array() argument 1 must be a unicode character, not %s", rt.TypeName(typecode))
	}
	r := rt.StrAt(rt.Plain(typecode), 0)
	if r > 127 || !strings.ContainsRune(typecodes, r) {
		return rt.ValueErrorf(c, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
	}
	k := byte(r)
	if x != 0 && k != 'u' {
		if rt.IsStr(rt.Plain(x)) {
			return rt.TypeErrorf(c, "cannot use a str to initialize an array with typecode '%s'", string(r))
		}
		if rt.IsA(x, &array) && code(x) == 'u' {
			return rt.TypeErrorf(c, "cannot use a unicode array to initialize an array with typecode '%s'", string(r))
		}
	}
	if !prepare(c, o, k, 0) {
		return 0
	}
	switch {
	case x == 0:
	case rt.IsA(x, &array) && code(x) == k:
		return none(appendBytes(c, o, bytesOf(x)))
	case rt.IsA(x, &array):
		return none(each(c, x, func(v rt.Value) bool { return add(c, o, v) }))
	case k == 'u' && rt.IsStr(rt.Plain(x)):
		return none(addText(c, o, rt.Plain(x)))
	case rt.IsBytes(rt.Plain(x)) || rt.IsBytearray(rt.Plain(x)):
		return fromBytes(c, o, x)
	default:
		return none(extend(c, o, x))
	}
	return rt.None
}

func none(ok bool) rt.Value {
	if !ok {
		return 0
	}
	return rt.None
}

// appendBytes appends whole items given as bytes, which may be the array's own.
func appendBytes(c *rt.Ctx, o rt.Value, data []byte) bool {
	if len(data) == 0 {
		return true
	}
	n := length(o)
	return splice(c, o, n, n, data)
}

// extend appends the items of an array of the same kind, or of an iterable.
func extend(c *rt.Ctx, o, x rt.Value) bool {
	if rt.IsA(x, &array) {
		if code(x) != code(o) {
			rt.TypeErrorf(c, "can only extend with array of same kind")
			return false
		}
		return appendBytes(c, o, bytesOf(x))
	}
	return each(c, x, func(v rt.Value) bool { return add(c, o, v) })
}

// addText appends the characters of a string.
func addText(c *rt.Ctx, o, s rt.Value) bool {
	data := make([]byte, 4*rt.StrLen(s))
	for i := range rt.StrLen(s) {
		putRune(data[4*i:], rt.StrAt(s, i))
	}
	n := length(o)
	return splice(c, o, n, n, data)
}

// fromBytes appends items given as bytes.
func fromBytes(c *rt.Ctx, o, x rt.Value) rt.Value {
	data, _, ok := rt.BytesView(x)
	if !ok {
		return rt.TypeErrorf(c, "a bytes-like object is required, not '%s'", rt.TypeName(x))
	}
	if len(data)%sizeOf(code(o)) != 0 {
		return rt.ValueErrorf(c, "bytes length not a multiple of item size")
	}
	return none(appendBytes(c, o, data))
}
