package time

import (
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

var c *rt.Ctx

func TestMain(m *testing.M) {
	runtime.LockOSThread()
	time.Local = time.UTC
	c = rt.NewMainCtx()
	rt.Boot(c)
	os.Exit(m.Run())
}

func call(t *testing.T, name string, args ...rt.Value) rt.Value {
	t.Helper()
	m := rt.ImportNative(c, &Module)
	f := rt.GetAttr(c, m, rt.Intern(c, name))
	v := rt.CallTuple(c, f, rt.ConstTuple(c, args...))
	return v
}

func show(v rt.Value) string {
	if v == 0 {
		e := c.Exc
		c.Exc = 0
		return "!" + rt.GoString(rt.Str(c, e))
	}
	return rt.GoString(rt.Str(c, v))
}

func shown(t *testing.T, name string, args ...rt.Value) string { return show(call(t, name, args...)) }

// TestCalendar compares with what CPython 3.11 prints under TZ=UTC.
func TestCalendar(t *testing.T) {
	str := func(s string) rt.Value { return rt.ConstStr(c, s) }
	moment := call(t, "gmtime", rt.Int(1700000000))
	nine := func(n ...int64) rt.Value {
		var vs []rt.Value
		for _, i := range n {
			vs = append(vs, rt.Int(i))
		}
		return rt.ConstTuple(c, vs...)
	}
	all := "%a %A %b %B %c %d %D %e %F %g %G %H %I %j %m %M %p %S %T %u %U %V %w %W %x %X %y %Y %z %Z %% %q"
	for _, test := range []struct {
		got  string
		want string
	}{
		{shown(t, "ctime", rt.Int(0)), "Thu Jan  1 00:00:00 1970"},
		{shown(t, "ctime", rt.Int(1700000000)), "Tue Nov 14 22:13:20 2023"},
		{shown(t, "ctime", rt.NewFloat(c, -1.5)), "Wed Dec 31 23:59:58 1969"},
		{shown(t, "gmtime", rt.Int(0)), "time.struct_time(tm_year=1970, tm_mon=1, tm_mday=1, tm_hour=0, tm_min=0, tm_sec=0, tm_wday=3, tm_yday=1, tm_isdst=0)"},
		{shown(t, "asctime", moment), "Tue Nov 14 22:13:20 2023"},
		{shown(t, "strftime", str(all), moment), "Tue Tuesday Nov November Tue Nov 14 22:13:20 2023 14 11/14/23 14 2023-11-14 23 2023 22 10 318 11 13 PM 20 22:13:20 2 46 46 2 46 11/14/23 22:13:20 23 2023 +0000 GMT % %q"},
		{shown(t, "strftime", str("%G-W%V-%u %U %W %j"), call(t, "gmtime", rt.Int(1609459200))), "2020-W53-5 00 00 001"},
		{shown(t, "strftime", str("%G %V"), call(t, "gmtime", rt.Int(1735603200))), "2025 01"},
		{shown(t, "mktime", nine(2023, 11, 14, 22, 13, 20, 1, 318, 0)), "1700000000.0"},
		{shown(t, "asctime", nine(2023, 13, 1, 0, 0, 0, 0, 1, 0)), "!month out of range"},
		{shown(t, "asctime", nine(2023, 1)), "!function takes exactly 9 arguments (2 given)"},
		{shown(t, "strftime", str("%Y"), rt.Int(5)), "!Tuple or struct_time argument required"},
		{shown(t, "sleep", rt.Int(-1)), "!sleep length must be non-negative"},
		{shown(t, "sleep", str("a")), "!'str' object cannot be interpreted as an integer"},
		{show(rt.GetItem(c, moment, rt.Int(1))), "11"},
		{show(rt.GetAttr(c, moment, rt.Intern(c, "tm_zone"))), "GMT"},
	} {
		if test.got != test.want {
			t.Errorf("got  %s\nwant %s", test.got, test.want)
		}
	}
}

func TestClocks(t *testing.T) {
	before := call(t, "monotonic").Float()
	if v := call(t, "sleep", rt.NewFloat(c, 0.02)); v != rt.None {
		t.Fatal(show(v))
	}
	if d := call(t, "monotonic").Float() - before; d < 0.02 {
		t.Errorf("slept %v seconds", d)
	}
	if now := call(t, "time").Float(); now < 1.7e9 {
		t.Errorf("time() = %v", now)
	}
	if ns := call(t, "time_ns"); ns.Int() < 1.7e18 {
		t.Errorf("time_ns() = %v", ns.Int())
	}
}

// TestBlocking checks that the loop is handed over while a callback sleeps.
func TestBlocking(t *testing.T) {
	var calls string
	ctx := rt.NewCtx(1 << 20)
	ctx.Hooks.Block = func(*rt.Ctx) { calls += "b" }
	ctx.Hooks.Unblock = func(*rt.Ctx) { calls += "u" }
	if v := sleep(ctx, rt.NewFloat(ctx, 0.001)); v != rt.None || calls != "bu" {
		t.Errorf("sleep = %v, hooks %q", v, calls)
	}
}

func TestNoGoHeap(t *testing.T) {
	rt.ImportNative(c, &Module)
	ctx := rt.NewCtx(1 << 20)
	s := ctx.Snapshot()
	for name, f := range map[string]func(){
		"ctime": func() { ctime(ctx, 0) },
		"time":  func() { seconds(ctx, time.Now().UnixNano()) },
		"sleep": func() { sleep(ctx, rt.Int(0)) },
	} {
		f()
		if n := testing.AllocsPerRun(20, func() { f(); ctx.Rollback(s) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
