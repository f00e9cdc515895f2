"""A dict of many titles and their offsets, made once and read by all cores.

    titles N [FILE]

makes N titles, or reads as many from FILE, one and its offset a line, separated by
a tab; FILE is written first if it is not there. CPython, which has no contexts, runs the
same program. Times are CPU time but for the longest pause.
"""
import gc
import os
import sys
from time import perf_counter, process_time

try:
    import parallel
except ImportError:
    parallel = None

SAMPLE = 100_000


def title(i):
    return 'Title_%d_of_the_collection' % (i * 7919 % 1_000_000_007)


def rss():
    with open('/proc/self/statm') as f:
        return int(f.read().split()[1]) * 4096 / 2**20


class Longest:
    """The longest time between two ticks."""

    def __init__(self):
        self.last = perf_counter()
        self.most = 0.0

    def tick(self):
        now = perf_counter()
        if now - self.last > self.most:
            self.most = now - self.last
        self.last = now


def write(name, n):
    with open(name, 'w') as f:
        for i in range(n):
            f.write('%s\t%d\n' % (title(i), i * 100))


def compute(n, pause):
    titles = {}
    for i in range(n):
        titles[title(i)] = i * 100
        if i & 1023 == 0:
            pause.tick()
    return titles


def read(name, n, pause):
    titles = {}
    i = 0
    with open(name) as f:
        for line in f:
            key, _, offset = line.partition('\t')
            titles[key] = int(offset)
            i += 1
            if i & 1023 == 0:
                pause.tick()
            if i == n:
                break
    return titles


def lookups(rounds):
    total = 0
    for _ in range(rounds):
        for key in sample:
            total += titles[key]
    return total


n = int(sys.argv[1])
if len(sys.argv) > 2 and not os.path.exists(sys.argv[2]):
    write(sys.argv[2], n)
pause = Longest()
start, cpu = perf_counter(), process_time()
if len(sys.argv) > 2:
    titles = read(sys.argv[2], n, pause)
else:
    titles = compute(n, pause)
cpu = process_time() - cpu
print('load: %.2f s (%.2f by the clock), %.0f ns a title; longest 1024 of them %.1f ms; %.0f MiB' % (
    cpu, perf_counter() - start, cpu / n * 1e9, pause.most * 1e3, rss()))
sample = tuple([title(i * 2_654_435_761 % n) for i in range(SAMPLE)])
cpu = process_time()
gc.collect()
print('gc.collect(): %.2f ms' % ((process_time() - cpu) * 1e3))
cpu = process_time()
expected = lookups(3)
print('lookup: %.0f ns' % ((process_time() - cpu) / (3 * SAMPLE) * 1e9))
if parallel is not None:
    cores = parallel.cpu_count()
    cpu = process_time()
    found = parallel.map(lookups, [3] * cores, 1)
    cpu = process_time() - cpu
    assert list(found) == [expected] * cores
    print('lookup, %d contexts at once: %.0f ns' % (cores, cpu / (3 * cores * SAMPLE) * 1e9))
