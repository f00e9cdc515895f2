"""The operating system: processes, the environment, files and directories."""

import sys
from abc import ABC, abstractmethod
from collections.abc import MutableMapping
import posixpath as path
import posix
import stat as _modes
from posix import (
    _exit, chdir, chmod, close, cpu_count, dup, fsync, getcwd, getegid, geteuid, getgid, getpgrp,
    getpid, getppid, getuid, isatty, kill, link, lseek, open, pipe, putenv, read, readlink, remove,
    rename, replace, rmdir, strerror, symlink, truncate, umask, unlink, unsetenv, urandom, write,
)

name, linesep = "posix", "\n"
curdir, pardir, sep, pathsep, altsep, extsep = ".", "..", "/", ":", None, "."
defpath, devnull = "/bin:/usr/bin", "/dev/null"
error = OSError
F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 0o100, 0o200, 0o1000, 0o2000
O_NONBLOCK, O_SYNC, O_DIRECTORY, O_NOFOLLOW, O_CLOEXEC = 0o4000, 0o4010000, 0o200000, 0o400000, 0o2000000
EX_OK = 0
supports_follow_symlinks = supports_fd = supports_dir_fd = supports_effective_ids = frozenset()


class PathLike(ABC):
    """A path that is no string."""

    __slots__ = ()

    @abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, other):
        if cls is PathLike and any("__fspath__" in c.__dict__ for c in other.__mro__):
            return True
        return NotImplemented

    def __class_getitem__(cls, key):
        from types import GenericAlias
        return GenericAlias(cls, key)


def fspath(path):
    """A path as str or bytes."""
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        raise TypeError("expected str, bytes or os.PathLike object, not " + type(path).__name__)
    text = method(path)
    if isinstance(text, (str, bytes)):
        return text
    raise TypeError("expected %s.__fspath__() to return str or bytes, not %s" % (
        type(path).__name__, type(text).__name__))


def fsencode(filename):
    """A path as bytes."""
    text = fspath(filename)
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text


def fsdecode(filename):
    """A path as str."""
    text = fspath(filename)
    return text.decode("utf-8", "surrogateescape") if isinstance(text, bytes) else text


# The environment.

class _Environ(MutableMapping):
    """The environment's variables; what is set here, other programs see."""

    def __init__(self, values):
        self._values = values

    def __getitem__(self, key):
        _check_text(key)
        return self._values[key]

    def __setitem__(self, key, value):
        _check_text(key)
        _check_text(value)
        if not key or "=" in key:
            raise OSError(22, "Invalid argument")
        putenv(key, value)
        self._values[key] = value

    def __delitem__(self, key):
        _check_text(key)
        del self._values[key]
        unsetenv(key)

    def __contains__(self, key):
        return isinstance(key, str) and key in self._values

    def __iter__(self):
        yield from list(self._values)

    def __len__(self): return len(self._values)

    def __repr__(self):
        return "environ({%s})" % ", ".join("%r: %r" % item for item in self._values.items())

    def copy(self): return dict(self._values)

    def __or__(self, that):
        return {**self._values, **dict(that)} if _is_mapping(that) else NotImplemented

    def __ror__(self, that):
        return {**dict(that), **self._values} if _is_mapping(that) else NotImplemented

    def __ior__(self, that):
        self.update(that)
        return self


def _is_mapping(x): return isinstance(x, (dict, MutableMapping))


def _check_text(x):
    if not isinstance(x, str):
        raise TypeError("str expected, not %s" % type(x).__name__)


environ = _Environ(posix.environ())
supports_bytes_environ = False


def getenv(key, default=None):
    """The value of a variable of the environment, or default."""
    return environ.get(key, default)


def getlogin():
    """The name of the user who runs the program."""
    return environ.get("LOGNAME") or environ.get("USER") or "root"


def get_exec_path(env=None):
    """The directories where programs are looked for."""
    return (environ if env is None else env).get("PATH", defpath).split(":")


# Files.

class stat_result(tuple):
    """What the system says of a file."""

    __slots__ = ()

    n_sequence_fields, n_fields, n_unnamed_fields = 10, 19, 3

    def __new__(cls, values):
        return tuple.__new__(cls, values)

    def __repr__(self):
        return "os.stat_result(%s)" % ", ".join(
            "%s=%r" % pair for pair in zip(_STATUS, (self[i] for i in range(10))))

    def __len__(self): return 10

    def __iter__(self):
        return iter([self[i] for i in range(10)])


_STATUS = ("st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime",
           "st_mtime", "st_ctime", "st_atime", "st_mtime", "st_ctime", "st_atime_ns", "st_mtime_ns",
           "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev")


def _field(at): return property(lambda self: tuple.__getitem__(self, at))


for _at, _name in enumerate(_STATUS):
    setattr(stat_result, _name, _field(_at))


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """The status of a file, by its path or descriptor."""
    return stat_result(posix.stat(path, follow_symlinks))


def lstat(path, *, dir_fd=None):
    """The status of a file, or of a symbolic link itself."""
    return stat_result(posix.stat(path, False))


