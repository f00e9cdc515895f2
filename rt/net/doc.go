// Package rtnet serves the connections of a compiled program: sockets, loops,
// threads, and the calls of a protocol's callbacks.
//
// # Threads and loops
//
// A Loop (loop.go) owns a set of connections and everything needed to serve them:
// the backend with its batch of completions, timers, an inbox. There is one per
// core. A worker (worker.go) is a thread with a context (rt.Ctx): it owns an arena
// and a receive buffer. Workers run loops; which worker runs which loop changes.
//
// A loop's token (token.go) says who owns it. While a callback runs, the token is
// open to theft: when the callback is about to sleep, it gives the loop away
// itself (rt.Blocking); when it computes for too long, the watchdog takes the loop
// and gives it to a spare thread (watchdog.go, pool.go). The robbed thread finds
// out when its callback returns, finishes what concerns that connection alone,
// hands the connection back through the loop's inbox (inbox.go) and becomes a
// spare. So no connection waits for another's callback.
//
// # The life of a connection
//
//	accept        the kernel spreads connections over the loops' sockets; a loop
//	              with far more than another passes the next one on (accept.go)
//	stageNew      a slot of the slab, off the Go heap (slab.go, conn.go)
//	stageCreated  the protocol instance is made in the connection's heap
//	stageInitial  client_created has run
//	stageMade     initial_bytes_to_send is sent
//	stageOpen     connection_made has run. From now on, in turns: bytes arrive,
//	              data_received runs, its reply is sent, send_complete runs, until
//	              it sends nothing more; only then are bytes received again
//	stageEOF      the peer has closed its side; recv_shutdown
//	stageFinish   nothing will be received: what is queued is still sent. A
//	              protocol that receives nothing comes here as soon as it has
//	              nothing to send; transport.close() and an uncaught exception
//	              lead here too
//	stageEnding   recv_failed or send_failed, if an operation failed
//	stageLost     connection_lost (reset), connection_error or
//	              connection_timeout, if that is how it ended
//	stageClosed   connection_closed, however it ended: once, and last
//	stageLinger   the heap is free; our side is closed, and the socket is kept for
//	              a moment until the peer has closed its own, because closing with
//	              unread bytes would take back what it has not read yet (close.go)
//
// Loop.advance moves a connection along this list as far as it can go, Loop.pick
// decides what is due. Stages only grow, and a stage is entered before its
// callback runs; so every callback of the end runs once at most.
//
// # One callback
//
// Register looks at the class once and works out how each callback is called
// (protocol.go, callback.go). worker.run then settles a callback in this order:
//
//  1. snapshot of the arena; the token opens; the callback runs; its result is
//     checked and located (reply.go); an exception goes to exception_handler or
//     to stderr; the token closes
//  2. the reply is offered to the kernel; what it does not take is copied to the
//     connection's send queue, or moves there with its block if it is large
//     (buffer.go), or is referred to if it lies in the main heap
//  3. what the callback has stored on self moves to the connection's heap
//  4. the arena is rolled back: nothing of the callback is left
//
// A connection has no operation outstanding while its callback runs, so the
// robbed thread may do all four; readiness that arrives meanwhile stays latched in
// the backend (epoll_linux.go).
//
// # Without a connection
//
// Functions that are submitted run on threads of the same pool, each with a heap of its
// own (work.go), before the loops run too and without any. The main thread sleeps in
// run; contexts ask it to call functions (calls.go).
//
// # What the package may not know
//
// It knows rt's values and contexts, never the compiler. Nothing here allocates on
// the Go heap per request or per connection: a test measures it.
package rtnet
