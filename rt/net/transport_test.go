package rtnet

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// scripted answers a line by calling the transport's attribute of that name:
// "name" replies with the attribute, "name()" calls it and goes on to reply
// "after", which close and disconnect drop.
func scripted(t testing.TB, ev *events) rt.Value {
	return newProtocol(t, nil, ev.record(map[string]method{
		"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			name, call := strings.CutSuffix(string(rt.BytesData(data)), "()")
			if !call {
				v := rt.GetAttr(c, transport, rt.NewStr(c, name))
				if v == 0 {
					return 0
				}
				switch {
				case v.IsInt():
					return rt.NewStr(c, fmt.Sprint(v.Int()))
				case rt.IsTuple(v):
					return rt.NewStr(c, fmt.Sprint(rt.GoString(rt.TupleItem(v, 0)), " ", rt.TupleItem(v, 1).Int()))
				}
				return v
			}
			if v := rt.CallMethod0(c, transport, rt.NewStr(c, name)); v == 0 {
				return 0
			}
			return rt.NewStr(c, "after")
		}},
	}, cbConnectionClosed, cbRecvShutdown, cbSendShutdown), nil)
}

func TestTransportAttributes(t *testing.T) {
	s, addr := serve(t, testConfig(), scripted(t, &events{}))
	conn := dial(t, addr)
	local := conn.LocalAddr().(*net.TCPAddr)
	sent := 0
	for i, c := range []struct{ name, want string }{
		{"port", fmt.Sprint(local.Port)},
		{"host", "127.0.0.1"},
		{"ip", "127.0.0.1"},
		{"peername", fmt.Sprint("127.0.0.1 ", local.Port)},
		{"send_id", "4"},
		{"recv_id", "6"},
		{"clients_connected", "1"},
		{"sock_family", "2"},
		{"num_bytes_just_received", "23"},
	} {
		_, _ = io.WriteString(conn, c.name)
		sent += len(c.name)
		got := make([]byte, len(c.want))
		if _, err := io.ReadFull(conn, got); err != nil || string(got) != c.want {
			t.Fatalf("%d: %s is %q, %v, want %q", i, c.name, got, err, c.want)
		}
	}
	_, _ = io.WriteString(conn, "total_bytes_received")
	want := fmt.Sprint(sent + len("total_bytes_received"))
	got := make([]byte, len(want))
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != want {
		t.Errorf("total_bytes_received is %q, want %q", got, want)
	}
	if e := s.ends[0]; e.handle() == 0 || endpointAt(e.handle()) != e {
		t.Error("a server's handle does not lead to it")
	}
}

func TestTransportClose(t *testing.T) {
	for call, reply := range map[string]string{"close()": "", "disconnect()": "", "shutdown()": ""} {
		ev := &events{}
		_, addr := serve(t, testConfig(), scripted(t, ev))
		conn := dial(t, addr)
		_, _ = io.WriteString(conn, call)
		if got, err := io.ReadAll(conn); err != nil || string(got) != reply {
			t.Errorf("%s: got %q, %v", call, got, err)
		}
		if call == "shutdown()" {
			// The client may see the end before the callback that tells of it has run.
			eventually(t, "shut down", func() bool { return ev.count(cbSendShutdown) == 1 })
			if ev.count(cbConnectionClosed) != 0 {
				t.Error("shutdown() closed the connection")
			}
			conn.Close()
		}
		eventually(t, "closed", func() bool { return ev.count(cbConnectionClosed) == 1 })
	}
}

