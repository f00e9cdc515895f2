"""Averages, spreads and other numbers about data.

Sums are exact: floats, ints and fractions are added as fractions, and the result is
rounded once.
"""

import math
import random as _random
from bisect import bisect_left
from collections import Counter
from fractions import Fraction

__all__ = [
    "NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean",
    "harmonic_mean", "linear_regression", "mean", "median", "median_grouped", "median_high",
    "median_low", "mode", "multimode", "pstdev", "pvariance", "quantiles", "stdev", "variance",
]


class StatisticsError(ValueError):
    """There is too little data, or it is not of the right kind."""


def _ratio(x):
    """x as numerator and denominator; None for what is not finite."""
    if isinstance(x, (int, float)) or hasattr(x, "as_integer_ratio"):
        try:
            return x.as_integer_ratio()
        except (OverflowError, ValueError):
            return None
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError("can't convert type '%s' to numerator/denominator" % type(x).__name__) from None


def _joined(a, b):
    """The class of a sum of two classes."""
    if a is b or b is int or b is bool:
        return a
    if a is int or a is bool:
        return b
    if issubclass(b, a):
        return b
    if issubclass(a, b):
        return a
    if issubclass(a, Fraction) and issubclass(b, float):
        return b
    if issubclass(a, float) and issubclass(b, Fraction):
        return a
    raise TypeError("don't know how to coerce %s and %s" % (a.__name__, b.__name__))


