"""Enumerations."""

import sys

__all__ = ["EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum",
           "auto", "unique", "property", "member", "nonmember", "verify", "UNIQUE", "CONTINUOUS",
           "NAMED_FLAGS", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
           "global_enum", "global_enum_repr", "global_str", "global_flag_repr", "show_flag_values"]

_property = property


class nonmember:
    """A value in an enumeration that is no member."""

    def __init__(self, value):
        self.value = value


class member:
    """A value in an enumeration that is a member, although it would be none."""

    def __init__(self, value):
        self.value = value


class _Auto:
    pass


_AUTO = _Auto()


class auto:
    """A value that the enumeration chooses."""

    def __init__(self, value=_AUTO):
        self.value = value

    def __repr__(self):
        return "auto(%r)" % self.value


class property:
    """A property of members that does not hide a member of its name."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget, self.fset, self.fdel = fget, fset, fdel
        self.__doc__ = doc if doc is not None else getattr(fget, "__doc__", None)
        self.name = None

    def __set_name__(self, owner, name):
        self.name, self.clsname = name, owner.__name__

    def setter(self, f):
        return property(self.fget, f, self.fdel, self.__doc__)

    def deleter(self, f):
        return property(self.fget, self.fset, f, self.__doc__)

    def __get__(self, m, owner=None):
        if m is None:
            found = owner._member_map_.get(self.name)
            if found is None:
                raise AttributeError("%r has no attribute %r" % (owner, self.name))
            return found
        get = self.fget
        if get is None:
            raise AttributeError("%r member has no attribute %r" % (owner, self.name))
        return get(m)

    def _refuse(self, what):
        raise AttributeError("<enum %r> cannot %s attribute %r" % (self.clsname, what, self.name))

    def __set__(self, m, value):
        (self.fset or self._refuse_set)(m, value)

    def _refuse_set(self, m, value): self._refuse("set")

    def __delete__(self, m):
        (self.fdel or self._refuse_delete)(m)

    def _refuse_delete(self, m): self._refuse("delete")


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    start = "_%s__" % cls_name
    return name.startswith(start) and len(name) > len(start) and not name.endswith("__")


_descriptors = (classmethod, staticmethod, _property, type(_is_dunder))


def _is_descriptor(value):
    return isinstance(value, _descriptors) or hasattr(value, "__get__") or hasattr(value, "__set__") or hasattr(value, "__delete__")


_sunders = {"_order_", "_generate_next_value_", "_missing_", "_ignore_", "_numeric_repr_",
            "_boundary_", "_create_pseudo_member_", "_iter_member_", "_iter_member_by_value_",
            "_iter_member_by_def_"}


class EnumDict(dict):
    """The namespace of an enumeration's suite: it tells members from the rest."""

    def __init__(self, cls_name):
        super().__init__()
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values, self._ignore = [], []
        self._generate, self._auto_called = None, False

    def __setitem__(self, key, value):
        if _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in _sunders:
                raise ValueError("_sunder_ names, such as %r, are reserved" % (key,))
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate = value.__func__ if isinstance(value, staticmethod) else value
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
                defined = set(value).intersection(self._member_names)
                if defined:
                    raise ValueError("_ignore_ cannot specify already set names: %r" % (defined,))
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member):
            value = value.value
            self._add(key, value)
        elif not _is_descriptor(value):
            if key in self:
                raise TypeError("%r already defined as %r" % (key, self[key]))
            if isinstance(value, auto):
                value = self._resolve(key, value)
            elif isinstance(value, tuple) and any(isinstance(v, auto) for v in value):
                value = tuple(self._resolve(key, v) if isinstance(v, auto) else v for v in value)
            self._add(key, value)
        dict.__setitem__(self, key, value)

    def _add(self, key, value):
        self._last_values += [value]
        self._member_names[key] = None

    def _resolve(self, key, value):
        if value.value is _AUTO:
            self._auto_called = True
            value.value = self._generate(key, 1, len(self._member_names), self._last_values[:])
        return value.value


