"""Locks, events and the current thread.

The program has one thread that runs its modules; work beside it is done by callbacks
(see parallel). There is nobody to wait for: where another thread would have to act, what
would wait for ever raises RuntimeError, and Thread.start raises as it does where a
system has no threads left.
"""

import time as _time

__all__ = [
    "get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread",
    "TIMEOUT_MAX", "Event", "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread", "Barrier",
    "BrokenBarrierError", "Timer", "ThreadError", "setprofile", "settrace", "local",
    "stack_size", "excepthook", "ExceptHookArgs", "get_native_id",
]

ThreadError = RuntimeError
TIMEOUT_MAX = 9223372036.0


def _wait(timeout, what):
    """Pass the time that somebody else may take; it is only this thread that could act."""
    if timeout is None or timeout < 0:
        raise RuntimeError("%s would wait for ever: there is no other thread" % what)
    _time.sleep(timeout)


def _check_timeout(blocking, timeout):
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")


class _Lock:
    """A lock that is held or not."""

    __slots__ = ("_held", "__weakref__")

    def __init__(self): self._held = False

    def acquire(self, blocking=True, timeout=-1):
        _check_timeout(blocking, timeout)
        if not self._held:
            self._held = True
            return True
        if blocking:
            _wait(timeout, "acquire()")
        return False

    def release(self):
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False

    def locked(self): return self._held

    acquire_lock, release_lock, locked_lock = acquire, release, locked

    def __enter__(self): return self.acquire()

    def __exit__(self, *exc): self.release()

    def __repr__(self):
        return "<%s _thread.lock object at %#x>" % ("locked" if self._held else "unlocked", id(self))


def Lock():
    """A new lock."""
    return _Lock()


class _RLock:
    """A lock that its holder can take again."""

    __slots__ = ("_count", "__weakref__")

    def __init__(self): self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        _check_timeout(blocking, timeout)
        self._count += 1
        return True

    def release(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1

    def __enter__(self): return self.acquire()

    def __exit__(self, *exc): self.release()

    def _is_owned(self): return self._count > 0

    def __repr__(self):
        return "<%s _thread.RLock object owner=%d count=%d at %#x>" % (
            "locked" if self._count else "unlocked", get_ident() if self._count else 0, self._count, id(self))


def RLock():
    """A new lock that its holder can take again."""
    return _RLock()


class Condition:
    """A lock with the possibility to wait until something is announced."""

    def __init__(self, lock=None):
        self._lock = _RLock() if lock is None else lock
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __enter__(self): return self._lock.__enter__()

    def __exit__(self, *exc): return self._lock.__exit__(*exc)

    def _is_owned(self):
        if isinstance(self._lock, _RLock):
            return self._lock._is_owned()
        return self._lock.locked()

    def wait(self, timeout=None):
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        _wait(timeout, "wait()")
        return False

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if not result:
            self.wait(timeout)
            result = predicate()
        return result

    def notify(self, n=1):
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")

    def notify_all(self): self.notify()

    notifyAll = notify_all


class Semaphore:
    """A counter that is not taken below 0."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if self._value:
            self._value -= 1
            return True
        if blocking:
            _wait(timeout, "acquire()")
        return False

    __enter__ = acquire

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        self._value += n

    def __exit__(self, *exc): self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that is not released more often than it was taken."""

    def __init__(self, value=1):
        super().__init__(value)
        self._most = value

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        if self._value + n > self._most:
            raise ValueError("Semaphore released too many times")
        self._value += n


class Event:
    """A flag that one can wait for."""

    def __init__(self): self._flag = False

    def __repr__(self):
        cls = type(self)
        return "<%s.%s at %#x: %s>" % (cls.__module__, cls.__qualname__, id(self), "set" if self._flag else "unset")

    def is_set(self): return self._flag

    isSet = is_set

    def set(self): self._flag = True

    def clear(self): self._flag = False

    def wait(self, timeout=None):
        if not self._flag:
            _wait(timeout, "wait()")
        return self._flag


class BrokenBarrierError(RuntimeError):
    """The barrier was reset or broken."""


class Barrier:
    """Waits until so many threads have come; one passes alone."""

    def __init__(self, parties, action=None, timeout=None):
        self._parties, self._action, self._timeout = parties, action, timeout
        self._broken = False

    parties = property(lambda self: self._parties)
    n_waiting = property(lambda self: 0)
    broken = property(lambda self: self._broken)

    def wait(self, timeout=None):
        if self._broken:
            raise BrokenBarrierError
        if self._parties > 1:
            _wait(self._timeout if timeout is None else timeout, "wait()")
            self._broken = True
            raise BrokenBarrierError
        if self._action:
            self._action()
        return 0

    def reset(self): self._broken = False

    def abort(self): self._broken = True


class local:
    """Attributes of each thread's own."""

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        return object.__new__(cls)


_counter = [0]


def _next_name(target=None):
    _counter[0] += 1
    name = "Thread-%d" % _counter[0]
    return name if target is None else "%s (%s)" % (name, getattr(target, "__name__", "?"))


class Thread:
    """A thread: it can be made and run in place, not started."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        self._target, self._args, self._kwargs = target, args, {} if kwargs is None else kwargs
        self._name = _next_name(target) if name is None else str(name)
        self._daemonic = bool(daemon)
        self._ident = None

    def __repr__(self):
        status = "initial" if self._ident is None else "started"
        if self._daemonic:
            status += " daemon"
        return "<%s(%s, %s%s)>" % (type(self).__name__, self._name, status,
                                   "" if self._ident is None else " %d" % self._ident)

    def run(self):
        """What the thread does."""
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def start(self):
        raise RuntimeError("can't start new thread")

    def join(self, timeout=None):
        if self._ident is None:
            raise RuntimeError("cannot join thread before it is started")
        raise RuntimeError("cannot join current thread")

    def is_alive(self): return self._ident is not None

    @property
    def name(self): return self._name

    @name.setter
    def name(self, value): self._name = str(value)

    @property
    def ident(self): return self._ident

    native_id = ident

    @property
    def daemon(self): return self._daemonic

    @daemon.setter
    def daemon(self, value): self._daemonic = bool(value)

    def isDaemon(self): return self.daemon

    def setDaemon(self, daemonic): self.daemon = daemonic

    def getName(self): return self.name

    def setName(self, name): self.name = name


class _MainThread(Thread):
    def __init__(self):
        super().__init__(name="MainThread", daemon=False)
        self._ident = 1


class Timer(Thread):
    """A thread that waits before it calls a function."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval, self.function = interval, function
        self.args, self.kwargs = [] if args is None else args, {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self): self.finished.set()

    def run(self):
        if not self.finished.is_set():
            _time.sleep(self.interval)
            self.function(*self.args, **self.kwargs)
        self.finished.set()


_main = _MainThread()


def current_thread(): return _main


def main_thread(): return _main


currentThread = current_thread


def get_ident(): return 1


get_native_id = get_ident


def active_count(): return 1


activeCount = active_count


def enumerate(): return [_main]


def settrace(func): pass


def setprofile(func): pass


def stack_size(size=0): return 0


class ExceptHookArgs(tuple):
    """What excepthook is given."""

    __slots__ = ()

    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])


def excepthook(args, /):
    """Report the exception that a thread has ended with."""
    import sys
    import traceback
    print("Exception in thread %s:" % (args[3].name if args[3] else get_ident()), file=sys.stderr)
    traceback.print_exception(*args[:3], file=sys.stderr)
