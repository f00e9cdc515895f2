"""Imports by a name that is computed.

A program is compiled whole, so what it can import is what belongs to it: what
its import statements, and calls of import_module with constants, name.
"""

import sys

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]

__import__ = __import__


def import_module(name, package=None):
    """Import a module, relative to a package if its name begins with dots."""
    tail = name.lstrip(".") if name.startswith(".") else name
    level = len(name) - len(tail)
    if level:
        if not package:
            raise TypeError("the 'package' argument is required to perform a relative import for %r" % name)
        if not isinstance(package, str):
            raise TypeError("__package__ not set to a string")
        parts = package.split(".")
        if level > len(parts):
            raise ImportError("attempted relative import beyond top-level package")
        base = ".".join(parts[:len(parts) - level + 1])
        name = base + "." + tail if tail else base
    if not name:
        raise ValueError("Empty module name")
    if name not in sys.modules:
        __import__(name)
    return sys.modules[name]


def invalidate_caches():
    """Do nothing: there are no finders that remember directories."""


def reload(module):
    """Raise: a compiled module's code runs once."""
    if not isinstance(module, type(sys)):
        raise TypeError("reload() argument must be a module")
    raise ImportError("module %s is compiled, it cannot be loaded again" % module.__name__, name=module.__name__)
