class Counter:
    def __init__(self):
        self.total = 0
        self.steps = 1

    def add(self, n):
        self.total += n
        self.steps = self.total - self.steps

    def twice(self, n):
        self.add(n)
        return self.total & 0xFF


def run(n):
    c = Counter()
    s = 0
    for i in range(n):
        c.add(i)
        s += c.twice(i)
    return s, c.total, c.steps


print(*run(4_800_000))
