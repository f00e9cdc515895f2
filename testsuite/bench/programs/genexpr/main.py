def run(n):
    s = 0
    for i in range(n):
        s += sum(x * x for x in range(100) if x & 1)
        s += any(x > 50 for x in range(100))
    return s


print(run(60_000))
