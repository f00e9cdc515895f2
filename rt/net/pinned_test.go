package rtnet

import (
	"bytes"
	"io"
	"net"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pxc-lang/pxc/rt"
)

// dialSlow connects with a small receive buffer, so that little of what is sent to
// it lies in the kernel.
func dialSlow(t *testing.T, addr string) *net.TCPConn {
	t.Helper()
	d := net.Dialer{Control: func(_, _ string, raw syscall.RawConn) error {
		return raw.Control(func(fd uintptr) { _ = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_RCVBUF, 4096) })
	}}
	conn, err := d.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
	return conn.(*net.TCPConn)
}

// A large object of the main heap that is sent to many slow readers is not copied
// for any of them, whether it is returned or written, to the own connection or to
// another; it stays in memory until the last has it, although the program has
// dropped it, and not longer.
func TestSlowReadersShareAnObject(t *testing.T) {
	const size, readers = 2 << 20, 100
	pattern := func(seed byte) []byte {
		b := bytes.Repeat([]byte{seed, seed + 1, seed + 2, seed + 3, 5, 6, 7}, size/7+1)
		return b[:size]
	}
	want := pattern('a')
	mainCtx.Main.Reclaim()
	before := mainCtx.Main.Bytes()
	big := rt.NewBytes(mainCtx, want)
	if rt.Immortal(big) {
		t.Fatal("the object under test is immortal")
	}
	var target atomic.Uint64
	write := rt.Intern(mainCtx, "write")
	cls := newProtocol(t, nil, map[string]method{
		"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			switch rt.BytesData(data)[0] {
			case 'r':
				return big
			case 'w':
				if rt.CallMethod1(c, transport, write, big) == 0 {
					return 0
				}
				return rt.None
			case 'm':
				target.Store(uint64(transport))
			case 'o':
				if rt.CallMethod1(c, rt.Value(target.Load()), write, big) == 0 {
					return 0
				}
			}
			return data
		}},
	}, nil)
	s, addr := serve(t, testConfig(), cls)
	var slow []*net.TCPConn
	_, _ = io.WriteString(dialSlow(t, addr), "r") // what is needed once
	memory := rss(t)
	for i := range readers {
		conn := dialSlow(t, addr)
		slow = append(slow, conn)
		if i%3 != 2 {
			_, _ = io.WriteString(conn, "rw"[i%3:i%3+1])
			if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
				t.Fatal(err)
			}
			continue
		}
		askAll(t, []*net.TCPConn{conn}, "m")
		askAll(t, []*net.TCPConn{dial(t, addr)}, "o")
		if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
	}
	if grown := rss(t) - memory; grown > 16*size {
		t.Errorf("resident memory grew by %d MiB for %d readers", grown>>20, readers)
	}
	// The program drops it, and others are made and dropped in its place.
	mainCtx.Drop(big)
	for i := range 4 {
		mainCtx.Main.Reclaim()
		mainCtx.Drop(rt.NewBytes(mainCtx, pattern(byte('k'+i))))
	}
	for _, conn := range slow[:6] {
		got := make([]byte, size-1)
		if _, err := io.ReadFull(conn, got); err != nil || !bytes.Equal(got, want[1:]) {
			t.Fatalf("got other bytes, or %v", err)
		}
	}
	for _, conn := range slow {
		_ = conn.SetLinger(0)
		conn.Close()
	}
	s.drain()
	<-s.done
	eventually(t, "the object is freed", func() bool {
		mainCtx.Main.Reclaim()
		now := mainCtx.Main.Bytes()
		return now < before+size/2
	})
}
