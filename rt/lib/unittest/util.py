"""What the parts of unittest share."""

# Reprs in messages are cut to 80 characters: some of the start, of what the values
# have in common and of the end is kept.
_LONGEST = 80
_MIDDLE = 12
_HEAD = _TAIL = _MIN_COMMON = 5
_DIFFERENCE = _LONGEST - _HEAD - _MIDDLE - _MIN_COMMON - _MIDDLE - _TAIL


def safe_repr(value, short=False):
    try:
        text = repr(value)
    except Exception:
        text = object.__repr__(value)
    if short and len(text) >= _LONGEST:
        return text[:_LONGEST] + " [truncated]..."
    return text


def strclass(cls):
    return cls.__module__ + "." + cls.__qualname__


def _squeeze(text, head, tail):
    cut = len(text) - head - tail
    if cut > _MIDDLE:
        return "%s[%d chars]%s" % (text[:head], cut, text[len(text) - tail:])
    return text


def common_shorten_repr(*values):
    """The reprs, shortened alike: what they have in common at the start is cut."""
    texts = [safe_repr(v) for v in values]
    longest = max(len(t) for t in texts)
    if longest <= _LONGEST:
        return tuple(texts)
    first = texts[0]
    n = 0
    limit = min(len(t) for t in texts)
    while n < limit and all(t[n] == first[n] for t in texts):
        n += 1
    common = _LONGEST - (longest - n + _HEAD + _MIDDLE)
    if common > _MIN_COMMON:
        prefix = _squeeze(first[:n], _HEAD, common)
        return tuple(prefix + t[n:] for t in texts)
    prefix = _squeeze(first[:n], _HEAD, _MIN_COMMON)
    return tuple(prefix + _squeeze(t[n:], _DIFFERENCE, _TAIL) for t in texts)


def count_differences(first, second):
    """(times in first, times in second, element) where the two counts differ."""
    try:
        return _differences_of_hashable(first, second)
    except TypeError:
        return _differences_of_any(first, second)


def _differences_of_hashable(first, second):
    counts = {}
    for x in first:
        counts.setdefault(x, [0, 0])[0] += 1
    for x in second:
        counts.setdefault(x, [0, 0])[1] += 1
    return [(n, m, x) for x, (n, m) in counts.items() if n != m]


def _differences_of_any(first, second):
    rest = list(second)
    left = list(first)
    out = []
    while left:
        x = left[0]
        n = sum(1 for y in left if y == x)
        m = sum(1 for y in rest if y == x)
        left = [y for y in left if not y == x]
        rest = [y for y in rest if not y == x]
        if n != m:
            out.append((n, m, x))
    while rest:
        x = rest[0]
        m = sum(1 for y in rest if y == x)
        rest = [y for y in rest if not y == x]
        out.append((0, m, x))
    return out
