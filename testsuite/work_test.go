package testsuite

import (
	"io"
	"strings"
	"syscall"
	"testing"
)

// runParallel compiles and runs a whole program and compares what it prints.
func runParallel(t *testing.T, text, want, stderr string) {
	t.Helper()
	dir := writeFiles(t, map[string]string{"work.py": text})
	r := pxc(t, dir, nil, "", "run", "work.py")
	if r.status != 0 || r.stdout != want || !strings.Contains(r.stderr, stderr) || stderr == "" && r.stderr != "" {
		t.Errorf("status %d\n%s\nwant\n%s\nstderr\n%s", r.status, r.stdout, want, r.stderr)
	}
}

// Functions run in contexts of their own, and their callbacks there too.
func TestWorkSubmitted(t *testing.T) {
	runParallel(t, `
import parallel, time

try:
    parallel.run()
except parallel.AsyncRunCalledWithoutEventsError as e:
    print('run:', e)

results = []

@parallel.call_from_main_thread
def note(*what, **more):
    """Keep it."""
    assert not parallel.is_parallel_thread()
    results.append((what, more))

def show():
    parallel.run()
    for what, more in sorted(results, key=repr):
        print(*what, more or '')
    results.clear()

def double(x=None, *, times=2):
    assert parallel.is_parallel_thread()
    return x * times if x else 'nothing'

def done(r):
    assert parallel.is_parallel_thread()
    note('done', r, by='callback')

print(note.__name__, note.__doc__)

parallel.submit_work(double, None, None, done)
parallel.submit_work(double, 21, None, done)
parallel.submit_work(double, (4,), {'times': 5}, done)
parallel.submit_work(func=double, args='ab', callback=done)
parallel.submit_work(lambda: note('lambda'))
show()

class Account:
    def __init__(self):
        self.balance = 0
        self.log = []

    @parallel.call_from_main_thread_and_wait
    def deposit(self, amount, why=()):
        self.balance += amount
        self.log.append(why)
        return self.balance, self.log

    def pay(self, amount):
        balance, log = self.deposit(amount, [amount, {'in': amount}])
        log.clear()                     # a copy of our own
        note('paid', amount, balance >= amount)

account = Account()
for i in range(1, 6):
    parallel.submit_work(account.pay, i)
show()
print(account.balance, sorted(account.log, key=repr))
print(account.deposit(1, 'here')[0])

d = {}
def direct(i):
    parallel.call_from_main_thread_and_wait(d.__setitem__, ('foo', i * 2))
    try:
        parallel.call_from_main_thread_and_wait(d.__getitem__, 'bar')
    except KeyError as e:
        note('KeyError', e.args)
    return parallel.call_from_main_thread_and_wait(d.__getitem__, 'foo')
parallel.submit_work(direct, 2, None, done)
show()

# What one context hands to another is a copy.
def outer(n):
    shared = [n]
    pair = (shared, shared, {Key(): shared})
    def inner(p, scale=3):
        p[0].append(len(p[1]) * scale)
        (key,) = p[2]
        note('inner', p[1], p[0] is p[1], p[2][key] is p[1], shared)
    parallel.submit_work(inner, (pair,))
    time.sleep(0.01)
    note('outer', shared)

class Key:
    pass

parallel.submit_work(outer, 7)
show()

def generator(): yield 1
def refused():
    for f in (lambda: note(generator()), lambda: parallel.submit_work(note, generator()),
              lambda: parallel.submit_work(5), lambda: parallel.submit_work(note, 1, 2)):
        try:
            f()
        except TypeError as e:
            note(str(e))
parallel.submit_work(refused)
show()

# More that sleep, and wait for each other, than there are threads to run them.
seen = {'n': 0}
@parallel.call_from_main_thread_and_wait
def count():
    seen['n'] += 1
def sleeper(i):
    count()
    while seen['n'] < 40:
        time.sleep(0.001)
for i in range(40):
    parallel.submit_work(sleeper, i)
parallel.run()
print(seen)
`, `run: no server has been registered and no work submitted
note Keep it.
done abab {'by': 'callback'}
done nothing {'by': 'callback'}
done 20 {'by': 'callback'}
done 42 {'by': 'callback'}
lambda `+`
paid 1 True `+`
paid 2 True `+`
paid 3 True `+`
paid 4 True `+`
paid 5 True `+`
15 [[1, {'in': 1}], [2, {'in': 2}], [3, {'in': 3}], [4, {'in': 4}], [5, {'in': 5}]]
16
KeyError ('bar',) `+`
done 4 {'by': 'callback'}
inner [7, 3] True True [7, 3] `+`
outer [7] `+`
cannot pass a 'generator' object between the main thread and parallel contexts `+`
cannot pass a 'generator' object between the main thread and parallel contexts `+`
func must be callable, not 'int' `+`
kwds must be a dict or None, not 'int' `+`
{'n': 40}
`, "")
}

