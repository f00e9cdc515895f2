"""The classes of the interpreter's own objects, and making classes at run time."""

from _types import (
    AsyncGeneratorType, BuiltinFunctionType, CellType, CodeType, CoroutineType, EllipsisType,
    FrameType, FunctionType, GeneratorType, GenericAlias, GetSetDescriptorType, MappingProxyType,
    MemberDescriptorType, MethodDescriptorType, MethodType, MethodWrapperType, ModuleType,
    NoneType, NotImplementedType, SimpleNamespace, TracebackType, UnionType, WrapperDescriptorType,
)

LambdaType = FunctionType
BuiltinMethodType = BuiltinFunctionType
ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])

__all__ = [
    "FunctionType", "LambdaType", "CodeType", "MappingProxyType", "SimpleNamespace", "CellType",
    "GeneratorType", "CoroutineType", "AsyncGeneratorType", "MethodType", "BuiltinFunctionType",
    "BuiltinMethodType", "WrapperDescriptorType", "MethodWrapperType", "MethodDescriptorType",
    "ClassMethodDescriptorType", "ModuleType", "TracebackType", "FrameType",
    "GetSetDescriptorType", "MemberDescriptorType", "new_class", "resolve_bases", "prepare_class",
    "DynamicClassAttribute", "coroutine", "GenericAlias", "UnionType", "EllipsisType", "NoneType",
    "NotImplementedType",
]


def resolve_bases(bases):
    """The bases with the results of __mro_entries__ in place of what has that method."""
    resolved = []
    for base in bases:
        entries = None if isinstance(base, type) else getattr(base, "__mro_entries__", None)
        if entries is None:
            resolved.append(base)
            continue
        classes = entries(bases)
        if not isinstance(classes, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        resolved.extend(classes)
    return bases if len(resolved) == len(bases) and all(map(_is, resolved, bases)) else tuple(resolved)


def _is(x, y):
    return x is y


def prepare_class(name, bases=(), kwds=None):
    """The metaclass of a new class, the namespace for it, and the keywords that are
    left for the metaclass."""
    options = dict(kwds or {})
    meta = options.pop("metaclass", None)
    if meta is None:
        meta = type(bases[0]) if bases else type
    if isinstance(meta, type):
        for base in bases:
            other = type(base)
            if issubclass(other, meta):
                meta = other
            elif not issubclass(meta, other):
                raise TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                                "subclass of the metaclasses of all its bases")
    prepare = getattr(meta, "__prepare__", None)
    return meta, {} if prepare is None else prepare(name, bases, **options), options


def new_class(name, bases=(), kwds=None, exec_body=None):
    """A class, as a class statement makes one. exec_body fills its namespace."""
    resolved = resolve_bases(bases)
    meta, namespace, options = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, resolved, namespace, **options)


class DynamicClassAttribute:
    """A property of instances whose name the class looks up in its metaclass."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget, self.fset, self.fdel = fget, fset, fdel
        self.overwrite_doc = doc is None
        self.__doc__ = getattr(fget, "__doc__", None) if doc is None else doc
        self.__isabstractmethod__ = bool(getattr(fget, "__isabstractmethod__", False))

    def __get__(self, o, cls=None):
        if o is None and not self.__isabstractmethod__:
            raise AttributeError
        if o is None:
            return self
        return self._call(self.fget, "unreadable attribute")(o)

    def __set__(self, o, value):
        self._call(self.fset, "can't set attribute")(o, value)

    def __delete__(self, o):
        self._call(self.fdel, "can't delete attribute")(o)

    def _call(self, function, complaint):
        if function is None:
            raise AttributeError(complaint)
        return function

    def getter(self, fget):
        return self._changed(fget, self.fset, self.fdel, self.overwrite_doc)

    def setter(self, fset):
        return self._changed(self.fget, fset, self.fdel, False)

    def deleter(self, fdel):
        return self._changed(self.fget, self.fset, fdel, False)

    def _changed(self, fget, fset, fdel, use_doc):
        doc = fget.__doc__ if use_doc and fget is not None else self.__doc__
        changed = type(self)(fget, fset, fdel, doc)
        changed.overwrite_doc = self.overwrite_doc
        return changed


def coroutine(func):
    """Make a generator function's generators awaitable."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")

    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        return _Awaitable(made) if isinstance(made, GeneratorType) else made
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(wrapped, name, getattr(func, name, None))
    wrapped.__wrapped__ = func
    return wrapped


class _Awaitable:
    """A generator that can be awaited."""

    def __init__(self, gen):
        self._gen = gen
        self.__name__, self.__qualname__ = gen.__name__, gen.__qualname__

    def __await__(self):
        return self._gen

    __iter__ = __await__

    def __next__(self):
        return next(self._gen)

    def send(self, value):
        return self._gen.send(value)

    def throw(self, *exception):
        return self._gen.throw(*exception)

    def close(self):
        return self._gen.close()

    def __getattr__(self, name):
        return getattr(self._gen, name)