// A chat: whatever one client says goes to every other one, on whichever loop it
// is, and a client that has gone raises.
func TestWriteToOthers(t *testing.T) {
	var peers atomic.Pointer[[]rt.Value] // handles: immediates, safe anywhere
	joined := make(chan rt.Value, 100)
	cls := newProtocol(t, nil, map[string]method{
		"connection_made": {sig: "self, transport", f1: func(c *rt.Ctx, self, transport rt.Value) rt.Value {
			joined <- transport
			return rt.None
		}},
		"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			for _, p := range *peers.Load() {
				if p == transport {
					continue
				}
				if rt.CallMethod1(c, p, rt.NewStr(c, "write"), data) == 0 {
					rt.EndCatch(c, 0)
					c.Exc = 0
					return rt.NewStr(c, "gone\n")
				}
			}
			return rt.NewStr(c, "ok\n")
		}},
	}, nil)
	_, addr := serve(t, testConfig(), cls)
	const n = 12
	conns := make([]*net.TCPConn, n)
	readers := make([]*bufio.Reader, n)
	var all []rt.Value
	for i := range conns {
		conns[i] = dial(t, addr)
		readers[i] = bufio.NewReader(conns[i])
		all = append(all, <-joined)
	}
	peers.Store(&all)
	expect := func(i int, want string) {
		t.Helper()
		if got, err := readers[i].ReadString('\n'); err != nil || got != want {
			t.Fatalf("client %d got %q, %v, want %q", i, got, err, want)
		}
	}
	for i, conn := range conns {
		msg := fmt.Sprintf("from %d\n", i)
		_, _ = io.WriteString(conn, msg)
		expect(i, "ok\n")
		for j := range conns {
			if j != i {
				expect(j, msg)
			}
		}
	}
	conns[3].Close()
	eventually(t, "stale", func() bool {
		_, _ = io.WriteString(conns[0], "x\n")
		got, err := readers[0].ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		return got == "gone\n"
	})
}

// A drain lets what is in flight finish and refuses what is new; idle
// connections are closed with their callbacks.
func TestDrain(t *testing.T) {
	ev := &events{}
	began := make(chan bool, 1)
	cls := newProtocol(t, nil, ev.record(map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value {
			began <- true
			rt.Blocking(c)
			time.Sleep(300 * time.Millisecond)
			rt.Unblocking(c)
			return rt.NewStr(c, "done")
		}},
	}, cbClientCreated, cbConnectionClosed), nil)
	s, addr := serve(t, testConfig(), cls)
	idle, busy := dial(t, addr), dial(t, addr)
	_, _ = io.WriteString(busy, "x")
	<-began
	eventually(t, "both are accepted", func() bool { return ev.count(cbClientCreated) == 2 })
	s.drain()
	if got, err := io.ReadAll(idle); err != nil || len(got) != 0 {
		t.Errorf("idle connection: %q, %v", got, err)
	}
	if got, err := io.ReadAll(busy); err != nil || string(got) != "done" {
		t.Errorf("connection in flight: %q, %v", got, err)
	}
	idle.Close()
	busy.Close()
	<-s.done
	if conn, err := net.Dial("tcp", addr); err == nil {
		conn.Close()
		t.Error("a drained server accepts")
	}
	if n := ev.count(cbConnectionClosed); n != 2 {
		t.Errorf("connection_closed ran %d times", n)
	}
}

// A drain ends at its deadline even when a callback never returns.
func TestDrainDeadline(t *testing.T) {
	cfg := testConfig()
	cfg.Drain = 200 * time.Millisecond
	release := make(chan bool)
	defer close(release)
	began := make(chan bool, 1)
	s, addr := serve(t, cfg, newProtocol(t, nil, map[string]method{
		"data_received": {sig: "self", f0: func(c *rt.Ctx, self rt.Value) rt.Value {
			began <- true
			rt.Blocking(c)
			<-release
			rt.Unblocking(c)
			return rt.None
		}},
	}, nil))
	_, _ = io.WriteString(dial(t, addr), "x")
	<-began
	s.drain()
	select {
	case <-s.done:
	case <-time.After(10 * time.Second):
		t.Fatal("no end")
	}
}

