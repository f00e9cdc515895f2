package testsuite

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// hammerTime is how long each hammer runs: PXC_HAMMER, or as long as a test may.
func hammerTime(t *testing.T) time.Duration {
	text := os.Getenv("PXC_HAMMER")
	if text == "" {
		return 3 * time.Second
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// hammerProgram has contexts, one for each core at any time, read what the main thread
// changes in every way. Each value is a pair of a number and its text, which tells what is
// torn or has been freed. At the end, the main heap has what it had before.
const hammerProgram = `
import gc, parallel, sys, time

def pair(n):
    return (n, 'text %d' % n, [n])

class Dice:
    def __init__(self, seed): self.x = seed * 2862933555777941757 + 3037000493 & 2**64 - 1
    def __call__(self, n):
        self.x = self.x * 6364136223846793005 + 1442695040888963407 & 2**64 - 1
        return (self.x >> 33) % n

class Holder:
    shared = pair(0)
    def __init__(self):
        self.a = pair(1)
        self.b = pair(2)
    def first(self): return self.a

class Derived(Holder):
    pass

table = {}
items = []
group = set()
holders = [Holder() for i in range(10)]
variable = pair(5)
text = 'text 0'
data = bytearray(b'abc' * 10)
running = True
rounds = 0

@parallel.call_from_main_thread
def wrong(what):
    print('wrong:', what, flush=True)

@parallel.call_from_main_thread
def counted(n):
    global rounds
    rounds += n

def valid(v):
    return type(v) is tuple and len(v) == 3 and v[1] == 'text %d' % v[0] and v[2][0] == v[0]

def reader(seed):
    d = Dice(seed)
    for i in range(300):
        k = d(14)
        try:
            if k == 0:
                for key, v in table.items():
                    if not valid(v) or key != v[0] % 1000: return wrong(('items', key, v))
            elif k == 1:
                v = table.get(d(1000))
                if v is not None and not valid(v): return wrong(('get', v))
            elif k == 2:
                for v in items:
                    if not valid(v): return wrong(('list', v))
            elif k == 3:
                v = items[d(40)]
                if not valid(v): return wrong(('item', v))
            elif k == 4:
                for v in list(group):
                    if v[1] != 'text %d' % v[0]: return wrong(('set', v))
            elif k == 5:
                if not valid(variable): return wrong(('global', variable))
            elif k == 6:
                if text[:5] != 'text ' or not text[5:].strip('ä').isdigit(): return wrong(('str', text))
            elif k == 7:
                h = holders[d(10)]
                for v in (h.a, h.b, h.first(), h.shared, Derived.shared):
                    if not valid(v): return wrong(('attribute', v))
            elif k == 8:
                h = holders[d(10)]
                for n, v in list(vars(h).items()):
                    if not valid(v): return wrong(('vars', n, v))
            elif k == 9:
                for x in bytes(data):
                    if x not in b'abc': return wrong(('bytes', x))
            elif k == 10:
                for v in items[3:20] + items[::-2]:
                    if not valid(v): return wrong(('slice', v))
            elif k == 11:
                if not all(valid(v) for v in sorted(table.values())[:50]): return wrong('sorted')
            elif k == 12:
                v = getattr(holders[d(10)], 'dyn%d' % d(30), None)
                if v is not None and not valid(v): return wrong(('dynamic', v))
            elif k == 13:
                d(1000) in table, (1, 'text 1') in group, pair(3) in items
        except (IndexError, KeyError, AttributeError):
            pass
        except RuntimeError as e:
            if 'changed' not in str(e): return wrong(repr(e))
    counted(1)
    if running:
        parallel.submit_work(reader, seed + 1000)

def mutate(d):
    global variable, text
    k = d(24)
    n = d(100000)
    if k < 3: table[n % 1000] = pair(n)
    elif k == 3: table.pop(n % 1000, None)
    elif k == 4 and len(table) > 900: table.clear()
    elif k == 5 and table: table.popitem()
    elif k == 6:
        for i in range(50): table[i] = pair(i)
    elif k < 9: items.append(pair(n))
    elif k == 9: items.insert(d(5), pair(n))
    elif k == 10 and items: items.pop(d(len(items)))
    elif k == 11 and len(items) > 200: del items[10:150]
    elif k == 12: items.reverse()
    elif k == 13: items.sort()
    elif k == 14: group.add(pair(n)[:2])
    elif k == 15 and len(group) > 100: group.clear()
    elif k == 16: variable = pair(n)
    elif k == 17: text = 'text %d' % n + 'ä' * d(2)
    elif k == 18: setattr(holders[d(10)], 'ab'[d(2)], pair(n))
    elif k == 19: Holder.shared = pair(n)
    elif k == 20: holders[d(10)] = Holder() if d(2) else Derived()
    elif k == 21: setattr(holders[d(10)], 'dyn%d' % d(30), pair(n))
    elif k == 22: items[d(3):d(6)] = [pair(i) for i in range(d(8))]
    else:
        data.extend(b'abcabc')
        if len(data) > 300: del data[:250]

def empty():
    global variable, text
    table.clear(); items.clear(); group.clear(); data[:] = b'abc'
    holders[:] = [Holder() for i in range(10)]
    Holder.shared = variable = None
    text = ''
    gc.collect()

def objects():
    last = -1
    while True:
        gc.collect()
        n = dict(parallel.memory_stats())['main_objects']
        if n == last: return n
        last = n

def hammer(seconds):
    global running, variable, text
    Holder.shared, variable, text, running = pair(0), pair(5), 'text 0', True
    d = Dice(7)
    for i in range(parallel.cpu_count()):
        parallel.submit_work(reader, i)
    end = time.monotonic() + seconds
    changes = 0
    while time.monotonic() < end:
        for i in range(100):
            mutate(d)
        changes += 100
        parallel.run_once()
    running = False
    parallel.run()
    return changes

hammer(0.05)
empty()
before = objects()
changes = hammer(float(sys.argv[1]))
empty()
after = objects()
print('fine' if changes > 0 and rounds > 0 else (changes, rounds), after - before)
`

// runBuilt runs a program that has been built in dir.
func runBuilt(t *testing.T, dir string, env []string, patience time.Duration, name string, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(dir, name), args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// TestHammerReaders runs it with the runtime checked and rare events common, as shipped,
// and with Go's collector busy.
func TestHammerReaders(t *testing.T) {
	seconds := strconv.FormatFloat(hammerTime(t).Seconds(), 'f', -1, 64)
	for _, c := range []struct {
		name  string
		build []string
		env   []string
	}{
		{"checked", []string{"-guard"}, []string{"PXC_STRESS=chunks,counts"}},
		{"shipped", nil, nil},
		{"collecting", nil, []string{"GOGC=1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := writeFiles(t, map[string]string{"hammer.py": hammerProgram})
			if r := pxc(t, dir, nil, "", append(append([]string{"build"}, c.build...), "hammer.py")...); r.status != 0 {
				t.Fatal(r.stderr)
			}
			r := runBuilt(t, dir, c.env, hammerTime(t)+2*time.Minute, "./hammer", seconds)
			if r.status != 0 || strings.TrimSpace(r.stdout) != "fine 0" || r.stderr != "" {
				t.Errorf("status %d\n%s\n%.3000s", r.status, r.stdout, r.stderr)
			}
		})
	}
}
