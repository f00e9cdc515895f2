package rtnet

import (
	"io"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// While a callback that has lost its loop runs, nothing that arrives for its
// connection may run another one, or end the connection and free its slot: here
// the peer sends and closes during connection_closed, for which nobody waits.
func TestArrivalsWaitForABusyConnection(t *testing.T) {
	var target atomic.Uint64
	var inside, overlaps, stale, closed atomic.Int32
	during := make(chan struct{})
	cls := newProtocol(t, nil, map[string]method{
		"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			if inside.Load() != 0 && uint64(transport) == target.Load() {
				overlaps.Add(1)
			}
			switch rt.BytesData(data)[0] {
			case 'm':
				target.Store(uint64(transport))
			case 'k':
				if rt.CallMethod0(c, rt.Value(target.Load()), rt.Intern(mainCtx, "close")) == 0 {
					return 0
				}
			}
			return data
		}},
		"connection_closed": {sig: "self, transport", f1: func(c *rt.Ctx, self, transport rt.Value) rt.Value {
			if uint64(transport) != target.Load() {
				return rt.None
			}
			inside.Add(1)
			rt.Blocking(c)
			close(during)
			time.Sleep(200 * time.Millisecond)
			rt.Unblocking(c)
			l, idx, gen := unpack(transport)
			if l.slab.lookup(idx, gen) == nil {
				stale.Add(1)
			}
			inside.Add(-1)
			closed.Add(1)
			return rt.None
		}},
	}, nil)
	cfg := testConfig()
	cfg.Workers = 1
	_, addr := serve(t, cfg, cls)
	one := make([]byte, 1)
	victim, killer := dial(t, addr), dial(t, addr)
	_, _ = io.WriteString(victim, "m")
	if _, err := io.ReadFull(victim, one); err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(killer, "k")
	if _, err := io.ReadFull(killer, one); err != nil {
		t.Fatal(err)
	}
	<-during
	_, _ = io.WriteString(victim, "more")
	victim.Close()
	for range 4 { // would get the victim's slot
		conn := dial(t, addr)
		_, _ = io.WriteString(conn, "q")
		if _, err := io.ReadFull(conn, one); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "connection_closed returns", func() bool { return closed.Load() == 1 })
	if overlaps.Load() != 0 || stale.Load() != 0 {
		t.Errorf("%d callbacks overlapped, the slot was freed %d times", overlaps.Load(), stale.Load())
	}
}
