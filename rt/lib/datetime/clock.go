package datetime

import (
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// A time of day is an int, microseconds and a bit for fold below them, and a zone or
// None. Datetimes have the same two behind their date.
const (
	clockTime = iota
	clockZone
	clockSlots
)

func clockMicros(v rt.Value) int64 { return v.Int() >> 1 }
func foldOf(v rt.Value) int64      { return v.Int() & 1 }

// The parts of a time of day.
func hourOf(us int64) int64   { return us / (3600 * second) }
func minuteOf(us int64) int64 { return us / (60 * second) % 60 }
func secondOf(us int64) int64 { return us / second % 60 }

// argsClock is the int of the arguments hour to microsecond, those that are missing
// from old, and fold; 0 with an exception pending.
func argsClock(c *rt.Ctx, h, m, s, us, fold rt.Value, old rt.Value) rt.Value {
	was := clockMicros(old)
	hour, ok := part(c, h, "hour", hourOf(was), 23)
	if !ok {
		return 0
	}
	minute, ok := part(c, m, "minute", minuteOf(was), 59)
	if !ok {
		return 0
	}
	sec, ok := part(c, s, "second", secondOf(was), 59)
	if !ok {
		return 0
	}
	micro, ok := part(c, us, "microsecond", was%second, 999999)
	if !ok {
		return 0
	}
	f, ok := number(c, fold, foldOf(old))
	if !ok {
		return 0
	}
	if f != 0 && f != 1 {
		return rt.ValueErrorf(c, "fold must be either 0 or 1")
	}
	return rt.Int(((hour*60+minute)*60+sec)*second<<1 + micro<<1 | f)
}

// part is one argument of a time of day.
func part(c *rt.Ctx, v rt.Value, name string, absent, limit int64) (int64, bool) {
	if v == 0 {
		return absent, true
	}
	n, ok := number(c, v, 0)
	if ok && (n < 0 || n > limit) {
		rt.ValueErrorf(c, "%s must be in 0..%d", name, limit)
		return 0, false
	}
	return n, ok
}

// checkZone is the argument tzinfo, old if it is missing; 0 with TypeError pending.
func checkZone(c *rt.Ctx, v, old rt.Value) rt.Value {
	if v == 0 {
		return old
	}
	if v != rt.None && !rt.IsNative(v, &zone) && !rt.IsA(v, &zoneBase) {
		return rt.TypeErrorf(c, "tzinfo argument must be None or of a tzinfo subclass, not type '%s'", rt.TypeName(v))
	}
	return v
}

// fillClock sets the slots of a new time from slot first on.
func fillClock(c *rt.Ctx, o rt.Value, first int, time, zone rt.Value) rt.Value {
	if o != 0 {
		rt.InitSlot(o, first, time)
		rt.InitSlot(o, first+1, c.Own(zone))
	}
	return o
}

func newClock(c *rt.Ctx, time, zone rt.Value) rt.Value {
	if time == 0 || zone == 0 {
		return 0
	}
	return fillClock(c, rt.NewNative(c, &clock), clockTime, time, zone)
}

func isClock(v rt.Value) bool { return rt.IsNative(v, &clock) || rt.IsA(v, &clock) }

// timeOf returns the two words of the time of day of a time or datetime.
func timeOf(o rt.Value) (time, zone rt.Value) {
	first := clockTime
	if isInstant(o) {
		first = instantClock
	}
	return rt.Slot(o, first), rt.Slot(o, first+1)
}

// clockOf is a tuple of hour, minute, second and microsecond of a time or datetime.
func clockOf(c *rt.Ctx, o rt.Value) rt.Value {
	word, _ := timeOf(o)
	us := clockMicros(word)
	t := rt.NewTuple(c, 4)
	if t != 0 {
		for i, n := range [...]int64{hourOf(us), minuteOf(us), secondOf(us), us % second} {
			rt.TupleInit(t, i, rt.Int(n))
		}
	}
	return t
}

// clockProperties are the attributes that times and datetimes have of a time of day
// that begins at slot first.
func clockProperties(first int) []rt.Func {
	at := func(name string, read func(us int64) int64) rt.Func {
		return property(name, func(o rt.Value) int64 { return read(clockMicros(rt.Slot(o, first))) })
	}
	return []rt.Func{
		at("hour", hourOf), at("minute", minuteOf), at("second", secondOf),
		at("microsecond", func(us int64) int64 { return us % second }),
		{Name: "tzinfo", Sig: "self", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return c.Own(rt.Slot(o, first+1)) }},
		property("fold", func(o rt.Value) int64 { return foldOf(rt.Slot(o, first)) }),
	}
}

