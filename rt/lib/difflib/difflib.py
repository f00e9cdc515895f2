"""Differences of sequences, after Ratcliff and Obershelp's gestalt pattern matching."""

__all__ = ["get_close_matches", "ndiff", "restore", "SequenceMatcher", "Differ",
           "IS_CHARACTER_JUNK", "IS_LINE_JUNK", "context_diff", "unified_diff", "Match"]


class Match(tuple):
    """A run of equal elements: a, b, size."""

    __match_args__ = _fields = ("a", "b", "size")

    def __new__(cls, a, b, size):
        return tuple.__new__(cls, (a, b, size))

    @property
    def a(self):
        return self[0]

    @property
    def b(self):
        return self[1]

    @property
    def size(self):
        return self[2]

    def __repr__(self):
        return "Match(a=%r, b=%r, size=%r)" % tuple(self)


def _ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    """Compares two sequences of hashable elements."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        self.isjunk = isjunk
        self.autojunk = autojunk
        self.a = self.b = None
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        if a is self.a:
            return
        self.a = a
        self._forget()

    def set_seq2(self, b):
        if b is self.b:
            return
        self.b = b
        self._forget()
        self.fullbcount = None
        self._index()

    def _forget(self):
        self.opcodes = self.matching_blocks = None

    def _index(self):
        """Where each element of b lies, without junk and what is too frequent."""
        b = self.b
        self.b2j = places = {}
        for i, x in enumerate(b):
            places.setdefault(x, []).append(i)
        is_junk = self.isjunk
        self.bjunk = {x for x in places if is_junk(x)} if is_junk else set()
        for x in self.bjunk:
            del places[x]
        # From 200 elements on, those that are more than one in a hundred.
        often = len(b) // 100 + 1 if self.autojunk and len(b) >= 200 else len(b)
        self.bpopular = {x for x in places if len(places[x]) > often}
        for x in self.bpopular:
            del places[x]

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """The longest run of equal elements in a[alo:ahi] and b[blo:bhi]: of several
        the one that begins first in a, of these the one that begins first in b."""
        a, b, places, junk = self.a, self.b, self.b2j, self.bjunk
        if ahi is None:
            ahi = len(a)
        if bhi is None:
            bhi = len(b)
        i, j, size = alo, blo, 0
        # lengths[y] is the length of the run that ends at a[x-1] and b[y].
        lengths = {}
        for x in range(alo, ahi):
            longer = {}
            for y in places.get(a[x], ()):
                if y < blo:
                    continue
                if y >= bhi:
                    break
                k = longer[y] = lengths.get(y - 1, 0) + 1
                if k > size:
                    i, j, size = x - k + 1, y - k + 1, k
            lengths = longer
        # Popular elements, then junk, make a run longer but never begin one.
        for wanted in (False, True):
            while i > alo and j > blo and (b[j - 1] in junk) == wanted and a[i - 1] == b[j - 1]:
                i, j, size = i - 1, j - 1, size + 1
            while (i + size < ahi and j + size < bhi and (b[j + size] in junk) == wanted
                   and a[i + size] == b[j + size]):
                size += 1
        return Match(i, j, size)

    def get_matching_blocks(self):
        """All runs of equal elements in order; the last one is empty."""
        blocks = self.matching_blocks
        if blocks is not None:
            return blocks
        la = len(self.a)
        lb = len(self.b)
        todo = [(0, la, 0, lb)]
        found = []
        while todo:
            alo, ahi, blo, bhi = todo.pop()
            m = self.find_longest_match(alo, ahi, blo, bhi)
            i, j, k = m
            if k:
                found.append((i, j, k))
                if alo < i and blo < j:
                    todo.append((alo, i, blo, j))
                if i + k < ahi and j + k < bhi:
                    todo.append((i + k, ahi, j + k, bhi))
        found.sort()
        found.append((la, lb, 0))
        blocks = []
        ai = bj = size = 0
        for i, j, k in found:
            if ai + size == i and bj + size == j and k:
                size += k
                continue
            if size:
                blocks.append(Match(ai, bj, size))
            ai, bj, size = i, j, k
        blocks.append(Match(la, lb, 0))
        self.matching_blocks = blocks
        return blocks

    def get_opcodes(self):
        """(tag, i1, i2, j1, j2): how to turn a into b."""
        codes = self.opcodes
        if codes is not None:
            return codes
        i = j = 0
        self.opcodes = codes = []
        for ai, bj, size in self.get_matching_blocks():
            tag = ""
            if i < ai and j < bj:
                tag = "replace"
            elif i < ai:
                tag = "delete"
            elif j < bj:
                tag = "insert"
            if tag:
                codes.append((tag, i, ai, j, bj))
            i, j = ai + size, bj + size
            if size:
                codes.append(("equal", ai, i, bj, j))
        return codes

    def get_grouped_opcodes(self, n=3):
        """The changes in groups, with up to n equal elements around them."""
        codes = self.get_opcodes() or [("equal", 0, 1, 0, 1)]
        group = []
        for at, code in enumerate(codes):
            tag, i, iend, j, jend = code
            if tag != "equal":
                group.append(code)
                continue
            # An equal run gives its first n elements to the group before it and its
            # last n to the one behind it; they are one if they touch.
            first, last = at == 0, at == len(codes) - 1
            size = iend - i
            if first and last:
                return
            if size > 2 * n and not first and not last:
                group.append((tag, i, i + n, j, j + n))
                yield group
                group = []
                first = True
            if first:
                keep = min(size, n)
                i, j = iend - keep, jend - keep
            elif last:
                keep = min(size, n)
                iend, jend = i + keep, j + keep
            group.append((tag, i, iend, j, jend))
        yield group

    def ratio(self):
        """How much is equal, from 0 to 1."""
        return _ratio(sum(m[2] for m in self.get_matching_blocks()), len(self.a) + len(self.b))

    def quick_ratio(self):
        """An upper bound of ratio()."""
        if self.fullbcount is None:
            self.fullbcount = counts = {}
            for x in self.b:
                counts[x] = counts.get(x, 0) + 1
        left = {}
        matches = 0
        for x in self.a:
            n = left.get(x)
            if n is None:
                n = self.fullbcount.get(x, 0)
            left[x] = n - 1
            if n > 0:
                matches += 1
        return _ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        """An upper bound of quick_ratio()."""
        sizes = len(self.a), len(self.b)
        return _ratio(min(sizes), sum(sizes))


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """The up to n possibilities that are most like word, best first."""
    if not 0 < n:
        raise ValueError("n must be > 0: %r" % n)
    if not (0.0 <= cutoff and cutoff <= 1.0):
        raise ValueError("cutoff must be in [0.0, 1.0]: %r" % cutoff)
    scored = []
    m = SequenceMatcher()
    m.set_seq2(word)
    for x in possibilities:
        m.set_seq1(x)
        if m.real_quick_ratio() >= cutoff and m.quick_ratio() >= cutoff and m.ratio() >= cutoff:
            scored.append((m.ratio(), x))
    scored.sort(reverse=True)
    return [x for _, x in scored[:n]]


def IS_LINE_JUNK(line, pat=None):
    """Whether a line holds nothing but space and at most one #."""
    if pat is not None:
        return pat(line) is not None
    return line.strip() in ("", "#")


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    return ch in ws


