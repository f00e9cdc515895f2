"""Write objs_*.txt: programs about sets, big integers, complex numbers and
memoryviews and what CPython 3.11 answers, in the format of expr.txt.

Usage: cd rt/testdata && python3.11 gen_objs.py
"""
import random
import warnings

warnings.simplefilter('ignore')
groups = {}


def group(name):
    global add
    programs = groups.setdefault(name, [])
    add = lambda *ps: programs.extend(ps)


def answer(p):
    parts = p.split('; ')
    env = {}
    try:
        for s in parts[:-1]:
            exec(s, env)
        try:
            compile(parts[-1], '', 'eval')
        except SyntaxError:
            exec(parts[-1], env)
            return 'None'
        return repr(eval(parts[-1], env))
    except (SyntaxError, RecursionError):
        return None
    except Exception as e:
        s = str(e)
        return '!' + type(e).__name__ + (': ' + s if s else '')


# Sets: order of iteration through growth, removal and merging.
group('set')
rnd = random.Random(5)


def value():
    k = rnd.random()
    if k < .6:
        return str(rnd.randrange(0, 100))
    if k < .75:
        return str(rnd.randrange(-2**40, 2**40))
    if k < .85:
        return repr(rnd.choice([0.5, 1.5, -2.25, 3.0, 1e10, -0.0, 7.75]))
    if k < .95:
        return '(%d, %d)' % (rnd.randrange(5), rnd.randrange(5))
    return rnd.choice(['True', 'False', '()', 'frozenset([1, 2])', 'frozenset()'])


def values(n):
    return '[' + ', '.join(value() for _ in range(n)) + ']'


for i in range(900):
    steps = ['x = set(%s)' % values(rnd.choice([0, 1, 3, 5, 8, 20, 60])), 'y = %s(%s)' % (rnd.choice(['set', 'frozenset', 'list']), values(rnd.choice([0, 2, 5, 9, 30])))]
    for _ in range(rnd.randrange(1, 14)):
        steps.append(rnd.choice(['x.add(%s)' % value(), 'x.add(%s)' % value(), 'x.discard(%s)' % value(), 'x.discard(%s)' % value(), 'x.update(%s)' % values(rnd.randrange(9)),
                                 'x.update(y)', 'x.difference_update(%s)' % values(3), 'x.difference_update(y)', 'x.symmetric_difference_update(y)', 'x.intersection_update(y, x)',
                                 'x.update(range(%d))' % rnd.randrange(60), 'x = x.copy()', 'x.clear()' if rnd.random() < .2 else 'x.add(5)', 'x = x.union(y, %s)' % values(3),
                                 'x = x.difference(y)', 'x = x.symmetric_difference(y)', 'x.add(1); x.pop()', 'x.add(1); x.pop()', 'x = x | frozenset(y)', 'x -= set(y)', 'x |= set(y)', 'x ^= set(y)',
                                 'x.difference_update(range(50))', 'x = x.intersection(range(90))', 'x.update({1: 2, 70: 3})', 'x = x - set({1: 2, 5: 5})', 'x = x.difference({1: 2, 5: 5})']))
    add('; '.join(steps) + '; (list(x), len(x), x == set(x), y in [x], frozenset(x))')
    add('; '.join(steps) + '; (x & set(y), set(y) & x, x | set(y), x - set(y), x ^ set(y), x.isdisjoint(y), x.issubset(y), x.issuperset(y), x < set(y), x >= set(y))')
sets = ['set()', 'set([1, 2, 3])', 'frozenset()', 'frozenset([3, 4])', "frozenset(['a'])", '{1: 2, 3: 4}.keys()', '{1: 2}.items()', '{}.keys()', '[1, 2]', '{1: 2, 3: 4}', '[None]', '5', "'ab'", '{1: 2}.values()']
for a in sets:
    for b in sets:
        for op in '- & | ^ == != < <= > >= in'.split():
            add('%s %s %s' % (a, op, b))
        for op in '-= &= |= ^='.split():
            add('x = %s; x %s %s; x' % (a, op, b), 'x = %s; y = x; x %s %s; x is y' % (a, op, b))
        for m in 'union intersection difference symmetric_difference update intersection_update difference_update symmetric_difference_update isdisjoint issubset issuperset add remove discard __contains__ __and__ __rand__ __or__ __ior__ __iand__ __sub__ __rsub__ __eq__ __lt__'.split():
            add('x = %s; x.%s(%s)' % (a, m, b), 'x = %s; x.%s(%s); x' % (a, m, b))
    for m in 'clear copy pop union intersection difference update isdisjoint symmetric_difference add remove discard __len__ __hash__ __repr__ __iter__'.split():
        add('x = %s; x.%s() == 1' % (a, m), 'x = %s; x.%s(); x' % (a, m))
        if '_' not in m[:1]:
            add('x = %s; x.%s(1, 2)' % (a, m))
    for f in 'len bool hash repr sorted list tuple set frozenset dict iter min max sum any all type reversed'.split():
        if f not in ('iter', 'reversed'):
            add('%s(%s)' % (f, a))
    add('%s[0]' % a, 'x = %s; x[0] = 1' % a, 'x = %s; del x[0]' % a, 'isinstance(%s, set)' % a, '1 in %s' % a, '[] in %s' % a, 'set([1]) in %s' % a, 'frozenset([1, 2]) in [%s]' % a, '%s * 2' % a, '-%s' % a,
        "format(%s, '')" % a, "format(%s, '5')" % a, "'%%s' %% (%s,)" % a, '%s == [1]' % a, 'list(enumerate(%s))' % a)
