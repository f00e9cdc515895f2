package rtnet

import (
	"fmt"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// director writes to, closes and shuts down the connection that last said "m", as
// it is told: "12C3" writes 1, writes 2, closes, writes 3. S shuts down, D
// disconnects. What it replies itself is "ok".
func director(t *testing.T, ev *events, target *atomic.Uint64, before func(c *rt.Ctx)) rt.Value {
	do := func(c *rt.Ctx, transport rt.Value, script string) bool {
		for i := range len(script) {
			call, arg := "write", rt.NewStr(c, script[i:i+1])
			switch script[i] {
			case 'C':
				call, arg = "close", 0
			case 'S':
				call, arg = "shutdown", 0
			case 'D':
				call, arg = "disconnect", 0
			}
			var r rt.Value
			if arg == 0 {
				r = rt.CallMethod0(c, transport, rt.Intern(mainCtx, call))
			} else {
				r = rt.CallMethod1(c, transport, rt.Intern(mainCtx, call), arg)
			}
			if r == 0 {
				return false
			}
		}
		return true
	}
	for _, name := range []string{"write", "close", "shutdown", "disconnect"} {
		rt.Intern(mainCtx, name)
	}
	return newProtocol(t, nil, ev.record(map[string]method{
		"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			script := string(rt.BytesData(data))
			if script == "m" {
				target.Store(uint64(transport))
				return data
			}
			if own, ok := strings.CutPrefix(script, "own "); ok {
				if !do(c, transport, own) {
					return 0
				}
				return rt.NewStr(c, "R")
			}
			before(c)
			if !do(c, rt.Value(target.Load()), script) {
				return 0
			}
			return rt.NewStr(c, "ok")
		}},
	}, cbSendShutdown, cbConnectionClosed), nil)
}

// Effects on a connection happen in the order of the program, wherever it lives:
// what follows its end is dropped.
func TestOrderOfEffects(t *testing.T) {
	for _, where := range []string{"own", "same loop", "another loop", "lost loop"} {
		t.Run(where, func(t *testing.T) {
			var target atomic.Uint64
			ev := &events{}
			cfg := testConfig()
			if where != "another loop" {
				cfg.Workers = 1
			}
			_, addr := serve(t, cfg, director(t, ev, &target, func(c *rt.Ctx) {
				if where == "lost loop" {
					rt.Blocking(c)
					time.Sleep(20 * time.Millisecond)
					rt.Unblocking(c)
				}
			}))
			for _, script := range []struct{ say, want string }{
				{"12", "12"}, {"12C3", "12"}, {"C1", ""}, {"1S2", "1"}, {"1S2C3", "1"}, {"1D2", "1"}, {"CC", ""},
			} {
				victim := dial(t, addr)
				speaker := victim
				say := "own " + script.say
				want := script.want
				if where == "own" {
					if script.say == "12" {
						want = "12R"
					}
				} else {
					// With two loops, take a neighbour on the other one.
					askAll(t, []*net.TCPConn{victim}, "m")
					home := target.Load() >> loopShift
					for {
						speaker = dial(t, addr)
						askAll(t, []*net.TCPConn{speaker}, "m")
						if where != "another loop" || target.Load()>>loopShift != home {
							break
						}
					}
					askAll(t, []*net.TCPConn{victim}, "m")
					say = script.say
				}
				_, _ = io.WriteString(speaker, say)
				if speaker != victim {
					if got := make([]byte, 2); true {
						if _, err := io.ReadFull(speaker, got); err != nil || string(got) != "ok" {
							t.Fatalf("%s: speaker got %q, %v", script.say, got, err)
						}
					}
				}
				got := make([]byte, len(want))
				if _, err := io.ReadFull(victim, got); err != nil || string(got) != want {
					t.Errorf("%s: got %q, %v, want %q", script.say, got, err, want)
				}
				if strings.ContainsAny(script.say, "CSD") {
					if n, err := victim.Read(make([]byte, 8)); n != 0 || err != io.EOF {
						t.Errorf("%s: then %d bytes, %v", script.say, n, err)
					}
				}
			}
		})
	}
}

// A connection whose sends complete for ever ends when another closes it.
func TestCloseEndsAGenerator(t *testing.T) {
	for _, call := range []string{"close", "shutdown"} {
		var handle atomic.Uint64
		ev := &events{}
		cls := newProtocol(t, nil, ev.record(map[string]method{
			"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
				if rt.BytesData(data)[0] == 'k' {
					if rt.CallMethod0(c, rt.Value(handle.Load()), rt.Intern(mainCtx, call)) == 0 {
						return 0
					}
					return data
				}
				handle.Store(uint64(transport))
				return data
			}},
			"send_complete": {sig: "self, transport", f1: func(c *rt.Ctx, self, transport rt.Value) rt.Value {
				if uint64(transport) == handle.Load() {
					return rt.NewStr(c, "more\n")
				}
				return rt.None
			}},
		}, cbSendShutdown), nil)
		rt.Intern(mainCtx, call)
		_, addr := serve(t, testConfig(), cls)
		gen, killer := dial(t, addr), dial(t, addr)
		_, _ = io.WriteString(gen, "g")
		if _, err := io.ReadFull(gen, make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
		askAll(t, []*net.TCPConn{killer}, "k")
		if _, err := io.Copy(io.Discard, gen); err != nil {
			t.Error(call, err)
		}
		if call == "shutdown" {
			// The client may see the end before the callback that tells of it has run.
			eventually(t, "shut down", func() bool { return ev.count(cbSendShutdown) == 1 })
		} else if n := ev.count(cbSendShutdown); n != 0 {
			t.Errorf("send_shutdown ran %d times", n)
		}
	}
}

