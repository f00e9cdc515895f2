"""Regular expressions, as Perl has them.

A pattern is an ordinary character, which matches itself, or is made of smaller ones
by concatenation, by alternatives with | and by repetition with * + ? and {m,n}; what
parentheses enclose is remembered. Functions take a pattern as text or compiled.
"""

import enum

from _re import (Match, Pattern, compile, error, escape, findall, finditer, fullmatch, match,
                 purge, search, split, sub, subn)

__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer",
           "compile", "purge", "template", "escape", "error", "Pattern", "Match",
           "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE",
           "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag"]
__version__ = "2.2.1"


@enum.global_enum
class RegexFlag(enum.IntFlag, boundary=enum.KEEP):
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    TEMPLATE = T = 1
    DEBUG = 128
    __str__ = object.__str__
    _numeric_repr_ = hex

    def __format__(self, spec):
        return str.__format__(str(self), spec)


def template(pattern, flags=0):
    """compile, with a flag that does nothing."""
    import warnings
    warnings.warn("The re.template() function is deprecated as it is an undocumented flag "
                  "without an obvious purpose. Use re.compile() instead.", DeprecationWarning)
    return compile(pattern, flags | T)


class Scanner:
    """Cuts text into tokens: the lexicon is a list of patterns and what to make of what
    they match, a function of scanner and text, a value, or None to leave it out."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        bare = int(flags) & ~int(X)
        parts, self._actions, number = [], {}, 1
        for part, action in lexicon:
            groups = compile(part, flags).groups
            if int(flags) & int(X):
                part = "(?x:" + part + "\n)"
            parts.append("(" + part + ")")
            self._actions[number] = action
            number += 1 + groups
        self.scanner = compile("|".join(parts), bare)

    def scan(self, string):
        found = []
        step = self.scanner.scanner(string).match
        at = 0
        while True:
            m = step()
            if m is None:
                break
            end = m.end()
            if at == end:
                break
            value = self._actions[m.lastindex]
            if callable(value):
                self.match = m
                value = value(self, m[0])
            if value is not None:
                found.append(value)
            at = end
        return found, string[at:]
