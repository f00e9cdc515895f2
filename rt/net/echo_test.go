package rtnet

import (
	"bufio"
	"bytes"
	"io"
	"math/rand"
	"strings"
	"sync"
	"testing"

	"github.com/pxc-lang/pxc/rt"
)

func TestEcho(t *testing.T) {
	_, addr := serve(t, testConfig(), echo(t))
	conn := dial(t, addr)
	for _, msg := range []string{"x", "hello", strings.Repeat("0123456789", 1000)} {
		_, _ = io.WriteString(conn, msg)
		got := make([]byte, len(msg))
		if _, err := io.ReadFull(conn, got); err != nil || string(got) != msg {
			t.Fatalf("got %q, %v", got, err)
		}
	}
}

// Ten megabytes in odd pieces come back in order, to a client that writes and
// reads at the same time.
func TestEchoManyPieces(t *testing.T) {
	_, addr := serve(t, testConfig(), echo(t))
	conn := dial(t, addr)
	want := make([]byte, 10<<20)
	rng := rand.New(rand.NewSource(1))
	rng.Read(want)
	go func() {
		for rest := want; len(rest) > 0; {
			n := min(len(rest), 1+rng.Intn(100_003))
			if _, err := conn.Write(rest[:n]); err != nil {
				return
			}
			rest = rest[n:]
		}
		_ = conn.CloseWrite()
	}()
	got, err := io.ReadAll(conn)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("got %d bytes, %v; equal %v", len(got), err, bytes.Equal(got, want))
	}
}

func TestStateOnSelf(t *testing.T) {
	_, addr := serve(t, testConfig(), counter(t))
	a, b := dial(t, addr), dial(t, addr)
	ra, rb := bufio.NewReader(a), bufio.NewReader(b)
	for i, want := range []string{"3\n", "6\n", "9\n"} {
		_, _ = io.WriteString(a, "abc")
		if got, err := ra.ReadString('\n'); got != want || err != nil {
			t.Fatalf("%d: got %q, %v, want %q", i, got, err, want)
		}
	}
	_, _ = io.WriteString(b, "z")
	if got, err := rb.ReadString('\n'); got != "1\n" || err != nil {
		t.Fatalf("got %q, %v", got, err)
	}
}

// What a callback stores on self outlives the arena: strings, containers, and the
// received bytes themselves.
func TestKeptObjects(t *testing.T) {
	cls := newProtocol(t, []string{"last"}, map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value {
			old := rt.Slot(self, 0)
			pair := rt.NewTuple(c, 2)
			rt.TupleInit(pair, 0, data)
			rt.TupleInit(pair, 1, rt.NewBytes(c, []byte("!")))
			if !rt.SetSlotP(c, self, 0, pair) {
				return 0
			}
			if old == 0 {
				return data
			}
			return old // a tuple: sent piece by piece
		}},
	}, nil)
	_, addr := serve(t, testConfig(), cls)
	conn := dial(t, addr)
	r := bufio.NewReader(conn)
	for i, c := range []struct{ send, want string }{{"one", "one"}, {"two", "one!"}, {"three", "two!"}, {"four", "three!"}} {
		_, _ = io.WriteString(conn, c.send)
		got := make([]byte, len(c.want))
		if _, err := io.ReadFull(r, got); err != nil || string(got) != c.want {
			t.Fatalf("%d: got %q, %v, want %q", i, got, err, c.want)
		}
	}
}

func TestThousandClients(t *testing.T) {
	s, addr := serve(t, testConfig(), echo(t))
	var wg sync.WaitGroup
	for i := range 1000 {
		conn := dial(t, addr)
		wg.Go(func() {
			msg := bytes.Repeat([]byte{byte(i)}, 100+i)
			for range 3 {
				_, _ = conn.Write(msg)
				got := make([]byte, len(msg))
				if _, err := io.ReadFull(conn, got); err != nil || !bytes.Equal(got, msg) {
					t.Errorf("client %d: %v", i, err)
					return
				}
			}
		})
	}
	wg.Wait()
	a, b := s.loops[0].conns.Load(), s.loops[1].conns.Load()
	if a+b != 1000 || a < 400 || b < 400 {
		t.Errorf("connections are spread %d to %d", a, b)
	}
}
