"""References that do not keep their objects, and containers of them.

Callbacks of dead references take what they belonged to out of these containers. While
one is iterated over, that waits until the iteration is over (_Pending).
"""

import atexit
import operator
from collections.abc import MutableMapping, MutableSet
from _weakref import ReferenceType, getweakrefcount, getweakrefs, ref

__all__ = [
    "ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType",
    "ProxyType", "CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod",
    "finalize",
]


class KeyedRef(ref):
    """A reference that knows under which key it is kept."""

    __slots__ = ("key",)

    def __new__(cls, o, callback, key):
        made = ref.__new__(cls, o, callback)
        made.key = key
        return made

    def __init__(self, o, callback, key):
        pass


class WeakMethod(ref):
    """A reference to a bound method, as long as its object and function live."""

    __slots__ = ("_function", "_method_type", "_alive", "__weakref__")

    def __new__(cls, method, callback=None):
        try:
            o, function = method.__self__, method.__func__
        except AttributeError:
            raise TypeError("argument should be a bound method, not %s" % type(method)) from None
        made = None

        def gone(_):
            self = weak()
            if self is not None and self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)
        made = ref.__new__(cls, o, gone)
        made._function = ref(function, gone)
        made._method_type, made._alive = type(method), True
        weak = ref(made)
        return made

    def __init__(self, method, callback=None):
        pass

    def __call__(self):
        o, function = ref.__call__(self), self._function()
        return None if o is None or function is None else self._method_type(function, o)

    def __eq__(self, that):
        if not isinstance(that, WeakMethod):
            return NotImplemented
        if not self._alive or not that._alive:
            return self is that
        return ref.__eq__(self, that) and self._function == that._function

    def __ne__(self, that):
        equal = self.__eq__(that)
        return equal if equal is NotImplemented else not equal

    __hash__ = ref.__hash__


class _Pending:
    """Counts the iterations over a container, and keeps what is to be removed from it
    when there is none."""

    __slots__ = ("n", "keys")

    def __init__(self):
        self.n, self.keys = 0, []


def _over(container, items):
    """Iterate over what a container keeps, without anything being removed."""
    pending = container._pending
    pending.n += 1
    try:
        for item in items:
            yield item
    finally:
        pending.n -= 1
        if pending.n == 0:
            container._settle()


class WeakValueDictionary(MutableMapping):
    """A dict whose entries go with their values."""

    def __init__(self, other=(), /, **items):
        self._pending = _Pending()
        self.data = {}
        weak = ref(self)

        def gone(dead):
            d = weak()
            if d is None:
                return
            if d._pending.n:
                d._pending.keys.append(dead)
            elif d.data.get(dead.key) is dead:
                del d.data[dead.key]
        self._gone = gone
        self.update(other, **items)

    def _settle(self):
        pending = self._pending.keys
        while pending:
            dead = pending.pop()
            if self.data.get(dead.key) is dead:
                del self.data[dead.key]

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self._settle_if_idle()
        self.data[key] = KeyedRef(value, self._gone, key)

    def _settle_if_idle(self):
        if self._pending.n == 0 and self._pending.keys:
            self._settle()

    def __delitem__(self, key):
        self._settle_if_idle()
        del self.data[key]

    def __len__(self):
        return len(self.data) - len(self._pending.keys)

    def __contains__(self, key):
        r = self.data.get(key)
        return r is not None and r() is not None

    def __repr__(self):
        return "<%s at %#x>" % (type(self).__name__, id(self))

    def __iter__(self):
        for key, r in _over(self, self.data.items()):
            if r() is not None:
                yield key

    keys = __iter__

    def items(self):
        for key, r in _over(self, self.data.items()):
            value = r()
            if value is not None:
                yield key, value

    def values(self):
        for r in _over(self, self.data.values()):
            value = r()
            if value is not None:
                yield value

    def get(self, key, default=None):
        r = self.data.get(key)
        value = None if r is None else r()
        return default if value is None else value

    def itervaluerefs(self):
        yield from _over(self, self.data.values())

    def valuerefs(self):
        return list(self.data.values())

    def popitem(self):
        self._settle_if_idle()
        while True:
            key, r = self.data.popitem()
            value = r()
            if value is not None:
                return key, value

    def pop(self, key, *default):
        self._settle_if_idle()
        r = self.data.pop(key, None)
        value = None if r is None else r()
        if value is None:
            if default:
                return default[0]
            raise KeyError(key)
        return value

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            self[key] = value = default
        return value

    def copy(self):
        made = WeakValueDictionary()
        for key, value in self.items():
            made[key] = value
        return made

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        made = type(self)()
        for key, value in self.items():
            made[deepcopy(key, memo)] = value
        return made

    def __or__(self, that):
        if not _is_mapping(that):
            return NotImplemented
        made = self.copy()
        made.update(that)
        return made

    def __ror__(self, that):
        if not _is_mapping(that):
            return NotImplemented
        made = type(self)()
        made.update(that)
        made.update(self)
        return made

    def __ior__(self, that):
        self.update(that)
        return self


