package datetime

import (
	"math"
	"math/bits"
	"strconv"

	"github.com/pxc-lang/pxc/rt"
)

// A duration: days, and microseconds of a day, which are not negative. Most fit 64
// bits as microseconds; arithmetic with the others is in datetime.py.
const (
	durDays = iota
	durRest
	durSlots
)

const (
	second  = int64(1e6) // in microseconds
	dayLong = 86400 * second
	maxDays = 999999999
)

// newDuration returns a duration of days and any number of microseconds.
func newDuration(c *rt.Ctx, cls rt.Value, days, us int64) rt.Value {
	if uint64(us) >= uint64(dayLong) {
		var carry int64
		carry, us = floorDiv(us, dayLong)
		days += carry
	}
	if days > math.MaxInt32 || days < math.MinInt32 {
		return rt.OverflowErrorf(c, "Python int too large to convert to C int")
	}
	if days > maxDays || days < -maxDays {
		return rt.OverflowErrorf(c, "days=%d; must have magnitude <= 999999999", days)
	}
	d := makeOf(c, &duration, cls)
	if d != 0 {
		rt.InitSlot(d, durDays, rt.Int(days))
		rt.InitSlot(d, durRest, rt.Int(us))
	}
	return d
}

func micros(c *rt.Ctx, us int64) rt.Value { return newDuration(c, duration.Class(), 0, us) }

func daysOf(d rt.Value) int64 { return rt.Slot(d, durDays).Int() }
func restOf(d rt.Value) int64 { return rt.Slot(d, durRest).Int() }

// total returns a duration in microseconds, if 64 bits hold it.
func total(d rt.Value) (us int64, ok bool) {
	days := daysOf(d)
	return days*dayLong + restOf(d), -1e8 < days && days < 1e8
}

// totals is total of two.
func totals(a, b rt.Value) (x, y int64, ok bool) {
	x, ok = total(a)
	y, too := total(b)
	return x, y, ok && too
}

func isDuration(v rt.Value) bool { return rt.IsNative(v, &duration) || rt.IsA(v, &duration) }

// The arguments of timedelta() in microseconds; days and weeks are counted in days.
var units = [...]int64{dayLong, second, 1, 1000, 60 * second, 3600 * second, 7 * dayLong}

// newTimedelta is timedelta(): ints exactly, floats with what is less than a
// microsecond added up and rounded to even in the end.
func newTimedelta(c *rt.Ctx, args rt.Value) rt.Value {
	var days, us int64
	left, floats := 0.0, false
	for i, unit := range units {
		v := rt.TupleItem(args, i+1)
		if v == 0 {
			continue
		}
		var n int64
		if v.IsInt() {
			n = v.Int()
		} else if v.IsFloat() {
			whole, part := math.Modf(v.Float())
			if !(math.Abs(whole) < 1e12) {
				return callGiven(c, "new", args)
			}
			n = int64(whole)
			if part != 0 {
				more, rest := math.Modf(part * float64(unit))
				us += int64(more)
				left += rest
				floats = true
			}
		} else {
			return callGiven(c, "new", args)
		}
		if n > 1e12 || n < -1e12 {
			return callGiven(c, "new", args)
		}
		switch i {
		case 0:
			days += n
		case 6:
			days += 7 * n
		default:
			carry, rest := floorDiv(n, dayLong/unit)
			days += carry
			us += rest * unit
		}
	}
	if floats && left != 0 {
		whole, part := math.Modf(left)
		us += int64(whole)
		if half := math.Abs(part); half > 0.5 || half == 0.5 && us&1 != 0 {
			us += int64(math.Copysign(1, part))
		}
	}
	return newDuration(c, rt.TupleItem(args, 0), days, us)
}

// halfEven returns n / d rounded to the nearest, and to the even one of two; d > 0.
func halfEven(n, d int64) int64 {
	q, r := floorDiv(n, d)
	if r > d-r || r == d-r && q&1 != 0 {
		q++
	}
	return q
}

