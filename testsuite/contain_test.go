package testsuite

import (
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// What goes wrong in one callback stays there. The same requests go to a protocol with
// an exception_handler, which goes on, and to one without, whose connection ends with a
// traceback.
const containServer = `
import parallel, sys, time

class Node:
    def __init__(self, log): self.log = log
    def __del__(self): self.log.append('gone')

def dive(n): return dive(n + 1)

def lines(path):
    try:
        with open(path) as f:
            for line in f:
                yield line
    finally:
        print('closed', file=sys.stderr, flush=True)

class P:
    def connection_made(self):
        self.kept = []
        self.log = []
        self.n = 0

    def data_received(self, data):
        word, _, rest = data.decode().partition(' ')
        self.n += 1
        if word == 'list':
            l = []
            while True:
                l.append('x%d' % len(l))
        if word == 'nest':
            t = None
            while True:
                t = (t, t)
        if word == 'keep':
            while True:
                self.kept.append('x' * 1000)
        if word == 'grow':
            for i in range(400):
                self.kept.append('%d' % i * 100)
        if word == 'big':
            return b'x' * 10**10
        if word == 'deep':
            dive(0)
        if word == 'zero':
            1 // 0
        if word == 'exit':
            sys.exit(3)
        if word == 'rescued':
            try:
                l = []
                while True:
                    l.append('x%d' % len(l))
            except MemoryError:
                l = None
                return 'rescued'
        if word == 'spin':
            end = time.monotonic() + float(rest)
            while time.monotonic() < end:
                self.n += 0
        if word == 'hogs':
            return str(parallel.active_hogs())
        if word == 'read':
            return str(len(open(rest).read()))
        if word == 'open':
            self.file = open(rest)
            return self.file.readline()
        if word == 'write':
            open(rest, 'w').write('written')
            return 'ok'
        if word == 'append':
            self.out = open(rest, 'a')
            self.out.write('+')
            return 'ok'
        if word == 'next':
            return self.file.readline()
        if word == 'first':
            self.lines = None
            for line in lines(rest):
                return line
        if word == 'lines':
            self.lines = lines(rest)
            return next(self.lines)
        if word == 'del':
            Node(self.log)
            self.node = Node(self.log)
            return 'made'
        if word == 'log':
            return repr(self.log)
        if word == 'class':
            class Local(Node):
                total = []
                def add(self): self.total.append(len(self.total)); return self.total
            self.obj = Local([])
            return Local.__name__
        if word == 'add':
            return str(self.obj.add())
        return '%d' % self.n

class Handled(P):
    def exception_handler(self, exc):
        return type(exc).__name__

for protocol in P, Handled:
    s = parallel.server('127.0.0.1', 0)
    parallel.register(transport=s, protocol=protocol)
    print(s.port, flush=True)
parallel.run()
`

// ask sends a word and wants an answer.
func ask(t *testing.T, c net.Conn, word, want string) {
	t.Helper()
	_ = c.SetDeadline(time.Now().Add(3 * serverPatience))
	send(t, c, word)
	expect(t, c, want)
}

func waitStderr(t *testing.T, s *server, want string, patience time.Duration) {
	t.Helper()
	for deadline := time.Now().Add(patience); !strings.Contains(s.stderr.String(), want); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("stderr lacks %q:\n%s", want, &s.stderr)
		}
	}
}

// descriptors returns how many files the server has open.
func (s *server) descriptors() int {
	s.t.Helper()
	files, err := os.ReadDir(filepath.Join("/proc", strconv.Itoa(s.cmd.Process.Pid), "fd"))
	if err != nil {
		s.t.Skip(err)
	}
	return len(files)
}

