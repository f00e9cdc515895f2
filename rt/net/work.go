package rtnet

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// Work that no connection asks for: a function with its arguments runs in a context
// of its own, on a thread of the pool that loops take their threads from. Each has
// a heap for its lifetime, as a connection has: what another context has sent lies
// there, copied; what the main thread has sent is referred to, and held by a count
// that the main thread takes when it submits and gives up when it reclaims.
//
// As many jobs run at once as there are loops. A job that is about to sleep gives
// its slot away (rt.Blocking), and one that computes for long while others are queued
// loses it to the pulse. So jobs that wait for each other, or for ever, do not keep
// others from running; each has a thread of its own then, up to maxThreads.
//
// callback and errback run in the job's context, as PyParallel's do: what func has
// returned or raised is handed over as it is.

// A work is one submitted function. Works are pooled.
type work struct {
	srv    *Server
	values rt.Value // tuple of func, args, kwds or None, callback or None, errback or None
	main   bool     // values is the main thread's, which counts the reference
	heap   arena.Heap
	tables []uintptr // to be settled, see rt.Graph
	next   *work
	gather *gathering // whose part this is, nil for most
	part   int
	timer  *time.Timer // kept for reuse; see SubmitTimer
	timed  bool        // it runs
	before *work       // of those that are timed
	late   bool        // what it waited for has not come
	run    runner      // that it is a run of, nil for most
}

// A runner has its function run again and again.
type runner interface {
	// call calls f, which calls the function, and returns what becomes of its result.
	call(c *rt.Ctx, f func() rt.Value) rt.Value
}

// Items of work.values.
const (
	workFunc = iota
	workArgs
	workKwds
	workCallback
	workErrback
	workItems
)

// jobs are the works of the process.
var jobs struct {
	mu         sync.Mutex
	head, tail *work
	free       *work
	nfree      int
	running    []*worker // threads that run works
	slots      int       // held by some of them
	limit      int       // of slots
	pulse      *time.Timer
	beats      uint64 // pulses so far
	beating    bool   // another will come

	active atomic.Int32 // submitted and not done
	ever   atomic.Bool
}

const (
	freeWorks = 1 << 10 // kept for reuse
	pulseTime = 10 * time.Millisecond
)

// newWork returns a work for s, which counts as active from now on.
func newWork(s *Server) *work {
	jobs.mu.Lock()
	j := jobs.free
	if j != nil {
		jobs.free, j.next = j.next, nil
		jobs.nfree--
	}
	jobs.mu.Unlock()
	if j == nil {
		j = new(work)
	}
	j.srv = s
	j.heap.Limit = uintptr(s.cfg.ConnMemory)
	jobs.active.Add(1)
	jobs.ever.Store(true)
	return j
}

// end gives up j, whose memory is free.
func (j *work) end() {
	j.values, j.srv, j.main, j.gather, j.late, j.run = 0, nil, false, nil, false, nil
	j.tables = j.tables[:0]
	jobs.mu.Lock()
	if jobs.nfree < freeWorks {
		j.next = jobs.free
		jobs.free = j
		jobs.nfree++
	}
	jobs.mu.Unlock()
	jobs.active.Add(-1)
	toMain.finished.Store(true)
	ringMain()
}

// Submit has a thread run func(*args, **kwds) in a context of its own, then callback
// with the result, or errback with a tuple of the exception's class, the exception and
// its traceback. Anything but a tuple is a single argument; None and 0 stand for what
// is not given. It returns None, or 0 with an exception pending. Any context.
func Submit(c *rt.Ctx, fn, args, kwds, callback, errback rt.Value) rt.Value {
	s := serverFor(c)
	j := s.newSubmission(c, fn, args, kwds, callback, errback)
	if j == nil {
		return 0
	}
	if !j.queue() {
		j.discard(c)
		j.end()
		return rt.RuntimeErrorf(c, "there is no thread to run the work")
	}
	return rt.None
}

// newSubmission returns a work with what Submit is given, nil with an exception pending.
func (s *Server) newSubmission(c *rt.Ctx, fn, args, kwds, callback, errback rt.Value) *work {
	values, ok := pack(c, fn, args, kwds, callback, errback)
	if !ok {
		return nil
	}
	if c.IsMain {
		rt.ImportLazy(c)
	}
	j := newWork(s)
	if !j.load(c, values) {
		j.end()
		return nil
	}
	return j
}

