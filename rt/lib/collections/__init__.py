"""Containers beyond the built-in ones.

deque, defaultdict and OrderedDict are in _collections, with what makes
namedtuple's classes and Counter fast.
"""

from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence
from _collections import (
    OrderedDict, _count_elements, _namedtuple_new, _paired, _replaced, _tuplegetter, defaultdict, deque,
)

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
        result = self._make(_replaced(fields, self, kwds))
        if kwds:
            raise ValueError(f"Got unexpected field names: {list(kwds)!r}")
        return result

    def __repr__(self):
        "Return a nicely formatted representation string"
        return self.__class__.__name__ + text % self

    def _asdict(self):
        "Return a new dict which maps field names to their values."
        return _paired(self._fields, self)

    def __getnewargs__(self):
        "Return self as a plain tuple.  Used by copy and pickle."
        return tuple(self)

    namespace = {
        "__doc__": f"{typename}({', '.join(fields)})",
        "__slots__": (),
        "_fields": fields,
        "_field_defaults": field_defaults,
        "__new__": _namedtuple_new(typename, fields, defaults or ()) or _local_new(typename, fields, defaults or ()),
        "_make": _make,
        "_replace": _replace,
        "__repr__": __repr__,
        "_asdict": _asdict,
        "__getnewargs__": __getnewargs__,
        "__match_args__": fields,
    }
    for index, name in enumerate(fields):
        doc = f"Alias for field number {index}"
        namespace[name] = _tuplegetter(index, doc) or _local_getter(index, doc)
    namespace["__module__"] = module if module is not None else "__main__"
    return type(typename, (tuple,), namespace)


# What the runtime makes natively for classes of the main thread, which stay for ever,
# is made here for those of a parallel context.


def _local_getter(index, doc):
    return property(lambda self: tuple.__getitem__(self, index), doc=doc)


def _local_new(typename, fields, defaults):
    count = len(fields)

    def __new__(_cls, /, *args, **kwds):
        if kwds or len(args) != count:
            args = _bound(f"{typename}.__new__()", fields, defaults, args, kwds)
        return tuple.__new__(_cls, args)

    __new__.__qualname__ = f"{typename}.__new__"
    return __new__


def _bound(what, fields, defaults, args, kwds):
    values = dict(zip(fields, args))
    for name, value in kwds.items():
        if name in values:
            raise TypeError(f"{what} got multiple values for argument {name!r}")
        if name not in fields:
            raise TypeError(f"{what} got an unexpected keyword argument {name!r}")
        values[name] = value
    given, most = len(args) + 1, len(fields) + 1
    if given > most:
        least = f"from {most - len(defaults)} to " if defaults else ""
        raise TypeError(f"{what} takes {least}{most} positional argument{'s' * (most > 1)} but {given} were given")
    for name, value in zip(reversed(fields), reversed(defaults)):
        values.setdefault(name, value)
    missing = [repr(name) for name in fields if name not in values]
    if missing:
        several = len(missing) > 1
        last = " and " if len(missing) == 2 else ", and "
        text = ", ".join(missing[:-1]) + last + missing[-1] if several else missing[0]
        raise TypeError(f"{what} missing {len(missing)} required positional argument{'s' * several}: {text}")
    return [values[name] for name in fields]


