package rtnet

import (
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// workServer makes mainCtx that of a program without servers.
func workServer(t testing.TB) *rt.Ctx {
	t.Helper()
	owner := mainCtx.Owner
	mainCtx.Owner = NewServer(testConfig())
	t.Cleanup(func() { mainCtx.Owner = owner })
	return mainCtx
}

// fn1 returns a function of one parameter.
func fn1(f func(c *rt.Ctx, a rt.Value) rt.Value) rt.Value {
	row := rt.Func{Name: "f", Params: rt.ParseSig("a"), M1: f, P1: f}
	return rt.FuncValue(rt.AddFuncs(mainCtx, []rt.Func{row}))
}

// mustRun runs until all works are done.
func mustRun(t testing.TB, c *rt.Ctx) {
	t.Helper()
	if Run(c) == 0 {
		t.Fatal(exceptionError(c))
	}
}

// must is for calls that may not raise, in any context.
func must(t testing.TB, c *rt.Ctx, v rt.Value) rt.Value {
	if v == 0 {
		t.Error(exceptionError(c))
		return rt.None
	}
	return v
}

func TestSubmitWork(t *testing.T) {
	c := workServer(t)
	var got, failed atomic.Int64
	double := fn1(func(c *rt.Ctx, a rt.Value) rt.Value {
		if c.IsMain {
			t.Error("the work runs on the main thread")
		}
		if a.Int() < 0 {
			return rt.ValueErrorf(c, "negative")
		}
		return rt.Int(2 * a.Int())
	})
	callback := fn1(func(_ *rt.Ctx, r rt.Value) rt.Value { got.Add(r.Int()); return rt.None })
	errback := fn1(func(c *rt.Ctx, e rt.Value) rt.Value {
		if rt.TypeID(e) != rt.TypeTuple || rt.TupleLen(e) != 3 || rt.TupleItem(e, 0) != rt.BuiltinClass(rt.ExcValueError) {
			t.Error("errback is not given a class, an exception and a traceback")
		}
		failed.Add(1)
		return rt.None
	})
	for i := range int64(1000) {
		must(t, c, Submit(c, double, rt.Int(i), 0, callback, errback))
	}
	must(t, c, Submit(c, double, rt.Int(-1), 0, callback, errback))
	mustRun(t, c)
	if got.Load() != 999000 || failed.Load() != 1 {
		t.Errorf("the results add up to %d, %d failed", got.Load(), failed.Load())
	}
	if n := jobs.active.Load(); n != 0 {
		t.Errorf("%d works are active", n)
	}
	if Submit(c, rt.Int(5), 0, 0, 0, 0) != 0 {
		t.Error("an int was submitted")
	} else if e := exceptionError(c); !strings.Contains(e.Error(), "func must be callable") {
		t.Error(e)
	}
}

// What raises in a callback goes to errback; what nothing catches is printed and
// harms nobody.
func TestWorkRaises(t *testing.T) {
	c := workServer(t)
	var seen atomic.Int64
	raise := fn1(func(c *rt.Ctx, a rt.Value) rt.Value { return rt.RuntimeErrorf(c, "expected by this test") })
	same := fn1(func(c *rt.Ctx, a rt.Value) rt.Value { return a })
	count := fn1(func(c *rt.Ctx, e rt.Value) rt.Value { seen.Add(1); return rt.None })
	must(t, c, Submit(c, same, rt.Int(1), 0, raise, count))
	must(t, c, Submit(c, raise, rt.Int(1), 0, count, raise))
	mustRun(t, c)
	if seen.Load() != 1 {
		t.Errorf("errback ran %d times, want 1", seen.Load())
	}
}

// Works that wait for one that is queued behind them, whether the runtime knows that
// they wait or not, get it.
func TestWorksWaitForEachOther(t *testing.T) {
	for _, blocking := range []bool{true, false} {
		c := workServer(t)
		var here atomic.Int64
		const n = 8
		meet := fn1(func(c *rt.Ctx, a rt.Value) rt.Value {
			if here.Add(1) == n && !blocking && ActiveHogs(c) == 0 {
				t.Error("nobody has lost a slot, but all run")
			}
			if blocking {
				rt.Blocking(c)
				defer rt.Unblocking(c)
			}
			for here.Load() < n {
				time.Sleep(time.Millisecond)
			}
			return rt.None
		})
		for range n {
			must(t, c, Submit(c, meet, rt.Int(1), 0, 0, 0))
		}
		mustRun(t, c)
	}
}

func TestCallMain(t *testing.T) {
	c := workServer(t)
	kept := rt.NewList(c, 0)
	defer c.Drop(kept)
	store := fn1(func(c *rt.Ctx, a rt.Value) rt.Value {
		if !c.IsMain || !rt.IsMainObject(a) {
			t.Error("not on the main thread, with an object of the main heap")
		}
		rt.ListAppend(c, kept, a)
		return c.Own(a)
	})
	raise := fn1(func(c *rt.Ctx, a rt.Value) rt.Value { return rt.ValueErrorf(c, "from the main thread") })
	work := fn1(func(c *rt.Ctx, a rt.Value) rt.Value {
		l := rt.NewList(c, 0)
		rt.ListAppend(c, l, a)
		r := CallMain(c, store, rt.Tuple1(c, l), 0, true)
		if r == 0 || r == l || rt.IsMainObject(r) || !rt.ListAppend(c, r, a) || rt.ListLen(l) != 1 {
			t.Error("the result is not a copy of the context's own")
		}
		if CallMain(c, raise, a, 0, true) != 0 || !rt.MatchPending(c, rt.ExcValueError) {
			t.Error("what the main thread raised is lost")
		}
		rt.Catch(c)
		rt.EndCatch(c, 0)
		return CallMain(c, store, rt.Tuple1(c, l), 0, false)
	})
	for i := range int64(100) {
		must(t, c, Submit(c, work, rt.Int(i), 0, 0, 0))
	}
	mustRun(t, c)
	if n := rt.ListLen(kept); n != 200 {
		t.Errorf("%d calls, want 200", n)
	}
	sum := int64(0)
	for i := range rt.ListLen(kept) {
		l := rt.ListPeek(kept, i)
		if rt.ListLen(l) != 1 {
			t.Fatal("what a context did to its copy is seen here")
		}
		sum += rt.ListPeek(l, 0).Int()
	}
	if sum != 2*4950 {
		t.Errorf("sum %d", sum)
	}
	// Nobody waits: it comes out of run, and the next run goes on.
	must(t, c, Submit(c, fn1(func(c *rt.Ctx, a rt.Value) rt.Value { return CallMain(c, raise, a, 0, false) }), rt.Int(1), 0, 0, 0))
	if Run(c) != 0 || !rt.MatchPending(c, rt.ExcValueError) {
		t.Error("run did not raise")
	}
	c.Drop(rt.Catch(c))
	rt.EndCatch(c, 0)
	mustRun(t, c)
}

// Inside a call from the main thread run would wait for itself.
func TestRunInsideRun(t *testing.T) {
	c := workServer(t)
	var said atomic.Bool
	nested := fn1(func(c *rt.Ctx, a rt.Value) rt.Value { return Run(c) })
	must(t, c, Submit(c, fn1(func(c *rt.Ctx, a rt.Value) rt.Value {
		if CallMain(c, nested, a, 0, true) == 0 {
			said.Store(rt.MatchPending(c, rt.ExcRuntimeError))
			rt.Catch(c)
			rt.EndCatch(c, 0)
		}
		return rt.None
	}), rt.Int(1), 0, 0, 0))
	mustRun(t, c)
	if !said.Load() {
		t.Error("run inside run did not raise RuntimeError")
	}
}

func TestRunOnceOfWorks(t *testing.T) {
	c := workServer(t)
	nothing := fn1(func(c *rt.Ctx, a rt.Value) rt.Value { return rt.None })
	toMain.finished.Store(false)
	must(t, c, Submit(c, nothing, rt.Int(1), 0, 0, 0))
	for jobs.active.Load() != 0 {
		if RunOnce(c) == 0 {
			t.Fatal(exceptionError(c))
		}
	}
	for range 2 {
		if RunOnce(c) == 0 { // nothing left: returns all the same
			t.Fatal(exceptionError(c))
		}
	}
}

// Contexts submit, call the main thread and sleep, all at once; nothing is lost and
// nothing is left.
func TestHammerWork(t *testing.T) {
	c := workServer(t)
	total := rt.NewDict(c, 0)
	var made, called atomic.Int64
	add := fn1(func(c *rt.Ctx, a rt.Value) rt.Value {
		called.Add(1)
		key := rt.TupleItem(a, 0)
		n := int64(0)
		if v := rt.DictGet(c, total, key); v != 0 {
			n = v.Int()
		}
		if !rt.DictSet(c, total, key, rt.Int(n+1)) {
			return 0
		}
		return c.Own(a)
	})
	end := time.Now().Add(hammerTime())
	var work rt.Value
	work = fn1(func(c *rt.Ctx, a rt.Value) rt.Value {
		made.Add(1)
		depth := rt.TupleItem(a, 1).Int()
		for i := range int64(3) {
			arg := rt.Tuple2(c, rt.Int(i), rt.NewBytes(c, make([]byte, 100*i)))
			wait := (depth+i)%2 == 0
			r := CallMain(c, add, rt.Tuple1(c, arg), 0, wait)
			if r == 0 || wait && (rt.TupleItem(r, 0) != rt.Int(i) || rt.BytesLen(rt.TupleItem(r, 1)) != int(100*i)) {
				t.Error("a call came back wrong")
			}
		}
		if depth > 0 {
			next := rt.Tuple2(c, rt.NewList(c, int(depth)), rt.Int(depth-1))
			must(t, c, Submit(c, work, rt.Tuple1(c, next), 0, 0, 0))
		}
		if depth%4 == 1 {
			rt.Blocking(c)
			time.Sleep(100 * time.Microsecond)
			rt.Unblocking(c)
		}
		return rt.None
	})
	c.Main.Reclaim()
	before := c.Main.Objects()
	rounds := int64(0)
	for ; rounds == 0 || time.Now().Before(end); rounds++ {
		for range 20 {
			arg := rt.Tuple2(c, rt.None, rt.Int(6))
			args := rt.Tuple1(c, arg)
			must(t, c, Submit(c, work, args, 0, 0, 0))
			c.Drop(arg)
			c.Drop(args)
		}
		mustRun(t, c)
	}
	if made.Load() != rounds*20*7 || called.Load() != 3*made.Load() {
		t.Errorf("%d works of %d, %d calls", made.Load(), rounds*20*7, called.Load())
	}
	for i := range int64(3) {
		if n := rt.DictGet(c, total, rt.Int(i)).Int(); n != made.Load() {
			t.Errorf("key %d was counted %d times", i, n)
		}
	}
	c.Main.Reclaim()
	if n := c.Main.Objects() - before; n > 1 { // the dict's table
		t.Errorf("%d objects are left", n)
	}
	c.Drop(total)
	t.Logf("%d works, %d calls", made.Load(), called.Load())
}

func hammerTime() time.Duration {
	if testing.Short() {
		return 300 * time.Millisecond
	}
	return 3 * time.Second
}

// 100,000 works leave nothing on the main heap and make no garbage on Go's.
func TestWorkLeavesNothing(t *testing.T) {
	c := workServer(t)
	work := fn1(func(c *rt.Ctx, a rt.Value) rt.Value {
		return rt.NewList(c, 100)
	})
	submit := func(n int) {
		for i := range n {
			args := rt.Tuple1(c, rt.Int(int64(i)))
			must(t, c, Submit(c, work, args, 0, 0, 0))
			c.Drop(args)
			if i%500 == 499 {
				mustRun(t, c)
			}
		}
		mustRun(t, c)
	}
	submit(5000)
	c.Main.Reclaim()
	objects, bytes := c.Main.Objects(), c.Main.Bytes()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	submit(100_000)
	runtime.ReadMemStats(&after)
	c.Main.Reclaim()
	if n := c.Main.Objects(); n != objects {
		t.Errorf("%d objects are left", n-objects)
	}
	if n := c.Main.Bytes(); n != bytes {
		t.Errorf("%d bytes are left", n-bytes)
	}
	if n := after.Mallocs - before.Mallocs; n > 5000 { // threads come and go
		t.Errorf("%d allocations on Go's heap", n)
	}
	t.Logf("%d allocations, %d bytes on Go's heap", after.Mallocs-before.Mallocs, after.TotalAlloc-before.TotalAlloc)
}

// Timers fire once each; those that have not when the program drains are given up, and
// what they held with them.
func TestWorkTimers(t *testing.T) {
	c := workServer(t)
	var fired atomic.Int64
	count := fn1(func(c *rt.Ctx, a rt.Value) rt.Value { fired.Add(1); return rt.None })
	c.Main.Reclaim()
	before := c.Main.Objects()
	for i := range 1000 {
		must(t, c, SubmitTimer(c, time.Duration(i%20)*time.Millisecond, count, rt.Int(1), 0, 0, 0))
	}
	mustRun(t, c)
	if fired.Load() != 1000 {
		t.Errorf("%d timers fired", fired.Load())
	}
	var started atomic.Bool
	must(t, c, Submit(c, fn1(func(c *rt.Ctx, a rt.Value) rt.Value {
		r := SubmitTimer(c, time.Hour, count, rt.Tuple1(c, rt.NewList(c, 10)), 0, 0, 0)
		started.Store(true)
		return r
	}), rt.Int(1), 0, 0, 0))
	must(t, c, SubmitTimer(c, time.Hour, count, rt.Int(1), 0, 0, 0))
	eventually(t, "the timers are all that is left", func() bool { return started.Load() && jobs.active.Load() == 2 })
	cancelTimers(c)
	mustRun(t, c)
	c.Main.Reclaim()
	if n := c.Main.Objects(); n != before || fired.Load() != 1000 {
		t.Errorf("%d objects are left, %d timers fired", n-before, fired.Load())
	}
}

// A work that is used again settles no tables of its last arguments, which are gone.
func TestWorkForgetsTables(t *testing.T) {
	c := workServer(t)
	j := newWork(serverFor(c))
	j.tables = append(j.tables, 8)
	j.end()
	if again := newWork(serverFor(c)); again != j || len(again.tables) != 0 {
		t.Errorf("%d tables, the same work: %v", len(again.tables), again == j)
	} else {
		again.end()
	}
}