add('set(1)', 'set(1, 2)', 'set(x=1)', 'frozenset(5)', 'set([[]])', 'set([1]).remove(2)', 'set([1]).remove((1, 2))', 'set().pop()', 'set([frozenset([1])]).remove(set([1]))', 'set([1]).discard([])', 'set([1]).remove([])',
    'x = set([1, 2]); y = iter(x); next(y); x.add(3); next(y)', 'x = set([1, 2]); y = iter(x); x.add(3); next(y)', 'x = set([1]); y = iter(x); next(y); next(y)', 'x = frozenset([1]); frozenset(x) is x', 'x = frozenset([1]); x.copy() is x',
    'x = set([1]); x.copy() is x', 'x = frozenset([1]); x.union() is x', 'x = frozenset([1]); (x | x) is x', 'hash(frozenset())', 'hash(frozenset([1, 2, 3]))', 'hash(frozenset([frozenset([1]), 2]))', 'hash(frozenset(range(100)))', 'hash(set())', 'set([1, 1.0, True])',
    'set([0.0, -0.0])', "x = float('nan'); set([x, x])", "len(set([float('nan'), float('nan')]))", 'set([set()])', 'frozenset([1, 2]) == set([2, 1])', 'frozenset([1]) in set([frozenset([1])])', 'set([1]) in set([frozenset([1])])', '{frozenset([1]): 2}[frozenset([1])]',
    'set([1, 2]) <= [1]', 'set([1]) < 5', 'set([1]) | [2]', 'x = set([1]); x |= [2]', 'x = frozenset([1]); y = x; x |= set([2]); (x, y)', 'set.union(set([1]), [2])', 'set.union([1], [2])', 'set.add(frozenset(), 1)', 'set([1]).union(5)', 'set([1]).update(5)', 'set([1]).update([1], 5)',
    'set([3, 1, 2])', 'set(range(20))', 'set(range(0, 200, 8))', 'list(set([8, 16, 24, 32, 0]))', 'set([-1, -2])', 'frozenset(set([5]))', 'set(frozenset([5]))', 'x = set(); x.add(x)', 'set([(1, 2), (2, 1)])', 'sorted(set("hello"))' if False else 'sorted(set([5, 3]))',
    '{1: 2, 3: 4}.items() & [(1, 2)]', '{1: 2, 3: 4}.items() ^ {1: 2, 5: 6}.items()', '{1: 2, 3: 4}.keys() - [1]', '[1, 9] - {1: 2}.keys()', '{1: [], 2: 3}.items() & [(2, 3)]', '{1: []}.items() | []', '{1: 2}.keys() & 5', '{1: 2}.keys().isdisjoint([1])', '{1: 2}.keys().isdisjoint([2])', '{1: 2}.keys().isdisjoint(5)', '{1: 2}.items().isdisjoint({1: 3}.items())',
    '{1: 2}.keys() <= set([1])', 'set([1]) >= {1: 2}.keys()', 'set([1]) == {1: 2}.keys()', '{1: 2}.keys() == frozenset([1])', '{1: 2}.keys() < 5', '{1: 2}.items() >= set()', 'hash({1: 2}.keys())', '{1: 2, 3: 4}.keys() & {3: 1}.keys()', '{1: 2}.keys() & {3: 1, 1: 5}', '{1: 2}.keys() | {3: 1}.keys()', '{1: 2}.values() | [1]', '{1: 2}.keys() + [1]')

