"""How long small pieces of code take: functions only, as the program is compiled ahead
of time."""

import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_timer = time.perf_counter
default_number, default_repeat = 1000000, 5


def _nothing(): pass


class Timer:
    """Times a function."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        self._run, self._set_up = self._function(stmt, "stmt"), self._function(setup, "setup")

    def _function(self, x, what):
        if callable(x):
            return x
        if not isinstance(x, str):
            raise ValueError("%s is neither a string nor callable" % what)
        if x.strip() in ("", "pass"):
            return _nothing
        raise NotImplementedError("timeit takes functions, not source text: the program is compiled ahead of time")

    def timeit(self, number=default_number):
        """Seconds for that many calls."""
        run, timer = self._run, self.timer
        self._set_up()
        start = timer()
        for _ in range(number):
            run()
        return timer() - start

    def repeat(self, repeat=default_repeat, number=default_number):
        """A list of so many results of timeit."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """A number of calls that take at least 0.2 seconds, and how long they take."""
        scale = 1
        while True:
            for n in (scale, 2 * scale, 5 * scale):
                taken = self.timeit(n)
                if callback:
                    callback(n, taken)
                if taken >= 0.2:
                    return n, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Seconds for that many calls."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number,
           globals=None):
    """A list of so many results of timeit."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
