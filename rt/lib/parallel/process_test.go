package parallel

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt"
	rtnet "github.com/pxc-lang/pxc/rt/net"
)

// The tests below start this test binary again as a compiled program of its own:
// signals and exit statuses belong to a process.

const asProgram = "PXC_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		rtnet.Main(sleeper())
	}
	os.Exit(m.Run())
}

// sleeper prints its port and serves; a callback that receives "sleep" takes half
// a second, one that receives "hang" for ever.
func sleeper() *rt.Program {
	return &rt.Program{Name: "sleeper.py", Load: func(c *rt.Ctx) bool {
		m := rt.ImportNative(c, &Module)
		received := func(c *rt.Ctx, self, data rt.Value) rt.Value {
			rt.Blocking(c)
			switch string(rt.BytesData(data)) {
			case "sleep":
				time.Sleep(500 * time.Millisecond)
			case "hang":
				select {}
			}
			rt.Unblocking(c)
			return data
		}
		ns := rt.NewDict(c, 0)
		row := rt.Func{Name: "data_received", Params: rt.ParseSig("self, data"), P2: received}
		rt.DictSet(c, ns, rt.Intern(c, "data_received"), rt.FuncValue(rt.AddFuncs(c, []rt.Func{row})))
		cls := rt.BuildClass(c, &rt.ClassSpec{Name: "P", QualName: "P", Module: "__main__"}, rt.NewTuple(c, 0), ns)
		server := rt.CallMethod2(c, m, rt.Intern(c, "server"), rt.Intern(c, "127.0.0.1"), rt.Int(0))
		if server == 0 || rt.CallMethod2(c, m, rt.Intern(c, "register"), server, cls) == 0 {
			return false
		}
		fmt.Println(rt.GetAttr(c, server, rt.Intern(c, "port")).Int())
		if os.Getenv(asProgram) != "once" {
			return rt.CallMethod0(c, m, rt.Intern(c, "run")) != 0
		}
		for range 3 {
			if rt.CallMethod0(c, m, rt.Intern(c, "run_once")) == 0 {
				return false
			}
			fmt.Println("round")
		}
		return true
	}}
}

// startProgram runs sleeper and returns a connection to it.
func startProgram(t *testing.T, env ...string) (*exec.Cmd, net.Conn) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(append(os.Environ(), asProgram+"=run"), env...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	port, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", "127.0.0.1:"+strings.TrimSpace(port))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	return cmd, conn
}

// say sends a message and gives it time to reach its callback.
func say(t *testing.T, conn net.Conn, msg string) {
	t.Helper()
	if _, err := io.WriteString(conn, msg); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
}

func status(cmd *exec.Cmd) int {
	_ = cmd.Wait()
	return cmd.ProcessState.ExitCode()
}

func TestSignalDrains(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		cmd, conn := startProgram(t)
		say(t, conn, "sleep")
		_ = cmd.Process.Signal(sig)
		if got, err := io.ReadAll(conn); err != nil || string(got) != "sleep" {
			t.Errorf("%v: the reply in flight is %q, %v", sig, got, err)
		}
		conn.Close()
		if n := status(cmd); n != 0 {
			t.Errorf("%v: status %d", sig, n)
		}
	}
}

func TestSecondSignalEndsAtOnce(t *testing.T) {
	cmd, conn := startProgram(t, "PXC_DRAIN=60")
	say(t, conn, "hang")
	_ = cmd.Process.Signal(syscall.SIGTERM)
	time.Sleep(100 * time.Millisecond)
	_ = cmd.Process.Signal(syscall.SIGINT)
	if n := status(cmd); n != 128+int(syscall.SIGINT) {
		t.Errorf("status %d", n)
	}
}

func TestDrainIsBounded(t *testing.T) {
	cmd, conn := startProgram(t, "PXC_DRAIN=0.2")
	say(t, conn, "hang")
	begin := time.Now()
	_ = cmd.Process.Signal(syscall.SIGTERM)
	if n := status(cmd); n != 0 || time.Since(begin) > 10*time.Second {
		t.Errorf("status %d after %v", n, time.Since(begin))
	}
}

// run_once returns once something has happened, and not before.
func TestRunOnce(t *testing.T) {
	cmd, conn := startProgram(t, asProgram+"=once")
	ended := make(chan int, 1)
	go func() { ended <- status(cmd) }()
	for i := 0; ; i++ {
		select {
		case n := <-ended:
			if n != 0 || i == 0 {
				t.Errorf("status %d after %d messages", n, i)
			}
			return
		case <-time.After(50 * time.Millisecond):
		}
		if i == 50 {
			t.Fatal("run_once does not return")
		}
		_, _ = io.WriteString(conn, "x")
	}
}

func TestBadSetting(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), asProgram+"=1", "PXC_WORKERS=lots")
	out, _ := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 2 || !strings.Contains(string(out), "PXC_WORKERS=lots: want a number") {
		t.Errorf("status %d, %s", cmd.ProcessState.ExitCode(), out)
	}
}
