package testsuite

import (
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// rss returns the resident memory of the server in MiB.
func (s *server) rss() int {
	s.t.Helper()
	text, err := os.ReadFile("/proc/" + strconv.Itoa(s.cmd.Process.Pid) + "/status")
	if err != nil {
		s.t.Skip(err)
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kb, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		s.t.Fatal(err)
	}
	return kb >> 10
}

// TestServeGivesMemoryBack: callbacks that needed a lot, with and without
// losing their loop, leave nothing behind.
func TestServeGivesMemoryBack(t *testing.T) {
	s := serve(t, `
class P:
    def data_received(self, data):
        if data == b'large':
            x = bytearray(100_000_000)
            return b'%d' % len(x)
        if data == b'reply':
            return b'x' * 100_000_000
        x = []
        for i in range(600_000):
            x.append('item %d' % i)
        return b'%d' % len(x)
`, "P")
	c := s.dial(0)
	before := s.rss()
	send(t, c, "large")
	expect(t, c, "100000000")
	send(t, c, "many")
	expect(t, c, "600000")
	send(t, c, "reply")
	if _, err := io.CopyN(io.Discard, c, 100_000_000); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(serverPatience)
	for s.rss() > before+16 {
		if time.Now().After(deadline) {
			t.Fatalf("%d MiB before, %d MiB after", before, s.rss())
		}
		time.Sleep(50 * time.Millisecond)
	}
	send(t, c, "many")
	expect(t, c, "600000")
	if n := s.stop(); n != 0 {
		t.Errorf("status %d", n)
	}
}

// TestServeMemoryLimit: a callback can allocate what PXC_MEMORY says, in one
// piece too, and no more.
func TestServeMemoryLimit(t *testing.T) {
	s := start(t, `
import parallel
class P:
    def data_received(self, data):
        x = bytearray(int(data))
        return b'%d' % len(x)
    def exception_handler(self, exc):
        return type(exc).__name__
s = parallel.server('127.0.0.1', 0)
parallel.register(transport=s, protocol=P)
print(s.port, flush=True)
parallel.run()
`, 1, "PXC_MEMORY=64M")
	c := s.dial(0)
	for _, x := range []struct{ ask, want string }{
		{"55000000", "55000000"}, {"70000000", "MemoryError"}, {"40000000", "40000000"}, {"9000000000000000", "MemoryError"},
	} {
		send(t, c, x.ask)
		expect(t, c, x.want)
	}
}

// TestServeClassDefaults: a mutable class attribute is one object for all
// connections; the error says which.
func TestServeClassDefaults(t *testing.T) {
	s := serve(t, `
class Base:
    lines = []
class P(Base):
    table = {'a': {}}
    buf = bytearray()
    def data_received(self, data):
        if data == b'list':
            x = self.lines
            x.append(data)
        if data == b'dict':
            getattr(self, 'table')['b'] = 1
        if data == b'inner':
            self.table['a']['b'] = 1
        if data == b'augmented':
            self.buf += data
        return data
    def exception_handler(self, exc):
        return '%s: %s' % (type(exc).__name__, exc)
`, "P")
	const text = "Error: parallel code may not change a "
	for _, x := range []struct{ ask, want string }{
		{"list", "Assignment" + text + "list of the main thread: 'lines' is one object of class Base; give each connection its own by assigning self.lines"},
		{"dict", "Unprotected" + text + "dict of the main thread: 'table' is one object of class P; give each connection its own by assigning self.table"},
		{"inner", "Unprotected" + text + "dict of the main thread"},
		{"augmented", "Unprotected" + text + "bytearray of the main thread: 'buf' is one object of class P; give each connection its own by assigning self.buf"},
		{"none", "none"},
	} {
		c := s.dial(0)
		send(t, c, x.ask)
		expect(t, c, x.want)
	}
}
