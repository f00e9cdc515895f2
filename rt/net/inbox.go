package rtnet

import (
	"sync"
	"sync/atomic"
)

// An inbox carries messages to the owner of a loop from every other thread: a
// callback of another loop that writes to one of this loop's connections, a
// callback that has lost the loop and hands its connection back, the main thread
// that adds a listener or asks for the end.
//
// Senders append under a lock; the owner swaps the whole batch out. Two buffers
// alternate, so steady state allocates nothing. A sender wakes the loop only if
// it sleeps, and under the lock, so that the descriptor it writes to is the loop's.
//
// An inbox closes with its loop. What is refused afterwards stays the sender's: a
// descriptor to close, bytes to free, a connection to bury.
type inbox struct {
	mu      sync.Mutex
	pending []message
	closed  bool        // the loop has ended
	filled  atomic.Bool // pending is not empty: read without the lock
	asleep  atomic.Bool // the owner waits for events
}

type messageKind uint8

const (
	msgReturn  messageKind = iota // a callback that had lost the loop has returned
	msgWrite                      // bytes for a connection
	msgRequest                    // close(), disconnect() or shutdown() from elsewhere
	msgAdopt                      // a connection accepted by another loop
	msgListen                     // a listener to accept from
	msgDrain                      // finish what is in flight
	msgStop                       // end now
)

type message struct {
	kind messageKind
	idx  uint32 // connection
	gen  uint32
	what requests // msgRequest
	fd   int32    // msgAdopt
	data queue    // msgWrite
	ln   *listener
}

// post appends m and wakes the loop if it sleeps. It reports false when the loop
// has ended: nobody will read m. Any thread.
func (l *Loop) post(m message) bool {
	b := &l.inbox
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	b.pending = append(b.pending, m)
	b.filled.Store(true)
	if b.asleep.Swap(false) {
		l.be.wake()
	}
	return true
}

// close refuses messages from now on and returns those that nobody has read.
func (b *inbox) close() []message {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	return b.pending
}

// collect returns what has been posted, into the buffer that spare was.
func (b *inbox) collect(spare []message) []message {
	if !b.filled.Load() {
		return spare[:0]
	}
	b.mu.Lock()
	got := b.pending
	b.pending = spare[:0]
	b.filled.Store(false)
	b.mu.Unlock()
	return got
}
