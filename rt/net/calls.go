package rtnet

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
)

// Calls from contexts to the main thread, which serves them inside run, run_once and
// whatever else it waits in. Who waits for the result sleeps meanwhile, without its
// loop or its slot, so the main thread copies from and into that context's own
// memory. Who does not wait sends a copy.

// A mainCall is one such request. They are pooled.
type mainCall struct {
	values rt.Value   // tuple of function, tuple of arguments, dict of more or None
	from   *rt.Ctx    // who waits, nil if nobody does
	heap   arena.Heap // of values, if nobody waits
	tables []uintptr
	done   chan struct{}
	reply  rt.Graph // the result or the exception, in from's arena
	raised bool
	store  rt.Value // the protected object that is changed; 0: this is no store
	same   bool     // and it is the result
	next   *mainCall
}

// toMain are the requests to the main thread.
var toMain = struct {
	mu         sync.Mutex
	head, tail *mainCall
	free       *mainCall
	nfree      int
	bell       chan struct{} // something for the main thread to look at
	finished   atomic.Bool   // a work has ended: what run_once waits for
	running    bool          // main thread: run or run_once is active
}{}

func init() { toMain.bell = make(chan struct{}, 1) }

// ringMain wakes the main thread, if it waits.
func ringMain() {
	select {
	case toMain.bell <- struct{}{}:
	default:
	}
}

// CallMain has the main thread call fn(*args, **kwds); anything but a tuple is a
// single argument, and 0 and None stand for none. The arguments are copied there. With wait it
// returns a copy of the result, or 0 with what was raised pending; without, None at
// once, and what is raised comes out of run(). The main thread itself calls at once.
func CallMain(c *rt.Ctx, fn, args, kwds rt.Value, wait bool) rt.Value {
	switch {
	case !rt.Callable(fn):
		return rt.TypeErrorf(c, "a call from the main thread needs a callable, not '%s'", rt.TypeName(fn))
	case kwds == 0:
		kwds = rt.None
	case kwds != rt.None && !rt.IsDict(kwds):
		return rt.TypeErrorf(c, "kwds must be a dict or None, not '%s'", rt.TypeName(kwds))
	}
	if args = argTuple(c, args); args == 0 {
		return 0
	}
	if c.IsMain {
		r := callWith(c, fn, args, kwds)
		c.Drop(args)
		if r != 0 && !wait {
			c.Drop(r)
			r = rt.None
		}
		return r
	}
	q := newMainCall()
	q.values = rt.Tuple3(c, fn, args, kwds)
	if wait {
		return q.await(c)
	}
	g, ok := rt.Send(c, &q.heap, q.values)
	if !ok {
		q.heap.Free(&c.Arena)
		q.end()
		return 0
	}
	q.tables, q.values = g.Keep(q.tables), g.Root
	q.post()
	return rt.None
}

func callWith(c *rt.Ctx, fn, args, kwds rt.Value) rt.Value {
	if kwds == rt.None {
		kwds = 0
	}
	return rt.WithKeywords(c, args, kwds, func(all, names rt.Value) rt.Value { return rt.CallKw(c, fn, all, names) })
}

func newMainCall() *mainCall {
	toMain.mu.Lock()
	defer toMain.mu.Unlock()
	q := toMain.free
	if q == nil {
		return &mainCall{done: make(chan struct{}, 1)}
	}
	toMain.free, q.next = q.next, nil
	toMain.nfree--
	return q
}

func (q *mainCall) end() {
	q.values, q.from, q.reply, q.raised, q.store, q.same = 0, nil, rt.Graph{}, false, 0, false
	toMain.mu.Lock()
	defer toMain.mu.Unlock()
	if toMain.nfree < freeWorks {
		q.next, toMain.free = toMain.free, q
		toMain.nfree++
	}
}

func (q *mainCall) post() {
	toMain.mu.Lock()
	if toMain.tail == nil {
		toMain.head = q
	} else {
		toMain.tail.next = q
	}
	toMain.tail = q
	toMain.mu.Unlock()
	ringMain()
}

// await posts q for context c and waits for the answer.
func (q *mainCall) await(c *rt.Ctx) rt.Value {
	q.from = c
	rt.Blocking(c)
	q.post()
	<-q.done
	rt.Unblocking(c)
	reply, raised, store := q.reply, q.raised, q.store
	same := q.same
	q.end()
	reply.Settle(c)
	switch {
	case same:
		return store
	case !raised:
		return reply.Root
	case reply.Root == 0:
		return rt.NoMemory(c)
	}
	return rt.Reraise(c, reply.Root)
}

// serveMain serves the requests that have been posted. It reports how many, and false
// with an exception pending if a call raised for which nobody waits; what was posted
// behind it is still there. Main thread.
func serveMain(c *rt.Ctx) (n int, ok bool) {
	for ; ; n++ {
		toMain.mu.Lock()
		q := toMain.head
		if q != nil {
			if toMain.head = q.next; toMain.head == nil {
				toMain.tail = nil
			}
			q.next = nil
		}
		toMain.mu.Unlock()
		if q == nil {
			return n, true
		}
		if !q.serve(c) {
			return n + 1, false
		}
	}
}

