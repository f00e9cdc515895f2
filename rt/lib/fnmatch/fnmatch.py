"""Names that match patterns as a shell has them: * ? [seq] [!seq]."""

import functools
from _re import compile as _compiled, escape as _escape

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    """Whether name matches, both as the file system compares names."""
    return fnmatchcase(_path(name), _path(pat))


def _path(name):
    if isinstance(name, (str, bytes)):
        return name
    path = getattr(type(name), "__fspath__", None)
    if path is None:
        raise TypeError("expected str, bytes or os.PathLike object, not " + type(name).__name__)
    return path(name)


@functools.lru_cache(maxsize=32768, typed=True)
def _matcher(pat):
    if isinstance(pat, bytes):
        return _compiled(translate(pat.decode("iso-8859-1")).encode("iso-8859-1")).match
    return _compiled(translate(pat)).match


def filter(names, pat):
    """The names that match."""
    match = _matcher(_path(pat))
    return [name for name in names if match(name)]


def fnmatchcase(name, pat):
    """Whether name matches, case and all."""
    return _matcher(pat)(name) is not None


def _class(pat, at):
    """The regular expression of a set whose bracket stands before at, and where the set
    ends; None if it does not end."""
    end = at
    if pat[end:end + 1] == "!":
        end += 1
    if pat[end:end + 1] == "]":
        end += 1
    end = pat.find("]", end)
    if end < 0:
        return None, at
    body = pat[at:end]
    if "-" not in body:
        body = body.replace("\\", r"\\")
    else:
        parts, start = [], at
        k = at + (2 if pat[at] == "!" else 1)
        while True:
            k = pat.find("-", k, end)
            if k < 0:
                break
            parts.append(pat[start:k])
            start = k + 1
            k += 3
        if pat[start:end]:
            parts.append(pat[start:end])
        else:
            parts[-1] += "-"
        # Ranges that hold nothing go.
        for k in range(len(parts) - 1, 0, -1):
            if parts[k - 1][-1] > parts[k][0]:
                parts[k - 1] = parts[k - 1][:-1] + parts[k][1:]
                del parts[k]
        body = "-".join(part.replace("\\", r"\\").replace("-", r"\-") for part in parts)
    for ch in "&~|":
        body = body.replace(ch, "\\" + ch)
    if not body:
        return "(?!)", end + 1
    if body == "!":
        return ".", end + 1
    if body[0] == "!":
        body = "^" + body[1:]
    elif body[0] in "^[":
        body = "\\" + body
    return "[" + body + "]", end + 1


def translate(pat):
    """The regular expression that a pattern stands for."""
    out, at = [], 0
    while at < len(pat):
        ch = pat[at]
        at += 1
        if ch == "*":
            if not out or out[-1] is not None:
                out.append(None)
        elif ch == "?":
            out.append(".")
        elif ch == "[":
            part, at = _class(pat, at)
            out.append(r"\[" if part is None else part)
        else:
            out.append(_escape(ch))
    # A star between parts takes as little as it can, and never more.
    runs, run = [], []
    for part in out + [None]:
        if part is None:
            runs.append("".join(run))
            run = []
        else:
            run.append(part)
    text = runs[0]
    if len(runs) > 1 or out and out[-1] is None:
        stars = out.count(None)
        middle, last = runs[1:stars], runs[stars]
        text += "".join("(?>.*?" + part + ")" for part in middle) + ".*" + last
    return r"(?s:" + text + r")\Z"
