# Writes glibc.txt: what CPython's module math answers where it passes on glibc's
# results (2.28 or later, on a processor with FMA), as hexadecimal floats.
#
#     python3.11 glibc.py > glibc.txt
import math
import random

random.seed(11)


def argument():
    c = random.random()
    if c < 0.3:
        return random.uniform(-10, 10)
    if c < 0.5:
        return random.uniform(-750, 750)
    if c < 0.7:
        return random.uniform(0.93, 1.07)
    if c < 0.9:
        return random.lognormvariate(0, 5)
    return math.ldexp(random.uniform(-1, 1), random.randrange(-1074, 1024))


for name in "cbrt exp exp2 log log10 log2 pow".split():
    rows = 0
    while rows < 150:
        x, y = argument(), 0.0
        if name == "pow":
            if rows % 2:
                x, y = abs(x), random.choice([0.5, 1.5, -0.5, 1 / 3, 2.5, random.uniform(-100, 100)])
            else:
                y = argument()
        try:
            r = getattr(math, name)(*([x, y] if name == "pow" else [x]))
        except (ValueError, OverflowError):
            continue
        print(name, x.hex(), y.hex(), r.hex())
        rows += 1
