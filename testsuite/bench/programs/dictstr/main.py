def run(n):
    words = ['w%d' % i for i in range(3000)]
    seen = {}
    for i in range(n):
        w = words[i * 31 % 3000]
        if w in seen:
            seen[w] += i
        else:
            seen[w] = i
    return len(seen), sum(seen.values())


print(*run(4_000_000))
