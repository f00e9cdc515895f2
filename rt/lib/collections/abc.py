"""The abstract base classes of containers, and what they give to classes that have
the few methods everything else rests on."""

from abc import ABCMeta, abstractmethod
from _types import GenericAlias, MappingProxyType, UnionType, union

__all__ = [
    "Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator", "AsyncGenerator", "Hashable",
    "Iterable", "Iterator", "Generator", "Reversible", "Sized", "Container", "Callable",
    "Collection", "Set", "MutableSet", "Mapping", "MutableMapping", "MappingView", "KeysView",
    "ItemsView", "ValuesView", "Sequence", "MutableSequence", "ByteString",
]


def _offers(cls, names):
    """Whether a class has all methods of these names; NotImplemented if not. One that
    is None stands for a method that the class does not want to have."""
    for name in names:
        for owner in cls.__mro__:
            method = owner.__dict__.get(name, _none_yet)
            if method is not _none_yet:
                break
        else:
            return NotImplemented
        if method is None:
            return NotImplemented
    return True


_none_yet = object()


def _known_by(*names):
    """Makes a class one that every class with these methods is derived from."""
    def decorator(abc):
        def hook(cls, other):
            return _offers(other, names) if cls is abc else NotImplemented
        abc.__subclasshook__ = classmethod(hook)
        return abc
    return decorator


def _subscriptable(abc):
    abc.__class_getitem__ = classmethod(GenericAlias)
    return abc


