package array

import (
	"slices"

	"github.com/pxc-lang/pxc/rt"
)

// The class: what its methods take, return and raise.

func init() {
	array = rt.NativeClass{
		Name: "array", Module: "array", Slots: arraySlots, Open: true,
		Doc: "array(typecode [, initializer]) -> array\n\nReturn a new array whose items are restricted by typecode, and\n" +
			"initialized from the optional initializer value, which must be a list,\nstring or iterable over elements of the appropriate type.",
		New:    rt.Func{Sig: "typecode, initializer=, /", F3: construct},
		Buffer: func(o rt.Value) (rt.Value, byte) { return store(o), format(code(o)) },
		Methods: []rt.Func{
			{Name: "append", Sig: "self, v, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value { return none(add(c, o, x)) }},
			{Name: "buffer_info", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				p, _ := rt.BytearrayAddr(store(o))
				address := rt.Uint64Value(c, uint64(p))
				return tuple(c, address, rt.Int(int64(length(o))))
			}},
			{Name: "byteswap", Sig: "self, /", F1: byteswap},
			{Name: "__copy__", Sig: "self, /", F1: copyArray},
			{Name: "__deepcopy__", Sig: "self, unused, /", F2: func(c *rt.Ctx, o, _ rt.Value) rt.Value { return copyArray(c, o) }},
			{Name: "count", Sig: "self, v, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
				n := int64(0)
				for i := 0; ; i++ {
					if i = find(c, o, x, i, length(o)); i < 0 {
						if i == failed {
							return 0
						}
						return rt.Int(n)
					}
					n++
				}
			}},
			{Name: "extend", Sig: "self, bb, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value { return none(extend(c, o, x)) }},
			{Name: "frombytes", Sig: "self, buffer, /", F2: fromBytes},
			{Name: "fromfile", Sig: "self, f, n, /", F3: fromFile},
			{Name: "fromlist", Sig: "self, list, /", F2: fromList},
			{Name: "fromunicode", Sig: "self, ustr, /", F2: func(c *rt.Ctx, o, s rt.Value) rt.Value {
				if !rt.IsStr(rt.Plain(s)) {
					return rt.TypeErrorf(c, "fromunicode() argument must be str, not %s", rt.TypeName(s))
				}
				if code(o) != 'u' {
					return rt.ValueErrorf(c, "fromunicode() may only be called on unicode type arrays")
				}
				return none(addText(c, o, rt.Plain(s)))
			}},
			{Name: "index", Sig: "self, v, start=, stop=, /", F4: index},
			{Name: "insert", Sig: "self, i, v, /", F3: insert},
			{Name: "pop", Sig: "self, i=, /", F2: pop},
			{Name: "remove", Sig: "self, v, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
				i := find(c, o, x, 0, length(o))
				switch i {
				case failed:
					return 0
				case absent:
					return rt.ValueErrorf(c, "array.remove(x): x not in array")
				}
				return none(splice(c, o, i, i+1, nil))
			}},
			{Name: "reverse", Sig: "self, /", F1: reverse},
			{Name: "tobytes", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.NewBytes(c, bytesOf(o)) }},
			{Name: "tofile", Sig: "self, f, /", F2: func(c *rt.Ctx, o, f rt.Value) rt.Value {
				b := rt.NewBytes(c, bytesOf(o))
				if b == 0 {
					return 0
				}
				r := rt.CallMethod1(c, f, rt.Intern(c, "write"), b)
				c.Drop(b)
				c.Drop(r)
				return none(r != 0)
			}},
			{Name: "tolist", Sig: "self, /", F1: toList},
			{Name: "tounicode", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if code(o) != 'u' {
					return rt.ValueErrorf(c, "tounicode() may only be called on unicode type arrays")
				}
				return text(c, o)
			}},
			{Name: "__reduce_ex__", Sig: "self, value, /", F2: func(c *rt.Ctx, o, _ rt.Value) rt.Value { return reduce(c, o) }},
			{Name: "__len__", Sig: "self, /", F1: func(_ *rt.Ctx, o rt.Value) rt.Value { return rt.Int(int64(length(o))) }},
			{Name: "__getitem__", Sig: "self, key, /", F2: getItem},
			{Name: "__setitem__", Sig: "self, key, value, /", F3: setItem},
			{Name: "__delitem__", Sig: "self, key, /", F2: delItem},
			{Name: "__contains__", Sig: "self, key, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
				i := find(c, o, x, 0, length(o))
				if i == failed {
					return 0
				}
				return rt.Bool(i >= 0)
			}},
			{Name: "__iter__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				it := rt.NewNative(c, &arrayIter)
				if it != 0 {
					rt.InitSlot(it, 0, c.Own(o))
					rt.InitSlot(it, 1, rt.Int(0))
				}
				return it
			}},
			{Name: "__repr__", Sig: "self, /", F1: repr},
			{Name: "__add__", Sig: "self, value, /", F2: concat},
			{Name: "__iadd__", Sig: "self, value, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
				if !rt.IsA(x, &array) {
					return rt.TypeErrorf(c, "can only extend with array (not \"%s\")", rt.TypeName(x))
				}
				if !extend(c, o, x) {
					return 0
				}
				return c.Own(o)
			}},
			{Name: "__mul__", Sig: "self, value, /", F2: multiply}, {Name: "__rmul__", Sig: "self, value, /", F2: multiply},
			{Name: "__imul__", Sig: "self, value, /", F2: func(c *rt.Ctx, o, n rt.Value) rt.Value {
				r := multiply(c, o, n)
				if r == 0 {
					return 0
				}
				ok := r == rt.NotImplemented || splice(c, o, 0, length(o), bytesOf(r))
				if r == rt.NotImplemented {
					return r
				}
				c.Drop(r)
				if !ok {
					return 0
				}
				return c.Own(o)
			}},
			compare("__eq__", rt.EqT), compare("__ne__", rt.NeT), compare("__lt__", rt.LtT), compare("__le__", rt.LeT),
			compare("__gt__", rt.GtT), compare("__ge__", rt.GeT),
		},
		ClassMethods: []rt.Func{{Name: "__class_getitem__", Sig: "cls, key, /", F2: rt.Alias}},
		Properties: []rt.Func{
			{Name: "typecode", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.NewStr(c, string(rune(code(o)))) }},
			{Name: "itemsize", Sig: "self, /", F1: func(_ *rt.Ctx, o rt.Value) rt.Value { return rt.Int(int64(sizeOf(code(o)))) }},
		},
		Constants: map[string]rt.Value{"__hash__": rt.None},
	}
	arrayIter = rt.NativeClass{
		Name: "arrayiterator", Module: "array", Slots: 2, // the array, unset at the end; the position
		Next: func(c *rt.Ctx, it rt.Value) rt.Value {
			o := rt.Slot(it, 0)
			if o == 0 {
				return 0
			}
			at := rt.Slot(it, 1).Int()
			if int(at) < length(o) && !rt.SetSlot(c, it, 1, rt.Int(at+1)) {
				return 0
			}
			v := item(c, o, int(at))
			if v == 0 && c.Exc == 0 {
				rt.SetSlot(c, it, 0, 0)
			}
			return v
		},
	}
}

