"""Records of delimited text: the dialects, the reader and the writer of module csv.

Lines and rows of the usual form are read and written by the module _records; here is
what else there may be. A reader takes each line apart in runs, up to the next character that means something
in the state it is in, and a line without quotes and escapes in one split. A writer
looks at the characters of those fields only that hold a special one."""

from _records import complete as _complete, line as _line, setup as _setup, write as _write

__version__ = "1.0"

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)


class Error(Exception):
    pass


_UNSET = object()  # a parameter that is not given
_END = object()    # behind the last line
_dialects = {}
_limit = [128 * 1024]  # characters of a field


class _ReadOnly:
    """An attribute that shows another one; message is what an assignment raises."""

    def __init__(self, slot, message="readonly attribute"):
        self.slot, self.message = slot, message

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.slot)

    def __set__(self, instance, value):
        raise AttributeError(self.message)

    def __delete__(self, instance):
        raise AttributeError(self.message)


def _fixed(name):
    return _ReadOnly("_" + name, f"attribute '{name}' of '_csv.Dialect' objects is not writable")


def _character(name, value, expected):
    if not isinstance(value, str):
        raise TypeError(f'"{name}" must be {expected}, not {type(value).__name__:.200}')
    if len(value) != 1:
        raise TypeError(f'"{name}" must be a 1-character string')
    return value


def _optional_character(name, value):
    return None if value is None else _character(name, value, "string or None")


class Dialect:
    """Checked parameters, which no longer change."""

    __slots__ = ("_delimiter", "_doublequote", "_escapechar", "_lineterminator", "_quotechar", "_quoting", "_skipinitialspace", "_strict")

    def __new__(cls, dialect=None, delimiter=_UNSET, doublequote=_UNSET, escapechar=_UNSET, lineterminator=_UNSET,
                quotechar=_UNSET, quoting=_UNSET, skipinitialspace=_UNSET, strict=_UNSET):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        given = [delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipinitialspace, strict]
        if isinstance(dialect, Dialect) and all(value is _UNSET for value in given):
            return dialect
        if dialect is not None:
            for i, name in enumerate(_parameters):
                if given[i] is _UNSET:
                    try:
                        given[i] = getattr(dialect, name)
                    except Exception:
                        pass  # any parameter may be missing
        delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipinitialspace, strict = given
        self = object.__new__(cls)
        self._delimiter = "," if delimiter is _UNSET else _character("delimiter", delimiter, "string")
        self._doublequote = doublequote is _UNSET or bool(doublequote)
        self._escapechar = None if escapechar is _UNSET else _optional_character("escapechar", escapechar)
        if lineterminator is _UNSET:
            lineterminator = "\r\n"
        elif lineterminator is not None and not isinstance(lineterminator, str):
            raise TypeError('"lineterminator" must be a string')
        self._lineterminator = lineterminator
        self._quotechar = '"' if quotechar is _UNSET else _optional_character("quotechar", quotechar)
        if quoting is _UNSET:
            quoting = QUOTE_NONE if quotechar is None else QUOTE_MINIMAL
        elif type(quoting) is not int:
            raise TypeError('"quoting" must be an integer')
        self._quoting = quoting
        self._skipinitialspace = skipinitialspace is not _UNSET and bool(skipinitialspace)
        self._strict = strict is not _UNSET and bool(strict)
        if not QUOTE_MINIMAL <= quoting <= QUOTE_NONE:
            raise TypeError('bad "quoting" value')
        if quoting != QUOTE_NONE and self._quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if lineterminator is None:
            raise TypeError("lineterminator must be set")
        return self

    delimiter = _fixed("delimiter")
    doublequote = _ReadOnly("_doublequote")
    escapechar = _fixed("escapechar")
    lineterminator = _fixed("lineterminator")
    quotechar = _fixed("quotechar")
    quoting = _fixed("quoting")
    skipinitialspace = _ReadOnly("_skipinitialspace")
    strict = _ReadOnly("_strict")

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'Dialect' instances")


_parameters = ("delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict")


def _dialect(args, params):
    """The dialect of a call whose first argument is behind it."""
    for name in params:
        if name == "dialect":
            if args:
                raise TypeError("argument for function given by name ('dialect') and position (1)")
        elif name not in _parameters:
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
    return Dialect(*args, **params)


def _count(args):
    if not args:
        raise TypeError(" expected at least 1 argument, got 0")
    if len(args) > 2:
        raise TypeError(f" expected at most 2 arguments, got {len(args)}")


def register_dialect(*args, **fmtparams):
    """Give a dialect, or the parameters of one, a name."""
    _count(args)
    if not isinstance(args[0], str):
        raise TypeError("dialect name must be a string")
    _dialects[args[0]] = _dialect(args[1:], fmtparams)


