"""What threading is built on in CPython, for modules that ask for it by this name.

There is one thread (see threading): locks work in it, and none can be started.
"""

import threading as _threading
from threading import get_ident, get_native_id, stack_size

error = RuntimeError
TIMEOUT_MAX = _threading.TIMEOUT_MAX
LockType = lock = _threading._Lock
RLock = _threading._RLock
_local = _threading.local
_ExceptHookArgs = _threading.ExceptHookArgs
_excepthook = _threading.excepthook


def allocate_lock():
    """A new lock."""
    return LockType()


allocate = allocate_lock


def start_new_thread(function, args, kwargs={}, /):
    """Raise, as where the system has no threads left."""
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")
    raise RuntimeError("can't start new thread")


start_new = start_new_thread


def exit():
    """End the thread."""
    raise SystemExit


exit_thread = exit


def interrupt_main(signum=2, /):
    """Do what the handler of SIGINT does: there is no thread but the main one."""
    raise KeyboardInterrupt


def _count():
    """The number of threads beside the main one."""
    return 0
