"""Random numbers, with CPython's sequences for the same seed."""

from _random import Random as _Generator, _sha512
from itertools import accumulate as _accumulate
from math import acos as _acos, ceil as _ceil, cos as _cos, e as _e, exp as _exp, fabs as _fabs, floor as _floor, isfinite as _isfinite, lgamma as _lgamma
from math import log as _log, log2 as _log2, pi as _pi, sin as _sin, sqrt as _sqrt
from posix import urandom as _urandom
import operator as _operator

__all__ = [
    "Random", "SystemRandom", "betavariate", "choice", "choices", "expovariate", "gammavariate", "gauss", "getrandbits", "getstate", "lognormvariate",
    "normalvariate", "paretovariate", "randbytes", "randint", "random", "randrange", "sample", "seed", "setstate", "shuffle", "triangular", "uniform",
    "vonmisesvariate", "weibullvariate",
]

# The constants of the rejection methods of Kinderman and Monahan and of Cheng.
NV_MAGICCONST, SG_MAGICCONST = 4 * _exp(-0.5) / _sqrt(2.0), 1.0 + _log(4.5)
LOG4, TWOPI = _log(4.0), 2.0 * _pi


def _bisect(a, x, hi):
    lo = 0
    while lo < hi:
        mid = (lo + hi) // 2
        if x < a[mid]:
            hi = mid
        else:
            lo = mid + 1
    return lo


def _old_hash(codes):
    """The hash that strings had in Python 2, on 64-bit machines."""
    h = codes[0] << 7 if codes else 0
    for code in codes:
        h = 1000003 * h & (1 << 64) - 1 ^ code
    return h ^ len(codes)


