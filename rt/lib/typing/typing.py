"""What annotations say, as objects: PEP 484 and its successors.

Three kinds of objects stand for types beside classes. A _SpecialForm is a name that has a
meaning of its own (Union, Literal); most take a subscript. A _SpecialGenericAlias is a container
without arguments (List, Iterable), an _GenericAlias a type with arguments. Type variables
are the fourth; what stands for one is put in its place by _substitute.
"""

import collections
import collections.abc
import contextlib
import functools
import sys
import types
from _types import union
from abc import ABCMeta, abstractmethod

__all__ = [
    "Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef", "Generic",
    "Literal", "Optional", "ParamSpec", "Protocol", "Tuple", "Type", "TypeVar", "TypeVarTuple",
    "Union", "AbstractSet", "ByteString", "Container", "ContextManager", "Hashable", "ItemsView",
    "Iterable", "Iterator", "KeysView", "Mapping", "MappingView", "MutableMapping",
    "MutableSequence", "MutableSet", "Sequence", "Sized", "ValuesView", "Awaitable",
    "AsyncIterator", "AsyncIterable", "Coroutine", "Collection", "AsyncGenerator",
    "AsyncContextManager", "Reversible", "SupportsAbs", "SupportsBytes", "SupportsComplex",
    "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound", "ChainMap", "Counter",
    "Deque", "Dict", "DefaultDict", "List", "OrderedDict", "Set", "FrozenSet", "NamedTuple",
    "TypedDict", "Generator", "BinaryIO", "IO", "TextIO", "AnyStr", "assert_type", "assert_never",
    "cast", "clear_overloads", "dataclass_transform", "final", "get_args", "get_origin",
    "get_overloads", "get_type_hints", "is_typeddict", "LiteralString", "Never", "NewType",
    "no_type_check", "no_type_check_decorator", "NoReturn", "NotRequired", "overload",
    "ParamSpecArgs", "ParamSpecKwargs", "Required", "reveal_type", "runtime_checkable", "Self",
    "Text", "TYPE_CHECKING", "TypeAlias", "TypeGuard", "Unpack", "NoDefault", "TypeAliasType",
]

TYPE_CHECKING = False
Text = str
_NoneType = type(None)


# Reprs.

def _show(x):
    """How x is shown as an argument."""
    if isinstance(x, types.GenericAlias):
        return repr(x)
    if isinstance(x, type):
        return x.__qualname__ if x.__module__ == "builtins" else x.__module__ + "." + x.__qualname__
    if x is Ellipsis:
        return "..."
    if isinstance(x, types.FunctionType):
        return x.__name__
    if isinstance(x, tuple):
        return "[" + ", ".join(map(_show, x)) + "]"
    return repr(x)


# Arguments.

def _is_special(name):
    return name.startswith("__") and name.endswith("__")


def _arg(x, complaint="Parameters to generic types must be types.", bare_ok=False, inside_class_ok=False, module=None):
    """x as an argument: None is its class, a string a forward reference."""
    if x is None:
        return _NoneType
    if isinstance(x, str):
        return ForwardRef(x, module=module, is_class=inside_class_ok)
    if isinstance(x, _GenericAlias):
        name = x._name if x._name else ""
        if x.__origin__ is Generic or x.__origin__ is Protocol:
            raise TypeError("%r is not valid as type argument" % (x,))
        if not inside_class_ok and (x.__origin__ is ClassVar or x.__origin__ is Final and not bare_ok):
            raise TypeError("%r is not valid as type argument" % (x,))
    elif x is Generic or x is Protocol or isinstance(x, _SpecialForm) and not x._alone:
        if not (inside_class_ok and (x is ClassVar or x is Final)):
            raise TypeError("Plain %s is not valid as type argument" % (repr(x) if isinstance(x, _SpecialForm) else x))
    if type(x) is tuple:
        raise TypeError("%s Got %.100r." % (complaint, x))
    return x


def _is_variable(x):
    return not isinstance(x, type) and hasattr(x, "__typing_subst__")


def _variables(args):
    """The type variables in args, each once."""
    found = []
    for x in args:
        if isinstance(x, type):
            continue
        if isinstance(x, (tuple, list)):
            inner = _variables(x)
        elif hasattr(x, "__typing_subst__"):
            inner = (x,)
        else:
            inner = getattr(x, "__parameters__", ())
        for v in inner:
            if v not in found:
                found.append(v)
    return tuple(found)


def _count_for(what, given, variables):
    needed = sum(not v.has_default() for v in variables)
    if given < needed < len(variables):
        raise TypeError("Too few arguments for %s; actual %d, expected at least %d" % (what, given, needed))
    _count(what, given, len(variables))


def _count(what, given, wanted):
    if given != wanted:
        raise TypeError("Too %s arguments for %s; actual %d, expected %d" % (
            "many" if given > wanted else "few", what, given, wanted))


def _spread(args):
    """args with those in place that *tuple[...] and Unpack[tuple[...]] stand for."""
    out = []
    for x in args:
        inner = getattr(x, "__typing_unpacked_tuple_args__", None)
        if inner is None or inner and inner[-1] is Ellipsis:
            out.append(x)
        else:
            out.extend(inner)
    return tuple(out)


def _prepared(alias, args):
    """The arguments of a subscript, one for each of the alias's type variables. Those that
    are left out at the end have their defaults."""
    for at, v in enumerate(alias.__parameters__):
        if at == len(args) and v.has_default():
            default = v.__default__
            if isinstance(v, TypeVarTuple):
                default = _spread((default,))
            elif isinstance(v, ParamSpec) and isinstance(default, list):
                default = tuple(default)
            args = (*args, default)
            continue
        prepare = getattr(v, "__typing_prepare_subst__", None)
        if prepare is not None:
            args = prepare(alias, args)
    return args


def _substitute(alias, args):
    """The alias's arguments with args in place of its type variables."""
    variables = alias.__parameters__
    args = _prepared(alias, _spread(args))
    _count_for(alias, len(args), variables)
    given = dict(zip(variables, args))
    out = []
    for x in alias.__args__:
        out.extend(_put(x, given, alias))
    return tuple(out)


def _put(x, given, alias):
    """What comes in place of x, a tuple."""
    if isinstance(x, type):
        return (x,)
    if isinstance(x, (tuple, list)):
        return (tuple(y for inner in x for y in _put(inner, given, alias)),)
    subst = getattr(x, "__typing_subst__", None)
    if subst is not None:
        new = subst(given[x])
    else:
        inner = getattr(x, "__parameters__", ())
        if not isinstance(inner, tuple) or not inner:
            return (x,)
        key = []
        for v in inner:
            y = given[v]
            if isinstance(v, TypeVarTuple):
                key.extend(y)
            else:
                key.append(y)
        new = x[tuple(key)]
    if isinstance(new, tuple) and (isinstance(x, (TypeVarTuple, _UnpackGenericAlias))
                                   or alias.__origin__ is collections.abc.Callable):
        return new
    if alias.__origin__ is collections.abc.Callable and isinstance(new, _GenericAlias) and new.__origin__ is Concatenate:
        return (new,)
    return (new,)


