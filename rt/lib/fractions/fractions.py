"""Rational numbers, exact."""

import math
import numbers
import operator
import re

__all__ = ["Fraction"]

_TEXT = re.compile(r"\s*(?P<sign>[-+]?)(?=\d|\.\d)(?P<n>\d*|\d+(?:_\d+)*)(?:/(?P<d>\d+(?:_\d+)*)"
                   r"|(?:\.(?P<part>\d*|\d+(?:_\d+)*))?(?:[eE](?P<e>[-+]?\d+(?:_\d+)*))?)?\s*\Z")


def _operators(exact, other):
    """A method and the reflected one: exact works on two fractions, other on floats and
    complex numbers."""
    def forward(a, b):
        if isinstance(b, Fraction):
            return exact(a, b)
        if isinstance(b, int):
            return exact(a, _make(b, 1))
        if isinstance(b, float):
            return other(float(a), b)
        if isinstance(b, complex):
            return other(complex(a), b)
        return NotImplemented

    def reverse(b, a):
        if isinstance(a, numbers.Rational):
            return exact(Fraction(a), b)
        if isinstance(a, numbers.Real):
            return other(float(a), float(b))
        if isinstance(a, numbers.Complex):
            return other(complex(a), complex(b))
        return NotImplemented
    forward.__name__ = "__%s__" % other.__name__.rstrip("_")
    reverse.__name__ = "__r%s__" % other.__name__.rstrip("_")
    return forward, reverse


def _make(n, d):
    """The fraction n / d, which is in lowest terms."""
    made = object.__new__(Fraction)
    made._numerator, made._denominator = n, d
    return made


