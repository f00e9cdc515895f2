package rtnet

import (
	"errors"
	"sync/atomic"
	"syscall"
	"time"
)

// A Loop serves connections: it owns the backend with its batch of completions,
// the slab, the timers and an inbox. It belongs to no thread: whoever owns its
// token runs it, and every piece of progress (the batch's cursor, the inbox's, the
// timers) is kept here, so that a thief goes on exactly where the former owner
// entered the callback that was taking too long.
//
// Functions that may run a callback report whether the calling thread still owns
// the loop afterwards. When it does not, it must unwind without touching the loop.
type Loop struct {
	srv    *Server
	id     int
	token  token
	worker atomic.Pointer[worker] // who owns the token
	be     backend
	slab   slab

	inbox  inbox
	batch  []message // collected from the inbox
	cursor int       // next message of batch

	timers    timers
	now       time.Duration // read once per round; zero is the server's start
	pace      time.Duration // between the last two rounds
	conns     atomic.Int32  // connections here, for spreading new ones
	listeners []*listener

	complained time.Duration // when running out of descriptors was last reported

	eventful bool // something has completed in this round
	draining bool
	settled  bool   // a round has passed since
	swept    bool   // idle connections have been told about the drain
	sweepAt  uint32 // next slot to tell
	stopping bool
	over     atomic.Bool // everything is closed
}

// quietPace is the pace of rounds below which a loop may wait without Go's scheduler:
// after 10 ms the scheduler would want its processor back.
const quietPace = 8 * time.Millisecond

// turnBudget bounds the callbacks of one connection in a row: one whose sends
// complete at once, for ever, gives way to the others.
const turnBudget = 8

// loopCount counts the loops ever made.
var loopCount atomic.Uint32

func newLoop(s *Server) (*Loop, error) {
	l := &Loop{srv: s}
	if !addLoop(l) {
		return nil, errors.New("too many loops in one process")
	}
	// A handle to a connection of an ended loop with the same number is stale.
	l.slab.firstGen = loopCount.Add(1) << 12 & genMask
	be, err := newEpoll(&l.slab)
	if err != nil {
		return nil, err
	}
	l.be = be
	return l, nil
}

// run serves until the loop ends or the calling thread loses it. Called by the
// owner of the token, in state loop.
func (l *Loop) run(w *worker) {
	l.worker.Store(w)
	c := &w.completion
	for {
		for l.be.next(&w.buf, c) {
			l.eventful = true
			if !l.complete(w, c) {
				return
			}
		}
		if l.eventful {
			l.eventful = false
			l.srv.served()
		}
		if !l.housekeep(w) {
			return
		}
		if l.stopping || l.draining && l.swept && l.slab.live == 0 && !l.inbox.filled.Load() {
			l.end(w)
			return
		}
		w.leaveEpoch()
		l.inbox.asleep.Store(true)
		l.be.wait(w.untilTrim(l.patience(), l.now), l.srv.spare && l.pace < quietPace)
		l.inbox.asleep.Store(false)
		now := l.srv.clock()
		l.pace, l.now = now-l.now, now
		if w.fat && l.now-w.fatAt >= trimAfter {
			w.trim()
		}
	}
}

// patience returns how long the loop may wait for a completion.
func (l *Loop) patience() time.Duration {
	if l.inbox.filled.Load() || l.cursor < len(l.batch) || l.draining && !l.swept {
		return 0
	}
	at, ok := l.timers.next()
	if !ok {
		return -1
	}
	return max(at-l.srv.clock(), 0)
}

// complete deals with one completion.
func (l *Loop) complete(w *worker, c *completion) bool {
	switch c.op {
	case opAccept:
		return l.onAccept(w, c)
	case opRecv:
		return l.onRecv(w, c)
	case opSend:
		c.conn.sending = false
		c.conn.active = l.now
	}
	// Others may write to a connection whose callback has lost the loop, and so
	// have asked for this completion: msgReturn will go on.
	if c.conn.busy {
		return true
	}
	c.conn.out.advance(c.n)
	return l.advance(w, c.conn)
}

