package rt

// Views of several dimensions, or none.

// viewInnerDims is the number of dimensions behind the first.
func viewInnerDims(v Value) int {
	if t := word(v, viewInner); t != 0 {
		return TupleLen(t)
	}
	return 0
}

// viewDims is the number of dimensions.
func viewDims(v Value) int {
	if viewFlags(v)&viewScalar != 0 {
		return 0
	}
	return 1 + viewInnerDims(v)
}

// viewSide is the length of dimension i.
func viewSide(v Value, i int) int {
	if i == 0 {
		return viewLen(v)
	}
	return int(TupleItem(word(v, viewInner), i-1).Int())
}

// viewPitch is the distance in bytes of two elements of dimension i.
func viewPitch(v Value, i int) int {
	if i == 0 {
		return viewStride(v)
	}
	n := viewSize(v)
	for j := i + 1; j < viewDims(v); j++ {
		n *= viewSide(v, j)
	}
	return n
}

// viewRow is the size in bytes of an element of the first dimension.
func viewRow(v Value) int {
	n := viewSize(v)
	for i := range viewInnerDims(v) {
		n *= viewSide(v, i+1)
	}
	return n
}

// sameShape gives w, which is taken over and returned, the inner dimensions of v.
func sameShape(c *Ctx, v, w Value) Value {
	if w == 0 {
		return 0
	}
	if t := word(v, viewInner); t != 0 {
		setWord(w, viewInner, c.Own(t))
	}
	setU64(w.addr()+viewState, viewFlags(w)|viewFlags(v)&viewScalar)
	return w
}

// viewPlace returns the offset from the first element of the one that key means, an int
// or a tuple of one for each dimension. Fewer are refused as whole says, slices as slice
// does.
func viewPlace(c *Ctx, v, key Value, whole, slice string) (int, bool) {
	dims := viewDims(v)
	switch {
	case IsTuple(key) && !isUser(key):
		return viewTuplePlace(c, v, key, slice)
	case dims == 0:
		TypeErrorf(c, "invalid indexing of 0-dim memory")
		return 0, false
	case IsSlice(key) || !isIntegral(key) && special(key, nameIndex) == 0:
		TypeErrorf(c, "memoryview: invalid slice key")
		return 0, false
	case dims > 1:
		NotImplementedErrorf(c, "%s", whole)
		return 0, false
	}
	return viewStep1(c, v, key, 0)
}

// viewTuplePlace is viewPlace for a tuple.
func viewTuplePlace(c *Ctx, v, key Value, slice string) (int, bool) {
	n := TupleLen(key)
	indexes, slices := 0, 0
	for i := range n {
		switch k := TupleItem(key, i); {
		case IsSlice(k):
			slices++
		case isIntegral(k) || special(k, nameIndex) != 0:
			indexes++
		}
	}
	switch dims := viewDims(v); {
	case dims == 0 && n > 0:
		TypeErrorf(c, "invalid indexing of 0-dim memory")
		return 0, false
	case slices == n && n > 0:
		NotImplementedErrorf(c, "%s", slice)
		return 0, false
	case indexes < n:
		TypeErrorf(c, "memoryview: invalid slice key")
		return 0, false
	case n < dims:
		NotImplementedErrorf(c, "sub-views are not implemented")
		return 0, false
	case n > dims:
		TypeErrorf(c, "cannot index %d-dimension view with %d-element tuple", dims, n)
		return 0, false
	}
	at := 0
	for i := range n {
		step, ok := viewStep1(c, v, TupleItem(key, i), i)
		if !ok {
			return 0, false
		}
		at += step
	}
	return at, true
}

// viewStep1 returns how far index key of dimension i is from the first.
func viewStep1(c *Ctx, v, key Value, i int) (int, bool) {
	n, ok := sizedIndex(c, key, ExcIndexError)
	if !ok {
		return 0, false
	}
	side := int64(viewSide(v, i))
	if n < 0 {
		n += side
	}
	if n < 0 || n >= side {
		IndexErrorf(c, "index out of bounds on dimension %d", i+1)
		return 0, false
	}
	return int(n) * viewPitch(v, i), true
}

