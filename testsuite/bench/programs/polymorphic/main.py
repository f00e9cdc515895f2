class Shape:
    def area(self, x):
        return x


class Square(Shape):
    def area(self, x):
        return x * x


class Offset(Shape):
    def __init__(self, by):
        self.by = by

    def area(self, x):
        return x - self.by


def run(n):
    shapes = [Shape(), Square(), Offset(3), Square(), Offset(7), Shape()]
    s = 0
    for i in range(n):
        s += shapes[i % 6].area(i) & 0xFFFF
    return s


print(run(4_000_000))
