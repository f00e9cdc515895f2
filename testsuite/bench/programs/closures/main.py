def make(k):
    def add(x):
        return x + k
    return add


def counter():
    n = 0

    def step(d):
        nonlocal n
        n += d
        return n
    return step


def run(n):
    fs = [make(i) for i in range(10)]
    step = counter()
    s = 0
    for i in range(n):
        s = fs[i % 10](s) & 0xFFFF
        s += step(1) & 1
    return s


print(run(3_000_000))
