// Package structs is the Python module struct: values to and from bytes by format.
package structs

import "github.com/pxc-lang/pxc/rt"

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "struct",
	Funcs: []rt.Func{
		{Name: "calcsize", Sig: "format, /", F1: func(c *rt.Ctx, f rt.Value) rt.Value {
			l := layoutOf(c, f)
			if l == nil {
				return 0
			}
			return rt.Int(int64(l.size))
		}},
		{Name: "pack", Sig: "*args", F1: func(c *rt.Ctx, args rt.Value) rt.Value {
			if rt.TupleLen(args) == 0 {
				return rt.TypeErrorf(c, "missing format argument")
			}
			l := layoutOf(c, rt.TupleItem(args, 0))
			if l == nil {
				return 0
			}
			return packed(c, l, args, 1)
		}},
		{Name: "pack_into", Sig: "*args", F1: func(c *rt.Ctx, args rt.Value) rt.Value {
			if rt.TupleLen(args) == 0 {
				return rt.TypeErrorf(c, "missing format argument")
			}
			l := layoutOf(c, rt.TupleItem(args, 0))
			if l == nil {
				return 0
			}
			return packInto(c, l, args, 1)
		}},
		{Name: "unpack", Sig: "format, buffer, /", F2: func(c *rt.Ctx, f, b rt.Value) rt.Value {
			l := layoutOf(c, f)
			if l == nil {
				return 0
			}
			return unpack(c, l, b)
		}},
		{Name: "unpack_from", Sig: "format, /, buffer, offset=", F3: func(c *rt.Ctx, f, b, off rt.Value) rt.Value {
			l := layoutOf(c, f)
			if l == nil {
				return 0
			}
			return unpackFrom(c, l, b, off)
		}},
		{Name: "iter_unpack", Sig: "format, buffer, /", F2: func(c *rt.Ctx, f, b rt.Value) rt.Value {
			l := layoutOf(c, f)
			if l == nil {
				return 0
			}
			return iterate(c, l, f, b)
		}},
		{Name: "_clearcache", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.None }},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		errorClass = rt.NewExceptionClass(c, m, "error", rt.ExcException)
		rt.DefineClass(c, m, &structClass)
		rt.DefineClass(c, m, &unpackIter)
		return errorClass != 0
	},
}

var errorClass rt.Value

func fail(c *rt.Ctx, f string, args ...any) rt.Value { return rt.RaiseClass(c, errorClass, f, args...) }

// structClass keeps its format in slot 0; the layout is found by it each time, in a
// table.
var structClass, unpackIter rt.NativeClass

func init() {
	with := func(o rt.Value) *layout { return cached(rt.Slot(o, 0)) }
	structClass = rt.NativeClass{
		Name: "Struct", Module: "_struct", Slots: 1, Open: true,
		Init: rt.Func{Sig: "self, format", F2: func(c *rt.Ctx, o, f rt.Value) rt.Value {
			if layoutOf(c, f) == nil || !rt.SetSlot(c, o, 0, f) {
				return 0
			}
			return rt.None
		}},
		Methods: []rt.Func{
			{Name: "pack", Sig: "self, /, *args", F2: func(c *rt.Ctx, o, args rt.Value) rt.Value {
				if l := ready(c, o); l != nil {
					return packed(c, l, args, 0)
				}
				return 0
			}},
			{Name: "pack_into", Sig: "self, /, *args", F2: func(c *rt.Ctx, o, args rt.Value) rt.Value {
				if l := ready(c, o); l != nil {
					return packInto(c, l, args, 0)
				}
				return 0
			}},
			{Name: "unpack", Sig: "self, buffer, /", F2: func(c *rt.Ctx, o, b rt.Value) rt.Value {
				if l := ready(c, o); l != nil {
					return unpack(c, l, b)
				}
				return 0
			}},
			{Name: "unpack_from", Sig: "self, buffer, offset=", F3: func(c *rt.Ctx, o, b, off rt.Value) rt.Value {
				if l := ready(c, o); l != nil {
					return unpackFrom(c, l, b, off)
				}
				return 0
			}},
			{Name: "iter_unpack", Sig: "self, buffer, /", F2: func(c *rt.Ctx, o, b rt.Value) rt.Value {
				if l := ready(c, o); l != nil {
					return iterate(c, l, rt.Slot(o, 0), b)
				}
				return 0
			}},
		},
		Properties: []rt.Func{
			{Name: "size", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if l := ready(c, o); l != nil {
					return rt.Int(int64(l.size))
				}
				return 0
			}},
			{Name: "format", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if ready(c, o) == nil {
					return 0
				}
				if f := rt.Plain(rt.Slot(o, 0)); rt.IsBytes(f) {
					return rt.NewStrBytes(c, rt.BytesData(f))
				}
				return c.Own(rt.Slot(o, 0))
			}},
		},
	}
	unpackIter = rt.NativeClass{
		Name: "unpack_iterator", Module: "_struct", Slots: 3, // format, buffer, position
		Methods: []rt.Func{{Name: "__length_hint__", Sig: "self, /", F1: func(_ *rt.Ctx, it rt.Value) rt.Value {
			data, _, ok := rt.BytesView(rt.Slot(it, 1))
			if !ok {
				return rt.Int(0)
			}
			return rt.Int(max(0, int64(len(data)-int(rt.Slot(it, 2).Int()))/int64(with(it).size)))
		}}},
		Next: func(c *rt.Ctx, it rt.Value) rt.Value {
			l, pos := with(it), int(rt.Slot(it, 2).Int())
			data, _, ok := rt.BytesView(rt.Slot(it, 1))
			if !ok || pos+l.size > len(data) || !rt.SetSlot(c, it, 2, rt.Int(int64(pos+l.size))) {
				return 0
			}
			return values(c, l, data[pos:pos+l.size])
		},
	}
}