def _cached(method):
    """Keeps the results of a method with a hashable argument, as long as it may: equal
    subscripts give the same object."""
    kept = functools.lru_cache(typed=True)(method)

    @functools.wraps(method)
    def cached(*args):
        try:
            return kept(*args)
        except TypeError:
            return method(*args)  # an argument has no hash, or it is an error
    return cached


class _Joins:
    """Operators of all that stands for types: A | B."""

    __slots__ = ()

    def __or__(self, that): return Union[self, that]

    def __ror__(self, that): return Union[that, self]


# Forms.

class _SpecialForm(_Joins):
    """A name with a meaning of its own. make, if any, is given the form and what it is
    subscripted with; alone says that it can be an argument as it is."""

    def __init__(self, name, doc, make=None, alone=False):
        self._name, self.__doc__, self._make, self._alone = name, doc, make, alone
        self.__name__ = self.__qualname__ = name

    def __repr__(self): return "typing." + self._name

    def __reduce__(self): return self._name

    def __copy__(self): return self

    def __deepcopy__(self, memo): return self

    def __hash__(self): return id(self) >> 4

    def __eq__(self, that): return self is that

    def __call__(self, *args, **kwargs):
        raise TypeError("Cannot instantiate %r" % (self,))

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass %r" % (self,))

    def __instancecheck__(self, x):
        raise TypeError("%r cannot be used with isinstance()" % (self,))

    def __subclasscheck__(self, cls):
        raise TypeError("%r cannot be used with issubclass()" % (self,))

    def __getitem__(self, key):
        if self._make is None:
            raise TypeError("%r is not subscriptable" % (self,))
        return self._make(self, key)


class _AnyMeta(type):
    def __instancecheck__(self, x):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return type.__instancecheck__(self, x)

    def __repr__(self):
        return "typing.Any" if self is Any else type.__repr__(self)


class Any(metaclass=_AnyMeta):
    """Every type, and compatible with every type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


NoReturn = _SpecialForm("NoReturn", "The result of functions that do not return.", alone=True)
Never = _SpecialForm("Never", "A type without values.", alone=True)
Self = _SpecialForm("Self", "The type of the instance.", alone=True)
LiteralString = _SpecialForm("LiteralString", "A string from the program's text.", alone=True)
TypeAlias = _SpecialForm("TypeAlias", "Marks what is assigned as a type.", alone=True)


def _one(form, key):
    """A form that takes one type."""
    x = _arg(key, "%r accepts only single type." % (form,), inside_class_ok=form in (Required, NotRequired))
    return _GenericAlias(form, (x,))


ClassVar = _SpecialForm("ClassVar", "A variable of the class.", _one)
Final = _SpecialForm("Final", "A name that is bound once.", _one)
TypeGuard = _SpecialForm("TypeGuard", "The result of a test for a type.", _one)
Required = _SpecialForm("Required", "A key that a TypedDict must have.", _one)
NotRequired = _SpecialForm("NotRequired", "A key that a TypedDict may have.", _one)


def _make_union(form, key):
    if key == ():
        raise TypeError("Cannot take a Union of no types.")
    members = []
    for x in key if isinstance(key, tuple) else (key,):
        x = _arg(x, "Union[arg, ...]: each arg must be a type.")
        for y in x.__args__ if isinstance(x, (_UnionGenericAlias, types.UnionType)) else (x,):
            if y not in members:
                members.append(y)
    return members[0] if len(members) == 1 else _UnionGenericAlias(form, tuple(members))


def _make_optional(form, key):
    return Union[_arg(key, "%r requires a single type." % (form,)), _NoneType]


Union = _SpecialForm("Union", "One of several types.", _cached(_make_union))
Optional = _SpecialForm("Optional", "A type, or None.", _make_optional)


def _make_literal(form, key):
    values = []
    for x in key if isinstance(key, tuple) else (key,):
        values.extend(x.__args__ if isinstance(x, _LiteralGenericAlias) else (x,))
    once = []
    for x in values:
        if not any(type(x) is type(y) and x == y for y in once):
            once.append(x)
    return _LiteralGenericAlias(form, tuple(once))


Literal = _SpecialForm("Literal", "One of several values.", _cached(_make_literal))


def _make_concatenate(form, key):
    if key == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    args = key if isinstance(key, tuple) else (key,)
    if not (args[-1] is Ellipsis or isinstance(args[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    complaint = "Concatenate[arg, ...]: each arg must be a type."
    return _ConcatenateGenericAlias(form, tuple(_arg(x, complaint) for x in args[:-1]) + args[-1:])


Concatenate = _SpecialForm("Concatenate", "Parameters in front of those of a ParamSpec.", _make_concatenate)


def _make_unpack(form, key):
    return _UnpackGenericAlias(form, (_arg(key, "%r accepts only single type." % (form,)),))


Unpack = _SpecialForm("Unpack", "The members of a tuple in its place.", _make_unpack)


# Types with arguments.

class _GenericAlias(_Joins):
    """A type with arguments. Attributes that are not special are its origin's."""

    _name = None
    _makes = True

    def __init__(self, origin, args, name=None, makes=True):
        if not isinstance(args, tuple):
            args = (args,)
        put = functools.partial(object.__setattr__, self)
        put("__origin__", origin)
        put("__args__", tuple(... if x is _ellipsis else x for x in args))
        put("__parameters__", _variables(args))
        put("_name", name)
        put("_makes", makes)
        put("__module__", "typing" if name or isinstance(origin, _SpecialForm) else origin.__module__)

    def _like(self, args):
        """The same with other arguments."""
        return type(self)(self.__origin__, args, self._name, self._makes)

    def __repr__(self):
        name = "typing." + self._name if self._name else _show(self.__origin__)
        return "%s[%s]" % (name, ", ".join(map(_show, self.__args__)) or "()")

    def __eq__(self, that):
        if isinstance(that, _GenericAlias):
            return self.__origin__ == that.__origin__ and self.__args__ == that.__args__
        return NotImplemented

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __reduce__(self):
        return _again, (self.__origin__, self.__args__, self._name)

    def __copy__(self): return self

    def __deepcopy__(self, memo): return self

    def __getitem__(self, key):
        origin = self.__origin__
        if origin is Generic or origin is Protocol:
            raise TypeError("Cannot subscript already-subscripted %r" % (self,))
        if not self.__parameters__:
            raise TypeError("%r is not a generic class" % (self,))
        key = key if isinstance(key, tuple) else (key,)
        key = tuple(tuple(x) if isinstance(x, list) else x if x is Ellipsis or isinstance(x, tuple) else _arg(x)
                    for x in key)
        return self._like(_substitute(self, key))

    def __iter__(self):
        yield Unpack[self]

    def __call__(self, *args, **kwargs):
        if not self._makes:
            raise TypeError("Type %s cannot be instantiated; use %s() instead" % (self._name, self.__origin__.__name__))
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __mro_entries__(self, bases):
        origin = self.__origin__
        if isinstance(origin, _SpecialForm):
            raise TypeError("Cannot subclass %r" % (self,))
        behind = bases[bases.index(self) + 1:]
        if self._name:
            return _with_generic(origin, bases, behind)
        if origin is Generic:
            # Another base brings it, or Protocol stands for it.
            if Protocol in bases or any(isinstance(b, (_GenericAlias, _SpecialGenericAlias)) and b is not self for b in behind):
                return ()
        return (origin,)

    def __getattr__(self, name):
        if name == "__name__" or name == "__qualname__":
            return self._name or self.__origin__.__name__
        if "__origin__" in self.__dict__ and not _is_special(name):
            return getattr(self.__origin__, name)
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if _is_special(name) or name in ("_name", "_makes"):
            object.__setattr__(self, name, value)
        else:
            setattr(self.__origin__, name, value)

    def __instancecheck__(self, x):
        return self.__subclasscheck__(type(x))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


