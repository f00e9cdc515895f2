package shared

import (
	"time"

	"github.com/pxc-lang/pxc/rt"
	rtnet "github.com/pxc-lang/pxc/rt/net"
)

// timer and thread: functions that run again and again, and whose last result can be
// read. They differ in how they are made: a thread's first run is due at once.

var timer, thread rt.NativeClass

// Slots of both.
const (
	_ = iota // the container of the last result
	timerValues
	timerDue // as it was given
	timerSlots
)

func tickerOf(o rt.Value) *rtnet.Ticker { return rt.SharedOf(o).Extra.(*rtnet.Ticker) }

// milliseconds converts a number of them, or a timedelta; what is left out is 0.
func milliseconds(c *rt.Ctx, v rt.Value, name string) (time.Duration, bool) {
	switch {
	case v == 0 || v == rt.None:
		return 0, true
	case v.IsInt() || v.IsFloat() || v.IsBool():
		n, ok := rt.AsFloat(c, v)
		if ok && !(n >= 0) {
			rt.ValueErrorf(c, name+" must not be negative")
			return 0, false
		}
		return time.Duration(min(n, 1e12) * 1e6), ok
	}
	return rtnet.Duration(c, v)
}

// untilDue converts when the first run is due: seconds or a timedelta from now on, or a
// datetime.
func untilDue(c *rt.Ctx, v rt.Value) (time.Duration, bool) {
	stamp, ok := rt.FindAttr(c, v, rt.Intern(c, "timestamp"))
	if stamp == 0 {
		if !ok {
			return 0, false
		}
		return rtnet.Duration(c, v)
	}
	at := rt.Call0(c, stamp)
	c.Drop(stamp)
	if at == 0 {
		return 0, false
	}
	defer c.Drop(at)
	seconds, ok := rt.AsFloat(c, at)
	return max(time.Duration(seconds*1e9)-time.Duration(time.Now().UnixNano()), 0), ok
}

// newTimer makes an instance of class def.
func newTimer(c *rt.Ctx, def *rt.NativeClass, dueArg rt.Value, due, period time.Duration, fn, args, kwds, errback rt.Value) rt.Value {
	values, ok := rtnet.Pack(c, fn, args, kwds, 0, errback)
	if !ok {
		return 0
	}
	defer c.Drop(values)
	o, s := rt.NewShared(c, def)
	if o == 0 {
		return 0
	}
	s.List()
	s.Extra = rtnet.NewTicker(c, o, values, due, period)
	if !rt.SetSlot(c, o, timerValues, values) || !rt.SetSlot(c, o, timerDue, dueArg) || !s.ListAppend1(c, rt.None) {
		c.Drop(o)
		return 0
	}
	return o
}

// onMain has the main thread make an instance of cls from a native function's arguments.
func onMain(c *rt.Ctx, cls, args rt.Value, names ...string) rt.Value {
	kwds := rt.NewDict(c, 0)
	for i, name := range names {
		if v := rt.TupleItem(args, i+1); v != 0 && !rt.DictSet(c, kwds, rt.Intern(c, name), v) {
			return 0
		}
	}
	return rtnet.CallMain(c, cls, 0, kwds, true)
}

func makeTimer(c *rt.Ctx, args rt.Value) rt.Value {
	item := func(i int) rt.Value { return rt.TupleItem(args, i) }
	if !c.IsMain {
		return onMain(c, item(0), args, "duetime", "period", "func", "args", "kwds", "exception_handler")
	}
	due, ok := untilDue(c, item(1))
	if !ok {
		return 0
	}
	period, ok := milliseconds(c, item(2), "period")
	if !ok {
		return 0
	}
	return newTimer(c, &timer, item(1), due, period, item(3), item(4), item(5), item(6))
}

func makeThread(c *rt.Ctx, args rt.Value) rt.Value {
	item := func(i int) rt.Value { return rt.TupleItem(args, i) }
	if !c.IsMain {
		return onMain(c, item(0), args, "func", "interval", "args", "kwds", "exception_handler")
	}
	period, ok := milliseconds(c, item(2), "interval")
	if !ok {
		return 0
	}
	return newTimer(c, &thread, rt.Int(0), 0, period, item(1), item(3), item(4), item(5))
}