group('range')
for r in ['range(2 ** 70)', 'range(2 ** 70, 2 ** 70 + 10, 3)', 'range(2 ** 70, 2 ** 70 - 10, -4)', 'range(-(2 ** 65), 2 ** 65, 2 ** 64)', 'range(0, 2 ** 62)', 'range(2 ** 62 - 3, 2 ** 62 + 3)', 'range(0, 4611686018427387903, 2305843009213693952)', 'range(5, 2 ** 70, 2 ** 80)', 'range(2 ** 70, 5)', 'range(0, 10, 2 ** 70)', 'range(10, 0, -(2 ** 70))', 'range(2 ** 70, 2 ** 70)']:
    for m in ['%s', 'len(%s)', 'bool(%s)', '%s[0]', '%s[-1]', '%s[1]', '%s[2 ** 64]', '%s[-(2 ** 64)]', '%s[2 ** 90]', '%s[1:]', '%s[:3]', '%s[::-1]', '%s[::2]', '%s[2:0:-1]', '%s[-3:]', '%s[2 ** 64:]', '%s[:2 ** 64:2 ** 60]', '%s[::2 ** 70]', '%s[::-(2 ** 70)]', '%s[::0]', "%s['a']", "%s[:'a']", '%s[None]', '3 in %s', '2 ** 70 in %s', '2 ** 70 + 3 in %s', '2.0 ** 70 == 1 or 5 in %s', "%s.index(2 ** 70)", '%s.index(0)', '%s.index(3)', '%s.count(2 ** 70)', '%s.count(0)', '%s.start', '%s.stop', '%s.step', '%s == %s', '%s == range(5)', 'next(iter(%s))', 'x = iter(%s); next(x); next(x)', 'next(reversed(%s))', 'x = %s; x[0] = 1', 'repr(%s)', '%s + 1', 'list(%s[:3])', 'list(zip(%s, [1, 2]))', 'list(reversed(%s[:3]))', 'isinstance(%s, range)', 'type(%s) is range']:
        add(m % ((r,) * m.count('%s')))
    if '2 ** 70)' not in r[:15] and '2 ** 62)' not in r or r.startswith('range(2 ** 70, 2 ** 70'):
        add('list(%s)' % r, 'sum(%s)' % r, 'tuple(%s)' % r, 'max(%s)' % r, '1.5 in %s' % r, '%s.index(1.5)' % r)
add('list(range(2 ** 70))', 'range(2 ** 70, 2 ** 71, 0)', "range(2 ** 70, 'a')", 'range(True, 2 ** 70)', 'range(0, 10)[::2 ** 70]', 'range(2 ** 70, 2 ** 70 + 9, 2) == range(2 ** 70, 2 ** 70 + 10, 2)', 'range(2 ** 70, 0) == range(0)', 'hash(range(2 ** 70, 0)) == hash(range(0))', '{range(2 ** 70): 1}[range(2 ** 70)]', 'range(4611686018427387903)[4611686018427387902]', 'range(-4611686018427387904, 4611686018427387903)[-1]', 'len(range(-4611686018427387904, 4611686018427387903))', 'range(0, 4611686018427387903, 4611686018427387902)[::2]', 'range(0, 4611686018427387903, 4611686018427387902)[1:]')

