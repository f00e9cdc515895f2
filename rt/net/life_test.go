package rtnet

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// hello greets and answers, and counts what happens to its connections.
func hello(t testing.TB, ev *events) rt.Value {
	greeting := rt.ConstBytes(mainCtx, "Hello, World!\r\n")
	return newProtocol(t, nil, ev.record(map[string]method{
		"connection_made": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			return greeting
		}},
		"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			return rt.NewBytes(c, []byte("You said: "+string(rt.BytesData(data))+"\r\n"))
		}},
	}, cbClientCreated, cbRecvShutdown, cbConnectionClosed, cbConnectionLost, cbConnectionError), nil)
}

func TestHello(t *testing.T) {
	ev := &events{}
	_, addr := serve(t, testConfig(), hello(t, ev))
	conn := dial(t, addr)
	got := make([]byte, 15)
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != "Hello, World!\r\n" {
		t.Fatalf("got %q, %v", got, err)
	}
	_, _ = io.WriteString(conn, "x")
	if _, err := io.ReadFull(conn, got[:13]); err != nil || string(got[:13]) != "You said: x\r\n" {
		t.Fatalf("got %q, %v", got[:13], err)
	}
	conn.Close()
	eventually(t, "closed", func() bool { return ev.count(cbConnectionClosed) == 1 })
	for cb, want := range map[callback]int64{cbClientCreated: 1, cbRecvShutdown: 1, cbConnectionLost: 0, cbConnectionError: 0} {
		if n := ev.count(cb); n != want {
			t.Errorf("%s ran %d times, want %d", callbacks[cb].name, n, want)
		}
	}
}

// A client that has closed its side still gets every reply that was due.
func TestHalfClose(t *testing.T) {
	ev := &events{}
	_, addr := serve(t, testConfig(), hello(t, ev))
	conn := dial(t, addr)
	_, _ = io.WriteString(conn, "bye")
	_ = conn.CloseWrite()
	got, err := io.ReadAll(conn)
	if err != nil || string(got) != "Hello, World!\r\nYou said: bye\r\n" {
		t.Fatalf("got %q, %v", got, err)
	}
	eventually(t, "closed", func() bool { return ev.count(cbConnectionClosed) == 1 })
}

func TestReset(t *testing.T) {
	ev := &events{}
	_, addr := serve(t, testConfig(), hello(t, ev))
	for range 50 {
		conn := dial(t, addr)
		_, _ = io.ReadFull(conn, make([]byte, 15))
		_ = conn.SetLinger(0)
		conn.Close()
	}
	eventually(t, "all ended", func() bool { return ev.count(cbConnectionClosed) == 50 })
	if n := ev.count(cbConnectionLost); n != 50 {
		t.Errorf("connection_lost ran %d times", n)
	}
}

