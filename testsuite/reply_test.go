package testsuite

import (
	"io"
	"net"
	"testing"
)

// What a callback may return and do to its transport, and in which order the
// client sees it.
const replies = `
import parallel

class Next:
    next_bytes_to_send = 'whatever\n'

class Pieces:
    def data_received(self, data):
        return [b'a', bytearray(b'b'), 'c\u00e9', data]

class Kept:
    def __init__(self):
        self.sizes = []
        self.last = b''

    def data_received(self, data):
        self.sizes.append(len(data))
        previous, self.last = self.last, data
        return '%d %d %s\n' % (len(self.sizes), sum(self.sizes), previous.decode())

class Careful:
    def data_received(self, transport, data, zero=0):
        if data == b'raise':
            raise ValueError('as told')
        if data == b'wrong':
            return 5
        if data == b'zero':
            return 1 / zero
        if data == b'close':
            transport.close()
            return b'never'
        if data == b'write':
            transport.write(b'one ')
            transport.write('two ')
            return b'three'
        return f'{transport.port} {transport.recv_id} {transport.next_send_id()}'

    def exception_handler(self, transport, exc):
        return f'{type(exc).__name__}: {exc}'

limit = 3

class Persist:
    def data_received(self, data):
        global limit
        try:
            limit = len(data)
        except parallel.PersistenceError:
            return b'refused'
        return b'stored'
`

func TestServeReplies(t *testing.T) {
	s := serve(t, replies, "Next", "Pieces", "Kept", "Careful", "Persist")
	ask := func(conn net.Conn, msg, want string) {
		t.Helper()
		if _, err := io.WriteString(conn, msg); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(want))
		if n, err := io.ReadFull(conn, got); err != nil || string(got) != want {
			t.Fatalf("sent %q, got %q, %v, want %q", msg, got[:n], err, want)
		}
	}
	next := s.dial(0)
	ask(next, "?", "whatever\n")
	ask(next, "?", "whatever\n")
	ask(s.dial(1), "<tail>", "abc\u00e9<tail>")

	one, two := s.dial(2), s.dial(2)
	ask(one, "four", "1 4 \n")
	ask(two, "x", "1 1 \n")
	ask(one, "seven..", "2 11 four\n")
	ask(one, "!", "3 12 seven..\n")
	ask(two, "yy", "2 3 x\n")

	careful := s.dial(3)
	ask(careful, "raise", "ValueError: as told")
	ask(careful, "zero", "ZeroDivisionError: division by zero")
	ask(careful, "wrong", "TypeError: data_received() returned 'int', not bytes, bytearray, str, a list or tuple of these, or None")
	ask(careful, "write", "one two three")
	_, port, _ := net.SplitHostPort(careful.LocalAddr().String())
	ask(careful, "attributes", port+" 5 5")
	if _, err := io.WriteString(careful, "close"); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(careful); err != nil || len(got) != 0 {
		t.Errorf("after close(): %q, %v", got, err)
	}
	ask(s.dial(4), "abc", "refused")
}
