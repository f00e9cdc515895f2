"""A docstring."""
from __future__ import annotations, generator_stop
import os, sys as system, a.b.c, a.b.d as e
from . import here
from .. import (there, beyond as far,)
from ...up.more import x
from . .odd import y
from .... import four
from mod import *
x = 1; y = 2
x: int
x: int = 1
(x): int = 2
x.y: str = 'a'
x[0]: list[int] = []
a, b = b, a
(a, [b, *c]), d = *e, f = x
[a, b] = [] = x
*a, = b
a = yield_ = 1
x += 1; x -= 1; x *= 1; x /= 1; x //= 1; x %= 1; x @= 1; x **= 1; x >>= 1; x <<= 1; x &= 1; x |= 1; x ^= 1
x.y += 1, 2
x[0] -= yielded if x else y
del x, (y), [z, (w,)], a.b, c[0]
assert x
assert x, 'message'
raise
raise X
raise X from None
pass
if x: pass
elif y: a; b
elif z:
    c
else: d
while x: break
else:
    continue_ = 1
for x in y: pass
for x, *y in z, w: continue
else: pass
for (x) in *a, b: pass
for x.y in z:
    for a[0] in b:
        break
    else:
        continue
try: x
except: y
try:
    x
except A: y
except (B, C) as e:
    z
else:
    w
finally:
    v
try:
    x
finally:
    y
try:
    x
except* A as e:
    y
except* (B, C):
    z
with a: b
with a as b, c as (d, e), f: pass
with (a as b, c as d,): pass
with (a, b): pass
with (a): pass
with (a, b) as c: pass
with (yield_): pass
with (a), (b): pass
with a as b.c, d as e[0]:
    pass
match x:
    case 0: pass
print(match, case, type, _)
match = case = type = 1
match[x]; match(x); match.x; match, x
type(x); type.x
if 1:
  if 2:
     if 3: pass
  x
async_ = 1
