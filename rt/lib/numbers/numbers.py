"""The abstract classes of numbers (PEP 3141)."""

from abc import ABCMeta, abstractmethod

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


class Number(metaclass=ABCMeta):
    """All numbers."""

    __slots__ = ()

    # Each kind says how its hash is made.
    __hash__ = None


def _abstract(name, doc, parameters=1):
    """An abstract operator of that name."""
    if parameters == 1:
        def method(self):
            raise NotImplementedError
    elif parameters == 2:
        def method(self, x):
            raise NotImplementedError
    else:
        def method(self, x, y=None):
            raise NotImplementedError
    method.__name__, method.__doc__ = name, doc
    return abstractmethod(method)


class Complex(Number):
    """Numbers with a real and an imaginary part."""

    __slots__ = ()

    __complex__ = _abstract("__complex__", "complex(self)")
    __neg__ = _abstract("__neg__", "-self")
    __pos__ = _abstract("__pos__", "+self")
    __abs__ = _abstract("__abs__", "The distance from 0.")
    __eq__ = _abstract("__eq__", "self == x", 2)
    __add__ = _abstract("__add__", "self + x", 2)
    __radd__ = _abstract("__radd__", "x + self", 2)
    __mul__ = _abstract("__mul__", "self * x", 2)
    __rmul__ = _abstract("__rmul__", "x * self", 2)
    __truediv__ = _abstract("__truediv__", "self / x", 2)
    __rtruediv__ = _abstract("__rtruediv__", "x / self", 2)
    __pow__ = _abstract("__pow__", "self ** x", 2)
    __rpow__ = _abstract("__rpow__", "x ** self", 2)
    real = property(_abstract("real", "The real part."))
    imag = property(_abstract("imag", "The imaginary part."))
    conjugate = _abstract("conjugate", "The number with the imaginary part negated.")

    def __bool__(self):
        return not self == 0

    def __sub__(self, x):
        return self + -x

    def __rsub__(self, x):
        return -self + x


class Real(Complex):
    """Numbers on the line."""

    __slots__ = ()

    __float__ = _abstract("__float__", "float(self)")
    __trunc__ = _abstract("__trunc__", "The next int towards 0.")
    __floor__ = _abstract("__floor__", "The largest int that is not larger.")
    __ceil__ = _abstract("__ceil__", "The smallest int that is not smaller.")
    __round__ = _abstract("__round__", "self, rounded to that many places.", 2)
    __floordiv__ = _abstract("__floordiv__", "self // x", 2)
    __rfloordiv__ = _abstract("__rfloordiv__", "x // self", 2)
    __mod__ = _abstract("__mod__", "self % x", 2)
    __rmod__ = _abstract("__rmod__", "x % self", 2)
    __lt__ = _abstract("__lt__", "self < x", 2)
    __le__ = _abstract("__le__", "self <= x", 2)

    def __divmod__(self, x):
        return self // x, self % x

    def __rdivmod__(self, x):
        return x // self, x % self

    # As complex numbers they lie on the real axis.

    def __complex__(self):
        return complex(float(self))

    @property
    def real(self):
        return +self

    @property
    def imag(self):
        return 0

    def conjugate(self):
        return +self


class Rational(Real):
    """Quotients of ints, in lowest terms."""

    __slots__ = ()

    numerator = property(_abstract("numerator", "What is divided."))
    denominator = property(_abstract("denominator", "What it is divided by: a positive int."))

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """Ints."""

    __slots__ = ()

    __int__ = _abstract("__int__", "int(self)")
    __pow__ = _abstract("__pow__", "self ** x, or that modulo y", 3)
    __lshift__ = _abstract("__lshift__", "self << x", 2)
    __rlshift__ = _abstract("__rlshift__", "x << self", 2)
    __rshift__ = _abstract("__rshift__", "self >> x", 2)
    __rrshift__ = _abstract("__rrshift__", "x >> self", 2)
    __and__ = _abstract("__and__", "self & x", 2)
    __rand__ = _abstract("__rand__", "x & self", 2)
    __xor__ = _abstract("__xor__", "self ^ x", 2)
    __rxor__ = _abstract("__rxor__", "x ^ self", 2)
    __or__ = _abstract("__or__", "self | x", 2)
    __ror__ = _abstract("__ror__", "x | self", 2)
    __invert__ = _abstract("__invert__", "~self")

    def __index__(self):
        return int(self)

    def __float__(self):
        return float(int(self))

    @property
    def numerator(self):
        return +self

    @property
    def denominator(self):
        return 1


Complex.register(complex)
Real.register(float)
Integral.register(int)
