"""Containers beyond the built-in ones.

deque, defaultdict and OrderedDict are in _collections, with what makes
namedtuple's classes and Counter fast.
"""

from _collections import OrderedDict, _count_elements, _namedtuple_new, _tuplegetter, defaultdict, deque

__all__ = ["ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque", "namedtuple"]

_keywords = frozenset(
    """False None True and as assert async await break class continue def del elif else except finally for from
    global if import in is lambda nonlocal not or pass raise return try while with yield""".split()
)


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Returns a new subclass of tuple with named fields."""
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    field_names = list(map(str, field_names))
    typename = str(typename)
    if rename:
        seen = set()
        for i, name in enumerate(field_names):
            if not name.isidentifier() or name in _keywords or name.startswith("_") or name in seen:
                field_names[i] = f"_{i}"
            seen.add(name)
    for name in [typename] + field_names:
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if name in _keywords:
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    seen = set()
    for name in field_names:
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)
    field_defaults = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(field_names):
            raise TypeError("Got more default values than field names")
        field_defaults = dict(reversed(list(zip(reversed(field_names), reversed(defaults)))))
    fields = tuple(field_names)
    count = len(fields)
    text = "(" + ", ".join(f"{name}=%r" for name in fields) + ")"

    @classmethod
    def _make(cls, iterable):
        result = tuple.__new__(cls, iterable)
        if len(result) != count:
            raise TypeError(f"Expected {count} arguments, got {len(result)}")
        return result

    def _replace(self, /, **kwds):
        result = self._make(map(kwds.pop, fields, self))
        if kwds:
            raise ValueError(f"Got unexpected field names: {list(kwds)!r}")
        return result

    def __repr__(self):
        "Return a nicely formatted representation string"
        return self.__class__.__name__ + text % tuple(self)

    def _asdict(self):
        "Return a new dict which maps field names to their values."
        return dict(zip(self._fields, self))

    def __getnewargs__(self):
        "Return self as a plain tuple.  Used by copy and pickle."
        return tuple(self)

    namespace = {
        "__doc__": f"{typename}({', '.join(fields)})",
        "__slots__": (),
        "_fields": fields,
        "_field_defaults": field_defaults,
        "__new__": _namedtuple_new(typename, fields, defaults or ()),
        "_make": _make,
        "_replace": _replace,
        "__repr__": __repr__,
        "_asdict": _asdict,
        "__getnewargs__": __getnewargs__,
        "__match_args__": fields,
    }
    for index, name in enumerate(fields):
        namespace[name] = _tuplegetter(index, f"Alias for field number {index}")
    namespace["__module__"] = module if module is not None else "__main__"
    return type(typename, (tuple,), namespace)


class Counter(dict):
    """Dict subclass for counting hashable items: elements are keys, counts values."""

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        return sum(self.values())

    def most_common(self, n=None):
        pairs = sorted(self.items(), key=_count_of, reverse=True)
        if n is None:
            return pairs
        return pairs[: max(n, 0)]

    def elements(self):
        for element, count in self.items():
            for _ in range(count):
                yield element

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwds):
        if iterable is not None:
            if _is_mapping(iterable):
                if self:
                    for element, count in iterable.items():
                        self[element] = count + self.get(element, 0)
                else:
                    super().update(iterable)
            else:
                _count_elements(self, iterable)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        if iterable is not None:
            if _is_mapping(iterable):
                for element, count in iterable.items():
                    self[element] = self.get(element, 0) - count
            else:
                for element in iterable:
                    self[element] = self.get(element, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        return self.__class__(self)

    def __reduce__(self):
        return (self.__class__, (dict(self),))

    def __delitem__(self, elem):
        if elem in self:
            super().__delitem__(elem)

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] == other[e] for c in (self, other) for e in c)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    __hash__ = None

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] <= other[e] for c in (self, other) for e in c)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] >= other[e] for c in (self, other) for e in c)

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            d = dict(self.most_common())
        except TypeError:
            d = dict(self)  # counts without an order
        return f"{self.__class__.__name__}({d!r})"

    def _merge(self, other, combine):
        """The positive ones among the combined counts, own elements first."""
        if not isinstance(other, Counter):
            return NotImplemented
        merged = Counter()
        for key in {**self, **other}:
            n = combine(self[key], other[key])
            if n > 0:
                merged[key] = n
        return merged

    def __add__(self, other):
        return self._merge(other, _sum)

    def __sub__(self, other):
        return self._merge(other, _difference)

    def __or__(self, other):
        return self._merge(other, _larger)

    def __and__(self, other):
        return self._merge(other, _smaller)

    def __pos__(self):
        return self._merge(Counter(), _sum)

    def __neg__(self):
        return Counter()._merge(self, _difference)

    def _drop_rest(self):
        """Forget what is not counted any more."""
        for key in list(self):
            if not self[key] > 0:
                del self[key]
        return self

    def __iadd__(self, other):
        for key, n in other.items():
            self[key] = self[key] + n
        return self._drop_rest()

    def __isub__(self, other):
        for key, n in other.items():
            self[key] = self[key] - n
        return self._drop_rest()

    def __ior__(self, other):
        for key, n in other.items():
            self[key] = _larger(self[key], n)
        return self._drop_rest()

    def __iand__(self, other):
        for key in self:
            self[key] = _smaller(self[key], other[key])
        return self._drop_rest()


def _sum(a, b):
    return a + b


def _difference(a, b):
    return a - b


def _larger(a, b):
    return b if a < b else a


def _smaller(a, b):
    return a if a < b else b


def _count_of(pair):
    return pair[1]


def _is_mapping(x):
    return isinstance(x, (dict, _MutableMapping)) or hasattr(x, "keys") and hasattr(x, "items") and hasattr(x, "__getitem__")


# What collections.abc gives to mappings and sequences: the methods that rest on a
# few others.


class _View:
    __slots__ = ("_mapping",)

    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return f"{self.__class__.__name__}({self._mapping!r})"


class _SetView(_View):
    __slots__ = ()

    def __eq__(self, other):
        return set(self) == set(other)

    def __le__(self, other):
        return set(self) <= set(other)

    def __lt__(self, other):
        return set(self) < set(other)

    def __ge__(self, other):
        return set(self) >= set(other)

    def __gt__(self, other):
        return set(self) > set(other)

    __hash__ = None

    def __and__(self, other):
        return {x for x in other if x in self}

    def __rand__(self, other):
        return {x for x in other if x in self}

    def __or__(self, other):
        return {x for s in (self, other) for x in s}

    def __ror__(self, other):
        return {x for s in (self, other) for x in s}

    def __sub__(self, other):
        return set(self) - set(other)

    def __rsub__(self, other):
        return set(other) - set(self)

    def __xor__(self, other):
        return set(self) ^ set(other)

    def __rxor__(self, other):
        return set(self) ^ set(other)

    def isdisjoint(self, other):
        return set(self).isdisjoint(other)


class KeysView(_SetView):
    __slots__ = ()

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        yield from self._mapping


class ItemsView(_SetView):
    __slots__ = ()

    def __contains__(self, item):
        key, value = item
        try:
            v = self._mapping[key]
        except KeyError:
            return False
        return v is value or v == value

    def __iter__(self):
        for key in self._mapping:
            yield (key, self._mapping[key])


class ValuesView(_View):
    __slots__ = ()

    def __contains__(self, value):
        for key in self._mapping:
            v = self._mapping[key]
            if v is value or v == value:
                return True
        return False

    def __iter__(self):
        for key in self._mapping:
            yield self._mapping[key]


_absent = object()


class _MutableMapping:
    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return KeysView(self)

    def items(self):
        return ItemsView(self)

    def values(self):
        return ValuesView(self)

    def __eq__(self, other):
        if not isinstance(other, (dict, _MutableMapping)):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    __hash__ = None
    __reversed__ = None

    def pop(self, key, default=_absent):
        try:
            value = self[key]
        except KeyError:
            if default is _absent:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        try:
            key = next(iter(self))
        except StopIteration:
            raise KeyError from None
        value = self[key]
        del self[key]
        return key, value

    def clear(self):
        try:
            while True:
                self.popitem()
        except KeyError:
            pass

    def update(self, other=(), /, **kwds):
        if isinstance(other, (dict, _MutableMapping)):
            for key in other:
                self[key] = other[key]
        elif hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


class ChainMap(_MutableMapping):
    """Groups several mappings into one view that can be updated."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __len__(self):
        return len(set().union(*self.maps))

    def __iter__(self):
        d = {}
        for mapping in reversed(self.maps):
            d.update(dict.fromkeys(mapping))
        return iter(d)

    def __contains__(self, key):
        return any(key in m for m in self.maps)

    def __bool__(self):
        return any(self.maps)

    def __repr__(self):
        return f"{self.__class__.__name__}({', '.join(map(repr, self.maps))})"

    @classmethod
    def fromkeys(cls, iterable, *args):
        return cls(dict.fromkeys(iterable, *args))

    def copy(self):
        return self.__class__(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return self.__class__(m, *self.maps)

    @property
    def parents(self):
        return self.__class__(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def popitem(self):
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")

    def pop(self, key, *args):
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def clear(self):
        self.maps[0].clear()

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, (dict, _MutableMapping)):
            return NotImplemented
        m = self.copy()
        m.maps[0].update(other)
        return m

    def __ror__(self, other):
        if not isinstance(other, (dict, _MutableMapping)):
            return NotImplemented
        m = dict(other)
        for child in reversed(self.maps):
            m.update(child)
        return self.__class__(m)


def _inner(x):
    """The built-in object that a User class wraps; any other is itself."""
    return x.data if isinstance(x, (UserDict, UserList, UserString)) else x


def _twin(x):
    """A copy of a User object, attributes and all, around a copy of its data."""
    twin = x.__class__.__new__(x.__class__)
    twin.__dict__.update(x.__dict__)
    twin.data = x.data.copy()
    return twin


class UserDict(_MutableMapping):
    """A mapping around a dict, for classes that change what its operations do."""

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        if hasattr(self.__class__, "__missing__"):
            return self.__class__.__missing__(self, key)
        raise KeyError(key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    def __repr__(self):
        return repr(self.data)

    def __or__(self, other):
        other = _inner(other)
        return self.__class__(self.data | other) if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        other = _inner(other)
        return self.__class__(other | self.data) if isinstance(other, dict) else NotImplemented

    def __ior__(self, other):
        self.data |= _inner(other)
        return self

    def __copy__(self):
        return _twin(self)

    def copy(self):
        twin = _twin(self)
        if self.__class__ is not UserDict:
            # What a derived class does on storing, it does for the copy too.
            twin.data = {}
            twin.update(self)
        return twin

    @classmethod
    def fromkeys(cls, iterable, value=None):
        d = cls()
        for key in iterable:
            d[key] = value
        return d


class UserList:
    """A sequence around a list, for classes that change what its operations do."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_inner(initlist))

    def __repr__(self):
        return repr(self.data)

    __hash__ = None

    def __lt__(self, other):
        return self.data < _inner(other)

    def __le__(self, other):
        return self.data <= _inner(other)

    def __eq__(self, other):
        return self.data == _inner(other)

    def __gt__(self, other):
        return self.data > _inner(other)

    def __ge__(self, other):
        return self.data >= _inner(other)

    def __contains__(self, item):
        return item in self.data

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        at = 0
        while True:
            try:
                item = self[at]
            except IndexError:
                return
            yield item
            at += 1

    def __reversed__(self):
        return (self[at] for at in range(len(self) - 1, -1, -1))

    def __getitem__(self, i):
        found = self.data[i]
        return self.__class__(found) if isinstance(i, slice) else found

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __add__(self, other):
        return self.__class__(self.data + list(_inner(other)))

    def __radd__(self, other):
        return self.__class__(list(_inner(other)) + self.data)

    def __iadd__(self, other):
        self.data += _inner(other)
        return self

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def __copy__(self):
        return _twin(self)

    def append(self, item):
        self.data.append(item)

    def insert(self, i, item):
        self.data.insert(i, item)

    def pop(self, i=-1):
        return self.data.pop(i)

    def remove(self, item):
        self.data.remove(item)

    def clear(self):
        self.data.clear()

    def copy(self):
        return self.__class__(self)

    def count(self, item):
        return self.data.count(item)

    def index(self, item, *args):
        return self.data.index(item, *args)

    def reverse(self):
        self.data.reverse()

    def sort(self, /, *args, **kwds):
        self.data.sort(*args, **kwds)

    def extend(self, other):
        self.data.extend(_inner(other))


def _asks(method):
    """A method of UserString that answers as str's does."""
    def ask(self, /, *args, **kwds):
        return method(self.data, *map(_inner, args), **kwds)
    ask.__name__ = method.__name__
    return ask


def _makes(method):
    """A method of UserString whose result is one, too."""
    def make(self, /, *args, **kwds):
        return self.__class__(method(self.data, *map(_inner, args), **kwds))
    make.__name__ = method.__name__
    return make


class UserString:
    """A string around a str, for classes that change what its operations do."""

    def __init__(self, seq):
        self.data = str(_inner(seq))

    def __str__(self):
        return str(self.data)

    def __repr__(self):
        return repr(self.data)

    def __int__(self):
        return int(self.data)

    def __float__(self):
        return float(self.data)

    def __complex__(self):
        return complex(self.data)

    def __hash__(self):
        return hash(self.data)

    def __getnewargs__(self):
        return (self.data,)

    def __iter__(self):
        return (self[at] for at in range(len(self)))

    def __reversed__(self):
        return (self[at] for at in range(len(self) - 1, -1, -1))

    def __add__(self, other):
        return self.__class__(self.data + str(_inner(other)))

    def __radd__(self, other):
        return self.__class__(str(other) + self.data)

    def __mod__(self, args):
        return self.__class__(self.data % args)

    def __rmod__(self, template):
        return self.__class__(str(template) % self)

    __eq__ = _asks(str.__eq__)
    __lt__ = _asks(str.__lt__)
    __le__ = _asks(str.__le__)
    __gt__ = _asks(str.__gt__)
    __ge__ = _asks(str.__ge__)
    __contains__ = _asks(str.__contains__)
    __len__ = _asks(str.__len__)
    __getitem__ = _makes(str.__getitem__)
    __mul__ = __rmul__ = _makes(str.__mul__)
    count = _asks(str.count)
    encode = _asks(str.encode)
    endswith = _asks(str.endswith)
    find = _asks(str.find)
    format = _asks(str.format)
    format_map = _asks(str.format_map)
    index = _asks(str.index)
    isalpha = _asks(str.isalpha)
    isalnum = _asks(str.isalnum)
    isascii = _asks(str.isascii)
    isdecimal = _asks(str.isdecimal)
    isdigit = _asks(str.isdigit)
    isidentifier = _asks(str.isidentifier)
    islower = _asks(str.islower)
    isnumeric = _asks(str.isnumeric)
    isprintable = _asks(str.isprintable)
    isspace = _asks(str.isspace)
    istitle = _asks(str.istitle)
    isupper = _asks(str.isupper)
    join = _asks(str.join)
    partition = _asks(str.partition)
    rfind = _asks(str.rfind)
    rindex = _asks(str.rindex)
    rpartition = _asks(str.rpartition)
    rsplit = _asks(str.rsplit)
    split = _asks(str.split)
    splitlines = _asks(str.splitlines)
    startswith = _asks(str.startswith)
    capitalize = _makes(str.capitalize)
    casefold = _makes(str.casefold)
    center = _makes(str.center)
    expandtabs = _makes(str.expandtabs)
    ljust = _makes(str.ljust)
    lower = _makes(str.lower)
    lstrip = _makes(str.lstrip)
    removeprefix = _makes(str.removeprefix)
    removesuffix = _makes(str.removesuffix)
    replace = _makes(str.replace)
    rjust = _makes(str.rjust)
    rstrip = _makes(str.rstrip)
    strip = _makes(str.strip)
    swapcase = _makes(str.swapcase)
    title = _makes(str.title)
    translate = _makes(str.translate)
    upper = _makes(str.upper)
    zfill = _makes(str.zfill)
    maketrans = str.maketrans