func TestIdleTimeout(t *testing.T) {
	cfg := testConfig()
	cfg.Idle = 150 * time.Millisecond
	ev := &events{}
	_, addr := serve(t, cfg, newProtocol(t, nil, ev.record(map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value { return data }},
	}, cbConnectionTimeout, cbConnectionClosed), nil))
	silent, lively := dial(t, addr), dial(t, addr)
	for range 8 {
		time.Sleep(50 * time.Millisecond)
		_, _ = io.WriteString(lively, "x")
		if _, err := io.ReadFull(lively, make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := silent.Read(make([]byte, 1)); n != 0 || err == nil {
		t.Errorf("silent connection read %d bytes, %v", n, err)
	}
	eventually(t, "closed", func() bool { return ev.count(cbConnectionClosed) >= 1 })
	if n := ev.count(cbConnectionTimeout); n != ev.count(cbConnectionClosed) {
		t.Errorf("connection_timeout ran %d times", n)
	}
}

// A server at its limit of connections leaves others in the queue and takes them
// when there is room.
func TestMaxConnections(t *testing.T) {
	cfg := testConfig()
	cfg.Workers, cfg.MaxConnections = 1, 5
	s, addr := serve(t, cfg, echo(t))
	var conns []*net.TCPConn
	for range 12 {
		conns = append(conns, dial(t, addr))
	}
	for i, conn := range conns {
		_, _ = io.WriteString(conn, "x")
		if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
			t.Fatalf("client %d: %v", i, err)
		}
		if n := s.conns.Load(); n > 5 {
			t.Errorf("%d connections", n)
		}
		conn.Close()
	}
}

func TestUnixAndIPv6(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sock")
	for network, host := range map[string]string{"unix": path, "tcp6": "::1"} {
		c := mainCtx
		s := NewServer(testConfig())
		c.Owner = s
		srv := Listen(c, host, 0)
		if srv == 0 {
			if network == "tcp6" {
				c.Exc = 0
				continue // no IPv6 here
			}
			t.Fatal(exceptionError(c))
		}
		if Register(c, srv, scripted(t, &events{})) == 0 {
			t.Fatal(exceptionError(c))
		}
		if err := s.start(); err != nil {
			t.Fatal(err)
		}
		addr := host
		if network == "tcp6" {
			addr = fmt.Sprintf("[::1]:%d", s.ends[0].port)
		}
		for range 8 {
			conn, err := net.Dial(network, addr)
			if err != nil {
				t.Fatal(err)
			}
			_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
			_, _ = io.WriteString(conn, "recv_id")
			got := make([]byte, 1)
			if _, err := io.ReadFull(conn, got); err != nil || got[0] != '1' {
				t.Errorf("%s: %q, %v", network, got, err)
			}
			conn.Close()
		}
		s.drain()
		<-s.done
	}
	if _, err := net.Dial("unix", path); err == nil {
		t.Error("the socket file is still served")
	}
}

// A client that does not read what others write to it is dropped when its queue
// has reached its limit; the writers go on.
func TestSlowConsumerIsDropped(t *testing.T) {
	cfg := testConfig()
	cfg.ConnMemory, cfg.Log = 1<<20, LogOff
	ev := &events{}
	var slow atomic.Uint64
	block := rt.ConstBytes(mainCtx, strings.Repeat("x", 64<<10))
	cls := newProtocol(t, nil, ev.record(map[string]method{
		"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			if rt.BytesData(data)[0] == 's' {
				slow.Store(uint64(transport))
				return data
			}
			if rt.CallMethod1(c, rt.Value(slow.Load()), rt.NewStr(c, "write"), block) == 0 {
				c.Exc = 0 // it has gone
				return rt.NewStr(c, "g")
			}
			return data
		}},
	}, cbConnectionError, cbConnectionClosed), nil)
	_, addr := serve(t, cfg, cls)
	deaf := dial(t, addr)
	writers := []*net.TCPConn{dial(t, addr), dial(t, addr)}
	askAll(t, []*net.TCPConn{deaf}, "s")
	eventually(t, "dropped", func() bool {
		askAll(t, writers, "w")
		return ev.count(cbConnectionClosed) == 1
	})
	if n := ev.count(cbConnectionError); n != 1 {
		t.Errorf("connection_error ran %d times", n)
	}
}