class Counter(dict):
    """Dict subclass for counting hashable items: elements are keys, counts values."""

    def __init__(self, iterable=None, /, **counts):
        dict.__init__(self)
        self.update(iterable, **counts)

    def __missing__(self, key):
        return 0

    def total(self):
        counts = self.values()
        return sum(counts)

    def most_common(self, n=None):
        pairs = sorted(self.items(), key=_count_of, reverse=True)
        if n is None:
            return pairs
        if n >= len(pairs):
            return pairs
        return pairs[: max(n, 0)]

    def elements(self):
        for element, count in self.items():
            for _ in range(count):
                yield element

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **counts):
        if isinstance(iterable, Mapping):
            if not self:
                dict.update(self, iterable)
            else:
                for x, n in iterable.items():
                    self[x] = n + self.get(x, 0)
        elif iterable is not None:
            _count_elements(self, iterable)
        if counts:
            self.update(counts)

    def subtract(self, iterable=None, /, **counts):
        if isinstance(iterable, Mapping):
            for x, n in iterable.items():
                self[x] = self.get(x, 0) - n
        elif iterable is not None:
            for x in iterable:
                self[x] = self.get(x, 0) - 1
        if counts:
            self.subtract(counts)

    def copy(self):
        return type(self)(self)

    def __reduce__(self):
        return (self.__class__, (dict(self),))

    def __delitem__(self, x):
        if x in self:
            dict.__delitem__(self, x)

    # Multisets: what is not there has a count of 0, and one is less than another if no
    # count is larger and some count is smaller.

    def _order(self, that):
        """Whether some count is smaller than that's, and whether some is larger."""
        below = above = False
        for x in {**self, **that}:
            n, m = self[x], that[x]
            below = below or n < m
            above = above or not n <= m
        return below, above

    def __eq__(self, that):
        if isinstance(that, Counter):
            return all(self[x] == that[x] for x in {**self, **that})
        return NotImplemented

    def __ne__(self, that):
        equal = self.__eq__(that)
        return equal if equal is NotImplemented else not equal

    __hash__ = None

    def __le__(self, that):
        return not self._order(that)[1] if isinstance(that, Counter) else NotImplemented

    def __lt__(self, that):
        return self._order(that) == (True, False) if isinstance(that, Counter) else NotImplemented

    def __ge__(self, that):
        return that.__le__(self) if isinstance(that, Counter) else NotImplemented

    def __gt__(self, that):
        return that.__lt__(self) if isinstance(that, Counter) else NotImplemented

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            d = dict(self.most_common())
        except TypeError:
            d = dict(self)  # counts without an order
        return f"{self.__class__.__name__}({d!r})"

    def _merge(self, that, combine):
        """The positive ones among the combined counts, own elements first."""
        if not isinstance(that, Counter):
            return NotImplemented
        merged = Counter()
        for x in {**self, **that}:
            n = combine(self[x], that[x])
            if n > 0:
                merged[x] = n
        return merged

    def __add__(self, that): return self._merge(that, _sum)

    def __sub__(self, that): return self._merge(that, _difference)

    def __or__(self, that): return self._merge(that, _larger)

    def __and__(self, that): return self._merge(that, _smaller)

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

    def _combine(self, that, combine):
        for x, n in that.items():
            self[x] = combine(self[x], n)
        return self._drop_rest()

    def __iadd__(self, that): return self._combine(that, _sum)

    def __isub__(self, that): return self._combine(that, _difference)

    def __ior__(self, that): return self._combine(that, _larger)

    def __iand__(self, that):
        for x in self:
            self[x] = _smaller(self[x], that[x])
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


