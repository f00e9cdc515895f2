def run(rounds):
    total = 0
    for r in range(rounds):
        d = {i: i * 2 for i in range(500)}
        d.update((k, v + r) for k, v in list(d.items())[:100])
        for k, v in d.items():
            total += k ^ v
        e = {v: k for k, v in d.items()}
        total += len(e)
        for k in range(0, 500, 3):
            del d[k]
        total += len(d) + d.pop(1)
    return total


print(run(5000))
