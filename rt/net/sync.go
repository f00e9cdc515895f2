package rtnet

import (
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
)

// Events and locks of objects of the main heap. protect gives an object both; it lives
// until unprotect. Who has to wait gives its loop or its slot away, or, on the main
// thread, serves what contexts ask of it: they may be what it waits for.
//
// An event is made by the first that waits for it, or by prewait; before that nobody
// can signal it. A signal wakes the one that has waited longest, and is remembered if
// nobody waits.
//
// Locks are for readers or a writer, first come, first served. They know the context
// that holds them, so that a writer may lock again what it has locked, and what a
// callback still holds at its end is given up, with a report.

// A guard is what belongs to a protected object, or to a critical section.
type guard struct {
	event, set bool
	waiters    []*sleeper

	writer  *rt.Ctx
	depth   int // of the writer's locks
	readers map[*rt.Ctx]int
	queue   []*sleeper // for the lock

	object rt.Value   // that is protected; others of the same guard are what it carries
	stored []rt.Value // by contexts, see stores.go
	most   int        // notes before those of what has gone are dropped
}

// A sleeper waits for an event, or a lock.
type sleeper struct {
	woken chan struct{}
	j     *work   // to be queued, instead of waking somebody
	c     *rt.Ctx // who wants the lock
	write bool
	taken bool // and has it
}

// guards are all of them. The keys are the objects; those of critical sections, and of
// shared containers, whose addresses may become others' before contexts have let go of
// them, are integers, which nobody can protect.
var guards = struct {
	mu       sync.Mutex
	of       map[rt.Value]*guard
	sections int64
	held     map[*rt.Ctx]int // locks, by context
	main     *sleeper        // in which the main thread sleeps, while it serves nothing
}{of: map[rt.Value]*guard{}, held: map[*rt.Ctx]int{}}

// find returns the guard of o, nil with ProtectionError pending if it has none. Shared
// containers get one when it is asked for. guards.mu is held.
func find(c *rt.Ctx, o rt.Value) *guard {
	var g *guard
	if rt.IsShared(o) {
		key := rt.SharedKey(o)
		if g = guards.of[key]; g == nil {
			g = &guard{readers: map[*rt.Ctx]int{}}
			guards.of[key] = g
		}
	} else {
		g = guards.of[o]
	}
	if g == nil {
		rt.RaiseExc(c, rt.ExcProtectionError, "the object is not protected")
	}
	return g
}

// Protect gives object o of the main heap an event and a lock and returns it, owned.
func Protect(c *rt.Ctx, o rt.Value) rt.Value {
	if !rt.IsMainObject(o) {
		return rt.RaiseExc(c, rt.ExcProtectionError, "only objects of the main thread can be protected, not this '%s'", rt.TypeName(o))
	}
	if rt.IsShared(o) {
		return c.Own(o) // always protected
	}
	guards.mu.Lock()
	defer guards.mu.Unlock()
	if guards.of[o] == nil {
		g := &guard{readers: map[*rt.Ctx]int{}, object: o}
		guards.of[o] = g
		guards.of[rt.Plain(o)] = g // a list, of an instance of a class derived from list
		if c.IsMain {
			c.Own(o)
		} else if !rt.IsImmortal(o) {
			arena.Pin(uintptr(o))
		}
	}
	return c.Own(o)
}

// Unprotect ends what Protect began.
func Unprotect(c *rt.Ctx, o rt.Value) rt.Value {
	if !rt.IsMainObject(o) {
		return rt.RaiseExc(c, rt.ExcProtectionError, "only objects of the main thread can be protected, not this '%s'", rt.TypeName(o))
	}
	if rt.IsShared(o) {
		return rt.RaiseExc(c, rt.ExcProtectionError, "a '%s' object is always protected", rt.TypeName(o))
	}
	guards.mu.Lock()
	g := guards.of[o]
	used := g != nil && (len(g.waiters) > 0 || len(g.queue) > 0 || g.writer != nil || len(g.readers) > 0)
	if g != nil && !used {
		delete(guards.of, o)
		delete(guards.of, rt.Plain(o))
	}
	guards.mu.Unlock()
	switch {
	case used:
		return rt.RaiseExc(c, rt.ExcProtectionError, "the object is locked or waited for")
	case g == nil:
	case c.IsMain:
		c.Drop(o) // may run the program's code
	case !rt.IsImmortal(o):
		arena.Unpin(uintptr(o))
	}
	return rt.None
}