// Static and computed initial bytes; the connection closes when they are sent,
// and a client that has sent something meanwhile still reads them.
func TestInitialBytes(t *testing.T) {
	quote := "An apple a day keeps the doctor away.\r\n"
	for name, cls := range map[string]rt.Value{
		"static": newProtocol(t, nil, nil, map[string]rt.Value{"initial_bytes_to_send": rt.ConstBytes(mainCtx, quote)}),
		"str":    newProtocol(t, nil, nil, map[string]rt.Value{"initial_bytes_to_send": rt.ConstStr(mainCtx, quote)}),
		"callable": newProtocol(t, nil, map[string]method{
			"initial_bytes_to_send": {sig: "self", f0: func(c *rt.Ctx, self rt.Value) rt.Value { return rt.NewStr(c, quote) }},
		}, nil),
	} {
		_, addr := serve(t, testConfig(), cls)
		conn := dial(t, addr)
		_, _ = conn.Write(make([]byte, 10_000))
		if got, err := io.ReadAll(conn); err != nil || string(got) != quote {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}

func TestDisconnectProtocol(t *testing.T) {
	_, addr := serve(t, testConfig(), newProtocol(t, nil, nil, nil))
	if got, err := io.ReadAll(dial(t, addr)); err != nil || len(got) != 0 {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestNextBytes(t *testing.T) {
	_, addr := serve(t, testConfig(), newProtocol(t, nil, nil, map[string]rt.Value{"next_bytes_to_send": rt.ConstStr(mainCtx, "ok\n")}))
	conn := dial(t, addr)
	for range 3 {
		_, _ = io.WriteString(conn, "anything")
		got := make([]byte, 3)
		if _, err := io.ReadFull(conn, got); err != nil || string(got) != "ok\n" {
			t.Fatalf("got %q, %v", got, err)
		}
	}
}

// chargen sends numbered lines for ever.
func chargen(t testing.TB) rt.Value {
	line := func(c *rt.Ctx, id int64) rt.Value {
		return rt.NewBytes(c, append(bytes.Repeat([]byte{byte('a' + id%26)}, 71), '\n'))
	}
	return newProtocol(t, nil, map[string]method{
		"initial_bytes_to_send": {sig: "self", f0: func(c *rt.Ctx, self rt.Value) rt.Value { return line(c, 0) }},
		"send_complete": {sig: "self, transport, send_id", f2: func(c *rt.Ctx, self, transport, id rt.Value) rt.Value {
			return line(c, id.Int())
		}},
	}, nil)
}

// Send ids count from 1 without gaps, and a connection whose sends always
// complete at once does not starve one on the same loop.
func TestChargen(t *testing.T) {
	cfg := testConfig()
	cfg.Workers, cfg.Drain = 1, 100*time.Millisecond
	_, addr := serve(t, cfg, chargen(t))
	greedy := dial(t, addr)
	go io.Copy(io.Discard, greedy)
	conn := dial(t, addr)
	buf := make([]byte, 72*1000)
	if _, err := io.ReadFull(conn, buf); err != nil {
		t.Fatal(err)
	}
	for i := range 1000 {
		if want := byte('a' + i%26); buf[72*i] != want {
			t.Fatalf("line %d begins with %c, want %c", i, buf[72*i], want)
		}
	}
}

// A client that never reads stops its own connection only.
func TestNeverReads(t *testing.T) {
	cfg := testConfig()
	cfg.Workers, cfg.Drain = 1, 100*time.Millisecond
	big := rt.ConstBytes(mainCtx, strings.Repeat("x", 1<<20))
	var calls atomic.Int64
	cls := newProtocol(t, nil, map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value {
			if rt.BytesLen(data) == 1 {
				return data
			}
			calls.Add(1)
			return big
		}},
	}, nil)
	_, addr := serve(t, cfg, cls)
	mute := dial(t, addr)
	_ = mute.SetWriteDeadline(time.Now().Add(300 * time.Millisecond))
	var sent int64
	for {
		n, err := mute.Write(make([]byte, 1000))
		sent += int64(n)
		if err != nil {
			break // back-pressure reached the client
		}
	}
	if n := calls.Load(); n > 100 {
		t.Errorf("%d replies were made for a client that reads none (%d bytes sent)", n, sent)
	}
	conn := dial(t, addr)
	for range 100 {
		_, _ = io.WriteString(conn, "y")
		if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
	}
	// Once it reads, it gets every byte of every reply.
	go func() { time.Sleep(50 * time.Millisecond); _ = mute.CloseWrite() }()
	n, err := io.Copy(io.Discard, mute)
	if err != nil || n != calls.Load()<<20 {
		t.Errorf("got %d bytes for %d replies, %v", n, calls.Load(), err)
	}
}

// An exception without a handler closes that connection; with one, what the
// handler returns is sent and the connection goes on.
func TestExceptions(t *testing.T) {
	ev := &events{}
	raise := method{sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value {
		return rt.ValueErrorf(c, "raised on purpose by a test")
	}}
	_, addr := serve(t, testConfig(), newProtocol(t, nil, ev.record(map[string]method{"data_received": raise}, cbConnectionClosed), nil))
	conn := dial(t, addr)
	_, _ = io.WriteString(conn, "x")
	if got, err := io.ReadAll(conn); err != nil || len(got) != 0 {
		t.Errorf("got %q, %v", got, err)
	}
	eventually(t, "closed", func() bool { return ev.count(cbConnectionClosed) == 1 })

	_, addr = serve(t, testConfig(), newProtocol(t, nil, map[string]method{
		"data_received": raise,
		"exception_handler": {sig: "self, transport, exc", f2: func(c *rt.Ctx, self, transport, exc rt.Value) rt.Value {
			return rt.NewStr(c, rt.TypeName(exc))
		}},
	}, nil))
	conn = dial(t, addr)
	for range 2 {
		_, _ = io.WriteString(conn, "x")
		got := make([]byte, len("ValueError"))
		if _, err := io.ReadFull(conn, got); err != nil || string(got) != "ValueError" {
			t.Fatalf("got %q, %v", got, err)
		}
	}
}

func TestWrongReturnType(t *testing.T) {
	_, addr := serve(t, testConfig(), newProtocol(t, nil, map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value {
			return rt.BuiltinClass(rt.ExcValueError)
		}},
		"exception_handler": {sig: "self, transport, exc", f2: func(c *rt.Ctx, self, transport, exc rt.Value) rt.Value {
			return rt.TupleItem(rt.Slot(exc, 0), 0) // args[0]
		}},
	}, nil))
	conn := dial(t, addr)
	_, _ = io.WriteString(conn, "x")
	_ = conn.CloseWrite()
	want := "data_received() returned 'type', not bytes"
	if got, err := io.ReadAll(conn); err != nil || !strings.HasPrefix(string(got), want) {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestPortInUse(t *testing.T) {
	s, _ := serve(t, testConfig(), echo(t))
	_, err := NewServer(testConfig()).listen("127.0.0.1", s.ends[0].port)
	var e *Error
	if !errors.As(err, &e) || e.Errno != syscall.EADDRINUSE || e.Text != "Address already in use" {
		t.Errorf("second bind: %v", err)
	}
}

// Large replies made in the arena survive the rollback while a slow client reads
// them, also when the callback keeps them on self.
func TestLargeRepliesToSlowReaders(t *testing.T) {
	cfg := testConfig()
	cfg.Workers = 1
	cls := newProtocol(t, []string{"last"}, map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value {
			b := rt.BytesData(data)
			reply := rt.NewBytes(c, bytes.Repeat(b[:1], 3<<20))
			if b[0] == 'k' && !rt.SetSlotP(c, self, 0, reply) {
				return 0
			}
			return reply
		}},
	}, nil)
	_, addr := serve(t, cfg, cls)
	conns := map[byte]io.ReadWriter{}
	for _, ch := range []byte("abckdefg") {
		conns[ch] = dial(t, addr)
	}
	for round := range 3 {
		for ch, conn := range conns {
			_, _ = conn.Write([]byte{ch})
		}
		time.Sleep(50 * time.Millisecond) // every reply is stuck half-way
		for ch, conn := range conns {
			got := make([]byte, 3<<20)
			if _, err := io.ReadFull(conn, got); err != nil || bytes.Count(got, []byte{ch}) != len(got) {
				t.Fatalf("round %d, client %c: %d right bytes, %v", round, ch, bytes.Count(got, []byte{ch}), err)
			}
		}
	}
}
