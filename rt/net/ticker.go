package rtnet

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
)

// A Ticker runs a function as work, again and again; what that returned last can be
// read. It belongs to a Python object, a shared container of one item, and that refers
// to the function and its arguments. While it is on, it counts as active work and holds
// its object. Runs do not overlap: one that is due while the last is not over is left
// out.
type Ticker struct {
	object rt.Value // of the main heap
	values rt.Value // of workItems, in a slot of object
	srv    *Server
	due    time.Duration // from start to the first run
	period time.Duration // from run to run; 0: there is one run

	mu      sync.Mutex
	timer   *time.Timer
	on      bool
	running bool
	starts  uint64 // so far: a timer of an earlier start has nothing to do any more
	ended   bool   // cannot be started again

	Count    atomic.Int64 // runs
	Skipped  atomic.Int64 // runs left out
	Duration atomic.Int64 // of the last run, in microseconds
}

// tickers are those that are on.
var tickers struct {
	sync.Mutex
	on map[*Ticker]bool
}

// NewTicker returns a ticker that is off. values, a tuple that Pack has made, lives as
// long as object. Main thread.
func NewTicker(c *rt.Ctx, object, values rt.Value, due, period time.Duration) *Ticker {
	atDrain = stopTickers
	return &Ticker{object: object, values: values, srv: serverFor(c), due: due, period: period}
}

// Pack checks the arguments of Submit and returns the tuple of them, owned; false with
// an exception pending.
func Pack(c *rt.Ctx, fn, args, kwds, callback, errback rt.Value) (rt.Value, bool) {
	return pack(c, fn, args, kwds, callback, errback)
}

// Start has the function run from now on, if it does not already. False with an
// exception pending. Any context.
func (t *Ticker) Start(c *rt.Ctx) bool {
	if t.srv.stopped() {
		rt.RuntimeErrorf(c, "the program has been told to end: no timer is started any more")
		return false
	}
	if c.IsMain {
		rt.ImportLazy(c)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.ended:
		rt.RuntimeErrorf(c, "the timer has been shut down")
		return false
	case t.on:
		return true
	}
	t.on = true
	t.starts++
	if c.IsMain {
		c.Own(t.object)
	} else {
		arena.Pin(uintptr(t.object))
	}
	jobs.active.Add(1)
	jobs.ever.Store(true)
	tickers.Lock()
	if tickers.on == nil {
		tickers.on = map[*Ticker]bool{}
	}
	tickers.on[t] = true
	tickers.Unlock()
	t.arm(t.due)
	return true
}

// arm sets the timer. t.mu is held.
func (t *Ticker) arm(d time.Duration) {
	n := t.starts
	t.timer = time.AfterFunc(d, func() { t.fire(n) })
}

// Stop ends what Start began; a run that is under way is finished. With end, it cannot
// be started again.
func (t *Ticker) Stop(end bool) {
	t.mu.Lock()
	t.ended = t.ended || end
	t.stop()
	t.mu.Unlock()
}

// stop is Stop with t.mu held.
func (t *Ticker) stop() {
	if !t.on {
		return
	}
	t.on = false
	t.timer.Stop()
	tickers.Lock()
	delete(tickers.on, t)
	tickers.Unlock()
	arena.Unpin(uintptr(t.object))
	jobs.active.Add(-1)
	toMain.finished.Store(true)
	ringMain()
}

// stopTickers stops all: the program drains.
func stopTickers() {
	tickers.Lock()
	var all []*Ticker
	for t := range tickers.on {
		all = append(all, t)
	}
	tickers.Unlock()
	for _, t := range all {
		t.Stop(false)
	}
}

// On reports whether it is on.
func (t *Ticker) On() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.on
}

// fire queues a run, of start number n.
func (t *Ticker) fire(n uint64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.on || t.starts != n {
		return
	}
	if t.period > 0 {
		t.arm(t.period)
	}
	if t.running {
		t.Skipped.Add(1)
		return
	}
	t.running = true
	j := newWork(t.srv)
	arena.Pin(uintptr(t.values)) // which t.object holds
	j.values, j.main = t.values, true
	j.run = t
	if !j.queue() {
		fmt.Fprintln(os.Stderr, "pxc: there is no thread to run a timer's function")
		arena.Unpin(uintptr(j.values))
		j.lose()
		t.running = false
	}
}

// call is a run, in its context. It keeps what the function returns: 0 with an exception
// pending.
func (t *Ticker) call(c *rt.Ctx, f func() rt.Value) rt.Value {
	begin := time.Now()
	defer t.ran(begin)
	result := f()
	if result != 0 {
		if _, ok := rt.SharedOf(t.object).ListSet(c, 0, result); !ok {
			return 0
		}
	}
	return result
}

// ran notes that a run is over, whatever has become of it.
func (t *Ticker) ran(begin time.Time) {
	t.Duration.Store(int64(time.Since(begin) / time.Microsecond))
	t.Count.Add(1)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.running = false
	if t.period == 0 {
		t.stop()
	}
}