class Random(_Generator):
    """A generator of its own."""

    VERSION = 3

    def __init__(self, x=None):
        super().__init__()
        self.seed(x)

    def seed(self, a=None, version=2):
        if a is None:
            self._seed_fresh()
            return
        text = isinstance(a, str)
        if version == 1 and (text or isinstance(a, bytes)):
            a = _old_hash([ord(c) for c in a] if text else a)
        elif version == 2 and (text or isinstance(a, (bytes, bytearray))):
            raw = a.encode() if text else a
            a = int.from_bytes(raw + _sha512(raw), "big")
        elif not isinstance(a, (int, float)):
            raise TypeError("The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
        if isinstance(a, float):
            a = hash(a)
            if a < 0:
                a += 1 << 64
        a = abs(a)
        self._seed(a.to_bytes((a.bit_length() + 31) // 32 * 4 or 4, "little"))

    def getstate(self):
        g = self._take_gauss()
        self._keep_gauss(g)
        return self.VERSION, super().getstate(), g

    def setstate(self, state):
        version, internal, g = state
        if version != 3:
            raise ValueError(f"state with version {version} passed to Random.setstate() of version {self.VERSION}")
        super().setstate(internal)
        self._keep_gauss(g)

    def __reduce__(self):
        state = self.getstate()
        return type(self), (), state

    def _randbelow(self, n):
        if self.__class__ is Random:  # whose getrandbits nothing overrides
            r = self._below(n)
            if r is not NotImplemented:
                return r
        k = n.bit_length()
        r = self.getrandbits(k)
        while r >= n:
            r = self.getrandbits(k)
        return r

    def randbytes(self, n):
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def randrange(self, start, stop=None, step=1):
        if step == 1 and self.__class__ is Random:
            r = self._below(start) if stop is None else self._between(start, stop)
            if r is not NotImplemented:
                return r
        first = _integer(start, "arg 1")
        if stop is None:
            if step != 1:
                raise TypeError("Missing a non-None stop argument")
            if first > 0:
                return self._randbelow(first)
            raise ValueError("empty range for randrange()")
        last = _integer(stop, "stop")
        by = _integer(step, "step")
        if by == 0:
            raise ValueError("zero step for randrange()")
        steps = len(range(first, last, by)) if abs(last - first) < 2**62 else -(-(last - first) // by)
        if steps > 0:
            return first + by * self._randbelow(steps)
        if by == 1:
            raise ValueError(f"empty range for randrange() ({first}, {last}, {last - first})")
        raise ValueError("empty range for randrange()")

    def randint(self, a, b):
        if self.__class__ is Random:
            r = self._between(a, b + 1)
            if r is not NotImplemented:
                return r
        return self.randrange(a, b + 1)

    def choice(self, seq):
        n = len(seq)
        if n == 0:
            raise IndexError("Cannot choose from an empty sequence")
        at = self._randbelow(n)
        return seq[at]

    def shuffle(self, x):
        left = len(x)
        while left > 1:
            at = self._randbelow(left)
            left -= 1
            x[left], x[at] = x[at], x[left]

    def sample(self, population, k, *, counts=None):
        if isinstance(population, (set, frozenset, dict)) or not hasattr(population, "__getitem__"):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        n = len(population)
        if counts is not None:
            ends = list(_accumulate(counts))
            if len(ends) != n:
                raise ValueError("The number of counts does not match the population")
            total = ends.pop()
            if not isinstance(total, int):
                raise TypeError("Counts must be integers")
            elif total < 1:
                raise ValueError("Total of counts must be greater than zero")
            return [population[_bisect(ends, at, n - 1)] for at in self.sample(range(total), k=k)]
        if k < 0 or k > n:
            raise ValueError("Sample larger than population or is negative")
        # A copy to draw from costs less than a set of what was drawn, as long as it
        # is not much larger: the same bound as CPython's, or the numbers differ.
        if n <= 21 + (4 ** _ceil(_log(k * 3, 4)) if k > 5 else 0):
            left = list(population)
            drawn = []
            for last in range(n - 1, n - 1 - k, -1):
                at = self._randbelow(last + 1)
                drawn.append(left[at])
                left[at] = left[last]
            return drawn
        places = {}
        while len(places) < k:
            places.setdefault(self._randbelow(n))
        return [population[at] for at in places]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        n = len(population)
        if cum_weights is None:
            if weights is None:
                scale = float(n)
                return [population[_floor(self.random() * scale)] for _ in range(k)]
            if isinstance(weights, int):
                raise TypeError(f"The number of choices must be a keyword argument: k={weights!r}")
            ends = list(_accumulate(weights))
        elif weights is None:
            ends = cum_weights
        else:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if n != len(ends):
            raise ValueError("The number of weights does not match the population")
        scale = 0.0 + ends[-1]
        if scale <= 0.0 or not _isfinite(scale):
            what = "greater than zero" if scale <= 0.0 else "finite"
            raise ValueError(f"Total of weights must be {what}")
        return [population[_bisect(ends, self.random() * scale, n - 1)] for _ in range(k)]

    def uniform(self, a, b):
        width = b - a
        return a + width * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        draw, middle = self.random(), 0.5
        if mode is not None:
            if high - low == 0:
                return low
            middle = (mode - low) / (high - low)
        if draw > middle:
            draw, middle, low, high = 1.0 - draw, 1.0 - middle, high, low
        return low + (high - low) * _sqrt(draw * middle)

    def normalvariate(self, mu=0.0, sigma=1.0):
        # Kinderman and Monahan's ratio of uniforms (1977)
        while True:
            above = self.random()
            below = 1.0 - self.random()
            ratio = NV_MAGICCONST * (above - 0.5) / below
            if ratio * ratio / 4.0 <= -_log(below):
                return mu + ratio * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        # Box and Muller (1958): two at a time
        unit = self._take_gauss()
        if unit is None:
            angle = self.random() * TWOPI
            radius = _sqrt(-2.0 * _log(1.0 - self.random()))
            unit = _cos(angle) * radius
            self._keep_gauss(_sin(angle) * radius)
        return mu + unit * sigma

    def lognormvariate(self, mu, sigma):
        exponent = self.normalvariate(mu, sigma)
        return _exp(exponent)

    def expovariate(self, lambd):
        draw = 1.0 - self.random()
        return -_log(draw) / lambd

    def vonmisesvariate(self, mu, kappa):
        # Best and Fisher (1979), enveloped by a wrapped Cauchy distribution
        if kappa <= 1e-6:
            return TWOPI * self.random()
        half = 0.5 / kappa
        envelope = half + _sqrt(1.0 + half * half)
        accepted = False
        while not accepted:
            cosine = _cos(_pi * self.random())
            share = cosine / (envelope + cosine)
            draw = self.random()
            accepted = draw < 1.0 - share * share or draw <= (1.0 - share) * _exp(share)
        pole = 1.0 / envelope
        turn = _acos((pole + cosine) / (1.0 + pole * cosine))
        return (mu + turn if self.random() > 0.5 else mu - turn) % TWOPI

    def gammavariate(self, alpha, beta):
        if beta <= 0.0 or alpha <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha == 1.0:
            draw = 1.0 - self.random()
            return -_log(draw) * beta
        return (self._gamma_large(alpha) if alpha > 1.0 else self._gamma_small(alpha)) * beta

    def _gamma_large(self, alpha):
        """Cheng's GB (1977)."""
        root = _sqrt(2.0 * alpha - 1.0)
        offset = alpha - LOG4
        slope = alpha + root
        while True:
            first = self.random()
            if 1e-7 < first < 0.9999999:
                second = 1.0 - self.random()
                v = _log(first / (1.0 - first)) / root
                value = alpha * _exp(v)
                z = first * first * second
                slack = offset + slope * v - value
                if slack + SG_MAGICCONST - 4.5 * z >= 0.0 or slack >= _log(z):
                    return value

    def _gamma_small(self, alpha):
        """Ahrens and Dieter's GS (1974)."""
        bound = (_e + alpha) / _e
        while True:
            p = bound * self.random()
            if p <= 1.0:
                value = p ** (1.0 / alpha)
                if self.random() <= _exp(-value):
                    return value
            else:
                value = -_log((bound - p) / alpha)
                if self.random() <= value ** (alpha - 1.0):
                    return value

    def betavariate(self, alpha, beta):
        share = self.gammavariate(alpha, 1.0)
        if share:
            share /= share + self.gammavariate(beta, 1.0)
            return share
        return 0.0

    def paretovariate(self, alpha):
        draw = 1.0 - self.random()
        return draw ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        draw = 1.0 - self.random()
        return alpha * (-_log(draw)) ** (1.0 / beta)


def _integer(x, what):
    try:
        return _operator.index(x)
    except TypeError:
        if isinstance(x, float) and x == int(x):
            return int(x)
        if isinstance(x, float):
            raise ValueError(f"non-integer {what} for randrange()") from None
        raise


class SystemRandom(Random):
    """Numbers from the system, which take no seed."""

    def random(self):
        return self.getrandbits(53) * 2.0 ** -53

    def getrandbits(self, k):
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        n = (k + 7) // 8
        return int.from_bytes(_urandom(n), "big") >> n * 8 - k

    def randbytes(self, n):
        return _urandom(n)

    def seed(self, *ignored, **options): pass

    def getstate(self, *args, **kwds):
        raise NotImplementedError("System entropy source does not have state.")

    setstate = getstate


# The functions are the methods of a generator that all share; a callback has a state
# of its own for it.
_inst = Random()
seed, getstate, setstate = _inst.seed, _inst.getstate, _inst.setstate
random, uniform, triangular = _inst.random, _inst.uniform, _inst.triangular
getrandbits, randbytes = _inst.getrandbits, _inst.randbytes
randrange, randint = _inst.randrange, _inst.randint
choice, choices, sample, shuffle = _inst.choice, _inst.choices, _inst.sample, _inst.shuffle
gauss, normalvariate, lognormvariate = _inst.gauss, _inst.normalvariate, _inst.lognormvariate
expovariate, weibullvariate, paretovariate = _inst.expovariate, _inst.weibullvariate, _inst.paretovariate
gammavariate, betavariate, vonmisesvariate = _inst.gammavariate, _inst.betavariate, _inst.vonmisesvariate
