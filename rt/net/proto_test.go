package rtnet

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// The protocols of these tests are written by hand in the shape the compiler
// emits: functions over Values with the context first, a class made of a
// namespace of function rows.

var mainCtx *rt.Ctx

func TestMain(m *testing.M) {
	runtime.LockOSThread()
	runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + spareProcs)
	mainCtx = rt.NewMainCtx()
	rt.Boot(mainCtx)
	install(mainCtx)
	os.Exit(m.Run())
}

// A method is one entry of a test class: a function with as many parameters as
// its signature names.
type method struct {
	sig string
	f0  func(c *rt.Ctx, self rt.Value) rt.Value
	f1  func(c *rt.Ctx, self, a rt.Value) rt.Value
	f2  func(c *rt.Ctx, self, a, b rt.Value) rt.Value
	f3  func(c *rt.Ctx, self, a, b, d rt.Value) rt.Value
}

// newProtocol makes a class with the given slots, methods and attributes.
func newProtocol(t testing.TB, slots []string, methods map[string]method, attrs map[string]rt.Value) rt.Value {
	t.Helper()
	c := mainCtx
	ns := rt.NewDict(c, 0)
	for name, m := range methods {
		row := rt.Func{Name: name, QualName: "P." + name, Params: rt.ParseSig(m.sig)}
		row.M1, row.P1 = m.f0, m.f0
		row.M2, row.P2 = m.f1, m.f1
		row.M3, row.P3 = m.f2, m.f2
		row.M4, row.P4 = m.f3, m.f3
		rt.DictSet(c, ns, rt.Intern(c, name), rt.FuncValue(rt.AddFuncs(c, []rt.Func{row})))
	}
	for name, v := range attrs {
		rt.DictSet(c, ns, rt.Intern(c, name), v)
	}
	cls := rt.BuildClass(c, &rt.ClassSpec{Name: "P", QualName: "P", Module: "__main__", Slots: slots}, rt.NewTuple(c, 0), ns)
	if cls == 0 {
		t.Fatal(exceptionError(c))
	}
	return cls
}

func testConfig() Config {
	return Config{Workers: 2, Drain: 5 * time.Second, Memory: 1 << 28, ConnMemory: 64 << 20, Log: LogError}
}

// serve runs a server with the class on a port of 127.0.0.1 and ends it with the
// test.
func serve(t testing.TB, cfg Config, cls rt.Value) (*Server, string) {
	t.Helper()
	s := NewServer(cfg)
	s.spare = true // see TestMain
	c := mainCtx
	c.Owner = s
	srv := Listen(c, "127.0.0.1", 0)
	if srv == 0 {
		t.Fatal(exceptionError(c))
	}
	if Register(c, srv, cls) == 0 {
		t.Fatal(exceptionError(c))
	}
	begin(t, s)
	return s, fmt.Sprintf("127.0.0.1:%d", endpointAt(srv).port)
}

// begin starts the server's loops and ends them with the test.
func begin(t testing.TB, s *Server) {
	t.Helper()
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.drain()
		select {
		case <-s.done:
		case <-time.After(20 * time.Second):
			t.Error("server did not drain")
		}
	})
}

func dial(t testing.TB, addr string) *net.TCPConn {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
	return conn.(*net.TCPConn)
}

// eventually waits until f holds.
func eventually(t testing.TB, what string, f func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if f() {
			return
		}
	}
	t.Fatal("never: " + what)
}

// echo returns what it receives.
func echo(t testing.TB) rt.Value {
	return newProtocol(t, nil, map[string]method{
		"data_received": {sig: "self, transport, data", f2: func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
			return data
		}},
	}, nil)
}

// counter counts the bytes it has received on self and answers with the sum.
func counter(t testing.TB) rt.Value {
	return newProtocol(t, []string{"total"}, map[string]method{
		"connection_made": {sig: "self", f0: func(c *rt.Ctx, self rt.Value) rt.Value {
			if !rt.SetSlotP(c, self, 0, rt.Int(0)) {
				return 0
			}
			return rt.None
		}},
		"data_received": {sig: "self, data", f1: func(c *rt.Ctx, self, data rt.Value) rt.Value {
			n := rt.Slot(self, 0).Int() + int64(rt.BytesLen(data))
			if !rt.SetSlotP(c, self, 0, rt.Int(n)) {
				return 0
			}
			var text [24]byte
			return rt.NewBytes(c, fmt.Appendf(text[:0], "%d\n", n))
		}},
	}, nil)
}

// events records callbacks by name.
type events struct{ n [cbCount]atomic.Int64 }

func (e *events) count(cb callback) int64 { return e.n[cb].Load() }

// recorder adds a method that counts each of the given callbacks.
func (e *events) record(methods map[string]method, cbs ...callback) map[string]method {
	for _, cb := range cbs {
		methods[callbacks[cb].name] = method{sig: "self, transport", f1: func(c *rt.Ctx, self, transport rt.Value) rt.Value {
			e.n[cb].Add(1)
			return rt.None
		}}
	}
	return methods
}
