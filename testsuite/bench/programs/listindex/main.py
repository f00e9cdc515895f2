def run(size, rounds):
    a = [(i * 7919) % size for i in range(size)]
    s = 0
    for _ in range(rounds):
        for i in range(size):
            s += a[a[i]] - i
            a[i] = a[i - 1]
    return s


print(run(1000, 5000))