// Protected reports whether o is protected.
func Protected(o rt.Value) bool {
	if rt.IsShared(o) {
		return true
	}
	guards.mu.Lock()
	defer guards.mu.Unlock()
	return guards.of[o] != nil
}

// Prewait makes the event of o, so that it can be signalled before anybody waits.
func Prewait(c *rt.Ctx, o rt.Value) rt.Value {
	guards.mu.Lock()
	defer guards.mu.Unlock()
	g := find(c, o)
	if g == nil {
		return 0
	}
	g.event = true
	return c.Own(o)
}

// Wait waits for the event of o, for at most d if that is not negative: then
// WaitTimeoutError. A context cannot make the event by waiting: WaitError.
func Wait(c *rt.Ctx, o rt.Value, d time.Duration) rt.Value {
	guards.mu.Lock()
	g := find(c, o)
	if g == nil {
		guards.mu.Unlock()
		return 0
	}
	return g.wait(c, d)
}

// SignalAndWait signals s, then waits for w.
func SignalAndWait(c *rt.Ctx, s, w rt.Value, d time.Duration) rt.Value {
	if s == w {
		return rt.RaiseExc(c, rt.ExcWaitError, "the objects to signal and to wait for must differ")
	}
	guards.mu.Lock()
	gs, gw := find(c, s), (*guard)(nil)
	if gs != nil {
		gw = find(c, w)
	}
	if gw == nil || gs.noWaiters(c) || !gw.waitable(c) {
		guards.mu.Unlock()
		return 0
	}
	gs.signal()
	return gw.wait(c, d)
}

// waitable makes the event, or raises WaitError in a context. guards.mu is held.
func (g *guard) waitable(c *rt.Ctx) bool {
	if !g.event && !c.IsMain {
		rt.RaiseExc(c, rt.ExcWaitError, "nothing has been prepared for a parallel context to wait for: call prewait")
		return false
	}
	g.event = true
	return true
}

// wait releases guards.mu, which is held.
func (g *guard) wait(c *rt.Ctx, d time.Duration) rt.Value {
	if !g.waitable(c) {
		guards.mu.Unlock()
		return 0
	}
	if g.set {
		g.set = false
		guards.mu.Unlock()
		return rt.None
	}
	s := &sleeper{woken: make(chan struct{})}
	g.waiters = append(g.waiters, s)
	guards.mu.Unlock()
	woken, ok := s.sleep(c, d)
	if woken {
		return rt.None
	}
	guards.mu.Lock()
	defer guards.mu.Unlock()
	if i := slices.Index(g.waiters, s); i >= 0 {
		g.waiters = slices.Delete(g.waiters, i, i+1)
	} else if ok {
		return rt.None // at the last moment
	} else {
		g.signal() // it was for s, who does not wait any more
	}
	if ok {
		rt.RaiseExc(c, rt.ExcWaitTimeoutError, "nobody has signalled the object in time")
	}
	return 0
}

// sleep waits until s is woken. If not, d is over, or, if ok is false, the main thread
// has an exception pending.
func (s *sleeper) sleep(c *rt.Ctx, d time.Duration) (woken, ok bool) {
	var late <-chan time.Time
	if d >= 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		late = t.C
	}
	if c.IsMain {
		return serveUntil(c, s.woken, late)
	}
	rt.Blocking(c)
	defer rt.Unblocking(c)
	select {
	case <-s.woken:
		return true, true
	case <-late:
		return false, true
	}
}

