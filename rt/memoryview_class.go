package rt

import "github.com/pxc-lang/pxc/rt/arena"

// The class memoryview.

func viewNew(c *Ctx, _, x Value) Value {
	switch {
	case isView(x):
		if _, ok := viewBase(c, x); !ok {
			return 0
		}
		return viewLike(c, x, viewFlags(x))
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

// viewLike returns a view of what v looks at.
func viewLike(c *Ctx, v Value, flags uint64) Value {
	return sameShape(c, v, newView(c, word(v, viewObject), viewStart(v), viewLen(v), viewStride(v), viewFormat(v), viewSize(v), flags))
}

// viewInOrder is v.tobytes(order).
func viewInOrder(c *Ctx, v, order Value) Value {
	if order == 0 || order == None {
		return viewToBytes(c, v)
	}
	if !IsStr(order) {
		return TypeErrorf(c, "tobytes() argument 'order' must be str or None, not %s", argName(order))
	}
	switch GoString(order) {
	case "C":
	case "F", "A":
		if GoString(order) == "A" && !columnwise(v) || viewDims(v) < 2 {
			break
		}
		data, ok := viewBase(c, v)
		if !ok {
			return 0
		}
		w := newBytes(c, viewLen(v)*viewRow(v), TypeBytes)
		if w != 0 {
			columns(v, data, BytesData(w))
		}
		return w
	default:
		return ValueErrorf(c, "order must be 'C', 'F' or 'A'")
	}
	return viewToBytes(c, v)
}

// viewToBytes is v.tobytes().
func viewToBytes(c *Ctx, v Value) Value {
	data, ok := viewBase(c, v)
	if !ok {
		return 0
	}
	size := viewRow(v)
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
	return listOf(c, v, data, 0, 0)
}

func viewCast(c *Ctx, v, format, shape Value) Value {
	if _, ok := viewBase(c, v); !ok {
		return 0
	}
	if !IsStr(format) {
		return TypeErrorf(c, "cast() argument 'format' must be str, not %s", argName(format))
	}
	if shape != 0 && !shapeFits(c, v, shape) {
		return 0
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
	total := viewLen(v) * viewRow(v)
	isByte := func(f byte) bool { return f == 'B' || f == 'b' || f == 'c' }
	switch {
	case !viewContiguous(v):
		return TypeErrorf(c, "memoryview: casts are restricted to C-contiguous views")
	case size == 0:
		return ValueErrorf(c, "memoryview: destination format must be a native single character format prefixed with an optional '@'")
	case !isByte(old) && !isByte(text[0]):
		return TypeErrorf(c, "memoryview: cannot cast between two non-byte formats")
	case (shape != 0 || viewDims(v) != 1) && total == 0:
		return TypeErrorf(c, "memoryview: cannot cast view with zeros in shape or strides")
	case total%size != 0:
		return TypeErrorf(c, "memoryview: length is not a multiple of itemsize")
	}
	if shape == 0 {
		return newView(c, word(v, viewObject), viewStart(v), total/size, size, text[0], size, viewFlags(v))
	}
	dims, ok := shapeOf(c, shape, size, total)
	if !ok {
		return 0
	}
	if len(dims) == 0 {
		w := newView(c, word(v, viewObject), viewStart(v), 1, size, text[0], size, viewFlags(v))
		if w != 0 {
			setU64(w.addr()+viewState, viewFlags(w)|viewScalar)
		}
		return w
	}
	n := int(dims[0].Int())
	w := newView(c, word(v, viewObject), viewStart(v), n, total/n, text[0], size, viewFlags(v))
	if w != 0 && len(dims) > 1 {
		inner := tupleOf(c, dims[1:]...)
		if inner == 0 {
			c.Drop(w)
			return 0
		}
		setWord(w, viewInner, inner)
	}
	return w
}

func viewRelease(_ *Ctx, v Value) Value {
	viewDone(v)
	setU64(v.addr()+viewState, viewFlags(v)|viewReleased)
	return None
}

func init() {
	arena.Register(TypeMemoryview, &arena.Layout{Name: "memoryview", Size: viewEnd, First: viewObject, Count: 2})
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
			{Name: "tobytes", Sig: "self, order=", F2: viewInOrder},
			{Name: "tolist", Sig: "self, /", F1: viewToList},
			{Name: "toreadonly", Sig: "self, /", F1: prop(func(c *Ctx, v Value) Value {
				return viewLike(c, v, viewReadonly)
			})},
		},
		attrs: func(c *Ctx, cls, ns Value) {
			addProperties(c, ns, cls, "memoryview", []Func{
				{Name: "obj", Sig: "self", F1: prop(func(c *Ctx, v Value) Value { return c.Own(word(v, 8)) })},
				{Name: "nbytes", Sig: "self", F1: prop(func(_ *Ctx, v Value) Value { return Int(int64(viewLen(v) * viewRow(v))) })},
				{Name: "readonly", Sig: "self", F1: prop(func(_ *Ctx, v Value) Value { return Bool(viewFlags(v)&viewReadonly != 0) })},
				{Name: "format", Sig: "self", F1: prop(func(c *Ctx, v Value) Value { return charStr(c, rune(viewFormat(v))) })},
				{Name: "itemsize", Sig: "self", F1: prop(func(_ *Ctx, v Value) Value { return Int(int64(viewSize(v))) })},
				{Name: "ndim", Sig: "self", F1: prop(func(_ *Ctx, v Value) Value { return Int(int64(viewDims(v))) })},
				{Name: "shape", Sig: "self", F1: prop(func(c *Ctx, v Value) Value { return sides(c, v, viewSide) })},
				{Name: "strides", Sig: "self", F1: prop(func(c *Ctx, v Value) Value { return sides(c, v, viewPitch) })},
				{Name: "suboffsets", Sig: "self", F1: prop(func(*Ctx, Value) Value { return emptyTuple })},
				{Name: "c_contiguous", Sig: "self", F1: flat},
				{Name: "f_contiguous", Sig: "self", F1: prop(func(_ *Ctx, v Value) Value { return Bool(columnwise(v)) })},
				{Name: "contiguous", Sig: "self", F1: prop(func(_ *Ctx, v Value) Value { return Bool(viewContiguous(v) || columnwise(v)) })},
			})
		}})
}
