package rtnet

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
)

// A Server is a set of loops with their threads: one per compiled program.
type Server struct {
	cfg        Config
	foreign    bool           // started by a Go program: no signals, no exit, no GOMAXPROCS
	interrupts chan os.Signal // SIGINT before serving: KeyboardInterrupt
	loops      []*Loop
	watchdog   *watchdog
	epoch      time.Time

	conns     atomic.Int32 // of all loops
	handovers atomic.Int64
	computing atomic.Int32 // callbacks that the watchdog has taken a loop from
	procs     int          // GOMAXPROCS when nothing computes; 0: not ours to set
	spare     bool         // there are processors for threads that keep theirs while they wait

	mu       sync.Mutex
	ends     []*endpoint
	adopted  []int32 // descriptors of foreign listeners that wait for register
	opened   bool
	running  bool
	draining bool          // or asked to, before running
	drainEnd time.Time     // when what is in flight is given up
	left     int           // loops that have not ended
	done     chan struct{} // closed when left reaches 0

	waiting atomic.Bool // run_once waits for a round
	round   chan struct{}
}

// An endpoint is a listening server: what parallel.server returned.
type endpoint struct {
	id      uint16
	srv     *Server
	host    string
	addr    address
	port    int
	fd      int32 // bound, until the loops listen; -1 afterwards or for foreign ones
	clients atomic.Int32
	proto   uint16

	registered bool
	unlink     string // socket file to remove at the end
}

// NewServer returns a server with the given configuration. It starts nothing.
func NewServer(cfg Config) *Server {
	return &Server{cfg: cfg, epoch: time.Now(), done: make(chan struct{}), round: make(chan struct{}, 1)}
}

// clock is the time on the loops' clock.
func (s *Server) clock() time.Duration { return time.Since(s.epoch) }

// listen binds a new endpoint. In a foreign program nothing is bound: the
// program's own listener takes the place.
func (s *Server) listen(host string, port int) (*endpoint, error) {
	e := &endpoint{srv: s, host: host, port: port, fd: -1}
	if !s.foreign {
		var err error
		if e.addr, err = resolve(host, port); err != nil {
			return nil, err
		}
		if e.fd, err = e.addr.bind(false); err != nil {
			return nil, err
		}
		var name sockaddr
		if sysName(unix.SYS_GETSOCKNAME, e.fd, &name) == 0 && e.addr.family != unix.AF_UNIX {
			e.port = name.port()
		}
		if u, ok := e.addr.sa.(*unix.SockaddrUnix); ok && u.Name[0] != '@' {
			e.unlink = u.Name
		}
		// Every loop's socket must be bound to the port that 0 became.
		switch sa := e.addr.sa.(type) {
		case *unix.SockaddrInet4:
			sa.Port = e.port
		case *unix.SockaddrInet6:
			sa.Port = e.port
		}
	}
	if !addEndpoint(e) {
		sysClose(e.fd)
		return nil, &Error{Errno: unix.EMFILE, Text: "too many servers"}
	}
	s.ends = append(s.ends, e)
	return e, nil
}

// open makes the loops, once.
func (s *Server) open() error {
	if s.opened {
		return nil
	}
	if err := s.cfg.raiseFiles(); err != nil {
		if s.cfg.MaxConnections == 0 {
			return err
		}
		s.logf(LogError, "%v", err)
	}
	for range s.cfg.Workers {
		l, err := newLoop(s)
		if err != nil {
			return err
		}
		s.loops = append(s.loops, l)
	}
	s.left = len(s.loops)
	s.watchdog = newWatchdog(s)
	s.opened = true
	return nil
}

const backlog = 4096 // the kernel caps it at net.core.somaxconn

// attach makes e accept connections for a protocol: its sockets listen from now
// on, and the loops accept when they run.
func (s *Server) attach(e *endpoint, proto uint16) error {
	if s.stopped() {
		return errors.New("the program has been told to end: nothing is served any more")
	}
	if s.foreign && len(s.adopted) == 0 {
		return errors.New("the Go program gave fewer listeners than protocols are registered")
	}
	if err := s.open(); err != nil {
		return err
	}
	e.proto = proto
	fds := make([]int32, 0, len(s.loops))
	fail := func(err error) error {
		for _, fd := range fds {
			sysClose(fd)
		}
		e.fd = -1
		return err
	}
	shared := s.foreign || e.addr.family == unix.AF_UNIX
	for i := range s.loops {
		var fd int32
		var err error
		switch {
		case i == 0 && s.foreign:
			fd, s.adopted = s.adopted[0], s.adopted[1:]
		case i == 0:
			fd = e.fd
		case shared:
			var n int
			if n, err = unix.FcntlInt(uintptr(fds[0]), unix.F_DUPFD_CLOEXEC, 0); err == nil {
				fd = int32(n)
			}
		default:
			fd, err = e.addr.bind(true)
		}
		if err != nil {
			return fail(err)
		}
		fds = append(fds, fd)
	}
	for i := range s.loops {
		if !s.foreign && (i == 0 || !shared) {
			if err := unix.Listen(int(fds[i]), backlog); err != nil {
				return fail(osError(err.(unix.Errno)))
			}
		}
	}
	for i, l := range s.loops {
		l.post(message{kind: msgListen, ln: &listener{ep: e, fd: fds[i], shared: shared}})
	}
	e.fd = -1
	e.registered = true
	return nil
}