// pack checks the arguments of Submit and makes the tuple of them, owned.
func pack(c *rt.Ctx, fn, args, kwds, callback, errback rt.Value) (rt.Value, bool) {
	for _, f := range [...]struct {
		v        rt.Value
		name     string
		optional bool
	}{{fn, "func", false}, {callback, "callback", true}, {errback, "errback", true}} {
		if f.optional && (f.v == 0 || f.v == rt.None) {
			continue
		}
		if !rt.Callable(f.v) {
			rt.TypeErrorf(c, f.name+" must be callable, not '%s'", rt.TypeName(f.v))
			return 0, false
		}
	}
	if kwds != 0 && kwds != rt.None && !rt.IsDict(kwds) {
		rt.TypeErrorf(c, "kwds must be a dict or None, not '%s'", rt.TypeName(kwds))
		return 0, false
	}
	args = argTuple(c, args)
	t := rt.NewTuple(c, workItems)
	if args == 0 || t == 0 {
		c.Drop(args)
		return 0, false
	}
	for i, v := range [workItems]rt.Value{fn, args, kwds, callback, errback} {
		if v == 0 {
			v = rt.None
		}
		rt.TupleInit(t, i, c.Own(v))
	}
	c.Drop(args)
	return t, true
}

// argTuple makes a tuple of what was given for args, owned.
func argTuple(c *rt.Ctx, args rt.Value) rt.Value {
	switch {
	case args == 0 || args == rt.None:
		return rt.NewTuple(c, 0)
	case rt.IsTuple(args):
		return c.Own(args)
	}
	return rt.Tuple1(c, args)
}

// load takes over values, an owned tuple of context c.
func (j *work) load(c *rt.Ctx, values rt.Value) bool {
	if c.IsMain {
		j.values, j.main = values, true
		return true
	}
	g, ok := rt.Send(c, &j.heap, values)
	if !ok {
		j.heap.Free(&c.Arena)
		return false
	}
	j.tables = g.Keep(j.tables)
	j.values = g.Root
	return true
}

// discard frees what load took.
func (j *work) discard(c *rt.Ctx) {
	if j.main && c.IsMain {
		c.Drop(j.values)
	} else if j.main {
		arena.Unpin(uintptr(j.values))
	}
	j.heap.Free(&c.Arena)
}

// queue has a thread run j. It reports false when there is none and will be none.
func (j *work) queue() bool {
	jobs.mu.Lock()
	if jobs.tail == nil {
		jobs.head = j
	} else {
		jobs.tail.next = j
	}
	jobs.tail = j
	jobs.limit = max(j.srv.cfg.Workers, 1)
	if jobs.slots < jobs.limit && !addSlot() && !threads.any() {
		jobs.head, jobs.tail = nil, nil // it was alone: nothing has ever run
		jobs.mu.Unlock()
		return false
	}
	beat()
	jobs.mu.Unlock()
	return true
}

// addSlot starts a thread for works. jobs.mu is held.
func addSlot() bool {
	w := threads.reserve()
	if w == nil {
		return false
	}
	w.slot = true
	jobs.slots++
	jobs.running = append(jobs.running, w)
	threads.give(w, nil)
	return true
}

// beat makes sure that the queue is looked at again. jobs.mu is held.
func beat() {
	if jobs.beating || jobs.head == nil {
		return
	}
	jobs.beating = true
	if jobs.pulse == nil {
		jobs.pulse = time.AfterFunc(pulseTime, onPulse)
	} else {
		jobs.pulse.Reset(pulseTime)
	}
}

// onPulse takes the slots of works that have run since before the last pulse, and
// fills the free ones: there may have been no threads for them.
func onPulse() {
	jobs.mu.Lock()
	defer jobs.mu.Unlock()
	jobs.beating = false
	jobs.beats++
	for _, w := range jobs.running {
		if w.slot && w.since+1 < jobs.beats {
			w.slot, w.hog = false, true
			jobs.slots--
		}
	}
	fillSlots()
	beat()
}

// fillSlots starts threads for what is queued. jobs.mu is held.
func fillSlots() {
	for j := jobs.head; j != nil && jobs.slots < jobs.limit && addSlot(); {
		j = j.next
	}
}

// leaveSlot is called by a thread whose work is about to sleep.
func (w *worker) leaveSlot() {
	jobs.mu.Lock()
	w.hog = false
	if w.slot {
		w.slot = false
		jobs.slots--
		fillSlots()
	}
	jobs.mu.Unlock()
}

