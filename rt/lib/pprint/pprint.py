"""Printing nested objects over several lines."""

import sys

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False,
           sort_dicts=True, underscore_numbers=False):
    """Print an object over as many lines as it needs."""
    printer = PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                            underscore_numbers=underscore_numbers)
    printer.pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
            underscore_numbers=False):
    """What pprint prints."""
    printer = PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                            underscore_numbers=underscore_numbers)
    return printer.pformat(object)


def pp(object, *options, sort_dicts=False, **more):
    """pprint with dicts in their own order."""
    more["sort_dicts"] = sort_dicts
    pprint(object, *options, **more)


def saferepr(object):
    return PrettyPrinter()._safe(object, {}, None, 0)[0]


def isreadable(object):
    return PrettyPrinter()._safe(object, {}, None, 0)[1]


def isrecursive(object):
    return PrettyPrinter()._safe(object, {}, None, 0)[2]


class _Key:
    """Orders what has no order: by type and id."""

    __slots__ = ("obj",)

    def __init__(self, x):
        self.obj = x

    def __lt__(self, that):
        x, y = self.obj, that.obj
        try:
            return x < y
        except TypeError:
            return (str(type(x)), id(x)) < (str(type(y)), id(y))


def _pair_key(item):
    return _Key(item[0]), _Key(item[1])


def _recursion(object):
    return "<Recursion on %s with id=%s>" % (type(object).__name__, id(object))


_plain = frozenset((str, bytes, bytearray, float, complex, bool, type(None)))