func fact(name, doc string, f func(c *rt.Ctx, t *rtnet.Ticker) rt.Value) rt.Func {
	return rt.Func{Name: name, Sig: "self, /", Doc: doc, F1: func(c *rt.Ctx, o rt.Value) rt.Value { return f(c, tickerOf(o)) }}
}

func count(n int64) rt.Value { return rt.Int(n) }

var timerFacts = []rt.Func{
	{Name: "data", Sig: "self, /", Doc: "what the function returned last, None before", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rt.SharedOf(o).ListGet(c, 0) }},
	{Name: "func", Sig: "self, /", Doc: "the function", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return c.Own(rt.TupleItem(rt.Slot(o, timerValues), 0)) }},
	fact("count", "how often it has run", func(_ *rt.Ctx, t *rtnet.Ticker) rt.Value { return count(t.Count.Load()) }),
	fact("duration", "microseconds that the last run took", func(_ *rt.Ctx, t *rtnet.Ticker) rt.Value { return count(t.Duration.Load()) }),
	fact("critical_section_contention", "runs that were left out because the last was not over", func(_ *rt.Ctx, t *rtnet.Ticker) rt.Value { return count(t.Skipped.Load()) }),
	fact("is_set", "whether it has been started, and neither stopped nor run for the last time", func(_ *rt.Ctx, t *rtnet.Ticker) rt.Value { return rt.Bool(t.On()) }),
	fact("started", "whether it has ever run", func(_ *rt.Ctx, t *rtnet.Ticker) rt.Value { return rt.Bool(t.Count.Load() > 0 || t.On()) }),
}

func act(name, doc string, f func(c *rt.Ctx, t *rtnet.Ticker) bool) rt.Func {
	return rt.Func{Name: name, Sig: "self, /", Doc: doc, F1: func(c *rt.Ctx, o rt.Value) rt.Value { return none(f(c, tickerOf(o))) }}
}

func start(c *rt.Ctx, t *rtnet.Ticker) bool { return t.Start(c) }

func stop(_ *rt.Ctx, t *rtnet.Ticker) bool {
	t.Stop(false)
	return true
}

func shutdown(_ *rt.Ctx, t *rtnet.Ticker) bool {
	t.Stop(true)
	return true
}

func init() {
	timer = rt.NativeClass{
		Name: "timer", Slots: timerSlots, End: rt.EndShared,
		Doc: "timer(duetime, period, func[, args[, kwds[, exception_handler]]]): calls func in a parallel context, first after duetime, a timedelta, seconds or a datetime, then every period milliseconds, from start() to stop()",
		Methods: []rt.Func{
			{Name: "__new__", Sig: "cls, duetime, period, func, args=, kwds=, exception_handler=, window_length=", FN: makeTimer},
			noCopies, act("start", "start(): from now on", start), act("stop", "stop(): until it is started again", stop),
			act("shutdown", "shutdown(): stop for good", shutdown),
		},
		Properties: append([]rt.Func{{Name: "duetime", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return c.Own(rt.Slot(o, timerDue)) }}}, timerFacts...),
	}
	thread = rt.NativeClass{
		Name: "thread", Slots: timerSlots, End: rt.EndShared,
		Doc: "thread(func[, interval[, args[, kwds[, exception_handler]]]]): calls func in a parallel context, once, or every interval milliseconds, from start() to shutdown()",
		Methods: []rt.Func{
			{Name: "__new__", Sig: "cls, func, interval=, args=, kwds=, exception_handler=, thread_characteristics=", FN: makeThread},
			noCopies, act("start", "start(): from now on", start), act("suspend", "suspend(): until resume()", stop),
			act("resume", "resume(): undo suspend()", start), act("stop", "stop(): until it is started again", stop),
			act("shutdown", "shutdown(): stop for good", shutdown),
		},
		Properties: append([]rt.Func{}, timerFacts...),
	}
}
