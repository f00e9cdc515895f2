"""Functions that work on functions."""

from _functools import _lru_cache_wrapper, cmp_to_key, partial, reduce

__all__ = ["update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering",
           "cache", "cmp_to_key", "lru_cache", "reduce", "partial", "partialmethod",
           "singledispatch", "singledispatchmethod", "cached_property"]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a wrapper look like what it wraps."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    if assigned is WRAPPER_ASSIGNMENTS and getattr(wrapped, "__type_params__", ()):
        wrapper.__type_params__ = wrapped.__type_params__  # it is of a newer Python
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    setattr(wrapper, "__wrapped__", wrapped)
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that does update_wrapper."""
    def decorator(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorator


def _derived(op, negate, with_eq):
    """A comparison made of op and equality. with_eq: what equality gives, or None if
    it does not count."""
    def method(self, other):
        result = getattr(type(self), op)(self, other)
        if result is NotImplemented:
            return result
        if with_eq is True:
            return bool(result) != negate or self == other
        if with_eq is False:
            return bool(result) != negate and self != other
        return not result
    return method


# The method that is there, and how the others are made of it.
_orders = {
    "__lt__": (("__gt__", True, False), ("__le__", False, True), ("__ge__", True, None)),
    "__le__": (("__ge__", True, True), ("__lt__", False, False), ("__gt__", True, None)),
    "__gt__": (("__lt__", True, False), ("__ge__", False, True), ("__le__", True, None)),
    "__ge__": (("__le__", True, True), ("__gt__", False, False), ("__lt__", True, None)),
}


def total_ordering(cls):
    """Add the comparisons that a class lacks."""
    roots = {op for op in _orders if getattr(cls, op, None) is not getattr(object, op, None)}
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(roots)
    for name, negate, with_eq in _orders[root]:
        if name not in roots:
            f = _derived(root, negate, with_eq)
            f.__name__ = name
            setattr(cls, name, f)
    return cls


class _CacheInfo(tuple):
    """hits, misses, maxsize, currsize"""

    __slots__ = ()
    _fields = __match_args__ = ("hits", "misses", "maxsize", "currsize")
    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return "CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)" % tuple(self)

    def _asdict(self):
        return dict(zip(self._fields, self))


_CacheInfo.__name__ = _CacheInfo.__qualname__ = "CacheInfo"


def lru_cache(maxsize=128, typed=False):
    """A decorator that keeps the results of the last calls."""
    bound = maxsize
    if bound is not None and not isinstance(bound, int):
        # Without parentheses it is the decorator itself.
        if callable(bound) and isinstance(typed, bool):
            return _cached(bound, 128, typed)
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    if bound is not None:
        bound = max(bound, 0)
    return lambda function: _cached(function, bound, typed)


def _cached(function, maxsize, typed):
    wrapper = _lru_cache_wrapper(function, maxsize, bool(typed))
    numbers = wrapper._numbers
    wrapper.cache_info = lambda: _CacheInfo(numbers())
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


def cache(user_function, /):
    """A decorator that keeps the results of all calls."""
    return _cached(user_function, None, False)


_missing = object()


class cached_property:
    """A property that is computed once for each instance and kept in its __dict__."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, func):
        self.func, self.attrname = func, None
        self.__doc__ = getattr(func, "__doc__")

    def __set_name__(self, cls, name):
        first = self.attrname
        if first is None:
            self.attrname = name
        elif first != name:
            raise TypeError("Cannot assign the same cached_property to two different names (%r and %r)."
                            % (first, name))

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            values = instance.__dict__
        except AttributeError:
            raise TypeError("No '__dict__' attribute on %r instance to cache %r property."
                            % (type(instance).__name__, name)) from None
        value = values.get(name, _missing)
        if value is _missing:
            value = self.func(instance)
            instance.__dict__[name] = value
        return value


def _check_method(x):
    if not (callable(x) or hasattr(x, "__get__")):
        raise TypeError("%r is not callable or a descriptor" % (x,))


