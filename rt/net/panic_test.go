package rtnet

import (
	"io"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// A bug of the runtime in one callback closes that connection and no other.
func TestInternalErrorIsContained(t *testing.T) {
	if invariants.Enabled {
		t.Skip("the checked build stops")
	}
	cls := newProtocol(t, nil, map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value {
			if rt.BytesData(data)[0] == 'p' {
				var none []int
				_ = none[rt.BytesLen(data)] // a bug, on purpose
			}
			return data
		}},
	}, nil)
	cfg := testConfig()
	cfg.Workers = 1
	_, addr := serve(t, cfg, cls)
	good, bad := dial(t, addr), dial(t, addr)
	_, _ = io.WriteString(bad, "p")
	if got, err := io.ReadAll(bad); err != nil || len(got) != 0 {
		t.Errorf("got %q, %v", got, err)
	}
	_, _ = io.WriteString(good, "x")
	if _, err := io.ReadFull(good, make([]byte, 1)); err != nil {
		t.Error(err)
	}
}

// Running out of descriptors neither spins nor loses connections: those waiting
// are accepted when there is room.
func TestOutOfDescriptors(t *testing.T) {
	cfg := testConfig()
	cfg.Log = LogOff
	s, addr := serve(t, cfg, echo(t))
	first := dial(t, addr)
	_, _ = io.WriteString(first, "x") // it must have been accepted
	if _, err := io.ReadFull(first, make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &old); err != nil {
		t.Fatal(err)
	}
	// The client's socket needs a descriptor too: make it before the limit falls.
	client, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(client)
	low := old
	low.Cur = uint64(client) + 1
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
		t.Skip(err)
	}
	limited := true
	restore := func() {
		if limited {
			_ = syscall.Setrlimit(syscall.RLIMIT_NOFILE, &old)
			limited = false
		}
	}
	defer restore()
	if err := unix.Connect(client, &unix.SockaddrInet4{Port: s.ends[0].port, Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	var usage, after unix.Rusage
	_ = unix.Getrusage(unix.RUSAGE_SELF, &usage)
	time.Sleep(200 * time.Millisecond)
	_ = unix.Getrusage(unix.RUSAGE_SELF, &after)
	if used := after.Utime.Nano() + after.Stime.Nano() - usage.Utime.Nano() - usage.Stime.Nano(); used > int64(150*time.Millisecond) {
		t.Errorf("waiting for descriptors used %v of CPU time", time.Duration(used))
	}
	_, _ = io.WriteString(first, "x")
	if _, err := io.ReadFull(first, make([]byte, 1)); err != nil {
		t.Errorf("an open connection suffers: %v", err)
	}
	restore()
	_, _ = unix.Write(client, []byte("y"))
	got := make([]byte, 1)
	if n, err := unix.Read(client, got); n != 1 || err != nil || got[0] != 'y' {
		t.Errorf("got %q, %v", got[:max(n, 0)], err)
	}
}

// A bug inside this package, while it forbids theft, does not bind the loop to the
// thread: the next callback that blocks still gives it away.
func TestInternalErrorInsideLoop(t *testing.T) {
	if invariants.Enabled {
		t.Skip("the checked build stops")
	}
	release := make(chan bool)
	cls := newProtocol(t, nil, map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value {
			switch rt.BytesData(data)[0] {
			case 'p':
				w := enterLoop(c, c.Owner.(*worker).loop)
				var none []int
				_ = none[w.tid] // a bug, on purpose
			case 'b':
				rt.Blocking(c)
				<-release
				rt.Unblocking(c)
			}
			return data
		}},
	}, nil)
	cfg := testConfig()
	cfg.Workers = 1
	s, addr := serve(t, cfg, cls)
	bad, blocked, good := dial(t, addr), dial(t, addr), dial(t, addr)
	_, _ = io.WriteString(bad, "p")
	if got, err := io.ReadAll(bad); err != nil || len(got) != 0 {
		t.Errorf("got %q, %v", got, err)
	}
	_, _ = io.WriteString(blocked, "b")
	_, _ = io.WriteString(good, "x")
	if _, err := io.ReadFull(good, make([]byte, 1)); err != nil {
		t.Error(err)
	}
	close(release)
	if _, err := io.ReadFull(blocked, make([]byte, 1)); err != nil {
		t.Error(err)
	}
	if s.handovers.Load() == 0 {
		t.Error("the loop was not given away")
	}
}
