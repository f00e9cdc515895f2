package rtnet

import "syscall"

// housekeep does what is not a completion: messages, timers, the drain. It runs
// once per round. Messages and timers may run callbacks, so the position in the
// batch is the loop's.
func (l *Loop) housekeep(w *worker) bool {
	if l.cursor == len(l.batch) {
		l.batch = l.inbox.collect(l.batch)
		l.cursor = 0
	}
	for l.cursor < len(l.batch) {
		m := &l.batch[l.cursor]
		l.cursor++
		if !l.onMessage(w, m) {
			return false
		}
	}
	for {
		t, ok := l.timers.pop(l.now)
		if !ok {
			break
		}
		if !l.onTimer(w, t) {
			return false
		}
	}
	if l.draining && !l.swept {
		if l.settled {
			return l.sweep(w)
		}
		l.settled = true
	}
	return true
}

func (l *Loop) onMessage(w *worker, m *message) bool {
	switch m.kind {
	case msgAdopt:
		return l.adopt(w, m.fd, m.ln.ep)
	case msgListen:
		if l.draining {
			sysClose(m.ln.fd)
			return true
		}
		if errno := l.be.accept(m.ln); errno != 0 {
			l.srv.logf(LogError, "epoll_ctl: %v", errno)
			return true
		}
		l.listeners = append(l.listeners, m.ln)
		return true
	case msgDrain:
		l.draining = true
		l.unlisten()
		return true
	case msgStop:
		l.stopping = true
		return true
	}
	cn := l.slab.lookup(m.idx, m.gen)
	if cn == nil || cn.stage >= stageEnding && m.kind != msgReturn {
		m.data.drop()
		return true
	}
	switch m.kind {
	case msgReturn:
		cn.busy = false
		cn.active = l.now
		if cn.stage < stageEnding {
			cn.out.take(&cn.parked)
		}
		for bit := wantDrain; bit != 0; bit >>= 1 {
			l.apply(cn, cn.waiting&bit)
		}
		cn.waiting = 0
	case msgWrite:
		if !cn.mute() {
			l.enqueue(cn, &m.data)
		}
		m.data.drop()
	case msgRequest:
		l.apply(cn, m.what)
	}
	if cn.busy {
		return true
	}
	return l.advance(w, cn)
}

// enqueue appends data to what the connection sends. A peer that does not read
// what others write to it is dropped when its queue exceeds PXC_CONN_MEMORY.
func (l *Loop) enqueue(cn *conn, data *queue) {
	q := &cn.out
	if cn.busy {
		q = &cn.parked
	}
	q.take(data)
	if int64(q.n) <= l.srv.cfg.ConnMemory {
		return
	}
	l.srv.logf(LogError, "a connection that does not read has %d bytes queued: closed", q.n)
	q.drop()
	if cn.busy {
		cn.waiting |= wantAbort
	} else {
		cn.fail(reasonError, syscall.ENOBUFS, flagSendFailed)
	}
}

// apply does what was asked of a connection from elsewhere, or notes it if a
// callback of the connection still runs.
func (l *Loop) apply(cn *conn, what requests) {
	if cn.busy {
		cn.waiting |= what
		return
	}
	cn.do(what)
}

func (l *Loop) onTimer(w *worker, t timer) bool {
	if t.kind == timerAccept {
		l.resumeAccept()
		return true
	}
	cn := l.slab.lookup(t.idx, t.gen)
	if cn == nil {
		return true
	}
	switch t.kind {
	case timerLinger:
		l.release(cn)
	case timerIdle:
		if cn.stage >= stageEnding {
			return true
		}
		if due := cn.active + l.srv.cfg.Idle; cn.busy || due > l.now {
			t.at = max(due, l.now+l.srv.cfg.Idle/8)
			l.timers.add(t)
			return true
		}
		cn.fail(reasonTimeout, syscall.ETIMEDOUT, 0)
		return l.advance(w, cn)
	}
	return true
}

// unlisten closes this loop's listeners. Connections that the kernel has accepted
// already are taken first: their clients believe in them.
func (l *Loop) unlisten() {
	for _, ln := range l.listeners {
		l.be.unlisten(ln, func(fd int32) {
			l.srv.conns.Add(1)
			l.conns.Add(1)
			l.post(message{kind: msgAdopt, fd: fd, ln: ln})
		})
	}
	l.listeners = l.listeners[:0]
}

// sweep tells every connection to end when nothing of it is in flight. One round
// has passed since the listeners closed, so requests that had arrived have been
// received.
func (l *Loop) sweep(w *worker) bool {
	for l.sweepAt < l.slab.used {
		cn := l.slab.at(l.sweepAt)
		l.sweepAt++ // before a callback: afterwards the loop may be a thief's
		if cn.stage == stageLinger && cn.flags&flagClosed != 0 {
			l.timers.add(timer{at: l.now + lingerDrain, kind: timerLinger, idx: cn.idx, gen: cn.gen})
		}
		if cn.stage == stageFree || cn.stage >= stageEnding {
			continue
		}
		l.apply(cn, wantDrain)
		if cn.busy || !cn.idle() {
			continue
		}
		cn.stage = stageFinish
		if !l.advance(w, cn) {
			return false
		}
	}
	l.swept = true
	return true
}

// end closes what is left when the loop stops. The connection of a callback that
// still runs keeps its descriptor and its heap, because that thread uses them; it
// buries the connection itself when it finds the inbox closed.
func (l *Loop) end(w *worker) {
	l.unlisten()
	for _, m := range append(l.batch[l.cursor:], l.inbox.close()...) {
		l.discard(&m)
	}
	for i := range l.slab.used {
		cn := l.slab.at(i)
		if cn.stage == stageFree || cn.busy {
			continue
		}
		if cn.flags&flagClosed == 0 {
			l.free(w, cn)
		}
		l.release(cn)
	}
	l.over.Store(true)
	l.be.close()
	l.srv.loopDone()
}

// discard gives up what a message that will not be acted upon owns.
func (l *Loop) discard(m *message) {
	m.data.drop()
	switch m.kind {
	case msgAdopt:
		sysClose(m.fd)
		l.srv.conns.Add(-1)
		l.conns.Add(-1)
	case msgListen:
		sysClose(m.ln.fd)
	case msgReturn:
		if cn := l.slab.lookup(m.idx, m.gen); cn != nil {
			cn.busy = false
		}
	}
}

// bury ends the connection of a callback whose loop has ended meanwhile. The
// calling thread, which ran the callback, owns the connection, and nobody else
// looks at its slot any more.
func (l *Loop) bury(w *worker, cn *conn) {
	l.free(w, cn)
	sysClose(cn.fd)
	cn.stage = stageFree
}
