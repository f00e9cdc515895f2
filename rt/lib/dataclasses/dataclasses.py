"""Classes that hold data: their methods are made from their annotations."""

import copy
import sys
from _collections import _guarded_repr
from _dataclasses import comparison as _comparison, hasher as _hasher, initialiser as _initialiser

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
           "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass"]


class FrozenInstanceError(AttributeError):
    """A field of a frozen instance was assigned."""


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()


class _Kind:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_HAS_FACTORY = _Kind("<factory>")
_FIELD, _CLASSVAR, _INITVAR = _Kind("_FIELD"), _Kind("_FIELD_CLASSVAR"), _Kind("_FIELD_INITVAR")


class InitVar:
    """The annotation of what only __init__ and __post_init__ take."""

    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)

    def __repr__(self):
        return "dataclasses.InitVar[%s]" % getattr(self.type, "__name__", repr(self.type))


class Field:
    """What is known of a field."""

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare",
                 "metadata", "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata = {} if metadata is None else metadata
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        return "Field(%s)" % ",".join("%s=%r" % (n, getattr(self, n)) for n in Field.__slots__)


class _Params:
    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init, self.repr, self.eq = init, repr, eq
        self.order, self.unsafe_hash, self.frozen = order, unsafe_hash, frozen

    def __repr__(self):
        return "_DataclassParams(init=%r,repr=%r,eq=%r,order=%r,unsafe_hash=%r,frozen=%r)" % (
            self.init, self.repr, self.eq, self.order, self.unsafe_hash, self.frozen)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING):
    """Describe a field whose default is not all there is to say."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _repr(fields):
    shown = [f.name for f in fields if f.repr]

    def text(self):
        return "%s(%s)" % (self.__class__.__qualname__, ", ".join(["%s=%r" % (n, getattr(self, n)) for n in shown]))

    def __repr__(self):
        return _guarded_repr(self, text, "...")
    __repr__.__wrapped__ = __repr__
    return __repr__


def _values(names):
    if len(names) == 2:
        a, b = names
        return lambda self: (getattr(self, a), getattr(self, b))
    return lambda self: tuple([getattr(self, n) for n in names])


def _compare(cls, fields, name):
    compared = [f.name for f in fields if f.compare]
    method = _comparison(cls, name, tuple(compared))
    if method is not NotImplemented:
        return method
    values = _values(compared)
    if name == "__eq__":
        def method(self, other):
            if other.__class__ is self.__class__:
                return values(self) == values(other)
            return NotImplemented
    elif name == "__lt__":
        def method(self, other):
            if other.__class__ is self.__class__:
                return values(self) < values(other)
            return NotImplemented
    elif name == "__le__":
        def method(self, other):
            if other.__class__ is self.__class__:
                return values(self) <= values(other)
            return NotImplemented
    elif name == "__gt__":
        def method(self, other):
            if other.__class__ is self.__class__:
                return values(self) > values(other)
            return NotImplemented
    else:
        def method(self, other):
            if other.__class__ is self.__class__:
                return values(self) >= values(other)
            return NotImplemented
    return method


def _hash(cls, fields):
    hashed = [f.name for f in fields if (f.compare if f.hash is None else f.hash)]
    method = _hasher(cls, tuple(hashed))
    if method is not NotImplemented:
        return method
    values = _values(hashed)

    def __hash__(self):
        return hash(values(self))
    return __hash__


def _init(cls, fields, frozen, post):
    """__init__ for the fields in the order of its parameters."""
    params = [f for f in fields if f.init and not f.kw_only] + [f for f in fields if f.init and f.kw_only]
    places = {f.name: i + 1 for i, f in enumerate(params)}
    method = _initialiser(
        cls, tuple([f.name for f in params if not f.kw_only]), tuple([f.name for f in params if f.kw_only]),
        tuple([_HAS_FACTORY if f.default_factory is not MISSING else NotImplemented if f.default is MISSING else f.default for f in params]), _HAS_FACTORY,
        tuple([_work_of(f, places) for f in fields]), frozen, post,
    )
    if method is not NotImplemented:
        return method
    name = cls.__qualname__ + ".__init__()"
    positional = [f for f in fields if f.init and not f.kw_only]
    keyword = {f.name: f for f in fields if f.init}
    least = sum(1 for f in positional if _required(f))
    most = len(positional)
    initvars = [f.name for f in fields if f._field_type is _INITVAR]
    wanted_kw = [f.name for f in fields if f.init and f.kw_only and _required(f)]
    store = object.__setattr__ if frozen else setattr
    names = [f.name for f in positional]
    simple = most if most == len(fields) and not initvars and not post else -1  # nothing but to store

    def __init__(self, *args, **kwargs):
        n = len(args)
        if n == simple and not kwargs:
            for key, value in zip(names, args):
                store(self, key, value)
            return
        if n > most:
            wrong_count(n)
        values = {}
        for f, value in zip(positional, args):
            values[f.name] = value
        for key, value in kwargs.items():
            if key not in keyword:
                raise TypeError("%s got an unexpected keyword argument '%s'" % (name, key))
            if key in values:
                raise TypeError("%s got multiple values for argument '%s'" % (name, key))
            values[key] = value
        if n < least:
            missing = [f.name for f in positional if _required(f) and f.name not in values]
            if missing:
                raise TypeError(_missing_text(name, missing, "positional"))
        if wanted_kw:
            missing = [k for k in wanted_kw if k not in values]
            if missing:
                raise TypeError(_missing_text(name, missing, "keyword-only"))
        extra = {}
        for f in fields:
            key = f.name
            if key in values:
                value = values[key]
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            elif f.default is not MISSING:
                value = f.default
            else:
                continue
            if f._field_type is _INITVAR:
                extra[key] = value
            else:
                store(self, key, value)
        if post:
            self.__post_init__(*[extra[k] for k in initvars])

    def wrong_count(n):
        low = least + 1
        text = "%d" % (most + 1) if low == most + 1 else "from %d to %d" % (low, most + 1)
        raise TypeError("%s takes %s positional argument%s but %d were given" % (
            name, text, "" if text == "1" else "s", n + 1))
    return __init__


def _work_of(f, places):
    """What __init__ does for a field."""
    made = f.default_factory is not MISSING
    value = f.default_factory if made else NotImplemented if f.default is MISSING else f.default
    return f.name, places.get(f.name, 0), value, made, f._field_type is _INITVAR


def _required(f):
    return f.init and f.default is MISSING and f.default_factory is MISSING


def _missing_text(name, missing, kind):
    quoted = ["'%s'" % m for m in missing]
    if len(quoted) == 1:
        text = quoted[0]
    elif len(quoted) == 2:
        text = "%s and %s" % tuple(quoted)
    else:
        text = "%s, and %s" % (", ".join(quoted[:-1]), quoted[-1])
    return "%s missing %d required %s argument%s: %s" % (
        name, len(missing), kind, "" if len(missing) == 1 else "s", text)


def _kind(annotation):
    """What an annotation says a name is."""
    if isinstance(annotation, str):
        text = annotation.split("[")[0].strip().split(".")[-1]
        return {"ClassVar": _CLASSVAR, "InitVar": _INITVAR}.get(text, _FIELD)
    if annotation is InitVar or type(annotation) is InitVar:
        return _INITVAR
    typing = sys.modules.get("typing")
    if typing is not None:
        if annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar:
            return _CLASSVAR
    return _FIELD


def _is_kw_only(annotation):
    if isinstance(annotation, str):
        return annotation.strip().split(".")[-1] == "KW_ONLY"
    return annotation is KW_ONLY


def _field_of(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ == "member_descriptor":
            default = MISSING
        f = field(default=default)
    f.name, f.type = name, annotation
    f._field_type = _kind(annotation)
    if f._field_type in (_CLASSVAR, _INITVAR) and f.default_factory is not MISSING:
        raise TypeError("field %s cannot have a default factory" % name)
    if f._field_type is _CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError("field %s is a ClassVar but specifies kw_only" % name)
    elif f.kw_only is MISSING:
        f.kw_only = kw_only
    if f._field_type is _FIELD and f.default is not MISSING and f.default.__class__.__hash__ is None:
        raise ValueError("mutable default %s for field %s is not allowed: use default_factory" % (
            f.default.__class__, name))
    return f


def _set_new(cls, name, value, doc=False):
    if name in cls.__dict__:
        return True
    if value.__name__ != name:
        value.__name__ = name
    if value.__qualname__ != cls.__qualname__ + "." + name:
        value.__qualname__ = cls.__qualname__ + "." + name
        value.__module__ = cls.__module__
    setattr(cls, name, value)
    return False


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Add methods to a class that is described by its annotations."""
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    found = {}
    any_frozen = has_bases = False
    for base in cls.__mro__[-1:0:-1]:
        inherited = base.__dict__.get("__dataclass_fields__")
        if inherited is not None:
            has_bases = True
            for f in inherited.values():
                found[f.name] = f
            any_frozen = any_frozen or base.__dataclass_params__.frozen
    annotations = cls.__dict__.get("__annotations__", {})
    own = []
    only = kw_only
    seen = False
    for name, annotation in annotations.items():
        if _is_kw_only(annotation):
            if seen:
                raise TypeError("%r is KW_ONLY, but KW_ONLY has already been specified" % name)
            seen = only = True
            continue
        own.append(_field_of(cls, name, annotation, only))
    for f in own:
        found[f.name] = f
        if isinstance(cls.__dict__.get(f.name), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in list(cls.__dict__.items()):
        if isinstance(value, Field) and name not in annotations:
            raise TypeError("%r is a field but has no type annotation" % name)
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    cls.__dataclass_fields__ = found
    cls.__dataclass_params__ = _Params(init, repr, eq, order, unsafe_hash, frozen)
    own_hash = cls.__dict__.get("__hash__", MISSING)
    has_hash = not (own_hash is MISSING or own_hash is None and "__eq__" in cls.__dict__)
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    all_init = [f for f in found.values() if f._field_type is not _CLASSVAR]
    real = [f for f in all_init if f._field_type is _FIELD]
    if init:
        had_default = False
        for f in all_init:
            if not f.init or f.kw_only:
                continue
            if not _required(f):
                had_default = True
            elif had_default:
                raise TypeError("non-default argument %r follows default argument" % f.name)
        f = _init(cls, all_init, frozen, hasattr(cls, "__post_init__"))
        _set_new(cls, "__init__", f)
    if repr:
        _set_new(cls, "__repr__", _repr(real))
    if eq:
        _set_new(cls, "__eq__", _compare(cls, real, "__eq__"))
    if order:
        for name in ("__lt__", "__le__", "__gt__", "__ge__"):
            if _set_new(cls, name, _compare(cls, real, name)):
                raise TypeError("Cannot overwrite attribute %s in class %s. Consider using functools.total_ordering"
                                % (name, cls.__name__))
    if frozen:
        _freeze(cls, frozenset(f.name for f in real))
    if unsafe_hash:
        if has_hash:
            raise TypeError("Cannot overwrite attribute __hash__ in class " + cls.__name__)
        cls.__hash__ = _hash(cls, real)
    elif eq and not has_hash:
        cls.__hash__ = _hash(cls, real) if frozen else None
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in all_init if f.init and not f.kw_only)
    if not getattr(cls, "__doc__", None):
        cls.__doc__ = cls.__name__ + _signature(all_init)
    if slots:
        cls = _with_slots(cls, real)
    elif weakref_slot:
        raise TypeError("weakref_slot is True but slots is False")
    return cls


