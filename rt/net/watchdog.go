package rtnet

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// A watchdog finds callbacks that neither return nor block where the runtime
// knows of it, and gives their loops to spare threads. One serves all loops. It
// looks every tick; a loop whose token shows the same callback twice in a row is
// taken from it.
//
// It costs wake-ups, so it runs only while callbacks run: after a tick without one it
// sleeps until the next callback arms it.
type watchdog struct {
	srv    *Server
	asleep atomic.Bool
	kick   chan struct{}
	seen   []uint64 // token word of each loop at the last tick
	procs  int      // GOMAXPROCS as last set here
	calm   int      // ticks since a callback last computed
	robbed []victim // callbacks that have lost their loops to the watchdog
}

// A victim is a callback that computes on without its loop.
type victim struct {
	w        *worker
	returned uint64 // w.returned when it was robbed: the next one is this callback
	since    time.Time
	told     bool
}

const (
	watchdogTick = 5 * time.Millisecond
	calmTicks    = 200 // before processors are given back
)

// tooLong is after how long a callback that computes is reported.
var tooLong = 10 * time.Second

func newWatchdog(s *Server) *watchdog {
	d := &watchdog{srv: s, kick: make(chan struct{}, 1), seen: make([]uint64, len(s.loops))}
	d.asleep.Store(true)
	return d
}

// arm makes sure the watchdog watches. Called after a token has entered state
// python: either this load sees it asleep, or its last look sees the token.
func (d *watchdog) arm() {
	if d.asleep.Load() && d.asleep.CompareAndSwap(true, false) {
		d.kick <- struct{}{}
	}
}

// run watches until stop is closed.
func (d *watchdog) run(stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		case <-d.kick:
		}
		d.look()
		for active, again := false, true; again; {
			d.sleep(active)
			if d.srv.ended() {
				return
			}
			active = d.look()
			procs, computing := d.balance(), d.report()
			again = active || procs || computing
		}
		d.asleep.Store(true)
		for _, l := range d.srv.loops {
			if l.token.running() {
				d.arm()
				break
			}
		}
	}
}

// sleep waits for a tick. A timer of Go's costs the waking of two threads that look
// for work; a thread that sleeps on by itself costs its own waking. But it keeps a
// processor meanwhile, as a loop that waits does (epoll.wait), and Go's monitor
// awake: it is for active times, and for programs that have processors to spare.
func (d *watchdog) sleep(active bool) {
	if !active || !d.srv.spare {
		time.Sleep(watchdogTick)
		return
	}
	for left := watchdogTick; left > 0; {
		left = sysSleep(left) // not 0 after a signal of the scheduler
	}
}

// look takes stuck loops from their callbacks and reports whether anything has
// run since the last look.
func (d *watchdog) look() (active bool) {
	for i, l := range d.srv.loops {
		w := l.token.word.Load()
		if w != d.seen[i] {
			d.seen[i] = w
			active = true
			continue
		}
		active = active || w&stateMask != stateLoop
		if w&stateMask == statePython {
			// Read before the theft: afterwards it is the thief's.
			by := l.worker.Load()
			returned := by.returned.Load()
			if d.srv.steal(l, w) {
				d.srv.computing.Add(1)
				by.lower(returned)
				d.robbed = append(d.robbed, victim{w: by, returned: returned, since: time.Now()})
			}
		}
	}
	return active
}

// balance gives Go a processor for every callback that computes on while its loop
// has gone on: without one, loops queue behind them for Go's time slices of 10
// ms. It takes them back when calm has returned, and reports whether there is
// still something to take back.
func (d *watchdog) balance() (again bool) {
	base := d.srv.procs
	if base == 0 {
		return false
	}
	n := int(d.srv.computing.Load())
	if d.calm++; n > 0 {
		d.calm = 0
	}
	d.procs = max(d.procs, base)
	switch {
	case base+2*n > d.procs:
		// Ahead of need: to grow later, the watchdog must get to run.
		d.procs = base + 4*n
		runtime.GOMAXPROCS(d.procs)
	case d.procs > base && d.calm > calmTicks:
		d.procs = base
		runtime.GOMAXPROCS(base)
	}
	return d.procs > base
}

// steal gives l to a spare if the callback that w names still runs. It reports
// whether the loop has changed hands.
func (s *Server) steal(l *Loop, w uint64) bool {
	spare := threads.reserve()
	if spare == nil {
		return false
	}
	if !l.token.take(w) {
		threads.unreserve(spare)
		return false
	}
	s.handovers.Add(1)
	threads.give(spare, l)
	return true
}

// pythonStack shows what a thread is doing, as a traceback does.
func pythonStack(goroutine string) string {
	var b strings.Builder
	for i, e := range slices.Backward(rt.CallersOf(goroutine)) {
		if i >= maxStackShown {
			continue
		}
		if e.Near {
			fmt.Fprintf(&b, "\n  File \"%s\", in %s, near line %d", e.File, e.Name, e.Line)
			continue
		}
		fmt.Fprintf(&b, "\n  File \"%s\", line %d, in %s", e.File, e.Line, e.Name)
		if text := strings.TrimSpace(e.Text); text != "" {
			b.WriteString("\n    " + text)
		}
	}
	return b.String()
}

const maxStackShown = 20

// report names, once, each callback that has computed for very long: nothing else
// would tell why a core is busy and one connection silent. It reports whether some
// callback still computes.
func (d *watchdog) report() bool {
	kept := d.robbed[:0]
	for _, v := range d.robbed {
		if v.w.returned.Load() != v.returned {
			continue
		}
		if !v.told && time.Since(v.since) > tooLong {
			v.told = true
			d.srv.logf(LogError, "a callback has been computing for %v; its connection waits, the others do not%s", tooLong, pythonStack(v.w.goroutine))
		}
		kept = append(kept, v)
	}
	clear(d.robbed[len(kept):])
	d.robbed = kept
	return len(kept) > 0
}