_ellipsis = object()


def _again(origin, args, name):
    """An alias from its parts."""
    if name:
        return globals_of[name][args]
    return origin[args]


globals_of = {}  # the containers by name


def _with_generic(origin, bases, behind):
    """What a container with the class origin stands for among bases: that, and Generic
    if nothing behind it brings Generic."""
    entries = () if origin in bases else (origin,)
    for b in behind:
        if isinstance(b, (_GenericAlias, _SpecialGenericAlias)) or isinstance(b, type) and issubclass(b, Generic):
            return entries
    return entries + (Generic,)


class _UnionGenericAlias(_GenericAlias):
    def __init__(self, origin, args, name=None, makes=True):
        super().__init__(origin, args, "Union")

    def _like(self, args): return Union[args]

    @property
    def __name__(self): return "Optional" if self._optional() else "Union"

    def _optional(self):
        """The members beside None, if there are two."""
        others = [x for x in self.__args__ if x is not _NoneType]
        return others if len(self.__args__) == 2 and len(others) == 1 else None

    def __repr__(self):
        others = self._optional()
        return "typing.Optional[%s]" % _show(others[0]) if others else super().__repr__()

    def __eq__(self, that):
        if isinstance(that, (_UnionGenericAlias, types.UnionType)):
            return set(self.__args__) == set(that.__args__)
        return NotImplemented

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass %r" % (self,))

    def __instancecheck__(self, x):
        return self.__subclasscheck__(type(x))

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, x) for x in self.__args__)


class _LiteralGenericAlias(_GenericAlias):
    def __repr__(self):
        return "typing.Literal[%s]" % ", ".join(map(repr, self.__args__))

    def _values(self):
        return {(x, type(x)) for x in self.__args__}

    def __eq__(self, that):
        return self._values() == that._values() if isinstance(that, _LiteralGenericAlias) else NotImplemented

    def __hash__(self):
        return hash(frozenset(self._values()))


class _ConcatenateGenericAlias(_GenericAlias):
    def _like(self, args):
        if isinstance(args[-1], (list, tuple)):
            return (*args[:-1], *args[-1])
        if isinstance(args[-1], _ConcatenateGenericAlias):
            args = (*args[:-1], *args[-1].__args__)
        return type(self)(self.__origin__, args)


class _UnpackGenericAlias(_GenericAlias):
    def __repr__(self):
        return "*" + repr(self.__args__[0])

    @property
    def __typing_unpacked_tuple_args__(self):
        x = self.__args__[0]
        return x.__args__ if isinstance(x, (_GenericAlias, types.GenericAlias)) and x.__origin__ is tuple else None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)

    def __getitem__(self, key):
        if self.__typing_is_unpacked_typevartuple__:
            return key if isinstance(key, tuple) else (key,)
        return super().__getitem__(key)


class _CallableGenericAlias(_GenericAlias):
    def __repr__(self):
        *args, result = self.__args__
        if len(args) == 1 and (args[0] is Ellipsis or isinstance(args[0], (ParamSpec, _ConcatenateGenericAlias))):
            return super().__repr__()
        return "typing.Callable[[%s], %s]" % (", ".join(map(_show, args)), _show(result))

    def __getitem__(self, key):
        items = key if isinstance(key, tuple) else (key,)
        variables = self.__parameters__
        if len(variables) == 1 and isinstance(variables[0], ParamSpec) and not (
                len(items) == 1 and (isinstance(items[0], (list, tuple, ParamSpec, _ConcatenateGenericAlias))
                                     or items[0] is Ellipsis)):
            items = (list(items),)
        return super().__getitem__(items)


class _SpecialGenericAlias(_Joins):
    """A container without arguments, of which there may be n; n < 0: any number."""

    def __init__(self, origin, n, name, makes):
        put = functools.partial(object.__setattr__, self)
        put("__origin__", origin)
        put("_n", n)
        put("_name", name)
        put("_makes", makes)
        put("__doc__", "A generic version of %s.%s." % (origin.__module__, origin.__qualname__))
        globals_of[name] = self

    def __repr__(self): return "typing." + self._name

    def __reduce__(self): return self._name

    def __copy__(self): return self

    def __deepcopy__(self, memo): return self

    def __eq__(self, that): return self is that

    def __hash__(self): return hash((self._name, self.__origin__))

    def __getitem__(self, key):
        return _make_alias(self, key)

    def _alias(self, args):
        return _GenericAlias(self.__origin__, args, self._name, self._makes)

    def _args(self, key):
        key = key if isinstance(key, tuple) else (key,)
        args = tuple(_arg(x) for x in key)
        if not self._n:
            raise TypeError("%r is not a generic class" % (self,))
        _count(self, len(args), self._n)
        return args

    def __call__(self, *args, **kwargs):
        if self._makes:
            return self.__origin__(*args, **kwargs)
        raise TypeError("Type %s cannot be instantiated; use %s() instead" % (self._name, self.__origin__.__name__))

    def __mro_entries__(self, bases):
        return _with_generic(self.__origin__, bases, bases[bases.index(self) + 1:])

    def __getattr__(self, name):
        if name == "__name__" or name == "__qualname__":
            return self._name
        if _is_special(name):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __setattr__(self, name, value):
        if _is_special(name):
            object.__setattr__(self, name, value)
        else:
            setattr(self.__origin__, name, value)

    def __instancecheck__(self, x):
        return isinstance(x, self.__origin__)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            cls = cls.__origin__
        if isinstance(cls, _GenericAlias):
            raise TypeError("Subscripted generics cannot be used with class and instance checks")
        return issubclass(cls, self.__origin__)


@_cached
def _make_alias(bare, key):
    return bare._alias(bare._args(key))


class _TupleType(_SpecialGenericAlias):
    def _args(self, key):
        key = key if isinstance(key, tuple) else (key,)
        if len(key) >= 2 and key[-1] is Ellipsis:
            return tuple(_arg(x, "Tuple[t, ...]: t must be a type.") for x in key[:-1]) + (Ellipsis,)
        return tuple(_arg(x, "Tuple[t0, t1, ...]: each t must be a type.") for x in key)


class _CallableType(_SpecialGenericAlias):
    def __getitem__(self, key):
        if not (isinstance(key, tuple) and len(key) == 2):
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = key
        return _make_alias(self, (tuple(args) if isinstance(args, list) else args, result))

    def _args(self, key):
        args, result = key
        result = _arg(result, "Callable[args, result]: result must be a type.")
        if isinstance(args, tuple):
            return tuple(_arg(x, "Callable[[arg, ...], result]: each arg must be a type.") for x in args) + (result,)
        if not (args is Ellipsis or isinstance(args, (ParamSpec, _ConcatenateGenericAlias))):
            args = _arg(args, "Callable[[arg, ...], result]: each arg must be a type.")
        return (args, result)

    def _alias(self, args):
        return _CallableGenericAlias(self.__origin__, args, self._name)