// elementAt returns the bytes of the element that is at bytes from the first, nil if the
// object became shorter.
func elementAt(data []byte, v Value, at int) []byte {
	at += viewStart(v)
	if at < 0 || at+viewSize(v) > len(data) {
		return nil
	}
	return data[at : at+viewSize(v)]
}

// listOf is tolist of the part of v that begins at bytes from the first element and has
// the dimensions from dim on.
func listOf(c *Ctx, v Value, data []byte, at, dim int) Value {
	if dim == viewDims(v) {
		if e := elementAt(data, v, at); e != nil {
			return unpackElement(c, viewFormat(v), e)
		}
		return Int(0)
	}
	n, pitch := viewSide(v, dim), viewPitch(v, dim)
	l := NewList(c, n)
	if l == 0 {
		return 0
	}
	for i := range n {
		x := listOf(c, v, data, at+i*pitch, dim+1)
		if x == 0 {
			c.Drop(l)
			return 0
		}
		ListInit(l, i, x)
	}
	return l
}

// columns copies v's elements to dst with the first dimension running fastest.
func columns(v Value, data, dst []byte) {
	size := viewSize(v)
	index := make([]int, viewDims(v))
	for ; len(dst) >= size; dst = dst[size:] {
		at := 0
		for i, k := range index {
			at += k * viewPitch(v, i)
		}
		copy(dst, elementAt(data, v, at))
		for i := range index {
			if index[i]++; index[i] < viewSide(v, i) {
				break
			}
			index[i] = 0
		}
	}
}

// columnwise reports whether v's elements lie side by side with the first dimension
// running fastest.
func columnwise(v Value) bool {
	pitch := viewSize(v)
	for i := range viewDims(v) {
		if viewSide(v, i) > 1 && viewPitch(v, i) != pitch {
			return false
		}
		pitch *= viewSide(v, i)
	}
	return true
}

// sides is the tuple of f of each dimension.
func sides(c *Ctx, v Value, f func(v Value, i int) int) Value {
	var buf [8]Value
	items := buf[:0]
	for i := range viewDims(v) {
		items = append(items, Int(int64(f(v, i))))
	}
	return tupleOf(c, items...)
}

// shapesEqual is viewsEqual where one is no view of one dimension.
func shapesEqual(c *Ctx, a, b Value) int {
	if !isView(a) || !isView(b) || viewDims(a) != viewDims(b) {
		return 0
	}
	for i := range viewDims(a) {
		if viewSide(a, i) != viewSide(b, i) {
			return 0
		}
	}
	x, y := viewToList(c, a), viewToList(c, b)
	r := -1
	if x != 0 && y != 0 {
		r = same(c, x, y)
	}
	c.Drop(x)
	c.Drop(y)
	return r
}

// shapeFits reports whether v can be cast to something with as many dimensions as shape
// has items.
func shapeFits(c *Ctx, v, shape Value) bool {
	if shape = plain(shape); !IsList(shape) && !IsTuple(shape) {
		TypeErrorf(c, "shape must be a list or a tuple")
		return false
	}
	n := len(listItemsOrTuple(shape))
	if n > 64 {
		ValueErrorf(c, "memoryview: number of dimensions must not exceed 64")
		return false
	}
	if n != 1 && viewDims(v) != 1 {
		TypeErrorf(c, "memoryview: cast must be 1D -> ND or ND -> 1D")
		return false
	}
	return true
}

// shapeOf reads the argument of cast: the sides, whose product times size is total.
func shapeOf(c *Ctx, shape Value, size, total int) ([]Value, bool) {
	var dims []Value
	product := int64(1)
	for _, d := range listItemsOrTuple(plain(shape)) {
		if !isIntegral(d) {
			TypeErrorf(c, "memoryview.cast(): elements of shape must be integers")
			return nil, false
		}
		n, ok := Index(c, d)
		if !ok {
			return nil, false
		}
		if n <= 0 {
			ValueErrorf(c, "memoryview.cast(): elements of shape must be integers > 0")
			return nil, false
		}
		if n > (1<<62)/product {
			ValueErrorf(c, "memoryview.cast(): product(shape) > SSIZE_MAX")
			return nil, false
		}
		product *= n
		dims = append(dims, Int(n))
	}
	if product != int64(total/size) {
		TypeErrorf(c, "memoryview: product(shape) * itemsize != buffer size")
		return nil, false
	}
	return dims, true
}
