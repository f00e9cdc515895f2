def swap(a, b):
    return b, a


def run(n):
    a, b = 1, 2
    s = 0
    for i, (x, y) in enumerate(zip(range(n), range(n, 0, -1))):
        a, b = swap(a, b)
        first, *rest = x, y, a
        s += first + len(rest) + b - i
    return s


print(run(1_500_000))