// start runs the loops, once.
func (s *Server) start() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running {
		return nil
	}
	s.running = true
	s.logf(LogInfo, "%d workers", len(s.loops))
	for _, l := range s.loops {
		w := threads.reserve()
		if w == nil {
			return fmt.Errorf("no thread for %d loops: %d run already", len(s.loops), maxThreads)
		}
		threads.give(w, l)
	}
	go s.watchdog.run(s.done)
	if s.draining {
		s.beginDrain()
	}
	return nil
}

// drain begins an orderly end: accepting stops, what is in flight is finished
// within the configured time.
func (s *Server) drain() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.draining {
		return
	}
	s.draining = true
	if s.running {
		s.beginDrain()
	}
}

// beginDrain tells the loops. s.mu is held.
func (s *Server) beginDrain() {
	s.logf(LogInfo, "draining")
	s.drainEnd = time.Now().Add(s.cfg.Drain)
	for _, l := range s.loops {
		l.post(message{kind: msgDrain})
	}
	time.AfterFunc(s.cfg.Drain, s.stop)
}

// drainBy returns when what is in flight is given up, once draining.
func (s *Server) drainBy() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.drainEnd
}

// stopped reports whether the end has begun.
func (s *Server) stopped() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.draining
}

// ended reports whether every loop has ended.
func (s *Server) ended() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

// stop ends every loop, finished or not. A loop that has no thread, because the
// most there may be are stuck in callbacks, is left behind.
func (s *Server) stop() {
	for _, l := range s.loops {
		l.post(message{kind: msgStop})
	}
	time.AfterFunc(stopTime, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.left > 0 {
			s.lastDone()
		}
	})
}

// stopTime is how long a loop has to end what it holds, which takes no waiting.
const stopTime = 2 * time.Second

// loopDone is told by each loop that it has ended.
func (s *Server) loopDone() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.left--; s.left == 0 {
		s.lastDone()
	}
}

// lastDone ends the server. s.mu is held.
func (s *Server) lastDone() {
	s.left = 0
	for _, e := range s.ends {
		if e.unlink != "" {
			_ = os.Remove(e.unlink)
		}
	}
	s.logf(LogInfo, "ended, %d hand-overs", s.handovers.Load())
	close(s.done)
}

// served tells a waiting run_once that a round has done something.
func (s *Server) served() {
	if s.waiting.Load() && s.waiting.CompareAndSwap(true, false) {
		select {
		case s.round <- struct{}{}:
		default: // one that an earlier call has not taken
		}
	}
}

// internalError reports a bug of the runtime that Python code, named by where, has run
// into, or that the system has no memory left. then says what becomes of it.
func internalError(where, then string, e any) {
	if n, ok := e.(arena.OutOfMemory); ok {
		fmt.Fprintf(os.Stderr, "pxc: the system refused %d bytes to %s; %s\n", uintptr(n), where, then)
		return
	}
	fmt.Fprintf(os.Stderr, "pxc: internal error in %s: %v\n"+
		"This is a bug in pxc, not in the program; %s.\n%s", where, e, then, debug.Stack())
}

// newOSError returns OSError(errno, text), owned.
func newOSError(c *rt.Ctx, errno unix.Errno) rt.Value {
	text := rt.NewStr(c, strerror(errno))
	if text == 0 {
		return 0
	}
	e := rt.Call2(c, rt.BuiltinClass(rt.ExcOSError), rt.Int(int64(int32(errno))), text)
	c.Drop(text)
	return e
}

// raiseError raises a Go error as a Python OSError. It returns 0.
func raiseError(c *rt.Ctx, err error) rt.Value {
	e, ok := err.(*Error)
	if !ok {
		return rt.RuntimeErrorf(c, "%s", err.Error())
	}
	args := []rt.Value{rt.Int(int64(int32(e.Errno))), rt.NewStr(c, e.Text)}
	if e.Path != "" {
		args = append(args, rt.NewStr(c, e.Path))
	}
	t := rt.NewTuple(c, len(args))
	for i, v := range args {
		rt.TupleInit(t, i, v)
	}
	exc := rt.CallTuple(c, rt.BuiltinClass(rt.ExcOSError), t)
	c.Drop(t)
	if exc != 0 {
		rt.Raise(c, exc, 0)
		c.Drop(exc)
	}
	return 0
}