def _name(annotation):
    if isinstance(annotation, str):
        return repr(annotation)
    if isinstance(annotation, type) and type(annotation) is type:
        if annotation.__module__ in ("builtins",):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation).replace("typing.", "")


def _signature(fields):
    parts = []
    star = False
    for f in sorted((f for f in fields if f.init), key=lambda f: f.kw_only):
        if f.kw_only and not star:
            star = True
            parts.append("*")
        text = "%s: %s" % (f.name, _name(f.type))
        if f.default is not MISSING:
            text += " = %r" % (f.default,)
        elif f.default_factory is not MISSING:
            text += " = <factory>"
        parts.append(text)
    return "(%s)" % ", ".join(parts)


def _freeze(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError("cannot assign to field %r" % name)
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError("cannot delete field %r" % name)
        super(cls, self).__delattr__(name)
    for f in (__setattr__, __delattr__):
        if _set_new(cls, f.__name__, f):
            raise TypeError("Cannot overwrite attribute %s in class %s" % (f.__name__, cls.__name__))


def _with_slots(cls, fields):
    if "__slots__" in cls.__dict__:
        raise TypeError("%s already specifies __slots__" % cls.__name__)
    inherited = set()
    for base in cls.__mro__[1:-1]:
        names = base.__dict__.get("__slots__", ())
        inherited.update((names,) if isinstance(names, str) else names)
    namespace = dict(cls.__dict__)
    names = tuple(f.name for f in fields)
    namespace["__slots__"] = tuple(n for n in names if n not in inherited)
    for name in names:
        namespace.pop(name, None)
    for name in ("__dict__", "__weakref__"):
        namespace.pop(name, None)
    qualname = cls.__qualname__
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    cls.__qualname__ = qualname
    return cls


def fields(class_or_instance):
    """The fields of a data class or of one of its instances."""
    try:
        found = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, "__dataclass_fields__")


