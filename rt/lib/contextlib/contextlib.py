"""Helpers for with statements."""

import sys
import functools

from abc import ABC, abstractmethod

__all__ = ["asynccontextmanager", "contextmanager", "closing", "nullcontext", "AbstractContextManager",
           "AbstractAsyncContextManager", "AsyncExitStack", "ContextDecorator", "AsyncContextDecorator",
           "ExitStack", "redirect_stdout", "redirect_stderr", "suppress", "aclosing", "chdir"]


def _has(cls, *names):
    for name in names:
        for c in cls.__mro__:
            if name in c.__dict__:
                if c.__dict__[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


class AbstractContextManager(ABC):
    """A class with __enter__ and __exit__."""

    __class_getitem__ = classmethod(type(list[int]))

    def __enter__(self):
        return self

    @abstractmethod
    def __exit__(self, exc_class, exc, tb):
        """By default, exceptions pass."""

    @classmethod
    def __subclasshook__(cls, other):
        return _has(other, "__enter__", "__exit__") if cls is AbstractContextManager else NotImplemented


class AbstractAsyncContextManager(ABC):
    """A class with __aenter__ and __aexit__."""

    __class_getitem__ = classmethod(type(list[int]))

    async def __aenter__(self): return self

    @abstractmethod
    async def __aexit__(self, exc_class, exc, tb):
        """By default, exceptions pass."""

    @classmethod
    def __subclasshook__(cls, other):
        return _has(other, "__aenter__", "__aexit__") if cls is AbstractAsyncContextManager else NotImplemented


class _Decorator:
    """What makes context managers decorators; _guard wraps a function."""

    def _recreate_cm(self): return self

    def __call__(self, function, /):
        return functools.wraps(function)(self._guard(function))


class ContextDecorator(_Decorator):
    """Makes a context manager a decorator too."""

    def _guard(self, function):
        def guarded(*args, **kwargs):
            with self._recreate_cm():
                result = function(*args, **kwargs)
                return result
        return guarded


class AsyncContextDecorator(_Decorator):
    """Makes an asynchronous context manager a decorator too."""

    def _guard(self, function):
        async def guarded(*args, **kwargs):
            async with self._recreate_cm():
                result = await function(*args, **kwargs)
                return result
        return guarded


class _Generator:
    """A generator that a with statement runs up to its yield, and later to its end.

    A decorator needs a new one for each call, so it keeps how it was made until it
    is entered."""

    def __init__(self, function, args, kwargs):
        self.gen = function(*args, **kwargs)
        self.args, self.kwds, self.func = args, kwargs, function
        self.__doc__ = getattr(function, "__doc__", None) or type(self).__doc__

    def _recreate_cm(self):
        return type(self)(self.func, self.args, self.kwds)

    def _begin(self):
        """The generator, for the only time: a second one finds no args."""
        del self.args, self.kwds
        del self.func
        return self.gen


def _passes(thrown, caught, tb, stops):
    """Whether caught, which left the generator when thrown was thrown in, only
    is thrown again, as itself or as the RuntimeError that one of the exceptions
    in stops becomes on leaving a generator."""
    if caught is not thrown and not (
            isinstance(caught, RuntimeError) and isinstance(thrown, stops) and caught.__cause__ is thrown):
        return False
    thrown.__traceback__ = tb
    return True


class _GeneratorContextManager(_Generator, ContextDecorator):
    def __enter__(self):
        gen = self._begin()
        try:
            return next(gen)
        except StopIteration:
            pass
        raise RuntimeError("generator didn't yield")

    def __exit__(self, cls, exc, tb):
        if cls is None:
            for _ in self.gen:
                raise RuntimeError("generator didn't stop")
            return False
        exc = cls() if exc is None else exc
        try:
            self.gen.throw(cls, exc, tb)
        except StopIteration as stop:
            # One that was thrown in comes out if the generator has not begun.
            return stop is not exc
        except BaseException as e:
            if _passes(exc, e, tb, StopIteration):
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")


class _AsyncGeneratorContextManager(_Generator, AsyncContextDecorator):
    async def __aenter__(self):
        async for first in self._begin():
            return first
        raise RuntimeError("generator didn't yield")

    async def __aexit__(self, cls, exc, tb):
        if cls is None:
            async for _ in self.gen:
                raise RuntimeError("generator didn't stop")
            return False
        exc = cls() if exc is None else exc
        try:
            await self.gen.athrow(cls, exc, tb)
        except StopAsyncIteration as stop:
            return stop is not exc
        except BaseException as e:
            if _passes(exc, e, tb, (StopIteration, StopAsyncIteration)):
                return False
            raise
        raise RuntimeError("generator didn't stop after athrow()")


def _makes(manager, function):
    @functools.wraps(function)
    def make(*args, **kwargs):
        return manager(function, args, kwargs)
    return make


def contextmanager(func, /):
    """Make a generator function that yields once a function that gives context managers."""
    return _makes(_GeneratorContextManager, func)


def asynccontextmanager(func, /):
    """contextmanager for asynchronous generators."""
    return _makes(_AsyncGeneratorContextManager, func)


class _Holds:
    """Has something to close."""

    def __init__(self, thing): self.thing = thing


class closing(_Holds, AbstractContextManager):
    """Closes something at the end."""

    def __enter__(self):
        return self.thing

    def __exit__(self, *ignored):
        self.thing.close()


class aclosing(_Holds, AbstractAsyncContextManager):
    """Awaits the aclose() of something at the end."""

    async def __aenter__(self): return self.thing

    async def __aexit__(self, *ignored):
        closed = self.thing.aclose()
        await closed


class _Redirect(AbstractContextManager):
    """Puts another object in the place of a stream of sys. What was there is kept on
    a stack, so that one redirection can be entered again."""

    _stream = ""

    def __init__(self, new_target, /):
        self._target, self._before = new_target, []

    def __enter__(self):
        name, target = self._stream, self._target
        self._before.append(getattr(sys, name))
        setattr(sys, name, target)
        return target

    def __exit__(self, *ignored):
        before = self._before.pop()
        setattr(sys, self._stream, before)


class chdir(AbstractContextManager):
    """Makes another directory the current one, for the whole process."""

    def __init__(self, path):
        self.path = path
        self._before = []

    def __enter__(self):
        import os
        self._before.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *exc):
        import os
        os.chdir(self._before.pop())


