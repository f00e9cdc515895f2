"""State machines that keep values of one kind each and change them step by step.

TestServeKinds keeps them on self while a connection's callbacks come and go, and
compares each with one that has taken the same steps in a single callback.
"""

import array
import bisect
import collections
import contextlib
import copy
import csv
import dataclasses
import datetime
import enum
import fractions
import functools
import hashlib
import heapq
import io
import itertools
import json
import operator
import queue
import random
import re
import struct
import sys
import traceback
import types
import uuid
import weakref
import zlib


class Dice:
    """A little generator of numbers that both sides agree on."""
    def __init__(self, seed):
        self.x = (seed * 2862933555777941757 + 3037000493) & (2**64 - 1)

    def __call__(self, n):
        self.x = (self.x * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        return (self.x >> 33) % n


def thing(d):
    """Some value, of any simple type."""
    k = d(14)
    n = d(1000)
    if k == 0: return n
    if k == 1: return 'text %d' % n
    if k == 2: return n / 7
    if k == 3: return (n, str(n))
    if k == 4: return [n, [str(n)]]
    if k == 5: return {n: str(n)}
    if k == 6: return b'%d' % n
    if k == 7: return 3 ** n
    if k == 8: return frozenset([n, n + 1])
    if k == 9: return None
    if k == 10: return 'ä€\U0001f600'[d(3)] * d(5) + str(n)
    if k == 11: return complex(n, -n)
    if k == 12: return bytearray(b'%d' % n)
    return n % 2 == 0


def key(d):
    k = d(5)
    n = d(12)
    if k == 0: return n
    if k == 1: return 'k%d' % n
    if k == 2: return (n, 'k')
    if k == 3: return float(n)
    return b'%d' % n


class List:
    def __init__(self): self.v = []; self.same = self.v
    def step(self, d):
        v = self.v
        k = d(18)
        if k < 4: v.append(thing(d))
        elif k == 4: v.insert(d(len(v) + 1), thing(d))
        elif k == 5: v.extend([thing(d) for i in range(d(9))])
        elif k == 6 and v: v.pop()
        elif k == 7 and v: v.pop(d(len(v)))
        elif k == 8 and v: v[d(len(v))] = thing(d)
        elif k == 9: v[d(5):d(5) + 3] = [thing(d), thing(d)]
        elif k == 10: v.reverse()
        elif k == 11: v.sort(key=repr)
        elif k == 12: v += (thing(d),)
        elif k == 13 and len(v) > 60: del v[::2]
        elif k == 14 and v: v[0], v[-1] = v[-1], v[0]
        elif k == 15 and len(v) < 20: v *= 2
        elif k == 16: v.append(v[:2])
        elif k == 17 and len(v) > 100: v.clear()
    def show(self): return [self.v, self.v is self.same]


class Ints(List):
    def step(self, d):
        v = self.v
        k = d(12)
        if k < 4: v.append(d(1000))
        elif k == 4: v.extend(range(d(20)))
        elif k == 5 and v: v.pop(d(len(v)))
        elif k == 6: v.sort()
        elif k == 7 and v: v[d(len(v))] += d(9) << 61
        elif k == 8: bisect.insort(v, d(100)) if v == sorted(v) else v.sort()
        elif k == 9: v.append(d(50) / 4)
        elif k == 10: heapq.heapify(v); heapq.heappush(v, d(99)); heapq.heappop(v)
        elif len(v) > 300: del v[10:]


class Dict:
    def __init__(self):
        self.v = {}
        self.keys = self.v.keys(); self.items = self.v.items(); self.values = self.v.values()
        self.proxy = types.MappingProxyType(self.v)
    def step(self, d):
        v = self.v
        k = d(16)
        if k < 6: v[key(d)] = thing(d)
        elif k == 6: v.pop(key(d), None)
        elif k == 7 and v: v.popitem()
        elif k == 8: v.setdefault(key(d), []) 
        elif k == 9: v.update({key(d): thing(d) for i in range(d(9))})
        elif k == 10: v |= {key(d): thing(d)}
        elif k == 11:
            x = v.get(key(d))
            if type(x) is list: x.append(thing(d))
            if type(x) is dict: x[key(d)] = thing(d)
        elif k == 12 and len(v) > 50: v.clear()
        elif k == 13:
            for x in list(v)[::3]: del v[x]
        elif k == 14: v['self'] = len(v)
        elif k == 15:
            for i in range(d(60)): v['many %d' % i] = i
    def show(self): return [self.v, list(self.keys), list(self.items), list(self.values), self.proxy == self.v, len(self.proxy)]


class Set:
    def __init__(self): self.v = set(); self.f = frozenset()
    def step(self, d):
        v = self.v
        k = d(12)
        if k < 4: v.add(key(d))
        elif k == 4: v.discard(key(d))
        elif k == 5: v |= {key(d), key(d)}
        elif k == 6: v ^= {key(d), key(d)}
        elif k == 7: v -= {key(d), key(d)}
        elif k == 8: v.update(range(d(40)), 'abc')
        elif k == 9: self.f = self.f | {key(d)} if len(self.f) < 30 else frozenset(v)
        elif k == 10 and len(v) > 40: v &= set(range(20))
        elif k == 11: v.add(self.f); v.discard(frozenset())
    def show(self): return [sorted(map(repr, (x for x in self.v if type(x) is not frozenset))), len(self.v), sorted(map(repr, self.f)), self.f in self.v]


class Bytearray:
    def __init__(self): self.v = bytearray(); self.b = b''
    def step(self, d):
        v = self.v
        k = d(12)
        if k < 3: v += b'%d,' % d(1000)
        elif k == 3: v.append(d(256))
        elif k == 4: v.extend(range(d(50)))
        elif k == 5 and v: v[d(len(v))] = d(256)
        elif k == 6: del v[:d(10)]
        elif k == 7: v[2:4] = b'xyz' * d(9)
        elif k == 8: v.reverse()
        elif k == 9 and v: v.insert(d(len(v)), 7)
        elif k == 10: self.b = bytes(v[:100]) + self.b[:100]
        elif len(v) > 2000: v.clear()
    def show(self): return [bytes(self.v), self.b]


class Deque:
    def __init__(self): self.v = collections.deque(); self.m = collections.deque(maxlen=7)
    def step(self, d):
        v = self.v
        k = d(12)
        if k < 3: v.append(thing(d))
        elif k == 3: v.appendleft(thing(d))
        elif k == 4 and v: v.pop()
        elif k == 5 and v: v.popleft()
        elif k == 6: v.rotate(d(7) - 3)
        elif k == 7: v.extend(thing(d) for i in range(d(90)))
        elif k == 8 and v: v[d(len(v))] = thing(d)
        elif k == 9: self.m.append(thing(d))
        elif k == 10 and v: v.insert(d(len(v)), thing(d))
        elif len(v) > 200: v.clear()
    def show(self): return [list(self.v), list(self.m)]


class Ordered:
    def __init__(self): self.v = collections.OrderedDict(); self.c = collections.Counter(); self.d = collections.defaultdict(list); self.m = collections.ChainMap({}, self.v)
    def step(self, d):
        v = self.v
        k = d(14)
        if k < 3: v[key(d)] = thing(d)
        elif k == 3 and v: v.move_to_end(list(v)[d(len(v))], last=d(2) == 0)
        elif k == 4 and v: v.popitem(last=d(2) == 0)
        elif k == 5: v.pop(key(d), 0)
        elif k == 6: self.c.update('text %d' % d(1000))
        elif k == 7: self.c.subtract({'t': 1, d(9): 2})
        elif k == 8: self.d[key(d)].append(thing(d))
        elif k == 9: self.d.pop(key(d), 0)
        elif k == 10: self.m[key(d)] = thing(d)
        elif k == 11 and len(v) > 40: v.clear()
        elif k == 12: self.c[key(d)] += 1
        elif len(self.d) > 30: self.d.clear()
    def show(self): return [list(self.v.items()), list(reversed(self.v)), list(self.c.items()), self.c.most_common(3)[:1], dict(self.d), dict(self.m)]


class Point:
    def __init__(self, x, y): self.x = x; self.y = y
    def __repr__(self): return 'P(%r, %r)' % (self.x, self.y)


class Slots:
    __slots__ = ('a', 'b', 'other')
    def __init__(self): self.a = 1
    def sum(self): return getattr(self, 'a', 0)


class Sub(Point):
    z = 0
    @property
    def twice(self): return self.x * 2
    @twice.setter
    def twice(self, v): self.x = v


class Instances:
    def __init__(self):
        self.p = Point(1, 2); self.s = Slots(); self.all = []; self.ns = types.SimpleNamespace(a=1)
    def step(self, d):
        k = d(16)
        p = self.p
        if k == 0: self.p = Point(thing(d), self.p.x)
        elif k == 1: p.x = thing(d)
        elif k == 2: setattr(p, 'dyn%d' % d(20), thing(d))
        elif k == 3: p.__dict__['d%d' % d(9)] = thing(d)
        elif k == 4:
            for n in list(vars(p)):
                if n.startswith('dyn'): delattr(p, n); break
        elif k == 5: self.s.b = thing(d)
        elif k == 6: self.s.a = d(100)
        elif k == 7:
            if hasattr(self.s, 'b'): del self.s.b
        elif k == 8: self.all.append(Point(thing(d), p))
        elif k == 9 and self.all: self.all[d(len(self.all))].y = Point(d(9), d(9))
        elif k == 10: self.p = Sub(d(100), thing(d))
        elif k == 11 and type(p) is Sub: p.twice = d(100); p.z = p.twice
        elif k == 12: setattr(self.ns, 'n%d' % d(30), thing(d))
        elif k == 13 and len(self.all) > 20: self.all = self.all[15:]
        elif k == 14: p.__class__ = Sub if type(p) is Point else Point
        elif k == 15: self.s.other = self.s
    def show(self):
        return [sorted(vars(self.p).items(), key=repr), type(self.p).__name__, self.s.a, getattr(self.s, 'b', None), [repr(p.x) for p in self.all],
                all(isinstance(p.y, Point) for p in self.all), repr(self.ns), getattr(self.s, 'other', self.s) is self.s]


class Ident:
    pass


class Identity:
    def __init__(self):
        self.objs = []; self.set = set(); self.map = {}; self.ids = {}
        self.n = 0
    def step(self, d):
        k = d(8)
        if k < 3:
            o = Ident(); o.n = self.n; self.n += 1
            if d(2): hash(o)
            if d(2): self.ids[id(o)] = o
            self.objs.append(o); self.set.add(o); self.map[o] = (o, o.n); o.me = o
        elif k == 3 and self.objs:
            o = self.objs.pop(d(len(self.objs))); self.set.remove(o); del self.map[o]; self.ids.pop(id(o), None)
        elif k == 4 and self.objs:
            o = self.objs[d(len(self.objs))]; o.friends = [self.objs[0], self.objs[-1], o]
        elif k == 5 and self.objs:
            i = d(len(self.objs)); self.objs[0], self.objs[i] = self.objs[i], self.objs[0]
        elif k == 6 and len(self.objs) > 40:
            for o in self.objs[:30]: self.set.discard(o); del self.map[o]; self.ids.pop(id(o), None)
            del self.objs[:30]
    def show(self):
        ok = all(o in self.set and self.map[o][0] is o and self.map[o][1] == o.n and o.me is o for o in self.objs)
        ids = all(id(o) == i for i, o in self.ids.items())
        return [[o.n for o in self.objs], ok, ids, len(self.set), len(self.map), len({id(o) for o in self.objs}) == len(self.objs),
                [[f.n for f in o.friends] for o in self.objs if hasattr(o, 'friends')][:5]]


def gen_count(a):
    n = 0
    held = [a]
    while True:
        x = yield (n, held[-3:])
        n += 1
        if x is not None:
            held.append(x)


def gen_outer(log):
    try:
        while True:
            try:
                r = yield from gen_inner(log)
                log.append(('r', r))
            except KeyError as e:
                log.append(('caught', str(e)))
    finally:
        log.append('closed')


def gen_inner(log):
    total = 0
    with contextlib.ExitStack() as st:
        st.callback(log.append, 'exit')
        for i in range(3):
            total += yield i
    return total


class Generators:
    def __init__(self):
        self.log = []
        self.g = gen_count('a'); next(self.g)
        self.h = gen_outer(self.log); next(self.h)
        self.seen = []
        self.e = (x * x for x in itertools.count())
        self.src = [1, 2, 3]
        self.f = (y for x in self.src for y in (x, [x]))
        self.done = 0
    def step(self, d):
        k = d(10)
        if k == 0: self.seen.append(next(self.g))
        elif k == 1: self.seen.append(self.g.send(thing(d)))
        elif k in (2, 3): self.seen.append(self.h.send(d(9)))
        elif k == 4: self.seen.append(self.h.throw(KeyError(d(9))))
        elif k == 5:
            self.h.close(); self.h = gen_outer(self.log); next(self.h)
        elif k == 6: self.seen.append(next(self.e))
        elif k == 7: self.src.append(d(9))
        elif k == 8:
            try: self.seen.append(next(self.f))
            except StopIteration: self.done += 1; self.f = (y for x in self.src[-3:] for y in (x, [x]))
        elif k == 9: self.seen = self.seen[-20:]; self.log[:] = self.log[-20:]
    def show(self): return [self.seen[-20:], self.log[-20:], self.done, self.src[-5:]]


async def co(log):
    async with Actx(log) as a:
        for i in range(4):
            log.append(await Aw(i))
    return a


class Actx:
    def __init__(self, log): self.log = log
    async def __aenter__(self): self.log.append('enter'); return 'a'
    async def __aexit__(self, *a): self.log.append('exit')


class Aw:
    def __init__(self, n): self.n = n
    def __await__(self):
        x = yield ['wait', self.n]
        return (self.n, x)


async def agen(n):
    for i in range(n):
        await Aw(i)
        yield i * 2


class Coroutines:
    def __init__(self): self.log = []; self.c = None; self.out = []; self.a = agen(5); self.an = None
    def step(self, d):
        k = d(3)
        if k < 2:
            if self.c is None: self.c = co(self.log); self.out.append(self.c.send(None))
            else:
                try: self.out.append(self.c.send(thing(d)))
                except StopIteration as e: self.out.append(e.value); self.c = None
        else:
            if self.an is None: self.an = self.a.__anext__(); x = None
            else: x = d(5)
            try: self.out.append(self.an.send(x))
            except StopIteration as e: self.out.append(('v', e.value)); self.an = None
            except StopAsyncIteration: self.an = None; self.a = agen(d(5))
        del self.out[:-20]; del self.log[:-20]
    def show(self): return [self.out, self.log]


def counter(start):
    n = start
    items = []
    def add(k=1):
        nonlocal n
        n += k
        items.append(n)
        if len(items) > 20: del items[:10]
        return n
    def get(): return n, items
    return add, get


class Closures:
    def __init__(self):
        self.add, self.get = counter(5)
        self.fs = []
        self.part = functools.partial(max, 3)
        self.cached = functools.lru_cache(maxsize=8)(lambda x: [x])
        self.bound = self.fs.append
        self.meth = self.helper
        self.ops = [operator.itemgetter(0, -1), operator.attrgetter('fs'), operator.methodcaller('get')]
        self.log = []
    def helper(self, x): self.log.append(x); return len(self.log)
    def step(self, d):
        k = d(10)
        if k == 0: self.add()
        elif k == 1: self.add(d(100))
        elif k == 2:
            x = thing(d)
            self.fs.append(lambda y=d(9): (x, y))
        elif k == 3:
            def f(a, *args, b=[d(9)], **kw):
                if a != 1: b.append(a)
                return b[-5:], args, kw
            f.note = thing(d); f.__doc__ = 'doc %d' % d(9)
            self.fs.append(f)
        elif k == 4: self.cached(d(20)).append(1)
        elif k == 5: self.bound(lambda: thing(Dice(5)))
        elif k == 6: self.meth(thing(d))
        elif k == 7 and len(self.fs) > 20: del self.fs[:10]
        elif k == 8: self.part = functools.partial(self.part, d(50)) if d(4) else functools.partial(max, 3)
        elif k == 9: self.log = self.log[-10:]; self.get = counter(d(9))[1] if d(5) == 0 else self.get
    def show(self):
        out = []
        for f in map(copy.copy, []) or self.fs:
            out.append([f(1) if f.__code__.co_argcount == 1 and f.__kwdefaults__ else f(), getattr(f, 'note', 0), f.__doc__])
        return [self.get(), repr(out), self.part(1), self.cached.cache_info(), len(self.log), self.meth.__self__ is self, self.log,
                self.ops[0]([1, 2]), self.ops[1](self) is self.fs, self.ops[2](self)]


class Iterators:
    def __init__(self): self.out = []; self.l = [1, 2, 3]; self.d = {1: 2}; self.make(Dice(1))
    def make(self, d):
        n = 40
        self.its = [
            iter(self.l), iter(list(range(n))), iter({i: str(i) for i in range(n)}), iter({i: str(i) for i in range(n)}.items()), iter({str(i) for i in range(1)}), iter('häß' * 9), iter(b'abc' * 9),
            enumerate(self.l), zip(self.l, 'abcdefghijklmnop', itertools.count(5)), map(lambda x: [x], iter(list(range(n)))), filter(None, [0, 1, [], [2]] * 9),
            reversed(list(range(n))), iter(range(10**20, 10**20 + n)), itertools.cycle([1, [2], '3']), itertools.islice(itertools.count(), 3, 100, 2), itertools.chain([1], (2,), {3: 4}, self.l),
            itertools.chain.from_iterable([[i] * 2 for i in range(9)]), *itertools.tee(iter([[i] for i in range(n)]), 3), itertools.groupby([1, 1, 2, 2, 2, 3] * 4), itertools.accumulate(list(range(n))), itertools.product('ab', [1, 2], repeat=2), itertools.permutations([1, [2], 3, 4]),
            itertools.combinations(range(6), 3), itertools.zip_longest([1], 'abc', fillvalue=[0]), itertools.takewhile(lambda x: x < 9, list(range(n))), itertools.dropwhile(lambda x: x < 9, list(range(n))), itertools.starmap(pow, [(2, 3), (3, 4)] * 5),
            itertools.compress('abcdef' * 4, [1, 0, 1] * 8), itertools.repeat([7], 30), itertools.pairwise(list(range(n))), re.finditer('(a)|b', 'abc' * 20), csv.reader(['a,b', 'c,"d e"'] * 9), iter([5, 6, 7, 8].pop, 6),
            iter(memoryview(b'hello' * 4)), iter(bytearray(b'hello')), struct.iter_unpack('<H', b'abcdefgh' * 5), iter(collections.deque(range(n))), reversed({i: i for i in range(n)}), iter(collections.OrderedDict.fromkeys(range(n))), iter(json.loads('[1, [2], {"a": 3}]')), iter(array.array('d', [1.5, 2.5, 3.5] * 9)),
        ]
    def step(self, d):
        k = d(6)
        if k < 4:
            for j in range(3):
                i = d(len(self.its))
                try:
                    x = next(self.its[i])
                    if isinstance(x, re.Match): x = (x.span(), x.group(), x.groups())
                    if isinstance(x, tuple) and len(x) == 2 and type(x[1]).__name__ == '_grouper': x = (x[0], list(x[1]))
                    self.out.append((i, x))
                except StopIteration: self.out.append((i, 'end'))
                except (IndexError, RuntimeError) as e: self.out.append((i, str(e)))
        elif k == 4: self.l.append(thing(d))
        elif d(20) == 0: self.make(d); self.l = [d(9)]
        del self.out[:-30]
    def show(self): return [self.out, self.l]


class Classes:
    def __init__(self): self.v = []; self.cls = []; self.make(Dice(3))
    def make(self, d):
        n = d(100)
        base = self.cls[-1] if self.cls and d(2) else object
        class Local(base):
            tag = n
            store = []
            def __init__(self, x): self.x = x
            def get(self): return (self.tag, self.x, n, len(type(self).store))
            @classmethod
            def keep(cls, x): cls.store.append(x); return len(cls.store)
            @staticmethod
            def st(): return n
            @property
            def prop(self): return [self.x, n]
            def __eq__(self, o): return type(o) is type(self) and o.x == self.x
            def __hash__(self): return hash(self.x)
            def sup(self): return super().__repr__()[:0] + 'sup'
        T = collections.namedtuple('T%d' % n, ['a', 'b'])
        Dy = type('Dy', (), {'a': [n], 'f': lambda self: n})
        @dataclasses.dataclass
        class DC:
            a: int
            b: list = dataclasses.field(default_factory=list)
        class E(enum.Enum):
            RED = n
            BLUE = 'b'
        class Err(ValueError):
            def __str__(self): return 'err %d' % n
        self.cls = [Local]
        self.T, self.Dy, self.DC, self.E, self.Err = T, Dy, DC, E, Err
    def step(self, d):
        k = d(16)
        if k == 0: self.make(d)
        elif k == 1: self.v.append(self.cls[-1](d(50)))
        elif k == 2: self.v.append(self.T(d(9), thing(d)))
        elif k == 3: self.v.append(self.Dy())
        elif k == 4: self.v.append(self.DC(d(9), [thing(d)]))
        elif k == 5: self.v.append(self.E.RED)
        elif k == 6: self.v.append(self.Err(d(9)))
        elif k == 7: self.cls[-1].keep(thing(d))
        elif k == 8: self.cls[-1].extra = thing(d)
        elif k == 9: setattr(self.Dy, 'm%d' % d(5), lambda self, q=d(9): q)
        elif k == 10 and self.v:
            x = self.v[d(len(self.v))]
            if hasattr(x, 'x'): x.x = d(50)
        elif k == 11 and len(self.v) > 30: del self.v[:20]
        elif k == 12 and self.v and hasattr(self.v[-1], 'b') and type(self.v[-1].b) is list: self.v[-1].b.append(d(9))
        elif k == 13: self.v.append(self.cls[-1]); self.v.append(self.cls[-1].keep)
    def show(self):
        out = []
        for x in self.v:
            if isinstance(x, type): out.append(('type', x.tag, getattr(x, 'extra', 0), [c.__name__ for c in x.__mro__]))
            elif hasattr(x, 'get'): out.append((x.get(), x.prop, x.st(), x.sup(), x == x, type(x).store[-3:]))
            elif hasattr(x, 'f'): out.append((x.f(), x.a, [n for n in dir(x) if n[0] == 'm']))
            elif isinstance(x, Exception): out.append((str(x), x.args, type(x).__name__, isinstance(x, ValueError)))
            elif isinstance(x, types.MethodType): out.append(x.__self__.tag)
            else: out.append(repr(x))
        return [out, self.E('b') is self.E.BLUE, self.T._fields, [m.name for m in self.E], len({self.cls[-1](1), self.cls[-1](1)})]


class Weak:
    def __init__(self): self.objs = []; self.refs = []; self.wd = weakref.WeakValueDictionary(); self.ws = weakref.WeakSet(); self.wk = weakref.WeakKeyDictionary(); self.n = 0
    def step(self, d):
        k = d(5)
        if k < 3:
            o = Ident(); o.n = self.n; self.n += 1
            self.objs.append(o); self.refs.append(weakref.ref(o)); self.wd[o.n] = o; self.ws.add(o); self.wk[o] = [o.n]
            o.proxy = weakref.proxy(o)
        elif k == 3 and self.objs: self.objs[d(len(self.objs))].mark = thing(d)
        elif len(self.objs) > 60: self.__init__()
    def show(self):
        return [all(r() is o for r, o in zip(self.refs, self.objs)), all(self.wd[o.n] is o for o in self.objs), all(o in self.ws for o in self.objs), all(self.wk[o] == [o.n] for o in self.objs),
                [o.n for o in self.objs], [getattr(o.proxy, 'mark', 0) for o in self.objs], len(self.ws), len(self.wd), len({r for r in self.refs}) == len(self.refs)]


class Chained(Exception):
    def __init__(self, x): super().__init__(x); self.x = x


class Exceptions:
    def __init__(self): self.e = []; self.last = None; self.texts = []
    def fail(self, d, n):
        if n: return self.fail(d, n - 1)
        k = d(6)
        if k == 0: return 1 // 0
        if k == 1: return {}['nokey %d' % d(9)]
        if k == 2: raise Chained(thing(d))
        if k == 3:
            try: self.fail(d, 1)
            except Exception as e: raise Chained(d(9)) from e
        if k == 4: raise ExceptionGroup('eg', [ValueError(d(9)), Chained(d(9))])
        return None.x
    def step(self, d):
        k = d(6)
        if k < 3:
            try: self.fail(d, d(4))
            except Exception as e:
                if d(3) == 0: e.add_note('note %d' % d(9))
                self.e.append(e); self.last = sys.exc_info()
        elif k == 3 and self.e:
            try: raise self.e[d(len(self.e))]
            except Exception as e: self.texts.append(type(e).__name__)
            # re-raising adds to the traceback: keep it short
            for e in self.e: e.__traceback__ = e.__traceback__.tb_next or e.__traceback__
        elif k == 4 and self.e:
            e = self.e[d(len(self.e))]; e.extra = thing(d)
        elif len(self.e) > 12: del self.e[:8]
        del self.texts[:-10]
    def show(self):
        return [[[l for l in ''.join(traceback.format_exception(e)).split('\n') if '^^' not in l and 'File' not in l] for e in self.e[-4:]], [(repr(e), getattr(e, 'extra', 0), type(e.__cause__).__name__) for e in self.e], self.texts, self.last and (self.last[0].__name__, self.last[2].tb_lineno, self.last[2].tb_frame.f_code.co_name)]


class Views:
    def __init__(self):
        self.b = bytearray(range(64)); self.m = memoryview(self.b); self.parts = [self.m[i:i + 8] for i in range(0, 64, 8)]
        self.c = self.m.cast('I'); self.r = memoryview(bytes(range(32))); self.a = array.array('q', range(9)); self.am = memoryview(self.a); self.kept = []
    def step(self, d):
        k = d(9)
        if k == 0: self.b[d(64)] = d(256)
        elif k == 1: self.m[d(64)] = d(256)
        elif k == 2: self.parts[d(8)][d(8)] = d(256)
        elif k == 3: self.c[d(16)] = d(2**31)
        elif k == 4: self.am[d(9)] = d(10**9)
        elif k == 5: self.kept.append(self.r[d(10):d(20) + 10])
        elif k == 6: self.kept.append(memoryview(b'%d' % d(10**6))); 
        elif k == 7: self.kept.append(self.parts[d(8)][::2])
        elif len(self.kept) > 20: del self.kept[:15]
    def show(self): return [bytes(self.b), bytes(self.m), self.c.tolist(), list(self.a), [k.tobytes() for k in self.kept], [p.obj is self.b for p in self.parts]]


class Streams:
    def __init__(self):
        self.s = io.StringIO(); self.b = io.BytesIO(); self.t = io.TextIOWrapper(io.BytesIO(), encoding='utf-8', newline='\n'); self.w = csv.writer(self.s); self.br = io.BufferedReader(io.BytesIO(bytes(range(256)) * 8)); self.got = []
    def step(self, d):
        k = d(13)
        if k == 0: self.s.write('text ä %d\n' % d(1000))
        elif k == 1: self.s.seek(d(50)); self.got.append(self.s.read(d(9))); self.s.seek(0, 2)
        elif k == 2: self.b.write(b'bytes %d' % d(1000))
        elif k == 3: self.b.seek(d(50)); self.got.append(self.b.read(d(9))); self.b.seek(0, 2)
        elif k == 4: self.t.write('wrapped ö %d\n' % d(99)); self.t.flush()
        elif k == 5: self.w.writerow([d(9), thing(d), 'a"b'])
        elif k == 6: self.got.append(self.br.read(d(30)))
        elif k == 7: self.s.seek(0); self.got.append(self.s.readline()); self.s.seek(0, 2)
        elif k == 8 and self.s.tell() > 2000: self.s.truncate(50); self.s.seek(0, 2)
        elif k == 9 and self.b.tell() > 2000: self.b.truncate(50); self.b.seek(0, 2)
        elif k == 10: self.b.getbuffer()[:1] = b'B' if self.b.getvalue() else b''
        elif k == 11: self.got.append(self.br.peek(1)[:1])
        elif d(10) == 0: self.__init__()
        del self.got[:-10]
    def show(self): return [self.s.getvalue(), self.b.getvalue(), self.t.buffer.getvalue(), self.got, self.s.tell(), self.b.tell()]


class Regexes:
    def __init__(self): self.p = re.compile(r'(?P<a>\w+)\s(\d+)'); self.m = []; self.made = []
    def step(self, d):
        k = d(5)
        if k < 2: self.m.append(self.p.match('word %d tail' % d(1000)))
        elif k == 2: self.made.append(re.compile('x{%d}|(y+)' % (d(9) + 1)))
        elif k == 3 and self.made: self.m.append(self.made[d(len(self.made))].search('ayyxxxxxxxxx'))
        elif len(self.m) > 20: del self.m[:15]; del self.made[:10]
    def show(self): return [[(m.group(), m.groups(), m.span(), m.string, m.re.pattern, m.groupdict(), m.expand('<\\g<0>>')) for m in self.m], [(p.pattern, p.groups) for p in self.made], self.p.groupindex['a']]


class Stateful:
    def __init__(self):
        self.h = hashlib.sha256(); self.out = b''; self.r = random.Random(5); self.nums = []; self.q = queue.Queue(); self.crc = 0
        self.packed = b''; self.dec = b''; self.st = struct.Struct('<IH'); self.hm = None
        self.count = 0
    def step(self, d):
        k = d(11)
        if k == 0: self.h.update(b'%d' % d(1000))
        elif k == 1: self.out += zlib.compress(b'data %d' % d(1000) * d(20)); self.count += 1
        elif k == 2: self.dec += zlib.decompress(self.out[-30:]) if False else b'x'
        elif k == 3: self.nums.append(self.r.random())
        elif k == 4: self.nums.append(self.r.randint(0, 10**30))
        elif k == 5: self.q.put(thing(d))
        elif k == 6 and not self.q.empty(): self.nums.append(self.q.get())
        elif k == 7: self.crc = zlib.crc32(b'%d' % d(99), self.crc)
        elif k == 8: self.nums.append(self.st.pack(d(9), d(9)))
        elif k == 9: self.r = copy.copy(self.r) if False else self.r; self.nums.append(self.r.sample(range(99), 3))
        elif len(self.out) > 3000: self.__init__()
        del self.nums[:-12]
    def show(self): return [self.h.hexdigest(), self.dec[-200:], len(self.dec), self.nums, self.q.qsize(), self.crc, self.r.getstate()[1][:3]]


class Plain:
    def __init__(self): self.v = []; self.s = ''; self.acc = datetime.timedelta(); self.f = fractions.Fraction(1, 3); self.t = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
    def step(self, d):
        k = d(14)
        if k == 0: self.t += datetime.timedelta(seconds=d(10**6), microseconds=d(9))
        elif k == 1: self.v.append(self.t.astimezone(datetime.timezone(datetime.timedelta(hours=d(9)), 'Z%d' % d(9))))
        elif k == 2: self.v.append(datetime.date(2000 + d(50), 1 + d(12), 1 + d(28)))
        elif k == 3: self.f += fractions.Fraction(d(9), 1 + d(9)); self.f = self.f if self.f.denominator < 10**9 else fractions.Fraction(1)
        elif k == 4: self.s += 'aä€😀'[d(4)] * d(30)
        elif k == 5: self.s = self.s[d(20):][:300]
        elif k == 6: self.v.append(uuid.UUID(int=d(2**31) ** 3))
        elif k == 7: self.v.append(range(d(10), d(100) + 20, 1 + d(5)))
        elif k == 8: self.v.append(slice(d(9), None, thing(d)))
        elif k == 9: self.v.append((1 << (20 * d(20))) + d(9))
        elif k == 10: self.v.append(complex(d(9), d(9)) / 3)
        elif k == 11: self.v.append(array.array('hdq'[d(3)], range(d(30))))
        elif k == 12 and self.v and isinstance(self.v[-1], array.array): self.v[-1].append(d(99)); self.v[-1].extend([1, 2])
        elif len(self.v) > 25: del self.v[:20]
    def show(self): return [self.v, self.s, self.f, self.t, hash(self.f)]


class Deep:
    def __init__(self): self.chain = None; self.n = 0; self.cyc = []; self.cyc.append(self.cyc); self.back = {'me': None}; self.back['me'] = self.back; self.shared = [[0]] * 5; self.tree = {}
    def step(self, d):
        k = d(7)
        if k == 0:
            for i in range(d(300)): self.chain = (self.n, self.chain); self.n += 1
        elif k == 1 and self.chain:
            for i in range(d(200)):
                if self.chain: self.n -= 1; self.chain = self.chain[1]
        elif k == 2: self.shared[d(5)][0] += 1
        elif k == 3: self.cyc.append([self.cyc, self.back]); self.cyc = self.cyc if len(self.cyc) < 30 else self.cyc[-1][0]
        elif k == 4:
            t = self.tree
            for i in range(d(8)): t = t.setdefault(d(3), {})
        elif k == 5: self.back['l'] = [self.cyc, self.shared, self.back]
        elif k == 6 and len(self.cyc) > 25: del self.cyc[1:]
    def show(self):
        n, c = 0, self.chain
        while c: n += 1; c = c[1]
        return [n == self.n, self.shared, self.cyc[0] is self.cyc, all(x[0] is self.cyc and x[1] is self.back for x in self.cyc[1:]), self.back['me'] is self.back,
                'l' not in self.back or self.back['l'][1] is self.shared, self.tree, all(s is self.shared[0] for s in self.shared)]


@contextlib.contextmanager
def cm(log):
    log.append('in')
    try: yield log
    finally: log.append('out')


class Context:
    def __init__(self): self.log = []; self.c = None; self.stack = contextlib.ExitStack(); self.it = None; self.sup = super().__repr__; self.str = 'abc'.upper; self.app = self.log.append
    def step(self, d):
        k = d(6)
        if k == 0:
            if self.c is None: self.c = cm(self.log); self.c.__enter__()
            else: self.c.__exit__(None, None, None); self.c = None
        elif k == 1: self.stack.callback(self.log.append, thing(d))
        elif k == 2: self.stack.enter_context(cm(self.log))
        elif k == 3: self.stack.close()
        elif k == 4: self.app(self.str())
        elif k == 5: self.log.append(bool(self.sup()))
        del self.log[:-15]
    def show(self): return [self.log, self.c is None]


class DerivedList(list):
    def __init__(self, *a): super().__init__(*a); self.tag = 0
class DerivedDict(dict):
    def __missing__(self, k): self[k] = v = [k]; return v
class DerivedStr(str): pass
class DerivedInt(int): pass
class DerivedTuple(tuple): pass
class DerivedBytes(bytes): pass
class DerivedSet(set): pass
class UList(collections.UserList): pass
class UDict(collections.UserDict): pass


class Derived:
    def __init__(self): self.l = DerivedList(); self.d = DerivedDict(); self.s = DerivedSet(); self.v = []; self.ul = UList(); self.ud = UDict()
    def step(self, d):
        k = d(13)
        if k == 0: self.l.append(thing(d)); self.l.tag = thing(d)
        elif k == 1: self.d[key(d)].append(d(9))
        elif k == 2: self.s.add(key(d)); self.s.note = d(9)
        elif k == 3: x = DerivedStr('ä%d' % d(99)); x.note = thing(d); self.v.append(x)
        elif k == 4: x = DerivedInt(3 ** d(99)); x.note = thing(d); self.v.append(x)
        elif k == 5: x = DerivedTuple([thing(d), d(9)]); x.note = thing(d); self.v.append(x)
        elif k == 6: x = DerivedBytes(b'%d' % d(99)); x.note = thing(d); self.v.append(x)
        elif k == 7: self.ul.append(thing(d))
        elif k == 8: self.ud[key(d)] = thing(d)
        elif k == 9 and self.v: self.v[d(len(self.v))].note = thing(d)
        elif k == 10 and len(self.l) > 30: del self.l[::2]
        elif k == 11 and len(self.v) > 20: del self.v[::2]
        elif k == 12: self.d.clear() if len(self.d) > 20 else None
    def show(self): return [self.l, self.l.tag, self.d, sorted(map(repr, self.s)), getattr(self.s, 'note', 0), [(x, x.note) for x in self.v], self.ul, self.ud]


KINDS = {c.__name__: c for c in [List, Ints, Dict, Set, Bytearray, Deque, Ordered, Instances, Identity, Generators, Coroutines, Closures, Iterators, Classes, Weak, Exceptions, Views, Streams, Regexes, Stateful, Plain, Deep, Context, Derived]}


def run(name, seed, n):
    """What a machine of that kind shows after n steps."""
    m = KINDS[name]()
    for i in range(n):
        m.step(Dice(seed * 1000003 + i))
    return repr(m.show())