// What raises goes to errback, or to stderr; a call that nobody waits for raises out of run.
func TestWorkErrors(t *testing.T) {
	runParallel(t, `
import parallel

results = []
note = parallel.call_from_main_thread(results.append)

def lost(x):
    return x.nowhere

def handled(e):
    kind, value, traceback = e
    note((kind is AttributeError, str(value), traceback.tb_lineno))

parallel.submit_work(lost, 5, None, None, handled)
parallel.submit_work(len, 'ab', None, lost, handled)    # the callback raises
parallel.run()
print(sorted(results))

results.clear()
def keep(x):
    try:
        results.append(x)
    except parallel.PersistenceError as e:
        note(type(e).__name__)
parallel.submit_work(keep, [1])
parallel.run()
print(results)

def fail(x):
    raise ValueError(x)
for i in range(3):
    parallel.submit_work(lambda: parallel.call_from_main_thread(fail, 'main'))
n = 0
while n < 3:
    try:
        parallel.run()
    except ValueError as e:
        n += 1
parallel.run()
print(n, 'raised')

def nested():
    try:
        parallel.call_from_main_thread_and_wait(parallel.run, ())
    except RuntimeError as e:
        note(str(e))
parallel.submit_work(nested)
parallel.submit_work(lost, 'printed')
parallel.run()
print(results)
parallel.run_once()
`, `[(True, "'int' object has no attribute 'nowhere'", 8), (True, "'int' object has no attribute 'nowhere'", 8)]
['AssignmentError']
3 raised
['AssignmentError', 'the main thread is inside run() already']
`, "AttributeError: 'str' object has no attribute 'nowhere'")
}

// Callbacks of connections submit work and call the main thread, which serves them
// while it runs; the drain lets them finish.
func TestWorkOfCallbacks(t *testing.T) {
	s := serve(t, `
import parallel, time

users = {}

@parallel.call_from_main_thread_and_wait
def login(name, where):
    users[name] = users.get(name, 0) + 1
    return dict(users)

class P:
    def data_received(self, transport, data):
        word = data.decode()
        if word == 'later':
            def later(t, text):
                time.sleep(0.3)
                t.write(text)
            parallel.submit_work(later, (transport, word))
            return b'soon '
        self.seen = login(word, {'id': transport.recv_id})
        self.seen['mine'] = 1
        return repr(sorted(self.seen))
`, "P")
	a, b := s.dial(0), s.dial(0)
	send(t, a, "ann")
	expect(t, a, "['ann', 'mine']")
	send(t, b, "bob")
	expect(t, b, "['ann', 'bob', 'mine']")
	send(t, a, "later")
	expect(t, a, "soon later")
	_ = b.Close()
	send(t, a, "cid")
	expect(t, a, "['ann', 'bob', 'cid', 'mine']")
	_ = a.CloseWrite()
	if rest, err := io.ReadAll(a); len(rest) != 0 || err != nil {
		t.Errorf("%q, %v", rest, err)
	}
	if status := s.stop(); status != 0 || s.stderr.String() != "" {
		t.Errorf("status %d, stderr %s", status, &s.stderr)
	}
}

