"""What machine, system and implementation of Python a program runs on.

What names a C library or a linker's format is of the binary itself: pxc links
statically, so there is no C library to name.
"""

import os
import re
import sys
from collections import namedtuple

__version__ = "1.0.8"

_Fields = namedtuple("uname_result_base", "system node release version machine processor")


class uname_result(_Fields):
    """What system the program runs on: the parts of os.uname, and the processor."""

    __slots__ = ()

    def __new__(cls, system, node, release, version, machine, processor=""):
        return super().__new__(cls, system, node, release, version, machine, processor)

    def __repr__(self):
        # As in CPython, which finds the processor out when it is asked for.
        return "uname_result(system=%r, node=%r, release=%r, version=%r, machine=%r)" % tuple(self)[:5]


_uname = None


def uname():
    """What system the program runs on; what cannot be found out is ""."""
    global _uname
    if _uname is None:
        system, node, release, version, machine = os.uname()
        _uname = uname_result(system, node, release, version, machine)
    return _uname


def system():
    """The name of the operating system."""
    return uname().system


def node():
    """The machine's name on the network."""
    return uname().node


def release():
    """The release of the operating system."""
    return uname().release


def version():
    """The version of the operating system's release."""
    return uname().version


def machine():
    """The type of the machine."""
    return uname().machine


def processor():
    """The name of the processor; "" as on most systems."""
    return uname().processor


def architecture(executable=sys.executable, bits="", linkage=""):
    """The width of pointers and the linker's format of the program."""
    if not bits:
        bits = "64bit" if sys.maxsize > 2 ** 32 else "32bit"
    return bits, linkage or ("ELF" if sys.platform == "linux" else "")


def system_alias(system, release, version):
    """The name under which a system is sold."""
    if system == "SunOS" and release >= "5":
        # Solaris 2 is SunOS 5, and both count on alike from 6.
        major, *rest = release.split(".")
        return "Solaris", ".".join(["2" if major == "5" else "6", *rest]), version
    if system in ("win32", "win16"):
        return "Windows", release, version
    return system, release, version


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    """The C library of the program: none, for it is linked statically."""
    return lib, version


def java_ver(release="", vendor="", vminfo=("", "", ""), osinfo=("", "", "")):
    """What Java the program runs on: none."""
    return release, vendor, vminfo, osinfo


def mac_ver(release="", versioninfo=("", "", ""), machine=""):
    """The version of macOS; what was given where that is not the system."""
    return release, versioninfo, machine


def win32_ver(release="", version="", csd="", ptype=""):
    """The version of Windows: what was given."""
    return release, version, csd, ptype


def win32_edition():
    """The edition of Windows: none."""
    return None


def win32_is_iot():
    """Whether this is Windows for small devices."""
    return False


def platform(aliased=False, terse=False):
    """One line of text that tells the system, without blanks or special characters."""
    name, _, number, text, kind, _ = uname()
    if aliased:
        name, number, text = system_alias(name, number, text)
    if name == "Darwin":
        name = "macOS"
    parts = [name, number] if terse else [name, number, kind]
    if not terse:
        parts.append("with")
        parts.append("".join(libc_ver()))
        if not parts[-1]:
            del parts[-2:]
    line = "-".join(p for p in parts if p)
    line = re.sub(r"[\s/\\:;\"()]", "-", line.replace("unknown", ""))
    return re.sub(r"-+", "-", line).strip("-")


def python_implementation():
    """The name of the implementation that the program behaves as."""
    return "CPython"


def python_version():
    """The version of Python, as text."""
    return "%d.%d.%d" % sys.version_info[:3]


def python_version_tuple():
    """The version of Python, as a tuple of texts."""
    return tuple(python_version().split("."))


def python_branch():
    """The branch that the implementation was built from: not known."""
    return ""


def python_revision():
    """The revision that the implementation was built from: not known."""
    return ""


def python_build():
    """The build's name and date: sys.version has them between parentheses."""
    name, _, date = sys.version.partition("(")[2].partition(")")[0].partition(", ")
    return name, date


def python_compiler():
    """The compiler that the implementation was built with."""
    return "Go"


_RELEASE_FILES = ("/etc/os-release", "/usr/lib/os-release")
_RELEASE_LINE = re.compile(r"^([a-zA-Z0-9_]+)=('|\")?(.*?)\2?\s*$")
_release = None


def freedesktop_os_release():
    """The variables of the system's file os-release, as a dict."""
    global _release
    if _release is None:
        for name in _RELEASE_FILES:
            try:
                with open(name, encoding="utf-8") as file:
                    _release = _parse_release(file)
                break
            except OSError:
                continue
        else:
            raise OSError(2, "Unable to read files " + ", ".join(_RELEASE_FILES))
    return dict(_release)


def _parse_release(lines):
    variables = {"NAME": "Linux", "ID": "linux", "PRETTY_NAME": "Linux"}
    for line in lines:
        found = _RELEASE_LINE.match(line)
        if found is not None:
            variables[found[1]] = re.sub(r"\\([$\"'\\`])", r"\1", found[3])
    return variables
