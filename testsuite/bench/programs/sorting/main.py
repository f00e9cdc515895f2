def lcg(n, seed=42):
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        out.append(seed)
    return out


a = lcg(200_000)
b = sorted(a)
c = sorted(a, key=lambda x: x & 0xFFFF)
d = sorted(map(str, a[:50_000]), reverse=True)
print(b[1000], c[1000], d[1000])
