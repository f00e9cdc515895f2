def escapes(cr, ci, limit):
    zr = zi = 0.0
    for i in range(limit):
        r2, i2 = zr * zr, zi * zi
        if r2 + i2 > 4.0:
            return i
        zi = 2.0 * zr * zi + ci
        zr = r2 - i2 + cr
    return limit


def run(size, limit):
    total = 0
    for y in range(size):
        ci = 2.0 * y / size - 1.0
        for x in range(size):
            total += escapes(3.0 * x / size - 2.0, ci, limit)
    return total


print(run(300, 100))
