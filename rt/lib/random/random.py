"""Random numbers, with CPython's sequences for the same seed."""

from _random import Random as _Generator, _sha512
from itertools import accumulate as _accumulate, repeat as _repeat
from math import acos as _acos, ceil as _ceil, cos as _cos, e as _e, exp as _exp, fabs as _fabs, floor as _floor, isfinite as _isfinite, lgamma as _lgamma
from math import log as _log, log2 as _log2, pi as _pi, sin as _sin, sqrt as _sqrt
from operator import index as _index

__all__ = [
    "Random", "SystemRandom", "betavariate", "choice", "choices", "expovariate", "gammavariate", "gauss", "getrandbits", "getstate", "lognormvariate",
    "normalvariate", "paretovariate", "randbytes", "randint", "random", "randrange", "sample", "seed", "setstate", "shuffle", "triangular", "uniform",
    "vonmisesvariate", "weibullvariate",
]

NV_MAGICCONST = 4 * _exp(-0.5) / _sqrt(2.0)
LOG4 = _log(4.0)
SG_MAGICCONST = 1.0 + _log(4.5)
TWOPI = 2.0 * _pi


def _bisect(a, x, hi):
    lo = 0
    while lo < hi:
        mid = (lo + hi) // 2
        if x < a[mid]:
            hi = mid
        else:
            lo = mid + 1
    return lo


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
        if version == 1 and isinstance(a, (str, bytes)):
            a = a.decode("latin-1") if isinstance(a, bytes) else a
            x = ord(a[0]) << 7 if a else 0
            for c in map(ord, a):
                x = ((1000003 * x) ^ c) & 0xFFFFFFFFFFFFFFFF
            x ^= len(a)
            a = -2 if x == -1 else x
        elif version == 2 and isinstance(a, (str, bytes, bytearray)):
            if isinstance(a, str):
                a = a.encode()
            a = int.from_bytes(a + _sha512(a), "big")
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
        return self.__class__, (), self.getstate()

    def _randbelow(self, n):
        k = n.bit_length()
        r = self.getrandbits(k)
        while r >= n:
            r = self.getrandbits(k)
        return r

    def randbytes(self, n):
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def randrange(self, start, stop=None, step=1):
        first = _integer(start, "arg 1")
        if stop is None:
            if step != 1:
                raise TypeError("Missing a non-None stop argument")
            if first <= 0:
                raise ValueError("empty range for randrange()")
            return self._randbelow(first)
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
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._randbelow(len(seq))]

    def shuffle(self, x):
        for i in reversed(range(1, len(x))):
            j = self._randbelow(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        if isinstance(population, (set, frozenset, dict)) or not hasattr(population, "__getitem__"):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        n = len(population)
        if counts is not None:
            cum_counts = list(_accumulate(counts))
            if len(cum_counts) != n:
                raise ValueError("The number of counts does not match the population")
            total = cum_counts.pop()
            if not isinstance(total, int):
                raise TypeError("Counts must be integers")
            if total <= 0:
                raise ValueError("Total of counts must be greater than zero")
            return [population[_bisect(cum_counts, s, len(cum_counts))] for s in self.sample(range(total), k=k)]
        if not 0 <= k <= n:
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
                n += 0.0
                return [population[_floor(self.random() * n)] for i in _repeat(None, k)]
            try:
                cum_weights = list(_accumulate(weights))
            except TypeError:
                if not isinstance(weights, int):
                    raise
                k = weights
                raise TypeError(f"The number of choices must be a keyword argument: {k=}") from None
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not _isfinite(total):
            raise ValueError("Total of weights must be finite")
        hi = n - 1
        return [population[_bisect(cum_weights, self.random() * total, hi)] for i in _repeat(None, k)]

    def uniform(self, a, b):
        return a + (b - a) * self.random()

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
        return _exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd):
        return -_log(1.0 - self.random()) / lambd

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
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha == 1.0:
            return -_log(1.0 - self.random()) * beta
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
        y = self.gammavariate(alpha, 1.0)
        if y:
            return y / (y + self.gammavariate(beta, 1.0))
        return 0.0

    def paretovariate(self, alpha):
        u = 1.0 - self.random()
        return u ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        u = 1.0 - self.random()
        return alpha * (-_log(u)) ** (1.0 / beta)


def _integer(x, what):
    try:
        return _index(x)
    except TypeError:
        if isinstance(x, float) and x == int(x):
            return int(x)
        if isinstance(x, float):
            raise ValueError(f"non-integer {what} for randrange()") from None
        raise


class SystemRandom(Random):
    """Numbers from the system, which take no seed."""

    def random(self):
        self._seed_fresh()
        return super().random()

    def getrandbits(self, k):
        self._seed_fresh()
        return super().getrandbits(k)

    def seed(self, *args, **kwds):
        return None

    def getstate(self, *args, **kwds):
        raise NotImplementedError("System entropy source does not have state.")

    setstate = getstate


_inst = Random()
seed = _inst.seed
random = _inst.random
uniform = _inst.uniform
triangular = _inst.triangular
randint = _inst.randint
choice = _inst.choice
randrange = _inst.randrange
sample = _inst.sample
shuffle = _inst.shuffle
choices = _inst.choices
normalvariate = _inst.normalvariate
lognormvariate = _inst.lognormvariate
expovariate = _inst.expovariate
vonmisesvariate = _inst.vonmisesvariate
gammavariate = _inst.gammavariate
gauss = _inst.gauss
betavariate = _inst.betavariate
paretovariate = _inst.paretovariate
weibullvariate = _inst.weibullvariate
getstate = _inst.getstate
setstate = _inst.setstate
getrandbits = _inst.getrandbits
randbytes = _inst.randbytes
