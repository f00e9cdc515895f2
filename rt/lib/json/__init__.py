"""JSON: text of Python's values and back, with CPython's messages."""

from _json import decode as _decode, encode as _encode

__all__ = ["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]

_WHITESPACE = " \t\n\r"
_DIGITS = frozenset("0123456789")
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_HEX = frozenset("0123456789abcdefABCDEF")


class JSONDecodeError(ValueError):
    """What is wrong, and where: msg, doc, pos, lineno, colno."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


def _constant(name):
    return float(name)


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True, object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        obj, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        if idx < 0:
            raise ValueError("idx cannot be negative")
        return self._value(s, idx)

    def _value(self, s, i):
        ch = s[i : i + 1]
        if ch == '"':
            return _string(s, i + 1, self.strict)
        if ch == "{":
            return self._object(s, i + 1)
        if ch == "[":
            return self._array(s, i + 1)
        if ch == "n" and s.startswith("null", i):
            return None, i + 4
        if ch == "t" and s.startswith("true", i):
            return True, i + 4
        if ch == "f" and s.startswith("false", i):
            return False, i + 5
        if ch == "N" and s.startswith("NaN", i):
            return self.parse_constant("NaN"), i + 3
        if ch == "I" and s.startswith("Infinity", i):
            return self.parse_constant("Infinity"), i + 8
        if ch == "-" and s.startswith("-Infinity", i):
            return self.parse_constant("-Infinity"), i + 9
        return self._number(s, i)

    def _number(self, s, start):
        n = len(s)
        i = start
        if i < n and s[i] == "-":
            i += 1
        if i < n and s[i] == "0":
            i += 1
        elif i < n and s[i] in _DIGITS:
            while i < n and s[i] in _DIGITS:
                i += 1
        else:
            raise JSONDecodeError("Expecting value", s, start)
        real = False
        if i + 1 < n and s[i] == "." and s[i + 1] in _DIGITS:
            real = True
            i += 2
            while i < n and s[i] in _DIGITS:
                i += 1
        if i + 1 < n and s[i] in "eE":
            j = i + 1
            if s[j] in "+-":
                j += 1
            if j < n and s[j] in _DIGITS:
                real = True
                while j < n and s[j] in _DIGITS:
                    j += 1
                i = j
        text = s[start:i]
        if real:
            return self.parse_float(text), i
        return self.parse_int(text), i

    def _array(self, s, i):
        values = []
        i = _skip(s, i)
        if s[i : i + 1] == "]":
            return values, i + 1
        while True:
            value, i = self._value(s, i)
            values.append(value)
            i = _skip(s, i)
            ch = s[i : i + 1]
            if ch == "]":
                return values, i + 1
            if ch != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            i = _skip(s, i + 1)

    def _object(self, s, i):
        hook, pairs_hook = self.object_hook, self.object_pairs_hook
        pairs = []
        i = _skip(s, i)
        if s[i : i + 1] != "}":
            while True:
                if s[i : i + 1] != '"':
                    raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
                key, i = _string(s, i + 1, self.strict)
                i = _skip(s, i)
                if s[i : i + 1] != ":":
                    raise JSONDecodeError("Expecting ':' delimiter", s, i)
                value, i = self._value(s, _skip(s, i + 1))
                pairs.append((key, value))
                i = _skip(s, i)
                ch = s[i : i + 1]
                if ch == "}":
                    break
                if ch != ",":
                    raise JSONDecodeError("Expecting ',' delimiter", s, i)
                i = _skip(s, i + 1)
        if pairs_hook is not None:
            return pairs_hook(pairs), i + 1
        d = dict(pairs)
        if hook is not None:
            return hook(d), i + 1
        return d, i + 1


def _skip(s, i):
    n = len(s)
    while i < n and s[i] in _WHITESPACE:
        i += 1
    return i


def _string(s, i, strict):
    """The string whose text begins at i, and where it ends."""
    begin = i - 1
    parts = []
    while True:
        quote = s.find('"', i)
        if quote < 0:
            quote = len(s)
        slash = s.find("\\", i, quote)
        end = slash if slash >= 0 else quote
        text = s[i:end]
        if strict and not text.isprintable():
            for k in range(i, end):
                if s[k] < " ":
                    raise JSONDecodeError("Invalid control character at", s, k)
        if end == len(s):
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        if end == quote:
            if not parts:
                return text, end + 1
            parts.append(text)
            return "".join(parts), end + 1
        parts.append(text)
        i = end + 1
        ch = s[i : i + 1]
        if ch == "":
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        if ch != "u":
            if ch not in _ESCAPES:
                raise JSONDecodeError("Invalid \\escape", s, end)
            parts.append(_ESCAPES[ch])
            i += 1
            continue
        code = _hex4(s, i + 1)
        i += 5
        if 0xD800 <= code <= 0xDBFF and s.startswith("\\u", i):
            low = s[i + 2 : i + 6]
            if len(low) == 4 and all(x in _HEX for x in low):
                second = int(low, 16)
                if 0xDC00 <= second <= 0xDFFF:
                    code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00)
                    i += 6
        parts.append(chr(code))


def _hex4(s, i):
    digits = s[i : i + 4]
    if i + 4 < len(s) and all(x in _HEX for x in digits):
        return int(digits, 16)
    raise JSONDecodeError("Invalid \\uXXXX escape", s, i - 1)


_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _quote(s, ascii_only):
    if '"' not in s and "\\" not in s and s.isprintable() and (not ascii_only or s.isascii()):
        return '"' + s + '"'
    parts = ['"']
    for ch in s:
        if ch in _SHORT:
            parts.append(_SHORT[ch])
        elif ch < " ":
            parts.append("\\u%04x" % ord(ch))
        elif ch > "~" and ascii_only:
            n = ord(ch)
            if n < 0x10000:
                parts.append("\\u%04x" % n)
            else:
                n -= 0x10000
                parts.append("\\u%04x\\u%04x" % (0xD800 | n >> 10, 0xDC00 | n & 0x3FF))
        else:
            parts.append(ch)
    parts.append('"')
    return "".join(parts)


class JSONEncoder:
    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        text = _encode(o, self.ensure_ascii, self.item_separator, self.key_separator, self.indent, self.sort_keys, self.allow_nan)
        if text is not NotImplemented:
            return text
        parts = []
        self._write(o, parts.append, 0, {})
        return "".join(parts)

    def iterencode(self, o, _one_shot=False):
        parts = []
        self._write(o, parts.append, 0, {})
        return iter(parts)

    def _float(self, o):
        if o != o:
            text = "NaN"
        elif o == _INFINITY:
            text = "Infinity"
        elif o == -_INFINITY:
            text = "-Infinity"
        else:
            return float.__repr__(o)
        if not self.allow_nan:
            which = "" if self.indent is None else ": " + repr(o)
            raise ValueError("Out of range float values are not JSON compliant" + which)
        return text

    def _write(self, o, write, level, inside):
        if isinstance(o, str):
            write(_quote(o, self.ensure_ascii))
        elif o is None:
            write("null")
        elif o is True:
            write("true")
        elif o is False:
            write("false")
        elif isinstance(o, int):
            write(int.__repr__(o))
        elif isinstance(o, float):
            write(self._float(o))
        else:
            mark = id(o)
            if self.check_circular:
                if mark in inside:
                    raise ValueError("Circular reference detected")
                inside[mark] = o
            if isinstance(o, (list, tuple)):
                self._write_list(o, write, level + 1, inside)
            elif isinstance(o, dict):
                self._write_dict(o, write, level + 1, inside)
            else:
                self._write(self.default(o), write, level, inside)
            if self.check_circular:
                del inside[mark]

    def _newline(self, level):
        if isinstance(self.indent, str):
            return "\n" + self.indent * level
        return "\n" + " " * (self.indent * level)

    def _write_list(self, o, write, level, inside):
        if not o:
            write("[]")
            return
        write("[")
        separator = self.item_separator
        if self.indent is not None:
            newline = self._newline(level)
            separator += newline
            write(newline)
        first = True
        for x in o:
            if first:
                first = False
            else:
                write(separator)
            self._write(x, write, level, inside)
        if self.indent is not None:
            write(self._newline(level - 1))
        write("]")

    def _write_dict(self, o, write, level, inside):
        if not o:
            write("{}")
            return
        write("{")
        separator = self.item_separator
        newline = None
        if self.indent is not None:
            newline = self._newline(level)
            separator += newline
            write(newline)
        items = sorted(o.items()) if self.sort_keys else o.items()
        first = True
        for key, value in items:
            if isinstance(key, str):
                pass
            elif isinstance(key, float):
                key = self._float(key)
            elif key is True:
                key = "true"
            elif key is False:
                key = "false"
            elif key is None:
                key = "null"
            elif isinstance(key, int):
                key = int.__repr__(key)
            elif self.skipkeys:
                continue
            else:
                raise TypeError(f"keys must be str, int, float, bool or None, not {key.__class__.__name__}")
            if first:
                first = False
            else:
                write(separator)
            write(_quote(key, self.ensure_ascii))
            write(self.key_separator)
            self._write(value, write, level, inside)
        if self.indent is not None:
            write(self._newline(level - 1))
        write("}")


_INFINITY = float("inf")
_default_encoder = JSONEncoder()
_default_decoder = JSONDecoder()


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw):
    if cls is None:
        cls = JSONEncoder
        if not skipkeys and ensure_ascii and check_circular and allow_nan and indent is None and separators is None and default is None and not sort_keys and not kw:
            return _default_encoder.encode(obj)
    return cls(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan, indent=indent, separators=separators,
        default=default, sort_keys=sort_keys, **kw,
    ).encode(obj)


def dump(obj, fp, **kw):
    fp.write(dumps(obj, **kw))


def _detect(b):
    if b.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if b.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if len(b) >= 4:
        if not b[0]:
            return "utf-16-be" if b[1] else "utf-32-be"
        if not b[1]:
            return "utf-16-le" if b[2] or b[3] else "utf-32-le"
    elif len(b) == 2:
        if not b[0]:
            return "utf-16-be"
        if not b[1]:
            return "utf-16-le"
    return "utf-8"


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw):
    if isinstance(s, str):
        if s.startswith("\ufeff"):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    elif isinstance(s, (bytes, bytearray)):
        s = s.decode(_detect(s), "surrogatepass")
    else:
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}")
    if cls is None and object_hook is None and parse_float is None and parse_int is None and parse_constant is None and object_pairs_hook is None and not kw:
        value = _decode(s)
        return value if value is not NotImplemented else _default_decoder.decode(s)
    if cls is None:
        cls = JSONDecoder
    if object_hook is not None:
        kw["object_hook"] = object_hook
    if object_pairs_hook is not None:
        kw["object_pairs_hook"] = object_pairs_hook
    if parse_float is not None:
        kw["parse_float"] = parse_float
    if parse_int is not None:
        kw["parse_int"] = parse_int
    if parse_constant is not None:
        kw["parse_constant"] = parse_constant
    return cls(**kw).decode(s)


def load(fp, **kw):
    return loads(fp.read(), **kw)
