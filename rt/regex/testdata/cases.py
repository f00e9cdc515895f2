"""Random patterns and texts, and what CPython's re makes of them.

Usage: cases.py SEED COUNT. Each line is a JSON list: pattern, is it bytes, flags, then
either an error as text or a list of texts with what search, match and fullmatch found
and where all matches are."""

import json
import random
import sys
import re
import signal
import warnings

warnings.simplefilter("ignore")


class TooLong(Exception):
    pass


def too_long(*args):
    raise TooLong


signal.signal(signal.SIGALRM, too_long)
seed, count = int(sys.argv[1]), int(sys.argv[2])
rnd = random.Random(seed)
LETTERS = "abcAB1_ \n\xe9\xc9ks\u0131\u017f\u212a\u03c3\u03c2\U0001f600"


def letter(narrow):
    if narrow:
        return rnd.choice("abcAB1_ \n\xe9\xc9")
    return rnd.choice("abc" if rnd.random() < 0.7 else LETTERS)


def char_class(narrow):
    out = "[" + rnd.choice(["", "", "^"])
    for _ in range(rnd.randint(1, 3)):
        kind = rnd.random()
        if kind < 0.4:
            out += re.escape(letter(narrow))
        elif kind < 0.7:
            lo, hi = sorted([letter(narrow), letter(narrow)])
            if rnd.random() < 0.03:
                lo, hi = hi, lo
            out += re.escape(lo) + "-" + re.escape(hi)
        else:
            out += rnd.choice([r"\d", r"\w", r"\s", r"\D", r"\W", r"\S"])
    return out + "]"


def atom(depth, groups, narrow):
    kind = rnd.random()
    if depth <= 0 or kind < 0.4:
        kind = rnd.random()
        if kind < 0.6:
            return re.escape(letter(narrow))
        if kind < 0.75:
            return char_class(narrow)
        if kind < 0.85:
            return rnd.choice([".", r"\w", r"\d", r"\s", r"\W"])
        if kind < 0.93:
            return rnd.choice(["^", "$", r"\b", r"\B", r"\A", r"\Z"])
        if groups[0]:
            return "\\%d" % rnd.randint(1, groups[0] + (rnd.random() < 0.05))
        return "a"
    if kind < 0.6:
        text = "(" + alternatives(depth - 1, groups, narrow) + ")"
        groups[0] += 1
        return text
    if kind < 0.75:
        return "(?:" + alternatives(depth - 1, groups, narrow) + ")"
    if kind < 0.79:
        return "(?>" + alternatives(depth - 1, groups, narrow) + ")"
    if kind < 0.86:
        return "(?" + rnd.choice(["=", "!"]) + alternatives(depth - 1, groups, narrow) + ")"
    if kind < 0.91:
        return "(?<" + rnd.choice(["=", "!"]) + sequence(0, groups, narrow) + ")"
    if kind < 0.95 and groups[0]:
        return "(?(%d)%s|%s)" % (rnd.randint(1, groups[0]), sequence(depth - 1, groups, narrow), sequence(depth - 1, groups, narrow))
    return "(?" + rnd.choice(["i", "s", "m", "-i", "a", "i-s"]) + ":" + alternatives(depth - 1, groups, narrow) + ")"


def piece(depth, groups, narrow):
    text = atom(depth, groups, narrow)
    if rnd.random() < 0.4:
        text += rnd.choice(["*", "+", "?", "*", "+", "?", "{2}", "{1,2}", "{0,1}", "{2,}", "{,2}", "{0}", "{3,1}"][: 12 + (rnd.random() < 0.1)])
        text += rnd.choice(["", "", "", "?", "?", "+"])
    return text


def sequence(depth, groups, narrow):
    return "".join(piece(depth, groups, narrow) for _ in range(rnd.randint(0 if rnd.random() < 0.2 else 1, 3)))


def alternatives(depth, groups, narrow):
    n = 1 if rnd.random() < 0.6 else rnd.randint(2, 3)
    return "|".join(sequence(depth, groups, narrow) for _ in range(n))


def spans(m):
    return None if m is None else [list(m.span(i)) for i in range(m.re.groups + 1)] + [m.lastindex or 0]


for _ in range(count):
    narrow = rnd.random() < 0.3
    flags = 0
    for flag in (re.I, re.I, re.M, re.S, re.A, re.X):
        if rnd.random() < 0.2:
            flags |= int(flag)
    pattern = alternatives(3, [0], narrow)
    if rnd.random() < 0.05:
        pattern = pattern[: rnd.randint(0, len(pattern))]
    if rnd.random() < 0.05:
        at = rnd.randint(0, len(pattern))
        pattern = pattern[:at] + rnd.choice(["(", ")", "[", "]", "{", "*", "?", "\\", "(?P<", "(?", "(?x)", "|", "\\q", "\\x", "\\1"]) + pattern[at:]
    row = [pattern, narrow, flags]
    try:
        p = re.compile(pattern.encode("latin-1") if narrow else pattern, flags)
    except (re.error, ValueError, OverflowError) as e:
        print(json.dumps(row + [str(getattr(e, "msg", e)), e.pos if isinstance(e, re.error) and e.pos is not None else -1]))
        continue
    except RecursionError:
        continue
    results = []
    for _ in range(6):
        text = "".join(letter(narrow) for _ in range(rnd.randint(0, 9)))
        t = text.encode("latin-1") if narrow else text
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        try:
            row_of = [text, spans(p.search(t)), spans(p.match(t)), spans(p.fullmatch(t)), [spans(m) for m in p.finditer(t)]]
            signal.setitimer(signal.ITIMER_REAL, 0)
        except (TooLong, SystemError):  # the latter: a defect in CPython
            break
        results.append(row_of)
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(json.dumps(row + [results]))
