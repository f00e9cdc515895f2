"""Support for template strings: what they evaluate to."""

from _templatelib import Interpolation, Template

__all__ = ["Interpolation", "Template", "convert"]


def convert(obj, /, conversion):
    """obj as an f-string would convert it: by !s, !r or !a, or not if conversion is None."""
    if conversion is None:
        return obj
    if conversion == "r":
        return repr(obj)
    if conversion == "s":
        return str(obj)
    if conversion == "a":
        return ascii(obj)
    raise ValueError(f"invalid conversion specifier: {conversion}")
