package rtnet

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
)

// In a Go program that imports a compiled package, the runtime is a guest: one
// per process, started by the first Start, without signal handlers, without
// changing GOMAXPROCS and without ever ending the process. Module code and
// everything else of the main world runs on one goroutine that the runtime owns.

// world is that goroutine.
var world struct {
	once sync.Once
	work chan func(c *rt.Ctx)
}

// OnMain runs f on the runtime's main goroutine and waits for it. ctx ends the
// wait, not f.
func OnMain(ctx context.Context, f func(c *rt.Ctx)) error {
	world.once.Do(func() {
		world.work = make(chan func(*rt.Ctx))
		go func() {
			runtime.LockOSThread()
			c := rt.NewMainCtx()
			rt.Boot(c)
			install(c)
			rt.LinesToStdout()
			for {
				select {
				case f := <-world.work:
					f(c)
					rt.FlushStdout()
				case <-arena.PinsWaiting():
					c.Main.Reclaim()
				case <-toMain.bell:
					serveForeign(c)
				}
			}
		}()
	})
	done := make(chan struct{})
	select {
	case world.work <- func(c *rt.Ctx) { defer close(done); f(c) }:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// serveForeign serves the requests to the main thread. There is no run() that could
// raise what one raises for which nobody waits: it is reported.
func serveForeign(c *rt.Ctx) {
	for {
		if _, ok := serveMain(c); ok {
			rt.FlushStdout()
			return
		}
		e := rt.Catch(c)
		rt.EndCatch(c, 0)
		rt.PrintException(c, e)
		c.Drop(e)
	}
}

// Running is a compiled program that serves inside a Go program.
type Running struct {
	srv *Server
}

// Start runs the module code of p and serves the protocols that it registers on
// the given listeners, the first registered on the first listener and so on: the
// addresses that the program itself names are not used, and its parallel.run()
// returns at once. The listeners must be TCP or Unix ones; their descriptors are
// duplicated, so closing them afterwards is the caller's affair.
//
// Cancelling ctx drains: accepting stops and what is in flight is finished, for
// at most PXC_DRAIN. An exception that the module code raises is the error.
func Start(ctx context.Context, p *rt.Program, listeners ...net.Listener) (*Running, error) {
	cfg, err := ConfigFromEnv()
	if err != nil {
		return nil, err
	}
	s := NewServer(cfg)
	s.foreign = true
	program.Store(s)
	for _, ln := range listeners {
		fd, err := borrow(ln)
		if err != nil {
			s.closeAdopted()
			return nil, err
		}
		s.adopted = append(s.adopted, fd)
	}
	var failure error
	err = OnMain(ctx, func(c *rt.Ctx) {
		c.Owner = s
		defer func() { c.Owner = nil }()
		if !p.Load(c) {
			failure = exceptionError(c)
		}
	})
	if err == nil {
		err = failure
	}
	if err == nil && !s.opened {
		err = fmt.Errorf("%s registers no protocol", p.Name)
	}
	if err != nil {
		s.closeAdopted()
		for _, l := range s.loops {
			l.end(nil) // never started: no connections
		}
		return nil, err
	}
	s.closeAdopted() // listeners that no protocol was registered for
	if err := s.start(); err != nil {
		return nil, err
	}
	go func() {
		select {
		case <-ctx.Done():
			s.drain()
		case <-s.done:
		}
	}()
	return &Running{s}, nil
}

// Wait blocks until the program has drained.
func (r *Running) Wait() {
	<-r.srv.done
	rt.FlushStdout()
}

// Clients returns the number of open connections.
func (r *Running) Clients() int { return int(r.srv.conns.Load()) }

func (s *Server) closeAdopted() {
	for _, fd := range s.adopted {
		sysClose(fd)
	}
	s.adopted = nil
}

// borrow returns a duplicate of a listener's descriptor.
func borrow(ln net.Listener) (int32, error) {
	sc, ok := ln.(syscall.Conn)
	if !ok {
		return -1, fmt.Errorf("cannot serve on a %T: it has no descriptor", ln)
	}
	raw, err := sc.SyscallConn()
	if err != nil {
		return -1, err
	}
	dup := -1
	var dupErr error
	err = raw.Control(func(fd uintptr) {
		dup, dupErr = unix.FcntlInt(fd, unix.F_DUPFD_CLOEXEC, 0)
	})
	if err = errors.Join(err, dupErr); err != nil {
		return -1, err
	}
	return int32(dup), nil
}

// exceptionError returns the pending exception as a Go error and clears it.
func exceptionError(c *rt.Ctx) error {
	e := rt.Catch(c)
	text := rt.FormatException(c, e)
	rt.EndCatch(c, 0)
	c.Drop(e)
	return errors.New(text)
}

// Serve is Start and Wait: it returns when ctx is cancelled and everything in
// flight is finished, or at once with what forbids to start.
func Serve(ctx context.Context, p *rt.Program, listeners ...net.Listener) error {
	r, err := Start(ctx, p, listeners...)
	if err != nil {
		return err
	}
	r.Wait()
	return nil
}