class partialmethod:
    """A method with some of its arguments given."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, func, /, *args, **keywords):
        _check_method(func)
        if isinstance(func, partialmethod):
            inner, func = func, func.func
            args, keywords = inner.args + args, dict(inner.keywords, **keywords)
        self.func, self.args, self.keywords = func, args, keywords

    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend(map(repr, self.args))
        parts.extend("%s=%r" % item for item in self.keywords.items())
        cls = self.__class__
        return "%s.%s(%s)" % (cls.__module__, cls.__qualname__, ", ".join(parts))

    def __get__(self, obj, cls=None):
        get = getattr(type(self.func), "__get__", None)
        if get is not None:
            bound = get(self.func, obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                return result
        func, args, keywords = self.func, self.args, self.keywords

        def method(self, /, *more, **kw):
            return func(self, *args, *more, **{**keywords, **kw})
        return method.__get__(obj, cls)


def _linear(cls, registry):
    """The registered classes that cls is a subclass of, the nearest first."""
    mro = cls.__mro__
    found = [c for c in mro if c in registry]
    for c in registry:
        if c not in mro and issubclass(cls, c):
            # An abstract class stands in front of the last class of the MRO that
            # is one of it.
            at = 0
            for i, base in enumerate(mro):
                if issubclass(base, c):
                    at = i
            before = sum(1 for x in found if x in mro and mro.index(x) <= at)
            for x in found:
                if x not in mro and issubclass(x, c):
                    before = max(before, found.index(x) + 1)
            found.insert(before, c)
    return found


def _find(cls, registry):
    found = _linear(cls, registry)
    if len(found) > 1:
        a, b = found[0], found[1]
        if (a not in cls.__mro__ and b not in cls.__mro__
                and not issubclass(a, b) and not issubclass(b, a)):
            raise RuntimeError("Ambiguous dispatch: %s or %s" % (a, b))
    return registry.get(found[0]) if found else None


def singledispatch(func):
    """A function that calls another one by the class of its first argument."""
    registry = {object: func}
    known = {}
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        try:
            return known[cls]
        except KeyError:
            pass
        found = registry.get(cls)
        if found is None:
            found = _find(cls, registry)
        known[cls] = found
        return found

    def register(cls, func=None):
        if isinstance(cls, type):
            if func is None:
                return lambda f: register(cls, f)
            classes = (cls,)
        elif _members(cls) and all(isinstance(c, type) for c in cls.__args__):
            classes = cls.__args__
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError("Invalid first argument to `register()`. %r is not a class or union type." % (cls,))
            annotations = getattr(cls, "__annotations__", {})
            if not annotations:
                raise TypeError("Invalid first argument to `register()`: %r. Use either `@register(some_class)` "
                                "or plain `@register` on an annotated function." % (cls,))
            func = cls
            argument, cls = next(iter(annotations.items()))
            if isinstance(cls, type):
                classes = (cls,)
            elif _members(cls):
                classes = cls.__args__
                if not all(isinstance(c, type) for c in classes):
                    raise TypeError("Invalid annotation for %r. %r not all arguments are classes." % (argument, cls))
            else:
                raise TypeError("Invalid annotation for %r. %r is not a class." % (argument, cls))
        for c in classes:
            registry[c] = func
        known.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(name + " requires at least 1 positional argument")
        chosen = dispatch(args[0].__class__)
        return chosen(*args, **kw)

    wrapper._clear_cache = known.clear
    wrapper.registry, wrapper.dispatch, wrapper.register = registry, dispatch, register
    return update_wrapper(wrapper, func)


def _members(cls):
    """The members of a union, of either kind; None for anything else."""
    return cls.__args__ if type(cls).__name__ in ("UnionType", "_UnionGenericAlias") else None


class singledispatchmethod:
    """singledispatch for methods, by the class of the first argument behind self."""

    def __init__(self, func):
        _check_method(func)
        self.func, self.dispatcher = func, singledispatch(func)

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        dispatcher = self.dispatcher

        def method(*args, **kwargs):
            return dispatcher.dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)
        method.register = self.register
        return update_wrapper(method, self.func)
