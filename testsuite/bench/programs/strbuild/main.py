def run(n):
    s = ''
    for i in range(n):
        s += 'x' + str(i)
        if len(s) > 5000:
            s = s[-100:]
    parts = []
    for i in range(n):
        parts.append(str(i))
    return len(s), len(','.join(parts))


print(*run(700_000))
