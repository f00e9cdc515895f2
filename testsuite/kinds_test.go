package testsuite

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// kindsServer keeps one of the machines of testdata/kinds.py on self. The first message
// names it; each byte of the others is a step, and 'c' compares.
const kindsServer = `
import gc, parallel
from kinds import KINDS, Dice, run

kept = [{'main': i} for i in range(100)]

@parallel.call_from_main_thread_and_wait
def counts():
    gc.collect()
    stats = dict(parallel.memory_stats())
    return [stats[name] for name in ('main_objects', 'connection_bytes', 'message_bytes')] + [dict(parallel.context_stats())['classes']]

class P:
    def connection_made(self):
        self.m = None
        self.n = 0
    def data_received(self, data):
        if data == b'counts':
            return '%s\n' % counts()
        if self.m is None:
            self.pinned = kept[len(data):]
            name, seed = data.split()
            self.name = name.decode()
            self.seed = int(seed)
            self.m = KINDS[self.name]()
            return b'ok 0\n'
        for b in data:
            self.m.step(Dice(self.seed * 1000003 + self.n))
            self.n += 1
        if data[-1:] == b'c':
            mine = repr(self.m.show())
            theirs = run(self.name, self.seed, self.n)
            if mine != theirs:
                i = next((i for i, (a, b) in enumerate(zip(mine, theirs)) if a != b), 0)
                return 'differs: %r, not %r\n' % (mine[max(i - 100, 0):i + 100], theirs[max(i - 100, 0):i + 100])
        return 'ok %d\n' % self.n

s = parallel.server('127.0.0.1', 0)
parallel.register(transport=s, protocol=P)
print(s.port, flush=True)
parallel.run()
`

// TestServeKinds keeps values of every kind on self, changes them over many callbacks,
// and compares them with what the same steps make in one: with the runtime checked and
// rare events made common, and as shipped. When the connections have gone, nothing of
// them is left: after 10, after 1,000 (or PXC_CONNECTIONS), memory is what it was.
func TestServeKinds(t *testing.T) {
	text, err := os.ReadFile("testdata/kinds.py")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(text), "\nKINDS = ")
	var kinds []string
	for _, m := range regexp.MustCompile(`[A-Z]\w+`).FindAllString(strings.SplitN(list, "\n", 2)[0], -1) {
		if !strings.HasPrefix(m, "KINDS") {
			kinds = append(kinds, m)
		}
	}
	if len(kinds) < 20 {
		t.Fatalf("%d kinds", len(kinds))
	}
	for _, checked := range []bool{true, false} {
		name, env := "shipped", []string(nil)
		if checked {
			name = "checked"
			env = []string{"PXC_STRESS=compact,chunks,handover"}
		}
		t.Run(name, func(t *testing.T) {
			if checked {
				t.Setenv("PXC_GUARD", "1")
			}
			s := startWith(t, map[string]string{"server.py": kindsServer, "kinds.py": string(text)}, nil, 1, env...)
			parallelKinds := func(n, steps int) {
				var wg sync.WaitGroup
				for i := range 4 {
					wg.Add(1)
					go func() {
						defer wg.Done()
						for k := i; k < n && !t.Failed(); k += 4 {
							keepKind(t, s, kinds[k%len(kinds)], uint64(k+1), steps)
						}
					}()
				}
				wg.Wait()
			}
			parallelKinds(len(kinds), 600)
			before := s.settledCounts("")
			many := 1000
			if text := os.Getenv("PXC_CONNECTIONS"); text != "" {
				many, _ = strconv.Atoi(text)
			}
			for _, n := range []int{10, many} {
				parallelKinds(n, 10)
				if after := s.settledCounts(before); after != before {
					t.Errorf("objects of the main heap, bytes of connections and of messages, classes: %s before, %s after %d connections", before, after, n)
				}
			}
			if status := s.stop(); status != 0 || strings.Contains(s.stderr.String(), "Traceback") {
				t.Errorf("status %d, stderr %s", status, &s.stderr)
			}
		})
	}
}

// settledCounts asks the server what it holds when all connections but this one have
// gone, until that is want, or, if want is "", does not change any more.
func (s *server) settledCounts(want string) string {
	s.t.Helper()
	c := s.dial(0)
	defer c.Close()
	in := bufio.NewReader(c)
	last, same := "", 0
	for deadline := time.Now().Add(serverPatience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		_ = c.SetDeadline(time.Now().Add(serverPatience))
		send(s.t, c, "counts")
		line, err := in.ReadString('\n')
		if err != nil {
			s.t.Fatal(err)
		}
		if line == last {
			same++
		} else {
			last, same = line, 0
		}
		if line == want || want == "" && same == 30 {
			break
		}
	}
	return last
}

// keepKind takes steps of a kind, in messages of different length.
func keepKind(t *testing.T, s *server, kind string, seed uint64, most int) {
	c, err := net.Dial("tcp", "127.0.0.1:"+s.ports[0])
	if err != nil {
		t.Error(err)
		return
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(6 * serverPatience))
	in := bufio.NewReader(c)
	msg, n := fmt.Sprintf("%s %d", kind, seed), 0
	for state := seed; ; {
		if _, err := c.Write([]byte(msg)); err != nil {
			t.Errorf("%s: %v", kind, err)
			return
		}
		if line, err := in.ReadString('\n'); err != nil || line != fmt.Sprintf("ok %d\n", n) {
			t.Errorf("%s, after %d steps: %q, %v", kind, n, line, err)
			return
		}
		if n > most {
			return
		}
		state = state*6364136223846793005 + 1442695040888963407
		steps := []int{1, 1, 1, 2, 5, 20}[state>>33%6]
		msg = strings.Repeat("x", steps-1) + string("xxxxxxxc"[state>>40%8])
		n += steps
	}
}
