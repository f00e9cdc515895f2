package rtnet

import (
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// A worker is a thread that runs loops and callbacks: a goroutine locked to its
// thread, with a Ctx, its arena and a receive buffer. It runs a loop until a
// callback of it loses the loop; it then finishes that callback and the
// connection's accounts alone, hands the connection back, and parks as a spare.
type worker struct {
	c       *rt.Ctx
	buf     recvBuffer
	start   chan *Loop // what to run next: a loop, or works for nil
	started bool

	loop      *Loop         // whose callback runs
	word      uint64        // token word of the running callback
	attached  bool          // the loop has not been taken, as far as this thread knows
	job       *work         // that runs, if no callback does
	slot      bool          // it has one of the slots for jobs; with since under jobs.mu
	since     uint64        // jobs.beats when the job began
	hog       bool          // it has lost its slot because it computes
	gave      bool          // this thread has given the loop away itself
	returned  atomic.Uint64 // callbacks that lost the loop and have returned
	prioMu    sync.Mutex    // guards lowered, and returned against lower
	lowered   bool          // the thread runs at a lower priority
	tid       int           // of the thread
	goroutine string        // that is locked to it
	cn        *conn         // whose callback runs, nil between callbacks
	handle    rt.Value      // of cn
	inEpoch   bool          // marked as a reader of the main heap
	scratch   []byte        // encoded str replies
	broken    bool          // the callback has ended in a panic
	fat       bool          // the arena holds far more memory than callbacks commonly need
	fatAt     time.Duration // when a callback last needed so much; server's clock

	completion completion // being dealt with
}

// maxScratch is how large a buffer for encoded replies is kept.
const maxScratch = 1 << 20

// newWorker returns a worker without a thread, nil when the system has no memory
// for its receive buffer.
func newWorker() *worker {
	buf := newRecvBuffer()
	if buf.p == 0 {
		return nil
	}
	w := &worker{c: rt.NewCtx(arena.DefaultLimit), buf: buf, start: make(chan *Loop, 1)}
	w.c.Owner = w
	w.c.Hooks = rt.Hooks{Block: block, Unblock: unblock}
	w.c.Warm()
	return w
}

// main is the thread. It is a spare first if parked, else it runs l, or works.
func (w *worker) main(l *Loop, parked bool) {
	runtime.LockOSThread()
	w.tid = unix.Gettid()
	w.goroutine = rt.Goroutine()
	for ; ; parked = true {
		if parked {
			l = threads.park(w)
		}
		if l == nil {
			w.work()
			w.trim()
			continue
		}
		w.loop = l
		w.c.SetLimit(uintptr(l.srv.cfg.Memory))
		l.run(w)
		w.leaveEpoch()
		w.loop = nil
		w.trim()
		if !w.raise() {
			// The new thread takes the worker over; this one ends with its goroutine,
			// which is locked to it.
			w.prioMu.Lock()
			w.lowered = false
			w.prioMu.Unlock()
			go w.main(nil, true)
			return
		}
	}
}

// What a callback has allocated stays with its thread, warm, for the next one.
// Beyond fatArena it is given back to the system: when the thread parks, or when
// no callback of its loop has needed so much for trimAfter, so that a loop of
// large callbacks does not pay for the pages each time.
const (
	fatArena  = 16 << 20
	trimAfter = time.Second
)

// trim gives the free memory of a fat arena back. No callback may be running.
func (w *worker) trim() {
	if w.fat {
		w.fat = false
		w.c.Trim()
	}
}

// untilTrim shortens a loop's wait so that it wakes to trim.
func (w *worker) untilTrim(wait, now time.Duration) time.Duration {
	if !w.fat {
		return wait
	}
	due := max(w.fatAt+trimAfter-now, 0)
	if wait < 0 || due < wait {
		return due
	}
	return wait
}

// block is called before a callback does something that may sleep: the loop goes
// to a spare at once. A job gives its slot away.
func block(c *rt.Ctx) {
	w, ok := c.Owner.(*worker)
	if ok && w.job != nil {
		w.leaveSlot()
	}
	if !ok || !w.attached {
		return
	}
	// Whether this steal succeeds or the watchdog's has, the loop is lost.
	if w.loop.srv.steal(w.loop, w.word) {
		w.attached, w.gave = false, true
	} else if w.loop.token.word.Load() != w.word {
		w.attached = false
	}
}

func unblock(*rt.Ctx) {}

// enterEpoch marks the thread as a reader of the main heap, once per batch.
func (w *worker) enterEpoch() {
	if !w.inEpoch {
		w.inEpoch = true
		w.c.Enter()
	}
}

func (w *worker) leaveEpoch() {
	if w.inEpoch {
		w.inEpoch = false
		w.c.Leave()
	}
}

// run runs one job of connection cn and settles its outcome in the order that
// memory demands: the reply is sent or copied, what the callback kept is moved to
// the connection's heap, and only then is the arena rolled back.
//
// It reports whether this thread still owns the loop. If not, the connection has
// been handed back through the loop's inbox and nothing of it may be touched.
func (w *worker) run(cn *conn, j job) bool {
	l, c := w.loop, w.c
	w.enterEpoch()
	p := protocolOf(cn)
	w.cn, w.handle = cn, l.handle(cn)
	c.Heap = &cn.heap
	cn.busy = true
	snap := c.Snapshot()
	idx, gen := cn.idx, cn.gen

	w.word = l.token.enter()
	w.attached, w.gave = true, false
	w.loop.srv.watchdog.arm()
	r := w.perform(p, cn, j)
	own := w.attached && l.token.leave(w.word)
	w.attached = false
	if locksHeld() {
		releaseLocks(c)
	}

	if invariants.Enabled && (c.Exc != 0 || c.Handled != 0 || c.InCalls() != 0) {
		invariants.Failf("a callback leaves exception %#x, handled %#x, depth %d", c.Exc, c.Handled, c.InCalls())
	}
	w.deliver(cn, r, own)
	if cap(w.scratch) > maxScratch {
		w.scratch = nil
	}
	w.keep(cn, snap)
	if c.Used() > fatArena {
		w.fat, w.fatAt = true, w.loop.srv.clock()
	}
	c.Rollback(snap)
	c.LeaveShared()
	if c.Poll.Load() != 0 {
		c.Poll.And(^uint32(arena.PollMemory)) // the memory it complained about is free
	}
	c.Heap, w.cn = nil, nil
	if !own {
		w.endRobbed()
		if !w.gave {
			w.loop.srv.computing.Add(-1)
		}
		if !l.post(message{kind: msgReturn, idx: idx, gen: gen}) {
			l.bury(w, cn)
		}
		return false
	}
	cn.busy = false
	return true
}

// perform runs the job's Python code and turns its result into a reply. It is the
// part during which the loop may be taken.
func (w *worker) perform(p *protocol, cn *conn, j job) (r reply) {
	if !invariants.Enabled {
		defer w.contain(p, cn, &r)
	}
	if invariants.Enabled && arena.Stress.HandOver {
		rt.Blocking(w.c)
		rt.Unblocking(w.c)
	}
	v := w.dispatch(p, cn, j)
	if v != 0 {
		var ok bool
		if r, ok = w.serialise(cn, j.cb, v); ok {
			return r
		}
	}
	return w.raised(p, cn, j)
}

// dispatch calls what the job names. The result is owned, 0 with an exception
// pending.
func (w *worker) dispatch(p *protocol, cn *conn, j job) rt.Value {
	c := w.c
	b := &p.bindings[j.cb]
	var second rt.Value
	switch j.cb {
	case cbCreate:
		return w.create(p, cn)
	case cbPiece:
		return nextPiece(cn)
	case cbInitialBytes:
		if p.initial != 0 {
			return p.initial
		}
	case cbNextBytes:
		if p.next != 0 {
			return p.next
		}
	case cbDataReceived:
		if b.second {
			second = rt.NewView(c, j.p, j.n)
		}
	case cbConnectionMade:
		second = rt.None
	case cbSendComplete:
		second = rt.Int(int64(j.id))
	case cbSendFailed, cbRecvFailed, cbConnectionLost, cbConnectionError, cbConnectionTimeout:
		if b.second {
			if second = newOSError(c, cn.errno); second == 0 {
				return 0
			}
		}
	}
	return b.call(c, cn.self(), w.handle, second)
}

// create makes the protocol instance in the connection's heap.
func (w *worker) create(p *protocol, cn *conn) rt.Value {
	c := w.c
	args := rt.NewTuple(c, 0)
	if p.ownNew {
		// Evacuation moves the instance.
		self := rt.CallTuple(c, p.class, args)
		cn.roots[rootSelf] = uint64(self)
		if self == 0 {
			return 0
		}
		return rt.None
	}
	self := rt.NewConnInstance(c, p.class)
	cn.roots[rootSelf] = uint64(self)
	if self == 0 || !rt.InitInstance(c, self, args) {
		return 0
	}
	return rt.None
}

// raised deals with the exception that a job has left pending: the protocol's
// exception_handler decides what to send, or the traceback is printed and the
// connection ends when what it has queued is sent.
func (w *worker) raised(p *protocol, cn *conn, j job) reply {
	c := w.c
	exc := rt.Catch(c)
	underway := j.cb == cbPiece && cn.piece > 1
	cn.clearReply()
	if h := &p.bindings[cbExceptionHandler]; h.fn != 0 && j.cb != cbCreate && !underway {
		v := h.call(c, cn.self(), w.handle, exc)
		if v != 0 {
			if r, ok := w.serialise(cn, cbExceptionHandler, v); ok {
				rt.EndCatch(c, 0)
				return r
			}
		}
		exc = rt.Catch(c)
	}
	rt.EndCatch(c, 0)
	if !rt.IsInstance(exc, rt.BuiltinClass(rt.ExcSystemExit)) { // as in CPython's threads
		rt.PrintException(c, exc)
	}
	cn.clearReply()
	if j.cb == cbCreate {
		cn.roots[rootSelf] = 0
		cn.stage = stageLinger // no instance, no callbacks
	}
	cn.flags |= flagDropReplies
	cn.finish()
	return reply{}
}

// contain ends the connection whose callback has run into a bug of the runtime.
// It does not run in the checked build, where such a panic ends the process.
func (w *worker) contain(p *protocol, cn *conn, r *reply) {
	e := recover()
	if e == nil {
		return
	}
	c := w.c
	w.loop.token.exitRT(w.word)
	internalError("a callback of "+p.name, "the connection is closed", e)
	c.Recover()
	*r = reply{}
	cn.abort()
	cn.stage = stageLinger // its objects are not to be trusted: no callbacks
	c.DropDirty()
	cn.heap.Free(&c.Arena)
	cn.roots = [rootCount]uint64{}
	w.broken = true
	cn.reason = reasonError
}

// keep moves what the callback stored on self, and what the connection needs
// later, from the arena to the connection's heap.
func (w *worker) keep(cn *conn, snap rt.Snap) {
	c, ok := w.c, true
	if cn.stage == stageLinger {
		// The heap is about to be freed.
		if !w.broken {
			c.EndSince(snap)
		}
		w.broken = false
		c.DropDirty()
		return
	}
	if cn.heap.ShouldCompact() {
		ok = c.Compact(&cn.heap, cn.roots[:])
	} else {
		ok = c.Evacuate(&cn.heap, cn.roots[:])
	}
	if !ok {
		w.loop.srv.logf(LogError, "a connection keeps more than PXC_CONN_MEMORY: closed")
		c.DropDirty()
		cn.heap.Free(&c.Arena) // without a word: parts of it are missing
		cn.roots = [rootCount]uint64{}
		cn.abort()
		cn.stage = stageLinger
		cn.reason, cn.errno = reasonError, syscall.ENOMEM
	}
}
