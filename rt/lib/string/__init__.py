"""Constants of characters, and templates."""

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits",
           "octdigits", "printable", "punctuation", "whitespace", "Formatter", "Template"]

from _re import compile as _compiled, escape as _escape

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = ascii_lowercase.upper()
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = digits[:8]
punctuation = "".join(chr(i) for i in range(33, 127) if chr(i) not in digits + ascii_letters)
printable = digits + ascii_letters + punctuation + whitespace

def capwords(s, sep=None):
    """Capitalise the words of s, and put sep, or one space, between them."""
    return (sep or " ").join(w.capitalize() for w in s.split(sep))


# What may stand in a template, one group each.
_FORM = r"""
{mark}(?: (?P<escaped>{mark}) | (?P<named>{name}) | {{(?P<braced>{braced})}} | (?P<invalid>) )
"""


class Template:
    """A text in which $name and ${name} stand for values."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = 2  # re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        pattern = cls.__dict__.get("pattern")
        if pattern is None:
            name = cls.idpattern
            pattern = _FORM.format(mark=_escape(cls.delimiter), name=name, braced=cls.braceidpattern or name)
        verbose = 64
        cls.pattern = _compiled(pattern, int(cls.flags) | verbose) if isinstance(pattern, str) else pattern

    def __init__(self, template):
        self.template = template

    def _invalid(self, m):
        at = m.start("invalid")
        lines = self.template[:at].splitlines(keepends=True)
        row = len(lines) or 1
        col = at - len("".join(lines[:-1])) if lines else 1
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (row, col))

    def _replace(self, value_of, strict):
        def value(m):
            name = m["named"] or m["braced"]
            if name is not None:
                return value_of(name, m)
            if m["escaped"] is not None:
                return self.delimiter
            if m["invalid"] is None:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
            if strict:
                self._invalid(m)
            return m.group()
        return self.pattern.sub(value, self.template)

    def substitute(self, mapping={}, /, **kws):
        """The text with values; KeyError if one is missing."""
        values = {**mapping, **kws} if kws else mapping
        return self._replace(lambda name, m: str(values[name]), True)

    def safe_substitute(self, mapping={}, /, **kws):
        """The text with values; what is missing stays as it is."""
        values = {**mapping, **kws} if kws else mapping

        def value(name, m):
            try:
                return str(values[name])
            except KeyError:
                return m.group()
        return self._replace(value, False)

    def _names(self):
        for m in self.pattern.finditer(self.template):
            name = m["named"] or m["braced"]
            if name is None and m["escaped"] is None and m["invalid"] is None:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
            yield name, m

    def get_identifiers(self):
        """The names, each once."""
        names = {name: None for name, _ in self._names()}
        names.pop(None, None)
        return list(names)

    def is_valid(self):
        return all(m["invalid"] is None for _, m in self._names())


Template.__init_subclass__.__func__(Template)


def _fields(text):
    """Takes a format string apart: (literal, field, spec, conversion), the last three
    None at the end or where a brace was doubled."""
    at, n = 0, len(text)
    while at < n:
        start = at
        while at < n and text[at] not in "{}":
            at += 1
        literal = text[start:at]
        if at == n:
            yield literal, None, None, None
            return
        brace = text[at]
        at += 1
        if text[at:at + 1] == brace:
            at += 1
            yield literal + brace, None, None, None
            continue
        if brace == "}":
            raise ValueError("Single '}' encountered in format string")
        if at == n:
            raise ValueError("Single '{' encountered in format string")
        name, spec, conversion, at = _field(text, at)
        yield literal, name, spec, conversion


def _field(text, at):
    """What stands in braces that begin before at, and where they end."""
    start, n, bracket = at, len(text), False
    while at < n and (bracket or text[at] not in "{}:!"):
        if text[at] == "[":
            bracket = True
        elif text[at] == "]":
            bracket = False
        at += 1
    if at == n:
        raise ValueError("expected '}' before end of string")
    name, conversion = text[start:at], None
    if text[at] == "{":
        raise ValueError("unexpected '{' in field name")
    if text[at] == "!":
        conversion = text[at + 1:at + 2]
        if not conversion:
            raise ValueError("end of string while looking for conversion specifier")
        at += 2
        if at == n:
            raise ValueError("unmatched '{' in format spec")
        if text[at] not in ":}":
            raise ValueError("expected ':' after conversion specifier")
    if text[at] == "}":
        return name, "", conversion, at + 1
    at += 1
    start, depth = at, 1
    while at < n:
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if not depth:
                return name, text[start:at], conversion, at + 1
        at += 1
    raise ValueError("unmatched '{' in format spec" if depth == 1 else "expected '}' before end of string")


def _path(name):
    """The first part of a field's name, and the attributes and items behind it."""
    at = 0
    while at < len(name) and name[at] not in ".[":
        at += 1
    first, steps = name[:at], []
    while at < len(name):
        attribute = name[at] == "."
        start = at = at + 1
        if attribute:
            while at < len(name) and name[at] not in ".[":
                at += 1
            key = name[start:at]
        else:
            at = name.find("]", start)
            if at < 0:
                raise ValueError("Missing ']' in format string")
            key = name[start:at]
            at += 1
            if at < len(name) and name[at] not in ".[":
                raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if not key:
            raise ValueError("Empty attribute in format string")
        steps.append((attribute, key if attribute or not key.isdigit() else int(key)))
    return int(first) if first.isdigit() else first, steps


class Formatter:
    """str.format in steps, each of which a subclass can do otherwise."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                out.append(literal)
            if name is None:
                continue
            if name == "":
                if auto_arg_index is False:
                    raise ValueError(_MIXED)
                name = str(auto_arg_index)
                auto_arg_index += 1
            elif name.isdigit():
                if auto_arg_index:
                    raise ValueError(_MIXED)
                auto_arg_index = False
            obj, used = self.get_field(name, args, kwargs)
            used_args.add(used)
            obj = self.convert_field(obj, conversion)
            spec, auto_arg_index = self._vformat(spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            out.append(self.format_field(obj, spec))
        return "".join(out), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        how = {"s": str, "r": repr, "a": ascii}.get(conversion)
        if how is None:
            raise ValueError("Unknown conversion specifier {0!s}".format(conversion))
        return how(value)

    def parse(self, format_string):
        return _fields(format_string)

    def get_field(self, field_name, args, kwargs):
        first, steps = _path(field_name)
        obj = self.get_value(first, args, kwargs)
        for attribute, key in steps:
            obj = getattr(obj, key) if attribute else obj[key]
        return obj, first


_MIXED = "cannot switch from manual field specification to automatic field numbering"