// appendClock appends a time of day as timespec wants it; false with an exception
// pending.
func appendClock(c *rt.Ctx, b []byte, us int64, spec rt.Value) ([]byte, bool) {
	parts := 0 // minutes, seconds, milliseconds, microseconds
	if spec == 0 {
		parts = 2
		if us%second != 0 {
			parts = 4
		}
	} else {
		if !rt.IsStr(spec) {
			rt.TypeErrorf(c, "isoformat() argument 'timespec' must be str, not %s", rt.TypeName(spec))
			return b, false
		}
		switch rt.GoString(spec) {
		case "auto":
			return appendClock(c, b, us, 0)
		case "hours":
		case "minutes":
			parts = 1
		case "seconds":
			parts = 2
		case "milliseconds":
			parts = 3
		case "microseconds":
			parts = 4
		default:
			rt.ValueErrorf(c, "Unknown timespec value")
			return b, false
		}
	}
	b = digits(b, hourOf(us), 2)
	if parts > 0 {
		b = append(b, ':')
		b = digits(b, minuteOf(us), 2)
	}
	if parts > 1 {
		b = append(b, ':')
		b = digits(b, secondOf(us), 2)
	}
	switch parts {
	case 3:
		b = append(b, '.')
		b = digits(b, us%second/1000, 3)
	case 4:
		b = append(b, '.')
		b = digits(b, us%second, 6)
	}
	return b, true
}

// isoClock is time.isoformat.
func isoClock(c *rt.Ctx, o, spec rt.Value) rt.Value {
	var buf [48]byte
	word, zone := timeOf(o)
	b, ok := appendClock(c, buf[:0], clockMicros(word), spec)
	if !ok {
		return 0
	}
	if b, ok = appendOffset(c, b, zone, rt.None); !ok {
		return 0
	}
	return rt.NewStrBytes(c, b)
}

// readClock reads HH:MM, HH:MM:SS or that with a fraction of a second, and Z or an
// offset of hours and minutes behind it. offset is in microseconds; zoned says that
// there is one.
func readClock(s []byte) (us, offset int64, zoned, ok bool) {
	if len(s) > 6 && s[len(s)-3] == ':' && (s[len(s)-6] == '+' || s[len(s)-6] == '-') {
		h, a := readDigits(s[len(s)-5 : len(s)-3])
		m, b := readDigits(s[len(s)-2:])
		if !a || !b || h > 23 || m > 59 {
			return 0, 0, false, false
		}
		offset, zoned = (h*60+m)*60*second, true
		if s[len(s)-6] == '-' {
			offset = -offset
		}
		s = s[:len(s)-6]
	} else if len(s) > 0 && s[len(s)-1] == 'Z' {
		zoned, s = true, s[:len(s)-1]
	}
	if len(s) < 5 || s[2] != ':' || len(s) > 5 && (len(s) < 8 || s[5] != ':') || len(s) > 8 && (len(s) < 10 || s[8] != '.' && s[8] != ',') {
		return 0, 0, false, false
	}
	h, a := readDigits(s[:2])
	m, b := readDigits(s[3:5])
	var n, f int64
	d, e := true, true
	if len(s) > 5 {
		n, d = readDigits(s[6:8])
	}
	if len(s) > 8 {
		part := s[9:]
		_, e = readDigits(part)
		part = part[:min(len(part), 6)]
		f, _ = readDigits(part)
		for range 6 - len(part) {
			f *= 10
		}
	}
	if !a || !b || !d || !e || h > 23 || m > 59 || n > 59 {
		return 0, 0, false, false
	}
	return ((h*60+m)*60+n)*second + f, offset, zoned, true
}