func TestServeContains(t *testing.T) {
	s := start(t, containServer, 2, "PXC_MEMORY=8M", "PXC_CONN_MEMORY=4M")
	bystander := s.dial(0)
	ask(t, bystander, "n", "1")

	// A callback that computes for ever is reported with its stack; others go on.
	hog := s.dial(1)
	_ = hog.SetDeadline(time.Now().Add(10 * serverPatience))
	send(t, hog, "spin 12")

	handled := s.dial(1)
	for _, x := range []struct{ word, exc string }{
		{"list", "MemoryError"}, {"nest", "MemoryError"}, {"big", "MemoryError"},
		{"deep", "RecursionError"}, {"zero", "ZeroDivisionError"}, {"exit", "SystemExit"},
	} {
		ask(t, handled, x.word, x.exc)
		c := s.dial(0)
		_ = c.SetDeadline(time.Now().Add(3 * serverPatience))
		send(t, c, x.word)
		expectEnd(t, c)
		if x.exc != "SystemExit" {
			waitStderr(t, s, "\n"+x.exc, serverPatience)
		}
	}
	ask(t, handled, "rescued", "rescued")
	ask(t, handled, "n", "8")
	ask(t, bystander, "n", "2")

	// What a connection keeps has a limit of its own: that connection ends.
	full := s.dial(1)
	ask(t, full, "n", "1")
	for range 1000 {
		_ = full.SetDeadline(time.Now().Add(3 * serverPatience))
		if _, err := full.Write([]byte("grow")); err != nil {
			break
		}
		var b [8]byte // a whole reply
		if _, err := full.Read(b[:]); err != nil {
			break
		}
	}
	waitStderr(t, s, "keeps more than PXC_CONN_MEMORY: closed", serverPatience)
	c := s.dial(0)
	_ = c.SetDeadline(time.Now().Add(3 * serverPatience))
	send(t, c, "keep")
	expectEnd(t, c)
	ask(t, bystander, "n", "3")

	waitStderr(t, s, "a callback has been computing for 10s", 2*serverPatience)
	waitStderr(t, s, "the others do not\n  File \"server.py\"", serverPatience)
	ask(t, bystander, "hogs", "1")
	expect(t, hog, "1")
	if status := s.stop(); status != 0 {
		t.Errorf("status %d", status)
	}
}

// What has something to say or to give back when it is gone does so: files are closed,
// __del__ methods and finally suites run, in callbacks too.
func TestServeEnds(t *testing.T) {
	for _, stress := range []string{"", "compact,chunks,handover"} {
		t.Run(stress, func(t *testing.T) {
			if stress != "" {
				t.Setenv("PXC_GUARD", "1")
			}
			s := start(t, containServer, 2, "PXC_STRESS="+stress)
			path := filepath.Join(t.TempDir(), "lines")
			write(t, path, []byte("one\ntwo\nthree\n"))
			c := s.dial(0)
			ask(t, c, "n", "1")
			const few = 4 // descriptors that Go's runtime may come to want
			before := s.descriptors() + few
			for range 50 {
				ask(t, c, "read "+path, "14")
				ask(t, c, "first "+path, "one\n")
			}
			if after := s.descriptors(); after > before {
				t.Errorf("%d files open, %d before", after, before)
			}
			closed := func() int { return strings.Count(s.stderr.String(), "closed") }
			for deadline := time.Now().Add(serverPatience); closed() < 50 && time.Now().Before(deadline); {
				time.Sleep(10 * time.Millisecond) // what was written is on its way
			}
			if n := closed(); n != 50 {
				t.Errorf("%d of 50 finally suites have run", n)
			}
			for range 100 {
				ask(t, c, "open "+path, "one\n")
				ask(t, c, "next", "two\n")
			}
			if after := s.descriptors(); after > before+40 {
				t.Errorf("%d files open, %d before: those replaced are not closed", after, before)
			}
			out, log := path+".out", path+".log"
			ask(t, c, "write "+out, "ok")
			for range 100 {
				ask(t, c, "append "+log, "ok")
			}
			ask(t, c, "n", "403")
			if text, err := os.ReadFile(out); err != nil || string(text) != "written" {
				t.Errorf("%q, %v in a file that a callback has left open", text, err)
			}
			ask(t, c, "del", "made")
			ask(t, c, "log", "['gone']")

			d := s.dial(0)
			ask(t, d, "lines "+path, "one\n")
			ask(t, d, "class", "Local")
			for _, want := range []string{"[0]", "[0, 1]", "[0, 1, 2]"} {
				ask(t, d, "add", want)
			}
			for _, x := range []*net.TCPConn{c, d} {
				_ = x.CloseWrite()
				expectEnd(t, x)
			}
			deadline := time.Now().Add(serverPatience)
			for (s.descriptors() > before-1 || closed() < 51) && time.Now().Before(deadline) { // c had one
				time.Sleep(10 * time.Millisecond)
			}
			if after := s.descriptors(); after > before-1 {
				t.Errorf("%d files open when the connections have gone, %d before", after, before-1)
			}
			if text, err := os.ReadFile(log); err != nil || string(text) != strings.Repeat("+", 100) {
				t.Errorf("%d bytes, %v in a file that was kept", len(text), err)
			}
			if n := closed(); n != 51 {
				t.Errorf("%d of 51 finally suites have run", n)
			}
			if status := s.stop(); status != 0 || strings.Contains(s.stderr.String(), "Traceback") {
				t.Errorf("status %d, stderr %s", status, &s.stderr)
			}
		})
	}
}
