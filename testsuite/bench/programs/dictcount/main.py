def run(n):
    counts = {}
    for i in range(n):
        k = i * 7919 % 5003
        counts[k] = counts.get(k, 0) + 1
    return len(counts), max(counts.values())


print(*run(4_000_000))