def unregister_dialect(name):
    """Forget the dialect of a name."""
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    """The dialect of a name."""
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    """The names of all dialects."""
    return list(_dialects)


def field_size_limit(*args):
    """The number of characters that a field may have, before it is set to another."""
    if len(args) > 1:
        raise TypeError(f"field_size_limit() takes at most 1 argument ({len(args)} given)")
    old = _limit[0]
    if args:
        if type(args[0]) is not int:
            raise TypeError("limit must be an integer")
        if not -1 << 63 <= args[0] < 1 << 63:
            raise OverflowError("Python int too large to convert to C long")
        _limit[0] = args[0]
    return old


# Where a reader is in a record. _CRNL is plain text too, but an escaped end of line has
# been in it: the end of that line does not end the field, which goes on in the next one.
_RECORD = 0
_FIELD = 1
_PLAIN = 2
_CRNL = 3
_QUOTED = 4
_ESCAPED = 5
_QUOTED_ESCAPED = 6
_QUOTE = 7
_EATEN = 8


def _extended(field, text, limit):
    if len(field) + len(text) > limit:
        raise Error(f"field larger than field limit ({limit})")
    return field + text


@_complete
class reader:
    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_csv.reader' object")


Reader = reader


def _record(self, line):
    """The record that a line begins."""
    dialect = self.dialect
    delimiter, escape, skip = dialect._delimiter, dialect._escapechar, dialect._skipinitialspace
    quote = None if dialect._quoting == QUOTE_NONE else dialect._quotechar
    numbers = dialect._quoting == QUOTE_NONNUMERIC
    limit = _limit[0]
    # Whether a quoted field ends at a quote that a delimiter or a line's end follows.
    simple = escape is None and delimiter not in ("\n", "\r", quote)
    fields, field, numeric, state = [], "", False, _RECORD
    while True:
        if line is _END:
            if not field and state != _QUOTED:
                raise StopIteration
            if dialect._strict:
                raise Error("unexpected end of data")
            fields.append(float(field) if numeric else field)
            return fields
        if not isinstance(line, str):
            raise Error(f"iterator should return strings, not {type(line).__name__:.200} (the file should be opened in text mode)")
        if state == _RECORD and not numbers:
            body = line.rstrip("\r\n")
            if not body:
                return fields
            if not ("\n" in body or "\r" in body or quote is not None and quote in body or
                    escape is not None and escape in body or skip and " " in body):
                fields = body.split(delimiter)
                if len(body) > limit:
                    for text in fields:
                        if text:
                            _extended("", text, limit)
                return fields
        pos, n = 0, len(line)
        while pos < n:
            ch = line[pos]
            if state == _QUOTED:
                end = line.find(quote, pos)
                if end < 0:
                    end = n
                if escape is not None:
                    found = line.find(escape, pos, end)
                    if found >= 0:
                        end = found
                if end > pos:
                    field = _extended(field, line[pos:end], limit)
                    pos = end
                    continue
                if ch == escape:
                    state = _QUOTED_ESCAPED
                else:
                    state = _QUOTE if dialect._doublequote else _PLAIN
            elif state == _PLAIN or state == _CRNL:
                end = line.find(delimiter, pos)
                if end < 0:
                    end = n
                found = line.find("\n", pos, end)
                if found >= 0:
                    end = found
                found = line.find("\r", pos, end)
                if found >= 0:
                    end = found
                if escape is not None:
                    found = line.find(escape, pos, end)
                    if found >= 0:
                        end = found
                if end > pos:
                    field = _extended(field, line[pos:end], limit)
                    pos = end
                    continue
                if ch != "\n" and ch != "\r" and ch == escape:
                    state = _ESCAPED
                else:
                    fields.append(float(field) if numeric else field)
                    field, numeric = "", False
                    state = _EATEN if ch == "\n" or ch == "\r" else _FIELD
            elif state == _RECORD or state == _FIELD:
                if ch == "\n" or ch == "\r":
                    if state == _FIELD:
                        fields.append(field)
                    state = _EATEN
                else:
                    state = _FIELD
                    if ch == quote:
                        state = _QUOTED
                        end = line.find(quote, pos + 1) + 1 if simple else 0
                        if 0 < end < n and end - pos - 2 <= limit:
                            after = line[end]
                            if after == delimiter or after == "\n" or after == "\r":
                                fields.append(line[pos + 1:end - 1])
                                state = _FIELD if after == delimiter else _EATEN
                                pos = end
                    elif ch == escape:
                        state = _ESCAPED
                    elif skip and ch == " ":
                        pass
                    elif ch == delimiter:
                        fields.append(field)
                    else:
                        state, numeric = _PLAIN, numbers
                        continue
            elif state == _QUOTE:
                if ch == quote:
                    field = _extended(field, ch, limit)
                    state = _QUOTED
                elif ch == delimiter or ch == "\n" or ch == "\r":
                    fields.append(field)
                    field = ""
                    state = _FIELD if ch == delimiter else _EATEN
                elif dialect._strict:
                    raise Error(f"'{delimiter}' expected after '{quote}'")
                else:
                    field = _extended(field, ch, limit)
                    state = _PLAIN
            elif state == _ESCAPED:
                field = _extended(field, ch, limit)
                state = _CRNL if ch == "\n" or ch == "\r" else _PLAIN
            elif state == _QUOTED_ESCAPED:
                field = _extended(field, ch, limit)
                state = _QUOTED
            elif ch != "\n" and ch != "\r":
                raise Error("new-line character seen in unquoted field - do you need to open the file in universal-newline mode?")
            pos += 1
        if state == _FIELD or state == _PLAIN or state == _QUOTE:
            fields.append(float(field) if numeric else field)
            return fields
        if state == _RECORD or state == _EATEN:
            return fields
        if state == _ESCAPED or state == _QUOTED_ESCAPED:
            field = _extended(field, "\n", limit)
            state = _PLAIN if state == _ESCAPED else _QUOTED
        line = _line(self, _END)