def _is_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def asdict(obj, *, dict_factory=dict):
    """The fields as a dict; data classes in it become dicts too."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, lambda items: dict_factory(items), False)


def astuple(obj, *, tuple_factory=tuple):
    """The fields as a tuple; data classes in it become tuples too."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, lambda items: tuple_factory([v for _, v in items]), True)


def _convert(obj, make, _):
    if _is_instance(obj):
        return make([(f.name, _convert(getattr(obj, f.name), make, _)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_convert(v, make, _) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_convert(v, make, _) for v in obj])
    if isinstance(obj, dict):
        items = [(_convert(k, make, _), _convert(v, make, _)) for k, v in obj.items()]
        if hasattr(type(obj), "default_factory"):
            result = type(obj)(obj.default_factory)
            for k, v in items:
                result[k] = v
            return result
        return type(obj)(items)
    return copy.deepcopy(obj)


def replace(obj, /, **changes):
    """A new instance with some fields changed."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in obj.__dataclass_fields__.values():
        if f._field_type is _CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError("field %s is declared with init=False, it cannot be specified with replace()" % f.name)
            continue
        if f.name not in changes:
            if f._field_type is _INITVAR and f.default is MISSING:
                raise ValueError("InitVar %r must be specified with replace()" % f.name)
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    """Make a data class from names and types."""
    namespace = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, namespace[item[0]] = item
        else:
            raise TypeError("Invalid field: %r" % (item,))
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError("Field names must be valid identifiers: %r" % (name,))
        if name in annotations:
            raise TypeError("Field name duplicated: %r" % name)
        annotations[name] = annotation
    namespace["__annotations__"] = annotations
    return dataclass(type(cls_name, tuple(bases), namespace), **options)