// map and timers, from the main thread and from contexts.
func TestWorkMapAndTimers(t *testing.T) {
	runParallel(t, `
import parallel, datetime

class Point:
    def __init__(self, x):
        self.x = x

def square(x):
    assert parallel.is_parallel_thread()
    return x * x

print(parallel.map(square, range(10)))
print(parallel.map(square, [], 3), parallel.map(square, (i for i in (3, 4)), 1))
print([p.x for p in parallel.map(Point, range(100), chunksize=7)] == list(range(100)))
print(parallel.map(lambda x: {Point(x): [x]}, [5])[0].popitem()[1])

def inverse(x):
    return 1 // x
try:
    parallel.map(inverse, [1, 2, 0, 'a'], 1)
except ZeroDivisionError as e:
    print('raised:', e)
def gen(x): yield x
for bad in (lambda: parallel.map(gen, [1]), lambda: parallel.map(5, []), lambda: parallel.map(square, 5),
            lambda: parallel.map(square, [], 0), lambda: parallel.submit_timer(-1, square),
            lambda: parallel.submit_timer('x', square), lambda: parallel.submit_timer(1, 5)):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

order = []
note = parallel.call_from_main_thread(order.append)

def nested(n):
    r = parallel.map(lambda x: [x, n], range(n))
    r.append('mine')
    note(r)
    try:
        parallel.map(inverse, [0])
    except ZeroDivisionError as e:
        note(str(e))
parallel.submit_work(nested, 3)
parallel.run()
print(order)
order.clear()

# The main thread serves while it waits for map.
def called(x):
    parallel.call_from_main_thread_and_wait(order.append, x)
    return len(order) > 0
print(parallel.map(called, range(50)) == [True] * 50, sorted(order) == list(range(50)))
order.clear()

parallel.submit_timer(0.06, note, 'third')
parallel.submit_timer(datetime.timedelta(milliseconds=30), note, ('second',))
parallel.submit_timer(0, lambda: parallel.submit_timer(0.2, note, 'last'))
parallel.submit_timer(0, square, 4, callback=note)
parallel.run()
print(order)
`, `[0, 1, 4, 9, 16, 25, 36, 49, 64, 81]
[] [9, 16]
True
[5]
raised: integer division or modulo by zero
TypeError cannot pass a 'generator' object between the main thread and parallel contexts
TypeError func must be callable, not 'int'
TypeError 'int' object is not iterable
ValueError chunksize must be 1 or more
ValueError a time must not be negative
TypeError a time must be a number of seconds or a timedelta, not 'str'
TypeError func must be callable, not 'int'
[[[0, 3], [1, 3], [2, 3], 'mine'], 'integer division or modulo by zero']
True True
[16, 'second', 'third', 'last']
`, "")
}

// Events and locks of protected objects: who waits holds up nobody.
func TestWorkEventsAndLocks(t *testing.T) {
	runParallel(t, `
import parallel

class Thing:
    pass

stamps = []
stamp = parallel.call_from_main_thread_and_wait(stamps.append)

def things(n):
    return [parallel.protect(Thing()) for i in range(n)]

thing = Thing()
print(parallel.protected(thing), parallel.protect(thing) is thing, parallel.protected(thing))
parallel.unprotect(thing)
for f in (parallel.read_lock, parallel.write_unlock, parallel.wait, parallel.signal, parallel.prewait):
    try:
        f(thing)
    except parallel.ProtectionError as e:
        print(type(e).__name__, e)

# The reader holds its lock while the writer comes and wants it.
o, r, w = things(3)
def reader(name):
    parallel.read_lock(o)
    parallel.signal(w)
    parallel.wait(r)
    stamp(name)
    parallel.read_unlock(o)
def writer(name):
    parallel.signal(r)
    with parallel.write_lock(o):
        stamp(name)
parallel.submit_wait(r, reader, 'r')
parallel.submit_wait(w, writer, 'w')
parallel.signal(r)
parallel.run()
print(stamps)
stamps.clear()

# A chain of contexts, more than there are threads, started by the last link.
chain = [parallel.prewait(x) for x in things(30)]
def link(i, this, next):
    parallel.wait(this)
    stamp(i)
    if next is not None:
        parallel.signal(next)
for i in reversed(range(30)):
    parallel.submit_work(link, (i, chain[i], chain[i + 1] if i < 29 else None))
parallel.signal(chain[0])
parallel.run()
print(stamps == list(range(30)))
stamps.clear()

# The main thread waits, and serves meanwhile.
there, back = [parallel.prewait(x) for x in things(2)]
def echo():
    parallel.wait(there)
    stamp('served while waiting')
    parallel.signal(back)
parallel.submit_work(echo)
parallel.signal_and_wait(there, back)
print(stamps)
stamps.clear()

def late(e):
    stamp((e[0].__name__, str(e[1])))
parallel.submit_wait(there, echo, timeout=0.02, errback=late)
def alone():
    for f in (lambda: parallel.wait(thing), lambda: parallel.signal(thing),
              lambda: parallel.wait(there, 0.01), lambda: parallel.signal_and_wait(there, there),
              lambda: parallel.protect([]), lambda: parallel.write_unlock(thing)):
        try:
            f()
        except parallel.AsyncError as e:
            stamp(type(e).__name__)
        except RuntimeError as e:
            stamp(str(e))
parallel.protect(thing)
parallel.run()
parallel.submit_work(alone)
parallel.run()
for s in stamps:
    print(s)
stamps.clear()

total = [0]
@parallel.call_from_main_thread_and_wait
def get():
    return total[0]
@parallel.call_from_main_thread_and_wait
def put(n):
    total[0] = n
@parallel.critical_section
def increment(by=1):
    "Add."
    put(get() + by)
def locked():
    with parallel.synchronized(thing):
        put(get() + 1)
def all_alone():
    with parallel.synchronized():
        put(get() + 1)
for f in increment, locked, all_alone:
    for i in range(100):
        parallel.submit_work(f)
    parallel.run()
    print(total)
print(increment.__name__, increment.__doc__, parallel.try_write_lock(thing), parallel.try_read_lock(thing))
parallel.read_unlock(thing)
parallel.write_unlock(thing)
def raising():
    with parallel.read_lock(thing):
        raise ValueError
parallel.submit_work(raising, errback=lambda e: stamp(e[0].__name__))
parallel.run()
print(stamps, parallel.try_write_lock(thing))
`, `False True True
ProtectionError the object is not protected
ProtectionError the object is not protected
ProtectionError the object is not protected
ProtectionError the object is not protected
ProtectionError the object is not protected
['r', 'w']
True
['served while waiting']
('WaitTimeoutError', 'nobody has signalled the object in time')
WaitError
NoWaitersError
WaitTimeoutError
WaitError
ProtectionError
the context has not locked the object
[100]
[200]
[300]
increment Add. True True
['ValueError'] True
`, "")
}