def _is_mapping(x):
    return isinstance(x, dict) or isinstance(x, MutableMapping)


class WeakKeyDictionary(MutableMapping):
    """A dict whose entries go with their keys."""

    def __init__(self, dict=None):
        self._pending = _Pending()
        self.data = {}
        weak = ref(self)

        def gone(dead):
            d = weak()
            if d is None:
                return
            if d._pending.n:
                d._pending.keys.append(dead)
            else:
                d.data.pop(dead, None)
        self._gone = gone
        if dict is not None:
            self.update(dict)

    def _settle(self):
        pending = self._pending.keys
        while pending:
            self.data.pop(pending.pop(), None)

    def __getitem__(self, key): return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._gone)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __len__(self): return len(self.data) - len(self._pending.keys)

    def __contains__(self, key):
        try:
            r = ref(key)
        except TypeError:
            return False
        return r in self.data

    def __repr__(self):
        return "<%s at %#x>" % (type(self).__name__, id(self))

    def __iter__(self):
        for r in _over(self, self.data):
            key = r()
            if key is not None:
                yield key

    keys = __iter__

    def items(self):
        for r, value in _over(self, self.data.items()):
            key = r()
            if key is not None:
                yield key, value

    def values(self):
        for r, value in _over(self, self.data.items()):
            if r() is not None:
                yield value

    def get(self, key, default=None): return self.data.get(ref(key), default)

    def keyrefs(self): return list(self.data)

    def popitem(self):
        while True:
            r, value = self.data.popitem()
            key = r()
            if key is not None:
                return key, value

    def pop(self, key, *default): return self.data.pop(ref(key), *default)

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._gone), default)

    def copy(self):
        made = WeakKeyDictionary()
        for key, value in self.items():
            made[key] = value
        return made

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        made = type(self)()
        for key, value in self.items():
            made[key] = deepcopy(value, memo)
        return made

    def __or__(self, that):
        if not _is_mapping(that):
            return NotImplemented
        made = self.copy()
        made.update(that)
        return made

    def __ror__(self, that):
        if not _is_mapping(that):
            return NotImplemented
        made = type(self)()
        made.update(that)
        made.update(self)
        return made

    def __ior__(self, that):
        self.update(that)
        return self