// compareClocks compares times of day, of which both or none must have an offset,
// after that is taken off.
func compareClocks(c *rt.Ctx, name string, a, b rt.Value) rt.Value {
	if !isClock(b) {
		return rt.NotImplemented
	}
	x, y := clockMicros(rt.Slot(a, clockTime)), clockMicros(rt.Slot(b, clockTime))
	if za, zb := rt.Slot(a, clockZone), rt.Slot(b, clockZone); za != zb {
		p, some, ok := offsetOf(c, za, rt.None)
		if !ok {
			return 0
		}
		q, other, ok := offsetOf(c, zb, rt.None)
		if !ok {
			return 0
		}
		if some != other {
			if name == "__eq__" {
				return rt.False
			}
			return rt.TypeErrorf(c, "can't compare offset-naive and offset-aware times")
		}
		x, y = x-p, y-q
	}
	return relation(name, x, y)
}

func localOffset(seconds int64) int64 {
	_, off := time.Unix(seconds, 0).Zone()
	return int64(off)
}

func init() {
	clock = rt.NativeClass{
		Name: "time", Module: "datetime", Slots: clockSlots, Open: true, Doc: "A time of day.",
		Order: func(a, b rt.Value) (int, bool) {
			x, y := clockMicros(rt.Slot(a, clockTime)), clockMicros(rt.Slot(b, clockTime))
			return order(x, y), rt.Slot(a, clockZone) == rt.Slot(b, clockZone)
		},
		Properties: clockProperties(clockTime),
		Methods: append(comparisons(compareClocks), []rt.Func{
			{Name: "__new__", Sig: "cls, hour=, minute=, second=, microsecond=, tzinfo=, *, fold=", FN: func(c *rt.Ctx, args rt.Value) rt.Value {
				item := func(i int) rt.Value { return rt.TupleItem(args, i) }
				word := argsClock(c, item(1), item(2), item(3), item(4), item(6), rt.Int(0))
				if word == 0 {
					return 0
				}
				zone := checkZone(c, item(5), rt.None)
				if zone == 0 {
					return 0
				}
				return fillClock(c, makeOf(c, &clock, item(0)), clockTime, word, zone)
			}},
			{Name: "isoformat", Sig: "self, timespec=", F2: isoClock},
			{Name: "__str__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if rt.IsNative(o, &clock) {
					return isoClock(c, o, 0)
				}
				return rt.CallMethod0(c, o, nameIso)
			}},
			{Name: "replace", Sig: "self, hour=, minute=, second=, microsecond=, tzinfo=, *, fold=", FN: func(c *rt.Ctx, args rt.Value) rt.Value {
				item := func(i int) rt.Value { return rt.TupleItem(args, i) }
				o := item(0)
				word := argsClock(c, item(1), item(2), item(3), item(4), item(6), rt.Slot(o, clockTime))
				if word == 0 {
					return 0
				}
				zone := checkZone(c, item(5), rt.Slot(o, clockZone))
				if zone == 0 {
					return 0
				}
				// Without the constructor of a derived class, as CPython.
				return fillClock(c, makeOf(c, &clock, rt.ClassOf(o)), clockTime, word, zone)
			}},
			{Name: "utcoffset", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return asked(c, rt.Slot(o, clockZone), nameOffset, rt.None)
			}},
			{Name: "dst", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return asked(c, rt.Slot(o, clockZone), nameDst, rt.None)
			}},
			{Name: "tzname", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				return askedName(c, rt.Slot(o, clockZone), rt.None)
			}},
			{Name: "__hash__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				us := clockMicros(rt.Slot(o, clockTime))
				off, _, ok := offsetOf(c, rt.Slot(o, clockZone), rt.None)
				if !ok {
					return 0
				}
				return hashed(us - off)
			}},
		}...),
	}
}

// hashed is the hash of a number of microseconds.
func hashed(us int64) rt.Value {
	if us == -1 {
		return rt.Int(-2)
	}
	return rt.Int(us)
}
