package testsuite

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/compiler"
	"github.com/pxc-lang/pxc/frontend/diag"
)

var marker = regexp.MustCompile(`# (ERROR|WARNING) ("(?:[^"\\]|\\.)*")`)

// checkMarked compiles a program and compares what is reported with the
// markers on its lines.
func checkMarked(t *testing.T, program string, code diag.Code) {
	t.Helper()
	_, diags, err := build("program.py", program, codegen.Options{}, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[int]*regexp.Regexp{}
	severity := map[int]string{}
	for i, line := range strings.Split(program, "\n") {
		if m := marker.FindStringSubmatch(line); m != nil {
			text, err := strconv.Unquote(m[2])
			if err != nil {
				t.Fatal(err)
			}
			want[i+1], severity[i+1] = regexp.MustCompile(text), strings.ToLower(m[1])
		}
	}
	for _, d := range diags.Sorted() {
		line, _ := d.File.Position(d.Start)
		re := want[line]
		if re == nil || !re.MatchString(d.Msg) || d.Severity.String() != severity[line] || d.Code != code {
			t.Errorf("not expected:\n%s", d)
		}
		delete(want, line)
	}
	for line, re := range want {
		t.Errorf("line %d: nothing reported that matches %q", line, re)
	}
}

// TestCodeExamples compiles the examples of the compiler's own codes.
func TestCodeExamples(t *testing.T) {
	for _, code := range []diag.Code{diag.Unsupported, diag.Persist, diag.Protocol} {
		info := diag.Lookup(code)
		if info == nil || info.Example == "" {
			t.Fatalf("%s has no example", code)
		}
		checkMarked(t, info.Example, code)
	}
}

// TestUnsupported checks that what is not there yet is named, with a caret at
// the construct, and that several are reported in one run.
func TestUnsupported(t *testing.T) {
	checkMarked(t, `
small = -4611686018427387904
def f():
    help(f) # ERROR "the builtin 'help'"
eval(input()) # WARNING "eval"
help() # ERROR "the builtin 'help' is not supported yet"
`, diag.Unsupported)
}

const protocol = `
import parallel

log = []
cache = {}
last = None
class Config:
    pass
config = Config()

class Echo:
    hits = 0
    shared = []
    own = []
    def connection_made(self, transport):
        self.own = []
    def data_received(self, transport, data):
        %s
    def helper(self):
        global last
        last = 1

guarded = {}
parallel.protect(guarded)
parallel.register(transport=parallel.server('127.0.0.1', 0), protocol=Echo)
`

// TestProtocol checks what is reported of protocol classes: what register() would
// refuse, and nothing that it may accept.
func TestProtocol(t *testing.T) {
	for name, body := range map[string]string{
		"initial":      "initial_bytes_to_send = 5 # ERROR \"must be bytes, bytearray, str or callable, not 'int'\"",
		"next":         "next_bytes_to_send = True # ERROR \"next_bytes_to_send must be bytes, .*, not 'bool'\"",
		"callback":     "data_received = 'x' # ERROR \"data_received must be callable, not 'str'\"",
		"both":         "concurrency = True\n    throughput = True # ERROR \"both 'concurrency' and 'throughput'\"",
		"lines":        "lines_mode = True # ERROR \"no 'lines_received' callback\"",
		"mode":         "def line_received(self, line): # ERROR \"a 'line_received' callback but 'line_mode' is not True\"\n        return line",
		"right":        "initial_bytes_to_send = b'x'\n    next_bytes_to_send: str = 'y'\n    concurrency = True\n    throughput = False\n    data_received = None",
		"twice":        "initial_bytes_to_send = 5\n    initial_bytes_to_send = b'x'",
		"sometimes":    "initial_bytes_to_send = 5\n    if test:\n        initial_bytes_to_send = b'x'",
		"patched":      "client_created = 5",
		"of its class": "throughput = concurrency = 0",
	} {
		t.Run(name, func(t *testing.T) {
			checkMarked(t, "import parallel\ntest = True\n\nclass P:\n    "+body+
				"\n\nclass Q:\n    connection_lost = 5\n\nclass R:\n    initial_bytes_to_send = 5 # WARNING \"must be bytes\"\n"+
				"\nclass S(Q):\n    lines_mode = True\n"+
				"\nQ.connection_lost = P.client_created = None\n"+
				"parallel.register(parallel.server('', 0), P)\n"+
				"parallel.register(protocol=Q, transport=parallel.server('', 0))\n"+
				"parallel.register(parallel.server('', 0), S)\n"+
				"try:\n    parallel.register(parallel.server('', 0), R)\nexcept TypeError:\n    pass\n", diag.Protocol)
		})
	}
}

// TestPersist checks the stores of a callback that are reported, and that
// other stores are not.
func TestPersist(t *testing.T) {
	outlives := ` # ERROR "a parallel object would outlive its callback"`
	for name, body := range map[string]string{
		"global":     "global last\n        last = data" + outlives,
		"item":       "cache[data] = data" + outlives,
		"attribute":  "config.last = data" + outlives,
		"class":      "Echo.hits = 1" + outlives,
		"alias":      "c = cache\n        c[data] = 1" + outlives,
		"rebound":    "c = cache\n        c = {}\n        c[data] = 1",
		"either":     "c = cache if data else {}\n        c[data] = 1",
		"setattr":    "setattr(config, 'last', data)" + outlives,
		"delattr":    "delattr(config, 'last')" + outlives,
		"deleted":    "del config.last" + outlives,
		"method":     "log.append(data)" + outlives,
		"augmented":  "cache['n'] += 1" + outlives,
		"self":       "self.last = data",
		"local":      "log = []\n        log.append(data)",
		"read":       "return cache.get(data)",
		"expected":   "try:\n            log.append(data) # WARNING \"outlive\"\n        except Exception:\n            pass",
		"async":      "try:\n            log.append(data) # WARNING \"outlive\"\n        except parallel.AsyncError:\n            pass",
		"guarded":    "if parallel.is_parallel_thread():\n            log.append(data) # WARNING \"outlive\"",
		"allowed":    "cache[1] = data # pxc: allow[persist] # WARNING \"outlive\"",
		"protected":  "guarded['x'] = data",
		"default":    "self.shared.append(data)" + outlives,
		"replaced":   "self.own.append(data)",
		"unexpected": "try:\n            log.append(data)" + outlives + "\n        except ValueError:\n            pass",
	} {
		t.Run(name, func(t *testing.T) {
			checkMarked(t, strings.Replace(protocol, "%s", body, 1), diag.Persist)
		})
	}
}

// TestPersistOnMain checks that what the main thread is asked to do is not taken for
// the callback's own doing.
func TestPersistOnMain(t *testing.T) {
	checkMarked(t, `
import parallel
cache = {}
log = []
total = 0

@parallel.call_from_main_thread
def keep(k, v):
    global total
    total += 1
    cache[k] = [v]

@parallel.call_from_main_thread_and_wait
def ask(k):
    log.append(k)
    return cache.get(k)

def store(k, v):
    cache[k] = v

def direct(v):
    log.append(v)

later = parallel.call_from_main_thread(direct)

class P:
    def data_received(self, transport, data):
        keep(1, data)
        ask(data)
        later(data)
        parallel.call_from_main_thread(store)(1, data)
        parallel.call_from_main_thread(store, (1, data))
        parallel.call_from_main_thread_and_wait(log.append, data)
        parallel.call_from_main_thread(lambda: log.append(1))
        parallel.call_from_main_thread(cache.__setitem__)(1, data)
        def inner():
            cache[1] = 2
        parallel.call_from_main_thread_and_wait(inner)
        self.note(data)
    @parallel.call_from_main_thread
    def note(self, x):
        log.append(x)
    @parallel.call_from_main_thread
    def connection_made(self, transport):
        log.append('made')

s = parallel.server('127.0.0.1', 0)
parallel.register(transport=s, protocol=P)
`, diag.Persist)
}

// TestPersistCalls checks the stores that a callback reaches through calls.
func TestPersistCalls(t *testing.T) {
	error := ` # ERROR "would outlive its callback"`
	warning := ` # WARNING "would outlive its callback"`
	for name, c := range map[string]struct{ before, call string }{
		"function":    {"def keep(k, v):\n    cache[k] = v" + error, "keep(1, data)"},
		"deep":        {"def low(v):\n    log.append(v)" + error + "\ndef keep(v):\n    low(v)", "keep(data)"},
		"recursive":   {"def keep(v, n):\n    if n:\n        keep(v, n - 1)\n    log.append(v)" + error, "keep(data, 3)"},
		"argument":    {"def keep(to, v):\n    to.append(v)" + error, "keep(log, data)"},
		"own":         {"def keep(to, v):\n    to.append(v)", "keep([], data)"},
		"rebound":     {"def keep(to, v):\n    to = []\n    to.append(v)", "keep(log, data)"},
		"default":     {"def keep(v, to=[]):\n    to.append(v)" + error, "keep(data)"},
		"not default": {"def keep(v, to=[]):\n    to.append(v)", "keep(data, [])"},
		"method":      {"", "self.remember(data)"},
		"init":        {"class Entry:\n    def __init__(self, v):\n        self.v = v\n        log.append(self)" + error, "Entry(data)"},
		"class":       {"class Names:\n    all = []", "Names.all.append(data)" + error},
		"delete":      {"", "del cache[data]" + error},
		"keywords":    {"", "cache.update(last=data)" + error},
		"closure":     {"def maker():\n    kept = []\n    def keep(v):\n        kept.append(v)" + error + "\n    return keep\nkeep = maker()", "keep(data)"},
		"cell":        {"def maker():\n    last = None\n    def keep(v):\n        nonlocal last\n        last = v" + error + "\n    return keep\nkeep = maker()", "keep(data)"},
		"own closure": {"def maker():\n    kept = []\n    def keep(v):\n        kept.append(v)\n    return keep", "maker()(data)"},
		"exception":   {"def keep(v):\n    try:\n        v.x\n    except AttributeError as e:\n        log.append(e)" + error, "keep(data)"},
		"both":        {"def look(k):\n    if k not in cache:\n        cache[k] = len(k)" + warning + "\n    return cache[k]\nlook('x')", "look(data)"},
		"both surely": {"def keep(v):\n    log.append(v)" + error + "\nkeep('x')", "keep(data)"},
		"value":       {"def look(k):\n    if k not in cache:\n        cache[k] = len(k)" + warning + "\n    return cache[k]\nlookers = [look]", "look(data)"},
		"early":       {"def look(k):\n    if k in cache:\n        return cache[k]\n    cache[k] = len(k)" + warning + "\nlook('x')", "look(data)"},
		"expected":    {"def keep(v):\n    log.append(v)" + warning, "try:\n            keep(data)\n        except parallel.AsyncError:\n            pass"},
		"guarded":     {"def keep(v):\n    log.append(v)" + warning, "if parallel.is_parallel_thread():\n            keep(data)"},
		"allowed":     {"def keep(v):\n    log.append(v) # pxc: allow[persist]" + warning, "keep(data)"},
		"on main":     {"def keep(v):\n    log.append(v)\nkeep('x')", "return data"},
		"shared":      {"def one(to, v):\n    to.append(v)" + error + "\ndef keep(v):\n    one([], v)\n    one(log, v)", "keep(data)"},
	} {
		t.Run(name, func(t *testing.T) {
			checkMarked(t, `
import parallel

log = []
cache = {}
`+c.before+`

class Echo:
    def data_received(self, transport, data):
        `+c.call+`
    def remember(self, v):
        self.last = v
        self.count = 1

parallel.register(transport=parallel.server('127.0.0.1', 0), protocol=Echo)
`, diag.Persist)
		})
	}
}

// TestPersistPath checks the whole of a report of what a callback reaches.
func TestPersistPath(t *testing.T) {
	program := strings.Replace(protocol, "\nclass Echo:", "\ndef keep(key, value):\n    cache[key] = value\n\nclass Echo:", 1)
	_, diags, err := build("cache.py", strings.Replace(program, "%s", "keep(1, [data])", 1), codegen.Options{}, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = `cache.py:12:5: error: a parallel object would outlive its callback [persist]
   12 |     cache[key] = value
      |     ^~~~~~~~~~~~~~~~~~
cache.py:21:17: note: allocated here, in data_received
cache.py:5:1: note: stored in 'cache', which belongs to the main thread
cache.py:21:9: note: called here, in data_received
help: let all connections change it, cache = parallel.dict(), or give each connection its own: assign self.cache in connection_made and use self.cache here
`
	if got := text(diags); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestPersistText checks the whole of one report.
func TestPersistText(t *testing.T) {
	_, diags, err := build("cache.py", strings.Replace(protocol, "%s", "value = [data]\n        cache[data] = value", 1), codegen.Options{}, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = `cache.py:19:9: error: a parallel object would outlive its callback [persist]
   19 |         cache[data] = value
      |         ^~~~~~~~~~~~~~~~~~~
cache.py:18:17: note: allocated here, in data_received
cache.py:5:1: note: stored in 'cache', which belongs to the main thread
help: let all connections change it, cache = parallel.dict(), or give each connection its own: assign self.cache in connection_made and use self.cache here
`
	if got := text(diags); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
