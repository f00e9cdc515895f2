package rtnet

import (
	"syscall"
	"time"
)

// A listener is one loop's descriptor of a listening server. For internet
// sockets every loop has its own, in one SO_REUSEPORT group; Unix sockets and
// listeners of a foreign program have one descriptor that all loops watch.
type listener struct {
	ep     *endpoint
	fd     int32
	number int  // in the backend's table
	shared bool // watched by several loops
	ready  bool // an accept may find something
	paused bool
}

// acceptPause is how long a loop that ran out of descriptors, or that serves all
// the connections it may, waits before it tries again. The connections wait in
// the kernel meanwhile.
const (
	acceptPause   = 50 * time.Millisecond
	complainEvery = 10 * time.Second
)

func (l *Loop) onAccept(w *worker, c *completion) bool {
	switch c.errno {
	case 0:
	case syscall.EMFILE, syscall.ENFILE, syscall.ENOBUFS, syscall.ENOMEM:
		if l.now-l.complained >= complainEvery || l.complained == 0 {
			l.complained = l.now
			l.srv.logf(LogError, "accept: %v; connections wait until there is room", c.errno)
		}
		l.pauseAccept()
		return true
	default:
		return true // the connection died in the queue: ECONNABORTED and its like
	}
	if int(l.srv.conns.Add(1)) >= l.srv.cfg.MaxConnections {
		l.pauseAccept()
	}
	if to := l.emptier(); to != nil {
		to.conns.Add(1)
		if to.post(message{kind: msgAdopt, fd: c.fd, ln: c.ln}) {
			return true
		}
		to.conns.Add(-1) // it has ended
	}
	l.conns.Add(1)
	return l.adopt(w, c.fd, c.ln.ep)
}

// emptier returns a loop that should have the next connection instead of this
// one. The kernel spreads connections by a hash, which leaves some loops with
// far more than others when there are few.
func (l *Loop) emptier() *Loop {
	least, here := l, l.conns.Load()
	for _, other := range l.srv.loops {
		if other.conns.Load() < least.conns.Load() && !other.over.Load() {
			least = other
		}
	}
	if here-least.conns.Load() <= 1+here/16 {
		return nil
	}
	return least
}

// pauseAccept stops accepting for a moment.
func (l *Loop) pauseAccept() {
	for _, ln := range l.listeners {
		l.be.pause(ln, true)
	}
	l.timers.add(timer{at: l.now + acceptPause, kind: timerAccept})
}

// resumeAccept goes on accepting if there is room.
func (l *Loop) resumeAccept() {
	if int(l.srv.conns.Load()) >= l.srv.cfg.MaxConnections {
		l.timers.add(timer{at: l.now + acceptPause, kind: timerAccept})
		return
	}
	for _, ln := range l.listeners {
		l.be.pause(ln, false)
	}
}

// adopt makes a connection of a fresh descriptor and begins its life.
func (l *Loop) adopt(w *worker, fd int32, ep *endpoint) bool {
	cn := l.slab.alloc()
	if cn == nil {
		l.srv.logf(LogError, "no memory for another connection")
		sysClose(fd)
		l.srv.conns.Add(-1)
		l.conns.Add(-1)
		return true
	}
	if l.draining {
		// Accepted before the listeners closed, by another loop: it gets a round to
		// say what it wants, like the connections that were here.
		l.settled, l.swept, l.sweepAt = false, false, 0
	}
	cn.fd = fd
	cn.stage = stageNew
	cn.proto, cn.endpoint = ep.proto, ep.id
	cn.heap.Limit = uintptr(l.srv.cfg.ConnMemory)
	cn.heap.Owner = cn.idx<<7 | uint32(l.id) + 1
	cn.clearReply()
	cn.opened, cn.active = l.now, l.now
	ep.clients.Add(1)
	if errno := l.be.watch(cn); errno != 0 {
		// No callback has run: the connection ends without any.
		l.srv.logf(LogError, "epoll_ctl: %v", errno)
		cn.stage, cn.flags = stageLinger, flagAbort
		l.close(w, cn)
		return true
	}
	if idle := l.srv.cfg.Idle; idle > 0 {
		l.timers.add(timer{at: l.now + idle, kind: timerIdle, idx: cn.idx, gen: cn.gen})
	}
	if l.srv.cfg.Log >= LogDebug {
		l.srv.logf(LogDebug, "connection %d on loop %d", cn.idx, l.id)
	}
	return l.advance(w, cn)
}

// uncount takes an ended connection out of the counts.
func (l *Loop) uncount(cn *conn) {
	l.conns.Add(-1)
	l.srv.conns.Add(-1)
	endpointOf(cn).clients.Add(-1)
}