func (l *Loop) onRecv(w *worker, c *completion) bool {
	cn := c.conn
	if cn.stage == stageLinger {
		l.linger(cn, c)
		return true
	}
	cn.active = l.now
	switch {
	case c.errno != 0:
		cn.failSys(c.errno, flagRecvFailed)
	case c.n == 0:
		cn.flags |= flagEOF
		if cn.stage == stageOpen {
			cn.stage = stageEOF
		}
	default:
		cn.justReceived = uint32(c.n)
		cn.totalRecv += uint64(c.n)
		cn.recvID++
		if cn.stage == stageOpen && !w.run(cn, job{cb: protocolOf(cn).receiver, p: c.buf, n: c.n}) {
			return false
		}
	}
	return l.advance(w, cn)
}

// advance does everything the connection can do now: sends what is queued, then
// runs the callbacks that are due, until it waits for the peer or its budget is
// spent.
func (l *Loop) advance(w *worker, cn *conn) bool {
	for budget := turnBudget; ; budget-- {
		if !cn.out.empty() && !l.flush(cn) {
			return true // an opSend completion goes on
		}
		if budget == 0 {
			l.be.resume(cn)
			return true
		}
		next, ok := l.pick(w, cn)
		if !ok {
			return true
		}
		if !w.run(cn, next) {
			return false
		}
		cn.active = l.now
	}
}

// flush sends from the queue and reports whether it is empty now.
func (l *Loop) flush(cn *conn) bool {
	for !cn.out.empty() && !cn.sending {
		s := segmentAt(cn.out.head)
		n, errno := l.be.send(cn, s.data, s.n)
		if errno != 0 {
			cn.failSys(errno, flagSendFailed)
			return true
		}
		cn.sent(n)
		cn.sending = n < s.n
		cn.out.advance(n)
	}
	return cn.out.empty()
}

// pick decides what a connection with an empty queue does next. It moves the
// connection into the stage of the callback it returns; without a callback to run
// it has asked the backend for what the connection waits for.
func (l *Loop) pick(w *worker, cn *conn) (job, bool) {
	p := protocolOf(cn)
	for {
		if cn.stage < stageEnding {
			if cn.hasPieces() {
				return job{cb: cbPiece}, true
			}
			if cn.doneID < cn.sendID {
				cn.doneID++
				if p.has(cbSendComplete) {
					return job{cb: cbSendComplete, id: cn.doneID}, true
				}
				continue
			}
		}
		cb := cbNone
		switch cn.stage {
		case stageNew:
			cn.stage, cb = stageCreated, cbCreate
		case stageCreated:
			cn.stage, cb = stageInitial, cbClientCreated
		case stageInitial:
			cn.stage, cb = stageMade, cbInitialBytes
		case stageMade:
			cn.stage, cb = stageOpen, cbConnectionMade
		case stageOpen:
			if cn.flags&flagShutdown != 0 {
				cn.flags = cn.flags&^flagShutdown | flagSentFIN
				sysShutdown(cn.fd, syscall.SHUT_WR)
				cb = cbSendShutdown
				break
			}
			if p.receiver == cbNone || cn.flags&flagDrain != 0 {
				cn.stage = stageFinish
				continue
			}
			l.be.recv(cn)
			return job{}, false
		case stageEOF:
			cn.stage, cb = stageFinish, cbRecvShutdown
		case stageFinish:
			cn.stage = stageEnding
			continue
		case stageEnding:
			cn.stage = stageLost
			switch {
			case cn.flags&flagRecvFailed != 0:
				cb = cbRecvFailed
			case cn.flags&flagSendFailed != 0:
				cb = cbSendFailed
			}
		case stageLost:
			cn.stage = stageClosed
			cb = [...]callback{reasonClosed: cbNone, reasonLost: cbConnectionLost,
				reasonError: cbConnectionError, reasonTimeout: cbConnectionTimeout}[cn.reason]
		case stageClosed:
			cn.stage, cb = stageLinger, cbConnectionClosed
		case stageLinger:
			l.close(w, cn)
			return job{}, false
		}
		if cb != cbNone && p.has(cb) {
			return job{cb: cb}, true
		}
	}
}
