package shared

import (
	"math"

	"github.com/pxc-lang/pxc/rt"
)

// counter: an int of 64 bits that is changed in one step.

var counter rt.NativeClass

func valueOf(c *rt.Ctx, o rt.Value) rt.Value { return rt.IntValue(c, rt.SharedOf(o).Count.Load()) }

// number64 converts an argument that is 1 if it is left out.
func number64(c *rt.Ctx, v rt.Value) (int64, bool) {
	if v == 0 {
		return 1, true
	}
	if !rt.HasIndex(v) {
		rt.TypeErrorf(c, "a counter counts integers, not '%s'", rt.TypeName(v))
		return 0, false
	}
	return rt.Index(c, v)
}

// add adds n and returns what the counter is then.
func add(c *rt.Ctx, o, n rt.Value, sign int64) rt.Value {
	by, ok := number64(c, n)
	if !ok {
		return 0
	}
	if by == math.MinInt64 && sign < 0 {
		return overflow(c)
	}
	by *= sign
	count := &rt.SharedOf(o).Count
	for {
		old := count.Load()
		sum := old + by
		if (old^sum)&(by^sum) < 0 {
			return overflow(c)
		}
		if count.CompareAndSwap(old, sum) {
			return rt.IntValue(c, sum)
		}
	}
}

func overflow(c *rt.Ctx) rt.Value { return rt.OverflowErrorf(c, "a counter has 64 bits") }

func adder(name string, sign int64) rt.Func {
	return rt.Func{Name: name, Sig: "self, n=, /", F2: func(c *rt.Ctx, o, n rt.Value) rt.Value { return add(c, o, n, sign) }}
}

func inPlace(name string, sign int64) rt.Func {
	return rt.Func{Name: name, Sig: "self, n, /", F2: func(c *rt.Ctx, o, n rt.Value) rt.Value {
		r := add(c, o, n, sign)
		if r == 0 {
			return 0
		}
		c.Drop(r)
		return c.Own(o)
	}}
}

func comparison(name string, compare func(c *rt.Ctx, a, b rt.Value) rt.Value) rt.Func {
	return rt.Func{Name: name, Sig: "self, other, /", F2: func(c *rt.Ctx, o, other rt.Value) rt.Value {
		a, b := valueOf(c, o), c.Own(other)
		if rt.IsNative(other, &counter) {
			c.Drop(b)
			b = valueOf(c, other)
		}
		r := compare(c, a, b)
		c.Drop(a)
		c.Drop(b)
		return r
	}}
}

func reader(name string) rt.Func { return rt.Func{Name: name, Sig: "self, /", F1: valueOf} }

func init() {
	counter = rt.NativeClass{
		Name: "counter", Slots: 1, End: rt.EndShared, Constants: unhashable,
		Doc: "counter([n]): an integer of 64 bits that every context and the main thread may change; each method is one step",
		Methods: []rt.Func{
			constructor(&counter, "*args, **kwargs", func(c *rt.Ctx, _ rt.Value, s *rt.Shared, args, kwargs rt.Value) bool {
				s.List()
				n := rt.Int(0)
				switch given := rt.TupleLen(args); {
				case given > 1:
					rt.TypeErrorf(c, "counter expected at most 1 argument, got %d", given)
					return false
				case kwargs != 0 && rt.DictLen(kwargs) > 0:
					rt.TypeErrorf(c, "counter() takes no keyword arguments")
					return false
				case given == 1:
					n = rt.TupleItem(args, 0)
				}
				start, ok := number64(c, n)
				s.Count.Store(start)
				return ok
			}),
			adder("add", 1), adder("sub", -1), adder("increment", 1), adder("decrement", -1),
			inPlace("__iadd__", 1), inPlace("__isub__", -1),
			{Name: "set", Sig: "self, n, /", F2: swap}, {Name: "swap", Sig: "self, n, /", F2: swap},
			{Name: "reset", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return swap(c, o, rt.Int(0)) }},
			{Name: "compare_and_swap", Sig: "self, expected, n, /", F3: func(c *rt.Ctx, o, expected, n rt.Value) rt.Value {
				old, ok := number64(c, expected)
				if !ok {
					return 0
				}
				v, ok := number64(c, n)
				if !ok {
					return 0
				}
				return rt.Bool(rt.SharedOf(o).Count.CompareAndSwap(old, v))
			}},
			reduce(valueOf), reader("get"), reader("__int__"), reader("__index__"),
			{Name: "__bool__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.Bool(rt.SharedOf(o).Count.Load() != 0) }},
			{Name: "__float__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return rt.NewFloat(c, float64(rt.SharedOf(o).Count.Load()))
			}},
			{Name: "__repr__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return rt.Formatted(c, "parallel.counter(%d)", owned(c, valueOf(c, o)))
			}},
			{Name: "__str__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				v := valueOf(c, o)
				r := rt.Str(c, v)
				c.Drop(v)
				return r
			}},
			comparison("__eq__", rt.Eq), comparison("__ne__", rt.Ne), comparison("__lt__", rt.Lt), comparison("__le__", rt.Le),
			comparison("__gt__", rt.Gt), comparison("__ge__", rt.Ge),
		},
		Properties: []rt.Func{reader("value")},
	}
}

// swap stores n and returns what was there.
func swap(c *rt.Ctx, o, n rt.Value) rt.Value {
	v, ok := number64(c, n)
	if !ok {
		return 0
	}
	return rt.IntValue(c, rt.SharedOf(o).Count.Swap(v))
}
