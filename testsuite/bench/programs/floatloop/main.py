def run(n):
    x, y, sx, sy = 0.5, 1.5, 0.0, 0.0
    for i in range(n):
        x = x * 1.0000001 + 0.25
        y = y * 0.9999999 - 0.125
        sx += x * y
        sy += x - y
    return sx, sy


print(*run(5_000_000))
