a = b = c = d = f = x = y = z = None
precedence = a or b and not c < d | x ^ y & z << a + b * -c ** -d
left = a - b - c / d // x % y @ z
right = a ** b ** c, -a ** b, (-a) ** b, ~a ** -b, a ** -b ** c
compared = a < b <= c != d is not x in y not in z is a == b >= c > d
unary = not not a, - + ~ a, --a, not a in b
conditional = a if b else c if d else x, (a if b else c) if d else x
lambdas = [lambda: a, lambda x: x, lambda x, *y, z=1, **w: (x, y), lambda *, k: k, lambda x, /, y=2: x, lambda *a: lambda: a]
calls = f(), f(a), f(a, b,), f(a, *b, *c, d, x=1, **y, z=2, **{}), f(x for x in y), f((x for x in y), 1), f(a)(b).c[d](x)
walrus = (n := 10), [y := 1, y**2], f(q := 3), {(w := 1): 2}
attributes = a.b.c, 1 .real, 1.0.imag, 'x'.join, (a).b, ....x
subscripts = a[0], a[-1], a[1:2], a[:], a[::], a[1:], a[:2], a[::3], a[1:2:3], a[b, c], a[b,], a[:, 1], a[...], a[(1, 2)], a[*b], a[*b, 1:2], a[x := 1]
tuples = (), (a,), (a, b), a, *b, c
lists = [[], [a], [a, b,], [*a, b, *c]]
sets = [{a}, {a, b}, {*a, b}]
dicts = [{}, {a: b}, {a: b, **c, d: x,}, {**a}]
comprehensions = [[x for x in a], {x for x in a if x if not x}, {x: y for x, y in a for y in x}, (x for x, in a), [x for x.y in a],
                  [[y for y in x] for x in a], [x for x in a if (x if b else c)], [(x, y) for x in a or b for y in c]]
multi = (
    a
    + b  # comment
    , c)
grouped = ((a)), ((a, b)), (a)
