package datetime

import "github.com/pxc-lang/pxc/rt"

// A timezone is an offset, a timedelta, and a name or None. Other zones are classes
// derived from tzinfo, whose methods are asked.
const (
	zoneOffset = iota
	zoneName
	zoneSlots
)

// utc is timezone.utc, once it is made.
var utc rt.Value

// newZone returns the timezone of an offset of so many microseconds.
func newZone(c *rt.Ctx, us int64) rt.Value {
	if us == 0 {
		return c.Own(utc)
	}
	d := micros(c, us)
	if d == 0 {
		return 0
	}
	z := rt.NewNative(c, &zone)
	if z == 0 {
		c.Drop(d)
		return 0
	}
	rt.InitSlot(z, zoneOffset, d)
	rt.InitSlot(z, zoneName, rt.None)
	return z
}

// asked is what a zone answers to method utcoffset or dst for dt, checked to be None
// or a duration of less than a day.
func asked(c *rt.Ctx, z, method, dt rt.Value) rt.Value {
	switch {
	case z == rt.None:
		return rt.None
	case rt.IsNative(z, &zone):
		if method == nameOffset {
			return c.Own(rt.Slot(z, zoneOffset))
		}
		return rt.None
	}
	d := rt.CallMethod1(c, z, method, dt)
	if d == 0 || d == rt.None {
		return d
	}
	if !isDuration(d) {
		rt.TypeErrorf(c, "tzinfo.%s() must return None or a timedelta, not '%s'", method, rt.TypeName(d))
	} else if us, ok := total(d); !ok || us <= -dayLong || us >= dayLong {
		rt.ValueErrorf(c, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).")
	} else {
		return d
	}
	c.Drop(d)
	return 0
}

// offsetOf is asked for the offset, in microseconds; some says that it is not None.
func offsetOf(c *rt.Ctx, z, dt rt.Value) (us int64, some, ok bool) {
	if z == rt.None {
		return 0, false, true
	}
	d := asked(c, z, nameOffset, dt)
	if d == 0 {
		return 0, false, false
	}
	if d != rt.None {
		us, _ = total(d)
		some = true
	}
	c.Drop(d)
	return us, some, true
}

// askedName is what a zone answers to tzname.
func askedName(c *rt.Ctx, z, dt rt.Value) rt.Value {
	if z == rt.None {
		return rt.None
	}
	return rt.CallMethod1(c, z, nameZone, dt)
}

// appendOffset appends the offset of a zone for dt, if it has one, as +HH:MM with
// seconds if there are some.
func appendOffset(c *rt.Ctx, b []byte, z, dt rt.Value) ([]byte, bool) {
	us, some, ok := offsetOf(c, z, dt)
	if !some {
		return b, ok
	}
	return appendMicros(b, us), true
}

func appendMicros(b []byte, us int64) []byte {
	sign := byte('+')
	if us < 0 {
		sign, us = '-', -us
	}
	b = digits(append(b, sign), hourOf(us), 2)
	b = digits(append(b, ':'), minuteOf(us), 2)
	if us%(60*second) != 0 {
		b = digits(append(b, ':'), secondOf(us), 2)
	}
	if us%second != 0 {
		b = digits(append(b, '.'), us%second, 6)
	}
	return b
}

// checkMoment raises TypeError unless dt is None or a datetime.
func checkMoment(c *rt.Ctx, dt rt.Value, what string) bool {
	if dt == rt.None || isInstant(dt) {
		return true
	}
	rt.TypeErrorf(c, "%s(dt) argument must be a datetime instance or None, not %s", what, rt.TypeName(dt))
	return false
}

func zoneText(c *rt.Ctx, z rt.Value) rt.Value {
	if name := rt.Slot(z, zoneName); name != rt.None {
		return c.Own(name)
	}
	var buf [32]byte
	b := append(buf[:0], "UTC"...)
	if us, _ := total(rt.Slot(z, zoneOffset)); us != 0 {
		b = appendMicros(b, us)
	}
	return rt.NewStrBytes(c, b)
}

