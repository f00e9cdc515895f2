"""Text in HTML: escape and unescape."""

from _html import named as _named
from _re import compile as _compiled

__all__ = ["escape", "unescape"]


def escape(s, quote=True):
    """The text with & < > and, unless quote is false, both quotes as references."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


# What the numbers of the C1 controls are taken for: what they are in Windows-1252.
_windows = dict(zip(range(0x80, 0xa0), (
    "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f"
    "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178")))
_windows[0] = "\ufffd"
_windows[0xd] = "\r"


def _stands_for_nothing(n):
    """Whether n is no character of text: a control, or one that never will be."""
    return (0x1 <= n <= 0x8 or 0xe <= n <= 0x1f or 0x7f <= n <= 0x9f or 0xfdd0 <= n <= 0xfdef
            or n == 0xb or n & 0xfffe == 0xfffe)


def _character(m):
    name = m.group(1)
    if name[0] == "#":
        digits = name[1:].rstrip(";")
        n = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        if n in _windows:
            return _windows[n]
        if 0xd800 <= n <= 0xdfff or n > 0x10ffff:
            return "\ufffd"
        return "" if _stands_for_nothing(n) else chr(n)
    for end in range(len(name), 1, -1):
        text = _named(name[:end])
        if text is not None:
            return text + name[end:]
    return m.group()


_reference = _compiled("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")


def unescape(s):
    """The text with references, named and numeric, as characters."""
    return _reference.sub(_character, s) if "&" in s else s
