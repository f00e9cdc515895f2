package testsuite

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// What shared containers do is what the built-in ones do, on copies.
func TestSharedContainers(t *testing.T) {
	runParallel(t, `
import parallel

d = parallel.dict(a=1, b=[1, 2])
print(d, len(d), d['a'], d.get('x'), d.get('x', 5), 'a' in d, 'q' in d)
d['c'] = {'k': (1, 2.5, 'text')}
print(sorted(d), d.items(), d.keys(), d.values(), list(reversed(d)))
print(d.pop('a'), d.setdefault('z', 9), d.setdefault('z', 10), d.pop('no', 'default'))
del d['z']
print(d.popitem(), d == {'b': [1, 2]}, d != {}, d == parallel.dict({'b': [1, 2]}), d == 5, d.copy())
d |= {'p': 1}
d.update([('q', 2)], r=3)
d.update(parallel.dict(s=4))
print(d, {**d.copy()})
d.clear()
print(d, len(d), bool(d))

l = parallel.list('abc')
l.append([1]); l.insert(0, 'first'); l += ['x', 'y']
print(l, len(l), l[0], l[-1], l[1:3], l.index('b'), l.index('b', 1, 4), l.count('x'), 'c' in l, l.pop(), l.pop(0))
l[0] = 'A'; del l[1]; l.remove('x'); l.reverse()
print(l, [x for x in l], list(reversed(l)), l == [[1], 'c', 'A'])
l.clear(); l.extend(range(10)); del l[::2]; l[1:2] = 'xyz'
print(l)
l = parallel.list([3, 1, 2]); l.sort(); print(l); l.sort(reverse=True, key=lambda x: -x); print(l)
l.insert(-1, 'x'); l.insert(99, 'y'); print(l)

o = parallel.object(foo=None, bar=3)
o.foo = 'x'
print(o, o.foo, o.bar, sorted(o.__dict__.items()), hasattr(o, 'none'))
del o.foo

c = parallel.counter(5)
print(c.add(), c.add(10), c.sub(3), repr(c), str(c), int(c), c == 13, c < 14, c.swap(1), c.value, c.compare_and_swap(1, 7), c.get(), c.reset())
c += 5; c -= 2
print(c, [10, 20, 30, 40][c], bool(c), float(c), c.increment(), c.decrement(4), c == parallel.counter(), c.set(9))

x = parallel.xlist()
x.push(1); x.push('two')
print(x, len(x), x.pop(), x.pop(), x.pop(None), x.flush())
d['self'] = d
print(d)
del d['self']

for f in (x.pop, lambda: l[7], lambda: l.pop(9), lambda: parallel.list().pop(), lambda: parallel.dict().popitem(), lambda: c.add('x'),
          lambda: parallel.dict()[[]], lambda: d['x'], lambda: d.pop('x'), lambda: o.foo, lambda: delattr(o, 'foo'), lambda: l['x'],
          lambda: l.remove(5), lambda: l.index(5), lambda: parallel.counter(1 << 70), lambda: parallel.counter((1 << 63) - 1).add(),
          lambda: parallel.list(1, 2), lambda: parallel.object(5), lambda: parallel.dict(5), lambda: d.update(5), lambda: hash(d),
          lambda: l.append(x for x in l), lambda: parallel.unprotect(d), lambda: parallel.dict.get([], 1)):
    try:
        print('no error', f())
    except Exception as e:
        print(type(e).__name__, e)
import copy
for x in (parallel.dict(a=[1]), parallel.list([1, [2]]), parallel.xlist([3]), parallel.counter(4), parallel.object(a=1)):
    y, z = copy.copy(x), copy.deepcopy(x)
    print(y, z, y is x, type(y) is type(x), type(z) is type(x))
try:
    copy.copy(parallel.timer(1, 1, print))
except TypeError as e:
    print(e)
print(parallel.protected(d), isinstance(d, parallel.dict), getattr(parallel, 'list')([1]), type(l).__name__)
`, `parallel.dict({'a': 1, 'b': [1, 2]}) 2 1 None 5 True False
['a', 'b', 'c'] [('a', 1), ('b', [1, 2]), ('c', {'k': (1, 2.5, 'text')})] ['a', 'b', 'c'] [1, [1, 2], {'k': (1, 2.5, 'text')}] ['c', 'b', 'a']
1 9 9 default
('c', {'k': (1, 2.5, 'text')}) True True True False {'b': [1, 2]}
parallel.dict({'b': [1, 2], 'p': 1, 'q': 2, 'r': 3, 's': 4}) {'b': [1, 2], 'p': 1, 'q': 2, 'r': 3, 's': 4}
parallel.dict({}) 0 False
parallel.list(['a', 'b', 'c', [1], 'x']) 7 first y ['a', 'b'] 2 2 1 True y first
parallel.list([[1], 'c', 'A']) [[1], 'c', 'A'] ['A', 'c', [1]] True
parallel.list([1, 'x', 'y', 'z', 5, 7, 9])
parallel.list([1, 2, 3])
parallel.list([1, 2, 3])
parallel.list([1, 2, 'x', 3, 'y'])
parallel.object(foo='x', bar=3) x 3 [('bar', 3), ('foo', 'x')] False
6 16 13 parallel.counter(13) 13 13 True True 13 1 True 7 7
9 40 True 3.0 4 0 True 0
parallel.xlist([]) 2 two 1 None []
parallel.dict({'self': parallel.dict(...)})
IndexError pop from empty xlist
IndexError list index out of range
IndexError pop index out of range
IndexError pop from empty list
KeyError 'popitem(): dictionary is empty'
TypeError a counter counts integers, not 'str'
TypeError unhashable type: 'list'
KeyError 'x'
KeyError 'x'
AttributeError 'object' object has no attribute 'foo'
AttributeError 'object' object has no attribute 'foo'
TypeError list indices must be integers or slices, not str
ValueError list.remove(x): x not in list
ValueError 5 is not in list
OverflowError Python int too large to convert to C ssize_t
OverflowError a counter has 64 bits
TypeError list expected at most 1 argument, got 2
TypeError object() takes 0 positional arguments but 1 were given
TypeError 'int' object is not iterable
TypeError 'int' object is not iterable
TypeError unhashable type: 'parallel.dict'
TypeError a shared container cannot hold a 'generator' object
ProtectionError a 'parallel.dict' object is always protected
TypeError descriptor 'get' for 'dict' objects doesn't apply to a 'list' object
parallel.dict({'a': [1]}) parallel.dict({'a': [1]}) False True True
parallel.list([1, [2]]) parallel.list([1, [2]]) False True True
parallel.xlist([3]) parallel.xlist([3]) False True True
4 4 False True True
parallel.object(a=1) parallel.object(a=1) False True True
cannot pickle 'parallel.timer' object
True True parallel.list([1]) list
`, "")
}

