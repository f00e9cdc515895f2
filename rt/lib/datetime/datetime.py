"""Dates and times: the Gregorian calendar, extended to years 1 to 9999.

A date is also the number of days from 31 December of year 0 on, its ordinal; arithmetic
is done with that, and with microseconds.
"""

import math
import operator
import time as _clock

__all__ = ["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"]

MINYEAR, MAXYEAR = 1, 9999

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
                "October", "November", "December")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # days before a month
_LAST = 3652059  # ordinal of the last day
_EPOCH = 719163  # ordinal of 1 January 1970
_DAY = 86400 * 10**6  # microseconds


# The calendar.

def _leap(y): return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)


def _length(y, m): return 29 if m == 2 and _leap(y) else _LENGTHS[m - 1]


def _day_of_year(y, m, d): return _BEFORE[m - 1] + d + (m > 2 and _leap(y))


def _to_ordinal(y, m, d):
    past = y - 1
    return past * 365 + past // 4 - past // 100 + past // 400 + _day_of_year(y, m, d)


def _from_ordinal(n):
    """Year, month and day of an ordinal. Years are counted from 1 March on, so that the
    day that leap years have more is the last (after Richards, 2013)."""
    n += 305  # from 1 March of year 0
    era, n = divmod(n, 146097)
    y = (n - n // 1460 + n // 36524 - n // 146096) // 365
    n -= 365 * y + y // 4 - y // 100
    m = (5 * n + 2) // 153
    d = n - (153 * m + 2) // 5 + 1
    y += 400 * era
    return (y, m + 3, d) if m < 10 else (y + 1, m - 9, d)


def _first_monday(y):
    """The ordinal of the Monday of ISO week 1: the week that has 4 January in it."""
    fourth = _to_ordinal(y, 1, 4)
    return fourth - (fourth - 1) % 7


def _check_date(y, m, d):
    y, m, d = operator.index(y), operator.index(m), operator.index(d)
    if not MINYEAR <= y <= MAXYEAR:
        raise ValueError("year %d is out of range" % y)
    if not 1 <= m <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= d <= _length(y, m):
        raise ValueError("day is out of range for month")
    return y, m, d


def _check_time(h, m, s, us, fold):
    h, m, s, us, fold = map(operator.index, (h, m, s, us, fold))
    for value, limit, name in ((h, 23, "hour"), (m, 59, "minute"), (s, 59, "second"), (us, 999999, "microsecond")):
        if not 0 <= value <= limit:
            raise ValueError("%s must be in 0..%d" % (name, limit))
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return h, m, s, us, fold


def _check_zone(zone):
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type %r" % type(zone).__name__)
    return zone


_new = object.__new__


def _reader(name):
    """A read-only attribute that is kept under a name with an underscore."""
    return property(operator.attrgetter("_" + name), doc=name)


# Durations.

def _half_even(n, d):
    """n / d, rounded to the next int, and to the even one of two."""
    if d < 0:
        n, d = -n, -d
    q, r = divmod(n, d)
    return q + (2 * r > d or 2 * r == d and q % 2)


class timedelta:
    """A duration, in days, seconds and microseconds."""

    __slots__ = ("_days", "_seconds", "_microseconds", "_hash")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        if type(days) is int and type(seconds) is int and type(microseconds) is int and (milliseconds, minutes, hours, weeks) == (0, 0, 0, 0):
            return _duration((days * 86400 + seconds) * 10**6 + microseconds, cls)
        us, left = 0, 0.0
        for value, unit, name in ((microseconds, 1, "microseconds"), (milliseconds, 1000, "milliseconds"),
                                  (seconds, 10**6, "seconds"), (minutes, 60 * 10**6, "minutes"),
                                  (hours, 3600 * 10**6, "hours"), (days, _DAY, "days"), (weeks, 7 * _DAY, "weeks")):
            if isinstance(value, int):
                us += value * unit
            elif isinstance(value, float):
                fraction, whole = math.modf(value)
                us += int(whole) * unit
                fraction, whole = math.modf(fraction * unit)
                us += int(whole)
                left += fraction
            else:
                raise TypeError("unsupported type for timedelta %s component: %s" % (name, type(value).__name__))
        if left:
            n, d = left.as_integer_ratio()
            us = _half_even(us * d + n, d)
        return _duration(us, cls)

    days, seconds, microseconds = _reader("days"), _reader("seconds"), _reader("microseconds")

    def _us(self):
        return (self._days * 86400 + self._seconds) * 10**6 + self._microseconds

    def total_seconds(self):
        """The duration in seconds."""
        return self._us() / 10**6

    def __repr__(self):
        parts = ["%s=%d" % (name, value) for name, value in (
            ("days", self._days), ("seconds", self._seconds), ("microseconds", self._microseconds)) if value]
        return "%s(%s)" % (_name(self), ", ".join(parts) or "0")

    def __str__(self):
        m, s = divmod(self._seconds, 60)
        h, m = divmod(m, 60)
        text = "%d:%02d:%02d" % (h, m, s)
        if self._days:
            text = "%d day%s, %s" % (self._days, "" if abs(self._days) == 1 else "s", text)
        return text + (".%06d" % self._microseconds if self._microseconds else "")

    def __add__(self, that):
        return _duration(self._us() + that._us()) if isinstance(that, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, that):
        return _duration(self._us() - that._us()) if isinstance(that, timedelta) else NotImplemented

    def __rsub__(self, that):
        return _duration(that._us() - self._us()) if isinstance(that, timedelta) else NotImplemented

    def __neg__(self): return _duration(-self._us())

    def __pos__(self): return _duration(self._us())

    def __abs__(self): return _duration(abs(self._us()))

    def __bool__(self): return self._us() != 0

    def __mul__(self, x):
        if isinstance(x, int):
            return _duration(self._us() * x)
        if isinstance(x, float):
            n, d = x.as_integer_ratio()
            return _duration(_half_even(self._us() * n, d))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, x):
        if isinstance(x, timedelta):
            return self._us() / x._us()
        if isinstance(x, int):
            if x == 0:
                raise ZeroDivisionError("integer division or modulo by zero")
            return _duration(_half_even(self._us(), x))
        if isinstance(x, float):
            n, d = x.as_integer_ratio()
            if n == 0:
                raise ZeroDivisionError("division by zero")
            return _duration(_half_even(self._us() * d, n))
        return NotImplemented

    def __floordiv__(self, x):
        if isinstance(x, timedelta):
            return self._us() // x._us()
        return _duration(self._us() // x) if isinstance(x, int) else NotImplemented

    def __mod__(self, x):
        return _duration(self._us() % x._us()) if isinstance(x, timedelta) else NotImplemented

    def __divmod__(self, x):
        if not isinstance(x, timedelta):
            return NotImplemented
        q, r = divmod(self._us(), x._us())
        return q, _duration(r)

    def __eq__(self, that): return self._us() == that._us() if isinstance(that, timedelta) else NotImplemented

    def __lt__(self, that): return self._us() < that._us() if isinstance(that, timedelta) else NotImplemented

    def __le__(self, that): return self._us() <= that._us() if isinstance(that, timedelta) else NotImplemented

    def __gt__(self, that): return self._us() > that._us() if isinstance(that, timedelta) else NotImplemented

    def __ge__(self, that): return self._us() >= that._us() if isinstance(that, timedelta) else NotImplemented

    def __hash__(self): return hash((self._days, self._seconds, self._microseconds))

    def __reduce__(self): return type(self), (self._days, self._seconds, self._microseconds)


def _duration(us, cls=timedelta):
    """The duration of that many microseconds."""
    days, us = divmod(us, _DAY)
    if not -999999999 <= days <= 999999999:
        raise OverflowError("days=%d; must have magnitude <= 999999999" % days)
    made = _new(cls)
    made._days = days
    made._seconds, made._microseconds = divmod(us, 10**6)
    return made


def _name(o):
    """How reprs name an object's class."""
    cls = type(o)
    return "datetime." + cls.__qualname__ if cls.__module__ == "datetime" else cls.__qualname__


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(999999999, 86399, 999999)
timedelta.resolution = timedelta(microseconds=1)


# Texts.

def _offset_text(offset, sep=":"):
    """An offset from UTC as +HH:MM, with seconds if it has some."""
    if offset is None:
        return ""
    us = offset._us()
    sign, us = ("-", -us) if us < 0 else ("+", us)
    s, us = divmod(us, 10**6)
    m, s = divmod(s, 60)
    text = "%s%02d%s%02d" % (sign, m // 60, sep, m % 60)
    if s or us:
        text += "%s%02d" % (sep, s)
    return text + (".%06d" % us if us else "")


def _time_text(h, m, s, us, spec):
    if spec == "auto":
        spec = "microseconds" if us else "seconds"
    if spec == "hours":
        return "%02d" % h
    if spec == "minutes":
        return "%02d:%02d" % (h, m)
    if spec == "seconds":
        return "%02d:%02d:%02d" % (h, m, s)
    if spec == "milliseconds":
        return "%02d:%02d:%02d.%03d" % (h, m, s, us // 1000)
    if spec == "microseconds":
        return "%02d:%02d:%02d.%06d" % (h, m, s, us)
    raise ValueError("Unknown timespec value")


def _strftime(o, format, parts):
    """format with %f, %z and %Z filled in from o, the rest by the C library's rules."""
    if "%" not in format:
        return format
    out, at = [], 0
    while True:
        start = format.find("%", at)
        if start < 0 or start + 1 >= len(format):
            out.append(format[at:])
            break
        out.append(format[at:start])
        ch = format[start + 1]
        at = start + 2
        if ch == "f":
            out.append("%06d" % getattr(o, "microsecond", 0))
        elif ch == "z":
            out.append(_offset_text(o.utcoffset(), "") if hasattr(o, "utcoffset") else "")
        elif ch == "Z":
            name = o.tzname() if hasattr(o, "tzname") else None
            out.append((name or "").replace("%", "%%"))
        else:
            out.append("%" + ch)
    return _clock.strftime("".join(out), parts)


class _Bad(Exception):
    """A text that is not in the format."""


def _digits(text, at, n):
    """The number in n digits of a text."""
    part = text[at:at + n]
    if len(part) != n or not part.isascii() or not part.isdigit():
        raise _Bad
    return int(part)


def _read_date(text):
    """Year, month and day of an ISO date: YYYY-MM-DD, YYYYMMDD, YYYY-Www-D and the like."""
    y = _digits(text, 0, 4)
    dash = text[4:5] == "-"
    at = 5 if dash else 4
    if text[at:at + 1] == "W":
        week = _digits(text, at + 1, 2)
        at += 3
        day = 1
        if at < len(text):
            if (text[at] == "-") != dash:
                raise _Bad
            at += dash
            day = _digits(text, at, 1)
            at += 1
        if at != len(text):
            raise _Bad
        try:
            return _from_ordinal(_iso_ordinal(y, week, day))
        except ValueError:
            raise _Bad from None
    m = _digits(text, at, 2)
    at += 2
    if dash:
        if text[at:at + 1] != "-":
            raise _Bad
        at += 1
    d = _digits(text, at, 2)
    if at + 2 != len(text):
        raise _Bad
    return y, m, d


def _read_clock(text):
    """Hour, minute, second and microsecond of HH[:MM[:SS[.fff[fff]]]], or without
    colons."""
    values = [0, 0, 0]
    at, n = 0, 0
    colon = None
    while n < 3:
        values[n] = _digits(text, at, 2)
        at += 2
        n += 1
        ch = text[at:at + 1]
        if not ch or ch in ".," or n == 3:
            break
        if colon is None:
            colon = ch == ":"
        if colon != (ch == ":"):
            raise _Bad
        at += colon
    us = 0
    if at < len(text):
        if n < 3 or text[at] not in ".,":
            raise _Bad
        part = text[at + 1:]
        if not part or not part.isascii() or not part.isdigit():
            raise _Bad
        us = int((part + "00000")[:6])
    return (*values, us)


def _read_time(text):
    """The arguments of time() for an ISO time with an offset or without."""
    text = text[1:] if text[:1] == "T" else text
    zone = None
    for at, ch in enumerate(text):
        if ch in "+-Z":
            if ch == "Z":
                if at + 1 != len(text):
                    raise _Bad
                zone = timezone.utc
            else:
                h, m, s, us = _read_clock(text[at + 1:])
                offset = timedelta(hours=h, minutes=m, seconds=s, microseconds=us)
                zone = timezone(-offset if ch == "-" else offset) if offset else timezone.utc
            text = text[:at]
            break
    return (*_read_clock(text), zone)


def _iso_ordinal(y, week, day):
    if not MINYEAR <= y <= MAXYEAR:
        raise ValueError("Year is out of range: %d" % y)
    weeks = (_first_monday(y + 1) - _first_monday(y)) // 7
    if not 1 <= week <= weeks:
        raise ValueError("Invalid week: %d" % week)
    if not 1 <= day <= 7:
        raise ValueError("Invalid weekday: %d (range is [1, 7])" % day)
    return _first_monday(y) + 7 * (week - 1) + day - 1


# Dates.

class IsoCalendarDate(tuple):
    """Year, week and day of the week, as ISO 8601 counts them."""

    __slots__ = ()

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return "datetime.IsoCalendarDate(year=%d, week=%d, weekday=%d)" % tuple(self)


class date:
    """A day."""

    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year, month=None, day=None):
        if month is None or day is None:
            raise TypeError("function missing required argument %s" % (
                "'month' (pos 2)" if month is None else "'day' (pos 3)"))
        made = _new(cls)
        made._year, made._month, made._day = _check_date(year, month, day)
        return made

    @classmethod
    def today(cls):
        """The current day."""
        return cls.fromtimestamp(_clock.time())

    @classmethod
    def fromtimestamp(cls, timestamp):
        """The day of a time in seconds since 1970."""
        now = _clock.localtime(timestamp)
        return cls(now[0], now[1], now[2])

    @classmethod
    def fromordinal(cls, n):
        """The day of an ordinal."""
        n = operator.index(n)
        if n < 1:
            raise ValueError("ordinal must be >= 1")
        if n > _LAST:
            raise ValueError("year is out of range")
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, date_string):
        """The day of a text in ISO format."""
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        if len(date_string) in (7, 8, 10):
            try:
                parts = _read_date(date_string)
            except _Bad:
                pass
            else:
                return cls(*parts)
        raise ValueError("Invalid isoformat string: %r" % date_string)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The day of a year, week and day of the week."""
        return cls(*_from_ordinal(_iso_ordinal(year, week, day)))

    year, month, day = _reader("year"), _reader("month"), _reader("day")

    def __repr__(self):
        return "%s(%d, %d, %d)" % (_name(self), self._year, self._month, self._day)

    def isoformat(self):
        """YYYY-MM-DD."""
        return "%04d-%02d-%02d" % (self._year, self._month, self._day)

    __str__ = isoformat

    def ctime(self):
        """The day as C's ctime shows it."""
        return "%s %s %2d 00:00:00 %04d" % (_DAYS[self.weekday()], _MONTHS[self._month - 1], self._day, self._year)

    def strftime(self, format):
        return _strftime(self, format, self.timetuple())

    def __format__(self, spec):
        if not isinstance(spec, str):
            raise TypeError("must be str, not %s" % type(spec).__name__)
        return self.strftime(spec) if spec else str(self)

    def timetuple(self):
        """The day as time.localtime has it."""
        return _clock.struct_time((self._year, self._month, self._day, 0, 0, 0, self.weekday(),
                                   _day_of_year(self._year, self._month, self._day), -1))

    def toordinal(self):
        """The ordinal of the day."""
        return _to_ordinal(self._year, self._month, self._day)

    def weekday(self):
        """0 for Monday to 6 for Sunday."""
        return (self.toordinal() - 1) % 7

    def isoweekday(self):
        """1 for Monday to 7 for Sunday."""
        return self.weekday() + 1

    def isocalendar(self):
        """Year, week and day of the week."""
        n, y = date.toordinal(self), self._year
        if n < _first_monday(y):
            y -= 1
        elif n >= _first_monday(y + 1):
            y += 1
        week, day = divmod(n - _first_monday(y), 7)
        return IsoCalendarDate((y, week + 1, day + 1))

    def replace(self, year=None, month=None, day=None):
        """The day with other parts."""
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    def _key(self): return self._year, self._month, self._day

    def _other(self, that):
        """What that is compared by, or None."""
        return that._key() if isinstance(that, date) and not isinstance(that, datetime) else None

    def __eq__(self, that):
        other = self._other(that)
        return NotImplemented if other is None else self._key() == other

    def __lt__(self, that):
        other = self._other(that)
        return NotImplemented if other is None else self._key() < other

    def __le__(self, that):
        other = self._other(that)
        return NotImplemented if other is None else self._key() <= other

    def __gt__(self, that):
        other = self._other(that)
        return NotImplemented if other is None else self._key() > other

    def __ge__(self, that):
        other = self._other(that)
        return NotImplemented if other is None else self._key() >= other

    def __hash__(self): return hash(self._key())

    def __add__(self, that):
        if not isinstance(that, timedelta):
            return NotImplemented
        n = self.toordinal() + that._days
        if not 1 <= n <= _LAST:
            raise OverflowError("date value out of range")
        return type(self).fromordinal(n)

    __radd__ = __add__

    def __sub__(self, that):
        if isinstance(that, timedelta):
            return self + timedelta(-that._days)
        if isinstance(that, date):
            return _duration((self.toordinal() - that.toordinal()) * _DAY)
        return NotImplemented

    def __reduce__(self): return type(self), self._key()


date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(1)


# Time zones.

class tzinfo:
    """Base of time zones."""

    __slots__ = ()

    def tzname(self, dt):
        """The name of the zone."""
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        """How far the zone's time is before UTC."""
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        """How much of that is for summer."""
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        """The zone's time for a time of UTC that says it is of the zone."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        summer = dt.dst()
        if summer is None:
            raise ValueError("fromutc: non-None dst() result required")
        # The standard time, by which the zone tells whether it is summer.
        standard = offset - summer
        if standard:
            dt += standard
            summer = dt.dst()
            if summer is None:
                raise ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
        return dt + summer

    def __reduce__(self):
        args = getattr(self, "__getinitargs__", tuple)()
        return type(self), args


class timezone(tzinfo):
    """A zone of one offset."""

    __slots__ = ("_offset", "_label")

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be datetime.timedelta, not %s" % type(offset).__name__)
        if name is not None and not isinstance(name, str):
            raise TypeError("timezone() argument 2 must be str, not %s" % type(name).__name__)
        if not -_DAY < offset._us() < _DAY:
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                             "timedelta(hours=24), not %r." % (offset,))
        if name is None and not offset and _utc:
            return _utc[0]
        made = _new(cls)
        made._offset, made._label = offset, name
        return made

    def __eq__(self, that): return self._offset == that._offset if isinstance(that, timezone) else NotImplemented

    def __hash__(self): return hash(self._offset)

    def __repr__(self):
        if _utc and self is _utc[0]:
            return "datetime.timezone.utc"
        if self._label is None:
            return "%s(%r)" % (_name(self), self._offset)
        return "%s(%r, %r)" % (_name(self), self._offset, self._label)

    def __str__(self): return self.tzname(None)

    def _check(self, dt, what):
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError("%s(dt) argument must be a datetime instance or None, not %s" % (what, type(dt).__name__))

    def utcoffset(self, dt):
        self._check(dt, "utcoffset")
        return self._offset

    def tzname(self, dt):
        self._check(dt, "tzname")
        if self._label is not None:
            return self._label
        return "UTC" + _offset_text(self._offset) if self._offset else "UTC"

    def dst(self, dt):
        self._check(dt, "dst")

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset

    def __reduce__(self):
        return type(self), (self._offset,) if self._label is None else (self._offset, self._label)


_utc = ()
_utc = (timezone(timedelta(0)),)
UTC = timezone.utc = _utc[0]
timezone.min, timezone.max = timezone(-timedelta(hours=23, minutes=59)), timezone(timedelta(hours=23, minutes=59))


def _asked(zone, method, argument):
    """What a zone answers, checked to be a duration of less than a day."""
    if zone is None:
        return None
    answer = getattr(zone, method)(argument)
    if answer is None:
        return None
    if not isinstance(answer, timedelta):
        raise TypeError("tzinfo.%s() must return None or a timedelta, not %r" % (method, type(answer).__name__))
    if not -_DAY < answer._us() < _DAY:
        raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).")
    return answer


# Times of day.

class time:
    """A time of day."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        made = _new(cls)
        made._hour, made._minute, made._second, made._microsecond, made._fold = _check_time(
            hour, minute, second, microsecond, fold)
        made._tzinfo = _check_zone(tzinfo)
        return made

    @classmethod
    def fromisoformat(cls, time_string):
        """The time of a text in ISO format."""
        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            parts = _read_time(time_string)
        except _Bad:
            raise ValueError("Invalid isoformat string: %r" % time_string) from None
        return cls(*parts)

    hour, minute, second, microsecond = _reader("hour"), _reader("minute"), _reader("second"), _reader("microsecond")
    tzinfo, fold = _reader("tzinfo"), _reader("fold")

    def _clock(self): return self._hour, self._minute, self._second, self._microsecond

    def __repr__(self):
        parts = [self._hour, self._minute]
        if self._second or self._microsecond:
            parts.append(self._second)
        if self._microsecond:
            parts.append(self._microsecond)
        text = ", ".join(map(str, parts))
        if self._tzinfo is not None:
            text += ", tzinfo=%r" % (self._tzinfo,)
        return "%s(%s%s)" % (_name(self), text, ", fold=1" if self._fold else "")

    def isoformat(self, timespec="auto"):
        """HH:MM:SS and what follows."""
        return _time_text(*self._clock(), timespec) + _offset_text(self.utcoffset())

    def __str__(self): return self.isoformat()

    def strftime(self, format):
        return _strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1))

    __format__ = date.__format__

    def utcoffset(self):
        return _asked(self._tzinfo, "utcoffset", None)

    def dst(self):
        return _asked(self._tzinfo, "dst", None)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """The time with other parts."""
        parts = [old if new is None else new for old, new in zip(self._clock(), (hour, minute, second, microsecond))]
        return type(self)(*parts, self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    def _compare(self, that, strict):
        """The keys of both for a comparison; strict refuses one with and one without an
        offset."""
        mine = self.utcoffset()
        other = that.utcoffset()
        if mine == other:
            return self._clock(), that._clock()
        if mine is None or other is None:
            if strict:
                raise TypeError("can't compare offset-naive and offset-aware times")
            return 0, 1
        return self._absolute(mine), that._absolute(other)

    def _absolute(self, offset):
        h, m, s, us = self._clock()
        return ((h * 60 + m) * 60 + s) * 10**6 + us - offset._us()

    def __eq__(self, that): return operator.eq(*self._compare(that, False)) if isinstance(that, time) else NotImplemented

    def __lt__(self, that): return operator.lt(*self._compare(that, True)) if isinstance(that, time) else NotImplemented

    def __le__(self, that): return operator.le(*self._compare(that, True)) if isinstance(that, time) else NotImplemented

    def __gt__(self, that): return operator.gt(*self._compare(that, True)) if isinstance(that, time) else NotImplemented

    def __ge__(self, that): return operator.ge(*self._compare(that, True)) if isinstance(that, time) else NotImplemented

    def __hash__(self):
        offset = (self.replace(fold=0) if self._fold else self).utcoffset()
        return hash(self._clock()) if offset is None else hash(self._absolute(offset))

    def __reduce__(self): return _time_again, (type(self), self._clock(), self._tzinfo, self._fold)


def _time_again(cls, clock, zone, fold): return cls(*clock, zone, fold=fold)


time.min, time.max, time.resolution = time(), time(23, 59, 59, 999999), timedelta(microseconds=1)


# Dates with times.

def _local_offset(seconds):
    """The offset and name of the local zone at a time in seconds since 1970."""
    then = _clock.localtime(seconds)
    return timedelta(seconds=then.tm_gmtoff), then.tm_zone


class datetime(date):
    """A day and a time of day."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if month is None or day is None:
            raise TypeError("function missing required argument %s" % (
                "'month' (pos 2)" if month is None else "'day' (pos 3)"))
        made = _new(cls)
        made._year, made._month, made._day = _check_date(year, month, day)
        made._hour, made._minute, made._second, made._microsecond, made._fold = _check_time(
            hour, minute, second, microsecond, fold)
        made._tzinfo = _check_zone(tzinfo)
        return made

    hour, minute, second, microsecond = _reader("hour"), _reader("minute"), _reader("second"), _reader("microsecond")
    tzinfo, fold = _reader("tzinfo"), _reader("fold")

    @classmethod
    def now(cls, tz=None):
        """The current time, local or of a zone."""
        return cls.fromtimestamp(_clock.time(), tz)

    today = classmethod(lambda cls: cls.fromtimestamp(_clock.time()))

    @classmethod
    def utcnow(cls):
        """The current time of UTC, without a zone."""
        return cls.utcfromtimestamp(_clock.time())

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """The time, local or of a zone, of seconds since 1970."""
        _check_zone(tz)
        made = cls._at(timestamp, tz is None)
        return made if tz is None else tz.fromutc(made.replace(tzinfo=tz))

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        """The time of UTC, without a zone, of seconds since 1970."""
        return cls._at(timestamp, False)

    @classmethod
    def _at(cls, timestamp, local):
        n, d = timestamp.as_integer_ratio()
        seconds, us = divmod(_half_even(n * 10**6, d), 10**6)
        y, mo, d, h, mi, s = (_clock.localtime(seconds) if local else _clock.gmtime(seconds))[:6]
        made = cls(y, mo, d, h, mi, min(s, 59), us)
        if local and seconds > 86400:
            # The second of two equal local times.
            before = _clock.localtime(seconds - 86400).tm_gmtoff - _clock.localtime(seconds).tm_gmtoff
            if before > 0 and tuple(_clock.localtime(seconds - before)[:6]) == (y, mo, d, h, mi, s):
                made = made.replace(fold=1)
        return made

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """A day and a time of day."""
        if not isinstance(date, _date):
            raise TypeError("combine() argument 1 must be datetime.date, not %s" % type(date).__name__)
        if not isinstance(time, _time):
            raise TypeError("combine() argument 2 must be datetime.time, not %s" % type(time).__name__)
        return cls(date._year, date._month, date._day, *time._clock(), time._tzinfo if tzinfo is True else tzinfo,
                   fold=time._fold)

    @classmethod
    def fromisoformat(cls, date_string):
        """The time of a text in ISO format."""
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        if len(date_string) >= 7:
            for at in _date_ends(date_string):
                try:
                    day = _read_date(date_string[:at])
                    rest = _read_time(date_string[at + 1:]) if at < len(date_string) else ()
                except _Bad:
                    continue
                if at + 1 == len(date_string):
                    continue
                return cls(*day, *rest)
        raise ValueError("Invalid isoformat string: %r" % date_string)

    @classmethod
    def strptime(cls, date_string, format):
        """The time of a text in a format."""
        return _strptime(cls, date_string, format)

    def _clock(self): return self._hour, self._minute, self._second, self._microsecond

    def date(self):
        """The day."""
        return _date(self._year, self._month, self._day)

    def time(self):
        """The time of day, without the zone."""
        return _time(*self._clock(), fold=self._fold)

    def timetz(self):
        """The time of day, with the zone."""
        return _time(*self._clock(), self._tzinfo, fold=self._fold)

    def __repr__(self):
        parts = [*self._key(), self._hour, self._minute]
        if self._second or self._microsecond:
            parts.append(self._second)
        if self._microsecond:
            parts.append(self._microsecond)
        text = ", ".join(map(str, parts))
        if self._tzinfo is not None:
            text += ", tzinfo=%r" % (self._tzinfo,)
        return "%s(%s%s)" % (_name(self), text, ", fold=1" if self._fold else "")

    def isoformat(self, sep="T", timespec="auto"):
        """YYYY-MM-DDTHH:MM:SS and what follows."""
        if not isinstance(sep, str) or len(sep) != 1:
            raise TypeError("isoformat() argument 1 must be a unicode character, not %s" % type(sep).__name__)
        return "%04d-%02d-%02d%s%s%s" % (*self._key(), sep, _time_text(*self._clock(), timespec),
                                         _offset_text(self.utcoffset()))

    def __str__(self): return self.isoformat(" ")

    def ctime(self):
        return "%s %s %2d %02d:%02d:%02d %04d" % (_DAYS[self.weekday()], _MONTHS[self._month - 1], self._day,
                                                  self._hour, self._minute, self._second, self._year)

    def timetuple(self):
        summer = self.dst()
        return self._tuple(-1 if summer is None else 1 if summer else 0)

    def _tuple(self, flag):
        return _clock.struct_time((*self._key(), self._hour, self._minute, self._second, self.weekday(),
                                   _day_of_year(*self._key()), flag))

    def utctimetuple(self):
        """The time of UTC, as time.gmtime has it."""
        offset = self.utcoffset()
        return (self - offset if offset else self)._tuple(0)

    def _since(self):
        """Microseconds since 1970, as if this were UTC."""
        h, m, s, us = self._clock()
        return (((date.toordinal(self) - _EPOCH) * 24 + h) * 3600 + m * 60 + s) * 10**6 + us

    def timestamp(self):
        """Seconds since 1970."""
        if self._tzinfo is None:
            return self._local_seconds() + self._microsecond / 10**6
        return (self - _EPOCH_UTC).total_seconds()

    def _local_seconds(self):
        """Seconds since 1970 of a local time: of two that are equal fold tells which."""
        wanted = self._since() // 10**6

        def local(u):
            return u + _clock.localtime(u).tm_gmtoff
        first = wanted - (local(wanted) - wanted)
        other = first + (-86400, 86400)[self._fold]
        second = wanted - (local(other) - other)
        if local(first) == wanted:
            if local(second) == wanted and second != first:
                return (min, max)[self._fold](first, second)
            return first
        return second if local(second) == wanted else (max, min)[self._fold](first, second)

    def utcoffset(self):
        return _asked(self._tzinfo, "utcoffset", self)

    def dst(self):
        return _asked(self._tzinfo, "dst", self)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def astimezone(self, tz=None):
        """The same moment in another zone, the local one unless given."""
        _check_zone(tz)
        mine = self._tzinfo
        offset = None if mine is None else mine.utcoffset(self)
        if offset is None:
            seconds = self.replace(tzinfo=None)._local_seconds()
            offset, _ = _local_offset(seconds)
        else:
            seconds = (self._since() - offset._us()) // 10**6
        if tz is None:
            there, name = _local_offset(seconds)
            tz = timezone(there, name)
        elif tz is mine:
            return self
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None):
        """The time with other parts."""
        parts = [old if new is None else new for old, new in zip(
            (*self._key(), *self._clock()), (year, month, day, hour, minute, second, microsecond))]
        return type(self)(*parts, self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    def _compare(self, that, strict):
        """The numbers that a comparison compares."""
        if self._tzinfo is that._tzinfo:
            return self._since(), that._since()
        mine, other = self.utcoffset(), that.utcoffset()
        if mine is None and other is None:
            return self._since(), that._since()
        if mine is None or other is None:
            if strict:
                raise TypeError("can't compare offset-naive and offset-aware datetimes")
            return 0, 1
        return self._since() - mine._us(), that._since() - other._us()

    def _refuse(self, that):
        """NotImplemented, or TypeError where a day without time would be compared."""
        if isinstance(that, _date):
            raise TypeError("can't compare %s.%s to %s.%s" % (
                type(self).__module__, type(self).__qualname__, type(that).__module__, type(that).__qualname__))
        return NotImplemented

    def __eq__(self, that):
        if isinstance(that, datetime):
            return operator.eq(*self._compare(that, False))
        return False if isinstance(that, _date) else NotImplemented

    def __lt__(self, that):
        return operator.lt(*self._compare(that, True)) if isinstance(that, datetime) else self._refuse(that)

    def __le__(self, that):
        return operator.le(*self._compare(that, True)) if isinstance(that, datetime) else self._refuse(that)

    def __gt__(self, that):
        return operator.gt(*self._compare(that, True)) if isinstance(that, datetime) else self._refuse(that)

    def __ge__(self, that):
        return operator.ge(*self._compare(that, True)) if isinstance(that, datetime) else self._refuse(that)

    def __hash__(self):
        offset = (self.replace(fold=0) if self._fold else self).utcoffset()
        return hash(self._since() - (0 if offset is None else offset._us()))

    def __add__(self, that):
        if not isinstance(that, timedelta):
            return NotImplemented
        days, us = divmod(self._since() + that._us(), _DAY)
        n = days + _EPOCH
        if not 1 <= n <= _LAST:
            raise OverflowError("date value out of range")
        s, us = divmod(us, 10**6)
        m, s = divmod(s, 60)
        return type(self)(*_from_ordinal(n), m // 60, m % 60, s, us, self._tzinfo)

    __radd__ = __add__

    def __sub__(self, that):
        if isinstance(that, timedelta):
            return self + -that
        if not isinstance(that, datetime):
            return NotImplemented
        apart = self._since() - that._since()
        if self._tzinfo is that._tzinfo:
            return _duration(apart)
        mine, other = self.utcoffset(), that.utcoffset()
        if mine is None and other is None:
            return _duration(apart)
        if mine is None or other is None:
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return _duration(apart + other._us() - mine._us())

    def __reduce__(self): return _again, (type(self), self._key(), self._clock(), self._tzinfo, self._fold)


def _again(cls, day, clock, zone, fold): return cls(*day, *clock, zone, fold=fold)


_date, _time = date, time
datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
_EPOCH_UTC = datetime(1970, 1, 1, tzinfo=timezone.utc)


def _date_ends(text):
    """Where the date at the start of a text may end."""
    if text[4:5] == "-":
        if text[5:6] == "W":
            return (10, 8) if text[8:9] == "-" else (8,)
        return (10,)
    if text[4:5] == "W":
        # YYYYWww or YYYYWwwD: it ends where the digits do.
        end = 7
        while end < len(text) and text[end].isdigit():
            end += 1
        return (end,) if end < 9 else (7, 8) if end % 2 else (8, 7)
    return (8,)


# Reading a format.

def _strptime(cls, text, format):
    for x, n in ((text, 0), (format, 1)):
        if not isinstance(x, str):
            raise TypeError("strptime() argument %d must be str, not %s" % (n, type(x)))
    found = {}
    try:
        at = _follow(text, 0, format, found)
    except _Bad:
        raise ValueError("time data %r does not match format %r" % (text, format)) from None
    if at != len(text):
        raise ValueError("unconverted data remains: " + text[at:])
    y = found.get("Y")
    if y is None and "y" in found:
        y = found["y"] + (2000 if found["y"] < 69 else 1900)
    h = found.get("H")
    if h is None:
        h = found.get("I", 0)
        if "I" in found:
            h = h % 12 + 12 * found.get("p", 0)
    year = 1900 if y is None else y
    m, d = found.get("m", 1), found.get("d", 1)
    if "G" in found:
        if "V" not in found or not ("w" in found):
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        year, m, d = _from_ordinal(_iso_ordinal(found["G"], found["V"], found["w"] + 1))
    elif "V" in found:
        raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                         "directive ('%A', '%a', '%w', or '%u').")
    elif "j" in found:
        year, m, d = _from_ordinal(_to_ordinal(year, 1, 1) + found["j"] - 1)
    elif y is not None and "w" in found and ("U" in found or "W" in found):
        first = _to_ordinal(year, 1, 1)
        if "W" in found:
            start = first + (7 - (first - 1) % 7) % 7  # first Monday
            n = start + 7 * (found["W"] - 1) + found["w"]
        else:
            start = first + (6 - (first - 1) % 7) % 7  # first Sunday
            n = start + 7 * (found["U"] - 1) + (found["w"] + 1) % 7
        year, m, d = _from_ordinal(n)
    elif y is None and m == 2 and d == 29:
        raise ValueError("day is out of range for month")
    zone = None
    if "z" in found:
        zone = timezone(found["z"], found["Z"]) if "Z" in found else timezone(found["z"])
    return cls(year, m, d, h, found.get("M", 0), min(found.get("S", 0), 61), found.get("f", 0), zone)


# Directives that are numbers: least digits are one, most are given, and the limits.
_NUMBERS = {"d": (2, 1, 31), "m": (2, 1, 12), "H": (2, 0, 23), "I": (2, 1, 12), "M": (2, 0, 59), "S": (2, 0, 61),
            "j": (3, 1, 366), "U": (2, 0, 53), "W": (2, 0, 53), "V": (2, 1, 53), "y": (2, 0, 99)}
_SHORT = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "D": "%m/%d/%y", "T": "%H:%M:%S",
          "R": "%H:%M"}


def _follow(text, at, format, found):
    """Read text from at on as format says; where it ends."""
    i = 0
    while i < len(format):
        ch = format[i]
        i += 1
        if ch.isspace():
            if at >= len(text) or not text[at].isspace():
                raise _Bad
            while at < len(text) and text[at].isspace():
                at += 1
            while i < len(format) and format[i].isspace():
                i += 1
            continue
        if ch != "%":
            if text[at:at + 1].lower() != ch.lower():
                raise _Bad
            at += 1
            continue
        if i >= len(format):
            raise ValueError("stray %% in format %r" % format)
        d = format[i]
        i += 1
        at = _directive(d, text, at, format, found)
    return at


def _directive(d, text, at, format, found):
    if d in _NUMBERS:
        most, low, high = _NUMBERS[d]
        value, at = _number(text, at, most, low, high)
        found[d] = value
    elif d in ("Y", "G"):
        found[d] = _digits(text, at, 4)
        at += 4
    elif d == "f":
        end = at
        while end < len(text) and end < at + 6 and text[end].isdigit():
            end += 1
        if end == at:
            raise _Bad
        found[d] = int((text[at:end] + "00000")[:6])
        at = end
    elif d in ("w", "u"):
        value = _digits(text, at, 1)
        if not (0 <= value <= 6 if d == "w" else 1 <= value <= 7):
            raise _Bad
        found["w"] = (value - 1) % 7
        at += 1
    elif d in ("b", "h", "B"):
        n, at = _word(text, at, _LONG_MONTHS if d == "B" else _MONTHS)
        found["m"] = n + 1
    elif d in ("a", "A"):
        found["w"], at = _word(text, at, _LONG_DAYS if d == "A" else _DAYS)
    elif d == "p":
        found["p"], at = _word(text, at, ("AM", "PM"))
    elif d == "z":
        found["z"], at = _read_offset(text, at)
    elif d == "Z":
        names = ("utc", "gmt", *(n.lower() for n in _clock.tzname if n))
        for name in sorted(names, key=len, reverse=True):
            if text[at:at + len(name)].lower() == name:
                if name in ("utc", "gmt"):
                    found["Z"] = text[at:at + len(name)].upper()
                at += len(name)
                break
        else:
            raise _Bad
    elif d == "%":
        if text[at:at + 1] != "%":
            raise _Bad
        at += 1
    elif d in _SHORT and d not in "DTR":
        at = _follow(text, at, _SHORT[d], found)
    else:
        raise ValueError("%r is a bad directive in format %r" % (d, format))
    return at


def _number(text, at, most, low, high):
    """The longest number of at most that many digits within the limits."""
    for n in range(most, 0, -1):
        part = text[at:at + n]
        if len(part) == n and part.isascii() and part.isdigit() and low <= int(part) <= high:
            return int(part), at + n
    raise _Bad


def _word(text, at, words):
    """Which of the words a text has at at, and where it ends."""
    for i, word in enumerate(words):
        if text[at:at + len(word)].lower() == word.lower():
            return i, at + len(word)
    raise _Bad


def _read_offset(text, at):
    if text[at:at + 1] == "Z":
        return timedelta(0), at + 1
    sign = text[at:at + 1]
    if sign not in ("+", "-") or not sign:
        raise _Bad
    h = _digits(text, at + 1, 2)
    at += 3
    colon = text[at:at + 1] == ":"
    m = _digits(text, at + colon, 2)
    at += 2 + colon
    if m > 59:
        raise _Bad
    s = us = 0
    try:
        if (text[at:at + 1] == ":") == colon:
            s = _digits(text, at + colon, 2)
            at += 2 + colon
            if text[at:at + 1] == ".":
                end = at + 1
                while end < len(text) and end < at + 7 and text[end].isdigit():
                    end += 1
                us = int((text[at + 1:end] + "000000")[:6])
                at = end
    except _Bad:
        pass
    offset = timedelta(hours=h, minutes=m, seconds=s, microseconds=us)
    return (-offset if sign == "-" else offset), at
