"""Paths of POSIX systems."""

import posix
import stat as _stat

__all__ = [
    "normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname",
    "commonprefix", "getsize", "getmtime", "getatime", "getctime", "islink", "exists", "lexists",
    "isdir", "isfile", "ismount", "expanduser", "expandvars", "normpath", "abspath", "samefile",
    "sameopenfile", "samestat", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep",
    "extsep", "devnull", "realpath", "supports_unicode_filenames", "relpath", "commonpath",
]

curdir, pardir, extsep, sep, pathsep, altsep = ".", "..", ".", "/", ":", None
defpath, devnull = "/bin:/usr/bin", "/dev/null"
supports_unicode_filenames = False


def _plain(path):
    """A path as str or bytes."""
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        raise TypeError("expected str, bytes or os.PathLike object, not %s" % type(path).__name__)
    text = method(path)
    if isinstance(text, (str, bytes)):
        return text
    raise TypeError("expected %s.__fspath__() to return str or bytes, not %s" % (
        type(path).__name__, type(text).__name__))


def _like(path, text):
    """text as bytes, if the path is that."""
    return text.encode() if isinstance(path, bytes) else text


def normcase(s):
    return _plain(s)


def isabs(s):
    s = _plain(s)
    return s[:1] == _like(s, "/")


def join(a, *p):
    """Paths behind each other; an absolute one begins anew."""
    path = _plain(a)
    slash = _like(path, "/")
    for part in p:
        if not (isinstance(part, (str, bytes)) or hasattr(type(part), "__fspath__")):
            raise TypeError("join() argument must be str, bytes, or os.PathLike object, not %r" % type(part).__name__)
        part = _plain(part)
        if type(part) is not type(path) and isinstance(part, bytes) != isinstance(path, bytes):
            raise TypeError("Can't mix strings and bytes in path components")
        if part[:1] == slash:
            path = part
        elif not path or path[-1:] == slash:
            path += part
        else:
            path += slash + part
    return path


def split(p):
    """What is in front of the last slash and behind it."""
    p = _plain(p)
    slash = _like(p, "/")
    at = p.rfind(slash) + 1
    head, tail = p[:at], p[at:]
    return head.rstrip(slash) or head, tail


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def splitdrive(p):
    p = _plain(p)
    return p[:0], p


def splitext(p):
    """What is in front of the extension, and that with its dot. Dots at the beginning of
    a name begin none."""
    p = _plain(p)
    dot = _like(p, ".")
    name = p[p.rfind(_like(p, "/")) + 1:]
    at = name.rfind(dot)
    if at <= 0 or not name[:at].strip(dot):
        return p, p[:0]
    cut = len(p) - len(name) + at
    return p[:cut], p[cut:]


def commonprefix(m):
    """The longest start that all have, character by character."""
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = [_plain(p) for p in m]
    first, last = min(m), max(m)
    n = 0
    while n < len(first) and n < len(last) and first[n] == last[n]:
        n += 1
    return first[:n]


def normpath(path):
    """The path without what changes nothing."""
    path = _plain(path)
    slash, dot, up = _like(path, "/"), _like(path, "."), _like(path, "..")
    if not path:
        return dot
    # Two slashes at the start may mean something of their own, three do not.
    root = slash * (2 if path[:2] == slash * 2 and path[:3] != slash * 3 else 1 if path[:1] == slash else 0)
    kept = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != up or not kept and not root or kept and kept[-1] == up:
            kept.append(part)
        elif kept:
            kept.pop()
    return root + slash.join(kept) or dot


def abspath(path):
    path = _plain(path)
    if not isabs(path):
        path = join(_like(path, posix.getcwd()), path)
    return normpath(path)


def _status(path, follow=True):
    """The status of a file, or None if it is not there."""
    try:
        return posix.stat(path, follow)
    except (OSError, ValueError):
        return None


def exists(path):
    return _status(path) is not None


def lexists(path):
    return _status(path, False) is not None


def isfile(path):
    found = _status(path)
    return found is not None and _stat.S_ISREG(found[0])


def isdir(s):
    found = _status(s)
    return found is not None and _stat.S_ISDIR(found[0])


def islink(path):
    found = _status(path, False)
    return found is not None and _stat.S_ISLNK(found[0])