// A reply of pieces that is under way when another connection ends this one is
// sent to its end.
func TestCloseLetsPiecesFinish(t *testing.T) {
	var handle atomic.Uint64
	piece := rt.ConstBytes(mainCtx, strings.Repeat("p", 1<<20))
	cls := newProtocol(t, nil, map[string]method{
		"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			if rt.BytesData(data)[0] == 'k' {
				if rt.CallMethod0(c, rt.Value(handle.Load()), rt.Intern(mainCtx, "close")) == 0 {
					return 0
				}
				return data
			}
			handle.Store(uint64(transport))
			reply := rt.NewTuple(c, 20)
			for i := range 20 {
				rt.TupleInit(reply, i, piece)
			}
			return reply
		}},
	}, nil)
	_, addr := serve(t, testConfig(), cls)
	slow, killer := dial(t, addr), dial(t, addr)
	_, _ = io.WriteString(slow, "g")
	if _, err := io.ReadFull(slow, make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	askAll(t, []*net.TCPConn{killer}, "k")
	if n, err := io.Copy(io.Discard, slow); err != nil || n != 20<<20-1 {
		t.Errorf("%d bytes, %v", n, err)
	}
}

// What an attribute could only fail with when somebody connects, and what
// contradicts itself, register refuses.
func TestAttributesThatMakeNoSense(t *testing.T) {
	truth := func(names ...string) map[string]rt.Value {
		m := map[string]rt.Value{}
		for _, n := range names {
			m[n] = rt.True
		}
		return m
	}
	list := rt.NewList(mainCtx, 0)
	for _, c := range []struct {
		attrs map[string]rt.Value
		want  string
	}{
		{map[string]rt.Value{"initial_bytes_to_send": rt.Int(5)}, "TypeError: initial_bytes_to_send of protocol 'P' must be bytes, bytearray, str or callable, not 'int'"},
		{map[string]rt.Value{"next_bytes_to_send": list}, "TypeError: next_bytes_to_send of protocol 'P' must be bytes, bytearray, str or callable, not 'list'"},
		{map[string]rt.Value{"data_received": rt.Int(5)}, "TypeError: data_received of protocol 'P' must be callable, not 'int'"},
		{truth("throughput", "concurrency"), "ValueError: protocol 'P' has both 'concurrency' and 'throughput' set to True"},
		{truth("lines_mode"), "ValueError: protocol 'P' has 'lines_mode' set to True but no 'lines_received' callback"},
		{truth("line_mode"), "ValueError: protocol 'P' has 'line_mode' set to True but no 'line_received' callback"},
		{map[string]rt.Value{"lines_received": rt.BuiltinClass(rt.TypeList)}, "ValueError: protocol 'P' has a 'lines_received' callback but 'lines_mode' is not True"},
		{map[string]rt.Value{"max_line_length": rt.Int(-1)}, "ValueError: max_line_length of protocol 'P' is less than 0"},
		{map[string]rt.Value{"max_sync_send_attempts": rt.None}, "TypeError: max_sync_send_attempts of protocol 'P' must be an int, not 'NoneType'"},
		{truth("http11"), "NotImplementedError: http11 of protocol 'P' is not supported yet"},
	} {
		s := NewServer(testConfig())
		mainCtx.Owner = s
		srv := Listen(mainCtx, "127.0.0.1", 0)
		if srv == 0 {
			t.Fatal(exceptionError(mainCtx))
		}
		if Register(mainCtx, srv, newProtocol(t, nil, nil, c.attrs)) != 0 {
			t.Errorf("accepted, want %s", c.want)
		} else if e := exceptionError(mainCtx); !strings.Contains(e.Error(), c.want) {
			t.Errorf("%v\nwant %s", e, c.want)
		}
		sysClose(s.ends[0].fd)
	}
}

// Replies that cannot be sent raise a TypeError that names callback and type, also
// from inside a list.
func TestWrongPiece(t *testing.T) {
	_, addr := serve(t, testConfig(), newProtocol(t, nil, map[string]method{
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value {
			return rt.Tuple2(c, rt.Int(1), data)
		}},
		"exception_handler": {sig: "self, transport, exc", f2: func(c *rt.Ctx, self, transport, exc rt.Value) rt.Value {
			return rt.TupleItem(rt.Slot(exc, 0), 0) // args[0]
		}},
	}, nil))
	conn := dial(t, addr)
	want := "data_received() returned a list or tuple with 'int' in it, not bytes, bytearray or str"
	_, _ = fmt.Fprint(conn, "x")
	_ = conn.CloseWrite()
	if got, err := io.ReadAll(conn); err != nil || string(got) != want {
		t.Errorf("got %q, %v", got, err)
	}
}
