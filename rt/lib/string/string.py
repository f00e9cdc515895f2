"""Constants of characters, and templates."""

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits",
           "octdigits", "printable", "punctuation", "whitespace", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = ascii_lowercase.upper()
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = digits[:8]
punctuation = "".join(chr(i) for i in range(33, 127) if chr(i) not in digits + ascii_letters)
printable = digits + ascii_letters + punctuation + whitespace

_start = frozenset(ascii_letters + "_")
_inside = frozenset(ascii_letters + digits + "_")


def capwords(s, sep=None):
    """Capitalise the words of s, and put sep, or one space, between them."""
    return (sep or " ").join(w.capitalize() for w in s.split(sep))


class Template:
    """A text in which $name and ${name} stand for values."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """(text, name, position): what stands in front of a name, or an invalid place
        if name is "", or the rest if it is None."""
        text, mark = self.template, self.delimiter
        done = ""
        at = 0
        while True:
            i = text.find(mark, at)
            if i < 0:
                yield done + text[at:], None, len(text)
                return
            done += text[at:i]
            j = i + len(mark)
            if text.startswith(mark, j):
                done += mark
                at = j + len(mark)
                continue
            braced = text[j:j + 1] == "{"
            if braced:
                j += 1
            k = j
            if text[k:k + 1] in _start:
                while text[k:k + 1] in _inside:
                    k += 1
            name = text[j:k]
            if not name or braced and text[k:k + 1] != "}":
                yield done, "", i
                done = mark
                at = i + len(mark)
                continue
            at = k + braced
            self._raw = text[i:at]
            yield done, name, i
            done = ""

    def _mapping(self, mapping, kws):
        return {**mapping, **kws} if kws else mapping

    def substitute(self, mapping={}, /, **kws):
        """The text with values; KeyError if one is missing."""
        mapping = self._mapping(mapping, kws)
        out = []
        for text, name, at in self._parts():
            out.append(text)
            if name:
                out.append(str(mapping[name]))
            elif name == "":
                lines = self.template[:at].splitlines(keepends=True)
                row = len(lines) or 1
                col = at - len("".join(lines[:-1])) + 1 if lines else 1
                raise ValueError("Invalid placeholder in string: line %d, col %d" % (row, col))
        return "".join(out)

    def safe_substitute(self, mapping={}, /, **kws):
        """The text with values; what is missing stays as it is."""
        mapping = self._mapping(mapping, kws)
        out = []
        for text, name, at in self._parts():
            out.append(text)
            if name:
                out.append(str(mapping[name]) if name in mapping else self._raw)
        return "".join(out)

    def get_identifiers(self):
        """The names, each once."""
        names = []
        for _, name, _ in self._parts():
            if name and name not in names:
                names.append(name)
        return names

    def is_valid(self):
        return all(name != "" for _, name, _ in self._parts())