def _bare(origin, n, name=None, makes=True):
    return _SpecialGenericAlias(origin, n, name or origin.__name__, makes)


Hashable = _bare(collections.abc.Hashable, 0)
Awaitable = _bare(collections.abc.Awaitable, 1)
Coroutine = _bare(collections.abc.Coroutine, 3)
AsyncIterable = _bare(collections.abc.AsyncIterable, 1)
AsyncIterator = _bare(collections.abc.AsyncIterator, 1)
AsyncGenerator = _bare(collections.abc.AsyncGenerator, 2)
Iterable = _bare(collections.abc.Iterable, 1)
Iterator = _bare(collections.abc.Iterator, 1)
Generator = _bare(collections.abc.Generator, 3)
Reversible = _bare(collections.abc.Reversible, 1)
Sized = _bare(collections.abc.Sized, 0)
Container = _bare(collections.abc.Container, 1)
Collection = _bare(collections.abc.Collection, 1)
AbstractSet = _bare(collections.abc.Set, 1, "AbstractSet")
MutableSet = _bare(collections.abc.MutableSet, 1)
Mapping = _bare(collections.abc.Mapping, 2)
MutableMapping = _bare(collections.abc.MutableMapping, 2)
Sequence = _bare(collections.abc.Sequence, 1)
MutableSequence = _bare(collections.abc.MutableSequence, 1)
ByteString = _bare(collections.abc.ByteString, 0)
MappingView = _bare(collections.abc.MappingView, 1)
KeysView = _bare(collections.abc.KeysView, 1)
ItemsView = _bare(collections.abc.ItemsView, 2)
ValuesView = _bare(collections.abc.ValuesView, 1)
ContextManager = _bare(contextlib.AbstractContextManager, 1, "ContextManager")
AsyncContextManager = _bare(contextlib.AbstractAsyncContextManager, 1, "AsyncContextManager")
Deque = _bare(collections.deque, 1, "Deque")
DefaultDict = _bare(collections.defaultdict, 2, "DefaultDict")
OrderedDict = _bare(collections.OrderedDict, 2)
Counter = _bare(collections.Counter, 1)
ChainMap = _bare(collections.ChainMap, 2)
List = _bare(list, 1, "List", makes=False)
Set = _bare(set, 1, "Set", makes=False)
FrozenSet = _bare(frozenset, 1, "FrozenSet", makes=False)
Dict = _bare(dict, 2, "Dict", makes=False)
Type = _bare(type, 1, "Type", makes=False)
Tuple = _TupleType(tuple, -1, "Tuple", False)
Callable = _CallableType(collections.abc.Callable, 2, "Callable", True)


# Type variables.

class NoDefaultType:
    """The class of NoDefault."""

    def __new__(cls): return NoDefault

    def __repr__(self): return "typing.NoDefault"

    def __reduce__(self): return "NoDefault"


NoDefault = object.__new__(NoDefaultType)


class _Delayed:
    """What is evaluated when it is asked for: function is called with the names of the class
    around, which suite holds, or None. While the suite runs these are its namespace, later
    they are what the class has then."""

    __slots__ = ("function", "suite")

    def __init__(self, function, suite):
        self.function, self.suite = function, suite


def _class_made(suite, cls):
    if isinstance(cls, type):
        suite[0] = cls.__dict__


def _settled(owner, name):
    """The attribute name of owner, evaluated by now. A callback does not change objects of
    the main thread: it evaluates each time."""
    value = getattr(owner, name)
    if type(value) is _Delayed:
        value = value.function(value.suite and value.suite[0])
        try:
            object.__setattr__(owner, name, value)
        except Exception:
            pass
    return value


class _Defaulted(_Joins):
    """What all type parameters have in common."""

    @property
    def __default__(self): return _settled(self, "_default")

    def has_default(self):
        """Whether there is a default."""
        return self._default is not NoDefault


class _Variable(_Defaulted):
    """What type variables and parameter specifications have in common."""

    def _set_up(self, name, bound, covariant, contravariant, infer_variance, default):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if infer_variance and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        self.__name__ = name
        self.__covariant__, self.__contravariant__ = bool(covariant), bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self._bound = None if bound is None else _arg(bound, "Bound must be a type.")
        self._default = default
        self.__module__ = "__main__"

    @property
    def __bound__(self): return _settled(self, "_bound")

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        sign = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return sign + self.__name__

    def __reduce__(self): return self.__name__

    def __copy__(self): return self

    def __deepcopy__(self, memo): return self

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of %s" % type(self).__name__)


class TypeVar(_Variable):
    """A type variable."""

    def __init__(self, name, *constraints, bound=None, default=NoDefault, covariant=False,
                 contravariant=False, infer_variance=False):
        self._set_up(name, bound, covariant, contravariant, infer_variance, default)
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        complaint = "TypeVar(name, constraint, ...): constraints must be types."
        self._constraints = tuple(_arg(x, complaint) for x in constraints)

    @property
    def __constraints__(self): return _settled(self, "_constraints")

    def __typing_subst__(self, x):
        x = _arg(x, "Parameters to generic types must be types.")
        if isinstance(x, _UnpackGenericAlias) or isinstance(x, types.GenericAlias) and x.__unpacked__:
            raise TypeError("%s is not valid as type argument" % (x,))
        return x


class TypeVarTuple(_Defaulted):
    """A variable for any number of types."""

    def __init__(self, name, *, default=NoDefault):
        self.__name__ = name
        self._default = default
        self.__module__ = "__main__"

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self): return self.__name__

    def __reduce__(self): return self.__name__

    def __copy__(self): return self

    def __deepcopy__(self, memo): return self

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of TypeVarTuple")

    def __typing_subst__(self, x):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        """Take those together that the others leave."""
        variables = alias.__parameters__
        at = variables.index(self)
        if self in variables[at + 1:]:
            raise TypeError("More than one TypeVarTuple parameter in %s" % (alias,))
        behind = len(variables) - at - 1
        if len(args) < at + behind:
            raise TypeError("Too few arguments for %s; actual %d, expected at least %d" % (
                alias, len(args), len(variables) - 1))
        end = len(args) - behind
        return (*args[:at], tuple(args[at:end]), *args[end:])


class ParamSpecArgs:
    """P.args of a ParamSpec P."""

    def __init__(self, origin): self.__origin__ = origin

    def __repr__(self): return self.__origin__.__name__ + ".args"

    def __eq__(self, that):
        return self.__origin__ == that.__origin__ if isinstance(that, ParamSpecArgs) else NotImplemented

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of ParamSpecArgs")


class ParamSpecKwargs:
    """P.kwargs of a ParamSpec P."""

    def __init__(self, origin): self.__origin__ = origin

    def __repr__(self): return self.__origin__.__name__ + ".kwargs"

    def __eq__(self, that):
        return self.__origin__ == that.__origin__ if isinstance(that, ParamSpecKwargs) else NotImplemented

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of ParamSpecKwargs")


