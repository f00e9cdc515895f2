package time

import (
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// Broken-down time: struct_time objects, their conversion, and strftime.

// A broken is a time in the fields of C's struct tm, with Python's numbering:
// months and days of the year from 1, days of the week from Monday = 0.
type broken struct {
	year, month, day, hour, minute, second int
	weekday, yearday                       int
	isDST                                  int // 1, 0, or -1 for unknown
	zone                                   string
	offset                                 int // seconds east of UTC
}

func fromTime(t time.Time) broken {
	b := broken{
		year: t.Year(), month: int(t.Month()), day: t.Day(), hour: t.Hour(), minute: t.Minute(), second: t.Second(),
		weekday: (int(t.Weekday()) + 6) % 7, yearday: t.YearDay(),
	}
	b.zone, b.offset = t.Zone()
	if t.IsDST() {
		b.isDST = 1
	}
	return b
}

// structTime is the class of what gmtime and localtime return.
var structTime rt.Value

func initModule(c *rt.Ctx, m rt.Value) bool {
	structTime = rt.NewStructClass(c, "time", "struct_time", 9, "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec",
		"tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff")
	if structTime == 0 {
		return false
	}
	rt.ModuleSet(c, m, "struct_time", structTime)

	_, winter := time.Date(2024, 1, 1, 0, 0, 0, 0, time.Local).Zone()
	_, summer := time.Date(2024, 7, 1, 0, 0, 0, 0, time.Local).Zone()
	name, other := zoneNames()
	daylight := int64(1)
	if winter == summer {
		daylight = 0
	}
	rt.ModuleSet(c, m, "timezone", rt.Int(-int64(min(winter, summer))))
	rt.ModuleSet(c, m, "altzone", rt.Int(-int64(max(winter, summer))))
	rt.ModuleSet(c, m, "daylight", rt.Int(daylight))
	rt.ModuleSet(c, m, "tzname", rt.ConstTuple(c, rt.ConstStr(c, name), rt.ConstStr(c, other)))
	return true
}

// zoneNames returns the local zone's names without and with daylight saving.
func zoneNames() (standard, daylight string) {
	for _, month := range [...]time.Month{1, 7} {
		t := time.Date(2024, month, 1, 0, 0, 0, 0, time.Local)
		name, _ := t.Zone()
		if t.IsDST() {
			daylight = name
		} else {
			standard = name
		}
	}
	if daylight == "" {
		daylight = standard
	}
	return standard, daylight
}

func calendar(c *rt.Ctx, v rt.Value, zone *time.Location) rt.Value {
	t, ok := moment(c, v)
	if !ok {
		return 0
	}
	b := fromTime(t.In(zone))
	if zone == time.UTC {
		b.zone = "GMT" // C's name for it
	}
	var values [11]rt.Value
	for i, x := range b.numbers() {
		values[i] = rt.Int(int64(x))
	}
	values[9], values[10] = rt.NewStr(c, b.zone), rt.Int(int64(b.offset))
	return rt.NewStruct(c, structTime, values[:]...)
}

func (b *broken) numbers() [9]int {
	return [9]int{b.year, b.month, b.day, b.hour, b.minute, b.second, b.weekday, b.yearday, b.isDST}
}

// fromStruct reads a struct_time or a tuple of nine integers.
func fromStruct(c *rt.Ctx, v rt.Value) (b broken, ok bool) {
	x := rt.Plain(v)
	switch {
	case !rt.IsTuple(x):
		rt.TypeErrorf(c, "Tuple or struct_time argument required")
		return b, false
	case rt.TupleLen(x) != 9:
		rt.TypeErrorf(c, "function takes exactly 9 arguments (%d given)", rt.TupleLen(x))
		return b, false
	}
	for i, to := range [...]*int{&b.year, &b.month, &b.day, &b.hour, &b.minute, &b.second, &b.weekday, &b.yearday, &b.isDST} {
		n, ok := rt.Index(c, rt.TupleItem(x, i))
		if !ok {
			return b, false
		}
		*to = int(n)
	}
	if rt.ClassOf(v) == structTime {
		zone, offset := rt.StructField(v, 9), rt.StructField(v, 10)
		if rt.IsStr(zone) && offset.IsInt() {
			b.zone, b.offset = rt.GoString(zone), int(offset.Int())
			return b, true
		}
	}
	standard, daylight := zoneNames()
	b.zone = standard
	if b.isDST > 0 {
		b.zone = daylight
	}
	_, b.offset = b.time().Zone()
	return b, true
}

// time returns the moment at which the local clock shows b.
func (b *broken) time() time.Time {
	return time.Date(b.year, time.Month(b.month), b.day, b.hour, b.minute, b.second, 0, time.Local)
}

// check reports whether the fields are in range; ValueError if not. Zeros where
// counting begins at one pass as one.
func (b *broken) check(c *rt.Ctx) bool {
	for _, p := range [...]*int{&b.month, &b.day, &b.yearday} {
		if *p == 0 {
			*p = 1
		}
	}
	what := ""
	switch {
	case b.month < 1 || b.month > 12:
		what = "month"
	case b.day < 1 || b.day > 31:
		what = "day of month"
	case b.hour < 0 || b.hour > 23:
		what = "hour"
	case b.minute < 0 || b.minute > 59:
		what = "minute"
	case b.second < 0 || b.second > 61:
		what = "seconds"
	case b.weekday < -1:
		what = "day of week"
	case b.yearday < 1 || b.yearday > 366:
		what = "day of year"
	default:
		b.weekday = (b.weekday + 7) % 7
		return true
	}
	rt.ValueErrorf(c, "%s out of range", what)
	return false
}

func mktime(c *rt.Ctx, v rt.Value) rt.Value {
	b, ok := fromStruct(c, v)
	if !ok {
		return 0
	}
	return rt.NewFloat(c, float64(b.time().Unix()))
}
