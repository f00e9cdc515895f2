match x:
    case 1 | -1 | 1.5 | -2j | 1 + 2j | -1 - 2j: pass
    case 'a' | b'b' | 'a' 'b' | None | True | False: pass
    case a.b | a.b.c.d: pass
    case (1): pass
    case (1 | 2) as y: pass
    case () | []: pass
    case (a,) | [a]: pass
    case a, b: pass
    case a, *_: pass
    case [*a, b, [c, *_]]: pass
    case *a,: pass
    case {}: pass
    case {'a': 1, -1: x, None: y, a.b: z, **rest}: pass
    case {1: _, **rest,}: pass
    case C(): pass
    case C(a, b.c, 1, x=1, y=[a2, *b2],): pass
    case a.b.C(x=C()): pass
    case {'x': [1, {'y': C(z=(1 | 2) as w)}]} if w > 1: pass
    case str() | int() as x if x: pass
    case _: pass
match x, y:
    case 1, 2:
        match z:
            case _ if z: pass
match *a, b:
    case _: pass
match (x):
    case x: pass
match -x:
    case x: pass
match [a, b]:
    case x: pass
match not x:
    case x: pass
match match:
    case case: pass
def f():
    match x:
        case {'k': v, **r} if (n := v): return lambda: (v, r, n)
        case C(a=[b, *c]) as d: return [b for b in c]
