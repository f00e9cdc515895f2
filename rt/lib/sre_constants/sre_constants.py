"""Numbers of the module re, for programs that ask for them under this name."""

import warnings

from re import error

warnings.warn("module 'sre_constants' is deprecated", DeprecationWarning, stacklevel=2)

MAGIC = 20220615


class _Named(int):
    """An int that shows as its name."""

    def __new__(cls, value, name):
        self = int.__new__(cls, value)
        self.name = name
        return self

    def __repr__(self):
        return self.name


MAXREPEAT = _Named(2 ** 32 - 1, "MAXREPEAT")
MAXGROUPS = 2 ** 30 - 1

(SRE_FLAG_TEMPLATE, SRE_FLAG_IGNORECASE, SRE_FLAG_LOCALE, SRE_FLAG_MULTILINE, SRE_FLAG_DOTALL,
 SRE_FLAG_UNICODE, SRE_FLAG_VERBOSE, SRE_FLAG_DEBUG, SRE_FLAG_ASCII) = (1 << i for i in range(9))