def _reduced(n, d):
    g = math.gcd(n, d)
    if d < 0:
        g = -g
    return _make(n // g, d // g)


def _sum(a, b):
    n, d, m, e = a._numerator, a._denominator, b._numerator, b._denominator
    return _reduced(n * e + m * d, d * e)


def _difference(a, b):
    n, d, m, e = a._numerator, a._denominator, b._numerator, b._denominator
    return _reduced(n * e - m * d, d * e)


def _product(a, b): return _reduced(a._numerator * b._numerator, a._denominator * b._denominator)


def _quotient(a, b):
    n, d = a._numerator * b._denominator, a._denominator * b._numerator
    if d == 0:
        raise ZeroDivisionError("Fraction(%d, 0)" % ((n > 0) - (n < 0)))
    return _reduced(n, d)


def _floor_quotient(a, b): return a._numerator * b._denominator // (a._denominator * b._numerator)


def _remainder(a, b):
    d, e = a._denominator, b._denominator
    return _reduced(a._numerator * e % (b._numerator * d), d * e)


def _both(a, b):
    q, n = divmod(a._numerator * b._denominator, a._denominator * b._numerator)
    return q, _reduced(n, a._denominator * b._denominator)


class Fraction(numbers.Rational):
    """A rational number, in lowest terms."""

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        made = object.__new__(cls)
        n, d = numerator, denominator
        if d is None:
            if type(n) is int:
                made._numerator, made._denominator = n, 1
                return made
            if isinstance(n, numbers.Rational):
                made._numerator, made._denominator = n.numerator, n.denominator
                return made
            if isinstance(n, str):
                n, d = _read(n)
            elif isinstance(n, float) or hasattr(n, "as_integer_ratio"):
                made._numerator, made._denominator = n.as_integer_ratio()
                return made
            else:
                raise TypeError("argument should be a string or a Rational instance")
        elif isinstance(n, numbers.Rational) and isinstance(d, numbers.Rational):
            n, d = n.numerator * d.denominator, n.denominator * d.numerator
        else:
            raise TypeError("both arguments should be Rational instances")
        if d == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % n)
        g = math.gcd(n, d)
        if d < 0:
            g = -g
        made._numerator, made._denominator = n // g, d // g
        return made

    @classmethod
    def from_float(cls, f):
        """The exact value of a float."""
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("%s.from_float() only takes floats, not %r (%s)" % (cls.__name__, f, type(f).__name__))
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """The exact value of a decimal number."""
        if not isinstance(dec, numbers.Integral) and not type(dec).__name__ == "Decimal":
            raise TypeError(f"{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})")
        return cls(*dec.as_integer_ratio())

    numerator = property(lambda a: a._numerator)
    denominator = property(lambda a: a._denominator)

    def as_integer_ratio(self):
        """Numerator and denominator."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction whose denominator is not larger: one of the last two
        convergents of the continued fraction."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        before, last = (0, 1), (1, 0)
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q = before[1] + a * last[1]
            if q > max_denominator:
                break
            before, last = last, (before[0] + a * last[0], q)
            n, d = d, n - a * d
        k = (max_denominator - before[1]) // last[1]
        one = Fraction(before[0] + k * last[0], before[1] + k * last[1])
        other = Fraction(*last)
        return other if abs(other - self) <= abs(one - self) else one

    def __repr__(self): return "%s(%s, %s)" % (type(self).__name__, self._numerator, self._denominator)

    def __str__(self):
        return str(self._numerator) if self._denominator == 1 else "%s/%s" % (self._numerator, self._denominator)

    __add__, __radd__ = _operators(_sum, operator.add)
    __sub__, __rsub__ = _operators(_difference, operator.sub)
    __mul__, __rmul__ = _operators(_product, operator.mul)
    __truediv__, __rtruediv__ = _operators(_quotient, operator.truediv)
    __floordiv__, __rfloordiv__ = _operators(_floor_quotient, operator.floordiv)
    __mod__, __rmod__ = _operators(_remainder, operator.mod)
    __divmod__, __rdivmod__ = _operators(_both, divmod)

    def __pow__(self, x):
        if not isinstance(x, numbers.Rational):
            return float(self) ** x
        if x.denominator != 1:
            return float(self) ** float(x)
        e = x.numerator
        n, d = self._numerator, self._denominator
        if e >= 0:
            return _make(n ** e, d ** e)
        if n == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % d ** -e)
        if n < 0:
            n, d = -n, -d
        return _make(d ** -e, n ** -e)

    def __rpow__(self, x):
        if self._denominator == 1 and self._numerator >= 0:
            return x ** self._numerator
        if isinstance(x, numbers.Rational):
            return Fraction(x) ** self
        return x ** float(self)

    def __pos__(self): return _make(self._numerator, self._denominator)

    def __neg__(self): return _make(-self._numerator, self._denominator)

    def __abs__(self): return _make(abs(self._numerator), self._denominator)

    def __bool__(self): return bool(self._numerator)

    def __int__(self): return self.__trunc__()

    def __trunc__(self):
        n = abs(self._numerator) // self._denominator
        return -n if self._numerator < 0 else n

    def __floor__(self): return self._numerator // self._denominator

    def __ceil__(self): return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            n, rest = divmod(self._numerator, self._denominator)
            twice = rest * 2
            return n + (twice > self._denominator or twice == self._denominator and n % 2)
        unit = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * unit), unit)
        return Fraction(round(self / unit) * unit)

    def __hash__(self):
        # As of all numbers: the value modulo a prime, or that of infinity.
        p = (1 << 61) - 1
        try:
            inverse = pow(self._denominator, -1, p)
        except ValueError:
            h = 314159
        else:
            h = hash(hash(abs(self._numerator)) * inverse)
        h = h if self._numerator >= 0 else -h
        return -2 if h == -1 else h

    def __eq__(self, x):
        if type(x) is int:
            return self._numerator == x and self._denominator == 1
        if isinstance(x, numbers.Rational):
            return self._numerator == x.numerator and self._denominator == x.denominator
        if isinstance(x, complex) and x.imag == 0:
            x = x.real
        if isinstance(x, float):
            return 0.0 == x if math.isnan(x) or math.isinf(x) else self == Fraction(x)
        return NotImplemented

    def _order(self, x, op):
        if isinstance(x, numbers.Rational):
            return op(self._numerator * x.denominator, self._denominator * x.numerator)
        if isinstance(x, float):
            return op(0.0, x) if math.isnan(x) or math.isinf(x) else op(self, Fraction(x))
        return NotImplemented

    def __lt__(self, x): return self._order(x, operator.lt)

    def __gt__(self, x): return self._order(x, operator.gt)

    def __le__(self, x): return self._order(x, operator.le)

    def __ge__(self, x): return self._order(x, operator.ge)

    def __reduce__(self): return type(self), (self._numerator, self._denominator)

    def __copy__(self): return self if type(self) is Fraction else type(self)(self._numerator, self._denominator)

    def __deepcopy__(self, memo): return self.__copy__()


def _read(text):
    """Numerator and denominator of a text."""
    m = _TEXT.match(text)
    if m is None:
        raise ValueError("Invalid literal for Fraction: %r" % text)
    n, d = int(m["n"] or "0"), 1
    if m["d"]:
        d = int(m["d"])
    else:
        part = (m["part"] or "").replace("_", "")
        if part:
            d = 10 ** len(part)
            n = n * d + int(part)
        e = int(m["e"] or 0)
        if e >= 0:
            n *= 10 ** e
        else:
            d *= 10 ** -e
    return -n if m["sign"] == "-" else n, d