class ChainMap(MutableMapping):
    """Groups several mappings into one view that can be updated."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for m in self.maps:
            try:
                found = m[key]
            except KeyError:
                continue
            return found
        return self.__missing__(key)

    def get(self, key, default=None):
        if key in self:
            return self[key]
        return default

    def __len__(self):
        keys = set()
        return len(keys.union(*self.maps))

    def __iter__(self):
        # The last mapping's keys come first, each where it is seen first.
        order = {}
        for m in self.maps[::-1]:
            order |= dict.fromkeys(m)
        return iter(order)

    def __contains__(self, key):
        for m in self.maps:
            if key in m:
                return True
        return False

    def __bool__(self):
        return any(self.maps)

    def __repr__(self):
        return type(self).__name__ + "(" + ", ".join(repr(m) for m in self.maps) + ")"

    @classmethod
    def fromkeys(cls, iterable, *value):
        first = dict.fromkeys(iterable, *value)
        return cls(first)

    def copy(self):
        first, *others = self.maps
        return type(self)(first.copy(), *others)

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return type(self)(m, *self.maps)

    @property
    def parents(self):
        return type(self)(*self.maps[1:])

    # What changes the view changes its first mapping.

    def __setitem__(self, key, value):
        first = self.maps[0]
        first[key] = value

    def __delitem__(self, key):
        first = self.maps[0]
        try:
            del first[key]
        except KeyError:
            raise KeyError("Key not found in the first mapping: %r" % (key,))

    def popitem(self):
        first = self.maps[0]
        try:
            return first.popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")

    def pop(self, key, *default):
        first = self.maps[0]
        try:
            return first.pop(key, *default)
        except KeyError:
            raise KeyError("Key not found in the first mapping: %r" % (key,))

    def clear(self):
        first = self.maps[0]
        first.clear()

    def __ior__(self, that):
        first = self.maps[0]
        first.update(that)
        return self

    def __or__(self, that):
        if isinstance(that, Mapping):
            joined = self.copy()
            joined.maps[0].update(that)
            return joined
        return NotImplemented

    def __ror__(self, that):
        if isinstance(that, Mapping):
            flat = dict(that)
            for m in self.maps[::-1]:
                flat.update(m)
            return type(self)(flat)
        return NotImplemented


def _inner(x):
    """The built-in object that a User class wraps; any other is itself."""
    return x.data if isinstance(x, (UserDict, UserList, UserString)) else x


def _twin(x):
    """A copy of a User object, attributes and all, around a copy of its data."""
    twin = x.__class__.__new__(x.__class__)
    twin.__dict__.update(x.__dict__)
    twin.data = x.data.copy()
    return twin


class UserDict(MutableMapping):
    """A mapping around a dict, for classes that change what its operations do."""

    def __init__(self, dict=None, /, **items):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if items:
            self.update(items)

    def __len__(self): return len(self.data)

    def __iter__(self): return iter(self.data)

    def __contains__(self, k): return k in self.data

    def __getitem__(self, k):
        if k in self.data:
            return self.data[k]
        missing = getattr(type(self), "__missing__", None)
        if missing is None:
            raise KeyError(k)
        return missing(self, k)

    def __setitem__(self, k, value): self.data[k] = value

    def __delitem__(self, k): del self.data[k]

    def __repr__(self): return repr(self.data)

    def __or__(self, that):
        that = _inner(that)
        return type(self)(self.data | that) if isinstance(that, dict) else NotImplemented

    def __ror__(self, that):
        that = _inner(that)
        return type(self)(that | self.data) if isinstance(that, dict) else NotImplemented

    def __ior__(self, that):
        self.data |= _inner(that)
        return self

    def __copy__(self): return _twin(self)

    def copy(self):
        twin = _twin(self)
        if type(self) is not UserDict:
            # What a derived class does on storing, it does for the copy too.
            twin.data = {}
            twin.update(self)
        return twin

    @classmethod
    def fromkeys(cls, keys, value=None):
        made = cls()
        for k in keys:
            made[k] = value
        return made


class UserList(MutableSequence):
    """A sequence around a list, for classes that change what its operations do."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_inner(initlist))

    def __repr__(self): return repr(self.data)

    __hash__ = None

    def __lt__(self, that): return self.data < _inner(that)

    def __le__(self, that): return self.data <= _inner(that)

    def __eq__(self, that): return self.data == _inner(that)

    def __gt__(self, that): return self.data > _inner(that)

    def __ge__(self, that): return self.data >= _inner(that)

    def __contains__(self, x): return x in self.data

    def __len__(self): return len(self.data)

    def __getitem__(self, at):
        found = self.data[at]
        return type(self)(found) if isinstance(at, slice) else found

    def __setitem__(self, at, x): self.data[at] = x

    def __delitem__(self, at): del self.data[at]

    def __add__(self, that): return type(self)(self.data + list(_inner(that)))

    def __radd__(self, that): return type(self)(list(_inner(that)) + self.data)

    def __iadd__(self, that):
        self.data += _inner(that)
        return self

    def __mul__(self, n): return type(self)(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def __copy__(self): return _twin(self)

    def append(self, x): self.data.append(x)

    def insert(self, at, x): self.data.insert(at, x)

    def pop(self, at=-1): return self.data.pop(at)

    def remove(self, x): self.data.remove(x)

    def clear(self): self.data.clear()

    def copy(self): return type(self)(self)

    def count(self, x): return self.data.count(x)

    def index(self, x, *bounds): return self.data.index(x, *bounds)

    def reverse(self): self.data.reverse()

    def sort(self, /, *args, **options): self.data.sort(*args, **options)

    def extend(self, more): self.data.extend(_inner(more))


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


class UserString(Sequence):
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
        return float(str(self))

    def __complex__(self):
        return complex(str(self))

    def __hash__(self):
        return hash(self.data)

    def __getnewargs__(self):
        return (self.data,)

    def __add__(self, that): return type(self)(self.data + str(_inner(that)))

    def __radd__(self, that): return type(self)(str(that) + self.data)

    def __mod__(self, values): return type(self)(self.data % values)

    def __rmod__(self, template): return type(self)(str(template) % self)

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


MutableSequence.register(deque)
