package rtnet

import (
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pxc-lang/pxc/rt"
)

// A loop that has ended takes nothing: a connection meant for it stays where it was
// accepted, and what is written to its connections raises.
func TestEndedLoopTakesNothing(t *testing.T) {
	handles := make(chan rt.Value, 100)
	cls := newProtocol(t, nil, map[string]method{
		"connection_made": {sig: "self, transport", f1: func(c *rt.Ctx, self, transport rt.Value) rt.Value {
			handles <- transport
			return rt.None
		}},
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value { return data }},
	}, nil)
	s, addr := serve(t, testConfig(), cls)
	var ended rt.Value
	for ended == 0 {
		dial(t, addr)
		if h := <-handles; h.Handle()>>loopShift&127 == uint64(s.loops[1].id) {
			ended = h
		}
	}
	s.loops[1].post(message{kind: msgStop})
	eventually(t, "one loop has ended", s.loops[1].over.Load)
	var conns []*net.TCPConn
	for range 20 {
		conns = append(conns, dial(t, addr))
	}
	askAll(t, conns, "x")
	for _, m := range []messageKind{msgReturn, msgWrite, msgRequest, msgAdopt} {
		if s.loops[1].post(message{kind: m}) {
			t.Errorf("message %d was accepted", m)
		}
	}
	if transportWrite(mainCtx, ended, rt.ConstBytes(mainCtx, "x")) != 0 {
		t.Error("a write to a connection of an ended loop succeeded")
	} else if e := exceptionError(mainCtx); !strings.Contains(e.Error(), "Errno 107") {
		t.Error(e)
	}
}

// Messages that a loop has not read when it ends are not forgotten: descriptors are
// closed, connections counted out, bytes freed.
func TestEndDiscardsMessages(t *testing.T) {
	s := NewServer(testConfig())
	l, err := newLoop(s)
	if err != nil {
		t.Fatal(err)
	}
	s.loops, s.left = []*Loop{l}, 1
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	fd, err := borrow(ln)
	if err != nil {
		t.Fatal(err)
	}
	fd2, err := borrow(ln)
	if err != nil {
		t.Fatal(err)
	}
	s.conns.Add(1)
	l.conns.Add(1)
	m := message{kind: msgWrite}
	if p := rt.ConstBytes(mainCtx, strings.Repeat("x", 100)); true {
		at, n := rt.BytesAddr(p)
		m.data.appendCopy(at, int(n))
	}
	held := segmentAt(m.data.head)
	for _, m := range []message{{kind: msgAdopt, fd: fd}, m, {kind: msgListen, ln: &listener{fd: fd2}}} {
		if !l.post(m) {
			t.Fatal("refused")
		}
	}
	l.end(nil)
	<-s.done
	if a, b := s.conns.Load(), l.conns.Load(); a != 0 || b != 0 {
		t.Errorf("%d and %d connections", a, b)
	}
	for _, fd := range []int32{fd, fd2} {
		if sysName(unix.SYS_GETSOCKNAME, fd, new(sockaddr)) == 0 {
			t.Errorf("descriptor %d is still open", fd)
		}
	}
	if s := newSegment(100); s != held {
		t.Error("the bytes of a message were not freed")
	} else {
		freeSegment(s)
	}
}

// A callback that outlives its loop ends its connection itself.
func TestCallbackOutlivesLoop(t *testing.T) {
	cfg := testConfig()
	cfg.Drain = 100 * time.Millisecond
	release := make(chan bool)
	began := make(chan bool, 1)
	s, addr := serve(t, cfg, newProtocol(t, []string{"last"}, map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value {
			if !rt.SetSlotP(c, self, 0, data) {
				return 0
			}
			began <- true
			rt.Blocking(c)
			<-release
			rt.Unblocking(c)
			return data
		}},
	}, nil))
	conn := dial(t, addr)
	_, _ = io.WriteString(conn, "late")
	<-began
	s.drain()
	<-s.done
	if n := s.conns.Load(); n != 1 {
		t.Errorf("%d connections while the callback runs", n)
	}
	close(release)
	if got, err := io.ReadAll(conn); err != nil || string(got) != "late" {
		t.Errorf("got %q, %v", got, err)
	}
	eventually(t, "the connection ended", func() bool { return s.conns.Load() == 0 && s.ends[0].clients.Load() == 0 })
}

// While a drain goes through the connections, callbacks of the end give the loop
// away: the thief goes on behind them, and no connection is left out.
func TestDrainChangesHands(t *testing.T) {
	ev := &events{}
	cfg := testConfig()
	cfg.Workers, cfg.Drain = 1, 20*time.Second
	cls := newProtocol(t, nil, ev.record(map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value { return data }},
		"connection_closed": {sig: "self", f0: func(c *rt.Ctx, self rt.Value) rt.Value {
			rt.Blocking(c)
			time.Sleep(time.Duration(ev.n[cbConnectionClosed].Add(1)%7) * 100 * time.Microsecond)
			rt.Unblocking(c)
			return rt.None
		}},
	}), nil)
	s, addr := serve(t, cfg, cls)
	const n = 300
	var conns []*net.TCPConn
	for range n {
		conns = append(conns, dial(t, addr))
	}
	askAll(t, conns, "x")
	begin := time.Now()
	s.drain()
	for _, conn := range conns {
		if got, err := io.ReadAll(conn); err != nil || len(got) != 0 {
			t.Fatalf("got %q, %v", got, err)
		}
		conn.Close()
	}
	<-s.done
	if took := time.Since(begin); took > cfg.Drain/2 {
		t.Errorf("the drain took %v", took)
	}
	if got := ev.count(cbConnectionClosed); got != n {
		t.Errorf("connection_closed ran %d times", got)
	}
}

