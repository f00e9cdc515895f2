package rtnet

import (
	"fmt"
	"os"
	"time"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
)

// Works that begin later. Each has a timer of Go's, kept with it for the next; they are
// linked so that a program that drains can cancel them.

// maxDuration is as good as for ever, in seconds.
const maxDuration = 1e9

// Duration converts seconds or a timedelta; false with an exception pending.
func Duration(c *rt.Ctx, v rt.Value) (time.Duration, bool) {
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

// timedWorks are the works whose timers run, newest first; guarded by jobs.mu.
var timedWorks *work

// SubmitTimer is Submit for a function that runs d from now.
func SubmitTimer(c *rt.Ctx, d time.Duration, fn, args, kwds, callback, errback rt.Value) rt.Value {
	s := serverFor(c)
	if s.stopped() {
		return rt.RuntimeErrorf(c, "the program has been told to end: no timer is started any more")
	}
	j := s.newSubmission(c, fn, args, kwds, callback, errback)
	if j == nil {
		return 0
	}
	jobs.mu.Lock()
	defer jobs.mu.Unlock()
	j.timed = true
	j.before, j.next = nil, timedWorks
	if timedWorks != nil {
		timedWorks.before = j
	}
	timedWorks = j
	if j.timer == nil {
		j.timer = time.AfterFunc(d, j.fire)
	} else {
		j.timer.Reset(d)
	}
	return rt.None
}

// untime takes j out of the list. It reports false if it has left it already. jobs.mu
// is held.
func (j *work) untime() bool {
	if !j.timed {
		return false
	}
	j.timed = false
	if j.before != nil {
		j.before.next = j.next
	} else {
		timedWorks = j.next
	}
	if j.next != nil {
		j.next.before = j.before
	}
	j.before, j.next = nil, nil
	return true
}

// fire queues j, whose time has come.
func (j *work) fire() {
	jobs.mu.Lock()
	due := j.untime()
	jobs.mu.Unlock()
	if due && !j.queue() {
		fmt.Fprintln(os.Stderr, "pxc: there is no thread to run a timer's function")
		if j.main {
			arena.Unpin(uintptr(j.values))
		}
		j.lose()
	}
}

// lose is end for a work that is not used again.
func (j *work) lose() {
	jobs.active.Add(-1)
	ringMain()
}

// atDrain, if set, stops what would begin again and again.
var atDrain func()

// cancelTimers gives up what has not begun: the program drains. Main thread.
func cancelTimers(c *rt.Ctx) {
	if atDrain != nil {
		atDrain()
	}
	for {
		jobs.mu.Lock()
		j := timedWorks
		stopped := false
		if j != nil {
			j.untime()
			stopped = j.timer.Stop()
		}
		jobs.mu.Unlock()
		if j == nil {
			return
		}
		j.discard(c)
		if stopped {
			j.end()
		} else {
			j.lose() // fire is about to look at it
		}
	}
}
