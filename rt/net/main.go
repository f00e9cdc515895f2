package rtnet

import (
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"

	"github.com/pxc-lang/pxc/rt"
)

// Parts add to the module parallel what a program links only if it mentions it.
var Parts []func(c *rt.Ctx, m rt.Value)

// Main is the main function of a compiled program: it runs the module's code on
// the calling goroutine, which becomes the main thread, and exits with the
// program's status.
func Main(p *rt.Program) {
	runtime.LockOSThread()
	cfg, err := ConfigFromEnv()
	if err != nil {
		fmt.Fprintf(os.Stderr, "pxc: %v\n", err)
		os.Exit(2)
	}
	c := rt.NewMainCtx()
	s := NewServer(cfg)
	c.Owner = s
	program.Store(s)
	s.interrupts = make(chan os.Signal, 1)
	signal.Notify(s.interrupts, syscall.SIGINT)
	go func() {
		for range s.interrupts {
			rt.Interrupt(c)
			ringMain()
		}
	}()
	dieOfSignals()
	// A reader of standard output that has gone is an OSError, not the end.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	rt.Boot(c)
	install(c)
	os.Exit(rt.Run(c, p))
}

// spareProcs is how far GOMAXPROCS exceeds the number of loops and computing
// callbacks. A loop that waits in the kernel keeps its processor as long as
// another is idle; without that, Go's monitor takes it away and gives it back at
// every wait. More cost CPU time: idle processors look for work. See "How many
// processors does Go get?" in docs/rationale.md.
const spareProcs = 4

// Listen binds a server to host and port and returns its transport, 0 with
// OSError pending. Main thread.
func Listen(c *rt.Ctx, host string, port int) rt.Value {
	s, ok := serverOf(c)
	if !ok {
		return 0
	}
	e, err := s.listen(host, port)
	if err != nil {
		return raiseError(c, err)
	}
	return e.handle()
}

// Register makes the server t serve connections with instances of class cls. The
// sockets listen when it returns, and server_created and server_started have run.
// It returns None, or 0 with an exception pending. Main thread.
func Register(c *rt.Ctx, t, cls rt.Value) rt.Value {
	s, ok := serverOf(c)
	if !ok {
		return 0
	}
	if !t.IsTransport() || endpointAt(t) == nil {
		return rt.TypeErrorf(c, "transport must be a server, not '%s'", rt.TypeName(t))
	}
	e := endpointAt(t)
	if e.registered {
		return rt.ValueErrorf(c, "the server on port %d already has a protocol", e.port)
	}
	p := inspect(c, cls)
	if p == nil {
		return 0
	}
	rt.ImportLazy(c)
	id, ok := addProtocol(p)
	if !ok {
		return rt.RuntimeErrorf(c, "too many protocols")
	}
	if err := s.attach(e, id); err != nil {
		return raiseError(c, err)
	}
	return announce(c, p, t)
}

// announce runs the callbacks that a listening server has, on an instance made
// for them in the main world.
func announce(c *rt.Ctx, p *protocol, t rt.Value) rt.Value {
	var self rt.Value
	for _, cb := range []callback{cbServerCreated, cbServerStarted} {
		b := &p.bindings[cb]
		if b.fn == 0 {
			continue
		}
		if self == 0 {
			if self = rt.Call0(c, p.class); self == 0 {
				return 0
			}
		}
		r := b.callMain(c, self, t)
		if r == 0 {
			c.Drop(self)
			return 0
		}
		c.Drop(r)
	}
	if self != 0 {
		c.Drop(self)
	}
	return rt.None
}

// serverOf returns the server whose program runs on c.
func serverOf(c *rt.Ctx) (*Server, bool) {
	s, ok := c.Owner.(*Server)
	if !ok {
		rt.RuntimeErrorf(c, "servers belong to the main thread")
	}
	return s, ok
}

// begin starts the loops of a program that owns the process.
func (s *Server) begin() error {
	s.mu.Lock()
	running := s.running
	s.mu.Unlock()
	if running {
		return nil
	}
	if os.Getenv("GOMAXPROCS") == "" {
		s.procs = max(len(s.loops)+spareProcs, runtime.GOMAXPROCS(0))
		runtime.GOMAXPROCS(s.procs)
		// Without its signals the scheduler could not get them back.
		s.spare = !strings.Contains(os.Getenv("GODEBUG"), "asyncpreemptoff=1")
	}
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	signal.Stop(s.interrupts) // from now on SIGINT drains
	go func() {
		<-signals
		s.drain()
		sig := <-signals
		os.Exit(128 + int(sig.(syscall.Signal)))
	}()
	return s.start()
}