// Contexts change containers; what they get is frozen, what they keep is a copy.
func TestSharedFromContexts(t *testing.T) {
	runParallel(t, `
import parallel

d = parallel.dict()
l = parallel.list()
o = parallel.object()
errors = parallel.list()
main_list = [1, 2]
class K:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __hash__(self): return hash(self.n)
class I:
    pass
main_i = I()

def work(i):
    d['w%d' % i] = value = ['list', i, {'deep': [i]}]
    value.append('later')
    l.append(('item', i))
    o.last = 'hello %d' % i
    v = d['w%d' % i]
    assert v == ['list', i, {'deep': [i]}] and v[2]['deep'][0] == i
    d[K(i % 3)] = i
    assert K(i % 3) in d
    if i == 0:
        for f in (lambda: v.append(1), lambda: v[2].update(x=1), lambda: v[2]['deep'].sort()):
            try:
                f()
            except parallel.AssignmentError as e:
                errors.append(str(e))
        for f in (lambda: d.__setitem__(I(), 1), lambda: d.__setitem__('g', (x for x in v)), lambda: d.__setitem__(v, 1)):
            try:
                f()
            except TypeError as e:
                errors.append(str(e))
        copy = list(v)
        copy.append('mine')
        d['copy'] = copy
        d['main'] = main_list
        d[main_i] = main_i
        d['ids'] = {I(): 'found by identity'}
        d['set'] = {frozenset([1, 2]): {3, 4}}
        made = parallel.dict(made='in a context')
        made['more'] = [1]
        d['made'] = made
        n = parallel.counter(3)
        n.add(4)
        d['counter'] = n

for i in range(30):
    parallel.submit_work(work, i)
parallel.run()
print(len(d), [d['w%d' % i] == ['list', i, {'deep': [i]}] for i in range(30)] == [True] * 30)
print(sorted(x[1] for x in l) == list(range(30)), o.last[:6], sorted(d[K(n)] % 3 for n in range(3)))
for e in errors:
    print(e)
print(d['copy'], d['main'] is main_list, d[main_i] is main_i, d['set'], d['made'], d['counter'])
ids = d['ids']
print([ids[k] for k in ids], d['ids'] is ids)
main_list.append('seen by all')
print(d['main'])
mine = d['w3']
mine.append('a copy of the main thread')
print(d['w3'])
`, `40 True
True hello  [0, 1, 2]
what a shared container holds cannot be changed: change a copy of this list and store that
what a shared container holds cannot be changed: change a copy of this dict and store that
what a shared container holds cannot be changed: change a copy of this list and store that
a copy of a 'I' object does not equal it: it cannot be a key of a shared dict
a shared container cannot hold a 'generator' object
unhashable type: 'list'
['list', 0, {'deep': [0]}, 'mine'] True True {frozenset({1, 2}): {3, 4}} parallel.dict({'made': 'in a context', 'more': [1]}) 7
['found by identity'] False
[1, 2, 'seen by all']
['list', 3, {'deep': [3]}]
`, "")
}