def fstat(fd):
    """The status of a file by its descriptor."""
    return stat_result(posix.stat(fd, True))


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    """Whether the program may use a file in that way."""
    return posix.access(path, mode)


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    """Set the times of last access and change."""
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    if times is not None:
        ns = tuple(int(t * 1000000000) for t in times)
    posix.utime(path, *(ns or (None, None)))


def mkdir(path, mode=0o777, *, dir_fd=None):
    """Make a directory."""
    posix.mkdir(path, mode)


def makedirs(name, mode=0o777, exist_ok=False):
    """Make a directory, and before it those that it is in."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass  # somebody else was faster
        if tail == (b"." if isinstance(tail, bytes) else "."):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Remove a directory, then those that it is in, as far as they are empty."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            return
        head, tail = path.split(head)


def renames(old, new):
    """Rename, with directories made for the new name and removed behind the old one."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def listdir(path="."):
    """The names in a directory, in no order."""
    return posix.listdir("." if path is None else path)


class DirEntry:
    """An entry of a directory."""

    __class_getitem__ = classmethod(type(list[int]))

    __slots__ = ("name", "path", "_kind")

    def __init__(self, name, where, kind):
        self.name, self.path, self._kind = name, where, kind

    def __repr__(self): return "<DirEntry %r>" % self.name

    def __fspath__(self): return self.path

    def stat(self, *, follow_symlinks=True): return stat(self.path, follow_symlinks=follow_symlinks)

    def inode(self): return lstat(self.path).st_ino

    def is_symlink(self): return self._kind == "l" if self._kind else path.islink(self.path)

    def is_dir(self, *, follow_symlinks=True):
        if self._kind and not (follow_symlinks and self._kind == "l"):
            return self._kind == "d"
        try:
            return _modes.S_ISDIR(stat(self.path, follow_symlinks=follow_symlinks).st_mode)
        except FileNotFoundError:
            return False

    def is_file(self, *, follow_symlinks=True):
        if self._kind and not (follow_symlinks and self._kind == "l"):
            return self._kind == "f"
        try:
            return _modes.S_ISREG(stat(self.path, follow_symlinks=follow_symlinks).st_mode)
        except FileNotFoundError:
            return False


class _Scan:
    """What scandir gives: an iterator that can be closed."""

    def __init__(self, entries):
        self._entries = entries

    def __iter__(self): return self

    def __next__(self): return next(self._entries)

    def close(self): self._entries = iter(())

    def __enter__(self): return self

    def __exit__(self, *exc): self.close()


def scandir(path="."):
    """The entries of a directory, in no order."""
    where = fspath("." if path is None else path)
    join = globals_path.join
    return _Scan(iter([DirEntry(n, join(where, n), kind) for n, kind in posix.entries(where)]))


globals_path = path


def walk(top, topdown=True, onerror=None, followlinks=False):
    """For each directory below top: its path, the names of the directories in it, and
    those of other files. From above, the list of directories can be changed to leave
    some out."""
    top = fspath(top)
    dirs, files, inner = [], [], []
    try:
        entries = list(scandir(top))
    except OSError as e:
        if onerror is not None:
            onerror(e)
        return
    for entry in entries:
        try:
            is_dir = entry.is_dir()
        except OSError:
            is_dir = False
        (dirs if is_dir else files).append(entry.name)
        if not topdown and is_dir and (followlinks or not entry.is_symlink()):
            inner.append(entry.path)
    if topdown:
        yield top, dirs, files
        for d in dirs:
            below = path.join(top, d)
            if followlinks or not path.islink(below):
                yield from walk(below, topdown, onerror, followlinks)
        return
    for below in inner:
        yield from walk(below, topdown, onerror, followlinks)
    yield top, dirs, files


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """A file object for a descriptor."""
    import io
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


# The system.

class uname_result(tuple):
    """What system the program runs on."""

    __slots__ = ()

    sysname = property(lambda self: self[0])
    nodename = property(lambda self: self[1])
    release = property(lambda self: self[2])
    version = property(lambda self: self[3])
    machine = property(lambda self: self[4])

    def __repr__(self):
        return "posix.uname_result(sysname=%r, nodename=%r, release=%r, version=%r, machine=%r)" % tuple(self)


def uname():
    """What system the program runs on."""
    return uname_result(posix.uname())


class times_result(tuple):
    """The time that the program has used."""

    __slots__ = ()

    user = property(lambda self: self[0])
    system = property(lambda self: self[1])
    children_user = property(lambda self: self[2])
    children_system = property(lambda self: self[3])
    elapsed = property(lambda self: self[4])

    def __repr__(self):
        return "posix.times_result(user=%r, system=%r, children_user=%r, children_system=%r, elapsed=%r)" % tuple(self)


def times():
    """The time that the program has used."""
    return times_result(posix.times())


class terminal_size(tuple):
    """Columns and lines of a terminal."""

    __slots__ = ()

    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])

    def __repr__(self): return "os.terminal_size(columns=%r, lines=%r)" % tuple(self)


def get_terminal_size(fd=1):
    """The size of a terminal."""
    raise OSError(25, strerror(25))


def getpgid(pid):
    """The process group, of this process."""
    if pid not in (0, getpid()):
        raise ProcessLookupError(3, strerror(3))
    return getpgrp()


def abort():
    """End at once."""
    kill(getpid(), 6)
