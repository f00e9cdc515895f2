package rtnet

import (
	"syscall"
	"time"
	"unsafe"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
)

// A conn is one connection: its descriptor, its heap with the protocol instance,
// its send queue and its place in the life that the package comment describes.
// It lies in the loop's slab, off the Go heap, and holds no Go pointers.
//
// While a callback runs, the thread that runs it owns the conn, whether or not it
// still owns the loop; otherwise the owner of the loop does. The fields under
// "loop" belong to the loop's owner at all times.
type conn struct {
	// loop
	idx     uint32
	gen     uint32 // read by any thread, see slab.lookup
	next    uint32 // free list or ready list: index + 1
	ep      uint32 // backend's bits
	fd      int32
	busy    bool // a callback runs, on whatever thread
	sending bool // the backend sends: an opSend completion will come
	waiting requests
	parked  queue // writes from elsewhere that wait for a busy connection

	stage    stage
	reason   reason
	replyOf  callback // that returned roots[rootReply]
	flags    uint16
	proto    uint16 // index in Server.protocols
	endpoint uint16 // index in Server.endpoints
	errno    syscall.Errno

	heap  arena.Heap
	roots [rootCount]uint64 // what the heap keeps alive: evacuated like self.x
	piece uint32            // next item of roots[rootReply]

	out queue

	sendID uint64 // replies returned so far
	doneID uint64 // replies whose send is complete
	recvID uint64 // receives so far

	opened       time.Duration // on the loop's clock
	active       time.Duration
	justSent     uint32
	justReceived uint32
	totalSent    uint64
	totalRecv    uint64
}

// Hidden root slots of a connection.
const (
	rootSelf  = iota // the protocol instance
	rootReply        // rest of a reply that is a list or tuple
	rootCount
)

// Handles name a connection in a Value: 24 bits generation, 24 bits slab index,
// 7 bits loop.
const (
	genMask    = 1<<24 - 1
	indexMask  = 1<<24 - 1
	indexShift = 24
	loopShift  = 48
	serverLoop = 127 // a server's transport: the index is the endpoint's
)

// A stage is how far a connection has come. Stages are passed in order; each
// one that runs a callback is entered before the callback starts, so that
// whatever happens inside, the callback runs once at most.
type stage uint8

const (
	stageFree    stage = iota // the slot is not in use
	stageNew                  // accepted
	stageCreated              // the protocol instance exists: client_created
	stageInitial              // initial_bytes_to_send
	stageMade                 // connection_made
	stageOpen                 // data_received and send_complete
	stageEOF                  // the peer has closed its side: recv_shutdown
	stageFinish               // what is queued is sent, then the connection ends
	stageEnding               // recv_failed or send_failed
	stageLost                 // connection_lost, _error or _timeout
	stageClosed               // connection_closed
	stageLinger               // our side is closed, the peer's not yet
)

// A reason says why a connection ended.
type reason uint8

const (
	reasonClosed  reason = iota // in order, by either side
	reasonLost                  // the peer reset it
	reasonError                 // the system or a limit ended it
	reasonTimeout               // PXC_IDLE
)

// flagsMute are set when the program has ended what this side sends: what it
// writes or returns from then on is dropped.
const flagsMute = flagDropReplies | flagShutdown | flagSentFIN

// mute reports whether what others write to the connection is dropped: it has been
// closed, or will be when its callback returns. Loop's owner.
func (cn *conn) mute() bool {
	return cn.flags&flagsMute != 0 || cn.waiting&(wantClose|wantAbort|wantShutdown) != 0
}

// Bits of conn.flags.
const (
	flagRecvFailed = 1 << iota // the operation that ended the connection
	flagSendFailed
	flagDropReplies // transport.close() was called: replies are dropped from now on
	flagSentFIN     // our side is closed
	flagDrain       // end as soon as nothing is in flight
	flagEOF         // the peer has closed its side
	flagAbort       // disconnect(): nothing more is sent
	flagShutdown    // shutdown() was called: close our side when the queue is empty
	flagClosed      // Loop.close has run
)

// requests are what may be asked of a connection, and of a busy one wait until its
// callback has returned.
type requests uint8

const (
	wantClose requests = 1 << iota
	wantAbort
	wantShutdown
	wantDrain
)

func (cn *conn) self() rt.Value { return rt.Value(cn.roots[rootSelf]) }

// handle returns the Value that names the connection in Python.
func (l *Loop) handle(cn *conn) rt.Value {
	return rt.TransportValue(uint64(cn.gen) | uint64(cn.idx)<<indexShift | uint64(l.id)<<loopShift)
}

// fail records why the connection ends, the first reason counts, and what it
// was doing.
func (cn *conn) fail(why reason, errno syscall.Errno, what uint16) {
	if cn.stage >= stageEnding {
		return
	}
	cn.stage = stageEnding
	cn.reason, cn.errno = why, errno
	cn.flags |= what
	cn.out.drop()
	cn.clearReply()
}

// failSys is fail for an errno of a send or receive.
func (cn *conn) failSys(errno syscall.Errno, what uint16) {
	switch errno {
	case syscall.ECONNRESET, syscall.EPIPE:
		cn.fail(reasonLost, errno, what)
	case syscall.ETIMEDOUT:
		cn.fail(reasonTimeout, errno, what)
	default:
		cn.fail(reasonError, errno, what)
	}
}

// hasPieces reports whether a reply that is a list or tuple has items left.
func (cn *conn) hasPieces() bool { return cn.roots[rootReply] != uint64(rt.None) }

func (cn *conn) clearReply() { cn.roots[rootReply] = uint64(rt.None) }

// idle reports whether the connection only waits for the peer to say something.
func (cn *conn) idle() bool {
	return cn.stage == stageOpen && cn.out.empty() && !cn.hasPieces() && cn.doneID == cn.sendID
}

// sent counts n bytes that the kernel has taken.
func (cn *conn) sent(n int) {
	cn.justSent = uint32(n)
	cn.totalSent += uint64(n)
}

// abort ends the connection without sending what is queued.
func (cn *conn) abort() {
	if cn.stage < stageEnding {
		cn.flags |= flagAbort
		cn.out.drop()
		cn.clearReply()
		cn.stage = stageEnding
	}
}

// do carries out what transport's methods or a drain ask for.
func (cn *conn) do(what requests) {
	switch what {
	case wantClose:
		cn.flags |= flagDropReplies
		cn.finish()
	case wantAbort:
		cn.flags |= flagDropReplies
		cn.abort()
	case wantShutdown:
		cn.flags |= flagShutdown // once what is queued has been sent
	case wantDrain:
		cn.flags |= flagDrain
	}
}

// finish ends the connection once everything queued has been sent.
func (cn *conn) finish() {
	if cn.stage < stageFinish {
		cn.stage = stageFinish
	}
}

// Compile-time bound on the memory of an idle connection.
const _ = uint(400 - unsafe.Sizeof(conn{}))
