package rtnet

import (
	"fmt"
	"io"
	"math/rand"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// lazy echoes, but holds its thread for a while first when told to: "s" sleeps
// where the runtime knows of it, "S" where it does not, "c" computes.
func lazy(t testing.TB, d time.Duration) rt.Value {
	return newProtocol(t, nil, map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value {
			switch rt.BytesData(data)[0] {
			case 's':
				rt.Blocking(c)
				time.Sleep(d)
				rt.Unblocking(c)
			case 'S':
				time.Sleep(d)
			case 'c':
				for end := time.Now().Add(d); time.Now().Before(end); {
				}
			}
			return data
		}},
	}, nil)
}

// askAll sends each connection one byte and returns how long the slowest answer
// took.
func askAll(t *testing.T, conns []*net.TCPConn, b string) time.Duration {
	t.Helper()
	var slowest time.Duration
	for _, conn := range conns {
		begin := time.Now()
		_, _ = io.WriteString(conn, b)
		if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		slowest = max(slowest, time.Since(begin))
	}
	return slowest
}

// Connections do not wait for a callback that holds its thread, whatever it does
// and however many do it: every loop is stuck here, several times over.
func TestStuckCallbacksDelayNobody(t *testing.T) {
	const hold = 2 * time.Second // far above any bound below, far below the deadline
	for _, c := range []struct {
		how   string
		stuck int
	}{{"s", 20}, {"S", 20}, {"c", 3}} {
		t.Run(c.how, func(t *testing.T) {
			s, addr := serve(t, testConfig(), lazy(t, hold))
			var quick []*net.TCPConn
			for range 20 {
				quick = append(quick, dial(t, addr))
			}
			askAll(t, quick, "q")
			begin := time.Now()
			var stuck []*net.TCPConn
			for range c.stuck {
				conn := dial(t, addr)
				_, _ = io.WriteString(conn, c.how)
				stuck = append(stuck, conn)
			}
			slowest := askAll(t, quick, "q")
			if time.Since(begin) < hold && slowest > hold/2 {
				t.Errorf("an answer took %v", slowest)
			}
			for _, conn := range stuck {
				if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
					t.Fatal(err)
				}
			}
			if took := time.Since(begin); took > 2*hold+hold*time.Duration(c.stuck)/2 {
				t.Errorf("the stuck callbacks took %v together", took)
			}
			if s.handovers.Load() == 0 {
				t.Error("no loop has changed hands")
			}
			// The connections live on, on loops that have changed hands.
			askAll(t, append(stuck, quick...), "q")
		})
	}
}

// Connections come and go while callbacks sleep and compute, so that loops change
// hands all the time; every answer is right and every connection ends once.
func TestHammer(t *testing.T) {
	ev := &events{}
	pause := func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
		b := rt.BytesData(data)
		n := rt.Slot(self, 0)
		if n == 0 {
			n = rt.Int(0)
		}
		if !rt.SetSlotP(c, self, 0, rt.Int(n.Int()+int64(len(b)))) {
			return 0
		}
		switch b[0] % 16 {
		case 0:
			rt.Blocking(c)
			time.Sleep(time.Duration(b[0]) * 10 * time.Microsecond)
			rt.Unblocking(c)
		case 1:
			for end := time.Now().Add(watchdogTick * 3); time.Now().Before(end); {
			}
		case 2:
			if rt.CallMethod1(c, transport, nameWrite, data) == 0 {
				return 0
			}
			return rt.None
		}
		return data
	}
	cls := newProtocol(t, []string{"n"}, ev.record(map[string]method{
		"data_received": {sig: "self, transport, data", f2: pause},
		"send_complete": {sig: "self", f0: func(c *rt.Ctx, self rt.Value) rt.Value { return rt.None }},
	}, cbClientCreated, cbConnectionClosed), nil)
	nameWrite = rt.Intern(mainCtx, "write")
	s, addr := serve(t, testConfig(), cls)

	end := time.Now().Add(2 * time.Second)
	var wg sync.WaitGroup
	var mu sync.Mutex
	opened := 0
	for g := range 16 {
		wg.Go(func() {
			rng := rand.New(rand.NewSource(int64(g)))
			for time.Now().Before(end) {
				if err := hammerOnce(rng, addr); err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				opened++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	eventually(t, "every connection ended", func() bool { return s.conns.Load() == 0 })
	if c, e := ev.count(cbClientCreated), ev.count(cbConnectionClosed); c != int64(opened) || e != c {
		t.Errorf("%d connections, %d created, %d closed", opened, c, e)
	}
	t.Logf("%d connections, %d hand-overs, %d threads", opened, s.handovers.Load(), threads.n)
}

var nameWrite rt.Value

func hammerOnce(rng *rand.Rand, addr string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	for range rng.Intn(8) {
		msg := make([]byte, 1+rng.Intn(200))
		rng.Read(msg)
		if _, err := conn.Write(msg); err != nil {
			return err
		}
		got := make([]byte, len(msg))
		if _, err := io.ReadFull(conn, got); err != nil {
			return fmt.Errorf("%d bytes: %w", len(msg), err)
		}
		if string(got) != string(msg) {
			return fmt.Errorf("sent %x, got %x", msg, got)
		}
	}
	if rng.Intn(4) == 0 {
		_ = conn.(*net.TCPConn).SetLinger(0)
	}
	return nil
}