// persisted_contexts counts what contexts have put into containers, as PyParallel's
// tests have it.
func TestSharedPersisted(t *testing.T) {
	runParallel(t, `
import async as parallel

def via_attribute(store, delete):
    w = parallel.prewait(parallel.object())
    o = parallel.object(foo=None)
    counts = [parallel.protected(o), parallel.persisted_contexts()]
    def cb(w, o):
        parallel.wait(w)
        store(o)
    parallel.submit_work(cb, (w, o))
    counts += [parallel.active_contexts(), parallel.persisted_contexts()]
    parallel.signal(w)
    parallel.run()
    counts += [parallel.active_contexts(), parallel.persisted_contexts()]
    delete(o)
    print(*counts, parallel.persisted_contexts())

def store(o): o.foo = parallel.rdtsc()
def delete(o): del o.foo
via_attribute(store, delete)
via_attribute(lambda o: setattr(o, 'foo', parallel.rdtsc()), lambda o: delattr(o, 'foo'))

def two(end):
    o, r, w = [parallel.object() for i in range(3)]
    d = parallel.dict()
    def reader(name):
        parallel.read_lock(o)
        parallel.signal(w)
        parallel.wait(r)
        d[name] = parallel.rdtsc()
        parallel.read_unlock(o)
    def writer(name):
        parallel.signal(r)
        parallel.write_lock(o)
        d[name] = parallel.rdtsc()
        parallel.write_unlock(o)
    parallel.submit_wait(r, reader, 'r')
    parallel.submit_wait(w, writer, 'w')
    parallel.signal(r)
    parallel.run()
    print(parallel.persisted_contexts(), d['w'] > d['r'], end)
    if end == 'items':
        del d['w']
        print(parallel.persisted_contexts())
        del d['r']
    else:
        del d
    print(parallel.persisted_contexts())
two('items')
two('dict')

def keys():
    d = parallel.dict()
    def cb():
        d[parallel.rdtsc()] = None
    for i in range(4):
        parallel.submit_work(cb)
    parallel.run()
    print(parallel.active_contexts(), parallel.persisted_contexts(), len(d))
    d[0] = 'of the main thread'
    print(parallel.persisted_contexts())
    d.clear()
    print(parallel.persisted_contexts())
keys()

def lists():
    x, l = parallel.xlist(), parallel.list([1])
    before = parallel.rdtsc()
    def w():
        x.push(parallel.rdtsc())
        l.append(2)
        l.insert(0, 0)
        l[1] = 'replaced'
    parallel.submit_work(w)
    parallel.run()
    print(before < x.pop() < parallel.rdtsc(), len(x), l, parallel.persisted_contexts())
    l[0] = 'of the main thread'
    print(parallel.persisted_contexts())
    del l[1]
    l.reverse()
    print(parallel.persisted_contexts(), l)
lists()
print(parallel.persisted_contexts())

# Whoever comes second finds what the first has stored.
d, o, t = parallel.dict(), parallel.prewait(parallel.object()), parallel.prewait(parallel.object())
seen = parallel.list()
def one():
    seen.append('foo' in d)
    d['foo'] = parallel.rdtsc()
    parallel.signal(t)
def second():
    parallel.wait(t)
    seen.append('foo' in d)
    del d['foo']
parallel.submit_wait(o, one)
parallel.submit_work(second)
parallel.signal(o)
parallel.run()
print(seen, d)
`, `True 0 1 0 0 1 0
True 0 1 0 0 1 0
2 True items
1
0
2 True dict
0
0 4 4
4
0
True 0 parallel.list([0, 'replaced', 2]) 3
2
1 parallel.list([2, 'of the main thread'])
0
parallel.list([False, True]) parallel.dict({})
`, "")
}