# Integers beyond a word.
group('int')
bigs = [2**62, -2**62, -2**62 - 1, 2**62 - 1, 2**63, 2**63 - 1, -2**63, 2**64, 2**64 - 1, -2**64 + 1, 10**19, 10**20, -10**40, 2**100, 3**80, -7**77, 2**200 - 1, 10**100 + 7, 2**1000, -3**700, 2**61 - 1, 2**122]
others = ['0', '1', '-1', '2', '7', '-3', '1000000007', 'True', '63', '64', '100', '0.0', '1.5', '-2.5', '1e20', '1e300', '4611686018427387904.0', "float('inf')", "float('nan')", 'None', "'ab'", '[1]', "b'x'"]
for a in bigs:
    for b in others + [str(x) for x in bigs[:14]]:
        for op in '+ - * / // % & | ^ == != < <= > >='.split():
            add('(%s) %s (%s)' % (a, op, b), '(%s) %s (%s)' % (b, op, a))
        add('divmod(%s, %s)' % (a, b), 'divmod(%s, %s)' % (b, a), 'x = %s; x += %s; x' % (a, b), 'x = %s; x -= %s; x' % (b, a), 'x = %s; x //= %s; x' % (a, b), '(%s) in [%s, 5]' % (a, b), 'max(%s, %s)' % (a, b))
        if abs(a) < 2**250 and b in ('0', '1', '-1', '2', '7', '-3', 'True', '1.5', '-2.5', '0.0', 'None', "'ab'", '[1]'):
            add('(%s) ** (%s)' % (a, b))
        if b in ('0', '1', '-1', '2', '7', '-3', 'True', '63', '64', '100', '1.5', 'None'):
            add('(%s) << (%s)' % (a, b), '(%s) >> (%s)' % (a, b), '(%s) >> (%s)' % (b, a))
        add('pow(%s, 5, %s)' % (a, b), 'pow(5, %s, %s)' % (b, a), 'pow(3, -1, %s)' % a, 'pow(%s, -3, %s)' % (b, a))
    for f in 'str repr hash bool abs float int hex oct bin len chr bytes round type complex ascii'.split():
        if f not in ('bytes', 'complex'):
            add('%s(%s)' % (f, a))
    for m in 'bit_length bit_count conjugate as_integer_ratio __neg__ __abs__ __invert__ __hash__ __float__ __int__ __index__ __trunc__ __floor__ __ceil__ __round__ __repr__ __str__ __bool__'.split():
        add('(%s).%s()' % (a, m))
    for t in 'real imag numerator denominator'.split():
        add('(%s).%s' % (a, t))
    add('-(%s)' % a, '+(%s)' % a, '~(%s)' % a, 'not (%s)' % a, '{%s: 1}[%s]' % (a, a), '(%s) is (%s)' % (a, a) if False else '(%s) == float(%s)' % (a, a), '[1, 2][%s]' % a, "'abc'[%s]" % a, '(1,)[%s]' % a, "b'ab'[%s]" % a, 'range(5)[%s]' % a, '[1, 2, 3][:%s]' % a, '[1, 2, 3][%s:]' % a, "'abc'[::%s]" % a, "'abc'[%s::-1]" % a,
        '[1] * %s' % a, "'a' * (%s)" % a, "b'a' * (%s)" % a, "'%%d' %% (%s)" % a, "'%%x' %% (%s)" % a, "'%%#o' %% (%s)" % a, "'%%+50.30d|' %% (%s)" % a, "'%%-60d|' %% (%s)" % a, "'%%080X' %% (%s)" % a, "'%%s' %% (%s)" % a, "b'%%d' %% (%s)" % a, "'%%c' %% (%s)" % a, "'%%e' %% (%s)" % a, "'%%.3f' %% (%s)" % a, 
        'sum([%s, %s])' % (a, a), 'sum([%s, 1.5])' % a, 'sum([1, %s, -1])' % a, 'hash((%s, 1))' % a, 'hash(frozenset([%s, 1]))' % a, 'set([%s, %s])' % (a, a), 'sorted([%s, 1, -1, 1e300, %s])' % (a, -a), 'min(%s, 0)' % a, 'int(str(%s)) == %s' % (a, a), 'int(hex(%s), 16) == %s' % (a, a),
        'round(%s, -1)' % a, 'round(%s, -5)' % a, 'round(%s, -19)' % a, 'round(%s, -25)' % a, 'round(%s, -200)' % a, 'round(%s, 3)' % a, 'round(%s, None)' % a, 'round(1.5, %s)' % a, 'round(5, %s)' % abs(a), 'isinstance(%s, int)' % a, 'divmod(%s, 0)' % a, '(%s) / 0' % a, '(%s) // 0' % a, '(%s) %% 0' % a, '1 // (%s)' % a, 'float(%s) / 3' % a, '(%s).foo' % a, '(%s)()' % a, '(%s)[0]' % a,
        'list(enumerate([1], 5))', 'range(3).index(%s)' % a, '(%s) in range(5)' % a, "'abc'.find('c', %s)" % a, "'abc'.find('c', 0, %s)" % a, "'a b c'.split(' ', %s)" % a, "'abc'.center(%s)" % a if a < 0 else "'abc'.replace('a', 'b', %s)" % a, '[1, 2].index(2, %s)' % a, '[1, 2].index(2, 0, %s)' % a, 'x = [1, 2]; x.insert(%s, 5); x' % a, '[1].pop(%s)' % a, 'slice(%s).indices(5)' % a)
    for n in '8 9 13 20 100'.split():
        for order in ('big', 'little'):
            for s in ('True', 'False'):
                add("(%s).to_bytes(%s, '%s', signed=%s)" % (a, n, order, s), "int.from_bytes((%s).to_bytes(130, '%s', signed=True), '%s', signed=%s)" % (a, order, order, s))
    for s in ['', 'd', 'b', 'o', 'x', 'X', '#x', '#b', ',', '_', '_x', '_b', '>80', '<80', '^80', '=+80', '080', '0200,', '#0100x', 'e', '.3e', 'f', '.2f', 'g', '.5g', '%', 'n', 'c', 's', '.3', ' ', '+', '-', ',d', '+_d', '*^90,', 'z', '#_X', '0150_b']:
        add("format(%s, '%s')" % (a, s))
    add("'{:,} {!r} {:#x}'.format(%s, %s, %s)" % (a, a, a))
for a in ['123456789012345678901234567890', ' -1_000_000_000_000_000_000_000 ', '0x' + 'f' * 30, '0b' + '10' * 50, '0o' + '7' * 40, 'z' * 30, '1' * 639, '1' * 4300, '1' * 4301, '0' * 5000 + '1', '-' + '9' * 4300, '1_1' * 2200, '9' * 25 + 'x', '_' * 3 + '9' * 30, '\\u0663' * 25, '9' * 30 + '_', '', '+', '-0' * 1]:
    for base in ['', ', 0', ', 10', ', 16', ', 2', ', 36', ', 8']:
        add("int('%s'%s)" % (a, base), "int(b'%s'%s)" % (a.replace('\\u0663', '7'), base), "len(str(int('%s'%s)))" % (a, base))