@_known_by("__hash__")
class Hashable(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __hash__(self): return 0


@_known_by("__await__")
@_subscriptable
class Awaitable(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __await__(self):
        for nothing in ():
            yield nothing


def _raised(typ, value, tb):
    """The exception that the arguments of throw() stand for."""
    if value is None:
        if tb is None:
            return typ
        value = typ()
    return value if tb is None else value.with_traceback(tb)


@_known_by("__await__", "send", "throw", "close")
class Coroutine(Awaitable):
    __slots__ = ()

    @abstractmethod
    def send(self, value):
        """Go on with a value; StopIteration at the end."""
        raise StopIteration

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        """Go on with an exception."""
        raise _raised(typ, val, tb)

    def close(self):
        """Go on with GeneratorExit, which must end it."""
        if _ends(self):
            return
        raise RuntimeError("coroutine ignored GeneratorExit")


def _ends(x):
    try:
        x.throw(GeneratorExit)
    except (GeneratorExit, StopIteration):
        return True
    return False


@_known_by("__aiter__")
@_subscriptable
class AsyncIterable(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __aiter__(self): return AsyncIterator()


@_known_by("__anext__", "__aiter__")
class AsyncIterator(AsyncIterable):
    __slots__ = ()

    @abstractmethod
    async def __anext__(self):
        """The next item; StopAsyncIteration at the end."""
        raise StopAsyncIteration

    def __aiter__(self): return self


@_known_by("__aiter__", "__anext__", "asend", "athrow", "aclose")
class AsyncGenerator(AsyncIterator):
    __slots__ = ()

    async def __anext__(self):
        """What asend(None) gives."""
        item = await self.asend(None)
        return item

    @abstractmethod
    async def asend(self, value):
        """Go on with a value; StopAsyncIteration at the end."""
        raise StopAsyncIteration

    @abstractmethod
    async def athrow(self, typ, val=None, tb=None):
        """Go on with an exception."""
        raise _raised(typ, val, tb)

    async def aclose(self):
        """Go on with GeneratorExit, which must end it."""
        try:
            await self.athrow(GeneratorExit)
        except (GeneratorExit, StopAsyncIteration):
            return
        raise RuntimeError("asynchronous generator ignored GeneratorExit")


@_known_by("__iter__")
@_subscriptable
class Iterable(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __iter__(self):
        for nothing in ():
            yield nothing


@_known_by("__iter__", "__next__")
class Iterator(Iterable):
    __slots__ = ()

    @abstractmethod
    def __next__(self):
        """The next item; StopIteration at the end."""
        raise StopIteration

    def __iter__(self): return self


@_known_by("__reversed__", "__iter__")
class Reversible(Iterable):
    __slots__ = ()

    @abstractmethod
    def __reversed__(self):
        for nothing in ():
            yield nothing


@_known_by("__iter__", "__next__", "send", "throw", "close")
class Generator(Iterator):
    __slots__ = ()

    def __next__(self):
        """What send(None) gives."""
        item = self.send(None)
        return item

    @abstractmethod
    def send(self, value):
        """Go on with a value; StopIteration at the end."""
        raise StopIteration

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        """Go on with an exception."""
        raise _raised(typ, val, tb)

    def close(self):
        """Go on with GeneratorExit, which must end it."""
        if _ends(self):
            return
        raise RuntimeError("generator ignored GeneratorExit")


@_known_by("__len__")
class Sized(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __len__(self): return 0


@_known_by("__contains__")
@_subscriptable
class Container(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __contains__(self, x): return False


@_known_by("__len__", "__iter__", "__contains__")
class Collection(Sized, Iterable, Container):
    __slots__ = ()


class _CallableAlias:
    """Callable[[int], str]: like an alias whose arguments are those of the call, then
    the result."""

    __slots__ = ("__origin__", "__args__")

    def __init__(self, origin, args):
        self.__origin__, self.__args__ = origin, args

    @property
    def __parameters__(self):
        return GenericAlias(list, self.__args__).__parameters__

    def __repr__(self):
        *args, result = self.__args__
        if len(args) == 1 and _takes_any(args[0]):
            head = _name_of(args[0])
        else:
            head = "[" + ", ".join(map(_name_of, args)) + "]"
        return "collections.abc.Callable[%s, %s]" % (head, _name_of(result))

    def __eq__(self, that):
        if not isinstance(that, _CallableAlias):
            return NotImplemented
        return self.__origin__ == that.__origin__ and self.__args__ == that.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, key):
        items = key if isinstance(key, tuple) else (key,)
        parameters = self.__parameters__
        if len(parameters) == 1 and hasattr(parameters[0], "args") and (not items or isinstance(items[0], type)):
            items = (list(items),)
        items = tuple(tuple(x) if isinstance(x, list) else x for x in items)
        return _CallableAlias(self.__origin__, GenericAlias(tuple, self.__args__)[items].__args__)

    def __or__(self, that): return union(self, that) if _may_join(that) else NotImplemented

    def __ror__(self, that): return union(that, self) if _may_join(that) else NotImplemented

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, x):
        raise TypeError("isinstance() argument 2 cannot be a parameterized generic")

    def __subclasscheck__(self, cls):
        raise TypeError("issubclass() argument 2 cannot be a parameterized generic")

    def __reduce__(self):
        *args, result = self.__args__
        if not (len(args) == 1 and _takes_any(args[0])):
            return Callable.__class_getitem__, ((args, result),)
        return Callable.__class_getitem__, ((args[0], result),)


def _may_join(x):
    return x is None or isinstance(x, (type, GenericAlias, UnionType, _CallableAlias))


def _takes_any(arg):
    """Whether an argument stands for all arguments: ... or what typing has for them."""
    cls = type(arg)
    return arg is Ellipsis or cls.__module__ == "typing" and cls.__name__ in ("ParamSpec", "_ConcatenateGenericAlias")


def _name_of(arg):
    if isinstance(arg, type) and not isinstance(arg, GenericAlias):
        return arg.__qualname__ if arg.__module__ == "builtins" else arg.__module__ + "." + arg.__qualname__
    if arg is Ellipsis:
        return "..."
    return getattr(arg, "__name__", repr(arg)) if type(arg).__name__ == "function" else repr(arg)


@_known_by("__call__")
class Callable(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __call__(self, *args, **kwds): return False

    def __class_getitem__(cls, key):
        if not (isinstance(key, tuple) and len(key) == 2):
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = key
        if isinstance(args, (tuple, list)):
            return _CallableAlias(cls, (*args, result))
        if not _takes_any(args):
            raise TypeError("Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got %s" % (args,))
        return _CallableAlias(cls, (args, result))


class Set(Collection):
    """A set that cannot be changed: derived classes have __contains__, __iter__ and
    __len__."""

    __slots__ = ()

    @classmethod
    def _from_iterable(cls, it):
        """How operators make their results."""
        return cls(it)

    def __le__(self, that):
        if not isinstance(that, Set):
            return NotImplemented
        return len(self) <= len(that) and all(x in that for x in self)

    def __ge__(self, that):
        if not isinstance(that, Set):
            return NotImplemented
        return len(self) >= len(that) and all(x in self for x in that)

    def __lt__(self, that):
        return len(self) < len(that) and self.__le__(that) if isinstance(that, Set) else NotImplemented

    def __gt__(self, that):
        return len(self) > len(that) and self.__ge__(that) if isinstance(that, Set) else NotImplemented

    def __eq__(self, that):
        return len(self) == len(that) and self.__le__(that) if isinstance(that, Set) else NotImplemented

    def _made_of(self, that, choose):
        """What choose(self, that) lets through, that made a set; NotImplemented if it
        cannot be one."""
        if not isinstance(that, Set):
            if not isinstance(that, Iterable):
                return NotImplemented
            that = self._from_iterable(that)
        return self._from_iterable(choose(self, that))

    def __and__(self, that):
        if not isinstance(that, Iterable):
            return NotImplemented
        return self._from_iterable(x for x in that if x in self)

    __rand__ = __and__

    def __or__(self, that):
        if not isinstance(that, Iterable):
            return NotImplemented
        return self._from_iterable(x for part in (self, that) for x in part)

    __ror__ = __or__

    def __sub__(self, that):
        return self._made_of(that, lambda a, b: (x for x in a if x not in b))

    def __rsub__(self, that):
        return self._made_of(that, lambda a, b: (x for x in b if x not in a))

    def __xor__(self, that):
        if not isinstance(that, Set):
            if not isinstance(that, Iterable):
                return NotImplemented
            that = self._from_iterable(that)
        return (self - that) | (that - self)

    __rxor__ = __xor__

    def isdisjoint(self, other):
        """Whether nothing is in both."""
        return not any(x in self for x in other)

    def _hash(self):
        """A hash from the elements', in whatever order they come, for classes that
        want to have one: that of the frozenset of them."""
        return hash(frozenset(self))


class MutableSet(Set):
    """A set: derived classes have add and discard, too."""

    __slots__ = ()

    @abstractmethod
    def add(self, value):
        """Put an element in."""
        raise NotImplementedError

    @abstractmethod
    def discard(self, value):
        """Take an element out, if it is there."""
        raise NotImplementedError

    def remove(self, value):
        """Take an element out; KeyError if it is not there."""
        if value in self:
            self.discard(value)
        else:
            raise KeyError(value)

    def pop(self):
        """Take some element out; KeyError if there is none."""
        for value in self:
            break
        else:
            raise KeyError
        self.discard(value)
        return value

    def clear(self):
        """Take all out, one by one."""
        while True:
            try:
                self.pop()
            except KeyError:
                return

    def __ior__(self, that):
        for x in that:
            self.add(x)
        return self

    def __iand__(self, that):
        for x in self - that:
            self.discard(x)
        return self

    def __isub__(self, that):
        if that is self:
            self.clear()
            return self
        for x in that:
            self.discard(x)
        return self

    def __ixor__(self, that):
        if that is self:
            self.clear()
            return self
        if not isinstance(that, Set):
            that = self._from_iterable(that)
        for x in that:
            change = self.discard if x in self else self.add
            change(x)
        return self


class Mapping(Collection):
    """A mapping that cannot be changed: derived classes have __getitem__, __iter__ and
    __len__."""

    __slots__ = ()

    __reversed__ = None

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def get(self, key, default=None):
        """The value for a key, or default."""
        try:
            value = self[key]
        except KeyError:
            return default
        return value

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        """A view of the keys, which are a set."""
        return KeysView(self)

    def items(self):
        """A view of pairs of key and value, which are a set."""
        return ItemsView(self)

    def values(self):
        """A view of the values."""
        return ValuesView(self)

    def __eq__(self, that):
        return dict(self.items()) == dict(that.items()) if isinstance(that, Mapping) else NotImplemented


class MappingView(Sized):
    __slots__ = ("_mapping",)

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, mapping): self._mapping = mapping

    def __len__(self): return len(self._mapping)

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self._mapping)


class KeysView(MappingView, Set):
    __slots__ = ()

    @classmethod
    def _from_iterable(cls, it): return set(it)

    def __contains__(self, key): return key in self._mapping

    def __iter__(self):
        for key in self._mapping:
            yield key


class ItemsView(MappingView, Set):
    __slots__ = ()

    @classmethod
    def _from_iterable(cls, it): return set(it)

    def __contains__(self, pair):
        key, value = pair
        try:
            found = self._mapping[key]
        except KeyError:
            return False
        return found is value or found == value

    def __iter__(self):
        mapping = self._mapping
        for key in mapping:
            yield key, mapping[key]


class ValuesView(MappingView, Collection):
    __slots__ = ()

    def __contains__(self, value):
        return any(x is value or x == value for x in self)

    def __iter__(self):
        mapping = self._mapping
        for key in mapping:
            yield mapping[key]


class MutableMapping(Mapping):
    """A mapping: derived classes have __setitem__ and __delitem__, too."""

    __slots__ = ()

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    def pop(self, key, default=_none_yet):
        """Take a key out; its value, or default, or else KeyError."""
        try:
            value = self[key]
        except KeyError:
            if default is not _none_yet:
                return default
            raise
        del self[key]
        return value

    def popitem(self):
        """Take some key out, as a pair of it and its value."""
        for key in self:
            break
        else:
            raise KeyError
        value = self[key]
        del self[key]
        return key, value

    def clear(self):
        """Take all out, one by one."""
        while True:
            try:
                self.popitem()
            except KeyError:
                return

    def update(self, other=(), /, **more):
        """Set what a mapping, something with keys(), or pairs give, then keywords."""
        if isinstance(other, Mapping):
            pairs = ((key, other[key]) for key in other)
        elif hasattr(other, "keys"):
            pairs = ((key, other[key]) for key in other.keys())
        else:
            pairs = other
        for key, value in pairs:
            self[key] = value
        for key in more:
            self[key] = more[key]

    def setdefault(self, key, default=None):
        """The value for a key, which is default from now on if it was not there."""
        try:
            value = self[key]
        except KeyError:
            self[key] = value = default
        return value


class Sequence(Reversible, Collection):
    """A sequence that cannot be changed: derived classes have __getitem__ and
    __len__."""

    __slots__ = ()

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

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
        at = len(self)
        while at > 0:
            at -= 1
            yield self[at]

    def __contains__(self, value):
        return any(x is value or x == value for x in self)

    def index(self, value, start=0, stop=None):
        """Where a value lies first, from start and before stop; else ValueError."""
        if start is not None and start < 0:
            start = max(len(self) + start, 0)
        if stop is not None and stop < 0:
            stop += len(self)
        at = start
        while stop is None or at < stop:
            try:
                item = self[at]
            except IndexError:
                break
            if item is value or item == value:
                return at
            at += 1
        raise ValueError

    def count(self, value):
        """How often a value is there."""
        n = 0
        for x in self:
            if x is value or x == value:
                n += 1
        return n


class ByteString(Sequence):
    """What bytes and bytearrays have in common."""

    __slots__ = ()


class MutableSequence(Sequence):
    """A sequence: derived classes have __setitem__, __delitem__ and insert, too."""

    __slots__ = ()

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @abstractmethod
    def insert(self, index, value):
        """Put a value in front of what is at index."""
        raise IndexError

    def append(self, value):
        """Put a value at the end."""
        end = len(self)
        self.insert(end, value)

    def clear(self):
        """Take all out, the last first."""
        while True:
            try:
                self.pop()
            except IndexError:
                return

    def reverse(self):
        """Turn the order around."""
        last = len(self) - 1
        for i in range((last + 1) // 2):
            self[i], self[last - i] = self[last - i], self[i]

    def extend(self, values):
        """Put all values at the end."""
        for value in list(values) if values is self else values:
            self.append(value)

    def pop(self, index=-1):
        """Take a value out."""
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        """Take the first value out that is equal; ValueError if there is none."""
        at = self.index(value)
        del self[at]

    def __iadd__(self, values):
        self.extend(values)
        return self


def _register_builtins():
    async def coroutine():
        pass

    async def async_generator():
        yield
    co = coroutine()
    for abc, classes in (
        (Coroutine, [type(co)]),
        (AsyncGenerator, [type(async_generator())]),
        (Generator, [type(x for x in ())]),
        (Iterator, [type(iter(x)) for x in (b"", bytearray(), {}, [], (), "", set(), range(0))] + [zip]),
        (Set, [frozenset, type({}.keys()), type({}.items())]),
        (MutableSet, [set]),
        (KeysView, [type({}.keys())]),
        (ItemsView, [type({}.items())]),
        (ValuesView, [type({}.values())]),
        (Mapping, [MappingProxyType]),
        (MutableMapping, [dict]),
        (Sequence, [tuple, str, range, memoryview]),
        (MutableSequence, [list, bytearray]),
        (ByteString, [bytes, bytearray]),
    ):
        for cls in classes:
            abc.register(cls)
    co.close()


_register_builtins()