// format is the struct format of an item: memoryview calls characters 'w'.
func format(typecode byte) byte {
	if typecode == 'u' {
		return 'w'
	}
	return typecode
}

// What find returns besides a position.
const (
	absent = -1
	failed = -2
)

// find returns the first position in from..to, or before the array's end, of an item
// that equals x.
func find(c *rt.Ctx, o, x rt.Value, from, to int) int {
	for i := from; i < to; i++ {
		v := item(c, o, i)
		if v == 0 {
			break
		}
		t := rt.EqT(c, v, x)
		c.Drop(v)
		if t != 0 {
			if t < 0 {
				return failed
			}
			return i
		}
	}
	if c.Exc != 0 {
		return failed
	}
	return absent
}

func index(c *rt.Ctx, o, x, start, stop rt.Value) rt.Value {
	n := int64(length(o))
	from, to := int64(0), n
	for _, b := range []struct {
		v    rt.Value
		into *int64
	}{{start, &from}, {stop, &to}} {
		if b.v == 0 {
			continue
		}
		i, ok := rt.Index(c, b.v)
		if !ok {
			return 0
		}
		if i < 0 {
			i = max(i+n, 0)
		}
		*b.into = min(i, n)
	}
	i := find(c, o, x, int(from), int(to))
	switch i {
	case failed:
		return 0
	case absent:
		return rt.ValueErrorf(c, "array.index(x): x not in array")
	}
	return rt.Int(int64(i))
}

func insert(c *rt.Ctx, o, at, x rt.Value) rt.Value {
	i, ok := rt.Index(c, at)
	if !ok {
		return 0
	}
	var b [8]byte
	data := b[:sizeOf(code(o))]
	if !pack(c, code(o), data, x) {
		return 0
	}
	n := int64(length(o))
	if i < 0 {
		i = max(i+n, 0)
	}
	i = min(i, n)
	return none(splice(c, o, int(i), int(i), data))
}

func pop(c *rt.Ctx, o, at rt.Value) rt.Value {
	i := int64(-1)
	if at != 0 {
		var ok bool
		if i, ok = rt.Index(c, at); !ok {
			return 0
		}
	}
	n := int64(length(o))
	if n == 0 {
		return rt.IndexErrorf(c, "pop from empty array")
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return rt.IndexErrorf(c, "pop index out of range")
	}
	v := item(c, o, int(i))
	if v == 0 || !splice(c, o, int(i), int(i)+1, nil) {
		c.Drop(v)
		return 0
	}
	return v
}