// Many contexts change the same containers: nothing is lost, nothing is torn.
func TestSharedHammer(t *testing.T) {
	runParallel(t, `
import parallel

N, ROUNDS = 8, 400
d = parallel.dict()
l = parallel.list()
done = parallel.list()
c = parallel.counter()
wins = parallel.counter()
class Key:
    "Compared by the program's own code."
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 2
    def __eq__(self, other): return isinstance(other, Key) and self.n == other.n

def check(v):
    n, text, (m, deep) = v
    assert text == 'value %d' % n and m == n and deep == {'n': [n] * 3}, v
    return n

def work(me):
    for i in range(ROUNDS):
        n = me * ROUNDS + i
        v = [n, 'value %d' % n, (n, {'n': [n] * 3})]
        c.add()
        l.append(v)
        for k in (Key(i % 5), (i % 5, 'pair'), 'key %d' % (i % 5)):
            if check(d.setdefault(k, v)) == n:
                wins.add()
                try:
                    d.pop(k)
                except KeyError:
                    wins.sub()   # another has taken it
            else:
                w = d.pop(k, None)
                if w is not None:
                    check(w)
                    wins.sub()
                    wins.add()
        if i % 3 == 0:
            done.append(check(l.pop(0)))
        elif i % 3 == 1:
            done.append(check(l.pop()))
        if i % 50 == 0:
            for v in l: check(v)
            for k, v in d.items(): check(v)
            l.reverse()
    return me

print(sorted(parallel.map(work, range(N), 1)) == list(range(N)))
print(c == N * ROUNDS, len(l) + len(done) == N * ROUNDS)
print(sorted([check(v) for v in l] + done.copy()) == list(range(N * ROUNDS)))
for v in d.values(): check(v)
l.clear(); d.clear(); done.clear()
parallel.run() # until the last of map has not only said what it returns, but is over
stats = dict(parallel.context_stats())
print(stats['shared_bytes'], stats['shared_limbo'], parallel.persisted_contexts())

p = parallel.protect({'n': 0, 'log': []})
def add(me):
    for i in range(20):
        with parallel.write_lock(p):
            p['n'] = p['n'] + 1
        p['last of %d' % me] = [me, [i]]
parallel.map(add, range(N), 1)
print(p['n'], [p['last of %d' % i] == [i, [19]] for i in range(N)] == [True] * N, parallel.persisted_contexts())
`, `True
True True
True
0 0 0
160 True 9
`, "")
}

