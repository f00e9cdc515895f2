"""Paths as objects: what can be said of them, and what lies there. There are no Windows paths."""

import io
import os
import posixpath
import stat as _modes
from errno import EBADF, ELOOP, ENOENT, ENOTDIR

from .pure import PurePath, PurePosixPath
from .globbing import select

__all__ = ["PurePath", "PurePosixPath", "Path", "PosixPath"]

# What says that nothing can be said of a path: it is not there then.
_ABSENT = (ENOENT, ENOTDIR, EBADF, ELOOP)


class Path(PurePath):
    """A path in the file system."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        return super().__new__(PosixPath if cls is Path else cls, *args)

    @classmethod
    def cwd(cls):
        """The directory that the program is in."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """The user's own directory."""
        return cls("~").expanduser()

    def expanduser(self):
        """The path with ~ or ~user at its beginning replaced."""
        if not self._root and self._tail and self._tail[0][:1] == "~":
            home = posixpath.expanduser(self._tail[0])
            if home[:1] == "~":
                raise RuntimeError("Could not determine home directory.")
            return type(self)(home, *self._tail[1:])
        return self

    def absolute(self):
        """The path from the root, nothing else of it changed."""
        return self if self.is_absolute() else type(self)(os.getcwd(), self)

    def resolve(self, strict=False):
        """The path from the root, without symbolic links and "..": what is missing only if not strict."""
        if strict:
            os.stat(self)
        return type(self)(posixpath.realpath(str(self)))

    def samefile(self, other_path):
        other = other_path.stat() if hasattr(other_path, "stat") else self.__class__(other_path).stat()
        own = self.stat()
        return own.st_ino == other.st_ino and own.st_dev == other.st_dev

    # What is there.

    def stat(self, *, follow_symlinks=True):
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        return os.lstat(self)

    def _is(self, test, follow=True):
        try:
            return test((os.stat if follow else os.lstat)(self).st_mode)
        except OSError as e:
            if e.errno not in _ABSENT:
                raise
        except ValueError:
            pass
        return False

    def exists(self):
        return self._is(lambda mode: True)

    def is_dir(self):
        return self._is(_modes.S_ISDIR)

    def is_file(self):
        return self._is(_modes.S_ISREG)

    def is_symlink(self):
        return self._is(_modes.S_ISLNK, False)

    def is_block_device(self):
        return self._is(_modes.S_ISBLK)

    def is_char_device(self):
        return self._is(_modes.S_ISCHR)

    def is_fifo(self):
        return self._is(_modes.S_ISFIFO)

    def is_socket(self):
        return self._is(_modes.S_ISSOCK)

    def is_mount(self):
        return self.exists() and self.is_dir() and posixpath.ismount(self)

    def iterdir(self):
        """The paths of what the directory holds."""
        for name in os.listdir(self):
            yield self._child(name)

    def glob(self, pattern):
        """The paths below this one that match a relative pattern; "**" is any directories."""
        return select(self, pattern)

    def rglob(self, pattern):
        """glob with "**/" before the pattern."""
        return select(self, pattern, recursive=True)

    # Files.

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        with self.open("rb") as file:
            return file.read()

    def read_text(self, encoding=None, errors=None):
        with self.open("r", encoding=encoding, errors=errors) as file:
            return file.read()

    def write_bytes(self, data):
        with self.open("wb") as file:
            return file.write(memoryview(data))

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % type(data).__name__)
        with self.open("w", encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        """Make an empty file, or set the time of one that is there."""
        if exist_ok:
            try:
                os.utime(self, None)
                return
            except OSError:
                pass
        flags = os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL)
        os.close(os.open(self, flags, mode))

    # Changes.

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode)

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        os.rmdir(self)

    def rename(self, target):
        os.rename(self, target)
        return self.__class__(target)

    def replace(self, target):
        os.replace(self, target)
        return self.__class__(target)

    def readlink(self):
        return type(self)(os.readlink(self))

    def symlink_to(self, target, target_is_directory=False):
        os.symlink(target, self)

    def hardlink_to(self, target):
        os.link(target, self)

    def link_to(self, target):
        os.link(self, target)

    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        pass


class PosixPath(Path, PurePosixPath):
    """A path in a file system of POSIX."""

    __slots__ = ()
