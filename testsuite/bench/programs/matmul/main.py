def multiply(a, b, n):
    c = [[0.0] * n for _ in range(n)]
    for i in range(n):
        row, out = a[i], c[i]
        for j in range(n):
            s = 0.0
            for k in range(n):
                s += row[k] * b[k][j]
            out[j] = s
    return c


def run(n):
    a = [[(i * j % 7) / 7.0 for j in range(n)] for i in range(n)]
    b = [[(i + j) % 5 / 5.0 for j in range(n)] for i in range(n)]
    c = multiply(a, b, n)
    return sum(c[i][i] for i in range(n))


print('%.6f' % run(200))
