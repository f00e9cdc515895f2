def nothing(): pass
def one(a): return a
def all_kinds(a, b: int, /, c, d: str = 'd', *args: tuple, e, f=1, g: int = 2, **kwargs: dict) -> None:
    "doc"
    return
def bare_star(a, *, b, c=1): ...
def only_star(*, a): ...
def star_annotation(*args: *Ts): ...
def trailing(a, b=1,): ...
def trailing_star(*a,): ...
def trailing_kwargs(**k,): ...
def generator():
    x = yield
    y = yield x
    z = yield x, y
    yield from z
    return (yield)
    f((yield), a=(yield 1))
    lambda: (yield)
@decorator
def decorated(): ...
@a.b.c
@a(1)
@a[0].b
@(lambda f: f)
@x if y else z
@(w := x)
class Decorated: ...
class Empty: pass
class Empty2(): pass
class Full(A, b.C, *bases, metaclass=M, **kw):
    """doc"""
    x: int = 1
    y = x
    def m(self, __a):
        super().m()
        return __class__, self.__a, __a
    class Inner(Full): x = y
async def coroutine():
    await x
    await x ** 2
    -await x
    async with a as b, c: pass
    async with (a as b, c): pass
    async for x in y: pass
    else: pass
    [x async for x in y]
    {x: await y async for x in z if await w}
    (await x for x in y)
    return await (yield_)
async def agen():
    yield 1
    x = yield
    return
def nested():
    a = 1
    def inner():
        nonlocal a
        a += 1
        def innermost():
            global g
            g = a
            return [a for b in a if b]
        return innermost
    return inner
def shadow(x):
    class C:
        x = x
        y = [x for _ in range(3)]
        def x(self): return x
    return C
def comprehensions(a):
    return [y := f(x) for x in a], [[z for z in y] for y in a], {k: (lambda: k)() for k in a}
def deleted():
    del x
    try: pass
    except E as e: pass
    import a.b, c as d
    from e import f as g, h
    with x as y: pass
    for q, [*r] in s: pass
    (t := 1)
def private():
    class __X:
        def __init__(self, __y): self.__z = __y = __import__
        from __mod import __name as other
        import __pkg