// What a program can ask about itself.
func TestWorkFacts(t *testing.T) {
	runParallel(t, `
import parallel, re

print(parallel.active_contexts(), parallel.active_count(), parallel.is_active(), parallel.active_io_loops(), parallel.active_hogs())
gate = parallel.prewait(parallel.protect([]))
seen = []
note = parallel.call_from_main_thread(seen.append)
def work():
    parallel.wait(gate)
    note((isinstance(parallel.thread_seq_id(), int), parallel.active_contexts() >= 1, parallel.rdtsc()))
parallel.submit_work(work)
print(parallel.active_contexts(), parallel.active_count(), parallel.is_active(), parallel.thread_seq_id())
parallel.signal(gate)
parallel.run()
print(seen[0][:2], parallel.active_contexts(), parallel.is_active())
ticks = [parallel.rdtsc() for i in range(1000)]
print(ticks[0] > seen[0][2], ticks == sorted(set(ticks)))
print(parallel.cpu_count() >= 1, re.fullmatch(r'\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT', parallel.gmtime()) is not None)
print([name for name, value in parallel.context_stats()], dict(parallel.context_stats())['active_contexts'])
memory = dict(parallel.memory_stats())
print(0 <= memory['load'] <= 100, 0 < memory['avail_physical'] <= memory['total_physical'] <= memory['total_virtual'])
print(dict(parallel.sys_stats())['num_cpus'] == parallel.cpu_count())
parallel.debug(b'to stderr')
parallel.debug(bytearray(b'as a line'))
try:
    parallel.debug(5)
except ValueError as e:
    print(e)
`, `0 0 False 0 0
1 1 True None
(True, True) 0 False
True True
True True
['active_hogs', 'active_contexts', 'active_io_loops', 'threads', 'parked_threads', 'shared_bytes', 'shared_limbo', 'connections', 'works', 'handovers', 'classes'] 0
True True
True
must be bytes/bytearray/str
`, "to stderr\nas a line\n")
}

// A context that waits for ever keeps a program from ending only until it is told to.
func TestWorkInterrupted(t *testing.T) {
	const waits = `
import parallel, sys, time
gate = parallel.prewait(parallel.protect([]))
parallel.submit_work(lambda: parallel.wait(gate))
`
	s := startAfter(t, waits+`
try:
    print('up', flush=True)
    parallel.run()
except KeyboardInterrupt:
    sys.exit(7)
`, []string{"up"}, 0)
	_ = s.cmd.Process.Signal(syscall.SIGINT)
	_ = s.cmd.Wait()
	s.ended = true
	if status := s.cmd.ProcessState.ExitCode(); status != 7 {
		t.Errorf("status %d", status)
	}

	s = start(t, waits+`
class P:
    def data_received(self, data):
        return data
server = parallel.server('127.0.0.1', 0)
parallel.register(transport=server, protocol=P)
parallel.submit_timer(3600, print)
print(server.port, flush=True)
parallel.run()
`, 1, "PXC_DRAIN=0.3")
	c := s.dial(0)
	send(t, c, "x")
	expect(t, c, "x")
	if status := s.stop(); status != 0 {
		t.Errorf("status %d", status)
	}
}