class WeakSet(MutableSet):
    """A set without what nothing else refers to."""

    def __init__(self, data=None):
        self._pending = _Pending()
        self.data = set()
        weak = ref(self)

        def gone(dead):
            s = weak()
            if s is None:
                return
            if s._pending.n:
                s._pending.keys.append(dead)
            else:
                s.data.discard(dead)
        self._gone = gone
        if data is not None:
            self.update(data)

    def _settle(self):
        pending = self._pending.keys
        while pending:
            self.data.discard(pending.pop())

    def __iter__(self):
        for r in _over(self, self.data):
            x = r()
            if x is not None:
                yield x

    def __len__(self): return len(self.data) - len(self._pending.keys)

    def __contains__(self, x):
        try:
            r = ref(x)
        except TypeError:
            return False
        return r in self.data

    def __repr__(self): return repr(self.data)

    def __reduce__(self): return type(self), (list(self),)

    def add(self, x):
        self._settle_if_idle()
        self.data.add(ref(x, self._gone))

    def _settle_if_idle(self):
        if self._pending.n == 0 and self._pending.keys:
            self._settle()

    def clear(self):
        self._settle_if_idle()
        self.data.clear()

    def copy(self): return type(self)(self)

    def pop(self):
        self._settle_if_idle()
        while True:
            try:
                r = self.data.pop()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            x = r()
            if x is not None:
                return x

    def remove(self, x):
        self._settle_if_idle()
        self.data.remove(ref(x))

    def discard(self, x):
        self._settle_if_idle()
        self.data.discard(ref(x))

    def update(self, others):
        for x in others:
            self.add(x)

    def __ior__(self, that):
        self.update(that)
        return self

    def difference(self, others):
        made = self.copy()
        made.difference_update(others)
        return made

    __sub__ = difference

    def difference_update(self, others):
        self._settle_if_idle()
        if others is self:
            self.data.clear()
        else:
            self.data.difference_update([ref(x) for x in others])

    def __isub__(self, that):
        self.difference_update(that)
        return self

    def intersection(self, others): return type(self)(x for x in others if x in self)

    __and__ = intersection

    def intersection_update(self, others):
        self._settle_if_idle()
        self.data.intersection_update([ref(x) for x in others])

    def __iand__(self, that):
        self.intersection_update(that)
        return self

    def issubset(self, others): return self.data.issubset([ref(x) for x in others])

    __le__ = issubset

    def __lt__(self, that): return self.data < set(map(ref, that))

    def issuperset(self, others): return self.data.issuperset([ref(x) for x in others])

    __ge__ = issuperset

    def __gt__(self, that): return self.data > set(map(ref, that))

    def __eq__(self, that):
        return self.data == set(map(ref, that)) if isinstance(that, type(self)) else NotImplemented

    def symmetric_difference(self, others):
        made = self.copy()
        made.symmetric_difference_update(others)
        return made

    __xor__ = symmetric_difference

    def symmetric_difference_update(self, others):
        self._settle_if_idle()
        if others is self:
            self.data.clear()
        else:
            self.data.symmetric_difference_update([ref(x, self._gone) for x in others])

    def __ixor__(self, that):
        self.symmetric_difference_update(that)
        return self

    def union(self, others): return type(self)(x for part in (self, others) for x in part)

    __or__ = union

    def isdisjoint(self, others): return len(self.intersection(others)) == 0


# Proxies.

_slot = object.__getattribute__


def _open(x):
    """The object behind a proxy; anything else is itself."""
    if not _is_proxy(x):
        return x
    o = _slot(x, "_ref")()
    if o is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return o


def _is_proxy(x):
    return type(x) is ProxyType or type(x) is CallableProxyType


def _unary(function):
    def method(self): return function(_open(self))
    return method


def _binary(function):
    def method(self, that): return function(_open(self), _open(that))
    return method


def _swapped(function):
    def method(self, that): return function(_open(that), _open(self))
    return method


def _in_place(function):
    def method(self, that): return proxy(function(_open(self), _open(that)))
    return method


