package parallel

import (
	"time"

	"github.com/pxc-lang/pxc/rt"
	rtnet "github.com/pxc-lang/pxc/rt/net"
)

// workFuncs are the functions for work besides sockets.
var workFuncs = []rt.Func{
	{Name: "submit_work", Sig: "func, args=, kwds=, callback=, errback=", FN: submitWork,
		Doc: "submit_work(func[, args[, kwds[, callback[, errback]]]]): call it in a parallel context, then callback(result) or errback((class, exception, traceback)) there"},
	{Name: "submit_timer", Sig: "delay, func, args=, kwds=, callback=, errback=", FN: submitTimer,
		Doc: "submit_timer(delay, func[, args[, kwds[, callback[, errback]]]]): submit_work, after a delay in seconds or a timedelta"},
	{Name: "map", Sig: "func, iterable, chunksize=", F3: parallelMap,
		Doc: "map(func, iterable[, chunksize]) -> list of what func returns for each item, called in parallel contexts"},
	{Name: "call_from_main_thread", Sig: "func, args=, kwds=", F3: callFromMain,
		Doc: "call_from_main_thread(func, args[, kwds]): have the main thread call it; with func alone, a function that does so"},
	{Name: "call_from_main_thread_and_wait", Sig: "func, args=, kwds=", F3: callFromMainAndWait,
		Doc: "call_from_main_thread_and_wait(func, args[, kwds]): what the main thread's call returns; with func alone, a function that does so"},
}

func submitWork(c *rt.Ctx, args rt.Value) rt.Value {
	item := func(i int) rt.Value { return rt.TupleItem(args, i) }
	return rtnet.Submit(c, item(0), item(1), item(2), item(3), item(4))
}

func submitTimer(c *rt.Ctx, args rt.Value) rt.Value {
	item := func(i int) rt.Value { return rt.TupleItem(args, i) }
	d, ok := duration(c, item(0))
	if !ok {
		return 0
	}
	return rtnet.SubmitTimer(c, d, item(1), item(2), item(3), item(4), item(5))
}

// maxDuration is as good as for ever, in seconds.
const maxDuration = 1e9

// duration converts seconds or a timedelta.
func duration(c *rt.Ctx, v rt.Value) (time.Duration, bool) {
	if !v.IsInt() && !v.IsFloat() && !v.IsBool() {
		total, ok := rt.FindAttr(c, v, rt.Intern(c, "total_seconds"))
		if !ok {
			return 0, false
		}
		if total == 0 {
			rt.TypeErrorf(c, "a time must be a number of seconds or a timedelta, not '%s'", rt.TypeName(v))
			return 0, false
		}
		v = rt.Call0(c, total)
		c.Drop(total)
		if v == 0 {
			return 0, false
		}
		defer c.Drop(v)
	}
	seconds, ok := rt.AsFloat(c, v)
	if !ok {
		return 0, false
	}
	if seconds < 0 || seconds != seconds {
		rt.ValueErrorf(c, "a time must not be negative")
		return 0, false
	}
	return time.Duration(min(seconds, maxDuration) * 1e9), true
}

func parallelMap(c *rt.Ctx, fn, iterable, chunksize rt.Value) rt.Value {
	chunk := int64(0)
	if chunksize != 0 && chunksize != rt.None {
		var ok bool
		if chunk, ok = rt.Index(c, chunksize); !ok {
			return 0
		}
		if chunk < 1 {
			return rt.ValueErrorf(c, "chunksize must be 1 or more")
		}
	}
	items := rt.ListOf(c, iterable)
	if items == 0 {
		return 0
	}
	r := rtnet.Map(c, fn, items, int(min(chunk, 1<<31)))
	c.Drop(items)
	return r
}

func callFromMain(c *rt.Ctx, fn, args, kwds rt.Value) rt.Value {
	if args == 0 && kwds == 0 {
		return decorate(c, fn, decorated)
	}
	return rtnet.CallMain(c, fn, args, kwds, false)
}

func callFromMainAndWait(c *rt.Ctx, fn, args, kwds rt.Value) rt.Value {
	if args == 0 && kwds == 0 {
		return decorate(c, fn, decoratedWait)
	}
	return rtnet.CallMain(c, fn, args, kwds, true)
}

// The functions that the decorators make are closures over the function that they
// decorate: as functions they bind to instances.
const (
	decorated = iota
	decoratedWait
)

// wrappers is the row of the first.
var wrappers uint32

// addWrappers adds the rows. Main thread, when the module is imported.
func addWrappers(c *rt.Ctx) {
	row := func(name string, wait bool) rt.Func {
		entry := func(c *rt.Ctx, fn, args, kwargs rt.Value) rt.Value {
			return rtnet.CallMain(c, rt.CellGet(rt.Closure(fn, 0)), args, kwargs, wait)
		}
		return rt.Func{Name: name, Module: "parallel", Params: rt.ParseSig("*args, **kwargs"), Closure: true, M3: entry, P3: entry}
	}
	wrappers = rt.AddFuncs(c, []rt.Func{row("call_from_main_thread", false), row("call_from_main_thread_and_wait", true)})
}

// decorate returns the function that calls fn from the main thread, with fn's name and
// text.
func decorate(c *rt.Ctx, fn rt.Value, kind uint32) rt.Value {
	if !rt.Callable(fn) {
		return rt.TypeErrorf(c, "a call from the main thread needs a callable, not '%s'", rt.TypeName(fn))
	}
	cell := rt.NewCell(c, fn)
	closure := rt.Tuple1(c, cell)
	c.Drop(cell)
	wrapper := rt.NewFunction(c, wrappers+kind, 0, closure)
	c.Drop(closure)
	for _, name := range []string{"__name__", "__qualname__", "__module__", "__doc__"} {
		v, ok := rt.FindAttr(c, fn, rt.Intern(c, name))
		if v != 0 {
			ok = rt.SetAttr(c, wrapper, rt.Intern(c, name), v)
			c.Drop(v)
		}
		if !ok {
			c.Drop(wrapper)
			return 0
		}
	}
	return wrapper
}
