"""Helpers for with statements."""

import sys
from functools import wraps

from abc import ABC, abstractmethod

__all__ = ["asynccontextmanager", "contextmanager", "closing", "nullcontext", "AbstractContextManager",
           "AbstractAsyncContextManager", "AsyncExitStack", "ContextDecorator", "AsyncContextDecorator",
           "ExitStack", "redirect_stdout", "redirect_stderr", "suppress", "aclosing"]


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

    def __enter__(self):
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is AbstractContextManager:
            return _has(C, "__enter__", "__exit__")
        return NotImplemented


class AbstractAsyncContextManager(ABC):
    """A class with __aenter__ and __aexit__."""

    async def __aenter__(self):
        return self

    @abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is AbstractAsyncContextManager:
            return _has(C, "__aenter__", "__aexit__")
        return NotImplemented


class ContextDecorator:
    """Makes a context manager a decorator too."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return inner


class AsyncContextDecorator:
    """Makes an asynchronous context manager a decorator too."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        return inner


class _Generator:
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        doc = getattr(func, "__doc__", None)
        self.__doc__ = doc if doc is not None else type(self).__doc__

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)


class _GeneratorContextManager(_Generator, ContextDecorator):
    def __enter__(self):
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = typ()
        try:
            self.gen.throw(typ, value, traceback)
        except StopIteration as e:
            return e is not value
        except RuntimeError as e:
            if e is value:
                e.__traceback__ = traceback
                return False
            # A StopIteration that passes through a generator becomes this.
            if isinstance(value, StopIteration) and e.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as e:
            if e is not value:
                raise
            e.__traceback__ = traceback
            return False
        raise RuntimeError("generator didn't stop after throw()")


class _AsyncGeneratorContextManager(_Generator, AsyncContextDecorator):
    async def __aenter__(self):
        del self.args, self.kwds, self.func
        try:
            return await self.gen.__anext__()
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            try:
                await self.gen.__anext__()
            except StopAsyncIteration:
                return False
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = typ()
        try:
            await self.gen.athrow(typ, value, traceback)
        except StopAsyncIteration as e:
            return e is not value
        except RuntimeError as e:
            if e is value:
                e.__traceback__ = traceback
                return False
            if isinstance(value, (StopIteration, StopAsyncIteration)) and e.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as e:
            if e is not value:
                raise
            e.__traceback__ = traceback
            return False
        raise RuntimeError("generator didn't stop after athrow()")


def contextmanager(func):
    """Make a generator function that yields once a function that gives context managers."""
    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)
    return helper


def asynccontextmanager(func):
    """contextmanager for asynchronous generators."""
    @wraps(func)
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)
    return helper


class closing(AbstractContextManager):
    """Closes something at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class aclosing(AbstractAsyncContextManager):
    """Awaits the aclose() of something at the end."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class _Redirect(AbstractContextManager):
    _stream = ""

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_Redirect):
    """Sends what is printed somewhere else."""

    _stream = "stdout"


class redirect_stderr(_Redirect):
    """Sends what is written on standard error somewhere else."""

    _stream = "stderr"


class suppress(AbstractContextManager):
    """Catches exceptions of some classes."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        return exctype is not None and issubclass(exctype, self._exceptions)


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """Does nothing."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


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

    def callback(self, callback, /, *args, **kwds):
        """Call a function at the end."""
        def leave(exc_type, exc, tb):
            callback(*args, **kwds)
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

    def push_async_callback(self, callback, /, *args, **kwds):
        async def leave(exc_type, exc, tb):
            await callback(*args, **kwds)
        leave.__wrapped__ = callback
        self._exit_callbacks.append((False, leave))
        return callback

    async def aclose(self):
        await self.__aexit__(None, None, None)

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
