package rtnet

import (
	"fmt"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// The epoll backend. Every descriptor is added once, edge-triggered, for both
// directions, and never modified: readiness is remembered in the connection and
// spent by the operation that the loop asks for. An edge that arrives while a
// callback runs is therefore latched, and looked at when the loop next asks.
//
// A receive that does not fill its buffer has emptied the socket, so the next
// bytes make a new edge: the common request costs one read and one write. Where
// the peer has closed its side, only reading to the end tells, hence epHangup.
//
// Waiting has three forms. Under load, when the last batch was not small, polling
// without waiting comes first: it finds work, and nothing sleeps at all. When the
// last wait found something, the next one sleeps without telling Go's scheduler,
// which otherwise takes the processor away in the middle, and its monitor, having
// found something to do, looks again fifty thousand times a second. The scheduler
// gets its way all the same: it interrupts whoever keeps a processor for 10 ms, or
// when the world is to stop, by a signal, which ends the wait. After that, and where
// there are no processors to spare, the wait is an ordinary blocking call. See "Why
// do loops sleep behind the scheduler's back?" in docs/rationale.md.
type epoll struct {
	fd     int32
	wakefd int32
	slab   *slab

	events []syscall.EpollEvent
	n, cur int // events collected and consumed

	listeners []*listener // by number in the event; nil when closed
	accepting int         // next listener to look at in this round
	quota     int         // connections that listener may still give this round

	// Connections with something to do without an event, in turn.
	readyHead, readyTail uint32 // index + 1
	ready                int    // entries
	turn                 int    // entries that this round still looks at
}

// Bits of conn.ep.
const (
	epReadable = 1 << iota // a read may find something
	epWritable             // a send may find room
	epHangup               // the peer has closed or reset: read to the end
	epWantRecv
	epWantSend
	epWantResume
	epQueued // in the ready list
)

const (
	epollBatch  = 256
	pollAfter   = 4  // events in a batch after which the next is polled for
	acceptQuota = 32 // connections taken from a listener before others get a turn

	// Generations have 24 bits, so these mark other descriptors.
	tagListener = -1
	tagWake     = -2

	edge = 1 << 31 // EPOLLET, which package syscall has as a negative number
)

func newEpoll(s *slab) (*epoll, error) {
	fd, errno := sysEpollCreate()
	if errno != 0 {
		return nil, fmt.Errorf("epoll_create: %w", errno)
	}
	wakefd, errno := sysEventfd()
	if errno != 0 {
		sysClose(fd)
		return nil, fmt.Errorf("eventfd: %w", errno)
	}
	b := &epoll{fd: fd, wakefd: wakefd, slab: s, events: make([]syscall.EpollEvent, epollBatch)}
	ev := epollEvent(0, tagWake)
	if errno := sysEpollAdd(fd, wakefd, &ev); errno != 0 {
		b.close()
		return nil, fmt.Errorf("epoll_ctl: %w", errno)
	}
	return b, nil
}

func epollEvent(index uint32, tag int32) syscall.EpollEvent {
	const both = syscall.EPOLLIN | syscall.EPOLLOUT | syscall.EPOLLRDHUP | edge
	return syscall.EpollEvent{Events: both, Fd: int32(index), Pad: tag}
}

func (b *epoll) close() {
	sysClose(b.wakefd)
	sysClose(b.fd)
}

func (b *epoll) wake() { sysEventWrite(b.wakefd) }

func (b *epoll) watch(cn *conn) syscall.Errno {
	// A new socket has room; whether it has bytes, the first edge tells.
	cn.ep |= epWritable
	ev := epollEvent(cn.idx, int32(cn.gen))
	return sysEpollAdd(b.fd, cn.fd, &ev)
}

func (b *epoll) forget(cn *conn) {
	// Closing the only descriptor of a socket removes it from the epoll set.
	sysClose(cn.fd)
	cn.fd = -1
	cn.ep &= epQueued
}

func (b *epoll) recv(cn *conn) {
	cn.ep |= epWantRecv
	if cn.ep&epReadable != 0 {
		b.enqueue(cn)
	}
}

func (b *epoll) resume(cn *conn) {
	cn.ep |= epWantResume
	b.enqueue(cn)
}

func (b *epoll) send(cn *conn, p uintptr, n int) (int, syscall.Errno) {
	sent, errno := sysSend(cn.fd, p, n)
	if errno == syscall.EAGAIN {
		errno = 0
	}
	if sent < n && errno == 0 {
		// A short send has filled the socket's buffer: room makes an edge.
		cn.ep = cn.ep&^epWritable | epWantSend
	}
	return sent, errno
}

func (b *epoll) accept(ln *listener) syscall.Errno {
	ln.number = -1
	for i, other := range b.listeners {
		if other == nil {
			ln.number = i
		}
	}
	if ln.number < 0 {
		ln.number = len(b.listeners)
		b.listeners = append(b.listeners, nil)
	}
	b.listeners[ln.number] = ln
	ev := epollEvent(uint32(ln.number), tagListener)
	ev.Events = syscall.EPOLLIN | edge
	if ln.shared {
		// Several loops watch one descriptor: wake one of them per connection.
		ev.Events |= unix.EPOLLEXCLUSIVE
	}
	ln.ready = true // connections may have come before
	return sysEpollAdd(b.fd, ln.fd, &ev)
}

func (b *epoll) pause(ln *listener, on bool) { ln.paused = on }

func (b *epoll) unlisten(ln *listener, take func(fd int32)) {
	sysEpollDel(b.fd, ln.fd)
	for !ln.paused { // while paused there is no room for more
		fd, errno := sysAccept(ln.fd)
		if errno == syscall.ECONNABORTED {
			continue
		}
		if errno != 0 {
			break
		}
		take(fd)
	}
	sysClose(ln.fd)
	b.listeners[ln.number] = nil
}

func (b *epoll) wait(d time.Duration, quiet bool) {
	b.cur = 0
	if b.ready > 0 || b.acceptReady() {
		d = 0
	}
	var n int
	var errno syscall.Errno
	if d == 0 || b.n >= pollAfter {
		n, errno = sysEpollWait(b.fd, b.events, 0, true)
	}
	if n == 0 && errno == 0 && d != 0 {
		ms := -1
		if d > 0 {
			ms = int((d + time.Millisecond - 1) / time.Millisecond)
		}
		n, errno = sysEpollWait(b.fd, b.events, ms, quiet && b.n > 0)
	}
	if errno != 0 {
		n = 0 // EINTR: a signal for Go's scheduler
	}
	b.n = n
	b.accepting, b.quota, b.turn = 0, acceptQuota, b.ready
}

func (b *epoll) acceptReady() bool {
	for _, ln := range b.listeners {
		if ln != nil && ln.ready && !ln.paused {
			return true
		}
	}
	return false
}

func (b *epoll) next(buf *recvBuffer, c *completion) bool {
	for b.cur < b.n {
		ev := &b.events[b.cur]
		b.cur++
		switch ev.Pad {
		case tagWake:
			continue
		case tagListener:
			if ln := b.listeners[ev.Fd]; ln != nil {
				ln.ready = true
			}
			continue
		}
		cn := b.slab.lookup(uint32(ev.Fd), uint32(ev.Pad))
		if cn == nil {
			continue // closed earlier in this batch
		}
		if ev.Events&(syscall.EPOLLRDHUP|syscall.EPOLLHUP|syscall.EPOLLERR) != 0 {
			cn.ep |= epHangup | epReadable | epWritable
		}
		if ev.Events&syscall.EPOLLIN != 0 {
			cn.ep |= epReadable
		}
		if ev.Events&syscall.EPOLLOUT != 0 {
			cn.ep |= epWritable
		}
		if b.try(cn, buf, c) {
			return true
		}
	}
	if b.nextAccept(c) {
		return true
	}
	for b.turn > 0 {
		b.turn--
		cn := b.slab.at(b.readyHead - 1)
		b.readyHead = cn.next
		if b.ready--; b.ready == 0 {
			b.readyTail = 0
		}
		cn.ep &^= epQueued
		if cn.stage == stageFree {
			b.slab.reclaim(cn)
			continue
		}
		if b.try(cn, buf, c) {
			return true
		}
	}
	return false
}

// try performs what the connection wants if the descriptor is ready for it.
func (b *epoll) try(cn *conn, buf *recvBuffer, c *completion) bool {
	switch {
	case cn.ep&(epWantSend|epWritable) == epWantSend|epWritable:
		cn.ep &^= epWantSend
		*c = completion{op: opSend, conn: cn}
		return true
	case cn.ep&epWantResume != 0:
		cn.ep &^= epWantResume
		*c = completion{op: opResume, conn: cn}
		return true
	case cn.ep&(epWantRecv|epReadable) == epWantRecv|epReadable && !cn.busy:
		// While a callback runs, on whatever thread, the connection is not the
		// loop's. The loop asks again when the callback has returned.
		n, errno := sysRecv(cn.fd, buf.p, buf.n)
		if errno == syscall.EAGAIN {
			cn.ep &^= epReadable
			return false
		}
		if n < buf.n && n > 0 && cn.ep&epHangup == 0 {
			cn.ep &^= epReadable
		}
		cn.ep &^= epWantRecv
		*c = completion{op: opRecv, conn: cn, n: n, errno: errno, buf: buf.p}
		return true
	}
	return false
}

// nextAccept takes connections from the listeners in turn, a bounded number from
// each, so that a storm of connections does not hold up those that exist.
func (b *epoll) nextAccept(c *completion) bool {
	for ; b.accepting < len(b.listeners); b.accepting, b.quota = b.accepting+1, acceptQuota {
		ln := b.listeners[b.accepting]
		if ln == nil || !ln.ready || ln.paused || b.quota == 0 {
			continue
		}
		b.quota--
		fd, errno := sysAccept(ln.fd)
		if errno == syscall.EAGAIN {
			ln.ready = false
			continue
		}
		*c = completion{op: opAccept, ln: ln, fd: fd, errno: errno}
		return true
	}
	return false
}

// enqueue gives the connection a turn in the next round.
func (b *epoll) enqueue(cn *conn) {
	if cn.ep&epQueued != 0 {
		return
	}
	cn.ep |= epQueued
	cn.next = 0
	if b.readyTail == 0 {
		b.readyHead = cn.idx + 1
	} else {
		b.slab.at(b.readyTail - 1).next = cn.idx + 1
	}
	b.readyTail = cn.idx + 1
	b.ready++
}