add("list(enumerate('ab', 2 ** 70))", "list(enumerate('abc', 4611686018427387902))", "list(enumerate('ab', True))", "enumerate('ab', 'x')", "sorted([3, 1], reverse=2 ** 70)", "'abc'.translate({97: 2 ** 70})", "'ab'.translate(str.maketrans({2 ** 70: 'x'}))", 'str(10 ** 4299) == str(10 ** 4299)', 'str(10 ** 4300)', 'repr(-10 ** 4300)', "'%d' % 10 ** 5000", "format(10 ** 4300, 'd')", "format(10 ** 4300, ',')", "len(format(10 ** 4300, 'x'))", "'%s' % (10 ** 5000,)", "len(hex(10 ** 5000))", 'str([10 ** 4300])', "'%x' % 10", 'len(str(10 ** 4299))', "'{}'.format(10 ** 4400)", "len('%x' % (10 ** 5000,))",
    '2 ** 64', '(-2) ** 63', '(-2) ** 64', '3 ** 1000', '10 ** 30', '7 ** 300 % 10 ** 20', '(2 ** 64) ** 0', '0 ** (2 ** 70)', '1 ** (2 ** 70)', '(-1) ** (2 ** 70)', '(-1) ** (2 ** 70 + 1)', '2 ** -2 ** 70' if False else '2.0 ** (2 ** 70)', '(2 ** 70) ** -1', '(2 ** 2000) ** -1', '(2 ** 2000) ** 0.5', '(2 ** 2000) * 1.0', '1.0 / 2 ** 2000', '2 ** 2000 / 2 ** 1990', '2 ** 2000 / 3', '1 / 2 ** 1074', '1 / 2 ** 1075', '3 / 2 ** 1075', '1 / 2 ** 2000', '-1 / 10 ** 400', '10 ** 400 / 10 ** 100',
    '10 ** 23 / 7', '(2 ** 53 + 1) / 1', '(2 ** 54 + 2) / 2', 'float(2 ** 53 + 1)', 'float(2 ** 54 + 3)', 'float(10 ** 308)', 'float(10 ** 309)', 'float(2 ** 1024 - 2 ** 970)', 'float(2 ** 1024 - 2 ** 969)', 'float(-(10 ** 400))', 'int(1e300)', 'int(-1e25)', 'int(1e19)', 'round(1e300)', 'round(2.5e20)', 'int(4611686018427387904.0)', '1 << 62', '1 << 63', '1 << 64', '-1 << 62', '-1 << 63', '1 << 1000', '5 << 100 >> 98',
    '4611686018427387903 + 1', '-4611686018427387904 - 1', '4611686018427387903 * 2', '-4611686018427387904 * -1', '-(-4611686018427387904)', '--4611686018427387904', 'abs(-4611686018427387904)', '-4611686018427387904 // -1', '~4611686018427387903', '~-4611686018427387904', '2 ** 62 - 1', '(2 ** 62) - (2 ** 62)', '(2 ** 80) // (2 ** 70)', '(2 ** 80) % (2 ** 70)', '(2 ** 80) >> 79', '(2 ** 80) & 1', '-(2 ** 80) & 255', '-(2 ** 80) | 255', '-(2 ** 80) ^ 255', '-(2 ** 80) & -(2 ** 70)', '-(2 ** 64) >> 64', '-(2 ** 64) - 1 >> 64',
    'hash(2 ** 61 - 1)', 'hash(2 ** 61)', 'hash(-(2 ** 61))', 'hash(2 ** 100)', 'hash(10 ** 50)', 'hash(-(10 ** 50))', 'hash(1e50) == hash(int(1e50))', 'hash((1, 2, 3))', 'hash((2 ** 70, -1))', '{2 ** 70: 1, 2.0 ** 70: 2}', 'set([2 ** 70, 2.0 ** 70, 1])', '2 ** 70 == 2.0 ** 70', '2 ** 70 + 1 == 2.0 ** 70', '2 ** 70 + 1 > 2.0 ** 70', '10 ** 400 > 1e308', '-(10 ** 400) < -1e308', "10 ** 400 > float('inf')", "10 ** 400 < float('inf')", "10 ** 400 == float('nan')", "10 ** 400 != float('nan')",
    '[2 ** 70] * 2', "'ab' * 2 ** 70", '[] * 2 ** 70', "'' * 2 ** 70", '(1,) * 2 ** 63', '[0] * -(2 ** 70)', 'bytes(2 ** 70)', 'bytearray(2 ** 70)', 'bytes([2 ** 70])', 'x = bytearray(b"a"); x.append(2 ** 70)' if False else 'x = bytearray(b\'a\'); x.append(2 ** 70)', 'x = bytearray(b\'a\'); x[0] = 2 ** 70', '2 ** 70 in b\'a\'', 'chr(2 ** 70)', 'chr(2 ** 31)', 'range(5)[2 ** 70]', 'x = [1]; x[2 ** 70] = 1', 'x = [1]; del x[2 ** 70]', 'x = [1, 2, 3]; x[2 ** 70:] = [9]; x', 'x = [1, 2, 3]; del x[:2 ** 70]; x', 'x = {}; x[2 ** 70] = 1; x[2 ** 70]', 'int(\'5\', 2 ** 70)', 'int(\'5\', -(2 ** 70))', '(5).to_bytes(2 ** 70, \'big\')', 'round(2 ** 70, 2 ** 70)',
    "'{:{}}'.format(1, 2 ** 70)", "'a'.ljust(2 ** 70)", "'a'.zfill(2 ** 70)", "'a\\tb'.expandtabs(2 ** 70)", "b'ab'.hex(':', 2 ** 70)", 'pow(2, 2 ** 70, 1000)', 'pow(2, -(2 ** 70), 7)', 'pow(2 ** 70, 2 ** 70, 2 ** 64 + 1)', 'pow(5, 3, -(2 ** 70))', 'pow(2, 3, 2 ** 70)', 'pow(2 ** 70, -1, 2 ** 71)', 'pow(0, -1, 2 ** 70)', 'pow(3, -1, 2 ** 70)', 'pow(2 ** 70, 2, 0)', 'pow(2 ** 70, 2.0, 3)', 'pow(-(2 ** 70), 3, 1000)', 'pow(2 ** 70, 0, 1)', 'pow(4, 2 ** 70, 1)',
    'int.from_bytes(range(20))', "int.from_bytes(bytes(range(20)), 'little')", "int.from_bytes(b'\\xff' * 20, 'big', signed=True)", "int.from_bytes(b'\\x80' + b'\\x00' * 15, 'big', signed=True)", "int.from_bytes(b'\\x00' * 30, 'big')", '(-(2 ** 63)).to_bytes(8, \'big\', signed=True)', '(2 ** 63).to_bytes(8, \'big\', signed=True)', '(-(2 ** 63) - 1).to_bytes(8, \'big\', signed=True)', '(2 ** 64).to_bytes(8, \'big\')', '(2 ** 64 - 1).to_bytes(8, \'big\')', '(2 ** 70).to_bytes(-1, \'big\')', '(-(2 ** 70)).to_bytes(20, \'big\')')