class redirect_stdout(_Redirect):
    """Sends what is printed somewhere else."""

    _stream = "stdout"


class redirect_stderr(_Redirect):
    """Sends what is written on standard error somewhere else."""

    _stream = "stderr"


class suppress(AbstractContextManager):
    """Catches exceptions of some classes."""

    def __init__(self, *classes): self._classes = classes

    def __enter__(self):
        pass

    def __exit__(self, cls, exc, tb):
        return False if cls is None else issubclass(cls, self._classes)


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """Does nothing."""

    def __init__(self, enter_result=None): self.enter_result = enter_result

    def __enter__(self): return self.enter_result

    def __exit__(self, *ignored): pass

    async def __aenter__(self): return self.enter_result

    async def __aexit__(self, *ignored): pass


def _methods(manager, enter, leave, what):
    cls = type(manager)
    try:
        return getattr(cls, enter), getattr(cls, leave)
    except AttributeError:
        raise TypeError("'%s.%s' object does not support the %s protocol"
                        % (cls.__module__, cls.__qualname__, what)) from None


class _Stack:
    """Callbacks to call at the end, each with whether it is synchronous."""

    def __init__(self):
        self._exit_callbacks = []

    def pop_all(self):
        """Move everything to a new stack."""
        new = type(self)()
        new._exit_callbacks, self._exit_callbacks = self._exit_callbacks, []
        return new

    def push(self, exit):
        """Add something with __exit__, or a function like that method."""
        method = getattr(type(exit), "__exit__", None)
        if method is None:
            self._exit_callbacks.append((True, exit))
        else:
            self._exit_callbacks.append((True, lambda *info: method(exit, *info)))
        return exit

    def enter_context(self, cm):
        """Enter a context manager, and leave it at the end."""
        enter, leave = _methods(cm, "__enter__", "__exit__", "context manager")
        result = enter(cm)
        self._exit_callbacks.append((True, lambda *info: leave(cm, *info)))
        return result

    def callback(self, callback, /, *args, **kwargs):
        """Call a function at the end."""
        def leave(*info):
            callback(*args, **kwargs)
        leave.__wrapped__ = callback
        self._exit_callbacks.append((True, leave))
        return callback


def _chain(new, old, outer):
    """Make old the context of new, at the end of the chain that it has."""
    while True:
        context = new.__context__
        if context is None or context is old:
            return
        if context is outer:
            break
        new = context
    new.__context__ = old


def _reraise(exc):
    """Raise exc with the context that it has: raising sets another."""
    context = exc.__context__
    try:
        raise exc
    except BaseException:
        exc.__context__ = context
        raise


class ExitStack(_Stack, AbstractContextManager):
    """Leaves any number of context managers in reverse order."""

    def __enter__(self):
        return self

    def __exit__(self, *info):
        received = info[0] is not None
        outer = sys.exc_info()[1]
        suppressed = pending = False
        while self._exit_callbacks:
            _, leave = self._exit_callbacks.pop()
            try:
                if leave(*info):
                    suppressed, pending = True, False
                    info = (None, None, None)
            except BaseException as e:
                _chain(e, info[1], outer)
                pending = True
                info = (type(e), e, e.__traceback__)
        if pending:
            _reraise(info[1])
        return received and suppressed

    def close(self):
        """Leave everything now."""
        self.__exit__(None, None, None)


class AsyncExitStack(_Stack, AbstractAsyncContextManager):
    """ExitStack for asynchronous context managers too."""

    async def enter_async_context(self, cm):
        enter, leave = _methods(cm, "__aenter__", "__aexit__", "asynchronous context manager")
        result = await enter(cm)
        self._exit_callbacks.append((False, lambda *info: leave(cm, *info)))
        return result

    def push_async_exit(self, exit):
        method = getattr(type(exit), "__aexit__", None)
        if method is None:
            self._exit_callbacks.append((False, exit))
        else:
            self._exit_callbacks.append((False, lambda *info: method(exit, *info)))
        return exit

    def push_async_callback(self, callback, /, *args, **kwargs):
        async def leave(*info):
            awaited = callback(*args, **kwargs)
            await awaited
        leave.__wrapped__ = callback
        self._exit_callbacks.append((False, leave))
        return callback

    async def aclose(self):
        nothing = (None, None, None)
        await self.__aexit__(*nothing)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *info):
        received = info[0] is not None
        outer = sys.exc_info()[1]
        suppressed = pending = False
        while self._exit_callbacks:
            sync, leave = self._exit_callbacks.pop()
            try:
                answer = leave(*info)
                if not sync:
                    answer = await answer
                if answer:
                    suppressed, pending = True, False
                    info = (None, None, None)
            except BaseException as e:
                _chain(e, info[1], outer)
                pending = True
                info = (type(e), e, e.__traceback__)
        if pending:
            _reraise(info[1])
        return received and suppressed