// A connection that reaches its loop after the drain has begun gets its answer.
func TestDrainServesWhatWasAccepted(t *testing.T) {
	cfg := testConfig()
	cfg.Workers = 1
	ev := &events{}
	s, addr := serve(t, cfg, newProtocol(t, nil, ev.record(map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value { return data }},
	}, cbConnectionClosed), nil))
	keeper := dial(t, addr) // something in flight keeps the loop alive: it never reads
	askAll(t, []*net.TCPConn{keeper}, "k")
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	client, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	_ = client.SetDeadline(time.Now().Add(10 * time.Second))
	_, _ = io.WriteString(client, "late")
	server, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	file, err := server.(*net.TCPConn).File()
	server.Close()
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n, err := unix.FcntlInt(file.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	dup := int32(n)
	_ = unix.SetNonblock(n, true)
	l := s.loops[0]
	s.conns.Add(1)
	l.conns.Add(1)
	s.drain()
	if !l.post(message{kind: msgAdopt, fd: dup, ln: &listener{ep: s.ends[0]}}) {
		t.Fatal("the loop had ended already")
	}
	file.Close()
	got := make([]byte, 4)
	if _, err := io.ReadFull(client, got); err != nil || string(got) != "late" {
		t.Errorf("got %q, %v", got, err)
	}
	if n, err := client.Read(got); n != 0 || err != io.EOF {
		t.Errorf("then %d bytes, %v", n, err)
	}
}

// The end may be asked for before the loops run: they end at once then.
func TestDrainBeforeStart(t *testing.T) {
	s := NewServer(testConfig())
	mainCtx.Owner = s
	srv := Listen(mainCtx, "127.0.0.1", 0)
	if srv == 0 || Register(mainCtx, srv, echo(t)) == 0 {
		t.Fatal(exceptionError(mainCtx))
	}
	s.drain()
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-s.done:
	case <-time.After(3 * time.Second):
		t.Fatal("it serves")
	}
	late := Listen(mainCtx, "127.0.0.1", 0)
	if late == 0 {
		t.Fatal(exceptionError(mainCtx))
	}
	if Register(mainCtx, late, echo(t)) != 0 {
		t.Error("a server could be registered after the end")
	} else if e := exceptionError(mainCtx); !strings.Contains(e.Error(), "RuntimeError: the program has been told to end") {
		t.Error(e)
	}
}

// A connection that is only written to is not idle.
func TestIdleCountsSends(t *testing.T) {
	cfg := testConfig()
	cfg.Idle = 150 * time.Millisecond
	tick := func(c *rt.Ctx, self rt.Value) rt.Value {
		time.Sleep(time.Millisecond)
		return rt.NewStr(c, "tick\n")
	}
	_, addr := serve(t, cfg, newProtocol(t, nil, map[string]method{
		"connection_made": {sig: "self", f0: tick},
		"send_complete":   {sig: "self", f0: tick},
	}, nil))
	conn := dial(t, addr)
	for end := time.Now().Add(6 * cfg.Idle); time.Now().Before(end); {
		if _, err := io.ReadFull(conn, make([]byte, 5)); err != nil {
			t.Fatal(err)
		}
	}
	_ = conn.SetLinger(0)
}

// Connections that the kernel has accepted when a drain begins are served.
func TestDrainServesTheQueue(t *testing.T) {
	s := NewServer(testConfig())
	mainCtx.Owner = s
	srv := Listen(mainCtx, "127.0.0.1", 0)
	if srv == 0 || Register(mainCtx, srv, echo(t)) == 0 {
		t.Fatal(exceptionError(mainCtx))
	}
	var conns []*net.TCPConn
	for range 40 {
		conn := dial(t, fmt.Sprintf("127.0.0.1:%d", s.ends[0].port))
		_, _ = io.WriteString(conn, "early")
		conns = append(conns, conn)
	}
	s.drain()
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	for _, conn := range conns {
		if got, err := io.ReadAll(conn); err != nil || string(got) != "early" {
			t.Fatalf("got %q, %v", got, err)
		}
		conn.Close()
	}
	<-s.done
}

// A peer that does not close its side does not hold up a drain.
func TestDrainHurriesThoseThatLinger(t *testing.T) {
	s, addr := serve(t, testConfig(), newProtocol(t, nil, nil, nil))
	conn := dial(t, addr)
	if got, err := io.ReadAll(conn); err != nil || len(got) != 0 {
		t.Fatalf("got %q, %v", got, err)
	}
	begin := time.Now()
	s.drain()
	<-s.done
	if took := time.Since(begin); took > lingerTime*3/4 {
		t.Errorf("the drain took %v", took)
	}
}
