package testsuite

import (
	"bufio"
	"fmt"
	"net"
	"sync"
	"testing"
	"time"
)

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