func newTimezone(c *rt.Ctx, cls, offset, name rt.Value) rt.Value {
	if !isDuration(offset) {
		return rt.TypeErrorf(c, "timezone() argument 1 must be datetime.timedelta, not %s", rt.TypeName(offset))
	}
	if name != 0 && !rt.IsStr(name) {
		return rt.TypeErrorf(c, "timezone() argument 2 must be str, not %s", rt.TypeName(name))
	}
	us, ok := total(offset)
	if !ok || us <= -dayLong || us >= dayLong {
		r := rt.Repr(c, offset)
		if r != 0 {
			rt.ValueErrorf(c, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %s.", r)
			c.Drop(r)
		}
		return 0
	}
	if name == 0 && us == 0 && utc != 0 {
		return c.Own(utc)
	}
	z := makeOf(c, &zone, cls)
	if z == 0 {
		return 0
	}
	if name == 0 {
		name = rt.None
	}
	rt.InitSlot(z, zoneOffset, c.Own(offset))
	rt.InitSlot(z, zoneName, c.Own(name))
	if utc == 0 {
		utc = c.Own(z)
	}
	return z
}

func init() {
	zoneBase = rt.NativeClass{
		Name: "tzinfo", Module: "datetime", Open: true, Doc: "Base of time zones.",
		Init: rt.Func{Sig: "self, /, *args, **kwargs", F3: func(*rt.Ctx, rt.Value, rt.Value, rt.Value) rt.Value { return rt.None }},
	}
	zone = rt.NativeClass{
		Name: "timezone", Module: "datetime", Base: &zoneBase, Slots: zoneSlots, Doc: "A zone of one offset.",
		Methods: []rt.Func{
			{Name: "__new__", Sig: "cls, offset, name=", F3: newTimezone},
			{Name: "__init__", Sig: "self, /, *args, **kwargs", F3: func(*rt.Ctx, rt.Value, rt.Value, rt.Value) rt.Value { return rt.None }},
			{Name: "__eq__", Sig: "self, that, /", F2: func(_ *rt.Ctx, a, b rt.Value) rt.Value {
				if !rt.IsNative(b, &zone) {
					return rt.NotImplemented
				}
				x, y, _ := totals(rt.Slot(a, zoneOffset), rt.Slot(b, zoneOffset))
				return rt.Bool(x == y)
			}},
			{Name: "__hash__", Sig: "self, /", F1: func(c *rt.Ctx, z rt.Value) rt.Value {
				return hashDuration(c, rt.Slot(z, zoneOffset))
			}},
			{Name: "__str__", Sig: "self, /", F1: zoneText},
			{Name: "__getinitargs__", Sig: "self, /", F1: func(c *rt.Ctx, z rt.Value) rt.Value {
				if rt.Slot(z, zoneName) == rt.None {
					return rt.Tuple1(c, rt.Slot(z, zoneOffset))
				}
				return rt.Tuple2(c, rt.Slot(z, zoneOffset), rt.Slot(z, zoneName))
			}},
			{Name: "utcoffset", Sig: "self, dt, /", F2: func(c *rt.Ctx, z, dt rt.Value) rt.Value {
				if !checkMoment(c, dt, "utcoffset") {
					return 0
				}
				return c.Own(rt.Slot(z, zoneOffset))
			}},
			{Name: "dst", Sig: "self, dt, /", F2: func(c *rt.Ctx, _, dt rt.Value) rt.Value {
				if !checkMoment(c, dt, "dst") {
					return 0
				}
				return rt.None
			}},
			{Name: "tzname", Sig: "self, dt, /", F2: func(c *rt.Ctx, z, dt rt.Value) rt.Value {
				if !checkMoment(c, dt, "tzname") {
					return 0
				}
				return zoneText(c, z)
			}},
			{Name: "fromutc", Sig: "self, dt, /", F2: func(c *rt.Ctx, z, dt rt.Value) rt.Value {
				switch {
				case !isInstant(dt):
					return rt.TypeErrorf(c, "fromutc: argument must be a datetime")
				case instantZone(dt) != z:
					return rt.ValueErrorf(c, "fromutc: dt.tzinfo is not self")
				}
				return addInstant(c, dt, rt.Slot(z, zoneOffset))
			}},
		},
	}
}
