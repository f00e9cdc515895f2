package rt

import "github.com/pxc-lang/pxc/rt/arena"

// The class memoryview.

func viewNew(c *Ctx, _, x Value) Value {
	switch {
	case isView(x):
		if _, ok := viewBase(c, x); !ok {
			return 0
		}
		return newView(c, word(x, 8), int(u64(x.addr()+16)), viewLen(x), viewStride(x), viewFormat(x), viewSize(x), viewFlags(x))
	case IsBytes(x):
		return newView(c, x, 0, BytesLen(x), 1, 'B', 1, viewReadonly)
	case IsBytearray(x):
		return newView(c, x, 0, len(BytearrayData(x)), 1, 'B', 1, 0)
	}
	if store, format := bufferOf(x); store != 0 {
		size := max(viewSizes[format], 1)
		if format == 'w' { // characters, which only arrays have
			size = 4
		}
		return newView(c, x, 0, len(BytearrayData(store))/size, size, format, size, 0)
	}
	return TypeErrorf(c, "memoryview: a bytes-like object is required, not '%s'", TypeName(x))
}

// viewToBytes is v.tobytes().
func viewToBytes(c *Ctx, v Value) Value {
	data, ok := viewBase(c, v)
	if !ok {
		return 0
	}
	size := viewSize(v)
	w := newBytes(c, viewLen(v)*size, TypeBytes)
	if w == 0 {
		return 0
	}
	dst := BytesData(w)
	if viewContiguous(v) && copy(dst, viewBytes(v)) == len(dst) {
		return w
	}
	clear(dst)
	for i := range viewLen(v) {
		copy(dst[i*size:], viewElement(data, v, i))
	}
	return w
}

func viewToList(c *Ctx, v Value) Value {
	data, ok := viewBase(c, v)
	if !ok {
		return 0
	}
	l := NewList(c, viewLen(v))
	if l == 0 {
		return 0
	}
	for i := range viewLen(v) {
		x := Int(0)
		if e := viewElement(data, v, i); e != nil {
			if x = unpackElement(c, viewFormat(v), e); x == 0 {
				c.Drop(l)
				return 0
			}
		}
		ListInit(l, i, x)
	}
	return l
}

func viewCast(c *Ctx, v, format, shape Value) Value {
	if _, ok := viewBase(c, v); !ok {
		return 0
	}
	if !IsStr(format) {
		return TypeErrorf(c, "cast() argument 'format' must be str, not %s", argName(format))
	}
	if shape != 0 {
		return NotImplementedErrorf(c, "memoryview: casts to several dimensions are not supported")
	}
	text := GoString(format)
	if len(text) == 2 && text[0] == '@' {
		text = text[1:]
	}
	size := 0
	if len(text) == 1 {
		size = viewSizes[text[0]]
	}
	old := viewFormat(v)
	isByte := func(f byte) bool { return f == 'B' || f == 'b' || f == 'c' }
	switch {
	case !viewContiguous(v):
		return TypeErrorf(c, "memoryview: casts are restricted to C-contiguous views")
	case size == 0:
		return ValueErrorf(c, "memoryview: destination format must be a native single character format prefixed with an optional '@'")
	case !isByte(old) && !isByte(text[0]):
		return TypeErrorf(c, "memoryview: cannot cast between two non-byte formats")
	case viewLen(v)*viewSize(v)%size != 0:
		return TypeErrorf(c, "memoryview: length is not a multiple of itemsize")
	}
	return newView(c, word(v, 8), int(u64(v.addr()+16)), viewLen(v)*viewSize(v)/size, size, text[0], size, viewFlags(v))
}

func viewRelease(_ *Ctx, v Value) Value {
	viewDone(v)
	setU64(v.addr()+48, viewFlags(v)|viewReleased)
	return None
}

func init() {
	arena.Register(TypeMemoryview, &arena.Layout{Name: "memoryview", Size: 56, First: 8, Count: 1})
	prop := func(f func(c *Ctx, v Value) Value) func(*Ctx, Value) Value {
		return func(c *Ctx, v Value) Value {
			if _, ok := viewBase(c, v); !ok {
				return 0
			}
			return f(c, v)
		}
	}
	flat := prop(func(_ *Ctx, v Value) Value { return Bool(viewContiguous(v)) })
	defineType(typeSpec{id: TypeMemoryview, name: "memoryview", public: true,
		methods: []Func{
			{Name: "__new__", Sig: "cls, object", F2: viewNew},
			{Name: "__enter__", Sig: "self, /", F1: prop(func(c *Ctx, v Value) Value { return c.Own(v) })},
			{Name: "__exit__", Sig: "self, /, *args", F2: func(c *Ctx, v, _ Value) Value { return viewRelease(c, v) }},
			{Name: "cast", Sig: "self, format, shape=", F3: viewCast},
			{Name: "hex", Sig: "self, sep=, bytes_per_sep=", F3: func(c *Ctx, v, sep, per Value) Value {
				b := viewToBytes(c, v)
				if b == 0 {
					return 0
				}
				r := bytesHex(c, b, sep, per)
				c.Drop(b)
				return r
			}},
			{Name: "release", Sig: "self, /", F1: viewRelease},
			{Name: "tobytes", Sig: "self, order=", F2: func(c *Ctx, v, _ Value) Value { return viewToBytes(c, v) }},
			{Name: "tolist", Sig: "self, /", F1: viewToList},
			{Name: "toreadonly", Sig: "self, /", F1: prop(func(c *Ctx, v Value) Value {
				return newView(c, word(v, 8), int(u64(v.addr()+16)), viewLen(v), viewStride(v), viewFormat(v), viewSize(v), viewReadonly)
			})},
		},
		attrs: func(c *Ctx, cls, ns Value) {
			addProperties(c, ns, cls, "memoryview", []Func{
				{Name: "obj", Sig: "self", F1: prop(func(c *Ctx, v Value) Value { return c.Own(word(v, 8)) })},
				{Name: "nbytes", Sig: "self", F1: prop(func(_ *Ctx, v Value) Value { return Int(int64(viewLen(v) * viewSize(v))) })},
				{Name: "readonly", Sig: "self", F1: prop(func(_ *Ctx, v Value) Value { return Bool(viewFlags(v)&viewReadonly != 0) })},
				{Name: "format", Sig: "self", F1: prop(func(c *Ctx, v Value) Value { return charStr(c, rune(viewFormat(v))) })},
				{Name: "itemsize", Sig: "self", F1: prop(func(_ *Ctx, v Value) Value { return Int(int64(viewSize(v))) })},
				{Name: "ndim", Sig: "self", F1: prop(func(*Ctx, Value) Value { return Int(1) })},
				{Name: "shape", Sig: "self", F1: prop(func(c *Ctx, v Value) Value { return Tuple1(c, Int(int64(viewLen(v)))) })},
				{Name: "strides", Sig: "self", F1: prop(func(c *Ctx, v Value) Value { return Tuple1(c, Int(int64(viewStride(v)))) })},
				{Name: "suboffsets", Sig: "self", F1: prop(func(*Ctx, Value) Value { return emptyTuple })},
				{Name: "c_contiguous", Sig: "self", F1: flat},
				{Name: "f_contiguous", Sig: "self", F1: flat},
				{Name: "contiguous", Sig: "self", F1: flat},
			})
		}})
}
