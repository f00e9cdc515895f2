package rtnet

import (
	"syscall"
	"time"
)

// A backend does a loop's input and output. Its shape is that of completions:
// the loop asks for an operation and is told its result later, with the bytes in
// place, so that a kernel which works that way (io_uring) fits as well as one
// that reports readiness (epoll).
//
// Rules for the loop, which keep every backend simple:
//   - a connection has at most one operation outstanding, a receive or a send;
//   - while a callback of the connection runs it has none;
//   - the owner of the loop's token calls everything here, except wake.
type backend interface {
	// watch makes the backend know a new connection.
	watch(cn *conn) syscall.Errno

	// forget closes the connection's descriptor and drops what is outstanding.
	forget(cn *conn)

	// recv asks for one receive, which completes as opRecv.
	recv(cn *conn)

	// send sends the n bytes at p and reports how many have gone. If some are
	// left and errno is 0, an opSend completion follows; p must stay valid
	// until then.
	send(cn *conn, p uintptr, n int) (int, syscall.Errno)

	// resume asks for an opResume completion behind everything that is ready
	// now: a connection that could go on for ever gives way to the others.
	resume(cn *conn)

	// accept starts taking connections from ln, which complete as opAccept;
	// pause suspends that and unlisten ends it, closing the descriptor; it gives
	// the connections that wait there to take.
	accept(ln *listener) syscall.Errno
	pause(ln *listener, on bool)
	unlisten(ln *listener, take func(fd int32))

	// wait collects completions, waiting for the first at most d, for ever if d
	// is negative. Quiet allows it to keep a processor of Go's while it waits.
	wait(d time.Duration, quiet bool)

	// next fills in the next completion of those collected. A receive uses the
	// caller's buffer, or takes it and leaves another.
	next(buf *recvBuffer, c *completion) bool

	// wake ends a wait, from any thread.
	wake()

	close()
}

// An opcode says which operation has completed.
type opcode uint8

const (
	opAccept opcode = iota // fd is a new connection, or errno says why not
	opRecv                 // n bytes are at buf; 0 is the end of the stream
	opSend                 // n more bytes of the last send have gone; there is room for more
	opResume               // the connection's turn
)

type completion struct {
	op    opcode
	errno syscall.Errno
	fd    int32
	n     int
	buf   uintptr
	conn  *conn
	ln    *listener
}

// A recvBuffer is the memory into which a thread receives. It belongs to the
// thread, not to the loop: a callback that is overtaken by a thief keeps the bytes
// it was given.
type recvBuffer struct {
	p uintptr
	n int
}

const recvSize = 64 << 10

func newRecvBuffer() recvBuffer { return recvBuffer{sysMap(recvSize), recvSize} }
