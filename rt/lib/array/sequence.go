package array

import "github.com/pxc-lang/pxc/rt"

// What arrays do as sequences: items and slices, +, * and comparisons.

// place resolves key as an index.
func place(c *rt.Ctx, o, key rt.Value, what string) (int, bool) {
	i, ok := rt.Index(c, key)
	if !ok {
		return 0, false
	}
	n := int64(length(o))
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		rt.IndexErrorf(c, "%s out of range", what)
		return 0, false
	}
	return int(i), true
}

func isIndex(c *rt.Ctx, key rt.Value) bool {
	if !rt.HasIndex(key) {
		rt.TypeErrorf(c, "array indices must be integers")
		return false
	}
	return true
}

func getItem(c *rt.Ctx, o, key rt.Value) rt.Value {
	if !rt.IsSlice(key) {
		if !isIndex(c, key) {
			return 0
		}
		i, ok := place(c, o, key, "array index")
		if !ok {
			return 0
		}
		return item(c, o, i)
	}
	from, step, count, ok := rt.SliceBounds(c, key, length(o))
	if !ok {
		return 0
	}
	r := makeArray(c, code(o), count)
	if r == 0 {
		return 0
	}
	dst, src, size := bytesOf(r), bytesOf(o), sizeOf(code(o))
	if step == 1 {
		copy(dst, src[from*size:])
		return r
	}
	for k := range count {
		i := (from + k*step) * size
		copy(dst[k*size:], src[i:i+size])
	}
	return r
}

func setItem(c *rt.Ctx, o, key, x rt.Value) rt.Value {
	if !rt.IsSlice(key) {
		if !isIndex(c, key) {
			return 0
		}
		i, ok := place(c, o, key, "array assignment index")
		if !ok {
			return 0
		}
		var b [8]byte
		size := sizeOf(code(o))
		if !pack(c, code(o), b[:size], x) || !rt.StoreCheck(c, store(o)) {
			return 0
		}
		if data := bytesOf(o); (i+1)*size <= len(data) { // pack may have run Python code
			copy(data[i*size:], b[:size])
			return rt.None
		}
		return rt.IndexErrorf(c, "array assignment index out of range")
	}
	if !rt.IsA(x, &array) {
		return rt.TypeErrorf(c, "can only assign array (not \"%s\") to array slice", rt.TypeName(x))
	}
	if code(x) != code(o) {
		return rt.TypeErrorf(c, "bad argument type for built-in operation")
	}
	from, step, count, ok := rt.SliceBounds(c, key, length(o))
	if !ok {
		return 0
	}
	if step == 1 {
		return none(splice(c, o, from, from+count, bytesOf(x)))
	}
	if n := length(x); n != count {
		return rt.ValueErrorf(c, "attempt to assign array of size %d to extended slice of size %d", n, count)
	}
	if !rt.StoreCheck(c, store(o)) {
		return 0
	}
	if x == o {
		if x = copyArray(c, o); x == 0 {
			return 0
		}
		defer c.Drop(x)
	}
	src, dst, size := bytesOf(x), bytesOf(o), sizeOf(code(o))
	for k := range count {
		copy(dst[(from+k*step)*size:], src[k*size:(k+1)*size])
	}
	return rt.None
}

func delItem(c *rt.Ctx, o, key rt.Value) rt.Value {
	if !rt.IsSlice(key) {
		if !isIndex(c, key) {
			return 0
		}
		i, ok := place(c, o, key, "array assignment index")
		return none(ok && splice(c, o, i, i+1, nil))
	}
	from, step, count, ok := rt.SliceBounds(c, key, length(o))
	if !ok {
		return 0
	}
	if count == 0 {
		return rt.None
	}
	if step < 0 {
		from, step = from+(count-1)*step, -step
	}
	if step == 1 {
		return none(splice(c, o, from, from+count, nil))
	}
	size := sizeOf(code(o))
	var kept []byte
	for i, data := 0, bytesOf(o); i*size < len(data); i++ {
		if i < from || (i-from)%step != 0 || (i-from)/step >= count {
			kept = append(kept, data[i*size:(i+1)*size]...)
		}
	}
	return none(splice(c, o, 0, length(o), kept))
}

func copyArray(c *rt.Ctx, o rt.Value) rt.Value {
	r := makeArray(c, code(o), length(o))
	if r != 0 {
		copy(bytesOf(r), bytesOf(o))
	}
	return r
}

func concat(c *rt.Ctx, o, x rt.Value) rt.Value {
	if !rt.IsA(x, &array) {
		return rt.TypeErrorf(c, "can only append array (not \"%s\") to array", rt.TypeName(x))
	}
	if code(x) != code(o) {
		return rt.TypeErrorf(c, "bad argument type for built-in operation")
	}
	r := makeArray(c, code(o), length(o)+length(x))
	if r != 0 {
		copy(bytesOf(r)[copy(bytesOf(r), bytesOf(o)):], bytesOf(x))
	}
	return r
}

func multiply(c *rt.Ctx, o, by rt.Value) rt.Value {
	if !rt.HasIndex(by) {
		return rt.TypeErrorf(c, "can't multiply sequence by non-int of type '%s'", rt.TypeName(by))
	}
	n, ok := rt.Index(c, by)
	if !ok {
		return 0
	}
	size := int64(len(bytesOf(o)))
	if n = max(n, 0); size == 0 {
		n = 0
	}
	if size > 0 && n > 1<<40/size {
		return rt.NoMemory(c)
	}
	r := makeArray(c, code(o), int(n)*length(o))
	if r != 0 && n > 0 {
		dst := bytesOf(r)
		for at := copy(dst, bytesOf(o)); at < len(dst); {
			at += copy(dst[at:], dst[:at])
		}
	}
	return r
}

// compare is a comparison: of the first items that differ, else of the lengths.
func compare(name string, holds func(c *rt.Ctx, a, b rt.Value) int) rt.Func {
	return rt.Func{Name: name, Sig: "self, value, /", F2: func(c *rt.Ctx, a, b rt.Value) rt.Value {
		if !rt.IsA(b, &array) {
			return rt.NotImplemented
		}
		equality := name == "__eq__" || name == "__ne__"
		if equality && length(a) != length(b) {
			return rt.Bool(name == "__ne__")
		}
		if k := code(a); equality && k == code(b) && k != 'f' && k != 'd' {
			return rt.Bool((string(bytesOf(a)) == string(bytesOf(b))) == (name == "__eq__"))
		}
		for i := range min(length(a), length(b)) {
			x, y := item(c, a, i), item(c, b, i)
			t := -1
			if x != 0 && y != 0 {
				if t = rt.EqT(c, x, y); t == 0 {
					if t = holds(c, x, y); t >= 0 {
						c.Drop(x)
						c.Drop(y)
						return rt.Bool(t == 1)
					}
				}
			}
			c.Drop(x)
			c.Drop(y)
			if t < 0 {
				return 0
			}
		}
		t := holds(c, rt.Int(int64(length(a))), rt.Int(int64(length(b))))
		return rt.Bool(t == 1)
	}}
}