class ParamSpec(_Variable):
    """A variable for the parameters of a callable."""

    def __init__(self, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False,
                 infer_variance=False):
        self._set_up(name, bound, covariant, contravariant, infer_variance, default)

    @property
    def args(self): return ParamSpecArgs(self)

    @property
    def kwargs(self): return ParamSpecKwargs(self)

    def __typing_subst__(self, x):
        if isinstance(x, (list, tuple)):
            return tuple(_arg(y, "Expected a type.") for y in x)
        if x is Ellipsis or isinstance(x, (ParamSpec, _ConcatenateGenericAlias)):
            return x
        raise TypeError("Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got %s" % (x,))

    def __typing_prepare_subst__(self, alias, args):
        variables = alias.__parameters__
        at = variables.index(self)
        if at >= len(args):
            raise TypeError("Too few arguments for %s" % (alias,))
        # X[int, str] is X[[int, str]] where there is no other variable.
        if len(variables) == 1 and not (len(args) == 1 and (isinstance(args[0], (tuple, list, ParamSpec, _ConcatenateGenericAlias))
                                                            or args[0] is Ellipsis)):
            return (tuple(args),)
        if isinstance(args[at], list):
            return (*args[:at], tuple(args[at]), *args[at + 1:])
        return args


# What the compiler makes of type parameters and type statements: bounds, defaults and
# values are functions, as of _Delayed.

def _type_var(name, bound, several, default, module, suite):
    t = TypeVar(name, infer_variance=True)
    t.__module__ = "typing"
    if bound is not None:
        if several:
            t._constraints = _Delayed(bound, suite)
        else:
            t._bound = _Delayed(bound, suite)
    if default is not None:
        t._default = _Delayed(default, suite)
    return t


def _param_spec(name, default, module, suite):
    t = ParamSpec(name, infer_variance=True)
    t.__module__ = "typing"
    if default is not None:
        t._default = _Delayed(default, suite)
    return t


def _type_var_tuple(name, default, module, suite):
    t = TypeVarTuple(name)
    t.__module__ = "typing"
    if default is not None:
        t._default = _Delayed(default, suite)
    return t


def _type_alias(name, params, value, module, suite):
    alias = TypeAliasType(name, _Delayed(value, suite), type_params=params or ())
    object.__setattr__(alias, "__module__", module)
    return alias


def _generic_base(params):
    """The base that a class gets by its type parameters."""
    return Generic[tuple(Unpack[t] if isinstance(t, TypeVarTuple) else t for t in params)]


class TypeAliasType:
    """The name of a type, whose value is evaluated when it is asked for."""

    def __init__(self, name, value, *, type_params=()):
        if not isinstance(type_params, tuple):
            raise TypeError("type_params must be a tuple")
        put = functools.partial(object.__setattr__, self)
        put("__name__", name)
        put("_value", value)
        put("__type_params__", type_params)
        put("__module__", "__main__")

    def __init_subclass__(cls, **options):
        raise TypeError("type 'typing.TypeAliasType' is not an acceptable base type")

    @property
    def __value__(self): return _settled(self, "_value")

    @property
    def __parameters__(self):
        return tuple(Unpack[t] if isinstance(t, TypeVarTuple) else t for t in self.__type_params__)

    def __setattr__(self, name, value):
        if name == "__name__":
            raise AttributeError("readonly attribute")
        if name in ("__value__", "__type_params__", "__parameters__", "__module__"):
            raise AttributeError("attribute %r of 'typing.TypeAliasType' objects is not writable" % name)
        raise AttributeError("'typing.TypeAliasType' object has no attribute %r and no __dict__ for setting "
                             "new attributes" % name)

    def __delattr__(self, name): TypeAliasType.__setattr__(self, name, None)

    def __getattr__(self, name):
        raise AttributeError("'typing.TypeAliasType' object has no attribute %r" % name)

    def __repr__(self): return self.__name__

    def __reduce__(self): return self.__name__

    def __copy__(self): return self

    def __deepcopy__(self, memo): return self

    def __getitem__(self, key):
        if not self.__type_params__:
            raise TypeError("Only generic type aliases are subscriptable")
        return types.GenericAlias(self, key)

    __iter__ = None  # else __getitem__ would do

    def __or__(self, that):
        return union(self, that) if _joins(that) else NotImplemented

    def __ror__(self, that):
        return union(that, self) if _joins(that) else NotImplemented


def _joins(x):
    """Whether x can be joined to a type by |."""
    return x is None or isinstance(x, (type, types.GenericAlias, types.UnionType, TypeAliasType))


# Generic classes.

class Generic:
    """Base of classes with type variables."""

    __slots__ = ()
    _is_protocol = False

    @_cached
    def __class_getitem__(cls, key):
        key = key if isinstance(key, tuple) else (key,)
        if cls is Generic or cls is Protocol:
            if not key:
                raise TypeError("Parameter list to %s[...] cannot be empty" % cls.__qualname__)
            if not all(_is_variable(x) or isinstance(x, _UnpackGenericAlias) for x in key):
                raise TypeError("Parameters to %s[...] must all be type variables or parameter specification "
                                "variables." % cls.__name__)
            if len(set(key)) != len(key):
                raise TypeError("Parameters to %s[...] must all be unique" % cls.__name__)
            defaulted = False
            for x in key:
                if not _is_variable(x):
                    continue
                if x.has_default():
                    defaulted = True
                elif defaulted:
                    raise TypeError("Type parameter %r without a default follows type parameter with a default" % (x,))
            return _GenericAlias(cls, key)
        variables = getattr(cls, "__parameters__", ())
        if not variables:
            raise TypeError("%r is not a generic class" % (cls,))
        key = tuple(tuple(x) if isinstance(x, list) else x for x in key)
        args = _prepared(cls, key)
        _count_for(cls, len(args), variables)
        out = []
        for v, x in zip(variables, args):
            if isinstance(v, TypeVarTuple):
                out.extend(x)
            else:
                out.append(v.__typing_subst__(x))
        return _GenericAlias(cls, tuple(out))

    def __init_subclass__(cls, *args, **options):
        super().__init_subclass__(*args, **options)
        bases = cls.__dict__.get("__orig_bases__", ())
        if Generic in bases or not bases and cls.__name__ != "Protocol" and Generic in cls.__bases__:
            raise TypeError("Cannot inherit from plain Generic")
        variables = _variables(bases)
        declared = None
        for b in bases:
            if isinstance(b, _GenericAlias) and (b.__origin__ is Generic or b.__origin__ is Protocol):
                if b.__origin__ is Generic and declared is not None and declared.__origin__ is Generic:
                    raise TypeError("Cannot inherit from Generic[...] multiple types.")
                declared = b
        if declared is not None:
            missing = [v for v in variables if v not in declared.__parameters__]
            if missing:
                raise TypeError("Some type variables (%s) are not listed in %s[%s]" % (
                    ", ".join(map(str, missing)), declared.__origin__.__name__,
                    ", ".join(map(str, declared.__parameters__))))
            variables = declared.__parameters__
        cls.__parameters__ = variables


# Protocols.

_NOT_MEMBERS = frozenset((
    "__parameters__", "__type_params__", "__orig_bases__", "__orig_class__", "_is_protocol", "_is_runtime_protocol",
    "__protocol_attrs__", "__abstractmethods__", "__annotations__", "__dict__", "__doc__",
    "__init__", "__module__", "__new__", "__slots__", "__subclasshook__", "__weakref__",
    "__class_getitem__", "__match_args__", "__hash__",
))