class Differ:
    """Compares sequences of lines, and similar lines character by character."""

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk, self.charjunk = linejunk, charjunk

    def compare(self, a, b):
        """Yield lines that begin with "- ", "+ ", "  " or "? "."""
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == "replace":
                yield from self._replace(a, alo, ahi, b, blo, bhi)
            elif tag == "delete":
                yield from self._dump("-", a, alo, ahi)
            elif tag == "insert":
                yield from self._dump("+", b, blo, bhi)
            else:
                yield from self._dump(" ", a, alo, ahi)

    def _dump(self, tag, x, lo, hi):
        for i in range(lo, hi):
            yield "%s %s" % (tag, x[i])

    def _plain(self, a, alo, ahi, b, blo, bhi):
        if bhi - blo < ahi - alo:
            yield from self._dump("+", b, blo, bhi)
            yield from self._dump("-", a, alo, ahi)
        else:
            yield from self._dump("-", a, alo, ahi)
            yield from self._dump("+", b, blo, bhi)

    def _replace(self, a, alo, ahi, b, blo, bhi):
        """The pair of lines that are most alike comes together; what is before and
        behind it is compared in the same way."""
        best, cutoff = 0.74, 0.75
        m = SequenceMatcher(self.charjunk)
        equal_i = equal_j = None
        best_i = best_j = 0
        for j in range(blo, bhi):
            bj = b[j]
            m.set_seq2(bj)
            for i in range(alo, ahi):
                ai = a[i]
                if ai == bj:
                    if equal_i is None:
                        equal_i, equal_j = i, j
                    continue
                m.set_seq1(ai)
                if m.real_quick_ratio() > best and m.quick_ratio() > best and m.ratio() > best:
                    best, best_i, best_j = m.ratio(), i, j
        if best < cutoff:
            if equal_i is None:
                yield from self._plain(a, alo, ahi, b, blo, bhi)
                return
            best_i, best_j, best = equal_i, equal_j, 1.0
        else:
            equal_i = None
        yield from self._around(a, alo, best_i, b, blo, best_j)
        x, y = a[best_i], b[best_j]
        if equal_i is None:
            marks_x = marks_y = ""
            m.set_seqs(x, y)
            for tag, i1, i2, j1, j2 in m.get_opcodes():
                n, k = i2 - i1, j2 - j1
                if tag == "replace":
                    marks_x += "^" * n
                    marks_y += "^" * k
                elif tag == "delete":
                    marks_x += "-" * n
                elif tag == "insert":
                    marks_y += "+" * k
                else:
                    marks_x += " " * n
                    marks_y += " " * k
            yield from self._marked(x, y, marks_x, marks_y)
        else:
            yield "  " + x
        yield from self._around(a, best_i + 1, ahi, b, best_j + 1, bhi)

    def _around(self, a, alo, ahi, b, blo, bhi):
        if alo < ahi:
            if blo < bhi:
                yield from self._replace(a, alo, ahi, b, blo, bhi)
            else:
                yield from self._dump("-", a, alo, ahi)
        elif blo < bhi:
            yield from self._dump("+", b, blo, bhi)

    def _marked(self, x, y, marks_x, marks_y):
        marks_x = _keep_space(x, marks_x).rstrip()
        marks_y = _keep_space(y, marks_y).rstrip()
        yield "- " + x
        if marks_x:
            yield "? %s\n" % marks_x
        yield "+ " + y
        if marks_y:
            yield "? %s\n" % marks_y