group('complex')
zs = ['0j', '1j', '(1+2j)', '(-1.5-0.5j)', '(3+0j)', '-0j', '(1e300+1e300j)', "complex('nan')", "complex('inf')", '1e20j', '(0.1+1e-5j)', "complex(-0.0, 2)", "complex(1, float('nan'))", "complex(1, float('-inf'))"]
for a in zs:
    for b in zs + ['0', '1', '-3', 'True', '2.5', '0.0', '2 ** 70', '10 ** 400', "'a'", 'None', '[1]', '0.5']:
        for op in '+ - * / // % ** == != < <= > >= << & |'.split():
            if op == '**' and not ('e300' not in a + b and 'nan' not in a + b and 'inf' not in a + b and b in ('0', '1', '-3', 'True', "'a'", 'None', '[1]', '0j', '(3+0j)')):
                continue
            add('%s %s %s' % (a, op, b), '%s %s %s' % (b, op, a) if op != '**' or b in ('0', "'a'", 'None', '[1]') else '0')
        add('x = %s; x += %s; x' % (a, b), 'x = %s; x *= %s; x' % (a, b), 'divmod(%s, %s)' % (a, b), 'complex(%s, %s)' % (a, b), 'complex(%s, %s)' % (b, a), '%s in [%s]' % (a, b), 'pow(%s, 2, %s)' % (a, b))
    for f in 'repr str bool hash abs int float len round complex ascii type sum iter bytes chr hex'.split():
        if f != 'hash' or 'nan' not in a:
            add('%s(%s)' % (f, a))
    for m in 'conjugate __abs__ __neg__ __bool__ __complex__ __repr__ __hash__'.split():
        if m != '__hash__' or 'nan' not in a:
            add('x = %s; x.%s()' % (a, m))
    add('x = %s; x.real' % a, 'x = %s; x.imag' % a, '-%s' % a, '+%s' % a, '~%s' % a, 'not %s' % a, '%s[0]' % a, '%s.foo' % a if a[-1] == ')' else '0', "'%%s' %% (%s,)" % a, "'%%d' %% (%s,)" % a, "'%%f' %% (%s,)" % a, "'%%r' %% (%s,)" % a, 'isinstance(%s, complex)' % a, '[%s, 1][0]' % a, '{%s: 1}' % a, "complex(str(%s)) == %s" % (a, a))
    for s in ['', 'f', '.2f', 'e', '.3e', 'g', '.3', 'G', 'E', '20', '<30', '^40', '*>30', '=10', '010', '+', ' ', '+.1f', 'n', 'd', '%', 's', ',', ',.2f', '_', 'z', '#', '#.3g', 'x', '30.2f', '+g']:
        add("format(%s, '%s')" % (a, s))
