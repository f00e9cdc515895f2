package testsuite

import (
	"bufio"
	"bytes"
	"errors"
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

// The tests of this file compile Python servers and talk to them over real
// sockets. Every wait is bounded, none of them measures.

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
	dir := writeFiles(t, map[string]string{"server.py": text})
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

// TestServeHello runs the seed's program as it stands, the port apart.
func TestServeHello(t *testing.T) {
	text := strings.Replace(seedHello, "'0.0.0.0', 8080", "'127.0.0.1', 0", 1)
	text = strings.Replace(text, "parallel.run()", "print(server.port, flush=True)\nparallel.run()", 1)
	s := start(t, text, 1)
	c := s.dial(0)
	expect(t, c, "Hello, World!\r\n")
	for _, x := range []string{"x", "again", "\x00\xff"} {
		send(t, c, x)
		expect(t, c, "You said: "+x+"\r\n")
	}
	_ = c.CloseWrite()
	expectEnd(t, c)
	if status := s.stop(); status != 0 || s.stderr.String() != "" {
		t.Errorf("status %d, stderr %q", status, s.stderr.String())
	}
}

const echoClasses = `
class Echo:
    def data_received(self, transport, data):
        return data

class Upper:
    def data_received(self, transport, data):
        a = ord('a')
        z = ord('z')
        nchars = len(data)
        b = bytearray(nchars)
        for i in range(0, nchars):
            c = data[i]
            if c >= a and c <= z:
                c -= 32
            b[i] = c

        return b
`

func TestServeThousandClients(t *testing.T) {
	s := serve(t, echoClasses, "Echo", "Upper")
	var wg sync.WaitGroup
	errs := make(chan error, 1000)
	for i := range 1000 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c, err := net.Dial("tcp", "127.0.0.1:"+s.ports[i%2])
			if err != nil {
				errs <- err
				return
			}
			defer c.Close()
			_ = c.SetDeadline(time.Now().Add(serverPatience))
			for k := range 10 {
				msg := fmt.Sprintf("client %d message %d", i, k)
				want := msg
				if i%2 == 1 {
					want = strings.ToUpper(msg)
				}
				got := make([]byte, len(msg))
				if _, err := io.WriteString(c, msg); err != nil {
					errs <- err
					return
				}
				if _, err := io.ReadFull(c, got); err != nil || string(got) != want {
					errs <- fmt.Errorf("got %q, %v; want %q", got, err, want)
					return
				}
			}
		}()
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
		return
	}
	if status := s.stop(); status != 0 {
		t.Errorf("status %d", status)
	}
}

func TestServeLargeInOddPieces(t *testing.T) {
	s := serve(t, echoClasses, "Echo")
	c := s.dial(0)
	const total = 10 << 20
	want := make([]byte, total)
	for i := range want {
		want[i] = byte(i*7 + i>>9)
	}
	go func() {
		for off, k := 0, 1; off < total; k++ {
			n := min(1+k*k%70_001, total-off)
			if _, err := c.Write(want[off : off+n]); err != nil {
				return
			}
			off += n
		}
	}()
	got := make([]byte, total)
	if _, err := io.ReadFull(c, got); err != nil || !bytes.Equal(got, want) {
		t.Fatalf("10 MB came back wrong: %v", err)
	}
}

func TestServeHarmlessClients(t *testing.T) {
	s := serve(t, echoClasses+`
class Flood:
    def data_received(self, transport, data):
        return b'x' * 50000000
`, "Flood", "Echo")
	// One client never reads what it asked for, others reset in the middle.
	deaf := s.dial(0)
	send(t, deaf, "more")
	for range 50 {
		c := s.dial(0)
		send(t, c, "more")
		_ = c.SetLinger(0)
		_ = c.Close()
	}
	good := s.dial(1)
	for range 100 {
		send(t, good, "still there?")
		expect(t, good, "still there?")
	}
	// The deaf one is served in full once it listens.
	n, err := io.CopyN(io.Discard, deaf, 50_000_000)
	if err != nil {
		t.Errorf("%d bytes, %v", n, err)
	}
	if status := s.stop(); status != 0 {
		t.Errorf("status %d", status)
	}
}

func TestServeStuckCallbacks(t *testing.T) {
	s := serve(t, fmt.Sprintf(`
import time
class Stuck:
    def data_received(self, transport, data):
        if data == b'sleep':
            time.sleep(%[1]g)
        elif data == b'spin':
            end = time.monotonic() + %[1]g
            while time.monotonic() < end:
                pass
        return data
`, stuckFor.Seconds()), "Stuck")
	for _, kind := range []string{"sleep", "spin"} {
		stuck := make([]*net.TCPConn, 6) // more than there are workers
		for i := range stuck {
			stuck[i] = s.dial(0)
			send(t, stuck[i], kind)
		}
		time.Sleep(100 * time.Millisecond)
		begin := time.Now()
		for range 8 {
			c := s.dial(0)
			send(t, c, "quick")
			expect(t, c, "quick")
		}
		if d := time.Since(begin); d > promptly {
			t.Errorf("%s: other connections waited %v", kind, d)
		}
		for _, c := range stuck {
			expect(t, c, kind)
		}
	}
}

