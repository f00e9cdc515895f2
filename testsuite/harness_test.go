package testsuite

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// What the tests of servers share: compiling a Python server, starting it, talking
// to it over real sockets and stopping it. Every wait is bounded.

const (
	serverPatience = 20 * time.Second
	// A connection that shares the server with a stuck callback must answer
	// long before that callback ends.
	stuckFor = 3 * time.Second
	promptly = 1500 * time.Millisecond
)

// server is a compiled program that serves on 127.0.0.1.
type server struct {
	t      *testing.T
	cmd    *exec.Cmd
	stderr lockedBuffer
	ports  []string
	ended  bool
}

// lockedBuffer collects output that a test reads while it still grows.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// serve compiles a program and starts it. Every protocol class named is registered
// on a port of its own, in that order; the program's other text comes first.
func serve(t *testing.T, text string, classes ...string) *server {
	t.Helper()
	var b strings.Builder
	b.WriteString(text)
	if !strings.Contains(text, "import parallel") {
		b.WriteString("\nimport parallel\n")
	}
	for i, c := range classes {
		fmt.Fprintf(&b, "\ns%d = parallel.server('127.0.0.1', 0)\nparallel.register(transport=s%d, protocol=%s)\nprint(s%d.port, flush=True)\n", i, i, c, i)
	}
	b.WriteString("parallel.run()\n")
	return start(t, b.String(), len(classes))
}

// start compiles and starts a whole program that prints nports port numbers first.
func start(t *testing.T, text string, nports int, env ...string) *server {
	t.Helper()
	return startAfter(t, text, nil, nports, env...)
}

// startAfter is start for a program that prints the given lines before its ports.
func startAfter(t *testing.T, text string, first []string, nports int, env ...string) *server {
	t.Helper()
	return startWith(t, map[string]string{"server.py": text}, first, nports, env...)
}

// startWith is startAfter for a program of several files, of which server.py is started.
func startWith(t *testing.T, files map[string]string, first []string, nports int, env ...string) *server {
	t.Helper()
	dir := writeFiles(t, files)
	if r := pxc(t, dir, nil, "", "build", "server.py"); r.status != 0 {
		t.Fatal(r.stderr)
	}
	s := &server{t: t, cmd: exec.Command(filepath.Join(dir, "server"))}
	s.cmd.Env = append(os.Environ(), env...)
	s.cmd.Stderr = &s.stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if !s.ended {
			_ = s.cmd.Process.Kill()
			_ = s.cmd.Wait()
		}
		if t.Failed() {
			t.Logf("stderr:\n%s", &s.stderr)
		}
	})
	lines := bufio.NewReader(out)
	for _, want := range first {
		if line, err := lines.ReadString('\n'); line != want+"\n" {
			t.Fatalf("the server printed %q, %v; want %q", line, err, want)
		}
	}
	for range nports {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatalf("the server printed no port: %v\n%s", err, &s.stderr)
		}
		if _, err := strconv.Atoi(strings.TrimSpace(line)); err != nil {
			t.Fatalf("not a port: %q", line)
		}
		s.ports = append(s.ports, strings.TrimSpace(line))
	}
	return s
}

// dial connects to the i-th protocol.
func (s *server) dial(i int) *net.TCPConn {
	s.t.Helper()
	c, err := net.Dial("tcp", "127.0.0.1:"+s.ports[i])
	if err != nil {
		s.t.Fatal(err)
	}
	_ = c.SetDeadline(time.Now().Add(serverPatience))
	s.t.Cleanup(func() { _ = c.Close() })
	return c.(*net.TCPConn)
}

// stop asks the server to drain and returns its exit status.
func (s *server) stop() int {
	s.t.Helper()
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	s.ended = true
	done := make(chan struct{})
	go func() { _ = s.cmd.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(serverPatience):
		_ = s.cmd.Process.Kill()
		<-done
		s.t.Error("the server did not drain")
	}
	return s.cmd.ProcessState.ExitCode()
}

func expect(t *testing.T, c net.Conn, want string) {
	t.Helper()
	got := make([]byte, len(want))
	n, err := io.ReadFull(c, got)
	if err != nil || string(got) != want {
		t.Fatalf("got %q, %v; want %q", got[:n], err, want)
	}
}

func expectEnd(t *testing.T, c net.Conn) {
	t.Helper()
	b, err := io.ReadAll(c)
	if err != nil || len(b) != 0 {
		t.Fatalf("got %q, %v; want the end", b, err)
	}
}

func send(t *testing.T, c net.Conn, text string) {
	t.Helper()
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
}

// asShipped skips a test to which the runtime's invariants make no difference where they
// are on: once is enough.
func asShipped(t *testing.T) {
	t.Helper()
	if invariantsTag != "" {
		t.Skip("runs without the invariants")
	}
}
