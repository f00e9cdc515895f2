package testsuite

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The tests of this file talk to compiled servers; none of them measures.

// TestServeHello runs PyParallel's hello program as it stands, the port apart.
func TestServeHello(t *testing.T) {
	text := strings.Replace(helloProgram, "'0.0.0.0', 8080", "'127.0.0.1', 0", 1)
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
	dir := writeFiles(t, map[string]string{"server.py": strings.Replace(helloProgram, "'0.0.0.0', 8080", "'127.0.0.1', "+port, 1)})
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

// TestServeTypes: what is evaluated when it is asked for is so in callbacks too, each
// time, because they keep nothing on objects of the main thread.
func TestServeTypes(t *testing.T) {
	s := serve(t, `
def ident[T: int](x: T) -> T:
    return x
class Box[T]:
    def __init__(self, v: T): self.v = v
    def var(self): return T
type Alias[T] = list[T]
class Types:
    def data_received(self, transport, data):
        def local[U: list[int]](x): return U
        u = local(1)
        b = Box(3)
        type Own = tuple[u, int]
        text = t"{ident(4)!r} {b.v}"
        return repr((text.values, text.strings, b.var(), u, u.__bound__, Own, Own.__value__, Alias.__value__, ident.__type_params__[0].__bound__)) + '\n'
`, "Types")
	c := s.dial(0)
	for range 3 {
		send(t, c, "x")
		expect(t, c, "((4, 3), ('', ' ', ''), T, U, list[int], Own, tuple[U, int], list[T], <class 'int'>)\n")
	}
	_ = c.CloseWrite()
	expectEnd(t, c)
	if status := s.stop(); status != 0 || s.stderr.String() != "" {
		t.Errorf("status %d, stderr %q", status, s.stderr.String())
	}
}