func ready(c *rt.Ctx, o rt.Value) *layout {
	f := rt.Slot(o, 0)
	if f == 0 {
		rt.RuntimeErrorf(c, "Struct object is not initialized")
		return nil
	}
	return layoutOf(c, f)
}

func view(c *rt.Ctx, b rt.Value) ([]byte, bool) {
	data, _, ok := rt.BytesView(b)
	if !ok {
		rt.TypeErrorf(c, "a bytes-like object is required, not '%s'", rt.TypeName(b))
	}
	return data, ok
}

func unpack(c *rt.Ctx, l *layout, b rt.Value) rt.Value {
	data, ok := view(c, b)
	if !ok {
		return 0
	}
	if len(data) != l.size {
		return fail(c, "unpack requires a buffer of %d bytes", l.size)
	}
	return values(c, l, data)
}

// at resolves an offset into n bytes.
func at(c *rt.Ctx, off rt.Value, n, size int, pack bool) (int, bool) {
	i, ok := int64(0), true
	if off != 0 {
		i, ok = rt.Index(c, off)
	}
	if !ok {
		return 0, false
	}
	if i < 0 {
		if i+int64(size) > 0 {
			if pack {
				fail(c, "no space to pack %d bytes at offset %d", size, int(i))
			} else {
				fail(c, "not enough data to unpack %d bytes at offset %d", size, int(i))
			}
			return 0, false
		}
		if i+int64(n) < 0 {
			fail(c, "offset %d out of range for %d-byte buffer", int(i), n)
			return 0, false
		}
		i += int64(n)
	}
	if int64(n)-i < int64(size) {
		if pack {
			fail(c, "pack_into requires a buffer of at least %d bytes for packing %d bytes at offset %d (actual buffer size is %d)", size+int(i), size, int(i), n)
		} else {
			fail(c, "unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at offset %d (actual buffer size is %d)", size+int(i), size, int(i), n)
		}
		return 0, false
	}
	return int(i), true
}

func unpackFrom(c *rt.Ctx, l *layout, b, off rt.Value) rt.Value {
	data, ok := view(c, b)
	if !ok {
		return 0
	}
	i, ok := at(c, off, len(data), l.size, false)
	if !ok {
		return 0
	}
	if data, ok = view(c, b); !ok || i+l.size > len(data) { // __index__ may have changed it
		return 0
	}
	return values(c, l, data[i:i+l.size])
}

func iterate(c *rt.Ctx, l *layout, f, b rt.Value) rt.Value {
	if l.size == 0 {
		return fail(c, "cannot iteratively unpack with a struct of length 0")
	}
	data, ok := view(c, b)
	if !ok {
		return 0
	}
	if len(data)%l.size != 0 {
		return fail(c, "iterative unpacking requires a buffer of a multiple of %d bytes", l.size)
	}
	it := rt.NewNative(c, &unpackIter)
	rt.SetSlot(c, it, 0, f)
	rt.SetSlot(c, it, 1, b)
	rt.SetSlot(c, it, 2, rt.Int(0))
	return it
}

func packed(c *rt.Ctx, l *layout, args rt.Value, from int) rt.Value {
	if n := rt.TupleLen(args) - from; n != l.values {
		return fail(c, "pack expected %d items for packing (got %d)", l.values, n)
	}
	b, data := rt.FreshBytes(c, l.size)
	if b != 0 && !put(c, l, data, args, from) {
		c.Drop(b)
		return 0
	}
	return b
}

func packInto(c *rt.Ctx, l *layout, args rt.Value, from int) rt.Value {
	switch n := rt.TupleLen(args) - from; {
	case n == 0:
		return fail(c, "pack_into expected buffer argument")
	case n == 1:
		return fail(c, "pack_into expected offset argument")
	case n-2 != l.values:
		return fail(c, "pack_into expected %d items for packing (got %d)", l.values, n-2)
	}
	b := rt.TupleItem(args, from)
	data, writable, ok := rt.BytesView(b)
	if !ok || !writable {
		return rt.TypeErrorf(c, "argument must be read-write bytes-like object, not %s", rt.TypeName(b))
	}
	i, ok := at(c, rt.TupleItem(args, from+1), len(data), l.size, true)
	if !ok || !rt.StoreCheck(c, rt.BufferOwner(b)) {
		return 0
	}
	tmp := rt.NewBytearray(c, l.size)
	if tmp == 0 {
		return 0
	}
	defer c.Drop(tmp)
	if !put(c, l, rt.BytearrayData(tmp), args, from+2) {
		return 0
	}
	if data, _, ok = rt.BytesView(b); ok && i+l.size <= len(data) {
		copy(data[i:], rt.BytearrayData(tmp))
	}
	return rt.None
}
