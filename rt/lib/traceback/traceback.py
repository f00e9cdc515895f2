"""The texts of exceptions and their tracebacks."""

import sys

import _traceback

__all__ = ["extract_tb", "extract_stack", "format_exception", "format_exception_only", "format_exc",
           "format_list", "format_stack", "format_tb", "clear_frames", "walk_tb", "print_exc", "print_exception", "print_list",
           "print_stack", "print_tb", "FrameSummary", "StackSummary"]

_NO_VALUE = object()


class FrameSummary:
    """One entry of a traceback."""

    __slots__ = ("filename", "lineno", "name", "line", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, **positions):
        self.filename, self.lineno, self.name = filename, lineno, name
        self.locals = locals
        if line is None:
            line = _traceback.source_line(filename, lineno)
        self.line = line.strip()

    def _values(self):
        return self.filename, self.lineno, self.name, self.line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return self._values() == other._values()
        if isinstance(other, tuple):
            return self._values() == other
        return NotImplemented

    def __getitem__(self, i):
        return self._values()[i]

    def __iter__(self):
        return iter(self._values())

    def __len__(self):
        return 4

    def __repr__(self):
        return "<FrameSummary file %s, line %s in %s>" % (self.filename, self.lineno, self.name)


class StackSummary(list):
    """Entries, outermost first."""

    @classmethod
    def from_list(cls, a_list):
        return cls([f if isinstance(f, FrameSummary) else FrameSummary(f[0], f[1], f[2], line=f[3])
                    for f in a_list])

    def format(self):
        """The lines of the entries; more than three equal ones are counted."""
        result = []
        last, count = None, 0
        for f in self:
            key = (f.filename, f.lineno, f.name)
            if key != last:
                _repeated(result, count)
                last, count = key, 0
            count += 1
            if count > 3:
                continue
            text = '  File "%s", line %s, in %s\n' % (f.filename, f.lineno, f.name)
            if f.line:
                text += "    %s\n" % f.line
            result.append(text)
        _repeated(result, count)
        return result


def _repeated(result, count):
    if count > 3:
        count -= 3
        result.append("  [Previous line repeated %s more time%s]\n" % (count, "s" if count > 1 else ""))


def _limited(entries, limit):
    if limit is None:
        return entries
    return entries[:limit] if limit >= 0 else entries[limit:]


def extract_tb(tb, limit=None):
    """The entries of a traceback."""
    return StackSummary.from_list(_limited(_traceback.entries(tb), limit))


def extract_stack(f=None, limit=None):
    """The functions that are running."""
    stack = _traceback.stack()
    if limit is not None:
        stack = stack[-limit:] if limit >= 0 else stack[:-limit]
    return StackSummary.from_list(stack)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _write(format_list(extracted_list), file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    _write(format_tb(tb, limit), file)


def format_stack(f=None, limit=None):
    return format_list(_traceback.stack())


def print_stack(f=None, limit=None, file=None):
    _write(format_list(_traceback.stack()), file)


def _write(parts, file):
    file = sys.stderr if file is None else file
    for part in parts:
        file.write(part)


def _exception(exc, value):
    return exc if value is _NO_VALUE else value


def format_exception_only(exc, /, value=_NO_VALUE):
    """The lines that name an exception."""
    exc = _exception(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    return [_traceback.format_only(exc)]


def format_exception(exc, /, value=_NO_VALUE, tb=_NO_VALUE, limit=None, chain=True):
    """The lines of an exception, its traceback and, with chain, its causes."""
    exc = _exception(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    if tb is _NO_VALUE:
        tb = exc.__traceback__
    if limit is None and chain and tb is exc.__traceback__:
        return _traceback.format_exception(exc).splitlines(keepends=True)
    parts = []
    if chain:
        cause = exc.__cause__
        if cause is not None:
            parts += format_exception(cause, limit=limit)
            parts.append("\nThe above exception was the direct cause of the following exception:\n\n")
        elif exc.__context__ is not None and not exc.__suppress_context__:
            parts += format_exception(exc.__context__, limit=limit)
            parts.append("\nDuring handling of the above exception, another exception occurred:\n\n")
    if tb is not None:
        parts.append("Traceback (most recent call last):\n")
        parts += format_tb(tb, limit)
    return parts + format_exception_only(exc)


def print_exception(exc, /, value=_NO_VALUE, tb=_NO_VALUE, limit=None, file=None, chain=True):
    _write(format_exception(exc, value, tb, limit, chain), file)


def format_exc(limit=None, chain=True):
    """The text of the exception that is being handled."""
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    """Write the exception that is being handled, on standard error."""
    print_exception(sys.exc_info()[1], limit=limit, file=file, chain=chain)


def clear_frames(tb):
    """Frames keep no locals: there is nothing to clear."""


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next