// TestServePyParallelServices has the classes of PyParallel's Lib/async/services.py.
func TestServePyParallelServices(t *testing.T) {
	s := serve(t, `
import time
import async as parallel

class Disconnect:
    pass

class Discard:
    def data_received(self, transport, data):
        pass

class Daytime:
    def initial_bytes_to_send(self):
        return time.ctime() + '\r\n'

class StaticQotd:
    initial_bytes_to_send = b'An apple a day keeps the doctor away.\r\n'

class DynamicQotd:
    def initial_bytes_to_send(self):
        return b'An apple a day keeps the doctor away.\r\n'

def chargen(lineno, nchars=72):
    start = ord(' ')
    end = ord('~')
    c = lineno + start
    while c > end:
        c = (c % end) + start
    b = bytearray(nchars)
    for i in range(0, nchars-2):
        if c > end:
            c = start
        b[i] = c
        c += 1

    b[nchars-1] = ord('\n')

    return b

class Chargen:
    def initial_bytes_to_send(self):
        return chargen(0)

    def send_complete(self, transport, send_id):
        return chargen(send_id)
`+echoClasses, "Disconnect", "Discard", "Daytime", "StaticQotd", "DynamicQotd", "Echo", "Upper", "Chargen")
	expectEnd(t, s.dial(0))
	discard := s.dial(1)
	send(t, discard, "into the void")
	_ = discard.CloseWrite()
	expectEnd(t, discard)
	daytime, err := io.ReadAll(s.dial(2))
	if err != nil || len(daytime) != 26 || !strings.HasSuffix(string(daytime), "\r\n") {
		t.Errorf("daytime: %q, %v", daytime, err)
	}
	if _, err := time.Parse(time.ANSIC, strings.TrimSpace(string(daytime))); err != nil {
		t.Error(err)
	}
	for _, i := range []int{3, 4} {
		c := s.dial(i)
		expect(t, c, "An apple a day keeps the doctor away.\r\n")
		expectEnd(t, c)
	}
	echo := s.dial(5)
	send(t, echo, "data")
	expect(t, echo, "data")
	upper := s.dial(6)
	send(t, upper, "Upper {1}")
	expect(t, upper, "UPPER {1}")
	gen := s.dial(7)
	line := make([]byte, 72)
	for k := range 300 {
		if _, err := io.ReadFull(gen, line); err != nil {
			t.Fatal(err)
		}
		if line[71] != '\n' || line[70] != 0 || k < 90 && line[0] != byte(' '+k) {
			t.Fatalf("line %d is %q", k, line)
		}
	}
	// A generator without end delays nobody and ends with its client.
	send(t, echo, "again")
	expect(t, echo, "again")
	_ = gen.SetLinger(0)
	_ = gen.Close()
	if status := s.stop(); status != 0 || s.stderr.String() != "" {
		t.Errorf("status %d, stderr %s", status, &s.stderr)
	}
}

func TestServeStateOnSelf(t *testing.T) {
	s := serve(t, `
class Log:
    limit = 3
    def connection_made(self, transport):
        self.lines = []
        self.total = 0
        self.seen = {}
    def data_received(self, data):
        self.total += len(data)
        self.lines.append(data)
        self.seen[data] = self.seen.get(data, 0) + 1
        if len(self.lines) > self.limit:
            self.lines = self.lines[1:]
        return '%d %s %d\n' % (self.total, b','.join(self.lines).decode(), self.seen[data])
`, "Log")
	conns := []*net.TCPConn{s.dial(0), s.dial(0), s.dial(0)}
	for k := range 200 {
		for i, c := range conns {
			send(t, c, fmt.Sprintf("%d.%d", i, k%10))
			var lines []string
			for j := max(0, k-2); j <= k; j++ {
				lines = append(lines, fmt.Sprintf("%d.%d", i, j%10))
			}
			expect(t, c, fmt.Sprintf("%d %s %d\n", 3*(k+1), strings.Join(lines, ","), k/10+1))
		}
	}
}