// serve performs q. It returns false with an exception pending that nobody waits for.
func (q *mainCall) serve(c *rt.Ctx) bool {
	values, from := rt.ToMain(c, q.values), q.from
	if from == nil {
		q.heap.Free(&c.Arena)
		q.end() // it is somebody else's from now on
	}
	var result rt.Value
	if values != 0 {
		if q.store != 0 && from != nil {
			result = q.perform(c, values)
		} else {
			result = callWith(c, rt.TupleItem(values, 0), rt.TupleItem(values, 1), rt.TupleItem(values, 2))
		}
		c.Drop(values)
	}
	if from == nil {
		c.Drop(result)
		return result != 0
	}
	q.raised = result == 0
	if q.raised {
		result = rt.Catch(c)
		rt.EndCatch(c, 0)
	}
	reply, ok := rt.FromMain(c, from, result)
	if !ok {
		c.Drop(rt.Catch(c))
		rt.EndCatch(c, 0)
		reply, q.raised = rt.Graph{}, true
	}
	c.Drop(result)
	q.reply = reply
	q.done <- struct{}{}
	return true
}

// serveUntil serves until done is closed, or late receives. ok is false with an exception
// pending if something raised before. Main thread.
func serveUntil(c *rt.Ctx, done <-chan struct{}, late <-chan time.Time) (over, ok bool) {
	for {
		if _, ok := serveMain(c); !ok || !rt.Polled(c) {
			return false, false
		}
		select {
		case <-arena.PinsWaiting():
			c.Main.Reclaim()
		case <-toMain.bell:
		case <-done:
			return true, true
		case <-late:
			return false, true
		}
	}
}

// requested reports whether requests wait.
func requested() bool {
	toMain.mu.Lock()
	defer toMain.mu.Unlock()
	return toMain.head != nil
}

// idle reports whether nothing will ask anything of the main thread any more, as far
// as works are concerned. Works count until their requests are posted.
func idle() bool { return jobs.active.Load() == 0 && !requested() }

// Run serves until the program is told to end and everything in flight is finished,
// or, if it has no servers, until all works are done. It returns None, or 0 with an
// exception pending. Main thread.
func Run(c *rt.Ctx) rt.Value {
	s, ok := ready(c)
	if !ok {
		return 0
	}
	if s.foreign {
		return rt.None // the Go program decides how long it runs
	}
	defer s.leave(c)
	served := s.done
	var late, again <-chan time.Time
	for {
		if s.opened {
			if err := s.begin(); err != nil {
				return raiseError(c, err)
			}
		}
		if _, ok := serveMain(c); !ok || !rt.Polled(c) {
			return 0
		}
		c.Main.AtRest()
		if (!s.opened || served == nil) && idle() {
			return rt.None
		}
		select {
		case <-arena.PinsWaiting():
			again = reclaim(c)
		case <-again:
			again = reclaim(c)
		case <-toMain.bell:
		case <-served:
			served = nil
			cancelTimers(c)
			late = time.After(time.Until(s.drainBy()))
		case <-late:
			return rt.None
		}
	}
}

// reclaim frees what it can, and returns when to try again what contexts may still see;
// nil if there is nothing.
func reclaim(c *rt.Ctx) <-chan time.Time {
	if c.Main.Reclaim() == 0 {
		return nil
	}
	return time.After(reclaimAgain)
}

const reclaimAgain = 50 * time.Millisecond

// RunOnce serves until one round of events has been dealt with. Main thread.
func RunOnce(c *rt.Ctx) rt.Value {
	s, ok := ready(c)
	if !ok {
		return 0
	}
	if s.foreign {
		return rt.None
	}
	defer s.leave(c)
	if s.opened {
		select {
		case <-s.round: // of an earlier call that ended for another reason
		default:
		}
		s.waiting.Store(true)
		if err := s.begin(); err != nil {
			return raiseError(c, err)
		}
	}
	for {
		last := !s.opened && idle()
		n, ok := serveMain(c)
		if !ok || !rt.Polled(c) {
			return 0
		}
		if toMain.finished.Swap(false) || n > 0 || last {
			return rt.None
		}
		select {
		case <-arena.PinsWaiting():
			c.Main.Reclaim()
		case <-toMain.bell:
		case <-s.round:
			return rt.None
		case <-s.done:
			return rt.None
		}
	}
}

// ready checks that there is something to run, and that it is not run already: what
// runs inside a call from the main thread would wait for itself.
func ready(c *rt.Ctx) (*Server, bool) {
	s, ok := serverOf(c)
	switch {
	case !ok:
		return nil, false
	case toMain.running:
		rt.RuntimeErrorf(c, "the main thread is inside run() already")
		return nil, false
	case !s.opened && !jobs.ever.Load():
		rt.RaiseExc(c, rt.ExcAsyncRunCalledWithoutEventsError, "no server has been registered and no work submitted")
		return nil, false
	}
	toMain.running = !s.foreign
	return s, true
}

// leave ends what ready began. What works have given back is freed.
func (s *Server) leave(c *rt.Ctx) {
	toMain.running = false
	c.Main.Reclaim()
}

// serverFor returns the server whose settings apply to what runs on c.
func serverFor(c *rt.Ctx) *Server {
	switch o := c.Owner.(type) {
	case *Server:
		return o
	case *worker:
		if o.loop != nil {
			return o.loop.srv
		}
		if o.job != nil {
			return o.job.srv
		}
	}
	return program.Load()
}

// program is the server of the program, for contexts that a Go program has made.
var program atomic.Pointer[Server]