class FlagBoundary:
    """What flags do with bits that no member has."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "<FlagBoundary.%s: %r>" % (self.name, self.name.lower())


STRICT, CONFORM, EJECT, KEEP = [FlagBoundary(n) for n in ("STRICT", "CONFORM", "EJECT", "KEEP")]

Flag = Enum = ReprEnum = None


def _data_type(bases):
    """The type that members have besides being members, or object."""
    for base in bases:
        for c in base.__mro__:
            if c is object or isinstance(c, EnumType):
                if isinstance(c, EnumType) and c._member_type_ is not object:
                    return c._member_type_
                continue
            if "__new__" in c.__dict__ or c.__module__ == "builtins":
                return base if not isinstance(base, EnumType) else c
    return object


class EnumType(type):
    """The class of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_bases(cls, bases)
        names = EnumDict(cls)
        if bases:
            first = bases[-1]
            generate = getattr(first, "_generate_next_value_", None)
            names._generate = generate
        return names

    @classmethod
    def _check_bases(metacls, name, bases):
        for base in bases:
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError("<enum %r> cannot extend %r" % (name, base))

    def __new__(metacls, name, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if not isinstance(classdict, EnumDict):
            return super().__new__(metacls, name, bases, dict(classdict))
        names = list(classdict._member_names)
        values = {n: dict.__getitem__(classdict, n) for n in names}
        bad = set(names) & {"mro", ""}
        if bad:
            raise ValueError("invalid enum member name(s) %s" % ",".join(repr(n) for n in bad))
        namespace = {}
        for key, value in classdict.items():
            if key not in values and key not in classdict._ignore and key not in ("_ignore_", "_order_"):
                namespace[key] = value
        order = classdict.get("_order_")
        generate = namespace.get("_generate_next_value_")
        if generate is not None and not isinstance(generate, staticmethod):
            namespace["_generate_next_value_"] = staticmethod(generate)
        own_new = namespace.pop("__new__", None) if bases else None
        if isinstance(own_new, staticmethod):
            own_new = own_new.__func__
        namespace["_member_names_"] = []
        namespace["_member_map_"] = {}
        namespace["_value2member_map_"] = {}
        namespace["_unhashable_values_"] = []
        data = _data_type(bases)
        namespace["_member_type_"] = data
        own = {n for n in ("__repr__", "__str__", "__format__") if n in namespace}
        cls = super().__new__(metacls, name, bases, namespace, **kwds)
        if data is not object:
            # What the data type has comes first in the MRO; a member looks like one.
            for method in ("__repr__", "__str__", "__format__"):
                if method not in own and getattr(cls, method, None) is getattr(data, method, None):
                    setattr(cls, method, getattr(bases[-1], method))
        if own_new is not None:
            cls._make_new_ = own_new
        make = own_new
        if make is None:
            for c in cls.__mro__[1:]:
                if isinstance(c, EnumType) and "_make_new_" in c.__dict__:
                    make = c.__dict__["_make_new_"]
                    break
        if Flag is not None and issubclass(cls, Flag):
            metacls._set_up_flag(cls, boundary)
        for n in names:
            cls._add_member(n, values[n], data, make)
        if Flag is not None and issubclass(cls, Flag):
            metacls._finish_flag(cls)
        cls._closed_ = True
        if order is not None:
            order = order.replace(",", " ").split() if isinstance(order, str) else list(order)
            have = [n for n in cls._member_names_ if n in order or True]
            if order != [n for n in order if n in cls._member_map_] or [n for n in order if n in have] != have:
                raise TypeError("member order does not match _order_:\n  %r\n  %r" % (have, order))
        return cls

    def _add_member(cls, name, value, data, make):
        args = value if isinstance(value, tuple) else (value,)
        if data is tuple:
            args = (args,)
        if make is not None:
            m = make(cls, *args)
            if not hasattr(m, "_value_"):
                if data is object:
                    m._value_ = value
                else:
                    try:
                        m._value_ = data(*args)
                    except Exception as e:
                        raise TypeError("_value_ not set in __new__, unable to create it") from e
        elif data is object:
            m = object.__new__(cls)
            m._value_ = value
        else:
            m = data.__new__(cls, *args)
            m._value_ = m._plain_value(data, args) if hasattr(m, "_plain_value") else data(*args)
        value = m._value_
        m._name_ = name
        m.__objclass__ = cls
        m._sort_order_ = len(cls._member_names_)
        m.__init__(*args)
        known = cls._find(value)
        is_flag = Flag is not None and issubclass(cls, Flag)
        if known is not None:
            m = known
        elif is_flag and not (isinstance(value, int) and _single(value)) and isinstance(value, int):
            # A flag of several bits, or none, is an alias of its parts.
            pass
        else:
            cls._member_names_.append(name)
        if known is None:
            try:
                cls._value2member_map_[value] = m
            except TypeError:
                cls._unhashable_values_.append((value, m))
            if is_flag and isinstance(value, int):
                cls._flag_mask_ |= value
                if _single(value):
                    cls._singles_mask_ |= value
        cls._member_map_[name] = m
        hidden = None
        for c in cls.__mro__[1:]:
            if name in c.__dict__:
                hidden = c.__dict__[name]
                break
        if not isinstance(hidden, property):
            type.__setattr__(cls, name, m)

    def _find(cls, value):
        try:
            return cls._value2member_map_.get(value)
        except TypeError:
            for v, m in cls._unhashable_values_:
                if v == value:
                    return m
            return None

    def _set_up_flag(cls, boundary):
        cls._flag_mask_ = cls._singles_mask_ = 0
        cls._boundary_ = boundary or getattr(cls, "_boundary_", None) or STRICT

    def _finish_flag(cls):
        bits = cls._flag_mask_.bit_length()
        cls._all_bits_ = 2 ** bits - 1

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *values, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None and not values:
            if not cls._member_map_ and type is None and cls in (Enum, Flag) :
                raise TypeError("%s() missing names" % cls.__name__) if False else ValueError(
                    "%r is not a valid %s" % (value, cls.__qualname__))
            return cls._lookup(value)
        if cls._member_map_:
            return cls._lookup((value, names) + values)
        return cls._create(value, names, module, qualname, type, start, boundary)

    def _lookup(cls, value):
        if value.__class__ is cls:
            return value
        m = cls._find(value)
        if m is not None:
            return m
        error = None
        try:
            found = cls._missing_(value)
        except Exception as e:
            error, found = e, None
        if isinstance(found, cls) or (Flag is not None and issubclass(cls, Flag)
                                      and cls._boundary_ is EJECT and isinstance(found, int)):
            return found
        invalid = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        if found is None and error is None:
            raise invalid
        if error is None:
            error = TypeError("error in %s._missing_: returned %r instead of None or a valid member"
                              % (cls.__name__, found))
        if not isinstance(error, ValueError):
            error.__context__ = invalid
        raise error

    def _create(cls, name, names, module, qualname, data, start, boundary):
        metacls = cls.__class__
        bases = (cls,) if data is None else (data, cls)
        namespace = metacls.__prepare__(name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            last, items = [], []
            for i, n in enumerate(names):
                value = namespace._generate(n, start, i, last[:])
                last.append(value)
                items.append((n, value))
            names = items
        elif hasattr(names, "items"):
            names = names.items()
        for n, value in names or ():
            namespace[n] = value
        namespace["__module__"] = module or "__main__"
        if qualname is not None:
            namespace["__qualname__"] = qualname
        return metacls.__new__(metacls, name, bases, namespace, boundary=boundary)

    def __contains__(cls, m):
        if not isinstance(m, Enum):
            import warnings
            warnings.warn("in 3.12 __contains__ will no longer raise TypeError, but will return True or\n"
                          "False depending on whether the value is a member or the value of a member",
                          DeprecationWarning, stacklevel=2)
            raise TypeError("unsupported operand type(s) for 'in': '%s' and '%s'" % (
                type(m).__qualname__, cls.__class__.__qualname__))
        return isinstance(m, cls) and m._name_ in cls._member_map_

    def __delattr__(cls, name):
        if name not in cls._member_map_:
            type.__delattr__(cls, name)
            return
        raise AttributeError("%r cannot delete member %r." % (cls.__name__, name))

    def __setattr__(cls, name, value):
        if cls.__dict__.get("_closed_") and name in cls._member_map_:
            raise AttributeError("cannot reassign member %r" % (name,))
        type.__setattr__(cls, name, value)

    def __getattr__(cls, name):
        if name[:2] != "__" and name != "_member_map_":
            m = cls.__dict__.get("_member_map_", {}).get(name)
            if m is not None:
                return m
        raise AttributeError(name) from None

    def __getitem__(cls, key):
        return cls._member_map_[key]

    def __iter__(cls):
        return map(cls._member_map_.__getitem__, cls._member_names_)

    def __reversed__(cls):
        return map(cls._member_map_.__getitem__, cls._member_names_[::-1])

    def __len__(cls): return len(cls._member_names_)

    @_property
    def __members__(cls):
        return dict(cls._member_map_)

    def __repr__(cls):
        return "<%s %r>" % ("flag" if Flag is not None and issubclass(cls, Flag) else "enum", cls.__name__)

    def __dir__(cls):
        return sorted(["__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__",
                       "__members__", "__module__", "__name__", "__qualname__"] + cls._member_names_)


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    """A set of names for constant values."""

    def __new__(cls, value):
        return cls._lookup(value)

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return max(v for v in last_values) + 1
        except TypeError:
            for v in reversed(last_values):
                try:
                    return v + 1
                except TypeError:
                    pass
            return start

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        """The name of the member."""
        return self._name_

    @property
    def value(self):
        """The value of the member."""
        return self._value_

    def __repr__(self):
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, self._value_repr())

    def _value_repr(self):
        data = self.__class__._member_type_
        if data is object or data.__repr__ is object.__repr__:
            return repr(self._value_)
        return data.__repr__(self._value_)

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __format__(self, spec):
        return format(str(self), spec)

    def __dir__(self):
        return ["__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"]

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class ReprEnum(Enum):
    """Members that look like members only in repr()."""


class IntEnum(int, ReprEnum):
    """Members that are ints."""

    def __str__(self):
        return int.__repr__(self._value_)

    def __format__(self, spec):
        return int.__format__(self._value_, spec)

    def __hash__(self):
        return hash(self._value_)


class StrEnum(str, ReprEnum):
    """Members that are strs."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError("too many arguments for str(): %r" % (values,))
        if values and not isinstance(values[0], str):
            raise TypeError("%r is not a string" % (values[0],))
        m = str.__new__(cls, *values)
        m._value_ = str(*values)
        return m

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return self._value_

    def __format__(self, spec):
        return str.__format__(self._value_, spec)

    def __hash__(self):
        return hash(self._value_)


def _single(value):
    return value > 0 and value & (value - 1) == 0


def _bits(value):
    while value:
        low = value & -value
        yield low
        value ^= low


class Flag(Enum, boundary=STRICT):
    """Members that can be combined."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        return 2 ** (last.bit_length())

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        given = value
        mask = cls._flag_mask_
        every = cls._all_bits_
        if not ~every <= value <= every or value & (every ^ mask):
            if cls._boundary_ is STRICT:
                n = max(value.bit_length(), mask.bit_length())
                raise ValueError("%r invalid value %r\n    given %s\n  allowed %s" % (
                    cls, value, _binary(value, n), _binary(mask, n)))
            if cls._boundary_ is CONFORM:
                value = value & mask
            elif cls._boundary_ is EJECT:
                return value
            elif value < 0:
                value = max(every + 1, 2 ** value.bit_length()) + value
        if value < 0:
            value = every + 1 + value if cls._boundary_ is KEEP else value & mask
        if value != given:
            m = cls._find(value)
            if m is not None:
                return m
        unknown = value & ~mask
        data = cls._member_type_
        if data is object:
            m = object.__new__(cls)
        else:
            m = data.__new__(cls, value)
        m._value_ = value
        names = [x._name_ for x in cls._parts(value)]
        if unknown and names:
            names.append(cls._numeric_repr_(unknown))
        m._name_ = "|".join(names) or None
        m._sort_order_ = -1
        m.__objclass__ = cls
        try:
            return cls._value2member_map_.setdefault(value, m)
        except Exception:  # a callback may not keep it
            return m

    @classmethod
    def _parts(cls, value):
        parts = [cls._value2member_map_.get(bit) for bit in _bits(value & cls._flag_mask_)]
        parts = [m for m in parts if m is not None and m._name_ in cls._member_map_]
        parts.sort(key=lambda m: m._sort_order_)
        return parts

    def __contains__(self, m):
        if isinstance(m, type(self)):
            return not m._value_ & ~self._value_
        names = type(m).__qualname__, type(self).__qualname__
        raise TypeError("unsupported operand type(s) for 'in': %r and %r" % names)

    def __iter__(self):
        yield from self.__class__._parts(self._value_)

    def __len__(self):
        return bin(self._value_).count("1")

    def __repr__(self):
        name = self.__class__.__name__
        if self._name_ is None:
            return "<%s: %s>" % (name, self._value_repr())
        return "<%s.%s: %s>" % (name, self._name_, self._value_repr())

    def __str__(self):
        name = self.__class__.__name__
        if self._name_ is None:
            return "%s(%r)" % (name, self._value_)
        return "%s.%s" % (name, self._name_)

    def __bool__(self):
        return self._value_ != 0

    def _operand(self, x):
        """The number that x is in an operation with a member, or None."""
        if isinstance(x, type(self)):
            return x._value_
        data = type(self)._member_type_
        return None if data is object or not isinstance(x, data) else x

    def __or__(self, x):
        bits = self._operand(x)
        return NotImplemented if bits is None else type(self)._lookup(self._value_ | bits)

    def __and__(self, x):
        bits = self._operand(x)
        return NotImplemented if bits is None else type(self)._lookup(self._value_ & bits)

    def __xor__(self, x):
        bits = self._operand(x)
        return NotImplemented if bits is None else type(self)._lookup(self._value_ ^ bits)

    def __invert__(self):
        cls = self.__class__
        if cls._boundary_ is KEEP or cls._boundary_ is EJECT:
            return cls._lookup(cls._singles_mask_ & ~self._value_ if cls._boundary_ is not KEEP
                               else ~self._value_ & cls._all_bits_)
        return cls._lookup(cls._singles_mask_ & ~self._value_)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __hash__(self):
        return hash(self._value_)


def _binary(value, n):
    if value >= 0:
        return "0b0 " + bin(value)[2:].rjust(n, "0")
    return "0b1 " + bin(value + 2 ** n)[2:].rjust(n, "1")


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are ints."""

    def __str__(self):
        return int.__repr__(self._value_)

    def __format__(self, spec):
        return int.__format__(self._value_, spec)

    __repr__ = Flag.__repr__
    __or__ = __ror__ = Flag.__or__
    __and__ = __rand__ = Flag.__and__
    __xor__ = __rxor__ = Flag.__xor__
    __invert__ = Flag.__invert__
    __iter__ = Flag.__iter__
    __len__ = Flag.__len__
    __contains__ = Flag.__contains__
    __hash__ = Flag.__hash__
    __bool__ = Flag.__bool__


def unique(enumeration):
    """A decorator for enumerations without aliases."""
    aliases = ["%s -> %s" % (name, m._name_) for name, m in enumeration.__members__.items() if name != m._name_]
    if aliases:
        raise ValueError("duplicate values found in %r: %s" % (enumeration, ", ".join(aliases)))
    return enumeration


class EnumCheck:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "<EnumCheck.%s>" % self.name


CONTINUOUS, NAMED_FLAGS, UNIQUE = [EnumCheck(n) for n in ("CONTINUOUS", "NAMED_FLAGS", "UNIQUE")]


class verify:
    """A decorator that checks an enumeration."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                aliases = ["%s -> %s" % (name, m._name_) for name, m in enumeration.__members__.items()
                           if name != m._name_]
                if aliases:
                    raise ValueError("aliases found in %r: %s" % (enumeration, ", ".join(aliases)))
            elif check is CONTINUOUS:
                values = sorted(m.value for m in enumeration)
                if len(values) > 1:
                    missing = [i for i in range(values[0] + 1, values[-1]) if i not in values]
                    if missing:
                        raise ValueError("invalid enum %r: missing values %s" % (
                            enumeration.__name__, ", ".join(str(m) for m in missing)))
        return enumeration


def show_flag_values(value):
    return list(_bits(int(value)))


def global_str(self):
    return self._name_ if self._name_ is not None else "%s(%r)" % (self.__class__.__name__, self._value_)


def global_enum_repr(self):
    return "%s.%s" % (self.__class__.__module__.split(".")[-1], self._name_)


def global_flag_repr(self):
    """The same for a flag: each of the names that it is made of."""
    module = self.__class__.__module__.split(".")[-1]
    if self._name_ is None:
        return "%s.%s(%r)" % (module, self.__class__.__name__, self._value_)
    return "|".join(part if part[0].isdigit() else "%s.%s" % (module, part)
                    for part in self._name_.split("|"))


def global_enum(cls, update_str=False):
    """A decorator that makes members variables of the module."""
    if update_str or not issubclass(cls, ReprEnum):
        cls.__str__ = global_str
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    module = sys.modules[cls.__module__]
    for name, m in cls.__members__.items():
        setattr(module, name, m)
    return cls
