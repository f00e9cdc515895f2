package rtnet

import (
	"syscall"
	"time"
)

// close takes leave of a connection whose callbacks have all run. If the peer
// may still be sending, closing at once would reset the connection and with it
// what the peer has not read yet; so only our side is closed, and the rest when
// the peer has closed its own, for a moment at most.
func (l *Loop) close(w *worker, cn *conn) {
	if cn.flags&flagClosed != 0 {
		return // it lingers
	}
	l.free(w, cn)
	if cn.reason != reasonClosed || cn.flags&(flagEOF|flagAbort) != 0 || l.stopping {
		l.release(cn)
		return
	}
	if cn.flags&flagSentFIN == 0 {
		sysShutdown(cn.fd, syscall.SHUT_WR)
	}
	grace := lingerTime
	if l.draining {
		grace = lingerDrain
	}
	l.timers.add(timer{at: l.now + grace, kind: timerLinger, idx: cn.idx, gen: cn.gen})
	cn.totalRecv = 0
	l.be.recv(cn)
}

// free gives up what a connection holds besides its descriptor.
func (l *Loop) free(w *worker, cn *conn) {
	cn.flags |= flagClosed
	if cn.heap.HasEnds() {
		w.enterEpoch()
	}
	w.c.EndHeap(&cn.heap)
	cn.roots = [rootCount]uint64{}
	cn.out.drop()
	cn.parked.drop()
	l.uncount(cn)
}

const (
	lingerTime  = 2 * time.Second
	lingerDrain = 200 * time.Millisecond
	lingerBytes = 1 << 20
)

// linger discards what a peer still sends after the end.
func (l *Loop) linger(cn *conn, c *completion) {
	cn.totalRecv += uint64(c.n)
	if c.n <= 0 || cn.totalRecv > lingerBytes {
		l.release(cn)
		return
	}
	l.be.recv(cn)
}

// release closes the descriptor and frees the slot.
func (l *Loop) release(cn *conn) {
	l.be.forget(cn)
	l.slab.release(cn)
}
