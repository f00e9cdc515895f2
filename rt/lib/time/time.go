// Package time is the Python module time: clocks, sleeping and calendar
// arithmetic in the proleptic Gregorian calendar, as CPython's timemodule.c.
//
// Nothing here allocates on Go's heap after the first use of the local time
// zone: texts are made in arrays on the stack.
package time

import (
	"math"
	"syscall"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "time",
	Funcs: []rt.Func{
		{Name: "time", Sig: "", F0: func(c *rt.Ctx) rt.Value { return seconds(c, time.Now().UnixNano()) }},
		{Name: "time_ns", Sig: "", F0: func(c *rt.Ctx) rt.Value { return rt.IntValue(c, time.Now().UnixNano()) }},
		{Name: "monotonic", Sig: "", F0: func(c *rt.Ctx) rt.Value { return seconds(c, monotonic()) }},
		{Name: "monotonic_ns", Sig: "", F0: func(c *rt.Ctx) rt.Value { return rt.IntValue(c, monotonic()) }},
		{Name: "perf_counter", Sig: "", F0: func(c *rt.Ctx) rt.Value { return seconds(c, monotonic()) }},
		{Name: "perf_counter_ns", Sig: "", F0: func(c *rt.Ctx) rt.Value { return rt.IntValue(c, monotonic()) }},
		{Name: "process_time", Sig: "", F0: func(c *rt.Ctx) rt.Value { return seconds(c, processTime()) }},
		{Name: "process_time_ns", Sig: "", F0: func(c *rt.Ctx) rt.Value { return rt.IntValue(c, processTime()) }},
		{Name: "sleep", Sig: "seconds, /", F1: sleep},
		{Name: "ctime", Sig: "seconds=, /", F1: ctime},
		{Name: "asctime", Sig: "t=, /", F1: asctime},
		{Name: "gmtime", Sig: "seconds=, /", F1: func(c *rt.Ctx, s rt.Value) rt.Value { return calendar(c, s, time.UTC) }},
		{Name: "localtime", Sig: "seconds=, /", F1: func(c *rt.Ctx, s rt.Value) rt.Value { return calendar(c, s, time.Local) }},
		{Name: "mktime", Sig: "t, /", F1: mktime},
		{Name: "strftime", Sig: "format, t=, /", F2: strftime},
		{Name: "strptime", Sig: "string, format=, /", F2: strptime},
	},
	Init: initModule,
}

var start = time.Now()

// monotonic returns nanoseconds on a clock that never goes back. Where it counts
// from is undefined in Python: here, from the start of the program.
func monotonic() int64 {
	return int64(time.Since(start)) + 1
}

// processTime returns the CPU time of the process in nanoseconds.
func processTime() int64 {
	var ru syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &ru); err != nil {
		return 0
	}
	return ru.Utime.Nano() + ru.Stime.Nano()
}

func seconds(c *rt.Ctx, ns int64) rt.Value { return rt.NewFloat(c, float64(ns)/1e9) }

// maxSeconds is the longest sleep that nanoseconds can count.
const maxSeconds = math.MaxInt64 / int64(time.Second)

// poll is how long a sleep goes on before it looks for signals and deadlines.
const poll = 50 * time.Millisecond

// sleep is time.sleep: the loop is handed to another thread meanwhile.
func sleep(c *rt.Ctx, v rt.Value) rt.Value {
	var d time.Duration
	if v.IsFloat() {
		f := v.Float()
		switch {
		case f != f:
			return rt.ValueErrorf(c, "Invalid value NaN (not a number)")
		case f > float64(maxSeconds):
			return rt.OverflowErrorf(c, "timestamp too large to convert to C _PyTime_t")
		}
		d = time.Duration(math.Ceil(f * 1e9))
	} else {
		i, ok := rt.Index(c, v)
		if !ok {
			return 0
		}
		if i > maxSeconds {
			return rt.OverflowErrorf(c, "timestamp too large to convert to C _PyTime_t")
		}
		d = time.Duration(max(i, -1)) * time.Second
	}
	if d < 0 {
		return rt.ValueErrorf(c, "sleep length must be non-negative")
	}
	end := time.Now().Add(d)
	rt.Blocking(c)
	for d > 0 && c.Poll.Load() == 0 {
		time.Sleep(min(d, poll))
		d = time.Until(end)
	}
	rt.Unblocking(c)
	if c.Poll.Load() != 0 && !rt.Polled(c) {
		return 0
	}
	if d > 0 {
		// Polled had nothing that ends the sleep: go on with the rest.
		return sleep(c, rt.NewFloat(c, d.Seconds()))
	}
	return rt.None
}

// moment returns the time that an optional argument in seconds stands for.
func moment(c *rt.Ctx, v rt.Value) (time.Time, bool) {
	if v == 0 || v == rt.None {
		return time.Now(), true
	}
	if v.IsFloat() {
		f := math.Floor(v.Float())
		if f != f {
			rt.ValueErrorf(c, "Invalid value NaN (not a number)")
			return time.Time{}, false
		}
		if math.Abs(f) > 6.7e16 {
			rt.OverflowErrorf(c, "timestamp out of range for platform time_t")
			return time.Time{}, false
		}
		return time.Unix(int64(f), 0), true
	}
	i, ok := rt.Index(c, v)
	if ok && (i > 67768036191676799 || i < -67768040609740800) {
		rt.RaiseExc(c, rt.ExcOverflowError, "timestamp out of range for platform time_t")
		return time.Time{}, false
	}
	return time.Unix(i, 0), ok
}

func ctime(c *rt.Ctx, v rt.Value) rt.Value {
	t, ok := moment(c, v)
	if !ok {
		return 0
	}
	return text(c, fromTime(t.Local()))
}

func asctime(c *rt.Ctx, v rt.Value) rt.Value {
	b := fromTime(time.Now())
	if v != 0 {
		var ok bool
		if b, ok = fromStruct(c, v); !ok || !b.check(c) {
			return 0
		}
	}
	return text(c, b)
}

// text returns b as asctime shows it: Thu Jan  1 00:00:00 1970.
func text(c *rt.Ctx, b broken) rt.Value {
	var buf [64]byte
	return rt.NewStrBytes(c, b.format(buf[:0], "%a %b %e %H:%M:%S %Y"))
}