// times returns a * b if 64 bits hold it.
func times(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

func magnitude(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

func mulDuration(c *rt.Ctx, d, x rt.Value) rt.Value {
	if us, ok := total(d); ok && x.IsInt() {
		if us, ok = times(us, x.Int()); ok {
			return micros(c, us)
		}
	}
	return call2(c, "mul", d, x)
}

func divDuration(c *rt.Ctx, d, x rt.Value) rt.Value {
	if isDuration(x) {
		const exact = 1 << 53
		if a, b, ok := totals(d, x); ok && b != 0 && magnitude(a) <= exact && magnitude(b) <= exact {
			return rt.NewFloat(c, float64(a)/float64(b))
		}
	} else if us, ok := total(d); ok && x.IsInt() && x.Int() != 0 {
		n := x.Int()
		if n < 0 {
			us, n = -us, -n
		}
		return micros(c, halfEven(us, n))
	}
	return call2(c, "truediv", d, x)
}

func floorDuration(c *rt.Ctx, d, x rt.Value) rt.Value {
	if isDuration(x) {
		if a, b, ok := totals(d, x); ok && b > 0 {
			q, _ := floorDiv(a, b)
			return rt.IntValue(c, q)
		}
	} else if us, ok := total(d); ok && x.IsInt() && x.Int() > 0 {
		q, _ := floorDiv(us, x.Int())
		return micros(c, q)
	}
	return call2(c, "floordiv", d, x)
}

func modDuration(c *rt.Ctx, d, x rt.Value) rt.Value {
	if isDuration(x) {
		if a, b, ok := totals(d, x); ok && b > 0 {
			_, r := floorDiv(a, b)
			return micros(c, r)
		}
	}
	return call2(c, "mod", d, x)
}

func compareDurations(_ *rt.Ctx, name string, a, b rt.Value) rt.Value {
	if !isDuration(b) {
		return rt.NotImplemented
	}
	if x, y := daysOf(a), daysOf(b); x != y {
		return relation(name, x, y)
	}
	return relation(name, restOf(a), restOf(b))
}

func reprDuration(c *rt.Ctx, d rt.Value) rt.Value {
	if !rt.IsNative(d, &duration) {
		return call1(c, "repr_timedelta", d)
	}
	var buf [96]byte
	b := append(buf[:0], "datetime.timedelta("...)
	some := false
	for i, n := range [...]int64{daysOf(d), restOf(d) / second, restOf(d) % second} {
		if n == 0 {
			continue
		}
		if some {
			b = append(b, ", "...)
		}
		b = append(b, [...]string{"days=", "seconds=", "microseconds="}[i]...)
		b = strconv.AppendInt(b, n, 10)
		some = true
	}
	if !some {
		b = append(b, '0')
	}
	return rt.NewStrBytes(c, append(b, ')'))
}

func textOfDuration(c *rt.Ctx, d rt.Value) rt.Value {
	var buf [64]byte
	b := buf[:0]
	if n := daysOf(d); n != 0 {
		b = strconv.AppendInt(b, n, 10)
		b = append(b, " day"...)
		if n != 1 && n != -1 {
			b = append(b, 's')
		}
		b = append(b, ", "...)
	}
	rest := restOf(d)
	b = strconv.AppendInt(b, rest/(3600*second), 10)
	b = append(b, ':')
	b = digits(b, rest/(60*second)%60, 2)
	b = append(b, ':')
	b = digits(b, rest/second%60, 2)
	if rest %= second; rest != 0 {
		b = append(b, '.')
		b = digits(b, rest, 6)
	}
	return rt.NewStrBytes(c, b)
}

// hashDuration is the hash of the tuple of days, seconds and microseconds, as in
// CPython.
func hashDuration(c *rt.Ctx, d rt.Value) rt.Value {
	t := rt.Tuple3(c, rt.Slot(d, durDays), rt.Int(restOf(d)/second), rt.Int(restOf(d)%second))
	if t == 0 {
		return 0
	}
	h := rt.Hash(c, t)
	c.Drop(t)
	return h
}

func addDurations(c *rt.Ctx, a, b rt.Value) rt.Value {
	if !isDuration(b) {
		return rt.NotImplemented
	}
	return newDuration(c, duration.Class(), daysOf(a)+daysOf(b), restOf(a)+restOf(b))
}

// difference is subDurations for what may be no timedelta.
func difference(c *rt.Ctx, a, b rt.Value) rt.Value {
	if !isDuration(a) || !isDuration(b) {
		return rt.NotImplemented
	}
	return subDurations(c, a, b)
}

func subDurations(c *rt.Ctx, a, b rt.Value) rt.Value {
	return newDuration(c, duration.Class(), daysOf(a)-daysOf(b), restOf(a)-restOf(b))
}

func negDuration(c *rt.Ctx, d rt.Value) rt.Value {
	return newDuration(c, duration.Class(), -daysOf(d), -restOf(d))
}

func init() {
	duration = rt.NativeClass{
		Name: "timedelta", Module: "datetime", Slots: durSlots, Open: true,
		Doc: "A duration, in days, seconds and microseconds.",
		Order: func(a, b rt.Value) (int, bool) {
			if n := order(daysOf(a), daysOf(b)); n != 0 {
				return n, true
			}
			return order(restOf(a), restOf(b)), true
		},
		Binary: func(c *rt.Ctx, symbol string, a, b rt.Value) rt.Value {
			switch symbol {
			case "+":
				return addDurations(c, a, b)
			case "-":
				if isDuration(b) {
					return subDurations(c, a, b)
				}
			case "*":
				return mulDuration(c, a, b)
			}
			return rt.NotImplemented
		},
		Properties: []rt.Func{
			property("days", daysOf),
			property("seconds", func(d rt.Value) int64 { return restOf(d) / second }),
			property("microseconds", func(d rt.Value) int64 { return restOf(d) % second }),
		},
		Methods: append(comparisons(compareDurations), []rt.Func{
			{Name: "__new__", Sig: "cls, days=, seconds=, microseconds=, milliseconds=, minutes=, hours=, weeks=", FN: newTimedelta},
			{Name: "total_seconds", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value {
				if us, ok := total(d); ok && magnitude(us) <= 1<<53 {
					return rt.NewFloat(c, float64(us)/1e6)
				}
				return call1(c, "total_seconds", d)
			}},
			{Name: "__repr__", Sig: "self, /", F1: reprDuration},
			{Name: "__str__", Sig: "self, /", F1: textOfDuration},
			{Name: "__hash__", Sig: "self, /", F1: hashDuration},
			{Name: "__add__", Sig: "self, that, /", F2: addDurations},
			{Name: "__radd__", Sig: "self, that, /", F2: addDurations},
			{Name: "__sub__", Sig: "self, that, /", F2: difference},
			{Name: "__rsub__", Sig: "self, that, /", F2: func(c *rt.Ctx, a, b rt.Value) rt.Value { return difference(c, b, a) }},
			{Name: "__neg__", Sig: "self, /", F1: negDuration},
			{Name: "__pos__", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value {
				return newDuration(c, duration.Class(), daysOf(d), restOf(d))
			}},
			{Name: "__abs__", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value {
				if daysOf(d) < 0 {
					return negDuration(c, d)
				}
				return newDuration(c, duration.Class(), daysOf(d), restOf(d))
			}},
			{Name: "__bool__", Sig: "self, /", F1: func(c *rt.Ctx, d rt.Value) rt.Value {
				return rt.Bool(daysOf(d)|restOf(d) != 0)
			}},
			{Name: "__mul__", Sig: "self, x, /", F2: mulDuration},
			{Name: "__rmul__", Sig: "self, x, /", F2: mulDuration},
			{Name: "__truediv__", Sig: "self, x, /", F2: divDuration},
			{Name: "__floordiv__", Sig: "self, x, /", F2: floorDuration},
			{Name: "__mod__", Sig: "self, x, /", F2: modDuration},
			{Name: "__divmod__", Sig: "self, x, /", F2: func(c *rt.Ctx, d, x rt.Value) rt.Value {
				if !isDuration(x) {
					return rt.NotImplemented
				}
				q := floorDuration(c, d, x)
				if q == 0 {
					return 0
				}
				defer c.Drop(q)
				r := modDuration(c, d, x)
				if r == 0 {
					return 0
				}
				defer c.Drop(r)
				return rt.Tuple2(c, q, r)
			}},
		}...),
	}
}
