package time

import (
	"strconv"
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

var fieldNames = []string{"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"}

// fields are fieldNames as attribute names; zoneField and offsetField come after.
var fields [9]rt.Value
var zoneField, offsetField rt.Value

func initModule(c *rt.Ctx, m rt.Value) bool {
	for i, n := range fieldNames {
		fields[i] = rt.Intern(c, n)
	}
	zoneField, offsetField = rt.Intern(c, "tm_zone"), rt.Intern(c, "tm_gmtoff")
	rows := []rt.Func{
		{Name: "__len__", QualName: "struct_time.__len__", Module: "time", Sig: "self, /", F1: func(*rt.Ctx, rt.Value) rt.Value { return rt.Int(9) }},
		{Name: "__getitem__", QualName: "struct_time.__getitem__", Module: "time", Sig: "self, key, /", F2: func(c *rt.Ctx, t, k rt.Value) rt.Value {
			return withTuple(c, t, func(x rt.Value) rt.Value { return rt.GetItem(c, x, k) })
		}},
		{Name: "__iter__", QualName: "struct_time.__iter__", Module: "time", Sig: "self, /", F1: func(c *rt.Ctx, t rt.Value) rt.Value {
			return withTuple(c, t, func(x rt.Value) rt.Value { return rt.Iter(c, x) })
		}},
		{Name: "__eq__", QualName: "struct_time.__eq__", Module: "time", Sig: "self, other, /", F2: equal},
		{Name: "__init__", QualName: "struct_time.__init__", Module: "time", Sig: "self, sequence, dict=, /", F3: fromSequence},
		{Name: "__repr__", QualName: "struct_time.__repr__", Module: "time", Sig: "self, /", F1: repr},
	}
	base := rt.AddFuncs(c, rows)
	ns := rt.NewDict(c, len(rows))
	for i := range rows {
		rt.DictSet(c, ns, rt.Intern(c, rows[i].Name), rt.FuncValue(base+uint32(i)))
	}
	slots := append(append([]string(nil), fieldNames...), "tm_zone", "tm_gmtoff")
	structTime = rt.BuildClass(c, &rt.ClassSpec{Name: "struct_time", QualName: "struct_time", Module: "time", Slots: slots}, rt.NewTuple(c, 0), ns)
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
	o := rt.NewObject(c, structTime)
	if o == 0 {
		return 0
	}
	for i, x := range b.numbers() {
		if !rt.SetAttr(c, o, fields[i], rt.Int(int64(x))) {
			return 0
		}
	}
	z := rt.NewStr(c, b.zone)
	ok = rt.SetAttr(c, o, zoneField, z) && rt.SetAttr(c, o, offsetField, rt.Int(int64(b.offset)))
	c.Drop(z)
	if !ok {
		return 0
	}
	return o
}

func (b *broken) numbers() [9]int {
	return [9]int{b.year, b.month, b.day, b.hour, b.minute, b.second, b.weekday, b.yearday, b.isDST}
}

// fromSequence is struct_time(sequence): nine items, then the zone's name and offset.
func fromSequence(c *rt.Ctx, o, x, _ rt.Value) rt.Value {
	t := rt.TupleOf(c, x)
	if t == 0 {
		return 0
	}
	defer c.Drop(t)
	n := rt.TupleLen(t)
	if n < 9 {
		return rt.TypeErrorf(c, "time.struct_time() takes an at least 9-sequence (%d-sequence given)", n)
	}
	if n > 11 {
		return rt.TypeErrorf(c, "time.struct_time() takes an at most 11-sequence (%d-sequence given)", n)
	}
	names := append(append([]rt.Value(nil), fields[:]...), zoneField, offsetField)
	for i, name := range names {
		v := rt.None
		if i < n {
			v = rt.TupleItem(t, i)
		}
		if !rt.SetAttr(c, o, name, v) {
			return 0
		}
	}
	return rt.None
}

// tuple returns the nine fields of struct_time t as a tuple.
func tuple(c *rt.Ctx, t rt.Value) rt.Value {
	x := rt.NewTuple(c, len(fields))
	for i, f := range fields {
		v := rt.GetAttr(c, t, f)
		if v == 0 {
			return 0
		}
		rt.TupleInit(x, i, v)
	}
	return x
}

func withTuple(c *rt.Ctx, t rt.Value, f func(x rt.Value) rt.Value) rt.Value {
	x := tuple(c, t)
	if x == 0 {
		return 0
	}
	r := f(x)
	c.Drop(x)
	return r
}

func equal(c *rt.Ctx, a, b rt.Value) rt.Value {
	x := tuple(c, a)
	if x == 0 {
		return 0
	}
	defer c.Drop(x)
	if rt.ClassOf(b) == structTime {
		y := tuple(c, b)
		if y == 0 {
			return 0
		}
		defer c.Drop(y)
		return rt.Eq(c, x, y)
	}
	return rt.Eq(c, x, b)
}

func repr(c *rt.Ctx, t rt.Value) rt.Value {
	var buf [256]byte
	b := append(buf[:0], "time.struct_time("...)
	for i, f := range fields {
		v := rt.GetAttr(c, t, f)
		if v == 0 {
			return 0
		}
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(append(b, fieldNames[i]...), '=')
		b = strconv.AppendInt(b, v.Int(), 10)
	}
	return rt.NewStrBytes(c, append(b, ')'))
}

// fromStruct reads a struct_time or a tuple of nine integers.
func fromStruct(c *rt.Ctx, v rt.Value) (b broken, ok bool) {
	x := v
	switch {
	case rt.ClassOf(v) == structTime:
		if x = tuple(c, v); x == 0 {
			return b, false
		}
		defer c.Drop(x)
	case !rt.IsTuple(v):
		rt.TypeErrorf(c, "Tuple or struct_time argument required")
		return b, false
	case rt.TupleLen(v) != 9:
		rt.TypeErrorf(c, "function takes exactly 9 arguments (%d given)", rt.TupleLen(v))
		return b, false
	}
	for i, to := range [...]*int{&b.year, &b.month, &b.day, &b.hour, &b.minute, &b.second, &b.weekday, &b.yearday, &b.isDST} {
		n, ok := rt.Index(c, rt.TupleItem(x, i))
		if !ok {
			return b, false
		}
		*to = int(n)
	}
	if x != v {
		zone, offset := rt.GetAttr(c, v, zoneField), rt.GetAttr(c, v, offsetField)
		if zone == 0 || offset == 0 {
			return b, false
		}
		known := rt.IsStr(zone) && offset.IsInt()
		if known {
			b.zone, b.offset = rt.GoString(zone), int(offset.Int())
		}
		c.Drop(zone)
		c.Drop(offset)
		if known {
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
