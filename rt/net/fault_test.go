package rtnet

import (
	"fmt"
	"io"
	"net"
	"sync/atomic"
	"testing"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// A faulty backend has a bug that shows when it is armed.
type faulty struct {
	backend
	armed atomic.Bool
}

func (f *faulty) resume(cn *conn) {
	if f.armed.Swap(false) {
		panic("a bug in the backend, on purpose")
	}
	f.backend.resume(cn)
}

// serveFaulty is serve with one loop, whose backend can be made to fail.
func serveFaulty(t *testing.T, cls rt.Value) (*Server, *faulty, string) {
	t.Helper()
	cfg := testConfig()
	cfg.Workers = 1
	s := NewServer(cfg)
	mainCtx.Owner = s
	srv := Listen(mainCtx, "127.0.0.1", 0)
	if srv == 0 || Register(mainCtx, srv, cls) == 0 {
		t.Fatal(exceptionError(mainCtx))
	}
	f := &faulty{backend: s.loops[0].be}
	s.loops[0].be = f
	begin(t, s)
	return s, f, fmt.Sprintf("127.0.0.1:%d", s.ends[0].port)
}

// A panic inside this package, while a callback works on the loop and nobody may
// take it, ends the callback's connection and leaves the loop to its owner.
func TestPanicOnTheLoop(t *testing.T) {
	if invariants.Enabled {
		t.Skip("the checked build stops")
	}
	var other atomic.Uint64
	cls := newProtocol(t, nil, map[string]method{
		"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			switch rt.BytesData(data)[0] {
			case 'm':
				other.Store(uint64(transport))
			case 'k':
				if rt.CallMethod0(c, rt.Value(other.Load()), rt.Intern(mainCtx, "close")) == 0 {
					return 0
				}
			}
			return data
		}},
	}, nil)
	s, f, addr := serveFaulty(t, cls)
	for round := range 3 {
		good, bad, third := dial(t, addr), dial(t, addr), dial(t, addr)
		askAll(t, []*net.TCPConn{good}, "m")
		askAll(t, []*net.TCPConn{bad, third}, "x")
		f.armed.Store(true)
		_, _ = io.WriteString(bad, "k")
		if got, err := io.ReadAll(bad); err != nil || len(got) != 0 {
			t.Errorf("round %d: got %q, %v", round, got, err)
		}
		// The loop still runs, and can still be given away.
		askAll(t, []*net.TCPConn{third}, "x")
		for _, conn := range []*net.TCPConn{good, bad, third} {
			conn.Close()
		}
	}
	eventually(t, "every connection ended", func() bool { return s.conns.Load() == 0 })
}

// A turn that was asked for before a connection ended finds it ended, and does not
// end it again.
func TestTurnOfAnEndedConnection(t *testing.T) {
	ev := &events{}
	cls := newProtocol(t, nil, ev.record(map[string]method{
		"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			w := c.Owner.(*worker)
			if rt.CallMethod0(c, transport, rt.Intern(mainCtx, "close")) == 0 {
				return 0
			}
			w.loop.be.resume(w.cn) // as a write from a neighbour does
			return rt.None
		}},
	}, cbConnectionClosed), nil)
	cfg := testConfig()
	cfg.Workers = 1
	s, addr := serve(t, cfg, cls)
	const n = 50
	for range n {
		conn := dial(t, addr)
		_, _ = io.WriteString(conn, "x")
		if got, err := io.ReadAll(conn); err != nil || len(got) != 0 {
			t.Fatalf("got %q, %v", got, err)
		}
		conn.Close()
	}
	eventually(t, "every connection ended", func() bool { return s.conns.Load() <= 0 && ev.count(cbConnectionClosed) == n })
	if a, b, c := s.conns.Load(), s.loops[0].conns.Load(), s.ends[0].clients.Load(); a != 0 || b != 0 || c != 0 {
		t.Errorf("%d, %d and %d connections are left", a, b, c)
	}
}
