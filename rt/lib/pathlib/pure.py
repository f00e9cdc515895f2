"""Paths that are only text: their parts, and paths made of them."""

import os
from collections.abc import Sequence
from fnmatch import fnmatchcase
from types import GenericAlias


def _parse(args):
    """The root and the other parts of joined paths: what begins with a root, begins anew."""
    root, tail = "", []
    for arg in args:
        if isinstance(arg, PurePath):
            begins, names = arg._root, arg._tail
        else:
            text = os.fspath(arg)
            if not isinstance(text, str):
                raise TypeError("argument should be a str object or an os.PathLike object returning str, not %r" % type(text))
            # Two slashes, and no more, are a root of their own.
            begins = ""
            if text[:1] == "/":
                begins = "//" if text[:2] == "//" and text[:3] != "///" else "/"
            names = [n for n in text.split("/") if n and n != "."]
        if begins:
            root, tail = begins, []
        tail += names
    return root, tuple(tail)


class PurePath:
    """A path, of which nothing is looked up."""

    __module__ = "pathlib"
    __slots__ = ("_root", "_tail", "_text", "__weakref__")

    def __new__(cls, *args):
        return cls._of(PurePosixPath if cls is PurePath else cls, *_parse(args))

    @staticmethod
    def _of(cls, root, tail):
        self = object.__new__(cls)
        self._root, self._tail = root, tail
        self._text = root + "/".join(tail) or "."
        return self

    def _with(self, root, tail):
        return self._of(type(self), root, tail)

    def _child(self, name):
        return self._with(self._root, (*self._tail, name))

    def __reduce__(self):
        return type(self), tuple(self.parts)

    def __str__(self):
        return self._text

    def __fspath__(self):
        return self._text

    def as_posix(self):
        return self._text

    def __bytes__(self):
        return os.fsencode(self._text)

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self._text)

    def as_uri(self):
        """The path as a URI of scheme file."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        safe = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~/"
        return "file://" + "".join([chr(b) if b in safe else "%%%02X" % b for b in bytes(self)])

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._root == other._root and self._tail == other._tail

    def __hash__(self):
        return hash((self._root, self._tail))

    def __lt__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self.parts < other.parts

    def __le__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self.parts <= other.parts

    def __gt__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self.parts > other.parts

    def __ge__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self.parts >= other.parts

    def __class_getitem__(cls, type):
        return GenericAlias(cls, type)

    # Parts.

    @property
    def parts(self):
        return (self._root, *self._tail) if self._root else self._tail

    @property
    def drive(self):
        return ""

    @property
    def root(self):
        return self._root

    @property
    def anchor(self):
        return self._root

    @property
    def name(self):
        return self._tail[-1] if self._tail else ""

    @property
    def suffix(self):
        name = self.name
        dot = name.rfind(".")
        return name[dot:] if 0 < dot < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        if name.endswith("."):
            return []
        return ["." + part for part in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        name = self.name
        dot = name.rfind(".")
        return name[:dot] if 0 < dot < len(name) - 1 else name

    @property
    def parent(self):
        return self._with(self._root, self._tail[:-1]) if self._tail else self

    @property
    def parents(self):
        return _Parents(self)

    def is_absolute(self):
        return bool(self._root)

    def is_reserved(self):
        return False

    # Paths made of this one.

    def with_name(self, name):
        if not self.name:
            raise ValueError("%r has an empty name" % (self,))
        if not name or "/" in name or name == ".":
            raise ValueError("Invalid name %r" % name)
        return self._with(self._root, (*self._tail[:-1], name))

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if "/" in suffix or suffix and not suffix.startswith(".") or suffix == ".":
            raise ValueError("Invalid suffix %r" % suffix)
        name = self.name
        if not name:
            raise ValueError("%r has an empty name" % (self,))
        old = self.suffix
        return self._with(self._root, (*self._tail[:-1], (name[:-len(old)] if old else name) + suffix))

    def relative_to(self, *other):
        """The path as seen from another one that it begins with."""
        if not other:
            raise TypeError("need at least one argument")
        root, tail = _parse(other)
        n = len(tail)
        if root != self._root or self._tail[:n] != tail:
            raise ValueError("%r is not in the subpath of %r OR one path is relative and the other is absolute." % (
                self._text, root + "/".join(tail)))
        return self._with("", self._tail[n:])

    def is_relative_to(self, *other):
        try:
            self.relative_to(*other)
            return True
        except ValueError:
            return False

    def joinpath(self, *args):
        return self._with(*_parse((self, *args)))

    def __truediv__(self, key):
        try:
            return self._with(*_parse((self, key)))
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self._with(*_parse((key, self)))
        except TypeError:
            return NotImplemented

    def match(self, path_pattern):
        """Whether the last parts match a pattern; all of them if it begins with a root."""
        root, tail = _parse((path_pattern,))
        if not root and not tail:
            raise ValueError("empty pattern")
        n = len(tail)
        if root and (root != self._root or n != len(self._tail)) or n > len(self._tail):
            return False
        return all(fnmatchcase(part, pattern) for part, pattern in zip(self._tail[len(self._tail) - n:], tail))


class PurePosixPath(PurePath):
    """A path as POSIX writes them."""

    __module__ = "pathlib"
    __slots__ = ()


class _Parents(Sequence):
    """The directories above a path, the nearest first."""

    __slots__ = ("_path",)

    def __init__(self, path):
        self._path = path

    def __len__(self):
        return len(self._path._tail)

    def __getitem__(self, i):
        n = len(self)
        if isinstance(i, slice):
            return tuple(self[k] for k in range(*i.indices(n)))
        if i >= n or i < -n:
            raise IndexError(i)
        if i < 0:
            i += n
        return self._path._with(self._path._root, self._path._tail[:n - i - 1])

    def __repr__(self):
        return "<%s.parents>" % type(self._path).__name__