def reader(*args, **fmtparams):
    """An iterator over the records in lines that an iterable gives."""
    _count(args)
    lines = iter(args[0])
    dialect = _dialect(args[1:], fmtparams)
    delimiter, quote = dialect._delimiter, None if dialect._quoting == QUOTE_NONE else dialect._quotechar
    usual = (dialect._escapechar is None and dialect._doublequote and not dialect._skipinitialspace and
             dialect._quoting != QUOTE_NONNUMERIC and delimiter.isascii() and delimiter not in ("\n", "\r", "\0", quote) and
             (quote is None or quote.isascii() and quote not in ("\n", "\r", "\0")))
    return Reader(lines, dialect, delimiter if usual else None, quote if usual else None)


def _is_number(value):
    if isinstance(value, (int, float, complex)):
        return True
    kind = type(value)
    return hasattr(kind, "__index__") or hasattr(kind, "__int__") or hasattr(kind, "__float__")


@_complete
class writer:
    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_csv.writer' object")


Writer = writer


def _marked(dialect, special, text):
    """Text with escapes, and whether it needs quotes."""
    quote, escape = dialect._quotechar, dialect._escapechar
    parts, quoted = [], False
    for ch in text:
        if ch in special:
            mark = None
            if dialect._quoting == QUOTE_NONE or ch == quote and not dialect._doublequote:
                if escape is None:
                    raise Error("need to escape, but no escapechar set")
                mark = escape
            elif ch == quote:
                mark, quoted = quote, True
            elif ch == escape:
                mark = escape
            else:
                quoted = True
            if mark is not None:
                parts.append(mark)
        parts.append(ch)
    return "".join(parts), quoted


def _row(self, row):
    """Write one record and give what the function for text gave."""
    try:
        values = iter(row)
    except TypeError:
        values = None
    if values is None:
        raise Error(f"iterable expected, not {type(row).__name__:.200}")
    dialect = self.dialect
    quote, quoting = dialect._quotechar, dialect._quoting
    # The characters that cannot stand in a field as they are.
    special = dialect._delimiter + (dialect._escapechar or "") + (quote or "") + dialect._lineterminator
    fields = []
    for value in values:
        quoted = quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not _is_number(value)
        if isinstance(value, str):
            text = value
        elif value is None:
            text = ""
        else:
            text = str(value)
        for ch in special:
            if ch in text:
                text, needed = _marked(dialect, special, text)
                quoted = quoted or needed
                break
        fields.append(quote + text + quote if quoted else text)
    if len(fields) == 1 and not fields[0]:
        # An empty line would be a record without fields.
        if quoting == QUOTE_NONE:
            raise Error("single empty field record must be quoted")
        fields[0] = quote + quote
    return _write(self, dialect._delimiter.join(fields) + dialect._lineterminator)


_setup(_record, _row, _limit)


def writer(*args, **fmtparams):
    """What writes records with the method write of an object."""
    _count(args)
    dialect = _dialect(args[1:], fmtparams)
    write = getattr(args[0], "write", None)
    if not callable(write):
        raise TypeError('argument 1 must have a "write" method')
    usual = dialect._escapechar is None and dialect._doublequote and dialect._quoting in (QUOTE_MINIMAL, QUOTE_ALL)
    return Writer(write, dialect, dialect._delimiter if usual else None, dialect._quotechar if usual else None,
                  dialect._lineterminator, dialect._quoting == QUOTE_ALL)
