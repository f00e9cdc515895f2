def run(n):
    total = 0
    for _ in range(n):
        a = [i * 2 for i in range(200) if i % 3]
        b = {x % 50 for x in a}
        c = {x: x + 1 for x in b}
        total += len(a) + len(b) + sum(c.values())
    return total


print(run(15_000))
