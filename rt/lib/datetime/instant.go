package datetime

import (
	"math"
	"strconv"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// A datetime is a date, in the slot that dates have, and a time of day.
const (
	instantClock = iota + 1
	instantZoneSlot
)

const instantSlots = 2 // beside date's

func instantZone(o rt.Value) rt.Value { return rt.Slot(o, instantZoneSlot) }
func instantTime(o rt.Value) rt.Value { return rt.Slot(o, instantClock) }

// since returns microseconds since 1970, as if o were of UTC.
func since(o rt.Value) int64 {
	return (ordinalOf(o)-epoch)*dayLong + clockMicros(instantTime(o))
}

// fillInstant sets the slots of a new datetime.
func fillInstant(c *rt.Ctx, o, date, time, zone rt.Value) rt.Value {
	if o != 0 {
		rt.InitSlot(o, dayDate, date)
	}
	return fillClock(c, o, instantClock, time, zone)
}

func newInstant(c *rt.Ctx, date, time, zone rt.Value) rt.Value {
	if date == 0 || time == 0 || zone == 0 {
		return 0
	}
	return fillInstant(c, rt.NewNative(c, &instant), date, time, zone)
}

// derived returns cls of the parts of o, which it takes over: o if that is datetime.
func derived(c *rt.Ctx, cls, o rt.Value) rt.Value {
	if o == 0 || cls == instant.Class() {
		return o
	}
	r := call2(c, "derived", cls, o)
	c.Drop(o)
	return r
}

// instantAt returns a datetime of cls from microseconds since 1970.
func instantAt(c *rt.Ctx, cls rt.Value, us int64, fold int64, zone rt.Value) rt.Value {
	days, us := floorDiv(us, dayLong)
	return derived(c, cls, newInstant(c, packedOrdinal(c, days+epoch), rt.Int(us<<1|fold), zone))
}

func newDatetime(c *rt.Ctx, args rt.Value) rt.Value {
	item := func(i int) rt.Value { return rt.TupleItem(args, i) }
	date := argsDate(c, item(1), item(2), item(3))
	if date == 0 {
		return 0
	}
	word := argsClock(c, item(4), item(5), item(6), item(7), item(9), rt.Int(0))
	if word == 0 {
		return 0
	}
	zone := checkZone(c, item(8), rt.None)
	if zone == 0 {
		return 0
	}
	return fillInstant(c, makeOf(c, &instant, item(0)), date, word, zone)
}

func replaceInstant(c *rt.Ctx, args rt.Value) rt.Value {
	item := func(i int) rt.Value { return rt.TupleItem(args, i) }
	o := item(0)
	y, m, d := item(1), item(2), item(3)
	if y == 0 {
		y = rt.Int(yearOf(o))
	}
	if m == 0 {
		m = rt.Int(monthOf(o))
	}
	if d == 0 {
		d = rt.Int(dayOf(o))
	}
	date := argsDate(c, y, m, d)
	if date == 0 {
		return 0
	}
	word := argsClock(c, item(4), item(5), item(6), item(7), item(9), instantTime(o))
	if word == 0 {
		return 0
	}
	zone := checkZone(c, item(8), instantZone(o))
	if zone == 0 {
		return 0
	}
	// Without the constructor of a derived class, as CPython.
	return fillInstant(c, makeOf(c, &instant, rt.ClassOf(o)), date, word, zone)
}

// offsets are those of two datetimes whose zones differ. both says that they have
// some, none that they have not.
func offsets(c *rt.Ctx, a, b rt.Value) (p, q int64, both, none, ok bool) {
	p, some, ok := offsetOf(c, instantZone(a), a)
	if !ok {
		return 0, 0, false, false, false
	}
	q, other, ok := offsetOf(c, instantZone(b), b)
	return p, q, some && other, !some && !other, ok
}

func compareInstants(c *rt.Ctx, name string, a, b rt.Value) rt.Value {
	if !isInstant(b) {
		switch {
		case !isDay(b):
			return rt.NotImplemented
		case name == "__eq__":
			return rt.False
		}
		return call2(c, "refuse", a, b)
	}
	x, y := since(a), since(b)
	if instantZone(a) != instantZone(b) {
		p, q, both, none, ok := offsets(c, a, b)
		switch {
		case !ok:
			return 0
		case both:
			x, y = x-p, y-q
			if name == "__eq__" && x == y {
				return equalInstants(c, a, b, p, q)
			}
		case none:
		case name == "__eq__":
			return rt.False
		default:
			return rt.TypeErrorf(c, "can't compare offset-naive and offset-aware datetimes")
		}
	}
	return relation(name, x, y)
}

// equalInstants is the comparison of two datetimes of different zones, with offsets p
// and q, that are the same moment: they are equal unless fold would change an offset
// (PEP 495).
func equalInstants(c *rt.Ctx, a, b rt.Value, p, q int64) rt.Value {
	for _, side := range [...]struct {
		o   rt.Value
		off int64
	}{{a, p}, {b, q}} {
		z := instantZone(side.o)
		if rt.IsNative(z, &zone) {
			continue
		}
		other := refolded(c, side.o)
		if other == 0 {
			return 0
		}
		off, some, ok := offsetOf(c, z, other)
		c.Drop(other)
		if !ok {
			return 0
		}
		if !some || off != side.off {
			return rt.False
		}
	}
	return rt.True
}

// refolded returns o with the other fold.
func refolded(c *rt.Ctx, o rt.Value) rt.Value {
	return fillInstant(c, makeOf(c, &instant, rt.ClassOf(o)), rt.Slot(o, dayDate), rt.Int(instantTime(o).Int()^1), instantZone(o))
}

func hashInstant(c *rt.Ctx, o rt.Value) rt.Value {
	z := instantZone(o)
	if z == rt.None {
		return hashed(since(o))
	}
	asks := c.Own(o)
	if foldOf(instantTime(o)) != 0 && !rt.IsNative(z, &zone) {
		c.Drop(asks)
		if asks = refolded(c, o); asks == 0 {
			return 0
		}
	}
	off, _, ok := offsetOf(c, z, asks)
	c.Drop(asks)
	if !ok {
		return 0
	}
	return hashed(since(o) - off)
}

// moved returns o moved by days and microseconds of a day.
func moved(c *rt.Ctx, o rt.Value, days, us int64) rt.Value {
	carry, us := floorDiv(clockMicros(instantTime(o))+us, dayLong)
	return derived(c, rt.ClassOf(o), newInstant(c, packedOrdinal(c, ordinalOf(o)+days+carry), rt.Int(us<<1), instantZone(o)))
}

func addInstant(c *rt.Ctx, o, d rt.Value) rt.Value {
	if !isDuration(d) {
		return rt.NotImplemented
	}
	return moved(c, o, daysOf(d), restOf(d))
}

func subInstant(c *rt.Ctx, o, x rt.Value) rt.Value {
	if isDuration(x) {
		return moved(c, o, -daysOf(x), -restOf(x))
	}
	if !isInstant(x) {
		return rt.NotImplemented
	}
	apart := since(o) - since(x)
	if instantZone(o) != instantZone(x) {
		p, q, both, none, ok := offsets(c, o, x)
		switch {
		case !ok:
			return 0
		case both:
			apart += q - p
		case !none:
			return rt.TypeErrorf(c, "can't subtract offset-naive and offset-aware datetimes")
		}
	}
	return micros(c, apart)
}

// isoInstant is datetime.isoformat; sep and spec are 0 if they are not given.
func isoInstant(c *rt.Ctx, o, sep, spec rt.Value) rt.Value {
	var buf [64]byte
	b := appendDate(buf[:0], o)
	switch {
	case sep == 0:
		b = append(b, 'T')
	case !rt.IsStr(sep) || rt.StrLen(sep) != 1:
		return rt.TypeErrorf(c, "isoformat() argument 1 must be a unicode character, not %s", rt.TypeName(sep))
	default:
		b = rt.AppendStr(b, sep)
	}
	b, ok := appendClock(c, b, clockMicros(instantTime(o)), spec)
	if !ok {
		return 0
	}
	if b, ok = appendOffset(c, b, instantZone(o), o); !ok {
		return 0
	}
	return rt.NewStrBytes(c, b)
}

func reprInstant(c *rt.Ctx, o rt.Value) rt.Value {
	if !rt.IsNative(o, &instant) || instantZone(o) != rt.None || foldOf(instantTime(o)) != 0 {
		return call1(c, "repr_datetime", o)
	}
	var buf [80]byte
	b := append(buf[:0], "datetime.datetime("...)
	us := clockMicros(instantTime(o))
	parts := [...]int64{yearOf(o), monthOf(o), dayOf(o), hourOf(us), minuteOf(us), secondOf(us), us % second}
	n := len(parts)
	for n > 5 && parts[n-1] == 0 {
		n--
	}
	for i, part := range parts[:n] {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = strconv.AppendInt(b, part, 10)
	}
	return rt.NewStrBytes(c, append(b, ')'))
}

func isoRead(c *rt.Ctx, cls, s rt.Value) rt.Value {
	if !rt.IsStr(s) || rt.StrLen(s) > 40 || rt.StrLen(s) < 10 {
		return call2(c, "datetime_fromisoformat", cls, s)
	}
	var buf [168]byte
	text := rt.AppendStr(buf[:0], s)
	date := readDate(text[:10])
	if date == 0 || len(text) > 10 && text[10] >= 0x80 {
		return call2(c, "datetime_fromisoformat", cls, s)
	}
	var us, offset int64
	var zoned bool
	if len(text) > 10 {
		ok := false
		if us, offset, zoned, ok = readClock(text[11:]); !ok {
			return call2(c, "datetime_fromisoformat", cls, s)
		}
	}
	z := rt.None
	if zoned {
		if z = newZone(c, offset); z == 0 {
			return 0
		}
	}
	o := newInstant(c, date, rt.Int(us<<1), z)
	c.Drop(z)
	return derived(c, cls, o)
}

// The first and last second of the calendar, since 1970.
const (
	firstSecond = -62135596800
	lastSecond  = 253402300799
)

// atTimestamp returns the datetime of cls of a time in seconds since 1970, local or of
// UTC, without a zone.
func atTimestamp(c *rt.Ctx, cls, v rt.Value, local bool) rt.Value {
	var s, us int64
	switch {
	case v.IsInt():
		s = v.Int()
	case v.IsFloat():
		whole, part := math.Modf(v.Float())
		if !(math.Abs(whole) <= lastSecond) {
			return call3(c, "at", cls, v, rt.Bool(local))
		}
		var carry int64
		carry, us = floorDiv(int64(math.RoundToEven(part*1e6)), second)
		s = int64(whole) + carry
	default:
		return call3(c, "at", cls, v, rt.Bool(local))
	}
	const margin = 2 * 86400 // local time stays within the calendar
	if s < firstSecond+margin || s > lastSecond-margin {
		return call3(c, "at", cls, v, rt.Bool(local))
	}
	return atSecond(c, cls, s, us, local)
}

func atSecond(c *rt.Ctx, cls rt.Value, s, us int64, local bool) rt.Value {
	var fold int64
	if local {
		off := localOffset(s)
		// The second of two equal local times.
		if before := localOffset(s-86400) - off; before > 0 && localOffset(s-before) == off+before {
			fold = 1
		}
		s += off
	}
	return instantAt(c, cls, s*second+us, fold, rt.None)
}

// inZone returns o, a time of UTC, which it takes over, in zone z.
func inZone(c *rt.Ctx, o, z rt.Value) rt.Value {
	if o == 0 || z == rt.None {
		return o
	}
	if rt.IsNative(o, &instant) && rt.IsNative(z, &zone) {
		us, _ := total(rt.Slot(z, zoneOffset))
		r := instantAt(c, instant.Class(), since(o)+us, 0, z)
		c.Drop(o)
		return r
	}
	r := call2(c, "in_zone", o, z)
	c.Drop(o)
	return r
}

// localSeconds returns seconds since 1970 of a local time: of two that are equal fold
// tells which.
func localSeconds(o rt.Value) int64 {
	wanted, _ := floorDiv(since(o), second)
	fold := foldOf(instantTime(o)) != 0
	local := func(u int64) int64 { return u + localOffset(u) }
	first := wanted - (local(wanted) - wanted)
	other := first - 86400
	if fold {
		other = first + 86400
	}
	then := wanted - (local(other) - other)
	switch {
	case local(first) == wanted:
		if local(then) == wanted && then != first {
			if fold {
				return max(first, then)
			}
			return min(first, then)
		}
		return first
	case local(then) == wanted:
		return then
	case fold:
		return min(first, then)
	}
	return max(first, then)
}

func timestamp(c *rt.Ctx, o rt.Value) rt.Value {
	if instantZone(o) == rt.None {
		return rt.NewFloat(c, float64(localSeconds(o))+float64(clockMicros(instantTime(o))%second)/1e6)
	}
	off, some, ok := offsetOf(c, instantZone(o), o)
	if !ok {
		return 0
	}
	if us := since(o) - off; some && magnitude(us) <= 1<<53 {
		return rt.NewFloat(c, float64(us)/1e6)
	}
	return call1(c, "timestamp", o)
}

func astimezone(c *rt.Ctx, o, tz rt.Value) rt.Value {
	mine := instantZone(o)
	if !rt.IsNative(o, &instant) || !rt.IsNative(mine, &zone) || !rt.IsNative(tz, &zone) {
		if tz == 0 {
			tz = rt.None
		}
		return call2(c, "astimezone", o, tz)
	}
	if mine == tz {
		return c.Own(o)
	}
	from, to, _ := totals(rt.Slot(mine, zoneOffset), rt.Slot(tz, zoneOffset))
	return instantAt(c, instant.Class(), since(o)-from+to, 0, tz)
}

func init() {
	instant = rt.NativeClass{
		Name: "datetime", Module: "datetime", Base: &day, Slots: instantSlots, Open: true, Doc: "A day and a time of day.",
		Order: func(a, b rt.Value) (int, bool) {
			return order(since(a), since(b)), instantZone(a) == instantZone(b)
		},
		Binary: func(c *rt.Ctx, symbol string, a, b rt.Value) rt.Value {
			return plusMinus(c, symbol, a, b, addInstant, subInstant)
		},
		Properties: clockProperties(instantClock),
		ClassMethods: []rt.Func{
			{Name: "now", Sig: "cls, tz=", F2: func(c *rt.Ctx, cls, tz rt.Value) rt.Value {
				if tz = checkZone(c, tz, rt.None); tz == 0 {
					return 0
				}
				s, ns := floorDiv(time.Now().UnixNano(), 1e9)
				return inZone(c, atSecond(c, cls, s, ns/1000, tz == rt.None), tz)
			}},
			{Name: "utcnow", Sig: "cls, /", F1: func(c *rt.Ctx, cls rt.Value) rt.Value {
				s, ns := floorDiv(time.Now().UnixNano(), 1e9)
				return atSecond(c, cls, s, ns/1000, false)
			}},
			{Name: "fromtimestamp", Sig: "cls, timestamp, tz=", F3: func(c *rt.Ctx, cls, v, tz rt.Value) rt.Value {
				if tz = checkZone(c, tz, rt.None); tz == 0 {
					return 0
				}
				return inZone(c, atTimestamp(c, cls, v, tz == rt.None), tz)
			}},
			{Name: "utcfromtimestamp", Sig: "cls, timestamp, /", F2: func(c *rt.Ctx, cls, v rt.Value) rt.Value {
				return atTimestamp(c, cls, v, false)
			}},
			{Name: "fromisoformat", Sig: "cls, date_string, /", F2: isoRead},
		},
		Methods: append(comparisons(compareInstants), []rt.Func{
			{Name: "__new__", Sig: "cls, year=, month=, day=, hour=, minute=, second=, microsecond=, tzinfo=, *, fold=", FN: newDatetime},
			{Name: "__repr__", Sig: "self, /", F1: reprInstant},
			{Name: "__str__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				sep := rt.NewStr(c, " ")
				if sep == 0 {
					return 0
				}
				defer c.Drop(sep)
				if rt.IsNative(o, &instant) {
					return isoInstant(c, o, sep, 0)
				}
				return rt.CallMethod1(c, o, nameIso, sep)
			}},
			{Name: "isoformat", Sig: "self, sep=, timespec=", F3: isoInstant},
			{Name: "date", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return newDay(c, rt.Slot(o, dayDate)) }},
			{Name: "time", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return newClock(c, instantTime(o), rt.None) }},
			{Name: "timetz", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return newClock(c, instantTime(o), instantZone(o))
			}},
			{Name: "timestamp", Sig: "self, /", F1: timestamp},
			{Name: "astimezone", Sig: "self, tz=", F2: astimezone},
			{Name: "utcoffset", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return asked(c, instantZone(o), nameOffset, o)
			}},
			{Name: "dst", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return asked(c, instantZone(o), nameDst, o)
			}},
			{Name: "tzname", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return askedName(c, instantZone(o), o)
			}},
			{Name: "replace", Sig: "self, year=, month=, day=, hour=, minute=, second=, microsecond=, tzinfo=, *, fold=", FN: replaceInstant},
			{Name: "__hash__", Sig: "self, /", F1: hashInstant},
			{Name: "__add__", Sig: "self, that, /", F2: addInstant},
			{Name: "__radd__", Sig: "self, that, /", F2: addInstant},
			{Name: "__sub__", Sig: "self, that, /", F2: subInstant},
		}...),
	}
}
