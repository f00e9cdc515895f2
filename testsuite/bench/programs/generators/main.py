def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def evens(source):
    for x in source:
        if x % 2 == 0:
            yield x


def run(n):
    s = 0
    for x in evens(count(n)):
        s += x
    return s


print(run(5_000_000))