class PrettyPrinter:
    """Prints objects in a given width."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False,
                 sort_dicts=True, underscore_numbers=False):
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._depth = depth
        self._indent_per_level, self._width = indent, width
        self._stream = sys.stdout if stream is None else stream
        self._compact, self._sort_dicts = bool(compact), sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        out = self._stream
        if out is not None:
            out.write(self.pformat(object) + "\n")

    def pformat(self, object):
        out = []
        self._format(object, out.append, 0, 0, {}, 0)
        return "".join(out)

    def isrecursive(self, object):
        _, _, recursive = self.format(object, {}, 0, 0)
        return recursive

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return not recursive and readable

    def format(self, object, context, maxlevels, level):
        """The repr of an object, whether that is readable, and whether it is
        recursive."""
        return self._safe(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        return self.format(object, context.copy(), self._depth, level)[0]

    def _format(self, object, write, indent, allowance, context, level):
        if id(object) in context:
            write(_recursion(object))
            return
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - allowance:
            printer = self._printer(object)
            if printer is not None:
                context[id(object)] = 1
                printer(object, write, indent, allowance, context, level + 1)
                del context[id(object)]
                return
        write(text)

    def _printer(self, object):
        r = type(object).__repr__
        if r is dict.__repr__:
            return self._dict
        if r is list.__repr__:
            return self._list
        if r is tuple.__repr__:
            return self._tuple
        if r is set.__repr__ or r is frozenset.__repr__:
            return self._set
        if r is str.__repr__:
            return self._str
        if r is bytes.__repr__:
            return self._bytes
        if r is bytearray.__repr__:
            return self._bytearray
        fields = getattr(type(object), "__dataclass_fields__", None)
        if (fields is not None and not isinstance(object, type) and object.__dataclass_params__.repr
                and getattr(r, "__wrapped__", None) is not None):
            return self._dataclass
        return None

    def _dict(self, object, write, indent, allowance, context, level):
        write("{")
        write(" " * (self._indent_per_level - 1))
        if object:
            items = object.items()
            if self._sort_dicts:
                items = sorted(items, key=_pair_key)
            self._dict_items(list(items), write, indent, allowance + 1, context, level)
        write("}")

    def _dict_items(self, items, write, indent, allowance, context, level):
        indent += self._indent_per_level
        between = ",\n" + " " * indent
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            text = self._repr(key, context, level)
            write(text)
            write(": ")
            self._format(value, write, indent + len(text) + 2, allowance if last else 1, context, level)
            if not last:
                write(between)

    def _list(self, object, write, indent, allowance, context, level):
        write("[")
        self._items(object, write, indent, allowance + 1, context, level)
        write("]")

    def _tuple(self, object, write, indent, allowance, context, level):
        end = ",)" if len(object) == 1 else ")"
        write("(")
        self._items(object, write, indent, allowance + len(end), context, level)
        write(end)

    def _set(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        if type(object) is set:
            start, end = "{", "}"
        else:
            start, end = type(object).__name__ + "({", "})"
            indent += len(start) - 1
        write(start)
        self._items(sorted(object, key=_Key), write, indent, allowance + len(end), context, level)
        write(end)

    def _items(self, items, write, indent, allowance, context, level):
        indent += self._indent_per_level
        write(" " * (self._indent_per_level - 1))
        items = list(items)
        between = ",\n" + " " * indent
        delimiter = ""
        room = most = self._width - indent + 1
        for i, x in enumerate(items):
            last = i == len(items) - 1
            if last:
                most -= allowance
                room -= allowance
            if self._compact:
                text = self._repr(x, context, level)
                w = len(text) + 2
                if room < w:
                    room = most
                    if delimiter:
                        delimiter = between
                if room >= w:
                    room -= w
                    write(delimiter)
                    delimiter = ", "
                    write(text)
                    continue
            write(delimiter)
            delimiter = between
            self._format(x, write, indent, allowance if last else 1, context, level)

    def _str(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        if level == 1:
            indent += 1
            allowance += 1
        most = self._width - indent
        *before, final = object.splitlines(True)
        chunks = []
        for line in before:
            chunks += _fill(line, most, most)
        chunks += _fill(final, most, most - allowance)
        if len(chunks) == 1:
            write(repr(object))
            return
        if level == 1:
            write("(")
        for i, chunk in enumerate(chunks):
            if i > 0:
                write("\n" + " " * indent)
            write(chunk)
        if level == 1:
            write(")")

    def _bytes(self, object, write, indent, allowance, context, level):
        if len(object) <= 4:
            write(repr(object))
            return
        parens = level == 1
        if parens:
            indent += 1
            allowance += 1
            write("(")
        between = ""
        for text in _bytes_chunks(object, self._width - indent, allowance):
            write(between)
            write(text)
            between = between or "\n" + " " * indent
        if parens:
            write(")")

    def _bytearray(self, object, write, indent, allowance, context, level):
        write("bytearray(")
        self._bytes(bytes(object), write, indent + 10, allowance + 1, context, level + 1)
        write(")")

    def _dataclass(self, object, write, indent, allowance, context, level):
        name = type(object).__name__
        indent += len(name) + 1
        fields = [f for f in type(object).__dataclass_fields__.values() if f.repr]
        write(name + "(")
        between = ",\n" + " " * indent
        for i, f in enumerate(fields):
            last = i == len(fields) - 1
            write(f.name)
            write("=")
            value = getattr(object, f.name)
            if id(value) in context:
                write("...")
            else:
                self._format(value, write, indent + len(f.name) + 1, allowance + 1 if last else 1,
                             context, level)
            if not last:
                write(between)
        write(")")

    def _safe(self, object, context, maxlevels, level):
        cls = type(object)
        if cls in _plain:
            text = repr(object)
            return text, True, False
        r = getattr(cls, "__repr__", None)
        if cls is int or issubclass(cls, int) and r is int.__repr__:
            return format(object, "_d") if self._underscore_numbers else repr(object), True, False
        if r is dict.__repr__:
            start, end, empty = "{", "}", "{}"
        elif r is list.__repr__:
            start, end, empty = "[", "]", "[]"
        elif r is tuple.__repr__:
            start, end, empty = "(", ")", "()"
        else:
            text = repr(object)
            return text, bool(text) and not text.startswith("<"), False
        if not object:
            return empty, True, False
        if start == "(" and len(object) == 1:
            end = ",)"
        at = id(object)
        if maxlevels and level >= maxlevels:
            return start + "..." + end, False, at in context
        if at in context:
            return _recursion(object), False, True
        context[at] = 1
        readable, recursive = True, False
        parts = []
        level += 1
        if start == "{":
            items = object.items()
            if self._sort_dicts:
                items = sorted(items, key=_pair_key)
            for k, v in items:
                text, ok, rec = self.format(k, context, maxlevels, level)
                text2, ok2, rec2 = self.format(v, context, maxlevels, level)
                parts.append(text + ": " + text2)
                readable = readable and ok and ok2
                recursive = recursive or rec or rec2
        else:
            for x in object:
                text, ok, rec = self.format(x, context, maxlevels, level)
                parts.append(text)
                readable = readable and ok
                recursive = recursive or rec
        del context[at]
        return start + ", ".join(parts) + end, readable, recursive


def _fill(line, most, end):
    """The reprs of pieces of a line, each as many words as fit in most characters,
    the last in end."""
    if len(repr(line)) <= end:
        return [repr(line)]
    *parts, last = _words(line)
    pieces, current = [], ""
    for part, room in [(p, most) for p in parts] + [(last, end)]:
        if current and len(repr(current + part)) > room:
            pieces.append(repr(current))
            current = part
        else:
            current += part
    return pieces + [repr(current)]


def _words(line):
    """The line cut in front of words: each part ends with the space behind it."""
    parts = []
    at = i = 0
    n = len(line)
    while i < n:
        while i < n and not line[i].isspace():
            i += 1
        while i < n and line[i].isspace():
            i += 1
        parts.append(line[at:i])
        at = i
    return parts


def _bytes_chunks(data, width, allowance):
    """The reprs of pieces, made of groups of four bytes that are not torn apart."""
    n = len(data)
    start, at = 0, 4
    while at < n:
        # Only a last group that is not full makes room for what follows.
        if at + 4 > n:
            width -= allowance
        if len(repr(data[start:at + 4])) > width:
            yield repr(data[start:at])
            start = at
        at += 4
    yield repr(data[start:])
