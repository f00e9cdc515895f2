"""Abstract base classes (PEP 3119)."""

import _abc
from _abc import get_cache_token

__all__ = ["ABCMeta", "ABC", "abstractmethod", "abstractclassmethod", "abstractstaticmethod",
           "abstractproperty", "get_cache_token", "update_abstractmethods"]


def abstractmethod(funcobj):
    """Mark a method that derived classes must override."""
    funcobj.__isabstractmethod__ = True
    return funcobj


def abstractclassmethod(callable):
    """An abstract class method; old."""
    return classmethod(abstractmethod(callable))


def abstractstaticmethod(callable):
    """An abstract static method; old."""
    return staticmethod(abstractmethod(callable))


def abstractproperty(fget=None, fset=None, fdel=None, doc=None):
    """An abstract property; old."""
    return property(abstractmethod(fget), fset, fdel, doc)


def _is_abstract(value):
    if isinstance(value, (classmethod, staticmethod)):
        return getattr(value.__func__, "__isabstractmethod__", False)
    if isinstance(value, property):
        return any(getattr(f, "__isabstractmethod__", False) for f in (value.fget, value.fset, value.fdel))
    return getattr(value, "__isabstractmethod__", False)


def _abstract_names(cls, namespace):
    names = {name for name, value in namespace.items() if _is_abstract(value)}
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if _is_abstract(getattr(cls, name, None)):
                names.add(name)
    return frozenset(names)


def update_abstractmethods(cls):
    """Find the abstract methods of a class again, after it was changed."""
    if hasattr(cls, "__abstractmethods__"):
        cls.__abstractmethods__ = _abstract_names(cls, cls.__dict__)
    return cls


class ABCMeta(type):
    """The class of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **options):
        cls = type.__new__(mcls, name, bases, namespace, **options)
        cls.__abstractmethods__ = _abstract_names(cls, namespace)
        _abc.init(cls)
        return cls

    def register(cls, subclass):
        """Make a class a virtual subclass."""
        return _abc.register(cls, subclass)

    def __instancecheck__(cls, instance):
        return _abc.instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        return _abc.subclasscheck(cls, subclass)

    def _dump_registry(cls, file=None):
        print("Class: %s.%s" % (cls.__module__, cls.__qualname__), file=file)
        print("Registry: %r" % _abc.registry(cls), file=file)


class ABC(metaclass=ABCMeta):
    """A base class whose class is ABCMeta."""

    __slots__ = ()
