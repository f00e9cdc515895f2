"""Paths by pattern: each part of a pattern selects below what the parts before it have."""

import fnmatch
import os
import re

from .pure import _parse


def select(path, pattern, recursive=False):
    """The paths below path that match pattern, in the order of directories."""
    if not pattern:
        raise ValueError("Unacceptable pattern: %r" % pattern)
    root, parts = _parse((pattern,))
    if root:
        raise NotImplementedError("Non-relative patterns are unsupported")
    if pattern[-1] == "/":
        parts += ("",)
    if recursive:
        parts = ("**", *parts)
    return _iterate(path, parts)


def _iterate(path, parts):
    if path.is_dir():
        yield from _below(path, parts)


def _below(path, parts):
    if not parts:
        yield path
        return
    part, rest = parts[0], parts[1:]
    if part == "**":
        # What two of the directories lead to comes once.
        seen = set()
        for directory in _directories(path):
            for found in _below(directory, rest):
                if found not in seen:
                    seen.add(found)
                    yield found
    elif "**" in part:
        raise ValueError("Invalid pattern: '**' can only be an entire path component")
    elif part == "..":
        yield from _below(path._child(part), rest)
    elif any(c in part for c in "*?["):
        matches = re.compile(fnmatch.translate(part)).match
        for entry in _entries(path):
            if matches(entry.name) and (not rest or _is_dir(entry)):
                yield from _below(path._child(entry.name), rest)
    else:
        found = path._child(part) if part else path
        if found.is_dir() if rest or not part else found.exists():
            yield from _below(found, rest)


def _directories(path):
    """A directory and those below it, symbolic links aside."""
    yield path
    for entry in _entries(path):
        if _is_dir(entry) and not entry.is_symlink():
            yield from _directories(path._child(entry.name))


def _entries(path):
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except PermissionError:
        return []


def _is_dir(entry):
    try:
        return entry.is_dir()
    except OSError:
        return False