func TestServeErrors(t *testing.T) {
	s := serve(t, `
counter = 0
history = []

class Bad:
    def data_received(self, transport, data):
        global counter
        if data == b'zero':
            return 1 // 0
        if data == b'type':
            return 5
        if data == b'global':
            try:
                counter = 1
            except parallel.PersistenceError as e:
                return 'refused'
        if data == b'append':
            try:
                history.append(data)
            except parallel.PersistenceError as e:
                return 'refused: ' + str(len(history))
        if data == b'deep':
            return self.dive(0)
        return data

    def dive(self, n):
        return self.dive(n + 1)

class Handled:
    def data_received(self, transport, data):
        return missing
    def exception_handler(self, transport, exc):
        return 'sorry: ' + str(exc)
`, "Bad", "Handled")
	other := s.dial(0)
	for _, c := range []struct{ send, stderr string }{
		{"zero", "ZeroDivisionError: integer division or modulo by zero"},
		{"type", "TypeError: data_received() returned 'int'"},
		{"deep", "RecursionError: maximum recursion depth exceeded"},
	} {
		conn := s.dial(0)
		send(t, conn, c.send)
		expectEnd(t, conn)
		deadline := time.Now().Add(serverPatience)
		for !strings.Contains(s.stderr.String(), c.stderr) && time.Now().Before(deadline) {
			time.Sleep(10 * time.Millisecond)
		}
		if !strings.Contains(s.stderr.String(), c.stderr) {
			t.Errorf("%s: stderr lacks %q", c.send, c.stderr)
		}
	}
	for _, c := range []struct{ send, want string }{{"global", "refused"}, {"append", "refused: 0"}, {"fine", "fine"}} {
		send(t, other, c.send)
		expect(t, other, c.want)
	}
	h := s.dial(1)
	send(t, h, "x")
	expect(t, h, "sorry: name 'missing' is not defined")
	if status := s.stop(); status != 0 {
		t.Errorf("status %d", status)
	}
}

func TestServePortInUse(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	dir := writeFiles(t, map[string]string{"server.py": strings.Replace(seedHello, "'0.0.0.0', 8080", "'127.0.0.1', "+port, 1)})
	r := pxc(t, dir, nil, "", "run", "server.py")
	if r.status != 1 || !strings.Contains(r.stderr, `File "server.py", line 9`) && !strings.Contains(r.stderr, `File "server.py", line 10`) ||
		!strings.Contains(r.stderr, "OSError: [Errno 98]") {
		t.Errorf("status %d\n%s", r.status, r.stderr)
	}
}

func TestServeWriteToAnother(t *testing.T) {
	s := serve(t, `
import parallel
rooms = []

class Echo:
    def data_received(self, transport, data):
        transport.write(b'<')
        transport.write('ä')
        return data + '>'

class Closer:
    def data_received(self, transport, data):
        transport.write(b'bye\n')
        transport.close()
        return b'never sent'
`, "Echo", "Closer")
	c := s.dial(0)
	send(t, c, "x")
	expect(t, c, "<äx>")
	d := s.dial(1)
	send(t, d, "x")
	expect(t, d, "bye\n")
	expectEnd(t, d)
}

func TestServeDrainAndSecondSignal(t *testing.T) {
	s := serve(t, `
import time
class Slow:
    def data_received(self, transport, data):
        time.sleep(1)
        return b'done'
`, "Slow")
	c := s.dial(0)
	send(t, c, "x")
	time.Sleep(200 * time.Millisecond)
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	expect(t, c, "done") // what is in flight is finished
	_ = c.Close()
	if status := s.stop(); status != 0 && status != 143 {
		t.Errorf("status %d", status)
	}
	if _, err := net.DialTimeout("tcp", "127.0.0.1:"+s.ports[0], time.Second); err == nil {
		t.Error("still accepting after the end")
	} else if !errors.Is(err, syscall.ECONNREFUSED) {
		t.Error(err)
	}
}

