package rtnet

import "time"

// A timers is a loop's binary heap of deadlines. Entries name connections by
// index and generation, so a timer of a connection that has gone is found stale
// when it fires and need not be cancelled. The heap holds no pointers and is
// reused, so that steady state allocates nothing.
//
// Idle timeouts do not come here per request: a connection has one entry, which
// on firing is put back if the connection has been active (Loop.onTimer).
type timers struct {
	heap []timer
}

type timer struct {
	at   time.Duration // on the loop's clock
	kind timerKind
	idx  uint32
	gen  uint32
}

type timerKind uint8

const (
	timerIdle   timerKind = iota // PXC_IDLE of a connection
	timerLinger                  // the peer has had long enough to close its side
	timerAccept                  // try again to accept, after running out of descriptors
)

func (t *timers) add(e timer) {
	t.heap = append(t.heap, e)
	i := len(t.heap) - 1
	for i > 0 {
		up := (i - 1) / 2
		if t.heap[up].at <= t.heap[i].at {
			break
		}
		t.heap[up], t.heap[i] = t.heap[i], t.heap[up]
		i = up
	}
}

// next returns the earliest deadline.
func (t *timers) next() (time.Duration, bool) {
	if len(t.heap) == 0 {
		return 0, false
	}
	return t.heap[0].at, true
}

// pop removes and returns the earliest entry if its time has come.
func (t *timers) pop(now time.Duration) (timer, bool) {
	if len(t.heap) == 0 || t.heap[0].at > now {
		return timer{}, false
	}
	e := t.heap[0]
	last := len(t.heap) - 1
	t.heap[0] = t.heap[last]
	t.heap = t.heap[:last]
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < last; child++ {
			if t.heap[child].at < t.heap[least].at {
				least = child
			}
		}
		if least == i {
			return e, true
		}
		t.heap[i], t.heap[least] = t.heap[least], t.heap[i]
		i = least
	}
}
