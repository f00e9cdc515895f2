# While loops: the counters are locals that only arithmetic touches.
def longest(limit):
    best, length = 0, 0
    n = 1
    while n < limit:
        steps, x = 1, n
        while x != 1:
            if x & 1:
                x = 3 * x + 1
            else:
                x >>= 1
            steps += 1
        if steps > length:
            best, length = n, steps
        n += 1
    return best, length


print(*longest(60_000))
