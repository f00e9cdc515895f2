package rtnet

import (
	"io"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// raises checks that a call raised exception id.
func raises(t *testing.T, c *rt.Ctx, id uint32, r rt.Value) {
	t.Helper()
	if r != 0 || !rt.MatchPending(c, id) {
		t.Errorf("got %#x, want %s", uint64(r), rt.GoString(rt.ClassNameOf(rt.BuiltinClass(id))))
	}
	if r == 0 {
		c.Drop(rt.Catch(c))
		rt.EndCatch(c, 0)
	}
}

// inWork runs f in a context and waits for it.
func inWork(t *testing.T, c *rt.Ctx, f func(c *rt.Ctx)) {
	t.Helper()
	must(t, c, Submit(c, fn1(func(c *rt.Ctx, _ rt.Value) rt.Value { f(c); return rt.None }), rt.Int(1), 0, 0, 0))
	mustRun(t, c)
}

func protectedList(t *testing.T, c *rt.Ctx) rt.Value {
	o := rt.NewList(c, 0)
	c.Drop(Protect(c, o))
	t.Cleanup(func() {
		must(t, c, Unprotect(c, o))
		c.Drop(o)
	})
	return o
}

func TestProtect(t *testing.T) {
	c := workServer(t)
	o := rt.NewList(c, 0)
	raises(t, c, rt.ExcProtectionError, Lock(c, o, true, true))
	raises(t, c, rt.ExcProtectionError, Wait(c, o, -1))
	raises(t, c, rt.ExcProtectionError, Protect(c, rt.Int(5)))
	inWork(t, c, func(c *rt.Ctx) {
		l := rt.NewList(c, 0)
		raises(t, c, rt.ExcProtectionError, Protect(c, l))
		raises(t, c, rt.ExcProtectionError, Unprotect(c, l))
		if must(t, c, Protect(c, o)) != o || !Protected(o) {
			t.Error("an object of the main thread cannot be protected by a context")
		}
	})
	c.Main.Reclaim()
	c.Drop(o) // it lives on
	must(t, c, Lock(c, o, false, true))
	raises(t, c, rt.ExcProtectionError, Unprotect(c, o))
	must(t, c, Unlock(c, o, false))
	raises(t, c, rt.ExcRuntimeError, Unlock(c, o, false))
	c.Own(o)
	inWork(t, c, func(c *rt.Ctx) { must(t, c, Unprotect(c, o)) })
	if Protected(o) {
		t.Error("still protected")
	}
	c.Drop(o)
}

func TestEvents(t *testing.T) {
	c := workServer(t)
	o, p := protectedList(t, c), protectedList(t, c)
	raises(t, c, rt.ExcNoWaitersError, Signal(c, o))
	raises(t, c, rt.ExcNoWaitersError, SignalAndWait(c, o, p, -1))
	raises(t, c, rt.ExcWaitError, SignalAndWait(c, o, o, -1))
	inWork(t, c, func(c *rt.Ctx) { raises(t, c, rt.ExcWaitError, Wait(c, o, -1)) })
	c.Drop(must(t, c, Prewait(c, o)))
	must(t, c, Signal(c, o))
	must(t, c, Wait(c, o, -1))
	raises(t, c, rt.ExcWaitTimeoutError, Wait(c, o, time.Millisecond))
	inWork(t, c, func(c *rt.Ctx) { raises(t, c, rt.ExcWaitTimeoutError, Wait(c, o, time.Millisecond)) })

	// A work that waits for an object: signalled before, in time, and never.
	var ran, late atomic.Int64
	run := fn1(func(c *rt.Ctx, _ rt.Value) rt.Value { ran.Add(1); return rt.None })
	missed := fn1(func(c *rt.Ctx, e rt.Value) rt.Value {
		if rt.TupleItem(e, 0) == rt.BuiltinClass(rt.ExcWaitTimeoutError) {
			late.Add(1)
		}
		return rt.None
	})
	must(t, c, Signal(c, o))
	must(t, c, SubmitWait(c, o, -1, run, rt.Int(1), 0, 0, missed))
	mustRun(t, c)
	must(t, c, SubmitWait(c, o, time.Hour, run, rt.Int(1), 0, 0, missed))
	must(t, c, Signal(c, o))
	mustRun(t, c)
	must(t, c, SubmitWait(c, o, time.Millisecond, run, rt.Int(1), 0, 0, missed))
	mustRun(t, c)
	if ran.Load() != 2 || late.Load() != 1 {
		t.Errorf("%d ran, %d were late", ran.Load(), late.Load())
	}
}

// A lock that nobody gives up goes with the context, and the next one has it.
func TestLocksEndWithTheirContext(t *testing.T) {
	c := workServer(t)
	o := protectedList(t, c)
	text := captureStderr(t, func() {
		inWork(t, c, func(c *rt.Ctx) {
			must(t, c, Lock(c, o, false, true))
			raises(t, c, rt.ExcRuntimeError, Lock(c, o, true, true))
			must(t, c, Lock(c, o, false, true))
		})
	})
	if !strings.Contains(text, "2 locks held") || locksHeld() {
		t.Errorf("stderr %q, held %v", text, locksHeld())
	}
	must(t, c, Lock(c, o, true, true))
	must(t, c, Lock(c, o, false, true)) // the writer may
	inWork(t, c, func(c *rt.Ctx) {
		if Lock(c, o, false, false) != rt.False || Lock(c, o, true, false) != rt.False {
			t.Error("a locked object was locked")
		}
	})
	must(t, c, Unlock(c, o, false))
	must(t, c, Unlock(c, o, true))
}

// Readers, writers, signals and calls of the main thread, by many contexts at once and
// the main thread too: writers are alone, nobody waits for ever.
func TestHammerLocks(t *testing.T) {
	c := workServer(t)
	o, event := protectedList(t, c), protectedList(t, c)
	c.Drop(must(t, c, Prewait(c, event)))
	var readers, writers, entered atomic.Int64
	inside := func(write bool) {
		if write {
			if writers.Add(1) != 1 || readers.Load() != 0 {
				t.Error("a writer is not alone")
			}
			writers.Add(-1)
			return
		}
		readers.Add(1)
		if writers.Load() != 0 {
			t.Error("a reader meets a writer")
		}
		readers.Add(-1)
	}
	onMain := fn1(func(c *rt.Ctx, a rt.Value) rt.Value {
		must(t, c, Lock(c, o, true, true))
		inside(true)
		must(t, c, Unlock(c, o, true))
		return rt.None
	})
	end := time.Now().Add(hammerTime())
	work := fn1(func(c *rt.Ctx, a rt.Value) rt.Value {
		for i := int64(0); time.Now().Before(end); i++ {
			write := (i+a.Int())%3 == 0
			must(t, c, Lock(c, o, write, true))
			inside(write)
			if i%7 == 0 {
				rt.Blocking(c)
				time.Sleep(10 * time.Microsecond)
				rt.Unblocking(c)
			}
			must(t, c, Unlock(c, o, write))
			switch i % 5 {
			case 1:
				must(t, c, CallMain(c, onMain, rt.Int(1), 0, true))
			case 2:
				must(t, c, Signal(c, event))
			case 3:
				if Wait(c, event, time.Millisecond) == 0 {
					raises(t, c, rt.ExcWaitTimeoutError, 0)
				}
			}
			entered.Add(1)
		}
		return rt.None
	})
	for i := range int64(12) {
		must(t, c, Submit(c, work, rt.Int(i), 0, 0, 0))
	}
	for time.Now().Before(end) {
		must(t, c, Lock(c, o, true, true))
		inside(true)
		must(t, c, Unlock(c, o, true))
		if Wait(c, event, time.Millisecond) == 0 {
			raises(t, c, rt.ExcWaitTimeoutError, 0)
		}
	}
	mustRun(t, c)
	if locksHeld() {
		t.Error("locks are held")
	}
	t.Logf("%d rounds", entered.Load())
}

// captureStderr returns what is written to stderr while f runs.
func captureStderr(t *testing.T, f func()) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	old := os.Stderr
	os.Stderr = w
	defer func() { os.Stderr = old }()
	f()
	_ = w.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