class _Proxy:
    __slots__ = ("_ref",)

    __hash__ = None

    def __getattribute__(self, name): return getattr(_open(self), name)

    def __setattr__(self, name, value): setattr(_open(self), name, value)

    def __delattr__(self, name): delattr(_open(self), name)

    def __repr__(self):
        o = _slot(self, "_ref")()
        return "<weakproxy at %#x to %s at %#x>" % (id(self), type(o).__name__, id(o))

    __str__ = _unary(str)
    __bytes__ = _unary(bytes)
    __bool__ = _unary(bool)
    __len__ = _unary(len)
    __iter__ = _unary(iter)
    __next__ = _unary(next)
    __reversed__ = _unary(reversed)
    __int__ = _unary(int)
    __float__ = _unary(float)
    __index__ = _unary(operator.index)
    __neg__ = _unary(operator.neg)
    __pos__ = _unary(operator.pos)
    __abs__ = _unary(abs)
    __invert__ = _unary(operator.invert)
    __eq__ = _binary(operator.eq)
    __ne__ = _binary(operator.ne)
    __lt__ = _binary(operator.lt)
    __le__ = _binary(operator.le)
    __gt__ = _binary(operator.gt)
    __ge__ = _binary(operator.ge)
    __contains__ = _binary(operator.contains)
    __getitem__ = _binary(operator.getitem)
    __delitem__ = _binary(operator.delitem)

    def __setitem__(self, key, value): _open(self)[key] = value


for _name in ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "xor", "or"):
    _plain = getattr(operator, "__%s__" % _name)
    setattr(_Proxy, "__%s__" % _name, _binary(_plain))
    setattr(_Proxy, "__r%s__" % _name, _swapped(_plain))
    setattr(_Proxy, "__i%s__" % _name, _in_place(getattr(operator, "__i%s__" % _name)))


class ProxyType(_Proxy):
    __slots__ = ()


class CallableProxyType(_Proxy):
    __slots__ = ()

    def __call__(self, *args, **kwargs): return _open(self)(*args, **kwargs)


ProxyTypes = (ProxyType, CallableProxyType)
ProxyType.__name__ = ProxyType.__qualname__ = "ProxyType"


def proxy(object, callback=None, /):
    """What stands for an object, as long as that lives."""
    made = _new(CallableProxyType if callable(object) else ProxyType)
    if callback is None:
        r = ref(object)
    else:
        def gone(_): callback(made)
        r = ref(object, gone)
    _set(made, "_ref", r)
    return made


_new, _set = object.__new__, object.__setattr__


class finalize:
    """Calls a function when an object goes, or at the end of the program."""

    __slots__ = ()

    _kept = {}  # what is known of finalizers that have not been called
    _registered = [False]

    def __init__(self, obj, func, /, *args, **kwargs):
        if not self._registered[0]:
            atexit.register(self._at_end)
            self._registered[0] = True
        self._kept[self] = _Last(ref(obj, self), func, args, kwargs or None)

    def __call__(self, _=None):
        last = self._kept.pop(self, None)
        if last is not None:
            return last.func(*last.args, **(last.kwargs or {}))

    def detach(self):
        last = self._kept.get(self)
        o = last and last.weakref()
        if o is not None and self._kept.pop(self, None):
            return o, last.func, last.args, last.kwargs or {}

    def peek(self):
        last = self._kept.get(self)
        o = last and last.weakref()
        if o is not None:
            return o, last.func, last.args, last.kwargs or {}

    @property
    def alive(self): return self in self._kept

    @property
    def atexit(self):
        last = self._kept.get(self)
        return last is not None and last.atexit

    @atexit.setter
    def atexit(self, value):
        last = self._kept.get(self)
        if last is not None:
            last.atexit = bool(value)

    def __repr__(self):
        last = self._kept.get(self)
        o = last and last.weakref()
        if o is None:
            return "<%s object at %#x; dead>" % (type(self).__name__, id(self))
        return "<%s object at %#x; for %r at %#x>" % (type(self).__name__, id(self), type(o).__name__, id(o))

    @classmethod
    def _at_end(cls):
        while True:
            left = [f for f, last in cls._kept.items() if last.atexit]
            if not left:
                return
            f = left[-1]
            try:
                f()
            except Exception:
                import sys
                sys.excepthook(*sys.exc_info())


class _Last:
    __slots__ = ("weakref", "func", "args", "kwargs", "atexit")

    def __init__(self, weakref, func, args, kwargs):
        self.weakref, self.func, self.args, self.kwargs = weakref, func, args, kwargs
        self.atexit = True