def _float_sum(data, squares):
    """The sum of floats, or of their squares; None if some are not finite. All
    denominators are powers of two."""
    parts = {}
    try:
        if squares:
            for x in data:
                m, d = x.as_integer_ratio()
                parts[d] = parts.get(d, 0) + m * m
        else:
            for x in data:
                m, d = x.as_integer_ratio()
                parts[d] = parts.get(d, 0) + m
    except (OverflowError, ValueError):
        return None
    common = max(parts)
    if squares:
        return Fraction(sum([m * (common // d) ** 2 for d, m in parts.items()]), common * common)
    return Fraction(sum([m * (common // d) for d, m in parts.items()]), common)


def _exact(data):
    """The class, the sum and the number of the data; the sum is a float where some of
    it is not finite."""
    data = list(data)
    kinds = set(map(type, data))
    if kinds == {int}:
        return int, Fraction(sum(data)), len(data)
    if kinds == {float}:
        total = _float_sum(data, False)
        if total is not None:
            return float, total, len(data)
    cls, n = int, 0
    parts, odd = {}, None
    for x in data:
        n += 1
        cls = _joined(cls, type(x))
        ratio = _ratio(x)
        if ratio is None:
            odd = x if odd is None else odd + x
        else:
            parts[ratio[1]] = parts.get(ratio[1], 0) + ratio[0]
    if odd is not None:
        return cls, odd, n
    return cls, sum((Fraction(m, d) for d, m in parts.items()), Fraction(0)), n


def _as(value, cls):
    """An exact value as one of a class; ints only if it is one."""
    if type(value) is cls:
        return value
    if issubclass(cls, int) and value.denominator != 1:
        cls = float
    if issubclass(cls, float):
        return cls(value)
    try:
        return cls(value)
    except TypeError:
        return cls(value.numerator) / cls(value.denominator)


def _list(data, least=1, complaint=""):
    values = list(data)
    if len(values) < least:
        raise StatisticsError(complaint)
    return values


# Averages.

def mean(data):
    """The arithmetic mean."""
    cls, total, n = _exact(data)
    if n < 1:
        raise StatisticsError("mean requires at least one data point")
    return _as(total / n, cls)


def fmean(data, weights=None):
    """The arithmetic mean, in floats."""
    values = [float(x) for x in data]
    if weights is None:
        if not values:
            raise StatisticsError("fmean requires at least one data point")
        return math.fsum(values) / len(values)
    weights = [float(w) for w in weights]
    if len(weights) != len(values):
        raise StatisticsError("data and weights must be the same length")
    total = math.fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return math.fsum(x * w for x, w in zip(values, weights)) / total


def geometric_mean(data):
    """The n-th root of the product."""
    try:
        return math.exp(fmean(map(math.log, data)))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of the reciprocals."""
    values = _list(data, 1, "harmonic_mean requires at least one data point")
    negative = "harmonic mean does not support negative values"
    if weights is None:
        if len(values) == 1:
            x = values[0]
            if not hasattr(x, "numerator") and not isinstance(x, float):
                raise TypeError("unsupported type")
            if x < 0:
                raise StatisticsError(negative)
            return x
        weights, total = [1] * len(values), len(values)
    else:
        weights = list(weights)
        if len(weights) != len(values):
            raise StatisticsError("Number of weights does not match data size")
        if any(w < 0 for w in weights):
            raise StatisticsError(negative)
        _, total, _ = _exact(weights)
    if any(x < 0 for x in values):
        raise StatisticsError(negative)
    try:
        cls, s, _ = _exact(w / x if w else 0 for w, x in zip(weights, values))
    except ZeroDivisionError:
        return 0
    if s <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _as(total / s, cls)


def median(data):
    """The middle value, or the mean of the two middle ones."""
    values = _list(sorted(data), 1, "no median for empty data")
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def median_low(data):
    """The middle value, or the smaller of the two middle ones."""
    values = _list(sorted(data), 1, "no median for empty data")
    return values[(len(values) - 1) // 2]


def median_high(data):
    """The middle value, or the larger of the two middle ones."""
    values = _list(sorted(data), 1, "no median for empty data")
    return values[len(values) // 2]


def median_grouped(data, interval=1):
    """The median of data in classes of a width: interpolated in the middle class."""
    values = _list(sorted(data), 1, "no median for empty data")
    n = len(values)
    x = values[n // 2]
    first = bisect_left(values, x)
    size = values.count(x)
    try:
        interval, x = float(interval), float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float") from None
    return x - interval / 2.0 + interval * (n / 2 - first) / size


def mode(data):
    """The most frequent value, of several the first."""
    common = Counter(iter(data)).most_common(1)
    if not common:
        raise StatisticsError("no mode for empty data")
    return common[0][0]


def multimode(data):
    """All values that are the most frequent."""
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [x for x, n in counts.items() if n == most]


def quantiles(data, *, n=4, method="exclusive"):
    """The n - 1 points that cut the data into n parts of the same probability."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    values = _list(sorted(data), 2, "must have at least two data points")
    size = len(values)
    if method == "inclusive":
        cuts = []
        for i in range(1, n):
            j, part = divmod(i * (size - 1), n)
            cuts.append((values[j] * (n - part) + values[j + 1] * part) / n)
        return cuts
    if method == "exclusive":
        cuts = []
        for i in range(1, n):
            j = min(max(i * (size + 1) // n, 1), size - 1)
            part = i * (size + 1) - j * n
            cuts.append((values[j - 1] * (n - part) + values[j] * part) / n)
        return cuts
    raise ValueError("Unknown method: %r" % (method,))


# Spreads.

def _squares(data, center=None):
    """The class, the sum of squared distances from the mean or a center, and the number
    of the data."""
    values = list(data)
    cls, total, n = _exact(values)
    if not n:
        return cls, Fraction(0), 0
    if isinstance(total, float):
        return cls, float("nan"), n  # what is not finite has no distance
    at = total / n if center is None else Fraction(*_ratio(center))
    kinds = set(map(type, values))
    squares = None
    if kinds == {int}:
        squares = sum([x * x for x in values])
    elif kinds == {float}:
        squares = _float_sum(values, True)
    if squares is not None:
        return cls, squares - 2 * at * total + n * at * at, n
    s = Fraction(0)
    for x in values:
        d = Fraction(*_ratio(x)) - at
        s += d * d
    return cls, s, n


def variance(data, xbar=None):
    """The variance of a sample."""
    cls, s, n = _squares(data, xbar)
    if n < 2:
        raise StatisticsError("variance requires at least two data points")
    return _as(s / (n - 1), cls)


def pvariance(data, mu=None):
    """The variance of a population."""
    cls, s, n = _squares(data, mu)
    if n < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _as(s / n, cls)


def _root(x):
    """The square root of a fraction as the nearest float: the root of an integer with
    bits enough, of which the last tells whether it was exact."""
    n, d = x.numerator, x.denominator
    if not n:
        return 0.0
    shift = (n.bit_length() - d.bit_length() - 109) // 2
    if shift >= 0:
        q, rest = divmod(n, d << 2 * shift)
    else:
        q, rest = divmod(n << -2 * shift, d)
    r = math.isqrt(q)
    r |= rest != 0 or r * r != q
    return math.ldexp(float(r), shift) if r.bit_length() <= 53 else float(Fraction(r) * Fraction(2) ** shift)


def stdev(data, xbar=None):
    """The standard deviation of a sample."""
    cls, s, n = _squares(data, xbar)
    if n < 2:
        raise StatisticsError("stdev requires at least two data points")
    return math.sqrt(s) if isinstance(s, float) else _root(s / (n - 1))


def pstdev(data, mu=None):
    """The standard deviation of a population."""
    cls, s, n = _squares(data, mu)
    if n < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return math.sqrt(s) if isinstance(s, float) else _root(s / n)


# Two variables.

def _pairs(x, y, what):
    if len(x) != len(y):
        raise StatisticsError("%s requires that both inputs have same number of data points" % what)
    if len(x) < 2:
        raise StatisticsError("%s requires at least two data points" % what)
    mx, my = math.fsum(x) / len(x), math.fsum(y) / len(y)
    sxy = math.fsum((a - mx) * (b - my) for a, b in zip(x, y))
    return mx, my, sxy


def covariance(x, y, /):
    """The covariance of two samples."""
    return _pairs(x, y, "covariance")[2] / (len(x) - 1)


def correlation(x, y, /):
    """Pearson's coefficient of two samples."""
    mx, my, sxy = _pairs(x, y, "correlation")
    sxx, syy = math.fsum((a - mx) ** 2.0 for a in x), math.fsum((b - my) ** 2.0 for b in y)
    try:
        return sxy / math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


class LinearRegression(tuple):
    """Slope and intercept of a line."""

    __slots__ = ()

    _fields = ("slope", "intercept")
    slope = property(lambda self: self[0])
    intercept = property(lambda self: self[1])

    def __repr__(self): return "LinearRegression(slope=%r, intercept=%r)" % tuple(self)


def linear_regression(x, y, /, *, proportional=False):
    """The line with the least squares of distances."""
    mx, my, sxy = _pairs(x, y, "linear regression")
    if proportional:
        sxy, sxx = math.fsum(a * b for a, b in zip(x, y)), math.fsum(a * a for a in x)
    else:
        sxx = math.fsum((a - mx) ** 2.0 for a in x)
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError("x is constant") from None
    return LinearRegression((slope, 0.0 if proportional else my - slope * mx))


# The normal distribution.

# Wichura's algorithm AS 241 (PPND16), 1988: quotients of two polynomials for the middle
# and the two parts of the tails, coefficients from the highest power down.
_MIDDLE = (
    (2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
     1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0),
    (5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
     5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0),
)
_NEAR = (
    (7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
     3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0),
    (1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
     6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0),
)
_FAR = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
     2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0),
    (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
     1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0),
)


def _polynomial(coefficients, x):
    value = 0.0
    for c in coefficients:
        value = value * x + c
    return value


def _normal_quantile(p):
    """The point that a standard normal variable is below with probability p."""
    q = p - 0.5
    if math.fabs(q) <= 0.425:
        r = 0.180625 - q * q
        return _polynomial(_MIDDLE[0], r) * q / _polynomial(_MIDDLE[1], r)
    r = math.sqrt(-math.log(p if q <= 0.0 else 1.0 - p))
    if r <= 5.0:
        x = _polynomial(_NEAR[0], r - 1.6) / _polynomial(_NEAR[1], r - 1.6)
    else:
        x = _polynomial(_FAR[0], r - 5.0) / _polynomial(_FAR[1], r - 5.0)
    return -x if q < 0.0 else x


class NormalDist:
    """A normal distribution."""

    __slots__ = ("_mu", "_sigma")

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        """The distribution with mean and deviation of a sample."""
        values = list(data)
        return cls(fmean(values), stdev(values))

    def samples(self, n, *, seed=None):
        """So many random numbers."""
        draw = _random.gauss if seed is None else _random.Random(seed).gauss
        return [draw(self._mu, self._sigma) for _ in range(n)]

    def _check(self, what):
        if not self._sigma:
            raise StatisticsError("%s not defined when sigma is zero" % what)

    def pdf(self, x):
        """The density."""
        self._check("pdf()")
        d = x - self._mu
        v = self._sigma * self._sigma
        return math.exp(d * d / (-2.0 * v)) / math.sqrt(math.tau * v)

    def cdf(self, x):
        """The probability of at most x."""
        self._check("cdf()")
        return 0.5 * (1.0 + math.erf((x - self._mu) / (self._sigma * math.sqrt(2.0))))

    def inv_cdf(self, p):
        """The point whose cdf is p."""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        if self._sigma <= 0.0:
            raise StatisticsError("cdf() not defined when sigma at or below zero")
        return self._mu + _normal_quantile(p) * self._sigma

    def quantiles(self, n=4):
        """The points between n ranges of equal probability."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        """The area that the densities of two distributions share."""
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        a, b = self, other
        if (b._sigma, b._mu) < (a._sigma, a._mu):
            a, b = b, a  # the result is the same either way round
        va, vb = a.variance, b.variance
        if not va or not vb:
            raise StatisticsError("overlap() not defined when sigma is zero")
        dv, dm = vb - va, math.fabs(b._mu - a._mu)
        if not dv:
            return 1.0 - math.erf(dm / (2.0 * a._sigma * math.sqrt(2.0)))
        # The densities cross in the two roots of a quadratic equation.
        middle = a._mu * vb - b._mu * va
        aside = a._sigma * b._sigma * math.sqrt(dm * dm + dv * math.log(vb / va))
        x, y = (middle + aside) / dv, (middle - aside) / dv
        return 1.0 - (math.fabs(b.cdf(x) - a.cdf(x)) + math.fabs(b.cdf(y) - a.cdf(y)))

    def zscore(self, x):
        """The distance from the mean in deviations."""
        self._check("zscore()")
        return (x - self._mu) / self._sigma

    mean = median = mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma * self._sigma)

    def __add__(self, x):
        if isinstance(x, NormalDist):
            return NormalDist(self._mu + x._mu, math.hypot(self._sigma, x._sigma))
        return NormalDist(self._mu + x, self._sigma)

    __radd__ = __add__

    def __sub__(self, x):
        if isinstance(x, NormalDist):
            return NormalDist(self._mu - x._mu, math.hypot(self._sigma, x._sigma))
        return NormalDist(self._mu - x, self._sigma)

    def __rsub__(self, x): return -(self - x)

    def __mul__(self, x): return NormalDist(self._mu * x, self._sigma * math.fabs(x))

    __rmul__ = __mul__

    def __truediv__(self, x): return NormalDist(self._mu / x, self._sigma / math.fabs(x))

    def __pos__(self): return NormalDist(self._mu, self._sigma)

    def __neg__(self): return NormalDist(-self._mu, self._sigma)

    def __eq__(self, that):
        if not isinstance(that, NormalDist):
            return NotImplemented
        return self._mu == that._mu and self._sigma == that._sigma

    def __hash__(self): return hash((self._mu, self._sigma))

    def __repr__(self): return "%s(mu=%r, sigma=%r)" % (type(self).__name__, self._mu, self._sigma)