// Signal wakes who has waited for o longest. NoWaitersError if nobody has ever prepared
// to.
func Signal(c *rt.Ctx, o rt.Value) rt.Value {
	guards.mu.Lock()
	defer guards.mu.Unlock()
	g := find(c, o)
	if g == nil || g.noWaiters(c) {
		return 0
	}
	g.signal()
	return rt.None
}

func (g *guard) noWaiters(c *rt.Ctx) bool {
	if !g.event {
		rt.RaiseExc(c, rt.ExcNoWaitersError, "nobody waits for the object")
	}
	return !g.event
}

func (g *guard) signal() {
	if len(g.waiters) == 0 {
		g.set = true
		return
	}
	s := g.waiters[0]
	g.waiters = slices.Delete(g.waiters, 0, 1)
	if s.j != nil {
		s.j.begin()
	} else {
		close(s.woken)
	}
}

// SubmitWait is Submit for a function that runs when o is signalled, or, with
// WaitTimeoutError for errback, when that has not happened within d, if d is not
// negative.
func SubmitWait(c *rt.Ctx, o rt.Value, d time.Duration, fn, args, kwds, callback, errback rt.Value) rt.Value {
	if !Protected(o) {
		return rt.RaiseExc(c, rt.ExcProtectionError, "the object is not protected")
	}
	j := serverFor(c).newSubmission(c, fn, args, kwds, callback, errback)
	if j == nil {
		return 0
	}
	guards.mu.Lock()
	defer guards.mu.Unlock()
	g := find(c, o)
	if g == nil { // unprotected meanwhile
		e := c.Exc
		c.Exc = 0
		j.discard(c)
		j.end()
		c.Exc = e
		return 0
	}
	g.event = true
	s := &sleeper{j: j}
	g.waiters = append(g.waiters, s)
	switch {
	case g.set:
		g.set = false
		g.signal()
	case d >= 0:
		time.AfterFunc(d, func() {
			guards.mu.Lock()
			defer guards.mu.Unlock()
			if i := slices.Index(g.waiters, s); i >= 0 {
				g.waiters = slices.Delete(g.waiters, i, i+1)
				j.late = true
				j.begin()
			}
		})
	}
	return rt.None
}

// begin queues a work that has waited.
func (j *work) begin() {
	if j.queue() {
		return
	}
	fmt.Fprintln(os.Stderr, "pxc: there is no thread to run submitted work")
	if j.main {
		arena.Unpin(uintptr(j.values))
	}
	j.lose()
}

// NewSection returns a key for a lock of its own, for Lock and Unlock.
func NewSection() rt.Value {
	guards.mu.Lock()
	defer guards.mu.Unlock()
	guards.sections++
	key := rt.Int(guards.sections)
	guards.of[key] = &guard{readers: map[*rt.Ctx]int{}}
	return key
}

// free reports whether c can have the lock now. Who reads already may read again, even
// if a writer waits. guards.mu is held.
func (g *guard) free(c *rt.Ctx, write bool) bool {
	switch {
	case g.writer != nil:
		return g.writer == c
	case write:
		return len(g.readers) == 0 && g.next() < 0
	}
	return g.readers[c] > 0 || g.next() < 0
}

// next returns who is next in the queue, -1 if nobody is. The main thread has its turn
// only while it sleeps for this lock and nothing else: if it were given one while it
// serves, and had to wait for another lock there, whoever holds that might wait for
// the first.
func (g *guard) next() int {
	return slices.IndexFunc(g.queue, func(s *sleeper) bool { return !s.c.IsMain || s == guards.main })
}

// locks counts the locks that are held, for the end of each callback.
var locks atomic.Int32

func locksHeld() bool { return locks.Load() != 0 }