func reverse(c *rt.Ctx, o rt.Value) rt.Value {
	if !rt.StoreCheck(c, store(o)) {
		return 0
	}
	b, size := bytesOf(o), sizeOf(code(o))
	for i, j := 0, len(b)-size; i < j; i, j = i+size, j-size {
		for k := range size {
			b[i+k], b[j+k] = b[j+k], b[i+k]
		}
	}
	return rt.None
}

func byteswap(c *rt.Ctx, o rt.Value) rt.Value {
	if !rt.StoreCheck(c, store(o)) {
		return 0
	}
	b, size := bytesOf(o), sizeOf(code(o))
	for i := 0; i < len(b); i += size {
		for j, k := i, i+size-1; j < k; j, k = j+1, k-1 {
			b[j], b[k] = b[k], b[j]
		}
	}
	return rt.None
}

// fromList appends the items of a list, or none of them.
func fromList(c *rt.Ctx, o, l rt.Value) rt.Value {
	if !rt.IsList(rt.Plain(l)) {
		return rt.TypeErrorf(c, "arg must be list")
	}
	n := length(o)
	if !each(c, l, func(v rt.Value) bool { return add(c, o, v) }) {
		exc := c.Exc
		c.Exc = 0
		splice(c, o, n, length(o), nil)
		c.Exc = exc
		return 0
	}
	return rt.None
}

// fromFile reads n items from a file.
func fromFile(c *rt.Ctx, o, f, count rt.Value) rt.Value {
	n, ok := rt.Index(c, count)
	if !ok {
		return 0
	}
	if n < 0 {
		return rt.ValueErrorf(c, "negative count")
	}
	size := int64(sizeOf(code(o)))
	b := rt.CallMethod1(c, f, rt.Intern(c, "read"), rt.Int(n*size))
	if b == 0 {
		return 0
	}
	defer c.Drop(b)
	if !rt.IsBytes(rt.Plain(b)) {
		return rt.TypeErrorf(c, "read() didn't return bytes")
	}
	short := int64(rt.BytesLen(rt.Plain(b))) != n*size
	if fromBytes(c, o, b) == 0 {
		return 0
	}
	if short {
		return rt.RaiseExc(c, rt.ExcEOFError, "read() didn't return enough bytes")
	}
	return rt.None
}

func toList(c *rt.Ctx, o rt.Value) rt.Value {
	n := length(o)
	l := rt.NewList(c, n)
	if l == 0 {
		return 0
	}
	for i := range n {
		v := item(c, o, i)
		if v == 0 {
			c.Drop(l)
			return 0
		}
		rt.ListInit(l, i, v)
	}
	return l
}

// text returns the characters of an array of them.
func text(c *rt.Ctx, o rt.Value) rt.Value {
	l := toList(c, o)
	if l == 0 {
		return 0
	}
	empty := rt.NewStr(c, "")
	s := rt.CallMethod1(c, empty, rt.Intern(c, "join"), l)
	c.Drop(empty)
	c.Drop(l)
	return s
}

// contents returns the items as repr has them: a list, or a string.
func contents(c *rt.Ctx, o rt.Value) rt.Value {
	if code(o) == 'u' {
		return text(c, o)
	}
	return toList(c, o)
}

func repr(c *rt.Ctx, o rt.Value) rt.Value {
	name, kind := c.Own(rt.ClassName(o)), rt.NewStr(c, string(rune(code(o))))
	if length(o) == 0 {
		return rt.Formatted(c, "%s('%s')", tuple(c, name, kind))
	}
	return rt.Formatted(c, "%s('%s', %r)", tuple(c, name, kind, contents(c, o)))
}

func reduce(c *rt.Ctx, o rt.Value) rt.Value {
	args := tuple(c, rt.NewStr(c, string(rune(code(o)))), toList(c, o))
	if args == 0 {
		return 0
	}
	state := rt.None
	if d := rt.GetAttr(c, o, rt.Intern(c, "__dict__")); d != 0 {
		state = d
	} else {
		rt.ClearExc(c)
	}
	return tuple(c, c.Own(rt.ClassOf(o)), args, state)
}

// tuple returns a tuple of values that it takes over; 0 if one of them is.
func tuple(c *rt.Ctx, vs ...rt.Value) rt.Value {
	if slices.Contains(vs, 0) {
		for _, v := range vs {
			c.Drop(v)
		}
		return 0
	}
	t := rt.NewTuple(c, len(vs))
	for i, v := range vs {
		rt.TupleInit(t, i, v)
	}
	return t
}
