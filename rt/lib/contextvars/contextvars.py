"""Context variables: values that belong to what is being run, not to a module.

There is one thread; Context.run is what changes the current context.
"""

from collections.abc import Mapping as _Mapping
from types import GenericAlias as _GenericAlias

__all__ = ["Context", "ContextVar", "Token", "copy_context"]

_MISSING = object()


class _Missing:
    """The old value of a variable that had none."""

    def __repr__(self):
        return "<Token.MISSING>"


class Token:
    """What ContextVar.set returns: reset goes back to what was before."""

    __module__ = "_contextvars"

    MISSING = _Missing()

    def __init__(self, *args):
        raise RuntimeError("Tokens can only be created by ContextVars")

    @property
    def var(self):
        return self._var

    @property
    def old_value(self):
        return self._old

    def __repr__(self):
        return "<Token%s var=%r at 0x%x>" % (" used" if self._used else "", self._var, id(self))

    def __class_getitem__(cls, key):
        return _GenericAlias(cls, key)


class Context(_Mapping):
    """The values of variables."""

    __module__ = "_contextvars"

    def __init__(self):
        self._values = {}
        self._entered = False

    def run(self, callable, /, *args, **kwargs):
        """Call callable with self as the current context."""
        global _current
        if self._entered:
            raise RuntimeError("cannot enter context: %r is already entered" % (self,))
        outer, self._entered = _current, True
        _current = self
        try:
            return callable(*args, **kwargs)
        finally:
            _current, self._entered = outer, False

    def copy(self):
        """A context with the same values."""
        other = Context()
        other._values = dict(self._values)
        return other

    def __repr__(self):
        return "<_contextvars.Context object at 0x%x>" % id(self)

    def __eq__(self, other):
        if not isinstance(other, Context):
            return NotImplemented
        return self._values == other._values

    __hash__ = None

    def _of(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError("a ContextVar key was expected, got %r" % (var,))
        return var

    def __getitem__(self, var):
        return self._values[self._of(var)]

    def __contains__(self, var):
        return self._of(var) in self._values

    def get(self, var, default=None, /):
        return self._values.get(self._of(var), default)

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)


_current = Context()
_current._entered = True


class ContextVar:
    """A variable that has a value in each context."""

    __module__ = "_contextvars"

    def __init__(self, name, *, default=_MISSING):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self._name, self._default = name, default

    @property
    def name(self):
        return self._name

    def get(self, default=_MISSING, /):
        """The value; else default, else the variable's own default, else LookupError."""
        value = _current._values.get(self, _MISSING)
        if value is _MISSING:
            value = default
        if value is _MISSING:
            value = self._default
        if value is _MISSING:
            raise LookupError(self)
        return value

    def set(self, value, /):
        """Set the value, and return a token that reset takes."""
        token = Token.__new__(Token)
        token._var, token._context, token._used = self, _current, False
        token._old = _current._values.get(self, Token.MISSING)
        _current._values[self] = value
        return token

    def reset(self, token, /):
        """Go back to what was before the set that returned token."""
        if not isinstance(token, Token):
            raise TypeError("expected an instance of Token, got %r" % (token,))
        if token._used:
            raise RuntimeError("%r has already been used once" % (token,))
        if token._var is not self:
            raise ValueError("%r was created by a different ContextVar" % (token,))
        if token._context is not _current:
            raise ValueError("%r was created in a different Context" % (token,))
        token._used = True
        if token._old is Token.MISSING:
            del _current._values[self]
        else:
            _current._values[self] = token._old

    def __repr__(self):
        default = "" if self._default is _MISSING else " default=%r" % (self._default,)
        return "<ContextVar name=%r%s at 0x%x>" % (self._name, default, id(self))

    def __class_getitem__(cls, key):
        return _GenericAlias(cls, key)


def copy_context():
    """A copy of the current context."""
    return _current.copy()
