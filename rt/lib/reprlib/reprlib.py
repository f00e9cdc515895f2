"""repr with limits on what it shows."""

import itertools
from _collections import _guarded_repr
import builtins as _python

__all__ = ["Repr", "repr", "recursive_repr"]


def recursive_repr(fillvalue="..."):
    """A decorator for __repr__ methods: where one comes to its own object again, the
    fill value stands."""
    def decorator(method):
        def guarded(self):
            return _guarded_repr(self, method, fillvalue)
        for name in ("__module__", "__doc__", "__name__", "__qualname__"):
            setattr(guarded, name, getattr(method, name))
        guarded.__annotations__ = getattr(method, "__annotations__", {})
        return guarded
    return decorator


_LIMITS = {6: "level tuple list set frozenset deque", 5: "array", 4: "dict", 30: "string other", 40: "long"}


class Repr:
    """The limits; a subclass can have a method repr_NAME for objects of type NAME."""

    def __init__(self):
        self.fillvalue = "..."
        for limit, names in _LIMITS.items():
            for name in names.split():
                setattr(self, "max" + name, limit)

    def repr(self, obj):
        return self.repr1(obj, self.maxlevel)

    def repr1(self, obj, level):
        name = "_".join(type(obj).__name__.split())
        method = getattr(self, "repr_" + name, None)
        return self.repr_instance(obj, level) if method is None else method(obj, level)

    def _items(self, obj, level, opening, closing, limit, single=False):
        count = len(obj)
        if count and level <= 0:
            return opening + self.fillvalue + closing
        parts = [self.repr1(item, level - 1) for item in itertools.islice(obj, limit)]
        if count > limit:
            parts.append(self.fillvalue)
        if single and count == 1:
            closing = "," + closing
        return opening + ", ".join(parts) + closing

    def repr_tuple(self, obj, level):
        return self._items(obj, level, "(", ")", self.maxtuple, True)

    def repr_list(self, obj, level):
        return self._items(obj, level, "[", "]", self.maxlist)

    def repr_array(self, obj, level):
        if not obj:
            return "array('%s')" % obj.typecode
        return self._items(obj, level, "array('%s', [" % obj.typecode, "])", self.maxarray)

    def repr_set(self, obj, level):
        return self._items(_ordered(obj), level, "{", "}", self.maxset) if obj else "set()"

    def repr_frozenset(self, obj, level):
        return self._items(_ordered(obj), level, "frozenset({", "})", self.maxfrozenset) if obj else "frozenset()"

    def repr_deque(self, obj, level):
        return self._items(obj, level, "deque([", "])", self.maxdeque)

    def repr_dict(self, obj, level):
        if not obj:
            return "{}"
        if level <= 0:
            return "{" + self.fillvalue + "}"
        parts = [self.repr1(key, level - 1) + ": " + self.repr1(obj[key], level - 1)
                 for key in itertools.islice(_ordered(obj), self.maxdict)]
        if len(obj) > self.maxdict:
            parts.append(self.fillvalue)
        return "{" + ", ".join(parts) + "}"

    def _middle(self, text, limit, shorter=None):
        """The text without its middle, if it is too long."""
        if len(text) <= limit:
            return text
        head = max(0, (limit - 3) // 2)
        tail = max(0, limit - 3 - head)
        if shorter is not None:
            text = shorter(head, tail)
        return text[:head] + self.fillvalue + text[len(text) - tail:]

    def repr_str(self, obj, level):
        limit = self.maxstring
        return self._middle(_python.repr(obj[:limit]), limit,
                            lambda head, tail: _python.repr(obj[:head] + obj[len(obj) - tail:]))

    def repr_int(self, obj, level):
        return self._middle(_python.repr(obj), self.maxlong)

    def repr_instance(self, obj, level):
        try:
            text = _python.repr(obj)
        except Exception:
            return "<%s instance at %#obj>" % (type(obj).__name__, id(obj))
        return self._middle(text, self.maxother)


def _ordered(obj):
    try:
        return sorted(obj)
    except TypeError:
        return list(obj)


aRepr = Repr()
repr = aRepr.repr
