package parallel

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt"
	rtnet "github.com/pxc-lang/pxc/rt/net"
)

// program is what the compiler emits for
//
//	import parallel
//	class P:
//	    def data_received(self, data): return data
//	server = parallel.server('127.0.0.1', 0)
//	parallel.register(transport=server, protocol=P)
//	parallel.run()
func program() *rt.Program {
	return &rt.Program{Name: "echo.py", Load: func(c *rt.Ctx) bool {
		m := rt.ImportNative(c, &Module)
		ns := rt.NewDict(c, 0)
		data := func(c *rt.Ctx, self, data rt.Value) rt.Value { return data }
		row := rt.Func{Name: "data_received", Params: rt.ParseSig("self, data"), M2: data, P2: data}
		rt.DictSet(c, ns, rt.Intern(c, "data_received"), rt.FuncValue(rt.AddFuncs(c, []rt.Func{row})))
		cls := rt.BuildClass(c, &rt.ClassSpec{Name: "P", QualName: "P", Module: "__main__"}, rt.NewTuple(c, 0), ns)
		server := rt.CallMethod2(c, m, rt.Intern(c, "server"), rt.Intern(c, "127.0.0.1"), rt.Int(0))
		if server == 0 {
			return false
		}
		register := rt.GetAttr(c, m, rt.Intern(c, "register"))
		names := rt.ConstTuple(c, rt.Intern(c, "protocol"), rt.Intern(c, "transport"))
		if rt.CallKw(c, register, rt.Tuple2(c, cls, server), names) == 0 {
			return false
		}
		return rt.CallMethod0(c, m, rt.Intern(c, "run")) != 0
	}}
}

// A compiled program serves on a Go program's listener until its context ends.
func TestStartOnListener(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	run, err := rtnet.Start(ctx, program(), ln)
	if err != nil {
		t.Fatal(err)
	}
	ln.Close()
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	_, _ = io.WriteString(conn, "ping")
	got := make([]byte, 4)
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != "ping" {
		t.Fatalf("got %q, %v", got, err)
	}
	if n := run.Clients(); n != 1 {
		t.Errorf("%d clients", n)
	}
	cancel()
	run.Wait()
	if n, err := conn.Read(got); n != 0 || err != io.EOF {
		t.Errorf("after the drain: %d bytes, %v", n, err)
	}
}

func TestStartErrors(t *testing.T) {
	ctx := context.Background()
	if _, err := rtnet.Start(ctx, program()); err == nil || !strings.Contains(err.Error(), "RuntimeError") {
		t.Errorf("no listener: %v", err)
	}
	idle := &rt.Program{Name: "idle.py", Load: func(*rt.Ctx) bool { return true }}
	if _, err := rtnet.Start(ctx, idle); err == nil || !strings.Contains(err.Error(), "registers no protocol") {
		t.Errorf("no protocol: %v", err)
	}
	raising := &rt.Program{Name: "raise.py", Load: func(c *rt.Ctx) bool {
		rt.ValueErrorf(c, "boom")
		return false
	}}
	if _, err := rtnet.Start(ctx, raising); err == nil || !strings.Contains(err.Error(), "ValueError") {
		t.Errorf("exception: %v", err)
	}
}