for t in ['1', '1j', '1+2j', '(1+2j)', ' ( 1-2j ) ', '1 + 2j', 'j', '-j', '+j', '1+j', '1-j', '1e5+1e-5j', 'nan', 'inf', 'nan+infj', '-infj', '1_0+2_0j', '1__0', '_1', '1+2', '1+2jj', '', ' ', '(', '()', '(1', '1)', 'abc', '1j+2', '.5j', '5.', '1e400', '1J', '\\u0661+\\u0662j', '1+-2j', '--1j', '1e', 'infinity', '1\\x00', '+1.5e+3-2.5E-3J', '((1))']:
    add("complex('%s')" % t)
add('complex()', 'complex(1)', 'complex(1, 2)', 'complex(real=1, imag=2)', 'complex(imag=2)', "complex('1', 2)", "complex(1, '2')", "complex(b'1')", 'complex([])', 'complex(1, [])', 'complex(1, 2, 3)', 'complex(True)', 'complex(2 ** 70)', 'complex(1j, 1j)', 'complex(1, 1j)', 'complex(1+2j, 3+4j)', '1j ** 2', '1j ** -1', '1j ** 3', '(1+2j) ** 5', '(1+2j) ** -3', '0j ** 0', '0j ** 1j', '0j ** -1', '(-8) ** (1/3)' if False else '0j ** 2', '(2+0j) ** 100', '(2+0j) ** 101 == 2 ** 101', '(1e200+0j) ** 2', '1j == 1', '1 == (1+0j)', '(2 ** 70 + 0j) == 2 ** 70', '2 ** 70 + 1 == 2 ** 70 + 0j', '1.0 == (1+0j)', 'hash(1+0j) == hash(1)', 'hash(1j)', 'hash(1.5+2.5j)', '{1: 2}[(1+0j)]', 'sum([1j, 2])', 'max(1j, 2)', 'sorted([1j, 2])', '3 - 2j', '3-2j', '-3-2j', 'abs(3+4j)', '(3).__add__(1j)', '(3.0).__add__(1j)', '(1j).__add__(3)', '(1j).__radd__(3)', "(1j).__add__('a')", '(1j).__eq__(1)', '(1j).__lt__(1)', 'round(1j)', 'min(1j)', '1j // 1', '1j % 1', 'divmod(1j, 1)', 'bool(0j)')

group('generic')
ts = ['list[int]', 'dict[(str, int)]', 'tuple[(int, Ellipsis)]', 'list[list[str]]', 'int | str', 'int | None', 'list[int] | None', 'int | str | bytes', 'int', 'None', 'set[int]', 'frozenset[str]', 'tuple[()]', '5', 'list[5]', "list['a']", 'type(None)', 'str | int']
for a in ts:
    add('%s' % a, 'repr(%s)' % a, 'str(%s)' % a, 'isinstance(1, %s)' % a, 'issubclass(int, %s)' % a, "isinstance('a', (%s, str))" % a, 'hash(%s) == hash(%s)' % (a, a), '{%s: 1}[%s]' % (a, a), 'x = %s; x.__args__' % a, 'x = %s; x.__origin__' % a, 'x = %s; x.__parameters__' % a, 'x = %s; x()' % a if a not in ('int | str', 'int | None') else '1', 'x = %s; x([1, 2])' % a if 'dict' not in a and a != 'type(None)' else '1', 'x = %s; x.append' % a if 'list' not in a else '1', 'x = %s; x.foo' % a if a not in ('5', 'None', 'int', 'type(None)') else '1', 'type(%s)' % a, "format(%s, '')" % a, 'bool(%s)' % a)
    for b in ts:
        add('%s == %s' % (a, b), '%s != %s' % (a, b), '%s | %s' % (a, b), '%s < %s' % (a, b))
add('int[int]', 'str[0]', 'list[int][str]', 'list[(int, str)]', 'dict[int]', 'list[None]', 'tuple[(None, int)]', 'isinstance(None, int | None)', 'isinstance([], list | tuple)', 'isinstance(1.5, int | str)', 'issubclass(bool, int | str)', 'list[int].__origin__ is list', 'dict[(str, list[int])]', 'int | 5', '5 | int', "int | 'a'", 'list[int]((1, 2))', 'dict[(str, int)](a=1)', 'list[int] == list[int]', 'list[int] == list[str]', '(int | str) == (str | int)', '(int | str) == int', 'int | int', 'int | str | int', '(int | None).__args__', 'None | int', 'None | None', '(5).__sizeof__()', "'abc'.__sizeof__()", '(2 ** 100).__sizeof__()', '[].__sizeof__()', '().__sizeof__()', '(1, 2).__sizeof__()', 'set().__sizeof__()', '{}.__sizeof__()', "b'ab'.__sizeof__()", '(1.5).__sizeof__()', '1j .__sizeof__()' if False else 'None.__sizeof__()', 'True.__sizeof__()', 'False.__sizeof__()', '(0).__sizeof__()', "'\\xe9'.__sizeof__()", "'\\u20ac'.__sizeof__()", '[1, 2].__sizeof__()', 'set([1, 2, 3, 4, 5]).__sizeof__()', "'%d'.__rmod__('a')", '{1: 2}.__ror__({3: 4})')

