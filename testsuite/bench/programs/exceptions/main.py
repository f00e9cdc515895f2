def check(x):
    if x % 3 == 0:
        raise ValueError(x)
    return x


def run(n):
    s = 0
    for i in range(n):
        try:
            s += check(i)
        except ValueError:
            s -= 1
        finally:
            s += 1
    return s


print(run(2_500_000))
