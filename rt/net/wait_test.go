package rtnet

import (
	"io"
	"net"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// Loops that sleep behind the scheduler's back hold nobody up for long: the
// collector, which needs every processor to stop, runs on while they wait.
func TestQuietWaitsYield(t *testing.T) {
	cfg := testConfig()
	_, addr := serve(t, cfg, echo(t))
	var conns []*net.TCPConn
	for range 8 {
		conns = append(conns, dial(t, addr))
	}
	var stop atomic.Bool
	done := make(chan bool)
	go func() {
		defer close(done)
		for !stop.Load() {
			for _, conn := range conns {
				_, _ = io.WriteString(conn, "x")
				if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
					t.Error(err)
					return
				}
			}
			time.Sleep(time.Millisecond) // the loops fall asleep, each time anew
		}
	}()
	const n = 50
	begin := time.Now()
	for range n {
		runtime.GC()
	}
	if took := time.Since(begin); took > n*100*time.Millisecond {
		t.Errorf("%d collections took %v", n, took)
	}
	stop.Store(true)
	<-done
	t.Logf("%d collections took %v", n, time.Since(begin))
}