def _keep_space(line, marks):
    """Marks in which white space of the line stands where it has no mark."""
    return "".join(ch if mark == " " and ch.isspace() else mark for ch, mark in zip(line, marks))


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """Compare two lists of lines: see Differ."""
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    """The lines of one of the two sequences that ndiff compared."""
    try:
        tag = {1: "- ", 2: "+ "}[int(which)]
    except KeyError:
        raise ValueError("unknown delta choice (must be 1 or 2): %r" % which) from None
    for line in delta:
        if line[:2] in ("  ", tag):
            yield line[2:]


def _groups(a, b, n, marks, names, dates, end):
    """Check the arguments of a diff, and yield its groups of changes, the first with
    the two lines of heading."""
    for lines in (a, b):
        if lines and not isinstance(lines[0], str):
            raise TypeError("lines to compare must be str, not %s (%r)" % (type(lines[0]).__name__, lines[0]))
    for text in (*names, *dates, end):
        if not isinstance(text, str):
            raise TypeError("all arguments must be str, not: %r" % (text,))
    heads = ["%s %s%s%s" % (mark, name, date and "\t" + date, end)
             for mark, name, date in zip(marks, names, dates)]
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        yield heads, group
        heads = []


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    """Yield the lines of a diff in unified format."""
    for heads, group in _groups(a, b, n, ("---", "+++"), (fromfile, tofile),
                                (fromfiledate, tofiledate), lineterm):
        yield from heads
        _, i, _, j, _ = group[0]
        _, _, iend, _, jend = group[-1]
        yield "@@ -%s +%s @@%s" % (_unified_range(i, iend), _unified_range(j, jend), lineterm)
        for tag, i, iend, j, jend in group:
            if tag == "equal":
                yield from (" " + line for line in a[i:iend])
            else:
                yield from ("-" + line for line in a[i:iend])
                yield from ("+" + line for line in b[j:jend])


def _unified_range(start, stop):
    n = stop - start
    if n == 1:
        return "%d" % (start + 1)
    return "%d,%d" % (start if n == 0 else start + 1, n)


def context_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    """Yield the lines of a diff in context format."""
    marks = {"insert": "+ ", "delete": "- ", "replace": "! ", "equal": "  "}
    for heads, group in _groups(a, b, n, ("***", "---"), (fromfile, tofile),
                                (fromfiledate, tofiledate), lineterm):
        yield from heads
        _, i, _, j, _ = group[0]
        _, _, iend, _, jend = group[-1]
        tags = {code[0] for code in group}
        yield "*" * 15 + lineterm
        yield "*** %s ****%s" % (_context_range(i, iend), lineterm)
        if tags - {"equal", "insert"}:
            yield from (marks[code[0]] + line for code in group for line in a[code[1]:code[2]])
        yield "--- %s ----%s" % (_context_range(j, jend), lineterm)
        if tags - {"equal", "delete"}:
            yield from (marks[code[0]] + line for code in group for line in b[code[3]:code[4]])


def _context_range(start, stop):
    n = stop - start
    if n <= 1:
        return "%d" % (start if n == 0 else start + 1)
    return "%d,%d" % (start + 1, start + n)
