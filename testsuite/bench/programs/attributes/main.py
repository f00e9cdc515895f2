class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def run(n):
    p, q = Point(1, 2), Point(3, 5)
    for i in range(n):
        p.x = q.x + i & 0xFFFF
        q.y = p.y + p.x & 0xFFFF
        p.y = q.y - q.x
        q.x = p.x ^ i & 0xFF
    return p.x, p.y, q.x, q.y


print(*run(4_000_000))