def _members(cls):
    """The names that a protocol asks for."""
    names = set()
    for base in cls.__mro__:
        if base.__name__ in ("Protocol", "Generic", "object"):
            continue
        own = base.__dict__
        for name in (*own, *own.get("__annotations__", ())):
            if not name.startswith("_abc_") and (name not in _NOT_MEMBERS or name == "__hash__" and own[name] is not None
                                                 and "__eq__" not in own):
                names.add(name)
    return names


def _only_methods(cls):
    return all(callable(getattr(cls, name, None)) for name in _members(cls))


def _no_protocol(self, *args, **kwargs):
    raise TypeError("Protocols cannot be instantiated")


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, x):
        protocol = getattr(cls, "_is_protocol", False)
        if protocol and not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if (not protocol or _only_methods(cls)) and issubclass(type(x), cls):
            return True
        if protocol:
            for name in _members(cls):
                if not hasattr(x, name) or callable(getattr(cls, name, None)) and getattr(x, name) is None:
                    break
            else:
                return True
            if not _only_methods(cls):
                return cls in type(x).__mro__
        return super().__instancecheck__(x)


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base of classes that describe what others look like."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **options):
        super().__init_subclass__(*args, **options)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = Protocol in cls.__bases__
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = _hook_of(cls)
        if not cls._is_protocol:
            if cls.__init__ is _no_protocol:
                cls.__init__ = _next_init(cls)
            return
        for base in cls.__bases__:
            if not (base is object or base is Generic or base is Protocol or base.__name__ in _PROTOCOL_BASES.get(base.__module__, ())
                    or isinstance(base, type) and issubclass(base, Generic) and base._is_protocol):
                raise TypeError("Protocols can only inherit from other protocols, got %r" % (base,))
        if cls.__init__ is object.__init__ or cls.__init__ is _no_protocol:
            cls.__init__ = _no_protocol


_PROTOCOL_BASES = {
    "collections.abc": ("Callable", "Awaitable", "Iterable", "Iterator", "AsyncIterable", "Hashable",
                        "Sized", "Container", "Collection", "Reversible"),
    "contextlib": ("AbstractContextManager", "AbstractAsyncContextManager"),
}


def _next_init(cls):
    """The __init__ that a class has beside those of protocols."""
    for base in cls.__mro__:
        init = base.__dict__.get("__init__", _no_protocol)
        if init is not _no_protocol:
            return init
    return object.__init__


def _hook_of(cls):
    def hook(other):
        if not cls.__dict__.get("_is_protocol", False):
            return NotImplemented
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if not _only_methods(cls):
            raise TypeError("Protocols with non-method members don't support issubclass()")
        if not isinstance(other, type):
            raise TypeError("issubclass() arg 1 must be a class")
        for name in _members(cls):
            if not _has_member(other, name):
                return NotImplemented
        return True
    return hook


def _has_member(cls, name):
    for base in cls.__mro__:
        own = base.__dict__
        if name in own:
            return own[name] is not None
        if name in own.get("__annotations__", ()) and issubclass(cls, Generic) and cls._is_protocol:
            return True
    return False


def runtime_checkable(cls):
    """Let isinstance and issubclass test for a protocol's names."""
    if not (isinstance(cls, type) and issubclass(cls, Generic) and cls._is_protocol):
        raise TypeError("@runtime_checkable can be only applied to protocol classes, got %r" % (cls,))
    cls._is_runtime_protocol = True
    return cls


AnyStr = TypeVar("AnyStr", bytes, str)
_T_co = TypeVar("T_co", covariant=True)


@runtime_checkable
class SupportsInt(Protocol):
    """Has __int__."""

    __slots__ = ()

    @abstractmethod
    def __int__(self): pass


@runtime_checkable
class SupportsFloat(Protocol):
    """Has __float__."""

    __slots__ = ()

    @abstractmethod
    def __float__(self): pass


@runtime_checkable
class SupportsComplex(Protocol):
    """Has __complex__."""

    __slots__ = ()

    @abstractmethod
    def __complex__(self): pass


@runtime_checkable
class SupportsBytes(Protocol):
    """Has __bytes__."""

    __slots__ = ()

    @abstractmethod
    def __bytes__(self): pass


@runtime_checkable
class SupportsIndex(Protocol):
    """Has __index__."""

    __slots__ = ()

    @abstractmethod
    def __index__(self): pass


@runtime_checkable
class SupportsAbs(Protocol[_T_co]):
    """Has __abs__."""

    __slots__ = ()

    @abstractmethod
    def __abs__(self): pass


@runtime_checkable
class SupportsRound(Protocol[_T_co]):
    """Has __round__."""

    __slots__ = ()

    @abstractmethod
    def __round__(self, ndigits=0): pass


class IO(Generic[AnyStr]):
    """What open() returns."""

    __slots__ = ()


class BinaryIO(IO[bytes]):
    """What open() returns in binary mode."""

    __slots__ = ()


class TextIO(IO[str]):
    """What open() returns in text mode."""

    __slots__ = ()


# Annotated.