// Contexts change protected objects of the main thread, which does it for them.
func TestProtectedStores(t *testing.T) {
	runParallel(t, `
import parallel, collections

log = parallel.list()
class Obj:
    foo = None
class Stack(list):
    pass
d = parallel.protect({'k': 1})
l = parallel.protect([1, 2, 3])
o = parallel.protect(Obj())
s = parallel.protect({1})
b = parallel.protect(bytearray(b'abc'))
st = parallel.protect(Stack([1]))
dq = parallel.protect(collections.deque([1]))
plain_d, plain_l, plain_o = {}, [3, 2, 1], Obj()
plain_o.foo = 5
frozen = parallel.list([['main']])

def work():
    d['a'] = [1, {'x': 2}]
    d['a2'] = 0
    del d['k']
    log.append(('setdefault', d.setdefault('new', [9]), d.pop('a2'), sorted(d)))
    d.update({'u': 1}, v=2)
    l.append('four')
    l.extend(['five', 'six'])
    l[0] = (0, [0])
    l[1:3] = 'xy'
    l.insert(0, 'first')
    log.append(('pop', l.pop(), l.pop(0)))
    l.sort(key=repr)
    l.reverse()
    del l[0]
    x = l
    x += ['plus']
    assert x is l
    x *= 1
    o.foo = {'deep': [1, 2]}
    setattr(o, 'bar', 'bar')
    s.add(2); s.update([3, 4]); s.discard(1)
    y = s
    y |= {5}
    b.append(100); b.extend(b'ef'); b[0] = 65
    st.append(2); st[0] = 'one'
    dq.append('right'); dq.appendleft('left')
    f = l.append
    f('bound')
    list.append(l, 'unbound')
    for i in range(3):
        l.append(i)
    for f in (lambda: d.__setitem__('g', (i for i in [])), lambda: d.pop('nowhere'), lambda: l.__setitem__(100, 1), lambda: l.remove('no'),
              lambda: l.append()):
        try:
            f()
        except Exception as e:
            log.append('%s: %s' % (type(e).__name__, e))
    parallel.read_lock(d)
    try:
        d['locked'] = 1
    except parallel.ProtectionError as e:
        log.append('%s: %s' % (type(e).__name__, e))
    parallel.read_unlock(d)
    with parallel.write_lock(d):
        d['mine'] = 1
    def del_foo(): del plain_o.foo
    def set_foo(): plain_o.foo = 1
    def set_class(): Obj.foo = 5
    def set_item(): plain_d['foo'] = parallel.rdtsc()
    def del_item(): del plain_d['foo']
    def set_first(): plain_l[0] = 1
    def append(): plain_l.append(1)
    def sort(): plain_l.sort()
    def change(): log[0][1].append(1)
    for f in set_item, del_item, set_foo, del_foo, append, set_first, sort, set_class, change:
        try:
            f()
        except parallel.PersistenceError as e:
            log.append('%s %s: %s' % (f.__name__, type(e).__name__, e))
        else:
            log.append('no error')
parallel.submit_work(work)
parallel.run()
for x in log: print(x)
print(d); print(l); print(o.foo, o.bar); print(s, b, st, dq)
print(plain_d, plain_l, plain_o.foo)
log.clear()
print(parallel.persisted_contexts() > 10)
for x in d, l, s, st, dq: x.clear()
print(parallel.persisted_contexts())
del o.foo
print(parallel.persisted_contexts())
class Locking(dict):
    def __setitem__(self, k, v):
        with parallel.write_lock(locking):
            super().__setitem__(k, [v, parallel.is_parallel_thread()])
locking = parallel.protect(Locking())
def in_main():
    locking['k'] = 1
def as_main():
    with parallel.write_lock(locking):
        locking['l'] = 2
class Key:
    def __hash__(self):
        return 5
    def __eq__(self, other):
        with parallel.write_lock(keyed): # the main thread, for a context that has it
            return not parallel.is_parallel_thread()
keyed = parallel.protect({Key(): 1})
def compares():
    keyed[Key()] = 2
parallel.submit_work(in_main)
parallel.submit_work(as_main)
parallel.submit_work(compares)
parallel.run()
print(sorted(locking.items()), parallel.try_write_lock(locking), parallel.write_unlock(locking), *keyed.values())
parallel.unprotect(d)
def unprotected():
    d['x'] = 1
def report(e):
    log.append((e[0].__name__, str(e[1]), e[2].tb_next.tb_lineno if e[2].tb_next else e[2].tb_lineno))
parallel.submit_work(unprotected, errback=report)
parallel.run()
print(log, d)
print([issubclass(a, b) for a, b in ((parallel.AssignmentError, parallel.UnprotectedError), (parallel.UnprotectedError, parallel.PersistenceError), (parallel.PersistenceError, parallel.AsyncError), (parallel.ProtectionError, parallel.PersistenceError))])
`, `('setdefault', [9], 0, ['a', 'new'])
('pop', 'six', 'first')
TypeError: cannot pass a 'generator' object between the main thread and parallel contexts
KeyError: 'nowhere'
IndexError: list assignment index out of range
ValueError: list.remove(x): x not in list
TypeError: list.append() takes exactly one argument (0 given)
ProtectionError: the context has locked the object for reading and cannot change it
set_item UnprotectedError: parallel code may not change a dict of the main thread
del_item UnprotectedError: parallel code may not change a dict of the main thread
set_foo UnprotectedError: parallel code may not change a Obj of the main thread
del_foo UnprotectedError: parallel code may not change a Obj of the main thread
append AssignmentError: parallel code may not change a list of the main thread
set_first UnprotectedError: parallel code may not change a list of the main thread
sort UnprotectedError: parallel code may not change a list of the main thread
set_class PersistenceError: parallel code may not change a type of the main thread: class Obj
change AssignmentError: what a shared container holds cannot be changed: change a copy of this list and store that
{'a': [1, {'x': 2}], 'new': [9], 'u': 1, 'v': 2, 'mine': 1}
['y', 'x', 'four', 'five', 'plus', 'bound', 'unbound', 0, 1, 2]
{'deep': [1, 2]} bar
{2, 3, 4, 5} bytearray(b'Abcdef') ['one', 2] deque(['left', 1, 'right'])
{} [3, 2, 1] 5
True
2
1
[('k', [1, True]), ('l', [2, True])] True None 2
parallel.list([('UnprotectedError', 'parallel code may not change a dict of the main thread', 119)]) {}
[True, True, True, False]
`, "")
}