// takeWork returns the next work for w, nil if there is none, or w has lost its slot
// and there is no other.
func (w *worker) takeWork() *work {
	jobs.mu.Lock()
	defer jobs.mu.Unlock()
	j := jobs.head
	w.hog = false
	if !w.slot && j != nil && jobs.slots < jobs.limit {
		w.slot = true
		jobs.slots++
	}
	if j == nil || !w.slot {
		if w.slot {
			w.slot = false
			jobs.slots--
		}
		at := slices.Index(jobs.running, w)
		jobs.running = slices.Delete(jobs.running, at, at+1)
		return nil
	}
	if jobs.head = j.next; jobs.head == nil {
		jobs.tail = nil
	}
	j.next = nil
	w.since = jobs.beats
	return j
}

// work runs works while there are some and the thread has a slot.
func (w *worker) work() {
	for j := w.takeWork(); j != nil; j = w.takeWork() {
		w.runWork(j)
	}
}

// runWork runs j and frees all that it has made.
func (w *worker) runWork(j *work) {
	c := w.c
	c.SetLimit(uintptr(j.srv.cfg.Memory))
	w.enterEpoch()
	w.job, c.Heap = j, &j.heap
	snap := c.Snapshot()
	w.callWork(j)
	if locksHeld() {
		releaseLocks(c)
	}
	if invariants.Enabled && (c.Exc != 0 || c.Handled != 0 || c.InCalls() != 0) {
		invariants.Failf("a submitted function leaves exception %#x, handled %#x, depth %d", c.Exc, c.Handled, c.InCalls())
	}
	if !w.broken {
		c.EndSince(snap)
	}
	w.broken = false
	c.DropDirty()
	j.discard(c)
	if c.Used() > fatArena {
		w.fat = true
	}
	c.Rollback(snap)
	c.LeaveShared()
	if c.Poll.Load() != 0 {
		c.Poll.And(^uint32(arena.PollMemory))
	}
	w.job, c.Heap = nil, nil
	w.leaveEpoch()
	j.end()
}

// repeated runs the function of j, which is one of many runs of it.
func (j *work) repeated(c *rt.Ctx) rt.Value {
	return j.run.call(c, func() rt.Value {
		return callWith(c, rt.TupleItem(j.values, workFunc), rt.TupleItem(j.values, workArgs), rt.TupleItem(j.values, workKwds))
	})
}

// callWork runs the Python code of j.
func (w *worker) callWork(j *work) {
	c := w.c
	if !invariants.Enabled {
		defer w.containWork()
	}
	if invariants.Enabled && arena.Stress.HandOver {
		rt.Blocking(c)
		rt.Unblocking(c)
	}
	g := rt.Graph{Root: j.values}
	g.Take(j.tables)
	g.Settle(c)
	item := func(i int) rt.Value { return rt.TupleItem(j.values, i) }
	var result rt.Value
	if j.late {
		rt.RaiseExc(c, rt.ExcWaitTimeoutError, "nobody has signalled the object in time")
	} else if j.run != nil {
		result = j.repeated(c)
	} else {
		result = callWith(c, item(workFunc), item(workArgs), item(workKwds))
	}
	if j.gather != nil {
		j.gather.finish(c, j.part, result)
		return
	}
	if f := item(workCallback); result != 0 && f != rt.None {
		result = rt.Call1(c, f, result)
	}
	if result != 0 {
		return
	}
	e := rt.Catch(c)
	if f := item(workErrback); f != rt.None {
		if rt.Call1(c, f, rt.Tuple3(c, rt.ClassOf(e), e, rt.Traceback(c, e))) != 0 {
			rt.EndCatch(c, 0)
			return
		}
		e = rt.Catch(c)
	}
	rt.EndCatch(c, 0)
	if !rt.IsInstance(e, rt.BuiltinClass(rt.ExcSystemExit)) { // as in CPython's threads
		rt.PrintException(c, e)
	}
}

// containWork ends a work that has run into a bug of the runtime.
func (w *worker) containWork() {
	e := recover()
	if e == nil {
		return
	}
	internalError("submitted work", "the work is given up", e)
	w.c.Recover()
	w.broken = true
	if g := w.job.gather; g != nil && !g.parts[w.job.part].ended {
		g.finish(w.c, w.job.part, rt.RuntimeErrorf(w.c, "internal error"))
	}
}