class _AnnotatedAlias(_GenericAlias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            origin, metadata = origin.__origin__, origin.__metadata__ + metadata
        super().__init__(origin, (origin,), "Annotated")
        object.__setattr__(self, "__metadata__", metadata)

    def _like(self, args): return _AnnotatedAlias(args[0], self.__metadata__)

    def __repr__(self):
        return "typing.Annotated[%s, %s]" % (_show(self.__origin__), ", ".join(map(repr, self.__metadata__)))

    def __eq__(self, that):
        if isinstance(that, _AnnotatedAlias):
            return self.__origin__ == that.__origin__ and self.__metadata__ == that.__metadata__
        return NotImplemented

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __getattr__(self, name):
        if name == "__name__" or name == "__qualname__":
            return "Annotated"
        return super().__getattr__(name)


class Annotated:
    """A type with metadata: Annotated[int, ...]."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    def __class_getitem__(cls, key):
        if not isinstance(key, tuple) or len(key) < 2:
            raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
        origin = _arg(key[0], "Annotated[t, ...]: t must be a type.", inside_class_ok=True)
        return _AnnotatedAlias(origin, tuple(key[1:]))

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError("Cannot subclass %s.Annotated" % cls.__module__)


# Forward references.

class ForwardRef(_Joins):
    """A type by the text of an expression for it."""

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError("Forward reference must be a string -- got %r" % (arg,))
        try:
            self._tree = _Reader(arg).all()
        except _BadText:
            raise SyntaxError("Forward reference must be an expression -- got %r" % (arg,)) from None
        self.__forward_arg__ = arg
        self.__forward_is_argument__, self.__forward_is_class__ = is_argument, is_class
        self.__forward_module__ = module
        self.__forward_evaluated__, self.__forward_value__ = False, None

    def __eq__(self, that):
        if not isinstance(that, ForwardRef):
            return NotImplemented
        return (self.__forward_arg__, self.__forward_module__) == (that.__forward_arg__, that.__forward_module__)

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __repr__(self):
        if self.__forward_module__ is None:
            return "ForwardRef(%r)" % self.__forward_arg__
        return "ForwardRef(%r, module=%r)" % (self.__forward_arg__, self.__forward_module__)


class _BadText(Exception):
    """A text that is no expression for a type."""


class _Reader:
    """Reads an expression for a type. What it gives is a function of a function that
    tells what names stand for."""

    def __init__(self, text):
        self.text, self.at = text, 0

    def all(self):
        tree = self.items("")
        if self.peek():
            raise _BadText
        return tree

    def peek(self):
        while self.at < len(self.text) and self.text[self.at] in " \t\n\r":
            self.at += 1
        return self.text[self.at:self.at + 1]

    def take(self, ch):
        if self.peek() != ch:
            raise _BadText
        self.at += 1

    def items(self, end):
        """Expressions with commas up to end: one, or a tuple."""
        parts = []
        comma = False
        while self.peek() != end and self.peek():
            parts.append(self.union())
            comma = self.peek() == ","
            if not comma:
                break
            self.at += 1
        if len(parts) == 1 and not comma:
            return parts[0]
        if not parts and not end:
            raise _BadText
        return lambda look: tuple(p(look) for p in parts)

    def union(self):
        left = self.trailed()
        while self.peek() == "|":
            self.at += 1
            left = _both(left, self.trailed())
        return left

    def trailed(self):
        x = self.atom()
        while True:
            ch = self.peek()
            if ch == ".":
                self.at += 1
                x = _attribute(x, self.name())
            elif ch == "[":
                self.at += 1
                x = _subscript(x, self.items("]"))
                self.take("]")
            elif ch == "(":
                self.at += 1
                x = _call(x, self.items(")"))
                self.take(")")
            else:
                return x

    def name(self):
        self.peek()
        start = self.at
        while self.at < len(self.text) and (self.text[self.at].isalnum() or self.text[self.at] == "_"):
            self.at += 1
        word = self.text[start:self.at]
        if not word.isidentifier():
            raise _BadText
        return word

    def atom(self):
        ch = self.peek()
        if ch == "(":
            self.at += 1
            x = self.items(")")
            self.take(")")
            return x
        if ch == "[":
            self.at += 1
            parts = []
            while self.peek() != "]":
                parts.append(self.union())
                if self.peek() != ",":
                    break
                self.at += 1
            self.take("]")
            return lambda look: [p(look) for p in parts]
        if ch in ("'", '"') and ch:
            return self.string("")
        if ch == "*" and ch:
            self.at += 1
            inner = self.trailed()
            return lambda look: next(iter(inner(look)))
        if self.text[self.at:self.at + 3] == "...":
            self.at += 3
            return lambda look: ...
        if ch == "-" or ch.isdigit():
            return self.number()
        word = self.name()
        if self.peek() in ("'", '"') and self.peek() and word in ("b", "B", "u", "U", "r", "R"):
            return self.string(word.lower())
        if word in _CONSTANTS:
            value = _CONSTANTS[word]
            return lambda look: value
        return lambda look: look(word)

    def string(self, prefix):
        quote = self.text[self.at]
        end = self.text.find(quote, self.at + 1)
        if end < 0 or "\\" in self.text[self.at:end]:
            raise _BadText
        value = self.text[self.at + 1:end]
        self.at = end + 1
        if prefix == "b":
            value = value.encode("ascii")
        return lambda look: value

    def number(self):
        start = self.at
        if self.text[self.at] == "-":
            self.at += 1
        while self.at < len(self.text) and (self.text[self.at].isalnum() or self.text[self.at] in "._"):
            self.at += 1
        text = self.text[start:self.at]
        try:
            value = int(text, 0)
        except ValueError:
            try:
                value = float(text)
            except ValueError:
                raise _BadText from None
        return lambda look: value


_CONSTANTS = {"None": None, "True": True, "False": False}


def _both(a, b): return lambda look: a(look) | b(look)


def _attribute(x, name): return lambda look: getattr(x(look), name)


def _subscript(x, key): return lambda look: x(look)[key(look)]


def _call(x, args):
    def call(look):
        given = args(look)
        return x(look)(*given) if isinstance(given, tuple) else x(look)(given)
    return call


def _lookup(spaces):
    """The function that finds names in dicts and modules, the first that has it."""
    def look(name):
        for space in spaces:
            if isinstance(space, types.ModuleType):
                value = getattr(space, name, _ellipsis)
            else:
                value = space.get(name, _ellipsis)
            if value is not _ellipsis:
                return value
        import builtins
        value = getattr(builtins, name, _ellipsis)
        if value is _ellipsis:
            raise NameError("name %r is not defined" % name)
        return value
    return look


def _evaluate(t, look, seen=frozenset()):
    """t with types in place of forward references."""
    if isinstance(t, ForwardRef):
        text = t.__forward_arg__
        if text in seen:
            return t
        if t.__forward_module__ in sys.modules:
            look = _lookup([sys.modules[t.__forward_module__]])
        value = _arg(t._tree(look), "Forward references must evaluate to types.", bare_ok=True,
                     inside_class_ok=True)
        return _evaluate(value, look, seen | {text})
    if isinstance(t, _LiteralGenericAlias):
        return t
    if isinstance(t, (_GenericAlias, types.GenericAlias, types.UnionType)):
        args = t.__args__
        if isinstance(t, types.GenericAlias):
            args = tuple(ForwardRef(x) if isinstance(x, str) else x for x in args)
        new = tuple(_evaluate(x, look, seen) for x in args)
        if new == t.__args__:
            return t
        if isinstance(t, types.GenericAlias):
            return types.GenericAlias(t.__origin__, new)
        if isinstance(t, types.UnionType):
            return functools.reduce(lambda a, b: a | b, new)
        return t._like(new)
    return t


def _plain_type(t):
    """t without the metadata of Annotated, and without Required."""
    if isinstance(t, _AnnotatedAlias):
        return _plain_type(t.__origin__)
    if isinstance(t, _GenericAlias) and t.__origin__ in (Required, NotRequired):
        return _plain_type(t.__args__[0])
    if isinstance(t, _LiteralGenericAlias):
        return t
    if isinstance(t, (_GenericAlias, types.GenericAlias, types.UnionType)):
        new = tuple(_plain_type(x) for x in t.__args__)
        if new == t.__args__:
            return t
        if isinstance(t, types.GenericAlias):
            return types.GenericAlias(t.__origin__, new)
        if isinstance(t, types.UnionType):
            return functools.reduce(lambda a, b: a | b, new)
        return t._like(new)
    return t


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a class, function or module, as types."""
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            own = base.__dict__.get("__annotations__", {})
            if not isinstance(own, dict):
                continue
            module = sys.modules.get(base.__module__)
            if globalns is None:
                spaces = [localns or {}, base.__dict__, module or {}]
            else:
                spaces = [localns or {}, globalns]
            _add_hints(hints, own, spaces, True, base.__dict__.get("__type_params__", ()))
    else:
        own = getattr(obj, "__annotations__", None)
        if own is None:
            if isinstance(obj, (types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType,
                                types.MethodWrapperType)):
                return {}
            raise TypeError("%r is not a module, class, method, or function." % (obj,))
        if globalns is None:
            inner = obj
            while hasattr(inner, "__wrapped__"):
                inner = inner.__wrapped__
            space = obj if isinstance(obj, types.ModuleType) else sys.modules.get(getattr(inner, "__module__", None), {})
        else:
            space = globalns
        _add_hints(hints, own, [localns or {}, space], isinstance(obj, types.ModuleType),
                   getattr(obj, "__type_params__", ()))
    if include_extras:
        return hints
    return {name: _plain_type(t) for name, t in hints.items()}


def _add_hints(hints, annotations, spaces, is_class, type_params):
    if type_params:
        spaces = [{t.__name__: t for t in type_params}, *spaces]
    look = _lookup(spaces)
    for name, t in annotations.items():
        if t is None:
            t = _NoneType
        if isinstance(t, str):
            t = ForwardRef(t, is_argument=not is_class, is_class=is_class)
        hints[name] = _evaluate(t, look)


# Asking types.

def get_origin(tp):
    """The type without its arguments, or None if it has none."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_GenericAlias, _SpecialGenericAlias, types.GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, types.UnionType):
        return types.UnionType
    return getattr(tp, "__origin__", None) if type(tp).__module__ == "collections.abc" else None


def get_args(tp):
    """The arguments of a type; of a callable, a list of them and the result."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_GenericAlias, types.GenericAlias, types.UnionType)) or type(tp).__module__ == "collections.abc":
        args = getattr(tp, "__args__", ())
        if getattr(tp, "__origin__", None) is collections.abc.Callable and not (
                len(args) == 2 and (args[0] is Ellipsis or isinstance(args[0], (ParamSpec, _ConcatenateGenericAlias)))):
            return (list(args[:-1]), args[-1])
        return args
    return ()


def is_typeddict(tp):
    """Whether a class was made by TypedDict."""
    return isinstance(tp, _TypedDictMeta)


# Functions for type checkers.

def cast(typ, val):
    """val, which is said to be of a type."""
    return val


def assert_type(val, typ, /):
    """val, of which a type checker tests the type."""
    return val


def assert_never(arg, /):
    """Says that the program does not come here."""
    text = repr(arg)
    if len(text) > 100:
        text = text[:100] + "..."
    raise AssertionError("Expected code to be unreachable, but got: " + text)


def reveal_type(obj, /):
    """obj, whose type is written to standard error."""
    print("Runtime type is %r" % type(obj).__name__, file=sys.stderr)
    return obj


def no_type_check(arg):
    """Says that annotations of a function or class are no types."""
    if isinstance(arg, type):
        for name in dir(arg):
            member = arg.__dict__.get(name)
            if isinstance(member, (types.FunctionType, type)) and member.__qualname__ == arg.__qualname__ + "." + name:
                no_type_check(member)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    """Makes a decorator one that does no_type_check, too."""
    @functools.wraps(decorator)
    def both(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return both


def final(f):
    """Says that a class is not derived from, or a method not overridden."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


_overloads = {}  # lists of functions, by module and qualified name


def _not_callable(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub "
        "module should always be followed by an implementation that is not @overload-ed.")


def overload(func):
    """Says what a function takes and returns in one of several cases."""
    f = getattr(func, "__func__", func)
    try:
        _overloads.setdefault((f.__module__, f.__qualname__), []).append(func)
    except AttributeError:
        pass
    return _not_callable


def get_overloads(func):
    """What overload() was given for a function."""
    f = getattr(func, "__func__", func)
    return list(_overloads.get((f.__module__, f.__qualname__), ()))


def clear_overloads():
    """Forget all that overload() was given."""
    _overloads.clear()


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False,
                        field_specifiers=(), **kwargs):
    """Says that a decorator, base or metaclass works like dataclass."""
    def decorator(x):
        x.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default, "kw_only_default": kw_only_default,
            "field_specifiers": field_specifiers, "kwargs": kwargs,
        }
        return x
    return decorator


class NewType(_Joins):
    """A name for a type that type checkers keep apart; calling it gives what it is
    given."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        self.__module__ = "__main__"

    def __call__(self, x): return x

    def __repr__(self): return self.__module__ + "." + self.__qualname__

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of NewType. Perhaps you were looking for: "
                        "`%s = NewType('%s', %s)`" % ("Name", "Name", self.__name__))

    def __reduce__(self): return self.__qualname__


# Named tuples.

def _record(name, types_, defaults=(), module=None):
    fields = {n: _arg(t, "field %s annotation must be a type" % n, module=module) for n, t in types_}
    cls = collections.namedtuple(name, fields, defaults=defaults, module=module or "__main__")
    cls.__annotations__ = cls.__new__.__annotations__ = fields
    return cls


_FIXED = frozenset((
    "__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_make",
    "_replace", "_asdict", "_source",
))


class NamedTupleMeta(type):
    def __new__(cls, name, bases, namespace):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        annotations = namespace.get("__annotations__", {})
        defaults = []
        for field in annotations:
            if field in namespace:
                defaults.append(field)
            elif defaults:
                raise TypeError("Non-default namedtuple field %s cannot follow default field%s %s" % (
                    field, "s" if len(defaults) > 1 else "", ", ".join(defaults)))
        made = _record(name, annotations.items(), [namespace[n] for n in defaults], namespace["__module__"])
        if Generic in bases:
            made.__class_getitem__ = classmethod(_generic_getitem)
            made.__orig_bases__ = namespace.get("__orig_bases__", ())
            made.__parameters__ = _variables(made.__orig_bases__)
        for key, value in namespace.items():
            if key in _FIXED:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ("__name__", "__qualname__", "__module__", "__annotations__") and key not in made._fields:
                setattr(made, key, value)
        made.__qualname__ = namespace.get("__qualname__", name)
        return made


def _generic_getitem(cls, key):
    return _GenericAlias(cls, key if isinstance(key, tuple) else (key,))


_NamedTuple = type.__new__(NamedTupleMeta, "NamedTuple", (), {})


def NamedTuple(typename, fields=None, /, **kwargs):
    """A named tuple whose fields have types."""
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    return _record(typename, fields)


def _named_tuple_entries(bases): return (_NamedTuple,)


NamedTuple.__mro_entries__ = _named_tuple_entries


# Typed dicts.

class _TypedDictMeta(type):
    def __new__(cls, name, bases, namespace, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        generic = (Generic,) if any(issubclass(b, Generic) for b in bases) else ()
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), namespace)
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required |= base.__dict__.get("__required_keys__", frozenset())
            optional |= base.__dict__.get("__optional_keys__", frozenset())
        complaint = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        for key, t in namespace.get("__annotations__", {}).items():
            t = annotations[key] = _arg(t, complaint, inside_class_ok=True, module=made.__module__)
            inner = t.__origin__ if isinstance(t, _AnnotatedAlias) else t
            origin = get_origin(inner)
            if origin is Required or total and origin is not NotRequired:
                required.add(key)
            else:
                optional.add(key)
        made.__annotations__ = annotations
        made.__required_keys__, made.__optional_keys__ = frozenset(required), frozenset(optional)
        if "__total__" not in made.__dict__:
            made.__total__ = total
        return made

    def __init__(cls, name, bases, namespace, total=True):
        pass

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    """A dict whose keys have types; the class is for type checkers, calls make dicts."""
    if fields is None:
        fields = kwargs
    elif kwargs:
        raise TypeError("TypedDict takes either a dict or keyword arguments, but not both")
    return _TypedDictMeta(typename, (), {"__annotations__": dict(fields), "__module__": "__main__"}, total=total)


def _typed_dict_entries(bases): return (_TypedDict,)


TypedDict.__mro_entries__ = _typed_dict_entries
