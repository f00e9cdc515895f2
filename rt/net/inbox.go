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
// it sleeps.
type inbox struct {
	mu      sync.Mutex
	pending []message
	filled  atomic.Bool // pending is not empty: read without the lock
	asleep  atomic.Bool // the owner waits for events
}

type messageKind uint8

const (
	msgReturn   messageKind = iota // a callback that had lost the loop has returned
	msgWrite                       // bytes for a connection
	msgClose                       // transport.close() from elsewhere
	msgAbort                       // transport.disconnect() from elsewhere
	msgShutdown                    // transport.shutdown() from elsewhere
	msgAdopt                       // a connection accepted by another loop
	msgListen                      // a listener to accept from
	msgDrain                       // finish what is in flight
	msgStop                        // end now
)

type message struct {
	kind messageKind
	idx  uint32 // connection
	gen  uint32
	fd   int32 // msgAdopt
	data queue // msgWrite
	ln   *listener
}

// post appends m and wakes the loop if it sleeps. Any thread.
func (l *Loop) post(m message) {
	b := &l.inbox
	b.mu.Lock()
	b.pending = append(b.pending, m)
	b.filled.Store(true)
	b.mu.Unlock()
	if b.asleep.Swap(false) {
		l.be.wake()
	}
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
