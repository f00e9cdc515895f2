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

SKIP = (' at 0x',)
for name, programs in groups.items():
    seen = set()
    with open('objs_%s.txt' % name, 'w') as out:
        for p in programs:
            if p in seen:
                continue
            seen.add(p)
            a = answer(p)
            if a is None or name == 'set' and ("'a" in a and ',' in a or p in ('hash(None)', 'hash({1: 2}.values())') or 'add({1: 2}.values())' in p or 'hash(' in p and "'a" in p or 'hash(frozenset' in p) or len(a) > 3000 or any(s in a for s in SKIP) or '\t' in a or '\n' in a:
                continue
            out.write(p + '\t' + a + '\n')
