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
	d, ok := rtnet.Duration(c, item(0))
	if !ok {
		return 0
	}
	return rtnet.SubmitTimer(c, d, item(1), item(2), item(3), item(4), item(5))
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

// syncFuncs are the functions for events and locks.
var syncFuncs = []rt.Func{
	{Name: "submit_wait", Sig: "obj, func, args=, kwds=, callback=, errback=, timeout=", FN: submitWait,
		Doc: "submit_wait(obj, func[, args[, kwds[, callback[, errback[, timeout]]]]]): submit_work, when the object is signalled"},
	{Name: "protect", Sig: "obj", F1: rtnet.Protect,
		Doc: "protect(obj) -> obj, which can be locked and waited for from now on, and lives until unprotect"},
	{Name: "unprotect", Sig: "obj", F1: rtnet.Unprotect, Doc: "unprotect(obj): end what protect began"},
	{Name: "protected", Sig: "obj", F1: func(_ *rt.Ctx, o rt.Value) rt.Value { return rt.Bool(rtnet.Protected(o)) },
		Doc: "protected(obj) -> whether it is"},
	{Name: "prewait", Sig: "obj", F1: rtnet.Prewait, Doc: "prewait(obj) -> obj, which can be signalled before anybody waits for it"},
	{Name: "signal", Sig: "obj", F1: rtnet.Signal, Doc: "signal(obj): wake one that waits, now or later"},
	{Name: "wait", Sig: "obj, timeout=", F2: func(c *rt.Ctx, o, timeout rt.Value) rt.Value {
		d, ok := patience(c, timeout)
		if !ok {
			return 0
		}
		return rtnet.Wait(c, o, d)
	}, Doc: "wait(obj[, timeout]): until it is signalled"},
	{Name: "signal_and_wait", Sig: "s, w, timeout=", F3: func(c *rt.Ctx, s, w, timeout rt.Value) rt.Value {
		d, ok := patience(c, timeout)
		if !ok {
			return 0
		}
		return rtnet.SignalAndWait(c, s, w, d)
	}, Doc: "signal_and_wait(s, w[, timeout]): signal s, then wait for w"},
	{Name: "read_lock", Sig: "obj", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return lock(c, o, false) },
		Doc: "read_lock(obj): until read_unlock, or as a context manager"},
	{Name: "write_lock", Sig: "obj", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return lock(c, o, true) },
		Doc: "write_lock(obj): until write_unlock, or as a context manager"},
	{Name: "try_read_lock", Sig: "obj", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return tryLock(c, o, false) },
		Doc: "try_read_lock(obj) -> whether it could be locked at once"},
	{Name: "try_write_lock", Sig: "obj", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return tryLock(c, o, true) },
		Doc: "try_write_lock(obj) -> whether it could be locked at once"},
	{Name: "read_unlock", Sig: "obj", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rtnet.Unlock(c, o, false) },
		Doc: "read_unlock(obj): undo read_lock"},
	{Name: "write_unlock", Sig: "obj", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return rtnet.Unlock(c, o, true) },
		Doc: "write_unlock(obj): undo write_lock"},
	{Name: "critical_section", Sig: "func", F1: func(c *rt.Ctx, fn rt.Value) rt.Value { return decorate(c, fn, decoratedCritical) },
		Doc: "critical_section(func) -> a function that one context at a time can be in"},
	{Name: "synchronized", Sig: "obj=", F1: synchronized,
		Doc: "synchronized([obj]): a context manager that holds the object's write lock, or one for all"},
}

func submitWait(c *rt.Ctx, args rt.Value) rt.Value {
	item := func(i int) rt.Value { return rt.TupleItem(args, i) }
	d, ok := patience(c, item(6))
	if !ok {
		return 0
	}
	return rtnet.SubmitWait(c, item(0), d, item(1), item(2), item(3), item(4), item(5))
}

// patience converts a timeout; none is negative.
func patience(c *rt.Ctx, v rt.Value) (time.Duration, bool) {
	if v == 0 || v == rt.None {
		return -1, true
	}
	return rtnet.Duration(c, v)
}

// held is the class of what the locking functions return: a context manager whose end
// unlocks. Its slots are the object and whether it is locked for writing.
var held = rt.NativeClass{
	Name: "held", Doc: "A lock that is held.", Slots: 2,
	Methods: []rt.Func{
		{Name: "__enter__", Sig: "self, /", F1: func(c *rt.Ctx, self rt.Value) rt.Value { return c.Own(self) }},
		{Name: "__exit__", Sig: "self, /, *exc", F2: func(c *rt.Ctx, self, _ rt.Value) rt.Value {
			return rtnet.Unlock(c, rt.Slot(self, 0), rt.Slot(self, 1) == rt.True)
		}},
	},
}

func lock(c *rt.Ctx, o rt.Value, write bool) rt.Value {
	if rtnet.Lock(c, o, write, true) == 0 {
		return 0
	}
	h := rt.NewNative(c, &held)
	if h == 0 {
		return 0
	}
	rt.SetSlot(c, h, 0, o)
	rt.SetSlot(c, h, 1, rt.Bool(write))
	return h
}

func tryLock(c *rt.Ctx, o rt.Value, write bool) rt.Value {
	switch rtnet.Lock(c, o, write, false) {
	case 0:
		return 0
	case rt.False:
		return rt.False
	}
	return rt.True
}

// everything is the section of synchronized without an object.
var everything rt.Value

func synchronized(c *rt.Ctx, o rt.Value) rt.Value {
	if o == 0 || o == rt.None {
		o = everything
	}
	return lock(c, o, true)
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
	decoratedCritical
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
	critical := func(c *rt.Ctx, fn, args, kwargs rt.Value) rt.Value {
		section := rt.CellGet(rt.Closure(fn, 1))
		if rtnet.Lock(c, section, true, true) == 0 {
			return 0
		}
		r := rt.WithKeywords(c, args, kwargs, func(all, names rt.Value) rt.Value {
			return rt.CallKw(c, rt.CellGet(rt.Closure(fn, 0)), all, names)
		})
		if rtnet.Unlock(c, section, true) == 0 {
			c.Drop(r)
			return 0
		}
		return r
	}
	everything = rtnet.NewSection()
	wrappers = rt.AddFuncs(c, []rt.Func{
		row("call_from_main_thread", false), row("call_from_main_thread_and_wait", true),
		{Name: "critical_section", Module: "parallel", Params: rt.ParseSig("*args, **kwargs"), Closure: true, M3: critical, P3: critical},
	})
}

// decorate returns the function that calls fn in the given way, with fn's name and text.
func decorate(c *rt.Ctx, fn rt.Value, kind uint32) rt.Value {
	if !rt.Callable(fn) {
		return rt.TypeErrorf(c, "func must be callable, not '%s'", rt.TypeName(fn))
	}
	section := rt.None
	if kind == decoratedCritical {
		section = rtnet.NewSection()
	}
	cell, key := rt.NewCell(c, fn), rt.NewCell(c, section)
	closure := rt.Tuple2(c, cell, key)
	c.Drop(cell)
	c.Drop(key)
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
