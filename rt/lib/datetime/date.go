package datetime

import (
	"strconv"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// A date is one int: its ordinal, the number of days from 31 December of year 0 on,
// above year, month and day. Such ints compare as their dates do.
const dayDate = 0

const (
	lastOrdinal = 3652059
	epoch       = 719163 // ordinal of 1 January 1970
)

var monthStart = [...]int64{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}

func leap(y int64) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

func monthLength(y, m int64) int64 {
	switch m {
	case 2:
		if leap(y) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func dayOfYear(y, m, d int64) int64 {
	if m > 2 && leap(y) {
		d++
	}
	return monthStart[m-1] + d
}

func toOrdinal(y, m, d int64) int64 {
	past := y - 1
	return past*365 + past/4 - past/100 + past/400 + dayOfYear(y, m, d)
}

// fromOrdinal returns year, month and day. Years are counted from 1 March on, so that
// the day that leap years have more is the last (after Richards, 2013).
func fromOrdinal(n int64) (y, m, d int64) {
	n += 305 // from 1 March of year 0
	era := n / 146097
	n %= 146097
	y = (n - n/1460 + n/36524 - n/146096) / 365
	n -= 365*y + y/4 - y/100
	m = (5*n + 2) / 153
	d = n - (153*m+2)/5 + 1
	y += 400 * era
	if m < 10 {
		return y, m + 3, d
	}
	return y + 1, m - 9, d
}

func packed(n, y, m, d int64) rt.Value { return rt.Int(n<<23 | y<<9 | m<<5 | d) }

// packedOrdinal is the int of an ordinal. It is 0 with OverflowError pending if there
// is no such date.
func packedOrdinal(c *rt.Ctx, n int64) rt.Value {
	if n < 1 || n > lastOrdinal {
		return rt.OverflowErrorf(c, "date value out of range")
	}
	y, m, d := fromOrdinal(n)
	return packed(n, y, m, d)
}

func dateOf(o rt.Value) int64    { return rt.Slot(o, dayDate).Int() }
func ordinalOf(o rt.Value) int64 { return dateOf(o) >> 23 }
func yearOf(o rt.Value) int64    { return dateOf(o) >> 9 & (1<<14 - 1) }
func monthOf(o rt.Value) int64   { return dateOf(o) >> 5 & 15 }
func dayOf(o rt.Value) int64     { return dateOf(o) & 31 }
func weekday(o rt.Value) int64   { return (ordinalOf(o) + 6) % 7 }

// checkedDate is the int of a year, month and day; 0 with an exception pending.
func checkedDate(c *rt.Ctx, y, m, d int64) rt.Value {
	switch {
	case y < 1 || y > 9999:
		return rt.ValueErrorf(c, "year %d is out of range", y)
	case m < 1 || m > 12:
		return rt.ValueErrorf(c, "month must be in 1..12")
	case d < 1 || d > monthLength(y, m):
		return rt.ValueErrorf(c, "day is out of range for month")
	}
	return packed(toOrdinal(y, m, d), y, m, d)
}

// argsDate is checkedDate of arguments.
func argsDate(c *rt.Ctx, year, month, d rt.Value) rt.Value {
	switch {
	case year == 0:
		return missing(c, "year", 1)
	case month == 0:
		return missing(c, "month", 2)
	case d == 0:
		return missing(c, "day", 3)
	}
	y, ok := number(c, year, 0)
	if !ok {
		return 0
	}
	m, ok := number(c, month, 0)
	if !ok {
		return 0
	}
	n, ok := number(c, d, 0)
	if !ok {
		return 0
	}
	return checkedDate(c, y, m, n)
}

// newDay returns an instance of date of a packed date.
func newDay(c *rt.Ctx, date rt.Value) rt.Value { return fillDay(c, day.Class(), date) }

// fillDay is newDay of a class derived from date, without its constructor.
func fillDay(c *rt.Ctx, cls, date rt.Value) rt.Value {
	if date == 0 {
		return 0
	}
	o := makeOf(c, &day, cls)
	if o != 0 {
		rt.InitSlot(o, dayDate, date)
	}
	return o
}

// dayLike returns cls(year, month, day); for date without a call.
func dayLike(c *rt.Ctx, cls, date rt.Value) rt.Value {
	if cls == day.Class() || date == 0 {
		return newDay(c, date)
	}
	n := date.Int()
	return rt.Call3(c, cls, rt.Int(n>>9&(1<<14-1)), rt.Int(n>>5&15), rt.Int(n&31))
}

func isDay(v rt.Value) bool     { return rt.IsNative(v, &day) || rt.IsA(v, &day) }
func isInstant(v rt.Value) bool { return rt.IsNative(v, &instant) || rt.IsA(v, &instant) }

func key(c *rt.Ctx, o rt.Value) rt.Value {
	return rt.Tuple3(c, rt.Int(yearOf(o)), rt.Int(monthOf(o)), rt.Int(dayOf(o)))
}

func compareDays(_ *rt.Ctx, name string, a, b rt.Value) rt.Value {
	if !isDay(b) || isInstant(b) {
		return rt.NotImplemented
	}
	return relation(name, dateOf(a), dateOf(b))
}

func addDay(c *rt.Ctx, o, d rt.Value) rt.Value {
	if !isDuration(d) {
		return rt.NotImplemented
	}
	return dayLike(c, rt.ClassOf(o), packedOrdinal(c, ordinalOf(o)+daysOf(d)))
}

func subDay(c *rt.Ctx, o, x rt.Value) rt.Value {
	if isDuration(x) {
		return dayLike(c, rt.ClassOf(o), packedOrdinal(c, ordinalOf(o)-daysOf(x)))
	}
	if !isDay(x) || isInstant(x) {
		return rt.NotImplemented
	}
	return newDuration(c, duration.Class(), ordinalOf(o)-ordinalOf(x), 0)
}

func appendDate(b []byte, o rt.Value) []byte {
	b = digits(b, yearOf(o), 4)
	b = append(b, '-')
	b = digits(b, monthOf(o), 2)
	b = append(b, '-')
	return digits(b, dayOf(o), 2)
}

func isoDate(c *rt.Ctx, o rt.Value) rt.Value {
	var buf [16]byte
	return rt.NewStrBytes(c, appendDate(buf[:0], o))
}

// readDate reads YYYY-MM-DD, the packed date of which it returns, or 0.
func readDate(s []byte) rt.Value {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0
	}
	y, a := readDigits(s[:4])
	m, b := readDigits(s[5:7])
	d, e := readDigits(s[8:])
	if !a || !b || !e || y < 1 || m < 1 || m > 12 || d < 1 || d > monthLength(y, m) {
		return 0
	}
	return packed(toOrdinal(y, m, d), y, m, d)
}

func readDigits(s []byte) (n int64, ok bool) {
	for _, ch := range s {
		if ch < '0' || ch > '9' {
			return 0, false
		}
		n = 10*n + int64(ch-'0')
	}
	return n, true
}

func reprDay(c *rt.Ctx, o rt.Value) rt.Value {
	if !rt.IsNative(o, &day) {
		return call1(c, "repr_date", o)
	}
	var buf [48]byte
	b := append(buf[:0], "datetime.date("...)
	b = strconv.AppendInt(b, yearOf(o), 10)
	b = append(b, ", "...)
	b = strconv.AppendInt(b, monthOf(o), 10)
	b = append(b, ", "...)
	b = strconv.AppendInt(b, dayOf(o), 10)
	return rt.NewStrBytes(c, append(b, ')'))
}

// strftime is the method of dates and datetimes: what the C library does is left to
// time.strftime, with a tuple as timetuple gives it, unless somebody may have changed
// what that gives.
func strftime(c *rt.Ctx, o, format rt.Value) rt.Value {
	zoned := rt.IsNative(o, &instant) && instantZone(o) != rt.None
	if !rt.IsStr(format) || zoned || !rt.IsNative(o, &day) && !rt.IsNative(o, &instant) {
		return call2(c, "strftime", o, format)
	}
	var buf [64]byte
	text := rt.AppendStr(buf[:0], format)
	for i := 0; i+1 < len(text); i++ {
		if text[i] == '%' {
			if i++; text[i] == 'f' || text[i] == 'z' || text[i] == 'Z' {
				return call2(c, "strftime", o, format)
			}
		}
	}
	var us int64
	if rt.IsNative(o, &instant) {
		us = clockMicros(rt.Slot(o, instantClock))
	}
	t := rt.NewTuple(c, 9)
	if t == 0 {
		return 0
	}
	for i, n := range [...]int64{
		yearOf(o), monthOf(o), dayOf(o), us / (3600 * second), us / (60 * second) % 60, us / second % 60,
		weekday(o), dayOfYear(yearOf(o), monthOf(o), dayOf(o)), -1,
	} {
		rt.TupleInit(t, i, rt.Int(n))
	}
	r := call2(c, "format", format, t)
	c.Drop(t)
	return r
}

// plusMinus does the two operators that dates and datetimes have.
func plusMinus(c *rt.Ctx, symbol string, a, b rt.Value, add, sub func(c *rt.Ctx, a, b rt.Value) rt.Value) rt.Value {
	switch symbol {
	case "+":
		return add(c, a, b)
	case "-":
		return sub(c, a, b)
	}
	return rt.NotImplemented
}

func init() {
	day = rt.NativeClass{
		Name: "date", Module: "datetime", Slots: 1, Open: true, Doc: "A day.",
		Order: func(a, b rt.Value) (int, bool) { return order(dateOf(a), dateOf(b)), true },
		Binary: func(c *rt.Ctx, symbol string, a, b rt.Value) rt.Value {
			return plusMinus(c, symbol, a, b, addDay, subDay)
		},
		Properties: []rt.Func{property("year", yearOf), property("month", monthOf), property("day", dayOf)},
		ClassMethods: []rt.Func{
			{Name: "today", Sig: "cls", F1: func(c *rt.Ctx, cls rt.Value) rt.Value {
				if cls != day.Class() {
					return call1(c, "today", cls)
				}
				now := time.Now().Unix()
				n, _ := floorDiv(now+localOffset(now), 86400)
				return newDay(c, packedOrdinal(c, n+epoch))
			}},
			{Name: "fromordinal", Sig: "cls, ordinal, /", F2: func(c *rt.Ctx, cls, v rt.Value) rt.Value {
				n, ok := number(c, v, 0)
				switch {
				case !ok:
					return 0
				case n < 1:
					return rt.ValueErrorf(c, "ordinal must be >= 1")
				case n > lastOrdinal:
					y, _, _ := fromOrdinal(n)
					return rt.ValueErrorf(c, "year %d is out of range", y)
				}
				return dayLike(c, cls, packedOrdinal(c, n))
			}},
			{Name: "fromisoformat", Sig: "cls, date_string, /", F2: func(c *rt.Ctx, cls, s rt.Value) rt.Value {
				if rt.IsStr(s) && rt.StrLen(s) == 10 {
					var buf [40]byte
					if date := readDate(rt.AppendStr(buf[:0], s)); date != 0 {
						return dayLike(c, cls, date)
					}
				}
				return call2(c, "date_fromisoformat", cls, s)
			}},
		},
		Methods: append(comparisons(compareDays), []rt.Func{
			{Name: "__new__", Sig: "cls, year=, month=, day=", F4: func(c *rt.Ctx, cls, y, m, d rt.Value) rt.Value {
				return fillDay(c, cls, argsDate(c, y, m, d))
			}},
			{Name: "__repr__", Sig: "self, /", F1: reprDay},
			{Name: "__str__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if rt.IsNative(o, &day) {
					return isoDate(c, o)
				}
				return rt.CallMethod0(c, o, nameIso)
			}},
			{Name: "isoformat", Sig: "self, /", F1: isoDate},
			{Name: "strftime", Sig: "self, format", F2: strftime},
			{Name: "toordinal", Sig: "self, /", F1: func(_ *rt.Ctx, o rt.Value) rt.Value { return rt.Int(ordinalOf(o)) }},
			{Name: "weekday", Sig: "self, /", F1: func(_ *rt.Ctx, o rt.Value) rt.Value { return rt.Int(weekday(o)) }},
			{Name: "isoweekday", Sig: "self, /", F1: func(_ *rt.Ctx, o rt.Value) rt.Value { return rt.Int(weekday(o) + 1) }},
			{Name: "replace", Sig: "self, year=, month=, day=", F4: func(c *rt.Ctx, o, y, m, d rt.Value) rt.Value {
				if y == 0 {
					y = rt.Int(yearOf(o))
				}
				if m == 0 {
					m = rt.Int(monthOf(o))
				}
				if d == 0 {
					d = rt.Int(dayOf(o))
				}
				return fillDay(c, rt.ClassOf(o), argsDate(c, y, m, d))
			}},
			{Name: "__hash__", Sig: "self, /", F1: func(_ *rt.Ctx, o rt.Value) rt.Value { return rt.Int(dateOf(o)) }},
			{Name: "__add__", Sig: "self, that, /", F2: addDay},
			{Name: "__radd__", Sig: "self, that, /", F2: addDay},
			{Name: "__sub__", Sig: "self, that, /", F2: subDay},
		}...),
	}
}