// Timers and threads run until they are stopped, and tell what came out last.
func TestTimersAndThreads(t *testing.T) {
	runParallel(t, `
import parallel, datetime, time
box = parallel.counter()
def tick(step=1):
    n = box.add(step)
    if n >= 5:
        t.stop()
    return {'n': n, 'list': [n] * n}
t = parallel.timer(datetime.timedelta(milliseconds=5), 2, tick)
print(t.data, t.count, t.is_set, t.started)
t.start()
t.start()
print(t.is_set, parallel.active_contexts())
parallel.run()
print(t.data, t.count, t.is_set, t.started, t.func is tick, t.duration >= 0)
errors = parallel.list()
def bad():
    return 1 // 0
th = parallel.thread(func=bad, exception_handler=lambda e: errors.append(e[0].__name__))
th.start()
parallel.run()
print(errors, th.data, th.count)
runs = parallel.counter()
def slow(x):
    time.sleep(0.02)
    if runs.add() == 3:
        th2.shutdown()
    return x
th2 = parallel.thread(slow, 1, args=('x',))
th2.start()
parallel.run()
print(th2.data, th2.count, th2.critical_section_contention > 0)
for f in (th2.start, lambda: parallel.timer('x', 1, tick), lambda: parallel.timer(1, -1, tick), lambda: parallel.timer(1, 1, 5),
          lambda: parallel.thread(), lambda: parallel.thread(tick, kwds=5)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
kept = parallel.object()
def inner():
    t = parallel.timer(0, 0, tick, (100,))
    t.start()
    kept.timer = t
parallel.submit_work(inner)
parallel.run()
print(kept.timer.data['n'], kept.timer.count)
parallel.print('printed', 1, sep='-')
def later():
    parallel.timer(datetime.datetime.now() + datetime.timedelta(milliseconds=3), 0, tick).start()
parallel.submit_work(later)
parallel.run()
print(box)
def gen(): yield 1
parallel.thread(gen).start()
parallel.run()
`, `None 0 False False
True 1
{'n': 5, 'list': [5, 5, 5, 5, 5]} 5 False True True True
parallel.list(['ZeroDivisionError']) None 1
x 3 True
RuntimeError the timer has been shut down
TypeError a time must be a number of seconds or a timedelta, not 'str'
ValueError period must not be negative
TypeError func must be callable, not 'int'
TypeError thread() missing required argument 'func' (pos 1)
TypeError kwds must be a dict or None, not 'int'
105 1
printed-1
106
`, "TypeError: a shared container cannot hold a 'generator' object")
}

