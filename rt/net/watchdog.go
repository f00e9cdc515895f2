package rtnet

import (
	"sync/atomic"
	"time"
)

// A watchdog finds callbacks that neither return nor block where the runtime
// knows of it, and gives their loops to spare threads. One serves all loops. It
// looks every tick; a loop whose token shows the same callback twice in a row is
// taken from it.
//
// It costs wake-ups, so it runs only while callbacks run: after two ticks without
// one it sleeps until the next callback arms it.
type watchdog struct {
	srv    *Server
	asleep atomic.Bool
	kick   chan struct{}
	seen   []uint64 // token word of each loop at the last tick
}

const watchdogTick = 10 * time.Millisecond

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
		for quiet := 0; quiet < 2; quiet++ {
			time.Sleep(watchdogTick)
			if d.look() {
				quiet = -1
			}
		}
		d.asleep.Store(true)
		for _, l := range d.srv.loops {
			if l.token.running() != 0 {
				d.arm()
				break
			}
		}
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
		if w&stateMask == statePython {
			active = true
			d.srv.steal(l, w)
		}
	}
	return active
}

// steal gives l to a spare if the callback that w names still runs. It reports
// whether the loop has changed hands.
func (s *Server) steal(l *Loop, w uint64) bool {
	spare := s.pool.reserve()
	if spare == nil {
		return false
	}
	if !l.token.take(w) {
		s.pool.unreserve(spare)
		return false
	}
	s.handovers.Add(1)
	s.pool.give(spare, l)
	return true
}
