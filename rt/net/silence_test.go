package rtnet

import (
	"bytes"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

func heapAllocs() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// rss returns the process's resident memory in bytes.
func rss(t *testing.T) int {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip(err)
	}
	pages, err := strconv.Atoi(string(bytes.Fields(b)[1]))
	if err != nil {
		t.Fatal(err)
	}
	return pages * os.Getpagesize()
}

// Serving makes no garbage: 100,000 requests on 16 connections, with a callback
// that creates objects and keeps state on self, leave the bytes ever allocated on
// Go's heap and the resident memory where they were. The client is raw system
// calls, because the counter is the process's.
func TestServingAllocatesNothing(t *testing.T) {
	if invariants.Enabled {
		t.Skip("the checked build keeps accounts")
	}
	cls := newProtocol(t, []string{"last", "n"}, map[string]method{
		"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			n := rt.Slot(self, 1)
			if n == 0 {
				n = rt.Int(0)
			}
			pair := rt.Tuple2(c, data, n)
			if !rt.SetSlotP(c, self, 0, pair) || !rt.SetSlotP(c, self, 1, rt.Int(n.Int()+1)) {
				return 0
			}
			return data
		}},
		"send_complete": {sig: "self, send_id", f1: func(c *rt.Ctx, self, id rt.Value) rt.Value { return rt.None }},
	}, nil)
	s, _ := serve(t, testConfig(), cls)
	port := s.ends[0].port

	const conns, requests = 16, 100_000
	var fds [conns]int
	for i := range fds {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
		if err == nil {
			err = unix.Connect(fd, &unix.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}})
		}
		if err != nil {
			t.Fatal(err)
		}
		defer unix.Close(fd)
		fds[i] = fd
	}
	msg, got := []byte("0123456789abcdef"), make([]byte, 16)
	ask := func(n int) {
		for i := 0; i < n; i += conns {
			for _, fd := range fds {
				if _, err := unix.Write(fd, msg); err != nil {
					t.Fatal(err)
				}
			}
			for _, fd := range fds {
				if k, err := unix.Read(fd, got); k != len(msg) || err != nil {
					t.Fatal(k, err)
				}
			}
		}
	}
	ask(20_000) // buffers, arenas and the connections' heaps reach their sizes
	runtime.GC()
	memory, before := rss(t), heapAllocs()
	ask(requests)
	grown := heapAllocs() - before
	// Reading the metrics and the runtime's own timers cost a few hundred bytes.
	if perRequest := float64(grown) / requests; perRequest > 0.05 {
		t.Errorf("%d bytes allocated by %d requests", grown, requests)
	}
	if more := rss(t) - memory; more > 1<<20 {
		t.Errorf("resident memory grew by %d bytes", more)
	}
	t.Logf("%d bytes on Go's heap for %d requests", grown, requests)
}
