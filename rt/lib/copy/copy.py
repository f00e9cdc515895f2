"""Shallow and deep copies."""

import sys

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    """An object cannot be copied."""


error = Error


def _f():
    yield


_atomic = {
    type(None), int, float, bool, complex, str, bytes, type, range, slice, property,
    type(Ellipsis), type(NotImplemented), type(_f), type(len), type(_f.__code__),
}


def copy(x):
    """A shallow copy."""
    cls = type(x)
    if cls in _atomic or cls is tuple or cls is frozenset or issubclass(cls, type):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    reduced = _reduce(x, cls, "shallow")
    return x if isinstance(reduced, str) else _reconstruct(x, None, *reduced)


def deepcopy(x, memo=None, _nil=[]):
    """A copy of an object and of all that it holds."""
    cls = type(x)
    if cls in _atomic and cls is not slice:
        return x
    at = id(x)
    if memo is None:
        memo = {}
    else:
        y = memo.get(at, _nil)
        if y is not _nil:
            return y
    if cls is list:
        y = memo[at] = []
        for item in x:
            y.append(deepcopy(item, memo))
    elif cls is dict:
        y = memo[at] = {}
        for key, value in x.items():
            y[deepcopy(key, memo)] = deepcopy(value, memo)
    elif cls is tuple:
        y = _deep_tuple(x, memo)
    elif cls is set or cls is frozenset:
        y = cls([deepcopy(item, memo) for item in x])
    elif cls is bytearray:
        y = x.copy()
    elif issubclass(cls, type):
        y = x
    elif cls is type(memo.get):
        y = x
    elif cls is _Method:
        y = cls(x.__func__, deepcopy(x.__self__, memo))
    else:
        y = _deep_object(x, cls, memo)
    if y is not x:
        memo[at] = y
        # x must live as long as its id is a key.
        memo.setdefault(id(memo), []).append(x)
    return y


def _deep_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    y = memo.get(id(x))  # made meanwhile, if x holds itself
    if y is not None:
        return y
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


class _C:
    def m(self):
        pass


_Method = type(_C().m)


def _deep_object(x, cls, memo):
    method = getattr(x, "__deepcopy__", None)
    if method is not None:
        return method(memo)
    reduced = _reduce(x, cls, "deep")
    return x if isinstance(reduced, str) else _reconstruct(x, memo, *reduced)


def _reduce(x, cls, how):
    """What copyreg knows of x, or x's own __reduce_ex__ or __reduce__ gives."""
    if cls.__name__ == "ReferenceType" and cls.__module__ == "weakref":
        return "a weak reference is itself"
    registry = sys.modules.get("copyreg")
    if registry is not None and cls in registry.dispatch_table:
        return registry.dispatch_table[cls](x)
    method = getattr(x, "__reduce_ex__", None)
    if method is not None:
        return method(4)
    method = getattr(x, "__reduce__", None)
    if method is None:
        raise Error("un(%s)copyable object of type %s" % (how, cls))
    return method()


def _reconstruct(x, memo, func, args, state=None, items=None, pairs=None):
    deep = memo is not None
    if deep and args:
        args = [deepcopy(a, memo) for a in args]
    y = func(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            _set_state(y, state)
    for item in items or ():
        y.append(deepcopy(item, memo) if deep else item)
    for key, value in pairs or ():
        if deep:
            key, value = deepcopy(key, memo), deepcopy(value, memo)
        y[key] = value
    return y


def _set_state(y, state):
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        for key, value in state.items():
            y.__dict__[key] = value
    for key, value in (slots or {}).items():
        setattr(y, key, value)
