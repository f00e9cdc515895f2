"""Warnings: filters, and what is written on standard error."""

import sys

import _traceback
from _re import compile as _compiled

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings",
           "simplefilter", "resetwarnings", "catch_warnings"]

_ACTIONS = ("error", "ignore", "always", "default", "module", "once")

# (action, message, category, module, lineno), the first that matches counts.
# message and module are regular expressions or None.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]

_defaultaction = defaultaction = "default"
_onceregistry = onceregistry = {}
_registries = {}
_version = 0


class WarningMessage:
    """A warning and where it was given."""

    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file", "line", "source")

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category = message, category
        self.filename, self.lineno = filename, lineno
        self.file, self.line, self.source = file, line, source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return "{message : %r, category : %r, filename : %r, lineno : %s, line : %r}" % (
            self.message, self._category_name, self.filename, self.lineno, self.line)


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning."""
    if line is None:
        line = _traceback.source_line(filename, lineno)
    text = "%s:%s: %s: %s\n" % (filename, lineno, category.__name__, message)
    if line:
        text += "  %s\n" % line.strip()
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, standard error if none is given."""
    if file is None:
        file = sys.stderr
        if file is None:
            return
    try:
        file.write(formatwarning(message, category, filename, lineno, line))
    except OSError:
        pass


_shown = showwarning


def _changed():
    global _version
    _version += 1


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Add a filter in front of the others, or behind them."""
    if action not in _ACTIONS:
        raise AssertionError("invalid action: %r" % (action,))
    if not isinstance(message, str):
        raise AssertionError("message must be a string")
    if not isinstance(category, type):
        raise AssertionError("category must be a class")
    if not issubclass(category, Warning):
        raise AssertionError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise AssertionError("module must be a string")
    if not isinstance(lineno, int) or lineno < 0:
        raise AssertionError("lineno must be an int >= 0")
    _add((action, _pattern(message, True), category, _pattern(module, False), lineno), append)


def _pattern(text, ignore_case):
    return _compiled(text, 2 if ignore_case else 0) if text else None


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Add a filter for all warnings of a category."""
    if action not in _ACTIONS:
        raise AssertionError("invalid action: %r" % (action,))
    if not isinstance(lineno, int) or lineno < 0:
        raise AssertionError("lineno must be an int >= 0")
    _add((action, None, category, None, lineno), append)


def _add(item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _changed()


def resetwarnings():
    """Remove all filters."""
    filters[:] = []
    _changed()


def warn(message, category=None, stacklevel=1, source=None):
    """Give a warning, or raise it."""
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, not '%s'" % type(category).__name__)
    filename, lineno, module = _traceback.caller(stacklevel)
    registry = _registries.setdefault(module, {})
    warn_explicit(message, category, filename, lineno, module, registry, None, source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    """Give a warning of a certain place."""
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get("version", 0) != _version:
        registry.clear()
        registry["version"] = _version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry.get(key):
        return
    for action, pattern, cat, where, at in filters:
        if ((pattern is None or pattern.match(text)) and issubclass(category, cat)
                and (where is None or (where == module if isinstance(where, str) else where.match(module)))
                and (at == 0 or lineno == at)):
            break
    else:
        action = defaultaction
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "once":
        registry[key] = True
        once = (text, category)
        if onceregistry.get(once):
            return
        onceregistry[once] = True
    elif action == "module":
        registry[key] = True
        alt = (text, category, 0)
        if registry.get(alt):
            return
        registry[alt] = True
    elif action == "default":
        registry[key] = True
    elif action != "always":
        raise RuntimeError("Unrecognized action (%r) in warnings.filters:\n %s" % (action, pattern))
    _show(WarningMessage(message, category, filename, lineno, source=source))


def _show_message(m):
    showwarning(m.message, m.category, m.filename, m.lineno, m.file, m.line)


_show = _show_message


class catch_warnings:
    """A context that restores filters, and with record=True collects warnings in the
    list that it gives."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record = record
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = ["record=True"] if self._record else []
        return "catch_warnings(%s)" % ", ".join(args)

    def __enter__(self):
        global _show, showwarning, filters
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        self._saved = filters, showwarning, _show
        filters = filters[:]
        _changed()
        log = None
        if self._record:
            log = []
            _show = log.append
            showwarning = _shown
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *info):
        global _show, showwarning, filters
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        filters, showwarning, _show = self._saved
        _changed()
