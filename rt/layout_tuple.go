package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Tuple: header, u32 length at 8, u32 hash at 12, items from 16.

// emptyTuple is the only empty tuple, made when the program starts.
var emptyTuple Value

// NewTuple returns a tuple of n items, all unset: the caller fills it with
// TupleInit before anything else sees it. 0 with MemoryError if there is no
// memory.
func NewTuple(c *Ctx, n int) Value {
	if n == 0 && emptyTuple != 0 {
		return emptyTuple
	}
	if uint(n) > maxLength/8 {
		return NoMemory(c)
	}
	var p uintptr
	if c.IsMain && n <= arena.SmallMain/8-2 {
		p = c.Main.Take(16 + 8*uintptr(n))
	}
	if p == 0 {
		if p = c.AllocData(16 + 8*uintptr(n)); p == 0 {
			return 0
		}
	}
	arena.SetHeader(p, TypeTuple<<8, c.count())
	setU64(p+8, uint64(n))
	for i := range uintptr(n) {
		setU64(p+16+8*i, 0)
	}
	return Value(p)
}

// TupleInit stores v into item i of the fresh tuple t, which takes over the
// caller's reference.
func TupleInit(t Value, i int, v Value) { setU64(t.addr()+16+8*uintptr(i), uint64(v)) }

// TupleItem returns item i of t, borrowed. i must be in range.
func TupleItem(t Value, i int) Value { return Value(u64(t.addr() + 16 + 8*uintptr(i))) }

// FloatPair returns the tuple of two floats.
func FloatPair(c *Ctx, x, y float64) Value {
	a, b := NewFloat(c, x), NewFloat(c, y)
	t := Tuple2(c, a, b)
	c.Drop(a)
	c.Drop(b)
	return t
}

// TupleLen returns the number of items of t.
func TupleLen(t Value) int { return int(u32(t.addr() + 8)) }

// Tuple1, Tuple2 and Tuple3 return tuples of borrowed values.
func Tuple1(c *Ctx, x Value) Value { return tupleOf(c, x) }

// Tuple2 returns (x, y).
func Tuple2(c *Ctx, x, y Value) Value {
	var p uintptr
	if c.IsMain {
		p = c.Main.Take(32)
	}
	if p == 0 {
		p = c.Alloc(32)
	}
	arena.SetHeader(p, TypeTuple<<8, c.count())
	setU64(p+8, 2)
	setU64(p+16, uint64(c.Own(x)))
	setU64(p+24, uint64(c.Own(y)))
	return Value(p)
}

// Tuple3 returns (x, y, z).
func Tuple3(c *Ctx, x, y, z Value) Value { return tupleOf(c, x, y, z) }

// tupleOf returns a tuple of the borrowed values; vs does not escape.
func tupleOf(c *Ctx, vs ...Value) Value {
	t := NewTuple(c, len(vs))
	if t != 0 {
		for i, v := range vs {
			TupleInit(t, i, c.Own(v))
		}
	}
	return t
}

// IsTuple reports whether v is exactly a tuple.
func IsTuple(v Value) bool { return isType(v, TypeTuple) }