group('memoryview')
def view(expr, *uses):
    for u in uses:
        add("b = bytearray(b'abcdefgh'); m = %s; %s" % (expr, u))
for e in ['memoryview(b)', 'memoryview(b)[2:5]', 'memoryview(b)[::2]', 'memoryview(b)[::-1]', 'memoryview(bytes(b))', "memoryview(b).cast('H')", "memoryview(b).cast('I')", "memoryview(b).cast('b')", "memoryview(b).cast('c')", "memoryview(b).cast('d')", "memoryview(b).cast('Q')", "memoryview(b).cast('?')", 'memoryview(b).toreadonly()', 'memoryview(memoryview(b))', 'memoryview(b)[3:3]', "memoryview(b)[1:5].cast('h')"]:
    view(e, 'm.tobytes()', 'm.tolist()', 'len(m)', 'm[0]', 'm[-1]', 'm[9]', "m['a']", 'm[1:3].tolist()', 'm[::-1].tolist()', 'm[::2].tobytes()', 'm.nbytes', 'm.itemsize', 'm.format', 'm.readonly', 'm.shape', 'm.strides', 'm.ndim', 'm.suboffsets', 'm.c_contiguous', 'm.contiguous', 'm.obj', 'bool(m)', 'list(m)', 'bytes(m)', 'bytearray(m)', 'm == b', 'b == m', 'm == m', "m == b'abcdefgh'", "m == memoryview(b'abcdefgh')", "m != b'x'", 'm == 5', 'm < m', 'm.hex()', "m.hex(':')", '97 in m', '5 in m', 'list(reversed(m))', 'm[0] = 120; b', 'm[-1] = 120; b', "m[0] = 'a'; b", 'm[0] = 300; b', 'm[0] = -1; b', 'm[0] = 1.5; b', "m[0] = b'z'; b", "m[0:2] = b'xy'; b", "m[0:2] = b'xyz'; b", 'm[0:2] = 5; b', 'm[0:2] = m[1:3]; b', "m[9] = 1; b", "m['a'] = 1; b", 'del m[0]', 'm.foo', 'm + m', 'm * 2', 'hash(m) == hash(m)', "m.cast('B').tolist()", "m.cast('H').tolist()", "m.cast('i').tolist()", "m.cast('x')", "m.cast(5)", "m.cast('@B').tolist()", 'm.release(); m[0]', 'm.release(); m.tolist()', 'm.release(); len(m)', 'm.release(); m.release()', 'm.release(); m == m', 'm.release(); b.append(1); b', "b[0] = 120; m.tolist()", "b[0:2] = b'xy'; m.tolist()", 'b.reverse(); m.tolist()', "b''.join([m])", "b'x' + m", "m in [b'abcdefgh']", 'type(m)', 'isinstance(m, memoryview)', 'sorted(m)', 'min(m)', 'sum(m)', 'tuple(m)', 'len(bytes(m))', 'int.from_bytes(m)')
add('memoryview()', 'memoryview(5)', "memoryview('a')", 'memoryview([1])', "memoryview(object=b'a')[0]", "hash(memoryview(b'ab')) == hash(b'ab')", "hash(memoryview(bytearray(b'ab')))", "{memoryview(b'ab'): 1}[b'ab']", "memoryview(b'ab') == bytearray(b'ab')", "memoryview(b'abcd').cast('H') == memoryview(b'abcd').cast('H')", "memoryview(b'').tolist()", "len(memoryview(b''))", "b'ab'.startswith(memoryview(b'a'))", "b'%s' % memoryview(b'a')", "bytearray(b'ab') + memoryview(b'c')", "b = bytearray(b'ab'); b += memoryview(b'c'); b", "bytes(memoryview(b'abc')[::2])", "b'x'.join([memoryview(b'a'), b'b'])")

SKIP = (' at 0x',)
for name, programs in groups.items():
    seen = set()
    with open('objs_%s.txt' % name, 'w') as out:
        for p in programs:
            if p in seen:
                continue
            seen.add(p)
            a = answer(p)
            if a is None or name == 'set' and ("'a" in a and ',' in a or p in ('hash(None)', 'hash({1: 2}.values())') or 'add({1: 2}.values())' in p or 'hash(' in p and "'a" in p) or len(a) > 3000 or any(s in a for s in SKIP) or '\t' in a or '\n' in a:
                continue
            out.write(p + '\t' + a + '\n')
