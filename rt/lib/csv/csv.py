"""Files of delimited fields: readers and writers of lists and dicts, and a guess at the
dialect of a file that is not known."""

import io
import re
from _csv import Dialect as _Checked
from _csv import (
    Error, QUOTE_ALL, QUOTE_MINIMAL, QUOTE_NONE, QUOTE_NONNUMERIC, __version__, field_size_limit, get_dialect,
    list_dialects, reader, register_dialect, unregister_dialect, writer,
)

__all__ = [
    "QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect", "__doc__", "excel", "excel_tab",
    "field_size_limit", "reader", "writer", "register_dialect", "get_dialect", "list_dialects", "Sniffer",
    "unregister_dialect", "__version__", "DictReader", "DictWriter", "unix_dialect",
]


class Dialect:
    """The base of classes whose attributes are the parameters of a dialect."""

    _name = ""
    _valid = False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        self._validate()

    def _validate(self):
        try:
            _Checked(self)
        except TypeError as e:
            raise Error(str(e))


class excel(Dialect):
    """What Excel writes."""

    delimiter, quotechar, doublequote = ",", '"', True
    skipinitialspace, lineterminator, quoting = False, "\r\n", QUOTE_MINIMAL


class excel_tab(excel):
    """What Excel writes with tabs."""

    delimiter = "\t"


class unix_dialect(Dialect):
    """All fields in quotes, and lines that end as on Unix."""

    delimiter, quotechar, doublequote = ",", '"', True
    skipinitialspace, lineterminator, quoting = False, "\n", QUOTE_ALL


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