def ismount(path):
    here = _status(path, False)
    if here is None or _stat.S_ISLNK(here[0]):
        return False
    above = _status(realpath(join(path, _like(_plain(path), ".."))), False)
    return above is not None and (here[2] != above[2] or here[1] == above[1])


def getsize(filename): return posix.stat(filename, True)[6]


def getatime(filename): return posix.stat(filename, True)[10]


def getmtime(filename): return posix.stat(filename, True)[11]


def getctime(filename): return posix.stat(filename, True)[12]


def samestat(s1, s2): return s1[1] == s2[1] and s1[2] == s2[2]


def samefile(f1, f2): return samestat(posix.stat(f1, True), posix.stat(f2, True))


sameopenfile = samefile


def expanduser(path):
    """The path with a home directory in place of ~ or ~user at its start."""
    path = _plain(path)
    if path[:1] != _like(path, "~"):
        return path
    end = path.find(_like(path, "/"))
    if end < 0:
        end = len(path)
    if end == 1:
        home = posix.environ().get("HOME") or _home(str(posix.getuid()), 2)
    else:
        name = path[1:end]
        home = _home(name.decode() if isinstance(name, bytes) else name, 0)
    if home is None:
        return path
    home = _like(path, home).rstrip(_like(path, "/"))
    return home + path[end:] or _like(path, "/")


def _home(key, field):
    """The home directory of the user whose entry has key as that field."""
    try:
        with open("/etc/passwd") as f:
            for line in f:
                entry = line.rstrip("\n").split(":")
                if len(entry) > 5 and entry[field] == key:
                    return entry[5]
    except OSError:
        pass
    return None


def expandvars(path):
    """The path with values in place of $name and ${name}."""
    path = _plain(path)
    if isinstance(path, bytes):
        return expandvars(path.decode()).encode()
    values = posix.environ()
    out, at = "", 0
    while True:
        start = path.find("$", at)
        if start < 0:
            return out + path[at:]
        out += path[at:start]
        end = start + 1
        if path[end:end + 1] == "{":
            close = path.find("}", end)
            name, end = (path[end + 1:close], close + 1) if close >= 0 else ("", end)
        else:
            while end < len(path) and (path[end].isascii() and path[end].isalnum() or path[end] == "_"):
                end += 1
            name = path[start + 1:end]
        out += values.get(name, path[start:end]) if name else path[start:end]
        at = end


def realpath(filename, *, strict=False):
    """The path without symbolic links."""
    path = _plain(filename)
    slash = _like(path, "/")
    up, dot = _like(path, ".."), _like(path, ".")
    done = slash if isabs(path) else _like(path, posix.getcwd())
    todo = [p for p in path.split(slash) if p][::-1]
    seen = {}
    while todo:
        part = todo.pop()
        if part is None:
            seen[todo.pop()] = done  # the link is resolved
            continue
        if part == dot:
            continue
        if part == up:
            done = dirname(done)
            continue
        at = join(done, part)
        found = posix.stat(at, False) if strict else _status(at, False)
        if found is None or not _stat.S_ISLNK(found[0]):
            done = at
            continue
        if at in seen:
            if seen[at] is not None:
                done = seen[at]
                continue
            if strict:
                posix.stat(at, True)  # raises
            return join(at, *[p for p in todo[::-1] if p is not None])
        seen[at] = None
        to = posix.readlink(at)
        todo.append(at)
        todo.append(None)
        if isabs(to):
            done = slash
        todo.extend([p for p in to.split(slash) if p][::-1])
    return done


def relpath(path, start=None):
    """The path from a directory, which is the current one unless given."""
    if not path:
        raise ValueError("no path specified")
    path = _plain(path)
    slash = _like(path, "/")
    start = _like(path, ".") if start is None else _plain(start)
    here = [p for p in abspath(start).split(slash) if p]
    there = [p for p in abspath(path).split(slash) if p]
    n = len(commonprefix([here, there]))
    parts = [_like(path, "..")] * (len(here) - n) + there[n:]
    return slash.join(parts) or _like(path, ".")


def commonpath(paths):
    """The longest path that all have at their start."""
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    paths = [_plain(p) for p in paths]
    slash, dot = _like(paths[0], "/"), _like(paths[0], ".")
    absolute = {p[:1] == slash for p in paths}
    if len(absolute) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    split_up = [[part for part in p.split(slash) if part and part != dot] for p in paths]
    root = slash if absolute.pop() else slash[:0]
    return root + slash.join(commonprefix(split_up))
