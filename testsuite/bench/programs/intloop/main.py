def run(n):
    s = 0
    for i in range(n):
        s = (s + i * 3) % 1000003
    return s


print(run(10_000_000))