class DictReader:
    """An iterator over records as dicts, whose keys are those given or the first record."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self._fieldnames = fieldnames
        self.restkey, self.restval = restkey, restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect, self.line_num = dialect, 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames  # read before the records are
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while row == []:
            row = next(self.reader)
        names = self.fieldnames
        record = dict(zip(names, row))
        if len(names) < len(row):
            record[self.restkey] = row[len(names):]
        else:
            for name in names[len(row):]:
                record[name] = self.restval
        return record


class DictWriter:
    """What writes dicts as records."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        self.fieldnames, self.restval = fieldnames, restval
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Write the keys as a record."""
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _dict_to_list(self, rowdict):
        if self.extrasaction == "raise":
            names = self.fieldnames
            if len(names) > 50 or any(name not in names for name in rowdict.keys()):
                extra = rowdict.keys() - names
                if extra:
                    raise ValueError("dict contains fields not in fieldnames: " + ", ".join(map(repr, extra)))
        return [rowdict.get(name, self.restval) for name in self.fieldnames]

    def writerow(self, rowdict):
        """Write one dict."""
        return self.writer.writerow(self._dict_to_list(rowdict))

    def writerows(self, rowdicts):
        """Write the dicts of an iterable."""
        return self.writer.writerows(map(self._dict_to_list, rowdicts))


# What surrounds a quoted field, the surest first: delimiters on both sides, one behind
# a field that begins a line, one before a field that ends it, none.
_DELIMITER, _QUOTED = r"(?P<delim>[^\w\n\"'])(?P<space> ?)", r"(?P<quote>[\"']).*?(?P=quote)"
_surroundings = (
    _DELIMITER + _QUOTED + "(?P=delim)",
    r"(?:^|\n)" + _QUOTED + _DELIMITER,
    _DELIMITER + _QUOTED + r"(?:$|\n)",
    r"(?:^|\n)" + _QUOTED + r"(?:$|\n)",
)


def _most(counts):
    """The key that was met most often, the first of equals."""
    return max(counts, key=counts.get)


class _Sniffed(Dialect):
    def __init__(self):
        pass  # the parameters come later


class Sniffer:
    """Guesses of what a sample of a file tells about it."""

    def __init__(self):
        self.preferred = [",", "\t", ";", " ", ":"]

    def sniff(self, sample, delimiters=None):
        """The dialect of a sample, as a class; delimiters limits what may be found."""
        quote, double, delimiter, skip = self._guess_quote_and_delimiter(sample, delimiters)
        if not delimiter:
            delimiter, skip = self._guess_delimiter(sample, delimiters)
        if not delimiter:
            raise Error("Could not determine delimiter")

        try:
            class dialect(Dialect):
                pass
        except RuntimeError:
            dialect = _Sniffed()  # a callback makes no classes
        dialect._name, dialect.lineterminator, dialect.quoting = "sniffed", "\r\n", QUOTE_MINIMAL
        dialect.doublequote = double
        dialect.delimiter = delimiter
        dialect.quotechar = quote or '"'
        dialect.skipinitialspace = skip
        return dialect

    def _guess_quote_and_delimiter(self, data, delimiters):
        for pattern in _surroundings:
            found = list(re.finditer(pattern, data, re.DOTALL | re.MULTILINE))
            if found:
                break
        else:
            return "", False, None, 0
        quotes, delims, spaces = {}, {}, 0
        for match in found:
            groups = match.groupdict()
            quotes[groups["quote"]] = quotes.get(groups["quote"], 0) + 1
            delim = groups.get("delim")
            if delim is None:
                continue
            if delimiters is None or delim in delimiters:
                delims[delim] = delims.get(delim, 0) + 1
            if groups["space"]:
                spaces += 1
        quote = _most(quotes)
        delim, skip = "", 0
        if delims:
            delim = _most(delims)
            skip = delims[delim] == spaces
        # A quote within quotes, where a field may begin and end, is a doubled one.
        edge, inner = re.escape(delim), f"{quote}[^{re.escape(delim)}\\n]*"
        doubled = f"(({edge})|^)\\W*{inner}{inner}{quote}\\W*(({edge})|$)"
        return quote, bool(re.search(doubled, data, re.MULTILINE)), delim, skip

    def _guess_delimiter(self, data, delimiters):
        """The character that is in each line equally often. Lines are taken ten at a time,
        until one character is left that is in nine of ten lines at least."""
        lines = [line for line in data.split("\n") if line]
        step = min(10, len(lines))
        met = {chr(code): {} for code in range(127)}  # how many lines have a character how often
        found, modes, done = {}, {}, 0
        while done < len(lines):
            chunk = lines[done:done + step]
            done += step
            for line in chunk:
                for char, times in met.items():
                    n = line.count(char)
                    times[n] = times.get(n, 0) + 1
            for char, times in met.items():
                if len(times) == 1 and 0 in times:
                    continue
                usual = _most(times)
                # Lines of another count speak against it.
                modes[char] = usual, 2 * times[usual] - sum(times.values())
            total = float(min(done, len(lines)))
            consistency = 1.0
            while not found and consistency >= 0.9:
                for char, mode in modes.items():
                    if mode[0] > 0 and mode[1] > 0 and mode[1] / total >= consistency and (delimiters is None or char in delimiters):
                        found[char] = mode
                consistency -= 0.01
            if len(found) == 1:
                return self._with_space(_most(found), lines[0])
        if not found:
            return "", 0
        for char in self.preferred:
            if char in found:
                return self._with_space(char, lines[0])
        return self._with_space(max((mode, char) for char, mode in found.items())[1], lines[0])

    def _with_space(self, delim, line):
        return delim, line.count(delim) == line.count(delim + " ")

    def has_header(self, sample):
        """Whether the first record differs from the others: in length, or in being a number."""
        rows = reader(io.StringIO(sample), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))  # complex, or the length of each text
        for checked, row in enumerate(rows):
            if checked > 20:
                break
            if len(row) != len(header):
                continue
            for col in list(kinds):
                kind = complex
                try:
                    complex(row[col])
                except (ValueError, OverflowError):
                    kind = len(row[col])
                if kinds[col] is None:
                    kinds[col] = kind
                elif kinds[col] != kind:
                    del kinds[col]
        votes = 0
        for col, kind in kinds.items():
            if isinstance(kind, int):
                votes += 1 if len(header[col]) != kind else -1
            else:
                try:
                    if kind is None:
                        raise TypeError  # no other record
                    complex(header[col])
                except (ValueError, TypeError):
                    votes += 1
                else:
                    votes -= 1
        return votes > 0
