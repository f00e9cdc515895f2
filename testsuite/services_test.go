package testsuite

import (
	"io"
	"strings"
	"testing"
	"time"
)

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