// keeperProgram keeps structures on self, changes them with every byte received,
// and compares them with structures built from scratch by the same bytes: whatever
// evacuation and compaction do to what is kept must not show.
const keeperProgram = `
class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next

class State:
    def __init__(self):
        self.items = []
        self.table = {}
        self.text = ''
        self.raw = bytearray()
        self.pair = (0, None)
        self.chain = None
        self.length = 0
        self.total = 0.5

    def step(self, op, n):
        items = self.items
        if op == 0:
            items.append('item %d' % n)
        elif op == 1:
            items.insert(0, (n, str(n), [n]))
        elif op == 2 and items:
            items.pop()
        elif op == 3 and len(items) > 3:
            items[1], items[-1] = items[-1], items[1]
        elif op == 4:
            self.table['key %d' % (n % 50)] = [n, {'n': n}]
        elif op == 5:
            self.table.pop('key %d' % (n % 50), None)
        elif op == 6:
            self.text = (self.text + 'äx%d' % n)[-200:]
        elif op == 7:
            self.raw += bytes([n % 256]) * (n % 70)
            if len(self.raw) > 3000:
                self.raw = self.raw[-100:]
        elif op == 8:
            self.pair = (n, self.pair[0])
        elif op == 9:
            self.chain = Node(n, self.chain)
            self.length += 1
        elif op == 10 and self.chain is not None:
            self.chain = self.chain.next
            self.length -= 1
        elif op == 11:
            self.total = self.total * 1.5 if self.total < 1e300 else 0.1
        elif op == 12:
            self.extra = [self.items, self.items[:3], self]
        elif op == 13 and len(items) > 40:
            del items[5:30]
        elif op == 14 and self.chain is not None:
            self.chain.value += n
        elif op == 15:
            self.big = 'b' * (n * 500)

    def summary(self):
        chain = []
        node = self.chain
        while node is not None:
            chain.append(node.value)
            node = node.next
        extra = None
        if hasattr(self, 'extra'):
            if self.extra[2] is not self:
                return 'identity lost'
            extra = self.extra[1]
        return repr((self.items, sorted(self.table.items(), key=lambda kv: kv[0]), self.text, self.raw, self.pair,
                     chain, self.length, self.total, extra, len(getattr(self, 'big', ''))))

class Keeper:
    def connection_made(self, transport):
        self.state = State()
        self.seen = bytearray()

    def data_received(self, transport, data):
        for b in data:
            self.state.step(b % 16, len(self.seen))
            self.seen.append(b)
        if data[-1] % 8 == 0:
            again = State()
            n = 0
            for b in self.seen:
                again.step(b % 16, n)
                n += 1
            mine = self.state.summary()
            theirs = again.summary()
            if mine != theirs:
                return 'differs after %d: %s\nnot %s\n' % (n, mine, theirs)
        return 'ok %d\n' % len(self.seen)
`

func TestServeKeeper(t *testing.T) {
	s := serve(t, keeperProgram, "Keeper")
	var wg sync.WaitGroup
	for k := range 6 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c, err := net.Dial("tcp", "127.0.0.1:"+s.ports[0])
			if err != nil {
				t.Error(err)
				return
			}
			defer c.Close()
			_ = c.SetDeadline(time.Now().Add(3 * serverPatience))
			in := bufio.NewReader(c)
			state, sent := uint64(k+1), 0
			for range 150 {
				msg := make([]byte, 1+state>>60)
				for i := range msg {
					state = state*6364136223846793005 + 1442695040888963407
					msg[i] = byte(state >> 56)
				}
				sent += len(msg)
				if _, err := c.Write(msg); err != nil {
					t.Error(err)
					return
				}
				line, err := in.ReadString('\n')
				if want := fmt.Sprintf("ok %d\n", sent); err != nil || line != want {
					t.Errorf("got %.400q, %v; want %q", line, err, want)
					return
				}
			}
		}()
	}
	wg.Wait()
	if status := s.stop(); status != 0 {
		t.Errorf("status %d", status)
	}
}

// TestServeUnderStress repeats what handles memory and threads with rare events
// made common: see rt/arena/stress.go.
func TestServeUnderStress(t *testing.T) {
	t.Setenv("PXC_GUARD", "1")
	t.Setenv("PXC_STRESS", "compact,chunks,handover")
	for name, test := range map[string]func(*testing.T){
		"Keeper": TestServeKeeper, "StateOnSelf": TestServeStateOnSelf, "ThousandClients": TestServeThousandClients,
		"PyParallelServices": TestServePyParallelServices, "Errors": TestServeErrors,
	} {
		t.Run(name, test)
	}
}

// TestServeConfigured has the program set what the environment may override.
func TestServeConfigured(t *testing.T) {
	const program = `
import parallel
parallel.configure(idle=0.3, workers=1)
for bad in ({'idle': 'soon'}, {'speed': 5}):
    try:
        parallel.configure(**bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e, flush=True)
class Echo:
    def data_received(self, data):
        return data
s = parallel.server('127.0.0.1', 0)
parallel.register(transport=s, protocol=Echo)
try:
    parallel.configure(idle=5)
except RuntimeError as e:
    print(e, flush=True)
print(s.port, flush=True)
parallel.run()
`
	want := []string{
		"ValueError idle=soon: want seconds, or a duration such as 500ms or 2m",
		"TypeError configure() got an unexpected keyword argument 'speed'",
		"settings must come before the first register()",
	}
	s := startAfter(t, program, want, 1)
	begin := time.Now()
	expectEnd(t, s.dial(0))
	if d := time.Since(begin); d > promptly {
		t.Errorf("an idle connection lasted %v", d)
	}
	patient := startAfter(t, program, want, 1, "PXC_IDLE=1h")
	c := patient.dial(0)
	time.Sleep(600 * time.Millisecond)
	send(t, c, "x")
	expect(t, c, "x")
}