// take gives the lock to c.
func (g *guard) take(c *rt.Ctx, write bool) {
	guards.held[c]++
	locks.Add(1)
	if write || g.writer == c {
		g.writer = c
		g.depth++
	} else {
		g.readers[c]++
	}
}

// Lock locks o for reading or writing: at once, or with wait when it is free. It returns
// None, False if it is not free and wait is false, or 0 with an exception pending.
func Lock(c *rt.Ctx, o rt.Value, write, wait bool) rt.Value {
	guards.mu.Lock()
	g := find(c, o)
	switch {
	case g == nil:
		guards.mu.Unlock()
		return 0
	case g.free(c, write):
		g.take(c, write)
		guards.mu.Unlock()
		return rt.None
	case !wait:
		guards.mu.Unlock()
		return rt.False
	case g.readers[c] > 0:
		guards.mu.Unlock()
		return rt.RuntimeErrorf(c, "the context reads the object that it would lock for writing: it would wait for itself")
	}
	s := &sleeper{woken: make(chan struct{}), c: c, write: write}
	g.queue = append(g.queue, s)
	guards.mu.Unlock()
	if !c.IsMain {
		s.sleep(c, -1)
		return rt.None
	}
	for {
		if _, ok := serveMain(c); !ok || !rt.Polled(c) {
			guards.mu.Lock()
			defer guards.mu.Unlock()
			i := slices.Index(g.queue, s)
			g.queue = slices.Delete(g.queue, i, i+1)
			return 0
		}
		if s.sleepMain(c, g) {
			ringMain() // for requests that have come since
			return rt.None
		}
	}
}

// sleepMain sleeps until s has the lock g, or the main thread has something to do.
func (s *sleeper) sleepMain(c *rt.Ctx, g *guard) (taken bool) {
	guards.mu.Lock()
	guards.main = s
	g.pass()
	guards.mu.Unlock()
	select {
	case <-arena.PinsWaiting():
		c.Main.Reclaim()
	case <-toMain.bell:
	case <-s.woken:
	}
	guards.mu.Lock()
	defer guards.mu.Unlock()
	guards.main = nil
	return s.taken
}

// Unlock undoes a Lock. RuntimeError if the context does not hold it.
func Unlock(c *rt.Ctx, o rt.Value, write bool) rt.Value {
	guards.mu.Lock()
	defer guards.mu.Unlock()
	g := find(c, o)
	switch {
	case g == nil:
		return 0
	case g.writer != c && (write || g.readers[c] == 0):
		return rt.RuntimeErrorf(c, "the context has not locked the object")
	}
	g.giveUp(c)
	return rt.None
}

func (g *guard) giveUp(c *rt.Ctx) {
	locks.Add(-1)
	if guards.held[c]--; guards.held[c] == 0 {
		delete(guards.held, c)
	}
	if g.writer == c {
		if g.depth--; g.depth == 0 {
			g.writer = nil
		}
	} else if g.readers[c]--; g.readers[c] == 0 {
		delete(g.readers, c)
	}
	g.pass()
}

// pass gives the lock to those whose turn it is.
func (g *guard) pass() {
	for g.writer == nil {
		i := g.next()
		if i < 0 || g.queue[i].write && len(g.readers) > 0 {
			return
		}
		s := g.queue[i]
		g.queue = slices.Delete(g.queue, i, i+1)
		g.take(s.c, s.write)
		s.taken = true
		close(s.woken)
	}
}

// releaseLocks gives up what context c still holds, because its callback has ended.
func releaseLocks(c *rt.Ctx) {
	guards.mu.Lock()
	defer guards.mu.Unlock()
	if guards.held[c] == 0 {
		return
	}
	n := guards.held[c]
	for _, g := range guards.of {
		for g.writer == c || g.readers[c] > 0 {
			g.giveUp(c)
		}
	}
	fmt.Fprintf(os.Stderr, "pxc: a parallel context has ended with %d locks held; they are released\n", n)
}