// Connections share state, keep copies of it, and cannot share what is their own.
func TestServeShared(t *testing.T) {
	s := serve(t, `
import parallel, time

rooms = parallel.dict()
hits = parallel.counter()
members = parallel.protect({})

class P:
    def connection_made(self, transport):
        self.mine = parallel.list()
    def data_received(self, transport, data):
        word = data.decode()
        hits.add()
        if word == 'protocol':
            rooms['p'] = [self]
        elif word == 'keep':
            self.kept = rooms['words']
            self.kept.append('changed')
            return repr(self.kept)
        elif word == 'kept':
            self.kept.append('later')
            self.mine.append(word)
            return repr((self.kept, self.mine.copy(), rooms['words']))
        elif word == 'member':
            members[transport.send_id] = word
            return repr(members)
        elif word == 'raw':
            rooms['raw'] = data
            rooms['rest'] = [data[1:], memoryview(data).nbytes]
            return 'kept'
        elif word == 'get raw':
            self.last = rooms['raw']
            return rooms['raw'] + ' and ' + rooms['rest'][0]
        elif word == 'large':
            rooms['large'] = 'x' * 3_000_000
            return rooms['large']
        elif word == 'borrow':
            words = rooms['words']
            rooms['borrowed'] = True
            time.sleep(0.1)
            return repr(words)
        elif word == 'borrowed':
            while 'borrowed' not in rooms:
                time.sleep(0.001)
            return 'yes'
        else:
            rooms['words'] = rooms.setdefault('words', []) + [word]
            rooms[word] = transport
            return '%d %r' % (hits, rooms['words'])
    def exception_handler(self, exc):
        return '%s: %s' % (type(exc).__name__, exc)
`, "P")
	a, b := s.dial(0), s.dial(0)
	for _, x := range []struct {
		to        int
		ask, want string
	}{
		{0, "one", "1 ['one']"}, {1, "two", "2 ['one', 'two']"},
		{0, "protocol", "TypeError: a shared container cannot hold a 'P' object"},
		{1, "keep", "AssignmentError: what a shared container holds cannot be changed: change a copy of this list and store that"},
		{1, "kept", "(['one', 'two', 'later'], ['kept'], ['one', 'two'])"},
		{1, "kept", "(['one', 'two', 'later', 'later'], ['kept', 'kept'], ['one', 'two'])"},
		{0, "raw", "kept"}, {1, "get raw", "raw and aw"},
		{0, "member", "{3: 'member'}"},
	} {
		c := a
		if x.to == 1 {
			c = b
		}
		send(t, c, x.ask)
		expect(t, c, x.want)
	}
	send(t, a, "large")
	if n, err := io.CopyN(io.Discard, a, 3_000_000); err != nil {
		t.Fatal(n, err)
	}
	send(t, a, "borrow")
	send(t, b, "borrowed")
	expect(t, b, "yes")
	for i := range 20 {
		send(t, b, "x")
		want := "x']"
		buf := make([]byte, 4096)
		n, err := b.Read(buf)
		if err != nil || !bytes.HasSuffix(buf[:n], []byte(want)) {
			t.Fatalf("round %d: %q, %v", i, buf[:n], err)
		}
	}
	expect(t, a, "['one', 'two']")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			c := s.dial(0)
			buf := make([]byte, 1<<16)
			for range 50 {
				send(t, c, "w")
				if _, err := c.Read(buf); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	if status := s.stop(); status != 0 || s.stderr.String() != "" {
		t.Errorf("status %d, stderr %s", status, &s.stderr)
	}
}

// A program that does not mention shared containers does not link them.
func TestSharedLinkedIfMentioned(t *testing.T) {
	dir := writeFiles(t, map[string]string{"hello.py": helloProgram, "mentions.py": helloProgram + "cache = parallel.dict()\n",
		"text.py": "import parallel\nprint(getattr(parallel, 'xlist', None))\n", "star.py": "from async import *\nprint(list('ab'), xlist([1]))\n"})
	has := func(name string) bool {
		if r := pxc(t, dir, nil, "", "build", name+".py"); r.status != 0 {
			t.Fatal(r.stderr)
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Contains(text, []byte("rt/lib/shared."))
	}
	if has("hello") {
		t.Error("the hello server links shared containers")
	}
	for _, name := range []string{"mentions", "text", "star"} {
		if !has(name) {
			t.Errorf("%s.py uses shared containers and does not link them, or the test cannot tell", name)
		}
	}
}

// A timer's last result is read by connections, and the drain stops it.
func TestServeTimer(t *testing.T) {
	s := serve(t, `
import parallel

ticks = parallel.counter()
def tick():
    return {'ticks': ticks.add()}
timer = parallel.timer(0, 1, tick)
timer.start()
thread = parallel.thread(tick, 1)

class P:
    def data_received(self, transport, data):
        if data == b'start':
            thread.start()
        while not timer.data or timer.data['ticks'] < int(data.decode() if data.isdigit() else 1):
            pass
        return repr((timer.is_set, thread.is_set))
`, "P")
	c := s.dial(0)
	send(t, c, "20")
	expect(t, c, "(True, False)")
	send(t, c, "start")
	expect(t, c, "(True, True)")
	_ = c.Close()
	if status := s.stop(); status != 0 || s.stderr.String() != "" {
		t.Errorf("status %d, stderr %s", status, &s.stderr)
	}
}
